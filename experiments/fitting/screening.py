"""Which free parameters the facts react to: each taken alone to the lower end of its range, on the same luck.

What is kept moves the facts by more than another luck does.  One at a time from the declared values, not from random places of a
cube of some three hundred dimensions: there nearly everything would be far from any city at once.  The past is as declared, so
that nothing has to grow up anew eight hundred times; the waves that follow grow up at every point.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fitting.facts import readings, spreads
from fitting.lives import at_points
from fitting.prior import places_of
from sim.study.design.ranges import Unknown
from sim.study.design.variations import RunSettings
from sim.validation.facts import ScorecardRow

LUCKS = 12  # lives of the city as declared, to know luck by


@dataclass(frozen=True)
class Pull:
    """How far one parameter moves the facts over half its range, in errors of a fact, its luck included (root mean square), and which
    it moves most."""

    unknown: Unknown
    strength: float
    most: str


def screen(
    unknowns: Sequence[Unknown], rows: Sequence[ScorecardRow], error: float, way: RunSettings
) -> tuple[list[Pull], float]:
    """What each parameter does, the strongest first, and what luck alone would seem to do; `error` is what is added to
    the published ones."""
    places = np.where(np.eye(len(unknowns), dtype=bool), 0.0, default_point(unknowns))
    luck = readings(rows, default_runs(unknowns, way))
    found = readings(rows, at_points("screening", unknowns, places, way, past=False))
    scale = np.sqrt(spreads(rows) ** 2 + error**2 + np.nan_to_num(np.nanvar(luck, axis=0, ddof=1)))
    moved = np.nan_to_num(found - np.nanmean(luck, axis=0)) / scale
    pulls = [
        Pull(u, size_of(row), rows[int(np.abs(row).argmax())].id)
        for u, row in zip(unknowns, moved, strict=True)
    ]
    alone = float(
        np.mean(
            [
                size_of(np.nan_to_num(a - b) / scale)
                for a, b in zip(luck[::2], luck[1::2], strict=True)
            ]
        )
    )
    return sorted(pulls, key=lambda p: -p.strength), alone


def default_point(unknowns: Sequence[Unknown]) -> np.ndarray:
    """Where in the unit cube every parameter is as declared."""
    return places_of(unknowns, np.array([u.value for u in unknowns]))


def default_runs(unknowns: Sequence[Unknown], way: RunSettings) -> dict[str, np.ndarray]:
    """Lives of the city as it is declared, each with luck of its own."""
    return at_points(
        "luck",
        unknowns,
        np.tile(default_point(unknowns), (LUCKS, 1)),
        way,
        common_random_numbers=False,
        past=False,
    )


def size_of(moved: np.ndarray) -> float:
    """The root mean square of a difference over rows."""
    return float(np.sqrt((moved**2).mean()))
