"""Facilities are surveyed, let their graduates and over-stayers go, and take applicants."""

import math

from sim.core.chance import four_uniforms, normal
from sim.core.kernel import kernel, rule
from sim.core.prefetch import AHEAD, prefetch
from sim.model.codes import (
    ACCELERATOR,
    D_ADMIT,
    FULL,
    GOVERNMENT,
    HIGH_TECH,
    INCUBATOR,
    MAKERSPACE,
    PARK,
    REFUSED,
    RESEARCHER,
    RESERVED,
    STUDENT_FOUNDER,
    TAKEN,
    TEAM,
    UNIVERSITY,
)
from sim.model.rules.common import is_quarter_turn, is_running, log_ability


@rule
def has_graduated(s, m):
    """The official test of a graduate: a title, equity, two years' sales, or a listing.

    Formula: s.rung >= HIGH_TECH or s.raised > graduate_equity or s.sales_1 + s.sales_2 >
        graduate_sales or s.listed
    Source: 国科发区〔2018〕300号.
    """
    return (
        s.rung >= HIGH_TECH
        or s.raised > m.graduate_equity
        or s.sales_1 + s.sales_2 > m.graduate_sales
        or s.listed
    )


@rule
def stay_limit(kind, x, m):
    """The longest stay in months: two years in a makerspace, four in an incubator, five where
    development takes long, as of drugs and chips; parks set none.

    Formula: makerspace_stay if kind == MAKERSPACE else (incubator_stay_long if x.difficulty >=
        long_development else incubator_stay) if kind == INCUBATOR else accelerator_stay
    Source: 国科发区〔2018〕300号; 深圳等地规则; assumed (accelerators and parks).
    """
    if kind == MAKERSPACE:
        return m.makerspace_stay
    if kind == INCUBATOR:
        return m.incubator_stay_long if x.difficulty >= m.long_development else m.incubator_stay
    if kind == ACCELERATOR:
        return m.accelerator_stay
    return 1e9


@rule
def must_leave(s, i, x, m):
    """Whether a tenant must leave: over its term, the facility closed, or graduated from an
    incubator and its lease has run out.

    Formula:
        i.closed >= 0 or stayed > stay_limit(i.kind, x) or i.kind <= INCUBATOR and
            has_graduated(s) and stayed % lease_months == 0
        stayed = clock - s.admitted
    Source: 国科发区〔2018〕300号; assumed (leases).
    """
    stayed = m.clock - s.admitted
    return (
        i.closed >= 0
        or stayed > stay_limit(i.kind, x, m)
        or (i.kind <= INCUBATOR and stayed % m.lease_months == 0 and has_graduated(s, m))
    )


@rule
def let_go(s, i, m, c):
    """Graduates and over-stayers leave their desks; where they go is seen when the next stage has
    chosen.

    Formula:
        i.graduates += 1 if i.kind <= INCUBATOR and has_graduated(s)
        i.occupied -= s.area
        i.tenants -= 1
        s.left_home = clock
    Source: definition.
    """
    if i.kind <= INCUBATOR and has_graduated(s, m):
        i.graduates += 1
        i.graduates_year += 1
        c.graduates_now += 1
    i.occupied -= s.area
    i.tenants -= 1
    s.home = -1
    s.left_home = m.clock


@rule
def note_move(c, kind, up):
    """A tenant that had to go has found the next stage of the chain, or stands in the market.

    Formula:
        c.makerspace_up += up if kind == MAKERSPACE
        c.makerspace_out += not up if kind == MAKERSPACE
    Source: definition.
    """
    if kind == MAKERSPACE:
        c.makerspace_up += up
        c.makerspace_out += not up
    elif kind == INCUBATOR:
        c.incubator_up += up
        c.incubator_out += not up
    elif kind == ACCELERATOR:
        c.accelerator_up += up
        c.accelerator_out += not up
    elif kind == PARK:
        c.park_out += not up


