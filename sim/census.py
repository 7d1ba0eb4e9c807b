"""What is measured: one row a month and district; every measure adds up.

Shares and means are formed from these sums where they are shown, so that districts, sectors and
runs can be added without error.
"""
from __future__ import annotations

from sim.core.fields import Field


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
    fund_target = Measure("target size of the funds", "基金目标规模", "万元")
    fund_raised = Measure("size the funds have reached", "基金实际募集", "万元")
    public_fund_target = Measure("target size of funds with public money", "财政参股基金目标规模", "万元")
    public_fund_raised = Measure("size that funds with public money have reached", "财政参股基金实际募集", "万元")
    public_fund_paid = Measure("public money in them", "其中财政出资", "万元")
    funds_dissolved = flow("funds dissolved for want of subscriptions", "募集不足清盘基金", "fund")
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
