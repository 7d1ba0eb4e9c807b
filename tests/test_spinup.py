"""The starting population meets what the plan knows of its eve."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sim.core.fields import fields_of
from sim.model.parameters import Nature
from sim.runs.ensemble import common_random_seed, grow_populations, run, run_all
from sim.runs.workers import Workers, ignore_progress
from sim.scenario import rates, spinup
from sim.scenario.parameter_sets import population_of
from sim.scenario.rates import RateSearch
from sim.scenario.scenario import Scenario, load
from sim.scenario.spinup import SpinupSetting


@pytest.fixture(scope="module")
def small() -> Scenario:
    """The plan of Xuchang with few people, after one year."""
    return replace(load("xuchang"), start={"talents": 1500.0, "spinup_years": 1.0})


@pytest.fixture(scope="module")
def fitted(small: Scenario) -> tuple[Any, dict[str, Any]]:
    """Its starting world, made anew."""
    return spinup.fit(SpinupSetting.of(small, 0), None, lambda stage, done, of: None)


def test_there_are_as_many_people_at_the_start_as_the_plan_says(
    fitted: tuple[Any, dict[str, Any]],
) -> None:
    world, found = fitted
    stock = found["stocks"]["talent"]
    assert stock["known"] == 1500 and stock["met"] == world.tables["talents"]["alive"].sum()
    assert (
        abs(stock["met"] / 1500 - 1) <= rates.CLOSE * 1.02
        and found["nature"]["leaving_rate"] > 0.006
    )  # graduates came meanwhile


def test_all_known_stocks_of_xuchang_are_met_or_told_to_be_out_of_reach() -> None:
    _, found = spinup.starting_world(load("xuchang"))
    names = ["sales_12", "startups", "tech_sme_valid", "high_tech_valid", "talent"]
    assert list(found["stocks"]) == names
    for name, stock in found["stocks"].items():
        far = rates.stock_gap(stock["met"], stock["known"]) > rates.CLOSE * 1.01
        assert far == (name in found["out_of_reach"]), name


GROWING_PLACE = {
    "startups": 300.0,
    "startups_growth": 0.15,
    "tech_sme": 60.0,
    "talents": 1500.0,
    "spinup_years": 8.0,
}


@pytest.fixture(scope="module")
def growing() -> tuple[Scenario, Any, dict[str, Any]]:
    """A small Xuchang that is known to have grown fast, and its starting world."""
    scenario = replace(load("xuchang"), start=GROWING_PLACE, notes=())
    return scenario, *spinup.starting_world(scenario)


def test_level_and_growth_are_met_together(growing: tuple[Scenario, Any, dict[str, Any]]) -> None:
    _, world, found = growing
    grown = found["growths"]["startups"]
    assert grown["known"] == 0.15 and grown["met"] == pytest.approx(0.15, abs=0.025)
    assert found["nature"]["entry_growth"] < 0  # so young a place grows faster by itself
    assert found["stocks"]["startups"]["met"] == (world.tables["startups"]["rung"] > 0).sum()


def test_growth_goes_on_into_the_plan(growing: tuple[Scenario, Any, dict[str, Any]]) -> None:
    scenario, _, found = growing
    path = spinup.fitted_path(scenario, found, 1)
    rate = path["founding_rate"][:, 0]
    assert rate[0] == pytest.approx(found["nature"]["founding_rate"])
    growth, at = found["nature"]["entry_growth"], path[0, 0]
    lasting, fading = float(at["lasting_entry_growth"]), float(at["growth_fading"])
    faded = lasting + (growth - lasting) * (1 - np.exp(-fading)) / fading
    assert rate[12] == pytest.approx(rate[0] * np.exp(faded))


def test_no_shock_comes_with_the_first_month(growing: tuple[Scenario, Any, dict[str, Any]]) -> None:
    neutral = replace(growing[0], levers=tuple({} for _ in growing[0].levers), facilities=())
    months = run_all(neutral, 6, months=17, jobs=1).history["jobs"].sum(2).mean(0)
    assert months[8] == pytest.approx(np.sqrt(months[0] * months[16]), rel=0.05)
    assert months[16] > months[0]


def test_populations_made_side_by_side_are_those_made_one_by_one(
    two_workers: Workers,
) -> None:
    nothing = load("xuchang", "no-policy")  # a policy's tenders would be noted at the facilities
    scenario = replace(nothing, start={"talents": 700.0, "spinup_years": 1.0})
    seeds = [common_random_seed(1, k) for k in range(4)]
    begin = grow_populations(scenario, seeds, 2, ignore_progress, two_workers)
    for k in {population_of(seed) for seed in seeds} - {0}:
        alone, _ = spinup.fit(SpinupSetting.of(scenario, k), begin, ignore_progress)
        kept, _ = spinup.starting_world(scenario, population=k)
        for name, table in alone.tables.items():  # those promised by the plan come after
            assert np.array_equal(kept.tables[name][: len(table)], table), name


def test_populations_differ_and_each_is_the_same_again() -> None:
    scenario = replace(load("xuchang"), start={"talents": 800.0, "spinup_years": 1.0})
    first, again = (spinup.starting_world(scenario, population=k)[0] for k in (0, 1))
    assert not np.isin(again.tables["talents"]["key"][:300], first.tables["talents"]["key"]).any()
    spinup._worlds.clear()
    same = spinup.starting_world(scenario, population=1)[0]
    assert all(same.tables[name].tobytes() == again.tables[name].tobytes() for name in same.tables)


KNOWN = {"startups": 100.0, "tech_sme_valid": 40.0, "talent": 1000.0}
RATES = {"founding_rate": 0.002, "filing_rate": 0.1, "leaving_rate": 0.01, "entry_growth": 0.03}


def linear_region(x: dict[str, float]) -> tuple[dict[str, float], dict[str, float]]:
    """A region whose stocks follow its rates as power laws, and its growth that of founding."""
    startups = 4e4 * x["founding_rate"] * np.exp(-4 * x["entry_growth"]) * x["leaving_rate"] ** 0.1
    met = {
        "startups": float(startups),
        "tech_sme_valid": float(startups * x["filing_rate"] ** 0.7),
        "talent": float(70 * x["leaving_rate"] ** -0.5),
    }
    return met, {"startups": float(0.5 * x["entry_growth"] + 0.01)}


def test_a_search_finds_stocks_and_growth_in_few_attempts() -> None:
    search, x = RateSearch(KNOWN, {"startups": 0.1}), dict(RATES)
    for _ in range(12):
        missed = search.short(*linear_region(x))
        if search.is_met(x, missed):
            break
        x = search.step(x, missed)
    met, grown = linear_region(x)
    assert grown["startups"] == pytest.approx(0.1, abs=0.036)
    assert all(rates.stock_gap(met[name], KNOWN[name]) <= 0.0205 for name in KNOWN)


def test_what_one_search_has_learnt_another_begins_with() -> None:
    search, x = RateSearch(KNOWN, {"startups": 0.1}), dict(RATES)
    for _ in range(4):
        x = search.step(x, search.short(*linear_region(x)))
    again = RateSearch(KNOWN, {"startups": 0.1}, loose=True)
    again.recall(search.answers())
    assert again.answers() == search.answers() != RateSearch(KNOWN, {"startups": 0.1}).answers()


def test_the_search_of_a_part_seeks_stocks_as_much_smaller_and_the_same_growth() -> None:
    search = RateSearch(KNOWN, {"startups": 0.1})
    part = search.divide(8)
    met = {name: stock / 8 for name, stock in KNOWN.items()}
    assert part.short(met, {"startups": 0.1}) == pytest.approx(0, abs=1e-12)
    part.aim(search.short({**KNOWN, "startups": 80.0}, {"startups": 0.1}))
    missed = part.short(met, {"startups": 0.1})
    assert missed[0] == pytest.approx(np.log(100 / 80)) and not missed[1:].any()


def test_a_part_of_a_region_shares_less_among_fewer() -> None:
    whole = SpinupSetting.of(load("donghu"), 0)
    part = whole.divide(8)
    assert part.people == whole.people // 8 and part.firms == whole.firms // 8
    assert part.growths == whole.growths and part.root == whole.root
    for name, columns in spinup.DIVIDED.items():
        for column in columns:
            of, all_of = (s.tables[name][column].sum() for s in (part, whole))
            assert all_of / 8 <= of <= all_of / 8 + len(whole.tables[name])
    assert len(part.seed.tables["talents"]) == part.people


def test_a_large_region_is_met_though_it_is_sought_in_a_part(monkeypatch: Any) -> None:
    monkeypatch.setattr(spinup, "LARGE", 250)
    monkeypatch.setattr(spinup, "PART", 2)
    start = {**GROWING_PLACE, "startups": 310.0}
    setting = SpinupSetting.of(replace(load("xuchang"), start=start, notes=()), 0)
    world, found = spinup.fit(setting, None, ignore_progress)
    assert found["stocks"]["startups"]["met"] == (world.tables["startups"]["rung"] > 0).sum()
    for name, stock in found["stocks"].items():
        near = rates.stock_gap(stock["met"], stock["known"]) <= rates.CLOSE * 1.01
        assert near != (name in found["out_of_reach"]), name
    assert found["stocks"]["startups"]["known"] == 310
    assert found["answers"]["startups"]["founding_rate"] > 0


def test_what_is_met_leaves_the_rates_alone() -> None:
    search = RateSearch(KNOWN, {})
    assert search.step(RATES, search.short(KNOWN, {})) == pytest.approx(RATES)


def test_a_rate_stays_at_its_bound_and_its_stock_is_out_of_reach() -> None:
    search = RateSearch({**KNOWN, "tech_sme_valid": 4e4}, {"tech_sme_valid": 0.2})
    x = {**RATES, "filing_growth": 0.05}
    for _ in range(8):
        met, _ = linear_region(x)
        missed = search.short(met, {"tech_sme_valid": 0.0})
        x = search.step(x, missed)
    out = search.at_bounds(x, search.short(linear_region(x)[0], {"tech_sme_valid": 0.0}))
    assert x["filing_rate"] == rates.bounds_of(fields_of(Nature)["filing_rate"])[1]
    assert dict(zip(search.facts, out, strict=True)) == {
        "startups": False,
        "tech_sme_valid": True,
        "talent": False,
        "tech_sme_valid growth": True,  # no growth is faked for a stock that cannot be met
    }
    assert rates.stock_gap(linear_region(x)[0]["startups"], 100.0) <= 0.0205


def test_growth_is_the_mean_of_the_last_three_years() -> None:
    months = np.arange(60)
    assert rates.mean_growth(100 * 1.2 ** (months / 12)) == pytest.approx(0.2)
    assert rates.mean_growth(np.ones(20)) == 0.0


def test_the_plans_funds_start_with_the_books_the_plan_states(
    small: Scenario, fitted: tuple[Any, dict[str, Any]]
) -> None:
    planned, funds = small.tables()["funds"], fitted[0].tables["funds"]
    for fund in planned:
        mine = funds[funds["key"] == fund["key"]]
        assert len(mine) == 1 and mine[0].item() == fund.item() and fund["cash"] > 0


def test_funds_keep_their_rows_and_those_that_are_gone_come_back(small: Scenario) -> None:
    planned = small.tables()["funds"]
    lived = planned[::-1].copy()
    lived["key"][0], lived["cash"] = 7, 1.0  # a newcomer, and the first of the plan's
    stands = spinup.restore_fund_books(lived, planned)
    assert stands["key"].tolist() == [7, planned["key"][0], planned["key"][1]]
    assert stands["cash"].tolist() == [1.0, *planned["cash"]]


def test_amenity_and_levels_are_the_plans(small: Scenario) -> None:
    setting = SpinupSetting.of(small, 0)
    eco = spinup.spin_up(setting, {})
    eco.districts.rows["amenity"] += 0.5
    eco.incubators.rows["level"] = 0
    world, planned = spinup.world_of(eco, setting.tables), small.tables()
    assert np.array_equal(world.tables["districts"]["amenity"], planned["districts"]["amenity"])
    there = spinup.standing_facilities(planned["incubators"])["level"]
    assert there.any() and np.array_equal(world.tables["incubators"]["level"], there)


def test_natural_parameters_varied_from_the_first_month_leave_the_start_alone() -> None:
    xuchang = load("xuchang")
    varied = xuchang.vary({"founding_rate": 0.01, "savings": 35, "rent_subsidy_share": "10%"})
    assert varied.place_digest == xuchang.place_digest and varied.digest != xuchang.digest
    world, found = spinup.starting_world(varied)
    assert (
        world.tables["startups"].tobytes()
        == spinup.starting_world(xuchang)[0].tables["startups"].tobytes()
    )
    path = spinup.fitted_path(varied, found, 1)
    assert (
        (path["founding_rate"][0] == 0.01).all()  # and growing from there
        and (path["savings"] == 35).all()
        and (path["rent_subsidy_share"] == 0.1).all()
    )
    usual = spinup.fitted_path(xuchang, found, 1)
    assert (usual["filing_rate"] == path["filing_rate"]).all() and (
        usual["founding_rate"] != 0.01
    ).all()


def test_what_is_varied_to_what_it_is_changes_no_bit() -> None:
    xuchang = load("xuchang")
    _, found = spinup.starting_world(xuchang, population=population_of(1))
    same = xuchang.vary({"founding_rate": found["nature"]["founding_rate"]})
    assert run(same, months=6).history.tobytes() == run(xuchang, months=6).history.tobytes()
