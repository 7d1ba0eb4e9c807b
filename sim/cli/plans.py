"""Look into plans, and begin one of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from sim.cli import options
from sim.cli.help import Command, Topic, WordChoice
from sim.cli.options import command_with_language, parse_readings, print_json
from sim.words.catalogue import say

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


def plans_command(as_json: bool) -> None:
    """List the plans there are."""
    from sim.report.subjects import listing

    data = listing.plan_list()
    print_json(data) if as_json else listing.show_plans(data)


def policies_command(plan: str, as_json: bool) -> None:
    """List a plan's policies."""
    from sim.report.subjects import listing

    data = listing.policy_list(plan)
    print_json(data) if as_json else listing.show_policies(data)


def check_command(plan: str, policy: str, readings: tuple[str, ...], as_json: bool) -> None:
    """Read a plan, and say what of it is the document's, what is assumed and what cannot be measured."""
    from sim.report.subjects.plan import read_validated_scenario, show_contents
    from sim.results.plan_contents import scenario_contents

    data = scenario_contents(read_validated_scenario(plan, policy, parse_readings(readings)))
    print_json(data) if as_json else show_contents(data)


def new_command(name: str, out: str | None, yes: bool, **given: str | None) -> None:
    """Write a plan of one's own to begin with, asking what is not said where someone is there to answer."""
    from sim.cli import questions
    from sim.plan import new as new_plan

    place = questions.ask_place(name, given, questions.is_interactive() and not yes)
    questions.show_new_plan(new_plan.create_plan(place, Path(out or ".")), place)


def schema_command(kind: str, write: str | None) -> None:
    """Print the JSON Schema of scenario and study files, or write it."""
    from sim.plan import json_schema
    from sim.study.design import json_schema as all_files

    if write is None:
        text = all_files.all_schemas()[all_files.FILES[kind]]
        return click.echo(text if options.output_is_utf8() else options.escape_json(text), nl=False)
    for path in json_schema.write_schemas(
        Path(write), all_files.all_schemas(), all_files.FILES[kind]
    ):
        click.echo(say("written_to", folder=path))


def plan_commands() -> list[Command]:
    """plans, policies, check, new, schema."""
    as_json = options.json_option()
    return [
        command_with_language("plans", plans_command, say("help_plans"), as_json),
        command_with_language(
            "policies", policies_command, say("help_policies"), options.plan_argument(), as_json
        ),
        command_with_language(
            "check",
            check_command,
            say("help_check"),
            options.plan_argument(),
            options.policy_option(),
            options.reading_option(),
            as_json,
        ),
        command_with_language(
            "new",
            new_command,
            say("help_new"),
            click.Argument(["name"], metavar="NAME"),
            *(
                click.Option([name], metavar=metavar, help=say(text))
                for name, metavar, text in ASKED
            ),
            click.Option(["--out"], metavar="DIR", help=say("option_parent")),
            click.Option(["--yes"], is_flag=True, help=say("option_yes")),
        ),
        command_with_language(
            "schema",
            schema_command,
            say("help_schema"),
            click.Argument(
                ["kind"],
                type=WordChoice("plan", "policy", "study"),
                default="plan",
                metavar="[KIND]",
            ),
            click.Option(["--write"], metavar="FILE", help=say("option_write_schema")),
        ),
    ]


TOPIC = Topic("topic_plans", plan_commands)
