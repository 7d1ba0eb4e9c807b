"""Carries out a study: lives what is missing, in the order given, on whatever workers there are,
and writes it in parts.

A run that is known in this study or a neighbouring one is taken from there.  A part is written at a
hundred runs or after a minute, so that a kill costs little; a stop by the user costs nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from sim.core.errors import UserError
from sim.runs.ensemble import grow_populations
from sim.runs.workers import PoolFactory, Progress, ignore_progress, map_parallel
from sim.scenario.spinup import world_name
from sim.study.design.task import RunOrder, RunResult, Task, execute_order, order_of
from sim.study.store.known_runs import known_runs
from sim.study.store.study import Study
from sim.words.catalogue import user_error

FULL = 100  # runs in a part
PATIENCE = 60  # seconds until a smaller part is written


def run_tasks(
    tasks: Sequence[Task],
    study: Study,
    jobs: int | None = None,
    make: PoolFactory | None = None,
    progress: Progress = ignore_progress,
    act: Callable[[RunOrder], RunResult] | None = None,
) -> None:
    """Live the tasks that are not yet in the study.

    `jobs` is how many processes (default: one a core); `make` makes another
    `concurrent.futures.Executor` instead; `progress(stage, done, of)` is told of each step; `act`
    lives a run and says what it leaves (default: `execute_order`).  A run that raises is noted as a
    failure.  UserError where another process adds to the study or the disk refuses; what was
    written until then stays.
    """
    with study.lock():
        there = study.places()
        missing = [task for task in tasks if task.place not in there]
        done = len(tasks) - len(missing)
        twins: dict[str, list[Task]] = {}
        for task in missing:
            twins.setdefault(task.key, []).append(task)
        with CheckpointWriter(study) as writer:
            if missing:
                for key, result in known_runs(study, list(twins)):
                    done += writer.add(twins.pop(key), result)
            progress("runs", done, len(tasks))
            if not twins:
                return
            firsts = [same[0] for same in twins.values()]
            seeds: dict[str, list[int]] = {}
            scenarios = {}
            for task in firsts:
                past = world_name(task.case.scenario, 0)
                scenarios[past] = task.case.scenario
                seeds.setdefault(past, []).append(task.seed)
            for past, scenario in scenarios.items():
                grow_populations(scenario, seeds[past], jobs, progress)
            orders = [
                order_of(task, number, list(study.spec["measures"]))
                for number, task in enumerate(firsts)
            ]
            for order, answer in map_parallel(act or execute_order, orders, jobs, make):
                done += writer.add(twins[firsts[order.number].key], answer)
                progress("runs", done, len(tasks))


def measure_run_time(task: Task, measures: Sequence[str], tell: Progress) -> float:
    """Seconds that one run takes here, once kernels and starting population are there."""
    grow_populations(task.case.scenario, [task.seed], 1, tell)
    execute_order(order_of(replace(task, months=1), 0, measures))
    begun = time.perf_counter()
    execute_order(order_of(task, 0, measures))
    return time.perf_counter() - begun


class CheckpointWriter:
    """Gathers runs to parts; what is gathered is written also when the work is stopped."""

    def __init__(self, study: Study):
        self.study, self.since = study, time.monotonic()
        self.results: list[tuple[Task, RunResult]] = []

    def __enter__(self) -> CheckpointWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None and self.results:
            # a stop may have come between writing a part and noting it
            there = self.study.places()
            self.results = [pair for pair in self.results if pair[0].place not in there]
        if kind is None or not issubclass(kind, UserError):
            self.write()

    def add(self, tasks: Sequence[Task], answer: RunResult | BaseException) -> int:
        """Gather a run for every task that asked for it, or note that it raised; how many those
        are.
        """
        if isinstance(answer, BaseException):
            with self.disk():
                for task in tasks:
                    self.study.fail(task, answer)
        else:
            self.results += [(task, answer) for task in tasks]
            if len(self.results) >= FULL or time.monotonic() - self.since > PATIENCE:
                self.write()
        return len(tasks)

    def write(self) -> None:
        """Write what is gathered as a part."""
        if self.results:
            with self.disk():
                self.study.add(self.results)
        self.results, self.since = [], time.monotonic()

    @contextmanager
    def disk(self) -> Iterator[None]:
        """UserError where the disk refuses."""
        try:
            yield
        except OSError as fault:
            raise user_error(
                "study_disk_refuses",
                folder=self.study.folder,
                fault=fault.strerror or fault,
                stored=len(self.study.places()),
                lost=len(self.results),
            ) from None
