"""The figures of a plan's result: the ladder of firms, the targets against their lines, the outlay
by lever.

Each can be read in grey: bands and bars run from light to dark and are hatched in turn, lines
differ in dashes, and what matters is written beside it.
"""

from collections.abc import Sequence
from functools import partial, reduce

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.core.records import Row
from sim.plan.parts import Target
from sim.report.colors import BLUE, GREY, ORANGE
from sim.report.figures.style import (
    MARKS,
    MIDDLE,
    PALE,
    finish_panel,
    format_months_axis,
    format_number_ticks,
    format_years_axis,
    hatches,
    label_point,
    panel_sheet,
    shades,
    titled_sheet,
)
from sim.report.numbers import (
    format_number,
    format_percent,
    quantity_unit,
    row_name,
    target_number,
    target_requirement,
    unit_name,
    wrap_text,
)
from sim.results.summary import (
    LADDER,
    MEASURES,
    bands,
    last_month,
    measure_declaration,
    regional_series,
    values_by_district,
)
from sim.results.yearly import (
    calendar_years,
    values_per_year,
)
from sim.runs.histories import RunHistories
from sim.runs.targets import target_series
from sim.words.catalogue import name_in_language, say

MOST_LEVERS = 16
YI = 1e4  # 万元 in an 亿元
MOST_DISTRICTS = 6
PLACE_MEASURES = ("startups", "jobs")


def measure_name(name: str) -> str:
    """A measure's name in the chosen language."""
    return name_in_language(measure_declaration(name))


def measure_unit(name: str) -> str:
    """A measure's unit in the chosen language."""
    return unit_name(measure_declaration(name).unit)


def ladder_figure(ensemble: RunHistories, data: Row) -> Figure:
    """Firms by rung over time as stacked bands: all of them, and those above micro by themselves."""
    middle = [np.median(regional_series(ensemble, rung), axis=0) for rung in LADDER]
    figure = titled_sheet(3.1, say("figure_ladder", runs=data["runs"]))
    colours, patterns = shades(len(LADDER)), hatches(len(LADDER))
    titles = say("figure_all_rungs"), say("figure_upper_rungs")
    for first, (axes, title) in enumerate(zip(figure.subplots(1, 2), titles, strict=True)):
        axes.stackplot(
            np.arange(ensemble.months),
            middle[first:],
            colors=colours[first:],
            hatch=patterns[first:],
            edgecolor="white",
            linewidth=0.6,
        )
        axes.set_title(title)
        axes.set_ylabel(say("axis_firms"))
        format_number_ticks(axes.yaxis, 5, whole=True)
        format_months_axis(axes, ensemble)
        axes.set_ylim(0, max(1.0, float(reduce(np.add, middle[first:]).max()) * 1.06))
        parts = list(zip(map(measure_name, LADDER), middle, strict=True))[first:]
        if not first:  # the thin bands above micro share one label
            parts = [parts[0], (titles[1], reduce(np.add, middle[1:]))]
        label_bands(axes, parts)
    return figure


def label_bands(axes: Axes, parts: Sequence[tuple[str, np.ndarray]]) -> None:
    """Names of the bands at their right ends with first and last counts."""
    gap, height, base = axes.get_ylim()[1] * 0.16, -np.inf, 0.0
    for title, path in parts:
        wanted = base + path[-1] / 2
        base += path[-1]
        height = max(wanted, height + gap)
        first, last = (format_number(path[at], whole=True) for at in (0, -1))
        axes.annotate(
            f"{wrap_text(title, 18)}\n{first} -> {last}",
            (len(path) - 1, wanted),
            xytext=(1.05, height),
            textcoords=("axes fraction", "data"),
            **MARKS["pointer"],
        )


def targets_figure(ensemble: RunHistories, data: Row) -> Figure:
    """One panel a chosen outcome target: its paths against the line it must reach by the deadline."""
    pairs = [
        (t, row)
        for t, row in zip(ensemble.scenario.targets, data["targets"], strict=True)
        if row["measured"] and row["chosen"] and row["role"] == "outcome"
    ]
    title = wrap_text(say("figure_targets"), 100)
    return panel_sheet(title, pairs, partial(plot_fan, ensemble), 3, 1.85, 0.5)


