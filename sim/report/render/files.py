"""A document as files: a web page, a Word file and its figures, each whole or not there."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from sim.core.errors import UserError
from sim.report.document import Picture, ReportDocument
from sim.report.render import docx, html
from sim.report.subjects import comparison_document
from sim.report.subjects.run import run_report
from sim.results.comparison_folder import COMPARISON, NEEDED
from sim.results.read_back import open_results, read_metadata, require_current_metadata
from sim.words.catalogue import say

WRITERS = {"report.html": html.html_page, "report.docx": docx.docx_bytes}


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


def write_figures(made: ReportDocument, folder: Path) -> list[Path]:
    """Write a document's figures into a folder as PNG."""
    return [write_picture(figure.picture, folder / f"{figure.id}.png") for figure in made.figures()]


def document_writers(
    made: ReportDocument, figures: bool = True, report: bool = True
) -> list[Callable[[Path], object]]:
    """What fills a folder of results with a document's figures and with its report, where wanted."""
    return [
        partial(write, made)
        for write, wanted in ((write_figures, figures), (write_document, report))
        if wanted
    ]


def write_picture(picture: Picture, path: Path) -> Path:
    """Write one picture as PNG."""
    path.write_bytes(picture.png)
    return path


def write_folder_report(folder: Path, out: Path | None = None) -> list[Path]:
    """Write the report of a folder of results, there or in another folder; UserError where either cannot be used."""
    about = read_metadata(Path(folder))
    if about.get("kind") == COMPARISON:
        require_current_metadata(folder, about, NEEDED, "compare")
        made = comparison_document.comparison_report(about)
    else:
        stored = open_results(folder)
        made = run_report(stored, stored.about)
    out = Path(out or folder)
    try:
        out.mkdir(parents=True, exist_ok=True)
        return write_document(made, out)
    except OSError as fault:
        raise UserError(say("report_failed", path=out, fault=fault.strerror or fault)) from fault
