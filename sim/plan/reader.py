"""Reads a plan file and gathers every fault in it: one line each with file, line, column, key, fault and remedy.

Each table is checked by itself, so a fault in one hides none in another.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from sim.core.errors import UserError
from sim.core.fields import Field
from sim.plan.faults import drop_misspelt_keys, fault_path, fault_sentence
from sim.plan.parts import AssumedNumber, Series
from sim.plan.tables import DatedValue, Entry, Origin, SourcedNumber
from sim.plan.toml.positions import VALUE, key_positions, nearest_position
from sim.plan.toml.text import LONGEST, decode, read_toml
from sim.plan.units import amount, parse_month, value_excerpt
from sim.words.catalogue import say
from sim.words.suggestions import suggestion

Where = tuple[str | int, ...]
Table = TypeVar("Table", bound=Entry)
TABLE_WORDS = (
    "from",
    "section",
    "source",
    "assumed",
)  # what a table of levers or nature may say for all its numbers


class Reader:
    """One file, its content, and what is wrong with it so far."""

    def __init__(self, path: Path, name: str):
        """Read a file; UserError where it cannot be read or is no TOML."""
        self.name, self.notes = name, []
        found = read_toml(decode(plan_bytes(path, name), name), name)
        self.text, self.content = found.text, found.content
        self.faults = [
            (spot, f"{name}:{spot[0]}:{spot[1]}: {message}") for spot, message in found.faults
        ]
        self.silent: dict[Where, list[Where]] = {}  # numbers without origin, by table
        self.moved: dict[
            Where, Where
        ] = {}  # keys that a reading has laid over the file's, and where they stand in it
        self._places: dict[Where, tuple[int, int]] | None = None
        if not found.readable:
            raise_faults(self)

    def fault(self, where: Where, message: str) -> None:
        """Note a fault of a key."""
        if self._places is None:
            self._places = key_positions(self.text)
        for n in range(len(where), 1, -1):
            if where[:n] in self.moved:
                where = self.moved[where[:n]] + where[n:]
                break
        inner = (*where, "value") if (*where, "value") in self._places else where
        spot = nearest_position(self._places, (*inner, VALUE) if message.startswith("=") else where)
        shape = ".".join(f'"{part}"' if "/" in str(part) else str(part) for part in where)
        line = f"{self.name}:{spot[0]}:{spot[1]}: {shape if len(shape) <= 120 else shape[:117] + '…'} {message}"
        self.faults.append((spot, line.replace("\n", " ")))

    def line(self, name: str) -> int:
        """The line of a top-level key."""
        return key_positions(self.text)[(name,)][0]

    def lines(self) -> list[str]:
        """The faults in the order of the file, each once."""
        for table, keys in self.silent.items():
            if len(keys) > 2:
                self.fault(table, say("plan_none_has_origin", count=len(keys)))
            else:
                for where in keys:
                    self.fault(where, say("plan_no_origin"))
        self.silent = {}
        return list(
            dict.fromkeys(line for _, line in sorted(self.faults, key=lambda fault: fault[0]))
        )

    def section(self, name: str) -> dict[str, Any]:
        """A table of the file, empty where it is missing or no table."""
        found = self.content.get(name, {})
        if isinstance(found, dict):
            return found
        self.fault((name,), say("plan_not_a_table"))
        return {}

    def known_keys(self, known: Collection[str], elsewhere: Collection[str] = ()) -> None:
        """Every top-level key must be one of these; some would be known in plan.toml."""
        for name in self.content:
            if name in elsewhere and name not in known:
                self.fault((name,), say("plan_belongs_in_plan", names=", ".join(known)))
            elif name not in known:
                self.fault((name,), say("plan_unknown_key", help=suggestion(name, known)))

    def entry(self, model: type[Table], raw: Any, where: Where) -> Table | None:
        """A table checked against its declaration; None where it has faults."""
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            for item in drop_misspelt_keys(error.errors(include_url=False), model):
                self.fault(where + fault_path(item), fault_sentence(item, model))
        return None

    def head(self, model: type[Table], name: str) -> Table | None:
        """A table every file must have."""
        if name in self.content:
            return self.entry(model, self.content[name], (name,))
        self.fault((name,), say("plan_missing_table", name=name))
        return None

    def entries(self, name: str, model: type[Table]) -> dict[str, Table]:
        """The tables [name.ID] that have no faults, by id."""
        found, loose = {}, []
        for key, raw in self.section(name).items():
            if isinstance(raw, dict):
                found[key] = self.entry(model, raw, (name, key))
            elif isinstance(raw, list) and raw and isinstance(raw[0], dict):
                self.fault((name, key), say("plan_single_brackets", name=f"{name}.{key}"))
            else:
                loose.append(key)
        if loose:
            self.fault((name,), say("plan_needs_id", name=name, names=name_list(loose)))
        return {key: entry for key, entry in found.items() if entry is not None}

    def numbers(self, entry: Entry, where: Where) -> dict[str, float]:
        """Every declared number of a table, in its unit."""
        return {
            name: self.number(getattr(entry, name), field, (*where, name), entry)
            for name, field in entry.numbers.items()
        }

    def number(self, given: SourcedNumber, field: Field, where: Where, table: Any = None) -> float:
        """A number with bounds and origin checked; the field's default where it is faulty."""
        value = self.amount(given.value, field, where)
        self.origin(given, where, field, value, table)
        return value

    def amount(self, value: Any, field: Field, where: Where) -> float:
        """A value in the field's unit; the field's default where it is faulty."""
        try:
            return amount(value, field)
        except UserError as fault:
            self.fault(where, str(fault))
            return float(field.default)

    def plain(self, value: Any, unit: str, where: Where) -> float:
        """A value in a unit, not negative."""
        return self.amount(value, Field("", "", unit, 0.0, 0), where)

    def origin(
        self, given: Origin, where: Where, field: Field, value: float, table: Any = None
    ) -> None:
        """A number must say where it comes from, itself or through its table; assumptions are noted."""
        teller = (
            given if given.told() else table if isinstance(table, Origin) and table.told() else None
        )
        if teller is None:
            self.silent.setdefault(where[:-1], []).append(where)
        elif teller.assumed:
            self.notes.append(
                AssumedNumber(".".join(map(str, where)), value, field.unit, teller.assumed)
            )

    def month(
        self, text: Any, where: Where, first: int | None = None, last: int | None = None
    ) -> int:
        """A month, within a range where one is given; -1 where it is faulty."""
        try:
            found = parse_month(text)
        except UserError as fault:
            self.fault(where, str(fault))
            return -1
        if (first is not None and found < first) or (last is not None and found > last):
            self.fault(
                where,
                say(
                    "plan_month_outside",
                    given=value_excerpt(text),
                    first=open_month_text(first),
                    last=open_month_text(last),
                ),
            )
        return found

    def one_of(self, name: str, known: Collection[str], where: Where, message: str) -> bool:
        """Whether a name is known; a fault with a suggestion where it is not (the name may be the key itself)."""
        if name in known:
            return True
        given = "" if where[-1] == name else f"= {value_excerpt(name)} "
        self.fault(where, say(message, given=given, help=suggestion(name, known)))
        return False

    def common(self, raw: dict[str, Any], where: Where) -> Origin:
        """What a table of named numbers says for all of them."""
        words = {key: raw[key] for key in TABLE_WORDS[1:] if key in raw}
        return self.entry(Origin, words, where) or Origin(assumed="-")

    def named_numbers(self, table: str, known: Mapping[str, Field]) -> dict[str, float]:
        """A table whose keys are declared quantities, such as [nature]."""
        raw, found = self.section(table), {}
        common = self.common(raw, (table,))
        for name, value in raw.items():
            if name in TABLE_WORDS[1:] or not self.one_of(
                name, known, (table, name), "plan_unknown_quantity"
            ):
                continue
            if given := self.entry(SourcedNumber, value, (table, name)):
                found[name] = self.number(given, known[name], (table, name), common)
        return found

    def levers(
        self, scope: str, known: Mapping[str, Field], first: int, last: int
    ) -> dict[str, Series]:
        """The dated levers of [levers.SCOPE]."""
        raw, found, where = self.section("levers").get(scope), {}, ("levers", scope)
        if not isinstance(raw, dict):
            self.fault(where, say("plan_not_a_table"))
            return {}
        common = self.common(raw, where)
        begin = self.month(raw["from"], (*where, "from"), first, last) if "from" in raw else first
        for name, value in raw.items():
            if name in TABLE_WORDS or not self.one_of(
                name, known, (*where, name), "plan_unknown_lever"
            ):
                continue
            if dated := self.entry(DatedValue, value, (*where, name)):
                found[name] = self.series(
                    dated, known[name], (*where, name), common, begin, (first, last)
                )
        return found

    def series(
        self,
        dated: DatedValue,
        field: Field,
        where: Where,
        common: Origin,
        begin: int,
        span: tuple[int, int],
    ) -> Series:
        """A lever's dated values."""
        if (dated.dates is None) == (dated.value is None) or dated.dates == {}:
            self.fault(where, say("plan_value_or_dates"))
            return Series(())
        if dated.dates is not None and dated.since is not None:
            self.fault((*where, "from"), say("plan_from_with_dates"))
        if dated.dates is None:
            start = (
                begin if dated.since is None else self.month(dated.since, (*where, "from"), *span)
            )
            points = [(start, self.amount(dated.value, field, where))]
        else:
            points = sorted(
                (
                    self.month(text, (*where, "dates", text), *span),
                    self.amount(v, field, (*where, "dates", text)),
                )
                for text, v in dated.dates.items()
            )
            if len({clock for clock, _ in points if clock >= 0}) < sum(
                clock >= 0 for clock, _ in points
            ):
                self.fault((*where, "dates"), say("plan_month_twice"))
        if dated.ramp and len(points) < 2:
            self.fault((*where, "ramp"), say("plan_ramp_needs_dates"))
        for _, value in points[:1]:
            self.origin(dated, where, field, value, common)
        return Series(tuple(points), dated.ramp)


