"""What a subject says: sections of paragraphs, facts, tables and figures, in the chosen language.

Each subject makes one `ReportDocument`; screen, web page and Word file render it and the browser
reads it, so that they cannot say different things.  Nothing here is drawn: a figure holds the call
that draws it, for renderers that show it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Literal, NamedTuple, TypeVar

from jinja2 import Environment, StrictUndefined

from sim.core.files import read_declarations
from sim.core.records import Row
from sim.report import numbers
from sim.report.numbers import format_band, format_number
from sim.words.catalogue import say, spoken_language

STANDINGS = ("good", "open", "poor")

Tone = Literal["", "faint", "strong", "good", "open", "poor", "failed"]
RowStyle = Literal["", "total", "other", "group"]
ParagraphStyle = Literal["", "verdict", "faint", "strong", "failed"]
Formatter = TypeVar("Formatter", bound=Callable[..., object])
EXPRESSIONS = Environment(undefined=StrictUndefined)
EXPRESSIONS.filters |= {**vars(numbers), "say": say}


@dataclass(frozen=True)
class Cell:
    """A text, small where it is for reference only, with, where given, smaller ones below; either
    may have several lines.

    `tone` good, open and poor rate a chance, faint is what may be nothing, strong what matters,
    failed what went wrong. `numbers` are what charts draw of it: a value, a chance with the ends of
    its interval, firms gone and new.
    """

    text: str
    below: str = ""
    tone: Tone = ""
    small: bool = False
    numbers: tuple[float, ...] = ()


@dataclass(frozen=True)
class TableRow:
    """A row; `style` is "total", "other" (another reading) or "group" (one cell over all columns)."""

    cells: tuple[Cell, ...]
    key: str = ""
    style: RowStyle = ""


@dataclass(frozen=True)
class Table:
    """A table with a head; `widths` are parts of the page's width, columns in `right` hold numbers.

    On a screen columns in `right` and `unbroken` keep their lines whole, and the others share what
    is left. Chances in columns of `gauges` are drawn as bars where a renderer can.
    """

    id: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[TableRow, ...]
    widths: tuple[float, ...] = ()
    right: frozenset[int] = frozenset()
    note: str = ""
    unbroken: frozenset[int] = frozenset()
    gauges: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Picture:
    """A figure as pixels, for Word and slides, and as lines, for the browser; width over height."""

    png: bytes
    svg: bytes
    aspect: float


@dataclass(frozen=True)
class Figure:
    """A picture with what stands below it, which is also read out to those who do not see it; drawn
    when first looked at.
    """

    id: str
    caption: str
    draw: Callable[[], Picture] = field(repr=False, compare=False)

    @cached_property
    def picture(self) -> Picture:
        """The picture, drawn once for all files that show it."""
        return self.draw()


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `style` is "verdict" for the one sentence that matters, otherwise a tone."""

    text: str
    style: ParagraphStyle = ""


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
Blocks = list[Block]


class TableLayout(NamedTuple):
    """How a table is laid out and its rows are read from records, as `tables.toml` says."""

    head: Sequence[str] = ()
    cells: Sequence[str] = ()
    key: str = "''"
    style: str = "''"
    tone: str = "''"
    widths: Sequence[float] = ()
    right: Iterable[int] = ()
    right_from: int | None = None
    unbroken: Iterable[int] = ()
    caption: str = ""
    note: str = ""
    like: str = ""


FORMS = read_declarations(__file__, "tables.toml")
LAYOUTS = {id: TableLayout(**FORMS.get(form.get("like"), {}) | form) for id, form in FORMS.items()}


@dataclass(frozen=True)
class Section:
    """A part of the report; the first, which has no number, is the page for those who read one
    page.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]

    def tables(self, id: str) -> list[Table]:
        """The tables called so: of a comparison one for each few policies."""
        return [b for b in self.blocks if isinstance(b, Table) and b.id.startswith(id)]


@dataclass(frozen=True)
class ReportDocument:
    """All that is said of a subject; `brief` is what a screen shows of it, where that is not all
    its sections.
    """

    language: str
    title: str
    subtitle: str
    lines: tuple[str, ...]
    sections: tuple[Section, ...]
    made: str = ""
    properties: dict[str, str] = field(default_factory=dict)
    brief: tuple[Block, ...] = ()

    def section(self, id: str) -> Section:
        """One of its sections."""
        return next(s for s in self.sections if s.id == id)

    def figures(self) -> Iterator[Figure]:
        """Every figure in its order."""
        return (b for s in self.sections for b in s.blocks if isinstance(b, Figure))


def cells(*values: str | tuple[str, str] | Cell) -> tuple[Cell, ...]:
    """Cells from texts, or pairs of a text and what stands below it."""
    return tuple(
        v if isinstance(v, Cell) else Cell(v) if isinstance(v, str) else Cell(*v) for v in values
    )


def labels(*ids: str) -> list[str]:
    """Messages that take no values, as heads of columns."""
    return [say(id) for id in ids]


def table_format(format: Formatter) -> Formatter:
    """Let the cells of `tables.toml` be written by a function, by its name; all of
    `sim.report.numbers` may be.
    """
    EXPRESSIONS.filters[format.__name__] = format
    return format


@cache
def cell_expression(text: str) -> Callable[..., Any]:
    """An expression of `tables.toml`, to be asked for its value in a record."""
    return EXPRESSIONS.compile_expression(text, undefined_to_none=False)


def record_row(form: TableLayout, record: object) -> TableRow:
    """A record as a row, as its table's layout says; UndefinedError where it lacks what is named."""
    known = {**record} if isinstance(record, Mapping) else {}
    known["this"] = record
    key, style, known["tone"] = (
        cell_expression(text)(known) for text in (form.key, form.style, form.tone)
    )
    return TableRow(cells(*(cell_expression(text)(known) for text in form.cells)), key, style)


