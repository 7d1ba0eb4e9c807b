"""The ledger: who pays whom, and what is said when it does not close."""

from __future__ import annotations

import numpy as np
import pytest

from sim.core.errors import LedgerError
from sim.core.fields import Field, blank_table, fields_of
from sim.core.ledger import Flow, check_balances, flows_of, incidence, totals
from sim.model.agents.payments import HOLDERS, Book
from sim.model.levers import Levers


class Till:
    """A shop's book."""

    bread = Flow("bread", "面包", "people", "shop")
    wages = Flow("wages", "工资", "shop", "people")
    visits = Field("visits, no payment", "顾客", "person")


def day(**given: float) -> np.ndarray:
    """Two branches; what is given is paid in the second."""
    rows = blank_table(2, Till)
    for name, value in given.items():
        rows[name][1] = value
    return rows


def test_flows_are_the_payments_among_the_columns() -> None:
    assert list(flows_of(Till)) == ["bread", "wages"]
    holders, signs = incidence(Till)
    assert holders == ["people", "shop"] and signs.tolist() == [[-1, 1, 0], [1, -1, 0]]


def test_payments_are_summed_over_rows() -> None:
    rows = day(bread=5.0, wages=3.0, visits=40.0)
    rows["bread"][0] = 1.0
    paid = totals(Till, rows)
    assert paid.tolist() == [6, 3, 40] and (incidence(Till)[1] @ paid).tolist() == [-3, 3]


def test_a_book_closes_when_balances_moved_by_receipts_less_payments() -> None:
    check_balances(Till, day(bread=5.0, wages=3.0), {"shop": 10.0}, {"shop": 12.0}, "2022-08")
    check_balances(
        Till, day(bread=5e9, wages=3e9), {"shop": 0.0}, {"shop": 2e9 + 0.5}, "2022-08"
    )  # a tolerance of 1e-9 of what was turned over


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (
            9.0,
            "the ledger does not close: shop in 2022-08 is off by -3 万元 (balance 9); look first at the kind 'wages' (3)",
        ),
        (
            16.9,
            "the ledger does not close: shop in 2022-08 is off by 4.9 万元 (balance 16.9); look first at the kind 'bread' (5)",
        ),
        (
            float("nan"),
            "the ledger does not close: shop in 2022-08 is off by nan 万元 (balance nan)",
        ),
    ],
)
def test_a_gap_names_holder_month_and_kind(after: float, said: str) -> None:
    with pytest.raises(LedgerError) as told:
        check_balances(Till, day(bread=5.0, wages=3.0), {"shop": 10.0}, {"shop": after}, "2022-08")
    assert str(told.value).startswith(said)


def test_a_ten_billionth_is_a_gap_only_among_small_sums() -> None:
    with pytest.raises(LedgerError, match="off by 1e-08"):
        check_balances(Till, day(), {"shop": 0.0}, {"shop": 1e-8}, "2022-08")


def test_every_payment_of_the_model_has_two_known_holders_and_money_as_its_unit() -> None:
    for name, flow in flows_of(Book).items():
        assert (
            flow.payer in HOLDERS
            and flow.payee in HOLDERS
            and flow.payer != flow.payee
            and flow.unit == "万元"
        ), name


def test_every_lever_that_is_named_in_the_books_exists() -> None:
    assert [
        f.lever
        for f in flows_of(Book).values()
        if f.lever and f.lever not in {*fields_of(Levers), "build", "checklist"}
    ] == []
