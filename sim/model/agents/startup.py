"""A technology startup, from a team without a firm to a listed company.

Columns stand in the order the month touches them, so that a phase reads few cache lines.
"""

from sim.core.fields import Field, count, flag, month, row
from sim.core.population import Agent


class Startup(Agent):
    """One real firm, or a team that may become one."""

    # who and where
    rung = count(
        "rung of the ladder: 0 team, 1 micro, 2 tech SME, 3 high-tech, 4 strong",
        "梯次：0团队 1微 2小 3高 4强",
    )
    sector = count("row of its sector in its market", "行业（行）")
    district = count("row of its district", "片区（行）")
    home = row("facility it is a tenant of", "所在载体")
    registered = month("month of registration", "注册月份")
    # product and people
    ready = Field("readiness of the product, 1 is sellable", "产品成熟度", low=0)
    capability = Field(
        "technological capability; the sector's entrants have about 1", "技术能力", low=0
    )
    heads = count("people at work, founders included", "从业人数", "person")
    vacancies = count("research posts open", "研发岗位空缺", "person")
    research_heads = count("of them in research and development", "研发人员", "person")
    research_skill = Field("sum of the skills of its researchers", "研发人员技能之和")
    contracts = count("contracts running", "在手合同数", "contract")
    contract_value = Field("value of running contracts", "在手合同额", "万元/month")
    niche = Field(
        "size of the market its product can serve",
        "可及市场规模",
        "万元/month",
        default=10.0,
        low=0,
    )
    usual = Field(
        "usual size of a contract for a firm of its size", "常规合同额", "万元/month", low=0
    )
    standing_of = Field(
        "contract value these two were worked out for",
        "上两项对应的合同额",
        "万元/month",
        default=-1.0,
    )
    standing = Field("what its size adds to its pull on customers", "规模带来的吸引力", low=0)
    weight = Field("pull on customers this month", "市场吸引力")
    # money of the month
    cash = Field("in the bank", "现金", "万元")
    sales = Field("sales this month", "当月营收", "万元/month")
    wage_bill = Field("monthly wages of its researchers", "研发人员月薪总额", "万元/month")
    founder_wage = Field("founder's pay, part of the wage bill", "创始人月薪", "万元/month", low=0)
    salary_rise = Field(
        "what investors let the founder draw on top", "获投后创始人加薪", "万元/month", low=0
    )
    lean = flag(
        "lives on nothing: no pay for the founder, work from home", "勒紧腰带（创始人不领薪）"
    )
    selling = Field(
        "spending on finding customers this month", "当月市场拓展投入", "万元/month", low=0
    )
    research = Field(
        "real research spending this month, wages included", "当月研发投入", "万元/month"
    )
    costs = Field("running costs this month", "当月成本", "万元/month")
    area = Field("floor area it uses", "使用面积", "m²")
    effort = Field("share of the research programme it can pay for", "研发投入力度", low=0, high=1)
    debt = Field("bank loan outstanding", "贷款余额", "万元", low=0)
    # the year so far
    sales_year = Field("sales this calendar year", "本年营收", "万元")
    research_year = Field("real research spending this calendar year", "本年研发投入", "万元")
    costs_year = Field("costs this calendar year", "本年成本", "万元")
    reported_year = Field("research spending reported for this year", "本年申报研发费用", "万元")
    grants_year = Field("grants this calendar year", "本年补助收入", "万元")
    # the years before
    sales_1 = Field("sales of last year", "上年营收", "万元")
    sales_2 = Field("sales two years ago", "前两年营收", "万元")
    sales_3 = Field("sales three years ago", "前三年营收", "万元")
    sales_4 = Field("sales four years ago", "前四年营收", "万元")
    costs_1 = Field("costs of last year", "上年成本", "万元")
    research_1 = Field("real research spending of last year", "上年研发投入", "万元")
    reported_1 = Field("research spending reported for last year", "上年申报研发费用", "万元")
    reported_2 = Field("research spending reported two years ago", "前两年申报研发费用", "万元")
    reported_3 = Field("research spending reported three years ago", "前三年申报研发费用", "万元")
    losses = Field("losses that may still be set against profit", "可弥补亏损", "万元", low=0)
    # rights and certificates
    patents = count("invention patents (class I rights)", "发明专利（Ⅰ类）", "right")
    designs = count(
        "utility models, designs, software copyrights (class II rights)",
        "实用新型、软著等（Ⅱ类）",
        "right",
    )
    high_tech_share = Field(
        "share of high-tech products in sales", "高新产品收入占比", low=0, high=1
    )
    tech_sme_until = month("last month its tech SME number is valid", "科技型中小企业有效期至")
    high_tech_until = month("last month its high-tech certificate is valid", "高企证书有效期至")
    gazelle = flag("gazelle title", "瞪羚企业")
    champion = flag("specialised champion title (little giant)", "专精特新小巨人")
    leading = flag("leading firm: sales above the line", "龙头企业（营收过线）")
    listed = flag("listed or quoted", "上市或挂牌")
    was_strong = flag("has been strong before", "曾达到强企")
    # capital
    seeking = flag("looking for equity", "正在融资")
    funding_round = count("last financing round", "融资轮次")
    round_month = month("month of that round", "该轮月份")
    round_amount = Field("amount of that round", "该轮金额", "万元", low=0)
    round_contracts = Field(
        "value of running contracts when that round closed", "该轮时在手合同额", "万元/month", low=0
    )
    investor = row("fund that led that round", "该轮领投基金")
    paid_in = Field("equity paid in", "实缴股本", "万元")
    raised = Field("of it from funds", "其中基金投入", "万元")
    valuation = Field("last valuation, post money", "投后估值", "万元")
    founder_share = Field("founders' share", "创始人持股", default=1.0, low=0, high=1)
    loan = row("its running loan", "在贷（行）")
    # origin and memory
    founder = row("talent who founded it", "创始人")
    origin = count(
        "origin: student, researcher, returnee, employee, resident, serial, attracted", "来源"
    )
    outside_wage = Field("what its founder would earn elsewhere", "创始人外部工资", "万元/month")
    quality = Field("quality of the idea", "创意质量")
    trained = flag("its founder took a course", "创始人受过培训")
    digital = flag("runs digital operations", "已数字化")
    presold = flag("has sold its product ahead to the public", "已做产品预售")
    admitted = month("month it became a tenant", "入驻月份")
    left_home = month("month it lost its desk", "离开载体月份")
    rent_grant_until = month("last month of the rent grant", "租金补贴至")
    support = Field("public support received so far", "累计获得公共支持", "万元")
    tax_paid = Field("income tax paid so far", "累计所得税", "万元")
    patience = Field("months its founder waits for an income", "创始人耐心", "month", low=0)
    short = count("months in a row without cash", "连续缺钱月数", "month")
    rung_since = month("month it reached its rung", "到达本梯次月份")
    award_due = Field("award it may claim", "待兑付奖励", "万元")
    exit_kind = count("how it left: 0 living, 1 closed, 2 gave up, 3 sold, 4 moved", "退出方式")
    exit_month = month("month it left", "退出月份")
    advised_until = month("last month of the advice it bought", "咨询服务至")
    owed_to_public = Field(
        "research grants to be repaid out of profit", "待返还研发资助", "万元", low=0
    )
    deregistered = month("month it leaves the register", "注销月份")
