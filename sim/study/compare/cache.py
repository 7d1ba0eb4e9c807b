"""Runs of a comparison, kept beside its results for the next that asks for the same: a known run is
not lived again.

The rows of a sweep do not serve, as they hold no pairs of firms.  Every comparison in one folder is
looked at; there is no index that could be stale.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from sim.core import digests
from sim.study.compare import firm_pairs, outcomes
from sim.study.compare.comparison import Comparison
from sim.study.compare.firm_pairs import PairedRun
from sim.study.store.known_runs import search_folders

FILE = "pairs.npz"
TABLES = ("values", "places", "parts", "moves")


def pairing_digest() -> str:
    """A digest of the source by which firms are paired, which the engine's own does not cover."""
    sources = (Path(str(module.__file__)) for module in (firm_pairs, outcomes))
    texts = (path.read_bytes().replace(b"\r\n", b"\n") for path in sources)
    return hashlib.sha256(b"\0".join(texts)).hexdigest()[:12]


def comparison_identity(found: Comparison) -> dict[str, Any]:
    """What decides the runs of a comparison, as its meta.json has it."""
    return {
        "source_digest": digests.SOURCE_DIGEST,
        "pairing": pairing_digest(),
        "seed": found.seed,
        "months": found.months,
        "scenario_digests": [s.digest for s in found.scenarios],
    }


def save_pairs(found: Comparison, folder: Path) -> None:
    """Write the runs that came through into a folder."""
    runs = {k: a for k, a in found.answers.items() if k < found.count and not isinstance(a, str)}
    numbers = sorted(runs)
    columns = {
        "number": np.array(numbers),
        "seed": np.array([runs[k].seed for k in numbers], np.uint64),
        **{name: np.stack([getattr(runs[k], name) for k in numbers]) for name in TABLES},
    }
    np.savez_compressed(folder / FILE, **columns)  # type: ignore[arg-type]


def find_pairs(found: Comparison, beside: Path) -> dict[int, PairedRun]:
    """Runs that comparisons in a folder have of the same policies against the same baseline."""
    identity = comparison_identity(found)
    ours = identity.pop("scenario_digests")

    def lend(folder: Path) -> Iterator[tuple[int, PairedRun]]:
        about = json.loads((folder / "meta.json").read_text("utf-8"))
        theirs = about["scenario_digests"]
        same = all(about[key] == value for key, value in identity.items())
        if same and theirs[0] == ours[0] and set(ours) <= set(theirs):
            rows = [theirs.index(digest) for digest in ours]
            yield from load_pairs(folder / FILE, rows).items()

    return dict(search_folders(Path(beside), f"*/{FILE}", lend))


def load_pairs(file: Path, rows: list[int]) -> dict[int, PairedRun]:
    """The runs of one comparison, with the rows of some of its policies."""
    with np.load(file, allow_pickle=False) as saved:
        tables = [saved[name][:, rows] for name in TABLES]
        return {
            int(number): PairedRun(int(seed), *run)
            for number, seed, *run in zip(saved["number"], saved["seed"], *tables, strict=True)
        }
