"""The catalogue of fields: every quantity the model knows, read from its declarations.

`docs/fields.md` is this module's output; a test compares them, so the page cannot go stale.
"""

from __future__ import annotations

from typing import Any

from sim.core.fields import Field, fields_of
from sim.core.ledger import Flow
from sim.model.law import Statute
from sim.model.levers import Lever, Levers
from sim.plan.instruments import source

HEAD = """# Fields

Every quantity of the model, as declared: its name in the program, in tables and in scenario files, what it means, its
unit, its value where nothing else is said, its bounds and where the value comes from. Made by `fuhua fields --write
docs/fields.md`; not to be edited.

模型的全部变量，由程序中的声明生成：名称、含义、单位、默认值、取值范围与来源。请勿手工修改。
"""


def field_groups() -> list[tuple[str, str, str, type]]:
    """What is declared: (id, Chinese title, English title, declaring class), in the order of the page."""
    from sim.model.agents.payments import Book
    from sim.model.calendar import Clock
    from sim.model.law import Law
    from sim.model.measures import Census, SectorCensus
    from sim.model.parameters import Nature
    from sim.model.world import KINDS

    titles = {
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
    return [
        ("levers", "政策杠杆", "Levers: what a plan can set", Levers),
        ("nature", "自然参数", "Nature: what no government sets", Nature),
        ("law", "法规", "Law: what holds by date", Law),
        ("measures", "指标（片区、月）", "Measures of a district and month", Census),
        (
            "sector measures",
            "指标（行业、月）",
            "Measures of a sector and month (written sector.NAME)",
            SectorCensus,
        ),
        (
            "money",
            "资金流水（片区、月）",
            "Payments of a district and month (written money.NAME)",
            Book,
        ),
        *((name, titles.get(name, ""), f"Columns of {name}", kind) for name, kind in KINDS.items()),
        ("clock", "日期", "Date", Clock),
    ]


def declaration_rows(kind: type) -> list[dict[str, Any]]:
    """A class's declarations as data."""
    return [declaration_row(name, f) for name, f in fields_of(kind).items()]


def declaration_row(name: str, f: Field) -> dict[str, Any]:
    """One declaration as data."""
    found: dict[str, Any] = {
        "name": name,
        "zh": f.zh,
        "en": f.en,
        "unit": f.unit,
        "default": python_scalar(f.default),
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
    if hasattr(f, "kind"):
        found["kind"] = f.kind
    return found


def python_scalar(value: Any) -> Any:
    """A default as Python's own number or truth value."""
    return value.item() if hasattr(value, "item") else value


def field_catalogue() -> dict[str, list[dict[str, Any]]]:
    """Every declaration as data, by group."""
    return {id: declaration_rows(kind) for id, _, _, kind in field_groups()}


def fields_markdown() -> str:
    """The whole page."""
    parts = [HEAD]
    for _, zh, en, kind in field_groups():
        table = declaration_rows(kind)
        columns = catalogue_columns(table)
        parts.append(
            f"\n## {zh} / {en}\n\n| "
            + " | ".join(title for title, _ in columns)
            + " |\n"
            + "|"
            + "---|" * len(columns)
            + "\n"
        )
        parts += [
            "| " + " | ".join(escape_markdown_cell(show(r)) for _, show in columns) + " |\n"
            for r in table
        ]
    return "".join(parts)


def catalogue_columns(table: list[dict[str, Any]]) -> list[tuple[str, Any]]:
    """The columns that say something in a table: title and what to show of a row."""
    first = table[0]
    columns = [
        ("name", lambda r: f"`{r['name']}`"),
        ("中文", lambda r: r["zh"]),
        ("English", lambda r: r["en"]),
        ("unit", lambda r: r["unit"]),
    ]
    if "payer" in first or any("payer" in r for r in table):
        return [
            *columns,
            (
                "payer -> payee",
                lambda r: f"{r['payer']} -> {r['payee']}" if "payer" in r else "memorandum",
            ),
            ("lever", lambda r: f"`{r['lever']}`" if r.get("lever") else ""),
        ]
    if "history" in first:
        return [*columns, ("value", format_dated_values), ("source", lambda r: r["source"])]
    if "kind" in first:
        return [*columns, ("kind", lambda r: r["kind"])]
    columns.append(("default", lambda r: format_default(r["default"])))
    if any(r["low"] is not None or r["high"] is not None for r in table):
        columns.append(("bounds", format_bounds))
    if "receiver" in first:
        columns += [("receiver", lambda r: r["receiver"]), ("channel", lambda r: r["channel"])]
    if any(r["source"] for r in table) and len({r["source"] for r in table}) > 1:
        columns.append(("source", lambda r: r["source"]))
    return columns


def format_bounds(r: dict[str, Any]) -> str:
    """The bounds of a field, an open side left empty."""
    if r["low"] is None and r["high"] is None:
        return ""
    return f"{format_default(r['low'])} .. {format_default(r['high'])}"


def format_dated_values(r: dict[str, Any]) -> str:
    """A law's values with the months they came into force."""
    if len(r["history"]) == 1:
        return format_default(r["history"][0]["value"])
    first, *later = r["history"]
    return "; ".join(
        [
            format_default(first["value"]),
            *(f"from {h['since']} {format_default(h['value'])}" for h in later),
        ]
    )


def format_default(x: Any) -> str:
    """A default or bound as written in a scenario file."""
    if x is None:
        return ""
    return (
        ("yes" if x else "no")
        if isinstance(x, bool)
        else f"{x:g}"
        if isinstance(x, float)
        else str(x)
    )


def escape_markdown_cell(text: str) -> str:
    """A text that cannot break a Markdown table."""
    return text.replace("|", "\\|").replace("\n", " ")
