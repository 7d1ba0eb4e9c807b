"""The starting population: the region lives under the old rules until it looks like the known
region.

Plans tell few stocks.  From a seed population of people the region runs some years under neutral
levers; entry, filing, leaving and competition from elsewhere are changed until the known stocks are
met within 2 % and their known growth within two points a year.  The result is kept by content, so
that it is made once.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypeAlias, TypedDict

import numpy as np

from sim.core import kernel
from sim.core.chance import offspring_key
from sim.core.digests import fingerprint
from sim.core.fields import concatenate_tables, dtype_of
from sim.core.files import atomic_file
from sim.model.codes import (
    EMPLOYEE,
    ENGINEER,
    MANAGER,
    MICRO,
    OUTSIDE,
    SCIENTIST,
    SEEKING,
    YOUNG_PROFESSIONAL,
)
from sim.model.ecosystem import Ecosystem, regional_value
from sim.model.world import KINDS, Market, World, operator_posts, starting_table
from sim.scenario.rates import (
    FITTED,
    GROWING,
    GROWTH_MONTHS,
    KNOWN,
    ROUGH,
    RateSearch,
    grow_rates,
    mean_growth,
    stock_gap,
)
from sim.scenario.scenario import Scenario

TRIAL_PEOPLE, TRIAL_MONTHS = 200, 14  # of a region on which kernels are compiled
ROUNDS, ROUNDS_OF_OTHERS = 14, 6  # of the first population, of those that begin with its rates
# few firms come by ones, so a small region takes more attempts, which cost little there
SMALL, ROUNDS_OF_SMALL = 1000, 60
# a region of many firms is sought in a part of itself, which costs as much less
LARGE, PART = 8000, 8
ROUNDS_OF_PART, ROUNDS_AGAIN = 8, 3  # at first, and after the whole region was missed
DIVIDED = {  # what a part of a region has as much less of
    "sectors": ("demand", "incumbents"),
    "incubators": ("area", "main_building", "tenant_area", "staff"),
    "funds": ("target", "raised", "public_paid", "cash", "reserve", "invested"),
}
DIVIDED_NATURE = (
    "graduates",
    "returnees",
    "technology_firms",
    "exits_half",
    "pipeline_half",
    "private_pool",
)
SPINUP_SEED = 1
REFERENCES = {  # columns that name rows of other tables
    "startups": {"founder": "talents", "home": "incubators", "loan": "loans", "investor": "funds"},
    "funds": {"home": "incubators"},
    "talents": {"employer": "startups", "venture": "startups", "insured_firm": "startups"},
    "stakes": {"startup": "startups", "fund": "funds"},
    "loans": {"startup": "startups"},
}
SET_UP = (
    "operators",
    "checklists",
    "criteria",
    "candidacies",
    "institutions",
)  # by a policy, in its first month
GROWN = {"demand": "demand_growth", "incumbents": "demand_growth", "wage": "wage_growth"}
STATED = {  # what stands is as the plan says
    "sectors": ("demand", "incumbents", "wage"),
    "incubators": ("closed", "staff", "tenant_area", "level", "months_lost"),
    "districts": ("market_rent", "rent_pressure", "housing", "amenity"),
}
Progress: TypeAlias = Callable[
    [str, int, int], None
]  # a stage, how much of it is done, of how much


class SpinupFit(TypedDict):
    """How a starting world was found: the fitted rates, each known stock and growth beside the one
    met, the stocks that no rate within its bounds could meet, the gap, and how each fact answered to
    each rate.
    """

    nature: dict[str, float]
    answers: dict[str, dict[str, float]]
    stocks: dict[str, dict[str, float]]
    growths: dict[str, dict[str, float]]
    out_of_reach: list[str]
    gap: float


@dataclass(frozen=True)
class SpinupSetting:
    """What a scenario says of the years before its first month, asked once for all rounds."""

    tables: dict[str, np.ndarray]
    markets: list[Market]
    past: np.ndarray  # the path of those years, under neutral levers
    known: dict[str, float]  # the stocks to be met
    growths: dict[str, float]  # the growth to be met of some of them
    people: int
    firms: int
    population: int
    root: np.uint64  # what keys of people and their draws come from

    @classmethod
    def of(cls, scenario: Scenario, population: int) -> SpinupSetting:
        """The setting of a scenario's place for one of its starting populations.

        The first has the stocks as told; the others have those that the plan assumes drawn from
        their uncertainty, and people of their own.
        """
        root = np.uint64(int(scenario.place_digest[:15], 16))
        stream = np.random.Generator(np.random.Philox([int(root), population]))
        scenario = scenario.for_population(population)
        start = dict(scenario.start)
        past = scenario.neutral_path(int(start["spinup_years"]))
        past["demand_shock"] = 0.0
        tables = {n: t for n, t in scenario.tables().items() if n not in SET_UP}
        tables["incubators"]["tender"] = tables["incubators"]["carrier"] = -1
        # where the plan tells no sales, a usual part of the demand it states
        usual = 12 * float(past["served_share"][0, 0]) * float(tables["sectors"]["demand"].sum())
        if population > 0:
            doubt = float(past["stock_doubt"][0, 0])
            root = np.uint64(offspring_key(root, population, 3))
            told = {note.key for note in scenario.notes}
            for key in KNOWN.values():
                if f"start.{key}" in told and key in start:
                    start[key] *= float(np.exp(doubt * stream.standard_normal() - doubt**2 / 2))
            usual *= float(np.exp(doubt * stream.standard_normal() - doubt**2 / 2))
        known = {name: start[key] for name, key in KNOWN.items() if start.get(key)}
        return cls(
            tables=tables,
            markets=scenario.markets(),
            past=past,
            known={"sales_12": usual, **known},
            growths={
                name: start[f"{key}_growth"]
                for name, key in KNOWN.items()
                if name in known and f"{key}_growth" in start and len(past) > GROWTH_MONTHS
            },
            people=int(start["talents"]),
            firms=int(start.get("startups", 0)),
            population=population,
            root=root,
        )

    @cached_property
    def seed(self) -> World:
        """Who and what is there when the years before the plan begin."""
        return seed_world(self)

    def divide(self, by: int) -> SpinupSetting:
        """A region of so many times fewer people, firms and all that they share."""
        tables, past = {n: table.copy() for n, table in self.tables.items()}, self.past.copy()
        for name, columns in DIVIDED.items():
            for column in columns:
                tables[name][column] = np.ceil(tables[name][column] / by)
        for name in DIVIDED_NATURE:
            past[name] = past[name] / by
        return replace(
            self,
            tables=tables,
            past=past,
            known={name: stock / by for name, stock in self.known.items()},
            people=self.people // by,
            firms=self.firms // by,
        )


_worlds: dict[str, tuple[World, SpinupFit]] = {}  # what this process has made or read already


def starting_world(
    scenario: Scenario, progress: Progress | None = None, population: int = 0
) -> tuple[World, SpinupFit]:
    """The region at the first month, one of its starting populations, and how well it meets the known
    stocks.

    Progress is told as the stage "spinup".
    """
    name = world_name(scenario, population)
    markets, planned = scenario.markets(), scenario.tables()
    if name not in _worlds:
        file = kernel.WORLDS / f"{name}.npz"
        found = load_world(file, markets)
        if found is None:
            tell = progress or (lambda stage, done, of: None)
            begin = starting_world(scenario, tell)[1] if population else None
            found = fit(SpinupSetting.of(scenario, population), begin, tell)
            save_world(file, *found)
            kernel.forget_old_caches()
        _worlds[name] = found
    world, spinup = _worlds[name]
    return add_policy(world, planned), spinup


def world_name(scenario: Scenario, population: int) -> str:
    """What a starting world is kept under: all that its past depends on."""
    nature = scenario.for_population(population).nature
    return f"start-{fingerprint([scenario.place_digest, nature, population])}"


def is_grown(scenario: Scenario, population: int) -> bool:
    """Whether a starting world need not be made any more."""
    name = world_name(scenario, population)
    return name in _worlds or (kernel.WORLDS / f"{name}.npz").exists()


def fitted_path(scenario: Scenario, spinup: SpinupFit, seed: int) -> np.ndarray:
    """The path that the run of a seed lives.

    It is the scenario's with the nature under which the run's starting population grew up, and with
    the rates that the spin-up fitted, where the scenario does not change them.
    """
    lived = scenario.for_run(seed)
    path = lived.path()
    for name, value in spinup["nature"].items():
        if name not in lived.later:
            path[name] = value
    grow_rates(path, scenario.first)
    return path


def fit(setting: SpinupSetting, begin: SpinupFit | None, tell: Progress) -> tuple[World, SpinupFit]:
    """Repeat the spin-up under other rates until the known stocks and their growth are met; `begin`
    is how another population was found, near whose rates the right ones are.

    Of a large region a part is lived first, until it comes near.  What the whole region then misses
    the part is made to make up for, and so on.
    """
    known, rates = setting.known, {n: float(setting.past[n][0, 0]) for n in FITTED.values()}
    rates |= {n: float(setting.past[n][0, 0]) for n in GROWING.values()}
    search = RateSearch(known, setting.growths, setting.population > 0)
    firms = known.get("startups", SMALL)
    rounds = ROUNDS if firms >= SMALL else ROUNDS_OF_SMALL
    rounds = ROUNDS_OF_OTHERS if setting.population else rounds
    if begin is not None:
        rates |= begin["nature"]
        search.recall(begin["answers"])
    tell("spinup", 0, rounds)
    part, guide, lacked = setting.divide(PART), search.divide(PART), np.zeros(0)
    if firms >= LARGE:
        guide.near = ROUGH * search.near
        rates, lacked = come_near(part, guide, rates, ROUNDS_OF_PART)
        guide.near = search.near
    best: tuple[Ecosystem, dict[str, float], float] | None = None
    for attempt in range(rounds):
        tell("spinup", attempt, rounds)
        eco = spin_up(setting, rates)
        missed = search.short(*stocks_and_growth(eco, setting))
        met, loss = search.is_met(rates, missed), search.loss(missed)
        if best is None or met or loss < best[2]:
            best = eco, rates, loss
        if met or attempt == rounds - 1:
            break
        if firms >= LARGE and attempt == 0:
            guide.aim(missed - lacked)
            rates, lacked = come_near(part, guide, guide.step(rates, missed), ROUNDS_AGAIN)
            search.recall(guide.answers())
        else:
            rates = search.step(rates, missed, 1 / (1 + attempt // ROUNDS))
    tell("spinup", rounds, rounds)
    assert best is not None  # there is at least one round
    eco, rates, _ = best
    answers = (guide if firms >= LARGE else search).answers()
    return world_of(eco, setting.tables), spinup_fit(eco, setting, search, rates, answers)


def come_near(
    part: SpinupSetting, guide: RateSearch, rates: dict[str, float], rounds: int
) -> tuple[dict[str, float], np.ndarray]:
    """The rates under which a part of a region comes near what is sought, and what it still misses."""
    missed = guide.short(*stocks_and_growth(spin_up(part, rates), part))
    for _ in range(rounds - 1):
        if guide.is_met(rates, missed):
            break
        rates = guide.step(rates, missed)
        missed = guide.short(*stocks_and_growth(spin_up(part, rates), part))
    return rates, missed


def stocks_and_growth(
    eco: Ecosystem, setting: SpinupSetting
) -> tuple[dict[str, float], dict[str, float]]:
    """The known stocks as a region's past leaves them, and how those grew whose growth is known."""
    met = {name: regional_value(eco, name) for name in setting.known}
    history = eco.history
    return met, {name: mean_growth(history[name].sum(1)) for name in setting.growths}


