"""A file that a person wrote, and every fault in it: one line each with file, line, column, key,
fault and remedy.

Each table is checked by itself, so a fault in one hides none in another.
"""

from collections.abc import Collection, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from sim.core.errors import UserError
from sim.core.fields import Field
from sim.plan.faults import Where, drop_misspelt_keys, fault_path, fault_sentence
from sim.plan.parts import AssumedNumber
from sim.plan.toml.positions import VALUE, key_positions, nearest_position
from sim.plan.toml.text import LONGEST, decode, read_toml
from sim.plan.units import amount, parse_month, value_excerpt
from sim.words.catalogue import say
from sim.words.suggestions import suggestion

Span = tuple[int | None, int | None]
Kind = TypeVar("Kind", bound=BaseModel)
ANY: Span = (None, None)


class SourceFile:
    """One file, its content, and what is wrong with it so far."""

    def __init__(self, path: Path, name: str):
        """Read a file; UserError where it cannot be read or is no TOML."""
        self.name = name
        self.names = self  # the file whose districts and sectors may be named
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

    def fault(self, where: Where, message: str) -> None:
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
                self.fault(table, say("plan_none_has_origin", count=len(keys)))
            else:
                for where in keys:
                    self.fault(where, say("plan_no_origin"))
        self.silent = {}
        told = sorted(self.faults, key=lambda fault: fault[0])
        return list(dict.fromkeys(f"{self.name}:{x}:{y}: {message}" for (x, y), message in told))

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

    def raw(self, where: Where) -> object:
        """What stands at a place of the file; None where nothing does."""
        found: Any = self.content
        for part in where:
            at_hand = isinstance(found, list) or (isinstance(found, dict) and part in found)
            found = found[part] if at_hand else None
        return found

    def entry(self, kind: type[Kind], raw: object, where: Where) -> Kind | None:
        """A table; None where its structure has faults."""
        try:
            return kind.model_validate(raw)
        except ValidationError as error:
            for item in drop_misspelt_keys(error.errors(include_url=False), kind):
                self.fault(where + fault_path(item), fault_sentence(item, kind))
            return None

    def head(self, kind: type[Kind], name: str) -> Kind | None:
        """A table every file must have."""
        if name in self.content:
            return self.entry(kind, self.content[name], (name,))
        self.fault((name,), say("plan_missing_table", name=name))
        return None

    def entries(self, name: str, kind: type[Kind]) -> dict[str, Kind]:
        """The tables [name.ID] that have no faults of structure, by id."""
        found, loose = dict[str, Kind](), []
        for key, raw in self.section(name).items():
            if isinstance(raw, dict):
                if entry := self.entry(kind, raw, (name, key)):
                    found[key] = entry
            elif isinstance(raw, list) and raw and isinstance(raw[0], dict):
                self.fault((name, key), say("plan_single_brackets", name=f"{name}.{key}"))
            else:
                loose.append(key)
        if loose:
            self.fault((name,), say("plan_needs_id", name=name, names=name_list(loose)))
        return found

    def amount(self, value: object, field: Field, where: Where) -> float:
        """A value in the field's unit; the field's default where it is faulty."""
        try:
            return amount(value, field)
        except UserError as fault:
            self.fault(where, str(fault))
            return float(field.default)

    def month(self, text: object, where: Where, span: Span = ANY) -> int:
        """A month, within a span; -1 where it is faulty."""
        first, last = span
        try:
            found = parse_month(text)
        except UserError as fault:
            self.fault(where, str(fault))
            return -1
        if (first is not None and found < first) or (last is not None and found > last):
            bounds = {"first": open_month_text(first), "last": open_month_text(last)}
            self.fault(where, say("plan_month_outside", given=value_excerpt(text), **bounds))
        return found

    def one_of(self, name: str, known: Collection[str], where: Where, message: str) -> bool:
        """Whether a name is known; a fault with a suggestion where it is not (the name may be the
        key itself).
        """
        if name in known:
            return True
        given = "" if where[-1] == name else f"= {value_excerpt(name)} "
        self.fault(where, say(message, given=given, help=suggestion(name, known)))
        return False


def file_bytes(path: Path, name: str) -> bytes:
    """The bytes of a file; UserError where it cannot be read or is too long for a plan."""
    try:
        if path.is_dir():
            raise UserError(say("plan_is_folder", file=name))
        if path.stat().st_size > LONGEST:
            raise UserError(say("plan_file_too_long", file=name, size=LONGEST))
        return path.read_bytes()
    except OSError as fault:
        detail = fault.strerror or str(fault)
        if isinstance(fault, PermissionError):
            detail = say("plan_no_permission")
        raise UserError(say("plan_file_unreadable", file=name, detail=detail)) from None


def name_list(names: list[str]) -> str:
    """A few names in a row."""
    return ", ".join(names[:4]) + (" …" if len(names) > 4 else "")


def raise_faults(*files: SourceFile) -> None:
    """Tell all faults of several files together."""
    if lines := [line for file in files for line in file.lines()]:
        raise UserError("\n".join(lines))


def open_month_text(clock: int | None) -> str:
    """A month number as 2022-08; an open end as three dots."""
    return "…" if clock is None else f"{clock // 12}-{clock % 12 + 1:02d}"


def check_values(values: Mapping[str, object], known: Mapping[str, Field]) -> dict[str, float]:
    """Values given by name outside a file (a command, a study, a call); UserError with one line a
    fault.
    """
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
