"""Every rule on plain values, with the example worked by hand beside it.

Rules run here as plain Python (the law "interpreter = compiler" says that this is what the compiler does).
Each example names every parameter it depends on; only statutes are read from the law, because dates are
what those examples are about.  Money is in 万元.
"""

from __future__ import annotations

import importlib
import math
import pkgutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from plainly import (
    ENVELOPES,
    NOW,
    Rows,
    book,
    counts,
    district,
    law,
    luck,
    month,
    paid,
    pay_for_services,
    startup,
    talent,
)
from worlds import plain

from sim.core import chance
from sim.core.fields import fields_of
from sim.model import codes, rules
from sim.model.calendar import month_name, month_number
from sim.model.law import Law
from sim.model.phases import passes
from sim.model.rules import (
    admit,
    arrive,
    attract_firms,
    certify,
    common,
    evaluate_facilities,
    firm_grants,
    found,
    hire,
    learn,
    leave,
    measure,
    public_services,
    settle,
    trade,
)

pytestmark = pytest.mark.usefixtures("plain_python")


# the law by date


@pytest.mark.parametrize(
    ("name", "year", "when", "value"),
    [
        ("small_limit", 2016, 12, 30),
        ("small_limit", 2017, 1, 50),
        ("small_limit", 2018, 1, 100),
        ("small_limit", 2018, 12, 100),
        ("small_limit", 2019, 1, 300),
        ("small_rate", 2018, 12, 0.10),
        ("small_rate", 2019, 1, 0.05),
        ("small_rate", 2021, 1, 0.025),
        ("small_rate", 2022, 12, 0.025),
        ("small_rate", 2023, 1, 0.05),
        ("small_rate_upper", 2021, 12, 0.10),
        ("small_rate_upper", 2022, 1, 0.05),
        ("small_heads", 2018, 12, 100),
        ("small_heads", 2019, 1, 300),
        ("super_deduction", 2017, 12, 0.5),
        ("super_deduction", 2018, 1, 0.75),
        ("super_deduction", 2022, 9, 0.75),
        ("super_deduction", 2022, 10, 1.0),
        ("super_deduction_sme", 2016, 12, 0.5),
        ("super_deduction_sme", 2017, 1, 0.75),
        ("super_deduction_sme", 2021, 12, 0.75),
        ("super_deduction_sme", 2022, 1, 1.0),
        ("intensity_small", 2015, 12, 0.06),
        ("intensity_small", 2016, 1, 0.05),
        ("champion_open", 2018, 12, 0),
        ("champion_open", 2019, 1, 1),
        ("small_limit", 1990, 1, 30),
        ("small_limit", 2050, 1, 300),
    ],
)
def test_a_statute_has_the_value_in_force_on_a_date(
    name: str, year: int, when: int, value: float
) -> None:
    assert fields_of(Law)[name].at(year, when) == value


def test_the_history_of_every_statute_runs_forward() -> None:
    for name, statute in fields_of(Law).items():
        dates = [since for since, _ in statute.history]
        assert dates == sorted(set(dates)), name


# taxes


@pytest.mark.parametrize(
    ("year", "profit", "heads", "tax"),
    [
        (2017, 50, 80, 5.0),  # half of 50 at 20 %
        (2017, 50.01, 80, 12.5025),  # one hundred yuan above the line: 25 % of everything
        (2018, 100, 80, 10.0),
        (2018, 100, 101, 25.0),  # too many people before 2019
        (2019, 100, 300, 5.0),  # a quarter of 100 at 20 %
        (2019, 300, 300, 25.0),  # 100 at 5 % and 200 at 10 %
        (2019, 300.0001, 300, 75.000025),  # one yuan above 300: 25 % of everything
        (2019, 300, 301, 75.0),
        (2021, 300, 50, 22.5),  # 100 at 2.5 % and 200 at 10 %
        (2022, 300, 50, 12.5),  # 100 at 2.5 % and 200 at 5 %
        (2023, 300, 50, 15.0),  # all at 5 %
        (2022, 0, 50, 0.0),
        (2022, -40, 50, 0.0),
    ],
)
def test_income_tax_by_the_law_of_the_year(
    year: int, profit: float, heads: int, tax: float
) -> None:
    assert settle.income_tax(profit, heads, False, law(year)) == pytest.approx(tax)


def test_a_high_tech_firm_pays_fifteen_percent_or_less() -> None:
    assert settle.income_tax(1000, 50, True, law(2022)) == pytest.approx(150)
    assert settle.income_tax(200, 50, True, law(2022)) == pytest.approx(
        7.5
    )  # small-profit: 2.5 + 5, less than 30


@given(
    profit=st.floats(0, 5000),
    heads=st.integers(1, 600),
    year=st.integers(2015, 2026),
    high_tech=st.booleans(),
)
def test_no_tax_exceeds_the_standard_rate_and_a_title_never_costs_tax(
    profit: float, heads: int, year: int, high_tech: bool
) -> None:
    m = law(year)
    tax = settle.income_tax(profit, heads, high_tech, m)
    assert 0 <= tax <= 0.25 * profit + 1e-9
    assert (
        settle.income_tax(profit, heads, True, m)
        <= settle.income_tax(profit, heads, False, m) + 1e-12
    )


def test_small_profit_tax_has_two_bands() -> None:
    m = month(small_band=100, small_rate=0.025, small_rate_upper=0.05)
    assert settle.small_profit_tax(60, m) == pytest.approx(1.5)
    assert settle.small_profit_tax(160, m) == pytest.approx(2.5 + 3.0)


@pytest.mark.parametrize(
    ("year", "number", "share"),
    [(2018, False, 0.75), (2021, True, 0.75), (2022, True, 1.0), (2023, False, 1.0)],
)
def test_the_extra_deduction_by_year_and_number(year: int, number: bool, share: float) -> None:
    m = law(year)
    assert (
        settle.extra_deduction(startup(tech_sme_until=m.clock if number else m.clock - 1), m)
        == share
    )


def filed(**given: Any) -> tuple[SimpleNamespace, SimpleNamespace]:
    """A firm after its assessment of December 2022, and the books."""
    s, b = startup(heads=20, costs=50.0, **given), book()
    settle.assess(s, law(2022, reserve_months=6, dividend_share=0.3, tax_rebate=0), b)
    return s, b


def test_a_years_profit_is_taxed_after_the_extra_deduction() -> None:
    # 500 sales + 20 grants - 400 costs = 120 profit; less 100 % of 40 research = 80; at 2.5 % = 2.0
    s, b = filed(
        sales_year=500.0, grants_year=20.0, costs_year=400.0, reported_year=40.0, cash=100.0
    )
    assert s.cash == pytest.approx(98.0) and s.tax_paid == pytest.approx(2.0) and s.losses == 0
    # without the deduction 120 would cost 2.5 + 1.0
    assert paid(b) == pytest.approx({"income_tax": 2.0, "tax_forgone_research": 1.5})


def test_a_loss_is_carried_to_later_years() -> None:
    s, b = filed(sales_year=100.0, costs_year=150.0, reported_year=30.0)
    assert s.losses == pytest.approx(80.0) and paid(b) == {}  # 50 of loss and 30 of extra deduction
    s, b = filed(sales_year=500.0, costs_year=400.0, losses=80.0)
    assert s.losses == 0 and s.tax_paid == pytest.approx(0.5)  # 20 left, at 2.5 %


def test_what_is_left_of_a_loss_lapses_over_the_years_of_the_law() -> None:
    # 30 of profit is set against 80: of the 50 left a fifth lapses, a tenth for who has a number
    left = {"sales_year": 430.0, "costs_year": 400.0, "losses": 80.0}
    assert filed(**left)[0].losses == pytest.approx(40)
    assert filed(**left, rung=codes.TECH_SME)[0].losses == pytest.approx(45)
    # another loss is carried whole beside four fifths of the old
    s, _ = filed(sales_year=100.0, costs_year=150.0, losses=80.0)
    assert s.losses == pytest.approx(0.8 * 80 + 50)
    assert [law(2017).loss_years_title, law(2018).loss_years_title, law(2018).loss_years] == [
        5,
        10,
        5,
    ]


def test_a_bought_firm_pays_its_buyer_and_no_founder() -> None:
    # a quarter of 1000 is tax, 30 % of the 750 left are 225
    books = {"sales_year": 2000.0, "costs_year": 1000.0, "founder_share": 0.6, "cash": 9000.0}
    for acquired, flows in ((-1, (135, 90)), (NOW, (0, 225))):
        s, b = filed(**books, acquired=acquired)
        assert common.founders_part(s) == (0.6 if acquired < 0 else 0)
        assert (b.dividends, b.dividends_investors) == pytest.approx(flows)


def test_a_deduction_that_wipes_out_the_profit_still_forgoes_its_tax() -> None:
    # profit 100, research 200 deducted on top: nothing to tax; without the deduction 2.5
    s, b = filed(sales_year=500.0, costs_year=400.0, reported_year=200.0)
    assert s.tax_paid == 0 and s.losses == pytest.approx(100.0)
    assert b.tax_forgone_research == pytest.approx(2.5)


def test_the_high_tech_rate_is_counted_as_tax_forgone() -> None:
    # profit 1000: 250 at the standard rate, 150 at 15 %
    s, b = filed(sales_year=2000.0, costs_year=1000.0, high_tech_until=month_number(2022, 12))
    assert s.tax_paid == pytest.approx(150) and b.tax_forgone_high_tech == pytest.approx(100)


def test_owners_take_their_part_of_profit_and_leave_the_reserve() -> None:
    # 100 profit, 2.5 tax, 30 % of 97.5 = 29.25; but 320 - 2.5 less the reserve of 6 x 50 leaves only 17.5
    s, b = filed(sales_year=500.0, costs_year=400.0, cash=320.0)
    assert b.dividends == pytest.approx(17.5) and s.cash == pytest.approx(300.0)
    s, b = filed(sales_year=500.0, costs_year=400.0, cash=1000.0)
    assert b.dividends == pytest.approx(29.25) and b.dividends_investors == 0
    # founders hold 60 %: 17.55 of 29.25; the rest is the investors'
    s, b = filed(sales_year=500.0, costs_year=400.0, cash=1000.0, founder_share=0.6)
    assert (b.dividends, b.dividends_investors) == pytest.approx(
        (17.55, 11.7)
    ) and s.cash == pytest.approx(1000 - 2.5 - 29.25)


@settings(max_examples=60)
@given(grant=st.floats(0, 500), profit=st.floats(-300, 290))
def test_a_grant_within_the_small_band_never_costs_its_receiver(
    grant: float, profit: float
) -> None:
    def cash(received: float) -> float:
        s = startup(
            heads=20,
            costs=1e6,
            sales_year=1000.0 + profit,
            costs_year=1000.0,
            grants_year=received,
            cash=received,
        )
        settle.assess(s, law(2022, reserve_months=6, dividend_share=0.3, tax_rebate=0), book())
        return s.cash

    if profit + grant <= 300:  # above it lies the notch of the law itself
        assert cash(grant) >= cash(0.0) - 1e-9


def test_every_living_firm_is_assessed_and_teams_are_not() -> None:
    m = law(2022, 12, reserve_months=6, dividend_share=0, relabelling=0, tax_rebate=0)
    firms, b = (
        Rows(
            [
                startup(sales_year=100.0),
                startup(sales_year=100.0, rung=codes.TEAM),
                startup(sales_year=100.0),
            ]
        ),
        book(),
    )
    settle.assess_firms(firms, [0, 1], [m], [b])
    assert [s.tax_paid for s in firms] == [2.5, 0, 0] and paid(b) == {"income_tax": 2.5}


def test_a_firm_just_short_of_its_line_calls_other_spending_research() -> None:
    # 5 % of 3000 = 150 wanted, 60 + 40 + 45 = 145 done: 5 lacking, within 3 % of 400 other costs; 2 % more is taken
    m = month(
        relabelling=1,
        high_tech_age=12,
        intensity_small=0.05,
        intensity_medium=0.04,
        sales_small=5000,
        relabel_room=0.03,
    )
    s = startup(
        sales_year=1000.0,
        sales_1=1000.0,
        sales_2=1000.0,
        research_year=60.0,
        reported_1=40.0,
        reported_2=45.0,
        costs_year=460.0,
        patents=1,
    )
    settle.declare(s, m)
    assert s.reported_year == pytest.approx(60 + 5.1)
    s.costs_year = 60.0 + 100  # room for 3 only
    settle.declare(s, m)
    assert s.reported_year == 60.0
    s.costs_year, m.relabelling = 460.0, 0
    settle.declare(s, m)
    assert s.reported_year == 60.0


# the official ladder


@pytest.mark.parametrize(
    ("share", "points"),
    [(0.30, 20), (0.29, 16), (0.25, 16), (0.20, 12), (0.15, 8), (0.10, 4), (0.09, 0)],
)
def test_points_for_staff(share: float, points: int) -> None:
    assert certify.staff_points(share) == points


@pytest.mark.parametrize(
    ("of_sales", "of_costs", "points"),
    [
        (0.06, 0, 50),
        (0.05, 0, 40),
        (0.04, 0, 30),
        (0.03, 0, 20),
        (0.02, 0, 10),
        (0.01, 0, 0),
        (0, 0.30, 50),
        (0, 0.25, 40),
        (0, 0.20, 30),
        (0, 0.15, 20),
        (0, 0.10, 10),
        (0.02, 0.25, 40),
    ],
)
def test_points_for_research(of_sales: float, of_costs: float, points: int) -> None:
    assert certify.research_points(of_sales, of_costs) == points


def test_a_share_reaches_the_lines_that_lie_at_or_below_it() -> None:
    assert [certify.count_lines(share, (0.1, 0.2)) for share in (0.09, 0.1, 0.2, 0.9)] == [
        0,
        1,
        2,
        2,
    ]


def test_points_for_rights() -> None:
    assert [certify.rights_points(0, n) for n in range(6)] == [0, 6, 12, 18, 24, 24]
    assert certify.rights_points(1, 0) == 30


def test_a_tech_sme_needs_sixty_points_and_some_research_staff() -> None:
    m = law(2022, 6)
    # staff 6 of 20 = 30 %: 20; research 50 of 1000 = 5 %: 40; together 60
    s = startup(heads=20, research_heads=6, sales_1=1000.0, costs_1=1000.0, reported_1=50.0)
    assert certify.passes_tech_sme(s, m)
    s.research_heads = 5  # 25 %: 16, together 56
    assert not certify.passes_tech_sme(s, m)
    s.designs = 1  # 6 more: 62
    assert certify.passes_tech_sme(s, m)
    s.research_heads, s.patents, s.reported_1 = 1, 1, 60.0  # 5 %: no staff points, though 50 + 30
    assert not certify.passes_tech_sme(s, m)


def test_a_tech_sme_is_small_and_a_high_tech_certificate_passes_directly() -> None:
    m = law(2022, 6)
    s = startup(heads=500, research_heads=0, sales_1=20000.0, high_tech_until=m.clock)
    assert certify.passes_tech_sme(s, m)
    assert not certify.passes_tech_sme(startup(**vars(s) | {"heads": 501}), m)
    assert not certify.passes_tech_sme(startup(**vars(s) | {"sales_1": 20001.0}), m)
    assert not certify.passes_tech_sme(startup(**vars(s) | {"high_tech_until": m.clock - 1}), m)


def test_research_intensity_by_size_of_sales() -> None:
    m = law(2022)
    assert [certify.required_intensity(sales, m) for sales in (5000, 5001, 20000, 20001)] == [
        0.05,
        0.04,
        0.04,
        0.03,
    ]
    assert certify.required_intensity(1000, law(2015)) == 0.06


def test_the_gates_of_the_high_tech_title() -> None:
    m = law(2022, 10)
    right = {
        "registered": m.clock - 12,
        "patents": 0,
        "designs": 1,
        "heads": 20,
        "research_heads": 2,
        "sales_1": 600.0,
        "sales_2": 400.0,
        "reported_1": 30.0,
        "reported_2": 20.0,
        "high_tech_share": 0.6,
    }  # 50 of 1000 = 5 %
    assert certify.passes_high_tech_gates(startup(**right), m)
    for wrong in (
        {"registered": m.clock - 11},
        {"designs": 0},
        {"research_heads": 1},
        {"reported_2": 19.9},
        {"high_tech_share": 0.59},
        {"sales_1": 0.0, "sales_2": 0.0},
    ):
        assert not certify.passes_high_tech_gates(startup(**right | wrong), m), wrong


def test_points_for_growth() -> None:
    assert certify.growth_points(135, 100) == pytest.approx(10)
    assert certify.growth_points(117.5, 100) == pytest.approx(5.5)
    assert certify.growth_points(100, 100) == 0 and certify.growth_points(50, 0) == 0


def test_a_panels_points() -> None:
    m = month(coaching_points=6, management_points=8, renewal_points=5)
    # rights 12 + 8 + 2; use 6 x 3 x (0.5 + 0.5); management 8 + 2; growth 2 x 10
    s = startup(patents=1, contracts=3, research_heads=4, sales_1=140.0, sales_2=100.0)
    assert certify.innovation_score(s, False, m) == pytest.approx(22 + 18 + 10 + 20)
    assert certify.innovation_score(s, True, m) == pytest.approx(76)
    s.high_tech_until = NOW - 40  # who ever held the title keeps its books in order: 5 more
    assert certify.innovation_score(s, False, m) == pytest.approx(75)
    # a founder who manages is no researcher: half a point less
    s.ready, s.founder = 1.0, 0
    assert certify.innovation_score(s, False, m) == pytest.approx(74.5)
    assert certify.innovation_score(s, True, month(**vars(m) | {"coaching_points": 30})) == (
        pytest.approx(22 + 18 + 20 + 20)
    )  # 20 at most


def test_the_high_tech_score_must_exceed_seventy(monkeypatch: pytest.MonkeyPatch) -> None:
    m = law(
        2022,
        10,
        high_tech_filing=1.0,
        coaching_points=0,
        management_points=8,
        panel_noise=1,
        provincial_award=10,
        award_envelope=100,
        high_tech_award=20,
        title_value=1,
        application_cost=1,
        renewal_points=0,
        renewal_will=0.5,
        title_sales=0.1,
        title_margin=0.1,
        registry_months=9,
        unlisted_filing=0.5,
    )
    d, right = (
        district(aware=1.0, coached=0.0),
        {
            "registered": m.clock - 24,
            "patents": 1,
            "heads": 20,
            "research_heads": 4,
            "sales_1": 700.0,
            "sales_2": 500.0,
            "reported_1": 50.0,
            "reported_2": 30.0,
            "high_tech_share": 0.8,
            "contracts": 3,
        },
    )
    luck(monkeypatch, certify, 0.0, 0.5, 0.9, 0.5)
    s, b = startup(**right), book()
    c = counts()
    certify.apply_high_tech(s, d, d.coached, m, b, c)  # growth 40 %: exactly 70 does not pass
    assert (
        s.high_tech_until == -1
        and paid(b) == {}
        and (c.high_tech_applied, c.high_tech_refused) == (1, 1)
    )
    luck(monkeypatch, certify, 0.0, 0.55, 0.9, 0.5)
    certify.apply_high_tech(s, d, d.coached, m, b, c)
    assert (c.high_tech_applied, c.high_tech_refused) == (2, 1)
    assert s.high_tech_until == m.clock + 35  # three years, this month included
    assert s.award_due == 20 and s.cash == 10 and paid(b) == {"provincial_awards": 10}
    s = startup(**right, high_tech_until=m.clock + 2)
    certify.apply_high_tech(s, d, d.coached, m, b, c)  # a renewal brings no award
    assert s.high_tech_until == m.clock + 35 and s.award_due == 0
    # who is on no list applies half as often, a holder at its own will, whatever the list
    for until, u, applied in (
        (-1, 0.49, 1),
        (-1, 0.51, 0),
        (m.clock, 0.49, 1),
        (m.clock, 0.51, 0),
    ):
        luck(monkeypatch, certify, u, 0.55, 0.9, 0.5)
        c = counts()
        certify.apply_high_tech(startup(**right, high_tech_until=until), d, d.coached, m, book(), c)
        assert c.high_tech_applied == applied
    s, autumn = startup(**right), int(chance.slot(startup().key, 3)) + 10
    late = law(2022, autumn)
    assert certify.high_tech_date(s, late) and not certify.high_tech_date(s, law(2022, 9))
    assert not certify.high_tech_date(startup(high_tech_until=late.clock + 3), late)  # too early
    assert certify.high_tech_date(startup(high_tech_until=late.clock + 2), late)


