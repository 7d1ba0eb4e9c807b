"""Policies compared on the same luck: a task is one run number lived under every policy in one
worker.

So firms are paired where they were lived and only their sums travel.  A comparison grows: `extend`
lives further runs and can be stopped between any two; what is there is always runs 0 to n - 1,
whatever the number of processes.

    found = compare([load("xuchang", "no-policy"), load("xuchang")], runs=100)
    comparison_data(found)["costs"]  # of sim.study.compare.summary
"""

import time
from collections.abc import Iterator, Sequence

import numpy as np
from numpy import ndarray

from sim.core.files import read_declarations
from sim.runs.ensemble import (
    common_random_seed,
    ensemble_of,
    grow_populations,
    live_scenario,
    months_to_live,
    run_record,
)
from sim.runs.outcomes import ALL_MET, OUTLAY
from sim.runs.targets import outcome_targets
from sim.runs.workers import (
    PoolFactory,
    Progress,
    Workers,
    error_text,
    ignore_progress,
    map_parallel,
)
from sim.scenario.parameter_sets import population_of
from sim.scenario.scenario import Scenario
from sim.scenario.spinup import starting_world
from sim.study.compare.firm_pairs import COUNTED, PairedRun, firms_of, pair_firms
from sim.study.compare.outcomes import MET, NET, comparison_fields, comparison_outcomes
from sim.study.compare.reach import targets_beyond_reach
from sim.study.methods.ranking import BATCH, FIRST, Choice, select_best
from sim.words.catalogue import user_error
from sim.words.suggestions import suggestion

WORSE = {*read_declarations(__file__)["less_is_better"], OUTLAY, NET}
SHARE_ZONE, TARGET_ZONE, PART_ZONE = 0.05, 0.25, 0.01


class Comparison:
    """Policies of one region, the first of them the baseline, and the runs lived under all of them
    so far.

    `by` is the outcome by which the best is sought (default: how many outcome targets are met, or
    the surviving firms where there are none), `zone` a difference in it that is too small to matter.
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
            raise user_error("compare_too_few")
        self.scenarios, self.seed = tuple(scenarios), seed
        self.months = months_to_live(scenarios[0], months)
        for other in scenarios[1:]:
            if pairing_conditions(other) != pairing_conditions(scenarios[0]):
                raise user_error(
                    "compare_other_place", first=scenarios[0].policy, other=other.policy
                )
        self.fields = comparison_fields(scenarios[0])
        if by is None:
            by = MET if outcome_targets(scenarios[0]) else "startups"
        elif by not in self.fields:
            help = suggestion(by, self.fields)
            raise user_error("compare_unknown_outcome", given=by, help=help)
        self.by, self.zone = by, zone
        self.count = 0
        self.answers: dict[int, PairedRun | str] = {}
        self._beyond: tuple[int, frozenset[str]] = 0, frozenset()

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

    def outcome(self, name: str) -> ndarray:
        """One outcome by run and policy; of targets met, those that are decided here."""
        if name not in (ALL_MET, MET):
            at = list(self.fields).index(name)
            return np.stack([run.values[:, at] for run in self.runs])
        counted = [
            t.id for t in outcome_targets(self.scenarios[0]) if t.id not in self.beyond_reach
        ]
        empty = np.zeros((0, len(self.runs), len(self.scenarios)))
        met = np.stack([self.outcome(f"met.{id}") for id in counted]) if counted else empty
        return np.asarray(met.sum(0) if name == MET else met.all(0), float)

    @property
    def beyond_reach(self) -> frozenset[str]:
        """The outcome targets that no policy compared here decides, by their ids."""
        known, found = self._beyond
        if known != self.count:
            found = targets_beyond_reach(self.scenarios, self.seed, self.months, self.outcome)
            self._beyond = self.count, found
        return found

    def gain(self, name: str) -> ndarray:
        """An outcome less the baseline's in the same run, by run and policy."""
        values = self.outcome(name)
        return np.asarray(values - values[:, :1])

    def is_share(self, name: str) -> bool:
        """Whether an outcome says of each run that something is so or not."""
        return self.fields[name].unit == "share" and bool(
            np.isin(self.outcome(name), (0.0, 1.0)).all()
        )

    @property
    def less_is_better(self) -> bool:
        """Whether a policy does better that has less of the outcome the ranking goes by."""
        targets = {f"target.{t.id}": t for t in self.scenarios[0].targets if t.chosen}
        return self.by in WORSE or (
            self.by in targets and targets[self.by].comparator.startswith("<")
        )

    def indifference_zone(self) -> float:
        """A difference that is too small to matter: as asked, else 5 points of a share, a quarter
        of a target, or 1 % of what the baseline has in the first runs.
        """
        if self.zone:
            return self.zone
        if self.by == MET:
            return TARGET_ZONE
        if self.fields[self.by].unit == "share":
            return SHARE_ZONE
        return PART_ZONE * max(1.0, abs(float(self.outcome(self.by)[:FIRST, 0].mean())))

    def ranking_values(self) -> ndarray:
        """The outcome the ranking goes by, by run and policy, more of it being better."""
        values = self.outcome(self.by)
        return -values if self.less_is_better else values

    def choice(self) -> Choice:
        """Where the search for the best policy stands."""
        return select_best(self.ranking_values(), self.indifference_zone(), self.is_share(self.by))


def compare_policies(
    scenarios: Sequence[Scenario],
    runs: int = 100,
    seed: int = 1,
    months: int | None = None,
    jobs: int | None = None,
    progress: Progress = ignore_progress,
    workers: Workers | None = None,
) -> Comparison:
    """Live so many runs under every policy, the first of them the baseline; `progress(stage, done,
    of)` is told.  `workers` serve instead of the processes that this one keeps.
    """
    if runs < 1:
        raise user_error("runs_too_few", runs=runs)
    found = Comparison(scenarios, seed, months)
    return extend_comparison(found, runs, jobs, progress, make=workers)


def extend_comparison(
    found: Comparison,
    runs: int,
    jobs: int | None = None,
    progress: Progress = ignore_progress,
    until_settled: bool = False,
    seconds: float | None = None,
    make: PoolFactory | None = None,
) -> Comparison:
    """Live so many more runs of a comparison; with `until_settled` no more than settle which policy
    is best, with `seconds` until these are over.
    """
    began = time.monotonic()
    goal = found.count + runs
    seeds = (common_random_seed(found.seed, k) for k in range(found.count, goal))
    grow_populations(found.scenarios[0], seeds, jobs, progress, make)
    progress("runs", found.count, goal)
    for done in found.extend(runs, jobs, make):
        progress("runs", done, goal)
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
    world, _ = starting_world(scenarios[0], population=population_of(seed))
    support = world.tables["startups"]["support"]
    for scenario in scenarios:
        eco = live_scenario(scenario, seed, months)
        ensemble = ensemble_of(scenario, study_seed, [run_record(eco, scenario, seed, number)])
        values.append([float(v[0]) for v in comparison_outcomes(ensemble).values()])
        places.append([np.asarray(eco.history[name][-1], float) for name in COUNTED])
        firms.append(firms_of(eco, support))
    size = len(scenarios[0].districts), len(scenarios[0].sectors)
    pairs = [pair_firms(firms[0], under, *size) for under in firms]
    parts, moves = (np.stack([getattr(p, name) for p in pairs]) for name in ("parts", "moves"))
    return PairedRun(seed, np.array(values), np.array(places), parts, moves)
