"""Research, mentors and neighbours make firms more capable, and products ready."""
import math

from sim.core.chance import four, normal, poisson
from sim.core.kernel import kernel, rule
from sim.kinds import D_LEARN, D_SECTOR


@rule
def taught(hours, m):
    """What mentors and operators add: hours of service, with diminishing returns.  A desk adds nothing."""
    return m.mentoring * hours / (hours + m.hours_half)


@rule
def park_spill(i, m):
    """What tenants pick up from each other: more research helps, crowding hurts."""
    crowding = i.occupied / max(1.0, i.tenant_area)
    return m.park_spill * math.log1p(i.research) * (1 - m.congestion * crowding * crowding)


@rule
def learn(s, x, d, extra, m):
    """Capability grows with researchers and their skill, with teaching and spillovers, and fades."""
    work = max(0.0, s.research_skill) * s.effort
    u, v, w, z = four(s.key, m, D_LEARN)
    if z < d.training_rate and m.clock - s.born <= m.course_age:
        s.trained = True
    gain = m.learning * math.sqrt(work) + m.spill * x.spillover + extra
    s.capability += gain * (0.5 + u) - m.forgetting * s.capability
    s.capability = max(0.05, s.capability)
    if s.ready < 1:
        s.ready = min(1.0, s.ready + work * (1 + m.platform_gain * d.access) / x.difficulty)
    s.patents += poisson(v, m.patent_rate * work * s.quality)
    s.designs += poisson(w, m.design_rate * work)


@rule
def pull(s, reach, m):
    """A ready firm's pull on customers: capability and idea, reach, and size less than proportionally."""
    if s.ready < 1 or s.rung == 0:
        return 0.0
    return (s.quality * s.capability) ** m.advantage * math.exp(m.scale * math.log(s.contract_value + m.first_contract)) * reach


@kernel
def spill_over(sectors, months, seat):
    """Research done in a sector is partly everybody's; demand moves with its trend and shocks."""
    for k in range(sectors.size):
        x, m = sectors[k], months[seat[k]]
        x.spillover = math.log1p(x.research / max(1, x.firms))
        u, _, _, _ = four(x.key, m, D_SECTOR)
        x.growth = m.demand_growth + m.demand_shock * normal(u) * math.sqrt(12.0)
        x.demand *= math.exp(m.demand_growth / 12 + m.demand_shock * normal(u))
        x.tendered = m.tender_rate * max(0.0, x.demand - x.contracted)
        x.attraction = 0.0


@kernel
def study(startups, living, sectors, incubators, districts, months):
    """Every living startup does a month's research, and shows itself to customers."""
    for r in living:
        s = startups[r]
        m, x, d = months[s.district], sectors[s.sector], districts[s.district]
        extra = m.technology_gain * math.log1p(d.technology)
        if s.home >= 0:
            i = incubators[s.home]
            extra = taught(i.hours, m) + park_spill(i, m)
        learn(s, x, d, extra, m)
        reach = 1.0
        if s.rung >= 3:
            reach += m.title_reach
        if x.targeted and m.cluster_budget > 0:
            reach += m.cluster_reach * (1 - math.exp(-m.cluster_budget / m.cluster_cost))
        s.weight = pull(s, reach, m)
        x.attraction += s.weight
