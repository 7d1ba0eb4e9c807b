"""Startups ask for the round of equity that they have reached, with whoever can introduce them to
funds.
"""

from sim.core.kernel import kernel, rule
from sim.core.prefetch import AHEAD, prefetch
from sim.model.codes import ANGEL, HIGH_TECH, NO_BOARD, ROUND_A, ROUND_B, ROUND_C


@rule
def stage(s, m):
    """The round that fits what a startup has reached: customers open the later ones.

    Formula:
        ANGEL if s.ready < 1 or sales < sales_a else ROUND_A if sales < sales_b else ROUND_B if
            sales < sales_c else ROUND_C
        sales = s.sales_year + s.sales_1
    Source: assumed.
    """
    sales = s.sales_year + s.sales_1
    if s.ready < 1 or sales < m.sales_a:
        return ANGEL
    if sales < m.sales_b:
        return ROUND_A
    return ROUND_B if sales < m.sales_c else ROUND_C


@rule
def has_progressed(s, m):
    """Whether a startup has done what the investors of its last round asked: it sells so many times
    what it sold then.

    Formula: s.ready >= 1 and s.contract_value >= progress * max(s.round_contracts, first_contract)
    Source: assumed.
    """
    return s.ready >= 1 and s.contract_value >= m.progress * max(
        s.round_contracts, m.first_contract
    )


@rule
def next_round(s, m):
    """The round a startup can ask for: the next, by sales or by progress, or a later one that fits
    its sales; else 0.

    Formula:
        0 if s.funding_round > 0 and clock - s.round_month < round_gap
        r = s.funding_round + 1
        reached = stage(s)
        r if r > reached and has_progressed(s) or reached == ANGEL else reached
    Source: gap of 14-20 months; assumed (which round).
    """
    if s.funding_round > 0 and m.clock - s.round_month < m.round_gap:
        return 0
    r, reached = s.funding_round + 1, stage(s, m)
    if r > reached:
        return r if 1 < r <= ROUND_C and has_progressed(s, m) else 0
    return r if reached == ANGEL else reached


@rule
def introduction(s, incubators, m):
    """The chance that a startup is introduced to a fund this month: by its investors, its
    facility's operator, the mentor of a firm that is to become strong, or the board that quotes it.

    Formula:
        link = investor_link if s.investor >= 0 else 0
        link += (1 - link) * incubator_link * i.contact_hours / (i.contact_hours + hours_half) if
            s.home >= 0
        link += (1 - link) * incubator_link * hours / (hours + hours_half) if s.cultivated ==
            HIGH_TECH
        hours = introduction_weight * mentor_hours
        link += (1 - link) * board_link * board_disclosure if s.board > NO_BOARD
    Source: assumed.
    """
    link = m.investor_link if s.investor >= 0 else 0.0
    if s.home >= 0:
        i = incubators[s.home]
        link += (1 - link) * m.incubator_link * i.contact_hours / (i.contact_hours + m.hours_half)
    if s.cultivated == HIGH_TECH:
        hours = m.introduction_weight * m.mentor_hours
        link += (1 - link) * m.incubator_link * hours / (hours + m.hours_half)
    if s.board > NO_BOARD:
        link += (1 - link) * m.board_link * m.board_disclosure
    return link


@kernel
def seek_rounds(startups, seekers, incubators, months, who, deal, link):
    """Startups looking for money ask for the round they have reached; returns how many can ask for
    one.

    `link` gets the chance that each is introduced to a fund.

    Order: startups that look for equity this quarter, in any order.
    Source: definition.
    """
    n = 0
    for j in range(len(seekers)):
        later = seekers[min(j + AHEAD, len(seekers) - 1)]
        prefetch(startups, later, "district")
        prefetch(startups, later, "contract_value")
        prefetch(startups, later, "sales_1")
        prefetch(startups, later, "investor")
        prefetch(startups, later, "cultivated")
        r = seekers[j]
        s = startups[r]
        m = months[s.district]
        wanted = next_round(s, m)
        if wanted > 0:
            who[n], deal[n], link[n] = r, wanted, introduction(s, incubators, m)
            n += 1
    return n
