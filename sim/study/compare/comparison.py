"""Policies compared on the same luck: a task is one run number lived under every policy in one
worker.

So firms are paired where they were lived and only their sums travel.  A comparison grows: `extend`
lives further runs and can be stopped between any two; what is there is always runs 0 to n - 1,
whatever the number of processes.

    found = compare([load("xuchang", "no-policy"), load("xuchang")], runs=100)
    found.data()["costs"]
"""

import time
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from sim.core.errors import UserError
from sim.runs.ensemble import (
    common_random_seed,
    ensemble_of,
    live_scenario,
    months_to_live,
    run_record,
)
from sim.runs.workers import PoolFactory, Progress, error_text, ignore_progress, map_parallel
from sim.scenario.scenario import Scenario
from sim.scenario.spinup import starting_world
from sim.study.compare.firm_pairs import COUNTED, PairedRun, firms_of, pair_firms
from sim.study.compare.outcomes import comparison_fields, comparison_outcomes
from sim.study.compare.summary import comparison_data, ranking_outcome, selection_state
from sim.study.methods.ranking import BATCH, FIRST, Choice
from sim.words.catalogue import say


class Comparison:
    """Policies of one region, the first of them the baseline, and the runs lived under all of them
    so far.

    `by` is the outcome by which the best is sought (default: how many outcome targets are met),
    `zone` a difference in it that is too small to matter.
    """

    def __init__(
        self,
        scenarios: Sequence[Scenario],
        seed: int = 1,
        months: int | None = None,
        by: str | None = None,
        zone: float | None = None,
    ):
        """Raises UserError for fewer than two policies, for an outcome there is not, or where the
        policies do not set out from the same place.
        """
        if len(scenarios) < 2:
            raise UserError(say("compare_too_few"))
        self.scenarios, self.seed, self.months = (
            tuple(scenarios),
            seed,
            months_to_live(scenarios[0], months),
        )
        for other in scenarios[1:]:
            if pairing_conditions(other) != pairing_conditions(scenarios[0]):
                raise UserError(
                    say("compare_other_place", first=scenarios[0].policy, other=other.policy)
                )
        self.fields = comparison_fields(scenarios[0])
        self.by, self.zone = ranking_outcome(self.fields, scenarios[0], by), zone
        self.count = 0
        self.answers: dict[int, PairedRun | str] = {}

    runs = property(
        lambda self: [a for k in range(self.count) if isinstance(a := self.answers[k], PairedRun)],
        doc="the runs that came through under every policy, in the order of their numbers",
    )
    failures = property(
        lambda self: [(k, a) for k in range(self.count) if isinstance(a := self.answers[k], str)],
        doc="the numbers of the others, with their tracebacks",
    )

    def extend(
        self, runs: int, jobs: int | None = None, make: PoolFactory | None = None
    ) -> Iterator[int]:
        """Live so many more runs; yields how many there are, one by one, and may be left off after
        any of them.

        `jobs` is how many processes (default: one a core), `make` a factory of another executor.  A
        run that fails under one policy counts for none; where none of the first runs comes through,
        RuntimeError.
        """
        goal = self.count + runs
        yield from self._count_up(goal)
        items = [
            (self.scenarios, self.seed, k, self.months)
            for k in range(self.count, goal)
            if k not in self.answers
        ]
        for item, answer in map_parallel(run_paired_policies, items, jobs, make):
            self.answers[item[2]] = (
                error_text(answer) if isinstance(answer, BaseException) else answer
            )
            yield from self._count_up(goal)
        if not self.runs:
            raise RuntimeError(
                f"none of {self.count} runs came through; the first said:\n{self.answers[0]}"
            )

    def _count_up(self, goal: int) -> Iterator[int]:
        """Count the runs that follow without a gap, one by one."""
        while self.count < goal and self.count in self.answers:
            self.count += 1
            yield self.count

    def outcome(self, name: str) -> np.ndarray:
        """One outcome by run and policy."""
        at = list(self.fields).index(name)
        return np.stack([run.values[:, at] for run in self.runs])

    def data(self) -> dict[str, Any]:
        """All that the runs say, as plain data."""
        return comparison_data(self)

    def choice(self) -> Choice:
        """Where the search for the best policy stands."""
        return selection_state(self)


def compare_policies(
    scenarios: Sequence[Scenario],
    runs: int = 100,
    seed: int = 1,
    months: int | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Live so many runs under every policy, the first of them the baseline; `progress(stage, done,
    of)` is told.
    """
    if runs < 1:
        raise UserError(say("runs_too_few", runs=runs))
    return extend_comparison(Comparison(scenarios, seed, months), runs, jobs, progress)


def extend_comparison(
    found: Comparison,
    runs: int,
    jobs: int | None = None,
    progress: Progress | None = None,
    until_settled: bool = False,
    seconds: float | None = None,
    make: PoolFactory | None = None,
) -> Comparison:
    """Live so many more runs of a comparison; with `until_settled` no more than settle which policy
    is best, with `seconds` until these are over.
    """
    tell, began = progress or ignore_progress, time.monotonic()
    starting_world(found.scenarios[0], progress)
    goal = found.count + runs
    tell("runs", found.count, goal)
    for done in found.extend(runs, jobs, make):
        tell("runs", done, goal)
        look = until_settled and found.runs and done >= FIRST and (done - FIRST) % BATCH == 0
        if (look and found.choice().settled) or (
            seconds is not None and time.monotonic() - began > seconds
        ):
            break
    return found


def pairing_conditions(scenario: Scenario) -> tuple[object, ...]:
    """What scenarios must share for their runs to be pairs: place, people, nature and months."""
    return (
        scenario.place_digest,
        scenario.last,
        scenario.later,
        scenario.natures,
        [t.id for t in scenario.targets],
    )


def run_paired_policies(item: tuple[tuple[Scenario, ...], int, int, int]) -> PairedRun:
    """One run number under every policy, in a worker."""
    scenarios, study_seed, number, months = item
    seed = common_random_seed(study_seed, number)
    values, places, firms = [], [], []
    # the firms of the first month are the same under every policy
    support = starting_world(scenarios[0])[0].tables["startups"]["support"]
    for scenario in scenarios:
        eco = live_scenario(scenario, seed, months)
        ensemble = ensemble_of(scenario, study_seed, [run_record(eco, seed, number)])
        values.append([float(v[0]) for v in comparison_outcomes(ensemble).values()])
        places.append([np.asarray(eco.history[name][-1], float) for name in COUNTED])
        firms.append(firms_of(eco, support))
    size = len(scenarios[0].districts), len(scenarios[0].sectors)
    pairs = [pair_firms(firms[0], under, *size) for under in firms]
    parts, moves = (np.stack([getattr(p, name) for p in pairs]) for name in ("parts", "moves"))
    return PairedRun(seed, np.array(values), np.array(places), parts, moves)
