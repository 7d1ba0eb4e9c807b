"""The report of a study as files: a web page and a Word file, each whole or not there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.core.errors import UserError
from sim.report.document import ReportDocument
from sim.report.figures import frontier
from sim.report.figures.style import Picture
from sim.report.render import docx, html, pictures
from sim.report.subjects import comparison_document
from sim.report.subjects.run import run_report
from sim.results.comparison_folder import COMPARISON, NEEDED
from sim.results.read_back import open_results, read_metadata, require_current_metadata
from sim.words.catalogue import say

WRITERS = {"report.html": html.html_page, "report.docx": docx.docx_bytes}


def write_run_report(
    ensemble: Any, about: Mapping[str, Any], drawn: Mapping[str, Picture], folder: Path
) -> list[Path]:
    """Write the report of runs into a folder that is there."""
    return write_document(run_report(ensemble, about, drawn), folder)


def write_document(made: ReportDocument, folder: Path) -> list[Path]:
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


def write_folder_report(folder: Path, out: Path | None = None) -> list[Path]:
    """Write the report of a folder of results, there or in another folder; UserError where either cannot be used."""
    about = read_metadata(Path(folder))
    compared = about.get("kind") == COMPARISON
    stored = None if compared else open_results(folder)
    out = Path(out or folder)
    try:
        out.mkdir(parents=True, exist_ok=True)
        if compared:
            require_current_metadata(folder, about, NEEDED, "compare")
            return write_document(
                comparison_document.comparison_report(
                    about, frontier.comparison_pictures(about["summary"])
                ),
                out,
            )
        return write_run_report(
            stored, stored.about, pictures.run_pictures(stored, stored.about["summary"]), out
        )
    except OSError as fault:
        raise UserError(say("report_failed", path=out, fault=fault.strerror or fault)) from fault
