"""Chance: the generator is the published one, its numbers are spread as they should be, and addresses do not meet."""

from __future__ import annotations

from types import SimpleNamespace

import numba
import numpy as np
import pytest
from scipy import stats

from sim.core import chance

ONES = 0xFFFFFFFF
PI_COUNTER, PI_KEY = (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344), (0xA4093822, 0x299F31D0)


def plain(rule):
    """A rule as the Python function it was written as."""
    return getattr(rule, "py_func", rule)


@pytest.mark.parametrize(
    ("rounds", "counter", "key", "known"),
    [  # Random123 1.14, tests/kat_vectors
        (7, (0,) * 4, (0,) * 2, "5f6fb709 0d893f64 4f121f81 4f730a48"),
        (7, (ONES,) * 4, (ONES,) * 2, "5207ddc2 45165e59 4d8ee751 8c52f662"),
        (7, PI_COUNTER, PI_KEY, "4dfccaba 190a87f0 c47362ba b6b5242a"),
        (10, (0,) * 4, (0,) * 2, "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
        (10, (ONES,) * 4, (ONES,) * 2, "408f276d 41c83b0e a20bc7c6 6d5451fd"),
        (10, PI_COUNTER, PI_KEY, "d16cfe09 94fdcceb 5001e420 24126ea1"),
    ],
)
def test_philox_gives_the_published_vectors(
    rounds: int, counter: tuple, key: tuple, known: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chance, "ROUNDS", rounds)
    words = chance.philox(*(np.uint64(word) for word in (*counter, *key)))
    assert " ".join(f"{int(word):08x}" for word in words) == known


def test_the_model_uses_seven_rounds_of_who_month_and_purpose_under_the_runs_seed() -> None:
    who, seed = 0x8899AABBCCDDEEFF, 0x0123456789ABCDEF
    known = chance.philox(
        *(np.uint64(w) for w in (0xCCDDEEFF, 0x8899AABB, 24270, 5, 0x89ABCDEF, 0x01234567))
    )
    assert tuple(
        map(int, plain(chance.random_words)(np.uint64(who), np.uint64(seed), 24270, 5))
    ) == tuple(map(int, known))


@numba.njit
def draw_together(keys: np.ndarray, m: np.ndarray, found: np.ndarray) -> None:
    """A block's draws, as the passes make them."""
    chance.draw_block(keys, len(keys), m[0], 5, found)


def test_the_draws_of_a_block_are_those_of_its_agents_one_by_one() -> None:
    keys = np.random.default_rng(1).integers(0, 2**64, 2 * chance.BLOCK + 3, np.uint64)
    m = np.array([(2**63 + 12345, 24270)], [("seed", np.uint64), ("clock", np.int64)])
    found = np.empty((4, len(keys)))
    draw_together(keys, m, found)
    one_by_one = [chance.four_uniforms(key, m.view(np.recarray)[0], 5) for key in keys]
    assert list(map(tuple, found.T)) == one_by_one


def test_a_draw_lies_strictly_between_0_and_1() -> None:
    assert (
        0 < plain(chance.to_uniform)(np.uint64(0)) < 1e-9
        and 1 - 1e-9 < plain(chance.to_uniform)(np.uint64(ONES)) < 1
    )


def draws(count: int, seed: int = 7, when: int = 24000, what: int = 3) -> np.ndarray:
    """The four uniforms of many agents."""
    m = SimpleNamespace(seed=np.uint64(seed), clock=when)
    return np.array(
        [plain(chance.four_uniforms)(np.uint64(key * 2654435761), m, what) for key in range(count)]
    )


@pytest.fixture(scope="module")
def uniforms() -> np.ndarray:
    """Draws of 4000 agents."""
    return draws(4000)


def test_uniforms_are_uniform_and_normals_normal(uniforms: np.ndarray) -> None:
    for column in uniforms.T:
        assert stats.kstest(column, "uniform").pvalue > 0.001
        assert stats.kstest([plain(chance.normal)(u) for u in column], "norm").pvalue > 0.001


def test_the_four_draws_of_an_address_are_independent(uniforms: np.ndarray) -> None:
    correlation = np.corrcoef(uniforms.T) - np.eye(4)
    assert np.abs(correlation).max() < 4 / np.sqrt(len(uniforms))


@pytest.mark.parametrize("other", [{"seed": 8}, {"when": 24001}, {"what": 4}])
def test_another_seed_month_or_purpose_is_other_luck(
    other: dict[str, int], uniforms: np.ndarray
) -> None:
    again, there = uniforms[:, 0], draws(4000, **other)[:, 0]
    assert abs(np.corrcoef(again, there)[0, 1]) < 4 / np.sqrt(4000) and not (again == there).any()


def test_an_agents_months_are_independent() -> None:
    series = np.array(
        [
            plain(chance.four_uniforms)(
                np.uint64(99), SimpleNamespace(seed=np.uint64(1), clock=t), 3
            )[0]
            for t in range(24000, 28000)
        ]
    )
    assert stats.kstest(series, "uniform").pvalue > 0.001
    assert abs(np.corrcoef(series[1:], series[:-1])[0, 1]) < 4 / np.sqrt(4000)


def test_the_inverse_normal_is_good_to_nine_digits() -> None:
    for u in (1e-9, 1e-4, 0.02424, 0.02426, 0.3, 0.5, 0.7, 0.97574, 0.97576, 1 - 1e-4):
        assert plain(chance.normal)(u) == pytest.approx(stats.norm.ppf(u), rel=2e-9, abs=2e-9)


def test_a_lognormal_number_has_mean_one(uniforms: np.ndarray) -> None:
    values = [plain(chance.lognormal)(u, 0.5) for u in uniforms.ravel()]
    assert np.mean(values) == pytest.approx(1, abs=0.02) and np.std(
        np.log(values)
    ) == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("rate", [0.0, 0.03, 0.7, 4.0, 29.0, 31.0, 120.0])
def test_counts_have_the_mean_and_variance_of_a_poisson(rate: float, uniforms: np.ndarray) -> None:
    counts = np.array([chance.poisson(u, rate) for u in uniforms.ravel()])
    assert counts.min() >= 0 and counts.mean() == pytest.approx(
        rate, abs=4 * np.sqrt(rate / counts.size) + 1e-12
    )
    assert counts.var() == pytest.approx(rate, rel=0.08)


def test_counts_by_inversion_are_exactly_poisson() -> None:
    for rate in (0.2, 3.0, 20.0):
        for n in range(8):
            edge = stats.poisson.cdf(n, rate)
            if edge < 1 - 1e-8:
                assert (chance.poisson(edge - 1e-9, rate), chance.poisson(edge + 1e-9, rate)) == (
                    n,
                    n + 1,
                )
    assert chance.poisson(0.5, -1.0) == 0


def test_rounding_keeps_the_mean(uniforms: np.ndarray) -> None:
    rounded = np.array([plain(chance.stochastic_round)(u, 2.3) for u in uniforms.ravel()])
    assert set(rounded) == {2, 3} and rounded.mean() == pytest.approx(2.3, abs=0.02)
    assert plain(chance.stochastic_round)(0.999, 4.0) == 4


def test_children_have_keys_of_their_own() -> None:
    parents = [np.uint64(1), np.uint64(2), np.uint64(2**40), np.uint64(2**64 - 1)]
    keys = {
        int(chance.child_key(p, number, what))
        for p in parents
        for number in range(2000)
        for what in (1, 2)
    }
    assert len(keys) == 4 * 2000 * 2


def test_fixed_places_are_within_bounds_and_even() -> None:
    keys = [chance.child_key(np.uint64(3), k, 1) for k in range(6000)]
    for places in (3, 6, 7, 12):
        counts = np.bincount(
            [int(chance.slot(np.uint64(key), places)) for key in keys], minlength=places
        )
        assert len(counts) == places and stats.chisquare(counts).pvalue > 0.001
