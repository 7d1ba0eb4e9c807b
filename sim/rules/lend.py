"""Banks lend on what they expect to lose after pledges, guarantees and the pool's share."""
import math

from sim.core.chance import four
from sim.core.kernel import kernel, rule
from sim.kinds import D_LOAN, DEFAULTED, REPAID


@rule
def default_risk(s, m):
    """A bank's estimate that a borrower fails within the loan's life, from cash flow, runway and age."""
    margin = (s.sales - s.costs) / max(1.0, s.costs)
    months = max(0.0, s.cash) / max(1.0, s.costs)
    age = (m.clock - s.born) / 12
    z = m.risk_base - m.risk_margin * max(-1.0, min(1.0, margin)) - m.risk_runway * min(12.0, months) - m.risk_age * min(10.0, age)
    return 1 / (1 + math.exp(-z))


@rule
def collateral(s, m):
    """What a bank could take: part of yearly sales, and patents where they may be pledged."""
    return m.collateral_share * s.sales_1 + m.pledge_lending * s.patents * m.patent_value


@rule
def expected_loss(risk, amount, pledge, pool_share):
    """Loss a bank expects per 万元 lent, after collateral and the pool's share."""
    return risk * max(0.0, 1 - pledge / amount) * (1 - pool_share)


@rule
def amount_wanted(s, m):
    """A firm borrows some months of costs when cash runs down and customers pay."""
    if s.debt > 0 or s.sales <= 0 or s.cash > m.loan_trigger * s.costs:
        return 0.0
    return min(m.loan_cap, m.loan_months * s.costs)


@kernel
def ask(startups, needy, months, who, wanted, plain, backed):
    """List the borrowers a bank could take, with its expected loss without and with the pool; returns how many."""
    n = 0
    for r in needy:
        s = startups[r]
        m = months[s.district]
        u, _, _, _ = four(s.key, m, D_LOAN)
        amount = amount_wanted(s, m)
        if amount > 0 and u < 3 * m.bank_visits:
            risk, pledge = default_risk(s, m), collateral(s, m)
            alone = expected_loss(risk, amount, pledge, 0.0)
            with_pool = expected_loss(risk, amount, pledge, m.pool_share)
            if with_pool <= m.bank_rate - m.bank_cost:
                who[n], wanted[n], plain[n], backed[n] = r, amount, alone, with_pool
                n += 1
    return n


@rule
def capacity(d, m):
    """How much more the pool can stand behind; none once it has paid out more than its limit allows."""
    if d.pool_paid > m.pool_stop_loss * max(1.0, d.pool_backed):
        return 0.0
    return max(0.0, m.pool_leverage * d.pool - d.pool_backed)


@kernel
def lend(startups, loans, first, districts, months, book, moves, order, who, wanted, plain, backed):
    """The bank serves the safest first; returns how many loans it made (they fill rows from `first` on)."""
    made = 0
    for k in order:
        s = startups[who[k]]
        m, d, b = months[s.district], districts[s.district], book[s.district]
        spread = m.bank_rate - m.bank_cost
        with_pool = plain[k] > spread and backed[k] <= spread and capacity(d, m) >= wanted[k]
        if plain[k] <= spread or with_pool:
            loan = loans[first + made]
            loan.alive = True
            loan.startup = who[k]
            loan.district = s.district
            loan.principal = wanted[k]
            loan.balance = wanted[k]
            loan.rate = m.bank_rate
            loan.due = m.clock + int(m.loan_term)
            loan.born = m.clock
            loan.pledged = m.pledge_lending > 0 and s.patents > 0
            if with_pool:
                loan.pool_share = m.pool_share
                d.pool_backed += wanted[k]
            s.loan = first + made
            s.debt = wanted[k]
            s.cash += wanted[k]
            b.lending += wanted[k]
            moves[s.district].loans_made += 1
            made += 1
    return made


@kernel
def repay(startups, loans, owing, districts, months, book, moves):
    """Borrowers pay interest and instalments; a closed borrower defaults and the pool pays its share."""
    for r in owing:
        loan = loans[r]
        if not loan.alive:
            continue
        s, d = startups[loan.startup], districts[loan.district]
        m, b = months[loan.district], book[loan.district]
        if not s.alive:
            loan.state = DEFAULTED
            loan.alive = False
            paid = min(d.pool, loan.pool_share * loan.balance)
            d.pool -= paid
            d.pool_paid += paid
            b.pool_claims += paid
            b.loans_lost += loan.balance - paid
            moves[loan.district].defaults += 1
            if loan.pool_share > 0:
                d.pool_backed -= loan.balance
            loan.balance = 0.0
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
