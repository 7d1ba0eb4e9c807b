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

from sim.runs.workers import map_unordered, process_pool_factory


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
