"""Reads a study file: what is asked, of which plan, varying what, how often - with every fault of
it told at once.

It is read as plan files are, so numbers carry units ("3000万元", "30%") and faults name file, line,
column, key and remedy.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field as Key
from pydantic import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from sim.core.errors import UserError
from sim.core.fields import Field
from sim.plan.compile import ID
from sim.plan.files import plan_file_path, plans
from sim.plan.quantities import LEVERS, NATURE
from sim.plan.source import SourceFile, raise_faults
from sim.plan.tables import Entry, MonthText
from sim.plan.units import plain_number, value_excerpt
from sim.scenario.scenario import Scenario, load, policies
from sim.study.design.points import (
    Axis,
    Points,
    axis_steps,
    grid_points,
    list_points,
    space_filling_points,
)
from sim.study.design.task import Case
from sim.study.design.task_table import DesignTasks
from sim.study.store.create import KEPT, column_of, monthly_fields

VARIED: dict[str, Field] = {**LEVERS, **NATURE}
SPREAD = ("latin", "sobol")
WORDS_FOR_MONTHS = ("usual", "all", "none")
GUARD = 100  # a declared range so many times wider than the value in use guards against slips; it is no range to search
GREATEST = 10**9  # a number of points or runs beyond it is a slip; what a disk holds is asked later


class WholeNumber(Field):
    """A whole number of a study, in the JSON Schema too."""

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        words = {"title": f"{self.zh} / {self.en}", "type": "integer"}
        return {**words, "minimum": self.low, "maximum": self.high}


STEPS = WholeNumber("steps from low to high", "由下限到上限的取值个数", "", 5, 2, 10_000)


class StudyHead(Entry):
    """[study]: its name, the plan and policies, the design and how often."""

    zh: str
    en: str
    id: str
    plan: str
    policies: list[str] = Key(["plan"])
    design: Literal["grid", "list", "latin", "sobol"] = "grid"
    points: Annotated[
        Any, WholeNumber("points of the design", "设计点个数", "", 64, 1, GREATEST)
    ] = None
    runs: Annotated[
        Any,
        WholeNumber(
            "runs of each policy at each point",
            "每个设计点、每项政策的运行次数",
            "",
            10,
            1,
            GREATEST,
        ),
    ] = None
    seed: Annotated[Any, WholeNumber("seed", "随机种子", "", 1, 0, 2**53)] = None
    last: MonthText | None = None
    nature: Literal["china", "central"] = "china"
    months: str | list[str] = "usual"


class VaryTable(Entry):
    """[vary.NAME]: a lever (in every district, from the first month on) or natural parameter, and
    where it goes.
    """

    values: list[Any] | None = None
    low: Any = None
    high: Any = None
    steps: Annotated[Any, STEPS] = None


@dataclass(frozen=True)
class StudyRequest:
    """A study as asked: its scenarios by policy and its points in the order they are visited."""

    head: StudyHead
    file: Path
    plan: Path
    cases: Mapping[str, Case]
    axes: tuple[Axis, ...]
    points: Points
    months: int | None
    measures: tuple[str, ...]

    @property
    def scenario(self) -> Scenario:
        """The scenario under the first policy."""
        return next(iter(self.cases.values())).scenario

    @property
    def columns(self) -> dict[str, str]:
        """The column of each varied quantity."""
        return {axis.name: column_of(axis.name, self.scenario) for axis in self.axes}

    @property
    def run_count(self) -> int:
        """How many runs there are to be."""
        return len(self.points) * len(self.cases) * int(self.head.runs)

    def tasks(self) -> DesignTasks:
        """Every run, number by number, so that any beginning of them is a study; values under the
        names of their columns.
        """
        head = self.head
        return DesignTasks.of_points(
            self.cases, self.columns, self.points, head.runs, head.seed, self.months
        )


def read_study(path: Path) -> StudyRequest:
    """A study file, compiled; UserError with one line for every fault."""
    source = SourceFile(path, path.name)
    source.known_keys(("study", "vary"))
    head = source.head(StudyHead, "study")
    if head is None:
        raise_faults(source)
    assert head is not None  # else there was a fault
    numbers = {
        name: whole_number(source, getattr(head, name), mark, ("study", name))
        for name, key in StudyHead.model_fields.items()
        for mark in key.metadata
        if isinstance(mark, WholeNumber)
    }
    if not ID.fullmatch(head.id):
        source.fault(("study", "id"), "plan_bad_id", given=value_excerpt(head.id))
    plan = plan_path(source, head, path.parent)
    cases = cases_of(source, head, plan) if plan else {}
    scenario = next((case.scenario for case in cases.values()), None)
    axes = [
        axis
        for name, raw in source.section("vary").items()
        if (axis := axis_of(source, name, raw, head.design, scenario))
    ]
    months = None
    if head.last is not None:
        span = (scenario.first, scenario.last) if scenario else (None, None)
        last = source.month(head.last, ("study", "last"), span)
        months = last - scenario.first + 1 if scenario else None
    measures = measures_of(source, head)
    check_design(source, head, axes, numbers)
    raise_faults(source)
    assert plan is not None  # else there was a fault
    points = design_points(head.design, axes, numbers)
    head = head.model_copy(update=numbers)
    return StudyRequest(head, path, plan, cases, tuple(axes), points, months, measures)


def design_points(design: str, axes: list[Axis], numbers: Mapping[str, int]) -> Points:
    """The points of the design; a single one where nothing is varied."""
    if design == "grid" or not axes:
        return grid_points(axes, numbers["seed"])
    if design == "list":
        return list_points(axes)
    return space_filling_points(axes, numbers["points"], design, numbers["seed"])


def check_design(
    source: SourceFile, head: StudyHead, axes: list[Axis], numbers: Mapping[str, int]
) -> None:
    """What the design needs must be there, and nothing that it has no use for."""
    points = numbers["points"]
    if head.design not in SPREAD:
        lengths = [len(axis.values) for axis in axes]
        points = math.prod(lengths) if head.design == "grid" else max(lengths, default=1)
        if head.points is not None:
            source.fault(("study", "points"), "study_points_idle", design=head.design)
    elif head.points is None:
        source.fault(("study",), "study_points_missing", design=head.design)
    elif head.design == "sobol" and points & (points - 1):
        below = 1 << (points.bit_length() - 1)
        near = {"below": below, "above": 2 * below}
        source.fault(("study", "points"), "study_power_of_two", given=points, **near)
    if head.design in SPREAD and not source.section("vary"):
        source.fault(("study", "design"), "study_nothing_varied", design=head.design)
    if head.design == "list" and len({len(axis.values) for axis in axes}) > 1:
        lengths_told = ", ".join(f"{a.name} {len(a.values)}" for a in axes)
        source.fault(("vary",), "study_lengths_differ", lengths=lengths_told)


def whole_number(source: SourceFile, value: Any, field: WholeNumber, where: tuple[str, ...]) -> int:
    """A whole number of the study; its default where it is missing or faulty."""
    found = field.default if value is None else source.amount(value, field, where)
    if found != int(found):
        source.fault(where, "study_not_whole", given=value_excerpt(value))
    return int(found)


def plan_path(source: SourceFile, head: StudyHead, beside: Path) -> Path | None:
    """The plan's file: one that comes with the program, or a folder or file named from where the
    study's file lies.
    """
    named = head.plan if head.plan in plans() else beside / head.plan
    try:
        return plan_file_path(named if isinstance(named, str) or named.exists() else head.plan)
    except UserError as fault:
        source.note_fault(("study", "plan"), str(fault))
        return None


def cases_of(source: SourceFile, head: StudyHead, plan: Path) -> dict[str, Case]:
    """The plan under each policy named."""
    known = policies(plan)
    right = [
        name
        for k, name in enumerate(head.policies)
        if source.one_of(name, known, ("study", "policies", k), "study_unknown_policy")
    ]
    if not head.policies or len(set(head.policies)) < len(head.policies):
        source.fault(("study", "policies"), "study_policies_twice")
    try:
        return {name: Case(load(plan, name, nature=head.nature)) for name in right}
    except UserError as fault:
        source.fault(("study", "plan"), "study_plan_faulty", fault=fault)
        return {}


def axis_of(
    source: SourceFile, name: str, raw: Any, design: str, scenario: Scenario | None
) -> Axis | None:
    """[vary.NAME]: values, or bounds with the declared ones as defaults; None where it is faulty."""
    where, before = ("vary", name), len(source.faults)
    if not source.one_of(name, VARIED, where, "study_unknown_quantity"):
        return None
    short, field = isinstance(raw, list), VARIED[name]
    entry = source.entry(VaryTable, {"values": raw} if short else raw, where)
    if entry is None:
        return None
    if entry.values is not None:
        inner = where if short else (*where, "values")
        values = tuple(
            source.amount(value, field, (*inner, k)) for k, value in enumerate(entry.values)
        )
        if not values or (entry.low, entry.high, entry.steps) != (None, None, None):
            source.fault(where, "study_values_or_bounds")
        return Axis(name, field, values) if len(source.faults) == before else None
    low, high = (
        declared if value is None else source.amount(value, field, (*where, key))
        for key, value, declared in (
            ("low", entry.low, field.low or 0.0),
            ("high", entry.high, field.high or 0.0),
        )
    )
    wide = high - low > GUARD * max(1.0, largest_value_used(name, scenario))
    if wide and None in (entry.low, entry.high):
        ends = (plain_number(field.low or 0.0), plain_number(field.high or 0.0))
        source.fault(where, "study_bounds_needed", low=ends[0], high=ends[1])
    elif low >= high:
        ends = (plain_number(low), plain_number(high))
        source.fault(where, "study_low_above_high", low=ends[0], high=ends[1])
    if design == "list" or (design == "grid" and entry.steps is None):
        source.fault(where, "study_values_missing", design=design)
    if design in SPREAD and entry.steps is not None:
        source.fault((*where, "steps"), "study_steps_idle", design=design)
    count = whole_number(source, entry.steps, STEPS, (*where, "steps"))
    if len(source.faults) > before:
        return None
    return Axis(name, field, axis_steps(low, high, count) if design == "grid" else (), low, high)


def largest_value_used(name: str, scenario: Scenario | None) -> float:
    """The largest value of a lever or parameter in the plan, or its default."""
    default = float(VARIED[name].default)
    if scenario is None:
        return default
    series = [value for own in scenario.levers if name in own for _, value in own[name].points]
    return max(map(abs, series or [scenario.nature.get(name, default)]))


def measures_of(source: SourceFile, head: StudyHead) -> tuple[str, ...]:
    """The measures whose months are kept."""
    known, where = monthly_fields(), ("study", "months")
    words = dict(zip(WORDS_FOR_MONTHS, (KEPT, tuple(known), ()), strict=True))
    if isinstance(head.months, str):
        known_word = source.one_of(head.months, words, where, "study_months_word")
        return words[head.months] if known_word else ()
    return tuple(
        name
        for k, name in enumerate(head.months)
        if source.one_of(name, known, (*where, k), "plan_unknown_measure")
    )
