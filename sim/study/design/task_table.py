"""The runs of a study as a table of numbers: a design of a million runs takes some dozen megabytes,
and a task is made of its row when it is asked for.
"""

import hashlib
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import overload

import numpy as np

from sim.core import digests
from sim.runs.ensemble import common_random_seed, months_to_live
from sim.study.design.points import Points
from sim.study.design.task import KEY, Case, Task, case_digest

KEYS = f"S{KEY}"  # how keys are held


class TaskTable(Sequence[Task]):
    """Runs to live in an order of their own: where each stands, by whose rules, and its key.

    `names` are the policies; `policies` (rows of `names`), `points` and `runs` are arrays.
    """

    names: tuple[str, ...]
    policies: np.ndarray
    points: np.ndarray
    runs: np.ndarray

    @property
    def places(self) -> tuple[Sequence[str], np.ndarray, np.ndarray, np.ndarray]:
        """Where the runs stand, as a study is asked which it lacks."""
        return self.names, self.policies, self.points, self.runs

    def __len__(self) -> int:
        return len(self.runs)

    @overload
    def __getitem__(self, rows: int) -> Task: ...

    @overload
    def __getitem__(self, rows: slice) -> list[Task]: ...

    def __getitem__(self, rows: int | slice) -> Task | list[Task]:
        """A task by its number, or several."""
        if isinstance(rows, slice):
            return [self.task(k) for k in range(*rows.indices(len(self)))]
        return self.task(range(len(self))[rows])

    def __iter__(self) -> Iterator[Task]:
        return map(self.task, range(len(self)))

    @property
    @abstractmethod
    def keys(self) -> np.ndarray:
        """The keys by which runs are known everywhere, in order."""

    @abstractmethod
    def task(self, number: int) -> Task:
        """The task of a number."""

    @abstractmethod
    def seeds_by_case(self, numbers: np.ndarray) -> Iterable[tuple[Case, set[int]]]:
        """The cases that tasks of these numbers live, each with the seeds it is lived under."""


class ListedTasks(TaskTable):
    """Tasks that are there already, as a table."""

    def __init__(self, tasks: Sequence[Task]):
        self.tasks = tasks
        self.names = tuple(dict.fromkeys(task.policy for task in tasks))
        rows = {name: k for k, name in enumerate(self.names)}
        self.policies = np.array([rows[task.policy] for task in tasks], np.int64)
        self.points = np.array([task.point for task in tasks], np.int64)
        self.runs = np.array([task.run for task in tasks], np.int64)

    @cached_property
    def keys(self) -> np.ndarray:
        """Their keys."""
        return np.array([task.key for task in self.tasks], KEYS)

    def task(self, number: int) -> Task:
        """The task of a number."""
        return self.tasks[number]

    def seeds_by_case(self, numbers: np.ndarray) -> Iterable[tuple[Case, set[int]]]:
        """Cases and seeds, by the object the tasks share."""
        found: dict[int, tuple[Case, set[int]]] = {}
        for number in numbers.tolist():
            task = self.tasks[number]
            found.setdefault(id(task.case), (task.case, set()))[1].add(task.seed)
        return found.values()


