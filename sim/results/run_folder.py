"""Runs on disk: written once with every month of every run, and read back as they were lived,
without living them again.

meta.json and history.parquet alone answer what reports ask, so that a report can be made on any
machine, of any plan, long after the plan's file has changed.  The same ensemble gives the same
bytes, whatever the day.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from sim.core.fields import fields_of
from sim.core.records import Record, Row
from sim.model.agents.payments import Book
from sim.model.calendar import month_name
from sim.model.measures import Census, FacilityCensus, SectorCensus
from sim.plan.parts import FACILITY, MONEY, SECTOR, Target
from sim.results.defaults import RESULTS
from sim.results.folder import (
    FolderWriter,
    csv_rows,
    damaged_file_error,
    json_copy,
    read_metadata,
    write_results_folder,
)
from sim.results.limits import simplifications
from sim.results.plan_contents import scenario_contents
from sim.results.summary import LADDER, bands, ensemble_summary, measure_keys, regional_series
from sim.results.yearly import district_rows, facility_rows, year_rows
from sim.runs.ensemble import Ensemble
from sim.runs.streams import ColumnCache
from sim.scenario.scenario import Scenario
from sim.study.store.sql import first_line
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
    "reach",
)  # of meta.json, to tell of runs
KINDS: dict[
    str, tuple[str, type]
] = {  # by what names of measures begin with: the table, its columns
    "": ("history", Census),
    MONEY: ("books", Book),
    SECTOR: ("sectors", SectorCensus),
    FACILITY: ("facilities", FacilityCensus),
}
OF_DISTRICTS = ("", MONEY)  # told of the region too, which stands as the last place
ROWS = 122_880  # in a row group, at least: it is what readers work on side by side


def write_results(
    ensemble: Ensemble, folder: Path, about: Row | None = None, more: Iterable[FolderWriter] = ()
) -> Path:
    """Write an ensemble into a new folder and return its path, which ends in -2, -3 ... where the
    name is taken.

    meta.json, history.parquet, six CSV files (seven where assumptions were tried), and what `more`
    writers add. `about` is what meta.json is to hold, where it is at hand.  Raises UserError where
    the folder cannot be made or filled; then nothing is left of it.
    """
    about = about or run_metadata(ensemble, ensemble_summary(ensemble))
    tables = result_tables(ensemble, about["summary"])
    return write_results_folder(folder, about, tables, (partial(write_history, ensemble), *more))


def result_tables(ensemble: Ensemble, data: Row) -> Iterator[tuple[str, Sequence[Row]]]:
    """The tables of a folder by name."""
    yield "targets", csv_rows("targets", data["targets"])
    yield "money", csv_rows("money", money_rows(data))
    yield "ladder", ladder_rows(ensemble)
    yield "years", year_rows(ensemble)
    yield "districts", district_rows(ensemble)
    yield "facilities", facility_rows(ensemble)
    if "exposure" in data:
        yield "exposure", [{**r, "keys": " ".join(r["keys"])} for r in data["exposure"]]


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
    return {
        before + name: f.unit
        for before, (_, kind) in KINDS.items()
        for name, f in fields_of(kind).items()
    }


def measure_blocks(ensemble: Ensemble, before: str) -> Iterator[tuple[str, np.ndarray]]:
    """Every measure of a kind with its values by (place, run, month); the region stands last where
    places are districts.
    """
    table, kind = KINDS[before]
    for name in fields_of(kind):
        values = np.moveaxis(np.asarray(getattr(ensemble, table)[name], float), -1, 0)
        if before in OF_DISTRICTS:
            values = np.concatenate([values, values.sum(0, keepdims=True)])
        yield before + name, values


def write_history(ensemble: Ensemble, folder: Path) -> None:
    """The tidy table (run, month, place, measure, value), sorted by measure, place, run and month; a
    measure of one place at a time, so that it may be larger than memory.
    """
    import pyarrow
    from pyarrow import parquet

    about = ensemble.provenance()
    kept = {key: about[key] for key in ("fuhua", "scenario_digest", "source_digest")}
    months = [month_name(ensemble.first + t) for t in range(ensemble.months)]
    places = {
        "": [*ensemble.places, ALL],
        MONEY: [*ensemble.places, ALL],
        SECTOR: sector_names(ensemble),
        FACILITY: list(ensemble.houses),
    }
    texts = {
        "month": pyarrow.array(months),
        "place": pyarrow.array([*dict.fromkeys(name for some in places.values() for name in some)]),
        "measure": pyarrow.array(list(history_units())),
    }
    kinds = {name: pyarrow.dictionary(pyarrow.int16(), pyarrow.string()) for name in texts}
    schema = pyarrow.schema({"run": pyarrow.int32(), **kinds, "value": pyarrow.float64()})
    metadata = {"units": json.dumps(history_units(), ensure_ascii=False), **kept}
    at = {name: {t: k for k, t in enumerate(some.to_pylist())} for name, some in texts.items()}
    runs = np.arange(len(ensemble.seeds), dtype=np.int32)
    with parquet.ParquetWriter(
        folder / "history.parquet", schema, compression="zstd", store_schema=False
    ) as writer:
        writer.add_key_value_metadata(metadata)
        waiting: list[pyarrow.Table] = []
        shape = len(runs), len(months)
        run = np.broadcast_to(runs[:, None], shape).ravel()
        month = np.broadcast_to(np.arange(len(months), dtype=np.int16), shape).ravel()
        for before, names in places.items():
            for name, values in measure_blocks(ensemble, before):
                for place, of_place in zip(names, values, strict=True):
                    coded = {
                        "month": month,
                        "place": np.full(run.size, at["place"][place], np.int16),
                        "measure": np.full(run.size, at["measure"][name], np.int16),
                    }
                    columns = {
                        n: pyarrow.DictionaryArray.from_arrays(c, texts[n])
                        for n, c in coded.items()
                    }
                    columns |= {"run": run, "value": of_place.ravel()}
                    waiting.append(pyarrow.table(columns, schema=schema))
                    if sum(table.num_rows for table in waiting) >= ROWS:
                        writer.write_table(pyarrow.concat_tables(waiting))
                        waiting = []
        if waiting:
            writer.write_table(pyarrow.concat_tables(waiting))


def money_rows(data: Row) -> list[Row]:
    """One row a lever with its outlay over the horizon and by year, then the total and what stands
    apart.
    """
    money = data["money"]
    total = {"name": "total", "lever": "", "zh": "合计", "en": "total", **money["total"]}
    parts = {"outlay": money["rows"], "total": [total], "apart": money["apart"]}
    return [
        {**r, "part": part, "unit": money["unit"]} for part, rows in parts.items() for r in rows
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


class StoredTable:
    """Measures by name, each an array of run, month and place that is read from the folder when it is
    asked for.
    """

    def __init__(
        self, file: Path, names: Sequence[str], first: int, shape: tuple[int, ...], told: int
    ):
        """Measure after measure from the row `first` on, each of `shape` (place, run, month), of whose
        places so many are `told` of.
        """
        self.file, self.first, self.size, self.told = file, first, shape, told
        self.at = {name: k for k, name in enumerate(names)}
        self.dtype = np.dtype([(name, "f8") for name in names])
        self.cache = ColumnCache()

    def __getitem__(self, name: str) -> np.ndarray:
        if (known := self.cache.get(name)) is None:
            rows = math.prod(self.size)
            begin = self.first + self.at[name] * rows
            values = read_values(self.file, begin, begin + rows).reshape(self.size)[: self.told]
            column = np.ascontiguousarray(np.moveaxis(values, 0, -1))
            known = self.cache.keep(name, column)
        return known


def read_values(file: Path, begin: int, end: int) -> np.ndarray:
    """Some rows' values; UserError where the file is damaged."""
    import pyarrow
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(file) as table:
            sizes = [table.metadata.row_group(k).num_rows for k in range(table.num_row_groups)]
            ends = np.cumsum(sizes)
            groups = np.flatnonzero((ends > begin) & (ends - sizes < end))
            found = table.read_row_groups(groups.tolist(), columns=["value"], use_threads=False)
        before = int(ends[groups[0]] - sizes[groups[0]]) if len(groups) else 0
        values: np.ndarray = found.column("value").to_numpy()
        return values[begin - before : end - before]
    except (pyarrow.ArrowException, OSError, KeyError) as fault:
        raise damaged_file_error(file.parent, file.name, first_line(fault)) from None


