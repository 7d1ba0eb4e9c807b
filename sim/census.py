"""What is measured: one pass over the living, one row a month and district; every measure adds up.

Shares and means are formed from these sums where they are shown, so that districts, sectors and
runs can be added without error.
"""
from __future__ import annotations

from sim.core.fields import Field
from sim.core.kernel import kernel, rule
from sim.kinds import HIGH_TECH, MICRO, PROVINCIAL, STRONG, TEAM, TECH_SME


class Measure(Field):
    """A sum over a district in a month: a stock at its end or a flow within it."""

    def __init__(self, en: str, zh: str, unit: str, kind: str = "stock"):
        super().__init__(en, zh, unit)
        self.kind = kind


def flow(en: str, zh: str, unit: str) -> Measure:
    """Something counted as it happens in the month."""
    return Measure(en, zh, unit, "flow")


class Census:
    """A district's month."""

    startups = Measure("firms alive", "存活企业", "firm")
    registered = Measure("firms on the register", "在册企业", "firm")
    teams = Measure("teams not yet registered", "创业团队", "team")
    micro = Measure("micro firms", "微企", "firm")
    tech_sme = Measure("tech SMEs", "科技型中小企业", "firm")
    high_tech = Measure("high-tech enterprises", "高新技术企业", "firm")
    strong = Measure("strong firms", "强企", "firm")
    high_tech_valid = Measure("valid high-tech certificates", "有效高企证书", "firm")
    tech_sme_valid = Measure("valid tech SME numbers", "科小在库", "firm")
    gazelles = Measure("gazelles", "瞪羚企业", "firm")
    champions = Measure("specialised champions", "专精特新小巨人", "firm")
    leading = Measure("leading firms (sales above the line)", "龙头（领军）企业", "firm")
    listed = Measure("listed or quoted firms", "上市挂牌企业", "firm")
    months_on_rung = Measure("months all firms have stood on their rung", "梯次停留月数合计", "month")
    to_tech_sme = flow("firms that became tech SMEs", "新晋科小（微成长）", "firm")
    to_high_tech = flow("firms that became high-tech", "新晋高企（小升高）", "firm")
    to_strong = flow("firms that became strong", "新晋强企（高变强）", "firm")
    fell_back = flow("firms that fell back", "降级企业", "firm")
    founded = flow("teams founded", "新创团队", "team")
    from_student = flow("founded by students and graduates", "学生创办", "team")
    from_researcher = flow("founded by researchers", "科研人员创办", "team")
    from_returnee = flow("founded by returnees", "返乡人才创办", "team")
    from_employee = flow("founded by employees", "在职人员创办", "team")
    from_resident = flow("founded by people out of work", "待业人员创办", "team")
    from_serial = flow("founded by serial founders", "连续创业", "team")
    attracted = flow("firms attracted from outside", "引进企业", "firm")
    closed = flow("firms closed", "关闭企业", "firm")
    gave_up = flow("teams that gave up", "放弃团队", "team")
    sold = flow("firms sold", "被并购企业", "firm")
    listed_now = flow("firms listed", "新增上市挂牌", "firm")
    moved = flow("firms that moved away", "外迁企业", "firm")
    jobs = Measure("people at work in startups", "从业人员", "person")
    research_jobs = Measure("of them in research", "研发人员", "person")
    sales = flow("sales", "营业收入", "万元")
    sales_12 = Measure("sales of twelve months", "近十二个月营收", "万元/year")
    research = flow("real research spending", "实际研发投入", "万元")
    reported_research = Measure("research reported for last year", "上年申报研发费用", "万元/year")
    real_research_1 = Measure("real research of last year", "上年实际研发费用", "万元/year")
    patents = Measure("invention patents held", "发明专利拥有量", "right")
    designs = Measure("class II rights held", "Ⅱ类知识产权", "right")
    cash = Measure("cash of startups", "企业现金", "万元")
    debt = Measure("bank loans of startups", "企业贷款余额", "万元")
    ever_funded = Measure("firms that have raised equity", "获投企业", "firm")
    capability = Measure("sum of capabilities", "技术能力之和", "index")
    tenants = Measure("startups in facilities", "载体内企业", "firm")
    tenant_jobs = Measure("people at work in facilities", "载体内从业人员", "person")
    graduates = Measure("graduates of facilities so far", "累计毕业企业", "firm")
    cluster_firms = Measure("firms in the plan's clusters", "重点集群企业", "firm")
    cluster_leading = Measure("leading firms in the plan's clusters", "重点集群领军企业", "firm")
    cluster_sales_12 = Measure("startup sales in the plan's clusters, twelve months", "重点集群企业营收", "万元/year")
    deals = flow("financing deals", "融资笔数", "deal")
    loans_made = flow("loans made", "新增贷款", "loan")
    defaults = flow("loans defaulted", "违约贷款", "loan")
    talent = Measure("talents in the region", "人才总量", "person")
    talent_seeking = Measure("talents looking for work", "求职人才", "person")
    talent_came = flow("talents who came", "流入人才", "person")
    talent_left = flow("talents who left", "流出人才", "person")
    facilities = Measure("open facilities", "开放载体", "facility")
    floor_area = Measure("floor area of facilities", "载体总建筑面积", "m²")
    main_building = Measure("largest single building", "最大单体建筑面积", "m²")
    incubating_area = Measure("area used by firms in incubation", "在孵企业使用面积", "m²")
    operators = Measure("facilities with a professional operator", "专业化运营载体", "facility")
    operator_staff = Measure("resident team of the professional operator", "专业运营驻地团队", "person")
    components = Measure("components in place, of six", "体系要素到位数", "component")
    service_platforms = Measure("districts with a service platform in use", "服务平台投用", "district")
    recognised = Measure("districts recognised by the province", "省级认定", "district")
    provincial_bodies = Measure("provincial research platforms and facilities", "省级平台与载体", "body")
    evaluations = flow("evaluations held", "评估次数", "evaluation")
    funds = Measure("fund institutions settled", "入驻基金机构", "fund")
    funds_came = flow("fund institutions that came", "新引进基金机构", "fund")
    fund_money = Measure("money in funds", "基金可投资金", "万元")
    pool = Measure("risk pool", "风险补偿资金池", "万元")
    purses = Measure("programme money left", "专项资金余额", "万元")
    refused = flow("applications refused for want of money", "因额度用尽被拒", "application")
    research_bodies = Measure("provincial research platforms", "省级研发平台", "body")
    bodies_any_level = Measure("provincial research platforms, and facilities of any level", "省级研发平台与各级载体", "body")
    cluster_scale = Measure("sales in the plan's clusters, established firms included", "重点集群产业规模（含存量企业）", "万元/year")
    incumbent_sales = Measure("sales of established cluster firms outside the model", "集群存量企业营收（外生）", "万元/year")
    city_output = Measure("industrial scale of the whole city", "全市产业规模（外生）", "万元/year")


