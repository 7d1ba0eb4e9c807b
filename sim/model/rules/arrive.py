"""People come to the region, look around, and leave it; firms that come are in `attract_firms`."""

import math

from sim.core.chance import child_key, four_uniforms, lognormal, poisson, slot
from sim.core.kernel import kernel, rule
from sim.core.prefetch import AHEAD, prefetch
from sim.model.codes import (
    CLOSED,
    D_ABROAD,
    D_CONTACT,
    D_GRADUATE,
    D_PERSON,
    D_QUIT,
    D_VISITOR,
    D_WANTED,
    ENGINEER,
    GAVE_UP,
    GRADUATE,
    LEADING,
    MANAGER,
    OUTSIDE,
    RECRUITED,
    RETURNED,
    SCIENTIST,
    SEEKING,
    STUDENT,
    YOUNG_PROFESSIONAL,
)
from sim.model.rules.common import founder_claim, take_off_payroll


@rule
def income_here(wage, d, flat, subsidy, m):
    """What is left of a wage here after housing, in a talent flat with chance `flat`.

    Formula: max(0.05, wage + subsidy - housing_cost * d.housing * (1 - flat_discount * flat))
    Source: assumed.
    """
    return max(0.05, wage + subsidy - m.housing_cost * d.housing * (1 - m.flat_discount * flat))


@rule
def income_there(outside, m):
    """What is left of the wage of the trade in the cities that pull, after housing there.

    Formula: max(0.05, outside * outside_pay - outside_housing)
    Source: assumed.
    """
    return max(0.05, outside * m.outside_pay - m.outside_housing)


@rule
def region_appeal(wage, outside, d, flat, subsidy, m):
    """What living here, in a talent flat with chance `flat`, is worth against the cities that pull.

    Formula: log(income_here(wage) / income_there(outside)) + amenity_value * (d.amenity - 1)
    Source: assumed.
    """
    here = income_here(wage, d, flat, subsidy, m)
    return math.log(here / income_there(outside, m)) + m.amenity_value * (d.amenity - 1.0)


@rule
def safety_net_pay(t, x, months, m):
    """What the safety net of the district where it failed pays a founder without work, for as long
    as the rest lasts.

    Formula: safety_net * x.wage * t.skill if t.employer == SEEKING and t.sheltered and t.rest_until
        > clock else 0
    Source: assumed.
    """
    if t.employer != SEEKING or t.sheltered == 0 or t.rest_until <= m.clock:
        return 0.0
    return months[t.sheltered - 1].safety_net * x.wage * t.skill


@rule
def pay_of(t, x, months, m):
    """What a person has to live on: a wage, or without work a safety net, or else family and
    savings.

    Formula: max(unemployed_pay * x.wage * t.skill, safety_net_pay(t, x)) if t.employer == SEEKING
        else x.wage * t.skill if t.employer == OUTSIDE else t.wage
    Source: assumed.
    """
    if t.employer == SEEKING:
        return max(m.unemployed_pay * x.wage * t.skill, safety_net_pay(t, x, months, m))
    return x.wage * t.skill if t.employer == OUTSIDE else t.wage


@rule
def leaves(u, t, pay, x, d, subsidy, span, m):
    """Whether a person leaves the region within so many months; those without work go soonest.

    Formula:
        u < span * leaving_rate * unrest * exp(-leaving_choice * region_appeal(pay))
        unrest = (seeker_unrest if t.employer == SEEKING) * (graduate_unrest if t.employer ==
            SEEKING and t.kind == STUDENT)
    Source: fitted in the spin-up to the known number of people; assumed (how terms decide).
    """
    worth = region_appeal(
        pay,
        x.wage * t.skill,
        d,
        d.flat_chance if t.employer == SEEKING else 1.0 * t.housed,
        subsidy,
        m,
    )
    rate = span * m.leaving_rate * (m.seeker_unrest if t.employer == SEEKING else 1.0)
    if t.kind == STUDENT and t.employer == SEEKING:
        rate *= m.graduate_unrest
    return u < rate * math.exp(-m.leaving_choice * worth)


