"""Do two states of the code give the same numbers, bit for bit?

    python experiments/same_numbers.py --against 92dbfc2 [--quick]
    python experiments/same_numbers.py --against 92dbfc2 --only-before --keep results/base
    python experiments/same_numbers.py --before results/base/before

The second line makes the outputs of the old state once, the third compares this checkout with them.

The commit is checked out into a temporary git worktree.  Both checkouts run the same commands with
the same Python and the same seeds, each command in a process of its own and in a folder of its own:
`run` of every plan, `compare`, `sweep` and `validate`.  Then all that they wrote is held side by
side:

- CSV: every cell, as it is written;
- JSON: every number by its bits, every text, every key - but for what names versions, digests
  and libraries (`is_aside`), the article of a document that a row cites, and the page of limits that a folder carries;
- Parquet and npz: type, length and every value of each column, floats by their bits (so -0.0 is not
  0.0, and a NaN is itself), and the texts that say what the columns are counted in.

Columns and keys are compared by name: their order does not count, that of rows does.  The numbered
parts of a study are one table in the order of its texts and whole numbers, because which run is
written in which part depends on the clock.  Figures, reports, logs and copies of plans are left
aside; a file of a kind that is not known is a difference.

Prints a line a command; the exit code is 0 where all are the same, 1 where one is not, 2 where there
is nothing to compare.  Without FUHUA_CACHE each side compiles into a new cache; with it both use that
folder, which saves minutes, and its contents are trusted to be named after all that decides them.
Nothing of `sim` is imported here, so both sides may have any layout.
"""

from __future__ import annotations

import argparse
import csv
import importlib.metadata
import json
import os
import platform
import re
import struct
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np

ROOT = Path(__file__).resolve().parent.parent
PLANS = ("xuchang", "ruian", "donghu", "chengguan", "shijiazhuang")
POLICIES = ("no-policy", "plan", "fund-first")
LIBRARIES = ("numpy", "numba", "scipy", "mesa", "duckdb")
RECORD = "same_numbers.json"  # beside the outputs of a side: with what they were made
OUT = "out"  # the folder that a command writes, in its own
# what tells with what numbers were made (and every digest), and the article a row cites, which is in no digest either
ASIDE = frozenset({"fuhua", "python", "libraries", "system", "pairing", "section"})
ASIDE_PATHS = frozenset(  # of JSON
    {
        ("about", "scenarios"),  # of a study.json: policies with the digests of their scenarios
        ("limits",),  # of a meta.json: the page docs/simplified.md as it stands
    }
)
ASIDE_COLUMN = "key"  # of a study's Parquet files: the digest by which a run is known
NO_NUMBERS = frozenset(  # kinds of files that are left aside
    [".png", ".svg", ".pdf", ".html", ".docx", ".md", ".txt", ".log", ".toml", ".lock"]
)
PART = re.compile(r"[0-9]{5,}(?:-[0-9]{5,})?-[0-9a-f]{16}\.parquet")
STUDY = """[study]
id = "same-numbers"
zh = "同数"
en = "same numbers"
plan = "xuchang"
policies = ["plan", "fund-first"]
design = "latin"
points = {points}
runs = 1
months = "all"

[vary]
culture = {{ low = 0.8, high = 1.2 }}
guidance_commitment = {{ low = 0, high = "3000万元/年" }}
"""

Scalar = str | int | float | bool | None


class Command(NamedTuple):
    """One command line of the product: what it is called here, and its arguments but for --out."""

    id: str
    arguments: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """Where two outputs differ: file, row and column as far as they are known, and both values."""

    file: str
    row: str = ""
    column: str = ""
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        """The difference as a part of a line."""
        place = [self.file]
        if self.row:
            place.append(f"row {self.row}")
        if self.column:
            place.append(f"column {self.column}")
        return f"{', '.join(place)}: {self.before} before, {self.after} after"


@dataclass
class Comparison:
    """What was compared: how many numbers and texts, and every difference in the order met."""

    numbers: int = 0
    texts: int = 0
    differences: list[Difference] = field(default_factory=list)

    def add(self, other: Comparison) -> None:
        """Take in what was found elsewhere."""
        self.numbers += other.numbers
        self.texts += other.texts
        self.differences += other.differences


# comparing what two commands wrote