def test_what_the_high_tech_title_is_worth_and_costs() -> None:
    m = law(
        2022,
        provincial_award=10,
        high_tech_award=20,
        award_envelope=0,
        title_value=0.01,
        title_sales=0.1,
        title_margin=0.05,
        application_cost=18,
        panel_noise=4,
    )
    assert certify.title_benefit(startup(sales_1=500.0, costs_1=500.0), m) == pytest.approx(
        15
    )  # no profit: award 10, name 1 % of 500
    renewal = startup(sales_1=1500.0, costs_1=1100.0, high_tech_until=NOW)
    # 3 x 400 x 10 %; and a tenth of sales asks for the title and leaves 5 %: 7.5 a year
    assert certify.title_benefit(renewal, m) == pytest.approx(120 + 22.5)
    small = startup(sales_1=1500.0, costs_1=1200.0, high_tech_until=NOW)
    assert certify.title_benefit(small, m) == pytest.approx(22.5)  # profit 300 is taxed less anyway
    m.award_envelope = 100
    assert certify.title_benefit(startup(sales_1=500.0, costs_1=500.0), m) == pytest.approx(35)
    assert certify.application_bill(district(saved_time=0.0), m) == pytest.approx(18)
    assert certify.application_bill(
        district(saved_time=0.5, service_price=0.8), m
    ) == pytest.approx(7.2)
    assert certify.panel_score(70.0, 0.5, m) == pytest.approx(70) and certify.panel_score(
        70.0, 0.8413447, m
    ) == pytest.approx(74, abs=1e-4)