@rule
def quits(u, t, x, broke, span, m):
    """Whether a startup's researcher gives notice: for better pay, or unpaid; an option not yet
    vested holds.

    Formula: u < span * (unpaid_rate if broke else notice_rate * (1 - option_hold *
        equity_incentive) * x.wage * t.skill / t.wage)
    Source: assumed.
    """
    better = (
        m.notice_rate
        * (1 - m.option_hold * m.equity_incentive)
        * x.wage
        * t.skill
        / max(0.05, t.wage)
    )
    return u < span * (m.unpaid_rate if broke else better)


@rule
def surely_stays(u, v, t, x, d, broke, subsidy, span, m):
    """Whether a startup's researcher neither leaves nor gives notice whatever the last digits: as
    most do, it is told without a logarithm and an exponential: the one is at most y - 1, the other
    at most 1 / (1 - y / 2) ** 2.

    Formula:
        pull < 2 and u * (1 - pull / 2) ** 2 > span * leaving_rate * (1 + 1e-9) and not quits(v, t, x)
        pull = leaving_choice * (income_there / income_here - 1 - amenity_value * (d.amenity - 1))
    Source: definition.
    """
    there = income_there(x.wage * t.skill, m)
    here = income_here(t.wage, d, 1.0 * t.housed, subsidy, m)
    pull = m.leaving_choice * (there / here - 1 - m.amenity_value * (d.amenity - 1.0))
    calm = u * (1 - pull / 2) * (1 - pull / 2) > span * m.leaving_rate * (1 + 1e-9)
    return pull < 2 and calm and not quits(v, t, x, broke, span, m)


@rule
def look_interval(t, clock):
    """How many months a person's look around covers: one without work looks every month, a
    startup's researcher twice a year, others once a year; 0 where it is not due.

    Formula: 1 if t.employer == SEEKING else 6 if t.employer >= 0 else 12
    Source: assumed.
    """
    # a person's place among twelve: two neighbours share one month of each half-year, and of the two one
    # takes the first half, the other the second
    turn = slot(t.key, 12)
    if t.employer == SEEKING:
        return 1
    if t.employer >= 0:
        return 6 if turn >> 1 == clock % 6 else 0
    return 12 if turn == clock % 6 * 2 + clock // 6 % 2 else 0


@rule
def resign(t, s):
    """A researcher leaves a startup's payroll.

    Formula:
        t.employer = SEEKING
        t.wage = 0
    Source: definition.
    """
    take_off_payroll(t, s)
    t.employer = SEEKING
    t.wage = 0.0
    t.housed = False


@rule
def set_free(t, s, m):
    """The firm is gone: its people look for work; a founder goes back to a post that was kept, and
    rests before trying again - one who failed from when the papers are through.

    Formula:
        t.employer = OUTSIDE if t.post_kept and clock - s.born <= leave_months else SEEKING
        t.rest_until = max(clock, s.deregistered) + founder_rest if s.exit_kind == CLOSED else clock
            + founder_rest
        t.insured_firm = t.venture if s.exit_kind == CLOSED and founder_claim(s, s.exit_month) > 0
    Source: 人社部规〔2017〕4号; assumed (the rest).
    """
    t.employer = SEEKING
    if t.venture >= 0:
        t.rest_until = (max(m.clock, s.deregistered) if s.exit_kind == CLOSED else m.clock) + int(
            m.founder_rest
        )
        if t.post_kept and m.clock - s.born <= m.leave_months:
            t.employer = OUTSIDE
        elif s.exit_kind in (CLOSED, GAVE_UP):
            t.sheltered = s.district + 1
        if s.exit_kind == CLOSED and founder_claim(s, s.exit_month) > 0:
            t.insured_firm = t.venture
        t.post_kept = False
        t.venture = -1
    t.wage = 0.0
    t.housed = False


