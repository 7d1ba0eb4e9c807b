"""The folder of an explanation: what is said as data, its tables, and what other writers add."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sim.results.folder import FolderWriter, Row, make_results_folder, write_csv, write_meta
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

    def write_tables(making: Path) -> None:
        for title, rows in tables.items():
            write_csv(making / f"{title}.csv", rows)
        asked = [s.spec["about"] for s in studies]
        write_meta(making, {**studies[0].environment, "asked": asked, **data})

    return make_results_folder(folder, write_tables, *more)
