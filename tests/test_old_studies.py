"""A study written by the commit before the rooms (92dbfc2) is read as it was, and not gone on with: its numbers are another engine's.

Its outcomes are three of the plan's and its runs were made up by a stand-in, so that the folder is small; its copy of the
plan was left out.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.core import digests
from sim.study.store import maintain
from sim.study.store.study import Study
from sim.words import catalogue

OLD = Path(__file__).parent / "before" / "study"
ENGINE = "2347c45dac25"


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    """A copy of it, in the results of an empty folder."""
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "en")
    monkeypatch.chdir(tmp_path)
    return Study(Path(shutil.copytree(OLD, "results/before")))


def test_its_rows_months_and_failures_are_read(study: Study) -> None:
    rows = study.rows(["jobs"], "numpy")
    assert list(rows) == [
        *("study", "scenario", "policy", "point", "run", "seed", "culture", "jobs", "key")
    ]
    assert rows["jobs"].round(2).tolist() == [
        26401.44,
        40445.44,
        26402.14,
        26401.44,
        40445.44,
        26402.14,
        40446.14,
    ]
    months = study.months("jobs", "numpy")
    assert len(months["jobs"]) == 14 and set(months["month"]) == {"2022-01", "2022-02"}
    (failure,) = study.failures()
    place = tuple(failure[name] for name in ("policy", "point", "run"))
    assert failure["error"] == "ValueError: no such firm"
    assert maintain.missing_runs(study) == [place] == [("no-policy", 1, 1)]


def test_every_command_reads_it(study: Study, fuhua: Callable[..., tuple[int, str, str]]) -> None:
    folder = str(study.folder)
    code, out, _ = fuhua("query", folder, "SELECT count(*) AS n FROM runs")
    assert code == 0 and "7" in out
    code, out, _ = fuhua("verify", folder)
    assert code == 0 and "7 of 8 runs are sound" in out and "All is sound" in out
    code, out, _ = fuhua("studies", "results", "--json")
    assert code == 0 and ENGINE in out and '"asked": 8' in out
    before = sorted(study.folder.rglob("*"))
    assert fuhua("gc", "results")[0] == 0
    assert sorted(study.folder.rglob("*")) == before


def test_going_on_with_it_is_refused_in_words(
    study: Study, fuhua: Callable[..., tuple[int, str, str]]
) -> None:
    for command in ("resume", str(study.folder)), ("sweep", str(study.folder / "study.toml")):
        code, out, err = fuhua(*command)
        assert (code, out) == (2, "") and "Traceback" not in err
        assert (
            f"was begun with engine {ENGINE}, this is {digests.SOURCE_DIGEST}" in err
            and "install that version to go on, or sweep into a new folder with --out" in err
        )
    assert maintain.verify_study(study).damage == {}
