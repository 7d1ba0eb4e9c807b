"""What explains a plan: the methods on answers known beforehand."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import load
from sim.core.errors import UserError
from sim.core.fields import Field
from sim.study.design import ranges
from sim.study.methods import scenario_discovery, sensitivity, shapley, value_of_information
from sim.words import catalogue


@pytest.fixture(autouse=True)
def english(monkeypatch):
    """English."""
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "en")


def cube(count: int) -> list[ranges.Unknown]:
    """Unknowns between -pi and pi."""
    return [
        ranges.Unknown(f"x{k + 1}", Field("", ""), 0.0, -math.pi, math.pi) for k in range(count)
    ]


def ishigami(places: np.ndarray) -> np.ndarray:
    """Ishigami and Homma's function of three unknowns, whose indices are known."""
    x = places * 2 * math.pi - math.pi
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


# ranges


@pytest.fixture(scope="module")
def xuchang():
    """The Xuchang plan."""
    return load("xuchang")


def test_an_unknown_is_varied_about_its_value_in_the_plan_within_its_bounds(xuchang):
    found = {u.name: u for u in ranges.unknowns(xuchang, {"founding_rate": 0.004})}
    assert found["founding_rate"].low == pytest.approx(0.004 / 1.5) and found[
        "founding_rate"
    ].high == pytest.approx(0.006)
    assert found["graduates"].value == 4000  # the plan's own, not the declared 3000
    for u in found.values():
        assert u.field.low <= u.low < u.high <= u.field.high, u.name


def test_a_range_may_be_given_in_the_units_of_plans(xuchang):
    (u,) = ranges.unknowns(xuchang, {}, given={"savings": "15..30"})
    assert (u.name, u.low, u.high) == ("savings", 15, 30)
    (u,) = ranges.unknowns(xuchang, {}, given={"coordination_cost": "100万元/年..0.02亿元/年"})
    assert (u.low, u.high) == (100, 200)


@pytest.mark.parametrize(
    "given, told",
    [
        ({"savings": "15-30"}, "savings: 15-30 is no range; write low..high"),
        ({"savngs": "15..30"}, "savngs: 15..30 is no range"),
        ({"savings": "30..15"}, "savings: 30..15 is empty"),
        ({"savings": "15..300"}, "savings = 300 is above 200"),
    ],
)
def test_a_range_that_is_none_is_told(xuchang, given, told):
    with pytest.raises(UserError, match=told.replace(".", r"\.")):
        ranges.unknowns(xuchang, {}, given=given)


def test_unknowns_are_chosen_by_a_word_in_their_names(xuchang):
    assert [u.name for u in ranges.unknowns(xuchang, {}, ["graduates"])] == ["graduates"]
    assert [u.name for u in ranges.unknowns(xuchang, {}, ["spread of sav", "离散度"])][:3] == [
        "established_spread",
        "savings_spread",
        "heads_spread",
    ]
    with pytest.raises(UserError, match="savngs"):
        ranges.unknowns(xuchang, {}, ["savngs"])


def test_a_lever_is_varied_as_a_multiple_of_the_plan(xuchang):
    (u,) = ranges.unknowns(xuchang, {}, ["times.guidance_commitment"])
    assert (u.value, u.low, u.high) == (1, pytest.approx(2 / 3), 1.5)
    doubled = ranges.vary_scenario(xuchang, {u.name: 2.0})
    for before, after in zip(xuchang.levers, doubled.levers, strict=True):
        assert before.keys() == after.keys()
        for name in before:
            times = 2 if name == "guidance_commitment" else 1
            assert [(m, v * times) for m, v in before[name].points] == list(after[name].points), (
                name
            )
    assert ranges.vary_scenario(xuchang, {"savings": 30.0}).later == {"savings": 30.0}


def test_futures_fill_every_range_evenly():
    futures = ranges.latin_hypercube_sample(cube(5), 40, seed=3)
    points = np.array([list(future.values()) for future in futures])
    cells = np.floor((points + math.pi) / (2 * math.pi) * 40).astype(int)
    assert all(sorted(column) == list(range(40)) for column in cells.T)


# sensitivity


