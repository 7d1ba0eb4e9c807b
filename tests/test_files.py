"""Laws of atomic writes: whole or not at all, and nothing half-made is left."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path

import pytest

from sim.core import files
from sim.core.files import (
    UNFINISHED,
    atomic_file,
    atomic_folder,
    atomic_write,
    rename_folder,
    temporary_beside,
)


class PowerCutError(Exception):
    """Something ends the writing in the middle."""


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_file_is_seen_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    atomic_write(path, "old\n")
    with atomic_file(path) as making:
        making.write_text("new", "utf-8")
        assert path.read_bytes() == b"old\n" and making.name.startswith(UNFINISHED)
        assert making.suffix == ".csv"
    assert path.read_bytes() == b"new" and names(tmp_path) == {"表.csv"}


def test_a_fault_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    atomic_write(path, b"old")
    with pytest.raises(PowerCutError), atomic_file(path) as making:
        making.write_bytes(b"ha")
        raise PowerCutError
    assert path.read_bytes() == b"old" and names(tmp_path) == {"a.bin"}


def test_files_written_together_appear_together(tmp_path: Path) -> None:
    def write(fault: bool) -> None:
        with ExitStack() as stack:
            for name in ("a", "b"):
                stack.enter_context(atomic_file(tmp_path / name)).write_bytes(b"x")
            if fault:
                raise PowerCutError

    with pytest.raises(PowerCutError):
        write(True)
    assert names(tmp_path) == set()
    write(False)
    assert names(tmp_path) == {"a", "b"}


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_refuses_is_heard_and_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "a"
    atomic_write(path, b"old")

    def refuse(*args: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(files.os, step, refuse)
    with pytest.raises(OSError, match="no space"):
        atomic_write(path, b"new")
    assert path.read_bytes() == b"old" and names(tmp_path) == {"a"}


def test_a_file_is_on_the_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    for step in ("fsync", "replace"):
        real = getattr(os, step)
        monkeypatch.setattr(
            files.os, step, lambda *a, real=real, step=step: (calls.append(step), real(*a))[1]
        )
    atomic_write(tmp_path / "a", b"x")
    assert calls[:2] == ["fsync", "replace"]


def test_a_folder_is_seen_only_when_it_is_full(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "folder"
    with pytest.raises(PowerCutError), atomic_folder(path) as making:
        (making / "a").write_bytes(b"x")
        raise PowerCutError
    assert names(path.parent) == set()
    path.mkdir()  # an empty one gives way
    with atomic_folder(path) as making:
        (making / "a").write_bytes(b"x")
        assert names(path) == set()
    assert names(path) == {"a"} and names(path.parent) == {"folder"}
    with pytest.raises(OSError), atomic_folder(path) as making:
        (making / "b").write_bytes(b"x")
    assert names(path) == {"a"} and names(path.parent) == {"folder"}


def test_a_taken_name_gets_the_next_number(tmp_path: Path) -> None:
    made = []
    for n in range(3):
        with temporary_beside(tmp_path / "r") as making:
            making.mkdir()
            (making / str(n)).write_bytes(b"x")
            made.append(rename_folder(making, tmp_path / "r", numbered=True).name)
    assert made == ["r", "r-2", "r-3"] and names(tmp_path) == set(made)


def test_what_a_killed_process_of_the_same_number_left_is_no_obstacle(tmp_path: Path) -> None:
    with temporary_beside(tmp_path / "a") as making:
        left = making
    left.mkdir()
    (left / "half").write_bytes(b"x")
    with atomic_folder(tmp_path / "a") as making:
        assert names(making) == set()
    assert names(tmp_path / "a") == set() and names(tmp_path) == {"a"}
