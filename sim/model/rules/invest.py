"""Startups and funds meet; funds price rounds and buy stakes, large rounds together."""

from sim.core.chance import child_key, four_uniforms, lognormal, normal
from sim.core.kernel import kernel, rule
from sim.core.prefetch import AHEAD, prefetch
from sim.model.codes import (
    ANGEL,
    ANGEL_FUND,
    COINVESTMENT_FUND,
    D_MEET,
    D_NEW_FUND,
    D_SYNDICATE,
    D_TERMS,
    GROWTH_FUND,
    INHOUSE_FUND,
    MERGER_FUND,
    ROUND_A,
    ROUND_B,
    ROUND_C,
    SEED,
    SEED_FUND,
    VENTURE_FUND,
)
from sim.model.rules.common import promise

ELSEWHERE = -2  # in a list of whom a startup meets: a fund that is not in the region


@rule
def buys(kind, deal):
    """Whether a fund of a kind may buy a round.

    Formula: deal == SEED if kind == SEED_FUND else deal == SEED or deal == ANGEL if kind ==
        ANGEL_FUND or kind == INHOUSE_FUND else deal == ROUND_A or deal == ROUND_B if kind ==
        VENTURE_FUND else deal >= ROUND_B if kind == GROWTH_FUND else kind != MERGER_FUND and ANGEL
        <= deal <= ROUND_B
    Source: assumed.
    """
    if kind == SEED_FUND:
        return deal == SEED
    if kind in (ANGEL_FUND, INHOUSE_FUND):
        return deal in (SEED, ANGEL)
    if kind == VENTURE_FUND:
        return deal in (ROUND_A, ROUND_B)
    if kind == GROWTH_FUND:
        return deal >= ROUND_B
    return kind != MERGER_FUND and ANGEL <= deal <= ROUND_B


@rule
def usual_amount(deal, m):
    """The usual size of a round, in 万元.

    Formula: amount_seed, amount_angel, amount_a, amount_b, amount_c
    Source: median about 400; median 1 500-2 000; assumed (seed, B and C).
    """
    return (m.amount_seed, m.amount_angel, m.amount_a, m.amount_b, m.amount_c)[deal - SEED]


@rule
def required_promise(f, m):
    """How good a startup must look: a manager who answers for public losses asks for more.

    Formula: investment_bar + caution_weight * f.caution
    Source: assumed.
    """
    return m.investment_bar + m.caution_weight * f.caution


@rule
def impression(s, skill, distance, u, m):
    """What a fund sees in a startup: team, product, customers and the market left to win, through
    noise that the manager's skill thins.

    A stranger's distance is 1.

    Formula:
        promise(s) + distance * screening_noise / (insight_base + skill) * normal(u)
    Source: assumed.
    """
    return promise(s, m) + distance * m.screening_noise / (m.insight_base + skill) * normal(u)


@rule
def is_open(f, m):
    """Whether a fund still buys into new firms: within its investment period and with money beyond
    its reserve.

    Formula: f.alive and clock < f.invests_until and f.cash > f.reserve
    Source: definition.
    """
    return f.alive and m.clock < f.invests_until and f.cash > f.reserve


@rule
def follow_on_reserve(f, m):
    """What a fund keeps back for a yuan of a first stake: a facility's own fund only helps firms to
    begin.

    Formula: 0 if f.home >= 0 or f.elsewhere else follow_reserve
    Source: venture funds reserve 40 to 60 % of their capital.
    """
    return 0.0 if f.home >= 0 or f.elsewhere else m.follow_reserve


@rule
def purse(f, known, m):
    """What a fund can put into a round now: beyond its reserve and what to keep back, but for a
    firm it knows all it has, or its reserve where it buys into new firms no more.

    Formula: (f.cash - f.reserve) / (1 + follow_on_reserve(f)) if not known else f.cash if clock <
        f.invests_until else min(f.cash, f.reserve)
    Source: venture funds reserve 40 to 60 % of their capital.
    """
    if not known:
        return (f.cash - f.reserve) / (1 + follow_on_reserve(f, m))
    if not f.alive or m.clock >= f.ends:
        return 0.0
    return f.cash if m.clock < f.invests_until else min(f.cash, f.reserve)


