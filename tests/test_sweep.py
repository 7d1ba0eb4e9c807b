"""Sweeps of the real model: the same tables on any workers, through kills and stops, and what the commands say."""

from __future__ import annotations

import csv
import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import studying
from waiting import LIMIT, wait_until

from sim.core import digests
from sim.core.errors import UserError
from sim.runs.workers import Workers
from sim.scenario.spinup import starting_world
from sim.study.run import sweep
from sim.study.run.sweep import run_tasks
from sim.study.store import maintain
from sim.study.store.study import RUNS, Study
from sim.words import catalogue

HERE = Path(__file__).parent
FILE = """[study]
id = "small"
zh = "小试验"
en = "a small study"
plan = "xuchang"
policies = ["plan", "no-policy"]
runs = 3
last = "2022-02"
months = ["jobs", "sales"]

[vary]
culture = [0.9, 1.1]
"""


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """English."""
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "en")


@pytest.fixture(scope="module", autouse=True)
def parts_by_number() -> Iterator[None]:
    """A part is written when it has its runs, however long they take on a busy machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweep, "PATIENCE", LIMIT)
        yield


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """Twelve runs lived in this process."""
    made = studying.study(tmp_path_factory.mktemp("alone") / "study")
    run_tasks(studying.tasks(), made, jobs=1)
    return made


@pytest.fixture
def fuhua(fuhua: Any) -> Any:
    """The command in a folder with a small study's file."""
    Path("small.toml").write_text(FILE, "utf-8")
    return fuhua


def tables(study: Study) -> tuple[Any, Any, list[bytes]]:
    """All a study holds: rows, months and the bytes of its parts."""
    files = [*study.run_parts().values(), *study.month_parts().values()]
    return (
        study.rows(format="arrow"),
        study.months(format="arrow"),
        [file.read_bytes() for file in files],
    )


# any workers


def test_two_processes_give_the_same_bytes_and_a_killed_worker_costs_a_try(
    alone: Study, tmp_path: Path
) -> None:
    made, killed = studying.study(tmp_path / "study"), []

    def kill(stage: str, done: int, of: int) -> None:
        if stage == "runs" and done == 3 and not killed:
            killed.append(multiprocessing.active_children()[0])
            killed[0].kill()

    with Workers(2) as workers:
        run_tasks(studying.tasks(), made, make=workers, progress=kill)
    assert (
        killed
        and made.failures() == []
        and len(made.rows()) == 12
        and tables(made) == tables(alone)
    )


