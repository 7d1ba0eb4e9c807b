"""The month: the table of contents of the model.

Each phase is one function of the ecosystem and its month; it prepares who takes part (lists, orders
with ties broken by key) and calls the kernels of its topic.  `m` is the month's row of the path,
one record a district.
"""
from __future__ import annotations

from typing import Any

import numpy as np

from sim import counting, kinds, passes
from sim.census import Census
from sim.core.fields import blank
from sim.rules import admit as admission
from sim.rules import arrive as arrivals
from sim.rules import build as building
from sim.rules import certify as certification
from sim.rules import enact as enactment
from sim.rules import found as founding
from sim.rules import hire as hiring
from sim.rules import invest as investing
from sim.rules import learn as learning
from sim.rules import leave as leaving
from sim.rules import lend as lending
from sim.rules import review as reviewing
from sim.rules import settle as settling
from sim.rules import support as supporting


def enact(eco: Any, m: np.ndarray) -> None:
    """Levers take their values; purses open; services do their month; books are opened in January."""
    if m["month"][0] == 1:
        certification.turn_years(eco.startups.rows, eco.living)
    enactment.enact(eco.districts.rows, eco.programmes.rows, m, eco.book)


def build(eco: Any, m: np.ndarray) -> None:
    """Promised floor space and operators come on line; operators do their month."""
    building.build(eco.incubators.rows, eco.districts.rows, m, eco.book)


def arrive(eco: Any, m: np.ndarray) -> None:
    """People and firms come, look around, and go."""
    if m["month"][0] == 7:
        for market in eco.markets:
            welcome_graduates(eco, market, m)
    size = eco.districts.filled
    people, wanted, firms, eco.fund_visits = rows(size), rows(size), rows(size), rows(size)
    arrivals.contacts(eco.districts.rows, m, people, wanted, firms, eco.fund_visits)
    approach_people(eco, people, wanted, m)
    for k in np.flatnonzero(firms):
        receive_firms(eco, k, m, int(firms[k]))
    startups, talents = eco.startups.rows, eco.talents.rows
    if m["talent_flats"].any() or eco.flats_let:
        housed = np.flatnonzero(talents["housed"])
        hiring.flats(talents, housed[np.argsort(talents["key"][housed])], startups, eco.districts.rows, m)
        eco.flats_let = bool(m["talent_flats"].any())
    dreamers, searchers, counts = rows(len(talents)), rows(len(talents)), rows(2)
    arrivals.stay_or_go(talents, startups, startups["alive"].copy(), eco.sectors.rows, eco.districts.rows, m, eco.seat,
                        eco.measures, dreamers, searchers, counts)
    eco.dreamers, eco.searchers = dreamers[: counts[0]], searchers[: counts[1]]


def welcome_graduates(eco: Any, market: Any, m: np.ndarray) -> None:
    """A year's graduates enter the market's pool of people."""
    n, first = int(m["graduates"][market.seat] * market.share), eco.talents.filled
    eco.talents.append(n)
    arrivals.graduate(eco.talents.rows, first, n, market.number, market.key, eco.sectors.rows, m, market.seat)
    eco.measures["talent_came"][market.seat] += n


def approach_people(eco: Any, people: np.ndarray, wanted: np.ndarray, m: np.ndarray) -> None:
    """People who think of home, or whom recruiters met, decide whether to come."""
    first, n = eco.talents.filled, int(people.sum() + wanted.sum())
    eco.talents.append(n, alive=False)
    came = arrivals.approach(eco.talents.rows, first, people, wanted, eco.districts.rows, eco.sectors.rows,
                             eco.programmes.rows, eco.purse_of[:, kinds.TALENT_AWARD].copy(), m, eco.book, eco.measures)
    eco.talents.drop_last(n - came)


