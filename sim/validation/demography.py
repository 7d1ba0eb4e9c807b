"""Rows on how firms are born, age and die.

Chinese statistics count firms on the register, US ones firms at work; each is measured in the model in its own way.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from sim.model import codes
from sim.validation import bds
from sim.validation.estimators import hazard
from sim.validation.facts import Fact, Parts, Row, mean, share
from sim.validation.reference_city import Lived, city

REGISTRY = "国家工商总局《全国内资企业生存时间分析报告》2013-06 (SAIC, 13.2 m firms)"
ACTIVE = "国家工商总局小微企业开业一年活跃度调查 2015-16 (SAIC)"
# the registry's rates are means over 2000-12; within its last five years the death rate of all firms ran from 9.3 to 6.2 %
REGISTRY_SPREAD = 0.16
FAR = 10**6
LATER = 7  # years of the run from which exits are counted, so that few began before the spin-up
SETTLED = 60  # months at the end over which rates of the whole stock are taken


def off_register(lived: Lived) -> np.ndarray:
    """The month each firm leaves the register: closed firms when the papers are through, others when they go."""
    firms = lived.firms
    left = np.where(firms["exit_kind"] == codes.CLOSED, firms["deregistered"], firms["exit_month"])
    return np.where(firms["exit_kind"] == codes.LIVING, FAR, np.where(left > lived.last, FAR, left))


def on_register(year: int, lived: Lived) -> Parts:
    """Firms of the run struck off in a year of their age."""
    firms = lived.firms[new := lived.born(0, 99)]
    return hazard(
        firms["registered"],
        off_register(lived)[new],
        firms["exit_kind"] == codes.CLOSED,
        year,
        lived.last,
    )


def at_work(year: int, lived: Lived) -> Parts:
    """Firms of the run that close, papers or not, in a year of their age."""
    firms = lived.firms[lived.born(0, 99)]
    gone = np.where(firms["exit_kind"] == codes.LIVING, FAR, firms["exit_month"])
    return hazard(firms["registered"], gone, firms["exit_kind"] == codes.CLOSED, year, lived.last)


def later_years(lived: Lived) -> Parts:
    """Years four to seven together."""
    parts = [on_register(year, lived) for year in range(4, 8)]
    return sum(p[0] for p in parts), sum(p[1] for p in parts)


def peak(lived: Lived) -> Parts:
    """The year of age with the highest hazard, of the first seven."""
    rates = [a / b for a, b in (on_register(year, lived) for year in range(1, 8))]
    return float(np.argmax(rates) + 1), 1.0


def registered_after(years: int, lived: Lived) -> Parts:
    """The part of the run's cohorts still on the register after so many years."""
    alive = np.prod(
        [1 - a / b for a, b in (on_register(year, lived) for year in range(1, years + 1))]
    )
    return float(alive), 1.0


def working_after(years: int, lived: Lived) -> Parts:
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


def struck_off(lived: Lived) -> Parts:
    """Firms struck off in the last years, against the mean number on the register, a year."""
    gone, since = off_register(lived), lived.last - SETTLED
    off = (lived.firms["exit_kind"] == codes.CLOSED) & (gone > since) & (gone <= lived.last)
    return float(off.sum()) / (SETTLED / 12), float(lived.month("registered")[-SETTLED:].mean())


def off_for_on(lived: Lived) -> Parts:
    """Firms struck off against firms registered, over the last years."""
    gone, since = off_register(lived), lived.last - SETTLED
    off = (lived.firms["exit_kind"] == codes.CLOSED) & (gone > since) & (gone <= lived.last)
    return float(off.sum()), float(lived.month("reached_age_0")[-SETTLED:].sum())


def lives(lived: Lived) -> np.ndarray:
    """Years on the register of firms struck off in the last years of the run."""
    gone = off_register(lived)
    off = (
        (lived.firms["exit_kind"] == codes.CLOSED)
        & (gone > lived.last - SETTLED)
        & (gone <= lived.last)
    )
    return (gone - lived.firms["registered"])[off] / 12


