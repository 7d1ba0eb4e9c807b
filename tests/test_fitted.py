"""Runs draw their natural parameters from what published facts leave possible: one draw a run, the same wherever the run is lived."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import answers
import numpy as np
import pytest
from fitting.prior import PRIOR_FACTOR
from hypothesis import given, settings
from hypothesis import strategies as st

import sim
from sim.app.pages.watch.live_run import start_live_run
from sim.app.session.url_state import UrlState, parse_query
from sim.cli import options
from sim.cli.explanation_session import explanation_name
from sim.core.errors import UserError
from sim.core.fields import fields_of
from sim.model.parameters import Nature
from sim.report.subjects import basis, run_front_page
from sim.results import comparison_folder
from sim.runs.ensemble import (
    common_random_seed,
    live_scenario,
    months_to_live,
    nature_of,
    run,
    run_all,
)
from sim.runs.outcomes import outcomes
from sim.runs.targets import outcome_targets
from sim.scenario.parameter_sets import (
    CENTRAL,
    CHINA,
    NATURES,
    POPULATIONS,
    fit_metadata,
    parameter_draws,
    population_of,
)
from sim.scenario.rates import FITTED
from sim.scenario.scenario import Scenario, load
from sim.scenario.spinup import fitted_path, starting_world
from sim.study.compare.reach import FirstRuns, beyond_reach_alone
from sim.study.design.study_file import read_study
from sim.study.design.task import Case, execute_order, order_of, task_of
from sim.study.design.variations import RunSettings
from sim.study.store.snapshot import freeze_study, thaw_study

NATURE = fields_of(Nature)
SEEDS = st.integers(0, 2**63 - 1)
MONTHS = 4


@pytest.fixture(scope="module")
def xuchang() -> Scenario:
    """The plan as it is run by default."""
    return load("xuchang")


# the ensemble


def test_an_ensemble_holds_enough_sets_of_declared_parameters_within_bounds() -> None:
    sets = parameter_draws(CHINA)
    assert len(sets) >= 200
    assert all(list(one) == list(sets[0]) for one in sets)
    assert all(
        NATURE[name].low <= value <= NATURE[name].high
        for one in sets
        for name, value in one.items()
    )


def test_no_rate_that_the_spin_up_fits_and_nothing_that_a_law_gives_is_drawn() -> None:
    drawn = set(parameter_draws(CHINA)[0])
    assert not drawn & set(FITTED.values())
    assert all(NATURE[name].source.startswith(("assumed", "scale:", "sign:")) for name in drawn)


def test_an_ensemble_says_how_it_came_about() -> None:
    assert {
        "name",
        "source_digest",
        "city",
        "seed",
        "points",
        "facts",
        "untrue",
        "libraries",
    } <= set(fit_metadata(CHINA))


def test_the_declared_values_are_no_ensemble_and_an_unknown_one_is_told() -> None:
    assert parameter_draws(CENTRAL) == ()
    with pytest.raises(UserError, match="there is no nature chian: choose of china, central"):
        load("xuchang", nature="chian")


def test_the_command_line_offers_what_there_is() -> None:
    assert tuple(options.FILE["options"]["--nature"]["words"]) == NATURES


# the draw


@given(SEEDS)
@settings(max_examples=30, deadline=None)
def test_a_draw_is_addressed_by_the_seed_and_not_by_the_policy(seed: int) -> None:
    plan, none = (load("xuchang", policy).for_run(seed) for policy in ("plan", "no-policy"))
    assert plan.later == none.later and plan.natures == ()
    assert plan.for_run(seed) is plan


def test_runs_begin_about_equally_often_with_each_population_and_its_own_nature(
    xuchang: Scenario,
) -> None:
    name = next(iter(xuchang.for_run(1).later))
    drawn: dict[int, set[float]] = {}
    begun = np.zeros(POPULATIONS)
    for seed in (common_random_seed(1, k) for k in range(1200)):
        begun[population_of(seed)] += 1
        drawn.setdefault(population_of(seed), set()).add(xuchang.for_run(seed).later[name])
    assert begun.min() > 0.7 * begun.mean() and begun.max() < 1.3 * begun.mean()
    assert all(len(natures) == 1 for natures in drawn.values())  # one a population
    assert len(set.union(*drawn.values())) > 0.7 * POPULATIONS
    for population, (nature,) in drawn.items():
        assert xuchang.for_population(population).nature[name] == nature  # it grew up under it


def test_what_a_plan_or_a_study_sets_stays(xuchang: Scenario) -> None:
    first, second = list(parameter_draws(CHINA)[0])[:2]
    low = {name: NATURE[name].low or NATURE[name].high for name in (first, second)}
    own = xuchang.with_levers({first: low[first]}).vary({second: low[second]})
    path = fitted_path(own, starting_world(xuchang)[1], 5)
    assert (path[first] == low[first]).all() and (path[second] == low[second]).all()
    assert first not in nature_of(own)["drawn"] and first not in own.for_run(5).later


def test_an_ensemble_is_part_of_what_a_scenario_is_and_no_part_of_its_past(
    xuchang: Scenario,
) -> None:
    central = load("xuchang", nature=CENTRAL)
    assert central.digest != xuchang.digest and central.place_digest == xuchang.place_digest
    tasks = [task_of(Case(scenario), "plan", 0, 1) for scenario in (xuchang, central)]
    assert tasks[0].key != tasks[1].key


# one number everywhere


def test_a_run_is_the_same_wherever_it_is_lived(xuchang: Scenario) -> None:
    seed = common_random_seed(3, 1)
    known = run(xuchang, seed, MONTHS).history
    assert run_all(xuchang, 2, 3, MONTHS, jobs=1).history[1].tobytes() == known.tobytes()
    assert (
        live_scenario(xuchang, common_random_seed(3, 1), MONTHS).history.tobytes()
        == known.tobytes()
    )
    eco = sim.Ecosystem("xuchang", seed=seed)
    for _ in range(MONTHS):
        eco.step()
    assert eco.history[:MONTHS].tobytes() == known.tobytes()
    watched = start_live_run(xuchang, 3, lambda *_: None)  # a browser shows the first run
    for _ in range(MONTHS):
        watched.step()
    first = run(xuchang, common_random_seed(3, 0), MONTHS)
    assert watched.history.tobytes() == first.history.tobytes()
    order = order_of(task_of(Case(xuchang), "plan", 1, 3, months=MONTHS), 0, ["jobs"])
    assert execute_order(order).months[0].tolist() == known["jobs"].sum(1).tolist()
    assert run(load("xuchang", nature=CENTRAL), seed, MONTHS).history.tobytes() != known.tobytes()


STUDY = """[study]
id = "still"
zh = "静"
en = "still"
plan = "xuchang"
runs = 1
nature = "central"
months = "none"
[vary]
culture = [0.9, 1.1]
"""


def test_a_study_keeps_its_nature(tmp_path: Path) -> None:
    (file := tmp_path / "still.toml").write_text(STUDY, "utf-8")
    study, tasks = freeze_study(read_study(file), tmp_path / "study")
    assert {task.key for task in thaw_study(study)} == {task.key for task in tasks}
    assert all(task.case.scenario.natures == () for task in tasks)
    file.write_text(STUDY.replace("central", "china"), "utf-8")
    assert all(
        len(task.case.scenario.natures) >= 200
        for task in freeze_study(read_study(file), tmp_path / "other")[1]
    )


# what is told


def test_results_say_which_nature_was_used(xuchang: Scenario) -> None:
    told = nature_of(xuchang)
    assert (
        told["name"] == "china" and told["sets"] == len(parameter_draws(CHINA)) and json.dumps(told)
    )
    assert nature_of(load("xuchang", nature=CENTRAL)) == {"name": "central", "sets": 0, "drawn": []}
    drawn = {
        "name": "china",
        "sets": 256,
        "drawn": [{"name": "patience", "zh": "创始人耐心", "en": "patience"}],
    }
    central = {"name": "central", "sets": 0, "drawn": []}
    assert basis.nature_line(drawn).startswith(
        "1 natural parameters are drawn for each run from 256 sets"
    )
    assert "declared ones in every run" in basis.nature_line(central)
    contents = {"assumed": [], "readings": []}
    said = {
        nature["name"]: run_front_page.uncertainty_sentences(
            {"summary": {"targets": [], "nature": nature}, "contents": contents}
        )[-1]
        for nature in (drawn, central)
    }
    assert "not doubt about the other assumptions" in said["china"]
    assert "hold luck only" in said["central"]
    assert (
        "Drawn are: patience." in basis.nature_sentences(drawn)[0]
        and basis.nature_sentences(central) == []
    )


def test_a_command_asks_for_the_same_natures_again_even_where_a_plan_sets_them_all() -> None:
    assert (
        basis.nature_option("china") == "" and basis.nature_option("central") == " --nature central"
    )
    data = {
        "plan": {"name": "x", "policy": "plan"},
        "runs": 1,
        "failed": 0,
        "complete": True,
        "nature": {"name": "china", "sets": 256, "drawn": []},
    }
    assert (
        basis.reproduction_command({"summary": data, "readings": {}, "seed": 1, "months": 12})
        == "fuhua run x --policy plan --runs 1 --seed 1"
    )


def test_folders_of_declared_natures_have_names_of_their_own(xuchang: Scenario) -> None:
    both = [load("xuchang", policy, nature=CENTRAL) for policy in ("no-policy", "plan")]
    assert (
        comparison_folder.default_comparison_folder(both, 4, 1).name
        == "compare-xuchang-no-policy+plan-4runs-seed1-central"
    )
    assert (
        comparison_folder.default_comparison_folder([xuchang], 4, 1).name
        == "compare-xuchang-plan-4runs-seed1"
    )
    assert (
        explanation_name(both[1], "sensitivity", {"runs": 1, "seed": 1, "months": None})
        == "xuchang-plan-sensitivity-1runs-seed1-central"
    )
    assert (
        explanation_name(xuchang, "sensitivity", {"runs": 1, "seed": 1, "months": None})
        == "xuchang-plan-sensitivity-1runs-seed1"
    )


def test_a_page_lives_the_nature_its_address_asks_for() -> None:
    now, faults = parse_query("?lang=en&nature=central")
    assert (
        not faults
        and now.scenario().natures == now.baseline().natures == ()
        and "nature=central" in now.query()
    )
    assert UrlState().scenario().natures and "nature" not in UrlState().query()


# what answers hang on


def test_ends_are_the_ensembles_percentiles_and_otherwise_the_ranges(xuchang: Scenario) -> None:
    found = {u.name: u for u in answers.at_ends(xuchang, {})}
    drawn = next(name for name in parameter_draws(CHINA)[0] if name in found)
    values = [one[drawn] for one in parameter_draws(CHINA)]
    assert (found[drawn].low, found[drawn].high) == pytest.approx(np.quantile(values, (0.05, 0.95)))
    other = found["role_model_cost"]
    assert (other.low / other.value, other.high / other.value) == pytest.approx(
        (PRIOR_FACTOR**-0.9, PRIOR_FACTOR**0.9)
    )


def test_answers_are_those_of_the_plan_with_one_parameter_at_an_end(
    xuchang: Scenario, tmp_path: Path
) -> None:
    few = [u for u in answers.at_ends(xuchang, {}) if u.name == "savings"]
    usual, ends = answers.answers("few", xuchang, few, RunSettings(tmp_path, 1, 1, MONTHS, 1))
    alone = xuchang.vary({"savings": few[0].high})
    known = outcomes(run_all(alone, 1, 1, MONTHS, jobs=1))
    names = [target.id for target in answers.counted(xuchang)]
    met = [known[f"met.{id}"][0] for id in names]
    assert ends.count[1] == sum(met) and ends.joint[1, 0] == min(met)
    assert ends.quantity[:, 1, 0].tolist() == [known[f"target.{id}"][0] for id in names]
    assert usual.unknown is None and ends.apart == abs(ends.count[1] - ends.count[0])
    text = answers.markdown(xuchang, 1, 2, 1, usual, [ends])
    outside = beyond_reach_alone(FirstRuns(xuchang, answers.SEED, months_to_live(xuchang, None)))
    assert f"{len(names)} outcome targets; " in text and len(names) + len(outside) == len(
        outcome_targets(xuchang)
    )
    plan = load("chengguan")
    own = replace(plan, targets=tuple(t for t in plan.targets if t.role != "outcome"))
    assert {target.role for target in answers.counted(plan)} == {"outcome"}
    assert {target.role for target in answers.counted(own)} == {"input"}
    assert "| `savings` 人均创业本金 / savings put in per head of the team |" in text
