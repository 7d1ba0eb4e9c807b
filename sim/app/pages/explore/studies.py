"""The studies in `results/`, told by name and opened as one kind of table, whatever wrote them.

A visitor names a study and never a path: a name is looked up among the folders that are there, and
one that a link leads out of `results/` is not there.  Sweeps, comparisons and runs all become rows
of a run with its policy, what was varied and its outcomes; where months were kept, those too.
"""

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

from sim.app.session.url_state import HIGH, LOW
from sim.core.errors import UserError
from sim.core.records import Row
from sim.model.calendar import month_name
from sim.plan.units import value_excerpt
from sim.results.comparison_folder import open_comparison
from sim.results.defaults import RESULTS
from sim.results.folder import COMPARISON, read_metadata
from sim.results.run_folder import open_results
from sim.results.summary import regional_series
from sim.results.yearly import measures
from sim.runs.outcomes import outcome_fields, outcomes
from sim.study.store.create import field_descriptions, monthly_fields
from sim.study.store.known_runs import UNREADABLE
from sim.study.store.sql import Columns, row_tuples, run_select, sql_files
from sim.study.store.study import PLACE, SPEC, Study
from sim.words.catalogue import user_error
from sim.words.suggestions import suggestion

if TYPE_CHECKING:
    from sim.runs.ensemble import Ensemble

SWEEP, RUNS = "sweep", "runs"


@dataclass(frozen=True)
class StudyEntry:
    """A study there is: its folder, what kind it is, how many runs it holds, and what its plan is
    called.
    """

    folder: Path
    kind: str
    runs: int
    title: Row

    name = property(lambda self: self.folder.name)


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
    source: str

    count = property(lambda self: len(self.rows["policy"]), doc="how many rows there are")

    def policies(self) -> list[str]:
        """The policies of the rows."""
        return list(dict.fromkeys(self.rows["policy"].tolist()))

    def select(self, policies: Collection[str], between: Mapping[str, float]) -> "StudyTables":
        """The rows that have one of these policies (none: any) and whose varied values lie between
        these ends, which are named as in an address.
        """
        keep = np.isin(self.rows["policy"], list(policies or self.policies()))
        for name in self.varied:
            keep &= self.rows[name] >= between.get(name + LOW, -np.inf)
            keep &= self.rows[name] <= between.get(name + HIGH, np.inf)
        return replace(self, rows={name: column[keep] for name, column in self.rows.items()})

    def months(self, measure: str) -> tuple[list[str], np.ndarray]:
        """The months of a measure: their names, and the values by (row, month); runs that are
        shorter end early.
        """
        if self.found.kind == RUNS:
            held = open_results(self.found.folder)
            names = [month_name(held.first + k) for k in range(held.months)]
            return names, regional_series(held, measure)[self.rows["run"]]
        table = Study(self.found.folder).months(measure, "numpy")
        months, month = np.unique(table["month"].astype(str), return_inverse=True)
        place = {key: k for k, key in enumerate(row_tuples(self.rows, PLACE))}
        at = np.array([place.get(key, -1) for key in row_tuples(table, PLACE)])
        there, values = at >= 0, np.full((len(place), len(months)), np.nan)
        values[at[there], month[there]] = table[measure][there]
        return months.tolist(), values


def available_studies() -> list[StudyEntry]:
    """The studies there are, by name; what cannot be read is left out."""
    found = []
    for folder in sorted(result_folders()):
        with suppress(*UNREADABLE):
            found.append(study_entry(folder))
    return found


def results_root() -> Path:
    """The folder that holds the studies."""
    return RESULTS.resolve()


def result_folders() -> list[Path]:
    """The folders directly in `results/`, without those that a link leads out of it and those not
    finished.
    """
    root = results_root()
    return [
        p
        for p in (RESULTS.iterdir() if root.is_dir() else ())
        if not p.name.startswith(".") and p.is_dir() and p.resolve().parent == root
    ]


def study_entry(folder: Path) -> StudyEntry:
    """What a folder holds; UserError where it holds no study."""
    if (folder / SPEC).is_file():
        study = Study(folder)
        plan = study.spec["scenario"]
        return StudyEntry(folder, SWEEP, study.count(), {"zh": plan, "en": plan})
    about = read_metadata(folder)
    data, kind = about["summary"], COMPARISON if about.get("kind") == COMPARISON else RUNS
    return StudyEntry(folder, kind, int(data["runs"]), data["plan"])


def load_study_tables(name: str) -> StudyTables:
    """A study by its name; UserError where there is none of that name or it cannot be read."""
    folder = {p.name: p for p in result_folders()}.get(name)
    if folder is None:
        help = suggestion(name, [f.name for f in available_studies()])
        raise user_error("explore_no_study", given=value_excerpt(name), help=help)
    try:
        found = study_entry(folder)
        return READERS[found.kind](found)
    except UNREADABLE as fault:
        text = str(fault) if isinstance(fault, UserError) else f"{type(fault).__name__}: {fault}"
        raise user_error("explore_unreadable", name=name, fault=text) from None


def tables_of_sweep(found: StudyEntry) -> StudyTables:
    """A study of a design."""
    study = Study(found.folder)
    varied, kept = (tuple(study.spec[kind]) for kind in ("varied", "measures"))
    rows = study.rows(format="numpy")
    return StudyTables(found, rows, study.fields, varied, kept, study.environment["source_digest"])


def tables_of_comparison(found: StudyEntry) -> StudyTables:
    """Policies on the same luck: nothing but the policy is varied, and no months are kept."""
    import duckdb

    about, names = open_comparison(found.folder), "policy, run, seed"
    files = sql_files([found.folder / "runs.parquet"])
    with duckdb.connect() as db:
        sql = f"SELECT {names}, * EXCLUDE ({names}) FROM {files}"
        rows = run_select(db, sql, "numpy")
    fields = {r["name"]: r for r in about["summary"]["outcomes"]}
    return StudyTables(found, rows, fields, (), (), about["source_digest"])


def tables_of_runs(found: StudyEntry) -> StudyTables:
    """Runs of one policy."""
    held, known = open_results(found.folder), monthly_fields()
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
    return StudyTables(found, rows, fields, (), tuple(kept), held.about["source_digest"])


READERS: dict[str, Callable[[StudyEntry], StudyTables]] = {
    SWEEP: tables_of_sweep,
    COMPARISON: tables_of_comparison,
    RUNS: tables_of_runs,
}
