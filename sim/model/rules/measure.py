"""How the month is measured: rules that enter one startup into every sum, and the loops over
places.

The same sums serve the census and the next month: facilities, sectors and districts act on them.
"""

from sim.core.kernel import kernel, rule
from sim.model.codes import (
    CLOSED,
    EMPLOYEE,
    GROWTH_BOARD,
    HIGH_TECH,
    MICRO,
    NEEQ,
    NO_BOARD,
    REGIONAL_BOARD,
    RESEARCHER,
    RESIDENT,
    RETURNEE,
    SERIAL,
    STRONG,
    STUDENT_FOUNDER,
    TEAM,
    TECH_SME,
)
from sim.model.rules.common import trailing_sales


@rule
def has_research_body(s, m):
    """Whether a firm would hold a provincial research platform: high-tech, ten researchers, 300 万元
    a year.
    """
    return (
        s.rung >= HIGH_TECH
        and s.research_heads >= m.body_heads
        and s.research * 12 >= m.body_research
    )


@rule
def count_birthday(age, c):
    """A firm whose age in months is a whole number of years has got so far."""
    if age == 0:
        c.reached_age_0 += 1
    elif age == 12:
        c.reached_age_1 += 1
    elif age == 24:
        c.reached_age_2 += 1
    elif age == 36:
        c.reached_age_3 += 1
    elif age == 48:
        c.reached_age_4 += 1
    elif age == 60:
        c.reached_age_5 += 1


@rule
def count_closure(s, m, c):
    """A firm that closed is counted by its age in whole years since registration."""
    if s.exit_kind != CLOSED:
        return
    years = (m.clock - s.registered) // 12
    if years < 1:
        c.closed_age_0 += 1
    elif years == 1:
        c.closed_age_1 += 1
    elif years == 2:
        c.closed_age_2 += 1
    elif years == 3:
        c.closed_age_3 += 1
    elif years == 4:
        c.closed_age_4 += 1
    else:
        c.closed_age_5 += 1


@rule
def count_quoted(s, c):
    """A firm whose shares are quoted is counted by its board."""
    c.quoted += 1
    if s.board == REGIONAL_BOARD:
        c.on_regional_board += 1
    elif s.board == NEEQ:
        c.on_neeq += 1
    elif s.board == GROWTH_BOARD:
        c.on_growth_board += 1
    else:
        c.on_main_board += 1


@rule
def count_startup(s, x, m, c):
    """One startup enters the sums of its district."""
    if s.born == m.clock:
        if s.origin == STUDENT_FOUNDER:
            c.from_student += 1
        elif s.origin == RESEARCHER:
            c.from_researcher += 1
        elif s.origin == RETURNEE:
            c.from_returnee += 1
        elif s.origin == EMPLOYEE:
            c.from_employee += 1
        elif s.origin == RESIDENT:
            c.from_resident += 1
        elif s.origin == SERIAL:
            c.from_serial += 1
        c.founded += 1
    if s.rung == TEAM:
        c.teams += 1
        return
    c.startups += 1
    age, stood = m.clock - s.registered, m.clock - s.rung_since
    if age <= 60 and age % 12 == 0:
        count_birthday(age, c)
    if s.rung == MICRO:
        c.micro += 1
        c.months_micro += stood
    elif s.rung == TECH_SME:
        c.tech_sme += 1
        c.months_tech_sme += stood
    elif s.rung == HIGH_TECH:
        c.high_tech += 1
        c.months_high_tech += stood
    elif s.rung == STRONG:
        c.strong += 1
        c.months_strong += stood
        c.gazelles += s.gazelle
        c.champions += s.champion
        c.leading += s.leading
        c.listed += s.listed
    if s.board > NO_BOARD:
        count_quoted(s, c)
    c.high_tech_valid += s.high_tech_until >= m.clock
    c.tech_sme_valid += s.tech_sme_until >= m.clock
    c.months_on_rung += stood
    if s.cultivated > 0:
        c.micro_cultivated += s.cultivated == MICRO
        c.high_tech_cultivated += s.cultivated == TECH_SME
        c.strong_cultivated += s.cultivated == HIGH_TECH
    c.jobs += s.heads
    c.research_jobs += s.research_heads
    c.research_wages += s.wage_bill
    c.vacancies += s.vacancies
    year = trailing_sales(s, m)
    c.sales += s.sales
    c.sales_12 += year
    c.research += s.research
    c.reported_research += s.reported_1
    c.real_research_1 += s.research_1
    c.patents += s.patents
    c.designs += s.designs
    c.cash += s.cash
    c.debt += s.debt
    c.capability += s.capability
    c.ever_funded += s.funding_round > 0
    if s.home >= 0:
        c.tenants += 1
        c.tenant_jobs += s.heads
    if has_research_body(s, m):
        c.research_bodies += 1
    if x.targeted:
        c.cluster_firms += 1
        c.cluster_leading += s.leading
        c.cluster_sales_12 += year
    x.sales_12 += year


@rule
def count_in_region(s, x, d, m):
    """One startup enters the sums that its sector and district act on."""
    x.firms += 1
    x.leading += s.leading
    x.research += s.research
    x.contracted += s.contract_value
    x.capability += s.capability
    d.firms += 1
    d.certified += max(s.tech_sme_until, s.high_tech_until) >= m.clock
    if s.ready < 1:
        d.unready += 1
    if x.targeted and s.rung > TEAM:
        d.cluster_firms += 1
    if not s.trained and m.clock - s.born <= m.course_age:
        d.untrained += 1
    if s.seeking:
        d.candidates += 1


@rule
def count_tenant(s, i, d, m):
    """One tenant enters the sums of its facility."""
    i.occupied += s.area
    i.tenants += 1
    i.research += s.research
    d.tenants += 1
    if s.funding_round > 0:
        i.funded += 1
    if s.patents + s.designs > 0:
        i.protected += 1
    if s.sector == i.sector:
        i.same_sector += 1
    if s.origin in (STUDENT_FOUNDER, RESEARCHER, RETURNEE):
        i.talent_founded += 1
    i.certified += max(s.tech_sme_until, s.high_tech_until) >= m.clock
    i.tenant_heads += s.heads
    i.tenant_sales += trailing_sales(s, m)
    i.tenant_raised += s.raised


@kernel
def clear_sums(incubators, sectors, districts):
    """Sums start from nothing."""
    for i in incubators:
        i.occupied = 0.0
        i.tenants = 0
        i.funded = 0
        i.protected = 0
        i.same_sector = 0
        i.research = 0.0
        i.talent_founded = 0
        i.certified = 0
        i.tenant_heads = 0
        i.tenant_sales = 0.0
        i.tenant_raised = 0.0
    for x in sectors:
        x.firms = 0
        x.leading = 0
        x.research = 0.0
        x.contracted = 0.0
        x.capability = 0.0
        x.sales_12 = 0.0
    for d in districts:
        d.firms = 0
        d.certified = 0
        d.tenants = 0
        d.untrained = 0
        d.candidates = 0
        d.unready = 0
        d.cluster_firms = 0
        d.able = 0
        d.listing_candidates = 0


@rule
def measure_startup(s, x, d, incubators, m, c):
    """One living startup enters every sum it belongs to."""
    count_in_region(s, x, d, m)
    if s.home >= 0:
        count_tenant(s, incubators[s.home], d, m)
    count_startup(s, x, m, c)
