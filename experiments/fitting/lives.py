"""The reference city lived at the points of a design: each is a task of a study, so that a fit that was stopped goes on.

A study keeps for every run what stands above and below the line of each row, so that a fact may be read anew without living
the points again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from fitting.facts import city_rows
from fitting.prior import named, values_at
from sim.core.digests import fingerprint
from sim.core.fields import Field
from sim.model.world import World
from sim.scenario.scenario import Scenario
from sim.scenario.spinup import SpinupFit, SpinupSetting, fit, fitted_path, starting_world
from sim.study.design.ranges import Unknown
from sim.study.design.task import RunOrder, RunResult, unpack_scenario
from sim.study.design.variations import (
    RunSettings,
    future_variations,
    run_variations,
    unknown_columns,
)
from sim.validation.reference_city import reference_scenario, simulate_city

ENDS = ("above", "below")
MOST_MISSING = 0.02  # share of runs that may fail


def outcomes() -> dict[str, Field]:
    """What a run leaves: both parts of every row."""
    return {
        f"{row.id}.{end}": Field(row.en, row.zh, row.unit) for row in city_rows() for end in ENDS
    }


def live_future(order: RunOrder) -> RunResult:
    """Live the city from its first month on as the point says, after a past as declared."""
    case = unpack_scenario(order.payload).vary(order.changes)
    return measure_city(case, *starting_world(case), order.seed)


def live_past_and_future(order: RunOrder) -> RunResult:
    """Let the city grow up as the point says, from rates near the right ones, and go on."""
    city = unpack_scenario(order.payload)
    case = city.with_levers(order.changes)
    loosely = replace(SpinupSetting.of(case, 0), population=1)
    begin = starting_world(city)[1]["nature"]
    return measure_city(case, *fit(loosely, begin, lambda stage, done, of: None), order.seed)


def measure_city(case: Scenario, world: World, spinup: SpinupFit, seed: int) -> RunResult:
    """Live the city's years once, and measure every row."""
    found = simulate_city(world, fitted_path(case, spinup, seed), seed)
    return RunResult(
        np.array([part for row in city_rows() for part in row.measure(found)]), np.zeros((0, 0))
    )


def at_points(
    name: str,
    unknowns: Sequence[Unknown],
    places: np.ndarray,
    way: RunSettings,
    common_random_numbers: bool = True,
    past: bool = True,
) -> dict[str, np.ndarray]:
    """Live the city at points of the unit cube: both parts of each row (points, runs, 2), nan for a run that failed.

    All points meet common random numbers, or each its own luck; with `past` they also grow up as they say.
    UserError where more than a few runs fail.
    """
    city, points = reference_scenario(), named(unknowns, values_at(unknowns, places))
    about = {
        "seed": way.seed,
        "digest": fingerprint([city.digest, points, not common_random_numbers, past]),
    }
    _, found = run_variations(
        name,
        city,
        unknown_columns(city, unknowns),
        future_variations(city, unknowns, points, common_random_numbers),
        way,
        about,
        MOST_MISSING,
        outcomes(),
        live_past_and_future if past else live_future,
    )
    return {
        row.id: np.stack([found[f"{row.id}.{end}"] for end in ENDS], axis=-1) for row in city_rows()
    }