def test_a_tech_sme_files_once_a_year_and_gets_its_first_award(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = {
        "filing_rate": 0.5,
        "filing_turnout": 0.8,
        "renewal_rate": 0.95,
        "tech_sme_award": 2,
        "award_envelope": 50,
        "peer_effect": 1.0,
        "capacity_size": 0.0,
        "capacity_heads": 8,
    }
    m = law(2022, 5, **files)
    s = startup(
        heads=20, research_heads=6, sales_1=1000.0, costs_1=900.0, reported_1=60.0, capacity=0.75
    )
    luck(monkeypatch, certify, 0.45, 0, 0, 0)
    c = counts()
    certify.apply_tech_sme(s, district(aware=0.5), m, c)
    assert s.tech_sme_until == -1  # a quarter of firms can file; three quarters are abler: not this
    certify.apply_tech_sme(s, district(aware=0.6), m, c)
    assert (c.tech_sme_filed, c.tech_sme_failed) == (1, 0)
    assert (
        s.tech_sme_until == month_number(2023, 3) and s.award_due == 2
    )  # good until it must be renewed in March
    luck(monkeypatch, certify, 0.94, 0, 0, 0)
    certify.apply_tech_sme(s, district(aware=0.0), law(2023, 2, **files), c)
    assert (
        s.tech_sme_until == month_number(2024, 3) and s.award_due == 2
    )  # who has a number renews it, without an award
    lapsed = startup(**vars(s) | {"tech_sme_until": m.clock - 1})
    certify.apply_tech_sme(lapsed, district(aware=1.0), m, c)
    assert lapsed.tech_sme_until == m.clock - 1  # who let it lapse files like others: 0.94 > 0.8
    luck(monkeypatch, certify, 0.0, 0, 0, 0)
    certify.apply_tech_sme(
        startup(sales_1=1000.0, costs_1=900.0, capacity=0.75), district(aware=1.0), m, c
    )  # no research staff
    assert (c.tech_sme_filed, c.tech_sme_failed) == (3, 1)


def test_who_can_file_grows_with_size_news_and_neighbours() -> None:
    m = month(filing_rate=0.1, peer_effect=1.0, capacity_size=0.5, capacity_heads=8)
    d = district(aware=0.5, peers=0.2, service_price=0.75)
    # 0.1 x 0.5 x 1.2 x the root of 32 / 8 / 0.75
    large = startup(heads=32, capacity=0.85)
    assert certify.filing_reach(large, d, m) == pytest.approx(0.16)
    assert certify.filing_reach(startup(heads=0), d, m) == pytest.approx(0.08 / math.sqrt(8))
    # 16 % of firms like it can: those of whom at least 84 % have less capacity
    assert certify.can_file(large, d, m)
    assert not certify.can_file(startup(heads=32, capacity=0.83), d, m)


def test_first_certificates_come_out_of_the_registry() -> None:
    m = month(registry_months=9, unlisted_filing=0.003)
    registry = {"rung": codes.TECH_SME, "rung_since": NOW - 9}
    assert certify.listed_for_title(startup(**registry), m) == 1
    assert certify.listed_for_title(startup(**registry | {"rung_since": NOW - 8}), m) == 0.003
    assert certify.listed_for_title(startup(**registry | {"rung": codes.MICRO}), m) == 0.003


def test_who_loses_the_high_tech_title_loses_the_tenders_that_ask_for_it() -> None:
    m = month(title_sales=0.1, strong_award=0)
    for until, sales in ((NOW - 1, 45.0), (NOW, 50.0)):
        s = startup(rung=codes.HIGH_TECH, high_tech_until=until, contract_value=50.0)
        certify.climb(s, m, counts())
        assert s.contract_value == pytest.approx(sales)
    # a firm that stays among the strong loses them as well, and only once
    for until, sales in ((NOW - 1, 45.0), (NOW - 2, 50.0)):
        s = startup(rung=codes.STRONG, leading=True, high_tech_until=until, contract_value=50.0)
        certify.climb(s, m, counts())
        assert s.rung == codes.STRONG and s.contract_value == pytest.approx(sales)
    # who falls from a title of the strong and keeps this one loses nothing
    s = startup(rung=codes.STRONG, high_tech_until=NOW, contract_value=50.0)
    certify.climb(s, m, counts())
    assert (s.rung, s.contract_value) == (codes.HIGH_TECH, 50.0)


def test_when_a_firm_meets_which_office() -> None:
    dates = {}

    def note(name: str) -> Any:
        return lambda s, *rest: dates.setdefault(name, []).append(
            next(m.month for m in rest if hasattr(m, "clock"))
        )

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(certify, "apply_tech_sme", note("tech_sme"))
        patch.setattr(certify, "apply_high_tech", note("high_tech"))
        for key in range(40):
            for until in (-1, month_number(2022, 12)):
                for when in range(1, 13):
                    s = startup(key=np.uint64(key * 2**44 + 12345), tech_sme_until=until)
                    certify.certify(
                        s,
                        district(),
                        0.0,
                        law(2022, when, strong_award=0, award_envelope=0, champion_skill=1),
                        book(),
                        counts(),
                    )
                dates.setdefault(f"tech_sme {until > 0}", []).extend(dates.pop("tech_sme", []))
    assert set(dates["tech_sme True"]) == {1, 2, 3} and set(dates["tech_sme False"]) == {
        4,
        5,
        6,
        7,
        8,
        9,
    }
    assert set(dates["high_tech"]) == {10, 11, 12}
    assert [len(dates[name]) for name in ("tech_sme True", "tech_sme False", "high_tech")] == [
        40,
        40,
        80,
    ]  # once a year each


def test_a_gazelle_grew_by_a_fifth_a_year_from_a_real_base() -> None:
    m = law(2022, 4, champion_skill=1)
    right = {
        "registered": m.clock - 36,
        "sales_4": 500.0,
        "sales_2": 700.0,
        "sales_1": 864.0,
        "research_1": 21.6,
    }  # 1.2^3, 2.5 %
    s = startup(**right)
    certify.award_titles(s, m)
    assert s.gazelle
    for wrong in (
        {"registered": m.clock - 35},
        {"sales_4": 499.0},
        {"sales_1": 863.0},
        {"research_1": 21.5},
        {"sales_2": 864.0},
    ):
        s = startup(**right | wrong)
        certify.award_titles(s, m)
        assert not s.gazelle, wrong
    s = startup(**right)
    certify.award_titles(s, law(2019, 4, champion_skill=1))
    assert not s.gazelle  # before 2020 growth had to be a half


def test_a_specialised_champion_is_high_tech_large_and_intense() -> None:
    m = law(2022, 4, champion_skill=1.5)
    right = {
        "registered": m.clock - 36,
        "high_tech_until": m.clock,
        "sales_1": 5250.0,
        "sales_2": 5000.0,
        "research_1": 315.0,
        "patents": 2,
        "capability": 1.6,
    }
    s = startup(**right)
    certify.award_titles(s, m)
    assert s.champion
    for wrong in (
        {"high_tech_until": m.clock - 1},
        {"sales_1": 4999.0, "sales_2": 0.0},
        {"research_1": 314.0},
        {"patents": 1},
        {"sales_2": 5001.0},
        {"capability": 1.5},
        {"registered": m.clock - 35},
    ):
        s = startup(**right | wrong)
        certify.award_titles(s, m)
        assert not s.champion, wrong
    s = startup(**right | {"sales_1": 10000.0, "research_1": 300.0})  # 3 % from 10 000 on
    certify.award_titles(s, m)
    assert s.champion
    m = law(2018, 4, champion_skill=1.5)
    s = startup(**right | {"high_tech_until": m.clock, "registered": m.clock - 60})
    certify.award_titles(s, m)
    assert not s.champion  # nobody awarded it yet


def test_the_rung_is_what_a_firm_holds_today() -> None:
    m = month()
    assert certify.rung_of(startup(), m) == codes.MICRO
    assert certify.rung_of(startup(tech_sme_until=NOW), m) == codes.TECH_SME
    assert certify.rung_of(startup(tech_sme_until=NOW - 1), m) == codes.MICRO
    assert certify.rung_of(startup(tech_sme_until=NOW, high_tech_until=NOW), m) == codes.HIGH_TECH
    for title in ("gazelle", "champion", "leading", "listed"):
        assert certify.rung_of(startup(**{title: True}), m) == codes.STRONG


def test_a_step_is_counted_and_the_strong_may_claim_their_award() -> None:
    s, c, m = startup(), counts(), month(strong_award=50, award_envelope=1)
    for change in (
        {"tech_sme_until": NOW},
        {"high_tech_until": NOW},
        {"leading": True},
        {"leading": False},
    ):
        vars(s).update(change)
        certify.climb(s, m, c)
    assert (c.to_tech_sme, c.to_high_tech, c.to_strong, c.fell_back) == (1, 1, 1, 1)
    assert (
        s.rung == codes.HIGH_TECH
        and s.rung_since == NOW
        and s.award_due == 50
        and c.left_strong == 1
    )
    s.leading = True
    certify.climb(s, m, c)  # strong again: the award is for the first time
    assert s.rung == codes.STRONG and c.to_strong == 2 and s.award_due == 50


def test_a_leading_firm_sells_for_more_than_a_hundred_million_yuan_in_twelve_months() -> None:
    # June: 6000 so far and half of 8200 of last year = 10 100
    m = law(2022, 1, strong_award=0, award_envelope=0)
    s, c = startup(sales_year=900.0, sales_1=9900.0), counts()
    certify.certify(s, district(), 0.0, m, book(), c)
    assert not s.leading  # 900 + 9075
    s.sales_year = 1000.0
    certify.certify(s, district(), 0.0, m, book(), c)
    assert s.leading and s.rung == codes.STRONG


def test_the_turn_of_the_year_moves_figures_back() -> None:
    s = startup(
        sales_year=5.0,
        sales_1=4.0,
        sales_2=3.0,
        sales_3=2.0,
        reported_year=9.0,
        reported_1=8.0,
        reported_2=7.0,
        costs_year=6.0,
        research_year=1.0,
        grants_year=3.0,
    )
    certify.turn_year(s)
    assert (s.sales_1, s.sales_2, s.sales_3, s.sales_4) == (5, 4, 3, 2)
    assert (s.reported_1, s.reported_2, s.reported_3, s.costs_1, s.research_1) == (9, 8, 7, 6, 1)
    assert (s.sales_year, s.costs_year, s.research_year, s.reported_year, s.grants_year) == (
        0,
        0,
        0,
        0,
        0,
    )
    firms = Rows([startup(sales_year=7.0), startup(sales_year=7.0)])
    certify.turn_years(firms, [1])
    assert [s.sales_1 for s in firms] == [0, 7]  # only the living open new books


# founding


def test_formalities_put_founders_off() -> None:
    m = month(
        registration_days=20,
        registration_days_saved=5,
        approval_days=30,
        approval_days_saved=15,
        delay_aversion=0.5,
    )
    assert found.ease_of_entry(district(), m) == pytest.approx(
        math.exp(-0.5)
    )  # 15 + 15 days = one month
    m.approval_days_saved = 300
    assert found.ease_of_entry(district(), m) == 1.0


SUPPORT = {
    "rent_subsidy_envelope": 100,
    "rent_subsidy_share": 0.5,
    "incubator_rent": 0.002,
    "posted_rent_discount": 0.2,
    "area_per_head": 20,
    "first_heads": 5,
    "furnished_share": 0.5,
    "fit_out": 1.0,
    "founder_grant_envelope": 10,
    "founder_grant": 4,
    "grant_odds": 0.5,
    "first_year_cost": 40,
}


def test_founders_expect_support_of_programmes_they_know() -> None:
    # rent saved 60 % of 0.002 on 100 m2 for a year = 1.44; fitting out 2.5; grant 2: 5.94 of 40, known to half
    assert found.expected_support(district(aware=0.5), month(**SUPPORT)) == pytest.approx(
        0.5 * 5.94 / 40
    )
    empty = SUPPORT | {"rent_subsidy_envelope": 0, "founder_grant_envelope": 0}
    assert found.expected_support(district(aware=1), month(**empty)) == pytest.approx(
        (0.48 + 2.5) / 40
    )


def test_courage_grows_with_culture_examples_and_events() -> None:
    m = month(
        exits_half=10,
        event_budget=100,
        event_cost=100,
        culture=1.1,
        example_effect=0.4,
        event_effect=0.2,
    )
    events = 1 + 0.2 * (1 - math.exp(-1))
    assert found.founding_courage(district(recent_exits=10), m) == pytest.approx(1.1 * 1.2 * events)
    # campaigns add a fifth to culture; stories spread successes threefold: 30 of 40 heard
    known = district(recent_exits=10, culture=1.2, hearing=3.0)
    assert found.founding_courage(known, m) == pytest.approx(1.1 * 1.2 * 1.3 * events)


def test_eagerness_is_ease_times_support_times_nerve() -> None:
    m = month(
        **SUPPORT,
        registration_days=0,
        registration_days_saved=0,
        approval_days=30,
        approval_days_saved=0,
        delay_aversion=0.2,
        support_effect=2.0,
        exits_half=1,
        event_budget=0,
        event_cost=1,
        culture=1,
        example_effect=0.4,
        event_effect=0,
    )
    d = district(aware=1.0, recent_exits=1.0)
    assert found.eagerness(d, m) == pytest.approx(math.exp(-0.2) * (1 + 2 * 5.94 / 40) * 1.2)


def test_founding_rates_by_kind() -> None:
    m = month(student_rate=0.8, scientist_rate=0.6, necessity=2.0, founding_rate=0.001)
    rate = {k: found.kind_rate(talent(kind=k), m) for k in range(6)}
    assert rate == pytest.approx({0: 0.8, 1: 1, 2: 1, 3: 1, 4: 0.6, 5: 0.6})
    assert found.kind_rate(talent(kind=codes.STUDENT, employer=codes.SEEKING), m) == pytest.approx(
        1.6
    )
    assert found.founding_drive(talent(kind=codes.SCIENTIST, skill=2.0), m) == pytest.approx(0.0012)


def test_opportunity_is_business_technology_and_access() -> None:
    # business on offer 30 / (6 + 3 + 1) against a norm of 0.75: twice the usual
    # technology adds a tenth; half of 20 % is closed
    m = month(opportunity_norm=0.75, technology_effect=0.02, market_access_opened=0.5)
    x = plain("sectors", tendered=30.0, appeal=6.0, rivals=3.0, restricted=0.2)
    assert found.opportunity(x, district(usable=5.0), m) == pytest.approx(2 * 1.1 * 0.9)
    x.tendered = 3000.0
    assert found.opportunity(x, district(usable=5.0), m) == pytest.approx(
        3 * 1.1 * 0.9
    )  # business counts thrice at most


SETTING = {
    "opportunity_norm": 0.75,
    "technology_effect": 0.0,
    "market_access_opened": 0,
    "registration_days": 0,
    "registration_days_saved": 0,
    "approval_days": 0,
    "approval_days_saved": 0,
    "delay_aversion": 0,
    "support_effect": 1.0,
    "rent_subsidy_envelope": 0,
    "incubator_rent": 0,
    "posted_rent_discount": 0,
    "area_per_head": 20,
    "first_heads": 4,
    "furnished_share": 0,
    "fit_out": 1,
    "founder_grant_envelope": 1,
    "grant_odds": 0.5,
    "first_year_cost": 40,
    "exits_half": 1,
    "event_budget": 0,
    "event_cost": 1,
    "culture": 1,
    "example_effect": 0,
    "event_effect": 0,
    "site_choice": 2.0,
    "founding_rate": 0.001,
    "student_rate": 1,
    "scientist_rate": 1,
    "necessity": 1,
    "student_awareness": 0.5,
}


def test_people_consider_founding_where_support_draws_them(monkeypatch: pytest.MonkeyPatch) -> None:
    # a grant of 80, believed in by half: a year's cost covered
    # twice the setting there, and e^2 of the pull; opportunity is 2
    months = [month(**SETTING, founder_grant=0), month(**SETTING, founder_grant=80)]
    places, trades = (
        Rows([district(aware=1.0, share=0.5), district(aware=1.0, share=0.5)]),
        Rows([plain("sectors", tendered=30.0, appeal=6.0, rivals=3.0)]),
    )
    call, pull = np.zeros((1, 3)), np.zeros(2)
    found.fill_founding_calls(trades, places, months, call, pull)
    assert call[0] == pytest.approx([2, 4, 4]) and pull == pytest.approx([0.5, 0.5 * math.e**2])
    t, who, where = talent(kind=codes.ENGINEER), [9], [9]
    # half a year at 0.001 x 4 in the second district, x 2 in the first, which gets 12 % of founders
    for u, v, expected in (
        (0.0239, 0.2, (1, 1)),
        (0.0241, 0.2, (0, 9)),
        (0.0119, 0.1, (1, 0)),
        (0.0121, 0.1, (0, 9)),
    ):
        luck(monkeypatch, found, u, v, 0, 0)
        where[0] = 9
        n = found.consider(
            Rows([t]), [0], trades, places, months, call, np.ones((6, 3)), pull, who, where, [False]
        )
        assert (n, where[0]) == expected


def test_leave_for_scientists_counts_only_where_it_is_granted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    months = [month(**SETTING, founder_grant=0)] * 2
    bold = np.array(
        2 * [[1.0, 1, 1], [1, 1, 1], [2, 1, 2]]
    )  # careers are safe in the first district only
    places, trades = (
        Rows([district(), district()]),
        Rows([plain("sectors", tendered=30.0, appeal=6.0, rivals=3.0)]),
    )
    call, pull = np.zeros((1, 3)), np.zeros(2)
    found.fill_founding_calls(trades, places, months, call, pull)
    t, who, where = talent(kind=codes.SCIENTIST), [9], [9]
    for v, comes in ((0.4, 1), (0.6, 0)):
        luck(monkeypatch, found, 0.02, v, 0, 0)  # 0.012 without leave, 0.024 with it
        assert (
            found.consider(
                Rows([t]), [0], trades, places, months, call, bold, pull, who, where, [False]
            )
            == comes
        )


def test_origins_of_founders() -> None:
    assert found.origin_of(talent(attempts=2, origin=codes.RETURNED)) == codes.SERIAL
    assert found.origin_of(talent(attempts=1, origin=codes.RETURNED)) == codes.RETURNEE
    assert found.origin_of(talent(attempts=1, kind=codes.STUDENT)) == codes.STUDENT_FOUNDER
    assert found.origin_of(talent(attempts=1, kind=codes.SCIENTIST)) == codes.RESEARCHER
    assert (
        found.origin_of(talent(attempts=1, kind=codes.ENGINEER, employer=codes.SEEKING))
        == codes.RESIDENT
    )
    assert found.origin_of(talent(attempts=1, kind=codes.ENGINEER)) == codes.EMPLOYEE


def test_niches_are_pareto() -> None:
    m = month(niche_least=5, niche_tail=2.0, niche_most=100)
    assert (
        common.niche(1.0, m) == 5
        and common.niche(0.25, m) == pytest.approx(10)
        and common.niche(1e-9, m) == 100
    )


@given(st.floats(0.1, 1e6), st.floats(1.0, 100.0), st.floats(0.0, 1.0))
def test_first_sizes_grow_with_the_market_less_than_proportionally(
    market: float, times: float, slope: float
) -> None:
    m = month(niche_least=7.0, niche_tail=1.0, market_slope=slope)
    small, large = found.opening_size(market, m), found.opening_size(times * market, m)
    assert small * (1 - 1e-9) <= large <= times * small * (1 + 1e-9)
    assert found.opening_size(14.0, m) == pytest.approx(1)  # the middle market, whatever the slope


START = {
    "second_try": 0.1,
    "quality_spread": 0.4,
    "capability_spread": 0.4,
    "ripe_share": 1.5,
    "idea_maturity": 1.0,
    "niche_least": 5,
    "niche_tail": 1.0,
    "niche_most": 1000,
    "first_contract": 2.0,
    "market_slope": 0.5,
    "contract_spread": 0,
    "first_heads": 4,
    "founder_pay": 0.5,
    "area_per_head": 20,
    "savings": 10,
    "savings_spread": 0,
    "fit_out": 1.0,
    "furnished_share": 0.25,
    "registration_days": 30,
    "registration_days_saved": 0,
    "approval_days": 45,
    "approval_days_saved": 15,
    "patience": 30,
    "patience_spread": 0.4,
    "output_per_head": 4.0,
    "research_scientist": 0.6,
    "research_engineer": 0.2,
    "research_student": 0.1,
    "spinoff_share": 0.12,
    "spinoff_size": 6.0,
    "spinoff_contracts": 3,
    "spinoff_served": 0.7,
    "spinoff_niche": 4.0,
    "spinoff_quality": 1.15,
}


def test_who_goes_on_with_research_by_origin() -> None:
    m = month(**START)
    chances = [
        found.research_chance(talent(**change), m)
        for change in (
            {"kind": codes.SCIENTIST},
            {"kind": codes.STUDENT, "origin": codes.RETURNED},
            {"kind": codes.ENGINEER},
            {"kind": codes.STUDENT},
            {"kind": codes.ENGINEER, "employer": codes.SEEKING},
        )
    ]
    assert chances == [0.6, 0.6, 0.2, 0.1, 0.1]


def test_a_spin_off_brings_a_team_and_its_customers(monkeypatch: pytest.MonkeyPatch) -> None:
    # 19 people deliver 76 a month; 53.2 of it is sold on the first day, to a market of four times that
    s = startup(heads=19, niche=10.0, quality=2.0, ready=0.2)
    found.spin_off(s, month(**START))
    assert (s.ready, s.contracts) == (1, 3)
    assert (s.contract_value, s.niche, s.quality) == pytest.approx((53.2, 212.8, 2.3))
    s = startup(heads=1, niche=100.0)
    found.spin_off(s, month(**START))
    assert s.niche == 100.0  # a market that is larger stays
    monkeypatch.setattr(found, "lognormal", lambda u, spread: 1.0)
    x, m = plain("sectors", wage=0.8), month(**START | {"quality_spread": 0.0})
    for e, kind, heads, quality in (
        (0.11, codes.ENGINEER, 19, 1.15),  # 1 + 3 x 6
        (0.12, codes.ENGINEER, 4, 1.0),
        (0.11, codes.STUDENT, 4, 1.0),
    ):
        luck(monkeypatch, found, 0.5, e, 0.5, 0.5)
        s = startup(rung=codes.TEAM)
        found.start_team(s, talent(kind=kind, attempts=1), x, district(), m, book())
        assert (s.heads, s.quality) == pytest.approx((heads, quality))
        assert s.paid_in == pytest.approx(10 * heads)
        assert s.ready == (1 if heads > 4 else 0.75)


def test_a_founders_firm_has_a_type_and_a_capacity_for_life(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # u decides the type, the third draw is the capacity; products: from 0.6 or 0.3 on, half of the rest
    for u, researches, share in ((0.59, True, 0.8), (0.61, False, 0.65)):
        luck(monkeypatch, found, u, 0.5, 0.9, 0.5)
        s = startup(rung=codes.TEAM)
        scientist = talent(kind=codes.SCIENTIST)
        found.start_team(s, scientist, plain("sectors"), district(), month(**START), book())
        assert (s.researching, s.capacity) == (researches, 0.9)
        assert s.high_tech_share == pytest.approx(share)


def test_a_founder_starts_a_team(monkeypatch: pytest.MonkeyPatch) -> None:
    luck(monkeypatch, found, 0.5, 0.5, 0.5, 0.5)
    monkeypatch.setattr(found, "lognormal", lambda u, spread: 1.0)
    s, b, t, x = (
        startup(rung=codes.TEAM),
        book(),
        talent(skill=1.2, attempts=2, kind=codes.ENGINEER),
        plain("sectors", wage=0.8),
    )
    found.start_team(s, t, x, district(), month(**START), b)
    assert s.quality == pytest.approx(1.1) and s.capability == pytest.approx(1.32)  # a second try
    assert s.ready == pytest.approx(0.75) and s.contracts == 0 and s.niche == pytest.approx(10)
    assert s.heads == 4 and s.research_heads == 1 and s.research_skill == 1.2
    assert s.wage_bill == s.founder_wage == pytest.approx(0.4) and s.outside_wage == pytest.approx(
        0.96
    )
    assert s.paid_in == pytest.approx(40) and s.cash == pytest.approx(40 - 3)
    assert not s.trained
    found.start_team(s, talent(schooled=True), x, district(), month(**START), book())
    assert s.trained
    assert (
        s.registered == NOW + 2 and s.area == 80 and s.patience == pytest.approx(30)
    )  # 60 days of formalities
    assert paid(b) == pytest.approx({"founders_equity": 40, "fit_out": 3})


def test_a_ripe_idea_starts_with_a_customer(monkeypatch: pytest.MonkeyPatch) -> None:
    luck(monkeypatch, found, 0.5, 0.5, 0.9, 0.5)
    s = startup(rung=codes.TEAM)
    found.start_team(s, talent(), plain("sectors"), district(), month(**START), book())
    assert s.ready == 1.0 and s.contracts == 1 and s.contract_value == pytest.approx(2.0)


def test_a_founder_with_a_large_market_starts_large(monkeypatch: pytest.MonkeyPatch) -> None:
    # a market of 160, sixteen times the middle one of 10: four times the first contract, the staff and the savings
    luck(monkeypatch, found, 1 / 32, 0.5, 0.9, 0.5)
    monkeypatch.setattr(found, "lognormal", lambda u, spread: 1.0)
    s = startup(rung=codes.TEAM)
    found.start_team(s, talent(), plain("sectors"), district(), month(**START), book())
    assert (s.niche, s.contract_value) == pytest.approx((160, 8))
    assert s.heads == 13 and s.paid_in == pytest.approx(130) and s.area == 260
    alike = startup(rung=codes.TEAM)
    found.start_team(
        alike,
        talent(),
        plain("sectors"),
        district(),
        month(**START | {"market_slope": 0.0}),
        book(),
    )
    assert (alike.niche, alike.contract_value, alike.heads) == pytest.approx((160, 2, 4))


def test_teams_register_when_their_papers_are_through_or_give_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    luck(monkeypatch, found, 0.04, 0, 0, 0)
    m, b, c = month(team_doubt=0.05), book(), counts()
    through, waiting = (
        startup(rung=codes.TEAM, registered=NOW),
        startup(rung=codes.TEAM, registered=NOW + 1),
    )
    found.register(through, m, b, c)
    found.register(waiting, m, b, c)
    assert through.rung == codes.MICRO and through.alive
    assert (
        not waiting.alive
        and waiting.exit_kind == codes.GAVE_UP
        and waiting.exit_month == NOW
        and c.gave_up == 1
    )
    m.team_doubt, patient = 0.03, startup(rung=codes.TEAM, registered=NOW + 1)
    found.register(patient, m, b, c)
    assert patient.alive and patient.rung == codes.TEAM
    firm, gone = startup(registered=NOW + 1), startup(rung=codes.TEAM, registered=NOW, alive=False)
    found.register_teams(
        Rows([firm, gone, patient]), [0, 1, 2], [month(NOW + 1, team_doubt=0.0)], [b], [c]
    )
    assert (firm.registered, gone.rung, patient.rung) == (NOW + 1, codes.TEAM, codes.MICRO)


def test_founders_choose_districts_of_their_market_by_pull() -> None:
    places = Rows([district(market=0), district(market=1), district(market=0)])
    pull = [1.0, 9.0, 3.0]
    assert [found.pick_district(u, 0, places, pull) for u in (0.1, 0.24, 0.26, 0.99)] == [
        0,
        0,
        2,
        2,
    ]
    assert found.pick_district(0.5, 1, places, pull) == 1


def test_a_founder_leaves_the_firm_that_employed_him(monkeypatch: pytest.MonkeyPatch) -> None:
    luck(monkeypatch, found, 0.5, 0.5, 0.5, 0.5)
    old = startup(heads=5, research_heads=2, research_skill=2.2, wage_bill=1.7)
    t, firms = (
        talent(employer=0, skill=1.2, wage=0.9, kind=codes.ENGINEER),
        Rows([old, startup(rung=codes.TEAM)]),
    )
    found.bring_up(
        firms,
        1,
        Rows([t]),
        Rows([plain("sectors", wage=0.8)]),
        Rows([district()]),
        [month(**START)],
        [book()],
        [0],
        [0],
        [False],
        1,
    )
    assert (
        (old.heads, old.research_heads) == (4, 1)
        and old.research_skill == pytest.approx(1.0)
        and old.wage_bill == pytest.approx(0.8)
    )
    assert (t.employer, t.venture, t.attempts) == (1, 1, 1) and t.wage == firms[
        1
    ].wage_bill == pytest.approx(0.4)
    assert firms[1].founder == 0 and firms[1].born == NOW


# people

PULL = {
    "housing_cost": 0.2,
    "flat_discount": 0.5,
    "outside_pay": 1.5,
    "outside_housing": 0.4,
    "amenity_value": 0.3,
}


def test_living_here_is_compared_with_the_cities_that_pull() -> None:
    m = month(**PULL)
    d = district(amenity=1.0)
    assert arrive.region_appeal(1.0, 0.8, d, 0.0, 0.0, m) == pytest.approx(math.log(0.8 / 0.8))
    assert arrive.region_appeal(1.0, 0.8, district(amenity=2.0), 1.0, 0.3, m) == pytest.approx(
        math.log(1.2 / 0.8) + 0.3
    )
    assert arrive.region_appeal(0.0, 0.1, d, 0.0, 0.0, m) == 0.0  # nobody lives on less than 0.05
    # housing twice as dear: 0.4 for the whole, 0.2 in a talent flat
    dear = district(amenity=1.0, housing=2.0)
    assert arrive.region_appeal(1.0, 0.8, dear, 0.0, 0.0, m) == pytest.approx(math.log(0.6 / 0.8))
    assert arrive.region_appeal(1.0, 0.8, dear, 1.0, 0.0, m) == pytest.approx(0.0)
    assert arrive.region_appeal(1.0, 0.8, dear, 0.5, 0.0, m) == pytest.approx(
        math.log(0.7 / 0.8)
    )  # an even chance of one


LEAVING = {
    **PULL,
    "leaving_rate": 0.01,
    "leaving_choice": 1.0,
    "seeker_unrest": 5,
    "graduate_unrest": 2,
    "unemployed_pay": 0.5,
}
NOTICE = {"unpaid_rate": 0.3, "notice_rate": 0.01, "option_hold": 0.3, "equity_incentive": 0.0}


def test_most_stay_for_sure_and_need_no_closer_look() -> None:
    m, x, d = month(**LEAVING, **NOTICE), plain("sectors", wage=0.8), district(amenity=1.0)
    assert arrive.income_here(1.0, d, 0.0, 0.1, m) == pytest.approx(0.9)  # housing takes 0.2
    assert arrive.income_here(1.0, d, 1.0, 0.0, m) == pytest.approx(0.9)  # a flat half of it
    assert arrive.income_there(0.8, m) == pytest.approx(0.8) and arrive.income_there(0.0, m) == 0.05
    t = talent(
        employer=3, wage=1.0
    )  # 0.8 here and there: 6 months x 1 % leave, x 0.8 % give notice

    def sure(u: float, v: float, broke: bool = False) -> bool:
        return bool(arrive.surely_stays(u, v, t, x, d, broke, 0.0, 6, m))

    assert sure(0.061, 0.049) and not sure(0.059, 0.049) and not sure(0.061, 0.047)
    assert not sure(0.999, 0.999, broke=True)  # nobody is paid: 6 months x 30 % is sure
    t.wage = 0.3  # 0.1 against 0.8 is too far off for a bound to tell
    assert not sure(0.999, 0.999)


def test_people_leave_when_terms_elsewhere_are_better() -> None:
    m, x, d = month(**LEAVING), plain("sectors", wage=0.8), district(amenity=1.0)
    employed = talent(employer=3, wage=1.0)  # appeal 0: 6 months x 1 %
    assert [arrive.leaves(u, employed, 1.0, x, d, 0.0, 6, m) for u in (0.059, 0.061)] == [
        True,
        False,
    ]
    assert not arrive.leaves(0.045, employed, 1.0, x, d, 0.3, 6, m)  # a subsidy: x 0.8 / 1.1
    seeker = talent(
        employer=codes.SEEKING, kind=codes.STUDENT
    )  # 0.4 - 0.2 against 0.8: x 4, 1 % x 5 x 2
    assert [arrive.leaves(u, seeker, 0.4, x, d, 0.0, 1, m) for u in (0.39, 0.41)] == [True, False]


def test_researchers_give_notice_for_better_pay_or_unpaid_wages() -> None:
    m, x = (
        month(unpaid_rate=0.3, notice_rate=0.01, option_hold=0.4, equity_incentive=0.0),
        plain("sectors", wage=0.9),
    )
    t = talent(wage=0.6, skill=1.0)  # 6 months x 1 % x 1.5
    assert arrive.quits(0.089, t, x, False, 6, m) and not arrive.quits(0.091, t, x, False, 6, m)
    assert arrive.quits(0.29, t, x, True, 1, m)
    m.equity_incentive = 0.5  # half have options, which hold two in five of them: x 0.8
    assert arrive.quits(0.071, t, x, False, 6, m) and not arrive.quits(0.073, t, x, False, 6, m)


def test_how_often_people_look_around() -> None:
    due = {
        e: [arrive.look_interval(talent(employer=e), c) for c in range(NOW, NOW + 12)]
        for e in (codes.SEEKING, 4, codes.OUTSIDE)
    }
    assert due[codes.SEEKING] == [1] * 12
    assert sorted(due[4]) == [0] * 10 + [6, 6] and sorted(due[codes.OUTSIDE]) == [0] * 11 + [12]


def test_who_resigns_leaves_the_payroll_and_who_is_set_free_rests() -> None:
    s, t = (
        startup(heads=4, research_heads=2, research_skill=2.5, wage_bill=1.5),
        talent(employer=0, skill=1.5, wage=0.9),
    )
    arrive.resign(t, s)
    assert (s.heads, s.research_heads, t.employer, t.wage) == (3, 1, codes.SEEKING, 0)
    assert s.research_skill == pytest.approx(1.0) and s.wage_bill == pytest.approx(0.6)
    founder = talent(employer=0, venture=0, wage=0.4)
    gone = startup(alive=False, exit_kind=codes.MOVED, exit_month=NOW - 1, deregistered=NOW + 7)
    arrive.set_free(founder, gone, month(founder_rest=4, leave_months=36))
    assert (founder.employer, founder.venture, founder.rest_until) == (codes.SEEKING, -1, NOW + 4)
    assert founder.sheltered == 0


def test_a_look_around_may_end_in_staying_notice_work_outside_or_departure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # in a firm: leaving 6 x 1 % x 1, notice 6 x 1 % x 0.8; out of work: 6 % a month leave, a tenth is taken on outside
    m = month(**LEAVING, **NOTICE, settlement_subsidy=0, outside_hiring=0.1)
    x, d = plain("sectors", wage=0.8), district(amenity=1.0)

    def after(u: float, v: float, w: float, employer: int) -> tuple[bool, int, int]:
        luck(monkeypatch, arrive, u, v, w, 0.5)
        s, t = (
            startup(cash=1.0, heads=3, research_heads=2),
            talent(employer=employer, wage=1.0, kind=codes.ENGINEER),
        )
        gone = arrive.look_around(t, Rows([s]), x, Rows([d]), [m], 0, 6 if employer >= 0 else 1)
        assert gone != t.alive and (t.departed == NOW) == gone
        return gone, t.employer, s.research_heads

    assert after(0.9, 0.9, 0.9, 0) == (False, 0, 2)
    assert after(0.9, 0.04, 0.9, 0) == (False, codes.SEEKING, 1)
    assert after(0.05, 0.9, 0.9, 0) == (True, codes.SEEKING, 1)
    assert after(0.9, 0.0, 0.09, codes.SEEKING) == (False, codes.OUTSIDE, 2)
    assert after(0.9, 0.0, 0.11, codes.SEEKING) == (False, codes.SEEKING, 2)
    assert after(0.01, 0.0, 0.9, codes.SEEKING)[0]


def test_who_gives_notice_gives_the_flat_back(monkeypatch: pytest.MonkeyPatch) -> None:
    luck(
        monkeypatch, arrive, 0.99, 0.0, 0.99, 0.0
    )  # stays in the region, gives notice, finds nothing
    t = talent(employer=0, wage=0.8, housed=True, kind=codes.ENGINEER)
    clock = next(c for c in range(NOW, NOW + 6) if arrive.look_interval(t, c))
    m = month(clock, **LEAVING, **NOTICE, settlement_subsidy=0, outside_hiring=0)
    s, people = startup(heads=3, research_heads=2, cash=10.0), np.zeros((1, 6), int)
    seekers, turn, listed = [9], [0], [0, 0, 0, 0]
    arrive.stay_or_go(
        Rows([t]),
        [0],
        [],
        Rows([s]),
        Rows([plain("sectors", wage=0.8)]),
        Rows([district()]),
        [m],
        [0],
        [book()],
        [counts()],
        people,
        [0],
        [0],
        seekers,
        turn,
        listed,
    )
    assert t.employer == codes.SEEKING and not t.housed and people.tolist() == [[0] * 6]
    assert seekers == [0] and turn == [0] and listed[2:] == [1, 1]
    census = Rows([counts()])
    arrive.count_people(np.array([[1, 0, 2, 0, 0, 3]]), census)
    assert (census[0].talent, census[0].talent_engineer, census[0].talent_leading) == (6, 2, 3)


def test_flats_go_on_being_let_to_those_who_work_in_startups() -> None:
    d, firms = district(), Rows([startup()])
    people = Rows(
        [
            talent(employer=0, housed=True),
            talent(employer=codes.OUTSIDE, housed=True),
            talent(employer=0, housed=False),
        ]
    )
    hire.assign_flats(people, [0, 1], firms, Rows([d]), [month(talent_flats=3)])
    assert [t.housed for t in people] == [True, False, False] and d.flats_free == 2


def test_the_chance_of_a_flat_is_of_those_that_stand_free_in_the_market_for_those_it_took_on() -> (
    None
):
    here, next_door, far = (
        district(taken_on=6),
        district(taken_on=2),
        district(market=1, taken_on=5),
    )
    places, months = Rows([here, next_door, far]), [month(talent_flats=n) for n in (4, 2, 9)]
    people = Rows([talent(employer=0, housed=True), talent(employer=0, housed=True)])
    hire.assign_flats(people, [0, 1], Rows([startup()]), places, months)
    assert [d.flats_free for d in places] == [2, 2, 9]
    assert [d.flat_chance for d in places] == [
        0.5,
        0.5,
        1.0,
    ]  # four of eight; more flats than people
    assert hire.chance_of_flat(0, places) == 0.5
    hire.assign_flats(people, [0, 1], Rows([startup()]), places, [month(talent_flats=0)] * 3)
    assert [d.flat_chance for d in places] == [0.0, 0.0, 0.0] and not any(t.housed for t in people)


def test_who_looks_for_work_stays_for_the_flat_hoped_for() -> None:
    m, x, hope = (
        month(**LEAVING),
        plain("sectors", wage=0.8),
        district(amenity=1.0, flat_chance=0.5),
    )
    seeker = talent(
        employer=codes.SEEKING, kind=codes.ENGINEER
    )  # 0.4 - 0.15 against 0.8: x 3.2, 1 % x 5
    assert [arrive.leaves(u, seeker, 0.4, x, hope, 0.0, 1, m) for u in (0.159, 0.161)] == [
        True,
        False,
    ]
    employed = talent(
        employer=3, wage=1.0
    )  # the hope of a flat is nothing to one in work without one
    assert [arrive.leaves(u, employed, 1.0, x, hope, 0.0, 6, m) for u in (0.059, 0.061)] == [
        True,
        False,
    ]
    employed.housed = True  # 1.0 - 0.1 against 0.8
    assert [arrive.leaves(u, employed, 1.0, x, hope, 0.0, 6, m) for u in (0.053, 0.054)] == [
        True,
        False,
    ]


def test_a_flat_hoped_for_draws_people_in() -> None:
    x, m = plain("sectors", wage=0.8), month(**COMING)
    # ln(0.65 / 0.8) at a chance of one half: 1 / (1 + e / 0.8125)
    chance = 1 / (1 + math.e / 0.8125)
    d = district(amenity=1.0, flat_chance=0.5)
    assert [arrive.comes(talent(), chance + e, 0.0, False, x, d, m) for e in (-0.001, 0.001)] == [
        True,
        False,
    ]


def market_trades() -> Rows:
    """Three sectors: one of another market, two of ours with 30 and 70 % of newcomers."""
    return Rows(
        [
            plain("sectors", market=1, share=1.0),
            plain("sectors", share=0.3, wage=0.8),
            plain("sectors", share=0.7, wage=0.8),
        ]
    )


def test_a_newcomers_field_follows_the_market(monkeypatch: pytest.MonkeyPatch) -> None:
    picked = []
    for u in (0.1, 0.29, 0.31, 1.0):
        luck(monkeypatch, arrive, u, 0.5, 0.25, 0.75)
        t = talent()
        assert arrive.draw_newcomer(t, 0, market_trades(), month(skill_spread=0.5)) == (0.25, 0.75)
        picked.append(t.sector)
        assert (
            t.skill == pytest.approx(math.exp(-0.125))
            and t.born == NOW
            and t.employer == codes.SEEKING
        )
    assert picked == [1, 1, 2, 2]
    assert arrive.pick_sector(0.5, 1, market_trades()) == 0


def test_graduates_arrive_looking_for_work() -> None:
    people = Rows([talent() for _ in range(3)])
    arrive.graduate(
        people, 0, 3, 0, np.uint64(5), 0.0, market_trades(), [month(skill_spread=0.3)], 0
    )
    assert {(t.kind, t.origin, t.employer) for t in people} == {
        (codes.STUDENT, codes.GRADUATE, codes.SEEKING)
    }
    assert len({t.key for t in people}) == 3 and {t.sector for t in people} <= {1, 2}
    assert not any(t.schooled for t in people)


def test_how_many_outsiders_a_district_talks_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrive, "poisson", lambda u, rate: rate)  # the expected numbers
    m = month(
        returnees=120,
        recruiting_budget=24,
        contact_cost=0.5,
        firm_visits=12,
        promotion_budget=72,
        visit_cost=6,
        fund_visits=6,
        fund_promotion_budget=144,
        fund_visit_cost=12,
    )
    got = [[0.0] for _ in range(4)]
    arrive.draw_contacts(Rows([district(share=0.5, operator_contacts=0.25)]), [m], *got)
    assert got == [[5.0], [4.0], [2.25], [1.5]]


COMING = {
    **PULL,
    "skill_spread": 0.0,
    "talent_award": 3.6,
    "award_horizon": 36,
    "home_pull": 1.0,
    "moving_cost": 1.0,
    "moving_choice": 1.0,
    "formality_share": 0.25,
    "mobility_reform": 0.0,
    "overseas_skill": 1.3,
}


def approached(
    monkeypatch: pytest.MonkeyPatch, will: float, money: float = 10.0, recruited: int = 1
) -> tuple[int, Any, Any, Any, Any]:
    """One engineer whom recruiters met (or who thinks of home); `will` is the draw against the chance of coming."""
    luck(monkeypatch, arrive, 0.5, 0.5, will, 0.2)
    t, p, b, c = talent(alive=False), plain("programmes", purse=money), book(), counts()
    came = arrive.approach(
        Rows([t]),
        0,
        [1 - recruited],
        [recruited],
        [0],
        Rows([district(amenity=1.0)]),
        market_trades(),
        Rows([p]),
        [0],
        [month(**COMING)],
        [b],
        [c],
    )
    return came, t, p, b, c


def test_a_person_comes_for_the_terms_and_takes_the_award(monkeypatch: pytest.MonkeyPatch) -> None:
    # ln((0.8 + 0.1 - 0.2) / (1.2 - 0.4)) with the award, so the chance is 1 / (1 + e / 0.875) = 0.2435
    came, t, p, b, c = approached(monkeypatch, 0.2434)
    assert (
        came == 1
        and t.alive
        and t.employer == codes.SEEKING
        and t.origin == codes.RECRUITED
        and t.kind == codes.ENGINEER
    )
    assert (
        p.purse == pytest.approx(6.4)
        and p.granted == 1
        and paid(b) == {"talent_award": 3.6}
        and c.talent_came == 1
    )
    came, t, p, b, c = approached(monkeypatch, 0.2436)
    assert came == 0 and not t.alive and p.purse == 10 and paid(b) == {} and c.talent_came == 0
    # an empty purse: ln(0.6 / 0.8), chance 1 / (1 + e / 0.75) = 0.2162
    came, t, p, b, c = approached(monkeypatch, 0.2161, money=3.5)
    assert came == 1 and p.purse == 3.5 and paid(b) == {}
    assert approached(monkeypatch, 0.2163, money=3.5)[0] == 0


def test_home_draws_those_who_left_it(monkeypatch: pytest.MonkeyPatch) -> None:
    # the same terms, and 1 on top: 1 / (1 + 1 / 0.75)
    came, t, *_ = approached(monkeypatch, 0.4285, money=0.0, recruited=0)
    assert came == 1 and t.origin == codes.RETURNED
    assert approached(monkeypatch, 0.4287, money=0.0, recruited=0)[0] == 0
    x, d = plain("sectors", wage=0.8), district(amenity=1.0)
    assert arrive.comes(talent(), 0.4285, 0.0, True, x, d, month(**COMING))
    assert not arrive.comes(talent(), 0.4285, 0.0, False, x, d, month(**COMING))


VISIT = {
    "certificate_months": 36,
    "mover_certified": 0.0,
    "mover_sales": 6,
    "relocation_grant": 40,
    "outside_rent": 0.006,
    "moving_bill": 80,
    "rent_weight": 1.0,
    "firm_inertia": 2.0,
    "firm_choice": 1.0,
    "capability_spread": 0.3,
    "first_contract": 2.0,
    "patience": 30,
    "output_per_head": 4.0,
    "area_per_head": 20,
    "savings": 10,
    "project_mix": 0.0,
    "outpost_tie": 1.0,
    "outpost_size": 0.5,
}


def visited(monkeypatch: pytest.MonkeyPatch, will: float) -> tuple[int, Any, Any, Any]:
    """One firm that looks at a district; `will` is the draw against the chance of moving in."""
    luck(monkeypatch, attract_firms, 0.5, will, 0.5, 0.5)
    monkeypatch.setattr(attract_firms, "lognormal", lambda u, spread: 1.0)
    s, p, b, x = (
        plain("startups", alive=False),
        plain("programmes", purse=100.0),
        book(),
        plain("sectors", firms=10, wage=0.9, share=1.0),
    )
    came = attract_firms.visit(
        Rows([s]),
        0,
        1,
        0,
        0,
        Rows([district(market_rent=0.003)]),
        Rows([x]),
        Rows([p]),
        0,
        [month(**VISIT)],
        [b],
    )
    return came, s, p, b


def test_a_firm_moves_in_for_cheap_rent_neighbours_and_a_grant(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # 40 / 80 + ln 2 + ln(1 + 10) / 10 = 1.4329; chance 1 / (1 + exp(2 - 1.4329)) = 0.36190
    came, s, p, b = visited(monkeypatch, 0.3620)
    assert came == 0 and not s.alive and p.purse == 100 and paid(b) == {}
    came, s, p, b = visited(monkeypatch, 0.3618)
    assert (
        came == 1
        and s.alive
        and s.rung == codes.MICRO
        and s.origin == codes.ATTRACTED
        and s.born == NOW - 36
    )
    assert (
        s.paid_in == pytest.approx(60) and s.cash == pytest.approx(100) and s.support == 40
    )  # 10 x 3 heads x 2, and the grant
    assert p.purse == 60 and paid(b) == pytest.approx({"founders_equity": 60, "relocation": 40})


def test_a_firm_that_moves_in_has_customers_and_a_team(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attract_firms, "lognormal", lambda u, spread: 2.0)
    s = plain("startups", alive=False)
    attract_firms.settle_firm(s, 2, 0.5, 0.5, 1.0, plain("sectors", wage=0.9), month(**VISIT))
    assert (s.contract_value, s.contracts, s.niche, s.heads, s.area) == pytest.approx(
        (24, 4, 96, 6, 120)
    ) and s.alive
    assert (
        s.ready == 1.0
        and s.capability == pytest.approx(1.2)
        and s.sector == 2
        and s.outside_wage == 0.9
    )
    assert s.cash == s.paid_in == pytest.approx(120) and s.patience == 60
    assert s.researching and s.capacity == chance.trait(s.key)  # 0.7 of its products are high-tech
    other = month(**VISIT | {"least_research_share": 0.71})
    attract_firms.settle_firm(s, 2, 0.5, 0.5, 1.0, plain("sectors", wage=0.9), other)
    assert not s.researching and s.high_tech_until == -1 and s.designs == 0


@pytest.mark.parametrize(
    ("capacity", "size", "certified"),
    [(0.81, 1.0, True), (0.79, 1.0, False), (0.81, 0.4, False)],  # a hatched team brings none
)
def test_a_fifth_of_the_firms_that_move_in_bring_a_certificate(
    monkeypatch: pytest.MonkeyPatch, capacity: float, size: float, certified: bool
) -> None:
    monkeypatch.setattr(attract_firms, "trait", lambda key: capacity)
    s, m = plain("startups", alive=False), month(**VISIT | {"mover_certified": 0.2})
    attract_firms.settle_firm(s, 2, 0.5, 0.5, size, plain("sectors", wage=0.9), m)
    # half of its three years are left
    assert s.high_tech_until == (NOW + 18 if certified else -1)


# hiring


def test_a_firm_with_prospects_offers_the_market_wage() -> None:
    m, x, t = month(pay_floor=0.8), plain("sectors", wage=1.0), talent(skill=1.2)

    def offer(cash: float) -> float:
        return float(hire.wage_offer(hire.prospects(startup(cash=cash, costs=10.0), m), x, t, m))

    assert [offer(cash) for cash in (60.0, 30.0, -5.0)] == pytest.approx([1.2, 1.08, 0.96])


def test_people_out_of_work_sign_for_less() -> None:
    m, x = month(reserve_employed=1.0, reserve_unemployed=0.7), plain("sectors", wage=0.9)
    assert hire.reservation_wage(talent(employer=codes.OUTSIDE, skill=2.0), x, m) == pytest.approx(
        1.8
    )
    assert hire.reservation_wage(talent(employer=codes.SEEKING, skill=2.0), x, m) == pytest.approx(
        1.26
    )


def test_a_settlement_subsidy_counts_only_if_its_whole_term_is_in_the_purse() -> None:
    m = month(settlement_subsidy=0.125, settlement_months=24)
    assert hire.promised_subsidy(plain("programmes", purse=3.0), m) == 0.125
    assert hire.promised_subsidy(plain("programmes", purse=2.99), m) == 0.0


def test_only_registered_firms_with_posts_are_listed_and_only_those_who_look() -> None:
    firms = Rows(
        [
            startup(vacancies=2),
            startup(vacancies=1, rung=codes.TEAM),
            startup(vacancies=0),
            startup(vacancies=3, alive=False),
        ]
    )
    x, listed, ranks, last = plain("sectors", vacancies=99), [0] * 4, [0] * 4, [9]
    assert (
        hire.list_hirers(firms, [0, 1, 2, 3], Rows([x]), listed, ranks, last) == 1
        and listed[0] == 0
        and x.vacancies == 2
        and last == [1]
    )
    people = Rows(
        [
            talent(employer=codes.SEEKING),
            talent(employer=codes.SEEKING, venture=4),
            talent(employer=codes.OUTSIDE, skill=2.0),
        ]
    )
    found_, order, rows = [0] * 3, [0] * 3, [0, 1, 2]
    m = month(outside_search=0.0)
    assert hire.list_job_seekers(people, rows, Rows([x]), [m], found_, order) == 1
    m.outside_search = 1.0
    assert hire.list_job_seekers(people, rows, Rows([x]), [m], found_, order) == 2
    assert found_[:2] == [0, 2] and order[1] < order[0]  # the ablest first


def test_who_signs_is_on_the_payroll() -> None:
    s, t = startup(vacancies=2, heads=3), talent(skill=1.5, wage=0.9)
    hire.take_on(t, s)
    assert (s.vacancies, s.heads, s.research_heads) == (1, 4, 1)
    assert (s.research_skill, s.wage_bill) == pytest.approx((1.5, 0.9))


def test_a_budget_for_services_brings_offers_to_those_who_look() -> None:
    m = month(view_rate=0.4, talent_service_budget=50, talent_service_cost=50)
    assert hire.chance_of_offer(m) == pytest.approx(0.4 + 0.6 * 0.6321206)
    m.talent_service_budget = 0
    assert hire.chance_of_offer(m) == 0.4


MATCH = {
    "view_rate": 1.0,
    "talent_service_budget": 0,
    "talent_service_cost": 1,
    "settlement_subsidy": 0.1,
    "settlement_months": 24,
    "housing_cost": 0.2,
    "flat_discount": 0.5,
    "amenity_value": 0.3,
    "pay_floor": 0.8,
    "reserve_employed": 0.9,
    "reserve_unemployed": 0.7,
    "option_value": 0.2,
    "equity_incentive": 0.0,
}


def test_the_ablest_chooses_first_and_signs_with_the_best_of_three(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    luck(monkeypatch, hire, 0.5, 0.1, 0.6, 0.9)
    poor, rich = (
        startup(cash=0.0, costs=10.0, vacancies=1, heads=3),
        startup(cash=100.0, costs=10.0, vacancies=1, heads=3),
    )
    able, other = (
        talent(employer=codes.SEEKING, skill=2.0),
        talent(employer=codes.SEEKING, skill=1.0),
    )
    x, d, b, p = (
        plain("sectors", wage=1.0),
        district(flats_free=1, amenity=1.0),
        book(),
        plain("programmes", purse=3.0),
    )
    c, signed = counts(), [9, 9]
    purse_of = np.zeros((1, len(codes.PROGRAMMES)), int)
    hire.match_people(
        Rows([able, other]),
        Rows([poor, rich]),
        Rows([x]),
        Rows([d]),
        Rows([p]),
        purse_of,
        [month(**MATCH)],
        [b],
        [c],
        [0, 1],
        [0, 1],
        [2],
        signed,
    )
    assert signed == [0, 1]
    assert (
        able.employer == 1
        and able.wage == pytest.approx(2.0)
        and able.housed
        and able.supported_until == NOW + 24
    )
    assert other.employer == 0 and other.wage == pytest.approx(0.8) and not other.housed
    assert (rich.heads, rich.research_heads, rich.vacancies) == (
        4,
        1,
        0,
    ) and rich.wage_bill == pytest.approx(2.0)
    assert (
        p.purse == pytest.approx(0.6)
        and paid(b) == pytest.approx({"settlement": 2.4})
        and d.flats_free == 0
    )
    assert c.talent_hired == 2 and d.taken_on == 2


def test_flats_are_for_those_who_looked_for_work(monkeypatch: pytest.MonkeyPatch) -> None:
    luck(monkeypatch, hire, 0.5, 0.1, 0.6, 0.9)
    x, d = plain("sectors", wage=1.0), district(flats_free=1, amenity=1.0, taken_on=9)
    rich, here = (
        startup(cash=100.0, costs=10.0, vacancies=2),
        talent(employer=codes.OUTSIDE, skill=2.0),
    )
    seeker = talent(employer=codes.SEEKING)
    hire.match_people(
        Rows([here, seeker]),
        Rows([rich]),
        Rows([x]),
        Rows([d]),
        Rows([plain("programmes")]),
        np.zeros((1, len(codes.PROGRAMMES)), int),
        [month(**MATCH)],
        [book()],
        [counts()],
        [0, 1],
        [0],
        [1],
        [9, 9],
    )
    assert here.employer == seeker.employer == 0 and seeker.housed and not here.housed
    assert d.taken_on == 1 and d.flats_free == 0


def test_nobody_signs_below_the_reservation_wage(monkeypatch: pytest.MonkeyPatch) -> None:
    luck(monkeypatch, hire, 0.5, 0.1, 0.6, 0.9)
    poor, t = (
        startup(cash=0.0, costs=10.0, vacancies=1),
        talent(employer=codes.OUTSIDE),
    )  # 0.8 offered, 0.9 wanted
    hire.match_people(
        Rows([t]),
        Rows([poor]),
        Rows([plain("sectors", wage=1.0)]),
        Rows([district(amenity=1.0)]),
        Rows([plain("programmes")]),
        np.zeros((1, len(codes.PROGRAMMES)), int),
        [month(**MATCH)],
        [book()],
        [counts()],
        [0],
        [0],
        [1],
        [9],
    )
    assert t.employer == codes.OUTSIDE and poor.vacancies == 1


def test_wages_follow_the_labour_market() -> None:
    m = month(wage_response=0.01, wage_growth=0.12)
    tight, slack = (
        plain("sectors", wage=1.0, vacancies=99, seekers=9),
        plain("sectors", wage=1.0, vacancies=0, seekers=0),
    )
    hire.update_wages(Rows([tight, slack]), [m], [0, 0])
    assert tight.wage == pytest.approx(1.02) and slack.wage == pytest.approx(
        1.01
    )  # ln 10 counts as 1 at most


# places


def test_the_official_test_of_graduation() -> None:
    m = law(2022)
    assert admit.has_graduated(startup(rung=codes.HIGH_TECH), m) and admit.has_graduated(
        startup(listed=True), m
    )
    assert admit.has_graduated(startup(raised=500.1), m) and not admit.has_graduated(
        startup(raised=500.0), m
    )
    assert admit.has_graduated(
        startup(sales_1=600.0, sales_2=401.0), m
    ) and not admit.has_graduated(startup(sales_1=600.0, sales_2=400.0), m)


def test_the_longest_stay_by_kind_of_place() -> None:
    m, x = law(2022, long_development=20), plain("sectors", difficulty=19.9)
    assert [admit.stay_limit(kind, x, m) for kind in range(4)] == [24, 48, 60, 1e9]
    slow = plain("sectors", difficulty=20.0)  # as drugs and chips
    assert [admit.stay_limit(kind, slow, m) for kind in range(4)] == [24, 60, 60, 1e9]


def place(**given: Any) -> SimpleNamespace:
    """An open incubator."""
    return plain(
        "incubators",
        **{
            "kind": codes.INCUBATOR,
            "opened": NOW - 60,
            "tenant_area": 1000.0,
            "free": 1000.0,
            "sector": -1,
            **given,
        },
    )


def test_tenants_leave_when_graduated_over_their_term_or_out_of_a_house() -> None:
    m, x = law(2022, 6, long_development=20, lease_months=24), plain("sectors", difficulty=10.0)
    stays, over = startup(admitted=m.clock - 48), startup(admitted=m.clock - 49)
    assert not admit.must_leave(stays, place(), x, m) and admit.must_leave(over, place(), x, m)
    assert not admit.must_leave(over, place(), plain("sectors", difficulty=20.0), m)
    assert admit.must_leave(stays, place(closed=NOW), x, m)
    # who has graduated stays to the end of its lease, here of two years
    for months, leaves in ((12, False), (23, False), (24, True), (25, False)):
        ripe = startup(rung=codes.HIGH_TECH, admitted=m.clock - months)
        assert admit.must_leave(ripe, place(), x, m) == leaves
        assert not admit.must_leave(ripe, place(kind=codes.ACCELERATOR), x, m)
    i, s = place(occupied=200.0, tenants=2), startup(rung=codes.HIGH_TECH, home=0, area=80.0)
    c = counts()
    admit.let_go(s, i, m, c)
    assert (i.occupied, i.tenants, i.graduates, i.graduates_year, s.home) == (120.0, 1, 1, 1, -1)
    assert s.left_home == m.clock and c.graduates_now == 1
    i, s = place(occupied=200.0, tenants=2), startup(home=0, area=80.0)
    admit.let_go(s, i, m, c)
    assert (i.tenants, i.graduates, s.home, c.graduates_now) == (1, 0, -1, 1)


def test_who_may_enter_what() -> None:
    m = law(2022, 6)
    team, young, old = startup(rung=codes.TEAM), startup(), startup(rung=codes.HIGH_TECH)
    assert admit.accepts(place(kind=codes.MAKERSPACE), team, 24, m) and not admit.accepts(
        place(kind=codes.MAKERSPACE), team, 25, m
    )
    assert not admit.accepts(place(), team, 1, m)
    assert (
        admit.accepts(place(), young, 24, m)
        and not admit.accepts(place(), young, 25, m)
        and not admit.accepts(place(), old, 5, m)
    )
    assert admit.accepts(place(kind=codes.ACCELERATOR), old, 5, m) and admit.accepts(
        place(kind=codes.ACCELERATOR), young, 25, m
    )
    assert not admit.accepts(place(kind=codes.ACCELERATOR), young, 24, m)
    assert not admit.accepts(place(opened=-1), young, 1, m) and not admit.accepts(
        place(closed=NOW), young, 1, m
    )
    assert not admit.accepts(place(district=1), young, 1, m)


def test_what_a_place_is_worth() -> None:
    m = month(service_value=0.6, hours_half=10, neighbour_value=0.1, campus_value=0.2)
    # 80 m2 x (0.003 - 0.001) + 0.6 x 20 / 30 + 0.1
    assert admit.attraction(
        place(rent=0.001, hours=20.0, sector=0), startup(area=80.0), district(), m
    ) == pytest.approx(0.16 + 0.4 + 0.1)
    assert admit.attraction(
        place(rent=0.004, sector=2), startup(area=80.0), district(), m
    ) == pytest.approx(-0.08)
    # a team works at home: 80 m2 x -0.001 + 0.6 x 20 / 30
    team = startup(area=80.0, rung=codes.TEAM)
    assert admit.attraction(
        place(rent=0.001, hours=20.0, sector=2), team, district(), m
    ) == pytest.approx(-0.08 + 0.4)


def test_places_that_stand_open_and_have_room_are_listed() -> None:
    places = [place(free=-1.0), place(free=0.0), place(opened=-1), place(free=9.0)]
    rooms = [9] * 4
    assert admit.list_rooms(Rows(places), rooms) == 2 and rooms[:2] == [1, 3]


def test_a_startup_chooses_the_best_place_with_room() -> None:
    m = law(2022, 6, service_value=0.6, hours_half=10, neighbour_value=0.0, campus_value=0.0)
    full, dear, fine = place(free=50.0, hours=90.0), place(rent=0.02), place(rent=0.001, hours=5.0)
    s = startup(born=m.clock - 3, area=80.0)
    assert admit.best_place(s, -1, 3, Rows([full, dear, fine]), range(3), district(), m) == 2
    assert admit.best_place(s, -1, 3, Rows([full, dear]), range(2), district(), m) == -1
    assert (
        admit.best_place(s, codes.PARK, 3, Rows([full, dear, fine]), range(3), district(), m) == -1
    )


def test_selection_sees_quality_through_noise_and_government_sees_friends() -> None:
    m = month(fit_weight=0.2, connections=0.5, management_separation=0.4, customer_weight=0.3)
    m.research_weight = 0.9
    one = 0.8413447460685429  # one spread above the mean
    s = startup(quality=math.e, capability=1.0, sector=3)
    assert admit.merit(
        s, place(selection_noise=0.7, owner=codes.PRIVATE), one, one, m
    ) == pytest.approx(1.7)
    assert admit.merit(
        s, place(selection_noise=0.0, owner=codes.GOVERNMENT, sector=3), one, one, m
    ) == pytest.approx(1 + 0.2 + 0.3)
    s.contract_value = math.e**2 - 1  # customers count by the logarithm: 0.3 x 2
    assert admit.merit(
        s, place(selection_noise=0.0, owner=codes.PRIVATE), one, one, m
    ) == pytest.approx(1.6)
    s.researching = True  # and research of its own
    assert admit.merit(
        s, place(selection_noise=0.0, owner=codes.PRIVATE), one, one, m
    ) == pytest.approx(2.5)


def test_once_a_quarter_those_without_a_desk_apply_and_those_whose_time_is_up_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    luck(monkeypatch, admit, 0.29, 0.5, 0.5, 0.5)
    s = startup(area=80.0, quality=math.e)
    clock = next(c for c in range(NOW, NOW + 3) if chance.slot(s.key, 3) == c % 3)
    s.born, houses = (
        clock - 3,
        Rows(
            [
                place(rent=0.001, free=100.0),
                place(rent=0.001, hours=10.0, free=100.0, tenants=1, occupied=60.0),
            ]
        ),
    )
    over = startup(home=1, admitted=clock - 49, area=60.0)
    for at, aware, applies in (
        (clock, 0.5, 1),
        (clock, 0.4, 0),
        (clock + 1, 0.5, 0),
    ):  # 3 x 0.2 x 0.5 = 0.3
        m = law(
            2022,
            6,
            application_rate=0.2,
            service_value=0.6,
            hours_half=10,
            neighbour_value=0.0,
            campus_value=0.0,
            fit_weight=0.2,
            connections=0,
            management_separation=0,
            customer_weight=0.3,
            long_development=20,
        )
        m.clock, who, where, score, came, c = at, [9, 9], [9, 9], [9.0, 9.0], [9, 9], counts()
        over.home = 1
        houses[1].tenants, houses[1].occupied = 1, 60.0
        assert (
            admit.move_desks(
                Rows([s, over]),
                [0, 1],
                houses,
                range(len(houses)),
                Rows([plain("sectors", difficulty=10.0)]),
                Rows([district(aware=aware)]),
                [m],
                [c],
                who,
                where,
                score,
                came,
                [False] * 9,
            )
            == applies
        )
        assert over.home == -1 and (houses[1].tenants, houses[1].occupied) == (0, 0)
        if applies:
            assert (who[0], where[0], came[0]) == (0, 1, -1) and score[0] == pytest.approx(1.0)
        assert c.incubator_out == 1  # no accelerator and no park here


def test_applicants_are_taken_best_first_while_area_lasts_and_the_leading_sector_is_kept_room() -> (
    None
):
    m = month(leading_sector_rule=0.5, area_per_head=20, first_heads=5, admission_bar=1.0)
    i = place(sector=1, tenant_area=400.0, same_sector=1)  # 200 reserved, 100 of it taken
    firms = Rows(
        [
            startup(area=200.0, sector=0),
            startup(area=150.0, sector=0),
            startup(area=150.0, sector=1),
            startup(area=100.0, sector=1),
            startup(area=10.0, sector=1),
        ]
    )
    c, outcome = counts(), [-1] * 5
    admit.seat_applicants(
        firms,
        Rows([i]),
        [m],
        [c],
        [0, 1, 2, 3, 4],
        [0] * 5,
        [2.0, 1.9, 1.8, 1.7, 1.0],
        [codes.MAKERSPACE, codes.MAKERSPACE, -1, -1, -1],
        [0, 1, 2, 3, 4],
        outcome,
    )  # 350 of 400 are taken when the fourth comes; there is room for the fifth, who promises too little
    assert (c.makerspace_up, c.makerspace_out) == (1, 1) and outcome == [
        codes.TAKEN,
        codes.RESERVED,
        codes.TAKEN,
        codes.FULL,
        codes.REFUSED,
    ]
    assert (
        [s.home for s in firms] == [0, -1, 0, -1, -1]
        and i.occupied == 350.0
        and i.tenants == 2
        and firms[0].admitted == NOW
    )


def test_who_wants_a_title_takes_no_firm_that_would_leave_its_leading_sector_with_too_few() -> None:
    wants = {"sector": 1, "kept_share": 0.75, "list_stake": 100.0}
    for tenants, own, free in ((0, 0, False), (3, 3, True), (4, 3, False), (7, 6, True)):
        i = place(tenants=tenants, same_sector=own, **wants)
        assert admit.crowds_out(i, startup(sector=0)) is not free
        assert not admit.crowds_out(i, startup(sector=1))
    indifferent = place(tenants=0, same_sector=0, **{**wants, "list_stake": 0.0})
    assert not admit.crowds_out(indifferent, startup(sector=0))
    m = month(leading_sector_rule=0.0, area_per_head=20, first_heads=5, admission_bar=1.0)
    firms, i = Rows([startup(area=20.0, sector=0)]), place(tenant_area=400.0, **wants)
    outcome = [-1]
    admit.seat_applicants(firms, Rows([i]), [m], [counts()], [0], [0], [2.0], [-1], [0], outcome)
    assert firms[0].home == -1 and outcome == [codes.RESERVED]


def test_a_makerspace_is_open_to_all_it_has_room_for() -> None:
    m = month(leading_sector_rule=0.0, area_per_head=20, first_heads=5, admission_bar=1.0)
    for kind, home in ((codes.MAKERSPACE, 0), (codes.INCUBATOR, -1)):
        firms, i = Rows([startup(area=20.0)]), place(kind=kind, tenant_area=400.0)
        admit.seat_applicants(firms, Rows([i]), [m], [counts()], [0], [0], [0.5], [-1], [0], [-1])
        assert firms[0].home == home


# government


@given(budget=st.floats(0, 1e6), more=st.floats(0, 1e6), clients=st.floats(0, 1e5))
def test_a_larger_budget_reaches_more_clients(budget: float, more: float, clients: float) -> None:
    assert (
        0
        <= public_services.service_coverage(budget, 0.5, clients)
        <= public_services.service_coverage(budget + more, 0.5, clients)
        <= 1
    )


def test_the_share_a_budget_reaches() -> None:
    assert public_services.service_coverage(0, 1, 10) == 0 and public_services.service_coverage(
        10, 0.5, 20
    ) == pytest.approx(1 - math.exp(-1))
    assert public_services.service_coverage(1, 1, 0) == pytest.approx(
        1 - math.exp(-1)
    )  # one client at least


def test_every_programme_has_its_envelope() -> None:
    names = (
        "rent_subsidy",
        "research_grant",
        "voucher",
        "digital",
        "joint_research",
        "founder_grant",
        "award",
        "interest",
        "relocation",
        "procurement",
        "talent_award",
        "settlement",
        "operating_subsidy",
        "upgrade_grant",
        "park_policy",
    )
    assert names == codes.PROGRAMMES
    m = month(**{f"{name}_envelope": float(k + 1) for k, name in enumerate(names)})
    assert [public_services.yearly_envelope(k, m) for k in range(len(names))] == [
        k + 1 for k in range(len(names))
    ]


def test_programmes_open_later_in_the_year_unless_departments_coordinate() -> None:
    assert (
        public_services.opening_month(
            district(), month(opening_lag=4, coordination_budget=0, coordination_cost=100)
        )
        == 5
    )
    helped = month(opening_lag=4, coordination_budget=100, coordination_cost=100)  # 1.47 months
    assert (
        public_services.opening_month(district(), helped) == 2
        and public_services.opening_month(district(hurry=0.3), helped) == 1
    )


def test_a_purse_opens_once_a_year_pro_rata_of_the_months_covered() -> None:
    p, b, d = plain("programmes", kind=codes.VOUCHER), book(), district(opening=6)
    m = month(**ENVELOPES | {"voucher_envelope": 120.0}, first_month=4)
    public_services.open_purse(p, district(opening=7), m, b)
    assert p.purse == 0 and p.opened == -1
    public_services.open_purse(p, d, m, b)
    assert (
        p.purse == pytest.approx(90) and p.opened == 2022 and b.appropriation == pytest.approx(90)
    )  # April to December
    p.purse = 1.0
    public_services.open_purse(p, d, m, b)
    assert p.purse == 1.0
    public_services.lapse(p, b)
    assert p.purse == 0 and b.lapsed == 1.0


SERVE = {
    "race_response": 1,
    "race_pressure": 0,
    "race_neglect": 0.2,
    "operator_training_budget": 0,
    "course_cost": 1,
    "fiscal_pot": 1e9,
    "upper_transfer": 0,
    "opening_lag": 0,
    "coordination_budget": 12,
    "coordination_cost": 100,
    "base_awareness": 0.4,
    "information_budget": 5,
    "information_cost": 0.05,
    "most_time_saved": 0.3,
    "one_stop_budget": 0,
    "one_stop_cost": 1,
    "ip_budget": 0,
    "ip_cost": 1,
    "coaching_budget": 30,
    "coaching_cost": 2,
    "candidate_share": 0.15,
    "matching_budget": 15,
    "matching_cost": 1,
    "merger_budget": 24,
    "merger_cost": 3,
    "listing_budget": 36,
    "listing_cost": 6,
    "meeting_rate": 0.1,
    "meeting_gain": 0.5,
    "training_budget": 12,
    "seat_cost": 0.25,
    "platform_budget": 120,
    "platform_wear": 0.1,
    "platform_need": 1,
    "equipment_opened": 0,
    "institute_equipment": 0,
    "transfer_budget": 240,
    "transfer_cost": 10,
    "technology_ageing": 0.5,
    "technology_gain": 0.01,
    "technology_firms": 50,
    "ip_trading_budget": 0,
    "licence_part": 0.5,
    "amenity_budget": 1200,
    "amenity_cost": 1000,
    "amenity_wear": 0.5,
    "pool_funding": 60,
    "talent_flats": 10,
    "flat_cost": 1.2,
    "event_budget": 12,
    "recruiting_budget": 12,
    "promotion_budget": 12,
    "fund_promotion_budget": 12,
    "expert_budget": 12,
    "talent_service_budget": 12,
    "education_budget": 12,
    "campaign_budget": 120,
    "campaign_cost": 1000,
    "culture_most": 1.5,
    "culture_wear": 0.1,
    "role_model_budget": 12,
    "role_model_gain": 2.0,
    "role_model_cost": 12,
    "international_budget": 240,
    "foreign_premium": 2.0,
    "outpost_budget": 12,
    "lead_firm_budget": 12,
}


def test_offices_platforms_and_courses_do_what_their_budgets_pay_for() -> None:
    d, third = (
        district(
            firms=100,
            certified=20,
            candidates=15,
            platform=100.0,
            technology=4.0,
            amenity=1.2,
            culture=1.1,
            pool=5.0,
            untrained=8,
            able=8,
            listing_candidates=6,
        ),
        1 - math.exp(-1),
    )
    public_services.serve(d, month(**SERVE))
    b = pay_for_services(SERVE)
    assert (
        d.opening == 1
        and d.aware == pytest.approx(0.4 + 0.6 * third)
        and d.saved_time == 0
        and d.protection == 0
    )
    assert d.coached == pytest.approx(third) and d.meetings == pytest.approx(
        0.1 + 0.9 * 0.5 * third
    )
    assert d.peers == pytest.approx(0.2)  # 20 of 100
    few = district(
        firms=100, candidates=0
    )  # matching serves those who look for equity: here nobody, so one counts
    public_services.serve(few, month(**SERVE))
    assert few.meetings == pytest.approx(0.1 + 0.9 * 0.5 * (1 - math.exp(-15)))
    assert d.brokered == pytest.approx(third) and d.groomed == pytest.approx(third)
    assert d.training_rate == pytest.approx(0.5)  # 4 seats for 8
    assert d.platform == pytest.approx(100) and d.access == pytest.approx(0.5)  # 10 new, 10 worn
    # 20 a month at home, 10 abroad at twice the price: 2.5 come, half age; 4.5 for 100 firms, 50 firms each
    assert d.technology == pytest.approx(4.5) and d.usable == pytest.approx(2.25)
    assert d.lift == pytest.approx(0.01 * math.log(3.25))
    assert d.culture == pytest.approx(1.1 + 0.01 * 0.4 - 0.1 * 0.1) and d.hearing == pytest.approx(
        1 + 2 * third
    )
    assert d.amenity == pytest.approx(1.2 + 0.1 - 0.1) and d.pool == pytest.approx(10)
    budgets = {
        "information": 5,
        "coaching": 30,
        "matching": 15,
        "merger_brokerage": 24,
        "listing_coaching": 36,
        "training": 12,
        "platforms": 120,
        "technology_transfer": 240,
        "amenities": 1200,
        "pool_funding": 60,
        "coordination": 12,
        "talent_flats": 12,
        "events": 12,
        "recruiting": 12,
        "promotion": 12,
        "fund_promotion": 12,
        "experts": 12,
        "talent_services": 12,
        "education": 12,
        "campaigns": 120,
        "role_models": 12,
        "international": 240,
        "outposts": 12,
        "lead_firms": 12,
    }
    assert paid(b) == pytest.approx({name: money / 12 for name, money in budgets.items()})


def test_the_year_begins_and_ends_for_every_purse() -> None:
    d, b = district(firms=1), book()
    none = dict.fromkeys(
        (
            "agency_budget",
            "prototyping_budget",
            "crowdsourcing_budget",
            "cluster_budget",
            "patent_award",
        ),
        0.0,
    )
    usual = dict.fromkeys(
        (
            "agency_settling_cost",
            "agency_wear",
            "agency_saving",
            "agency_need",
            "prototyping_gain",
            "prototyping_cost",
            "crowdsourcing_cost",
            "ip_trading_cost",
            "patent_filing_cost",
            "meeting_price",
        ),
        1.0,
    )
    purses = Rows(
        [
            plain("programmes", kind=codes.AWARD),
            plain("programmes", kind=codes.VOUCHER, purse=3.0, opened=2022),
        ]
    )
    given = ENVELOPES | {
        "first_month": 1,
        "award_envelope": 12.0,
        "unfiled_share": 0.4,
    }
    public_services.enact(Rows([d]), purses, [month(**SERVE, **none, **usual, **given)], [b])
    assert d.pot_used == 12.0 and d.purses == 2 and [p.purse for p in purses] == [12.0, 3.0]
    public_services.empty_purses(purses, [b])
    assert b.lapsed == 15.0 and [p.purse for p in purses] == [0, 0]


# research and customers

LEARN = {
    "learning": 0.01,
    "spill": 0.001,
    "forgetting": 0.02,
    "course_age": 24,
    "platform_gain": 0.5,
    "hardware_half": 10.0,
    "award_envelope": 0.0,
    "patent_rate": 0.0,
    "design_rate": 0.0,
    "line_rate": 0.0,
    "line_end": 0.0,
    "lines_bought": 0.0,
}


MIDDLE = (0.5, 0.5, 0.5, 0.5)


def test_capability_grows_with_research_and_lessons_and_fades() -> None:
    s = startup(
        capability=1.5,
        research_skill=4.0,
        research_heads=3,
        effort=0.5,
        ready=0.2,
        born=NOW - 24,
    )
    learn.learn(
        s,
        plain("sectors", spillover=2.0, difficulty=10.0),
        district(lift=0.003, training_rate=0.4),
        0.005,
        0.5,
        0.0,
        (0.5, 0.5, 0.5, 0.3),
        MIDDLE,
        month(**LEARN),
    )
    # ln(1 + 2) x 0.01 + 0.002 + 0.003 + 0.005 - 0.03
    assert s.capability == pytest.approx(1.5 + 0.01 * math.log(3) + 0.010 - 0.03)
    assert s.ready == pytest.approx(0.2 + 2 * 1.25 / 10) and s.trained
    old = startup(born=NOW - 25, capability=0.01)
    learn.learn(
        old,
        plain("sectors"),
        district(training_rate=1.0),
        0.0,
        0.0,
        0.0,
        MIDDLE,
        MIDDLE,
        month(**LEARN),
    )
    assert not old.trained and old.capability == 0.05


def test_research_yields_rights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learn, "poisson", lambda u, rate: rate)
    s = startup(research_skill=10.0, research_heads=8, quality=2.0)
    m = month(**LEARN | {"patent_rate": 0.01, "design_rate": 0.05})
    learn.learn(s, plain("sectors"), district(), 0.0, 0.0, 0.2, MIDDLE, MIDDLE, m)
    assert (s.patents, s.designs) == pytest.approx(
        (0.2, 0.6)
    )  # help with filing: a fifth more of class II


LINES = {
    "niche_least": 5.0,
    "niche_tail": 1.0,
    "niche_most": 1000.0,
    "line_rate": 0.01,
    "line_end": 0.1,
    "line_rest": 0.2,
    "lines_bought": 0.005,
}


def test_product_lines_end_and_new_ones_come(monkeypatch: pytest.MonkeyPatch) -> None:
    rates: list[float] = []
    monkeypatch.setattr(learn, "poisson", lambda u, rate: rates.append(rate) or round(rate))
    s, m = startup(quality=2.0, capability=1.5, niche=100.0, selling=40.0), month(**LINES)
    # nothing ends; 0.01 x 60 x 3 by research and 0.005 x 40 by selling are 2 new lines of 5 / 0.25
    learn.renew_lines(s, 60.0, (0.1, 0.5, 0.5, 0.25), m)
    assert rates == [pytest.approx(2.0)] and s.niche == pytest.approx(140)
    # what ends leaves a fifth and half of the rest: 0.6; no line comes
    ending = (0.09, 0.5, 0.5, 0.25)
    s.selling = 0.0
    learn.renew_lines(s, 0.0, ending, m)
    assert s.niche == pytest.approx(84)
    s.niche = 6.0  # no smaller than the smallest market
    learn.renew_lines(s, 0.0, ending, m)
    assert s.niche == 5.0
    s.niche = 999.0  # and no larger than the largest
    learn.renew_lines(s, 60.0, (0.5, 0.5, 0.5, 0.25), m)
    assert s.niche == 1000.0


def test_lines_come_to_firms_that_sell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learn, "poisson", lambda u, rate: round(rate))
    for change, market in (
        ({"ready": 1.0}, 120.0),  # ten researchers of skill 1 at 0.1 a line: one of 20
        ({"ready": 0.5}, 100.0),
        ({"ready": 1.0, "rung": codes.TEAM}, 100.0),
        ({"ready": 1.0, "researching": False}, 120.0),  # nine of ten go on beside their founder
    ):
        s = startup(
            **{"researching": True, "founder": 0, "niche": 100.0}
            | {"research_heads": 10, "research_skill": 10.0}
            | change
        )
        m = month(**LEARN | LINES | {"line_rate": 0.1})
        x = plain("sectors", difficulty=100.0)
        learn.learn(s, x, district(), 0.0, 0.0, 0.0, MIDDLE, (0.5, 0.5, 0.5, 0.25), m)
        assert s.niche == pytest.approx(market)


def test_a_ready_firm_pulls_customers_until_its_market_is_served() -> None:
    m = month(scale=0.5, advantage=2.0, first_contract=2.0, size_slope=0.5, title_reach=0.5)
    s = startup(ready=1.0, capability=1.5, quality=2.0, contract_value=7.0, niche=14.0)
    trade.resize(s, m)
    assert (
        s.standing == pytest.approx(3)
        and s.usual == pytest.approx(2 * math.sqrt(4.5))
        and s.standing_of == 7
    )  # (7 + 2)^0.5
    assert trade.attractiveness(s, m) == pytest.approx(9 * 3)  # 3^2, standing
    assert trade.attractiveness(s, month(**vars(m) | {"advantage": 1.0})) == pytest.approx(3 * 3)
    for wrong in ({"ready": 0.9}, {"rung": codes.TEAM}):
        assert trade.attractiveness(startup(**vars(s) | wrong), m) == 0
    assert trade.pull(s, 27.0, 1.0) == pytest.approx(27 * 0.5)  # half of its market is served
    assert trade.pull(s, 27.0, 2.0) == pytest.approx(27 * 0.75 * 2)
    assert trade.pull(startup(**vars(s) | {"contract_value": 14.0}), 27.0, 1.0) == 0
    x = plain("sectors", attraction=1.0, appeal=1.0)
    unready = startup(**vars(s) | {"ready": 0.9, "weight": 5.0})
    trade.show(unready, x, district(), 1.0, 0.5, m)
    assert (unready.weight, x.attraction, x.appeal) == (0, 1, 1)


def test_brokers_and_titles_widen_a_firms_reach() -> None:
    m = month(
        scale=0.5,
        advantage=2.0,
        first_contract=2.0,
        size_slope=0.5,
        title_reach=0.5,
        selling_gain=2.0,
    )
    weights = []
    m.cluster_reach = 0.5
    for targeted, rung in ((False, codes.MICRO), (True, codes.MICRO), (True, codes.HIGH_TECH)):
        s, x = (
            startup(
                ready=1.0, capability=1.5, quality=2.0, contract_value=7.0, niche=14.0, rung=rung
            ),
            plain("sectors", attraction=1.0, targeted=targeted),
        )
        trade.show(
            s, x, district(cluster_meetings=0.2), 1.0, 0.81, m
        )  # one month in five with a meeting: this one
        weights.append(s.weight)
        assert x.attraction == 1.0 + s.weight
        # neither a meeting nor a title counts in what all here can do together: 27, half of its market left
        assert x.appeal == pytest.approx(27 * 0.5)
    assert weights == pytest.approx([27 * 0.5, 27 * (1 - 1 / 3) * 1.5, 27 * 0.75 * 2])
    s.contract_value = 23.0  # it has grown: (23 + 2)^0.5
    trade.show(s, x, district(), 1.0, 0.99, m)
    assert s.standing == pytest.approx(5) and s.standing_of == 23.0


def test_demand_moves_and_research_spills_over(monkeypatch: pytest.MonkeyPatch) -> None:
    luck(monkeypatch, learn, 0.5, 0, 0, 0)
    x = plain("sectors", research=20.0, firms=10, demand=100.0, contracted=40.0, attraction=9.0)
    x.tendered, x.appeal, x.rivals, x.outside = 30.0, 6.0, 4.0, 50.0
    m = month(
        demand_growth=0.12,
        demand_shock=0.1,
        tender_rate=0.1,
        supply_opening=0,
        purchase_share=0.05,
        contract_end=0.05,
        imitation=0.2,
        outside_share=0.5,
        outside_standing=0.5,
    )
    learn.spill_over(Rows([x]), Rows([district()]), [m], [0])
    assert (
        x.spillover == pytest.approx(math.log(3))
        and x.demand == pytest.approx(100 * math.exp(0.01))
        and x.attraction == 0
    )
    # of 30 tendered 12 went elsewhere, and 6 % of 50 held there ended; half of the market is theirs
    assert x.outside == pytest.approx(50 + 12 - 3)
    assert x.rivals == pytest.approx(0.5 * x.demand) and x.appeal == 0
    assert x.tendered == pytest.approx(0.1 * (2 * x.demand - 40 - 59))


def test_what_firms_here_can_do_decides_what_comes_to_the_region() -> None:
    x = plain("sectors", tendered=40.0, appeal=15.0, rivals=5.0)
    assert common.tenders_won(x) == pytest.approx(30)
    # a hundredth more ability brings a quarter of a hundredth more: 5 / 20
    x.appeal = 15.15
    assert common.tenders_won(x) / 30 - 1 == pytest.approx(0.0025, rel=0.01)
    x.appeal = 0.0
    assert common.tenders_won(x) == 0
    x.rivals = 0.0  # nobody anywhere
    assert common.tenders_won(x) == 0


def test_a_contract_grows_with_the_firm_less_than_proportionally() -> None:
    m = month(first_contract=2.0, size_slope=0.5)
    assert trade.contract_size(0, m) == pytest.approx(2) and trade.contract_size(
        6, m
    ) == pytest.approx(4)
    assert trade.contract_size(30, m) == pytest.approx(8)


def test_a_firm_wins_its_part_of_what_is_tendered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trade, "poisson", lambda u, rate: round(rate))
    s = startup(weight=3.0, contract_value=6.0, contracts=2, usual=3.0)
    x = plain("sectors", tendered=40.0, attraction=10.0, appeal=15.0, rivals=5.0)
    trade.win(s, x, 0.5, 0.5, month(contract_spread=0))
    # 30 of 40 come here, 9 of them to this firm, in pieces of 3
    assert s.contracts == 5 and s.contract_value == pytest.approx(6 + 3 * 3)


