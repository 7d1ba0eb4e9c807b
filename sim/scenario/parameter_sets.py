"""Ensembles of natural parameters: many sets that published facts leave possible, of which each run
of a plan draws one.

A set is kept whole, because what the facts say of one parameter depends on the others.
`experiments/calibrate_china.py` writes the files; what they were fitted to, by which engine and
with which seed, stands in their metadata.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from sim.core.chance import child_key
from sim.words.catalogue import user_error

CHINA, CENTRAL = "china", "central"  # central: the declared values in every run
NATURES = (CHINA, CENTRAL)
NATURE = 7  # what the draw is for


@cache
def parameter_draws(nature: str) -> tuple[dict[str, float], ...]:
    """The sets of an ensemble, none for the declared values; UserError for an unknown one."""
    if nature == CENTRAL:
        return ()
    import duckdb

    with duckdb.connect() as db:
        columns = db.execute("SELECT * FROM read_parquet(?)", [parameter_file(nature)]).fetchnumpy()
    return tuple(
        dict(zip(columns, values, strict=True))
        for values in zip(*(c.tolist() for c in columns.values()), strict=True)
    )


def draw_of_seed(sets: Sequence[dict[str, float]], seed: int) -> dict[str, float]:
    """The set that a run draws, none where there are none.

    It is addressed by the run's seed alone, so that all policies of a comparison meet the same
    nature in the same run.
    """
    return sets[int(child_key(np.uint64(seed), 0, NATURE) % np.uint64(len(sets)))] if sets else {}


@cache
def fit_metadata(nature: str) -> dict[str, Any]:
    """How an ensemble came about."""
    import duckdb

    with duckdb.connect() as db:
        pairs = db.execute(
            "SELECT key, value FROM parquet_kv_metadata(?)", [parameter_file(nature)]
        ).fetchall()
    return {key.decode(): json.loads(value) for key, value in pairs if key != b"ARROW:schema"}


def parameter_file(nature: str) -> str:
    """The file of an ensemble."""
    if nature not in NATURES:
        raise user_error("nature_unknown", given=nature[:40], known=", ".join(NATURES))
    return str(Path(__file__).with_name(f"{nature}.parquet"))
