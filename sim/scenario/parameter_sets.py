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

from sim.core.chance import offspring_key
from sim.words.catalogue import user_error

CHINA, CENTRAL = "china", "central"  # central: the declared values in every run
NATURES = (CHINA, CENTRAL)
NATURE, POPULATION = 7, 8  # what draws are for
POPULATIONS = 8  # starting populations of a plan, each grown up under a nature of its own


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


def population_of(seed: int) -> int:
    """The starting population that a run begins with.

    It is addressed by the run's seed alone, so that all policies of a comparison begin with the same
    firms and meet the same nature in the same run.
    """
    return int(offspring_key(np.uint64(seed), 0, POPULATION) % np.uint64(POPULATIONS))


def draw_of_population(sets: Sequence[dict[str, float]], population: int) -> dict[str, float]:
    """The set under which a starting population grew up and goes on to live; none where there are
    none.
    """
    if not sets:
        return {}
    return sets[int(offspring_key(np.uint64(population), 0, NATURE) % np.uint64(len(sets)))]


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
