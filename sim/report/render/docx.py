"""The report as a Word file: A4, the fonts of Chinese offices, real headings, captions and page
numbers.

The file's parts are the templates in `word/`.  Neither dates nor machine names are kept, so equal
reports are equal files.
"""

import io
import re
import zipfile
from collections.abc import Sequence

from markupsafe import Markup, escape

from sim.core.files import read_declarations
from sim.report.document import ReportDocument
from sim.report.render.templates import template_house

TEXT_WIDTH = 9638  # twentieths of a point: 17 cm
PICTURE_WIDTH = 6_126_480  # 914,400ths of an inch: the text of a page
THE_DAY = (1980, 1, 1, 0, 0, 0)
RANGE = re.compile(r"(?<=[0-9A-Za-z])-(?=[0-9A-Z])")
PARTS: dict[str, str] = read_declarations(__file__)


def docx_bytes(document: ReportDocument) -> bytes:
    """The file's bytes."""
    house = template_house("word")
    house.filters["hyphens"] = nonbreaking_words
    house.globals.update(twips=column_twips, wide=PICTURE_WIDTH)
    figures = list(document.figures())
    contents: dict[str, str | bytes] = {
        path: house.get_template(f"{part}.xml.j2")
        .render(document=document, figures=figures)
        .strip()
        for path, part in PARTS.items()
    }
    contents |= {f"word/media/image{k}.png": f.picture.png for k, f in enumerate(figures, 1)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for path, content in contents.items():
            entry = zipfile.ZipInfo(path, THE_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, content)
    return out.getvalue()


def nonbreaking_words(text: str) -> Markup:
    """A text as words of a run; 2022-12 and 5-10 stay on one line."""
    words = (f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in RANGE.split(text))
    return Markup("<w:noBreakHyphen/>".join(words))


def column_twips(widths: Sequence[float]) -> list[int]:
    """The widths of columns that share the text's width, in twentieths of a point."""
    return [int(part * TEXT_WIDTH / sum(widths)) for part in widths]
