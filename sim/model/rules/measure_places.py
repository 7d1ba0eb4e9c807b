"""How places are measured: one rule a kind of row enters it into the month's sums."""

from sim.core.kernel import kernel, rule
from sim.model.codes import (
    ACCELERATOR,
    ANGEL_FUND,
    CITY,
    INCUBATOR,
    MAKERSPACE,
    NATIONAL,
    PROVINCIAL,
    SEED_FUND,
)
from sim.model.rules.common import is_running


@rule
def measure_facility(i, m, c):
    """One facility enters the sums of its district; a closed one only the number of those."""
    c.facilities_closed += i.closed >= 0
    if not is_running(i):
        return
    c.facilities += 1
    if i.opened == m.clock:
        c.area_opened += i.area
        c.facilities_opened += 1
    if i.kind == MAKERSPACE:
        c.makerspaces += 1
        c.makerspace_area += i.occupied
    elif i.kind == INCUBATOR:
        c.incubators += 1
        c.incubator_area += i.occupied
    elif i.kind == ACCELERATOR:
        c.accelerators += 1
        c.accelerator_area += i.occupied
    else:
        c.parks += 1
        c.park_area += i.occupied
    c.facilities_provincial += i.level >= PROVINCIAL
    c.facilities_national += i.level >= NATIONAL
    c.facilities_failed += i.warnings > 0
    c.facility_marks += i.score
    c.facility_staff += i.staff
    c.facilities_titled += i.level >= CITY
    c.lettable_area += i.tenant_area
    c.branch_area += i.branch_area
    c.leading_tenants += i.same_sector
    c.graduates += i.graduates
    c.provincial_bodies += i.level >= PROVINCIAL
    c.bodies_any_level += 1


@rule
def measure_house(i, h):
    """One open facility fills its own row of the month; what nobody runs stays empty."""
    if not is_running(i):
        return
    h.open = 1
    h.area = i.area
    h.main_building = i.main_building
    h.area_allotted = i.tenant_area
    h.area_used = min(i.occupied, i.tenant_area)  # those who outgrow it share desks
    h.tenants = i.tenants
    h.leading_tenants = i.same_sector
    h.talent_tenants = i.talent_founded
    h.protected_tenants = i.protected
    h.funded_tenants = i.funded
    h.certified_tenants = i.certified
    h.tenant_jobs = i.tenant_heads
    h.tenant_sales_12 = i.tenant_sales
    h.tenant_equity = i.tenant_raised
    h.graduates = i.graduates
    h.staff = i.staff
    h.mentors = i.mentors
    h.equipment = i.equipment
    h.operator = i.professional
    h.titled = i.level >= CITY
    h.provincial = i.level >= PROVINCIAL
    h.national = i.level >= NATIONAL
    h.score = i.score


@rule
def measure_house_funds(f, i, k, h):
    """One fund enters the rows of the facilities it is at hand for: its home's, and those of its
    district where it is a seed or an angel fund.
    """
    if f.home == k:
        h.own_funds += f.raised
    if f.home == k or (
        f.home < 0 and f.kind in (SEED_FUND, ANGEL_FUND) and f.district == i.district
    ):
        h.partner_funds += f.raised


@rule
def measure_district(d, m, c):
    """A district's own stocks enter its census, after its startups."""
    c.floor_area = d.floor_area
    c.main_building = d.main_building
    c.incubating_area = d.incubating_area
    c.operators = d.operators
    c.operator_staff = d.operator_staff
    c.components = d.components
    c.housed_talent = d.housed_talent
    c.service_platforms = m.one_stop_budget > 0
    c.recognised = d.recognised
    c.evaluations = d.evaluations if m.month == 1 else 0
    c.research_bodies += d.recognised_bodies
    c.provincial_bodies += c.research_bodies
    c.bodies_any_level += c.research_bodies
    c.pool = d.pool
    c.aware_firms = d.aware * d.firms
    c.usable_technology = d.technology
    c.platform_equipment = d.platform
    c.amenity_level = d.amenity
    c.race_place = d.race_rank
    c.rent_asked = d.market_rent * d.renters
    c.housing_costs = (c.talent - c.talent_seeking) * m.housing_cost * d.housing
    c.city_output = d.share * m.city_output * (1 + m.city_growth) ** (m.since_start / 12)


@rule
def measure_fund(f, c):
    """One fund enters the sums of its district."""
    c.funds += 1
    c.fund_money += f.cash
    c.fund_target += f.target
    c.fund_raised += f.raised
    if f.kind in (SEED_FUND, ANGEL_FUND):
        c.early_fund_raised += f.raised
    if f.home >= 0:
        c.inhouse_fund_raised += f.raised
    if f.public_paid > 0:
        c.public_funds += 1
        c.public_fund_target += f.target
        c.public_fund_raised += f.raised
        c.public_fund_paid += f.public_paid


@rule
def measure_sector(x, m, row, c):
    """One sector fills its row and enters the census of its market's seat.

    The established firms outside the model grow with demand: incumbents x (1 + demand_growth / 12).
    """
    x.incumbents *= 1 + m.demand_growth / 12
    row.firms = x.firms
    row.leading = x.leading
    row.sales_12 = x.sales_12
    row.scale = x.sales_12 + x.incumbents
    row.research = x.research
    row.demand = x.demand
    row.wage = x.wage
    if x.targeted:
        c.incumbent_sales += x.incumbents
        c.cluster_scale += x.incumbents + x.sales_12


@kernel
def take_census(
    incubators, sectors, districts, funds, programmes, operators, months, moves, houses
):
    """Measure places, funds and purses; startups have been measured in the month's last pass over
    them.
    """
    for x in sectors:
        if x.firms > 0:
            x.capability /= x.firms
    for k in range(districts.size):
        measure_district(districts[k], months[k], moves[k])
    for k in range(incubators.size):
        i = incubators[k]
        measure_facility(i, months[i.district], moves[i.district])
        measure_house(i, houses[k])
    for f in funds:
        if f.alive and not f.elsewhere:
            measure_fund(f, moves[f.district])
            for k in range(incubators.size):
                if is_running(incubators[k]):
                    measure_house_funds(f, incubators[k], k, houses[k])
    for o in operators:
        if o.brought >= 0 and o.houses > 0:
            moves[o.district].operator_teams += 1
            moves[o.district].operator_teams_came += o.brought == months[o.district].clock
    for p in programmes:
        moves[p.district].purses += p.purse


@kernel
def sector_census(sectors, seat, months, rows, moves):
    """Measure the sectors, and what the plan's clusters add to established firms outside the model."""
    for k in range(sectors.size):
        measure_sector(sectors[k], months[seat[k]], rows[k], moves[seat[k]])
