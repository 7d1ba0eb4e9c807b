"""A plan explained: each question is a design, the runs it asks for, and what a method makes of them.

The number of runs is not part of a question: asked again with more of them, a study goes on where it was.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.core.digests import fingerprint
from sim.core.errors import UserError
from sim.core.fields import Field
from sim.runs.outcomes import ALL_MET, OUTLAY, measurable_targets, outcome_fields, target_reading_id
from sim.scenario.scenario import Scenario
from sim.study.design.ranges import Unknown, latin_hypercube_sample
from sim.study.design.task import Case
from sim.study.design.variations import (
    RunSettings,
    Variation,
    future_variations,
    run_variations,
    unknown_columns,
)
from sim.study.methods import scenario_discovery, sensitivity, shapley, value_of_information
from sim.study.store.study import Study
from sim.words.catalogue import say
from sim.words.suggestions import suggestion

ALSO = ("high_tech", "jobs")  # outcomes looked at beside a plan's targets
MOST_MISSING = 0.05  # share of futures that may fail and be left out
CONDITION = re.compile(r"\s*(.+?)\s*([<>])\s*(\S+)\s*")


@dataclass(frozen=True)
class SensitivityResult:
    """What moves each outcome: all unknowns screened, those kept with their indices (none where nothing stands out)."""

    screened: dict[str, list[sensitivity.ElementaryEffect]]
    kept: list[Unknown]
    shares: dict[str, sensitivity.VarianceShares | None]
    studies: list[Study]


@dataclass(frozen=True)
class Condition:
    """Something that happens in a run: an outcome below (<) or above (>) a line."""

    outcome: str
    sign: str
    line: float

    def holds(self, values: np.ndarray) -> np.ndarray:
        """In which runs it happens."""
        return values < self.line if self.sign == "<" else values > self.line


@dataclass(frozen=True)
class DiscoveryResult:
    """In which futures something happens: how often at all, and the rules for whichever of the two is rarer."""

    condition: Condition
    runs: int
    share: float
    common: bool
    rules: list[scenario_discovery.Rule]


@dataclass(frozen=True)
class Attribution:
    """What each part adds to an outcome, what all add together, and the outcome without any."""

    outcome: str
    shares: list[shapley.ShapleyValue]
    total: float
    low: float
    high: float
    nothing: float


def requested_outcomes(scenario: Scenario, names: Sequence[str]) -> list[str]:
    """Outcomes by name, a target's also by its id; where none is named, the outcome targets' quantities and a few more."""
    known = outcome_fields(scenario)
    if not names:
        return [
            *(
                f"target.{target_reading_id(t)}"
                for t in measurable_targets(scenario)
                if t.chosen and t.role == "outcome"
            ),
            *ALSO,
        ]
    return list(dict.fromkeys(find_outcome(name, known) for name in names))


def find_outcome(name: str, known: Mapping[str, Any], before: str = "target.") -> str:
    """An outcome by its name or its target's id; UserError with the nearest where there is none."""
    found = next((full for full in (name, before + name) if full in known), None)
    if found is None:
        raise UserError(say("study_no_such", name=name, help=suggestion(name, known)))
    return found


def missed_target_conditions(scenario: Scenario) -> list[Condition]:
    """Each outcome target missed, and any of them."""
    names = [
        f"met.{target_reading_id(t)}"
        for t in measurable_targets(scenario)
        if t.chosen and t.role == "outcome"
    ]
    return [Condition(name, "<", 0.5) for name in (*names, ALL_MET)]


def parse_condition(text: str, known: Mapping[str, Any]) -> Condition:
    """What may happen, as written: "jobs < 50000", or X-T15 for that target missed; UserError where it says nothing."""
    if parts := CONDITION.fullmatch(text):
        name, sign, line = parts.groups()
        try:
            return Condition(find_outcome(name, known), sign, float(line))
        except ValueError:
            raise UserError(say("explain_bad_condition", given=text)) from None
    name = find_outcome(text.strip(), known, "met.")
    if not name.startswith("met"):
        raise UserError(say("explain_bad_condition", given=text))
    return Condition(name, "<", 0.5)


