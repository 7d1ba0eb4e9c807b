"""The tables of a file become the parts of a plan: numbers in their units with their origin, months
as month numbers, what is left out as declared.
"""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, get_args

from pydantic import BaseModel

from sim.core.fields import Field
from sim.plan.faults import Where
from sim.plan.parts import (
    AMOUNT,
    KEY,
    MONTH,
    MONTH_OF_PLAN,
    ONE_OR_MORE,
    AssumedNumber,
    NamedEntry,
    NotAbove,
    NotBefore,
    Part,
    Series,
)
from sim.plan.quantities import LEVERS, NATURE
from sim.plan.source import ANY, Kind, SourceFile, name_list
from sim.plan.tables import DatedValue, Entry, Origin, SourcedNumber, quantities, table_of
from sim.plan.units import value_excerpt
from sim.words.catalogue import say

PartKind = TypeVar("PartKind", bound=Part)
SCOPES = ("all", "islands")  # words for several districts
# what a table of levers or nature may say for all its numbers
TABLE_WORDS = ("from", *Origin.model_fields)


def read_head(source: SourceFile, kind: type[PartKind], name: str) -> PartKind | None:
    """The part that a table becomes which every file must have."""
    table = source.head(table_of(kind), name)
    return read_part(source, kind, table, (name,)) if table else None


def read_parts(source: SourceFile, name: str, kind: type[PartKind]) -> list[PartKind]:
    """The parts that the tables [name.ID] become."""
    tables = source.entries(name, table_of(kind)).items()
    return [read_part(source, kind, table, (name, id)) for id, table in tables]


def read_part(source: SourceFile, kind: type[PartKind], table: BaseModel, where: Where) -> PartKind:
    """The part that a table becomes.

    An amount whose unit depends on its neighbours stays zero, to be read where they are known.
    """
    values, numbers = dict[str, Any](), quantities(kind)
    for name, key in kind.model_fields.items():
        given, here, marks = getattr(table, name, None), (*where, name), key.metadata
        if KEY in marks:
            values[name] = where[-1]
        elif AMOUNT in marks:
            values[name] = 0.0
        elif given is None:
            continue
        elif name in numbers:
            values[name] = read_number(source, given, numbers[name], here, table)
        elif MONTH in marks or MONTH_OF_PLAN in marks:
            span = source.span if MONTH_OF_PLAN in marks else ANY
            values[name] = source.month(given, here, span)
        elif ONE_OR_MORE in marks and isinstance(given, str):
            values[name] = (given,)
        elif isinstance(given, list) and given and isinstance(given[0], Entry):
            inner: type[Part] = get_args(key.annotation)[0]
            rows = enumerate(given)
            values[name] = [read_part(source, inner, row, (*here, k)) for k, row in rows]
        else:
            values[name] = given
    part = kind(**values)
    check_marks(source, part, where)
    return part


def check_marks(source: SourceFile, part: Part, where: Where) -> None:
    """What a part names must be in the plan, and its numbers and months in the order declared."""
    values, kind = vars(part), type(part)
    sound = not any((*where, name) in source.wrong for name in quantities(kind))
    for name, key in kind.model_fields.items():
        value, here = values[name], (*where, name)
        for mark in key.metadata:
            match mark:
                case NamedEntry(table, message) if value is not None:
                    source.one_of(value, source.names.section(table), here, message)
                case NotBefore(other, message) if 0 <= value < values[other]:
                    given = value_excerpt(source.raw(here))
                    source.fault(here, say(message, given=given, earlier=other))
                case NotAbove(other, message) if sound and value > values[other]:
                    source.fault(here, say(message, larger=other))


def read_number(
    source: SourceFile, given: SourcedNumber, field: Field, where: Where, table: BaseModel
) -> float:
    """A number with bounds and origin checked; the field's default where it is faulty."""
    value = source.amount(given.value, field, where)
    check_origin(source, (given, table), where, field, value)
    return value


