"""Firms close, are bought, are listed or move away; what they leave goes to those they owe and who
own them.

A firm that an established one buys goes on working here as its subsidiary.
"""

import math

from sim.core.chance import four_uniforms
from sim.core.kernel import kernel, rule
from sim.core.prefetch import AHEAD, prefetch
from sim.model.codes import ATTRACTED, CLOSED, D_BUYOUT, HIGH_TECH, MOVED, REPAID
from sim.model.rules.common import (
    deregistration_wait,
    founder_claim,
    founders_part,
    is_quarter_turn,
    log_ability,
    secondary_value,
    stake_value,
)


@rule
def founder_income(s, m):
    """What a founder can expect in a month: own pay and the founders' part of profit.

    While there is investors' money the founder draws a salary, and losses are theirs; others count
    on part of what they would earn elsewhere.

    Formula:
        profit = (s.sales_1 + s.sales_year - s.costs_1 - s.costs_year) / profit_months
        s.founder_wage + s.salary_rise + s.founder_share * max(0, profit) * profit_counted if
            s.raised > 0 and not s.lean else s.outside_wage * own_pay_counted + s.founder_share *
            profit * profit_counted
    Source: half-way through a year it is the months that have passed; assumed (the parts that
        count).
    """
    profit = (s.sales_1 + s.sales_year - s.costs_1 - s.costs_year) / m.profit_months
    if s.raised > 0 and not s.lean:
        return (
            s.founder_wage + s.salary_rise + s.founder_share * max(0.0, profit) * m.profit_counted
        )
    return s.outside_wage * m.own_pay_counted + s.founder_share * profit * m.profit_counted


@rule
def giving_up_rate(s, m):
    """The monthly chance that a founder without a living gives up once patience is gone; who has
    gone on so long is less and less likely to: most who would have left have left, and offers from
    outside grow rare.

    Formula:
        giving_up * exp(-beyond / attachment_months) if beyond > 0 and founder_income(s) < tolerance
            * s.outside_wage and s.acquired < 0 else 0
        beyond = clock - s.born - s.patience
    Source: the hazard of Chinese firms peaks in the third year; 9.5 % of Chinese firms are struck
        off in their third year.
    """
    beyond = m.clock - s.born - s.patience
    if beyond <= 0 or s.acquired >= 0 or founder_income(s, m) >= m.tolerance * s.outside_wage:
        return 0.0
    return m.giving_up * math.exp(-beyond / m.attachment_months)


@rule
def closes(s, u, m):
    """Whether a firm closes this month: nobody pays its bills any more, or its founder gives up.

    Formula: u < (insolvency_rate if s.short >= grace_months else giving_up_rate(s))
    Source: assumed.
    """
    if s.short >= m.grace_months:
        return u < m.insolvency_rate
    # nobody gives up at a higher rate than this: the rest needs no exponential
    return u < m.giving_up and u < giving_up_rate(s, m)


@rule
def meets_line(s, m):
    """Whether a firm of its own meets the board's line and is not listed yet: a title, sales and
    profit.

    Formula: s.rung >= HIGH_TECH and s.sales_1 >= listing_sales and s.sales_1 - s.costs_1 >=
        listing_profit and not s.listed and s.acquired < 0
    Source: 新三板创新层口径.
    """
    return (
        s.rung >= HIGH_TECH
        and s.sales_1 >= m.listing_sales
        and s.sales_1 - s.costs_1 >= m.listing_profit
        and not s.listed
        and s.acquired < 0
    )


@rule
def goes_public(s, d, u, m):
    """Whether a firm is listed or quoted this month: the window is open, and coaching gets its
    papers in sooner.

    Formula: meets_line(s) and u < listing_rate * listing_window * (1 + listing_gain * d.groomed)
    Source: 0.1-0.3 % of high-tech firms a year go public; A股IPO家数.
    """
    return meets_line(s, m) and u < m.listing_rate * m.listing_window * (
        1 + m.listing_gain * d.groomed
    )


@rule
def can_be_sold(s):
    """Whether buyers would look at a firm: it has a product and customers, and is nobody's yet.

    Formula: s.ready >= 1 and s.sales_1 > 0 and s.acquired < 0
    Source: assumed.
    """
    return s.ready >= 1 and s.sales_1 > 0 and s.acquired < 0


@rule
def is_bought(s, d, u, m):
    """Whether an established firm buys it this month: able firms draw buyers, and brokers bring
    more.

    Formula: can_be_sold(s) and u < sale_rate * (1 + merger_gain * d.brokered) * (s.capability *
        s.quality) ** 2
    Source: assumed.
    """
    worth = s.capability * s.quality
    return can_be_sold(s) and u < m.sale_rate * (1 + m.merger_gain * d.brokered) * worth * worth


