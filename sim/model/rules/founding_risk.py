"""What founders risk and may gain: policy that takes off part of the loss makes people bolder."""

import math

from sim.core.kernel import kernel, rule
from sim.model.codes import CAREER, ENGINEER, POST, RETURNED
from sim.model.rules.common import deregistration_wait


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
def is_talent(t):
    """Whether a person counts as talent: an engineer, manager, scientist or leading person, or
    someone back from abroad.

    Formula: t.kind >= ENGINEER or t.origin == RETURNED
    Source: assumed.
    """
    return t.kind >= ENGINEER or t.origin == RETURNED


@rule
def insurance_worth(m):
    """Years of own income that insurance against the firm's failure is worth to a founder with
    talent, after the part of the premium that is not public: who expects less than it costs takes
    none out.

    Formula: max(0, founder_insurance * (believed_failure - founder_premium_rate * (1 -
        founder_premium_subsidy)))
    Source: Hombert et al. 2020 (sign).
    """
    if m.founder_insurance <= 0:
        return 0.0
    own = m.founder_premium_rate * (1 - m.founder_premium_subsidy)
    return max(0.0, m.founder_insurance * (m.believed_failure - own))


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


@rule
def stake_of(t, post):
    """The row of what someone risks by founding: by what is left, and then whether the person
    counts as talent.

    Formula: post + (CAREER + 1 if is_talent(t))
    Source: definition.
    """
    return post + CAREER + 1 if is_talent(t) else post


@kernel
def embolden(districts, months, bold):
    """Fill how bold policy makes founders, by what they leave (first those who are no talent, then
    those who are) and district (the last column: the boldest).

    Order: every kind of post in every district, in any order.
    Source: definition.
    """
    most = districts.size
    for row in range(2 * (CAREER + 1)):
        bold[row, most] = 0.0
        for k in range(most):
            bold[row, k] = boldness(row % (CAREER + 1), row > CAREER, months[k])
            bold[row, most] = max(bold[row, most], bold[row, k])


@rule
def insure_founder(s, t, m, b):
    """A founder with talent takes out insurance against the firm's failure where it is worth more
    than it costs; the firm pays the premium for the whole term, the public its part.

    Formula:
        s.founder_cover = founder_insurance * 12 * s.outside_wage if is_talent(t) and
            insurance_worth > 0
        premium = founder_premium_rate * s.founder_cover
        s.insured_until = clock + founder_insurance_term
        s.cash -= premium * (1 - founder_premium_subsidy)
    Source: assumed.
    """
    if insurance_worth(m) <= 0 or not is_talent(t):
        return
    s.founder_cover = m.founder_insurance * 12 * s.outside_wage
    s.insured_until = m.clock + int(m.founder_insurance_term)
    premium = m.founder_premium_rate * s.founder_cover
    own = premium * (1 - m.founder_premium_subsidy)
    s.cash -= own
    s.costs_year += own
    b.founder_premium += own
    b.founder_premium_public += premium - own


@rule
def founder_claim(s, clock):
    """What insurance pays the founder of a firm that has closed within its term.

    Formula: s.founder_cover if clock <= s.insured_until and s.acquired < 0 else 0
    Source: assumed.
    """
    return s.founder_cover if clock <= s.insured_until and s.acquired < 0 else 0.0


@rule
def reinvest_payout(s, t, payout, m, b):
    """A founder whose insured firm has failed puts part of what the insurance paid into the next.

    Formula: s.cash += payout_part * payout
    Source: assumed.
    """
    money = m.payout_part * payout
    s.cash += money
    s.paid_in += money
    b.founders_equity += money
    t.insured_firm = -1
