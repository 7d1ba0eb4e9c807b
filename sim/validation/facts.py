"""A row of the scorecard: one published fact, and how the same thing is measured in the model.

Every row is measured as a ratio of two sums, so that runs can be added without error and one rule
gives every row its standard error.  A row names the parameters that were given their value by the
very fact it is held against: such a row shows only that the parameter does its work, and does not
count as evidence.  All rows of the reference city were in view while values were searched for.
"""

from collections.abc import Callable
from dataclasses import dataclass

from numpy import ndarray

from sim.core.files import read_declarations

Parts = tuple[float, float]  # what stands above and below the line of a ratio
FILE = read_declarations(__file__, "rows.toml")
GROUPS: dict[str, tuple[str, str]] = FILE["groups"]
MARKS: dict[str, tuple[str, str]] = FILE["marks"]
CITY, ZONE = "city", "zone"  # the settings of rows that need no experiment


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
            FILE["unknown_error"][self.mark] * abs(self.value or 0.0)
            if self.error is None
            else self.error
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
    given_by: tuple[str, ...] = ()  # parameters given their value by this very fact


def mean(values: ndarray) -> Parts:
    """A mean, or the share of those of which something is so, as the ratio of a sum and a number."""
    return float(values.sum()), float(len(values))
