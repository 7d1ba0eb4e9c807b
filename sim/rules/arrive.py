"""People and firms come to the region and leave it."""
import math

from sim.core.chance import child, four, lognormal, normal, poisson
from sim.core.kernel import kernel, rule
from sim.kinds import (
    ATTRACTED,
    D_CONTACT,
    D_GRADUATE,
    D_MOVER,
    D_PERSON,
    D_QUIT,
    D_VISIT,
    D_VISITOR,
    ENGINEER,
    GRADUATE,
    LEADING,
    MICRO,
    OUTSIDE,
    RECRUITED,
    RETURNED,
    SEEKING,
    STUDENT,
    YOUNG_PROFESSIONAL,
)


@rule
def appeal(wage, outside, amenity, housed, subsidy, m):
    """What living here is worth against the cities that pull: wage, housing, amenity, support."""
    housing = m.housing_cost * (1 - m.flat_discount if housed else 1.0)
    here = max(0.05, wage + subsidy - housing)
    there = max(0.05, outside * m.outside_pay - m.outside_housing)
    return math.log(here / there) + m.amenity_value * (amenity - 1.0)


@rule
def leaves(u, t, x, amenity, subsidy, m):
    """Whether a person leaves the region this month; those without work go soonest."""
    pay = t.wage if t.employer != SEEKING else m.unemployed_pay * x.wage * t.skill
    worth = appeal(pay, x.wage * t.skill, amenity, t.housed, subsidy, m)
    rate = m.leaving_rate * (m.seeker_unrest if t.employer == SEEKING else 1.0)
    if t.kind == STUDENT and t.employer == SEEKING:
        rate *= m.graduate_unrest
    return u < rate * math.exp(-m.leaving_choice * worth)


@rule
def quits(u, t, m):
    """Whether someone employed in a startup gives notice without leaving the region."""
    return u < m.notice_rate * (m.outside_pay * t.skill) / max(0.1, t.wage)


@kernel
def stay_or_go(talents, startups, sectors, districts, months, seat, moves):
    """Everyone looks around: the people of closed firms are free, some give notice, some leave the region."""
    clock = months[0].clock
    for x in sectors:
        x.seekers = 0
    for t in talents:
        if not t.alive:
            continue
        x = sectors[t.sector]
        k = seat[t.sector]
        if t.employer >= 0:
            s = startups[t.employer]
            k = s.district
            if not s.alive:
                if t.venture >= 0:
                    t.rest_until = clock + int(months[k].founder_rest)
                t.venture = -1
                t.employer = SEEKING
        m = months[k]
        if t.venture < 0 and t.employer != OUTSIDE:
            u, v, _, _ = four(t.key, m, D_QUIT)
            subsidy = 0.0
            if t.supported_until >= clock:
                subsidy = m.settlement_subsidy
            gone = leaves(u, t, x, districts[k].amenity, subsidy, m)
            if t.employer >= 0 and (gone or quits(v, t, m)):
                s = startups[t.employer]
                s.research_heads -= 1
                s.heads -= 1
                s.research_skill -= t.skill
                s.wage_bill -= t.wage
                t.employer = SEEKING
                t.wage = 0.0
            if gone:
                t.alive = False
                t.departed = clock
                moves[k].talent_left += 1
        if t.alive:
            moves[k].talent += 1
            if t.employer == SEEKING:
                x.seekers += 1
                moves[k].talent_seeking += 1


@kernel
def flats(talents, startups, districts, months):
    """Talent flats are let to researchers of the district's startups, in the order of their keys' luck."""
    for k in range(districts.size):
        districts[k].flats_free = int(months[k].talent_flats)
    for t in talents:
        if t.housed:
            if t.alive and t.employer >= 0 and districts[startups[t.employer].district].flats_free > 0:
                districts[startups[t.employer].district].flats_free -= 1
            else:
                t.housed = False


@kernel
def graduate(talents, first, n, market_key, year, fields, chances, m):
    """July: a year's graduates look for work; most leave unless work and housing hold them."""
    for k in range(n):
        t = talents[first + k]
        t.key = child(market_key, year * 1000000 + k, D_GRADUATE)
        newcomer(t, fields, chances, m)
        t.kind = STUDENT
        t.origin = GRADUATE
        t.employer = SEEKING


