"""Look up what a plan can set, which instruments published plans name, and every quantity of the model."""

from __future__ import annotations

import click

from sim.cli import options
from sim.cli.help import Command
from sim.cli.options import command, put_json, put_page
from sim.words.catalogue import say

HEADING = "topic_lookup"


def levers(search: str | None, instrument: str | None, write: str | None, as_json: bool) -> None:
    """List what a plan can set, in full where few are asked for, or write the page on it."""
    from sim.report.subjects import instruments as catalogue
    from sim.report.subjects import showing

    if write is not None:
        return put_page(write, catalogue.markdown())
    data = catalogue.levers(search, instrument)
    if as_json:
        return put_json(data)
    showing.show_levers(data, instrument, search is not None or instrument is not None)


def instruments(plan: str | None, search: str | None, as_json: bool) -> None:
    """List the instruments that published plans name."""
    from sim.report.subjects import instruments as catalogue
    from sim.report.subjects import showing

    data = catalogue.instruments(plan, search)
    put_json(data) if as_json else showing.show_instruments(data, plan, search is not None)


def fields(write: str | None, as_json: bool) -> None:
    """Print the catalogue of every quantity in the model, or write it to a file."""
    from sim.report.subjects.fields import catalogue, markdown

    if as_json:
        return put_json(catalogue())
    if write is None:
        return click.echo(markdown(), nl=False)
    put_page(write, markdown())


def commands() -> list[Command]:
    """levers, instruments, fields."""
    search = click.Option(["--search"], metavar="WORD", help=say("option_search"))
    page = click.Option(["--write"], metavar="FILE", help=say("option_write"))
    as_json = options.as_json()
    return [
        command(
            "levers",
            levers,
            say("help_levers"),
            search,
            click.Option(["--instrument"], metavar="NAME", help=say("option_instrument")),
            page,
            as_json,
        ),
        command(
            "instruments",
            instruments,
            say("help_instruments"),
            click.Option(["--plan"], metavar="NAME", help=say("option_document")),
            search,
            as_json,
        ),
        command("fields", fields, say("help_fields"), page, as_json),
    ]
