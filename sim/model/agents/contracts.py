"""A fund's share in a startup, and a bank's loan to one: the relations that money makes."""

from sim.core.population import Agent
from sim.model.declarations import declare_fields


@declare_fields("stakes")
class Stake(Agent):
    """A share bought in one round."""


@declare_fields("loans")
class Loan(Agent):
    """A bank loan, perhaps backed by the risk pool."""
