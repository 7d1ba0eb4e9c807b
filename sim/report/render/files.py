"""The report of a study as files: a web page and a Word file, each whole or not there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.core.errors import UserError
from sim.report.document import Document
from sim.report.figures import frontier
from sim.report.figures.style import Picture
from sim.report.render import docx, html, pictures
from sim.report.subjects import comparison_document
from sim.report.subjects.run import document
from sim.results.comparison_folder import COMPARISON, NEEDED
from sim.results.read_back import of_today, opened, read_about
from sim.words.catalogue import say

WRITERS = {"report.html": html.page, "report.docx": docx.file}


def write(
    ensemble: Any, about: Mapping[str, Any], drawn: Mapping[str, Picture], folder: Path
) -> list[Path]:
    """Write the report of runs into a folder that is there."""
    return put(document(ensemble, about, drawn), folder)


def put(made: Document, folder: Path) -> list[Path]:
    """Write a report in every format into a folder that is there; what stood there before stays until the new file is whole."""
    contents = {name: writer(made) for name, writer in WRITERS.items()}
    unfinished = {folder / name: folder / f".{name}.{os.getpid()}" for name in contents}
    try:
        for path, new in unfinished.items():
            new.write_bytes(contents[path.name])
        for path, new in unfinished.items():
            os.replace(new, path)
    finally:
        for new in unfinished.values():
            new.unlink(missing_ok=True)
    return list(unfinished)


def report(folder: Path, out: Path | None = None) -> list[Path]:
    """Write the report of a folder of results, there or in another folder; UserError where either cannot be used."""
    about = read_about(Path(folder))
    compared = about.get("kind") == COMPARISON
    stored = None if compared else opened(folder)
    out = Path(out or folder)
    try:
        out.mkdir(parents=True, exist_ok=True)
        if compared:
            of_today(folder, about, NEEDED, "compare")
            return put(
                comparison_document.document(about, frontier.pictures(about["summary"])), out
            )
        return write(stored, stored.about, pictures.pictures(stored, stored.about["summary"]), out)
    except OSError as fault:
        raise UserError(say("report_failed", path=out, fault=fault.strerror or fault)) from fault