class DesignTasks(TaskTable):
    """The tasks of a design: its points under policies, so many times.

    `values` are the values of the points by their numbers, `columns` what each is called in the
    study and what it is.
    """

    def __init__(
        self,
        cases: Mapping[str, Case],
        columns: Mapping[str, str],
        values: np.ndarray,
        places: tuple[np.ndarray, np.ndarray, np.ndarray],
        seeds: np.ndarray,
        months: int | None,
        keys: np.ndarray | None = None,
    ):
        self.names, self.cases, self.columns = tuple(cases), tuple(cases.values()), columns
        self.policies, self.points, self.runs = places
        self.values, self.seeds, self.months, self.given = values, seeds, months, keys

    @classmethod
    def of_points(
        cls,
        cases: Mapping[str, Case],
        columns: Mapping[str, str],
        points: Points,
        runs: int,
        seed: int,
        months: int | None,
    ) -> "DesignTasks":
        """Number by number, so that any beginning of them is a study; `columns` by what is varied."""
        policies, visited = len(cases), len(points)
        luck = np.fromiter((common_random_seed(seed, k) for k in range(runs)), np.uint64, runs)
        places = (
            np.tile(np.arange(policies, dtype=np.int16), visited * runs),
            np.tile(np.repeat(points.numbers.astype(np.int32), policies), runs),
            np.repeat(np.arange(runs, dtype=np.int32), visited * policies),
        )
        named = {column: name for name, column in columns.items()}
        return cls(cases, named, points.values, places, luck[places[2]], months)

    @cached_property
    def keys(self) -> np.ndarray:
        """Their keys, worked out when they are first asked for."""
        if self.given is not None:
            return self.given
        known: dict[tuple[int, int], str] = {}

        def key(policy: int, point: int, seed: int) -> bytes:
            if (compiled := known.get((policy, point))) is None:
                compiled = known[policy, point] = self.scenario_digest(policy, point)
            return self.key_of(policy, compiled, seed)

        rows = map(np.ndarray.tolist, (self.policies, self.points, self.seeds))
        return np.fromiter(map(key, *rows), KEYS, len(self))

    @cached_property
    def lengths(self) -> list[int]:
        """How many months a run has under each policy."""
        return [months_to_live(case.scenario, self.months) for case in self.cases]

    def key_of(self, policy: int, compiled: str, seed: int) -> bytes:
        """The key of a run of a policy's scenario as it was compiled."""
        decides = f"{digests.SOURCE_DIGEST} {compiled} {seed} {self.lengths[policy]}"
        return hashlib.sha256(decides.encode()).hexdigest()[:KEY].encode()

    def scenario_digest(self, policy: int, point: int) -> str:
        """The digest of a policy's scenario at a point."""
        changes = sorted(zip(self.columns.values(), self.values[point].tolist(), strict=True))
        return case_digest(self.cases[policy], tuple(changes))

    def task(self, number: int) -> Task:
        """The task of a number."""
        point, policy = int(self.points[number]), int(self.policies[number])
        values, seed = self.values[point].tolist(), int(self.seeds[number])
        alone = self.given is None and "keys" not in vars(self)
        key = (
            self.key_of(policy, self.scenario_digest(policy, point), seed)
            if alone
            else self.keys[number]
        )
        return Task(
            self.cases[policy],
            self.names[policy],
            int(self.runs[number]),
            seed,
            key.decode(),
            point,
            dict(zip(self.columns, values, strict=True)),
            dict(zip(self.columns.values(), values, strict=True)),
            self.months,
        )

    def seeds_by_case(self, numbers: np.ndarray) -> Iterable[tuple[Case, set[int]]]:
        """Cases and seeds, policy by policy."""
        policies, seeds = self.policies[numbers], self.seeds[numbers]
        for policy in np.unique(policies).tolist():
            yield self.cases[policy], set(np.unique(seeds[policies == policy]).tolist())


class KeyIndex:
    """Which tasks of a table still wait for a run, by its key: the same run may stand in several rows."""

    def __init__(self, keys: np.ndarray, numbers: np.ndarray):
        """`numbers` are the tasks that wait, in order."""
        waiting = keys[numbers]
        sorting = np.argsort(waiting, kind="stable")
        self.order, waiting = numbers[sorting], waiting[sorting]
        self.starts = np.flatnonzero(np.append([True], waiting[1:] != waiting[:-1])[: len(waiting)])
        self.keys = waiting[self.starts]
        self.open = np.ones(len(self.keys), bool)

    def row(self, key: bytes) -> int:
        """Where a key stands; -1 where no task has it or it was taken."""
        row = int(np.searchsorted(self.keys, key))
        there = row < len(self.keys) and self.keys[row] == key and self.open[row]
        return row if there else -1

    def take(self, key: bytes) -> list[int]:
        """The tasks with a key, which wait no more; none where it is not waited for."""
        if (row := self.row(key)) < 0:
            return []
        self.open[row] = False
        end = self.starts[row + 1] if row + 1 < len(self.starts) else len(self.order)
        found: list[int] = self.order[self.starts[row] : end].tolist()
        return found

    def firsts(self) -> np.ndarray:
        """The first task of every key that is waited for, in the order of the tasks."""
        return np.sort(self.order[self.starts[self.open]])

    def waiting_keys(self) -> np.ndarray:
        """The keys that are waited for."""
        found: np.ndarray = self.keys[self.open]
        return found


def task_table(tasks: Sequence[Task]) -> TaskTable:
    """Tasks as a table, which they may be already."""
    return tasks if isinstance(tasks, TaskTable) else ListedTasks(tasks)
