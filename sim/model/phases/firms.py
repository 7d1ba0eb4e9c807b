"""Phases of startups: founding, research, trade, public money, the ladder, the end."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.model import codes
from sim.model.phases import passes
from sim.model.phases.sorting import row_buffer
from sim.model.rules import firm_grants as supporting
from sim.model.rules import found as founding
from sim.model.rules import founding_risk as risking
from sim.model.rules import learn as learning
from sim.model.rules import leave as leaving
from sim.model.rules import measure
from sim.model.rules import public_services as enactment
from sim.model.rules import settle as settling


def found_firms(eco: Any, m: np.ndarray) -> None:
    """People decide to found; teams register."""
    size = eco.districts.filled
    call, bold, pull = (
        np.zeros((len(eco.sectors.rows), size + 1)),
        np.empty((3, size + 1)),
        np.zeros(size),
    )
    founding.fill_founding_calls(eco.sectors.rows, eco.districts.rows, m, call, pull)
    risking.embolden(eco.districts.rows, m, bold)
    who, where = row_buffer(len(eco.dreamers)), row_buffer(len(eco.dreamers))
    n = founding.consider(
        eco.talents.rows,
        eco.dreamers,
        eco.sectors.rows,
        eco.districts.rows,
        m,
        call,
        bold,
        pull,
        who,
        where,
    )
    first = eco.startups.filled
    eco.startups.append(n)
    startups = eco.startups.rows
    founding.bring_up(
        startups,
        first,
        eco.talents.rows,
        eco.sectors.rows,
        eco.districts.rows,
        m,
        eco.book,
        who,
        where,
        n,
    )
    founding.register_teams(startups, eco.teams, m, eco.book, eco.measures)
    waiting = startups["alive"][eco.teams] & (startups["rung"][eco.teams] == codes.TEAM)
    if not startups["alive"][eco.teams].all():
        eco.bury()
    eco.teams = np.concatenate([eco.teams[waiting], np.arange(first, first + n)])
    eco.living = np.concatenate([eco.living, np.arange(first, first + n)])


def do_research(eco: Any, m: np.ndarray) -> None:
    """Research is done; firms show themselves to customers."""
    learning.spill_over(eco.sectors.rows, eco.districts.rows, m, eco.seat)
    passes.run_research_pass(
        eco.startups.rows,
        eco.living,
        eco.sectors.rows,
        eco.incubators.rows,
        eco.districts.rows,
        m,
        eco.measures,
    )


def trade_and_pay(eco: Any, m: np.ndarray) -> None:
    """Contracts are lost and won; in the same pass costs are paid and the next month is planned."""
    size = len(eco.living)
    filers, needy, seekers, hirers, counts = (
        row_buffer(size),
        row_buffer(size),
        row_buffer(size),
        row_buffer(size),
        row_buffer(4),
    )
    passes.run_trade_pass(
        eco.startups.rows,
        eco.living,
        eco.incubators.rows,
        eco.sectors.rows,
        eco.districts.rows,
        m,
        eco.book,
        filers,
        needy,
        seekers,
        hirers,
        counts,
    )
    eco.filers, eco.needy, eco.seekers, eco.hirers = (
        found[:n] for found, n in zip((filers, needy, seekers, hirers), counts, strict=True)
    )


def grant_and_tax(eco: Any, m: np.ndarray) -> None:
    """Programmes pay applicants; in December tax is assessed and purses lapse."""
    if len(eco.filers):
        pay_programmes(eco, m)
    if m["month"][0] == 12:
        settling.assess_firms(eco.startups.rows, eco.living, m, eco.book)
        enactment.empty_purses(eco.programmes.rows, eco.book)


def pay_programmes(eco: Any, m: np.ndarray) -> None:
    """Applications are ranked, purse by purse, and paid until the money is gone."""
    startups = eco.startups.rows
    room = len(codes.PROGRAMMES) * len(eco.filers)
    who, what, asked, score = row_buffer(room), row_buffer(room), np.empty(room), np.empty(room)
    n = supporting.apply(
        startups,
        eco.filers,
        eco.incubators.rows,
        eco.districts.rows,
        eco.programmes.rows,
        eco.purse_of,
        m,
        asked,
        who,
        what,
        score,
    )
    order = np.lexsort((startups["key"][who[:n]], -score[:n], what[:n]))
    paid = np.zeros(n)
    supporting.grant(
        startups,
        eco.sectors.rows,
        eco.districts.rows,
        eco.programmes.rows,
        eco.purse_of,
        m,
        eco.book,
        eco.measures,
        order,
        who,
        what,
        asked,
        paid,
    )
    eco.hear("programmes", who=who[:n], what=what[:n], asked=asked[:n], paid=paid)


def certify_and_exit(eco: Any, m: np.ndarray) -> None:
    """Firms are evaluated, certified and titled; in the same pass they face their month and are measured."""
    measure.clear_sums(eco.incubators.rows, eco.sectors.rows, eco.districts.rows)
    leaving.forget(eco.districts.rows, m)
    passes.run_exit_pass(
        eco.startups.rows,
        eco.living,
        eco.loans.rows,
        eco.incubators.rows,
        eco.sectors.rows,
        eco.districts.rows,
        m,
        eco.book,
        eco.measures,
    )


def settle_exits(eco: Any, m: np.ndarray) -> None:
    """Those who left are taken out of the living, and stakes in them are settled."""
    leaving.pay_out(eco.stakes.rows, eco.startups.rows, eco.funds.rows, eco.book)
    eco.bury()
