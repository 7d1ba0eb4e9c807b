"""US firms by age: the anchors that are computed from the Census Bureau's file, not copied from a
page.

`bds_firm_age.csv` holds the columns needed of the Business Dynamics Statistics 2021 by firm age
(public domain), years 2005 to 2021, firms counted each March.
"""

import csv
from functools import cache
from pathlib import Path

import numpy as np

from sim.validation.facts import Fact

SOURCE = "US Census Bureau, Business Dynamics Statistics 2021"
COHORTS, YEARS = range(2010, 2015), range(2010, 2020)


@cache
def bds_table() -> dict[tuple[int, str], dict[str, float]]:
    """Firms, employees and deaths by year and age."""
    with open(Path(__file__).with_name("bds_firm_age.csv"), encoding="utf-8", newline="") as file:
        return {
            (int(r["year"]), r["age"]): {
                name: float(r[name]) for name in ("firms", "employees", "deaths")
            }
            for r in csv.DictReader(file)
        }


def bds_fact(values: list[float]) -> Fact:
    """The mean over cohorts or years, with their spread as its error."""
    return Fact(SOURCE, "C", float(np.mean(values)), float(np.std(values, ddof=1)))


def survival_rate(age: int) -> Fact:
    """The part of a cohort that is alive after so many years, cohorts 2010 to 2014."""
    return bds_fact(
        [
            bds_table()[born + age, str(age)]["firms"] / bds_table()[born, "0"]["firms"]
            for born in COHORTS
        ]
    )


def death_rate(age: int) -> Fact:
    """The part of firms of an age that dies in a year, 2010 to 2019."""
    rows = [bds_table()[year, str(age)] for year in YEARS]
    return bds_fact([r["deaths"] / (r["firms"] + r["deaths"]) for r in rows])


def mean_employees(first: int, last: int) -> Fact:
    """Mean employees of firms of an age in whole years, 2010 to 2019."""
    age = str(first) if first == last else f"{first} to {last}"
    rows = [bds_table()[year, age] for year in YEARS]
    return bds_fact([r["employees"] / r["firms"] for r in rows])
