"""What `experiments/speed.py` makes of its measurements; how long anything takes is not tested."""

import json
import subprocess
from pathlib import Path

import pytest
import speed
import speed_against
from speed_against import ratio_of


def test_slope_is_one_where_cost_grows_with_the_region():
    assert speed.slope({20_000: 500.0, 1_000_000: 500.0}) == pytest.approx(1)
    assert speed.slope({20_000: 5.0, 200_000: 50.0}) == pytest.approx(2)


def test_slope_leaves_out_what_lives_in_the_caches():
    assert speed.slope({2_000: 900.0, 20_000: 500.0, 1_000_000: 500.0}) == pytest.approx(1)


def test_no_slope_of_one_size_or_of_nothing():
    assert speed.slope({20_000: 500.0}) is None
    assert speed.slope({20_000: 0.0, 200_000: 5.0}) is None


def test_ratio_is_the_middle_of_the_pairs():
    ratio = ratio_of([(4.0, 1.0), (2.0, 1.0), (9.0, 3.0)])
    assert (ratio["ratio"], ratio["low"], ratio["high"]) == (3, 2, 4)
    assert (ratio["before"], ratio["after"]) == (2, 1)


def test_phase_of_one_side_has_no_ratio(capsys: pytest.CaptureFixture[str]):
    gone = ratio_of([(4.0, None), (3.0, None)])
    assert gone["before"] == 3
    assert gone["after"] is gone["ratio"] is None
    speed_against.show(
        {
            "before": "a",
            "after": "b",
            "repeats": 2,
            "month": {"2000": ratio_of([(2.0, 1.0)])},
            "phases": {"2000": {"old": gone}},
            "runs": {},
        }
    )
    line = next(row for row in capsys.readouterr().out.splitlines() if row.startswith("old"))
    assert line.split() == ["old", "3.0", "-", "-"]


def test_unknown_commit_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr("sys.argv", ["speed", "--against", "no-such-commit", "--sizes", "2000"])
    assert speed.main() == 2
    assert "no-such-commit" in capsys.readouterr().err


def test_git_that_is_missing_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def no_git(*_: object, **__: object) -> subprocess.CompletedProcess[str]:
        raise FileNotFoundError(2, "no such file", "git")

    monkeypatch.setattr("same_numbers.git", no_git)
    monkeypatch.setattr("sys.argv", ["speed", "--against", "HEAD"])
    assert speed.main() == 2
    assert "install git" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "many", "2000,", "10"])
def test_sizes_that_are_none_are_told(
    text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr("sys.argv", ["speed", "--sizes", text])
    with pytest.raises(SystemExit) as stopped:
        speed.main()
    assert stopped.value.code == 2
    assert "numbers of startups" in capsys.readouterr().err


def test_sides_are_measured_in_turn_by_their_own_scripts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Each side's script is asked, in a process of its own, and the order of a pair turns."""
    log = tmp_path / "log"
    script = (
        "import os\nfrom types import SimpleNamespace\n"
        "def note(what):\n    open({log!r}, 'a').write({name!r} + what + '\\n')\n"
        "def month_ns(firms):\n    note('months')\n    return {{'month': {ns}, 'phases': {{{name!r}: {ns}}}}}\n"
        "def large_zone():\n    note('zone')\n    return {ns}, 1\n"
        "def load(plan):\n    note('run')\n"
        "def starting_world(*_, **__):\n    return None, None\n"
        "def population_of(n):\n    return n\n"
        "def fitted_path(*_):\n    return []\n"
        "class Ecosystem:\n    def __init__(self, *_, **__): pass\n    def live(self): sum(range(9999))\n"
    )
    for name, ns in (("old", 6.0), ("new", 2.0)):
        folder = tmp_path / name
        (folder / "sim").mkdir(parents=True)
        (folder / "sim" / "__init__.py").touch()
        (folder / "experiments").mkdir()
        (folder / "experiments" / "speed.py").write_text(
            script.format(log=str(log), name=name, ns=ns), "utf-8"
        )
    monkeypatch.setattr(speed_against, "ROOT", tmp_path / "new")
    found = json.loads(json.dumps(speed_against.compare(str(tmp_path / "old"), [2000], 2)))
    assert found["month"]["2000"]["ratio"] == found["runs"]["zone"]["ratio"] == 3
    assert found["phases"]["2000"]["old"]["after"] is None
    order = [line for line in log.read_text().splitlines() if "zone" in line]
    assert order == ["oldzone", "newzone", "newzone", "oldzone"]
