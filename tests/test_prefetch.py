"""Fetching rows ahead of their turn changes no number."""

from __future__ import annotations

import numba
import numpy as np
import pytest
from numba.core.errors import NumbaError
from numpy import ndarray

from sim.core.prefetch import AHEAD, prefetch

TABLE = np.zeros(1000, np.dtype([("key", "u8"), ("cash", "f8")], align=True))
TABLE["cash"] = np.arange(1000)


def total(table: ndarray, rows: ndarray) -> float:
    """The cash of some rows; the rows after each are fetched, far ones and none alike."""
    cash = 0.0
    for j in range(rows.size):
        prefetch(table, rows[min(j + AHEAD, rows.size - 1)], "cash")
        prefetch(table, -1, "key")
        cash += table["cash"][rows[j]]
    return cash


@pytest.mark.parametrize("rows", [np.arange(1000)[::-7], np.arange(3), np.arange(0)])
def test_it_reads_and_changes_nothing(rows: ndarray) -> None:
    assert numba.njit(total)(TABLE, rows) == TABLE["cash"][rows].sum()
    assert (TABLE["cash"] == np.arange(1000)).all()


@pytest.mark.skipif(bool(numba.config.DISABLE_JIT), reason="nothing is compiled")  # type: ignore[attr-defined]
def test_a_column_that_is_not_there_is_refused() -> None:
    @numba.njit
    def wrong(table: ndarray) -> None:
        prefetch(table, 0, "cache")

    with pytest.raises((NumbaError, KeyError), match="cache"):
        wrong(TABLE)
