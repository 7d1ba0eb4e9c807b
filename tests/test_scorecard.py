"""The scorecard: facts are told whole, estimators recover known answers, verdicts follow their rule, nothing is hidden."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sim
from sim.core.fields import fields_of
from sim.model import codes
from sim.model.calendar import month_number
from sim.model.parameters import Nature
from sim.model.world import starting_table
from sim.plan.new import create_plan
from sim.plan.typical_places import PlanRequest
from sim.report.subjects import scorecard
from sim.scenario.scenario import plan_cost
from sim.validation import (
    bds,
    demography,
    effects,
    estimators,
    experiments,
    reference_city,
    validate,
)
from sim.validation.facts import GROUPS, MARKS, ZONE, Fact
from sim.validation.reference_series import INTENSITIES, MULTIPLES, RATES, SIZES, YEARS
from sim.validation.validate import ROWS, Scorecard, select_rows
from sim.validation.verdicts import jackknife_ratio, judge_row
from sim.words import catalogue

PAGE = Path(sim.__file__).parent.parent / "docs" / "scorecard.md"
SET_IN_THE_PLAN = {"area"}
ROW = ROWS[0]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_tells_its_fact_whole(row):
    fact = row.fact
    assert row.group in GROUPS and fact.mark in MARKS and fact.source.strip()
    assert row.setting in experiments.SETTINGS
    assert [fact.value is not None, fact.band is not None, fact.sign != 0].count(True) == 1
    assert fact.band is None or fact.band[0] <= fact.band[1]
    assert re.search("[一-鿿]", row.zh + row.how_zh) and not re.search(
        "[一-鿿]", (row.en + row.how_en).replace("万元", "")
    )
    assert set(row.given_by) <= SET_IN_THE_PLAN | set(fields_of(Nature))


def test_rows_are_many_and_each_has_a_name_of_its_own():
    assert len({row.id for row in ROWS}) == len(ROWS)
    for country in ("china", "us"):
        assert len(select_rows(country)) >= 25 and {row.group for row in select_rows(country)} >= {
            "demography",
            "size",
            "finance",
            "policy",
        }
    assert not {row.id for row in select_rows("us")} & {"hazard_1", "jobs_a_tenant"}


def test_rows_are_chosen_by_id_or_group():
    assert [row.id for row in select_rows("china", ["size", "hazard_2"])] == [
        "hazard_2",
        "size_tail",
        "growth_shape",
        "growth_spread",
    ]
    with pytest.raises(
        sim.core.errors.UserError, match=r"has no row or group hazzard_2; .*hazard_2"
    ):
        select_rows("china", ["hazzard_2"])
    with pytest.raises(sim.core.errors.UserError, match="has no row or group ladder"):
        select_rows("us", ["ladder"])


# verdicts


def verdict(fact: Fact, *values: float):
    """The verdict of a row with this fact on runs that gave these values."""
    return judge_row(replace(ROW, fact=fact, given_by=()), [(v, 1.0) for v in values])


@pytest.mark.parametrize(
    "fact, values, passed, distance",
    [
        (Fact("s", "V", 10.0, 1.0), (12.0, 12.0, 12.0), True, 2.0),
        (Fact("s", "V", 10.0, 1.0), (12.1, 12.1, 12.1), False, 2.1),
        (Fact("s", "V", 10.0), (12.0, 12.0), True, 2.0),  # a tenth stands for an error nobody gives
        (Fact("s", "R", 10.0), (12.9, 12.9), True, 2.9 / 1.5),
        (Fact("s", "V", band=(1.0, 2.0)), (1.5, 1.5), True, 0.0),
        (Fact("s", "V", band=(1.0, 2.0)), (2.5, 2.5), False, math.inf),
        (Fact("s", "V", band=(1.0, 2.0)), (0.8, 1.0), True, -1.0),  # 0.9 with an error of 0.1
        (Fact("s", "V", sign=1), (1.0, 3.0), True, 2.0),
        (Fact("s", "V", sign=-1), (1.0, 3.0), False, -2.0),
        (Fact("s", "V", sign=1), (1.0, 3.1), False, 2.05 / 1.05),
    ],
)
def test_verdicts_follow_the_rule(fact, values, passed, distance):
    found = verdict(fact, *values)
    assert found.passed is passed and found.distance == pytest.approx(distance)


def test_what_cannot_be_measured_fails():
    found = judge_row(ROW, [(0.0, 0.0), (0.0, 0.0)])
    assert not found.passed and math.isnan(found.value)


def test_a_row_whose_parameter_was_set_by_its_fact_is_no_evidence():
    fact = Fact("s", "V", 10.0, 1.0)
    assert verdict(fact, 10.0, 10.0).counts
    assert not judge_row(
        replace(ROW, fact=fact, given_by=("patience",)), [(10.0, 1.0), (10.0, 1.0)]
    ).counts


@given(st.lists(st.floats(-100, 100), min_size=2, max_size=12))
def test_the_error_of_a_mean_is_the_usual_one(values):
    value, error = jackknife_ratio([(v, 1.0) for v in values])
    assert value == pytest.approx(np.mean(values), abs=1e-9)
    assert error == pytest.approx(np.std(values, ddof=1) / math.sqrt(len(values)), abs=1e-6)


# estimators


def test_the_tail_of_a_pareto_sample_is_recovered():
    sample = np.random.default_rng(1).pareto(1.06, 40000) + 1
    above, below = estimators.pareto_tail(sample)
    assert above / below == pytest.approx(1.06, abs=0.05)


@pytest.mark.parametrize("draw, shape", [("laplace", 1.0), ("normal", 2.0)])
def test_the_shape_of_growth_is_recovered_under_a_spread_that_falls_with_size(draw, shape):
    luck = np.random.default_rng(2)
    size = np.exp(luck.normal(5, 2, 20000))
    rate = 0.3 * size**-0.2 * getattr(luck, draw)(size=20000)
    assert estimators.subbotin_shape(size, rate)[0] == pytest.approx(shape, abs=0.08)
    assert estimators.size_variance_exponent(size, rate)[0] == pytest.approx(0.2, abs=0.03)


def test_hazards_are_recovered_from_cohorts_that_are_not_seen_to_their_end():
    luck = np.random.default_rng(3)
    registered = luck.integers(0, 120, 200000)
    gone = registered + luck.geometric(1 - 0.9 ** (1 / 12), 200000) - 1
    closed = luck.random(200000) < 0.8  # the others were sold
    gone = np.where(gone > 119, 10**6, gone)
    for year in (1, 2, 5):
        died, there = estimators.hazard(registered, gone, closed & (gone < 10**6), year, 119)
        assert died / there == pytest.approx(
            0.08 / (0.08 + 0.9), abs=0.004
        )  # of those that did not leave otherwise


def test_a_bought_firm_is_no_more_one_of_its_own_but_stays_on_the_register():
    firms = starting_table("startups", 4)
    firms["rung"], firms["registered"], firms["alive"] = codes.MICRO, 0, True
    firms["acquired"] = [-1, 5, 30, -1]  # the first lives on, the second is closed by its buyer
    for k, month, off in ((1, 20, 32), (3, 20, 32)):
        firms["alive"][k], firms["exit_kind"][k] = False, codes.CLOSED
        firms["exit_month"][k], firms["deregistered"][k] = month, off
    none = np.empty(0)
    lived = reference_city.CityRun(firms, none, none, none, none, none, {}, none, none, 0, 71, none)
    assert demography.operating_survival(1, lived) == (3.0, 4.0)
    assert demography.operating_survival(2, lived) == (2.0, 4.0)
    assert demography.operating_survival(3, lived) == (1.0, 4.0)
    assert demography.closure_hazard(2, lived) == (1.0, 3.0)
    assert demography.deregistration_hazard(3, lived) == (2.0, 4.0)


def test_us_anchors_are_computed_from_the_file():
    assert [round(100 * bds.survival_rate(age).value, 1) for age in range(1, 6)] == [
        77.6,
        67.8,
        60.8,
        55.4,
        50.8,
    ]
    assert [round(100 * bds.death_rate(age).value, 1) for age in range(1, 6)] == [
        17.9,
        13.0,
        11.2,
        10.0,
        9.3,
    ]
    assert round(bds.mean_employees(11, 15).value, 1) == 14.2


# the city and the experiments


def test_the_reference_city_is_what_new_writes(tmp_path):
    place = PlanRequest(
        "reference",
        "参照城市",
        "Reference city",
        "city",
        4.2e6,
        month_number(2022, 1),
        month_number(2033, 12),
    )
    made = create_plan(place, tmp_path, plan_cost).folder
    for name in ("plan.toml", "policies/no-policy.toml"):
        ours, theirs = (
            [
                line
                for line in (folder / name).read_text("utf-8").splitlines()
                if not line.startswith(("document = ", "#:schema"))
            ]
            for folder in (reference_city.PLAN, made)
        )
        assert ours == theirs


def test_an_experiment_that_changes_nothing_finds_nothing():
    trial = experiments.lever_experiment(5, {"rent_subsidy_months": 36.0})  # terms without money
    treated, control = trial.treated.firms, trial.control.firms
    for name in treated.dtype.names:  # not the rows' bytes, which have gaps between columns
        np.testing.assert_array_equal(treated[name], control[name], err_msg=name)
    assert effects.mean_effect("log_sales", trial)[0] == 0
    assert effects.relative_effect("has_equity", trial)[0] == 0
    assert effects.total_effect("jobs", trial)[0] == 0


def test_an_experiment_lasts_as_long_as_it_says_and_moves_both_sides_by_nothing_else():
    trial = experiments.SETTINGS["weaker_rivals"](5)
    assert len(trial.treated.history) == len(trial.control.history) == 72
    moved = trial.treated.path["outside_standing"] / trial.control.path["outside_standing"]
    assert moved == pytest.approx(experiments.WEAKER)
    same = [n for n in trial.treated.path.dtype.names if n != "outside_standing"]
    np.testing.assert_array_equal(trial.treated.path[same], trial.control.path[same])


def test_what_firms_here_can_do_decides_what_all_of_them_sell():
    above, below = effects.ability_elasticity(experiments.SETTINGS["weaker_rivals"](5))
    assert 0 < below < 1  # suppliers elsewhere hold a part of the market
    assert 0.6 <= above / below <= 1.05
    for measure in ("sales_12", "jobs"):
        more, _ = effects.total_effect(measure, experiments.SETTINGS["faster_learning"](5))
        assert more > 0


def test_the_zone_is_denser_than_the_city_and_costs_less():
    zone, usual = map(reference_city.reference_scenario, (reference_city.ZONE, reference_city.PLAN))
    for titled in ("high_tech", "tech_sme"):
        parts = [s.start[titled] / s.start["startups"] for s in (zone, usual)]
        assert parts[0] > parts[1]
    assert zone.nature["scientist_share"] > fields_of(Nature)["scientist_share"].default
    firm_months = [s.start["startups"] * (s.last - s.first) for s in (zone, usual)]
    assert firm_months[0] < firm_months[1] / 5
    assert [row.id for row in ROWS if row.setting == ZONE] == ["high_to_gazelle", "gazelle_stock"]


def test_a_desk_is_a_desk_and_the_other_self_has_none():
    world, _ = reference_city.initial_state()
    rows = experiments.newcomers(world)
    housed = experiments.house_firms(world, rows, staff=experiments.STAFF)
    firms, places = housed.tables["startups"][rows], housed.tables["incubators"]
    assert (
        len(rows) == experiments.SUBJECTS
        and (firms["home"] >= 0).all()
        and (reference_city.initial_state()[0].tables["startups"]["home"][rows] < 0).all()
    )
    used = np.bincount(firms["home"], firms["area"], len(places))
    assert used[-2:] == pytest.approx(places["tenant_area"][-2:]) and places["staff"][
        -2:
    ].sum() == pytest.approx(48, abs=1)
    assert (places["district"][firms["home"]] == firms["district"]).all()


def test_pairs_are_the_same_firms():
    levers = {"founder_grant_envelope": 1000.0, "founder_grant": 50.0}
    t, c = experiments.lever_experiment(5, levers).pairs()
    assert (t["key"] == c["key"]).all() and (t["founder"] >= 0).any()
    assert (t["support"] > 0).sum() > 0 and (c["support"] == 0).all()


# what is shown and written


def card() -> Scorecard:
    """A made-up scorecard: every row a little off its fact, one without a measurement."""
    parts = {row.id: [(1.0, 2.0), (1.1, 2.0), (0.9, 2.0)] for row in ROWS} | {
        "returns_tail": [(0.0, 0.0)] * 3
    }
    shown = {
        "register": np.ones((YEARS, 2)) * (1, 10),
        "work": np.ones((YEARS, 2)) * (1, 10),
        "sizes": np.arange(SIZES, 0, -1.0),
        "growth": np.arange(len(RATES) - 1),
        "rounds": np.array([20, 8, 2, 0]),
        "multiples": np.arange(len(MULTIPLES), 0, -1),
        "reported": np.arange(len(INTENSITIES) - 1),
        "real": np.arange(len(INTENSITIES) - 1),
    }
    return Scorecard(
        "china",
        1,
        (1, 2, 3),
        tuple(judge_row(row, parts[row.id]) for row in select_rows("china")),
        shown,
    )


@pytest.fixture
def fuhua(fuhua, monkeypatch):
    """The command in English, with made-up verdicts."""
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "en")
    monkeypatch.setattr(validate, "validate_model", lambda *_: card())
    return lambda *arguments: fuhua("validate", *arguments)


def test_rows_that_fail_stay_and_recalled_digits_are_about(fuhua, monkeypatch):
    code, out, _ = fuhua("--out", "here")
    assert code == 0 and f"of {len(select_rows('china'))} rows pass" in out
    assert (
        out.count(" fail") + out.count(" pass") >= len(select_rows("china"))
        and "nothing to measure" in out
    )
    for row in scorecard.scorecard_data(card())["rows"]:
        text = scorecard.published_cell(row)
        assert text.startswith("about ") == (row["mark"] == "R" and row["published"]["sign"] == 0)
        assert row["mark"] != "R" or "±" not in text
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "zh")
    assert "不符" in fuhua("--out", "there", "--lang", "zh")[1]


def test_results_are_written_whole(fuhua, tmp_path):
    code, out, _ = fuhua("--json", "--out", "here")
    data = json.loads(out, parse_constant=pytest.fail)
    assert code == 0 and Path(data["folder"]) == Path("here")
    assert {p.name for p in (tmp_path / "here").iterdir()} == {
        "scorecard.csv",
        "scorecard.json",
        "ages.png",
        "sizes.png",
        "growth.png",
        "rounds.png",
        "returns.png",
        "intensities.png",
    }
    stored = json.loads((tmp_path / "here" / "scorecard.json").read_text("utf-8"))
    assert (
        stored["source_digest"] and stored["rows"] == data["rows"] and len(stored["seed_list"]) == 3
    )
    lines = (tmp_path / "here" / "scorecard.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(data["rows"])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["here"]


def test_a_row_that_is_not_there_is_one_message(fuhua, tmp_path):
    code, out, err = fuhua("--rows", "hazards")
    assert (
        (code, out) == (2, "")
        and err.startswith("Error: the scorecard (china) has no row or group hazards")
        and "Traceback" not in err
    )
    assert list(tmp_path.iterdir()) == []


def test_the_page_lists_every_row_and_explains_each_that_fails():
    page = PAGE.read_text("utf-8")
    told = dict(re.findall(r"^\| `(\w+)` \|.*\| (pass|fail)\*? \| \w \|$", page, re.M))
    assert set(told) == {row.id for row in ROWS}
    explained = set(re.findall(r"`(\w+)`", page.partition("<!-- table ends -->")[2]))
    assert {id for id, result in told.items() if result == "fail"} - explained == set()


def test_a_row_is_starred_by_whatever_parameter_has_its_value_from_the_same_figure():
    starred = {row.id: set(row.given_by) for row in ROWS}
    for figure, ids in {
        "67-85 %": ["pass_rate"],
        "70-80 %": ["renewal", "falling_back"],
        "25-40 %": ["passing_60"],
        "6.68 %": ["tenant_intensity"],
        "5.1 m yuan": ["sales_a_tenant"],
        "157 people": ["jobs_a_high_tech"],
        "0.88-0.93": ["matching"],
        "Gonzalez-Uribe & Leatherbee": ["schooling", "schooling_jobs", "schooling_sales"],
    }.items():
        by = {name for name, field in fields_of(Nature).items() if figure in field.source}
        assert by and all(by <= starred[id] for id in ids), figure
