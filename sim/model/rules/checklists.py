"""Checklists with consequences: facilities, operators and districts are marked by an authority's
points, and act on what the marks can bring or cost them.
"""

from sim.core.chance import four_uniforms, normal
from sim.core.kernel import kernel, rule
from sim.model.codes import (
    ABOVE,
    ALLOTTING,
    AT_MOST,
    BELOW,
    CERTIFICATES,
    CHANGE_POINT,
    CHOOSING,
    D_MARKS,
    EQUIPPING,
    FILLING,
    FINANCING,
    FLOW_POINT,
    GOVERNMENT,
    HIRING,
    OF_DISTRICT,
    OF_FACILITY,
    OF_OPERATOR,
    PROVINCIAL,
    RIGHTS,
    UNRECOGNISED,
)
from sim.model.rules.common import charge_of, dismiss, is_running, room_to_grow


@rule
def is_due(k, m):
    """Whether a checklist is marked this month.

    Formula: clock >= k.first and (clock - k.first) % k.every == 0
    Source: definition.
    """
    return m.clock >= k.first and (m.clock - k.first) % k.every == 0


@rule
def is_called(c, k, m):
    """Whether a candidate is marked this month: with all of its checklist, or when its time to mend
    is over; a list that measures each against the best is marked as a whole only.

    Formula: is_due(k) or clock == c.mend_by and not k.relative
    Source: definition.
    """
    return is_due(k, m) or (m.clock == c.mend_by and not k.relative)


@rule
def first_row(q, k, t, m):
    """The first row of the months that a point counts over: of a flow those since the last marking,
    of a change those since the start; one that says since when counts from there.

    Formula: max(0, t - (clock - q.since) if q.since >= 0 else t - k.every + 1 if q.reckon ==
        FLOW_POINT else 0 if q.reckon == CHANGE_POINT else t)
    Source: definition.
    """
    row = t
    if q.reckon == FLOW_POINT:
        row = t - k.every + 1
    elif q.reckon == CHANGE_POINT:
        row = 0
    if q.since >= 0 and q.reckon in (FLOW_POINT, CHANGE_POINT):
        row = t - (m.clock - q.since)
    return min(t, max(0, row))


@rule
def read_sum(sums, subject, column, q, first, t):
    """What a subject's sums say of a point's measure: as it stands, added up, or its change.

    Formula: sums[t] if q.reckon == STOCK_POINT else sum(sums[first : t + 1]) if q.reckon ==
        FLOW_POINT else sums[t] - sums[first]
    Source: definition.
    """
    if q.reckon == FLOW_POINT:
        value = 0.0
        for row in range(first, t + 1):
            value += sums[row, subject, column]
        return value
    value = sums[t, subject, column]
    return value - sums[first, subject, column] if q.reckon == CHANGE_POINT else value


@rule
def is_reached(q, value):
    """Whether a point is in place; a sum of parts may miss its whole by a last digit.

    Formula: value > q.value if q.comparator == ABOVE else value <= q.value if q.comparator == AT_MOST
        else value < q.value if q.comparator == BELOW else value >= q.value
    Source: definition.
    """
    dust = 1e-9 * abs(q.value)
    if q.comparator == ABOVE:
        return value > q.value
    if q.comparator == AT_MOST:
        return value <= q.value + dust
    if q.comparator == BELOW:
        return value < q.value
    return value >= q.value - dust


@rule
def note_lack(c, q, full, value, below):
    """What a point that is not in place leaves to be done, by what a facility can do about it.

    Formula:
        c.lacking_filling += q.marks / full if q.work == FILLING
        c.lacking_choice = max(c.lacking_choice, q.value) if q.work == CHOOSING
        c.lacking_staff = max(c.lacking_staff, q.value * below - value * below) if q.work == HIRING
    Source: definition.
    """
    part, amount = q.marks / full, (q.value - value) * below
    if q.work == FILLING:
        c.lacking_filling += part
    elif q.work == RIGHTS:
        c.lacking_rights += part
    elif q.work == FINANCING:
        c.lacking_financing += part
    elif q.work == CERTIFICATES:
        c.lacking_certificates += part
    elif q.work == CHOOSING:
        c.lacking_choice = max(c.lacking_choice, min(1.0, q.value))
    elif q.work == HIRING:
        c.lacking_staff = max(c.lacking_staff, amount)
    elif q.work == EQUIPPING:
        c.lacking_equipment = max(c.lacking_equipment, amount)
    elif q.work == ALLOTTING:
        c.lacking_area = max(c.lacking_area, amount)


