"""What paired runs say: a mean difference with its interval, and a cost per unit gained that may
have no upper end.

Run k of two policies meets the same luck, so differences are taken run by run.  Intervals are
Student's, for the mean of the differences; a ratio of two means gets Fieller's set (1954), which is
an interval only where the gain is surely not nothing - elsewhere a policy's cost per unit has no
upper end, however good its middle looks.  No library here has it.
"""

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy import ndarray
from scipy.stats import t

LEVEL = 0.95


@dataclass(frozen=True)
class Mean:
    """A mean over runs and its interval at `LEVEL`, None where one run cannot tell."""

    mean: float
    low: float | None
    high: float | None

    sure = property(
        lambda self: self.low is not None and (self.low > 0 or self.high < 0),
        doc="whether it is surely not nothing",
    )


@dataclass(frozen=True)
class PairedDifference(Mean):
    """A policy's outcome less the baseline's: its mean, in what share of runs it is more or less,
    and by what factor pairing (common random numbers) cut the variance against runs of independent
    seeds (None where the difference does not vary at all).
    """

    more: float
    less: float
    reduction: float | None


@dataclass(frozen=True)
class CostRatio:
    """Cost for each unit gained.

    `kind`: "bounded" - surely a gain, and the cost lies from low to high; "free" - the same for
    surely less money; "unbounded" - surely a cost and perhaps no gain: at least low, without end
    (low None: nothing was gained in any run); "fewer" - surely less, not more; "saves" - the same
    for surely less money, so much saved for each one fewer; "open" - neither cost nor gain is sure;
    "same" - no cost and no gain in any run.
    """

    kind: str
    value: float | None = None
    low: float | None = None
    high: float | None = None


@cache
def student_quantile(runs: int) -> float:
    """How many standard errors the interval of a mean reaches."""
    return float(t.ppf(0.5 + LEVEL / 2, runs - 1))


def mean_of(values: ndarray) -> Mean:
    """The mean of one number a run."""
    middle = float(np.mean(values))
    if len(values) < 2:
        return Mean(middle, None, None)
    reach = student_quantile(len(values)) * float(np.std(values, ddof=1)) / math.sqrt(len(values))
    return Mean(middle, middle - reach, middle + reach)


def paired_difference(under: ndarray, without: ndarray) -> PairedDifference:
    """An outcome under a policy less the same runs without it."""
    gap = under - without
    found, reduction = mean_of(gap), None
    if len(gap) > 1 and np.ptp(gap) > 0:
        reduction = float((np.var(under, ddof=1) + np.var(without, ddof=1)) / np.var(gap, ddof=1))
    more, less = float((gap > 0).mean()), float((gap < 0).mean())
    return PairedDifference(found.mean, found.low, found.high, more, less, reduction)


def cost_per_unit(cost: ndarray, gain: ndarray) -> CostRatio:
    """What a unit gained costs, from the differences of cost and gain in the same runs."""
    if not cost.any() and not gain.any():
        return CostRatio("same")
    money, more = mean_of(cost), mean_of(gain)
    if not gain.any():
        return CostRatio("unbounded" if money.sure and money.mean > 0 else "open")
    if not more.sure:
        sure = money.sure and money.mean > 0
        return CostRatio("unbounded", low=fieller_set(cost, gain)[1]) if sure else CostRatio("open")
    cheaper = money.sure and money.mean < 0
    kind = ("free" if cheaper else "bounded") if more.mean > 0 else "saves" if cheaper else "fewer"
    return CostRatio(kind, money.mean / more.mean, *fieller_set(cost, gain))


def fieller_set(cost: ndarray, gain: ndarray) -> tuple[float, float]:
    """The two ends of Fieller's set for mean cost / mean gain, the smaller first; the set lies
    between them where the gain is surely not nothing, and beyond them where it is not but the cost
    is.
    """
    runs = len(cost)
    spread = np.cov(cost, gain) * student_quantile(runs) ** 2 / runs
    squared = float(np.mean(gain) ** 2 - spread[1, 1])
    mixed = float(np.mean(cost) * np.mean(gain) - spread[0, 1])
    rest = float(np.mean(cost) ** 2 - spread[0, 0])
    root = math.sqrt(max(0.0, mixed * mixed - squared * rest))
    ends = (mixed - root) / squared, (mixed + root) / squared
    return min(ends), max(ends)
