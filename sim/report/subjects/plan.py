"""What a plan file holds: what its document says, what was assumed and why, what cannot be measured and why."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from sim.core.errors import UserError
from sim.plan.files import plan_file_path
from sim.plan.readings import DEFAULT
from sim.report.numbers import format_quantity, row_name, target_requirement
from sim.report.render.terminal import console, screen_table
from sim.report.subjects.read_as import reading_effects, readings_sentence
from sim.scenario.scenario import load, policies
from sim.words.catalogue import say, text_in_language
from sim.words.run import MEANS


def read_validated_scenario(plan: str, policy: str, readings: Mapping[str, str]) -> Any:
    """The scenario; with the plan itself every policy and reading is read too, so that all faults are told at once."""
    lines: list[str] = []
    for one in (
        policies(plan)
        if policy == "plan" and plan_file_path(plan).name == "plan.toml"
        else [policy]
    ):
        lines += plan_faults(plan, one, readings)
    if lines:
        raise UserError("\n".join(dict.fromkeys(lines)))
    scenario = load(plan, policy, readings=readings)
    for reading in scenario.readings if policy == "plan" else ():
        for way in reading.alternatives:
            found = plan_faults(plan, policy, {reading.id: way.name}) if way.changes else []
            lines += [
                line
                if f" reading.{reading.id}." in line
                else say("reading_under", line=line, id=reading.id, way=way.name)
                for line in found
            ]
    if lines:
        raise UserError("\n".join(dict.fromkeys(lines)))
    return scenario


def plan_faults(plan: str, policy: str, readings: Mapping[str, str]) -> list[str]:
    """What is wrong with a plan under a policy, read in a way."""
    try:
        load(plan, policy, readings=readings)
    except UserError as fault:
        return str(fault).split("\n")
    return []


def show_contents(data: Mapping[str, Any], screen: Console | None = None) -> None:
    """Print a scenario's content."""
    screen, plan = screen or console(), data["plan"]
    screen.print(
        Text(
            say(
                "title",
                plan=row_name(plan),
                policy=row_name({"zh": plan["policy_zh"], "en": plan["policy_en"]}),
            ),
            "bold",
        )
    )
    screen.print(Text(plan["document"], "dim"))
    if read := readings_sentence(plan["read_as"]):
        screen.print(Text(read))
    screen.print(
        Text(
            say(
                "check_summary",
                first=plan["first"],
                last=plan["last"],
                targets=len(data["targets"]),
                instruments=len(data["instruments"]),
                assumed=len(data["assumed"]),
            )
        )
    )
    show_document_rows(
        screen,
        say("check_baselines"),
        data["baselines"],
        say("column_value_plain"),
        lambda r: format_quantity(r["value"], r["unit"]),
    )
    show_document_rows(
        screen,
        say("check_terms"),
        data["terms"],
        say("column_means"),
        lambda r: text_in_language(MEANS[r["means"]]),
    )
    show_document_rows(
        screen, say("check_targets"), data["targets"], say("column_line_plain"), target_demand
    )
    show_document_rows(
        screen,
        say("check_points"),
        data["points"],
        say("column_line_plain"),
        lambda r: (
            f"{r['comparator']} {format_quantity(r['value'], r['unit'])}"
            if r["measure"]
            else row_name(r["why"])
        ),
    )
    show_readings(screen, data["readings"])
    show_document_rows(
        screen,
        say("check_lost"),
        data["lost"],
        say("column_instead"),
        lambda r: row_name(r["note"]),
    )
    show_document_rows(
        screen,
        say("check_instruments"),
        data["instruments"],
        say("column_levers"),
        lambda r: ", ".join(r["levers"]) or say("builds"),
    )
    if data["assumed"]:
        made = screen_table(
            f"{say('check_assumed')} ({len(data['assumed'])})",
            say("column_key"),
            say("column_value_plain"),
            kept=(0,),
        )
        for reason, rows in itertools.groupby(data["assumed"], lambda r: r["reason"]):
            made.add_section()
            for r in rows:
                made.add_row(Text(r["key"]), Text(format_quantity(r["value"], r["unit"])))
            made.add_row(Text(""), Text(reason, "dim"))
        screen.print(made)
    show_document_rows(
        screen,
        say("unmeasured"),
        data["not_measured"],
        say("column_why"),
        lambda r: row_name(r["why"]),
    )
    show_document_rows(
        screen,
        say("check_not_modelled"),
        data["not_modelled"],
        say("column_why"),
        lambda r: row_name(r["why"]),
    )


def show_readings(screen: Console, rows: list[Mapping[str, Any]]) -> None:
    """Print what can be read in more than one way, with what each other way changes."""
    if not rows:
        return
    made = screen_table(
        f"{say('check_readings')} ({len(rows)})",
        say("column_id"),
        say("column_way"),
        say("column_what"),
        say("column_changes"),
        kept=(1,),
    )
    for r in rows:
        made.add_section()
        made.add_row(
            Text(r["id"]), Text(""), Text(row_name(r)).append("  " + r["section"], "dim"), Text("")
        )
        for way in [{"name": DEFAULT, **r["default"], "counts": [], "changes": []}, *r["ways"]]:
            mark = say("reading_taken") if way["name"] == r["chosen"] else ""
            made.add_row(
                Text(""),
                Text(way["name"] + mark),
                Text(row_name(way)),
                Text("\n".join(reading_effects(way))),
            )
    screen.print(made)


def target_demand(row: Mapping[str, Any]) -> str:
    """What a target asks, by when, and how it was read."""
    parts = [
        f"{target_requirement(row)}, {row['deadline']}",
        row_name(row["reading"]),
        "" if row["chosen"] else say("not_chosen"),
    ]
    return "; ".join(p for p in parts if p)


def show_document_rows(
    screen: Console, title: str, rows: list[Mapping[str, Any]], heading: str, shown: Any
) -> None:
    """Print rows of the document with their section and one thing more."""
    if not rows:
        return
    made = screen_table(
        f"{title} ({len(rows)})",
        say("column_id"),
        say("column_name"),
        heading,
        say("column_section"),
        kept=(0,),
    )
    for r in rows:
        made.add_row(Text(r["id"]), Text(row_name(r)), Text(shown(r)), Text(r["section"], "dim"))
    screen.print(made)
