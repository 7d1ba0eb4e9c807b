"""China's firms in incubators and makerspaces at full size: 31 provinces, about 700 000 firms and teams
and 5 m people, month by month.

    python experiments/nation.py [--months 12] [--share 1.0] [--threads 2] [--policy plan] [--json]

Each province is a plan as `fuhua new` writes it, for its inhabitants and its firms; one of more people than `new`
writes plans for is several markets alike. A small part of a market grows up (`sim.scenario.spinup`), is kept as other
starting populations are, and stands in the market as often as its firms ask for, each time as other people with other
luck: on the eve a market is as varied as its part, from then on it drifts apart. Markets share nothing, so they are
lived as economies of their own, side by side on threads.

What is published: firms, teams and people in all incubators and makerspaces at the end of 2021 (Torch centre of the
ministry of science: 698 000, 4.983 m); Guangdong's and Jiangsu's incubators and the part of the five provinces with
most, at the end of 2019 (Torch centre: 1 013 and 832 of 5 206, 54 %); inhabitants (census of 2020, bulletin 3).
What is assumed: firms are spread over provinces like incubators; those of Zhejiang, Shandong and Hebei, and of the
other 26, by inhabitants; everything else about a province is what `new` takes for usual, so that about a tenth of its firms have
a desk in one of its facilities and the others are served by them from outside.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy import ndarray

from sim.core import kernel
from sim.core.chance import child_key
from sim.core.digests import fingerprint
from sim.core.fields import copy_rows
from sim.model.calendar import month_number
from sim.model.economies import ROW_COLUMNS, live_economies, named_rows
from sim.model.ecosystem import Ecosystem, regional_value
from sim.model.world import World
from sim.plan.new import POLICIES, create_plan
from sim.plan.typical_places import FIRMS as FIRMS_OF_PLAN
from sim.plan.typical_places import POPULATION, PlanRequest
from sim.runs.workers import map_parallel, own_workers
from sim.scenario.parameter_sets import CENTRAL
from sim.scenario.scenario import Scenario, load, plan_cost
from sim.scenario.spinup import (
    DIVIDED,
    SpinupFit,
    SpinupSetting,
    add_policy,
    fit,
    fitted_path,
    load_world,
    save_world,
    world_name,
)

FIRMS, PEOPLE = 698_000, 4_983_000  # end of 2021, firms and teams, and who works in them
INCUBATORS = 5_206  # end of 2019
LEADING = {"guangdong": 1_013, "jiangsu": 832}  # of them
FIVE, OF_FIVE = ("guangdong", "jiangsu", "zhejiang", "shandong", "hebei"), 0.54
PROVINCES = {  # names, inhabitants on 1 November 2020
    "beijing": ("北京", "Beijing", 21_893_095),
    "tianjin": ("天津", "Tianjin", 13_866_009),
    "hebei": ("河北", "Hebei", 74_610_235),
    "shanxi": ("山西", "Shanxi", 34_915_616),
    "inner_mongolia": ("内蒙古", "Inner Mongolia", 24_049_155),
    "liaoning": ("辽宁", "Liaoning", 42_591_407),
    "jilin": ("吉林", "Jilin", 24_073_453),
    "heilongjiang": ("黑龙江", "Heilongjiang", 31_850_088),
    "shanghai": ("上海", "Shanghai", 24_870_895),
    "jiangsu": ("江苏", "Jiangsu", 84_748_016),
    "zhejiang": ("浙江", "Zhejiang", 64_567_588),
    "anhui": ("安徽", "Anhui", 61_027_171),
    "fujian": ("福建", "Fujian", 41_540_086),
    "jiangxi": ("江西", "Jiangxi", 45_188_635),
    "shandong": ("山东", "Shandong", 101_527_453),
    "henan": ("河南", "Henan", 99_365_519),
    "hubei": ("湖北", "Hubei", 57_752_557),
    "hunan": ("湖南", "Hunan", 66_444_864),
    "guangdong": ("广东", "Guangdong", 126_012_510),
    "guangxi": ("广西", "Guangxi", 50_126_804),
    "hainan": ("海南", "Hainan", 10_081_232),
    "chongqing": ("重庆", "Chongqing", 32_054_159),
    "sichuan": ("四川", "Sichuan", 83_674_866),
    "guizhou": ("贵州", "Guizhou", 38_562_148),
    "yunnan": ("云南", "Yunnan", 47_209_277),
    "tibet": ("西藏", "Tibet", 3_648_100),
    "shaanxi": ("陕西", "Shaanxi", 39_528_999),
    "gansu": ("甘肃", "Gansu", 25_019_831),
    "qinghai": ("青海", "Qinghai", 5_923_957),
    "ningxia": ("宁夏", "Ningxia", 7_202_654),
    "xinjiang": ("新疆", "Xinjiang", 25_852_345),
}
FIRST = month_number(2022, 1)
LEAST_MONTHS = 12  # of a plan
LEAST_FIRMS = 50  # of a province, however small a share of the nation is asked for
PART = 700  # firms of the part that grows up
COPY, MARKET = (
    100,
    101,
)  # what keys of copies and of markets are drawn for; the model's own purposes lie below
ALSO_DIVIDED = ("fund_visits",)  # in so small a part, beside what the spin-up divides
REPEATED = ("startups", "talents", "funds", "stakes", "loans")
SCALED = {  # what a province's places have as many times as those of its part
    "incubators": (
        "cash",
        "cash_last",
        "result_year",
        "support_year",
        "costs_year",
        "costs_1",
        "equipment",
        "mentors",
        "graduates",
        "graduates_year",
    ),
    "districts": ("recent_exits", "residents", "renters", "taken_on"),
    "sectors": (
        "contracted",
        "outside",
        "tendered",
        "attraction",
        "appeal",
        "rivals",
        "vacancies",
        "seekers",
    ),
}
RESULTS = ("firms", "high_tech", "jobs", "sales")


@dataclass(frozen=True)
class Province:
    """A province: its names, inhabitants, firms and teams, its markets alike, and how often its part
    stands in each.
    """

    id: str
    zh: str
    en: str
    inhabitants: float
    firms: float
    markets: int
    copies: int


@dataclass(frozen=True)
class Outcome:
    """Where a province, or the nation, stands after its last month: firms and teams, valid high-tech
    certificates, people at work, sales of the last twelve months in 万元.
    """

    zh: str
    en: str
    firms: float
    high_tech: float
    jobs: float
    sales: float


@dataclass(frozen=True)
class Lived:
    """What the months brought, what they cost in seconds, and the memory that this process held at
    most, in GB (None: not measured on this system).
    """

    provinces: tuple[Outcome, ...]
    nation: Outcome
    firms: int
    people: int
    months: int
    threads: int
    growing_s: float
    building_s: float
    months_s: float
    months_cpu_s: float
    memory_gb: float | None


def provinces(share: float = 1.0, names: Iterable[str] = PROVINCES) -> list[Province]:
    """The provinces asked for with so large a share of their firms, those of most firms first."""
    inhabitants = {id: number for id, (_, _, number) in PROVINCES.items()}
    parts = {id: number / INCUBATORS for id, number in LEADING.items()}
    others = [id for id in FIVE if id not in parts]
    rest = [id for id in PROVINCES if id not in FIVE]
    for group, part in ((others, OF_FIVE - sum(parts.values())), (rest, 1 - OF_FIVE)):
        total = sum(inhabitants[id] for id in group)
        parts |= {id: part * inhabitants[id] / total for id in group}
    found = []
    for id in names:
        zh, en, number = PROVINCES[id]
        firms = max(LEAST_FIRMS, round(share * FIRMS * parts[id]))
        most = POPULATION.high or math.inf, FIRMS_OF_PLAN.high or math.inf
        markets = max(math.ceil(share * number / most[0]), math.ceil(firms / most[1]))
        copies = max(1, round(firms / markets / PART))
        found.append(Province(id, zh, en, share * number, firms, markets, copies))
    return sorted(found, key=lambda p: -p.firms)


def province_plan(place: Province, months: int, policy: str) -> Scenario:
    """A market of a province as `fuhua new` writes it, with as many people to a firm as are published."""
    last = FIRST + max(months, LEAST_MONTHS) - 1
    inhabitants, firms = place.inhabitants / place.markets, place.firms / place.markets
    asked = PlanRequest(place.id, place.zh, place.en, "city", inhabitants, FIRST, last, firms=firms)
    with tempfile.TemporaryDirectory() as folder:
        made = create_plan(asked, Path(folder), plan_cost)
        scenario = load(made.folder, policy, nature=CENTRAL)
    people = round(firms * PEOPLE / FIRMS)
    return replace(scenario, start={**scenario.start, "talents": float(people)})


def grow_part(scenario: Scenario, copies: int) -> tuple[World, SpinupFit]:
    """A part of a market on the eve of the plan, kept under its content."""
    name = fingerprint([world_name(scenario, 0), copies, ALSO_DIVIDED])
    file = kernel.WORLDS / f"start-{name}.npz"
    found = load_world(file, scenario.markets())
    if found is None:
        setting = SpinupSetting.of(scenario, 0).divide(copies)
        for column in ALSO_DIVIDED:
            setting.past[column] /= copies
        found = fit(setting, None, lambda stage, done, of: None)
        save_world(file, *found)
    return found


@kernel.kernel
def renew_keys(keys: ndarray, number: int, what: int) -> None:
    """Make others of the agents of a copy, or of a market."""
    for r in range(keys.size):
        keys[r] = child_key(keys[r], number, what)


def enlarge_world(part: World, scenario: Scenario, copies: int, market: int = 0) -> World:
    """A province's market out of its part: agents again and again, each time as others, in the same
    districts, sectors and facilities, which are as large as its plan says.
    """
    tables = {}
    for kind, table in part.tables.items():
        times = copies if kind in REPEATED else 1
        n, whole = len(table), np.zeros(times * len(table), table.dtype)
        for copy in range(times):
            own = whole[copy * n : (copy + 1) * n]
            copy_rows(table, own)
            if copy:
                renew_keys(own["key"], copy, COPY)
                move_on(kind, own, {name: copy * len(part.tables[name]) for name in REPEATED})
        for column in SCALED.get(kind, ()):
            whole[column] *= copies
        tables[kind] = whole
    planned = scenario.tables()
    whole_world = add_policy(World(part.markets, tables), planned)
    for kind in ("sectors", "incubators"):
        for column in DIVIDED[kind]:
            whole_world.tables[kind][column] = planned[kind][column]
    if not market:
        return whole_world
    for table in whole_world.tables.values():
        renew_keys(table["key"], market, MARKET)
    keys = np.array([m.key for m in part.markets])
    renew_keys(keys, market, MARKET)
    alike = [replace(m, key=key) for m, key in zip(part.markets, keys, strict=True)]
    return World(alike, whole_world.tables)


def move_on(kind: str, table: ndarray, by: Mapping[str, int]) -> None:
    """Rows that a copy's agents name are those of their own copy."""
    for column, other in ROW_COLUMNS[kind].items():
        if other in by:
            rows, _ = named_rows(column, table)
            table[column][rows] += by[other]


