"""Wages, rent, research and tax are paid; firms plan the heads they can pay."""

from sim.core.chance import trait
from sim.core.kernel import kernel, rule
from sim.core.prefetch import AHEAD, prefetch
from sim.model.codes import RESEARCHER, STRONG, TEAM, TECH_SME
from sim.model.rules.common import founders_part, manages, researchers


@rule
def labour_cost(s, m):
    """Wages with the employer's social contributions; a founder in straits takes none.

    Formula:
        (s.wage_bill + founder + max(0, s.heads - s.research_heads) * staff_wage) * (1 +
            social_rate)
        founder = -s.founder_wage if s.lean else s.salary_rise
    Source: 国办发〔2019〕13号; assumed (wages).
    """
    founder = -s.founder_wage if s.lean else s.salary_rise
    return (s.wage_bill + founder + max(0, s.heads - s.research_heads) * m.staff_wage) * (
        1 + m.social_rate
    )


@rule
def laboratory_bill(s, access, m):
    """Materials, tests and equipment of research; shared equipment saves part of it.

    Formula: researchers(s) * lab_cost * s.effort * (1 - platform_saving * access)
    Source: assumed.
    """
    return researchers(s) * m.lab_cost * s.effort * (1 - m.platform_saving * access)


@rule
def administration_bill(s, d, m):
    """Offices, filings and management time; one-stop service, training, agencies and advice save
    part of it.

    Formula: usual = (office_cost + office_per_head * s.heads) * (1 - d.saved_time) * (1 -
        training_saving if s.trained) * (1 - agency_part * (1 - d.service_price)) * (1 -
        advice_saving if s.advised_until >= clock) * (lean_office if s.lean)
    Source: assumed.
    """
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
    """Materials and subcontracting; work handed out over the crowdsourcing platform is paid, and
    saves on parts.

    Formula:
        usual = s.sales * material_share * (1 - digital_saving if s.digital)
        usual * (1 - crowdsourcing_saving) + overload_price * max(0, s.sales - s.heads *
            output_per_head * stretch) if trait(s.key) < d.crowdsourced
    Source: assumed.
    """
    usual = s.sales * m.material_share * (1 - m.digital_saving if s.digital else 1.0)
    if trait(s.key) < d.crowdsourced:
        usual *= 1 - m.crowdsourcing_saving
        usual += m.overload_price * max(0.0, s.sales - s.heads * m.output_per_head * m.stretch)
    return usual


@rule
def selling_budget(s, m):
    """What a firm with investors spends in a month on finding customers: a part of what it holds
    beyond its reserve.

    Formula: selling_pace * max(0, s.cash - reserve_months * s.costs) if s.raised > 0 and s.ready >=
        1 else 0
    Source: a round is meant to last 18 to 24 months.
    """
    if s.raised <= 0 or s.ready < 1:
        return 0.0
    return m.selling_pace * max(0.0, s.cash - m.reserve_months * s.costs)


@rule
def pay(s, d, access, place, m, b):
    """A firm pays people, research, rent and materials out of sales and cash.

    Formula:
        s.costs = labour + lab + office + bought + place + s.selling
        s.cash += s.sales - s.costs
        s.research = (s.wage_bill - (s.founder_wage if s.lean or manages(s))) * (1 + social_rate) *
            research_time + lab
    Source: definition.
    """
    labour = labour_cost(s, m)
    lab = laboratory_bill(s, access, m)
    office = administration_bill(s, d, m)
    bought = materials_bill(s, d, m)
    not_researching = s.founder_wage if s.lean or manages(s) else 0.0
    s.research = (s.wage_bill - not_researching) * (1 + m.social_rate) * m.research_time + lab
    s.selling = selling_budget(s, m)
    s.costs = labour + lab + office + bought + place + s.selling
    s.cash += s.sales - s.costs
    s.costs_year += s.costs
    s.research_year += s.research
    # labour holds wages and contributions on them
    b.wages += labour - labour / (1 + m.social_rate) * m.social_rate
    b.social_contributions += labour / (1 + m.social_rate) * m.social_rate
    b.laboratory += lab
    b.administration += office
    b.selling += s.selling
    b.materials += bought