def check_origin(
    source: SourceFile, tellers: tuple[BaseModel, ...], where: Where, field: Field, value: float
) -> None:
    """A number must say where it comes from, itself or through its table; assumptions are noted."""
    for teller in tellers:
        if isinstance(teller, Origin) and teller.has_origin():
            if teller.assumed:
                key = ".".join(map(str, where))
                source.notes.append(AssumedNumber(key, value, field.unit, teller.assumed))
            return
    source.silent.setdefault(where[:-1], []).append(where)


def named_entries(
    source: SourceFile, where: Where, kind: type[Kind], known: Mapping[str, Field], message: str
) -> Iterator[tuple[str, Kind, Where, Origin]]:
    """The declared quantities of a table, each with its place and what the table says for all of
    them.
    """
    raw = source.raw(where)
    if not isinstance(raw, dict):
        return
    words = {key: raw[key] for key in Origin.model_fields if key in raw}
    common = source.entry(Origin, words, where) or Origin.model_construct(assumed="-")
    skipped = TABLE_WORDS if kind is DatedValue else Origin.model_fields
    for name, value in raw.items():
        here = (*where, name)
        if name in skipped or not source.one_of(name, known, here, message):
            continue
        if entry := source.entry(kind, value, here):
            yield name, entry, here, common


def read_nature(source: SourceFile) -> dict[str, float]:
    """[nature]."""
    source.section("nature")
    entries = named_entries(source, ("nature",), SourcedNumber, NATURE, "plan_unknown_quantity")
    return {
        name: read_number(source, given, NATURE[name], where, common)
        for name, given, where, common in entries
    }


def read_levers(source: SourceFile, ids: list[str], islands: list[str]) -> list[dict[str, Series]]:
    """The levers of each district: those of all, of the islands, and its own, the narrower taking
    precedence.
    """
    scopes, table = [*SCOPES, *ids], source.section("levers")
    if loose := [
        name
        for name, raw in table.items()
        if not isinstance(raw, dict) and (name in LEVERS or name in TABLE_WORDS)
    ]:
        source.fault(("levers",), say("plan_levers_need_scope", names=name_list(loose)))
    for name in table:
        if name not in loose:
            source.one_of(name, scopes, ("levers", name), "plan_unknown_district")
    given = {name: read_scope(source, ("levers", name)) for name in scopes if name in table}
    return [
        {
            name: series
            for scope in ("all", *(["islands"] if id in islands else []), id)
            for name, series in given.get(scope, {}).items()
        }
        for id in ids
    ]


def read_scope(source: SourceFile, where: Where) -> dict[str, Series]:
    """The dated levers of [levers.SCOPE]."""
    raw, begin = source.raw(where), source.span[0] or 0
    if not isinstance(raw, dict):
        source.fault(where, say("plan_not_a_table"))
    elif "from" in raw:
        begin = source.month(raw["from"], (*where, "from"), source.span)
    entries = named_entries(source, where, DatedValue, LEVERS, "plan_unknown_lever")
    return {
        name: read_series(source, dated, LEVERS[name], here, common, begin)
        for name, dated, here, common in entries
    }


def read_series(
    source: SourceFile, dated: DatedValue, field: Field, where: Where, common: Origin, begin: int
) -> Series:
    """A lever's dated values."""
    if (dated.dates is None) == (dated.value is None) or dated.dates == {}:
        source.fault(where, say("plan_value_or_dates"))
        return Series(())
    since, at = (*where, "from"), (*where, "dates")
    if dated.dates is None:
        if dated.since is not None:
            begin = source.month(dated.since, since, source.span)
        points = [(begin, source.amount(dated.value, field, where))]
    else:
        if dated.since is not None:
            source.fault(since, say("plan_from_with_dates"))
        points = sorted(
            (source.month(text, (*at, text), source.span), source.amount(v, field, (*at, text)))
            for text, v in dated.dates.items()
        )
        months = [clock for clock, _ in points if clock >= 0]
        if len(set(months)) < len(months):
            source.fault(at, say("plan_month_twice"))
    if dated.ramp and len(points) < 2:
        source.fault((*where, "ramp"), say("plan_ramp_needs_dates"))
    check_origin(source, (dated, common), where, field, points[0][1])
    return Series(tuple(points), dated.ramp)
