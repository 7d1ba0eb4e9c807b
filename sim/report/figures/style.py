"""What all figures share: font, width, greys, axes of months and years, and how a figure becomes
bytes.

The font travels with the package, so that no system's choice of fonts can leave empty boxes.
Figures are as wide as the text of an A4 page, so that their letters are as large on paper as they
are here. Shades run from light to dark (ColorBrewer's YlGnBu), which stays so in grey and for the
colour-blind.
"""

import io
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import matplotlib
import numpy as np
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Sheet
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import MaxNLocator

from sim.core.files import read_declarations
from sim.core.records import Row
from sim.model.calendar import month_name
from sim.report.colors import BLUE, GREY
from sim.report.document import Figure, Picture
from sim.report.numbers import row_name, unit_name, wrap_text
from sim.runs.histories import RunHistories
from sim.words.catalogue import say

FONT = Path(__file__).parents[1] / "fonts" / "FuhuaSans.otf"
FAMILY = "Fuhua Sans SC"
WIDTH = 6.7  # inches: the text of an A4 page
DPI = 200
PALE, MIDDLE = "#cfe3f1", "#8fc0e0"
STYLE = matplotlib.rc_params_from_file(
    Path(__file__).with_name("figures.mplstyle"), use_default_template=False
)
MARKS = read_declarations(__file__, "marks.toml")
MOST, TITLE = 6, 40  # panels of a sheet; columns of a panel's title
Shown = TypeVar("Shown")


def figure_style(salt: str = "") -> Any:
    """The settings under which figures are made and drawn; equal figures give equal bytes."""
    if FAMILY not in font_manager.fontManager.get_font_names():
        font_manager.fontManager.addfont(str(FONT))
    return matplotlib.rc_context({**STYLE, "svg.hashsalt": salt})


def render_picture(figure: Sheet) -> Picture:
    """Draw a figure both ways."""
    pixels, lines = io.BytesIO(), io.BytesIO()
    FigureCanvasAgg(figure).print_png(pixels, metadata={"Software": None})
    figure.set_layout_engine("none")  # it has been laid out; doing so again takes as long
    FigureCanvasSVG(figure).print_svg(lines, metadata={"Date": None, "Creator": None})
    width, height = figure.get_size_inches()
    return Picture(pixels.getvalue(), lines.getvalue(), float(width / height))


def draw_picture(name: str, plot: Callable[[], Sheet]) -> Picture:
    """A figure drawn both ways under the common style; equal names and figures give equal bytes."""
    with figure_style(name):
        return render_picture(plot())


def titled_sheet(height: float, title: str) -> Sheet:
    """An empty figure with its title at the upper left."""
    layout = ConstrainedLayoutEngine(w_pad=0.06, h_pad=0.07, wspace=0.04, hspace=0.05)
    figure = Sheet((WIDTH, height), dpi=DPI, layout=layout, facecolor="white")
    figure.suptitle(title, x=0.01, ha="left", fontsize=10.5, fontweight="normal")
    return figure


def shades(count: int) -> list[Any]:
    """So many shades from light to dark."""
    return [
        matplotlib.colormaps["YlGnBu"](0.22 + 0.74 * k / max(1, count - 1)) for k in range(count)
    ]


def hatches(count: int) -> list[str]:
    """A hatch for every second of so many neighbours, so that no border is told by colour alone."""
    return ["" if k % 2 == 0 else "////" if k % 4 == 1 else "...." for k in range(count)]


def format_thousands(value: float, _: Any = None) -> str:
    """A tick: whole numbers with commas, others as they are."""
    return f"{value:,.0f}" if abs(value) >= 10 or value == int(value) else f"{value:g}"


