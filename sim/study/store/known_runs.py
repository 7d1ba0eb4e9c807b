"""Runs that are known already are found, in the folder itself or in those beside it, instead of
being lived again.

A run is known by a key of all that decides its numbers.  The folders are searched directly: there
is no index that could be stale or broken, and what is of another engine, damaged or not readable
lends nothing.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from sim.core.errors import UserError
from sim.study.design.task import KEY, RunResult
from sim.study.design.task_table import KeyIndex
from sim.study.store.parts import PartName, is_intact
from sim.study.store.sql import column_arrays, open_database, sql_files, sql_names
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


def known_runs(study: Study, index: KeyIndex) -> Iterator[tuple[list[int], RunResult]]:
    """Known runs that tasks wait for, with the numbers of these, which then wait no more; outcomes
    and months are those the study wants.
    """
    here = study.folder.resolve()
    engine = study.environment["source_digest"]

    def lend(other: Study) -> Iterator[tuple[list[int], RunResult]]:
        if (
            index.open.any()
            and other.environment["source_digest"] == engine
            and all(
                set(study.spec[kind]) <= set(other.spec[kind]) for kind in ("outcomes", "measures")
            )
        ):
            for key, result in runs_in_study(other, study, index):
                if numbers := index.take(key.encode()):
                    yield numbers, result

    yield from lend(study)
    yield from search_folders(
        here.parent, f"*/{SPEC}", lambda folder: () if folder == here else lend(Study(folder))
    )


def runs_in_study(other: Study, study: Study, index: KeyIndex) -> Iterator[tuple[str, RunResult]]:
    """The runs of one study, of the parts that hold some that are waited for; a damaged part lends
    nothing, nor does a study that cannot be read.
    """
    import duckdb

    runs, months = other.run_parts(), other.month_parts()
    try:
        with open_database() as db:
            for name in parts_with_keys(db, runs, index):
                part = runs[name]
                found = db.sql(f"SELECT key FROM {sql_files([part])} {ORDER}")
                keys = column_arrays(found)["key"].tolist()
                files = [part, months[name]] if study.spec["measures"] else [part]
                if all(map(is_intact, files)):
                    yield from zip(keys, runs_in_part(db, study, *files), strict=True)
    except (duckdb.Error, KeyError):
        return


def parts_with_keys(
    db: DuckDBPyConnection, parts: Mapping[PartName, Path], index: KeyIndex
) -> list[PartName]:
    """The parts in which a key is waited for, by the first sixteen digits of each; one that cannot
    be read has none.
    """
    import duckdb

    waiting = np.frombuffer(bytes.fromhex(index.waiting_keys().tobytes().decode()), np.uint8)
    heads = waiting.reshape(-1, KEY // 2)[:, :8].copy().view(">u8")[:, 0].astype(np.uint64)
    db.register("waiting", {"head": heads})

    def search(names: list[PartName]) -> list[PartName]:
        files = [parts[name] for name in names]
        head = "('0x' || substr(key, 1, 16))::UBIGINT"
        sql = f"SELECT {head} AS head, filename FROM {sql_files(files, named=True)}"
        try:
            found = db.sql(f"SELECT DISTINCT filename FROM ({sql}) SEMI JOIN waiting USING (head)")
            there = {Path(file) for (file,) in found.fetchall()}
        except duckdb.Error:
            return [one for name in names for one in search([name])] if len(names) > 1 else []
        return [name for name in names if parts[name] in there]

    return search(list(parts)) if parts else []


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
