"""What founders risk and may gain: policy that takes off part of the loss makes people bolder."""

import math

from sim.core.kernel import kernel, rule
from sim.model.codes import CAREER, POST
from sim.model.rules.common import deregistration_wait, insurance_worth


@rule
def retry_pause(m):
    """The years for which a failed firm's papers, and a rest, keep its founder from trying again.

    Formula: (deregistration_wait + founder_rest) / 12
    Source: assumed.
    """
    return (deregistration_wait(m) + m.founder_rest) / 12


@rule
def loss_relief(post, m):
    """Years of own income that policy takes off the loss a founder expects, by what is left: 0 no
    post, 1 a post, 2 a career.

    Formula:
        believed_failure * spared
        spared = retry_pause * (max(unemployed_pay, safety_net) - unemployed_pay) + (post_loss *
            employee_leave if post == POST) + (career_loss * (1 - (1 - leave_rule) * (1 -
            career_title_part * title_for_transfer)) if post == CAREER)
    Source: 人社部规〔2017〕4号; assumed (what each is worth).
    """
    spared = retry_pause(m) * (max(m.unemployed_pay, m.safety_net) - m.unemployed_pay)
    if post == POST:
        spared += m.post_loss * m.employee_leave
    elif post == CAREER:
        spared += m.career_loss * (
            1 - (1 - m.leave_rule) * (1 - m.career_title_part * m.title_for_transfer)
        )
    return m.believed_failure * spared


@rule
def rights_gain(post, m):
    """Years of own income that rights to an invention above the legal minimum add to what a
    scientist expects of success.

    Formula: (1 - believed_failure) * licence_years * min(achievement_rights, 1 - rights_share) if
        post == CAREER else 0
    Source: 促进科技成果转化法; assumed (the fees expected).
    """
    if post != CAREER:
        return 0.0
    return (
        (1 - m.believed_failure) * m.licence_years * min(m.achievement_rights, 1 - m.rights_share)
    )


@rule
def boldness(post, talent, m):
    """What a founder risks and may gain under policy, as a factor on the wish to found: 1 without
    policy.

    Formula: exp(risk_weight * (loss_relief(post) + rights_gain(post) + (insurance_worth if
        talent)))
    Source: Hombert et al. 2020.
    """
    gain = loss_relief(post, m) + rights_gain(post, m)
    if talent:
        gain += insurance_worth(m)
    return math.exp(m.risk_weight * gain)


@kernel
def embolden(districts, months, bold):
    """Fill how bold policy makes founders, by what they leave (first those who are no talent, then
    those who are) and district (the last column: the boldest).

    Order: every kind of post in every district, in any order.
    Source: definition.
    """
    most = districts.size
    for row in range(bold.shape[0]):
        bold[row, most] = 0.0
        for k in range(most):
            bold[row, k] = boldness(row % (CAREER + 1), row > CAREER, months[k])
            bold[row, most] = max(bold[row, most], bold[row, k])
