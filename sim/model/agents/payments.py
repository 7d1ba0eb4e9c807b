"""The chart of accounts: every payment the model knows, with who pays whom and which lever it
belongs to.

Startups, facilities, funds, programmes (purses) and the risk pool keep balances; the ledger checks
them each month.  Government, households, investors, banks and the world are known by their flows.
"""

from sim.core.fields import Field
from sim.core.ledger import Flow

HOUSEHOLDS, STARTUPS, FACILITIES, FUNDS, INVESTORS = (
    "households",
    "startups",
    "facilities",
    "funds",
    "investors",
)
BANKS, POOL, GOVERNMENT, PROGRAMMES, WORLD = (
    "banks",
    "risk_pool",
    "government",
    "programmes",
    "world",
)
PROVINCE = "higher_government"
HOLDERS = {
    HOUSEHOLDS: "住户",
    STARTUPS: "企业",
    FACILITIES: "载体",
    FUNDS: "基金",
    INVESTORS: "社会投资人",
    BANKS: "银行",
    POOL: "风险补偿资金池",
    GOVERNMENT: "政府",
    PROVINCE: "上级政府",
    PROGRAMMES: "专项资金",
    WORLD: "外部",
}


class Book:
    """A month's payments in one district, 万元."""

    sales = Flow("sales to customers", "销售收入", WORLD, STARTUPS)
    wages = Flow("wages", "工资", STARTUPS, HOUSEHOLDS)
    social_contributions = Flow(
        "employers' social contributions", "社会保险缴费", STARTUPS, GOVERNMENT
    )
    materials = Flow("materials and subcontracting", "材料与外协", STARTUPS, WORLD)
    laboratory = Flow("research materials and tests", "研发材料与测试", STARTUPS, WORLD)
    selling = Flow("finding customers", "市场拓展", STARTUPS, WORLD)
    administration = Flow("administration", "管理费用", STARTUPS, WORLD)
    services = Flow("services bought with grants", "购买服务", STARTUPS, WORLD)
    fit_out = Flow("fitting out first premises", "开办装修", STARTUPS, WORLD)
    market_rent = Flow("rent to landlords", "市场房租", STARTUPS, WORLD)
    facility_rent = Flow("rent to facilities", "载体租金", STARTUPS, FACILITIES)
    licence_fees = Flow("licence fees to institutes", "向院校支付许可费", STARTUPS, WORLD)
    income_tax = Flow("enterprise income tax", "企业所得税", STARTUPS, GOVERNMENT)
    tax_returned = Flow(
        "local part of income tax returned",
        "所得税地方留成返还",
        GOVERNMENT,
        STARTUPS,
        "tax_rebate",
    )
    grants_repaid = Flow(
        "research grants repaid out of profit",
        "研发资助返还",
        STARTUPS,
        GOVERNMENT,
        "grant_to_equity",
    )
    dividends = Flow("dividends", "分红", STARTUPS, HOUSEHOLDS)
    dividends_investors = Flow("dividends on investors' shares", "投资方分红", STARTUPS, INVESTORS)
    founders_equity = Flow("founders' own money", "创始人出资", HOUSEHOLDS, STARTUPS)
    unpaid_bills = Flow("bills a closed firm cannot pay", "倒闭欠款", WORLD, STARTUPS)
    taken_over = Flow(
        "debts and bills paid by those who take a firm over",
        "收购方或外迁股东清偿债务",
        WORLD,
        STARTUPS,
    )
    liquidation = Flow(
        "what a closed or sold firm leaves its founders", "清算剩余（创始人）", STARTUPS, HOUSEHOLDS
    )
    liquidation_investors = Flow(
        "what a closed or sold firm leaves its other owners",
        "清算剩余（其他股东）",
        STARTUPS,
        WORLD,
    )
    moved_out = Flow("cash of firms that move away", "外迁带走资金", STARTUPS, WORLD)
    lending = Flow("bank loans paid out", "贷款发放", BANKS, STARTUPS)
    repayment = Flow("loan repayment", "贷款归还", STARTUPS, BANKS)
    interest = Flow("interest", "利息", STARTUPS, BANKS)
    equity = Flow("equity from funds", "基金投资", FUNDS, STARTUPS)
    private_commitment = Flow("private money put into funds", "社会资本出资", INVESTORS, FUNDS)
    management_fees = Flow("fund management fees", "基金管理费", FUNDS, WORLD)
    exits = Flow("exit proceeds to funds", "基金退出回款", WORLD, FUNDS)
    fund_returned_province = Flow(
        "fund money returned to the province", "基金分配（上级）", FUNDS, PROVINCE
    )
    insurance_premium = Flow("premiums of loan insurance", "贷款保证保险费", STARTUPS, WORLD)
    insurance_claims = Flow("losses that insurers pay", "贷款保证保险赔付", WORLD, BANKS)
    crowdfunding = Flow("products sold to the public ahead", "产品众筹预售", HOUSEHOLDS, STARTUPS)
    fund_returned_private = Flow(
        "fund money returned to private investors", "基金分配（社会）", FUNDS, INVESTORS
    )
    sale_to_founders = Flow("sale proceeds to founders", "创始人出售所得", WORLD, HOUSEHOLDS)
    facility_wages = Flow("wages of operators", "运营团队薪酬", FACILITIES, HOUSEHOLDS)
    facility_upkeep = Flow("upkeep of facilities", "载体运行维护", FACILITIES, WORLD)
    owner_income = Flow("surplus of facilities to owners", "载体上缴收益", FACILITIES, WORLD)
    host_cofunding = Flow(
        "what owners add to public fees", "业主配套", WORLD, FACILITIES, "host_cofunding"
    )
    owner_upgrade = Flow("owners' part of upgrades", "业主自筹升级投入", WORLD, FACILITIES)
    facility_equipment = Flow("equipment of facilities", "载体设备购置", FACILITIES, WORLD)
    benefit_share = Flow(
        "operators' part of founders' proceeds",
        "孵化收益分享",
        HOUSEHOLDS,
        FACILITIES,
        "benefit_sharing",
    )
    owner_support = Flow("owners cover facilities' losses", "业主补亏", WORLD, FACILITIES)
    appropriation = Flow("envelopes put into purses", "专项预算拨入", GOVERNMENT, PROGRAMMES)
    lapsed = Flow("envelopes not used by December", "年末未用收回", PROGRAMMES, GOVERNMENT)
    provincial_awards = Flow("awards of the province", "省级奖补", PROVINCE, STARTUPS)
    rent_subsidy = Flow("rent subsidy", "房租补贴", PROGRAMMES, STARTUPS, "rent_subsidy_envelope")
    research_grant = Flow(
        "research grants", "研发资助", PROGRAMMES, STARTUPS, "research_grant_envelope"
    )
    voucher = Flow("innovation vouchers", "创新券", PROGRAMMES, STARTUPS, "voucher_envelope")
    digital = Flow(
        "digital transformation grants", "数字化转型补助", PROGRAMMES, STARTUPS, "digital_envelope"
    )
    joint_research = Flow(
        "joint research with institutes",
        "产学研合作补助",
        PROGRAMMES,
        STARTUPS,
        "joint_research_envelope",
    )
    founder_grant = Flow(
        "grants to founders", "创业补贴", PROGRAMMES, STARTUPS, "founder_grant_envelope"
    )
    awards = Flow("awards for certificates", "认定奖励", PROGRAMMES, STARTUPS, "award_envelope")
    interest_subsidy = Flow(
        "interest subsidy", "贷款贴息", PROGRAMMES, STARTUPS, "interest_envelope"
    )
    relocation = Flow(
        "relocation grants", "招商落户奖补", PROGRAMMES, STARTUPS, "relocation_envelope"
    )
    procurement = Flow(
        "first purchases by government", "政府首购", PROGRAMMES, STARTUPS, "procurement_envelope"
    )
    talent_award = Flow(
        "talent awards", "人才奖励", PROGRAMMES, HOUSEHOLDS, "talent_award_envelope"
    )
    settlement = Flow(
        "settlement subsidies", "安家与租房补贴", PROGRAMMES, HOUSEHOLDS, "settlement_envelope"
    )
    operator_fee = Flow("fees of operators", "运营服务采购", GOVERNMENT, FACILITIES, "operator_fee")
    operating_subsidy = Flow(
        "running costs of facilities",
        "载体运营补助",
        PROGRAMMES,
        FACILITIES,
        "operating_subsidy_envelope",
    )
    upgrade_grant = Flow(
        "upgrades of facilities", "载体升级补助", PROGRAMMES, FACILITIES, "upgrade_grant_envelope"
    )
    evaluation_bonus = Flow(
        "evaluation bonuses", "考核奖励", GOVERNMENT, FACILITIES, "performance_award"
    )
    level_award = Flow(
        "awards for recognition", "载体认定奖励", GOVERNMENT, FACILITIES, "level_award"
    )
    operator_courses = Flow(
        "courses for operators", "运营人才培训", GOVERNMENT, WORLD, "operator_training_budget"
    )
    infrastructure = Flow(
        "refurbishing of facilities", "载体改造提升", GOVERNMENT, WORLD, "infrastructure_budget"
    )
    upper_transfer = Flow(
        "transfer of higher government", "上级转移支付", PROVINCE, GOVERNMENT, "upper_transfer"
    )
    mentors = Flow("mentors", "导师经费", GOVERNMENT, HOUSEHOLDS, "mentor_budget")
    guidance_commitment = Flow(
        "public money put into guidance funds",
        "引导基金出资",
        GOVERNMENT,
        FUNDS,
        "guidance_commitment",
    )
    seed_commitment = Flow(
        "public money put into seed and angel funds",
        "种子天使基金出资",
        GOVERNMENT,
        FUNDS,
        "seed_commitment",
    )
    coinvestment_commitment = Flow(
        "public money put into co-investment funds",
        "跟投基金出资",
        GOVERNMENT,
        FUNDS,
        "coinvestment_commitment",
    )
    corporate_commitment = Flow(
        "public money put into funds with leading firms",
        "产业链龙头基金出资",
        GOVERNMENT,
        FUNDS,
        "corporate_commitment",
    )
    inhouse_commitment = Flow(
        "public money put into facilities' own funds",
        "载体自有资金出资",
        GOVERNMENT,
        FUNDS,
        "inhouse_commitment",
    )
    upper_commitment = Flow(
        "money of the province put into its funds here",
        "上级子基金出资",
        PROVINCE,
        FUNDS,
        "upper_fund_commitment",
    )
    guarantee_claims = Flow(
        "losses on guaranteed small loans",
        "创业担保贷款代偿",
        GOVERNMENT,
        BANKS,
        "microloan_guarantee",
    )
    fund_returned_public = Flow(
        "fund money returned to government", "基金分配（财政）", FUNDS, GOVERNMENT
    )
    pool_funding = Flow(
        "money put into the risk pool", "风险补偿资金注入", GOVERNMENT, POOL, "pool_funding"
    )
    pool_claims = Flow("losses the pool pays", "资金池代偿", POOL, BANKS)
    building = Flow("fitting out of facilities", "载体改造", GOVERNMENT, WORLD, "build")
    information = Flow(
        "information platform", "信息共享平台", GOVERNMENT, WORLD, "information_budget"
    )
    one_stop = Flow("one-stop service", "一站式服务", GOVERNMENT, WORLD, "one_stop_budget")
    agencies = Flow(
        "bringing of service agencies", "专业服务机构引进", GOVERNMENT, WORLD, "agency_budget"
    )
    prototyping = Flow(
        "prototyping and small-batch service",
        "中试与小批量试制服务",
        GOVERNMENT,
        WORLD,
        "prototyping_budget",
    )
    crowdsourcing = Flow(
        "crowdsourcing platform", "众包众扶平台", GOVERNMENT, WORLD, "crowdsourcing_budget"
    )
    ip_trading = Flow(
        "trading of rights", "知识产权交易运营", GOVERNMENT, WORLD, "ip_trading_budget"
    )
    ip_protection = Flow(
        "protection of intellectual property", "知识产权保护", GOVERNMENT, WORLD, "ip_budget"
    )
    coaching = Flow(
        "coaching of candidates for certificates",
        "梯次培育辅导",
        GOVERNMENT,
        WORLD,
        "coaching_budget",
    )
    matching = Flow(
        "matching of firms and finance", "融资对接撮合", GOVERNMENT, WORLD, "matching_budget"
    )
    merger_brokerage = Flow(
        "brokers who find buyers", "并购撮合", GOVERNMENT, WORLD, "merger_budget"
    )
    listing_coaching = Flow(
        "coaching for listing", "上市培育辅导", GOVERNMENT, WORLD, "listing_budget"
    )
    training = Flow("courses for founders", "创业辅导", GOVERNMENT, WORLD, "training_budget")
    platforms = Flow(
        "shared research platforms", "研发平台建设", GOVERNMENT, WORLD, "platform_budget"
    )
    technology_transfer = Flow(
        "technology transfer service", "技术转移服务", GOVERNMENT, WORLD, "transfer_budget"
    )
    amenities = Flow("amenities", "生活配套", GOVERNMENT, WORLD, "amenity_budget")
    coordination = Flow(
        "coordination of departments", "统筹协调", GOVERNMENT, WORLD, "coordination_budget"
    )
    talent_flats = Flow("talent flats", "人才公寓", GOVERNMENT, WORLD, "talent_flats")
    events = Flow("events and competitions", "赛事活动", GOVERNMENT, WORLD, "event_budget")
    recruiting = Flow("recruiting of talent", "引才活动", GOVERNMENT, WORLD, "recruiting_budget")
    promotion = Flow("investment promotion", "招商活动", GOVERNMENT, WORLD, "promotion_budget")
    fund_promotion = Flow(
        "promotion to fund institutions", "基金招引", GOVERNMENT, WORLD, "fund_promotion_budget"
    )
    clusters = Flow("cluster programme", "产业集群培育", GOVERNMENT, WORLD, "cluster_budget")
    experts = Flow("expert committee", "专家委员会", GOVERNMENT, WORLD, "expert_budget")
    talent_services = Flow("talent service", "人才服务", GOVERNMENT, WORLD, "talent_service_budget")
    safety_net = Flow(
        "safety net for failed founders", "创业失败生活保障", GOVERNMENT, HOUSEHOLDS, "safety_net"
    )
    education = Flow(
        "courses in founding for students", "高校创业教育", GOVERNMENT, WORLD, "education_budget"
    )
    campaigns = Flow(
        "campaigns for a culture of enterprise",
        "创业文化宣传",
        GOVERNMENT,
        WORLD,
        "campaign_budget",
    )
    role_models = Flow(
        "spreading founders' success stories",
        "创业典型宣传",
        GOVERNMENT,
        WORLD,
        "role_model_budget",
    )
    international = Flow(
        "cooperation abroad", "国际合作", GOVERNMENT, WORLD, "international_budget"
    )
    outposts = Flow("outposts outside the region", "飞地孵化", GOVERNMENT, WORLD, "outpost_budget")
    lead_firms = Flow(
        "approaches to lead firms", "链主企业招引", GOVERNMENT, WORLD, "lead_firm_budget"
    )
    # not payments: memoranda of the year's assessment
    loans_lost = Field("bank losses on loans", "银行贷款损失", "万元")
    tax_forgone_high_tech = Field(
        "tax forgone through the high-tech rate", "高企优惠税率减免", "万元"
    )
    tax_forgone_angel = Field(
        "tax forgone on early-stage investment", "天使投资抵扣税收减免", "万元"
    )
    tax_forgone_research = Field(
        "tax forgone through the research deduction", "研发加计扣除减免", "万元"
    )
