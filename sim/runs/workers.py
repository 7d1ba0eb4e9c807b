"""Many tasks over workers that may die: the seam between studies and machines.

Any factory of a `concurrent.futures.Executor` serves (local processes, Dask, MPI).  The local
processes are started when they are first worth it and then stay for the life of this process, so
that whoever comes next finds them warm; few short tasks are done here instead.  A pool that breaks
is made anew; tasks that were under way when it broke are tried again one at a time, so that a task
that kills its worker is known and costs only itself.

    with Workers(jobs=2) as workers:  # or none: the process has some of its own
        run_all("xuchang", runs=20, workers=workers)
"""

import hashlib
import io
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
import traceback
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent import futures
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import spawn
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any, TypeVar

from sim.words.catalogue import user_error

RETRIES = 1
STARTING = 3.0  # seconds of a core until a new worker has imported, and loaded the kernels
HANDFUL = 0.1  # seconds of work that are handed over at a time where single tasks are shorter
SHARES = 4  # handfuls that are left for each worker at least, so that all end together
MOST_PROCESSES = 61 if sys.platform == "win32" else 1024  # Windows waits for no more at once
KEPT = 64  # things sent once that a process keeps
Item = TypeVar("Item")
Answer = TypeVar("Answer")
Progress = Callable[[str, int, int], None]  # a stage, how much of it is done, and of how much
PoolFactory = Callable[[], futures.Executor]


def ignore_progress(stage: str, done: int, of: int) -> None:
    """Nobody listens."""


class WorkerProcess(SpawnProcess):
    """A process that works for this one, started the same way on every system.

    It does not read the user's script as other spawned processes do, so that a script needs no
    guard; a task that comes from the script has it read when it arrives (`unpack_task`).
    """

    _starting = threading.Lock()

    def start(self) -> None:
        """Begin, and say nothing of the script."""
        caller = threading.get_ident()

        def tell_without_script(name: str) -> dict[str, Any]:
            told = tell_all(name)
            if threading.get_ident() == caller:
                told = {k: v for k, v in told.items() if not k.startswith("init_main")}
            return told

        with self._starting:
            tell_all = spawn.get_preparation_data
            spawn.get_preparation_data = tell_without_script
            try:
                super().start()
            finally:
                spawn.get_preparation_data = tell_all


class WorkerContext(SpawnContext):
    """How a pool makes its processes; it knows them, to end them."""

    def __init__(self) -> None:
        self.made: list[WorkerProcess] = []

    def Process(self, *given: Any, **named: Any) -> WorkerProcess:  # type: ignore[override]  # noqa: N802
        """One more process."""
        process = WorkerProcess(*given, **named)
        self.made.append(process)
        return process


def process_pool_factory(jobs: int) -> PoolFactory:
    """A factory of pools of so many local processes, each pool for one who asks."""
    return lambda: process_pool(jobs, WorkerContext())


def process_pool(jobs: int, context: WorkerContext) -> futures.ProcessPoolExecutor:
    """So many local processes; each begins when there is work that no other is free for."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    return futures.ProcessPoolExecutor(
        min(jobs, MOST_PROCESSES),
        mp_context=context,
        initializer=initialize_worker,
        initargs=(script_location(),),
    )


_script: dict[str, str] | None = None  # of a worker: where the script of its parent is read
_reading = False  # whether it is read just now


def script_location() -> dict[str, str]:
    """Where a worker may read the user's script, as the standard library tells it to processes."""
    if _script is not None:
        return _script
    told = spawn.get_preparation_data("script")
    return {k: v for k, v in told.items() if k.startswith("init_main")}


def initialize_worker(script: dict[str, str]) -> None:
    """A worker leaves Ctrl-C to the process the user started, and ends when that process does,
    however it ends.
    """
    global _script
    _script = script
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=exit_with_parent, daemon=True).start()


def exit_with_parent() -> None:
    """Without this a worker whose parent was killed would wait for work for ever."""
    if parent := multiprocessing.parent_process():
        parent.join()
    os._exit(1)


def may_have_workers() -> bool:
    """Whether this process starts others: workers do not, nor processes that may have no children."""
    return _script is None and not multiprocessing.current_process().daemon


