"""Results on disk: a folder that is complete or not there.

Everything is made in a hidden folder beside the final one and renamed at the end; a folder that
exists is never written into.  The same ensemble gives the same bytes, whatever the day.
"""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from sim.core.errors import UserError
from sim.core.fields import fields_of
from sim.model.agents.payments import Book
from sim.model.calendar import month_name
from sim.model.measures import Census, SectorCensus
from sim.results.limits import simplifications
from sim.results.plan_contents import scenario_contents
from sim.results.summary import LADDER, ensemble_summary, regional_series
from sim.results.yearly import district_rows, year_rows
from sim.scenario.parameter_sets import CENTRAL
from sim.study.store.sql import sql_text
from sim.words.catalogue import say

FolderWriter = Callable[[Path], object]  # adds files to a folder that is being made
ALL = "all"  # the place name of the whole region
LONGEST_READ = 60  # characters of readings in the name of a folder
TIDY = """
    SELECT CAST(spot // {T} % {R} AS INTEGER) AS run, {months}[spot % {T} + 1] AS "month",
           {places}[spot // ({T} * {R}) % {P} + 1] AS place, {measures}[spot // ({T} * {R} * {P}) + 1] AS measure, value,
           spot + {after} AS spot
    FROM {part}"""


def write_results(
    ensemble: Any,
    folder: Path,
    about: Mapping[str, Any] | None = None,
    more: Iterable[FolderWriter] = (),
) -> Path:
    """Write an ensemble into a new folder and return its path, which ends in -2, -3 ... where the name is taken.

    meta.json, history.parquet, five CSV files (six where assumptions were tried), and what `more` writers add.
    `about` is what meta.json is to hold, where it is at hand.  Raises UserError where the folder cannot be made
    or filled; then nothing is left of it.
    """
    about = about or run_metadata(ensemble, ensemble_summary(ensemble))
    data = about["summary"]

    def fill(making: Path) -> None:
        write_history(ensemble, making / "history.parquet")
        write_csv(making / "targets.csv", target_rows(data))
        write_csv(making / "money.csv", money_rows(data))
        write_csv(making / "ladder.csv", ladder_rows(ensemble))
        write_csv(making / "years.csv", year_rows(ensemble))
        write_csv(making / "districts.csv", district_rows(ensemble))
        if "exposure" in data:
            write_csv(
                making / "exposure.csv",
                [{**r, "keys": " ".join(r["keys"])} for r in data["exposure"]],
            )
        write_meta(making, about)
        for write in more:
            write(making)

    return make_results_folder(folder, fill)


