"""A document on a screen, in columns that fit Chinese.

Widths are counted in columns of the screen, of which a Chinese character takes two; a line is
broken between Chinese characters or words, never before a closing mark.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from rich.console import Console
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
)
from sim.report.numbers import display_width

PLAIN_WIDTH = 100  # columns where the output is a file or a pipe
NARROWEST = 12  # columns that a heading may take above shorter numbers
GAP = "  "  # between columns
STYLES = {
    "": "",
    "verdict": "bold",
    "faint": "dim",
    "strong": "bold",
    "good": "green",
    "open": "yellow",
    "poor": "red",
    "failed": "red",
    "total": "bold",
    "other": "dim",
    "group": "bold",
}
WIDE = "⺀-꓏가-힣豈-﫿︰-﹏！-｠￠-￦"
CLOSING = "，。；：、！？）》”】％,;:.!?)]%"
PIECE = re.compile(rf"\s*[（《“【(\[]*(?:[{WIDE}]|[^\s{WIDE}]+)[{re.escape(CLOSING)}]*|\s+")

StyledLine = tuple[str, str]  # a text and its style


def console() -> Console:
    """The screen; a file or pipe gets lines wide enough for the tables."""
    screen = Console(highlight=False, markup=False, emoji=False)
    if not screen.is_terminal:
        screen.width = PLAIN_WIDTH
    return screen


def show_document(made: ReportDocument, screen: Console | None = None) -> None:
    """Print a document: its brief form where it has one, otherwise every section; figures are for
    files.
    """
    screen = screen or console()
    sections = (Section("", "", made.brief),) if made.brief else made.sections
    show_lines([("", ""), (made.title, "bold"), *((line, "dim") for line in made.lines)], screen)
    before: Block = Paragraph("", "faint")
    for section in sections:
        titled: tuple[Block, ...] = (Heading(section.title),) if section.title else ()
        for block in (*titled, *section.blocks):
            if not continues_text(before, block):
                show_lines([("", "")], screen)
            show_lines(block_lines(block, screen.width), screen)
            before = block


def continues_text(before: Block, block: Block) -> bool:
    """Whether a block follows the one before without a line between: text below its heading or text
    of its kind.
    """
    if not isinstance(block, Paragraph | Bullets):
        return False
    faint = isinstance(block, Paragraph) and block.style == "faint"
    return isinstance(before, Heading) or (
        isinstance(before, Paragraph | Bullets)
        and faint == (isinstance(before, Paragraph) and before.style == "faint")
    )


def show_lines(lines: Iterable[StyledLine | Text], screen: Console) -> None:
    """Print lines, those that are too long broken."""
    for line in lines:
        if isinstance(line, Text):
            screen.print(line, no_wrap=True, overflow="ignore", crop=False)
        else:
            for part in wrap_lines(line[0], screen.width):
                screen.print(Text(part, line[1]))


def block_lines(block: Block, width: int) -> Iterable[StyledLine | Text]:
    """The lines of one block."""
    match block:
        case Paragraph(text, style):
            return [(text, STYLES[style])]
        case Heading(text):
            return [(text, "bold")]
        case Bullets(items):
            return (
                line
                for item in items
                for line in row_lines([[("- ", "")], [(item, "")]], [2, width - 2], gap="")
            )
        case Facts(items):
            value, what, _ = (max(map(display_width, texts)) for texts in zip(*items, strict=True))
            widths = [value, what, width - value - what - 2 * len(GAP)]
            styles = ("bold", "", "dim")
            return (
                line
                for item in items
                for line in row_lines([[part] for part in zip(item, styles, strict=True)], widths)
            )
        case Table():
            return table_lines(block, width)
        case Figure():
            return []
        case _:
            assert_never(block)


def table_lines(table: Table, width: int) -> Iterator[StyledLine | Text]:
    """A table below its caption; a group's name stands over all columns, a total between lines."""
    if table.caption:
        yield table.caption, "bold"
    table = spread_table(table, width)
    widths = column_widths_on_screen(table, width)
    yield from row_lines([[(h, "bold")] for h in table.head], widths, table.right, bottom=True)
    yield Text("─" * min(width, sum(widths) + len(GAP) * (len(widths) - 1)))
    before = ""
    for k, row in enumerate(table.rows):
        if k and (row.style == "group" or "total" in (row.style, before)):
            yield "", ""
        before = row.style
        if row.style == "group":
            yield row.cells[0].text, STYLES["group"]
        else:
            yield from row_lines(
                [cell_lines(c, STYLES[row.style]) for c in row.cells], widths, table.right
            )
    if table.note:
        yield table.note, "dim"


