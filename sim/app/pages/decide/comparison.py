"""A comparison as it grows behind the page: what is lived is kept, so that going back, going on or
asking for more runs lives nothing twice.

Runs are kept by what decides their numbers (both scenarios, the seed), for any visitor: a link
opened by a second one shows at once what the first has lived.
"""

import threading
import time
from dataclasses import dataclass
from functools import cached_property, lru_cache

from sim.app.pages.decide.policies import Side
from sim.app.session import jobs
from sim.app.session.workers import PAGE_WORKERS
from sim.core.records import Row
from sim.results.comparison_folder import comparison_metadata
from sim.runs.ensemble import common_random_seed
from sim.study.compare.comparison import Comparison
from sim.study.compare.firm_pairs import PairedRun
from sim.study.compare.summary import comparison_data

MOST_KEPT = 32  # comparisons
FEWEST = 2  # runs from which there is an interval
PAUSE = 1.5  # seconds between two looks at the numbers, which take a tenth of one
Question = tuple[str | int, ...]  # what decides a comparison's numbers


@dataclass(frozen=True)
class ComparisonSnapshot:
    """What a comparison says so far: `done` runs of `of`, about how many seconds the rest takes
    (None: not known yet).
    """

    found: Comparison
    data: Row
    done: int
    of: int
    left: float | None = None

    @property
    def complete(self) -> bool:
        """Whether all runs that were asked for are there."""
        return self.done >= self.of

    @property
    def question(self) -> Question:
        """What was asked."""
        return *(scenario.digest for scenario in self.found.scenarios), self.found.seed, self.of

    @cached_property
    def about(self) -> Row:
        """All that its report tells of, as a folder's meta.json has it."""
        return comparison_metadata(self.found, self.data)


def comparison_key(pair: tuple[Side, Side], seed: int, runs: int) -> Question:
    """What is asked: two standings that answer the same say the same."""
    return *(side.scenario.digest for side in pair), seed, runs


def run_comparison(
    pair: tuple[Side, Side],
    runs: int,
    seed: int,
    halt: threading.Event,
    tell: jobs.ProgressCallback,
) -> ComparisonSnapshot:
    """Live so many runs under both sides, or as many as there are when the visitor halts; a task
    for `work.use_work`.
    """
    scenarios = [side.scenario for side in pair]
    found = Comparison(scenarios, seed)
    jobs.check_size(scenarios[0], runs, len(scenarios))
    seeds = [common_random_seed(seed, k) for k in range(runs)]
    jobs.prepare_worlds(scenarios[0], seeds, tell)
    found.answers = answer_cache(comparison_key(pair, seed, 0))
    known, began, looked = len(found.answers), time.monotonic(), 0.0
    tell("runs", 0, runs)
    for done in found.extend(runs, make=PAGE_WORKERS):
        now, fresh = time.monotonic(), None
        if now - looked > PAUSE and len(found.runs) >= FEWEST:
            left = (now - began) / (done - known) * (runs - done) if done > known else None
            looked, fresh = now, ComparisonSnapshot(found, comparison_data(found), done, runs, left)
        tell("runs", done, runs, fresh)
        if halt.is_set():
            break
    return ComparisonSnapshot(found, comparison_data(found), found.count, runs)


@lru_cache(maxsize=MOST_KEPT)
def answer_cache(key: Question) -> dict[int, PairedRun | str]:
    """The runs kept of a comparison; those that were looked at longest ago are forgotten when there
    are too many.
    """
    return {}
