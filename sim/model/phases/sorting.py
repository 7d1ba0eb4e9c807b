"""Orders and lists that phases need: who takes part, sorted so that rows may stand anywhere."""

import numpy as np
from numpy import ndarray


def row_buffers(number: int, size: int) -> ndarray:
    """Room for several lists of row numbers, shape (number, size)."""
    return np.empty((number, size), np.int64)


def block_bounds(column: ndarray, values: int) -> tuple[ndarray, ndarray]:
    """Where each value 0 .. values - 1 begins and ends in a sorted column."""
    every = np.arange(values)
    return np.searchsorted(column, every, "left"), np.searchsorted(column, every, "right")


def best_row(rows: ndarray, *keys: ndarray) -> int:
    """Of some rows the one whose keys are least, the last key counting first; -1 of none."""
    return int(rows[np.lexsort(keys)[0]]) if len(rows) else -1
