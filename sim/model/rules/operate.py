"""Operators do their month: they divide their time, serve tenants, earn and pay; teams follow the
money.
"""

import math

from sim.core.kernel import kernel, rule
from sim.model.codes import (
    INSTITUTE,
    LEADING_FIRM,
    MONEY,
    NATIONAL,
    PRIVATE,
    PROVINCIAL,
    RANKING,
    REVOCATION,
    UNIVERSITY,
)
from sim.model.rules.common import is_running


@rule
def running_cost(i, m):
    """What a facility costs in a month: its team and the upkeep of its floor.

    Formula: i.staff * staff_wage * (1 + social_rate) + i.area * upkeep
    Source: assumed.
    """
    return i.staff * m.staff_wage * (1 + m.social_rate) + i.area * m.upkeep


@rule
def fee(i, m):
    """A month's public fee: a part follows what the contract's targets or, where it has none, the
    marks say; where evaluation moves money, failing costs a further part.

    Formula:
        full = operator_fee * i.fee_part / 12
        i.money_weight * full * (1 - operator_contract_share * (1 - met)) * (1 - cut)
        met = i.contract_met if i.contract_met >= 0 else i.score / 100
        cut = fee_cut if evaluation_consequence >= MONEY and i.warnings > 0 else 0
    Source: assumed.
    """
    full = m.operator_fee * i.fee_part / 12
    cut = m.fee_cut if m.evaluation_consequence >= MONEY and i.warnings > 0 else 0.0
    met = i.contract_met if i.contract_met >= 0 else i.score / 100
    return i.money_weight * full * (1 - m.operator_contract_share * (1 - met)) * (1 - cut)


@rule
def money_at_stake(i, m):
    """What the year's evaluation can bring an operator or cost it, in 万元.

    Formula:
        i.list_stake + operator_contract_share * full + (performance_award if evaluation_consequence >= RANKING) +
            (fee_cut * full if evaluation_consequence >= MONEY) + (level_award * (national_award if
            i.level == PROVINCIAL else 1) * i.score / 100 if i.level < NATIONAL)
        full = operator_fee * i.fee_part
    Source: assumed.
    """
    full = m.operator_fee * i.fee_part
    stake = i.list_stake + m.operator_contract_share * full
    if m.evaluation_consequence >= RANKING:
        stake += m.performance_award
    if m.evaluation_consequence >= MONEY:
        stake += m.fee_cut * full
    if i.level < NATIONAL:  # the better it stands, the nearer the next level
        stake += (
            m.level_award * (m.national_award if i.level == PROVINCIAL else 1.0) * i.score / 100
        )
    return stake


@rule
def name_at_stake(i, m):
    """What a published rank and the threat of removal mean to an operator, in parts of a year's
    cost.

    Formula: i.list_name + (reputation * (reputation_base + (1 - reputation_base) * i.behind) if
        evaluation_consequence >= RANKING) + (revocation_fear * (warning_fear if i.warnings > 0 else
        1) if evaluation_consequence >= REVOCATION)
    Source: assumed.
    """
    stake = i.list_name
    if m.evaluation_consequence >= RANKING:
        stake += m.reputation * (m.reputation_base + (1 - m.reputation_base) * i.behind)
    if m.evaluation_consequence >= REVOCATION:
        stake += m.revocation_fear * (m.warning_fear if i.warnings > 0 else 1.0)
    return stake


@rule
def pressure(i, cost, m):
    """How far evaluation moves an operator, 0 to 1; one that shares in tenants' success looks
    beyond the score.

    Formula:
        (1 - exp(-stake_response * stakes)) / (1 + benefit_sharing / benefit_half)
        stakes = money_at_stake(i) / (12 * cost) + name_at_stake(i)
    Source: assumed.
    """
    stakes = money_at_stake(i, m) / max(1e-9, 12 * cost) + name_at_stake(i, m)
    return (1 - math.exp(-m.stake_response * stakes)) / (1 + m.benefit_sharing / m.benefit_half)


@rule
def divide(i, cost, m):
    """Scored items draw time by pressure and by the marks still to be gained there; the rest is
    service.

    Formula:
        pull = rest * i.pressure / 100
        rest = 1 - operator_recruiting
        i.time_filling = pull * i.lacking_space
        i.time_rights = pull * i.lacking_rights
        i.time_money = pull * i.lacking_money
        i.time_graduates = pull * i.lacking_graduates
        i.time_service = rest - i.time_filling - i.time_rights - i.time_money - i.time_graduates
    Source: assumed.
    """
    i.pressure = pressure(i, cost, m)
    i.time_recruiting = m.operator_recruiting
    rest = 1 - m.operator_recruiting
    pull = rest * i.pressure / 100
    i.time_filling = pull * i.lacking_space
    i.time_rights = pull * i.lacking_rights
    i.time_money = pull * i.lacking_money
    i.time_graduates = pull * i.lacking_graduates
    i.time_service = rest - i.time_filling - i.time_rights - i.time_money - i.time_graduates


