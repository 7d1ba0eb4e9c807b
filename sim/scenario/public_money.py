"""What a plan means to spend, as the engine would appropriate it.

It follows `sim.model.rules.public_services`: programmes open once a year, some months into it, with
what the year's pot allows.
"""

import numpy as np

from sim.plan.quantities import LEVERS

ENVELOPES = [name for name in LEVERS if name.endswith("_envelope")]
# they bound what envelopes spend, they spend nothing themselves
# what a year of one of these costs
PLACE_COSTS = {
    "talent_flats": "flat_cost",
    "micro_cultivation_places": "micro_place_cost",
    "high_tech_cultivation_places": "high_tech_place_cost",
    "strong_cultivation_places": "strong_place_cost",
}
SOURCES = ("fiscal_pot", "upper_transfer")


def planned_money(path: np.ndarray) -> float:
    """All that a path's levers spend, buildings apart, in 万元; lists of candidates as if full."""
    money = programme_money(path)
    for name, cost in PLACE_COSTS.items():
        money += float((path[name] * path[cost]).sum()) / 12
    for name, lever in LEVERS.items():
        if name == "upper_fund_commitment":
            continue
        if name.endswith("_commitment"):
            money += appropriated_money(path, name)
        elif lever.unit == "万元/year" and not name.endswith("_envelope") and name not in SOURCES:
            money += float(path[name].sum()) / 12
    return money


def appropriated_money(path: np.ndarray, name: str) -> float:
    """A yearly envelope over the path, 万元: its value in the month programmes open, once a year."""
    ready = programmes_open(path) & (path[name] > 0)
    money = 0.0
    for year in np.unique(path["year"]):
        rows = np.flatnonzero(path["year"][:, 0] == year)
        for k in range(path.shape[1]):
            if (given := rows[ready[rows, k]]).size:
                month = path[given[0], k]
                money += float(month[name]) * (13 - int(month["first_month"])) / 12
    return money


def programmes_open(path: np.ndarray) -> np.ndarray:
    """Whether programmes are open, shape (month, district); a district that leads a race hurries
    less.
    """
    lag = path["opening_lag"] * np.exp(-path["coordination_budget"] / path["coordination_cost"])
    lag = lag * np.exp(-path["race_response"] * path["race_pressure"])
    return np.asarray(path["month"] >= 1 + np.floor(lag + 0.5))


def programme_money(path: np.ndarray) -> float:
    """What programmes open with over the path, 万元.

    Each envelope opens once a year, as far as the year's pot and transfers allow.
    """
    ready, money = programmes_open(path), 0.0
    for k in range(path.shape[1]):
        for year in np.unique(path["year"]):
            given: set[str] = set()
            used = 0.0
            for month in path[ready[:, k] & (path["year"][:, k] == year), k]:
                due = [name for name in ENVELOPES if month[name] > 0 and name not in given]
                part = (13 - int(month["first_month"])) / 12
                wanted = sum(float(month[name]) for name in due) * part
                pot = float(month["fiscal_pot"] + month["upper_transfer"]) * part
                spent = min(wanted, max(0.0, pot - used))
                given.update(due)
                used += spent
                money += spent
    return money
