"""Look into plans, and begin one of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from sim.cli import options
from sim.cli.help import Command, OneOf
from sim.cli.options import chosen, command, put_json
from sim.words.catalogue import say

HEADING = "topic_plans"
ASKED = (
    ("--kind", "district|city|zone", "option_kind"),
    ("--population", "150万", "option_population"),
    ("--zh", "NAME", "option_zh"),
    ("--en", "NAME", "option_en"),
    ("--first", "2024-01", "option_first"),
    ("--last", "2026-12", "option_last"),
    ("--firms", "N", "option_firms"),
    ("--budget", "3000万元", "option_budget"),
)


def plans(as_json: bool) -> None:
    """List the plans there are."""
    from sim.report.subjects import listing

    data = listing.plans()
    put_json(data) if as_json else listing.show_plans(data)


def policies(plan: str, as_json: bool) -> None:
    """List a plan's policies."""
    from sim.report.subjects import listing

    data = listing.policies(plan)
    put_json(data) if as_json else listing.show_policies(data)


def check(plan: str, policy: str, readings: tuple[str, ...], as_json: bool) -> None:
    """Read a plan, and say what of it is the document's, what is assumed and what cannot be measured."""
    from sim.report.subjects.plan import contents, read, show_contents

    data = contents(read(plan, policy, chosen(readings)))
    put_json(data) if as_json else show_contents(data)


def new(name: str, out: str | None, yes: bool, **given: str | None) -> None:
    """Write a plan of one's own to begin with, asking what is not said where someone is there to answer."""
    from sim.cli import questions
    from sim.plan import new as new_plan

    place = questions.place(name, given, questions.at_terminal() and not yes)
    questions.show(new_plan.new(place, Path(out or ".")), place)


def schema(kind: str, write: str | None) -> None:
    """Print the JSON Schema of scenario and study files, or write it."""
    from sim.plan import json_schema
    from sim.study.design import json_schema as all_files

    if write is None:
        text = all_files.schemas()[all_files.FILES[kind]]
        return click.echo(text if options.carries_all() else options.escaped(text), nl=False)
    for path in json_schema.write(Path(write), all_files.schemas(), all_files.FILES[kind]):
        click.echo(say("written_to", folder=path))


def commands() -> list[Command]:
    """plans, policies, check, new, schema."""
    as_json = options.as_json()
    return [
        command("plans", plans, say("help_plans"), as_json),
        command("policies", policies, say("help_policies"), options.plan(), as_json),
        command(
            "check",
            check,
            say("help_check"),
            options.plan(),
            options.policy(),
            options.reading(),
            as_json,
        ),
        command(
            "new",
            new,
            say("help_new"),
            click.Argument(["name"], metavar="NAME"),
            *(
                click.Option([name], metavar=metavar, help=say(text))
                for name, metavar, text in ASKED
            ),
            click.Option(["--out"], metavar="DIR", help=say("option_parent")),
            click.Option(["--yes"], is_flag=True, help=say("option_yes")),
        ),
        command(
            "schema",
            schema,
            say("help_schema"),
            click.Argument(
                ["kind"], type=OneOf("plan", "policy", "study"), default="plan", metavar="[KIND]"
            ),
            click.Option(["--write"], metavar="FILE", help=say("option_write_schema")),
        ),
    ]