@rule
def accepts(i, s, age, m):
    """Whether the facility's rule admits a startup at all: its place in the chain, its age, its
    district.

    Formula:
        is_running(i) and i.district == s.district and (young if i.kind <= INCUBATOR else not young)
        young = age <= entry_age and not has_graduated(s)
    Source: 国科发区〔2018〕300号; assumed (teams find room in makerspaces only).
    """
    if not is_running(i) or i.district != s.district:
        return False
    young = age <= m.entry_age and not has_graduated(s, m)
    if i.kind == MAKERSPACE:
        return young
    return s.rung > TEAM and young == (i.kind == INCUBATOR)


@rule
def is_of_campus(i, s):
    """Whether a university's place has one of its own before it: a student or a researcher.

    Formula: i.owner == UNIVERSITY and (s.origin == STUDENT_FOUNDER or s.origin == RESEARCHER)
    Source: assumed.
    """
    return i.owner == UNIVERSITY and (s.origin in (STUDENT_FOUNDER, RESEARCHER))


@rule
def attraction(i, s, d, m):
    """What a place is worth to a startup in a month: rent saved, service, name, neighbours of its
    own trade, its campus.

    A team works at home: it has no rent to save, and would pay a desk's.

    Formula:
        rent = s.area * ((d.market_rent if s.rung > TEAM else 0) - i.rent)
        service = service_value * i.hours / (i.hours + hours_half) + i.appeal
        rent + service + (neighbour_value if i.sector == s.sector else 0) + (campus_value if
            is_of_campus(i, s) else 0)
    Source: assumed.
    """
    rent = s.area * ((d.market_rent if s.rung > TEAM else 0.0) - i.rent)
    service = m.service_value * i.hours / (i.hours + m.hours_half) + i.appeal
    return (
        rent
        + service
        + (m.neighbour_value if i.sector == s.sector else 0.0)
        + (m.campus_value if is_of_campus(i, s) else 0.0)
    )


@rule
def best_place(s, kind, age, incubators, rooms, d, m):
    """The open place of a kind (any where it is -1) that is worth most to a startup, -1 where none
    is worth anything; `rooms` lists the rows of those that have room.

    Formula: max(attraction(i, s, d) for i in rooms if s.area <= i.free and accepts(i, s, age))
        if worth > 0 else -1
    Source: assumed.
    """
    best, worth = -1, 0.0
    for k in rooms:
        i = incubators[k]
        if (kind < 0 or i.kind == kind) and s.area <= i.free and accepts(i, s, age, m):
            gain = attraction(i, s, d, m)
            if gain > worth:
                best, worth = k, gain
    return best


@rule
def next_place(s, i, incubators, rooms, d, m):
    """Where a tenant that must go applies: up the chain, or anywhere when its house has closed.

    Months in a makerspace do not count against the greatest age at entry into an incubator.

    Formula: best_place(s, INCUBATOR, 0) if i.kind == MAKERSPACE else best_place(s, ACCELERATOR,
        age) if i.kind == INCUBATOR else best_place(s, PARK, age)
    Source: assumed.
    """
    age = m.clock - s.born
    if i.closed >= 0:
        return best_place(s, -1, age, incubators, rooms, d, m)
    if i.kind == MAKERSPACE:
        return best_place(
            s, ACCELERATOR if has_graduated(s, m) else INCUBATOR, 0, incubators, rooms, d, m
        )
    best = best_place(s, ACCELERATOR, age, incubators, rooms, d, m) if i.kind == INCUBATOR else -1
    return best if best >= 0 else best_place(s, PARK, age, incubators, rooms, d, m)


@rule
def has_outgrown(s, i, m):
    """Whether a tenant is ready for the next stage before its time is up: a firm in a makerspace, a
    graduate in an incubator, who has stayed for a lease in an accelerator.

    Formula: s.rung > TEAM if i.kind == MAKERSPACE else has_graduated(s) if i.kind == INCUBATOR else
        i.kind == ACCELERATOR and clock - s.admitted >= lease_months
    Source: 国科发区〔2018〕300号; assumed (accelerators).
    """
    if i.kind == MAKERSPACE:
        return s.rung > TEAM
    if i.kind == INCUBATOR:
        return has_graduated(s, m)
    return i.kind == ACCELERATOR and m.clock - s.admitted >= m.lease_months