@rule
def look_around(t, startups, x, districts, months, k, span):
    """A person weighs leaving the region, and giving notice; those without work may find it outside
    the model.

    Returns whether the person has left.

    Formula:
        gone = leaves(u, t, pay)
        resign(t, s) if gone or quits(v, t, x)
        t.employer = OUTSIDE if t.employer == SEEKING and w < outside_hiring
    Source: assumed.
    """
    u, v, w, _ = four_uniforms(t.key, months[0], D_QUIT)
    if t.employer >= 0:
        s = startups[t.employer]
        d, m, broke = districts[s.district], months[s.district], s.cash < 0
        subsidy = m.settlement_subsidy if t.supported_until >= m.clock else 0.0
        if surely_stays(u, v, t, x, d, broke, subsidy, span, m):
            return False
        gone = leaves(u, t, t.wage, x, d, subsidy, span, m)
        if gone or quits(v, t, x, broke, span, m):
            resign(t, s)
    else:
        m = months[k]
        gone = leaves(u, t, pay_of(t, x, months, m), x, districts[k], 0.0, span, m)
        if t.employer == SEEKING and not gone and w < m.outside_hiring:
            t.employer = OUTSIDE
    if gone:
        t.alive = False
        t.departed = m.clock
    return gone


@kernel
def stay_or_go(
    talents,
    due,
    orphans,
    startups,
    sectors,
    districts,
    months,
    seat,
    book,
    moves,
    kinds,
    dreamers,
    searchers,
    seekers,
    turn,
    counts,
):
    """People look around: those of closed firms are free, some give notice, some leave the region.

    `due` has who may act this month: whose half-year it is, who looked for work, and who has lost
    a firm (`orphans`). `dreamers` gets the rows of those whose half-year it is to think of
    founding, `searchers` of those who look for work (people employed outside once a year),
    `seekers` of those without any, `turn` of those whose half-year it is and who stay; `counts`
    how many of each. `kinds` (market's seat, kind of person) counts who lives here.

    Order: those who are due, as they stand in the table: who lost a firm is free first, then looks
        around, then is listed.
    Source: assumed.
    """
    clock, dream, search, seek, stay, orphan = months[0].clock, 0, 0, 0, 0, 0
    half = clock % 6
    for x in sectors:
        x.seekers = 0
    for j in range(len(due)):
        # a person is fetched first, then the firm it works for or runs
        prefetch(talents, due[min(j + 2 * AHEAD, len(due) - 1)], "key")
        near = talents[due[min(j + AHEAD, len(due) - 1)]]
        works = near.employer if near.venture < 0 else -1
        prefetch(startups, works, "district")
        prefetch(startups, works, "cash")
        prefetch(startups, near.venture, "acquired")
        r = due[j]
        t = talents[r]
        k, x = seat[t.sector], sectors[t.sector]
        while orphan < len(orphans) and orphans[orphan] < r:
            orphan += 1
        lost = orphan < len(orphans) and orphans[orphan] == r
        mine = slot(t.key, 12) >> 1 == half
        if not (t.alive and (mine or lost or t.employer == SEEKING)):
            continue  # has left, or found work meanwhile
        if lost:
            place = startups[t.employer].district
            set_free(t, startups[t.employer], months[place])
            moves[place].founders_back += t.employer == OUTSIDE
        elif t.venture >= 0 and startups[t.venture].acquired >= 0:
            # who sold a firm is its staff now, and may found again
            t.venture = -1
        span = look_interval(t, clock)
        if t.venture < 0 and span > 0:
            idle = t.employer == SEEKING
            if look_around(t, startups, x, districts, months, k, span):
                kinds[k, t.kind] -= 1
                moves[k].talent_left += 1
                continue
            moves[k].talent_outside += idle and t.employer == OUTSIDE
        if mine:
            turn[stay] = r
            stay += 1
        if t.employer == SEEKING:
            x.seekers += 1
            moves[k].talent_seeking += 1
            seekers[seek] = r
            seek += 1
            if t.sheltered > 0:
                book[t.sheltered - 1].safety_net += safety_net_pay(t, x, months, months[k])
        if t.venture < 0:
            if span > 0 and t.employer < 0:
                searchers[search] = r
                search += 1
            if mine and t.rest_until <= clock:
                dreamers[dream] = r
                dream += 1
    counts[0], counts[1], counts[2], counts[3] = dream, search, seek, stay


