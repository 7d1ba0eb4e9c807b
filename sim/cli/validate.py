"""Hold the model against published facts."""

from __future__ import annotations

from pathlib import Path

import click

from sim.cli import options
from sim.cli.help import Command, OneOf
from sim.cli.options import command, put_json
from sim.words.catalogue import say

HEADING = "topic_trust"
COUNTRIES = ("china", "us")


def validate(
    quick: bool,
    country: str,
    rows: str | None,
    seed: int,
    jobs: int | None,
    out: str | None,
    as_json: bool,
) -> None:
    """Measure every row of the scorecard, show it, and write a folder of results."""
    from sim.cli.progress import reporter
    from sim.report.subjects import scorecard
    from sim.results import run_folder, scorecard_folder
    from sim.validation.validate import chosen
    from sim.validation.validate import validate as measure

    wanted = chosen(
        country, [name.strip() for name in rows.split(",") if name.strip()] if rows else ()
    )
    folder = Path(out) if out else scorecard_folder.default(country, quick, seed)
    run_folder.check_place(folder)
    with reporter(as_json) as progress:
        card = measure(wanted, country, quick, seed, jobs, progress)
    data = scorecard.data_of(card)
    written = scorecard_folder.write(card, data, folder)
    if as_json:
        return put_json({**data, "folder": str(written)})
    scorecard.show(data)
    click.echo("\n" + say("written_to", folder=written))


def commands() -> list[Command]:
    """validate."""
    return [
        command(
            "validate",
            validate,
            say("help_validate"),
            click.Option(["--quick"], is_flag=True, help=say("option_quick")),
            click.Option(
                ["--country"],
                type=OneOf(*COUNTRIES),
                default="china",
                metavar="|".join(COUNTRIES),
                help=say("option_country"),
            ),
            click.Option(["--rows"], metavar="A,B", help=say("option_rows")),
            options.seed(),
            options.jobs(),
            options.out(),
            options.as_json(),
        )
    ]
