"""How fast is a month?  Nanoseconds per startup-month, phase by phase, from 2,000 to 1,000,000 startups.

    python experiments/speed.py [--json] [--sizes 2000,20000] [--plans | --studies]
    python experiments/speed.py --against COMMIT [--repeats 5] [--json] [--sizes 2000,20000]

The region is Xuchang's starting population under the plan, thinned or repeated with new keys; people,
demand and floor area go with it.  Beside it: the same startup rules on plain Mesa objects at 2,000
(in the interpreter, with Python's own random numbers), 100 runs of Xuchang, one run of a zone of
60 000 startups, and bytes per startup.  Months are counted in CPU seconds, so that a busy machine
does not count; `slope` is that of the logarithm of a month's cost on the logarithm of the number of
startups, 1 where cost grows as the region does.  What studies cost is measured by
`speed_studies.py`; `--against` compares with another commit, phase by phase (`speed_against.py`).
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import mesa
import numpy as np
from speed_side import cpu_seconds

from sim.core.chance import offspring_key
from sim.core.fields import fields_of
from sim.model.ecosystem import Ecosystem
from sim.model.month import MONTH
from sim.model.world import KINDS, World
from sim.plan.files import plans
from sim.runs.ensemble import run_all
from sim.scenario.parameter_sets import population_of
from sim.scenario.scenario import load
from sim.scenario.spinup import fitted_path, starting_world

SIZES = (2_000, 20_000, 200_000, 1_000_000)
WARM, COUNTED = 2, 12
LARGE, LARGE_MONTHS = 60_000, 36  # the size of a national development zone
REPEATS = 3
SLOPE_FROM = 20_000  # smaller regions live in the processor's caches


def region(firms: int, months: int = WARM + COUNTED) -> tuple[World, np.ndarray]:
    """Xuchang with so many startups, and its path."""
    scenario = load("xuchang")
    world, spinup = starting_world(scenario, population=population_of(1))
    path = fitted_path(scenario, spinup, 1)[:months]
    times = firms / int(world.tables["startups"]["alive"].sum())
    path["graduates"] *= times
    path["returnees"] *= times
    tables = dict(world.tables)
    tables["startups"], tables["talents"] = copies(
        world.tables["startups"], world.tables["talents"], times
    )
    tables["stakes"], tables["loans"] = (world.tables[name][:0] for name in ("stakes", "loans"))
    tables["sectors"] = world.tables["sectors"].copy()
    tables["incubators"] = world.tables["incubators"].copy()
    tables["districts"] = world.tables["districts"].copy()
    for column in ("residents", "renters"):  # last month's crowd was that of the region as it is
        tables["districts"][column] = 0
    for column in ("demand", "incumbents"):
        tables["sectors"][column] *= times
    for column in ("area", "tenant_area"):
        tables["incubators"][column] *= times
    return World(world.markets, tables), path


def copies(
    startups: np.ndarray, talents: np.ndarray, times: float
) -> tuple[np.ndarray, np.ndarray]:
    """Startups and their people, repeated so many times with keys of their own; a fraction takes the first rows."""
    parts = [1.0] * int(times) + ([times % 1] if times % 1 else [])
    all_startups, all_talents, firms, people = [], [], 0, 0
    for number, part in enumerate(parts):
        kept = np.arange(len(startups)) < part * len(startups)
        stays = np.where(
            talents["employer"] >= 0,
            kept[talents["employer"]],
            np.arange(len(talents)) < part * len(talents),
        )
        s, t = startups[kept].copy(), talents[stays].copy()
        new_row = np.cumsum(stays) - 1
        s["founder"] = np.where(
            (s["founder"] >= 0) & stays[s["founder"]], new_row[s["founder"]] + people, -1
        )
        s["loan"], s["debt"] = -1, 0.0
        for column in ("employer", "venture"):
            t[column] = np.where(t[column] >= 0, t[column] + firms, t[column])
        for table in (s, t):
            table["key"] = (
                [int(offspring_key(key, number, 2)) for key in table["key"]]
                if number
                else table["key"]
            )
        all_startups.append(s)
        all_talents.append(t)
        firms, people = firms + len(s), people + len(t)
    return one(all_startups), one(all_talents)


def one(tables: list[np.ndarray]) -> np.ndarray:
    """Tables of one kind, one after the other."""
    whole = np.zeros(sum(map(len, tables)), tables[0].dtype)
    place = 0
    for table in tables:
        whole[place : place + len(table)] = table
        place += len(table)
    return whole


def month_ns(firms: int) -> dict[str, Any]:
    """Nanoseconds per startup-month by phase (the best of some repeats of a year), people per startup, bytes per startup."""
    world, path = region(firms)
    best: dict[str, float] | None = None
    for _ in range(REPEATS):
        eco = Ecosystem(world, path, seed=1)
        spent = dict.fromkeys((phase.__name__ for phase in MONTH), 0.0)
        startup_months = 0
        for t, m in enumerate(path):
            eco.begin_month(t)
            if t >= WARM:
                startup_months += len(eco.agenda.living)
            for phase in MONTH:
                begun = cpu_seconds()
                phase(eco, m)
                if t >= WARM:
                    spent[phase.__name__] += cpu_seconds() - begun
        ns = {name: seconds / startup_months * 1e9 for name, seconds in spent.items()}
        if best is None or sum(ns.values()) < sum(best.values()):
            best = ns
    size = sum(p.rows.nbytes for p in eco.populations.values())
    return {
        "month": sum(best.values()),
        "phases": best,
        "people_per_startup": len(eco.talents) / len(eco.agenda.living),
        "bytes_per_startup": size / eco.startups.row_count,
    }


def plain_mesa_ns(firms: int = 2_000) -> float:
    """The startup rules of a month (learn to census) on real Mesa agents, nanoseconds per agent-month."""
    from sim.model.phases import passes
    from sim.model.rules import boards, certify, learn

    def uniforms(*_: object) -> tuple[float, float, float, float]:
        """Python's own random numbers."""
        return random.random(), random.random(), random.random(), random.random()

    passes.draw_block, passes.draws_at = lambda *_: None, uniforms  # type: ignore[assignment]
    for module in (boards, certify, learn):
        assert hasattr(module, "four_uniforms")
        module.four_uniforms = uniforms  # type: ignore[attr-defined]
    world, path = region(firms)
    eco = Ecosystem(world, path, seed=1)

    class Plain(mesa.Agent):
        """An agent as Mesa's tutorials make it."""

    def objects(name: str) -> list[Any]:
        rows = eco.populations[name].rows
        return [SimpleNamespace(**{n: r[n].item() for n in rows.dtype.names}) for r in rows]

    host = mesa.Model(rng=1)
    startups = []
    for row in eco.startups.rows:
        agent = Plain(host)
        for name in fields_of(KINDS["startups"]):
            setattr(agent, name, row[name].item() if name != "key" else row[name])
        startups.append(agent)
    sectors, districts, incubators, loans = (
        objects(n) for n in ("sectors", "districts", "incubators", "loans")
    )
    m = [SimpleNamespace(**{n: r[n].item() for n in path.dtype.names}) for r in path[3]]
    book = [SimpleNamespace(**dict.fromkeys(eco.book.dtype.names, 0.0)) for _ in districts]
    moves = [SimpleNamespace(**dict.fromkeys(eco.measures.dtype.names, 0.0)) for _ in districts]
    living = list(range(len(startups)))
    lists = [[0] * len(living) for _ in range(4)]
    begun = cpu_seconds()
    for _ in range(3):
        passes.run_research_pass(startups, living, incubators, sectors, districts, m, moves)
        passes.run_trade_pass(startups, living, incubators, sectors, districts, m, book, *lists)
        passes.run_exit_pass(
            startups, living, incubators, sectors, districts, m, moves, loans, book
        )
        living = [r for r in living if startups[r].alive]
    return (cpu_seconds() - begun) / 3 / len(startups) * 1e9