@kernel
def count_people(kinds, moves):
    """People by kind enter the census of their market's seat.

    Order: every district, in any order.
    Source: definition.
    """
    for k in range(len(moves)):
        c = moves[k]
        c.talent_student, c.talent_young_professional = (
            kinds[k, STUDENT],
            kinds[k, YOUNG_PROFESSIONAL],
        )
        c.talent_engineer, c.talent_manager = kinds[k, ENGINEER], kinds[k, MANAGER]
        c.talent_scientist, c.talent_leading = kinds[k, SCIENTIST], kinds[k, LEADING]
        c.talent = kinds[k].sum()


@rule
def pick_sector(u, market, sectors):
    """A sector of the market in proportion to its part of newcomers.

    Formula: first sector of the market whose sum of x.share reaches u
    Source: definition.
    """
    chosen = -1
    for j in range(sectors.size):
        if sectors[j].market == market:
            chosen = j
            u -= sectors[j].share
            if u < 0:
                break
    return chosen


@rule
def draw_newcomer(t, market, sectors, m):
    """A person's field and skill are drawn once, from the key; the other two draws are handed back.

    Formula:
        t.skill = lognormal(v, skill_spread)
        t.sector = pick_sector(u, market)
    Source: assumed.
    """
    u, v, w, z = four_uniforms(t.key, m, D_PERSON)
    t.sector = pick_sector(u, market, sectors)
    t.skill = lognormal(v, m.skill_spread)
    t.born = m.clock
    t.employer = SEEKING
    return w, z


@rule
def schooled_share(budget, graduates, m):
    """The share of a year's graduates that a year's budget has given a course in founding.

    Formula: min(1, budget / (education_seat * graduates))
    Source: assumed.
    """
    return min(1.0, budget / (m.education_seat * max(1, graduates)))


@kernel
def graduate(talents, first, n, market, market_key, schooled, sectors, months, seat):
    """July: a year's graduates look for work, some of them schooled in founding; most leave unless
    work holds them.

    Order: a year's graduates of one market, numbered from 0; who they are depends on the year and
        their number alone.
    Source: assumed.
    """
    m = months[seat]
    for k in range(n):
        t = talents[first + k]
        t.key = child_key(market_key, m.year * 1000000 + k, D_GRADUATE)
        w, _ = draw_newcomer(t, market, sectors, m)
        t.schooled = w < schooled
        t.kind = STUDENT
        t.origin = GRADUATE


@kernel
def draw_contacts(districts, months, people, wanted, firms, funds):
    """How many outsiders each district talks to this month: returnees of their own, people
    recruiters meet, firms, and fund institutions.

    Order: district by district; each number is Poisson.
    Formula:
        people = returnees * d.share / 12
        wanted = recruiting_budget / 12 / contact_cost
        firms = firm_visits / 12 + promotion_budget / 12 / visit_cost + d.operator_contacts
        funds = fund_visits / 12 + fund_promotion_budget / 12 / fund_visit_cost
    Source: assumed.
    """
    for k in range(districts.size):
        d, m = districts[k], months[k]
        u, v, w, z = four_uniforms(d.key, m, D_CONTACT)
        people[k] = poisson(u, m.returnees * d.share / 12)
        wanted[k] = poisson(v, m.recruiting_budget / 12 / m.contact_cost)
        firms[k] = poisson(
            w, m.firm_visits / 12 + m.promotion_budget / 12 / m.visit_cost + d.operator_contacts
        )
        funds[k] = poisson(z, m.fund_visits / 12 + m.fund_promotion_budget / 12 / m.fund_visit_cost)


