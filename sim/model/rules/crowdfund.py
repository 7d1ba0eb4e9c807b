"""Firms sell a product to the public before it is ready (crowdfunding of products)."""

from sim.core.chance import four_uniforms, lognormal
from sim.core.kernel import kernel, rule
from sim.model.codes import D_PRESALE, TEAM


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
