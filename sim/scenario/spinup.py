"""The starting population: the region lives under the old rules until it looks like the known
region.

Plans tell few stocks.  From a seed population of people the region runs some years under neutral
levers; entry, filing and the number of people it begins with are changed until the known stocks are
met within 2 %.  The result is kept by content, so that it is made once.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias, TypedDict

import numpy as np

from sim.core import kernel
from sim.core.chance import child_key
from sim.core.fields import concatenate_tables, dtype_of, fields_of
from sim.core.files import atomic_file
from sim.model.codes import ENGINEER, MANAGER, OUTSIDE, SCIENTIST, SEEKING, YOUNG_PROFESSIONAL
from sim.model.ecosystem import Ecosystem, regional_value
from sim.model.parameters import Nature
from sim.model.world import KINDS, Market, World, starting_table
from sim.scenario.scenario import Scenario

CLOSE = 0.02  # how near the known stocks must be met
ROUNDS = 14
# few firms come by ones, so a small region takes more attempts, which cost little there
SMALL, ROUNDS_OF_SMALL = 1000, 60
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
    """How a starting world was found: the fitted rates, each known stock beside the one met, the
    gap.
    """

    nature: dict[str, float]
    stocks: dict[str, dict[str, float]]
    gap: float


@dataclass(frozen=True)
class SpinupSetting:
    """What a scenario says of the years before its first month, asked once for all rounds."""

    tables: dict[str, np.ndarray]
    markets: list[Market]
    past: np.ndarray  # the path of those years, under neutral levers
    trial: np.ndarray  # of the first months after them, by which every kernel is compiled
    known: dict[str, float]  # the stocks to be met
    people: int
    root: np.uint64  # what keys of people and their draws come from

    @classmethod
    def of(cls, scenario: Scenario) -> SpinupSetting:
        """The setting of a scenario's place."""
        start = scenario.start
        past = scenario.neutral_path(int(start["spinup_years"]))
        past["demand_shock"] = 0.0
        return cls(
            tables=scenario.tables(),
            markets=scenario.markets(),
            past=past,
            trial=scenario.path()[:14],
            known={name: start[key] for name, key in KNOWN.items() if start.get(key)},
            people=int(start["talents"]),
            root=np.uint64(int(scenario.place_digest[:15], 16)),
        )


_worlds: dict[str, tuple[World, SpinupFit]] = {}  # what this process has made or read already


def starting_world(scenario: Scenario, progress: Progress | None = None) -> tuple[World, SpinupFit]:
    """The region at the first month, and how well it meets the known stocks.

    Progress is told as stages "compile" and "spinup".
    """
    name = f"start-{scenario.place_digest}"
    markets, promised = scenario.markets(), scenario.tables()["incubators"]
    if name not in _worlds:
        file = kernel.WORLDS / f"{name}.npz"
        found = load_world(file, markets)
        if found is None:
            found = fit(scenario, progress or (lambda stage, done, of: None))
            save_world(file, *found)
            kernel.forget_old_caches()
        _worlds[name] = found
    world, spinup = _worlds[name]
    return add_promised_facilities(world, promised), spinup


def fitted_path(scenario: Scenario, spinup: SpinupFit, seed: int) -> np.ndarray:
    """The path that the run of a seed lives.

    It is the scenario's with the nature drawn for the run, and with the rates that the spin-up
    fitted, where the scenario does not change them.
    """
    lived = scenario.for_run(seed)
    path = lived.path()
    for name, value in spinup["nature"].items():
        if name not in lived.later:
            path[name] = value
    return path


