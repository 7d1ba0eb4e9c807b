"""A person who may found a firm or do its research; the columns fill one cache line."""

from sim.core.population import Agent
from sim.model.declarations import declare_fields


@declare_fields("talents")
class Talent(Agent):
    """One person with technical, scientific or managerial training."""
