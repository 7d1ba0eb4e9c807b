"""A run is a function of (scenario, seed); an ensemble is many of them, on any number of processes.

Results do not depend on how many processes there are or in which order runs finish: each run's
numbers come from its own seed, and they are put in order of the run's number.
"""

import importlib.metadata
import platform
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from sim import __version__
from sim.core import digests
from sim.core.chance import offspring_key
from sim.model.economies import LivedRegion, live_region
from sim.model.ecosystem import Ecosystem, Observer
from sim.runs.forecast import RunSize, check_room
from sim.runs.histories import RunTable
from sim.runs.kernels import compile_kernels
from sim.runs.probes import (
    PROBED,
    at_full_weight,
    load_reach,
    reach_file,
    save_reach,
    without_policy,
)
from sim.runs.streams import IN_MEMORY, Run, RunCollection, stacked_tables
from sim.runs.targets import graded_quantity, measurable_targets, score_target, target_reading_id
from sim.runs.workers import (
    PoolFactory,
    Progress,
    Workers,
    error_text,
    give_back_memory,
    ignore_progress,
    map_parallel,
)
from sim.scenario.parameter_sets import CENTRAL, CHINA, fit_metadata, population_of
from sim.scenario.scenario import Scenario, load
from sim.scenario.spinup import SpinupFit, fitted_path, is_grown, starting_world
from sim.words.catalogue import user_error

LIBRARIES = ("numpy", "numba", "scipy", "mesa")


@dataclass(frozen=True)
class Ensemble:
    """Many runs of one scenario: tables gain a first axis, the run.

    Tables are arrays of records where the runs are few; of many they lie on the disk and answer by
    measure all the same (`sim.runs.streams`).
    `reach` is how far the levers move each outcome target's quantity; None where nobody asked.
    """

    scenario: Scenario
    seed: int
    seeds: tuple[int, ...]
    history: RunTable
    books: RunTable
    sectors: RunTable
    facilities: RunTable
    failures: tuple[tuple[int, str], ...] = ()
    spinup: Mapping[str, Any] = field(default_factory=dict)
    reach: Mapping[str, float] | None = None

    first = property(lambda self: self.scenario.first, doc="month number of the first month")
    months = property(lambda self: self.history.shape[1])
    places = property(lambda self: [d.id for d in self.scenario.districts])
    branches = property(lambda self: branch_names(self.scenario))
    houses = property(lambda self: [f.id for f in self.scenario.named_facilities])

    def provenance(self) -> dict[str, Any]:
        """Everything needed to make these numbers again."""
        return {
            **software_versions(),
            "scenario": self.scenario.name,
            "policy": self.scenario.policy,
            "readings": self.scenario.nondefault_readings,
            "nature": nature_of(self.scenario),
            "scenario_digest": self.scenario.digest,
            "seed": self.seed,
            "seeds": [str(s) for s in self.seeds],
            "months": int(self.months),
            "runs": len(self.seeds),
            "spinup": dict(self.spinup),
            "reach": None if self.reach is None else dict(self.reach),
            "failures": [list(f) for f in self.failures],
        }


def software_versions(*more: str) -> dict[str, Any]:
    """The version, engine, Python and libraries numbers are made with; `more` are libraries beside
    the usual.
    """
    return {
        "fuhua": __version__,
        "source_digest": digests.SOURCE_DIGEST,
        "python": platform.python_version(),
        "libraries": {name: importlib.metadata.version(name) for name in (*LIBRARIES, *more)},
    }


def nature_of(scenario: Scenario) -> dict[str, Any]:
    """Which natural parameters differ between runs, how many sets of them there are, and how those
    came about.
    """
    if not scenario.natures:
        return {"name": CENTRAL, "sets": 0, "drawn": []}
    return {
        **fit_metadata(CHINA),
        "sets": len(scenario.natures),
        "drawn": [name for name in scenario.natures[0] if name not in scenario.nature],
    }


def branch_names(scenario: Scenario) -> list[str]:
    """The sectors in the order of their rows; with several markets as sector@market."""
    markets = scenario.market_names
    return [
        s.id if len(markets) == 1 else f"{s.id}@{market}"
        for market in markets
        for s in scenario.sectors
    ]


