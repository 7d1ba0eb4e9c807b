"""A run boiled down to named numbers: the same numbers wherever they are shown."""

from __future__ import annotations

import numpy as np
import pytest

from sim.plan.files import plans
from sim.results.summary import ensemble_summary
from sim.runs.ensemble import Ensemble, common_random_seed, ensemble_of, run, run_all
from sim.runs.outcomes import ALL_MET, outcome_fields, outcomes
from sim.scenario.scenario import load


@pytest.fixture(scope="module")
def ensemble() -> Ensemble:
    """Three runs of Xuchang, cut after fourteen months."""
    return run_all("xuchang", runs=3, months=14, jobs=1)


def test_one_run_alone_has_the_numbers_it_has_among_others(ensemble: Ensemble) -> None:
    together = outcomes(ensemble)
    for k in range(3):
        alone = outcomes(
            ensemble_of(
                ensemble.scenario, 1, [run(ensemble.scenario, common_random_seed(1, k), 14, k)]
            )
        )
        assert {name: values[0] for name, values in alone.items()} == {
            name: values[k] for name, values in together.items()
        }


def test_outcomes_are_the_numbers_of_the_summary(ensemble: Ensemble) -> None:
    found, said = outcomes(ensemble), ensemble_summary(ensemble)
    for row in (r for r in said["targets"] if r["measured"]):
        name = row["id"] if row["chosen"] else f"{row['id']}/{row['variant']}"
        assert (
            np.median(found[f"target.{name}"]) == row["median"]
            and found[f"met.{name}"].sum() == row["runs_meeting"]
        )
    for row in [*said["rungs"], *said["region"]]:
        assert np.median(found[row["name"]]) == row["last"]["median"]
    for row in said["over_horizon"]:
        assert np.median(found[row["name"]]) == row["median"]
    assert np.median(found["public_outlay"]) == said["money"]["total"]["median"]
    assert found[ALL_MET].sum() == said["all_met"]["runs_meeting"]


@pytest.mark.parametrize("plan", plans())
def test_every_outcome_has_one_declaration_and_a_name_in_both_languages(plan: str) -> None:
    scenario = load(plan)
    fields = outcome_fields(scenario)
    measured = [t for t in scenario.targets if t.role != "not_measured"]
    assert sum(name.startswith("target.") for name in fields) == len(measured)
    assert all(f.zh and f.en and f.unit for f in fields.values())


def test_what_is_declared_is_what_is_found(ensemble: Ensemble) -> None:
    assert list(outcomes(ensemble)) == list(outcome_fields(ensemble.scenario))
