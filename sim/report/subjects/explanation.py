"""What all explanations of a plan share: how outcomes and unknowns are told, and the folder they are written to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure
from rich.console import Console
from rich.text import Text

from sim.core.fields import Field
from sim.plan.units import unit_phrase
from sim.report.figures.style import figure_style, render_picture
from sim.report.numbers import UNITS, format_number, row_name, unit_name
from sim.report.render.files import write_picture
from sim.report.render.terminal import console
from sim.report.subjects.basis import nature_line
from sim.results.run_folder import make_results_folder, write_csv, write_meta
from sim.runs.ensemble import nature_of
from sim.runs.outcomes import outcome_fields
from sim.study.design.ranges import Unknown
from sim.study.design.variations import RunSettings
from sim.study.store.study import Study
from sim.words.catalogue import say

PURE = (
    "",
    "index",
    "ratio",
    "log",
    "log odds",
    "flag",
    "level",
)  # units a number is not followed by
RATES = {"1/month": "explain_a_month", "1/year": "explain_a_year"}
Row = Mapping[str, Any]


def quantity_names(key: str, f: Field) -> dict[str, Any]:
    """A quantity with its names and unit; a target's begin with its id."""
    kind, _, id = key.partition(".")
    before = f"{id} " if kind in ("target", "met") else ""
    return {"name": key, "zh": before + f.zh, "en": before + f.en, "unit": f.unit}


def outcome_row(scenario: Any, key: str) -> dict[str, Any]:
    """An outcome with its names and unit."""
    return quantity_names(key, outcome_fields(scenario)[key])


def unknown_row(u: Unknown) -> dict[str, Any]:
    """An unknown with its names, unit, value in the plan and range."""
    return {**quantity_names(u.name, u.field), "value": u.value, "low": u.low, "high": u.high}


def plan_row(scenario: Any) -> dict[str, Any]:
    """Whose explanation this is."""
    return {
        "name": scenario.name,
        "zh": scenario.zh,
        "en": scenario.en,
        "policy": scenario.policy,
        "policy_zh": scenario.policy_zh,
        "policy_en": scenario.policy_en,
        "scenario_digest": scenario.digest,
    }


def explanation_head(
    kind: str, scenario: Any, way: RunSettings, studies: Sequence[Study]
) -> dict[str, Any]:
    """What every explanation begins with: the plan, the runs, and where they are kept."""
    return {
        "kind": kind,
        "plan": plan_row(scenario),
        "nature": nature_of(scenario),
        "runs": way.runs,
        "seed": way.seed,
        "months": way.months,
        "studies": [s.folder.name for s in studies],
        "failed": sum(len(s.failures()) for s in studies),
    }


def write_explanation(
    folder: Path,
    data: Row,
    studies: Sequence[Study],
    tables: Mapping[str, list[Row]],
    figures: Mapping[str, Any],
) -> Path:
    """Write an explanation into a new folder and return its path.

    meta.json has all that is said with what it takes to make it again, each table is a CSV, each figure a PNG; `figures`
    are functions of the data, drawn in the chosen language.
    """

    def fill(making: Path) -> None:
        for title, rows in tables.items():
            write_csv(making / f"{title}.csv", rows)
        write_meta(
            making, {**studies[0].environment, "asked": [s.spec["about"] for s in studies], **data}
        )
        for title, draw in figures.items():
            with figure_style(title):
                figure: Figure | None = draw(data)
                if figure is not None:
                    write_picture(render_picture(figure), making / f"{title}.png")

    return make_results_folder(folder, fill)


def show_explanation_head(data: Row, title: str, what: str) -> Console:
    """Print whose explanation this is, and return the screen to go on with."""
    plan, screen = data["plan"], console()
    screen.print()
    policy = row_name({"zh": plan["policy_zh"], "en": plan["policy_en"]})
    screen.print(
        Text(
            say("explain_title", what=title, plan=row_name(plan))
            + (say("explain_policy", policy=policy) if policy else ""),
            "bold",
        )
    )
    screen.print(Text(what, "dim"))
    if "nature" in data:
        screen.print(Text(nature_line(data["nature"]), "dim"))
    screen.print()
    return screen


def failed_runs_sentence(data: Row) -> list[str]:
    """That runs failed, where some did."""
    return [say("explain_left_out", count=data["failed"])] if data["failed"] else []


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


def format_three_figures(value: float) -> str:
    """A number to three figures."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def format_range(low: float, high: float, unit: str) -> str:
    """A range with its unit."""
    if unit == "share" or unit in RATES:
        return f"{format_amount(low, unit)} .. {format_amount(high, unit)}"
    return f"{format_three_figures(low)} .. {format_amount(high, unit)}"


def format_signed_change(value: float, unit: str) -> str:
    """A change with its sign; shares in points of a hundred."""
    return ("+" if value > 0 else "-" if value < 0 else "") + format_change_size(value, unit)


def format_change_size(value: float, unit: str) -> str:
    """The size of a change; shares in points of a hundred."""
    size = abs(value) * (100 if unit == "share" else 1)
    text = (
        f"{size:.1f}"
        if 0.1 <= size < 100 and not float(size).is_integer()
        else f"{size:,.0f}"
        if size >= 1
        else f"{size:.1g}"
    )
    return say("explain_points", points=text) if unit == "share" else text


def format_change(value: float, unit: str) -> str:
    """A change in words, with its unit."""
    size = (
        format_change_size(value, unit)
        if unit == "share"
        else f"{format_change_size(value, unit)} {unit_word(unit)}".strip()
    )
    return say("explain_rises" if value >= 0 else "explain_falls", size=size)


def join_names(texts: Sequence[str]) -> str:
    """Names one after the other."""
    return say("explain_and").join(texts)
