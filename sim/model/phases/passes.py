"""Passes: the loops that fetch a startup's row once for several rules.

A pass fuses the rules of neighbouring steps of the month that touch only the firm's own row and
sums nobody reads before the next phase, so the result is the same as one loop a rule at a third of
the memory traffic.  Firms come in blocks: the draws of a block are made together, then each firm is
looked at with its own.  `sim.model.month.MONTH` lists the rules of each.  The trade pass also lists
who has business with whom this month, so that programmes, banks and funds look only at those.
"""

import numpy as np
from numpy import ndarray

from sim.core.chance import BLOCK, draw_block, draws_at, slot
from sim.core.kernel import kernel, rule
from sim.core.prefetch import NEXT, prefetch_row
from sim.model.codes import D_LEARN, D_LEAVE, D_LINE, D_TRADE, HIGH_TECH, TEAM
from sim.model.rules.boards import quote
from sim.model.rules.certify import certify
from sim.model.rules.common import is_quarter_turn
from sim.model.rules.learn import learn
from sim.model.rules.leave import leave, stand_out
from sim.model.rules.lend import amount_wanted
from sim.model.rules.measure import count_closure, measure_startup
from sim.model.rules.operate import share_benefit, teaching
from sim.model.rules.settle import pay, pay_rent, plan_staff
from sim.model.rules.trade import deliver, show, trade


@rule
def read_keys(startups: ndarray, rows: ndarray, keys: ndarray) -> None:
    """The keys of the startups in some rows, side by side."""
    for j in range(len(rows)):
        keys[j] = startups[rows[j]].key


@kernel
def run_research_pass(
    startups: ndarray,
    living: ndarray,
    incubators: ndarray,
    sectors: ndarray,
    districts: ndarray,
    months: ndarray,
    moves: ndarray,
) -> None:
    """Every living startup does a month's research, and shows itself to customers."""
    keys, draws, line_draws = np.empty(BLOCK, np.uint64), np.empty((4, BLOCK)), np.empty((4, BLOCK))
    for first in range(0, len(living), BLOCK):
        block = living[first : first + BLOCK]
        read_keys(startups, block, keys)
        draw_block(keys, len(block), months[0], D_LEARN, draws)
        draw_block(keys, len(block), months[0], D_LINE, line_draws)
        for j in range(len(block)):
            prefetch_row(startups, block[min(j + NEXT, len(block) - 1)])
            s, luck = startups[block[j]], draws_at(draws, j)
            m, x, d = months[s.district], sectors[s.sector], districts[s.district]
            lesson, access, filing, hosted = 0.0, d.access, 0.0, 1.0
            if s.home >= 0:
                i = incubators[s.home]
                lesson, access, filing = i.lesson, i.access, i.filing
                if i.sector == s.sector:
                    hosted = i.reach
            if s.cultivated == HIGH_TECH:
                lesson += teaching(m.mentor_hours, m)
            patents, designs = s.patents, s.designs
            learn(s, x, d, lesson, access, filing, luck, draws_at(line_draws, j), m)
            moves[s.district].patents_filed += s.patents - patents
            moves[s.district].designs_filed += s.designs - designs
            show(s, x, d, hosted, luck[3], m)


@rule
def files_this_month(s: np.record, d: np.record, m: np.record) -> bool:
    """Whether a firm files with a programme: in its own month of the year; for an award due, once a
    quarter.
    """
    if s.rung == TEAM or d.purses == 0:
        return False
    due = s.award_due > 0 and is_quarter_turn(s, m)
    return bool(slot(s.key, 12) + 1 == m.month or due)


@kernel
def run_trade_pass(
    startups: ndarray,
    living: ndarray,
    incubators: ndarray,
    sectors: ndarray,
    districts: ndarray,
    months: ndarray,
    book: ndarray,
    filers: ndarray,
    needy: ndarray,
    seekers: ndarray,
    hirers: ndarray,
) -> tuple[int, int, int, int]:
    """Every living startup sells, pays, and plans the next month; how many each list holds.

    The lists get the rows of firms that file with programmes, ask a bank or look for equity (each
    once a quarter), or have posts to fill.
    """
    a, b, c, e = 0, 0, 0, 0
    keys, draws = np.empty(BLOCK, np.uint64), np.empty((4, BLOCK))
    for first in range(0, len(living), BLOCK):
        block = living[first : first + BLOCK]
        read_keys(startups, block, keys)
        draw_block(keys, len(block), months[0], D_TRADE, draws)
        for j in range(len(block)):
            prefetch_row(startups, block[min(j + NEXT, len(block) - 1)])
            r = block[j]
            s = startups[r]
            m, d, paid = months[s.district], districts[s.district], book[s.district]
            trade(s, sectors[s.sector], d, draws_at(draws, j), m)
            deliver(s, d, m)
            paid.sales += s.sales
            access = incubators[s.home].access if s.home >= 0 else d.access
            pay(s, d, access, pay_rent(s, incubators, d, paid), m, paid)
            plan_staff(s, m)
            if files_this_month(s, d, m):
                filers[a] = r
                a += 1
            if s.rung > TEAM and is_quarter_turn(s, m):
                if amount_wanted(s, m) > 0:
                    needy[b] = r
                    b += 1
                if s.seeking:
                    seekers[c] = r
                    c += 1
            if s.vacancies > 0:
                hirers[e] = r
                e += 1
    return a, b, c, e


@kernel
def run_exit_pass(
    startups: ndarray,
    living: ndarray,
    incubators: ndarray,
    sectors: ndarray,
    districts: ndarray,
    months: ndarray,
    moves: ndarray,
    loans: ndarray,
    book: ndarray,
) -> None:
    """Every living startup keeps its dates with offices, faces its month, and is measured."""
    keys, draws = np.empty(BLOCK, np.uint64), np.empty((4, BLOCK))
    for first in range(0, len(living), BLOCK):
        block = living[first : first + BLOCK]
        read_keys(startups, block, keys)
        draw_block(keys, len(block), months[0], D_LEAVE, draws)
        for j in range(len(block)):
            prefetch_row(startups, block[min(j + NEXT, len(block) - 1)])
            s = startups[block[j]]
            m, d, c, home = months[s.district], districts[s.district], moves[s.district], s.home
            if s.rung > TEAM:
                coached = incubators[home].coached if home >= 0 else d.coached
                certify(s, d, coached, m, book[s.district], c)
                leave(s, loans, d, draws_at(draws, j), m, book[s.district], c)
                if home >= 0:
                    share_benefit(s, incubators[home], m, book[s.district])
                if s.alive:
                    quote(s, d, m, book[s.district], c)
            if s.alive:
                measure_startup(s, sectors[s.sector], d, incubators, m, c)
                stand_out(s, d, m)
            else:
                count_closure(s, m, c)


@kernel
def measure_startups(
    startups: ndarray,
    living: ndarray,
    incubators: ndarray,
    sectors: ndarray,
    districts: ndarray,
    months: ndarray,
    moves: ndarray,
) -> None:
    """Measure every living startup outside the month, for the sums at the start."""
    for r in living:
        s = startups[r]
        m, d = months[s.district], districts[s.district]
        measure_startup(s, sectors[s.sector], d, incubators, m, moves[s.district])
        stand_out(s, d, m)
