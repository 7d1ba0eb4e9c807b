"""The folder of an explanation: what is said as data, its tables, and what other writers add."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.results.run_folder import FolderWriter, make_results_folder, write_csv, write_meta
from sim.study.store.study import Study


def write_explanation(
    folder: Path,
    data: Mapping[str, Any],
    studies: Sequence[Study],
    tables: Mapping[str, list[Mapping[str, Any]]],
    more: Iterable[FolderWriter] = (),
) -> Path:
    """Write an explanation into a new folder and return its path.

    meta.json has all that is said with what it takes to make it again, and each table is a CSV.
    """

    def fill(making: Path) -> None:
        for title, rows in tables.items():
            write_csv(making / f"{title}.csv", rows)
        asked = [s.spec["about"] for s in studies]
        write_meta(making, {**studies[0].environment, "asked": asked, **data})
        for write in more:
            write(making)

    return make_results_folder(folder, fill)
