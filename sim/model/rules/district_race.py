"""Districts are ranked each January by what the race counts; pressure hurries them and narrows
their attention.
"""

from sim.core.kernel import kernel, rule

ITEMS = 6


@rule
def race_count(d, item):
    """What the race counts: floor area, professional operators, facilities with a level, funds,
    tenants, firms.

    Formula: d.floor_area, d.operators, d.recognised_facilities, d.funds, d.tenants, d.firms
    Source: assumed.
    """
    counted = (
        d.floor_area,
        float(d.operators),
        float(d.recognised_facilities),
        float(d.funds),
        float(d.tenants),
        float(d.firms),
    )
    return counted[item]


@kernel
def race(districts):
    """Each item is measured against the best district of the market; points add up to a rank.

    Order: every district against those of its market, in any order.
    Formula:
        d.race_points = sum(race_count(d, item) / best for item in ITEMS)
        d.race_rank = 1 + sum(e.race_points > d.race_points)
    Source: assumed.
    """
    for d in districts:
        d.race_points = 0.0
        for item in range(ITEMS):
            best = 0.0
            for e in districts:
                if e.market == d.market:
                    best = max(best, race_count(e, item))
            if best > 0:
                d.race_points += race_count(d, item) / best
    for d in districts:
        d.race_rank = 1
        for e in districts:
            if e.market == d.market and e.race_points > d.race_points:
                d.race_rank += 1
