"""People and firms come to the region and leave it."""
import math

from sim.core.chance import child, four, lognormal, normal, poisson, slot
from sim.core.kernel import kernel, rule
from sim.kinds import (
    ATTRACTED,
    D_CONTACT,
    D_GRADUATE,
    D_MOVER,
    D_PERSON,
    D_QUIT,
    D_VISITOR,
    D_WANTED,
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
def leaves(u, t, x, amenity, subsidy, months, m):
    """Whether a person leaves the region within so many months; those without work go soonest."""
    pay = t.wage
    if t.employer == SEEKING:
        pay = m.unemployed_pay * x.wage * t.skill
    elif t.employer == OUTSIDE:
        pay = x.wage * t.skill
    worth = appeal(pay, x.wage * t.skill, amenity, t.housed, subsidy, m)
    rate = months * m.leaving_rate * (m.seeker_unrest if t.employer == SEEKING else 1.0)
    if t.kind == STUDENT and t.employer == SEEKING:
        rate *= m.graduate_unrest
    return u < rate * math.exp(-m.leaving_choice * worth)


@rule
def quits(u, t, x, broke, months, m):
    """Whether someone employed in a startup gives notice: for better pay, or because wages do not come."""
    return u < months * (m.unpaid_rate if broke else m.notice_rate * x.wage * t.skill / max(0.05, t.wage))


@rule
def interval(t, clock):
    """How many months a person's look around covers: one without work looks every month, a startup's
    researcher twice a year, others once a year; 0 where it is not due."""
    turn = slot(t.key, 12)
    if t.employer == SEEKING:
        return 1
    if t.employer >= 0:
        return 6 if turn >> 1 == clock % 6 else 0
    return 12 if turn == clock % 6 * 2 + clock // 6 % 2 else 0


@rule
def resign(t, s):
    """A researcher leaves a startup's payroll."""
    s.research_heads -= 1
    s.heads -= 1
    s.research_skill -= t.skill
    s.wage_bill -= t.wage
    t.employer = SEEKING
    t.wage = 0.0
    t.housed = False


@rule
def set_free(t, m):
    """The firm is gone: its people look for work, its founder rests before trying again."""
    if t.venture >= 0:
        t.rest_until = m.clock + int(m.founder_rest)
        t.venture = -1
    t.employer = SEEKING
    t.wage = 0.0
    t.housed = False


@rule
def look_around(t, startups, x, districts, months, k, span):
    """A person weighs leaving the region, and giving notice; those without work may find it outside the model.

    Returns whether the person has left.
    """
    u, v, w, _ = four(t.key, months[0], D_QUIT)
    if t.employer >= 0:
        s = startups[t.employer]
        m = months[s.district]
        subsidy = m.settlement_subsidy if t.supported_until >= m.clock else 0.0
        gone = leaves(u, t, x, districts[s.district].amenity, subsidy, span, m)
        if gone or quits(v, t, x, s.cash < 0, span, m):
            resign(t, s)
    else:
        m = months[k]
        gone = leaves(u, t, x, districts[k].amenity, 0.0, span, m)
        if t.employer == SEEKING and w < m.outside_hiring:
            t.employer = OUTSIDE
    if gone:
        t.alive = False
        t.departed = m.clock
    return gone


@kernel
def stay_or_go(talents, startups, firm_alive, sectors, districts, months, seat, moves, dreamers, searchers, counts):
    """People look around: those of closed firms are free, some give notice, some leave the region.

    `dreamers` gets the rows of those whose half-year it is to think of founding, `searchers` of those
    who look for work (people employed outside once a year); `counts` how many of each.
    """
    clock, dream, search = months[0].clock, 0, 0
    half = clock % 6
    for x in sectors:
        x.seekers = 0
    for r in range(talents.size):
        t = talents[r]
        if not t.alive:
            continue
        k = seat[t.sector]
        moves[k].talent += 1
        lost = t.employer >= 0 and not firm_alive[max(0, t.employer)]
        mine = slot(t.key, 12) >> 1 == half
        if not (mine or lost or t.employer == SEEKING):
            continue                       # most people, most months
        x = sectors[t.sector]
        if lost:
            set_free(t, months[k])
        span = interval(t, clock)
        if t.venture < 0 and span > 0:
            if look_around(t, startups, x, districts, months, k, span):
                moves[k].talent -= 1
                moves[k].talent_left += 1
                continue
        if t.employer == SEEKING:
            x.seekers += 1
            moves[k].talent_seeking += 1
        if t.venture < 0:
            if span > 0 and t.employer < 0:
                searchers[search] = r
                search += 1
            if mine and t.rest_until <= clock:
                dreamers[dream] = r
                dream += 1
    counts[0], counts[1] = dream, search


@rule
def pick_sector(u, market, sectors):
    """A sector of the market in proportion to its part of newcomers."""
    chosen = -1
    for j in range(sectors.size):
        if sectors[j].market == market:
            chosen = j
            u -= sectors[j].share
            if u < 0:
                break
    return chosen


@rule
def newcomer(t, market, sectors, m):
    """A person's field and skill are drawn once, from the key; the other two draws are handed back."""
    u, v, w, z = four(t.key, m, D_PERSON)
    t.sector = pick_sector(u, market, sectors)
    t.skill = lognormal(v, m.skill_spread)
    t.born = m.clock
    t.employer = SEEKING
    return w, z


@kernel
def graduate(talents, first, n, market, market_key, sectors, months, seat):
    """July: a year's graduates look for work; most leave unless work and housing hold them."""
    m = months[seat]
    for k in range(n):
        t = talents[first + k]
        t.key = child(market_key, m.year * 1000000 + k, D_GRADUATE)
        newcomer(t, market, sectors, m)
        t.kind = STUDENT
        t.origin = GRADUATE


@kernel
def contacts(districts, months, people, wanted, firms, funds):
    """How many outsiders each district talks to this month: returnees of their own, people recruiters meet,
    firms, and fund institutions."""
    for k in range(districts.size):
        d, m = districts[k], months[k]
        u, v, w, z = four(d.key, m, D_CONTACT)
        people[k] = poisson(u, m.returnees * d.share / 12)
        wanted[k] = poisson(v, m.recruiting_budget / 12 / m.contact_cost)
        firms[k] = poisson(w, m.firm_visits / 12 + m.promotion_budget / 12 / m.visit_cost + d.operator_contacts)
        funds[k] = poisson(z, m.fund_visits / 12 + m.fund_promotion_budget / 12 / m.fund_visit_cost)


@rule
def comes(t, u, award, returning, x, d, m):
    """Whether a person who has been approached comes: terms here against terms there, and the trouble of moving."""
    wage = x.wage * t.skill
    worth = appeal(wage, wage, d.amenity, False, award / m.award_horizon, m) + (m.home_pull if returning else 0.0)
    return u < 1 / (1 + math.exp(m.moving_cost - m.moving_choice * worth))


@kernel
def approach(talents, first, people, wanted, districts, sectors, programmes, award_purses, months, book, moves):
    """People who think of home (`people` by district) or whom recruiters met (`wanted`) decide whether to come.

    Returns how many do; they fill rows from `first` on.
    """
    came = 0
    for k in range(districts.size):
        d, m, b, purse = districts[k], months[k], book[k], programmes[award_purses[k]]
        for j in range(people[k] + wanted[k]):
            returning = j < people[k]
            t = talents[first + came]
            t.key = child(d.key, m.clock * 10000 + j, D_VISITOR if returning else D_WANTED)
            u, v = newcomer(t, d.market, sectors, m)
            t.kind = LEADING if v < 0.03 else (ENGINEER if v < 0.5 else YOUNG_PROFESSIONAL)
            if t.kind == LEADING:
                t.skill *= 2.0
            award = m.talent_award if t.kind >= ENGINEER and purse.purse >= m.talent_award else 0.0
            if comes(t, u, award, returning, sectors[t.sector], d, m):
                t.alive = True
                t.origin = RETURNED if returning else RECRUITED
                moves[k].talent_came += 1
                if award > 0:
                    purse.purse -= award
                    purse.granted += 1
                    b.talent_award += award
                came += 1
    return came


@kernel
def visit(startups, first, n, k, districts, sectors, programmes, purse_row, months, book):
    """Outside firms consider moving in; returns how many come (they fill rows from `first` on)."""
    d, m, b, purse = districts[k], months[k], book[k], programmes[purse_row]
    came = 0
    for j in range(n):
        s = startups[first + came]
        s.key = child(d.key, m.clock * 10000 + j, D_MOVER)
        u, v, w, z = four(s.key, m, D_MOVER)
        sector = pick_sector(u, d.market, sectors)
        x = sectors[sector]
        grant = m.relocation_grant if purse.purse >= m.relocation_grant else 0.0
        cheaper = math.log(m.outside_rent / d.market_rent)
        neighbours = math.log1p(x.firms) / 10
        worth = grant / m.moving_bill + m.rent_weight * cheaper + neighbours
        if v < 1 / (1 + math.exp(m.firm_inertia - m.firm_choice * worth)):
            settle_in(s, sector, w, z, x, m)
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
    s.patience = 2 * m.patience
    s.outside_wage = x.wage
    s.niche = 4 * s.contract_value
    s.heads = max(3, int(s.contract_value / m.output_per_head))
    s.area = m.area_per_head * s.heads
    s.effort = 1.0
    s.high_tech_share = 0.7
    s.cash = m.savings * s.heads * 2
    s.paid_in = s.cash
    s.alive = True
