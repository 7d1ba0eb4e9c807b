"""SQL over a study's files with DuckDB: names and texts quoted, results in the form asked for,
nothing but reading.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy import ndarray

from sim.words.catalogue import user_error

if TYPE_CHECKING:  # loaded where it is used: commands that ask nothing start without it
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

FORMATS = {  # of a table: the relation's method that makes it, and the libraries it needs
    "pandas": ("df", "pandas"),
    "polars": ("pl", "polars", "pyarrow"),
    "arrow": ("to_arrow_table", "pyarrow"),
    "numpy": ("fetchnumpy",),
}
Columns = Mapping[str, ndarray]
Table = Any  # as asked for: a pandas or Polars frame, an Arrow table, or arrays by column


def open_database(**settings: int) -> DuckDBPyConnection:
    """A database in memory that shows no progress of its own."""
    import duckdb

    db = duckdb.connect(config=dict(settings))
    db.execute("SET enable_progress_bar = false")
    return db


def sql_name(name: str) -> str:
    """A name of a column."""
    return '"' + name.replace('"', '""') + '"'


def sql_names(names: Iterable[str]) -> str:
    """Names of columns in a row."""
    return ", ".join(map(sql_name, names))


def sql_text(value: object) -> str:
    """A value as a text."""
    return "'" + str(value).replace("'", "''") + "'"


def sql_files(files: Iterable[Path], named: bool = False) -> str:
    """Parquet files as one table, with the column `filename` where they are to be named."""
    name = ", filename = true" if named else ""
    return f"read_parquet([{', '.join(map(sql_text, files))}]{name})"


def run_select(db: DuckDBPyConnection, sql: str, format: str) -> Table:
    """The answer to one question in the form asked for; UserError where it is none or its library
    is missing.
    """
    import duckdb

    if format not in FORMATS:
        raise user_error("study_format", given=format, known=", ".join(FORMATS))
    method, *libraries = FORMATS[format]
    if missing := [name for name in libraries if importlib.util.find_spec(name) is None]:
        raise user_error("study_needs_library", format=format, missing=", ".join(missing))
    try:
        statements = db.extract_statements(sql)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise user_error("study_only_select")
        found = db.sql(statements[0].query)
        return column_arrays(found) if format == "numpy" else getattr(found, method)()
    except (duckdb.IOException, duckdb.InvalidInputException) as fault:
        raise user_error("study_part_unreadable", fault=first_line(fault)) from None
    except duckdb.Error as fault:
        raise user_error("study_sql", fault=str(fault).strip()) from None


def reads_column(db: DuckDBPyConnection, sql: str, table: str, files: str, column: str) -> bool:
    """Whether the answer to a question needs a column of a view over files; not where it is faulty.

    The column is made a random number for this, of which nothing can be known beforehand, and looked
    for in the plan of the question, from which columns that are not needed have gone.
    """
    import duckdb

    shown = f"SELECT * REPLACE (random() AS {sql_name(column)}) FROM {files}"
    db.execute(f"CREATE OR REPLACE VIEW {table} AS {shown}")
    try:
        (statement,) = db.extract_statements(sql)
        if statement.type != duckdb.StatementType.SELECT:
            return False
        plan = db.execute(f"EXPLAIN (FORMAT json) {statement.query}").fetchall()
        return any(column in text for _, text in plan)
    except (duckdb.Error, ValueError):
        return False
    finally:
        db.execute(f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM {files}")


def column_arrays(found: DuckDBPyRelation) -> Columns:
    """The columns of an answer, without masks: a missing number is nan, a missing text None."""
    return {name: unmask_column(column) for name, column in found.fetchnumpy().items()}


def unmask_column(column: ndarray) -> ndarray:
    """A column without a mask."""
    if not np.ma.is_masked(column):
        return np.ma.getdata(column)
    kind = column.dtype.kind
    values = column if kind in "fO" else column.astype(float)
    return np.ma.filled(values, None if kind == "O" else np.nan)


def row_tuples(columns: Columns, names: Sequence[str] | None = None) -> list[tuple[Any, ...]]:
    """Rows of columns, all or those named, as tuples of plain values."""
    return list(zip(*(columns[name].tolist() for name in names or columns), strict=True))


def first_line(fault: Exception) -> str:
    """The first line of a message."""
    return str(fault).strip().splitlines()[0]
