"""Research, mentors and neighbours make firms more capable, and products ready."""
import math

from sim.core.chance import four, normal, poisson
from sim.core.kernel import kernel, rule
from sim.kinds import D_LEARN, D_SECTOR


@rule
def learn(s, x, d, lesson, access, filing, m):
    """Capability grows with researchers and their skill, with lessons and spillovers, and fades.

    A facility's tenants have lessons, its equipment, and help with filing rights.
    """
    work = max(0.0, s.research_skill) * s.effort
    u, v, w, z = four(s.key, m, D_LEARN)
    if z < d.training_rate and m.clock - s.born <= m.course_age:
        s.trained = True
    gain = m.learning * math.log(1 + work) + m.spill * x.spillover + d.lift + lesson
    s.capability += gain * (0.5 + u) - m.forgetting * s.capability
    s.capability = max(0.05, s.capability)
    if s.ready < 1:
        s.ready = min(1.0, s.ready + work * (1 + m.platform_gain * access) / x.difficulty)
    s.patents += poisson(v, m.patent_rate * work * s.quality)
    s.designs += poisson(w, m.design_rate * work * (1 + filing))


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
