"""A document as files: a web page, a Word file and its figures, each whole or not there."""

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from sim.core.files import atomic_file
from sim.report.document import ReportDocument
from sim.report.render import docx, html

WRITERS = {"report.html": html.html_page, "report.docx": docx.docx_bytes}


def write_document(
    made: ReportDocument, folder: Path, figures: bool = False, report: bool = True
) -> list[Path]:
    """Write a document's figures, as PNG, and its report in every format into a folder that is
    there, where wanted; what stood there stays until all new files are whole.
    """
    drawn = made.figures() if figures else ()
    contents = {folder / f"{figure.id}.png": figure.picture.png for figure in drawn}
    if report:
        contents |= {folder / name: writer(made) for name, writer in WRITERS.items()}
    with ExitStack() as unfinished:
        places = [unfinished.enter_context(atomic_file(path)) for path in contents]
        for place, content in zip(places, contents.values(), strict=True):
            place.write_bytes(content)
    return list(contents)


def document_writers(
    made: ReportDocument, figures: bool = True, report: bool = True
) -> list[Callable[[Path], object]]:
    """What fills a folder of results with a document's figures and with its report, where wanted."""
    return [partial(write_document, made, figures=figures, report=report)]