def fit(scenario: Scenario, tell: Progress) -> tuple[World, SpinupFit]:
    """Repeat the spin-up, scaling entry, filing and leaving, until the known stocks are met.

    Every kernel is compiled on a small region first, so that the progress line can say what takes
    the time.
    """
    setting = SpinupSetting.of(scenario)
    known, rates = setting.known, {n: float(setting.past[n][0, 0]) for n in FITTED.values()}
    tell("compile", 0, 1)
    spin_up(replace(setting, past=setting.trial, people=200), rates)
    tell("compile", 1, 1)
    best: tuple[Ecosystem, SpinupFit] | None = None
    rounds = ROUNDS if known.get("startups", SMALL) >= SMALL else ROUNDS_OF_SMALL
    for attempt in range(rounds):
        tell("spinup", attempt, rounds)
        eco = spin_up(setting, rates)
        met = {name: regional_value(eco, name) for name in known}
        gap = max(stock_gap(met[name], value) for name, value in known.items())
        if best is None or gap < best[1]["gap"]:
            stocks = {name: {"known": value, "met": met[name]} for name, value in known.items()}
            best = eco, SpinupFit(nature=rates, stocks=stocks, gap=gap)
        if gap <= CLOSE:
            break
        short = {name: value / max(1.0, met[name]) for name, value in known.items()}
        rates = refit_rates(rates, short, 1 / (1 + attempt // ROUNDS))
    tell("spinup", rounds, rounds)
    assert best is not None  # there is at least one round
    eco, spinup = best
    return world_of(eco, setting.tables), spinup


def stock_gap(met: float, known: float) -> float:
    """How far a stock is from the known one, as a part of it; one firm more or less is near enough
    in a small region.
    """
    return 0.0 if abs(met - known) <= 1 else abs(met / known - 1)


def refit_rates(
    rates: Mapping[str, float], short: Mapping[str, float], step: float = 1.0
) -> dict[str, float]:
    """The rates scaled by how short their stocks fell.

    One that is close enough is left alone, so that chance among the rest stays as it was.  More
    people will found more firms without a higher rate.  A `step` below 1 goes only part of the way:
    where few firms answer by jumps, full steps can go to and fro past the known stock for ever.
    """
    new = dict(rates)
    for name in FITTED.keys() & short.keys():
        ratio = short[name] / (short["talent"] if name == "startups" else 1.0)
        if abs(ratio - 1) > CLOSE / 2:
            rate, power = FITTED[name], step * (-1.2 if name == "talent" else 0.9)
            most = fields_of(Nature)[rate].high
            scaled = float(rates[rate] * np.clip(ratio, 0.4, 2.5) ** power)
            new[rate] = scaled if most is None else min(most, scaled)
    return new


def spin_up(setting: SpinupSetting, rates: Mapping[str, float]) -> Ecosystem:
    """The region after its years under the old rules, begun with the people the plan states."""
    path, years = setting.past.copy(), len(setting.past) // 12
    for name, value in rates.items():
        path[name] = value
    world = seed_world(setting, setting.people)
    sectors = world.tables["sectors"]
    for column, growth in GROWN.items():
        sectors[column] *= np.exp(-float(path[growth][0, 0]) * years)
    eco = Ecosystem(world, path, seed=SPINUP_SEED)
    eco.live()
    return eco


def seed_world(setting: SpinupSetting, people: int) -> World:
    """The places, and people in work outside: nobody has founded anything yet."""
    tables = {name: table.copy() for name, table in setting.tables.items()}
    places = tables["incubators"] = standing_facilities(tables["incubators"])
    begin = setting.past[0, 0]
    later = places["opened"] > begin["clock"]
    places["opens"][later] = places["opened"][later]
    places["opened"][later] = -1
    talents = starting_table("talents", people)
    talents["key"] = [int(child_key(setting.root, k, 1)) for k in range(people)]
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
    return World(setting.markets, tables | {"talents": talents})


def standing_facilities(incubators: np.ndarray) -> np.ndarray:
    """The facilities that exist before the plan begins."""
    return incubators[incubators["opened"] >= 0].copy()


def add_promised_facilities(world: World, planned: np.ndarray) -> World:
    """The starting world with the facilities that a plan's table promises."""
    promised = planned[planned["opened"] < 0]
    both = concatenate_tables(world.tables["incubators"], promised)
    return World(world.markets, world.tables | {"incubators": both})


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
            kept[name][column] = np.where(old >= 0, new[other][old], old)
    there = {**planned, "incubators": standing_facilities(planned["incubators"])}
    for name, stated in STATED.items():
        for column in stated:
            kept[name][column] = there[name][column]
    kept["funds"] = restore_fund_books(kept["funds"], planned["funds"])
    del kept["programmes"]
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
