"""How closely an outcome goes with its inputs over many runs: rank correlation, linear regression,
means of groups.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy import ndarray
from scipy.stats import spearmanr

BAND = (0.1, 0.5, 0.9)  # the ends of the middle 80 % of runs, and the median
GROUPS = 8  # of an input that has many values


@dataclass(frozen=True)
class Association:
    """How an outcome goes with one input: Spearman's rank correlation, how likely luck alone gives
    one as close (`chance`, two-sided), and the standardised slope of a linear regression on all
    inputs together.
    """

    rank: float
    chance: float
    slope: float


@dataclass(frozen=True)
class GroupMean:
    """The runs of an input between `low` and `high`: their middle, the outcome's mean and 80 %
    band, and how many they are.
    """

    low: float
    high: float
    middle: float
    mean: float
    lower: float
    upper: float
    count: int


def measure_associations(x: ndarray, y: ndarray) -> tuple[list[Association], float]:
    """How y (runs) goes with each column of x (runs, inputs), and the share of its variance a
    linear regression explains.
    """
    slopes, explained = standardised_regression(x, y)
    ranks = [spearmanr(column, y) for column in x.T]
    found = zip(ranks, slopes, strict=True)
    return [Association(float(r.statistic), float(r.pvalue), float(s)) for r, s in found], explained


def standardised_regression(x: ndarray, y: ndarray) -> tuple[ndarray, float]:
    """Slopes of y on all columns of x together, in standard deviations, and the share of variance
    they explain (R²).
    """
    scaled, target = (x - x.mean(0)) / x.std(0), (y - y.mean()) / y.std()
    slopes = np.linalg.lstsq(scaled, target, rcond=None)[0]
    return slopes, float(1 - np.var(target - scaled @ slopes))


def group_means(x: ndarray, y: ndarray) -> Iterator[GroupMean]:
    """The means of y in groups along x: each of its values where there are few, else groups of
    about equal size.
    """
    values = np.unique(x)
    few = len(values) <= GROUPS
    edges = values if few else np.quantile(x, np.linspace(0, 1, GROUPS + 1)[:-1])
    group = np.searchsorted(edges, x, "right") - 1
    for k in np.unique(group):
        some, mine = x[group == k], y[group == k]
        lower, _, upper = np.quantile(mine, BAND).tolist()
        ends = float(some.min()), float(some.max()), float(np.median(some))
        yield GroupMean(*ends, float(mine.mean()), lower, upper, len(mine))
