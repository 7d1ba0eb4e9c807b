"""Which unknowns move an outcome, and how much of what is left is luck: Morris screening, then Sobol indices, by SALib.

Every point of a design is lived with the same run numbers, so that all points meet the same luck.  What differs between
the runs of one point is luck; it is measured by itself and reported beside the effects, because an index of noise looks
like an index of something.  All functions take values as an array (points, runs) with two runs at least.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import f, false_discovery_control

from sim.study.design.ranges import Unknown, scale_points

LEVELS = 4  # of the grid Morris walks on
RESAMPLES = 500  # of the bootstrap
LIKELY = 0.05  # luck explains an effect that is no rarer than this
DUST = 1e-12  # an effect so small against the outcome is the rounding of sums


@dataclass(frozen=True)
class ElementaryEffect:
    """What one unknown does when it crosses its range.

    `strength` is the mean size of its effect (Morris' mu star) with the half-width of its 95 % interval, `mean` the mean
    effect with its sign, `bend` how much the effect differs from place to place (sigma: curves and interactions), `luck`
    the strength that luck alone would show in so many runs, `chance` how likely luck shows as much as was seen.
    """

    name: str
    strength: float
    half_width: float
    mean: float
    bend: float
    luck: float
    chance: float

    tells = property(
        lambda self: self.chance <= LIKELY, doc="whether the effect stands out from luck"
    )


@dataclass(frozen=True)
class SobolIndex:
    """The part of an outcome's variance that one unknown makes: alone (`first`), and with all it does together with
    others (`total`), each with the half-width of its 95 % interval."""

    name: str
    first: float
    first_half: float
    total: float
    total_half: float


@dataclass(frozen=True)
class VarianceShares:
    """Sobol indices at a quarter, half and all of the design, and the variance of single runs taken apart.

    `unknowns`, `common` and `own` add up to 1: what the unknowns do, luck that lifts or lowers every point of a run
    alike, and luck that meets each point differently.  `left` is the part of the variance the indices divide that is
    luck not averaged away.
    """

    steps: tuple[tuple[int, tuple[SobolIndex, ...]], ...]
    unknowns: float
    common: float
    own: float
    left: float

    indices = property(lambda self: self.steps[-1][1], doc="the indices of the whole design")


def salib_problem(unknowns: Sequence[Unknown]) -> dict[str, Any]:
    """The unknowns as SALib knows them, on the unit cube."""
    return {
        "num_vars": len(unknowns),
        "names": [u.name for u in unknowns],
        "bounds": [[0.0, 1.0]] * len(unknowns),
    }


def morris_trajectories(unknowns: Sequence[Unknown], trajectories: int, seed: int) -> np.ndarray:
    """Morris' walks through the unit cube, one unknown a step: (trajectories * (unknowns + 1), unknowns)."""
    from SALib.sample import morris

    return morris.sample(salib_problem(unknowns), trajectories, num_levels=LEVELS, seed=seed)


def screen_unknowns(
    unknowns: Sequence[Unknown], places: np.ndarray, values: np.ndarray, seed: int
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
    found["luck"], found["chance"] = luck_mu_star(places, values)
    dust = DUST * np.abs(values).max()
    keys = ("mu_star", "mu_star_conf", "mu", "sigma", "luck")
    rows = [
        ElementaryEffect(
            str(name),
            *(0.0 if abs(found[key][k]) <= dust else float(found[key][k]) for key in keys),
            float(found["chance"][k]),
        )
        for k, name in enumerate(found["names"])
    ]
    return sorted(rows, key=lambda r: -r.strength)


def luck_mu_star(places: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The strength each unknown would show if only luck moved the outcome, and the chance that luck alone shows as much as was
    seen (two runs at least).

    Each walk moves an unknown once.  Its effect, averaged over runs, is set against how it differs between runs (F test);
    chances are corrected for the number of unknowns (Benjamini and Hochberg 1995).
    """
    count, runs = places.shape[1], values.shape[1]
    steps = np.diff(places.reshape(-1, count + 1, count), axis=1)
    moved, length = np.abs(steps).argmax(-1), np.abs(steps).max(-1)
    effects = np.diff(values.reshape(-1, count + 1, runs), axis=1) / length[..., None]
    effects = np.take_along_axis(
        effects, moved.argsort(1)[..., None], axis=1
    )  # (walks, unknowns, runs)
    spread = effects.var(-1, ddof=1).mean(0) / runs
    seen = (effects.mean(-1) ** 2).mean(0)
    dust = (DUST * np.abs(values).max()) ** 2
    ratio = np.divide(seen, spread, out=np.full(count, np.inf), where=spread > dust)
    chance = np.where(seen > dust, f.sf(ratio, len(effects), len(effects) * (runs - 1)), 1.0)
    return np.sqrt(2 / np.pi * spread), false_discovery_control(chance)


def saltelli_sample(unknowns: Sequence[Unknown], size: int, seed: int) -> np.ndarray:
    """Saltelli's design on the unit cube: (size * (unknowns + 2), unknowns); `size` is a power of 2."""
    from SALib.sample import sobol

    return sobol.sample(salib_problem(unknowns), size, calc_second_order=False, seed=seed)


def sobol_shares(
    unknowns: Sequence[Unknown], values: np.ndarray, seed: int
) -> VarianceShares | None:
    """The part of each unknown in an outcome's variance; None for an outcome that is the same at every point."""
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
    unknowns: Sequence[Unknown], middle: np.ndarray, seed: int
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
    keys = ("S1", "S1_conf", "ST", "ST_conf")
    return tuple(
        SobolIndex(u.name, *(zero_for_nan(found[key][k]) for key in keys))
        for k, u in enumerate(unknowns)
    )


def variance_parts(values: np.ndarray) -> tuple[float, float, float, float]:
    """The variance of single runs in three parts (unknowns, common luck, own luck) and the luck left in the means.

    Analysis of variance of a table (points, runs) without repetition; it takes two runs at least.
    """
    points, runs = values.shape
    of_points, of_runs = values.mean(1), values.mean(0)
    rest = values - of_points[:, None] - of_runs + values.mean()
    own = (rest**2).sum() / ((points - 1) * (runs - 1))
    unknowns, common = (
        max(0.0, of_points.var(ddof=1) - own / runs),
        max(0.0, of_runs.var(ddof=1) - own / points),
    )
    whole = unknowns + common + own
    return tuple(
        float(part)
        for part in (
            unknowns / whole,
            common / whole,
            own / whole,
            min(1.0, own / runs / of_points.var(ddof=1)),
        )
    )


def zero_for_nan(value: Any) -> float:
    """SALib's nan for what does not vary at all is no effect."""
    return float(np.nan_to_num(value))


def design_values(unknowns: Sequence[Unknown], places: np.ndarray) -> list[dict[str, float]]:
    """The points of a design as values of the unknowns by name."""
    return [
        dict(zip((u.name for u in unknowns), map(float, row), strict=True))
        for row in scale_points(unknowns, places)
    ]