def check_script() -> None:
    """UserError in a worker that reads the user's script, where the script begins to work again."""
    if _reading:
        raise user_error("script_unguarded", script=next(iter((_script or {}).values()), ""))


class SentCache:
    """Large things by the digest of their bytes: packed once by who sends them, unpacked once by each
    worker.

    They are those whose class says `SENT_ONCE`: it is frozen, and many tasks have the same.
    """

    def __init__(self) -> None:
        self.packed: OrderedDict[int, tuple[object, tuple[str, bytes]]] = OrderedDict()
        self.unpacked: OrderedDict[str, object] = OrderedDict()

    def pack(self, thing: object) -> tuple[str, bytes]:
        """A thing's digest and bytes."""
        if (known := self.packed.get(id(thing))) is None:
            content = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
            known = thing, (hashlib.sha256(content).hexdigest(), content)
            self.packed[id(thing)] = known
            if len(self.packed) > KEPT:
                self.packed.popitem(last=False)
        return known[1]

    def unpack(self, digest: str, content: bytes) -> object:
        """The thing of these bytes, the same object as before."""
        if digest not in self.unpacked:
            self.unpacked[digest] = pickle.loads(content)
            if len(self.unpacked) > KEPT:
                self.unpacked.popitem(last=False)
        return self.unpacked[digest]


_sent = SentCache()


class TaskPickler(pickle.Pickler):
    """Packs tasks; what is sent once goes as bytes that were made once."""

    def persistent_id(self, thing: object) -> tuple[str, bytes] | None:
        """How a large thing is sent; None for what is packed as usual."""
        return _sent.pack(thing) if getattr(type(thing), "SENT_ONCE", False) else None


class TaskUnpickler(pickle.Unpickler):
    """Unpacks tasks; what was sent before is what this worker has of it."""

    def persistent_load(self, sent: tuple[str, bytes]) -> object:
        """The thing that was sent."""
        return _sent.unpack(*sent)


def pack_task(task: Callable[..., Any], given: tuple[Any, ...], named: dict[str, Any]) -> bytes:
    """A call as bytes for a worker."""
    buffer = io.BytesIO()
    TaskPickler(buffer, pickle.HIGHEST_PROTOCOL).dump((task, given, named))
    return buffer.getvalue()


def unpack_task(packed: bytes) -> tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]:
    """A call from its bytes; where it names something of the user's script, that is read first."""
    global _script, _reading
    if b"__main__" in packed and _script:
        _reading = True
        try:
            spawn.prepare(_script)
        finally:
            _reading = False
        _script = {}
    found: tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
    found = TaskUnpickler(io.BytesIO(packed)).load()
    return found


def work_packed(packed: bytes) -> Any:
    """Do a call, in a worker."""
    task, given, named = unpack_task(packed)
    return task(*given, **named)


class Workers:
    """Processes of this machine that stay while there is somebody they may work for.

    They are a factory of executors, each a place at the same processes: who leaves his place leaves
    the processes to others.  `jobs` is how many there are at most (default: one a core), `window`
    how many tasks of one place are under way at a time.  As a context they begin at once and end
    with it; otherwise they begin at the first task and end with this process.
    """

    def __init__(self, jobs: int | None = None, window: int | None = None):
        self.jobs = max(1, jobs or os.cpu_count() or 1)
        self.window = window or 2 * self.jobs
        self.warm = False  # whether one of them has answered
        self._lock = threading.Lock()
        self._context = WorkerContext()
        self._pool: futures.Executor | None = None
        self._owner = 0  # the process whose children they are: none of a fork's

    def __enter__(self) -> "Workers":
        place = self()
        for _ in range(self.jobs):
            place.submit(os.getpid)
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __call__(self) -> "WorkerPlace":
        """A place at them."""
        return WorkerPlace(self)

    def pool(self) -> futures.Executor:
        """The processes, begun when first needed."""
        check_script()
        with self._lock:
            if self._pool is None or self._owner not in (0, os.getpid()):
                self._context, self.warm = WorkerContext(), False
                self._pool, self._owner = process_pool(self.jobs, self._context), os.getpid()
            return self._pool

    def retire(self, broken: futures.Executor) -> None:
        """Have whoever comes next get new processes in the place of broken ones."""
        with self._lock:
            if self._pool is broken:
                self._pool, self.warm = None, False
        broken.shutdown(wait=False)

    def close(self) -> None:
        """End them when what they have been given is done."""
        with self._lock:
            pool, self._pool, self.warm = self._pool, None, False
            if pool is not None and self._owner == os.getpid():
                pool.shutdown(wait=False)

    def end(self) -> None:
        """End them now, whatever they are at."""
        with self._lock:
            pool, self._pool, self.warm = self._pool, None, False
            if pool is not None and self._owner == os.getpid():
                for process in self._context.made:
                    with suppress(ValueError, AttributeError):  # not begun, or gone already
                        process.terminate()
                pool.shutdown(wait=False, cancel_futures=True)