def spinup_fit(
    eco: Ecosystem,
    setting: SpinupSetting,
    search: RateSearch,
    rates: Mapping[str, float],
    answers: dict[str, dict[str, float]],
) -> SpinupFit:
    """How a lived past compares with what is known."""
    met, grown = stocks_and_growth(eco, setting)
    missed = search.short(met, grown)
    out = search.at_bounds(rates, missed)
    kept = {*search.rates}
    return SpinupFit(
        nature={name: value for name, value in rates.items() if name in kept},
        answers=answers,
        stocks={n: {"known": value, "met": met[n]} for n, value in setting.known.items()},
        growths={n: {"known": value, "met": grown[n]} for n, value in setting.growths.items()},
        out_of_reach=[n for n, far in zip(search.stocks, out, strict=False) if far],
        gap=max(stock_gap(met[name], value) for name, value in setting.known.items()),
    )


def spin_up(setting: SpinupSetting, rates: Mapping[str, float]) -> Ecosystem:
    """The region after its years under the old rules, begun with the people the plan states."""
    path, years = setting.past.copy(), len(setting.past) // 12
    for name, value in rates.items():
        path[name] = value
    grow_rates(path, int(path["clock"][-1, 0]) + 1)
    sectors = setting.seed.tables["sectors"].copy()
    for column, growth in GROWN.items():
        sectors[column] *= np.exp(-float(path[growth][0, 0]) * years)
    world = World(setting.seed.markets, setting.seed.tables | {"sectors": sectors})
    eco = Ecosystem(world, path, seed=SPINUP_SEED)
    eco.live()
    return eco


