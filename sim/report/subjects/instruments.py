"""Levers and instruments: what can be set, and which words of the published plans set it; as data,
lists and a page.

`docs/levers.md` is this module's page; a test compares them, so the page cannot go stale.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sim.core.records import Record, Row
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
from sim.plan.quantities import LEVERS
from sim.plan.unit_table import UNITS
from sim.report.document import (
    Blocks,
    Heading,
    Paragraph,
    ReportDocument,
    Section,
    TableRow,
    list_document,
    table_blocks,
    table_format,
    table_row,
)
from sim.report.numbers import join_texts, row_name, unit_title
from sim.report.subjects.fields import CATALOGUES, declaration_row
from sim.results.plan_contents import pick
from sim.words.catalogue import name_in_language, say, user_error
from sim.words.suggestions import suggestion

OTHER = BilingualText(zh="其他", en="other")
LABELS: dict[str, str] = CATALOGUES["labels"]
Facts = Callable[[Row, bool], dict[str, str]]


def lever_rows(search: str | None = None, instrument: str | None = None) -> list[Record]:
    """Levers as data, by topic: all, those of an instrument, those in which a word occurs."""
    names: Iterable[str] = LEVERS
    if instrument is not None:
        of = resolve_name(instrument, INSTRUMENTS, "unknown_instrument")
        names = (name for name in names if name in of.levers)
    topics = [*CATEGORIES, None]
    found = sorted(map(lever_row, names), key=lambda r: topics.index(r["topic"]))
    return found if search is None else rows_with_word(found, search)


def lever_row(name: str) -> Record:
    """A lever with the plans and instruments that set it."""
    places, by = sections(name), instruments_of_lever(name)
    return {
        **declaration_row(name, LEVERS[name]),
        "topic": by[0].category if by else None,
        "documents": list(places),
        "sections": places,
        "instruments": [i.name for i in by],
    }


def instrument_rows(plan: str | None = None, search: str | None = None) -> list[Record]:
    """Instruments as data: all, those a plan names, those in which a word occurs."""
    found = [instrument_row(i) for i in INSTRUMENTS.values()]
    if plan is not None:
        codes = {d.plan: code for code, d in DOCUMENTS.items()}
        code = resolve_name(plan, codes, "unknown_document")
        found = [r for r in found if code in r["documents"]]
    return found if search is None else rows_with_word(found, search)


def instrument_row(i: NamedInstrument) -> Record:
    """An instrument with its place in the model: what it sets in all plans together, and in each."""
    return {
        **pick(i, "name", "zh", "en", "category", "channel"),
        "documents": list(i.documents),
        "sections": i.documents,
        **pick(i, "levers", "how"),
        "plans": {
            code: pick(own, "levers", "build", "by", "not_modelled")
            for code, own in i.plans.items()
        },
    }


def resolve_name(name: str, names: Mapping[str, Any], message: str) -> Any:
    """What a name stands for; UserError with the nearest name where it stands for nothing."""
    if name not in names:
        raise user_error(message, given=name, help=suggestion(name, names))
    return names[name]


def rows_with_word(rows: list[Record], word: str) -> list[Record]:
    """The rows in whose name, Chinese or English a word occurs; UserError where there is none."""
    keys, given = ("name", "zh", "en"), word.casefold()
    if found := [r for r in rows if any(given in r[key].casefold() for key in keys)]:
        return found
    help = suggestion(word, [r["name"] for r in rows])
    raise user_error("nothing_found", word=word, help=help)


def rows_by_category(rows: Iterable[Row], key: str) -> dict[BilingualText, list[Row]]:
    """Rows by category, in the order of the catalogue."""
    found: dict[BilingualText, list[Row]] = {}
    for r in rows:
        found.setdefault(CATEGORIES.get(r[key], OTHER), []).append(r)
    return found


@table_format
def channel_names(codes: str, page: bool = False) -> str:
    """What a lever or an instrument acts on."""
    return code_names(codes, CHANNELS, page)


def code_names(codes: str, known: Mapping[str, BilingualText], page: bool) -> str:
    """What codes written one after the other stand for, one without words as it stands: on the page
    in both languages, one after the other, else in the chosen one.
    """
    words = [known.get(code, BilingualText(zh=code, en=code)) for code in codes.split(", ")]
    if page:
        return "、".join(w.zh for w in words) + " · " + ", ".join(w.en for w in words)
    return join_texts(map(name_in_language, words))


def format_citations(r: Row, page: bool = False) -> str:
    """Plans, on the page by their letters, with their sections."""
    found = (
        f"{code if page else name_in_language(DOCUMENTS[code])} {places}"
        for code, places in r["sections"].items()
    )
    return ("; " if page else "\n").join(found) or ASSUMED


@table_format
def format_bound(number: float) -> str:
    """A bound or neutral value in full."""
    return f"{number:,.10g}"


@table_format
def format_limits(r: Row) -> str:
    """A lever's bounds."""
    return f"{format_bound(r['low'])} .. {format_bound(r['high'])}"


