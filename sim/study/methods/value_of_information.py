"""What it would be worth to know: perfect information on all unknowns (EVPI) and on each alone
(EVPPI).

Policies are lived in many futures on paired runs.  What a policy is worth where one unknown is
known is its value smoothed over that unknown (Strong, Oakley and Brennan 2014): a least-squares
polynomial here, which also takes out luck and all the other unknowns.  Smoothing finds some worth
in noise, so each figure stands beside what the same procedure finds once the unknowns have been
shuffled among the futures.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy import ndarray
from numpy.polynomial.legendre import legvander

from sim.runs.outcomes import OUTLAY
from sim.scenario.scenario import Scenario
from sim.study.design.ranges import Unknown, latin_hypercube_sample
from sim.study.design.variations import RunSettings, run_futures
from sim.study.store.sql import Columns
from sim.study.store.study import Study

METHOD = {
    "command": "voi",
    "place": 4,
    "parameters": [
        "plan",
        "--policies",
        {
            "name": "--by",
            "message": "option_objective",
            "default": "high_tech",
            "metavar": "OUTCOME",
        },
        "--price",
        "@varied",
        {"name": "--futures", "default": 100},
        {"name": "--runs", "message": "option_runs_each", "default": 2},
        "@lived",
    ],
}
DEGREE = 3  # of the polynomial: a bent line with one hump
SHUFFLES = 200
RESAMPLES = 200
LIKELY = 0.05


@dataclass(frozen=True)
class SwitchPoint:
    """Where the best policy changes along an unknown: `policy` is best from `start` on, up to the
    next turn.
    """

    start: float
    policy: str


@dataclass(frozen=True)
class InformationValue:
    """What learning one unknown is worth, in units of the objective for the one decision, with its
    95 % interval.

    `by_chance` is the worth that the most worthwhile of all unknowns would seem to have in one of
    twenty studies if none had any; `turns` says which policy to choose where the unknown lies.
    """

    name: str
    value: float
    low: float
    high: float
    by_chance: float
    turns: tuple[SwitchPoint, ...]

    tells = property(
        lambda self: self.value > self.by_chance, doc="whether it is more than chance would show"
    )


@dataclass(frozen=True)
class ValueOfInformation:
    """The choice as it stands and what knowing more would add.

    Knowing all is worth between `all_low` (policies chosen by one half of the runs and valued by
    the other) and `all_high` (both by all runs: luck flatters the choice); they meet as runs grow.
    """

    policies: tuple[str, ...]
    means: tuple[float, ...]
    best: str
    all_low: float
    all_high: float
    unknowns: tuple[InformationValue, ...]


def analyse_information(
    policies: Sequence[Scenario],
    unknowns: Sequence[Unknown],
    objective: str,
    price: float | None,
    way: RunSettings,
    count: int,
) -> tuple[ValueOfInformation, Study]:
    """What knowing an unknown would be worth for the choice among policies.

    The objective is an outcome, more of it being better; with a price (万元 a piece) its value less
    the public outlay. Policies meet common random numbers in a future, futures each their own.
    """
    points, names = latin_hypercube_sample(unknowns, count, way.seed), [p.policy for p in policies]
    study, values = run_futures(
        policies, "voi", unknowns, points, way, count, False, policies=names
    )
    worth = values[objective] if price is None else price * values[objective] - values[OUTLAY]
    worth = worth.reshape(len(policies), count, way.runs)
    whole = ~np.isnan(worth).any((0, 2))
    known = {u.name: np.array([point[u.name] for point in points])[whole] for u in unknowns}
    return value_of_information(names, known, worth[:, whole], way.seed), study


def value_of_information(
    policies: Sequence[str], columns: Columns, values: ndarray, seed: int
) -> ValueOfInformation:
    """What each unknown is worth, the most worthwhile first.

    `columns` are the unknowns, one value a future; `values` the objective (policies, futures,
    runs), more is better.
    """
    middle = values.mean(-1)
    means = middle.mean(1)
    bases = {name: polynomial_basis(column) for name, column in columns.items()}
    luck = np.random.default_rng(seed)
    by_chance = permutation_threshold(bases, middle, luck)
    found = []
    for name, column in columns.items():
        low, high = bootstrap_interval(column, middle, luck)
        found.append(
            InformationValue(
                name,
                partial_information_value(bases[name], middle),
                low,
                high,
                by_chance,
                switch_points(column, bases[name], middle, policies),
            )
        )
    return ValueOfInformation(
        tuple(policies),
        tuple(map(float, means)),
        policies[int(means.argmax())],
        *perfect_information_bounds(values),
        tuple(sorted(found, key=lambda w: -w.value)),
    )


def polynomial_basis(column: ndarray) -> ndarray:
    """An orthonormal basis (futures, degree + 1) of the polynomials of an unknown."""
    low, high = column.min(), column.max()
    return np.linalg.qr(legvander(2 * (column - low) / (high - low) - 1, DEGREE))[0]


def smooth_values(base: ndarray, middle: ndarray) -> ndarray:
    """What each policy is worth where the unknown is known (policies, futures)."""
    return np.asarray(middle @ base @ base.T)


def partial_information_value(base: ndarray, middle: ndarray) -> float:
    """The expected gain from choosing with one unknown known; never negative, as the fit keeps the
    means.
    """
    return max(0.0, float(smooth_values(base, middle).max(0).mean() - middle.mean(1).max()))


def permutation_threshold(bases: Columns, middle: ndarray, luck: np.random.Generator) -> float:
    """The worth that the best of all unknowns exceeds in one of twenty studies where they mean
    nothing.
    """
    most = []
    for _ in range(SHUFFLES):
        mixed = middle[:, luck.permutation(middle.shape[1])]
        most.append(max(partial_information_value(base, mixed) for base in bases.values()))
    return float(np.quantile(most, 1 - LIKELY))


def bootstrap_interval(
    column: ndarray, middle: ndarray, luck: np.random.Generator
) -> tuple[float, float]:
    """The 95 % interval of an unknown's worth, over futures drawn again."""
    found = []
    for _ in range(RESAMPLES):
        again = luck.integers(0, len(column), len(column))
        found.append(partial_information_value(polynomial_basis(column[again]), middle[:, again]))
    low, high = np.quantile(found, [0.025, 0.975])
    return float(low), float(high)


def switch_points(
    column: ndarray, base: ndarray, middle: ndarray, policies: Sequence[str]
) -> tuple[SwitchPoint, ...]:
    """Which policy is best along an unknown, from its least value on."""
    order = np.argsort(column)
    best = smooth_values(base, middle).argmax(0)[order]
    starts = [0, *(np.flatnonzero(np.diff(best)) + 1)]
    return tuple(SwitchPoint(float(column[order[k]]), policies[best[k]]) for k in starts)


def perfect_information_bounds(values: ndarray) -> tuple[float, float]:
    """What knowing all unknowns is worth: a lower figure, free of luck's flattery (0 for single
    runs), and an upper one.
    """
    middle = values.mean(-1)
    now = middle.mean(1).max()
    upper = float(middle.max(0).mean() - now)
    runs = values.shape[-1]
    if runs < 2:
        return 0.0, upper
    one, other = values[..., : runs // 2].mean(-1), values[..., runs // 2 :].mean(-1)
    futures = np.arange(middle.shape[1])
    chosen = (other[one.argmax(0), futures].mean() + one[other.argmax(0), futures].mean()) / 2
    return max(0.0, float(chosen - now)), upper
