"""Subsidies: money for firms, facilities and people, and the purses it comes from."""

from sim.plan.instruments.named import Bilingual, NamedInstrument

SUBSIDY = (
    NamedInstrument(
        "special_policy_package",
        "专项支持政策",
        "special policy package",
        "subsidy",
        "entry, fixcost, capacity, capital, credit",
        {
            "X": "四（十三）",
            "R": "四（二）",
            "L": "一（三）2、三，举措10",
            "W": "〔二〕、〔四c〕",
            "S": "三（一）",
        },
        levers=(
            "rent_subsidy_envelope",
            "rent_subsidy_share",
            "rent_subsidy_months",
            "rent_subsidy_area",
            "founder_grant_envelope",
            "founder_grant",
            "research_grant_envelope",
            "research_grant_share",
            "research_grant_cap",
        ),
        how=Bilingual(
            "成套政策在此落为租金、创业与研发三项补助，企业知晓后申报，额度用完即止。",
            "The package stands for support of rent, founding and research; firms that know of it apply "
            "until the year's money is gone.",
        ),
    ),
    NamedInstrument(
        "performance_award",
        "绩效奖励",
        "performance award",
        "subsidy",
        "hubcost, hubq, effort",
        {"L": "三，举措4（3）", "W": "〔四c〕", "S": "四（四）"},
        levers=("performance_award", "evaluation_consequence"),
        how=Bilingual(
            "考核有后果时，得分优秀的载体获奖励，运营团队因此把时间移向计分事项。",
            "Where evaluation has consequences, facilities with good marks get an award, and operators move "
            "their time to what is scored.",
        ),
    ),
    NamedInstrument(
        "special_purpose_fund",
        "双创专项资金",
        "earmarked annual fund",
        "subsidy",
        "budget",
        {"L": "五（三）", "W": "〔五〕", "S": "四（三）、四（四）"},
        levers=("fiscal_pot",),
        how=Bilingual(
            "年度总盘子限定片区各项资金能开出的总额，不足时按比例压缩。",
            "A yearly pot limits what all programmes of a district may open with; where it is short, all "
            "are cut alike.",
        ),
    ),
    NamedInstrument(
        "incubator_opex_subsidy",
        "载体运营补贴",
        "operating subsidy of facilities",
        "subsidy",
        "fixcost, hubcost",
        {"L": "一（三）3、三，举措4（3）", "W": "〔四c〕"},
        levers=("operating_subsidy_envelope", "operating_subsidy_share"),
        how=Bilingual(
            "非政府载体每年申领部分运营成本，账上有余则增聘人员，亏损则减员。",
            "Facilities that government does not own claim part of a year's running costs; a surplus hires "
            "staff, losses cost staff.",
        ),
    ),
    NamedInstrument(
        "loan_interest_subsidy",
        "贷款贴息",
        "interest subsidy",
        "subsidy",
        "credit",
        {"L": "一（三）4、三，举措1", "W": "〔四c〕"},
        levers=("interest_envelope", "interest_share"),
        how=Bilingual(
            "有贷款的企业每年申领部分利息，现金因此多留一些。",
            "Firms with a loan claim part of a year's interest back, and keep that much more cash.",
        ),
    ),
    NamedInstrument(
        "service_procurement",
        "政府购买服务",
        "services bought by government",
        "subsidy",
        "hubq, demand, budget",
        {"X": "二（八）", "W": "三（二）、三（五）、〔四c〕"},
        levers=("operator_fee",),
        how=Bilingual(
            "政府向载体运营机构付服务费，费用高则投标者多，团队留得住。",
            "Government pays the operators of facilities a fee; a higher fee draws more bidders and keeps "
            "their teams.",
        ),
    ),
    NamedInstrument(
        "tax_relief",
        "税收优惠",
        "tax relief",
        "subsidy",
        "fixcost, survival",
        {"L": "三，举措6", "W": "〔四c〕"},
        levers=("tax_rebate",),
        how=Bilingual(
            "国家税收优惠按日期写在法规中；地方部分按比例返还初创企业已缴所得税的留成。",
            "National relief stands in the law by date; the district's own part returns young firms some of "
            "the income tax they paid.",
        ),
    ),
    NamedInstrument(
        "upper_level_fiscal_transfer",
        "争取上级财政资金",
        "transfers of higher government",
        "subsidy",
        "budget",
        {"L": "一（二）3、五（三）", "W": "〔五〕"},
        levers=("upper_transfer",),
        how=Bilingual(
            "上级资金抬高片区年度总盘子，只在本级盘子不够时动用。",
            "Money of higher government raises a district's yearly pot, and is drawn only where the "
            "district's own does not suffice.",
        ),
    ),
    NamedInstrument(
        "angel_tax_credit",
        "天使投资税收优惠",
        "tax credit for angel investment",
        "subsidy",
        "nfund, leverage",
        {"W": "〔四b〕"},
        levers=("angel_tax_credit",),
        how=Bilingual(
            "早期投资可抵扣应纳税所得额，种子与天使基金更容易募到社会资本。",
            "Investors deduct early-stage investment from taxable income, so seed and angel funds raise "
            "more private money.",
        ),
    ),
    NamedInstrument(
        "founder_safety_net",
        "创业者兜底保障",
        "safety net for founders",
        "subsidy",
        "entry, risk",
        {"W": "〔四c〕"},
        levers=("safety_net",),
        how=Bilingual(
            "创业失败且无业者在休整期按工资比例领取保障，潜在创业者预期损失减小，更敢创业。",
            "A founder who fails and has no work is paid part of a wage while resting; people expect to "
            "lose less, and found more boldly.",
        ),
    ),
    NamedInstrument(
        "grant_to_equity_conversion",
        "拨改投",
        "grants turned into repayable money",
        "subsidy",
        "leverage, budget",
        {"W": "〔四c〕"},
        levers=("grant_to_equity",),
        how=Bilingual(
            "研发资助的一部分记为应还款，企业盈利后分年返还财政。",
            "Part of a research grant is owed back to government and repaid year by year out of profit.",
        ),
    ),
    NamedInstrument(
        "host_cofunding",
        "业主配套投入",
        "owners' own funding",
        "subsidy",
        "hubcost, budget",
        {"S": "四（三）"},
        levers=("host_cofunding",),
        how=Bilingual(
            "业主按公共服务费的倍数追加投入，团队规模随资金增减。",
            "Owners add money to each yuan of the public fee, and teams grow and shrink with the money.",
        ),
    ),
    NamedInstrument(
        "incubator_upgrade_grant",
        "载体提质升级补助",
        "upgrade grants of facilities",
        "subsidy",
        "hubcost, hubq",
        {"W": "三（二）"},
        levers=("upgrade_grant_envelope", "upgrade_grant_share"),
        how=Bilingual(
            "载体隔数年申请一次升级，补助与业主自筹购置设备，入驻企业研发更快、更省。",
            "Once in some years a facility buys equipment, part from the grant and part from its owner; "
            "tenants' research gets faster and cheaper.",
        ),
    ),
    NamedInstrument(
        "innovation_voucher",
        "科技创新券",
        "innovation vouchers",
        "subsidy",
        "fixcost, rdcost",
        {"W": "〔四c〕"},
        levers=("voucher_envelope", "voucher_share", "voucher_cap"),
        how=Bilingual(
            "企业凭券购买专业服务，用于最缺的一项：产品检测、知识产权或管理咨询。",
            "Firms buy professional services for what they lack most: tests of the product, rights, or "
            "advice.",
        ),
    ),
    NamedInstrument(
        "patent_award",
        "专利奖励",
        "patent award",
        "subsidy",
        "growth, tech",
        {"L": "一（三）2"},
        levers=("patent_award", "award_envelope"),
        how=Bilingual(
            "每件发明申请获奖励，原本不值得申请的发明也被申请出来。",
            "Each invention filed brings an award, which draws out inventions that were not worth filing.",
        ),
    ),
    NamedInstrument(
        "project_grant",
        "重点项目无偿资助",
        "project grants",
        "subsidy",
        "growth, capital",
        {"W": "〔四c〕"},
        levers=("research_grant_envelope", "research_grant_share", "research_grant_cap"),
        how=Bilingual(
            "按上年研发支出择优资助，其中一部分用于原本不会做的研发。",
            "The better firms get part of last year's research spending; part of it buys research that "
            "would not have been done.",
        ),
    ),
    NamedInstrument(
        "shared_tool_subsidy",
        "公共软件与工具补贴",
        "subsidised shared tools",
        "subsidy",
        "rdcost, hubcost",
        {"W": "〔四c〕"},
        levers=("platform_budget",),
        how=Bilingual(
            "经费积累为共用设备与工具，企业研发更快、耗材更省。",
            "The money builds up shared equipment and tools; research gets faster and its materials cheaper.",
        ),
    ),
    NamedInstrument(
        "startup_card",
        "创业卡",
        "startup card",
        "subsidy",
        "fixcost, credit",
        {"W": "〔四c〕"},
        levers=(
            "rent_subsidy_envelope",
            "rent_subsidy_share",
            "rent_subsidy_months",
            "rent_subsidy_area",
            "voucher_envelope",
            "voucher_share",
            "voucher_cap",
            "microloan_cap",
            "microloan_guarantee",
        ),
        how=Bilingual(
            "一张卡合并三项待遇：办公租金补贴、中介服务券、担保贷款。",
            "One card joins three benefits: rent support, vouchers for agencies and a guaranteed loan.",
        ),
    ),
    NamedInstrument(
        "talent_award",
        "引才奖励",
        "talent awards",
        "subsidy",
        "tin",
        {"X": "三（十二）"},
        levers=("talent_award_envelope", "talent_award"),
        how=Bilingual(
            "工程师及以上人才来本地即获奖励，奖励计入其去留比较，额度用完即止。",
            "Engineers and better who come get an award, which counts in their comparison of here and there "
            "while the money lasts.",
        ),
    ),
)
