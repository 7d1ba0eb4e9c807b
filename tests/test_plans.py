"""What holds for every plan that is shipped: it loads, its alternatives cost alike, and the laws hold in it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import made_up
import pytest

from sim import load, run, run_all
from sim.core.fields import fields_of
from sim.plan_parts import Point, Series, Text
from sim.policy.levers import Levers
from sim.scenario import plans, policies
from sim.target import COMPARE, score, series

PLANS = plans()
SPENDING = ("plan", "subsidy-first", "fund-first")
MONTHS = 14


def small(plan: str, policy: str = "plan") -> Any:
    """A plan with few people, lived into its second year."""
    return replace(load(plan, policy), start={"talents": 1500.0, "spinup_years": 1.0})


def test_five_published_plans_are_shipped() -> None:
    assert PLANS == ["chengguan", "donghu", "ruian", "shijiazhuang", "xuchang"]


@pytest.mark.parametrize("plan", PLANS)
def test_alternatives_spend_what_the_plan_spends(plan: str) -> None:
    names = [name for name in policies(plan) if name != "no-policy"]
    assert set(SPENDING) <= set(names) and len(policies(plan)) >= 4
    money = {name: load(plan, name).planned_public_money() for name in names}
    assert max(money.values()) <= 1.001 * min(money.values()), money
    assert load(plan, "no-policy").planned_public_money() == 0


@pytest.mark.parametrize("plan", PLANS)
def test_every_demand_is_measured_or_says_why_not(plan: str) -> None:
    for t in load(plan).targets:
        assert t.zh and t.en and t.section
        assert (t.why_not.zh and t.why_not.en) if t.role == "not_measured" else t.comparator in COMPARE


@pytest.mark.parametrize("plan", PLANS)
def test_a_plan_without_effect_is_no_policy_bit_for_bit(plan: str) -> None:
    none = small(plan, "no-policy")
    neutral = {name: Series(((none.first, lever.neutral),)) for name, lever in fields_of(Levers).items()}
    idle = replace(small(plan), levers=tuple(neutral for _ in none.levers), facilities=none.facilities)
    one, other = run(none, seed=4, months=MONTHS), run(idle, seed=4, months=MONTHS)
    assert one.history.tobytes() == other.history.tobytes() and one.books.tobytes() == other.books.tobytes()


@pytest.mark.parametrize("plan", PLANS)
def test_a_plan_lives_the_same_on_one_process_and_two(plan: str) -> None:
    alone, together = (run_all(small(plan), runs=2, months=MONTHS, jobs=jobs) for jobs in (1, 2))
    assert alone.failures == together.failures == ()  # the ledger closed in every month of every run
    assert alone.history.tobytes() == together.history.tobytes() and alone.books.tobytes() == together.books.tobytes()


def test_twelve_twelfths_meet_a_whole() -> None:
    parts = 0.0
    for _ in range(10):
        parts += 0.1
    assert parts < 1  # what floating point does
    assert COMPARE[">="](parts, 1.0) and COMPARE["<="](1.0 + 1e-12, 1.0) and not COMPARE[">="](0.999, 1.0)


def test_a_change_is_read_since_a_month() -> None:
    made = made_up.ensemble()
    grown = made_up.target("C", "增加企业", "more firms", "startups", 9.0, "firm", reckon="change")
    path = series(grown, made)
    assert path[:, 0].tolist() == [0.0] * 4 and path[:, -1].tolist() == pytest.approx([5.0, 9.0, 10.0, 30.0])
    later = replace(grown, since=made_up.FIRST + 17)
    assert series(later, made)[:, -1].tolist() == [0.0] * 4
    share = replace(grown, measure="incubating_area", per="floor_area", over=("east",))
    assert series(share, made)[:, -1].tolist() == [0.0] * 4


def test_money_of_a_line_is_read_from_the_books() -> None:
    made = made_up.ensemble()
    spent = made_up.target("M", "房租补贴", "rent subsidy", "money.rent_subsidy", 360.0, "万元", reckon="flow")
    assert series(spent, made)[:, -1].tolist() == pytest.approx([360.0] * 4)  # 10 a month in each of two districts, 18 months
    assert score(spent, made).probability == 1.0


def test_a_checklist_counts_the_points_in_place_of_each_base() -> None:
    made = made_up.ensemble()

    def point(measure: str, value: float, per: str | None = None) -> Point:
        return Point("项", "point", measure, per, ">=", value, "stock", None, Text())

    silent = Point("项", "p", "", None, ">=", 0.0, "stock", None, Text("无", "no"))
    points = (point("operator_staff", 25.0), point("incubating_area", 0.3, "floor_area"), silent)
    asked = made_up.target("L", "清单", "checklist", "", 2.0, "point", combine="each", over=("east", "west"), points=points)
    # east has 30 people and 24 000 of 30 000 m2, west nobody and 4 000 of 10 000
    assert series(asked, made)[:, -1].tolist() == [1.0] * 4 and score(asked, made).probability == 0
    assert series(replace(asked, over=("east",)), made)[:, -1].tolist() == [2.0] * 4
