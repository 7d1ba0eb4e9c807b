"""Look up what a plan can set, which instruments published plans name, and every quantity of the model."""

from __future__ import annotations

import click

from sim.cli import options
from sim.cli.help import Command, Topic
from sim.cli.options import command_with_language, print_json, write_page
from sim.words.catalogue import say


def levers_command(
    search: str | None, instrument: str | None, write: str | None, as_json: bool
) -> None:
    """List what a plan can set, in full where few are asked for, or write the page on it."""
    from sim.report.render.markdown import markdown_page
    from sim.report.render.terminal import show_document
    from sim.report.subjects import instruments as catalogue

    if write is not None:
        return write_page(write, markdown_page(catalogue.instruments_page()))
    data = catalogue.lever_rows(search, instrument)
    if as_json:
        return print_json(data)
    show_document(catalogue.levers_document(data, instrument, search is not None))


def instruments_command(plan: str | None, search: str | None, as_json: bool) -> None:
    """List the instruments that published plans name."""
    from sim.report.render.terminal import show_document
    from sim.report.subjects import instruments as catalogue

    data = catalogue.instrument_rows(plan, search)
    if as_json:
        return print_json(data)
    show_document(catalogue.instruments_document(data, plan, search is not None))


def fields_command(write: str | None, as_json: bool) -> None:
    """Print the catalogue of every quantity in the model, or write it to a file."""
    from sim.report.render.markdown import markdown_page
    from sim.report.subjects.fields import field_catalogue, fields_page

    if as_json:
        return print_json(field_catalogue())
    page = markdown_page(fields_page())
    click.echo(page, nl=False) if write is None else write_page(write, page)


def lookup_commands() -> list[Command]:
    """levers, instruments, fields."""
    search = click.Option(["--search"], metavar="WORD", help=say("option_search"))
    page = click.Option(["--write"], metavar="FILE", help=say("option_write"))
    as_json = options.json_option()
    return [
        command_with_language(
            "levers",
            levers_command,
            say("help_levers"),
            search,
            click.Option(["--instrument"], metavar="NAME", help=say("option_instrument")),
            page,
            as_json,
        ),
        command_with_language(
            "instruments",
            instruments_command,
            say("help_instruments"),
            click.Option(["--plan"], metavar="NAME", help=say("option_document")),
            search,
            as_json,
        ),
        command_with_language("fields", fields_command, say("help_fields"), page, as_json),
    ]


TOPIC = Topic("topic_lookup", lookup_commands)
