"""What an instrument of policy is, the five published plans that name them, and what instruments act on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Bilingual(NamedTuple):
    """The same words in Chinese and English."""

    zh: str
    en: str


class PublishedPlan(NamedTuple):
    """A published plan: its name as a scenario, its region in two languages, and its title."""

    plan: str
    zh: str
    en: str
    title: str


@dataclass(frozen=True)
class NamedInstrument:
    """An instrument as the field names it, and its place here: levers it sets, facilities it promises, or why neither.

    `channel` is what the plans mean it to act on, `documents` which plans name it and where, `how` the mechanism
    it acts through here.
    """

    name: str
    zh: str
    en: str
    category: str
    channel: str
    documents: Mapping[str, str]
    levers: tuple[str, ...] = ()
    builds: bool = False
    how: Bilingual | None = None
    not_modelled: Bilingual | None = None


DOCUMENTS: dict[str, PublishedPlan] = {
    "X": PublishedPlan("xuchang", "许昌", "Xuchang", "许昌市推进智慧岛建设实施方案（2022）"),
    "R": PublishedPlan(
        "ruian", "瑞安", "Rui'an", "瑞安市大孵化集群发展三年行动计划（2022至2024年）"
    ),
    "L": PublishedPlan(
        "chengguan",
        "兰州城关",
        "Lanzhou Chengguan",
        "甘肃省兰州市城关区建设国家级区域双创示范基地工作方案（2017）",
    ),
    "W": PublishedPlan(
        "donghu",
        "武汉东湖",
        "Wuhan East Lake",
        "武汉东湖新技术开发区双创示范基地工作方案（2016，公开文本未印标题）",
    ),
    "S": PublishedPlan(
        "shijiazhuang", "石家庄", "Shijiazhuang", "石家庄市“双创”示范基地建设方案（2018）"
    ),
}

CATEGORIES: dict[str, Bilingual] = {
    "space": Bilingual("空间", "space"),
    "subsidy": Bilingual("财政", "public money"),
    "fund": Bilingual("金融", "finance"),
    "service": Bilingual("服务", "services"),
    "talent": Bilingual("人才", "people"),
    "regulation": Bilingual("制度", "regulation"),
    "market": Bilingual("市场", "markets"),
    "culture": Bilingual("文化", "culture"),
    "governance": Bilingual("治理", "governance"),
}

CHANNELS: dict[str, Bilingual] = {
    "entry": Bilingual("创业与迁入", "founding and moving in"),
    "founders": Bilingual("潜在创业者", "people who may found"),
    "regdelay": Bilingual("办理时限", "delay of papers"),
    "exitcost": Bilingual("退出成本", "cost of closing"),
    "fixcost": Bilingual("固定成本", "fixed costs"),
    "rdcost": Bilingual("研发成本", "cost of research"),
    "capacity": Bilingual("孵化面积", "floor space"),
    "hubcost": Bilingual("载体成本", "costs of facilities"),
    "hubq": Bilingual("载体服务", "service of facilities"),
    "growth": Bilingual("企业成长", "growth"),
    "upgrade": Bilingual("梯次晋级", "climbing the ladder"),
    "survival": Bilingual("企业存活", "survival"),
    "tech": Bilingual("可用技术", "usable technology"),
    "nfund": Bilingual("基金数量", "number of funds"),
    "capital": Bilingual("资本供给", "supply of capital"),
    "match": Bilingual("对接机会", "meetings"),
    "leverage": Bilingual("社会资本", "private capital"),
    "credit": Bilingual("信贷", "credit"),
    "lrisk": Bilingual("贷款损失", "lenders' losses"),
    "tin": Bilingual("人才流入", "people who come"),
    "tkeep": Bilingual("人才留存", "people who stay"),
    "tmatch": Bilingual("人岗匹配", "hiring"),
    "demand": Bilingual("市场需求", "demand"),
    "info": Bilingual("信息", "information"),
    "spill": Bilingual("集聚外溢", "spillovers"),
    "risk": Bilingual("敢闯敢试", "nerve"),
    "select": Bilingual("筛选", "selection"),
    "effort": Bilingual("履职力度", "effort"),
    "budget": Bilingual("财政盘子", "public budget"),
}

RECEIVERS: dict[str, Bilingual] = {
    "startups": Bilingual("企业", "startups"),
    "facilities": Bilingual("载体", "facilities"),
    "talent": Bilingual("人才", "people"),
    "founders": Bilingual("创业者", "founders"),
    "funds": Bilingual("基金", "funds"),
    "banks": Bilingual("银行", "banks"),
    "firms outside": Bilingual("外地企业", "firms outside"),
    "departments": Bilingual("政府部门", "departments"),
}
