"""What a government can set, month by month and district by district.

A Lever is a field with a neutral value, which leaves every firm exactly as if there were no lever.
Money levers of firms and people have an envelope (万元 a year and district) and a unit rule; service
levers are yearly budgets that buy people, seats or equipment at the unit costs of
`sim/model/parameters.py`. A rule's own terms (months, caps) do nothing while their envelope is
empty.
"""

from sim.core.fields import Field
from sim.model.declarations import Line, declare_fields


class Lever(Field):
    """Something a plan can set: who receives it and which channel it enters."""

    def __init__(
        self,
        en: str,
        zh: str,
        unit: str,
        low: float,
        high: float,
        receiver: str,
        channel: str,
        neutral: float = 0.0,
        source: str = "",
    ):
        super().__init__(en, zh, unit, float(neutral), float(low), float(high), source)
        self.receiver, self.channel, self.neutral = receiver, channel, float(neutral)


def lever(line: Line) -> Lever:
    """A lever at its neutral value."""
    return Lever(
        line["en"],
        line["zh"],
        line["unit"],
        float(line["low"]),
        float(line["high"]),
        line["receiver"],
        line["channel"],
        float(line["neutral"]),
        line["source"],
    )


@declare_fields("levers", lever)
class Levers:
    """Every lever, at its neutral value."""
