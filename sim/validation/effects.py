"""Rows on what policies do, each a virtual experiment held against a study."""

from __future__ import annotations

import numpy as np

from sim.validation import experiments
from sim.validation.experiments import (
    SMALL,
    SUBSIDY,
    Experiment,
    has_equity,
    log_capability,
    log_sales,
)
from sim.validation.facts import Fact, Parts, ScorecardRow

CHILE = "Gonzalez-Uribe & Leatherbee, RFS 31 (2018)"
HOWELL = "Howell, AER 107 (2017)"
HOUSING = "Qiu, Lyu & Tian 2024, talent housing in Chinese cities"
CRISCUOLO = "Criscuolo, Martin, Overman & Van Reenen, AER 109 (2019)"


def research_additionality(trial: Experiment) -> Parts:
    """Real research of all firms over the years, more than without the grants, for each yuan granted."""
    t, c = (
        sum(float(rows["research_year"].sum()) for rows in lived.years.values())
        for lived in (trial.treated, trial.control)
    )
    return t - c, float(trial.treated.books["research_grant"].sum())


def employment_effect(small: bool, trial: Experiment) -> Parts:
    """The mean log difference of people for ten points of subsidy, among firms that have any at the end in both."""
    t, c = trial.pairs()
    size = trial.control.years[min(trial.control.years)]
    first = size["key"][(size["heads"] < SMALL) == small]
    both = t["alive"] & c["alive"] & (t["heads"] > 0) & (c["heads"] > 0) & np.isin(t["key"], first)
    return float(np.log(t["heads"][both] / c["heads"][both]).sum()) * 0.10 / SUBSIDY, float(
        both.sum()
    )


def private_leverage(trial: Experiment) -> Parts:
    """Private money in guidance funds for each yuan of public money."""
    funds = treatment_funds(trial)
    return float((funds["raised"] - funds["public_paid"]).sum()), float(funds["public_paid"].sum())


def fundraising_ratio(trial: Experiment) -> Parts:
    """What guidance funds raised of their target size."""
    funds = treatment_funds(trial)
    return float(funds["raised"].sum()), float(funds["target"].sum())


def treatment_funds(trial: Experiment) -> np.ndarray:
    """The funds the treatment set up."""
    return trial.treated.funds[
        (trial.treated.funds["line"] == 0) & (trial.treated.funds["born"] >= trial.treated.first)
    ]


def talent_effect(trial: Experiment) -> Parts:
    """Talent in the region at the end, more than without the flats, a flat."""
    return trial.treated.month("talent")[-1] - trial.control.month("talent")[-1], float(
        experiments.FLATS
    )


def housing_cost_effect(trial: Experiment) -> Parts:
    """Housing costs at the end against those without the flats, less one."""
    t, c = (float(lived.districts["housing"].mean()) for lived in (trial.treated, trial.control))
    return t - c, c


def policy_row(
    id: str,
    zh: str,
    en: str,
    unit: str,
    fact: Fact,
    how_zh: str,
    how_en: str,
    setting: object,
    measure: object,
    given_by: tuple[str, ...] = (),
) -> ScorecardRow:
    """A row of policy."""
    return ScorecardRow(
        id, "policy", zh, en, unit, fact, how_zh, how_en, setting, measure, given_by=given_by
    )