@rule
def hours_per_tenant(i, time, m):
    """Hours that a share of the team's time gives each tenant in a month.

    Formula: i.skill * i.staff * service_hours * time / max(1, i.tenants)
    Source: assumed.
    """
    return i.skill * i.staff * m.service_hours * time / max(1, i.tenants)


@rule
def effect(hours, m):
    """What hours do for a tenant, 0 to 1: half at the usual number.

    Formula: hours / (hours + hours_half)
    Source: assumed.
    """
    return hours / (hours + m.hours_half)


@rule
def teaching(hours, m):
    """What mentors and operators teach a tenant in a month, with diminishing returns. A desk
    teaches nothing.

    Formula: mentoring * effect(hours)
    Source: Gonzalez-Uribe & Leatherbee 2018 (sign).
    """
    return m.mentoring * effect(hours, m)


@rule
def peer_learning(i, m):
    """What tenants pick up from each other in a month: more research helps, crowding hurts.

    Formula:
        max(0, park_spill * log1p(i.research) * (1 - congestion * crowding * crowding))
        crowding = i.occupied / max(1, i.tenant_area)
    Source: Zhang & Sonobe 2011 (sign).
    """
    crowding = i.occupied / max(1.0, i.tenant_area)
    return max(
        0.0, m.park_spill * math.log1p(i.research) * (1 - m.congestion * crowding * crowding)
    )


@rule
def institute_teaching(i, d, m):
    """What an institute's own technology teaches its tenants beyond what the district brings them.

    Formula: technology_gain * log1p(institute_technology / (1 + d.usable)) if i.owner == INSTITUTE
        else 0
    Source: assumed.
    """
    if i.owner == INSTITUTE:
        return m.technology_gain * math.log1p(m.institute_technology / (1 + d.usable))
    return 0.0


@rule
def assist(i, d, m):
    """Tenants are taught, helped with rights and certificates, and introduced to funds; by people
    the district has lent, too.

    Formula:
        i.mentors = mentor_budget * i.part / mentor_cost + (i.lent_mentors if i.lent_until > clock)
        i.hours = hours_per_tenant(i, i.time_service) + i.skill * i.mentors * mentor_hours / max(1,
            i.tenants)
        i.lesson = teaching(i.hours) + peer_learning(i) + institute_teaching(i, d)
        i.filing = filing_help * effect(hours_per_tenant(i, i.time_rights))
        i.contact_hours = i.hours + introduction_weight * (hours_per_tenant(i, i.time_money) + lent)
        lent = i.lent_brokers * service_hours / max(1, i.tenants) if i.lent_until > clock else 0
        i.coached = 1 - (1 - d.coached) * (1 - tenant_coaching * effect(hours_per_tenant(i,
            i.time_graduates)))
    Source: Gonzalez-Uribe & Leatherbee 2018 (sign); assumed (the rest).
    """
    i.mentors = m.mentor_budget * i.part / m.mentor_cost
    brokering = hours_per_tenant(i, i.time_money, m)
    if i.lent_until > m.clock:
        i.mentors += i.lent_mentors
        brokering += i.lent_brokers * m.service_hours / max(1, i.tenants)
    i.hours = hours_per_tenant(i, i.time_service, m) + i.skill * i.mentors * m.mentor_hours / max(
        1, i.tenants
    )
    i.lesson = teaching(i.hours, m) + peer_learning(i, m) + institute_teaching(i, d, m)
    i.filing = m.filing_help * effect(hours_per_tenant(i, i.time_rights, m), m)
    i.contact_hours = i.hours + m.introduction_weight * brokering
    i.coached = 1 - (1 - d.coached) * (
        1 - m.tenant_coaching * effect(hours_per_tenant(i, i.time_graduates, m), m)
    )


@rule
def equip(i, d, m):
    """Tenants use what the place and its owner have: equipment, a university's laboratories, a
    leading firm's customers.

    Formula:
        i.equipment -= platform_wear * i.equipment
        own = i.equipment / (i.equipment + platform_need * max(1, i.tenants))
        i.access = 1 - (1 - d.access) * (1 - own) * (1 - campus)
        campus = campus_access if i.owner == UNIVERSITY else 0
        i.reach = 1 + host_reach if i.owner == LEADING_FIRM else 1
    Source: assumed.
    """
    i.equipment -= m.platform_wear * i.equipment
    own = i.equipment / (i.equipment + m.platform_need * max(1, i.tenants))
    campus = m.campus_access if i.owner == UNIVERSITY else 0.0
    i.access = 1 - (1 - d.access) * (1 - own) * (1 - campus)
    i.reach = 1 + m.host_reach if i.owner == LEADING_FIRM else 1.0


