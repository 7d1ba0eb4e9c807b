"""Orders and lists that phases need: who takes part, sorted so that rows may stand anywhere."""

import numpy as np
from numpy import ndarray


def row_buffers(number: int, size: int) -> ndarray:
    """Room for several lists of row numbers, shape (number, size)."""
    return np.empty((number, size), np.int64)


def sort_rows(first: ndarray, key: ndarray) -> ndarray:
    """The order of some rows by a number, the least first, and of equal ones by key: who stands
    where in a table decides nothing.  Keys are looked at only where numbers are equal.
    """
    order: ndarray = np.argsort(first)
    ranked = first[order]
    if (ranked[1:] == ranked[:-1]).any():
        order = np.lexsort((key, first))
    return order


def is_set(m: ndarray, *levers: str) -> bool:
    """Whether a month sets any of some levers in any district."""
    return any(any(m[name].tolist()) for name in levers)


def block_bounds(column: ndarray, values: int) -> tuple[ndarray, ndarray]:
    """Where each value 0 .. values - 1 begins and ends in a sorted column."""
    every = np.arange(values)
    return np.searchsorted(column, every, "left"), np.searchsorted(column, every, "right")


def best_row(rows: ndarray, *keys: ndarray) -> int:
    """Of some rows the one whose keys are least, the last key counting first; -1 of none."""
    return int(rows[np.lexsort(keys)[0]]) if len(rows) else -1
