"""The articles of a plan's document, each with what answers it: what is done, what is measured, or
why neither; as data, a list and a page.

`docs/articles.md` is this module's page; a test compares them, so the page cannot go stale.
"""

from collections.abc import Iterable, Sequence

from sim.core.records import Record, Row
from sim.plan.articles import ArticleAnswers
from sim.plan.instruments import DOCUMENTS
from sim.plan.parts import NamedPart, Reading
from sim.report.document import (
    Paragraph,
    ReportDocument,
    Section,
    list_document,
    table_blocks,
    table_format,
    table_row,
)
from sim.report.numbers import format_percent, row_name
from sim.report.subjects.fields import CATALOGUES
from sim.results.plan_contents import pick
from sim.scenario.scenario import Scenario, load
from sim.words.catalogue import name_in_language, say

MODELLED = ("mechanism", "measure")  # in this order an article is told by the best of its answers
STATES = (*MODELLED, "told", "lost", "left out")


def article_rows(scenario: Scenario) -> list[Record]:
    """Every article of a plan as data: its section, the rows that answer it by kind, or why none."""
    named = row_labels(scenario)
    return [article_row(a, named) for a in scenario.articles]


def article_row(a: ArticleAnswers, named: Row) -> Record:
    """An article as data."""
    kinds = {c.kind for c in a.answers}
    state = next((kind for kind in MODELLED if kind in kinds), "told" if kinds else "left out")
    return {
        **pick(a, "id", "zh", "en", "section"),
        "state": "lost" if a.lost else state,
        "answers": [
            {"row": c.row, "kind": c.kind, **named.get(c.row, {"zh": "", "en": "", "levers": []})}
            for c in a.answers
        ],
        "why": [reason.model_dump() for reason in a.reasons],
    }


def row_labels(scenario: Scenario) -> Record:
    """What the rows of a plan are called, and the levers that an instrument sets."""
    parts: dict[str, Sequence[NamedPart | Reading]] = {
        "instrument": scenario.instruments,
        "target": scenario.targets,
        "baseline": scenario.baselines,
        "term": scenario.terms,
        "reading": scenario.readings,
        "facility": scenario.facilities,
        "fund": scenario.funds,
        "tender": scenario.tenders,
        "checklist": scenario.checklists,
        "institution": scenario.institutions,
    }
    return {
        f"{table}.{thing.id}": {
            **pick(thing, "zh", "en"),
            "levers": [*getattr(thing, "levers", ())],
        }
        for table, things in parts.items()
        for thing in things
    }


def count_states(rows: Iterable[Row]) -> dict[str, int]:
    """How many articles there are of each state."""
    states = [r["state"] for r in rows]
    return {state: states.count(state) for state in STATES}


@table_format
def article_answer(r: Row, page: bool = False) -> str:
    """What answers an article: what is done, with its levers, and what is measured; else what the
    plan states of it; or why nothing does.
    """
    if not r["answers"]:
        said = "; ".join(f"{w['zh']} {w['en']}" if page else row_name(w) for w in r["why"])
        if page:
            return f"**{'遗失 lost' if r['state'] == 'lost' else '未纳入 not modelled'}**: {said}"
        return say("article_lost" if r["state"] == "lost" else "not_modelled_because", reason=said)
    best = [x for x in r["answers"] if x["kind"] in MODELLED] or r["answers"]
    told = (answer_text(x, page) for x in sorted(best, key=lambda x: order_of_answer(x["row"])))
    return ("; " if page else "\n").join(dict.fromkeys(told))


def order_of_answer(row: str) -> bool:
    """Instruments first, as what is done in the document's own words."""
    return not row.startswith("instrument.")


def answer_text(x: Row, page: bool) -> str:
    """A row that answers an article: its name, its id, and an instrument's levers."""
    name = f"{x['zh']} {x['en']}".strip() if page else row_name(x)
    id = f"`{x['row']}`" if page else x["row"]
    levers = (f"`{lever}`" if page else lever for lever in x["levers"])
    return " ".join(filter(None, (name, f"({', '.join([id, *levers])})")))


def articles_document(scenario: Scenario, rows: list[Record]) -> ReportDocument:
    """A plan's articles, and how many of them are answered."""
    counts = count_states(rows)
    left = counts["left out"]
    share = format_percent(left / len(rows)) if rows else ""
    line = say("articles_summary", count=len(rows), left=left, share=share)
    title = say("list_articles", plan=name_in_language(scenario))
    return list_document(
        title, table_blocks("articles", rows), line if rows else say("articles_none")
    )


def published_articles() -> Record:
    """The articles of the published plans, by plan."""
    return {d.plan: article_rows(load(d.plan)) for d in DOCUMENTS.values()}


def articles_overview(data: Row) -> ReportDocument:
    """How many articles of each published plan are answered, and by what."""
    rows = ({"plan": plan, **overview_row(rows)} for plan, rows in data.items())
    more = Paragraph(say("more_on_articles"), "faint")
    return list_document(say("list_all_articles"), [*table_blocks("articles-overview", rows), more])


def overview_row(rows: list[Record]) -> Record:
    """How many articles of a plan are answered, and by what."""
    counts = count_states(rows)
    left = counts["left out"]
    share = left / max(1, len(rows))
    return {"count": len(rows), **counts, "left_out": left, "share": share}


def articles_page() -> ReportDocument:
    """The page of all articles of the published plans, in both languages."""
    told, data = CATALOGUES["articles"], published_articles()
    overview = [
        table_row(
            f"{d.zh} {d.en}",
            *(str(count) for count in (len(data[d.plan]), *count_states(data[d.plan]).values())),
        )
        for d in DOCUMENTS.values()
    ]
    plans = (
        Section(
            d.plan,
            f"{d.en} · {d.zh}",
            (
                Paragraph(d.title),
                *table_blocks(
                    f"articles-{d.plan}",
                    (
                        table_row(r["section"], f"{r['zh']} {r['en']}", article_answer(r, True))
                        for r in data[d.plan]
                    ),
                    "page",
                    columns=told["columns"],
                ),
            ),
        )
        for d in DOCUMENTS.values()
    )
    head = Section(
        "overview", "", tuple(table_blocks("overview", overview, "page", columns=told["overview"]))
    )
    return ReportDocument("en", told["title"], "", tuple(told["lines"]), (head, *plans))
