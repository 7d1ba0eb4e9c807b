"""Startups and funds meet; funds price rounds and buy stakes, large rounds together."""
import math

from sim.core.chance import four, lognormal, normal
from sim.core.kernel import kernel, rule
from sim.kinds import (
    ANGEL,
    ANGEL_FUND,
    COINVESTMENT_FUND,
    D_MEET,
    D_SYNDICATE,
    D_TERMS,
    GROWTH_FUND,
    INHOUSE_FUND,
    ROUND_A,
    ROUND_B,
    ROUND_C,
    SEED,
    SEED_FUND,
    VENTURE_FUND,
)


@rule
def stage(s, m):
    """The round that fits what a startup has reached: customers open the later ones."""
    sales = s.sales_year + s.sales_1
    if s.ready < 1 or sales < m.sales_a:
        return ANGEL
    if sales < m.sales_b:
        return ROUND_A
    return ROUND_B if sales < m.sales_c else ROUND_C


@rule
def progressed(s, m):
    """Whether a startup has done what the investors of its last round asked: it sells so many times what it sold then."""
    return s.ready >= 1 and s.contract_value >= m.progress * max(s.round_contracts, m.first_contract)


@rule
def next_round(s, m):
    """The round a startup can ask for: the next, by sales or by progress, or a later one that fits its sales; else 0."""
    if s.funding_round > 0 and m.clock - s.round_month < m.round_gap:
        return 0
    r, reached = s.funding_round + 1, stage(s, m)
    if r > reached:
        return r if 1 < r <= ROUND_C and progressed(s, m) else 0
    return r if reached == ANGEL else reached


@rule
def buys(kind, deal):
    """Whether a fund of a kind may buy a round."""
    if kind == SEED_FUND:
        return deal == SEED
    if kind == ANGEL_FUND or kind == INHOUSE_FUND:
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
def impression(s, f, distance, u, m):
    """What a fund sees in a startup: team, product, customers and the market left to win, through noise that the manager's skill thins;
    a stranger's is 1."""
    promise = math.log(s.quality * s.capability + 1e-9) + m.traction_weight * math.log1p(s.contract_value)
    promise += m.market_weight * math.log1p(max(0.0, s.niche - s.contract_value) / m.niche_least)
    return promise + distance * m.screening_noise / (m.insight_base + f.skill) * normal(u)


@rule
def is_open(f, m):
    """Whether a fund still buys: within its investment period and with money left."""
    return f.alive and m.clock < f.invests_until and f.cash > 0


@rule
def in_mandate(f, s):
    """A fund keeps to its facility's tenants or its sector; one bound by a local multiple to its district until met."""
    if (f.home >= 0 and f.home != s.home) or (f.sector >= 0 and f.sector != s.sector):
        return False
    return f.local_multiple <= 0 or f.district == s.district or f.local_invested >= f.local_multiple * f.public_paid


@rule
def fits(f, deal, m):
    """Whether a round's usual size is neither too small nor too large for a fund; one without a usual deal takes any."""
    if f.ticket <= 0:
        return True
    size = usual_amount(deal, m)
    return f.ticket / m.ticket_range <= size <= f.ticket * m.ticket_range


@rule
def may_buy(f, s, deal, m):
    """Whether a fund is open and its kind, mandate and usual deal allow it a startup's round."""
    return is_open(f, m) and buys(f.kind, deal) and in_mandate(f, s) and fits(f, deal, m)


@rule
def insider(s, funds, deal, m):
    """The fund that led a startup's last round and can follow on; -1 where there is none."""
    if s.investor >= 0 and may_buy(funds[s.investor], s, deal, m):
        if funds[s.investor].cash >= m.lead_part * usual_amount(deal, m):
            return s.investor
    return -1


@rule
def introduction(s, incubators, m):
    """The chance that a startup is introduced to a fund this month: by its investors, or its facility's operator."""
    link = m.investor_link if s.investor >= 0 else 0.0
    if s.home >= 0:
        i = incubators[s.home]
        link += (1 - link) * m.incubator_link * i.contact_hours / (i.contact_hours + m.hours_half)
    return link


@rule
def outsider(s, funds, deal, order, lo, hi, u, m):
    """The fund a startup turns to: from one drawn by lot on, the first in its market that may buy its round; -1 for none."""
    for j in range(hi - lo):
        k = order[lo + (int(u * (hi - lo)) + j) % (hi - lo)]
        if may_buy(funds[k], s, deal, m):
            return k
    return -1


@rule
def own_fund(s, funds, inhouse, deal, m):
    """The fund of a tenant's own facility, where it may buy the round; else -1."""
    if s.home < 0 or inhouse[s.home] < 0 or not may_buy(funds[inhouse[s.home]], s, deal, m):
        return -1
    return inhouse[s.home]


