"""The points of a design: every combination (grid), side by side (list), or spread evenly (Latin
hypercube, Sobol sequence).

Points of a grid are visited in an order drawn once, so that a sweep stopped anywhere has seen the
whole grid evenly; a Latin hypercube comes in such an order, and a Sobol sequence is even from its
beginning.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.core.chance import offspring_key
from sim.core.fields import Field

WHOLE = ("flag", "level", "person", "firm")  # units that are counted in ones
SHUFFLE = 1  # what the draws are for
Design = tuple[tuple[int, dict[str, float]], ...]  # numbered points in the order they are visited


@dataclass(frozen=True)
class Axis:
    """What is varied: through these values, or anywhere between two bounds."""

    name: str
    field: Field
    values: tuple[float, ...] = ()
    low: float = 0.0
    high: float = 0.0

    def at(self, share: np.ndarray) -> np.ndarray:
        """The values at shares of the way from one end to the other, each as likely as its width."""
        if self.values:
            count = len(self.values)
            rows = np.minimum((share * count).astype(int), count - 1)
            return np.asarray(np.take(self.values, rows))
        if self.field.unit in WHOLE:
            first, last = float(np.ceil(self.low)), float(np.floor(self.high))
            steps = np.minimum(np.floor(share * (last - first + 1)), last - first)
            return np.asarray(first + steps)
        return self.low + share * (self.high - self.low)


def axis_steps(low: float, high: float, count: int) -> tuple[float, ...]:
    """So many values from one bound to the other, at equal distances."""
    return tuple(float(f"{x:.12g}") for x in np.linspace(low, high, count))


def grid_points(axes: Sequence[Axis], seed: int) -> Design:
    """Every combination, numbered as written (the last axis fastest), in the order it is visited."""
    points = named_points(axes, itertools.product(*(axis.values for axis in axes)))
    return tuple(
        sorted(points, key=lambda point: int(offspring_key(np.uint64(seed), point[0], SHUFFLE)))
    )


def list_points(axes: Sequence[Axis]) -> Design:
    """The first values of all, then the second, and so on."""
    return named_points(axes, zip(*(axis.values for axis in axes), strict=True))


def space_filling_points(axes: Sequence[Axis], count: int, method: str, seed: int) -> Design:
    """So many points spread evenly over all axes: a Latin hypercube, or a scrambled Sobol sequence
    (count a power of two).
    """
    from scipy.stats import qmc

    sampler = (qmc.LatinHypercube if method == "latin" else qmc.Sobol)(len(axes), rng=seed)
    columns = [axis.at(share) for axis, share in zip(axes, sampler.random(count).T, strict=True)]
    return named_points(axes, np.column_stack(columns).tolist())


def named_points(axes: Sequence[Axis], rows: Iterable[Sequence[float]]) -> Design:
    """Rows of values as numbered points."""
    names = [axis.name for axis in axes]
    return tuple((k, dict(zip(names, row, strict=True))) for k, row in enumerate(rows))