def receive_firms(eco: Any, k: int, m: np.ndarray, n: int) -> None:
    """Outside firms look at the district; some move in."""
    first = eco.startups.filled
    eco.startups.append(n, alive=False, district=k)
    came = arrivals.visit(eco.startups.rows, first, n, k, eco.districts.rows, eco.sectors.rows, eco.programmes.rows,
                          eco.purse_of[k, kinds.RELOCATION], m, eco.book)
    eco.startups.drop_last(n - came)
    eco.living = np.concatenate([eco.living, np.arange(first, first + came)])
    eco.measures["attracted"][k] += came


def found(eco: Any, m: np.ndarray) -> None:
    """People decide to found; teams register."""
    size = eco.districts.filled
    call, pull = np.zeros((len(eco.sectors.rows), size + 1)), np.zeros(size)
    founding.settings(eco.sectors.rows, eco.districts.rows, m, call, pull)
    who, where = rows(len(eco.dreamers)), rows(len(eco.dreamers))
    n = founding.consider(eco.talents.rows, eco.dreamers, eco.sectors.rows, eco.districts.rows, m, call, pull, who, where)
    first = eco.startups.filled
    eco.startups.append(n)
    startups = eco.startups.rows
    founding.bring_up(startups, first, eco.talents.rows, eco.sectors.rows, eco.districts.rows, m, eco.book, who, where, n)
    founding.register_teams(startups, eco.teams, m, eco.book, eco.measures)
    waiting = startups["alive"][eco.teams] & (startups["rung"][eco.teams] == kinds.TEAM)
    if not startups["alive"][eco.teams].all():
        eco.bury()
    eco.teams = np.concatenate([eco.teams[waiting], np.arange(first, first + n)])
    eco.living = np.concatenate([eco.living, np.arange(first, first + n)])


def admit(eco: Any, m: np.ndarray) -> None:
    """Facilities let graduates and over-stayers go and take the best applicants."""
    startups, incubators = eco.startups.rows, eco.incubators.rows
    room = len(eco.living)
    who, place, score = rows(room), rows(room), np.empty(room)
    n = admission.move_desks(startups, eco.living, incubators, eco.districts.rows, m, who, place, score)
    order = np.lexsort((startups["key"][who[:n]], -score[:n]))
    admission.seat(startups, incubators, m, who, place, order)


def hire(eco: Any, m: np.ndarray) -> None:
    """Posts are listed, people look, the ablest choose first; wages follow."""
    startups, talents, sectors = eco.startups.rows, eco.talents.rows, eco.sectors.rows
    firms = rows(len(eco.hirers))
    firms = firms[: hiring.post(startups, eco.hirers, sectors, firms)]
    firms = firms[np.argsort(in_blocks(startups["sector"][firms], startups["key"][firms]))]
    people = rows(len(eco.searchers))
    people = people[: hiring.look(talents, eco.searchers, sectors, m, people)]
    order = np.argsort(ablest_first(talents["skill"][people], talents["key"][people]))
    first, last = blocks(startups["sector"][firms], len(sectors))
    hiring.match(talents, startups, sectors, eco.districts.rows, eco.programmes.rows, eco.purse_of, m, eco.book, people,
                 order, firms, first, last)
    hiring.wages(sectors, m, eco.seat)


def learn(eco: Any, m: np.ndarray) -> None:
    """Research is done; firms show themselves to customers."""
    learning.spill_over(eco.sectors.rows, m, eco.seat)
    passes.study(eco.startups.rows, eco.living, eco.sectors.rows, eco.incubators.rows, eco.districts.rows, m)


def trade(eco: Any, m: np.ndarray) -> None:
    """Contracts are lost and won; in the same pass costs are paid and the next month is planned."""
    size = len(eco.living)
    filers, needy, seekers, hirers, counts = rows(size), rows(size), rows(size), rows(size), rows(4)
    passes.work(eco.startups.rows, eco.living, eco.incubators.rows, eco.sectors.rows, eco.districts.rows, m, eco.book,
                filers, needy, seekers, hirers, counts)
    eco.filers, eco.needy, eco.seekers, eco.hirers = (
        found[:n] for found, n in zip((filers, needy, seekers, hirers), counts, strict=True))


