"""The figures of the scorecard: what the reference city does, beside what was published.

The model is always the solid blue line or bar, the published the dashed orange one, so that all six
read alike, in grey as well.
"""

from typing import Any, Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from sim.report.colors import BLUE, GREY, ORANGE
from sim.report.document import Picture
from sim.report.figures.style import (
    MIDDLE,
    draw_picture,
    format_thousands,
    label_point,
    titled_sheet,
)
from sim.report.numbers import percent_sign
from sim.validation import bds
from sim.validation.facts import ScorecardRow
from sim.validation.finance import MULTIPLES_OVER
from sim.validation.ladder import LINE
from sim.validation.reference_series import INTENSITIES, MULTIPLES, RATES
from sim.validation.validate import ROWS, Scorecard
from sim.words.catalogue import say

MODEL: dict[str, Any] = {"color": BLUE, "linewidth": 1.5, "marker": "o", "markersize": 3}
FACTS: dict[str, Any] = {
    "color": ORANGE,
    "linewidth": 1.2,
    "linestyle": (0, (4, 2)),
    "marker": "s",
    "markersize": 3.5,
}


def scorecard_row(id: str) -> ScorecardRow:
    """A row by its id."""
    return next(r for r in ROWS if r.id == id)


def published_value(id: str) -> float:
    """The published value of a row."""
    value = scorecard_row(id).fact.value
    return np.nan if value is None else value


def published_band(id: str) -> tuple[float, float]:
    """The published band of a row."""
    return scorecard_row(id).fact.band or (np.nan, np.nan)


def panel_pair(height: float, title: str, *panels: str) -> tuple[Figure, Any]:
    """A sheet with panels side by side, each with its title."""
    figure = titled_sheet(height, title)
    axes = np.atleast_1d(figure.subplots(1, len(panels)))
    for panel, text in zip(axes, panels, strict=True):
        panel.set_title(text, fontsize=8.5)
    return figure, axes


def format_percent_ticks(axis: Any) -> None:
    """Ticks as percentages."""
    axis.set_major_formatter(FuncFormatter(lambda x, _: f"{x * 100:g}{percent_sign()}"))


def add_fact_legend(
    axes: Axes,
    place: Literal["best", "upper right", "upper left", "lower left", "lower right"] = "best",
) -> None:
    """Which is the model and which the published."""
    axes.legend(loc=place, fontsize=7.5)


def survival_figure(card: Scorecard) -> Figure:
    """Survival and yearly hazard by age."""
    above, below = card.counts["register" if card.country == "china" else "work"].T
    hazard = above / np.maximum(1, below)
    years = np.arange(1, len(hazard) + 1)
    figure, (left, right) = panel_pair(
        2.7, say("figure_ages"), say("figure_survival"), say("figure_hazard")
    )
    left.plot(
        np.arange(len(hazard) + 1),
        np.append(1, np.cumprod(1 - hazard)),
        label=say("scorecard_model"),
        **MODEL,
    )
    right.plot(years, hazard, label=say("scorecard_model"), **MODEL)
    if card.country == "china":
        rates = np.array([published_value(f"hazard_{k}") for k in (1, 2, 3)])
        left.plot(
            np.arange(4),
            np.append(1, np.cumprod(1 - rates)),
            label=say("scorecard_published"),
            **FACTS,
        )
        left.plot([5, 5], published_band("survival_5"), **FACTS)
        right.plot([1, 2, 3], rates, label=say("scorecard_published"), **FACTS)
        right.fill_between(
            [4, 7],
            *published_band("hazard_4_7"),
            color=ORANGE,
            alpha=0.25,
            linewidth=0,
            hatch="////",
        )
    else:
        left.plot(
            np.arange(6),
            [1, *(bds.survival_rate(k).value for k in range(1, 6))],
            label=say("scorecard_published"),
            **FACTS,
        )
        right.plot(
            np.arange(1, 6),
            [bds.death_rate(k).value for k in range(1, 6)],
            label=say("scorecard_published"),
            **FACTS,
        )
    for axes in (left, right):
        axes.set_xlabel(say("axis_age"))
        axes.set_xticks(np.arange(0, len(hazard) + 1))
        format_percent_ticks(axes.yaxis)
        axes.set_ylim(0)
    right.set_ylim(0, 1.25 * max(float(hazard.max()), 0.095))
    add_fact_legend(left, "lower left")
    return figure


def firm_sizes_figure(card: Scorecard) -> Figure:
    """The largest firms by rank, on two logarithmic axes, with Zipf's line."""
    largest = card.counts["sizes"] / len(card.seeds)
    rank, exponent = np.arange(1, len(largest) + 1), published_value("size_tail")
    figure, (axes,) = panel_pair(2.9, say("figure_sizes"), say("figure_sizes_panel"))
    axes.loglog(
        largest, rank, label=say("scorecard_model"), **{**MODEL, "marker": ".", "linewidth": 0.8}
    )
    start = largest[-1]
    axes.loglog(
        largest,
        rank[-1] * (largest / start) ** -exponent,
        label=say("figure_zipf"),
        **{**FACTS, "marker": ""},
    )
    axes.set_xlabel(say("axis_sales"))
    axes.set_ylabel(say("axis_rank"))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axis.set_major_formatter(FuncFormatter(format_thousands))
        axis.set_minor_locator(NullLocator())
    add_fact_legend(axes)
    return figure


