"""One side of a comparison of speed: what a checkout's own `experiments/speed.py` finds, in CPU seconds.

    python experiments/speed_side.py CHECKOUT months FIRMS | run | zone

Started by `speed_against.py`, a process a measurement, with that checkout first on Python's path.
Prints one JSON object.  Nothing of `sim` is named here but through the checkout's own script, so
both sides may have any layout.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

REPEATS = 3  # of small measurements, of which the best counts; large ones are done once
LARGE = 100_000
RUN_MONTHS, RUNS = 36, 5
MOST = sys.float_info.max
# Windows counts a process's CPU time in steps of 16 ms, too coarse for a phase
cpu_seconds: Callable[[], float] = (
    time.perf_counter if sys.platform == "win32" else time.process_time
)


def script_of(checkout: Path) -> ModuleType:
    """The script that measures a checkout, made to count CPU seconds."""
    path = checkout / "experiments" / "speed.py"
    sys.path[0] = str(path.parent)
    spec = importlib.util.spec_from_file_location("speed", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be imported")
    script = importlib.util.module_from_spec(spec)
    sys.modules["speed"] = script
    spec.loader.exec_module(script)
    script.time = SimpleNamespace(**{**vars(time), "perf_counter": cpu_seconds})  # type: ignore[attr-defined]
    return script


def months(script: ModuleType, firms: int) -> dict[str, object]:
    """Nanoseconds of a startup-month, phase by phase."""
    script.REPEATS = REPEATS if firms < LARGE else 1  # type: ignore[attr-defined]
    found: dict[str, object] = script.month_ns(firms)
    return found


def run(script: ModuleType) -> dict[str, float]:
    """Seconds of one run of Xuchang, the best of some."""
    scenario = script.load("xuchang")
    world, spinup = script.starting_world(scenario, population=script.population_of(1))
    path = script.fitted_path(scenario, spinup, 1)[:RUN_MONTHS]
    best = MOST
    for _ in range(RUNS):
        eco = script.Ecosystem(world, path, seed=1)
        begun = cpu_seconds()
        eco.live()
        best = min(best, cpu_seconds() - begun)
    return {"seconds": best}


def zone(script: ModuleType) -> dict[str, float]:
    """Seconds of a run of a large zone."""
    return {"seconds": script.large_zone()[0]}


def main() -> None:
    """Measure what is asked, and print it."""
    checkout, what, *size = sys.argv[1:]
    script = script_of(Path(checkout))
    match what:
        case "months":
            found: object = months(script, int(size[0]))
        case "run":
            found = run(script)
        case "zone":
            found = zone(script)
        case _:
            raise SystemExit(f"{what} is not measured here: ask for months, run or zone")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
