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
    share = Field(
        "part of its market's newcomers trained for it", "新增人才专业占比", low=0, high=1
    )
    demand = Field("what customers would buy from startups", "需求", "万元/month", low=0)
    contracted = Field("value of running contracts", "已签合同额", "万元/month", low=0)
    tendered = Field("value of contracts on offer this month", "当月招标额", "万元/month", low=0)
    attraction = Field("sum of its startups' pull on customers", "吸引力之和", low=0)
    research = Field("research of its startups last month", "上月研发投入", "万元/month", low=0)
    spillover = Field("what others learn from it", "知识溢出", low=0)
    capability = Field("mean capability of its startups", "平均能力", default=1.0, low=0)
    difficulty = Field(
        "researcher-months to a sellable product",
        "产品研发工作量",
        "person-month",
        default=10.0,
        low=0.1,
    )
    restricted = Field("share of ideas that need market access", "需准入的创意占比", low=0, high=1)
    wage = Field(
        "monthly wage of an engineer of skill 1", "工程师月薪", "万元/month", default=0.7, low=0
    )
    vacancies = count("posts open last month", "上月空缺岗位", "person")
    seekers = count("people looking for work last month", "上月求职者", "person")
    firms = count("living startups", "企业数", "firm")
    leading = count("leading firms", "龙头企业数", "firm")
    incumbents = Field(
        "sales of established firms outside the model", "模型外存量企业营收", "万元/year", low=0
    )
    sales_12 = Field("startup sales of the last twelve months", "近十二月营收", "万元/year", low=0)