@kernel
def meet(startups, seekers, funds, order, first, last, inhouse, districts, incubators, months, who, whom, deal, score,
         asked):
    """Startups looking for money meet funds of their market that may buy their round; returns how many meetings there were.

    `order` lists the funds that lead rounds by (market, key); `first` and `last` bound each market's block
    in it; `inhouse` names each facility's own fund.  Who is in already is met first, then the facility's own.
    `score` gets what the fund sees in the startup, `asked` what it asks for.
    """
    n = 0
    for r in seekers:
        s = startups[r]
        m, d = months[s.district], districts[s.district]
        wanted = next_round(s, m)
        if wanted == 0:
            continue
        a, u, v, _ = four(s.key, m, D_MEET)
        lo, hi = first[d.market], last[d.market]
        link, own = introduction(s, incubators, m), own_fund(s, funds, inhouse, wanted, m)
        met, distance = insider(s, funds, wanted, m), m.insider_noise
        if met < 0:
            if own >= 0 and a < 3 * link:
                met, distance = own, m.inhouse_insight
            elif a < 3 * (d.meetings + (1 - d.meetings) * link):
                met, distance = outsider(s, funds, wanted, order, lo, hi, u, m), 1.0
        if met >= 0:
            who[n], whom[n], deal[n] = r, met, wanted
            score[n], asked[n] = impression(s, funds[met], distance, v, m), bar(funds[met], m)
            n += 1
    return n


@rule
def rank(s, f, m):
    """A fund's place in the queue of those who would join a round: co-investment funds first, then by lot."""
    u, _, _, _ = four(s.key ^ f.key, m, D_SYNDICATE)
    return u - (1.0 if f.kind == COINVESTMENT_FUND else 0.0)


@rule
def next_partner(s, leader, funds, deal, after, order, lo, hi, m):
    """The fund next in the queue to join a round after one with place `after`, and its place; -1 where none is left."""
    best, place = -1, 2.0
    for j in range(lo, hi):
        f = funds[order[j]]
        if order[j] != leader and f.deals < m.attention and may_buy(f, s, deal, m):
            mine = rank(s, f, m)
            if after < mine < place:
                best, place = order[j], mine
    return best, place


@rule
def gather(s, leader, funds, deal, order, lo, hi, m, partners):
    """Fill the list of those who join a round; returns how many."""
    n, after = 0, -2.0
    while n < m.most_investors - 1:
        partner, after = next_partner(s, leader, funds, deal, after, order, lo, hi, m)
        if partner < 0:
            return n
        partners[n] = partner
        n += 1
    return n


@rule
def close_round(s, deal, total, before, leader, m):
    """A startup takes a round's money, of which the founder draws a salary; all earlier owners are diluted alike."""
    s.salary_rise = max(s.salary_rise, m.funded_pay * s.outside_wage - s.founder_wage)
    s.founder_share *= 1 - total / (before + total)
    s.valuation = before + total
    s.funding_round = deal
    s.round_month = m.clock
    s.round_amount = total
    s.round_contracts = s.contract_value
    s.investor = leader
    s.cash += total
    s.paid_in += total
    s.raised += total
    s.seeking = False


@rule
def buy(stake, f, s, fund, startup, amount, m, b):
    """A fund pays for its part of the round just closed; its private investors deduct what is early-stage."""
    stake.alive = True
    stake.born = m.clock
    stake.fund = fund
    stake.startup = startup
    stake.deal = s.funding_round
    stake.lead = fund == s.investor
    stake.amount = amount
    stake.share = amount / s.valuation
    stake.founders_after = s.founder_share
    f.cash -= amount
    f.invested += amount
    f.deals += 1
    if f.district == s.district:
        f.local_invested += amount
    if f.kind <= ANGEL_FUND:
        b.tax_forgone_angel += amount * (1 - f.public_share) * m.angel_tax_credit * m.income_tax_rate
    b.equity += amount


@kernel
def invest(startups, funds, stakes, first, open_ones, lo, hi, districts, months, book, moves, order, who, whom, deal, score,
           partners):
    """Funds buy the best they have seen, a few deals a month, and share large rounds; returns how many stakes were bought.

    `open_ones` lists the open funds by (market, key); `lo` and `hi` bound each market's block in it.
    """
    made = 0
    for k in order:
        s, f = startups[who[k]], funds[whom[k]]
        m, b, market = months[s.district], book[s.district], districts[s.district].market
        u, v, _, _ = four(s.key, m, D_TERMS)
        amount = usual_amount(deal[k], m) * lognormal(u, m.amount_spread)
        lead = amount * m.lead_part if amount >= m.syndicate_from else amount
        if f.deals >= m.attention or f.cash < lead:
            continue
        liking = 1 + m.price_for_promise * max(0.0, score[k])
        before = max(s.cash, amount * m.price_multiple * lognormal(v, m.price_spread) * liking)
        n = gather(s, whom[k], funds, deal[k], open_ones, lo[market], hi[market], m, partners) if lead < amount else 0
        total = lead
        for j in range(n):
            total += min(funds[partners[j]].cash, (amount - lead) / n)
        close_round(s, deal[k], total, before, whom[k], m)
        for j in range(n):
            partner = funds[partners[j]]
            buy(stakes[first + made], partner, s, partners[j], who[k], min(partner.cash, (amount - lead) / n), m, b)
            made += 1
        buy(stakes[first + made], f, s, whom[k], who[k], lead, m, b)
        made += 1
        moves[s.district].deals += 1
    return made
