"""Reads a plan file and gathers every fault in it: one line each with file, line, column, key, fault and remedy.

Each table is checked by itself, so a fault in one hides none in another.
"""
from __future__ import annotations

import difflib
import typing
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from sim.core.errors import UserError
from sim.core.fields import Field
from sim.plan_file import Dated, Entry, Given, Origin
from sim.plan_parts import Note, Series
from sim.toml_place import LONGEST, VALUE, decode, nearest, parse, places
from sim.units import amount, month, shown
from sim.words import say

WRONG_TYPE = {"string_type": "plan_not_text", "bool_type": "plan_not_true_false", "list_type": "plan_not_a_list"}
Where = tuple[str | int, ...]
Table = TypeVar("Table", bound=Entry)
TABLE_WORDS = ("from", "section", "source", "assumed")      # what a table of levers or nature may say for all its numbers


class Reader:
    """One file, its content, and what is wrong with it so far."""

    def __init__(self, path: Path, name: str):
        """Read a file; UserError where it cannot be read or is no TOML."""
        try:
            data = path.read_bytes() if path.stat().st_size <= LONGEST else None
        except OSError as fault:
            raise UserError(say("plan_file_unreadable", file=name, detail=fault.strerror or str(fault))) from None
        if data is None:
            raise UserError(say("plan_file_too_long", file=name, characters=LONGEST))
        self.name, self.text = name, decode(data, name)
        self.content = parse(self.text, name)
        self.faults: list[tuple[tuple[int, int], str]] = []
        self.notes: list[Note] = []
        self._places: dict[Where, tuple[int, int]] | None = None

    def fault(self, where: Where, message: str) -> None:
        """Note a fault of a key."""
        if self._places is None:
            self._places = places(self.text)
        inner = (*where, "value") if (*where, "value") in self._places else where
        place = nearest(self._places, (*inner, VALUE) if message.startswith("=") else where)
        shape = ".".join(f'"{part}"' if "/" in str(part) else str(part) for part in where)
        line = f"{self.name}:{place[0]}:{place[1]}: {shape if len(shape) <= 120 else shape[:117] + '…'} {message}"
        self.faults.append((place, line.replace("\n", " ")))

    def lines(self) -> list[str]:
        """The faults in the order of the file, each once."""
        return list(dict.fromkeys(line for _, line in sorted(self.faults)))

    def section(self, name: str) -> dict[str, Any]:
        """A table of the file, empty where it is missing or no table."""
        found = self.content.get(name, {})
        if isinstance(found, dict):
            return found
        self.fault((name,), say("plan_not_a_table"))
        return {}

    def known_keys(self, known: Collection[str]) -> None:
        """Every top-level key must be one of these."""
        for name in self.content:
            if name not in known:
                self.fault((name,), say("plan_unknown_key", help=suggestion(name, known)))

    def entry(self, model: type[Table], raw: Any, where: Where) -> Table | None:
        """A table checked against its declaration; None where it has faults."""
        try:
            return model.model_validate(raw)
        except ValidationError as error:
            for item in error.errors(include_url=False):
                self.fault(where + item["loc"], told(item, model))
        return None

    def head(self, model: type[Table], name: str) -> Table | None:
        """A table every file must have."""
        if name in self.content:
            return self.entry(model, self.content[name], (name,))
        self.fault((name,), say("plan_missing_key"))
        return None

    def entries(self, name: str, model: type[Table]) -> dict[str, Table]:
        """The tables [name.ID] that have no faults, by id."""
        found = {key: self.entry(model, raw, (name, key)) for key, raw in self.section(name).items()}
        return {key: entry for key, entry in found.items() if entry is not None}

    def numbers(self, entry: Entry, where: Where) -> dict[str, float]:
        """Every declared number of a table, in its unit."""
        return {name: self.number(getattr(entry, name), field, (*where, name), entry)
                for name, field in entry.numbers.items()}

    def number(self, given: Given, field: Field, where: Where, table: Any = None) -> float:
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

    def origin(self, given: Origin, where: Where, field: Field, value: float, table: Any = None) -> None:
        """A number must say where it comes from, itself or through its table; assumptions are noted."""
        teller = given if given.told() else table if isinstance(table, Origin) and table.told() else None
        if teller is None:
            self.fault(where, say("plan_no_origin"))
        elif teller.assumed:
            self.notes.append(Note(".".join(map(str, where)), value, field.unit, teller.assumed))

    def month(self, text: Any, where: Where, first: int | None = None, last: int | None = None) -> int:
        """A month, within a range where one is given; -1 where it is faulty."""
        try:
            found = month(text)
        except UserError as fault:
            self.fault(where, str(fault))
            return -1
        if (first is not None and found < first) or (last is not None and found > last):
            self.fault(where, say("plan_month_outside", given=shown(text), first=named(first), last=named(last)))
        return found

    def one_of(self, name: str, known: Collection[str], where: Where, message: str) -> bool:
        """Whether a name is known; a fault with a suggestion where it is not (the name may be the key itself)."""
        if name in known:
            return True
        given = "" if where[-1] == name else f"= {shown(name)} "
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
            if name in TABLE_WORDS[1:] or not self.one_of(name, known, (table, name), "plan_unknown_quantity"):
                continue
            if given := self.entry(Given, value, (table, name)):
                found[name] = self.number(given, known[name], (table, name), common)
        return found

    def levers(self, scope: str, known: Mapping[str, Field], first: int, last: int) -> dict[str, Series]:
        """The dated levers of [levers.SCOPE]."""
        raw, found, where = self.section("levers").get(scope), {}, ("levers", scope)
        if not isinstance(raw, dict):
            self.fault(where, say("plan_not_a_table"))
            return {}
        common = self.common(raw, where)
        begin = self.month(raw["from"], (*where, "from"), first, last) if "from" in raw else first
        for name, value in raw.items():
            if name in TABLE_WORDS or not self.one_of(name, known, (*where, name), "plan_unknown_lever"):
                continue
            if dated := self.entry(Dated, value, (*where, name)):
                found[name] = self.series(dated, known[name], (*where, name), common, begin, (first, last))
        return found

    def series(self, dated: Dated, field: Field, where: Where, common: Origin, begin: int, span: tuple[int, int]) -> Series:
        """A lever's dated values."""
        if (dated.dates is None) == (dated.value is None) or dated.dates == {}:
            self.fault(where, say("plan_value_or_dates"))
            return Series(())
        if dated.dates is not None and dated.since is not None:
            self.fault((*where, "from"), say("plan_from_with_dates"))
        if dated.dates is None:
            start = begin if dated.since is None else self.month(dated.since, (*where, "from"), *span)
            points = [(start, self.amount(dated.value, field, where))]
        else:
            points = sorted((self.month(text, (*where, "dates", text), *span), self.amount(v, field, (*where, "dates", text)))
                            for text, v in dated.dates.items())
        for _, value in points[:1]:
            self.origin(dated, where, field, value, common)
        return Series(tuple(points), dated.ramp)


