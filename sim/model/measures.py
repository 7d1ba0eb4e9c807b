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
    to_gazelle = flow("firms that became gazelles", "新晋瞪羚", "firm")
    gazelles = Measure("gazelles", "瞪羚企业", "firm")
    champions = Measure("specialised champions", "专精特新小巨人", "firm")
    leading = Measure("leading firms (sales above the line)", "龙头（领军）企业", "firm")
    listed = Measure("listed or quoted firms", "上市挂牌企业", "firm")
    months_on_rung = Measure(
        "months all firms have stood on their rung", "梯次停留月数合计", "month"
    )
    months_micro = Measure(
        "months micro firms have stood on their rung", "微企停留月数合计", "month"
    )
    months_tech_sme = Measure(
        "months tech SMEs have stood on their rung", "科小停留月数合计", "month"
    )
    months_high_tech = Measure(
        "months high-tech enterprises have stood on their rung", "高企停留月数合计", "month"
    )
    months_strong = Measure(
        "months strong firms have stood on their rung", "强企停留月数合计", "month"
    )
    tech_sme_filed = flow("tech SME evaluations filed", "科小申报", "application")
    tech_sme_failed = flow("of them failed", "科小未通过", "application")
    high_tech_applied = flow("applications for the high-tech title", "高企申报", "application")
    high_tech_refused = flow("of them refused", "高企未通过", "application")
    to_tech_sme = flow("firms that became tech SMEs", "新晋科小（微成长）", "firm")
    to_high_tech = flow("firms that became high-tech", "新晋高企（小升高）", "firm")
    to_strong = flow("firms that became strong", "新晋强企（高变强）", "firm")
    fell_back = flow("firms that fell back", "降级企业", "firm")
    left_tech_sme = flow("tech SMEs that fell back", "科小降级", "firm")
    left_high_tech = flow("high-tech enterprises that fell back", "高企降级", "firm")
    left_strong = flow("strong firms that fell back", "强企降级", "firm")
    founded = flow("teams founded", "新创团队", "team")
    from_student = flow("founded by students and graduates", "学生创办", "team")
    from_researcher = flow("founded by researchers", "科研人员创办", "team")
    from_returnee = flow("founded by returnees", "返乡人才创办", "team")
    from_employee = flow("founded by employees", "在职人员创办", "team")
    from_resident = flow("founded by people out of work", "待业人员创办", "team")
    from_serial = flow("founded by serial founders", "连续创业", "team")
    attracted = flow("firms attracted from outside", "引进企业", "firm")
    lead_firms_came = flow("lead firms that came", "引进链主企业", "firm")
    closed = flow("firms closed", "关闭企业", "firm")
    reached_age_0 = flow("firms registered", "新注册企业", "firm")
    reached_age_1 = flow("firms that completed their first year", "满一年企业", "firm")
    reached_age_2 = flow("firms that completed their second year", "满两年企业", "firm")
    reached_age_3 = flow("firms that completed their third year", "满三年企业", "firm")
    reached_age_4 = flow("firms that completed their fourth year", "满四年企业", "firm")
    reached_age_5 = flow("firms that completed their fifth year", "满五年企业", "firm")
    closed_age_0 = flow("firms closed in their first year", "第一年内关闭", "firm")
    closed_age_1 = flow("firms closed in their second year", "第二年内关闭", "firm")
    closed_age_2 = flow("firms closed in their third year", "第三年内关闭", "firm")
    closed_age_3 = flow("firms closed in their fourth year", "第四年内关闭", "firm")
    closed_age_4 = flow("firms closed in their fifth year", "第五年内关闭", "firm")
    closed_age_5 = flow("firms closed later", "五年以上关闭", "firm")
    gave_up = flow("teams that gave up", "放弃团队", "team")
    sold = flow("firms sold", "被并购企业", "firm")
    listed_now = flow("firms listed", "新增上市挂牌", "firm")
    moved = flow("firms that moved away", "外迁企业", "firm")
    jobs = Measure("people at work in startups", "从业人员", "person")
    research_jobs = Measure("of them in research", "研发人员", "person")
    research_wages = Measure("monthly wages of researchers", "研发人员月薪合计", "万元/month")
    vacancies = Measure("research posts open", "研发岗位空缺", "person")
    sales = flow("sales", "营业收入", "万元")
    sales_12 = Measure("sales of twelve months", "近十二个月营收", "万元/year")
    research = flow("real research spending", "实际研发投入", "万元")
    reported_research = Measure("research reported for last year", "上年申报研发费用", "万元/year")
    real_research_1 = Measure("real research of last year", "上年实际研发费用", "万元/year")
    patents = Measure("invention patents held", "发明专利拥有量", "right")
    designs = Measure("class II rights held", "Ⅱ类知识产权", "right")
    patents_filed = flow("invention patents filed", "新增发明专利", "right")
    designs_filed = flow("class II rights filed", "新增Ⅱ类知识产权", "right")
    cash = Measure("cash of startups", "企业现金", "万元")
    debt = Measure("bank loans of startups", "企业贷款余额", "万元")
    ever_funded = Measure("firms that have raised equity", "获投企业", "firm")
    capability = Measure("sum of capabilities", "技术能力之和", "index")
    tenants = Measure("startups in facilities", "载体内企业", "firm")
    tenant_jobs = Measure("people at work in facilities", "载体内从业人员", "person")
    graduates = Measure("graduates of facilities so far", "累计毕业企业", "firm")
    graduates_now = flow("firms that graduated from facilities", "当月毕业企业", "firm")
    makerspace_up = flow(
        "tenants of makerspaces that moved up the chain", "众创空间企业升入下一级载体", "firm"
    )
    makerspace_out = flow(
        "tenants of makerspaces that went to the market", "众创空间企业转入市场", "firm"
    )
    incubator_up = flow(
        "tenants of incubators that moved up the chain", "孵化器企业升入下一级载体", "firm"
    )
    incubator_out = flow(
        "tenants of incubators that went to the market", "孵化器企业转入市场", "firm"
    )
    accelerator_up = flow(
        "tenants of accelerators that moved up the chain", "加速器企业升入产业园", "firm"
    )
    accelerator_out = flow(
        "tenants of accelerators that went to the market", "加速器企业转入市场", "firm"
    )
    park_out = flow(
        "tenants of closed parks that went to the market", "产业园关闭后转入市场企业", "firm"
    )
    cluster_firms = Measure("firms in the plan's clusters", "重点集群企业", "firm")
    cluster_leading = Measure("leading firms in the plan's clusters", "重点集群领军企业", "firm")
    cluster_sales_12 = Measure(
        "startup sales in the plan's clusters, twelve months", "重点集群企业营收", "万元/year"
    )
    deals = flow("financing deals", "融资笔数", "deal")
    loans_made = flow("loans made", "新增贷款", "loan")
    defaults = flow("loans defaulted", "违约贷款", "loan")
    talent = Measure("talents in the region", "人才总量", "person")
    talent_seeking = Measure("talents looking for work", "求职人才", "person")
    talent_came = flow("talents who came", "流入人才", "person")
    talent_awarded = flow("people who came with a talent award", "获奖励引进人才", "person")
    talent_left = flow("talents who left", "流出人才", "person")
    talent_hired = flow("talents hired by startups", "创业企业招聘人才", "person")
    talent_outside = flow("talents taken on outside the model", "模型外单位吸纳人才", "person")
    founders_back = flow(
        "failed founders back in the post that was kept", "返岗的失败创始人", "person"
    )
    talent_student = Measure("students and graduates", "学生与毕业生", "person")
    talent_young_professional = Measure("young professionals", "青年专业人才", "person")
    talent_engineer = Measure("engineers", "工程师", "person")
    talent_manager = Measure("managers", "管理人才", "person")
    talent_scientist = Measure("scientists", "科研人员", "person")
    talent_leading = Measure("leading people", "领军人才", "person")
    housing_costs = Measure(
        "monthly housing of all people in work", "在业人才月住房支出合计", "万元/month"
    )
    rent_asked = Measure(
        "market rents of all startups outside facilities, per m²",
        "载体外企业市场租金合计（每平方米）",
        "万元/m²/month",
    )
    facilities = Measure("open facilities", "开放载体", "facility")
    makerspaces = Measure("open makerspaces", "开放众创空间", "facility")
    incubators = Measure("open incubators", "开放孵化器", "facility")
    accelerators = Measure("open accelerators", "开放加速器", "facility")
    parks = Measure("open parks", "开放产业园", "facility")
    makerspace_area = Measure("area used in makerspaces", "众创空间使用面积", "m²")
    incubator_area = Measure("area used in incubators", "孵化器使用面积", "m²")
    accelerator_area = Measure("area used in accelerators", "加速器使用面积", "m²")
    park_area = Measure("area used in parks", "产业园使用面积", "m²")
    facilities_provincial = Measure(
        "facilities of provincial or national level", "省级及以上载体", "facility"
    )
    facilities_national = Measure("facilities of national level", "国家级载体", "facility")
    facilities_failed = Measure(
        "facilities that failed the last evaluation", "上次考核不合格载体", "facility"
    )
    facilities_closed = Measure("facilities closed so far", "累计关闭载体", "facility")
    facility_marks = Measure("marks of facilities, added up", "载体考核得分合计", "point")
    facility_staff = Measure("people at work in facilities' teams", "载体服务团队人数", "person")
    facilities_titled = Measure(
        "facilities with a title of city level or above", "市级及以上称号载体", "facility"
    )
    lettable_area = Measure("area for tenants in facilities", "可孵化面积", "m²")
    leading_tenants = Measure(
        "tenants of their facilities' leading sectors", "主导行业在孵企业", "firm"
    )
    aware_firms = Measure("firms that know the programmes", "知晓政策企业", "firm")
    usable_technology = Measure("technologies brought to use", "可转化技术", "item")
    platform_equipment = Measure("shared research equipment", "共享研发设备", "万元")
    amenity_level = Measure(
        "amenities, 1 is usual, added up over districts", "宜居程度合计", "index"
    )
    race_place = Measure("place in the race of districts, added up", "竞赛名次合计", "level")
    public_funds = Measure("funds with public money", "财政出资基金", "fund")
    early_fund_raised = Measure("raised by seed and angel funds", "种子天使基金募集", "万元")
    inhouse_fund_raised = Measure("raised by funds of facilities", "载体自有基金募集", "万元")
    floor_area = Measure("floor area of facilities", "载体总建筑面积", "m²")
    main_building = Measure("largest single building", "最大单体建筑面积", "m²")
    incubating_area = Measure("area used by firms in incubation", "在孵企业使用面积", "m²")
    operators = Measure("facilities with a professional operator", "专业化运营载体", "facility")
    operator_staff = Measure(
        "resident team of the professional operator", "专业运营驻地团队", "person"
    )
    components = Measure("components in place, of six", "体系要素到位数", "component")
    service_platforms = Measure(
        "districts with a service platform in use", "服务平台投用", "district"
    )
    recognised = Measure("districts recognised by the province", "省级认定", "district")
    provincial_bodies = Measure(
        "provincial research platforms and facilities", "省级平台与载体", "body"
    )
    evaluations = flow("evaluations held", "评估次数", "evaluation")
    funds = Measure("fund institutions settled", "入驻基金机构", "fund")
    funds_came = flow("fund institutions that came", "新引进基金机构", "fund")
    fund_target = Measure("target size of the funds", "基金目标规模", "万元")
    fund_raised = Measure("size the funds have reached", "基金实际募集", "万元")
    public_fund_target = Measure(
        "target size of funds with public money", "财政参股基金目标规模", "万元"
    )
    public_fund_raised = Measure(
        "size that funds with public money have reached", "财政参股基金实际募集", "万元"
    )
    public_fund_paid = Measure("public money in them", "其中财政出资", "万元")
    funds_dissolved = flow("funds dissolved for want of subscriptions", "募集不足清盘基金", "fund")
    fund_money = Measure("money in funds", "基金可投资金", "万元")
    pool = Measure("risk pool", "风险补偿资金池", "万元")
    purses = Measure("programme money left", "专项资金余额", "万元")
    refused = flow("applications refused for want of money", "因额度用尽被拒", "application")
    research_bodies = Measure("provincial research platforms", "省级研发平台", "body")
    bodies_any_level = Measure(
        "provincial research platforms, and facilities of any level",
        "省级研发平台与各级载体",
        "body",
    )
    cluster_scale = Measure(
        "sales in the plan's clusters, established firms included",
        "重点集群产业规模（含存量企业）",
        "万元/year",
    )
    incumbent_sales = Measure(
        "sales of established cluster firms outside the model",
        "集群存量企业营收（外生）",
        "万元/year",
    )
    city_output = Measure("industrial scale of the whole city", "全市产业规模（外生）", "万元/year")


class SectorCensus:
    """A sector's month, over all districts of its market."""

    firms = Measure("firms alive", "存活企业", "firm")
    sales_12 = Measure("startup sales of twelve months", "近十二个月营收", "万元/year")
    leading = Measure("leading firms (sales above the line)", "龙头（领军）企业", "firm")
    scale = Measure(
        "sales with established firms outside the model", "产业规模（含存量企业）", "万元/year"
    )
    research = flow("real research spending", "研发投入", "万元")
    demand = Measure("demand", "需求", "万元/month")
    wage = Measure("engineer's monthly wage", "工程师月薪", "万元/month")
