"""SQL over a study's files with DuckDB: names and texts quoted, results in the form asked for, nothing but reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sim.core.errors import UserError
from sim.words.catalogue import say

FORMATS = ("pandas", "polars", "arrow", "numpy")


def sql_name(name: str) -> str:
    """A name of a column."""
    return '"' + name.replace('"', '""') + '"'


def sql_names(names: Iterable[str]) -> str:
    """Names of columns in a row."""
    return ", ".join(map(sql_name, names))


def sql_text(value: Any) -> str:
    """A value as a text."""
    return "'" + str(value).replace("'", "''") + "'"


def sql_files(files: Sequence[Path]) -> str:
    """Parquet files as one table."""
    return f"read_parquet([{', '.join(map(sql_text, files))}])"


def create_view(db: Any, name: str, files: Sequence[Path], columns: Mapping[str, str]) -> None:
    """Name files, or nothing yet, as a table with these columns and types."""
    if files:
        db.execute(f"CREATE VIEW {name} AS SELECT * FROM {sql_files(files)}")
    else:
        db.execute(
            f"CREATE TABLE {name} ({', '.join(f'{sql_name(c)} {kind}' for c, kind in columns.items())})"
        )


def restrict_files(db: Any, files: Sequence[Path]) -> None:
    """From here on nothing can be read but these files."""
    db.execute(f"SET allowed_paths = [{', '.join(map(sql_text, files))}]")
    db.execute("SET enable_external_access = false")
    db.execute("SET lock_configuration = true")


def run_select(db: Any, sql: str, format: str) -> Any:
    """The answer to one question in the form asked for; UserError where it is none or its library is missing."""
    import duckdb

    if format not in FORMATS:
        raise UserError(say("study_format", given=format, known=", ".join(FORMATS)))
    require_format(format)
    try:
        statements = db.extract_statements(sql)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise UserError(say("study_only_select"))
        found = db.sql(statements[0].query)
        if format == "numpy":
            return {name: unmask_column(column) for name, column in found.fetchnumpy().items()}
        return (
            found.df()
            if format == "pandas"
            else found.pl()
            if format == "polars"
            else found.to_arrow_table()
        )
    except duckdb.IOException as fault:
        raise UserError(say("study_part_unreadable", fault=first_line(fault))) from None
    except duckdb.InvalidInputException as fault:
        raise UserError(say("study_part_unreadable", fault=first_line(fault))) from None
    except duckdb.Error as fault:
        raise UserError(say("study_sql", fault=str(fault).strip())) from None


def unmask_column(column: Any) -> np.ndarray:
    """A column without a mask: a missing number is nan, a missing text None."""
    if not isinstance(column, np.ma.MaskedArray):
        return column
    if column.dtype.kind == "O":
        return column.filled(None)
    return (
        column.filled(np.nan)
        if column.dtype.kind == "f"
        else column.astype(float).filled(np.nan)
        if column.mask.any()
        else column.data
    )


def require_format(format: str) -> None:
    """UserError where the library of a form of tables is not installed."""
    import importlib.util

    libraries = {
        "pandas": ("pandas",),
        "polars": ("polars", "pyarrow"),
        "arrow": ("pyarrow",),
        "numpy": (),
    }[format]
    if missing := [name for name in libraries if importlib.util.find_spec(name) is None]:
        raise UserError(say("study_needs_library", format=format, missing=", ".join(missing)))


def first_line(fault: Exception) -> str:
    """The first line of a message."""
    return str(fault).strip().splitlines()[0]
