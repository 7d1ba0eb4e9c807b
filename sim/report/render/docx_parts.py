"""The parts of a Word file the library has no words for: elements, fields, links, and styles with Chinese fonts.

A style names a Western and an East Asian font; the font table names others to take where an office
has not got the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

BODY, HEADS = "仿宋", "黑体"
INSTEAD = {
    "仿宋": "仿宋_GB2312;FangSong;STFangsong;Noto Serif CJK SC",
    "黑体": "SimHei;STHeiti;Microsoft YaHei;Noto Sans CJK SC",
}
WESTERN = {"zh": "Times New Roman", "en": "Arial"}
RANGE = re.compile(r"(?<=[0-9A-Za-z])-(?=[0-9A-Z])")
LEAST_POINTS = 4  # a line spacing from here on is in points
CURRENT_WORD = "15"  # lays pages out as Word 2013 and later do
BLUE, SOFT = "0B4F7D", "4D4D4D"

# name: (points, heads' font, bold, colour, before, after, lines apart: a factor, or points where cells must be of one height)
STYLES: dict[str, tuple[float, bool, bool, str, float, float, float]] = {
    "Normal": (11, False, False, "", 0, 5, 1.2),
    "Subtitle": (11, True, False, BLUE, 0, 0, 1.0),
    "Title": (20, True, False, "", 0, 4, 1.05),
    "Basis": (9, False, False, SOFT, 0, 0, 1.1),
    "Verdict": (12.5, True, False, "", 6, 5, 1.1),
    "Heading 1": (16, True, False, BLUE, 20, 8, 1.1),
    "Heading 2": (12, True, False, "", 4, 1, 1.0),
    "Contents": (16, True, False, BLUE, 0, 8, 1.1),
    "toc 1": (11.5, False, False, "", 0, 4, 1.2),
    "List Bullet": (11, False, False, "", 0, 2, 1.15),
    "Table Caption": (10.5, True, False, "", 4, 2, 1.05),
    "Figure Caption": (9.5, False, False, SOFT, 2, 10, 1.1),
    "Picture": (11, False, False, "", 6, 0, 1.0),
    "Note": (8, False, False, SOFT, 2, 4, 1.0),
    "Cell": (9.5, False, False, "", 1, 1, 12.5),
    "Front Cell": (8.5, False, False, "", 0, 0, 11.5),
    "Cell Group": (9, False, False, SOFT, 1, 1, 12),
    "Cell Head": (9, True, False, "", 1, 1, 12),
    "Cell Small": (8.5, False, False, SOFT, 0, 1, 11),
    "Front": (9, False, False, "", 0, 1, 1.0),
    "Front Bullet": (9, False, False, "", 0, 0, 1.0),
    "Gap": (4, False, False, "", 0, 0, 1.0),
    "Fact": (14, True, True, "", 3, 0, 18),
    "Fact Label": (9.5, False, False, "", 0, 0, 12),
    "Fact Small": (8.5, False, False, SOFT, 0, 3, 11),
}
KEPT_WITH_NEXT = {"Heading 1", "Heading 2", "Table Caption", "Picture", "Cell Group"}


def xml_element(tag: str, *children: Any, **attributes: str) -> Any:
    """An element of the file's language, with attributes and children."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(name), value)
    made.extend(children)
    return made


def text_run(text: str, ink: str = "", bold: bool = False) -> Any:
    """A stretch of text."""
    shape = [xml_element("w:b")] if bold else []
    if ink:
        shape.append(xml_element("w:color", **{"w:val": ink}))
    words: list[Any] = []
    for part in RANGE.split(text):  # 2022-12 and 5-10 stay on one line
        words += [xml_element("w:noBreakHyphen")] if words else []
        words.append(xml_element("w:t", **{"xml:space": "preserve"}))
        words[-1].text = part
    return xml_element("w:r", *([xml_element("w:rPr", *shape)] if shape else []), *words)


