"""Two digests: of what makes numbers, and of what compiled kernels are made of."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sim.core import digests

ASIDE = (  # files whose change moves no number
    "words",
    "report",
    "results",
    "plan",
    "study",
    "cli",
)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the rooms' modules that a test may change."""
    copied = shutil.ignore_patterns("__pycache__", "*.js", "*.vue", "*.woff2")
    for room in (*digests.NUMBER_ROOMS, *ASIDE):
        shutil.copytree(digests.PACKAGE / room, tmp_path / room, ignore=copied)
    monkeypatch.setattr(digests, "PACKAGE", tmp_path)
    return tmp_path


def both() -> tuple[str, str]:
    """The digests of numbers and of kernels, as they are worked out at the start of a process."""
    return (
        digests.digest_of_source(digests.NUMBER_ROOMS),
        digests.digest_of_source(digests.KERNEL_ROOMS),
    )


def test_a_copy_has_the_digests_of_the_package(package: Path) -> None:
    assert both() == (digests.SOURCE_DIGEST, digests.KERNEL_DIGEST)


@pytest.mark.parametrize("room", ASIDE)
def test_mending_a_message_a_chart_or_a_reader_of_plans_stales_nothing(
    package: Path, room: str
) -> None:
    files = sorted(path for path in (package / room).rglob("*") if path.is_file())
    assert files
    for file in files:
        file.write_bytes(file.read_bytes() + b"\n# mended\n")
    assert both() == (digests.SOURCE_DIGEST, digests.KERNEL_DIGEST)


@pytest.mark.parametrize("file", ["core/chance.py", "model/law.py", "model/rules/trade.py"])
def test_touching_a_rule_changes_both(package: Path, file: str) -> None:
    path = package / file
    path.write_bytes(path.read_bytes() + b"\n# touched\n")
    numbers, kernels = both()
    assert numbers != digests.SOURCE_DIGEST and kernels != digests.KERNEL_DIGEST


@pytest.mark.parametrize(
    "file",
    ["runs/ensemble.py", "scenario/scenario.py", "scenario/china.parquet"],
)
def test_a_change_of_runs_or_of_a_fitted_ensemble_leaves_the_kernels(
    package: Path, file: str
) -> None:
    path = package / file
    path.write_bytes(path.read_bytes() + b"\n# touched\n")
    numbers, kernels = both()
    assert numbers != digests.SOURCE_DIGEST and kernels == digests.KERNEL_DIGEST


def test_a_new_or_a_renamed_file_counts(package: Path) -> None:
    seen = {both()}
    (package / "model" / "rules" / "new.py").write_bytes(b"")
    seen.add(both())
    (package / "model" / "rules" / "new.py").rename(package / "model" / "rules" / "other.py")
    seen.add(both())
    assert len(seen) == 3


def test_line_endings_and_caches_of_python_do_not_count(package: Path) -> None:
    for path in (package / "model").rglob("*.py"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    (package / "model" / "__pycache__").mkdir(exist_ok=True)
    (package / "model" / "__pycache__" / "month.cpython-311.pyc").write_bytes(b"compiled")
    assert both() == (digests.SOURCE_DIGEST, digests.KERNEL_DIGEST)


def test_every_file_of_these_rooms_counts_or_is_no_source() -> None:
    known = set(digests.source_files(digests.NUMBER_ROOMS))
    left = [
        path
        for room in digests.NUMBER_ROOMS
        for path in (digests.PACKAGE / room).rglob("*")
        if path.is_file() and path not in known and path.suffix != ".pyc"
    ]
    assert left == []
