"""Banks lend on what they expect to lose after pledges, guarantees, insurance and the pool's share."""

import math

from sim.core.chance import four_uniforms
from sim.core.kernel import kernel, rule
from sim.core.prefetch import AHEAD, prefetch
from sim.model.codes import (
    D_LOAN,
    DEFAULTED,
    NEEQ,
    NO_BOARD,
    REPAID,
    RESEARCHER,
    RETURNEE,
)
from sim.model.rules.common import founders_part, secondary_value, trailing_sales


@rule
def default_risk(s, m):
    """A bank's estimate that a borrower fails within the loan's life, from cash flow, runway and
    age.

    Formula:
        log_odds = risk_base - risk_margin * max(-1, min(1, margin)) - risk_runway *
            min(runway_counted, months) - risk_age * min(age_counted, age)
        1 / (1 + exp(-log_odds))
        margin = (s.sales - s.costs) / max(1, s.costs)
        months = max(0, s.cash) / max(1, s.costs)
        age = (clock - s.born) / 12
    Source: bad small business loans 2-5.5 %; assumed (slopes).
    """
    margin = (s.sales - s.costs) / max(1.0, s.costs)
    months = max(0.0, s.cash) / max(1.0, s.costs)
    age = (m.clock - s.born) / 12
    z = m.risk_base - m.risk_margin * max(-1.0, min(1.0, margin))
    z -= m.risk_runway * min(m.runway_counted, months) + m.risk_age * min(m.age_counted, age)
    return 1 / (1 + math.exp(-z))


@rule
def seen_by_banks(s, m):
    """The part of what banks cannot see of a firm that is shown to them: by shared credit
    information, or by the board that quotes it.

    Formula: max(credit_information, board_disclosure) if s.board > NO_BOARD else credit_information
    Source: assumed.
    """
    if s.board > NO_BOARD:
        return max(m.credit_information, m.board_disclosure)
    return m.credit_information


@rule
def perceived_risk(risk, shown, m):
    """What a bank cannot see it takes for worse; part of it is shown.

    Formula: min(1, risk * (1 + opacity * (1 - shown)))
    Source: assumed.
    """
    return min(1.0, risk * (1 + m.opacity * (1 - shown)))


@rule
def pledge_of_shares(s, m):
    """What a bank counts founders' shares for: part of the last valuation, or of what the market
    would pay where shares are traded.

    Formula: equity_pledge_lending * founders_part(s) * (max(s.valuation, secondary_value(s)) if
        s.board >= NEEQ else s.valuation)
    Source: assumed.
    """
    worth = max(s.valuation, secondary_value(s, m)) if s.board >= NEEQ else s.valuation
    return m.equity_pledge_lending * founders_part(s) * worth


@rule
def tolerable_loss(m):
    """The loss a bank puts up with, per 万元 lent: its spread, less what officers ask who answer for
    losses.

    Formula: bank_rate - bank_cost - officer_fear * (1 - lender_exemption)
    Source: 银行业普惠小微口径; assumed (cost and fear).
    """
    return m.bank_rate - m.bank_cost - m.officer_fear * (1 - m.lender_exemption)


@rule
def collateral(s, d, m):
    """What a bank counts on: sales, patents (more where they can be sold), tax and order data, a
    fresh round of equity, founders' shares.

    Formula: worth = collateral_share * s.sales_1 + pledge_lending * s.patents * patent_value * (1 +
        liquidity_gain * d.ip_liquidity) + receivables_lending * trailing_sales(s) + (linked_lending
        * s.round_amount if clock - s.round_month <= fresh_months) + pledge_of_shares(s)
    Source: assumed.
    """
    worth = m.collateral_share * s.sales_1 + m.pledge_lending * s.patents * m.patent_value * (
        1 + m.liquidity_gain * d.ip_liquidity
    )
    worth += m.receivables_lending * trailing_sales(s, m)
    if s.funding_round > 0 and m.clock - s.round_month <= m.fresh_months:
        worth += m.linked_lending * s.round_amount
    if m.equity_pledge_lending > 0:
        worth += pledge_of_shares(s, m)
    return worth


@rule
def expected_loss(risk, amount, pledge):
    """Loss a bank expects per 万元 lent, after collateral.

    Formula: risk * max(0, 1 - pledge / amount)
    Source: definition.
    """
    return risk * max(0.0, 1 - pledge / amount)


