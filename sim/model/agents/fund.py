"""A fund that buys stakes in startups."""

from sim.core.population import Agent
from sim.model.declarations import declare_fields


@declare_fields("funds")
class Fund(Agent):
    """A pool of private and public money with a manager, a mandate and an end."""
