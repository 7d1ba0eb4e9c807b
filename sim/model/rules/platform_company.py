"""A state platform company keeps books of its own: capital and debt come in, facilities and startups
cost it.
"""

from sim.core.chance import child_key, four_uniforms, lognormal
from sim.core.kernel import kernel, rule
from sim.model.codes import (
    COINVESTMENT_FUND,
    CORPORATE_FUND,
    D_FUND,
    D_NEW_FUND,
    LEAD_ENTERPRISE,
    PLATFORM_COMPANY,
)
from sim.model.rules.common import borrowing_room, is_acting, pro_rata, spend_or_borrow


@rule
def finance_company(o, m, b):
    """A month of a company's money: public capital comes in, interest is paid, and cash it does not
    mean to invest this year pays debt off.

    Formula:
        o.cash += o.capital / 12
        spend_or_borrow(o, o.debt * company_rate / 12)
        o.debt -= paid_off
        paid_off = min(o.debt, max(0, o.cash - o.ventures))
    Source: assumed.
    """
    o.cash += o.capital / 12
    b.company_capital += o.capital / 12
    interest = o.debt * m.company_rate / 12
    spend_or_borrow(o, interest, b)
    b.institution_interest += interest
    paid_off = min(o.debt, max(0.0, o.cash - o.ventures))
    o.debt -= paid_off
    o.cash -= paid_off
    b.institution_repayment += paid_off


@kernel
def run_companies(institutions, months, book):
    """Platform companies do their month.

    Order: every platform company, in any order.
    Source: definition.
    """
    for o in institutions:
        if o.kind == PLATFORM_COMPANY and is_acting(o, months[o.district]):
            finance_company(o, months[o.district], book[o.district])


@rule
def carry_facility(i, o, b):
    """A company that carries a facility takes its surplus and covers its losses in the owner's place,
    as far as its cash and credit go.

    Formula:
        covered = min(max(0, i.from_owner), borrowing_room(o))
        spend_or_borrow(o, covered)
        o.cash += max(0, -i.from_owner)
    Source: assumed.
    """
    covered = min(max(0.0, i.from_owner), borrowing_room(o))
    taken = max(0.0, -i.from_owner)
    spend_or_borrow(o, covered, b)
    o.cash += taken
    b.company_support += covered
    b.owner_support -= covered
    b.company_income += taken
    b.owner_income -= taken


@kernel
def carry_facilities(incubators, institutions, order, months, book):
    """Companies settle the month of the facilities they carry.

    Order: facilities by key, for a company's credit may not suffice for all.
    Source: definition.
    """
    for row in order:
        i = incubators[row]
        if i.carrier >= 0 and i.opened >= 0:
            o = institutions[i.carrier]
            if is_acting(o, months[i.district]):
                carry_facility(i, o, book[i.district])
                i.from_owner = 0.0


@rule
def venture_money(o, m):
    """What an institution puts into startups this year, as far as its cash and credit go.

    Formula: min(pro_rata(o.ventures), borrowing_room(o)) if o.ventures > 0 else 0
    Source: assumed.
    """
    return min(pro_rata(o.ventures, m), borrowing_room(o)) if o.ventures > 0 else 0.0


@kernel
def list_founders(institutions, order, funds, months, who):
    """List the institutions with money for startups that have not set up this year's fund yet;
    returns how many.

    Order: institutions by key (`order`).
    Formula: is_acting(o) and venture_money(o) > 0 and sum(f.institution == k and f.born // 12 ==
        year) == 0
    Source: definition.
    """
    n = 0
    for k in order:
        o = institutions[k]
        m = months[o.district]
        founds = is_acting(o, m) and venture_money(o, m) > 0
        if founds:
            for f in funds:
                if f.institution == k and f.born // 12 == m.year:
                    founds = False
        if founds:
            who[n] = k
            n += 1
    return n


@kernel
def found_own_fund(funds, row, institutions, k, districts, months, book):
    """A year's own money for startups becomes a fund that the institution alone owns: a state company
    joins rounds that others lead, an established firm leads rounds of its trade, of any size.

    Order: one fund: its key comes from its institution and the year.
    Formula:
        f.raised = venture_money(o)
        f.skill = public_manager_skill * lognormal(u, public_manager_spread)
    Source: assumed.
    """
    o, f = institutions[k], funds[row]
    d, m, b = districts[o.district], months[o.district], book[o.district]
    money = venture_money(o, m)
    f.key = child_key(o.key, m.year, D_NEW_FUND)
    u, _, _, _ = four_uniforms(f.key, m, D_FUND)
    f.kind = CORPORATE_FUND if o.kind == LEAD_ENTERPRISE else COINVESTMENT_FUND
    f.institution = k
    f.sector = o.sector
    f.skill = m.public_manager_skill * lognormal(u, m.public_manager_spread)
    f.alive = True
    f.born = m.clock
    f.market = d.market
    f.district = o.district
    f.raised = money
    f.target = money
    f.cash = money
    f.raises_until = m.clock
    f.ends = m.clock + int(m.fund_life)
    f.invests_until = m.clock + int(m.fund_period)
    if o.kind == PLATFORM_COMPANY:  # what is the state's is public
        f.public_paid = money
        f.public_share = 1.0
    spend_or_borrow(o, money, b)
    b.institution_ventures += money


@kernel
def take_returns(funds, institutions):
    """What its own funds hand back comes to the institution.

    Order: every fund, in any order.
    Formula: o.cash += f.handed
    Source: definition.
    """
    for f in funds:
        if f.institution >= 0 and f.handed > 0:
            institutions[f.institution].cash += f.handed
            f.handed = 0.0
