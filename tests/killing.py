"""Kills a sweep without warning at random instants of its work, many times, and looks each time at what is left.

    python tests/killing.py FOLDER KILLS SEED

Runs cost nothing here and parts are small, so that nearly every kill falls into the making of a folder or a part.  Each
look and each sweep is a fork of one process that has loaded everything, so that hundreds of kills take a minute.
An instant is so many seconds of the sweep's own work, so what other processes do meanwhile moves none.
"""

from __future__ import annotations

import os
import random
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import studying

from sim.study.run import sweep
from sim.study.store import maintain
from sim.study.store import study as store
from sim.study.store.study import SPEC, Study

TASKS = studying.tasks(runs=4, points=4)
PART = 4  # runs


def forked(act: Callable[[], None], work: float | None = None) -> tuple[bool, float]:
    """Do something in a process of its own, which the system ends without warning once it has worked so many seconds.

    Whether it came to its end, and how many seconds it worked.
    """
    child = os.fork()
    if not child:
        code = 1
        try:
            if work is not None:
                signal.signal(signal.SIGPROF, signal.SIG_DFL)  # ends the process, as SIGKILL does
                signal.setitimer(signal.ITIMER_PROF, work)
            act()
            code = 0
        finally:
            os._exit(code)
    _, status, used = os.wait4(child, 0)
    if status and not (work is not None and os.WIFSIGNALED(status)):
        sys.exit(f"a look or a sweep ended with {status}")
    return status == 0, used.ru_utime + used.ru_stime


def sweep_on(folder: Path) -> None:
    """Begin or go on."""
    sweep.FULL = PART
    store.LARGEST_BLOCK = 2 * PART  # so that kills fall into merging too
    sweep.run_tasks(TASKS, studying.study(folder), make=studying.StandIn())


def look(folder: Path) -> None:
    """What is there is true, there once, and readable; nothing that was there is gone."""
    if not (folder / SPEC).exists():
        return
    study, keys = Study(folder), {task.place: task.key for task in TASKS}
    rows = study.rows(["jobs"], "numpy")
    places = list(
        zip(rows["policy"].tolist(), rows["point"].tolist(), rows["run"].tolist(), strict=True)
    )
    assert len(set(places)) == len(places), "a run is there twice"
    assert [keys[place] for place in places] == rows["key"].tolist(), "a row has another's key"
    months = study.query(
        "SELECT policy, point, run, count(*) AS n FROM months GROUP BY ALL", "numpy"
    )
    assert set(months["n"].tolist()) <= {2} and len(months["n"]) == len(places), (
        "runs and months differ"
    )
    found = maintain.verify_study(study)
    assert not found.damage and not found.duplicates
    mark = folder.with_suffix(".seen")
    before = set(mark.read_text("utf-8").split()) if mark.exists() else set()
    keys = study.rows(format="numpy")["key"].tolist()
    assert before <= set(keys), "a run that was there is gone"
    mark.write_text("\n".join(keys), "utf-8")


def main() -> None:
    """Kill, look, and go on; when a study is finished, begin another."""
    root, kills, dice = Path(sys.argv[1]), int(sys.argv[2]), random.Random(int(sys.argv[3]))
    finished = killed = 0
    _, undisturbed = forked(partial(sweep_on, root / "last"))
    longest = undisturbed / 3  # a kill comes within a third of the work of an undisturbed sweep
    while killed < kills:
        folder = root / f"study-{finished}"
        done, _ = forked(partial(sweep_on, folder), dice.uniform(1e-6, longest))  # 0 is no limit
        killed += not done
        forked(partial(look, folder))
        finished += done
    for k in range(finished + 1):
        forked(partial(sweep_on, root / f"study-{k}"))
        forked(partial(same, root / f"study-{k}", root / "last"))
    print(f"{killed} kills, {finished + 1} studies")


def same(one: Path, other: Path) -> None:
    """Two studies hold the same tables."""
    a, b = Study(one), Study(other)
    assert len(a.places()) == len(TASKS)
    assert a.rows(format="arrow") == b.rows(format="arrow") and a.months(
        format="arrow"
    ) == b.months(format="arrow")


if __name__ == "__main__":
    main()
