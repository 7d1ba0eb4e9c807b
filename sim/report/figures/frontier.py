"""The figure of a comparison: what each policy costs and yields beyond the baseline, and which
another policy outdoes.

A policy is told by the shape of its mark and being outdone by an empty one, so that nothing hangs
on colour.
"""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from sim.report.colors import BLUE, GREY
from sim.report.document import Picture
from sim.report.figures.style import MARKS, draw_picture, format_number_ticks, titled_sheet
from sim.report.numbers import Row, name_with_unit, row_name, wrap_text
from sim.words.catalogue import say

YI = 10_000.0  # 万元 in an 亿元
LARGE = 10_000.0  # outlay, in 万元, from which it is drawn in 亿元
SHAPES = "osD^vPX*"
COLUMNS = 3


def draw_frontier(data: Row) -> Picture:
    """The figure of a comparison, in the chosen language."""
    return draw_picture("frontier", lambda: frontier_figure(data))


def frontier_figure(data: Row) -> Figure:
    """One panel for each thing counted: extra public outlay along the bottom, what comes of it up
    the side.
    """
    panels = data["frontiers"]
    rows = -(-len(panels) // COLUMNS)
    legend = 0.17 * (len(data["policies"]) // 3 + 1)
    figure = titled_sheet(
        1.5 * rows + 0.45 + legend,
        wrap_text(
            say("figure_frontier", baseline=row_name(data["policies"][0]), runs=data["runs"]), 100
        ),
    )
    most = max(abs(p["cost"]["mean"]) for p in panels[0]["policies"])
    unit, label = (YI, say("axis_extra_large")) if most >= LARGE else (1.0, say("axis_extra"))
    grid = figure.subplots(rows, COLUMNS, squeeze=False)
    for axes, row in zip(grid.ravel(), panels, strict=True):
        plot_frontier_panel(axes, row, unit)
    grid[-1, COLUMNS // 2].set_xlabel(label)
    marks = [policy_marker(k, True) for k in range(len(data["policies"]))]
    names = [row_name(data["policies"][k]) for k in range(len(data["policies"]))]
    figure.legend(
        [*marks, policy_marker(0, False)],
        [*names, say("figure_outdone")],
        loc="outside lower center",
        ncols=3,
        fontsize=8,
    )
    return figure


def plot_frontier_panel(axes: Axes, row: Row, unit: float) -> None:
    """Policies as marks with the intervals of cost and yield; a line joins those that no other
    outdoes.
    """
    points = row["policies"]
    ahead = sorted(
        (p["cost"]["mean"] / unit, p["gain"]["mean"]) for p in points if p["dominated_by"] is None
    )
    axes.plot(*zip(*ahead, strict=True), color=BLUE, linewidth=1.0, zorder=2)
    for k, p in enumerate(points):
        cost, gain = (
            {end: p[side][end] for end in ("mean", "low", "high")} for side in ("cost", "gain")
        )
        if k and cost["low"] is not None:
            axes.errorbar(
                cost["mean"] / unit,
                gain["mean"],
                ecolor=GREY,
                elinewidth=0.8,
                capsize=2,
                fmt="none",
                zorder=3,
                xerr=[
                    [(cost["mean"] - cost["low"]) / unit],
                    [(cost["high"] - cost["mean"]) / unit],
                ],
                yerr=[[gain["mean"] - gain["low"]], [gain["high"] - gain["mean"]]],
            )
        axes.add_line(
            policy_marker(k, p["dominated_by"] is None, cost["mean"] / unit, gain["mean"])
        )
    axes.axhline(0, color=GREY, linewidth=0.6, linestyle=":", zorder=1)
    axes.set_title(wrap_text(name_with_unit(row), 34), fontsize=7.5)
    axes.margins(0.12)
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.yaxis.set_major_locator(MaxNLocator(5))
    for axis in (axes.xaxis, axes.yaxis):
        format_number_ticks(axis)
    axes.tick_params(labelsize=7)


def policy_marker(k: int, filled: bool, *at: float) -> Line2D:
    """The mark of a policy, full where no other outdoes it, else empty; without a place, for the
    legend.
    """
    x, y = ([at[0]], [at[1]]) if at else ([], [])
    return Line2D(
        x,
        y,
        marker=SHAPES[k % len(SHAPES)],
        markeredgecolor=BLUE,
        markerfacecolor=BLUE if filled else "white",
        **MARKS["policy"],
    )
