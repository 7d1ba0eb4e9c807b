"""The nation at full size, tried small: provinces out of `fuhua new`, enlarged and lived side by side."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import nation
import numpy as np
import pytest

SHARE, FEW = 0.01, ("guangdong", "gansu", "tibet")


def test_the_nation_adds_up_to_what_is_published() -> None:
    """Firms of 31 provinces are the nation's; five have 54 % of them, two as many as their incubators."""
    places = {p.id: p for p in nation.provinces()}
    assert len(places) == 31
    assert sum(p.firms for p in places.values()) == pytest.approx(nation.FIRMS, rel=1e-4)
    five = sum(places[id].firms for id in nation.FIVE)
    assert five / nation.FIRMS == pytest.approx(nation.OF_FIVE, abs=1e-4)
    assert places["jiangsu"].firms / nation.FIRMS == pytest.approx(832 / 5206, abs=1e-4)
    # the census counted 1 411 778 724 with two million in the army, who are of no province
    assert sum(n for _, _, n in nation.PROVINCES.values()) == 1_411_778_724 - 2_000_000


def test_a_province_is_its_part_repeated_by_other_people() -> None:
    """Firms keep founders, staff, funds and loans of their own copy, and every agent is another one."""
    place = nation.provinces(SHARE, ("guangdong",))[0]
    assert place.copies == 2
    plan, part, spinup = nation.grow_province((place, 12, "no-policy"))
    whole = nation.enlarge_world(part, plan, place.copies)
    for kind in nation.REPEATED:
        own, all_ = part.tables[kind], whole.tables[kind]
        assert len(all_) == place.copies * len(own)
        assert len(np.unique(all_["key"])) == len(np.unique(own["key"])) * place.copies
    firms, talents = whole.tables["startups"], whole.tables["talents"]
    half = len(firms) // 2
    led = firms["founder"] >= 0
    assert led.any()
    assert (talents["venture"][firms["founder"][led]] == np.flatnonzero(led)).mean() > 0.9
    assert ((firms["founder"] >= len(talents) // 2) == (np.arange(len(firms)) >= half))[led].all()
    stakes = whole.tables["stakes"]
    assert (
        (stakes["startup"] >= half) == (stakes["fund"] >= len(whole.tables["funds"]) // 2)
    ).all()
    (eco,) = nation.build_markets(place, plan, part, spinup, 3, seed=1)
    eco.live()  # the ledger closes every month
    assert eco.history["startups"].sum(1)[0] == pytest.approx(place.firms, rel=0.1)


def test_markets_alike_have_luck_of_their_own() -> None:
    """A province of two markets: no agent, district or sector of one is one of the other's."""
    place = replace(nation.provinces(SHARE, ("gansu",))[0], markets=2)
    plan, part, spinup = nation.grow_province((place, 12, "plan"))
    first, second = nation.build_markets(place, plan, part, spinup, 3, seed=1)
    assert first.markets[0].key != second.markets[0].key
    for name, population in first.populations.items():
        if name != "programmes":  # purses draw nothing
            ours, theirs = population.rows["key"], second.populations[name].rows["key"]
            assert len(ours) == len(theirs)
            assert not np.isin(ours, theirs).any(), name
    nation.live_economies([first, second], 2)
    assert first.history["founded"].sum() > 0
    assert first.history["jobs"].tolist() != second.history["jobs"].tolist()


def test_a_small_nation_lives_the_same_on_any_threads() -> None:
    """Three provinces of a hundredth: their sums, and the same on one thread and two."""
    places = nation.provinces(SHARE, FEW)
    one, two = (nation.live_nation(places, months=3, threads=n) for n in (1, 2))
    assert (one.provinces, one.nation) == (two.provinces, two.nation)
    assert [o.en for o in one.provinces] == ["Guangdong", "Gansu", "Tibet"]
    asked = sum(p.firms for p in places)
    assert one.nation.firms == pytest.approx(asked, rel=0.15)
    assert one.people == pytest.approx(asked * nation.PEOPLE / nation.FIRMS, rel=0.1)
    assert one.nation.firms == sum(o.firms for o in one.provinces)
    assert min(one.nation.high_tech, one.nation.jobs, one.nation.sales) > 0
    assert one.memory_gb is None or one.memory_gb > 0


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The experiment as a command."""
    return subprocess.run(
        [sys.executable, str(Path(nation.__file__)), *arguments],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )


def test_the_command_tells_provinces_and_what_they_cost() -> None:
    """One object with --json; what cannot be is told with what can."""
    done = command("--share", str(SHARE), "--provinces", "gansu,tibet", "--months", "2", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert [p["zh"] for p in found["provinces"]] == ["甘肃", "西藏"]
    assert {"growing_s", "building_s", "months_s", "memory_gb", "firms", "people"} <= set(found)
    wrong = command("--provinces", "atlantis")
    assert wrong.returncode == 2
    assert "atlantis" in wrong.stderr
    assert "guangdong" in wrong.stderr
