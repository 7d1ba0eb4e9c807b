"""A document as Markdown: the generated pages of `docs/`."""

from sim.report.document import ReportDocument
from sim.report.render.templates import template_house


def markdown_page(document: ReportDocument) -> str:
    """The whole page; a section without a title goes on with what stands above it, a cell stands in
    one line that cannot break its table, a figure is told by its caption.
    """
    house = template_house()
    house.autoescape = False
    return house.get_template("markdown.md.j2").render(document=document)
