"""The catalogue of fields: every quantity the model knows, read from its declarations.

`docs/fields.md` is this module's page; a test compares them, so the page cannot go stale.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from sim.core.fields import Field, fields_of
from sim.core.files import read_declarations
from sim.core.ledger import Flow
from sim.model.agents.payments import Book
from sim.model.calendar import Clock
from sim.model.law import Law, Statute
from sim.model.levers import Lever, Levers
from sim.model.measures import Census, SectorCensus
from sim.model.parameters import Nature
from sim.model.world import KINDS
from sim.plan.instruments import source
from sim.report.document import ReportDocument, Section, table_blocks, table_row
from sim.report.numbers import Record, Row
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


class FieldGroup(NamedTuple):
    """Quantities declared together, and what their table shows beside names and unit."""

    id: str
    en: str
    zh: str = ""
    columns: Sequence[str] = ("default", "bounds")


GROUPS = [
    FieldGroup(**{"id": id, "en": f"Columns of {id}", **CATALOGUES["groups"].get(id, {})})
    for id in DECLARED_IN
]
COLUMNS: dict[str, Callable[[Row], str]] = {
    "default": lambda r: format_default(r["default"]),
    "bounds": lambda r: (
        ""
        if r["low"] is r["high"] is None
        else f"{format_default(r['low'])} .. {format_default(r['high'])}"
    ),
    "value": lambda r: format_dated_values(r["history"]),
    "payer -> payee": lambda r: f"{r['payer']} -> {r['payee']}" if "payer" in r else "memorandum",
    "lever": lambda r: f"`{r['lever']}`" if r.get("lever") else "",
}  # others are shown as they are


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
        group.id: [declaration_row(name, f) for name, f in fields_of(DECLARED_IN[group.id]).items()]
        for group in GROUPS
    }


def fields_page() -> ReportDocument:
    """The page of all fields, in both languages."""
    known = field_catalogue()
    sections = []
    for group in GROUPS:
        rows = (
            table_row(
                f"`{r['name']}`",
                *(r[key] for key in ("zh", "en", "unit")),
                *(COLUMNS[c](r) if c in COLUMNS else r[c] for c in group.columns),
            )
            for r in known[group.id]
        )
        title, head = (
            f"{group.zh} / {group.en}",
            ("name", "中文", "English", "unit", *group.columns),
        )
        table = table_blocks(group.id, rows, "page", title, head)
        sections.append(Section(group.id, title, tuple(table)))
    told = CATALOGUES["fields"]
    return ReportDocument("en", told["title"], "", tuple(told["lines"]), tuple(sections))


def format_dated_values(history: list[Row]) -> str:
    """A law's values with the months they came into force."""
    first, *later = history
    changes = (f"from {h['since']} {format_default(h['value'])}" for h in later)
    return "; ".join([format_default(first["value"]), *changes])


def format_default(x: object) -> str:
    """A default or bound as written in a scenario file."""
    if isinstance(x, bool):
        return "yes" if x else "no"
    return "" if x is None else f"{x:g}" if isinstance(x, float) else str(x)
