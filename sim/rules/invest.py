"""Funds raise money, meet startups, price and buy stakes, and pay back."""
import math

from sim.core.chance import child, four, lognormal, normal
from sim.core.kernel import kernel, rule
from sim.kinds import (
    ANGEL,
    ANGEL_FUND,
    D_FUND,
    D_MEET,
    D_NEW_FUND,
    D_TERMS,
    GROWTH_FUND,
    GUIDANCE_FUND,
    ROUND_A,
    ROUND_B,
    ROUND_C,
    SEED,
    SEED_FUND,
    VENTURE_FUND,
)


@rule
def next_round(s, m):
    """The round a startup can ask for: each needs its milestone; 0 where it has not reached one."""
    if s.funding_round > 0 and m.clock - s.round_month < m.round_gap:
        return 0
    r = s.funding_round + 1
    if r == ROUND_A and (s.ready < 1 or s.sales_year + s.sales_1 < m.sales_a):
        return 0
    if r == ROUND_B and s.sales_year + s.sales_1 < m.sales_b:
        return 0
    if r == ROUND_C and s.sales_year + s.sales_1 < m.sales_c:
        return 0
    return r if r <= ROUND_C else 0


@rule
def buys(kind, deal):
    """Whether a fund of a kind may buy a round."""
    if kind == SEED_FUND:
        return deal == SEED
    if kind == ANGEL_FUND:
        return deal == SEED or deal == ANGEL
    if kind == VENTURE_FUND:
        return deal == ROUND_A or deal == ROUND_B
    if kind == GROWTH_FUND:
        return deal >= ROUND_B
    return ANGEL <= deal <= ROUND_B


@rule
def usual_amount(deal, m):
    """The usual size of a round, in 万元."""
    if deal == SEED:
        return m.amount_seed
    if deal == ANGEL:
        return m.amount_angel
    if deal == ROUND_A:
        return m.amount_a
    if deal == ROUND_B:
        return m.amount_b
    return m.amount_c


@rule
def bar(f, m):
    """How good a startup must look: a manager who answers for public losses asks for more."""
    return m.investment_bar + m.caution_weight * f.caution


@rule
def impression(s, f, u, m):
    """What a fund sees in a startup: its promise through noise that the manager's skill thins."""
    promise = math.log(s.quality * s.capability + 1e-9) + m.traction_weight * math.log1p(s.contract_value)
    return promise + m.screening_noise / (0.5 + f.skill) * normal(u)


@rule
def size_reached(f, commitment, pipeline, noise, m):
    """What a guidance fund raises: private money follows managers, pipelines and concessions, not strings."""
    pull = m.private_follow * f.skill * pipeline / (pipeline + m.pipeline_half)
    pull *= math.exp(-m.multiple_drag * m.local_multiple) * (1 + m.concession_gain * m.profit_concession)
    return min(f.target, commitment * (1 + pull * noise))


@kernel
def found_guidance(funds, first, k, districts, candidates, months, book):
    """A guidance fund is set up around a public commitment and seeks private money."""
    f, d, m, b = funds[first], districts[k], months[k], book[k]
    commitment = m.guidance_commitment * (13 - m.first_month) / 12
    f.key = child(d.key, m.clock, D_NEW_FUND)
    u, v, _, _ = four(f.key, m, D_FUND)
    f.alive = True
    f.born = m.clock
    f.kind = GUIDANCE_FUND
    f.market = d.market
    f.district = k
    f.skill = m.public_manager_skill * lognormal(u, 0.3)
    f.target = commitment / m.guidance_share
    f.local_multiple = m.local_multiple
    f.concession = m.profit_concession
    f.caution = 1 - m.error_tolerance
    f.raised = size_reached(f, commitment, candidates, lognormal(v, 0.4), m)
    f.public_share = commitment / f.raised
    f.cash = f.raised
    f.ticket = m.amount_angel
    f.ends = m.clock + int(m.fund_life)
    f.invests_until = m.clock + int(m.fund_period)
    b.guidance_commitment += commitment
    b.private_commitment += f.raised - commitment