@table_format
def small_cell(text: str) -> Cell:
    """A text for reference only."""
    return Cell(text, small=True)


@table_format
def band_cell(values: Row, unit: str = "", whole: bool = False) -> Cell:
    """A median with its 80 % band below."""
    return Cell(
        format_number(values["median"], unit, whole),
        format_band(values["lower"], values["upper"], unit, whole),
    )


@table_format
def target_number_cell(row: Row) -> Cell:
    """A target's number, and below it which one of several rows of that number it is."""
    first, slash, rest = row["id"].partition("/")
    return Cell(first, slash + rest)


def table_row(
    *values: str | tuple[str, str] | Cell, key: str = "", style: RowStyle = ""
) -> TableRow:
    """A row of such cells."""
    return TableRow(cells(*values), key, style)


def table_blocks(
    id: str,
    rows: Iterable[object],
    layout: str = "",
    caption: str = "",
    columns: Sequence[str] = (),
    note: str = "",
    gauges: Iterable[int] = (),
    **values: object,
) -> Blocks:
    """A table as `tables.toml` lays it out under its id or another name, or nothing where it has no
    rows; rows may be records, which the layout's cells are read from.

    `columns` are heads behind those of the layout; `caption` and `note` stand for its own; `values`
    go into its messages.
    """
    form = LAYOUTS[layout or id]
    found = tuple(r if isinstance(r, TableRow) else record_row(form, r) for r in rows)
    head = (*("\n".join(say(id, **values) for id in c.split()) for c in form.head), *columns)
    rest = len(head) - len(form.widths)
    widths = (*form.widths, *((1 - sum(form.widths)) / rest for _ in range(rest)))
    right = form.right if form.right_from is None else range(form.right_from, len(head))
    caption, note = (
        text or (say(id, **values) if id else "")
        for text, id in ((caption, form.caption), (note, form.note))
    )
    unbroken = frozenset(form.unbroken)
    marks = unbroken, frozenset(gauges)
    table = Table(id, caption, head, found, widths, frozenset(right), note, *marks)
    return [table] if found else []


def list_document(title: str, blocks: Iterable[Block], *lines: str) -> ReportDocument:
    """A document of one section, for a list or the like."""
    section = Section("list", "", tuple(blocks))
    return ReportDocument(spoken_language(), title, "", lines, (section,))


def chance_rating(probability: float) -> Literal["good", "open", "poor"]:
    """How good a chance is: good from 80 %, open from 50 %, otherwise poor."""
    return "good" if probability >= 0.8 else "open" if probability >= 0.5 else "poor"


@table_format
def verdict_cell(probability: float) -> Cell:
    """A chance as a symbol and a word."""
    level = chance_rating(probability)
    return Cell(say(f"standing.{level}"), tone=level)


def assemble_report(
    title: str,
    lines: Sequence[str],
    front: Section,
    parts: Iterable[tuple[str, Sequence[Block]]],
    version: str,
    brief: Sequence[Block],
) -> ReportDocument:
    """A report from its first page and its parts by id, which are numbered; `version` is
    that of the numbers.
    """
    sections = (
        Section(
            id,
            say("report_section", number=section_numeral(k), title=say(f"part.{id}")),
            tuple(blocks),
        )
        for k, (id, blocks) in enumerate(parts, 1)
    )
    properties = {
        "author": f"Fuhua {version}",
        "last_modified_by": "Fuhua",
        "subject": say("report_subtitle"),
        "keywords": say("report_keywords"),
        "comments": " ".join(lines),
    }
    return ReportDocument(
        spoken_language(),
        title,
        say("report_subtitle"),
        tuple(lines),
        (front, *sections),
        say("report_made", version=version),
        properties,
        tuple(brief),
    )


def section_numeral(number: int) -> str:
    """A section's number: Chinese reports count in characters."""
    if spoken_language() != "zh":
        return str(number)
    digits = "一二三四五六七八九十"
    return digits[number - 1] if number <= 10 else f"十{digits[number - 11]}"
