"""Judging a row: the simulated value with its error over seeds, its distance from the fact, and
whether it passes.

A row passes inside the published band or within two standard errors of it, or within two joint
standard errors of the published value; one that was published as a sign passes where the simulated
effect has it by two standard errors.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.validation.facts import Fact, Parts, ScorecardRow

NEAR = 2.0  # standard errors


@dataclass(frozen=True)
class Verdict:
    """What became of a row: NaN where the model gave nothing to measure."""

    row: ScorecardRow
    value: float
    error: float
    distance: float
    passed: bool
    seeds: int

    @property
    def counts(self) -> bool:
        """Whether the row is evidence: it passes and no parameter was set by the fact or with it in view."""
        return self.passed and not self.row.given_by


def judge_row(row: ScorecardRow, parts: Sequence[Parts]) -> Verdict:
    """Hold a row's runs against its fact."""
    value, error = jackknife_ratio(parts)
    distance = distance_from(row.fact, value, error)
    passed = distance >= NEAR if row.fact.sign else abs(distance) <= NEAR
    return Verdict(row, value, error, distance, passed, len(parts))


def jackknife_ratio(parts: Sequence[Parts]) -> tuple[float, float]:
    """The ratio of the sums over runs, and its standard error when runs are left out one at a time
    (jackknife).
    """
    above, below = (np.array(column, float) for column in zip(*parts, strict=True))
    if not below.sum() or not math.isfinite(above.sum() + below.sum()):
        return math.nan, math.nan
    n = len(parts)
    with np.errstate(divide="ignore", invalid="ignore"):
        without = (above.sum() - above) / (below.sum() - below)
    error = (
        math.sqrt((n - 1) / n * float(((without - without.mean()) ** 2).sum()))
        if n > 1
        else math.nan
    )
    return float(above.sum() / below.sum()), error


def distance_from(fact: Fact, value: float, error: float) -> float:
    """How far a simulated value lies from the fact, in joint standard errors: above it positive,
    within a band 0.

    For a sign it is how many of its own errors the effect lies on the right side of nothing.
    """
    if fact.sign:
        return fact.sign * value / error if error > 0 else math.nan
    if fact.band is not None:
        low, high = fact.band
        beyond = max(0.0, value - high) - max(0.0, low - value)
        if beyond == 0 or math.isnan(value):
            return math.nan if math.isnan(value) else 0.0
        return beyond / error if error > 0 else math.copysign(math.inf, beyond)
    joint = math.hypot(fact.spread, 0.0 if math.isnan(error) else error)
    return (value - (fact.value or 0.0)) / joint
