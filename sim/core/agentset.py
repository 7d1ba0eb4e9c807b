"""A set of agents of several kinds that answers Mesa's AgentSet.

Mesa's own set holds its agents weakly; ours are handles made when asked for, so someone must hold them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import mesa
from mesa.agent import AgentSet

try:
    from mesa.agentset import GroupBy  # Mesa 3.5
except ImportError:
    from mesa.agent import GroupBy  # Mesa 3.3


class StrongAgentSet(AgentSet):
    """Agents of several kinds, held for as long as the gathering is (Mesa's own set would let handles go)."""

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
        filter_func: Callable | None = None,
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
        if at_most != float("inf"):
            chosen = chosen[: int(at_most * len(chosen)) if isinstance(at_most, float) else at_most]
        return self._with(chosen, inplace)

    def sort(
        self, key: str | Callable, ascending: bool = False, inplace: bool = False
    ) -> StrongAgentSet:
        """Agents in the order of an attribute, the largest first as in Mesa."""
        value = (lambda a: getattr(a, key)) if isinstance(key, str) else key
        return self._with(sorted(self, key=value, reverse=not ascending), inplace)

    def shuffle(self, inplace: bool = False) -> StrongAgentSet:
        """Agents in the order of the model's own Mesa stream."""
        members = list(self)
        self.random.shuffle(members)
        return self._with(members, inplace)

    def do(self, method: str | Callable, *args: Any, **kwargs: Any) -> StrongAgentSet:
        """Call a method, or a function of the agent, on every agent."""
        self.map(method, *args, **kwargs)
        return self

    def map(self, method: str | Callable, *args: Any, **kwargs: Any) -> list[Any]:
        """The results of calling a method, or a function of the agent, on every agent."""
        return [
            (
                getattr(a, method)(*args, **kwargs)
                if isinstance(method, str)
                else method(a, *args, **kwargs)
            )
            for a in self
        ]

    def shuffle_do(self, method: str | Callable, *args: Any, **kwargs: Any) -> StrongAgentSet:
        """Mesa's random activation."""
        self.shuffle().do(method, *args, **kwargs)
        return self

    def get(
        self, attr_names: str | list[str], handle_missing: str = "error", default_value: Any = None
    ) -> list[Any]:
        """An attribute, or several, of every agent."""
        if not isinstance(attr_names, str):
            return [
                [self._value(a, n, handle_missing, default_value) for n in attr_names] for a in self
            ]
        return [self._value(a, attr_names, handle_missing, default_value) for a in self]

    def set(self, attr_name: str, value: Any) -> StrongAgentSet:
        """Write one value into an attribute of every agent."""
        for agent in self:
            setattr(agent, attr_name, value)
        return self

    def groupby(self, by: str | Callable, result_type: str = "agentset") -> GroupBy:
        """Agents by the value of an attribute or a function."""
        groups: dict[Any, list[mesa.Agent]] = {}
        for agent in self:
            groups.setdefault(getattr(agent, by) if isinstance(by, str) else by(agent), []).append(
                agent
            )
        if result_type == "agentset":
            return GroupBy(
                {k: StrongAgentSet(members, self.random) for k, members in groups.items()}
            )
        return GroupBy(groups)

    def add(self, agent: mesa.Agent) -> None:
        """Put an agent into this gathering."""
        if agent not in self:
            self.members.append(agent)

    def discard(self, agent: mesa.Agent) -> None:
        """Take an agent out of this gathering (it lives on)."""
        if agent in self:
            self.members.remove(agent)

    def remove(self, agent: mesa.Agent) -> None:
        """Take an agent out of this gathering; KeyError where it is not in it."""
        if agent not in self:
            raise KeyError(agent)
        self.members.remove(agent)

    def _value(self, agent: mesa.Agent, name: str, handle_missing: str, default: Any) -> Any:
        return (
            getattr(agent, name, default) if handle_missing == "default" else getattr(agent, name)
        )

    def _with(self, members: list[mesa.Agent], inplace: bool) -> StrongAgentSet:
        if not inplace:
            return StrongAgentSet(members, self.random)
        self.members = members
        return self
