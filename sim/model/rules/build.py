"""Floor space and operators that a plan promises come on line, sooner or later; old space is
refurbished.
"""

import math

from sim.core.chance import four_uniforms, normal
from sim.core.kernel import kernel, rule
from sim.model.codes import D_BUILD, D_TENDER
from sim.model.rules.common import (
    borrowing_room,
    charge_of,
    dispatch_attention,
    is_acting,
    is_running,
    press,
    room_to_grow,
    spend_or_borrow,
    tender_delay,
)


@rule
def finish_chance(d, m):
    """The chance that a promised thing is finished in a month once it is due; a race between
    districts hurries it.

    Formula: 1 - (1 - delivery_rate) * exp(-coordination_budget / coordination_cost) * d.hurry
    Source: assumed.
    """
    slack = (1 - m.delivery_rate) * math.exp(-m.coordination_budget / m.coordination_cost)
    return 1 - slack * d.hurry


@rule
def is_ready(i, d, m):
    """Whether a promised building is due and ready this month; what meetings take up is ready sooner.

    Formula: i.opened < 0 and 0 <= i.opens <= clock and u < press(finish_chance(d),
        dispatch_attention(clock - i.opens, d))
    Source: assumed.
    """
    u, _, _, _ = four_uniforms(i.key, m, D_BUILD)
    taken_up = dispatch_attention(m.clock - i.opens, d, m)
    chance = press(finish_chance(d, m), taken_up, m)
    return i.opened < 0 and 0 <= i.opens <= m.clock and u < chance


@rule
def building_bill(i, m):
    """What a promised building costs; fitting out old space costs less than building.

    Formula: i.area * (building_cost if i.new_built else conversion_cost)
    Source: usual 3 000-4 000 yuan/m² for offices.
    """
    return i.area * (m.building_cost if i.new_built else m.conversion_cost)


@rule
def finish(i, d, m, b):
    """A promised building opens once it is due and ready, and government pays it.

    Formula:
        i.opened = clock if is_ready(i, d)
        b.building += building_bill(i)
    Source: definition.
    """
    if is_ready(i, d, m):
        i.opened = m.clock
        b.building += building_bill(i, m)


@rule
def finish_by_company(i, o, d, m, b, c):
    """A building that a platform company carries opens once it is ready and the company can pay; until
    then it is held up.

    Formula:
        i.opened = clock if is_ready(i, d) and building_bill(i) <= borrowing_room(o)
        c.held_up += 1 if is_ready(i, d) and building_bill(i) > borrowing_room(o)
    Source: assumed.
    """
    if is_ready(i, d, m):
        bill = building_bill(i, m)
        if bill <= borrowing_room(o):
            i.opened = m.clock
            spend_or_borrow(o, bill, b)
            b.company_building += bill
        else:
            c.held_up += 1


@rule
def floor_share(i, d):
    """A facility's part of its district's facilities, by floor area.

    Formula: i.area / max(i.area, d.floor_area)
    Source: assumed.
    """
    return i.area / max(i.area, d.floor_area)


@rule
def bid_skill(u, m):
    """What the best of the bidders can do whom the fee attracts.

    Formula: operator_skill + operator_spread * normal(u ** (1 / bidders)) with bidders = 1 +
        operator_fee / bidder_fee
    Source: assumed.
    """
    # the largest of n uniforms is distributed as u ** (1 / n): one draw for the best of all bidders
    bidders = 1 + m.operator_fee / m.bidder_fee
    return m.operator_skill + m.operator_spread * normal(u ** (1 / bidders))


@rule
def is_sought(o, m):
    """Whether an operator is sought: its tender has been announced, or the district's lever says so.

    Formula: operator_tender > 0 if o.by_lever else 0 <= o.notice <= clock
    Source: definition.
    """
    return m.operator_tender > 0 if o.by_lever else 0 <= o.notice <= m.clock


@rule
def hold_tender(o, d, m):
    """A tender takes its time from the notice on, and then is decided sooner or later.

    Formula:
        o.began = clock if o.began < 0 and is_sought(o)
        o.brought = clock if clock - o.began >= tender_months and u < press(finish_chance(d),
            dispatch_attention(tender_delay(o), d))
        o.skill = bid_skill(v)
    Source: 招标投标法 (twenty days at least for bids); assumed (evaluation, contract, delays).
    """
    if o.brought >= 0 or not is_sought(o, m):
        return
    if o.began < 0:
        o.began = m.clock
    u, v, _, _ = four_uniforms(o.key, m, D_TENDER)
    chance = press(finish_chance(d, m), dispatch_attention(tender_delay(o, m), d, m), m)
    if m.clock - o.began >= m.tender_months and u < chance:
        o.brought = m.clock
        o.skill = bid_skill(v, m)


