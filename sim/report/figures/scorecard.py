"""The figures of the scorecard: what the reference city does, beside what was published.

The model is always the solid blue line or bar, the published the dashed orange one, so that all six
read alike, in grey as well.
"""

from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullLocator

from sim.core.files import read_declarations
from sim.report.colors import BLUE, GREY, ORANGE
from sim.report.figures import CAPTIONS
from sim.report.figures.style import MARKS, MIDDLE, format_number_ticks, label_point, titled_sheet
from sim.report.numbers import percent_sign
from sim.validation import bds
from sim.validation.facts import Fact
from sim.validation.finance import MULTIPLES_OVER
from sim.validation.ladder import LINE
from sim.validation.reference_series import INTENSITIES, MULTIPLES, RATES
from sim.validation.validate import ROWS, Scorecard
from sim.words.catalogue import say

SHEETS = read_declarations(__file__)


def scorecard_figure(name: str, card: Scorecard) -> Figure:
    """A figure on its sheet, as `scorecard.toml` declares it."""
    sheet = SHEETS[name]
    figure = titled_sheet(sheet["height"], say(CAPTIONS["scorecard"][name]))
    panels = np.atleast_1d(figure.subplots(1, len(sheet["panels"])))
    PLOTS[name](card, *panels)
    firms, stakes = (f"{card.counts[key][0]:,.0f}" for key in ("rounds", "multiples"))
    for axes, title in zip(panels, sheet["panels"], strict=True):
        axes.set_title(say(title, firms=firms, stakes=stakes))
        if "below" in sheet:
            axes.set_xlabel(say(sheet["below"]))
        if "beside" in sheet:
            axes.set_ylabel(say(sheet["beside"]))
        else:
            axes.yaxis.set_major_formatter(lambda x, _: f"{x * 100:g}{percent_sign()}")
    panels[0].legend(loc=sheet["legend"])
    return figure


def model_marks(**look: object) -> dict[str, Any]:
    """How the model's numbers are drawn, with what is different."""
    return {"color": BLUE, "label": say("scorecard_model"), **MARKS["model"], **look}


def published_marks(**look: object) -> dict[str, Any]:
    """How published numbers are drawn, with what is different."""
    return {"color": ORANGE, "label": say("scorecard_published"), **MARKS["published"], **look}


def published_fact(id: str) -> Fact:
    """What was published for a row."""
    return next(r for r in ROWS if r.id == id).fact


def published_value(id: str) -> float:
    """The published value of a row."""
    value = published_fact(id).value
    return np.nan if value is None else value


def published_band(id: str) -> tuple[float, float]:
    """The published band of a row."""
    return published_fact(id).band or (np.nan, np.nan)


def plot_survival(card: Scorecard, left: Axes, right: Axes) -> None:
    """Survival and yearly hazard by age."""
    above, below = card.counts["register" if card.country == "china" else "work"].T
    hazard = above / np.maximum(1, below)
    left.plot(np.append(1, np.cumprod(1 - hazard)), **model_marks())
    right.plot(np.arange(1, len(hazard) + 1), hazard, **model_marks())
    if card.country == "china":
        rates = np.array([published_value(f"hazard_{k}") for k in (1, 2, 3)])
        left.plot(np.append(1, np.cumprod(1 - rates)), **published_marks())
        left.plot([5, 5], published_band("survival_5"), **published_marks(label=""))
        right.plot([1, 2, 3], rates, **published_marks())
        band = published_band("hazard_4_7")
        right.fill_between([4, 7], *band, color=ORANGE, alpha=0.25, linewidth=0, hatch="////")
    else:
        ages = np.arange(1, 6)
        survival, deaths = (
            np.array([fact(k).value for k in ages.tolist()], float)
            for fact in (bds.survival_rate, bds.death_rate)
        )
        left.plot(np.append(1, survival), **published_marks())
        right.plot(ages, deaths, **published_marks())
    for axes in (left, right):
        axes.set_xticks(np.arange(0, len(hazard) + 1))
        axes.set_ylim(0)
    right.set_ylim(0, 1.25 * max(float(hazard.max()), 0.095))


