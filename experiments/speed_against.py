"""How much faster is a month than it was?  Two checkouts are measured in turn.

    python experiments/speed.py --against COMMIT [--repeats 5] [--sizes 2000,20000]

The commit is checked out into a temporary git worktree with caches of its own (a folder with a
checkout may be named instead, which keeps its caches where FUHUA_CACHE says).  Both sides compile
first.  Then each measurement is a process of its own, one side after the other and the other side
first the next time, so that a machine which slows down or is busy for a while hits both; counted
are CPU seconds.  A ratio is the middle one of those of the pairs, times that the month of the
commit took of this one's.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from same_numbers import ROOT, check_import, checkout_of, environment_of, state_of

SIDE = Path(__file__).with_name("speed_side.py")
WHOLE_RUNS = {"run": "a run of Xuchang, 36 months", "zone": "a run of a large zone, 36 months"}
WARM_FIRMS = 2_000
Numbers = dict[str, float]


class Ratio(TypedDict):
    """What something costs before and now, and the ratio of the two over the pairs."""

    before: float | None
    after: float | None
    ratio: float | None
    low: float | None
    high: float | None


class Comparison(TypedDict):
    """All that was measured of two checkouts; costs of months in nanoseconds a startup, of runs in seconds."""

    before: str
    after: str
    repeats: int
    month: dict[str, Ratio]
    phases: dict[str, dict[str, Ratio]]
    runs: dict[str, Ratio]


@dataclass(frozen=True)
class Side:
    """One of the two checkouts, and the environment its processes live in."""

    checkout: Path
    environment: Mapping[str, str]

    def measure(self, *asked: str) -> dict[str, object]:
        """Ask a new process of this side for a measurement; ValueError where it fails."""
        line = [sys.executable, str(SIDE), str(self.checkout), *asked]
        done = subprocess.run(
            line,
            env=dict(self.environment),
            cwd=self.checkout,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            raise ValueError(
                f"{self.checkout} could not be measured ({' '.join(asked)}):\n{done.stderr.strip()[-2000:]}"
            )
        found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
        return found

    def numbers(self, *asked: str) -> Numbers:
        """A measurement as one list of names and numbers: the whole, and the phases of a month."""
        found = self.measure(*asked)
        if "seconds" in found:
            return {"": _number(found["seconds"])}
        phases = found["phases"]
        assert isinstance(phases, dict)
        return {"": _number(found["month"])} | {name: _number(ns) for name, ns in phases.items()}


@contextmanager
def both_sides(against: str) -> Iterator[tuple[Side, Side]]:
    """The checkout of a commit and this one, ready to be measured; ValueError where there is none."""
    with tempfile.TemporaryDirectory(prefix="speed-", ignore_cleanup_errors=True) as place:
        folder = (Path(against) / "sim").is_dir()
        own = os.environ.get("FUHUA_CACHE")
        try:
            with checkout_of(against) as checkout:
                if not (checkout / "experiments" / "speed.py").is_file():
                    raise ValueError(
                        f"{against} has no experiments/speed.py: name a later commit, from which on speed is measured"
                    )
                sides = []
                for tree, cache in (
                    (checkout, own if folder else str(Path(place) / "cache")),
                    (ROOT, own),
                ):
                    environment = environment_of(tree, Path(cache or "."))
                    if cache is None:
                        del environment["FUHUA_CACHE"]
                    check_import(tree, environment, Path(place))
                    sides.append(Side(tree, environment))
                yield sides[0], sides[1]
        except FileNotFoundError as fault:
            raise ValueError(
                f"{fault.filename or 'git'} was not found, which checks the commit out: install git, "
                "or name a folder with a checkout instead of a commit"
            ) from None


def compare(against: str, sizes: Sequence[int], repeats: int) -> Comparison:
    """Measure a commit and this checkout in turn, every size and the whole runs."""
    with both_sides(against) as sides:
        for side, name in zip(sides, ("the commit", "this checkout"), strict=True):
            _tell(f"{name}: compiling")
            for asked in (("months", str(WARM_FIRMS)), ("run",)):
                side.measure(*asked)
        questions = [("months", str(n)) for n in sizes] + [(name,) for name in WHOLE_RUNS]
        pairs: dict[tuple[str, ...], list[tuple[Numbers, Numbers]]] = {q: [] for q in questions}
        for number in range(repeats):
            for asked in questions:
                _tell(f"pair {number + 1} of {repeats}: {' '.join(asked)}")
                order = sides if number % 2 == 0 else sides[::-1]
                found = {side.checkout: side.numbers(*asked) for side in order}
                pairs[asked].append((found[sides[0].checkout], found[sides[1].checkout]))
        names = state_of(sides[0].checkout), state_of(ROOT)
    by_size = {str(n): _ratios(pairs["months", str(n)]) for n in sizes}
    return {
        "before": names[0],
        "after": names[1],
        "repeats": repeats,
        "month": {n: found.pop("") for n, found in by_size.items()},
        "phases": by_size,
        "runs": {name: _ratios(pairs[name,])[""] for name in WHOLE_RUNS},
    }


def show(found: Comparison) -> None:
    """Print a comparison, a table a size."""
    print(
        f"{found['before']} against {found['after']}: ns of CPU per startup-month, the best of "
        f"{found['repeats']}; times faster, the middle of the pairs (least to most)"
    )
    for size, month in found["month"].items():
        print(f"\n{int(size):,} startups{'':22}before     now   times")
        for name, ratio in (*found["phases"][size].items(), ("the whole month", month)):
            print(f"{name:32}{_cell(ratio['before'])}{_cell(ratio['after'])}{_times(ratio)}")
    print(f"\n{'seconds':32}  before     now   times")
    for name, ratio in found["runs"].items():
        cells = "".join(f"{x or 0:8.3f}" for x in (ratio["before"], ratio["after"]))
        print(f"{WHOLE_RUNS[name]:32}{cells}{_times(ratio)}")


def _ratios(pairs: Sequence[tuple[Numbers, Numbers]]) -> dict[str, Ratio]:
    names = dict.fromkeys(name for pair in pairs for side in reversed(pair) for name in side)
    return {name: ratio_of([(a.get(name), b.get(name)) for a, b in pairs]) for name in names}


def ratio_of(pairs: Sequence[tuple[float | None, float | None]]) -> Ratio:
    """The middle ratio of pairs of measurements, before and now, and the best of each."""
    befores, afters = ([x for x in side if x is not None] for side in zip(*pairs, strict=True))
    found = sorted(a / b for a, b in pairs if a and b)
    return {
        "before": min(befores, default=None),
        "after": min(afters, default=None),
        "ratio": statistics.median(found) if found else None,
        "low": found[0] if found else None,
        "high": found[-1] if found else None,
    }


def _number(found: object) -> float:
    assert isinstance(found, int | float)
    return float(found)


def _cell(ns: float | None) -> str:
    return f"{'-':>8}" if ns is None else f"{ns:8.1f}"


def _times(ratio: Ratio) -> str:
    if ratio["ratio"] is None:
        return f"{'-':>8}"
    return f"{ratio['ratio']:8.2f}  ({ratio['low']:.2f} to {ratio['high']:.2f})"


def _tell(doing: str) -> None:
    print(doing, file=sys.stderr, flush=True)