def seed_world(setting: SpinupSetting) -> World:
    """The places, established firms, and people in work outside: nobody has founded anything yet."""
    tables = {name: table.copy() for name, table in setting.tables.items()}
    places = tables["incubators"] = standing_facilities(tables["incubators"])
    begin, people = setting.past[0, 0], setting.people
    later = places["opened"] > begin["clock"]
    places["opens"][later] = places["opened"][later]
    places["opened"][later] = -1
    talents = starting_table("talents", people)
    talents["key"] = [int(offspring_key(setting.root, k, 1)) for k in range(people)]
    stream = np.random.Generator(np.random.Philox(int(setting.root)))
    posts = [float(begin[f"{name}_share"]) for name in ("engineer", "manager", "scientist")]
    talents["kind"] = stream.choice(
        [YOUNG_PROFESSIONAL, ENGINEER, MANAGER, SCIENTIST], people, p=[1 - sum(posts), *posts]
    )
    spread = float(begin["skill_spread"])
    talents["skill"] = np.exp(spread * stream.standard_normal(people) - spread * spread / 2)
    share = np.concatenate([m.chances * m.share for m in setting.markets])
    rows = np.concatenate([m.sectors for m in setting.markets])
    talents["sector"] = stream.choice(rows, people, p=share / share.sum())
    talents["employer"] = OUTSIDE
    talents["born"] = 0
    firms = established_firms(setting, tables, stream)
    return World(setting.markets, tables | {"talents": talents, "startups": firms})


