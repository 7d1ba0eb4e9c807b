"""The studies in `results/`, told by name and opened as one kind of table, whatever wrote them.

A visitor names a study and never a path: a name is looked up among the folders that are there, and one that a link leads
out of `results/` is not there.  Sweeps, comparisons and runs all become rows of a run with its policy, what was varied and
its outcomes; where months were kept, those too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sim.core.errors import UserError
from sim.model.calendar import month_name
from sim.plan.units import value_excerpt
from sim.results import run_folder
from sim.runs.outcomes import outcome_fields, outcomes
from sim.study.store.create import field_descriptions, monthly_fields
from sim.study.store.sql import sql_text
from sim.study.store.study import SPEC, WHERE, Study
from sim.words.catalogue import say
from sim.words.suggestions import suggestion

RESULTS = Path("results")
META = "meta.json"
KINDS = {"sweep": "explore_sweep", "comparison": "explore_comparison", "runs": "explore_runs"}
Fields = Mapping[str, Mapping[str, str]]
Columns = Mapping[str, np.ndarray]


@dataclass(frozen=True)
class StudyEntry:
    """A study there is: its folder's name, what kind it is, how many runs it holds, and what its plan is called."""

    name: str
    kind: str
    runs: int
    title: Mapping[str, str]


@dataclass(frozen=True)
class StudyTables:
    """A study as tables: `rows` by column, each a run; what each column is called and counted in; which were varied; and
    which measures have months."""

    found: StudyEntry
    rows: Columns
    fields: Fields
    varied: tuple[str, ...]
    measures: tuple[str, ...]
    folder: Path
    source: str

    def months(self, measure: str) -> tuple[list[str], np.ndarray, np.ndarray]:
        """The months of a measure: their names, the values by (row, month), and the row of `rows` each is of."""
        if self.found.kind == "sweep":
            return months_of_sweep(Study(self.folder), measure, self.rows)
        held = run_folder.open_results(self.folder)
        table = held.books if measure.startswith("money.") else held.history
        values = np.asarray(table[measure.removeprefix("money.")], float).sum(-1)
        return (
            [month_name(held.first + k) for k in range(held.months)],
            values,
            np.arange(len(values)),
        )


def available_studies() -> list[StudyEntry]:
    """The studies there are, by name; what cannot be read is left out."""
    found = []
    for folder in sorted(result_folders()):
        try:
            found.append(study_entry(folder))
        except (UserError, OSError, ValueError, KeyError, TypeError):
            continue
    return found


def result_folders() -> list[Path]:
    """The folders directly in `results/`, without those that a link leads out of it and those not finished."""
    if not RESULTS.is_dir():
        return []
    root = RESULTS.resolve()
    return [
        p
        for p in RESULTS.iterdir()
        if not p.name.startswith(".") and p.is_dir() and p.resolve().parent == root
    ]


def study_entry(folder: Path) -> StudyEntry:
    """What a folder holds."""
    if (folder / SPEC).is_file():
        study = Study(folder)
        return StudyEntry(
            folder.name,
            "sweep",
            len(study.places()),
            {"zh": study.spec["scenario"], "en": study.spec["scenario"]},
        )
    about = json.loads((folder / META).read_text("utf-8"))
    data, kind = about["summary"], "comparison" if about.get("kind") == "comparison" else "runs"
    return StudyEntry(
        folder.name, kind, int(data["runs"]), {"zh": data["plan"]["zh"], "en": data["plan"]["en"]}
    )


def load_study_tables(name: str) -> StudyTables:
    """A study by its name; UserError where there is none of that name or it cannot be read."""
    folder = {p.name: p for p in result_folders()}.get(name)
    if folder is None:
        raise UserError(
            say(
                "explore_no_study",
                given=value_excerpt(name),
                help=suggestion(name, [f.name for f in available_studies()]),
            )
        )
    try:
        found = study_entry(folder)
        return {
            "sweep": tables_of_sweep,
            "comparison": tables_of_comparison,
            "runs": tables_of_runs,
        }[found.kind](folder, found)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as fault:
        raise UserError(
            say("explore_unreadable", name=name, fault=f"{type(fault).__name__}: {fault}")
        ) from None


