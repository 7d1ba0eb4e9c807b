"""Which policy is best, how sure that is, and how many more runs would settle it.

The sequential rule is Kim and Nelson's KN ("A fully sequential procedure for selection of the
best", ACM TOMACS 11, 2001): looks may be taken as often as one likes, runs may share their luck,
and the policy chosen is the best with the stated confidence wherever the best is better by the
indifference zone.  Libraries that hold it drive a model one observation at a time; here it reads
runs that are there, so that it can be asked after the fact as well.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy import ndarray
from scipy.stats import multivariate_t

CONFIDENCE = 0.95
FIRST = 20  # runs from which the spread of differences is taken
BATCH = 10  # runs between two looks
DRAWS = 20_000
EQUAL = 1e-6  # a part of the zone: no difference at all


@dataclass(frozen=True)
class Choice:
    """Where the search for the best stands.

    `best` leads now (the row of a policy); `left` are those not ruled out; it is settled when one
    is left, or when those left have run so long that they differ by less than the zone.  `more` is
    how many more runs would settle it if the differences stay as they are, `most` how many at the
    most; 0 when settled.
    """

    best: int
    left: tuple[int, ...]
    settled: bool
    more: int
    most: int


def select_best(values: ndarray, zone: float, shares: bool = False) -> Choice:
    """Replay the looks over values by (run, policy), larger is better; `shares` says that values
    are 0 or 1.

    Needs `FIRST` runs; with fewer nothing is ruled out.  Where values are 0 or 1 the spread is
    taken as if one run each had gone one way and the other, so that luck in the first runs cannot
    pass for certainty.
    """
    runs, policies = values.shape
    left, means = list(range(policies)), values.mean(0)
    if policies == 1:
        return Choice(0, (0,), True, 0, 0)
    if runs < FIRST:
        return Choice(int(np.argmax(means)), tuple(left), False, FIRST - runs, FIRST - runs)
    reach = kn_boundary(values[:FIRST], zone, shares)
    for look in range(FIRST, runs + 1, BATCH):
        seen = values[:look].mean(0)
        width = np.maximum(0.0, reach / look - zone / 2)
        left = [i for i in left if all(seen[i] >= seen[j] - width[i, j] for j in left)]
        settled = len(left) == 1 or not width[np.ix_(left, left)].any()
        if settled:
            break
    best = max(left, key=lambda i: means[i])
    further = (0, 0) if settled else runs_to_settle(means, reach, zone, left, best, runs)
    return Choice(best, tuple(left), settled, *further)


def kn_boundary(values: ndarray, zone: float, shares: bool) -> ndarray:
    """How far apart the sums of two policies must be, at the start, for the lesser to be ruled out."""
    runs, policies = values.shape
    gaps = values[:, :, None] - values[:, None, :]
    if shares:
        gaps = np.concatenate([gaps, np.ones_like(gaps[:1]), -np.ones_like(gaps[:1])])
    spread = np.var(gaps, axis=0, ddof=1)
    eta = ((2 * (1 - CONFIDENCE) / (policies - 1)) ** (-2 / (runs - 1)) - 1) / 2
    return np.where(np.eye(policies, dtype=bool), 0.0, eta * (runs - 1) * spread / zone)


def runs_to_settle(
    means: ndarray, reach: ndarray, zone: float, left: list[int], best: int, runs: int
) -> tuple[int, int]:
    """How many more runs settle it if the means stay as they are, and how many at the most."""
    others = [i for i in left if i != best]
    likely = max(reach[best, i] / (zone / 2 + means[best] - means[i]) for i in others)
    most = max(reach[i, j] / (zone / 2) for i in left for j in left if i != j)
    return tuple(max(BATCH, math.ceil((n - runs) / BATCH) * BATCH) for n in (likely, most))


def posterior_best_chances(values: ndarray, zone: float) -> tuple[list[float], list[float]] | None:
    """For each policy, how likely its mean is the largest, and within the zone of the largest; None
    where one run cannot tell.

    The means are drawn from their posterior (Student's, with the covariance that shared luck
    gives); equals share.
    """
    runs, policies = values.shape
    if runs < 2:
        return None
    means, spread = values.mean(0), np.atleast_2d(np.cov(values.T)) / runs
    drawn = np.broadcast_to(means, (1, policies))
    if spread.any():
        posterior = multivariate_t(means, spread, runs - 1, allow_singular=True)
        drawn = posterior.rvs(DRAWS, random_state=1).reshape(DRAWS, policies)
    top = drawn.max(1, keepdims=True)
    first, good = drawn >= top - EQUAL * zone, drawn >= top - zone
    return (first / first.sum(1, keepdims=True)).mean(0).tolist(), good.mean(0).tolist()
