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
    area = Field("floor area", "总建筑面积", "m²", low=0)
    main_building = Field("floor area of the main building", "主体单体建筑面积", "m²", low=0)
    tenant_area = Field("area for tenants", "可孵化面积", "m²", low=0)
    occupied = Field("area tenants use", "在孵使用面积", "m²", low=0)
    rent = Field("posted rent", "挂牌租金", "万元/m²/month", low=0)
    professional = flag("run by a professional operator", "专业化运营")
    tender_from = month("month the operator tender began", "运营招标月份")
    skill = Field("operator's skill, about 1", "运营能力", default=0.6, low=0)
    staff = count("operator's resident staff", "运营团队人数", "person")
    mentors = Field("mentors at work", "导师人数", "person", low=0)
    hours = Field("service hours a tenant gets in a month", "每家企业月服务小时", "hour", low=0)
    lesson = Field("what a tenant learns here this month", "在孵企业月学习量", low=0)
    free = Field("area to let at the month's start", "月初可租面积", "m²")
    selection_noise = Field("noise of its signal of an applicant's quality", "遴选误差", low=0)
    level = count("recognition: none, city, provincial, national", "认定级别")
    score = Field("score of the last evaluation, 0 to 100; full until the first", "上次评估得分（首评前计满分）", default=100.0,
                  low=0, high=100)
    warnings = count("failed evaluations in a row", "连续不合格次数")
    cash = Field("in the bank", "现金", "万元")
    tenants = count("startups in it", "在孵企业数", "firm")
    funded = count("tenants that have raised equity", "获投企业数", "firm")
    protected = count("tenants with rights of class I or II", "拥有知识产权企业数", "firm")
    research = Field("research of its tenants last month", "在孵企业上月研发", "万元/month")
    same_sector = count("tenants of its leading sector", "主导行业企业数", "firm")
    graduates = count("graduates so far", "累计毕业企业", "firm")
    graduates_year = count("graduates this year", "本年毕业企业", "firm")
