"""What can be taken away from the page: the folder that `fuhua compare` writes, whole or one file
of it.
"""

import io
import tempfile
import zipfile
from pathlib import Path

from sim.app.components.widgets import DRAWING
from sim.app.pages.decide.comparison import ComparisonSnapshot
from sim.report.document import ReportDocument
from sim.report.render.files import WRITERS, document_writers
from sim.results.comparison_folder import TABLES, write_comparison
from sim.results.folder import csv_rows, write_csv

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILES = {  # what can be taken, how it is offered, and what kind of file it is
    "report.html": ("decide_file_html", "text/html"),
    "report.docx": ("decide_file_docx", WORD),
    "differences.csv": ("decide_file_csv", "text/csv"),
    "comparison.zip": ("decide_file_zip", "application/zip"),
}


def download_bytes(standing: ComparisonSnapshot, report: ReportDocument, name: str) -> bytes:
    """One of these files with the report as the page shows it."""
    with DRAWING, tempfile.TemporaryDirectory(prefix="fuhua-") as own:
        if name in WRITERS:
            return WRITERS[name](report)
        place = Path(own) / name
        if name == "differences.csv":
            write_csv(place, csv_rows("differences", TABLES["differences"](standing.data)))
            return place.read_bytes()
        writers = document_writers(report)
        return zip_folder(write_comparison(standing.found, place, standing.about, writers))


def zip_folder(folder: Path) -> bytes:
    """The files of a folder as one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in sorted(folder.iterdir()):
            archive.write(each, each.name)
    return out.getvalue()
