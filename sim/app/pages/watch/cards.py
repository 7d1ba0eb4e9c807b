"""What a visitor looks at: a firm, fund, facility or person, with its state, its ties to others,
and its story.

The tables keep every row for ever, so most stories are read off them; only a firm's whole story is
lived again.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np

from sim.app.pages.watch.live_run import LiveRun
from sim.core.fields import Field, fields_of
from sim.core.files import read_declarations
from sim.core.population import Population
from sim.model import codes
from sim.model.calendar import month_name
from sim.report.document import Block, table_blocks, table_row
from sim.report.numbers import format_number, format_quantity
from sim.report.subjects.story import (
    departure_sentence,
    firm_title,
    fund_name,
    story_document,
)
from sim.story.lives import Life, firm_name
from sim.words.catalogue import name_in_language, say

MOST_LINKS = 12
MOST_STARTS = 5
KINDS = read_declarations(__file__)
Fact = tuple[str, str]  # what it is, and its value
Link = tuple[str, int]  # a kind and a row
LinkGroup = dict[str, Any]  # a title and its links, as card.vue shows them


@dataclass
class Card:
    """What is told of one of them: what it is, its ties to others, and what happened when."""

    title: str
    facts: list[Fact] = field(default_factory=list)
    links: list[LinkGroup] = field(default_factory=list)
    events: list[tuple[int, str]] = field(default_factory=list)  # the month and what happened

    def tell(self, month: int, id: str, **values: str) -> None:
        """Add what happened in a month."""
        self.events.append((int(month), say(id, **values)))

    @property
    def story(self) -> Sequence[Block]:
        """What happened, month by month."""
        rows = (table_row(month_name(month), text) for month, text in sorted(self.events))
        return table_blocks("life", rows, columns=[say("story_column_what")])


def entity_card(run: LiveRun, kind: str, row: int) -> Card:
    """The card of one of them as it stands now."""
    with run.lock:
        entities, card = entities_of_kind(run, kind), Card(entity_title(run, kind, row))
        s, known = entities.rows[row], fields_of(cast("type", entities.kind))
        DETAILS[kind](run, row, s, card)
        told = {known[name]: s[name] for name in KINDS[kind]["columns"]}
        card.facts += [(name_in_language(each), field_text(v, each)) for each, v in told.items()]
        for name, id in KINDS[kind].get("dates", {}).items():
            if s[name] > 0:
                card.tell(s[name], id)
        return card


def entities_of_kind(run: LiveRun, kind: str) -> Population:
    """All of a kind."""
    entities: Population = getattr(run.eco, KINDS[kind]["table"])
    return entities


def field_text(value: Any, field: Field) -> str:
    """A column's value with its unit."""
    if field.unit == "month" and field.default == -1:
        return month_name(int(value)) if value >= 0 else "-"
    share = not field.unit and (field.low, field.high) == (0, 1)
    return format_quantity(float(value), "share" if share else field.unit)


def add_firm(run: LiveRun, row: int, s: np.void, card: Card) -> None:
    """A firm: its rung or its end, and who founded, houses and finances it."""
    ties = {"person": s["founder"], "facility": s["home"], "fund": s["investor"]}
    found = [(kind, int(tie)) for kind, tie in ties.items() if tie >= 0]
    staff = links_to("person", np.flatnonzero(run.eco.talents.rows["employer"] == row))
    card.facts.append((say("looked_state"), firm_status(s)))
    card.links = link_groups(run, ("looked_ties", found), ("looked_staff", staff))


def add_fund(run: LiveRun, row: int, s: np.void, card: Card) -> None:
    """A fund: what it bought, when and for how much."""
    stakes = run.eco.stakes.rows
    mine = stakes[stakes["fund"] == row]
    for stake in mine:
        card.tell(
            stake["born"],
            "looked_bought",
            firm=entity_title(run, "firm", int(stake["startup"])),
            amount=format_quantity(float(stake["amount"]), "万元"),
            share=format_quantity(float(stake["share"]), "share"),
        )
    bought = links_to("firm", mine["startup"][::-1])
    card.links = link_groups(run, ("looked_bought_firms", bought))