class District(Agent):
    """A part of the region with its own administration, parks and purse."""

    market = count("market it belongs to", "所在市场")
    island = flag("the plan's policies are meant for it", "政策承载区")
    share = Field(
        "share of the market's founders who settle here", "创业落户份额", default=1.0, low=0, high=1
    )
    market_rent = Field(
        "market rent of office space", "市场租金", "万元/m²/month", default=0.003, low=0
    )
    amenity = Field("amenities a resident finds, 1 is usual", "宜居程度", default=1.0, low=0)
    firms = count("living startups", "存活企业数", "firm")
    tenants = count("startups in facilities", "在孵企业数", "firm")
    rent_pressure = Field(
        "market rent against that at the start", "市场租金（期初为1）", default=1.0, low=0
    )
    renters = count("startups outside facilities last month", "上月载体外企业数", "firm")
    housing = Field(
        "housing costs against those at the start", "住房成本（期初为1）", default=1.0, low=0
    )
    residents = count("people in work in its market last month", "上月所在市场在业人才", "person")
    culture = Field(
        "culture of enterprise against the region's usual",
        "创业文化（相对常态）",
        default=1.0,
        low=0,
    )
    hearing = Field(
        "how widely successes are heard of, 1 by word of mouth",
        "成功案例传播系数",
        default=1.0,
        low=1,
    )
    recent_exits = Field("successes people have seen lately", "近期成功案例", low=0)
    aware = Field(
        "share of firms that know the programmes", "政策知晓率", default=0.4, low=0, high=1
    )
    saved_time = Field("share of administrative time saved", "行政时间节约", low=0, high=1)
    platform = Field("shared research equipment", "共享研发设备", "万元", low=0)
    access = Field("how far a firm can use it", "共享设备可及度", low=0, high=1)
    lift = Field(
        "what usable technology teaches a firm this month", "技术转移带来的月学习量", low=0
    )
    cluster_firms = count("firms in the plan's clusters", "重点集群企业数", "firm")
    cluster_meetings = Field(
        "chance that a cluster firm meets a lead firm this month", "月链主对接概率", low=0, high=1
    )
    unready = count("startups whose product is not ready", "产品未成熟企业数", "firm")
    prototyping = Field("how far prototyping quickens a product", "中试服务加速", low=0)
    agencies = Field("service agencies brought", "引进服务机构", low=0)
    service_price = Field(
        "price of professional services, 1 is usual", "专业服务价格系数", default=1.0, low=0
    )
    crowdsourced = Field(
        "share of firms on the crowdsourcing platform", "众包平台覆盖率", low=0, high=1
    )
    ip_liquidity = Field("how liquid the market for rights is", "知识产权市场活跃度", low=0, high=1)
    filed = Field(
        "inventions filed, against those filed at the usual cost without an award",
        "发明申请倍数",
        default=1.0,
        low=0,
    )
    technology = Field("usable technology brought from institutes", "可转化技术", low=0)
    usable = Field(
        "of it for each group of firms that one technology can serve", "企业可及技术", low=0
    )
    training_rate = Field(
        "chance that a young founder takes a course this month", "月培训覆盖率", low=0, high=1
    )
    candidates = count("firms looking for equity", "正在融资企业数", "firm")
    able = count("firms a buyer would look at", "可并购优质企业数", "firm")
    listing_candidates = count("firms that meet the board's line", "达到上市门槛企业数", "firm")
    brokered = Field(
        "share of able firms for whom brokers look for buyers", "并购撮合覆盖率", low=0, high=1
    )
    groomed = Field("share of listing candidates who are coached", "上市辅导覆盖率", low=0, high=1)
    untrained = count("young startups whose founder has had no course", "未受训初创企业数", "firm")
    purses = count("programmes with money left", "仍有额度的项目数")
    incubating_area = Field("area used by firms in incubation", "在孵企业使用面积", "m²", low=0)
    floor_area = Field("floor area of open facilities", "载体总建筑面积", "m²", low=0)
    main_building = Field("largest single building", "最大单体建筑面积", "m²", low=0)
    operators = count("facilities run by professional operators", "专业化运营载体数")
    operator_staff = count(
        "resident team of the professional operator", "专业运营驻地团队人数", "person"
    )
    components = count(
        "spaces, platforms and the pilot zone in place, of six", "三空间二平台一示范到位数"
    )
    recognised = flag("recognised by the province", "省级认定")
    recognised_bodies = count("provincial platforms that stood here before", "原有省级平台数")
    evaluations = count("evaluations of this year", "本年评估次数")
    funds = count("fund institutions settled here", "入驻基金机构数")
    meetings = Field("chance that a firm meets a fund this month", "月融资对接概率", low=0, high=1)
    protection = Field("share of imitation prevented", "侵权阻止率", low=0, high=1)
    coached = Field("share of candidates who are coached", "受辅导比例", low=0, high=1)
    pot_used = Field("opened with by programmes this year", "本年专项资金已拨入", "万元", low=0)
    pot_wanted = Field(
        "envelopes that are due to open this month", "当月待拨专项资金", "万元", low=0
    )
    pot_share = Field(
        "part of what is due that the year's pot can pay",
        "专项资金可拨比例",
        default=1.0,
        low=0,
        high=1,
    )
    hurry = Field(
        "what a race between districts leaves of delays",
        "竞赛压缩后的时滞比例",
        default=1.0,
        low=0,
        high=1,
    )
    facility_staff = count("resident staff of all facilities", "全部载体服务人员", "person")
    operator_courses = Field(
        "share of operators' people on courses", "运营人员培训覆盖率", low=0, high=1
    )
    operator_contacts = Field(
        "outside firms operators bring to look in a month",
        "运营机构月招商接触",
        "firm/month",
        low=0,
    )
    refurbishable = Field(
        "floor area that could be made fit for tenants", "可改造面积", "m²", low=0
    )
    recognised_facilities = count("facilities with a level", "有级别载体数")
    race_points = Field("points in the race of districts, each item against the best", "竞赛得分")
    race_rank = count("rank in the race, 0 not ranked", "竞赛名次")
    taken_on = count(
        "people looking for work whom startups took on last month", "上月录用的求职者", "person"
    )
    flat_chance = Field(
        "chance of a talent flat for one who finds work in its market",
        "人才公寓入住机会",
        low=0,
        high=1,
    )
    flats_free = count("talent flats not let", "空置人才公寓", "flat")
    pool = Field("risk pool", "风险补偿资金池", "万元")
    pool_backed = Field("loans the pool stands behind", "资金池担保贷款", "万元", low=0)
    pool_lent = Field("loans the pool has ever stood behind", "资金池累计担保贷款", "万元", low=0)
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
