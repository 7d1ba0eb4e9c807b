"""The figures of places, funds and people: firms and jobs by district, financing by year, talent in and out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.report.figures.style import (
    BLUE,
    GREY,
    ORANGE,
    PALE,
    format_months_axis,
    format_number_ticks,
    format_years_axis,
    titled_sheet,
)
from sim.report.numbers import format_number, unit_name, wrap_text
from sim.results.summary import measure_declaration
from sim.results.yearly import bands_by_year, calendar_years, values_by_district, values_per_year
from sim.words.catalogue import name_in_language, say

MOST_DISTRICTS = 6
PLACE_MEASURES = ("startups", "jobs")
FINANCE_MEASURES = ("funds_came", "deals", "money.equity")
TALENT_MEASURES = ("talent_came", "talent_left", "talent")


def districts_figure(ensemble: Any, data: Mapping[str, Any]) -> Figure:
    """Firms and jobs of each district month by month, those with most firms above; every panel has its own scale."""
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


def plot_district_series(axes: Any, ensemble: Any, name: str, path: np.ndarray, place: str) -> None:
    """One quantity of one district: median and 80 % band, with the first and last values written at their ends."""
    low, middle, high = np.quantile(path, [0.1, 0.5, 0.9], axis=0)
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
        axes.annotate(
            format_number(middle[at], whole=True),
            (x[at], top),
            xytext=(2 if at == 0 else 0, 3),
            textcoords="offset points",
            ha=side,
            fontsize=7.5,
        )
    axes.set_title(
        wrap_text(
            say(
                "figure_of_place", place=place, measure=name_in_language(measure_declaration(name))
            ),
            46,
        ),
        loc="left",
        fontsize=7.5,
    )
    axes.set_ylabel(unit_name(measure_declaration(name).unit), fontsize=7)
    axes.yaxis.set_major_locator(MaxNLocator(3, integer=True))
    format_number_ticks(axes.yaxis)
    axes.tick_params(labelsize=7)
    format_months_axis(axes, ensemble.first, ensemble.months)


def finance_figure(ensemble: Any, data: Mapping[str, Any]) -> Figure:
    """Funds that came, deals and equity, year by year."""
    figure = titled_sheet(2.5, say("figure_finance", runs=data["runs"]))
    for axes, name in zip(figure.subplots(1, len(FINANCE_MEASURES)), FINANCE_MEASURES, strict=True):
        plot_yearly_bars(axes, ensemble, name)
    return figure


def plot_yearly_bars(axes: Any, ensemble: Any, name: str) -> None:
    """A measure by year: the median as a bar with its number, the 80 % band as a whisker."""
    found, spans = list(bands_by_year(ensemble, name).values()), calendar_years(ensemble)
    middle, lower, upper = (
        np.array([v[key] for v in found]) for key in ("median", "lower", "upper")
    )
    x = np.arange(len(spans))
    axes.bar(x, middle, width=0.62, color=PALE, edgecolor=BLUE, linewidth=0.8)
    axes.errorbar(
        x,
        middle,
        yerr=[middle - lower, upper - middle],
        fmt="none",
        ecolor=GREY,
        elinewidth=1,
        capsize=2.5,
    )
    for at, top, value in zip(x, upper, middle, strict=True):
        axes.annotate(
            format_number(value, whole=True),
            (at, top),
            xytext=(0, 3),
            textcoords="offset points",
            ha="center",
            fontsize=7,
        )
    axes.set_ylim(0, max(1.0, float(upper.max())) * 1.2)
    f = measure_declaration(name)
    axes.set_title(
        wrap_text(say("figure_measure", measure=name_in_language(f), unit=unit_name(f.unit)), 34),
        loc="left",
        fontsize=7.5,
    )
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    format_number_ticks(axes.yaxis)
    axes.tick_params(labelsize=7)
    format_years_axis(axes, spans)


def talent_figure(ensemble: Any, data: Mapping[str, Any]) -> Figure:
    """Talents who came above the line, who left below it, and beside them how many there are."""
    figure = titled_sheet(2.7, say("figure_talent", runs=data["runs"]))
    flows, stock = figure.subplots(1, 2)
    came, left, there = TALENT_MEASURES
    spans = calendar_years(ensemble)
    x = np.arange(len(spans))
    most = 1.0
    for name, sign, colour, pattern in ((came, 1, BLUE, ""), (left, -1, ORANGE, "////")):
        low, middle, high = np.quantile(values_per_year(ensemble, name), [0.1, 0.5, 0.9], axis=0)
        flows.bar(
            x,
            sign * middle,
            width=0.62,
            color=colour,
            hatch=pattern,
            edgecolor="white",
            linewidth=0.5,
        )
        flows.errorbar(
            x,
            sign * middle,
            yerr=[middle - low, high - middle][::sign],
            fmt="none",
            ecolor="black",
            elinewidth=0.9,
            capsize=2.5,
        )
        for at, end, value in zip(x, sign * high, middle, strict=True):
            flows.annotate(
                format_number(value, whole=True),
                (at, end),
                xytext=(0, 3 * sign),
                textcoords="offset points",
                ha="center",
                va="bottom" if sign > 0 else "top",
                fontsize=7,
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
