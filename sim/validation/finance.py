"""Rows on equity: how few climb the ladder of rounds, what stakes return, and what public money
draws.
"""

import numpy as np

from sim.model import codes
from sim.validation.facts import Fact, Parts, mean
from sim.validation.reference_city import CityRun

RETURNS = "Correlation Ventures: 21 000 US financings 2004-14 (via secondary pages)"
SEEN = 84  # months for which Carta's cohort was seen
COHORTS = 5  # years of founding whose firms the run sees so long
EARLY = 36  # months of the run in which stakes were bought that funds have sold before it ends
LARGE = 10.0
# the part of financings that return so many times
MULTIPLES_OVER = {1.0: 0.35, 5.0: 0.10, 10.0: 0.04, 50.0: 0.005}


def firms_reaching_round(deal: int, lived: CityRun) -> np.ndarray:
    """Which firms founded in the run's first years closed this round or a later one within seven
    years.
    """
    stakes, firms = lived.stakes, lived.firms
    in_time = (stakes["deal"] >= deal) & (stakes["born"] - firms["born"][stakes["startup"]] <= SEEN)
    found = np.zeros(len(firms), bool)
    found[stakes["startup"][in_time]] = True
    return found & (firms["born"] >= lived.first) & (firms["born"] < lived.first + 12 * COHORTS)


def round_graduation_rate(lower: int, upper: int, lived: CityRun) -> Parts:
    """Of the firms that closed one round, those that closed a higher one."""
    above, below = (firms_reaching_round(deal, lived).sum() for deal in (upper, lower))
    return float(above), float(below)


def conversion_within(deal: int, months: int, lived: CityRun) -> Parts:
    """Of the firms that closed a first round early enough for it to be seen, those that closed a
    certain round or a later one within so many months.
    """
    stakes = lived.stakes
    first = np.full(len(lived.firms), np.iinfo(np.int64).max)
    early = stakes["deal"] < deal
    np.minimum.at(first, stakes["startup"][early], stakes["born"][early])
    seen = (first >= lived.first) & (first <= lived.last - months)
    later = stakes[stakes["deal"] >= deal]
    in_time = later["born"] - first[later["startup"]] <= months
    went_on = np.zeros(len(lived.firms), bool)
    went_on[later["startup"][in_time]] = True
    return mean(went_on[seen])


def follow_on_rate(lived: CityRun) -> Parts:
    """Of the firms that closed a round, those that closed another."""
    stakes = lived.stakes[lived.stakes["lead"]]
    rounds = np.bincount(stakes["startup"], minlength=len(lived.firms))
    once = firms_reaching_round(codes.SEED, lived)
    return mean(rounds[once] > 1)


def exit_multiples(lived: CityRun) -> np.ndarray:
    """Money back for money in, of the stakes of the run's first years that have been settled."""
    stakes = lived.stakes[(lived.stakes["born"] < lived.first + EARLY) & ~lived.stakes["alive"]]
    return stakes["proceeds"] / stakes["amount"]


def multiple_share(low: float, high: float, lived: CityRun) -> Parts:
    """Stakes whose multiple lies in a range."""
    found = exit_multiples(lived)
    return mean((found >= low) & (found < high))


def published_multiple_share(low: float, high: float) -> Fact:
    """The published part of financings whose multiple lies in a range."""
    over = MULTIPLES_OVER.get(low, 1), MULTIPLES_OVER.get(high, 0)
    return Fact(RETURNS, "V", over[0] - over[1])


def tail_of_returns(lived: CityRun) -> Parts:
    """The exponent of the tail of multiples above ten, as 1 / mean log excess."""
    found = exit_multiples(lived)
    large = found[found > LARGE]
    return float(len(large)), float(np.log(large / LARGE).sum())


def funded_tenant_share(lived: CityRun) -> Parts:
    """Firms that are or were tenants, and have raised equity."""
    firms = lived.firms[lived.firms["admitted"] >= 0]
    return mean(firms["funding_round"] > 0)


def equity_per_firm(lived: CityRun) -> Parts:
    """Equity raised by those that raised any, a firm."""
    firms = lived.firms[(lived.firms["admitted"] >= 0) & (lived.firms["raised"] > 0)]
    return mean(firms["raised"])
