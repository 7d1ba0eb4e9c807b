"""A document on a screen, in columns that fit Chinese.

Widths are counted in columns of the screen, of which a Chinese character takes two; a line is
broken between Chinese characters or words, never before a closing mark.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import assert_never

from rich.console import Console
from rich.text import Text

from sim.core.files import read_declarations
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
STYLES: dict[str, str] = read_declarations(__file__)
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
    """Print a document."""
    screen = screen or console()
    for line in document_lines(made, screen.width):
        screen.print(line, no_wrap=True, overflow="ignore", crop=False)


def document_lines(made: ReportDocument, width: int) -> Iterator[Text]:
    """A document's brief form where it has one, otherwise every section; figures are for files."""
    yield Text()
    yield from text_lines(made.title, width, "bold")
    yield from text_lines("\n".join(made.lines), width, "dim") if made.lines else ()
    before: Block = Paragraph("", "faint")
    for section in (Section("", "", made.brief),) if made.brief else made.sections:
        titled: tuple[Block, ...] = (Heading(section.title),) if section.title else ()
        for block in (*titled, *section.blocks):
            if not continues_text(before, block):
                yield Text()
            yield from block_lines(block, width)
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


def text_lines(text: str, width: int, style: str = "") -> Iterator[Text]:
    """A text, broken where it is too long."""
    return (Text(part, style) for part in wrap_lines(text, width))


def block_lines(block: Block, width: int) -> Iterator[Text]:
    """The lines of one block."""
    match block:
        case Paragraph(text, style):
            yield from text_lines(text, width, STYLES[style])
        case Heading(text):
            yield from text_lines(text, width, "bold")
        case Bullets(items):
            for item in items:
                yield from row_lines([[("- ", "")], [(item, "")]], [2, width - 2], gap="")
        case Facts(facts):
            value, what, _ = (max(map(display_width, texts)) for texts in zip(*facts, strict=True))
            widths = [value, what, width - value - what - 2 * len(GAP)]
            for fact in facts:
                cells = zip(fact, ("bold", "", "dim"), strict=True)
                yield from row_lines([[cell] for cell in cells], widths)
        case Table():
            yield from table_lines(block, width)
        case Figure():
            pass
        case _:
            assert_never(block)


def table_lines(table: Table, width: int) -> Iterator[Text]:
    """A table below its caption; a group's name stands over all columns, a total between lines."""
    if table.caption:
        yield from text_lines(table.caption, width, "bold")
    table = spread_table(table, width)
    widths = column_widths_on_screen(table, width)
    yield from row_lines([[(h, "bold")] for h in table.head], widths, table.right, bottom=True)
    yield Text("─" * min(width, table_width(widths)))
    before = ""
    for k, row in enumerate(table.rows):
        if k and (row.style == "group" or "total" in (row.style, before)):
            yield Text()
        before = row.style
        if row.style == "group":
            yield from text_lines(row.cells[0].text, width, STYLES["group"])
        else:
            cells = [cell_lines(cell, STYLES[row.style]) for cell in row.cells]
            yield from row_lines(cells, widths, table.right)
    if table.note:
        yield from text_lines(table.note, width, "dim")


def cell_lines(cell: Cell, style: str) -> list[StyledLine]:
    """A cell's text, and below it, dimmed, what is smaller."""
    own = STYLES[cell.tone] or style or ("dim" if cell.small else "")
    return [(cell.text, own), *([(cell.below, "dim")] if cell.below else [])]


def spread_table(table: Table, width: int) -> Table:
    """The table with what stands below its numbers beside them, where that fits without breaking a
    line.
    """
    pairs = {
        k for k in table.right if any(row.cells[k:] and row.cells[k].below for row in table.rows)
    }
    columns = sorted([(k, False) for k in range(len(table.head))] + [(k, True) for k in pairs])
    rows = []
    for row in table.rows:
        spread = [
            Cell(row.cells[k].below, tone="faint")
            if below
            else replace(row.cells[k], below="" if k in pairs else row.cells[k].below)
            for k, below in columns
            if k < len(row.cells)
        ]
        rows.append(row if row.style == "group" else replace(row, cells=tuple(spread)))
    heads = [
        table.head[k].partition("\n")[2 * below] if k in pairs else table.head[k]
        for k, below in columns
    ]
    made = replace(
        table,
        head=tuple(heads),
        rows=tuple(rows),
        right=frozenset(at for at, (k, _) in enumerate(columns) if k in table.right),
        unbroken=frozenset(range(len(columns))),
    )
    return made if pairs and table_width(column_widths_on_screen(made, width)) <= width else table


def table_width(widths: Sequence[int]) -> int:
    """Columns that a table takes with the gaps between its own."""
    return sum(widths) + len(GAP) * (len(widths) - 1)


def column_widths_on_screen(table: Table, width: int) -> list[int]:
    """Columns that each column takes: those of numbers what they need, the others what is left,
    shared alike.
    """
    needs, keeps = [], table.right | table.unbroken
    for k, heading in enumerate(table.head):
        cells = [row.cells[k] for row in table.rows if row.style != "group" and k < len(row.cells)]
        texts = (line for c in cells for line in f"{c.text}\n{c.below}".split("\n"))
        body = max(map(display_width, texts), default=0)
        room = max(body, NARROWEST) if k in keeps else width
        head = max(map(display_width, wrap_lines(heading, room)))
        needs.append(max(body, head, 1))
    free = sorted(set(range(len(needs))) - keeps, key=lambda k: (needs[k], k))
    left = width - table_width([0 if k in free else need for k, need in enumerate(needs)])
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
    step = -1 if bottom else 1
    lines = list(zip_longest(*(column[::step] for column in columns), fillvalue=("", "")))
    for line in lines[::step]:
        filled = []
        for k, (text, style) in enumerate(line):
            space, own = " " * (widths[k] - display_width(text)), (text, style)
            filled.append(Text.assemble(*((space, own) if k in right else (own, space))))
        made = Text(gap).join(filled)
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
                continue
            if found[-1]:
                found.append("")
            for character in piece.lstrip():
                if display_width(found[-1] + character) > columns:
                    found.append("")
                found[-1] += character
    return found
