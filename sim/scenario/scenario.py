"""A scenario: a plan file and a policy compiled to tables - who and what is there, and the levers
month by month.

It is plain frozen data with a digest over everything that can change a number, so a run is a
function of (scenario, seed) and any other program may build one too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import ClassVar

import numpy as np

from sim.core.digests import fingerprint
from sim.model import codes
from sim.model.calendar import calendar
from sim.model.world import Market, starting_table
from sim.plan.compile import CompiledPlan, compile_plan
from sim.plan.files import plan_file_path, policy_names
from sim.plan.parts import FACILITY, NUMBERED, FacilityPlan, Part, Series
from sim.plan.quantities import LEVERS, NATURE
from sim.plan.source import check_values
from sim.plan.targets import district_groups
from sim.scenario.checklists import checklist_tables
from sim.scenario.parameter_sets import CHINA, draw_of_population, parameter_draws, population_of
from sim.scenario.public_money import planned_money


@dataclass(frozen=True)
class Scenario(CompiledPlan):
    """A place, its people and money at the start, a policy, and what is demanded of it."""

    SENT_ONCE: ClassVar[bool] = True  # many runs of it go to the same worker
    # natural parameters that change in the first month
    later: dict[str, float] = field(default_factory=dict)
    # sets of natural parameters, of which each run draws one; none: as declared
    natures: tuple[dict[str, float], ...] = ()

    def path(self) -> np.ndarray:
        """The table (month, district): dates, law, nature, and each lever as dated."""
        nature = {**self.nature, **self.later}
        table = calendar(self.first, self.last, len(self.districts), nature)
        return self._set_levers(table, self.standing, self.levers)

    def neutral_path(self, years_before: int = 0) -> np.ndarray:
        """The table (month, district) with every lever at neutral but for those in force before the
        plan, as the region grew up under it: of the plan's months, or of so many years before them.
        """
        first, last = self.first - 12 * years_before, self.first - 1
        if not years_before:
            last = self.last
        table = calendar(first, last, len(self.districts), self.nature, self.first)
        return self._set_levers(table, self.standing)

    def _set_levers(self, table: np.ndarray, *given: Sequence[Mapping[str, Series]]) -> np.ndarray:
        """A table with the levers given, one mapping a district; the later over the earlier."""
        clock = table["clock"][:, 0]
        for own in given:
            for k, levers in enumerate(own):
                for name, series in levers.items():
                    held = clock >= series.points[0][0]  # until then whatever held before
                    values = lever_series(series, clock, LEVERS[name].default)
                    table[name][held, k] = values[held]
        return table

    def tables(self, at: int | None = None, promised: bool = True) -> dict[str, np.ndarray]:
        """Districts, sectors, incubators and funds as they stand when a month begins (default: the
        first).

        A facility that opens later stands in its row with `opens` and is not open yet; those that
        only the plan promises come last and can be left out, and with them its tenders and
        checklists.
        """
        at = self.first if at is None else at
        names, trades = self.market_names, [s.id for s in self.sectors]
        row = {d.id: k for k, d in enumerate(self.districts)}
        market = {d.id: names.index(d.market) for d in self.districts}
        kinds: dict[str, list[tuple[Part, dict[str, object]]]] = {
            "districts": [
                (d, {"key": self.key("district", d.id), "born": at, "market": market[d.id]})
                for d in self.districts
            ],
            "sectors": [
                (
                    s,
                    {
                        "key": self.key("sector", f"{name}/{s.id}"),
                        "born": at,
                        "market": k,
                        "share": 0.0,  # not what a plan calls so, the part of newcomers
                        "demand": s.demand / len(names),
                        "incumbents": s.incumbents / len(names),
                    },
                )
                for k, name in enumerate(names)
                for s in self.sectors
            ],
            "incubators": [
                (
                    f,
                    {
                        "key": self.key("facility", f.id),
                        "born": f.opens if f.opened is None else f.opened,
                        "opens": f.opens if f.opened is None else f.opened,
                        "opened": -1 if f.opened is None or f.opened > at else f.opened,
                        "kind": codes.FACILITIES.index(f.kind),
                        "owner": codes.OWNERS.index(f.owner),
                        "level": codes.LEVELS.index(f.level),
                        "district": row[f.district],
                        "sector": market[f.district] * len(trades) + trades.index(f.sector)
                        if f.sector
                        else -1,
                        "new_built": f.built == "new",
                        "tenant_area": f.area * f.tenant_area,
                    },
                )
                for f in self.facilities
                if promised or f.opened is not None
            ],
            "funds": [
                (
                    f,
                    {
                        "key": self.key("fund", f.id),
                        "born": f.since,
                        "kind": codes.FUND_KINDS.index(f.kind),
                        "district": row[f.district],
                        "market": market[f.district],
                        "invested": f.raised - f.cash,
                        "public_paid": f.public_share * f.raised,
                    },
                )
                for f in self.funds
                if f.since <= at < f.ends
            ],
        }
        tables = {name: plan_table(name, rows) for name, rows in kinds.items()}
        carriers = self.carriers() if promised else {}
        places = tables["incubators"]
        places["carrier"] = [carriers.get(int(key), -1) for key in places["key"]]
        return {**tables, **self.set_up_tables(places)} if promised else tables

    def set_up_tables(self, incubators: np.ndarray) -> dict[str, np.ndarray]:
        """Tenders, checklists and institutions of the policy as tables; in `incubators` it is noted
        which tender names them.

        Rows of operators that a district's lever seeks stand before those of tenders.
        """
        row, places = {d.id: k for k, d in enumerate(self.districts)}, len(self.districts)
        house = {f.id: k for k, f in enumerate(self.facilities)}
        tender = {t.id: places + k for k, t in enumerate(self.tenders)}
        operators = starting_table("operators", len(self.tenders))
        for o, t in zip(operators, self.tenders, strict=True):
            o["key"], o["district"] = self.key("tender", t.id), row[t.district]
            o["born"], o["notice"], o["due"], o["team"] = t.notice, t.notice, t.due, round(t.team)
            for id in t.houses:
                if house.get(id, len(incubators)) < len(incubators):
                    incubators["tender"][house[id]] = tender[t.id]
        subjects = {"facility": house, "operator": tender, "district": row}
        return {
            "operators": operators,
            "institutions": self.institution_table(),
            **checklist_tables(self.checklists, subjects, self.key),
        }

    def carriers(self) -> dict[int, int]:
        """Which institution builds and carries a facility: rows of institutions by the keys of
        government's facilities in the districts that a platform company is named for.
        """
        scopes = district_groups(self.districts)
        found: dict[int, int] = {}
        for row, o in enumerate(self.institutions):
            if o.kind == "platform_company":
                there = {id for name in o.over for id in scopes.get(name, (name,))}
                for f in self.facilities:
                    if f.owner == "government" and f.district in there:
                        found.setdefault(int(self.key("facility", f.id)), row)
        return found

    def institution_table(self) -> np.ndarray:
        """The institutions that act in their own name; each from a month of the plan, so that none
        has a past.
        """
        names, trades = self.market_names, [s.id for s in self.sectors]
        row = {d.id: k for k, d in enumerate(self.districts)}
        rows: list[tuple[Part, dict[str, object]]] = []
        for o in self.institutions:
            market = names.index(self.districts[row[o.district]].market)
            sector = market * len(trades) + trades.index(o.sector) if o.sector else -1
            given = {
                "key": self.key("institution", o.id),
                "born": o.since,
                "kind": codes.INSTITUTION_KINDS.index(o.kind),
                "district": row[o.district],
                "market": market,
                "sector": sector,
            }
            rows.append((o, given))
        return plan_table("institutions", rows)

    def markets(self) -> list[Market]:
        """The catchments, which share graduates evenly; each has its district with most founders as
        seat.
        """
        names, n = self.market_names, len(self.sectors)
        chances = np.array([s.share for s in self.sectors])
        found = []
        for number, name in enumerate(names):
            here = [k for k, d in enumerate(self.districts) if d.market == name]
            seat = max(here, key=lambda k: self.districts[k].share)
            rows = np.arange(number * n, (number + 1) * n)
            key = self.key("market", name)
            found.append(Market(number, key, seat, 1 / len(names), rows, chances))
        return found

    def planned_public_money(self) -> float:
        """What the plan means to spend over its months, 万元, as the engine would appropriate it.

        Envelopes and commitments to funds are given once a calendar year, when programmes open, pro
        rata of the months the scenario covers; budgets and fees month by month; building when due.
        What the province puts into its own funds is not the plan's money, nor what a platform
        company builds, but the capital it is given.
        """
        path = self.path()
        cost = {"converted": "conversion_cost", "new": "building_cost"}
        due = [f for f in self.facilities if f.opens is not None]
        carried = self.carriers()
        building = sum(
            f.area * float(path[0, 0][cost[f.built]])
            for f in due
            if int(self.key("facility", f.id)) not in carried
        )
        capital = sum(o.capital * (self.last - o.since + 1) / 12 for o in self.institutions)
        return building + capital + planned_money(path)

    def with_levers(self, changes: Mapping[str, object]) -> Scenario:
        """The same scenario with levers (in every district, from the first month) or natural
        parameters changed.
        """
        values = check_values(changes, {**LEVERS, **NATURE})
        levers = {name: Series(((self.first, v),)) for name, v in values.items() if name in LEVERS}
        return replace(
            self,
            levers=tuple({**own, **levers} for own in self.levers),
            nature={**self.nature, **{n: v for n, v in values.items() if n in NATURE}},
        )

    def vary(self, changes: Mapping[str, object]) -> Scenario:
        """The same region from its first month on under changed levers or natural parameters.

        Unlike `with_levers`, natural parameters change in the first month only: the region has
        grown up under its own, so that all variations of a study begin with the same firms and
        people.
        """
        new = self.with_levers(changes)
        later = {n: value for n, value in new.nature.items() if n in changes}
        return replace(new, nature=self.nature, later={**self.later, **later})

    def for_run(self, seed: int) -> Scenario:
        """The scenario as the run of this seed lives it.

        It has a nature drawn for the run, but for what the plan or a study sets.
        """
        if not self.natures:
            return self
        nature = draw_of_population(self.natures, population_of(seed))
        own = {name: value for name, value in nature.items() if name not in self.nature}
        return replace(self, natures=(), later={**own, **self.later})

    def for_population(self, population: int) -> Scenario:
        """The scenario as the years before its first month are lived for a starting population:
        under the nature that its runs go on with.
        """
        nature = draw_of_population(self.natures, population)
        return replace(self, natures=(), nature={**nature, **self.nature})

    @property
    def nondefault_readings(self) -> dict[str, str]:
        """The readings that are not the default, by id."""
        return {r.id: r.chosen for r in self.readings if r.chosen != "default"}

    @property
    def market_names(self) -> list[str]:
        """The markets in the order districts name them."""
        return list(dict.fromkeys(d.market for d in self.districts))

    @property
    def named_facilities(self) -> tuple[FacilityPlan, ...]:
        """The facilities that are told of one by one: those with a name of their own, and those a
        target names.
        """
        asked = {id for t in self.targets if t.measure.startswith(FACILITY) for id in t.over}
        return tuple(f for f in self.facilities if NUMBERED not in f.id or f.id in asked)

    @property
    def digest(self) -> str:
        """Sixteen hex digits that change with everything that can change a number."""
        levers = [{name: asdict(series) for name, series in own.items()} for own in self.levers]
        targets = [t.model_dump() for t in self.targets]
        return fingerprint(
            [
                self._place(self.facilities),
                self.last,
                levers,
                targets,
                [x.model_dump() for x in (*self.tenders, *self.checklists, *self.institutions)],
                self.later,
                self.natures,
            ]
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

    def _place(self, facilities: Sequence[FacilityPlan]) -> list[object]:
        parts = (self.districts, self.sectors, facilities, self.funds)
        return [
            self.name,
            self.first,
            self.nature,
            self.start,
            [{name: asdict(series) for name, series in own.items()} for own in self.standing],
            *([x.model_dump() for x in part] for part in parts),
        ]


def plan_table(name: str, rows: Sequence[tuple[Part, Mapping[str, object]]]) -> np.ndarray:
    """A starting table by its name, a row for each part of a plan: what is given beside the part,
    and what the part states under the same name.
    """
    table = starting_table(name, len(rows))
    for row, (part, given) in zip(table, rows, strict=True):
        for column, value in {**vars(part), **given}.items():
            if column in row.dtype.names:
                row[column] = value
    return table


def lever_series(series: Series, clock: np.ndarray, neutral: float) -> np.ndarray:
    """A lever's value in each month: neutral before its first date, the last value for good after
    its last.
    """
    months, values = (np.array(column, float) for column in zip(*series.points, strict=True))
    if series.ramp:
        return np.where(clock < months[0], neutral, np.interp(clock, months, values))
    at = np.searchsorted(months, clock, "right") - 1
    return np.where(at < 0, neutral, values[at])


def load(
    plan: str | Path,
    policy: str = "plan",
    changes: Mapping[str, object] | None = None,
    readings: Mapping[str, str] | None = None,
    nature: str = CHINA,
) -> Scenario:
    """A plan under one of its policies, with levers or natural parameters changed by name.

    `readings` are chosen ways to read it.  `nature` is the ensemble each run draws its natural
    parameters from, or "central" for the declared values.  Raises UserError with one line for every
    fault of the files.
    """
    compiled = compile_plan(plan_file_path(plan), policy, readings or {})
    scenario = Scenario(**vars(compiled), natures=parameter_draws(nature))
    return scenario.with_levers(changes) if changes else scenario


def plan_cost(folder: Path, policy: str) -> float:
    """What a plan's folder means to spend under a policy, 万元; UserError with all its faults."""
    return load(folder, policy).planned_public_money()


def policies(plan: str | Path) -> list[str]:
    """The policies of a plan, "plan" (as written) first."""
    return policy_names(plan_file_path(plan).parent)
