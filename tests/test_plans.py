"""What holds for every plan that is shipped: it loads, its alternatives cost alike, and the laws hold in it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import made_up
import numpy as np
import pytest

import sim
from sim import Ecosystem, load, run, run_all
from sim.core.fields import fields_of
from sim.model.levers import Levers
from sim.plan.files import plans, plans_folder
from sim.plan.parts import BilingualText, Point, Series
from sim.runs.targets import COMPARE, score_target, target_series
from sim.runs.workers import Workers
from sim.scenario.scenario import policies
from sim.scenario.spinup import SpinupSetting, add_policy, seed_world

PLANS = plans()
SPENDING = ("plan", "subsidy-first", "fund-first")
MONTHS = 14

# what the five documents hold, as counted when they were read: figures for the present, demands, instruments
HELD = {
    "xuchang": (6, 18, 43),
    "ruian": (4, 34, 49),
    "chengguan": (39, 15, 69),
    "donghu": (43, 19, 97),
    "shijiazhuang": (1, 13, 53),
}
WITHOUT_NUMBER = {
    "xuchang": ["X-T09"],
    "chengguan": ["L-T01", "L-T03"],
    "donghu": ["W-T18", "W-T19"],
    "shijiazhuang": ["S-T05", "S-T06", "S-T13"],
    "ruian": [
        "R-T03c",
        "R-T10",
        "R-T17a",
        "R-T17b",
        "R-T17c",
        "R-T17d",
        "R-T17e",
        "R-T17f",
        "R-T18",
    ],
}
SAYS_HOW = (
    "X-T09",
    "S-T05",
    "S-T06",
)  # without a number, but measured against the start, or an average that the plan's file states


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
    none = load(plan, "no-policy")
    before = replace(none, standing=tuple(dict[str, Series]() for _ in none.standing))
    assert before.planned_public_money() == 0  # nothing but what was in force before the plan


def numbers(rows: Any) -> list[str]:
    """The documents' own numbers of rows: other readings and second halves of a row count once."""
    return list(dict.fromkeys(row.id.partition("/")[0] for row in rows))


@pytest.mark.parametrize("plan", PLANS)
def test_all_that_a_document_holds_is_there(plan: str) -> None:
    scenario = load(plan)
    assert (
        len(numbers(scenario.baselines)),
        len(numbers(scenario.targets)),
        len(scenario.instruments),
    ) == HELD[plan]
    asked = [id for id in numbers(scenario.targets) if id not in WITHOUT_NUMBER[plan]]
    assert (
        len(asked)
        == {"xuchang": 17, "ruian": 25, "chengguan": 13, "donghu": 17, "shijiazhuang": 10}[plan]
    )
    counted = {t.id.partition("/")[0]: t for t in scenario.targets if t.chosen or t.id == "S-T06"}
    assert list(counted) == numbers(scenario.targets)
    for id, t in counted.items():
        if id in WITHOUT_NUMBER[plan] and id not in SAYS_HOW:
            assert t.role == "not_measured", id
        else:
            asked_for = t.value > 0 or t.comparator == ">"  # a number, or a direction
            assert asked_for if t.role != "not_measured" else t.why_not.zh and t.why_not.en, id


def test_together_they_hold_93_figures_99_demands_and_311_instruments() -> None:
    assert [sum(column) for column in zip(*HELD.values(), strict=True)] == [93, 99, 311]
    assert sum(HELD[plan][1] - len(WITHOUT_NUMBER[plan]) for plan in PLANS) == 82


def test_the_checklists_are_whole() -> None:
    bases = [t for t in load("ruian").targets if t.points]
    assert [(len(t.points), sum(bool(p.measure) for p in t.points), t.value) for t in bases] == [
        (9, 8, 8.0)
    ] * 4
    shijiazhuang = load("shijiazhuang")
    measures = [t for t in shijiazhuang.targets if t.points and not t.chosen]
    effects = [t for t in shijiazhuang.targets if t.points and t.chosen]
    for asked, kept in zip(effects, shijiazhuang.checklists, strict=True):
        assert [(p.zh, p.measure, p.per, p.value) for p in asked.points] == [
            (p.zh, p.measure, p.per, p.value) for p in kept.points
        ]
    for kinds in (measures, effects, shijiazhuang.checklists):
        assert [len(c.points) for c in kinds] == [18, 18, 11]
        assert all(p.measure or (p.why_not.zh and p.why_not.en) for c in kinds for p in c.points)


@pytest.mark.parametrize("plan", PLANS)
def test_an_alternative_is_a_small_difference(plan: str) -> None:
    for name in set(policies(plan)) - {"plan", "no-policy"}:
        text = (plans_folder() / plan / "policies" / f"{name}.toml").read_text("utf-8")
        lines = [line for line in text.split("\n") if line and not line.startswith(("#", "["))]
        assert 5 <= len(lines) <= 25, name


@pytest.mark.parametrize("plan", PLANS)
def test_every_demand_is_measured_or_says_why_not(plan: str) -> None:
    for t in load(plan).targets:
        assert t.zh and t.en and t.section
        assert (
            (t.why_not.zh and t.why_not.en) if t.role == "not_measured" else t.comparator in COMPARE
        )


