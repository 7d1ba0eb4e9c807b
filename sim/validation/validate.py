"""Hold the model against every fact: one task a seed, which lives the reference city and each
experiment once.
"""

from collections import ChainMap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
from numpy import ndarray
from pydantic import TypeAdapter

from sim.runs.ensemble import common_random_seed, grow_populations
from sim.runs.workers import Progress, error_text, ignore_progress, map_parallel
from sim.validation import bds, demography, effects, finance, ladder, reference_city, size
from sim.validation.experiments import SETTINGS
from sim.validation.facts import CITY, FILE, ZONE, Fact, Parts, ScorecardRow
from sim.validation.reference_city import CityRun, reference_scenario
from sim.validation.reference_series import figure_counts
from sim.validation.verdicts import Verdict, judge_row
from sim.words.catalogue import user_error
from sim.words.suggestions import suggestion

MEASURES = ChainMap(*map(vars, (bds, demography, effects, finance, ladder, size)))


def row_of_entry(id: str, entry: Mapping[str, Any]) -> ScorecardRow:
    """A row as its table in the file declares it."""
    arguments = entry.get("arguments", [])
    measure = partial(MEASURES[entry["measure"]], *arguments)
    if "computed" in entry:
        fact = MEASURES[entry["computed"]](*arguments)
    else:
        source = FILE["sources"].get(entry["source"], entry["source"])
        fact = TypeAdapter(Fact).validate_python({**entry, "source": source})
    how = dict(zip(("how_zh", "how_en"), entry["how"], strict=True))
    made = {**entry, **how, "id": id, "fact": fact, "measure": measure}
    return TypeAdapter(ScorecardRow).validate_python(made)


def read_rows() -> tuple[ScorecardRow, ...]:
    """All rows, in the order of their file."""
    return tuple(row_of_entry(id, entry) for id, entry in FILE["rows"].items())


ROWS = read_rows()
SEEDS, QUICK_SEEDS = 16, 4
Answer = tuple[dict[str, Parts], dict[str, ndarray]]


@dataclass(frozen=True)
class Scorecard:
    """Every row's verdict, the counts that the figures show, and where the city stood when it
    began.
    """

    country: str
    seed: int
    seeds: tuple[int, ...]
    verdicts: tuple[Verdict, ...]
    counts: dict[str, ndarray] = field(default_factory=dict)
    failures: tuple[tuple[int, str], ...] = ()


def select_rows(country: str, names: Sequence[str] = ()) -> list[ScorecardRow]:
    """The rows of a country, all or those of the ids and groups named; UserError for a name that is
    neither.
    """
    rows = [row for row in ROWS if country in row.countries]
    known = [*dict.fromkeys(row.group for row in rows), *(row.id for row in rows)]
    if unknown := [name for name in names if name not in known]:
        raise user_error(
            "scorecard_unknown_row",
            given=unknown[0][:60],
            country=country,
            help=suggestion(unknown[0], known),
        )
    return [row for row in rows if not names or row.id in names or row.group in names]


def validate_model(
    rows: Sequence[ScorecardRow],
    country: str,
    quick: bool = False,
    seed: int = 1,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Scorecard:
    """Measure rows over seeds and judge them; RuntimeError where no seed came through."""
    tell = progress or ignore_progress
    grow_populations(reference_scenario(), (), jobs, tell)
    if any(row.setting == ZONE for row in rows):
        grow_populations(reference_scenario(reference_city.ZONE), (), jobs, tell)
    lived = [common_random_seed(seed, k) for k in range(QUICK_SEEDS if quick else SEEDS)]
    measure = partial(measure_rows, [row.id for row in rows])
    found: dict[int, Answer] = {}
    failures: list[tuple[int, str]] = []
    tell("seeds", 0, len(lived))
    for one, answer in map_parallel(measure, lived, jobs, try_here=False):
        if isinstance(answer, BaseException):
            failures.append((one, error_text(answer)))
        else:
            found[one] = answer
        tell("seeds", len(found) + len(failures), len(lived))
    if not found:
        first = failures[0][1]
        raise RuntimeError(f"none of {len(lived)} seeds came through; the first said:\n{first}")
    seeds = [one for one in lived if one in found]
    return Scorecard(
        country,
        seed,
        tuple(seeds),
        tuple(judge_row(row, [found[s][0][row.id] for s in seeds]) for row in rows),
        {name: np.sum([found[s][1][name] for s in seeds], axis=0) for name in found[seeds[0]][1]},
        tuple(failures),
    )


def measure_rows(names: Sequence[str], seed: int) -> Answer:
    """Live each setting that the rows need under one seed, and measure the rows in it."""
    rows = [row for row in ROWS if row.id in names]
    parts: dict[str, Parts] = {}
    shown: dict[str, ndarray] = {}
    for setting in dict.fromkeys(row.setting for row in rows):
        found = SETTINGS[setting](seed)
        parts |= {row.id: row.measure(found) for row in rows if row.setting == setting}
        if setting == CITY:
            assert isinstance(found, CityRun)
            shown = figure_counts(found)
    return parts, shown
