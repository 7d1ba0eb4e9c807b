"""What a plan's instruments do: each is switched off by itself, and the same runs are lived again.

What the text hopes to change by an instrument is said beforehand: the measures of the channels that
the plan names for it (`sim.plan.instruments.CHANNELS`), and the targets of the sections it stands
in.  Run k with and without meets the same luck, so differences are taken run by run; an outcome
answers where their mean is more than `SURE` standard errors from nothing.  Of outcomes that do not
answer about one in twenty is beyond that line by luck alone, so the number looked at is told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.plan.articles import sections_cited
from sim.plan.instruments import CHANNELS
from sim.plan.parts import BilingualText, Instrument, Target
from sim.plan.quantities import MEASURES
from sim.runs.ensemble import common_random_seed, ensemble_of, grow_populations, run
from sim.runs.targets import graded_quantity, measurable_targets, target_reading_id
from sim.runs.workers import Progress, ignore_progress, map_parallel
from sim.scenario.scenario import Scenario

SURE = 2.0  # standard errors from nothing beyond which an outcome answers
LAST = 12  # months at the end of a plan over which stocks are averaged
FLOW = "flow"
LESS = "-"  # before a measure of which a text hopes for less
TARGET = "target."  # before the id of a target whose quantity is an outcome


@dataclass(frozen=True)
class Policy:
    """Instruments that are switched off together, under one name."""

    id: str
    zh: str
    en: str
    instruments: tuple[Instrument, ...]


@dataclass(frozen=True)
class Response:
    """What an outcome loses by switching a policy off: the mean over paired runs of with less
    without, its standard error, and the same as a part of the outcome without.

    `hoped` is 1 where the text hopes for more of it, -1 for less.
    """

    outcome: str
    mean: float
    error: float
    part: float
    hoped: int

    @property
    def answers(self) -> bool:
        """Whether it is surely not nothing."""
        return abs(self.mean) > SURE * self.error

    @property
    def as_hoped(self) -> bool:
        """Whether it answers in the direction of the text."""
        return self.answers and self.mean * self.hoped > 0


@dataclass(frozen=True)
class PolicyEffect:
    """What a plan's outcomes lose when one of its policies is switched off, the surest first."""

    policy: Policy
    responses: tuple[Response, ...]
    runs: int

    @property
    def answers(self) -> bool:
        """Whether anything that the text hopes to change answers."""
        return any(r.answers for r in self.responses)


def single_policies(scenario: Scenario) -> list[Policy]:
    """Every instrument by which the plan does something here, by itself: what it only names as done
    before stands with and without it.
    """
    given = {name for own in scenario.levers for name in own}
    done = (i for i in scenario.instruments if given & {*i.levers} or i.build or i.by)
    return [Policy(i.id, i.zh, i.en, (i,)) for i in done]


def without_policy_of(scenario: Scenario, instruments: Iterable[Instrument]) -> Scenario:
    """The plan without what these instruments set, promise and set up; the rest stays as it is."""
    off = list(instruments)
    levers = {name for i in off for name in i.levers}
    rows = {row for i in off for row in i.by}
    builds = any(i.build for i in off)

    def kept(table: str, id: str) -> bool:
        return f"{table}.{id}" not in rows and f"{table}.{id.partition('.')[0]}" not in rows

    return replace(
        scenario,
        levers=tuple(
            {name: series for name, series in own.items() if name not in levers}
            for own in scenario.levers
        ),
        facilities=tuple(
            f
            for f in scenario.facilities
            if f.opened is not None or (not builds and kept("facility", f.id))
        ),
        tenders=tuple(t for t in scenario.tenders if kept("tender", t.id)),
        checklists=tuple(c for c in scenario.checklists if kept("checklist", c.id)),
        institutions=tuple(o for o in scenario.institutions if kept("institution", o.id)),
    )


def hoped_outcomes(policy: Policy, scenario: Scenario) -> dict[str, int]:
    """What the text hopes to change by a policy, and in which direction: the measures of its
    channels, and the targets that stand in the same sections.
    """
    found: dict[str, int] = {}
    places = {at for i in policy.instruments for at in sections_cited(i.section)}
    for i in policy.instruments:
        for code in i.channel.split(", "):
            for name in CHANNELS[code].hopes if code in CHANNELS else ():
                found.setdefault(name.removeprefix(LESS), -1 if name.startswith(LESS) else 1)
    for t in chosen_targets(scenario):
        if any(is_within(at, place) for at in sections_cited(t.section) for place in places):
            found[TARGET + t.id] = -1 if t.comparator.startswith("<") else 1
    return found