def growth_rates_figure(card: Scorecard) -> Figure:
    """The density of growth rates on a logarithmic axis: a tent, or a bell."""
    counts, middle = card.counts["growth"], (RATES[1:] + RATES[:-1]) / 2
    density = counts / counts.sum() / np.diff(RATES)
    figure, (axes,) = panel_pair(2.7, say("figure_tent"), say("figure_tent_panel"))
    shown = counts > 0
    axes.semilogy(
        middle[shown], density[shown], label=say("scorecard_model"), **{**MODEL, "linewidth": 0}
    )
    axes.semilogy(
        middle,
        np.exp(-np.sqrt(2) * np.abs(middle)) / np.sqrt(2),
        label=say("figure_laplace"),
        **{**FACTS, "marker": ""},
    )
    axes.semilogy(
        middle,
        np.exp(-(middle**2) / 2) / np.sqrt(2 * np.pi),
        label=say("figure_normal"),
        color=GREY,
        linewidth=1,
        linestyle=":",
    )
    axes.set_ylim(density[shown].min() / 2, 2)
    axes.set_xlabel(say("axis_growth"))
    axes.set_ylabel(say("axis_density"))
    add_fact_legend(axes, "upper left")
    return figure


def funding_rounds_figure(card: Scorecard) -> Figure:
    """How many of those that close a first round go on to the later ones."""
    counts = card.counts["rounds"]
    figure, (axes,) = panel_pair(
        2.4, say("figure_rounds"), say("figure_rounds_panel", firms=f"{counts[0]:,.0f}")
    )
    closed = [1.0, *(published_value(id) for id in ("priced_to_a", "a_to_b", "b_to_c"))]
    x = np.arange(len(closed))
    plot_percentage_bars(
        axes, x - 0.2, counts / max(1, counts[0]), say("scorecard_model"), MIDDLE, ""
    )
    plot_percentage_bars(
        axes, x + 0.2, np.cumprod(closed), say("scorecard_published"), ORANGE, "////"
    )
    axes.set_xticks(x, [say("figure_first_round"), "A", "B", "C"])
    axes.set_ylim(0, 1.15)
    format_percent_ticks(axes.yaxis)
    axes.grid(axis="x", visible=False)
    add_fact_legend(axes)
    return figure


def plot_percentage_bars(
    axes: Axes, x: np.ndarray, heights: np.ndarray, label: str, colour: str, hatch: str
) -> None:
    """Bars with their percentages above."""
    axes.bar(x, heights, 0.38, label=label, color=colour, hatch=hatch, edgecolor="white")
    for at, height in zip(x, heights, strict=True):
        label_point(axes, f"{height * 100:.0f}{percent_sign()}", (at, height), xytext=(0, 2))


def stake_returns_figure(card: Scorecard) -> Figure:
    """The part of stakes that return at least so many times their cost."""
    counts, least = card.counts["multiples"], np.array(MULTIPLES)
    figure, (axes,) = panel_pair(
        2.6, say("figure_returns"), say("figure_returns_panel", stakes=f"{counts[0]:,.0f}")
    )
    there = (counts > 0) & (least > 0)
    axes.loglog(
        least[there], counts[there] / max(1, counts[0]), label=say("scorecard_model"), **MODEL
    )
    axes.loglog(
        list(MULTIPLES_OVER),
        list(MULTIPLES_OVER.values()),
        label=say("scorecard_published"),
        **FACTS,
    )
    axes.set_xticks(least[1:], [f"{x:g}" for x in least[1:]])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_minor_locator(NullLocator())
    format_percent_ticks(axes.yaxis)
    axes.set_xlabel(say("axis_multiple"))
    add_fact_legend(axes)
    return figure


def research_intensity_figure(card: Scorecard) -> Figure:
    """Research against sales, as reported and as spent, around the line of the first band."""
    figure, (axes,) = panel_pair(2.6, say("figure_intensities"), say("figure_intensities_panel"))
    edges = INTENSITIES * 100
    axes.stairs(
        card.counts["reported"], edges, fill=True, color=MIDDLE, label=say("figure_reported")
    )
    axes.stairs(
        card.counts["real"],
        edges,
        color="black",
        linewidth=1.1,
        linestyle=(0, (3, 1.5)),
        label=say("figure_real"),
    )
    axes.axvline(LINE * 100, color=ORANGE, linewidth=1.1, linestyle=(0, (4, 2)))
    axes.set_xlabel(say("axis_intensity"))
    axes.set_ylabel(say("axis_firm_years"))
    axes.yaxis.set_major_formatter(FuncFormatter(format_thousands))
    add_fact_legend(axes, "upper left")
    return figure


FIGURES = {
    "ages": survival_figure,
    "sizes": firm_sizes_figure,
    "growth": growth_rates_figure,
    "rounds": funding_rounds_figure,
    "returns": stake_returns_figure,
    "intensities": research_intensity_figure,
}


def draw_scorecard_figure(name: str, card: Scorecard) -> Picture:
    """One figure of the scorecard, in the chosen language."""
    return draw_picture(name, lambda: FIGURES[name](card))
