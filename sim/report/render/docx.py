"""The report as a Word file: A4, the fonts of Chinese offices, real headings, captions and page numbers.

Tables are written as elements, not cell by cell through the library, which takes ten times as long.
Neither dates nor machine names are kept, so equal reports are equal files.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from itertools import count
from typing import Any

from docx import Document as new_file
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Inches

from sim.report.document import (
    Bullets,
    Cell,
    Document,
    Facts,
    Figure,
    Heading,
    Section,
    Table,
    Text,
)
from sim.report.figures.style import WIDTH
from sim.report.render.docx_parts import bookmark, element, field, link, prepare, run
from sim.words.catalogue import say

TEXT_WIDTH = 9638  # twentieths of a point: 17 cm
THE_DAY = (1980, 1, 1, 0, 0, 0)
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
INKS = {"good": "00563B", "open": "7A4B00", "poor": "8F1D14"}
PALE, LINE, BLUE, SOFT = "F1F5F9", "C4CCD4", "0B4F7D", "4D4D4D"


def file(document: Document) -> bytes:
    """The file's bytes."""
    made = new_file()
    prepare(made, document.language)
    page = made.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.PORTRAIT, Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin, page.bottom_margin = Cm(1.7), Cm(1.6)
    page.footer_distance = Cm(0.8)
    properties = made.core_properties
    properties.title, properties.language = document.title, LANGUAGES[document.language]
    for name, value in document.properties.items():
        setattr(properties, name, value)
    for stamp in properties._element.xpath("dcterms:created | dcterms:modified"):
        properties._element.remove(stamp)
    footer(page.footer.paragraphs[0])
    made.add_paragraph(document.subtitle, "Subtitle")
    made.add_paragraph(document.title, "Title")
    for line in document.lines:
        made.add_paragraph(line, "Basis")
    numbers = {"table": count(1), "figure": count(1), "mark": count(1)}
    first, *others = document.sections
    write_section(made, first, numbers, heading=False)
    contents(made, others)
    for section in others:
        write_section(made, section, numbers)
    return settled(made)


def settled(made: Any) -> bytes:
    """The file with every part dated alike."""
    raw, out = io.BytesIO(), io.BytesIO()
    made.save(raw)
    with zipfile.ZipFile(raw) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, THE_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(entry, before.read(name))
    return out.getvalue()


