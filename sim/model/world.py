"""Who and what is there before the first month: one table a kind of agent, and the markets."""

from dataclasses import dataclass, field

import numpy as np
from numpy import ndarray

from sim.core.fields import blank_table
from sim.model.agents.checklist import Candidacy, Checklist, Criterion
from sim.model.agents.contracts import Loan, Stake
from sim.model.agents.fund import Fund
from sim.model.agents.incubator import Incubator
from sim.model.agents.institution import Institution
from sim.model.agents.operator import Operator
from sim.model.agents.place import District, Programme, Sector
from sim.model.agents.startup import Startup
from sim.model.agents.talent import Talent
from sim.model.codes import PROGRAMMES

KINDS = {
    "startups": Startup,
    "incubators": Incubator,
    "funds": Fund,
    "talents": Talent,
    "stakes": Stake,
    "loans": Loan,
    "sectors": Sector,
    "districts": District,
    "programmes": Programme,
    "operators": Operator,
    "checklists": Checklist,
    "criteria": Criterion,
    "candidacies": Candidacy,
    "institutions": Institution,
}


@dataclass(frozen=True)
class Market:
    """A catchment of labour and customers: which sectors it has and how newcomers spread over them."""

    number: int
    key: np.uint64
    seat: int  # the district that stands for the market where no firm's district is at hand
    share: float  # its part of the region's graduates
    sectors: ndarray  # rows of its sectors
    chances: ndarray  # part of newcomers trained for each


@dataclass
class World:
    """Who and what is there before the first month: one table a kind, and the markets."""

    markets: list[Market]
    tables: dict[str, ndarray] = field(default_factory=dict)


POST = ("by_lever", "district")  # what an operator's post says before anybody fills it
PURSE = ("kind", "district")  # and a programme's purse before it opens


def operator_posts(districts: ndarray) -> ndarray:
    """A post for the operator that each district's lever may seek, in the order of the districts."""
    posts = starting_table("operators", len(districts))
    posts["by_lever"], posts["district"] = True, np.arange(len(districts))
    posts["key"] = districts["key"]
    return posts


def programme_purses(districts: int) -> ndarray:
    """An empty purse for each programme of each of so many districts."""
    purses = starting_table("programmes", districts * len(PROGRAMMES))
    purses["key"] = np.arange(len(purses))
    purses["district"], purses["kind"] = np.divmod(np.arange(len(purses)), len(PROGRAMMES))
    return purses


def starting_table(name: str, n: int) -> ndarray:
    """An empty starting table of a kind ('startups', 'talents', ...), n rows at their defaults."""
    return blank_table(n, KINDS[name])
