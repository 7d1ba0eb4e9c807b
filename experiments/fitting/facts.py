"""The published facts a fit is held against, on a scale where they can be compared.

A row of the scorecard is read as log(1 + simulated / published), so that every fact lies at log 2, a tenth too much counts
about as much as a tenth too little, and a count of none is a number like others.  Effects of policy are left out: what is
fitted is no evidence any more, and these stay.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from sim.validation.facts import Fact, ScorecardRow
from sim.validation.validate import select_rows

GROUPS = ("demography", "size", "finance", "ladder")
FACT = math.log(2)  # where every fact lies
LEAST = -0.9  # of the published value: estimates of a slope may fall below nothing


def city_rows() -> list[ScorecardRow]:
    """Every Chinese row that is read off the reference city's years, fitted or not."""
    return [row for row in select_rows("china") if row.setting == "city" and not row.fact.sign]


def target_rows() -> list[ScorecardRow]:
    """Those a fit is held against."""
    return [row for row in city_rows() if row.group in GROUPS]


def published_value(fact: Fact) -> float:
    """The published value; of a band its middle."""
    return sum(fact.band) / 2 if fact.band is not None else fact.value


def spread(fact: Fact) -> float:
    """The published standard error on the scale of the fit; a band is as likely everywhere."""
    error = (fact.band[1] - fact.band[0]) / math.sqrt(12) if fact.band is not None else fact.spread
    return error / (2 * published_value(fact))


def readings(rows: Sequence[ScorecardRow], parts: Mapping[str, np.ndarray]) -> np.ndarray:
    """Simulated rows on the scale of the fit (points, rows); nan where there was nothing to measure.

    `parts` are what stands above and below the line, (points, runs, 2) by row; runs are added up.
    """
    columns = []
    for row in rows:
        above, below = np.moveaxis(parts[row.id].sum(1), -1, 0)
        with np.errstate(divide="ignore", invalid="ignore"):
            columns.append(np.log1p(np.maximum(above / below / published_value(row.fact), LEAST)))
    found = np.stack(columns, axis=1)
    return np.where(np.isfinite(found), found, np.nan)


def spreads(rows: Sequence[ScorecardRow]) -> np.ndarray:
    """The published standard errors of rows."""
    return np.array([spread(row.fact) for row in rows])


def groups(rows: Sequence[ScorecardRow]) -> np.ndarray:
    """The place in `GROUPS` of each row's group."""
    return np.array([GROUPS.index(row.group) for row in rows])
