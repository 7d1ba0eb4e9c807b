"""A technology startup, from a team without a firm to a listed company.

Columns stand in the order the month touches them, so that a phase reads few cache lines.
"""

from sim.core.population import Agent
from sim.model.declarations import declare_fields


@declare_fields("startups")
class Startup(Agent):
    """One real firm, or a team that may become one."""
