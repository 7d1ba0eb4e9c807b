"""A target that nothing moves is not decided by the model: it stands apart, with the reason, and in no joint chance."""

from __future__ import annotations

import math
from dataclasses import replace

import made_up
import numpy as np
import pytest
import studying
from scipy.stats import binomtest

from sim.plan.quantities import MEASURES
from sim.report.document import Table
from sim.report.subjects.run import run_report
from sim.results import run_folder
from sim.results.summary import ensemble_summary
from sim.runs import ensemble as living
from sim.runs.ensemble import levers_reach, run_all
from sim.runs.outcomes import ALL_MET
from sim.runs.probes import at_full_weight, reach_file, without_policy
from sim.runs.targets import (
    GIVEN,
    LEVEL,
    MOVES,
    graded_quantity,
    joint_probability,
    kth_largest,
    score_target,
    target_scores,
    wilson_interval,
)
from sim.scenario.scenario import load
from sim.study.design.task import RunResult
from sim.study.store import study as store
from sim.validation.backtest import Backtest, PastFact, judge_fact
from sim.words.catalogue import say, speak

AREA = "M-3"  # half of the area is in incubation in every run, asked for are 0.6


def told(**more):
    """The made-up runs of a plan whose levers were asked what they move."""
    runs = made_up.ensemble(**more)
    runs.history["incubating_area"] = [18000.0, 2000.0]
    return replace(runs, reach={})


def share(ensemble):
    """The score of the share of area, which nothing moves."""
    return next(s for s in target_scores(ensemble) if s.target.id == AREA and s.target.chosen)


def test_what_is_alike_in_all_runs_and_moved_by_no_lever_is_not_decided():
    found = {s.target.id: s for s in target_scores(told()) if s.target.chosen}
    assert found[AREA].moved == 0.0
    assert not found[AREA].within_reach
    assert not found[AREA].counts
    assert found["M-1"].within_reach  # some runs meet it, others do not
    assert found["M-2"].within_reach  # it stands at its line
    assert found["M-4"].within_reach  # an input is what the plan does itself


def test_a_lever_that_moves_it_by_a_tenth_of_the_distance_decides_it():
    still = told()
    distance = 0.6 - share(still).median
    for part, decides in ((MOVES * 1.01, True), (MOVES * 0.99, False)):
        moved = replace(still, reach={AREA: part * distance})
        assert share(moved).within_reach == decides
        assert share(moved).moved == pytest.approx(part)


def test_runs_that_differ_by_a_tenth_of_the_distance_decide_it():
    runs = told()
    runs.history["incubating_area"][..., 0] *= np.array([0.8, 1.0, 1.0, 1.2])[:, None]
    assert share(runs).within_reach


def test_where_nobody_asked_everything_counts():
    assert all(s.within_reach for s in target_scores(made_up.ensemble()))


def test_the_joint_chance_leaves_it_out():
    whole, told_of = target_scores(replace(told(), reach=None)), target_scores(told())
    assert joint_probability(whole)[0] == 0.0
    assert joint_probability(told_of)[0] == 0.5  # two of four runs end with a hundred firms
    data = ensemble_summary(told())
    assert (data["all_met"]["targets"], data["all_met"]["undecided"]) == (2, 1)
    assert data["all_met"]["met"]["mean"] == 1.5
    assert data["binds"]["id"] == "M-1"


def test_one_run_alone_is_told_by_its_levers():
    runs = told()
    one = replace(
        runs,
        seeds=runs.seeds[:1],
        history=runs.history[:1],
        books=runs.books[:1],
        sectors=runs.sectors[:1],
        facilities=runs.facilities[:1],
    )
    assert not share(one).within_reach
    assert share(replace(one, reach={AREA: 1.0})).within_reach
    assert ensemble_summary(one)["all_met"]["targets"] == 1  # M-2, which stands at its line


def test_where_none_is_decided_the_page_says_so_and_no_more():
    speak("en")
    runs = told(targets=tuple(t for t in made_up.TARGETS if t.id == AREA))
    data = ensemble_summary(runs)
    assert (data["all_met"]["targets"], data["all_met"]["met"], data["binds"]) == (0, None, None)
    report = run_report(runs, run_folder.run_metadata(runs, data))
    assert say("verdict_undecided", ids=AREA) in report.section("front").blocks[0].text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_stands_in_a_table_of_its_own_with_the_reason(language):
    speak(language)
    runs = told()
    data = ensemble_summary(runs)
    report = run_report(runs, run_folder.run_metadata(runs, data))
    tables = {b.id: b for b in report.section("targets").blocks if isinstance(b, Table)}
    apart = [row.cells for row in tables["targets-undecided"].rows]
    facilities = say("given.facilities")
    assert [cells[0].text for cells in apart] == [AREA, ""]
    assert apart[0][-1].text == say("undecided_given", things=facilities)
    assert AREA not in str(tables["targets-outcome"].rows)
    assert "targets-undecided" not in {
        b.id for b in run_report_blocks(made_up.ensemble()) if isinstance(b, Table)
    }


def run_report_blocks(runs):
    """What the chapter on targets shows."""
    about = run_folder.run_metadata(runs, ensemble_summary(runs))
    return run_report(runs, about).section("targets").blocks


def test_a_folder_tells_it_again(tmp_path):
    runs = told()
    folder = run_folder.write_results(runs, tmp_path / "runs")
    held = run_folder.open_results(folder)
    assert held.reach == {}
    assert [s.moved for s in target_scores(held)] == [s.moved for s in target_scores(runs)]
    line = next(
        line
        for line in (folder / "targets.csv").read_text("utf-8-sig").splitlines()
        if line.startswith(f"{AREA},,")
    )
    assert ",False,0.0," in line


