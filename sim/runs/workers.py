"""Many tasks over workers that may die: the seam between studies and machines.

Any factory of a `concurrent.futures.Executor` serves (local processes, Dask, MPI).  A pool that
breaks is made anew; tasks that were under way when it broke are tried again one at a time, so that
a task that kills its worker is known and costs only itself.
"""

import multiprocessing
import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent import futures
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

RETRIES = 1
Item = TypeVar("Item")
Answer = TypeVar("Answer")
Progress = Callable[[str, int, int], None]  # a stage, how much of it is done, and of how much
PoolFactory = Callable[[], futures.Executor]


def ignore_progress(stage: str, done: int, of: int) -> None:
    """Nobody listens."""


def process_pool_factory(jobs: int) -> PoolFactory:
    """A factory of pools of local processes, started the same way on every system."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    return lambda: futures.ProcessPoolExecutor(
        jobs, mp_context=multiprocessing.get_context("spawn"), initializer=initialize_worker
    )


def initialize_worker() -> None:
    """A worker leaves Ctrl-C to the process the user started, and ends when that process does,
    however it ends.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=exit_with_parent, daemon=True).start()


def exit_with_parent() -> None:
    """Without this a worker whose parent was killed would wait for work for ever."""
    if parent := multiprocessing.parent_process():
        parent.join()
    os._exit(1)


class InProcessExecutor(futures.Executor):
    """This process as a worker: a task is done when it is submitted."""

    def submit(self, act: Callable[..., Any], /, *given: Any, **named: Any) -> futures.Future[Any]:
        """Do it now; what it raises is its answer."""
        future: futures.Future[Any] = futures.Future()
        try:
            future.set_result(act(*given, **named))
        except Exception as error:
            future.set_exception(error)
        return future


def map_parallel(
    task: Callable[[Item], Answer],
    items: Sequence[Item],
    jobs: int | None = None,
    make: PoolFactory | None = None,
) -> Iterator[tuple[Item, Answer | BaseException]]:
    """Yield (item, answer or exception) as they finish.

    `jobs` is how many processes (default: one a core; a single one is this process), `make` a
    factory of another executor, which may say how many items it takes at once (`window`).
    """
    jobs = max(1, min(jobs or os.cpu_count() or 1, len(items)))
    make = make or (process_pool_factory(jobs) if jobs > 1 else InProcessExecutor)
    window = getattr(make, "window", 1 if make is InProcessExecutor else 2 * jobs)
    return map_unordered(make, task, items, window)


def map_unordered(
    make: PoolFactory, task: Callable[[Item], Answer], items: Iterable[Item], window: int
) -> Iterator[tuple[Item, Answer | BaseException]]:
    """Yield (item, result or exception) as they finish, at most `window` in flight.

    A task's own exception is its answer; a worker's death is answered after one more try.
    """
    todo = deque(items)
    suspects: deque[tuple[Item, int]] = deque()
    live: dict[futures.Future[Answer], Item] = {}
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
                answer: Answer | BaseException
                try:
                    answer = result_or_error(executor.submit(task, item))
                except BrokenProcessPool as death:
                    answer = death
                if isinstance(answer, BrokenProcessPool):
                    executor.shutdown(wait=False)
                    executor = make()
                    if tries < RETRIES:
                        suspects.append((item, tries + 1))
                        continue
                yield item, answer
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def result_or_error(future: futures.Future[Any]) -> Any:
    """What a task gave, once it is finished: its result, or the exception it raised."""
    error = future.exception()
    return future.result() if error is None else error


def error_text(error: BaseException) -> str:
    """An exception with its traceback."""
    return "".join(traceback.format_exception(error))
