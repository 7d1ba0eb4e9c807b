"""A scorecard on disk: a folder with the table, its data, its figures and everything needed to make
them again.
"""

from collections.abc import Iterable
from pathlib import Path

from sim.core import digests
from sim.results.defaults import RESULTS
from sim.results.folder import (
    FolderWriter,
    Record,
    Row,
    csv_row,
    make_results_folder,
    write_csv,
    write_meta,
)
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

    def write_tables(making: Path) -> None:
        write_csv(making / "scorecard.csv", scorecard_csv_rows(data))
        write_meta(making, {**scorecard_provenance(card), **data}, "scorecard.json")

    return make_results_folder(folder, write_tables, *more)


def scorecard_provenance(card: Scorecard) -> Record:
    """Everything needed to make these numbers again."""
    return {
        **software_versions(),
        "scenario_digest": reference_scenario().digest,
        "seed_list": [str(seed) for seed in card.seeds],
        "failures": [list(failure) for failure in card.failures],
    }


def scorecard_csv_rows(data: Row) -> list[Row]:
    """One line a row, flat; what was not published is empty."""
    lines: list[Row] = []
    for r in data["rows"]:
        fact = r["published"]
        low, high = fact["band"] or ("", "")
        flags = {key: int(r[key]) for key in ("passed", "evidence")}
        published = {key: fact[key] or "" for key in ("spread", "sign")}
        published["value"] = "" if fact["value"] is None else fact["value"]
        given_by = " ".join(r["given_by"])
        lines.append(
            csv_row(
                "scorecard",
                {**r, **flags},
                published=published,
                low=low,
                high=high,
                given_by=given_by,
            )
        )
    return lines
