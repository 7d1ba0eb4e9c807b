"""A firm's life as sentences: as data, and as a document, alone or beside its other life."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

import numpy as np

from sim.core.fields import fields_of
from sim.core.files import read_declarations
from sim.core.records import Record, Row
from sim.model import codes
from sim.model.agents.payments import Book
from sim.model.calendar import month_name
from sim.report.document import (
    Cell,
    Paragraph,
    ReportDocument,
    TableRow,
    list_document,
    table_blocks,
    table_row,
)
from sim.report.numbers import format_number, join_texts, percent_sign
from sim.report.subjects.basis import nature_line
from sim.runs.ensemble import nature_of
from sim.scenario.scenario import Scenario
from sim.story.events import EVENTS, EventRecord, phrases
from sim.story.lives import Life, firm_name, support_received, survey
from sim.words.catalogue import NamedThing, name_in_language, say, text_in_language

SHOWN = 12  # firms listed at most
FILE = read_declarations(__file__)
KIND_OF = {name: kind for kind, names in FILE["kinds"].items() for name in names}
CODED = {"rung": codes.RUNGS, "origin": codes.ORIGINS, "round": codes.ROUNDS}
TITLES = ("gazelle", "champion", "leading", "listed")


def note_sentence(note: EventRecord, life: Life) -> str:
    """What happened, in the chosen language."""
    event = EVENTS[note.event]
    values = {name: format_note_value(name, value, life) for name, value in note.values.items()}
    if note.event == "high_tech_gates":
        values["lacking"] = missing_title_gates(note)
    if note.event == "to_strong":
        values["titles"] = join_texts(say(f"title.{name}") for name in TITLES if note.values[name])
    if note.event == "loan":
        values["backing"] = "".join(
            say(id) for who, id in FILE["backers"].items() if note.values[who] > 0
        )
    return name_in_language(event).format(**values)


def format_note_value(name: str, value: float, life: Life) -> str:
    """One number of a note as its name asks."""
    s, k = life.scenario, int(value)
    listed: dict[str, Sequence[NamedThing]] = {
        "place": s.facilities,
        "district": s.districts,
        "sector": s.sectors,
    }
    if things := listed.get(name):
        return name_in_language(things[k % len(things)])
    if name in CODED:
        return say(f"{name}.{CODED[name][k]}")
    match KIND_OF.get(name):
        case "share":
            return f"{value * 100:.1f}{percent_sign()}"
        case "money":
            return say("story_money", amount=format_number(value, whole=abs(value) >= 10))
        case "month_money":
            return say("story_month_money", amount=format_number(value))
        case "score":
            return f"{value:.2f}"
        case "month":
            return month_name(k)
    if name == "fund":
        return fund_name(k, life)
    return programme_name(k) if name == "programme" else f"{value:.0f}"


def fund_name(row: int, life: Life) -> str:
    """A fund the plan names by its name, another by its kind and number."""
    key = life.funds["key"][row]
    for fund in life.scenario.funds:
        if life.scenario.key("fund", fund.id) == key:
            return name_in_language(fund)
    return say(
        "story_fund", kind=say(f"fund.{codes.FUND_KINDS[life.funds['kind'][row]]}"), number=row
    )


def programme_name(kind: int) -> str:
    """A programme by the name of its payments."""
    name = codes.PROGRAMMES[kind]
    flow = next(
        f for f in fields_of(Book).values() if getattr(f, "lever", "") == f"{name}_envelope"
    )
    return name_in_language(flow)


def missing_title_gates(note: EventRecord) -> str:
    """Which gates of the high-tech title a firm does not meet."""
    v, sign = note.values, percent_sign()
    found = [
        say(gate["said"], share=f"{have * 100:.1f}{sign}", line=f"{need * 100:.0f}{sign}")
        for gate in FILE["gates"]
        if (have := v[gate["share"]]) < (need := v[gate["line"]])
    ]
    if v["rights"] < 1:
        found.insert(0, say("story_lacks_rights"))
    if v["age"] < v["age_line"]:
        age, line = (f"{v[key]:.0f}" for key in ("age", "age_line"))
        found.insert(0, say("story_lacks_age", age=age, line=line))
    return join_texts(found or [say("story_lacks_turnover")])


def life_data(life: Life) -> Record:
    """A life as data: its notes with their numbers and sentences, and what it received."""
    got = support_received(life)
    return {
        "firm": life.name,
        "key": f"{life.key:016x}",
        "policy": life.scenario.policy,
        "existed": life.end is not None,
        "notes": [
            {
                "month": month_name(n.month),
                "event": n.event,
                **n.values,
                "text": note_sentence(n, life),
            }
            for n in life.notes
        ],
        "grants": {codes.PROGRAMMES[k]: amount for k, amount in got["grants"].items()},
        "equity": got["equity"],
        "loans": got["loans"],
        "refused": got["refused"],
        "ending": life_ending(life),
    }


def life_ending(life: Life) -> str:
    """How a life stands at the end of the run."""
    s = life.end
    if s is None:
        return say("story_absent", policy=life_policy_name(life))
    if s["alive"]:
        standing = say(
            "story_end_alive",
            rung=say(f"rung.{codes.RUNGS[s['rung']]}"),
            heads=s["heads"],
            cash=format_note_value("cash", s["cash"], life),
        )
        if s["acquired"] < 0:
            return standing
        return say("story_end_bought", standing=standing, month=month_name(int(s["acquired"])))
    return departure_sentence(s)


def departure_sentence(firm: np.void) -> str:
    """When and how a firm left."""
    how = say(f"exit.{codes.EXITS[firm['exit_kind']]}")
    return say("story_end_gone", month=month_name(int(firm["exit_month"])), how=how)


def receipts_sentence(life: Life) -> str:
    """What it got from whom, in one line."""
    got = support_received(life)

    def money(amount: float) -> str:
        return format_note_value("amount", amount, life)

    grants = join_texts(
        say("story_from", name=programme_name(kind), amount=money(amount))
        for kind, amount in got["grants"].items()
    )
    line = say(
        "story_received",
        equity=money(got["equity"]),
        loans=money(got["loans"]),
        grants=grants or say("story_nothing"),
    )
    return line + (say("story_refused", count=got["refused"]) if got["refused"] else "")


def life_policy_name(life: Life) -> str:
    """The policy a life was lived under."""
    return text_in_language((life.scenario.policy_zh, life.scenario.policy_en))


def story_document(
    lives: Sequence[Life], seed: int, run: int, found: Sequence[int] = (), search: str = ""
) -> ReportDocument:
    """One life, or two side by side; `found` are the firms of a search, of which it is the first."""
    first, names = lives[0], [life_policy_name(life) for life in lives]
    of_run = say(
        "story_run",
        plan=name_in_language(first.scenario),
        policy=" | ".join(names),
        run=run,
        seed=seed,
    )
    several = len(lives) > 1
    months = sorted({n.month for life in lives for n in life.notes})
    rows = (row for month in months for row in month_rows(lives, month))
    return list_document(
        firm_title(lives),
        [
            *table_blocks("life", rows, columns=names if several else [say("story_column_what")]),
            *(
                paragraph
                for life, name in zip(lives, names, strict=True)
                for paragraph in ending_paragraphs(life, name if several else "")
            ),
        ],
        *matching_firms_lines(found, search),
        of_run,
        nature_line(nature_of(first.scenario)),
    )


def firm_title(lives: Sequence[Life]) -> str:
    """A firm with its sector and district, as far as they are known from one of its lives."""
    for life in lives:
        if life.end is not None:
            s = life.scenario
            return say(
                "story_title",
                name=life.name,
                sector=name_in_language(s.sectors[life.end["sector"] % len(s.sectors)]),
                district=name_in_language(s.districts[life.end["district"]]),
            )
    return lives[0].name


def month_rows(lives: Iterable[Life], month: int) -> Iterator[TableRow]:
    """A month of the lives side by side, a happening a row; turning points are strong."""
    columns = [
        [
            Cell(note_sentence(n, life), tone="strong" if EVENTS[n.event].turning else "")
            for n in life.notes
            if n.month == month
        ]
        for life in lives
    ]
    for k, cells in enumerate(zip_longest(*columns, fillvalue=Cell(""))):
        yield table_row("" if k else month_name(month), *cells)


def ending_paragraphs(life: Life, heading: str) -> list[Paragraph]:
    """How a life stands at the end, and what it received."""
    received = "" if life.end is None else receipts_sentence(life)
    told = [Paragraph(text) for text in (life_ending(life), received) if text]
    return [Paragraph(heading, "strong"), *told] if heading else told


def matching_firms_lines(found: Sequence[int], search: str) -> list[str]:
    """The firms a search found."""
    if not found:
        return []
    names = [firm_name(key) for key in found[:SHOWN]]
    if len(found) > SHOWN:
        names.append(say("story_more", count=len(found) - SHOWN))
    return [say("story_found", count=len(found), text=search), join_texts(names)]


def lives_overview(scenario: Scenario, seed: int, run: int, months: int | None) -> Record:
    """What happened to how many firms in one run, as data."""
    _, found = survey(scenario, seed, run, months)
    lives = [{n.event for n in notes} for notes in found.values()]

    def phrase(words: Iterable[str], english: bool) -> str:
        return next(p for p in words if p.isascii() == english)

    named = {phrase(e.words, True): phrase(e.words, False) for e in EVENTS.values() if e.words}
    return {
        "plan": scenario.name,
        "policy": scenario.policy,
        "seed": seed,
        "run": run,
        "firms": len(found),
        "happened": [
            {"en": en, "zh": zh, "firms": sum(not phrases()[en].isdisjoint(life) for life in lives)}
            for en, zh in named.items()
        ],
    }


def lives_overview_document(data: Row) -> ReportDocument:
    """Which lives there are to read."""
    table = table_blocks("lives", data["happened"])
    hint = say("story_hint", plan=data["plan"], search=say("story_example"))
    return list_document(say("story_kinds"), [*table, Paragraph(hint)])
