"""What the figures of explanations share: a sheet of panels, two in a row, and bars that are named along the side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Sheet

from sim.report.document import Figure, Picture
from sim.report.figures.style import (
    BLUE,
    GREY,
    MIDDLE,
    PALE,
    figure_style,
    format_number_ticks,
    render_picture,
    titled_sheet,
)
from sim.report.numbers import Row, row_name, unit_name, wrap_text

MOST, TITLE = 6, 40  # panels of a sheet; columns of a panel's title
Shown = TypeVar("Shown")


def panel_figures(
    id: str, title: str, shown: Sequence[Shown], height: float, plot: Callable[[Axes, Shown], None]
) -> list[Figure]:
    """A figure with a panel for each of the first few things shown, each line of panels so high; none where there is nothing."""

    def draw() -> Picture:
        with figure_style(id):
            return render_picture(panel_sheet(title, shown[:MOST], height, plot))

    return [Figure(id, title, draw)] if shown else []


def panel_sheet(
    title: str, shown: Sequence[Shown], height: float, plot: Callable[[Axes, Shown], None]
) -> Sheet:
    """A sheet with a panel for each thing, two in a row."""
    columns = min(2, len(shown))
    lines = -(-len(shown) // columns)
    sheet = titled_sheet(0.6 + height * lines, wrap_text(title, 88))
    every = sheet.subplots(lines, columns, squeeze=False).ravel()
    for axes, one in zip(every, shown, strict=False):
        plot(axes, one)
    for axes in every[len(shown) :]:
        axes.set_axis_off()
    return sheet


def plot_interval_bars(
    axes: Axes, values: np.ndarray, down: Sequence[bool], low: np.ndarray, high: np.ndarray
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
    axes: Axes, y: np.ndarray, values: np.ndarray, low: np.ndarray, high: np.ndarray
) -> None:
    """Intervals of values that lie one below the other; one that is not known is not drawn."""
    reach = [np.maximum(0, np.nan_to_num(side)) for side in (values - low, high - values)]
    axes.errorbar(values, y, xerr=reach, fmt="none", ecolor=GREY, elinewidth=0.9, capsize=2)


def scale_of(unit: str) -> tuple[float, str]:
    """What values of a unit are multiplied by on an axis, and what stands below it."""
    return (100.0, "%") if unit == "share" else (1.0, unit_name(unit))


def label_bars(
    axes: Axes, y: np.ndarray, rows: Iterable[Row], title: str, unit: str, columns: int = 26
) -> None:
    """The names of what the bars stand for along the side, the panel's title, and a word for the unit below."""
    axes.set_yticks(y, [wrap_text(row_name(r), columns) for r in rows])
    axes.set_title(wrap_text(title, TITLE), loc="left", fontsize=7.5)
    axes.set_xlabel(unit, fontsize=7)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)
    axes.tick_params(labelsize=7)
    axes.tick_params(axis="y", length=0, labelcolor="black")
    format_number_ticks(axes.xaxis)
