"""Firms turn to the public: they sell a product before it is ready, or shares (crowdfunding of
products and of equity).
"""

import math

from sim.core.chance import four_uniforms, lognormal
from sim.core.kernel import kernel, rule
from sim.model.codes import D_CROWD, D_PRESALE, TEAM
from sim.model.rules.common import promise


@rule
def can_presell(s, m):
    """Whether a small firm has something near ready to show, and has not done this before.

    Formula: not s.presold and s.rung > TEAM and s.ready >= presale_ready and crowdfunding_cap > 0
        and s.sales_year + s.sales_1 < presale_sales
    Source: assumed.
    """
    return (
        not s.presold
        and s.rung > TEAM
        and s.ready >= m.presale_ready
        and m.crowdfunding_cap > 0
        and s.sales_year + s.sales_1 < m.presale_sales
    )


@kernel
def presell(startups, seekers, months, book):
    """Firms that need money sell ahead once: good ideas draw buyers, who pay now for goods that
    cost material.

    Order: startups that look for equity this quarter, in any order.
    Formula:
        paid = min(crowdfunding_cap, presale_amount * s.quality * lognormal(u, presale_spread))
        s.cash += paid - paid * material_share
    Source: assumed.
    """
    for r in seekers:
        s = startups[r]
        m, b = months[s.district], book[s.district]
        if can_presell(s, m):
            u, _, _, _ = four_uniforms(s.key, m, D_PRESALE)
            paid = min(
                m.crowdfunding_cap, m.presale_amount * s.quality * lognormal(u, m.presale_spread)
            )
            # buyers pay now, the goods are made at once
            goods = paid * m.material_share
            s.presold = True
            s.sales += paid
            s.sales_year += paid
            s.costs_year += goods
            s.cash += paid - goods
            b.crowdfunding += paid
            b.materials += goods


@rule
def can_offer_shares(s, m):
    """Whether a small firm offers shares to the public: it has no investor yet, and has not done
    this before.

    Formula: not s.pitched and s.rung > TEAM and equity_crowdfunding_cap > 0 and s.funding_round ==
        0 and s.sales_year + s.sales_1 < sales_a
    Source: assumed.
    """
    return (
        not s.pitched
        and s.rung > TEAM
        and m.equity_crowdfunding_cap > 0
        and s.funding_round == 0
        and s.sales_year + s.sales_1 < m.sales_a
    )


@rule
def crowd_share(s, m):
    """The part of the many small investors who look at a firm that it convinces: each asks for as
    much as a fund does, and sees as little as a fund whose manager has no skill.

    Formula: 0.5 * (1 + erf((promise(s) - investment_bar) * insight_base / (sqrt(2) *
        screening_noise)))
    Source: assumed.
    """
    distance = (promise(s, m) - m.investment_bar) * m.insight_base / m.screening_noise
    return (1 + math.erf(distance / math.sqrt(2))) / 2


@rule
def sell_shares(s, money, m, b):
    """The public's money comes in for shares; all earlier owners are diluted alike. The holders are
    households here and elsewhere, whose shares are nobody's stake.

    Formula:
        before = max(s.cash, money * price_multiple)
        s.founder_share *= 1 - money / (before + money)
        s.valuation = before + money
        s.cash += money
    Source: dilution of 10-20 % a round; assumed.
    """
    before = max(s.cash, money * m.price_multiple)
    s.founder_share *= 1 - money / (before + money)
    s.valuation = before + money
    s.cash += money
    s.paid_in += money
    b.equity_crowdfunding += money


@kernel
def offer_shares(startups, seekers, months, book, moves):
    """Some firms that need money and have no investor offer shares to the public once: all or
    nothing. Asked once a quarter, so at three times the monthly chance.

    Order: startups that look for equity this quarter, in any order.
    Formula:
        offers = w < 3 * pitch_rate if can_offer_shares(s)
        asked = min(equity_crowdfunding_cap, amount_seed * lognormal(v, amount_spread))
        pledged = crowd_money * crowd_share(s) * lognormal(u, presale_spread)
        raises = pledged >= asked
    Source: assumed.
    """
    for r in seekers:
        s = startups[r]
        m = months[s.district]
        if can_offer_shares(s, m):
            u, v, w, _ = four_uniforms(s.key, m, D_CROWD)
            if w >= 3 * m.pitch_rate:
                continue
            asked = min(m.equity_crowdfunding_cap, m.amount_seed * lognormal(v, m.amount_spread))
            s.pitched = True
            if m.crowd_money * crowd_share(s, m) * lognormal(u, m.presale_spread) >= asked:
                sell_shares(s, asked, m, book[s.district])
                moves[s.district].crowd_rounds += 1
