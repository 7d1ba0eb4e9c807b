"""How far are the compiled rules from plain C?  The three startup passes of the month, written once more in C.

    python experiments/yardstick.py [--json] [--sizes 2000,20000]

`yardstick.c` beside this file is built with the system's compiler over the same records (the header
with their layout, the codes and the lines of the tables is generated from the package's own
declarations).  Then Xuchang's region lives a year, and in each month every pass is done on copies of
the tables by both, in turn: the results are compared column by column, and CPU seconds are counted,
the best of some repeats.  Without a C compiler nothing is measured, and that is said.
"""

from __future__ import annotations

import argparse
import ctypes
import inspect
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import speed
from numpy import ndarray
from speed_side import cpu_seconds

from sim.core import chance, prefetch
from sim.model import codes
from sim.model.ecosystem import Ecosystem
from sim.model.phases import passes
from sim.model.rules import certify

SOURCE = Path(__file__).with_suffix(".c")
HEADER = "yardstick_records.h"
COMPILERS = ("cc", "gcc", "clang")
FLAGS = ("-std=c11", "-O3", "-march=native", "-ffp-contract=off", "-fno-math-errno")
# who calls a record what in C, by the names of the passes' parameters
STRUCTS = {
    "startups": "Startup",
    "incubators": "Incubator",
    "sectors": "Sector",
    "districts": "District",
    "months": "Month",
    "moves": "Moves",
    "book": "Book",
    "loans": "Loan",
}
# the parameters of each pass in C; `number` is how many living startups there are
TABLES = ("startups", "living", "number", "incubators", "sectors", "districts", "months")
LISTS = ("filers", "needy", "seekers", "hirers")
PASSES = {
    "run_research_pass": (*TABLES, "moves"),
    "run_trade_pass": (*TABLES, "book", *LISTS, "counts"),
    "run_exit_pass": (*TABLES, "moves", "loans", "book"),
    "trade_all": tuple(name for name in TABLES if name != "incubators"),
}
C_TYPES = {
    "float64": "double",
    "float32": "float",
    "bool": "bool",
    **{f"{u}int{bits}": f"{u}int{bits}_t" for u in ("", "u") for bits in (8, 16, 32, 64)},
}
RESERVED = frozenset({"short", "long", "int", "double", "float", "signed", "unsigned", "default"})
TOLERANCE = 1e-9
LARGE = 100_000


class NoCompilerError(Exception):
    """No C compiler was found, or the one there refuses the yardstick."""