class SectorCensus:
    """A sector's month, over all districts of its market."""

    firms = Measure("firms alive", "存活企业", "firm")
    sales_12 = Measure("startup sales of twelve months", "近十二个月营收", "万元/year")
    leading = Measure("leading firms (sales above the line)", "龙头（领军）企业", "firm")
    scale = Measure("sales with established firms outside the model", "产业规模（含存量企业）", "万元/year")
    research = flow("real research spending", "研发投入", "万元")
    demand = Measure("demand", "需求", "万元/month")
    wage = Measure("engineer's monthly wage", "工程师月薪", "万元/month")


@rule
def trailing(s, m):
    """Sales of twelve months: this year's so far and last year's part."""
    return s.sales_year + s.sales_1 * (12 - m.month) / 12


@rule
def has_research_body(s, m):
    """Whether a firm would hold a provincial research platform: high-tech, ten researchers, 300 万元 a year."""
    return s.rung >= HIGH_TECH and s.research_heads >= m.body_heads and s.research * 12 >= m.body_research


@rule
def count(s, x, m, c):
    """One startup enters the sums of its district."""
    if s.born == m.clock:
        if s.origin == 0:
            c.from_student += 1
        elif s.origin == 1:
            c.from_researcher += 1
        elif s.origin == 2:
            c.from_returnee += 1
        elif s.origin == 3:
            c.from_employee += 1
        elif s.origin == 4:
            c.from_resident += 1
        elif s.origin == 5:
            c.from_serial += 1
        c.founded += 1
    if s.rung == TEAM:
        c.teams += 1
        return
    c.startups += 1
    if s.rung == MICRO:
        c.micro += 1
    elif s.rung == TECH_SME:
        c.tech_sme += 1
    elif s.rung == HIGH_TECH:
        c.high_tech += 1
    elif s.rung == STRONG:
        c.strong += 1
        c.gazelles += s.gazelle
        c.champions += s.champion
        c.leading += s.leading
        c.listed += s.listed
    c.high_tech_valid += s.high_tech_until >= m.clock
    c.tech_sme_valid += s.tech_sme_until >= m.clock
    c.months_on_rung += m.clock - s.rung_since
    c.jobs += s.heads
    c.research_jobs += s.research_heads
    year = trailing(s, m)
    c.sales += s.sales
    c.sales_12 += year
    c.research += s.research
    c.reported_research += s.reported_1
    c.real_research_1 += s.research_1
    c.patents += s.patents
    c.designs += s.designs
    c.cash += s.cash
    c.debt += s.debt
    c.capability += s.capability
    c.ever_funded += s.funding_round > 0
    if s.home >= 0:
        c.tenants += 1
        c.tenant_jobs += s.heads
    if has_research_body(s, m):
        c.research_bodies += 1
    if x.targeted:
        c.cluster_firms += 1
        c.cluster_leading += s.leading
        c.cluster_sales_12 += year
    x.sales_12 += year


