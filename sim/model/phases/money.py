"""Phases of finance: banks lend, funds raise, meet startups and buy."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.model import codes
from sim.model.phases.sorting import block_bounds, row_buffer
from sim.model.rules import crowdfund as preselling
from sim.model.rules import invest as investing
from sim.model.rules import leave as leaving
from sim.model.rules import lend as lending
from sim.model.rules import raise_money as raising
from sim.model.rules import seek_funding as asking


def run_banks(eco: Any, m: np.ndarray) -> None:
    """Borrowers pay; banks lend, the safest first."""
    startups, districts = eco.startups.rows, eco.districts.rows
    lending.repay_loans(startups, eco.loans.rows, eco.owing, districts, m, eco.book, eco.measures)
    eco.owing = eco.owing[eco.loans.rows["alive"][eco.owing]]
    room = len(eco.needy)
    who, wanted, loss, line, possible = (
        row_buffer(room),
        np.empty(room),
        np.empty(room),
        np.empty(room),
        np.empty(room, bool),
    )
    asked = lending.list_borrowers(
        startups, eco.needy, districts, m, who, wanted, loss, line, possible
    )
    order = np.lexsort((startups["key"][who[:asked]], loss[:asked]))
    order = order[possible[order]]
    if n := len(order):
        first = eco.loans.filled
        eco.loans.append(n, alive=False)
        made = lending.lend(
            startups, eco.loans.rows, first, districts, m, eco.book, eco.measures, order, who
        )
        eco.loans.drop_last(n - made)
        eco.owing = np.concatenate([eco.owing, np.arange(first, first + made)])
    eco.hear("loans", who=who[:asked], wanted=wanted[:asked], loss=loss[:asked], line=line[:asked])


def raise_equity(eco: Any, m: np.ndarray) -> None:
    """Funds settle and raise, meet startups, and buy the best they have seen; firms also sell ahead to the public."""
    open_funds(eco, m)
    run_funds(eco, m)
    if m["crowdfunding_cap"].any():
        preselling.presell(eco.startups.rows, eco.seekers, m, eco.book)
    if len(eco.seekers):
        buy_stakes(eco, m)


def run_funds(eco: Any, m: np.ndarray) -> None:
    """Funds at their end sell what they hold; the others raise; all pay and hand back."""
    startups, districts, funds = eco.startups.rows, eco.districts.rows, eco.funds.rows
    if (funds["alive"] & (funds["ends"] <= m["clock"][0])).any():
        leaving.sell_out(eco.stakes.rows, startups, funds, m, eco.book)
    pipelines = np.bincount(districts["market"], districts["candidates"], len(eco.markets))
    raising.raise_money(funds, pipelines, m, eco.book, eco.measures)
    raising.set_aside(funds, eco.stakes.rows, m)
    raising.keep_books(funds, m, eco.book)


def buy_stakes(eco: Any, m: np.ndarray) -> None:
    """Startups meet the funds of their market, which buy the best of them."""
    startups, districts, funds = eco.startups.rows, eco.districts.rows, eco.funds.rows
    able = np.flatnonzero(funds["alive"] & (funds["cash"] > 0))
    able = able[np.lexsort((funds["key"][able], funds["market"][able]))]
    ready = able[
        (funds["invests_until"][able] > m["clock"][0])
        & (funds["cash"][able] > funds["reserve"][able])
    ]
    inhouse = np.full(eco.incubators.filled, -1)
    inhouse[funds["home"][ready[funds["home"][ready] >= 0]]] = ready[funds["home"][ready] >= 0]
    leaders = ready[(funds["kind"][ready] != codes.COINVESTMENT_FUND) & (funds["home"][ready] < 0)]
    room = len(eco.seekers)
    firms, rounds, links = row_buffer(room), row_buffer(room), np.empty(room)
    room = asking.seek_rounds(startups, eco.seekers, eco.incubators.rows, m, firms, rounds, links)
    who, whom, deal, score, asked = (
        row_buffer(room),
        row_buffer(room),
        row_buffer(room),
        np.empty(room),
        np.empty(room),
    )
    met = investing.meet(
        startups,
        firms[:room],
        rounds[:room],
        links,
        funds,
        leaders,
        *block_bounds(funds["market"][leaders], len(eco.markets)),
        inhouse,
        districts,
        m,
        who,
        whom,
        deal,
        score,
        asked,
    )
    order = np.lexsort((startups["key"][who[:met]], -score[:met]))
    order = order[score[order] > asked[order]]
    first = eco.stakes.filled
    if n := len(order):
        most = int(m["most_investors"][0])
        eco.stakes.append(n * most, alive=False)
        made = investing.invest(
            startups,
            funds,
            eco.stakes.rows,
            first,
            able,
            *block_bounds(funds["market"][able], len(eco.markets)),
            districts,
            m,
            eco.book,
            eco.measures,
            order,
            who,
            whom,
            deal,
            score,
            row_buffer(most),
            np.empty(most),
            np.empty(len(funds)),
        )
        eco.stakes.drop_last(n * most - made)
    eco.hear(
        "meetings", first=first, who=who[:met], whom=whom[:met], score=score[:met], bar=asked[:met]
    )


def open_funds(eco: Any, m: np.ndarray) -> None:
    """Fund institutions that visit may settle; public money sets up its funds when programmes open."""
    for k in np.flatnonzero(eco.fund_visits):
        visits, first = int(eco.fund_visits[k]), eco.funds.filled
        market = eco.districts.rows["market"]
        candidates = float(eco.districts.rows["candidates"][market == market[k]].sum())
        eco.funds.append(visits, alive=False)
        came = raising.settle_funds(
            eco.funds.rows, first, visits, k, eco.districts.rows, candidates, m, eco.book
        )
        eco.funds.drop_last(visits - came)
        eco.measures["funds_came"][k] += came
    for line, name in enumerate(codes.COMMITMENTS):
        for k in np.flatnonzero((m[name] > 0) & (m["month"] >= eco.districts.rows["opening"])):
            if not has_set_up_fund(eco.funds.rows, line, k, int(m["year"][k])):
                set_up_fund(eco, line, k, m)


def has_set_up_fund(funds: np.ndarray, line: int, k: int, year: int) -> bool:
    """Whether a district's commitment has set up its fund this year."""
    return bool(
        ((funds["line"] == line) & (funds["district"] == k) & (funds["born"] // 12 == year)).any()
    )


def set_up_fund(eco: Any, line: int, k: int, m: np.ndarray) -> None:
    """A year's public money sets up a fund, with the partner its kind needs."""
    home, sector, match = -1, -1, 0.0
    if line == codes.CORPORATE:
        sector = leading_sector(eco, k)
        match = float(m["corporate_match"][k]) if eco.sectors.rows["leading"][sector] > 0 else 0.0
    if line == codes.INHOUSE:
        home, match = facility_without_fund(eco, k), float(m["inhouse_match"][k])
        if home < 0:
            return
    row = eco.funds.filled
    eco.funds.append(1)
    raising.found_public_fund(
        eco.funds.rows, row, line, k, home, sector, match, eco.districts.rows, m, eco.book
    )
    eco.measures["funds_came"][k] += (
        line != codes.INHOUSE
    )  # a facility's own money is no institution that came


def leading_sector(eco: Any, k: int) -> int:
    """The sector of a district's market that has most leading firms, then most firms."""
    sectors = eco.sectors.rows
    there = np.flatnonzero(sectors["market"] == eco.districts.rows["market"][k])
    return int(
        there[
            np.lexsort(
                (sectors["key"][there], -sectors["firms"][there], -sectors["leading"][there])
            )[0]
        ]
    )


def facility_without_fund(eco: Any, k: int) -> int:
    """The largest open facility of a district, parks apart, that has no fund of its own; -1 where there is none."""
    places, funds = eco.incubators.rows, eco.funds.rows
    fit = (
        (places["district"] == k)
        & (places["opened"] >= 0)
        & (places["closed"] < 0)
        & (places["kind"] < codes.PARK)
    )
    fit[funds["home"][funds["alive"] & (funds["home"] >= 0)]] = False
    there = np.flatnonzero(fit)
    return (
        int(there[np.lexsort((places["key"][there], -places["area"][there]))[0]])
        if len(there)
        else -1
    )