def plot_fan(ensemble: RunHistories, axes: Axes, pair: tuple[Target, Row]) -> None:
    """Median, 50 % and 80 % bands of one target's quantity, its line and deadline."""
    target, row = pair
    scale, unit = (
        (100.0, "%") if target.unit == "share" else (1.0, unit_name(quantity_unit(target.unit)))
    )
    path = target_series(target, ensemble) * scale
    low, lower, middle, upper, high = np.quantile(path, [0.1, 0.25, 0.5, 0.75, 0.9], axis=0)
    x, goal = np.arange(ensemble.months), target.value * scale
    axes.fill_between(x, low, high, color=PALE, linewidth=0)
    axes.fill_between(x, lower, upper, color=MIDDLE, linewidth=0)
    axes.plot(x, middle, color=BLUE, linewidth=1.5)
    axes.axhline(goal, color=ORANGE, **MARKS["goal"])
    due = min(target.deadline, last_month(ensemble)) - ensemble.first
    axes.axvline(due, color=GREY, linewidth=0.7, linestyle=":")
    marker = "^" if target.comparator.startswith(">") else "v"
    axes.plot([due], [goal], marker=marker, color=ORANGE, **MARKS["goal-at-deadline"])
    top, bottom = max(float(high.max()), goal), min(float(low.min()), goal, 0.0)
    axes.set_ylim(bottom, bottom + (top - bottom) * 1.35 if top > bottom else 1.0)
    format_number_ticks(axes.yaxis, 4, whole=target.unit != "share" and top >= 2)
    axes.set_ylabel(unit)
    axes.set_title(wrap_text(f"{target_number(row)} {row_name(row)}", 35), fontsize=7)
    met = say("figure_undecided")
    if row["decided"]:
        met = say("figure_met", share=format_percent(row["probability"]))
    axes.annotate(met, **MARKS["met"])
    axes.annotate(target_requirement(row), color=ORANGE, **MARKS["requirement"])
    format_months_axis(axes, ensemble)


