"""Research, mentors and neighbours make firms more capable, and products ready."""

import math

from sim.core.chance import four_uniforms, normal, poisson
from sim.core.kernel import kernel, rule
from sim.model.codes import D_SECTOR, TEAM
from sim.model.rules.common import niche, own_technology, research_work, tenders_won


@rule
def development_speed(x, d, access, m):
    """How much faster a product gets ready with shared equipment and, as far as it is built, with
    prototyping.

    Formula:
        1 + platform_gain * access + d.prototyping * built
        built = x.difficulty / (x.difficulty + hardware_half)
    Source: assumed.
    """
    built = x.difficulty / (x.difficulty + m.hardware_half)
    return 1 + m.platform_gain * access + d.prototyping * built


@rule
def file_patents(s, found, m):
    """What was found worth filing is filed; where there is an award for patents, it may be claimed.

    Formula:
        s.patents += found
        s.award_due += patent_award * found if award_envelope > 0
    Source: definition.
    """
    s.patents += found
    if m.award_envelope > 0:
        s.award_due += m.patent_award * found


@rule
def renew_lines(s, work, luck, m):
    """Product lines end and new ones come: a firm's market is the sum of its lines.

    What researchers find opens a line of a size like a first product's, and so does money spent on
    finding customers; it brings its demand with it.  `luck` is the firm's draws at D_LINE.

    Formula:
        s.niche = max(niche_least, s.niche * (line_rest + (1 - line_rest) * v)) if u < line_end
        s.niche = min(niche_most, s.niche + niche(z) * poisson(w, line_rate * work * s.quality *
            s.capability + lines_bought * s.selling))
    Source: Klette & Kortum 2004; Lentz & Mortensen 2008; Akcigit & Kerr 2018; assumed (rates).
    """
    u, v, w, z = luck
    if u < m.line_end:
        s.niche = max(m.niche_least, s.niche * (m.line_rest + (1 - m.line_rest) * v))
    new = poisson(w, m.line_rate * work * s.quality * s.capability + m.lines_bought * s.selling)
    if new > 0:
        s.niche = min(m.niche_most, s.niche + new * niche(z, m))


@rule
def learn(s, x, d, lesson, access, filing, luck, line_luck, m):
    """Capability grows with researchers and their skill, with lessons and spillovers, and fades.

    A facility's tenants have lessons, its equipment, and help with filing rights. `luck` is the
    firm's draws at D_LEARN, of whose last courses take the low end (meetings take the high one),
    and `line_luck` those at D_LINE.

    Formula:
        gain = learning * log(1 + work) + spill * x.spillover + d.lift + lesson
        gain += own_technology(s, d) if s.technology > 0
        s.capability += gain * (1 + learning_luck * (u - 0.5)) - forgetting * s.capability
        s.ready = min(1, s.ready + work * development_speed(x, d, access) / x.difficulty)
        s.patents += poisson(v, patent_rate * d.filed * work * s.quality)
        s.designs += poisson(w, design_rate * work * (1 + filing))
        renew_lines(s, work) if s.ready >= 1 and s.rung > TEAM
        work = research_work(s)
    Source: Bloom, Schankerman & Van Reenen 2013 (sign); 160 000 of 906 000 rights in carriers 2019
        were invention patents; assumed (the rest).
    """
    work = research_work(s)
    u, v, w, z = luck
    if z < d.training_rate and m.clock - s.born <= m.course_age:
        s.trained = True
    own = m.learning * math.log(1 + work) if work > 0 else 0.0
    gain = own + m.spill * x.spillover + d.lift + lesson
    if s.technology > 0:
        gain += own_technology(s, d, m)
    s.capability += gain * (1 + m.learning_luck * (u - 0.5)) - m.forgetting * s.capability
    s.capability = max(0.05, s.capability)
    if s.ready < 1:
        s.ready = min(1.0, s.ready + work * development_speed(x, d, access, m) / x.difficulty)
    found = poisson(v, m.patent_rate * d.filed * work * s.quality)
    if found > 0:
        file_patents(s, found, m)
    s.designs += poisson(w, m.design_rate * work * (1 + filing))
    if s.ready >= 1 and s.rung > TEAM:
        renew_lines(s, work, line_luck, m)


@rule
def open_purchase_share(market, districts, months):
    """The part of established firms' purchases that a market's districts open to startups, by their
    size.

    Formula: sum of supply_opening * d.share / sum of d.share
    Source: definition.
    """
    share, total = 0.0, 1e-12
    for k in range(districts.size):
        if districts[k].market == market:
            share += months[k].supply_opening * districts[k].share
            total += districts[k].share
    return share / total


@kernel
def spill_over(sectors, districts, months, seat):
    """Research done in a sector is partly everybody's; demand moves with its trend and shocks.

    What a sector's customers, here and elsewhere, buy is shared with suppliers elsewhere: what these
    hold, and what firms here hold, is not tendered; their standing grows with demand.  What
    established firms open of their purchases is demand like any other: what is won of it is gone.

    Order: every sector, in any order.
    Formula:
        x.spillover = log1p(x.research / max(1, x.firms))
        x.demand *= exp(demand_growth / 12 + demand_shock * normal(u))
        purchases = open_purchase_share * purchase_share * x.incumbents / 12 + x.opened
        x.outside += x.tendered - tenders_won(x) - contract_end * (1 + imitation) * x.outside
        x.rivals = outside_standing * x.demand
        x.tendered = tender_rate * max(0, market - x.contracted - x.outside)
        market = x.demand / (1 - outside_share) + purchases
    Source: Bloom, Schankerman & Van Reenen 2013 (sign); assumed (demand).
    """
    for k in range(sectors.size):
        x, m = sectors[k], months[seat[k]]
        x.spillover = math.log1p(x.research / max(1, x.firms))
        u, _, _, _ = four_uniforms(x.key, m, D_SECTOR)
        x.demand *= math.exp(m.demand_growth / 12 + m.demand_shock * normal(u))
        purchases = (
            open_purchase_share(x.market, districts, months) * m.purchase_share * x.incumbents / 12
        )
        if x.opened > 0:
            purchases += x.opened
        # last month's tenders that firms here did not win
        x.outside += x.tendered - tenders_won(x) - m.contract_end * (1 + m.imitation) * x.outside
        x.rivals = m.outside_standing * x.demand
        market = x.demand / (1 - m.outside_share) + purchases
        x.tendered = m.tender_rate * max(0.0, market - x.contracted - x.outside)
        # firms add their pull when they show themselves, later this month
        x.attraction = 0.0
        x.appeal = 0.0
