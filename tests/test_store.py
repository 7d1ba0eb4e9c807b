"""A study's folder: what is in it is true, there once, whole, and vouches for itself, whatever befalls the one who writes."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
import studying
from studying import StandIn, tasks
from waiting import LIMIT

import sim.study
from sim.core import files
from sim.core.errors import UserError
from sim.study.design.task import RunOrder, execute_order, order_of
from sim.study.run import sweep
from sim.study.run.sweep import run_tasks
from sim.study.store import maintain, parts
from sim.study.store import study as store
from sim.study.store.create import begin_study, column_of
from sim.study.store.parts import PartName
from sim.study.store.sql import reads_column, sql_files
from sim.study.store.study import MONTHS, RUNS, Study
from sim.words import catalogue

HERE = Path(__file__).parent
FIRST, SECOND = PartName(0, 1, 1), PartName(1, 1, 1)


@pytest.fixture(scope="module", autouse=True)
def parts_by_number() -> Iterator[None]:
    """A part is written when it has its runs, however long they take on a busy machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweep, "PATIENCE", LIMIT)
        yield


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """English; parts and blocks of four runs, so that a study has several; no test cuts the power."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "en")
    monkeypatch.setattr(sweep, "FULL", 4)
    monkeypatch.setattr(store, "LARGEST_BLOCK", 4)


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """Twelve runs in three parts."""
    made = studying.study(tmp_path / "a")
    run_tasks(tasks(), made, make=StandIn())
    return made


def test_a_row_is_what_a_person_can_read(study: Study) -> None:
    rows = sim.study.open(study.folder).rows(["jobs", "public_outlay"])
    assert list(rows.columns) == [
        "study",
        "scenario",
        "policy",
        "point",
        "run",
        "seed",
        "culture",
        "jobs",
        "public_outlay",
        "key",
    ]
    assert rows[["policy", "point", "run"]].values.tolist() == [
        [policy, point, run]
        for policy in ("no-policy", "plan")
        for point in (0, 1)
        for run in (0, 1, 2)
    ]
    assert (
        set(rows["study"]) == {"test"}
        and set(rows["scenario"]) == {"xuchang"}
        and set(rows["culture"]) == {0.9, 1.0}
    )
    by_place = {task.place: task for task in tasks()}
    for row in rows.itertuples():
        task = by_place[row.policy, row.point, row.run]
        assert (row.key, row.seed) == (task.key, task.seed)
        names = list(study.spec["outcomes"])
        assert (
            row.jobs
            == studying.made_up(order_of(task, 0, []), len(names)).outcomes[names.index("jobs")]
        )


def test_months_are_kept_as_asked(study: Study) -> None:
    months = study.months("jobs")
    assert list(months.columns) == ["policy", "point", "run", "month", "jobs"] and len(months) == 24
    assert months["month"].tolist()[:3] == ["2022-01", "2022-02", "2022-01"]
    assert list(study.months().columns)[4:] == list(studying.KEPT)
    with pytest.raises(UserError, match=r"there is no talent; .*jobs"):
        study.months("talent")
    with pytest.raises(UserError, match=r"there is no jbs; did you mean jobs\?"):
        study.rows(["jbs"])


def test_every_form_holds_the_same(study: Study) -> None:
    frame, polar, arrow, plain = (
        study.rows(["jobs"], form) for form in ("pandas", "polars", "arrow", "numpy")
    )
    assert (
        frame["jobs"].tolist()
        == polar["jobs"].to_list()
        == arrow["jobs"].to_pylist()
        == plain["jobs"].tolist()
    )
    with pytest.raises(UserError, match="format excel is not one of pandas, polars, arrow, numpy"):
        study.rows(format="excel")


def test_a_form_whose_library_is_absent_says_so(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    import importlib.util

    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util,
        "find_spec",
        lambda name, *rest: None if name == "pyarrow" else real(name, *rest),
    )
    with pytest.raises(
        UserError, match=r'the polars form needs pyarrow: pip install "fuhua\[research\]"'
    ):
        study.rows(format="polars")


def test_files_carry_names_and_units(study: Study) -> None:
    file = next(iter(study.run_parts().values()))
    found = dict(
        duckdb.sql(
            f"SELECT decode(key), decode(value) FROM parquet_kv_metadata('{file}')"
        ).fetchall()
    )
    fields = json.loads(found["fields"])
    assert fields["jobs"] == {
        "zh": "从业人员",
        "en": "people at work in startups",
        "unit": "person",
    }
    assert (
        fields["culture"]["unit"] == "index"
        and found["source_digest"] == study.environment["source_digest"]
    )


def test_a_study_is_asked_in_sql_and_nothing_else_is(study: Study) -> None:
    assert study.query(
        "SELECT policy, count(*) AS n FROM runs GROUP BY policy ORDER BY policy", "numpy"
    )["n"].tolist() == [6, 6]
    assert study.query(
        "SELECT count(*) AS n FROM months JOIN runs USING (policy, point, run)", "numpy"
    )["n"].tolist() == [24]
    assert (
        "在册企业"
        in study.query("SELECT zh FROM fields WHERE kind = 'outcomes'", "numpy")["zh"].tolist()
    )
    for sql in ("DROP VIEW runs", "SELECT 1; SELECT 2", "COPY runs TO 'x.csv'", "ATTACH 'x.db'"):
        with pytest.raises(
            UserError, match="only one question can be asked: write a single SELECT"
        ):
            study.query(sql)
    outside = study.folder.parent / "secret.txt"
    outside.write_text("secret", "utf-8")
    for sql in (
        f"SELECT * FROM read_text('{outside}')",
        f"SELECT * FROM '{study.folder / 'study.json'}'",
    ):
        with pytest.raises(UserError, match="the query is faulty: Permission Error"):
            study.query(sql)
    with pytest.raises(UserError, match=r"the query is faulty: .*jbos"):
        study.query("SELECT jbos FROM runs")


def test_an_empty_study_answers_too(tmp_path: Path) -> None:
    empty = studying.study(tmp_path / "empty")
    assert (
        empty.rows().shape == (0, 8 + len(empty.spec["outcomes"]))
        and empty.rows(format="numpy")["key"].tolist() == []
        and len(empty.months("jobs")) == 0
    )


def test_a_run_is_lived_once_and_stands_in_every_row_that_asks_for_it(tmp_path: Path) -> None:
    twice = [*tasks(points=1), *(replace(task, point=1) for task in tasks(points=1))]
    worker = StandIn()
    made = studying.study(tmp_path / "a")
    run_tasks(twice, made, make=worker)
    assert len(worker.lived) == 6 and len(made.places()) == 12 and made.rows()["key"].nunique() == 6
    run_tasks(twice, made, make=worker)
    assert len(worker.lived) == 6


def test_a_run_known_beside_is_taken_from_there(study: Study) -> None:
    worker = StandIn()
    more = studying.study(study.folder.parent / "b", "more", measures=("sales",))
    run_tasks(tasks(runs=4), more, make=worker)
    assert len(worker.lived) == 4  # the fourth run of each
    both = "policy, point, run, sales"
    ours, theirs = (
        s.query(f"SELECT {both} FROM months WHERE run < 3 ORDER BY ALL", "arrow")
        for s in (more, study)
    )
    assert ours == theirs
    assert more.query(
        "SELECT key, jobs FROM runs WHERE run < 3 ORDER BY key", "arrow"
    ) == study.query("SELECT key, jobs FROM runs ORDER BY key", "arrow")
    other = studying.study(
        study.folder.parent / "c", "other", measures=("jobs", "talent")
    )  # the first keeps no talent
    run_tasks(tasks(), other, make=worker)
    assert len(worker.lived) == 4 + 12


def test_a_damaged_part_lends_nothing(study: Study) -> None:
    part = next(iter(study.run_parts().values()))
    spoil(part)
    worker = StandIn()
    run_tasks(tasks(), studying.study(study.folder.parent / "b"), make=worker)
    assert len(worker.lived) >= 4


def test_another_engine_lends_nothing_and_is_not_gone_on_with(study: Study) -> None:
    file = study.folder / "environment.json"
    file.write_text(
        file.read_text("utf-8").replace(study.environment["source_digest"], "0123456789ab"), "utf-8"
    )
    worker = StandIn()
    run_tasks(tasks(), studying.study(study.folder.parent / "b"), make=worker)
    assert len(worker.lived) == 12
    with pytest.raises(UserError, match="was begun with engine 0123456789ab, this is"):
        studying.study(study.folder)


def test_a_folder_with_something_else_is_left_alone(study: Study, tmp_path: Path) -> None:
    with pytest.raises(
        UserError, match=r"holds another study .its study, measures differ.: name another folder"
    ):
        studying.study(study.folder, "another", measures=())
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "mine.txt").write_text("x", "utf-8")
    with pytest.raises(UserError, match=r"holds no study \(no study.json\)"):
        studying.study(tmp_path / "notes")
    with pytest.raises(UserError, match="holds no study"):
        sim.study.open(tmp_path / "nowhere")
    (study.folder / "study.json").write_text("{", "utf-8")
    with pytest.raises(UserError, match=r"study.json in .* is damaged .*restore it from a copy"):
        sim.study.open(study.folder)


def test_the_column_of_a_varied_value_is_told_apart_from_an_outcome() -> None:
    from sim.scenario.scenario import load

    assert (
        column_of("graduates", load("xuchang")) == "set.graduates"
        and column_of("culture", load("xuchang")) == "culture"
    )
    with pytest.raises(UserError, match=r"there is no jbos; did you mean jobs\?"):
        begin_study(Path("nowhere"), "x", load("xuchang"), measures=("jbos",))


# damage


def spoil(file: Path) -> None:
    """Change one byte in the middle."""
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0xFF
    file.write_bytes(data)


def cut(file: Path) -> None:
    """Lose the second half."""
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


@pytest.mark.parametrize("harm", [spoil, cut, Path.unlink])
@pytest.mark.parametrize("kind", [RUNS, MONTHS])
def test_what_was_damaged_is_named_set_aside_and_lived_again(study: Study, harm, kind: str) -> None:
    before = study.rows(format="arrow"), study.months(format="arrow")
    part = parts.part_files(study.folder / kind)[SECOND]
    held = duckdb.sql(f"SELECT DISTINCT policy, point, run FROM '{part}' ORDER BY ALL").fetchall()
    harm(part)
    found = maintain.verify_study(study)
    if (harm, kind) == (Path.unlink, RUNS):  # whoever deletes a part of rows deletes its runs
        assert not found.damage and found.runs == 8
    else:
        assert list(found.damage.values()) == [held] and found.runs == 8
    worker = StandIn()
    run_tasks(tasks(), study, make=worker)
    assert len(worker.lived) == 4
    assert (study.rows(format="arrow"), study.months(format="arrow")) == before
    assert maintain.verify_study(study).damage == {}


def test_a_part_damaged_on_both_sides_is_told_without_its_runs(study: Study) -> None:
    for kind in (RUNS, MONTHS):
        cut(parts.part_files(study.folder / kind)[FIRST])
    with pytest.raises(UserError, match="fuhua verify says which part is damaged"):
        study.rows()
    assert list(maintain.verify_study(study).damage.values()) == [None]
    assert len(study.rows()) == 8


def test_a_part_that_is_there_twice_is_told(study: Study) -> None:
    part = study.run_parts()[FIRST]
    part.with_name(part.name.replace("00001", "00009")).write_bytes(part.read_bytes())
    months = study.month_parts()[FIRST]
    months.with_name(months.name.replace("00001", "00009")).write_bytes(months.read_bytes())
    assert len(maintain.verify_study(study).duplicates) == 4


def test_rubbish_is_thrown_away_and_nothing_else(study: Study) -> None:
    spoil(study.run_parts()[FIRST])
    maintain.verify_study(study)
    (study.folder / RUNS / ".making-00009-1").write_bytes(b"x" * 10)
    second = study.month_parts()[SECOND]
    orphan = second.with_name(second.name.replace("00001", "00008"))
    orphan.write_bytes(second.read_bytes())
    recent = study.folder.parent / ".making-b-1"
    recent.mkdir()
    aside = {path.name for path in (study.folder / "damaged").iterdir()}
    gone = {path.name for path, _ in maintain.collect_garbage(study.folder.parent)}
    assert len(aside) == 2 and gone == {".making-00009-1", orphan.name, *aside}
    assert recent.exists() and len(study.rows()) == 8
    os.utime(recent, (0, 0))
    assert [path for path, _ in maintain.collect_garbage(study.folder.parent)] == [recent]


# stops and full disks


def test_a_stop_loses_nothing_and_doubles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C may come between any two steps; here while a run is lived, then right after a part was committed."""
    made = studying.study(tmp_path / "a")

    def stop(stage: str, done: int, of: int) -> None:
        if done == 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_tasks(tasks(), made, make=StandIn(), progress=stop)
    assert len(made.places()) == 6
    real, calls = files.sync_to_disk, []

    def settle(path: Path) -> None:
        real(path)
        if path.is_dir() and path.parent.name in (MONTHS, RUNS):
            calls.append(path.parent.name)
            if calls == [MONTHS, RUNS]:
                raise KeyboardInterrupt

    monkeypatch.setattr(files, "sync_to_disk", settle)
    with pytest.raises(KeyboardInterrupt):
        run_tasks(tasks(), made, make=StandIn())
    assert 6 < len(made.rows()) == len(made.places()) < 12
    run_tasks(tasks(), made, make=StandIn())
    assert len(made.rows()) == 12


