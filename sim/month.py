"""The month: the table of contents of the model.

Each phase is one function of the ecosystem and its month; it prepares who takes part (lists, orders
with ties broken by key) and calls the kernels of its topic.  `m` is the month's row of the path,
one record a district.
"""
from __future__ import annotations

from typing import Any

import numpy as np

from sim import census as measures
from sim import kinds
from sim.rules import admit as admission
from sim.rules import (
    arrive as arrivals,
)
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
from sim.rules import trade as trading

VISITS_AT_ONCE = 256        # people or firms one district can talk to in a month


def enact(eco: Any, m: np.recarray) -> None:
    """Levers take their values; purses open; services do their month; books are opened in January."""
    if m[0].month == 1:
        certification.turn_years(eco.startups.rows, eco.living)
    enactment.enact(eco.districts.rows, eco.programmes.rows, m, eco.book)


def build(eco: Any, m: np.recarray) -> None:
    """Promised floor space and operators come on line; operators do their month."""
    building.build(eco.incubators.rows, eco.districts.rows, m, eco.book)


def arrive(eco: Any, m: np.recarray) -> None:
    """People and firms come, look around, and go."""
    for market in eco.markets:
        if m[0].month == 7:
            welcome_graduates(eco, market, m)
    for k in range(eco.districts.filled):
        approach_people(eco, k, m)
        receive_firms(eco, k, m)
    arrivals.flats(eco.talents.rows, eco.startups.rows, eco.districts.rows, m)
    arrivals.stay_or_go(eco.talents.rows, eco.startups.rows, eco.sectors.rows, eco.districts.rows, m, eco.seat, eco.measures)


def welcome_graduates(eco: Any, market: Any, m: np.recarray) -> None:
    """A year's graduates enter the market's pool of people."""
    month = m[market.seat]
    n, first = int(month.graduates * market.share), eco.talents.filled
    eco.talents.append(n)
    arrivals.graduate(eco.talents.rows, first, n, market.key, int(month.year), market.sectors, market.chances, month)
    eco.measures[market.seat].talent_came += n


def approach_people(eco: Any, k: int, m: np.recarray) -> None:
    """Returnees think of home; recruiters talk to wanted people."""
    found = np.zeros(2, np.int64)
    arrivals.contacts(eco.districts.rows["key"], k, m, found)
    market = eco.market_of(k)
    purse = eco.programmes.rows[eco.purse_of[k, kinds.TALENT_AWARD]]
    for returning, n in ((True, found[0]), (False, found[1])):
        n = min(int(n), VISITS_AT_ONCE)
        if n:
            first = eco.talents.filled
            eco.talents.append(n, alive=False)
            came = arrivals.approach(eco.talents.rows, first, n, returning, eco.districts.rows["key"][k], market.sectors,
                                     market.chances, eco.sectors.rows, eco.districts.rows["amenity"][k], purse, m[k],
                                     eco.book[k])
            eco.talents.drop_last(n - came)
            eco.measures[k].talent_came += came


def receive_firms(eco: Any, k: int, m: np.recarray) -> None:
    """Outside firms look at the district; some move in."""
    market, first, room = eco.market_of(k), eco.startups.filled, VISITS_AT_ONCE
    eco.startups.append(room, alive=False, district=k)
    purse = eco.programmes.rows[eco.purse_of[k, kinds.RELOCATION]]
    d = eco.districts.rows[k]
    came = arrivals.visit(eco.startups.rows, first, room, d.key, market.sectors, market.chances, eco.sectors.rows, d, purse,
                          m[k], eco.book[k])
    eco.startups.drop_last(room - came)
    eco.living = np.concatenate([eco.living, np.arange(first, first + came)])
    eco.measures[k].attracted += came


def found(eco: Any, m: np.recarray) -> None:
    """People decide to found; teams register."""
    size = eco.districts.filled
    eager, pull = np.zeros(size), np.zeros(size)
    founding.settings(eco.districts.rows, m, eager, pull)
    who, where = np.zeros(eco.talents.filled, np.int64), np.zeros(eco.talents.filled, np.int64)
    n = founding.consider(eco.talents.rows, eco.sectors.rows, eco.districts.rows, m, eager, pull, who, where)
    first = eco.startups.filled
    eco.startups.append(n)
    founding.bring_up(eco.startups.rows, first, eco.talents.rows, eco.sectors.rows, eco.districts.rows, m, eco.book, who,
                      where, n)
    founding.register_teams(eco.startups.rows, eco.living, m, eco.measures)
    eco.living = np.concatenate([eco.living, np.arange(first, first + n)])
    eco.bury()


