"""A document as Markdown: the generated pages of `docs/`."""

from sim.report.document import (
    Block,
    Bullets,
    Cell,
    Facts,
    Figure,
    Heading,
    Paragraph,
    ReportDocument,
    Table,
)


def markdown_page(document: ReportDocument) -> str:
    """The whole page; a section without a title goes on with what stands above it."""
    parts = [f"# {document.title}", *document.lines]
    for section in document.sections:
        parts += [f"## {section.title}"] if section.title else []
        parts += [markdown_block(block) for block in section.blocks]
    return "\n\n".join(parts) + "\n"


def markdown_block(block: Block) -> str:
    """A block of a page; a figure is told by its caption."""
    match block:
        case Table():
            return markdown_table(block)
        case Heading(text):
            return f"### {text}"
        case Bullets(items):
            return "\n".join(f"- {item}" for item in items)
        case Facts(items):
            return "\n".join(f"- **{value}** {label} {small}" for value, label, small in items)
        case Figure():
            return block.caption
        case Paragraph(text):
            return text


def markdown_table(table: Table) -> str:
    """A table without its caption; columns of numbers are set to the right."""
    lines = [" | ".join(map(markdown_cell, row.cells)) for row in table.rows]
    rule = "|".join("--:" if k in table.right else "---" for k in range(len(table.head)))
    return "\n".join([f"| {' | '.join(table.head)} |", f"|{rule}|", *(f"| {t} |" for t in lines)])


def markdown_cell(cell: Cell) -> str:
    """A cell in one line that cannot break a table."""
    text = f"{cell.text} {cell.below}" if cell.below else cell.text
    return text.replace("|", "\\|").replace("\n", " ")
