"""Runs that are known already, in this study or in one beside it, are taken from there instead of being lived again.

Studies under one folder are searched directly; there is no index that could be stale or broken.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sim.core.errors import UserError
from sim.study.design.task import RunResult
from sim.study.store.parts import is_intact
from sim.study.store.sql import sql_files, sql_names, sql_text, unmask_column
from sim.study.store.study import ORDER, SPEC, Study


def borrow_runs(study: Study, keys: Sequence[str]) -> Iterator[tuple[str, RunResult]]:
    """Known runs among these keys, each once, with the outcomes and months the study wants."""
    wanted = set(keys)
    for other in compatible_studies(study):
        for key, lived in runs_in_study(other, study, wanted):
            if key in wanted:
                wanted.discard(key)
                yield key, lived
        if not wanted:
            return


def compatible_studies(study: Study) -> list[Study]:
    """The study itself and those beside it of the same engine that keep all it asks for."""
    found = [study]
    for spec in sorted(study.folder.resolve().parent.glob(f"*/{SPEC}")):
        if spec.parent == study.folder.resolve():
            continue
        try:
            other = Study(spec.parent)
            fits = other.environment["source_digest"] == study.environment["source_digest"] and all(
                set(study.spec[kind]) <= set(other.spec[kind]) for kind in ("outcomes", "measures")
            )
        except (UserError, KeyError):
            continue  # whatever lies there, it lends nothing
        if fits:
            found.append(other)
    return found


def runs_in_study(
    other: Study, study: Study, wanted: Collection[str]
) -> Iterator[tuple[str, RunResult]]:
    """The wanted runs of one study, part by part; a damaged part lends nothing, nor does a study that cannot be read."""
    import duckdb

    runs, months = other.run_parts(), other.month_parts() if study.spec["measures"] else {}
    if not runs:
        return
    try:
        with duckdb.connect() as db:
            table = f"read_parquet([{', '.join(map(sql_text, runs.values()))}], filename = true)"
            found = db.sql(f"SELECT key, filename FROM {table} {ORDER}").fetchall()
            keys: dict[str, list[str]] = {}
            for key, file in found:
                keys.setdefault(Path(file).name, []).append(key)
            for number, part in runs.items():
                files = [part, *([months[number]] if months else [])]
                if not wanted.isdisjoint(keys[part.name]) and all(map(is_intact, files)):
                    pairs = zip(keys[part.name], runs_in_part(db, study, *files), strict=True)
                    yield from ((key, lived) for key, lived in pairs if key in wanted)
    except (duckdb.Error, KeyError):
        return


def runs_in_part(
    db: Any, study: Study, runs: Path, months: Path | None = None
) -> Iterator[RunResult]:
    """The runs of a part in order, as they were lived."""
    measures = list(study.spec["measures"])
    columns = db.sql(
        f"SELECT {sql_names(study.spec['outcomes'])} FROM {sql_files([runs])} {ORDER}"
    ).fetchnumpy()
    outcomes = np.stack([unmask_column(columns[name]) for name in study.spec["outcomes"]], axis=1)
    if months is None:
        return (RunResult(row, np.zeros((0, 0))) for row in outcomes)
    table = sql_files([months])
    counts = db.sql(
        f"SELECT count(*) AS n FROM {table} GROUP BY policy, point, run {ORDER}"
    ).fetchnumpy()["n"]
    columns = db.sql(f"SELECT {sql_names(measures)} FROM {table} {ORDER}, month").fetchnumpy()
    paths = np.split(
        np.stack([unmask_column(columns[name]) for name in measures]),
        np.cumsum(counts)[:-1],
        axis=1,
    )
    return (RunResult(row, path) for row, path in zip(outcomes, paths, strict=True))
