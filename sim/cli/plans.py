"""Look into plans, and begin one of one's own."""

from pathlib import Path

import click

from sim.cli.options import escape_json, output_is_utf8, parse_readings, show_data
from sim.words.catalogue import say


def plans_command(as_json: bool) -> None:
    """List the plans there are."""
    from sim.report.subjects.studies import plan_list, plans_document

    data = plan_list()
    show_data(data, lambda: plans_document(data), as_json)


def policies_command(plan: str, as_json: bool) -> None:
    """List a plan's policies."""
    from sim.report.subjects.studies import policies_document, policy_list

    data = policy_list(plan)
    show_data(data, lambda: policies_document(data), as_json)


def check_command(plan: str, policy: str, readings: tuple[str, ...], as_json: bool) -> None:
    """Read a plan, and say what of it is the document's, what is assumed and what cannot be
    measured.
    """
    from sim.report.subjects.plan import plan_document, read_validated_scenario
    from sim.results.plan_contents import scenario_contents

    data = scenario_contents(read_validated_scenario(plan, policy, parse_readings(readings)))
    show_data(data, lambda: plan_document(data), as_json)


def new_command(name: str, out: str | None, yes: bool, **given: str | None) -> None:
    """Write a plan of one's own to begin with, asking what is not said where someone is there to
    answer.
    """
    from sim.cli import questions
    from sim.plan import new as new_plan
    from sim.scenario.scenario import plan_cost

    place = questions.ask_place(name, given, questions.is_interactive() and not yes)
    made = new_plan.create_plan(place, Path(out or "."), plan_cost)
    questions.show_new_plan(made, place)


def schema_command(kind: str, write: str | None) -> None:
    """Print the JSON Schema of scenario and study files, or write it."""
    from sim.plan import json_schema
    from sim.study.design import json_schema as all_files

    if write is None:
        text = all_files.all_schemas()[all_files.FILES[kind]]
        click.echo(text if output_is_utf8() else escape_json(text), nl=False)
        return
    for path in json_schema.write_schemas(
        Path(write), all_files.all_schemas(), all_files.FILES[kind]
    ):
        click.echo(say("written_to", folder=path))
