"""The figures of a plan's result: the ladder of firms, the targets against their lines, the outlay
by lever.

Each can be read in grey: bands and bars run from light to dark and are hatched in turn, lines
differ in dashes, and what matters is written beside it.
"""

from collections.abc import Mapping
from functools import reduce
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.report.colors import BLUE, GREY, ORANGE
from sim.report.document import Picture
from sim.report.figures.style import (
    MARKS,
    MIDDLE,
    PALE,
    draw_picture,
    finish_panel,
    format_months_axis,
    format_number_ticks,
    format_thousands,
    format_years_axis,
    hatches,
    label_point,
    shades,
    titled_sheet,
)
from sim.report.numbers import (
    Row,
    format_number,
    format_percent,
    quantity_unit,
    row_name,
    target_requirement,
    unit_name,
    wrap_text,
)
from sim.results.summary import LADDER, bands, last_month, measure_declaration, regional_series
from sim.results.yearly import (
    FINANCE_MEASURES,
    TALENT_MEASURES,
    calendar_years,
    values_by_district,
    values_per_year,
)
from sim.runs.histories import RunHistories
from sim.runs.targets import target_series
from sim.words.catalogue import name_in_language, say

MOST_LEVERS = 16
YI = 1e4  # 万元 in an 亿元
MOST_DISTRICTS = 6
PLACE_MEASURES = ("startups", "jobs")


def ladder_figure(ensemble: RunHistories, data: Row) -> Figure:
    """Firms by rung over time as stacked bands: all of them, and those above micro by themselves."""
    middle = [np.median(regional_series(ensemble, rung), axis=0) for rung in LADDER]
    figure = titled_sheet(3.1, say("figure_ladder", runs=data["runs"]))
    colours, patterns = shades(len(LADDER)), hatches(len(LADDER))
    for axes, shown, title in zip(
        figure.subplots(1, 2),
        (range(len(LADDER)), range(1, len(LADDER))),
        (say("figure_all_rungs"), say("figure_upper_rungs")),
        strict=True,
    ):
        x = np.arange(ensemble.months)
        axes.stackplot(
            x,
            [middle[k] for k in shown],
            colors=[colours[k] for k in shown],
            hatch=[patterns[k] for k in shown],
            edgecolor="white",
            linewidth=0.6,
        )
        axes.set_title(title, fontsize=8.5)
        axes.set_ylabel(say("axis_firms"))
        axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
        format_number_ticks(axes.yaxis)
        format_months_axis(axes, ensemble.first, ensemble.months)
        top = np.cumsum([middle[k] for k in shown], axis=0)
        axes.set_ylim(0, max(1.0, float(top[-1].max()) * 1.06))
        label_bands(axes, ensemble.months - 1, list(shown), middle)
    return figure


def label_bands(axes: Axes, x: int, shown: list[int], middle: list[np.ndarray]) -> None:
    """Names of the bands at their right ends with first and last counts; the thin ones above micro
    share one label.
    """
    if shown[0] == 0:
        parts = [
            (name_in_language(measure_declaration(LADDER[0])), middle[0]),
            (say("figure_upper_rungs"), reduce(np.add, middle[1:])),
        ]
    else:
        parts = [(name_in_language(measure_declaration(LADDER[k])), middle[k]) for k in shown]
    gap, height, base = axes.get_ylim()[1] * 0.16, -np.inf, 0.0
    for title, path in parts:
        wanted = base + path[-1] / 2
        base += path[-1]
        height = max(wanted, height + gap)
        axes.annotate(
            f"{wrap_text(title, 18)}\n{format_number(path[0], whole=True)} -> {format_number(path[-1], whole=True)}",
            (x, wanted),
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
    columns = min(len(pairs), 3)
    rows = -(-len(pairs) // columns)
    figure = titled_sheet(1.85 * rows + 0.5, wrap_text(say("figure_targets"), 100))
    panels = figure.subplots(rows, columns, squeeze=False).ravel()
    for axes, (target, row) in zip(panels, pairs, strict=False):
        plot_fan(axes, ensemble, target, row)
    for axes in panels[len(pairs) :]:
        axes.set_axis_off()
    return figure


def plot_fan(axes: Axes, ensemble: RunHistories, target: Any, row: Row) -> None:
    """Median, 50 % and 80 % bands of one target's quantity, its line and deadline."""
    path = target_series(target, ensemble)
    scale = 100.0 if target.unit == "share" else 1.0
    low, lower, middle, upper, high = np.quantile(path * scale, [0.1, 0.25, 0.5, 0.75, 0.9], axis=0)
    x, goal = np.arange(ensemble.months), target.value * scale
    axes.fill_between(x, low, high, color=PALE, linewidth=0)
    axes.fill_between(x, lower, upper, color=MIDDLE, linewidth=0)
    axes.plot(x, middle, color=BLUE, linewidth=1.5)
    axes.axhline(goal, color=ORANGE, **MARKS["goal"])
    due = min(target.deadline, last_month(ensemble)) - ensemble.first
    axes.axvline(due, color=GREY, linewidth=0.7, linestyle=":")
    axes.plot(
        [due],
        [goal],
        marker="^" if target.comparator.startswith(">") else "v",
        color=ORANGE,
        **MARKS["goal-at-deadline"],
    )
    top, bottom = max(float(high.max()), goal), min(float(low.min()), goal, 0.0)
    axes.set_ylim(bottom, bottom + (top - bottom) * 1.35 if top > bottom else 1.0)
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=target.unit != "share" and top >= 2))
    format_number_ticks(axes.yaxis)
    axes.set_ylabel(
        "%" if target.unit == "share" else unit_name(quantity_unit(target.unit)), fontsize=7
    )
    axes.set_title(wrap_text(f"{row['id'].partition('/')[0]} {row_name(row)}", 35), fontsize=7)
    axes.text(
        0.03,
        0.97,
        say("figure_met", share=format_percent(row["probability"])),
        transform=axes.transAxes,
        fontsize=7.5,
        **MARKS["in-panel"],
    )
    axes.text(
        0.98,
        0.97,
        target_requirement(row),
        transform=axes.transAxes,
        ha="right",
        fontsize=7,
        color=ORANGE,
        **MARKS["in-panel"],
    )
    axes.tick_params(labelsize=7)
    format_months_axis(axes, ensemble.first, ensemble.months)