def format_months_axis(axes: Axes, runs: RunHistories) -> None:
    """Years along the bottom, at their Januaries; not more of them than fit."""
    first, months = runs.first, runs.months
    at = [m for m in range(first, first + months) if m % 12 == 0]
    if at and months >= 13:
        at = at[:: -(-len(at) // 6)]
        names = [str(m // 12) for m in at]
    else:
        at = list(range(first, first + months, max(1, months // 4)))
        names = list(map(month_name, at))
    axes.set_xticks([m - first for m in at], names)
    axes.set_xlim(0, max(1, months - 1))
    axes.grid(axis="x", visible=False)


def format_years_axis(axes: Axes, years: Iterable[tuple[str, int]]) -> None:
    """Years along the bottom, those of fewer than twelve months marked."""
    names = [
        year if months == 12 else f"{year}\n{say('figure_part_year', months=months)}"
        for year, months in years
    ]
    axes.set_xticks(range(len(names)), names)
    axes.grid(axis="x", visible=False)


def label_point(axes: Axes, text: str, at: tuple[Any, Any], **more: Any) -> None:
    """A number a little above a point, or as far from it as `xytext` says, in points."""
    axes.annotate(text, at, **{**MARKS["point"], **more})


def finish_panel(axes: Axes, title: str, columns: int, ticks: int, unit: str = "") -> None:
    """A small panel's title, its unit along the side, and about so many whole ticks there."""
    axes.set_title(wrap_text(title, columns))
    axes.set_ylabel(unit)
    format_number_ticks(axes.yaxis, ticks, whole=True)


def format_number_ticks(axis: Axis, most: int = 0, whole: bool = False) -> None:
    """Ticks as readers write numbers; where asked about so many of them, at whole numbers only."""
    if most:
        axis.set_major_locator(MaxNLocator(most, integer=whole))
    axis.set_major_formatter(format_thousands)


def panel_figures(
    id: str, title: str, shown: Sequence[Shown], height: float, plot: Callable[[Axes, Shown], None]
) -> list[Figure]:
    """A figure with a panel for each of the first few things shown, each line of panels so high;
    none where there is nothing.
    """
    sheet = partial(panel_sheet, wrap_text(title, 88), shown[:MOST], plot, 2, height, 0.6)
    return [Figure(id, title, partial(draw_picture, id, sheet))] if shown else []


def panel_sheet(
    title: str,
    shown: Sequence[Shown],
    plot: Callable[[Axes, Shown], None],
    columns: int,
    height: float,
    margin: float = 0.0,
) -> Sheet:
    """A sheet with a small panel for each thing, at most so many in a line; a line of panels is so
    high, and the rest of the sheet as its margin.
    """
    columns = min(columns, len(shown))
    lines = -(-len(shown) // columns)
    with matplotlib.rc_context(MARKS["small"]):
        sheet = titled_sheet(margin + height * lines, title)
        every = sheet.subplots(lines, columns, squeeze=False).ravel()
        for axes, one in zip(every, shown, strict=False):
            plot(axes, one)
            axes.tick_params(labelsize=7)
    for axes in every[len(shown) :]:
        axes.set_axis_off()
    return sheet


def number_columns(rows: Iterable[Row], *keys: str) -> np.ndarray:
    """The numbers of rows key by key; nan where one is not known."""
    return np.array([[r[key] for r in rows] for key in keys], float)


def plot_interval_bars(
    axes: Axes,
    rows: Iterable[Row],
    values: np.ndarray,
    down: Sequence[bool],
    low: np.ndarray,
    high: np.ndarray,
    title: str,
    unit: str,
    columns: int = 26,
) -> np.ndarray:
    """Bars from above to below, each with the name of its row and a whisker where its interval is
    known, paler and hatched where `down`; returns where each stands.
    """
    y = np.arange(len(values))[::-1]
    axes.barh(
        y,
        values,
        color=[PALE if d else MIDDLE for d in down],
        hatch=["////" if d else "" for d in down],
        edgecolor=BLUE,
        **MARKS["interval-bar"],
    )
    reach = [np.maximum(0, np.nan_to_num(side)) for side in (values - low, high - values)]
    axes.errorbar(values, y, xerr=reach, ecolor=GREY, **{**MARKS["whiskers"], "capsize": 2})
    axes.set_yticks(y, [wrap_text(row_name(r), columns) for r in rows])
    axes.set_title(wrap_text(title, TITLE))
    axes.set_xlabel(unit)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)
    axes.tick_params(axis="y", length=0, labelcolor="black")
    format_number_ticks(axes.xaxis)
    return y


def scale_of(unit: str) -> tuple[float, str]:
    """What values of a unit are multiplied by on an axis, and what stands below it."""
    return (100.0, "%") if unit == "share" else (1.0, unit_name(unit))
