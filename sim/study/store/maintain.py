"""Looks after studies: which parts are damaged, what may be thrown away, what there is."""

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from sim.core.errors import UserError
from sim.core.files import UNFINISHED, remove_path
from sim.study.design.task_table import KEYS
from sim.study.store.known_runs import search_folders
from sim.study.store.parts import is_intact, part_files
from sim.study.store.sql import (
    Columns,
    column_arrays,
    first_line,
    open_database,
    row_tuples,
    sql_files,
    sql_text,
)
from sim.study.store.study import DAMAGED, DESIGN, MONTHS, PLACE, RUNS, SPEC, Place, Study
from sim.words.catalogue import say, user_error

STALE = 3600  # seconds after which a folder that was never finished is nobody's


@dataclass
class IntegrityReport:
    """What a look at every byte of a study found.

    `damage` has by file the runs that it held, None where nothing tells which; `duplicates` are
    runs that are there twice, `expected` is how many a sweep asks for.
    """

    parts: int = 0
    runs: int = 0
    expected: int | None = None
    damage: dict[str, list[Place] | None] = field(default_factory=dict)
    duplicates: list[Place] = field(default_factory=list)


def verify_study(study: Study) -> IntegrityReport:
    """Compare every part with its digest and set damaged ones aside, so that their runs are lived
    again.
    """
    found = IntegrityReport()
    with study.lock():
        months = study.month_parts()
        for name, part in study.run_parts().items():
            found.parts += 1
            wanted = [part, months.get(name)] if study.spec["measures"] else [part]
            there = [file for file in wanted if file is not None]
            good = [file for file in there if is_intact(file)]
            if len(good) < len(wanted):
                named = next((file for file in there if file not in good), part)
                found.damage[file_name(study, named)] = places_in(good)
                quarantine_files(study, there)
    place = ", ".join(PLACE)
    sql = f"SELECT {place} FROM runs GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL"
    found.duplicates = row_tuples(study.query(sql, "numpy"))
    sql = f"SELECT count(*) AS n FROM (SELECT DISTINCT {place} FROM runs)"
    found.runs = int(study.query(sql, "numpy")["n"][0])
    if (study.folder / DESIGN).exists():
        found.expected = len(design_of(study)["key"])
    return found


def file_name(study: Study, part: Path) -> str:
    """What a part is called within runs/ or months/."""
    return "/".join(part.relative_to(study.folder).parts[1:])


def design_of(study: Study) -> Columns:
    """The runs a sweep asks for, in their order, with their keys; policies as rows of the study's.

    UserError where no sweep wrote this or it is damaged.
    """
    import duckdb

    path, about = study.folder / DESIGN, study.spec["about"]
    if not path.exists():
        raise user_error("study_no_design", folder=study.folder)
    policies = f"[{', '.join(map(sql_text, about['policies']))}]"
    row = f"list_position({policies}, policy) - 1"
    try:
        with open_database() as db:
            sql = f"SELECT * REPLACE ({row} AS policy) FROM {sql_files([path])}"
            found = column_arrays(db.sql(sql))
        design = {**found, "key": found["key"].astype(KEYS)}
        altered = digest_of_keys(design["key"]) != about["digest"]
        fault = say("study_design_altered") if altered else ""
    except duckdb.Error as error:
        fault = first_line(error)
    if fault:
        raise user_error(
            "study_file_damaged", folder=study.folder, file=DESIGN, fault=fault
        ) from None
    return design


def missing_runs(study: Study) -> list[Place]:
    """The runs a sweep asks for that are not in the study."""
    design, names = design_of(study), study.spec["about"]["policies"]
    places = design["policy"], design["point"], design["run"]
    rows = study.missing(names, *places)
    policies, points, runs = (column[rows].tolist() for column in places)
    return list(zip((names[k] for k in policies), points, runs, strict=True))


def digest_of_keys(keys: np.ndarray) -> str:
    """One digest over many keys."""
    return hashlib.sha256(b"\n".join(keys.tolist())).hexdigest()


def places_in(good: list[Path]) -> list[Place] | None:
    """The runs that a damaged part held, from its sound half; None where neither is."""

    if not good:
        return None
    with open_database() as db:
        sql = f"SELECT DISTINCT {', '.join(PLACE)} FROM {sql_files(good[:1])} ORDER BY ALL"
        return db.sql(sql).fetchall()


def quarantine_files(study: Study, files: list[Path]) -> None:
    """Move files out of the study; nothing is deleted."""
    aside = study.folder / DAMAGED
    aside.mkdir(exist_ok=True)
    for file in files:
        file.replace(aside / "-".join(file.relative_to(study.folder).parts))


def garbage_paths(root: Path) -> Iterator[Path]:
    """What gc throws away below a folder: files never finished, months without their runs, parts
    set aside.

    A study that is being added to is passed over.
    """
    for left in root.glob(f"{UNFINISHED}*"):
        if time.time() - left.stat().st_mtime > STALE:
            yield left
    for study in studies_in(root):
        try:
            with study.lock():
                yield from (study.folder / DAMAGED).glob("*")
                yield from study.folder.glob(f"{UNFINISHED}*")
                kept = study.run_parts()
                for folder in (study.folder / RUNS, study.folder / MONTHS):
                    yield from folder.glob(f"{UNFINISHED}*")
                    yield from folder.glob(f"*/{UNFINISHED}*")
                    parts = part_files(folder)
                    yield from (part for name, part in parts.items() if name not in kept)
        except UserError:
            continue


def collect_garbage(root: Path) -> list[tuple[Path, int]]:
    """Delete the rubbish; what it was and how many bytes."""
    sizes = [(path, size_on_disk(path)) for path in garbage_paths(root)]
    for path, _ in sizes:
        remove_path(path)
    return sizes


def studies_in(root: Path) -> list[Study]:
    """The studies in a folder: itself, or those directly below it; what cannot be read is left out."""
    pattern = SPEC if (root / SPEC).exists() else f"*/{SPEC}"
    return list(search_folders(root, pattern, lambda folder: [Study(folder)]))


def size_on_disk(path: Path) -> int:
    """The bytes of a file or of all below a folder."""
    return sum(p.stat().st_size for p in (path, *path.rglob("*")) if p.is_file())