def is_aside(name: str) -> bool:
    """Whether a key or column tells with what numbers were made, and no number."""
    return name in ASIDE or name.endswith(("digest", "digests"))


def compare_folders(before: Path, after: Path) -> Comparison:
    """All outputs of two folders: tables by name, and what only one of them has."""
    result = Comparison()
    old, new = output_files(before), output_files(after)
    for name in sorted(old.keys() | new.keys()):
        if name not in new or name not in old:
            there, missing = "is there", "is missing"
            pair = (there, missing) if name in old else (missing, there)
            result.differences.append(Difference(name, "", "", *pair))
        else:
            result.add(compare_outputs(name, old[name], new[name]))
    return result


def output_files(folder: Path) -> dict[str, list[Path]]:
    """The outputs of a folder by name; a study's numbered parts are one output, `runs/*.parquet`."""
    outputs: dict[str, list[Path]] = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        if path.suffix in NO_NUMBERS or path.name == ".lock":
            continue
        name = path.relative_to(folder)
        if PART.fullmatch(path.name):
            inner = name.parent.parent if name.parent.name.isdecimal() else name.parent
            name = inner / "*.parquet"
        outputs.setdefault(name.as_posix(), []).append(path)
    return outputs


def compare_outputs(name: str, before: list[Path], after: list[Path]) -> Comparison:
    """An output that both sides have, by its kind."""
    suffix = Path(name).suffix
    try:
        if suffix == ".csv":
            return compare_csv(name, before[0], after[0])
        if suffix in (".json", ".jsonl"):
            return compare_json(name, read_json(before[0]), read_json(after[0]))
        if suffix == ".parquet":
            metadata = compare_json(f"{name} (metadata)", metadata_of(before), metadata_of(after))
            result = compare_columns(name, read_parquet(before), read_parquet(after), ASIDE_COLUMN)
            result.add(metadata)
            return result
        if suffix == ".npz":
            return compare_columns(name, read_npz(before[0]), read_npz(after[0]))
    except (OSError, ValueError, duckdb.Error) as fault:
        line = (str(fault).splitlines() or [type(fault).__name__])[0]
        return Comparison(differences=[Difference(name, "", "", "cannot be compared", line)])
    unknown = f"a kind that cannot be compared ({suffix or 'no suffix'})"
    return Comparison(differences=[Difference(name, "", "", unknown, unknown)])


def compare_csv(name: str, before: Path, after: Path) -> Comparison:
    """Two tables of text, cell by cell as written, columns by name; rows count from 1."""
    result = Comparison()
    old, new = read_csv(before), read_csv(after)
    for column in [*old, *(c for c in new if c not in old)]:
        if is_aside(column):
            continue
        if column not in old or column not in new:
            result.differences.append(one_sided(name, column, column in old))
            continue
        ours, theirs = old[column], new[column]
        if len(ours) != len(theirs):
            result.differences.append(lengths_differ(name, column, len(ours), len(theirs)))
            continue
        for row, (a, b) in enumerate(zip(ours, theirs, strict=True), 1):
            if is_number(a):
                result.numbers += 1
            else:
                result.texts += 1
            if a != b:
                result.differences.append(Difference(name, str(row), column, repr(a), repr(b)))
    return result


def read_csv(path: Path) -> dict[str, list[str]]:
    """The columns of a CSV file; ValueError where it is no table."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))
    header = rows[0] if rows else []
    if len(set(header)) < len(header):
        raise ValueError("two columns have the same name")
    if any(len(row) != len(header) for row in rows):
        raise ValueError("its rows are not all as long as its heading")
    return {column: [row[k] for row in rows[1:]] for k, column in enumerate(header)}


def is_number(text: str) -> bool:
    """Whether a cell is a number."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def compare_json(name: str, before: object, after: object) -> Comparison:
    """Two JSON documents, leaf by leaf; the row is the path to a leaf, the column its key."""
    result = Comparison()
    old, new = dict(leaves(before)), dict(leaves(after))
    for path in [*old, *(p for p in new if p not in old)]:
        row, column = ".".join(path[:-1]), path[-1] if path else ""
        if path not in old or path not in new:
            there, missing = "is there", "is missing"
            pair = (there, missing) if path in old else (missing, there)
            result.differences.append(Difference(name, row, column, *pair))
            continue
        a, b = old[path], new[path]
        if is_json_number(a) or is_json_number(b):
            result.numbers += 1
        elif not (isinstance(a, Container) and isinstance(b, Container)):
            result.texts += 1
        if not identical(a, b):
            result.differences.append(Difference(name, row, column, repr(a), repr(b)))
    return result


