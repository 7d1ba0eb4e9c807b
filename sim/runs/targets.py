"""A plan's targets, and whether they are met: data in, probabilities out.

A target reads one measure of the history at its deadline (or over its months, for flows), over the
districts or sectors it names, and compares.  An ensemble gives the share of runs that meet it.

What nothing moves is not decided here: where neither the runs, which differ in nature, starting
population and luck, nor the levers take a target's quantity by a tenth of its distance to the line
(`MOVES`), the model has no say in it, and it counts in no joint chance.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.core.files import read_declarations
from sim.plan.parts import FACILITY, MONEY, SECTOR, Point, Target
from sim.plan.quantities import MEASURES
from sim.runs.histories import MeasureTable, RunHistories, RunScenario

LEVEL = 0.95  # of intervals
BAND = (0.1, 0.5, 0.9)  # of the runs
DUST = 1e-9  # a sum of twelve parts may miss its whole by a last digit
COMPARE: dict[str, Callable[[np.ndarray | float, float], np.ndarray]] = {
    ">=": lambda value, line: np.asarray(value >= line - DUST * abs(line)),
    ">": np.greater,
    "<=": lambda value, line: np.asarray(value <= line + DUST * abs(line)),
    "<": np.less,
}
COMPARE["="] = COMPARE[">="]
MOVES = 0.1  # of its distance to the line that something must move a target by to be decided here
GIVEN = read_declarations(__file__, "given.toml")  # what measures follow that no rule here changes


@dataclass(frozen=True)
class Score:
    """How one target fares over an ensemble.

    `values` has one number a run (at the deadline, in the measure's unit); `probability` lies in
    the Wilson interval (`low`, `high`); `median`, `lower`, `upper` are the middle and the 80 % band
    of the values; `first_met` is the median month number in which it was first met, None where most
    runs never do; `short` is the median share of the target that is missing, 0 where it is met.
    `moved` is how far at most its quantity is moved, in parts of its distance to the line: None
    where it stands at the line, or where nothing was asked.
    """

    target: Target
    values: np.ndarray
    met: np.ndarray
    probability: float
    low: float
    high: float
    median: float
    lower: float
    upper: float
    first_met: int | None
    short: float
    moved: float | None = None

    @property
    def within_reach(self) -> bool:
        """Whether the model decides it: something moves it by a tenth of its distance to the line."""
        return self.moved is None or self.moved >= MOVES

    @property
    def counts(self) -> bool:
        """Whether it counts in the joint chance: an outcome, as the plan is read, decided here."""
        return self.target.role == "outcome" and self.target.chosen and self.within_reach


def measure_table(ensemble: RunHistories, measure: str) -> tuple[MeasureTable, Sequence[str], str]:
    """Where a measure stands: its table (run, month, district, sector or facility), the ids of the
    last axis, and the column.
    """
    if measure.startswith(SECTOR):
        return ensemble.sectors, ensemble.branches, measure.removeprefix(SECTOR)
    if measure.startswith(FACILITY):
        return ensemble.facilities, ensemble.houses, measure.removeprefix(FACILITY)
    if measure.startswith(MONEY):
        return ensemble.books, ensemble.places, measure.removeprefix(MONEY)
    return ensemble.history, ensemble.places, measure


def target_series(target: Target, ensemble: RunHistories) -> np.ndarray:
    """The target's quantity month by month, shape (runs, months)."""
    values = (
        checklist_points(target, ensemble)
        if target.points
        else unit_values(target, target, ensemble)
    )
    if target.combine == "each":
        return np.asarray(values.min(-1))
    if target.combine == "count":
        values = COMPARE[target.unit_comparator](values, target.unit_value)
    return np.asarray(values.sum(-1), float)


def checklist_points(target: Target, ensemble: RunHistories) -> np.ndarray:
    """How many points of a checklist each district has in place, shape (runs, months, districts)."""
    met = [
        COMPARE[point.comparator](unit_values(point, target, ensemble), point.value)
        for point in target.points
        if point.measure
    ]
    return np.asarray(np.sum(met, 0), float)


def unit_values(asked: Target | Point, target: Target, ensemble: RunHistories) -> np.ndarray:
    """A quantity, a target's own or that of a point of its checklist, of each district, sector or
    facility the target names, shape (runs, months, units); one for a share of a sum.

    A flow is added up within the months asked of, and so is a flow that it is divided by; a change
    is counted from the first of them.
    """
    values = named_values(asked.measure, target.over, ensemble)
    first = ensemble.first
    since = first if asked.since is None else asked.since
    months = first + np.arange(values.shape[-2])
    inside = (months <= target.deadline) & (months >= since)
    if asked.reckon == "flow":
        values = np.cumsum(values * inside[:, None], axis=-2)
    if asked.per:
        below = named_values(asked.per, target.over, ensemble)
        if MEASURES[asked.per].kind == "flow" and asked.reckon == "flow":
            below = np.cumsum(below * inside[:, None], axis=-2)
        if asked is target and target.combine == "sum":
            values, below = values.sum(-1, keepdims=True), below.sum(-1, keepdims=True)
        values = np.divide(values, below, out=np.zeros_like(values), where=below > 0)
    if asked.reckon == "change":
        start = max(0, since - first)
        values = values - values[..., start : start + 1, :]
    return values


def named_values(measure: str, over: Sequence[str], ensemble: RunHistories) -> np.ndarray:
    """A measure of each district, sector or facility named (all where none is), shape (runs, months,
    units); nothing of a facility that the policy does not build.
    """
    table, names, column = measure_table(ensemble, measure)
    values = np.asarray(table[column], float)
    if not over:
        return values
    if measure.startswith(FACILITY):
        values = np.concatenate([values, np.zeros((*values.shape[:-1], 1))], -1)
        return values[..., [names.index(name) if name in names else -1 for name in over]]
    return values[..., [names.index(name) for name in over]]


def target_outcome(
    target: Target, ensemble: RunHistories, path: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """A target's quantity at its deadline and whether the line is reached, one of each a run; runs
    cut before the deadline are read at their last month.
    """
    path = target_series(target, ensemble) if path is None else path
    values = path[:, deadline_row(target, ensemble)]
    return values, COMPARE[target.comparator](values, target.value)


def deadline_row(target: Target, ensemble: RunHistories) -> int:
    """The row of the history at which a target is read."""
    return int(np.clip(target.deadline - ensemble.first, 0, ensemble.months - 1))


def score_target(target: Target, ensemble: RunHistories) -> Score:
    """How a target fares in an ensemble; runs cut before the deadline are read at their last month."""
    path, at = target_series(target, ensemble), deadline_row(target, ensemble)
    compare = COMPARE[target.comparator]
    values, met = target_outcome(target, ensemble, path)
    lower, median, upper = map(float, np.quantile(values, BAND))
    ever = compare(path[:, : at + 1], target.value)
    middle = int(np.median(np.where(ever.any(1), ever.argmax(1), at + 1)))
    gap = median - target.value if target.comparator.startswith("<") else target.value - median
    reached = compare(median, target.value) or target.value == 0
    return Score(
        target,
        values,
        met,
        *share_interval(met),
        median,
        lower,
        upper,
        ensemble.first + middle if middle <= at else None,
        0.0 if reached else max(0.0, gap / abs(target.value)),
        moved_part(target, ensemble, met),
    )


def moved_part(target: Target, ensemble: RunHistories, met: np.ndarray) -> float | None:
    """How far at most an outcome target's quantity is moved, in parts of its distance to the line:
    by what differs between the runs (nature, starting population, luck), that is to the farther end
    of their 80 % band, which does not hang on how many runs there are; or by the levers.

    None where it stands at the line, where some runs meet it and others do not, for inputs, which
    are what a plan itself does, and where nobody asked what levers move.
    """
    if ensemble.reach is None or target.role != "outcome" or met.any() != met.all():
        return None
    values, line = graded_quantity(target, ensemble)
    lower, middle, upper = map(float, np.quantile(values, BAND))
    distance = abs(middle - line)
    if distance <= DUST * abs(line):
        return None
    by_levers = ensemble.reach.get(target_reading_id(target), 0.0)
    return max(upper - middle, middle - lower, by_levers) / distance


def is_counted(target: Target, ensemble: RunHistories, met: np.ndarray) -> bool:
    """Whether a target counts in the joint chance of runs: an outcome, as the plan is read, that is
    decided here.
    """
    if target.role != "outcome" or not target.chosen:
        return False
    moved = moved_part(target, ensemble, met)
    return moved is None or moved >= MOVES


def graded_quantity(target: Target, ensemble: RunHistories) -> tuple[np.ndarray, float]:
    """A target's quantity at its deadline as finely as it can be told, one a run, and its line.

    Where units over a line are counted, it is that of the unit which decides the count: the second
    largest where two are asked for.  A point of a checklist is told by how much of it is reached.
    """
    at, line = deadline_row(target, ensemble), target.value
    if target.points:
        if target.combine == "sum":
            return target_outcome(target, ensemble)[0], line
        asked = target.unit_value if target.combine == "count" else target.value
        grades = [point_progress(p, target, ensemble)[:, at] for p in target.points if p.measure]
        units, each = kth_largest(np.stack(grades, -1), asked), 1.0
    else:
        units, each = unit_values(target, target, ensemble)[:, at], target.unit_value
    if target.combine == "count":
        if "<" in target.comparator + target.unit_comparator:
            return target_outcome(target, ensemble)[0], line
        return kth_largest(units, line), each
    if target.points:
        line = each
    return np.asarray(units.min(-1) if target.combine == "each" else units.sum(-1), float), line


def kth_largest(values: np.ndarray, count: float) -> np.ndarray:
    """Of the values along the last axis the one that so many reach: the largest, the second ..."""
    at = int(np.clip(math.ceil(count), 1, values.shape[-1]))
    return np.asarray(np.sort(values, -1)[..., -at], float)


def point_progress(point: Point, target: Target, ensemble: RunHistories) -> np.ndarray:
    """How much of a checklist's point each district has reached, 1 where it is in place, shape
    (runs, months, districts).
    """
    values = unit_values(point, target, ensemble)
    if point.value > 0 and not point.comparator.startswith("<"):
        return values / point.value
    return COMPARE[point.comparator](values, point.value).astype(float)


def share_interval(met: np.ndarray) -> tuple[float, float, float]:
    """The share of runs in which something is so, with its Wilson interval."""
    return float(met.mean()), *wilson_interval(int(met.sum()), len(met))


def wilson_interval(hits: int, of: int) -> tuple[float, float]:
    """Wilson's interval of a share (95 %), as `scipy.stats.binomtest` gives it, which takes half a
    second to import.
    """
    from scipy.special import ndtri

    share, z = hits / of, ndtri(0.5 + 0.5 * LEVEL)
    whole = 2 * (of + z**2)
    center = (2 * of * share + z**2) / whole
    reach = z / whole * math.sqrt(4 * of * share * (1 - share) + z**2)
    return float(center - reach) if hits else 0.0, float(center + reach) if hits < of else 1.0


def measurable_targets(scenario: RunScenario) -> list[Target]:
    """The targets that the model can measure, in the plan's order."""
    return [t for t in scenario.targets if t.role != "not_measured"]


def outcome_targets(scenario: RunScenario) -> list[Target]:
    """The plan's outcome targets as they are read."""
    return [t for t in scenario.targets if t.role == "outcome" and t.chosen]


def target_reading_id(target: Target) -> str:
    """A target's id; of a reading that was not chosen, with the reading."""
    return target.id if target.chosen else f"{target.id}/{target.variant}"


def target_scores(ensemble: RunHistories) -> list[Score]:
    """Every measurable target of the scenario, in the plan's order."""
    return [score_target(t, ensemble) for t in measurable_targets(ensemble.scenario)]


def joint_probability(found: Sequence[Score]) -> tuple[float, float, float]:
    """The share of runs that meet every chosen outcome target that is decided here, with its Wilson
    interval.
    """
    counted = [s.met for s in found if s.counts]
    return share_interval(np.logical_and.reduce(counted)) if counted else (1.0, 1.0, 1.0)


def numbers_met(found: Sequence[Score]) -> np.ndarray:
    """How many of the targets that count each run meets."""
    return np.asarray(np.sum([s.met for s in found if s.counts], axis=0))


def binding_target(found: Sequence[Score]) -> Score | None:
    """The target that the joint chance hangs on: of those that count the one least likely to be met,
    among equals the one that misses by most.
    """
    counted = [s for s in found if s.counts and s.probability < 1]
    return min(counted, key=lambda s: (s.probability, -s.short), default=None)


def given_names(target: Target) -> list[str]:
    """What a target's measures follow that is given and that no rule here changes, by name."""
    measures = [target.measure, target.per or "", *(p.measure for p in target.points)]
    return list(dict.fromkeys(name for m in measures for name in GIVEN["follows"].get(m, ())))