def is_within(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether of two sections one contains the other."""
    size = min(len(one), len(other))
    return one[:size] == other[:size]


def chosen_targets(scenario: Scenario) -> list[Target]:
    """The targets that the model measures, as the plan is read."""
    return [t for t in measurable_targets(scenario) if t.chosen]


def ablation_measures() -> list[str]:
    """Every measure that some channel hopes to change."""
    names = (n.removeprefix(LESS) for c in CHANNELS.values() for n in c.hopes)
    return list(dict.fromkeys(names))


def ablation_outcomes(scenario: Scenario, seed: int, months: int | None = None) -> dict[str, float]:
    """What one run comes to: flows over the plan's months, stocks over its last year, and the
    quantity of each target at its deadline.
    """
    lived = ensemble_of(scenario, 0, [run(scenario, seed, months)])
    found = {}
    for name in ablation_measures():
        path = np.asarray(lived.history[name], float)[0].sum(-1)
        found[name] = float(path.sum() if MEASURES[name].kind == FLOW else path[-LAST:].mean())
    for t in chosen_targets(scenario):
        found[TARGET + target_reading_id(t)] = float(graded_quantity(t, lived)[0][0])
    return found


def ablation_in_worker(item: tuple[Scenario, int, int | None, int, int]) -> dict[str, float]:
    """One run of the plan or of one without a policy, in a worker."""
    scenario, seed, months, _, _ = item
    return ablation_outcomes(scenario, seed, months)


def policy_effects(
    scenario: Scenario,
    policies: Sequence[Policy],
    runs: int,
    seed: int = 1,
    months: int | None = None,
    jobs: int | None = None,
    tell: Progress = ignore_progress,
) -> list[PolicyEffect]:
    """What each policy of a plan does, in the order given.

    Raises whatever a run raises: an ablation with holes would compare different runs.
    """
    seeds = [common_random_seed(seed, k) for k in range(runs)]
    grow_populations(scenario, seeds, jobs, tell)
    ways = [scenario, *(without_policy_of(scenario, p.instruments) for p in policies)]
    items = [(way, own, months, n, k) for n, way in enumerate(ways) for k, own in enumerate(seeds)]
    found: dict[tuple[int, int], dict[str, float]] = {}
    tell("runs", 0, len(items))
    for (_, _, _, n, k), answer in map_parallel(ablation_in_worker, items, jobs):
        if isinstance(answer, BaseException):
            raise answer
        found[n, k] = answer
        tell("runs", len(found), len(items))
    return [
        PolicyEffect(
            p,
            paired_responses(
                [found[0, k] for k in range(runs)],
                [found[n, k] for k in range(runs)],
                hoped_outcomes(p, scenario),
            ),
            runs,
        )
        for n, p in enumerate(policies, 1)
    ]


def paired_responses(
    there: Sequence[Mapping[str, float]],
    gone: Sequence[Mapping[str, float]],
    hoped: Mapping[str, int],
) -> tuple[Response, ...]:
    """The outcomes hoped for with what they lose, the surest first."""
    found = []
    for name, sign in hoped.items():
        with_it, without = (np.array([row[name] for row in rows]) for rows in (there, gone))
        change = with_it - without
        error = float(change.std(ddof=1) / np.sqrt(len(change))) if len(change) > 1 else np.inf
        base = float(np.abs(without).mean())
        mean = float(change.mean())
        found.append(Response(name, mean, error, mean / base if base else np.inf, sign))
    return tuple(sorted(found, key=lambda r: -abs(r.mean) / max(r.error, 1e-12)))


def name_outcome(name: str, scenario: Scenario) -> BilingualText:
    """What an outcome is called in both languages."""
    if name.startswith(TARGET):
        t = next(t for t in scenario.targets if t.id == name.removeprefix(TARGET))
        return BilingualText(zh=f"{t.id} {t.zh}", en=f"{t.id} {t.en}")
    return BilingualText(zh=MEASURES[name].zh, en=MEASURES[name].en)