@rule
def stand_out(s, d, m):
    """One firm enters the sums by which its district's brokers and coaches spread their work.

    Formula:
        d.able += can_be_sold(s) and s.capability * s.quality > ambition
        d.listing_candidates += meets_line(s)
    Source: assumed.
    """
    if can_be_sold(s) and s.capability * s.quality > m.ambition:
        d.able += 1
    if meets_line(s, m):
        d.listing_candidates += 1


@rule
def takeover_price(s, m):
    """What a buyer pays: a multiple of sales that grows with capability.

    Formula: sale_multiple * s.sales_1 * sqrt(s.capability * s.quality)
    Source: assumed.
    """
    return m.sale_multiple * s.sales_1 * math.sqrt(s.capability * s.quality)


@rule
def is_rootless(s, m):
    """Whether little holds a firm: it came for support that has ended, or lost its desk in a
    facility lately.

    Formula: s.left_home >= 0 and clock - s.left_home < rootless_months or s.origin == ATTRACTED and
        s.rent_grant_until < clock
    Source: assumed.
    """
    uprooted = s.left_home >= 0 and m.clock - s.left_home < m.rootless_months
    return uprooted or (s.origin == ATTRACTED and s.rent_grant_until < m.clock)


@rule
def moves_on(s, u, m):
    """Whether a firm follows better terms elsewhere: those with few roots go soonest.

    Formula: u < moving_rate * (rootless_unrest if is_rootless(s) else 1)
    Source: assumed.
    """
    return u < m.moving_rate * (m.rootless_unrest if is_rootless(s, m) else 1.0)


@rule
def wind_up(s, b):
    """What a firm has left goes to its owners by their shares; bills it cannot pay are its
    suppliers' loss.

    Founders get theirs here; the others' part adds to what their stakes are worth.

    Formula:
        b.liquidation += founders_part(s) * s.cash
        b.liquidation_investors += (1 - founders_part(s)) * s.cash
        b.unpaid_bills += max(0, -s.cash)
    Source: definition.
    """
    if s.cash >= 0:
        b.liquidation += founders_part(s) * s.cash
        b.liquidation_investors += (1 - founders_part(s)) * s.cash
        s.valuation += s.cash
    else:
        b.unpaid_bills += -s.cash
    s.cash = 0.0


@rule
def depart(s, kind, m):
    """A startup leaves the living; its name stays on the register until the papers are through.

    Formula:
        s.exit_month = clock
        s.deregistered = clock + deregistration_wait
    Source: definition.
    """
    s.alive = False
    s.exit_kind = kind
    s.exit_month = m.clock
    s.deregistered = m.clock + int(deregistration_wait(m))
    s.home = -1
    s.vacancies = 0
    s.seeking = False


@rule
def settle_debt(s, loans, d, b):
    """What a leaving firm still has pays its bank first, and frees the pool of it.

    Formula:
        paid = min(s.cash, s.debt)
        s.cash -= paid
        s.debt -= paid
        d.pool_backed -= paid if loan.pool_share > 0
    Source: assumed.
    """
    if s.debt > 0 and s.cash > 0:
        loan = loans[s.loan]
        paid = min(s.cash, s.debt)
        s.cash -= paid
        s.debt -= paid
        loan.balance = s.debt
        b.repayment += paid
        if loan.pool_share > 0:
            d.pool_backed -= paid
        if s.debt <= 0:
            loan.state = REPAID
            loan.alive = False
            s.loan = -1


@rule
def take_over(s, most, b):
    """Whoever takes a firm over answers for the debts and bills its cash does not cover; returns
    what that costs.

    Formula: paid = min(most, max(0, s.debt - s.cash))
    Source: assumed.
    """
    paid = min(most, max(0.0, s.debt - s.cash))
    s.cash += paid
    b.taken_over += paid
    return paid


@rule
def price_of_shares(s, m):
    """What all shares cost: the price is for the business, with what it has in the bank and owes;
    the firm keeps both.

    Formula: max(0, takeover_price(s) + s.cash - s.debt)
    Source: assumed.
    """
    return max(0.0, takeover_price(s, m) + s.cash - s.debt)


