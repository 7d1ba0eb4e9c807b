"""Begins a study: its folder is made whole or not at all, with all that is needed to go on with it
anywhere.

A folder that holds the same study already is gone on with; one that holds another is left alone.
"""

import json
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.core import digests
from sim.core.fields import Field, fields_of
from sim.core.files import atomic_folder, atomic_write
from sim.model.agents.payments import Book
from sim.model.measures import Census
from sim.runs.ensemble import software_versions
from sim.runs.outcomes import outcome_fields
from sim.runs.targets import outcome_targets
from sim.scenario.scenario import Scenario
from sim.study.store.parts import write_parquet
from sim.study.store.sql import Columns
from sim.study.store.study import COLUMNS, ENVIRONMENT, MONTHS, RUNS, SPEC, Study, require_names
from sim.words.catalogue import say, user_error

KEPT = tuple(COLUMNS["kept"])  # the months a study keeps unless it says otherwise


def begin_study(
    folder: Path,
    name: str,
    scenario: Scenario,
    varied: Mapping[str, Field] | None = None,
    measures: Sequence[str] = KEPT,
    about: Mapping[str, Any] | None = None,
    files: Mapping[str, bytes | Columns] | None = None,
    outcomes: Mapping[str, Field] | None = None,
) -> Study:
    """A new study, or the same one where the folder holds it already.

    `varied` are the columns of the design, `measures` the months to keep, `about` what else was
    asked; `files` are laid beside it by their names: bytes, or columns of a table; `outcomes` are
    what a run leaves (default: what is declared of the plan).  UserError where the folder holds
    something else or cannot be written.
    """
    folder = Path(folder)
    known = monthly_fields()
    spec = {
        "study": name,
        "scenario": scenario.name,
        "about": dict(about or {}),
        "varied": field_descriptions(varied or {}),
        "outcomes": field_descriptions(outcomes or outcome_fields(scenario)),
        "aims": {} if outcomes else {t.id: t.value for t in outcome_targets(scenario)},
        "measures": field_descriptions({m: known[m] for m in require_names(measures, known)}),
    }
    if folder.exists() and any(folder.iterdir() if folder.is_dir() else [folder]):
        return resume_study(folder, spec)
    environment = {**software_versions("duckdb"), "system": platform.platform()}
    texts = {SPEC: json_bytes(spec), ENVIRONMENT: json_bytes(environment)}
    try:
        with atomic_folder(folder) as making:
            for inner in (RUNS, MONTHS):
                (making / inner).mkdir()
            for path, content in {**(files or {}), **texts}.items():
                (making / path).parent.mkdir(parents=True, exist_ok=True)
                if isinstance(content, bytes):
                    atomic_write(making / path, content)
                else:
                    write_parquet(making / path, content, {})
    except OSError as fault:
        raise user_error("study_not_made", folder=folder, fault=fault.strerror or fault) from None
    return Study(folder)


def resume_study(folder: Path, spec: Mapping[str, Any]) -> Study:
    """The study in a folder; UserError where it is another one or was begun with another version."""
    study = Study(folder)
    require_same_version(study)
    ours, theirs = ({**s, **s["about"]} for s in (json.loads(json_bytes(spec)), study.spec))
    differ = [k for k in (*ours, "digest") if ours.get(k) != theirs.get(k) and k != "about"]
    if differ:
        named = [key for key in differ if key != "digest"] or [say("study_points")]
        raise user_error("study_is_another", folder=folder, what=", ".join(named))
    return study


def require_same_version(study: Study) -> None:
    """UserError where a study was begun with another engine: its numbers and ours cannot stand in
    one table.
    """
    if study.environment["source_digest"] != digests.SOURCE_DIGEST:
        raise user_error(
            "study_other_version",
            folder=study.folder,
            theirs=study.environment["source_digest"],
            ours=digests.SOURCE_DIGEST,
        )


def monthly_fields() -> dict[str, Field]:
    """Everything that is measured or paid each month, by name."""
    return {**fields_of(Census), **{f"money.{name}": f for name, f in fields_of(Book).items()}}


def column_of(name: str, scenario: Scenario) -> str:
    """The column of a varied value: its name, told apart where an outcome has the same."""
    return f"set.{name}" if name in outcome_fields(scenario) else name


def field_descriptions(fields: Mapping[str, Field]) -> dict[str, dict[str, str]]:
    """Names and units of fields as plain data."""
    return {name: {"zh": f.zh, "en": f.en, "unit": f.unit} for name, f in fields.items()}


def json_bytes(content: object) -> bytes:
    """Plain data as a file's bytes."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
