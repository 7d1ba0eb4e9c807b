"""Which unknowns move an outcome, and how much of what is left is luck: elementary effects
(Morris), then Sobol indices, by SALib.

Every point of a design is lived with common random numbers: the same run numbers, and so the same
luck.  What differs between the runs of one point is luck; it is measured by itself and reported
beside the effects, because an index of noise looks like an index of something.  All functions take
values as an array (points, runs) with two runs at least.
"""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy import ndarray
from scipy.stats import f, false_discovery_control

from sim.scenario.scenario import Scenario
from sim.study.design.ranges import Unknown, scale_points
from sim.study.design.variations import RunSettings, run_futures
from sim.study.store.study import Study

METHOD = {
    "command": "sensitivity",
    "place": 1,
    "library": "SALib",
    "parameters": [
        "plan",
        "--policy",
        "--outcome",
        "@varied",
        "--trajectories",
        "--keep",
        "--size",
        {"name": "--runs", "message": "option_runs_each", "whole": [2], "default": 2},
        "@lived",
    ],
}
LEVELS = 4  # of the grid Morris' trajectories walk on
RESAMPLES = 500  # of the bootstrap
LIKELY = 0.05  # luck explains an effect that is no rarer than this
EFFECT = ("mu_star", "mu_star_conf", "mu", "sigma")
DUST = 1e-12  # an effect so small against the outcome is the rounding of sums


@dataclass(frozen=True)
class ElementaryEffect:
    """What one unknown does when it crosses its range.

    `mu_star` is the mean size of its elementary effects with the half-width of its 95 % interval
    (`mu_star_conf`), `mu` the mean effect with its sign, `sigma` how much the effect differs from
    place to place (curves and interactions), `luck` the mu star that luck alone would show in so
    many runs, `chance` how likely luck shows as much as was seen.
    """

    name: str
    mu_star: float
    mu_star_conf: float
    mu: float
    sigma: float
    luck: float
    chance: float

    tells = property(
        lambda self: self.chance <= LIKELY, doc="whether the effect stands out from luck"
    )


@dataclass(frozen=True)
class SobolIndex:
    """The part of an outcome's variance that one unknown makes: alone (first-order index, `first`),
    and with all it does together with others (total index), each with the half-width of its 95 %
    interval.
    """

    name: str
    first: float
    first_half: float
    total: float
    total_half: float


@dataclass(frozen=True)
class VarianceShares:
    """Sobol indices at a quarter, half and all of the design, and the variance of single runs taken
    apart.

    `unknowns`, `common` and `own` add up to 1: what the unknowns do, luck that lifts or lowers
    every point of a run alike, and luck that meets each point differently.  `left` is the part of
    the variance the indices divide that is luck not averaged away.
    """

    steps: tuple[tuple[int, tuple[SobolIndex, ...]], ...]
    unknowns: float
    common: float
    own: float
    left: float

    indices = property(lambda self: self.steps[-1][1], doc="the indices of the whole design")


@dataclass(frozen=True)
class SensitivityResult:
    """What moves each outcome: the elementary effects of all unknowns, and the variance by those
    that matter most (none where nothing stands out).
    """

    effects: dict[str, list[ElementaryEffect]]
    strongest: list[Unknown]
    shares: dict[str, VarianceShares | None]
    studies: list[Study]


def analyse_sensitivity(
    scenario: Scenario,
    unknowns: Sequence[Unknown],
    outcomes: Sequence[str],
    way: RunSettings,
    trajectories: int,
    keep: int,
    size: int,
) -> SensitivityResult:
    """Screen all unknowns, then take the variance of the outcomes apart among those that matter
    most.
    """
    places = morris_trajectories(unknowns, trajectories, way.seed)
    points = scale_points(unknowns, places)
    study, values = run_futures([scenario], "screening", unknowns, points, way, trajectories)
    effects = {name: screen_unknowns(unknowns, places, values[name], way.seed) for name in outcomes}
    strongest = strongest_unknowns(unknowns, effects, keep)
    if not strongest or not size:
        return SensitivityResult(effects, strongest, {}, [study])
    points = scale_points(strongest, saltelli_sample(strongest, size, way.seed))
    second, values = run_futures([scenario], "indices", strongest, points, way, size)
    shares = {name: sobol_shares(strongest, values[name], way.seed) for name in outcomes}
    return SensitivityResult(effects, strongest, shares, [study, second])


def strongest_unknowns(
    unknowns: Sequence[Unknown], effects: Mapping[str, Sequence[ElementaryEffect]], keep: int
) -> list[Unknown]:
    """The unknowns that move any outcome most, against the strongest for that outcome, of those
    that stand out from luck.
    """
    weight: dict[str, float] = {}
    for rows in effects.values():
        for r in rows:
            if r.tells:
                weight[r.name] = max(weight.get(r.name, 0.0), r.mu_star / rows[0].mu_star)
    chosen = sorted(weight, key=lambda name: -weight[name])[:keep]
    return [u for u in unknowns if u.name in chosen]


def salib_problem(unknowns: Sequence[Unknown]) -> dict[str, Any]:
    """The unknowns as SALib knows them, on the unit cube."""
    return {
        "num_vars": len(unknowns),
        "names": [u.name for u in unknowns],
        "bounds": [[0.0, 1.0]] * len(unknowns),
    }


