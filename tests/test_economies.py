"""Economies of a region: what shares nothing may be lived apart, side by side, and nobody can tell."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import worlds

from sim import run
from sim.core.chance import offspring_key
from sim.core.fields import concatenate_tables
from sim.model.economies import (
    ROW_COLUMNS,
    complete_tables,
    cut_out,
    home_districts,
    live_economies,
    live_region,
    named_rows,
    split_region,
)
from sim.model.ecosystem import Ecosystem
from sim.model.world import KINDS, Market, World

MONTHS = 28
RECORDS = ("history", "books", "sector_history", "facility_history")


def busy_path(districts: int, months: int = MONTHS, **nature: float) -> np.ndarray:
    """Every lever at work in every district."""
    own = worlds.path(months, worlds.PLAN, **nature)
    table = np.zeros((months, districts), own.dtype)
    for k in range(districts):
        table[:, k] = own[:, 0]
    return table


def beside(*regions: World) -> World:
    """Several regions as one, in which they share nothing; who is who follows from the region."""
    markets: list[Market] = []
    tables: dict[str, np.ndarray] = {}
    for number, region in enumerate(regions):
        start = {name: len(tables.get(name, ())) for name in KINDS} | {"markets": len(markets)}
        for name, table in region.tables.items():
            own = table.copy()
            own["key"] = [int(offspring_key(key, number, 2)) for key in own["key"]]
            for column, other in ROW_COLUMNS.get(name, {}).items():
                rows, _ = named_rows(column, own)
                own[column][rows] += start[other]
            tables[name] = concatenate_tables(tables[name], own) if name in tables else own
        markets += [
            replace(
                market,
                number=market.number + start["markets"],
                key=np.uint64(offspring_key(market.key, number, 2)),
                seat=market.seat + start["districts"],
                sectors=market.sectors + start["sectors"],
            )
            for market in region.markets
        ]
    return World(markets, tables)


def assert_same_alone_and_together(
    world: World, path: np.ndarray, threads: int, parts: int
) -> None:
    """A region lived as one, and its economies side by side, leave the same bytes."""
    whole = worlds.lived(Ecosystem(world, path, seed=5))
    apart = live_region(world, path, seed=5, threads=threads)
    assert len(apart.economies) == parts
    for name in RECORDS:
        assert getattr(apart, name).tobytes() == getattr(whole, name).tobytes(), name
    end = complete_tables(World([], {n: p.rows for n, p in whole.populations.items()}))
    homes = home_districts(end, whole.markets)
    for part, eco in zip(split_region(world, path), apart.economies, strict=True):
        here = np.isin(np.arange(path.shape[1]), part.rows["districts"])
        alone = cut_out(whole.markets, end, path, homes, here).world.tables
        for name, population in eco.populations.items():
            differ = [
                column
                for column in population.rows.dtype.names or ()
                if population.rows[column].tobytes() != alone[name][column].tobytes()
            ]
            assert not differ, (name, differ)


@pytest.mark.parametrize("threads", [1, 2])
def test_economies_side_by_side_leave_the_bytes_of_the_region_lived_as_one(threads: int) -> None:
    """Every lever is at work, and people, firms, funds and facilities come and go."""
    assert_same_alone_and_together(worlds.world(markets=2), busy_path(2), threads, parts=2)


def test_several_markets_on_fewer_threads() -> None:
    """Five markets, one of them of two districts, with sizes of their own."""
    regions = [
        worlds.world(markets=2),
        worlds.world(markets=1, people=90, firms=30),
        worlds.world(markets=2, people=60, firms=16),
    ]
    assert_same_alone_and_together(beside(*regions), busy_path(6), 2, parts=5)


def test_institutions_stay_with_their_market() -> None:
    """A university, an exchange, a company, an established firm, an outpost and a partner city."""
    assert_same_alone_and_together(worlds.with_institutions(), busy_path(2), 2, parts=2)


def test_levers_in_one_economy_only() -> None:
    """Where a lever is at neutral nothing tells that another economy has it."""
    path = worlds.path(MONTHS, worlds.PLAN, where=0)
    assert_same_alone_and_together(worlds.world(markets=2), path, 2, parts=2)


def test_one_market_is_lived_as_ever() -> None:
    """Districts of one market are one economy: nothing is cut."""
    path = busy_path(2, 14)
    assert_same_alone_and_together(worlds.world(markets=1), path, 2, parts=1)


def test_a_run_of_a_plan_on_threads_is_that_run() -> None:
    """A plan of one market leaves the same tables however many threads it is given."""
    one, two = (run("xuchang", seed=3, months=2, threads=n) for n in (1, 2))
    for name in ("history", "books", "sectors", "facilities"):
        assert getattr(one, name).tobytes() == getattr(two, name).tobytes(), name


def economies(world: World, path: np.ndarray) -> list[list[int]]:
    """The districts of each economy."""
    return [part.rows["districts"].tolist() for part in split_region(world, path)]


def shared_fund(world: World) -> None:
    world.tables["funds"]["district"][0] = 1


def shared_firm(world: World) -> None:
    world.tables["talents"]["employer"][0] = 1
    world.tables["talents"]["sector"][0] = 0


def shared_safety_net(world: World) -> None:
    world.tables["talents"]["sheltered"][0] = 2
    world.tables["talents"]["sector"][0] = 0


@pytest.mark.parametrize("share", [shared_fund, shared_firm, shared_safety_net])
def test_what_crosses_a_market_makes_one_economy(share: Any) -> None:
    """A fund settled beside its market, a job or a safety net in another: the two live together."""
    world, path = worlds.world(markets=2), worlds.path(14)
    assert economies(world, path) == [[0], [1]]
    share(world)
    assert economies(world, path) == [[0, 1]]
    assert_same_alone_and_together(world, busy_path(2, 14), 2, parts=1)


def test_a_checklist_of_both_makes_one_economy() -> None:
    """Districts that race, and facilities on one list, are marked against each other."""
    world = worlds.governed(worlds.world(markets=2))
    assert economies(world, worlds.path(14)) == [[0, 1]]


def test_districts_of_different_nature_are_lived_together() -> None:
    """Some rules read the natural setting from the region's first district."""
    world, path = worlds.world(markets=2), worlds.path(14)
    path["founding_rate"][:, 1] *= 2
    assert economies(world, path) == [[0, 1]]


