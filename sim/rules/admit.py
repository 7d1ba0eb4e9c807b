"""Facilities are surveyed, let their graduates and over-stayers go, and take applicants."""
import math

from sim.core.chance import four, normal
from sim.core.kernel import kernel, rule
from sim.kinds import (
    ACCELERATOR,
    D_ADMIT,
    D_SIGNAL,
    GOVERNMENT,
    HIGH_TECH,
    INCUBATOR,
    MAKERSPACE,
    TEAM,
)


@kernel
def survey(startups, living, incubators, sectors, districts, months):
    """Count who is where and what they do: the sums that facilities, sectors and districts act on."""
    for i in incubators:
        i.occupied = 0.0
        i.tenants = 0
        i.funded = 0
        i.protected = 0
        i.same_sector = 0
        i.research = 0.0
    for x in sectors:
        x.firms = 0
        x.research = 0.0
        x.contracted = 0.0
        x.capability = 0.0
    for d in districts:
        d.firms = 0
        d.tenants = 0
        d.untrained = 0
        d.candidates = 0
    for r in living:
        s = startups[r]
        x, d = sectors[s.sector], districts[s.district]
        x.firms += 1
        x.research += s.research
        x.contracted += s.contract_value
        x.capability += s.capability
        d.firms += 1
        if not s.trained and months[s.district].clock - s.born <= months[s.district].course_age:
            d.untrained += 1
        if s.seeking:
            d.candidates += 1
        if s.home >= 0:
            i = incubators[s.home]
            i.occupied += s.area
            i.tenants += 1
            i.research += s.research
            d.tenants += 1
            if s.funding_round > 0:
                i.funded += 1
            if s.patents + s.designs > 0:
                i.protected += 1
            if s.sector == i.sector:
                i.same_sector += 1
    for x in sectors:
        if x.firms > 0:
            x.capability /= x.firms


@rule
def has_graduated(s, m):
    """The official test: high-tech title, or equity above 500, or two years' sales above 1 000 (万元), or listed."""
    return (s.rung >= HIGH_TECH or s.raised > m.graduate_equity or s.sales_1 + s.sales_2 > m.graduate_sales or s.listed)


@rule
def stay_limit(kind, m):
    """The longest stay in months: two years in a makerspace, four in an incubator; parks set none."""
    if kind == MAKERSPACE:
        return m.makerspace_stay
    if kind == INCUBATOR:
        return m.incubator_stay
    if kind == ACCELERATOR:
        return m.accelerator_stay
    return 1e9


@rule
def lets_go(s, i, m):
    """Whether a tenant must leave: graduated from an incubator, over its term, or the facility closed."""
    return (i.closed >= 0 or m.clock - s.admitted > stay_limit(i.kind, m)
            or (i.kind <= INCUBATOR and has_graduated(s, m)))


@kernel
def let_go(startups, living, incubators, months):
    """Graduates and over-stayers leave their desks; graduates move up the chain if they apply again."""
    for r in living:
        s = startups[r]
        if s.home >= 0:
            i, m = incubators[s.home], months[s.district]
            if lets_go(s, i, m):
                if i.kind <= INCUBATOR and has_graduated(s, m):
                    i.graduates += 1
                    i.graduates_year += 1
                i.occupied -= s.area
                i.tenants -= 1
                s.home = -1


@rule
def accepts(i, s, age, m):
    """Whether the facility's rule admits a startup at all: its place in the chain, its age, its district."""
    if i.opened < 0 or i.closed >= 0 or i.district != s.district:
        return False
    if i.kind == MAKERSPACE:
        return age <= m.entry_age
    if s.rung == TEAM:
        return False
    if i.kind == INCUBATOR:
        return age <= m.entry_age and not has_graduated(s, m)
    return has_graduated(s, m) or age > m.entry_age


@rule
def attraction(i, s, d, m):
    """What a place is worth to a startup in a month: rent saved, service, neighbours of its own trade."""
    rent = s.area * (d.market_rent - i.rent)
    service = m.service_value * i.hours / (i.hours + m.hours_half)
    return rent + service + (m.neighbour_value if i.sector == s.sector else 0.0)


@kernel
def apply(startups, living, incubators, districts, months, who, place, score):
    """Startups without a desk look around and apply to the best place; returns how many applications."""
    n = 0
    for r in living:
        s = startups[r]
        if s.home < 0 and n < who.size:
            m, d = months[s.district], districts[s.district]
            u, v, _, _ = four(s.key, m, D_ADMIT)
            if u < m.application_rate * d.aware:
                best, worth, age = -1, 0.0, m.clock - s.born
                for k in range(incubators.size):
                    i = incubators[k]
                    if accepts(i, s, age, m) and i.occupied + s.area <= i.tenant_area:
                        gain = attraction(i, s, d, m)
                        if gain > worth:
                            best, worth = k, gain
                if best >= 0:
                    who[n] = r
                    place[n] = best
                    score[n] = signal(s, incubators[best], v, m)
                    n += 1
    return n


@rule
def signal(s, i, v, m):
    """What the selection sees: quality through noise; a government-run place also sees connections."""
    _, w, _, _ = four(s.key, m, D_SIGNAL)
    merit = math.log(s.quality * s.capability + 1e-9) + i.selection_noise * normal(v)
    if i.sector == s.sector:
        merit += m.fit_weight
    if i.owner == GOVERNMENT:
        merit += m.connections * (1 - m.management_separation) * normal(w)
    return merit


@kernel
def seat(startups, incubators, months, who, place, order):
    """Applicants are taken best first while area lasts and the rule on the leading sector holds."""
    for k in order:
        s, i = startups[who[k]], incubators[place[k]]
        m = months[s.district]
        reserved = 0.0
        if i.sector >= 0 and s.sector != i.sector:
            taken = i.same_sector * m.area_per_head * m.first_heads
            reserved = max(0.0, m.leading_sector_rule * i.tenant_area - taken)
        if i.occupied + s.area + reserved <= i.tenant_area:
            s.home = place[k]
            s.admitted = m.clock
            i.occupied += s.area
            i.tenants += 1