@rule
def in_mandate(f, s):
    """Whether a startup is in a fund's mandate: its facility's tenants or its sector; one bound by
    a local multiple keeps to its district until met.

    Formula: (f.home < 0 or f.home == s.home) and (f.sector < 0 or f.sector == s.sector) and
        (f.local_multiple <= 0 or f.district == s.district or f.local_invested >= f.local_multiple *
        f.public_paid)
    Source: assumed.
    """
    if (f.home >= 0 and f.home != s.home) or (f.sector >= 0 and f.sector != s.sector):
        return False
    return (
        f.local_multiple <= 0
        or f.district == s.district
        or f.local_invested >= f.local_multiple * f.public_paid
    )


@rule
def fits(f, deal, m):
    """Whether a round's usual size is neither too small nor too large for a fund; one without a
    usual deal takes any.

    Formula:
        f.ticket <= 0 or f.ticket / ticket_range <= size <= f.ticket * ticket_range
        size = usual_amount(deal)
    Source: assumed.
    """
    if f.ticket <= 0:
        return True
    size = usual_amount(deal, m)
    return f.ticket / m.ticket_range <= size <= f.ticket * m.ticket_range


@rule
def may_buy(f, s, deal, m):
    """Whether a fund is open and its kind, mandate and usual deal allow it a startup's round.

    Formula: is_open(f) and buys(f.kind, deal) and in_mandate(f, s) and fits(f, deal)
    Source: definition.
    """
    return is_open(f, m) and buys(f.kind, deal) and in_mandate(f, s) and fits(f, deal, m)


@rule
def insider(s, funds, deal, m):
    """The fund that led a startup's last round, where this one is not too large for it to lead; else
    -1.

    Formula: s.investor if fits(s.investor, deal) and purse(s.investor, True) >= lead_part *
        usual_amount(deal) else -1
    Source: assumed.
    """
    if (
        s.investor >= 0
        and fits(funds[s.investor], deal, m)
        and purse(funds[s.investor], True, m) >= m.lead_part * usual_amount(deal, m)
    ):
        return s.investor
    return -1


@rule
def outsider(s, funds, deal, order, lo, hi, u, m):
    """The fund a startup turns to: from one drawn by lot on, the first in its market that may and
    can lead its round, or -1.

    Formula: first fund from u * (hi - lo) on with may_buy(f, s, deal) and purse(f) >= lead_part *
        usual_amount(deal)
    Source: assumed.
    """
    least = m.lead_part * usual_amount(deal, m)
    for j in range(hi - lo):
        # from a place drawn by lot on, round the market's list
        k = order[lo + (int(u * (hi - lo)) + j) % (hi - lo)]
        if may_buy(funds[k], s, deal, m) and purse(funds[k], False, m) >= least:
            return k
    return -1


@rule
def own_fund(s, funds, inhouse, deal, m):
    """The fund of a tenant's own facility, where it may buy the round; else -1.

    Formula: inhouse if may_buy(inhouse, s, deal) else -1
    Source: assumed.
    """
    if s.home < 0 or inhouse[s.home] < 0 or not may_buy(funds[inhouse[s.home]], s, deal, m):
        return -1
    return inhouse[s.home]


@rule
def looks_elsewhere(deal, u, m):
    """Whether a firm that meets no fund here to lead its round meets one elsewhere: these look at
    rounds from A to C.

    Asked once a quarter, so at three times the monthly chance.

    Formula: ROUND_A <= deal <= ROUND_C and u < 3 * outside_capital
    Source: a province's part of national deals; assumed (the rate).
    """
    return ROUND_A <= deal <= ROUND_C and u < 3 * m.outside_capital


