"""Virtual experiments: the same firms lived twice on the same luck, once treated and once not.

Because chance is addressed, a firm and its untreated self differ by the treatment alone, and by
what treated firms do to each other; treated are few among many, so that the second is small.  Each
experiment is one setting of the reference city and only moves levers a plan could move, or puts
firms where a facility would.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial

import numpy as np

from sim.model import codes
from sim.model.world import World, starting_table
from sim.validation.reference_city import CityRun, initial_state, simulate_city

MONTHS = 60  # that an experiment lasts
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

    def among(self, firms: np.ndarray) -> "Experiment":
        """The same with only these firms of the treated city as subjects."""
        return replace(self, subjects=self.treated.firms["key"][firms])


Outcome = Callable[[np.ndarray], np.ndarray]  # of firms
OUTCOMES: dict[str, Outcome] = {  # by what effects are measured
    # last year's sales in 万元 and one; the closed have none
    "log_sales": lambda firms: np.log1p(np.where(firms["alive"], firms["sales_year"], 0.0)),
    # as it was when a firm left
    "log_capability": lambda firms: np.log(firms["capability"]),
    "has_equity": lambda firms: firms["raised"] > 0,
    "survival": lambda firms: firms["alive"],
}


@lru_cache(maxsize=1)
def control_city(seed: int) -> CityRun:
    """The city that all experiments of a seed are held against."""
    world, path = initial_state()
    return simulate_city(world, path[:MONTHS], seed)


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
def housed_city(
    seed: int,
    staff: int = 0,
    cash: float = 0.0,
    room: float = 1.0,
    kind: int = codes.INCUBATOR,
    months: int = MONTHS,
) -> tuple[CityRun, np.ndarray]:
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


def lever_experiment(levers: dict[str, float], seed: int, months: int = MONTHS) -> Experiment:
    """The city with levers at these values for so many months, against it without; the subjects are
    all firms.
    """
    world, path = initial_state()
    for name, value in levers.items():
        path[name][:months] = value
    treated = simulate_city(world, path[:MONTHS], seed)
    return Experiment(treated, control_city(seed), treated.firms["key"])


def early_grant(seed: int) -> Experiment:
    """Small grants to firms in their first year, the best of those who apply, for two years; seen
    for the rest.
    """
    envelope = EARLY_GRANT * EARLY_GRANTS_A_YEAR / 2
    levers = {"founder_grant_envelope": envelope, "founder_grant": EARLY_GRANT}
    trial = lever_experiment(levers, seed, 24)
    return trial.among(trial.treated.firms["support"] >= EARLY_GRANT)


def late_grant(seed: int) -> Experiment:
    """Large research grants to firms past their early stage and without equity, the best of those
    who apply, for two years.
    """
    trial = lever_experiment(research_grants(1e4, 1.0, LATE_GRANT), seed, 24)
    before, firms = initial_state()[0].tables["startups"], trial.treated.firms
    late = (before["registered"] <= trial.treated.first - LATE_AGE) & (before["raised"] == 0)
    return trial.among((firms["support"] >= LARGE) & np.isin(firms["key"], before["key"][late]))


def research_grants(envelope: float, share: float, cap: float) -> dict[str, float]:
    """Levers of research grants to firms."""
    return {
        "research_grant_envelope": envelope,
        "research_grant_share": share,
        "research_grant_cap": cap,
    }


def research_subsidy(seed: int) -> Experiment:
    """Research grants at usual terms, to whoever applies."""
    return lever_experiment(research_grants(1e5, GRANT_SHARE, GRANT_CAP), seed)


def investment_subsidy(seed: int) -> Experiment:
    """Ten points of an investment in digital operations, the only investment firms make here; to
    firms there before.
    """
    trial = lever_experiment({"digital_envelope": 1e5, "digital_share": SUBSIDY}, seed)
    return trial.among(trial.treated.firms["registered"] < trial.treated.first)


def guidance_funds(seed: int) -> Experiment:
    """Public money for guidance funds, three years."""
    return lever_experiment({"guidance_commitment": FUND_MONEY}, seed, 36)


def talent_flats(seed: int) -> Experiment:
    """Flats for talent from the first month on."""
    return lever_experiment({"talent_flats": FLATS}, seed)


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
