"""The month as a startup in one district meets it: date, chance, law, nature and levers in one
record.
"""

from numpy import ndarray

from sim.core.fields import Field, blank_table, dtype_of, fields_of
from sim.model.law import Law, Statute
from sim.model.levers import Levers
from sim.model.parameters import Nature

STATUTES = {name: law for name, law in fields_of(Law).items() if isinstance(law, Statute)}


class Clock:
    """The date and the run's seed."""

    clock = Field("month number, year * 12 + month - 1", "月序", "month", default=0)
    year = Field("calendar year", "年", "year", default=0)
    month = Field("month of the year, 1 to 12", "月", "month", default=0)
    first_month = Field(
        "first month of this year that the scenario covers", "本年覆盖起始月", "month", default=1
    )
    since_start = Field("months since the first month", "第几个月", "month", default=0)
    seed = Field("the run's seed", "随机种子", default=0, dtype="u8")


MONTH_ROW = dtype_of(Clock, Law, Nature, Levers)  # the record of a month in a district


def month_number(year: int, month: int) -> int:
    """A calendar month as one number."""
    return year * 12 + month - 1


def month_name(clock: int) -> str:
    """A month number as 2022-08."""
    return f"{clock // 12}-{clock % 12 + 1:02d}"


def calendar(
    first: int, last: int, districts: int, nature: dict[str, float], start: int | None = None
) -> ndarray:
    """The table (month, district) under neutral levers: dates, the law in force and the natural
    setting.

    The wage of staff outside research grows with wages in general; it is as given in the month
    `start` (default: the first).
    """
    table = blank_table((last - first + 1, districts), Clock, Law, Nature, Levers)
    for name, value in nature.items():
        table[name] = value
    for t, clock in enumerate(range(first, last + 1)):
        row = table[t]
        row["first_month"] = max(1, first - clock // 12 * 12 + 1)
        row["clock"], row["year"], row["month"], row["since_start"] = (
            clock,
            clock // 12,
            clock % 12 + 1,
            t,
        )
        for name, statute in STATUTES.items():
            row[name] = statute.at(clock // 12, clock % 12 + 1)
        row["staff_wage"] *= (1 + row["wage_growth"] / 12) ** (
            clock - (first if start is None else start)
        )
    return table
