"""How long does one wait?  Commands from start to end as a user starts them, and ensembles on all cores.

    python experiments/waits.py [--json] [--only start,first,...] [--runs 10000]

`start` is `import sim`, `from sim import run_all` and `fuhua --help`; `first` the first result with
empty caches, which compiles and grows the starting population; `warm` 20 runs with report and figures
once both are kept, and `report` the report of that folder anew; `runs` 1 000 runs of Xuchang, with the
share of the cores' time that was worked; `again` a second ensemble of four short runs in one process;
`wuhan` a run of the largest plan, in CPU time; `memory` the most that so many runs (`--runs`) hold in
all processes together (pages they share are counted in each).  Times are of the clock, so they want a quiet
machine.  `runs` and `memory` need psutil, which comes with the extra `cluster`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

COMMAND = [sys.executable, "-m", "sim.cli"]
QUICK = ["--lang", "en", "--quiet"]
REPEATS = 3
LOOK_EACH = 0.1  # seconds between looks at what processes hold
ENSEMBLE = """
import sys, time
from sim.runs.ensemble import run_all
run_all("xuchang", runs={warm})
print("begun", flush=True)
run_all("xuchang", runs={runs}, months={months}, jobs={jobs})
print("done", flush=True)
sys.stdin.readline()
"""
WUHAN = """
import time
from sim.model.ecosystem import Ecosystem
from sim.scenario.parameter_sets import population_of
from sim.scenario.scenario import load
from sim.scenario.spinup import fitted_path, starting_world
scenario = load("donghu")
world, spinup = starting_world(scenario, population=population_of(1))
path = fitted_path(scenario, spinup, 1)[:36]
best = float("inf")
for _ in range({repeats}):
    eco = Ecosystem(world, path, seed=1)
    firms = len(eco.agenda.living)
    begun = time.process_time()
    eco.live()
    best = min(best, time.process_time() - begun)