@kernel
def list_funds(funds, order, months, able, leaders, inhouse, bounds):
    """List the funds with money (`able`) and those that lead rounds now (`leaders`).

    `bounds` gets where each market's block begins and ends in the one and in the other, shape (4,
    market); `inhouse` gets each facility's own fund, where that buys into new firms.  Merger funds
    are on neither list.

    Order: funds by (market, key).
    Formula:
        able = f.alive and f.cash > 0 and f.kind != MERGER_FUND
        leads = is_open(f) and f.kind != COINVESTMENT_FUND and f.home < 0
    Source: definition.
    """
    n, leading, market = 0, 0, 0
    for k in order:
        f = funds[k]
        while market <= f.market:
            bounds[0, market], bounds[2, market] = n, leading
            bounds[1, market], bounds[3, market] = n, leading
            market += 1
        if f.alive and f.cash > 0 and f.kind != MERGER_FUND:
            able[n] = k
            n += 1
            if is_open(f, months[0]):
                if f.home >= 0:
                    inhouse[f.home] = k
                elif f.kind != COINVESTMENT_FUND:
                    leaders[leading] = k
                    leading += 1
            bounds[1, f.market], bounds[3, f.market] = n, leading
    while market < bounds.shape[1]:
        bounds[0, market], bounds[2, market] = n, leading
        bounds[1, market], bounds[3, market] = n, leading
        market += 1


@kernel
def meet(
    startups,
    asking,
    rounds,
    links,
    funds,
    order,
    first,
    last,
    inhouse,
    districts,
    months,
    who,
    whom,
    deal,
    score,
    asked,
):
    """Startups that ask for a round meet funds of their market that may buy it; returns how many
    meetings there were.

    `order` lists the funds that lead rounds by (market, key); `first` and `last` bound each
    market's block in it; `inhouse` names each facility's own fund. Who led the last round is met
    first, then the facility's own; who meets none here that can lead perhaps meets one elsewhere
    (`whom` is ELSEWHERE). `score` gets what the fund sees in the startup, `asked` what it asks for.

    Order: startups that ask for a round, in any order: nobody's meeting takes another's away.
    Formula:
        chance = 3 * (d.meetings + (1 - d.meetings) * link)
        distance = insider_noise if met == insider else inhouse_insight if met == own else 1
        s.matched = clock if a >= 3 * (meeting_rate + (1 - meeting_rate) * link)
    Source: assumed.
    """
    n = 0
    for j in range(asking.size):
        later = asking[min(j + AHEAD, asking.size - 1)]
        prefetch(startups, later, "key")
        prefetch(startups, later, "quality")
        prefetch(startups, later, "investor")
        r, wanted, link = asking[j], rounds[j], links[j]
        s = startups[r]
        m, d = months[s.district], districts[s.district]
        a, u, v, w = four_uniforms(s.key, m, D_MEET)
        lo, hi = first[d.market], last[d.market]
        own = own_fund(s, funds, inhouse, wanted, m)
        met, distance = insider(s, funds, wanted, m), m.insider_noise
        if met < 0:
            if own >= 0 and a < 3 * link:
                met, distance = own, m.inhouse_insight
            elif a < 3 * (d.meetings + (1 - d.meetings) * link):
                met, distance = outsider(s, funds, wanted, order, lo, hi, u, m), 1.0
                if a >= 3 * (m.meeting_rate + (1 - m.meeting_rate) * link):
                    s.matched = m.clock
        if met >= 0:
            who[n], whom[n], deal[n] = r, met, wanted
            score[n] = impression(s, funds[met].skill, distance, v, m)
            asked[n] = required_promise(funds[met], m)
            n += 1
        elif looks_elsewhere(wanted, w, m):
            who[n], whom[n], deal[n] = r, ELSEWHERE, wanted
            score[n] = impression(s, m.outside_skill, 1.0, v, m)
            asked[n] = m.investment_bar + m.outside_caution
            n += 1
    return n


@rule
def come_for(f, s, amount, m, b):
    """A fund elsewhere comes for one firm with just its part of the round; it stays that firm's
    holder to the end of its term.

    Formula:
        f.raised = amount
        f.invests_until = clock
        f.ends = clock + fund_life
    Source: assumed.
    """
    f.alive = True
    f.elsewhere = True
    f.kind = VENTURE_FUND
    f.key = child_key(s.key, m.clock, D_NEW_FUND)
    f.born = m.clock
    f.district = s.district
    f.skill = m.outside_skill
    f.target = amount
    f.raised = amount
    f.cash = amount
    f.raises_until = m.clock
    f.invests_until = m.clock
    f.ends = m.clock + int(m.fund_life)
    b.outside_capital += amount