def young(years: int, lived: Lived) -> Parts:
    """Living firms younger than so many years, over the Decembers of the last years."""
    last = [
        (year, rows) for year, rows in lived.years.items() if year * 12 + 11 > lived.last - SETTLED
    ]
    ages = np.concatenate(
        [year * 12 + 11 - rows["registered"][rows["rung"] > 0] for year, rows in last]
    )
    return share((ages < 12 * years).sum(), len(ages))


def first_timers(lived: Lived) -> Parts:
    """Teams whose founder had not founded before."""
    founded = lived.total("founded")
    return founded - lived.total("from_serial"), founded


def year_olds(lived: Lived) -> np.ndarray:
    """Firms at work a year old: those in their second calendar year, each December."""
    return np.concatenate(
        [
            rows[(rows["rung"] > 0) & (rows["registered"] // 12 == year - 1)]
            for year, rows in lived.years.items()
        ]
    )


def heads_grow(lived: Lived) -> Parts:
    """People of firms a year on, against the same firms' people in the December after they were registered."""
    now, then = 0.0, 0.0
    for year, rows in lived.years.items():
        if year + 1 in lived.years:
            new = rows[(rows["rung"] > 0) & (rows["registered"] // 12 == year)]
            _, a, b = np.intersect1d(new["key"], lived.years[year + 1]["key"], return_indices=True)
            then += float(new["heads"][a].sum())
            now += float(lived.years[year + 1]["heads"][b].sum())
    return now, then


def sells_over(least: float, lived: Lived) -> Parts:
    """Firms a year old with sales above a line, of those at work."""
    return share((year_olds(lived)["sales_year"] > least).sum(), len(year_olds(lived)))


def over_of_sellers(lived: Lived) -> Parts:
    """Firms a year old with sales above a million yuan, of those that sell."""
    sales = year_olds(lived)["sales_year"]
    return share((sales > 100).sum(), (sales > 0).sum())


def concentration(lived: Lived) -> Parts:
    """Their part in the sales of all firms a year old."""
    sales = year_olds(lived)["sales_year"]
    return float(sales[sales > 100].sum()), float(sales.sum())


def heads_at(first: int, last: int, lived: Lived) -> Parts:
    """Mean people of firms of an age in whole years, over all Decembers."""
    ages = [
        (rows["heads"], (year * 12 + 11 - rows["registered"]) // 12, rows["rung"] > 0)
        for year, rows in lived.years.items()
    ]
    heads, age, firm = (np.concatenate(column) for column in zip(*ages, strict=True))
    return mean(heads[firm & (age >= first) & (age <= last)].astype(float))


def registry(value: float) -> Fact:
    """A rate of the registry's report."""
    return Fact(REGISTRY, "V", value, REGISTRY_SPREAD * value)


CHINA, US = ("china",), ("us",)
ROWS = (
    *(
        Row(
            f"hazard_{year}",
            "demography",
            f"第{year}年注销率",
            f"struck off in year {year}",
            "share",
            registry(value),
            "参照城市新注册企业中，在该年龄注销者",
            "new firms of the reference city, struck off the register at that age",
            city,
            partial(on_register, year),
            CHINA,
            given_by,
        )
        for year, value, given_by in ((1, 0.016, ()), (2, 0.063, ()), (3, 0.095, ("giving_up",)))
    ),
    Row(
        "hazard_4_7",
        "demography",
        "第4至7年注销率",
        "struck off a year, years 4 to 7",
        "share",
        Fact(REGISTRY, "V", band=(0.08, 0.095)),
        "同上，四年合计",
        "as above, the four years together",
        city,
        later_years,
        CHINA,
    ),
    Row(
        "hazard_peak",
        "demography",
        "注销率最高的年份",
        "year of age with the highest rate",
        "year",
        Fact(REGISTRY, "V", band=(3, 3)),
        "前七年中注销率最高的一年",
        "the highest of the first seven",
        city,
        peak,
        CHINA,
        ("patience",),
    ),
    Row(
        "survival_5",
        "demography",
        "五年存续率（在册）",
        "on the register after five years",
        "share",
        Fact(REGISTRY, "D", band=(0.689, 0.706)),
        "逐年注销率连乘",
        "product of the yearly rates",
        city,
        partial(registered_after, 5),
        CHINA,
    ),
    Row(
        "death_rate",
        "demography",
        "在册企业年注销率",
        "struck off a year, of all on the register",
        "share",
        Fact(REGISTRY, "V", band=(0.062, 0.093)),
        "最后五年注销数除以平均在册数",
        "the last five years, against the mean register",
        city,
        struck_off,
        CHINA,
    ),
    Row(
        "exits_per_entry",
        "demography",
        "注销与新注册之比",
        "struck off for each registered",
        "ratio",
        Fact("国新办发布会 2020：日均新设2.2万户、净增1.2万户", "D", 0.45),
        "最后五年",
        "the last five years",
        city,
        off_for_on,
        CHINA,
    ),
    Row(
        "mean_life",
        "demography",
        "注销企业平均寿命",
        "mean life of firms struck off",
        "year",
        Fact(REGISTRY, "V", 6.09),
        "最后五年注销的企业",
        "firms struck off in the last five years",
        city,
        lambda lived: mean(lives(lived)),
        CHINA,
    ),
    Row(
        "young_exits",
        "demography",
        "注销企业中寿命不足五年者",
        "of them, lived less than five years",
        "share",
        Fact(REGISTRY, "V", 0.591),
        "同上",
        "as above",
        city,
        lambda lived: share((lives(lived) < 5).sum(), len(lives(lived))),
        CHINA,
    ),
    Row(
        "young_stock",
        "demography",
        "存活企业中不足五年者",
        "living firms younger than five years",
        "share",
        Fact(REGISTRY, "V", 0.494),
        "最后五年各年末",
        "the last five Decembers",
        city,
        partial(young, 5),
        CHINA,
    ),
    Row(
        "first_time",
        "demography",
        "首次创业者",
        "first-time founders",
        "share",
        Fact(ACTIVE, "V", 0.859),
        "新创团队中创始人首次创业者",
        "teams whose founder never founded before",
        city,
        first_timers,
        CHINA,
    ),
    Row(
        "heads_growth",
        "demography",
        "满一年企业人数与开业时之比",
        "people after a year, against before",
        "ratio",
        Fact(ACTIVE, "V", band=(1.129, 1.176)),
        "注册当年末与次年末相比",
        "Decembers of the year of registration and of the next",
        city,
        heads_grow,
        CHINA,
        ("market_slope",),
    ),
    Row(
        "have_sales",
        "demography",
        "满一年在营企业中有营收者",
        "firms a year old with sales",
        "share",
        Fact(ACTIVE, "V", 0.827),
        "注册次年末",
        "in the December after the year of registration",
        city,
        partial(sells_over, 0.0),
        CHINA,
        ("idea_maturity",),
    ),
    Row(
        "over_million",
        "demography",
        "其中营收超百万元者",
        "of them, with sales above a million yuan",
        "share",
        Fact(ACTIVE, "V", 0.122),
        "同上",
        "as above",
        city,
        over_of_sellers,
        CHINA,
    ),
    Row(
        "concentration",
        "demography",
        "百万元以上企业占营收比重",
        "their part in all sales",
        "share",
        Fact(ACTIVE, "V", 0.819),
        "同上",
        "as above",
        city,
        concentration,
        CHINA,
    ),
    *(
        Row(
            f"us_alive_{age}",
            "demography",
            f"{age}年存活率",
            f"alive {age} years on",
            "share",
            bds.survival(age),
            "仍在经营且未被并购的企业",
            "firms at work and not sold",
            city,
            partial(working_after, age),
            US,
        )
        for age in (1, 3, 5)
    ),
    *(
        Row(
            f"us_death_{age}",
            "demography",
            f"第{age}年关闭率",
            f"close in year {age}",
            "share",
            bds.deaths(age),
            "当年停止经营的企业",
            "firms that stop working in that year of age",
            city,
            partial(at_work, age),
            US,
        )
        for age in (1, 2, 3, 5)
    ),
    *(
        Row(
            f"us_heads_{first}",
            "demography",
            f"企业平均人数（{name}岁）",
            f"mean people at age {name}",
            "person",
            bds.employees(age),
            "各年末存活企业",
            "living firms, all Decembers",
            city,
            partial(heads_at, first, last),
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