def money_figure(ensemble: RunHistories, data: Row) -> Figure:
    """Public outlay by lever, largest above, each bar in its years; the smallest levers in one bar."""
    spent = data["money"]
    rows = [(row_name(r), r["years"], r["median"]) for r in spent["rows"]]
    if len(rows) > MOST_LEVERS:
        rest = rows[MOST_LEVERS - 1 :]
        together = {y: sum(years[y] for _, years, _ in rest) for y in spent["total"]["years"]}
        rows = [
            *rows[: MOST_LEVERS - 1],
            (say("figure_other", count=len(rest)), together, sum(m for _, _, m in rest)),
        ]
    large = spent["total"]["median"] >= 10 * YI
    unit, label = (YI, say("axis_money_large")) if large else (1.0, say("axis_money"))
    figure = titled_sheet(1.3 + 0.23 * max(3, len(rows)), say("figure_money", runs=data["runs"]))
    axes = figure.subplots()
    at, left, years = np.arange(len(rows))[::-1], np.zeros(len(rows)), list(spent["total"]["years"])
    for year, colour, pattern in zip(years, shades(len(years)), hatches(len(years)), strict=True):
        width = (
            np.array([yearly_bar_part(row_years, year) * middle for _, row_years, middle in rows])
            / unit
        )
        axes.barh(
            at,
            width,
            left=left,
            color=colour,
            hatch=pattern,
            label=year,
            **MARKS["part-of-bar"],
        )
        left += width
    for y, end, (_, _, middle) in zip(at, left, rows, strict=True):
        label_point(
            axes,
            format_outlay(middle / unit),
            (end, y),
            **MARKS["beside-bar"],
        )
    axes.set_yticks(at, [wrap_text(r[0], 40, 1) for r in rows])
    axes.tick_params(axis="y", length=0, labelcolor="black")
    axes.set_xlim(0, float(left.max()) * 1.12 or 1.0)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)
    axes.set_xlabel(label)
    axes.set_title(
        f"{say('total')} {format_outlay(spent['total']['median'] / unit)} {label}",
        fontsize=8.5,
        pad=6 + 11 * ((len(years) - 1) // 5),
    )
    axes.xaxis.set_major_formatter(format_thousands)
    axes.legend(**MARKS["years"])
    return figure


def yearly_bar_part(years: Mapping[str, float], year: str) -> float:
    """A year's part of a bar: medians of years need not add up to the median of their sum, which is
    the bar.
    """
    whole = sum(years.values())
    return years[year] / whole if whole else 1 / len(years)


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
    figure = titled_sheet(0.55 + 1.45 * len(shown), title)
    for pair, place in zip(figure.subplots(len(shown), 2, squeeze=False), shown, strict=True):
        for axes, (name, path) in zip(pair, paths.items(), strict=True):
            plot_district_series(
                axes,
                ensemble,
                name,
                path[..., place],
                name_in_language(ensemble.scenario.districts[place]),
            )
    return figure


def plot_district_series(
    axes: Axes, ensemble: RunHistories, name: str, path: np.ndarray, place: str
) -> None:
    """One quantity of one district: median and 80 % band, with the first and last values written at
    their ends.
    """
    middle, low, high = bands(path).values()
    x = np.arange(ensemble.months)
    axes.fill_between(x, low, high, color=PALE, linewidth=0)
    axes.plot(
        x,
        middle,
        color=BLUE,
        linewidth=1.5,
        linestyle="-" if name == PLACE_MEASURES[0] else (0, (5, 1.5)),
    )
    axes.set_ylim(0, max(1.0, float(high.max())) * 1.3)
    near = max(1, ensemble.months // 4)  # the label stands above what it would cover
    for at, side, top in ((0, "left", high[:near].max()), (-1, "right", high[-near:].max())):
        label_point(
            axes,
            format_number(middle[at], whole=True),
            (x[at], top),
            xytext=(2 if at == 0 else 0, 3),
            ha=side,
            fontsize=7.5,
        )
    f = measure_declaration(name)
    title = say("figure_of_place", place=place, measure=name_in_language(f))
    finish_panel(axes, title, 46, 3, unit_name(f.unit))
    format_months_axis(axes, ensemble.first, ensemble.months)


def finance_figure(ensemble: RunHistories, data: Row) -> Figure:
    """Funds that came, deals and equity, year by year."""
    figure = titled_sheet(2.5, say("figure_finance", runs=data["runs"]))
    for axes, name in zip(figure.subplots(1, len(FINANCE_MEASURES)), FINANCE_MEASURES, strict=True):
        plot_yearly_bars(axes, ensemble, name)
    return figure


def plot_yearly_bars(axes: Axes, ensemble: RunHistories, name: str) -> None:
    """A measure by year: the median as a bar with its number, the 80 % band as a whisker."""
    spans = calendar_years(ensemble)
    middle, lower, upper = bands(values_per_year(ensemble, name)).values()
    x = np.arange(len(spans))
    axes.bar(x, middle, width=0.62, color=PALE, edgecolor=BLUE, linewidth=0.8)
    axes.errorbar(
        x,
        middle,
        yerr=[middle - lower, upper - middle],
        ecolor=GREY,
        **{**MARKS["whiskers"], "elinewidth": 1},
    )
    for at, top, value in zip(x, upper, middle, strict=True):
        label_point(axes, format_number(value, whole=True), (at, top))
    axes.set_ylim(0, max(1.0, float(upper.max())) * 1.2)
    f = measure_declaration(name)
    title = say("figure_measure", measure=name_in_language(f), unit=unit_name(f.unit))
    finish_panel(axes, title, 34, 4)
    format_years_axis(axes, spans)


def talent_figure(ensemble: RunHistories, data: Row) -> Figure:
    """Talents who came above the line, who left below it, and beside them how many there are."""
    figure = titled_sheet(2.7, say("figure_talent", runs=data["runs"]))
    flows, stock = figure.subplots(1, 2)
    came, left, there = TALENT_MEASURES
    spans = calendar_years(ensemble)
    x = np.arange(len(spans))
    most = 1.0
    for name, sign, colour, pattern in ((came, 1, BLUE, ""), (left, -1, ORANGE, "////")):
        middle, low, high = bands(values_per_year(ensemble, name)).values()
        flows.bar(
            x,
            sign * middle,
            color=colour,
            hatch=pattern,
            **MARKS["flow"],
        )
        flows.errorbar(
            x,
            sign * middle,
            yerr=[middle - low, high - middle][::sign],
            ecolor="black",
            **MARKS["whiskers"],
        )
        for at, end, value in zip(x, sign * high, middle, strict=True):
            above = "bottom" if sign > 0 else "top"
            label_point(
                flows, format_number(value, whole=True), (at, end), xytext=(0, 3 * sign), va=above
            )
        most = max(most, float(high.max()))
        flows.text(
            0.01,
            0.99 if sign > 0 else 0.01,
            name_in_language(measure_declaration(name)),
            transform=flows.transAxes,
            fontsize=7.5,
            color=colour,
            va="top" if sign > 0 else "bottom",
        )
    flows.axhline(0, color=GREY, linewidth=0.8)
    flows.set_ylim(-1.45 * most, 1.45 * most)
    flows.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    flows.yaxis.set_major_formatter(lambda v, _: f"{abs(v):,.0f}")
    flows.set_ylabel(unit_name(measure_declaration(came).unit), fontsize=7)
    flows.tick_params(labelsize=7)
    format_years_axis(flows, spans)
    plot_district_series(
        stock,
        ensemble,
        there,
        values_by_district(ensemble, there).sum(-1),
        say("figure_everywhere"),
    )
    return figure


FIGURES = {
    "targets": targets_figure,
    "ladder": ladder_figure,
    "money": money_figure,
    "districts": districts_figure,
    "finance": finance_figure,
    "talent": talent_figure,
}


def draw_run_figure(name: str, ensemble: RunHistories, data: Row) -> Picture:
    """One figure of a run's report, in the chosen language."""
    return draw_picture(name, lambda: FIGURES[name](ensemble, data))