def field_elements(code: str, shown: str | None) -> Iterable[Any]:
    """A field with what it shows until Word works it out; without that it is left open for what follows."""

    def mark(kind: str) -> Any:
        return xml_element("w:r", xml_element("w:fldChar", **{"w:fldCharType": kind}))

    instruction = xml_element("w:instrText", **{"xml:space": "preserve"})
    instruction.text = f" {code} "
    opening = [mark("begin"), xml_element("w:r", instruction), mark("separate")]
    return opening if shown is None else [*opening, text_run(shown), mark("end")]


def bookmark_link(target: str, text: str) -> Any:
    """A text that leads to a bookmark of the same file."""
    return xml_element("w:hyperlink", text_run(text), **{"w:anchor": target, "w:history": "1"})


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """Give a paragraph a name that links can lead to."""
    paragraph._p.insert(1, xml_element("w:bookmarkStart", **{"w:id": str(number), "w:name": name}))
    paragraph._p.append(xml_element("w:bookmarkEnd", **{"w:id": str(number)}))


def prepare_docx(made: Any, language: str) -> None:
    """Give a new file its styles, its fonts' substitutes and its language, and rid it of the old."""
    western = WESTERN.get(language, WESTERN["en"])
    for name, (size, heads, bold, ink, before, after, spacing) in STYLES.items():
        there = name in [s.name for s in made.styles]
        style = (
            made.styles[name]
            if there
            else made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, name.islower())
        )
        if not there:
            style.base_style = made.styles["List Bullet" if name.endswith("Bullet") else "Normal"]
        set_fonts(style, western, HEADS if heads else BODY)
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
        style.font.color.rgb = RGBColor.from_string(ink or "1A1A1A")
        shape = style.paragraph_format
        shape.space_before, shape.space_after = Pt(before), Pt(after)
        shape.line_spacing = spacing if spacing < LEAST_POINTS else Pt(spacing)
        shape.keep_with_next, shape.widow_control = name in KEPT_WITH_NEXT, True
        for line in style.element.xpath("./w:pPr/w:pBdr"):
            line.getparent().remove(line)
    set_verdict_box(made.styles["Verdict"])
    tongue = xml_element("w:lang", **{"w:val": "en-GB", "w:eastAsia": "zh-CN"})
    made.styles["Normal"].element.get_or_add_rPr().append(tongue)
    declare_font_substitutes(made)
    for setting in made.settings.element.xpath("//w:compatSetting[@w:name='compatibilityMode']"):
        setting.set(qn("w:val"), CURRENT_WORD)
    relations = made.part.package.rels
    for id in [id for id, r in relations.items() if r.reltype.endswith("/thumbnail")]:
        relations.pop(id)  # a picture of the library's own empty page


def set_verdict_box(style: Any) -> None:
    """A bar at the left and a pale ground for the sentence that matters."""
    shape = style.element.get_or_add_pPr()
    bar = xml_element(
        "w:pBdr",
        xml_element("w:left", **{"w:val": "single", "w:sz": "36", "w:space": "8", "w:color": BLUE}),
    )
    ground = xml_element("w:shd", **{"w:val": "clear", "w:color": "auto", "w:fill": "F1F5F9"})
    place = shape.find(qn("w:spacing"))
    place.addprevious(bar)
    place.addprevious(ground)


def set_fonts(style: Any, western: str, eastern: str) -> None:
    """A style's fonts for both scripts; a theme's fonts would win over them and go."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script, font in (
        ("ascii", western),
        ("hAnsi", western),
        ("cs", western),
        ("eastAsia", eastern),
    ):
        fonts.set(qn(f"w:{script}"), font)


def declare_font_substitutes(made: Any) -> None:
    """Tell Word which fonts to take where the first is missing."""
    part = next(r.target_part for r in made.part.rels.values() if r.reltype.endswith("/fontTable"))
    table = parse_xml(part.blob)
    for name, others in INSTEAD.items():
        table.append(
            xml_element("w:font", xml_element("w:altName", **{"w:val": others}), **{"w:name": name})
        )
    part._blob = serialize_part_xml(table)