def raise_all(*readers: Reader) -> None:
    """Tell all faults of several files together."""
    if lines := [line for reader in readers for line in reader.lines()]:
        raise UserError("\n".join(lines))


def told(item: Mapping[str, Any], model: type[BaseModel]) -> str:
    """A fault of structure in our words."""
    kind, given = item["type"], item.get("input")
    if kind == "extra_forbidden":
        return say("plan_unknown_key", help=suggestion(str(item["loc"][-1]), keys_at(model, item["loc"][:-1])))
    if kind == "missing":
        return say("plan_missing_key")
    if kind == "literal_error":
        return say("plan_not_one_of", given=shown(given), names=item["ctx"]["expected"])
    if kind in ("string_type", "bool_type", "list_type", "dict_type", "model_type"):
        return say(WRONG_TYPE.get(kind, "plan_not_a_table"))
    return say("plan_malformed", detail=item["msg"])


def keys_at(model: type[BaseModel], loc: Where) -> list[str]:
    """The keys a table may have, found by walking down the declarations."""
    for part in loc:
        field = model.model_fields.get(str(part))
        inner = [] if field is None else [t for t in (field.annotation, *typing.get_args(field.annotation))
                                          if isinstance(t, type) and issubclass(t, BaseModel)]
        if not inner:
            return []
        model = inner[0]
    return [field.alias or name for name, field in model.model_fields.items()]


def suggestion(name: str, known: Collection[str]) -> str:
    """What the user may have meant, or what there is."""
    close = difflib.get_close_matches(str(name)[:80], list(known), 1, 0.6)
    if close:
        return say("plan_did_you_mean", name=close[0])
    names = sorted(known)
    if not names:
        return say("plan_leave_out")
    return say("plan_known_are", names=", ".join(names[:12]) + (" …" if len(names) > 12 else ""))


def named(clock: int | None) -> str:
    """A month number as 2022-08; an open end as three dots."""
    return "…" if clock is None else f"{clock // 12}-{clock % 12 + 1:02d}"


def checked(values: Mapping[str, Any], known: Mapping[str, Field]) -> dict[str, float]:
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
