"""Phases of startups: founding, research, trade, public money, the ladder, the end."""

import numpy as np
from numpy import ndarray

from sim.model import codes
from sim.model.phases import passes
from sim.model.phases.sorting import row_buffers, sort_rows
from sim.model.region import GrantRound, Region
from sim.model.rules import (
    firm_grants,
    found,
    founding_risk,
    leading_firms,
    learn,
    leave,
    measure,
    public_services,
    settle,
)


def found_firms(region: Region, m: ndarray) -> None:
    """People decide to found; teams register."""
    t, agenda, book = region.tables, region.agenda, region.book
    size = len(t.districts)
    call, bold = np.zeros((len(t.sectors), size + 1)), np.empty((2 * (codes.CAREER + 1), size + 1))
    pull = np.zeros(size)
    found.fill_founding_calls(t.sectors, t.districts, m, call, pull)
    founding_risk.embolden(t.districts, m, bold)
    who, where = row_buffers(2, len(agenda.dreamers))
    let_in = np.empty(len(agenda.dreamers), bool)
    n = found.consider(
        t.talents, agenda.dreamers, t.sectors, t.districts, m, call, bold, pull, who, where, let_in
    )
    first = region.startups.row_count
    region.startups.append(n)
    startups, teams = region.startups.rows, agenda.teams
    new = np.arange(first, first + n)
    found.bring_up(
        startups, first, t.talents, t.sectors, t.districts, m, book, who, where, let_in, n
    )
    if len(region.institutions.rows):
        back_teams(region, new, m)
    found.register_teams(startups, teams, m, book, region.measures)
    alive = startups["alive"][teams]
    waiting = teams[alive & (startups["rung"][teams] == codes.TEAM)]
    if not alive.all():
        region.bury()
    agenda.teams = np.concatenate([waiting, new])
    agenda.living = np.concatenate([agenda.living, new])


def back_teams(region: Region, new: ndarray, m: ndarray) -> None:
    """Established firms back new teams of their own people."""
    t, institutions = region.tables, region.institutions.rows
    if not (institutions["kind"] == codes.LEAD_ENTERPRISE).any():
        return
    in_work = t.talents["alive"] & (t.talents["employer"] == codes.OUTSIDE)
    employees = np.bincount(t.talents["sector"][in_work], minlength=len(t.sectors)).astype(float)
    leading_firms.back_founders(
        t.startups,
        new[np.argsort(t.startups["key"][new])],
        institutions,
        np.argsort(institutions["key"]),
        employees,
        m,
        region.book,
        region.measures,
    )


def do_research_and_marketing(region: Region, m: ndarray) -> None:
    """Research is done; firms show themselves to customers."""
    t = region.tables
    learn.spill_over(t.sectors, t.districts, m, region.seat)
    passes.run_research_pass(
        t.startups,
        region.agenda.living,
        t.incubators,
        t.sectors,
        t.districts,
        m,
        region.measures,
    )


def trade_pay_and_plan(region: Region, m: ndarray) -> None:
    """Contracts are lost and won, costs are paid, the next month is planned, all in one pass."""
    t, agenda = region.tables, region.agenda
    lists = row_buffers(4, len(agenda.living))
    a, b, c, d = passes.run_trade_pass(
        t.startups,
        agenda.living,
        t.incubators,
        t.sectors,
        t.districts,
        m,
        region.book,
        *lists,
    )
    filers, needy, seekers, hirers = lists
    agenda.filers, agenda.needy = filers[:a], needy[:b]
    agenda.seekers, agenda.hirers = seekers[:c], hirers[:d]


def grant_and_tax(region: Region, m: ndarray) -> None:
    """Programmes pay applicants; in December tax is assessed and purses lapse."""
    if len(region.agenda.filers):
        pay_programmes(region, m)
    if m["month"][0] == 12:
        t = region.tables
        settle.assess_firms(t.startups, region.agenda.living, m, region.book)
        public_services.empty_purses(t.programmes, region.book)


def pay_programmes(region: Region, m: ndarray) -> None:
    """Applications are ranked, purse by purse, and paid until the money is gone."""
    t, filers, purse_of = region.tables, region.agenda.filers, region.purse_of
    room = len(codes.PROGRAMMES) * len(filers)
    who, what = row_buffers(2, room)
    asked, score = np.empty((2, room))
    n = firm_grants.apply(
        t.startups,
        filers,
        t.incubators,
        t.districts,
        t.programmes,
        purse_of,
        m,
        asked,
        who,
        what,
        score,
    )
    order = sort_rows(-score[:n], t.startups["key"][who[:n]])
    order = order[np.argsort(what[order], kind="stable")]
    paid = np.zeros(n)
    firm_grants.grant(
        t.startups,
        t.sectors,
        t.districts,
        t.programmes,
        purse_of,
        m,
        region.book,
        region.measures,
        order,
        who,
        what,
        asked,
        paid,
    )
    region.agenda.decisions.grants = GrantRound(who[:n], what[:n], asked[:n], paid)


def certify_exit_and_measure(region: Region, m: ndarray) -> None:
    """Firms are certified, face their month (close, are sold, listed, move) and are measured."""
    t = region.tables
    measure.clear_sums(t.incubators, t.sectors, t.districts)
    leave.forget(t.districts, m)
    passes.run_exit_pass(
        t.startups,
        region.agenda.living,
        t.incubators,
        t.sectors,
        t.districts,
        m,
        region.measures,
        t.loans,
        region.book,
    )


def settle_exits(region: Region, m: ndarray) -> None:
    """Those who left are taken out of the living, and stakes in them are settled."""
    t = region.tables
    leave.pay_out(t.stakes, t.startups, t.funds, region.book)
    region.bury()