@rule
def newcomer(t, fields, chances, m):
    """A person's field and skill are drawn once, from the key."""
    u, v, _, _ = four(t.key, m, D_PERSON)
    pick = fields.size - 1
    for k in range(fields.size):
        u -= chances[k]
        if u < 0:
            pick = k
            break
    t.sector = fields[pick]
    t.skill = lognormal(v, m.skill_spread)
    t.born = m.clock


@kernel
def contacts(keys, district, months, out):
    """How many outside people hear of the region this month: returnees of their own, and those recruiters meet."""
    m = months[district]
    u, v, _, _ = four(keys[district], m, D_CONTACT)
    out[0] = poisson(u, m.returnees / 12)
    out[1] = poisson(v, m.recruiting_budget / 12 / m.contact_cost)


@kernel
def approach(talents, first, n, returning, district_key, fields, chances, sectors, amenity, purse, m, b):
    """People approached decide whether to come; returns how many do (they fill rows from `first` on)."""
    came = 0
    for k in range(n):
        t = talents[first + came]
        t.key = child(district_key, m.clock * 10000 + 2 * k + (1 if returning else 0), D_VISITOR)
        newcomer(t, fields, chances, m)
        _, _, u, v = four(t.key, m, D_PERSON)
        t.kind = LEADING if v < 0.03 else (ENGINEER if v < 0.5 else YOUNG_PROFESSIONAL)
        if t.kind == LEADING:
            t.skill *= 2.0
        award = 0.0
        if t.kind >= ENGINEER and purse.purse >= m.talent_award:
            award = m.talent_award
        wage = sectors[t.sector].wage * t.skill
        worth = appeal(wage, wage, amenity, False, award / m.award_horizon, m) + (m.home_pull if returning else 0.0)
        if u < 1 / (1 + math.exp(m.moving_cost - m.moving_choice * worth)):
            t.alive = True
            t.employer = SEEKING
            t.origin = RETURNED if returning else RECRUITED
            if award > 0:
                purse.purse -= award
                purse.granted += 1
                b.talent_award += award
            came += 1
    return came


@kernel
def visit(startups, first, room, district_key, fields, chances, sectors, district, purse, m, b):
    """Outside firms consider moving in; returns how many come (they fill rows from `first` on)."""
    u, _, _, _ = four(district_key, m, D_VISIT)
    n = poisson(u, m.firm_visits / 12 + m.promotion_budget / 12 / m.visit_cost)
    came = 0
    for k in range(min(n, room)):
        s = startups[first + came]
        s.key = child(district_key, m.clock * 10000 + k, D_MOVER)
        u, v, w, z = four(s.key, m, D_MOVER)
        pick = fields.size - 1
        for j in range(fields.size):
            u -= chances[j]
            if u < 0:
                pick = j
                break
        x = sectors[fields[pick]]
        grant = 0.0
        if purse.purse >= m.relocation_grant:
            grant = m.relocation_grant
        cheaper = math.log(m.outside_rent / district.market_rent)
        neighbours = math.log1p(x.firms) / 10
        worth = grant / m.moving_bill + m.rent_weight * cheaper + neighbours
        if v < 1 / (1 + math.exp(m.firm_inertia - m.firm_choice * worth)):
            settle_in(s, fields[pick], w, z, x, m)
            s.outside_wage = x.wage
            s.cash += grant
            s.support = grant
            s.grants_year = grant
            b.founders_equity += s.paid_in
            if grant > 0:
                purse.purse -= grant
                purse.granted += 1
                b.relocation += grant
            came += 1
    return came


@rule
def settle_in(s, sector, w, z, x, m):
    """A firm that moves in has a product, some customers of its own and a small team."""
    s.sector = sector
    s.origin = ATTRACTED
    s.rung = MICRO
    s.registered = m.clock
    s.rung_since = m.clock
    s.born = m.clock - 36
    s.ready = 1.0
    s.capability = 1.2 * math.exp(m.capability_spread * normal(w))
    s.quality = 1.0
    s.contracts = 4
    s.contract_value = m.first_contract * 6 * lognormal(z, 0.8)
    s.heads = max(3, int(s.contract_value / m.output_per_head))
    s.area = m.area_per_head * s.heads
    s.effort = 1.0
    s.high_tech_share = 0.7
    s.cash = m.savings * s.heads * 2
    s.paid_in = s.cash
    s.alive = True
