"""The studies in `results/`, told by name and opened as one kind of table, whatever wrote them.

A visitor names a study and never a path: a name is looked up among the folders that are there, and
one that a link leads out of `results/` is not there.  Sweeps, comparisons and runs all become rows
of a run with its policy, what was varied and its outcomes; where months were kept, those too.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

from sim.core.errors import UserError
from sim.model.calendar import month_name
from sim.plan.units import value_excerpt
from sim.results.comparison_folder import COMPARISON, open_comparison
from sim.results.defaults import RESULTS
from sim.results.folder import Row, read_metadata
from sim.results.run_folder import open_results
from sim.results.summary import regional_series
from sim.results.yearly import measures
from sim.runs.outcomes import outcome_fields, outcomes
from sim.study.store.create import field_descriptions, monthly_fields
from sim.study.store.sql import row_tuples, run_select, sql_files
from sim.study.store.study import KINDS_OF_FIELDS, PLACE, SPEC, WHERE, Study
from sim.words.catalogue import say
from sim.words.suggestions import suggestion

if TYPE_CHECKING:
    from sim.runs.ensemble import Ensemble

SWEEP, RUNS = "sweep", "runs"
KINDS = {SWEEP: "explore_sweep", COMPARISON: "explore_comparison", RUNS: "explore_runs"}
UNREADABLE = (UserError, OSError, ValueError, KeyError, TypeError, IndexError)

Columns = Mapping[str, np.ndarray]
Months = tuple[list[str], np.ndarray, np.ndarray]


@dataclass(frozen=True)
class StudyEntry:
    """A study there is: its folder's name, what kind it is, how many runs it holds, and what its
    plan is called.
    """

    name: str
    kind: str
    runs: int
    title: Row


@dataclass(frozen=True)
class StudyTables:
    """A study as tables: `rows` by column, each a run; what each column is called and counted in;
    which were varied; and which measures have months.
    """

    found: StudyEntry
    rows: Columns
    fields: Mapping[str, Row]
    varied: tuple[str, ...]
    measures: tuple[str, ...]
    folder: Path
    source: str

    def months(self, measure: str) -> Months:
        """The months of a measure: their names, the values by (row, month), and the row of `rows`
        each is of.
        """
        if self.found.kind == SWEEP:
            return months_of_sweep(Study(self.folder), measure, self.rows)
        held = open_results(self.folder)
        names = [month_name(held.first + k) for k in range(held.months)]
        return names, regional_series(held, measure), np.arange(len(held.seeds))


def available_studies() -> list[StudyEntry]:
    """The studies there are, by name; what cannot be read is left out."""
    found = []
    for folder in sorted(result_folders()):
        try:
            found.append(study_entry(folder))
        except UNREADABLE:
            continue
    return found


def results_root() -> Path:
    """The folder that holds the studies."""
    return RESULTS.resolve()


def result_folders() -> list[Path]:
    """The folders directly in `results/`, without those that a link leads out of it and those not
    finished.
    """
    if not RESULTS.is_dir():
        return []
    root = results_root()
    return [
        p
        for p in RESULTS.iterdir()
        if not p.name.startswith(".") and p.is_dir() and p.resolve().parent == root
    ]


def study_entry(folder: Path) -> StudyEntry:
    """What a folder holds; UserError where it holds no study."""
    if (folder / SPEC).is_file():
        study = Study(folder)
        plan = study.spec["scenario"]
        return StudyEntry(folder.name, SWEEP, len(study.places()), {"zh": plan, "en": plan})
    about = read_metadata(folder)
    data, kind = about["summary"], COMPARISON if about.get("kind") == COMPARISON else RUNS
    return StudyEntry(folder.name, kind, int(data["runs"]), data["plan"])


def load_study_tables(name: str) -> StudyTables:
    """A study by its name; UserError where there is none of that name or it cannot be read."""
    folder = {p.name: p for p in result_folders()}.get(name)
    if folder is None:
        help = suggestion(name, [f.name for f in available_studies()])
        raise UserError(say("explore_no_study", given=value_excerpt(name), help=help))
    try:
        found = study_entry(folder)
        return READERS[found.kind](folder, found)
    except UNREADABLE as fault:
        text = str(fault) if isinstance(fault, UserError) else f"{type(fault).__name__}: {fault}"
        raise UserError(say("explore_unreadable", name=name, fault=text)) from None


def tables_of_sweep(folder: Path, found: StudyEntry) -> StudyTables:
    """A study of a design."""
    study = Study(folder)
    fields = {name: f for kind in KINDS_OF_FIELDS for name, f in study.spec[kind].items()}
    varied, kept = (tuple(study.spec[kind]) for kind in ("varied", "measures"))
    source = study.environment["source_digest"]
    return StudyTables(found, study.rows(format="numpy"), fields, varied, kept, folder, source)


def tables_of_comparison(folder: Path, found: StudyEntry) -> StudyTables:
    """Policies on the same luck: nothing but the policy is varied, and no months are kept."""
    import duckdb

    about = open_comparison(folder)
    with duckdb.connect() as db:
        rows = run_select(db, f"SELECT * FROM {sql_files([folder / 'runs.parquet'])}", "numpy")
    fields = {r["name"]: r for r in about["summary"]["outcomes"]}
    return StudyTables(found, rows, fields, (), (), folder, about["source_digest"])


def tables_of_runs(folder: Path, found: StudyEntry) -> StudyTables:
    """Runs of one policy."""
    held, known = open_results(folder), monthly_fields()
    policy, count = held.about["summary"]["plan"]["policy"], len(held.seeds)
    runs = cast("Ensemble", held)  # runs read back answer all that outcomes ask
    rows = {
        "policy": np.array([policy] * count, object),
        "run": np.arange(count),
        "seed": np.array(list(map(str, held.seeds)), object),
        **outcomes(runs),
    }
    kept = {name: known[name] for name in measures(held)}
    fields = field_descriptions({**outcome_fields(runs.scenario), **kept})
    source = held.about["source_digest"]
    return StudyTables(found, rows, fields, (), tuple(kept), folder, source)


READERS: dict[str, Callable[[Path, StudyEntry], StudyTables]] = {
    SWEEP: tables_of_sweep,
    COMPARISON: tables_of_comparison,
    RUNS: tables_of_runs,
}


def months_of_sweep(study: Study, measure: str, rows: Columns) -> Months:
    """The months of a measure by run, in the order of the study's rows; runs that are shorter end
    early.
    """
    table = study.months(measure, "numpy")
    names, month = np.unique(table["month"].astype(str), return_inverse=True)
    place = {key: k for k, key in enumerate(row_tuples(rows, tuple(PLACE)))}
    values = np.full((len(place), len(names)), np.nan)
    values[[place[key] for key in row_tuples(table, tuple(PLACE))], month] = table[measure]
    return names.tolist(), values, np.arange(len(place))


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
