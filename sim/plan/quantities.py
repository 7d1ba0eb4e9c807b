"""The declared quantities a plan may name: levers it sets, natural parameters it fixes, measures it
asks of.
"""

from sim.core.fields import Field, fields_of
from sim.core.ledger import Flow
from sim.model.agents.payments import Book
from sim.model.levers import Levers
from sim.model.measures import Census, FacilityCensus, Measure, SectorCensus
from sim.model.parameters import Nature


def census_measures(declaration: type) -> dict[str, Measure]:
    """Every measure that a census declares."""
    return {n: m for n, m in fields_of(declaration).items() if isinstance(m, Measure)}


LEVERS: dict[str, Field] = fields_of(Levers)
NATURE: dict[str, Field] = fields_of(Nature)
MEASURES: dict[str, Measure] = {
    **census_measures(Census),
    **{f"sector.{n}": m for n, m in census_measures(SectorCensus).items()},
    **{f"facility.{n}": m for n, m in census_measures(FacilityCensus).items()},
    **{
        f"money.{n}": Measure(f.en, f.zh, "万元", "flow")
        for n, f in fields_of(Book).items()
        if isinstance(f, Flow)
    },
}
