"""What newcomers cost the others: people in work press on housing, firms outside facilities on
offices.
"""

from sim.core.kernel import kernel, rule


@rule
def price_level(level, now, before, response, supply):
    """A price against that at the start: it moves with those who want space, and eases as building
    follows.

    Formula: level ** (1 - supply) * (now / before) ** response
    Source: Saiz 2007 (sign).
    """
    growth = max(1, now) / max(1, before) if before > 0 else 1.0
    return level ** (1 - supply) * growth**response


@kernel
def crowd(districts, in_work, months):
    """Housing costs and market rents of every district follow the people in work in its market and
    its own firms.

    Order: every district, in any order.
    Formula:
        d.housing = price_level(d.housing, people, d.residents, housing_response, housing_supply)
        d.rent_pressure = price_level(was, firms, d.renters, rent_response, rent_supply)
        d.market_rent *= d.rent_pressure / was
    Source: Saiz 2007 (sign).
    """
    for k in range(districts.size):
        d, m, people, firms = (
            districts[k],
            months[k],
            in_work[districts[k].market],
            districts[k].firms - districts[k].tenants,
        )
        d.housing = price_level(
            d.housing, people, d.residents, m.housing_response, m.housing_supply
        )
        was = d.rent_pressure
        d.rent_pressure = price_level(was, firms, d.renters, m.rent_response, m.rent_supply)
        d.market_rent *= d.rent_pressure / was
        d.residents = people
        d.renters = firms