@rule
def clear_marks(c):
    """A marking begins with nothing in place, and nothing of any kind noted as lacking.

    Formula:
        c.points = 0
        c.marks = 0
        c.lacking_filling = 0
    Source: definition.
    """
    c.points = 0
    c.marks = 0.0
    c.lacking_filling = 0.0
    c.lacking_rights = 0.0
    c.lacking_financing = 0.0
    c.lacking_certificates = 0.0
    c.lacking_choice = 0.0
    c.lacking_staff = 0.0
    c.lacking_equipment = 0.0
    c.lacking_area = 0.0


@kernel
def are_operators_marked(candidacies, checklists, months, district_of):
    """Whether any operator is marked this month.

    Order: candidates in any order.
    Formula: sum(c.kept_of == OF_OPERATOR and is_called(c, k)) > 0
    Source: definition.
    """
    for n in range(candidacies.size):
        c = candidacies[n]
        k, m = checklists[c.checklist], months[district_of[n]]
        if c.kept_of == OF_OPERATOR and is_called(c, k, m):
            return True
    return False


@kernel
def sum_operators(incubators, own_operator, houses, sums):
    """What an operator is marked by is the sum over the facilities in its charge, month by month.

    Order: every facility that an operator has in its charge, in any order.
    Formula: sums[:, o] += houses[:, k] if charge_of(i, own_operator) == o
    Source: definition.
    """
    sums[:] = 0.0
    for k in range(incubators.size):
        i = incubators[k]
        o = charge_of(i, own_operator[i.district])
        if o >= 0:
            sums[:, o] += houses[:, k]


@kernel
def mark(
    candidacies, checklists, criteria, houses, teams, census, books, months, district_of, t, values
):
    """Each candidate's points are read; of a list that measures each against the best, against the
    best.

    Order: candidates in any order; the best of a list are found before any is marked.
    Formula:
        c.points = sum(is_reached(q, top) for q in criteria if q.checklist == c.checklist)
        c.marks = sum(q.marks * (values / best if k.relative else is_reached(q, top))) / k.full
    Source: definition.
    """
    for n in range(candidacies.size):
        c = candidacies[n]
        k, m = checklists[c.checklist], months[district_of[n]]
        if not is_called(c, k, m):
            continue
        clear_marks(c)
        for p in range(criteria.size):
            q = criteria[p]
            if q.checklist != c.checklist:
                continue
            first = first_row(q, k, t, m)
            sums = (
                houses
                if c.kept_of == OF_FACILITY
                else teams
                if c.kept_of == OF_OPERATOR
                else census
            )
            top = read_sum(books if q.money else sums, c.subject, q.measure, q, first, t)
            below = 1.0
            if q.per >= 0:
                below = read_sum(books if q.per_money else sums, c.subject, q.per, q, first, t)
                top = top / below if below > 0 else 0.0
            values[n, p] = top
            if is_reached(q, top):
                c.points += 1
                c.marks += q.marks / k.full
            else:
                note_lack(c, q, k.full, top, below if q.per >= 0 else 1.0)
    for n in range(candidacies.size):
        c = candidacies[n]
        k = checklists[c.checklist]
        if not k.relative or not is_due(k, months[district_of[n]]):
            continue
        c.marks = 0.0
        for p in range(criteria.size):
            if criteria[p].checklist == c.checklist:
                best = 0.0
                for other in range(candidacies.size):
                    if candidacies[other].checklist == c.checklist:
                        best = max(best, values[other, p])
                if best > 0:
                    c.marks += criteria[p].marks / k.full * max(0.0, values[n, p]) / best


@rule
def told_marks(c, owner, m):
    """The marks as they are told, as a share: an owner's own authority errs and flatters what is its
    own, unless third parties judge; districts are judged from above.

    Formula:
        min(1, max(0, c.marks + (1 - third_party_evaluation) * error / 100)) if c.kept_of !=
            OF_DISTRICT else c.marks
        error = evaluation_noise * normal(u) + (leniency if owner == GOVERNMENT else 0)
    Source: assumed.
    """
    if c.kept_of == OF_DISTRICT:
        return c.marks
    u, _, _, _ = four_uniforms(c.key, m, D_MARKS)
    error = m.evaluation_noise * normal(u) + (m.leniency if owner == GOVERNMENT else 0.0)
    return min(1.0, max(0.0, c.marks + (1 - m.third_party_evaluation) * error / 100))


