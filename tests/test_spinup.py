"""The starting population meets what the plan knows of its eve."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sim.runs.ensemble import run
from sim.scenario import spinup
from sim.scenario.scenario import Scenario, load


@pytest.fixture(scope="module")
def small() -> Scenario:
    """The plan of Xuchang with few people, after one year."""
    return replace(load("xuchang"), start={"talents": 1500.0, "spinup_years": 1.0})


@pytest.fixture(scope="module")
def fitted(small: Scenario) -> tuple[Any, dict[str, Any]]:
    """Its starting world, made anew."""
    return spinup.fit(small, lambda stage, done, of: None)


def test_there_are_as_many_people_at_the_start_as_the_plan_says(
    fitted: tuple[Any, dict[str, Any]],
) -> None:
    world, found = fitted
    stock = found["stocks"]["talent"]
    assert stock["known"] == 1500 and stock["met"] == world.tables["talents"]["alive"].sum()
    assert (
        abs(stock["met"] / 1500 - 1) <= spinup.CLOSE and found["nature"]["leaving_rate"] > 0.006
    )  # graduates came meanwhile


def test_the_known_stocks_of_xuchang_are_met() -> None:
    _, found = spinup.starting_world(load("xuchang"))
    assert list(found["stocks"]) == ["startups", "tech_sme_valid", "high_tech_valid", "talent"]
    assert found["gap"] <= spinup.CLOSE


def test_a_stock_that_is_met_leaves_its_rate_alone() -> None:
    rates = {
        "founding_rate": 0.002,
        "filing_rate": 0.1,
        "high_tech_filing": 0.5,
        "leaving_rate": 0.01,
    }
    short = {"startups": 1.5, "tech_sme_valid": 2.0, "high_tech_valid": 1.009, "talent": 1.5}
    new = spinup.refit_rates(
        rates, short
    )  # half as many people again found half as many firms again
    assert new == rates | {
        "filing_rate": pytest.approx(0.1 * 2**0.9),
        "leaving_rate": pytest.approx(0.01 * 1.5**-1.2),
    }
    half = spinup.refit_rates(rates, short, 0.5)
    assert half == rates | {
        "filing_rate": pytest.approx(0.1 * 2**0.45),
        "leaving_rate": pytest.approx(0.01 * 1.5**-0.6),
    }


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
    setting = spinup.SpinupSetting.of(small)
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
        (path["founding_rate"] == 0.01).all()
        and (path["savings"] == 35).all()
        and (path["rent_subsidy_share"] == 0.1).all()
    )
    usual = spinup.fitted_path(xuchang, found, 1)
    assert (usual["filing_rate"] == path["filing_rate"]).all() and (
        usual["founding_rate"] != 0.01
    ).all()


def test_what_is_varied_to_what_it_is_changes_no_bit() -> None:
    xuchang = load("xuchang")
    _, found = spinup.starting_world(xuchang)
    same = xuchang.vary({"founding_rate": found["nature"]["founding_rate"]})
    assert run(same, months=6).history.tobytes() == run(xuchang, months=6).history.tobytes()