@rule
def note_holders(stakes, rows, s, holds):
    """Note what part of a startup each fund holds by the stakes in these rows, after later rounds
    have diluted it.

    Formula: holds = stake.share * s.founder_share / stake.founders_after
    Source: definition.
    """
    for row in rows:
        stake = stakes[row]
        holds[stake.fund] += stake.share * s.founder_share / stake.founders_after


@rule
def forget_holders(stakes, rows, holds):
    """The next startup has holders of its own.

    Formula: holds = 0
    Source: definition.
    """
    for row in rows:
        holds[stakes[row].fund] = 0.0


@rule
def syndicate_rank(s, f, known, m):
    """A fund's place in the queue of those who would join a round: holders first, then
    co-investment funds, then by lot.

    Formula: u - (2 if known else 1 if f.kind == COINVESTMENT_FUND else 0)
    Source: assumed.
    """
    # a lot of its own for each pair of startup and fund
    u, _, _, _ = four_uniforms(s.key ^ f.key, m, D_SYNDICATE)
    return u - (2.0 if known else 1.0 if f.kind == COINVESTMENT_FUND else 0.0)


@rule
def may_join(f, known, s, deal, m):
    """Whether a fund may join a round that another leads: a holder of the firm's shares while it
    has money for it.

    Formula: purse(f, True) > 0 if known else f.deals < attention and may_buy(f, s, deal)
    Source: assumed.
    """
    if known:
        return purse(f, True, m) > 0
    return f.deals < m.attention and may_buy(f, s, deal, m)


@rule
def gather(s, leader, funds, holds, deal, order, lo, hi, m, partners, ranks):
    """Fill the list of those who join a round, the first in the queue first; returns how many.

    Formula: partners = first most_investors - 1 of min(syndicate_rank(s, f) if may_join(f))
    Source: assumed.
    """
    n = 0
    for j in range(lo, hi):
        k = order[j]
        if k == leader or not may_join(funds[k], holds[k] > 0, s, deal, m):
            continue
        mine = syndicate_rank(s, funds[k], holds[k] > 0, m)
        place = n
        while place > 0 and ranks[place - 1] > mine:
            place -= 1
        # rounds have few investors; of two with one lot, which is next to never, the first joins
        if place >= m.most_investors - 1 or (place > 0 and ranks[place - 1] == mine):
            continue
        n += n < m.most_investors - 1
        for later in range(n - 1, place, -1):
            partners[later], ranks[later] = partners[later - 1], ranks[later - 1]
        partners[place], ranks[place] = k, mine
    return n


@rule
def close_round(s, deal, total, before, leader, m):
    """A startup takes a round's money, of which the founder draws a salary; all earlier owners are
    diluted alike.

    Formula:
        s.founder_share *= 1 - total / (before + total)
        s.valuation = before + total
        s.cash += total
        s.salary_rise = max(s.salary_rise, funded_pay * s.outside_wage - s.founder_wage)
    Source: dilution of 10-20 % a round; assumed (the salary).
    """
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
def buy(stake, f, s, fund, startup, amount, known, m, b):
    """A fund pays for its part of the round just closed; its private investors deduct what is
    early-stage.

    Formula:
        stake.share = amount / s.valuation
        f.cash -= amount
        f.reserve = max(0, f.reserve - amount) if known else f.reserve + follow_on_reserve(f) *
            amount
        b.tax_forgone_angel += amount * (1 - f.public_share) * angel_tax_credit * income_tax_rate if
            f.kind <= ANGEL_FUND
    Source: assumed.
    """
    stake.alive = True
    stake.born = m.clock
    stake.fund = fund
    stake.startup = startup
    stake.deal = s.funding_round
    stake.lead = fund == s.investor
    stake.amount = amount
    stake.share = amount / s.valuation
    stake.founders_after = s.founder_share
    stake.opening = not known
    f.cash -= amount
    f.invested += amount
    if known:
        f.reserve = max(0.0, f.reserve - amount)
    else:
        f.reserve += follow_on_reserve(f, m) * amount
        f.deals += 1
    if f.district == s.district:
        f.local_invested += amount
    if f.kind <= ANGEL_FUND:
        b.tax_forgone_angel += (
            amount * (1 - f.public_share) * m.angel_tax_credit * m.income_tax_rate
        )
    b.equity += amount


