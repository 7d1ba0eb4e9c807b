"""Floor space and operators that a plan promises come on line, sooner or later."""
import math

from sim.core.chance import four, normal
from sim.core.kernel import kernel, rule
from sim.kinds import D_BUILD, D_TENDER


@rule
def on_time(m):
    """The chance that a promised thing is finished in a month once it is due."""
    slack = (1 - m.delivery_rate) * math.exp(-m.coordination_budget / m.coordination_cost)
    return 1 - slack


@rule
def finish(i, m, b):
    """A promised building opens once it is due and ready; fitting out old space costs less than building."""
    u, _, _, _ = four(i.key, m, D_BUILD)
    if i.opened < 0 and 0 <= i.opens <= m.clock and u < on_time(m):
        i.opened = m.clock
        b.building += i.area * m.conversion_cost


@rule
def part(i, d):
    """A facility's part of its district's operator, by floor area."""
    return i.area / max(i.area, d.floor_area)


@rule
def tender(i, d, m):
    """A district's facilities are handed to a professional operator: the best of the bidders the fee attracts."""
    if m.operator_tender > 0 and not i.professional:
        u, v, _, _ = four(d.key, m, D_TENDER)
        if i.tender_from < 0:
            i.tender_from = m.clock
        if u < on_time(m):
            bidders = 1 + m.operator_fee / m.bidder_fee
            i.skill = max(i.skill, m.operator_skill + m.operator_spread * normal(v ** (1 / bidders)))
            i.professional = True
            i.staff = max(i.staff, math.ceil(m.operator_team * part(i, d)))


@rule
def taught(hours, m):
    """What mentors and operators teach a tenant in a month, with diminishing returns.  A desk teaches nothing."""
    return m.mentoring * hours / (hours + m.hours_half)


@rule
def neighbours(i, m):
    """What tenants pick up from each other in a month: more research helps, crowding hurts."""
    crowding = i.occupied / max(1.0, i.tenant_area)
    return max(0.0, m.park_spill * math.log1p(i.research) * (1 - m.congestion * crowding * crowding))


@rule
def work(i, m, d, b):
    """An operator's people share their hours among tenants, mentors and the items that are scored."""
    fee = m.operator_fee * part(i, d) / 12
    paid = fee * (1 - m.operator_contract_share * (1 - i.score / 100))
    staff_cost = i.staff * m.staff_wage * (1 + m.social_rate)
    upkeep = i.area * m.upkeep
    mentors = m.mentor_budget * part(i, d) / m.mentor_cost
    scored = m.scored_effort * (m.operator_contract_share + (1.0 if m.evaluation_consequence > 1 else 0.0)) / 2
    i.mentors = mentors
    i.hours = i.skill * (i.staff * m.service_hours * (1 - scored) + mentors * m.mentor_hours) / max(1, i.tenants)
    i.lesson = taught(i.hours, m) + neighbours(i, m)
    i.free = i.tenant_area - i.occupied
    i.selection_noise = m.selection_noise / (1 + i.skill) / (1 + m.expert_budget / m.expert_cost)
    i.rent = m.incubator_rent * (1 - m.posted_rent_discount)
    i.cash += paid - staff_cost - upkeep
    b.operator_fee += paid
    b.mentors += m.mentor_budget * part(i, d) / 12
    b.facility_wages += staff_cost
    b.facility_upkeep += upkeep
    reserve = m.facility_reserve * (staff_cost + upkeep)
    owed = max(0.0, -i.cash) - max(0.0, i.cash - reserve)
    i.cash += owed
    b.owner_support += max(0.0, owed)
    b.owner_income += max(0.0, -owed)


@kernel
def build(incubators, districts, months, book):
    """Facilities open, are handed to operators and do a month's work."""
    for i in incubators:
        m, b = months[i.district], book[i.district]
        if i.opened < 0:
            finish(i, m, b)
        if i.opened >= 0 and i.closed < 0:
            tender(i, districts[i.district], m)
            work(i, m, districts[i.district], b)