def read_json(path: Path) -> object:
    """A JSON document, or the whole lines of a file of JSON lines."""
    text = path.read_text("utf-8")
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    return json.loads(text)


class Container(NamedTuple):
    """A list of a JSON document, or an empty object: no value, but to be equal as well."""

    kind: str
    length: int


def leaves(
    node: object, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Scalar | Container]]:
    """Every value of a JSON document with its path, and every list with its length; not what
    is left aside."""
    if isinstance(node, Mapping):
        if not node:
            yield path, Container("object", 0)
        for key, value in node.items():
            inner = (*path, str(key))
            if not is_aside(str(key)) and inner not in ASIDE_PATHS:
                yield from leaves(value, inner)
    elif isinstance(node, list):
        yield path, Container("list", len(node))
        for k, value in enumerate(node):
            yield from leaves(value, (*path, str(k)))
    else:
        assert node is None or isinstance(node, (str, int, float))
        yield path, node


def is_json_number(value: object) -> bool:
    """Whether a leaf is a number; true and false are none."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def identical(a: object, b: object) -> bool:
    """Whether two leaves have the same type and, floats, the same bits."""
    if type(a) is not type(b):
        return False
    if isinstance(a, float) and isinstance(b, float):
        return struct.pack("<d", a) == struct.pack("<d", b)
    return a == b


class Column(NamedTuple):
    """A column of a binary table: its type as the file states it, its values, and which are null."""

    kind: str
    values: np.ndarray
    null: np.ndarray


def compare_columns(
    name: str, before: Mapping[str, Column], after: Mapping[str, Column], aside: str = ""
) -> Comparison:
    """Two tables of typed columns: type, shape, nulls and bits of each; but for one that is left
    aside; rows count from 0."""
    result = Comparison()
    for column in [*before, *(c for c in after if c not in before)]:
        if is_aside(column) or column == aside:
            continue
        if column not in before or column not in after:
            result.differences.append(one_sided(name, column, column in before))
            continue
        a, b = before[column], after[column]
        if a.kind != b.kind:
            result.differences.append(
                Difference(name, "", column, f"type {a.kind}", f"type {b.kind}")
            )
            continue
        if a.values.shape != b.values.shape:
            result.differences.append(lengths_differ(name, column, a.values.shape, b.values.shape))
            continue
        if a.values.dtype.kind in "biuf":
            result.numbers += a.values.size
        else:
            result.texts += a.values.size
        unequal = (a.null != b.null) | (~a.null & ~b.null & bits_differ(a.values, b.values))
        for place in zip(*np.nonzero(unequal), strict=True):
            row = ", ".join(str(int(k)) for k in place)
            old, new = cell_text(a, place), cell_text(b, place)
            result.differences.append(Difference(name, row, column, old, new))
    return result


def cell_text(column: Column, place: tuple[int, ...]) -> str:
    """A value of a column as it is told."""
    value = column.values[place]
    if column.null[place]:
        return "null"
    return repr(value.item() if isinstance(value, np.generic) else value)


def bits_differ(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Where two arrays of one type and shape differ, floats by their bits; ValueError for a type
    that has none to compare."""
    if a.dtype.kind == "f" and a.dtype.itemsize <= 8:
        bits = f"u{a.dtype.itemsize}"
        return np.asarray(np.ascontiguousarray(a).view(bits) != np.ascontiguousarray(b).view(bits))
    if a.dtype.kind not in "biuOUSMm":
        raise ValueError(f"values of type {a.dtype} cannot be compared")
    return np.asarray(a != b, bool)


@cache
def database() -> duckdb.DuckDBPyConnection:
    """The one connection that reads Parquet files; one thread, so that rows keep their order."""
    return duckdb.connect(config={"threads": 1})


