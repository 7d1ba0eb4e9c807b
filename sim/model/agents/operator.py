"""A team that runs facilities under a contract: sought by a tender, chosen among bidders, replaced
where it fails.
"""

from sim.core.population import Agent
from sim.model.declarations import declare_fields


@declare_fields("operators")
class Operator(Agent):
    """A professional operator, or the post of one for as long as none has been chosen."""
