"""On which assumptions a plan's answer hangs: each is taken smaller and larger, alone, and the plan
lived again.

All go equally far (three tenths less and more): that says how much the answer depends on an
assumption, not how wrong the assumption may be.  What changes the region's past needs other
starting populations, whose luck is another: so the plan's own are drawn again several times, and a
change of the past counts only where it goes beyond every one of these draws.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy import ndarray
from scipy.stats import binomtest, chi2_contingency

from sim.core.files import read_declarations
from sim.plan.parts import Target
from sim.plan.quantities import LEVERS, NATURE
from sim.runs.ensemble import Ensemble, ensemble_of, run
from sim.runs.targets import measurable_targets, outcome_targets, target_outcome
from sim.runs.workers import Progress, ignore_progress, map_parallel
from sim.scenario.scenario import Scenario
from sim.scenario.spinup import starting_world
from sim.study.design.ranges import multiply_series
from sim.words.catalogue import user_error

STEPS = (0.7, 1.3)
RUNS, LEAST = 20, 10  # runs a variation; with fewer than the least nothing can be told from luck
REDRAWN, DRAWS = "redrawn", 6
RARE = 0.01  # luck alone changes so many verdicts one way no more often than this
MET = 0.05  # how near a starting population must come to its stocks to count
AMOUNTS = "levers.amounts"
TOGETHER = read_declarations(__file__)["together"]


@dataclass(frozen=True)
class Perturbation:
    """A scenario in which one assumption is another, and whether the region then has another past."""

    id: str
    factor: float
    scenario: Scenario
    past: bool


@dataclass(frozen=True)
class PerturbationResult:
    """What became of each target in the runs of a trial: quantity and whether the line is reached,
    one a run.
    """

    values: dict[str, ndarray]
    met: dict[str, ndarray]
    gap: float = 0.0


def assumption_exposure(
    ensemble: Ensemble, jobs: int | None = None, progress: Progress = ignore_progress
) -> list[dict[str, Any]]:
    """How each target fares when each assumption is taken smaller and larger, as plain rows.

    A row has the assumption (`id`, the plan's `keys`, `factor`), the target (`target`, `unit`), its
    probability and median before and after, and whether the change `tells`: it is more than luck
    and more than another starting population does. `gap` is how far the starting population missed
    its stocks; beyond 5 % nothing tells.  Raises UserError for an ensemble of too few runs, and
    where a trial does not come through.
    """
    if len(ensemble.seeds) < LEAST:
        raise user_error("exposure_too_few", least=LEAST, runs=len(ensemble.seeds))
    seeds, scenario = ensemble.seeds[:RUNS], ensemble.scenario
    keys = testable_assumptions(scenario)
    made = list_perturbations(scenario, ensemble.spinup["nature"])
    items = [(trial, seeds, ensemble.months) for trial in made]
    found: dict[tuple[str, float], PerturbationResult] = {}
    progress("exposure", 0, len(made))
    for (trial, _, _), answer in map_parallel(run_perturbation, items, jobs, try_here=False):
        if isinstance(answer, BaseException):
            raise user_error(
                "exposure_one_failed", id=trial.id, factor=trial.factor, fault=answer
            ) from answer
        found[trial.id, trial.factor] = answer
        progress("exposure", len(found), len(made))
    base = perturbation_result(ensemble, len(seeds))
    draws = [base, *(one for (id, _), one in found.items() if id == REDRAWN)]
    return [
        exposure_row(trial, keys.get(trial.id, ()), t, found[trial.id, trial.factor], draws)
        for trial in made
        for t in assessed_targets(scenario)
    ]


def testable_assumptions(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """What can be tried of a plan's assumptions: stocks and natural parameters each by itself, the
    others together.
    """
    found: dict[str, tuple[str, ...]] = {}
    for note in scenario.notes:
        kind, *_, last = note.key.split(".")
        id = note.key if kind in ("start", "nature") else f"{kind}.{last}"
        if kind == "levers" and LEVERS[last].unit.startswith("万元"):
            id = AMOUNTS
        alone = kind == "nature" or (kind == "start" and last != "spinup_years")
        if alone or id in TOGETHER or id == AMOUNTS:
            found[id] = (*found.get(id, ()), note.key)
    return found


def list_perturbations(scenario: Scenario, fitted: Mapping[str, float]) -> list[Perturbation]:
    """Every assumption smaller and larger, and the plan's own region drawn again.

    A new starting population is fitted from the plan's own `fitted` rates on, which takes a few
    rounds instead of many.
    """
    made = [(REDRAWN, float(k), redraw_population(scenario, k)) for k in range(1, DRAWS + 1)]
    for id, keys in testable_assumptions(scenario).items():
        made += [(id, step, perturb_assumption(scenario, id, keys, step)) for step in STEPS]
    found = []
    for id, factor, new in made:
        if is_consistent(new) and new.digest != scenario.digest:
            past = new.place_digest != scenario.place_digest
            nature = {**new.nature, **(fitted if past else {})}
            found.append(Perturbation(id, factor, replace(new, nature=nature), past))
    return found


def redraw_population(scenario: Scenario, draw: int) -> Scenario:
    """The same region with another draw of its starting population: a number too small to matter is
    another name for chance.
    """
    return perturb_assumption(scenario, "start.talents", (), 1 + draw * 1e-9)


def perturb_assumption(scenario: Scenario, id: str, keys: Sequence[str], factor: float) -> Scenario:
    """The scenario with one assumption multiplied."""
    kind, _, name = id.partition(".")
    if kind == "start":
        return replace(scenario, start={**scenario.start, name: scenario.start[name] * factor})
    if kind == "nature":
        f = NATURE[name]
        return scenario.vary({name: float(np.clip(scenario.nature[name] * factor, f.low, f.high))})
    if id == AMOUNTS:
        names = {key.rpartition(".")[2] for key in keys}
        levers = (
            {n: multiply_series(s, factor) if n in names else s for n, s in own.items()}
            for own in scenario.levers
        )
        return replace(scenario, levers=tuple(levers))
    part = {
        "sector": "sectors",
        "facility": "facilities",
        "fund": "funds",
        "institution": "institutions",
    }[kind]
    things = (
        x.model_copy(update={n: getattr(x, n) * factor for n in TOGETHER[id]})
        if f"{kind}.{x.id.partition('.')[0]}.{name}" in keys  # houses that are counted share a key
        else x
        for x in getattr(scenario, part)
    )
    changes: dict[str, Any] = {part: tuple(things)}
    return replace(scenario, **changes)


def is_consistent(scenario: Scenario) -> bool:
    """Whether there are at least as many firms as firms with a title."""
    start = scenario.start
    return start.get("tech_sme", 0) + start.get("high_tech", 0) <= start.get("startups", np.inf)


def assessed_targets(scenario: Scenario) -> list[Target]:
    """The targets that the answer is about: outcomes, or whatever can be measured where there are
    none.
    """
    return outcome_targets(scenario) or [t for t in measurable_targets(scenario) if t.chosen]


def run_perturbation(item: tuple[Perturbation, Sequence[int], int]) -> PerturbationResult:
    """The runs of one trial, in a worker, so that its starting population is made once."""
    trial, seeds, months = item
    _, spinup = starting_world(trial.scenario)
    return perturbation_result(
        ensemble_of(trial.scenario, 0, [run(trial.scenario, s, months) for s in seeds]),
        len(seeds),
        spinup["gap"],
    )


def perturbation_result(ensemble: Ensemble, runs: int, gap: float = 0.0) -> PerturbationResult:
    """What an ensemble's first runs say of the targets."""
    both = {t.id: target_outcome(t, ensemble) for t in assessed_targets(ensemble.scenario)}
    return PerturbationResult(
        {id: v[:runs] for id, (v, _) in both.items()},
        {id: m[:runs] for id, (_, m) in both.items()},
        gap,
    )


def exposure_row(
    trial: Perturbation,
    keys: Iterable[str],
    t: Target,
    now: PerturbationResult,
    draws: Sequence[PerturbationResult],
) -> dict[str, Any]:
    """How one target fares in one trial; `draws` are the plan itself and its other starting
    populations.
    """
    base, drawn = draws[0], [draw.met[t.id] for draw in draws]
    if trial.id == REDRAWN:
        told = draws_differ(drawn)
    else:
        told = now.gap <= MET and verdicts_shift(now.met[t.id], drawn if trial.past else drawn[:1])
    return {
        "id": trial.id,
        "keys": list(keys),
        "factor": trial.factor,
        "runs": len(base.met[t.id]),
        "target": t.id,
        "zh": t.zh,
        "en": t.en,
        "unit": t.unit,
        "before": float(base.met[t.id].mean()),
        "after": float(now.met[t.id].mean()),
        "median_before": float(np.median(base.values[t.id])),
        "median_after": float(np.median(now.values[t.id])),
        "gap": now.gap,
        "tells": told,
    }


def draws_differ(drawn: Sequence[ndarray]) -> bool:
    """Whether starting populations differ in how often a line is reached by more than luck from run
    to run (chi-square test).
    """
    met = np.array([d.sum() for d in drawn])
    table = np.array([met, len(drawn[0]) - met])
    return bool((table.sum(1) > 0).all() and chi2_contingency(table).pvalue <= RARE)


def verdicts_shift(now: ndarray, others: Sequence[ndarray]) -> bool:
    """Whether so many verdicts change one way, against each of the others, that luck hardly
    explains it (sign test).
    """
    counts = [(int((now & ~other).sum()), int((other & ~now).sum())) for other in others]
    rare = all(up + down and binomtest(up, up + down).pvalue <= RARE for up, down in counts)
    return rare and len({up > down for up, down in counts}) == 1
