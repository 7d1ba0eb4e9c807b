"""In which futures a plan fails: the rule that tells most of them apart, found by PRIM and by CART
(ema-workbench).

With hundreds of unknowns some rule always fits.  A rule is therefore learnt on one half of the
futures, loses every clause that chance could explain (quasi-p, corrected for how many unknowns
there were to choose from), and is judged on the other half, which it has not seen; what is reported
is how it fares there.
"""

import re
import warnings
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy import ndarray
from scipy.stats import binom, ks_2samp

from sim.runs.outcomes import ALL_MET
from sim.runs.targets import outcome_targets, wilson_interval
from sim.scenario.scenario import Scenario
from sim.study.design.ranges import Unknown, latin_hypercube_sample
from sim.study.design.variations import RunSettings, run_futures
from sim.study.questions import find_outcome
from sim.study.store.sql import Columns
from sim.study.store.study import Study
from sim.words.catalogue import user_error

METHOD = {
    "command": "discover",
    "subject": "discovery",
    "place": 2,
    "library": "ema_workbench",
    "parameters": [
        {"name": "where", "message": "metavar_study"},
        "--policy",
        "--when",
        "@varied",
        {"name": "--futures", "default": 400},
        {"name": "--runs", "message": "option_runs_each", "default": 1},
        "@lived",
    ],
}
CONDITION = re.compile(r"\s*(.+?)\s*([<>])\s*(\S+)\s*")
LIKELY = 0.05  # chance explains a clause or a rule that is no rarer than this
SMALLEST = 0.05  # part of the futures a rule must at least be about
MOST_CLAUSES = 4  # a rule longer than this is none a planner can read
# unknowns a rule is sought among: those in which the two kinds of futures differ most
CANDIDATES = 12
Box = dict[str, tuple[float, float]]


@dataclass(frozen=True)
class Rule:
    """A box of futures, how it fares on the half it was not learnt on, and how likely chance
    explains each clause.

    `density` is the share of the futures inside in which it happens (95 % between `low` and
    `high`), `coverage` the part of all futures in which it happens that lie inside; `inside` of
    `futures` were met, `chance` is the probability that so many would happen inside if the rule
    meant nothing.  An open side of a clause is infinite.
    """

    method: str
    box: Mapping[str, tuple[float, float]]
    quasi_p: Mapping[str, float]
    density: float
    low: float
    high: float
    coverage: float
    inside: int
    futures: int
    chance: float

    holds = property(
        lambda self: self.chance <= LIKELY and bool(self.box),
        doc="whether it holds on futures it was not learnt on",
    )


@dataclass(frozen=True)
class Condition:
    """Something that happens in a run: an outcome below (<) or above (>) a line."""

    outcome: str
    sign: str
    line: float

    def holds(self, values: ndarray) -> ndarray:
        """In which runs it happens."""
        return values < self.line if self.sign == "<" else values > self.line


@dataclass(frozen=True)
class DiscoveryResult:
    """In which futures something happens: how often at all, and the rules for whichever of the two
    is rarer.
    """

    condition: Condition
    runs: int
    share: float
    common: bool
    rules: list[Rule]


def missed_target_conditions(scenario: Scenario) -> list[Condition]:
    """Each outcome target missed, and any of them."""
    names = [*(f"met.{t.id}" for t in outcome_targets(scenario)), ALL_MET]
    return [Condition(name, "<", 0.5) for name in names]


def parse_condition(text: str, known: Collection[str]) -> Condition:
    """What may happen, as written: "jobs < 50000", or X-T15 for that target missed; UserError where
    it says nothing.
    """
    if parts := CONDITION.fullmatch(text):
        name, sign, line = parts.groups()
        try:
            return Condition(find_outcome(name, known), sign, float(line))
        except ValueError:
            raise user_error("explain_bad_condition", given=text) from None
    name = find_outcome(text.strip(), known, "met.")
    if not name.startswith("met"):
        raise user_error("explain_bad_condition", given=text)
    return Condition(name, "<", 0.5)


def live_futures(
    scenario: Scenario, unknowns: Sequence[Unknown], count: int, way: RunSettings
) -> Study:
    """A plan lived in so many futures, each with luck of its own."""
    points = latin_hypercube_sample(unknowns, count, way.seed)
    return run_futures([scenario], "futures", unknowns, points, way, count, False)[0]


def discover_futures(
    rows: Columns,
    varied: Sequence[str],
    conditions: Sequence[Condition],
    seed: int,
) -> list[DiscoveryResult]:
    """In which futures each thing happens, from a study's rows; rules are of its rarer side."""
    columns = {name: np.asarray(rows[name], float) for name in varied}
    columns = {name: values for name, values in columns.items() if np.ptp(values) > 0}
    points = point_numbers(columns.values())
    answers = []
    for condition in conditions:
        happens = condition.holds(np.asarray(rows[condition.outcome], float))
        share = float(happens.mean())
        rules = discover_rules(columns, happens != (share > 0.5), points, seed)
        answers.append(DiscoveryResult(condition, len(happens), share, share > 0.5, rules))
    return answers


