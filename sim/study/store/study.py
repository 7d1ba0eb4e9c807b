"""A study on disk: one folder with what was asked (`study.json`), under what (`environment.json`),
and what was lived (parts).

Rows are the commit: a run is in the study when the part with its row is.  Its months lie in the
part of the same name under `months/`, which is written first, so that a row is never without its
months.  Merging keeps to this: the merged months come first, then the merged rows, which take the
place of the single parts at once.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.core.errors import UserError
from sim.core.files import read_declarations
from sim.core.records import Row
from sim.model.calendar import month_name
from sim.study.store.parts import (
    PartName,
    is_intact,
    merge_parts,
    part_files,
    superseded_parts,
    write_part,
)
from sim.study.store.sql import (
    Columns,
    Table,
    first_line,
    open_database,
    reads_column,
    row_tuples,
    run_select,
    sql_files,
    sql_name,
    sql_names,
    sql_text,
)
from sim.words.catalogue import user_error
from sim.words.suggestions import suggestion

if TYPE_CHECKING:  # reading a study needs no engine, which takes a second to load
    from duckdb import DuckDBPyConnection

    from sim.study.design.task import RunResult, Task

SPEC, ENVIRONMENT, DESIGN = "study.json", "environment.json", "design.parquet"
FAILURES, LOCK = "failures.jsonl", ".lock"
RUNS, MONTHS, DAMAGED = "runs", "months", "damaged"
COLUMNS = read_declarations(__file__, "columns.toml")
ALL_MET, MOVES = (
    "met_all",
    0.1,
)  # the joint outcome; what decides a target, in parts of its distance
LEAST_ROWS = 10  # fewer cannot show that nothing moves a target
PLACE = ("policy", "point", "run")  # which run of a study
WHERE = ("study", "scenario", *PLACE, "seed")
TASK = (*PLACE, "seed", "key")
FAILURE = (*TASK, "error", "traceback")
FIELD = ("kind", "name", "zh", "en", "unit")
ARRAYS: dict[str, type] = {
    "VARCHAR": object,
    "BIGINT": np.int64,
    "UBIGINT": np.uint64,
    "DOUBLE": np.float64,
}
LARGEST_BLOCK = 10_000  # runs of the design that end in one part
BLOCK_CELLS = 250_000  # and fewer where many measures are kept: this many columns of months
KINDS_OF_FIELDS = ("varied", "outcomes", "measures")
ORDER = f"ORDER BY {', '.join(PLACE)}"
Place = tuple[str, int, int]


class Study:
    """A folder of runs: what is in it can be read by anybody at any time, and is added to by one at
    a time.
    """

    def __init__(self, folder: Path):
        """Open a study's folder; UserError where it is none."""
        self.folder = Path(folder)
        self.spec = read_json(self.folder, SPEC)
        self.environment = read_json(self.folder, ENVIRONMENT)

    @property
    def columns(self) -> list[str]:
        """The columns of a row."""
        return [*WHERE, *self.spec["varied"], *self.spec["outcomes"], "key"]

    @property
    def month_columns(self) -> list[str]:
        """The columns of a month."""
        return [*PLACE, "month", *self.spec["measures"]]

    @property
    def fields(self) -> dict[str, dict[str, str]]:
        """What each column of numbers is called and counted in."""
        return {name: f for kind in KINDS_OF_FIELDS for name, f in self.spec[kind].items()}

    def run_parts(self) -> dict[PartName, Path]:
        """The parts with rows, each row in one of them."""
        found = part_files(self.folder / RUNS)
        beside = superseded_parts(found)
        return {name: part for name, part in found.items() if name not in beside}

    def month_parts(self) -> dict[PartName, Path]:
        """The parts with months, of runs that are in the study."""
        there, found = self.run_parts(), part_files(self.folder / MONTHS)
        return {name: part for name, part in found.items() if name in there}

    @property
    def block_size(self) -> int:
        """How many runs of the design a block has: so many that its months can be sorted in memory."""
        return max(1, min(LARGEST_BLOCK, BLOCK_CELLS // max(1, len(self.spec["measures"]))))

    def rows(self, measures: Sequence[str] | None = None, format: str = "pandas") -> Table:
        """One row a run in the order of policy, point and run; of the outcomes only those named.

        `format` is pandas, polars, arrow, or numpy for a dictionary of arrays.
        """
        chosen = require_names(measures, self.spec["outcomes"])
        return self.query(
            f"SELECT {sql_names([*WHERE, *self.spec['varied'], *chosen, 'key'])} FROM runs {ORDER}",
            format,
        )

    def months(self, measures: str | Sequence[str] | None = None, format: str = "pandas") -> Table:
        """One row a month of a run, with the measures named (default: all that the study keeps)."""
        named = [measures] if isinstance(measures, str) else measures
        names = sql_names([*PLACE, "month", *require_names(named, self.spec["measures"])])
        return self.query(f"SELECT {names} FROM months {ORDER}, month", format)

    def query(self, sql: str, format: str = "pandas") -> Table:
        """The answer to a SELECT over the tables runs, months, failures and fields (what each
        column is called and counted in).
        """
        while True:
            parts = self.run_parts(), self.month_parts()
            try:
                with self.tables(*parts) as db:
                    self.join_outcomes(db, sql, list(parts[0].values()))
                    return run_select(db, sql, format)
            except UserError:  # parts may have been merged meanwhile by who adds
                if parts == (self.run_parts(), self.month_parts()):
                    raise

    def count(self) -> int:
        """How many runs are in the study."""
        return int(self.query("SELECT count(*) AS n FROM runs", "numpy")["n"][0])

    def places(self) -> set[Place]:
        """Policy, point and number of every run in the study."""
        return set(row_tuples(self.query(f"SELECT {', '.join(PLACE)} FROM runs", "numpy")))

    def failures(self) -> list[dict[str, Any]]:
        """The latest failure of each run that has not come through since."""
        found = {}
        for failure in read_lines(self.folder / FAILURES):
            found[tuple(failure[name] for name in PLACE)] = failure
        names = ", ".join(PLACE)
        sql = f"SELECT {names} FROM runs SEMI JOIN failures USING ({names})"
        done = set(row_tuples(self.query(sql, "numpy"))) if found else set()
        return [failure for place, failure in sorted(found.items()) if place not in done]

    def missing(
        self, names: Sequence[str], policies: np.ndarray, points: np.ndarray, runs: np.ndarray
    ) -> np.ndarray:
        """The rows of these places that are not in the study; `policies` are rows of `names`."""
        import duckdb

        rows, parts = np.arange(len(runs)), list(self.run_parts().values())
        if not parts:
            return rows
        asked = {"row": rows, "policy": policies, "point": points, "run": runs}
        named = {"policy": np.arange(len(names)), "name": np.array([*names], object)}
        with open_database() as db:
            db.register("asked", {name: c.astype(np.int64) for name, c in asked.items()})
            db.register("named", named)
            try:
                found = db.sql(
                    "SELECT row FROM asked ANTI JOIN (SELECT named.policy, point, run"
                    f" FROM {sql_files(parts)} AS there JOIN named ON there.policy = named.name)"
                    " AS lived USING (policy, point, run) ORDER BY row"
                ).fetchnumpy()
            except duckdb.Error as fault:
                raise user_error(
                    "study_part_unreadable", fault=first_line(fault), folder=self.folder
                ) from None
        return np.asarray(found["row"], np.int64)

    def add(self, results: Sequence[tuple[Task, RunResult]], block: int = 0) -> None:
        """Write runs as one part of a block; OSError where the disk refuses, and then none of them
        is in the study.

        Only who holds the lock may call this.
        """
        results = sorted(results, key=lambda pair: pair[0].place)
        taken = [
            name.last
            for folder in (RUNS, MONTHS)
            for name in part_files(self.folder / folder)
            if name.block == block
        ]
        name = PartName(block, max(taken, default=0) + 1, max(taken, default=0) + 1)
        tables = {RUNS: self.row_table(results)}
        if self.spec["measures"]:
            tables = {MONTHS: self.month_table(results), **tables}
        for folder, table in tables.items():
            write_part(self.folder / folder, name, table, self.about(table))

    def merge(self, block: int) -> None:
        """Merge the parts of a block to one, its runs in the order of policy, point and run; OSError
        where the disk refuses, and then the parts stay.

        A block with a damaged part is left as it is.  Only who holds the lock may call this.
        """
        runs = {name: part for name, part in self.run_parts().items() if name.block == block}
        months = {name: part for name, part in self.month_parts().items() if name in runs}
        whole = len(months) == len(runs) or not self.spec["measures"]
        if (
            len(runs) < 2
            or not whole
            or not all(map(is_intact, (*runs.values(), *months.values())))
        ):
            return
        for folder, parts, order, columns in (
            (MONTHS, months, f"{ORDER}, month", self.month_columns),
            (RUNS, runs, ORDER, self.columns),
        ):
            if parts:
                merge_parts(self.folder / folder, parts, order, self.about(columns))
        for part in (*runs.values(), *months.values()):
            with suppress(OSError):  # somebody reads it on Windows: gc deletes it later
                part.unlink()

    def loose_blocks(self) -> list[int]:
        """The blocks that lie in several parts."""
        counted = Counter(name.block for name in self.run_parts())
        return [block for block, parts in counted.items() if parts > 1]

    def fail(self, task: Task, error: BaseException) -> None:
        """Note a run that raised, with its traceback."""
        from sim.runs.workers import error_text

        failure = {name: getattr(task, name) for name in TASK} | {
            "error": f"{type(error).__name__}: {error}",
            "traceback": error_text(error),
        }
        with open(self.folder / FAILURES, "a", encoding="utf-8", newline="\n") as file:
            # a line cut short before it ends here
            file.write("\n" + json.dumps(failure, ensure_ascii=False) + "\n")

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Be the only one who adds; UserError where another process does.  A process that dies lets
        go.
        """
        from filelock import FileLock, Timeout

        lock = FileLock(self.folder / LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise user_error("study_locked", folder=self.folder) from None
        except PermissionError as fault:
            raise user_error("study_closed", folder=self.folder, fault=fault.strerror) from None
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def tables(
        self, runs: Mapping[PartName, Path], months: Mapping[PartName, Path]
    ) -> Iterator[DuckDBPyConnection]:
        """A database that sees these parts of the study and nothing else."""
        import duckdb

        files = {
            "runs": (list(runs.values()), self.columns),
            "months": (list(months.values()), self.month_columns),
        }
        fields = [
            {"kind": kind, "name": name, **field}
            for kind in KINDS_OF_FIELDS
            for name, field in self.spec[kind].items()
        ]
        with open_database() as db:
            try:
                for name, (parts, columns) in files.items():
                    typed = ", ".join(f"{sql_name(c)} {column_type(c)}" for c in columns)
                    db.execute(
                        f"CREATE VIEW {name} AS SELECT * FROM {sql_files(parts)}"
                        if parts
                        else f"CREATE TABLE {name} ({typed})"
                    )
                db.register("fields", column_table(FIELD, fields))
                db.register("failures", column_table(FAILURE, read_lines(self.folder / FAILURES)))
            except duckdb.Error as fault:
                raise user_error(
                    "study_part_unreadable", fault=first_line(fault), folder=self.folder
                ) from None
            allowed = ", ".join(sql_text(part) for parts, _ in files.values() for part in parts)
            db.execute(f"SET allowed_paths = [{allowed}]")
            db.execute("SET enable_external_access = false")
            db.execute("SET lock_configuration = true")
            yield db

    def join_outcomes(self, db: DuckDBPyConnection, sql: str, parts: Sequence[Path]) -> None:
        """Have the joint outcome in the rows leave out what nothing moves, where a question reads it.

        What nothing moves shows only in all rows, so that other questions are spared a look at them.
        """
        if (
            parts
            and self.spec.get("aims")
            and reads_column(db, sql, RUNS, sql_files(parts), ALL_MET)
        ):
            shown = self.joint_columns(db, parts)
            db.execute(f"CREATE OR REPLACE VIEW {RUNS} AS SELECT {shown} FROM {sql_files(parts)}")

    def joint_columns(self, db: DuckDBPyConnection, parts: Sequence[Path]) -> str:
        """The columns of the rows, in which the joint outcome leaves out the targets that nothing in
        the study moves by a tenth of their distance to the line.
        """
        aims, files = self.spec.get("aims"), sql_files(parts)
        if not aims:
            return "*"
        asked = ", ".join(
            f"max({met}) - min({met}), quantile_cont({value}, [0.1, 0.5, 0.9])"
            for met, value in ((sql_name(f"met.{id}"), sql_name(f"target.{id}")) for id in aims)
        )
        count, *told = db.execute(f"SELECT count(*), {asked} FROM {files}").fetchone() or (0,)
        if count < LEAST_ROWS:
            return "*"
        counted = []
        for (id, line), differs, band in zip(aims.items(), told[::2], told[1::2], strict=True):
            lower, middle, upper = band
            moved = max(upper - middle, middle - lower)
            if differs or moved >= MOVES * abs(middle - line):
                counted.append(sql_name(f"met.{id}"))
        joint = f"least({', '.join(counted)})" if counted else "1.0::DOUBLE"
        return f"* REPLACE ({joint} AS {ALL_MET})"

    def row_table(self, results: Sequence[tuple[Task, RunResult]]) -> Columns:
        """Runs as columns."""
        rows = [
            {
                **vars(task),
                "study": self.spec["study"],
                "scenario": task.case.scenario.name,
                **task.values,
            }
            for task, _ in results
        ]
        outcomes = self.spec["outcomes"]
        numbers = np.array([found.outcomes for _, found in results], float)
        table = {
            **column_table([n for n in self.columns if n not in outcomes], rows),
            **dict(zip(outcomes, numbers.T, strict=True)),
        }
        return {name: table[name] for name in self.columns}

    def month_table(self, results: Sequence[tuple[Task, RunResult]]) -> Columns:
        """Months of runs as columns."""
        lengths = [found.months.shape[1] for _, found in results]
        places = column_table(PLACE, [vars(task) for task, _ in results])
        months = [
            month_name(task.case.scenario.first + k)
            for (task, _), length in zip(results, lengths, strict=True)
            for k in range(length)
        ]
        values = np.concatenate([found.months for _, found in results], axis=1)
        return {
            **{name: np.repeat(column, lengths) for name, column in places.items()},
            "month": np.array(months, object),
            **dict(zip(self.spec["measures"], values, strict=True)),
        }

    def about(self, columns: Iterable[str]) -> dict[str, str]:
        """What a file says of its columns: names in both languages and units."""
        fields = self.fields
        named = {name: fields[name] for name in columns if name in fields}
        return {
            "fields": json.dumps(named, ensure_ascii=False),
            **{name: self.environment[name] for name in ("fuhua", "source_digest")},
        }


def column_type(name: str) -> str:
    """The type of a column in SQL."""
    return str(COLUMNS["types"].get(name, "DOUBLE"))


def column_table(columns: Iterable[str], rows: Sequence[Row]) -> Columns:
    """Rows as columns."""
    return {
        name: np.array([row[name] for row in rows], ARRAYS[column_type(name)]) for name in columns
    }


def require_names(asked: Sequence[str] | None, there: Collection[str]) -> list[str]:
    """The names asked for, or all there are; UserError where one is not there."""
    for name in asked or ():
        if name not in there:
            raise user_error("study_no_such", name=name, help=suggestion(name, there))
    return list(there if asked is None else asked)


def read_json(folder: Path, name: str) -> dict[str, Any]:
    """One of a study's small files; UserError where the folder holds no study or the file is
    damaged.
    """
    if not (folder / SPEC).is_file():
        raise user_error("study_none_there", folder=folder)
    try:
        found: dict[str, Any] = json.loads((folder / name).read_text("utf-8"))
    except (OSError, ValueError) as fault:
        raise user_error("study_file_damaged", folder=folder, file=name, fault=fault) from None
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
