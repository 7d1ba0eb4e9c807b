"""Facilities apply for public money: for running costs, and for upgrades that their owners share
in.
"""

from sim.core.kernel import kernel, rule
from sim.model.codes import GOVERNMENT, OPERATING_GRANT, PRIVATE, UPGRADE_GRANT
from sim.model.rules.common import draw_on_purse, is_running


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
