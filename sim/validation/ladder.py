"""Rows on certificates, research and incubation, all of China."""

from __future__ import annotations

from functools import partial

import numpy as np

from sim.validation.facts import Fact, Parts, ScorecardRow, share
from sim.validation.reference_city import CityRun, city

TORCH_2021 = "科技部火炬中心：2021年全国创业孵化载体统计"
TORCH = "科技部火炬中心历年统计"
NOTCH = "Chen, Liu, Suárez Serrato & Xu, AER 111 (2021)"
LINE, STEP = (
    0.05,
    0.005,
)  # the first band's research intensity, and how near it bunching is looked for
FIRST_BAND = 5000.0  # sales up to which that line holds, 万元
NEAR = 1.2  # firms up to so many times the line count as near it


def yearly_flow(name: str, lived: CityRun) -> float:
    """A flow's mean over the years of the run."""
    return lived.total(name) * 12 / len(lived.history)


def mean_stock(name: str, lived: CityRun) -> float:
    """A stock's mean over the months of the run."""
    return float(lived.month(name).mean())


def incidence_rate(flow: str, of: str, lived: CityRun) -> Parts:
    """What happens in a year, against those it can happen to."""
    return yearly_flow(flow, lived), mean_stock(of, lived)


def stock_ratio(above: str, below: str, lived: CityRun) -> Parts:
    """Two stocks against each other."""
    return mean_stock(above, lived), mean_stock(below, lived)


def tenants(lived: CityRun) -> np.ndarray:
    """Firms in facilities, each December."""
    return np.concatenate(
        [rows[(rows["home"] >= 0) & (rows["rung"] > 0)] for rows in lived.years.values()]
    )


def tenant_ratio(above: str, below: str, lived: CityRun) -> Parts:
    """Two sums over tenants against each other."""
    there = tenants(lived)
    return float(there[above].sum()), float(there[below].sum())


def tenant_mean(name: str, lived: CityRun) -> Parts:
    """A tenant's mean."""
    there = tenants(lived)[name]
    return float(there.sum()), float(len(there))


def certified_tenant_share(lived: CityRun) -> Parts:
    """Tenants with a valid high-tech certificate."""
    held = [
        (rows["high_tech_until"] >= year * 12 + 11)[(rows["home"] >= 0) & (rows["rung"] > 0)]
        for year, rows in lived.years.items()
    ]
    return share(np.concatenate(held).sum(), sum(map(len, held)))


def certified_mean_heads(lived: CityRun) -> Parts:
    """People of firms with a valid high-tech certificate."""
    heads = np.concatenate(
        [
            rows["heads"][rows["high_tech_until"] >= year * 12 + 11]
            for year, rows in lived.years.items()
        ]
    )
    return float(heads.sum()), float(len(heads))


def certification_pass_rate(lived: CityRun) -> Parts:
    """Applications for the high-tech title that succeed."""
    applied = lived.total("high_tech_applied")
    return applied - lived.total("high_tech_refused"), applied


def first_certification_rate(lived: CityRun) -> Parts:
    """Tech SMEs never certified as high-tech in one December that are in the next."""
    there, climbed = 0, 0
    for year, rows in lived.years.items():
        if year + 1 in lived.years:
            candidates = rows[
                (rows["tech_sme_until"] >= year * 12 + 11) & (rows["high_tech_until"] < 0)
            ]
            later = lived.years[year + 1]
            held = later["key"][later["high_tech_until"] >= year * 12 + 23]
            there += len(candidates)
            climbed += int(np.isin(candidates["key"], held).sum())
    return share(climbed, there)


def area_per_tenant(lived: CityRun) -> Parts:
    """Floor area of facilities, teams' and common space included, for each tenant."""
    return mean_stock("floor_area", lived), mean_stock("tenants", lived)


def founder_origin_share(names: tuple[str, ...], lived: CityRun) -> Parts:
    """Teams by what their founder was before; serial founders count with none, for their past is not told."""
    return sum(lived.total(n) for n in names), lived.total("founded") - lived.total("from_serial")