@rule
def intensity_wanted(s, m):
    """The share of sales a firm means to spend on research; near a threshold worth reaching, the
    threshold.

    Formula:
        natural = research_intensity * (intensity_base + intensity_tech * s.high_tech_share) *
            (intensity_other if not s.researching)
        line * threshold_margin if s.rung >= TECH_SME and reach * line <= natural < line else natural
        reach = holder_reach if s.high_tech_until >= clock or s.cultivated == TECH_SME else
            threshold_reach
        line = intensity_small if s.sales_year + s.sales_1 <= sales_small else intensity_medium
    Source: mean research intensity of tenants 2021: 6.68 %; 国科发火〔2016〕32号; assumed (the stretch).
    """
    natural = m.research_intensity * (m.intensity_base + m.intensity_tech * s.high_tech_share)
    natural *= 1.0 if s.researching else m.intensity_other
    line = m.intensity_small if s.sales_year + s.sales_1 <= m.sales_small else m.intensity_medium
    # who is on the list for the title is told where it stands against the line
    guided = s.high_tech_until >= m.clock or s.cultivated == TECH_SME
    reach = m.holder_reach if guided else m.threshold_reach
    if s.rung >= TECH_SME and reach * line <= natural < line:
        return line * m.threshold_margin
    return natural


@rule
def lasts(s, months):
    """Whether a firm's cash lasts so many months at this month's loss; without a loss it lasts for
    ever.

    Formula:
        burn <= 0 or s.cash >= months * burn
        burn = s.costs - s.sales
    Source: definition.
    """
    burn = s.costs - s.sales
    return burn <= 0 or s.cash >= months * burn


@rule
def staff_change(staff, needed, room, short, m):
    """How many people outside research a firm takes on or lets go: fast when short of cash, else
    with the work sold.

    Formula:
        min(room, needed - staff) if staff < needed and not short else -max(1, int(short_cut *
            staff)) if short and spare > 0 else -max(1, int(idle_cut * staff)) if spare > idle_share
            * staff else 0
        spare = staff - needed
    Source: assumed.
    """
    if staff < needed:
        return 0 if short else min(room, needed - staff)
    spare = staff - needed
    if short:
        return -max(1, int(m.short_cut * staff)) if spare > 0 else 0
    return -max(1, int(m.idle_cut * staff)) if spare > m.idle_share * staff else 0


@rule
def researcher_wage(s, m):
    """The monthly wage a firm plans for a researcher: what its own earn, or where it has hired none
    a usual one.

    Formula: s.wage_bill / s.research_heads if s.research_heads > 1 else staff_wage *
        researcher_premium
    Source: assumed.
    """
    return (
        s.wage_bill / s.research_heads
        if s.research_heads > 1
        else m.staff_wage * m.researcher_premium
    )


