"""Economies of a region: groups of markets whose people, firms and money never meet.

Chance is addressed by keys and no order crosses a market, so an economy lives the same months alone
as beside the others, and several live side by side on threads: kernels leave Python's lock.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy import ndarray

from sim.core.fields import fields_of
from sim.model.codes import OF_FACILITY, OF_OPERATOR
from sim.model.ecosystem import Ecosystem
from sim.model.levers import Levers
from sim.model.phases.places import FACILITY_ENVELOPES
from sim.model.world import KINDS, Market, World, operator_posts, programme_purses, starting_table

ROW_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "startups": {
        "district": "districts",
        "sector": "sectors",
        "home": "incubators",
        "loan": "loans",
        "investor": "funds",
        "buyer": "funds",
        "founder": "talents",
    },
    "talents": {
        "sector": "sectors",
        "employer": "startups",
        "venture": "startups",
        "insured_firm": "startups",
        "sheltered": "districts",
    },
    "incubators": {
        "district": "districts",
        "sector": "sectors",
        "tender": "operators",
        "carrier": "institutions",
    },
    "funds": {
        "district": "districts",
        "market": "markets",
        "sector": "sectors",
        "home": "incubators",
        "institution": "institutions",
    },
    "stakes": {"startup": "startups", "fund": "funds"},
    "loans": {"startup": "startups", "district": "districts"},
    "sectors": {"market": "markets"},
    "districts": {"market": "markets"},
    "programmes": {"district": "districts"},
    "operators": {"district": "districts"},
    "criteria": {"checklist": "checklists"},
    "candidacies": {"checklist": "checklists"},
    "institutions": {"district": "districts", "market": "markets", "sector": "sectors"},
}
"""Columns that name rows, by kind: the kind, or the market, that each names."""
COUNTED_FROM_ONE = ("sheltered",)  # 0 is nowhere
SUBJECTS = {OF_FACILITY: "incubators", OF_OPERATOR: "operators"}  # of checklists; else districts
GATES = (("dispatch_meetings",), FACILITY_ENVELOPES)
"""Levers that a phase acts on in every district as soon as one has them: what a district kept from
when it had them too is acted on again."""


@dataclass(frozen=True)
class Economy:
    """Markets that share with each other and with no other: a world and a path of their own, and
    which rows of the region they are, by kind.
    """

    world: World
    path: ndarray
    rows: Mapping[str, ndarray]


@dataclass(frozen=True)
class LivedRegion:
    """What a region leaves whose economies lived side by side: its tables by month, and the economies
    as they are in the end.
    """

    history: ndarray
    books: ndarray
    sector_history: ndarray
    facility_history: ndarray
    economies: tuple[Ecosystem, ...]


def live_region(
    world: World, path: ndarray, seed: int = 1, threads: int | None = None
) -> LivedRegion:
    """Live every month of a region, its economies side by side on so many threads (default: one a
    core); the numbers are those of the region lived as one.
    """
    lived, places = [], []
    for part in split_region(world, path):  # one by one, so that no two are held twice
        lived.append(Ecosystem(part.world, part.path, seed))
        places.append({kind: part.rows[kind] for kind in ("districts", "sectors", "incubators")})
    live_economies(lived, threads)
    return LivedRegion(
        put_together([eco.history for eco in lived], [own["districts"] for own in places]),
        put_together([eco.books for eco in lived], [own["districts"] for own in places]),
        put_together([eco.sector_history for eco in lived], [own["sectors"] for own in places]),
        put_together(
            [eco.facility_history for eco in lived], [own["incubators"] for own in places]
        ),
        tuple(lived),
    )


def put_together(tables: Sequence[ndarray], rows: Sequence[ndarray]) -> ndarray:
    """Tables (month, place) of parts as one, each place where it stands in the whole."""
    whole = np.zeros((len(tables[0]), sum(map(len, rows))), tables[0].dtype)
    for table, own in zip(tables, rows, strict=True):
        whole[:, own] = table
    return whole


def live_economies(economies: Sequence[Ecosystem], threads: int | None = None) -> None:
    """Live every month of economies that share nothing, side by side on so many threads (default: one
    a core), those of most people first; raises what the first that failed has raised.
    """
    by_size = sorted(economies, key=lambda eco: -eco.talents.row_count)
    workers = min(threads or os.cpu_count() or 1, len(by_size))
    if workers <= 1:
        for eco in by_size:
            eco.live()
        return
    with ThreadPoolExecutor(workers) as pool:
        try:
            for done in [pool.submit(eco.live) for eco in by_size]:
                done.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def split_region(world: World, path: ndarray) -> Iterator[Economy]:
    """The economies of a region, in the order of their first districts; one where its districts
    differ in more than levers, for some rules read the region's setting from its first district.
    """
    tables = complete_tables(world)
    homes = home_districts(tables, world.markets)
    together = DistrictGroups(len(tables["districts"]))
    if not has_one_setting(path):
        together.join(np.arange(len(tables["districts"])))
    join_by_rows(together, tables, homes)
    join_by_gates(together, tables, path)
    groups = np.unique(together.groups)
    if len(groups) == 1:
        rows = {kind: np.arange(len(home)) for kind, home in homes.items()}
        yield Economy(World(world.markets, tables), path, rows)
        return
    for group in groups:
        yield cut_out(world.markets, tables, path, homes, together.groups == group)


class DistrictGroups:
    """Which districts are together with which: `groups` names each one's group by its first district."""

    def __init__(self, number: int):
        """So many districts, none together with another."""
        self.groups = np.arange(number)

    def join(self, districts: ndarray) -> None:
        """Put some districts, and those together with them, into one group."""
        there = np.isin(self.groups, self.groups[districts])
        self.groups[there] = self.groups[districts].min()


