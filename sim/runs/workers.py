"""Many tasks over workers that may die: the seam between studies and machines.

Any factory of a `concurrent.futures.Executor` serves (local processes, Dask, MPI).  A pool that
breaks is made anew; tasks that were under way when it broke are tried again one at a time, so that
a task that kills its worker is known and costs only itself.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent import futures
from concurrent.futures.process import BrokenProcessPool
from typing import Any

RETRIES = 1


def process_pool_factory(jobs: int) -> Callable[[], futures.Executor]:
    """A factory of pools of local processes, started the same way on every system."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    return lambda: futures.ProcessPoolExecutor(
        jobs, mp_context=multiprocessing.get_context("spawn"), initializer=initialize_worker
    )


def initialize_worker() -> None:
    """A worker leaves Ctrl-C to the process the user started, and ends when that process does, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=exit_with_parent, daemon=True).start()


def exit_with_parent() -> None:
    """Without this a worker whose parent was killed would wait for work for ever."""
    multiprocessing.parent_process().join()
    os._exit(1)


def map_unordered(
    make: Callable[[], futures.Executor],
    task: Callable[[Any], Any],
    items: Iterable[Any],
    window: int,
) -> Iterator[tuple[Any, Any]]:
    """Yield (item, result or exception) as they finish, at most `window` in flight.

    A task's own exception is its answer; a worker's death is answered after one more try.
    """
    todo, suspects, live = deque(items), deque(), {}
    executor = make()
    try:
        while todo or live or suspects:
            broken = False
            while todo and len(live) < window and not broken:
                try:
                    live[executor.submit(task, todo[0])] = todo[0]
                    todo.popleft()
                except BrokenProcessPool:
                    broken = True
            if live and not broken:
                done, _ = futures.wait(live, return_when=futures.FIRST_COMPLETED)
                for future in done:
                    if isinstance(future.exception(), BrokenProcessPool):
                        broken = True
                        break
                    yield live.pop(future), result_or_error(future)
            if broken:
                suspects.extend((item, 0) for item in live.values())
                live.clear()
                executor.shutdown(wait=False)
                executor = make()
            while suspects:
                item, tries = suspects.popleft()
                try:
                    future = executor.submit(task, item)
                    error = future.exception()
                except BrokenProcessPool as death:
                    error = death
                if isinstance(error, BrokenProcessPool):
                    executor.shutdown(wait=False)
                    executor = make()
                    if tries < RETRIES:
                        suspects.append((item, tries + 1))
                    else:
                        yield item, error
                else:
                    yield item, result_or_error(future)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def result_or_error(future: futures.Future) -> Any:
    """What a finished task gave: its result, or the exception it raised."""
    error = future.exception()
    return future.result() if error is None else error
