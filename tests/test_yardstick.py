"""The startup passes written in C leave the tables as the compiled rules do."""

import sys

import numpy as np
import pytest
import yardstick

from sim.core.fields import dtype_of
from sim.model.world import KINDS


@pytest.fixture
def needs_compiler() -> None:
    """Skip where there is no C compiler, and say so."""
    try:
        yardstick.compiler()
    except yardstick.NoCompilerError as fault:
        pytest.skip(str(fault))


@pytest.mark.usefixtures("needs_compiler")
def test_year_in_c_leaves_every_column_as_the_rules_do():
    """From the same state of every month of a year, so that every date of the offices is kept."""
    found, startup_months = yardstick.measure(400, months=12, repeats=1)
    assert startup_months > 12 * 100
    assert set(found) == {"run_research_pass", "run_trade_pass", "run_exit_pass"}
    for name, comparison in found.items():
        columns = comparison.differences
        assert {"startups.cash", "sectors.appeal", "districts.able"} <= set(columns), name
        unlike = {c: gap for c, gap in columns.items() if not gap <= yardstick.TOLERANCE}
        assert not unlike, name
    assert "hirers" in found["run_trade_pass"].differences
    assert {"moves.startups", "book.wages"} <= set(found["run_exit_pass"].differences)


def test_difference_of_a_column_is_seen():
    rows = np.zeros(3, dtype_of(KINDS["startups"]))
    other = rows.copy()
    assert (
        max(yardstick.differences(({"startups": rows}, None), ({"startups": other}, None)).values())
        == 0
    )
    other["cash"][1], other["rung"][2] = 1e-6, 1
    found = yardstick.differences(({"startups": rows}, None), ({"startups": other}, None))
    assert found["startups.cash"] == pytest.approx(1e-6)
    assert found["startups.rung"] == float("inf")
    assert found["startups.sales"] == 0


def test_lists_that_differ_are_seen():
    one, other = np.array([3, 4, 9]), np.array([3, 5, 9])
    lists = dict.fromkeys(yardstick.LISTS, one)
    changed = lists | {"needy": other}
    found = yardstick.differences((lists, (1, 2, 3, 3)), (changed, (1, 2, 3, 2)))
    assert found == {"filers": 0, "needy": float("inf"), "seekers": 0, "hirers": float("inf")}


def test_layout_with_gaps_is_kept():
    """A record that leaves bytes unused between columns gets them in C too."""
    kind = np.dtype(
        {"names": ["short", "cash"], "formats": ["i1", "f8"], "offsets": [0, 16], "itemsize": 32}
    )
    text = yardstick.struct_of("Thing", kind)
    assert "int8_t short_;" in text
    assert "offsetof(Thing, cash) == 16" in text
    assert "sizeof(Thing) == 32" in text


def test_without_compiler_nothing_is_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("CC", "no-such-compiler")
    monkeypatch.setattr(sys, "argv", ["yardstick", "--sizes", "200"])
    assert yardstick.main() == 0
    told = capsys.readouterr()
    assert "no-such-compiler" in told.err
    assert "install gcc or clang" in told.err
    assert not told.out
