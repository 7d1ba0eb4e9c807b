"""Virtual experiments: the same firms lived twice on the same luck, once treated and once not.

Because chance is addressed, a firm and its untreated self differ by the treatment alone, and by
what treated firms do to each other; treated are few among many, so that the second is small.  Each
experiment is one setting of the reference city and only moves levers a plan could move, or puts
firms where a facility would.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from sim.model import codes
from sim.model.world import World, starting_table
from sim.validation.reference_city import CityRun, initial_state, simulate_city

YEARS = 5
SUBJECTS = 240  # firms given a desk: one in twenty of the city's
CASH = 27.0  # 40 000 dollars, as Start-Up Chile gave, in 万元
STAFF = 2  # professionals for ten firms, the national rule for incubators
EARLY_GRANT = 100.0  # 150 000 dollars, the first phase of the grants Howell studied
EARLY_GRANTS_A_YEAR = 100
LATE_GRANT = 667.0  # a million dollars, the second phase
LARGE = 100.0  # from what amount a late grant is a large one
LATE_AGE = 36  # months from which a firm is past its early stage
GRANT_SHARE, GRANT_CAP = 0.2, 50.0  # usual terms of research grants to firms
SUBSIDY = 0.10  # ten points of an investment, as in the study
SMALL = 50  # heads below which a firm is small there
FUND_MONEY = 3000.0  # a year for three years
FLATS = 300
ROOMY = 4.0  # floor area of the roomy park, against the full one


@dataclass(frozen=True)
class Experiment:
    """Two lives of one city, and the keys of those the treatment was for."""

    treated: CityRun
    control: CityRun
    subjects: np.ndarray

    def pairs(self) -> tuple[np.ndarray, np.ndarray]:
        """The subjects' rows in both lives, firm by firm."""
        t, c = self.treated.firms, self.control.firms
        _, a, b = np.intersect1d(t["key"], c["key"], return_indices=True)
        mine = np.isin(t["key"][a], self.subjects)
        return t[a[mine]], c[b[mine]]


OUTCOMES: dict[
    str, Callable[[np.ndarray], np.ndarray]
] = {  # of firms, by what effects are measured
    # last year's sales in 万元 and one; the closed have none
    "log_sales": lambda firms: np.log1p(np.where(firms["alive"], firms["sales_year"], 0.0)),
    # as it was when a firm left
    "log_capability": lambda firms: np.log(firms["capability"]),
    "has_equity": lambda firms: firms["raised"] > 0,
    "survival": lambda firms: firms["alive"],
}


def experiment_months(path: np.ndarray) -> np.ndarray:
    """The months an experiment lasts."""
    return path[: 12 * YEARS]


@lru_cache(maxsize=1)
def control_city(seed: int) -> CityRun:
    """The city that all experiments of a seed are held against."""
    world, path = initial_state()
    return simulate_city(world, experiment_months(path), seed)


def newcomers(world: World) -> np.ndarray:
    """Rows of young firms without a desk or equity, the first by key."""
    firms = world.tables["startups"]
    clock = int(firms["born"].max())
    fit = (
        (firms["rung"] == codes.MICRO)
        & (firms["home"] < 0)
        & (clock - firms["born"] <= 24)
        & (firms["raised"] == 0)
    )
    return np.flatnonzero(fit)[np.argsort(firms["key"][fit])][:SUBJECTS]


def house_firms(
    world: World, rows: np.ndarray, staff: int, room: float = 1.0, kind: int = codes.INCUBATOR
) -> World:
    """The world with these firms in one new facility each district, that is full where `room` is 1."""
    firms = world.tables["startups"]
    places = [world.tables["incubators"]]
    clock = int(firms["born"].max())
    for district in range(len(world.tables["districts"])):
        mine = rows[firms["district"][rows] == district]
        place = starting_table("incubators", 1)
        place["key"], place["kind"], place["district"] = district + 1, kind, district
        place["owner"] = codes.GOVERNMENT
        place["opens"] = place["opened"] = clock - 12
        place["tenant_area"] = place["area"] = room * firms["area"][mine].sum()
        place["staff"], place["skill"] = round(staff * len(mine) / 10), 1.0
        firms["home"][mine], firms["admitted"][mine] = sum(map(len, places)), clock
        places.append(place)
    world.tables["incubators"] = np.concatenate(places)
    return world


@lru_cache(maxsize=2)
def desk_treatment(seed: int, staff: int, cash: float) -> tuple[CityRun, np.ndarray]:
    """The city where young firms get a desk at the usual rent of incubators, so much cash, and so
    many professionals for ten of them; and who they are.
    """
    world, path = initial_state()
    rows = newcomers(world)
    world.tables["startups"]["cash"][rows] += cash
    keys = world.tables["startups"]["key"][rows]
    return simulate_city(house_firms(world, rows, staff), experiment_months(path), seed), keys


