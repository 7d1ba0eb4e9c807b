"""The outcomes that comparisons go by: those of a run, and two more that are sums of them."""

import numpy as np

from sim.core.fields import Field
from sim.runs.ensemble import Ensemble
from sim.runs.outcomes import OUTLAY, outcome_fields, outcomes
from sim.runs.targets import outcome_targets
from sim.scenario.scenario import Scenario

MET, NET = "targets_met", "net_outlay"
BACK = ("income_tax", "fund_returned_public", "grants_repaid")  # what comes back to government


def comparison_outcomes(ensemble: Ensemble) -> dict[str, np.ndarray]:
    """Every outcome of a scenario's runs, by name: an array with one number a run."""
    found = outcomes(ensemble)
    met = sum(
        (found[f"met.{t.id}"] for t in outcome_targets(ensemble.scenario)),
        np.zeros(len(ensemble.seeds)),
    )
    return {**found, MET: met, NET: found[OUTLAY] - sum(found[f"money.{name}"] for name in BACK)}


def comparison_fields(scenario: Scenario) -> dict[str, Field]:
    """What each outcome is called and counted in, in the order of `comparison_outcomes`."""
    return {
        **outcome_fields(scenario),
        MET: Field("outcome targets met", "达到的成效目标", "target"),
        NET: Field(
            "public outlay less tax and money returned", "财政支出（扣除税收与回收）", "万元"
        ),
    }
