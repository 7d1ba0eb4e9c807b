"""A facility of the chain makerspace, incubator, accelerator, park, with its operator."""

from sim.core.population import Agent
from sim.model.declarations import declare_fields


@declare_fields("incubators")
class Incubator(Agent):
    """Floor space with services, run by an operator."""
