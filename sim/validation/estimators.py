"""Estimators of what the literature reports: hazards, tails, the shape of growth; fits are SciPy's
maximum likelihood.
"""

import numpy as np
from numpy import ndarray
from scipy import stats

from sim.validation.facts import Parts
from sim.validation.reference_city import CityRun

OVER = 0.1  # part of the firms taken for the tail of sizes
BINS = 10  # by size, for the spread of growth
LEAST_IN_BIN = 30


def hazard(registered: ndarray, gone: ndarray, closed: ndarray, year: int, last: int) -> Parts:
    """Who closes in the year-th year of age, among those who began it and whose whole year was
    seen.

    `gone` is the month of leaving, far away for the living; those who left otherwise than by
    closing do not count in their year.
    """
    age = gone - registered
    seen = (registered + 12 * year <= last + 1) & (age >= 12 * (year - 1))
    within = age < 12 * year
    counted = seen & (~within | closed)
    return float((counted & within).sum()), float(counted.sum())


def pareto_tail(sizes: ndarray) -> Parts:
    """The exponent of a Pareto tail over the largest tenth of sizes (Hill's estimator), as 1 / mean
    log excess.
    """
    sizes = np.sort(sizes[sizes > 0])[::-1]
    most = sizes[: max(2, int(OVER * len(sizes)))]
    return float(len(most) - 1), float(np.log(most[:-1] / most[-1]).sum())


def sales_growth(lived: CityRun) -> tuple[ndarray, ndarray, ndarray]:
    """Heads, size and log growth of sales from each December to the next, for firms that live and
    sell in both.
    """
    found = []
    for _, then, now in lived.year_pairs:
        sells = (then["sales_year"] > 0) & (now["sales_year"] > 0)
        heads, size = then["heads"][sells], then["sales_year"][sells]
        rate = np.log(now["sales_year"][sells] / size)
        found.append((heads, size, rate - rate.mean()))
    heads, size, rate = map(np.concatenate, zip(*found, strict=True))
    return heads, size, rate


def size_classes(size: ndarray, rate: ndarray) -> tuple[ndarray, ndarray, ndarray]:
    """Each firm's size class, and the classes' mean log size and spread of growth."""
    edges = np.quantile(size, np.linspace(0, 1, BINS + 1)[1:-1])
    classes = np.searchsorted(edges, size)
    there = [k for k in range(BINS) if (classes == k).sum() >= LEAST_IN_BIN]
    return (
        classes,
        np.array([np.log(size[classes == k]).mean() for k in there]),
        np.array([rate[classes == k].std() for k in there]),
    )


def standardized_growth(size: ndarray, rate: ndarray) -> ndarray:
    """Growth of each size class about its own mean, in units of its own spread."""
    classes, _, _ = size_classes(size, rate)
    return np.concatenate([stats.zscore(rate[classes == k]) for k in np.unique(classes)])


def subbotin_shape(size: ndarray, rate: ndarray) -> Parts:
    """Subbotin's b of growth scaled within size classes: 1 is a tent (Laplace), 2 a bell."""
    return float(stats.gennorm.fit(standardized_growth(size, rate))[0]), 1.0


def size_variance_exponent(size: ndarray, rate: ndarray) -> Parts:
    """Beta of the law that the spread of growth falls with size as S ** -beta."""
    _, log_size, spread = size_classes(size, rate)
    return float(-np.polyfit(log_size, np.log(spread), 1)[0]), 1.0
