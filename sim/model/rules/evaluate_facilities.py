"""January: facilities and operators are judged by the national marks; each month shows what stands
in each district.
"""

from sim.core.chance import four_uniforms, normal
from sim.core.kernel import kernel, rule
from sim.model.codes import (
    CITY,
    D_REVIEW,
    GOVERNMENT,
    INCUBATOR,
    MAKERSPACE,
    NATIONAL,
    PARK,
    PROVINCIAL,
    RANKING,
    REVOCATION,
    UNRECOGNISED,
)
from sim.model.rules.common import dismiss, is_running


@rule
def mark_share(value, full):
    """How much of a full mark a value earns.

    Formula: min(1, value / full)
    Source: definition.
    """
    return min(1.0, value / full) if full > 0 else 0.0


@rule
def space_marks(i, m):
    """Marks for use of space and number of tenants: 40 at most.

    Formula: 25 * mark_share(i.occupied, 0.75 * i.tenant_area) + 15 * mark_share(i.tenants,
        review_tenants)
    Source: 国科发区〔2018〕300号; assumed (the weights).
    """
    return 25 * mark_share(i.occupied, 0.75 * i.tenant_area) + 15 * mark_share(
        i.tenants, m.review_tenants
    )


@rule
def rights_marks(i):
    """Marks for tenants with rights: 10 where three in ten hold one.

    Formula: 10 * mark_share(i.protected / i.tenants, 0.3)
    Source: 国科发区〔2018〕300号; assumed (the weights).
    """
    return 10 * mark_share(i.protected / max(1, i.tenants), 0.3)


@rule
def equity_marks(i):
    """Marks for tenants that have raised equity: 15 where one in ten has.

    Formula: 15 * mark_share(i.funded / i.tenants, 0.1)
    Source: 国科发区〔2018〕300号; assumed (the weights).
    """
    return 15 * mark_share(i.funded / max(1, i.tenants), 0.1)


@rule
def graduate_marks(i, m):
    """Marks for the year's graduates: 20 at most.

    Formula: 20 * mark_share(i.graduates_year, review_graduates)
    Source: assumed.
    """
    return 20 * mark_share(i.graduates_year, m.review_graduates)


@rule
def score(i, m):
    """A facility's marks out of 100: space 25, tenants and rights 25, financing 15, graduates 20,
    people 15.

    Formula: space_marks(i) + rights_marks(i) + equity_marks(i) + graduate_marks(i) + 15 *
        mark_share(i.staff + i.mentors, review_people)
    Source: assumed.
    """
    people = 15 * mark_share(i.staff + i.mentors, m.review_people)
    return space_marks(i, m) + rights_marks(i) + equity_marks(i) + graduate_marks(i, m) + people


@rule
def note_lacking_marks(i, m):
    """The marks an operator can still gain this year, item by item: that is where its time goes.

    Formula:
        i.lacking_space = 40 - space_marks(i)
        i.lacking_rights = 10 - rights_marks(i)
        i.lacking_money = 15 - equity_marks(i)
        i.lacking_graduates = 20 - graduate_marks(i)
    Source: definition.
    """
    i.lacking_space = 40 - space_marks(i, m)
    i.lacking_rights = 10 - rights_marks(i)
    i.lacking_money = 15 - equity_marks(i)
    i.lacking_graduates = 20 - graduate_marks(i, m)


@rule
def reported_score(i, m):
    """The score as it is told: owners judge with errors and government flatters its own, unless
    third parties judge.

    Formula:
        min(100, max(0, score(i) + error))
        error = (1 - third_party_evaluation) * ((leniency if i.owner == GOVERNMENT else 0) +
            evaluation_noise * normal(u))
    Source: assumed.
    """
    u, _, _, _ = four_uniforms(i.key, m, D_REVIEW)
    flattery = m.leniency if i.owner == GOVERNMENT else 0.0
    error = (1 - m.third_party_evaluation) * (flattery + m.evaluation_noise * normal(u))
    return min(100.0, max(0.0, score(i, m) + error))


# least months since opening, floor area, tenants and graduates: 国科发区〔2018〕300号 and its usual local halves
NATIONAL_LINE, PROVINCIAL_LINE, CITY_LINE = (36, 10000, 50, 20), (24, 5000, 30, 5), (12, 0, 10, 0)