def read_parquet(paths: Sequence[Path]) -> dict[str, Column]:
    """The columns of a Parquet file; of several, which are parts of one table, in the order of its
    texts and whole numbers."""
    source = f"read_parquet([{', '.join(sql_text(path) for path in paths)}])"
    rows = database().execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    kinds = {str(row[0]): str(row[1]) for row in rows}
    values = ("DOUBLE", "FLOAT")
    sorting = [c for c in sorted(kinds) if kinds[c] not in values and c != ASIDE_COLUMN]
    order = ""
    if PART.fullmatch(paths[0].name) and sorting:
        order = " ORDER BY " + ", ".join(sql_name(c) for c in sorting)
    data = database().execute(f"SELECT * FROM {source}{order}").fetchnumpy()
    arrays = {name: np.ma.asarray(values) for name, values in data.items()}
    return {
        n: Column(kinds[n], np.asarray(a.data), np.ma.getmaskarray(a)) for n, a in arrays.items()
    }


def metadata_of(paths: Sequence[Path]) -> object:
    """What a Parquet file says of itself, by key; what is JSON as such."""
    source = f"parquet_kv_metadata({sql_text(paths[0])})"
    pairs = database().execute(f"SELECT decode(key), decode(value) FROM {source}").fetchall()
    return {key: json.loads(value) if value[:1] in ("{", "[") else value for key, value in pairs}


