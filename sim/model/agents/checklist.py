"""An authority's list of points: what it asks, whom it is kept of, and what follows from passing and
failing.
"""

from sim.core.population import Agent
from sim.model.declarations import declare_fields


@declare_fields("checklists")
class Checklist(Agent):
    """What an authority marks by, when, and what follows."""


@declare_fields("criteria")
class Criterion(Agent):
    """One point of a checklist."""


@declare_fields("candidacies")
class Candidacy(Agent):
    """One facility, operator or district on a checklist, and how it stands there."""