def plot_firm_sizes(card: Scorecard, axes: Axes) -> None:
    """The largest firms by rank, on two logarithmic axes, with Zipf's line."""
    largest = card.counts["sizes"] / len(card.seeds)
    rank, exponent = np.arange(1, len(largest) + 1), published_value("size_tail")
    axes.loglog(largest, rank, **model_marks(marker=".", linewidth=0.8))
    zipf = rank[-1] * (largest / largest[-1]) ** -exponent
    axes.loglog(largest, zipf, **published_marks(marker="", label=say("figure_zipf")))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        format_number_ticks(axis)
        axis.set_minor_locator(NullLocator())


def plot_growth_rates(card: Scorecard, axes: Axes) -> None:
    """The density of growth rates on a logarithmic axis: a tent, or a bell."""
    counts, middle = card.counts["growth"], (RATES[1:] + RATES[:-1]) / 2
    density = counts / counts.sum() / np.diff(RATES)
    shown = counts > 0
    axes.semilogy(middle[shown], density[shown], **model_marks(linewidth=0))
    laplace = np.exp(-np.sqrt(2) * np.abs(middle)) / np.sqrt(2)
    axes.semilogy(middle, laplace, **published_marks(marker="", label=say("figure_laplace")))
    normal = np.exp(-(middle**2) / 2) / np.sqrt(2 * np.pi)
    axes.semilogy(
        middle, normal, color=GREY, linewidth=1, linestyle=":", label=say("figure_normal")
    )
    axes.set_ylim(density[shown].min() / 2, 2)


def plot_funding_rounds(card: Scorecard, axes: Axes) -> None:
    """How many of those that close a first round go on to the later ones."""
    counts = card.counts["rounds"]
    closed = [1.0, *(published_value(id) for id in ("priced_to_a", "a_to_b", "b_to_c"))]
    for side, heights, label, colour, hatch in (
        (-0.2, counts / max(1, counts[0]), say("scorecard_model"), MIDDLE, ""),
        (0.2, np.cumprod(closed), say("scorecard_published"), ORANGE, "////"),
    ):
        x = np.arange(len(closed)) + side
        axes.bar(x, heights, 0.38, label=label, color=colour, hatch=hatch, edgecolor="white")
        for at, height in zip(x, heights, strict=True):
            label_point(axes, f"{height * 100:.0f}{percent_sign()}", (at, height), xytext=(0, 2))
    axes.set_xticks(range(len(closed)), [say("figure_first_round"), "A", "B", "C"])
    axes.set_ylim(0, 1.15)
    axes.grid(axis="x", visible=False)


def plot_stake_returns(card: Scorecard, axes: Axes) -> None:
    """The part of stakes that return at least so many times their cost."""
    counts, least = card.counts["multiples"], np.array(MULTIPLES)
    there = (counts > 0) & (least > 0)
    axes.loglog(least[there], counts[there] / max(1, counts[0]), **model_marks())
    axes.loglog(list(MULTIPLES_OVER), list(MULTIPLES_OVER.values()), **published_marks())
    axes.set_xticks(least[1:], [f"{x:g}" for x in least[1:]])
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_minor_locator(NullLocator())


def plot_research_intensity(card: Scorecard, axes: Axes) -> None:
    """Research against sales, as reported and as spent, around the line of the first band."""
    reported, real, edges = card.counts["reported"], card.counts["real"], INTENSITIES * 100
    axes.stairs(reported, edges, fill=True, color=MIDDLE, label=say("figure_reported"))
    dashes = (0, (3, 1.5))
    axes.stairs(
        real, edges, color="black", linewidth=1.1, linestyle=dashes, label=say("figure_real")
    )
    axes.axvline(LINE * 100, color=ORANGE, linewidth=1.1, linestyle=(0, (4, 2)))
    format_number_ticks(axes.yaxis)


PLOTS: dict[str, Any] = {
    "ages": plot_survival,
    "sizes": plot_firm_sizes,
    "growth": plot_growth_rates,
    "rounds": plot_funding_rounds,
    "returns": plot_stake_returns,
    "intensities": plot_research_intensity,
}
FIGURES = {name: partial(scorecard_figure, name) for name in PLOTS}
