"""Firms apply for public money; a purse pays in order until it is empty."""

import math

from sim.core.chance import four_uniforms, poisson, slot
from sim.core.kernel import kernel, rule
from sim.model.codes import (
    AWARD,
    D_APPLY,
    D_VOUCHER,
    DIGITAL_GRANT,
    FOUNDER_GRANT,
    INTEREST_GRANT,
    JOINT_RESEARCH,
    MICRO,
    PROCUREMENT,
    RENT_GRANT,
    RESEARCH_GRANT,
    TECH_SME,
    VOUCHER,
)
from sim.model.rules.common import (
    draw_on_purse,
    is_quarter_turn,
    log_ability,
    research_work,
)


@rule
def may_have_rent_grant(s, m):
    """Whether rent support is for this firm: a tenant that pays rent and is within its months.

    Formula: s.home >= 0 and s.rent_grant_until < clock and clock - s.admitted < rent_subsidy_months
    Source: assumed.
    """
    return (
        s.home >= 0
        and s.rent_grant_until < m.clock
        and m.clock - s.admitted < m.rent_subsidy_months
    )


@rule
def grant_claim(kind, s, rent, d, m):
    """What a firm may ask of a programme this month, in 万元; 0 where it has no claim.

    Formula:
        rent_subsidy_share * rent * min(s.area, rent_subsidy_area) * 12 if may_have_rent_grant(s)
        min(research_grant_cap, research_grant_share * s.research_1) if s.rung >= MICRO
        min(voucher_cap, voucher_share * service_need * d.service_price) if s.rung >= MICRO
        digital_share * digital_cost if s.sales_1 > digital_sales and not s.digital
        joint_research_share * joint_project if s.rung >= TECH_SME and s.research_1 > joint_least *
            joint_project
        founder_grant if s.rung == MICRO and clock - s.registered <= founder_grant_age and s.support
            == 0
        interest_share * s.debt * bank_rate
        first_purchase if s.ready >= 1 and s.rung >= TECH_SME
    Source: assumed.
    """
    if kind == RENT_GRANT and may_have_rent_grant(s, m):
        return m.rent_subsidy_share * rent * min(s.area, m.rent_subsidy_area) * 12
    if kind == RESEARCH_GRANT and s.rung >= MICRO and s.research_1 > 0:
        return min(m.research_grant_cap, m.research_grant_share * s.research_1)
    if kind == VOUCHER and s.rung >= MICRO:
        return min(m.voucher_cap, m.voucher_share * m.service_need * d.service_price)
    if kind == DIGITAL_GRANT and s.rung >= MICRO and not s.digital and s.sales_1 > m.digital_sales:
        return m.digital_share * m.digital_cost
    if (
        kind == JOINT_RESEARCH
        and s.rung >= TECH_SME
        and s.research_1 > m.joint_least * m.joint_project
    ):
        return m.joint_research_share * m.joint_project
    if (
        kind == FOUNDER_GRANT
        and s.rung == MICRO
        and m.clock - s.registered <= m.founder_grant_age
        and s.support == 0
    ):
        return m.founder_grant
    if kind == INTEREST_GRANT and s.debt > 0:
        return m.interest_share * s.debt * m.bank_rate
    if kind == PROCUREMENT and s.ready >= 1 and s.rung >= TECH_SME:
        return m.first_purchase
    return 0.0


@rule
def applicant_rank(kind, s, luck):
    """Who is served first: the better firm where experts judge, otherwise whoever comes first.

    Formula: log_ability(s) + luck if kind == RESEARCH_GRANT or kind == JOINT_RESEARCH or kind ==
        FOUNDER_GRANT or kind == PROCUREMENT else luck
    Source: assumed.
    """
    if kind in (RESEARCH_GRANT, JOINT_RESEARCH, FOUNDER_GRANT, PROCUREMENT):
        return log_ability(s) + luck
    return luck


@kernel
def apply(
    startups, filers, incubators, districts, programmes, purse_of, months, asked, who, what, score
):
    """Each firm that knows the programmes applies once a year, in its own month, with those open
    this year; awards once a quarter.

    Returns how many applications stand in `who`, `what`, `asked` and `score`.

    Order: firms that file this month, in any order; each with every programme that is open.
    Formula: applies = u < d.aware and amount > filing_cost * d.service_price
    Source: assumed.
    """
    n = 0
    for r in filers:
        s = startups[r]
        m, d = months[s.district], districts[s.district]
        if m.award_envelope > 0 and s.award_due > 0 and is_quarter_turn(s, m):
            who[n], what[n], asked[n], score[n] = r, AWARD, s.award_due, 0.0
            n += 1
        if d.purses > 0 and slot(s.key, 12) + 1 == m.month:
            aware, u, _, _ = four_uniforms(s.key, m, D_APPLY)
            if aware < d.aware:
                rent = incubators[s.home].rent if s.home >= 0 else 0.0
                for kind in (
                    RENT_GRANT,
                    RESEARCH_GRANT,
                    VOUCHER,
                    DIGITAL_GRANT,
                    JOINT_RESEARCH,
                    FOUNDER_GRANT,
                    INTEREST_GRANT,
                    PROCUREMENT,
                ):
                    amount = grant_claim(kind, s, rent, d, m)
                    there = programmes[purse_of[s.district, kind]].opened == m.year
                    if there and amount > m.filing_cost * d.service_price:
                        who[n], what[n], asked[n], score[n] = (
                            r,
                            kind,
                            amount,
                            applicant_rank(kind, s, u - 0.5),
                        )
                        n += 1
    return n


