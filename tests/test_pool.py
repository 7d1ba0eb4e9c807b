"""Many tasks over workers that may die: every task has one answer, and a bad one costs only itself."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from concurrent import futures
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest
from waiting import LIMIT

from sim.runs import workers as module
from sim.runs.workers import Workers, map_parallel, map_unordered, process_pool_factory


def work(item: Any) -> Any:
    """Squares numbers; some items are trouble."""
    if item == "fail":
        raise ValueError("no good")
    if item == "exit":
        os._exit(3)
    if item == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    return item * item


def threads(jobs: int) -> Any:
    """Any executor serves."""
    return lambda: futures.ThreadPoolExecutor(jobs)


def test_every_item_is_answered_once_in_any_order() -> None:
    others = threading.Event()

    def work_or_wait(item: Any) -> Any:
        return others.wait(LIMIT) if item == "slow" else work(item)

    found = []
    for answer in map_unordered(threads(3), work_or_wait, ["slow", *range(20)], 6):
        found.append(answer)
        others.set()  # the first item ends only when another has been answered
    assert len(found) == 21 and dict(found) == {"slow": True, **{k: k * k for k in range(20)}}
    assert found[0][0] != "slow"


def test_no_more_than_a_window_is_under_way() -> None:
    asked = []

    def items() -> Any:
        for k in range(9):
            asked.append(k)
            yield k

    assert dict(map_unordered(threads(2), work, items(), 1)) == {k: k * k for k in range(9)}


def test_nothing_to_do_is_done_at_once() -> None:
    assert list(map_unordered(threads(1), work, [], 2)) == []


def test_an_exception_is_an_answer() -> None:
    found = dict(map_unordered(threads(2), work, [1, "fail", 3], 4))
    assert (
        found[1] == 1
        and found[3] == 9
        and isinstance(found["fail"], ValueError)
        and str(found["fail"]) == "no good"
    )


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_task_that_kills_its_worker_costs_only_itself(jobs: int) -> None:
    trouble = "exit" if jobs == 1 else "kill"
    found = list(
        map_unordered(process_pool_factory(jobs), work, [1, 2, trouble, 3, "fail", 4], 2 * jobs)
    )
    assert len(found) == 6
    told = dict(found)
    assert isinstance(told.pop(trouble), BrokenProcessPool) and isinstance(
        told.pop("fail"), ValueError
    )
    assert told == {1: 1, 2: 4, 3: 9, 4: 16}


def test_who_stops_listening_stops_the_work() -> None:
    stream = map_unordered(threads(1), work, list(range(1000)), 2)
    assert next(stream)[1] in (0, 1)
    stream.close()


class Heavy:
    """A thing that many tasks share."""

    SENT_ONCE = True

    def __getstate__(self) -> dict[str, int]:
        Heavy.packed += 1
        return {"one": 1}

    def __setstate__(self, state: dict[str, int]) -> None:
        Heavy.unpacked += 1

    packed = unpacked = 0


def who(item: Any) -> int:
    """The process that does it."""
    return os.getpid()


def unpackings(item: tuple[Heavy, int]) -> tuple[int, int]:
    """Who does it, and how many heavy things it has unpacked in its life."""
    return os.getpid(), Heavy.unpacked


def who_works_for_a_worker(item: int) -> tuple[int, set[int]]:
    """A worker, and who does what it would give to others."""
    return os.getpid(), {by for _, by in map_parallel(who, [1, 2, 3], 2, try_here=False)}


def test_workers_stay_for_whoever_comes_next() -> None:
    with Workers(2) as workers:
        first, second = (dict(map_parallel(who, range(8), make=workers)) for _ in range(2))
        both = {*first.values(), *second.values()}
        assert len(both) <= 2 and os.getpid() not in both
        if len({*first.values()}) == 2:
            assert {*second.values()} <= {*first.values()}


def test_the_processes_own_workers_stay_and_few_short_tasks_do_not_need_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_own", None)
    assert {by for _, by in map_parallel(who, range(4), 2)} == {os.getpid()}  # not worth a start
    assert module._own is None or module._own._pool is None
    first = {by for _, by in map_parallel(who, range(4), 2, try_here=False)}
    second = {by for _, by in map_parallel(who, range(4), 2)}  # warm now
    assert os.getpid() not in first | second and len(first | second) <= 2
    module.own_workers().close()


def test_long_work_goes_to_workers_and_this_process_helps_until_one_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What counts as long is made shorter, not the test longer."""
    monkeypatch.setattr(module, "STARTING", 0.0)
    with Workers(1) as workers:  # began, and may not have answered yet
        monkeypatch.setattr(module, "own_workers", lambda jobs: workers)
        workers.warm = False
        found = dict(map_parallel(who, range(50), 2))
    assert len(found) == 50 and found[0] == os.getpid()