@rule
def settle_standing(c, k, told, m):
    """What follows of the marks: on file where they pass and the authority has acted; where they do
    not and something hangs on it, a time to mend, and then the end of the title.

    Returns 1 where the title is new, -1 where it is lost, 0 otherwise.

    Formula:
        c.passed = told >= k.marks_to_pass
        c.filed = True if c.passed and u < k.pace else False if clock >= c.mend_by and k.withdraw
        c.mend_by = clock + k.mend if not c.passed and k.mend >= 0 and c.mend_by < 0 and c.filed
    Source: 石家庄方案四（四） (mend in time or lose the title); assumed (the pace).
    """
    _, u, _, _ = four_uniforms(c.key, m, D_MARKS)
    c.passed = told >= k.marks_to_pass - 1e-9
    if c.passed:
        c.mend_by = -1
        if not c.filed and u < k.pace:
            c.filed = True
            c.filed_since = m.clock
            c.withdrawn = False
            return 1
    elif k.mend >= 0 and c.filed:
        if c.mend_by < 0:
            c.mend_by = m.clock + k.mend
        if m.clock >= c.mend_by:
            c.mend_by = -1
            if k.withdraw:
                c.filed = False
                c.withdrawn = True
            return -1
    return 0


@rule
def reward_facility(i, c, k, change, m, b):
    """A facility that comes on file gets title and award, each pass a bonus; one struck off loses
    the title that the list gives, if it has no higher one, and its operator where the list says so.

    Formula:
        i.level = max(i.level, k.title) if change > 0 else UNRECOGNISED if change < 0 and k.withdraw
            and i.level <= k.title
        i.cash += (k.award if change > 0 else 0) + (k.bonus if c.passed else 0)
        i.barred = clock + title_bar if change < 0 and k.withdraw and i.level <= k.title
    Source: assumed (how long nobody gives it a title again).
    """
    paid = (k.award if change > 0 else 0.0) + (k.bonus if c.passed else 0.0)
    i.cash += paid
    b.checklist_award += paid
    if change > 0:
        i.level = max(i.level, k.title)
    elif change < 0 and k.withdraw and UNRECOGNISED < i.level <= k.title:
        i.level = UNRECOGNISED
        i.barred = m.clock + int(m.title_bar)
    if change < 0 and k.replace:
        dismiss(i, m)


@rule
def note_standing(c, h):
    """A facility's row of the month tells whether it is on any file, told to mend or struck off, and
    the most points it has in place on a list.

    Formula: c.filed, c.mend_by >= 0, c.withdrawn, max(c.points)
    Source: definition.
    """
    if c.filed:
        h.filed = 1.0
    if c.mend_by >= 0:
        h.warned = 1.0
    if c.withdrawn:
        h.withdrawn = 1.0
    h.points = max(h.points, float(c.points))


@rule
def reward_contract(i, o, c, k, change, weight, m, b):
    """A facility's part of what its operator's contract brings at a marking, by floor area; where
    the operator has failed for good, it leaves, and the next that is chosen takes over.

    Formula:
        i.cash += ((k.award if change > 0) + (k.bonus if c.passed)) * i.area / o.area
        i.money_weight = weight
    Source: assumed (the division).
    """
    i.contract_met = c.marks
    i.money_weight = weight
    share = i.area / max(i.area, o.area)
    paid = ((k.award if change > 0 else 0.0) + (k.bonus if c.passed else 0.0)) * share
    i.cash += paid
    b.checklist_award += paid
    if change < 0 and k.replace:
        dismiss(i, m)
        i.tender_from = -1  # its post is put out to tender, not the facility by itself