def research_intensities(lived: CityRun) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of firms in the first band that may apply: three years' reported and real research in sales, and what was relabelled
    this year in what they reported for it."""
    found = [], [], []
    for year, rows in lived.years.items():
        f = rows[
            (rows["sales_year"] > 0)
            & (rows["sales_year"] <= FIRST_BAND)
            & (rows["patents"] + rows["designs"] > 0)
            & (year * 12 + 11 - rows["registered"] >= 12)
        ]
        sales, before = (
            f["sales_year"] + f["sales_1"] + f["sales_2"],
            f["reported_1"] + f["reported_2"],
        )
        found[0].append((f["reported_year"] + before) / sales)
        found[1].append((f["research_year"] + before) / sales)
        found[2].append(
            np.stack([f["reported_year"] - f["research_year"], f["reported_year"]], axis=1)
        )
    return tuple(np.concatenate(column) for column in found)


def bunching(lived: CityRun) -> Parts:
    """How many more firms lie just above the line by what they report than by what they really spend, against the latter."""
    reported, real, _ = research_intensities(lived)
    there, truly = (((x >= LINE) & (x < LINE + STEP)).sum() for x in (reported, real))
    return float(there) - float(truly), float(truly)


def relabelled_share(lived: CityRun) -> Parts:
    """What was relabelled, in the research reported by firms at and a little above the line."""
    reported, _, spent = research_intensities(lived)
    near = spent[(reported >= LINE) & (reported < NEAR * LINE)]
    return float(near[:, 0].sum()), float(near[:, 1].sum())


def ladder_row(
    id: str,
    zh: str,
    en: str,
    unit: str,
    fact: Fact,
    how_zh: str,
    how_en: str,
    measure: object,
    given_by: tuple[str, ...] = (),
) -> ScorecardRow:
    """A row of China's ladder, measured in the reference city."""
    return ScorecardRow(
        id, "ladder", zh, en, unit, fact, how_zh, how_en, city, measure, ("china",), given_by
    )


