"""The points of a design: every combination (grid), side by side (list), or spread evenly (Latin
hypercube, Sobol sequence).

Points of a grid are visited in an order drawn once, so that a sweep stopped anywhere has seen the
whole grid evenly; a Latin hypercube comes in such an order, and a Sobol sequence is even from its
beginning.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np

from sim.core.chance import offspring_key
from sim.core.fields import Field

WHOLE = ("flag", "level", "person", "firm")  # units that are counted in ones
SHUFFLE = 1  # what the draws are for


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


class Points(Sequence[tuple[int, dict[str, float]]]):
    """The points of a design by number with their values, in the order they are visited.

    They are laid out when first looked at: how many there are is known before.
    """

    def __init__(self, names: Sequence[str], count: int, lay: Callable[[], np.ndarray]):
        """`lay` gives the values as an array (points by number, names)."""
        self.names, self.size, self.lay = tuple(names), count, lay

    @cached_property
    def values(self) -> np.ndarray:
        """The values of each point, by its number."""
        return self.lay().reshape(self.size, len(self.names))

    @cached_property
    def numbers(self) -> np.ndarray:
        """The numbers of the points in the order they are visited."""
        return np.arange(self.size)

    def __len__(self) -> int:
        return self.size

    @overload
    def __getitem__(self, at: int) -> tuple[int, dict[str, float]]: ...

    @overload
    def __getitem__(self, at: slice) -> list[tuple[int, dict[str, float]]]: ...

    def __getitem__(
        self, at: int | slice
    ) -> tuple[int, dict[str, float]] | list[tuple[int, dict[str, float]]]:
        """A point by when it is visited, or several."""
        if isinstance(at, slice):
            return [self[k] for k in range(*at.indices(self.size))]
        number = int(self.numbers[range(self.size)[at]])
        return number, dict(zip(self.names, self.values[number].tolist(), strict=True))


class GridPoints(Points):
    """Every combination, in an order drawn once."""

    def __init__(self, axes: Sequence[Axis], seed: int):
        self.axes, self.seed = axes, seed
        super().__init__(
            [axis.name for axis in axes], math.prod(len(a.values) for a in axes), self.combine
        )

    def combine(self) -> np.ndarray:
        """The combinations as written: the last axis fastest."""
        lengths = [len(axis.values) for axis in self.axes]
        if not lengths:
            return np.zeros((1, 0))
        rows = np.unravel_index(np.arange(self.size), lengths)
        return np.column_stack(
            [np.asarray(a.values, float)[row] for a, row in zip(self.axes, rows, strict=True)]
        )

    @cached_property
    def numbers(self) -> np.ndarray:
        """The numbers in the order drawn."""
        key = np.uint64(self.seed)
        drawn = (int(offspring_key(key, number, SHUFFLE)) for number in range(self.size))
        return np.argsort(np.fromiter(drawn, np.uint64, self.size), kind="stable")


def grid_points(axes: Sequence[Axis], seed: int) -> Points:
    """Every combination, numbered as written (the last axis fastest), in the order it is visited."""
    return GridPoints(axes, seed)


def list_points(axes: Sequence[Axis]) -> Points:
    """The first values of all, then the second, and so on."""
    return Points(
        [axis.name for axis in axes],
        len(axes[0].values) if axes else 0,
        lambda: np.array([axis.values for axis in axes], float).T,
    )


def space_filling_points(axes: Sequence[Axis], count: int, method: str, seed: int) -> Points:
    """So many points spread evenly over all axes: a Latin hypercube, or a scrambled Sobol sequence
    (count a power of two).
    """

    def spread() -> np.ndarray:
        from scipy.stats import qmc

        sampler = (qmc.LatinHypercube if method == "latin" else qmc.Sobol)(len(axes), rng=seed)
        shares = sampler.random(count).T
        return np.column_stack([axis.at(own) for axis, own in zip(axes, shares, strict=True)])

    return Points([axis.name for axis in axes], count, spread)