def established_firms(
    setting: SpinupSetting, tables: Mapping[str, np.ndarray], stream: np.random.Generator
) -> np.ndarray:
    """Technology firms that were there before anybody in the model founded one: of mixed ages, larger
    than startups, with customers and products, and research of their own by some.

    They hire their researchers as posts are filled, and climb, fall and close like all others.
    """
    m = setting.past[0, 0]
    count = round(float(m["established_share"]) * setting.firms)
    firms = starting_table("startups", count)
    firms["key"] = [int(offspring_key(setting.root, k, 2)) for k in range(count)]
    share = np.concatenate([x.chances * x.share for x in setting.markets])
    rows = np.concatenate([x.sectors for x in setting.markets])
    firms["sector"] = stream.choice(rows, count, p=share / share.sum())
    districts, sectors = tables["districts"], tables["sectors"]
    for k, market in enumerate(sectors["market"][firms["sector"]]):
        there = np.flatnonzero(districts["market"] == market)
        pull = districts["share"][there]
        firms["district"][k] = stream.choice(there, p=pull / pull.sum())
    spread = float(m["established_spread"])
    heads = float(m["established_heads"]) * np.exp(spread * stream.standard_normal(count))
    firms["heads"] = np.maximum(1, np.rint(heads))
    firms["registered"] = m["clock"] - stream.integers(1, int(m["established_age"]) + 1, count)
    firms["born"], firms["rung_since"], firms["rung"] = firms["registered"], m["clock"], MICRO
    firms["ready"], firms["effort"], firms["origin"] = 1.0, 1.0, EMPLOYEE
    ability = stream.standard_normal((2, count))
    firms["capability"] = m["mover_capability"] * np.exp(m["capability_spread"] * ability[0])
    firms["quality"] = np.exp(m["quality_spread"] * ability[1])
    firms["contracts"] = np.maximum(1, np.rint(firms["heads"] / m["established_contract"]))
    firms["contract_value"] = m["established_load"] * firms["heads"] * m["output_per_head"]
    firms["niche"] = m["established_niche"] * firms["contract_value"]
    firms["researching"] = stream.random(count) < m["established_research"]
    least = np.where(firms["researching"], m["least_research_share"], m["least_high_tech"])
    firms["high_tech_share"] = least + (1 - least) * stream.random(count)
    firms["capacity"] = stream.random(count)
    # of those that do research the ablest at filing hold the title
    part = certificates_then(setting) / max(1, int(firms["researching"].sum()))
    certified = firms["researching"] & (firms["capacity"] > 1 - part)
    left = stream.integers(0, int(m["certificate_months"]), count)
    firms["high_tech_until"] = np.where(certified, m["clock"] + left, firms["high_tech_until"])
    firms["designs"] = np.where(certified, 1, 0)
    firms["outside_wage"] = sectors["wage"][firms["sector"]]
    firms["patience"] = m["mover_patience"] * m["patience"]
    firms["area"] = m["area_per_head"] * firms["heads"]
    firms["cash"] = m["savings"] * firms["heads"]
    firms["paid_in"] = firms["cash"]
    return firms


