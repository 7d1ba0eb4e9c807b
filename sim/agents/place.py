"""Sectors, districts and lines of public money: the places where agents meet.

A sector is one sector in one market (a catchment of labour and customers).  Districts of one
market share people and customers; districts of different markets share nothing.
"""
from sim.core.fields import Field, count, flag
from sim.core.population import Agent


class Sector(Agent):
    """What is made and sold in one market."""

    market = count("market it belongs to", "所在市场")
    targeted = flag("one of the plan's clusters", "重点产业集群")
    share = Field("part of its market's newcomers trained for it", "新增人才专业占比", low=0, high=1)
    demand = Field("what customers would buy from startups", "需求", "万元/month", low=0)
    growth = Field("demand growth this year, shock included", "需求增速", "1/year")
    contracted = Field("value of running contracts", "已签合同额", "万元/month", low=0)
    tendered = Field("value of contracts on offer this month", "当月招标额", "万元/month", low=0)
    attraction = Field("sum of its startups' pull on customers", "吸引力之和", low=0)
    research = Field("research of its startups last month", "上月研发投入", "万元/month", low=0)
    spillover = Field("what others learn from it", "知识溢出", low=0)
    capability = Field("mean capability of its startups", "平均能力", default=1.0, low=0)
    difficulty = Field("researcher-months to a sellable product", "产品研发工作量", "person-month", default=10.0, low=0.1)
    restricted = Field("share of ideas that need market access", "需准入的创意占比", low=0, high=1)
    wage = Field("monthly wage of an engineer of skill 1", "工程师月薪", "万元/month", default=0.7, low=0)
    vacancies = count("posts open last month", "上月空缺岗位", "person")
    seekers = count("people looking for work last month", "上月求职者", "person")
    firms = count("living startups", "企业数", "firm")
    leading = count("leading firms", "龙头企业数", "firm")
    incumbents = Field("sales of established firms outside the model", "模型外存量企业营收", "万元/year", low=0)
    sales_12 = Field("startup sales of the last twelve months", "近十二月营收", "万元/year", low=0)


class District(Agent):
    """A part of the region with its own administration, parks and purse."""

    market = count("market it belongs to", "所在市场")
    island = flag("the plan's policies are meant for it", "政策承载区")
    share = Field("share of the market's founders who settle here", "创业落户份额", default=1.0, low=0, high=1)
    market_rent = Field("market rent of office space", "市场租金", "万元/m²/month", default=0.003, low=0)
    amenity = Field("amenities a resident finds, 1 is usual", "宜居程度", default=1.0, low=0)
    firms = count("living startups", "存活企业数", "firm")
    tenants = count("startups in facilities", "在孵企业数", "firm")
    recent_exits = Field("successes people have seen lately", "近期成功案例", low=0)
    aware = Field("share of firms that know the programmes", "政策知晓率", default=0.4, low=0, high=1)
    saved_time = Field("share of administrative time saved", "行政时间节约", low=0, high=1)
    platform = Field("shared research equipment", "共享研发设备", "万元", low=0)
    access = Field("how far a firm can use it", "共享设备可及度", low=0, high=1)
    lift = Field("what usable technology teaches a firm this month", "技术转移带来的月学习量", low=0)
    cluster_reach = Field("reach of a cluster firm, 1 without brokers", "重点集群企业拓客系数", default=1.0, low=1)
    technology = Field("usable technology brought from institutes", "可转化技术", low=0)
    training_rate = Field("chance that a young founder takes a course this month", "月培训覆盖率", low=0, high=1)
    candidates = count("firms looking for equity", "正在融资企业数", "firm")
    able = count("firms a buyer would look at", "可并购优质企业数", "firm")
    listing_candidates = count("firms that meet the board's line", "达到上市门槛企业数", "firm")
    brokered = Field("share of able firms for whom brokers look for buyers", "并购撮合覆盖率", low=0, high=1)
    groomed = Field("share of listing candidates who are coached", "上市辅导覆盖率", low=0, high=1)
    untrained = count("young startups whose founder has had no course", "未受训初创企业数", "firm")
    purses = count("programmes with money left", "仍有额度的项目数")
    incubating_area = Field("area used by firms in incubation", "在孵企业使用面积", "m²", low=0)
    floor_area = Field("floor area of open facilities", "载体总建筑面积", "m²", low=0)
    main_building = Field("largest single building", "最大单体建筑面积", "m²", low=0)
    operators = count("facilities run by professional operators", "专业化运营载体数")
    operator_staff = count("resident team of the professional operator", "专业运营驻地团队人数", "person")
    components = count("spaces, platforms and the pilot zone in place, of six", "三空间二平台一示范到位数")
    recognised = flag("recognised by the province", "省级认定")
    recognised_bodies = count("provincial platforms that stood here before", "原有省级平台数")
    evaluations = count("evaluations of this year", "本年评估次数")
    funds = count("fund institutions settled here", "入驻基金机构数")
    meetings = Field("chance that a firm meets a fund this month", "月融资对接概率", low=0, high=1)
    protection = Field("share of imitation prevented", "侵权阻止率", low=0, high=1)
    coached = Field("share of candidates who are coached", "受辅导比例", low=0, high=1)
    flats_free = count("talent flats not let", "空置人才公寓", "flat")
    pool = Field("risk pool", "风险补偿资金池", "万元")
    pool_backed = Field("loans the pool stands behind", "资金池担保贷款", "万元", low=0)
    pool_paid = Field("losses the pool has paid", "资金池累计代偿", "万元", low=0)
    opening = count("month of the year in which programmes open", "申报开放月份", default=1)


class Programme(Agent):
    """One line of public money in one district; when its purse is empty nobody gets anything."""

    kind = count("which programme", "项目")
    district = count("row of its district", "片区（行）")
    purse = Field("money left this year", "本年余额", "万元", low=0)
    opened = count("year it last opened", "开放年份", default=-1)
    applied = count("applications this year", "本年申请数")
    granted = count("grants this year", "本年批准数")
    refused = count("refused because the purse was empty, so far", "因额度用尽被拒（累计）")