@rule
def hand_over(s, m):
    """All shares change hands: founders draw no more salary on investors' terms and stay as the
    firm's staff.

    Formula:
        s.valuation = price_of_shares(s)
        s.acquired = clock
    Source: assumed.
    """
    s.valuation = price_of_shares(s, m)
    s.acquired = m.clock
    s.seeking = False
    s.lean = False
    s.founder_wage = 0.0
    s.salary_rise = 0.0


@rule
def change_hands(s, m, b):
    """An established firm buys all shares and goes on with the firm here.

    Formula: b.sale_to_founders += s.founder_share * s.valuation
    Source: assumed.
    """
    hand_over(s, m)
    b.sale_to_founders += s.founder_share * s.valuation


@rule
def leave(s, loans, d, luck, m, b, c):
    """A firm faces its month: it may close, and once a quarter be bought, be listed, or move away.

    What happens once a quarter has three times the monthly chance.  `luck` is the firm's draws at
    D_LEAVE.

    Formula:
        s.short = s.short + 1 if s.cash < 0 else 0
        closes(s, u)
    Source: assumed.
    """
    s.short = s.short + 1 if s.cash < 0 else 0
    u, v, w, z = luck
    if closes(s, u, m):
        settle_debt(s, loans, d, b)
        depart(s, CLOSED, m)
        s.valuation = 0.0
        wind_up(s, b)
        b.founder_claims += founder_claim(s, m.clock)
        c.closed += 1
    elif not is_quarter_turn(s, m):
        return
    # asked once a quarter, so at three times the monthly chance
    elif is_bought(s, d, v / 3, m):
        change_hands(s, m, b)
        d.recent_exits += 1
        c.sold += 1
    elif goes_public(s, d, w / 3, m):
        s.listed = True
        s.seeking = False
        s.valuation = m.listing_multiple * s.sales_1
        d.recent_exits += m.listing_echo
        c.listed_now += 1
    elif moves_on(s, z / 3, m):
        take_over(s, s.debt + max(0.0, -s.cash), b)
        settle_debt(s, loans, d, b)
        depart(s, MOVED, m)
        b.moved_out += s.cash
        s.cash = 0.0
        c.moved += 1


@kernel
def forget(districts, months):
    """Successes people have seen fade from memory.

    Order: every district, in any order.
    Formula: d.recent_exits *= 1 - fading
    Source: assumed.
    """
    for k in range(districts.size):
        districts[k].recent_exits *= 1 - months[k].fading


@rule
def cash_in(stake, f, worth, b):
    """A fund gets so much for a stake and holds it no more.

    Formula:
        f.cash += worth
        b.exits += worth
        f.written_off += max(0, stake.amount - worth)
    Source: definition.
    """
    stake.proceeds = worth
    stake.alive = False
    f.cash += worth
    f.proceeds += worth
    b.exits += worth
    if worth < stake.amount:
        f.written_off += stake.amount - worth


@kernel
def pay_out(stakes, startups, funds, book):
    """Stakes in firms that left or were listed are settled: sold for their part of the price and of
    what was left.

    The rest of what they cost is written off. A firm that moves away buys its investors out at its
    last valuation. A merger fund keeps what it has bought to its end, or the firm's.

    Order: every stake that is still held in a firm that is gone, listed or bought, in any order.
    Formula: worth = stake_value(stake, s)
    Source: definition.
    """
    for stake in stakes:
        if not stake.alive:
            continue
        s = startups[stake.startup]
        sold = s.acquired >= 0 and s.buyer != stake.fund
        if not s.alive or s.listed or sold:
            cash_in(stake, funds[stake.fund], stake_value(stake, s), book[s.district])


@kernel
def list_staying(startups, living, staying):
    """Of the firms on a list those that are still here come first, in its order; returns how many.

    Order: living startups as they stand on the list.
    Source: definition.
    """
    n, end = 0, len(living)
    for j in range(len(living)):
        prefetch(startups, living[min(j + AHEAD, len(living) - 1)], "alive")
        r = living[j]
        if startups[r].alive:
            staying[n] = r
            n += 1
        else:
            end -= 1
            staying[end] = r
    return n


@kernel
def count_papers(startups, gone, first, papers):
    """Firms that have left stay on paper until they are struck off; `papers` gets how many are, shape
    (month, district), the last row for all that come after the months there are.

    `first` is the first month.

    Order: firms that have left, in any order.
    Formula: papers += s.deregistered - clock == due
    Source: definition.
    """
    for r in gone:
        s = startups[r]
        due = min(s.deregistered - first[0].clock, len(papers) - 1)
        papers[due, s.district] += 1


