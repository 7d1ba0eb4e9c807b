"""What a visitor looks at: a firm, fund, facility or person, with its state, its ties to others, and its story.

The tables keep every row for ever, so most stories are read off them; only a firm's whole story is lived again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.app.pages.watch.live_run import LiveRun
from sim.core.fields import Field, fields_of
from sim.model import codes
from sim.model.agents.fund import Fund
from sim.model.agents.incubator import Incubator
from sim.model.agents.startup import Startup
from sim.model.agents.talent import Talent
from sim.model.calendar import month_name
from sim.report.numbers import format_number, format_quantity
from sim.report.subjects import story as story_document
from sim.story.events import EVENTS
from sim.story.lives import Life, firm_name
from sim.words.catalogue import name_in_language, say

MOST_LINKS = 12
MOST_STARTS = 5
TABLES = {"firm": "startups", "fund": "funds", "facility": "incubators", "person": "talents"}
SHOWN = {
    "firm": (
        Startup,
        (
            "heads",
            "research_heads",
            "sales_1",
            "cash",
            "debt",
            "valuation",
            "raised",
            "support",
            "patents",
            "designs",
            "high_tech_share",
            "capability",
            "founder_share",
        ),
    ),
    "fund": (
        Fund,
        (
            "target",
            "raised",
            "public_share",
            "cash",
            "reserve",
            "invested",
            "proceeds",
            "written_off",
            "returned",
            "ends",
        ),
    ),
    "facility": (
        Incubator,
        (
            "area",
            "tenant_area",
            "occupied",
            "tenants",
            "staff",
            "skill",
            "score",
            "graduates",
            "cash",
        ),
    ),
    "person": (Talent, ("skill", "wage", "attempts")),
}
Line = tuple[int, str]  # the month and what happened


@dataclass(frozen=True)
class Card:
    """What is told of one of them."""

    title: str
    facts: list[tuple[str, str]]
    links: list[dict[str, Any]]
    story: list[Line]


def entity_card(run: LiveRun, kind: str, row: int) -> Card:
    """The card of one of them as it stands now."""
    with run.lock:
        s = getattr(run.eco, TABLES[kind]).rows[row]
        declared, names = SHOWN[kind]
        facts = [
            (
                name_in_language(fields_of(declared)[name]),
                field_text(s[name], fields_of(declared)[name]),
            )
            for name in names
        ]
        return {
            "firm": firm_card,
            "fund": fund_card,
            "facility": facility_card,
            "person": person_card,
        }[kind](run, row, s, facts)


def field_text(value: Any, field: Field) -> str:
    """A column's value with its unit."""
    if field.unit == "month" and field.default == -1:
        return month_name(int(value)) if value >= 0 else "-"
    return format_quantity(
        float(value),
        "share" if not field.unit and (field.low, field.high) == (0, 1) else field.unit,
    )


def firm_card(run: LiveRun, row: int, s: np.void, facts: list[tuple[str, str]]) -> Card:
    """A firm: its rung or its end, and who founded, houses and finances it."""
    ties = [
        ("person", int(s["founder"])),
        ("facility", int(s["home"])),
        ("fund", int(s["investor"])),
    ]
    staff = [("person", int(k)) for k in np.flatnonzero(run.eco.talents.rows["employer"] == row)]
    groups = link_groups(
        run, ("looked_ties", [tie for tie in ties if tie[1] >= 0]), ("looked_staff", staff)
    )
    return Card(
        entity_title(run, "firm", row), [(say("looked_state"), firm_status(s)), *facts], groups, []
    )


def fund_card(run: LiveRun, row: int, s: np.void, facts: list[tuple[str, str]]) -> Card:
    """A fund: what it bought, when and for how much."""
    stakes = run.eco.stakes.rows
    mine = np.flatnonzero(stakes["fund"] == row)
    story = []
    for stake in stakes[mine]:
        amount, share = (
            format_quantity(float(stake["amount"]), "万元"),
            format_quantity(float(stake["share"]), "share"),
        )
        story.append(
            (
                int(stake["born"]),
                say(
                    "looked_bought",
                    firm=entity_title(run, "firm", int(stake["startup"])),
                    amount=amount,
                    share=share,
                ),
            )
        )
    firms = dict.fromkeys(("firm", int(k)) for k in stakes["startup"][mine[::-1]])
    return Card(
        entity_title(run, "fund", row),
        facts,
        link_groups(run, ("looked_bought_firms", list(firms))),
        story,
    )


def facility_card(run: LiveRun, row: int, s: np.void, facts: list[tuple[str, str]]) -> Card:
    """A facility: when it opened, and who sits in it."""
    startups = run.eco.startups.rows
    here = np.flatnonzero((startups["home"] == row) & startups["alive"])
    here = here[np.argsort(-startups["heads"][here], kind="stable")]
    dates = [
        (int(s["opens"]), "looked_promised"),
        (int(s["opened"]), "looked_opened"),
        (int(s["closed"]), "looked_shut"),
    ]
    story = sorted((month, say(id)) for month, id in dates if month >= 0)
    about = [
        (say("looked_kind"), say(f"facility.{codes.FACILITIES[s['kind']]}")),
        (say("looked_owner"), say(f"owner.{codes.OWNERS[s['owner']]}")),
        (say("looked_level"), say(f"level.{codes.LEVELS[s['level']]}")),
        (say("looked_district"), entity_district(run, s)),
    ]
    tenants = link_groups(run, ("looked_tenants", [("firm", int(k)) for k in here]))
    return Card(entity_title(run, "facility", row), [*about, *facts], tenants, story)