def admit(eco: Any, m: np.recarray) -> None:
    """Facilities let graduates and over-stayers go and take the best applicants."""
    startups, incubators = eco.startups.rows, eco.incubators.rows
    admission.survey(startups, eco.living, incubators, eco.sectors.rows, eco.districts.rows, m)
    admission.let_go(startups, eco.living, incubators, m)
    room = len(eco.living)
    who, place, score = np.zeros(room, np.int64), np.zeros(room, np.int64), np.zeros(room)
    n = admission.apply(startups, eco.living, incubators, eco.districts.rows, m, who, place, score)
    order = np.lexsort((startups["key"][who[:n]], -score[:n]))
    admission.seat(startups, incubators, m, who, place, order)


def hire(eco: Any, m: np.recarray) -> None:
    """Posts are listed, people look, the ablest choose first; wages follow."""
    startups, talents, sectors = eco.startups.rows, eco.talents.rows, eco.sectors.rows
    firms = np.zeros(len(eco.living), np.int64)
    firms = firms[: hiring.post(startups, eco.living, sectors, firms)]
    firms = firms[np.lexsort((startups["key"][firms], startups["sector"][firms]))]
    people = np.zeros(len(talents), np.int64)
    people = people[: hiring.look(talents, sectors, m, people)]
    order = np.lexsort((talents["key"][people], -talents["skill"][people]))
    every = np.arange(len(sectors))
    first = np.searchsorted(startups["sector"][firms], every, "left")
    last = np.searchsorted(startups["sector"][firms], every, "right")
    hiring.match(talents, startups, sectors, eco.districts.rows, eco.programmes.rows, eco.purse_of, m, eco.book, people,
                 order, firms, first, last)
    hiring.wages(sectors, m, eco.seat)


def learn(eco: Any, m: np.recarray) -> None:
    """Research is done; firms show themselves to customers."""
    learning.spill_over(eco.sectors.rows, m, eco.seat)
    learning.study(eco.startups.rows, eco.living, eco.sectors.rows, eco.incubators.rows, eco.districts.rows, m)


def trade(eco: Any, m: np.recarray) -> None:
    """Contracts are lost and won."""
    trading.trade(eco.startups.rows, eco.living, eco.sectors.rows, eco.districts.rows, m, eco.book)


def settle(eco: Any, m: np.recarray) -> None:
    """Costs are paid, grants are applied for; in December tax is assessed and purses lapse."""
    startups = eco.startups.rows
    settling.settle(startups, eco.living, eco.incubators.rows, eco.districts.rows, m, eco.book)
    if eco.districts.rows["purses"].any():
        pay_programmes(eco, m)
    if m[0].month == 12:
        settling.assess_all(startups, eco.living, m, eco.book)
        enactment.year_end(eco.programmes.rows, eco.book)


def pay_programmes(eco: Any, m: np.recarray) -> None:
    """Applications are ranked, purse by purse, and paid until the money is gone."""
    startups = eco.startups.rows
    room = 9 * len(eco.living) + 9
    who, what = np.zeros(room, np.int64), np.zeros(room, np.int64)
    asked, score = np.zeros(room), np.zeros(room)
    n = supporting.apply(startups, eco.living, eco.incubators.rows, eco.districts.rows, m, asked, who, what, score)
    order = np.lexsort((startups["key"][who[:n]], -score[:n], what[:n]))
    supporting.grant(startups, eco.programmes.rows, eco.purse_of, m, eco.book, eco.measures, order, who, what, asked)


def lend(eco: Any, m: np.recarray) -> None:
    """Borrowers pay; banks lend, the safest first."""
    startups, districts = eco.startups.rows, eco.districts.rows
    lending.repay(startups, eco.loans.rows, districts, m, eco.book, eco.measures)
    room = len(eco.living)
    who, wanted, plain, backed = np.zeros(room, np.int64), np.zeros(room), np.zeros(room), np.zeros(room)
    n = lending.ask(startups, eco.living, m, who, wanted, plain, backed)
    order = np.lexsort((startups["key"][who[:n]], plain[:n]))
    first = eco.loans.filled
    eco.loans.append(n, alive=False)
    made = lending.lend(startups, eco.loans.rows, first, districts, m, eco.book, eco.measures, order, who, wanted, plain,
                        backed)
    eco.loans.drop_last(n - made)