@rule
def invite(i, m):
    """What applicants see: room, rent, advertising and published marks; an operator that only fills
    space looks less closely.

    Formula:
        i.free = i.tenant_area - i.occupied
        i.rent = incubator_rent * (1 - posted_rent_discount)
        i.selection_noise = selection_noise / (1 + i.skill) / (1 + expert_budget / expert_cost) * (1
            + lowered_bar * i.time_filling)
        i.appeal = advertising_value * effect(hours_per_tenant(i, i.time_filling)) +
            (reputation_value * i.score / 100 if evaluation_consequence >= RANKING) +
            reputation_value * i.name_value
    Source: Xuchang 8-20 yuan/m²/month; assumed (the rest).
    """
    i.free = i.tenant_area - i.occupied
    i.rent = m.incubator_rent * (1 - m.posted_rent_discount)
    i.selection_noise = m.selection_noise / (1 + i.skill) / (1 + m.expert_budget / m.expert_cost)
    i.selection_noise *= 1 + m.lowered_bar * i.time_filling
    i.appeal = m.advertising_value * effect(hours_per_tenant(i, i.time_filling, m), m)
    i.appeal += m.reputation_value * i.name_value
    if m.evaluation_consequence >= RANKING:
        i.appeal += m.reputation_value * i.score / 100


@rule
def recruit(i, d, m):
    """Time spent on firms from outside brings some of them to look at the district.

    Formula: d.operator_contacts += i.staff * service_hours * i.time_recruiting / recruiting_hours
    Source: assumed.
    """
    d.operator_contacts += i.staff * m.service_hours * i.time_recruiting / m.recruiting_hours


@rule
def train_operator(i, d, m):
    """Courses bring operators nearer to what courses can teach.

    Formula: i.skill += course_gain * d.operator_courses * max(0, skill_ceiling - i.skill)
    Source: assumed.
    """
    i.skill += m.course_gain * d.operator_courses * max(0.0, m.skill_ceiling - i.skill)


@rule
def earn(i, cost, m, b):
    """The public fee and what the owner adds to it come in; team, mentors and upkeep are paid.

    Formula:
        i.cash += paid * (1 + host_cofunding) - cost
        paid = fee(i)
    Source: definition.
    """
    paid = fee(i, m)
    i.cash += paid * (1 + m.host_cofunding) - cost
    i.costs_year += cost
    b.operator_fee += paid
    b.host_cofunding += paid * m.host_cofunding
    b.mentors += m.mentor_budget * i.part / 12
    b.facility_wages += cost - i.area * m.upkeep
    b.facility_upkeep += i.area * m.upkeep


@rule
def close_books(i, cost, m, b):
    """The owner takes what exceeds the reserve and covers what is lacking.

    Formula:
        owed = max(0, -i.cash) - max(0, i.cash - facility_reserve * cost)
        i.cash += owed
        i.months_lost = i.months_lost + 1 if owed > 0 else max(0, i.months_lost - 1)
    Source: assumed.
    """
    i.result_year += i.cash - i.cash_last
    # what the owner brings, less what it takes: one of the two is nothing
    owed = max(0.0, -i.cash) - max(0.0, i.cash - m.facility_reserve * cost)
    i.cash += owed
    i.from_owner = owed
    i.cash_last = i.cash
    i.support_year += max(0.0, owed)
    i.months_lost = i.months_lost + 1 if owed > 0 else max(0, i.months_lost - 1)
    b.owner_support += max(0.0, owed)
    b.owner_income += max(0.0, -owed)


@rule
def least_staff(i):
    """The smallest team: one, or what a professional operator's contract asks for.

    Formula: max(1, i.team_asked) if i.professional else 1
    Source: assumed.
    """
    return max(1, i.team_asked) if i.professional else 1


@rule
def adjust_staff(i, m):
    """January: a year's surplus hires one more where tenants need one, losses cost one; private
    owners act on any deficit.

    Formula:
        i.staff += 1 if i.result_year >= team_surplus * member and i.tenants > tenants_per_member *
            i.staff
        i.staff -= 1 if i.staff > least_staff(i) and (i.support_year > 0 or i.owner == PRIVATE and
            i.result_year < 0)
        member = 12 * staff_wage * (1 + social_rate)
    Source: 国科发区〔2018〕300号: one professional for ten tenants; assumed (the surplus).
    """
    member = 12 * m.staff_wage * (1 + m.social_rate)
    if i.result_year >= m.team_surplus * member and i.tenants > m.tenants_per_member * i.staff:
        i.staff += 1
    elif i.staff > least_staff(i) and (
        i.support_year > 0 or (i.owner == PRIVATE and i.result_year < 0)
    ):
        i.staff -= 1
    i.costs_1 = i.costs_year
    i.costs_year = 0.0
    i.result_year = 0.0
    i.support_year = 0.0


