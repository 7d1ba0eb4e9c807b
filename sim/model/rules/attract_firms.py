"""Firms look at the region: some move in, teams hatched in outposts follow their ties, lead firms
settle.
"""

import math

from sim.core.chance import child_key, four_uniforms, lognormal, normal, poisson, trait
from sim.core.kernel import kernel, rule
from sim.model.codes import ATTRACTED, D_LEAD, D_MOVER, D_OUTPOST, D_PROJECT, D_REACH, MICRO


@kernel
def reach_out(districts, months, abroad, hatched, leads):
    """How many more each district talks to where a budget pays for it: people abroad, teams in
    outposts, lead firms.

    Order: district by district; each number is Poisson.
    Formula:
        abroad = abroad_people * international_budget / 12 / overseas_contact_cost
        hatched = d.landing + (0 if d.outposts > 0 else outpost_budget / 12 / outpost_cost)
        leads = lead_firm_budget / 12 / lead_firm_cost
    Source: assumed.
    """
    for k in range(districts.size):
        m = months[k]
        u, v, w, _ = four_uniforms(districts[k].key, m, D_REACH)
        abroad[k] = poisson(
            u, m.abroad_people * m.international_budget / 12 / m.overseas_contact_cost
        )
        # where an outpost stands, the money takes teams up there, and those that are ready come
        ready = poisson(v, m.outpost_budget / 12 / m.outpost_cost)
        hatched[k] = districts[k].landing + (0 if districts[k].outposts > 0 else ready)
        leads[k] = poisson(w, m.lead_firm_budget / 12 / m.lead_firm_cost)


@rule
def newcomer_share(x, market, targeted):
    """A sector's part of a market's newcomers; where asked, only if it is one of the plan's
    clusters.

    Formula: x.share if x.market == market and (x.targeted or not targeted) else 0
    Source: definition.
    """
    return x.share if x.market == market and (x.targeted or not targeted) else 0.0


@rule
def pick_branch(u, market, sectors, targeted):
    """A sector of the market in proportion to its part of newcomers, or -1 where there is none of
    the kind asked for.

    Formula: first sector whose sum of newcomer_share reaches u * total
    Source: definition.
    """
    total, chosen = 0.0, -1
    for x in sectors:
        total += newcomer_share(x, market, targeted)
    reach = u * total
    for j in range(sectors.size):
        part = newcomer_share(sectors[j], market, targeted)
        # the last sector that has a part stays chosen where rounding leaves something over
        if part > 0 and reach >= 0:
            chosen = j
        reach -= part
    return chosen


@rule
def pick_project_sector(s, u, market, sectors, m):
    """The sector of a firm that is approached: under the plan some are chosen from its clusters.

    Formula: pick_branch(w, market, sectors, True) if v < project_mix else pick_branch(u, market,
        sectors)
    Source: assumed.
    """
    if m.project_mix > 0:
        v, w, _, _ = four_uniforms(s.key, m, D_PROJECT)
        chosen = pick_branch(w, market, sectors, True)
        if v < m.project_mix and chosen >= 0:
            return chosen
    return pick_branch(u, market, sectors, False)


@rule
def location_value(grant, x, d, m):
    """What a district is worth to a firm from outside: a grant, cheaper rent, neighbours of the
    trade.

    Formula: grant / moving_bill + rent_weight * log(outside_rent / d.market_rent) + neighbour_pull
        * log1p(x.firms)
    Source: assumed.
    """
    return (
        grant / m.moving_bill
        + m.rent_weight * math.log(m.outside_rent / d.market_rent)
        + m.neighbour_pull * math.log1p(x.firms)
    )


@rule
def settles(u, inertia, worth, m):
    """Whether a firm that looks moves in: a logit choice between here and where it is.

    Formula: u < 1 / (1 + exp(inertia - firm_choice * worth))
    Source: assumed.
    """
    return u < 1 / (1 + math.exp(inertia - m.firm_choice * worth))