def test_what_counts_units_is_told_by_the_unit_that_decides():
    values = np.array([[5.0, 9.0, 7.0]])
    assert [float(kth_largest(values, k)[0]) for k in (1, 2, 3)] == [9.0, 7.0, 5.0]
    both = made_up.target(
        "M-9", "两区", "both", "floor_area", 2.0, "district", combine="count", unit_value=40000.0
    )
    quantity, line = graded_quantity(both, told())
    assert (quantity.tolist(), line) == ([10000.0] * 4, 40000.0)
    # a unit that comes a tenth of the way nearer to its own line decides the count
    runs = replace(told(), reach={"M-9": 3001.0})
    assert score_target(both, runs).within_reach
    assert not score_target(both, replace(runs, reach={"M-9": 2999.0})).within_reach


def test_a_fact_is_held_against_the_value_where_the_model_does_not_decide_its_target():
    ends = told().history["startups"].sum(-1)[:, -1]
    fact = PastFact(
        "made-up", "startups", "level", made_up.LAST, 500, 500, 500, False, "M-1", True, "a page"
    )
    for line, undecided in ((100.0, False), (5000.0, True)):
        aim = made_up.TARGETS[0].model_copy(update={"value": line})
        runs = told(targets=(aim,))
        found = judge_fact(fact, "made-up", runs.scenario, runs)
        assert (found.undecided, math.isnan(found.probability)) == (undecided, undecided)
        assert found.median == np.median(ends)
        assert found.inside is False
        assert math.isnan(Backtest((found,), 4, 1).brier_scores["model"]) == undecided


def test_what_is_given_is_named_of_measures_that_there_are():
    assert set(GIVEN["follows"]) <= set(MEASURES)


def test_full_weight_is_the_plan_with_twice_its_money_whatever_the_policy():
    plan, none = load("xuchang"), load("xuchang", "no-policy")
    assert at_full_weight(none).digest == at_full_weight(plan).digest
    assert without_policy(plan).digest == none.digest
    for own, full in zip(plan.levers, at_full_weight(plan).levers, strict=True):
        for name, factor in (("matching_budget", 2.0), ("rent_subsidy_share", 1.0)):
            if name in own:
                assert [v for _, v in full[name].points] == [
                    v * factor for _, v in own[name].points
                ]


@pytest.fixture(scope="module")
def lived():
    """One run of a plan to its end."""
    return run_all("xuchang", runs=1, jobs=1)


def test_a_target_on_an_assumed_series_is_undecided_and_one_that_levers_move_is_not(lived):
    found = {s.target.id: s for s in target_scores(lived) if s.target.chosen}
    assert not found["X-T13"].within_reach  # of the whole city's industry, which is assumed
    assert found["X-T05"].within_reach
    row = next(r for r in ensemble_summary(lived)["targets"] if r["id"] == "X-T13")
    assert say("given.city_output") in row["undecided"]["en"] + row["undecided"]["zh"]


def test_probes_are_lived_once_and_alike_on_one_process_or_two(lived, monkeypatch, two_workers):
    scenario = lived.scenario
    probes = without_policy(scenario), at_full_weight(scenario)
    file = reach_file(probes, lived.seeds, lived.months)
    kept = file.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(living, "map_parallel", None)  # nothing is lived again
        assert levers_reach(lived) == lived.reach
    file.unlink()
    assert levers_reach(lived, make=two_workers) == lived.reach
    assert file.read_bytes() == kept
    file.write_bytes(b"{")
    assert levers_reach(lived, jobs=1) == lived.reach


def test_a_study_leaves_out_what_nothing_in_it_moves(tmp_path):
    made = studying.study(tmp_path / "study")
    names, runs = list(made.spec["outcomes"]), 12
    aims = made.spec["aims"]
    assert (MOVES, ALL_MET) == (store.MOVES, store.ALL_MET)
    still, varies, moves = list(aims)[:3]

    def lived(run):
        found = dict.fromkeys(names, 0.0) | {f"met.{id}": 1.0 for id in aims}
        found |= {f"target.{id}": 2 * line for id, line in aims.items()}
        found |= {f"met.{still}": 0.0, f"target.{still}": 0.0}  # missed by far, and alike in all
        found |= {f"met.{varies}": float(run % 2)}
        found |= {f"target.{moves}": aims[moves] * (2 + run / 10)}
        return RunResult(np.array([found[name] for name in names]), np.zeros((3, 2)))

    tasks = studying.tasks(runs, 1, ("plan",))
    made.add([(t, lived(t.run)) for t in tasks[:6]])
    assert made.rows(format="numpy")[ALL_MET].tolist() == [0.0] * 6  # too few to tell
    made.add([(t, lived(t.run)) for t in tasks[6:]])
    rows = made.rows(format="numpy")
    assert rows[ALL_MET].tolist() == rows[f"met.{varies}"].tolist()
    assert made.query(f"SELECT sum({ALL_MET}) AS n FROM runs", "numpy")["n"].tolist() == [6.0]


def test_wilson_s_interval_is_scipy_s_to_the_last_bit() -> None:
    for of in (1, 2, 3, 7, 20, 100, 1000, 99_999):
        for hits in {0, 1, of // 3, of // 2, of - 1, of}:
            known = binomtest(hits, of).proportion_ci(LEVEL, method="wilson")
            assert wilson_interval(hits, of) == (known.low, known.high), (hits, of)
