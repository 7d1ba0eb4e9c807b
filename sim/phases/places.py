"""Phases of places: government acts, facilities open and take tenants, January judges, the month is measured."""
from __future__ import annotations

from typing import Any

import numpy as np

from sim import counting
from sim.phases.ordering import rows
from sim.rules import admit as admission
from sim.rules import build as building
from sim.rules import certify as certification
from sim.rules import enact as enactment
from sim.rules import review as reviewing


def enact(eco: Any, m: np.ndarray) -> None:
    """Levers take their values; purses open; services do their month; books are opened in January."""
    if m["month"][0] == 1:
        certification.turn_years(eco.startups.rows, eco.living)
    enactment.enact(eco.districts.rows, eco.programmes.rows, m, eco.book)


def build(eco: Any, m: np.ndarray) -> None:
    """Promised floor space and operators come on line; operators do their month."""
    building.build(eco.incubators.rows, eco.districts.rows, m, eco.book)


def admit(eco: Any, m: np.ndarray) -> None:
    """Facilities let graduates and over-stayers go and take the best applicants."""
    startups, incubators = eco.startups.rows, eco.incubators.rows
    room = len(eco.living)
    who, place, score = rows(room), rows(room), np.empty(room)
    n = admission.move_desks(startups, eco.living, incubators, eco.districts.rows, m, who, place, score)
    order = np.lexsort((startups["key"][who[:n]], -score[:n]))
    admission.seat(startups, incubators, m, who, place, order)
    eco.hear("applications", who=who[:n], place=place[:n], score=score[:n])


def review(eco: Any, m: np.ndarray) -> None:
    """January: facilities are judged; every month the province looks at the islands."""
    if m["month"][0] == 1:
        reviewing.review(eco.incubators.rows, eco.districts.rows, m, eco.book)
    reviewing.inspect(eco.incubators.rows, eco.districts.rows, eco.funds.rows)
    reviewing.recognise(eco.districts.rows, m)


def census(eco: Any, m: np.ndarray) -> None:
    """Places are measured and the ledger must close."""
    counting.census(eco.incubators.rows, eco.sectors.rows, eco.districts.rows, eco.funds.rows, eco.programmes.rows, m,
                    eco.measures)
    counting.sector_census(eco.sectors.rows, eco.seat, m, eco.sector_measures, eco.measures)
    eco.close_books(m)
