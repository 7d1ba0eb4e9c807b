"""Sectors, districts and lines of public money: the places where agents meet.

A sector is one sector in one market (a catchment of labour and customers).  Districts of one
market share people and customers; districts of different markets share nothing.
"""

from sim.core.population import Agent
from sim.model.declarations import declare_fields


@declare_fields("sectors")
class Sector(Agent):
    """What is made and sold in one market."""


@declare_fields("districts")
class District(Agent):
    """A part of the region with its own administration, parks and purse."""


@declare_fields("programmes")
class Programme(Agent):
    """One line of public money in one district; when its purse is empty nobody gets anything."""