@pytest.mark.parametrize("lever", ["dispatch_meetings", "upgrade_grant_envelope"])
def test_a_lever_that_ends_in_one_market_and_lasts_in_another(lever: str) -> None:
    """What an ended lever has left behind is touched as long as another has it: they live together."""
    world, path = worlds.world(markets=2), worlds.path(20)
    path[lever], path["dispatch_items"] = 4.0, 2.0
    assert economies(world, path) == [[0], [1]]
    path[lever][10:, 1] = 0.0
    assert economies(world, path) == [[0, 1]]


def test_technology_bought_before_ages_with_institutions() -> None:
    """Firms that hold technology live with the institutions whose phase looks at it."""
    world = worlds.with_institutions()
    here = world.tables["institutions"]["district"] == 0
    world.tables["institutions"] = world.tables["institutions"][here]
    world.tables["incubators"]["carrier"] = -1
    assert economies(world, worlds.path(14)) == [[0], [1]]
    there = np.flatnonzero(world.tables["startups"]["district"] == 1)
    world.tables["startups"]["technology"][there[0]] = 1.0
    assert economies(world, worlds.path(14)) == [[0, 1]]


@pytest.mark.parametrize("threads", [1, 2])
def test_a_failure_in_one_economy_is_told(threads: int) -> None:
    """What goes wrong in a thread is raised where the economies are lived."""
    parts = split_region(worlds.world(markets=2), worlds.path(3))
    lived = [Ecosystem(part.world, part.path, 1) for part in parts]
    lived[1].balances["startups"] += 1.0
    with pytest.raises(Exception, match="ledger does not close"):
        live_economies(lived, threads)


def test_every_column_that_names_a_row_is_known() -> None:
    """A column whose unit is a row, and every column of a place, is among those renumbered."""
    from sim.core.fields import fields_of

    for kind, agent in KINDS.items():
        named = {n for n, f in fields_of(agent).items() if f.unit == "row"}
        told = {
            n
            for n, f in fields_of(agent).items()
            if f.en.startswith(("row of ", "district", "market it", "facility whose"))
            and f.dtype.kind == "i"
        }
        known = set(ROW_COLUMNS.get(kind, {})) | {"subject"}
        assert named | told <= known, (kind, (named | told) - known)
