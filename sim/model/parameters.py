"""What people, firms and technology are like: the parameters no government sets.

Each is declared with unit, bounds, meaning and source; a scenario may override them for its place,
studies vary them within the bounds, and calibration moves them.  "assumed" means that no public
figure was found; "scale" names the published figure a starting value was set by.
"""

from __future__ import annotations

from sim.core.fields import Field

POSTS = "scale: 10.3 % of professionals in public units held senior titles in 2009; the national plan to 2020 aims at 10:40:50"


def parameter(
    en: str, zh: str, unit: str, default: float, low: float, high: float, source: str = "assumed"
) -> Field:
    """A natural parameter."""
    return Field(en, zh, unit, float(default), float(low), float(high), source)


def share_parameter(en: str, zh: str, default: float, source: str = "assumed") -> Field:
    """A natural parameter that is a part of a whole."""
    return parameter(en, zh, "share", default, 0, 1, source)


class Nature:
    """The natural setting of a region, the same under every policy."""

    # founding
    founding_rate = parameter(
        "chance that an engineer founds, in a usual setting",
        "工程师月创业率",
        "1/month",
        0.0030,
        0,
        0.1,
        "fitted in the spin-up to the known yearly entry",
    )
    student_rate = parameter(
        "founding rate of students who see opportunities, against engineers",
        "有创业意识学生的创业倾向",
        "ratio",
        2.4,
        0,
        5,
        "scale: 24 % of tenants' founders 2021 were students",
    )
    scientist_rate = parameter(
        "founding rate of scientists against engineers",
        "科研人员创业倾向",
        "ratio",
        0.6,
        0,
        5,
        "scale: 14 % of tenants' founders 2021 were scientists and engineers",
    )
    necessity = parameter(
        "founding rate of people out of work against others", "失业者创业倾向", "ratio", 1.4, 0, 5
    )
    delay_aversion = parameter(
        "how far a month of formalities puts founders off",
        "对办理时长的厌恶",
        "1/month",
        0.25,
        0,
        2,
        "scale: 2014 registration reform raised entry by a quarter",
    )
    support_effect = parameter(
        "how far expected support adds to founding, per year's cost covered",
        "预期支持的激励",
        "ratio",
        0.8,
        0,
        5,
    )
    grant_odds = share_parameter("chance founders give themselves of a grant", "预期获补概率", 0.3)
    site_choice = parameter(
        "how far expected support draws founders to a district",
        "选址对支持的敏感度",
        "ratio",
        2.0,
        0,
        10,
    )
    student_months = parameter(
        "how long a graduate counts as a student", "毕业生视同学生的时间", "month", 24, 0, 120
    )
    student_awareness = share_parameter(
        "students without a course who see opportunities", "未受创业教育学生的机会意识", 0.7
    )
    education_seat = parameter(
        "cost of a student's course in founding", "高校创业教育单人成本", "万元", 0.1, 0.01, 5
    )
    believed_failure = share_parameter(
        "chance of failure founders believe in", "创业者预期失败概率", 0.6
    )
    risk_weight = parameter(
        "how far a year of own income at stake moves the wish to found",
        "对创业损益的敏感度",
        "1/year",
        1.0,
        0,
        5,
        "scale: insured founders raised entry by a quarter (France 2002, Hombert et al. 2020)",
    )
    career_loss = parameter(
        "years of income a scientist's career loses by a failure",
        "科研人员创业失败的职业损失",
        "year",
        1.5,
        0,
        10,
    )
    career_title_part = share_parameter(
        "part of that loss that titles make good at most", "职称评审可弥补的职业损失", 0.4
    )
    post_loss = parameter(
        "years of income other staff lose with their post",
        "职工离职创业的岗位损失",
        "year",
        0.5,
        0,
        10,
    )
    licence_years = parameter(
        "licence fees a founder expects if the institute held all rights",
        "预期许可费（年收入倍数）",
        "year",
        3,
        0,
        20,
    )
    licence_rate = parameter(
        "licence fee in sales if the institute held all rights",
        "院校全权益时许可费率",
        "share",
        0.03,
        0,
        0.3,
        "scale: usual royalties of 2-5 % of sales",
    )
    culture = parameter("culture of enterprise, 1 is usual", "创业文化", "index", 1.0, 0.2, 3)
    example_effect = parameter(
        "how far successes seen add to courage", "示范效应", "ratio", 0.3, 0, 2
    )
    exits_half = parameter("successes seen at half effect", "示范效应半值", "exit", 20, 1, 500)
    fading = parameter("how fast successes are forgotten", "示范效应消退", "1/month", 0.03, 0, 1)
    event_effect = parameter(
        "how far events add to courage at most", "赛事活动激励上限", "ratio", 0.25, 0, 1
    )
    event_cost = parameter(
        "yearly spending on events at which two thirds of their effect is reached",
        "赛事活动饱和经费",
        "万元/year",
        300,
        10,
        5000,
    )
    campaign_cost = parameter(
        "spending on campaigns that would change culture for good",
        "创业文化宣传所需经费",
        "万元",
        1000,
        10,
        1e5,
    )
    culture_most = parameter(
        "culture that campaigns can reach at most", "宣传可达文化上限", "index", 1.3, 1, 3
    )
    culture_wear = parameter(
        "how fast culture returns to the usual", "文化回落", "1/month", 0.02, 0, 0.5
    )
    role_model_gain = parameter(
        "how much more of successes stories can spread at most",
        "典型宣传放大上限",
        "ratio",
        1.0,
        0,
        10,
    )
    role_model_cost = parameter(
        "yearly spending on stories at which two thirds of that is reached",
        "典型宣传饱和经费",
        "万元/year",
        100,
        1,
        5000,
    )
    opportunity_norm = parameter(
        "business on offer per unit of pull in a usual setting",
        "机会基准",
        "ratio",
        0.15,
        0.001,
        10,
    )
    most_opportunity = parameter(
        "business on offer counts so many times the usual at most", "机会上限", "ratio", 3, 1, 20
    )
    technology_effect = parameter(
        "how far a unit of usable technology adds to opportunity",
        "技术对机会的作用",
        "ratio",
        0.02,
        0,
        1,
    )
    team_doubt = parameter(
        "chance that a waiting team gives up", "团队放弃率", "1/month", 0.05, 0, 0.5
    )
    founder_rest = parameter(
        "months a failed founder rests once the papers are through",
        "注销后休整月数",
        "month",
        4,
        0,
        60,
    )
    second_try = parameter(
        "how much better each try starts",
        "再创业提升",
        "ratio",
        0.10,
        0,
        1,
        "Gompers et al. 2010, sign",
    )
    tries_counted = parameter(
        "earlier firms of a founder that help the next one at most",
        "可积累的创业次数上限",
        "firm",
        2.0,
        0,
        20,
    )
    # what a founder starts with
    savings = parameter(
        "savings put in per head of the team", "人均创业本金", "万元/person", 20, 0.5, 200
    )
    savings_spread = parameter("spread of savings", "本金离散度", "log", 0.9, 0.1, 2)
    first_heads = parameter(
        "people at the start in the middle market",
        "初始人数（中位市场）",
        "person",
        4.0,
        1,
        30,
        "scale: 3.6 jobs per new entity, Chengguan L-B36/37",
    )
    heads_spread = parameter("spread of first teams", "初始人数离散度", "log", 0.7, 0, 2)
    least_high_tech = share_parameter(
        "least share of high-tech products in sales", "高新产品收入占比下限", 0.3
    )
    quality_spread = parameter("spread of ideas", "创意质量离散度", "log", 0.45, 0, 2)
    capability_spread = parameter("spread of first capability", "初始能力离散度", "log", 0.35, 0, 2)
    skill_spread = parameter("spread of skills", "技能离散度", "log", 0.35, 0, 2)
    ripe_share = parameter(
        "ripeness of the ripest first products; above 1 some can sell at once",
        "初始产品成熟上限",
        "ratio",
        1.5,
        0.1,
        5,
    )
    idea_maturity = parameter(
        "how unripe first products are (larger is less ripe)",
        "创意成熟度指数",
        "ratio",
        0.6,
        0.05,
        5,
        "scale: 83 % of operating new firms had sales within a year",
    )
    founder_pay = parameter(
        "founder's pay against an engineer's", "创始人薪酬系数", "ratio", 0.5, 0, 2
    )
    fit_out = parameter(
        "fitting out first premises, per head", "人均开办费", "万元/person", 1.0, 0, 20
    )
    first_year_cost = parameter("what a first year costs", "首年成本", "万元", 40, 5, 500)
    area_per_head = parameter(
        "floor area a head uses",
        "人均面积",
        "m²/person",
        20,
        6,
        60,
        "600 m² gross a tenant, 60 % of it used, 13.6 heads (2019): 26; offices alone about 10",
    )
    # work and pay
    staff_wage = parameter(
        "monthly wage of staff outside research", "一般人员月薪", "万元/month", 0.48, 0.1, 5
    )
    researcher_premium = parameter(
        "a researcher's usual wage against other staff's", "研发人员工资系数", "ratio", 1.3, 0.5, 5
    )
    pay_floor = parameter(
        "wage offered by a firm without prospects", "最低报价系数", "ratio", 0.80, 0.2, 1
    )
    reserve_employed = parameter(
        "wage that moves someone employed elsewhere", "在职者保留工资系数", "ratio", 0.95, 0.2, 2
    )
    reserve_unemployed = parameter(
        "wage that satisfies someone out of work", "失业者保留工资系数", "ratio", 0.78, 0.2, 2
    )
    prospect_months = parameter(
        "months of costs in cash at which a firm looks safe to work for",
        "求职者看重的现金月数",
        "month",
        6,
        1,
        60,
    )
    outside_search = parameter(
        "chance that someone employed outside looks", "外部在职求职率", "1/month", 0.02, 0, 0.5
    )
    view_rate = parameter(
        "chance that a search leads to an offer", "求职对接概率", "1/month", 0.6, 0, 1
    )
    talent_service_cost = parameter(
        "yearly spending at which two thirds of searches are helped",
        "人才服务饱和经费",
        "万元/year",
        200,
        5,
        5000,
    )
    outside_hiring = parameter(
        "chance that firms and institutes outside the model take someone on",
        "模型外单位吸纳率",
        "1/month",
        0.06,
        0,
        1,
    )
    unpaid_rate = parameter(
        "chance that an unpaid researcher gives notice", "欠薪离职率", "1/month", 0.4, 0, 1
    )
    notice_rate = parameter(
        "chance that a startup's researcher gives notice", "主动离职率", "1/month", 0.008, 0, 0.2
    )
    wage_growth = parameter("growth of wages", "工资增速", "1/year", 0.03, -0.1, 0.2)
    wage_response = parameter(
        "how far posts and seekers move wages", "工资对供求的反应", "1/month", 0.0015, 0, 0.05
    )
    unemployed_pay = parameter(
        "what someone out of work lives on, against a wage", "失业期收入系数", "ratio", 0.5, 0, 1
    )
    outside_pay = parameter(
        "wage in the cities that pull, against here",
        "外地工资系数",
        "ratio",
        1.35,
        0.5,
        4,
        "scale: software and research pay 1.5-1.8 times the mean; big cities above small",
    )
    outside_housing = parameter(
        "monthly housing in the cities that pull", "外地住房支出", "万元/month", 0.25, 0, 3
    )
    housing_cost = parameter("monthly housing here", "本地住房支出", "万元/month", 0.10, 0, 3)
    housing_response = parameter(
        "how far people in work move housing costs",
        "住房成本对人口的弹性",
        "ratio",
        0.6,
        0,
        5,
        "sign: Saiz 2007, an inflow of 1 % of people raises rents by about 1 %",
    )
    housing_supply = parameter("how fast building follows", "住房供给跟进", "1/month", 0.03, 0, 1)
    flat_discount = share_parameter(
        "part of rent a talent flat saves",
        "人才公寓优惠",
        0.4,
        "talent flats at 50-70 % of market rent",
    )
    flat_cost = parameter(
        "yearly public cost of a talent flat", "人才公寓年成本", "万元/year", 1.2, 0, 20
    )
    amenity_value = parameter(
        "what amenities are worth against log income", "宜居价值", "ratio", 0.3, 0, 3
    )
    leaving_rate = parameter(
        "chance that a person leaves, other things equal",
        "外流率",
        "1/month",
        0.006,
        0,
        0.2,
        "fitted in the spin-up to the known number of people",
    )
    leaving_choice = parameter(
        "how far better terms here hold people", "去留敏感度", "ratio", 1.2, 0, 10
    )
    seeker_unrest = parameter("unrest of people out of work", "失业者外流倍数", "ratio", 6, 1, 30)
    graduate_unrest = parameter(
        "unrest of graduates without work", "毕业生外流倍数", "ratio", 3, 1, 30
    )
    graduates = parameter(
        "technical graduates a year", "年技术类毕业生", "person/year", 3000, 0, 400000
    )
    returnees = parameter(
        "people who think of returning in a year",
        "年有意返乡人才",
        "person/year",
        290,
        0,
        50000,
        "scale: 580 300 came back to China from study abroad in 2019 (教育部); a usual city at half that, a third technical",
    )
    leading_people = share_parameter(
        "leading people among those who may come", "潜在来者中领军人才占比", 0.03
    )
    leading_skill = parameter(
        "skill of leading people against others",
        "领军人才技能系数",
        "ratio",
        2.0,
        0.5,
        10,
    )
    engineer_people = share_parameter(
        "engineers among those who may come", "潜在来者中工程师占比", 0.47
    )
    engineer_share = parameter(
        "engineers among technical people, as posts allow",
        "工程师岗位占比",
        "share",
        0.38,
        0,
        0.6,
        POSTS,
    )
    manager_share = parameter(
        "managers among technical people, as posts allow", "管理岗位占比", "share", 0.12, 0, 0.2
    )
    scientist_share = parameter(
        "scientists among technical people, as posts allow, and among those who may come",
        "科研岗位占比",
        "share",
        0.10,
        0,
        0.2,
        POSTS,
    )
    career_years = parameter(
        "years after which a person can rise to a post that is free",
        "晋升所需年限",
        "year",
        5,
        0,
        30,
        "人社部发〔2019〕16号: engineer a year and four years after a first degree",
    )
    contact_cost = parameter(
        "cost of a talk with a wanted person", "单次引才接触成本", "万元", 0.8, 0.01, 50
    )
    moving_cost = parameter("how hard moving is", "迁移门槛", "log odds", 2.2, 0, 10)
    moving_choice = parameter("how far terms decide a move", "迁移敏感度", "ratio", 1.5, 0, 10)
    home_pull = parameter("what home is worth to a returnee", "乡情价值", "log", 0.8, 0, 5)
    formality_share = share_parameter(
        "part of the trouble of moving that is formalities", "迁移门槛中手续占比", 0.25
    )
    overseas_contact_cost = parameter(
        "cost of a talk with a person abroad", "单次海外引才接触成本", "万元", 4, 0.1, 100
    )
    overseas_skill = parameter(
        "skill of people abroad against others", "海外人才技能系数", "ratio", 1.3, 0.5, 5
    )
    abroad_people = share_parameter(
        "part of the money for cooperation abroad that goes to people, the rest to technology",
        "国际合作经费引才部分",
        0.5,
    )
    option_value = share_parameter(
        "what options are worth against the wage, at full prospects", "期权价值（占工资）", 0.15
    )
    option_hold = share_parameter(
        "notices that options not yet vested hold back", "未归属期权留人作用", 0.3
    )
    award_horizon = parameter(
        "months over which an award is felt", "奖励感受期", "month", 36, 1, 120
    )
    # research
    learning = parameter(
        "what research teaches a month, per log of skilled effort",
        "研发学习率",
        "1/month",
        0.012,
        0,
        0.2,
    )
    learning_luck = parameter(
        "spread of what a month of research and lessons teaches, from least to most",
        "月学习量的波动幅度",
        "ratio",
        1.0,
        0,
        2,
    )
    forgetting = parameter("how fast capability ages", "能力折旧", "1/month", 0.010, 0, 0.2)
    spill = parameter(
        "what the sector's research teaches",
        "行业溢出",
        "1/month",
        0.0010,
        0,
        0.05,
        "sign: Bloom, Schankerman & Van Reenen 2013",
    )
    park_spill = parameter(
        "what neighbours' research teaches", "园区溢出", "1/month", 0.0006, 0, 0.05
    )
    congestion = parameter(
        "how far crowding undoes it", "拥挤效应", "ratio", 1.1, 0, 3, "sign: Zhang & Sonobe 2011"
    )
    mentoring = parameter(
        "what full service teaches",
        "辅导学习率",
        "1/month",
        0.010,
        0,
        0.1,
        "sign: Gonzalez-Uribe & Leatherbee 2018: schooling works, desks do not",
    )
    hours_half = parameter(
        "hours of service at half effect", "辅导半值小时", "hour/month", 10, 0.5, 100
    )
    technology_gain = parameter(
        "what technology from institutes teaches", "技术转移学习率", "1/month", 0.0008, 0, 0.05
    )
    technology_ageing = parameter(
        "how fast usable technology ages", "技术老化率", "1/month", 0.02, 0, 0.2
    )
    technology_firms = parameter(
        "firms a technology brought to use can serve", "单项技术可服务企业数", "firm", 300, 1, 1e5
    )
    foreign_premium = parameter(
        "cost of bringing a technology from abroad against home",
        "国际技术引进成本系数",
        "ratio",
        1.5,
        0.5,
        10,
    )
    transfer_cost = parameter(
        "cost of bringing one technology to use", "单项技术转移成本", "万元", 20, 1, 1000
    )
    platform_need = parameter(
        "shared equipment per firm at half access", "每企所需共享设备", "万元/firm", 6, 0.1, 200
    )
    platform_gain = parameter(
        "how far full access quickens a product", "平台加速产品", "ratio", 0.5, 0, 3
    )
    platform_saving = parameter(
        "part of laboratory cost full access saves", "平台节省试验费", "share", 0.35, 0, 0.9
    )
    platform_wear = parameter("wear of shared equipment", "设备折旧", "1/month", 0.012, 0, 0.1)
    institute_equipment = parameter(
        "research equipment of a market's institutes", "科研院所仪器设备原值", "万元", 3000, 0, 1e6
    )
    prototyping_gain = parameter(
        "how far prototyping quickens a product at most", "中试服务加速产品上限", "ratio", 0.5, 0, 3
    )
    prototyping_cost = parameter(
        "yearly cost of making a firm's prototypes and small batches",
        "每企中试服务成本",
        "万元/firm",
        15,
        0.1,
        500,
    )
    hardware_half = parameter(
        "work at which half of a product is built and tested: software below, devices above",
        "试制占一半的产品研发工作量",
        "person-month",
        12,
        0.1,
        200,
    )
    patent_rate = parameter(
        "invention patents a month per skilled researcher",
        "发明专利产出率",
        "1/month",
        0.006,
        0,
        0.2,
        "scale: 160 000 of 906 000 rights in carriers 2019 were invention patents",
    )
    unfiled_share = parameter(
        "inventions not worth filing without an award",
        "不值得申请的发明比例",
        "share",
        0.4,
        0,
        0.95,
    )
    patent_filing_cost = parameter(
        "what filing and keeping an invention costs", "单件发明申请维持成本", "万元", 1.5, 0.1, 20
    )
    design_rate = parameter(
        "class II rights a month per skilled researcher", "Ⅱ类产权产出率", "1/month", 0.035, 0, 0.5
    )
    lab_cost = parameter(
        "materials and tests per researcher", "人均试验费", "万元/month", 0.35, 0, 10
    )
    research_time = parameter(
        "share of researchers' time that is research", "研发工时占比", "share", 0.8, 0.1, 1
    )
    research_intensity = parameter(
        "share of sales firms mean to spend on research",
        "研发强度意愿",
        "share",
        0.055,
        0,
        0.5,
        "scale: mean research intensity of tenants 2021: 6.68 %",
    )
    intensity_base = parameter(
        "part of it that a firm without high-tech products means to spend",
        "无高新产品企业的强度意愿系数",
        "ratio",
        0.4,
        0,
        3,
    )
    intensity_tech = parameter(
        "what high-tech products add to it", "高新产品对强度意愿的增量", "ratio", 1.2, 0, 5
    )
    threshold_reach = parameter(
        "from how near a firm stretches to a threshold", "达线意愿范围", "ratio", 0.75, 0, 1
    )
    threshold_margin = parameter(
        "how far past a threshold a firm aims that stretches to it", "达线余量", "ratio", 1.05, 1, 2
    )
    grant_additionality = share_parameter(
        "part of a research grant spent on research that would not have been done",
        "研发资助新增比例",
        0.6,
        "sign: part of every subsidy replaces own spending (Dimos & Pugh 2016)",
    )
    repay_share = share_parameter(
        "part of a year's profit that repays a repayable grant", "返还占年利润比例", 0.1
    )
    joint_gain = parameter(
        "what a joint project teaches at most", "合作研发收获上限", "index", 0.10, 0, 1
    )
    joint_project = parameter("cost of a joint project", "合作研发项目金额", "万元", 30, 1, 1000)
    # customers
    advantage = parameter("how far capability wins customers", "能力竞争指数", "ratio", 1.0, 0, 5)
    scale = parameter("how far size wins customers", "规模竞争指数", "ratio", 0.6, 0, 1.2)
    niche_least = parameter(
        "smallest market a product can serve", "最小可及市场", "万元/month", 6, 0.1, 100
    )
    joint_least = parameter(
        "last year's research from which a firm takes part in a joint project, in projects",
        "参与产学研项目所需上年研发（占项目费用）",
        "share",
        0.5,
        0,
        5,
    )
    absorption_half = parameter(
        "skill of its own researchers at which a firm takes up half of what an institute knows",
        "吸收能力半值（自有研发人员技能）",
        "person",
        2.0,
        0.1,
        100,
    )
    niche_tail = parameter(
        "tail of market sizes",
        "市场规模尾指数",
        "ratio",
        1.05,
        0.5,
        5,
        "Zipf: firm sizes have exponent about 1.06",
    )
    niche_most = parameter(
        "largest market a startup's product can serve", "最大可及市场", "万元/month", 8000, 10, 1e6
    )
    first_contract = parameter(
        "a first contract in the middle market",
        "首单合同额（中位市场）",
        "万元/month",
        2.0,
        0.05,
        100,
    )
    market_slope = parameter(
        "how first contracts and teams grow with the market a product can serve",
        "首单与初始团队对可及市场的弹性",
        "ratio",
        0.6,
        0,
        1,
        "as size_slope; sign: firms differ in size from birth (Sterk et al. 2021)",
    )
    size_slope = parameter(
        "how contract size grows with firm size",
        "合同规模弹性",
        "ratio",
        0.6,
        0,
        1,
        "0.6 gives a growth spread falling with size by -0.2 (Amaral et al. 1997)",
    )
    contract_spread = parameter("spread of contract sizes", "合同额离散度", "log", 0.9, 0, 2)
    contract_end = parameter(
        "chance that a contract ends", "合同到期率", "1/month", 0.04, 0.001, 0.5
    )
    end_spread = parameter(
        "spread of what an ending contract is worth", "到期合同离散度", "log", 0.5, 0, 2
    )
    imitation = parameter(
        "contracts lost to imitators, against those that end", "仿冒流失", "ratio", 0.15, 0, 2
    )
    tender_rate = parameter(
        "part of open demand put on offer in a month", "需求释放率", "1/month", 0.08, 0.001, 1
    )
    demand_growth = parameter("growth of demand", "需求增速", "1/year", 0.07, -0.2, 0.5)
    demand_shock = parameter(
        "spread of a sector's monthly demand shock", "需求月波动", "log", 0.015, 0, 0.2
    )
    title_reach = parameter(
        "what a high-tech title adds to reach", "高企名号拓客", "ratio", 0.08, 0, 1
    )
    cluster_reach = parameter(
        "what a meeting with a lead firm adds to reach in its month",
        "链主对接当月拓客",
        "ratio",
        2.0,
        0,
        20,
    )
    meeting_price = parameter(
        "brokers' cost of a meeting with a lead firm", "单次链主对接成本", "万元", 1.5, 0.01, 50
    )
    purchase_share = parameter(
        "purchases of the kind startups make, in established firms' sales",
        "存量企业可由初创企业承接的采购占比",
        "share",
        0.05,
        0,
        0.5,
    )
    output_per_head = parameter(
        "sales a head can deliver",
        "人均交付能力",
        "万元/month",
        4.0,
        0.5,
        50,
        "scale: 5.1 m yuan and 12.7 heads a tenant (2021) = 3.3; high-tech firms about 10",
    )
    research_delivery = share_parameter(
        "part of its researchers who also do the work a firm has sold",
        "研发人员兼做交付的比例",
        0.5,
    )
    stretch = parameter("how far people can be stretched", "超负荷系数", "ratio", 1.25, 1, 2)
    overload_price = parameter(
        "what subcontractors ask for a yuan of overload work, materials aside",
        "众包承接价",
        "ratio",
        0.3,
        0,
        1,
    )
    crowdsourcing_stretch = parameter(
        "overload work that can be handed out, against what a firm's people deliver",
        "可众包产能",
        "ratio",
        0.25,
        0,
        2,
    )
    crowdsourcing_saving = parameter(
        "materials that bought-in design and parts save", "众包节约材料", "share", 0.03, 0, 0.5
    )
    crowdsourcing_cost = parameter(
        "yearly cost of keeping a firm on the crowdsourcing platform",
        "每企众包服务成本",
        "万元/firm",
        0.4,
        0.01,
        50,
    )
    material_share = parameter(
        "materials and subcontracting in sales", "材料外协占比", "share", 0.5, 0, 0.95
    )
    first_purchase = parameter(
        "a first purchase by government", "政府首购金额", "万元", 20, 1, 1000
    )
    founder_grant_age = parameter(
        "age up to which a firm may have a founder's grant",
        "创业补贴企业年龄上限",
        "month",
        12,
        0,
        120,
    )
    # costs and plans
    office_cost = parameter("administration of any firm", "固定管理费", "万元/month", 0.35, 0, 20)
    office_per_head = parameter("administration per head", "人均管理费", "万元/month", 0.10, 0, 5)
    most_time_saved = parameter(
        "administrative time that service can save at most",
        "可节约行政时间上限",
        "share",
        0.35,
        0,
        0.9,
    )
    training_saving = parameter(
        "administration a trained founder saves", "培训节约管理费", "share", 0.12, 0, 0.9
    )
    digital_saving = parameter(
        "materials digital operations save", "数字化节约材料", "share", 0.03, 0, 0.5
    )
    digital_cost = parameter("cost of digital operations", "数字化改造成本", "万元", 25, 1, 1000)
    digital_sales = parameter(
        "yearly sales from which firms go digital", "数字化营收门槛", "万元", 300, 0, 10000
    )
    service_need = parameter(
        "yearly spending on professional services", "年专业服务需求", "万元/year", 4, 0, 200
    )
    agency_settling_cost = parameter(
        "cost of bringing one service agency", "引进一家服务机构成本", "万元", 15, 0.5, 500
    )
    agency_wear = parameter(
        "chance that an agency brought leaves again", "服务机构流失率", "1/month", 0.01, 0, 0.2
    )
    agency_need = parameter(
        "agencies per firm at which half of the saving is reached",
        "服务半值机构密度",
        "ratio",
        0.02,
        0.001,
        1,
    )
    agency_saving = parameter(
        "what dense agencies take off the price of services at most",
        "服务机构降价上限",
        "share",
        0.3,
        0,
        0.9,
    )
    agency_part = share_parameter(
        "part of administration bought from agencies", "管理费中外购服务占比", 0.15
    )
    test_cost = parameter(
        "price of tests worth a researcher's month",
        "相当一个研发人月的检测费",
        "万元",
        1.5,
        0.1,
        50,
    )
    right_fee = parameter(
        "price of working out and filing a class II right",
        "单件Ⅱ类产权代理费",
        "万元",
        2.0,
        0.1,
        50,
    )
    filing_half = parameter(
        "researchers' work at which half of the rights a voucher pays for come about",
        "创新券确权半值（研发人员工作量）",
        "person",
        1.0,
        0.01,
        100,
    )
    rights_wanted = parameter(
        "rights from which a firm seeks advice rather than filings",
        "知识产权够用件数",
        "right",
        5,
        0,
        100,
        "国科发火〔2016〕195号: full class II marks from five rights",
    )
    advice_saving = parameter(
        "administration a year's advice saves", "专业咨询节约管理费", "share", 0.1, 0, 0.9
    )
    lean_heads = parameter(
        "largest firm that can live on nothing", "可勒紧腰带的人数上限", "person", 3, 1, 20
    )
    lean_office = share_parameter("administration of a firm that does", "勒紧腰带时管理费比例", 0.1)
    least_effort = share_parameter(
        "part of its research programme a firm short of cash keeps up", "缺钱时研发力度下限", 0.3
    )
    effort_step = parameter(
        "how fast a firm cuts and restores its research programme",
        "研发力度调整速度",
        "1/month",
        0.1,
        0,
        1,
    )
    hiring_room = parameter(
        "part of its heads a firm can take on in a month", "月扩招上限", "1/month", 0.125, 0, 1
    )
    hired_ahead = parameter(
        "researchers up to which a firm with cash hires ahead of sales",
        "超前招聘的研发人数上限",
        "person",
        3,
        0,
        100,
    )
    idle_share = share_parameter("idle staff a firm keeps on", "容忍的富余人员比例", 0.15)
    idle_cut = parameter(
        "part of its staff outside research a firm lets go in a month for want of work",
        "业务不足时月裁员比例",
        "1/month",
        0.1,
        0,
        1,
    )
    short_cut = share_parameter(
        "part of its staff outside research a firm short of cash lets go at once when work is lacking",
        "现金紧缺时一次裁员比例",
        0.5,
    )
    shortage_months = parameter(
        "runway at which a firm sheds people", "裁员现金跑道", "month", 3, 0, 24
    )
    hiring_runway = parameter(
        "runway at which a firm hires researchers ahead of sales",
        "扩张现金跑道",
        "month",
        15,
        1,
        60,
    )
    hiring_buffer = parameter(
        "cash that lets a firm hire ahead, in researchers' monthly cost",
        "扩张现金缓冲",
        "ratio",
        36,
        1,
        200,
    )
    funding_runway = parameter(
        "runway at which a firm looks for equity", "融资现金跑道", "month", 9, 0, 36
    )
    ambition = parameter(
        "capability from which firms seek growth money", "扩张融资能力线", "index", 1.6, 0.1, 10
    )
    selling_pace = parameter(
        "part of its money beyond its reserve that a firm with investors spends on finding customers in a month",
        "获投企业月市场拓展支出比例",
        "1/month",
        0.03,
        0,
        0.5,
        "scale: a round is meant to last 18 to 24 months",
    )
    selling_gain = parameter(
        "how far such spending widens a firm's reach at most",
        "市场拓展扩大触达上限",
        "ratio",
        3.0,
        0,
        20,
    )
    funded_pay = parameter(
        "salary investors grant a founder, against what he would earn elsewhere",
        "获投后创始人薪酬（占外部工资）",
        "ratio",
        0.8,
        0,
        2,
    )
    dividend_share = share_parameter("part of profit paid out", "分红比例", 0.6)
    reserve_months = parameter(
        "months of cost kept before paying out", "留存月数", "month", 4, 0, 36
    )
    # the ladder
    base_awareness = share_parameter("share of firms that know the programmes", "政策知晓率", 0.5)
    information_cost = parameter(
        "yearly cost of keeping a firm informed", "每企信息服务成本", "万元/firm", 0.05, 0.001, 5
    )
    one_stop_cost = parameter(
        "yearly cost of one-stop service per firm",
        "每企一站式服务成本",
        "万元/firm",
        0.15,
        0.001,
        5,
    )
    ip_cost = parameter(
        "yearly cost of protecting a firm's rights", "每企维权成本", "万元/firm", 0.2, 0.001, 10
    )
    coaching_cost = parameter(
        "yearly cost of coaching a candidate", "每企培育辅导成本", "万元/firm", 2.0, 0.1, 50
    )
    candidate_share = parameter(
        "share of firms that are candidates", "培育对象占比", "share", 0.15, 0.01, 1
    )
    coaching_points = parameter(
        "points that order in the books adds", "辅导加分", "point", 6, 0, 20
    )
    management_points = parameter(
        "points an applicant's management of research earns at least",
        "研发管理基础得分",
        "point",
        10,
        0,
        20,
        "scale: 67-85 % of applicants pass, and the known stock of certificates",
    )
    panel_noise = parameter(
        "spread of panels' points",
        "评审误差",
        "point",
        6,
        0,
        30,
        "scale: 67-85 % of applicants pass (Wuhan, Shijiazhuang 2018/19)",
    )
    application_cost = parameter(
        "agency fee and management time of an application",
        "高企申报成本",
        "万元",
        5,
        0,
        50,
        "scale: 67-85 % of applicants pass, and the known stock of certificates",
    )
    provincial_award = parameter(
        "award of the province to a first high-tech certificate",
        "省级高企首次认定奖补",
        "万元",
        10,
        0,
        200,
        "usual provincial part of the stack: 10",
    )
    title_value = parameter(
        "what the title is worth in credit and tenders, per yuan of sales",
        "高企名号价值",
        "share",
        0.008,
        0,
        0.1,
    )
    filing_rate = parameter(
        "chance that an eligible firm files for tech SME",
        "科小申报率",
        "1/year",
        0.45,
        0,
        1,
        "fitted in the spin-up to the known stock of tech SMEs",
    )
    renewal_rate = parameter(
        "chance that a tech SME that still passes renews", "科小续评率", "1/year", 0.9, 0, 1
    )
    rebate_age = parameter(
        "age up to which a local tax rebate is given", "税收返还企业年龄上限", "month", 60, 0, 240
    )
    high_tech_filing = parameter(
        "chance that an eligible firm applies for the high-tech title in a year",
        "高企申报意愿",
        "1/year",
        0.7,
        0,
        1,
        "fitted in the spin-up to the known stock of certificates",
    )
    filing_cost = parameter(
        "least grant worth filing for", "值得申报的最低金额", "万元", 0.3, 0, 20
    )
    relabelling = parameter(
        "whether firms relabel spending as research",
        "是否存在研发费用归类操作",
        "flag",
        1,
        0,
        1,
        "Chen, Liu, Suárez Serrato & Xu 2021",
    )
    relabel_room = parameter(
        "part of other costs that can be relabelled",
        "可归类空间",
        "share",
        0.03,
        0,
        0.3,
        "scale: a quarter of reported research near the line",
    )
    relabel_margin = parameter(
        "how much more than is lacking is relabelled", "归类余量", "ratio", 1.02, 1, 2
    )
    champion_skill = parameter(
        "capability of a national niche leader", "小巨人能力线", "index", 1.6, 0.1, 10
    )
    # banks
    bank_visits = parameter(
        "chance that a firm in need goes to a bank", "申贷率", "1/month", 0.25, 0, 1
    )
    loan_trigger = parameter(
        "months of cost below which firms borrow", "贷款触发月数", "month", 4, 0, 24
    )
    loan_months = parameter("months of cost a firm borrows", "贷款额（月成本）", "month", 5, 1, 36)
    loan_cap = parameter("largest loan", "单户贷款上限", "万元", 1000, 1, 10000)
    loan_term = parameter("term of a loan", "贷款期限", "month", 24, 6, 60)
    risk_base = parameter(
        "log odds of default of a break-even firm without cash",
        "违约基准",
        "log odds",
        -2.0,
        -6,
        3,
        "scale: bad small business loans 2-5.5 %",
    )
    risk_margin = parameter("how far a margin lowers risk", "利润率降险", "ratio", 4, 0, 20)
    risk_runway = parameter(
        "how far a month of cash lowers risk", "现金降险", "1/month", 0.12, 0, 2
    )
    risk_age = parameter("how far a year of age lowers risk", "年龄降险", "1/year", 0.12, 0, 2)
    runway_counted = parameter(
        "most months of cash a bank counts", "银行计及的现金月数上限", "month", 12, 1, 120
    )
    age_counted = parameter(
        "most years of age a bank counts", "银行计及的年龄上限", "year", 10, 1, 50
    )
    collateral_share = share_parameter(
        "part of yearly sales a bank can take", "可抵押营收占比", 0.10
    )
    fresh_months = parameter(
        "months for which a round of equity counts as fresh with a bank",
        "投贷联动认可的融资时限",
        "month",
        12,
        0,
        120,
    )
    liquidity_gain = parameter(
        "what a liquid market adds to a patent's appraised value at most",
        "交易市场抬升专利估值上限",
        "ratio",
        0.5,
        0,
        5,
    )
    ip_trading_cost = parameter(
        "yearly spending at which two thirds of that is reached",
        "知识产权交易饱和经费",
        "万元/year",
        200,
        5,
        10000,
    )
    licence_part = share_parameter(
        "part of the trading budget that brings institutes' idle patents to use",
        "交易经费中盘活闲置专利部分",
        0.5,
    )
    patent_value = parameter("appraised value of a patent", "专利评估值", "万元", 30, 0, 1000)
    opacity = parameter(
        "how far banks mark up the risk of firms they cannot see into",
        "信息不透明加成",
        "ratio",
        0.25,
        0,
        2,
    )
    officer_fear = parameter(
        "margin that loan officers ask because they answer for losses",
        "信贷员追责顾虑",
        "1/year",
        0.004,
        0,
        0.05,
    )
    insurance_premium = parameter(
        "premium of loan insurance, per yuan insured",
        "贷款保证保险费率",
        "1/year",
        0.02,
        0,
        0.2,
        "scale: premiums of 2-3 % a year",
    )
    microloan_age = parameter(
        "age up to which a firm may have a guaranteed small loan",
        "创业担保贷款企业年龄上限",
        "month",
        36,
        1,
        120,
        "usual rule: within three years of registration",
    )
    # funds
    meeting_rate = parameter(
        "chance that a firm looking for money meets a fund", "融资对接率", "1/month", 0.04, 0, 1
    )
    meeting_gain = share_parameter(
        "part of the other firms that matching reaches at most", "撮合覆盖上限", 0.15
    )
    matching_cost = parameter(
        "yearly cost of matching a candidate", "每企撮合成本", "万元/firm", 1.0, 0.01, 50
    )
    incubator_link = share_parameter("meetings an operator arranges at most", "载体引荐上限", 0.08)
    investment_bar = parameter("promise a fund asks for", "投资门槛", "log", 1.3, -2, 5)
    caution_weight = parameter("what a cautious manager asks on top", "避险加码", "log", 0.6, 0, 5)
    traction_weight = parameter(
        "what customers add to promise", "营收印象权重", "ratio", 0.35, 0, 3
    )
    screening_noise = parameter("noise of an average manager", "尽调误差", "log", 0.7, 0, 5)
    insight_base = parameter(
        "what any manager sees, in units of skill", "管理人基础判断力", "index", 0.5, 0.05, 5
    )
    ticket_range = parameter(
        "how many times its usual deal, or which part of it, a fund will buy",
        "单笔投资额可接受倍数",
        "ratio",
        5,
        1,
        100,
    )
    attention = parameter(
        "deals a fund can do in a month", "月投资笔数上限", "deal/month", 2, 1, 20
    )
    market_weight = parameter(
        "what the market a product has still to win adds to promise",
        "待开拓市场印象权重",
        "ratio",
        0.6,
        0,
        3,
    )
    investor_link = parameter(
        "chance that its investors introduce a firm to others in a month",
        "老股东引荐率",
        "1/month",
        0.2,
        0,
        1,
    )
    progress = parameter(
        "how many times its sales at the last round a firm must sell for the next one",
        "下一轮所需业务增长倍数",
        "ratio",
        2.0,
        1,
        20,
    )
    price_multiple = parameter(
        "pre-money value against the amount of a round",
        "投前估值倍数",
        "ratio",
        6.0,
        1,
        30,
        "scale: dilution of 10-20 % a round",
    )
    price_spread = parameter("spread of prices", "估值离散度", "log", 0.3, 0, 2)
    price_for_promise = parameter(
        "how far promise seen raises the price", "印象对估值的加成", "ratio", 0.2, 0, 5
    )
    amount_spread = parameter("spread of the amounts of rounds", "单轮金额离散度", "log", 0.4, 0, 2)
    amount_seed = parameter("a seed round", "种子轮金额", "万元", 120, 5, 2000)
    amount_angel = parameter(
        "an angel round", "天使轮金额", "万元", 450, 20, 5000, "scale: median about 400"
    )
    amount_a = parameter(
        "an A round", "A轮金额", "万元", 1800, 100, 20000, "scale: median 1 500-2 000"
    )
    amount_b = parameter("a B round", "B轮金额", "万元", 6000, 500, 50000)
    amount_c = parameter("a C round", "C轮金额", "万元", 15000, 1000, 200000)
    sales_a = parameter(
        "sales of two years that open an A round", "A轮营收门槛", "万元", 400, 0, 10000
    )
    sales_b = parameter(
        "sales of two years that open a B round", "B轮营收门槛", "万元", 2500, 0, 50000
    )
    sales_c = parameter(
        "sales of two years that open a C round", "C轮营收门槛", "万元", 10000, 0, 200000
    )
    round_gap = parameter(
        "months between rounds", "融资间隔", "month", 14, 1, 60, "gap of 14-20 months"
    )
    fund_visits = parameter(
        "fund institutions that look at a district by themselves in a year",
        "年自发到访基金机构",
        "1/year",
        1.0,
        0,
        500,
    )
    fund_visit_cost = parameter(
        "cost of bringing one institution to look", "单次基金招引成本", "万元", 12, 0.1, 500
    )
    pipeline_half = parameter(
        "firms fit for funds at which half of the institutions stay",
        "项目储备半值",
        "firm",
        60,
        1,
        5000,
    )
    deals_a_fund = parameter(
        "deals a fund plans in the region", "单只基金本地计划笔数", "deal", 4, 1, 200
    )
    least_fund = parameter(
        "smallest fund a manager can live on",
        "基金最小目标规模",
        "万元",
        3000,
        0,
        1e5,
        "scale: managers' fees are 2 % a year; few funds on file are below 30 m yuan",
    )
    seed_funds = share_parameter(
        "seed funds among the fund institutions that settle", "落户基金中种子基金占比", 0.15
    )
    angel_funds = share_parameter("angel funds among them", "其中天使基金占比", 0.35)
    venture_funds = share_parameter(
        "venture funds among them; the rest are growth funds",
        "其中创投基金占比（其余为成长基金）",
        0.35,
    )
    fund_size_spread = parameter("spread of their target sizes", "目标规模离散度", "log", 0.5, 0, 2)
    manager_spread = parameter(
        "spread of private managers' skill", "社会基金管理人能力离散度", "log", 0.4, 0, 2
    )
    private_success = parameter(
        "part of its target a usual private fund raises after its first closing, at full pipeline",
        "社会基金首关后募资完成率",
        "ratio",
        0.85,
        0.1,
        2,
    )
    first_closing = parameter(
        "part of its target a private fund has at its first closing",
        "首期到位比例",
        "share",
        0.4,
        0.05,
        1,
    )
    closing_spread = parameter("spread of first closings", "首期到位离散度", "log", 0.4, 0, 2)
    raising_months = parameter(
        "months a fund goes on raising after its first closing", "后续募集期", "month", 12, 1, 36
    )
    raising_spread = parameter(
        "how lumpy the subscriptions to a fund are", "认缴波动", "log", 1.0, 0, 3
    )
    closing_floor = share_parameter(
        "part of its target below which a fund is dissolved when raising ends",
        "基金成立最低募集比例",
        0.35,
    )
    angel_supply = parameter(
        "how far early-stage money grows with a fall of its cost after tax",
        "早期资金供给弹性",
        "ratio",
        1.5,
        0,
        10,
        "sign: Denes, Howell, Mezzanotti, Wang & Xu 2023 find more deals, of lesser promise",
    )
    seed_public_share = parameter(
        "public share that a public seed fund aims at",
        "种子天使基金财政占比目标",
        "share",
        0.6,
        0.1,
        1,
    )
    corporate_match = parameter(
        "money leading firms add to a yuan of public money in their fund",
        "龙头企业配资倍数",
        "ratio",
        1.0,
        0,
        5,
    )
    inhouse_match = parameter(
        "money owners add to a yuan of public money in their facility's fund",
        "载体业主配资倍数",
        "ratio",
        0.5,
        0,
        5,
    )
    insider_noise = parameter(
        "noise of a fund that is in already, against a stranger's",
        "老股东判断误差比",
        "ratio",
        0.4,
        0,
        1,
    )
    inhouse_insight = parameter(
        "noise of a facility's own fund, against a stranger's",
        "载体自有基金判断误差比",
        "ratio",
        0.6,
        0,
        1,
    )
    follow_reserve = parameter(
        "money a fund keeps for later rounds of a firm, for a yuan of its first stake in it",
        "基金首投一元为该企业后续轮次预留的资金",
        "ratio",
        1.0,
        0,
        4,
        "scale: venture funds reserve 40 to 60 % of their capital",
    )
    syndicate_from = parameter(
        "amount from which a round is shared", "联合投资起点", "万元", 800, 1, 100000
    )
    lead_part = parameter(
        "part of a shared round that its leader takes", "领投比例", "share", 0.6, 0.1, 1
    )
    most_investors = parameter("investors in one round at most", "单轮投资方上限", "fund", 4, 1, 10)
    secondary_discount = share_parameter(
        "discount on the price of listed firms' shares at which a fund that ends sells its own",
        "基金到期份额转让折价（对上市可比价）",
        0.3,
        "scale: shares that cannot be sold freely fetch 20-40 % less than listed ones",
    )
    presale_amount = parameter(
        "what a usual product raises from the public before it is ready",
        "产品预售常规金额",
        "万元",
        20,
        0.1,
        1000,
    )
    presale_spread = parameter(
        "spread of what products raise ahead", "预售金额离散度", "log", 1.0, 0, 3
    )
    presale_ready = parameter(
        "readiness from which a product can be sold ahead", "可预售成熟度", "ratio", 0.8, 0, 1
    )
    presale_sales = parameter(
        "yearly sales up to which firms sell ahead to the public",
        "预售企业营收上限",
        "万元/year",
        100,
        0,
        10000,
    )
    private_follow = parameter(
        "private money that follows a public yuan at full pipeline",
        "社会资本跟进倍数",
        "ratio",
        1.0,
        0,
        10,
        "scale: 0.88-0.93 private per public unit",
    )
    multiple_drag = parameter(
        "how far a local multiple puts private money off",
        "返投抑制",
        "ratio",
        0.4,
        0,
        5,
        "sign: Colonnelli, Li & Liu 2024",
    )
    concession_gain = parameter(
        "how far profit concession draws it", "让利吸引", "ratio", 0.4, 0, 5
    )
    public_manager_skill = parameter(
        "skill of public managers", "国资管理人能力", "index", 0.9, 0.1, 3
    )
    public_manager_spread = parameter(
        "spread of public managers' skill", "国资管理人能力离散度", "log", 0.3, 0, 2
    )
    management_fee = parameter(
        "fund management fee", "基金管理费率", "1/year", 0.02, 0, 0.1, "usual 2 %"
    )
    fund_life = parameter("life of a fund", "基金存续期", "month", 84, 12, 180, "5+2 years")
    fund_period = parameter("investment period", "基金投资期", "month", 48, 6, 120)
    # facilities
    application_rate = parameter(
        "chance that a firm without a desk looks for one", "申请入驻率", "1/month", 0.10, 0, 1
    )
    service_value = parameter(
        "what a firm would pay for full service", "服务价值", "万元/month", 0.5, 0, 20
    )
    neighbour_value = parameter(
        "what neighbours of the trade are worth", "同业集聚价值", "万元/month", 0.1, 0, 20
    )
    fit_weight = parameter("weight of sector fit in selection", "行业契合权重", "log", 0.2, 0, 5)
    connections = parameter(
        "weight of connections where government runs admission", "关系权重", "log", 0.5, 0, 5
    )
    selection_noise = parameter("noise of selection at skill 0", "遴选误差", "log", 1.2, 0, 5)
    expert_cost = parameter(
        "yearly cost of a committee that halves the noise",
        "专家委员会经费",
        "万元/year",
        60,
        1,
        2000,
    )
    service_hours = parameter(
        "hours of service an operator's member gives in a month",
        "人均服务小时",
        "hour/month",
        60,
        0,
        200,
    )
    mentor_hours = parameter(
        "hours a mentor gives in a month", "导师月服务小时", "hour/month", 12, 0, 200
    )
    mentor_cost = parameter("yearly cost of a mentor", "导师年费用", "万元/year", 3, 0.1, 100)
    stake_response = parameter(
        "how far stakes move an operator, per year's cost at stake",
        "考核利害对精力的牵引",
        "ratio",
        1.0,
        0,
        20,
    )
    reputation = parameter(
        "what a published rank means to an operator, in parts of a year's cost",
        "排名声誉（占年成本）",
        "share",
        0.1,
        0,
        2,
    )
    reputation_base = share_parameter(
        "part of it that the best-ranked has at stake too", "首位者排名声誉占比", 0.5
    )
    revocation_fear = parameter(
        "what the threat of removal means, in parts of a year's cost",
        "摘牌威慑（占年成本）",
        "share",
        0.2,
        0,
        5,
    )
    warning_fear = parameter(
        "how many times as much it means once a facility has failed",
        "已有不合格记录时的倍数",
        "ratio",
        2.0,
        1,
        20,
    )
    fee_cut = share_parameter(
        "part of the fee that failing costs in the next year", "考核不合格扣减服务费比例", 0.2
    )
    benefit_half = parameter(
        "part of proceeds at which half of the scored effort goes back to service",
        "收益分享半值",
        "share",
        0.1,
        0.01,
        1,
    )
    advertising_value = parameter(
        "what advertising adds to a place in founders' eyes at most",
        "载体宣传吸引上限",
        "万元/month",
        0.1,
        0,
        20,
    )
    reputation_value = parameter(
        "what full published marks are worth to applicants",
        "公布得分的吸引力",
        "万元/month",
        0.1,
        0,
        20,
    )
    lowered_bar = parameter(
        "how far an operator that only fills space blurs its selection",
        "填充面积对遴选的放松",
        "ratio",
        1.0,
        0,
        10,
    )
    filing_help = parameter(
        "how far help with filing quickens class II rights at most",
        "代办知识产权的加速上限",
        "ratio",
        0.5,
        0,
        5,
    )
    introduction_weight = parameter(
        "what an hour of introductions is worth in hours of service, to funds",
        "专职引荐的效力倍数",
        "ratio",
        4,
        1,
        50,
    )
    tenant_coaching = share_parameter(
        "tenants an operator can coach for certificates at most", "载体培育辅导上限", 0.5
    )
    recruiting_hours = parameter(
        "hours of an operator that bring one outside firm to look",
        "单次招商接触工时",
        "hour",
        200,
        5,
        5000,
    )
    tenants_per_member = parameter(
        "tenants one member of an operator's team looks after",
        "人均服务企业数",
        "firm/person",
        10,
        1,
        100,
        "国科发区〔2018〕300号: one professional for ten tenants",
    )
    team_surplus = parameter(
        "members a year's surplus must pay before an operator's team grows by one",
        "运营团队增员所需结余（可供人数）",
        "person",
        2.0,
        0,
        20,
    )
    facility_patience = parameter(
        "months of losses a private owner bears", "民营业主亏损忍耐", "month", 24, 1, 240
    )
    course_cost = parameter(
        "yearly cost of courses for an operator's member",
        "运营人员培训成本",
        "万元/person/year",
        1.0,
        0.05,
        20,
    )
    course_gain = parameter(
        "part of what is lacking that a month of courses adds",
        "培训提升速度",
        "1/month",
        0.02,
        0,
        1,
    )
    skill_ceiling = parameter("skill that courses lead to", "培训可达能力", "index", 1.2, 0.1, 3)
    chain_dilution = parameter(
        "skill of an operator in the places it takes over",
        "连锁运营能力折扣",
        "ratio",
        0.85,
        0.1,
        1,
    )
    campus_fit = parameter(
        "weight of students and researchers in a university's selection",
        "高校载体对师生的偏好",
        "log",
        0.4,
        0,
        5,
    )
    campus_value = parameter(
        "what a university's place is worth to its students and staff",
        "校内载体对师生的价值",
        "万元/month",
        0.2,
        0,
        20,
    )
    campus_access = share_parameter(
        "access to a university's laboratories", "高校实验室可及度", 0.3
    )
    institute_technology = parameter(
        "technologies an institute brings to tenants", "科研机构可转化技术", "item", 5, 0, 1000
    )
    host_reach = parameter(
        "what a leading firm adds to the reach of tenants of its sector",
        "龙头载体带动拓客",
        "ratio",
        0.3,
        0,
        3,
    )
    upgrade_project = parameter(
        "an upgrade of a facility's equipment", "载体提质升级项目额", "万元", 100, 1, 10000
    )
    upgrade_gap = parameter("months between upgrades", "升级项目间隔", "month", 36, 1, 240)
    refurbish_cost = parameter(
        "cost of making floor space fit for tenants", "载体空间改造成本", "万元/m²", 0.06, 0.001, 2
    )
    most_usable = parameter(
        "most of the floor area that tenants can use", "可孵化面积比例上限", "share", 0.9, 0.1, 1
    )
    operator_skill = parameter(
        "skill of professional operators", "专业运营能力", "index", 1.0, 0.1, 3
    )
    house_skill = parameter("skill of owners' own teams", "业主自管团队能力", "index", 0.6, 0.1, 3)
    operator_spread = parameter("spread of operators' skill", "运营能力离散度", "index", 0.25, 0, 2)
    bidder_fee = parameter(
        "yearly fee that brings another bidder", "增加一家投标方的年费", "万元/year", 150, 1, 5000
    )
    incubator_rent = parameter(
        "rent of incubators",
        "孵化器租金",
        "万元/m²/month",
        0.0014,
        0,
        0.1,
        "Xuchang 8-20 yuan/m²/month",
    )
    upkeep = parameter("upkeep of floor space", "载体运维费", "万元/m²/month", 0.0006, 0, 0.05)
    facility_reserve = parameter(
        "months of cost a facility keeps", "载体留存月数", "month", 6, 0, 60
    )
    conversion_cost = parameter(
        "cost of fitting out old space", "存量空间改造成本", "万元/m²", 0.08, 0, 2
    )
    building_cost = parameter(
        "cost of new building",
        "新建成本",
        "万元/m²",
        0.35,
        0,
        5,
        "usual 3 000-4 000 yuan/m² for offices",
    )
    review_tenants = parameter(
        "tenants at full marks", "满分在孵企业数", "firm", 50, 1, 500, "国科发区〔2018〕300号"
    )
    review_graduates = parameter(
        "graduates a year at full marks", "满分年毕业企业数", "firm/year", 6, 1, 100
    )
    review_people = parameter(
        "staff and mentors at full marks", "满分服务人员数", "person", 25, 1, 500
    )
    review_pass = parameter("marks below which a facility fails", "合格线", "point", 40, 0, 100)
    review_good = parameter("marks that earn a bonus", "优秀线", "point", 75, 0, 100)
    makerspace_tenants = parameter(
        "tenants of a makerspace of provincial level",
        "省级众创空间入驻团队和企业数",
        "firm",
        20,
        1,
        500,
        "usual provincial rule: 20 teams and firms",
    )
    national_award = parameter(
        "award for national recognition against that for provincial",
        "国家级认定奖励相对省级的倍数",
        "ratio",
        2.0,
        1,
        10,
    )
    leniency = parameter(
        "points by which government flatters its own facilities", "自评偏高分", "point", 10, 0, 50
    )
    evaluation_noise = parameter(
        "spread of marks that owners give themselves", "自评误差", "point", 4, 0, 30
    )
    recognition_rate = parameter(
        "chance that the province recognises an island that meets its standard",
        "省级认定月概率",
        "1/month",
        0.2,
        0,
        1,
    )
    body_heads = parameter(
        "researchers of a provincial research platform",
        "省级研发平台研发人数线",
        "person",
        10,
        1,
        500,
        "usual provincial rule for engineering research centres",
    )
    body_research = parameter(
        "yearly research of a provincial research platform",
        "省级研发平台研发投入线",
        "万元/year",
        300,
        1,
        10000,
        "usual provincial rule for engineering research centres",
    )
    city_output = parameter(
        "industrial scale of the whole city in the first year",
        "全市产业规模（首年）",
        "万元/year",
        0,
        0,
        1e10,
    )
    city_growth = parameter("growth of it", "全市产业规模增速", "1/year", 0.06, -0.2, 0.5)
    # administration
    race_response = parameter(
        "how far a race between districts shortens delays",
        "竞赛对办事时限的压缩",
        "ratio",
        0.8,
        0,
        5,
    )
    leader_hurry = parameter(
        "how far the leader of a race hurries, against the others",
        "领先片区的压缩程度",
        "ratio",
        0.5,
        0,
        1,
    )
    race_neglect = share_parameter(
        "part of services the race does not count that are left undone",
        "竞赛对未计分服务的挤出",
        0.15,
    )
    opening_lag = parameter(
        "months into the year before programmes open", "申报开放滞后", "month", 4, 0, 11
    )
    coordination_cost = parameter(
        "yearly spending on coordination that removes two thirds of the delays",
        "统筹饱和经费",
        "万元/year",
        150,
        1,
        5000,
    )
    delivery_rate = parameter(
        "chance that a promised thing that is due is ready",
        "到期按时交付率",
        "1/month",
        0.4,
        0.01,
        1,
    )
    registration_days = parameter("days a registration takes", "注册耗时", "day", 5, 0, 120)
    approval_days = parameter(
        "days of approvals before a firm can work", "审批耗时", "day", 20, 0, 365
    )
    deregistration_days = parameter(
        "days a deregistration takes",
        "注销耗时",
        "day",
        90,
        0,
        1500,
        "simplified deregistration since 2017: 45, later 20 days of notice, and tax clearance before it",
    )
    amenity_cost = parameter(
        "spending that adds one usual level of amenities", "宜居提升成本", "万元", 12000, 10, 1e6
    )
    amenity_wear = parameter("wear of amenities", "配套老化", "1/month", 0.008, 0, 0.1)
    course_age = parameter(
        "age up to which founders take courses", "培训对象企业年龄上限", "month", 24, 1, 120
    )
    seat_cost = parameter("cost of a course seat", "培训单人成本", "万元", 0.3, 0.01, 10)
    # leaving and moving
    grace_months = parameter("months suppliers wait", "欠款宽限月数", "month", 4, 0, 24)
    insolvency_rate = parameter(
        "chance that an insolvent firm closes", "资不抵债关闭率", "1/month", 0.05, 0, 1
    )
    patience = parameter(
        "months a founder waits for an income",
        "创始人耐心",
        "month",
        24,
        1,
        120,
        "scale: the hazard of Chinese firms peaks in the third year",
    )
    patience_spread = parameter("spread of patience", "耐心离散度", "log", 0.5, 0, 2)
    tolerance = parameter(
        "part of the outside wage a founder puts up with", "收入容忍度", "ratio", 0.6, 0, 2
    )
    own_pay_counted = parameter(
        "part of the outside wage founders count as their own pay",
        "创始人自付薪酬（占外部工资）",
        "ratio",
        0.6,
        0,
        2,
    )
    profit_counted = share_parameter(
        "part of their share of profit that founders count as income",
        "创始人计为收入的利润比例",
        0.5,
    )
    profit_months = parameter(
        "months over which founders spread the profit of last year and this so far",
        "创始人利润均摊月数",
        "month",
        18,
        1,
        60,
        "half-way through a year it is the months that have passed",
    )
    giving_up = parameter(
        "chance of giving up just after patience is gone",
        "放弃率",
        "1/month",
        0.015,
        0,
        1,
        "scale: 9.5 % of Chinese firms are struck off in their third year",
    )
    attachment_months = parameter(
        "months beyond patience that bring the chance of giving up to a third",
        "放弃率降至三分之一的月数",
        "month",
        150,
        1,
        1200,
    )
    sale_rate = parameter(
        "chance that an able firm is bought", "被并购率", "1/month", 0.0002, 0, 0.05
    )
    sale_multiple = parameter("price against yearly sales", "并购市销率", "ratio", 1.5, 0.1, 20)
    listing_rate = parameter(
        "chance that a firm that meets the line lists",
        "上市挂牌率",
        "1/month",
        0.003,
        0,
        0.2,
        "scale: 0.1-0.3 % of high-tech firms a year go public, more are quoted",
    )
    listing_multiple = parameter(
        "value of a listed firm against sales", "上市市销率", "ratio", 5, 0.5, 50
    )
    listing_echo = parameter(
        "sales of firms that a listing counts as in people's memory",
        "一家上市相当的并购案例数",
        "exit",
        3,
        0,
        50,
    )
    merger_cost = parameter(
        "yearly cost of looking for a buyer for a firm",
        "每企并购撮合成本",
        "万元/firm",
        3,
        0.1,
        100,
    )
    merger_gain = parameter(
        "how far brokers raise the chance of a sale at most",
        "并购撮合提升上限",
        "ratio",
        1.0,
        0,
        10,
    )
    listing_cost = parameter(
        "yearly cost of coaching a firm for listing", "每企上市辅导成本", "万元/firm", 30, 1, 1000
    )
    listing_gain = parameter(
        "how far coaching speeds up a listing", "上市辅导提速", "ratio", 0.5, 0, 5
    )
    moving_rate = parameter("chance that a firm moves away", "外迁率", "1/month", 0.0006, 0, 0.05)
    rootless_months = parameter(
        "months a firm that lost its desk stays rootless", "失去工位后漂移期", "month", 12, 0, 60
    )
    rootless_unrest = parameter(
        "how much sooner rootless firms move away", "漂移企业外迁倍数", "ratio", 3, 1, 30
    )
    firm_visits = parameter(
        "outside firms that look at the district by themselves in a year",
        "年自发考察企业",
        "1/year",
        4,
        0,
        5000,
    )
    visit_cost = parameter(
        "cost of bringing a firm to look", "单次招商接触成本", "万元", 6, 0.1, 500
    )
    outside_rent = parameter(
        "rent where outside firms sit", "外地租金", "万元/m²/month", 0.006, 0.0005, 0.1
    )
    rent_weight = parameter("how far cheaper rent draws firms", "租金吸引", "ratio", 0.6, 0, 5)
    neighbour_pull = parameter(
        "what neighbours of the trade are worth to a firm from outside, per log of their number",
        "同业集聚吸引",
        "ratio",
        0.1,
        0,
        5,
    )
    rent_response = parameter(
        "how far firms outside facilities move market rent",
        "市场租金对企业数的弹性",
        "ratio",
        0.3,
        0,
        5,
    )
    rent_supply = parameter(
        "how fast offices are built after them", "写字楼供给跟进", "1/month", 0.03, 0, 1
    )
    outpost_cost = parameter(
        "yearly cost of a team in an outpost", "飞地单个团队年成本", "万元/year", 30, 1, 1000
    )
    outpost_tie = parameter(
        "how much easier a team with ties moves", "飞地团队落户便利", "log odds", 1.5, 0, 10
    )
    outpost_size = parameter(
        "size and age of such a team against other movers",
        "飞地团队规模与年龄系数",
        "ratio",
        0.4,
        0.1,
        1,
    )
    lead_firm_cost = parameter(
        "cost of an approach to a lead firm", "单次链主招引成本", "万元", 100, 1, 5000
    )
    lead_firm_inertia = parameter(
        "how hard moving is for lead firms", "链主企业迁移门槛", "log odds", 4.5, 0, 12
    )
    lead_firm_sales = parameter(
        "sales a lead firm brings", "单个链主带来营收", "万元/year", 50000, 100, 1e7
    )
    local_purchases = parameter(
        "part of them it buys from startups here", "链主本地创业企业配套率", "share", 0.02, 0, 0.5
    )
    moving_bill = parameter("what moving costs a firm", "企业搬迁成本", "万元", 80, 1, 5000)
    firm_inertia = parameter("how hard moving is for firms", "企业迁移门槛", "log odds", 3.5, 0, 12)
    firm_choice = parameter(
        "how far terms decide a firm's move", "企业迁移敏感度", "ratio", 1.5, 0, 10
    )
    mover_age = parameter("age of a firm that moves in", "迁入企业年龄", "month", 36, 0, 240)
    mover_capability = parameter("its capability", "迁入企业技术能力", "index", 1.2, 0.1, 10)
    mover_contracts = parameter("contracts it brings", "迁入企业在手合同数", "contract", 4, 1, 100)
    mover_sales = parameter(
        "their value, in first contracts", "迁入企业合同额（首单倍数）", "ratio", 6, 0.1, 100
    )
    mover_spread = parameter(
        "spread of what its contracts are worth", "迁入企业合同额离散度", "log", 0.8, 0, 2
    )
    mover_niche = parameter(
        "market its product can serve, in its contracts",
        "迁入企业可及市场（合同额倍数）",
        "ratio",
        4,
        1,
        100,
    )
    mover_heads = parameter("people it has at least", "迁入企业最少人数", "person", 3, 1, 100)
    mover_high_tech = share_parameter(
        "share of high-tech products in its sales", "迁入企业高新产品占比", 0.7
    )
    mover_patience = parameter(
        "patience of the owners of such a firm, against a founder's",
        "落户企业主耐心系数",
        "ratio",
        2.0,
        0.1,
        20,
    )
    mover_savings = parameter(
        "money a head its owners bring, against a founder's savings",
        "落户企业人均自带资金系数",
        "ratio",
        2.0,
        0,
        20,
    )