def bilingual_unit(unit: str) -> str:
    """A unit in Chinese and English, as it is declared where nothing else is said."""
    zh, _ = UNITS.get(unit, ("", ""))
    return unit if zh in ("", unit) else f"{zh} {unit}"


@table_format
def is_left_out(r: Row, code: str | None = None) -> bool:
    """Whether a plan, or every plan, leaves an instrument out."""
    plans = r["plans"] if code is None else {code: r["plans"][code]}
    return all(own["not_modelled"] for own in plans.values())


@table_format
def instrument_effects(
    r: Row, page: bool = False, between: str = ", ", code: str | None = None
) -> str:
    """What an instrument sets in a plan, or in each where plans differ; or that it is left out."""
    told: dict[str, list[str]] = {}
    for letter, own in r["plans"].items():
        if code in (None, letter):
            told.setdefault(effects_in_plan(own, page, between), []).append(letter)
    if len(told) == 1:
        return next(iter(told))
    by_plans = {text: " ".join(some) for text, some in told.items()}
    if page:
        return "; ".join(f"{letters}: {text}" for text, letters in by_plans.items())
    said = (say("in_plans", plans=letters, effects=text) for text, letters in by_plans.items())
    return "\n".join(said)


def effects_in_plan(own: Row, page: bool, between: str) -> str:
    """What an instrument sets in one plan, and whether it promises facilities; or why neither."""
    if own["not_modelled"]:
        reason = own["not_modelled"]
        if page:
            return f"**未纳入 not modelled**: {reason['zh']} {reason['en']}"
        return say("not_modelled_because", reason=row_name(reason))
    facilities = "载体 facilities" if page else say("facilities_promised")
    names = [f"`{name}`" if page else name for name in (*own["levers"], *own["by"])]
    return between.join([*names, *([facilities] if own["build"] else [])])


def lever_facts(r: Row, page: bool = False) -> dict[str, str]:
    """All there is to say of a lever."""
    return {
        "unit": bilingual_unit(r["unit"]) if page else unit_title(r["unit"]),
        "bounds": format_limits(r),
        "neutral": format_bound(r["neutral"]),
        "receiver": code_names(r["receiver"], RECEIVERS, page),
        "acts on": channel_names(r["channel"], page),
        "instruments": ", ".join(r["instruments"]) or (ASSUMED if page else say("assumed_lever")),
        "source": format_citations(r, page),
    }


def instrument_facts(r: Row, page: bool = False) -> dict[str, str]:
    """All there is to say of an instrument; the page has its category in a heading."""
    how = r["how"]
    facts = {
        "plans and sections": format_citations(r, page),
        "aims at": channel_names(r["channel"], page),
    }
    if page:
        told = f"{how['zh']} {how['en']}" if how else ""
        return {**facts, "sets": instrument_effects(r, page), "how": told}
    facts = {"category": name_in_language(CATEGORIES[r["category"]]), **facts}
    facts = {**facts, "sets": instrument_effects(r)}
    return {**facts, "how": row_name(how)} if how else facts


