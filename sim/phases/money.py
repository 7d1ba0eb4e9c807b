"""Phases of finance: banks lend, funds raise, meet startups and buy."""
from __future__ import annotations

from typing import Any

import numpy as np

from sim.phases.ordering import blocks, rows
from sim.rules import invest as investing
from sim.rules import lend as lending


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
        eco.hear("loans", who=who[:n], wanted=wanted[:n], plain=plain[:n], backed=backed[:n])


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