def test_a_firm_without_contracts_loses_none_and_one_without_pull_wins_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(trade, "poisson", lambda u, rate: 1)
    m, x = (
        month(contract_end=0.05, imitation=0.0, end_spread=0, contract_spread=0),
        plain("sectors", tendered=40.0, attraction=10.0),
    )
    idle, won, lost = (
        startup(),
        startup(weight=1.0, usual=4.0),
        startup(contracts=2, contract_value=6.0),
    )
    for s in (idle, won, lost):
        trade.trade(s, x, district(), MIDDLE, m)
    assert [(s.contracts, s.contract_value) for s in (idle, won, lost)] == [(0, 0), (1, 4), (1, 3)]


def test_contracts_end_and_imitators_take_some(monkeypatch: pytest.MonkeyPatch) -> None:
    rates = []
    monkeypatch.setattr(trade, "poisson", lambda u, rate: rates.append(rate) or 2)
    s = startup(contracts=4, contract_value=10.0)
    m = month(contract_end=0.05, imitation=0.2, end_spread=0)
    trade.lose(s, district(protection=0.5), 0.5, 0.5, m)
    assert (
        rates == [pytest.approx(4 * 0.05 * 1.1)]
        and s.contracts == 2
        and s.contract_value == pytest.approx(5)
    )
    trade.lose(s, district(), 0.5, 0.5, m)
    assert s.contracts == 0 and s.contract_value == 0