@rule
def comes(t, u, award, returning, x, d, m):
    """Whether a person who has been approached comes: terms here and the flat hoped for, against
    terms there and moving.

    Formula:
        u < 1 / (1 + exp(trouble - moving_choice * worth))
        trouble = moving_cost * (1 - formality_share * mobility_reform)
        worth = region_appeal(wage, award / award_horizon) + (home_pull if returning)
    Source: assumed.
    """
    wage = x.wage * t.skill
    worth = region_appeal(wage, wage, d, d.flat_chance, award / m.award_horizon, m) + (
        m.home_pull if returning else 0.0
    )
    trouble = m.moving_cost * (1 - m.formality_share * m.mobility_reform)
    return u < 1 / (1 + math.exp(trouble - m.moving_choice * worth))


@rule
def stranger_key(d, j, people, wanted, m):
    """The key of the j-th person approached: of those who think of home, whom recruiters met, or
    who are abroad.

    Formula: child_key(d.key, clock * 10000 + j, D_VISITOR)
    Source: definition.
    """
    month = m.clock * 10000
    if j < people:
        return child_key(d.key, month + j, D_VISITOR)
    if j < people + wanted:
        return child_key(d.key, month + j - people, D_WANTED)
    return child_key(d.key, month + j - people - wanted, D_ABROAD)


@rule
def arrival_kind(v, m):
    """What a person who may come is: scientists are as frequent among them as here.

    Formula: LEADING if v < leading_people else ENGINEER if v < leading_people + engineer_people
        else SCIENTIST if v < leading_people + engineer_people + scientist_share else
        YOUNG_PROFESSIONAL
    Source: assumed.
    """
    if v < m.leading_people:
        return LEADING
    v -= m.leading_people + m.engineer_people
    return ENGINEER if v < 0 else SCIENTIST if v < m.scientist_share else YOUNG_PROFESSIONAL


@kernel
def approach(
    talents,
    first,
    people,
    wanted,
    abroad,
    districts,
    sectors,
    programmes,
    award_purses,
    months,
    book,
    moves,
):
    """People who think of home (`people` by district), whom recruiters met (`wanted`) or who are
    `abroad` decide.

    Returns how many do; they fill rows from `first` on.

    Order: district by district, in the order of contact; an award is promised while the purse holds
        one.
    Formula: t.skill *= (leading_skill if t.kind == LEADING else 1) * (overseas_skill if far else 1)
    Source: assumed.
    """
    came = 0
    for k in range(districts.size):
        d, m, b, purse = districts[k], months[k], book[k], programmes[award_purses[k]]
        for j in range(people[k] + wanted[k] + abroad[k]):
            far = j >= people[k] + wanted[k]
            returning = j < people[k] or far
            t = talents[first + came]
            t.key = stranger_key(d, j, people[k], wanted[k], m)
            u, v = draw_newcomer(t, d.market, sectors, m)
            t.kind = arrival_kind(v, m)
            t.skill *= (m.leading_skill if t.kind == LEADING else 1.0) * (
                m.overseas_skill if far else 1.0
            )
            award = m.talent_award if t.kind >= ENGINEER and purse.purse >= m.talent_award else 0.0
            if comes(t, u, award, returning, sectors[t.sector], d, m):
                t.alive = True
                t.origin = RETURNED if returning else RECRUITED
                moves[k].talent_came += 1
                if award > 0:
                    purse.purse -= award
                    purse.granted += 1
                    b.talent_award += award
                    moves[k].talent_awarded += 1
                came += 1
    return came
