"""A facility of the chain makerspace, incubator, accelerator, park, with its operator."""

from sim.core.fields import Field, count, flag, month
from sim.core.population import Agent


class Incubator(Agent):
    """Floor space with services, run by an operator."""

    kind = count("makerspace, incubator, accelerator, park", "载体类型")
    owner = count("government, university, institute, leading firm, private", "所有者")
    district = count("row of its district", "片区（行）")
    sector = count("row of its leading sector, -1 none", "主导行业（行）", default=-1)
    opens = month("month it is promised for", "计划开放月份")
    opened = month("month it opened", "实际开放月份")
    closed = month("month it closed", "关闭月份")
    new_built = flag("newly built, not converted", "新建（非改造）")
    area = Field("floor area", "总建筑面积", "m²", low=0)
    main_building = Field("floor area of the main building", "主体单体建筑面积", "m²", low=0)
    tenant_area = Field("area for tenants", "可孵化面积", "m²", low=0)
    occupied = Field("area tenants use", "在孵使用面积", "m²", low=0)
    rent = Field("posted rent", "挂牌租金", "万元/m²/month", low=0)
    part = Field(
        "its part of the district's operator, by floor area",
        "占片区运营机构比例（按面积）",
        low=0,
        high=1,
    )
    professional = flag("run by a professional operator", "专业化运营")
    tender_from = month("month the operator tender began", "运营招标月份")
    skill = Field("operator's skill, about 1", "运营能力", default=0.6, low=0)
    staff = count("operator's resident staff", "运营团队人数", "person")
    mentors = Field("mentors at work", "导师人数", "person", low=0)
    # how the operator's people divide their time: shares that add up to 1
    pressure = Field(
        "how much the operator has at stake in evaluation, saturating at 1",
        "考核压力",
        low=0,
        high=1,
    )
    time_service = Field("time for general service", "一般服务时间占比", default=1.0, low=0, high=1)
    time_filling = Field("time for filling space", "填充面积时间占比", low=0, high=1)
    time_rights = Field("time for tenants' rights", "知识产权服务时间占比", low=0, high=1)
    time_money = Field("time for tenants' financing", "融资对接时间占比", low=0, high=1)
    time_graduates = Field("time for tenants' certificates", "认定培育时间占比", low=0, high=1)
    time_recruiting = Field("time for firms from outside", "招商时间占比", low=0, high=1)
    # what that gives to tenants and applicants this month
    hours = Field("service hours a tenant gets in a month", "每家企业月服务小时", "hour", low=0)
    lesson = Field("what a tenant learns here this month", "在孵企业月学习量", low=0)
    access = Field(
        "how far a tenant can use equipment, here and in the district",
        "在孵企业设备可及度",
        low=0,
        high=1,
    )
    filing = Field(
        "how far help with filing quickens tenants' class II rights", "代办知识产权加速", low=0
    )
    reach = Field(
        "reach of a tenant of the owner's sector, 1 without help",
        "同业在孵企业拓客系数",
        default=1.0,
        low=1,
    )
    contact_hours = Field(
        "hours a tenant gets that lead to meetings with funds", "融资对接有效小时", "hour", low=0
    )
    coached = Field(
        "chance that a tenant is coached for certificates", "在孵企业受辅导概率", low=0, high=1
    )
    appeal = Field(
        "what its advertising and published marks are worth to applicants",
        "宣传与口碑价值",
        "万元/month",
    )
    free = Field("area to let at the month's start", "月初可租面积", "m²")
    selection_noise = Field("noise of its signal of an applicant's quality", "遴选误差", low=0)
    level = count("recognition: none, city, provincial, national", "认定级别")
    score = Field(
        "score of the last evaluation, 0 to 100; full until the first",
        "上次评估得分（首评前计满分）",
        default=100.0,
        low=0,
        high=100,
    )
    warnings = count("failed evaluations in a row", "连续不合格次数")
    behind = Field(
        "part of the market's other facilities that scored better",
        "同市场得分更高的载体占比",
        low=0,
        high=1,
    )
    lacking_space = Field(
        "marks still to be gained for space and tenants", "面积与企业数待得分", "point", low=0
    )
    lacking_rights = Field(
        "marks still to be gained for tenants' rights", "知识产权待得分", "point", low=0
    )
    lacking_money = Field(
        "marks still to be gained for tenants' financing", "融资待得分", "point", low=0
    )
    lacking_graduates = Field(
        "marks still to be gained for graduates", "毕业企业待得分", "point", low=0
    )
    cash = Field("in the bank", "现金", "万元")
    cash_last = Field("in the bank when last month's books were closed", "上月结账现金", "万元")
    result_year = Field("income less costs of the year so far", "本年收支结余", "万元")
    support_year = Field("losses its owner covered this year", "本年业主补亏", "万元", low=0)
    costs_year = Field("running costs of the year so far", "本年运行成本", "万元", low=0)
    costs_1 = Field("running costs of last year", "上年运行成本", "万元/year", low=0)
    months_lost = count("months of losses, less months without", "亏损月数", "month")
    aided = count("year it last applied for its running costs", "最近申请运营补助年份", default=-1)
    upgrade_asked = count("year it last applied for an upgrade", "最近申请升级年份", default=-1)
    upgraded = month("month of its last upgrade", "最近升级月份")
    equipment = Field("equipment of its own", "自有共享设备", "万元", low=0)
    tenants = count("startups in it", "在孵企业数", "firm")
    funded = count("tenants that have raised equity", "获投企业数", "firm")
    protected = count("tenants with rights of class I or II", "拥有知识产权企业数", "firm")
    research = Field("research of its tenants last month", "在孵企业上月研发", "万元/month")
    same_sector = count("tenants of its leading sector", "主导行业企业数", "firm")
    graduates = count("graduates so far", "累计毕业企业", "firm")
    graduates_year = count("graduates this year", "本年毕业企业", "firm")