@dataclass(frozen=True)
class StoredPlace:
    """A district as it was stored."""

    id: str
    zh: str
    en: str


@dataclass(frozen=True)
class StoredFacility(StoredPlace):
    """A named facility as it was stored."""

    district: str


@dataclass(frozen=True)
class StoredScenario:
    """What a folder knows of the scenario whose runs it holds."""

    name: str
    targets: Sequence[Target]
    districts: Sequence[StoredPlace]
    named_facilities: Sequence[StoredFacility]


@dataclass(frozen=True)
class StoredResults:
    """What a folder holds, as reports see it; `about` is its meta.json."""

    about: Mapping[str, Any]
    scenario: StoredScenario
    reach: Mapping[str, float] | None
    seeds: Sequence[str]
    first: int
    months: int
    places: Sequence[str]
    branches: Sequence[str]
    houses: Sequence[str]
    history: StoredTable
    books: StoredTable
    sectors: StoredTable
    facilities: StoredTable


def open_results(folder: Path) -> StoredResults:
    """A folder of results; UserError where it is none, is damaged or comes from a version that kept
    less.
    """
    folder = Path(folder)
    about = read_metadata(folder, NEEDED, "run")
    try:
        plan = about["contents"]["plan"]
        districts = tuple(StoredPlace(**d) for d in plan["districts"])
        targets = tuple(stored_target(t) for t in about["targets"])
        named = tuple(StoredFacility(**f) for f in plan["facilities"])
        scenario = StoredScenario(plan["name"], targets, districts, named)
        reach = about["reach"]
        seeds, first, months = about["seeds"], about["first"], int(about["months"])
        places, branches = [d.id for d in districts], list(about["branches"])
        houses = [f.id for f in named]
        shape = len(seeds), months
    except (TypeError, KeyError, AttributeError, ValueError) as fault:
        raise damaged_file_error(folder, "meta.json", fault) from None
    tables = stored_tables(folder, shape, len(places), len(branches), len(houses))
    return StoredResults(
        about, scenario, reach, seeds, first, months, places, branches, houses, **tables
    )


