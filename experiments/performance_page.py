"""Question: how long does one wait for anything, where does the time go, and how does it grow?

    python experiments/performance_page.py [--measure speed,yardstick,peers,waits,studies,nation] [--against COMMIT]

Measures the parts asked for, keeps what was found in performance.json beside this file, and writes the tables of
docs/performance.md anew, between its marks; the words around them are written by hand.  Without --measure the
tables are written of what is kept.  A part that was never measured leaves a dash.  A quiet machine is wanted:
times of months are CPU time, all others are of the clock.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from marks import put

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "performance.md"
KEPT = HERE / "performance.json"
LIBRARIES = ("numpy", "numba", "mesa")
# the scripts that measure a part, and what they are asked
PARTS: dict[str, tuple[str, ...]] = {
    "speed": ("speed.py", "--json"),
    "yardstick": ("yardstick.py", "--json"),
    "peers": ("peers.py", "--json"),
    "waits": ("waits.py", "--json"),
    "studies": ("speed.py", "--studies", "--json"),
    "nation": ("nation.py", "--json"),
}
PASSES = ("do_research_and_marketing", "trade_pay_and_plan", "certify_exit_and_measure")
LARGE_SHARE = 0.05  # of the month: phases above it are asked to grow as the region does
DASH = "–"
Found = Mapping[str, Any]
Rows = Sequence[Sequence[str]]


class Bound(NamedTuple):
    """What was asked for, and what was found; None where it was not measured."""

    measure: str
    bound: str
    found: str | None
    holds: bool | None = None


def machine() -> dict[str, Any]:
    """On what this is measured."""
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "libraries": {name: importlib.metadata.version(name) for name in LIBRARIES},
    }


def processor() -> str:
    """The processor's name, as far as the system tells it."""
    lines = Path("/proc/cpuinfo")
    if lines.is_file():
        for line in lines.read_text("utf-8").splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    return platform.processor() or "unknown"