def settle(eco: Any, m: np.ndarray) -> None:
    """Programmes pay applicants; in December tax is assessed and purses lapse."""
    if len(eco.filers):
        pay_programmes(eco, m)
    if m["month"][0] == 12:
        settling.assess_all(eco.startups.rows, eco.living, m, eco.book)
        enactment.year_end(eco.programmes.rows, eco.book)


def pay_programmes(eco: Any, m: np.ndarray) -> None:
    """Applications are ranked, purse by purse, and paid until the money is gone."""
    startups = eco.startups.rows
    room = len(kinds.PROGRAMMES) * len(eco.filers)
    who, what, asked, score = rows(room), rows(room), np.empty(room), np.empty(room)
    n = supporting.apply(startups, eco.filers, eco.incubators.rows, eco.districts.rows, m, asked, who, what, score)
    order = np.lexsort((startups["key"][who[:n]], -score[:n], what[:n]))
    supporting.grant(startups, eco.programmes.rows, eco.purse_of, m, eco.book, eco.measures, order, who, what, asked)


def lend(eco: Any, m: np.ndarray) -> None:
    """Borrowers pay; banks lend, the safest first."""
    startups, districts = eco.startups.rows, eco.districts.rows
    lending.repay(startups, eco.loans.rows, eco.owing, districts, m, eco.book, eco.measures)
    eco.owing = eco.owing[eco.loans.rows["alive"][eco.owing]]
    room = len(eco.needy)
    who, wanted, plain, backed = rows(room), np.empty(room), np.empty(room), np.empty(room)
    n = lending.ask(startups, eco.needy, m, who, wanted, plain, backed)
    if n:
        order = np.lexsort((startups["key"][who[:n]], plain[:n]))
        first = eco.loans.filled
        eco.loans.append(n, alive=False)
        made = lending.lend(startups, eco.loans.rows, first, districts, m, eco.book, eco.measures, order, who, wanted, plain,
                            backed)
        eco.loans.drop_last(n - made)
        eco.owing = np.concatenate([eco.owing, np.arange(first, first + made)])


def invest(eco: Any, m: np.ndarray) -> None:
    """Funds settle and raise, meet startups, and buy the best they have seen."""
    startups, districts = eco.startups.rows, eco.districts.rows
    open_funds(eco, m)
    investing.keep_books(eco.funds.rows, m, eco.book)
    funds = eco.funds.rows
    open_ones = np.flatnonzero(funds["alive"] & (funds["invests_until"] > m["clock"][0]) & (funds["cash"] > 0))
    open_ones = open_ones[np.lexsort((funds["key"][open_ones], funds["market"][open_ones]))]
    first_of, last_of = blocks(funds["market"][open_ones], len(eco.markets))
    room = len(eco.seekers)
    who, whom, deal, score = rows(room), rows(room), rows(room), np.empty(room)
    n = investing.meet(startups, eco.seekers, funds, open_ones, first_of, last_of, districts, eco.incubators.rows, m, who,
                       whom, deal, score)
    if n:
        order = np.lexsort((startups["key"][who[:n]], -score[:n]))
        first = eco.stakes.filled
        eco.stakes.append(n, alive=False)
        made = investing.invest(startups, funds, eco.stakes.rows, first, m, eco.book, eco.measures, order, who, whom, deal,
                                score)
        eco.stakes.drop_last(n - made)


