"""What can be taken away from the page: the folder that `fuhua compare` writes, whole or one file of it."""

from __future__ import annotations

import io
import tempfile
import threading
import zipfile
from pathlib import Path

from sim.app.pages.decide.comparison import ComparisonSnapshot
from sim.report.render.files import document_writers
from sim.report.subjects.comparison_document import comparison_report
from sim.results import comparison_folder

KINDS = {  # what can be taken, and what kind of file each is
    "report.html": "text/html",
    "report.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "differences.csv": "text/csv",
    "comparison.zip": "application/zip",
}
_drawing = threading.Lock()  # Matplotlib's settings are those of the whole process


def download_bytes(standing: ComparisonSnapshot, name: str) -> bytes:
    """One of these files, in the visitor's language; it is made in a folder of its own that is gone afterwards."""
    with _drawing, tempfile.TemporaryDirectory(prefix="fuhua-") as own:
        about = comparison_folder.comparison_metadata(standing.found, standing.data)
        report = document_writers(comparison_report(about))
        folder = comparison_folder.write_comparison(
            standing.found, Path(own) / "comparison", about, report
        )
        return zip_folder(folder) if name == "comparison.zip" else (folder / name).read_bytes()


def zip_folder(folder: Path) -> bytes:
    """The files of a folder as one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in sorted(folder.iterdir()):
            archive.write(each, each.name)
    return out.getvalue()
