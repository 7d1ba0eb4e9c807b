"""What a government can set, month by month and district by district.

A Lever is a field with a neutral value, which leaves every firm exactly as if there were no lever.
Money levers of firms and people have an envelope (万元 a year and district) and a unit rule; service
levers are yearly budgets that buy people, seats or equipment at the unit costs of
`sim/model/parameters.py`. A rule's own terms (months, caps) do nothing while their envelope is
empty.
"""

from __future__ import annotations

from sim.core.fields import Field


class Lever(Field):
    """Something a plan can set: who receives it and which channel it enters."""

    def __init__(
        self,
        en: str,
        zh: str,
        unit: str,
        low: float,
        high: float,
        receiver: str,
        channel: str,
        neutral: float = 0.0,
        source: str = "",
    ):
        super().__init__(en, zh, unit, float(neutral), float(low), float(high), source)
        self.receiver, self.channel, self.neutral = receiver, channel, float(neutral)


def envelope(en: str, zh: str, receiver: str, channel: str) -> Lever:
    """Money for applicants, for one year in one district."""
    return Lever(en, zh, "万元/year", 0, 1e7, receiver, channel)


def budget(en: str, zh: str, receiver: str, channel: str) -> Lever:
    """Money for a public service, for one year in one district."""
    return Lever(en, zh, "万元/year", 0, 1e6, receiver, channel)


def share_lever(
    en: str, zh: str, receiver: str, channel: str, neutral: float = 0.0, source: str = ""
) -> Lever:
    """A part of a whole that government pays, opens or removes."""
    return Lever(en, zh, "share", 0, 1, receiver, channel, neutral, source)


