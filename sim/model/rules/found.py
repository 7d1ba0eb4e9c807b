"""People decide to found firms; teams register them."""

import math

from sim.core.chance import child_key, four_uniforms, lognormal, normal, stochastic_round
from sim.core.kernel import kernel, rule
from sim.core.prefetch import AHEAD, prefetch
from sim.model.codes import (
    CAREER,
    D_BIRTH,
    D_FOUND,
    D_IDEA,
    D_POST,
    D_SETTING,
    D_TYPE,
    EMPLOYEE,
    GAVE_UP,
    MICRO,
    NO_POST,
    OUTSIDE,
    POST,
    RESEARCHER,
    RESIDENT,
    RETURNED,
    RETURNEE,
    SCIENTIST,
    SEEKING,
    SERIAL,
    STUDENT,
    STUDENT_FOUNDER,
    TEAM,
)
from sim.model.rules.common import (
    insurance_worth,
    is_talent,
    niche,
    registration_wait,
    take_off_payroll,
)


@rule
def ease_of_entry(d, m):
    """How easy the first steps are: every day of registration and approval puts founders off.

    Formula: exp(-delay_aversion * registration_wait / 30)
    Source: 2014 registration reform raised entry by a quarter.
    """
    return math.exp(-m.delay_aversion * registration_wait(m) / 30)


@rule
def expected_support(d, m):
    """What a founder who knows the programmes expects of them in a first year, per 万元 of first-year
    cost.

    Formula:
        worth = 12 * area_per_head * first_heads * rent_saved + furnished_share * fit_out *
            first_heads + founder_grant * grant_odds
        rent_saved = incubator_rent * (1 - (1 - posted_rent_discount) * (1 - rent_subsidy_share))
        d.aware * worth / first_year_cost
    Source: assumed.
    """
    rent_share = m.rent_subsidy_share if m.rent_subsidy_envelope > 0 else 0.0
    rent_saved = m.incubator_rent * (1 - (1 - m.posted_rent_discount) * (1 - rent_share))
    worth = (
        12 * m.area_per_head * m.first_heads * rent_saved
        + m.furnished_share * m.fit_out * m.first_heads
    )
    if m.founder_grant_envelope > 0:
        worth += m.founder_grant * m.grant_odds
    return d.aware * worth / m.first_year_cost


@rule
def founding_courage(d, m):
    """Courage to found: culture, the successes people have heard of, and events.

    Formula:
        culture * d.culture * (1 + example_effect * seen) * (1 + event_effect * events)
        seen = heard / (heard + exits_half)
        heard = d.recent_exits * d.hearing
        events = 1 - exp(-event_budget / event_cost)
    Source: assumed.
    """
    heard = d.recent_exits * d.hearing
    seen = heard / (heard + m.exits_half)
    events = 1 - math.exp(-m.event_budget / m.event_cost)
    return m.culture * d.culture * (1 + m.example_effect * seen) * (1 + m.event_effect * events)


@rule
def eagerness(d, m):
    """All that a district's setting adds to a person's wish to found there.

    Formula: ease_of_entry(d) * (1 + support_effect * expected_support(d)) * founding_courage(d)
    Source: assumed.
    """
    return (
        ease_of_entry(d, m)
        * (1 + m.support_effect * expected_support(d, m))
        * founding_courage(d, m)
    )


@rule
def post_of(t):
    """What a founder would leave: a career at an institute, another post outside the model, or
    neither.

    Formula: NO_POST if t.employer != OUTSIDE else CAREER if t.kind >= SCIENTIST else POST
    Source: assumed.
    """
    if t.employer != OUTSIDE:
        return NO_POST
    return CAREER if t.kind >= SCIENTIST else POST


@rule
def keeps_post(t, m):
    """Whether the employer of someone who leaves to found keeps the post.

    Formula: t.employer == OUTSIDE and u < (leave_rule if t.kind >= SCIENTIST else employee_leave)
    Source: 人社部规〔2017〕4号.
    """
    if t.employer != OUTSIDE:
        return False
    u, _, _, _ = four_uniforms(t.key, m, D_POST)
    return u < (m.leave_rule if t.kind >= SCIENTIST else m.employee_leave)