def grow_province(asked: tuple[Province, int, str]) -> tuple[Scenario, World, SpinupFit]:
    """The plan of a province's markets and their part, in a worker."""
    place, months, policy = asked
    scenario = province_plan(place, months, policy)
    return scenario, *grow_part(scenario, place.copies)


def grow_provinces(
    places: Sequence[Province], months: int, policy: str, jobs: int | None
) -> list[tuple[Scenario, World, SpinupFit]]:
    """The plans and parts of provinces, made on so many processes (default: one a core)."""
    asked = [(place, months, policy) for place in places]
    found = {}
    for (place, _, _), answer in map_parallel(grow_province, asked, jobs):
        if isinstance(answer, BaseException):
            raise answer
        found[place.id] = answer
    own_workers(jobs).close()  # the nation needs their memory
    return [found[place.id] for place in places]


def build_markets(
    place: Province, scenario: Scenario, part: World, spinup: SpinupFit, months: int, seed: int
) -> list[Ecosystem]:
    """A province's markets, ready to be lived."""
    path = fitted_path(scenario, spinup, seed)[:months]
    return [
        Ecosystem(enlarge_world(part, scenario, place.copies, market), path, seed)
        for market in range(place.markets)
    ]


def live_nation(
    places: Sequence[Province],
    months: int = 12,
    threads: int | None = None,
    policy: str = "plan",
    seed: int = 1,
) -> Lived:
    """Grow, build and live provinces side by side."""
    begun = time.perf_counter()
    parts = grow_provinces(places, months, policy, threads)
    grown = time.perf_counter()
    lived = [
        build_markets(place, *part, months, seed) for place, part in zip(places, parts, strict=True)
    ]
    built, worked = time.perf_counter(), time.process_time()
    every = [eco for markets in lived for eco in markets]
    firms, people = (sum(len(eco.populations[k]) for eco in every) for k in ("startups", "talents"))
    live_economies(every, threads)
    done, worked = time.perf_counter(), time.process_time() - worked
    found = tuple(outcome(p, markets) for p, markets in zip(places, lived, strict=True))
    total = {name: math.fsum(getattr(o, name) for o in found) for name in RESULTS}
    return Lived(
        provinces=found,
        nation=Outcome("全国" if len(found) == len(PROVINCES) else "合计", "together", **total),
        firms=firms,
        people=people,
        months=months,
        threads=threads or os.cpu_count() or 1,
        growing_s=grown - begun,
        building_s=built - grown,
        months_s=done - built,
        months_cpu_s=worked,
        memory_gb=peak_memory(),
    )