print(best, firms, len(path))
"""
Waits = dict[str, float]


class PsutilError(Exception):
    """What other processes use cannot be seen."""


def clocked(act: Callable[[], object]) -> float:
    """Seconds that something takes."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def command(line: Sequence[str], environment: Mapping[str, str] | None = None) -> str:
    """Run a command to its end, and return what it printed; ValueError where it fails."""
    done = subprocess.run(
        line,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise ValueError(f"{' '.join(line)} failed:\n{done.stderr.strip()[-2000:]}")
    return done.stdout


def start() -> Waits:
    """Until Python has the package, and until the command tells what it can do."""
    lines = {
        "import_s": [sys.executable, "-c", "import sim"],
        "import_runs_s": [sys.executable, "-c", "from sim import run_all"],
        "help_s": [*COMMAND, "--help"],
    }
    return {
        name: min(clocked(lambda line=line: command(line)) for _ in range(REPEATS + 1))
        for name, line in lines.items()
    }


def first() -> Waits:
    """The first result after installing: caches are empty."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        line = [*COMMAND, "run", "xuchang", *QUICK, "--out", str(Path(place) / "result")]
        own = {"FUHUA_CACHE": str(Path(place) / "cache")}
        return {"first_s": clocked(lambda: command(line, own))}


def warm() -> Waits:
    """Twenty runs with all that is written of them, and their report anew."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        waits = []
        for number in range(REPEATS + 1):  # the first may have to compile
            out = str(Path(place) / str(number))
            line = [*COMMAND, "run", "xuchang", "--runs", "20", *QUICK, "--out", out]
            waits.append(clocked(lambda line=line: command(line)))
        report = [*COMMAND, "report", str(Path(place) / "0"), "--lang", "en"]
        return {
            "warm_s": min(waits[1:]),
            "report_s": min(clocked(lambda: command(report)) for _ in range(REPEATS)),
        }


def again() -> Waits:
    """A second ensemble of four short runs, on two processes, in one process that goes on."""
    text = ENSEMBLE.format(warm=4, runs=4, months=6, jobs=2).replace(
        'run_all("xuchang", runs=4)', 'run_all("xuchang", runs=4, months=6, jobs=2)'
    )
    waits = []
    for _ in range(REPEATS):
        with ensemble(text) as process:
            waits.append(clocked(lambda process=process: expect(process, "done")))
    return {"again_s": min(waits)}


def wuhan() -> Waits:
    """CPU seconds of one run of Wuhan's plan, and how many firms it begins with and months it lasts."""
    line = [sys.executable, "-c", WUHAN.format(repeats=REPEATS)]
    told = command(line).split()
    return {"wuhan_s": float(told[0]), "wuhan_firms": int(told[1]), "wuhan_months": int(told[2])}


def runs(number: int = 1000) -> Waits:
    """Many runs on all cores: seconds, and the share of the cores' time that was worked."""
    cores = os.cpu_count() or 1
    with ensemble(ENSEMBLE.format(warm=8, runs=number, months=None, jobs=cores)) as process:
        before = cpu_of(process.pid)
        seconds = clocked(lambda: expect(process, "done"))
        worked = cpu_of(process.pid) - before
    return {
        "runs": number,
        "runs_s": seconds,
        "runs_busy": worked / seconds / cores,
        "cores": cores,
    }


def memory(number: int = 10_000) -> Waits:
    """The most memory that so many runs hold, in all processes together, in MB."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        out = ["--out", str(Path(place) / "result")]
        bare = [*QUICK, "--no-report", "--no-figures"]
        process = subprocess.Popen(
            [*COMMAND, "run", "xuchang", "--runs", str(number), *bare, *out],
            stdout=subprocess.DEVNULL,
        )
        most, begun = 0.0, time.perf_counter()
        while process.poll() is None:
            most = max(most, held_by(process.pid))
            time.sleep(LOOK_EACH)
        if process.returncode:
            raise ValueError(f"{number} runs failed")
        return {
            "memory_runs": number,
            "memory_mb": most / 1e6,
            "memory_s": time.perf_counter() - begun,
        }


@contextmanager
def ensemble(text: str) -> Iterator[subprocess.Popen[str]]:
    """A process that has done one ensemble and begins the next."""
    process = subprocess.Popen(
        [sys.executable, "-c", text],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        expect(process, "begun")
        yield process
    finally:
        process.communicate("\n")


def expect(process: subprocess.Popen[str], word: str) -> None:
    """Wait until a process says a word; ValueError where it ends before."""
    assert process.stdout is not None
    if process.stdout.readline().strip() != word:
        raise ValueError(f"the ensemble did not get so far: {word}")


def tree(pid: int) -> list[object]:
    """A process and all it started that live; PsutilError without psutil."""
    try:
        import psutil
    except ImportError:
        raise PsutilError(
            "psutil is not installed, by which other processes are seen: pip install 'fuhua[cluster]'"
        ) from None
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.Error:
        return []


def total(pid: int, of: Callable[[object], float]) -> float:
    """A sum over a process and all it started; those that end meanwhile count nothing."""
    import psutil

    found = 0.0
    for process in tree(pid):
        try:
            found += of(process)
        except psutil.Error:
            continue
    return found


def cpu_of(pid: int) -> float:
    """CPU seconds of a process and those it started."""
    return total(pid, lambda p: sum(p.cpu_times()[:2]))  # type: ignore[attr-defined]


def held_by(pid: int) -> float:
    """Bytes in memory of a process and those it started; what several share counts once, where the
    system tells it.
    """

    def held(process: object) -> float:
        full = process.memory_full_info()  # type: ignore[attr-defined]
        return float(getattr(full, "pss", 0) or full.rss)

    return total(pid, held)


def measured(parts: Sequence[str], number: int = 10_000) -> Waits:
    """The parts asked for; those that psutil is lacking for are left out, and that is said."""
    acts: dict[str, Callable[[], Waits]] = {
        "start": start,
        "first": first,
        "warm": warm,
        "again": again,
        "wuhan": wuhan,
        "runs": runs,
        "memory": lambda: memory(number),
    }
    found: Waits = {}
    for part in parts:
        print(f"measuring: {part}", file=sys.stderr, flush=True)
        try:
            found |= acts[part]()
        except PsutilError as fault:
            print(f"{part} is not measured: {fault}", file=sys.stderr)
    return found


PARTS = ("start", "first", "warm", "again", "wuhan", "runs", "memory")
SENTENCES = {
    "import_s": "import sim: {:.2f} s",
    "import_runs_s": "from sim import run_all: {:.2f} s",
    "help_s": "fuhua --help: {:.2f} s",
    "first_s": "first result of Xuchang (100 runs, report) with empty caches: {:.0f} s",
    "warm_s": "fuhua run xuchang --runs 20: {:.1f} s",
    "report_s": "report of a finished folder: {:.1f} s",
    "again_s": "a second run_all of four runs of six months: {:.2f} s",
    "wuhan_s": "a run of Wuhan's plan on one core: {:.2f} s of CPU",
    "runs_s": "1 000 runs of Xuchang: {:.0f} s",
    "runs_busy": "cores busy meanwhile: {:.0%}",
    "memory_mb": "memory of the runs asked for, all processes: {:,.0f} MB",
}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--only", default=",".join(PARTS), help=f"parts, by commas: {', '.join(PARTS)}"
    )
    parser.add_argument("--runs", type=int, default=10_000, help="runs whose memory is measured")
    given = parser.parse_args()
    parts = given.only.split(",")
    if unknown := [part for part in parts if part not in PARTS]:
        parser.error(f"'{unknown[0]}' is no part: choose of {', '.join(PARTS)}")
    if given.runs < 1:
        parser.error("--runs is at least 1")
    try:
        found = measured(parts, given.runs)
    except ValueError as fault:
        print(f"error: {fault}", file=sys.stderr)
        return 2
    if given.json:
        print(json.dumps(found))
    else:
        for name, sentence in SENTENCES.items():
            if name in found:
                print(sentence.format(found[name]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