def test_morris_finds_the_slopes_of_a_line_and_that_it_does_not_bend():
    unknowns = cube(4)
    places = sensitivity.morris_trajectories(unknowns, 6, seed=1)
    values = np.repeat((places @ [4.0, -2.0, 1.0, 0.0])[:, None], 3, axis=1)
    found = {s.name: s for s in sensitivity.screen_unknowns(unknowns, places, values, seed=1)}
    assert [found[f"x{k}"].mu for k in (1, 2, 3, 4)] == pytest.approx([4, -2, 1, 0])
    assert [found[f"x{k}"].mu_star for k in (1, 2, 3, 4)] == pytest.approx([4, 2, 1, 0])
    assert all(
        s.sigma == pytest.approx(0, abs=1e-9) and s.luck == pytest.approx(0, abs=1e-9)
        for s in found.values()
    )
    assert [s.tells for s in found.values()] == [True, True, True, False]


def test_luck_is_not_taken_for_an_effect():
    unknowns = cube(6)
    places = sensitivity.morris_trajectories(unknowns, 20, seed=1)
    noise = np.random.default_rng(5).normal(size=(len(places), 6))
    found = {
        s.name: s
        for s in sensitivity.screen_unknowns(unknowns, places, 3 * places[:, :1] + noise, seed=1)
    }
    assert found["x1"].tells and not any(s.tells for name, s in found.items() if name != "x1")
    assert found["x4"].luck == pytest.approx(found["x4"].mu_star, rel=0.6)


def test_of_hundreds_of_idle_unknowns_hardly_any_stands_out():
    unknowns = cube(300)
    places = sensitivity.morris_trajectories(unknowns, 4, seed=1)
    noise = np.random.default_rng(6).normal(size=(len(places), 2))
    found = sensitivity.screen_unknowns(unknowns, places, 60 * places[:, :1] + noise, seed=1)
    assert found[0].name == "x1" and found[0].tells
    assert sum(s.tells for s in found) <= 3


def test_sobol_indices_of_a_known_function_with_their_convergence():
    unknowns = cube(3)
    values = np.repeat(
        ishigami(sensitivity.saltelli_sample(unknowns, 2048, seed=2))[:, None], 2, axis=1
    )
    found = sensitivity.sobol_shares(unknowns, values, seed=2)
    assert [i.first for i in found.indices] == pytest.approx([0.314, 0.442, 0], abs=0.03)
    assert [i.total for i in found.indices] == pytest.approx([0.558, 0.442, 0.244], abs=0.03)
    assert [n for n, _ in found.steps] == [512, 1024, 2048]
    assert all(
        abs(i.total - known) <= i.total_half + 0.02
        for i, known in zip(found.indices, [0.558, 0.442, 0.244], strict=True)
    )
    assert (found.unknowns, found.common, found.own, found.left) == pytest.approx((1, 0, 0, 0))


def test_variance_is_taken_apart_into_unknowns_common_luck_and_own_luck():
    luck = np.random.default_rng(1)
    values = (
        luck.normal(0, 2, (4000, 1)) + luck.normal(0, 1, (1, 400)) + luck.normal(0, 3, (4000, 400))
    )
    unknowns, common, own, left = sensitivity.variance_parts(values)
    assert (unknowns, common, own) == pytest.approx((4 / 14, 1 / 14, 9 / 14), abs=0.02)
    assert unknowns + common + own == pytest.approx(1)
    assert left == pytest.approx(9 / 400 / (4 + 9 / 400), rel=0.1)


def test_what_never_differs_has_no_indices():
    assert sensitivity.sobol_shares(cube(2), np.ones((32, 2)), seed=1) is None


# discovery