def stored_tables(
    folder: Path, shape: tuple[int, int], places: int, branches: int, houses: int
) -> dict[str, StoredTable]:
    """Every month of every run, as census, book, sectors and facilities, to be read when asked for."""
    import pyarrow
    from pyarrow import parquet

    file = folder / "history.parquet"
    try:
        about = parquet.read_metadata(file)
        names = list(json.loads((about.metadata or {}).get(b"units", b"[]")))
        there = about.num_rows if "value" in about.schema.names else 0
    except (pyarrow.ArrowException, OSError, ValueError) as fault:
        raise damaged_file_error(folder, "history.parquet", first_line(fault)) from None
    own: dict[str, list[str]] = {before: [] for before in KINDS}
    for name in names:
        before = next((b for b in KINDS if b and name.startswith(b)), "")
        own[before].append(name.removeprefix(before))
    rows = {"": places + 1, MONEY: places + 1, SECTOR: branches, FACILITY: houses}
    found, end = {}, 0
    for before, (table, _) in KINDS.items():
        size = rows[before], *shape
        told = (
            places if before in OF_DISTRICTS else rows[before]
        )  # the region, the last, is left out
        found[table] = StoredTable(file, own[before], end, size, told)
        end += len(own[before]) * math.prod(size)
    if not end or there != end:
        detail = say("stored_rows", there=there, expected=end)
        raise damaged_file_error(folder, "history.parquet", detail)
    return found


def stored_target(row: Row) -> Target:
    """A target as it was stored; KeyError where it lacks a field, one that a plan may leave out
    too.
    """
    if missing := Target.model_fields.keys() - row.keys():
        raise KeyError(min(missing))
    return Target.model_validate_json(json.dumps(row))
