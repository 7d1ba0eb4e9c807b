"""Phases of places: government acts, facilities open and take tenants, January judges, the month is measured."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.model.phases.sorting import row_buffer
from sim.model.rules import admit as admission
from sim.model.rules import build as building
from sim.model.rules import certify as certification
from sim.model.rules import district_race as racing
from sim.model.rules import evaluate_facilities as reviewing
from sim.model.rules import facility_grants as aiding
from sim.model.rules import measure_places
from sim.model.rules import operate as operating
from sim.model.rules import public_services as enactment


def enact_policy(eco: Any, m: np.ndarray) -> None:
    """Levers take their values; purses open; services do their month; books are opened in January."""
    if m["month"][0] == 1:
        certification.turn_years(eco.startups.rows, eco.living)
    enactment.enact(eco.districts.rows, eco.programmes.rows, m, eco.book)
    enactment.pay_services(eco.book, m)


def run_facilities(eco: Any, m: np.ndarray) -> None:
    """Promised floor space and operators come on line; operators do their month; facilities apply for public money."""
    incubators = eco.incubators.rows
    building.build(incubators, eco.districts.rows, m, eco.book)
    operating.operate(incubators, eco.districts.rows, m, eco.book)
    if m["operating_subsidy_envelope"].any() or m["upgrade_grant_envelope"].any():
        order = np.lexsort((incubators["key"], -incubators["score"]))
        aiding.aid(incubators, eco.programmes.rows, eco.purse_of, m, eco.book, eco.measures, order)


def admit(eco: Any, m: np.ndarray) -> None:
    """Facilities let graduates and over-stayers go and take the best applicants."""
    startups, incubators = eco.startups.rows, eco.incubators.rows
    room = len(eco.living)
    who, place, came, score = row_buffer(room), row_buffer(room), row_buffer(room), np.empty(room)
    n = admission.move_desks(
        startups,
        eco.living,
        incubators,
        eco.districts.rows,
        m,
        eco.measures,
        who,
        place,
        score,
        came,
    )
    order = np.lexsort((startups["key"][who[:n]], -score[:n]))
    outcome = row_buffer(n)
    admission.seat_applicants(
        startups, incubators, m, eco.measures, who, place, came, order, outcome
    )
    eco.hear("applications", who=who[:n], place=place[:n], score=score[:n], outcome=outcome)


def review_places(eco: Any, m: np.ndarray) -> None:
    """January: facilities and districts are judged; every month the province looks at the islands."""
    january = m["month"][0] == 1
    if january:
        reviewing.review(eco.incubators.rows, eco.districts.rows, m, eco.book)
        for market in eco.markets:
            rank_facilities(eco, market.number, m)
    reviewing.inspect(eco.incubators.rows, eco.districts.rows, eco.funds.rows, m)
    if january:
        racing.race(eco.districts.rows)
    reviewing.recognise(eco.districts.rows, m)


def rank_facilities(eco: Any, market: int, m: np.ndarray) -> None:
    """A market's facilities are ranked; its best professional operator, if any, may take over others."""
    incubators = eco.incubators.rows
    here = eco.districts.rows["market"][incubators["district"]] == market
    open_ones = np.flatnonzero(here & (incubators["opened"] >= 0) & (incubators["closed"] < 0))
    reviewing.publish(incubators, open_ones)
    able = open_ones[incubators["professional"][open_ones]]
    if len(able) and m["operator_chain"].any():
        leader = able[np.lexsort((incubators["key"][able], -incubators["score"][able]))[0]]
        reviewing.form_chain(
            incubators, m, open_ones, leader, float(np.median(incubators["score"][open_ones]))
        )


def close_month(eco: Any, m: np.ndarray) -> None:
    """Places are measured and the ledger must close."""
    measure_places.take_census(
        eco.incubators.rows,
        eco.sectors.rows,
        eco.districts.rows,
        eco.funds.rows,
        eco.programmes.rows,
        m,
        eco.measures,
    )
    measure_places.sector_census(eco.sectors.rows, eco.seat, m, eco.sector_measures, eco.measures)
    eco.close_books(m)
