"""The folder of an explanation: what is said as data, its tables, and what other writers add."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sim.core.records import Row
from sim.results.folder import FolderWriter, csv_rows, write_results_folder
from sim.study.store.study import Study


def write_explanation(
    folder: Path,
    data: Row,
    studies: Sequence[Study],
    tables: Mapping[str, Sequence[Row]],
    more: Iterable[FolderWriter] = (),
) -> Path:
    """Write an explanation into a new folder and return its path.

    meta.json has all that is said with what it takes to make it again, and each table is a CSV.
    """

    about = {**studies[0].environment, "asked": [s.spec["about"] for s in studies], **data}
    rows = ((name, csv_rows(name, records)) for name, records in tables.items())
    return write_results_folder(folder, about, rows, more)