def test_a_broken_worker_is_replaced_for_whoever_comes_next() -> None:
    with Workers(1) as workers:
        (before,) = {by for _, by in map_parallel(who, [1], make=workers)}
        told = dict(map_parallel(work, [1, "exit", 3], make=workers))
        assert isinstance(told.pop("exit"), BrokenProcessPool) and told == {1: 1, 3: 9}
        (after,) = {by for _, by in map_parallel(who, [1], make=workers)}
    assert before != after


def test_short_tasks_go_by_the_handful_and_each_is_answered() -> None:
    asked = [*range(300), "fail", *range(300, 600)]
    with Workers(1) as workers:
        found = dict(map_parallel(work, asked, make=workers))
    assert isinstance(found.pop("fail"), ValueError)
    assert found == {k: k * k for k in range(600)}


def test_what_many_tasks_share_is_packed_once_and_unpacked_once_by_each_worker() -> None:
    heavy, Heavy.packed = Heavy(), 0
    with Workers(2) as workers:
        told = [
            answer
            for _, answer in map_parallel(unpackings, [(heavy, k) for k in range(40)], make=workers)
        ]
    assert Heavy.packed == 1 and {times for _, times in told} == {1}


def test_what_cannot_be_sent_is_answered_so() -> None:
    with Workers(1) as workers:
        ((_, answer),) = map_parallel(lambda item: item, [1], make=workers)
    assert isinstance(answer, Exception)


def test_a_worker_does_itself_what_it_would_give_to_others() -> None:
    with Workers(1) as workers:
        for _, (worker, others) in map_parallel(who_works_for_a_worker, [1], make=workers):
            assert others == {worker}


SCRIPT = """
from sim.runs.workers import Workers, map_parallel
def own(item):
    return item + 1
print("begun")
with Workers(2) as workers:
    print(sorted(answer for _, answer in map_parallel(abs, [-1, -2, -3], make=workers)))
"""
GUARDED = SCRIPT.replace("print(", "if __name__ == '__main__':\n    print(", 1).replace(
    "\nwith", "\nif __name__ == '__main__':\n  with"
)
GUARDED = GUARDED.replace("\n    print(s", "\n    print(s").replace("abs", "own")
UNGUARDED = SCRIPT.replace("abs", "own").replace("sorted(answer", "sorted(str(answer)")


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (SCRIPT, "[1, 2, 3]"),  # a script needs no guard,
        (GUARDED, "[-2, -1, 0]"),  # and may have tasks of its own
        (UNGUARDED, "__name__"),  # where it has both, it is told what is missing
    ],
)
def test_a_script_need_not_guard_its_main_part(script: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(script, "utf-8")
    found = subprocess.run(
        [sys.executable, "script.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent), "PYTHONUTF8": "1"},
    )
    assert said in found.stdout and "Traceback" not in found.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a worker waits for a signal for ever")
def test_workers_end_with_the_process_they_serve(tmp_path: Path) -> None:
    """A process killed without warning can tell its workers nothing; they hold its output open while they are there."""
    (tmp_path / "serving.py").write_text(
        "from sim.runs.workers import map_unordered, process_pool_factory\n"
        "if __name__ == '__main__':\n"
        "    tasks = ['__import__(\"os\").getpid()', '__import__(\"signal\").pause()']\n"
        "    for _, worker in map_unordered(process_pool_factory(1), eval, tasks, 2):\n"
        "        print(worker, flush=True)\n",
        "utf-8",
    )
    with subprocess.Popen(
        [sys.executable, "serving.py"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)},
    ) as parent:
        worker = int(parent.stdout.readline())
        parent.kill()
        parent.wait()
        ended, _, _ = select.select([parent.stdout], [], [], LIMIT)
        if not ended:
            os.kill(worker, signal.SIGKILL)
        assert ended and parent.stdout.read() == "", "a worker outlived the process it served"