def morris_trajectories(unknowns: Sequence[Unknown], trajectories: int, seed: int) -> ndarray:
    """Morris' trajectories through the unit cube, one unknown a step: (trajectories * (unknowns +
    1), unknowns).
    """
    from SALib.sample import morris

    problem = salib_problem(unknowns)
    return np.asarray(morris.sample(problem, trajectories, num_levels=LEVELS, seed=seed))


def screen_unknowns(
    unknowns: Sequence[Unknown], places: ndarray, values: ndarray, seed: int
) -> list[ElementaryEffect]:
    """What each unknown does to an outcome, the strongest first."""
    from SALib.analyze import morris

    found = morris.analyze(
        salib_problem(unknowns),
        places,
        values.mean(1),
        num_levels=LEVELS,
        num_resamples=RESAMPLES,
        seed=seed,
    )
    luck, chance = luck_mu_star(places, values)
    sizes = np.array([*(np.asarray(found[key], float) for key in EFFECT), luck])
    sizes[np.abs(sizes) <= DUST * np.abs(values).max()] = 0.0
    columns = (found["names"], *sizes.tolist(), chance.tolist())
    rows = [ElementaryEffect(str(name), *row) for name, *row in zip(*columns, strict=True)]
    return sorted(rows, key=lambda r: -r.mu_star)


def luck_mu_star(places: ndarray, values: ndarray) -> tuple[ndarray, ndarray]:
    """The mu star each unknown would show if only luck moved the outcome, and the chance that luck
    alone shows as much as was seen (two runs at least).

    Each trajectory moves an unknown once.  Its effect, averaged over runs, is set against how it
    differs between runs (F test); chances are corrected for the number of unknowns (Benjamini and
    Hochberg 1995).
    """
    count, runs = places.shape[1], values.shape[1]
    steps = np.diff(places.reshape(-1, count + 1, count), axis=1)
    moved, length = np.abs(steps).argmax(-1), np.abs(steps).max(-1)
    effects = np.diff(values.reshape(-1, count + 1, runs), axis=1) / length[..., None]
    effects = np.take_along_axis(
        effects, moved.argsort(1)[..., None], axis=1
    )  # (trajectories, unknowns, runs)
    spread = effects.var(-1, ddof=1).mean(0) / runs
    seen = (effects.mean(-1) ** 2).mean(0)
    dust = (DUST * np.abs(values).max()) ** 2
    ratio = np.divide(seen, spread, out=np.full(count, np.inf), where=spread > dust)
    chance = np.where(seen > dust, f.sf(ratio, len(effects), len(effects) * (runs - 1)), 1.0)
    return np.sqrt(2 / np.pi * spread), false_discovery_control(chance)


def saltelli_sample(unknowns: Sequence[Unknown], size: int, seed: int) -> ndarray:
    """A Saltelli sample of the unit cube: (size * (unknowns + 2), unknowns); `size` is a power of
    2.
    """
    from SALib.sample import sobol

    problem = salib_problem(unknowns)
    return np.asarray(sobol.sample(problem, size, calc_second_order=False, seed=seed))


def sobol_shares(unknowns: Sequence[Unknown], values: ndarray, seed: int) -> VarianceShares | None:
    """The part of each unknown in an outcome's variance; None for an outcome that is the same at
    every point.
    """
    middle, block = values.mean(1), len(unknowns) + 2
    if np.ptp(middle) == 0:
        return None
    size = len(values) // block
    steps = tuple(
        (n, sobol_indices(unknowns, middle[: n * block], seed))
        for n in (size // 4, size // 2, size)
        if n
    )
    return VarianceShares(steps, *variance_parts(values))


def sobol_indices(
    unknowns: Sequence[Unknown], middle: ndarray, seed: int
) -> tuple[SobolIndex, ...]:
    """Sobol indices of values at the points of a design."""
    from SALib.analyze import sobol

    with warnings.catch_warnings():  # a part of the design may be all alike; the zero says so
        warnings.simplefilter("ignore")
        found = sobol.analyze(
            salib_problem(unknowns),
            middle,
            calc_second_order=False,
            num_resamples=RESAMPLES,
            seed=seed,
        )
    keys = ("S1", "S1_conf", "ST", "ST_conf")  # nan for what does not vary at all: no effect
    return tuple(
        SobolIndex(u.name, *(float(np.nan_to_num(found[key][k])) for key in keys))
        for k, u in enumerate(unknowns)
    )


def variance_parts(values: ndarray) -> tuple[float, float, float, float]:
    """The variance of single runs in three parts (unknowns, common luck, own luck) and the luck
    left in the means.

    Analysis of variance of a table (points, runs) without repetition; it takes two runs at least.
    """
    points, runs = values.shape
    of_points, of_runs = values.mean(1), values.mean(0)
    rest = values - of_points[:, None] - of_runs + values.mean()
    own = (rest**2).sum() / ((points - 1) * (runs - 1))
    unknowns = max(0.0, of_points.var(ddof=1) - own / runs)
    common = max(0.0, of_runs.var(ddof=1) - own / points)
    whole = unknowns + common + own
    left = min(1.0, own / runs / of_points.var(ddof=1))
    return float(unknowns / whole), float(common / whole), float(own / whole), float(left)
