"""Virtual experiments: the same firms lived twice on the same luck, once treated and once not.

Because chance is addressed, a firm and its untreated self differ by the treatment alone, and by
what treated firms do to each other; treated are few among many, so that the second is small.  Each
experiment is one setting of the reference city and only moves levers a plan could move, or puts
firms where a facility would.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial

import numpy as np
from numpy import ndarray

from sim.core.files import read_declarations
from sim.model import codes
from sim.model.world import World, starting_table
from sim.validation.facts import CITY, ZONE
from sim.validation.reference_city import CityRun, city, initial_state, simulate_city, zone

MONTHS = 60  # that an experiment lasts
SUBJECTS = 240  # firms given a desk: one in twenty of the city's
CASH = 27.0  # 40 000 dollars, as Start-Up Chile gave, in 万元
STAFF = 2  # professionals for ten firms, the national rule for incubators
LATE_AGE = 36  # months from which a firm is past its early stage
SMALL = 50  # heads below which a firm is small there
ROOMY = 4.0  # floor area of the roomy park, against the full one
DECLARED = read_declarations(__file__)
SUBSIDY = DECLARED["investment_subsidy"]["levers"]["digital_share"]
WEAKER = DECLARED["weaker_rivals"]["parameters"]["outside_standing"]
FLATS = DECLARED["talent_flats"]["levers"]["talent_flats"]


@dataclass(frozen=True)
class Experiment:
    """Two lives of one city, and the keys of those the treatment was for."""

    treated: CityRun
    control: CityRun
    subjects: ndarray

    def pairs(self) -> tuple[ndarray, ndarray]:
        """The subjects' rows in both lives, firm by firm."""
        t, c = self.treated.firms, self.control.firms
        _, a, b = np.intersect1d(t["key"], c["key"], return_indices=True)
        mine = np.isin(t["key"][a], self.subjects)
        return t[a[mine]], c[b[mine]]

    def among(self, firms: ndarray) -> "Experiment":
        """The same with only these firms of the treated city as subjects."""
        return replace(self, subjects=self.treated.firms["key"][firms])


Outcome = Callable[[ndarray], ndarray]  # of firms
OUTCOMES: dict[str, Outcome] = {  # by what effects are measured
    # last year's sales in 万元 and one; the closed have none
    "log_sales": lambda firms: np.log1p(np.where(firms["alive"], firms["sales_year"], 0.0)),
    # as it was when a firm left
    "log_capability": lambda firms: np.log(firms["capability"]),
    "has_equity": lambda firms: firms["raised"] > 0,
    "survival": lambda firms: firms["alive"],
}


@lru_cache(maxsize=2)
def control_city(seed: int, months: int = MONTHS) -> CityRun:
    """The city that all experiments of a seed are held against."""
    world, path = initial_state()
    return simulate_city(world, path[:months], seed)


def newcomers(world: World) -> ndarray:
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
    world: World, rows: ndarray, staff: int, room: float = 1.0, kind: int = codes.INCUBATOR
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
def housed_city(
    seed: int,
    staff: int = 0,
    cash: float = 0.0,
    room: float = 1.0,
    kind: int = codes.INCUBATOR,
    months: int = MONTHS,
) -> tuple[CityRun, ndarray]:
    """The city where young firms get a desk at the usual rent of such facilities, so much cash, and
    so many professionals for ten of them; and the keys of these firms.
    """
    world, path = initial_state()
    rows = newcomers(world)
    world.tables["startups"]["cash"][rows] += cash
    keys = world.tables["startups"]["key"][rows]
    return simulate_city(house_firms(world, rows, staff, room, kind), path[:months], seed), keys


def desk_only(seed: int) -> Experiment:
    """A desk and nobody there, against nothing."""
    treated, who = housed_city(seed)
    return Experiment(treated, control_city(seed), who)


def desk_and_cash(seed: int) -> Experiment:
    """A desk and money, against nothing."""
    treated, who = housed_city(seed, cash=CASH)
    return Experiment(treated, control_city(seed), who)


def schooling(seed: int) -> Experiment:
    """A desk, money, and two professionals for ten firms, against a desk and money."""
    (treated, who), (control, _) = housed_city(seed, STAFF, CASH), housed_city(seed, cash=CASH)
    return Experiment(treated, control, who)


def full_park(seed: int) -> Experiment:
    """The same tenants in a full park, and in one four times as roomy."""
    park = partial(housed_city, seed, kind=codes.PARK, months=24)
    (full, who), (roomy, _) = park(room=1.0), park(room=ROOMY)
    return Experiment(full, roomy, who)


def lever_experiment(
    seed: int,
    levers: Mapping[str, float] | None = None,
    months: int = MONTHS,
    least_support: float = 0.0,
    parameters: Mapping[str, float] | None = None,
    lived: int = MONTHS,
) -> Experiment:
    """The city with levers at these values for so many months, and natural parameters so many times
    what they are, against it without; the subjects are firms with so much public support.
    """
    world, path = initial_state()
    for name, value in (levers or {}).items():
        path[name][:months] = value
    for name, times in (parameters or {}).items():
        path[name] *= times
    treated = simulate_city(world, path[:lived], seed)
    trial = Experiment(treated, control_city(seed, lived), np.empty(0))
    return trial.among(trial.treated.firms["support"] >= least_support)


def late_grant(seed: int) -> Experiment:
    """Large research grants, the best of those who apply: to firms past their early stage."""
    trial = lever_experiment(seed, **DECLARED["late_grant"])
    before = initial_state()[0].tables["startups"]
    late = (before["registered"] <= trial.treated.first - LATE_AGE) & (before["raised"] == 0)
    return replace(trial, subjects=np.intersect1d(trial.subjects, before["key"][late]))


def investment_subsidy(seed: int) -> Experiment:
    """Ten points of an investment, to firms there before."""
    trial = lever_experiment(seed, **DECLARED["investment_subsidy"])
    return trial.among(trial.treated.firms["registered"] < trial.treated.first)


def without_funds(seed: int) -> Experiment:
    """The city as it is, against one without any fund: what equity does for those who get it in the
    first two years.
    """
    poor, path = initial_state()
    treated = control_city(seed)
    poor.tables["funds"]["invests_until"] = treated.first
    path["fund_visits"] = path["follow_reserve"] = 0.0
    control = simulate_city(poor, path[:MONTHS], seed)
    early = treated.stakes["born"] < treated.first + 24
    got = treated.stakes["startup"][early & (treated.stakes["born"] >= treated.first)]
    return Experiment(treated, control, treated.firms["key"][np.unique(got)])


SETTINGS: dict[str, Callable[[int], CityRun | Experiment]] = {  # in which rows are measured
    CITY: city,
    ZONE: zone,
    **{id: partial(lever_experiment, **declared) for id, declared in DECLARED.items()},
    "late_grant": late_grant,
    "investment_subsidy": investment_subsidy,
    "desk_only": desk_only,
    "desk_and_cash": desk_and_cash,
    "schooling": schooling,
    "full_park": full_park,
    "without_funds": without_funds,
}
