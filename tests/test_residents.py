"""Lists of people say the same as a look through the whole table."""

from __future__ import annotations

import numpy as np
import pytest
import worlds
from hypothesis import given, settings
from hypothesis import strategies as some
from plainly import district, month, plain, talent

from sim.core.chance import slot
from sim.model import codes
from sim.model.ecosystem import Ecosystem
from sim.model.month import MONTH
from sim.model.phases import people as phase
from sim.model.rules import arrive

MONTHS = 9  # from September: a half-year's turns come round, and December's posts


def lively() -> Ecosystem:
    """A region in which people come, study, are hired, found firms and lose them, and leave."""
    return Ecosystem(worlds.world(), worlds.path(MONTHS, **worlds.LIVELY), seed=3)


def due_in_the_table(eco: Ecosystem, clock: int) -> list[int]:
    """Who is due, found by a look through the table."""
    t, s = eco.tables.talents, eco.tables.startups
    lost = (t["employer"] >= 0) & ~s["alive"][np.maximum(t["employer"], 0)]
    turn = np.array([slot(key, 12) >> 1 for key in t["key"]]) == clock % 6
    return np.flatnonzero(t["alive"] & (turn | lost | (t["employer"] == codes.SEEKING))).tolist()


def test_who_is_due_and_how_many_live_here_is_what_the_table_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    eco, seen = lively(), []
    stay_or_go = arrive.stay_or_go

    def look(talents, due, orphans, *rest):
        found = due_in_the_table(eco, int(rest[3]["clock"][0]))
        t = talents[due]
        turn = np.array([slot(key, 12) >> 1 for key in t["key"]]) == rest[3]["clock"][0] % 6
        acts = turn | (t["employer"] == codes.SEEKING) | np.isin(due, orphans)
        seen.append((due[t["alive"] & acts].tolist(), found, len(orphans)))
        stay_or_go(talents, due, orphans, *rest)

    monkeypatch.setattr(phase.arrive, "stay_or_go", look)
    eco.live()
    assert len(seen) == MONTHS and all(due == found for due, found, _ in seen)
    assert sum(orphans for *_, orphans in seen) > 5
    t = eco.tables.talents[eco.talents.ids]
    kinds = np.bincount(t["kind"], minlength=len(codes.TALENT_KINDS))
    assert eco.agenda.residents.kinds.sum(0).tolist() == kinds.tolist()


def test_lists_made_anew_each_month_change_nothing() -> None:
    kept, anew = lively(), lively()
    kept.live()
    for index, m in enumerate(anew.path):
        anew.list_residents()
        anew.begin_month(index)
        for part in MONTH:
            part(anew, m)
    assert kept.history.tobytes() == anew.history.tobytes()
    assert kept.tables.talents.tobytes() == anew.tables.talents.tobytes()


def test_who_is_changed_by_hand_between_two_steps_is_seen() -> None:
    eco = lively()
    eco.step()
    eco.talents.append(1, key=77, kind=codes.ENGINEER, employer=codes.SEEKING, skill=1.0)
    someone = next(p for p in eco.talents if p.employer == codes.OUTSIDE)
    someone.remove()
    eco.step()
    assert eco.measures["talent"].sum() == len(eco.talents)
    assert eco.talents.row_count - 1 in eco.agenda.residents.seekers or not eco.talents[-1].alive


@settings(max_examples=100, deadline=None)
@given(
    u=some.floats(0, 1),
    v=some.floats(0, 1),
    wage=some.floats(0, 3),
    housing=some.floats(0.5, 4),
    choice=some.floats(0, 10),
    subsidy=some.floats(0, 0.5),
    broke=some.booleans(),
)
def test_who_surely_stays_neither_leaves_nor_gives_notice(
    u: float, v: float, wage: float, housing: float, choice: float, subsidy: float, broke: bool
) -> None:
    m = month(
        leaving_rate=0.01, leaving_choice=choice, housing_cost=0.1, flat_discount=0.4,
        outside_pay=1.4, outside_housing=0.25, amenity_value=0.3, notice_rate=0.01,
        unpaid_rate=0.4, option_hold=0.3, equity_incentive=0.0, seeker_unrest=6,
    )  # fmt: skip
    x, d = plain("sectors", wage=0.7), district(amenity=0.9, housing=housing)
    t = talent(employer=0, wage=wage, skill=1.2)
    if arrive.surely_stays(u, v, t, x, d, broke, subsidy, 6, m):
        assert not arrive.leaves(u, t, wage, x, d, subsidy, 6, m)
        assert not arrive.quits(v, t, x, broke, 6, m)
