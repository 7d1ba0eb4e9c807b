"""What all explanations of a plan share: what they ask of whoever lives their runs, their head and
columns as data, their skeleton as a document, how amounts are told.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from sim.core.fields import Field
from sim.core.records import Record, Row
from sim.plan.unit_table import UNITS
from sim.plan.units import unit_phrase
from sim.report.document import (
    Block,
    Figure,
    Paragraph,
    ReportDocument,
    Section,
    Table,
    table_format,
)
from sim.report.numbers import format_number, row_name, unit_name
from sim.report.subjects.basis import nature_line
from sim.results.plan_contents import pick
from sim.runs.ensemble import nature_of
from sim.runs.outcomes import outcome_fields
from sim.scenario.scenario import Scenario
from sim.study.design.ranges import Unknown
from sim.study.design.variations import RunSettings
from sim.study.store.study import Study
from sim.words.catalogue import say, spoken_language

PURE = ("", "index", "ratio", "log", "log odds", "flag", "level")  # units not put behind a number
RATES = {"1/month": "explain_a_month", "1/year": "explain_a_year"}
IN_FULL = 3  # outcomes whose tables are shown one by one
MOST_NAMED = 3  # unknowns or parts named of an outcome where there are more of them


class ExplanationRuns(Protocol):
    """How an explanation's runs are lived, what is said of them, and where the answer goes
    (`sim.cli.explanation_session`).
    """

    way: RunSettings
    given: Sequence[str]  # names of the options that were given

    def begin(self, scenario: Scenario, kind: str) -> AbstractContextManager[Any]:
        """New runs of a plan; UserError where months or the folder do not serve."""

    def begin_in(self, name: str) -> object:
        """Runs that are there; the answer's folder is called so unless it is named."""

    def unknowns(self, scenario: Scenario, least: int = 1) -> list[Unknown]:
        """What is varied; UserError where it is too little for the method."""

    def forecast(self, scenario: Scenario, variations: int) -> None:
        """Say how many runs it takes and how long."""

    def end(
        self,
        data: Row,
        tables: Mapping[str, list[Row]],
        document: ReportDocument,
        studies: Sequence[Study],
    ) -> None:
        """Write what was found, show it and say where it lies."""


def quantity_names(key: str, f: Field) -> Record:
    """A quantity with its names and unit; a target's begin with its id."""
    kind, _, id = key.partition(".")
    before = f"{id} " if kind in ("target", "met") else ""
    return {"name": key, "zh": before + f.zh, "en": before + f.en, "unit": f.unit}


def outcome_row(scenario: Scenario, key: str) -> Record:
    """An outcome with its names and unit."""
    return quantity_names(key, outcome_fields(scenario)[key])


def unknown_rows(unknowns: Iterable[Unknown]) -> dict[str, Record]:
    """Unknowns by name with their names, units, values in the plan and ranges."""
    return {
        u.name: quantity_names(u.name, u.field) | pick(u, "value", "low", "high") for u in unknowns
    }


def explanation_head(
    kind: str, scenario: Scenario, way: RunSettings, studies: Sequence[Study]
) -> Record:
    """What every explanation begins with: the plan, the runs, and where they are kept."""
    names = ("name", "zh", "en", "policy", "policy_zh", "policy_en", "digest as scenario_digest")
    return {
        "kind": kind,
        "plan": pick(scenario, *names),
        "nature": nature_of(scenario),
        **pick(way, "runs", "seed", "months"),
        "studies": [s.folder.name for s in studies],
        "failed": sum(len(s.failures()) for s in studies),
    }


def explanation_document(
    data: Row,
    what: str,
    question: str,
    tables: Iterable[Block],
    sentences: Iterable[str],
    figures: Iterable[Figure],
) -> ReportDocument:
    """What is asked of which plan, what it comes to, and the tables and figures behind it.

    A screen shows the tables and ends with what it comes to, which is where a reader's eye is.
    """
    plan, told = data["plan"], tuple(map(Paragraph, sentences))
    policy = row_name(plan, "policy_")
    title = say("explain_title", what=what, plan=row_name(plan))
    blocks = (*tables, *figures)
    return ReportDocument(
        spoken_language(),
        title + (say("explain_policy", policy=policy) if policy else ""),
        say("report_subtitle"),
        (question, *([nature_line(data["nature"])] if "nature" in data else ())),
        (
            Section("front", say("front"), told),
            *([Section("explanation", what, blocks)] if blocks else ()),
        ),
        brief=(*(block for block in blocks if isinstance(block, Table)), *told),
    )


def failed_runs_sentence(data: Row) -> list[str]:
    """That runs failed, where some did."""
    return [say("explain_left_out", count=data["failed"])] if data["failed"] else []


def largest_changes(changes: Iterable[tuple[Row, float]], unit: str) -> str:
    """The first few unknowns or parts with what each changes, one below the other."""
    some = [f"{row_name(r)} {format_signed_change(value, unit)}" for r, value in changes]
    return "\n".join(some[:MOST_NAMED])


def format_amount(value: float, unit: str) -> str:
    """A value with its unit, as it stands in a sentence."""
    if unit == "share":
        return format_number(value, unit)
    if unit in RATES:
        return say(RATES[unit], share=format_three_figures(100 * value))
    return f"{format_three_figures(value)} {unit_word(unit)}".strip()


def unit_word(unit: str) -> str:
    """A unit behind a number; a pure number has none."""
    return "" if unit in PURE else unit_name(unit) if unit in UNITS else unit_phrase(unit)


@table_format
def format_three_figures(value: float) -> str:
    """A number to three figures."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


@table_format
def format_signed_change(value: float, unit: str) -> str:
    """A change with its sign; shares in points of a hundred."""
    return ("+" if value > 0 else "-" if value < 0 else "") + format_change_size(value, unit)


@table_format
def format_change_size(value: float, unit: str) -> str:
    """The size of a change; shares in points of a hundred."""
    size = abs(value) * (100 if unit == "share" else 1)
    small = not 0.1 <= size < 100 or float(size).is_integer()
    digits = ",.0f" if size >= 1 and small else ".1g" if small else ".1f"
    text = f"{size:{digits}}"
    return say("explain_points", points=text) if unit == "share" else text


def format_change(value: float, unit: str) -> str:
    """A change in words, with its unit."""
    word = "" if unit == "share" else unit_word(unit)
    size = f"{format_change_size(value, unit)} {word}".strip()
    return say("explain_rises" if value >= 0 else "explain_falls", size=size)


def join_names(texts: Iterable[str]) -> str:
    """Names one after the other."""
    return say("explain_and").join(texts)