def test_a_firm_bills_what_its_people_can_deliver() -> None:
    m = month(output_per_head=4, stretch=1.25)
    busy, idle = (
        startup(contract_value=100.0, heads=10, sales_year=7.0),
        startup(contract_value=30.0, heads=10),
    )
    trade.deliver(busy, district(), m)
    trade.deliver(idle, district(), m)
    assert busy.sales == 50 and busy.sales_year == 57 and idle.sales == 30


# a firm's month


def test_a_founder_manages_once_the_product_sells_unless_the_firm_does_research() -> None:
    firm = {"ready": 1.0, "founder": 0, "research_heads": 4, "research_skill": 4.8, "effort": 0.5}
    for change, manages, work in (
        ({}, 1, 1.8),  # 4.8 x 0.5 x 3 / 4
        ({"ready": 0.9}, 0, 2.4),
        ({"researching": True}, 0, 2.4),
        ({"acquired": NOW}, 0, 2.4),  # the buyer's manager runs it
        ({"founder": -1}, 0, 2.4),  # moved in, or there before: no founder on its payroll
        ({"research_heads": 1}, 1, 0),  # the founder was its only researcher
    ):
        s = startup(**firm | change)
        assert common.manages(s) == manages
        assert common.researchers(s) == s.research_heads - manages
        assert common.research_work(s) == pytest.approx(work)
    nobody = startup(ready=1.0)
    assert (
        common.researchers(nobody) == 0 and settle.laboratory_bill(nobody, 0, month(**COSTS)) == 0
    )