def test_dask_gives_the_same_bytes_while_workers_die_and_join(alone: Study, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    from sim.study.run.dask import Cluster

    made, done_with = studying.study(tmp_path / "study"), []
    with Cluster("local", 2) as cluster:

        def disturb(stage: str, done: int, of: int) -> None:
            if stage == "runs" and done >= 3 and not done_with:
                done_with.append(cluster.client.run(os.getpid))
                cluster.client.cluster.scale(3)
                os.kill(
                    next(iter(done_with[0].values())),
                    signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL,
                )

        run_tasks(studying.tasks(), made, make=cluster, progress=disturb)
    assert done_with and made.failures() == [] and tables(made) == tables(alone)


def test_a_cluster_that_is_not_there_or_not_ours_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    from sim.study.run import dask

    monkeypatch.setattr(dask, "PATIENCE", "200ms")
    with (
        pytest.raises(
            UserError,
            match=r"the cluster tcp://127.0.0.1:9 cannot be reached: .*; check the address",
        ),
        dask.Cluster("tcp://127.0.0.1:9"),
    ):
        pass
    monkeypatch.setattr(dask, "PATIENCE", f"{LIMIT:.0f}s")
    monkeypatch.setattr(digests, "SOURCE_DIGEST", "0123456789ab")
    with (
        pytest.raises(
            UserError,
            match=r"worker tcp://.* runs engine .*, this is 0123456789ab: install one version everywhere",
        ),
        dask.Cluster("local", 1),
    ):
        pass


# stops


def started(folder: Path, *arguments: str) -> subprocess.Popen:
    """The command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "sim.cli", *arguments],
        cwd=folder,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(HERE.parent), "FUHUA_LANG": "en"},
    )


def read_until(running: subprocess.Popen, stands: Callable[[int], bool]) -> None:
    """Read how far a sweep says it has come until so many runs are done, or until it ends."""
    for line in running.stderr:
        if line.startswith("runs ") and stands(int(line.split()[1].partition("/")[0])):
            return


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot send Ctrl-C to another there")
def test_ctrl_c_leaves_a_study_and_says_how_to_go_on(fuhua: Any, tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text(FILE.replace("runs = 3", "runs = 1000"), "utf-8")
    running = started(tmp_path, "sweep", "small.toml", "--jobs", "2")
    parts = tmp_path / "results" / "small" / RUNS
    wait_until(lambda: any(parts.rglob("*.parquet")) or running.poll() is not None, "a part")
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=LIMIT)
    assert (
        running.returncode == 130
        and "runs are stored and usable. To go on: fuhua resume results/small" in said
    ), said
    study = Study(tmp_path / "results" / "small")
    assert (
        0 < len(study.places()) < 4000
        and maintain.verify_study(study).damage == {}
        and "Traceback" not in said
    )


@pytest.mark.parametrize("kills", [1, pytest.param(12, marks=pytest.mark.slow)])
def test_a_sweep_killed_without_warning_is_gone_on_with(
    fuhua: Any, tmp_path: Path, kills: int
) -> None:
    starting_world(studying.load("xuchang"))
    dice = random.Random(1)
    for _ in range(kills):
        running = started(tmp_path, "sweep", "small.toml", "--jobs", "2")
        least = dice.randrange(12)
        read_until(running, lambda done, least=least: done >= least)
        running.kill()
        running.communicate()
    code, _, said = fuhua("resume", "results/small", "--quiet")
    assert code == 0, said
    study = Study(Path("results/small"))
    assert len(study.places()) == 12 and not maintain.verify_study(study).duplicates
    assert fuhua("sweep", "small.toml", "--out", "other/small", "--quiet", "--jobs", "1")[0] == 0
    assert tables(study)[:2] == tables(Study(Path("other/small")))[:2]


# what the commands say


def test_a_sweep_from_its_file_to_an_answer(fuhua: Any) -> None:
    code, told, _ = fuhua("sweep", "small.toml", "--dry-run")
    begin = "a small study (xuchang): 2 policies x 2 points x 3 runs = 12 runs, 0 of them there already.\nAbout "
    assert code == 0 and told.startswith(begin)
    assert (
        "of disk.\nWhat is varied holds in every district from the first month on" in told
        and not Path("results").exists()
    )
    code, told, progress = fuhua("sweep", "small.toml", "--jobs", "1")
    assert (
        code == 0
        and "results/small holds 12 of 12 runs" in told.replace("\\", "/")
        and "runs 12/12" in progress
    )
    assert fuhua("resume", "results/small")[1].endswith("is finished: all 12 runs are there.\n")
    assert "12 of them there already" in fuhua("sweep", "small.toml")[1]

    code, told, _ = fuhua(
        "query",
        "results/small",
        "select policy, count(*) as n from runs group by policy order by policy",
    )
    assert code == 0 and [line.split() for line in told.splitlines()][-2:] == [
        ["no-policy", "6"],
        ["plan", "6"],
    ]
    rows = json.loads(
        fuhua("query", "results/small", "select * from runs order by policy, point, run", "--json")[
            1
        ]
    )
    assert len(rows) == 12 and rows[0]["culture"] == 0.9 and rows[0]["jobs"] > 1000
    names = "select zh, unit from fields where name = 'jobs'"
    assert (
        fuhua("query", "results/small", names, "--csv", "a.csv", "--parquet", "a.parquet")[0] == 0
    )
    assert (
        Path("a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
        and Path("a.parquet").stat().st_size > 100
    )
    with open("a.csv", encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            ["zh", "unit"],
            ["从业人员", "person"],
            ["从业人员", "person"],
        ]
    assert fuhua("query", "results/small", "select")[:2] == (2, "")
    assert (
        "12/12" in fuhua("studies")[1]
        and json.loads(fuhua("studies", "--json")[1])[0]["runs"] == 12
    )
    assert fuhua("studies", "nowhere")[2].startswith("Error: there is no folder nowhere")
    assert fuhua("verify", "results/small") == (
        0,
        "1 part checked; 12 of 12 runs are sound.\nAll is sound.\n",
        "",
    )

    part = next(iter(Study(Path("results/small")).run_parts().values()))
    part.write_bytes(part.read_bytes()[:500])
    code, told, _ = fuhua("verify", "results/small")
    assert (
        code == 1 and f"{part.name} is damaged and set aside in damaged/; it held 12 runs" in told
    )
    assert "no-policy/0/0, no-policy/0/1" in told
    assert fuhua("resume", "results/small", "--jobs", "1")[0] == 0
    assert (
        "2 files thrown away" in fuhua("gc")[1]
        and "0 files thrown away, 0 B freed." in fuhua("gc")[1]
    )
    assert (
        json.loads(
            fuhua(
                "query", "results/small", "select * from runs order by policy, point, run", "--json"
            )[1]
        )
        == rows
    )


def test_a_sweep_that_cannot_end_is_refused_before_it_begins(fuhua: Any) -> None:
    """No point of so large a design is made, and nothing is left behind."""
    Path("small.toml").write_text(FILE.replace("runs = 3", "runs = 1000000000"), "utf-8")
    for more in ((), ("--dry-run",)):
        code, out, told = fuhua("sweep", "small.toml", *more)
        assert (code, out) == (2, "") and not Path("results").exists()
        assert "the 4000000000 runs to live would take about" in told and "with --out" in told
    assert "腾出空间" in fuhua("--lang", "zh", "sweep", "small.toml")[2]


def test_the_plan_may_change_while_its_study_is_under_way(fuhua: Any, tmp_path: Path) -> None:
    from sim.plan.files import plans_folder

    city = tmp_path / "city"
    city.mkdir()
    (city / "plan.toml").write_bytes((plans_folder() / "xuchang" / "plan.toml").read_bytes())
    Path("small.toml").write_text(
        FILE.replace('"xuchang"', '"city"').replace(', "no-policy"', ""), "utf-8"
    )
    assert fuhua("sweep", "small.toml", "--jobs", "1", "--quiet")[0] == 0
    part = next(iter(Study(Path("results/small")).run_parts().values()))
    part.unlink()
    (city / "plan.toml").write_text("nothing", "utf-8")
    assert fuhua("resume", "results/small", "--jobs", "1", "--quiet")[0] == 0
    assert len(Study(Path("results/small")).places()) == 6
    part = next(iter(Study(Path("results/small")).run_parts().values()))
    part.unlink()
    kept = Path("results/small/plan/plan.toml")
    kept.write_text(
        kept.read_text("utf-8").replace(
            "deregistration_days_saved = 60", "deregistration_days_saved = 50"
        ),
        "utf-8",
    )
    code, _, told = fuhua("resume", "results/small", "--quiet")
    assert (
        code == 2
        and "was changed under policy plan, so going on would mix two sets of numbers: restore it"
        in told
    )


def test_a_run_that_fails_is_told_and_the_exit_code_says_so(
    fuhua: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, seeds = sweep.execute_order, set()

    def live(order: Any) -> Any:
        seeds.add(order.seed)
        if order.seed == min(seeds) and order.months == 2 and len(seeds) > 1:
            raise ArithmeticError("no balance")
        return real(order)

    monkeypatch.setattr(sweep, "execute_order", live)
    code, told, _ = fuhua("sweep", "small.toml", "--jobs", "1")
    assert (
        code == 1
        and "with ArithmeticError: no balance. The table failures has the tracebacks; try again with fuhua resume"
        in told
    )
    monkeypatch.setattr(sweep, "execute_order", real)
    assert fuhua("resume", "results/small", "--jobs", "1")[0] == 0


@pytest.mark.parametrize("command", ["sweep", "resume", "query", "studies", "verify", "gc"])
def test_help_is_told_in_both_languages(fuhua: Any, command: str) -> None:
    assert "Usage: fuhua" in fuhua(command, "--help", "--lang", "en")[1]
    assert "用法：fuhua" in fuhua("--lang", "zh", command, "--help")[1]
