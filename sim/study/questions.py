"""Which outcomes a question about a plan is about, by the names a user gives, and how many futures
it takes.
"""

from collections.abc import Collection, Sequence

from sim.runs.outcomes import outcome_fields
from sim.runs.targets import outcome_targets
from sim.scenario.scenario import Scenario
from sim.words.catalogue import user_error
from sim.words.suggestions import suggestion

ALSO = ("high_tech", "jobs")  # outcomes looked at beside a plan's targets
LEAST_FUTURES = 40


def require_futures(futures: int) -> None:
    """UserError where futures are too few to learn from."""
    if futures < LEAST_FUTURES:
        raise user_error("explain_too_small", count=futures, least=LEAST_FUTURES)


def requested_outcomes(scenario: Scenario, names: Sequence[str]) -> list[str]:
    """Outcomes by name, a target's also by its id; where none is named, the outcome targets'
    quantities and a few more.
    """
    known = outcome_fields(scenario)
    if not names:
        return [*(f"target.{t.id}" for t in outcome_targets(scenario)), *ALSO]
    return list(dict.fromkeys(find_outcome(name, known) for name in names))


def find_outcome(name: str, known: Collection[str], before: str = "target.") -> str:
    """An outcome by its name or its target's id; UserError with the nearest where there is none."""
    found = next((full for full in (name, before + name) if full in known), None)
    if found is None:
        raise user_error("study_no_such", name=name, help=suggestion(name, known))
    return found
