"""What a plan file holds: what its document says, what was assumed and why, what cannot be measured
and why.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping

from sim.core.errors import UserError
from sim.core.records import Row
from sim.plan.files import plan_file_path
from sim.plan.readings import DEFAULT
from sim.report.document import (
    LAYOUTS,
    Cell,
    ReportDocument,
    TableRow,
    list_document,
    table_blocks,
    table_format,
    table_row,
)
from sim.report.numbers import row_name, target_requirement
from sim.report.subjects.basis import plan_heading, reading_effects, readings_sentence
from sim.scenario.scenario import Scenario, load, policies
from sim.words.catalogue import say


def read_validated_scenario(plan: str, policy: str, readings: Mapping[str, str]) -> Scenario:
    """The scenario; with the plan itself every policy and reading is read too, so that all faults
    are told at once.
    """
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
    """A plan's contents by origin: the document's own rows, how they are read, what is assumed,
    what is left out.
    """
    plan = data["plan"]
    counts = {part: len(data[part]) for part in ("targets", "instruments", "assumed")}
    summary = say("check_summary", first=plan["first"], last=plan["last"], **counts)
    lines = (plan["document"], readings_sentence(plan["read_as"]), summary)
    blocks = (
        block
        for part in PARTS
        for block in table_blocks(
            part,
            ROWS[part](data[part]) if part in ROWS else data[part],
            f"contents-{part}",
            f"{say(f'check.{part}')} ({len(data[part])})",
        )
    )
    return list_document(plan_heading(plan), blocks, *filter(None, lines))


@table_format
def target_demand(r: Row) -> str:
    """What a target asks, by when, and how it was read."""
    chosen = "" if r["chosen"] else say("not_chosen")
    parts = (f"{target_requirement(r)}, {r['deadline']}", row_name(r["reading"]), chosen)
    return "; ".join(filter(None, parts))


def assumption_rows_by_reason(rows: list[Row]) -> Iterator[TableRow | Row]:
    """What is assumed, with the reason below each group."""
    for reason, some in itertools.groupby(rows, lambda r: r["reason"]):
        yield from some
        yield table_row("", Cell(reason, tone="faint"))


def reading_rows(rows: list[Row]) -> Iterator[TableRow]:
    """What can be read in more than one way, with what each other way changes."""
    for r in rows:
        yield table_row(f"{r['id']}  {row_name(r)}  {r['section']}", style="group")
        for way in [{"name": DEFAULT, **r["default"], "counts": [], "changes": []}, *r["ways"]]:
            mark = say("reading_taken") if way["name"] == r["chosen"] else ""
            yield table_row(way["name"] + mark, row_name(way), "\n".join(reading_effects(way)))


RowMaker = Callable[[list[Row]], Iterable[object]]
ROWS: dict[str, RowMaker] = {"readings": reading_rows, "assumed": assumption_rows_by_reason}
PARTS = [id.removeprefix("contents-") for id in LAYOUTS if id.startswith("contents-")]
