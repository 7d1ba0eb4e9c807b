"""A results folder read back: the runs as they were lived, without living them again.

It answers what reports ask of an ensemble, from meta.json and history.parquet alone, so that a report
can be made on any machine, of any plan, long after the plan's file has changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.core.errors import UserError
from sim.plan.parts import BilingualText, Point, Target
from sim.study.store.sql import sql_text
from sim.words.catalogue import say

NEEDED = (
    "fuhua",
    "seeds",
    "months",
    "first",
    "summary",
    "contents",
    "targets",
    "branches",
    "limits",
    "readings",
    "nature",
)


class Columns:
    """Measures by name, each an array of run, month and place."""

    def __init__(self, names: Sequence[str], values: np.ndarray):
        self.at, self.values = {name: k for k, name in enumerate(names)}, values
        self.dtype = np.dtype([(name, "f8") for name in names])

    def __getitem__(self, name: str) -> np.ndarray:
        return np.ascontiguousarray(np.moveaxis(self.values[self.at[name]], 0, -1))


@dataclass(frozen=True)
class StoredResults:
    """What a folder holds, as reports see it; `about` is its meta.json."""

    about: Mapping[str, Any]
    scenario: Any
    seeds: Sequence[str]
    first: int
    months: int
    places: Sequence[str]
    branches: Sequence[str]
    history: Columns
    books: Columns
    sectors: Columns


def open_results(folder: Path) -> StoredResults:
    """A folder of results; UserError where it is none, is damaged or comes from a version that kept less."""
    folder = Path(folder)
    about = read_metadata(folder)
    require_current_metadata(folder, about, NEEDED, "run")
    try:
        plan = about["contents"]["plan"]
        districts = tuple(SimpleNamespace(**d) for d in plan["districts"])
        targets = tuple(stored_target(t) for t in about["targets"])
        scenario = SimpleNamespace(targets=targets, districts=districts, name=plan["name"])
        shape = (len(about["seeds"]), int(about["months"]))
        places, branches = [d.id for d in districts], list(about["branches"])
    except (TypeError, KeyError, AttributeError, ValueError) as fault:
        raise damaged_file_error(folder, "meta.json", fault) from None
    history, books, sectors = read_history(folder, shape, len(places), len(branches))
    return StoredResults(
        about,
        scenario,
        about["seeds"],
        about["first"],
        shape[1],
        places,
        branches,
        history,
        books,
        sectors,
    )


def read_metadata(folder: Path) -> dict[str, Any]:
    """The folder's meta.json; UserError that says what was given instead."""
    if not folder.is_dir():
        raise UserError(
            say("stored_is_file" if folder.exists() else "stored_absent", folder=folder)
        )
    if not (folder / "meta.json").is_file():
        inside = sorted(p.parent.name for p in folder.glob("*/meta.json"))
        help = say("stored_choose", names=", ".join(inside[:5])) if inside else say("stored_make")
        raise UserError(say("stored_no_results", folder=folder, help=help))
    try:
        about = json.loads((folder / "meta.json").read_text("utf-8"))
    except (OSError, ValueError) as fault:
        raise damaged_file_error(folder, "meta.json", fault) from None
    if not isinstance(about, dict):
        raise damaged_file_error(folder, "meta.json", type(about).__name__)
    return about


def require_current_metadata(
    folder: Path, about: Mapping[str, Any], needed: Sequence[str], command: str
) -> None:
    """UserError where meta.json lacks something that reports tell of; `command` makes the folder anew."""
    if missing := [key for key in needed if key not in about]:
        raise UserError(
            say("stored_older", folder=folder, missing=", ".join(missing), command=command)
        )


def read_history(
    folder: Path, shape: tuple[int, int], places: int, branches: int
) -> tuple[Columns, Columns, Columns]:
    """Every month of every run, as census, book and sectors."""
    import duckdb

    file = sql_text(folder / "history.parquet")
    try:
        with duckdb.connect() as db:
            found = db.execute(
                f"SELECT decode(value) FROM parquet_kv_metadata({file}) WHERE decode(key) = 'units'"
            ).fetchone()
            names = list(json.loads(found[0])) if found else []
            values = db.execute(f"SELECT value FROM read_parquet({file})").fetchnumpy()["value"]
    except (duckdb.Error, ValueError, KeyError) as fault:
        raise damaged_file_error(folder, "history.parquet", str(fault).splitlines()[0]) from None
    region = [n for n in names if not n.startswith("sector.")]
    trades = [n.removeprefix("sector.") for n in names if n.startswith("sector.")]
    runs, months = shape
    size = len(region) * (places + 1) * runs * months  # one place more: all of them together
    rows = size + len(trades) * branches * runs * months
    if not rows or values.size != rows:
        raise damaged_file_error(
            folder, "history.parquet", say("stored_rows", there=values.size, expected=rows)
        )
    whole = np.asarray(values[:size]).reshape(len(region), places + 1, runs, months)[:, :places]
    census = [k for k, n in enumerate(region) if not n.startswith("money.")]
    money = [k for k, n in enumerate(region) if n.startswith("money.")]
    return (
        Columns([region[k] for k in census], whole[census]),
        Columns([region[k].removeprefix("money.") for k in money], whole[money]),
        Columns(trades, np.asarray(values[size:]).reshape(len(trades), branches, runs, months)),
    )


def stored_target(row: Mapping[str, Any]) -> Target:
    """A target as it was stored."""
    texts = {key: BilingualText(**row[key]) for key in ("reading", "why_not")}
    points = tuple(Point(**{**p, "why_not": BilingualText(**p["why_not"])}) for p in row["points"])
    return Target(**{**row, **texts, "over": tuple(row["over"]), "points": points})


def damaged_file_error(folder: Path, file: str, fault: Any) -> UserError:
    """What to say of a file that cannot be read."""
    return UserError(say("stored_damaged", folder=folder, file=file, fault=fault))