def person_card(run: LiveRun, row: int, s: np.void, facts: list[tuple[str, str]]) -> Card:
    """A person: where he works, what he founded, when he came and left."""
    startups = run.eco.startups.rows
    founded = np.flatnonzero(startups["founder"] == row)
    story = [(int(s["born"]), say("looked_came"))] if s["born"] > 0 else []
    for k in founded:
        story.append(
            (
                int(startups["born"][k]),
                say("looked_founded", firm=entity_title(run, "firm", int(k))),
            )
        )
        if not startups["alive"][k]:
            ended = say(
                "looked_ended",
                firm=firm_name(int(startups["key"][k])),
                how=firm_status(startups[k]),
            )
            story.append((int(startups["exit_month"][k]), ended))
    if s["departed"] >= 0:
        story.append((int(s["departed"]), say("looked_departed")))
    ties = dict.fromkeys(
        ("firm", k) for k in (int(s["employer"]), int(s["venture"]), *map(int, founded)) if k >= 0
    )
    facts = [(say("looked_state"), person_occupation(s)), *facts]
    return Card(
        entity_title(run, "person", row),
        facts,
        link_groups(run, ("looked_firms", list(ties))),
        sorted(story),
    )


def starting_links(run: LiveRun) -> list[dict[str, Any]]:
    """Where to begin looking: the largest and the newest firms, the funds, the facilities."""
    startups, funds, places = run.eco.startups.rows, run.eco.funds.rows, run.eco.incubators.rows
    living = np.flatnonzero(startups["alive"])
    largest = living[np.argsort(-startups["sales_1"][living], kind="stable")][:MOST_STARTS]
    newest = living[np.argsort(-startups["born"][living], kind="stable")][:MOST_STARTS]
    rich = np.flatnonzero(funds["alive"])
    rich = rich[np.argsort(-funds["cash"][rich], kind="stable")][:MOST_STARTS]
    roomy = np.flatnonzero(places["opened"] >= 0)
    roomy = roomy[np.argsort(-places["tenants"][roomy], kind="stable")][:MOST_STARTS]
    shown = (
        ("looked_largest", "firm", largest),
        ("looked_newest", "firm", newest),
        ("looked_funds", "fund", rich),
        ("looked_facilities", "facility", roomy),
    )
    return link_groups(run, *((id, [(kind, int(k)) for k in rows]) for id, kind, rows in shown))


def entity_title(run: LiveRun, kind: str, row: int) -> str:
    """What one of them is called."""
    s = getattr(run.eco, TABLES[kind]).rows[row]
    if kind == "facility":
        return name_in_language(run.scenario.facilities[row])
    if kind == "fund":
        return story_document.fund_name(row, Life(run.scenario, 0, (), None, run.eco.funds.rows))
    if kind == "person":
        return say("looked_person", row=row, kind=say(f"person.{codes.TALENT_KINDS[s['kind']]}"))
    sectors = run.scenario.sectors
    return say(
        "story_title",
        name=firm_name(int(s["key"])),
        sector=name_in_language(sectors[s["sector"] % len(sectors)]),
        district=entity_district(run, s),
    )


def entity_district(run: LiveRun, s: np.void) -> str:
    """The district something is in."""
    return name_in_language(run.scenario.districts[s["district"]])


def firm_status(s: np.void) -> str:
    """A firm's rung, or how and when it left."""
    if s["alive"]:
        return say(f"rung.{codes.RUNGS[s['rung']]}")
    return say(
        "story_end_gone",
        month=month_name(int(s["exit_month"])),
        how=say(f"exit.{codes.EXITS[s['exit_kind']]}"),
    )


def person_occupation(s: np.void) -> str:
    """What a person does."""
    if not s["alive"]:
        return say("looked_departed")
    employer = int(s["employer"])
    if s["venture"] >= 0:
        return say("looked_founder")
    return say(
        "looked_seeking"
        if employer == codes.SEEKING
        else "looked_outside"
        if employer < 0
        else "looked_employed"
    )


def link_groups(run: LiveRun, *ties: tuple[str, list[tuple[str, int]]]) -> list[dict[str, Any]]:
    """Ties to others under their titles, the first few of many; groups without any are left out."""
    found = []
    for id, there in ties:
        heading = say(id) + (
            say("looked_of", count=format_number(len(there))) if len(there) > MOST_LINKS else ""
        )
        links = [
            {"kind": kind, "row": row, "text": entity_title(run, kind, row)}
            for kind, row in there[:MOST_LINKS]
        ]
        found += [{"title": heading, "links": links}] if links else []
    return found


def event_lines(story: list[Line]) -> list[dict[str, Any]]:
    """A story read off the tables, a happening a line."""
    return [{"month": month_name(month), "text": text, "turning": False} for month, text in story]


def life_lines(life: Life) -> list[dict[str, Any]]:
    """A firm's whole story, a sentence a line."""
    return [
        {
            "month": month_name(n.month),
            "text": story_document.note_sentence(n, life),
            "turning": EVENTS[n.event].turning,
        }
        for n in life.notes
    ] + [{"month": "", "text": story_document.receipts_sentence(life), "turning": False}]