@kernel
def follow_up(
    candidacies,
    checklists,
    incubators,
    operators,
    own_operator,
    districts,
    months,
    book,
    moves,
    houses,
    district_of,
):
    """After a marking each subject gets what follows; marks and standing enter the month's sums.

    Order: candidates in any order: none looks at another but for its rank.
    Formula:
        c.place = 1 + sum(other.marks > c.marks)
        i.contract_met = c.marks
        weight = 1 - k.money_share + k.money_share * c.marks * rivals / mean
    Source: assumed.
    """
    for n in range(candidacies.size):
        c = candidacies[n]
        k, m, b = checklists[c.checklist], months[district_of[n]], book[district_of[n]]
        if not is_called(c, k, m):
            continue
        c.place, mean, rivals = 1, 0.0, 0
        for other in candidacies:
            if other.checklist == c.checklist:
                rivals += 1
                mean += other.marks
                c.place += other.marks > c.marks
        weight = 1.0
        if mean > 0:
            weight = 1 - k.money_share + k.money_share * c.marks * rivals / mean
        if c.kept_of == OF_FACILITY:
            i = incubators[c.subject]
            if not is_running(i):
                continue
            change = settle_standing(c, k, told_marks(c, i.owner, m), m)
            reward_facility(i, c, k, change, m, b)
            i.money_weight = weight
            if k.rank and rivals > 1:
                i.behind = (c.place - 1) / (rivals - 1)
        elif c.kept_of == OF_OPERATOR:
            o = operators[c.subject]
            if o.brought < 0:
                c.filed, c.mend_by = False, -1
                continue
            first, c.filed = not c.filed and c.filed_since < 0, True  # its contract is in force
            change = settle_standing(c, k, told_marks(c, GOVERNMENT, m), m)
            if first and c.passed:
                change = 1
                c.filed_since = m.clock
            for i in incubators:
                if is_running(i) and charge_of(i, own_operator[i.district]) == c.subject:
                    reward_contract(i, o, c, k, change, weight, m, b)
            if change < 0 and k.replace:
                o.brought, o.began = -1, -1
                o.replaced += 1
        else:
            d = districts[c.subject]
            change = settle_standing(c, k, told_marks(c, GOVERNMENT, m), m)
            d.money_weight = weight
            if k.title >= PROVINCIAL and change != 0:
                d.recognised = change > 0
            if k.rank:
                d.race_rank = c.place
    for c in candidacies:
        if c.kept_of == OF_FACILITY:
            if is_running(incubators[c.subject]):
                note_standing(c, houses[c.subject])
        elif c.kept_of == OF_OPERATOR:
            o = operators[c.subject]
            moves[o.district].contracts_met += c.passed and o.brought >= 0
        else:
            moves[c.subject].recognised = districts[c.subject].recognised
            moves[c.subject].list_points = max(moves[c.subject].list_points, float(c.points))
    for n in range(incubators.size):
        c = moves[incubators[n].district]
        c.facilities_filed += houses[n].filed
        c.facilities_warned += houses[n].warned
        c.titles_withdrawn += houses[n].withdrawn


@rule
def list_stake(i, c, k, m):
    """What a checklist can bring a facility or cost it within a year, in 万元.

    Formula: (k.award if not c.filed) + k.bonus + k.money_share * operator_fee * i.fee_part
    Source: definition.
    """
    stake = k.bonus + k.money_share * m.operator_fee * i.fee_part
    return stake + (0.0 if c.filed else k.award)


@rule
def list_name(i, c, k, m):
    """What a checklist means to a facility's name, in parts of a year's cost: a title to be gained or
    one that can be lost, more to who has been told to mend, and a rank that is told.

    Formula:
        name = reputation if not c.filed else revocation_fear * (warning_fear if c.mend_by >= 0 else
            1) if k.withdraw or k.replace else 0
        name += reputation * (reputation_base + (1 - reputation_base) * i.behind) if k.rank
    Source: assumed.
    """
    name = 0.0 if c.filed else m.reputation
    if c.filed and (k.withdraw or k.replace):
        name = m.revocation_fear * (m.warning_fear if c.mend_by >= 0 else 1.0)
    if k.rank:
        name += m.reputation * (m.reputation_base + (1 - m.reputation_base) * i.behind)
    return name


@rule
def aim(i, c, k, m):
    """What a facility can gain or lose by a checklist, and what its points still lack, join what the
    national marks ask of its operator.

    Formula:
        i.list_stake += list_stake(i, c, k)
        i.list_name += list_name(i, c, k)
        i.lacking_space = max(i.lacking_space, 100 * c.lacking_filling)
        i.kept_share = max(i.kept_share, c.lacking_choice)
        i.name_value = 1 if c.kept_of == OF_FACILITY and c.filed
    Source: definition.
    """
    i.list_stake += list_stake(i, c, k, m)
    i.list_name += list_name(i, c, k, m)
    i.lacking_space = max(i.lacking_space, 100 * c.lacking_filling)
    i.lacking_rights = max(i.lacking_rights, 100 * c.lacking_rights)
    i.lacking_money = max(i.lacking_money, 100 * c.lacking_financing)
    i.lacking_graduates = max(i.lacking_graduates, 100 * c.lacking_certificates)
    i.kept_share = max(i.kept_share, c.lacking_choice)
    if c.kept_of == OF_FACILITY and c.filed:
        i.name_value = 1.0


