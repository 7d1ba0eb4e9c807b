"""What a plan file holds: what its document says, what was assumed and why, what cannot be measured and why."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping

from sim.core.errors import UserError
from sim.plan.files import plan_file_path
from sim.plan.readings import DEFAULT
from sim.report.document import (
    Block,
    Cell,
    ReportDocument,
    TableRow,
    list_document,
    table_blocks,
    table_row,
)
from sim.report.numbers import Row, format_quantity, row_name, target_requirement
from sim.report.subjects.readings import reading_effects, readings_sentence
from sim.scenario.scenario import Scenario, load, policies
from sim.words.catalogue import say


def read_validated_scenario(plan: str, policy: str, readings: Mapping[str, str]) -> Scenario:
    """The scenario; with the plan itself every policy and reading is read too, so that all faults are told at once."""
    whole = policy == "plan" and plan_file_path(plan).name == "plan.toml"
    require_no_faults(
        line
        for one in (policies(plan) if whole else [policy])
        for line in plan_faults(plan, one, readings)
    )
    scenario = load(plan, policy, readings=readings)
    require_no_faults(
        line
        if f" reading.{reading.id}." in line
        else say("reading_under", line=line, id=reading.id, way=way.name)
        for reading in (scenario.readings if policy == "plan" else ())
        for way in reading.alternatives
        if way.changes
        for line in plan_faults(plan, policy, {reading.id: way.name})
    )
    return scenario


def plan_faults(plan: str, policy: str, readings: Mapping[str, str]) -> list[str]:
    """What is wrong with a plan under a policy, read in a way."""
    try:
        load(plan, policy, readings=readings)
    except UserError as fault:
        return str(fault).split("\n")
    return []


def require_no_faults(lines: Iterable[str]) -> None:
    """UserError with every fault once, where there are any."""
    if found := "\n".join(dict.fromkeys(lines)):
        raise UserError(found)


def plan_document(data: Row) -> ReportDocument:
    """A plan's contents by origin: the document's own rows, how they are read, what is assumed, what is left out."""
    plan = data["plan"]
    policy = row_name({"zh": plan["policy_zh"], "en": plan["policy_en"]})
    counts = {part: len(data[part]) for part in ("targets", "instruments", "assumed")}
    summary = say("check_summary", first=plan["first"], last=plan["last"], **counts)
    lines = (plan["document"], readings_sentence(plan["read_as"]), summary)
    return list_document(
        say("title", plan=row_name(plan), policy=policy),
        [
            *contents_table(data, "baselines", "check_baselines", "column_value_plain", quantity),
            *contents_table(data, "terms", "check_terms", "column_means", term_meaning),
            *contents_table(data, "targets", "check_targets", "column_line_plain", target_demand),
            *contents_table(data, "points", "check_points", "column_line_plain", point_demand),
            *readings_table(data["readings"]),
            *contents_table(data, "lost", "check_lost", "column_instead", named("note")),
            *contents_table(
                data, "instruments", "check_instruments", "column_levers", instrument_levers
            ),
            *assumptions_table(data["assumed"]),
            *contents_table(data, "not_measured", "unmeasured", "column_why", named("why")),
            *contents_table(data, "not_modelled", "check_not_modelled", "column_why", named("why")),
        ],
        *filter(None, lines),
    )


def contents_table(
    data: Row, part: str, title: str, heading: str, value: Callable[[Row], str]
) -> list[Block]:
    """A part's rows with their section and one thing more."""
    rows = data[part]
    return table_blocks(
        part,
        f"{say(title)} ({len(rows)})",
        [say("column_id"), say("column_name"), say(heading), say("column_section")],
        (table_row(r["id"], row_name(r), value(r), Cell(r["section"], small=True)) for r in rows),
        (0.16, 0.3, 0.36, 0.18),
        unbroken=[0],
    )


def quantity(r: Row) -> str:
    """A row's value with its unit."""
    return format_quantity(r["value"], r["unit"])


def named(key: str) -> Callable[[Row], str]:
    """What gives a row's text of that name in the chosen language."""
    return lambda r: row_name(r[key])


def term_meaning(r: Row) -> str:
    """What a term of the document stands for in the model."""
    return say(f"term.{r['means']}")


def target_demand(r: Row) -> str:
    """What a target asks, by when, and how it was read."""
    chosen = "" if r["chosen"] else say("not_chosen")
    parts = (f"{target_requirement(r)}, {r['deadline']}", row_name(r["reading"]), chosen)
    return "; ".join(filter(None, parts))


def point_demand(r: Row) -> str:
    """What a point of a checklist asks, or why it is not measured."""
    return f"{r['comparator']} {quantity(r)}" if r["measure"] else row_name(r["why"])


def instrument_levers(r: Row) -> str:
    """What an instrument sets."""
    return ", ".join(r["levers"]) or say("builds")


def assumptions_table(rows: list[Row]) -> list[Block]:
    """What is assumed, with the reason below each group."""

    def grouped() -> Iterator[TableRow]:
        for reason, some in itertools.groupby(rows, lambda r: r["reason"]):
            yield from (table_row(r["key"], quantity(r)) for r in some)
            yield table_row("", Cell(reason, tone="faint"))

    return table_blocks(
        "assumed",
        f"{say('check_assumed')} ({len(rows)})",
        [say("column_key"), say("column_value_plain")],
        grouped(),
        (0.4, 0.6),
        unbroken=[0],
    )


def readings_table(rows: list[Row]) -> list[Block]:
    """What can be read in more than one way, with what each other way changes."""

    def ways(r: Row) -> Iterator[TableRow]:
        yield table_row(f"{r['id']}  {row_name(r)}  {r['section']}", style="group")
        for way in [{"name": DEFAULT, **r["default"], "counts": [], "changes": []}, *r["ways"]]:
            mark = say("reading_taken") if way["name"] == r["chosen"] else ""
            yield table_row(way["name"] + mark, row_name(way), "\n".join(reading_effects(way)))

    return table_blocks(
        "readings",
        f"{say('check_readings')} ({len(rows)})",
        [*map(say, ("column_way", "column_what", "column_changes"))],
        (row for r in rows for row in ways(r)),
        (0.2, 0.4, 0.4),
        unbroken=[0],
    )
