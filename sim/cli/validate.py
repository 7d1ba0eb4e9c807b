"""Hold the model against published facts."""

from __future__ import annotations

from pathlib import Path

import click

from sim.cli import options
from sim.cli.help import Command, Topic, WordChoice
from sim.cli.options import command_with_language, print_json
from sim.words.catalogue import say

COUNTRIES = ("china", "us")


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
    from sim.cli.progress import progress_reporter
    from sim.report.render.files import document_writers
    from sim.report.render.terminal import show_document
    from sim.report.subjects import scorecard
    from sim.results import run_folder, scorecard_folder
    from sim.validation.validate import select_rows
    from sim.validation.validate import validate_model as measure

    wanted = select_rows(
        country, [name.strip() for name in rows.split(",") if name.strip()] if rows else ()
    )
    folder = Path(out) if out else scorecard_folder.default_scorecard_folder(country, quick, seed)
    run_folder.check_results_place(folder)
    with progress_reporter(as_json) as progress:
        card = measure(wanted, country, quick, seed, jobs, progress)
    data = scorecard.scorecard_data(card)
    made = scorecard.scorecard_report(data, card)
    written = scorecard_folder.write_scorecard(
        card, data, folder, document_writers(made, report=False)
    )
    if as_json:
        return print_json({**data, "folder": str(written)})
    show_document(made)
    click.echo("\n" + say("written_to", folder=written))


def validate_commands() -> list[Command]:
    """validate."""
    return [
        command_with_language(
            "validate",
            validate_command,
            say("help_validate"),
            click.Option(["--quick"], is_flag=True, help=say("option_quick")),
            click.Option(
                ["--country"],
                type=WordChoice(*COUNTRIES),
                default="china",
                metavar="|".join(COUNTRIES),
                help=say("option_country"),
            ),
            click.Option(["--rows"], metavar="A,B", help=say("option_rows")),
            options.seed_option(),
            options.jobs_option(),
            options.out_option(),
            options.json_option(),
        )
    ]


TOPIC = Topic("topic_trust", validate_commands)
