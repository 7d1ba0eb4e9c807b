"""Carries out a study: lives what is missing, in the order given, on whatever workers there are,
and writes it in parts.

A run that is known in this study or a neighbouring one is taken from there.  A part is written at a
hundred runs or after a minute, so that a kill costs little; a stop by the user costs nothing.  What
is held in memory does not grow with the runs but for some dozen bytes each.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from sim.core.errors import UserError
from sim.runs.ensemble import grow_populations
from sim.runs.workers import PoolFactory, Progress, ignore_progress, map_parallel
from sim.scenario.spinup import world_name
from sim.study.design.task import RunOrder, RunResult, Task, execute_order, order_of
from sim.study.design.task_table import KeyIndex, TaskTable, task_table
from sim.study.store.known_runs import known_runs
from sim.study.store.study import Study
from sim.words.catalogue import user_error

FULL = 100  # runs in a part before parts are merged
MOST_HELD = 2000  # runs that wait for their part to be full, where they come from many blocks
MOST_PARTS = 100  # of a block, after which they are merged although it lacks runs
AHEAD = 10_000  # runs that are made out at a time
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
        table = task_table(tasks)
        missing = study.missing(*table.places)
        done = len(table) - len(missing)
        with CheckpointWriter(study, table, missing) as writer:
            if not len(missing):
                progress("runs", done, len(table))
                return
            index = KeyIndex(table.keys, missing)
            for numbers, result in known_runs(study, index):
                done += writer.add(numbers, result)
            progress("runs", done, len(table))
            firsts = index.firsts()
            seeds: dict[str, set[int]] = {}
            scenarios = {}
            for case, own in table.seeds_by_case(firsts):
                past = world_name(case.scenario, 0)
                scenarios[past] = case.scenario
                seeds.setdefault(past, set()).update(own)
            for past, scenario in scenarios.items():
                grow_populations(scenario, sorted(seeds[past]), jobs, progress)
            measures = list(study.spec["measures"])
            for begin in range(0, len(firsts), AHEAD):
                orders = [
                    order_of(table[number], number, measures)
                    for number in firsts[begin : begin + AHEAD].tolist()
                ]
                for order, answer in map_parallel(act or execute_order, orders, jobs, make):
                    done += writer.add(index.take(table.keys[order.number]), answer)
                    progress("runs", done, len(table))


def measure_run_time(task: Task, measures: Sequence[str], tell: Progress) -> float:
    """Seconds that one run takes here, once kernels and starting population are there."""
    grow_populations(task.case.scenario, [task.seed], 1, tell)
    execute_order(order_of(replace(task, months=1), 0, measures))
    begun = time.perf_counter()
    execute_order(order_of(task, 0, measures))
    return time.perf_counter() - begun


class CheckpointWriter:
    """Gathers runs to parts, block by block of the design, and merges the parts of a block that has
    all its runs; what is gathered is written also when the work is stopped.

    So the parts of a finished study hold the same runs in the same order, whoever lived them when.
    """

    def __init__(self, study: Study, tasks: TaskTable, missing: np.ndarray):
        """`missing` are the numbers of the tasks that are to be answered."""
        self.study, self.tasks, self.since = study, tasks, time.monotonic()
        blocks, counts = np.unique(missing // study.block_size, return_counts=True)
        self.left = dict(zip(blocks.tolist(), counts.tolist(), strict=True))
        self.gathered: dict[int, list[tuple[int, RunResult]]] = {}
        self.parts: dict[int, int] = {}  # of each block, written since its last merge
        self.held = 0

    def __enter__(self) -> CheckpointWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None and self.held:
            self.forget_written()
        if kind is None or not issubclass(kind, UserError):
            for block in list(self.gathered):
                self.write(block)
        if kind is None:
            for block in self.study.loose_blocks():
                self.merge(block)

    def add(self, numbers: Sequence[int], answer: RunResult | BaseException) -> int:
        """Gather a run for every task that asked for it, or note that it raised; how many those
        are.
        """
        for number in numbers:
            block = number // self.study.block_size
            if isinstance(answer, BaseException):
                with self.disk():
                    self.study.fail(self.tasks[number], answer)
            else:
                self.gathered.setdefault(block, []).append((number, answer))
                self.held += 1
            self.left[block] -= 1
            if not self.left[block]:
                self.write(block)
                self.merge(block)
            elif len(self.gathered.get(block, ())) >= FULL:
                self.write(block)
        if self.held > MOST_HELD:
            self.write(max(self.gathered, key=lambda block: len(self.gathered[block])))
        if time.monotonic() - self.since > PATIENCE:
            for block in list(self.gathered):
                self.write(block)
        return len(numbers)

    def write(self, block: int) -> None:
        """Write what is gathered of a block as a part."""
        if gathered := self.gathered.get(block):
            with self.disk():
                self.study.add([(self.tasks[n], answer) for n, answer in gathered], block)
            del self.gathered[block]
            self.held -= len(gathered)
            self.parts[block] = self.parts.get(block, 0) + 1
            if self.parts[block] > MOST_PARTS:
                self.merge(block)
        self.since = time.monotonic()

    def merge(self, block: int) -> None:
        """Merge the parts of a block."""
        with self.disk():
            self.study.merge(block)
        self.parts[block] = 1

    def forget_written(self) -> None:
        """Keep of what is gathered what is not in the study: a stop may have come between writing a
        part and noting it.
        """
        numbers = np.array([n for own in self.gathered.values() for n, _ in own])
        table = self.tasks
        places = table.policies[numbers], table.points[numbers], table.runs[numbers]
        lacking = set(numbers[self.study.missing(table.names, *places)].tolist())
        kept = {
            block: [pair for pair in own if pair[0] in lacking]
            for block, own in self.gathered.items()
        }
        self.gathered = {block: own for block, own in kept.items() if own}
        self.held = sum(map(len, self.gathered.values()))

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
                stored=self.study.count(),
                lost=self.held,
            ) from None
