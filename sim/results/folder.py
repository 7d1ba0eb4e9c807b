"""What every folder of results has in common: it is complete or not there, and its tables and
meta.json are written alike.

Everything is made in a hidden folder beside the final one and renamed at the end; a folder that
exists is never written into.
"""

import csv
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from sim.core.errors import UserError
from sim.core.files import read_declarations, rename_folder, temporary_beside
from sim.core.records import Record, Row
from sim.scenario.parameter_sets import CENTRAL
from sim.scenario.scenario import Scenario
from sim.words.catalogue import say, user_error

COMPARISON = "comparison"  # what meta.json calls the folder of a comparison
FolderWriter = Callable[[Path], object]  # adds files to a folder that is being made
COLUMNS: dict[str, list[str]] = read_declarations(__file__, "columns.toml")


def write_results_folder(
    folder: Path,
    about: Row,
    tables: Iterable[tuple[str, Sequence[Row]]],
    writers: Iterable[FolderWriter] = (),
    meta: str = "meta.json",
) -> Path:
    """Make a folder of results from what it is about, its named tables and what `writers` add;
    return its path, which ends in -2, -3 ... where the name is taken.

    Raises UserError where it cannot be made or filled; then nothing is left of it.
    """
    folder = Path(folder)
    check_results_place(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        with temporary_beside(folder) as making:
            making.mkdir()
            for name, rows in tables:
                write_csv(making / f"{name}.csv", rows)
            text = json.dumps(about, ensure_ascii=False, indent=1)
            (making / meta).write_text(text + "\n", "utf-8", newline="\n")
            for write in writers:
                write(making)
            return rename_folder(making, folder, numbered=True)
    except OSError as fault:
        raise user_error("out_failed", path=folder, fault=fault.strerror or fault) from fault


def check_results_place(folder: Path) -> None:
    """UserError where a folder of results could not be made there; nothing stays."""
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise user_error("out_is_file", path=folder)
    there = next((p for p in folder.absolute().parents if p.exists()), None)
    try:
        os.rmdir(tempfile.mkdtemp(prefix=".fuhua-", dir=there))  # permission bits do not tell all
    except OSError:
        raise user_error("out_not_writable", path=folder, there=there) from None


def nature_suffix(scenario: Scenario) -> str:
    """How the name of a folder ends whose runs all have the declared natural parameters, where no
    digest tells it.
    """
    return "" if scenario.natures else f"-{CENTRAL}"


def write_csv(path: Path, rows: Sequence[Row]) -> None:
    """A table that Excel opens with its Chinese headings intact."""
    with open(path, "w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, list(rows[0]) if rows else ["empty"])
        writer.writeheader()
        writer.writerows(rows)


def csv_rows(table: str, records: Iterable[Row]) -> list[Row]:
    """Records as a table on disk has them: the columns of `columns.toml`, or all of them where it
    names none.
    """
    columns = COLUMNS.get(table)
    return [select_columns(r, *columns) if columns else r for r in records]


def select_columns(row: Row, *columns: str) -> Record:
    """Some columns of a row in this order, written as in `columns.toml`; KeyError where a needed
    one is absent.
    """
    found: Record = {}
    for column in columns:
        path, _, name = column.partition(" as ")
        value, keys = row, path.rstrip("?").split(".")
        for key in keys:
            value = value.get(key, {}) if path.endswith("?") else value[key]
        found |= value if name == "*" else {name or "_".join(keys): "" if value == {} else value}
    return found


def json_copy(about: Row) -> Record:
    """Data as they will be read back from a file: tuples are lists, keys are texts."""
    return json.loads(json.dumps(about))


def read_metadata(folder: Path, needed: Sequence[str] = (), command: str = "") -> Record:
    """The folder's meta.json; UserError that says what was given instead, or that it lacks something
    that reports tell of, where `command` makes the folder anew.
    """
    if not folder.is_dir():
        given = "stored_is_file" if folder.exists() else "stored_absent"
        raise user_error(given, folder=folder)
    if not (folder / "meta.json").is_file():
        inside = sorted(p.parent.name for p in folder.glob("*/meta.json"))
        help = say("stored_choose", names=", ".join(inside[:5])) if inside else say("stored_make")
        raise user_error("stored_no_results", folder=folder, help=help)
    try:
        about = json.loads((folder / "meta.json").read_text("utf-8"))
    except (OSError, ValueError) as fault:
        raise damaged_file_error(folder, "meta.json", fault) from None
    if not isinstance(about, dict):
        raise damaged_file_error(folder, "meta.json", type(about).__name__)
    if missing := ", ".join(key for key in needed if key not in about):
        raise user_error("stored_older", folder=folder, missing=missing, command=command)
    return about


def damaged_file_error(folder: Path, file: str, fault: object) -> UserError:
    """What to say of a file that cannot be read."""
    return user_error("stored_damaged", folder=folder, file=file, fault=fault)
