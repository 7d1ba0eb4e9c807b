"""Regulation: what government allows, simplifies, protects and forgives."""

from sim.plan.instruments.named import Bilingual, NamedInstrument

REGULATION = (
    NamedInstrument(
        "error_tolerance",
        "容错免责",
        "tolerance of errors",
        "regulation",
        "risk",
        {
            "X": "二（六）",
            "R": "四（四）",
            "L": "三（五）、四（六）14",
            "W": "〔五〕、〔四b〕",
            "S": "附件一（四）",
        },
        levers=("error_tolerance",),
        how=Bilingual(
            "公共基金管理人不因正常损失被追责，对项目的要求放宽。",
            "Managers of public funds who need not answer for losses ask less of a startup.",
        ),
    ),
    NamedInstrument(
        "government_service_reform",
        "政务服务改革",
        "reform of administration",
        "regulation",
        "regdelay, fixcost",
        {
            "X": "五（十八）",
            "L": "一（三）1、一（三）5、三（一）",
            "W": "〔四a〕",
            "S": "附件一（一）",
        },
        levers=("approval_days_saved", "deregistration_days_saved"),
        how=Bilingual(
            "压缩审批与注销天数：创业者少等，失败者早些重来。",
            "Approvals and deregistration take fewer days: founders wait less, and those who failed can "
            "start again sooner.",
        ),
    ),
    NamedInstrument(
        "ip_protection",
        "知识产权保护",
        "protection of intellectual property",
        "regulation",
        "growth, tech",
        {"X": "附件三", "L": "三，举措5、三，举措7", "W": "〔四a〕", "S": "三（一）2"},
        levers=("ip_budget",),
        how=Bilingual(
            "保护使企业被模仿者夺走的合同减少。", "Firms lose fewer contracts to imitators."
        ),
    ),
    NamedInstrument(
        "policy_pilot_zone",
        "先行先试示范区",
        "policy pilot zone",
        "regulation",
        "risk",
        {
            "X": "一（二）、一（五）",
            "L": "三，举措10、二（一）（二）",
            "W": "〔二〕、〔四a〕",
            "S": "一、三（一）2",
        },
        levers=("market_access_opened",),
        how=Bilingual(
            "试点放开受限行业的准入，该行业的创业机会增加。",
            "The pilot opens access in restricted sectors, which gives people there more to found on.",
        ),
    ),
    NamedInstrument(
        "registration_reform",
        "企业登记改革",
        "reform of registration",
        "regulation",
        "regdelay",
        {"X": "附件三", "L": "一（三）5、三，举措3、四（一）2", "W": "〔四a〕"},
        levers=("registration_days_saved",),
        how=Bilingual(
            "压缩登记天数，因等待而放弃的创业者减少。",
            "Registration takes fewer days, so fewer founders are put off.",
        ),
    ),
    NamedInstrument(
        "achievement_rights_reform",
        "科技成果权益改革",
        "rights to research results",
        "regulation",
        "founders, tech",
        {"W": "〔一〕（二）、〔四b〕", "S": "三（二）2、附件二（二）"},
        levers=("achievement_rights",),
        how=Bilingual(
            "成果权益归研究者的部分增加：其创业预期收益提高，企业付给单位的许可费减少。",
            "Inventors hold more of the rights: they expect more of founding, and their firms pay "
            "institutes less for licences.",
        ),
    ),
    NamedInstrument(
        "credit_system",
        "信用体系建设",
        "credit information",
        "regulation",
        "credit, info, select",
        {"L": "三（三）", "W": "〔四b〕"},
        levers=("credit_information",),
        how=Bilingual(
            "信用信息共享使银行看清借款企业，少作风险加成。",
            "Banks see borrowers more clearly and mark up their risk less.",
        ),
    ),
    NamedInstrument(
        "market_access_reform",
        "市场准入改革",
        "market access",
        "regulation",
        "entry, risk",
        {"L": "三（一）、三（二）", "W": "〔四a〕"},
        levers=("market_access_opened",),
        how=Bilingual(
            "负面清单以外放开准入，受限行业的创业机会增加。",
            "Access is opened in restricted sectors, which gives people there more to found on.",
        ),
    ),
    NamedInstrument(
        "simplified_deregistration",
        "简易注销",
        "simple deregistration",
        "regulation",
        "exitcost",
        {"L": "三，举措3"},
        levers=("deregistration_days_saved",),
        how=Bilingual(
            "压缩注销天数，失败的创业者早些重来，预期损失也减小。",
            "Deregistration takes fewer days: founders who failed can start again sooner, and expect to "
            "lose less.",
        ),
    ),
)