@rule
def place(s, x, d, m):
    """One startup enters the sums that its sector and district act on."""
    x.firms += 1
    x.leading += s.leading
    x.research += s.research
    x.contracted += s.contract_value
    x.capability += s.capability
    d.firms += 1
    if not s.trained and m.clock - s.born <= m.course_age:
        d.untrained += 1
    if s.seeking:
        d.candidates += 1


@rule
def lodge(s, i, d):
    """One tenant enters the sums of its facility."""
    i.occupied += s.area
    i.tenants += 1
    i.research += s.research
    d.tenants += 1
    if s.funding_round > 0:
        i.funded += 1
    if s.patents + s.designs > 0:
        i.protected += 1
    if s.sector == i.sector:
        i.same_sector += 1


@kernel
def clear(incubators, sectors, districts):
    """Sums start from nothing."""
    for i in incubators:
        i.occupied = 0.0
        i.tenants = 0
        i.funded = 0
        i.protected = 0
        i.same_sector = 0
        i.research = 0.0
    for x in sectors:
        x.firms = 0
        x.leading = 0
        x.research = 0.0
        x.contracted = 0.0
        x.capability = 0.0
        x.sales_12 = 0.0
    for d in districts:
        d.firms = 0
        d.tenants = 0
        d.untrained = 0
        d.candidates = 0


@rule
def measure(s, x, d, incubators, m, c):
    """One living startup enters every sum it belongs to."""
    place(s, x, d, m)
    if s.home >= 0:
        lodge(s, incubators[s.home], d)
    count(s, x, m, c)


@kernel
def census(incubators, sectors, districts, funds, programmes, months, history):
    """Measure places, funds and purses; startups have been measured in the month's last pass over them."""
    for x in sectors:
        if x.firms > 0:
            x.capability /= x.firms
    for k in range(districts.size):
        d, m, c = districts[k], months[k], history[k]
        c.floor_area = d.floor_area
        c.main_building = d.main_building
        c.incubating_area = d.incubating_area
        c.operators = d.operators
        c.operator_staff = d.operator_staff
        c.components = d.components
        c.service_platforms = m.one_stop_budget > 0
        c.recognised = d.recognised
        c.evaluations = d.evaluations if m.month == 1 else 0
        c.research_bodies += d.recognised_bodies
        c.provincial_bodies += c.research_bodies
        c.bodies_any_level += c.research_bodies
        c.pool = d.pool
        c.city_output = d.share * m.city_output * (1 + m.city_growth) ** (m.since_start / 12)
    for i in incubators:
        c = history[i.district]
        if i.opened >= 0 and i.closed < 0:
            c.facilities += 1
            c.graduates += i.graduates
            c.provincial_bodies += i.level >= PROVINCIAL
            c.bodies_any_level += 1
    for f in funds:
        if f.alive:
            history[f.district].funds += 1
            history[f.district].fund_money += f.cash
    for p in programmes:
        history[p.district].purses += p.purse


@kernel
def sector_census(sectors, seat, months, rows, history):
    """Measure the sectors, and what the plan's clusters add to established firms outside the model."""
    for k in range(sectors.size):
        x, m, row = sectors[k], months[seat[k]], rows[k]
        x.incumbents *= 1 + m.demand_growth / 12
        row.firms = x.firms
        row.leading = x.leading
        row.sales_12 = x.sales_12
        row.scale = x.sales_12 + x.incumbents
        row.research = x.research
        row.demand = x.demand
        row.wage = x.wage
        if x.targeted:
            history[seat[k]].incumbent_sales += x.incumbents
            history[seat[k]].cluster_scale += x.incumbents + x.sales_12
