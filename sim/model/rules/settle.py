"""Wages, rent, research and tax are paid; firms plan the heads they can pay."""

from sim.core.chance import trait
from sim.core.kernel import kernel, rule
from sim.model.codes import RESEARCHER, STRONG, TEAM, TECH_SME


@rule
def labour_cost(s, m):
    """Wages with the employer's social contributions; a founder in straits takes none."""
    founder = -s.founder_wage if s.lean else s.salary_rise
    return (s.wage_bill + founder + max(0, s.heads - s.research_heads) * m.staff_wage) * (
        1 + m.social_rate
    )


@rule
def laboratory_bill(s, access, m):
    """Materials, tests and equipment of research; shared equipment saves part of it."""
    return s.research_heads * m.lab_cost * s.effort * (1 - m.platform_saving * access)


@rule
def administration_bill(s, d, m):
    """Offices, filings and management time; one-stop service, training, agencies and advice save part of it."""
    usual = (
        (m.office_cost + m.office_per_head * s.heads)
        * (1 - d.saved_time)
        * (1 - m.training_saving if s.trained else 1.0)
    )
    usual *= 1 - m.agency_part * (1 - d.service_price)
    if s.advised_until >= m.clock:
        usual *= 1 - m.advice_saving
    return usual * m.lean_office if s.lean else usual


@rule
def materials_bill(s, d, m):
    """Materials and subcontracting; work handed out over the crowdsourcing platform is paid, and saves on parts."""
    usual = s.sales * m.material_share * (1 - m.digital_saving if s.digital else 1.0)
    if trait(s.key) < d.crowdsourced:
        usual *= 1 - m.crowdsourcing_saving
        usual += m.overload_price * max(0.0, s.sales - s.heads * m.output_per_head * m.stretch)
    return usual


@rule
def selling_budget(s, m):
    """What a firm with investors spends in a month on finding customers: a part of what it holds beyond its reserve."""
    if s.raised <= 0 or s.ready < 1:
        return 0.0
    return m.selling_pace * max(0.0, s.cash - m.reserve_months * s.costs)


@rule
def pay(s, d, access, place, m, b):
    """A firm pays people, research, rent and materials out of sales and cash."""
    labour = labour_cost(s, m)
    lab = laboratory_bill(s, access, m)
    office = administration_bill(s, d, m)
    bought = materials_bill(s, d, m)
    s.research = (s.wage_bill - (s.founder_wage if s.lean else 0.0)) * (
        1 + m.social_rate
    ) * m.research_time + lab
    s.selling = selling_budget(s, m)
    s.costs = labour + lab + office + bought + place + s.selling
    s.cash += s.sales - s.costs
    s.costs_year += s.costs
    s.research_year += s.research
    b.wages += labour - labour / (1 + m.social_rate) * m.social_rate
    b.social_contributions += labour / (1 + m.social_rate) * m.social_rate
    b.laboratory += lab
    b.administration += office
    b.selling += s.selling
    b.materials += bought


@rule
def intensity_wanted(s, m):
    """The share of sales a firm means to spend on research; near a threshold worth reaching, the threshold."""
    natural = m.research_intensity * (m.intensity_base + m.intensity_tech * s.high_tech_share)
    line = m.intensity_small if s.sales_year + s.sales_1 <= m.sales_small else m.intensity_medium
    if s.rung >= TECH_SME and m.threshold_reach * line <= natural < line:
        return line * m.threshold_margin
    return natural


@rule
def lasts(s, months):
    """Whether a firm's cash lasts so many months at this month's loss; without a loss it lasts for ever."""
    burn = s.costs - s.sales
    return burn <= 0 or s.cash >= months * burn


@rule
def staff_change(staff, needed, room, short, m):
    """How many people outside research a firm takes on or lets go: fast when short of cash, else with the work sold."""
    if staff < needed:
        return 0 if short else min(room, needed - staff)
    spare = staff - needed
    if short:
        return -max(1, int(m.short_cut * staff)) if spare > 0 else 0
    return -max(1, int(m.idle_cut * staff)) if spare > m.idle_share * staff else 0


@rule
def researcher_wage(s, m):
    """The monthly wage a firm plans for a researcher: what its own earn, or where it has hired none a usual one."""
    return (
        s.wage_bill / s.research_heads
        if s.research_heads > 1
        else m.staff_wage * m.researcher_premium
    )


@rule
def plan_staff(s, m):
    """Heads follow contracts and runway: hire for work sold, shed people when cash runs short."""
    short, room = not lasts(s, m.shortage_months), max(1, int(m.hiring_room * s.heads))
    needed = max(
        0,
        int(s.contract_value / m.output_per_head) + 1 - int(m.research_delivery * s.research_heads),
    )
    s.lean = s.heads <= m.lean_heads and not lasts(s, 1.0)
    s.effort = (
        max(m.least_effort, s.effort - m.effort_step)
        if short
        else min(1.0, s.effort + m.effort_step)
    )
    s.heads += staff_change(s.heads - s.research_heads, needed, room, short, m)
    unit = researcher_wage(s, m) * (1 + m.social_rate) + m.lab_cost
    researchers = int(intensity_wanted(s, m) * s.sales / unit)
    if s.cash > m.hiring_buffer * unit and lasts(s, m.hiring_runway):
        researchers = max(researchers, min(int(m.hired_ahead), s.research_heads + 1))
    s.vacancies = 0 if short else max(0, min(room, researchers - s.research_heads))
    s.area = 0.0 if s.lean else m.area_per_head * max(1, s.heads)
    growing = s.ready >= 1 and s.weight > 0 and s.capability > m.ambition
    s.seeking = not s.listed and (growing or not lasts(s, m.funding_runway))