def read_npz(path: Path) -> dict[str, Column]:
    """The arrays of an npz file; one of Python objects is a ValueError."""
    with np.load(path, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    return {name: Column(a.dtype.str, a, np.zeros(a.shape, bool)) for name, a in arrays.items()}


def sql_name(name: str) -> str:
    """A name of a column in SQL."""
    return '"' + name.replace('"', '""') + '"'


def sql_text(value: object) -> str:
    """A value as a text in SQL."""
    return "'" + str(value).replace("'", "''") + "'"


def one_sided(name: str, column: str, only_before: bool) -> Difference:
    """A column that one side lacks."""
    pair = ("is there", "is missing") if only_before else ("is missing", "is there")
    return Difference(name, "", column, *pair)


def lengths_differ(name: str, column: str, before: object, after: object) -> Difference:
    """A column of another length."""
    return Difference(name, "", column, f"length {before}", f"length {after}")


# running the commands of a checkout


def command_list(study: Path, seed: int, quick: bool) -> list[Command]:
    """What is run; quick: the smallest plan and few runs of each kind, to be done in minutes."""
    runs = "2" if quick else "8"
    common = ("--seed", str(seed))
    bare = ("--no-figures", "--no-report", "--quiet")
    plans = ("xuchang",) if quick else PLANS
    scorecard = ("--rows", "demography") if quick else ()
    return [
        *(Command(f"run-{p}", ("run", p, "--runs", runs, *common, *bare)) for p in plans),
        Command(
            "compare-xuchang", ("compare", "xuchang", *POLICIES, "--runs", runs, *common, *bare)
        ),
        Command("sweep", ("sweep", str(study), "--quiet")),
        Command("validate", ("validate", "--quick", *scorecard, *common, "--json")),
    ]


def entry_of(checkout: Path) -> list[str]:
    """Python's arguments that start the product of a checkout; ValueError where it has no entry."""
    package = checkout / "sim"
    if (package / "cli.py").is_file() or (package / "cli" / "__main__.py").is_file():
        return ["-P", "-m", "sim.cli"]
    try:
        project = tomllib.loads((checkout / "pyproject.toml").read_text("utf-8"))["project"]
        module, _, function = project["scripts"]["fuhua"].partition(":")
    except (OSError, KeyError) as fault:
        raise ValueError(f"{checkout} is no checkout of this project: {fault}") from None
    return ["-P", "-c", f"from {module} import {function}; {function}()"]


def environment_of(checkout: Path, cache: Path) -> dict[str, str]:
    """The environment of a side: its package before an installed one, and its cache."""
    return {**os.environ, "PYTHONPATH": str(checkout), "PYTHONUTF8": "1", "FUHUA_CACHE": str(cache)}


def check_import(checkout: Path, environment: Mapping[str, str], folder: Path) -> None:
    """ValueError where Python would take the package from elsewhere."""
    probe = [sys.executable, "-P", "-c", "import sim; print(sim.__file__)"]
    answer = subprocess.run(
        probe,
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if not answer.stdout or checkout.resolve() not in Path(answer.stdout.strip()).resolve().parents:
        raise ValueError(
            f"Python does not import `sim` from {checkout}: {answer.stdout or answer.stderr}"
        )


def run_side(label: str, checkout: Path, folder: Path, cache: Path, seed: int, quick: bool) -> None:
    """Run every command in a checkout, each into its folder, and note how that went.

    The record is written last, so that outputs which were cut short are not taken for whole.
    """
    folder.mkdir(parents=True)
    environment = environment_of(checkout, cache)
    check_import(checkout, environment, folder)
    study = folder / "study.toml"
    study.write_text(STUDY.format(points=2 if quick else 4), "utf-8", newline="\n")
    commands, state = command_list(study, seed, quick), state_of(checkout)
    seconds: dict[str, float] = {}
    for command in commands:
        own = folder / command.id
        own.mkdir()
        line = [sys.executable, *entry_of(checkout), *command.arguments, "--lang", "en"]
        begun = time.perf_counter()
        with (
            open(own / "stdout.txt", "wb") as stdout,
            open(own / "stderr.txt", "wb") as stderr,
        ):
            code = subprocess.call(
                [*line, "--out", str(own / OUT)],
                env=environment,
                cwd=own,
                stdout=stdout,
                stderr=stderr,
                stdin=subprocess.DEVNULL,
            )
        taken = time.perf_counter() - begun
        if code == 0:
            seconds[command.id] = round(taken, 1)
        outcome = "done" if code == 0 else f"FAILED with exit code {code}"
        print(f"  {label}: {command.id} {outcome} in {taken:.0f} s", file=sys.stderr, flush=True)
    record = {
        "state": state,
        "conditions": conditions(seed, quick),
        "commands": [c.id for c in commands],
        "seconds": seconds,
    }
    text = json.dumps(record, ensure_ascii=False, indent=1)
    (folder / RECORD).write_text(text + "\n", "utf-8", newline="\n")


def conditions(seed: int, quick: bool) -> dict[str, object]:
    """What must be equal for two sides to be comparable."""
    return {
        "python": platform.python_version(),
        "libraries": {name: importlib.metadata.version(name) for name in LIBRARIES},
        "seed": seed,
        "quick": quick,
        "commands": [list(c.arguments) for c in command_list(Path("study.toml"), seed, quick)],
        "study": STUDY,
    }


def state_of(checkout: Path) -> str:
    """The commit of a checkout, with a mark where it was changed since."""
    answer = git(checkout, "describe", "--always", "--dirty", "--abbrev=12", "--exclude", "*")
    return answer.stdout.strip() or "unknown"


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A git command in a folder."""
    return subprocess.run(
        ["git", "-C", str(folder), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@contextmanager
def checkout_of(state: str) -> Iterator[Path]:
    """A checkout: the folder named, or a commit of this repository in a worktree while it is needed;
    ValueError where git refuses."""
    if (Path(state) / "sim").is_dir():
        yield Path(state).resolve()
        return
    with tempfile.TemporaryDirectory(prefix="same-numbers-", ignore_cleanup_errors=True) as place:
        folder = Path(place).resolve() / "checkout"
        answer = git(ROOT, "worktree", "add", "--detach", str(folder), state)
        if answer.returncode:
            raise ValueError(f"no checkout of {state}: {answer.stderr.strip()}")
        try:
            yield folder
        finally:
            git(ROOT, "worktree", "remove", "--force", str(folder))


# telling


def line_of(command: str, comparison: Comparison) -> str:
    """What is said of a command: same or different, and over how many values."""
    counted = f"{comparison.numbers:,} numbers and {comparison.texts:,} texts compared"
    if not comparison.differences:
        return f"{command}: same ({counted})"
    return (
        f"{command}: DIFFERENT at {comparison.differences[0]} "
        f"({counted}; {len(comparison.differences):,} differences)"
    )


def compare_sides(before: Path, after: Path) -> list[tuple[str, Comparison]]:
    """Every command of both sides; one that did not come through, or that one side lacks, differs."""
    records = [read_record(folder) for folder in (before, after)]
    names = list(dict.fromkeys(name for _, ids, _ in records for name in ids))
    results = []
    for name in names:
        outcomes = ["came through" if name in seconds else "failed" for _, _, seconds in records]
        if outcomes == ["came through", "came through"]:
            comparison = compare_folders(before / name / OUT, after / name / OUT)
            if not comparison.numbers and not comparison.differences:
                comparison.differences.append(Difference(OUT, "", "", "no number", "no number"))
        else:
            log = f"the command itself (see {name}/stderr.txt)"
            comparison = Comparison(differences=[Difference(log, "", "", *outcomes)])
        results.append((name, comparison))
    return results


def read_record(folder: Path) -> tuple[dict[str, object], list[str], dict[str, float]]:
    """With what a side was made, its commands, and the seconds of those that came through."""
    try:
        record = json.loads((folder / RECORD).read_text("utf-8"))
        return record["conditions"], record["commands"], record["seconds"]
    except (OSError, ValueError, KeyError) as fault:
        raise ValueError(f"{folder} holds no outputs of this script: {fault}") from None


def check_conditions(folder: Path, wanted: Mapping[str, object]) -> None:
    """ValueError where outputs were made with other libraries, seeds or commands than now."""
    there, _, _ = read_record(folder)
    for key, value in wanted.items():
        if there.get(key) != value:
            raise ValueError(
                f"{folder} was made with another {key} ({there.get(key)}, here {value}): "
                "make it again with --only-before, or use the same"
            )


def main() -> int:
    """Make what is missing, compare it, and say what came out."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--against",
        metavar="COMMIT",
        help="the state before: a commit, checked out anew, or a folder with a checkout",
    )
    parser.add_argument("--before", type=Path, metavar="FOLDER", help="outputs of the state before")
    parser.add_argument(
        "--after",
        type=Path,
        default=ROOT,
        metavar="CHECKOUT",
        help="the state after (default: this)",
    )
    parser.add_argument("--only-before", action="store_true", help="make the state before and stop")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="keep outputs in before/, after/"
    )
    parser.add_argument("--quick", action="store_true", help="one plan and few runs of each kind")
    parser.add_argument("--seed", type=int, default=1, help="seed of all but the study (default 1)")
    asked = parser.parse_args()
    if (asked.against is None) == (asked.before is None):
        parser.error("give either --against COMMIT or --before FOLDER")
    if asked.only_before and not (asked.against and asked.keep):
        parser.error("--only-before needs --against and --keep")
    try:
        return carry_out(asked)
    except ValueError as fault:
        print(f"error: {fault}", file=sys.stderr)
        return 2


