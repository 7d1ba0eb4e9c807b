"""Every lever moves the quantity of its own channel in the right direction, and nothing that is not downstream of it.

Two runs differ in one lever, in one of two markets.  Until the phase in which the lever enters, everything is
the same bit for bit; there only the columns differ through which it works; the other market never notices.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

import numpy as np
import pytest
import worlds

from sim.model import codes
from sim.model.ecosystem import Ecosystem
from sim.model.month import PhaseFunction
from sim.model.region import Region


@dataclass(frozen=True)
class Channel:
    """What a lever must move, in which direction, and where it enters: a table of tests/levers.toml, which says what is what."""

    moves: str
    sign: int
    enters: str
    busy: float
    value: float | None = None
    others: dict[str, float] = field(default_factory=dict)
    nature: dict[str, float] = field(default_factory=dict)
    months: int = 12
    runs: int = 1


CHANNELS = {name: Channel(**test) for name, test in worlds.LEVER_TESTS.items()}


class Seen:
    """Everything after each phase, byte for byte by column."""

    def __init__(self) -> None:
        self.states: list[tuple[str, dict[str, np.ndarray]]] = []

    def begin(self, eco: Region) -> None:
        """Nothing to see yet."""

    def before(self, phase: PhaseFunction, eco: Region, m: np.ndarray) -> None:
        """Nothing to see before a phase."""

    def after(self, phase: PhaseFunction, eco: Region, m: np.ndarray) -> None:
        """Every table as it stands."""
        tables = {name: population.rows.copy() for name, population in eco.populations.items()}
        tables |= {
            "book": eco.book.copy(),
            "census": eco.measures.copy(),
            "sector_census": eco.sector_measures.copy(),
        }
        self.states.append((phase.__name__, tables))


def lived(channel: Channel, levers: dict[str, float], seed: int = 3) -> tuple[Ecosystem, Seen]:
    """A run of two markets, the levers pulled in the first only."""
    path = worlds.path(channel.months, levers, where=0, **channel.nature)
    for name, value in channel.others.items():
        path[name][:, 0] = np.where(
            path[name][:, 0] == worlds.NEUTRAL[name], value, path[name][:, 0]
        )
    eco, seen = Ecosystem(worlds.world(markets=2), path, seed=seed), Seen()
    eco.watch(seen)
    return worlds.lived(eco), seen


def first_difference(a: Seen, b: Seen) -> tuple[str, set[str]]:
    """The phase after which two runs first differ, and the columns that do."""
    for (phase, one), (_, other) in zip(a.states, b.states, strict=True):
        columns = set()
        for name, table in one.items():
            n = min(len(table), len(other[name]))
            if len(table) != len(other[name]):
                columns.add(f"{name}.rows")
            columns |= {
                f"{name}.{c}"
                for c in table.dtype.names
                if table[c][:n].tobytes() != other[name][c][:n].tobytes()
            }
        if columns:
            return phase, columns
    return "never", set()


def quantity(eco: Ecosystem, what: str) -> float:
    """A channel's quantity in the first market."""
    table, column = what.split(".")
    if table == "book":
        return float(eco.books[column][:, 0].sum())
    if table == "census":
        return float(eco.history[column][:, 0].sum())
    rows = eco.populations[table].rows
    if what == "talents.employed":
        return float(
            (
                (rows["employer"] >= 0)
                & rows["alive"]
                & (eco.sectors.rows["market"][rows["sector"]] == 0)
            ).sum()
        )
    if what == "startups.deregistered":
        gone = rows[(rows["district"] == 0) & (rows["exit_month"] >= 0)]
        return float((gone["deregistered"] - gone["exit_month"]).mean())
    if table == "districts":
        return float(rows[column][0])
    if table == "talents":
        return float(rows[column][eco.sectors.rows["market"][rows["sector"]] == 0].sum())
    here = rows["market"] == 0 if table == "sectors" else rows["district"] == 0
    if what == "startups.ready":
        here &= rows["born"] >= worlds.FIRST
    if what == "startups.waited":
        new = here & (rows["born"] >= worlds.FIRST) & (rows["origin"] < codes.ATTRACTED)
        return float((rows["registered"] - rows["born"])[new].mean())
    if what == "startups.tenant_capability":
        return float(rows["capability"][here & rows["alive"] & (rows["home"] >= 0)].mean())
    if table == "incubators":
        here &= rows["opened"] >= 0
    return float(rows[column][here & rows["alive"]].astype(float).mean())


class Pulled(NamedTuple):
    """What pulling a lever does to a run: to its own quantity, where first, and what of the other market."""

    moved: float
    enters: str
    elsewhere: list[str]


@cache
def pulled(lever: str, seed: int = 3) -> Pulled:
    """The run with a lever beside the one without it; the runs themselves would fill the memory."""
    channel = CHANNELS[lever]
    value = channel.busy if channel.value is None else channel.value
    (without, before), (under, after) = (
        lived(channel, {}, seed),
        lived(channel, {lever: value}, seed),
    )
    phase, columns = first_difference(before, after)
    ours, theirs = other_market(without), other_market(under)
    return Pulled(
        quantity(under, channel.moves) - quantity(without, channel.moves),
        f"{phase}: {' '.join(sorted(columns))}",
        [name for name in ours if ours[name] != theirs[name]],
    )


def test_every_lever_has_a_channel() -> None:
    assert set(CHANNELS) == set(worlds.LEVERS)


@pytest.mark.parametrize("lever", list(CHANNELS))
def test_a_lever_moves_its_own_quantity(lever: str) -> None:
    channel = CHANNELS[lever]
    assert channel.sign * sum(pulled(lever, seed).moved for seed in range(3, 3 + channel.runs)) > 0


@pytest.mark.parametrize("lever", list(CHANNELS))
def test_a_lever_enters_where_it_says_and_nowhere_else(lever: str) -> None:
    assert pulled(lever).enters == CHANNELS[lever].enters


@pytest.mark.parametrize("lever", list(CHANNELS))
def test_the_other_market_never_notices(lever: str) -> None:
    assert pulled(lever).elsewhere == []


def other_market(eco: Ecosystem) -> dict[str, bytes]:
    """All that a run leaves in the second market."""
    rows = eco.sectors.rows
    people = eco.talents.rows[rows["market"][eco.talents.rows["sector"]] == 1]
    left = {
        "startups": eco.startups.rows[eco.startups.rows["district"] == 1],
        "people": people,
        "incubators": eco.incubators.rows[eco.incubators.rows["district"] == 1],
        "funds": eco.funds.rows[eco.funds.rows["market"] == 1],
        "sectors": rows[rows["market"] == 1],
    }
    numbers = {
        "founder",
        "loan",
        "investor",
        "employer",
        "venture",
        "insured_firm",
        "buyer",
    }  # rows of other tables, not facts
    found = {
        f"{name}.{c}": np.ascontiguousarray(table[c]).tobytes()
        for name, table in left.items()
        for c in table.dtype.names
        if c not in numbers
    }
    return found | {"history": eco.history[:, 1].tobytes(), "books": eco.books[:, 1].tobytes()}