def footer(paragraph: Any) -> None:
    """The page's number and how many there are."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    before, middle, after = say("report_page", page="\0", pages="\0").split("\0")
    for text, code in ((before, "PAGE"), (middle, "NUMPAGES"), (after, "")):
        paragraph._p.append(run(text))
        if code:
            paragraph._p.extend(field(code, "1"))


def contents(made: Any, sections: Iterable[Section]) -> None:
    """A table of contents that is right as it stands; Word adds page numbers when the reader updates it."""
    made.add_paragraph(say("report_contents"), "Contents").paragraph_format.page_break_before = True
    sections = list(sections)
    for k, section in enumerate(sections):
        paragraph = made.add_paragraph(style="toc 1")._p
        if k == 0:
            paragraph.extend(field('TOC \\o "1-1" \\h \\z \\u', None))
        paragraph.append(link(section.id, section.title))
        if k == len(sections) - 1:
            paragraph.append(element("w:r", element("w:fldChar", **{"w:fldCharType": "end"})))


def write_section(
    made: Any, section: Section, numbers: dict[str, Any], heading: bool = True
) -> None:
    """A heading and what stands below it."""
    if heading:
        bookmark(made.add_paragraph(section.title, "Heading 1"), section.id, next(numbers["mark"]))
    for block in section.blocks:
        match block:
            case Text(text, style):
                written(
                    made, text, {"verdict": "Verdict"}.get(style, "Normal" if heading else "Front")
                )
            case Heading(text):
                made.add_paragraph(text, "Heading 2")
            case Bullets(items):
                for item in items:
                    written(made, item, "List Bullet" if heading else "Front Bullet")
            case Facts(items):
                write_facts(made, items)
            case Figure():
                write_figure(made, block, next(numbers["figure"]))
            case Table():
                write_table(made, block, next(numbers["table"]), "Normal" if heading else "Front")


def written(made: Any, text: str, style: str) -> None:
    """A paragraph in which numbers with hyphens are not broken over lines."""
    made.add_paragraph(style=style)._p.append(run(text))


def caption(made: Any, label: str, number: int, text: str, style: str) -> None:
    """A caption Word can list, with its number."""
    paragraph = made.add_paragraph(style=style)._p
    paragraph.append(run(f"{label} "))
    paragraph.extend(field(f"SEQ {label} \\* ARABIC", str(number)))
    paragraph.append(run(f"  {text}"))


def write_figure(made: Any, figure: Figure, number: int) -> None:
    """A picture as wide as the text, with what is read out to those who do not see it."""
    paragraph = made.add_paragraph(style="Picture")
    paragraph.add_run().add_picture(io.BytesIO(figure.picture.png), width=Inches(WIDTH))
    shape = paragraph._p.xpath(".//wp:docPr")[0]
    shape.set("descr", figure.alt)
    shape.set("name", figure.id)
    caption(made, say("report_figure"), number, figure.caption, "Figure Caption")


def write_facts(made: Any, items: tuple[tuple[str, str, str], ...]) -> None:
    """The numbers to remember, side by side."""
    wide = TEXT_WIDTH // len(items)
    table = frame([wide] * len(items))
    boxes = [
        box(
            [(value, "Fact", ""), (label, "Fact Label", ""), (small, "Fact Small", "")],
            wide,
            fill=PALE,
        )
        for value, label, small in items
    ]
    table.append(element("w:tr", *boxes))
    made.element.body.insert(-1, table)


def write_table(made: Any, table: Table, number: int, style: str) -> None:
    """A table below its caption; its head comes again on every page, its rows are not broken over pages."""
    caption(made, say("report_table"), number, table.caption, "Table Caption")
    widths = [int(part * TEXT_WIDTH / sum(table.widths)) for part in table.widths]
    made_table = frame(widths)
    cell_style = {"Front": "Front Cell"}.get(style, "Cell")
    head = [
        box([(text, "Cell Head", "") for text in h.split("\n")], w, k in table.right, fill=PALE)
        for k, (h, w) in enumerate(zip(table.head, widths, strict=True))
    ]
    made_table.append(
        element("w:tr", element("w:trPr", element("w:cantSplit"), element("w:tblHeader")), *head)
    )
    for row in table.rows:
        if row.style == "group":
            filled = [
                box(
                    [(row.cells[0].text, "Cell Group", SOFT)],
                    sum(widths),
                    fill=PALE,
                    span=len(widths),
                )
            ]
        else:
            filled = [
                filled_box(c, row.style, cell_style, w, k in table.right)
                for k, (c, w) in enumerate(zip(row.cells, widths, strict=True))
            ]
        made_table.append(element("w:tr", element("w:trPr", element("w:cantSplit")), *filled))
    made.element.body.insert(-1, made_table)
    made.add_paragraph(table.note, "Note" if table.note else "Gap")


def filled_box(cell: Cell, row_style: str, style: str, wide: int, right: bool) -> Any:
    """A cell of a row, with the small text below it."""
    ink = INKS.get(cell.standing, SOFT if row_style == "other" else "")
    lines = [(cell.text, "Cell Small" if cell.small else style, ink)]
    if cell.below:
        lines.append((cell.below, "Cell Small", SOFT))
    return box(lines, wide, right, bold=row_style == "total" or bool(cell.standing))


def frame(widths: list[int]) -> Any:
    """An empty table with lines between its rows."""
    sides = [
        element(f"w:{side}", **{"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": LINE})
        for side in ("top", "bottom", "insideH")
    ]
    margins = [element(f"w:{side}", **{"w:w": "70", "w:type": "dxa"}) for side in ("left", "right")]
    return element(
        "w:tbl",
        element(
            "w:tblPr",
            element("w:tblW", **{"w:w": str(sum(widths)), "w:type": "dxa"}),
            element("w:tblBorders", *sides),
            element("w:tblLayout", **{"w:type": "fixed"}),
            element("w:tblCellMar", *margins),
        ),
        element("w:tblGrid", *(element("w:gridCol", **{"w:w": str(w)}) for w in widths)),
    )


def box(
    lines: Iterable[tuple[str, str, str]],
    wide: int,
    right: bool = False,
    fill: str = "",
    span: int = 1,
    bold: bool = False,
) -> Any:
    """A cell of paragraphs: (text, style, colour)."""
    about = [element("w:tcW", **{"w:w": str(wide), "w:type": "dxa"})]
    if span > 1:
        about.append(element("w:gridSpan", **{"w:val": str(span)}))
    if fill:
        about.append(element("w:shd", **{"w:val": "clear", "w:color": "auto", "w:fill": fill}))
    paragraphs = []
    for text, style, ink in lines:
        shape = [element("w:pStyle", **{"w:val": style.replace(" ", "")})]
        if right:
            shape.append(element("w:jc", **{"w:val": "right"}))
        paragraphs.append(element("w:p", element("w:pPr", *shape), run(text, ink, bold)))
    return element("w:tc", element("w:tcPr", *about), *paragraphs)