def part_bytes(study: Study) -> list[bytes]:
    """The bytes of all parts in order."""
    return [
        part.read_bytes()
        for kind in (study.run_parts(), study.month_parts())
        for part in kind.values()
    ]


@pytest.mark.parametrize("seed", range(3))
def test_a_study_of_many_parts_is_the_same_however_it_was_lived(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """In one go, or stopped and gone on with again and again, known runs taken from elsewhere in
    another order: a block that is whole is one part, of the same bytes.
    """
    monkeypatch.setattr(sweep, "FULL", 3)
    monkeypatch.setattr(store, "LARGEST_BLOCK", 10)
    dice, wanted = random.Random(seed), tasks(runs=6)
    alone = studying.study(tmp_path / "alone" / "a")
    run_tasks(wanted, alone, make=StandIn())
    assert [name.block for name in alone.run_parts()] == [0, 1, 2]
    beside = studying.study(tmp_path / "study" / "beside", "beside")
    run_tasks(dice.sample(wanted, 9), beside, make=StandIn())
    made = studying.study(tmp_path / "study" / "made")
    while made.count() < len(wanted):
        last = dice.randrange(1, len(wanted) + 1)

        def stop(stage: str, done: int, of: int, last: int = last) -> None:
            if done >= last:
                raise KeyboardInterrupt

        with suppress(KeyboardInterrupt):
            run_tasks(wanted, made, make=StandIn(), progress=stop)
    run_tasks(wanted, made, make=StandIn())
    assert part_bytes(made) == part_bytes(alone)
    assert maintain.verify_study(made).runs == len(wanted)


@pytest.mark.parametrize("step", range(1, 12))
def test_a_merge_stopped_anywhere_leaves_every_run_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """After any change of the disk by a merge the study holds its runs, and gc and the next merge make
    it what it was to be.
    """
    monkeypatch.setattr(store, "LARGEST_BLOCK", 100)
    made, left = studying.study(tmp_path / "a"), []
    with monkeypatch.context() as patch:
        patch.setattr(Study, "merge", lambda *_: None)
        run_tasks(tasks(), made, make=StandIn())
    before = made.rows(format="arrow"), made.months(format="arrow")
    assert len(made.run_parts()) == 3

    def stop_after(real: Callable[..., Any]) -> Callable[..., Any]:
        def act(*given: Any, **named: Any) -> Any:
            found = real(*given, **named)
            left.append(step)
            if len(left) == step:
                raise KeyboardInterrupt
            return found

        return act

    with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
        patch.setattr(parts, "write_parquet", stop_after(parts.write_parquet))
        patch.setattr(parts, "replace_file", stop_after(parts.replace_file))
        patch.setattr(Path, "unlink", stop_after(Path.unlink))
        made.merge(0)
    assert (made.rows(format="arrow"), made.months(format="arrow")) == before
    assert not maintain.verify_study(made).duplicates
    maintain.collect_garbage(tmp_path)
    assert (made.rows(format="arrow"), made.months(format="arrow")) == before
    run_tasks(tasks(), made, make=StandIn())
    assert (made.rows(format="arrow"), made.months(format="arrow")) == before
    assert len(made.run_parts()) == len(list(made.folder.glob("*/*/*.parquet"))) / 2 == 1


def test_a_damaged_part_is_not_merged(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else it would get a digest that vouches for its damage."""
    monkeypatch.setattr(store, "LARGEST_BLOCK", 100)
    other = studying.study(study.folder.parent / "b", "b")
    with monkeypatch.context() as patch:
        patch.setattr(Study, "merge", lambda *_: None)
        run_tasks(tasks(), other, make=StandIn())
    spoil(next(iter(other.month_parts().values())))
    other.merge(0)
    assert len(other.run_parts()) == 3 and len(maintain.verify_study(other).damage) == 1


@pytest.mark.parametrize(
    ("sql", "reads"),
    [
        ("SELECT avg(jobs) FROM runs", False),
        ("SELECT count(*) FROM runs", False),
        ("SELECT policy, count(*) FROM runs GROUP BY ALL", False),
        ("WITH a AS (FROM runs) SELECT jobs FROM a", False),
        ("SELECT month FROM months", False),
        ("FROM runs", True),
        ("SELECT * FROM runs", True),
        ("SUMMARIZE runs", True),
        ("SELECT runs FROM runs", True),
        ("SELECT max(COLUMNS('met.*')) FROM runs", True),
        ("SELECT jobs FROM runs WHERE MET_ALL > 0.5", True),
        ("SELECT count(*) FROM (SELECT DISTINCT met_all FROM runs)", True),
        ("SELECT nothing FROM runs", False),
        ("DROP VIEW runs", False),
    ],
)
def test_the_joint_outcome_is_worked_out_where_a_question_reads_it(
    study: Study, sql: str, reads: bool
) -> None:
    files = sql_files(study.run_parts().values())
    with study.tables(study.run_parts(), study.month_parts()) as db:
        assert reads_column(db, sql, RUNS, files, "met_all") == reads
        assert db.sql("SELECT count(*) FROM runs").fetchall() == [(12,)]


@pytest.mark.parametrize("step", [(parts, "write_parquet"), (files, "sync_to_disk")])
def test_a_disk_that_refuses_leaves_what_is_there(
    study: Study, monkeypatch: pytest.MonkeyPatch, step: tuple[object, str]
) -> None:
    def refuse(*_) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(*step, refuse)
        with pytest.raises(
            UserError,
            match=r"cannot be written: No space left on device. The (12|16) runs stored are sound",
        ):
            run_tasks(tasks(runs=6), study, make=StandIn())
    assert not list(study.folder.rglob(f"{files.UNFINISHED}*"))
    run_tasks(tasks(runs=6), study, make=StandIn())
    assert len(study.rows()) == 24 and not maintain.verify_study(study).duplicates


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are POSIX")
def test_a_real_limit_of_the_disk(study: Study) -> None:
    """The system itself refuses to write beyond a size, in the midst of a part."""
    code = (
        "import resource, sys, studying; from pathlib import Path; from sim.study.run.sweep import run_tasks\n"
        "made, worker = studying.study(Path(sys.argv[1])), studying.StandIn()\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))\n"
        "run_tasks(studying.tasks(runs=30), made, make=worker)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(study.folder)],
        check=False,
        capture_output=True,
        text=True,
        cwd=HERE,
        env=os.environ | {"PYTHONPATH": f"{HERE.parent}{os.pathsep}{HERE}", "FUHUA_LANG": "en"},
    )
    assert (
        done.returncode == 1
        and "cannot be written: " in done.stderr
        and "The 12 runs stored are sound" in done.stderr
    ), done.stderr
    assert (
        not list(study.folder.rglob(f"{files.UNFINISHED}*"))
        and not maintain.verify_study(study).damage
    )
    run_tasks(tasks(), study, make=StandIn())
    assert len(study.rows()) == 12


def test_two_cannot_add_at_once(study: Study) -> None:
    code = (
        "import sys, studying; from pathlib import Path; from sim.study.store.study import Study\n"
        "with Study(Path(sys.argv[1])).lock():\n    print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(study.folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=HERE,
        env=os.environ | {"PYTHONPATH": f"{HERE.parent}{os.pathsep}{HERE}"},
    ) as other:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(
            UserError, match=r"another process is adding to .*: wait until it is done"
        ):
            run_tasks(tasks(runs=4), study, make=StandIn())
        assert len(study.rows()) == 12  # reading needs no leave
        assert maintain.collect_garbage(study.folder) == []  # what is being added to is passed over
        other.kill()
    run_tasks(tasks(runs=4), study, make=StandIn())  # who dies lets go
    assert len(study.rows()) == 16


@pytest.mark.skipif(
    not hasattr(os, "fork"), reason="needs fork; test_sweep kills sweeps on every system"
)
@pytest.mark.parametrize("kills", [12, pytest.param(200, marks=pytest.mark.slow)])
def test_kills_at_any_instant(tmp_path: Path, kills: int) -> None:
    done = subprocess.run(
        [sys.executable, str(HERE / "killing.py"), str(tmp_path), str(kills), "1"],
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(HERE.parent)},
    )
    assert done.returncode == 0 and done.stdout.startswith(f"{kills} kills"), (
        done.stdout + done.stderr
    )


# runs that raise


def test_a_run_that_raises_is_told_and_tried_again(tmp_path: Path) -> None:
    made, seeds = studying.study(tmp_path / "a"), {task.seed for task in tasks() if task.run == 1}

    def fail(order: RunOrder) -> None:
        if order.seed in seeds:
            raise ValueError("no such firm")

    run_tasks(tasks(), made, make=StandIn(fail))
    failures = made.failures()
    assert len(made.rows()) == 8 and [f["run"] for f in failures] == [1] * 4
    assert (
        failures[0]["error"] == "ValueError: no such firm" and "in fail" in failures[0]["traceback"]
    )
    assert made.query("SELECT DISTINCT error FROM failures", "numpy")["error"].tolist() == [
        "ValueError: no such firm"
    ]
    with open(made.folder / "failures.jsonl", "a", encoding="utf-8") as file:
        file.write('{"policy": "pl')  # a line cut short by a kill
    run_tasks(tasks(), made, make=StandIn(fail))
    assert len(made.failures()) == 4
    run_tasks(tasks(), made, make=StandIn())
    assert made.failures() == [] and len(made.rows()) == 12


def test_a_worker_of_another_version_refuses() -> None:
    order = order_of(tasks()[0], 0, [])._replace(source="0123456789ab")
    with pytest.raises(
        RuntimeError, match="the study 0123456789ab: install one version everywhere"
    ):
        execute_order(order)


def test_what_is_stored_is_what_was_lived() -> None:
    """The stand-in has the shape of the real thing."""
    order = order_of(tasks(runs=1, points=1)[0], 0, studying.KEPT)
    real, made_up = execute_order(order), studying.made_up(order, StandIn().names)
    assert (
        real.outcomes.shape == made_up.outcomes.shape and real.months.shape == made_up.months.shape
    )
    assert np.isfinite(real.months).all() and real.months[0, 0] > 1000
