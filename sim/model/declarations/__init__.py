"""Every quantity of the model, declared once: a file a kind, a line a quantity, open to a
spreadsheet.

A line gives the name in the program, the meaning in English and Chinese, the unit, the value where
nothing else is said, the bounds and the source ("assumed": no public figure was found; "scale": the
published figure a value was set by).  Lines stand in the order of the columns in memory, so that a
phase, which touches neighbours, reads few cache lines.
"""

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from sim.core.fields import Field

FOLDER = Path(__file__).parent
TYPES: dict[str, tuple[str, Callable[[str], float]]] = {
    "number": ("f8", float),
    "whole": ("i4", int),
    "code": ("i1", int),
    "flag": ("?", "yes".__eq__),
}
Line = Mapping[str, str]
Declaration = TypeVar("Declaration", bound=type)


def bound(text: str) -> float | None:
    """A bound; an open side has none."""
    return None if not text else int(text) if text.lstrip("-").isdecimal() else float(text)


def column(line: Line) -> Field:
    """A column of a kind of agent: a number, a whole number, a code below a hundred, or a flag."""
    dtype, read = TYPES[line["type"]]
    return Field(
        line["en"],
        line["zh"],
        line["unit"],
        read(line["default"]),
        bound(line["low"]),
        bound(line["high"]),
        line["source"],
        dtype,
    )


def declare_fields(
    table: str, make: Callable[[Line], Field] = column
) -> Callable[[Declaration], Declaration]:
    """Give a class the fields that a table of this folder declares, in their order."""

    def fill(cls: Declaration) -> Declaration:
        with open(FOLDER / f"{table}.csv", encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file):
                field = make(line)
                setattr(cls, line["name"], field)
                field.__set_name__(cls, line["name"])
        return cls

    return fill
