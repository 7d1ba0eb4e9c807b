"""Rows on how firms are born, age and die.

Chinese statistics count firms on the register, US ones firms at work; each is measured in the model
in its own way.
"""

import numpy as np
from numpy import ndarray

from sim.model import codes
from sim.validation.estimators import hazard
from sim.validation.facts import Parts, mean
from sim.validation.reference_city import CityRun

FAR = 10**6
SETTLED = 60  # months at the end over which rates of the whole stock are taken


def exit_months(lived: CityRun) -> ndarray:
    """The month each firm stopped work; far away for the living."""
    return np.where(lived.firms["exit_kind"] == codes.LIVING, FAR, lived.firms["exit_month"])


def end_months(lived: CityRun) -> ndarray:
    """The month each firm ceased to be one of its own: stopped work or was bought, though it may go
    on as another's; far away for those that are still their own.
    """
    bought = lived.firms["acquired"]
    return np.where(bought >= 0, np.minimum(bought, exit_months(lived)), exit_months(lived))


def deregistration_months(lived: CityRun) -> ndarray:
    """The month each firm leaves the register: closed firms when the papers are through, others
    when they go.
    """
    firms = lived.firms
    left = np.where(firms["exit_kind"] == codes.CLOSED, firms["deregistered"], exit_months(lived))
    return np.where(left > lived.last, FAR, left)


def closures_of_run(year: int, lived: CityRun, gone: ndarray, closed: ndarray) -> Parts:
    """Firms of the run that close in a year of their age, each gone from its month on."""
    new = lived.cohort(0, 99)
    return hazard(lived.firms["registered"][new], gone[new], closed[new], year, lived.last)


def deregistration_hazard(year: int, lived: CityRun) -> Parts:
    """Firms of the run struck off in a year of their age, whoever owns them."""
    closed = lived.firms["exit_kind"] == codes.CLOSED
    return closures_of_run(year, lived, deregistration_months(lived), closed)


def closure_hazard(year: int, lived: CityRun) -> Parts:
    """Firms of the run that close, papers or not, in a year of their age, as firms of their own."""
    closed = (lived.firms["exit_kind"] == codes.CLOSED) & (lived.firms["acquired"] < 0)
    return closures_of_run(year, lived, end_months(lived), closed)


def later_hazard(lived: CityRun) -> Parts:
    """Years four to seven together."""
    off, there = zip(*(deregistration_hazard(year, lived) for year in range(4, 8)), strict=True)
    return sum(off), sum(there)


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
    firms, gone = lived.firms, end_months(lived)
    seen = lived.cohort(0, 99) & (firms["registered"] + 12 * years <= lived.last)
    seen &= firms["exit_kind"] != codes.MOVED
    return mean((gone - firms["registered"])[seen] >= 12 * years)


def recent_lifespans(lived: CityRun) -> ndarray:
    """Years on the register of firms struck off in the last years of the run."""
    gone = deregistration_months(lived)
    closed = lived.firms["exit_kind"] == codes.CLOSED
    recent = closed & (gone > lived.last - SETTLED) & (gone <= lived.last)
    return (gone - lived.firms["registered"])[recent] / 12


def deregistration_rate(lived: CityRun) -> Parts:
    """Firms struck off in the last years, against the mean number on the register, a year."""
    off = len(recent_lifespans(lived)) / (SETTLED / 12)
    return off, float(lived.month("registered")[-SETTLED:].mean())


def exits_per_entry(lived: CityRun) -> Parts:
    """Firms struck off against firms registered, over the last years."""
    entries = lived.month("reached_age_0")[-SETTLED:]
    return float(len(recent_lifespans(lived))), float(entries.sum())


def mean_lifespan(lived: CityRun) -> Parts:
    """The mean of lifespans."""
    return mean(recent_lifespans(lived))


def young_exit_share(years: int, lived: CityRun) -> Parts:
    """Of firms struck off in the last years, those that lived less than so many years."""
    return mean(recent_lifespans(lived) < years)


def young_firm_share(years: int, lived: CityRun) -> Parts:
    """Living firms younger than so many years, over the Decembers of the last years."""
    month, rows = lived.decembers
    age = month - rows["registered"]
    return mean(age[(rows["rung"] > 0) & (month > lived.last - SETTLED)] < 12 * years)


def first_year_growth(lived: CityRun) -> Parts:
    """People of firms a year on, against the same firms' people in the December after they were
    registered.
    """
    now, then = 0.0, 0.0
    for month, before, after in lived.year_pairs:
        new = (before["rung"] > 0) & (before["registered"] > month - 12)
        then += float(before["heads"][new].sum())
        now += float(after["heads"][new].sum())
    return now, then


def one_year_sales(lived: CityRun) -> ndarray:
    """Sales of firms at work a year old: those in their second calendar year, each December."""
    month, rows = lived.decembers
    return rows["sales_year"][(rows["rung"] > 0) & (rows["registered"] // 12 == month // 12 - 1)]


def share_with_sales_over(least: float, lived: CityRun) -> Parts:
    """Firms a year old with sales above a line, of those at work."""
    return mean(one_year_sales(lived) > least)


def large_seller_share(lived: CityRun) -> Parts:
    """Firms a year old with sales above a million yuan, of those that sell."""
    sales = one_year_sales(lived)
    return mean(sales[sales > 0] > 100)


def sales_concentration(lived: CityRun) -> Parts:
    """Their part in the sales of all firms a year old."""
    sales = one_year_sales(lived)
    return float(sales[sales > 100].sum()), float(sales.sum())


def mean_heads_at_age(first: int, last: int, lived: CityRun) -> Parts:
    """Mean people of firms of an age in whole years that are their own, over all Decembers."""
    month, rows = lived.decembers
    age = (month - rows["registered"]) // 12
    own = (rows["rung"] > 0) & (rows["acquired"] < 0)
    return mean(rows["heads"][own & (age >= first) & (age <= last)])
