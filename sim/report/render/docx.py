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
    Facts,
    Figure,
    Heading,
    Paragraph,
    ReportDocument,
    Section,
    Table,
)
from sim.report.figures.style import WIDTH
from sim.report.render.docx_parts import (
    bookmark,
    bookmark_link,
    field_elements,
    prepare_docx,
    text_run,
    xml_element,
)
from sim.words.catalogue import say

TEXT_WIDTH = 9638  # twentieths of a point: 17 cm
THE_DAY = (1980, 1, 1, 0, 0, 0)
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
INKS = {"good": "00563B", "open": "7A4B00", "poor": "8F1D14"}
PALE, LINE, BLUE, SOFT = "F1F5F9", "C4CCD4", "0B4F7D", "4D4D4D"


def docx_bytes(document: ReportDocument) -> bytes:
    """The file's bytes."""
    made = new_file()
    prepare_docx(made, document.language)
    page = made.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.PORTRAIT, Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin, page.bottom_margin = Cm(1.7), Cm(1.6)
    page.footer_distance = Cm(0.8)
    properties = made.core_properties
    properties.title, properties.language = (
        document.title,
        LANGUAGES.get(document.language, document.language),
    )
    for name, value in document.properties.items():
        setattr(properties, name, value)
    for stamp in properties._element.xpath("dcterms:created | dcterms:modified"):
        properties._element.remove(stamp)
    write_page_footer(page.footer.paragraphs[0])
    made.add_paragraph(document.subtitle, "Subtitle")
    made.add_paragraph(document.title, "Title")
    for line in document.lines:
        made.add_paragraph(line, "Basis")
    numbers = {"table": count(1), "figure": count(1), "mark": count(1)}
    first, *others = document.sections
    write_section(made, first, numbers, heading=False)
    write_contents_table(made, others)
    for section in others:
        write_section(made, section, numbers)
    return reproducible_bytes(made)


def reproducible_bytes(made: Any) -> bytes:
    """The file with every part dated alike."""
    raw, out = io.BytesIO(), io.BytesIO()
    made.save(raw)
    with zipfile.ZipFile(raw) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, THE_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(entry, before.read(name))
    return out.getvalue()