def test_who_manages_costs_no_research() -> None:
    # wages 2.0 of which the founder has 0.6; one of two is at the bench
    firm = {"heads": 2, "research_heads": 2, "wage_bill": 2.0, "founder_wage": 0.6, "founder": 0}
    s = startup(**firm, ready=1.0)
    settle.pay(s, district(), 0.0, 0.0, month(**COSTS), book())
    assert s.research == pytest.approx(1.4 * 1.25 * 0.8 + 0.4)
    s = startup(**firm, ready=0.9)
    settle.pay(s, district(), 0.0, 0.0, month(**COSTS), book())
    assert s.research == pytest.approx(2.0 * 1.25 * 0.8 + 0.8)


COSTS = {
    "staff_wage": 0.5,
    "social_rate": 0.25,
    "lab_cost": 0.4,
    "platform_saving": 0.5,
    "office_cost": 0.4,
    "office_per_head": 0.1,
    "agency_part": 0.2,
    "training_saving": 0.1,
    "lean_office": 0.2,
    "material_share": 0.5,
    "digital_saving": 0.04,
    "research_time": 0.8,
}


def test_what_a_firms_month_costs() -> None:
    s = startup(
        heads=6,
        research_heads=2,
        wage_bill=2.0,
        founder_wage=0.6,
        sales=10.0,
        cash=5.0,
        trained=True,
        digital=True,
    )
    b, d, m = book(), district(access=0.5, saved_time=0.2), month(**COSTS)
    assert settle.labour_cost(s, m) == pytest.approx((2 + 4 * 0.5) * 1.25)
    assert settle.laboratory_bill(s, 0.5, m) == pytest.approx(2 * 0.4 * 0.75)
    assert settle.administration_bill(s, d, m) == pytest.approx(1.0 * 0.8 * 0.9)
    settle.pay(s, d, 0.5, 0.3, m, b)
    # 5 + 0.6 + 0.72 + materials 4.8 + rent 0.3
    assert (
        s.costs == pytest.approx(11.42)
        and s.cash == pytest.approx(5 + 10 - 11.42)
        and s.costs_year == s.costs
    )
    assert s.research == pytest.approx(2 * 1.25 * 0.8 + 0.6)
    assert paid(b) == pytest.approx(
        {
            "wages": 4,
            "social_contributions": 1,
            "laboratory": 0.6,
            "administration": 0.72,
            "materials": 4.8,
        }
    )


def test_a_founder_in_straits_takes_no_pay() -> None:
    s, m = (
        startup(heads=1, research_heads=1, wage_bill=0.6, founder_wage=0.6, lean=True),
        month(**COSTS),
    )
    assert settle.labour_cost(s, m) == 0 and settle.administration_bill(
        s, district(), m
    ) == pytest.approx(0.5 * 0.2)


def test_rent_goes_to_the_facility_or_the_landlord_and_a_team_pays_none() -> None:
    i, d, b = place(rent=0.001, cash=1.0), district(market_rent=0.003), book()
    assert settle.pay_rent(startup(area=100.0, home=0), Rows([i]), d, b) == pytest.approx(
        0.1
    ) and i.cash == pytest.approx(1.1)
    assert settle.pay_rent(startup(area=100.0), Rows([i]), d, b) == pytest.approx(0.3)
    assert settle.pay_rent(startup(area=100.0, rung=codes.TEAM), Rows([i]), d, b) == 0
    assert paid(b) == pytest.approx({"facility_rent": 0.1, "market_rent": 0.3})


def test_a_firm_near_a_threshold_stretches_to_it() -> None:
    m = month(
        research_intensity=0.04,
        intensity_small=0.05,
        intensity_medium=0.04,
        sales_small=5000,
        threshold_reach=0.75,
    )
    for rung, share, wanted in (
        (codes.MICRO, 0.5, 0.04),  # a micro firm does not care
        (codes.TECH_SME, 0.5, 0.0525),
        (codes.TECH_SME, 0.4, 0.0352),  # too far away
        (codes.TECH_SME, 1.0, 0.064),  # beyond it
    ):
        s = startup(rung=rung, high_tech_share=share, researching=True)
        assert settle.intensity_wanted(s, m) == pytest.approx(wanted)
    # who does no research of its own means to spend three tenths: 0.012, too far from 0.0375
    s = startup(rung=codes.TECH_SME, high_tech_share=0.5)
    assert settle.intensity_wanted(s, m) == pytest.approx(0.012)
    # a holder of the title stretches from 0.0075 on
    s.high_tech_until = NOW
    assert settle.intensity_wanted(s, m) == pytest.approx(0.0525)
    s.high_tech_share = 0.0  # 0.3 x 0.04 x 0.4
    assert settle.intensity_wanted(s, m) == pytest.approx(0.0048)


PLANS = {
    "output_per_head": 4.0,
    "lean_heads": 3,
    "shortage_months": 3,
    "idle_share": 0.2,
    "staff_wage": 0.5,
    "social_rate": 0.25,
    "lab_cost": 0.4,
    "hiring_runway": 12,
    "hiring_buffer": 20,
    "funding_runway": 9,
    "ambition": 1.5,
    "area_per_head": 20,
    "research_intensity": 0.05,
    "intensity_small": 0.05,
    "intensity_medium": 0.04,
    "sales_small": 5000,
    "threshold_reach": 1.0,
}


def test_a_firm_with_work_hires() -> None:
    # 40 / 4 + 1 - 1 = 10 staff needed, 6 there; a sixth of 8 heads may be added: 1
    s = startup(
        heads=8,
        research_heads=2,
        wage_bill=1.3,
        contract_value=40.0,
        sales=30.0,
        costs=20.0,
        cash=100.0,
        high_tech_share=0.5,
        researching=True,
    )
    settle.plan_staff(s, month(**PLANS))
    assert s.heads == 9 and s.area == 180
    # 5 % of 30 buys one researcher at 1.2125; but cash of 100 > 20 x 1.2125 lets it hire ahead: 3, so 1 post
    assert s.vacancies == 1 and not s.lean and not s.seeking