@dataclass(frozen=True)
class Futures:
    """Futures as columns of unknowns, and in which of them it happens."""

    columns: Columns
    happens: ndarray

    def part(self, chosen: ndarray) -> "Futures":
        """Some of the futures."""
        columns = {name: values[chosen] for name, values in self.columns.items()}
        return Futures(columns, self.happens[chosen])

    def differ(self, name: str) -> float:
        """How much an unknown differs between where it happens and where it does not (Kolmogorov
        and Smirnov).
        """
        values = self.columns[name]
        return float(ks_2samp(values[self.happens], values[~self.happens]).statistic)

    def count(self, box: Box) -> tuple[int, int]:
        """In how many futures of a box it happens, and how many lie in it."""
        within = np.ones(len(self.happens), bool)
        for name, (low, high) in box.items():
            within &= (self.columns[name] >= low) & (self.columns[name] <= high)
        return int(self.happens[within].sum()), int(within.sum())

    def score(self, box: Box) -> float:
        """How well a box does both: to hold little else, and to hold all."""
        hits, size = self.count(box)
        return harmonic_mean(hits / max(1, size), hits / int(self.happens.sum()))

    def quasi_p(self, box: Box, name: str) -> float:
        """The chance that as many of those inside would be hits if a clause meant nothing (Bryant
        and Lempert 2010).
        """
        hits, size = self.count(box)
        wider = self.count({other: ends for other, ends in box.items() if other != name})
        return float(binom.sf(hits - 1, size, wider[0] / wider[1]))


def discover_rules(columns: Columns, happens: ndarray, points: ndarray, seed: int) -> list[Rule]:
    """The rules found by both methods, the better first.

    `columns` are the unknowns, one value a run; `happens` says in which runs it happens; runs of
    the same point of a study stay in the same half.
    """
    futures, taught = Futures(columns, happens), training_half(points, seed)
    seen, unseen = futures.part(taught), futures.part(~taught)
    if any(half.happens.all() or not half.happens.any() for half in (seen, unseen)):
        return []
    names = sorted(columns, key=seen.differ, reverse=True)[:CANDIDATES]
    seen, found = Futures({name: seen.columns[name] for name in names}, seen.happens), []
    with warnings.catch_warnings():  # of pandas' older ways, and of parts that are not installed
        warnings.simplefilter("ignore")
        boxes = {"PRIM": prim_boxes(seen), "CART": cart_boxes(seen, seed)}
    for method, candidates in boxes.items():
        pruned = [prune_box(box, seen, len(columns)) for box in candidates]
        best, p = max(pruned, key=lambda c: seen.score(c[0]), default=({}, {}))
        if best:
            found.append(holdout_rule(method, best, p, unseen))
    return sorted(found, key=lambda r: (not r.holds, -harmonic_mean(r.density, r.coverage)))


def training_half(points: ndarray, seed: int) -> ndarray:
    """Which runs a rule is learnt on: those of half of the points, by lot."""
    there = np.unique(points)
    chosen = np.random.default_rng(seed).permutation(there)[: len(there) // 2]
    return np.isin(points, chosen)


def prim_boxes(seen: Futures) -> list[Box]:
    """The boxes through which PRIM narrows down where it happens."""
    import pandas
    from ema_workbench.analysis import prim

    table = pandas.DataFrame(seen.columns)
    found = prim.Prim(table, seen.happens, threshold=0.0, mass_min=SMALLEST).find_box()
    whole = found.box_lims[0]
    return [box_limits(lims, whole) for lims in found.box_lims[1:]]


def cart_boxes(seen: Futures, seed: int) -> list[Box]:
    """The leaves of a classification tree."""
    import pandas
    from ema_workbench.analysis import cart

    table = pandas.DataFrame(seen.columns)
    found = cart.CART(table, seen.happens, mass_min=SMALLEST)
    before = np.random.get_state()
    # the tree breaks ties by NumPy's global stream, and offers no other
    np.random.seed(seed % 2**32)
    try:
        found.build_tree()
    finally:
        np.random.set_state(before)
    if found.clf.get_n_leaves() < 2:
        return []
    whole = table.agg(["min", "max"])
    return [box_limits(lims, whole) for lims in found.boxes]


def box_limits(lims: Any, whole: Any) -> Box:
    """The clauses of a box of the workbench: those sides that cut something off."""
    found = {}
    for name in whole.columns:
        (low, high), (least, most) = lims[name], whole[name]
        if low > least or high < most:
            left = float(low) if low > least else -np.inf
            found[name] = (left, float(high) if high < most else np.inf)
    return found


def prune_box(box: Box, seen: Futures, choice: int) -> tuple[Box, dict[str, float]]:
    """The box without clauses that chance could explain, and how likely it explains those that are
    left.

    A clause's quasi-p is the chance of as many hits if inside it were as without it, times the
    number of unknowns there were to choose from (Bonferroni's correction).
    """
    box = dict(box)
    while True:
        p = {name: seen.quasi_p(box, name) * choice for name in box}
        worst = max(p, key=p.__getitem__, default=None)
        if worst is None or (p[worst] <= LIKELY and len(box) <= MOST_CLAUSES):
            return box, p
        del box[worst]


def holdout_rule(method: str, box: Box, p: Mapping[str, float], unseen: Futures) -> Rule:
    """A rule on futures it was not learnt on."""
    (hits, size), happens = unseen.count(box), unseen.happens
    return Rule(
        method,
        box,
        p,
        hits / size if size else 0.0,
        *(wilson_interval(hits, size) if size else (0.0, 1.0)),
        hits / int(happens.sum()),
        size,
        len(happens),
        float(binom.sf(hits - 1, size, happens.mean())) if size else 1.0,
    )


def harmonic_mean(density: float, coverage: float) -> float:
    """The harmonic mean of two shares."""
    return 2 * density * coverage / (density + coverage) if density + coverage else 0.0


def point_numbers(columns: Iterable[ndarray]) -> ndarray:
    """A number for each combination of values, one a run: runs of the same future have the same
    number.
    """
    return np.unique(np.column_stack(list(columns)), axis=0, return_inverse=True)[1].ravel()
