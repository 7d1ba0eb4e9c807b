"""Declare a quantity once: its type, unit, meaning in two languages, bounds and source.

A Field is a column of a population, a lever of a scenario, a natural parameter and a measure
alike.  Tables are made from declarations, so documentation, validation, sliders, sweep bounds
and chart titles all read the same line.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

import numpy as np
from numpy import ndarray


class Field:
    """One named quantity.  On an agent it reads and writes that agent's cell."""

    name = ""

    def __init__(
        self,
        en: str,
        zh: str,
        unit: str = "",
        default: Any = 0.0,
        low: float | None = None,
        high: float | None = None,
        source: str = "",
        dtype: str | None = None,
    ):
        self.en, self.zh, self.unit = en, zh, unit
        self.default, self.low, self.high, self.source = default, low, high, source
        self.dtype = np.dtype(dtype or type(default))

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, agent: Any, owner: type | None = None) -> Any:
        return self if agent is None else agent.population.table[self.name].item(agent.row)

    def __set__(self, agent: Any, value: Any) -> None:
        agent.population.table[self.name][agent.row] = value

    def holds(self, value: float) -> bool:
        """Whether a value lies within the declared bounds (an open side has no bound)."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


@cache
def fields_of(cls: type) -> dict[str, Field]:
    """Every Field a class declares, bases first, in the order they were written (read it, do not
    change it).
    """
    return {n: f for c in reversed(cls.__mro__) for n, f in vars(c).items() if isinstance(f, Field)}


@cache
def dtype_of(*classes: type) -> np.dtype:
    """The record type of one or several declarations laid side by side; one object for each
    combination.

    Raises TypeError for a name that NumPy owns on record arrays or that two declarations share.
    """
    columns: dict[str, np.dtype] = {}
    for cls in classes:
        for name, field in fields_of(cls).items():
            if hasattr(np.recarray, name):
                raise TypeError(
                    f"{cls.__name__}.{name} is also a NumPy attribute; choose another name"
                )
            if name in columns:
                raise TypeError(f"{cls.__name__}.{name} is declared twice; choose another name")
            columns[name] = field.dtype
    return np.dtype((np.record, np.dtype(list(columns.items()), align=True)))


def blank_table(shape: int | tuple[int, ...], *classes: type) -> ndarray:
    """A table with every cell at its declared default (padding bytes are zero, so equal is equal).

    It is a plain array of records, not a recarray: `table[3].cash` works alike, and kernels are
    called ten times faster.
    """
    table = np.zeros(shape, dtype_of(*classes))
    for cls in classes:
        for name, field in fields_of(cls).items():
            if field.default:
                table[name] = field.default
    return table


def number_view(table: ndarray) -> ndarray:
    """A table as numbers of eight bytes, shape (*its own, places in a row); whole columns at once
    are read and written here, by their places.
    """
    return table.view("f8").reshape(*table.shape, table.dtype.itemsize // 8)


def number_places(row: np.dtype, names: Iterable[str]) -> list[int]:
    """Where columns of numbers stand in a row's number view."""
    columns = dict(row.fields or {})
    return [columns[name][1] // 8 for name in names]


def copy_rows(rows: ndarray, to: ndarray) -> None:
    """Rows of one record type laid into as many others, or one row into all of them, byte by byte
    (NumPy's own assignment goes column by column, fifteen times as long).
    """
    if rows.dtype != to.dtype:
        raise TypeError("rows of two record types; make both with one declaration")
    whole = np.dtype((np.void, to.dtype.itemsize))
    to.view(whole)[...] = rows.view(whole)


def concatenate_tables(first: ndarray, second: ndarray) -> ndarray:
    """Two tables of one record type, one after the other (NumPy's own concatenation would change
    the type).
    """
    both = np.zeros(len(first) + len(second), first.dtype)
    # column by column: the bytes between columns stay zero, whatever they are in the two
    both[: len(first)], both[len(first) :] = first, second
    return both