def test_only_who_does_research_of_its_own_hires_ahead_of_sales() -> None:
    # one at work in research beside the founder, cash of 100 > 20 x 1.2125 (by usual pay), no sales to pay it
    rich = {"heads": 8, "research_heads": 2, "wage_bill": 1.3, "sales": 10.0, "costs": 9.0}
    for change, posts in (
        ({"ready": 0.9}, 1),  # a product is to be made
        ({"ready": 1.0, "researching": True}, 1),
        ({"ready": 1.0}, 0),
        ({"ready": 1.0, "founder": -1}, 0),  # one that moved in, or was there before
        ({"ready": 1.0, "acquired": NOW}, 0),
    ):
        s = startup(**{"founder": 0} | rich | change, cash=100.0, high_tech_share=0.5)
        settle.plan_staff(s, month(**PLANS))
        assert s.vacancies == posts, change


def test_a_bought_firm_neither_seeks_equity_nor_lives_on_nothing() -> None:
    for acquired, seeks in ((-1, True), (NOW, False)):
        s = startup(heads=2, research_heads=1, sales=0.0, costs=2.0, cash=1.0, acquired=acquired)
        settle.plan_staff(s, month(**PLANS))
        assert (s.seeking, s.lean) == (seeks, seeks)


def test_a_firm_plans_with_what_its_researchers_earn() -> None:
    m = month(**PLANS)
    assert settle.researcher_wage(startup(research_heads=1, wage_bill=0.3), m) == pytest.approx(
        0.65
    )  # only its founder
    assert settle.researcher_wage(startup(research_heads=4, wage_bill=4.8), m) == pytest.approx(1.2)
    # 5 % of 60 buys 3 / 1.2125 = 2 researchers at a usual wage, and 3 / 0.775 = 3 at 0.3 each; it has two
    for bill, posts in ((0.6, 1), (1.3, 0)):
        s = startup(
            heads=40,
            research_heads=2,
            wage_bill=bill,
            contract_value=60.0,
            sales=60.0,
            high_tech_share=0.5,
            researching=True,
        )
        settle.plan_staff(s, m)
        assert s.vacancies == posts


def test_an_ambitious_firm_seeks_equity_however_much_cash_it_has() -> None:
    for capability, seeks in ((1.51, True), (1.5, False)):
        s = startup(
            ready=1.0,
            weight=1.0,
            capability=capability,
            sales=30.0,
            costs=10.0,
            heads=8,
            cash=9999.0,
        )
        settle.plan_staff(s, month(**PLANS))
        assert s.seeking == seeks


def test_money_raised_is_spent_on_customers() -> None:
    # 5 % of the 300 beyond a reserve of four months' costs, and of nothing without investors or a product
    m, s = (
        month(**COSTS | {"selling_pace": 0.05, "reserve_months": 4}),
        {"cash": 340.0, "costs": 10.0, "raised": 400.0, "ready": 1.0},
    )
    assert settle.selling_budget(startup(**s), m) == pytest.approx(15)
    for without in ({"raised": 0.0}, {"ready": 0.9}, {"cash": 40.0}):
        assert settle.selling_budget(startup(**s | without), m) == 0
    firm, b = startup(**s, heads=1, research_heads=1), book()
    settle.pay(firm, district(), 0.0, 0.0, m, b)
    assert (
        firm.selling == b.selling == pytest.approx(15)
        and firm.cash == pytest.approx(340 - firm.costs)
        and firm.costs > 15
    )
    # spending a quarter of what it sells and spends, with a gain of two: half as much reach again
    known = startup(selling=15.0, contract_value=43.0)
    assert trade.marketing_reach(
        known, month(selling_gain=2.0, first_contract=2.0)
    ) == pytest.approx(1.5)
    assert trade.marketing_reach(startup(), month(selling_gain=2.0, first_contract=2.0)) == 1


def test_cash_lasts_by_the_months_loss() -> None:
    assert settle.lasts(startup(cash=10.0, costs=10.0, sales=5.0), 2.0)
    assert not settle.lasts(startup(cash=9.9, costs=10.0, sales=5.0), 2.0)
    assert settle.lasts(startup(cash=-5.0, costs=4.0, sales=5.0), 99.0)  # no loss


def test_staff_follow_the_work_sold_and_the_cash() -> None:
    m = month(idle_share=0.15)
    assert (
        settle.staff_change(6, 10, 1, False, m) == 1 and settle.staff_change(6, 10, 1, True, m) == 0
    )
    assert (
        settle.staff_change(8, 3, 1, True, m) == -4 and settle.staff_change(3, 3, 1, True, m) == 0
    )
    assert (
        settle.staff_change(20, 18, 2, False, m) == 0
        and settle.staff_change(20, 16, 2, False, m) == -2
    )


def test_a_firm_short_of_cash_sheds_staff_and_looks_for_money() -> None:
    s = startup(
        heads=9,
        research_heads=1,
        contract_value=8.0,
        sales=5.0,
        costs=10.0,
        cash=10.0,
        effort=0.9,
        vacancies=2,
    )  # 2 months
    settle.plan_staff(s, month(**PLANS))
    assert s.heads == 5 and s.vacancies == 0 and s.effort == pytest.approx(0.8) and s.seeking
    s = startup(
        heads=2, research_heads=1, sales=0.0, costs=2.0, cash=1.0
    )  # half a month: on nothing
    settle.plan_staff(s, month(**PLANS))
    assert s.lean and s.area == 0


@settings(max_examples=200)
@given(
    heads=st.integers(1, 60),
    part=st.floats(0, 1),
    contracts=st.floats(0, 300),
    sales=st.floats(0, 300),
    costs=st.floats(0.1, 300),
    cash=st.floats(-100, 3000),
)
@example(
    heads=8, part=1.0, contracts=0.0, sales=10.0, costs=5.0, cash=100.0
)  # researchers only, and no work to deliver
def test_planning_never_dismisses_researchers_as_staff(
    heads: int, part: float, contracts: float, sales: float, costs: float, cash: float
) -> None:
    s = startup(
        heads=heads,
        research_heads=round(part * heads),
        contract_value=contracts,
        sales=sales,
        costs=costs,
        cash=cash,
    )
    settle.plan_staff(s, month(**PLANS))
    assert s.heads >= s.research_heads and s.vacancies >= 0 and 0.3 <= s.effort <= 1


# programmes


def test_rent_support_is_for_tenants_within_their_months() -> None:
    m = month(rent_subsidy_months=24)
    assert firm_grants.may_have_rent_grant(startup(home=0, admitted=NOW - 23), m)
    assert not firm_grants.may_have_rent_grant(
        startup(home=0, admitted=NOW - 24), m
    ) and not firm_grants.may_have_rent_grant(startup(admitted=NOW), m)
    assert not firm_grants.may_have_rent_grant(
        startup(home=0, admitted=NOW, rent_grant_until=NOW), m
    )


CLAIMS = {
    "rent_subsidy_months": 24,
    "rent_subsidy_share": 0.5,
    "rent_subsidy_area": 100,
    "research_grant_cap": 30,
    "research_grant_share": 0.2,
    "voucher_cap": 5,
    "voucher_share": 0.5,
    "service_need": 8,
    "digital_sales": 300,
    "digital_share": 0.4,
    "digital_cost": 25,
    "joint_research_share": 0.5,
    "joint_project": 30,
    "founder_grant": 3,
    "interest_share": 0.5,
    "bank_rate": 0.05,
    "first_purchase": 20,
}


def test_what_a_firm_may_ask_of_each_programme() -> None:
    m = month(**CLAIMS)
    s = startup(
        home=0,
        admitted=NOW,
        area=150.0,
        research_1=100.0,
        sales_1=400.0,
        debt=100.0,
        ready=1.0,
        rung=codes.TECH_SME,
    )
    d = district()
    asked = [firm_grants.grant_claim(kind, s, 0.001, d, m) for kind in range(len(codes.PROGRAMMES))]
    # half of the rent of 100 m2 for a year; 20 of 100 research; half of 8; 40 % of 25; half of 30
    # half of 5 interest; one purchase
    assert asked == pytest.approx([0.6, 20, 4, 10, 15, 0, 0, 2.5, 0, 20, 0, 0, 0, 0, 0])
    big = startup(research_1=1000.0, rung=codes.MICRO, digital=True, sales_1=400.0)
    assert [
        firm_grants.grant_claim(k, big, 0.001, d, m)
        for k in (codes.RESEARCH_GRANT, codes.DIGITAL_GRANT, codes.JOINT_RESEARCH)
    ] == [30, 0, 0]
    young = startup(registered=NOW - 12)
    assert firm_grants.grant_claim(codes.FOUNDER_GRANT, young, 0.0, d, m) == 3
    assert (
        firm_grants.grant_claim(codes.FOUNDER_GRANT, startup(registered=NOW - 13), 0.0, d, m) == 0
    )
    assert (
        firm_grants.grant_claim(
            codes.FOUNDER_GRANT, startup(registered=NOW, support=1.0), 0.0, d, m
        )
        == 0
    )
    assert (
        firm_grants.grant_claim(codes.VOUCHER, young, 0.0, district(service_price=0.5), m) == 2
    )  # half of what 8 now costs


@given(
    share=st.floats(0, 1),
    more=st.floats(0, 1),
    area=st.floats(0, 500),
    limit=st.floats(0, 500),
    rent=st.floats(0, 0.02),
)
def test_more_rent_subsidy_never_costs_a_tenant_more(
    share: float, more: float, area: float, limit: float, rent: float
) -> None:
    s = startup(home=0, admitted=NOW, area=area)
    little, much = (
        firm_grants.grant_claim(
            codes.RENT_GRANT,
            s,
            rent,
            district(),
            month(rent_subsidy_months=24, rent_subsidy_share=x, rent_subsidy_area=limit),
        )
        for x in sorted((share, more))
    )
    assert 0 <= little <= much <= 12 * rent * area + 1e-9
    i, d, m = place(rent=rent), district(), month(**COSTS)
    for amount, b in ((little, book()), (much, book())):
        tenant = startup(home=0, area=area, cash=10.0)
        settle.pay(tenant, d, d.access, settle.pay_rent(tenant, Rows([i]), d, b), m, b)
        firm_grants.receive(codes.RENT_GRANT, tenant, None, d, amount, month(), b)
        assert b.facility_rent == pytest.approx(
            rent * area
        )  # the subsidy pays the firm; the rent stays
        if amount == little:
            before = tenant.cash
    assert tenant.cash >= before - 1e-12


def test_a_rent_grant_acts_on_cash_only() -> None:
    s, b = startup(home=0, area=100.0, cash=1.0, heads=5), book()
    before = dict(vars(s))
    firm_grants.receive(codes.RENT_GRANT, s, None, district(), 0.6, month(), b)
    changed = {n: v for n, v in vars(s).items() if v != before[n]}
    assert changed == pytest.approx(
        {"cash": 1.6, "support": 0.6, "grants_year": 0.6, "rent_grant_until": NOW + 11}
    )
    assert paid(b) == {"rent_subsidy": 0.6}


@pytest.mark.parametrize(
    ("kind", "amount", "changes", "flows"),
    [
        (  # 60 % of it is spent on more research: 12, worth 6 researcher-months; a quarter is repayable
            codes.RESEARCH_GRANT,
            20.0,
            {
                "cash": 8,
                "support": 20,
                "grants_year": 20,
                "costs_year": 12,
                "research_year": 12,
                "ready": 0.6,
            }
            | {
                "capability": 1 + 0.12 * math.log(3.5 / 3),
                "owed_to_public": 5,
            },  # half a researcher more than two for a year
            {"research_grant": 20, "laboratory": 12},
        ),
        (
            codes.VOUCHER,
            4.0,
            {
                "cash": -4,
                "support": 4,
                "grants_year": 4,
                "costs_year": 8,
                "ready": 0.4,
            },  # tests worth 4 of 10 months
            {"voucher": 4, "services": 8},
        ),
        (
            codes.DIGITAL_GRANT,
            10.0,
            {"cash": -15, "support": 10, "grants_year": 10, "costs_year": 25, "digital": True},
            {"digital": 10, "services": 25},
        ),
        (
            codes.JOINT_RESEARCH,
            15.0,
            {
                "cash": -15,
                "support": 15,
                "grants_year": 15,
                "costs_year": 30,
                "research_year": 30,
                "capability": 1.05,
            },
            {"joint_research": 15, "services": 30},
        ),
        (  # 60 % goes into a prototype: 12 of 20, worth 6 researcher-months
            codes.FOUNDER_GRANT,
            20.0,
            {
                "cash": 8,
                "support": 20,
                "grants_year": 20,
                "costs_year": 12,
                "research_year": 12,
                "ready": 0.6,
            }
            | {"capability": 1 + 0.12 * math.log(3.5 / 3)},
            {"founder_grant": 20, "laboratory": 12},
        ),
        (
            codes.INTEREST_GRANT,
            2.0,
            {"cash": 2, "support": 2, "grants_year": 2},
            {"interest_subsidy": 2},
        ),
        (
            codes.AWARD,
            5.0,
            {"cash": 5, "support": 5, "grants_year": 5, "award_due": 7},
            {"awards": 5},
        ),
        (
            codes.PROCUREMENT,
            20.0,
            {"cash": 20, "sales_year": 20, "contracts": 1, "contract_value": 2},
            {"procurement": 20},
        ),
    ],
)
def test_what_public_money_does_there(
    kind: int, amount: float, changes: dict[str, float], flows: dict[str, float]
) -> None:
    s, b = startup(award_due=12.0, research_skill=2.0, research_heads=2), book()
    before = dict(vars(s))
    m = month(
        service_need=8,
        digital_cost=25,
        joint_project=30,
        joint_gain=0.1,
        first_contract=2,
        test_cost=2,
    )
    vars(m).update(grant_additionality=0.6, grant_to_equity=0.25, learning=0.01)
    firm_grants.receive(kind, s, plain("sectors"), district(), amount, m, b)
    assert {n: v for n, v in vars(s).items() if v != before[n]} == pytest.approx(changes) and paid(
        b
    ) == pytest.approx(flows)


def test_an_institute_teaches_those_who_understand_it() -> None:
    assert (
        firm_grants.absorptive_capacity(startup(research_skill=2.0), month()) == 0.5
        and firm_grants.absorptive_capacity(startup(research_skill=0.0), month()) == 0.0
    )


def test_what_a_grant_was_for_is_bought() -> None:
    s = startup(cash=10.0, costs_year=1.0)
    firm_grants.spend(s, 8.0)
    assert (s.cash, s.costs_year) == (2.0, 9.0)


def test_experts_rank_by_merit_and_other_programmes_serve_whoever_comes() -> None:
    s = startup(quality=2.0, capability=3.0)
    assert firm_grants.applicant_rank(codes.RESEARCH_GRANT, s, 0.25) == pytest.approx(
        math.log(6) + 0.25
    )
    assert firm_grants.applicant_rank(codes.VOUCHER, s, 0.25) == 0.25


def test_a_firm_applies_in_its_own_month_and_claims_awards_once_a_quarter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    luck(monkeypatch, firm_grants, 0.3, 0.75, 0, 0)
    s = startup(award_due=5.0, research_1=100.0)
    own = int(chance.slot(s.key, 12)) + 1
    values = CLAIMS | {
        "award_envelope": 10.0,
        "filing_cost": 1.0,
        "voucher_share": 0.1,
    }  # a voucher of 0.8 is not worth filing for
    quarter = (
        int(chance.slot(s.key, 3)) + 1
    )  # the first month of the year in which an award may be claimed
    assert own == quarter + 3
    purses = Rows([plain("programmes", opened=2022) for kind in range(len(codes.PROGRAMMES))])
    purse_of = np.arange(len(codes.PROGRAMMES)).reshape(1, -1)
    for clock, aware, expected in (
        (month_number(2022, own), 0.4, [codes.AWARD, codes.RESEARCH_GRANT]),
        (month_number(2022, own), 0.2, [codes.AWARD]),
        (month_number(2022, own) + 1, 0.4, []),
        (month_number(2022, quarter), 0.4, [codes.AWARD]),
    ):
        asked, who, what, score = [0.0] * 12, [0] * 12, [0] * 12, [0.0] * 12
        n = firm_grants.apply(
            Rows([s]),
            [0],
            Rows(),
            Rows([district(aware=aware, purses=3)]),
            purses,
            purse_of,
            [month(clock, **values)],
            asked,
            who,
            what,
            score,
        )
        assert what[:n] == expected and (codes.AWARD not in expected or asked[0] == 5.0)
    purses[codes.RESEARCH_GRANT].opened = 2021
    own_month = [month(month_number(2022, own), **values)]
    d = Rows([district(aware=0.4, purses=3)])
    assert (
        firm_grants.apply(
            Rows([s]), [0], Rows(), d, purses, purse_of, own_month, asked, who, what, score
        )
        == 1
    )  # the award alone
    assert (
        firm_grants.apply(
            Rows([s]),
            [0],
            Rows(),
            Rows([district(purses=0)]),
            purses,
            purse_of,
            [month(clock, **values | {"award_envelope": 0})],
            asked,
            who,
            what,
            score,
        )
        == 0
    )


def test_a_purse_pays_in_order_until_it_is_empty() -> None:
    firms, p, b, c = (
        Rows([startup(), startup(), startup()]),
        plain("programmes", purse=8.0),
        book(),
        counts(),
    )
    received = [0.0, 0.0, 0.0]
    purse_of = np.zeros((1, len(codes.PROGRAMMES)), int)
    firm_grants.grant(
        firms,
        Rows([plain("sectors")]),
        Rows([district()]),
        Rows([p]),
        purse_of,
        [month(grant_additionality=0.0, grant_to_equity=0.0, learning=0.0, test_cost=1.0)],
        [b],
        [c],
        [2, 0, 1],
        [0, 1, 2],
        [codes.RESEARCH_GRANT] * 3,
        [5.0, 4.0, 3.0],
        received,
    )
    assert received == [5.0, 0.0, 3.0]
    assert (
        [s.cash for s in firms] == [5.0, 0.0, 3.0]
        and p.purse == 0
        and (p.applied, p.granted, p.refused) == (3, 2, 1)
    )
    assert c.refused == 1 and paid(b) == {"research_grant": 8.0}


# leaving


def test_what_a_founder_can_expect() -> None:
    # 18 months with 360 of profit: 20 a month, of which founders own half and count a half; and 60 % of a wage outside
    s = startup(
        sales_1=1000.0,
        sales_year=500.0,
        costs_1=800.0,
        costs_year=340.0,
        founder_share=0.5,
        outside_wage=1.0,
    )
    assert leave.founder_income(s, month()) == pytest.approx(0.6 + 0.5 * 20 / 2)
    s.raised, s.founder_wage, s.salary_rise = (
        100.0,
        0.5,
        0.4,
    )  # investors pay a salary, and bear losses while there is money
    assert leave.founder_income(s, month()) == pytest.approx(0.9 + 0.5 * 20 / 2)
    s.costs_year = 9999.0
    assert leave.founder_income(s, month()) == pytest.approx(0.9)
    s.lean = True
    assert leave.founder_income(s, month()) < 0


