"""The figure of a comparison: what each policy costs and yields beyond the baseline, and which
another policy outdoes.

A policy is told by the shape of its mark and being outdone by an empty one, so that nothing hangs
on colour.
"""

import math
from functools import partial

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.core.records import Row
from sim.report.colors import BLUE, GREY
from sim.report.figures.style import MARKS, format_number_ticks, panel_sheet
from sim.report.numbers import name_with_unit, row_name, wrap_text
from sim.words.catalogue import say

YI = 10_000.0  # 万元 in an 亿元
LARGE = 10_000.0  # outlay, in 万元, from which it is drawn in 亿元
SHAPES = "osD^vPX*"
COLUMNS = 3


def frontier_figure(data: Row) -> Figure:
    """One panel for each thing counted: extra public outlay along the bottom, what comes of it up
    the side.
    """
    panels, names = data["frontiers"], list(map(row_name, data["policies"]))
    title = say("figure_frontier", baseline=names[0], runs=data["runs"])
    most = max(abs(p["cost"]["mean"]) for p in panels[0]["policies"])
    unit, label = (YI, say("axis_extra_large")) if most >= LARGE else (1.0, say("axis_extra"))
    legend = 0.17 * (len(names) // 3 + 1)
    figure = panel_sheet(
        wrap_text(title, 100), panels, partial(plot_frontier, unit), COLUMNS, 1.5, 0.45 + legend
    )
    figure.axes[-COLUMNS + COLUMNS // 2].set_xlabel(label, fontsize=8)
    figure.legend(
        [*(policy_marker(k, True) for k in range(len(names))), policy_marker(0, False)],
        [*names, say("figure_outdone")],
        loc="outside lower center",
        ncols=3,
        fontsize=8,
    )
    return figure


def plot_frontier(unit: float, axes: Axes, row: Row) -> None:
    """Policies as marks with the intervals of cost and yield; a line joins those that no other
    outdoes.
    """
    points = row["policies"]
    ahead = sorted(
        (p["cost"]["mean"] / unit, p["gain"]["mean"]) for p in points if p["dominated_by"] is None
    )
    axes.plot(*zip(*ahead, strict=True), color=BLUE, linewidth=1.0, zorder=2)
    for k, p in enumerate(points):
        cost, gain = p["cost"], p["gain"]
        at = cost["mean"] / unit, gain["mean"]
        if k and cost["low"] is not None:
            x, y = (
                [[(ends["mean"] - ends["low"]) / by], [(ends["high"] - ends["mean"]) / by]]
                for ends, by in ((cost, unit), (gain, 1.0))
            )
            axes.errorbar(*at, xerr=x, yerr=y, ecolor=GREY, **MARKS["policy-interval"])
        axes.add_line(policy_marker(k, p["dominated_by"] is None, *at))
    axes.axhline(0, color=GREY, linewidth=0.6, linestyle=":", zorder=1)
    axes.set_title(wrap_text(name_with_unit(row), 34))
    axes.margins(0.12)
    format_number_ticks(axes.xaxis, 4)
    format_number_ticks(axes.yaxis, 5)


def policy_marker(k: int, filled: bool, x: float = math.nan, y: float = math.nan) -> Line2D:
    """The mark of a policy, full where no other outdoes it, else empty; without a place, for the
    legend.
    """
    return Line2D(
        [x],
        [y],
        marker=SHAPES[k % len(SHAPES)],
        markeredgecolor=BLUE,
        markerfacecolor=BLUE if filled else "white",
        **MARKS["policy"],
    )


FIGURES = {"frontier": frontier_figure}