@rule
def sees_opportunity(t, u, m):
    """Whether a person sees opportunities at all: students only in part, unless they took a course.

    Formula: t.kind != STUDENT or t.schooled or u < student_awareness
    Source: assumed.
    """
    return t.kind != STUDENT or t.schooled or u < m.student_awareness


@rule
def kind_rate(t, m):
    """The founding rate of a person's kind, 1 for an engineer, in or out of work.

    Formula: (student_rate if t.kind == STUDENT else scientist_rate if t.kind >= SCIENTIST else 1) *
        (necessity if t.employer == SEEKING)
    Source: 24 % of tenants' founders 2021 were students; 14 % of tenants' founders 2021 were
        scientists and engineers; assumed (people out of work).
    """
    rate = 1.0
    if t.kind == STUDENT:
        rate = m.student_rate
    elif t.kind >= SCIENTIST:
        rate = m.scientist_rate
    if t.employer == SEEKING:
        rate *= m.necessity
    return rate


@rule
def opportunity(x, d, m):
    """Business on offer against what firms here and elsewhere already pull, technology made usable,
    and access to the market.

    Formula:
        business * (1 + technology_effect * d.usable) * (1 - x.restricted * (1 -
            market_access_opened))
        business = min(most_opportunity, sqrt(x.tendered / (x.appeal + x.rivals + 1) /
            opportunity_norm))
    Source: assumed.
    """
    business = min(
        m.most_opportunity,
        math.sqrt(x.tendered / (x.appeal + x.rivals + 1.0) / m.opportunity_norm),
    )
    return (
        business
        * (1 + m.technology_effect * d.usable)
        * (1 - x.restricted * (1 - m.market_access_opened))
    )


@rule
def founding_drive(t, m):
    """A person's own monthly chance of founding in a usual setting: by kind and skill.

    Formula: founding_rate * kind_rate(t) * t.skill
    Source: fitted in the spin-up to the known yearly entry.
    """
    return m.founding_rate * kind_rate(t, m) * t.skill


@rule
def origin_of(t):
    """What a founder was before.

    Formula: SERIAL if t.attempts > 1 else RETURNEE if t.origin == RETURNED else STUDENT_FOUNDER if
        t.kind == STUDENT else RESEARCHER if t.kind >= SCIENTIST else RESIDENT if t.employer ==
        SEEKING else EMPLOYEE
    Source: definition.
    """
    if t.attempts > 1:
        return SERIAL
    if t.origin == RETURNED:
        return RETURNEE
    if t.kind == STUDENT:
        return STUDENT_FOUNDER
    if t.kind >= SCIENTIST:
        return RESEARCHER
    if t.employer == SEEKING:
        return RESIDENT
    return EMPLOYEE


@rule
def opening_size(market, m):
    """How much larger than in the middle market a firm begins: customers are larger where the
    market is, and so is the team.

    The middle market is the median of the Pareto law that markets follow, `niche_least * 2 ** (1 /
    niche_tail)`.

    Formula: (market / (niche_least * 2 ** (1 / niche_tail))) ** market_slope
    Source: Sterk, Sedláček & Pugsley 2021 (sign); Colombo, Delmastro & Grilli 2004 (sign).
    """
    # the median of a Pareto law with least value a and tail k is a * 2 ** (1 / k)
    return (market / (m.niche_least * 2 ** (1 / m.niche_tail))) ** m.market_slope


@rule
def research_chance(t, m):
    """The chance that a person's firm goes on with research of its own once its product sells.

    Formula: research_scientist if t.kind >= SCIENTIST or t.origin == RETURNED else research_student
        if t.kind == STUDENT or t.employer == SEEKING else research_engineer
    Source: 25-40 % of firms above scale do any research; assumed (by origin).
    """
    if t.kind >= SCIENTIST or t.origin == RETURNED:
        return m.research_scientist
    return m.research_student if t.kind == STUDENT or t.employer == SEEKING else m.research_engineer


