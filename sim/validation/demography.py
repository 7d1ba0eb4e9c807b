"""Rows on how firms are born, age and die.

Chinese statistics count firms on the register, US ones firms at work; each is measured in the model in its own way.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from sim.model import codes
from sim.validation import bds
from sim.validation.estimators import hazard
from sim.validation.facts import Fact, Parts, ScorecardRow, mean, share
from sim.validation.reference_city import CityRun, city

REGISTRY = "国家工商总局《全国内资企业生存时间分析报告》2013-06 (SAIC, 13.2 m firms)"
ACTIVE = "国家工商总局小微企业开业一年活跃度调查 2015-16 (SAIC)"
# the registry's rates are means over 2000-12; within its last five years the death rate of all firms ran from 9.3 to 6.2 %
REGISTRY_SPREAD = 0.16
FAR = 10**6
LATER = 7  # years of the run from which exits are counted, so that few began before the spin-up
SETTLED = 60  # months at the end over which rates of the whole stock are taken


def deregistration_months(lived: CityRun) -> np.ndarray:
    """The month each firm leaves the register: closed firms when the papers are through, others when they go."""
    firms = lived.firms
    left = np.where(firms["exit_kind"] == codes.CLOSED, firms["deregistered"], firms["exit_month"])
    return np.where(firms["exit_kind"] == codes.LIVING, FAR, np.where(left > lived.last, FAR, left))


def deregistration_hazard(year: int, lived: CityRun) -> Parts:
    """Firms of the run struck off in a year of their age."""
    firms = lived.firms[new := lived.born(0, 99)]
    return hazard(
        firms["registered"],
        deregistration_months(lived)[new],
        firms["exit_kind"] == codes.CLOSED,
        year,
        lived.last,
    )


def closure_hazard(year: int, lived: CityRun) -> Parts:
    """Firms of the run that close, papers or not, in a year of their age."""
    firms = lived.firms[lived.born(0, 99)]
    gone = np.where(firms["exit_kind"] == codes.LIVING, FAR, firms["exit_month"])
    return hazard(firms["registered"], gone, firms["exit_kind"] == codes.CLOSED, year, lived.last)


def later_hazard(lived: CityRun) -> Parts:
    """Years four to seven together."""
    parts = [deregistration_hazard(year, lived) for year in range(4, 8)]
    return sum(p[0] for p in parts), sum(p[1] for p in parts)


def peak_hazard_year(lived: CityRun) -> Parts:
    """The year of age with the highest hazard, of the first seven."""
    rates = [a / b for a, b in (deregistration_hazard(year, lived) for year in range(1, 8))]
    return float(np.argmax(rates) + 1), 1.0


def register_survival(years: int, lived: CityRun) -> Parts:
    """The part of the run's cohorts still on the register after so many years."""
    alive = np.prod(
        [1 - a / b for a, b in (deregistration_hazard(year, lived) for year in range(1, years + 1))]
    )
    return float(alive), 1.0


def operating_survival(years: int, lived: CityRun) -> Parts:
    """The part of the run's cohorts that is still a firm of its own at work; those that moved away do not count."""
    firms = lived.firms[lived.born(0, 99)]
    firms = firms[
        (firms["exit_kind"] != codes.MOVED) & (firms["registered"] + 12 * years <= lived.last)
    ]
    return share(
        (
            (firms["exit_kind"] == codes.LIVING)
            | (firms["exit_month"] - firms["registered"] >= 12 * years)
        ).sum(),
        len(firms),
    )


def deregistration_rate(lived: CityRun) -> Parts:
    """Firms struck off in the last years, against the mean number on the register, a year."""
    gone, since = deregistration_months(lived), lived.last - SETTLED
    off = (lived.firms["exit_kind"] == codes.CLOSED) & (gone > since) & (gone <= lived.last)
    return float(off.sum()) / (SETTLED / 12), float(lived.month("registered")[-SETTLED:].mean())


def exits_per_entry(lived: CityRun) -> Parts:
    """Firms struck off against firms registered, over the last years."""
    gone, since = deregistration_months(lived), lived.last - SETTLED
    off = (lived.firms["exit_kind"] == codes.CLOSED) & (gone > since) & (gone <= lived.last)
    return float(off.sum()), float(lived.month("reached_age_0")[-SETTLED:].sum())


def firm_lifespans(lived: CityRun) -> np.ndarray:
    """Years on the register of firms struck off in the last years of the run."""
    gone = deregistration_months(lived)
    off = (
        (lived.firms["exit_kind"] == codes.CLOSED)
        & (gone > lived.last - SETTLED)
        & (gone <= lived.last)
    )
    return (gone - lived.firms["registered"])[off] / 12