def planted(count: int, unknowns: int) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Futures in which it happens where x0 is small and x1 large, and now and then elsewhere."""
    luck = np.random.default_rng(3)
    columns = {f"x{k}": luck.random(count) for k in range(unknowns)}
    return columns, ((columns["x0"] < 0.4) & (columns["x1"] > 0.5)) | (luck.random(count) < 0.05)


@pytest.mark.parametrize("unknowns", [6, 200])
def test_a_planted_box_is_found_among_few_and_many_unknowns(unknowns):
    columns, happens = planted(500, unknowns)
    best = scenario_discovery.discover_rules(columns, happens, np.arange(500), seed=1)[0]
    assert set(best.box) == {"x0", "x1"} and best.holds
    assert best.box["x0"][0] == -math.inf and best.box["x0"][1] == pytest.approx(0.4, abs=0.1)
    assert best.box["x1"][1] == math.inf and best.box["x1"][0] == pytest.approx(0.5, abs=0.1)
    assert best.low <= best.density <= best.high and best.density > 0.8 and best.coverage > 0.6
    assert best.futures == 250


@pytest.mark.parametrize("seed", range(4))
def test_no_rule_is_found_in_noise(seed):
    luck = np.random.default_rng(seed)
    columns = {f"x{k}": luck.random(300) for k in range(60)}
    assert not any(
        r.holds
        for r in scenario_discovery.discover_rules(
            columns, luck.random(300) < 0.3, np.arange(300), seed
        )
    )


def test_runs_of_one_future_stay_in_one_half():
    points = scenario_discovery.point_numbers(
        [np.repeat([1.0, 2.0, 1.0, 2.0], 5), np.repeat([1.0, 1.0, 3.0, 3.0], 5)]
    )
    assert [len(set(points[k : k + 5])) for k in range(0, 20, 5)] == [1] * 4 and len(
        set(points)
    ) == 4
    taught = scenario_discovery.training_half(points, seed=1)
    assert taught.sum() == 10 and all(len(set(taught[points == p])) == 1 for p in points)


def test_what_always_happens_has_no_rule():
    columns, _ = planted(100, 3)
    assert (
        scenario_discovery.discover_rules(columns, np.ones(100, bool), np.arange(100), seed=1) == []
    )


# attribution


def game(values: dict[str, float], names: list[str]):
    """Coalitions of those whose parts are worth `values` a piece, in runs that differ in luck."""
    luck = np.random.default_rng(1).normal(size=8)

    def value(coalition):
        return luck + sum(values[name] for name in names if name in coalition)

    return value


def test_the_glove_game():
    names = ["left", "right 1", "right 2"]
    found = {
        s.name: s.value
        for s in shapley.shapley_values(
            names, lambda c: np.array([float("left" in c and bool(c & {"right 1", "right 2"}))] * 3)
        )
    }
    assert found == {
        "left": pytest.approx(2 / 3),
        "right 1": pytest.approx(1 / 6),
        "right 2": pytest.approx(1 / 6),
    }
    assert found["right 1"] == found["right 2"]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_shares_sum_to_the_total_a_dummy_gets_nothing_and_twins_the_same(seed):
    names = ["a", "b", "twin 1", "twin 2", "dummy"]
    luck = np.random.default_rng(seed)
    table = {}

    def value(coalition):
        key = coalition - {"dummy", "twin 1", "twin 2"}, len(coalition & {"twin 1", "twin 2"})
        if key not in table:
            table[key] = luck.normal(0, 100, 6)
        return table[key]

    found = {s.name: s for s in shapley.shapley_values(names, value)}
    total = value(frozenset(names)) - value(frozenset())
    assert np.sum([s.runs for s in found.values()], axis=0) == pytest.approx(
        total, rel=1e-13, abs=1e-12
    )
    assert found["dummy"].value == 0 and (found["dummy"].runs == 0).all()
    assert (found["twin 1"].runs == found["twin 2"].runs).all() and found["twin 1"].value == found[
        "twin 2"
    ].value


def test_sampled_orders_sum_to_the_total_and_come_near_the_exact_shares():
    names = [f"part {k}" for k in range(9)]

    def value(coalition):
        size = sum(int(name[-1]) for name in coalition)
        return np.array([size**2, size**2 + 1.0])

    orders = shapley.antithetic_orders(names, 60, seed=1)
    found = shapley.shapley_values(names, value, orders)
    exact = {s.name: s.value for s in shapley.shapley_values(names, value)}
    assert sum(s.value for s in found) == pytest.approx(36**2, rel=1e-13)
    assert found[0].value == 0
    assert {s.name: s.value for s in found} == pytest.approx(
        exact, rel=1e-9
    )  # a reversed order repairs a square exactly
    assert len(orders) == 60 and all(
        one == other[::-1] for one, other in zip(orders[::2], orders[1::2], strict=True)
    )


def test_an_interval_holds_a_share_that_is_known():
    inside = 0
    for seed in range(200):
        luck = np.random.default_rng(seed).normal(3, 2, 10)
        (share,) = shapley.shapley_values(["a"], lambda c, luck=luck: luck if c else np.zeros(10))
        inside += share.low <= 3 <= share.high
    assert 180 <= inside <= 198


def test_coalitions_on_the_way_are_each_lived_once():
    orders = shapley.antithetic_orders(["a", "b", "c"], 6, seed=1)
    there = shapley.prefix_coalitions(orders)
    assert len(there) == len(set(there)) <= 8
    assert all(frozenset(o[:k]) in there for o in orders for k in range(4))


def test_a_plan_without_its_parts_is_no_plan(xuchang):
    for by in ("kind", "lever"):
        parts = shapley.parts_of_plan(xuchang, by)
        assert (
            shapley.coalition_scenario(xuchang, parts, frozenset(p.name for p in parts)).digest
            == xuchang.digest
        )
        empty = shapley.coalition_scenario(xuchang, parts, frozenset())
        assert (
            empty.levers == load("xuchang", "no-policy").levers
            and empty.facilities == load("xuchang", "no-policy").facilities
        )
        assert all(
            one.digest != xuchang.digest
            for p in parts
            for one in [
                shapley.coalition_scenario(
                    xuchang, parts, frozenset(q.name for q in parts if q is not p)
                )
            ]
        )
    assert any(p.facilities for p in shapley.parts_of_plan(xuchang, "kind"))


# value of information


def choice(
    count: int, runs: int = 1, noise: float = 0.0
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Nothing, or a policy worth 1 + 2a + b with a and b standard normal, and an unknown c that is idle."""
    luck = np.random.default_rng(11)
    a, b, c = luck.normal(size=(3, count))
    worth = 1 + 2 * a + b
    values = np.stack([np.zeros(count), worth])[..., None] + noise * luck.normal(
        size=(2, count, runs)
    )
    return {"a": a, "b": b, "c": c}, values


