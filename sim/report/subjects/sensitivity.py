"""What moves a plan's outcomes, as data, on a screen and as figures."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from rich.console import Console
from rich.text import Text

from sim.report.figures.style import BLUE, ORANGE, label_bars, panel_sheet, plot_interval_bars
from sim.report.numbers import format_percent, row_name, unit_name
from sim.report.render.terminal import screen_table
from sim.report.subjects.explanation import (
    Row,
    explanation_head,
    format_amount,
    format_change,
    format_change_size,
    format_range,
    format_signed_change,
    join_names,
    outcome_row,
    show_explanation_head,
    unknown_row,
)
from sim.study.design.variations import RunSettings
from sim.study.questions import SensitivityResult
from sim.words.catalogue import say

IN_FULL = 3  # outcomes whose tables are shown one by one
MOST_ROWS = 8  # unknowns shown of an outcome


def sensitivity_summary(
    scenario: Any,
    way: RunSettings,
    unknowns: Any,
    found: SensitivityResult,
    trajectories: int,
    size: int,
) -> dict[str, Any]:
    """All that is said of what moves the outcomes, ready for JSON."""
    return {
        **explanation_head("sensitivity", scenario, way, found.studies),
        "trajectories": trajectories,
        "size": size,
        "unknowns": {u.name: unknown_row(u) for u in unknowns},
        "kept": [u.name for u in found.kept],
        "outcomes": [outcome_sensitivity(scenario, key, found) for key in found.screened],
    }


def outcome_sensitivity(scenario: Any, key: str, found: SensitivityResult) -> dict[str, Any]:
    """What is said of one outcome."""
    rows, shares = found.screened[key], found.shares.get(key)
    return {
        **outcome_row(scenario, key),
        "screened": [{**asdict(r), "tells": r.tells} for r in rows],
        "tell": sum(r.tells for r in rows),
        "idle": sum(r.strength == 0 for r in rows),
        "shares": None if shares is None else asdict(shares),
    }


def screening_rows(data: Row) -> list[Row]:
    """One row an outcome and unknown: what it does when it crosses its range."""
    return [
        {
            "outcome": o["name"],
            "outcome_zh": o["zh"],
            "outcome_en": o["en"],
            "outcome_unit": o["unit"],
            "unknown": r["name"],
            **{
                k: data["unknowns"][r["name"]][k]
                for k in ("zh", "en", "unit", "value", "low", "high")
            },
            "strength": r["strength"],
            "half_width_95": r["half_width"],
            "mean": r["mean"],
            "bend": r["bend"],
            "luck": r["luck"],
            "chance": r["chance"],
            "stands_out": r["tells"],
        }
        for o in data["outcomes"]
        for r in o["screened"]
    ]


def index_rows(data: Row) -> list[Row]:
    """One row an outcome, size of the design and unknown: the parts of the variance."""
    return [
        {
            "outcome": o["name"],
            "design": step[0],
            "unknown": i["name"],
            "zh": data["unknowns"][i["name"]]["zh"],
            "en": data["unknowns"][i["name"]]["en"],
            "alone": i["first"],
            "alone_half_width_95": i["first_half"],
            "in_all": i["total"],
            "in_all_half_width_95": i["total_half"],
            "variance_unknowns": o["shares"]["unknowns"],
            "variance_common_luck": o["shares"]["common"],
            "variance_own_luck": o["shares"]["own"],
            "luck_left_in_means": o["shares"]["left"],
        }
        for o in data["outcomes"]
        if o["shares"]
        for step in o["shares"]["steps"]
        for i in step[1]
    ]


def show_sensitivity(data: Row) -> None:
    """Print what moves the outcomes: in short where they are many, and last what it comes to."""
    screen = show_explanation_head(
        data,
        say("sensitivity_title"),
        say(
            "sensitivity_how",
            count=len(data["unknowns"]),
            trajectories=data["trajectories"],
            runs=data["runs"],
            seed=data["seed"],
        ),
    )
    moving = [o for o in data["outcomes"] if o["tell"]]
    if len(data["outcomes"]) > IN_FULL and moving:
        show_sensitivity_overview(data, moving, screen)
    for o in moving if len(data["outcomes"]) <= IN_FULL else ():
        show_outcome_sensitivity(data, o, screen)
    for sentence in sensitivity_sentences(data):
        screen.print(Text(sentence))


def show_sensitivity_overview(data: Row, moving: list[Row], screen: Console) -> None:
    """Print one row an outcome with the unknowns that move it most."""
    made = screen_table(
        "",
        say("column_outcome"),
        say("sensitivity_column_most"),
        say("sensitivity_column_tell"),
        right=(2,),
        kept=(2,),
    )
    for o in moving:
        top = [r for r in o["screened"] if r["tells"]][:3]
        made.add_row(
            Text(row_name(o)),
            Text(
                "\n".join(
                    f"{row_name(data['unknowns'][r['name']])} {format_signed_change(r['mean'], o['unit'])}"
                    for r in top
                )
            ),
            str(o["tell"]),
        )
    screen.print(made)


def show_outcome_sensitivity(data: Row, o: Row, screen: Console) -> None:
    """Print the unknowns of one outcome, the strongest first."""
    made = screen_table(
        row_name(o),
        say("sensitivity_column_unknown"),
        say("sensitivity_column_range"),
        say("sensitivity_column_effect"),
        say("sensitivity_column_luck"),
        say("sensitivity_column_alone"),
        say("sensitivity_column_all"),
        right=(2, 3, 4, 5),
        kept=(2, 3, 4, 5),
    )
    indices = {i["name"]: i for i in o["shares"]["steps"][-1][1]} if o["shares"] else {}
    for r in o["screened"][:MOST_ROWS]:
        u, index = data["unknowns"][r["name"]], indices.get(r["name"])
        style = "" if r["tells"] else "dim"
        effect = Text(format_signed_change(r["mean"], o["unit"]) + "\n", style).append(
            f"±{format_change_size(r['half_width'], o['unit'])}", "dim"
        )
        made.add_row(
            Text(row_name(u), style).append(f"\n{u['name']}", "dim"),
            Text(format_range(u["low"], u["high"], u["unit"]), style),
            effect,
            Text(format_change_size(r["luck"], o["unit"]), style),
            format_index(index, "first"),
            format_index(index, "total"),
        )
    screen.print(made)


def format_index(index: Row | None, kind: str) -> Text:
    """A part of the variance with the half-width of its interval."""
    if index is None:
        return Text("")
    return Text(format_percent(max(0.0, index[kind])) + "\n").append(
        f"±{100 * index[kind + '_half']:.0f}", "dim"
    )


def sensitivity_sentences(data: Row) -> list[str]:
    """What it comes to: the outcomes that most unknowns move, then those that none does."""
    moving, found = [o for o in data["outcomes"] if o["tell"]], []
    for o in sorted(moving, key=lambda o: -o["tell"])[:IN_FULL]:
        top = [r for r in o["screened"] if r["tells"]]
        u = data["unknowns"][top[0]["name"]]
        found.append(
            say(
                "sensitivity_moves",
                outcome=row_name(o),
                first=row_name(u),
                low=format_amount(u["low"], u["unit"]),
                high=format_amount(u["high"], u["unit"]),
                change=format_change(top[0]["mean"], o["unit"]),
                count=o["tell"],
                all=len(o["screened"]),
            )
        )
        if o["shares"]:
            found.append(
                "  "
                + say(
                    "sensitivity_parts",
                    unknowns=format_percent(o["shares"]["unknowns"]),
                    kept=len(data["kept"]),
                    luck=format_percent(o["shares"]["common"] + o["shares"]["own"]),
                    left=format_percent(o["shares"]["left"]),
                    first=row_name(data["unknowns"][strongest_unknown(o)["name"]]),
                    steps=convergence_text(o),
                )
            )
    if still := [row_name(o) for o in data["outcomes"] if not o["tell"]]:
        found.append(say("sensitivity_still", outcomes=join_names(still)))
    return [*found, say("sensitivity_caveat")]


def strongest_unknown(o: Row) -> Row:
    """The unknown with the largest part in an outcome's variance."""
    return max(o["shares"]["steps"][-1][1], key=lambda i: i["total"])


