"""Firms win and lose contracts, against each other and against suppliers elsewhere.

A tender goes to the region in proportion to what its firms can do against suppliers elsewhere, and
among its firms in proportion to their pull.  So ability raises what all sell together; being
brought together with customers moves them about among firms here.
"""

import math

from sim.core.chance import lognormal, poisson, trait
from sim.core.kernel import rule
from sim.model.codes import HIGH_TECH, TEAM
from sim.model.rules.common import tenders_won


@rule
def contract_size(value, m):
    """The usual size of a new contract, 万元 a month: larger for larger firms, less than
    proportionally.

    Formula: first_contract * (1 + value / first_contract) ** size_slope
    Source: Amaral et al. 1997.
    """
    # exp of log: in a compiled loop faster than a power
    return m.first_contract * math.exp(m.size_slope * math.log(1 + value / m.first_contract))


@rule
def resize(s, m):
    """A firm whose contracts have changed has another standing with customers.

    Formula:
        s.usual = contract_size(s.contract_value)
        s.standing = (s.contract_value + first_contract) ** scale
    Source: assumed.
    """
    s.standing_of = s.contract_value
    s.usual = contract_size(s.contract_value, m)
    s.standing = math.exp(m.scale * math.log(s.contract_value + m.first_contract))


@rule
def attractiveness(s, m):
    """What a ready firm's name and product are worth to customers who know it; nothing before.

    Formula: (s.quality * s.capability) ** advantage * s.standing if s.ready >= 1 and s.rung > TEAM
        else 0
    Source: assumed.
    """
    if s.ready < 1 or s.rung == TEAM:
        return 0.0
    ability = s.quality * s.capability
    # a power costs more than all else here, and this one is usually 1
    return (ability if m.advantage == 1.0 else ability**m.advantage) * s.standing


@rule
def pull(s, worth, reach):
    """A firm's pull on customers: its attractiveness as far as it reaches, until its own market is
    served.

    Formula:
        worth * max(0, room) * reach
        room = 1 - s.contract_value / (s.niche * reach)
    Source: assumed.
    """
    return worth * max(0.0, 1 - s.contract_value / (s.niche * reach)) * reach


@rule
def marketing_reach(s, m):
    """How much wider spending on customers makes a firm's reach: the more, the larger it is against
    what the firm sells.

    Formula: 1 + selling_gain * s.selling / (s.selling + s.contract_value + first_contract)
    Source: assumed.
    """
    if s.selling <= 0:
        return 1.0
    return 1 + m.selling_gain * s.selling / (s.selling + s.contract_value + m.first_contract)


@rule
def place_meetings(m):
    """The chance that a firm on the list of those to become strong is brought to a lead firm this
    month: what its place costs beyond a mentor pays for meetings.

    Formula: min(1, max(0, strong_place_cost - mentor_cost) / 12 / meeting_price)
    Source: assumed.
    """
    return min(1.0, max(0.0, m.strong_place_cost - m.mentor_cost) / 12 / m.meeting_price)


@rule
def show(s, x, d, hosted, luck, m):
    """A firm shows itself to customers; a leading firm met or as host, a title, and money spent on
    it widen its reach.

    Formula:
        reach = hosted * (1 + cluster_reach if luck > 1 - met) + (title_reach if s.rung >= HIGH_TECH)
        met = max(d.cluster_meetings if x.targeted else 0, place_meetings() if s.cultivated ==
            HIGH_TECH else 0)
        s.weight = pull(s, attractiveness(s), reach * marketing_reach(s))
        x.attraction += s.weight
        x.appeal += pull(s, attractiveness(s), marketing_reach(s))
    Source: assumed.
    """
    if s.standing_of != s.contract_value:
        resize(s, m)
    met = x.targeted and luck > 1 - d.cluster_meetings
    if s.cultivated == HIGH_TECH:
        met = met or luck > 1 - place_meetings(m)
    reach = hosted * (1 + m.cluster_reach) if met else hosted
    reach += m.title_reach if s.rung >= HIGH_TECH else 0.0
    worth = attractiveness(s, m)
    if worth <= 0:
        s.weight = 0.0
        return
    own = marketing_reach(s, m)
    s.weight = pull(s, worth, reach * own)
    x.attraction += s.weight
    x.appeal += pull(s, worth, own)


@rule
def win(s, x, u, v, m):
    """New contracts: the firm's part of what comes to the region, in heavy-tailed pieces.

    Formula:
        won = poisson(u, tenders_won(x) * s.weight / (x.attraction * s.usual))
        s.contract_value += won * s.usual * lognormal(v, contract_spread)
    Source: assumed.
    """
    won = poisson(u, tenders_won(x) * s.weight / ((x.attraction + 1e-12) * s.usual))
    if won > 0:
        s.contracts += won
        s.contract_value += won * s.usual * lognormal(v, m.contract_spread)


@rule
def lose(s, d, u, v, m):
    """Contracts end; imitators take some that protection would have kept.

    Formula:
        ended = min(s.contracts, poisson(u, s.contracts * rate))
        rate = contract_end * (1 + imitation * (1 - d.protection))
        s.contract_value *= (1 - ended / s.contracts) ** lognormal(v, end_spread)
    Source: assumed.
    """
    rate = m.contract_end * (1 + m.imitation * (1 - d.protection))
    ended = min(s.contracts, poisson(u, s.contracts * rate))
    if ended > 0:
        s.contract_value *= (1 - ended / s.contracts) ** lognormal(v, m.end_spread)
        s.contracts -= ended
        if s.contracts == 0:
            s.contract_value = 0.0


@rule
def trade(s, x, d, luck, m):
    """A month of a firm's contracts: some end, then some are won; `luck` is its draws at D_TRADE.

    Formula:
        lose(s, d, u, v) if s.contracts > 0
        win(s, x, w, z) if s.weight > 0
    Source: assumed.
    """
    u, v, w, z = luck
    if s.contracts > 0:
        lose(s, d, u, v, m)
    if s.weight > 0:
        win(s, x, w, z, m)


@rule
def deliver(s, d, m):
    """A firm bills what its people can deliver of what it has sold; one on the crowdsourcing
    platform hands work out.

    Formula:
        s.sales = min(s.contract_value, s.heads * output_per_head * stretch)
        stretch = stretch + (crowdsourcing_stretch if trait(s.key) < d.crowdsourced)
    Source: assumed.
    """
    stretch = m.stretch + (m.crowdsourcing_stretch if trait(s.key) < d.crowdsourced else 0.0)
    s.sales = min(s.contract_value, s.heads * m.output_per_head * stretch)
    s.sales_year += s.sales