def open_funds(eco: Any, m: np.ndarray) -> None:
    """Fund institutions that visit may settle; a district's guidance fund is set up when its programmes open."""
    districts = eco.districts.rows
    guided = (m["guidance_commitment"] > 0) & (m["month"] >= districts["opening"]) & (districts["guided"] != m["year"])
    for k in np.flatnonzero(guided | (eco.fund_visits > 0)):
        visits, first = int(eco.fund_visits[k]), eco.funds.filled
        candidates = float(districts["candidates"][districts["market"] == districts["market"][k]].sum())
        eco.funds.append(visits + 1, alive=False)
        came = investing.settle_funds(eco.funds.rows, first, visits, k, districts, candidates, m, eco.book)
        if guided[k]:
            districts["guided"][k] = m["year"][k]
            investing.found_guidance(eco.funds.rows, first + came, k, districts, candidates, m, eco.book)
            came += 1
        eco.funds.drop_last(visits + 1 - came)
        eco.measures["funds_came"][k] += came


def certify(eco: Any, m: np.ndarray) -> None:
    """Firms are evaluated, certified and titled; in the same pass they face their month and are measured."""
    counting.clear(eco.incubators.rows, eco.sectors.rows, eco.districts.rows)
    leaving.forget(eco.districts.rows, m)
    passes.close(eco.startups.rows, eco.living, eco.loans.rows, eco.incubators.rows, eco.sectors.rows, eco.districts.rows, m,
                 eco.book, eco.measures)


def leave(eco: Any, m: np.ndarray) -> None:
    """Those who left are taken out of the living, and stakes in them are settled."""
    leaving.pay_out(eco.stakes.rows, eco.startups.rows, eco.funds.rows, eco.book)
    eco.bury()


def review(eco: Any, m: np.ndarray) -> None:
    """January: facilities are judged; every month the province looks at the islands."""
    if m["month"][0] == 1:
        reviewing.review(eco.incubators.rows, eco.districts.rows, m, eco.book)
    reviewing.inspect(eco.incubators.rows, eco.districts.rows, eco.funds.rows)
    reviewing.recognise(eco.districts.rows, m)


def census(eco: Any, m: np.ndarray) -> None:
    """Places are measured and the ledger must close."""
    counting.census(eco.incubators.rows, eco.sectors.rows, eco.districts.rows, eco.funds.rows, eco.programmes.rows, m,
                    eco.measures)
    counting.sector_census(eco.sectors.rows, eco.seat, m, eco.sector_measures, eco.measures)
    eco.close_books(m)


def take_stock(eco: Any) -> None:
    """Fill the sums that facilities, sectors and districts act on, before the first month."""
    startups, places = eco.startups.rows, (eco.incubators.rows, eco.sectors.rows, eco.districts.rows)
    counting.clear(*places)
    passes.measure_all(startups, eco.living, *places, eco.path[0], blank(eco.districts.filled, Census))
    reviewing.inspect(eco.incubators.rows, eco.districts.rows, eco.funds.rows)
    eco.teams = eco.living[startups["rung"][eco.living] == kinds.TEAM]
    eco.hirers = eco.living[startups["vacancies"][eco.living] > 0]
    eco.owing = eco.loans.ids
    eco.flats_let = bool(eco.talents.rows["housed"].any())


def rows(n: int) -> np.ndarray:
    """Room for n row numbers."""
    return np.empty(n, np.int64)


def ablest_first(skill: np.ndarray, key: np.ndarray) -> np.ndarray:
    """One whole number a person that sorts by skill, the highest first, and then by key."""
    steps = np.clip(skill * 4096, 0, 65535).astype(np.uint64)
    return (np.uint64(65535) - steps << np.uint64(48)) | (key >> np.uint64(16))


def in_blocks(block: np.ndarray, key: np.ndarray) -> np.ndarray:
    """One whole number a row that sorts by block and then by key."""
    return (block.astype(np.uint64) << np.uint64(48)) | (key >> np.uint64(16))


def blocks(column: np.ndarray, values: int) -> tuple[np.ndarray, np.ndarray]:
    """Where each value 0 .. values - 1 begins and ends in a sorted column."""
    every = np.arange(values)
    return np.searchsorted(column, every, "left"), np.searchsorted(column, every, "right")


MONTH = (enact, build, arrive, found, admit, hire, learn, trade, settle, lend, invest, certify, leave, review, census)