NONE = (
    -0.1,
    0.1,
)  # what counts as no effect: a tenth either way, in logs or of those who do untreated
ROWS = (
    policy_row(
        "desk_only",
        "只给工位：对营收的作用",
        "desk only: effect on sales",
        "log",
        Fact(CHILE, "V", band=NONE),
        "无人服务的载体，五年后营收（对数）之差",
        "a facility without staff; log sales after five years",
        experiments.desk_only,
        lambda t: t.gap(log_sales),
    ),
    policy_row(
        "desk_and_cash",
        "工位加现金：对营收的作用",
        "desk and cash: effect on sales",
        "log",
        Fact(CHILE, "V", band=NONE),
        "另给27万元（4万美元）",
        "and 27 万元 (40 000 dollars) as well",
        experiments.desk_and_cash,
        lambda t: t.gap(log_sales),
    ),
    policy_row(
        "schooling",
        "再加辅导：对营收的作用",
        "and schooling: effect on sales",
        "log",
        Fact(CHILE, "V", sign=1),
        "另配每十家两名专职人员，与只有工位和现金者之差",
        "and two professionals for ten firms; against desk and cash",
        experiments.schooling,
        lambda t: t.gap(log_sales),
    ),
    policy_row(
        "schooling_finance",
        "再加辅导：获投比例提高",
        "and schooling: more raise equity",
        "share",
        Fact(CHILE, "R", 0.21),
        "同上，五年内获投比例之差",
        "as above, share that has raised equity after five years",
        experiments.schooling,
        lambda t: t.gap(has_equity),
    ),
    policy_row(
        "early_grant",
        "小额早期资助：此后获投增幅",
        "small early grant: more raise equity later",
        "ratio",
        Fact(HOWELL, "R", 0.9),
        "首年企业每家100万元，按质择优；获投数较未资助时的增幅",
        "100 万元 in the first year, by merit; those that raise equity, more than untreated",
        experiments.early_grant,
        lambda t: t.change(has_equity),
    ),
    policy_row(
        "late_grant",
        "大额后期资助：此后获投增幅",
        "large late grant: more raise equity later",
        "ratio",
        Fact(HOWELL, "V", band=NONE),
        "三年以上企业每家100至667万元研发资助",
        "research grants of 100 to 667 万元 to firms of three years and more",
        experiments.late_grant,
        lambda t: t.change(has_equity),
    ),
    policy_row(
        "additionality",
        "每元研发资助增加的研发",
        "research added by a yuan of research grants",
        "ratio",
        Fact("Dimos & Pugh, Research Policy 45 (2016), 52 studies", "V", band=(0.1, 1.1)),
        "按常规条件资助，全部企业研发合计之差",
        "grants at usual terms; all firms' real research",
        experiments.research_subsidy,
        research_additionality,
        ("grant_additionality",),
    ),
    policy_row(
        "small_firm_jobs",
        "投资补贴10个百分点：小企业就业",
        "10 points of investment subsidy: jobs in small firms",
        "log",
        Fact(CRISCUOLO, "V", 0.10),
        "数字化改造补助10%，50人以下企业",
        "a tenth of digital transformation, firms below 50 people",
        experiments.investment_subsidy,
        lambda t: employment_effect(True, t),
    ),
    policy_row(
        "large_firm_jobs",
        "投资补贴10个百分点：大企业就业",
        "10 points of investment subsidy: jobs in large firms",
        "log",
        Fact(CRISCUOLO, "V", band=(-0.01, 0.01)),
        "同上，50人及以上企业",
        "as above, firms of 50 people and more",
        experiments.investment_subsidy,
        lambda t: employment_effect(False, t),
    ),
    policy_row(
        "matching",
        "每元财政出资带动社会出资",
        "private money a yuan of public venture money draws",
        "ratio",
        Fact("SSRN 3221997, public venture money in China", "V", band=(0.88, 0.93)),
        "引导基金募集结束后",
        "guidance funds after raising",
        experiments.guidance_funds,
        private_leverage,
        ("private_follow",),
    ),
    policy_row(
        "short_of_target",
        "引导基金实际规模与目标规模之比",
        "size of guidance funds against their target",
        "ratio",
        Fact("清科：2021年末引导基金目标规模约12.5万亿元、认缴约6.2万亿元", "R", 0.49),
        "同上",
        "as above",
        experiments.guidance_funds,
        fundraising_ratio,
    ),
    policy_row(
        "flats_draw",
        "人才公寓：每套增加人才",
        "talent flats: more talent a flat",
        "person",
        Fact(HOUSING, "V", sign=1),
        "300套，五年后人才总量之差",
        "300 flats; talent in the region after five years",
        experiments.talent_flats,
        talent_effect,
    ),
    policy_row(
        "flats_price",
        "人才公寓：住房成本变化",
        "talent flats: housing costs",
        "share",
        Fact(HOUSING, "V", sign=1),
        "同上，住房成本指数之差",
        "as above, index of housing costs",
        experiments.talent_flats,
        housing_cost_effect,
    ),
    policy_row(
        "crowding",
        "园区拥挤：对技术能力的作用",
        "crowding of a park: effect on capability",
        "log",
        Fact("Zhang & Sonobe 2011", "V", sign=-1),
        "同样企业在满载园区与四倍宽敞园区，两年后",
        "the same firms in a full park and one four times as roomy, after two years",
        experiments.full_park,
        lambda t: t.gap(log_capability),
        ("congestion",),
    ),
    policy_row(
        "equity_survival",
        "早期股权投资：四年以上存活率提高",
        "early equity: more alive after four years and more",
        "share",
        Fact("Kerr, Lerner & Schoar, RFS 27 (2014)", "R", band=(0.20, 0.25)),
        "前两年获投企业，对照为没有任何基金的城市",
        "firms funded in the first two years, against a city without funds",
        experiments.without_funds,
        lambda t: t.gap(lambda f: f["alive"]),
    ),
)
