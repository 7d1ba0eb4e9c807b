"""The month: the table of contents of the model.

Each phase is one function of the ecosystem and its month (`m`, the month's row of the path, one record
a district); it prepares who takes part and calls the kernels of its topic.
"""

from __future__ import annotations

from typing import Any

from sim.core.fields import blank
from sim.model import codes
from sim.model.measures import Census
from sim.model.phases import passes
from sim.model.phases.firms import certify, found, learn, leave, settle, trade
from sim.model.phases.money import invest, lend
from sim.model.phases.people import arrive, hire
from sim.model.phases.places import admit, build, census, enact, review
from sim.model.rules import evaluate_facilities as reviewing
from sim.model.rules import measure

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
    measure.clear(*places)
    passes.measure_all(
        startups, eco.living, *places, eco.path[0], blank(eco.districts.filled, Census)
    )
    reviewing.inspect(eco.incubators.rows, eco.districts.rows, eco.funds.rows, eco.path[0])
    eco.teams = eco.living[startups["rung"][eco.living] == codes.TEAM]
    eco.hirers = eco.living[startups["vacancies"][eco.living] > 0]
    eco.owing = eco.loans.ids
    eco.flats_let = bool(eco.talents.rows["housed"].any())
