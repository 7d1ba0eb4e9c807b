"""Careers, lived for years: whoever leaves is replaced from below, so the mix of kinds holds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sim.model import codes
from sim.model.rules import career
from sim.model.world import starting_table
from sim.runs.ensemble import common_random_seed

SHARES = {"engineer_share": 0.38, "manager_share": 0.12, "scientist_share": 0.10}
FIELDS = [
    ("clock", int),
    ("seed", int),
    *((name, float) for name in (*SHARES, "career_years", "student_months")),
]


@settings(max_examples=15, deadline=None)
@given(leaving=some.floats(0.0, 0.12), graduates=some.floats(0.02, 0.12), seed=some.integers(1, 99))
def test_whoever_leaves_is_replaced_so_that_the_mix_of_kinds_holds(
    leaving: float, graduates: float, seed: int
) -> None:
    """Fifteen years in which people leave and graduates come: the kinds above stay as frequent as posts allow."""
    luck_of_all, first, n = np.random.default_rng(seed), 4000, 9000
    talents = starting_table("talents", n)
    talents["key"] = [common_random_seed(seed, k) for k in range(n)]
    talents["skill"] = np.exp(0.3 * luck_of_all.standard_normal(n))
    talents["kind"][:first] = luck_of_all.choice((1, 2, 3, 4), first, p=(0.4, 0.38, 0.12, 0.1))
    talents["alive"][first:] = False
    months = np.array([(0, seed, *SHARES.values(), 5.0, 24.0)], FIELDS)
    seat, filled = np.zeros(1, int), first
    for year in range(10, 25):
        months["clock"] = 12 * year
        talents["alive"] &= luck_of_all.random(n) >= leaving
        come = slice(filled, filled + int(graduates * talents["alive"].sum()))
        talents["alive"][come], talents["kind"][come], talents["born"][come] = (
            True,
            codes.STUDENT,
            12 * year,
        )
        filled = come.stop
        kinds = np.zeros((1, 6), int)
        career.settle_graduates(talents, np.arange(n), months, seat, kinds)
        posts, skill = np.zeros((1, 6)), np.zeros((1, 6))
        career.count_free_posts(talents, months, seat, posts, skill)
        career.promote(talents, months, seat, posts, skill, kinds)
        assert kinds.sum() == 0  # whoever is another kind now was one before
        part = np.bincount(talents["kind"][talents["alive"]], minlength=6) / talents["alive"].sum()
    assert part[[codes.ENGINEER, codes.MANAGER, codes.SCIENTIST]] == pytest.approx(
        list(SHARES.values()), abs=0.04
    )