def levers_document(
    rows: Iterable[Row], instrument: str | None = None, full: bool = False
) -> ReportDocument:
    """Levers by topic; in full where few are asked for, after the instrument that sets them."""
    rows = list(rows)
    title = say("list_levers", count=len(rows))
    if full or instrument:
        of = [instrument_row(INSTRUMENTS[instrument])] if instrument else []
        tables = [*facts_tables(of, instrument_facts), *facts_tables(rows, lever_facts)]
        return list_document(title, tables)
    table = table_blocks("levers", grouped_rows(rows, "topic"))
    return list_document(title, [*table, *legend(say("more_on_levers"))])


def instruments_document(
    rows: Iterable[Row], plan: str | None = None, full: bool = False
) -> ReportDocument:
    """Instruments by category; in full where few are asked for, with one plan's sections where it
    is named.
    """
    rows = list(rows)
    title = say("list_instruments", count=len(rows))
    if full:
        return list_document(title, facts_tables(rows, instrument_facts))
    code = next((code for code, d in DOCUMENTS.items() if d.plan == plan), None)
    shown = ({**r, "of": code} for r in rows)
    layout = "instruments" if code is None else "instruments-of"
    table = table_blocks("instruments", grouped_rows(shown, "category"), layout)
    return list_document(title, [*table, *legend(say("more_on_instruments"))])


def grouped_rows(rows: Iterable[Row], key: str) -> Iterator[TableRow | Row]:
    """Rows under the names of their categories."""
    for title, some in rows_by_category(rows, key).items():
        yield table_row(name_in_language(title), style="group")
        yield from some


@table_format
def plan_letters(r: Row) -> str:
    """The plans in short."""
    return " ".join(r["documents"]) or say("assumed_lever")


def legend(more: str) -> list[Paragraph]:
    """Which plan a letter is, and where there is more."""
    plans = join_texts(f"{code} {name_in_language(d)}" for code, d in DOCUMENTS.items())
    return [Paragraph(say("legend", plans=plans), "faint"), Paragraph(more, "faint")]


def facts_tables(rows: Iterable[Row], facts: Facts) -> Blocks:
    """Rows one after the other, each with all there is to say of it under its name in both
    languages.
    """
    return [
        block
        for r in rows
        for block in table_blocks(
            r["name"],
            ((LABELS[key], text) for key, text in facts(r, False).items()),
            "facts",
            f"{row_name(r)}  {r['en'] if row_name(r) == r['zh'] else r['zh']}",
            [r["name"]],
        )
    ]


def instruments_page() -> ReportDocument:
    """The page of all levers and instruments, in both languages."""
    told = CATALOGUES["instruments"]
    return ReportDocument(
        "en",
        told["title"],
        "",
        tuple(told["lines"]),
        (
            Section(
                "plans",
                "",
                (
                    *table_blocks("plans", DOCUMENTS.items(), "page-plans", columns=told["plans"]),
                    Paragraph(told["plans_note"]),
                ),
            ),
            page_section("levers", "Levers · 政策杠杆", lever_rows(), "topic", lever_facts),
            page_section(
                "instruments",
                "Instruments · 政策工具",
                instrument_rows(),
                "category",
                instrument_facts,
            ),
        ),
    )


def page_section(id: str, title: str, rows: Iterable[Row], key: str, facts: Facts) -> Section:
    """Rows of the page, a table a category."""
    blocks: Blocks = []
    for category, some in rows_by_category(rows, key).items():
        told = [
            {"name": f"`{r['name']}`", "中文": r["zh"], "English": r["en"], **facts(r, True)}
            for r in some
        ]
        blocks += [
            Heading(f"{category.zh} · {category.en}"),
            *table_blocks(
                f"{id}-{category.en}",
                (table_row(*t.values()) for t in told),
                "page",
                columns=[*told[0]],
            ),
        ]
    return Section(id, title, tuple(blocks))
