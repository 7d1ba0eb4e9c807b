"""The starting population: the region lives under the old rules until it looks like the known region.

Plans tell few stocks.  From a seed population of people the region runs some years under neutral
levers; entry, filing and the number of people it begins with are changed until the known stocks are
met within 2 %.  The result is kept by content, so that it is made once.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import numpy as np

from sim.core import kernel
from sim.core.chance import child_key
from sim.core.fields import blank_table, concatenate_tables, fields_of
from sim.core.files import atomic_file
from sim.model.codes import ENGINEER, MANAGER, OUTSIDE, SCIENTIST, SEEKING, YOUNG_PROFESSIONAL
from sim.model.ecosystem import Ecosystem, regional_value
from sim.model.parameters import Nature
from sim.model.world import KINDS, World
from sim.scenario.scenario import Scenario

CLOSE = 0.02  # how near the known stocks must be met
ROUNDS = 14
SMALL, ROUNDS_OF_SMALL = (
    1000,
    60,
)  # few firms come by ones, so a small region takes more attempts, which cost little there
SPINUP_SEED = 1
FITTED = {
    "startups": "founding_rate",
    "tech_sme_valid": "filing_rate",
    "high_tech_valid": "high_tech_filing",
    "talent": "leaving_rate",
}
KNOWN = {
    "startups": "startups",
    "tech_sme_valid": "tech_sme",
    "high_tech_valid": "high_tech",
    "talent": "talents",
}
REFERENCES = {  # columns that name rows of other tables
    "startups": {"founder": "talents", "home": "incubators", "loan": "loans", "investor": "funds"},
    "funds": {"home": "incubators"},
    "talents": {"employer": "startups", "venture": "startups"},
    "stakes": {"startup": "startups", "fund": "funds"},
    "loans": {"startup": "startups"},
}
_worlds: dict[str, tuple[World, dict[str, Any]]] = {}  # what this process has made or read already


def starting_world(
    scenario: Scenario, progress: Callable[[str, int, int], None] | None = None
) -> tuple[World, dict[str, Any]]:
    """The region at the first month, and how well it meets the known stocks.

    The second value has "nature" (the fitted rates) and "stocks" (known and met).  Progress is told
    as stages "compile" and "spinup".
    """
    tell = progress or (lambda stage, done, of: None)
    name = f"start-{scenario.place_digest}"
    if name not in _worlds:
        file = kernel.WORLDS / f"{name}.npz"
        found = load_world(file, scenario)
        if found is None:
            found = fit(scenario, tell)
            save_world(file, *found)
            kernel.forget_old_caches()
        _worlds[name] = found
    world, spinup = _worlds[name]
    return add_promised_facilities(world, scenario), spinup


def fitted_path(scenario: Scenario, spinup: Mapping[str, Any], seed: int) -> np.ndarray:
    """The path that the run of a seed lives: the scenario's with the nature drawn for the run, and with the rates that the
    spin-up fitted, where the scenario does not change them."""
    lived = scenario.drawn(seed)
    path = lived.path()
    for name, value in spinup["nature"].items():
        if name not in lived.later:
            path[name] = value
    return path


def fit(scenario: Scenario, tell: Callable[[str, int, int], None]) -> tuple[World, dict[str, Any]]:
    """Repeat the spin-up, scaling entry, filing and leaving, until the known stocks are met."""
    known = {
        name: float(scenario.start[key]) for name, key in KNOWN.items() if scenario.start.get(key)
    }
    rates = {name: spinup_parameter(scenario, name) for name in FITTED.values()}
    tell("compile", 0, 1)
    compile_kernels(scenario)
    tell("compile", 1, 1)
    best: tuple[float, World, dict[str, Any]] | None = None
    rounds = ROUNDS if known.get("startups", SMALL) >= SMALL else ROUNDS_OF_SMALL
    for attempt in range(rounds):
        tell("spinup", attempt, rounds)
        eco = spin_up(scenario, rates)
        met = {name: regional_value(eco, name) for name in known}
        gap = max(stock_gap(met[name], value) for name, value in known.items())
        if best is None or gap < best[0]:
            best = (
                gap,
                world_of(eco, scenario),
                {
                    "nature": dict(rates),
                    "stocks": {n: {"known": v, "met": met[n]} for n, v in known.items()},
                    "gap": gap,
                },
            )
        if gap <= CLOSE:
            break
        short = {name: value / max(1.0, met[name]) for name, value in known.items()}
        rates = refit_rates(rates, short, 1 / (1 + attempt // ROUNDS))
    tell("spinup", rounds, rounds)
    return best[1], best[2]


def stock_gap(met: float, known: float) -> float:
    """How far a stock is from the known one, as a part of it; one firm more or less is near enough in a small region."""
    return 0.0 if abs(met - known) <= 1 else abs(met / known - 1)


def refit_rates(
    rates: Mapping[str, float], short: Mapping[str, float], step: float = 1.0
) -> dict[str, float]:
    """The rates scaled by how short their stocks fell; one that is close enough is left alone, so that chance among the
    rest stays as it was.  More people will found more firms without a higher rate.  A `step` below 1 goes only part of the way:
    where few firms answer by jumps, full steps can go to and fro past the known stock for ever."""
    new = dict(rates)
    for name in FITTED.keys() & short.keys():
        ratio = short[name] / (short["talent"] if name == "startups" else 1.0)
        if abs(ratio - 1) > CLOSE / 2:
            rate, power = FITTED[name], step * (-1.2 if name == "talent" else 0.9)
            new[rate] = float(
                min(fields_of(Nature)[rate].high, rates[rate] * np.clip(ratio, 0.4, 2.5) ** power)
            )
    return new


def compile_kernels(scenario: Scenario) -> None:
    """Compile every kernel on a small region, so that the progress line can say what takes the time."""
    path = scenario.path()
    small = seed_world(scenario, people=200)
    eco = Ecosystem(small, path[: min(len(path), 14)], seed=SPINUP_SEED)
    eco.live()


def spin_up(scenario: Scenario, rates: Mapping[str, float]) -> Ecosystem:
    """The region after its years under the old rules, begun with the people the plan states."""
    years = int(scenario.start["spinup_years"])
    path = scenario.neutral_path(scenario.first - 12 * years, scenario.first - 1)
    for name, value in rates.items():
        path[name] = value
    path["demand_shock"] = 0.0
    world = seed_world(scenario, int(scenario.start["talents"]))
    growth = float(path["demand_growth"][0, 0])
    world.tables["sectors"]["demand"] *= np.exp(-growth * years)
    world.tables["sectors"]["incumbents"] *= np.exp(-growth * years)
    wages = float(path["wage_growth"][0, 0])
    world.tables["sectors"]["wage"] *= np.exp(-wages * years)
    eco = Ecosystem(world, path, seed=SPINUP_SEED)
    eco.live()
    return eco


def seed_world(scenario: Scenario, people: int) -> World:
    """The places, and people in work outside: nobody has founded anything yet."""
    tables, markets = scenario.tables(), scenario.markets()
    tables["incubators"] = standing_facilities(tables["incubators"])
    later = tables["incubators"]["opened"] > scenario.first - 12 * int(
        scenario.start["spinup_years"]
    )
    tables["incubators"]["opens"][later] = tables["incubators"]["opened"][later]
    tables["incubators"]["opened"][later] = -1
    talents = blank_table(people, KINDS["talents"])
    root = np.uint64(int(scenario.place_digest[:15], 16))
    rows = np.array([int(child_key(root, k, 1)) for k in range(people)], np.uint64)
    stream = np.random.Generator(np.random.Philox(int(root)))
    talents["key"] = rows
    posts = [
        spinup_parameter(scenario, f"{name}_share") for name in ("engineer", "manager", "scientist")
    ]
    talents["kind"] = stream.choice(
        [YOUNG_PROFESSIONAL, ENGINEER, MANAGER, SCIENTIST], people, p=[1 - sum(posts), *posts]
    )
    spread = spinup_parameter(scenario, "skill_spread")
    talents["skill"] = np.exp(spread * stream.standard_normal(people) - spread * spread / 2)
    share = np.concatenate([np.asarray(m.chances) * m.share for m in markets])
    talents["sector"] = stream.choice(
        np.concatenate([m.sectors for m in markets]), people, p=share / share.sum()
    )
    talents["employer"] = OUTSIDE
    talents["born"] = 0
    return World(markets, tables | {"talents": talents})


def spinup_parameter(scenario: Scenario, name: str) -> float:
    """A natural parameter as the region grows up with it."""
    return float(scenario.nature.get(name, fields_of(Nature)[name].default))


def standing_facilities(incubators: np.ndarray) -> np.ndarray:
    """The facilities that exist before the plan begins."""
    return incubators[incubators["opened"] >= 0].copy()


def add_promised_facilities(world: World, scenario: Scenario) -> World:
    """The starting world with the facilities this policy promises."""
    planned = scenario.tables()["incubators"]
    promised = planned[planned["opened"] < 0]
    return World(
        world.markets,
        world.tables | {"incubators": concatenate_tables(world.tables["incubators"], promised)},
    )


def world_of(eco: Ecosystem, scenario: Scenario) -> World:
    """The region as it stands, without the rows of the dead, with the places as the scenario names them."""
    kept, new = {}, {}
    startups = eco.startups.rows
    free_people(eco.talents.rows, startups)
    for name, population in eco.populations.items():
        rows = population.rows
        alive = rows["alive"].copy()
        if "startup" in rows.dtype.names:  # a closed firm's debts and shares are settled here
            alive &= startups["alive"][rows["startup"]]
        if "fund" in rows.dtype.names:  # so are those of a fund that was dissolved
            alive &= eco.funds.rows["alive"][rows["fund"]]
        new[name] = np.where(alive, np.cumsum(alive) - 1, -1)
        kept[name] = rows[alive].copy()
    for name, columns in REFERENCES.items():
        for column, other in columns.items():
            old = kept[name][column]
            kept[name][column] = np.where(old >= 0, new[other][old], old)
    named = scenario.tables()
    for column in ("demand", "incumbents", "wage"):
        kept["sectors"][column] = named["sectors"][column]
    there = standing_facilities(named["incubators"])
    for column in (
        "closed",
        "staff",
        "tenant_area",
        "level",
        "months_lost",
    ):  # what stands is as the plan says
        kept["incubators"][column] = there[column]
    for column in ("market_rent", "rent_pressure", "housing", "amenity"):
        kept["districts"][column] = named["districts"][column]
    kept["funds"] = restore_fund_books(kept["funds"], named["funds"])
    del kept["programmes"]
    return World(scenario.markets(), kept)


def restore_fund_books(funds: np.ndarray, planned: np.ndarray) -> np.ndarray:
    """The plan's funds with the books the plan states for its eve; what they bought in the spin-up they keep."""
    funds = funds.copy()
    for fund in planned:
        funds[funds["key"] == fund["key"]] = fund
    return concatenate_tables(funds, planned[~np.isin(planned["key"], funds["key"])])


def free_people(talents: np.ndarray, startups: np.ndarray) -> None:
    """People whose firm closed in the last month look for work."""
    lost = (talents["employer"] >= 0) & ~startups["alive"][talents["employer"]]
    talents["employer"][lost] = SEEKING
    talents["venture"][lost] = -1


def save_world(file: Any, world: World, spinup: Mapping[str, Any]) -> None:
    """Save a starting world; a file appears whole or not at all."""
    note = np.frombuffer(json.dumps(spinup).encode(), np.uint8)
    with suppress(OSError), atomic_file(file) as making:  # without a cache it is only slower
        np.savez_compressed(
            making, note=note, **{n: np.asarray(t).view(np.uint8) for n, t in world.tables.items()}
        )


def load_world(file: Any, scenario: Scenario) -> tuple[World, dict[str, Any]] | None:
    """A saved starting world; None where there is none or it is damaged."""
    try:
        with np.load(file, allow_pickle=False) as saved:
            tables = {
                n: saved[n].view(blank_table(0, KINDS[n]).dtype) for n in saved.files if n != "note"
            }
            return World(scenario.markets(), tables), json.loads(saved["note"].tobytes())
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return None
