"""What the law says, by date: taxes, social contributions, thresholds of the ladder, the price of credit.

A Statute is a field whose value changes on dates; a month's table takes the value in force.  Laws are
the same under every policy of a scenario.  Sources name the document; "assumed" marks a simplification.
"""

from __future__ import annotations

from sim.core.fields import Field


class Statute(Field):
    """A legal quantity: its history is a tuple of (first month as (year, month), value), oldest first."""

    def __init__(
        self, en: str, zh: str, unit: str, source: str, *history: tuple[tuple[int, int], float]
    ):
        super().__init__(en, zh, unit, default=float(history[-1][1]), source=source)
        self.history = history

    def at(self, year: int, month: int) -> float:
        """The value in force in a month (the oldest one before the history begins)."""
        value = self.history[0][1]
        for since, later in self.history:
            if since <= (year, month):
                value = later
        return float(value)


ALWAYS = (2000, 1)


def constant(en: str, zh: str, unit: str, source: str, value: float) -> Statute:
    """A rule that has not changed in the years the model covers."""
    return Statute(en, zh, unit, source, (ALWAYS, value))


class Law:
    """The legal setting of a month."""

    # enterprise income tax
    income_tax_rate = constant(
        "standard income tax rate", "企业所得税税率", "share", "企业所得税法", 0.25
    )
    high_tech_rate = constant(
        "income tax rate of high-tech enterprises",
        "高企所得税税率",
        "share",
        "企业所得税法第二十八条",
        0.15,
    )
    small_limit = Statute(
        "profit up to which an enterprise is small low-profit",
        "小型微利应纳税所得额上限",
        "万元",
        "财税〔2015〕34号、〔2017〕43号、〔2018〕77号、〔2019〕13号",
        (ALWAYS, 30),
        ((2017, 1), 50),
        ((2018, 1), 100),
        ((2019, 1), 300),
    )
    small_heads = Statute(
        "heads up to which an enterprise is small low-profit",
        "小型微利从业人数上限",
        "person",
        "财税〔2019〕13号",
        (ALWAYS, 100),
        ((2019, 1), 300),
    )
    small_band = constant(
        "lower band of small-profit tax", "小型微利第一档", "万元", "财税〔2019〕13号", 100
    )
    small_rate = Statute(
        "effective rate on the lower band",
        "第一档实际税率",
        "share",
        "财税〔2019〕13号、财税公告2021年第12号、2023年第6号",
        (ALWAYS, 0.10),
        ((2019, 1), 0.05),
        ((2021, 1), 0.025),
        ((2023, 1), 0.05),
    )
    small_rate_upper = Statute(
        "effective rate above the lower band",
        "第二档实际税率",
        "share",
        "财税〔2019〕13号、公告2022年第13号",
        (ALWAYS, 0.25),
        ((2019, 1), 0.10),
        ((2022, 1), 0.05),
    )
    super_deduction = Statute(
        "extra deduction of research spending",
        "研发费用加计扣除比例",
        "share",
        "财税〔2018〕99号；财税公告2022年第28号、2023年第7号",
        (ALWAYS, 0.5),
        ((2018, 1), 0.75),
        ((2022, 10), 1.0),
    )
    super_deduction_sme = Statute(
        "extra deduction of research spending of tech SMEs",
        "科技型中小企业加计扣除比例",
        "share",
        "财税〔2017〕34号；财税公告2022年第16号",
        (ALWAYS, 0.5),
        ((2017, 1), 0.75),
        ((2022, 1), 1.0),
    )
    local_tax_share = constant(
        "local part of enterprise income tax",
        "企业所得税地方分享比例",
        "share",
        "国发〔2001〕37号（中央60 %）",
        0.40,
    )
    social_rate = Statute(
        "employers' social contributions on wages",
        "单位社保缴费率",
        "share",
        "国办发〔2019〕13号；各地合计费率区间取中",
        (ALWAYS, 0.30),
        ((2019, 5), 0.26),
    )
    # tech SME
    sme_heads = constant(
        "largest staff of a tech SME",
        "科技型中小企业职工上限",
        "person",
        "国科发政〔2017〕115号",
        500,
    )
    sme_sales = constant(
        "largest sales of a tech SME",
        "科技型中小企业年销售上限",
        "万元",
        "国科发政〔2017〕115号",
        20000,
    )
    sme_score = constant(
        "points a tech SME needs", "科技型中小企业评价分数线", "point", "国科发政〔2017〕115号", 60
    )
    # high-tech enterprise
    high_tech_age = constant(
        "months since registration", "高企注册月数", "month", "国科发火〔2016〕32号（365日）", 12
    )
    high_tech_staff = constant(
        "share of research staff", "高企科技人员占比", "share", "国科发火〔2016〕32号", 0.10
    )
    high_tech_sales = constant(
        "share of high-tech products in sales",
        "高企高新收入占比",
        "share",
        "国科发火〔2016〕32号",
        0.60,
    )
    high_tech_score = constant(
        "points to be exceeded", "高企评分线", "point", "国科发火〔2016〕195号", 70
    )
    certificate_months = constant(
        "months for which a high-tech certificate is good",
        "高企证书有效期",
        "month",
        "国科发火〔2016〕32号（三年）",
        36,
    )
    sales_small = constant(
        "upper sales of the first band", "第一档销售收入上限", "万元", "国科发火〔2016〕32号", 5000
    )
    sales_medium = constant(
        "upper sales of the second band",
        "第二档销售收入上限",
        "万元",
        "国科发火〔2016〕32号",
        20000,
    )
    intensity_small = Statute(
        "research intensity, first band",
        "研发强度（第一档）",
        "share",
        "国科发火〔2016〕32号；〔2008〕172号",
        (ALWAYS, 0.06),
        ((2016, 1), 0.05),
    )
    intensity_medium = constant(
        "research intensity, second band",
        "研发强度（第二档）",
        "share",
        "国科发火〔2016〕32号",
        0.04,
    )
    intensity_large = constant(
        "research intensity, third band",
        "研发强度（第三档）",
        "share",
        "国科发火〔2016〕32号",
        0.03,
    )
    # inventions and posts of scientists
    rights_share = Statute(
        "inventors' least share of an invention's value",
        "科技成果转化收益奖励下限",
        "share",
        "促进科技成果转化法第四十五条（2015年10月起由20%提至50%）",
        (ALWAYS, 0.2),
        ((2015, 10), 0.5),
    )
    leave_months = constant(
        "months for which a post is kept",
        "离岗创业保留人事关系期限",
        "month",
        "人社部规〔2017〕4号（3年）",
        36,
    )
    # titles of the strong
    leading_sales = constant(
        "sales of a leading firm",
        "龙头（领军）企业营收线",
        "万元",
        "许昌方案三（九）：营收超亿元",
        10000,
    )
    gazelle_base = constant(
        "sales of a gazelle's base year",
        "瞪羚基期营收",
        "万元",
        "科技部火炬中心口径（记忆，中等把握）",
        500,
    )
    gazelle_growth = Statute(
        "yearly growth of a gazelle",
        "瞪羚年均增速",
        "1/year",
        "科技部火炬中心口径（记忆，中等把握）",
        (ALWAYS, 0.5),
        ((2020, 1), 0.2),
    )
    gazelle_research = constant(
        "research share of a gazelle",
        "瞪羚研发强度",
        "share",
        "科技部火炬中心口径（记忆，中等把握）",
        0.025,
    )
    gazelle_age = constant(
        "months since registration of a gazelle",
        "瞪羚注册月数",
        "month",
        "东湖、中关村瞪羚办法：注册满三年（记忆，中等把握）",
        36,
    )
    champion_open = Statute(
        "whether the specialised champion title exists",
        "专精特新小巨人评定是否开展",
        "flag",
        "工信部企业〔2022〕63号；首批2019",
        (ALWAYS, 0),
        ((2019, 1), 1),
    )
    champion_sales = constant(
        "sales that part the two research lines",
        "小巨人研发强度分档营收",
        "万元",
        "工信部企业〔2022〕63号",
        10000,
    )
    champion_floor = constant(
        "smallest sales of a champion", "小巨人营收下限", "万元", "工信部企业〔2022〕63号", 5000
    )
    champion_small = constant(
        "research share of a smaller champion",
        "小巨人研发强度（5千万至1亿）",
        "share",
        "工信部企业〔2022〕63号",
        0.06,
    )
    champion_large = constant(
        "research share of a larger champion",
        "小巨人研发强度（1亿以上）",
        "share",
        "工信部企业〔2022〕63号",
        0.03,
    )
    champion_age = constant(
        "months since registration of a champion",
        "小巨人注册月数",
        "month",
        "工信部企业〔2022〕63号（从事细分市场三年，以注册月数代）",
        36,
    )
    champion_growth = constant(
        "least yearly growth of a champion's sales",
        "小巨人营收增速下限",
        "1/year",
        "工信部企业〔2022〕63号（近两年平均，以上年代）",
        0.05,
    )
    champion_rights = constant(
        "rights of class I a champion holds",
        "小巨人Ⅰ类知识产权数",
        "right",
        "工信部企业〔2022〕63号",
        2,
    )
    # facilities
    entry_age = constant(
        "greatest age at entry into an incubator",
        "孵化器入驻年龄上限",
        "month",
        "国科发区〔2018〕300号",
        24,
    )
    incubator_stay = constant(
        "longest stay in an incubator", "孵化器孵化期上限", "month", "国科发区〔2018〕300号", 48
    )
    makerspace_stay = constant(
        "longest stay in a makerspace",
        "众创空间入驻期上限",
        "month",
        "深圳等地规则：一般不超过24个月",
        24,
    )
    accelerator_stay = constant(
        "longest stay in an accelerator", "加速器入驻期上限", "month", "assumed", 60
    )
    graduate_equity = constant(
        "equity that graduates a tenant", "毕业：累计融资", "万元", "国科发区〔2018〕300号", 500
    )
    graduate_sales = constant(
        "two years' sales that graduate a tenant",
        "毕业：两年累计营收",
        "万元",
        "国科发区〔2018〕300号",
        1000,
    )
    revocation_failures = constant(
        "failed evaluations in a row that cost a facility its level",
        "取消资格的连续不合格次数",
        "evaluation",
        "国科发区〔2018〕300号（连续两次不合格）",
        2,
    )
    # credit and the stock market
    bank_rate = Statute(
        "rate of small business loans",
        "小微贷款利率",
        "1/year",
        "银行业普惠小微口径（记忆，中等把握）",
        (ALWAYS, 0.074),
        ((2019, 1), 0.067),
        ((2020, 1), 0.059),
        ((2021, 1), 0.057),
        ((2022, 1), 0.053),
        ((2023, 1), 0.048),
        ((2024, 1), 0.043),
    )
    bank_cost = Statute(
        "a bank's cost of money and service",
        "银行资金与服务成本",
        "1/year",
        "assumed: loan rate less 2.5 points",
        (ALWAYS, 0.049),
        ((2019, 1), 0.042),
        ((2020, 1), 0.034),
        ((2021, 1), 0.032),
        ((2022, 1), 0.028),
        ((2023, 1), 0.023),
        ((2024, 1), 0.018),
    )
    listing_window = Statute(
        "how open the stock market is, 2016 = 1",
        "上市窗口指数（2016=1）",
        "index",
        "A股IPO家数/2016年家数",
        (ALWAYS, 1.0),
        ((2017, 1), 1.93),
        ((2018, 1), 0.46),
        ((2019, 1), 0.89),
        ((2020, 1), 1.74),
        ((2021, 1), 2.31),
        ((2022, 1), 1.89),
        ((2023, 1), 1.38),
        ((2024, 1), 0.44),
        ((2025, 1), 0.5),
    )
    listing_sales = constant(
        "sales a listing needs", "上市或挂牌营收门槛", "万元", "新三板创新层口径，取近似", 3000
    )
    listing_profit = constant(
        "profit a listing needs", "上市或挂牌利润门槛", "万元", "新三板创新层口径，取近似", 300
    )
    # the province's standard for an island
    island_area = constant(
        "floor area of an island", "智慧岛总建筑面积", "m²", "许昌方案一（四）", 50000
    )
    island_building = constant(
        "floor area of the main building", "主要单体建筑面积", "m²", "许昌方案一（四）", 20000
    )
    island_share = constant(
        "share of floor area used by firms in incubation",
        "在孵企业使用面积占比",
        "share",
        "许昌方案一（四）",
        0.60,
    )
