"""Phases of finance: banks lend, funds raise, meet startups and buy."""

import numpy as np
from numpy import ndarray

from sim.model import codes
from sim.model.phases.sorting import best_row, is_set, row_buffers, sort_rows
from sim.model.region import EquityRound, LoanRound, Region, Tables
from sim.model.rules import (
    crowdfund,
    invest,
    leave,
    lend,
    platform_company,
    raise_money,
    seek_funding,
)


def run_banks(region: Region, m: ndarray) -> None:
    """Borrowers pay; banks lend, the safest first."""
    t, agenda, book, moves = region.tables, region.agenda, region.book, region.measures
    lend.repay_loans(t.startups, t.loans, agenda.running_loans, t.districts, m, book, moves)
    agenda.running_loans = agenda.running_loans[t.loans["alive"][agenda.running_loans]]
    room = len(agenda.needy)
    (who,) = row_buffers(1, room)
    wanted, loss, line = np.empty((3, room))
    possible = np.empty(room, bool)
    n = lend.list_borrowers(
        t.startups, agenda.needy, t.districts, m, who, wanted, loss, line, possible
    )
    able = np.flatnonzero(possible[:n])
    order = able[sort_rows(loss[able], t.startups["key"][who[able]])]
    if most := len(order):
        first = region.loans.row_count
        region.loans.append(most, alive=False)
        loans = region.loans.rows
        made = lend.lend(t.startups, loans, first, t.districts, m, book, moves, order, who)
        region.loans.drop_last(most - made)
        agenda.running_loans = np.concatenate(
            [agenda.running_loans, np.arange(first, first + made)]
        )
    agenda.decisions.loans = LoanRound(who[:n], wanted[:n], loss[:n], line[:n])


def raise_equity(region: Region, m: ndarray) -> None:
    """Funds open, end and raise, meet startups and buy; firms also sell goods and shares to the public."""
    open_funds(region, m)
    run_funds(region, m)
    seekers = buy_firms(region, m)
    if is_set(m, "crowdfunding_cap"):
        crowdfund.presell(region.startups.rows, seekers, m, region.book)
    if is_set(m, "equity_crowdfunding_cap"):
        crowdfund.offer_shares(region.startups.rows, seekers, m, region.book, region.measures)
    if len(seekers):
        buy_stakes(region, seekers, m)


def run_funds(region: Region, m: ndarray) -> None:
    """Funds at their end sell what they hold; the others raise; all pay and hand back."""
    t, book = region.tables, region.book
    if (t.funds["alive"] & (t.funds["ends"] <= m["clock"][0])).any():
        leave.sell_out(t.stakes, t.startups, t.funds, m, book)
    pipelines = np.bincount(t.districts["market"], t.districts["candidates"], len(region.markets))
    raise_money.raise_money(t.funds, pipelines, m, book, region.measures)
    raise_money.set_aside(t.funds, t.stakes, m)
    if is_set(m, "post_evaluation"):
        raise_money.judge_funds(t.funds, t.stakes, t.startups, m)
    raise_money.keep_books(t.funds, m, book)
    if len(t.institutions):
        platform_company.take_returns(t.funds, t.institutions)


def buy_firms(region: Region, m: ndarray) -> ndarray:
    """Merger funds buy able firms; who still looks for equity."""
    t, living, seekers = region.tables, region.agenda.living, region.agenda.seekers
    startups, funds = t.startups, t.funds
    buyers = np.flatnonzero(
        (funds["kind"] == codes.MERGER_FUND)
        & funds["alive"]
        & (funds["cash"] > 0)
        & (funds["invests_until"] > m["clock"][0])
    )
    if not len(buyers):
        return seekers
    buyers = buyers[np.argsort(funds["key"][buyers])]
    (who,) = row_buffers(1, len(living))
    n = leave.list_targets(startups, living, m, who)
    able = who[:n]
    skill = startups["quality"][able], startups["capability"][able]
    order = sort_rows(-skill[0] * skill[1], startups["key"][able])
    first = region.stakes.row_count
    region.stakes.append(n, alive=False)
    made = leave.buy_out(
        startups,
        order,
        who,
        funds,
        buyers,
        region.stakes.rows,
        first,
        t.districts,
        m,
        region.book,
        region.measures,
    )
    region.stakes.drop_last(n - made)
    unsold: ndarray = seekers[startups["acquired"][seekers] < 0]
    return unsold


