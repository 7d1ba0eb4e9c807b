"""A row of the scorecard: one published fact, and how the same thing is measured in the model.

Every row is measured as a ratio of two sums, so that runs can be added without error and one rule
gives every row its standard error.  A row names the parameters that were given their value by the
very fact it is held against: such a row shows only that the parameter does its work, and does not
count as evidence.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

Parts = tuple[float, float]  # what stands above and below the line of a ratio
GROUPS: dict[str, tuple[str, str]] = {
    "demography": ("企业生存与更替", "Firm demography"),
    "size": ("规模与增长", "Size and growth"),
    "finance": ("融资", "Finance"),
    "ladder": ("梯次与孵化", "Ladder and incubation"),
    "policy": ("政策效应（虚拟实验）", "Effects of policy (virtual experiments)"),
}
MARKS: dict[str, tuple[str, str]] = {
    "V": ("已核对原文", "read at its source"),
    "C": ("由公开数据文件计算", "computed from a public data file"),
    "D": ("由已核对数字推算", "derived from figures read at their source"),
    "R": ("凭记忆，未复核，只作约数", "recalled, not read again: only about so much"),
}
CITY = "city"  # the setting of rows that need no experiment
# of the value, where a source gives neither error nor band
UNKNOWN_ERROR = {"V": 0.10, "C": 0.10, "D": 0.10, "R": 0.15}


@dataclass(frozen=True)
class Fact:
    """What was published: a value with its standard error, a band, or only a sign."""

    source: str
    mark: str
    value: float | None = None
    error: float | None = None
    band: tuple[int | float, int | float] | None = None  # whole numbers stay so in files
    sign: int = 0

    @property
    def spread(self) -> float:
        """The published standard error; a rough one where the source gives none."""
        return (
            UNKNOWN_ERROR[self.mark] * abs(self.value or 0.0) if self.error is None else self.error
        )


@dataclass(frozen=True)
class ScorecardRow:
    """A fact, its names, the id of the setting it is simulated in, and how it is read off there."""

    id: str
    group: str
    zh: str
    en: str
    unit: str
    fact: Fact
    how_zh: str
    how_en: str
    measure: Callable[..., Parts]
    setting: str = CITY
    countries: tuple[str, ...] = ("china", "us")
    given_by: tuple[str, ...] = ()  # parameters set by this very fact


def mean(values: np.ndarray) -> Parts:
    """A mean, or the share of those of which something is so, as the ratio of a sum and a number."""
    return float(values.sum()), float(len(values))