class Levers:
    """Every lever, at its neutral value."""

    # space
    rent_subsidy_envelope = envelope(
        "rent subsidy, envelope", "房租补贴额度", "startups", "fixcost"
    )
    rent_subsidy_share = share_lever("share of rent paid", "房租补贴比例", "startups", "fixcost")
    rent_subsidy_months = Lever(
        "longest rent support", "房租补贴月数上限", "month", 0, 120, "startups", "fixcost", 24
    )
    rent_subsidy_area = Lever(
        "largest area supported", "房租补贴面积上限", "m²", 0, 10000, "startups", "fixcost", 300
    )
    posted_rent_discount = Lever(
        "discount on the posted rent of facilities",
        "载体租金优惠",
        "share",
        0,
        0.95,
        "startups",
        "fixcost, entry",
    )
    furnished_share = share_lever(
        "share of fitting out that furnished space saves",
        "拎包入住（装修节省比例）",
        "startups",
        "fixcost, regdelay",
    )
    leading_sector_rule = Lever(
        "tenant area kept for the leading sector",
        "主导行业预留面积比例",
        "share",
        0,
        0.9,
        "facilities",
        "spill, select",
    )
    amenity_budget = budget("amenities", "生活配套经费", "talent", "tkeep, tin")
    infrastructure_budget = budget(
        "refurbishing of floor space for tenants", "载体改造提升经费", "facilities", "capacity"
    )
    # services of facilities
    operator_fee = budget(
        "fee of the district's operator", "片区年运营服务费", "facilities", "budget, hubq"
    )
    operator_tender = Lever(
        "operators are chosen by open tender",
        "公开选聘专业运营机构",
        "flag",
        0,
        1,
        "facilities",
        "hubq, match, select",
    )
    operator_team = Lever(
        "resident team an operator must bring",
        "驻地专职团队人数要求",
        "person",
        0,
        500,
        "facilities",
        "hubq",
        0,
    )
    operator_contract_share = share_lever(
        "part of the fee tied to term targets", "运营费与聘期目标挂钩比例", "facilities", "effort"
    )
    management_separation = share_lever(
        "admission is free of government", "政企分开、管运分离程度", "facilities", "effort, select"
    )
    expert_budget = budget("expert committee", "专家委员会经费", "facilities", "select, hubq")
    mentor_budget = budget(
        "mentors of the district's facilities", "导师经费", "facilities", "hubq, survival"
    )
    evaluation_consequence = Lever(
        "what evaluation leads to: 0 nothing, 1 ranking, 2 money, 3 rectify or revoke",
        "考核后果：0无 1排名 2奖惩 3整改或摘牌",
        "level",
        0,
        3,
        "facilities",
        "effort, select",
    )
    operating_subsidy_envelope = envelope(
        "running costs of facilities, envelope", "载体运营补助额度", "facilities", "budget, hubq"
    )
    operating_subsidy_share = share_lever(
        "share of a facility's running costs paid", "载体运营补助比例", "facilities", "budget"
    )
    upgrade_grant_envelope = envelope(
        "upgrades of facilities, envelope", "载体提质升级补助额度", "facilities", "rdcost, tech"
    )
    upgrade_grant_share = share_lever(
        "share of an upgrade paid", "提质升级补助比例", "facilities", "rdcost"
    )
    performance_award = Lever(
        "award for good marks in evaluation",
        "考核优秀奖励",
        "万元",
        0,
        1000,
        "facilities",
        "effort, budget",
    )
    level_award = Lever(
        "award for provincial recognition, double for national",
        "载体升级认定奖励（省级；国家级加倍）",
        "万元",
        0,
        1000,
        "facilities",
        "effort, budget",
    )
    host_cofunding = Lever(
        "what owners add per yuan of the public fee",
        "业主配套比例",
        "ratio",
        0,
        3,
        "facilities",
        "budget, hubq",
    )
    operator_training_budget = budget(
        "courses for operators", "载体运营人才培训经费", "facilities", "hubq"
    )
    operator_chain = Lever(
        "the best operator takes over those that fail",
        "连锁运营（优秀机构接管）",
        "flag",
        0,
        1,
        "facilities",
        "hubq",
    )
    operator_recruiting = Lever(
        "part of operators' time spent on firms from outside",
        "运营团队招商时间占比",
        "share",
        0,
        0.9,
        "facilities",
        "effort, entry",
    )
    benefit_sharing = Lever(
        "operators' part of founders' proceeds",
        "运营机构分享孵化收益比例",
        "share",
        0,
        0.3,
        "facilities",
        "effort",
    )
    third_party_evaluation = share_lever(
        "evaluation is done by third parties", "第三方评估程度", "facilities", "effort, select"
    )
    # services to firms
    voucher_envelope = envelope(
        "innovation vouchers, envelope", "创新券额度", "startups", "fixcost, info"
    )
    voucher_share = share_lever(
        "share of professional services paid", "创新券补贴比例", "startups", "fixcost, upgrade"
    )
    voucher_cap = Lever("largest voucher", "创新券上限", "万元", 0, 100, "startups", "fixcost", 10)
    digital_envelope = envelope(
        "digital transformation, envelope", "数字化转型额度", "startups", "growth"
    )
    digital_share = share_lever(
        "share of digital transformation paid", "数字化转型补助比例", "startups", "growth"
    )
    platform_budget = budget(
        "shared research platforms", "研发平台经费", "startups", "rdcost, tech"
    )
    transfer_budget = budget(
        "technology transfer service", "技术转移服务经费", "startups", "tech, match"
    )
    joint_research_envelope = envelope(
        "joint research with institutes, envelope", "产学研合作额度", "startups", "tech, rdcost"
    )
    joint_research_share = share_lever(
        "share of a joint project paid", "产学研合作补助比例", "startups", "rdcost"
    )
    information_budget = budget("information platform", "信息共享平台经费", "startups", "info")
    one_stop_budget = budget("one-stop service", "一站式服务经费", "startups", "fixcost, info")
    agency_budget = budget(
        "bringing of service agencies", "专业服务机构引进经费", "startups", "fixcost, upgrade"
    )
    prototyping_budget = budget(
        "prototyping and small-batch service",
        "中试与小批量试制服务经费",
        "startups",
        "tech, rdcost",
    )
    equipment_opened = share_lever(
        "share of institutes' equipment open to firms",
        "科研院所仪器设备开放比例",
        "startups",
        "rdcost, tech",
    )
    crowdsourcing_budget = budget(
        "crowdsourcing platform", "众包众扶平台经费", "startups", "growth, fixcost"
    )
    training_budget = budget("courses for founders", "创业辅导经费", "startups", "survival")
    event_budget = budget("events and competitions", "赛事活动经费", "founders", "entry, match")
    education_budget = budget(
        "courses in founding for students", "高校创业教育经费", "founders", "founders"
    )
    campaign_budget = budget(
        "campaigns for a culture of enterprise", "创业文化宣传经费", "founders", "entry"
    )
    role_model_budget = budget(
        "spreading founders' success stories", "创业典型宣传经费", "founders", "entry"
    )
    # regulation
    registration_days_saved = Lever(
        "days saved in registration", "注册压缩天数", "day", 0, 120, "founders", "regdelay"
    )
    approval_days_saved = Lever(
        "days saved in approvals", "审批压缩天数", "day", 0, 365, "founders", "regdelay"
    )
    deregistration_days_saved = Lever(
        "days saved in deregistration", "注销压缩天数", "day", 0, 1500, "founders", "exitcost"
    )
    market_access_opened = share_lever(
        "market access opened in the pilot zone", "先行先试放开程度", "founders", "risk"
    )
    leave_rule = share_lever(
        "posts kept for scientists who found firms",
        "科研人员离岗创业保留岗位比例",
        "founders",
        "founders",
    )
    employee_leave = share_lever(
        "posts kept for other staff who found firms",
        "职工离岗创业保留岗位比例",
        "founders",
        "founders",
    )
    achievement_rights = Lever(
        "inventors' share of an invention's value above the legal minimum",
        "成果权益比例（高于法定下限部分）",
        "share",
        0,
        0.5,
        "founders",
        "founders, tech",
    )
    title_for_transfer = share_lever(
        "how far founding and transfer count towards academic titles",
        "成果转化与创业计入职称评审程度",
        "founders",
        "founders",
    )
    safety_net = share_lever(
        "pay of failed founders without work, against a wage",
        "创业失败生活保障（占工资比例）",
        "founders",
        "risk",
    )
    ip_budget = budget(
        "protection of intellectual property", "知识产权保护经费", "startups", "growth, tech"
    )
    ip_trading_budget = budget(
        "trading of rights", "知识产权交易运营经费", "startups", "tech, credit"
    )
    error_tolerance = share_lever(
        "losses public fund managers need not answer for", "容错免责程度", "funds", "risk"
    )
    # the ladder
    award_envelope = envelope(
        "awards for certificates, envelope", "认定奖励额度", "startups", "upgrade"
    )
    tech_sme_award = Lever(
        "award to a first tech SME number",
        "科技型中小企业奖励",
        "万元",
        0,
        100,
        "startups",
        "upgrade",
    )
    high_tech_award = Lever(
        "award to a first high-tech certificate",
        "高企首次认定奖励",
        "万元",
        0,
        500,
        "startups",
        "upgrade",
    )
    strong_award = Lever(
        "award to a firm that becomes strong", "高变强奖励", "万元", 0, 2000, "startups", "upgrade"
    )
    patent_award = Lever(
        "award to each invention patent filed", "发明专利奖励", "万元", 0, 20, "startups", "upgrade"
    )
    coaching_budget = budget(
        "coaching of candidates", "梯次培育辅导经费", "startups", "upgrade, growth"
    )
    research_grant_envelope = envelope(
        "research grants, envelope", "研发资助额度", "startups", "rdcost"
    )
    research_grant_share = share_lever(
        "share of last year's research paid", "研发资助比例", "startups", "rdcost"
    )
    research_grant_cap = Lever(
        "largest research grant", "研发资助上限", "万元", 0, 1000, "startups", "rdcost", 50
    )
    grant_to_equity = share_lever(
        "part of a research grant repaid out of profit",
        "研发资助“拨改投”比例（盈利后返还）",
        "startups",
        "rdcost, budget",
    )
    tax_rebate = share_lever(
        "local part of young firms' income tax returned",
        "初创企业所得税地方留成返还比例",
        "startups",
        "fixcost",
    )
    founder_grant_envelope = envelope(
        "grants to founders, envelope", "创业补贴额度", "founders", "entry"
    )
    founder_grant = Lever("grant to a founder", "创业补贴金额", "万元", 0, 200, "founders", "entry")
    # finance
    guidance_commitment = Lever(
        "public money put into guidance funds in a year",
        "引导基金年出资",
        "万元/year",
        0,
        1e7,
        "funds",
        "capital, leverage",
    )
    guidance_share = Lever(
        "largest public share of a guidance fund",
        "财政出资比例上限",
        "share",
        0.05,
        1,
        "funds",
        "leverage",
        0.3,
    )
    local_multiple = Lever(
        "local investment a guidance fund must make, times its public money",
        "返投倍数",
        "ratio",
        0,
        4,
        "funds",
        "capital",
    )
    profit_concession = share_lever(
        "public gain left to private investors", "让利比例", "funds", "leverage"
    )
    fund_promotion_budget = budget(
        "promotion to fund institutions", "基金招引经费", "funds", "nfund, match"
    )
    matching_budget = budget(
        "matching of firms and finance", "融资撮合经费", "startups", "match, credit"
    )
    pool_funding = Lever(
        "money put into the risk pool in a year",
        "风险补偿资金池年注入",
        "万元/year",
        0,
        1e6,
        "banks",
        "lrisk, credit",
    )
    pool_share = Lever(
        "share of a loss the pool pays", "资金池分担比例", "share", 0, 0.9, "banks", "lrisk"
    )
    pool_leverage = Lever(
        "loans backed per yuan in the pool", "资金池放大倍数", "ratio", 1, 30, "banks", "credit", 10
    )
    pool_stop_loss = share_lever(
        "loss ratio at which the pool stops backing", "资金池熔断线", "banks", "lrisk", 0.05
    )
    pledge_lending = share_lever(
        "part of a patent's value banks lend on", "知识产权质押率", "banks", "credit"
    )
    interest_envelope = envelope("interest subsidy, envelope", "贷款贴息额度", "startups", "credit")
    interest_share = share_lever("share of interest paid", "贴息比例", "startups", "credit")
    seed_commitment = Lever(
        "public money put into seed and angel funds in a year",
        "种子天使基金年出资",
        "万元/year",
        0,
        1e7,
        "funds",
        "capital, leverage",
    )
    coinvestment_commitment = Lever(
        "public money put into co-investment funds in a year",
        "跟投基金年出资",
        "万元/year",
        0,
        1e7,
        "funds",
        "capital, leverage",
    )
    corporate_commitment = Lever(
        "public money put into funds with leading firms in a year",
        "产业链龙头基金（CVC）年出资",
        "万元/year",
        0,
        1e7,
        "funds",
        "capital, leverage",
    )
    inhouse_commitment = Lever(
        "public money put into in-house funds of facilities in a year",
        "载体自有种子资金年出资",
        "万元/year",
        0,
        1e7,
        "funds",
        "capital, hubq",
    )
    upper_fund_commitment = Lever(
        "money that funds of higher government bring in a year",
        "上级子基金年出资",
        "万元/year",
        0,
        1e7,
        "funds",
        "capital",
    )
    angel_tax_credit = share_lever(
        "early-stage investment that investors may deduct from taxable income",
        "天使投资抵扣应纳税所得额比例",
        "funds",
        "capital",
    )
    merger_budget = budget(
        "brokers who find buyers for firms", "并购撮合经费", "startups", "match, capital"
    )
    listing_budget = budget(
        "coaching of firms for listing", "上市培育辅导经费", "startups", "growth, capital"
    )
    receivables_lending = share_lever(
        "part of yearly sales banks lend on by tax and order data",
        "税票与订单数据信贷比例",
        "banks",
        "credit",
    )
    linked_lending = Lever(
        "loan a bank adds to a fresh round of equity, times the round",
        "投贷联动倍数",
        "ratio",
        0,
        1,
        "banks",
        "credit",
    )
    insurance_share = Lever(
        "share of a loss that loan insurance pays",
        "贷款保证保险分担比例",
        "share",
        0,
        0.9,
        "banks",
        "lrisk",
    )
    lender_exemption = share_lever(
        "losses loan officers need not answer for", "信贷尽职免责程度", "banks", "lrisk, credit"
    )
    credit_information = share_lever(
        "share of what banks cannot see that shared credit information shows",
        "信用信息共享程度",
        "banks",
        "credit, info",
    )
    microloan_cap = Lever(
        "largest guaranteed loan to a young firm",
        "创业担保贷款上限",
        "万元",
        0,
        300,
        "banks",
        "credit",
    )
    microloan_guarantee = share_lever(
        "share of such a loan that government guarantees", "创业担保贷款担保比例", "banks", "lrisk"
    )
    talent_loan_cap = Lever(
        "largest guaranteed loan to a firm founded by talent",
        "人才贷上限",
        "万元",
        0,
        1000,
        "banks",
        "credit",
    )
    crowdfunding_cap = Lever(
        "largest sale of a product to the public before it is ready",
        "产品众筹预售上限",
        "万元",
        0,
        500,
        "startups",
        "capital, demand",
    )
    # people
    talent_award_envelope = envelope("talent awards, envelope", "人才奖励额度", "talent", "tin")
    talent_award = Lever(
        "award to an engineer or better who comes", "引进人才奖励", "万元", 0, 500, "talent", "tin"
    )
    settlement_envelope = envelope(
        "settlement subsidies, envelope", "安家补贴额度", "talent", "tkeep, tin"
    )
    settlement_subsidy = Lever(
        "monthly settlement subsidy", "安家租房月补贴", "万元/month", 0, 2, "talent", "tkeep"
    )
    settlement_months = Lever(
        "months of settlement subsidy", "安家补贴月数", "month", 1, 60, "talent", "tkeep", 24
    )
    talent_flats = Lever("talent flats", "人才公寓套数", "flat", 0, 1e5, "talent", "tkeep, tin")
    recruiting_budget = budget("recruiting of talent", "引才经费", "talent", "tin")
    talent_service_budget = budget("talent service", "人才服务经费", "talent", "tkeep, tmatch")
    mobility_reform = share_lever(
        "formalities of moving here that are removed", "人才流动手续简化程度", "talent", "tin"
    )
    international_budget = budget(
        "cooperation abroad, half for people and half for technology",
        "国际合作经费",
        "talent",
        "tin, tech",
    )
    equity_incentive = share_lever(
        "staff who may be offered options with deferred tax",
        "股权激励递延纳税覆盖比例",
        "talent",
        "tmatch, tkeep",
    )
    # demand and firms from outside
    procurement_envelope = envelope(
        "first purchases by government, envelope", "政府首购额度", "startups", "demand"
    )
    supply_opening = Lever(
        "part of established firms' local purchases open to startups",
        "龙头企业本地采购开放比例",
        "share",
        0,
        0.3,
        "startups",
        "demand",
    )
    cluster_budget = budget(
        "cluster programme: brokers to lead firms", "产业集群培育经费", "startups", "demand, spill"
    )
    promotion_budget = budget("investment promotion", "招商经费", "firms outside", "entry")
    project_mix = share_lever(
        "approached firms chosen from the clusters",
        "招商中重点集群项目比例",
        "firms outside",
        "entry, spill",
    )
    outpost_budget = budget(
        "outposts that hatch teams outside the region", "飞地孵化经费", "firms outside", "entry"
    )
    lead_firm_budget = budget(
        "approaches to lead firms", "链主企业招引经费", "firms outside", "demand, spill"
    )
    relocation_envelope = envelope(
        "relocation grants, envelope", "落户奖补额度", "firms outside", "entry"
    )
    relocation_grant = Lever(
        "relocation grant", "落户奖补金额", "万元", 0, 5000, "firms outside", "entry"
    )
    # administration
    race_pressure = share_lever(
        "how far districts' ranks decide careers", "片区竞赛压力", "departments", "effort"
    )
    fiscal_pot = Lever(
        "most that all programmes of a district may open with in a year",
        "专项资金年度总盘子",
        "万元/year",
        0,
        1e9,
        "departments",
        "budget",
        1e9,
    )
    upper_transfer = Lever(
        "money of higher government on top of that",
        "上级转移支付",
        "万元/year",
        0,
        1e7,
        "departments",
        "budget",
    )
    coordination_budget = budget(
        "coordination of departments, inspection", "统筹协调与督导经费", "departments", "effort"
    )
