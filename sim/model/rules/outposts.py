"""Outposts and partner cities take up teams outside the region, which come to it some time later."""

from sim.core.chance import four_uniforms, poisson
from sim.core.kernel import kernel, rule
from sim.model.codes import D_LANDING, OUTPOST, PARTNER_CITY
from sim.model.rules.common import is_acting


@rule
def hatches_teams(o):
    """Whether an institution hatches teams outside the region.

    Formula: o.kind == OUTPOST or o.kind == PARTNER_CITY
    Source: definition.
    """
    return o.kind in (OUTPOST, PARTNER_CITY)


@rule
def intake(o, d, m):
    """Teams that an institution takes up in a year: by its own money, and an outpost by its part of
    what the district pays.

    Formula: o.hatches + (outpost_budget / outpost_cost / d.outposts if o.kind == OUTPOST else 0)
    Source: assumed.
    """
    paid_for = m.outpost_budget / m.outpost_cost / d.outposts if o.kind == OUTPOST else 0.0
    return o.hatches + paid_for


@rule
def host_teams(o, d, m):
    """A month of an outpost: teams are ready to come after some time there, others are taken up.

    Formula:
        ready = min(o.teams, poisson(v, o.teams / outpost_stay))
        o.teams += poisson(u, intake(o, d) / 12) - ready
        d.landing += ready
    Source: assumed.
    """
    u, v, _, _ = four_uniforms(o.key, m, D_LANDING)
    ready = min(o.teams, poisson(v, o.teams / m.outpost_stay))
    o.teams += poisson(u, intake(o, d, m) / 12) - ready
    d.landing += ready


@kernel
def run_outposts(institutions, districts, months):
    """Outposts and partner cities do their month.

    Order: outposts are counted first, because they share the district's money; then each in any
        order.
    Source: definition.
    """
    for d in districts:
        d.outposts = 0
        d.landing = 0
    for o in institutions:
        if o.kind == OUTPOST and is_acting(o, months[o.district]):
            districts[o.district].outposts += 1
    for o in institutions:
        if hatches_teams(o) and is_acting(o, months[o.district]):
            host_teams(o, districts[o.district], months[o.district])