@rule
def reaches(i, age, line):
    """Whether a facility reaches a line of recognition: months since opening, floor area, tenants,
    graduates.

    Formula: age >= months and i.area >= area and i.tenants >= tenants and i.graduates >= graduates
    Source: 国科发区〔2018〕300号.
    """
    months, area, tenants, graduates = line
    return age >= months and i.area >= area and i.tenants >= tenants and i.graduates >= graduates


@rule
def earned_level(i, m):
    """The level a facility has earned: the national rule of 国科发区〔2018〕300号 and its usual local
    halves.

    Formula:
        NATIONAL if reaches(i, age, NATIONAL_LINE) and invested and protected else PROVINCIAL if
            reaches(i, age, PROVINCIAL_LINE) and protected else CITY if reaches(i, age, CITY_LINE)
            else UNRECOGNISED
        invested = i.funded >= 0.1 * i.tenants
        protected = i.protected >= 0.3 * i.tenants
        PROVINCIAL if i.kind == MAKERSPACE and age >= 18 and i.area >= 500 and i.tenants >=
            makerspace_tenants and i.staff >= 3
    Source: 国科发区〔2018〕300号; usual provincial rule: 20 teams and firms; usual local halves.
    """
    age = m.clock - i.opened
    if i.kind == MAKERSPACE:
        if age >= 18 and i.area >= 500 and i.tenants >= m.makerspace_tenants and i.staff >= 3:
            return PROVINCIAL
        return CITY if reaches(i, age, CITY_LINE) else UNRECOGNISED
    if i.kind == INCUBATOR:
        invested, protected = i.funded >= 0.1 * i.tenants, i.protected >= 0.3 * i.tenants
        if reaches(i, age, NATIONAL_LINE) and invested and protected:
            return NATIONAL
        if reaches(i, age, PROVINCIAL_LINE) and protected:
            return PROVINCIAL
        return CITY if reaches(i, age, CITY_LINE) else UNRECOGNISED
    return i.level


@rule
def rise(i, m, b):
    """A facility gets the level it has earned, unless a title was lately taken from it; provincial
    recognition brings an award, national recognition two.

    Formula:
        i.level = max(i.level, earned_level(i)) if clock >= i.barred
        award = level_award * (national_award if i.level == NATIONAL else 1)
    Source: assumed.
    """
    if m.clock < i.barred:
        return
    before, i.level = i.level, max(i.level, earned_level(i, m))
    if i.level > before and i.level >= PROVINCIAL:
        award = m.level_award * (m.national_award if i.level == NATIONAL else 1.0)
        i.cash += award
        b.level_award += award


@rule
def judge(i, m, d):
    """A facility is scored. Failing gives it a year to mend where the rule says so; failing again
    costs level and operator.

    Formula:
        i.score = reported_score(i)
        i.warnings = i.warnings + 1 if i.score < review_pass else 0
        i.level = UNRECOGNISED if evaluation_consequence >= REVOCATION and i.warnings >=
            revocation_failures
        dismiss(i) if i.level == UNRECOGNISED
    Source: 国科发区〔2018〕300号.
    """
    i.score = reported_score(i, m)
    d.evaluations += 1 if m.evaluation_consequence > 0 else 0
    i.warnings = i.warnings + 1 if i.score < m.review_pass else 0
    if m.evaluation_consequence >= REVOCATION and i.warnings >= m.revocation_failures:
        i.level = UNRECOGNISED
        i.warnings = 0
        dismiss(i, m)
    i.graduates_year = 0


@rule
def pay_by_score(i, m, b):
    """Where evaluation leads to anything, good marks bring an award.

    Formula: i.cash += performance_award if evaluation_consequence >= RANKING and i.score >=
        review_good
    Source: assumed.
    """
    if m.evaluation_consequence >= RANKING and i.score >= m.review_good:
        i.cash += m.performance_award
        b.evaluation_bonus += m.performance_award


@kernel
def review(incubators, districts, months, book):
    """January: every open facility is judged by its district.

    Order: every running facility, in any order: its level, then its marks, then its award.
    Source: assumed.
    """
    for d in districts:
        d.evaluations = 0
    for i in incubators:
        if is_running(i):
            rise(i, months[i.district], book[i.district])
            judge(i, months[i.district], districts[i.district])
            pay_by_score(i, months[i.district], book[i.district])


