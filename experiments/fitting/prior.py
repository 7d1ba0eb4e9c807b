"""Which natural parameters may be fitted, and their priors.

The declarations decide: a parameter is free where its source is no document and no law, only an assumption, a scale that a first
value was set by, or a sign.  Rates that the spin-up fits to a region's stocks are not free, nor is what a plan sets itself.
Before the facts are seen a parameter lies anywhere between its declared value divided and multiplied by `PRIOR_FACTOR`, within
its bounds, each ratio as likely as any other; one that may be negative, each value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from sim.scenario.rates import FITTED, GROWING
from sim.scenario.scenario import Scenario
from sim.study.design.ranges import Unknown, unknowns

UNSOURCED = ("assumed", "scale:", "sign:")
PRIOR_FACTOR = 2.0


def free_parameters(scenario: Scenario, fitted: Mapping[str, float]) -> list[Unknown]:
    """The parameters that may be fitted, with the range of its prior."""
    taken = {*FITTED.values(), *GROWING.values(), *scenario.nature}
    return [
        u
        for u in unknowns(scenario, fitted, factor=PRIOR_FACTOR)
        if u.field.source.startswith(UNSOURCED) and u.name not in taken
    ]


def values_at(unknowns: Sequence[Unknown], places: np.ndarray) -> np.ndarray:
    """Points of the unit cube (points, unknowns) as values: even in the logarithm where a range has one."""
    low, high = (np.array([getattr(u, end) for u in unknowns]) for end in ("low", "high"))
    ratio = low > 0
    start, end = (np.where(ratio, np.log(np.where(ratio, x, 1.0)), x) for x in (low, high))
    found = start + np.asarray(places) * (end - start)
    return np.clip(np.where(ratio, np.exp(found), found), low, high)


def places_of(unknowns: Sequence[Unknown], values: np.ndarray) -> np.ndarray:
    """Values as points of the unit cube: the inverse of `values_at`."""
    low, high = (np.array([getattr(u, end) for u in unknowns]) for end in ("low", "high"))
    ratio = low > 0
    start, end, found = (
        np.where(ratio, np.log(np.where(ratio, x, 1.0)), x) for x in (low, high, np.asarray(values))
    )
    return (found - start) / (end - start)


def named(unknowns: Sequence[Unknown], values: np.ndarray) -> list[dict[str, float]]:
    """Values (points, unknowns) as changes of a scenario, by name."""
    names = [u.name for u in unknowns]
    return [dict(zip(names, map(float, row), strict=True)) for row in values]
