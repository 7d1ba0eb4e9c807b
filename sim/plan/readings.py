"""Readings: where a document can be read in more than one way, each other way is a small difference to the plan's file.

What is chosen is laid over the file's content before anything else is read, so a reading is checked, told and run
like a plan that had been written so.  The rows of a target that do not count by default (`variant`) are readings too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sim.core.errors import UserError
from sim.plan.parts import NO_TEXT, Alternative, BilingualText, Change, Reading
from sim.plan.reader import TABLE_WORDS, Reader, Where
from sim.plan.tables import CHANGED, AlternativeTable, Origin, ReadingTable, quantities
from sim.plan.units import value_excerpt
from sim.words.catalogue import say
from sim.words.suggestions import suggestion

DEFAULT = "default"
FLAT = ("start", "nature")  # tables without ids
WORDING = ("zh", "en", "reading")  # keys that change no number
LONGEST_SHOWN = 60  # characters of a value in a list of changes


@dataclass(frozen=True)
class PlanAlternative:
    """An alternative as the file has it: keys of the plan with the values they get and the place where that is written."""

    words: BilingualText
    diff: tuple[tuple[Where, Any, Where], ...]


@dataclass(frozen=True)
class PlanReading:
    """A place that can be read in several ways, by name."""

    words: BilingualText
    section: str
    default: BilingualText
    ways: dict[str, PlanAlternative]


def read_readings(plan: Reader, chosen: Mapping[str, str]) -> tuple[Reading, ...]:
    """[reading.ID] and the other readings of targets; what is chosen is laid over the plan's content.

    Raises UserError where a choice names no reading or no alternative, or where two change the same key.
    """
    forks = {**valid_readings(plan), **target_readings(plan)}
    told = [
        Reading(
            id,
            f.words.zh,
            f.words.en,
            f.section,
            f.default,
            tuple(alternative(plan, name, way) for name, way in f.ways.items()),
            chosen.get(id, DEFAULT),
        )
        for id, f in forks.items()
    ]
    apply_alternatives(plan, choose_alternatives(forks, chosen))
    return tuple(told)


def valid_readings(plan: Reader) -> dict[str, PlanReading]:
    """[reading.ID] with the alternatives that have no faults."""
    found = {}
    for id, table in plan.entries("reading", ReadingTable).items():
        where, ways = ("reading", id), {}
        if id in plan.section("target"):
            plan.fault(where, say("reading_is_target"))
        if not table.alternative:
            plan.fault(where, say("reading_alone", id=id))
        for name, raw in table.alternative.items():
            here = (*where, "alternative", name)
            if name == DEFAULT:
                plan.fault(here, say("reading_called_default"))
            elif e := plan.entry(AlternativeTable, raw, here):
                diff = tuple(
                    (path, add_origin(path, value, table.section), (*here, *path))
                    for path, value in changed_keys(e)
                )
                if not diff:
                    plan.fault(here, say("reading_idle"))
                known = [check_changed_table(plan, path, here) for path, _, _ in diff]
                if all(known):  # every one of them is told
                    ways[name] = PlanAlternative(BilingualText(zh=e.zh, en=e.en), diff)
        words = BilingualText(zh=table.zh, en=table.en)
        found[id] = PlanReading(words, table.section, table.default, ways)
    return found


def changed_keys(e: AlternativeTable) -> Iterator[tuple[Where, Any]]:
    """The keys of the plan that an alternative gives a value."""
    for table in (*FLAT, "levers", *CHANGED):
        for key, inner in getattr(e, table).items():
            if table in FLAT:
                yield (table, key), inner
            else:
                yield from (((table, key, name), value) for name, value in inner.items())


def check_changed_table(plan: Reader, path: Where, here: Where) -> bool:
    """Whether the plan has what a reading changes; scopes of levers and keys are checked where they are read."""
    return path[0] not in CHANGED or plan.one_of(
        str(path[1]), plan.section(str(path[0])), (*here, *path[:2]), "reading_of_nothing"
    )


def add_origin(path: Where, value: Any, section: str) -> Any:
    """A number of a reading comes from the article that is read so, if it does not say otherwise."""
    kind = CHANGED.get(str(path[0]))
    if path[-1] in TABLE_WORDS or (kind is not None and path[-1] not in quantities(kind)):
        return value
    given = dict(value) if isinstance(value, dict) else {"value": value}
    return given if given.keys() & Origin.model_fields.keys() else {**given, "section": section}


def target_readings(plan: Reader) -> dict[str, PlanReading]:
    """The rows of targets that do not count by default, by the row (or rows) they would replace."""
    rows = {id: raw for id, raw in plan.section("target").items() if isinstance(raw, dict)}
    found: dict[str, PlanReading] = {}
    for id, raw in rows.items():
        name = raw.get("variant")
        if not name or raw.get("chosen") is not False or not id.endswith(f"/{name}"):
            continue
        base = id.removesuffix(f"/{name}")
        replaced = (
            [base]
            if base in rows
            else [
                k
                for k, r in rows.items()
                if k.startswith(f"{base}/") and r.get("chosen") is not False
            ]
        )
        if not replaced:
            continue
        flips = {id: True, **dict.fromkeys(replaced, False)}
        diff = tuple(
            (("target", k, "chosen"), on, ("target", id, "chosen")) for k, on in flips.items()
        )
        first = rows[replaced[0]]
        fork = found.setdefault(
            base,
            PlanReading(bilingual_text(first), str(first.get("section", "")), meaning(first), {}),
        )
        fork.ways[name] = PlanAlternative(meaning(raw), diff)
    return found


def bilingual_text(raw: Any) -> BilingualText:
    """A text in both languages, as far as it is one."""
    return (
        BilingualText(zh=str(raw.get("zh", "")), en=str(raw.get("en", "")))
        if isinstance(raw, dict)
        else NO_TEXT
    )


def meaning(row: Mapping[str, Any]) -> BilingualText:
    """How a row reads its demand, or why it cannot."""
    return bilingual_text(row.get("reading") or row.get("why_not"))


def alternative(plan: Reader, name: str, way: PlanAlternative) -> Alternative:
    """An alternative with what it changes, told before anything is laid over the plan."""
    flips = {
        str(path[1]): value
        for path, value, _ in way.diff
        if path[0] == "target" and path[-1] == "chosen"
    }
    changes = tuple(
        Change(
            ".".join(map(str, path)),
            raw_value_text(planned_value(plan, path)),
            raw_value_text(value),
        )
        for path, value, _ in way.diff
        if path[-1] not in WORDING and (str(path[1]) not in flips or path[-1] != "chosen")
    )
    return Alternative(
        name,
        way.words.zh,
        way.words.en,
        changes,
        tuple(id for id, on in flips.items() if on is True),
        tuple(id for id, on in flips.items() if on is False),
    )


def planned_value(plan: Reader, path: Where) -> Any:
    """What the plan says; a lever that a district has not itself holds from the islands' or all districts' table."""
    scopes = (path[1], "islands", "all") if path[0] == "levers" else (path[1],)
    for scope in scopes:
        value: Any = plan.content
        for part in (path[0], scope, *path[2:]):
            value = value.get(part) if isinstance(value, dict) else None
        if value is not None:
            return value
    return None


def raw_value_text(raw: Any) -> str:
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


def choose_alternatives(
    forks: Mapping[str, PlanReading], chosen: Mapping[str, str]
) -> list[PlanAlternative]:
    """The alternatives that are chosen; UserError with one line for every choice that cannot be."""
    found, lines, owners = [], [], dict[Where, str]()
    for id, name in chosen.items():
        fork = forks.get(id)
        if fork is None:
            lines.append(
                say("reading_unknown", given=value_excerpt(id), help=suggestion(id, forks))
            )
        elif name != DEFAULT and name not in fork.ways:
            lines.append(
                say(
                    "reading_no_alternative",
                    id=id,
                    given=value_excerpt(name),
                    help=suggestion(name, [DEFAULT, *fork.ways]),
                )
            )
        elif name != DEFAULT:
            found.append(fork.ways[name])
            for path, _, _ in found[-1].diff:
                if owners.setdefault(path, id) != id:
                    lines.append(
                        say(
                            "reading_twice", id=id, other=owners[path], key=".".join(map(str, path))
                        )
                    )
    if lines:
        raise UserError("\n".join(dict.fromkeys(lines)))
    return found


def apply_alternatives(plan: Reader, ways: list[PlanAlternative]) -> None:
    """Give the plan's content the values of alternatives; a plain value keeps the month from which a lever held."""
    for path, value, home in (change for way in ways for change in way.diff):
        table: Any = plan.content
        for part in path[:-1]:
            table = table.setdefault(part, {}) if isinstance(table, dict) else None
        if not isinstance(table, dict):
            continue  # what is no table is told where it is read
        old = table.get(path[-1])
        if (
            path[0] == "levers"
            and isinstance(old, dict)
            and "from" in old
            and isinstance(value, dict)
            and "dates" not in value
        ):
            table[path[-1]] = {"from": old["from"], **value}
        else:
            table[path[-1]] = value
        plan.moved[path] = home