def money_figure(ensemble: RunHistories, data: Row) -> Figure:
    """Public outlay by lever, largest above, each bar in its years; the smallest levers in one bar.

    Medians of years need not add up to the median of their sum, which is the bar: each year takes
    its part of it.
    """
    spent, most = data["money"], MOST_LEVERS - 1
    total, years = spent["total"]["median"], list(spent["total"]["years"])
    names = list(map(row_name, spent["rows"]))
    amounts = np.array([[r["median"], *(r["years"][y] for y in years)] for r in spent["rows"]])
    if len(names) > MOST_LEVERS:
        names[most:] = [say("figure_other", count=len(names) - most)]
        amounts = np.vstack([amounts[:most], amounts[most:].sum(0)])
    unit, label = (YI, say("axis_money_large")) if total >= 10 * YI else (1.0, say("axis_money"))
    middle, parts = amounts[:, 0] / unit, amounts[:, 1:]
    whole, evenly = parts.sum(1, keepdims=True), np.full_like(parts, 1 / len(years))
    shares = np.divide(parts, whole, out=evenly, where=whole > 0)
    figure = titled_sheet(1.3 + 0.23 * max(3, len(names)), say("figure_money", runs=data["runs"]))
    axes = figure.subplots()
    at, left = np.arange(len(names))[::-1], np.zeros(len(names))
    for k, (colour, hatch) in enumerate(zip(shades(len(years)), hatches(len(years)), strict=True)):
        width, look = shares[:, k] * middle, {"color": colour, "hatch": hatch}
        axes.barh(at, width, left=left, label=years[k], **look, **MARKS["part-of-bar"])
        left += width
    for y, end, value in zip(at, left, middle, strict=True):
        label_point(axes, format_outlay(value), (end, y), **MARKS["beside-bar"])
    axes.set_yticks(at, [wrap_text(name, 40, 1) for name in names])
    axes.tick_params(axis="y", length=0, labelcolor="black")
    axes.set_xlim(0, float(left.max()) * 1.12 or 1.0)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)
    axes.set_xlabel(label)
    title = f"{say('total')} {format_outlay(total / unit)} {label}"
    axes.set_title(title, pad=6 + 11 * ((len(years) - 1) // 5))
    format_number_ticks(axes.xaxis)
    axes.legend(**MARKS["years"])
    return figure


def format_outlay(value: float) -> str:
    """An amount beside its bar."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def districts_figure(ensemble: RunHistories, data: Row) -> Figure:
    """Firms and jobs of each district month by month, those with most firms above; every panel has
    its own scale.
    """
    paths = {name: values_by_district(ensemble, name) for name in PLACE_MEASURES}
    sizes = np.median(paths["startups"][:, -1], axis=0)
    shown = np.argsort(-sizes, kind="stable")[:MOST_DISTRICTS]
    title = say("figure_districts", runs=data["runs"])
    if len(sizes) > len(shown):
        title += say("figure_largest", count=len(shown), all=len(sizes))
    panels = [
        (name, path[..., k], name_in_language(ensemble.scenario.districts[k]))
        for k in shown
        for name, path in paths.items()
    ]
    return panel_sheet(title, panels, partial(plot_monthly_band, ensemble), 2, 1.45, 0.55)


def plot_monthly_band(
    ensemble: RunHistories, axes: Axes, shown: tuple[str, np.ndarray, str]
) -> None:
    """A measure's values by run and month in one place: median and 80 % band, with the first and
    last values written at their ends.
    """
    name, path, place = shown
    middle, low, high = bands(path).values()
    x = np.arange(ensemble.months)
    axes.fill_between(x, low, high, color=PALE, linewidth=0)
    dashes = "-" if name == PLACE_MEASURES[0] else (0, (5, 1.5))
    axes.plot(x, middle, color=BLUE, linewidth=1.5, linestyle=dashes)
    axes.set_ylim(0, max(1.0, float(high.max())) * 1.3)
    near = max(1, ensemble.months // 4)  # the label stands above what it would cover
    for at, side, top in ((0, "left", high[:near].max()), (-1, "right", high[-near:].max())):
        text, place_of_text = format_number(middle[at], whole=True), (2 if at == 0 else 0, 3)
        label_point(axes, text, (x[at], top), xytext=place_of_text, ha=side, fontsize=7.5)
    title = say("figure_of_place", place=place, measure=measure_name(name))
    finish_panel(axes, title, 46, 3, measure_unit(name))
    format_months_axis(axes, ensemble)


def finance_figure(ensemble: RunHistories, data: Row) -> Figure:
    """Funds that came, deals and equity, year by year."""

    def plot(axes: Axes, name: str) -> None:
        look = {"color": PALE, "edgecolor": BLUE, "linewidth": 0.8}
        whiskers = {"ecolor": GREY, "elinewidth": 1}
        most = plot_yearly_bars(ensemble, axes, name, look, whiskers, "baseline")
        axes.set_ylim(0, most * 1.2)
        title = say("figure_measure", measure=measure_name(name), unit=measure_unit(name))
        finish_panel(axes, title, 34, 4)

    return panel_sheet(say("figure_finance", runs=data["runs"]), MEASURES["finance"], plot, 3, 2.5)


def plot_yearly_bars(
    ensemble: RunHistories, axes: Axes, name: str, look: Row, whiskers: Row, label: str
) -> float:
    """A measure by year: the median as a bar with its number, the 80 % band as a whisker; below the
    line where the `label` hangs from its top.  Returns the longest reach, at least 1.
    """
    middle, low, high = bands(values_per_year(ensemble, name)).values()
    x, sign = np.arange(len(middle)), -1 if label == "top" else 1
    axes.bar(x, sign * middle, width=0.62, **look)
    reach = [middle - low, high - middle][::sign]
    axes.errorbar(x, sign * middle, yerr=reach, **{**MARKS["whiskers"], **whiskers})
    for at, end, value in zip(x, sign * high, middle, strict=True):
        text = format_number(value, whole=True)
        label_point(axes, text, (at, end), xytext=(0, 3 * sign), va=label)
    format_years_axis(axes, calendar_years(ensemble))
    return max(1.0, float(high.max()))


def talent_figure(ensemble: RunHistories, data: Row) -> Figure:
    """Talents who came above the line, who left below it, and beside them how many there are."""
    there = MEASURES["talent"][-1]
    everywhere = there, regional_series(ensemble, there), say("figure_everywhere")

    def plot(axes: Axes, stock: bool) -> None:
        if stock:
            plot_monthly_band(ensemble, axes, everywhere)
        else:
            plot_talent_flows(ensemble, axes)

    return panel_sheet(say("figure_talent", runs=data["runs"]), (False, True), plot, 2, 2.7)


def plot_talent_flows(ensemble: RunHistories, axes: Axes) -> None:
    """Talents who came above the line, who left below it."""
    came, left, _ = MEASURES["talent"]
    most = 1.0
    for name, side, label, colour, pattern in (
        (came, "above", "bottom", BLUE, ""),
        (left, "below", "top", ORANGE, "////"),
    ):
        look = {"color": colour, "hatch": pattern, **MARKS["flow"]}
        most = max(most, plot_yearly_bars(ensemble, axes, name, look, {"ecolor": "black"}, label))
        axes.annotate(measure_name(name), color=colour, **MARKS[side])
    axes.axhline(0, color=GREY, linewidth=0.8)
    axes.set_ylim(-1.45 * most, 1.45 * most)
    format_number_ticks(axes.yaxis, 5, whole=True)
    axes.yaxis.set_major_formatter(lambda v, _: f"{abs(v):,.0f}")
    axes.set_ylabel(measure_unit(came))


FIGURES = {
    "targets": targets_figure,
    "ladder": ladder_figure,
    "money": money_figure,
    "districts": districts_figure,
    "finance": finance_figure,
    "talent": talent_figure,
}
