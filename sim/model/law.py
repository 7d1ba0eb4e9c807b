"""What the law says, by date: taxes, social contributions, thresholds of the ladder, the price of
credit.

A Statute is a field whose value changes on dates; a month's table takes the value in force.  Laws
are the same under every policy of a scenario.  Sources name the document; "assumed" marks a
simplification.
"""

from sim.core.fields import Field
from sim.model.declarations import Line, declare_fields


class Statute(Field):
    """A legal quantity: its history is a tuple of (first month as (year, month), value), oldest
    first.
    """

    def __init__(
        self, en: str, zh: str, unit: str, source: str, *history: tuple[tuple[int, int], float]
    ):
        super().__init__(en, zh, unit, default=float(history[-1][1]), source=source)
        self.history = history

    def at(self, year: int, month: int) -> float:
        """The value in force in a month (the oldest one before the history begins)."""
        value = self.history[0][1]
        for since, later in self.history:
            if since <= (year, month):
                value = later
        return float(value)


ALWAYS = (2000, 1)


def statute(line: Line) -> Statute:
    """A law; its value is written with the months of its changes: `0.5; 2018-01: 0.75; 2022-10: 1`."""
    first, *changes = line["value"].split("; ")
    history = [(ALWAYS, float(first))]
    for change in changes:
        month, value = change.split(": ")
        history.append(((int(month[:4]), int(month[5:])), float(value)))
    return Statute(line["en"], line["zh"], line["unit"], line["source"], *history)


@declare_fields("laws", statute)
class Law:
    """The legal setting of a month."""