ROWS = (
    ladder_row(
        "jobs_a_tenant",
        "每家在孵企业人数",
        "people a tenant",
        "person",
        Fact(TORCH, "D", band=(12.7, 14.0)),
        "各年末在孵企业",
        "tenants, all Decembers",
        partial(tenant_mean, "heads"),
    ),
    ladder_row(
        "sales_a_tenant",
        "每家在孵企业营收",
        "sales a tenant",
        "万元/year",
        Fact(TORCH_2021, "D", 510.0),
        "同上",
        "as above",
        partial(tenant_mean, "sales_year"),
    ),
    ladder_row(
        "research_a_tenant",
        "每家在孵企业研发投入",
        "research a tenant",
        "万元/year",
        Fact(TORCH_2021, "D", 34.0),
        "同上",
        "as above",
        partial(tenant_mean, "research_year"),
    ),
    ladder_row(
        "tenant_intensity",
        "在孵企业研发强度",
        "research intensity of tenants",
        "share",
        Fact(TORCH_2021, "V", 0.0668),
        "同上，研发合计除以营收合计",
        "as above, all research against all sales",
        partial(tenant_ratio, "research_year", "sales_year"),
        ("research_intensity",),
    ),
    ladder_row(
        "graduation",
        "在孵企业年毕业率",
        "tenants that graduate in a year",
        "share",
        Fact(TORCH, "D", band=(0.099, 0.139)),
        "全程平均",
        "mean of the run",
        partial(incidence_rate, "graduates_now", "tenants"),
    ),
    ladder_row(
        "area_a_tenant",
        "每家在孵企业建筑面积",
        "floor area a tenant",
        "m²",
        Fact(TORCH, "D", band=(530.0, 800.0)),
        "全程平均",
        "mean of the run",
        area_per_tenant,
        ("area", "area_per_head"),
    ),
    ladder_row(
        "certified_tenants",
        "在孵企业中的高企",
        "high-tech enterprises among tenants",
        "share",
        Fact(TORCH + "（2017）", "V", 0.063),
        "各年末在孵企业",
        "tenants, all Decembers",
        certified_tenant_share,
    ),
    ladder_row(
        "jobs_a_high_tech",
        "每家高企人数",
        "people a high-tech enterprise",
        "person",
        Fact("科技部火炬中心：高企统计 2019、2020", "R", 150.0),
        "各年末有效高企",
        "valid certificates, all Decembers",
        certified_mean_heads,
    ),
    ladder_row(
        "pass_rate",
        "高企认定通过率",
        "applications for the high-tech title that pass",
        "share",
        Fact("武汉2019、石家庄高新区2019", "V", band=(0.67, 0.85)),
        "全程合计",
        "all of the run",
        certification_pass_rate,
        ("panel_noise", "management_points", "application_cost"),
    ),
    ladder_row(
        "small_to_high",
        "科小年升高企",
        "tech SMEs that become high-tech in a year",
        "share",
        Fact(TORCH, "D", band=(0.08, 0.15)),
        "年末在库、从未认定高企的科小，次年末已是高企",
        "those in the registry and never certified, certified a year later",
        first_certification_rate,
    ),
    ladder_row(
        "high_to_gazelle",
        "高企年升瞪羚",
        "high-tech enterprises that become gazelles in a year",
        "share",
        Fact("科技部火炬中心：国家高新区瞪羚企业报告", "D", band=(0.05, 0.06)),
        "新晋瞪羚除以有效高企数",
        "new gazelles against valid certificates",
        partial(incidence_rate, "to_gazelle", "high_tech_valid"),
    ),
    ladder_row(
        "gazelle_stock",
        "瞪羚占企业比重",
        "gazelles among firms",
        "share",
        Fact("科技部火炬中心：国家高新区瞪羚企业报告（2014、2016）", "V", band=(0.0254, 0.0275)),
        "全程平均",
        "mean of the run",
        partial(stock_ratio, "gazelles", "startups"),
    ),
    ladder_row(
        "student_founders",
        "学生创办",
        "founded by students",
        "share",
        Fact(TORCH_2021, "D", 0.236),
        "首次创业团队",
        "teams of first-time founders",
        partial(founder_origin_share, ("from_student",)),
        ("student_rate",),
    ),
    ladder_row(
        "scientist_founders",
        "科技人员创办",
        "founded by scientists",
        "share",
        Fact(TORCH_2021, "D", 0.138),
        "同上",
        "as above",
        partial(founder_origin_share, ("from_researcher",)),
        ("scientist_rate",),
    ),
    ladder_row(
        "returnee_founders",
        "留学回国人员创办",
        "founded by returnees",
        "share",
        Fact(TORCH_2021, "D", 0.026),
        "同上；模型中为返乡人才",
        "as above; in the model, people who came home",
        partial(founder_origin_share, ("from_returnee",)),
    ),
    ladder_row(
        "invention_share",
        "知识产权中的发明专利",
        "invention patents among rights",
        "share",
        Fact("科技部火炬中心：2019年载体有效知识产权90.6万件，其中发明16.0万件", "V", 0.177),
        "全程平均",
        "mean of the run",
        lambda lived: (
            mean_stock("patents", lived),
            mean_stock("patents", lived) + mean_stock("designs", lived),
        ),
        ("patent_rate",),
    ),
    ladder_row(
        "bunching",
        "研发强度在5%线上的聚集",
        "bunching of research intensity at the 5 % line",
        "ratio",
        Fact(NOTCH, "V", sign=1),
        "按申报强度在线上半个百分点内的企业，比按实际强度多出的比例",
        "firms within half a point above the line by what they report, more than by what they spend",
        bunching,
    ),
    ladder_row(
        "relabelled",
        "达线企业申报研发中归类部分",
        "relabelled, in research reported near the line",
        "share",
        Fact(NOTCH, "V", 0.242),
        "申报强度为达线值1至1.2倍的企业",
        "firms that report 1 to 1.2 times the line",
        relabelled_share,
        ("relabel_room",),
    ),
)
