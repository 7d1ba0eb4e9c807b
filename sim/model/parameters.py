"""What people, firms and technology are like: the parameters no government sets.

Each is declared with unit, bounds, meaning and source; a scenario may override them for its place,
studies vary them within the bounds, and calibration moves them.  "assumed" means that no public
figure was found; "scale" names the published figure a starting value was set by.
"""

from sim.core.fields import Field
from sim.model.declarations import Line, declare_fields


def parameter(line: Line) -> Field:
    """A natural parameter."""
    return Field(
        line["en"],
        line["zh"],
        line["unit"],
        float(line["default"]),
        float(line["low"]),
        float(line["high"]),
        line["source"],
    )


@declare_fields("parameters", parameter)
class Nature:
    """The natural setting of a region, the same under every policy."""