def certificates_then(setting: SpinupSetting) -> float:
    """The certificates that firms held when the years before the plan begin: what is known of the
    plan's eve, shrunk by its growth.
    """
    m, years = setting.past[0, 0], len(setting.past) / 12
    stated = float(np.expm1(m["title_growth"]))
    growth = np.log1p(setting.growths.get("high_tech_valid", stated))
    return float(setting.known.get("high_tech_valid", 0.0) * np.exp(-growth * years))


def small_region(scenario: Scenario) -> tuple[World, np.ndarray]:
    """Few people with every place, fund and institution that a plan and its policy name, and the
    first months of its path: enough to compile kernels on.
    """
    setting = replace(SpinupSetting.of(scenario, 0), people=TRIAL_PEOPLE)
    return add_policy(setting.seed, scenario.tables()), scenario.path()[:TRIAL_MONTHS]


def standing_facilities(incubators: np.ndarray) -> np.ndarray:
    """The facilities that exist before the plan begins."""
    return incubators[incubators["opened"] >= 0].copy()


def add_policy(world: World, planned: Mapping[str, np.ndarray]) -> World:
    """The starting world with what a policy promises and sets up: facilities, and who is to run
    them; tenders, checklists and institutions.
    """
    incubators = planned["incubators"]
    promised = incubators[incubators["opened"] < 0]
    both = concatenate_tables(world.tables["incubators"], promised)
    both["tender"], both["carrier"] = incubators["tender"], incubators["carrier"]
    tables = {"incubators": both}
    for name in SET_UP:
        old = world.tables.get(name, planned[name][:0])
        if name == "operators" and not len(old):
            old = operator_posts(world.tables["districts"])
        tables[name] = concatenate_tables(old, planned[name])
    return World(world.markets, world.tables | tables)


def world_of(eco: Ecosystem, planned: Mapping[str, np.ndarray]) -> World:
    """The region as it stands, without the rows of the dead; what the plan's tables state is
    theirs.
    """
    kept, new = {}, {}
    free_people(eco.talents.rows, eco.startups.rows)
    for name, population in eco.populations.items():
        rows = population.rows
        alive = rows["alive"].copy()
        if name in ("stakes", "loans"):
            # a closed firm's debts and shares are settled here, and so are those of a dissolved fund
            for column, other in REFERENCES[name].items():
                alive &= eco.populations[other].rows["alive"][rows[column]]
        new[name] = np.where(alive, np.cumsum(alive) - 1, -1)
        kept[name] = rows[alive].copy()
    for name, columns in REFERENCES.items():
        for column, other in columns.items():
            old = kept[name][column]
            kept[name][column] = np.where(old >= 0, np.append(new[other], -1)[old], old)
    there = {**planned, "incubators": standing_facilities(planned["incubators"])}
    for name, stated in STATED.items():
        for column in stated:
            kept[name][column] = there[name][column]
    kept["funds"] = restore_fund_books(kept["funds"], planned["funds"])
    del kept["programmes"], kept["institutions"]
    return World(list(eco.markets), kept)


def restore_fund_books(funds: np.ndarray, planned: np.ndarray) -> np.ndarray:
    """The plan's funds with the books the plan states for its eve; what they bought in the spin-up
    they keep.
    """
    funds = funds.copy()
    for fund in planned:
        funds[funds["key"] == fund["key"]] = fund
    return concatenate_tables(funds, planned[~np.isin(planned["key"], funds["key"])])


def free_people(talents: np.ndarray, startups: np.ndarray) -> None:
    """People whose firm closed in the last month look for work."""
    lost = (talents["employer"] >= 0) & ~startups["alive"][talents["employer"]]
    talents["employer"][lost] = SEEKING
    talents["venture"][lost] = -1


def save_world(file: Path, world: World, spinup: SpinupFit) -> None:
    """Save a starting world; a file appears whole or not at all."""
    note = np.frombuffer(json.dumps(spinup).encode(), np.uint8)
    bare = {name: np.asarray(table).view(np.uint8) for name, table in world.tables.items()}
    with suppress(OSError), atomic_file(file) as making:  # without a cache it is only slower
        np.savez_compressed(making, note=note, **bare)  # type: ignore[arg-type]  # names are open


def load_world(file: Path, markets: list[Market]) -> tuple[World, SpinupFit] | None:
    """A saved starting world; None where there is none or it is damaged."""
    try:
        with np.load(file, allow_pickle=False) as saved:
            tables = {n: saved[n].view(dtype_of(KINDS[n])) for n in saved.files if n != "note"}
            return World(markets, tables), json.loads(saved["note"].tobytes())
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return None
