"""Which targets a comparison leaves undecided: those that no policy of it decides, nor the difference
between them.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

from sim.plan.parts import Target
from sim.runs.ensemble import run_all
from sim.runs.probes import PROBED
from sim.runs.targets import BAND, MOVES, outcome_targets, target_scores
from sim.scenario.scenario import Scenario

REMEMBERED = 64  # scenarios whose first runs were asked


def targets_beyond_reach(
    scenarios: Sequence[Scenario], seed: int, months: int, outcome: Callable[[str], np.ndarray]
) -> frozenset[str]:
    """The ids of the outcome targets that neither the runs of a comparison decide nor the levers of
    any of its policies; `outcome` gives a number of each run (runs, policies) by its name.
    """
    ids = frozenset(
        t.id
        for t in outcome_targets(scenarios[0])
        if not policies_move(t, outcome(f"target.{t.id}"), outcome(f"met.{t.id}") > 0)
    )
    for scenario in scenarios:
        if ids:
            ids &= beyond_reach_alone(FirstRuns(scenario, seed, months))
    return ids


def policies_move(target: Target, values: np.ndarray, met: np.ndarray) -> bool:
    """Whether runs and policies take a target's quantity (runs, policies) by a tenth of its distance
    to the line, under any of the policies.
    """
    if met.any() != met.all():
        return True
    lower, middle, upper = np.quantile(values, BAND, axis=0)
    between = np.abs(middle[:, None] - middle).max(0)
    moved = np.maximum(np.maximum(upper - middle, middle - lower), between)
    return bool((moved >= MOVES * np.abs(middle - target.value)).any())


class FirstRuns:
    """The first runs of a scenario, known by what decides their numbers."""

    def __init__(self, scenario: Scenario, seed: int, months: int):
        self.scenario, self.seed, self.months = scenario, seed, months
        self.identity = scenario.digest, seed, months

    def __hash__(self) -> int:
        return hash(self.identity)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FirstRuns) and self.identity == other.identity


@lru_cache(REMEMBERED)
def beyond_reach_alone(first: FirstRuns) -> frozenset[str]:
    """The ids of the chosen outcome targets that a scenario's first runs and its levers leave
    undecided; none where these runs do not come through.
    """
    try:
        ensemble = run_all(first.scenario, PROBED, first.seed, first.months, jobs=1)
    except RuntimeError:
        return frozenset()
    return frozenset(
        s.target.id for s in target_scores(ensemble) if s.target.chosen and not s.within_reach
    )
