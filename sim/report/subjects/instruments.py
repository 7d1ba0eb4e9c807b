"""Levers and instruments as data and as a page: what can be set, and which words of the published plans set it.

`docs/levers.md` is this module's output; a test compares them, so the page cannot go stale.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sim.core.errors import UserError
from sim.core.fields import fields_of
from sim.model.levers import Levers
from sim.plan.instruments import (
    ASSUMED,
    CATEGORIES,
    CHANNELS,
    DOCUMENTS,
    INSTRUMENTS,
    RECEIVERS,
    NamedInstrument,
    instruments_of_lever,
    sections,
)
from sim.plan.parts import BilingualText
from sim.plan.unit_table import UNITS
from sim.report.subjects.fields import declaration_row, escape_markdown_cell
from sim.words.catalogue import say
from sim.words.suggestions import suggestion

OTHER = BilingualText(zh="其他", en="other")
HEAD = """# Levers and instruments · 政策杠杆与政策工具

What a plan can set in the model (levers), and every instrument that the five published plans name, with what it sets
here. No plan gives rates, so a lever's numbers are a scenario's. A lever that no plan names is `assumed`. Made by
`fuhua levers --write docs/levers.md`; not to be edited.

模型中方案可设定的变量（杠杆），以及五份公开方案提到的全部政策工具各自落到哪些杠杆。各方案均未给出补助标准，杠杆的数值由情景
给定；方案均未提到的杠杆标为 `assumed`（假设）。请勿手工修改。