@rule
def spin_off(s, m):
    """A firm that leaves another with a team and its customers begins with both.

    Formula:
        s.ready = 1
        s.contracts = spinoff_contracts
        s.contract_value = spinoff_served * s.heads * output_per_head
        s.niche = max(s.niche, spinoff_niche * s.contract_value)
        s.quality *= spinoff_quality
    Source: Klepper 2009 (sign); five to eight times; assumed (customers and market).
    """
    s.ready = 1.0
    s.contracts = int(m.spinoff_contracts)
    s.contract_value = m.spinoff_served * s.heads * m.output_per_head
    s.niche = max(s.niche, m.spinoff_niche * s.contract_value)
    s.quality *= m.spinoff_quality


@rule
def start_team(s, t, x, d, m, b):
    """A founder puts in savings and starts a team for the business in sight; the firm is registered
    after the official delay.

    Formula:
        experience = 1 + second_try * min(tries_counted, t.attempts - 1)
        s.quality = exp(quality_spread * normal(u)) * experience
        s.capability = t.skill * exp(capability_spread * normal(v)) * experience
        s.ready = min(1, ripe_share * w ** idea_maturity)
        s.heads = 1 + (first_heads - 1) * begins * lognormal(i, heads_spread)
        s.cash = savings * s.heads * lognormal(k, savings_spread) - fit_out * s.heads * (1 -
            furnished_share)
        s.contract_value = first_contract * begins * lognormal(v2, contract_spread) if s.ready >= 1
        s.wage_bill = founder_pay * x.wage
        s.high_tech_share = least + (1 - least) * j
        least = least_research_share if s.researching else least_high_tech
        s.researching = a < research_chance(t)
        s.capacity = f
        begins = opening_size(s.niche) * (spinoff_size if spun)
        spin_off(s) if spun
        spun = t.kind != STUDENT and e < spinoff_share
        s.registered = clock + registration_wait / 30
        s.patience = patience * exp(patience_spread * normal(x2))
    Source: Gompers et al. 2010 (sign); 3.6 jobs per new entity, Chengguan; 83 % of operating new
        firms had sales within a year; spin-offs are 10-15 % of new technology firms; assumed (the
        spreads).
    """
    u, v, w, z = four_uniforms(s.key, m, D_BIRTH)
    i, j, k, n = four_uniforms(s.key, m, D_IDEA)
    u2, v2, x2, _ = four_uniforms(s.key, m, D_SETTING)
    a, e, f, _ = four_uniforms(s.key, m, D_TYPE)
    experience = 1 + m.second_try * min(m.tries_counted, t.attempts - 1)
    s.quality = math.exp(m.quality_spread * normal(u)) * experience
    s.capability = t.skill * math.exp(m.capability_spread * normal(v)) * experience
    s.ready = min(1.0, m.ripe_share * w**m.idea_maturity)
    s.niche = niche(u2, m)
    begins = opening_size(s.niche, m)
    spun = t.kind != STUDENT and e < m.spinoff_share
    if spun:
        begins *= m.spinoff_size
    if s.ready >= 1:
        s.contracts = 1
        s.contract_value = m.first_contract * begins * lognormal(v2, m.contract_spread)
    s.heads = 1 + stochastic_round(z, (m.first_heads - 1) * begins * lognormal(i, m.heads_spread))
    if spun:
        spin_off(s, m)
    s.researching = a < research_chance(t, m)
    s.capacity = f
    s.research_heads = 1
    s.research_skill = t.skill
    s.wage_bill = m.founder_pay * x.wage
    s.founder_wage = s.wage_bill
    s.effort = 1.0
    least = m.least_research_share if s.researching else m.least_high_tech
    s.high_tech_share = least + (1 - least) * j
    s.outside_wage = x.wage * t.skill
    s.area = m.area_per_head * s.heads
    savings = m.savings * s.heads * lognormal(k, m.savings_spread)
    fit_out = m.fit_out * s.heads * (1 - m.furnished_share)
    s.paid_in = savings
    s.cash = savings - fit_out
    s.trained = t.schooled
    s.registered = m.clock + stochastic_round(n, registration_wait(m) / 30)
    s.origin = origin_of(t)
    s.rung_since = m.clock
    s.patience = m.patience * math.exp(m.patience_spread * normal(x2))
    b.founders_equity += savings
    b.fit_out += fit_out