def study_name(scenario: Scenario, method: str, way: RunSettings, content: Any) -> str:
    """The name of a study: its plan, what is done with it, and a digest of the design."""
    policy = "" if method == "voi" else f"-{scenario.policy}"
    return f"{scenario.name}{policy}-{method}-{fingerprint([scenario.digest, way.seed, way.months, content])[:8]}"


def range_bounds(unknowns: Sequence[Unknown]) -> list[Any]:
    """What is varied between which values, as plain data."""
    return [[u.name, u.low, u.high] for u in unknowns]


def question_record(
    scenario: Scenario, way: RunSettings, unknowns: Sequence[Unknown], **more: Any
) -> dict[str, Any]:
    """What a study says of its question."""
    return {
        "scenario_digest": scenario.digest,
        "seed": way.seed,
        "months": way.months,
        "ranges": range_bounds(unknowns),
        **more,
    }


def analyse_sensitivity(
    scenario: Scenario,
    unknowns: Sequence[Unknown],
    outcomes: Sequence[str],
    way: RunSettings,
    trajectories: int,
    keep: int,
    size: int,
) -> SensitivityResult:
    """Screen all unknowns, then take the variance of the outcomes apart among those that matter most."""
    places = sensitivity.morris_trajectories(unknowns, trajectories, way.seed)
    study, values = run_futures(
        scenario,
        "screening",
        unknowns,
        sensitivity.design_values(unknowns, places),
        way,
        trajectories,
    )
    screened = {
        name: sensitivity.screen_unknowns(unknowns, places, values[name], way.seed)
        for name in outcomes
    }
    kept = strongest_unknowns(unknowns, screened, keep)
    if not kept or not size:
        return SensitivityResult(screened, kept, {}, [study])
    design = sensitivity.design_values(kept, sensitivity.saltelli_sample(kept, size, way.seed))
    second, values = run_futures(scenario, "indices", kept, design, way, size)
    return SensitivityResult(
        screened,
        kept,
        {name: sensitivity.sobol_shares(kept, values[name], way.seed) for name in outcomes},
        [study, second],
    )


def strongest_unknowns(
    unknowns: Sequence[Unknown],
    screened: Mapping[str, Sequence[sensitivity.ElementaryEffect]],
    keep: int,
) -> list[Unknown]:
    """The unknowns that move any outcome most, against the strongest for that outcome, of those that stand out from luck."""
    weight: dict[str, float] = {}
    for rows in screened.values():
        for r in rows:
            if r.tells:
                weight[r.name] = max(weight.get(r.name, 0.0), r.strength / rows[0].strength)
    chosen = sorted(weight, key=lambda name: -weight[name])[:keep]
    return [u for u in unknowns if u.name in chosen]


def run_futures(
    scenario: Scenario,
    method: str,
    unknowns: Sequence[Unknown],
    points: Sequence[Mapping[str, float]],
    way: RunSettings,
    size: int,
    own_luck: bool = False,
) -> tuple[Study, dict[str, np.ndarray]]:
    """A plan lived in futures that differ in unknowns, all with the same luck or each with its own."""
    name = study_name(scenario, method, way, [range_bounds(unknowns), size])
    return run_variations(
        name,
        scenario,
        unknown_columns(scenario, unknowns),
        future_variations(scenario, unknowns, points, own_luck),
        way,
        question_record(scenario, way, unknowns, method=method, size=size),
        MOST_MISSING if own_luck else 0.0,
    )


def sample_futures(unknowns: Sequence[Unknown], count: int, seed: int) -> list[dict[str, float]]:
    """So many futures as values of the unknowns by name."""
    return [
        dict(zip((u.name for u in unknowns), map(float, row), strict=True))
        for row in latin_hypercube_sample(unknowns, count, seed)
    ]


