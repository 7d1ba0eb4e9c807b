"""The report as one web page that needs nothing else: no script, no font, no file beside it."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from sim.report.document import ReportDocument
from sim.words.catalogue import language_tag, say

HERE = Path(__file__).parent
TEMPLATE = "report.html.j2"
NUMBERED = re.compile(r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+)+")  # X-T14, 2022-12, 5-10


def html_page(document: ReportDocument) -> bytes:
    """The page in UTF-8."""
    house = Environment(
        loader=FileSystemLoader(HERE, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    house.tests["of_kind"] = lambda block, kind: type(block).__name__ == kind
    house.filters["whole"] = nonbreaking_markup
    house.globals.update(say=say, embedded=svg_data_uri)
    text = house.get_template(TEMPLATE).render(
        document=document, tag=language_tag(document.language)
    )
    return text.encode("utf-8")


def nonbreaking_markup(text: str) -> Markup:
    """A text in which numbers with hyphens are not broken over lines."""
    return Markup(NUMBERED.sub(lambda m: f'<span class="whole">{m[0]}</span>', str(escape(text))))


def svg_data_uri(svg: bytes) -> str:
    """A drawing as an address that holds the drawing itself."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg).decode("ascii")