def desk_only(seed: int) -> Experiment:
    """A desk and nobody there, against nothing."""
    treated, who = desk_treatment(seed, 0, 0.0)
    return Experiment(treated, control_city(seed), who)


def desk_and_cash(seed: int) -> Experiment:
    """A desk and money, against nothing."""
    treated, who = desk_treatment(seed, 0, CASH)
    return Experiment(treated, control_city(seed), who)


def schooling(seed: int) -> Experiment:
    """A desk, money, and two professionals for ten firms, against a desk and money."""
    (treated, who), (control, _) = desk_treatment(seed, STAFF, CASH), desk_treatment(seed, 0, CASH)
    return Experiment(treated, control, who)


def lever_treatment(
    levers: dict[str, float], seed: int, months: int = 12 * YEARS
) -> tuple[CityRun, CityRun]:
    """The city with levers at these values for so many months, and without."""
    world, path = initial_state()
    path = experiment_months(path).copy()
    for name, value in levers.items():
        path[name][:months] = value
    return simulate_city(world, path, seed), control_city(seed)


def grant_recipients(treated: CityRun, least: float) -> np.ndarray:
    """The keys of those who got so much public support."""
    keys: np.ndarray = treated.firms["key"][treated.firms["support"] >= least]
    return keys


def early_grant(seed: int) -> Experiment:
    """Small grants to firms in their first year, the best of those who apply, for two years; seen
    for the rest.
    """
    levers = {
        "founder_grant_envelope": EARLY_GRANT * EARLY_GRANTS_A_YEAR / 2,
        "founder_grant": EARLY_GRANT,
    }
    treated, control = lever_treatment(levers, seed, 24)
    return Experiment(treated, control, grant_recipients(treated, EARLY_GRANT))


def late_grant(seed: int) -> Experiment:
    """Large research grants to firms past their early stage and without equity, the best of those
    who apply, for two years.
    """
    treated, control = lever_treatment(research_grants(1e4, 1.0, LATE_GRANT), seed, 24)
    before = initial_state()[0].tables["startups"]
    late = (before["registered"] <= treated.first - LATE_AGE) & (before["raised"] == 0)
    subjects = np.intersect1d(before["key"][late], grant_recipients(treated, LARGE))
    return Experiment(treated, control, subjects)


def research_grants(envelope: float, share: float, cap: float) -> dict[str, float]:
    """Levers of research grants to firms."""
    return {
        "research_grant_envelope": envelope,
        "research_grant_share": share,
        "research_grant_cap": cap,
    }


def lever_experiment(levers: dict[str, float], seed: int, months: int = 12 * YEARS) -> Experiment:
    """Levers at these values for so many months; the subjects are all firms."""
    treated, control = lever_treatment(levers, seed, months)
    return Experiment(treated, control, treated.firms["key"])


def research_subsidy(seed: int) -> Experiment:
    """Research grants at usual terms, to whoever applies."""
    return lever_experiment(research_grants(1e5, GRANT_SHARE, GRANT_CAP), seed)


def investment_subsidy(seed: int) -> Experiment:
    """Ten points of an investment in digital operations, the only investment firms make here; to
    firms there before.
    """
    found = lever_experiment({"digital_envelope": 1e5, "digital_share": SUBSIDY}, seed)
    firms = found.treated.firms
    return replace(found, subjects=firms["key"][firms["registered"] < found.treated.first])


def guidance_funds(seed: int) -> Experiment:
    """Public money for guidance funds, three years."""
    return lever_experiment({"guidance_commitment": FUND_MONEY}, seed, 36)


def talent_flats(seed: int) -> Experiment:
    """Flats for talent from the first month on."""
    return lever_experiment({"talent_flats": FLATS}, seed)


def full_park(seed: int) -> Experiment:
    """The same tenants in a full park, and in one four times as roomy."""
    (full, path), (roomy, _) = initial_state(), initial_state()
    rows = newcomers(full)
    keys = full.tables["startups"]["key"][rows]
    short = path[:24]
    return Experiment(
        simulate_city(house_firms(full, rows, 0, 1.0, codes.PARK), short, seed),
        simulate_city(house_firms(roomy, rows, 0, ROOMY, codes.PARK), short, seed),
        keys,
    )


def without_funds(seed: int) -> Experiment:
    """The city as it is, against one without any fund: what equity does for those who get it in the
    first two years.
    """
    poor, path = initial_state()
    treated = control_city(seed)
    poor.tables["funds"]["invests_until"] = treated.first
    none = experiment_months(path).copy()
    none["fund_visits"] = 0.0
    none["follow_reserve"] = 0.0
    born = treated.stakes["born"]
    got = treated.stakes["startup"][(born >= treated.first) & (born < treated.first + 24)]
    subjects = treated.firms["key"][np.unique(got)]
    return Experiment(treated, simulate_city(poor, none, seed), subjects)
