"""The assumptions a plan's answer hangs on, as sentences for the first page and the screen, and as
a table.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter

from sim.core.records import Record, Row
from sim.report.document import Blocks, Paragraph, table_blocks, table_format
from sim.report.numbers import (
    format_band,
    format_number,
    format_percent,
    format_quantity,
    join_texts,
    row_name,
)
from sim.results.plan_contents import assumption_label
from sim.scenario.scenario import Scenario
from sim.words.catalogue import bilingual_message, say

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
    count, moved = assumption_count(rows), {r["target"] for r in rows if r["tells"]}
    if not moved:
        return [say("exposed_none", count=count)]
    redrawn, others = influential_assumptions(rows)
    drawn = (
        say("exposed_range", id=target_label(group[0]), range=format_chance_range(group))
        for group in redrawn
    )
    found = (
        [say("exposed_redrawn", draws=draw_count(rows), ids=join_texts(drawn))] if redrawn else []
    )
    found += [
        say("exposed_item", name=assumption_title(group[0]), changes=assumption_effects(group))
        for group in others[:NAMED]
    ]
    if more := len(others[NAMED:]):
        found.append(say("exposed_others", count=more))
    steady = len({r["target"] for r in rows} - moved)
    end = "exposed_steady" if steady else "exposed_all_move"
    return [*found, say(end, targets=steady, count=count)]


def assumption_count(rows: Rows) -> int:
    """How many assumptions were tried; the starting population drawn again is none."""
    return len({r["id"] for r in rows} - {REDRAWN})


def influential_assumptions(rows: Rows) -> tuple[list[list[Row]], list[list[Row]]]:
    """The rows that tell: of starting populations drawn again target by target, of the others by
    assumption, that with the largest change first.
    """
    kept = [r for r in rows if r["tells"]]
    redrawn = row_groups((r for r in kept if r["id"] == REDRAWN), "target")
    others = row_groups((r for r in kept if r["id"] != REDRAWN), "id")
    return redrawn, sorted(others, key=lambda group: -max(map(chance_shift, group)))


def row_groups(rows: Iterable[Row], column: str) -> list[list[Row]]:
    """Rows that have the same in a column, in its order."""
    by = itemgetter(column)
    return [list(group) for _, group in groupby(sorted(rows, key=by), by)]


def draw_count(rows: Rows) -> int:
    """How often the starting population was drawn again."""
    return len({r["factor"] for r in rows if r["id"] == REDRAWN})


def format_chance_range(group: Rows) -> str:
    """Between which chances the draws lie, the plan's own among them."""
    found = [group[0]["before"], *(r["after"] for r in group)]
    return format_band(min(found), max(found), "share")


@table_format
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
    return join_texts(
        say(
            "exposed_target",
            id=target_label(r),
            before=format_percent(r["before"]),
            after=format_percent(r["after"]),
        )
        for r in most
    )


@table_format
def assumption_title(r: Row) -> str:
    """An assumption's name, with its value where it is one number."""
    name = row_name(r, "assumption_")
    if r["value"] is None:
        return name
    return say("exposed_value", name=name, value=format_quantity(r["value"], r["value_unit"]))


def exposure_chapter(rows: Rows) -> Blocks:
    """How the assumptions were tried, and every clear change."""
    redrawn, others = influential_assumptions(rows)
    count, draws = assumption_count(rows), draw_count(rows)
    said = [say("exposure_intro", count=count, runs=rows[0]["runs"], draws=draws)]
    if missed := len({(r["id"], r["factor"]) for r in rows if r["gap"] > MET}):
        said.append(say("exposure_missed", count=missed))
    lines = list(map(redraw_row, redrawn))
    lines += [
        change_row(r)
        for group in others
        for r in sorted(group, key=lambda r: (r["factor"], -chance_shift(r)))
    ]
    none = [] if lines else [Paragraph(exposure_sentences(rows)[0])]
    return [*map(Paragraph, said), *table_blocks("exposure", lines), *none]


def change_row(r: Row) -> Row:
    """One target under one assumption."""
    return {
        **r,
        "change": say("exposure_minus" if r["factor"] < 1 else "exposure_plus"),
        "chance": format_percent(r["after"]),
        "value_after": format_number(r["median_after"], r["unit"]),
        "key": f"{r['id']} {r['factor']:g}",
    }


def redraw_row(group: Rows) -> Row:
    """One target under other starting populations."""
    r, medians = group[0], [group[0]["median_before"], *(r["median_after"] for r in group)]
    return {
        **r,
        "change": say("exposure_again", draws=len(group)),
        "chance": format_chance_range(group),
        "value_after": format_band(min(medians), max(medians), r["unit"]),
        "key": r["id"],
    }