@rule
def register(s, m, b, c):
    """A team whose papers are through becomes a firm; some give up waiting.

    Formula:
        s.rung = MICRO if s.registered <= clock
        s.exit_kind = GAVE_UP if s.registered > clock and u < team_doubt
    Source: assumed.
    """
    if s.registered <= m.clock:
        c.access_founded += s.access_opened
        s.rung = MICRO
        s.registered = m.clock
        s.rung_since = m.clock
    else:
        u, _, _, _ = four_uniforms(s.key, m, D_SETTING)
        if u < m.team_doubt:
            s.alive = False
            s.home = -1
            b.liquidation += max(0.0, s.cash)
            b.unpaid_bills += max(0.0, -s.cash)
            s.cash = 0.0
            s.exit_kind = GAVE_UP
            s.exit_month = m.clock
            s.deregistered = m.clock
            c.gave_up += 1


@rule
def stake_of(t, post):
    """The row of what someone risks by founding: by what is left, and then whether the person
    counts as talent.

    Formula: post + (CAREER + 1 if is_talent(t))
    Source: definition.
    """
    return post + CAREER + 1 if is_talent(t) else post


@rule
def insure_founder(s, t, m, b):
    """A founder with talent takes out insurance against the firm's failure where it is worth more
    than it costs; the firm pays the premium for the whole term, the public its part.

    Formula:
        s.founder_cover = founder_insurance * 12 * s.outside_wage if is_talent(t) and
            insurance_worth > 0
        premium = founder_premium_rate * s.founder_cover
        s.insured_until = clock + founder_insurance_term
        s.cash -= premium * (1 - founder_premium_subsidy)
    Source: assumed.
    """
    if insurance_worth(m) <= 0 or not is_talent(t):
        return
    s.founder_cover = m.founder_insurance * 12 * s.outside_wage
    s.insured_until = m.clock + int(m.founder_insurance_term)
    premium = m.founder_premium_rate * s.founder_cover
    own = premium * (1 - m.founder_premium_subsidy)
    s.cash -= own
    s.costs_year += own
    b.founder_premium += own
    b.founder_premium_public += premium - own


@rule
def reinvest_payout(s, t, payout, m, b):
    """A founder whose insured firm has failed puts part of what the insurance paid into the next.

    Formula: s.cash += payout_part * payout
    Source: assumed.
    """
    money = m.payout_part * payout
    s.cash += money
    s.paid_in += money
    b.founders_equity += money
    t.insured_firm = -1


@kernel
def fill_founding_calls(sectors, districts, months, call, pull):
    """Fill what calls people to found, by sector and district (its last column: the strongest of
    the market), and each district's pull on the founders of its market.

    Order: every sector in every district of its market, in any order.
    Formula:
        call = opportunity(x, d) * eagerness(d)
        pull = d.share * exp(site_choice * expected_support(d))
    Source: assumed.
    """
    for j in range(sectors.size):
        best = 0.0
        for k in range(districts.size):
            call[j, k] = 0.0
            if districts[k].market == sectors[j].market:
                call[j, k] = opportunity(sectors[j], districts[k], months[k]) * eagerness(
                    districts[k], months[k]
                )
                best = max(best, call[j, k])
        call[j, districts.size] = best
    for k in range(districts.size):
        pull[k] = districts[k].share * math.exp(
            months[k].site_choice * expected_support(districts[k], months[k])
        )


