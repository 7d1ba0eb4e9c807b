"""The ecosystem: a mesa.Model whose month is a list of phases over tables.

It is built from a World (who is there at the start) and a path (month by district: date, law,
nature and levers); the model knows nothing of files.
"""

from functools import partial
from typing import Protocol

import mesa
from numpy import ndarray

from sim.core.fields import fields_of
from sim.core.population import AllPopulations, Population
from sim.model.calendar import month_name
from sim.model.measures import Census
from sim.model.month import MONTH, PhaseFunction, take_stock
from sim.model.region import Region
from sim.model.world import KINDS, POST, PURSE, World, operator_posts, programme_purses


class Observer(Protocol):
    """Sees a region before its first month, and before and after each phase; it changes nothing."""

    def begin(self, region: Region) -> None:
        """The region before its first month."""

    def before(self, phase: PhaseFunction, region: Region, m: ndarray) -> None:
        """The region before a phase of a month."""

    def after(self, phase: PhaseFunction, region: Region, m: ndarray) -> None:
        """The region after a phase of a month."""


class Ecosystem(Region, mesa.Model):  # type: ignore[misc]  # Mesa has no types
    """Startups, incubators, funds and talent of a region, living month by month under dated levers.

    It takes tables; `sim.scenario.mesa_model.PlanModel` makes them of a plan.  `step()` lives one
    month; `running` turns false after the last.  Columns are read as `eco.startups.get("cash")`,
    one agent as `eco.startups[3].cash`.
    """

    def __init__(self, world: World, path: ndarray, seed: int = 1, rng: int | None = None):
        """Build the populations; `rng` is Mesa's name for the seed."""
        run_seed = int(seed if rng is None else rng)
        mesa.Model.__init__(self, rng=run_seed)
        self.watcher: Observer | None = None
        path = path.copy()
        path["seed"] = run_seed
        populations = {
            name: Population(kind, self, number, world.tables.get(name))
            for number, (name, kind) in enumerate(KINDS.items())
        }
        add_purses(populations["programmes"], path.shape[1])
        add_operators(populations["operators"], populations["districts"].rows)
        for market in world.markets:
            populations["sectors"].rows["share"][market.sectors] = market.chances
        Region.__init__(self, populations, world.markets, path)
        take_stock(self)
        self.datacollector = mesa.DataCollector(
            model_reporters={
                name: partial(regional_value, measure=name) for name in fields_of(Census)
            }
        )

    agents_by_type = property(lambda self: {p.kind: p for p in self.populations.values()})
    agent_types = property(lambda self: list(self.agents_by_type))
    agents = property(lambda self: AllPopulations(self.populations.values(), self.random))

    month = property(
        lambda self: month_name(int(self.path["clock"][self.month_index, 0])),
        doc="the month just lived",
    )

    def step(self) -> None:
        """Live one month."""
        if self.steps > len(self.path):
            last = month_name(int(self.path["clock"][-1, 0]))
            raise RuntimeError(f"the scenario ended in {last}; there is no month to live")
        self.list_residents()  # between two steps anybody may change agents by hand
        self.live_month(self.steps - 1)
        self.datacollector.collect(self)
        self.running = self.steps < len(self.path)

    def live(self) -> None:
        """Live every month there is, without collecting for Mesa (the history holds it all)."""
        for t in range(len(self.path)):
            self.steps = t + 1
            self.live_month(t)
        self.running = False

    def live_month(self, index: int) -> None:
        """Live the month of a row of the path, phase by phase."""
        self.begin_month(index)
        m = self.path[index]
        for phase in MONTH:
            if self.watcher is not None:
                self.watcher.before(phase, self, m)
            phase(self, m)
            if self.watcher is not None:
                self.watcher.after(phase, self, m)

    def watch(self, watcher: Observer) -> None:
        """Let a watcher see every phase from now on (`sim.story.watcher`)."""
        self.watcher = watcher
        watcher.begin(self)


def add_purses(programmes: Population, districts: int) -> None:
    """Give each district an empty purse for each programme, where the world brings none."""
    if not programmes.row_count:
        purses = programme_purses(districts)
        programmes.append(len(purses), **{name: purses[name] for name in ("key", *PURSE)})


def add_operators(operators: Population, districts: ndarray) -> None:
    """Give each district the post of an operator that its lever may fill, where the world brings
    none.
    """
    if not operators.row_count:
        posts = operator_posts(districts)
        operators.append(len(posts), **{name: posts[name] for name in ("key", *POST)})


def regional_value(region: Region, measure: str) -> float:
    """This month's value of a measure, summed over districts."""
    return float(region.measures[measure].sum())
