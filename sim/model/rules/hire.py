"""Vacancies meet people; flats are let to them."""

import math

import numpy as np

from sim.core.chance import four_uniforms
from sim.core.kernel import kernel, rule
from sim.core.prefetch import AHEAD, prefetch
from sim.core.ranks import rank_by_value, rank_in_block
from sim.model.codes import D_SEARCH, D_VIEW, OUTSIDE, SEEKING, SETTLEMENT, TEAM


@kernel
def list_hirers(startups, hirers, sectors, firms, ranks, last):
    """List the startups that have posts open; returns how many.

    `ranks` puts them in order by (sector, key); `last` is where each sector's block then ends.

    Order: startups with posts, in any order.
    Source: definition.
    """
    n = 0
    for k in range(len(sectors)):
        sectors[k].vacancies, last[k] = 0, 0
    for j in range(len(hirers)):
        prefetch(startups, hirers[min(j + AHEAD, len(hirers) - 1)], "sector")
        prefetch(startups, hirers[min(j + AHEAD, len(hirers) - 1)], "vacancies")
        s = startups[hirers[j]]
        if s.alive and s.vacancies > 0 and s.rung > TEAM:
            sectors[s.sector].vacancies += s.vacancies
            last[s.sector] += 1
            firms[n], ranks[n] = hirers[j], rank_in_block(s.sector, s.key)
            n += 1
    for k in range(1, len(sectors)):
        last[k] += last[k - 1]
    return n


@kernel
def list_job_seekers(talents, searchers, sectors, months, people, ranks):
    """List who looks for work where there is any; people employed outside are seldom moved to;
    returns how many.

    `ranks` puts them in order, the ablest first, and of equal skill by key.

    Order: people who look around, in any order.
    Formula: looks = t.employer == SEEKING or u < 12 * outside_search
    Source: assumed.
    """
    n = 0
    m = months[0]
    for j in range(len(searchers)):
        prefetch(talents, searchers[min(j + AHEAD, len(searchers) - 1)], "key")
        t = talents[searchers[j]]
        if t.venture >= 0 or sectors[t.sector].vacancies == 0:
            continue
        if t.employer != SEEKING:
            u, _, _, _ = four_uniforms(t.key, m, D_SEARCH)
            if u >= 12 * m.outside_search:
                continue
        people[n], ranks[n] = searchers[j], rank_by_value(t.skill, t.key)
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
def wage_offer(outlook, x, t, m):
    """The monthly wage a startup of such prospects offers: the market's, where they allow.

    Formula: x.wage * t.skill * (pay_floor + (1 - pay_floor) * outlook)
    Source: assumed.
    """
    return x.wage * t.skill * (m.pay_floor + (1 - m.pay_floor) * outlook)


@rule
def option_benefit(outlook, pay, m):
    """What an offer's options are worth a month to those who may get them, on average: no cash, and
    nothing without prospects.

    Formula: option_value * equity_incentive * outlook * pay
    Source: assumed.
    """
    return m.option_value * m.equity_incentive * outlook * pay


@rule
def chance_of_offer(m):
    """The chance that a person's search leads to offers: higher where a budget serves those who
    look.

    Formula: view_rate + (1 - view_rate) * (1 - exp(-talent_service_budget / talent_service_cost))
    Source: assumed.
    """
    return m.view_rate + (1 - m.view_rate) * (
        1 - math.exp(-m.talent_service_budget / m.talent_service_cost)
    )


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


@rule
def take_on(t, s):
    """A researcher joins a startup's payroll, and its post is filled.

    Formula:
        s.vacancies -= 1
        s.heads += 1
        s.research_heads += 1
        s.research_skill += t.skill
        s.wage_bill += t.wage
    Source: definition.
    """
    s.vacancies -= 1
    s.heads += 1
    s.research_heads += 1
    s.research_skill += t.skill
    s.wage_bill += t.wage


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
    firms,
    last,
    signed,
):
    """People, the ablest first, look at a few firms of their field and sign with the best that has
    a post.

    `people` come the ablest first; `firms` by (sector, key), each sector's block ending at `last`.
    `signed` gets the rows of those who sign; returns how many. Flats are let to those who looked
    for work; people employed outside live here already.

    Order: people, the ablest first; of equal skill by key. Firms' books take on all who signed,
        in the same order.
    Formula:
        terms = pay + option_benefit(outlook, pay) + subsidy + flat
        value = terms + amenity_value * (d.amenity - 1)
        flat = housing_cost * d.housing * flat_discount if looking and d.flats_free > 0 else 0
    Source: assumed.
    """
    for d in districts:
        d.taken_on = 0
    seen = np.empty(len(districts))
    for k in range(len(districts)):
        seen[k] = chance_of_offer(months[k])
    # of each firm with posts what people look at, side by side
    posts, where = np.empty(len(firms), np.int64), np.empty(len(firms), np.int64)
    outlook, chosen, n = np.empty(len(firms)), np.empty(len(people), np.int64), 0
    for i in range(len(firms)):
        later = firms[min(i + AHEAD, len(firms) - 1)]
        prefetch(startups, later, "district")
        prefetch(startups, later, "vacancies")
        prefetch(startups, later, "cash")
        prefetch(startups, later, "costs")
        s = startups[firms[i]]
        posts[i], where[i] = s.vacancies, s.district
        outlook[i] = prospects(s, months[s.district])
    for j in range(len(people)):
        prefetch(talents, people[min(j + AHEAD, len(people) - 1)], "key")
        t = talents[people[j]]
        lo, hi = last[t.sector - 1] if t.sector > 0 else 0, last[t.sector]
        if hi <= lo:
            continue
        x, looking = sectors[t.sector], t.employer == SEEKING
        a, b, c, e = four_uniforms(t.key, months[0], D_VIEW)
        best, worth, wage = -1, -1e9, 0.0
        # three firms of the field, perhaps the same one twice
        for u in (b, c, e):
            i = lo + int(u * (hi - lo))
            k = where[i]
            if posts[i] > 0 and a < seen[k]:
                m, d = months[k], districts[k]
                pay = wage_offer(outlook[i], x, t, m)
                subsidy = promised_subsidy(programmes[purse_of[k, SETTLEMENT]], m)
                flat = (
                    m.housing_cost * d.housing * m.flat_discount
                    if looking and d.flats_free > 0
                    else 0.0
                )
                terms = pay + option_benefit(outlook[i], pay, m) + subsidy + flat
                value = terms + m.amenity_value * (d.amenity - 1.0)
                if value > worth and terms >= reservation_wage(t, x, m):
                    best, worth, wage = i, value, pay
        if best >= 0:
            k = where[best]
            d, m, p = districts[k], months[k], programmes[purse_of[k, SETTLEMENT]]
            if promised_subsidy(p, m) > 0:
                p.purse -= m.settlement_subsidy * m.settlement_months
                p.granted += 1
                book[k].settlement += m.settlement_subsidy * m.settlement_months
                t.supported_until = m.clock + int(m.settlement_months)
            t.employer = firms[best]
            t.wage = wage
            d.taken_on += looking
            if looking and d.flats_free > 0:
                d.flats_free -= 1
                t.housed = True
            posts[best] -= 1
            moves[k].talent_hired += 1
            signed[n], chosen[n] = people[j], firms[best]
            n += 1
    for j in range(n):
        later = chosen[min(j + AHEAD, n - 1)]
        prefetch(startups, later, "vacancies")
        prefetch(startups, later, "research_skill")
        prefetch(startups, later, "wage_bill")
        take_on(talents[signed[j]], startups[chosen[j]])
    return n


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