@rule
def close_down(i, m):
    """A private owner bears losses for some time only; others bear them for ever.

    Formula: i.closed = clock if i.owner == PRIVATE and i.months_lost >= facility_patience
    Source: assumed.
    """
    if i.owner == PRIVATE and i.months_lost >= m.facility_patience:
        i.closed = m.clock
        i.free = 0.0


@rule
def branch_wanted(i, d, m):
    """The floor area an operator would rent for a branch: one that is well marked and full, as far
    as last year's surplus pays fitting out and what the branch loses, and the market has floor.

    Formula:
        0 if operator_chain <= 0 or not i.professional or i.score < review_good or i.occupied <
            chain_full * i.tenant_area or i.result_year <= 0
        min(branch_market * d.renters * area_per_head * first_heads, min(i.cash, i.result_year) /
            conversion_cost, i.result_year / (12 * loss) if loss > 0)
        loss = d.market_rent + upkeep - most_usable * i.rent
    Source: 瑞安方案三（五）; assumed (the limits).
    """
    well = (
        i.professional and i.score >= m.review_good and i.occupied >= m.chain_full * i.tenant_area
    )
    if m.operator_chain <= 0 or not well or i.result_year <= 0:
        return 0.0
    floor = m.branch_market * d.renters * m.area_per_head * m.first_heads
    fitted = max(0.0, min(i.cash, i.result_year)) / m.conversion_cost
    loss = d.market_rent + m.upkeep - m.most_usable * i.rent
    carried = i.result_year / (12 * loss) if loss > 0 else floor
    return min(floor, fitted, carried)


@rule
def branch_out(i, d, m, b):
    """January: an operator that does well rents further floor, fits it out and runs it with what it
    can bring there of its skill.

    Formula:
        more = branch_wanted(i, d)
        i.skill *= (i.area + chain_dilution * more) / (i.area + more) if more >= branch_least
        i.area += more
        i.tenant_area += most_usable * more
        i.branch_area += more
        i.cash -= more * conversion_cost
    Source: 瑞安方案三（五）; assumed (the dilution).
    """
    more = branch_wanted(i, d, m)
    if more > 0 and more >= m.branch_least:
        bill = more * m.conversion_cost
        i.skill *= (i.area + m.chain_dilution * more) / (i.area + more)
        i.area += more
        i.tenant_area += m.most_usable * more
        i.branch_area += more
        i.cash -= bill
        i.costs_year += bill
        b.branch_fit_out += bill


@rule
def pay_branch_rent(i, d, m, b):
    """Branches pay the market's rent to owners outside.

    Formula: i.cash -= i.branch_area * d.market_rent
    Source: definition.
    """
    if i.branch_area > 0:
        rent = i.branch_area * d.market_rent
        i.cash -= rent
        i.costs_year += rent
        b.branch_rent += rent


@rule
def run_facility(i, d, m, b):
    """A facility's month: its operator learns, divides its time, serves tenants, earns and pays,
    and the owner settles up; in January one that does well branches out first.

    Formula: cost = running_cost(i)
    Source: assumed (the order).
    """
    if m.month == 1:
        branch_out(i, d, m, b)
    cost = running_cost(i, m)
    train_operator(i, d, m)
    divide(i, cost, m)
    assist(i, d, m)
    equip(i, d, m)
    invite(i, m)
    recruit(i, d, m)
    earn(i, cost, m, b)
    pay_branch_rent(i, d, m, b)
    close_books(i, cost, m, b)
    if m.month == 1:
        adjust_staff(i, m)
    close_down(i, m)


@rule
def share_benefit(s, i, m, b):
    """The operator of a tenant that is bought gets its part of what the founders are paid.

    Formula: part = benefit_sharing * s.founder_share * s.valuation if s.acquired == clock
    Source: assumed.
    """
    if s.acquired == m.clock:
        part = m.benefit_sharing * s.founder_share * s.valuation
        i.cash += part
        b.benefit_share += part


@kernel
def operate(incubators, districts, months, book):
    """Every open facility does its month.

    Order: every running facility, in any order.
    Source: definition.
    """
    for d in districts:
        d.operator_contacts = 0.0
    for i in incubators:
        if is_running(i):
            run_facility(i, districts[i.district], months[i.district], book[i.district])
