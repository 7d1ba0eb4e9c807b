"""January: facilities and operators are judged; each month the province looks whether an island meets its standard."""
from sim.core.chance import four
from sim.core.kernel import kernel, rule
from sim.kinds import CITY, D_SITE, INCUBATOR, MAKERSPACE, MONEY, NATIONAL, PARK, PROVINCIAL, REVOCATION, UNRECOGNISED


@rule
def part(value, full):
    """How much of a full mark a value earns."""
    return min(1.0, value / full) if full > 0 else 0.0


@rule
def score(i, m):
    """A facility's marks out of 100: use of space 25, tenants and rights 25, financing 15, graduates 20, people 15."""
    tenants = max(1, i.tenants)
    use = 25 * part(i.occupied, 0.75 * i.tenant_area)
    firms = 15 * part(i.tenants, m.review_tenants) + 10 * part(i.protected / tenants, 0.3)
    money = 15 * part(i.funded / tenants, 0.1)
    graduates = 20 * part(i.graduates_year, m.review_graduates)
    people = 15 * part(i.staff + i.mentors, m.review_people)
    return use + firms + money + graduates + people


@rule
def merits(i, m):
    """The level a facility has earned: the national rule of 国科发区〔2018〕300号 and its usual local halves."""
    age = m.clock - i.opened
    if i.kind == MAKERSPACE:
        if age >= 18 and i.area >= 500 and i.tenants >= 20 and i.staff >= 3:
            return PROVINCIAL
        return CITY if age >= 12 and i.tenants >= 10 else UNRECOGNISED
    if i.kind == INCUBATOR:
        invested, protected = i.funded >= 0.1 * i.tenants, i.protected >= 0.3 * i.tenants
        if age >= 36 and i.area >= 10000 and i.tenants >= 50 and i.graduates >= 20 and invested and protected:
            return NATIONAL
        if age >= 24 and i.area >= 5000 and i.tenants >= 30 and i.graduates >= 5 and protected:
            return PROVINCIAL
        return CITY if age >= 12 and i.tenants >= 10 else UNRECOGNISED
    return i.level


@rule
def judge(i, m, d):
    """A facility is scored; failing twice running costs it its level and its operator where the rule says so."""
    i.score = score(i, m)
    d.evaluations += 1 if m.evaluation_consequence > 0 else 0
    i.level = max(i.level, merits(i, m))
    i.warnings = i.warnings + 1 if i.score < m.review_pass else 0
    if m.evaluation_consequence >= REVOCATION and i.warnings >= 2:
        i.level = UNRECOGNISED
        i.professional = False
        i.tender_from = -1
        i.warnings = 0
    i.graduates_year = 0


@rule
def pay_by_score(i, m, b):
    """Where evaluation moves money, good marks bring a bonus."""
    if m.evaluation_consequence >= MONEY and i.score >= m.review_good:
        i.cash += m.review_bonus
        b.evaluation_bonus += m.review_bonus


@kernel
def review(incubators, districts, months, book):
    """January: every open facility is judged by its district."""
    for d in districts:
        d.evaluations = 0
    for i in incubators:
        if i.opened >= 0 and i.closed < 0:
            judge(i, months[i.district], districts[i.district])
            pay_by_score(i, months[i.district], book[i.district])


@kernel
def inspect(incubators, districts, funds):
    """What stands in each district this month."""
    for d in districts:
        d.floor_area = 0.0
        d.main_building = 0.0
        d.incubating_area = 0.0
        d.operators = 0
        d.operator_staff = 0
        d.components = 0
        d.funds = 0
    for i in incubators:
        if i.opened >= 0 and i.closed < 0:
            d = districts[i.district]
            d.floor_area += i.area
            d.main_building = max(d.main_building, i.main_building)
            if i.kind < PARK:
                d.incubating_area += min(i.occupied, i.tenant_area)      # those who outgrow it share desks
            if i.professional:
                d.operators += 1
                d.operator_staff += i.staff
    for f in funds:
        if f.alive:
            districts[f.district].funds += 1


@rule
def components(d, m):
    """The six parts of an island: spaces for firms, funds and talent, two platforms, and the pilot zone."""
    n = 1 if d.tenants > 0 else 0
    n += 1 if d.funds > 0 else 0
    n += 1 if m.talent_flats > 0 or m.amenity_budget > 0 else 0
    n += 1 if m.information_budget > 0 or m.one_stop_budget > 0 else 0
    n += 1 if m.matching_budget > 0 else 0
    n += 1 if m.market_access_opened > 0 else 0
    return n


@rule
def meets_standard(d, m):
    """The province's standard for an island: floor area, main building, share of it in incubation, an operator."""
    return (d.floor_area >= m.island_area and d.main_building >= m.island_building
            and d.incubating_area >= m.island_share * d.floor_area and d.operators > 0)


@kernel
def recognise(districts, months):
    """The province takes its time with islands that meet the standard."""
    for k in range(districts.size):
        d, m = districts[k], months[k]
        d.components = components(d, m)
        if d.island and not d.recognised and meets_standard(d, m):
            u, _, _, _ = four(d.key, m, D_SITE)
            d.recognised = u < m.recognition_rate
