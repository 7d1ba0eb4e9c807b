"""A study on disk: one folder with what was asked (`study.json`), under what (`environment.json`), and what was lived (parts).

Rows are the commit: a run is in the study when the part with its row is.  Its months lie in the part of the same
number under `months/`, which is written first, so that a row is never without its months.
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.core.errors import UserError
from sim.model.calendar import month_name
from sim.study.store.parts import part_files, write_part
from sim.study.store.sql import create_view, restrict_files, run_select, sql_names
from sim.words.catalogue import say

if TYPE_CHECKING:  # reading a study needs no engine, which takes a second to load
    from sim.study.design.task import RunResult, Task

SPEC, ENVIRONMENT, DESIGN, FAILURES, LOCK = (
    "study.json",
    "environment.json",
    "design.parquet",
    "failures.jsonl",
    ".lock",
)
RUNS, MONTHS, DAMAGED = "runs", "months", "damaged"
WHERE = {
    "study": "VARCHAR",
    "scenario": "VARCHAR",
    "policy": "VARCHAR",
    "point": "BIGINT",
    "run": "BIGINT",
    "seed": "UBIGINT",
}
FAILED = {
    "policy": object,
    "point": "i8",
    "run": "i8",
    "seed": "u8",
    "key": object,
    "error": object,
    "traceback": object,
}
FIELDS = ("varied", "outcomes", "measures")
ORDER = "ORDER BY policy, point, run"


class Study:
    """A folder of runs: what is in it can be read by anybody at any time, and is added to by one at a time."""

    def __init__(self, folder: Path):
        """Open a study's folder; UserError where it is none."""
        self.folder = Path(folder)
        self.spec = read_json(self.folder, SPEC)
        self.environment = read_json(self.folder, ENVIRONMENT)

    @property
    def columns(self) -> dict[str, str]:
        """The columns of a row with their types."""
        return {
            **WHERE,
            **dict.fromkeys((*self.spec["varied"], *self.spec["outcomes"]), "DOUBLE"),
            "key": "VARCHAR",
        }

    @property
    def month_columns(self) -> dict[str, str]:
        """The columns of a month with their types."""
        return {
            "policy": "VARCHAR",
            "point": "BIGINT",
            "run": "BIGINT",
            "month": "VARCHAR",
            **dict.fromkeys(self.spec["measures"], "DOUBLE"),
        }

    def run_parts(self) -> dict[int, Path]:
        """The parts with rows."""
        return part_files(self.folder / RUNS)

    def month_parts(self) -> dict[int, Path]:
        """The parts with months, of runs that are in the study."""
        there = self.run_parts()
        return {
            number: part
            for number, part in part_files(self.folder / MONTHS).items()
            if number in there
        }

    def rows(self, measures: Sequence[str] | None = None, format: str = "pandas") -> Any:
        """One row a run in the order of policy, point and run; of the outcomes only those named.

        `format` is pandas, polars, arrow, or numpy for a dictionary of arrays.
        """
        chosen = self.known_names(measures, self.spec["outcomes"])
        return self.query(
            f"SELECT {sql_names([*WHERE, *self.spec['varied'], *chosen, 'key'])} FROM runs {ORDER}",
            format,
        )

    def months(self, measures: str | Sequence[str] | None = None, format: str = "pandas") -> Any:
        """One row a month of a run, with the measures named (default: all that the study keeps)."""
        chosen = self.known_names(
            [measures] if isinstance(measures, str) else measures, self.spec["measures"]
        )
        names = sql_names(["policy", "point", "run", "month", *chosen])
        return self.query(f"SELECT {names} FROM months {ORDER}, month", format)

    def query(self, sql: str, format: str = "pandas") -> Any:
        """The answer to a SELECT over the tables runs, months, failures and fields (what each column is called and counted in)."""
        with self.tables() as db:
            return run_select(db, sql, format)

    def known(self, keys: Collection[str] | None = None) -> set[str]:
        """Those of these keys (default: all) whose runs are in the study."""
        found = set(self.query("SELECT DISTINCT key FROM runs", "numpy")["key"].tolist())
        return found if keys is None else found & set(keys)

    def places(self) -> set[tuple[str, int, int]]:
        """Policy, point and number of every run in the study."""
        found = self.query("SELECT policy, point, run FROM runs", "numpy")
        return set(zip(*(found[name].tolist() for name in ("policy", "point", "run")), strict=True))

    def failures(self) -> list[dict[str, Any]]:
        """The latest failure of each run that has not come through since."""
        done, found = self.places(), {}
        for failure in read_lines(self.folder / FAILURES):
            found[failure["policy"], failure["point"], failure["run"]] = failure
        return [failure for place, failure in sorted(found.items()) if place not in done]

    def add(self, lived: Sequence[tuple[Task, RunResult]]) -> None:
        """Write runs as one part; OSError where the disk refuses, and then none of them is in the study.

        Only who holds the lock may call this.
        """
        lived = sorted(lived, key=lambda pair: pair[0].place)
        number = max([*self.run_parts(), *part_files(self.folder / MONTHS), 0]) + 1
        if self.spec["measures"]:
            write_part(
                self.folder / MONTHS,
                number,
                self.month_table(lived),
                self.about(self.month_columns),
            )
        write_part(self.folder / RUNS, number, self.row_table(lived), self.about(self.columns))

    def fail(self, task: Task, error: BaseException) -> None:
        """Note a run that raised, with its traceback."""
        failure = {
            "policy": task.policy,
            "point": task.point,
            "run": task.run,
            "seed": task.seed,
            "key": task.key,
            "error": f"{type(error).__name__}: {error}",
            "traceback": "".join(traceback.format_exception(error)),
        }
        with open(self.folder / FAILURES, "a", encoding="utf-8", newline="\n") as file:
            file.write(
                "\n" + json.dumps(failure, ensure_ascii=False) + "\n"
            )  # a line cut short before it ends here

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Be the only one who adds; UserError where another process does.  A process that dies lets go."""
        from filelock import FileLock, Timeout

        lock = FileLock(self.folder / LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise UserError(say("study_locked", folder=self.folder)) from None
        except PermissionError as fault:
            raise UserError(say("study_closed", folder=self.folder, fault=fault.strerror)) from None
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def tables(self) -> Iterator[Any]:
        """A database that sees this study and nothing else."""
        import duckdb

        runs, months = list(self.run_parts().values()), list(self.month_parts().values())
        with duckdb.connect() as db:
            try:
                create_view(db, "runs", runs, self.columns)
                create_view(db, "months", months, self.month_columns)
                db.register("fields", self.field_table())
                db.register("failures", self.failure_table())
            except duckdb.Error as fault:
                raise UserError(
                    say(
                        "study_part_unreadable",
                        fault=str(fault).splitlines()[0],
                        folder=self.folder,
                    )
                ) from None
            restrict_files(db, [*runs, *months])
            yield db

    def row_table(self, lived: Sequence[tuple[Task, RunResult]]) -> dict[str, np.ndarray]:
        """Runs as columns."""
        tasks = [task for task, _ in lived]
        numbers = np.stack([found.outcomes for _, found in lived])
        texts = {
            "study": [self.spec["study"]] * len(tasks),
            "scenario": [t.case.scenario.name for t in tasks],
            "policy": [t.policy for t in tasks],
        }
        return {
            **{name: np.array(column, object) for name, column in texts.items()},
            "point": np.array([t.point for t in tasks], "i8"),
            "run": np.array([t.run for t in tasks], "i8"),
            "seed": np.array([t.seed for t in tasks], "u8"),
            **{
                name: np.array([t.values[name] for t in tasks], float)
                for name in self.spec["varied"]
            },
            **{name: numbers[:, k] for k, name in enumerate(self.spec["outcomes"])},
            "key": np.array([t.key for t in tasks], object),
        }

    def month_table(self, lived: Sequence[tuple[Task, RunResult]]) -> dict[str, np.ndarray]:
        """Months of runs as columns."""
        tasks, lengths = [task for task, _ in lived], [found.months.shape[1] for _, found in lived]
        names = [
            month_name(t.case.scenario.first + k)
            for t, length in zip(tasks, lengths, strict=True)
            for k in range(length)
        ]
        values = np.concatenate([found.months for _, found in lived], axis=1)
        return {
            "policy": np.repeat(np.array([t.policy for t in tasks], object), lengths),
            "point": np.repeat(np.array([t.point for t in tasks], "i8"), lengths),
            "run": np.repeat(np.array([t.run for t in tasks], "i8"), lengths),
            "month": np.array(names, object),
            **{name: values[k] for k, name in enumerate(self.spec["measures"])},
        }

    def field_table(self) -> dict[str, np.ndarray]:
        """What every column is called in both languages and counted in."""
        rows = [
            (kind, name, f["zh"], f["en"], f["unit"])
            for kind in FIELDS
            for name, f in self.spec[kind].items()
        ]
        return {
            name: np.array([row[k] for row in rows], object)
            for k, name in enumerate(("kind", "name", "zh", "en", "unit"))
        }

    def failure_table(self) -> dict[str, np.ndarray]:
        """Failures as columns."""
        found = list(read_lines(self.folder / FAILURES))
        return {
            name: np.array([failure[name] for failure in found], kind)
            for name, kind in FAILED.items()
        }

    def about(self, columns: Mapping[str, str]) -> dict[str, str]:
        """What a file says of its columns: names in both languages and units."""
        fields = {name: f for kind in FIELDS for name, f in self.spec[kind].items()}
        return {
            "fields": json.dumps(
                {name: fields[name] for name in columns if name in fields}, ensure_ascii=False
            ),
            "fuhua": self.environment["fuhua"],
            "source_digest": self.environment["source_digest"],
        }

    def known_names(self, asked: Sequence[str] | None, there: Collection[str]) -> list[str]:
        """The names asked for; UserError where one is not there."""
        from sim.words.suggestions import suggestion

        for name in asked or ():
            if name not in there:
                raise UserError(say("study_no_such", name=name, help=suggestion(name, there)))
        return list(there if asked is None else asked)


def open_study(folder: str | Path) -> Study:
    """A study by its folder; UserError where there is none."""
    return Study(Path(folder))


def read_json(folder: Path, name: str) -> dict[str, Any]:
    """One of a study's small files; UserError where the folder holds no study or the file is damaged."""
    if not (folder / SPEC).is_file():
        raise UserError(say("study_none_there", folder=folder))
    try:
        found = json.loads((folder / name).read_text("utf-8"))
    except (OSError, ValueError) as fault:
        raise UserError(say("study_file_damaged", folder=folder, file=name, fault=fault)) from None
    return found


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The whole lines of a file of JSON lines; one that was cut short is left out."""
    found = []
    for line in path.read_text("utf-8", "replace").splitlines() if path.exists() else ():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return [line for line in found if isinstance(line, dict)]
