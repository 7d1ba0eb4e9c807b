"""What every question about a plan shares: which outcomes it is about, and how its futures are
lived in a study of their own.

A question is a design, the runs it asks for and what a method makes of them; each stands in a file
of `sim.study.methods`. The number of runs is not part of a question: asked again with more of them,
a study goes on where it was.
"""

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from sim.core.digests import fingerprint
from sim.core.errors import UserError
from sim.core.fields import Field
from sim.runs.outcomes import outcome_fields
from sim.runs.targets import outcome_targets
from sim.scenario.scenario import Scenario
from sim.study.design.ranges import Unknown
from sim.study.design.variations import (
    RunSettings,
    Variation,
    future_variations,
    run_variations,
    unknown_columns,
)
from sim.study.store.study import Study
from sim.words.catalogue import say
from sim.words.suggestions import suggestion

ALSO = ("high_tech", "jobs")  # outcomes looked at beside a plan's targets
LEAST_FUTURES = 40
MOST_MISSING = 0.05  # share of futures that may fail and be left out


def require_futures(futures: int) -> None:
    """UserError where futures are too few to learn from."""
    if futures < LEAST_FUTURES:
        raise UserError(say("explain_too_small", count=futures, least=LEAST_FUTURES))


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
        raise UserError(say("study_no_such", name=name, help=suggestion(name, known)))
    return found


def run_question(
    scenario: Scenario,
    method: str,
    variations: Sequence[Variation],
    fields: Mapping[str, Field],
    way: RunSettings,
    content: object,
    unknowns: Sequence[Unknown] = (),
    most_missing: float = 0.0,
    **about: object,
) -> tuple[Study, dict[str, np.ndarray]]:
    """Live variations of a plan in the study of a question, and give each outcome as an array
    (variations, runs).

    The study is named by the plan, the method and a digest of the design, of which `content` is
    what the others leave open; `about` is what else it says of its question.
    """
    ranges = [[u.name, u.low, u.high] for u in unknowns]
    digest = fingerprint([scenario.digest, way.seed, way.months, content])[:8]
    policy = "" if method == "voi" else f"-{scenario.policy}"
    asked = {
        "scenario_digest": scenario.digest,
        "seed": way.seed,
        "months": way.months,
        "ranges": ranges,
        "method": method,
        **about,
    }
    name = f"{scenario.name}{policy}-{method}-{digest}"
    return run_variations(name, scenario, fields, variations, way, asked, most_missing)


def run_futures(
    scenarios: Sequence[Scenario],
    method: str,
    unknowns: Sequence[Unknown],
    points: Sequence[Mapping[str, float]],
    way: RunSettings,
    size: int,
    common_random_numbers: bool = True,
    **about: object,
) -> tuple[Study, dict[str, np.ndarray]]:
    """Scenarios lived in futures that differ in unknowns.

    With common random numbers all futures meet the same luck; without, each its own, the same for
    all scenarios.
    """
    first, variations = scenarios[0], []
    for scenario in scenarios:
        variations += future_variations(scenario, unknowns, points, common_random_numbers)
    content: list[object] = [[[u.name, u.low, u.high] for u in unknowns], size]
    if about:
        content.append([scenario.digest for scenario in scenarios])
    return run_question(
        first,
        method,
        variations,
        unknown_columns(first, unknowns),
        way,
        content,
        unknowns,
        0.0 if common_random_numbers else MOST_MISSING,
        size=size,
        **about,
    )