def cell_lines(cell: Cell, style: str) -> list[StyledLine]:
    """A cell's text, and below it, dimmed, what is smaller."""
    own = STYLES[cell.tone] or style or ("dim" if cell.small else "")
    return [(cell.text, own), *([(cell.below, "dim")] if cell.below else [])]


def spread_table(table: Table, width: int) -> Table:
    """The table with what stands below its numbers beside them, where that fits without breaking a
    line.
    """
    pairs = [
        k in table.right and any(r.cells[k].below for r in table.rows if k < len(r.cells))
        for k in range(len(table.head))
    ]
    places = [k for k, pair in enumerate(pairs) for _ in range(1 + pair)]
    second = [at > 0 and places[at - 1] == k for at, k in enumerate(places)]
    head = []
    for k, below in zip(places, second, strict=True):
        first, _, rest = table.head[k].partition("\n") if pairs[k] else (table.head[k], "", "")
        head.append(rest if below else first)
    rows = tuple(
        row
        if row.style == "group"
        else replace(
            row,
            cells=tuple(
                Cell(row.cells[k].below, tone="faint")
                if below
                else replace(row.cells[k], below="" if pairs[k] else row.cells[k].below)
                for k, below in zip(places, second, strict=True)
                if k < len(row.cells)
            ),
        )
        for row in table.rows
    )
    made = replace(
        table,
        head=tuple(head),
        rows=rows,
        right=frozenset(at for at, k in enumerate(places) if k in table.right),
        unbroken=frozenset(range(len(places))),
    )
    wide = sum(column_widths_on_screen(made, width)) + len(GAP) * (len(places) - 1)
    return made if any(pairs) and wide <= width else table


def column_widths_on_screen(table: Table, width: int) -> list[int]:
    """Columns that each column takes: those of numbers what they need, the others what is left,
    shared alike.
    """
    needs, keeps = [], []
    for k, heading in enumerate(table.head):
        texts = [
            line
            for row in table.rows
            if row.style != "group" and k < len(row.cells)
            for part in (row.cells[k].text, row.cells[k].below)
            for line in part.split("\n")
        ]
        body = max(map(display_width, texts), default=0)
        keeps.append(k in table.right or k in table.unbroken)
        room = max(body, NARROWEST) if keeps[k] else width
        head = max(display_width(line) for line in wrap_lines(heading, room))
        needs.append(max(body, head, 1))
    left = (
        width
        - len(GAP) * (len(needs) - 1)
        - sum(n for n, keep in zip(needs, keeps, strict=True) if keep)
    )
    free = sorted((k for k, keep in enumerate(keeps) if not keep), key=lambda k: needs[k])
    for place, k in enumerate(free):
        needs[k] = min(needs[k], max(NARROWEST, left // (len(free) - place)))
        left -= needs[k]
    return needs


def row_lines(
    cells: Sequence[Sequence[StyledLine]],
    widths: Sequence[int],
    right: Iterable[int] = (),
    bottom: bool = False,
    gap: str = GAP,
) -> Iterator[Text]:
    """A row as lines: each cell's texts broken to its column and filled up, from above or to the
    bottom.
    """
    columns = [
        [(part, style) for text, style in cell for part in wrap_lines(text, width)]
        for cell, width in zip(cells, widths, strict=False)
    ]
    height = max(map(len, columns))
    for k, column in enumerate(columns):
        empty = [("", "")] * (height - len(column))
        columns[k] = [*empty, *column] if bottom else [*column, *empty]
    for line in zip(*columns, strict=True):
        made = Text()
        for k, ((text, style), width) in enumerate(zip(line, widths, strict=False)):
            space = " " * max(0, width - display_width(text))
            made.append(gap if k else "")
            made.append(space if k in right else "")
            made.append(text, style)
            made.append("" if k in right else space)
        made.rstrip()
        yield made


def wrap_lines(text: str, columns: int) -> list[str]:
    """A text in lines of at most so many columns; what has no place to break is cut."""
    found = []
    for line in text.split("\n"):
        found.append("")
        for piece in PIECE.findall(line):
            if display_width(found[-1] + piece) <= columns:
                found[-1] += piece
            else:
                found[len(found) - (not found[-1]) :] = cut_text(piece.lstrip(), columns)
    return found


def cut_text(text: str, columns: int) -> list[str]:
    """A text in pieces of so many columns."""
    found = [""]
    for character in text:
        if display_width(found[-1] + character) > columns:
            found.append("")
        found[-1] += character
    return found