@rule
def pick_district(u, market, districts, pull):
    """A district of the market in proportion to its pull.

    Formula: first district of the market whose sum of pull reaches u * total
    Source: definition.
    """
    total = 0.0
    for k in range(districts.size):
        if districts[k].market == market:
            total += pull[k]
    reach, chosen = u * total, -1
    for k in range(districts.size):
        if districts[k].market == market:
            chosen = k
            reach -= pull[k]
            if reach < 0:
                break
    return chosen


@rule
def closed_part(x, m):
    """What of a sector's call would be left without the opening of market access.

    Formula: (1 - x.restricted) / (1 - x.restricted * (1 - market_access_opened)) if
        market_access_opened > 0 else 1
    Source: definition.
    """
    if m.market_access_opened <= 0 or x.restricted <= 0:
        return 1.0
    return (1 - x.restricted) / (1 - x.restricted * (1 - m.market_access_opened))


@kernel
def consider(talents, dreamers, sectors, districts, months, call, bold, pull, who, where, let_in):
    """Those whose half-year it is consider founding a firm.

    Returns how many do; `who` gets their rows, `where` the districts they choose, `let_in` whether
    they would not have founded had access not been opened.

    Order: people whose half-year it is, in any order: first against the strongest call of the
        market, then against that of the district they choose.
    Formula: u < 6 * founding_drive(t) * bold * call and sees_opportunity(t, w)
    Source: assumed.
    """
    n, most, boldest = 0, districts.size, bold[:, districts.size].max()
    for j in range(len(dreamers)):
        later = dreamers[min(j + AHEAD, len(dreamers) - 1)]
        prefetch(talents, later, "key")
        prefetch(talents, later, "skill")
        r = dreamers[j]
        t = talents[r]
        u, v, w, _ = four_uniforms(t.key, months[0], D_FOUND)
        own = 6 * founding_drive(t, months[0])
        # one draw, asked again and again: most people fall short of the strongest call of their market and the
        # boldest, so that what they risk is looked up and a district drawn for few; with these the draw meets the
        # chance that counts
        if u < own * boldest * call[t.sector, most] and sees_opportunity(t, w, months[0]):
            risk = stake_of(t, post_of(t))
            k = pick_district(v, sectors[t.sector].market, districts, pull)
            if u < own * bold[risk, k] * call[t.sector, k]:
                who[n] = r
                where[n] = k
                x, m = sectors[t.sector], months[k]
                let_in[n] = u >= own * bold[risk, k] * call[t.sector, k] * closed_part(x, m)
                n += 1
    return n


@kernel
def bring_up(startups, first, talents, sectors, districts, months, book, who, where, let_in, n):
    """New teams take shape; their founders leave what they did before.

    Order: new founders in the order they decided; who was employed by a startup leaves its payroll
        first.
    Source: definition.
    """
    for k in range(n):
        prefetch(talents, who[min(k + AHEAD, n - 1)], "key")
        prefetch(talents, who[min(k + AHEAD, n - 1)], "wage")
        s, t = startups[first + k], talents[who[k]]
        # who worked for another startup leaves it
        if t.employer >= 0:
            take_off_payroll(t, startups[t.employer])
        t.attempts += 1
        t.housed = False
        s.key = child_key(t.key, t.attempts, D_FOUND)
        s.born = months[0].clock
        s.sector = t.sector
        s.district = where[k]
        s.founder = who[k]
        s.access_opened = let_in[k]
        start_team(s, t, sectors[t.sector], districts[where[k]], months[where[k]], book[where[k]])
        if t.insured_firm >= 0:
            reinvest_payout(
                s, t, startups[t.insured_firm].founder_cover, months[where[k]], book[where[k]]
            )
        insure_founder(s, t, months[where[k]], book[where[k]])
        t.post_kept = keeps_post(t, months[where[k]])
        t.employer = first + k
        t.venture = first + k
        t.wage = s.wage_bill


@kernel
def register_teams(startups, teams, months, book, moves):
    """Teams become firms, or give up.

    Order: teams in any order.
    Source: definition.
    """
    for r in teams:
        s = startups[r]
        if s.rung == TEAM and s.alive:
            register(s, months[s.district], book[s.district], moves[s.district])