def commit() -> str:
    """The commit that is measured, with a mark where it was changed since."""
    done = subprocess.run(
        ["git", "-C", str(HERE), "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() or "unknown"


def measure(part: str, more: Sequence[str]) -> dict[str, Any]:
    """Ask the script of a part; ValueError where it fails."""
    script, *asked = PARTS[part]
    done = subprocess.run(
        [sys.executable, str(HERE / script), *asked, *more],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode or not done.stdout.strip():
        raise ValueError(f"{script} failed with exit code {done.returncode}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {"commit": commit(), "machine": machine(), "found": found}


# what is told


def table(head: Sequence[str], rows: Rows) -> str:
    """A table of Markdown, numbers to the right."""
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def number(value: float | None, digits: int = 0) -> str:
    """A number with spaces between thousands, or a dash."""
    return DASH if value is None else f"{value:,.{digits}f}".replace(",", " ")


def times(ratio: Found) -> str:
    """A ratio and the range of its pairs."""
    if ratio["ratio"] is None:
        return DASH
    return f"{ratio['ratio']:.2f} ({ratio['low']:.2f}–{ratio['high']:.2f})"


def size(text: str) -> str:
    """A number of startups."""
    return number(int(text))


def large_phases(speed: Found) -> list[str]:
    """The phases that take more than a share of the month at some size."""
    return [
        name
        for name in speed["slope"]
        if name != "month"
        and any(
            speed["phases_ns"][n][name] > LARGE_SHARE * speed["month_ns"][n]
            for n in speed["month_ns"]
        )
    ]


def bounds(kept: Mapping[str, Found]) -> list[Bound]:
    """Every row of what is asked for."""
    speed, yard, wait = (kept.get(name) for name in ("speed", "yardstick", "waits"))
    nation = kept.get("nation")
    return [
        *month_bounds(speed),
        *yardstick_bounds(speed, yard),
        *wait_bounds(wait or {}),
        at_most("the nation, 12 months", 20, nation and nation["months_s"], "s"),
        at_most("the nation, memory", 3, nation and nation["memory_gb"], "GB", 1),
    ]


def month_bounds(speed: Found | None) -> list[Bound]:
    """How much faster the month is, and how its cost grows."""
    names = (
        "whole month against the commit before, each size",
        "slope of the month's cost",
        f"slope of any phase above {LARGE_SHARE:.0%} of it",
    )
    if speed is None:
        return [Bound(name, bound, None) for name, bound in zip(names, SPEED_BOUNDS, strict=True)]
    against = speed.get("against")
    faster = against and [r["ratio"] for r in against["month"].values()]
    slope = speed["slope"]
    steep = {name: slope[name] for name in large_phases(speed) if slope[name] is not None}
    worst = max(steep, key=lambda name: steep[name], default="")
    found = [
        Bound(names[0], SPEED_BOUNDS[0], None)
        if not faster
        else Bound(
            names[0],
            SPEED_BOUNDS[0],
            " / ".join(f"{x:.2f}" for x in faster) + " times",
            min(faster) >= 2.5,
        )
    ]
    if slope["month"] is not None:
        found.append(
            Bound(names[1], SPEED_BOUNDS[1], f"{slope['month']:.2f}", slope["month"] <= 1.05)
        )
    if worst:
        found.append(
            Bound(
                names[2], SPEED_BOUNDS[2], f"{steep[worst]:.2f} (`{worst}`)", steep[worst] <= 1.05
            )
        )
    return found


SPEED_BOUNDS = ("≥ 2.5 times faster", "≤ 1.05", "≤ 1.05")


def yardstick_bounds(speed: Found | None, yard: Found | None) -> list[Bound]:
    """The passes against C, and against plain objects."""
    c = yard and "passes" in yard and [rows["all"]["ratio"] for rows in yard["passes"].values()]
    plain = speed and plain_times(speed)
    return [
        Bound(
            "startup passes against the same in C, each size",
            "≤ 3 times",
            " / ".join(f"{x:.2f}" for x in c) + " times" if c else None,
            max(c) <= 3 if c else None,
        ),
        Bound(
            "against the same rules on plain Mesa objects",
            "≥ 100 times faster",
            f"{number(plain)} times" if plain else None,
            plain >= 100 if plain else None,
        ),
    ]


def plain_times(speed: Found) -> float:
    """How many times as long the startup rules take on plain objects, at the smallest region."""
    least = min(speed["phases_ns"], key=int)
    own = sum(speed["phases_ns"][least][name] for name in PASSES)
    return float(speed["plain_mesa_ns"] / own)


def wait_bounds(wait: Found) -> list[Bound]:
    """What commands and ensembles take."""
    busy = wait.get("runs_busy")
    cores = wait.get("cores")
    return [
        at_most("first result, empty caches", 60, wait.get("first_s"), "s"),
        at_most("`run xuchang --runs 20`, warm caches", 10, wait.get("warm_s"), "s", 1),
        at_most("1 000 runs of Xuchang", 90, wait.get("runs_s"), "s"),
        Bound(
            "cores busy meanwhile",
            "≥ 95 %",
            f"{busy:.0%} of {cores}" if busy else None,
            busy >= 0.95 if busy else None,
        ),
        at_most("second `run_all` of four short runs", 0.5, wait.get("again_s"), "s", 2),
        at_most(
            f"memory of {number(wait.get('memory_runs', 10_000))} runs of Xuchang, all processes",
            1.5,
            wait["memory_mb"] / 1000 if "memory_mb" in wait else None,
            "GB",
            2,
        ),
        at_most(
            f"Wuhan ({number(wait.get('wuhan_firms', 60_000))} firms, {wait.get('wuhan_months', 36)} months), a run on one core",
            2,
            wait.get("wuhan_s"),
            "s of CPU",
            2,
        ),
        at_most("`import sim`", 1, wait.get("import_s"), "s", 2),
        at_most("`from sim import run_all`", 1, wait.get("import_runs_s"), "s", 2),
        at_most("`fuhua --help`", 0.3, wait.get("help_s"), "s", 2),
        at_most("report of a finished folder", 4, wait.get("report_s"), "s", 1),
    ]


def at_most(
    measure: str, most: float, found: float | None, unit: str = "", digits: int = 0
) -> Bound:
    """A bound from above."""
    said = f"{number(found, digits)} {unit}" if found is not None else None
    return Bound(measure, f"≤ {most:g} {unit}", said, found <= most if found is not None else None)


def bounds_table(kept: Mapping[str, Found]) -> str:
    """What was asked for and what was found."""
    words = {True: "holds", False: "**fails**", None: "not measured"}
    rows = [[b.measure, b.bound, b.found or DASH, words[b.holds]] for b in bounds(kept)]
    return table(["measure", "bound", "found", ""], rows)


def phases_table(speed: Found) -> str:
    """Where a month's time goes, and how it grows."""
    sizes = list(speed["month_ns"])
    whole = speed["month_ns"][sizes[-1]]
    rows = [
        [
            f"`{name}`",
            *[number(speed["phases_ns"][n][name]) for n in sizes],
            f"{speed['phases_ns'][sizes[-1]][name] / whole:.0%}",
            number(speed["slope"][name], 2),
        ]
        for name in speed["phases_ns"][sizes[0]]
    ]
    rows.append(
        [
            "**the whole month**",
            *[number(speed["month_ns"][n]) for n in sizes],
            "100%",
            number(speed["slope"]["month"], 2),
        ]
    )
    rows.append(
        [
            "people a startup",
            *[number(speed["people_per_startup"][n], 1) for n in sizes],
            "",
            "",
        ]
    )
    rows.append(
        ["bytes a startup", *[number(speed["bytes_per_startup"][n]) for n in sizes], "", ""]
    )
    return table(["ns a startup-month", *map(size, sizes), "share at the largest", "slope"], rows)


def against_table(speed: Found) -> str:
    """What was won, phase by phase."""
    against = speed.get("against")
    if not against:
        return "Not measured yet.\n"
    sizes = list(against["month"])
    names = dict.fromkeys(name for n in sizes for name in against["phases"][n])
    rows = [[f"`{name}`", *[times(against["phases"][n][name]) for n in sizes]] for name in names]
    rows.append(["**the whole month**", *[times(against["month"][n]) for n in sizes]])
    ends = {"run": "a run of Xuchang, 36 months", "zone": "a run of 60 000 startups, 36 months"}
    told = "; ".join(
        f"{ends[name]}: {times(r)} times ({r['before']:.2f} s → {r['after']:.2f} s of CPU)"
        for name, r in against["runs"].items()
    )
    return (
        f"Commit `{against['before']}` against `{against['after']}`, the middle of {against['repeats']} pairs "
        f"(least–most).\n\n{table(['times faster', *map(size, sizes)], rows)}\n{told}.\n"
    )


def yardstick_table(yard: Found) -> str:
    """The passes beside their twins in C."""
    if "passes" not in yard:
        return f"Not measured: {yard.get('skipped', 'no compiler')}.\n"
    rows = [
        [
            f"`{name}`" if name != "all" else "**all three**",
            size(n),
            number(row["compiled_ns"]),
            number(row["c_ns"]),
            number(row["ratio"], 2),
        ]
        for n, passes in yard["passes"].items()
        for name, row in passes.items()
    ]
    worst = max(row["difference"] for passes in yard["passes"].values() for row in passes.values())
    told = f"`{yard['compiler']}` with `{' '.join(yard['flags'])}`. Largest difference of any column: {worst:.1e}."
    head = ["pass", "startups", "compiled rules, ns", "C, ns", "times"]
    return f"{told}\n\n{table(head, rows)}"


def peers_table(found: Found) -> str:
    """The trade rule in other hands."""
    rows = [
        [
            row["what"],
            DASH if row["ns"] is None else number(row["ns"]),
            DASH if row["ns"] is None else number(row["ns"] / found["rows"][0]["ns"], 1),
        ]
        for row in found["rows"]
    ]
    said = "".join(
        f"\n{row['what']}: {row['skipped']}.\n" for row in found["rows"] if row["skipped"]
    )
    head = [f"trade rule at {number(found['firms'])} firms", "ns a firm-month", "times"]
    return table(head, rows) + said


def studies_table(found: Found) -> str:
    """What studies cost."""
    rows = [[f"`{name}`", number(value, 2)] for name, value in found.items()]
    return table(["figure", "found"], rows)


def nation_table(found: Found) -> str:
    """The nation at full size."""
    rows = [
        ["firms and teams", number(found["firms"])],
        ["people", number(found["people"])],
        ["months", number(found["months"])],
        ["threads", number(found["threads"])],
        ["growing the parts, s", number(found["growing_s"], 1)],
        ["building the nation, s", number(found["building_s"], 1)],
        ["its months, s", number(found["months_s"], 1)],
        ["memory at most, GB", number(found["memory_gb"], 1)],
    ]
    return table(["", "found"], rows)


def machine_text(kept: Mapping[str, Mapping[str, Any]]) -> str:
    """On what each part was measured, and which commit."""
    if not kept:
        return "Nothing has been measured yet.\n"
    rows = []
    for part, entry in kept.items():
        on = entry["machine"]
        libraries = ", ".join(f"{name} {version}" for name, version in on["libraries"].items())
        rows.append(
            [
                part,
                f"`{entry['commit']}`",
                f"{on['processor']}, {on['cores']} cores, {on['system']}",
                f"Python {on['python']}, {libraries}",
            ]
        )
    return table(["part", "commit", "machine", "versions"], rows).replace("--:", "---")


TABLES = {
    "speed": {"phases": phases_table, "against": against_table},
    "yardstick": {"yardstick": yardstick_table},
    "peers": {"peers": peers_table},
    "studies": {"studies": studies_table},
    "nation": {"nation": nation_table},
}


def write_page(kept: Mapping[str, Mapping[str, Any]], page: Path = PAGE) -> None:
    """Put every table in its place."""
    found = {part: entry["found"] for part, entry in kept.items()}
    put(page, "machine", machine_text(kept))
    put(page, "bounds", bounds_table(found))
    for part, marks in TABLES.items():
        for mark, text in marks.items():
            put(page, mark, text(found[part]) if part in found else "Not measured yet.\n")


def main() -> int:
    """Measure what is asked, keep it, and write the page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--measure", default="", help=f"parts, by commas: {', '.join(PARTS)}")
    parser.add_argument("--against", metavar="COMMIT", help="what speed is compared with")
    given = parser.parse_args()
    parts = [part for part in given.measure.split(",") if part]
    if unknown := [part for part in parts if part not in PARTS]:
        parser.error(f"'{unknown[0]}' is no part: choose of {', '.join(PARTS)}")
    kept = json.loads(KEPT.read_text("utf-8")) if KEPT.is_file() else {}
    try:
        for part in parts:
            more = ["--against", given.against] if given.against and part == "speed" else []
            kept[part] = measure(part, more)
            kept = {name: kept[name] for name in PARTS if name in kept}
            text = json.dumps(kept, ensure_ascii=False, indent=1)
            KEPT.write_text(text + "\n", "utf-8", newline="\n")
    except ValueError as fault:
        print(f"error: {fault}", file=sys.stderr)
        return 2
    write_page(kept)
    return 0


if __name__ == "__main__":
    sys.exit(main())