class WorkerPlace(futures.Executor):
    """One user's place at the workers: what of his still waits when he leaves is cancelled, and
    nobody else's is.
    """

    def __init__(self, workers: Workers):
        self.workers, self.own = workers, set[futures.Future[Any]]()

    def submit(self, act: Callable[..., Any], /, *given: Any, **named: Any) -> futures.Future[Any]:
        """Have a worker do it."""
        try:
            packed = pack_task(act, given, named)
        except Exception as error:  # what cannot be sent is answered so
            unsent: futures.Future[Any] = futures.Future()
            unsent.set_exception(error)
            return unsent
        while True:
            pool = self.workers.pool()
            try:
                future = pool.submit(work_packed, packed)
                break
            except BrokenProcessPool:  # found broken, before this task had any part in it
                self.workers.retire(pool)
        self.own.add(future)

        def forget(done: futures.Future[Any]) -> None:
            self.own.discard(done)
            if done.cancelled():
                return
            if isinstance(done.exception(), BrokenProcessPool):
                self.workers.retire(pool)
            else:
                self.workers.warm = True

        future.add_done_callback(forget)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the place; what has not begun is not done."""
        for future in list(self.own):
            future.cancel()

    def interrupt(self) -> None:
        """The user wants all of it to stop."""
        self.workers.end()


_opening = threading.Lock()
_own: Workers | None = None  # of this process, made at the first need


def own_workers(jobs: int | None = None) -> Workers:
    """The workers that this process keeps for all that it does; where more are asked for than there
    are, others take their place.
    """
    global _own
    wanted = max(1, jobs or os.cpu_count() or 1)
    with _opening:
        if _own is None or _own.jobs < wanted:
            if _own is not None:
                _own.close()
            _own = Workers(wanted)
        return _own


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
    items: Iterable[Item],
    jobs: int | None = None,
    make: PoolFactory | None = None,
    try_here: bool = True,
) -> Iterator[tuple[Item, Answer | BaseException]]:
    """Yield (item, answer or exception) as they finish.

    `jobs` is how many processes (default: one a core; a single one is this process), `make` a
    factory of another executor: some `Workers`, or any that may say how many items it takes at once
    (`window`).  Where processes would have to be started, the first items are done here and timed,
    and those that are left are sent to processes when that pays; long ones are sent at once where
    `try_here` is false.
    """
    check_script()
    if make is not None:
        one = make is InProcessExecutor
        return map_unordered(make, task, items, 1 if one else getattr(make, "window", 2))
    jobs = max(1, jobs or os.cpu_count() or 1)
    items = list(items)
    if min(jobs, len(items)) <= 1 or not may_have_workers():
        return map_unordered(InProcessExecutor, task, items, 1)
    workers = own_workers(jobs)
    window = workers.window if jobs == workers.jobs else jobs
    if try_here and not workers.warm:
        return map_here_first(workers, task, items, window)
    return map_unordered(workers, task, items, window)


def map_here_first(
    workers: Workers, task: Callable[[Item], Answer], items: Iterable[Item], window: int
) -> Iterator[tuple[Item, Answer | BaseException]]:
    """Do items here until it is known that the workers are worth starting, and on until one of them
    answers.

    The first item may have to load what a worker would, so that it counts for so much less.
    """
    todo, shortest = deque(items), float("inf")
    gain = 1 - 1 / max(2, min(workers.jobs, window))
    allowance = STARTING
    while todo:
        begun = time.thread_time()  # of work, however busy the machine is
        answered = answer_here(task, todo.popleft())
        shortest = min(shortest, max(0.0, time.thread_time() - begun - allowance))
        yield answered
        if shortest * len(todo) * gain > STARTING:
            break
        if allowance:
            shortest, allowance = float("inf"), 0.0
    yield from map_unordered(workers, task, todo, window, beside=True)


def answer_here(task: Callable[[Item], Answer], item: Item) -> tuple[Item, Answer | BaseException]:
    """An item with its answer, worked out in this process."""
    return item, result_or_error(InProcessExecutor().submit(task, item))


def map_unordered(
    make: PoolFactory,
    task: Callable[[Item], Answer],
    items: Iterable[Item],
    window: int,
    beside: bool = False,
) -> Iterator[tuple[Item, Answer | BaseException]]:
    """Yield (item, result or exception) as they finish, at most `window` tasks in flight.

    A task's own exception is its answer; a worker's death is answered after one more try.  Short
    items go to `Workers` by the handful; with `beside` this process does some too until one of
    them has answered.
    """
    todo = deque(items)
    if not todo:
        return
    workers = make if isinstance(make, Workers) else None
    suspects: deque[tuple[Item, int]] = deque()
    alone: deque[Item] = deque()  # to be sent by themselves
    live: dict[futures.Future[Any], tuple[Item, ...]] = {}
    executor = make()
    done_count, begun = 0, 0.0
    try:
        while todo or alone or live or suspects:
            broken = False
            while (todo or alone) and len(live) < window and not broken:
                if alone:
                    some: tuple[Item, ...] = (alone.popleft(),)
                else:
                    many = 1
                    if workers is not None and done_count >= window:
                        each = (time.perf_counter() - begun) * min(workers.jobs, window)
                        many = int(HANDFUL * done_count / max(each, 1e-9))
                        many = max(1, min(many, len(todo) // (SHARES * workers.jobs)))
                    some = tuple(todo.popleft() for _ in range(many))
                try:
                    live[submit_handful(executor, task, some)] = some
                except BrokenProcessPool:
                    broken = True
                    todo.extendleft(reversed(some))
            if live and not broken:
                waits = beside and workers is not None and not workers.warm and bool(todo)
                done, _ = futures.wait(
                    live, 0 if waits else None, return_when=futures.FIRST_COMPLETED
                )
                if waits and not done:
                    yield answer_here(task, todo.popleft())
                if done and not begun:
                    begun, done_count = time.perf_counter(), -len(done)
                for future in done:
                    if isinstance(future.exception(), BrokenProcessPool):
                        broken = True
                        break
                    some = live.pop(future)
                    done_count += len(some)
                    if len(some) == 1:
                        yield some[0], result_or_error(future)
                        continue
                    answers = [] if future.exception() else future.result()
                    yield from zip(some, answers, strict=False)
                    alone.extend(some[len(answers) :])
            if broken:
                suspects.extend((item, 0) for some in live.values() for item in some)
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
    except KeyboardInterrupt:
        if isinstance(executor, WorkerPlace):
            executor.interrupt()
        raise
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def submit_handful(
    executor: futures.Executor, task: Callable[[Item], Answer], some: tuple[Item, ...]
) -> futures.Future[Any]:
    """Hand one item over, or several that one worker does one after another."""
    if len(some) == 1:
        return executor.submit(task, some[0])
    return executor.submit(answer_handful, task, some)


def answer_handful(task: Callable[[Item], Answer], some: tuple[Item, ...]) -> list[Answer]:
    """The answers to items up to the first that raises, which is tried again by itself."""
    found: list[Answer] = []
    for item in some:
        try:
            found.append(task(item))
        except Exception:
            break
    return found


def result_or_error(future: futures.Future[Any]) -> Any:
    """What a task gave, once it is finished: its result, or the exception it raised."""
    error = future.exception()
    return future.result() if error is None else error


def error_text(error: BaseException) -> str:
    """An exception with its traceback."""
    return "".join(traceback.format_exception(error))
