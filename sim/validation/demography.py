"""Rows on how firms are born, age and die.

Chinese statistics count firms on the register, US ones firms at work; each is measured in the model
in its own way.
"""

from collections.abc import Callable

import numpy as np

from sim.model import codes
from sim.validation.estimators import hazard
from sim.validation.facts import Parts, mean
from sim.validation.reference_city import CityRun

FAR = 10**6
SETTLED = 60  # months at the end over which rates of the whole stock are taken


def deregistration_months(lived: CityRun) -> np.ndarray:
    """The month each firm leaves the register: closed firms when the papers are through, others
    when they go.
    """
    firms = lived.firms
    left = np.where(firms["exit_kind"] == codes.CLOSED, firms["deregistered"], firms["exit_month"])
    return np.where(firms["exit_kind"] == codes.LIVING, FAR, np.where(left > lived.last, FAR, left))


def deregistration_hazard(year: int, lived: CityRun) -> Parts:
    """Firms of the run struck off in a year of their age."""
    firms = lived.firms[new := lived.cohort(0, 99)]
    return hazard(
        firms["registered"],
        deregistration_months(lived)[new],
        firms["exit_kind"] == codes.CLOSED,
        year,
        lived.last,
    )


def closure_hazard(year: int, lived: CityRun) -> Parts:
    """Firms of the run that close, papers or not, in a year of their age."""
    firms = lived.firms[lived.cohort(0, 99)]
    gone = np.where(firms["exit_kind"] == codes.LIVING, FAR, firms["exit_month"])
    return hazard(firms["registered"], gone, firms["exit_kind"] == codes.CLOSED, year, lived.last)


def later_hazard(lived: CityRun) -> Parts:
    """Years four to seven together."""
    parts = [deregistration_hazard(year, lived) for year in range(4, 8)]
    return sum(p[0] for p in parts), sum(p[1] for p in parts)


def yearly_rates(years: int, lived: CityRun) -> list[float]:
    """The hazard of each of the first years of age."""
    return [a / b for a, b in (deregistration_hazard(k + 1, lived) for k in range(years))]


def peak_hazard_year(lived: CityRun) -> Parts:
    """The year of age with the highest hazard, of the first seven."""
    return float(np.argmax(yearly_rates(7, lived)) + 1), 1.0


def register_survival(years: int, lived: CityRun) -> Parts:
    """The part of the run's cohorts still on the register after so many years."""
    return float(np.prod([1 - rate for rate in yearly_rates(years, lived)])), 1.0


def operating_survival(years: int, lived: CityRun) -> Parts:
    """The part of the run's cohorts that is still a firm of its own at work; those that moved away
    do not count.
    """
    firms = lived.firms[lived.cohort(0, 99)]
    firms = firms[
        (firms["exit_kind"] != codes.MOVED) & (firms["registered"] + 12 * years <= lived.last)
    ]
    stayed = firms["exit_month"] - firms["registered"] >= 12 * years
    return mean((firms["exit_kind"] == codes.LIVING) | stayed)


def recent_deregistrations(lived: CityRun) -> np.ndarray:
    """Which firms were struck off in the last years of the run."""
    gone = deregistration_months(lived)
    closed = lived.firms["exit_kind"] == codes.CLOSED
    return closed & (gone > lived.last - SETTLED) & (gone <= lived.last)


def deregistration_rate(lived: CityRun) -> Parts:
    """Firms struck off in the last years, against the mean number on the register, a year."""
    off = float(recent_deregistrations(lived).sum())
    return off / (SETTLED / 12), float(lived.month("registered")[-SETTLED:].mean())


def exits_per_entry(lived: CityRun) -> Parts:
    """Firms struck off against firms registered, over the last years."""
    off = float(recent_deregistrations(lived).sum())
    return off, float(lived.month("reached_age_0")[-SETTLED:].sum())


def lifespans(lived: CityRun) -> np.ndarray:
    """Years on the register of firms struck off in the last years of the run."""
    months = deregistration_months(lived) - lived.firms["registered"]
    return months[recent_deregistrations(lived)] / 12


def mean_lifespan(lived: CityRun) -> Parts:
    """Their mean."""
    return mean(lifespans(lived))


def young_exit_share(years: int, lived: CityRun) -> Parts:
    """Of them, those that lived less than so many years."""
    return mean(lifespans(lived) < years)


def young_firm_share(years: int, lived: CityRun) -> Parts:
    """Living firms younger than so many years, over the Decembers of the last years."""

    def ages(year: int, rows: np.ndarray) -> np.ndarray:
        registered: np.ndarray = rows["registered"][rows["rung"] > 0]
        recent = year * 12 + 11 > lived.last - SETTLED
        return year * 12 + 11 - registered if recent else registered[:0]

    return mean(each_december(lived, ages) < 12 * years)


def each_december(lived: CityRun, choose: Callable[[int, np.ndarray], np.ndarray]) -> np.ndarray:
    """What is chosen of each year's living, one December after the other."""
    return np.concatenate([choose(year, rows) for year, rows in lived.years.items()])


def first_founder_share(lived: CityRun) -> Parts:
    """Teams whose founder had not founded before."""
    founded = lived.total("founded")
    return founded - lived.total("from_serial"), founded


def one_year_firms(lived: CityRun) -> np.ndarray:
    """Firms at work a year old: those in their second calendar year, each December."""
    return each_december(
        lived,
        lambda year, rows: rows[(rows["rung"] > 0) & (rows["registered"] // 12 == year - 1)],
    )


def first_year_growth(lived: CityRun) -> Parts:
    """People of firms a year on, against the same firms' people in the December after they were
    registered.
    """
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
    return mean(one_year_firms(lived)["sales_year"] > least)


def large_seller_share(lived: CityRun) -> Parts:
    """Firms a year old with sales above a million yuan, of those that sell."""
    sales = one_year_firms(lived)["sales_year"]
    return mean(sales[sales > 0] > 100)


def sales_concentration(lived: CityRun) -> Parts:
    """Their part in the sales of all firms a year old."""
    sales = one_year_firms(lived)["sales_year"]
    return float(sales[sales > 100].sum()), float(sales.sum())


def mean_heads_at_age(first: int, last: int, lived: CityRun) -> Parts:
    """Mean people of firms of an age in whole years, over all Decembers."""

    def heads(year: int, rows: np.ndarray) -> np.ndarray:
        age = (year * 12 + 11 - rows["registered"]) // 12
        chosen: np.ndarray = rows["heads"][(rows["rung"] > 0) & (age >= first) & (age <= last)]
        return chosen

    return mean(each_december(lived, heads))
