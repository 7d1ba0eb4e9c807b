"""Runs on disk: written once with every month of every run, and read back as they were lived,
without living them again.

meta.json and history.parquet alone answer what reports ask, so that a report can be made on any
machine, of any plan, long after the plan's file has changed.  The same ensemble gives the same
bytes, whatever the day.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sim.core.fields import Field, fields_of
from sim.model.agents.payments import Book
from sim.model.calendar import month_name
from sim.model.measures import Census, SectorCensus
from sim.plan.parts import BilingualText, Point, Target
from sim.results.defaults import RESULTS
from sim.results.folder import (
    FolderWriter,
    Record,
    Row,
    csv_row,
    damaged_file_error,
    json_copy,
    make_results_folder,
    read_metadata,
    require_current_metadata,
    write_csv,
    write_meta,
)
from sim.results.limits import simplifications
from sim.results.plan_contents import scenario_contents
from sim.results.summary import LADDER, bands, ensemble_summary, measure_keys, regional_series
from sim.results.yearly import district_rows, year_rows
from sim.runs.ensemble import Ensemble
from sim.scenario.scenario import Scenario
from sim.study.store.sql import sql_text
from sim.words.catalogue import say

ALL = "all"  # the place name of the whole region
LONGEST_READ = 60  # characters of readings in the name of a folder
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
)  # of meta.json, to tell of runs
TIDY = """
    SELECT CAST(spot // {T} % {R} AS INTEGER) AS run, {months}[spot % {T} + 1] AS "month",
           {places}[spot // ({T} * {R}) % {P} + 1] AS place, {measures}[spot // ({T} * {R} * {P}) + 1] AS measure, value,
           spot + {after} AS spot
    FROM {part}"""


def write_results(
    ensemble: Ensemble, folder: Path, about: Row | None = None, more: Iterable[FolderWriter] = ()
) -> Path:
    """Write an ensemble into a new folder and return its path, which ends in -2, -3 ... where the
    name is taken.

    meta.json, history.parquet, five CSV files (six where assumptions were tried), and what `more`
    writers add. `about` is what meta.json is to hold, where it is at hand.  Raises UserError where
    the folder cannot be made or filled; then nothing is left of it.
    """
    about = about or run_metadata(ensemble, ensemble_summary(ensemble))
    data = about["summary"]

    def write_tables(making: Path) -> None:
        write_history(ensemble, making / "history.parquet")
        write_csv(making / "targets.csv", target_rows(data))
        write_csv(making / "money.csv", money_rows(data))
        write_csv(making / "ladder.csv", ladder_rows(ensemble))
        write_csv(making / "years.csv", year_rows(ensemble))
        write_csv(making / "districts.csv", district_rows(ensemble))
        if "exposure" in data:
            tried = [{**r, "keys": " ".join(r["keys"])} for r in data["exposure"]]
            write_csv(making / "exposure.csv", tried)
        write_meta(making, about)

    return make_results_folder(folder, write_tables, *more)


def run_metadata(ensemble: Ensemble, data: Row) -> Record:
    """All that is known of these runs but their months: enough to tell of them without the plan's
    file.
    """
    scenario = ensemble.scenario
    return json_copy(
        {
            **ensemble.provenance(),
            "first": int(ensemble.first),
            "units": history_units(),
            "branches": list(ensemble.branches),
            "summary": data,
            "contents": scenario_contents(scenario),
            "targets": [t.model_dump() for t in scenario.targets],
            "limits": simplifications(),
        }
    )


def default_results_folder(
    scenario: Scenario, runs: int, seed: int, months: int | None = None
) -> Path:
    """results/xuchang-plan-1a2b3c4d-100runs-seed1, in the current folder."""
    cut = f"-{months}months" if months else ""
    ways = "".join(f"-{id}.{way}" for id, way in scenario.nondefault_readings.items())
    read = re.sub(r"[^\w.-]+", ".", ways)[:LONGEST_READ]
    name = f"{scenario.name}-{scenario.policy}{read}-{scenario.digest[:8]}"
    return RESULTS / f"{name}-{runs}runs-seed{seed}{cut}"


def regional_blocks(ensemble: Ensemble) -> Iterable[tuple[str, Field, np.ndarray]]:
    """Every measure and payment: its name, its declaration and its values by (place, run, month),
    the region last.
    """
    for table, kind, before in ((ensemble.history, Census, ""), (ensemble.books, Book, "money.")):
        for name, f in fields_of(kind).items():
            values = np.moveaxis(np.asarray(table[name], float), -1, 0)
            yield before + name, f, np.concatenate([values, values.sum(0, keepdims=True)])


def sector_blocks(ensemble: Ensemble) -> Iterable[tuple[str, Field, np.ndarray]]:
    """Every sector measure: its name, its declaration and its values by (sector, run, month)."""
    for name, f in fields_of(SectorCensus).items():
        yield f"sector.{name}", f, np.moveaxis(np.asarray(ensemble.sectors[name], float), -1, 0)


def sector_names(ensemble: Ensemble) -> list[str]:
    """The sectors in the order of their rows: once a market, which is named where there are
    several.
    """
    rows, ids = ensemble.sectors.shape[-1], list(ensemble.branches)
    return (
        ids
        if rows == len(ids)
        else [f"{market}/{s}" for market in ensemble.scenario.market_names for s in ids]
    )


def history_units() -> dict[str, str]:
    """The unit of every measure in the history."""
    kinds = ((Census, ""), (Book, "money."), (SectorCensus, "sector."))
    return {before + name: f.unit for kind, before in kinds for name, f in fields_of(kind).items()}


def write_history(ensemble: Ensemble, path: Path) -> None:
    """The tidy table (run, month, place, measure, value), sorted by measure, place, run and month."""
    import duckdb

    about = ensemble.provenance()
    metadata = {
        "units": json.dumps(history_units(), ensure_ascii=False),
        "fuhua": about["fuhua"],
        "scenario_digest": about["scenario_digest"],
        "source_digest": about["source_digest"],
    }
    pairs = ", ".join(f"{k}: {sql_text(v)}" for k, v in metadata.items())
    with duckdb.connect(
        config={"threads": 1}
    ) as db:  # one thread: equal ensembles give equal bytes
        parts, after = [], 0
        for part, blocks, places in (
            ("region", regional_blocks(ensemble), [*ensemble.places, ALL]),
            ("sectors", sector_blocks(ensemble), sector_names(ensemble)),
        ):
            names, _, values = zip(*blocks, strict=True)
            flat = np.stack(values).ravel()
            db.register(part, {"spot": np.arange(flat.size), "value": flat})
            months = [month_name(ensemble.first + t) for t in range(ensemble.months)]
            parts.append(
                TIDY.format(
                    part=part,
                    months=sql_list(months),
                    places=sql_list(places),
                    measures=sql_list(names),
                    after=after,
                    T=len(months),
                    R=len(ensemble.seeds),
                    P=len(places),
                )
            )
            after += flat.size
        table = f"SELECT run, month, place, measure, value FROM ({' UNION ALL '.join(parts)}) ORDER BY spot"
        try:
            db.execute(
                f"COPY ({table}) TO {sql_text(path)} (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{pairs}}})"
            )
        except duckdb.IOException as fault:
            raise OSError(str(fault).splitlines()[0]) from fault


def sql_list(texts: Iterable[str]) -> str:
    """Texts as a list of SQL."""
    return "[" + ", ".join(map(sql_text, texts)) + "]"


def target_rows(data: Row) -> list[Row]:
    """One row a target and reading."""
    return [csv_row("targets", target) for target in data["targets"]]


def money_rows(data: Row) -> list[Row]:
    """One row a lever with its outlay over the horizon and by year, then the total and what stands
    apart.
    """
    money = data["money"]
    total = {"name": "total", "lever": "", "zh": "合计", "en": "total", **money["total"]}
    parts = {"outlay": money["rows"], "total": [total], "apart": money["apart"]}
    return [
        csv_row("money", r, part=part, unit=money["unit"]) | r["years"]
        for part, rows in parts.items()
        for r in rows
    ]


def ladder_rows(ensemble: Ensemble) -> list[Row]:
    """One row a month and rung."""
    rows: list[Row] = []
    for name in LADDER:
        found = bands(regional_series(ensemble, name))
        rows += [
            {"month": month_name(ensemble.first + t), "rung": name, **measure_keys(name)}
            | {key: values[t] for key, values in found.items()}
            for t in range(ensemble.months)
        ]
    return rows


class Columns:
    """Measures by name, each an array of run, month and place."""

    def __init__(self, names: Sequence[str], values: np.ndarray):
        self.at, self.values = {name: k for k, name in enumerate(names)}, values
        self.dtype = np.dtype([(name, "f8") for name in names])

    def __getitem__(self, name: str) -> np.ndarray:
        return np.ascontiguousarray(np.moveaxis(self.values[self.at[name]], 0, -1))


@dataclass(frozen=True)
class StoredPlace:
    """A district as it was stored."""

    id: str
    zh: str
    en: str


@dataclass(frozen=True)
class StoredScenario:
    """What a folder knows of the scenario whose runs it holds."""

    name: str
    targets: Sequence[Target]
    districts: Sequence[StoredPlace]


@dataclass(frozen=True)
class StoredResults:
    """What a folder holds, as reports see it; `about` is its meta.json."""

    about: Mapping[str, Any]
    scenario: StoredScenario
    seeds: Sequence[str]
    first: int
    months: int
    places: Sequence[str]
    branches: Sequence[str]
    history: Columns
    books: Columns
    sectors: Columns


def open_results(folder: Path) -> StoredResults:
    """A folder of results; UserError where it is none, is damaged or comes from a version that kept
    less.
    """
    folder = Path(folder)
    about = read_metadata(folder)
    require_current_metadata(folder, about, NEEDED, "run")
    try:
        plan = about["contents"]["plan"]
        districts = tuple(StoredPlace(**d) for d in plan["districts"])
        targets = tuple(stored_target(t) for t in about["targets"])
        scenario = StoredScenario(plan["name"], targets, districts)
        shape = (len(about["seeds"]), int(about["months"]))
        places, branches = [d.id for d in districts], list(about["branches"])
    except (TypeError, KeyError, AttributeError, ValueError) as fault:
        raise damaged_file_error(folder, "meta.json", fault) from None
    tables = read_history(folder, shape, len(places), len(branches))
    seeds, first = about["seeds"], about["first"]
    return StoredResults(about, scenario, seeds, first, shape[1], places, branches, *tables)


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


def stored_target(row: Row) -> Target:
    """A target as it was stored; KeyError where it lacks a field, one that a plan may leave out
    too.
    """
    if missing := Target.model_fields.keys() - row.keys():
        raise KeyError(min(missing))
    texts = {key: BilingualText(**row[key]) for key in ("reading", "why_not")}
    points = tuple(Point(**{**p, "why_not": BilingualText(**p["why_not"])}) for p in row["points"])
    return Target(**{**row, **texts, "over": tuple(row["over"]), "points": points})
