"""How the month is measured: rules that enter one startup into every sum, and the loops over places.

The same sums serve the census and the next month: facilities, sectors and districts act on them.
"""
from __future__ import annotations

from sim.core.kernel import kernel, rule
from sim.kinds import (
    ACCELERATOR,
    CLOSED,
    EMPLOYEE,
    HIGH_TECH,
    INCUBATOR,
    MAKERSPACE,
    MICRO,
    NATIONAL,
    PROVINCIAL,
    RESEARCHER,
    RESIDENT,
    RETURNEE,
    SERIAL,
    STRONG,
    STUDENT_FOUNDER,
    TEAM,
    TECH_SME,
)
from sim.rules.certify import trailing


@rule
def has_research_body(s, m):
    """Whether a firm would hold a provincial research platform: high-tech, ten researchers, 300 万元 a year."""
    return s.rung >= HIGH_TECH and s.research_heads >= m.body_heads and s.research * 12 >= m.body_research


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
def count(s, x, m, c):
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
    c.high_tech_valid += s.high_tech_until >= m.clock
    c.tech_sme_valid += s.tech_sme_until >= m.clock
    c.months_on_rung += stood
    c.jobs += s.heads
    c.research_jobs += s.research_heads
    c.research_wages += s.wage_bill
    c.vacancies += s.vacancies
    year = trailing(s, m)
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
def place(s, x, d, m):
    """One startup enters the sums that its sector and district act on."""
    x.firms += 1
    x.leading += s.leading
    x.research += s.research
    x.contracted += s.contract_value
    x.capability += s.capability
    d.firms += 1
    if s.ready < 1:
        d.unready += 1
    if x.targeted and s.rung > TEAM:
        d.cluster_firms += 1
    if not s.trained and m.clock - s.born <= m.course_age:
        d.untrained += 1
    if s.seeking:
        d.candidates += 1


@rule
def lodge(s, i, d):
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


@kernel
def clear(incubators, sectors, districts):
    """Sums start from nothing."""
    for i in incubators:
        i.occupied = 0.0
        i.tenants = 0
        i.funded = 0
        i.protected = 0
        i.same_sector = 0
        i.research = 0.0
    for x in sectors:
        x.firms = 0
        x.leading = 0
        x.research = 0.0
        x.contracted = 0.0
        x.capability = 0.0
        x.sales_12 = 0.0
    for d in districts:
        d.firms = 0
        d.tenants = 0
        d.untrained = 0
        d.candidates = 0
        d.unready = 0
        d.cluster_firms = 0
        d.able = 0
        d.listing_candidates = 0


@rule
def measure(s, x, d, incubators, m, c):
    """One living startup enters every sum it belongs to."""
    place(s, x, d, m)
    if s.home >= 0:
        lodge(s, incubators[s.home], d)
    count(s, x, m, c)


@rule
def count_place(i, c):
    """One open facility enters the sums of its district."""
    c.facilities += 1
    if i.kind == MAKERSPACE:
        c.makerspaces += 1
        c.makerspace_area += i.occupied
    elif i.kind == INCUBATOR:
        c.incubators += 1
        c.incubator_area += i.occupied
    elif i.kind == ACCELERATOR:
        c.accelerators += 1
        c.accelerator_area += i.occupied
    else:
        c.parks += 1
        c.park_area += i.occupied
    c.facilities_provincial += i.level >= PROVINCIAL
    c.facilities_national += i.level >= NATIONAL
    c.facilities_failed += i.warnings > 0
    c.facility_marks += i.score
    c.facility_staff += i.staff
    c.graduates += i.graduates
    c.provincial_bodies += i.level >= PROVINCIAL
    c.bodies_any_level += 1


@kernel
def census(incubators, sectors, districts, funds, programmes, months, history):
    """Measure places, funds and purses; startups have been measured in the month's last pass over them."""
    for x in sectors:
        if x.firms > 0:
            x.capability /= x.firms
    for k in range(districts.size):
        d, m, c = districts[k], months[k], history[k]
        c.floor_area = d.floor_area
        c.main_building = d.main_building
        c.incubating_area = d.incubating_area
        c.operators = d.operators
        c.operator_staff = d.operator_staff
        c.components = d.components
        c.service_platforms = m.one_stop_budget > 0
        c.recognised = d.recognised
        c.evaluations = d.evaluations if m.month == 1 else 0
        c.research_bodies += d.recognised_bodies
        c.provincial_bodies += c.research_bodies
        c.bodies_any_level += c.research_bodies
        c.pool = d.pool
        c.rent_asked = d.market_rent * d.renters
        c.housing_costs = (c.talent - c.talent_seeking) * m.housing_cost * d.housing
        c.city_output = d.share * m.city_output * (1 + m.city_growth) ** (m.since_start / 12)
    for i in incubators:
        c = history[i.district]
        if i.opened >= 0 and i.closed < 0:
            count_place(i, c)
        c.facilities_closed += i.closed >= 0
    for f in funds:
        if f.alive:
            history[f.district].funds += 1
            history[f.district].fund_money += f.cash
            history[f.district].fund_target += f.target
            history[f.district].fund_raised += f.raised
            if f.public_paid > 0:
                history[f.district].public_fund_target += f.target
                history[f.district].public_fund_raised += f.raised
                history[f.district].public_fund_paid += f.public_paid
    for p in programmes:
        history[p.district].purses += p.purse


@kernel
def sector_census(sectors, seat, months, rows, history):
    """Measure the sectors, and what the plan's clusters add to established firms outside the model."""
    for k in range(sectors.size):
        x, m, row = sectors[k], months[seat[k]], rows[k]
        x.incumbents *= 1 + m.demand_growth / 12
        row.firms = x.firms
        row.leading = x.leading
        row.sales_12 = x.sales_12
        row.scale = x.sales_12 + x.incumbents
        row.research = x.research
        row.demand = x.demand
        row.wage = x.wage
        if x.targeted:
            history[seat[k]].incumbent_sales += x.incumbents
            history[seat[k]].cluster_scale += x.incumbents + x.sales_12
