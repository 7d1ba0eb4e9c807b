"""What all figures share: font, width, greys, axes of months and years, and how a figure becomes bytes.

The font travels with the package, so that no system's choice of fonts can leave empty boxes.  Figures
are as wide as the text of an A4 page, so that their letters are as large on paper as they are here.
Shades run from light to dark (ColorBrewer's YlGnBu), which stays so in grey and for the colour-blind.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from sim.model.calendar import month_name
from sim.words.catalogue import say

FONT = Path(__file__).parents[1] / "fonts" / "FuhuaSans.otf"
FAMILY = "Fuhua Sans SC"
WIDTH = 6.7  # inches: the text of an A4 page
DPI = 200
BLUE, ORANGE, GREY = "#0072b2", "#b34700", "#555555"
PALE, MIDDLE = "#cfe3f1", "#8fc0e0"
STYLE = {
    "font.family": [FAMILY],
    "axes.unicode_minus": False,
    "font.size": 8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": "#e6e6e6",
    "grid.linewidth": 0.6,
    "hatch.linewidth": 0.5,
    "svg.fonttype": "path",
}


@dataclass(frozen=True)
class Picture:
    """A figure as pixels, for Word and slides, and as lines, for the browser; width over height."""

    png: bytes
    svg: bytes
    aspect: float


def figure_style(salt: str = "") -> Any:
    """The settings under which figures are made and drawn; equal figures give equal bytes."""
    if FAMILY not in font_manager.fontManager.get_font_names():
        font_manager.fontManager.addfont(str(FONT))
    return matplotlib.rc_context({**STYLE, "svg.hashsalt": salt})


def render_picture(figure: Figure) -> Picture:
    """Draw a figure both ways."""
    pixels, lines = io.BytesIO(), io.BytesIO()
    FigureCanvasAgg(figure).print_png(pixels, metadata={"Software": None})
    figure.set_layout_engine("none")  # it has been laid out; doing so again takes as long
    FigureCanvasSVG(figure).print_svg(lines, metadata={"Date": None, "Creator": None})
    width, height = figure.get_size_inches()
    return Picture(pixels.getvalue(), lines.getvalue(), float(width / height))


def titled_sheet(height: float, title: str) -> Figure:
    """An empty figure with its title at the upper left."""
    figure = Figure((WIDTH, height), dpi=DPI, layout="constrained", facecolor="white")
    figure.get_layout_engine().set(w_pad=0.06, h_pad=0.07, wspace=0.04, hspace=0.05)
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


def format_months_axis(axes: Any, first: int, months: int) -> None:
    """Years along the bottom, at their Januaries; not more of them than fit."""
    marks = [m for m in range(first, first + months) if m % 12 == 0]
    if not marks or months < 13:
        step = max(1, months // 4)
        marks = list(range(first, first + months, step))
        axes.set_xticks([m - first for m in marks], [month_name(m) for m in marks])
    else:
        marks = marks[:: -(-len(marks) // 6)]
        axes.set_xticks([m - first for m in marks], [str(m // 12) for m in marks])
    axes.set_xlim(0, max(1, months - 1))
    axes.grid(axis="x", visible=False)


def format_years_axis(axes: Any, years: Iterable[tuple[str, int]]) -> None:
    """Years along the bottom, those of fewer than twelve months marked."""
    names = [
        year if months == 12 else f"{year}\n{say('figure_part_year', months=months)}"
        for year, months in years
    ]
    axes.set_xticks(range(len(names)), names)
    axes.grid(axis="x", visible=False)


def format_number_ticks(axis: Any) -> None:
    """Ticks as readers write numbers."""
    axis.set_major_formatter(FuncFormatter(format_thousands))
