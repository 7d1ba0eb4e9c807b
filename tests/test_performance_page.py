"""The page of performance is written of what was measured, and of nothing else."""

import json
from pathlib import Path

import performance_page
import pytest
import speed_against
from performance_page import KEPT, PAGE, bounds, write_page

SPEED = {
    "month_ns": {"2000": 900.0, "20000": 500.0, "1000000": 500.0},
    "phases_ns": {
        n: {
            "do_research_and_marketing": 70.0,
            "trade_pay_and_plan": 70.0,
            "certify_exit_and_measure": 60.0,
            "settle_exits": 1.0,
        }
        for n in ("2000", "20000", "1000000")
    },
    "slope": {
        "do_research_and_marketing": 1.0,
        "trade_pay_and_plan": 1.1,
        "certify_exit_and_measure": 1.0,
        "settle_exits": 1.9,
        "month": 1.0,
    },
    "plain_mesa_ns": 50_000.0,
    "bytes_per_startup": dict.fromkeys(("2000", "20000", "1000000"), 900.0),
    "people_per_startup": dict.fromkeys(("2000", "20000", "1000000"), 4.0),
    "large_zone_s": 1.0,
    "against": {
        "before": "a",
        "after": "b",
        "repeats": 1,
        "month": {"2000": speed_against.ratio_of([(9.0, 3.0)])},
        "phases": {"2000": {"gone": speed_against.ratio_of([(9.0, None)])}},
        "runs": {"run": speed_against.ratio_of([(6.0, 2.0)])},
    },
}


def test_page_is_written_of_what_is_kept(tmp_path: Path):
    """Whoever measures anew and forgets to write the page is told."""
    kept = json.loads(KEPT.read_text("utf-8")) if KEPT.is_file() else {}
    page = tmp_path / PAGE.name
    page.write_bytes(PAGE.read_bytes())
    write_page(kept, page)
    assert page.read_text("utf-8") == PAGE.read_text("utf-8"), (
        "run: python experiments/performance_page.py"
    )


def test_nothing_measured_holds_or_fails_nothing():
    assert {b.holds for b in bounds({})} == {None}


def test_bounds_are_held_against_what_was_found():
    found = {b.measure: b for b in bounds({"speed": SPEED, "waits": {"warm_s": 11.0}})}
    assert found["whole month against the commit before, each size"].holds
    assert found["slope of the month's cost"].holds
    steep = found["slope of any phase above 5% of it"]
    assert steep.holds is False
    assert steep.found == "1.10 (`trade_pay_and_plan`)"  # the steepest of those that count
    assert found["against the same rules on plain Mesa objects"].found == "250 times"
    assert found["`run xuchang --runs 20`, warm caches"].holds is False


def test_tables_of_speed_show_what_one_side_lacks():
    assert "| `gone` | – |" in performance_page.against_table(SPEED)
    assert "| `settle_exits` | 1 | 1 | 1 | 0% | 1.90 |" in performance_page.phases_table(SPEED)


def test_part_that_is_none_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr("sys.argv", ["performance_page", "--measure", "wishes"])
    with pytest.raises(SystemExit) as stopped:
        performance_page.main()
    assert stopped.value.code == 2
    assert "'wishes' is no part" in capsys.readouterr().err