def outcome(place: Province, markets: Sequence[Ecosystem]) -> Outcome:
    """Where a province stands after its last month."""

    def value(*measures: str) -> float:
        return math.fsum(regional_value(eco, name) for eco in markets for name in measures)

    return Outcome(
        place.zh,
        place.en,
        value("startups", "teams"),
        value("high_tech_valid"),
        value("jobs"),
        value("sales_12"),
    )


def peak_memory() -> float | None:
    """The memory this process has held at most, GB; None where the system does not say."""
    if sys.platform == "win32":
        return None
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e9


def show(found: Lived) -> None:
    """Print a row a province, and what it cost."""
    print(f"{'':18}{'firms, teams':>14}{'high-tech':>12}{'jobs':>12}{'sales, 亿元':>14}")
    for o in (*found.provinces, found.nation):
        print(f"{o.en:18}{o.firms:14,.0f}{o.high_tech:12,.0f}{o.jobs:12,.0f}{o.sales / 1e4:14,.0f}")
    memory = "not measured" if found.memory_gb is None else f"{found.memory_gb:.2f} GB at most"
    print(
        f"{found.firms:,} firms and teams and {found.people:,} people; parts of provinces grown in "
        f"{found.growing_s:.1f} s, laid out in {found.building_s:.1f} s; {found.months} months in "
        f"{found.months_s:.1f} s, {found.months_cpu_s:.1f} s of CPU; memory: {memory}"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Live the nation and print what came of it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--months", type=int, default=12, help="months to live (1 to 120)")
    parser.add_argument("--share", type=float, default=1.0, help="of the nation's firms")
    parser.add_argument("--threads", type=int, help="provinces lived at once (default: one a core)")
    parser.add_argument(
        "--policy", choices=("plan", *POLICIES), default="plan", help="of `fuhua new`"
    )
    parser.add_argument("--provinces", default=",".join(PROVINCES), help="names, by commas")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args(arguments)
    names = given.provinces.split(",")
    if unknown := [name for name in names if name not in PROVINCES]:
        parser.error(f"unknown province: {', '.join(unknown)}; known: {', '.join(PROVINCES)}")
    if not 1 <= given.months <= 120 or not 0 < given.share <= 1:
        parser.error("--months must be 1 to 120, --share above 0 and at most 1")
    found = live_nation(provinces(given.share, names), given.months, given.threads, given.policy)
    if given.json:
        print(json.dumps(asdict(found), ensure_ascii=False))
    else:
        show(found)


if __name__ == "__main__":
    main()