def write_page_footer(paragraph: Any) -> None:
    """The page's number and how many there are."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    before, middle, after = say("report_page", page="\0", pages="\0").split("\0")
    for text, code in ((before, "PAGE"), (middle, "NUMPAGES"), (after, "")):
        paragraph._p.append(text_run(text))
        if code:
            paragraph._p.extend(field_elements(code, "1"))


def write_contents_table(made: Any, sections: Iterable[Section]) -> None:
    """A table of contents that is right as it stands; Word adds page numbers when the reader updates it."""
    made.add_paragraph(say("report_contents"), "Contents").paragraph_format.page_break_before = True
    sections = list(sections)
    for k, section in enumerate(sections):
        paragraph = made.add_paragraph(style="toc 1")._p
        if k == 0:
            paragraph.extend(field_elements('TOC \\o "1-1" \\h \\z \\u', None))
        paragraph.append(bookmark_link(section.id, section.title))
        if k == len(sections) - 1:
            paragraph.append(
                xml_element("w:r", xml_element("w:fldChar", **{"w:fldCharType": "end"}))
            )


def write_section(
    made: Any, section: Section, numbers: dict[str, Any], heading: bool = True
) -> None:
    """A heading and what stands below it."""
    if heading:
        bookmark(made.add_paragraph(section.title, "Heading 1"), section.id, next(numbers["mark"]))
    for block in section.blocks:
        match block:
            case Paragraph(text, style):
                write_paragraph(
                    made, text, {"verdict": "Verdict"}.get(style, "Normal" if heading else "Front")
                )
            case Heading(text):
                made.add_paragraph(text, "Heading 2")
            case Bullets(items):
                for item in items:
                    write_paragraph(made, item, "List Bullet" if heading else "Front Bullet")
            case Facts(items):
                write_facts(made, items)
            case Figure():
                write_figure(made, block, next(numbers["figure"]))
            case Table():
                write_docx_table(
                    made, block, next(numbers["table"]), "Normal" if heading else "Front"
                )


def write_paragraph(made: Any, text: str, style: str) -> None:
    """A paragraph in which numbers with hyphens are not broken over lines."""
    made.add_paragraph(style=style)._p.append(text_run(text))


def write_caption(made: Any, label: str, number: int, text: str, style: str) -> None:
    """A caption Word can list, with its number."""
    paragraph = made.add_paragraph(style=style)._p
    paragraph.append(text_run(f"{label} "))
    paragraph.extend(field_elements(f"SEQ {label} \\* ARABIC", str(number)))
    paragraph.append(text_run(f"  {text}"))


def write_figure(made: Any, figure: Figure, number: int) -> None:
    """A picture as wide as the text, with what is read out to those who do not see it."""
    paragraph = made.add_paragraph(style="Picture")
    paragraph.add_run().add_picture(io.BytesIO(figure.picture.png), width=Inches(WIDTH))
    shape = paragraph._p.xpath(".//wp:docPr")[0]
    shape.set("descr", figure.caption)
    shape.set("name", figure.id)
    write_caption(made, say("report_figure"), number, figure.caption, "Figure Caption")


def write_facts(made: Any, items: tuple[tuple[str, str, str], ...]) -> None:
    """The numbers to remember, side by side."""
    wide = TEXT_WIDTH // len(items)
    table = table_element([wide] * len(items))
    boxes = [
        cell_element(
            [(value, "Fact", ""), (label, "Fact Label", ""), (small, "Fact Small", "")],
            wide,
            fill=PALE,
        )
        for value, label, small in items
    ]
    table.append(xml_element("w:tr", *boxes))
    made.element.body.insert(-1, table)


def write_docx_table(made: Any, table: Table, number: int, style: str) -> None:
    """A table below its caption; its head comes again on every page, its rows are not broken over pages."""
    write_caption(made, say("report_table"), number, table.caption, "Table Caption")
    widths = [int(part * TEXT_WIDTH / sum(table.widths)) for part in table.widths]
    made_table = table_element(widths)
    cell_style = {"Front": "Front Cell"}.get(style, "Cell")
    head = [
        cell_element(
            [(text, "Cell Head", "") for text in h.split("\n")], w, k in table.right, fill=PALE
        )
        for k, (h, w) in enumerate(zip(table.head, widths, strict=True))
    ]
    made_table.append(
        xml_element(
            "w:tr",
            xml_element("w:trPr", xml_element("w:cantSplit"), xml_element("w:tblHeader")),
            *head,
        )
    )
    for row in table.rows:
        if row.style == "group":
            filled = [
                cell_element(
                    [(row.cells[0].text, "Cell Group", SOFT)],
                    sum(widths),
                    fill=PALE,
                    span=len(widths),
                )
            ]
        else:
            filled = [
                row_cell_element(c, row.style, cell_style, w, k in table.right)
                for k, (c, w) in enumerate(zip(row.cells, widths, strict=True))
            ]
        made_table.append(
            xml_element("w:tr", xml_element("w:trPr", xml_element("w:cantSplit")), *filled)
        )
    made.element.body.insert(-1, made_table)
    made.add_paragraph(table.note, "Note" if table.note else "Gap")


def row_cell_element(cell: Cell, row_style: str, style: str, wide: int, right: bool) -> Any:
    """A cell of a row, with the small text below it."""
    ink = INKS.get(cell.tone, SOFT if row_style == "other" else "")
    lines = [(text, "Cell Small" if cell.small else style, ink) for text in cell.text.split("\n")]
    if cell.below:
        lines += [(text, "Cell Small", SOFT) for text in cell.below.split("\n")]
    return cell_element(lines, wide, right, bold=row_style == "total" or cell.tone in INKS)


def table_element(widths: list[int]) -> Any:
    """An empty table with lines between its rows."""
    sides = [
        xml_element(
            f"w:{side}", **{"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": LINE}
        )
        for side in ("top", "bottom", "insideH")
    ]
    margins = [
        xml_element(f"w:{side}", **{"w:w": "70", "w:type": "dxa"}) for side in ("left", "right")
    ]
    return xml_element(
        "w:tbl",
        xml_element(
            "w:tblPr",
            xml_element("w:tblW", **{"w:w": str(sum(widths)), "w:type": "dxa"}),
            xml_element("w:tblBorders", *sides),
            xml_element("w:tblLayout", **{"w:type": "fixed"}),
            xml_element("w:tblCellMar", *margins),
        ),
        xml_element("w:tblGrid", *(xml_element("w:gridCol", **{"w:w": str(w)}) for w in widths)),
    )


def cell_element(
    lines: Iterable[tuple[str, str, str]],
    wide: int,
    right: bool = False,
    fill: str = "",
    span: int = 1,
    bold: bool = False,
) -> Any:
    """A cell of paragraphs: (text, style, colour)."""
    about = [xml_element("w:tcW", **{"w:w": str(wide), "w:type": "dxa"})]
    if span > 1:
        about.append(xml_element("w:gridSpan", **{"w:val": str(span)}))
    if fill:
        about.append(xml_element("w:shd", **{"w:val": "clear", "w:color": "auto", "w:fill": fill}))
    paragraphs = []
    for text, style, ink in lines:
        shape = [xml_element("w:pStyle", **{"w:val": style.replace(" ", "")})]
        if right:
            shape.append(xml_element("w:jc", **{"w:val": "right"}))
        paragraphs.append(
            xml_element("w:p", xml_element("w:pPr", *shape), text_run(text, ink, bold))
        )
    return xml_element("w:tc", xml_element("w:tcPr", *about), *paragraphs)