| plan | region | title |
|---|---|---|
{plans}
W 的公开文本缺部分标题，此处按位置编号：〔一〕基础，〔二〕思路与目标，〔四a〕政府改革，〔四b〕要素流动，〔四c〕政策支持，〔五〕组织保障。
In W some headings are missing from the published text; 〔 〕 numbers these parts by their place.
"""
Row = dict[str, Any]


def lever_rows(search: str | None = None, instrument: str | None = None) -> list[Row]:
    """Levers as data, by topic: all, those of an instrument, those in which a word occurs."""
    of = (
        None
        if instrument is None
        else resolve_name(instrument, INSTRUMENTS, "unknown_instrument").levers
    )
    topics = [*CATEGORIES, None]
    found = sorted(
        (lever_row(name) for name in fields_of(Levers) if of is None or name in of),
        key=lambda r: topics.index(r["topic"]),
    )
    return found if search is None else rows_with_word(found, search)


def lever_row(name: str) -> Row:
    """A lever with the plans and instruments that set it."""
    places, by = sections(name), instruments_of_lever(name)
    return {
        **declaration_row(name, fields_of(Levers)[name]),
        "topic": by[0].category if by else None,
        "documents": list(places),
        "sections": places,
        "instruments": [i.name for i in by],
    }


def instrument_rows(plan: str | None = None, search: str | None = None) -> list[Row]:
    """Instruments as data: all, those a plan names, those in which a word occurs."""
    found = [instrument_row(i) for i in INSTRUMENTS.values()]
    if plan is not None:
        code = resolve_name(
            plan, {d.plan: code for code, d in DOCUMENTS.items()}, "unknown_document"
        )
        found = [r for r in found if code in r["documents"]]
    return found if search is None else rows_with_word(found, search)


def instrument_row(i: NamedInstrument) -> Row:
    """An instrument with its place in the model."""
    return {
        "name": i.name,
        "zh": i.zh,
        "en": i.en,
        "category": i.category,
        "channel": i.channel,
        "documents": list(i.documents),
        "sections": dict(i.documents),
        "levers": list(i.levers),
        "builds": i.builds,
        "how": bilingual_or_none(i.how),
        "not_modelled": bilingual_or_none(i.not_modelled),
    }


def bilingual_or_none(text: BilingualText | None) -> dict[str, str] | None:
    """Words in two languages as data."""
    return text.model_dump() if text else None


def resolve_name(name: str, names: Mapping[str, Any], message: str) -> Any:
    """What a name stands for; UserError with the nearest name where it stands for nothing."""
    if name not in names:
        raise UserError(say(message, given=name, help=suggestion(name, names)))
    return names[name]


def rows_with_word(rows: list[Row], word: str) -> list[Row]:
    """The rows in whose name, Chinese or English a word occurs; UserError where there is none."""
    found = [
        r for r in rows if any(word.casefold() in r[key].casefold() for key in ("name", "zh", "en"))
    ]
    if not found:
        raise UserError(
            say("nothing_found", word=word, help=suggestion(word, [r["name"] for r in rows]))
        )
    return found


def rows_by_category(rows: Iterable[Row], key: str) -> dict[BilingualText, list[Row]]:
    """Rows by category, in the order of the catalogue."""
    found: dict[BilingualText, list[Row]] = {}
    for r in rows:
        found.setdefault(CATEGORIES.get(r[key], OTHER), []).append(r)
    return found


def code_names(codes: str, known: Mapping[str, BilingualText]) -> list[BilingualText]:
    """What codes written one after the other stand for; one without words stands as it is."""
    return [known.get(code, BilingualText(zh=code, en=code)) for code in codes.split(", ")]


def instrument_effects(
    sets: Iterable[str], builds: bool, facilities: str, between: str = ", "
) -> str:
    """What an instrument sets, and whether plans promise facilities for it."""
    return between.join([*sets, *([facilities] if builds else [])])


def format_bound(number: float) -> str:
    """A bound or neutral value in full."""
    return f"{number:,.10g}"


def instruments_markdown() -> str:
    """The whole page."""
    plans = "".join(f"| {code} | {d.zh} {d.en} | {d.title} |\n" for code, d in DOCUMENTS.items())
    parts = [HEAD.format(plans=plans), "\n## Levers · 政策杠杆\n"]
    for title, rows in rows_by_category(lever_rows(), "topic").items():
        parts.append(markdown_table(title, rows, LEVER_COLUMNS))
    parts.append("\n## Instruments · 政策工具\n")
    for title, rows in rows_by_category(instrument_rows(), "category").items():
        parts.append(markdown_table(title, rows, INSTRUMENT_COLUMNS))
    return "".join(parts)


def markdown_table(
    title: BilingualText, rows: list[Row], columns: Mapping[str, Callable[[Row], str]]
) -> str:
    """A Markdown table under its heading."""
    lines = [
        f"\n### {title.zh} · {title.en}\n",
        "| " + " | ".join(columns) + " |",
        "|" + "---|" * len(columns),
    ]
    lines += [
        "| " + " | ".join(escape_markdown_cell(show(r)) for show in columns.values()) + " |"
        for r in rows
    ]
    return "\n".join(lines) + "\n"


def join_bilingual(words: Iterable[BilingualText]) -> str:
    """Words of both languages, one language after the other."""
    words = list(words)
    return "、".join(w.zh for w in words) + " · " + ", ".join(w.en for w in words)


def instrument_action(r: Row) -> str:
    """How an instrument acts, or why it is left out, in both languages."""
    words = r["how"] or r["not_modelled"]
    return f"{words['zh']} {words['en']}"


def effects_markdown(r: Row) -> str:
    """What an instrument sets, on the page."""
    if r["not_modelled"]:
        return "**未纳入 not modelled**"
    return instrument_effects(
        (f"`{lever}`" for lever in r["levers"]), r["builds"], "载体 facilities"
    )


def bilingual_unit(r: Row) -> str:
    """A unit in Chinese and English, as it is declared where nothing else is said."""
    zh, _ = UNITS.get(r["unit"], ("", ""))
    return r["unit"] if zh in ("", r["unit"]) else f"{zh} {r['unit']}"


def instrument_sources(r: Row) -> str:
    """Plans and sections."""
    return "; ".join(f"{code} {places}" for code, places in r["sections"].items()) or ASSUMED


def instrument_channels(r: Row) -> str:
    """The channels in both languages."""
    return join_bilingual(code_names(r["channel"], CHANNELS))


LEVER_COLUMNS: dict[str, Callable[[Row], str]] = {
    "name": lambda r: f"`{r['name']}`",
    "中文": lambda r: r["zh"],
    "English": lambda r: r["en"],
    "unit": bilingual_unit,
    "bounds": lambda r: f"{format_bound(r['low'])} .. {format_bound(r['high'])}",
    "neutral": lambda r: format_bound(r["neutral"]),
    "receiver": lambda r: join_bilingual(code_names(r["receiver"], RECEIVERS)),
    "acts on": instrument_channels,
    "plans": lambda r: " ".join(r["documents"]),
    "source": instrument_sources,
}
INSTRUMENT_COLUMNS: dict[str, Callable[[Row], str]] = {
    "name": lambda r: f"`{r['name']}`",
    "中文": lambda r: r["zh"],
    "English": lambda r: r["en"],
    "plans and sections": instrument_sources,
    "aims at": instrument_channels,
    "sets": effects_markdown,
    "how": instrument_action,
}