def carry_out(asked: argparse.Namespace) -> int:
    """Do what was asked; the exit code."""
    with ExitStack() as stack:
        scratch = Path(
            stack.enter_context(
                tempfile.TemporaryDirectory(prefix="same-numbers-", ignore_cleanup_errors=True)
            )
        ).resolve()
        place = asked.keep.resolve() if asked.keep else scratch
        states: dict[str, str | Path] = {}  # what is to be made
        if asked.before is None:
            states["before"] = asked.against
        if not asked.only_before and not (asked.after / RECORD).is_file():
            states["after"] = asked.after
        before = place / "before" if asked.before is None else asked.before.resolve()
        after = place / "after" if "after" in states else asked.after.resolve()
        for side in states:
            if (place / side).exists():
                raise ValueError(
                    f"{place / side} exists already: name another --keep, or remove it"
                )
        for side, folder in (("before", before), ("after", after)):
            if side not in states and not (side == "after" and asked.only_before):
                check_conditions(folder, conditions(asked.seed, asked.quick))
        for side, state in states.items():
            checkout = stack.enter_context(checkout_of(str(state)))
            cache = Path(os.environ.get("FUHUA_CACHE") or scratch / f"cache-{side}").resolve()
            run_side(side, checkout, place / side, cache, asked.seed, asked.quick)
        if asked.only_before:
            _, commands, seconds = read_record(before)
            return 0 if len(seconds) == len(commands) else 1
        results = compare_sides(before, after)
        for name, comparison in results:
            print(line_of(name, comparison))
        total = Comparison()
        for _, comparison in results:
            total.add(comparison)
        same = sum(not comparison.differences for _, comparison in results)
        print(
            f"{same} of {len(results)} commands the same; {total.numbers:,} numbers and "
            f"{total.texts:,} texts compared, columns by name, figures left aside"
        )
        return 0 if same == len(results) else 1


if __name__ == "__main__":
    sys.exit(main())