@kernel
def settle_funds(funds, first, n, k, districts, candidates, months, book):
    """Fund institutions that look at a district settle where they see a pipeline; returns how many do."""
    d, m, b = districts[k], months[k], book[k]
    came = 0
    for j in range(n):
        f = funds[first + came]
        f.key = child(d.key, m.clock * 100 + j, D_FUND)
        u, _, _, _ = four(f.key, m, D_NEW_FUND)
        if u > candidates / (candidates + m.pipeline_half):
            continue
        came += 1
        v, w, z, y = four(f.key, m, D_FUND)
        f.alive = True
        f.born = m.clock
        f.market = d.market
        f.district = k
        f.kind = SEED_FUND if v < 0.15 else (ANGEL_FUND if v < 0.5 else (VENTURE_FUND if v < 0.85 else GROWTH_FUND))
        f.skill = lognormal(w, 0.4)
        f.ticket = usual_amount(f.kind + 1, m)
        f.target = f.ticket * m.deals_a_fund * lognormal(z, 0.5)
        f.raised = f.target * min(1.0, m.private_success * lognormal(y, 0.4))
        f.cash = f.raised
        f.ends = m.clock + int(m.fund_life)
        f.invests_until = m.clock + int(m.fund_period)
        b.private_commitment += f.raised
    return came


@kernel
def meet(startups, seekers, funds, order, first, last, districts, incubators, months, who, whom, deal, score):
    """Startups looking for money meet funds of their market; returns how many meetings made an impression.

    `order` lists the open funds by (market, key); `first` and `last` bound each market's block in it.
    """
    n = 0
    for r in seekers:
        s = startups[r]
        m = months[s.district]
        a, u, v, _ = four(s.key, m, D_MEET)
        lo, hi = first[districts[s.district].market], last[districts[s.district].market]
        chance = districts[s.district].meetings
        if s.home >= 0:
            i = incubators[s.home]
            chance += (1 - chance) * m.incubator_link * i.contact_hours / (i.contact_hours + m.hours_half)
        if a < 3 * chance and hi > lo:
            wanted = next_round(s, m)
            met = order[lo + int(u * (hi - lo))]
            f = funds[met]
            if wanted > 0 and buys(f.kind, wanted) and allowed(f, s):
                seen = impression(s, f, v, m)
                if seen > bar(f, m):
                    who[n], whom[n], deal[n], score[n] = r, met, wanted, seen
                    n += 1
    return n


@rule
def allowed(f, s):
    """A fund bound by a local multiple keeps to its own district until it has met it."""
    return f.local_multiple <= 0 or f.district == s.district or f.local_invested >= f.local_multiple * f.public_share * f.raised


@kernel
def invest(startups, funds, stakes, first, months, book, moves, order, who, whom, deal, score):
    """Funds buy the best they have seen, a few deals a month; returns how many stakes were bought."""
    made = 0
    for f in funds:
        f.deals = 0
    for k in order:
        s, f = startups[who[k]], funds[whom[k]]
        m, b = months[s.district], book[s.district]
        u, v, _, _ = four(s.key, m, D_TERMS)
        amount = usual_amount(deal[k], m) * lognormal(u, 0.4)
        if f.deals < m.attention and f.cash >= amount:
            before = amount * m.price_multiple * lognormal(v, 0.3) * (1 + 0.2 * max(0.0, score[k]))
            part = amount / (before + amount)
            stake = stakes[first + made]
            s.founder_share *= 1 - part
            s.valuation = before + amount
            s.funding_round = deal[k]
            s.round_month = m.clock
            s.cash += amount
            s.paid_in += amount
            s.raised += amount
            s.seeking = False
            stake.alive = True
            stake.born = m.clock
            stake.fund = whom[k]
            stake.startup = who[k]
            stake.deal = deal[k]
            stake.amount = amount
            stake.share = part
            stake.founders_after = s.founder_share
            f.cash -= amount
            f.invested += amount
            f.deals += 1
            if f.district == s.district:
                f.local_invested += amount
            b.equity += amount
            moves[s.district].deals += 1
            made += 1
    return made


@kernel
def keep_books(funds, months, book):
    """Funds pay their managers, and hand back what they hold when they end or no longer invest; so does what
    comes back to a fund that has ended."""
    for f in funds:
        if not f.alive and f.cash <= 0:
            continue
        k = f.district
        m, b = months[k], book[k]
        fee = min(max(0.0, f.cash), f.raised * m.management_fee / 12) if f.alive else 0.0
        f.cash -= fee
        b.management_fees += fee
        over = m.clock >= f.ends
        if over or (m.clock >= f.invests_until and m.month == 12):
            keep = 0.0 if over else f.raised * m.management_fee * (f.ends - m.clock) / 12
            back = max(0.0, f.cash - keep)
            gain = max(0.0, f.returned + back - f.raised)
            public = max(0.0, (back - gain) * f.public_share + gain * f.public_share * (1 - f.concession))
            f.cash -= back
            f.returned += back
            b.fund_returned_public += public
            b.fund_returned_private += back - public
        if over:
            f.alive = False
