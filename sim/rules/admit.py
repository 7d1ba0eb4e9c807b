"""Facilities are surveyed, let their graduates and over-stayers go, and take applicants."""
import math

from sim.core.chance import four, normal, slot
from sim.core.kernel import kernel, rule
from sim.kinds import (
    ACCELERATOR,
    D_ADMIT,
    GOVERNMENT,
    HIGH_TECH,
    INCUBATOR,
    MAKERSPACE,
    TEAM,
)


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


@rule
def let_go(s, i, m):
    """Graduates and over-stayers leave their desks; graduates move up the chain if they apply again."""
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


@rule
def best_place(s, incubators, d, m):
    """The open place that is worth most to a startup, -1 where none is worth anything."""
    best, worth, age = -1, 0.0, m.clock - s.born
    for k in range(incubators.size):
        i = incubators[k]
        if s.area <= i.free and accepts(i, s, age, m):
            gain = attraction(i, s, d, m)
            if gain > worth:
                best, worth = k, gain
    return best


@kernel
def move_desks(startups, living, incubators, districts, months, who, place, score):
    """Tenants whose time is up go; each quarter startups without a desk look around and may apply.

    Returns how many applications stand in `who`, `place` and `score`.
    """
    n = 0
    for r in living:
        s = startups[r]
        m = months[s.district]
        if s.home >= 0:
            i = incubators[s.home]
            if lets_go(s, i, m):
                let_go(s, i, m)
        elif slot(s.key, 3) == m.clock % 3:
            d = districts[s.district]
            u, v, w, _ = four(s.key, m, D_ADMIT)
            if u < 3 * m.application_rate * d.aware:
                best = best_place(s, incubators, d, m)
                if best >= 0:
                    who[n] = r
                    place[n] = best
                    score[n] = signal(s, incubators[best], v, w, m)
                    n += 1
    return n


@rule
def signal(s, i, v, w, m):
    """What the selection sees: quality through noise; a government-run place also sees connections."""
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
