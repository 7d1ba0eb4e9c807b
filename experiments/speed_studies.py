"""How fast are studies?  What a sweep adds to its runs, how busy it keeps the cores, and how long a large study takes to write,
read and go on with.

    python experiments/speed.py --studies [--json] [--runs 1000]

The large study is 10 000 runs of 60 months and 100 measures with made-up numbers, through the real store; the one of many runs
has 100 000 with the months a study usually keeps.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent import futures
from pathlib import Path
from typing import Any

import numpy as np

from sim.core.fields import fields_of
from sim.model.parameters import Nature
from sim.runs.ensemble import run
from sim.runs.workers import Workers
from sim.scenario.scenario import load
from sim.scenario.spinup import starting_world
from sim.study.design.study_file import read_study
from sim.study.design.task import Case, RunOrder, RunResult, execute_order, order_of, task_of
from sim.study.run.sweep import run_tasks
from sim.study.store.create import begin_study, monthly_fields
from sim.study.store.maintain import size_on_disk, verify_study
from sim.study.store.snapshot import freeze_study, thaw_study
from sim.study.store.study import Study

PAIRS = 40
LARGE_RUNS, LARGE_MONTHS, LARGE_MEASURES = 10_000, 60, 100
MANY_POINTS, MANY_RUNS = 5_000, 20
LARGE_FILE = """[study]
id = "large"
zh = "大"
en = "large"
plan = "xuchang"
design = "latin"
points = 5000
runs = 2
months = ["jobs"]
[vary]
culture = { low = 0.8, high = 1.2 }
"""
MANY_FILE = LARGE_FILE.replace("points = 5000", f"points = {MANY_POINTS}").replace(
    'runs = 2\nmonths = ["jobs"]', f"runs = {MANY_RUNS}"
)
QUESTIONS = {
    "outcome": "SELECT policy, avg(jobs), quantile_cont(jobs, [0.1, 0.9]) FROM runs GROUP BY ALL",
    "joint": "SELECT policy, avg(met_all) FROM runs GROUP BY ALL",
    "path": "SELECT month, avg(jobs) FROM months GROUP BY ALL ORDER BY ALL",
}


class MadeUp(futures.Executor):
    """A worker whose runs take no time; their numbers are all different, as those of real ones are."""

    def __init__(self, outcomes: int, measures: int, months: int):
        dice = np.random.default_rng(1)
        self.outcomes = dice.random(outcomes) * 1e4
        self.whole = dice.random(outcomes) < 0.5
        self.rates, self.months = dice.random((measures, 1)) * 30, months

    def submit(self, act: Any, order: RunOrder, /) -> futures.Future:
        """A run at once: half of its numbers are counts."""
        dice = np.random.default_rng([order.seed, order.number])
        outcomes = self.outcomes * (1 + 0.1 * dice.standard_normal(len(self.outcomes)))
        paths = np.cumsum(self.rates * dice.random((len(self.rates), self.months)), axis=1)
        paths[::2] = np.round(paths[::2])
        future: futures.Future = futures.Future()
        future.set_result(RunResult(np.where(self.whole, np.round(outcomes), outcomes), paths))
        return future


def timed(act: Callable[[], Any]) -> float:
    """Seconds that something takes."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def processor(act: Callable[[], Any]) -> float:
    """Seconds of processor time that something takes in this process: other programs do not count."""
    begun = time.process_time()
    act()
    return time.process_time() - begun


def added_in_workers() -> float:
    """Milliseconds of processor time that a worker spends on a run beyond living it: run and order by turns."""
    case = Case(load("xuchang"))
    starting_world(case.scenario)
    tasks = [task_of(case, "plan", k, 1, changes={"culture": 1.0}) for k in range(PAIRS)]
    bare, whole = [], []
    for task in tasks:
        order = order_of(task, 0, list(monthly_fields())[:22])
        bare.append(
            processor(lambda task=task: run(task.case.scenario.vary(task.changes), task.seed))
        )
        whole.append(processor(lambda order=order: execute_order(order)))
    return float(np.median(np.array(whole) - np.array(bare))) * 1e3


def busy(folder: Path, runs: int) -> dict[str, float]:
    """A sweep of Xuchang on all cores: seconds, share of the cores' time used, parent's milliseconds a run."""
    case, cores = Case(load("xuchang")), os.cpu_count() or 1
    study = begin_study(folder, "busy", case.scenario)
    tasks = [task_of(case, "plan", k, 1) for k in range(runs)]
    before, parent, begun = os.times(), time.process_time(), time.perf_counter()
    with Workers(cores) as workers:
        run_tasks(tasks, study, jobs=cores, make=workers)
        seconds, parent = time.perf_counter() - begun, time.process_time() - parent
    for worker in multiprocessing.active_children():  # they are ending; then their time counts
        worker.join()
    after = os.times()
    workers = (
        after.children_user + after.children_system - before.children_user - before.children_system
    )
    return {
        "runs": runs,
        "cores": cores,
        "seconds": seconds,
        "busy": (workers + parent) / seconds / cores,
        "parent_ms_a_run": parent / runs * 1e3,
        "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan"),
    }


