"""The report of a folder of results, written again from the folder alone."""

from pathlib import Path

from sim.core.errors import UserError
from sim.report.document import ReportDocument
from sim.report.render.files import write_document
from sim.report.subjects.comparison_document import comparison_report
from sim.report.subjects.run import run_report
from sim.results.comparison_folder import COMPARISON, open_comparison
from sim.results.folder import read_metadata
from sim.results.run_folder import open_results
from sim.words.catalogue import say


def stored_report(folder: Path) -> ReportDocument:
    """The report of runs or of a comparison; UserError where the folder holds neither, or is
    damaged.
    """
    if read_metadata(folder).get("kind") == COMPARISON:
        return comparison_report(open_comparison(folder))
    runs = open_results(folder)
    return run_report(runs, runs.about)


def write_folder_report(folder: Path, out: Path | None = None) -> list[Path]:
    """Write the report of a folder of results, there or in another folder; UserError where either
    cannot be used.
    """
    made = stored_report(Path(folder))
    out = Path(out or folder)
    try:
        out.mkdir(parents=True, exist_ok=True)
        return write_document(made, out)
    except OSError as fault:
        raise UserError(say("report_failed", path=out, fault=fault.strerror or fault)) from fault
