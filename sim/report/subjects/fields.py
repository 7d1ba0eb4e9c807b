"""The catalogue of fields: every quantity the model knows, read from its declarations.

`docs/fields.md` is this module's page; a test compares them, so the page cannot go stale.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sim.core.fields import Field, fields_of
from sim.core.ledger import Flow
from sim.model.agents.payments import Book
from sim.model.calendar import Clock
from sim.model.law import Law, Statute
from sim.model.levers import Lever, Levers
from sim.model.measures import Census, SectorCensus
from sim.model.parameters import Nature
from sim.model.world import KINDS
from sim.plan.instruments import source
from sim.report.document import Blocks, ReportDocument, Section, table_blocks, table_row
from sim.report.numbers import Row


class FieldGroup(NamedTuple):
    """Quantities declared together, and what their table shows beside names and unit."""

    id: str
    zh: str
    en: str
    declared_in: type
    columns: tuple[str, ...] = ("default", "bounds")


CHINESE = {
    "startups": "企业",
    "incubators": "孵化载体",
    "funds": "基金",
    "talents": "人才",
    "stakes": "持股",
    "loans": "贷款",
    "sectors": "行业",
    "districts": "片区",
    "programmes": "专项资金",
}
GROUPS = (
    FieldGroup(
        "levers",
        "政策杠杆",
        "Levers: what a plan can set",
        Levers,
        ("default", "bounds", "receiver", "channel", "source"),
    ),
    FieldGroup(
        "nature",
        "自然参数",
        "Nature: what no government sets",
        Nature,
        ("default", "bounds", "source"),
    ),
    FieldGroup("law", "法规", "Law: what holds by date", Law, ("value", "source")),
    FieldGroup(
        "measures", "指标（片区、月）", "Measures of a district and month", Census, ("kind",)
    ),
    FieldGroup(
        "sector measures",
        "指标（行业、月）",
        "Measures of a sector and month (written sector.NAME)",
        SectorCensus,
        ("kind",),
    ),
    FieldGroup(
        "money",
        "资金流水（片区、月）",
        "Payments of a district and month (written money.NAME)",
        Book,
        ("payer -> payee", "lever"),
    ),
    *(
        FieldGroup(name, CHINESE.get(name, ""), f"Columns of {name}", kind)
        for name, kind in KINDS.items()
    ),
    FieldGroup("clock", "日期", "Date", Clock, ("default",)),
)
COLUMNS: dict[str, Callable[[Row], str]] = {
    "default": lambda r: format_default(r["default"]),
    "bounds": lambda r: format_bounds(r["low"], r["high"]),
    "value": lambda r: format_dated_values(r["history"]),
    "payer -> payee": lambda r: f"{r['payer']} -> {r['payee']}" if "payer" in r else "memorandum",
    "lever": lambda r: f"`{r['lever']}`" if r.get("lever") else "",
}  # others are shown as they are


def declaration_row(name: str, f: Field) -> dict[str, Any]:
    """One declaration as data."""
    default = f.default.item() if hasattr(f.default, "item") else f.default
    found: dict[str, Any] = {
        "name": name,
        "zh": f.zh,
        "en": f.en,
        "unit": f.unit,
        "default": default,
        "low": f.low,
        "high": f.high,
        "source": f.source,
    }
    if isinstance(f, Lever):
        found |= {
            "neutral": f.neutral,
            "receiver": f.receiver,
            "channel": f.channel,
            "source": source(name),
        }
    if isinstance(f, Statute):
        found["history"] = [
            {"since": f"{year}-{month:02d}", "value": value} for (year, month), value in f.history
        ]
    if isinstance(f, Flow):
        found |= {"payer": f.payer, "payee": f.payee, "lever": f.lever}
    return found | ({"kind": f.kind} if hasattr(f, "kind") else {})


def field_catalogue() -> dict[str, list[dict[str, Any]]]:
    """Every declaration as data, by group."""
    return {
        group.id: [declaration_row(name, f) for name, f in fields_of(group.declared_in).items()]
        for group in GROUPS
    }


def fields_page() -> ReportDocument:
    """The page of all fields, in both languages."""
    known = field_catalogue()
    sections = (
        Section(group.id, f"{group.zh} / {group.en}", tuple(fields_table(group, known[group.id])))
        for group in GROUPS
    )
    return ReportDocument(
        "en",
        "Fields",
        "",
        (
            """\
Every quantity of the model, as declared: its name in the program, in tables and in scenario files, what it means, its
unit, its value where nothing else is said, its bounds and where the value comes from. Made by `fuhua fields --write
docs/fields.md`; not to be edited.""",
            "模型的全部变量，由程序中的声明生成：名称、含义、单位、默认值、取值范围与来源。请勿手工修改。",
        ),
        tuple(sections),
    )


def fields_table(group: FieldGroup, rows: list[dict[str, Any]]) -> Blocks:
    """The quantities of a group."""
    return table_blocks(
        group.id,
        (
            table_row(
                f"`{r['name']}`",
                r["zh"],
                r["en"],
                r["unit"],
                *(COLUMNS[c](r) if c in COLUMNS else r[c] for c in group.columns),
            )
            for r in rows
        ),
        "page",
        f"{group.zh} / {group.en}",
        ("name", "中文", "English", "unit", *group.columns),
    )


def format_bounds(low: object, high: object) -> str:
    """The bounds of a field, an open side left empty."""
    return (
        "" if low is None and high is None else f"{format_default(low)} .. {format_default(high)}"
    )


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
