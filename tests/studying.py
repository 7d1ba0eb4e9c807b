"""Studies for tests: a design of few scenarios, and a stand-in for workers whose runs cost nothing but are all different."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent import futures
from pathlib import Path
from typing import Any

import numpy as np

from sim.core.fields import fields_of
from sim.model.parameters import Nature
from sim.runs.outcomes import outcome_fields
from sim.scenario.scenario import Scenario, load
from sim.study.design.task import Case, RunOrder, RunResult, Task, task_of
from sim.study.store.create import begin_study
from sim.study.store.study import Study

KEPT = ("jobs", "sales", "money.rent_subsidy")
RATE = fields_of(Nature)["culture"]


def tasks(
    runs: int = 3,
    points: int = 2,
    policies: Sequence[str] = ("plan", "no-policy"),
    months: int = 2,
    seed: int = 1,
) -> list[Task]:
    """Runs of Xuchang under policies, with culture varied, number by number."""
    cases = {policy: Case(load("xuchang", policy)) for policy in policies}
    return [
        task_of(
            case,
            policy,
            run,
            seed,
            point,
            {"culture": 0.9 + point / 10},
            {"culture": 0.9 + point / 10},
            months,
        )
        for run in range(runs)
        for point in range(points)
        for policy, case in cases.items()
    ]


def study(
    folder: Path,
    name: str = "test",
    measures: Sequence[str] = KEPT,
    scenario: Scenario | None = None,
) -> Study:
    """The study that holds them."""
    return begin_study(folder, name, scenario or load("xuchang"), {"culture": RATE}, measures)


def made_up(order: RunOrder, names: int) -> RunResult:
    """What a run could have left: numbers that only its seed and changes decide."""
    base = float(order.seed % 100_003) + 7 * sum(order.changes.values())
    months = order.months or 48
    return RunResult(
        base + np.arange(names) / 7,
        base + np.arange(len(order.measures) * months).reshape(len(order.measures), months) / 3,
    )


class StandIn(futures.Executor):
    """A worker that makes up its answers, and can be told to fail or to stop."""

    def __init__(self, trouble: Callable[[RunOrder], None] | None = None):
        self.trouble, self.lived = trouble, []
        self.names = len(outcome_fields(load("xuchang")))

    def __call__(self) -> StandIn:
        """It is its own factory."""
        return self

    def submit(self, act: Any, order: RunOrder, /) -> futures.Future:
        """Answer at once."""
        future: futures.Future = futures.Future()
        try:
            if self.trouble is not None:
                self.trouble(order)
            self.lived.append(order.seed)
            future.set_result(made_up(order, self.names))
        except Exception as error:
            future.set_exception(error)
        return future
