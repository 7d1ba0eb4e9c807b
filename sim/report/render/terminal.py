"""Results as tables on a screen, in columns that fit Chinese.

They show what `summary` gives and nothing else, so that a table and its --json form agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, assert_never

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.segment import Segment, Segments
from rich.table import Table as Grid
from rich.text import Text

from sim.report.document import (
    Block,
    Bullets,
    Cell,
    Facts,
    Figure,
    Heading,
    Paragraph,
    ReportDocument,
    Section,
    Table,
    TableRow,
)
from sim.report.numbers import (
    display_width,
    format_band,
    format_deadline,
    format_number,
    format_percent,
    format_probability_interval,
    row_name,
    target_number_lines,
    target_requirement,
    unit_name,
    wrap_text,
)
from sim.report.subjects import read_as
from sim.report.subjects.basis import nature_line
from sim.report.subjects.run_front_page import headline
from sim.results.summary import ensemble_summary
from sim.words.catalogue import say

PLAIN_WIDTH = 100  # columns where the output is a file or a pipe
NARROWEST = 10  # columns that a heading may take in a column of shorter numbers
GROUP_MARK = "\uf8ff"  # a private character: the line that a group's name takes
STYLES = {
    "": "",
    "verdict": "bold",
    "faint": "dim",
    "strong": "bold",
    "good": "green",
    "open": "yellow",
    "poor": "red",
    "failed": "red",
}


def console() -> Console:
    """The screen; a file or pipe gets lines wide enough for the tables."""
    screen = Console(highlight=False, markup=False, emoji=False)
    if not screen.is_terminal:
        screen.width = PLAIN_WIDTH
    return screen


def show_document(made: ReportDocument, screen: Console | None = None) -> None:
    """Print a document: its brief form where it has one, otherwise every section; figures are for files."""
    screen = screen or console()
    screen.print()
    screen.print(Text(made.title, "bold"))
    for line in made.lines:
        screen.print(Text(line, "dim"))
    screen.print()
    for section in (Section("", "", made.brief),) if made.brief else made.sections:
        if section.title:
            show_block(Heading(section.title), screen)
        for block in section.blocks:
            show_block(block, screen)


def show_block(block: Block, screen: Console) -> None:
    """Print one block."""
    match block:
        case Paragraph(text, style):
            screen.print(Text(text, STYLES[style]))
        case Heading(text):
            screen.print(Text("\n" + text, "bold"))
        case Bullets(items):
            screen.print(grid([("-", Text(item)) for item in items]))
        case Facts(items):
            screen.print(
                grid(
                    [
                        (Text(v, "bold"), Text(f"{what}  ").append(small, "dim"))
                        for v, what, small in items
                    ]
                )
            )
        case Table():
            show_table(block, screen)
        case Figure():
            pass
        case _:
            assert_never(block)


def grid(rows: Iterable[tuple[str | Text, Text]]) -> Grid:
    """Lines of two columns without a head, the second hanging beside the first."""
    made = Grid.grid(padding=(0, 1), pad_edge=False)
    for _ in range(2):
        made.add_column(overflow="fold")
    for row in rows:
        made.add_row(*row)
    return made


def show_table(table: Table, screen: Console) -> None:
    """Print a table; a row that names a group stands over all columns."""
    made = screen_table(table.caption)
    for k, heading in enumerate(table.head):
        kept = k in table.right or k in table.unbroken
        widest = max(
            (display_width(line) for row in table.rows for line in row_lines(row, k)), default=0
        )
        made.add_column(
            Text(wrap_text(heading, max(widest, NARROWEST), 9) if kept else heading),
            justify="right" if k in table.right else "left",
            no_wrap=kept,
            overflow="fold",
        )
    for before, row in zip((None, *table.rows), table.rows, strict=False):
        if before and (row.style == "group" or "total" in (row.style, before.style)):
            made.add_section()
        texts = (
            [Text(GROUP_MARK)] if row.style == "group" else [cell_text(c, row) for c in row.cells]
        )
        made.add_row(*texts)
    groups = (row.cells[0].text for row in table.rows if row.style == "group")
    for line in screen.render_lines(made, pad=False):
        plain = "".join(segment.text for segment in line)
        if GROUP_MARK in plain:
            screen.print(Text(next(groups), "bold"))
        else:
            screen.print(Segments([*line, Segment.line()]), end="")
    if table.note:
        screen.print(Text(table.note, "dim"))
        screen.print()


def row_lines(row: TableRow, column: int) -> list[str]:
    """The lines of a cell; of a group's name none, as it stands over all columns."""
    if row.style == "group" or column >= len(row.cells):
        return []
    cell = row.cells[column]
    return [*cell.text.split("\n"), *cell.below.split("\n")]


