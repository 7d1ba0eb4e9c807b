"""What each part of a plan contributes: Shapley shares of its instruments, on runs that meet the
same luck.

A coalition is the plan with only some of its parts in force, the others switched off (their levers
neutral, their promised facilities not built).  A part's share is what it adds, averaged over all
orders in which the parts could have been put in force (Shapley 1953): with few parts over all of
them, with many over random orders, each also walked backwards.  Sums are taken exactly
(`math.fsum`), so that a part that changes nothing gets 0 and twins get the same, to the last digit.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy import ndarray
from scipy.stats import t as student

from sim.core.fields import Field
from sim.plan.instruments import instruments_of_lever
from sim.scenario.scenario import Scenario
from sim.study.design.task import Case
from sim.study.design.variations import RunSettings, Variation, run_question
from sim.study.store.study import Study
from sim.words.catalogue import user_error

METHOD = {
    "command": "attribute",
    "place": 3,
    "parameters": [
        "plan",
        "--policy",
        "--outcome",
        {
            "name": "--by",
            "message": "option_by_part",
            "words": ["kind", "lever"],
            "default": "kind",
            "metavar": "KIND|LEVER",
        },
        "--orders",
        {"name": "--runs", "message": "option_runs_each", "default": 10},
        "@lived",
    ],
}
FACILITIES, OTHER = "facilities", "other"  # parts beside the kinds of instruments
MOST_EXACT = 7  # so many parts have 128 coalitions, which are all lived
MOST_AT_ALL = 12  # 4096 of them, which are lived on request
Coalition = frozenset[str]
CoalitionValue = Callable[[Coalition], ndarray]  # its outcome, one number a run


@dataclass(frozen=True)
class ShapleyValue:
    """What a part adds to an outcome, on the average of runs, with its 95 % interval; `runs` has
    one number a run.
    """

    name: str
    value: float
    low: float
    high: float
    runs: ndarray


@dataclass(frozen=True)
class PlanPart:
    """A part of a plan that is switched on and off as one: levers, or the facilities it promises."""

    name: str
    levers: tuple[str, ...] = ()
    facilities: bool = False


@dataclass(frozen=True)
class Attribution:
    """What each part adds to an outcome, what all add together, and the outcome without any."""

    outcome: str
    shares: list[ShapleyValue]
    total: float
    low: float
    high: float
    nothing: float


def analyse_attribution(
    scenario: Scenario,
    parts: Sequence[PlanPart],
    outcomes: Sequence[str],
    way: RunSettings,
    orders: int,
) -> tuple[list[Attribution], Study]:
    """What each part of a plan adds to the outcomes."""
    names = [p.name for p in parts]
    coalitions, walks = coalition_design(names, orders, way.seed)
    variations = []
    for k, c in enumerate(coalitions):
        case = Case(coalition_scenario(scenario, parts, c))
        shown = {f"part.{name}": float(name in c) for name in names}
        variations.append(Variation(case, scenario.policy, k, shown))
    fields = {
        f"part.{name}": Field(f"part in force: {name}", f"部分生效：{name}", "flag")
        for name in names
    }
    content = [[p.name, p.levers] for p in parts] + [len(walks)]
    study, values = run_question(
        scenario, "attribution", variations, fields, way, content, orders=len(walks)
    )
    answers = []
    for outcome in outcomes:
        value = dict(zip(coalitions, values[outcome], strict=True)).__getitem__
        shares = shapley_values(names, value, walks)
        whole, nothing = value(frozenset(names)), value(frozenset())
        total = mean_interval(whole - nothing)
        answers.append(Attribution(outcome, shares, *total, float(nothing.mean())))
    return answers, study


def coalition_design(
    names: Sequence[str], orders: int, seed: int
) -> tuple[list[Coalition], list[tuple[str, ...]]]:
    """The coalitions to live and the orders to walk; no orders where all coalitions are lived: of
    few parts, or asked for by 0.

    UserError where all would be too many.
    """
    if len(names) > MOST_AT_ALL and not orders:
        raise user_error("explain_too_many_parts", parts=len(names), most=MOST_AT_ALL)
    if len(names) <= MOST_EXACT or not orders:
        return all_coalitions(names), []
    walks = antithetic_orders(names, orders, seed)
    return prefix_coalitions(walks), walks


def parts_of_plan(scenario: Scenario, by: str) -> list[PlanPart]:
    """A plan's parts: by the kind of instrument that sets a lever, or lever by lever; promised
    facilities are one.
    """
    there = dict.fromkeys(name for own in scenario.levers for name in own)
    grouped: dict[str, list[str]] = {}
    for name in there:
        named = instruments_of_lever(name)  # the first of them is the one it belongs to
        kind = named[0].category if named else OTHER
        grouped.setdefault(kind if by == "kind" else name, []).append(name)
    found = [PlanPart(name, tuple(levers)) for name, levers in grouped.items()]
    built = any(f.opens is not None for f in scenario.facilities)
    set_up = scenario.tenders or scenario.checklists or scenario.institutions
    return found + [PlanPart(FACILITIES, facilities=True)] * (built or bool(set_up))


def coalition_scenario(
    scenario: Scenario, parts: Sequence[PlanPart], coalition: Coalition
) -> Scenario:
    """The plan with only the parts of a coalition in force."""
    off = {name for p in parts if p.name not in coalition for name in p.levers}
    levers = tuple(
        {name: series for name, series in own.items() if name not in off} for own in scenario.levers
    )
    built = all(p.name in coalition for p in parts if p.facilities)
    return replace(
        scenario,
        levers=levers,
        facilities=tuple(f for f in scenario.facilities if built or f.opens is None),
        tenders=scenario.tenders if built else (),
        checklists=scenario.checklists if built else (),
        institutions=scenario.institutions if built else (),
    )


def all_coalitions(names: Sequence[str]) -> list[Coalition]:
    """All coalitions, the smaller first."""
    return [frozenset(c) for size in range(len(names) + 1) for c in combinations(names, size)]


def antithetic_orders(names: Sequence[str], count: int, seed: int) -> list[tuple[str, ...]]:
    """So many orders of the parts, every second the one before it backwards (antithetic)."""
    luck = np.random.default_rng(seed)
    forwards = [
        tuple(names[k] for k in luck.permutation(len(names))) for _ in range(-(-count // 2))
    ]
    return [order for forward in forwards for order in (forward, forward[::-1])]


def prefix_coalitions(orders: Sequence[tuple[str, ...]]) -> list[Coalition]:
    """The coalitions that putting parts in force in these orders leads through, each once."""
    return list(
        dict.fromkeys(frozenset(order[:k]) for order in orders for k in range(len(order) + 1))
    )


def shapley_values(
    names: Sequence[str], value: CoalitionValue, orders: Sequence[tuple[str, ...]] = ()
) -> list[ShapleyValue]:
    """Every part's share over all orders, or over some orders and their reverses; then the interval
    also holds the choice of orders.  `value` gives a coalition's outcome, one number a run.
    """
    n, found = len(names), []
    for name in names:
        if orders:
            before = [frozenset(order[: order.index(name)]) for order in orders]
            ways = [len(orders)] * len(orders)
        else:
            before = all_coalitions([other for other in names if other != name])
            ways = [n * math.comb(n - 1, len(c)) for c in before]
        steps = [value(c | {name}) - value(c) for c in before]
        parts = [step / w for step, w in zip(steps, ways, strict=True)]
        runs = np.array([math.fsum(column) for column in zip(*parts, strict=True)])
        means = np.array([step.mean() for step in steps] if orders else [])
        pairs = (means[::2] + means[1::2]) / 2
        found.append(ShapleyValue(name, *mean_interval(runs, pairs), runs))
    return found


def mean_interval(runs: ndarray, *pairs: ndarray) -> tuple[float, float, float]:
    """The mean and its 95 % interval, from how runs differ and, for sampled orders, how pairs of
    orders differ.
    """
    middle = math.fsum(runs) / len(runs)
    samples = [sample for sample in (runs, *pairs) if len(sample) > 1]
    if not samples:
        return middle, math.nan, math.nan
    spread = sum(sample.var(ddof=1) / len(sample) for sample in samples)
    least = min(map(len, samples))
    half = float(student.ppf(0.975, least - 1)) * math.sqrt(spread)
    return middle, middle - half, middle + half