@rule
def is_handed_on(s, m):
    """Whether the stages of the chain work together for a tenant this month: its house tells the
    next one of it.

    Formula: pipeline_linking > 0 and w < pipeline_linking
    Source: assumed.
    """
    if m.pipeline_linking <= 0:
        return False
    _, _, _, w = four_uniforms(s.key, m, D_ADMIT)
    return w < m.pipeline_linking


@rule
def kept_for_graduates(i, m):
    """Floor area that a house of a linked chain keeps for those who come up from the stage before;
    a makerspace has none before it.

    Formula: pipeline_linking * pipeline_reserve * i.tenant_area if i.kind > MAKERSPACE else 0
    Source: assumed.
    """
    return m.pipeline_linking * m.pipeline_reserve * i.tenant_area if i.kind > MAKERSPACE else 0.0


@kernel
def list_rooms(incubators, rooms):
    """List the open places that have room; returns how many.

    Order: places as they stand in the table.
    Formula: is_running(i) and i.free >= 0
    Source: definition.
    """
    n = 0
    for k in range(len(incubators)):
        if is_running(incubators[k]) and incubators[k].free >= 0:
            rooms[n] = k
            n += 1
    return n


@kernel
def move_desks(
    startups,
    living,
    incubators,
    rooms,
    sectors,
    districts,
    months,
    moves,
    who,
    place,
    score,
    came,
    linked,
):
    """Tenants whose time is up go, and apply to the next stage at once; each quarter startups
    without a desk look around, and where the stages are linked those who have outgrown theirs.

    Returns how many applications stand in `who`, `place` and `score`; `came` has the kind of place
    an applicant leaves, -1 where it had none, `linked` whether its house has told the next one of
    it: what that knows of its tenant is seen without error, and it is placed first.

    Order: living startups as they stand in the table: who must go, then who looks this quarter with
        chance 3 * application_rate * d.aware.
    Source: assumed.
    """
    due = 0
    for j in range(len(living)):
        later = living[min(j + AHEAD, len(living) - 1)]
        prefetch(startups, later, "key")
        prefetch(startups, later, "home")
        s = startups[living[j]]
        m = months[s.district]
        looks = s.home >= 0
        if not looks and is_quarter_turn(s, m):
            u, _, _, _ = four_uniforms(s.key, m, D_ADMIT)
            looks = u < 3 * m.application_rate * districts[s.district].aware
        if looks:
            who[due] = living[j]
            due += 1
    n = 0
    for j in range(due):  # `who` is read ahead of where it is written
        later = who[min(j + AHEAD, due - 1)]
        prefetch(startups, later, "area")
        prefetch(startups, later, "raised")
        prefetch(startups, later, "sales_1")
        prefetch(startups, later, "admitted")
        r = who[j]
        s = startups[r]
        m, d, best, kind = months[s.district], districts[s.district], -1, -1
        known = False
        if s.home >= 0:
            i = incubators[s.home]
            if must_leave(s, i, sectors[s.sector], m):
                kind, known = i.kind, is_handed_on(s, m)
                let_go(s, i, m, moves[s.district])
                best = next_place(s, i, incubators, rooms, d, m)
                if best < 0:
                    note_move(moves[s.district], kind, False)
            elif (
                m.pipeline_linking > 0
                and is_quarter_turn(s, m)
                and has_outgrown(s, i, m)
                and is_handed_on(s, m)
            ):
                kind, known = i.kind, True
                best = next_place(s, i, incubators, rooms, d, m)
        else:
            best = best_place(s, -1, m.clock - s.born, incubators, rooms, d, m)
        if best >= 0:
            _, v, w, _ = four_uniforms(s.key, m, D_ADMIT)
            who[n], place[n], came[n], linked[n] = r, best, kind, known
            score[n] = merit(s, incubators[best], v, w, m)
            if known:  # its house knows it: the selection makes no error
                score[n] -= incubators[best].selection_noise * normal(v)
            n += 1
    return n


