"""A firm's life as sentences on a screen or as data, alone or beside its other life."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.text import Text

from sim.core.fields import fields_of
from sim.model import codes
from sim.model.agents.payments import Book
from sim.model.calendar import month_name
from sim.report.numbers import format_number, percent_sign
from sim.report.render.terminal import console, screen_table
from sim.report.subjects.basis import nature_line
from sim.runs.ensemble import nature_of
from sim.scenario.scenario import Scenario
from sim.story.events import EVENTS, EventRecord, phrases
from sim.story.lives import Life, firm_name, support_received, survey
from sim.words import story
from sim.words.catalogue import name_in_language, say, text_in_language

SHOWN = 12  # firms listed at most
SHARES = ("share", "intensity", "required", "staff_share", "high_tech_share", "loss", "line")
MONEY = (
    "amount",
    "cash",
    "paid_in",
    "support",
    "sales",
    "research",
    "reported",
    "profit",
    "tax",
    "valuation",
    "worth",
    "price",
)
MONTHLY = ("value_month", "income", "outside")
BACKERS = {"pool": "story_pool", "insurance": "story_insurance", "guarantee": "story_guarantee"}
SCORES = ("score", "bar", "capability")


def note_sentence(note: EventRecord, life: Life) -> str:
    """What happened, in the chosen language."""
    event = EVENTS[note.event]
    values = {name: format_note_value(name, value, life) for name, value in note.values.items()}
    if note.event == "high_tech_gates":
        values["lacking"] = missing_title_gates(note)
    if note.event == "to_strong":
        values["titles"] = say("between").join(
            text_in_language(both) for name, both in story.TITLES.items() if note.values[name]
        )
    if note.event == "loan":
        values["backing"] = "".join(say(id) for who, id in BACKERS.items() if note.values[who] > 0)
    return name_in_language(event).format(**values)


def format_note_value(name: str, value: float, life: Life) -> str:
    """One number of a note as its name asks."""
    s, k = life.scenario, int(value)
    if name in SHARES:
        return f"{value * 100:.1f}{percent_sign()}"
    if name in MONEY:
        return say("story_money", amount=format_number(value, whole=abs(value) >= 10))
    if name in MONTHLY:
        return say("story_month_money", amount=format_number(value))
    if name in SCORES:
        return f"{value:.2f}"
    coded = {"rung": story.RUNGS, "origin": story.ORIGINS, "round": story.ROUNDS}
    if name in coded:
        return text_in_language(coded[name][k])
    if name == "born":
        return month_name(k)
    if name == "place":
        return name_in_language(s.facilities[k])
    if name == "district":
        return name_in_language(s.districts[k])
    if name == "sector":
        return name_in_language(s.sectors[k % len(s.sectors)])
    if name == "fund":
        return fund_name(k, life)
    if name == "programme":
        return programme_name(k)
    return f"{value:.0f}"


def fund_name(row: int, life: Life) -> str:
    """A fund the plan names by its name, another by its kind and number."""
    key = life.funds["key"][row]
    for fund in life.scenario.funds:
        if life.scenario.key("fund", fund.id) == key:
            return name_in_language(fund)
    return say(
        "story_fund", kind=text_in_language(story.FUNDS[life.funds["kind"][row]]), number=row
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
    v, found = note.values, []
    if v["age"] < v["age_line"]:
        found.append(say("story_lacks_age", age=f"{v['age']:.0f}", line=f"{v['age_line']:.0f}"))
    if v["rights"] < 1:
        found.append(say("story_lacks_rights"))
    for name, line, id in (
        ("staff_share", "staff_line", "story_lacks_staff"),
        ("intensity", "required", "story_lacks_research"),
        ("high_tech_share", "sales_line", "story_lacks_sales"),
    ):
        if v[name] < v[line]:
            found.append(
                say(
                    id,
                    share=f"{v[name] * 100:.1f}{percent_sign()}",
                    line=f"{v[line] * 100:.0f}{percent_sign()}",
                )
            )
    return say("between").join(found or [say("story_lacks_turnover")])


def life_data(life: Life) -> dict[str, Any]:
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
        return say(
            "story_end_alive",
            rung=text_in_language(story.RUNGS[s["rung"]]),
            heads=s["heads"],
            cash=format_note_value("cash", s["cash"], life),
        )
    return say(
        "story_end_gone",
        month=month_name(int(s["exit_month"])),
        how=text_in_language(story.EXITS[s["exit_kind"]]),
    )


def receipts_sentence(life: Life) -> str:
    """What it got from whom, in one line."""
    got = support_received(life)
    grants = say("between").join(
        say(
            "story_from",
            name=programme_name(kind),
            amount=format_note_value("amount", amount, life),
        )
        for kind, amount in got["grants"].items()
    ) or say("story_nothing")
    line = say(
        "story_received",
        equity=format_note_value("amount", got["equity"], life),
        loans=format_note_value("amount", got["loans"], life),
        grants=grants,
    )
    return line + (say("story_refused", count=got["refused"]) if got["refused"] else "")


def life_policy_name(life: Life) -> str:
    """The policy a life was lived under."""
    return text_in_language((life.scenario.policy_zh, life.scenario.policy_en))


def show_lives(lives: Sequence[Life], seed: int, run: int) -> None:
    """Print one life, or two side by side."""
    screen, first = console(), lives[0]
    known = next((life for life in lives if life.end is not None), None)
    screen.print()
    if known is not None:
        s = known.scenario
        screen.print(
            Text(
                say(
                    "story_title",
                    name=first.name,
                    sector=name_in_language(s.sectors[known.end["sector"] % len(s.sectors)]),
                    district=name_in_language(s.districts[known.end["district"]]),
                ),
                "bold",
            )
        )
    policies = " | ".join(life_policy_name(life) for life in lives)
    screen.print(
        Text(
            say(
                "story_run",
                plan=name_in_language(first.scenario),
                policy=policies,
                run=run,
                seed=seed,
            ),
            "dim",
        )
    )
    screen.print(Text(nature_line(nature_of(first.scenario)), "dim"))
    headings = (
        [life_policy_name(life) for life in lives] if len(lives) > 1 else [say("story_column_what")]
    )
    made = screen_table("", say("story_column_month"), *headings, kept=(0,))
    for month in sorted({n.month for life in lives for n in life.notes}):
        made.add_row(Text(month_name(month)), *(life_month_text(life, month) for life in lives))
    screen.print(made)
    for life in lives:
        if len(lives) > 1:
            screen.print(Text(life_policy_name(life), "bold"))
        screen.print(Text(life_ending(life)))
        if life.end is not None:
            screen.print(Text(receipts_sentence(life)))


def life_month_text(life: Life, month: int) -> Text:
    """A month of a life, a sentence a line."""
    text = Text()
    for k, note in enumerate(n for n in life.notes if n.month == month):
        text.append("\n" if k else "").append(
            note_sentence(note, life), "bold" if EVENTS[note.event].turning else ""
        )
    return text


def show_matching_firms(found: Sequence[int], text: str) -> None:
    """Print the firms a search found."""
    names = [firm_name(key) for key in found[:SHOWN]]
    if len(found) > SHOWN:
        names.append(say("story_more", count=len(found) - SHOWN))
    screen = console()
    screen.print(Text(say("story_found", count=len(found), text=text), "bold"))
    screen.print(Text(say("between").join(names)))


def lives_overview(scenario: Scenario, seed: int, run: int, months: int | None) -> dict[str, Any]:
    """What happened to how many firms in one run, as data."""
    _, found = survey(scenario, seed, run, months)
    lives = [{n.event for n in notes} for notes in found.values()]
    named = {
        first_phrase(event.words, True): first_phrase(event.words, False)
        for event in EVENTS.values()
        if event.words
    }
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


def first_phrase(words: Sequence[str], english: bool) -> str:
    """The first phrase of a language."""
    return next(p for p in words if p.isascii() == english)


def show_lives_overview(data: dict[str, Any]) -> None:
    """Print which lives there are to read."""
    screen = console()
    made = screen_table(
        say("story_kinds"), say("story_column_search"), say("story_column_count"), right=(1,)
    )
    for r in data["happened"]:
        made.add_row(Text(text_in_language((r["zh"], r["en"]))), Text(f"{r['firms']:,}"))
    screen.print(made)
    screen.print(Text(say("story_hint", plan=data["plan"], search=say("story_example"))))
