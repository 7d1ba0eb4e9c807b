"""Facilities apply for public money: for running costs, for upgrades that their owners share in,
and for what each lacks most.
"""

from sim.core.kernel import kernel, rule
from sim.model.codes import (
    EQUIPMENT,
    FINANCING,
    GOVERNMENT,
    OPERATING_GRANT,
    PARK_POLICY,
    PEOPLE,
    PRIVATE,
    SPACE,
    UPGRADE_GRANT,
)
from sim.model.rules.common import draw_on_purse, is_running, room_to_grow


@rule
def running_claim(i, m):
    """Part of the running costs of twelve months, for facilities that government does not own.

    Formula: operating_subsidy_share * (i.costs_year + i.costs_1 * (13 - month) / 12) if i.owner !=
        GOVERNMENT else 0
    Source: assumed.
    """
    if i.owner == GOVERNMENT:
        return 0.0
    return m.operating_subsidy_share * (i.costs_year + i.costs_1 * (13 - m.month) / 12)


@rule
def upgrade_claim(i, m):
    """Part of an upgrade: once in some years, and not for a private owner in losses, who could not
    pay the rest.

    Formula: upgrade_grant_share * upgrade_project if clock - i.upgraded >= upgrade_gap and not
        (i.owner == PRIVATE and i.months_lost > 0) else 0
    Source: assumed.
    """
    if (i.upgraded >= 0 and m.clock - i.upgraded < m.upgrade_gap) or (
        i.owner == PRIVATE and i.months_lost > 0
    ):
        return 0.0
    return m.upgrade_grant_share * m.upgrade_project


@rule
def claim_running_costs(i, p, m, b, c):
    """Once a year, when the purse has opened, a facility applies for its running costs.

    Formula:
        i.cash += amount if p.opened == year and i.aided != year and draw_on_purse(p, amount)
        amount = running_claim(i)
    Source: assumed.
    """
    if p.opened == m.year and i.aided != m.year:
        amount = running_claim(i, m)
        i.aided = m.year
        if amount > 0 and draw_on_purse(p, amount, c):
            i.cash += amount
            b.operating_subsidy += amount


@rule
def upgrade(i, p, m, b, c):
    """A granted upgrade is bought at once; the owner pays what the grant does not.

    Formula:
        i.equipment += upgrade_project
        b.owner_upgrade += upgrade_project - amount
        amount = upgrade_claim(i)
    Source: assumed.
    """
    if p.opened == m.year and i.upgrade_asked != m.year:
        amount = upgrade_claim(i, m)
        i.upgrade_asked = m.year
        if amount > 0 and draw_on_purse(p, amount, c):
            i.equipment += m.upgrade_project
            i.upgraded = m.clock
            b.upgrade_grant += amount
            b.owner_upgrade += m.upgrade_project - amount
            b.facility_equipment += m.upgrade_project


@rule
def lack_of(what, i, m):
    """How badly a facility lacks one thing, 0 to 1: equipment for its tenants, people to look after
    them, space, or their financing.

    Formula:
        1 - i.equipment / (i.equipment + platform_need * max(1, i.tenants)) if what == EQUIPMENT
        1 - min(1, tenants_per_member * (i.staff + i.mentors) / max(1, i.tenants)) if what == PEOPLE
        max(0, min(1, used) - crowded_share) / (1 - crowded_share) if what == SPACE and
            room_to_grow(i) > 0
        1 - min(1, i.funded / (funded_line * max(1, i.tenants))) if what == FINANCING
        used = i.occupied / max(1, i.tenant_area)
    Source: 国科发区〔2018〕300号 (people, financing); assumed (the rest).
    """
    tenants = max(1, i.tenants)
    if what == EQUIPMENT:
        return 1 - i.equipment / (i.equipment + m.platform_need * tenants)
    if what == PEOPLE:
        return 1 - min(1.0, m.tenants_per_member * (i.staff + i.mentors) / tenants)
    if what == SPACE:
        used = min(1.0, i.occupied / max(1.0, i.tenant_area))
        lacking = max(0.0, used - m.crowded_share) / (1 - m.crowded_share)
        return lacking if room_to_grow(i, m) > 0 else 0.0
    return 1 - min(1.0, i.funded / (m.funded_line * tenants))


@rule
def bottleneck(i, m):
    """What a facility lacks most; of what it lacks alike, people come first, then space, financing
    and equipment.

    Formula: max(lack_of(PEOPLE, i), lack_of(SPACE, i), lack_of(FINANCING, i), lack_of(EQUIPMENT, i))
    Source: assumed.
    """
    worst, lack = PEOPLE, lack_of(PEOPLE, i, m)
    for what in (SPACE, FINANCING, EQUIPMENT):
        if lack_of(what, i, m) > lack:
            worst, lack = what, lack_of(what, i, m)
    return worst


@rule
def park_policy_claim(what, i, m):
    """What a facility may ask for its bottleneck in a year: a project's money, and for space no
    more than refurbishing all of it costs.

    Formula: min(park_policy_project, room_to_grow(i) * refurbish_cost) if what == SPACE else
        park_policy_project
    Source: assumed.
    """
    if what == SPACE:
        return min(m.park_policy_project, room_to_grow(i, m) * m.refurbish_cost)
    return m.park_policy_project


@rule
def relieve(what, i, amount, m):
    """A district's money is spent on what a facility lacks most: equipment bought, floor
    refurbished, or mentors and people who know funds lent for a year.

    Formula:
        i.equipment += amount if what == EQUIPMENT
        i.tenant_area += amount / refurbish_cost if what == SPACE
        i.lent_mentors = amount / mentor_cost if what == PEOPLE else 0
        i.lent_brokers = amount / (12 * staff_wage * (1 + social_rate)) if what == FINANCING else 0
        i.lent_until = clock + 12
    Source: assumed.
    """
    if what == EQUIPMENT:
        i.equipment += amount
    elif what == SPACE:
        i.tenant_area += amount / m.refurbish_cost
    else:
        member = 12 * m.staff_wage * (1 + m.social_rate)
        i.lent_mentors = amount / m.mentor_cost if what == PEOPLE else 0.0
        i.lent_brokers = amount / member if what == FINANCING else 0.0
        i.lent_until = m.clock + 12


@rule
def claim_for_bottleneck(i, p, m, b, c):
    """Once a year, when the purse has opened, a facility asks for what it lacks most.

    Formula:
        relieve(what, i, amount) if p.opened == year and i.mended != year and draw_on_purse(p, amount)
        what = bottleneck(i)
        amount = park_policy_claim(what, i)
    Source: 城关方案三举措4（3） (一园一策); assumed (which need goes first).
    """
    if p.opened == m.year and i.mended != m.year:
        i.mended = m.year
        what = bottleneck(i, m)
        amount = park_policy_claim(what, i, m)
        if amount > 0 and draw_on_purse(p, amount, c):
            relieve(what, i, amount, m)
            b.park_policy += amount
            b.park_policy_work += amount


@kernel
def aid(incubators, programmes, purse_of, months, book, moves, order):
    """Facilities are served in the given order until the purses are empty.

    Order: facilities, the highest marks first; of equal marks by key.
    Source: assumed.
    """
    for k in order:
        i = incubators[k]
        m, b, c = months[i.district], book[i.district], moves[i.district]
        if is_running(i):
            claim_running_costs(i, programmes[purse_of[i.district, OPERATING_GRANT]], m, b, c)
            upgrade(i, programmes[purse_of[i.district, UPGRADE_GRANT]], m, b, c)
            claim_for_bottleneck(i, programmes[purse_of[i.district, PARK_POLICY]], m, b, c)
