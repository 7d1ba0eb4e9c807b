"""The report of a folder of results, written again from the folder alone."""

from pathlib import Path

from sim.report.render.files import write_document
from sim.report.subjects.run import run_report
from sim.results.folder import COMPARISON, read_metadata
from sim.results.run_folder import open_results
from sim.words.catalogue import user_error


def write_folder_report(folder: Path, out: Path | None = None) -> list[Path]:
    """Write the report of a folder of runs or of a comparison, there or in another folder;
    UserError where the folder holds neither or is damaged, or the other cannot be used.
    """
    folder = Path(folder)
    out = Path(out or folder)
    if read_metadata(folder).get("kind") == COMPARISON:
        from sim.report.subjects.comparison_document import comparison_report
        from sim.results.comparison_folder import open_comparison

        made = comparison_report(open_comparison(folder))
    else:
        runs = open_results(folder)
        made = run_report(runs, runs.about)
    try:
        out.mkdir(parents=True, exist_ok=True)
        return write_document(made, out)
    except OSError as fault:
        raise user_error("report_failed", path=out, fault=fault.strerror or fault) from fault