def common_random_seed(seed: int, number: int) -> int:
    """The seed of a study's number-th run: the same run number meets the same luck under every
    policy.
    """
    return int(offspring_key(np.uint64(seed), number, 0))


def live_scenario(
    scenario: Scenario, seed: int, months: int | None = None, watcher: Observer | None = None
) -> Ecosystem:
    """A scenario lived to its end, or for so many months, under a watcher's eyes if there is one."""
    world, spinup = starting_world(scenario, population=population_of(seed))
    path = fitted_path(scenario, spinup, seed)[: months_to_live(scenario, months)]
    eco = Ecosystem(world, path, seed=seed)
    if watcher is not None:
        eco.watch(watcher)
    eco.live()
    return eco


def run(
    scenario: Scenario | str,
    seed: int = 1,
    months: int | None = None,
    number: int = 0,
    threads: int = 1,
) -> Run:
    """Live one run of a scenario to its end, or for so many months; markets that share nothing live
    side by side on so many threads.
    """
    scenario = load(scenario) if isinstance(scenario, str) else scenario
    if threads == 1:
        return run_record(live_scenario(scenario, seed, months), scenario, seed, number)
    world, spinup = starting_world(scenario, population=population_of(seed))
    path = fitted_path(scenario, spinup, seed)[: months_to_live(scenario, months)]
    return run_record(live_region(world, path, seed, threads), scenario, seed, number)


def run_record(eco: Ecosystem | LivedRegion, scenario: Scenario, seed: int, number: int = 0) -> Run:
    """What a scenario's region that has lived leaves."""
    told = {f.id for f in scenario.named_facilities}
    rows = [k for k, f in enumerate(scenario.facilities) if f.id in told]
    houses = np.ascontiguousarray(eco.facility_history[:, rows])
    return Run(number, seed, eco.history, eco.books, eco.sector_history, houses)


def run_all(
    scenario: Scenario | str,
    runs: int = 100,
    seed: int = 1,
    months: int | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
    workers: Workers | None = None,
    folder: Path | None = None,
) -> Ensemble:
    """Live many runs in parallel.

    `jobs` is how many processes (default: one a core); they stay for the next call, as `workers` do
    that are given instead; few short runs are lived in this process.  `progress(stage, done, of)` is
    told of each step.  Months of many runs lie on the disk, in a hidden folder in `folder` (default:
    where the system has such things), as long as the ensemble is there.  A run that fails is kept as
    a failure with its traceback.  Raises UserError for numbers the scenario cannot run and for more
    runs than there is room for, RuntimeError where no run came through.
    """
    scenario = load(scenario) if isinstance(scenario, str) else scenario
    tell = progress or ignore_progress
    size = RunSize.of(scenario, months_to_live(scenario, months))
    if runs < 1:
        raise user_error("runs_too_few", runs=runs)
    check_room(size, runs, folder)
    items = [(scenario, common_random_seed(seed, k), months, k) for k in range(runs)]
    spinup = grow_populations(scenario, (own for _, own, _, _ in items), jobs, tell, workers)
    if runs * size.every > IN_MEMORY:
        give_back_memory()  # a long job begins: what was needed until here is not any more
    failures: dict[int, str] = {}
    tell("runs", 0, runs)
    with RunCollection(runs, folder) as collection:
        for item, answer in map_parallel(run_in_worker, items, jobs, workers):
            if isinstance(answer, BaseException):
                failures[item[3]] = error_text(answer)
            else:
                collection.add(answer)
            tell("runs", len(collection.seeds) + len(failures), runs)
        if not collection.seeds:
            raise RuntimeError(
                f"none of {runs} runs came through; the first said:\n{failures[min(failures)]}"
            )
        ensemble = Ensemble(
            scenario,
            seed,
            collection.ordered_seeds(),
            *collection.tables(),
            tuple(sorted(failures.items())),
            spinup,
        )
        return replace(ensemble, reach=levers_reach(ensemble, jobs, tell, workers))


