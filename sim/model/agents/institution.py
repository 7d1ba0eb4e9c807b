"""An institution that acts in its own name: a state company, a university, an exchange, an outpost,
an established firm.
"""

from sim.core.population import Agent
from sim.model.declarations import declare_fields


@declare_fields("institutions")
class Institution(Agent):
    """A body with books, people and a will of its own, which the plan names."""
