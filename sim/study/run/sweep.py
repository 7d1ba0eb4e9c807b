"""Carries out a study: lives what is missing, in the order given, on whatever workers there are, and writes it in parts.

A run that is known in this study or a neighbouring one is taken from there.  A part is written at a hundred runs or
after a minute, so that a kill costs little; a stop by the user costs nothing.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent import futures
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sim.core.errors import UserError
from sim.runs.workers import map_unordered, process_pool_factory
from sim.scenario.spinup import starting_world
from sim.study.design.task import RunOrder, RunResult, Task, execute_order, order_of
from sim.study.store.reuse import borrow_runs
from sim.study.store.study import Study
from sim.words.catalogue import say

FULL = 100  # runs in a part
PATIENCE = 60  # seconds until a smaller part is written
Tell = Callable[[str, int, int], None]


def run_tasks(
    tasks: Sequence[Task],
    study: Study,
    jobs: int | None = None,
    make: Callable[[], futures.Executor] | None = None,
    progress: Tell | None = None,
    act: Callable[[RunOrder], RunResult] | None = None,
) -> None:
    """Live the tasks that are not yet in the study.

    `jobs` is how many processes (default: one a core); `make` makes another `concurrent.futures.Executor` instead;
    `progress(stage, done, of)` is told of each step; `act` lives a run and says what it leaves (default: `live`).  A run
    that raises is noted as a failure.  UserError where another process adds to the study or the disk refuses; what was
    written until then stays.
    """
    tell = progress or (lambda stage, done, of: None)
    with study.lock():
        there = study.places()
        missing = [task for task in tasks if task.place not in there]
        settled = len(tasks) - len(missing)
        if not missing:
            return tell("runs", settled, len(tasks))
        twins: dict[str, list[Task]] = {}
        for task in missing:
            twins.setdefault(task.key, []).append(task)
        with CheckpointWriter(study) as writer:
            for key, lived in borrow_runs(study, list(twins)):
                settled += writer.add(twins.pop(key), lived)
            tell("runs", settled, len(tasks))
            if not twins:
                return None
            jobs = max(1, min(jobs or os.cpu_count() or 1, len(twins)))
            make = make or (process_pool_factory(jobs) if jobs > 1 else InProcessExecutor)
            firsts = [same[0] for same in twins.values()]
            for scenario in {
                case.scenario.place_digest: case.scenario for case in {task.case for task in firsts}
            }.values():
                starting_world(scenario, tell)
            orders = (
                order_of(task, number, list(study.spec["measures"]))
                for number, task in enumerate(firsts)
            )
            for order, answer in map_unordered(
                make, act or execute_order, orders, window_of(make, jobs)
            ):
                task = firsts[order.number]
                note = writer.fail if isinstance(answer, BaseException) else writer.add
                settled += note(twins[task.key], answer)
                tell("runs", settled, len(tasks))


def measure_run_time(task: Task, measures: Sequence[str], tell: Tell) -> float:
    """Seconds that one run takes here, once kernels and starting population are there."""
    starting_world(task.case.scenario, tell)
    execute_order(order_of(replace(task, months=1), 0, measures))
    begun = time.perf_counter()
    execute_order(order_of(task, 0, measures))
    return time.perf_counter() - begun


class CheckpointWriter:
    """Gathers runs to parts; what is gathered is written also when the work is stopped."""

    def __init__(self, study: Study):
        self.study, self.lived, self.since = study, [], time.monotonic()

    def __enter__(self) -> CheckpointWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: Any) -> None:
        if (
            kind is not None and self.lived
        ):  # a stop may have come between writing a part and noting it
            there = self.study.places()
            self.lived = [pair for pair in self.lived if pair[0].place not in there]
        if kind is None or not issubclass(kind, UserError):
            self.write()

    def add(self, tasks: Sequence[Task], lived: RunResult) -> int:
        """Gather a run for every task that asked for it; how many those are."""
        self.lived += [(task, lived) for task in tasks]
        if len(self.lived) >= FULL or time.monotonic() - self.since > PATIENCE:
            self.write()
        return len(tasks)

    def fail(self, tasks: Sequence[Task], error: BaseException) -> int:
        """Note a run that raised for every task that asked for it; how many those are."""
        with self.disk():
            for task in tasks:
                self.study.fail(task, error)
        return len(tasks)

    def write(self) -> None:
        """Write what is gathered as a part."""
        if self.lived:
            with self.disk():
                self.study.add(self.lived)
        self.lived, self.since = [], time.monotonic()

    @contextmanager
    def disk(self) -> Iterator[None]:
        """UserError where the disk refuses."""
        try:
            yield
        except OSError as fault:
            raise UserError(
                say(
                    "study_disk_refuses",
                    folder=self.study.folder,
                    fault=fault.strerror or fault,
                    stored=len(self.study.places()),
                    lost=len(self.lived),
                )
            ) from None


class InProcessExecutor(futures.Executor):
    """This process as a worker: a task is done when it is submitted."""

    def submit(self, act: Callable[..., Any], /, *arguments: Any, **named: Any) -> futures.Future:
        """Do it now; what it raises is its answer."""
        future: futures.Future = futures.Future()
        try:
            future.set_result(act(*arguments, **named))
        except Exception as error:
            future.set_exception(error)
        return future


def window_of(make: Any, jobs: int) -> int:
    """How many runs may be under way: two a worker, or what a cluster asks for."""
    return getattr(make, "window", 1 if make is InProcessExecutor else 2 * jobs)
