"""Runs that are known already are found, in the folder itself or in those beside it, instead of
being lived again.

A run is known by a key of all that decides its numbers.  The folders are searched directly: there
is no index that could be stale or broken, and what is of another engine, damaged or not readable
lends nothing.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from sim.core.errors import UserError
from sim.study.design.task import RunResult
from sim.study.store.parts import is_intact
from sim.study.store.sql import column_arrays, sql_files, sql_names
from sim.study.store.study import ORDER, PLACE, SPEC, Study

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Found = TypeVar("Found")
UNREADABLE = (
    UserError,
    OSError,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
)


def search_folders(
    root: Path, pattern: str, read: Callable[[Path], Iterable[Found]]
) -> Iterator[Found]:
    """What is read of every folder below a root whose file fits a pattern, in the order of their
    names.
    """
    for file in sorted(root.glob(pattern)):
        try:
            yield from read(file.parent)
        except UNREADABLE:
            continue


def known_runs(study: Study, keys: Iterable[str]) -> Iterator[tuple[str, RunResult]]:
    """Known runs among these keys, each once, with the outcomes and months the study wants."""
    here, wanted = study.folder.resolve(), set(keys)
    engine = study.environment["source_digest"]

    def lend(other: Study) -> Iterator[tuple[str, RunResult]]:
        if (
            wanted
            and other.environment["source_digest"] == engine
            and all(
                set(study.spec[kind]) <= set(other.spec[kind]) for kind in ("outcomes", "measures")
            )
        ):
            for key, result in runs_in_study(other, study, wanted):
                if key in wanted:
                    wanted.discard(key)
                    yield key, result

    yield from lend(study)
    yield from search_folders(
        here.parent, f"*/{SPEC}", lambda folder: () if folder == here else lend(Study(folder))
    )


def runs_in_study(other: Study, study: Study, wanted: set[str]) -> Iterator[tuple[str, RunResult]]:
    """The wanted runs of one study, part by part; a damaged part lends nothing, nor does a study
    that cannot be read.
    """
    import duckdb

    runs, months = other.run_parts(), other.month_parts()
    try:
        with duckdb.connect() as db:
            for number, part in runs.items():
                found = db.sql(f"SELECT key FROM {sql_files([part])} {ORDER}")
                keys = column_arrays(found)["key"].tolist()
                files = [part, months[number]] if study.spec["measures"] else [part]
                if not wanted.isdisjoint(keys) and all(map(is_intact, files)):
                    yield from zip(keys, runs_in_part(db, study, *files), strict=True)
    except (duckdb.Error, KeyError):
        return


def runs_in_part(
    db: DuckDBPyConnection, study: Study, runs: Path, months: Path | None = None
) -> Iterator[RunResult]:
    """The runs of a part in order, as they were lived."""

    def numbers(file: Path, names: Sequence[str], order: str) -> np.ndarray:
        found = db.sql(f"SELECT {sql_names(names)} FROM {sql_files([file])} {order}")
        return np.stack(list(column_arrays(found).values()))

    outcomes = numbers(runs, list(study.spec["outcomes"]), ORDER).T
    if months is None:
        return (RunResult(row, np.zeros((0, 0))) for row in outcomes)
    counted = db.sql(
        f"SELECT count(*) AS n FROM {sql_files([months])} GROUP BY {', '.join(PLACE)} {ORDER}"
    )
    paths = np.split(
        numbers(months, list(study.spec["measures"]), f"{ORDER}, month"),
        np.cumsum(counted.fetchnumpy()["n"])[:-1],
        axis=1,
    )
    return (RunResult(row, path) for row, path in zip(outcomes, paths, strict=True))
