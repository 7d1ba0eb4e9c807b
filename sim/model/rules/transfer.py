"""Universities and institutes bring forth results; firms that look for technology find them at an
exchange, or by acquaintance, and pay.
"""

from sim.core.chance import four_uniforms, lognormal, stochastic_round
from sim.core.kernel import kernel, rule
from sim.core.prefetch import AHEAD, prefetch
from sim.model.codes import (
    D_TECHNOLOGY,
    INSTITUTE_BODY,
    TEAM,
    TECHNOLOGY_MARKET,
    UNIVERSITY_BODY,
)
from sim.model.rules.common import is_acting


@rule
def does_research(o):
    """Whether an institution brings forth results: a university or an institute.

    Formula: o.kind == UNIVERSITY_BODY or o.kind == INSTITUTE_BODY
    Source: definition.
    """
    return o.kind in (UNIVERSITY_BODY, INSTITUTE_BODY)


@rule
def offered_share(o, m):
    """How much of what its people find an institution lets go: a usual part, and more as far as it
    follows the reforms of posts, titles and inventors' shares.

    Formula:
        usual_offer + (1 - usual_offer) * o.follows * reform
        reform = 1 - (1 - leave_rule) * (1 - title_for_transfer) * (1 - min(1, achievement_rights /
            (1 - rights_share)))
    Source: 促进科技成果转化法第四十五条（2015年10月起由20%提至50%） (sign); assumed.
    """
    rights = min(1.0, m.achievement_rights / (1 - m.rights_share))
    reform = 1 - (1 - m.leave_rule) * (1 - m.title_for_transfer) * (1 - rights)
    return m.usual_offer + (1 - m.usual_offer) * o.follows * reform


@rule
def bring_forth(o, m, b):
    """An institution's researchers find what firms could use; what it earned it puts into research;
    results age.

    Formula:
        o.results += found * offered_share(o) - technology_ageing * o.results
        found = result_rate / 12 * o.staff + o.cash / result_cost
        b.institution_research += o.cash
        o.cash = 0
    Source: 661 000 contracts of universities and institutes in 2024; assumed (the rest).
    """
    found = m.result_rate / 12 * o.staff + o.cash / m.result_cost
    o.results += found * offered_share(o, m) - m.technology_ageing * o.results
    b.institution_research += o.cash
    o.cash = 0.0


@rule
def exchange_staff(o, m):
    """The people of an exchange: its own, and those whom the district's money for transfer pays.

    Formula: o.staff + transfer_budget / 12 / (staff_wage * (1 + social_rate))
    Source: assumed.
    """
    return o.staff + m.transfer_budget / 12 / (m.staff_wage * (1 + m.social_rate))


@rule
def open_exchange(o, d, m, b):
    """An exchange can serve so many firms this month; its own people are paid. Where it stands, the
    money for transfer works through it.

    Formula:
        served = stochastic_round(u, exchange_staff(o) * transfer_cases / 12)
        b.exchange_wages += o.staff * staff_wage * (1 + social_rate)
        d.exchange = True
    Source: 661 000 contracts of universities and institutes in 2024; assumed.
    """
    u, _, _, _ = four_uniforms(o.key, m, D_TECHNOLOGY)
    b.exchange_wages += o.staff * m.staff_wage * (1 + m.social_rate)
    d.exchange = True
    return stochastic_round(u, exchange_staff(o, m) * m.transfer_cases / 12)


@kernel
def prepare_transfer(institutions, districts, months, book, places):
    """Institutions add to what is on offer, and exchanges open; `places` gets how many firms the
    exchanges of a market can serve.

    Order: every institution, in any order.
    Source: definition.
    """
    for d in districts:
        d.exchange = False
    for o in institutions:
        m, b = months[o.district], book[o.district]
        if is_acting(o, m):
            if does_research(o):
                bring_forth(o, m, b)
            elif o.kind == TECHNOLOGY_MARKET:
                places[o.market] += open_exchange(o, districts[o.district], m, b)


