"""What a report is made of: sections of paragraphs, facts, tables and figures, in the chosen language.

Both the web page and the Word file are written from these, so that they cannot say different things.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sim.report.figures.style import Picture
from sim.words.catalogue import say

STANDINGS = {"good": "standing_good", "open": "standing_open", "poor": "standing_poor"}


@dataclass(frozen=True)
class Cell:
    """A text, small where it is for reference only, with, where given, a smaller one below; `standing` is good, open or poor."""

    text: str
    below: str = ""
    standing: str = ""
    small: bool = False


@dataclass(frozen=True)
class TableRow:
    """A row; `style` is "total", "other" (another reading) or "group" (one cell over all columns)."""

    cells: tuple[Cell, ...]
    key: str = ""
    style: str = ""


@dataclass(frozen=True)
class Table:
    """A table with a head; `widths` are parts of the page's width, columns in `right` hold numbers."""

    id: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[TableRow, ...]
    widths: tuple[float, ...]
    right: frozenset[int] = frozenset()
    note: str = ""


@dataclass(frozen=True)
class Figure:
    """A picture with what stands below it and what is read out to those who do not see it."""

    id: str
    picture: Picture
    caption: str
    alt: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `style` is "verdict" for the one sentence that matters."""

    text: str
    style: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading within a section."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """Short statements side by side."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Facts:
    """The few numbers to remember: (value, what it is, small print)."""

    items: tuple[tuple[str, str, str], ...]


Block = Table | Figure | Paragraph | Heading | Bullets | Facts


@dataclass(frozen=True)
class Section:
    """A part of the report; the first, which has no number, is the page for those who read one page."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class ReportDocument:
    """A whole report."""

    language: str
    title: str
    subtitle: str
    lines: tuple[str, ...]
    sections: tuple[Section, ...]
    made: str
    properties: dict[str, str] = field(default_factory=dict)


def cells(*values: str | tuple[str, str] | Cell) -> tuple[Cell, ...]:
    """Cells from texts, or pairs of a text and what stands below it."""
    return tuple(
        v if isinstance(v, Cell) else Cell(v) if isinstance(v, str) else Cell(*v) for v in values
    )


def table_row(*values: str | tuple[str, str] | Cell, key: str = "", style: str = "") -> TableRow:
    """A row of such cells."""
    return TableRow(cells(*values), key, style)


def table_blocks(
    id: str,
    caption: str,
    head: Sequence[str],
    rows: Iterable[TableRow],
    widths: Sequence[float],
    right: Iterable[int] = (),
    note: str = "",
) -> list[Block]:
    """A table, or nothing where it has no rows."""
    found = tuple(rows)
    return (
        [Table(id, caption, tuple(head), found, tuple(widths), frozenset(right), note)]
        if found
        else []
    )


def chance_rating(probability: float) -> str:
    """How good a chance is: good from 80 %, open from 50 %, otherwise poor."""
    return "good" if probability >= 0.8 else "open" if probability >= 0.5 else "poor"


def verdict_cell(probability: float) -> Cell:
    """A chance as a symbol and a word."""
    level = chance_rating(probability)
    return Cell(say(STANDINGS[level]), standing=level)
