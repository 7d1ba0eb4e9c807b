"""What an instrument of policy is, the five published plans that name them, and what instruments act on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Both(NamedTuple):
    """The same words in Chinese and English."""

    zh: str
    en: str


class Document(NamedTuple):
    """A published plan: its name as a scenario, its region in two languages, and its title."""

    plan: str
    zh: str
    en: str
    title: str


@dataclass(frozen=True)
class Named:
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
    how: Both | None = None
    not_modelled: Both | None = None


DOCUMENTS: dict[str, Document] = {
    "X": Document("xuchang", "许昌", "Xuchang", "许昌市推进智慧岛建设实施方案（2022）"),
    "R": Document("ruian", "瑞安", "Rui'an", "瑞安市大孵化集群发展三年行动计划（2022至2024年）"),
    "L": Document(
        "chengguan",
        "兰州城关",
        "Lanzhou Chengguan",
        "甘肃省兰州市城关区建设国家级区域双创示范基地工作方案（2017）",
    ),
    "W": Document(
        "donghu",
        "武汉东湖",
        "Wuhan East Lake",
        "武汉东湖新技术开发区双创示范基地工作方案（2016，公开文本未印标题）",
    ),
    "S": Document(
        "shijiazhuang", "石家庄", "Shijiazhuang", "石家庄市“双创”示范基地建设方案（2018）"
    ),
}

CATEGORIES: dict[str, Both] = {
    "space": Both("空间", "space"),
    "subsidy": Both("财政", "public money"),
    "fund": Both("金融", "finance"),
    "service": Both("服务", "services"),
    "talent": Both("人才", "people"),
    "regulation": Both("制度", "regulation"),
    "market": Both("市场", "markets"),
    "culture": Both("文化", "culture"),
    "governance": Both("治理", "governance"),
}

CHANNELS: dict[str, Both] = {
    "entry": Both("创业与迁入", "founding and moving in"),
    "founders": Both("潜在创业者", "people who may found"),
    "regdelay": Both("办理时限", "delay of papers"),
    "exitcost": Both("退出成本", "cost of closing"),
    "fixcost": Both("固定成本", "fixed costs"),
    "rdcost": Both("研发成本", "cost of research"),
    "capacity": Both("孵化面积", "floor space"),
    "hubcost": Both("载体成本", "costs of facilities"),
    "hubq": Both("载体服务", "service of facilities"),
    "growth": Both("企业成长", "growth"),
    "upgrade": Both("梯次晋级", "climbing the ladder"),
    "survival": Both("企业存活", "survival"),
    "tech": Both("可用技术", "usable technology"),
    "nfund": Both("基金数量", "number of funds"),
    "capital": Both("资本供给", "supply of capital"),
    "match": Both("对接机会", "meetings"),
    "leverage": Both("社会资本", "private capital"),
    "credit": Both("信贷", "credit"),
    "lrisk": Both("贷款损失", "lenders' losses"),
    "tin": Both("人才流入", "people who come"),
    "tkeep": Both("人才留存", "people who stay"),
    "tmatch": Both("人岗匹配", "hiring"),
    "demand": Both("市场需求", "demand"),
    "info": Both("信息", "information"),
    "spill": Both("集聚外溢", "spillovers"),
    "risk": Both("敢闯敢试", "nerve"),
    "select": Both("筛选", "selection"),
    "effort": Both("履职力度", "effort"),
    "budget": Both("财政盘子", "public budget"),
}

RECEIVERS: dict[str, Both] = {
    "startups": Both("企业", "startups"),
    "facilities": Both("载体", "facilities"),
    "talent": Both("人才", "people"),
    "founders": Both("创业者", "founders"),
    "funds": Both("基金", "funds"),
    "banks": Both("银行", "banks"),
    "firms outside": Both("外地企业", "firms outside"),
    "departments": Both("政府部门", "departments"),
}
