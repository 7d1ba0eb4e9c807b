"""The trade rule over columns and in a data frame leaves the firms that the loop over records leaves."""

import sys

import numpy as np
import peers
import pytest

from sim.model.codes import D_TRADE


def test_peers_leave_the_same_firms_or_say_why_not():
    """Every peer that is measured was checked against the records; those absent say so."""
    found = peers.measured(400)
    assert found["firms"] > 200
    by_name = {row["what"]: row for row in found["rows"]}
    assert by_name["NumPy columns"]["ns"] > 0
    assert all((row["ns"] is None) == bool(row["skipped"]) for row in found["rows"])


def test_peer_that_leaves_other_firms_is_refused():
    one = {name: np.ones(3) for name in peers.LEFT}
    peers.check("a peer", one, one)
    with pytest.raises(ValueError, match="another sales"):
        peers.check("a peer", one | {"sales": np.full(3, 1 + 1e-6)}, one)


def test_absent_package_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setitem(sys.modules, "mesa_frames", None)
    monkeypatch.setattr("sys.argv", ["peers", "--firms", "200"])
    assert peers.main() == 0
    line = next(row for row in capsys.readouterr().out.splitlines() if "mesa-frames" in row)
    assert "not measured" in line
    assert "pip install" in line


def test_columns_draw_what_the_rules_draw():
    months = np.zeros(1, [("seed", "u8"), ("clock", "i8")])
    months["seed"], months["clock"] = 2**40 + 5, 24_000
    key = np.array([1, 2**63 + 11], np.uint64)
    from sim.core.chance import four_uniforms

    m = months.view(np.recarray)[0]
    drawn = np.array(peers.uniforms(key, months)).T
    assert [tuple(row) for row in drawn] == [four_uniforms(k, m, D_TRADE) for k in key]


@pytest.mark.parametrize("rate", [0.0, 0.01, 0.5, 3.0, 29.0, 45.0])
def test_columns_count_events_as_the_rules_do(rate: float):
    from sim.core.chance import poisson

    u = np.linspace(0.001, 0.999, 301)
    assert peers.poisson(u, np.full(301, rate)).tolist() == [poisson(x, rate) for x in u]