@rule
def seeks_technology(s, u, m):
    """Whether a firm with research of its own looks for others' technology this month.

    Formula: s.rung > TEAM and s.researching and u < technology_search
    Source: assumed.
    """
    return s.rung > TEAM and s.researching and u < m.technology_search


@kernel
def list_technology_seekers(startups, living, months, who, lot):
    """Firms that look for technology this month, each with its lot; returns how many. What firms
    bought earlier ages.

    Order: every living firm, in any order.
    Formula: s.technology -= technology_ageing * s.technology
    Source: assumed.
    """
    n = 0
    for j in range(len(living)):
        later = living[min(j + AHEAD, len(living) - 1)]
        prefetch(startups, later, "district")
        prefetch(startups, later, "researching")
        prefetch(startups, later, "technology")
        r = living[j]
        s = startups[r]
        m = months[s.district]
        if s.technology > 0:
            s.technology -= m.technology_ageing * s.technology
        if seeks_technology(s, 0.0, m):  # a lot is drawn for those alone who may look
            u, v, _, _ = four_uniforms(s.key, m, D_TECHNOLOGY)
            if seeks_technology(s, u, m):
                who[n] = r
                lot[n] = v
                n += 1
    return n


@rule
def offers_to(o, s, d, m):
    """Whether an institution has something for a firm: in its market, and of its trade where it keeps
    to one.

    Formula: is_acting(o) and does_research(o) and o.market == d.market and o.results > 0 and
        (o.sector < 0 or o.sector == s.sector)
    Source: definition.
    """
    trade = o.sector < 0 or o.sector == s.sector
    return is_acting(o, m) and does_research(o) and o.market == d.market and o.results > 0 and trade


@rule
def find_chance(results, served, m):
    """The chance that a firm that looks finds a result that fits: the more are on offer; few meet
    where no exchange brings them together.

    Formula: (1 if served else acquaintance) * results / (results + result_fit_half)
    Source: assumed.
    """
    return (1.0 if served else m.acquaintance) * results / (results + m.result_fit_half)


@rule
def buy_result(s, o, d, price, m, b, c):
    """A contract of transfer: the firm pays if it can, the institution pays its inventors their
    share, and the result is in use.

    Formula:
        s.cash -= price if s.cash >= price
        o.cash += price * (1 - share)
        share = min(1, rights_share + achievement_rights)
        o.results = max(0, o.results - 1)
        s.technology += 1
        d.technology += 1
    Source: 促进科技成果转化法第四十五条（2015年10月起由20%提至50%） (the share); definition.
    """
    if s.cash >= price:
        share = min(1.0, m.rights_share + m.achievement_rights)
        s.cash -= price
        s.costs_year += price
        o.cash += price - price * share
        o.results = max(0.0, o.results - 1)
        s.technology += 1
        d.technology += 1
        b.technology_contracts += price
        b.inventors_share += price * share
        c.transfer_contracts += 1
        c.transfer_value += price


@kernel
def transfer(startups, who, order, institutions, districts, months, places, book, moves):
    """Firms that look for technology are served while exchanges have people, by lot; of the
    institutions with something for it a firm turns to the one with most.

    Order: firms by lot.
    Formula: price = result_price * lognormal(z, result_spread)
    Source: 661 000 contracts of universities and institutes in 2024; assumed (the spread).
    """
    for j in order:
        s = startups[who[j]]
        d, m = districts[s.district], months[s.district]
        served = places[d.market] > 0
        if served:
            places[d.market] -= 1
        results, best = 0.0, -1
        for k in range(institutions.size):
            o = institutions[k]
            if offers_to(o, s, d, m):
                results += o.results
                if best < 0 or o.results > institutions[best].results:
                    best = k
        _, _, w, z = four_uniforms(s.key, m, D_TECHNOLOGY)
        if best >= 0 and w < find_chance(results, served, m):
            price = m.result_price * lognormal(z, m.result_spread)
            buy_result(s, institutions[best], d, price, m, book[s.district], moves[s.district])
