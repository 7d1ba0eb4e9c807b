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
    months_axis,
    plain_numbers,
    sheet,
    years_axis,
)
from sim.report.numbers import number, unit_name, wrap
from sim.results.summary import declared
from sim.results.yearly import by_place, by_year, per_year, years
from sim.words.catalogue import name_of, say

MOST_DISTRICTS = 6
PLACE_MEASURES = ("startups", "jobs")
FINANCE_MEASURES = ("funds_came", "deals", "money.equity")
TALENT_MEASURES = ("talent_came", "talent_left", "talent")


def districts(ensemble: Any, data: Mapping[str, Any]) -> Figure:
    """Firms and jobs of each district month by month, those with most firms above; every panel has its own scale."""
    paths = {name: by_place(ensemble, name) for name in PLACE_MEASURES}
    sizes = np.median(paths["startups"][:, -1], axis=0)
    shown = np.argsort(-sizes, kind="stable")[:MOST_DISTRICTS]
    title = say("figure_districts", runs=data["runs"])
    if len(sizes) > len(shown):
        title += say("figure_largest", count=len(shown), all=len(sizes))
    figure = sheet(0.55 + 1.45 * len(shown), title)
    for pair, place in zip(figure.subplots(len(shown), 2, squeeze=False), shown, strict=True):
        for axes, (name, path) in zip(pair, paths.items(), strict=True):
            stretch(
                axes, ensemble, name, path[..., place], name_of(ensemble.scenario.districts[place])
            )
    return figure


def stretch(axes: Any, ensemble: Any, name: str, path: np.ndarray, place: str) -> None:
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
            number(middle[at], whole=True),
            (x[at], top),
            xytext=(2 if at == 0 else 0, 3),
            textcoords="offset points",
            ha=side,
            fontsize=7.5,
        )
    axes.set_title(
        wrap(say("figure_of_place", place=place, measure=name_of(declared(name))), 46),
        loc="left",
        fontsize=7.5,
    )
    axes.set_ylabel(unit_name(declared(name).unit), fontsize=7)
    axes.yaxis.set_major_locator(MaxNLocator(3, integer=True))
    plain_numbers(axes.yaxis)
    axes.tick_params(labelsize=7)
    months_axis(axes, ensemble.first, ensemble.months)


def finance(ensemble: Any, data: Mapping[str, Any]) -> Figure:
    """Funds that came, deals and equity, year by year."""
    figure = sheet(2.5, say("figure_finance", runs=data["runs"]))
    for axes, name in zip(figure.subplots(1, len(FINANCE_MEASURES)), FINANCE_MEASURES, strict=True):
        bars(axes, ensemble, name)
    return figure


def bars(axes: Any, ensemble: Any, name: str) -> None:
    """A measure by year: the median as a bar with its number, the 80 % band as a whisker."""
    found, spans = list(by_year(ensemble, name).values()), years(ensemble)
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
            number(value, whole=True),
            (at, top),
            xytext=(0, 3),
            textcoords="offset points",
            ha="center",
            fontsize=7,
        )
    axes.set_ylim(0, max(1.0, float(upper.max())) * 1.2)
    f = declared(name)
    axes.set_title(
        wrap(say("figure_measure", measure=name_of(f), unit=unit_name(f.unit)), 34),
        loc="left",
        fontsize=7.5,
    )
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    plain_numbers(axes.yaxis)
    axes.tick_params(labelsize=7)
    years_axis(axes, spans)


def talent(ensemble: Any, data: Mapping[str, Any]) -> Figure:
    """Talents who came above the line, who left below it, and beside them how many there are."""
    figure = sheet(2.7, say("figure_talent", runs=data["runs"]))
    flows, stock = figure.subplots(1, 2)
    came, left, there = TALENT_MEASURES
    spans = years(ensemble)
    x = np.arange(len(spans))
    most = 1.0
    for name, sign, colour, pattern in ((came, 1, BLUE, ""), (left, -1, ORANGE, "////")):
        low, middle, high = np.quantile(per_year(ensemble, name), [0.1, 0.5, 0.9], axis=0)
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
                number(value, whole=True),
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
            name_of(declared(name)),
            transform=flows.transAxes,
            fontsize=7.5,
            color=colour,
            va="top" if sign > 0 else "bottom",
        )
    flows.axhline(0, color=GREY, linewidth=0.8)
    flows.set_ylim(-1.45 * most, 1.45 * most)
    flows.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    flows.yaxis.set_major_formatter(lambda v, _: f"{abs(v):,.0f}")
    flows.set_ylabel(unit_name(declared(came).unit), fontsize=7)
    flows.tick_params(labelsize=7)
    years_axis(flows, spans)
    stretch(stock, ensemble, there, by_place(ensemble, there).sum(-1), say("figure_everywhere"))
    return figure
