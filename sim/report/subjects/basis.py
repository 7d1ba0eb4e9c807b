"""The sections on what the numbers rest on: assumptions, method and limits, provenance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from sim import __version__
from sim.plan.readings import DEFAULT
from sim.report.document import Block, Bullets, Cell, Paragraph, TableRow, table_blocks, table_row
from sim.report.numbers import Row, format_number, format_quantity, row_name
from sim.report.subjects.exposure import exposure_chapter
from sim.report.subjects.run_front_page import assumption_kind_name
from sim.results.plan_contents import DECLARED, KINDS, assumption_kind
from sim.scenario.parameter_sets import CHINA
from sim.words.catalogue import name_in_language, say

SEEDS_SHOWN = 3
FILES = "targets.csv, money.csv, ladder.csv, years.csv, districts.csv, history.parquet, meta.json"


def assumptions_chapter(about: Mapping[str, Any]) -> list[Block]:
    """What the plan does not say and was assumed, and how its measures are carried out in the model."""
    contents = about["contents"]
    order = list(KINDS)
    assumed = sorted(
        contents["assumed"],
        key=lambda r: (
            order.index(assumption_kind(r["key"]))
            if assumption_kind(r["key"]) in order
            else len(order)
        ),
    )
    reasons = list(dict.fromkeys((assumption_kind(r["key"]), r["reason"]) for r in assumed))
    assumed.sort(key=lambda r: reasons.index((assumption_kind(r["key"]), r["reason"])))
    counts = Counter(assumption_kind(r["key"]) for r in assumed)
    blocks: list[Block] = [
        Paragraph(
            say("assumptions_intro", count=len(assumed)) if assumed else say("assumptions_none")
        )
    ]
    blocks += (
        exposure_chapter(about["summary"]["exposure"]) if "exposure" in about["summary"] else []
    )
    blocks += table_blocks(
        "assumed-kinds",
        say("table_assumed_kinds"),
        [say("head_kind"), say("head_count")],
        (table_row(assumption_kind_name(k), str(n), key=k) for k, n in counts.items()),
        (0.7, 0.3),
        (1,),
    )
    rows: list[TableRow] = []
    for (kind, reason), group in groupby(
        assumed, lambda r: (assumption_kind(r["key"]), r["reason"])
    ):
        rows.append(
            table_row(
                say("assumed_because", kind=assumption_kind_name(kind), reason=reason),
                style="group",
            )
        )
        rows += [
            table_row(
                row_name(r),
                Cell(r["key"], small=True),
                format_quantity(r["value"], r["unit"]),
                key=r["key"],
            )
            for r in group
        ]
    blocks += table_blocks(
        "assumed",
        say("table_assumed"),
        [say("head_quantity"), say("head_key"), say("head_value")],
        rows,
        (0.4, 0.42, 0.18),
        (2,),
    )
    wide = (0.3, 0.46, 0.24)
    instruments = (
        table_row(
            (row_name(r), r["section"]),
            instrument_lever_names(r),
            Cell(r["id"], small=True),
            key=r["id"],
        )
        for r in contents["instruments"]
    )
    blocks += table_blocks(
        "instruments",
        say("table_instruments"),
        [say("head_instrument"), say("head_levers"), say("head_key")],
        instruments,
        wide,
    )
    undone = (
        table_row(
            (row_name(r), r["section"]), row_name(r["why"]), Cell(r["id"], small=True), key=r["id"]
        )
        for r in contents["not_modelled"]
    )
    blocks += table_blocks(
        "not-modelled",
        say("table_not_modelled"),
        [say("head_instrument"), say("column_why"), say("head_key")],
        undone,
        wide,
    )
    return blocks + readings_blocks(contents)


def readings_blocks(contents: Mapping[str, Any]) -> list[Block]:
    """What can be read in more than one way and how it was read, and what the copy of the document has lost."""
    rows = []
    for r in contents["readings"]:
        ways = [{"name": DEFAULT, **r["default"]}, *r["ways"]]
        taken = next(w for w in ways if w["name"] == r["chosen"])
        others = say("then").join(row_name(w) for w in ways if w is not taken)
        rows.append(
            table_row(
                (row_name(r), r["section"]),
                row_name(taken),
                others,
                Cell(r["id"], small=True),
                key=r["id"],
            )
        )
    head = [say("head_reading"), say("head_taken"), say("head_others"), say("head_key")]
    blocks = table_blocks("readings", say("table_readings"), head, rows, (0.24, 0.26, 0.36, 0.14))
    lost = (
        table_row((row_name(r), r["section"]), row_name(r["note"]), key=r["id"])
        for r in contents["lost"]
    )
    return blocks + table_blocks(
        "lost", say("table_lost"), [say("head_lost"), say("column_instead")], lost, (0.4, 0.6)
    )


def instrument_lever_names(instrument: Mapping[str, Any]) -> str:
    """The levers of an instrument by name."""
    known = DECLARED["levers"]
    named = [
        name_in_language(known[lever]) if lever in known else lever
        for lever in instrument["levers"]
    ]
    return say("between").join([*named, *([say("builds")] if instrument["build"] else [])])


def run_method(about: Mapping[str, Any]) -> list[Block]:
    """How the numbers came about, and where the model is simpler than the world."""
    data = about["summary"]
    stocks = say("between").join(
        say(
            "stock_met",
            name=row_name(r),
            met=format_number(r["met"]),
            known=format_number(r["known"]),
        )
        for r in data["started_from"]
    )
    said = [
        say("method_agents"),
        say("method_rules"),
        say("method_start", stocks=stocks) if stocks else say("method_start_plain"),
        say("method_runs_nature" if data["nature"]["drawn"] else "method_runs", runs=data["runs"]),
        *nature_sentences(data["nature"]),
    ]
    if data["failed"]:
        said.append(say("method_failed", failed=data["failed"]))
    return [Bullets((*said, say("method_not"))), *simplification_table(about["limits"])]


def nature_sentences(nature: Mapping[str, Any]) -> list[str]:
    """Which natural parameters differ between the runs."""
    if not nature["drawn"]:
        return []
    return [
        say(
            "method_nature",
            sets=nature["sets"],
            names=say("between").join(row_name(r) for r in nature["drawn"]),
        )
    ]


def simplification_table(limits: list[Mapping[str, Any]]) -> list[Block]:
    """Where the model is simpler than the world."""
    topics = [row_name({"zh": r["topic_zh"], "en": r["topic_en"]}) for r in limits]
    return table_blocks(
        "limits",
        say("table_limits"),
        [say("head_topic"), say("head_done")],
        (table_row(topic, row_name(r)) for topic, r in zip(topics, limits, strict=True)),
        (0.2, 0.8),
    )


def run_provenance(about: Mapping[str, Any]) -> list[Block]:
    """What it takes to make these numbers again."""
    data, plan = about["summary"], about["summary"]["plan"]
    title = say(
        "title",
        plan=row_name(plan),
        policy=row_name({"zh": plan["policy_zh"], "en": plan["policy_en"]}),
    )
    entries = [
        ("entry_document", plan["document"]),
        ("entry_plan", f"{title} ({plan['name']}, {plan['policy']})"),
        ("entry_version", about["fuhua"]),
        ("entry_source", about["source_digest"]),
        ("entry_scenario", about["scenario_digest"]),
        ("entry_span", f"{data['first']} .. {data['last']} ({about['months']})"),
        ("entry_runs", str(data["runs"])),
        ("entry_seed", str(about["seed"])),
        ("entry_nature", nature_line(data["nature"])),
        ("entry_seeds", ", ".join(about["seeds"][:SEEDS_SHOWN])),
        (
            "entry_python",
            ", ".join(
                [f"Python {about['python']}", *(f"{k} {v}" for k, v in about["libraries"].items())]
            ),
        ),
        ("entry_files", FILES),
    ]
    if about["fuhua"] != __version__:
        entries.insert(3, ("entry_report_version", __version__))
    rows = (table_row(say(id), text, key=id) for id, text in entries)
    return [
        Paragraph(say("provenance_intro", command=reproduction_command(about))),
        *table_blocks(
            "provenance",
            say("table_provenance"),
            [say("head_thing"), say("head_entry")],
            rows,
            (0.34, 0.66),
        ),
    ]


def nature_line(nature: Row) -> str:
    """Which natural parameters the runs have."""
    return (
        say("nature_drawn", count=len(nature["drawn"]), sets=nature["sets"])
        if nature["drawn"]
        else say("nature_central")
    )


def nature_option(name: str) -> str:
    """What a command says to have runs with these natural parameters again."""
    return "" if name == CHINA else f" --nature {name}"


def reproduction_command(about: Mapping[str, Any]) -> str:
    """The command that makes these numbers again."""
    plan, runs = about["summary"]["plan"], about["summary"]["runs"] + about["summary"]["failed"]
    months = "" if about["summary"]["complete"] else f" --months {about['months']}"
    readings = "".join(f" --reading {id}={way}" for id, way in about["readings"].items())
    nature = nature_option(about["summary"]["nature"]["name"])
    return f"fuhua run {plan['name']} --policy {plan['policy']}{readings}{nature} --runs {runs} --seed {about['seed']}{months}"
