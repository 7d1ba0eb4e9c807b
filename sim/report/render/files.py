"""A document as files: a web page, a Word file and its figures, each whole or not there."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from sim.core.files import atomic_file
from sim.report.document import ReportDocument
from sim.report.render import docx, html

WRITERS = {"report.html": html.html_page, "report.docx": docx.docx_bytes}


def write_document(made: ReportDocument, folder: Path) -> list[Path]:
    """Write a report in every format into a folder that is there; what stood there stays until all
    new files are whole.
    """
    contents = {folder / name: writer(made) for name, writer in WRITERS.items()}
    with ExitStack() as unfinished:
        places = [unfinished.enter_context(atomic_file(path)) for path in contents]
        for place, content in zip(places, contents.values(), strict=True):
            place.write_bytes(content)
    return list(contents)


def write_figures(made: ReportDocument, folder: Path) -> list[Path]:
    """Write a document's figures into a folder as PNG."""
    paths = {folder / f"{figure.id}.png": figure.picture.png for figure in made.figures()}
    for path, content in paths.items():
        path.write_bytes(content)
    return list(paths)


def document_writers(
    made: ReportDocument, figures: bool = True, report: bool = True
) -> list[Callable[[Path], object]]:
    """What fills a folder of results with a document's figures and with its report, where wanted."""
    return [
        partial(write, made)
        for write, wanted in ((write_figures, figures), (write_document, report))
        if wanted
    ]
