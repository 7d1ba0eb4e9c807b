"""Governance: who coordinates, judges, ranks and is judged."""

from sim.plan.instruments.named import Bilingual, NamedInstrument

GOVERNANCE = (
    NamedInstrument(
        "dedicated_office",
        "工作专班",
        "dedicated office",
        "governance",
        "effort",
        {"X": "附件三", "R": "附件4", "L": "五（二）", "W": "〔五〕", "S": "四（一）"},
        levers=("coordination_budget",),
        how=Bilingual(
            "部门协同使资金早开、承诺的载体与选聘少拖延。",
            "Departments that work together open programmes sooner and deliver facilities and tenders with "
            "less delay.",
        ),
    ),
    NamedInstrument(
        "accountability_inspection",
        "督导问责",
        "inspection",
        "governance",
        "effort",
        {"X": "五（十九）、附件四", "R": "四（三）", "L": "五（四）", "W": "〔五〕"},
        levers=("coordination_budget",),
        how=Bilingual(
            "督导与统筹同列一项经费，缩短资金开出、载体交付与选聘的拖延。",
            "Inspection shares the budget of coordination and shortens delays of programmes, facilities and "
            "tenders.",
        ),
    ),
    NamedInstrument(
        "dynamic_evaluation",
        "动态评估",
        "periodic evaluation",
        "governance",
        "select, effort",
        {"X": "五（十九）", "R": "四（一）（三）", "W": "〔四c〕、〔五〕", "S": "四（四）"},
        levers=("evaluation_consequence",),
        how=Bilingual(
            "每年一月考核；有后果时，运营团队把时间移向计分事项。",
            "Facilities are judged each January; where that leads to anything, operators move their time to "
            "what is scored.",
        ),
    ),
    NamedInstrument(
        "hub_certification_standard",
        "载体认定标准",
        "standard for recognition",
        "governance",
        "capacity, hubcost, hubq, select, effort",
        {
            "X": "一（四）（五）",
            "R": "三（四）、附件注",
            "L": "一（二）3、三，举措4（3）",
            "S": "二、五（一）、附件",
        },
        builds=True,
        how=Bilingual(
            "标准是每月核对的面积、主楼、在孵占比与运营机构；方案承诺的载体使片区达标。",
            "The standard is checked each month: floor area, main building, share in incubation, an "
            "operator; promised facilities meet it.",
        ),
    ),
    NamedInstrument(
        "joint_conference",
        "联席会议",
        "joint conference",
        "governance",
        "effort",
        {"X": "五（十六）、附件", "R": "四（一）", "L": "五（一）", "W": "〔五〕"},
        levers=("coordination_budget",),
        how=Bilingual(
            "会商与统筹同列一项经费，缩短资金开出、载体交付与选聘的拖延。",
            "Conferences share the budget of coordination and shorten delays of programmes, facilities and "
            "tenders.",
        ),
    ),
    NamedInstrument(
        "expert_committee",
        "专家咨询委员会",
        "expert committee",
        "governance",
        "hubq, tin, select",
        {"X": "二（七）", "W": "〔五〕", "S": "五（一）"},
        levers=("expert_budget",),
        how=Bilingual(
            "专家评审使载体筛选入驻企业时误差减小。",
            "Experts make a facility's selection of tenants less noisy.",
        ),
    ),
    NamedInstrument(
        "incubator_level_certification",
        "孵化载体级别认定",
        "levels of facilities",
        "governance",
        "hubq, select, effort",
        {"X": "三（十）", "R": "二、三（四）", "W": "〔二〕"},
        levers=("level_award",),
        how=Bilingual(
            "级别按国家与地方标准逐年评定；升级奖励使运营团队更看重考核事项。",
            "Levels follow from national and local criteria each year; an award for rising makes operators "
            "mind what is judged.",
        ),
    ),
    NamedInstrument(
        "third_party_evaluation",
        "第三方评估",
        "third-party evaluation",
        "governance",
        "select, effort",
        {"W": "〔五〕", "S": "四（四）"},
        levers=("third_party_evaluation",),
        how=Bilingual(
            "第三方评分没有业主的误差，也没有政府对自有载体的宽待。",
            "Third parties judge without the errors of owners and without government's leniency to its own "
            "facilities.",
        ),
    ),
    NamedInstrument(
        "board_secretariat_governance",
        "理事会与管运分离",
        "board and separation of operation",
        "governance",
        "effort",
        {"X": "二（六）、一（五）"},
        levers=("management_separation",),
        how=Bilingual(
            "管运分离后，政府载体择企不再看关系。",
            "Facilities of government stop admitting tenants by connections.",
        ),
    ),
    NamedInstrument(
        "fund_use_supervision",
        "资金使用监管",
        "supervision of public money",
        "governance",
        "budget",
        {"W": "〔五〕"},
        not_modelled=Bilingual(
            "模型中公共资金都付给应得者，没有挪用可供监管查处。",
            "Public money always reaches its payee here, so there is no misuse for supervision to "
            "find.",
        ),
    ),
    NamedInstrument(
        "inter_jurisdiction_competition",
        "片区竞赛",
        "race between districts",
        "governance",
        "effort",
        {"R": "四（三）"},
        levers=("race_pressure",),
        how=Bilingual(
            "每年一月按六项指标排名，压力使行政提速，却挤占不计入竞赛的信息与一站式服务。",
            "Districts are ranked each January by six counts; pressure hurries administrations and draws "
            "them from services it does not count.",
        ),
    ),
    NamedInstrument(
        "operator_target_contract",
        "聘期目标管理",
        "term targets of operators",
        "governance",
        "effort",
        {"X": "二（八）"},
        levers=("operator_contract_share",),
        how=Bilingual(
            "服务费的一部分随考核得分支付，运营团队把时间移向计分事项。",
            "Part of the fee follows the score, and operators move their time to what is scored.",
        ),
    ),
    NamedInstrument(
        "revocation",
        "限期整改与摘牌",
        "rectify or lose the title",
        "governance",
        "select, effort",
        {"S": "四（四）"},
        levers=("evaluation_consequence",),
        how=Bilingual(
            "后果为三级时，连续两年不合格的载体失去级别与运营机构，威胁本身即加大压力。",
            "At the third level a facility that fails twice running loses its level and its operator, and "
            "the threat itself is pressure.",
        ),
    ),
)
