"""Studies: many runs of variations of a plan, kept in one folder each; and policies compared on the
same luck.

    import sim.study
    runs = sim.study.open("results/fund-size").rows(["public_outlay", "jobs"])

One method a file; nothing here shows anything.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.study.store.study import Study

__all__ = ["open"]


def open(folder: str | Path) -> Study:
    """A study by its folder; UserError where there is none."""
    from sim.study.store.study import Study  # which loads longer than the command line's help may

    return Study(Path(folder))