def test_a_firm_closes_when_bills_stay_unpaid_or_patience_runs_out() -> None:
    m = month(
        grace_months=4, insolvency_rate=0.3, giving_up=0.2, tolerance=0.8, attachment_months=50
    )
    unpaid = startup(short=4)
    assert leave.closes(unpaid, 0.29, m) and not leave.closes(unpaid, 0.3, m)
    assert leave.giving_up_rate(unpaid, m) == 0
    tired = {"patience": 60 - 1e-9, "outside_wage": 1.0}  # 0.6 < 0.8 of a wage
    assert leave.giving_up_rate(startup(**tired), m) == pytest.approx(0.2)
    weary = startup(**tired | {"patience": 10.0})  # has borne it fifty months
    assert leave.giving_up_rate(weary, m) == pytest.approx(0.2 / math.e)
    assert leave.closes(weary, 0.07, m) and not leave.closes(weary, 0.08, m)
    for other in (
        {"patience": 60.0},
        {"acquired": NOW - 9},  # nobody's to give up
        {"sales_1": 100.0},  # lives well enough
    ):
        s = startup(**tired | other)
        assert leave.giving_up_rate(s, m) == 0 and not leave.closes(s, 1e-9, m)


def test_listing_takes_a_title_sales_profit_and_an_open_window() -> None:
    m, d = law(2022, listing_rate=0.1, listing_gain=0.5), district()  # window 1.89
    right = {"rung": codes.HIGH_TECH, "sales_1": 3000.0, "costs_1": 2700.0}
    assert leave.goes_public(startup(**right), d, 0.188, m) and not leave.goes_public(
        startup(**right), d, 0.190, m
    )
    assert leave.goes_public(startup(**right), district(groomed=0.4), 0.226, m)  # a fifth sooner
    for wrong in (
        {"rung": codes.TECH_SME},
        {"sales_1": 2999.0},
        {"costs_1": 2701.0},
        {"listed": True},
        {"acquired": NOW - 9},
    ):
        assert not leave.goes_public(startup(**right | wrong), d, 0.0, m)


def test_able_firms_draw_buyers_and_their_price() -> None:
    d, m = district(), month(sale_rate=0.01, sale_multiple=2, merger_gain=0.5)
    s = startup(ready=1.0, sales_1=100.0, capability=2.0, quality=2.0)
    assert leave.can_be_sold(s) and not leave.can_be_sold(startup(**vars(s) | {"acquired": NOW}))
    assert leave.is_bought(s, d, 0.15, m) and not leave.is_bought(s, d, 0.17, m)  # 1 % x 4^2
    assert leave.is_bought(s, district(brokered=0.2), 0.17, m)  # a tenth more
    assert leave.takeover_price(s, m) == pytest.approx(400)
    assert not leave.is_bought(startup(ready=0.9, sales_1=100.0), d, 0.0, m)


def test_a_closed_firm_leaves_its_cash_to_all_owners_or_its_bills_to_suppliers() -> None:
    for cash, flows, left in (
        (30.0, {"liquidation": 18, "liquidation_investors": 12}, 30),
        (-20.0, {"unpaid_bills": 20}, 0),
    ):
        s, b = startup(cash=cash, founder_share=0.6), book()
        leave.wind_up(s, b)
        assert s.cash == 0 and paid(b) == pytest.approx(flows) and s.valuation == left
    s, b = startup(cash=30.0, founder_share=0.6, acquired=NOW - 9), book()
    leave.wind_up(s, b)  # all of it is the buyer's
    assert paid(b) == {"liquidation_investors": 30}


def test_a_bought_firm_goes_on_with_its_cash_its_debts_and_its_people() -> None:
    # a price of 2 x 100 x 1 for the business, and 50 in the bank less 30 owed; founders had three fifths
    firm = {"sales_1": 100.0, "founder_share": 0.6, "debt": 30.0, "loan": 0, "seeking": True}
    firm |= {"founder_wage": 0.5, "salary_rise": 0.3, "lean": True, "heads": 9, "wage_bill": 1.7}
    m = month(sale_multiple=2)
    s, b = startup(**firm, cash=50.0), book()
    leave.change_hands(s, m, b)
    assert s.alive and s.acquired == NOW and s.valuation == pytest.approx(220)
    assert paid(b) == pytest.approx({"sale_to_founders": 132})
    assert (s.cash, s.debt, s.heads, s.wage_bill) == (50, 30, 9, 1.7)
    assert (s.seeking, s.lean, s.founder_wage, s.salary_rise) == (False, False, 0, 0)
    s, b = startup(**firm, cash=-200.0), book()
    leave.change_hands(s, m, b)  # 200 - 200 - 30 is less than nothing: nobody is paid
    assert s.valuation == 0 and paid(b) == {}


def test_a_fund_recovers_its_part_of_what_a_closed_or_bought_firm_is_worth() -> None:
    # 20 % bought when founders kept 80 %; they have 60 % now, so 15 %; the rest of the others' 40 % is somebody else's
    due = next(c for c in range(NOW, NOW + 3) if chance.slot(startup().key, 3) == c % 3)
    tired = {
        "patience": 0.0,
        "outside_wage": 1.0,
        "founder_share": 0.6,
        "valuation": 900.0,
        "debt": 30.0,
        "loan": 0,
    }
    closing, left = (
        {"giving_up": 1.0, "tolerance": 0.7, "attachment_months": 1e9},
        {"liquidation": 12, "liquidation_investors": 8},
    )
    sold = {
        "patience": 999.0,
        "ready": 1.0,
        "sales_1": 100.0,
        "founder_share": 0.6,
        "debt": 30.0,
        "loan": 0,
    }
    for m, firm, worth, flows in (
        (closing, tired | {"cash": 50.0}, 20.0, {"repayment": 30} | left),
        ({}, sold | {"cash": 50.0}, 220.0, {"sale_to_founders": 132}),  # 200 + 50 - 30
        (closing, tired | {"cash": 10.0}, 0.0, {"repayment": 10}),
    ):
        s, b, f = startup(**firm), book(), plain("funds")
        stake = plain("stakes", share=0.2, founders_after=0.8, amount=100.0, fund=0, startup=0)
        leave.leave(
            s,
            Rows([plain("loans", balance=30.0)]),
            district(),
            MIDDLE,
            month(due, **FACING | m),
            b,
            counts(),
        )
        assert s.valuation == pytest.approx(worth) and paid(b) == pytest.approx(flows)
        assert (s.alive, s.cash) == ((True, 50.0) if s.acquired >= 0 else (False, 0))
        leave.pay_out(Rows([stake]), Rows([s]), Rows([f]), [b])
        assert b.exits == f.cash == pytest.approx(0.15 * worth)
        assert f.written_off == pytest.approx(100 - 0.15 * worth)
        assert not stake.alive


def test_a_departed_firm_stays_on_the_register_until_its_papers_are_through() -> None:
    s = startup(home=3, vacancies=2, seeking=True)
    leave.depart(s, codes.CLOSED, month(deregistration_days=240, deregistration_days_saved=100))
    assert (
        not s.alive
        and s.exit_kind == codes.CLOSED
        and s.exit_month == NOW
        and s.deregistered == NOW + 4
    )
    assert s.home == -1 and s.vacancies == 0 and not s.seeking


FACING = {
    "grace_months": 4,
    "insolvency_rate": 1,
    "giving_up": 0,
    "attachment_months": 60,
    "tolerance": 0,
    "sale_rate": 1.0,
    "sale_multiple": 2.0,
    "deregistration_days": 90,
    "deregistration_days_saved": 0,
    "moving_rate": 1.0,
    "listing_sales": 3000,
    "listing_profit": 300,
    "listing_rate": 1.0,
    "listing_window": 1.0,
    "listing_multiple": 5.0,
    "listing_gain": 0.0,
    "merger_gain": 0.0,
    "rootless_months": 12,
}


def facing(clock: int, **given: Any) -> tuple[Any, Any, Any, Any]:
    """A firm after its month, with what it did to books, district and census."""
    s, loans, d, b, c = (
        startup(**given),
        Rows([plain("loans", balance=30.0)]),
        district(),
        book(),
        counts(),
    )
    leave.leave(s, loans, d, MIDDLE, month(clock, **FACING), b, c)
    return s, d, b, c


def test_a_firm_faces_its_month() -> None:
    due = next(c for c in range(NOW, NOW + 3) if chance.slot(startup().key, 3) == c % 3)
    calm = {"patience": 999.0}
    s, d, b, c = facing(due + 1, cash=10.0, ready=1.0, sales_1=100.0, **calm)  # not its quarter
    assert s.alive and paid(b) == {}
    s, d, b, c = facing(due + 1, cash=-10.0, short=3, **calm)
    assert (
        s.exit_kind == codes.CLOSED
        and c.closed == 1
        and paid(b) == {"unpaid_bills": 10}
        and s.valuation == 0
    )
    s, d, b, c = facing(
        due, cash=50.0, debt=30.0, loan=0, ready=1.0, sales_1=100.0, founder_share=0.6, **calm
    )
    assert s.alive and s.exit_kind == 0 and s.acquired == due and s.valuation == 220
    assert (c.sold, d.recent_exits, s.debt, s.cash) == (1, 1, 30, 50)
    assert paid(b) == pytest.approx({"sale_to_founders": 132})
    s, d, b, c = facing(due, cash=50.0, **calm)
    assert (
        s.exit_kind == codes.MOVED and paid(b) == {"moved_out": 50} and s.cash == 0 and c.moved == 1
    )
    s, d, b, c = facing(
        due, ready=0.0, rung=codes.HIGH_TECH, sales_1=4000.0, costs_1=3000.0, **calm
    )
    assert (
        s.alive and s.listed and s.valuation == 20000 and d.recent_exits == 3 and c.listed_now == 1
    )


def test_successes_are_forgotten() -> None:
    d = district(recent_exits=10.0)
    leave.forget(Rows([d]), [month(fading=0.1)])
    assert d.recent_exits == 9


# review


def test_a_part_of_a_full_mark() -> None:
    assert (
        evaluate_facilities.mark_share(5, 10) == 0.5
        and evaluate_facilities.mark_share(20, 10) == 1
        and evaluate_facilities.mark_share(5, 0) == 0
    )


def test_a_facilitys_marks() -> None:
    m = month(review_tenants=40, review_graduates=5, review_people=20)
    i = place(
        occupied=375.0, tenants=20, protected=3, funded=1, graduates_year=2, staff=8, mentors=2.0
    )
    # use 375 of 750: 12.5; tenants 7.5 and rights 15 % of 30 %: 5; money 5 % of 10 %: 7.5; graduates 8; people 7.5
    assert evaluate_facilities.score(i, m) == pytest.approx(12.5 + 12.5 + 7.5 + 8 + 7.5)


def test_levels_a_facility_has_earned() -> None:
    m = month(makerspace_tenants=20)
    national = {
        "opened": NOW - 36,
        "area": 10000.0,
        "tenants": 50,
        "graduates": 20,
        "funded": 5,
        "protected": 15,
    }
    assert evaluate_facilities.earned_level(place(**national), m) == codes.NATIONAL
    for wrong in (
        {"opened": NOW - 35},
        {"area": 9999.0},
        {"tenants": 49},
        {"graduates": 19},
        {"funded": 4},
    ):
        assert evaluate_facilities.earned_level(place(**national | wrong), m) == codes.PROVINCIAL, (
            wrong
        )
    assert evaluate_facilities.earned_level(place(**national | {"protected": 14}), m) == codes.CITY
    assert evaluate_facilities.earned_level(place(tenants=9), m) == codes.UNRECOGNISED
    makerspace = {
        "kind": codes.MAKERSPACE,
        "opened": NOW - 18,
        "area": 500.0,
        "tenants": 20,
        "staff": 3,
    }
    assert (
        evaluate_facilities.earned_level(place(**makerspace), m) == codes.PROVINCIAL
        and evaluate_facilities.earned_level(place(**makerspace | {"staff": 2}), m) == codes.CITY
    )
    assert (
        evaluate_facilities.earned_level(place(kind=codes.PARK, level=codes.CITY), m) == codes.CITY
    )


REVIEW = {
    "review_tenants": 40,
    "review_graduates": 5,
    "review_people": 20,
    "review_pass": 40,
    "review_good": 70,
    "revocation_failures": 2,
    "house_skill": 0.6,
    "performance_award": 30,
    "level_award": 0,
    "leniency": 0,
    "evaluation_noise": 0,
    "third_party_evaluation": 0,
    "makerspace_tenants": 20,
}


def test_failing_twice_running_costs_the_operator_where_the_rule_says_so() -> None:
    for consequence, kept in ((codes.MONEY, True), (codes.REVOCATION, False)):
        i, d, m = (
            place(professional=True, level=codes.CITY, graduates_year=0, skill=1.2),
            district(),
            month(**REVIEW, evaluation_consequence=consequence),
        )
        evaluate_facilities.judge(i, m, d)
        assert i.warnings == 1 and i.professional and d.evaluations == 1
        evaluate_facilities.judge(i, m, d)
        assert i.professional == kept and i.level == (codes.CITY if kept else codes.UNRECOGNISED)
        assert i.skill == (1.2 if kept else 0.6)


def test_good_marks_bring_an_award_only_where_evaluation_leads_to_anything() -> None:
    for consequence, points, bonus in (
        (codes.RANKING, 70.0, 30.0),
        (codes.NO_CONSEQUENCE, 70.0, 0.0),
        (codes.RANKING, 69.0, 0.0),
    ):
        i, b = place(score=points), book()
        evaluate_facilities.pay_by_score(i, month(**REVIEW, evaluation_consequence=consequence), b)
        assert i.cash == b.evaluation_bonus == bonus


def test_what_stands_in_a_district() -> None:
    d = district(floor_area=9.0, funds=9)
    places = Rows(
        [
            place(area=100.0, main_building=80.0, occupied=50.0, professional=True, staff=7),
            place(area=40.0, kind=codes.PARK, occupied=9.0),
            place(area=999.0, opened=-1),
            place(area=999.0, closed=NOW),
        ]
    )
    evaluate_facilities.inspect(
        places, Rows([d]), Rows([plain("funds"), plain("funds", alive=False)]), [month(**REVIEW)]
    )
    assert (d.facility_staff, d.recognised_facilities) == (7, 0)
    assert (
        d.floor_area,
        d.main_building,
        d.incubating_area,
        d.operators,
        d.operator_staff,
        d.funds,
    ) == (
        140,
        80,
        50,
        1,
        7,
        1,
    )


COMPONENTS = {
    "component_tenants": 10,
    "component_funds": 1,
    "component_talents": 10,
    "component_informed": 0.1,
    "component_matched": 1,
    "component_admitted": 2,
    "base_awareness": 0.5,
}


def test_the_six_components_of_an_island_are_what_they_bring_about() -> None:
    m = month(**COMPONENTS, information_budget=100.0, matching_budget=100.0, talent_flats=500)
    assert evaluate_facilities.components(district(aware=0.5), m) == 0  # money alone is nothing
    full = {
        "tenants": 10,
        "funds": 1,
        "housed_talent": 6,
        "awarded_year": 4,
        "aware": 0.61,
        "matched_year": 1,
        "admitted_year": 2,
    }
    assert evaluate_facilities.components(district(**full), m) == 6
    for less in (
        {"tenants": 9},
        {"funds": 0},
        {"awarded_year": 3},
        {"aware": 0.59},
        {"matched_year": 0},
        {"admitted_year": 1},
    ):
        assert evaluate_facilities.components(district(**full | less), m) == 5, less
    places = Rows([district(**full), district(aware=0.5)])
    evaluate_facilities.count_components(places, [m, m])
    assert [d.components for d in places] == [6, 0]


def test_in_january_open_facilities_are_judged() -> None:
    d, m, b = district(evaluations=7), month(**REVIEW, evaluation_consequence=codes.MONEY), book()
    good = place(occupied=750.0, tenants=40, protected=12, funded=4, graduates_year=5, staff=20)
    evaluate_facilities.review(
        Rows([good, place(opened=-1), place(closed=NOW)]), Rows([d]), [m], [b]
    )
    assert (
        d.evaluations == 1
        and good.score == 100
        and good.graduates_year == 0
        and paid(b) == {"evaluation_bonus": 30}
    )


# the census


def test_sales_of_twelve_months() -> None:
    assert (
        common.trailing_sales(startup(sales_year=60.0, sales_1=120.0), month(month_number(2022, 6)))
        == 120
    )
    assert month_name(NOW) == "2022-06"


def test_a_provincial_research_body() -> None:
    m = month(body_heads=10, body_research=300)
    assert measure.has_research_body(
        startup(rung=codes.HIGH_TECH, research_heads=10, research=25.0), m
    )
    assert not measure.has_research_body(
        startup(rung=codes.TECH_SME, research_heads=10, research=25.0), m
    )


def test_a_startup_enters_every_sum_it_belongs_to() -> None:
    m, c, x, d = (
        month(course_age=24, body_heads=9, body_research=300),
        counts(),
        plain("sectors", targeted=True),
        district(),
    )
    i = place(sector=0)
    s = startup(
        home=0,
        heads=9,
        research_heads=4,
        rung=codes.STRONG,
        leading=True,
        sales=5.0,
        sales_year=30.0,
        sales_1=60.0,
    )
    vars(s).update(
        born=NOW - 24,
        high_tech_until=NOW,
        rung_since=NOW - 6,
        research=2.0,
        patents=1,
        funding_round=1,
        area=180.0,
    )
    vars(s).update(contract_value=6.0, seeking=True)
    measure.measure_startup(s, x, d, Rows([i]), m, c)
    team = startup(rung=codes.TEAM, born=NOW, origin=codes.RETURNEE)
    measure.measure_startup(team, x, d, Rows([i]), m, c)
    assert (c.startups, c.teams, c.strong, c.leading, c.high_tech_valid, c.tech_sme_valid) == (
        1,
        1,
        1,
        1,
        1,
        0,
    )
    assert (
        c.jobs,
        c.research_jobs,
        c.sales,
        c.sales_12,
        c.months_on_rung,
        c.tenants,
        c.tenant_jobs,
    ) == (
        9,
        4,
        5,
        60,
        6,
        1,
        9,
    )
    assert (c.founded, c.from_returnee, c.ever_funded, c.cluster_firms, c.cluster_leading) == (
        1,
        1,
        1,
        1,
        1,
    )
    assert (i.occupied, i.tenants, i.funded, i.protected, i.same_sector, i.research) == (
        180,
        1,
        1,
        1,
        1,
        2,
    )
    assert (d.firms, d.tenants, d.untrained, d.candidates) == (2, 1, 2, 1)
    assert (x.firms, x.contracted, x.research, x.sales_12) == (2, 6, 2, 60)


def test_who_files_with_programmes_this_month() -> None:
    own = int(chance.slot(startup().key, 12)) + 1
    assert passes.files_this_month(startup(), district(purses=1), month(month_number(2022, own)))
    assert not passes.files_this_month(
        startup(), district(purses=1), month(month_number(2022, own) + 1)
    )
    quarter = int(chance.slot(startup().key, 3)) + 1
    months = [
        n
        for n in range(1, 13)
        if passes.files_this_month(
            startup(award_due=1.0), district(purses=1), month(month_number(2022, n))
        )
    ]
    assert months == sorted({own, *range(quarter, 13, 3)})
    assert not passes.files_this_month(
        startup(award_due=1.0), district(purses=0), month(month_number(2022, own))
    )


# they decide nothing; what they count is worked as a whole, in measure_startup and in the examples of facilities
COUNTS = ("measure", "measure_institutions", "measure_places")


def test_every_rule_has_a_worked_example() -> None:
    source = "".join(
        file.read_text("utf-8") for file in Path(__file__).parent.glob("test_rules*.py")
    )
    missing = []
    for module in pkgutil.iter_modules(rules.__path__):
        if module.name in COUNTS:
            continue
        for name, value in vars(importlib.import_module(f"sim.model.rules.{module.name}")).items():
            if (
                callable(value)
                and getattr(value, "__module__", "") == f"sim.model.rules.{module.name}"
                and f"{module.name}.{name}(" not in source
            ):
                missing.append(f"{module.name}.{name}")
    assert missing == []