def large_zone() -> tuple[float, int]:
    """CPU seconds for a run of 36 months of 60 000 startups under the whole plan, on one core, and its people at the start."""
    world, path = region(LARGE, LARGE_MONTHS)
    eco = Ecosystem(world, path, seed=1)
    people = len(eco.talents)
    begun = cpu_seconds()
    eco.live()
    return cpu_seconds() - begun, people


def hundred_runs(plan: str = "xuchang") -> float:
    """Seconds for 100 runs of a plan on all cores, kernels and starting population already made."""
    scenario = load(plan)
    starting_world(scenario)
    begun = time.perf_counter()
    run_all(scenario, runs=100)
    return time.perf_counter() - begun


def slope(costs: Mapping[int, float]) -> float | None:
    """How a month's cost grows with the region: the slope of its logarithm on that of the startups.

    `costs` are nanoseconds a startup by number of startups; from SLOPE_FROM on where that was measured.
    None where there are not two sizes, or nothing was spent.
    """
    sizes = sorted(costs)
    small = next((n for n in sizes if n >= SLOPE_FROM), sizes[0])
    large = sizes[-1]
    if small == large or not (costs[small] > 0 and costs[large] > 0):
        return None
    return 1 + math.log(costs[large] / costs[small]) / math.log(large / small)


