"""Readings: where a document can be read in more than one way, each other way is a small difference
to the plan's file.

What is chosen is laid over the file's content before anything else is read, so a reading is
checked, told and run like a plan that had been written so.  The rows of a target that do not count
by default (`variant`) are readings too.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sim.core.errors import UserError
from sim.plan.faults import Where
from sim.plan.parts import NO_TEXT, Alternative, BilingualText, Change, Reading, ReadingTable
from sim.plan.source import LEVER_TABLES, TABLE_WORDS, SourceFile
from sim.plan.tables import (
    ALTERNATIVE,
    CHANGED,
    FLAT,
    AlternativeTable,
    Origin,
    quantities,
)
from sim.plan.units import value_excerpt
from sim.words.catalogue import say
from sim.words.suggestions import suggestion

DEFAULT = "default"
WORDING = ("zh", "en", "reading")  # keys that change no number
LONGEST_SHOWN = 60  # characters of a value in a list of changes


class Override(NamedTuple):
    """A key of the plan, the value that another reading gives it, and the place where that is
    written.
    """

    path: tuple[str, ...]
    value: Any
    home: Where


class Fork(NamedTuple):
    """A place that can be read in several ways, and what each other way is called and changes."""

    place: ReadingTable
    ways: dict[str, tuple[BilingualText, list[Override]]]


def read_readings(plan: SourceFile, chosen: Mapping[str, str]) -> tuple[Reading, ...]:
    """[reading.ID] and the other readings of targets; what is chosen is laid over the plan's
    content.

    Raises UserError where a choice names no reading or no alternative, or where two change the same
    key.
    """
    forks = {**own_readings(plan), **target_readings(plan)}
    found = tuple(
        Reading(
            id,
            place.zh,
            place.en,
            place.section,
            place.default,
            tuple(alternative(plan, name, *way) for name, way in ways.items()),
            chosen.get(id, DEFAULT),
        )
        for id, (place, ways) in forks.items()
    )
    apply_overrides(plan, choose_overrides(forks, chosen))
    return found


def own_readings(plan: SourceFile) -> dict[str, Fork]:
    """[reading.ID] with the alternatives that have no faults."""
    found = {}
    for place in plan.parts("reading", ReadingTable):
        where, ways = ("reading", place.id), dict[str, tuple[BilingualText, list[Override]]]()
        if place.id in plan.section("target"):
            plan.fault(where, "reading_is_target")
        if not place.alternative:
            plan.fault(where, "reading_alone", id=place.id)
        for name, raw in place.alternative.items():
            here = (*where, "alternative", name)
            if name == DEFAULT:
                plan.fault(here, "reading_called_default")
            elif e := plan.entry(ALTERNATIVE, raw, here):
                changes = list(overrides(e, place.section, here))
                if not changes:
                    plan.fault(here, "reading_idle")
                # the plan must have what is changed; scopes of levers and keys are checked where
                # they are read
                known = [
                    plan.one_of(id, plan.section(table), (*here, table, id), "reading_of_nothing")
                    for (table, id, *_), _, _ in changes
                    if table in CHANGED
                ]
                if all(known):  # every one of them is told
                    ways[name] = BilingualText(zh=e.zh, en=e.en), changes
        found[place.id] = Fork(place, ways)
    return found


def overrides(e: AlternativeTable, section: str, here: Where) -> Iterator[Override]:
    """The keys of the plan that an alternative gives a value; numbers come from the article that is
    read so.
    """
    for table in (*FLAT, *LEVER_TABLES, *CHANGED):
        raw: dict[str, Any] = getattr(e, table)
        for id, keys in ({"": raw} if table in FLAT else raw).items():
            for key, value in keys.items():
                path = (table, key) if table in FLAT else (table, id, key)
                yield Override(path, with_origin(path, value, section), (*here, *path))


def with_origin(path: tuple[str, ...], value: object, section: str) -> object:
    """A number of a reading comes from the article that is read so, if it does not say otherwise."""
    kind = CHANGED.get(path[0])
    if path[-1] in TABLE_WORDS or (kind is not None and path[-1] not in quantities(kind)):
        return value
    given = dict(value) if isinstance(value, dict) else {"value": value}
    return given if given.keys() & Origin.model_fields.keys() else {**given, "section": section}


def target_readings(plan: SourceFile) -> dict[str, Fork]:
    """The rows of targets that do not count by default, by the row (or rows) they would replace."""
    rows = {id: raw for id, raw in plan.section("target").items() if isinstance(raw, dict)}
    usual = [id for id, raw in rows.items() if raw.get("chosen") is not False]
    found: dict[str, Fork] = {}
    for id, raw in rows.items():
        name, base = raw.get("variant"), id.removesuffix(f"/{raw.get('variant')}")
        if not name or id in usual or base == id:
            continue
        replaced = [base] if base in rows else [k for k in usual if k.startswith(f"{base}/")]
        if not replaced:
            continue
        home, first = ("target", id, "chosen"), rows[replaced[0]]
        flips = {id: True, **dict.fromkeys(replaced, False)}
        changes = [Override(("target", k, "chosen"), on, home) for k, on in flips.items()]
        words, section = vars(bilingual_text(first)), str(first.get("section", ""))
        place = ReadingTable(id=base, **words, section=section, default=meaning(first))
        found.setdefault(base, Fork(place, {})).ways[name] = meaning(raw), changes
    return found


def bilingual_text(raw: object) -> BilingualText:
    """A text in both languages, as far as it is one."""
    if not isinstance(raw, dict):
        return NO_TEXT
    return BilingualText(zh=str(raw.get("zh", "")), en=str(raw.get("en", "")))


def meaning(row: Mapping[str, Any]) -> BilingualText:
    """How a row reads its demand, or why it cannot."""
    return bilingual_text(row.get("reading") or row.get("why_not"))


def alternative(
    plan: SourceFile, name: str, words: BilingualText, overrides: Sequence[Override]
) -> Alternative:
    """An alternative with what it changes, told before anything is laid over the plan."""
    flips, changes = dict[str, Any](), list[Change]()
    for path, value, _ in overrides:
        if path[0] == "target" and path[-1] == "chosen":
            flips[path[1]] = value
        elif path[-1] not in WORDING:
            before = raw_value_text(planned_value(plan, path))
            changes.append(Change(".".join(path), before, raw_value_text(value)))
    counts, leaves = (tuple(id for id, on in flips.items() if on is x) for x in (True, False))
    return Alternative(name, words.zh, words.en, tuple(changes), counts, leaves)


def planned_value(plan: SourceFile, path: tuple[str, ...]) -> object:
    """What the plan says; a lever that a district has not itself holds from the islands' or all
    districts' table.
    """
    table, id, *inner = path
    scopes = (id, "islands", "all") if table in LEVER_TABLES else (id,)
    values = (plan.raw((table, scope, *inner)) for scope in scopes)
    return next((value for value in values if value is not None), None)


def raw_value_text(raw: object) -> str:
    """A value as a file has it, without its origin."""
    if isinstance(raw, dict):
        dates = raw.get("dates")
        raw = (
            "; ".join(f"{date} {value}" for date, value in dates.items())
            if isinstance(dates, dict)
            else raw.get("value")
        )
    text = "-" if raw is None else str(raw).lower() if isinstance(raw, bool) else str(raw)
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def choose_overrides(forks: Mapping[str, Fork], chosen: Mapping[str, str]) -> list[Override]:
    """What the readings that are chosen change; UserError with one line for every choice that
    cannot be.
    """
    found, lines, owners = list[Override](), list[str](), dict[tuple[str, ...], str]()
    for id, name in chosen.items():
        if id not in forks:
            help = suggestion(id, forks)
            lines.append(say("reading_unknown", given=value_excerpt(id), help=help))
        elif name == DEFAULT:
            continue
        elif name not in forks[id].ways:
            given, help = value_excerpt(name), suggestion(name, [DEFAULT, *forks[id].ways])
            lines.append(say("reading_no_alternative", id=id, given=given, help=help))
        else:
            found += forks[id].ways[name][1]
            for change in forks[id].ways[name][1]:
                if (other := owners.setdefault(change.path, id)) != id:
                    lines.append(
                        say("reading_twice", id=id, other=other, key=".".join(change.path))
                    )
    if lines:
        raise UserError("\n".join(dict.fromkeys(lines)))
    return found


def apply_overrides(plan: SourceFile, changes: list[Override]) -> None:
    """Give the plan's content the values of a reading; a plain value keeps the month from which a
    lever held.
    """
    for (*outer, key), value, home in changes:
        table: Any = plan.content
        for part in outer:
            table = table.setdefault(part, {}) if isinstance(table, dict) else None
        if not isinstance(table, dict):
            continue  # what is no table is told where it is read
        old, since = table.get(key), {}
        if outer[0] in LEVER_TABLES and isinstance(old, dict) and "from" in old:
            since = {"from": old["from"]}
        plain = isinstance(value, dict) and "dates" not in value
        table[key] = {**since, **value} if plain else value
        plan.moved[(*outer, key)] = home