@rule
def guaranteed_cap(s, m):
    """The largest loan without collateral that government guarantees to this firm: for the young,
    and for talent.

    Formula: max(microloan_cap if clock - s.born <= microloan_age else 0, talent_loan_cap if
        s.origin == RESEARCHER or s.origin == RETURNEE else 0)
    Source: within three years of registration; assumed (talent).
    """
    cap = m.microloan_cap if m.clock - s.born <= m.microloan_age else 0.0
    if s.origin in (RESEARCHER, RETURNEE):
        cap = max(cap, m.talent_loan_cap)
    return cap


@rule
def amount_wanted(s, m):
    """A firm borrows some months of costs when cash runs down; before customers pay, only with a
    guarantee.

    Formula:
        min(loan_cap, loan_months * s.costs) if s.debt <= 0 and s.cash <= loan_trigger * s.costs
            else 0
        min(wanted, guaranteed_cap(s)) if s.sales <= 0
    Source: assumed.
    """
    if s.debt > 0 or s.cash > m.loan_trigger * s.costs:
        return 0.0
    wanted = min(m.loan_cap, m.loan_months * s.costs)
    return wanted if s.sales > 0 else min(wanted, guaranteed_cap(s, m))


@rule
def backing(loss, pool, m):
    """The shares that pool and insurer must take before a bank lends: the fewest backers that do;
    -1 where none do.

    Each takes its share of what the one before leaves, so together they never pay more than the
    balance.

    Formula: first of 0, pool, insurance_share, both with loss * (1 - pool) * (1 - insurance_share)
        <= tolerable_loss
    Source: assumed.
    """
    if loss <= tolerable_loss(m):
        return 0.0, 0.0
    if loss * (1 - pool) <= tolerable_loss(m):
        return pool, 0.0
    if loss * (1 - m.insurance_share) <= tolerable_loss(m):
        return 0.0, m.insurance_share
    if loss * (1 - pool) * (1 - m.insurance_share) <= tolerable_loss(m):
        return pool, m.insurance_share
    return -1.0, -1.0


@rule
def loan_terms(s, d, room, m):
    """What a bank offers: an amount, and the shares of pool, insurer and government; 0 万元 where it
    refuses.

    Formula:
        backing(expected_loss(risk, amount, collateral(s, d)), pool) if s.sales > 0
        soft = min(amount, guaranteed_cap(s)) if expected_loss(risk, soft, 0) * (1 -
            microloan_guarantee) <= tolerable_loss
    Source: assumed.
    """
    amount, risk = amount_wanted(s, m), perceived_risk(default_risk(s, m), seen_by_banks(s, m), m)
    if amount > 0 and s.sales > 0:
        pool, insured = backing(
            expected_loss(risk, amount, collateral(s, d, m)),
            m.pool_share if room >= amount else 0.0,
            m,
        )
        if pool >= 0:
            return amount, pool, insured, 0.0
    soft = min(amount, guaranteed_cap(s, m))
    if soft > 0 and expected_loss(risk, soft, 0.0) * (1 - m.microloan_guarantee) <= tolerable_loss(
        m
    ):
        return soft, 0.0, 0.0, m.microloan_guarantee
    return 0.0, 0.0, 0.0, 0.0


@kernel
def list_borrowers(startups, needy, districts, months, who, wanted, loss, line, possible):
    """List who goes to a bank, with the amount, the loss the bank expects on them alone, the loss
    it puts up with, and whether it would lend if the pool had room; returns how many.

    Order: firms in need of a loan, in any order.
    Formula: asks = amount > 0 and u < 3 * bank_visits
    Source: assumed.
    """
    n = 0
    for j in range(len(needy)):
        later = needy[min(j + AHEAD, len(needy) - 1)]
        prefetch(startups, later, "key")
        prefetch(startups, later, "cash")
        prefetch(startups, later, "debt")
        prefetch(startups, later, "sales_1")
        prefetch(startups, later, "funding_round")
        r = needy[j]
        s = startups[r]
        m, d = months[s.district], districts[s.district]
        u, _, _, _ = four_uniforms(s.key, m, D_LOAN)
        amount = amount_wanted(s, m)
        if amount > 0 and u < 3 * m.bank_visits:
            who[n], wanted[n], line[n] = r, amount, tolerable_loss(m)
            loss[n] = expected_loss(
                perceived_risk(default_risk(s, m), seen_by_banks(s, m), m),
                amount,
                collateral(s, d, m),
            )
            possible[n] = loan_terms(s, d, math.inf, m)[0] > 0
            n += 1
    return n


