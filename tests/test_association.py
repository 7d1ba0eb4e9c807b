"""How an outcome goes with its inputs: what is known by hand, and what must hold of any numbers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.study.methods.association import (
    GROUPS,
    group_means,
    measure_associations,
    standardised_regression,
)

NUMBERS = st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=60)


def test_a_sum_of_inputs_is_told_by_their_slopes() -> None:
    draw = np.random.default_rng(1)
    x = draw.normal(size=(200, 2))
    y = 3 * x[:, 0] - 2 * x[:, 1]
    slopes, explained = standardised_regression(x, y)
    assert explained == pytest.approx(1)
    assert slopes * y.std() / x.std(0) == pytest.approx([3, -2])


def test_a_rank_correlation_is_that_of_any_rising_curve() -> None:
    draw = np.random.default_rng(2)
    x = draw.uniform(size=(100, 2))
    (curve, other), explained = measure_associations(x, np.exp(5 * x[:, 0]))
    assert curve.rank == pytest.approx(1) and curve.chance < 1e-9 and explained < 1
    assert abs(other.rank) < 0.2 < other.chance * 10


@given(NUMBERS)
def test_groups_hold_every_run_once_and_their_means_make_the_mean(values: list[float]) -> None:
    x = np.array(values)
    y = np.arange(len(x), dtype=float)
    groups = list(group_means(x, y))
    assert sum(g.count for g in groups) == len(x) and len(groups) <= GROUPS
    assert sum(g.count * g.mean for g in groups) == pytest.approx(y.sum())
    assert all(g.low <= g.middle <= g.high and g.lower <= g.upper for g in groups)
    assert all(one.high < other.low for one, other in pairwise(groups))


def test_few_values_are_groups_of_their_own() -> None:
    x = np.array([1.0, 2.0, 2.0, 3.0])
    first, second, third = group_means(x, np.array([4.0, 6.0, 8.0, 1.0]))
    assert [(g.low, g.high, g.count) for g in (first, second, third)] == [
        (1.0, 1.0, 1),
        (2.0, 2.0, 2),
        (3.0, 3.0, 1),
    ]
    assert (second.mean, third.mean) == (7.0, 1.0)
