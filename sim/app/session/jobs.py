"""Work behind a page: bounded, told as it goes, and ended when the visitor changes his mind or
closes the tab.

Each piece of work has a thread of its own, and what it runs many times goes to the workers that all
visitors share (`sim.app.session.workers`), so nobody waits in line behind another visitor.  Limits
are told before work begins, with the way out.
"""

import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import solara

from sim.app.session.workers import PAGE_WORKERS
from sim.core.errors import UserError
from sim.results.defaults import MOST_RUNS
from sim.runs.ensemble import grow_populations
from sim.scenario.scenario import Scenario
from sim.words.catalogue import say, user_error

MOST_FIRM_MONTHS = 500_000_000  # runs x firms at the start x months: 450 runs of Wuhan's, which take two cores 20 minutes
LONGEST = 1800.0  # seconds
MOST_AT_ONCE = 16  # pieces of work in this server

_slots = threading.Semaphore(MOST_AT_ONCE)
_preparing = threading.Lock()
_progress: tuple[str, int, int] = ("loading", 0, 1)  # of whoever prepares a world now


class ProgressCallback(Protocol):
    """How a task says how it stands, and what it has found so far."""

    def __call__(self, stage: str, done: int, of: int, so_far: Any = None) -> None:
        """Tell a stage, how far it is, and what is found so far."""


class WorkCancellation(BaseException):
    """Nobody waits for this work any more; not an Exception, so that no handler on the way keeps it
    alive.
    """


@dataclass(frozen=True)
class WorkState:
    """How a piece of work stands: `stage`, `share` and what is found `so_far` while it is under
    way, then a result or a fault told in words.
    """

    stage: str = "waiting"
    share: float = 0.0
    result: Any = None
    fault: str = ""
    so_far: Any = None

    ready = property(lambda self: self.result is not None)


def use_work(task: Callable[[ProgressCallback], Any], dependencies: Sequence[Any]) -> WorkState:
    """Do a task in the background, anew whenever a dependency changes; the page is drawn again as
    it goes.

    The task calls `tell` as often as it can; that is where it is ended when nobody waits any more.
    """
    work, set_work = solara.use_state(WorkState())

    def begin() -> Callable[[], None]:
        ended = threading.Event()
        set_work(WorkState())
        threading.Thread(target=run_task, args=(task, ended, set_work), daemon=True).start()
        return ended.set

    solara.use_effect(begin, list(dependencies))
    return work


def run_task(
    task: Callable[[ProgressCallback], Any],
    ended: threading.Event,
    show: Callable[[WorkState], None],
) -> None:
    """Do a task in this thread and show how it stands; a fault of the user's is told, any other is
    told as ours.
    """
    began, found = time.monotonic(), None
    result, fault = None, ""

    def tell(stage: str, done: int, of: int, so_far: Any = None) -> None:
        nonlocal found
        if ended.is_set():
            raise WorkCancellation
        if time.monotonic() - began > LONGEST:
            raise user_error("work_too_long", minutes=int(LONGEST / 60))
        found = found if so_far is None else so_far
        show(WorkState(stage, done / max(1, of), so_far=found))

    try:
        with work_slot():
            tell("waiting", 0, 1)
            result = task(tell)
    except WorkCancellation:
        return
    except UserError as error:
        fault = str(error)
    except Exception as error:
        traceback.print_exception(error)
        fault = say("work_failed", detail=f"{type(error).__name__}: {error}")
    if not ended.is_set():
        show(WorkState("done", 1.0, result, fault))


@contextmanager
def work_slot() -> Iterator[None]:
    """A place among the works under way; UserError where there is none left."""
    if not _slots.acquire(blocking=False):
        raise user_error("work_too_many", most=MOST_AT_ONCE)
    try:
        yield
    finally:
        _slots.release()


def check_size(scenario: Scenario, runs: int, policies: int = 1) -> None:
    """UserError where so many runs of a scenario under so many policies are more than a page may
    ask for.
    """
    months = scenario.last - scenario.first + 1
    firms = max(1.0, float(scenario.start.get("startups") or scenario.start["talents"] / 4))
    most = int(min(MOST_RUNS, MOST_FIRM_MONTHS // (policies * firms * months)))
    if not 1 <= runs <= most:
        raise user_error("work_too_large", runs=runs, most=most)


def prepare_worlds(scenario: Scenario, seeds: Sequence[int], tell: ProgressCallback) -> None:
    """Make the starting populations that runs of these seeds begin with; those of one visitor are
    made at a time, and who waits is told how far they are.
    """

    def both(stage: str, done: int, of: int) -> None:
        global _progress
        _progress = stage, done, of
        tell(stage, done, of)

    while not _preparing.acquire(timeout=0.3):
        tell(*_progress)
    try:
        both("loading", 0, 1)
        grow_populations(scenario, seeds, None, both, PAGE_WORKERS)
    finally:
        _preparing.release()