def slopes(found: Mapping[int, Mapping[str, Any]]) -> dict[str, float | None]:
    """The slope of every phase, and of the month."""
    phases = next(iter(found.values()))["phases"]
    return {name: slope({n: f["phases"][name] for n, f in found.items()}) for name in phases} | {
        "month": slope({n: f["month"] for n, f in found.items()})
    }


def plain_mesa() -> float:
    """`plain_mesa_ns` in a process of its own, without compiling."""
    return float(
        subprocess.run(
            [sys.executable, __file__, "--plain"],
            env=os.environ | {"NUMBA_DISABLE_JIT": "1"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    )


def measured(sizes: Sequence[int]) -> dict[str, Any]:
    """Everything this script measures of this checkout."""
    found = {n: month_ns(n) for n in sizes}
    seconds, (large, people) = hundred_runs(), large_zone()
    return {
        "month_ns": {str(n): f["month"] for n, f in found.items()},
        "plain_mesa_ns": plain_mesa(),
        "phases_ns": {str(n): f["phases"] for n, f in found.items()},
        "slope": slopes(found),
        "bytes_per_startup": {str(n): f["bytes_per_startup"] for n, f in found.items()},
        "people_per_startup": {str(n): f["people_per_startup"] for n, f in found.items()},
        "hundred_runs_s": seconds,
        "large_zone_s": large,
        "large_zone_people": people,
    }


def show(found: Mapping[str, Any]) -> None:
    """Print what was measured of this checkout."""
    sizes = list(found["month_ns"])
    print(
        "ns per startup-month" + "".join(f"{int(n):>12,}" for n in sizes) + f"{'slope':>8}",
    )
    for name in found["phases_ns"][sizes[0]]:
        row(name, [found["phases_ns"][n][name] for n in sizes], 0, found["slope"][name])
    row("the whole month", [found["month_ns"][n] for n in sizes], 0, found["slope"]["month"])
    row("people per startup", [found["people_per_startup"][n] for n in sizes], 1)
    row("bytes per startup", [found["bytes_per_startup"][n] for n in sizes], 0)
    print(
        f"the same startup rules on plain Mesa objects at 2,000: {found['plain_mesa_ns']:,.0f} ns per agent-month"
    )
    print(f"100 runs of Xuchang: {found['hundred_runs_s']:.1f} s")
    print(
        f"one run of {LARGE:,} startups and {found['large_zone_people']:,} people, {LARGE_MONTHS} months, "
        f"one core: {found['large_zone_s']:.2f} s"
    )


def row(name: str, cells: Sequence[float], digits: int, slope: float | None = None) -> None:
    """Print a line of the table."""
    end = "" if slope is None else f"{slope:8.2f}"
    print(f"{name:24}" + "".join(f"{x:12.{digits}f}" for x in cells) + end)


def sizes_of(text: str) -> list[int]:
    """The numbers of startups asked for."""
    try:
        sizes = [int(n) for n in text.split(",")]
    except ValueError:
        sizes = []
    if not sizes or min(sizes) < 100:
        raise argparse.ArgumentTypeError(
            f"'{text}' lists no numbers of startups: write whole numbers of at least 100, such as 2000,20000"
        )
    return sizes


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--sizes", type=sizes_of, default=list(SIZES), help="numbers of startups, by commas"
    )
    parser.add_argument(
        "--against",
        metavar="COMMIT",
        help="measure a commit (or a folder with a checkout) in turn with this one, and print how much faster this one is",
    )
    parser.add_argument(
        "--repeats", type=int, default=5, help="pairs of measurements of --against (default 5)"
    )
    parser.add_argument("--plain", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument(
        "--plans", action="store_true", help="only 100 runs of every plan that is shipped"
    )
    parser.add_argument(
        "--studies", action="store_true", help="only what studies cost: sweeping, storing, reading"
    )
    parser.add_argument(
        "--runs", type=int, default=1000, help="runs of the sweep that --studies measures"
    )
    given = parser.parse_args()
    if given.repeats < 1:
        parser.error("--repeats is how many pairs are measured: at least 1")
    if given.studies:
        import speed_studies

        studied = speed_studies.measured(given.runs)
        print(json.dumps(studied)) if given.json else speed_studies.show(studied)
    elif given.plans:
        for plan in plans():
            print(f"100 runs of {plan}: {hundred_runs(plan):.1f} s", flush=True)
    elif given.plain:
        print(plain_mesa_ns())
    elif given.against:
        import speed_against

        try:
            compared = speed_against.compare(given.against, given.sizes, given.repeats)
        except ValueError as fault:
            print(f"error: {fault}", file=sys.stderr)
            return 2
        if given.json:
            print(json.dumps(measured(given.sizes) | {"against": compared}))
        else:
            speed_against.show(compared)
    else:
        found = measured(given.sizes)
        print(json.dumps(found)) if given.json else show(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
