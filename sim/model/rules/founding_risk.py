"""What founders risk and may gain: policy that takes off part of the loss makes people bolder."""

import math

from sim.core.kernel import kernel, rule
from sim.model.codes import CAREER, POST
from sim.model.rules.common import deregistration_wait


@rule
def retry_pause(m):
    """The years for which a failed firm's papers, and a rest, keep its founder from trying again."""
    return (deregistration_wait(m) + m.founder_rest) / 12


@rule
def loss_relief(post, m):
    """Years of own income that policy takes off the loss a founder expects, by what is left: 0 no post, 1 a post, 2 a career."""
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
    """Years of own income that rights to an invention above the legal minimum add to what a scientist expects of success."""
    if post != CAREER:
        return 0.0
    return (
        (1 - m.believed_failure) * m.licence_years * min(m.achievement_rights, 1 - m.rights_share)
    )


@rule
def boldness(post, m):
    """What a founder risks and may gain under policy, as a factor on the wish to found: 1 without policy."""
    return math.exp(m.risk_weight * (loss_relief(post, m) + rights_gain(post, m)))


@kernel
def embolden(districts, months, bold):
    """Fill how bold policy makes founders, by what they leave and district (the last column: the boldest)."""
    most = districts.size
    for post in range(CAREER + 1):
        bold[post, most] = 0.0
        for k in range(most):
            bold[post, k] = boldness(post, months[k])
            bold[post, most] = max(bold[post, most], bold[post, k])