def struct_of(name: str, records: np.dtype[Any]) -> str:
    """A record type as C's struct, its layout checked by the compiler."""
    lines, checks, place = [], [], 0
    columns = sorted((records.fields or {}).items(), key=lambda item: item[1][1])
    for column, (kind, offset, *_) in columns:
        member = f"{column}_" if column in RESERVED else column
        aligned = -(-place // kind.alignment) * kind.alignment
        if offset > aligned:
            lines.append(f"    char unused_{place}[{offset - place}];")
        lines.append(f"    {C_TYPES[kind.name]} {member};")
        checks.append(f'_Static_assert(offsetof({name}, {member}) == {offset}, "{name}.{column}");')
        place = offset + kind.itemsize
    if -(-place // records.alignment) * records.alignment < records.itemsize:
        lines.append(f"    char unused_{place}[{records.itemsize - place}];")
    checks.append(f'_Static_assert(sizeof({name}) == {records.itemsize}, "{name}");')
    return "\n".join([f"typedef struct {{ /* {name} */", *lines, f"}} {name};", *checks])


def header_of(records: Mapping[str, np.dtype[Any]]) -> str:
    """The header: records by the names of the passes' parameters, codes, lines, and chance's constants."""
    structs = [struct_of(STRUCTS[name], kind) for name, kind in records.items()]
    numbers = {
        name: int(value)
        for module in (codes, certify)
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, int)
    }
    lines = [
        f"static const double {name}[] = {{{', '.join(map(repr, value))}}};"
        for name, value in vars(certify).items()
        if name.endswith("_LINES")
    ]
    bits = [
        f"#define {name} {int(getattr(chance, name))}u"
        for name in ["MULTIPLY_A", "MULTIPLY_B", "WEYL_A", "WEYL_B", "SLOT_BITS", "TRAIT_BITS"]
    ]
    return "\n".join(
        [
            "#include <stddef.h>",
            "#ifdef _WIN32",
            "#define PUBLIC __declspec(dllexport)",
            "#else",
            "#define PUBLIC",
            "#endif",
            *(f"#define {name} {value}" for name, value in numbers.items()),
            *bits,
            f"#define ROUNDS {chance.ROUNDS}",
            f"#define BLOCK {chance.BLOCK}",
            f"#define LINE {prefetch.LINE}",
            f"#define NEXT {prefetch.NEXT}",
            *lines,
            *structs,
            "",
        ]
    )


def compiler() -> str:
    """The C compiler: what CC names, or one of the usual; NoCompilerError where there is none."""
    named = os.environ.get("CC")
    for name in (named,) if named else COMPILERS:
        if found := shutil.which(name):
            return found
    raise NoCompilerError(
        f"no C compiler was found ({named or ', '.join(COMPILERS)}): install gcc or clang, or name one in CC"
    )


class Yardstick:
    """The passes in C, over the records they were built for."""

    def __init__(self, library: ctypes.CDLL, records: Mapping[str, np.dtype[Any]]):
        self.library, self.records = library, records

    def run(self, name: str, given: Mapping[str, ndarray]) -> tuple[int, ...]:
        """Do a pass on tables by the names of its parameters; how many each list holds."""
        counts = np.zeros(len(LISTS), np.int64)
        addresses: list[ctypes._SimpleCData[Any]] = []
        for parameter in PASSES[name]:
            if parameter == "number":
                addresses.append(ctypes.c_int64(len(given["living"])))
                continue
            table = counts if parameter == "counts" else given[parameter]
            if parameter in self.records and table.dtype != self.records[parameter]:
                raise TypeError(f"{parameter} has other records than the yardstick was built for")
            if not table.flags.c_contiguous:
                raise TypeError(f"{parameter} is not one block of memory")
            addresses.append(ctypes.c_void_p(table.ctypes.data))
        getattr(self.library, name)(*addresses)
        return tuple(counts.tolist())


@contextmanager
def built(eco: Ecosystem) -> Iterator[Yardstick]:
    """The yardstick, compiled for a region's records; NoCompilerError where that cannot be."""
    tables = eco.tables
    records = {
        "startups": tables.startups.dtype,
        "incubators": tables.incubators.dtype,
        "sectors": tables.sectors.dtype,
        "districts": tables.districts.dtype,
        "months": eco.path.dtype,
        "moves": eco.measures.dtype,
        "book": eco.book.dtype,
        "loans": tables.loans.dtype,
    }
    with tempfile.TemporaryDirectory(prefix="yardstick-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        (folder / HEADER).write_text(header_of(records), "utf-8")
        made = folder / ("yardstick.dll" if sys.platform == "win32" else "yardstick.so")
        line = [compiler(), *FLAGS, "-shared", *([] if sys.platform == "win32" else ["-fPIC"])]
        done = subprocess.run(
            [*line, f"-I{folder}", "-o", str(made), str(SOURCE), "-lm"],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode:
            raise NoCompilerError(f"{line[0]} does not compile {SOURCE.name}:\n{done.stderr}")
        yield Yardstick(ctypes.CDLL(str(made)), records)


@dataclass
class Comparison:
    """What a pass took in both, and the largest difference of a column of what they left."""

    compiled: float = 0.0  # CPU seconds
    c: float = 0.0
    differences: dict[str, float] = field(default_factory=dict)

    @property
    def worst(self) -> float:
        """The largest difference of any column."""
        return max(self.differences.values(), default=0.0)


class Watcher:
    """Stands in for a pass: does it on copies in both languages, in turn, and then as it is done."""

    def __init__(self, kernel: Callable[..., Any], name: str, yardstick: Yardstick, repeats: int):
        self.kernel, self.name, self.yardstick, self.repeats = kernel, name, yardstick, repeats
        self.parameters = list(inspect.signature(getattr(kernel, "py_func", kernel)).parameters)
        self.found, self.counting = Comparison(), True

    def __call__(self, *arguments: Any) -> Any:
        """Do the pass, and compare it first."""
        if self.counting:
            self.compare(dict(zip(self.parameters, arguments, strict=True)))
        return self.kernel(*arguments)

    def compare(self, given: Mapping[str, Any]) -> None:
        """Both on copies, turn about."""
        best = [float("inf"), float("inf")]
        left: list[tuple[Mapping[str, Any], tuple[int, ...]]] = [({}, ()), ({}, ())]
        for number in range(self.repeats):
            for side in (0, 1) if number % 2 else (1, 0):
                copied = {
                    name: table.copy() if isinstance(table, ndarray) else table
                    for name, table in given.items()
                }
                begun = cpu_seconds()
                counts = (
                    self.yardstick.run(self.name, copied) if side else self.kernel(*copied.values())
                )
                best[side] = min(best[side], cpu_seconds() - begun)
                left[side] = copied, counts
        self.found.compiled += best[0]
        self.found.c += best[1]
        for name, difference in differences(*left).items():
            known = self.found.differences.get(name, 0.0)
            self.found.differences[name] = max(known, difference)


def differences(
    one: tuple[Mapping[str, Any], tuple[int, ...] | None],
    other: tuple[Mapping[str, Any], tuple[int, ...] | None],
) -> dict[str, float]:
    """By how much two states of the tables differ, column by column: parts of the larger number, and
    infinity where a whole number, an answer or a list is another one.
    """
    found: dict[str, float] = {}
    (these, counts), (those, other_counts) = one, other
    for name, table in these.items():
        if name not in STRUCTS:
            continue
        for column in table.dtype.names:
            a, b = table[column], those[name][column]
            if table.dtype[column].kind == "f":
                scale = np.maximum(1.0, np.maximum(np.abs(a), np.abs(b)))
                gap = np.where(a == b, 0.0, np.abs(a - b) / scale)
                found[f"{name}.{column}"] = float(gap.max(initial=0.0))
            else:
                found[f"{name}.{column}"] = 0.0 if np.array_equal(a, b) else float("inf")
    if counts is not None and "filers" in these:
        for name, n, k in zip(LISTS, counts, other_counts or (), strict=True):
            same = n == k and np.array_equal(these[name][:n], those[name][:n])
            found[name] = 0.0 if same else float("inf")
    return found


def measure(
    firms: int, months: int = speed.COUNTED, repeats: int | None = None
) -> tuple[dict[str, Comparison], int]:
    """Every pass of so many months by both, and the startup-months they were done for.

    NoCompilerError where there is no C compiler.
    """
    world, path = speed.region(firms, months + speed.WARM)
    eco = Ecosystem(world, path, seed=1)
    repeats = repeats or (3 if firms < LARGE else 2)
    names = [name for name in PASSES if hasattr(passes, name)]
    kernels = {name: getattr(passes, name) for name in names}
    startup_months = 0
    with built(eco) as yardstick:
        watchers = {name: Watcher(kernels[name], name, yardstick, repeats) for name in names}
        try:
            for name, watcher in watchers.items():
                setattr(passes, name, watcher)
            for t in range(len(path)):
                for watcher in watchers.values():
                    watcher.counting = t >= speed.WARM
                eco.live_month(t)
                if t >= speed.WARM:
                    startup_months += len(eco.agenda.living)
        finally:
            for name, kernel in kernels.items():
                setattr(passes, name, kernel)
    return {name: watcher.found for name, watcher in watchers.items()}, startup_months


def measured(sizes: Sequence[int]) -> dict[str, Any]:
    """Nanoseconds a startup-month of both and their ratio, by size and pass, with the largest difference."""
    found: dict[str, Any] = {"compiler": version(), "flags": list(FLAGS), "passes": {}}
    for n in sizes:
        by_pass, startup_months = measure(n)
        rows = {
            name: (c.compiled / startup_months * 1e9, c.c / startup_months * 1e9, c.worst)
            for name, c in by_pass.items()
        }
        rows["all"] = (
            sum(r[0] for r in rows.values()),
            sum(r[1] for r in rows.values()),
            max(r[2] for r in rows.values()),
        )
        found["passes"][str(n)] = {
            name: {"compiled_ns": a, "c_ns": b, "ratio": a / b, "difference": worst}
            for name, (a, b, worst) in rows.items()
        }
    return found


def version() -> str:
    """The compiler's name and version, as it says them."""
    done = subprocess.run([compiler(), "--version"], capture_output=True, text=True, check=False)
    return re.sub(r"\s*\(.*?\)", "", done.stdout.splitlines()[0]) if done.stdout else "unknown"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--sizes", type=speed.sizes_of, default=list(speed.SIZES), help="numbers of startups"
    )
    given = parser.parse_args()
    try:
        found = measured(given.sizes)
    except NoCompilerError as fault:
        print(f"not measured: {fault}", file=sys.stderr)
        if given.json:
            print(json.dumps({"skipped": str(fault)}))
        return 0
    if given.json:
        print(json.dumps(found))
        return 0
    print(f"{found['compiler']} {' '.join(found['flags'])}; ns of CPU per startup-month")
    for size, rows in found["passes"].items():
        print(f"\n{int(size):,} startups{'':16}compiled       C   times   largest difference")
        for name, row in rows.items():
            print(
                f"{name:24}{row['compiled_ns']:12.1f}{row['c_ns']:8.1f}{row['ratio']:8.2f}   {row['difference']:.1e}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
