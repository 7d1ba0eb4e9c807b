"""A firm's life as sentences on a screen or as data, alone or beside its other life."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.text import Text

from sim.core.fields import fields_of
from sim.model import codes
from sim.model.agents.payments import Book
from sim.model.calendar import month_name
from sim.report.numbers import number, sign
from sim.report.render.terminal import console, nature_line, table
from sim.runs.ensemble import nature_of
from sim.scenario.scenario import Scenario
from sim.story.events import EVENTS, Note, phrases
from sim.story.lives import Life, balance, firm_name, survey
from sim.words import story
from sim.words.catalogue import name_of, of_two, say

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


def sentence(note: Note, life: Life) -> str:
    """What happened, in the chosen language."""
    event = EVENTS[note.event]
    values = {name: written(name, value, life) for name, value in note.values.items()}
    if note.event == "high_tech_gates":
        values["lacking"] = lacking(note)
    if note.event == "to_strong":
        values["titles"] = say("between").join(
            of_two(both) for name, both in story.TITLES.items() if note.values[name]
        )
    if note.event == "loan":
        values["backing"] = "".join(say(id) for who, id in BACKERS.items() if note.values[who] > 0)
    return name_of(event).format(**values)


def written(name: str, value: float, life: Life) -> str:
    """One number of a note as its name asks."""
    s, k = life.scenario, int(value)
    if name in SHARES:
        return f"{value * 100:.1f}{sign()}"
    if name in MONEY:
        return say("story_money", amount=number(value, whole=abs(value) >= 10))
    if name in MONTHLY:
        return say("story_month_money", amount=number(value))
    if name in SCORES:
        return f"{value:.2f}"
    coded = {"rung": story.RUNGS, "origin": story.ORIGINS, "round": story.ROUNDS}
    if name in coded:
        return of_two(coded[name][k])
    if name == "born":
        return month_name(k)
    if name == "place":
        return name_of(s.facilities[k])
    if name == "district":
        return name_of(s.districts[k])
    if name == "sector":
        return name_of(s.sectors[k % len(s.sectors)])
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
            return name_of(fund)
    return say("story_fund", kind=of_two(story.FUNDS[life.funds["kind"][row]]), number=row)


def programme_name(kind: int) -> str:
    """A programme by the name of its payments."""
    name = codes.PROGRAMMES[kind]
    flow = next(
        f for f in fields_of(Book).values() if getattr(f, "lever", "") == f"{name}_envelope"
    )
    return name_of(flow)


def lacking(note: Note) -> str:
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
                say(id, share=f"{v[name] * 100:.1f}{sign()}", line=f"{v[line] * 100:.0f}{sign()}")
            )
    return say("between").join(found or [say("story_lacks_turnover")])


def data(life: Life) -> dict[str, Any]:
    """A life as data: its notes with their numbers and sentences, and what it received."""
    got = balance(life)
    return {
        "firm": life.name,
        "key": f"{life.key:016x}",
        "policy": life.scenario.policy,
        "existed": life.end is not None,
        "notes": [
            {"month": month_name(n.month), "event": n.event, **n.values, "text": sentence(n, life)}
            for n in life.notes
        ],
        "grants": {codes.PROGRAMMES[k]: amount for k, amount in got["grants"].items()},
        "equity": got["equity"],
        "loans": got["loans"],
        "refused": got["refused"],
        "ending": ending(life),
    }


def ending(life: Life) -> str:
    """How a life stands at the end of the run."""
    s = life.end
    if s is None:
        return say("story_absent", policy=policy_name(life))
    if s["alive"]:
        return say(
            "story_end_alive",
            rung=of_two(story.RUNGS[s["rung"]]),
            heads=s["heads"],
            cash=written("cash", s["cash"], life),
        )
    return say(
        "story_end_gone",
        month=month_name(int(s["exit_month"])),
        how=of_two(story.EXITS[s["exit_kind"]]),
    )


def received(life: Life) -> str:
    """What it got from whom, in one line."""
    got = balance(life)
    grants = say("between").join(
        say("story_from", name=programme_name(kind), amount=written("amount", amount, life))
        for kind, amount in got["grants"].items()
    ) or say("story_nothing")
    line = say(
        "story_received",
        equity=written("amount", got["equity"], life),
        loans=written("amount", got["loans"], life),
        grants=grants,
    )
    return line + (say("story_refused", count=got["refused"]) if got["refused"] else "")


def policy_name(life: Life) -> str:
    """The policy a life was lived under."""
    return of_two((life.scenario.policy_zh, life.scenario.policy_en))


def show(lives: Sequence[Life], seed: int, run: int) -> None:
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
                    sector=name_of(s.sectors[known.end["sector"] % len(s.sectors)]),
                    district=name_of(s.districts[known.end["district"]]),
                ),
                "bold",
            )
        )
    policies = " | ".join(policy_name(life) for life in lives)
    screen.print(
        Text(
            say("story_run", plan=name_of(first.scenario), policy=policies, run=run, seed=seed),
            "dim",
        )
    )
    screen.print(Text(nature_line(nature_of(first.scenario)), "dim"))
    headings = (
        [policy_name(life) for life in lives] if len(lives) > 1 else [say("story_column_what")]
    )
    made = table("", say("story_column_month"), *headings, kept=(0,))
    for month in sorted({n.month for life in lives for n in life.notes}):
        made.add_row(Text(month_name(month)), *(told(life, month) for life in lives))
    screen.print(made)
    for life in lives:
        if len(lives) > 1:
            screen.print(Text(policy_name(life), "bold"))
        screen.print(Text(ending(life)))
        if life.end is not None:
            screen.print(Text(received(life)))


def told(life: Life, month: int) -> Text:
    """A month of a life, a sentence a line."""
    text = Text()
    for k, note in enumerate(n for n in life.notes if n.month == month):
        text.append("\n" if k else "").append(
            sentence(note, life), "bold" if EVENTS[note.event].turning else ""
        )
    return text


def show_found(found: Sequence[int], text: str) -> None:
    """Print the firms a search found."""
    names = [firm_name(key) for key in found[:SHOWN]]
    if len(found) > SHOWN:
        names.append(say("story_more", count=len(found) - SHOWN))
    screen = console()
    screen.print(Text(say("story_found", count=len(found), text=text), "bold"))
    screen.print(Text(say("between").join(names)))


def overview(scenario: Scenario, seed: int, run: int, months: int | None) -> dict[str, Any]:
    """What happened to how many firms in one run, as data."""
    _, found = survey(scenario, seed, run, months)
    lives = [{n.event for n in notes} for notes in found.values()]
    named = {
        first(event.words, True): first(event.words, False)
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


def first(words: Sequence[str], english: bool) -> str:
    """The first phrase of a language."""
    return next(p for p in words if p.isascii() == english)


def show_overview(data: dict[str, Any]) -> None:
    """Print which lives there are to read."""
    screen = console()
    made = table(
        say("story_kinds"), say("story_column_search"), say("story_column_count"), right=(1,)
    )
    for r in data["happened"]:
        made.add_row(Text(of_two((r["zh"], r["en"]))), Text(f"{r['firms']:,}"))
    screen.print(made)
    screen.print(Text(say("story_hint", plan=data["plan"], search=say("story_example"))))
