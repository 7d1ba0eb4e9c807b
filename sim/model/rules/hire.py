"""Vacancies meet people; flats are let to them."""

import math

from sim.core.chance import four_uniforms
from sim.core.kernel import kernel, rule
from sim.model.codes import D_SEARCH, D_VIEW, OUTSIDE, SEEKING, SETTLEMENT, TEAM


@kernel
def list_hirers(startups, hirers, sectors, firms):
    """List the startups that have posts open; returns how many.

    Order: startups with posts, in any order.
    Source: definition.
    """
    n = 0
    for x in sectors:
        x.vacancies = 0
    for r in hirers:
        s = startups[r]
        if s.alive and s.vacancies > 0 and s.rung > TEAM:
            sectors[s.sector].vacancies += s.vacancies
            firms[n] = r
            n += 1
    return n


@kernel
def list_job_seekers(talents, searchers, sectors, months, people):
    """List who looks for work where there is any; people employed outside are seldom moved to;
    returns how many.

    Order: people who look around, in any order.
    Formula: looks = t.employer == SEEKING or u < 12 * outside_search
    Source: assumed.
    """
    n = 0
    m = months[0]
    for r in searchers:
        t = talents[r]
        if t.venture < 0 and sectors[t.sector].vacancies > 0:
            u, _, _, _ = four_uniforms(t.key, m, D_SEARCH)
            if t.employer == SEEKING or u < 12 * m.outside_search:
                people[n] = r
                n += 1
    return n


@rule
def prospects(s, m):
    """How sure a startup's next months look, 0 to 1: cash against costs.

    Formula: min(1, max(0, s.cash) / (prospect_months * max(1, s.costs)))
    Source: assumed.
    """
    return min(1.0, max(0.0, s.cash) / (m.prospect_months * max(1.0, s.costs)))


@rule
def wage_offer(s, x, t, m):
    """The monthly wage a startup offers: the market's, where its prospects allow.

    Formula: x.wage * t.skill * (pay_floor + (1 - pay_floor) * prospects(s))
    Source: assumed.
    """
    return x.wage * t.skill * (m.pay_floor + (1 - m.pay_floor) * prospects(s, m))


@rule
def option_benefit(s, pay, m):
    """What an offer's options are worth a month to those who may get them, on average: no cash, and
    nothing without prospects.

    Formula: option_value * equity_incentive * prospects(s) * pay
    Source: assumed.
    """
    return m.option_value * m.equity_incentive * prospects(s, m) * pay


@rule
def promised_subsidy(p, m):
    """The monthly settlement subsidy a new hire can count on: its whole term must be in the purse.

    Formula: settlement_subsidy if p.purse >= settlement_subsidy * settlement_months else 0
    Source: assumed.
    """
    if m.settlement_subsidy > 0 and p.purse >= m.settlement_subsidy * m.settlement_months:
        return m.settlement_subsidy
    return 0.0


@rule
def reservation_wage(t, x, m):
    """The wage below which a person does not sign: less when out of work.

    Formula: x.wage * t.skill * (reserve_employed if t.employer == OUTSIDE else reserve_unemployed)
    Source: assumed.
    """
    return (
        x.wage * t.skill * (m.reserve_employed if t.employer == OUTSIDE else m.reserve_unemployed)
    )