@pytest.mark.parametrize("plan", PLANS)
def test_a_plan_without_effect_is_no_policy_bit_for_bit(plan: str) -> None:
    none = small(plan, "no-policy")
    neutral = {
        name: Series(((none.first, lever.neutral),)) for name, lever in fields_of(Levers).items()
    }
    idle = replace(
        small(plan),
        levers=tuple(  # what was in force before the plan is in force without it too
            {name: series for name, series in neutral.items() if name not in before}
            for before in none.standing
        ),
        facilities=none.facilities,
        tenders=none.tenders,
        checklists=none.checklists,
        institutions=none.institutions,
    )
    one, other = run(none, seed=4, months=MONTHS), run(idle, seed=4, months=MONTHS)
    assert (
        one.history.tobytes() == other.history.tobytes()
        and one.books.tobytes() == other.books.tobytes()
    )


@pytest.mark.parametrize("plan", PLANS)
def test_a_plan_lives_the_same_on_one_process_and_two(plan: str, two_workers: Workers) -> None:
    alone = run_all(small(plan), runs=2, months=MONTHS, jobs=1)
    together = run_all(small(plan), runs=2, months=MONTHS, workers=two_workers)
    assert (
        alone.failures == together.failures == ()
    )  # the ledger closed in every month of every run
    assert (
        alone.history.tobytes() == together.history.tobytes()
        and alone.books.tobytes() == together.books.tobytes()
    )


INTERPRETED = """
import sys, warnings
warnings.simplefilter("ignore")
import numpy as np, test_plans
for plan in test_plans.PLANS:
    np.savez(f"{sys.argv[1]}/{plan}.npz", **test_plans.cut(plan))
"""


def cut(plan: str) -> dict[str, np.ndarray]:
    """All tables of a plan's places with few people who found eagerly, lived some months from the day its levers hold."""
    scenario = load(plan)
    path = scenario.path()[9 : 9 + 4]
    path["founding_rate"], path["registration_days"] = 0.2, 0
    for name in ("graduates", "returnees", "firm_visits"):
        path[name] *= 0.02
    world = seed_world(replace(SpinupSetting.of(scenario, 0), people=60, firms=100))
    planned = scenario.tables()
    eco = Ecosystem(add_policy(world, planned), path, seed=3)
    eco.live()
    tables = {name: np.array(population.rows) for name, population in eco.populations.items()}
    assert tables["startups"]["alive"].sum() > 5
    return tables | {
        "history": eco.history,
        "books": eco.books,
        "sector_history": eco.sector_history,
    }


def test_the_interpreter_and_the_compiler_agree_on_every_plan(tmp_path: Path) -> None:
    way = os.pathsep.join([str(Path(__file__).parent), str(Path(sim.__file__).parents[1])])
    subprocess.run(
        [sys.executable, "-c", INTERPRETED, str(tmp_path)],
        check=True,
        env=os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": way},
    )
    for plan in PLANS:
        with np.load(tmp_path / f"{plan}.npz") as interpreted:
            for name, table in cut(plan).items():
                for column in table.dtype.names:
                    one, other = interpreted[name][column], table[column]
                    if table.dtype[column].kind == "f":
                        np.testing.assert_allclose(
                            one, other, rtol=1e-12, atol=1e-12, err_msg=f"{plan}: {name}.{column}"
                        )
                    else:
                        assert (one == other).all(), f"{plan}: {name}.{column}"


def test_twelve_twelfths_meet_a_whole() -> None:
    parts = 0.0
    for _ in range(10):
        parts += 0.1
    assert parts < 1  # what floating point does
    assert (
        COMPARE[">="](parts, 1.0)
        and COMPARE["<="](1.0 + 1e-12, 1.0)
        and not COMPARE[">="](0.999, 1.0)
    )


def test_a_change_is_read_since_a_month() -> None:
    made = made_up.ensemble()
    grown = made_up.target("C", "增加企业", "more firms", "startups", 9.0, "firm", reckon="change")
    path = target_series(grown, made)
    assert path[:, 0].tolist() == [0.0] * 4 and path[:, -1].tolist() == pytest.approx(
        [5.0, 9.0, 10.0, 30.0]
    )
    later = grown.model_copy(update={"since": made_up.FIRST + 17})
    assert target_series(later, made)[:, -1].tolist() == [0.0] * 4
    share = grown.model_copy(
        update={"measure": "incubating_area", "per": "floor_area", "over": ("east",)}
    )
    assert target_series(share, made)[:, -1].tolist() == [0.0] * 4


def test_money_of_a_line_is_read_from_the_books() -> None:
    made = made_up.ensemble()
    spent = made_up.target(
        "M", "房租补贴", "rent subsidy", "money.rent_subsidy", 360.0, "万元", reckon="flow"
    )
    assert target_series(spent, made)[:, -1].tolist() == pytest.approx(
        [360.0] * 4
    )  # 10 a month in each of two districts, 18 months
    assert score_target(spent, made).probability == 1.0


def test_a_checklist_counts_the_points_in_place_of_each_base() -> None:
    made = made_up.ensemble()

    def point(measure: str, value: float, per: str | None = None) -> Point:
        return Point(zh="项", en="point", measure=measure, per=per, value=value)

    silent = Point(zh="项", en="p", why_not=BilingualText(zh="无", en="no"))
    points = (point("operator_staff", 25.0), point("incubating_area", 0.3, "floor_area"), silent)
    asked = made_up.target(
        "L",
        "清单",
        "checklist",
        "",
        2.0,
        "point",
        combine="each",
        over=("east", "west"),
        points=points,
    )
    # east has 30 people and 24 000 of 30 000 m2, west nobody and 4 000 of 10 000
    assert (
        target_series(asked, made)[:, -1].tolist() == [1.0] * 4
        and score_target(asked, made).probability == 0
    )
    assert (
        target_series(asked.model_copy(update={"over": ("east",)}), made)[:, -1].tolist()
        == [2.0] * 4
    )