def buy_stakes(region: Region, seekers: ndarray, m: ndarray) -> None:
    """Startups meet the funds of their market, which buy the best of them."""
    t, markets = region.tables, len(region.markets)
    startups, funds = t.startups, t.funds
    able, leaders = row_buffers(2, len(funds))
    bounds, inhouse = row_buffers(4, markets), np.full(len(t.incubators), -1)
    order = np.lexsort((funds["key"], funds["market"]))
    invest.list_funds(funds, order, m, able, leaders, inhouse, bounds)
    firms, rounds = row_buffers(2, len(seekers))
    links = np.empty(len(seekers))
    room = seek_funding.seek_rounds(startups, seekers, t.incubators, m, firms, rounds, links)
    who, whom, deal = row_buffers(3, room)
    score, bar = np.empty((2, room))
    met = invest.meet(
        startups,
        firms[:room],
        rounds[:room],
        links,
        funds,
        leaders,
        bounds[2],
        bounds[3],
        inhouse,
        t.districts,
        m,
        who,
        whom,
        deal,
        score,
        bar,
    )
    good = np.flatnonzero(score[:met] > bar[:met])
    order = good[sort_rows(-score[good], startups["key"][who[good]])]
    first = region.stakes.row_count
    if n := len(order):
        most, came = int(m["most_investors"][0]), int((whom[order] == invest.ELSEWHERE).sum())
        region.stakes.append(n * most, alive=False)
        outside = region.funds.row_count
        region.funds.append(came, alive=False)
        funds = region.funds.rows
        held, begins, ends = held_in(t.stakes, who[:met])
        parts, ranks = np.empty((2, most))
        made = invest.invest(
            startups,
            funds,
            region.stakes.rows,
            first,
            able,
            bounds[0],
            bounds[1],
            t.districts,
            m,
            region.book,
            region.measures,
            order,
            who,
            whom,
            deal,
            score,
            row_buffers(1, most)[0],
            parts,
            ranks,
            held,
            begins,
            ends,
            np.zeros(len(funds)),
            outside,
        )
        region.stakes.drop_last(n * most - made)
    region.agenda.decisions.equity = EquityRound(
        first, who[:met], whom[:met], score[:met], bar[:met]
    )


def held_in(stakes: ndarray, startups: ndarray) -> tuple[ndarray, ndarray, ndarray]:
    """Stakes still held, by startup, and where those in each of some startups begin and end."""
    held = np.flatnonzero(stakes["alive"])
    held = held[np.argsort(stakes["startup"][held], kind="stable")]
    column = stakes["startup"][held].astype(np.int64)
    begins, ends = (np.searchsorted(column, startups, side) for side in ("left", "right"))
    return held, begins, ends


def open_funds(region: Region, m: ndarray) -> None:
    """Institutions that visit may settle; public money sets up its funds when programmes open."""
    districts, funds, visits = region.districts.rows, region.funds, region.agenda.fund_visits
    for k in np.flatnonzero(visits).tolist():
        market = districts["market"]
        n, first = int(visits[k]), funds.row_count
        candidates = float(districts["candidates"][market == market[k]].sum())
        funds.append(n, alive=False)
        came = raise_money.settle_funds(
            funds.rows, first, n, k, districts, candidates, m, region.book
        )
        funds.drop_last(n - came)
        region.measures["funds_came"][k] += came
    for line, name in enumerate(codes.COMMITMENTS):
        if not is_set(m, name):
            continue
        ready = np.flatnonzero((m[name] > 0) & (m["month"] >= districts["opening"]))
        for k in ready.tolist():
            if not has_set_up_fund(funds.rows, line, k, int(m["year"][k])):
                set_up_fund(region, line, k, m)
    if len(region.institutions.rows):
        open_own_funds(region, m)


def open_own_funds(region: Region, m: ndarray) -> None:
    """Institutions with money for startups set up a year's fund of their own."""
    institutions, funds = region.institutions.rows, region.funds
    if not is_set(institutions, "ventures"):
        return
    (who,) = row_buffers(1, len(institutions))
    order = np.argsort(institutions["key"])
    n = platform_company.list_founders(institutions, order, funds.rows, m, who)
    for k in who[:n].tolist():
        row = funds.row_count
        funds.append(1)
        platform_company.found_own_fund(
            funds.rows, row, institutions, k, region.districts.rows, m, region.book
        )


def has_set_up_fund(funds: ndarray, line: int, k: int, year: int) -> bool:
    """Whether a district's commitment has set up its fund this year."""
    ours = (funds["line"] == line) & (funds["district"] == k) & (funds["born"] // 12 == year)
    return bool(ours.any())


def set_up_fund(region: Region, line: int, k: int, m: ndarray) -> None:
    """A year's public money sets up a fund, with the partner its kind needs."""
    t = region.tables
    home, sector, match = -1, -1, 0.0
    if line == codes.CORPORATE:
        sector = leading_sector(t.sectors, t.districts["market"][k])
        match = float(m["corporate_match"][k]) if t.sectors["leading"][sector] > 0 else 0.0
    if line == codes.INHOUSE:
        home, match = facility_without_fund(t, k), float(m["inhouse_match"][k])
        if home < 0:
            return
    row = region.funds.row_count
    region.funds.append(1)
    kept = raise_money.found_public_fund(
        region.funds.rows, row, line, k, home, sector, match, t.districts, m, region.book
    )
    region.measures["managers_kept"][k] += kept
    if line != codes.INHOUSE:  # a facility's own money is no institution that came
        region.measures["funds_came"][k] += 1


def leading_sector(sectors: ndarray, market: int) -> int:
    """The sector of a market that has most leading firms, then most firms."""
    there = np.flatnonzero(sectors["market"] == market)
    s = sectors[there]
    return best_row(there, s["key"], -s["firms"], -s["leading"])


def facility_without_fund(t: Tables, k: int) -> int:
    """A district's largest open facility, parks apart, without a fund of its own; -1: none."""
    places, funds = t.incubators, t.funds
    fit = (
        (places["district"] == k)
        & (places["opened"] >= 0)
        & (places["closed"] < 0)
        & (places["kind"] < codes.PARK)
    )
    fit[funds["home"][funds["alive"] & (funds["home"] >= 0)]] = False
    there = np.flatnonzero(fit)
    return best_row(there, places["key"][there], -places["area"][there])
