"""A file that a person wrote, and every fault in it: one line each with file, line, column, key,
fault and remedy.

Each table is checked by itself, so a fault in one hides none in another.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast, get_args

from pydantic import BaseModel, ValidationError

from sim.core.errors import UserError
from sim.core.fields import Field
from sim.model.calendar import month_name
from sim.plan.faults import Where, structure_faults
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
from sim.plan.tables import DatedValue, Entry, Origin, SourcedNumber, quantities, table_of
from sim.plan.toml.positions import VALUE, key_positions, nearest_position
from sim.plan.toml.text import LONGEST, decode, read_toml
from sim.plan.units import amount, parse_month, value_excerpt
from sim.words.catalogue import say, user_error
from sim.words.suggestions import suggestion

Span = tuple[int | None, int | None]
Kind = TypeVar("Kind", bound=BaseModel)
PartKind = TypeVar("PartKind", bound=Part)
ANY: Span = (None, None)
SCOPES = ("all", "islands")  # words for several districts
LEVER_TABLES = ("standing", "levers")
STANDING = LEVER_TABLES[0]  # the table of levers in force before the plan, whatever the policy
# what a table of levers or nature may say for all its numbers
TABLE_WORDS = ("from", *Origin.model_fields)


class SourceFile:
    """One file, its content, and what is wrong with it so far."""

    def __init__(self, path: Path, name: str, plan: "SourceFile | None" = None):
        """Read a file; UserError where it cannot be read or is no TOML."""
        self.name = name
        self.plan = plan or self  # whose districts and sectors may be named
        self.span: Span = ANY  # the months of the plan, once they are known
        self.notes: list[AssumedNumber] = []
        self.toml = read_toml(decode(file_bytes(path, name), name), name)
        self.content, self.faults = self.toml.content, self.toml.faults
        self.wrong: set[Where] = set()  # where faults were found
        self.silent: dict[Where, list[Where]] = {}  # numbers without origin, by table
        # keys that a reading has laid over the file's, and where they stand in it
        self.moved: dict[Where, Where] = {}
        if not self.toml.readable:
            raise_faults(self)

    @cached_property
    def places(self) -> dict[Where, tuple[int, int]]:
        """Line and column of every key."""
        return key_positions(self.toml.text)

    def fault(self, where: Where, id: str, /, **values: object) -> None:
        """Note a fault of a key in the sentence of an id."""
        self.note_fault(where, say(id, **values))

    def note_fault(self, where: Where, message: str) -> None:
        """Note a fault of a key."""
        self.wrong.add(where)
        for n in range(len(where), 1, -1):
            if where[:n] in self.moved:
                where = self.moved[where[:n]] + where[n:]
                break
        inner = (*where, "value") if (*where, "value") in self.places else where
        spot = nearest_position(self.places, (*inner, VALUE) if message.startswith("=") else where)
        shape = ".".join(f'"{part}"' if "/" in str(part) else str(part) for part in where)
        shape = shape if len(shape) <= 120 else shape[:117] + "…"
        self.faults.append((spot, f"{shape} {message}".replace("\n", " ")))

    def is_wrong(self, table: str) -> bool:
        """Whether a table has had faults so far."""
        return any(where[0] == table for where in self.wrong)

    def lines(self) -> list[str]:
        """The faults in the order of the file, each once."""
        for table, keys in self.silent.items():
            if len(keys) > 2:
                self.fault(table, "plan_none_has_origin", count=len(keys))
            else:
                for where in keys:
                    self.fault(where, "plan_no_origin")
        self.silent = {}
        told = sorted(self.faults, key=lambda fault: fault[0])
        return list(dict.fromkeys(f"{self.name}:{x}:{y}: {message}" for (x, y), message in told))

    def section(self, name: str) -> dict[str, Any]:
        """A table of the file, empty where it is missing or no table."""
        found = self.content.get(name, {})
        if isinstance(found, dict):
            return found
        self.fault((name,), "plan_not_a_table")
        return {}

    def known_keys(self, known: Collection[str], elsewhere: Collection[str] = ()) -> None:
        """Every top-level key must be one of these; some would be known in plan.toml."""
        for name in self.content:
            if name in elsewhere and name not in known:
                self.fault((name,), "plan_belongs_in_plan", names=", ".join(known))
            elif name not in known:
                self.fault((name,), "plan_unknown_key", help=suggestion(name, known))

    def raw(self, where: Where) -> object:
        """What stands at a place of the file; None where nothing does."""
        found: Any = self.content
        for part in where:
            at_hand = isinstance(found, list) or (isinstance(found, dict) and part in found)
            found = found[part] if at_hand else None
        return found

    def entry(self, kind: type[Kind], raw: object, where: Where) -> Kind | None:
        """A table, or the part of the plan that it becomes; None where its structure has faults."""
        table = table_of(kind) if issubclass(kind, Part) else kind
        try:
            found = table.model_validate(raw)
        except ValidationError as error:
            for inner, message in structure_faults(error, table):
                self.note_fault(where + inner, message)
            return None
        return cast(Kind, self.part(kind, found, where) if issubclass(kind, Part) else found)

    def head(self, kind: type[Kind], name: str) -> Kind | None:
        """A table every file must have."""
        if name in self.content:
            return self.entry(kind, self.content[name], (name,))
        self.fault((name,), "plan_missing_table", name=name)
        return None

    def parts(self, name: str, kind: type[PartKind], needed: bool = False) -> tuple[PartKind, ...]:
        """The parts that the tables [name.ID] without faults of structure become; a plan may need at
        least one.
        """
        found, loose = list[PartKind](), []
        if needed and not self.section(name):
            self.fault((name,), "plan_none_given", name=name)
        for key, raw in self.section(name).items():
            if isinstance(raw, dict):
                if part := self.entry(kind, raw, (name, key)):
                    found.append(part)
            elif isinstance(raw, list) and raw and isinstance(raw[0], dict):
                self.fault((name, key), "plan_single_brackets", name=f"{name}.{key}")
            else:
                loose.append(key)
        if loose:
            self.fault((name,), "plan_needs_id", name=name, names=name_list(loose))
        return tuple(found)

    def part(self, kind: type[PartKind], table: BaseModel, where: Where) -> PartKind:
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
                values[name] = self.number(given, numbers[name], here, table)
            elif MONTH in marks or MONTH_OF_PLAN in marks:
                span = self.span if MONTH_OF_PLAN in marks else ANY
                values[name] = self.month(given, here, span)
            elif ONE_OR_MORE in marks and isinstance(given, str):
                values[name] = (given,)
            elif isinstance(given, list) and given and isinstance(given[0], Entry):
                inner: type[Part] = get_args(key.annotation)[0]
                rows = enumerate(given)
                values[name] = [self.part(inner, row, (*here, k)) for k, row in rows]
            else:
                values[name] = given
        part = kind(**values)
        self.check_marks(part, where)
        return part

    def check_marks(self, part: Part, where: Where) -> None:
        """What a part names must be in the plan, and its numbers and months in the order declared."""
        values, kind = vars(part), type(part)
        sound = not any((*where, name) in self.wrong for name in quantities(kind))
        for name, key in kind.model_fields.items():
            value, here = values[name], (*where, name)
            for mark in key.metadata:
                match mark:
                    case NamedEntry(table, message) if value is not None:
                        self.one_of(value, self.plan.section(table), here, message)
                    case NotBefore(other, message) if 0 <= value < values[other]:
                        given = value_excerpt(self.raw(here))
                        self.fault(here, message, given=given, earlier=other)
                    case NotAbove(other, message) if sound and value > values[other]:
                        self.fault(here, message, larger=other)

    def number(self, given: SourcedNumber, field: Field, where: Where, table: BaseModel) -> float:
        """A number with bounds and origin checked; the field's default where it is faulty."""
        value = self.amount(given.value, field, where)
        self.origin((given, table), where, field, value)
        return value

    def origin(
        self, tellers: tuple[BaseModel, ...], where: Where, field: Field, value: float
    ) -> None:
        """A number must say where it comes from, itself or through its table; assumptions are noted."""
        for teller in tellers:
            if isinstance(teller, Origin) and teller.has_origin():
                if teller.assumed:
                    key = ".".join(map(str, where))
                    self.notes.append(AssumedNumber(key, value, field.unit, teller.assumed))
                return
        self.silent.setdefault(where[:-1], []).append(where)

    def named_entries(
        self, where: Where, kind: type[Kind], known: Mapping[str, Field], message: str
    ) -> Iterator[tuple[str, Kind, Where, Origin]]:
        """The declared quantities of a table, each with its place and what the table says for all of
        them.
        """
        raw = self.raw(where)
        if not isinstance(raw, dict):
            return
        words = {key: raw[key] for key in Origin.model_fields if key in raw}
        common = self.entry(Origin, words, where) or Origin.model_construct(assumed="-")
        skipped = TABLE_WORDS if kind is DatedValue else Origin.model_fields
        for name, value in raw.items():
            here = (*where, name)
            if name in skipped or not self.one_of(name, known, here, message):
                continue
            if entry := self.entry(kind, value, here):
                yield name, entry, here, common

    def nature(self) -> dict[str, float]:
        """[nature]."""
        self.section("nature")
        entries = self.named_entries(("nature",), SourcedNumber, NATURE, "plan_unknown_quantity")
        return {
            name: self.number(given, NATURE[name], where, common)
            for name, given, where, common in entries
        }

    def levers(
        self, ids: list[str], islands: list[str], name: str = "levers"
    ) -> list[dict[str, Series]]:
        """The levers of each district: those of all, of the islands, and its own, the narrower taking
        precedence.  Standing ones may hold from a month before the plan.
        """
        scopes, table = [*SCOPES, *ids], self.section(name)
        if loose := [
            key
            for key, raw in table.items()
            if not isinstance(raw, dict) and (key in LEVERS or key in TABLE_WORDS)
        ]:
            self.fault((name,), "plan_levers_need_scope", table=name, names=name_list(loose))
        for scope in table:
            if scope not in loose:
                self.one_of(scope, scopes, (name, scope), "plan_unknown_district")
        given = {scope: self.scope_levers((name, scope)) for scope in scopes if scope in table}
        return [
            {
                lever: series
                for scope in ("all", *(["islands"] if id in islands else []), id)
                for lever, series in given.get(scope, {}).items()
            }
            for id in ids
        ]

    def lever_span(self, where: Where) -> Span:
        """The months in which a lever may change: the plan's, or for standing ones all up to its last."""
        return (None, self.span[1]) if where[0] == STANDING else self.span

    def scope_levers(self, where: Where) -> dict[str, Series]:
        """The dated levers of [levers.SCOPE]."""
        raw, begin = self.raw(where), self.span[0] or 0
        if not isinstance(raw, dict):
            self.fault(where, "plan_not_a_table")
        elif "from" in raw:
            begin = self.month(raw["from"], (*where, "from"), self.lever_span(where))
        entries = self.named_entries(where, DatedValue, LEVERS, "plan_unknown_lever")
        return {
            name: self.series(dated, LEVERS[name], here, common, begin)
            for name, dated, here, common in entries
        }

    def series(
        self, dated: DatedValue, field: Field, where: Where, common: Origin, begin: int
    ) -> Series:
        """A lever's dated values."""
        if (dated.dates is None) == (dated.value is None) or dated.dates == {}:
            self.fault(where, "plan_value_or_dates")
            return Series(())
        since, at = (*where, "from"), (*where, "dates")
        if dated.dates is None:
            if dated.since is not None:
                begin = self.month(dated.since, since, self.lever_span(where))
            points = [(begin, self.amount(dated.value, field, where))]
        else:
            if dated.since is not None:
                self.fault(since, "plan_from_with_dates")
            points = sorted(
                (
                    self.month(text, (*at, text), self.lever_span(where)),
                    self.amount(v, field, (*at, text)),
                )
                for text, v in dated.dates.items()
            )
            months = [clock for clock, _ in points if clock >= 0]
            if len(set(months)) < len(months):
                self.fault(at, "plan_month_twice")
        if dated.ramp and len(points) < 2:
            self.fault((*where, "ramp"), "plan_ramp_needs_dates")
        self.origin((dated, common), where, field, points[0][1])
        return Series(tuple(points), dated.ramp)

    def amount(self, value: object, field: Field, where: Where) -> float:
        """A value in the field's unit; the field's default where it is faulty."""
        try:
            return amount(value, field)
        except UserError as fault:
            self.note_fault(where, str(fault))
            return float(field.default)

    def month(self, text: object, where: Where, span: Span = ANY) -> int:
        """A month, within a span; -1 where it is faulty."""
        first, last = span
        try:
            found = parse_month(text)
        except UserError as fault:
            self.note_fault(where, str(fault))
            return -1
        if (first is not None and found < first) or (last is not None and found > last):
            begin, end = ("…" if bound is None else month_name(bound) for bound in span)
            given = value_excerpt(text)
            self.fault(where, "plan_month_outside", given=given, first=begin, last=end)
        return found

    def one_of(self, name: str, known: Collection[str], where: Where, message: str) -> bool:
        """Whether a name is known; a fault with a suggestion where it is not (the name may be the
        key itself).
        """
        if name in known:
            return True
        given = "" if where[-1] == name else f"= {value_excerpt(name)} "
        self.fault(where, message, given=given, help=suggestion(name, known))
        return False