def add_facility(run: LiveRun, row: int, s: np.void, card: Card) -> None:
    """A facility: when it opened, and who sits in it."""
    startups = run.eco.startups.rows
    here = np.flatnonzero((startups["home"] == row) & startups["alive"])
    card.facts += [
        (say("looked_kind"), say(f"facility.{codes.FACILITIES[s['kind']]}")),
        (say("looked_owner"), say(f"owner.{codes.OWNERS[s['owner']]}")),
        (say("looked_level"), say(f"level.{codes.LEVELS[s['level']]}")),
        (say("looked_district"), name_in_language(run.scenario.districts[s["district"]])),
    ]
    card.links = link_groups(run, ("looked_tenants", largest("firm", here, startups["heads"])))


def add_person(run: LiveRun, row: int, s: np.void, card: Card) -> None:
    """A person: where he works, what he founded, when he came and left."""
    startups = run.eco.startups.rows
    founded = np.flatnonzero(startups["founder"] == row)
    for k, firm in zip(founded, startups[founded], strict=True):
        card.tell(firm["born"], "looked_founded", firm=entity_title(run, "firm", int(k)))
        if not firm["alive"]:
            name, how = firm_name(int(firm["key"])), firm_status(firm)
            card.tell(firm["exit_month"], "looked_ended", firm=name, how=how)
    ties = [k for k in (s["employer"], s["venture"], *founded) if k >= 0]
    card.facts.append((say("looked_state"), person_occupation(s)))
    card.links = link_groups(run, ("looked_firms", links_to("firm", ties)))


DETAILS: dict[str, Callable[[LiveRun, int, np.void, Card], None]] = {
    "firm": add_firm,
    "fund": add_fund,
    "facility": add_facility,
    "person": add_person,
}


def links_to(kind: str, rows: Iterable[int]) -> list[Link]:
    """Links to rows of a kind, each once."""
    return list(dict.fromkeys((kind, int(k)) for k in rows))


def largest(kind: str, rows: np.ndarray, by: np.ndarray, most: int | None = None) -> list[Link]:
    """Links to rows, those with most of something first."""
    return links_to(kind, rows[np.argsort(-by[rows], kind="stable")][:most])


def starting_links(run: LiveRun) -> list[LinkGroup]:
    """Where to begin looking: the largest and the newest firms, the funds, the facilities."""
    startups, funds, places = run.eco.startups.rows, run.eco.funds.rows, run.eco.incubators.rows
    groups = (
        ("looked_largest", "firm", startups["alive"], startups["sales_1"]),
        ("looked_newest", "firm", startups["alive"], startups["born"]),
        ("looked_funds", "fund", funds["alive"], funds["cash"]),
        ("looked_facilities", "facility", places["opened"] >= 0, places["tenants"]),
    )
    found = (
        (id, largest(kind, np.flatnonzero(there), by, MOST_STARTS))
        for id, kind, there, by in groups
    )
    return link_groups(run, *found)


def entity_title(run: LiveRun, kind: str, row: int) -> str:
    """What one of them is called."""
    s = entities_of_kind(run, kind).rows[row]
    if kind == "facility":
        return name_in_language(run.scenario.facilities[row])
    if kind == "person":
        return say("looked_person", row=row, kind=say(f"person.{codes.TALENT_KINDS[s['kind']]}"))
    life = Life(run.scenario, int(s["key"]), (), s, run.eco.funds.rows)
    return fund_name(row, life) if kind == "fund" else firm_title([life])


def firm_status(s: np.void) -> str:
    """A firm's rung, or how and when it left."""
    return say(f"rung.{codes.RUNGS[s['rung']]}") if s["alive"] else departure_sentence(s)


def person_occupation(s: np.void) -> str:
    """What a person does."""
    if not s["alive"]:
        return say("looked_departed")
    if s["venture"] >= 0:
        return say("looked_founder")
    if s["employer"] == codes.SEEKING:
        return say("looked_seeking")
    return say("looked_outside" if s["employer"] < 0 else "looked_employed")


def link_groups(run: LiveRun, *ties: tuple[str, Iterable[Link]]) -> list[LinkGroup]:
    """Ties to others under their titles, the first few of many; groups without any are left out."""
    found = []
    for id, group in ties:
        there = list(group)
        more = say("looked_of", count=format_number(len(there))) if len(there) > MOST_LINKS else ""
        links = [
            {"kind": kind, "row": row, "text": entity_title(run, kind, row)}
            for kind, row in there[:MOST_LINKS]
        ]
        found += [{"title": say(id) + more, "links": links}] if links else []
    return found


def life_blocks(run: LiveRun, life: Life) -> Sequence[Block]:
    """A firm's whole story, as `fuhua story` tells it."""
    return story_document([life], run.seed, 0).sections[0].blocks
