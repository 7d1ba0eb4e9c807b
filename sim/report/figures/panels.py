"""What the figures of explanations share: a sheet of panels, two in a row, and bars that are named along the side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from sim.report.figures.style import BLUE, GREY, MIDDLE, PALE, format_number_ticks, titled_sheet
from sim.report.numbers import wrap_text

MOST, TITLE = 6, 40  # panels of a sheet; columns of a panel's title


def panel_sheet(
    shown: Sequence[Any], title: str, height: float, draw: Callable[[Any, Any], None]
) -> Figure | None:
    """A sheet with a panel for each of the first few things shown, each line of panels so high; None where there is none."""
    shown = shown[:MOST]
    if not shown:
        return None
    columns = min(2, len(shown))
    lines = -(-len(shown) // columns)
    figure = titled_sheet(0.6 + height * lines, wrap_text(title, 88))
    every = figure.subplots(lines, columns, squeeze=False).ravel()
    for axes, one in zip(every, shown, strict=False):
        draw(axes, one)
    for axes in every[len(shown) :]:
        axes.set_axis_off()
    return figure


def plot_interval_bars(
    axes: Any, values: np.ndarray, down: Sequence[bool], low: np.ndarray, high: np.ndarray
) -> np.ndarray:
    """Bars from above to below with whiskers, paler and hatched where `down`; returns where each stands."""
    y = np.arange(len(values))[::-1]
    axes.barh(
        y,
        values,
        height=0.68,
        color=[PALE if d else MIDDLE for d in down],
        hatch=["////" if d else "" for d in down],
        edgecolor=BLUE,
        linewidth=0.6,
    )
    plot_whiskers(axes, y, values, low, high)
    return y


def plot_whiskers(
    axes: Any, y: np.ndarray, values: np.ndarray, low: np.ndarray, high: np.ndarray
) -> None:
    """Intervals of values that lie one below the other; one that is not known is not drawn."""
    reach = [np.maximum(0, np.nan_to_num(side)) for side in (values - low, high - values)]
    axes.errorbar(values, y, xerr=reach, fmt="none", ecolor=GREY, elinewidth=0.9, capsize=2)


def label_bars(
    axes: Any, y: np.ndarray, names: Sequence[str], title: str, unit: str, columns: int = 26
) -> None:
    """The names of bars along the side, the panel's title, and the unit below."""
    axes.set_yticks(y, [wrap_text(text, columns) for text in names])
    axes.set_title(wrap_text(title, TITLE), loc="left", fontsize=7.5)
    axes.set_xlabel(unit, fontsize=7)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)
    axes.tick_params(labelsize=7)
    axes.tick_params(axis="y", length=0, labelcolor="black")
    format_number_ticks(axes.xaxis)
