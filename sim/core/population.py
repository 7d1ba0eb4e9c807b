"""Mesa's agents and agent sets, laid over a table.

A population is one record array: the row number is identity for life, rows are never reused, the
dead keep theirs.  Kernels loop over rows; Mesa sees a set of agents, each a stateless handle made
when asked for.  Only Mesa's public interface is answered, so versions 3.3 to 3.5 serve alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import mesa
import numpy as np
from mesa.agent import AgentSet
from numpy import ndarray

from sim.core.agentset import (
    GroupBy,
    OfAgent,
    StrongAgentSet,
    first_agents,
)
from sim.core.fields import Field, blank_table, copy_rows

GROWTH = 1.5  # room for half as many rows again: the system gives memory only to what is filled
SPARE = 64  # and in small tables for this many more
CACHE_LINE = 64  # bytes that a processor fetches at once
ID_STEP = 1_000_000_000  # unique_id = population number * ID_STEP + row


def roomy_table(rows: ndarray, needed: int) -> ndarray:
    """A copy of rows with room for as many as are needed, and for more to come.

    It begins where a cache line does, so that a row of a line's size is fetched at one go.
    """
    size = max(needed + SPARE, int(needed * GROWTH)) * rows.dtype.itemsize
    room = np.zeros(size + CACHE_LINE, np.uint8)
    begin = -room.ctypes.data % CACHE_LINE
    table = room[begin : begin + size].view(rows.dtype)
    copy_rows(rows, table[: len(rows)])
    return table


class Agent(mesa.Agent):  # type: ignore[misc]  # Mesa has no types
    """One row with Mesa's face on it; equal handles are the same agent."""

    key = Field("who this is, for chance", "随机身份", default=0, dtype="u8")
    born = Field("month of entry", "出现月份", "month", default=0, dtype="i4")
    alive = Field("takes part in this month", "存续", default=True)

    pos = None

    def __init__(
        self, population: Population, row: int
    ):  # not super(): the row is the registration
        self.population, self.row = population, row

    model = property(lambda self: self.population.model)
    record = property(lambda self: self.population.table[self.row], doc="the row itself, for rules")
    unique_id = property(lambda self: self.population.number * ID_STEP + self.row)

    def remove(self) -> None:
        """Take the agent out of the living; its row stays."""
        self.alive = False

    def __eq__(self, other: object) -> bool:
        return (
            type(self) is type(other)
            and self.population is other.population
            and self.row == other.row
        )

    def __hash__(self) -> int:
        return hash((id(self.population), self.row))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.row}>"


class Cohort(StrongAgentSet):
    """Some rows of a population, answering as a mesa AgentSet at the speed of columns."""

    def __init__(self, population: Population, ids: ndarray):
        self.population, self.random = population, population.model.random
        self.ids = np.asarray(ids, np.intp)

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[Agent]:
        return (self.population.agent(i) for i in self.ids)

    def __contains__(self, agent: object) -> bool:
        return (
            isinstance(agent, Agent)
            and agent.population is self.population
            and bool(np.any(self.ids == agent.row))
        )

    def __getitem__(self, item: int | slice) -> Any:
        if isinstance(item, slice):
            return [self.population.agent(i) for i in self.ids[item]]
        return self.population.agent(self.ids[item])

    def get(
        self, attr_names: str | list[str], handle_missing: str = "error", default_value: Any = None
    ) -> Any:
        """An attribute of every agent; a column comes as an array."""
        if isinstance(attr_names, str) and attr_names in (self.population.table.dtype.names or ()):
            return self.population.table[attr_names][self.ids]
        return super().get(attr_names, handle_missing, default_value)

    def set(self, attr_name: str, value: Any) -> Cohort:
        """Write one value, or one value an agent, into a column."""
        self.population.table[attr_name][self.ids] = value
        return self

    def select(
        self,
        filter_func: Callable[..., Any] | ndarray | None = None,
        at_most: float = float("inf"),
        inplace: bool = False,
        agent_type: type | None = None,
    ) -> AgentSet:
        """Mesa's select; filter_func may also be a boolean array, which is the fast way."""
        ids = self.ids
        if agent_type is not None and not issubclass(self.population.kind, agent_type):
            ids = ids[:0]
        if callable(filter_func):
            ids = np.array([i for i in ids if filter_func(self.population.agent(i))], np.intp)
        elif filter_func is not None and len(ids):
            ids = ids[np.asarray(filter_func, bool)]
        return self._rows(first_agents(ids, at_most), inplace)

    def sort(self, key: OfAgent, ascending: bool = False, inplace: bool = False) -> Cohort:
        """Agents in the order of an attribute, the largest first as in Mesa."""
        order = np.argsort(self._values(key), kind="stable")
        return self._rows(self.ids[order if ascending else order[::-1]], inplace)

    def groupby(self, by: OfAgent, result_type: str = "agentset") -> GroupBy:
        """Agents by the value of an attribute."""
        values = self._values(by)
        groups: dict[Any, Any] = {
            v.item(): self._rows(self.ids[values == v]) for v in np.unique(values)
        }
        return GroupBy(
            groups if result_type == "agentset" else {k: list(g) for k, g in groups.items()}
        )

    def add(self, agent: Agent) -> None:
        """Put an agent of the same population into this selection."""
        if agent not in self:
            self.ids = np.append(self.ids, agent.row)

    def discard(self, agent: Agent) -> None:
        """Take an agent out of this selection (it lives on)."""
        self.ids = self.ids[self.ids != agent.row]

    def _values(self, of: OfAgent) -> ndarray:
        return np.asarray(self.get(of) if isinstance(of, str) else [of(a) for a in self])

    def _rows(self, ids: ndarray, inplace: bool = False) -> Cohort:
        if not inplace:
            return Cohort(self.population, ids)
        self.ids = ids
        return self

    def _with(self, members: list[Agent], inplace: bool) -> Cohort:
        return self._rows(np.array([agent.row for agent in members], np.intp), inplace)


