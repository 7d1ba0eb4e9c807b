"""The assumptions a plan's answer hangs on, as sentences for the first page and the screen, and as
a table.
"""

from collections.abc import Sequence
from itertools import groupby

from sim.report.document import Blocks, Paragraph, TableRow, table_blocks, table_row
from sim.report.numbers import (
    Record,
    Row,
    format_band,
    format_number,
    format_percent,
    format_quantity,
)
from sim.results.plan_contents import assumption_label
from sim.scenario.scenario import Scenario
from sim.words.catalogue import bilingual_message, say, text_in_language

NAMED = 3  # assumptions and targets named in a sentence
MET, REDRAWN = 0.05, "redrawn"
NAMES = {
    "sector.demand": "assumed_demand",
    "sector.incumbents": "assumed_incumbents",
    "facility.area": "assumed_area",
    "fund.raised": "assumed_funds",
    "levers.amounts": "assumed_amounts",
    REDRAWN: "assumed_redrawn",
}

Rows = Sequence[Row]


def assumption_rows(rows: Rows, scenario: Scenario) -> list[Record]:
    """The rows with what each assumption is called and, where it is one number, its value."""
    notes = {note.key: note for note in scenario.notes}
    found = []
    for r in rows:
        if r["id"] in NAMES:
            zh, en = bilingual_message(NAMES[r["id"]])
            value, unit = None, ""
        else:
            label, note = assumption_label(r["id"], scenario), notes[r["id"]]
            zh, en, value, unit = label["zh"], label["en"], note.value, note.unit
        found.append(
            {"assumption_zh": zh, "assumption_en": en, "value": value, "value_unit": unit, **r}
        )
    return found


def exposure_sentences(rows: Rows) -> list[str]:
    """What the answer hangs on, the strongest first, and what does not move."""
    told, count = influential_assumptions(rows), len({r["id"] for r in rows} - {REDRAWN})
    groups = [group for id, group in told if id != REDRAWN]
    redrawn = [group for id, ours in told if id == REDRAWN for group in draws_by_target(ours)]
    drawn = [
        say("exposed_range", id=target_label(group[0]), range=format_chance_range(group))
        for group in redrawn
    ]
    found = (
        [say("exposed_redrawn", draws=draw_count(rows), ids=say("between").join(drawn))]
        if drawn
        else []
    )
    found += [
        say("exposed_item", name=assumption_title(group[0]), changes=assumption_effects(group))
        for group in groups[:NAMED]
    ]
    if more := len(groups[NAMED:]):
        found.append(say("exposed_others", count=more))
    moved = {r["target"] for _, group in told for r in group}
    steady = len({r["target"] for r in rows} - moved)
    if not moved:
        return [say("exposed_none", count=count)]
    return [
        *found,
        say("exposed_steady", targets=steady, count=count)
        if steady
        else say("exposed_all_move", count=count),
    ]


def influential_assumptions(rows: Rows) -> list[tuple[str, list[Row]]]:
    """The rows that tell by assumption, that with the largest change first."""
    kept = sorted((r for r in rows if r["tells"]), key=lambda r: r["id"])
    groups = [(id, list(group)) for id, group in groupby(kept, lambda r: r["id"])]
    return sorted(groups, key=lambda g: -max(chance_shift(r) for r in g[1]))


def draws_by_target(group: Rows) -> list[list[Row]]:
    """The draws of a starting population, target by target."""
    return [
        list(found)
        for _, found in groupby(sorted(group, key=lambda r: r["target"]), lambda r: r["target"])
    ]


def draw_count(rows: Rows) -> int:
    """How often the starting population was drawn again."""
    return len({r["factor"] for r in rows if r["id"] == REDRAWN})


def format_chance_range(group: Rows) -> str:
    """Between which chances the draws lie, the plan's own among them."""
    found = [group[0]["before"], *(r["after"] for r in group)]
    return format_band(min(found), max(found), "share")


def target_label(r: Row) -> str:
    """A target's number."""
    return r["target"].partition("/")[0]


def chance_shift(r: Row) -> float:
    """How far a chance moves."""
    return abs(r["after"] - r["before"])


def assumption_effects(group: Rows) -> str:
    """What an assumption does to targets, smaller and larger."""
    parts = [
        say(id, ids=chance_changes([r for r in group if (r["factor"] < 1) is less]))
        for id, less in (("exposed_less", True), ("exposed_more", False))
        if any((r["factor"] < 1) is less for r in group)
    ]
    return say("exposed_then").join(parts)


def chance_changes(group: Rows) -> str:
    """Targets with their chances before and after, those that move most."""
    most = sorted(group, key=lambda r: -chance_shift(r))[:NAMED]
    return say("between").join(
        say(
            "exposed_target",
            id=target_label(r),
            before=format_percent(r["before"]),
            after=format_percent(r["after"]),
        )
        for r in most
    )


def assumption_title(r: Row) -> str:
    """An assumption's name, with its value where it is one number."""
    name = text_in_language((r["assumption_zh"], r["assumption_en"]))
    return (
        name
        if r["value"] is None
        else say("exposed_value", name=name, value=format_quantity(r["value"], r["value_unit"]))
    )


def exposure_chapter(rows: Rows) -> Blocks:
    """How the assumptions were tried, and every clear change."""
    told = influential_assumptions(rows)
    intro = say(
        "exposure_intro",
        count=len({r["id"] for r in rows} - {REDRAWN}),
        runs=rows[0]["runs"],
        draws=draw_count(rows),
    )
    missed = len({(r["id"], r["factor"]) for r in rows if r["gap"] > MET})
    found: Blocks = [
        Paragraph(intro),
        *([Paragraph(say("exposure_missed", count=missed))] if missed else []),
    ]
    lines = [
        redraw_row(group) for id, ours in told if id == REDRAWN for group in draws_by_target(ours)
    ]
    lines += [
        exposure_table_row(r)
        for id, group in told
        if id != REDRAWN
        for r in sorted(group, key=lambda r: (r["factor"], -chance_shift(r)))
    ]
    none = [] if told else [Paragraph(exposure_sentences(rows)[0])]
    return [*found, *table_blocks("exposure", lines), *none]


def exposure_table_row(r: Row) -> TableRow:
    """One target under one assumption."""
    return table_row(
        assumption_title(r),
        say("exposure_minus" if r["factor"] < 1 else "exposure_plus"),
        target_label(r),
        text_in_language((r["zh"], r["en"])),
        say("exposure_arrow", before=format_percent(r["before"]), after=format_percent(r["after"])),
        say(
            "exposure_arrow",
            before=format_number(r["median_before"], r["unit"]),
            after=format_number(r["median_after"], r["unit"]),
        ),
        key=f"{r['id']} {r['factor']:g} {r['target']}",
    )


def redraw_row(group: Rows) -> TableRow:
    """One target under other starting populations."""
    r, medians = group[0], [group[0]["median_before"], *(r["median_after"] for r in group)]
    return table_row(
        assumption_title(r),
        say("exposure_again", draws=len(group)),
        target_label(r),
        text_in_language((r["zh"], r["en"])),
        say("exposure_arrow", before=format_percent(r["before"]), after=format_chance_range(group)),
        say(
            "exposure_arrow",
            before=format_number(r["median_before"], r["unit"]),
            after=format_band(min(medians), max(medians), r["unit"]),
        ),
        key=f"{r['id']} {r['target']}",
    )
