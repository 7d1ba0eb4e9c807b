"""The stages of a fit, each kept in a study of the same folder: screening, a first wave of points over the whole range, and further
waves where the parameters are believed to lie, so that the emulator is best where it is asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.stats import qmc

from fitting.belief import UNTRUE, Belief
from fitting.emulator import emulator
from fitting.facts import FACT, fitted_rows, groups, readings, spreads
from fitting.free import free
from fitting.lives import at_points
from fitting.samplers import walkers
from fitting.screening import Pull, screen
from sim.scenario.spinup import starting_world
from sim.study.design.ranges import Unknown
from sim.study.design.variations import RunSettings
from sim.validation.reference_city import reference_scenario

KEPT = 16  # parameters at most that a fit moves


@dataclass(frozen=True)
class Wave:
    """Points lived, and the rows found there (points, rows)."""

    places: np.ndarray
    found: np.ndarray

    def together(self, other: Wave) -> Wave:
        """Both waves as one."""
        return Wave(
            np.concatenate([self.places, other.places]), np.concatenate([self.found, other.found])
        )

    @property
    def belief(self) -> Belief:
        """What the facts leave believable, seen through these points."""
        seen = emulator(self.places, self.found)
        return Belief(
            seen,
            np.full(len(seen.rows), FACT),
            spreads(fitted_rows())[seen.rows],
            groups(fitted_rows())[seen.rows],
        )


def way_to(folder: Path, runs: int, seed: int, jobs: int | None) -> RunSettings:
    """How points are lived, telling of each stage on one line."""

    def tell(stage: str, done: int, of: int) -> None:
        print(f"\r{stage} {done}/{of}", end="\n" if done == of else "", flush=True)

    return RunSettings(folder, runs, seed, jobs=jobs, progress=tell)


def open_parameters(way: RunSettings) -> list[Unknown]:
    """The reference city's free parameters, in the order they are declared."""
    return free(
        reference_scenario(), starting_world(reference_scenario(), way.progress)[1]["nature"]
    )


def reacting(way: RunSettings, most: int = KEPT) -> tuple[list[Unknown], list[Pull], float]:
    """The parameters a fit moves, in the order they are declared; what each free one does; and what luck would seem to do."""
    unknowns = open_parameters(way)
    pulls, luck = screen(unknowns, fitted_rows(), UNTRUE, replace(way, runs=1))
    kept = {p.unknown.name for p in pulls[:most] if p.strength > luck}
    return [u for u in unknowns if u.name in kept], pulls, luck


def first_wave(unknowns: list[Unknown], points: int, way: RunSettings) -> Wave:
    """Points evenly over the whole range."""
    places = qmc.LatinHypercube(len(unknowns), rng=way.seed).random(points)
    return lived("wave-1", unknowns, places, way)


def next_wave(
    so_far: Wave, number: int, unknowns: list[Unknown], points: int, way: RunSettings
) -> Wave:
    """All waves with another, whose points are draws of what is believed after those before."""
    belief = so_far.belief
    draws = walkers(belief, way.seed + number)[:, : belief.parameters]
    places = draws[np.random.default_rng(way.seed + number).permutation(len(draws))[:points]]
    return so_far.together(lived(f"wave-{number}", unknowns, places, way))


def lived(name: str, unknowns: list[Unknown], places: np.ndarray, way: RunSettings) -> Wave:
    """A wave, each point with luck of its own."""
    return Wave(
        places, readings(fitted_rows(), at_points(name, unknowns, places, way, own_luck=True))
    )