def cell_text(cell: Cell, row: TableRow) -> Text:
    """A cell with what stands below it, dimmed."""
    style = STYLES[cell.tone] or {"total": "bold", "other": "dim"}.get(row.style, "")
    made = Text(cell.text, style or ("dim" if cell.small else ""))
    return made.append("\n" + cell.below, "dim") if cell.below else made


def show_targets(ensemble: Any) -> None:
    """Print an ensemble's targets and what they come to."""
    data = ensemble_summary(ensemble)
    show_title(data, screen := console())
    show_target_tables(data, screen)
    show_headline(data, screen)


def show_summary(data: Mapping[str, Any], screen: Console | None = None) -> None:
    """Print a summary: targets, firms and jobs, public money, and last, where a reader's eye is, what it comes to."""
    screen = screen or console()
    show_title(data, screen)
    show_target_tables(data, screen)
    show_state(data, screen)
    show_money(data, screen)
    show_headline(data, screen)


def show_title(data: Mapping[str, Any], screen: Console) -> None:
    """Print whose runs these are."""
    plan = data["plan"]
    title = say(
        "title",
        plan=row_name(plan),
        policy=row_name({"zh": plan["policy_zh"], "en": plan["policy_en"]}),
    )
    screen.print()
    screen.print(Text(title, "bold"))
    if read := read_as.readings_sentence(plan["read_as"]):
        screen.print(Text(read))
    screen.print(
        Text(
            say(
                "subtitle",
                runs=data["runs"],
                first=data["first"],
                last=data["last"],
                seed=data["seed"],
            ),
            "dim",
        )
    )
    screen.print(Text(nature_line(data["nature"]), "dim"))
    screen.print()


def show_headline(data: Mapping[str, Any], screen: Console) -> None:
    """Print what the runs come to in a few sentences."""
    screen.print()
    for sentence in headline(data):
        screen.print(Text(sentence))


def screen_table(
    title: str, *columns: str, right: Sequence[int] = (), kept: Sequence[int] = ()
) -> Grid:
    """An empty table; `right` are aligned right, `kept` are never broken over lines."""
    made = Grid(
        title=Text(title, "bold"),
        title_justify="left",
        box=SIMPLE_HEAD,
        padding=(0, 1),
        pad_edge=False,
    )
    for k, heading in enumerate(columns):
        made.add_column(
            Text(heading),
            justify="right" if k in right else "left",
            no_wrap=k in kept,
            overflow="fold",
        )
    return made


def show_target_tables(data: Mapping[str, Any], screen: Console) -> None:
    """Print outcomes, inputs, and what cannot be measured."""
    for title, role in ((say("outcomes"), "outcome"), (say("inputs"), "input")):
        rows = [r for r in data["targets"] if r["measured"] and r["role"] == role]
        if rows:
            screen.print(target_table(title, rows))
    unmeasured = [r for r in data["targets"] if not r["measured"]]
    if unmeasured:
        made = screen_table(
            say("unmeasured"), say("column_id"), say("column_target"), say("column_why"), kept=(0,)
        )
        for r in unmeasured:
            other = (
                ""
                if r["chosen"] or not row_name(r["reading"])
                else "\n" + say("other_reading", reading=row_name(r["reading"]))
            )
            made.add_row(
                Text("\n".join(target_number_lines(r))),
                Text(row_name(r)).append(other, "dim"),
                Text(row_name(r["why_not"])),
            )
        screen.print(made)