@rule
def share_out(funds, holds, partners, n, amount, rest, m, parts):
    """What each of those who join a round puts in: a holder up to its part of the firm, the others
    alike; returns the sum.

    Formula:
        asked = min(rest - total, holds * amount) if holds > 0 else (rest - total) / (n - j)
        parts = min(asked, purse(f, holds > 0))
    Source: assumed.
    """
    total = 0.0
    for j in range(n):
        k = partners[j]
        asked = min(rest - total, holds[k] * amount) if holds[k] > 0 else (rest - total) / (n - j)
        parts[j] = min(asked, purse(funds[k], holds[k] > 0, m))
        total += parts[j]
    return total


@kernel
def invest(
    startups,
    funds,
    stakes,
    first,
    able,
    lo,
    hi,
    districts,
    months,
    book,
    moves,
    order,
    who,
    whom,
    deal,
    score,
    partners,
    parts,
    ranks,
    held,
    begins,
    ends,
    holds,
    outside,
):
    """Funds buy the best they have seen, a few deals a month, and share large rounds; returns how
    many stakes were bought.

    `able` lists the funds with money by (market, key); `lo` and `hi` bound each market's block in
    it. `held` lists the stakes still held, those in one startup side by side: `begins` and `ends`
    bound each meeting's. Funds elsewhere that come fill rows from `outside` on.

    Order: startups, the strongest impression first; of equal impression by key.
    Formula:
        amount = usual_amount(deal) * lognormal(u, amount_spread)
        lead = amount * lead_part if amount >= syndicate_from else amount
        before = max(s.cash, amount * price_multiple * lognormal(v, price_spread) * liking)
        liking = 1 + price_for_promise * max(0, score)
    Source: dilution of 10-20 % a round; assumed (spreads, syndicates).
    """
    made = 0
    for k in order:
        s, leader = startups[who[k]], whom[k]
        m, b, market = months[s.district], book[s.district], districts[s.district].market
        u, v, _, _ = four_uniforms(s.key, m, D_TERMS)
        amount = usual_amount(deal[k], m) * lognormal(u, m.amount_spread)
        lead = amount * m.lead_part if amount >= m.syndicate_from else amount
        mine = held[begins[k] : ends[k]]
        note_holders(stakes, mine, s, holds)
        if leader == ELSEWHERE:
            leader = outside
            outside += 1
            come_for(funds[leader], s, lead, m, b)
            funds[leader].market = market
        f, known = funds[leader], holds[leader] > 0
        busy = f.deals >= m.attention and not known
        if not f.elsewhere and (busy or purse(f, known, m) < lead):
            forget_holders(stakes, mine, holds)
            continue
        liking = 1 + m.price_for_promise * max(0.0, score[k])
        before = max(s.cash, amount * m.price_multiple * lognormal(v, m.price_spread) * liking)
        n = (
            gather(
                s, leader, funds, holds, deal[k], able, lo[market], hi[market], m, partners, ranks
            )
            if lead < amount
            else 0
        )
        joined = share_out(funds, holds, partners, n, amount, amount - lead, m, parts)
        close_round(s, deal[k], lead + joined, before, leader, m)
        for j in range(n):
            partner = partners[j]
            buy(
                stakes[first + made],
                funds[partner],
                s,
                partner,
                who[k],
                parts[j],
                holds[partner] > 0,
                m,
                b,
            )
            made += 1
        buy(stakes[first + made], f, s, leader, who[k], lead, known, m, b)
        made += 1
        forget_holders(stakes, mine, holds)
        moves[s.district].deals += 1
        moves[s.district].deals_matched += s.matched == m.clock
    return made
