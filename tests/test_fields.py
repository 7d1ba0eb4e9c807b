"""Declarations: one line says what a quantity is, and tables follow from it."""

from __future__ import annotations

import numpy as np
import pytest

from sim.core.fields import (
    Field,
    blank_table,
    concatenate_tables,
    dtype_of,
    fields_of,
)
from sim.model import codes
from sim.model.agents.payments import Book
from sim.model.calendar import Clock, calendar, month_name, month_number
from sim.model.law import Law
from sim.model.levers import Levers
from sim.model.measures import Census, SectorCensus
from sim.model.parameters import Nature
from sim.model.world import KINDS


class Tree:
    """Something that grows."""

    height = Field("height", "高", "m", default=1.5, low=0, high=100)
    rings = Field("rings", "年轮", default=0, dtype="i4")
    planted = Field("month it was planted", "栽种月份", "month", default=-1, dtype="i4")
    forest = Field("row of its forest", "林地（行）", "row", default=-1, dtype="i4")
    kind = Field("kind", "树种", default=0, dtype="i1")
    green = Field("green", "常青", default=True)


class Oak(Tree):
    """A tree with acorns."""

    acorns = Field("acorns", "橡子", default=3, dtype="i4")


def test_fields_come_in_the_order_they_were_written_bases_first() -> None:
    assert list(fields_of(Oak)) == [
        "height",
        "rings",
        "planted",
        "forest",
        "kind",
        "green",
        "acorns",
    ]
    assert fields_of(Oak)["height"].name == "height" and Oak.acorns is fields_of(Oak)["acorns"]


def test_a_blank_table_holds_the_defaults() -> None:
    table = blank_table(3, Oak)
    assert (
        table[1].height == 1.5
        and table[1].planted == -1
        and table[1].forest == -1
        and table[1].green
        and table[1].acorns == 3
    )
    assert table.dtype is dtype_of(Oak) and blank_table((2, 4), Oak).shape == (2, 4)


def test_equal_tables_are_equal_bytes() -> None:
    table = blank_table(5, Oak)
    assert (
        concatenate_tables(table[:2], table[2:]).tobytes() == table.tobytes()
        and concatenate_tables(table, table[:0]).dtype is table.dtype
    )


def test_a_column_may_not_hide_behind_numpy() -> None:
    for name in ("round", "size", "mean", "data", "T"):
        with pytest.raises(
            TypeError, match=rf"Deal\.{name} is also a NumPy attribute; choose another name"
        ):
            dtype_of(type("Deal", (), {name: Field("a name NumPy owns", "冲突")}))


def test_two_declarations_may_not_share_a_name() -> None:
    with pytest.raises(TypeError, match=r"Other\.height is declared twice; choose another name"):
        dtype_of(Tree, type("Other", (), {"height": Field("height", "高")}))


def test_bounds_are_inclusive_and_an_open_side_has_none() -> None:
    assert (
        Tree.height.holds(0)
        and Tree.height.holds(100)
        and not Tree.height.holds(-0.1)
        and not Tree.height.holds(100.1)
    )
    assert Field("free", "不限").holds(-1e99) and Field("floor", "下限", low=0).holds(1e99)


EVERY = [*KINDS.values(), Book, Census, SectorCensus, Nature, Levers, Law, Clock]


def test_every_quantity_has_a_meaning_in_two_languages_and_a_default_within_its_bounds() -> None:
    for cls in EVERY:
        for name, field in fields_of(cls).items():
            assert field.en and field.zh, f"{cls.__name__}.{name}"
            assert not name.startswith("_") and name.isidentifier()
            if cls in (Nature, Levers, Law):
                assert field.holds(field.default), f"{cls.__name__}.{name}"
            if cls in (
                Nature,
                Law,
            ):  # a lever's source is the plans that name it: tests/test_instruments.py
                assert field.source, f"{cls.__name__}.{name} has no source"


def test_no_two_quantities_of_one_declaration_mean_the_same() -> None:
    for cls in EVERY:
        for language in ("en", "zh"):
            said = [getattr(f, language) for f in fields_of(cls).values()]
            assert sorted({s for s in said if said.count(s) > 1}) == [], cls.__name__


def test_months_are_numbers_and_names() -> None:
    assert (
        month_number(2022, 8) == 24271
        and month_name(24271) == "2022-08"
        and month_name(month_number(2022, 12)) == "2022-12"
    )


def test_the_calendar_knows_dates_the_law_of_each_month_and_the_years_first_month() -> None:
    table = calendar(month_number(2022, 8), month_number(2023, 1), 2, {"patience": 12.0})
    assert table.shape == (6, 2) and table["month"][:, 0].tolist() == [8, 9, 10, 11, 12, 1]
    assert table["first_month"][:, 1].tolist() == [8] * 5 + [1] and table["since_start"][
        :, 0
    ].tolist() == list(range(6))
    assert (
        table["super_deduction"][:, 0].tolist() == [0.75, 0.75, 1, 1, 1, 1]
        and (table["patience"] == 12).all()
    )
    assert (table["small_rate"][:, 0] == [0.025] * 5 + [0.05]).all()
    for name, lever in fields_of(Levers).items():
        assert (table[name] == lever.neutral).all(), name


def test_the_wage_of_staff_grows_with_wages_from_its_starting_month_and_back() -> None:
    first, nature = month_number(2022, 8), {"staff_wage": 0.5, "wage_growth": 0.12}
    later = calendar(first, first + 12, 1, nature)["staff_wage"][:, 0]
    assert later[0] == 0.5 and later[12] == pytest.approx(0.5 * 1.01**12)
    before = calendar(first - 24, first - 1, 1, nature, first)["staff_wage"][:, 0]
    assert before[0] == pytest.approx(0.5 / 1.01**24) and before[-1] * 1.01 == pytest.approx(0.5)


def test_names_of_numbers_are_complete() -> None:
    for names, last in (
        (codes.RUNGS, codes.STRONG),
        (codes.ORIGINS, codes.ATTRACTED),
        (codes.EXITS, codes.MOVED),
        (codes.ROUNDS, codes.ROUND_C),
        (codes.TALENT_KINDS, codes.LEADING),
        (codes.FACILITIES, codes.PARK),
        (codes.OWNERS, codes.PRIVATE),
        (codes.LEVELS, codes.NATIONAL),
        (codes.FUND_KINDS, codes.MERGER_FUND),
        (codes.PROGRAMMES, codes.PARK_POLICY),
    ):
        assert len(names) == last + 1 == len(set(names))


def test_no_purpose_of_chance_is_used_twice() -> None:
    purposes = [value for name, value in vars(codes).items() if name.startswith("D_")]
    assert sorted(purposes) == list(range(len(purposes)))


def test_a_startup_row_is_read_as_numbers_of_its_declared_kind() -> None:
    table = blank_table(1, KINDS["startups"])
    for name, field in fields_of(KINDS["startups"]).items():
        assert (
            table.dtype[name] == field.dtype and np.asarray(table[name][0] == field.default).all()
        )
