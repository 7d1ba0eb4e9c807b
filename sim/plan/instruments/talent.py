"""Talent: people who come, stay, are trained, and leave their posts to found."""

from sim.plan.instruments.named import Bilingual, NamedInstrument

TALENT = (
    NamedInstrument(
        "talent_attraction",
        "人才引进",
        "talent attraction",
        "talent",
        "founders, tin",
        {
            "X": "三（十二）、附件三",
            "R": "三（三）",
            "L": "三，举措10、四（四）10",
            "W": "三（四）、〔二〕",
            "S": "三（二）2",
        },
        levers=("recruiting_budget",),
        how=Bilingual(
            "引才经费增加接触到的外地人才，来不来由其比较两地待遇与生活。",
            "Recruiters meet more people elsewhere; whether they come follows from terms and living here "
            "and there.",
        ),
    ),
    NamedInstrument(
        "entrepreneurship_education",
        "创新创业教育",
        "education in founding",
        "talent",
        "founders",
        {"L": "三（五）", "W": "三（四）", "S": "三（二）2、附件二（一）"},
        levers=("education_budget",),
        how=Bilingual(
            "课程使部分毕业生学会发现机会，成为潜在创业者，创业后行政开支较省。",
            "Courses teach some of a year's graduates to see opportunities, so that they may found; their "
            "firms spend less on administration.",
        ),
    ),
    NamedInstrument(
        "researcher_spinoff",
        "科研人员离岗创业",
        "spin-offs by scientists",
        "talent",
        "entry, founders, tech",
        {"L": "三，举措8", "W": "三（四）、〔四b〕", "S": "三（二）2、附件二（一）"},
        levers=("leave_rule",),
        how=Bilingual(
            "单位保留岗位，科研人员预期损失减小而更敢创业，失败后可回原岗。",
            "Their post is kept, so scientists risk less and found more boldly, and may go back if the firm "
            "fails.",
        ),
    ),
    NamedInstrument(
        "student_entrepreneurship",
        "大学生创业",
        "student founders",
        "talent",
        "entry, founders",
        {"L": "三，举措9、四（四）11", "W": "三（四）", "S": "三（二）2、附件二（三）"},
        levers=("education_budget", "founder_grant_envelope", "founder_grant"),
        how=Bilingual(
            "创业课程使更多学生看到机会，创业补贴抬高其第一年的预期收益。",
            "Courses let more students see opportunities, and a grant adds to what they expect of a first "
            "year.",
        ),
    ),
    NamedInstrument(
        "talent_mobility_reform",
        "人才流动改革",
        "mobility of talent",
        "talent",
        "tin, tmatch",
        {"L": "三，举措5、三，举措8", "W": "〔四b〕", "S": "三（二）2、附件二（一）"},
        levers=("mobility_reform", "leave_rule"),
        how=Bilingual(
            "简化手续使外地人才迁来更容易；保留岗位使科研人员敢于流向企业。",
            "Fewer formalities make moving here easier, and kept posts let scientists move to firms.",
        ),
    ),
    NamedInstrument(
        "talent_settlement_support",
        "人才安居支持",
        "settlement support",
        "talent",
        "tin, tkeep",
        {"X": "三（十二）", "R": "三（八）", "W": "〔四b〕"},
        levers=("settlement_envelope", "settlement_subsidy", "settlement_months", "talent_flats"),
        how=Bilingual(
            "月补贴与人才公寓计入求职者的收入与住房成本，来者更多、走者更少。",
            "A monthly subsidy and flats count as income and cheaper housing: more people come and sign, "
            "and fewer leave.",
        ),
    ),
    NamedInstrument(
        "employee_spinoff",
        "职工离岗创业",
        "spin-offs by employees",
        "talent",
        "entry, founders, capital",
        {"W": "三（四）", "S": "三（三）2"},
        levers=("employee_leave", "corporate_commitment"),
        how=Bilingual(
            "单位保留岗位使职工更敢创业，企业平台出资投向其团队。",
            "Their post is kept, so employees found more boldly, and corporate funds invest in their sector.",
        ),
    ),
    NamedInstrument(
        "talent_evaluation_reform",
        "人才评价改革",
        "evaluation of talent",
        "talent",
        "founders, tkeep, tmatch",
        {"L": "三，举措5", "W": "三（四）"},
        levers=("title_for_transfer",),
        how=Bilingual(
            "成果转化与创业计入职称，科研人员离开岗位的职业损失减小。",
            "Transfer and founding count towards academic titles, so scientists lose less of a career by "
            "leaving.",
        ),
    ),
    NamedInstrument(
        "equity_incentive",
        "股权激励",
        "equity incentives",
        "talent",
        "founders, tkeep, effort",
        {"S": "三（三）2、附件三（一）"},
        levers=("equity_incentive",),
        how=Bilingual(
            "录用条件含期权：前景好的初创企业更招得到人，期权未归属者少跳槽。",
            "Offers include options: startups with prospects hire more easily, and people stay until "
            "options vest.",
        ),
    ),
    NamedInstrument(
        "talent_base",
        "人才基地",
        "talent bases",
        "talent",
        "tin, tmatch",
        {"W": "三（四）"},
        levers=("recruiting_budget", "talent_service_budget"),
        how=Bilingual(
            "基地在此即其所做之事：多接触外地人才，并让求职者看到更多岗位。",
            "A base stands for what it does: more people elsewhere are met, and those who look see more "
            "posts.",
        ),
    ),
    NamedInstrument(
        "talent_service",
        "人才全程服务",
        "talent service",
        "talent",
        "tkeep, tmatch",
        {"X": "三（十二）"},
        levers=("talent_service_budget",),
        how=Bilingual(
            "服务使求职者看到更多有岗位的企业，人岗更易匹配。",
            "People who look for work see more of the firms that have a post.",
        ),
    ),
)
