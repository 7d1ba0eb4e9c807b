"""The month: the table of contents of the model.

Each phase is one function of the ecosystem and its month (`m`, the month's row of the path, one record
a district); it prepares who takes part and calls the kernels of its topic.
"""

from __future__ import annotations

from typing import Any

from sim import counting, kinds, passes
from sim.census import Census
from sim.core.fields import blank
from sim.phases.firms import certify, found, learn, leave, settle, trade
from sim.phases.money import invest, lend
from sim.phases.people import arrive, hire
from sim.phases.places import admit, build, census, enact, review
from sim.rules import review as reviewing

MONTH = (
    enact,
    build,
    arrive,
    found,
    admit,
    hire,
    learn,
    trade,
    settle,
    lend,
    invest,
    certify,
    leave,
    review,
    census,
)


def take_stock(eco: Any) -> None:
    """Fill the sums that facilities, sectors and districts act on, before the first month."""
    startups, places = (
        eco.startups.rows,
        (eco.incubators.rows, eco.sectors.rows, eco.districts.rows),
    )
    counting.clear(*places)
    passes.measure_all(
        startups, eco.living, *places, eco.path[0], blank(eco.districts.filled, Census)
    )
    reviewing.inspect(eco.incubators.rows, eco.districts.rows, eco.funds.rows, eco.path[0])
    eco.teams = eco.living[startups["rung"][eco.living] == kinds.TEAM]
    eco.hirers = eco.living[startups["vacancies"][eco.living] > 0]
    eco.owing = eco.loans.ids
    eco.flats_let = bool(eco.talents.rows["housed"].any())
