"""Finance: funds, loans, guarantees and ways out for investors."""

from sim.plan.instruments.named import Bilingual, NamedInstrument

FUND = (
    NamedInstrument(
        "guidance_fund",
        "政府引导基金",
        "guidance fund",
        "fund",
        "capital, match, leverage",
        {
            "X": "三（十一）、附件三",
            "R": "三（六）",
            "L": "三，举措11、四（二）4",
            "W": "〔四b〕、〔四c〕",
            "S": "三（一）2、附件一（三）、四（三）",
        },
        levers=("guidance_commitment", "guidance_share", "local_multiple", "profit_concession"),
        how=Bilingual(
            "财政出资设基金，再按出资比例、返投与让利条件向社会资本募集。",
            "Public money sets up a fund that then seeks private money under its share, local multiple and "
            "concessions.",
        ),
    ),
    NamedInstrument(
        "angel_seed_fund",
        "天使种子基金",
        "angel and seed fund",
        "fund",
        "entry, capital, match",
        {"R": "三（六）", "L": "四（二）5", "W": "三（三）", "S": "三（一）2、附件二（二）"},
        levers=("seed_commitment",),
        how=Bilingual(
            "财政出资设天使种子基金，只投种子轮与天使轮。",
            "Public money sets up funds that buy seed and angel rounds only.",
        ),
    ),
    NamedInstrument(
        "social_capital_leverage",
        "撬动社会资本",
        "private money crowded in",
        "fund",
        "capital, leverage",
        {"R": "三（六）", "L": "三，举措11、三，举措13", "W": "〔四b〕", "S": "四（三）"},
        levers=("guidance_share", "local_multiple", "profit_concession"),
        how=Bilingual(
            "社会资本看管理人、项目源与让利而跟投，返投要求越高越少。",
            "Private money follows managers, pipelines and profit conceded, and less of it the more must be "
            "invested locally.",
        ),
    ),
    NamedInstrument(
        "vc_attraction",
        "引进创投机构",
        "attraction of fund institutions",
        "fund",
        "nfund, capital, match, leverage",
        {
            "X": "三（十一）、附件三",
            "R": "二、三（六）",
            "L": "三，举措13",
            "W": "〔二〕、三（三）",
        },
        levers=("fund_promotion_budget",),
        how=Bilingual(
            "推介经费增加来访机构，看得到项目源的才落户。",
            "Promotion brings more fund institutions to look at the district; those settle that see a "
            "pipeline.",
        ),
    ),
    NamedInstrument(
        "inclusive_loan_products",
        "普惠信贷产品",
        "loans for small firms",
        "fund",
        "credit",
        {"L": "三，举措12、四（二）6", "W": "三（三）", "S": "附件一（三）"},
        levers=("receivables_lending",),
        how=Bilingual(
            "银行凭税票与订单数据放款，按年销售的一部分视同押品。",
            "Banks lend on tax and order data: part of a year's sales counts like collateral.",
        ),
    ),
    NamedInstrument(
        "scitech_finance_reform",
        "科技金融改革",
        "reform of technology finance",
        "fund",
        "capital, match, credit",
        {"X": "四（十三）、附件三", "W": "三（三）", "S": "附件一（三）"},
        levers=(
            "pool_funding",
            "pool_share",
            "pool_leverage",
            "pool_stop_loss",
            "pledge_lending",
            "linked_lending",
            "receivables_lending",
            "interest_envelope",
            "interest_share",
        ),
        how=Bilingual(
            "改革在此落为风险池、质押、投贷联动、数据信贷与贴息的条款，银行据以重新计算预期损失。",
            "The reform stands for the terms of risk pool, pledges, linked lending, lending on data and "
            "interest support, by which banks reckon what they expect to lose.",
        ),
    ),
    NamedInstrument(
        "credit_risk_compensation",
        "信贷风险补偿",
        "risk compensation pool",
        "fund",
        "leverage, credit, lrisk",
        {"L": "一（三）4", "W": "三（三）、〔四b〕"},
        levers=("pool_funding", "pool_share", "pool_leverage", "pool_stop_loss"),
        how=Bilingual(
            "资金池按比例承担违约损失，银行因此肯贷原本拒绝的企业，赔付超过熔断线即停。",
            "A pool bears part of a loss, so banks lend to firms they would refuse, until claims exceed a "
            "stop.",
        ),
    ),
    NamedInstrument(
        "crowdfunding",
        "众筹",
        "crowdfunding",
        "fund",
        "capital, match, demand",
        {"L": "三，举措17", "W": "三（二）、三（三）"},
        levers=("crowdfunding_cap",),
        how=Bilingual(
            "产品将成未成的小企业可预售一次，先收款后交货；股权众筹不在其内。",
            "Small firms with a product almost ready sell it ahead once and are paid at once; crowdfunding "
            "of equity is left out.",
        ),
    ),
    NamedInstrument(
        "fund_cluster_platform",
        "基金集聚平台",
        "fund port",
        "fund",
        "nfund, capital",
        {"R": "三（六）", "W": "三（三）"},
        levers=("fund_promotion_budget",),
        how=Bilingual(
            "基金港、资本特区通过推介带来来访机构，看得到项目源的才落户。",
            "A fund port acts through the institutions it brings to look at the district; those settle that "
            "see a pipeline.",
        ),
    ),
    NamedInstrument(
        "incubator_inhouse_fund",
        "载体自有基金",
        "in-house fund of facilities",
        "fund",
        "capital, match, select",
        {"R": "三（四）6、三（六）", "W": "三（三）"},
        levers=("inhouse_commitment",),
        how=Bilingual(
            "财政与业主共同出资设载体内基金，对自家入驻企业看得更准。",
            "Public money and the owner's set up a fund inside a facility, which judges its own tenants "
            "better than strangers do.",
        ),
    ),
    NamedInstrument(
        "investment_loan_linkage",
        "投贷联动",
        "loans linked to equity",
        "fund",
        "leverage, credit",
        {"W": "三（三）", "S": "三（一）2"},
        levers=("linked_lending",),
        how=Bilingual(
            "企业一年内获股权投资的，银行按投资额的倍数视同押品放款。",
            "Banks count a round of the last year, times a multiple, like collateral and lend on it.",
        ),
    ),
    NamedInstrument(
        "merger_exit_channel",
        "并购退出渠道",
        "exit by merger",
        "fund",
        "upgrade, leverage",
        {"R": "三（六）", "W": "三（一）"},
        levers=("merger_budget",),
        how=Bilingual(
            "经费为企业寻找买家，提高被并购的机会，基金与创始人由此退出。",
            "Brokers look for buyers and raise the chance of a sale, by which funds and founders get their "
            "money back.",
        ),
    ),
    NamedInstrument(
        "pledge_loan",
        "知识产权质押贷款",
        "pledged loans",
        "fund",
        "credit",
        {"L": "三（三）、三，举措12", "W": "三（三）"},
        levers=("pledge_lending",),
        how=Bilingual(
            "专利按估值的一部分作押品，银行预期损失下降而放款。",
            "Part of a patent's value serves as collateral, so banks expect to lose less.",
        ),
    ),
    NamedInstrument(
        "startup_insurance",
        "创业与信用保险",
        "loan insurance",
        "fund",
        "survival, credit, lrisk, risk",
        {"R": "三（三）", "W": "三（三）"},
        levers=("insurance_share",),
        how=Bilingual(
            "保险人承担部分贷款损失，保费由借款企业支付。",
            "An insurer bears part of a loss on a loan, and the borrower pays the premium.",
        ),
    ),
    NamedInstrument(
        "state_coinvestment",
        "国有资本跟投",
        "co-investment by the state",
        "fund",
        "leverage, risk",
        {"R": "三（六）", "W": "三（三）、〔四b〕"},
        levers=("coinvestment_commitment", "error_tolerance"),
        how=Bilingual(
            "国资跟投基金在他人领投的轮次中优先跟投；容错使管理人放宽要求。",
            "Public co-investment funds are the first to join rounds that others lead; forgiving losses "
            "lets their managers ask for less.",
        ),
    ),
    NamedInstrument(
        "capital_market_access",
        "资本市场对接",
        "access to the stock market",
        "fund",
        "upgrade, capital",
        {"W": "三（三）"},
        levers=("listing_budget",),
        how=Bilingual(
            "经费辅导够条件的企业，上市更快。",
            "Coaching brings firms that qualify to the stock market sooner.",
        ),
    ),
    NamedInstrument(
        "corporate_venture_platform",
        "企业创业投资平台",
        "corporate venture platform",
        "fund",
        "capital, match",
        {"S": "三（三）2、附件三（二）"},
        levers=("corporate_commitment",),
        how=Bilingual(
            "财政与龙头企业共同出资设产业链基金，投向本行业初创企业。",
            "Public money and leading firms' set up funds that invest in startups of the leading firms' "
            "sector.",
        ),
    ),
    NamedInstrument(
        "fintech_new_formats",
        "互联网金融新业态",
        "new formats of finance",
        "fund",
        "capital, credit",
        {"W": "三（三）"},
        not_modelled=Bilingual(
            "文件只提联盟与业态，未说放款条件；凭数据放款另有普惠信贷产品。",
            "The text names an alliance and formats but no terms of lending; lending on data is an "
            "instrument of its own.",
        ),
    ),
    NamedInstrument(
        "guaranteed_microloan",
        "创业担保贷款",
        "guaranteed small loans",
        "fund",
        "credit",
        {"L": "三（三）、四（二）6"},
        levers=("microloan_cap", "microloan_guarantee"),
        how=Bilingual(
            "注册三年内的企业可获无押品贷款，政府按比例担保。",
            "Young firms can borrow without collateral, and government guarantees a share.",
        ),
    ),
    NamedInstrument(
        "ip_capital_contribution",
        "知识产权出资",
        "intellectual property as capital",
        "fund",
        "entry, capital",
        {"L": "三（三）"},
        not_modelled=Bilingual(
            "注册资本实行认缴，模型中企业无须实缴即可设立，以知识产权作价不改变其行为。",
            "Firms need no paid-in capital to register, here as under the law, so letting rights "
            "count as capital changes nothing they do.",
        ),
    ),
    NamedInstrument(
        "lender_liability_exemption",
        "信贷尽职免责",
        "exemption of loan officers",
        "fund",
        "credit, risk",
        {"L": "三（三）"},
        levers=("lender_exemption",),
        how=Bilingual(
            "信贷员少担责，银行放款时要求的余地变小。",
            "Officers who need not answer for losses ask for a smaller margin, so more loans are made.",
        ),
    ),
    NamedInstrument(
        "talent_startup_loan",
        "人才创业贷",
        "loans for founders from talent",
        "fund",
        "credit",
        {"R": "三（三）"},
        levers=("talent_loan_cap", "microloan_guarantee"),
        how=Bilingual(
            "科研人员与归来者创办的企业可获更大额度的担保贷款。",
            "Firms of researchers and returnees can borrow more without collateral, under government's "
            "guarantee.",
        ),
    ),
    NamedInstrument(
        "upper_level_fund_access",
        "对接上级基金",
        "funds of higher government",
        "fund",
        "capital",
        {"L": "三（三）、五（三）"},
        levers=("upper_fund_commitment",),
        how=Bilingual(
            "上级出资在本地设子基金，投资本地轮次，回收归上级。",
            "Higher government brings a venture fund that invests here; what comes back is its own.",
        ),
    ),
)