def plan_bytes(path: Path, name: str) -> bytes:
    """The bytes of a file; UserError where it cannot be read or is too long for a plan."""
    try:
        if path.is_dir():
            raise UserError(say("plan_is_folder", file=name))
        if path.stat().st_size > LONGEST:
            raise UserError(say("plan_file_too_long", file=name, size=LONGEST))
        return path.read_bytes()
    except PermissionError:
        raise UserError(
            say("plan_file_unreadable", file=name, detail=say("plan_no_permission"))
        ) from None
    except OSError as fault:
        raise UserError(
            say("plan_file_unreadable", file=name, detail=fault.strerror or str(fault))
        ) from None


def name_list(names: list[str]) -> str:
    """A few names in a row."""
    return ", ".join(names[:4]) + (" …" if len(names) > 4 else "")


def raise_faults(*readers: Reader) -> None:
    """Tell all faults of several files together."""
    if lines := [line for reader in readers for line in reader.lines()]:
        raise UserError("\n".join(lines))


def open_month_text(clock: int | None) -> str:
    """A month number as 2022-08; an open end as three dots."""
    return "…" if clock is None else f"{clock // 12}-{clock % 12 + 1:02d}"


def check_values(values: Mapping[str, Any], known: Mapping[str, Field]) -> dict[str, float]:
    """Values given by name outside a file (a command, a study, a call); UserError with one line a fault."""
    found, lines = {}, []
    for name, value in values.items():
        try:
            if name not in known:
                raise UserError(say("plan_unknown_lever", given="", help=suggestion(name, known)))
            found[name] = amount(value, known[name])
        except UserError as fault:
            lines.append(f"{name} {fault}")
    if lines:
        raise UserError("\n".join(lines))
    return found
