"""A scenario: a plan file and a policy compiled to tables - who and what is there, and the levers month by month.

It is plain frozen data with a digest over everything that can change a number, so a run is a function
of (scenario, seed) and any other program may build one too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from sim.core.digests import fingerprint
from sim.core.fields import fields_of
from sim.model import codes
from sim.model.calendar import calendar
from sim.model.levers import Levers
from sim.model.parameters import Nature
from sim.model.world import Market, starting_table
from sim.plan.compile import compile_plan, policy_names
from sim.plan.files import plan_file_path
from sim.plan.parts import (
    AssumedNumber,
    Baseline,
    DistrictPlan,
    FacilityPlan,
    FundPlan,
    Instrument,
    MissingPart,
    Reading,
    SectorPlan,
    Series,
    Target,
    Term,
)
from sim.plan.reader import check_values
from sim.scenario.parameter_sets import CHINA, draw_of_seed, parameter_draws
from sim.scenario.public_money import planned_money

LEVERS, NATURE = fields_of(Levers), fields_of(Nature)


@dataclass(frozen=True)
class Scenario:
    """A place, its people and money at the start, a policy, and what is demanded of it."""

    name: str
    zh: str
    en: str
    document: str
    policy: str
    policy_zh: str
    policy_en: str
    first: int
    last: int
    districts: tuple[DistrictPlan, ...]
    sectors: tuple[SectorPlan, ...]
    facilities: tuple[FacilityPlan, ...]
    funds: tuple[FundPlan, ...]
    nature: dict[str, float]
    start: dict[str, float]
    levers: tuple[dict[str, Series], ...]  # one a district
    targets: tuple[Target, ...]
    instruments: tuple[Instrument, ...]
    baselines: tuple[Baseline, ...]
    terms: tuple[Term, ...]
    notes: tuple[AssumedNumber, ...]
    later: dict[str, float] = field(
        default_factory=dict
    )  # natural parameters that change in the first month
    readings: tuple[Reading, ...] = ()
    lost: tuple[MissingPart, ...] = ()
    natures: tuple[
        dict[str, float], ...
    ] = ()  # sets of natural parameters, of which each run draws one; none: as declared

    def path(self, first: int | None = None, last: int | None = None) -> np.recarray:
        """The table (month, district): dates, law, nature, and each lever as dated."""
        first, last = self._span(first, last)
        table, clock = (
            self._calendar(first, last, {**self.nature, **self.later}),
            np.arange(first, last + 1),
        )
        for k, levers in enumerate(self.levers):
            for name, series in levers.items():
                table[name][:, k] = lever_series(series, clock, LEVERS[name].default)
        return table

    def neutral_path(self, first: int | None = None, last: int | None = None) -> np.recarray:
        """The table (month, district) with every lever at neutral, as the region grew up under it."""
        return self._calendar(*self._span(first, last), self.nature)

    def tables(self, at: int | None = None, promised: bool = True) -> dict[str, np.recarray]:
        """Districts, sectors, incubators and funds as they stand at the beginning of a month (default: the first).

        A facility that opens later stands in its row with `opens` and is not open yet; those that only
        the plan promises come last and can be left out.
        """
        at = self.first if at is None else at
        return {
            "districts": self._districts(at),
            "sectors": self._sectors(at),
            "incubators": self._incubators(at, promised),
            "funds": self._funds(at),
        }

    def markets(self) -> list[Market]:
        """The catchments; the district with most founders stands for its market, graduates are split evenly."""
        names, n = self.market_names, len(self.sectors)
        chances = np.array([s.share for s in self.sectors])
        found = []
        for number, name in enumerate(names):
            rows = [k for k, d in enumerate(self.districts) if d.market == name]
            seat = max(rows, key=lambda k: self.districts[k].share)
            found.append(
                Market(
                    number,
                    self.key("market", name),
                    seat,
                    1 / len(names),
                    np.arange(number * n, (number + 1) * n),
                    chances,
                )
            )
        return found

    def planned_public_money(self) -> float:
        """What the plan means to spend over its months, 万元, as the engine would appropriate it.

        Envelopes and commitments to funds are given once a calendar year, when programmes open, pro rata
        of the months the scenario covers; budgets and fees month by month; building when due.  What the
        province puts into its own funds is not the plan's money.
        """
        path = self.path()
        return sum(self._conversion(path)) + planned_money(path)

    def with_levers(self, changes: Mapping[str, Any]) -> Scenario:
        """The same scenario with levers (in every district, from the first month) or natural parameters changed."""
        values = check_values(changes, {**LEVERS, **NATURE})
        levers = {name: Series(((self.first, v),)) for name, v in values.items() if name in LEVERS}
        nature = {name: v for name, v in values.items() if name in NATURE}
        return replace(
            self,
            levers=tuple({**own, **levers} for own in self.levers),
            nature={**self.nature, **nature},
        )

    def varied(self, changes: Mapping[str, Any]) -> Scenario:
        """The same region from its first month on under changed levers or natural parameters.

        Unlike `with_levers`, natural parameters change in the first month only: the region has grown up under its own,
        so that all variations of a study begin with the same firms and people.
        """
        new = self.with_levers(
            {name: value for name, value in changes.items() if name not in NATURE}
        )
        later = check_values(
            {name: value for name, value in changes.items() if name in NATURE}, NATURE
        )
        return replace(new, later={**self.later, **later})

    def drawn(self, seed: int) -> Scenario:
        """The scenario as the run of this seed lives it: with a nature drawn for it, but for what the plan or a study sets."""
        own = {
            name: value
            for name, value in draw_of_seed(self.natures, seed).items()
            if name not in self.nature
        }
        return replace(self, natures=(), later={**own, **self.later}) if self.natures else self

    @property
    def read_as(self) -> dict[str, str]:
        """The readings that are not the default, by id."""
        return {r.id: r.chosen for r in self.readings if r.chosen != "default"}

    @property
    def market_names(self) -> list[str]:
        """The markets in the order districts name them."""
        return list(dict.fromkeys(d.market for d in self.districts))

    @property
    def digest(self) -> str:
        """Sixteen hex digits that change with everything that can change a number."""
        levers = [{name: asdict(series) for name, series in own.items()} for own in self.levers]
        targets = [t.model_dump() for t in self.targets]
        return fingerprint(
            [self._place(self.facilities), self.last, levers, targets, self.later, self.natures]
        )

    @property
    def place_digest(self) -> str:
        """The same for what was there before the plan: the spin-up depends on nothing else."""
        return fingerprint(self._place([f for f in self.facilities if f.opened is not None]))

    def key(self, kind: str, id: str) -> np.uint64:
        """Who an agent is, for chance: the same in every version of the plan that keeps its id."""
        return np.uint64(
            int.from_bytes(
                hashlib.sha256(f"{self.name}/{kind}/{id}".encode()).digest()[:8], "little"
            )
        )

    def _place(self, facilities: Sequence[FacilityPlan]) -> list[Any]:
        parts = (self.districts, self.sectors, facilities, self.funds)
        return [
            self.name,
            self.first,
            self.nature,
            self.start,
            *([x.model_dump() for x in part] for part in parts),
        ]

    def _calendar(self, first: int, last: int, nature: dict[str, float]) -> np.ndarray:
        return calendar(first, last, len(self.districts), nature, self.first)

    def _span(self, first: int | None, last: int | None) -> tuple[int, int]:
        return self.first if first is None else first, self.last if last is None else last

    def _districts(self, at: int) -> np.recarray:
        table = starting_table("districts", len(self.districts))
        for row, d in zip(table, self.districts, strict=True):
            row.key, row.born, row.market, row.island = (
                self.key("district", d.id),
                at,
                self.market_names.index(d.market),
                d.island,
            )
            row.share, row.market_rent, row.amenity = d.share, d.market_rent, d.amenity
            row.recognised_bodies = int(d.recognised_bodies)
        return table

    def _sectors(self, at: int) -> np.recarray:
        markets = self.market_names
        table = starting_table("sectors", len(markets) * len(self.sectors))
        pairs = [(number, name, s) for number, name in enumerate(markets) for s in self.sectors]
        for row, (number, name, s) in zip(table, pairs, strict=True):
            row.key, row.born, row.market, row.targeted = (
                self.key("sector", f"{name}/{s.id}"),
                at,
                number,
                s.targeted,
            )
            row.demand, row.incumbents = s.demand / len(markets), s.incumbents / len(markets)
            row.difficulty, row.restricted, row.wage = s.difficulty, s.restricted, s.wage
        return table

    def _incubators(self, at: int, promised: bool) -> np.recarray:
        there = [f for f in self.facilities if promised or f.opened is not None]
        table = starting_table("incubators", len(there))
        places, trades = [d.id for d in self.districts], [s.id for s in self.sectors]
        for row, f in zip(table, there, strict=True):
            due = f.opened if f.opened is not None else f.opens
            row.key, row.born, row.opens = self.key("facility", f.id), due, due
            row.opened = due if f.opened is not None and due <= at else -1
            row.kind, row.owner = codes.FACILITIES.index(f.kind), codes.OWNERS.index(f.owner)
            row.level, row.district = codes.LEVELS.index(f.level), places.index(f.district)
            market = self.market_names.index(self.districts[row.district].market)
            row.sector = -1 if f.sector is None else market * len(trades) + trades.index(f.sector)
            row.new_built = f.built == "new"
            row.area, row.main_building, row.tenant_area, row.staff = (
                f.area,
                f.main_building,
                f.area * f.tenant_area,
                int(f.staff),
            )
        return table

    def _funds(self, at: int) -> np.recarray:
        there = [f for f in self.funds if f.since <= at < f.ends]
        table = starting_table("funds", len(there))
        places = [d.id for d in self.districts]
        for row, f in zip(table, there, strict=True):
            row.key, row.born, row.kind = (
                self.key("fund", f.id),
                f.since,
                codes.FUND_KINDS.index(f.kind),
            )
            row.district = places.index(f.district)
            row.market = self.market_names.index(self.districts[row.district].market)
            row.target, row.raised, row.cash, row.ticket = f.target, f.raised, f.cash, f.ticket
            row.public_share, row.skill, row.ends, row.invests_until = (
                f.public_share,
                f.skill,
                f.ends,
                f.invests_until,
            )
            row.invested, row.public_paid = f.raised - f.cash, f.public_share * f.raised
        return table

    def _conversion(self, path: np.recarray) -> list[float]:
        """The cost of each promised facility that is due within the scenario."""
        cost = {
            "converted": float(path["conversion_cost"][0, 0]),
            "new": float(path["building_cost"][0, 0]),
        }
        return [f.area * cost[f.built] for f in self.facilities if f.opens is not None]


def lever_series(series: Series, clock: np.ndarray, neutral: float) -> np.ndarray:
    """A lever's value in each month: neutral before its first date, the last value for good after its last."""
    months, values = (np.array(column, float) for column in zip(*series.points, strict=True))
    if series.ramp:
        return np.where(clock < months[0], neutral, np.interp(clock, months, values))
    at = np.searchsorted(months, clock, "right") - 1
    return np.where(at < 0, neutral, values[at])


def load(
    plan: str | Path,
    policy: str = "plan",
    changes: Mapping[str, Any] | None = None,
    readings: Mapping[str, str] | None = None,
    nature: str = CHINA,
) -> Scenario:
    """A plan under one of its policies, with levers or natural parameters changed by name, and read another way where chosen.

    `nature` is the ensemble each run draws its natural parameters from, or "central" for the declared values.  Raises
    UserError with one line for every fault of the files.
    """
    scenario = Scenario(
        **compile_plan(plan_file_path(plan), policy, readings or {}),
        natures=parameter_draws(nature),
    )
    return scenario.with_levers(changes) if changes else scenario


def plan_cost(folder: Path, policy: str) -> float:
    """What a plan's folder means to spend under a policy, 万元; UserError with all its faults."""
    return load(folder, policy).planned_public_money()


def policies(plan: str | Path) -> list[str]:
    """The policies of a plan, "plan" (as written) first."""
    return policy_names(plan_file_path(plan).parent)
