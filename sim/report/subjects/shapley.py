"""What each part of a plan adds, as data, on a screen and as a figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from rich.text import Text

from sim.core.fields import fields_of
from sim.model.levers import Levers
from sim.plan.instruments.named import CATEGORIES
from sim.report.figures.style import GREY, label_bars, panel_sheet, plot_interval_bars
from sim.report.numbers import percent_sign, row_name, unit_name
from sim.report.render.terminal import screen_table
from sim.report.subjects.explanation import (
    Row,
    explanation_head,
    format_amount,
    format_change,
    format_signed_change,
    join_names,
    outcome_row,
    show_explanation_head,
)
from sim.study.design.variations import RunSettings
from sim.study.methods.shapley import FACILITIES, OTHER, PlanPart
from sim.study.questions import Attribution
from sim.words.catalogue import WORDS, say

IN_FULL = 3  # outcomes shown one by one


def attribution_summary(
    scenario: Any,
    way: RunSettings,
    parts: Sequence[PlanPart],
    found: Sequence[Attribution],
    study: Any,
    orders: int,
) -> dict[str, Any]:
    """All that is said of the parts, ready for JSON."""
    return {
        **explanation_head("attribution", scenario, way, [study]),
        "orders": orders,
        "parts": {p.name: part_row(p) for p in parts},
        "outcomes": [
            {
                **outcome_row(scenario, a.outcome),
                "total": a.total,
                "low": none_if_nan(a.low),
                "high": none_if_nan(a.high),
                "nothing": a.nothing,
                "shares": [
                    {
                        "part": s.name,
                        "value": s.value,
                        "low": none_if_nan(s.low),
                        "high": none_if_nan(s.high),
                    }
                    for s in sorted(a.shares, key=lambda s: -abs(s.value))
                ],
            }
            for a in found
        ],
    }


def part_row(part: PlanPart) -> dict[str, Any]:
    """A part with its names and what belongs to it."""
    if part.name == FACILITIES:
        zh, en = WORDS["attribute_facilities"]
    elif part.name == OTHER:
        zh, en = WORDS["attribute_other"]
    else:
        zh, en = CATEGORIES.get(part.name) or (
            fields_of(Levers)[part.name].zh,
            fields_of(Levers)[part.name].en,
        )
    return {"name": part.name, "zh": zh, "en": en, "levers": list(part.levers)}


def none_if_nan(value: float) -> float | None:
    """JSON knows no nan."""
    return None if np.isnan(value) else value


def share_rows(data: Row) -> list[Row]:
    """One row an outcome and part, then what all add together."""
    found = []
    for o in data["outcomes"]:
        head = {
            "outcome": o["name"],
            "outcome_zh": o["zh"],
            "outcome_en": o["en"],
            "unit": o["unit"],
        }
        found += [
            {
                **head,
                "part": s["part"],
                "zh": data["parts"][s["part"]]["zh"],
                "en": data["parts"][s["part"]]["en"],
                "levers": " ".join(data["parts"][s["part"]]["levers"]),
                "adds": s["value"],
                "low_95": s["low"],
                "high_95": s["high"],
            }
            for s in o["shares"]
        ]
        found.append(
            {
                **head,
                "part": "total",
                "zh": "合计",
                "en": "total",
                "levers": "",
                "adds": o["total"],
                "low_95": o["low"],
                "high_95": o["high"],
            }
        )
    return found


def show_attribution(data: Row) -> None:
    """Print the parts of each outcome: in short where they are many, and last what it comes to."""
    how = (
        say("attribute_all")
        if not data["orders"]
        else say("attribute_sampled", orders=data["orders"])
    )
    screen = show_explanation_head(
        data,
        say("attribute_title"),
        say(
            "attribute_how", parts=len(data["parts"]), runs=data["runs"], seed=data["seed"], how=how
        ),
    )
    short = len(data["outcomes"]) > IN_FULL
    if short:
        made = screen_table(
            "",
            say("column_outcome"),
            say("attribute_column_total"),
            say("attribute_column_most"),
            right=(1,),
            kept=(1,),
        )
        for o in affected_outcomes(data):
            top = [s for s in o["shares"] if s["value"]][:3]
            made.add_row(
                Text(row_name(o)),
                change_with_range(o, o["total"], o["unit"]),
                Text(
                    "\n".join(
                        f"{row_name(data['parts'][s['part']])} {format_signed_change(s['value'], o['unit'])}"
                        for s in top
                    )
                ),
            )
        screen.print(made)
    for o in () if short else data["outcomes"]:
        made = screen_table(
            row_name(o),
            say("attribute_column_part"),
            say("attribute_column_adds"),
            say("attribute_column_of"),
            right=(1, 2),
            kept=(1, 2),
        )
        for s in o["shares"]:
            of = f"{100 * s['value'] / o['total']:.0f}{percent_sign()}" if o["total"] else ""
            made.add_row(
                Text(row_name(data["parts"][s["part"]])),
                change_with_range(s, s["value"], o["unit"]),
                of,
            )
        made.add_section()
        made.add_row(Text(say("total"), "bold"), change_with_range(o, o["total"], o["unit"]), "")
        screen.print(made)
    for sentence in attribution_sentences(data):
        screen.print(Text(sentence))


def change_with_range(row: Row, value: float, unit: str) -> Text:
    """A change with its interval below."""
    found = Text(format_signed_change(value, unit))
    return (
        found
        if row["low"] is None
        else found.append(
            f"\n{format_signed_change(row['low'], unit)} .. {format_signed_change(row['high'], unit)}",
            "dim",
        )
    )


def affected_outcomes(data: Row) -> list[Row]:
    """The outcomes that some part changes."""
    return [o for o in data["outcomes"] if any(s["value"] for s in o["shares"])]


def attribution_sentences(data: Row) -> list[str]:
    """What it comes to: the first outcomes that the plan surely changes, then what it leaves alone and which parts are idle."""
    found, sure = (
        [],
        [o for o in affected_outcomes(data) if o["low"] is None or o["low"] > 0 or o["high"] < 0],
    )
    for o in (sure or affected_outcomes(data))[:IN_FULL]:
        first = o["shares"][0]
        found.append(
            say(
                "attribute_adds",
                outcome=row_name(o),
                nothing=format_amount(o["nothing"], o["unit"]),
                total=format_change(o["total"], o["unit"]),
                first=row_name(data["parts"][first["part"]]),
                value=format_signed_change(first["value"], o["unit"]),
            )
        )
    if still := [row_name(o) for o in data["outcomes"] if o not in affected_outcomes(data)]:
        found.append(say("attribute_still", outcomes=join_names(still)))
    idle = [
        row_name(p)
        for key, p in data["parts"].items()
        if all(s["value"] == 0 for o in data["outcomes"] for s in o["shares"] if s["part"] == key)
    ]
    if idle:
        found.append(say("attribute_idle", parts=join_names(idle)))
    return [*found, say("attribute_caveat")]


def attribution_figure(data: Row) -> Figure | None:
    """A panel an outcome: a bar a part with its interval, hatched where it takes away."""
    shown = affected_outcomes(data)
    most = max((len(o["shares"]) for o in shown), default=0)
    return panel_sheet(
        shown,
        say("attribute_figure"),
        0.7 + 0.18 * most,
        lambda axes, o: plot_part_bars(axes, data, o),
    )


def plot_part_bars(axes: Any, data: Row, o: Row) -> None:
    """The parts of one outcome."""
    by = 100.0 if o["unit"] == "share" else 1.0
    values, low, high = (
        np.array([s[key] for s in o["shares"]], float) * by for key in ("value", "low", "high")
    )
    y = plot_interval_bars(axes, values, values < 0, low, high)
    axes.axvline(0, color=GREY, linewidth=0.8)
    label_bars(
        axes,
        y,
        [row_name(data["parts"][s["part"]]) for s in o["shares"]],
        f"{row_name(o)}  {format_signed_change(o['total'], o['unit'])}",
        "%" if o["unit"] == "share" else unit_name(o["unit"]),
    )