def complete_tables(world: World) -> dict[str, ndarray]:
    """Every kind's table of a starting world, with the purses and posts that a region adds."""
    tables = {name: world.tables.get(name, starting_table(name, 0)) for name in KINDS}
    if not len(tables["programmes"]):
        tables["programmes"] = programme_purses(len(tables["districts"]))
    if not len(tables["operators"]):
        tables["operators"] = operator_posts(tables["districts"])
    return tables


def has_one_setting(path: ndarray) -> bool:
    """Whether a path's districts differ in nothing but levers: dates, law and nature are the region's."""
    levers = fields_of(Levers)
    return all((path[n] == path[n][:, :1]).all() for n in path.dtype.names or () if n not in levers)


def home_districts(tables: Mapping[str, ndarray], markets: Sequence[Market]) -> dict[str, ndarray]:
    """A district that each row has business in, by kind; what is a market's has it in the market's
    seat.
    """
    seats = np.array([market.seat for market in markets], np.int64)
    homes: dict[str, ndarray] = {"markets": seats, "districts": np.arange(len(tables["districts"]))}
    homes["sectors"] = seats[tables["sectors"]["market"]]
    homes["talents"] = homes["sectors"][tables["talents"]["sector"]]
    for kind in ("startups", "incubators", "funds", "loans", "programmes", "operators"):
        homes[kind] = tables[kind]["district"].astype(np.int64)
    homes["institutions"] = tables["institutions"]["district"].astype(np.int64)
    homes["stakes"] = homes["startups"][tables["stakes"]["startup"]]
    candidacies, lists = tables["candidacies"], np.zeros(len(tables["checklists"]), np.int64)
    homes["candidacies"] = np.zeros(len(candidacies), np.int64)
    for row, c in enumerate(candidacies):
        homes["candidacies"][row] = homes[subject_kind(c["kept_of"])][c["subject"]]
    lists[candidacies["checklist"]] = homes["candidacies"]
    homes["checklists"], homes["criteria"] = lists, lists[tables["criteria"]["checklist"]]
    return homes


def subject_kind(kept_of: int) -> str:
    """The kind of those whom a checklist is kept of."""
    return SUBJECTS.get(int(kept_of), "districts")


def named_rows(column: str, table: ndarray) -> tuple[ndarray, ndarray]:
    """Which rows of a table name a row by a column, and which row each names."""
    named = table[column].astype(np.int64) - (column in COUNTED_FROM_ONE)
    rows = np.flatnonzero(named >= 0)
    return rows, named[rows]


def join_by_rows(
    together: DistrictGroups, tables: Mapping[str, ndarray], homes: Mapping[str, ndarray]
) -> None:
    """Join districts that a row has business in with those of the rows it names."""
    number = len(together.groups)
    for kind, columns in ROW_COLUMNS.items():
        for column, other in columns.items():
            rows, named = named_rows(column, tables[kind])
            pairs = np.bincount(homes[kind][rows] * number + homes[other][named])
            for pair in np.flatnonzero(pairs).tolist():
                together.join(np.array(divmod(pair, number)))


def join_by_gates(together: DistrictGroups, tables: Mapping[str, ndarray], path: ndarray) -> None:
    """Join the groups between which something passes because one of them has it: a lever that one
    still has and another has had, and technology where one has institutions.
    """
    groups = together.groups.copy()
    every = np.unique(groups)
    for levers in GATES:
        on = np.array([sum(path[n][:, groups == g].any(1) for n in levers) > 0 for g in every])
        had = np.logical_or.accumulate(on, axis=1)
        if levers == GATES[0]:
            pressed = [tables["districts"]["pressed"][groups == g].any() for g in every]
            had |= np.array(pressed)[:, None]
        if (had & ~on & on.any(0)).any():
            together.join(np.flatnonzero(np.isin(groups, every[had.any(1)])))
    owners = tables["startups"]["district"][tables["startups"]["technology"] > 0]
    if len(tables["institutions"]) and len(owners):
        together.join(np.union1d(owners, tables["institutions"]["district"]))


def cut_out(
    markets: Sequence[Market],
    tables: Mapping[str, ndarray],
    path: ndarray,
    homes: Mapping[str, ndarray],
    districts: ndarray,
) -> Economy:
    """An economy by itself: the rows at home in its districts, in the order they stand, with the
    numbers that rows have among them.
    """
    rows = {kind: np.flatnonzero(districts[home]) for kind, home in homes.items()}
    new = {kind: np.full(len(home), -1) for kind, home in homes.items()}
    for kind, there in rows.items():
        new[kind][there] = np.arange(len(there))
    own = {kind: rows_of(tables[kind], rows[kind]) for kind in KINDS}
    for kind, columns in ROW_COLUMNS.items():
        for column, other in columns.items():
            at, named = named_rows(column, own[kind])
            own[kind][column][at] = new[other][named] + (column in COUNTED_FROM_ONE)
    for c in own["candidacies"]:
        c["subject"] = new[subject_kind(c["kept_of"])][c["subject"]]
    own_markets = []
    for market in (markets[n] for n in rows["markets"].tolist()):
        number, seat = int(new["markets"][market.number]), int(new["districts"][market.seat])
        sectors = new["sectors"][market.sectors]
        own_markets.append(replace(market, number=number, seat=seat, sectors=sectors))
    return Economy(World(own_markets, own), np.ascontiguousarray(path[:, rows["districts"]]), rows)


def rows_of(table: ndarray, rows: ndarray) -> ndarray:
    """Some rows of a table, byte for byte (NumPy's own choice would leave padding undefined)."""
    whole = np.dtype((np.void, table.dtype.itemsize))
    taken: ndarray = table.view(whole)[rows].view(table.dtype)
    return taken
