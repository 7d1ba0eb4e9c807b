"""The catalogue of fields: every quantity the model knows, read from its declarations.

`docs/fields.md` is this module's page; a test compares them, so the page cannot go stale.
"""

import numpy as np

from sim.core.fields import Field, fields_of
from sim.core.files import read_declarations
from sim.core.ledger import Flow
from sim.core.records import Record, Row
from sim.model.agents.payments import Book
from sim.model.calendar import Clock
from sim.model.law import Law, Statute
from sim.model.levers import Lever, Levers
from sim.model.measures import Census, SectorCensus
from sim.model.parameters import Nature
from sim.model.world import KINDS
from sim.plan.instruments import source
from sim.report.document import (
    ReportDocument,
    Section,
    cell_expression,
    table_blocks,
    table_format,
    table_row,
)
from sim.results.plan_contents import pick

CATALOGUES = read_declarations(__file__, "catalogues.toml")
DECLARED_IN: dict[str, type] = {
    "levers": Levers,
    "nature": Nature,
    "law": Law,
    "measures": Census,
    "sector measures": SectorCensus,
    "money": Book,
    **KINDS,
    "clock": Clock,
}


# of quantities declared together: what the page calls them and shows beside names and unit
GROUP: Record = {"zh": "", "columns": ["default", "bounds"]}
GROUPS: dict[str, Record] = CATALOGUES["groups"]
PAGE_COLUMNS = ("name", "中文", "English", "unit")
COLUMNS: dict[str, str] = CATALOGUES["columns"]  # others are shown as they are


def declaration_row(name: str, f: Field) -> Record:
    """One declaration as data."""
    found = {"name": name, **pick(f, "zh", "en", "unit", "default", "low", "high", "source")}
    if isinstance(f.default, np.generic):
        found["default"] = f.default.item()
    if isinstance(f, Lever):
        found |= pick(f, "neutral", "receiver", "channel") | {"source": source(name)}
    if isinstance(f, Statute):
        found["history"] = [
            {"since": f"{year}-{month:02d}", "value": value} for (year, month), value in f.history
        ]
    if isinstance(f, Flow):
        found |= pick(f, "payer", "payee", "lever")
    return found | (pick(f, "kind") if hasattr(f, "kind") else {})


def field_catalogue() -> dict[str, list[Record]]:
    """Every declaration as data, by group."""
    return {
        group: [declaration_row(name, f) for name, f in fields_of(kind).items()]
        for group, kind in DECLARED_IN.items()
    }


def fields_page() -> ReportDocument:
    """The page of all fields, in both languages."""
    sections = []
    for id, records in field_catalogue().items():
        group = GROUP | {"en": f"Columns of {id}"} | GROUPS.get(id, {})
        title, head = f"{group['zh']} / {group['en']}", (*PAGE_COLUMNS, *group["columns"])
        rows = (
            table_row(*(cell_expression(COLUMNS.get(c, c))({**r, "this": r}) for c in head))
            for r in records
        )
        sections.append(Section(id, title, tuple(table_blocks(id, rows, "page", title, head))))
    told = CATALOGUES["fields"]
    return ReportDocument("en", told["title"], "", tuple(told["lines"]), tuple(sections))


@table_format
def format_dated_values(history: list[Row]) -> str:
    """A law's values with the months they came into force."""
    first, *later = history
    changes = (f"from {h['since']} {format_default(h['value'])}" for h in later)
    return "; ".join([format_default(first["value"]), *changes])


@table_format
def format_default(x: object) -> str:
    """A default or bound as written in a scenario file."""
    if isinstance(x, bool):
        return "yes" if x else "no"
    return "" if x is None else f"{x:g}" if isinstance(x, float) else str(x)