def convergence_text(o: Row) -> str:
    """The largest index as the design grows."""
    key = strongest_unknown(o)["name"]
    return " -> ".join(
        format_percent(min(1.0, max(0.0, i["total"])))
        for _, step in o["shares"]["steps"]
        for i in step
        if i["name"] == key
    )


def screening_figure(data: Row) -> Figure | None:
    """A panel an outcome: the effects of its strongest unknowns with intervals, and what luck alone would show."""
    return panel_sheet(
        [o for o in data["outcomes"] if o["tell"]],
        say("sensitivity_figure_screening"),
        3.0,
        lambda axes, o: plot_effect_bars(axes, data, o),
    )


def indices_figure(data: Row) -> Figure | None:
    """A panel an outcome: the part of each unknown in its variance, alone and in all, and how it settled."""
    return panel_sheet(
        [o for o in data["outcomes"] if o["shares"]],
        say("sensitivity_figure_indices"),
        2.2,
        lambda axes, o: plot_index_bars(axes, data, o),
    )


def plot_effect_bars(axes: Any, data: Row, o: Row) -> None:
    """Bars of effects, hatched where more of the unknown lowers the outcome; a stroke where luck alone would be."""
    top, by = o["screened"][:MOST_ROWS], 100.0 if o["unit"] == "share" else 1.0
    strength, half, luck = (
        np.array([r[key] for r in top]) * by for key in ("strength", "half_width", "luck")
    )
    y = plot_interval_bars(
        axes,
        strength,
        [r["mean"] < 0 for r in top],
        np.maximum(0, strength - half),
        strength + half,
    )
    axes.scatter(luck, y, marker="|", color=ORANGE, s=60, zorder=4)
    axes.set_xlim(0, None)
    label_bars(
        axes,
        y,
        [row_name(data["unknowns"][r["name"]]) for r in top],
        row_name(o),
        "%" if o["unit"] == "share" else unit_name(o["unit"]),
    )


def plot_index_bars(axes: Any, data: Row, o: Row) -> None:
    """Bars of total parts with the part alone inside, and small circles for smaller designs."""
    steps = o["shares"]["steps"]
    last = sorted(steps[-1][1], key=lambda i: -i["total"])
    total, half, alone = (
        100 * np.array([i[key] for i in last]) for key in ("total", "total_half", "first")
    )
    y = plot_interval_bars(
        axes, np.maximum(0, total), [True] * len(last), total - half, total + half
    )
    axes.barh(y, np.maximum(0, alone), height=0.34, color=BLUE)
    for k, (_, step) in enumerate(steps[:-1]):
        at = {i["name"]: 100 * i["total"] for i in step}
        axes.scatter(
            [at[i["name"]] for i in last],
            y,
            s=8 + 10 * k,
            facecolors="white",
            edgecolors=ORANGE,
            linewidths=0.8,
            zorder=4,
        )
    axes.set_xlim(0, max(10.0, min(150.0, float((total + half).max()) * 1.05)))
    label_bars(axes, y, [row_name(data["unknowns"][i["name"]]) for i in last], row_name(o), "%")