def large(folder: Path) -> dict[str, float]:
    """Writing a large study, and reading of it."""
    scenario = load("xuchang")
    case, measures = Case(scenario), list(monthly_fields())[:LARGE_MEASURES]
    study = begin_study(
        folder, "large", scenario, {"culture": fields_of(Nature)["culture"]}, measures
    )
    tasks = [task_of(case, "plan", k, 1, values={"culture": 1.0}) for k in range(LARGE_RUNS)]
    worker = MadeUp(len(study.spec["outcomes"]), LARGE_MEASURES, LARGE_MONTHS)
    written = timed(lambda: run_tasks(tasks, study, make=lambda: worker))
    return {
        "write_s": written,
        "megabytes": size_on_disk(folder) / 1e6,
        "read_measure_s": timed(lambda: study.months(measures[-1], "numpy")),
        "mean_path_s": timed(
            lambda: study.query("SELECT month, avg(jobs) FROM months GROUP BY month", "numpy")
        ),
        "read_outcome_s": timed(lambda: study.rows(["jobs"], "numpy")),
    }


def many(folder: Path) -> dict[str, float]:
    """Writing a study of many runs, asking it and going on with it: seconds of this process's processor time."""
    file = folder / "many.toml"
    file.write_text(MANY_FILE, "utf-8")
    asked = read_study(file)
    study, tasks = freeze_study(asked, folder / "many")
    months = asked.scenario.last - asked.scenario.first + 1
    worker = MadeUp(len(study.spec["outcomes"]), len(asked.measures), months)
    written = processor(lambda: run_tasks(tasks, study, make=lambda: worker))

    def go_on() -> None:
        verify_study(study)
        assert not len(study.missing(*thaw_study(study).places))

    return {
        "runs": len(tasks),
        "write_ms_a_run": written / len(tasks) * 1e3,
        "megabytes": size_on_disk(folder / "many") / 1e6,
        "files": sum(1 for _ in (folder / "many").rglob("*.parquet")),
        **{
            f"{name}_cpu_s": processor(lambda sql=sql: study.query(sql, "numpy"))
            for name, sql in QUESTIONS.items()
        },
        "measure_cpu_s": processor(lambda: study.months("jobs", "numpy")),
        "go_on_cpu_s": processor(go_on),
    }


def resumed(folder: Path) -> float:
    """Seconds that `fuhua resume` takes, in a process of its own, on a finished study of 10 000 runs."""
    file = folder / "large.toml"
    file.write_text(LARGE_FILE, "utf-8")
    study, tasks = freeze_study(read_study(file), folder / "study")
    worker = MadeUp(len(study.spec["outcomes"]), 1, LARGE_MONTHS)
    run_tasks(tasks, study, make=lambda: worker)
    assert Study(folder / "study").count() == LARGE_RUNS
    command = [sys.executable, "-m", "sim.cli", "resume", str(folder / "study")]
    return timed(lambda: subprocess.run(command, check=True, capture_output=True))


def measured(runs: int) -> dict[str, Any]:
    """All figures."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        return {
            "added_in_workers_ms": added_in_workers(),
            **{f"sweep_{k}": v for k, v in busy(root / "a" / "busy", runs).items()},
            **{f"large_{k}": v for k, v in large(root / "b" / "large").items()},
            "resume_s": resumed(root),
            **{f"many_{k}": v for k, v in many(root).items()},
        }


def show(found: dict[str, Any]) -> None:
    """Print the figures as sentences."""
    added = found["added_in_workers_ms"] + found["sweep_parent_ms_a_run"]
    print(
        f"a sweep adds to a run: {found['added_in_workers_ms']:.1f} ms in the worker + {found['sweep_parent_ms_a_run']:.1f} ms in the "
        f"parent = {added:.1f} ms"
    )
    print(
        f"{found['sweep_runs']:,} runs of Xuchang: {found['sweep_seconds']:.0f} s, {found['sweep_cores']} cores busy "
        f"{found['sweep_busy']:.0%} of the time (load of the machine at the end {found['sweep_load']:.1f})"
    )
    print(
        f"{LARGE_RUNS:,} runs x {LARGE_MONTHS} months x {LARGE_MEASURES} measures: written in {found['large_write_s']:.0f} s "
        f"({found['large_megabytes']:.0f} MB), one measure read in {found['large_read_measure_s']:.2f} s, its mean path in "
        f"{found['large_mean_path_s']:.2f} s, one outcome in {found['large_read_outcome_s']:.2f} s"
    )
    print(f"resume of a finished study of {LARGE_RUNS:,} runs: {found['resume_s']:.1f} s")
    print(
        f"{found['many_runs']:,} runs with their usual months: {found['many_write_ms_a_run']:.1f} ms of the parent's processor a run, "
        f"{found['many_megabytes']:.0f} MB in {found['many_files']:,} files; a mean over runs in {found['many_outcome_cpu_s']:.2f} s, "
        f"the joint outcome in {found['many_joint_cpu_s']:.2f} s, the mean path of a measure in {found['many_path_cpu_s']:.2f} s, "
        f"all its months in {found['many_measure_cpu_s']:.2f} s; known again in {found['many_go_on_cpu_s']:.2f} s"
    )