@kernel
def sell_out(stakes, startups, funds, months, book):
    """A fund at its end sells what it still holds on the secondary market, at what it is worth by
    then.

    Order: every stake of a fund at its end, in any order.
    Formula: s.valuation = secondary_value(s)
    Source: assumed.
    """
    for stake in stakes:
        if not stake.alive:
            continue
        s, f = startups[stake.startup], funds[stake.fund]
        m = months[s.district]
        if f.alive and m.clock >= f.ends:
            s.valuation = secondary_value(s, m)
            cash_in(stake, f, stake_value(stake, s), book[s.district])


@kernel
def list_targets(startups, living, months, who):
    """List the firms that merger funds would look at this month: able ones that can be sold, each
    once a quarter; returns how many.

    Order: living firms in any order.
    Formula: log_ability(s) > log(ambition) and can_be_sold(s) and is_quarter_turn(s) and not
        s.listed
    Source: assumed.
    """
    n = 0
    for j in range(len(living)):
        later = living[min(j + AHEAD, len(living) - 1)]
        prefetch(startups, later, "key")
        prefetch(startups, later, "listed")
        r = living[j]
        s = startups[r]
        m = months[s.district]
        looked_at = is_quarter_turn(s, m) and not s.listed and can_be_sold(s)
        if looked_at and log_ability(s) > math.log(m.ambition):
            who[n] = r
            n += 1
    return n


@rule
def meets_buyer(d, u, m):
    """Whether a merger fund and a firm meet: as funds and firms do, and oftener where brokers bring
    them together.

    Asked once a quarter, so at three times the monthly chance.

    Formula: u < 3 * d.meetings * (1 + merger_gain * d.brokered)
    Source: assumed.
    """
    return u < 3 * d.meetings * (1 + m.merger_gain * d.brokered)


@rule
def would_sell(s, m):
    """Whether founders sell: their part of the price is more than what the firm pays them in so many
    years.

    Formula: s.founder_share * price_of_shares(s) > 12 * reservation_years * max(0,
        founder_income(s))
    Source: assumed.
    """
    return s.founder_share * price_of_shares(s, m) > 12 * m.reservation_years * max(
        0.0, founder_income(s, m)
    )


@rule
def find_buyer(funds, buyers, s, market, price, m):
    """The merger fund of a firm's market that has most money, can pay all shares, has attention
    left and does not find the firm too small; -1 where none is.

    Formula: fund with max(f.cash) of f.ticket / ticket_range <= price <= f.cash and f.deals <
        attention and clock < f.invests_until
    Source: assumed.
    """
    best = -1
    for k in buyers:
        f = funds[k]
        fit = f.market == market and m.clock < f.invests_until and f.deals < m.attention
        fit = fit and f.ticket / m.ticket_range <= price <= f.cash
        if fit and (best < 0 or f.cash > funds[best].cash):
            best = k
    return best


@rule
def buy_control(stake, f, s, fund, startup, m, b):
    """A merger fund pays founders and the other owners for all shares of a firm, and holds it.

    Formula:
        stake.amount = price_of_shares(s)
        f.cash -= stake.amount
        b.buyout_founders += s.founder_share * stake.amount
        b.buyout_owners += (1 - s.founder_share) * stake.amount
    Source: assumed.
    """
    hand_over(s, m)
    s.buyer = fund
    stake.alive = True
    stake.born = m.clock
    stake.fund = fund
    stake.startup = startup
    stake.lead = True
    stake.amount = s.valuation
    stake.share = 1.0
    stake.founders_after = s.founder_share
    f.cash -= s.valuation
    f.invested += s.valuation
    f.deals += 1
    if f.district == s.district:
        f.local_invested += s.valuation
    b.buyout_founders += s.founder_share * s.valuation
    b.buyout_owners += (1 - s.founder_share) * s.valuation


@kernel
def buy_out(startups, order, who, funds, buyers, stakes, first, districts, months, book, moves):
    """Merger funds buy able firms whose founders sell, and go on with them here; returns how many.

    Order: firms, the ablest first; of equal ability by key.
    Source: assumed.
    """
    made = 0
    for j in order:
        s = startups[who[j]]
        m, d, b = months[s.district], districts[s.district], book[s.district]
        u, _, _, _ = four_uniforms(s.key, m, D_BUYOUT)
        if not meets_buyer(d, u, m) or not would_sell(s, m):
            continue
        k = find_buyer(funds, buyers, s, d.market, price_of_shares(s, m), m)
        if k >= 0:
            buy_control(stakes[first + made], funds[k], s, k, who[j], m, b)
            d.recent_exits += 1
            moves[s.district].buyouts += 1
            made += 1
    return made