@rule
def plan_staff(s, m):
    """Heads follow contracts and runway: hire for work sold, shed people when cash runs short.

    Formula:
        short = not lasts(s, shortage_months)
        room = max(1, int(hiring_room * s.heads))
        needed = max(0, int(s.contract_value / output_per_head) + 1 - int(research_delivery *
            s.research_heads))
        s.heads += staff_change(s.heads - s.research_heads, needed, room, short)
        unit = researcher_wage(s) * (1 + social_rate) + lab_cost
        wanted = max(int(intensity_wanted(s) * s.sales / unit), ahead)
        ahead = min(hired_ahead, s.research_heads + 1) if (s.ready < 1 or s.researching) and s.cash
            > hiring_buffer * unit and lasts(s, hiring_runway) else 0
        s.vacancies = 0 if short else max(0, min(room, wanted - researchers(s)))
        s.effort = max(least_effort, s.effort - effort_step) if short else min(1, s.effort +
            effort_step)
        s.lean = s.acquired < 0 and s.heads <= lean_heads and not lasts(s, 1)
        s.seeking = not s.listed and s.acquired < 0 and (growing or not lasts(s, funding_runway))
        growing = s.ready >= 1 and s.weight > 0 and s.capability > ambition
    Source: 5.1 m yuan and 12.7 heads a tenant (2021) = 3.3; assumed (rules of thumb).
    """
    short, room = not lasts(s, m.shortage_months), max(1, int(m.hiring_room * s.heads))
    needed = max(
        0,
        int(s.contract_value / m.output_per_head) + 1 - int(m.research_delivery * s.research_heads),
    )
    s.lean = s.acquired < 0 and s.heads <= m.lean_heads and not lasts(s, 1.0)
    s.effort = (
        max(m.least_effort, s.effort - m.effort_step)
        if short
        else min(1.0, s.effort + m.effort_step)
    )
    s.heads += staff_change(s.heads - s.research_heads, needed, room, short, m)
    # what one more researcher costs in a month
    unit = researcher_wage(s, m) * (1 + m.social_rate) + m.lab_cost
    wanted = int(intensity_wanted(s, m) * s.sales / unit)
    own_research = s.ready < 1 or s.researching
    if own_research and s.cash > m.hiring_buffer * unit and lasts(s, m.hiring_runway):
        # who does research of its own hires ahead of sales
        wanted = max(wanted, min(int(m.hired_ahead), s.research_heads + 1))
    s.vacancies = 0 if short else max(0, min(room, wanted - researchers(s)))
    s.area = 0.0 if s.lean else m.area_per_head * max(1, s.heads)
    growing = s.ready >= 1 and s.weight > 0 and s.capability > m.ambition
    own = not s.listed and s.acquired < 0
    s.seeking = own and (growing or not lasts(s, m.funding_runway))


@rule
def extra_deduction(s, m):
    """The share of reported research that may be deducted on top, by the law of the year.

    Formula: super_deduction_sme if s.tech_sme_until >= clock else super_deduction
    Source: 财税〔2018〕99号; 财税公告2022年第16号.
    """
    return m.super_deduction_sme if s.tech_sme_until >= m.clock else m.super_deduction


@rule
def small_profit_tax(profit, m):
    """Tax of a small low-profit enterprise: two bands at reduced effective rates.

    Formula:
        lower * small_rate + max(0, profit - lower) * small_rate_upper
        lower = min(profit, small_band)
    Source: 财税〔2019〕13号.
    """
    lower = min(profit, m.small_band)
    return lower * m.small_rate + max(0.0, profit - lower) * m.small_rate_upper


@rule
def income_tax(profit, heads, high_tech, m):
    """Enterprise income tax on a year's taxable profit: the lowest rate the law of the year allows.

    Formula:
        tax = profit * (high_tech_rate if high_tech else income_tax_rate)
        min(tax, small_profit_tax(profit)) if profit <= small_limit and heads <= small_heads else
            tax
    Source: 企业所得税法; 财税〔2019〕13号.
    """
    if profit <= 0:
        return 0.0
    tax = profit * (m.high_tech_rate if high_tech else m.income_tax_rate)
    if profit <= m.small_limit and heads <= m.small_heads:
        tax = min(tax, small_profit_tax(profit, m))
    return tax


@rule
def declare(s, m):
    """December: research is reported; a firm just short of its line may call other spending
    research.

    Formula:
        lacking = line * sales - (s.research_year + s.reported_1 + s.reported_2)
        s.reported_year = s.research_year + lacking * relabel_margin if 0 < lacking <= relabel_room
            * (s.costs_year - s.research_year) else s.research_year
        line = intensity_small if s.sales_year <= sales_small else intensity_medium
        sales = s.sales_year + s.sales_1 + s.sales_2
    Source: Chen, Liu, Suárez Serrato & Xu 2021; 国科发火〔2016〕32号.
    """
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
    """A young firm gets the local part of its income tax back, as far as the district returns it.

    Formula: returned = tax_rebate * local_tax_share * tax if clock - s.registered < rebate_age else
        0
    Source: 国发〔2001〕37号; assumed (the age).
    """
    if m.tax_rebate > 0 and m.clock - s.registered < m.rebate_age:
        returned = m.tax_rebate * m.local_tax_share * tax
        s.cash += returned
        s.support += returned
        b.tax_returned += returned


