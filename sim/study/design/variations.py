"""Variations of a plan lived with common random numbers: what every method that explains a plan
asks of a study.

A question is a design, the runs it asks for and what a method makes of them; each stands in a file
of `sim.study.methods`.  The number of runs is not part of a question: asked again with more of
them, a study goes on where it was.  Runs are ordered by their number first, so that a study that was stopped holds whole designs of
fewer runs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from sim.core.digests import fingerprint
from sim.core.fields import Field
from sim.runs.workers import PoolFactory, Progress, ignore_progress
from sim.scenario.scenario import Scenario
from sim.study.design.ranges import TIMES, Unknown, vary_scenario
from sim.study.design.task import Case, RunOrder, RunResult, task_of
from sim.study.run.sweep import run_tasks
from sim.study.store.create import begin_study, column_of
from sim.study.store.sql import Columns, row_tuples
from sim.study.store.study import PLACE, Study
from sim.words.catalogue import user_error

MOST_MISSING = 0.05  # share of futures that may fail and be left out


@dataclass(frozen=True)
class RunSettings:
    """How variations are lived: how many runs of each, under which seed, for how long, where and by
    whom.
    """

    folder: Path
    runs: int
    seed: int = 1
    months: int | None = None
    jobs: int | None = None
    make: PoolFactory | None = None
    progress: Progress = ignore_progress


@dataclass(frozen=True)
class Variation:
    """A scenario to live: the case many variations share, what is changed on top of it, and what a
    reader sees of that.

    Its runs have the numbers `first`, `first + step`, ...: the same as others' to meet the same
    luck, its own to meet another.
    """

    case: Case
    policy: str
    point: int
    values: Mapping[str, float] = field(default_factory=dict)
    changes: Mapping[str, float] = field(default_factory=dict)
    first: int = 0
    step: int = 1

    def runs(self, count: int) -> range:
        """The numbers of its first runs; more of them go on from there."""
        return range(self.first, self.first + count * self.step, self.step)


def future_variations(
    scenario: Scenario,
    unknowns: Sequence[Unknown],
    points: Sequence[Mapping[str, float]],
    common_random_numbers: bool = True,
) -> list[Variation]:
    """A plan in futures that differ in unknowns, all with common random numbers or each with its
    own luck.
    """
    case, found = Case(scenario), []
    for number, values in enumerate(points):
        levers = {name: value for name, value in values.items() if name.startswith(TIMES)}
        shown = {column_of(u.name, scenario): values[u.name] for u in unknowns}
        found.append(
            Variation(
                Case(vary_scenario(scenario, levers)) if levers else case,
                scenario.policy,
                number,
                shown,
                {name: value for name, value in values.items() if name not in levers},
                *(() if common_random_numbers else (number, len(points))),
            )
        )
    return found


def unknown_columns(scenario: Scenario, unknowns: Sequence[Unknown]) -> dict[str, Field]:
    """The columns of a study for the values of unknowns."""
    return {column_of(u.name, scenario): u.field for u in unknowns}


def run_variations(
    name: str,
    scenario: Scenario,
    fields: Mapping[str, Field],
    variations: Sequence[Variation],
    way: RunSettings,
    about: Mapping[str, Any],
    most_missing: float = 0.0,
    outcomes: Mapping[str, Field] | None = None,
    act: Callable[[RunOrder], RunResult] | None = None,
) -> tuple[Study, Columns]:
    """Live every variation that is not yet in the study of that name, and give each outcome as an
    array (variations, runs).

    `act` lives a run and leaves `outcomes` (default: what is declared of the plan).  A run that
    failed is nan; UserError where more than that share of them did.
    """
    study = begin_study(
        way.folder / name, name, scenario, fields, measures=(), about=about, outcomes=outcomes
    )
    tasks = [
        task_of(v.case, v.policy, run, way.seed, v.point, v.values, v.changes, way.months)
        for same in zip(*(v.runs(way.runs) for v in variations), strict=True)  # first of each
        for v, run in zip(variations, same, strict=True)
    ]
    run_tasks(tasks, study, way.jobs, way.make, way.progress, act)
    failures = study.failures()
    if len(failures) > most_missing * len(variations) * way.runs:
        raise user_error(
            "explain_runs_failed",
            count=len(failures),
            error=failures[0]["error"],
            folder=study.folder,
        )
    rows = study.rows(format="numpy")
    at = {place: k for k, place in enumerate(row_tuples(rows, PLACE))}
    order = np.array(
        [[at.get((v.policy, v.point, run), -1) for run in v.runs(way.runs)] for v in variations]
    )
    return study, {
        outcome: np.append(np.asarray(rows[outcome], float), np.nan)[order]
        for outcome in study.spec["outcomes"]
    }


def run_question(
    scenario: Scenario,
    method: str,
    variations: Sequence[Variation],
    fields: Mapping[str, Field],
    way: RunSettings,
    content: object,
    ranges: Sequence[object] = (),
    most_missing: float = 0.0,
    **about: object,
) -> tuple[Study, Columns]:
    """Live variations of a plan in the study of a question, and give each outcome as an array
    (variations, runs).

    The study is named by the plan, the method and a digest of the design, of which `content` is
    what the others leave open; `about` is what else it says of its question.
    """
    digest = fingerprint([scenario.digest, way.seed, way.months, content])[:8]
    policy = "" if method == "voi" else f"-{scenario.policy}"
    asked = {
        "scenario_digest": scenario.digest,
        "seed": way.seed,
        "months": way.months,
        "ranges": ranges,
        "method": method,
        **about,
    }
    name = f"{scenario.name}{policy}-{method}-{digest}"
    return run_variations(name, scenario, fields, variations, way, asked, most_missing)


def run_futures(
    scenarios: Sequence[Scenario],
    method: str,
    unknowns: Sequence[Unknown],
    points: Sequence[Mapping[str, float]],
    way: RunSettings,
    size: int,
    common_random_numbers: bool = True,
    **about: object,
) -> tuple[Study, Columns]:
    """Scenarios lived in futures that differ in unknowns.

    With common random numbers all futures meet the same luck; without, each its own, the same for
    all scenarios.
    """
    first, variations = scenarios[0], []
    for scenario in scenarios:
        variations += future_variations(scenario, unknowns, points, common_random_numbers)
    ranges = [[u.name, u.low, u.high] for u in unknowns]
    content: list[object] = [ranges, size]
    if about:
        content.append([scenario.digest for scenario in scenarios])
    return run_question(
        first,
        method,
        variations,
        unknown_columns(first, unknowns),
        way,
        content,
        ranges,
        0.0 if common_random_numbers else MOST_MISSING,
        size=size,
        **about,
    )