def discover_futures(
    rows: Mapping[str, np.ndarray],
    varied: Sequence[str],
    conditions: Sequence[Condition],
    seed: int,
) -> list[DiscoveryResult]:
    """In which futures each thing happens, from a study's rows; rules are of its rarer side."""
    columns = scenario_discovery.varying_unknowns(rows, varied)
    points = scenario_discovery.point_numbers(columns.values())
    answers = []
    for condition in conditions:
        happens = condition.holds(np.asarray(rows[condition.outcome], float))
        common = bool(happens.mean() > 0.5)
        answers.append(
            DiscoveryResult(
                condition,
                len(happens),
                float(happens.mean()),
                common,
                scenario_discovery.discover_rules(columns, happens != common, points, seed),
            )
        )
    return answers


def coalition_design(
    names: Sequence[str], orders: int, seed: int
) -> tuple[list[shapley.Coalition], list[tuple[str, ...]]]:
    """The coalitions to live and the orders to walk; no orders where all coalitions are lived: of few parts, or asked for by 0.

    UserError where all would be too many.
    """
    if len(names) > shapley.MOST_AT_ALL and not orders:
        raise UserError(say("explain_too_many_parts", parts=len(names), most=shapley.MOST_AT_ALL))
    if len(names) <= shapley.MOST_EXACT or not orders:
        return shapley.all_coalitions(names), []
    walked = shapley.antithetic_orders(names, orders, seed)
    return shapley.prefix_coalitions(walked), walked


def analyse_attribution(
    scenario: Scenario,
    parts: Sequence[shapley.PlanPart],
    outcomes: Sequence[str],
    way: RunSettings,
    orders: int,
) -> tuple[list[Attribution], Study]:
    """What each part of a plan adds to the outcomes."""
    names = [p.name for p in parts]
    coalitions, walked = coalition_design(names, orders, way.seed)
    variations = [
        Variation(
            Case(shapley.coalition_scenario(scenario, parts, c)),
            scenario.policy,
            k,
            {f"part.{n}": float(n in c) for n in names},
        )
        for k, c in enumerate(coalitions)
    ]
    fields = {
        f"part.{name}": Field(f"part in force: {name}", f"部分生效：{name}", "flag")
        for name in names
    }
    study, values = run_variations(
        study_name(
            scenario, "attribution", way, [[p.name, p.levers] for p in parts] + [len(walked)]
        ),
        scenario,
        fields,
        variations,
        way,
        question_record(scenario, way, [], method="attribution", orders=len(walked)),
    )
    answers = []
    for outcome in outcomes:
        value = shapley.coalition_values(coalitions, values[outcome])
        shares = (
            shapley.sampled_shapley_values(names, value, walked)
            if walked
            else shapley.shapley_values(names, value)
        )
        whole, nothing = value(frozenset(names)), value(frozenset())
        answers.append(
            Attribution(
                outcome, shares, *shapley.mean_interval(whole - nothing), float(nothing.mean())
            )
        )
    return answers, study


def analyse_information(
    policies: Sequence[Scenario],
    unknowns: Sequence[Unknown],
    objective: str,
    price: float | None,
    way: RunSettings,
    count: int,
) -> tuple[value_of_information.ValueOfInformation, Study]:
    """What knowing an unknown would be worth for the choice among policies.

    The objective is an outcome, more of it being better; with a price (万元 a piece) its value less the public outlay.
    Policies meet the same luck in a future, futures each their own.
    """
    points, first = sample_futures(unknowns, count, way.seed), policies[0]
    variations = [
        v
        for scenario in policies
        for v in future_variations(scenario, unknowns, points, own_luck=True)
    ]
    name = study_name(
        first, "voi", way, [range_bounds(unknowns), count, [p.digest for p in policies]]
    )
    study, values = run_variations(
        name,
        first,
        unknown_columns(first, unknowns),
        variations,
        way,
        question_record(
            first, way, unknowns, method="voi", size=count, policies=[p.policy for p in policies]
        ),
        MOST_MISSING,
    )
    worth = values[objective] if price is None else price * values[objective] - values[OUTLAY]
    worth = worth.reshape(len(policies), count, way.runs)
    whole = ~np.isnan(worth).any((0, 2))
    known = {u.name: np.array([point[u.name] for point in points])[whole] for u in unknowns}
    return value_of_information.value_of_information(
        [p.policy for p in policies], known, worth[:, whole], way.seed
    ), study
