"""Months of many runs on the disk: the same numbers as in memory, and no more of them in memory at a time."""

from __future__ import annotations

import filecmp
import gc
import shutil
from pathlib import Path

import made_up
import numpy as np
import pytest

from sim.core.errors import UserError
from sim.results import run_folder
from sim.runs import forecast, streams
from sim.runs.ensemble import Ensemble
from sim.runs.forecast import RunSize, check_room
from sim.runs.streams import TABLES, Run, RunCollection


def collect(runs: list[Run], folder: Path) -> RunCollection:
    """Runs as they end."""
    with RunCollection(len(runs), folder) as collection:
        for run in runs:
            collection.add(run)
    return collection


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> list[Run]:
    """Nine runs, of which two make a part."""
    whole = made_up.ensemble()
    runs = [
        Run(k, 100 + k, *(np.array(getattr(whole, name)[k % 4]) for name in TABLES))
        for k in (3, 0, 8, 1, 2, 7, 6, 5, 4)
    ]
    monkeypatch.setattr(streams, "PART", 2 * runs[0].size)
    return runs


def test_runs_on_the_disk_are_those_in_memory(
    small: list[Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = collect(small, tmp_path)
    monkeypatch.setattr(streams, "IN_MEMORY", 0)
    streamed = collect(small, tmp_path)
    assert kept.spool is None and streamed.spool is not None
    assert kept.ordered_seeds() == streamed.ordered_seeds() == tuple(range(100, 109))
    for one, other in zip(kept.tables(), streamed.tables(), strict=True):
        assert one.shape == other.shape and one.dtype == other.dtype
        for name in one.dtype.names or ():
            assert one[name].tobytes() == other[name].tobytes()
        assert all(one[k].tobytes() == other[k].tobytes() for k in (0, 4, -1))
        assert one[2:5].tobytes() == other[2:5].tobytes()
        assert np.asarray(other).tobytes() == one.tobytes()


def test_a_folder_of_results_has_the_same_bytes_either_way(
    small: list[Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = []
    for most, name in ((streams.IN_MEMORY, "kept"), (0, "streamed")):
        monkeypatch.setattr(streams, "IN_MEMORY", most)
        collection, whole = collect(small, tmp_path), made_up.ensemble()
        ensemble = Ensemble(
            whole.scenario, 1, collection.ordered_seeds(), *collection.tables(), spinup=whole.spinup
        )
        folders.append(run_folder.write_results(ensemble, tmp_path / name))
    names = sorted(p.name for p in folders[0].iterdir())
    assert "history.parquet" in names
    assert filecmp.cmpfiles(*folders, names, shallow=False) == (names, [], [])


def test_no_more_than_a_part_of_the_runs_is_held(
    small: list[Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "IN_MEMORY", 0)
    with RunCollection(100, tmp_path) as collection:
        for run in small * 3:
            collection.add(run)
            assert collection.spool is not None
            assert len(collection.spool.waiting) < 2 and not collection.held
        history = collection.tables()[0]
        monkeypatch.setattr(history.spool.cache, "most", 3 * history["startups"].nbytes)
        for name in history.dtype.names or ():
            assert history[name] is history[name]
        assert len(history.spool.cache.held) <= 3


@pytest.mark.parametrize("end", [KeyboardInterrupt, RuntimeError, None])
def test_nothing_stays_of_runs_that_nobody_holds(
    small: list[Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: type | None
) -> None:
    monkeypatch.setattr(streams, "IN_MEMORY", 0)
    try:
        with RunCollection(9, tmp_path) as collection:
            for run in small:
                collection.add(run)
            assert [p.name[:9] for p in tmp_path.iterdir()] == [".making-r"]
            if end:
                raise end
    except (KeyboardInterrupt, RuntimeError):
        pass
    del collection
    gc.collect()
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_refuses_is_told(
    small: list[Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "IN_MEMORY", 0)
    with RunCollection(9, tmp_path) as collection, pytest.raises(UserError) as told:
        collection.add(small[0])
        assert collection.spool is not None
        shutil.rmtree(collection.spool.folder.name)
        collection.add(small[1])
    assert str(tmp_path) in str(told.value)


def test_runs_that_find_no_room_are_refused_and_it_is_said_how_many_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = RunSize(10**6, 10**5)
    check_room(size, 64, tmp_path / "new" / "place")
    with pytest.raises(UserError, match="--out"):
        check_room(size, 10**15, tmp_path / "new" / "place")
    free = shutil.disk_usage(tmp_path)._replace(free=10**18)
    monkeypatch.setattr(forecast.shutil, "disk_usage", lambda _: free)
    monkeypatch.setattr(forecast, "memory_there", lambda: 10**9)
    with pytest.raises(UserError, match="fuhua sweep"):
        check_room(size, 10**6, tmp_path)


def test_the_size_of_a_run_is_known_before_it_is_lived() -> None:
    whole = made_up.ensemble()
    size = RunSize.of(whole.scenario, whole.months)
    run = Run(0, 1, *(np.array(getattr(whole, name)[0]) for name in TABLES))
    assert size.every == run.size