@rule
def extra_deduction(s, m):
    """The share of reported research that may be deducted on top, by the law of the year."""
    return m.super_deduction_sme if s.tech_sme_until >= m.clock else m.super_deduction


@rule
def small_profit_tax(profit, m):
    """Tax of a small low-profit enterprise: two bands at reduced effective rates."""
    lower = min(profit, m.small_band)
    return lower * m.small_rate + max(0.0, profit - lower) * m.small_rate_upper


@rule
def income_tax(profit, heads, high_tech, m):
    """Enterprise income tax on a year's taxable profit: the lowest rate the law of the year allows."""
    if profit <= 0:
        return 0.0
    tax = profit * (m.high_tech_rate if high_tech else m.income_tax_rate)
    if profit <= m.small_limit and heads <= m.small_heads:
        tax = min(tax, small_profit_tax(profit, m))
    return tax


@rule
def declare(s, m):
    """December: research is reported; a firm just short of its line may call other spending research."""
    s.reported_year = s.research_year
    if (
        m.relabelling > 0
        and s.patents + s.designs > 0
        and m.clock - s.registered >= m.high_tech_age
    ):
        sales = s.sales_year + s.sales_1 + s.sales_2
        line = m.intensity_small if s.sales_year <= m.sales_small else m.intensity_medium
        lacking = line * sales - (s.research_year + s.reported_1 + s.reported_2)
        if 0 < lacking <= m.relabel_room * max(0.0, s.costs_year - s.research_year):
            s.reported_year += lacking * m.relabel_margin


@rule
def give_back(s, tax, m, b):
    """A young firm gets the local part of its income tax back, as far as the district returns it."""
    if m.tax_rebate > 0 and m.clock - s.registered < m.rebate_age:
        returned = m.tax_rebate * m.local_tax_share * tax
        s.cash += returned
        s.support += returned
        b.tax_returned += returned


@rule
def repay_grants(s, kept, m, b):
    """Repayable grants come back out of a year's profit, a part a year; a strong firm clears them at once."""
    if s.owed_to_public > 0 and kept > 0:
        due = s.owed_to_public if s.rung >= STRONG else m.repay_share * kept
        paid = min(due, s.owed_to_public, max(0.0, s.cash))
        s.cash -= paid
        s.owed_to_public -= paid
        b.grants_repaid += paid


@rule
def pay_licence(s, m, b):
    """A firm built on an institute's invention pays it for the part of the rights its inventors do not hold."""
    if s.origin == RESEARCHER:
        fee = m.licence_rate * s.sales_year * max(0.0, 1 - m.rights_share - m.achievement_rights)
        s.cash -= fee
        s.costs_year += fee
        b.licence_fees += fee


@rule
def assess(s, m, b):
    """December: the year's profit is taxed, losses are carried forward, public money and owners take their part."""
    profit = s.sales_year + s.grants_year - s.costs_year
    taxable = profit - extra_deduction(s, m) * min(s.reported_year, s.costs_year)
    high_tech = s.high_tech_until >= m.clock
    without = income_tax(profit - min(s.losses, max(0.0, profit)), s.heads, high_tech, m)
    if taxable <= 0:
        s.losses += -taxable
        b.tax_forgone_research += without
        repay_grants(s, profit, m, b)
    else:
        used = min(s.losses, taxable)
        s.losses -= used
        tax = income_tax(taxable - used, s.heads, high_tech, m)
        b.tax_forgone_high_tech += income_tax(taxable - used, s.heads, False, m) - tax
        b.tax_forgone_research += without - tax
        s.cash -= tax
        s.tax_paid += tax
        b.income_tax += tax
        give_back(s, tax, m, b)
        kept = profit - tax
        repay_grants(s, kept, m, b)
        if kept > 0 and s.cash > m.reserve_months * s.costs:
            dividend = min(m.dividend_share * kept, s.cash - m.reserve_months * s.costs)
            s.cash -= dividend
            b.dividends += s.founder_share * dividend
            b.dividends_investors += (1 - s.founder_share) * dividend


@rule
def pay_rent(s, incubators, d, b):
    """A month's rent, to the facility or the landlord; a team without a firm pays none."""
    if s.home >= 0:
        i = incubators[s.home]
        place = s.area * i.rent
        i.cash += place
        b.facility_rent += place
        return place
    if s.rung > TEAM:
        place = s.area * d.market_rent
        b.market_rent += place
        return place
    return 0.0


@kernel
def assess_firms(startups, living, months, book):
    """Every living firm is assessed."""
    for r in living:
        s = startups[r]
        if s.rung > TEAM:
            pay_licence(s, months[s.district], book[s.district])
            declare(s, months[s.district])
            assess(s, months[s.district], book[s.district])
