"""Kernels compile side by side before the first run, and are kept on the disk for all processes.

No list of kernels and their types is kept.  A phase of the month that lives by itself on a small
region of the plan calls its kernels with the types that they are always called with, whatever
becomes of a region whose other phases do not happen.  So each phase compiles its own in another
process; the few that it does not come to are compiled by whoever calls them first.
"""

import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import llvmlite.binding as llvm
import numba
import numpy as np
from filelock import FileLock

from sim.core import kernel
from sim.core.digests import fingerprint
from sim.model.ecosystem import Ecosystem
from sim.model.month import MONTH
from sim.model.world import World
from sim.runs.workers import PoolFactory, Progress, Workers, map_parallel, may_have_workers
from sim.scenario.scenario import Scenario
from sim.scenario.spinup import small_region


@dataclass(frozen=True)
class SmallRegion:
    """A region of few people and its first months, on which each phase is tried by itself."""

    SENT_ONCE: ClassVar[bool] = True  # every phase's process gets the same
    world: World
    path: np.ndarray


def compile_kernels(
    scenario: Scenario,
    jobs: int | None,
    tell: Progress,
    make: PoolFactory | None = None,
) -> None:
    """Have the kernels that a scenario's runs need on the disk, compiled by all processes there are;
    told as the stage "compile".

    One process of the machine does it at a time; the others wait and find them.
    """
    workers = make if isinstance(make, Workers) else None  # others may be on other machines
    interpreted = numba.config.DISABLE_JIT  # type: ignore[attr-defined]
    if interpreted or not may_have_workers():
        return
    note = compiled_note(scenario)
    if note.exists():
        return
    tell("compile", 0, len(MONTH))
    with FileLock(kernel.KERNELS / "compile.lock"):
        if note.exists():
            return
        region = SmallRegion(*small_region(scenario))
        items = [(region, number) for number in phases_by_rules()]
        for done, _ in enumerate(map_parallel(live_phase_alone, items, jobs, workers, False), 1):
            tell("compile", done, len(items))
        with suppress(OSError):
            note.touch()


def compiled_note(scenario: Scenario) -> Path:
    """The file that says that a scenario's kernels are compiled: those for the kinds of agents that
    it has, by this numba for this processor.
    """
    kinds = sorted(name for name, table in scenario.tables().items() if len(table))
    machine = [llvm.get_host_cpu_name(), llvm.get_host_cpu_features().flatten()]
    versions = [*sys.version_info[:2], numba.__version__]
    return kernel.KERNELS / f"compiled-{fingerprint([kinds, machine, versions])}"


def phases_by_rules() -> list[int]:
    """Numbers of the phases, those of the most rules first, for they compile longest."""
    rules = list(MONTH.values())
    return sorted(range(len(rules)), key=lambda number: -len(rules[number]))


def live_phase_alone(item: tuple[SmallRegion, int]) -> None:
    """One phase of the month, lived by itself for all months of a small region in which every firm
    has business with everybody, and each month a firm leaves, a fund comes and another ends; in a
    worker.
    """
    region, number = item
    eco = Ecosystem(region.world, region.path)
    phase, agenda = list(MONTH)[number], eco.agenda
    for month in range(len(region.path)):
        eco.begin_month(month)
        agenda.filers = agenda.needy = agenda.seekers = agenda.living
        agenda.left, agenda.fund_visits = agenda.living[:1], np.ones(len(eco.districts.rows), int)
        eco.funds.rows["ends"][:1] = eco.path["clock"][month, 0]
        phase(eco, eco.path[month])
