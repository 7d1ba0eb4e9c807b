"""Hold the model against every fact: one task a seed, which lives the reference city and each experiment once."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from sim.core.errors import UserError
from sim.runs.ensemble import common_random_seed
from sim.runs.workers import map_unordered, process_pool_factory
from sim.scenario.spinup import starting_world
from sim.validation import demography, effects, finance, ladder, size
from sim.validation.facts import Parts, ScorecardRow
from sim.validation.reference_city import city, reference_scenario
from sim.validation.reference_series import figure_counts
from sim.validation.verdicts import Verdict, judge_row
from sim.words.catalogue import say
from sim.words.suggestions import suggestion

ROWS: tuple[ScorecardRow, ...] = (
    *demography.ROWS,
    *size.ROWS,
    *finance.ROWS,
    *ladder.ROWS,
    *effects.ROWS,
)
SEEDS, QUICK_SEEDS = 16, 4
Answer = tuple[dict[str, Parts], dict[str, np.ndarray]]


@dataclass(frozen=True)
class Scorecard:
    """Every row's verdict, what the figures show, and where the city stood when it began."""

    country: str
    seed: int
    seeds: tuple[int, ...]
    verdicts: tuple[Verdict, ...]
    pictured: dict[str, np.ndarray] = field(default_factory=dict)
    failures: tuple[tuple[int, str], ...] = ()


def select_rows(country: str, names: Sequence[str] = ()) -> list[ScorecardRow]:
    """The rows of a country, all or those of the ids and groups named; UserError for a name that is neither."""
    rows = [row for row in ROWS if country in row.countries]
    known = [*dict.fromkeys(row.group for row in rows), *(row.id for row in rows)]
    if unknown := [name for name in names if name not in known]:
        raise UserError(
            say(
                "scorecard_unknown_row",
                given=unknown[0][:60],
                country=country,
                help=suggestion(unknown[0], known),
            )
        )
    return [row for row in rows if not names or row.id in names or row.group in names]


def validate_model(
    rows: Sequence[ScorecardRow],
    country: str,
    quick: bool = False,
    seed: int = 1,
    jobs: int | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Scorecard:
    """Measure rows over seeds and judge them; RuntimeError where no seed came through."""
    tell = progress or (lambda stage, done, of: None)
    starting_world(reference_scenario(), tell)
    count = QUICK_SEEDS if quick else SEEDS
    jobs = max(1, min(jobs or os.cpu_count() or 1, count))
    items = [(common_random_seed(seed, k), tuple(row.id for row in rows)) for k in range(count)]
    found: dict[int, Answer] = {}
    failures: list[tuple[int, str]] = []
    tell("seeds", 0, count)
    for item, answer in map_unordered(process_pool_factory(jobs), measure_rows, items, 2 * jobs):
        if isinstance(answer, BaseException):
            failures.append((item[0], "".join(traceback.format_exception(answer))))
        else:
            found[item[0]] = answer
        tell("seeds", len(found) + len(failures), count)
    if not found:
        raise RuntimeError(f"none of {count} seeds came through; the first said:\n{failures[0][1]}")
    seeds = [s for s, _ in items if s in found]
    return Scorecard(
        country,
        seed,
        tuple(seeds),
        tuple(judge_row(row, [found[s][0][row.id] for s in seeds]) for row in rows),
        sum_counts([found[s][1] for s in seeds]),
        tuple(failures),
    )


def measure_rows(item: tuple[int, tuple[str, ...]]) -> Answer:
    """Live each setting that the rows need under one seed, and measure the rows in it."""
    seed, names = item
    rows = [row for row in ROWS if row.id in names]
    parts: dict[str, Parts] = {}
    shown: dict[str, np.ndarray] = {}
    for setting in dict.fromkeys(row.setting for row in rows):
        found = setting(seed)
        parts |= {row.id: row.measure(found) for row in rows if row.setting is setting}
        if setting is city:
            shown = figure_counts(found)
    return parts, shown


def sum_counts(counts: Sequence[dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    """The counts of all runs added up."""
    return {name: np.sum([c[name] for c in counts], axis=0) for name in counts[0]}