def expected(mean: float, spread: float) -> float:
    """The gain from choosing between 0 and a normal amount once it is known."""
    z = mean / spread
    return (
        mean * 0.5 * (1 + math.erf(z / math.sqrt(2)))
        + spread * math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
        - max(0, mean)
    )


@pytest.mark.parametrize("runs, noise", [(1, 0.0), (8, 2.0)])
def test_information_of_known_worth(runs, noise):
    columns, values = choice(4000, runs, noise)
    found = value_of_information.value_of_information(
        ["nothing", "policy"], columns, values, seed=1
    )
    worth = {w.name: w for w in found.unknowns}
    assert found.best == "policy"
    assert worth["a"].value == pytest.approx(expected(1, 2), abs=0.06)
    assert worth["b"].value == pytest.approx(expected(1, 1), abs=0.05)
    assert worth["a"].low <= expected(1, 2) <= worth["a"].high
    assert worth["a"].tells and not worth["c"].tells
    assert found.unknowns[0].name == "a"
    if runs > 1:
        assert found.all_low - 0.06 <= expected(1, math.sqrt(5)) <= found.all_high + 0.06
    else:
        assert found.all_high == pytest.approx(expected(1, math.sqrt(5)), abs=0.06)


def test_the_turn_lies_where_the_policies_are_worth_the_same():
    columns, values = choice(4000)
    turns = {
        w.name: w.turns
        for w in value_of_information.value_of_information(
            ["nothing", "policy"], columns, values, seed=1
        ).unknowns
    }["a"]
    assert [t.policy for t in turns][:2] == ["nothing", "policy"]
    assert turns[1].start == pytest.approx(-0.5, abs=0.15)
    assert all(one.start < other.start for one, other in pairwise(turns))


def test_information_that_changes_nothing_is_worth_nothing():
    columns, values = choice(300)
    found = value_of_information.value_of_information(
        ["worse", "policy"], columns, np.stack([values[1] - 5, values[1]]), seed=1
    )
    assert all(w.value == pytest.approx(0, abs=1e-9) and len(w.turns) == 1 for w in found.unknowns)
    assert found.all_high == pytest.approx(0, abs=1e-9)
