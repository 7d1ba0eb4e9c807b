"""Runs of a comparison, kept beside its results for the next that asks for the same: a known run is not lived again.

The rows of a sweep do not serve, as they hold no pairs of firms.  Every comparison in one folder is looked at; there is no
index that could be stale.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sim.core import digests
from sim.scenario.scenario import Scenario
from sim.study.compare import firm_pairs, outcomes
from sim.study.compare.comparison import Comparison, PairedRun

FILE = "pairs.npz"
TABLES = ("values", "places", "parts", "moves")
DAMAGED = (
    OSError,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    EOFError,
    zipfile.BadZipFile,
    zlib.error,
)


def pairing_digest() -> str:
    """A digest of the source by which firms are paired, which the engine's own does not cover."""
    sources = (
        Path(module.__file__).read_bytes().replace(b"\r\n", b"\n")
        for module in (firm_pairs, outcomes)
    )
    return hashlib.sha256(b"\0".join(sources)).hexdigest()[:12]


def comparison_identity(scenarios: Sequence[Scenario], seed: int, months: int) -> dict[str, Any]:
    """What decides the runs of a comparison, as its meta.json has it."""
    return {
        "source_digest": digests.SOURCE_DIGEST,
        "pairing": pairing_digest(),
        "seed": seed,
        "months": months,
        "scenario_digests": [s.digest for s in scenarios],
    }


def save_pairs(found: Comparison, folder: Path) -> None:
    """Write the runs that came through into a folder."""
    numbers = [k for k in range(found.count) if isinstance(found.answers[k], PairedRun)]
    tables = {name: np.stack([getattr(found.answers[k], name) for k in numbers]) for name in TABLES}
    np.savez_compressed(
        folder / FILE,
        number=np.array(numbers),
        seed=np.array([found.answers[k].seed for k in numbers], np.uint64),
        **tables,
    )


def find_pairs(found: Comparison, beside: Path) -> dict[int, PairedRun]:
    """Runs that comparisons in a folder have of the same policies against the same baseline; a damaged one lends nothing."""
    wanted, runs = comparison_identity(found.scenarios, found.seed, found.months), {}
    for file in sorted(Path(beside).glob(f"*/{FILE}")):
        try:
            about = json.loads((file.parent / "meta.json").read_text("utf-8"))
            theirs, ours = about["scenario_digests"], wanted["scenario_digests"]
            same = all(
                about[key] == wanted[key] for key in ("source_digest", "pairing", "seed", "months")
            )
            if same and theirs[0] == ours[0] and set(ours) <= set(theirs):
                runs |= load_pairs(file, [theirs.index(digest) for digest in ours])
        except DAMAGED:
            continue
    return runs


def load_pairs(file: Path, rows: list[int]) -> dict[int, PairedRun]:
    """The runs of one comparison, with the rows of some of its policies."""
    with np.load(file, allow_pickle=False) as saved:
        tables = {name: saved[name][:, rows] for name in TABLES}
        return {
            int(number): PairedRun(int(seed), *(tables[name][k] for name in TABLES))
            for k, (number, seed) in enumerate(zip(saved["number"], saved["seed"], strict=True))
        }