@kernel
def publish(incubators, rows):
    """The facilities of one market see how many others scored better.

    Order: the running facilities of one market, in any order.
    Formula: i.behind = sum(other.score > i.score) / (facilities - 1)
    Source: definition.
    """
    for k in rows:
        better = 0
        for other in rows:
            better += incubators[other].score > incubators[k].score
        # 0 for the best marked of a market, 1 for the last
        incubators[k].behind = better / max(1, len(rows) - 1)


@rule
def needs_a_better_operator(i, median, m):
    """Whether the chain takes a facility over: it failed, or it has no professional operator and
    scores below the median.

    Formula: operator_chain > 0 and (i.score < review_pass or not i.professional and i.score <
        median)
    Source: assumed.
    """
    return m.operator_chain > 0 and (
        i.score < m.review_pass or (not i.professional and i.score < median)
    )


@kernel
def form_chain(incubators, months, rows, leader, median):
    """The market's best operator takes over those that need one, and brings there a part of its
    skill.

    Order: the running facilities of one market, in any order; the leader is the best marked that
        has a professional operator.
    Formula: i.skill = max(i.skill, chain_dilution * leader.skill)
    Source: assumed.
    """
    for k in rows:
        i = incubators[k]
        m = months[i.district]
        if k != leader and needs_a_better_operator(i, median, m):
            i.professional = True
            i.skill = max(i.skill, m.chain_dilution * incubators[leader].skill)


@kernel
def inspect(incubators, districts, funds, months):
    """What stands in each district this month, and what marks its facilities lack.

    Order: every running facility and every fund, in any order; sums start from nothing.
    Source: definition.
    """
    for d in districts:
        d.facility_staff = 0
        d.recognised_facilities = 0
        d.floor_area = 0.0
        d.main_building = 0.0
        d.incubating_area = 0.0
        d.operators = 0
        d.operator_staff = 0
        d.components = 0
        d.funds = 0
    for i in incubators:
        if is_running(i):
            d = districts[i.district]
            note_lacking_marks(i, months[i.district])
            d.facility_staff += i.staff
            d.recognised_facilities += i.level > UNRECOGNISED
            d.floor_area += i.area
            d.main_building = max(d.main_building, i.main_building)
            if i.kind < PARK:
                d.incubating_area += min(
                    i.occupied, i.tenant_area
                )  # those who outgrow it share desks
            if i.professional:
                d.operators += 1
                d.operator_staff += i.staff
    for f in funds:
        if f.alive:
            districts[f.district].funds += 1


@kernel
def look_back(districts, year, months):
    """What two platforms, flats and the pilot zone have brought about in twelve months.

    `year` holds the counts of these months, shape (month, district).

    Order: every district, in any order.
    Formula:
        d.housed_talent = max(0, talent_flats - d.flats_free)
        d.awarded_year = sum(c.talent_awarded)
        d.matched_year = sum(c.deals_matched)
        d.admitted_year = sum(c.access_founded)
    Source: definition.
    """
    for k in range(len(districts)):
        d = districts[k]
        d.housed_talent = max(0, months[k].talent_flats - d.flats_free)
        awarded, matched, admitted = 0.0, 0.0, 0.0
        for past in range(len(year)):
            c = year[past, k]
            awarded += c.talent_awarded
            matched += c.deals_matched
            admitted += c.access_founded
        d.awarded_year, d.matched_year, d.admitted_year = awarded, matched, admitted


@rule
def components(d, m):
    """The six parts of an island that are in use: spaces for firms, funds and talent, two
    platforms, and the pilot zone, each by what it has brought about, not by its budget.

    Formula: (d.tenants >= component_tenants) + (d.funds >= component_funds) + (d.housed_talent +
        d.awarded_year >= component_talents) + (d.aware - base_awareness >= component_informed) +
        (d.matched_year >= component_matched) + (d.admitted_year >= component_admitted)
    Source: 许昌方案一（二）; assumed (the lines).
    """
    n = 1 if d.tenants >= m.component_tenants else 0
    n += 1 if d.funds >= m.component_funds else 0
    n += 1 if d.housed_talent + d.awarded_year >= m.component_talents else 0
    n += 1 if d.aware - m.base_awareness >= m.component_informed else 0
    n += 1 if d.matched_year >= m.component_matched else 0
    n += 1 if d.admitted_year >= m.component_admitted else 0
    return n


@kernel
def count_components(districts, months):
    """Each district's parts of an island that are in place.

    Order: every district, in any order.
    Source: definition.
    """
    for k in range(districts.size):
        districts[k].components = components(districts[k], months[k])
