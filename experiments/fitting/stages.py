"""The stages of a fit, each kept in a study of the same folder: screening, a first wave of points over the whole prior range, and
further waves drawn from the posterior (history matching by waves), so that the emulator is best where it is asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.stats import qmc

from fitting.emulator import fit_emulator
from fitting.facts import FACT, groups, readings, spreads, target_rows
from fitting.lives import at_points
from fitting.posterior import DISCREPANCY, Posterior
from fitting.prior import free_parameters
from fitting.samplers import walkers
from fitting.screening import Pull, screen
from sim.scenario.spinup import starting_world
from sim.study.design.ranges import Unknown
from sim.study.design.variations import RunSettings
from sim.validation.reference_city import reference_scenario

KEPT = 24  # parameters at most that a fit moves


@dataclass(frozen=True)
class Wave:
    """Points lived, and the rows found there (points, rows)."""

    places: np.ndarray
    found: np.ndarray

    def join(self, other: Wave) -> Wave:
        """Both waves as one."""
        return Wave(
            np.concatenate([self.places, other.places]), np.concatenate([self.found, other.found])
        )

    @property
    def posterior(self) -> Posterior:
        """The posterior given the facts, seen through these points."""
        seen = fit_emulator(self.places, self.found)
        return Posterior(
            seen,
            np.full(len(seen.rows), FACT),
            spreads(target_rows())[seen.rows],
            groups(target_rows())[seen.rows],
        )


def way_to(folder: Path, runs: int, seed: int, jobs: int | None) -> RunSettings:
    """How points are lived, telling of each stage on one line."""

    def tell(stage: str, done: int, of: int) -> None:
        print(f"\r{stage} {done}/{of}", end="\n" if done == of else "", flush=True)

    return RunSettings(folder, runs, seed, jobs=jobs, progress=tell)


def open_parameters(way: RunSettings) -> list[Unknown]:
    """The reference city's free parameters, in the order they are declared."""
    return free_parameters(
        reference_scenario(), starting_world(reference_scenario(), way.progress)[1]["nature"]
    )


def responsive_parameters(
    way: RunSettings, most: int = KEPT
) -> tuple[list[Unknown], list[Pull], float]:
    """The parameters a fit moves, in the order they are declared; what each free one does; and what luck would seem to do."""
    unknowns = open_parameters(way)
    pulls, luck = screen(unknowns, target_rows(), DISCREPANCY, replace(way, runs=1))
    kept = {p.unknown.name for p in pulls[:most] if p.strength > luck}
    return [u for u in unknowns if u.name in kept], pulls, luck


def first_wave(unknowns: list[Unknown], points: int, way: RunSettings) -> Wave:
    """Points evenly over the whole range."""
    places = qmc.LatinHypercube(len(unknowns), rng=way.seed).random(points)
    return live_wave("wave-1", unknowns, places, way)


def next_wave(
    so_far: Wave, number: int, unknowns: list[Unknown], points: int, way: RunSettings
) -> Wave:
    """All waves with another, whose points are draws of the posterior after those before."""
    posterior = so_far.posterior
    draws = walkers(posterior, way.seed + number)[:, : posterior.parameters]
    places = draws[np.random.default_rng(way.seed + number).permutation(len(draws))[:points]]
    return so_far.join(live_wave(f"wave-{number}", unknowns, places, way))


def live_wave(name: str, unknowns: list[Unknown], places: np.ndarray, way: RunSettings) -> Wave:
    """A wave, each point with luck of its own."""
    return Wave(
        places,
        readings(
            target_rows(), at_points(name, unknowns, places, way, common_random_numbers=False)
        ),
    )
