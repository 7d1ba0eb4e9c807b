"""A set of agents of several kinds that answers Mesa's AgentSet.

Mesa's own set holds its agents weakly; ours are handles made when asked for, so someone must hold
them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import Any, TypeAlias, TypeVar

import mesa
from mesa.agent import AgentSet

try:
    from mesa.agentset import GroupBy  # Mesa 3.5
except ImportError:
    from mesa.agent import GroupBy  # Mesa 3.3

__all__ = ["GroupBy", "StrongAgentSet"]

OfAgent: TypeAlias = str | Callable[..., Any]  # an attribute's name, or a function of the agent
Chosen = TypeVar("Chosen", bound=Any)  # a list or an array


def value_reader(what: OfAgent) -> Callable[..., Any]:
    """A function that reads an attribute, or the function itself."""
    return attrgetter(what) if isinstance(what, str) else what


def first_agents(chosen: Chosen, at_most: float) -> Chosen:
    """Mesa's limit of a selection: a number of agents, or as a float a part of them."""
    if at_most == float("inf"):
        return chosen
    n = int(at_most * len(chosen)) if isinstance(at_most, float) else at_most
    return chosen[:n]  # type: ignore[no-any-return]


class StrongAgentSet(AgentSet):  # type: ignore[misc]  # Mesa has no types
    """Agents of several kinds, held for as long as this set is (Mesa's own would let them go)."""

    def __init__(self, members: Iterable[mesa.Agent], random: Any):
        self.members, self.random = list(members), random

    def __len__(self) -> int:
        return len(self.members)

    def __iter__(self) -> Iterator[mesa.Agent]:
        return iter(self.members)

    def __contains__(self, agent: object) -> bool:
        return agent in self.members

    def __getitem__(self, item: int | slice) -> Any:
        return list(self)[item]

    def to_list(self) -> list[mesa.Agent]:
        """The agents as a list."""
        return list(self)

    def select(
        self,
        filter_func: Callable[..., Any] | None = None,
        at_most: float = float("inf"),
        inplace: bool = False,
        agent_type: type | None = None,
    ) -> AgentSet:
        """Mesa's select."""
        chosen = [
            a
            for a in self
            if (agent_type is None or isinstance(a, agent_type))
            and (filter_func is None or filter_func(a))
        ]
        return self._with(first_agents(chosen, at_most), inplace)

    def sort(self, key: OfAgent, ascending: bool = False, inplace: bool = False) -> StrongAgentSet:
        """Agents in the order of an attribute, the largest first as in Mesa."""
        return self._with(sorted(self, key=value_reader(key), reverse=not ascending), inplace)

    def shuffle(self, inplace: bool = False) -> StrongAgentSet:
        """Agents in the order of the model's own Mesa stream; the simulation itself never asks."""
        members = list(self)
        self.random.shuffle(members)
        return self._with(members, inplace)

    def do(self, method: OfAgent, *args: Any, **kwargs: Any) -> StrongAgentSet:
        """Call a method, or a function of the agent, on every agent."""
        self.map(method, *args, **kwargs)
        return self

    def map(self, method: OfAgent, *args: Any, **kwargs: Any) -> list[Any]:
        """The results of calling a method, or a function of the agent, on every agent."""
        if isinstance(method, str):
            return [getattr(agent, method)(*args, **kwargs) for agent in self]
        return [method(agent, *args, **kwargs) for agent in self]

    def shuffle_do(self, method: OfAgent, *args: Any, **kwargs: Any) -> StrongAgentSet:
        """Mesa's random activation, for models that build on this one."""
        self.shuffle().do(method, *args, **kwargs)
        return self

    def get(
        self, attr_names: str | list[str], handle_missing: str = "error", default_value: Any = None
    ) -> Any:
        """An attribute, or a list of several, of every agent."""
        if not isinstance(attr_names, str):
            columns = (self.get(name, handle_missing, default_value) for name in attr_names)
            return [list(values) for values in zip(*columns, strict=True)]
        missing = () if handle_missing == "error" else (default_value,)
        return [getattr(agent, attr_names, *missing) for agent in self]

    def set(self, attr_name: str, value: Any) -> StrongAgentSet:
        """Write one value into an attribute of every agent."""
        for agent in self:
            setattr(agent, attr_name, value)
        return self

    def groupby(self, by: OfAgent, result_type: str = "agentset") -> GroupBy:
        """Agents by the value of an attribute or a function."""
        groups: dict[Any, list[mesa.Agent]] = {}
        read = value_reader(by)
        for agent in self:
            groups.setdefault(read(agent), []).append(agent)
        if result_type == "agentset":
            return GroupBy({k: StrongAgentSet(g, self.random) for k, g in groups.items()})
        return GroupBy(groups)

    def add(self, agent: mesa.Agent) -> None:
        """Put an agent into this set."""
        if agent not in self:
            self.members.append(agent)

    def discard(self, agent: mesa.Agent) -> None:
        """Take an agent out of this set (it lives on)."""
        if agent in self:
            self.members.remove(agent)

    def remove(self, agent: mesa.Agent) -> None:
        """Take an agent out of this set; KeyError where it is not in it."""
        if agent not in self:
            raise KeyError(agent)
        self.discard(agent)

    def _with(self, members: list[mesa.Agent], inplace: bool) -> StrongAgentSet:
        if not inplace:
            return StrongAgentSet(members, self.random)
        self.members = members
        return self