def make_results_folder(folder: Path, fill: Callable[[Path], None]) -> Path:
    """Make a folder of results: filled beside its place, then renamed; its path, which ends in -2, -3 ... where the name is
    taken.  Raises UserError where it cannot be made or filled; then nothing is left of it."""
    folder = Path(folder)
    check_results_place(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = folder.parent / f".{folder.name}.{os.getpid()}"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir()
    try:
        fill(making)
        return name_finished_folder(making, folder)
    except OSError as fault:
        raise UserError(say("out_failed", path=folder, fault=fault.strerror or fault)) from fault
    finally:
        shutil.rmtree(making, ignore_errors=True)


def write_meta(folder: Path, about: Mapping[str, Any]) -> None:
    """Write meta.json."""
    text = json.dumps(about, ensure_ascii=False, indent=1)
    (folder / "meta.json").write_text(text + "\n", "utf-8", newline="\n")


def json_copy(about: Mapping[str, Any]) -> dict[str, Any]:
    """Data as they will be read back from a file: tuples are lists, keys are texts."""
    return json.loads(json.dumps(about))


def run_metadata(ensemble: Any, data: Mapping[str, Any]) -> dict[str, Any]:
    """All that is known of these runs but their months: enough to tell of them without the plan's file."""
    scenario = ensemble.scenario
    about = {
        **ensemble.provenance(),
        "first": int(ensemble.first),
        "units": history_units(),
        "branches": list(ensemble.branches),
        "summary": data,
        "contents": scenario_contents(scenario),
        "targets": [asdict(t) for t in scenario.targets],
        "limits": simplifications(),
    }
    return json_copy(about)


def name_finished_folder(making: Path, folder: Path) -> Path:
    """Give the finished folder its name, or the name's next number."""
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
    number, free = 1, folder
    while True:
        while free.exists():
            number += 1
            free = folder.with_name(f"{folder.name}-{number}")
        try:
            return making.rename(free)
        except OSError:
            if not free.exists():  # another command took the name meanwhile, or the disk refuses
                raise


def check_results_place(folder: Path) -> None:
    """UserError where a folder of results could not be made there; nothing stays."""
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise UserError(say("out_is_file", path=folder))
    there = next(
        (
            p
            for p in (folder.absolute(), *folder.absolute().parents)
            if p != folder.absolute() and p.exists()
        ),
        None,
    )
    try:
        os.rmdir(tempfile.mkdtemp(prefix=".fuhua-", dir=there))  # permission bits do not tell all
    except OSError:
        raise UserError(say("out_not_writable", path=folder, there=there)) from None


def default_results_folder(scenario: Any, runs: int, seed: int, months: int | None = None) -> Path:
    """results/xuchang-plan-1a2b3c4d-100runs-seed1, in the current folder."""
    cut = f"-{months}months" if months else ""
    read = re.sub(
        r"[^\w.-]+",
        ".",
        "".join(f"-{id}.{way}" for id, way in scenario.nondefault_readings.items()),
    )[:LONGEST_READ]
    return (
        Path("results")
        / f"{scenario.name}-{scenario.policy}{read}-{scenario.digest[:8]}-{runs}runs-seed{seed}{cut}"
    )


def nature_suffix(scenario: Any) -> str:
    """How the name of a folder ends whose runs all have the declared natural parameters, where no digest tells it."""
    return "" if scenario.natures else f"-{CENTRAL}"


def regional_blocks(ensemble: Any) -> Iterable[tuple[str, Any, np.ndarray]]:
    """Every measure and payment: its name, its declaration and its values by (place, run, month), the region last."""
    for table, kind, before in ((ensemble.history, Census, ""), (ensemble.books, Book, "money.")):
        for name, f in fields_of(kind).items():
            values = np.moveaxis(np.asarray(table[name], float), -1, 0)
            yield before + name, f, np.concatenate([values, values.sum(0, keepdims=True)])


def sector_blocks(ensemble: Any) -> Iterable[tuple[str, Any, np.ndarray]]:
    """Every sector measure: its name, its declaration and its values by (sector, run, month)."""
    for name, f in fields_of(SectorCensus).items():
        yield f"sector.{name}", f, np.moveaxis(np.asarray(ensemble.sectors[name], float), -1, 0)


def sector_names(ensemble: Any) -> list[str]:
    """The sectors in the order of their rows: once a market, which is named where there are several."""
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


def write_history(ensemble: Any, path: Path) -> None:
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


def write_csv(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """A table that Excel opens with its Chinese headings intact."""
    with open(path, "w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, list(rows[0]) if rows else ["empty"])
        writer.writeheader()
        writer.writerows(rows)


def target_rows(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One row a target and reading."""
    flat = [
        {
            **r,
            **{
                f"{k}_{lang}": text
                for k in ("reading", "why_not")
                for lang, text in r.get(k, {}).items()
            },
        }
        for r in data["targets"]
    ]
    columns = [
        "id",
        "variant",
        "chosen",
        "role",
        "zh",
        "en",
        "section",
        "reading_zh",
        "reading_en",
        "measure",
        "comparator",
        "value",
        "unit",
        "deadline",
        "read_at",
        "median",
        "lower",
        "upper",
        "runs_meeting",
        "probability",
        "low",
        "high",
        "short",
        "first_met",
        "why_not_zh",
        "why_not_en",
    ]
    return [{c: row.get(c, "") for c in columns} for row in flat]


def money_rows(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One row a lever with its outlay over the horizon and by year, then the total and what stands apart."""
    money = data["money"]
    parts = [("outlay", r) for r in money["rows"]] + [
        ("total", {"name": "total", "lever": "", "zh": "合计", "en": "total", **money["total"]})
    ]
    parts += [("apart", r) for r in money["apart"]]
    return [
        {
            "part": part,
            "payment": r["name"],
            "lever": r["lever"],
            "zh": r["zh"],
            "en": r["en"],
            "unit": money["unit"],
            "median": r["median"],
            "lower": r["lower"],
            "upper": r["upper"],
            **r["years"],
        }
        for part, r in parts
    ]


def ladder_rows(ensemble: Any) -> list[dict[str, Any]]:
    """One row a month and rung."""
    rows = []
    for name in LADDER:
        lower, median, upper = np.quantile(regional_series(ensemble, name), [0.1, 0.5, 0.9], axis=0)
        f = getattr(Census, name)
        rows += [
            {
                "month": month_name(ensemble.first + t),
                "rung": name,
                "zh": f.zh,
                "en": f.en,
                "unit": f.unit,
                "median": median[t],
                "lower": lower[t],
                "upper": upper[t],
            }
            for t in range(ensemble.months)
        ]
    return rows
