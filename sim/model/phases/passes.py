"""Passes: the loops that fetch a startup's row once for several phases.

A phase says who does what; a pass fuses the rules of neighbouring phases that touch only the firm's
own row and sums nobody reads before the next phase, so the result is the same as one loop a phase
at a third of the memory traffic.  It also lists who has business with whom this month, so that
programmes, banks and funds look only at those.
"""

from __future__ import annotations

from sim.core.chance import slot
from sim.core.kernel import kernel, rule
from sim.model.codes import TEAM
from sim.model.rules.certify import certify
from sim.model.rules.learn import learn
from sim.model.rules.leave import leave, stand_out
from sim.model.rules.lend import amount_wanted
from sim.model.rules.measure import count_closure, measure_startup
from sim.model.rules.operate import share_benefit
from sim.model.rules.settle import pay, pay_rent, plan_staff
from sim.model.rules.trade import deliver, show, trade


@kernel
def run_research_pass(startups, living, sectors, incubators, districts, months, moves):
    """Every living startup does a month's research, and shows itself to customers."""
    for r in living:
        s = startups[r]
        m, x, d = months[s.district], sectors[s.sector], districts[s.district]
        lesson, access, filing, hosted = 0.0, d.access, 0.0, 1.0
        if s.home >= 0:
            i = incubators[s.home]
            lesson, access, filing = i.lesson, i.access, i.filing
            if i.sector == s.sector:
                hosted = i.reach
        patents, designs = s.patents, s.designs
        luck = learn(s, x, d, lesson, access, filing, m)
        moves[s.district].patents_filed += s.patents - patents
        moves[s.district].designs_filed += s.designs - designs
        show(s, x, d, hosted, luck, m)


@rule
def files_this_month(s, d, m):
    """Whether a firm files with a programme this month: in its own month of the year, or once a quarter for an award due."""
    if s.rung == TEAM or d.purses == 0:
        return False
    return slot(s.key, 12) + 1 == m.month or (s.award_due > 0 and slot(s.key, 3) == m.clock % 3)


@kernel
def run_trade_pass(
    startups,
    living,
    incubators,
    sectors,
    districts,
    months,
    book,
    filers,
    needy,
    seekers,
    hirers,
    counts,
):
    """Trade and settle: every living startup sells, pays, and plans the next month.

    The lists get the rows of firms that file with programmes, ask a bank or look for equity (each once
    a quarter), or have posts to fill; `counts` how many of each.
    """
    a, b, c, e = 0, 0, 0, 0
    for r in living:
        s = startups[r]
        m, d, x, paid = (
            months[s.district],
            districts[s.district],
            sectors[s.sector],
            book[s.district],
        )
        trade(s, x, d, m)
        deliver(s, d, m)
        paid.sales += s.sales
        pay(
            s,
            d,
            incubators[s.home].access if s.home >= 0 else d.access,
            pay_rent(s, incubators, d, paid),
            m,
            paid,
        )
        plan_staff(s, m)
        if files_this_month(s, d, m):
            filers[a] = r
            a += 1
        if s.rung > TEAM and slot(s.key, 3) == m.clock % 3:
            if amount_wanted(s, m) > 0:
                needy[b] = r
                b += 1
            if s.seeking:
                seekers[c] = r
                c += 1
        if s.vacancies > 0:
            hirers[e] = r
            e += 1
    counts[0], counts[1], counts[2], counts[3] = a, b, c, e


@kernel
def run_exit_pass(startups, living, loans, incubators, sectors, districts, months, book, moves):
    """Certify, leave and census: every living startup keeps its dates, faces its month, and is measured."""
    for r in living:
        s = startups[r]
        m, d, c, home = months[s.district], districts[s.district], moves[s.district], s.home
        if s.rung > TEAM:
            certify(
                s, d, incubators[home].coached if home >= 0 else d.coached, m, book[s.district], c
            )
            leave(s, loans, d, m, book[s.district], c)
            if home >= 0 and not s.alive:
                share_benefit(s, incubators[home], m, book[s.district])
        if s.alive:
            measure_startup(s, sectors[s.sector], d, incubators, m, c)
            stand_out(s, d, m)
        else:
            count_closure(s, m, c)


@kernel
def measure_startups(startups, living, incubators, sectors, districts, months, moves):
    """Measure every living startup outside the month, for the sums at the start."""
    for r in living:
        s = startups[r]
        m = months[s.district]
        measure_startup(
            s, sectors[s.sector], districts[s.district], incubators, m, moves[s.district]
        )
        stand_out(s, districts[s.district], m)