def young_firm_share(years: int, lived: CityRun) -> Parts:
    """Living firms younger than so many years, over the Decembers of the last years."""
    last = [
        (year, rows) for year, rows in lived.years.items() if year * 12 + 11 > lived.last - SETTLED
    ]
    ages = np.concatenate(
        [year * 12 + 11 - rows["registered"][rows["rung"] > 0] for year, rows in last]
    )
    return share((ages < 12 * years).sum(), len(ages))


def first_founder_share(lived: CityRun) -> Parts:
    """Teams whose founder had not founded before."""
    founded = lived.total("founded")
    return founded - lived.total("from_serial"), founded


def one_year_firms(lived: CityRun) -> np.ndarray:
    """Firms at work a year old: those in their second calendar year, each December."""
    return np.concatenate(
        [
            rows[(rows["rung"] > 0) & (rows["registered"] // 12 == year - 1)]
            for year, rows in lived.years.items()
        ]
    )


def first_year_growth(lived: CityRun) -> Parts:
    """People of firms a year on, against the same firms' people in the December after they were registered."""
    now, then = 0.0, 0.0
    for year, rows in lived.years.items():
        if year + 1 in lived.years:
            new = rows[(rows["rung"] > 0) & (rows["registered"] // 12 == year)]
            _, a, b = np.intersect1d(new["key"], lived.years[year + 1]["key"], return_indices=True)
            then += float(new["heads"][a].sum())
            now += float(lived.years[year + 1]["heads"][b].sum())
    return now, then


def share_with_sales_over(least: float, lived: CityRun) -> Parts:
    """Firms a year old with sales above a line, of those at work."""
    return share((one_year_firms(lived)["sales_year"] > least).sum(), len(one_year_firms(lived)))


def large_seller_share(lived: CityRun) -> Parts:
    """Firms a year old with sales above a million yuan, of those that sell."""
    sales = one_year_firms(lived)["sales_year"]
    return share((sales > 100).sum(), (sales > 0).sum())


def sales_concentration(lived: CityRun) -> Parts:
    """Their part in the sales of all firms a year old."""
    sales = one_year_firms(lived)["sales_year"]
    return float(sales[sales > 100].sum()), float(sales.sum())


def mean_heads_at_age(first: int, last: int, lived: CityRun) -> Parts:
    """Mean people of firms of an age in whole years, over all Decembers."""
    ages = [
        (rows["heads"], (year * 12 + 11 - rows["registered"]) // 12, rows["rung"] > 0)
        for year, rows in lived.years.items()
    ]
    heads, age, firm = (np.concatenate(column) for column in zip(*ages, strict=True))
    return mean(heads[firm & (age >= first) & (age <= last)].astype(float))


def registry_fact(value: float) -> Fact:
    """A rate of the registry's report."""
    return Fact(REGISTRY, "V", value, REGISTRY_SPREAD * value)


CHINA, US = ("china",), ("us",)
ROWS = (
    *(
        ScorecardRow(
            f"hazard_{year}",
            "demography",
            f"第{year}年注销率",
            f"struck off in year {year}",
            "share",
            registry_fact(value),
            "参照城市新注册企业中，在该年龄注销者",
            "new firms of the reference city, struck off the register at that age",
            city,
            partial(deregistration_hazard, year),
            CHINA,
            given_by,
        )
        for year, value, given_by in ((1, 0.016, ()), (2, 0.063, ()), (3, 0.095, ("giving_up",)))
    ),
    ScorecardRow(
        "hazard_4_7",
        "demography",
        "第4至7年注销率",
        "struck off a year, years 4 to 7",
        "share",
        Fact(REGISTRY, "V", band=(0.08, 0.095)),
        "同上，四年合计",
        "as above, the four years together",
        city,
        later_hazard,
        CHINA,
    ),
    ScorecardRow(
        "hazard_peak",
        "demography",
        "注销率最高的年份",
        "year of age with the highest rate",
        "year",
        Fact(REGISTRY, "V", band=(3, 3)),
        "前七年中注销率最高的一年",
        "the highest of the first seven",
        city,
        peak_hazard_year,
        CHINA,
        ("patience",),
    ),
    ScorecardRow(
        "survival_5",
        "demography",
        "五年存续率（在册）",
        "on the register after five years",
        "share",
        Fact(REGISTRY, "D", band=(0.689, 0.706)),
        "逐年注销率连乘",
        "product of the yearly rates",
        city,
        partial(register_survival, 5),
        CHINA,
    ),
    ScorecardRow(
        "death_rate",
        "demography",
        "在册企业年注销率",
        "struck off a year, of all on the register",
        "share",
        Fact(REGISTRY, "V", band=(0.062, 0.093)),
        "最后五年注销数除以平均在册数",
        "the last five years, against the mean register",
        city,
        deregistration_rate,
        CHINA,
    ),
    ScorecardRow(
        "exits_per_entry",
        "demography",
        "注销与新注册之比",
        "struck off for each registered",
        "ratio",
        Fact("国新办发布会 2020：日均新设2.2万户、净增1.2万户", "D", 0.45),
        "最后五年",
        "the last five years",
        city,
        exits_per_entry,
        CHINA,
    ),
    ScorecardRow(
        "mean_life",
        "demography",
        "注销企业平均寿命",
        "mean life of firms struck off",
        "year",
        Fact(REGISTRY, "V", 6.09),
        "最后五年注销的企业",
        "firms struck off in the last five years",
        city,
        lambda lived: mean(firm_lifespans(lived)),
        CHINA,
    ),
    ScorecardRow(
        "young_exits",
        "demography",
        "注销企业中寿命不足五年者",
        "of them, lived less than five years",
        "share",
        Fact(REGISTRY, "V", 0.591),
        "同上",
        "as above",
        city,
        lambda lived: share((firm_lifespans(lived) < 5).sum(), len(firm_lifespans(lived))),
        CHINA,
    ),
    ScorecardRow(
        "young_stock",
        "demography",
        "存活企业中不足五年者",
        "living firms younger than five years",
        "share",
        Fact(REGISTRY, "V", 0.494),
        "最后五年各年末",
        "the last five Decembers",
        city,
        partial(young_firm_share, 5),
        CHINA,
    ),
    ScorecardRow(
        "first_time",
        "demography",
        "首次创业者",
        "first-time founders",
        "share",
        Fact(ACTIVE, "V", 0.859),
        "新创团队中创始人首次创业者",
        "teams whose founder never founded before",
        city,
        first_founder_share,
        CHINA,
    ),
    ScorecardRow(
        "heads_growth",
        "demography",
        "满一年企业人数与开业时之比",
        "people after a year, against before",
        "ratio",
        Fact(ACTIVE, "V", band=(1.129, 1.176)),
        "注册当年末与次年末相比",
        "Decembers of the year of registration and of the next",
        city,
        first_year_growth,
        CHINA,
        ("market_slope",),
    ),
    ScorecardRow(
        "have_sales",
        "demography",
        "满一年在营企业中有营收者",
        "firms a year old with sales",
        "share",
        Fact(ACTIVE, "V", 0.827),
        "注册次年末",
        "in the December after the year of registration",
        city,
        partial(share_with_sales_over, 0.0),
        CHINA,
        ("idea_maturity",),
    ),
    ScorecardRow(
        "over_million",
        "demography",
        "其中营收超百万元者",
        "of them, with sales above a million yuan",
        "share",
        Fact(ACTIVE, "V", 0.122),
        "同上",
        "as above",
        city,
        large_seller_share,
        CHINA,
    ),
    ScorecardRow(
        "concentration",
        "demography",
        "百万元以上企业占营收比重",
        "their part in all sales",
        "share",
        Fact(ACTIVE, "V", 0.819),
        "同上",
        "as above",
        city,
        sales_concentration,
        CHINA,
    ),
    *(
        ScorecardRow(
            f"us_alive_{age}",
            "demography",
            f"{age}年存活率",
            f"alive {age} years on",
            "share",
            bds.survival_rate(age),
            "仍在经营且未被并购的企业",
            "firms at work and not sold",
            city,
            partial(operating_survival, age),
            US,
        )
        for age in (1, 3, 5)
    ),
    *(
        ScorecardRow(
            f"us_death_{age}",
            "demography",
            f"第{age}年关闭率",
            f"close in year {age}",
            "share",
            bds.death_rate(age),
            "当年停止经营的企业",
            "firms that stop working in that year of age",
            city,
            partial(closure_hazard, age),
            US,
        )
        for age in (1, 2, 3, 5)
    ),
    *(
        ScorecardRow(
            f"us_heads_{first}",
            "demography",
            f"企业平均人数（{name}岁）",
            f"mean people at age {name}",
            "person",
            bds.mean_employees(age),
            "各年末存活企业",
            "living firms, all Decembers",
            city,
            partial(mean_heads_at_age, first, last),
            US,
        )
        for first, last, name, age in (
            (1, 1, "1", "1"),
            (5, 5, "5", "5"),
            (6, 10, "6-10", "6 to 10"),
            (11, 15, "11-15", "11 to 15"),
        )
    ),
)
