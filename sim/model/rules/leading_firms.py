"""Established firms that open their base: they buy from startups, and back employees who found."""

from sim.core.chance import four_uniforms
from sim.core.kernel import kernel, rule
from sim.model.codes import D_BACKING, EMPLOYEE, LEAD_ENTERPRISE
from sim.model.rules.common import is_acting


@rule
def opened_beyond(o, general):
    """What an established firm opens of its purchases to startups in a month, beyond the part that
    all such firms open.

    Formula: max(0, o.opening - general) * o.purchases / 12
    Source: assumed.
    """
    return max(0.0, o.opening - general) * o.purchases / 12


@kernel
def open_chains(institutions, sectors, months, book):
    """Established firms open part of their purchases, and set money aside for startups out of their
    business.

    Order: every established firm, in any order.
    Formula:
        x.opened += opened_beyond(o, supply_opening)
        o.cash += o.ventures / 12
    Source: assumed.
    """
    for x in sectors:
        x.opened = 0.0
    for o in institutions:
        m = months[o.district]
        if o.kind == LEAD_ENTERPRISE and is_acting(o, m):
            sectors[o.sector].opened += opened_beyond(o, m.supply_opening)
            o.cash += o.ventures / 12
            book[o.district].business_money += o.ventures / 12


@rule
def back_founder(s, o, m, b, c):
    """An established firm gives a team of its own people a start, while its money lasts.

    Formula:
        s.cash += backing_amount if o.cash >= backing_amount
        o.cash -= backing_amount
        c.backed_teams += 1
    Source: assumed.
    """
    if o.cash >= m.backing_amount:
        o.cash -= m.backing_amount
        s.cash += m.backing_amount
        b.backing += m.backing_amount
        c.backed_teams += 1


@kernel
def back_founders(startups, order, institutions, by_key, employees, months, book, moves):
    """New teams of people who were in work may come from an established firm of their trade, in
    proportion to its people; it backs those whose posts the rules let it keep.

    Order: new teams by key, for a firm's money may not last; firms by key.
    Formula: back_founder(s, o) if 0 <= reach < o.staff and v < employee_leave
    Source: assumed.
    """
    for r in order:
        s = startups[r]
        m = months[s.district]
        if s.origin != EMPLOYEE:
            continue
        u, v, _, _ = four_uniforms(s.key, m, D_BACKING)
        reach = u * max(1.0, employees[s.sector])
        for k in by_key:
            o = institutions[k]
            if o.kind == LEAD_ENTERPRISE and o.sector == s.sector and is_acting(o, m):
                if 0 <= reach < o.staff and v < m.employee_leave:
                    back_founder(s, o, m, book[s.district], moves[s.district])
                reach -= o.staff
