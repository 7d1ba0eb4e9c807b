"""What it would be worth to know, as data, on a screen and as a figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from rich.text import Text

from sim.report.figures.style import ORANGE, label_bars, panel_sheet, plot_interval_bars
from sim.report.numbers import row_name, unit_name
from sim.report.render.terminal import screen_table
from sim.report.subjects.explanation import (
    Row,
    explanation_head,
    failed_runs_sentence,
    format_amount,
    format_three_figures,
    outcome_row,
    show_explanation_head,
    unknown_row,
)
from sim.study.design.variations import RunSettings
from sim.study.methods.value_of_information import ValueOfInformation
from sim.words.catalogue import WORDS, say

MOST_ROWS = 10


def information_value_summary(
    policies: Sequence[Any],
    way: RunSettings,
    unknowns: Any,
    found: ValueOfInformation,
    study: Any,
    objective: str,
    price: float | None,
    count: int,
) -> dict[str, Any]:
    """All that is said of what knowing is worth, ready for JSON."""
    row = outcome_row(policies[0], objective)
    if price is not None:
        zh, en = (
            text.format(what=row[lang], price=format_three_figures(price))
            for lang, text in zip(("zh", "en"), WORDS["voi_net"], strict=True)
        )
        row = {"name": objective, "zh": zh, "en": en, "unit": "万元"}
    begin = explanation_head("voi", policies[0], way, [study])
    begin["plan"] |= {"policy": "", "policy_zh": "", "policy_en": ""}  # it is about them all
    return {
        **begin,
        "objective": row,
        "price": price,
        "futures": count,
        "policies": [
            {"name": p.policy, "zh": p.policy_zh, "en": p.policy_en, "mean": mean}
            for p, mean in zip(policies, found.means, strict=True)
        ],
        "best": found.best,
        "all_low": found.all_low,
        "all_high": found.all_high,
        "unknowns": {u.name: unknown_row(u) for u in unknowns},
        "worth": [{**asdict(w), "tells": w.tells} for w in found.unknowns],
    }


def information_value_rows(data: Row) -> list[Row]:
    """One row an unknown: what knowing it is worth, and where the choice turns."""
    return [
        {
            "unknown": w["name"],
            **{
                k: data["unknowns"][w["name"]][k]
                for k in ("zh", "en", "unit", "value", "low", "high")
            },
            "worth": w["value"],
            "worth_low_95": w["low"],
            "worth_high_95": w["high"],
            "by_chance": w["by_chance"],
            "worth_unit": data["objective"]["unit"],
            "stands_out": w["tells"],
            "choice": " ".join(f"{t['start']:.6g}:{t['policy']}" for t in w["turns"]),
        }
        for w in data["worth"]
    ]


def policy_rows(data: Row) -> list[Row]:
    """One row a policy: the objective on the average of futures."""
    return [
        {
            "policy": p["name"],
            "zh": p["zh"],
            "en": p["en"],
            "mean": p["mean"],
            "unit": data["objective"]["unit"],
            "best": p["name"] == data["best"],
        }
        for p in data["policies"]
    ]


def show_information_value(data: Row) -> None:
    """Print the policies, the unknowns most worth knowing, and last what it comes to."""
    objective = data["objective"]
    screen = show_explanation_head(
        data,
        say("voi_title"),
        say(
            "voi_how",
            policies=len(data["policies"]),
            futures=data["futures"],
            runs=data["runs"],
            seed=data["seed"],
            count=len(data["unknowns"]),
        ),
    )
    made = screen_table(
        row_name(objective),
        say("voi_column_policy"),
        say("voi_column_mean", unit=unit_name(objective["unit"])),
        right=(1,),
        kept=(1,),
    )
    for p in sorted(data["policies"], key=lambda p: -p["mean"]):
        made.add_row(
            Text(row_name(p), "bold" if p["name"] == data["best"] else ""),
            format_three_figures(p["mean"]),
        )
    screen.print(made)
    made = screen_table(
        "",
        say("sensitivity_column_unknown"),
        say("voi_column_worth", unit=unit_name(objective["unit"])),
        say("voi_column_choice"),
        right=(1,),
        kept=(1,),
    )
    for w in [w for w in data["worth"] if w["value"] > 0][:MOST_ROWS]:
        style = "" if w["tells"] else "dim"
        made.add_row(
            Text(row_name(data["unknowns"][w["name"]]), style),
            Text(format_three_figures(w["value"]) + "\n", style).append(
                f"{format_three_figures(w['low'])} .. {format_three_figures(w['high'])}", "dim"
            ),
            Text(turning_points_text(data, w), style),
        )
    if made.row_count:
        screen.print(made)
    for sentence in information_value_sentences(data):
        screen.print(Text(sentence))


def turning_points_text(data: Row, w: Row) -> str:
    """Which policy to choose where the unknown lies."""
    u, policies = data["unknowns"][w["name"]], {p["name"]: row_name(p) for p in data["policies"]}
    first, *later = w["turns"]
    return say("voi_semicolon").join(
        [
            say("voi_at_first" if later else "voi_always", policy=policies[first["policy"]]),
            *(
                say(
                    "voi_from",
                    line=format_amount(t["start"], u["unit"]),
                    policy=policies[t["policy"]],
                )
                for t in later
            ),
        ]
    )


def information_value_sentences(data: Row) -> list[str]:
    """What it comes to."""
    objective, best = (
        data["objective"],
        next(p for p in data["policies"] if p["name"] == data["best"]),
    )
    unit = objective["unit"]
    found = [
        say(
            "voi_best",
            policy=row_name(best),
            objective=row_name(objective),
            mean=format_amount(best["mean"], unit),
        ),
        say(
            "voi_all",
            low=format_three_figures(data["all_low"]),
            high=format_amount(data["all_high"], unit),
        ),
    ]
    telling = [w for w in data["worth"] if w["tells"]]
    if telling:
        first = telling[0]
        found.append(
            say(
                "voi_first",
                unknown=row_name(data["unknowns"][first["name"]]),
                value=format_amount(first["value"], unit),
                turns=turning_points_text(data, first),
            )
        )
    else:
        found.append(say("voi_none", value=format_amount(data["worth"][0]["by_chance"], unit)))
    return [*found, *failed_runs_sentence(data), say("voi_caveat")]


def information_value_figure(data: Row) -> Figure | None:
    """Bars of what the unknowns most worth knowing are worth, with intervals, and a line at what chance would show."""
    rows = [w for w in data["worth"] if w["value"] > 0][:MOST_ROWS]
    return panel_sheet(
        [rows] if rows else [],
        say("voi_figure"),
        0.7 + 0.26 * max(3, len(rows)),
        lambda axes, shown: plot_information_value(axes, data, shown),
    )


def plot_information_value(axes: Any, data: Row, rows: Sequence[Row]) -> None:
    """The unknowns most worth knowing."""
    value, low, high = (np.array([w[key] for w in rows]) for key in ("value", "low", "high"))
    y = plot_interval_bars(axes, value, [not w["tells"] for w in rows], low, high)
    axes.axvline(rows[0]["by_chance"], color=ORANGE, linestyle=(0, (4, 2)), linewidth=1.0)
    axes.set_xlim(0, None)
    label_bars(
        axes,
        y,
        [row_name(data["unknowns"][w["name"]]) for w in rows],
        row_name(data["objective"]),
        unit_name(data["objective"]["unit"]),
        44,
    )