@kernel
def match_people(
    talents,
    startups,
    sectors,
    districts,
    programmes,
    purse_of,
    months,
    book,
    moves,
    people,
    order,
    firms,
    first,
    last,
):
    """People, the ablest first, look at a few firms of their field and sign with the best that has
    a post.

    `firms` is sorted by (sector, key); `first` and `last` bound each sector's block in it. Flats
    are let to those who looked for work; people employed outside live here already.

    Order: people, the ablest first; of equal skill by key.
    Formula:
        seen = view_rate + (1 - view_rate) * (1 - exp(-talent_service_budget / talent_service_cost))
        terms = pay + option_benefit(s, pay) + subsidy + flat
        value = terms + amenity_value * (d.amenity - 1)
        flat = housing_cost * d.housing * flat_discount if looking and d.flats_free > 0 else 0
    Source: assumed.
    """
    for d in districts:
        d.taken_on = 0
    for j in order:
        t = talents[people[j]]
        lo, hi = first[t.sector], last[t.sector]
        if hi <= lo:
            continue
        x, looking = sectors[t.sector], t.employer == SEEKING
        a, b, c, e = four_uniforms(t.key, months[0], D_VIEW)
        best, worth, wage = -1, -1e9, 0.0
        # three firms of the field, perhaps the same one twice
        for u in (b, c, e):
            r = firms[lo + int(u * (hi - lo))]
            s = startups[r]
            m, d = months[s.district], districts[s.district]
            if s.vacancies > 0:
                seen = m.view_rate + (1 - m.view_rate) * (
                    1 - math.exp(-m.talent_service_budget / m.talent_service_cost)
                )
                pay = wage_offer(s, x, t, m)
                subsidy = promised_subsidy(programmes[purse_of[s.district, SETTLEMENT]], m)
                flat = (
                    m.housing_cost * d.housing * m.flat_discount
                    if looking and d.flats_free > 0
                    else 0.0
                )
                terms = pay + option_benefit(s, pay, m) + subsidy + flat
                value = terms + m.amenity_value * (d.amenity - 1.0)
                if a < seen and value > worth and terms >= reservation_wage(t, x, m):
                    best, worth, wage = r, value, pay
        if best >= 0:
            s = startups[best]
            d, m, p = (
                districts[s.district],
                months[s.district],
                programmes[purse_of[s.district, SETTLEMENT]],
            )
            if promised_subsidy(p, m) > 0:
                p.purse -= m.settlement_subsidy * m.settlement_months
                p.granted += 1
                book[s.district].settlement += m.settlement_subsidy * m.settlement_months
                t.supported_until = m.clock + int(m.settlement_months)
            t.employer = best
            t.wage = wage
            d.taken_on += looking
            if looking and d.flats_free > 0:
                d.flats_free -= 1
                t.housed = True
            s.vacancies -= 1
            s.heads += 1
            s.research_heads += 1
            s.research_skill += t.skill
            s.wage_bill += wage
            moves[s.district].talent_hired += 1


@rule
def chance_of_flat(market, districts):
    """The chance of a flat for one who finds work in the market: flats that stand free, for those
    taken on last month.

    Formula:
        min(1, free / max(1, people))
        free = sum of d.flats_free
        people = sum of d.taken_on
    Source: assumed.
    """
    free, people = 0, 0
    for d in districts:
        if d.market == market:
            free += d.flats_free
            people += d.taken_on
    return min(1.0, free / max(1, people))


@kernel
def assign_flats(talents, housed, startups, districts, months):
    """Who lives in a talent flat keeps it while working in the district; where flats are taken
    back, the last of `housed` (in the order of their keys) lose theirs. Who thinks of coming or
    staying hopes for those that stand free.

    Order: those who live in a flat, by key; then every district.
    Source: assumed.
    """
    for k in range(districts.size):
        districts[k].flats_free = int(months[k].talent_flats)
    for r in housed:
        t = talents[r]
        if t.alive and t.employer >= 0 and districts[startups[t.employer].district].flats_free > 0:
            districts[startups[t.employer].district].flats_free -= 1
        else:
            t.housed = False
    for d in districts:
        d.flat_chance = chance_of_flat(d.market, districts)


@kernel
def update_wages(sectors, months, seat):
    """A sector's wage follows its labour market: more posts than people push it up.

    Order: every sector, in any order.
    Formula: x.wage *= 1 + wage_growth / 12 + wage_response * max(-1, min(1, log((x.vacancies + 1) /
        (x.seekers + 1))))
    Source: assumed.
    """
    for k in range(sectors.size):
        x, m = sectors[k], months[seat[k]]
        tightness = (x.vacancies + 1.0) / (x.seekers + 1.0)
        push = m.wage_response * max(-1.0, min(1.0, math.log(tightness)))
        x.wage *= 1 + m.wage_growth / 12 + push
