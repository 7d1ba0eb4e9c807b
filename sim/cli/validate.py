"""Hold the model against published facts."""

from pathlib import Path

from sim.cli.options import show_result
from sim.cli.progress import progress_reporter


def validate_command(
    quick: bool,
    country: str,
    rows: str | None,
    seed: int,
    jobs: int | None,
    out: str | None,
    as_json: bool,
) -> None:
    """Measure every row of the scorecard, show it, and write a folder of results."""
    from sim.report.render.files import document_writers
    from sim.report.subjects import scorecard
    from sim.results import folder as results_folder
    from sim.results import scorecard_folder
    from sim.validation.validate import select_rows
    from sim.validation.validate import validate_model as measure

    wanted = select_rows(
        country, [name.strip() for name in rows.split(",") if name.strip()] if rows else ()
    )
    folder = Path(out or scorecard_folder.default_scorecard_folder(country, quick, seed))
    results_folder.check_results_place(folder)
    with progress_reporter(as_json) as progress:
        card = measure(wanted, country, quick, seed, jobs, progress)
    data = scorecard.scorecard_data(card)
    made = scorecard.scorecard_report(data, card)
    written = scorecard_folder.write_scorecard(
        card, data, folder, document_writers(made, report=False)
    )
    show_result(made, data, written, as_json=as_json)
