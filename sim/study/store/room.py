"""How much disk a study takes, and whether there is so much: asked before it begins, as one that
fills the disk cannot end.
"""

import math
import shutil
from pathlib import Path

from sim.study.store.study import LARGEST_BLOCK
from sim.words.catalogue import user_error

PART_BYTES, OUTCOME_BYTES, MONTH_BYTES = 84_000, 6.4, 2.2  # on disk: measured for Xuchang
DESIGN_BYTES = 40  # of a run's line in the design
LOOSE_PARTS = 100  # beside the merged ones while a block fills


def study_bytes(runs: int, outcomes: int, cells: int) -> float:
    """About how many bytes so many runs take; `cells` are the numbers of their months, each."""
    a_run = outcomes * OUTCOME_BYTES + cells * MONTH_BYTES + DESIGN_BYTES
    return runs * a_run + math.ceil(runs / LARGEST_BLOCK) * PART_BYTES


def working_bytes(outcomes: int, cells: int) -> float:
    """What it takes besides while a block fills and is merged."""
    return study_bytes(LARGEST_BLOCK, outcomes, cells) + LOOSE_PARTS * PART_BYTES


def free_bytes(folder: Path) -> int:
    """How much is free on the disk where a folder is or is to be."""
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    return shutil.disk_usage(there).free


def require_room(folder: Path, runs: int, outcomes: int, cells: int) -> None:
    """UserError where the disk has no room for so many runs more."""
    needed, free = study_bytes(runs, outcomes, cells), free_bytes(folder)
    spare = working_bytes(outcomes, cells) if runs > LARGEST_BLOCK else 0.0
    if needed + spare > free:
        a_run = needed / runs
        raise user_error(
            "study_no_room",
            folder=folder,
            runs=runs,
            needed=f"{(needed + spare) / 1e9:.1f}",
            free=f"{free / 1e9:.1f}",
            most=max(0, int((free - spare) / a_run)),
        )
