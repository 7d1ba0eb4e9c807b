"""A scorecard on disk: a folder with the table, its data, its figures and everything needed to make
them again.
"""

from collections.abc import Iterable
from pathlib import Path

from sim.core import digests
from sim.core.records import Row
from sim.results.defaults import RESULTS
from sim.results.folder import FolderWriter, csv_rows, write_results_folder
from sim.runs.ensemble import software_versions
from sim.validation.reference_city import reference_scenario
from sim.validation.validate import Scorecard


def default_scorecard_folder(country: str, quick: bool, seed: int) -> Path:
    """results/scorecard-china-1a2b3c4d-seed1, in the current folder."""
    name = f"scorecard-{country}-{digests.SOURCE_DIGEST[:8]}-{'quick-' if quick else ''}seed{seed}"
    return RESULTS / name


def write_scorecard(
    card: Scorecard, data: Row, folder: Path, more: Iterable[FolderWriter] = ()
) -> Path:
    """Write a scorecard into a new folder with what `more` writers add, and return its path.

    UserError where that fails, and nothing is left.
    """
    about = {
        **software_versions(),
        "scenario_digest": reference_scenario().digest,
        "seed_list": [str(seed) for seed in card.seeds],
        "failures": [list(failure) for failure in card.failures],
        **data,
    }
    tables = [("scorecard", csv_rows("scorecard", scorecard_records(data)))]
    return write_results_folder(folder, about, tables, more, "scorecard.json")


def scorecard_records(data: Row) -> list[Row]:
    """One line a row, flat; what was not published is empty."""
    lines: list[Row] = []
    for r in data["rows"]:
        fact = r["published"]
        low, high = fact["band"] or ("", "")
        published = {key: fact[key] or "" for key in ("spread", "sign")}
        published["value"] = "" if fact["value"] is None else fact["value"]
        flat = {"published": published, "low": low, "high": high}
        flags = {key: int(r[key]) for key in ("passed", "evidence")}
        lines.append({**r, **flat, **flags, "given_by": " ".join(r["given_by"])})
    return lines
