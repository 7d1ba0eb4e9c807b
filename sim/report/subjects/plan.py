"""What a plan file holds: what its document says, what was assumed and why, what cannot be measured and why."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from sim.core.errors import UserError
from sim.plan.files import plan_file_path
from sim.plan.readings import DEFAULT
from sim.report.document import (
    Block,
    Cell,
    ReportDocument,
    TableRow,
    labels,
    list_document,
    table_blocks,
    table_row,
)
from sim.report.numbers import Row, format_quantity, row_name, target_requirement
from sim.report.subjects.basis import plan_heading
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
    counts = {part: len(data[part]) for part in ("targets", "instruments", "assumed")}
    summary = say("check_summary", first=plan["first"], last=plan["last"], **counts)
    lines = (plan["document"], readings_sentence(plan["read_as"]), summary)
    blocks = (block for part, table in TABLES.items() for block in table(part, data[part]))
    return list_document(plan_heading(plan), blocks, *filter(None, lines))


def contents_table(
    title: str, heading: str, value: Callable[[Row], str], part: str, rows: list[Row]
) -> list[Block]:
    """A part's rows with their section and one thing more."""
    return table_blocks(
        part,
        f"{say(title)} ({len(rows)})",
        labels("column_id", "column_name", heading, "column_section"),
        (table_row(r["id"], row_name(r), value(r), Cell(r["section"], small=True)) for r in rows),
        (0.16, 0.3, 0.36, 0.18),
        unbroken=[0],
    )


def value_with_unit(r: Row) -> str:
    """A row's value with its unit."""
    return format_quantity(r["value"], r["unit"])


def target_demand(r: Row) -> str:
    """What a target asks, by when, and how it was read."""
    chosen = "" if r["chosen"] else say("not_chosen")
    parts = (f"{target_requirement(r)}, {r['deadline']}", row_name(r["reading"]), chosen)
    return "; ".join(filter(None, parts))


def point_demand(r: Row) -> str:
    """What a point of a checklist asks, or why it is not measured."""
    return f"{r['comparator']} {value_with_unit(r)}" if r["measure"] else row_name(r["why"])


def reason_why(r: Row) -> str:
    """Why something is left out."""
    return row_name(r["why"])


def assumptions_table(part: str, rows: list[Row]) -> list[Block]:
    """What is assumed, with the reason below each group."""

    def grouped() -> Iterator[TableRow]:
        for reason, some in itertools.groupby(rows, lambda r: r["reason"]):
            yield from (table_row(r["key"], value_with_unit(r)) for r in some)
            yield table_row("", Cell(reason, tone="faint"))

    return table_blocks(
        part,
        f"{say('check_assumed')} ({len(rows)})",
        [say("column_key"), say("column_value_plain")],
        grouped(),
        (0.4, 0.6),
        unbroken=[0],
    )


def readings_table(part: str, rows: list[Row]) -> list[Block]:
    """What can be read in more than one way, with what each other way changes."""

    def ways(r: Row) -> Iterator[TableRow]:
        yield table_row(f"{r['id']}  {row_name(r)}  {r['section']}", style="group")
        for way in [{"name": DEFAULT, **r["default"], "counts": [], "changes": []}, *r["ways"]]:
            mark = say("reading_taken") if way["name"] == r["chosen"] else ""
            yield table_row(way["name"] + mark, row_name(way), "\n".join(reading_effects(way)))

    return table_blocks(
        part,
        f"{say('check_readings')} ({len(rows)})",
        labels("column_way", "column_what", "column_changes"),
        (row for r in rows for row in ways(r)),
        (0.2, 0.4, 0.4),
        unbroken=[0],
    )


TABLES: dict[str, Callable[[str, list[Row]], list[Block]]] = {  # by part, in their order
    "baselines": partial(contents_table, "check_baselines", "column_value_plain", value_with_unit),
    "terms": partial(
        contents_table, "check_terms", "column_means", lambda r: say(f"term.{r['means']}")
    ),
    "targets": partial(contents_table, "check_targets", "column_line_plain", target_demand),
    "points": partial(contents_table, "check_points", "column_line_plain", point_demand),
    "readings": readings_table,
    "lost": partial(contents_table, "check_lost", "column_instead", lambda r: row_name(r["note"])),
    "instruments": partial(
        contents_table,
        "check_instruments",
        "column_levers",
        lambda r: ", ".join(r["levers"]) or say("builds"),
    ),
    "assumed": assumptions_table,
    "not_measured": partial(contents_table, "unmeasured", "column_why", reason_why),
    "not_modelled": partial(contents_table, "check_not_modelled", "column_why", reason_why),
}