def levers_reach(
    ensemble: Ensemble,
    jobs: int | None = None,
    tell: Progress = ignore_progress,
    make: PoolFactory | None = None,
) -> dict[str, float] | None:
    """How far the levers move the quantity of each outcome target: the largest difference between
    no policy and the plan at full weight on the ensemble's first seeds.

    Nothing is lived where the runs themselves decide every target; None where a probe fails, for
    then nothing shows that a target cannot be moved.
    """
    scenario = ensemble.scenario
    aims = [t for t in measurable_targets(scenario) if t.role == "outcome"]
    unmoved = replace(ensemble, reach={})
    if all(score_target(t, unmoved).within_reach for t in aims):
        return {}
    probes = without_policy(scenario), at_full_weight(scenario)
    seeds = ensemble.seeds[:PROBED]
    file = reach_file(probes, seeds, ensemble.months)
    if (known := load_reach(file)) is not None:
        return known
    items = [(s, seed, ensemble.months, k) for s in probes for k, seed in enumerate(seeds)]
    found: dict[tuple[str, int], Run] = {}
    tell("probes", 0, len(items))
    for (lived, _, _, k), answer in map_parallel(run_in_worker, items, jobs, make):
        if isinstance(answer, BaseException):
            return None
        found["none" if lived is probes[0] else "full", k] = answer
        tell("probes", len(found), len(items))
    ends = [
        ensemble_of(s, ensemble.seed, [found[name, k] for k in range(len(seeds))])
        for name, s in zip(("none", "full"), probes, strict=True)
    ]
    reach = {}
    for t in aims:
        none, full = (graded_quantity(t, end)[0] for end in ends)
        reach[target_reading_id(t)] = float(np.abs(full - none).max())
    save_reach(file, reach)
    return reach


def grow_populations(
    scenario: Scenario,
    seeds: Iterable[int],
    jobs: int | None,
    tell: Progress,
    make: PoolFactory | None = None,
) -> SpinupFit:
    """Make the starting populations that runs of these seeds begin with, once the kernels are
    compiled: the first, and then side by side the others, which begin at its rates.  How the first
    was found.
    """
    compile_kernels(scenario, jobs, tell, make)
    _, spinup = starting_world(scenario, tell)
    wanted = sorted({population_of(seed) for seed in seeds} - {0})
    items = [(scenario, k) for k in wanted if not is_grown(scenario, k)]
    if items:
        tell("populations", 0, len(items))
    grown = map_parallel(grow_in_worker, items, jobs, make, try_here=False)
    for done, (_, answer) in enumerate(grown, 1):
        if isinstance(answer, BaseException):
            raise answer
        tell("populations", done, len(items))
    return spinup


def grow_in_worker(item: tuple[Scenario, int]) -> float:
    """One starting population, made and kept in a worker; how near it comes to the stocks."""
    scenario, population = item
    return starting_world(scenario, population=population)[1]["gap"]


def ensemble_of(
    scenario: Scenario,
    seed: int,
    runs: Sequence[Run],
    failures: tuple[tuple[int, str], ...] = (),
    spinup: Mapping[str, Any] | None = None,
) -> Ensemble:
    """Runs of one scenario, one or many, as an ensemble."""
    return Ensemble(
        scenario,
        seed,
        tuple(r.seed for r in runs),
        *stacked_tables(runs),
        failures,
        dict(spinup or {}),
    )


def time_run(item: tuple[Scenario, int, int | None]) -> float:
    """Seconds that one run takes, once kernels and starting population are there."""
    scenario, seed, months = item
    run(scenario, seed, 1)
    begun = time.perf_counter()
    run(scenario, seed, months)
    return time.perf_counter() - begun


def run_in_worker(item: tuple[Scenario, int, int | None, int]) -> Run:
    """One run, in a worker."""
    return run(*item)


def months_to_live(scenario: Scenario, months: int | None) -> int:
    """How many months to live; UserError where the scenario has not so many."""
    there = scenario.last - scenario.first + 1
    if months is None:
        return there
    if not 1 <= months <= there:
        raise user_error("months_out_of_range", months=months, there=there)
    return months
