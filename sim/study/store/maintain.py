"""Looks after studies: which parts are damaged, what may be thrown away, what there is."""

import hashlib
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sim.core.errors import UserError
from sim.core.files import UNFINISHED, remove_path
from sim.study.store.known_runs import search_folders
from sim.study.store.parts import is_intact, part_files
from sim.study.store.sql import Columns, column_arrays, first_line, row_tuples, sql_files
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
        for number, part in study.run_parts().items():
            found.parts += 1
            wanted = [part, months.get(number)] if study.spec["measures"] else [part]
            there = [file for file in wanted if file is not None]
            good = [file for file in there if is_intact(file)]
            if len(good) < len(wanted):
                named = next((file for file in there if file not in good), part)
                found.damage[named.name] = places_in(good)
                quarantine_files(study, there)
    sql = f"SELECT {', '.join(PLACE)}, count(*) FROM runs GROUP BY ALL ORDER BY ALL"
    rows = row_tuples(study.query(sql, "numpy"))
    found.runs = len(rows)
    found.duplicates = [(policy, point, run) for policy, point, run, times in rows if times > 1]
    if (study.folder / DESIGN).exists():
        found.expected = len(design_of(study)["key"])
    return found


def design_of(study: Study) -> Columns:
    """The runs a sweep asks for, in their order, with their keys; UserError where no sweep wrote
    this or it is damaged.
    """
    import duckdb

    path = study.folder / DESIGN
    if not path.exists():
        raise user_error("study_no_design", folder=study.folder)
    try:
        with duckdb.connect() as db:
            design = column_arrays(db.sql(f"SELECT * FROM {sql_files([path])}"))
        altered = digest_of_keys(design["key"].tolist()) != study.spec["about"]["digest"]
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
    there = study.places()
    return [place for place in row_tuples(design_of(study), PLACE) if place not in there]


def digest_of_keys(keys: Iterable[str]) -> str:
    """One digest over many keys."""
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()


def places_in(good: list[Path]) -> list[Place] | None:
    """The runs that a damaged part held, from its sound half; None where neither is."""
    import duckdb

    if not good:
        return None
    with duckdb.connect() as db:
        sql = f"SELECT DISTINCT {', '.join(PLACE)} FROM {sql_files(good[:1])} ORDER BY ALL"
        return db.sql(sql).fetchall()


def quarantine_files(study: Study, files: list[Path]) -> None:
    """Move files out of the study; nothing is deleted."""
    aside = study.folder / DAMAGED
    aside.mkdir(exist_ok=True)
    for file in files:
        file.replace(aside / f"{file.parent.name}-{file.name}")


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
                for folder in (study.folder, study.folder / RUNS, study.folder / MONTHS):
                    yield from folder.glob(f"{UNFINISHED}*")
                kept, months = study.run_parts(), part_files(study.folder / MONTHS)
                yield from (part for number, part in months.items() if number not in kept)
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