def target_table(title: str, rows: Sequence[Mapping[str, Any]]) -> Grid:
    """Targets with what they ask, what comes, and how likely they are met; other readings dimmed below."""
    made = screen_table(
        title,
        say("column_id"),
        say("column_target"),
        say("column_line"),
        say("column_value"),
        say("column_met"),
        say("column_short"),
        right=(3, 4, 5),
        kept=(0, 2, 3, 4, 5),
    )
    above = ""
    for r in rows:
        style, below = "" if r["chosen"] else "dim", not r["chosen"] and row_name(r) == above
        what, above = Text("" if below else row_name(r), style), row_name(r)
        if row_name(r["reading"]):
            sentence = say(
                "reading" if r["chosen"] else "other_reading", reading=row_name(r["reading"])
            )
            what.append(sentence if below else "\n" + sentence, "dim")
        if below:  # one line; targets.csv has the rest
            made.add_row(
                "",
                what,
                Text(target_requirement(r), style),
                Text(format_number(r["median"], r["unit"]), style),
                Text(format_percent(r["probability"]), style),
                Text(format_percent(r["short"]) if r["short"] else "", style),
            )
            continue
        made.add_row(
            Text("\n".join(target_number_lines(r)), style),
            what,
            Text(f"{target_requirement(r)}\n{format_deadline(r)}", style),
            value_over_range(
                format_number(r["median"], r["unit"]),
                format_band(r["lower"], r["upper"], r["unit"]),
                style,
            ),
            value_over_range(
                format_percent(r["probability"]),
                format_probability_interval(r),
                style or probability_colour(r["probability"]),
            ),
            Text(format_percent(r["short"]) if r["short"] else "", style),
        )
    return made


def value_over_range(value: str, range_of_it: str, style: str) -> Text:
    """A number with its range below, dimmed."""
    return Text(value + "\n", style).append(range_of_it, "dim")


def probability_colour(probability: float) -> str:
    """Green for likely, red for unlikely; the number says the same without it."""
    return "green" if probability >= 0.8 else "yellow" if probability >= 0.5 else "red"


def show_state(data: Mapping[str, Any], screen: Console) -> None:
    """Print rungs, jobs, sales and money raised: at the first month, at the last, and over all months."""
    made = screen_table(
        say("state"),
        say("column_measure"),
        say("column_first", month=data["first"]),
        say("column_last", month=data["last"]),
        say("column_unit"),
        right=(1, 2),
        kept=(1, 2, 3),
    )
    for r in [*data["rungs"], None, *data["region"]]:
        if r is None:
            made.add_section()
            continue
        made.add_row(
            Text(row_name(r)),
            format_number(r["first"]["median"], whole=True),
            format_with_band(r["last"]),
            unit_name(r["unit"]),
        )
    screen.print(made)
    made = screen_table(
        say("over_horizon", first=data["first"], last=data["last"]),
        say("column_measure"),
        say("column_total"),
        say("column_unit"),
        right=(1,),
        kept=(1, 2),
    )
    for r in data["over_horizon"]:
        made.add_row(Text(row_name(r)), format_with_band(r), unit_name(r["unit"]))
    screen.print(made)


def format_with_band(values: Mapping[str, float]) -> str:
    """A median with its 80 % band."""
    return f"{format_number(values['median'], whole=True)} ({format_band(values['lower'], values['upper'], whole=True)})"


def format_money_band(values: Mapping[str, float]) -> tuple[str, str]:
    """A sum of money and its band, to a whole 万元."""
    return format_number(values["median"], whole=True), format_band(
        values["lower"], values["upper"], whole=True
    )


def show_money(data: Mapping[str, Any], screen: Console) -> None:
    """Print what the public spends on each lever, and apart from it what it forgoes, gets back and loses."""
    money = data["money"]
    made = screen_table(
        say("money", first=data["first"], last=data["last"]),
        say("column_lever"),
        say("column_median"),
        say("column_band"),
        right=(1, 2),
        kept=(1, 2),
    )
    for r in money["rows"]:
        made.add_row(Text(row_name(r)), *format_money_band(r))
    made.add_section()
    made.add_row(Text(say("total"), "bold"), *format_money_band(money["total"]))
    made.add_section()
    made.add_row(Text(say("apart"), "dim"), "", "")
    for r in money["apart"]:
        made.add_row(Text(row_name(r)), *format_money_band(r))
    screen.print(made)
    screen.print(Text(say("planned_money", amount=format_number(money["planned"]))))
    if data["started_from"]:
        stocks = say("between").join(
            say(
                "stock_met",
                name=row_name(r),
                met=format_number(r["met"]),
                known=format_number(r["known"]),
            )
            for r in data["started_from"]
        )
        screen.print(Text(say("started_from", stocks=stocks)))