def tables_of_sweep(folder: Path, found: StudyEntry) -> StudyTables:
    """A study of a design."""
    study = Study(folder)
    spec, rows = study.spec, study.rows(format="numpy")
    fields = {**spec["outcomes"], **spec["measures"], **spec["varied"]}
    return StudyTables(
        found,
        rows,
        fields,
        tuple(spec["varied"]),
        tuple(spec["measures"]),
        folder,
        study.environment["source_digest"],
    )


def tables_of_comparison(folder: Path, found: StudyEntry) -> StudyTables:
    """Policies on the same luck: nothing but the policy is varied, and no months are kept."""
    import duckdb

    about = json.loads((folder / META).read_text("utf-8"))
    try:
        with duckdb.connect() as db:
            found_rows = db.execute(
                f"SELECT * FROM read_parquet({sql_text(folder / 'runs.parquet')})"
            ).fetchnumpy()
        rows = {name: np.asarray(column) for name, column in found_rows.items()}
    except duckdb.Error as fault:
        raise ValueError(str(fault).splitlines()[0]) from None
    fields = {
        r["name"]: {key: r[key] for key in ("zh", "en", "unit")}
        for r in about["summary"]["outcomes"]
    }
    return StudyTables(found, rows, fields, (), (), folder, about["source_digest"])


def tables_of_runs(folder: Path, found: StudyEntry) -> StudyTables:
    """Runs of one policy."""
    held = run_folder.open_results(folder)
    numbers = outcomes(held)
    runs = len(held.seeds)
    rows = {
        "policy": np.array([held.about["summary"]["plan"]["policy"]] * runs, object),
        "run": np.arange(runs),
        "seed": np.array(list(map(str, held.seeds)), object),
        **numbers,
    }
    known = monthly_fields()
    measures = tuple(
        name
        for name in known
        if not name.startswith("money.") or name.removeprefix("money.") in held.books.at
    )
    fields = {
        **field_descriptions(outcome_fields(held.scenario)),
        **field_descriptions({name: known[name] for name in measures}),
    }
    return StudyTables(found, rows, fields, (), measures, folder, held.about["source_digest"])


def months_of_sweep(
    study: Study, measure: str, rows: Columns
) -> tuple[list[str], np.ndarray, np.ndarray]:
    """The months of a measure by run, in the order of the study's rows; runs that are shorter end early."""
    table = study.months(measure, "numpy")
    names = sorted(set(table["month"].tolist()))
    place = {
        key: k
        for k, key in enumerate(
            zip(*(rows[c].tolist() for c in ("policy", "point", "run")), strict=True)
        )
    }
    at = {name: k for k, name in enumerate(names)}
    values = np.full((len(place), len(names)), np.nan)
    of_run = np.array(
        [
            place[key]
            for key in zip(*(table[c].tolist() for c in ("policy", "point", "run")), strict=True)
        ],
        int,
    )
    values[of_run, [at[m] for m in table["month"].tolist()]] = table[measure]
    return names, values, np.arange(len(place))


def row_mask(
    study: StudyTables, policies: Sequence[str], between: Mapping[str, tuple[float, float]]
) -> np.ndarray:
    """Which rows have one of these policies (none: any) and values between these ends."""
    found = np.ones(len(study.rows["policy"]), bool)
    if policies:
        found &= np.isin(study.rows["policy"].astype(str), list(policies))
    for name, (low, high) in between.items():
        found &= (study.rows[name] >= low) & (study.rows[name] <= high)
    return found


def filter_columns(study: StudyTables, keep: np.ndarray) -> Columns:
    """The rows that are kept, as a table to be handed out."""
    leading = [name for name in WHERE if name in study.rows]
    return {
        name: study.rows[name][keep]
        for name in (*leading, *(n for n in study.rows if n not in leading))
    }
