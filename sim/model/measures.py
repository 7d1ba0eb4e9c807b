"""What is measured: one row a month and district; every measure adds up.

Shares and means are formed from these sums where they are shown, so that districts, sectors and
runs can be added without error.
"""

from sim.core.fields import Field
from sim.model.declarations import Line, declare_fields


class Measure(Field):
    """A sum over a district in a month: a stock at its end or a flow within it."""

    def __init__(self, en: str, zh: str, unit: str, kind: str = "stock"):
        super().__init__(en, zh, unit)
        self.kind = kind


def measure(line: Line) -> Measure:
    """A stock, or a flow: counted as it happens in the month."""
    return Measure(line["en"], line["zh"], line["unit"], line["kind"])


@declare_fields("measures", measure)
class Census:
    """A district's month."""


@declare_fields("facility_measures", measure)
class FacilityCensus:
    """A facility's month."""


@declare_fields("sector_measures", measure)
class SectorCensus:
    """A sector's month, over all districts of its market."""
