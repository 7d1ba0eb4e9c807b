"""The report as one web page that needs nothing else: no script, no font, no file beside it."""

import base64
import re

from markupsafe import Markup, escape

from sim.report.document import ReportDocument
from sim.report.render.templates import template_house
from sim.words.catalogue import language_tag

MONTH = re.compile(r"\d{4}-\d{2}")
NUMBERED = re.compile(r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+)+")  # X-T14, 2022-12, 5-10


def html_page(document: ReportDocument) -> bytes:
    """The page in UTF-8."""
    house = template_house()
    house.filters["whole"] = nonbreaking_markup
    house.tests["month"] = MONTH.fullmatch
    house.globals.update(embedded=svg_data_uri)
    page = house.get_template("report.html.j2")
    return page.render(document=document, tag=language_tag(document.language)).encode("utf-8")


def nonbreaking_markup(text: str) -> Markup:
    """A text in which numbers with hyphens are not broken over lines."""
    return Markup(NUMBERED.sub(lambda m: f'<span class="whole">{m[0]}</span>', str(escape(text))))


def svg_data_uri(svg: bytes) -> str:
    """A drawing as an address that holds the drawing itself."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg).decode("ascii")