@rule
def pool_capacity(d, m):
    """How much more the pool can stand behind; none once it has lost more than a part of all it
    ever backed.

    Formula: max(0, pool_leverage * d.pool - d.pool_backed) if d.pool_paid <= pool_stop_loss *
        max(1, d.pool_lent) else 0
    Source: assumed.
    """
    if d.pool_paid > m.pool_stop_loss * max(1.0, d.pool_lent):
        return 0.0
    return max(0.0, m.pool_leverage * d.pool - d.pool_backed)


@rule
def insure(s, loan, m, b):
    """The borrower pays the insurer for the loan's life when it is paid out.

    Formula: premium = insurance_premium * loan.principal * loan.insurance_share * loan_term / 12
    Source: premiums of 2-3 % a year.
    """
    premium = m.insurance_premium * loan.principal * loan.insurance_share * m.loan_term / 12
    s.cash -= premium
    s.costs_year += premium
    b.insurance_premium += premium


@kernel
def lend(startups, loans, first, districts, months, book, moves, order, who):
    """The bank serves the safest first; returns how many loans it made (they fill rows from `first`
    on).

    Order: firms, the smallest expected loss first; of equal loss by key.  The pool has room for
        whoever comes first.
    Source: assumed.
    """
    made = 0
    for k in order:
        s = startups[who[k]]
        m, d, b = months[s.district], districts[s.district], book[s.district]
        amount, pool, insured, guaranteed = loan_terms(s, d, pool_capacity(d, m), m)
        if amount > 0:
            loan = loans[first + made]
            loan.alive = True
            loan.startup = who[k]
            loan.district = s.district
            loan.principal = amount
            loan.balance = amount
            loan.rate = m.bank_rate
            loan.due = m.clock + int(m.loan_term)
            loan.born = m.clock
            loan.pledged = m.pledge_lending > 0 and s.patents > 0
            loan.pool_share = pool
            loan.insurance_share = insured
            loan.guarantee_share = guaranteed
            if pool > 0:
                d.pool_backed += amount
                d.pool_lent += amount
            s.loan = first + made
            s.debt = amount
            s.cash += amount
            insure(s, loan, m, b)
            b.lending += amount
            moves[s.district].loans_made += 1
            made += 1
    return made


@rule
def call_guarantees(loan, d, b):
    """A defaulted loan: government pays its guarantee, the pool its share of the rest, the insurer
    its share of that.

    Formula:
        guaranteed = loan.guarantee_share * loan.balance
        pooled = min(d.pool, loan.pool_share * (loan.balance - guaranteed))
        insured = loan.insurance_share * (loan.balance - guaranteed - pooled)
        b.loans_lost += loan.balance - guaranteed - pooled - insured
    Source: assumed.
    """
    guaranteed = loan.guarantee_share * loan.balance
    # the pool pays what it has; what it lacks is the bank's loss
    pooled = min(d.pool, loan.pool_share * (loan.balance - guaranteed))
    insured = loan.insurance_share * (loan.balance - guaranteed - pooled)
    d.pool -= pooled
    d.pool_paid += pooled
    if loan.pool_share > 0:
        d.pool_backed -= loan.balance
    b.guarantee_claims += guaranteed
    b.pool_claims += pooled
    b.insurance_claims += insured
    b.loans_lost += loan.balance - guaranteed - pooled - insured
    loan.balance = 0.0


@kernel
def repay_loans(startups, loans, owing, districts, months, book, moves):
    """Borrowers pay interest and instalments; a closed borrower defaults, and whoever backs the
    loan pays.

    Order: loans still owed, the oldest first.
    Formula:
        interest = loan.balance * loan.rate / 12
        instalment = min(loan.balance, loan.principal / loan_term)
    Source: assumed.
    """
    for r in owing:
        loan = loans[r]
        if not loan.alive:
            continue
        s, d = startups[loan.startup], districts[loan.district]
        m, b = months[loan.district], book[loan.district]
        if not s.alive:
            loan.state = DEFAULTED
            loan.alive = False
            call_guarantees(loan, d, b)
            moves[loan.district].defaults += 1
            s.debt = 0.0
        else:
            interest = loan.balance * loan.rate / 12
            instalment = min(loan.balance, loan.principal / m.loan_term)
            if m.clock >= loan.due:
                instalment = loan.balance
            s.cash -= interest + instalment
            s.costs_year += interest
            loan.balance -= instalment
            s.debt = loan.balance
            b.interest += interest
            b.repayment += instalment
            if loan.pool_share > 0:
                d.pool_backed -= instalment
            if loan.balance <= 0:
                loan.state = REPAID
                loan.alive = False
                s.loan = -1