@rule
def cap_lacking(i):
    """The work that marks ask for is no more than all of it.

    Formula:
        i.lacking_space *= part
        part = min(1, 100 / (i.lacking_space + i.lacking_rights + i.lacking_money +
            i.lacking_graduates))
    Source: definition.
    """
    total = i.lacking_space + i.lacking_rights + i.lacking_money + i.lacking_graduates
    part = min(1.0, 100.0 / max(1e-9, total))
    i.lacking_space *= part
    i.lacking_rights *= part
    i.lacking_money *= part
    i.lacking_graduates *= part


@rule
def work_off(i, c, m, b):
    """A facility spends what it has above its reserve on what a checklist still asks of it, as
    far as it matters to it: people, equipment, floor for tenants.

    Formula:
        i.staff += 1 if c.lacking_staff > 0 and spare >= 12 * member
        i.equipment += min(c.lacking_equipment, spare)
        i.tenant_area += min(c.lacking_area, room_to_grow(i), spare / refurbish_cost)
        spare = i.pressure * max(0, i.cash - facility_reserve / 12 * i.costs_1)
    Source: assumed.
    """
    spare = i.pressure * max(0.0, i.cash - m.facility_reserve / 12 * i.costs_1)
    member = m.staff_wage * (1 + m.social_rate)
    if c.lacking_staff > 0 and spare >= 12 * member:
        i.staff += 1
        c.lacking_staff -= 1
    elif c.lacking_equipment > 0 and spare > 0:
        bought = min(c.lacking_equipment, spare)
        i.equipment += bought
        i.cash -= bought
        b.facility_equipment += bought
        c.lacking_equipment -= bought
    elif c.lacking_area > 0 and spare > 0:
        done = min(c.lacking_area, room_to_grow(i, m), spare / m.refurbish_cost)
        i.tenant_area += done
        i.cash -= done * m.refurbish_cost
        b.owner_refurbishing += done * m.refurbish_cost
        c.lacking_area -= done


@rule
def set_aside_lists(i, m):
    """What checklists mean to a facility is summed up anew; where the national evaluation leads to
    nothing, its marks ask for no work beside theirs.

    Formula:
        i.list_stake = i.list_name = i.kept_share = i.name_value = 0
        i.lacking_space = i.lacking_rights = i.lacking_money = i.lacking_graduates = 0 if
            evaluation_consequence <= 0 and level_award <= 0
    Source: definition.
    """
    i.list_stake = 0.0
    i.list_name = 0.0
    i.kept_share = 0.0
    i.name_value = 0.0
    if m.evaluation_consequence <= 0 and m.level_award <= 0:
        i.lacking_space = 0.0
        i.lacking_rights = 0.0
        i.lacking_money = 0.0
        i.lacking_graduates = 0.0


@kernel
def prepare(candidacies, checklists, incubators, own_operator, months, book):
    """Facilities look at the checklists they or their operators are on, and set to work on what is
    lacking.

    Order: candidates in any order; sums start from nothing.
    Source: definition.
    """
    for c in candidacies:
        if c.kept_of == OF_FACILITY:
            i = incubators[c.subject]
            set_aside_lists(i, months[i.district])
        elif c.kept_of == OF_OPERATOR:
            for i in incubators:
                if charge_of(i, own_operator[i.district]) == c.subject:
                    set_aside_lists(i, months[i.district])
    for c in candidacies:
        k = checklists[c.checklist]
        if c.kept_of == OF_FACILITY:
            i = incubators[c.subject]
            if is_running(i):
                aim(i, c, k, months[i.district])
                cap_lacking(i)
                work_off(i, c, months[i.district], book[i.district])
        elif c.kept_of == OF_OPERATOR:
            for i in incubators:
                if is_running(i) and charge_of(i, own_operator[i.district]) == c.subject:
                    aim(i, c, k, months[i.district])
                    cap_lacking(i)