@rule
def contract_team(i, o, m):
    """The resident team that an operator's contract asks for at one of its facilities, by floor
    area.

    Formula: ceil((operator_team if o.by_lever else o.team) * i.area / o.area)
    Source: assumed (the division).
    """
    asked = m.operator_team if o.by_lever else o.team
    return math.ceil(asked * i.area / max(i.area, o.area))


@rule
def entrust(i, o, d, m):
    """A facility is handed to the operator chosen for it; one whose operator was removed is put out
    to tender anew.

    Formula:
        i.professional = o.brought >= 0 and (i.tender_from < 0 or clock - i.tender_from >=
            tender_months and u < finish_chance(d))
        i.skill = max(i.skill, o.skill if i.tender_from < 0 else bid_skill(v))
        i.staff = max(i.staff, i.team_asked)
        i.team_asked = contract_team(i, o)
    Source: assumed.
    """
    if o.brought < 0:
        return
    i.team_asked = contract_team(i, o, m)
    if i.professional:
        return
    skill = o.skill
    if i.tender_from >= 0:
        u, v, _, _ = four_uniforms(i.key, m, D_TENDER)
        if m.clock - i.tender_from < m.tender_months or u >= finish_chance(d, m):
            return
        skill = bid_skill(v, m)
        i.tender_from = -1
    i.skill = max(i.skill, skill)
    i.professional = True
    i.staff = max(i.staff, i.team_asked)


@rule
def refurbish(i, d, m, b):
    """The district's money for floor space is shared by the room there is to grow, and stops where
    all is done.

    Formula:
        done = room_to_grow(i) * min(1, infrastructure_budget / 12 / refurbish_cost /
            d.refurbishable)
        i.tenant_area += done
    Source: assumed.
    """
    if m.infrastructure_budget > 0 and d.refurbishable > 0:
        done = room_to_grow(i, m) * min(
            1.0, m.infrastructure_budget / 12 / m.refurbish_cost / d.refurbishable
        )
        i.tenant_area += done
        b.infrastructure += done * m.refurbish_cost


@kernel
def build_for_companies(incubators, institutions, order, districts, months, book, moves):
    """Platform companies build what they carry.

    Order: facilities by the month promised, then by key, for a company's money may not suffice for
        all.
    Source: assumed.
    """
    for row in order:
        i = incubators[row]
        if i.carrier >= 0 and i.opened < 0:
            o, m = institutions[i.carrier], months[i.district]
            if is_acting(o, m):
                k = i.district
                finish_by_company(i, o, districts[k], m, book[k], moves[k])


@kernel
def build(incubators, operators, own_operator, districts, months, book):
    """Facilities open, tenders are decided, facilities are handed to operators and refurbished.

    Order: facilities as they stand in the table: all open before any tender is decided, all are
        handed over before any is refurbished, because the money is shared by all the room there is
        to grow.
    Source: assumed.
    """
    for d in districts:
        d.refurbishable = 0.0
        d.contracted_area = 0.0
    for o in operators:
        o.houses = 0
        o.area = 0.0
    for i in incubators:
        d, m = districts[i.district], months[i.district]
        if i.opened < 0 and i.carrier < 0:
            finish(i, d, m, book[i.district])
        if is_running(i):
            i.part = floor_share(i, d)
            k = charge_of(i, own_operator[i.district])
            if k >= 0:
                operators[k].houses += 1
                operators[k].area += i.area
                d.contracted_area += i.area
    for o in operators:
        hold_tender(o, districts[o.district], months[o.district])
    for i in incubators:
        if is_running(i):
            d, m = districts[i.district], months[i.district]
            k = charge_of(i, own_operator[i.district])
            i.fee_part = i.area / d.contracted_area if k >= 0 else 0.0
            if k >= 0:
                entrust(i, operators[k], d, m)
            d.refurbishable += room_to_grow(i, m)
    for i in incubators:
        if is_running(i):
            refurbish(i, districts[i.district], months[i.district], book[i.district])
