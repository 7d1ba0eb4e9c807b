"""Districts are ranked each January by what the race counts; pressure hurries them and narrows their attention."""

from sim.core.kernel import kernel, rule

ITEMS = 6


@rule
def race_count(d, item):
    """What the race counts: floor area, professional operators, facilities with a level, funds, tenants, firms."""
    if item == 0:
        return d.floor_area
    if item == 1:
        return float(d.operators)
    if item == 2:
        return float(d.recognised_facilities)
    if item == 3:
        return float(d.funds)
    if item == 4:
        return float(d.tenants)
    return float(d.firms)


@kernel
def race(districts):
    """Each item is measured against the best district of the market; points add up to a rank."""
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