@rule
def repay_grants(s, kept, m, b):
    """Repayable grants come back out of a year's profit, a part a year; a strong firm clears them
    at once.

    Formula:
        due = s.owed_to_public if s.rung >= STRONG else repay_share * kept
        paid = min(due, s.owed_to_public, max(0, s.cash))
    Source: assumed.
    """
    if s.owed_to_public > 0 and kept > 0:
        due = s.owed_to_public if s.rung >= STRONG else m.repay_share * kept
        paid = min(due, s.owed_to_public, max(0.0, s.cash))
        s.cash -= paid
        s.owed_to_public -= paid
        b.grants_repaid += paid


@rule
def pay_licence(s, m, b):
    """A firm built on an institute's invention pays it for the part of the rights its inventors do
    not hold.

    Formula: licence_rate * s.sales_year * max(0, 1 - rights_share - achievement_rights) if s.origin
        == RESEARCHER else 0
    Source: 促进科技成果转化法; usual royalties of 2-5 % of sales.
    """
    if s.origin == RESEARCHER:
        fee = m.licence_rate * s.sales_year * max(0.0, 1 - m.rights_share - m.achievement_rights)
        s.cash -= fee
        s.costs_year += fee
        b.licence_fees += fee


@rule
def assess(s, m, b):
    """December: the year's profit is taxed, losses are carried forward, public money and owners
    take their part.

    A loss counts in full in the year after it; of what is left when a year is over one part in as
    many as the years it may be carried lapses, not the oldest first.

    Formula:
        lapse = 1 / (loss_years_title if s.rung >= TECH_SME else loss_years)
        s.losses = (s.losses - used) * (1 - lapse) if taxable > 0 else s.losses * (1 - lapse) -
            taxable
        profit = s.sales_year + s.grants_year - s.costs_year
        taxable = profit - extra_deduction(s) * min(s.reported_year, s.costs_year)
        used = min(s.losses, taxable)
        tax = income_tax(taxable - used, s.heads, high_tech)
        kept = profit - tax
        dividend = min(dividend_share * kept, s.cash - reserve_months * s.costs)
    Source: 企业所得税法第十八条; 财税〔2018〕76号; assumed (how losses lapse, dividends).
    """
    profit = s.sales_year + s.grants_year - s.costs_year
    lapse = 1 / (m.loss_years_title if s.rung >= TECH_SME else m.loss_years)
    taxable = profit - extra_deduction(s, m) * min(s.reported_year, s.costs_year)
    high_tech = s.high_tech_until >= m.clock
    without = income_tax(profit - min(s.losses, max(0.0, profit)), s.heads, high_tech, m)
    if taxable <= 0:
        s.losses = s.losses * (1 - lapse) - taxable
        b.tax_forgone_research += without
        repay_grants(s, profit, m, b)
    else:
        used = min(s.losses, taxable)
        s.losses = (s.losses - used) * (1 - lapse)
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
            b.dividends += founders_part(s) * dividend
            b.dividends_investors += (1 - founders_part(s)) * dividend


@rule
def pay_rent(s, incubators, d, b):
    """A month's rent, to the facility or the landlord; a team without a firm pays none.

    Formula: place = s.area * i.rent if s.home >= 0 else s.area * d.market_rent if s.rung > TEAM
        else 0
    Source: assumed.
    """
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
    """Every living firm is assessed.

    Order: every living firm, in any order: the licence, what is reported, then the tax.
    Source: definition.
    """
    for j in range(len(living)):
        later = living[min(j + AHEAD, len(living) - 1)]
        prefetch(startups, later, "district")
        prefetch(startups, later, "sales_year")
        prefetch(startups, later, "cash")
        s = startups[living[j]]
        if s.rung > TEAM:
            pay_licence(s, months[s.district], book[s.district])
            declare(s, months[s.district])
            assess(s, months[s.district], book[s.district])