def file_bytes(path: Path, name: str) -> bytes:
    """The bytes of a file; UserError where it cannot be read or is too long for a plan."""
    try:
        if path.is_dir():
            raise user_error("plan_is_folder", file=name)
        if path.stat().st_size > LONGEST:
            raise user_error("plan_file_too_long", file=name, size=LONGEST)
        return path.read_bytes()
    except OSError as fault:
        detail = fault.strerror or str(fault)
        if isinstance(fault, PermissionError):
            detail = say("plan_no_permission")
        raise user_error("plan_file_unreadable", file=name, detail=detail) from None


def name_list(names: list[str]) -> str:
    """A few names in a row."""
    return ", ".join(names[:4]) + (" …" if len(names) > 4 else "")


def raise_faults(*files: SourceFile) -> None:
    """Tell all faults of several files together."""
    if lines := [line for file in files for line in file.lines()]:
        raise UserError("\n".join(lines))


def check_values(values: Mapping[str, object], known: Mapping[str, Field]) -> dict[str, float]:
    """Values given by name outside a file (a command, a study, a call); UserError with one line a
    fault.
    """
    found, lines = {}, []
    for name, value in values.items():
        try:
            if name not in known:
                raise user_error("plan_unknown_lever", given="", help=suggestion(name, known))
            found[name] = amount(value, known[name])
        except UserError as fault:
            lines.append(f"{name} {fault}")
    if lines:
        raise UserError("\n".join(lines))
    return found
