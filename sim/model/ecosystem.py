"""The ecosystem: a mesa.Model whose month is a list of phases over tables.

It is built from a World (who is there at the start) and a path (month by district: date, law, nature
and levers); the model knows nothing of files.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import mesa
import numpy as np

from sim.core import ledger
from sim.core.fields import blank_table, concatenate_tables, fields_of
from sim.core.population import AllPopulations, Population
from sim.model.agents.payments import FACILITIES, FUNDS, POOL, PROGRAMMES, STARTUPS, Book
from sim.model.calendar import month_name
from sim.model.codes import PROGRAMMES as PROGRAMME_NAMES
from sim.model.measures import Census, SectorCensus
from sim.model.month import MONTH, take_stock
from sim.model.world import KINDS, World


class Ecosystem(mesa.Model):
    """Startups, incubators, funds and talent of a region, living month by month under dated levers.

    It takes tables; `sim.scenario.mesa_model.PlanModel` makes them of a plan.  `step()` lives one month;
    `running` turns false after the last.  Columns are read as `eco.startups.get("cash")`, one agent as
    `eco.startups[3].cash`.
    """

    def __init__(
        self,
        world: World,
        path: np.ndarray,
        seed: int = 1,
        rng: int | None = None,
    ):
        """Build the populations; `rng` is Mesa's name for the seed."""
        run_seed = int(seed if rng is None else rng)
        super().__init__(rng=run_seed)
        self.path = path.copy()
        self.path["seed"] = run_seed
        self.watcher: Any = None
        self.markets = world.markets
        self.populations = {
            name: Population(kind, self, number, room=1)
            for number, (name, kind) in enumerate(KINDS.items())
        }
        for name, population in self.populations.items():
            table = world.tables.get(name)
            if table is not None:
                population.table, population.filled = (
                    concatenate_tables(table, table[:0]),
                    len(table),
                )
        self._add_purses()
        rows = self.sectors.rows
        for market in self.markets:
            rows["share"][market.sectors] = market.chances
        self.seat = np.array([self.markets[market].seat for market in rows["market"]], np.int64)
        self.living = np.flatnonzero(self.startups.rows["alive"])
        months, size = self.path.shape
        self.history = blank_table((months, size), Census)
        self.books = blank_table((months, size), Book)
        self.sector_history = blank_table((months, len(rows)), SectorCensus)
        self.papers = np.zeros(
            (months + 1, size), np.int64
        )  # firms to be struck off the register, by month
        rows = self.startups.rows
        self._note_papers(
            np.flatnonzero(~rows["alive"] & (rows["deregistered"] >= self.path["clock"][0, 0]))
        )
        self.balances = self._balances()
        take_stock(self)
        self.datacollector = mesa.DataCollector(
            model_reporters={
                name: partial(regional_value, measure=name) for name in fields_of(Census)
            }
        )

    startups = property(lambda self: self.populations["startups"])
    incubators = property(lambda self: self.populations["incubators"])
    funds = property(lambda self: self.populations["funds"])
    talents = property(lambda self: self.populations["talents"])
    stakes = property(lambda self: self.populations["stakes"])
    loans = property(lambda self: self.populations["loans"])
    sectors = property(lambda self: self.populations["sectors"])
    districts = property(lambda self: self.populations["districts"])
    programmes = property(lambda self: self.populations["programmes"])

    agents_by_type = property(lambda self: {p.kind: p for p in self.populations.values()})
    agent_types = property(lambda self: list(self.agents_by_type))
    agents = property(lambda self: AllPopulations(self.populations.values(), self.random))

    month_index = property(
        lambda self: max(0, self.steps - 1), doc="row of the path and of the history"
    )
    month = property(
        lambda self: month_name(int(self.path[self.month_index, 0].clock)),
        doc="the month just lived",
    )
    measures = property(
        lambda self: self.history[self.month_index], doc="this month's census, by district"
    )
    sector_measures = property(lambda self: self.sector_history[self.month_index])
    book = property(
        lambda self: self.books[self.month_index], doc="this month's payments, by district"
    )

    def step(self) -> None:
        """Live one month."""
        if self.steps > len(self.path):
            raise RuntimeError(
                f"the scenario ended in {month_name(int(self.path[-1, 0].clock))}; there is no month to live"
            )
        self._live_month(self.path[self.month_index])
        self.datacollector.collect(self)
        self.running = self.steps < len(self.path)

    def live(self) -> None:
        """Live every month there is, without collecting for Mesa (the history holds it all)."""
        for t, m in enumerate(self.path):
            self.steps = t + 1
            self._live_month(m)
        self.running = False

    def watch(self, watcher: Any) -> None:
        """Let a watcher see every phase from now on (`sim.story.watcher`); a run nobody watches pays nothing for it."""
        self.watcher = watcher
        watcher.begin(self)

    def hear(self, what: str, /, **lists: Any) -> None:
        """A phase tells a watcher what it decided among many."""
        if self.watcher is not None:
            self.watcher.hear(what, **lists)

    def _live_month(self, m: np.ndarray) -> None:
        for phase in MONTH:
            if self.watcher is not None:
                self.watcher.begins(self, phase.__name__, m)
            phase(self, m)
            if self.watcher is not None:
                self.watcher.ends(self, phase.__name__, m)

    def bury(self) -> None:
        """Take those who left this month out of the living; note when they leave the register."""
        alive = self.startups.rows["alive"][self.living]
        if alive.all():
            return
        gone = self.living[~alive]
        self._note_papers(gone)
        self.living = self.living[alive]

    def close_books(self, m: np.ndarray) -> None:
        """Every holder's balance must have moved by what it was paid; firms on the register are counted."""
        after = self._balances()
        ledger.check_balances(Book, self.book, self.balances, after, month_name(int(m["clock"][0])))
        self.balances = after
        self.measures["registered"] = self.measures["startups"] + self.papers[
            self.month_index + 1 :
        ].sum(0)

    def _balances(self) -> dict[str, float]:
        return {
            STARTUPS: float(self.startups.rows["cash"].sum()),
            FACILITIES: float(self.incubators.rows["cash"].sum()),
            FUNDS: float(self.funds.rows["cash"].sum()),
            PROGRAMMES: float(self.programmes.rows["purse"].sum()),
            POOL: float(self.districts.rows["pool"].sum()),
        }

    def _add_purses(self) -> None:
        size = self.districts.filled
        self.purse_of = np.arange(size * len(PROGRAMME_NAMES)).reshape(size, len(PROGRAMME_NAMES))
        if not self.programmes.filled:
            kind = np.tile(np.arange(len(PROGRAMME_NAMES)), size)
            self.programmes.append(
                self.purse_of.size,
                kind=kind,
                district=np.repeat(np.arange(size), len(PROGRAMME_NAMES)),
                key=self.purse_of.ravel(),
            )

    def _note_papers(self, gone: np.ndarray) -> None:
        rows = self.startups.rows
        due = np.minimum(rows["deregistered"][gone] - self.path["clock"][0, 0], len(self.path))
        np.add.at(self.papers, (due, rows["district"][gone]), 1)


def regional_value(eco: Ecosystem, measure: str) -> float:
    """This month's value of a measure, summed over districts."""
    return float(eco.measures[measure].sum())
