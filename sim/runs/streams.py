"""The months of many runs while they are lived: a few stay in memory, many go to Parquet files as
they come and are read back a measure at a time.

So the memory that runs take does not grow with their number, but for what is asked of all of them
at once.  The files stand in a hidden folder of this process and go with the runs they hold.
"""

import tempfile
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from sim.core.errors import UserError
from sim.core.files import UNFINISHED
from sim.runs.histories import RunTable
from sim.words.catalogue import user_error

if TYPE_CHECKING:
    from pyarrow import Schema
    from pyarrow.parquet import FileMetaData, ParquetWriter

IN_MEMORY = 64 * 2**20  # bytes of runs that stay there: about 100 runs of Xuchang
PART = 32 * 2**20  # bytes of runs that are gathered until they are written
LOOKED_AT = 64 * 2**20  # bytes of measures that were read last and are kept
Columns: TypeAlias = dict[str, np.ndarray]
RunTables: TypeAlias = tuple[RunTable, RunTable, RunTable, RunTable]
TABLES = ("history", "books", "sectors", "facilities")


@dataclass(frozen=True)
class Run:
    """What one run leaves: tables by (month, district), (month, sector) and (month, facility)."""

    number: int
    seed: int
    history: np.ndarray
    books: np.ndarray
    sectors: np.ndarray
    facilities: np.ndarray

    @property
    def size(self) -> int:
        """Bytes that its tables take."""
        return sum(getattr(self, name).nbytes for name in TABLES)


class ColumnCache:
    """The columns that were looked at last, up to so many bytes."""

    def __init__(self, most: int = LOOKED_AT):
        self.most, self.held = most, OrderedDict[object, np.ndarray]()

    def get(self, name: object) -> np.ndarray | None:
        """A column that is held."""
        if name in self.held:
            self.held.move_to_end(name)
        return self.held.get(name)

    def keep(self, name: object, column: np.ndarray) -> np.ndarray:
        """Hold a column, which nobody may change any more, and forget others."""
        column.flags.writeable = False
        self.held[name] = column
        while len(self.held) > 1 and sum(c.nbytes for c in self.held.values()) > self.most:
            self.held.popitem(last=False)
        return column


class SpooledTable:
    """One of the tables of runs that lie on the disk, answering as the array (run, month, place) of
    records would: by measure from the files, by one run from its file, else all of it.
    """

    def __init__(self, spool: "RunSpool", name: str, like: np.ndarray):
        self.spool, self.name = spool, name
        self.dtype, self.cell = like.dtype, like.shape

    @property
    def shape(self) -> tuple[int, ...]:
        """Runs, months and places."""
        return (sum(map(len, self.spool.parts)), *self.cell)

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, key: Any) -> np.ndarray:
        if isinstance(key, str):
            known = self.spool.cache.get((self.name, key))
            if known is None:
                known = self.spool.cache.keep((self.name, key), self.read(key))
            return known
        if isinstance(key, int | np.integer):
            return self.read_run(int(key))
        found: np.ndarray = np.asarray(self)[key]
        return found

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
        table = np.empty(self.shape, self.dtype)
        for name in self.dtype.names or ():
            table[name] = self.read(name)
        return table if dtype is None else table.astype(dtype)

    def read(self, measure: str) -> np.ndarray:
        """A measure of all runs in the order of their numbers."""
        if measure not in (self.dtype.names or ()):
            raise KeyError(measure)
        content = self.spool.read(self.name, [measure])[measure].reshape(self.shape)
        found: np.ndarray = content[self.spool.order]
        return found

    def read_run(self, at: int) -> np.ndarray:
        """The records (month, place) of one run, by its place among them."""
        place = int(self.spool.order[at])
        begins = np.cumsum([0, *map(len, self.spool.parts)])
        part = int(np.searchsorted(begins, place, side="right")) - 1
        columns = self.spool.read(self.name, self.dtype.names or (), part)
        record = np.empty(self.cell, self.dtype)
        for name, content in columns.items():
            record[name] = content.reshape(-1, *self.cell)[place - begins[part]]
        return record


