"""Levers and instruments on a screen: all of them in one table, or a few in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from sim.plan.instruments import ASSUMED, INSTRUMENTS
from sim.plan.instruments.named import CATEGORIES, CHANNELS, DOCUMENTS, RECEIVERS, Bilingual
from sim.report.numbers import row_name, unit_title
from sim.report.render.terminal import console, screen_table
from sim.report.subjects.instruments import (
    code_names,
    format_bound,
    instrument_effects,
    instrument_row,
    rows_by_category,
)
from sim.words.catalogue import name_in_language, say

Row = Mapping[str, Any]
WIDE = 110  # columns from which names share a line


def show_levers(data: Sequence[Row], instrument: str | None = None, full: bool = False) -> None:
    """Print levers by topic; in full where few are asked for, after the instrument that sets them."""
    screen = console()
    if instrument is not None:
        show_in_full(screen, [instrument_row(INSTRUMENTS[instrument])], instrument_lines)
    if full:
        return show_in_full(screen, data, lever_lines)
    wide = screen.width >= WIDE
    made = screen_table(
        say("list_levers", count=len(data)),
        say("column_key"),
        say("column_bounds"),
        say("column_acts_on"),
        say("column_documents"),
        kept=(1, 3),
    )
    made.columns[0].width = 62 if wide else 28
    for title, rows in rows_by_category(data, "topic").items():
        made.add_row(Text(name_in_language(title), "bold"))
        for r in rows:
            made.add_row(
                title_cell(r, wide),
                range_cell(r, wide),
                Text(format_codes(r["channel"], CHANNELS)),
                Text(plan_letters(r)),
            )
        made.add_section()
    screen.print(made)
    show_plan_legend(screen, say("more_on_levers"))


def show_instruments(data: Sequence[Row], plan: str | None = None, full: bool = False) -> None:
    """Print instruments by category; in full where few are asked for, with one plan's sections where it is named."""
    screen = console()
    if full:
        return show_in_full(screen, data, instrument_lines)
    code = next((code for code, d in DOCUMENTS.items() if d.plan == plan), None)
    wide = screen.width >= WIDE
    made = screen_table(
        say("list_instruments", count=len(data)),
        say("column_instrument"),
        say("column_sets"),
        say("column_documents") if code is None else say("column_section"),
        kept=() if code else (2,),
    )
    made.columns[0].width = 62 if wide else 31
    made.columns[1].min_width = 27
    for title, rows in rows_by_category(data, "category").items():
        made.add_row(Text(name_in_language(title), "bold"))
        for r in rows:
            where = plan_letters(r) if code is None else r["sections"][code].replace("、", "\n")
            made.add_row(title_cell(r, wide), effects_cell(r, wide), Text(where))
        made.add_section()
    screen.print(made)
    show_plan_legend(screen, say("more_on_instruments"))


def title_cell(r: Row, wide: bool) -> Text:
    """The name in plan files, and below it Chinese and English."""
    return Text(r["name"]).append(f"\n{r['zh']}{'  ' if wide else chr(10)}{r['en']}", "dim")


def range_cell(r: Row, wide: bool) -> Text:
    """Bounds, unit and neutral value."""
    found = Text(
        f"{format_bound(r['low'])} .. {format_bound(r['high'])}{' ' if wide else chr(10)}{unit_title(r['unit'])}"
    )
    return found.append("\n" + say("neutral_is", value=format_bound(r["neutral"])), "dim")


def plan_letters(r: Row) -> str:
    """The plans in short."""
    return " ".join(r["documents"]) or say("assumed_lever")


def format_codes(codes: str, known: Mapping[str, Bilingual]) -> str:
    """Codes in words of the chosen language."""
    return say("between").join(name_in_language(words) for words in code_names(codes, known))


def effects_cell(r: Row, wide: bool) -> Text:
    """What an instrument sets, or why it is left out."""
    if r["not_modelled"]:
        return Text(
            say("not_modelled_because", reason=name_in_language(Bilingual(**r["not_modelled"]))),
            "dim",
        )
    return Text(
        instrument_effects(
            r["levers"], r["builds"], say("facilities_promised"), ", " if wide else "\n"
        )
    )


def lever_lines(r: Row) -> list[tuple[str, str]]:
    """All there is to say of a lever."""
    return [
        (
            say("column_bounds"),
            f"{format_bound(r['low'])} .. {format_bound(r['high'])} {unit_title(r['unit'])}",
        ),
        (say("column_neutral"), format_bound(r["neutral"])),
        (say("column_receiver"), format_codes(r["receiver"], RECEIVERS)),
        (say("column_acts_on"), format_codes(r["channel"], CHANNELS)),
        (say("column_instruments"), say("between").join(r["instruments"]) or say("assumed_lever")),
        (say("column_source"), format_citations(r)),
    ]


def instrument_lines(r: Row) -> list[tuple[str, str]]:
    """All there is to say of an instrument."""
    words = r["how"] or r["not_modelled"]
    found = [
        (say("column_category"), name_in_language(CATEGORIES[r["category"]])),
        (say("column_aims_at"), format_codes(r["channel"], CHANNELS)),
        (say("column_source"), format_citations(r)),
    ]
    if r["not_modelled"]:
        return [*found, (say("column_why_not"), name_in_language(Bilingual(**words)))]
    return [
        *found,
        (
            say("column_sets"),
            instrument_effects(
                r["levers"], r["builds"], say("facilities_promised"), say("between")
            ),
        ),
        (say("column_how"), name_in_language(Bilingual(**words))),
    ]


def format_citations(r: Row) -> str:
    """Plans by name with their sections, one below the other."""
    return (
        "\n".join(
            f"{name_in_language(DOCUMENTS[code])} {places}"
            for code, places in r["sections"].items()
        )
        or ASSUMED
    )


def show_in_full(screen: Console, rows: Sequence[Row], lines: Any) -> None:
    """Print rows one after the other, each with all there is to say of it."""
    for r in rows:
        screen.print(
            Text(f"\n{row_name(r)}", "bold")
            .append(f"  {r['name']}", "not bold")
            .append(f"  {other_name(r)}", "not bold dim")
        )
        made = Table.grid(Column(no_wrap=True), Column(overflow="fold"), padding=(0, 2))
        for label, words in lines(r):
            made.add_row(Text(label, "dim"), Text(words))
        screen.print(Padding(made, (0, 0, 0, 2)))
    screen.print()


def other_name(r: Row) -> str:
    """The name in the language that was not chosen."""
    return r["en"] if row_name(r) == r["zh"] else r["zh"]


def show_plan_legend(screen: Console, more: str) -> None:
    """Print which plan a letter is, and where there is more."""
    plans = say("between").join(f"{code} {name_in_language(d)}" for code, d in DOCUMENTS.items())
    screen.print(Text(say("legend", plans=plans), "dim"))
    screen.print(Text(more, "dim"))
