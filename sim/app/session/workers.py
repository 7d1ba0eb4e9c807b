"""The processes that live runs for the pages: one a core, warm, and shared by all visitors run by
run.

A visitor's place at them is a `concurrent.futures.Executor` of his own: when he leaves, what of his
still waits is cancelled and nobody else's is.  With a few of each visitor's runs in line at a time,
a second visitor waits for the next free process, not for the first one's last run.
"""

import os
import threading
from collections.abc import Callable
from concurrent import futures
from typing import Any

from sim.runs.workers import process_pool_factory

CORES = os.cpu_count() or 1
_opening = threading.Lock()
_shared: futures.Executor | None = None


class WorkerSlot(futures.Executor):
    """One visitor's place at the workers; a factory of such places is what studies ask for."""

    window = (
        CORES + 1
    )  # runs of his in line at a time: all are busy, and one waits for the first that is free

    def __init__(self) -> None:
        self.workers, self.own = worker_pool(), set[futures.Future]()

    def submit(self, act: Callable[..., Any], /, *arguments: Any, **named: Any) -> futures.Future:
        """Have a worker do it; BrokenProcessPool where one died, and then the next place has new
        workers.
        """
        try:
            future = self.workers.submit(act, *arguments, **named)
        except futures.process.BrokenProcessPool:
            retire_workers(self.workers)
            raise
        self.own.add(future)
        future.add_done_callback(self.forget_run)
        return future

    def forget_run(self, future: futures.Future) -> None:
        """Forget what is done; where its worker died, all of them are replaced."""
        self.own.discard(future)
        if not future.cancelled() and isinstance(
            future.exception(), futures.process.BrokenProcessPool
        ):
            retire_workers(self.workers)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the place; what has not begun is not done."""
        for future in list(self.own):
            future.cancel()


def worker_pool() -> futures.Executor:
    """The workers, begun when first needed."""
    global _shared
    with _opening:
        if _shared is None:
            _shared = process_pool_factory(CORES)()
        return _shared


def retire_workers(broken: futures.Executor) -> None:
    """Have the next visitor get new workers in the place of broken ones."""
    global _shared
    with _opening:
        if _shared is broken:
            _shared = None
            broken.shutdown(wait=False)