@rule
def merit(s, i, v, w, m):
    """What the selection sees: quality through noise, customers, and research of its own; a
    government-run place also sees connections.

    Formula: log_ability(s) + i.selection_noise * normal(v) + customer_weight *
        log1p(s.contract_value) + (research_weight if s.researching) + (fit_weight if i.sector ==
        s.sector) + (campus_fit if is_of_campus(i, s)) + (connections * (1 - management_separation)
        * normal(w) if i.owner == GOVERNMENT)
    Source: 国科发区〔2018〕300号 (tenants research and develop); assumed (the weights).
    """
    seen = log_ability(s) + i.selection_noise * normal(v)
    seen += m.customer_weight * math.log1p(s.contract_value)
    if s.researching:
        seen += m.research_weight
    if i.sector == s.sector:
        seen += m.fit_weight
    if is_of_campus(i, s):
        seen += m.campus_fit
    if i.owner == GOVERNMENT:
        seen += m.connections * (1 - m.management_separation) * normal(w)
    return seen


@rule
def crowds_out(i, s):
    """Whether one more firm of another trade would leave the leading sector with a smaller part of
    the tenants than a checklist that brings or costs something still asks for.

    Formula: i.kept_share > 0 and i.list_stake + i.list_name > 0 and s.sector != i.sector and
        i.tenants - i.same_sector + 1 > (1 - i.kept_share) * (i.tenants + 1)
    Source: assumed (choosing takes no time).
    """
    if i.kept_share <= 0 or i.list_stake + i.list_name <= 0 or s.sector == i.sector:
        return False
    return i.tenants - i.same_sector + 1 > (1 - i.kept_share) * (i.tenants + 1)


@kernel
def seat_applicants(startups, incubators, months, moves, who, place, score, came, order, outcome):
    """Applicants who look promising enough are taken best first while area lasts and the rule on
    the leading sector holds; a makerspace is open to all it has room for.

    Who applies from a desk it need not leave keeps it until it is taken. `outcome` gets whether each
    was taken, found no room, found the room kept for the leading sector or for those who come up,
    or was refused.

    Order: applicants, those handed on first, then the best first (`order`); of equal merit by key.
    Formula:
        taken_in = (score > admission_bar or i.kind == MAKERSPACE) and i.occupied + s.area +
            reserved <= i.tenant_area and not crowds_out(i, s)
        reserved = max(0, leading_sector_rule * i.tenant_area - i.same_sector * area_per_head *
            first_heads) if s.sector != i.sector
        reserved = max(reserved, kept_for_graduates(i)) if came < 0
    Source: assumed.
    """
    for k in order:
        s, i = startups[who[k]], incubators[place[k]]
        m = months[s.district]
        reserved = 0.0
        if i.sector >= 0 and s.sector != i.sector:
            # the leading sector's tenants are taken to be of the usual first size: their area is not summed
            taken = i.same_sector * m.area_per_head * m.first_heads
            reserved = max(0.0, m.leading_sector_rule * i.tenant_area - taken)
        if came[k] < 0 and m.pipeline_linking > 0:
            reserved = max(reserved, kept_for_graduates(i, m))
        taken_in = False
        if score[k] <= m.admission_bar and i.kind != MAKERSPACE:
            outcome[k] = REFUSED
        elif i.occupied + s.area > i.tenant_area:
            outcome[k] = FULL
        else:
            taken_in = i.occupied + s.area + reserved <= i.tenant_area and not crowds_out(i, s)
            outcome[k] = TAKEN if taken_in else RESERVED
        if taken_in or s.home < 0:
            note_move(moves[s.district], came[k], taken_in)
        if taken_in:
            if s.home >= 0:
                let_go(s, incubators[s.home], m, moves[s.district])
            s.home = place[k]
            s.admitted = m.clock
            s.left_home = -1
            i.occupied += s.area
            i.tenants += 1
