"""The reference city: what `fuhua new` writes for an average prefecture, living twelve years under
no policy; and the reference zone, for facts that were published of national high-tech zones.

No published fact was used to describe them but national scales, and no plan's parameters are bent
to the scorecard: a row that the model misses here, it misses.
"""

from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy import ndarray

from sim.model.calendar import month_number
from sim.model.ecosystem import Ecosystem
from sim.model.world import World
from sim.scenario.parameter_sets import CENTRAL
from sim.scenario.scenario import Scenario, load
from sim.scenario.spinup import fitted_path, starting_world

PLAN = Path(__file__).parent / "reference"
ZONE = Path(__file__).parent / "reference_zone"


@dataclass(frozen=True)
class CityRun:
    """What a run leaves: every firm that ever was, its finance, its facilities with their graduates
    in it, the living of each December by the year, and the monthly sums.
    """

    firms: ndarray
    stakes: ndarray
    funds: ndarray
    districts: ndarray
    facilities: ndarray
    graduates: ndarray
    years: dict[int, ndarray]
    history: ndarray
    books: ndarray
    first: int
    last: int
    path: ndarray

    def month(self, name: str) -> ndarray:
        """A measure of the census in every month, over all districts."""
        return np.asarray(self.history[name], float).sum(1)

    def total(self, name: str) -> float:
        """A flow of the census, or a stock added up, over all months."""
        return float(self.month(name).sum())

    def cohort(self, since: int, until: int) -> ndarray:
        """Which firms were registered in these years of the run, counted from 0; teams that never
        were are none.
        """
        months = self.firms["registered"] - self.first
        return (self.firms["rung"] > 0) & (months >= 12 * since) & (months < 12 * until)

    @cached_property
    def decembers(self) -> tuple[ndarray, ndarray]:
        """The living of all Decembers one after the other: the month of each row, and the rows."""
        months = [np.full(len(rows), month_number(year, 12)) for year, rows in self.years.items()]
        return np.concatenate(months), np.concatenate(list(self.years.values()))

    @cached_property
    def year_pairs(self) -> list[tuple[int, ndarray, ndarray]]:
        """Each December but the last, and the firms that live then and a year later, in both."""
        pairs = []
        for (year, then), (_, now) in pairwise(self.years.items()):
            _, a, b = np.intersect1d(then["key"], now["key"], return_indices=True)
            pairs.append((month_number(year, 12), then[a], now[b]))
        return pairs


@cache
def reference_scenario(place: Path = PLAN) -> Scenario:
    """The reference city, or the reference zone, under no policy, with the natural parameters as
    they are declared.
    """
    return load(place, "no-policy", nature=CENTRAL)


def simulate_city(world: World, path: ndarray, seed: int) -> CityRun:
    """Live a world's months, keeping the living of each December."""
    eco, years = Ecosystem(world, path, seed=seed), {}
    before = eco.incubators.rows["graduates"].copy()
    for row in path[:, 0]:
        eco.step()
        if row["month"] == 12:
            years[int(row["year"])] = eco.startups.rows[eco.agenda.living]
    first, last = map(int, path["clock"][[0, -1], 0])
    return CityRun(
        firms=eco.startups.rows,
        stakes=eco.stakes.rows,
        funds=eco.funds.rows,
        districts=eco.districts.rows,
        facilities=eco.incubators.rows,
        graduates=eco.incubators.rows["graduates"] - before,
        years=years,
        history=eco.history,
        books=eco.books,
        first=first,
        last=last,
        path=path,
    )


def initial_state(place: Path = PLAN) -> tuple[World, ndarray]:
    """The place's people, firms and facilities in the first month, and its path under no policy;
    both may be changed.
    """
    world, spinup = starting_world(reference_scenario(place))
    own = World(world.markets, {name: table.copy() for name, table in world.tables.items()})
    return own, fitted_path(reference_scenario(place), spinup, 0)


def city(seed: int) -> CityRun:
    """The reference city's twelve years."""
    return simulate_city(*initial_state(), seed)


def zone(seed: int) -> CityRun:
    """Eight years of the reference zone: half an average national high-tech zone."""
    return simulate_city(*initial_state(ZONE), seed)