def invest(eco: Any, m: np.recarray) -> None:
    """Funds settle and raise, meet startups, and buy the best they have seen."""
    startups, districts = eco.startups.rows, eco.districts.rows
    for k in range(eco.districts.filled):
        open_funds(eco, k, m)
    investing.keep_books(eco.funds.rows, m, eco.book)
    funds = eco.funds.rows
    open_ones = np.flatnonzero(funds["alive"] & (funds["invests_until"] > m[0].clock) & (funds["cash"] > 0))
    open_ones = open_ones[np.lexsort((funds["key"][open_ones], funds["market"][open_ones]))]
    every = np.arange(len(eco.markets))
    first_of = np.searchsorted(funds["market"][open_ones], every, "left")
    last_of = np.searchsorted(funds["market"][open_ones], every, "right")
    room = len(eco.living)
    who, whom, deal, score = (np.zeros(room, np.int64), np.zeros(room, np.int64), np.zeros(room, np.int64), np.zeros(room))
    n = investing.meet(startups, eco.living, funds, open_ones, first_of, last_of, districts, eco.incubators.rows, m, who,
                       whom, deal, score)
    order = np.lexsort((startups["key"][who[:n]], -score[:n]))
    first = eco.stakes.filled
    eco.stakes.append(n, alive=False)
    made = investing.invest(startups, funds, eco.stakes.rows, first, m, eco.book, eco.measures, order, who, whom, deal, score)
    eco.stakes.drop_last(n - made)


def open_funds(eco: Any, k: int, m: np.recarray) -> None:
    """Fund institutions settle in a district; its guidance fund is set up when its programmes open."""
    month, d = m[k], eco.districts.rows[k]
    candidates = float(eco.districts.rows["candidates"][eco.districts.rows["market"] == d.market].sum())
    room, first = 32, eco.funds.filled
    eco.funds.append(room, alive=False)
    n = investing.settle_funds(eco.funds.rows, first, room, k, d.key, int(d.market), candidates, month, eco.book[k])
    eco.funds.drop_last(room - n)
    eco.measures[k].funds_came += n
    if month.guidance_commitment > 0 and month.month >= d.opening and d.guided != month.year:
        d.guided = month.year
        first = eco.funds.filled
        eco.funds.append(1, alive=False)
        money = month.guidance_commitment * (13 - month.first_month) / 12
        investing.found_guidance(eco.funds.rows, first, k, d.key, int(d.market), money, candidates, month, eco.book[k])
        eco.measures[k].funds_came += 1


def certify(eco: Any, m: np.recarray) -> None:
    """Firms are evaluated, certified and titled; steps of the ladder are counted."""
    certification.certify(eco.startups.rows, eco.living, eco.districts.rows, m, eco.measures)


def leave(eco: Any, m: np.recarray) -> None:
    """Firms close, are sold, listed or move; stakes are settled."""
    startups = eco.startups.rows
    leaving.leave(startups, eco.living, eco.loans.rows, eco.districts.rows, m, eco.book, eco.measures)
    leaving.pay_out(eco.stakes.rows, startups, eco.funds.rows, eco.book)
    eco.bury()


def review(eco: Any, m: np.recarray) -> None:
    """January: facilities are judged; every month the province looks at the islands."""
    if m[0].month == 1:
        reviewing.review(eco.incubators.rows, eco.districts.rows, m, eco.book)
    reviewing.inspect(eco.incubators.rows, eco.districts.rows, eco.funds.rows)
    reviewing.recognise(eco.districts.rows, m)


def census(eco: Any, m: np.recarray) -> None:
    """The month is measured and the ledger must close."""
    measures.census(eco.startups.rows, eco.living, eco.incubators.rows, eco.sectors.rows, eco.districts.rows, eco.funds.rows,
                    eco.programmes.rows, m, eco.measures)
    measures.sector_census(eco.sectors.rows, eco.seat, m, eco.sector_measures, eco.measures)
    eco.close_books(m)


MONTH = (enact, build, arrive, found, admit, hire, learn, trade, settle, lend, invest, certify, leave, review, census)