class Population(Cohort):
    """Every agent of one kind that ever lived; as an agent set, the living.

    Shapes: `table` has room for more rows than `rows`, every row ever filled, which is what kernels
    loop over; what lies beyond is no agent and says nothing.  `append` and `drop_last` replace
    `rows`: take it afresh in each phase.
    """

    def __init__(
        self,
        kind: type[Agent],
        model: mesa.Model,
        number: int = 0,
        table: ndarray | None = None,
    ):
        """Agents of a kind in a model, numbered among its kinds; `table` is copied: who is there."""
        self.kind, self.model, self.number, self.random = kind, model, number, model.random
        self.newborn = blank_table(1, kind)
        given = self.newborn[:0] if table is None else table
        self.row_count = len(given)
        self._settle_in(roomy_table(given, len(given)))
        self.rows = self.table[: self.row_count]
        self.on_change: Callable[[], None] | None = None  # told when `rows` is another view

    population = property(lambda self: self)
    ids = property(lambda self: np.flatnonzero(self.rows["alive"]), doc="row numbers of the living")

    def agent(self, row: int) -> Agent:
        """The handle on a row."""
        return self.kind(self, int(row))

    def append(self, n: int, **columns: Any) -> ndarray:
        """Add n newborn rows and return them; unnamed columns keep their defaults."""
        needed = self.row_count + n
        if needed > len(self.table):
            self._settle_in(roomy_table(self.rows, needed))
        new = self.table[self.row_count : needed]
        self._whole_rows[self.row_count : needed] = self._blank
        for name, values in columns.items():
            new[name] = values
        self._show(needed)
        return new

    def drop_last(self, n: int) -> None:
        """Give back the last n rows, appended but not needed."""
        if n:
            self._show(self.row_count - n)

    def _settle_in(self, table: ndarray) -> None:
        whole = np.dtype((np.void, table.dtype.itemsize))  # rows copied byte by byte
        self.table, self._whole_rows = table, table.view(whole)
        self._blank = self.newborn.view(whole)

    def _show(self, row_count: int) -> None:
        self.row_count, self.rows = row_count, self.table[:row_count]
        if self.on_change is not None:
            self.on_change()

    def add(self, agent: Agent) -> None:
        """Mesa's add: an agent of this population lives again."""
        if agent.population is not self:
            raise ValueError(
                f"{agent!r} belongs to another population; use append() for new agents"
            )
        agent.alive = True

    def discard(self, agent: Agent) -> None:
        """Mesa's discard: the agent leaves the living."""
        agent.alive = False


class AllPopulations(StrongAgentSet):
    """All populations of a model, chained, for Mesa's `model.agents`: always who is living now."""

    def __init__(self, populations: Iterable[Population], random: Any):
        self.populations, self.random = list(populations), random

    def __len__(self) -> int:
        return sum(map(len, self.populations))

    def __iter__(self) -> Iterator[Agent]:
        return (agent for population in self.populations for agent in population)

    def __contains__(self, agent: object) -> bool:
        return any(agent in population for population in self.populations)

    def select(
        self,
        filter_func: Callable[..., Any] | None = None,
        at_most: float = float("inf"),
        inplace: bool = False,
        agent_type: type | None = None,
    ) -> AgentSet:
        """Mesa's select; choosing one kind gives that population's fast cohort."""
        kinds = self.populations
        if agent_type is not None:
            kinds = [p for p in kinds if issubclass(p.kind, agent_type)]
        if len(kinds) == 1:
            return kinds[0].select(filter_func, at_most)
        return super().select(filter_func, at_most, False, agent_type)

    def add(self, agent: Agent) -> None:
        """An agent of one of the populations lives again."""
        agent.population.add(agent)

    def discard(self, agent: Agent) -> None:
        """An agent leaves the living."""
        agent.population.discard(agent)

    def _with(self, members: list[Agent], inplace: bool) -> StrongAgentSet:
        return StrongAgentSet(members, self.random)