class RunSpool:
    """Runs on the disk: a file a table, a column a measure, a row a run, month and place; the runs
    that were written together are a part of each file, a row group.
    """

    def __init__(self, beside: Path | None = None):
        """They lie in a hidden folder in `beside`, else where the system has such things; it goes
        with this object, or with this process.
        """
        try:
            self.folder = tempfile.TemporaryDirectory(
                prefix=f"{UNFINISHED}runs-", dir=beside, ignore_cleanup_errors=True
            )
        except OSError as fault:
            raise disk_error(beside or tempfile.gettempdir(), fault) from fault
        self.parts: list[list[int]] = []  # the numbers of each part's runs
        self.waiting: list[Run] = []
        self.cache = ColumnCache()
        self.like: Run | None = None
        self.writers: dict[str, ParquetWriter] = {}
        self.known: dict[str, FileMetaData] = {}  # of the files that are written
        self.order = np.empty(0, np.intp)  # of their runs, as their numbers ascend

    def add(self, run: Run) -> None:
        """Take a run; UserError where the disk refuses."""
        self.like = self.like or run
        self.waiting.append(run)
        if len(self.waiting) * run.size >= PART:
            self.write()

    def write(self) -> None:
        """Write what waits."""
        if not self.waiting:
            return
        import pyarrow

        for table in TABLES:
            records = stack([getattr(run, table) for run in self.waiting])
            content = pyarrow.table(
                {
                    name: pyarrow.array(np.ascontiguousarray(records[name]).ravel())
                    for name in records.dtype.names or ()
                }
            )
            try:
                self.writer(table, content.schema).write_table(content, len(content))
            except OSError as fault:
                raise disk_error(self.folder.name, fault) from fault
        self.parts.append([run.number for run in self.waiting])
        self.waiting = []

    def writer(self, table: str, schema: "Schema") -> "ParquetWriter":
        """What writes a table's file; columns of numbers, which seldom repeat, need no dictionary."""
        if table not in self.writers:
            from pyarrow import parquet

            self.writers[table] = parquet.ParquetWriter(
                self.file(table),
                schema,
                compression="lz4",
                use_dictionary=False,
                write_statistics=False,
            )
        return self.writers[table]

    def file(self, table: str) -> Path:
        """Where a table lies."""
        return Path(self.folder.name) / f"{table}.parquet"

    def finish(self) -> None:
        """Write what waits, and learn where in the files things stand."""
        from pyarrow import parquet

        self.write()
        try:
            while self.writers:
                table, writer = self.writers.popitem()
                writer.close()
                self.known[table] = parquet.read_metadata(self.file(table))
        except OSError as fault:
            raise disk_error(self.folder.name, fault) from fault
        self.order = np.argsort([number for part in self.parts for number in part])

    def read(self, table: str, measures: Sequence[str], part: int | None = None) -> Columns:
        """Measures of all runs as they were written, or of those of a part."""
        from pyarrow import parquet

        groups = range(len(self.parts)) if part is None else [part]
        # closed again: an open file could not be thrown away everywhere
        with parquet.ParquetFile(self.file(table), metadata=self.known[table]) as file:
            found = file.read_row_groups(list(groups), list(measures), use_threads=False)
        return {name: found.column(name).to_numpy() for name in measures}

    def tables(self) -> RunTables:
        """The four tables of all runs."""
        self.finish()
        assert self.like is not None  # there is a run
        like = self.like.history, self.like.books, self.like.sectors, self.like.facilities
        one, two, three, four = (
            SpooledTable(self, name, table) for name, table in zip(TABLES, like, strict=True)
        )
        return one, two, three, four

    def close(self) -> None:
        """Throw the files away."""
        for writer in self.writers.values():
            with suppress(OSError):  # a full disk has been told already
                writer.close()
        self.folder.cleanup()


class RunCollection:
    """Runs as they end, in any order: in memory where all that are expected are few, else on the
    disk.
    """

    def __init__(self, expected: int, beside: Path | None = None):
        self.expected, self.beside = expected, beside
        self.seeds: dict[int, int] = {}
        self.held: dict[int, Run] = {}
        self.spool: RunSpool | None = None

    def __enter__(self) -> "RunCollection":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if kind is not None and self.spool is not None:
            self.spool.close()

    def add(self, run: Run) -> None:
        """Take a run; UserError where the disk refuses."""
        if not self.seeds and run.size * self.expected > IN_MEMORY:
            self.spool = RunSpool(self.beside)
        self.seeds[run.number] = run.seed
        if self.spool is None:
            self.held[run.number] = run
        else:
            self.spool.add(run)

    def ordered_seeds(self) -> tuple[int, ...]:
        """The runs' seeds in the order of their numbers."""
        return tuple(self.seeds[number] for number in sorted(self.seeds))

    def tables(self) -> RunTables:
        """The four tables of all runs, in the order of their numbers."""
        if self.spool is not None:
            return self.spool.tables()
        return stacked_tables([self.held[number] for number in sorted(self.held)])


def stacked_tables(runs: Sequence[Run]) -> RunTables:
    """The four tables of runs as arrays (run, month, place) of records."""
    history, books, sectors, facilities = (
        stack([getattr(run, name) for run in runs]) for name in TABLES
    )
    return history, books, sectors, facilities


def stack(tables: Sequence[np.ndarray]) -> np.ndarray:
    """Tables of several runs with the run as first axis (NumPy's own stacking would change the
    record type).
    """
    stacked = np.zeros((len(tables), *tables[0].shape), tables[0].dtype)
    for k, table in enumerate(tables):
        stacked[k] = table
    return stacked


def disk_error(folder: object, fault: OSError) -> UserError:
    """What to say where the disk refuses."""
    return user_error("runs_disk_refuses", folder=folder, fault=fault.strerror or fault)
