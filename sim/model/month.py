"""The month: the table of contents of the model.

Each phase is one function of the ecosystem and its month (`m`, the month's row of the path, one record
a district); it prepares who takes part and calls the kernels of its topic.
"""

from __future__ import annotations

from typing import Any

from sim.core.fields import blank_table
from sim.model import codes
from sim.model.measures import Census
from sim.model.phases import passes
from sim.model.phases.firms import (
    certify_and_exit,
    do_research,
    found_firms,
    grant_and_tax,
    settle_exits,
    trade_and_pay,
)
from sim.model.phases.money import raise_equity, run_banks
from sim.model.phases.people import hire, move_people
from sim.model.phases.places import admit, close_month, enact_policy, review_places, run_facilities
from sim.model.rules import evaluate_facilities as reviewing
from sim.model.rules import measure

MONTH = (
    enact_policy,
    run_facilities,
    move_people,
    found_firms,
    admit,
    hire,
    do_research,
    trade_and_pay,
    grant_and_tax,
    run_banks,
    raise_equity,
    certify_and_exit,
    settle_exits,
    review_places,
    close_month,
)


def take_stock(eco: Any) -> None:
    """Fill the sums that facilities, sectors and districts act on, before the first month."""
    startups, places = (
        eco.startups.rows,
        (eco.incubators.rows, eco.sectors.rows, eco.districts.rows),
    )
    measure.clear_sums(*places)
    passes.measure_startups(
        startups, eco.living, *places, eco.path[0], blank_table(eco.districts.filled, Census)
    )
    reviewing.inspect(eco.incubators.rows, eco.districts.rows, eco.funds.rows, eco.path[0])
    eco.teams = eco.living[startups["rung"][eco.living] == codes.TEAM]
    eco.hirers = eco.living[startups["vacancies"][eco.living] > 0]
    eco.owing = eco.loans.ids
    eco.flats_let = bool(eco.talents.rows["housed"].any())