@rule
def settle_firm(s, sector, w, z, size, x, m):
    """A firm that moves in has a product, some customers of its own and a small team; a hatched
    team has less of each. The abler at filing bring a certificate, which is good wherever its holder
    sits.

    Formula:
        s.capability = mover_capability * exp(capability_spread * normal(w))
        s.contract_value = first_contract * mover_sales * size * lognormal(z, mover_spread)
        s.niche = mover_niche * s.contract_value
        s.researching = mover_high_tech >= least_research_share
        s.capacity = trait(s.key)
        s.high_tech_until = clock + certificate_months / 2 if size >= 1 and s.capacity > 1 -
            mover_certified
        s.heads = max(mover_heads, s.contract_value / output_per_head)
        s.cash = savings * s.heads * mover_savings
        s.patience = mover_patience * patience
        s.born = clock - mover_age * size
    Source: 国科发火〔2016〕32号 (a certificate moves with the firm); assumed.
    """
    s.sector = sector
    s.origin = ATTRACTED
    s.rung = MICRO
    s.registered = m.clock
    s.rung_since = m.clock
    s.born = m.clock - int(m.mover_age * size)
    s.ready = 1.0
    s.capability = m.mover_capability * math.exp(m.capability_spread * normal(w))
    s.quality = 1.0
    s.contracts = max(1, int(m.mover_contracts * size))
    s.contract_value = m.first_contract * m.mover_sales * size * lognormal(z, m.mover_spread)
    s.patience = m.mover_patience * m.patience
    s.outside_wage = x.wage
    s.niche = m.mover_niche * s.contract_value
    s.heads = max(int(m.mover_heads), int(s.contract_value / m.output_per_head))
    s.area = m.area_per_head * s.heads
    s.effort = 1.0
    s.high_tech_share = m.mover_high_tech
    s.researching = m.mover_high_tech >= m.least_research_share
    s.capacity = trait(s.key)
    if size >= 1 and s.capacity > 1 - m.mover_certified:
        s.high_tech_until = m.clock + int(m.certificate_months / 2)
        s.designs = 1
    s.cash = m.savings * s.heads * m.mover_savings
    s.paid_in = s.cash
    s.alive = True


@rule
def relocate(s, grant, p, b):
    """A firm that moves in brings its owners' money and takes the relocation grant.

    Formula:
        s.cash += grant
        p.purse -= grant
        b.relocation += grant
        b.founders_equity += s.paid_in
    Source: definition.
    """
    b.founders_equity += s.paid_in
    s.cash += grant
    s.support = grant
    s.grants_year = grant
    if grant > 0:
        p.purse -= grant
        p.granted += 1
        b.relocation += grant


@kernel
def visit(
    startups, first, movers, hatched, k, districts, sectors, programmes, purse_row, months, book
):
    """Outside firms consider moving in, and teams hatched in the district's outposts follow their
    ties.

    Returns how many come; they fill rows from `first` on.

    Order: outside firms first, then teams of the outposts, each in the order of contact; the purse
        pays whoever comes first.
    Source: assumed.
    """
    d, m, p = districts[k], months[k], programmes[purse_row]
    came = 0
    for j in range(movers + hatched):
        tied = j >= movers
        s = startups[first + came]
        s.key = child_key(
            d.key, m.clock * 10000 + (j - movers if tied else j), D_OUTPOST if tied else D_MOVER
        )
        u, v, w, z = four_uniforms(s.key, m, D_MOVER)
        sector = pick_project_sector(s, u, d.market, sectors, m)
        x = sectors[sector]
        grant = m.relocation_grant if p.purse >= m.relocation_grant else 0.0
        if settles(
            v, m.firm_inertia - (m.outpost_tie if tied else 0.0), location_value(grant, x, d, m), m
        ):
            settle_firm(s, sector, w, z, m.outpost_size if tied else 1.0, x, m)
            relocate(s, grant, p, book[k])
            s.hatched = tied
            came += 1
    return came


@kernel
def welcome_leads(approached, districts, sectors, months, moves):
    """Lead firms that were approached weigh rent and neighbours; one that settles sells, and buys
    from startups here.

    Order: district by district, lead firms in the order of contact.
    Formula:
        x.incumbents += lead_firm_sales
        x.demand += local_purchases * lead_firm_sales / 12
    Source: assumed.
    """
    for k in range(districts.size):
        d, m = districts[k], months[k]
        for j in range(approached[k]):
            u, v, _, _ = four_uniforms(child_key(d.key, m.clock * 10000 + j, D_LEAD), m, D_LEAD)
            sector = pick_branch(u, d.market, sectors, True)
            x = sectors[sector if sector >= 0 else pick_branch(u, d.market, sectors, False)]
            if settles(v, m.lead_firm_inertia, location_value(0.0, x, d, m), m):
                x.incumbents += m.lead_firm_sales
                x.demand += m.local_purchases * m.lead_firm_sales / 12
                moves[k].lead_firms_came += 1