@rule
def spend(s, price):
    """What a grant was given for is bought, the firm's own part included.

    Formula:
        s.cash -= price
        s.costs_year += price
    Source: definition.
    """
    s.cash -= price
    s.costs_year += price


@rule
def absorptive_capacity(s, m):
    """How much of what an institute knows a firm can take up: as far as its own researchers
    understand it.

    Formula:
        skill / (skill + absorption_half)
        skill = max(0, s.research_skill)
    Source: assumed.
    """
    skill = max(0.0, s.research_skill)
    return skill / (skill + m.absorption_half)


@rule
def advance(s, x, months, m):
    """Research bought, in researcher-months: it brings an unready product nearer, and teaches like
    so much more of one's own over a year, so that it teaches most where there is least.

    Formula:
        s.ready = min(1, s.ready + months / x.difficulty)
        s.capability += 12 * learning * (log1p(work + months / 12) - log1p(work))
        work = research_work(s)
    Source: assumed.
    """
    if s.ready < 1:
        s.ready = min(1.0, s.ready + months / x.difficulty)
    work = research_work(s)
    # a year's learning at once, by so much more work than the firm's own: most where there is least
    s.capability += 12 * m.learning * (math.log1p(work + months / 12) - math.log1p(work))


@rule
def buy_services(s, x, m):
    """A year's professional services go to what a firm lacks most: tests of its product, rights, or
    advice.

    Formula:
        s.ready += service_need / test_cost / x.difficulty if s.ready < 1
        s.designs += poisson(u, service_need / right_fee * work / (work + filing_half)) if s.patents
            == 0 and s.designs < rights_wanted
        s.advised_until = clock + 11
    Source: 国科发火〔2016〕195号; assumed (the order of needs).
    """
    if s.ready < 1:
        s.ready = min(1.0, s.ready + m.service_need / m.test_cost / x.difficulty)
    elif s.patents == 0 and s.designs < m.rights_wanted:
        u, _, _, _ = four_uniforms(s.key, m, D_VOUCHER)
        work = research_work(s)
        s.designs += poisson(u, m.service_need / m.right_fee * work / (work + m.filing_half))
    else:
        s.advised_until = m.clock + 11


@rule
def research_more(s, x, amount, m, b):
    """Money for research or a prototype is earmarked: part of it buys work that would not have been
    done, the rest replaces own spending.

    Formula:
        more = grant_additionality * amount
        s.research_year += more
        s.cash -= more
    Source: Dimos & Pugh 2016 (sign).
    """
    more = m.grant_additionality * amount
    spend(s, more)
    s.research_year += more
    b.laboratory += more
    advance(s, x, more / m.test_cost, m)


@rule
def receive(kind, s, x, d, amount, m, b):
    """Money of one programme reaches a firm, and does there what its purpose says.

    Formula:
        s.cash += amount
        s.owed_to_public += grant_to_equity * amount if kind == RESEARCH_GRANT
        s.capability += joint_gain * absorptive_capacity(s) if kind == JOINT_RESEARCH
        s.contract_value += first_contract if kind == PROCUREMENT
        s.rent_grant_until = clock + 11 if kind == RENT_GRANT
    Source: assumed.
    """
    s.cash += amount
    if kind == PROCUREMENT:
        s.sales_year += amount
        s.contracts += 1
        s.contract_value += m.first_contract
        b.procurement += amount
        return
    s.support += amount
    s.grants_year += amount
    if kind == RENT_GRANT:
        s.rent_grant_until = m.clock + 11
        b.rent_subsidy += amount
    elif kind == RESEARCH_GRANT:
        research_more(s, x, amount, m, b)
        s.owed_to_public += m.grant_to_equity * amount
        b.research_grant += amount
    elif kind == VOUCHER:
        spend(s, m.service_need * d.service_price)
        buy_services(s, x, m)
        b.services += m.service_need * d.service_price
        b.voucher += amount
    elif kind == DIGITAL_GRANT:
        spend(s, m.digital_cost)
        s.digital = True
        b.services += m.digital_cost
        b.digital += amount
    elif kind == JOINT_RESEARCH:
        spend(s, m.joint_project)
        s.research_year += m.joint_project
        s.capability += m.joint_gain * absorptive_capacity(s, m)
        b.services += m.joint_project
        b.joint_research += amount
    elif kind == FOUNDER_GRANT:
        research_more(s, x, amount, m, b)
        b.founder_grant += amount
    elif kind == INTEREST_GRANT:
        b.interest_subsidy += amount
    elif kind == AWARD:
        s.award_due -= amount
        b.awards += amount


@kernel
def grant(
    startups,
    sectors,
    districts,
    programmes,
    purse_of,
    months,
    book,
    moves,
    order,
    who,
    what,
    asked,
    paid,
):
    """Purses pay applicants in the given order: each in full while what it asks is there, so that a
    purse too small for one claim may still pay a smaller one after it. `paid` gets what each
    application brought.

    Order: applications, programme by programme, the highest rank first; of equal rank by key.
    Source: assumed.
    """
    for k in order:
        s = startups[who[k]]
        p = programmes[purse_of[s.district, what[k]]]
        if draw_on_purse(p, asked[k], moves[s.district]):
            paid[k] = asked[k]
            receive(
                what[k],
                s,
                sectors[s.sector],
                districts[s.district],
                asked[k],
                months[s.district],
                book[s.district],
            )
