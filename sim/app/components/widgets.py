"""What several pages show alike: a table as it stands in reports, and a chart with its words and the table behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from math import isnan
from typing import Any

import solara
from solara.alias import rv

from sim.app.components.layout import language
from sim.report.document import Block, Paragraph, Table
from sim.scenario.parameter_sets import CENTRAL, CHINA
from sim.words.catalogue import say, text_in_language

INK = "#1a1a1a"  # of letters; the rest of a chart's look is in chart.vue
COLORS = (
    "#0072b2",
    "#b34700",
    "#00563b",
    "#cc79a7",
    "#56b4e9",
    "#8c6d31",
    "#e69f00",
    "#555555",
)  # told apart in grey by dashes
DASHES = ("solid", "dashed", "dotted")
WIDEST = 160  # pixels of a name beside a bar


@dataclass(frozen=True)
class Chart:
    """A chart with its title, its words and, where they are not shown beside it, the numbers it is drawn from."""

    title: str
    words: str
    option: dict[str, Any]
    table: Table | None = None
    height: int = 232  # pixels


@solara.component_vue("chart.vue")
def EChart(option: dict, words: str, height: int):
    """What ECharts draws of an option."""


@solara.component_vue("table.vue")
def ReportTableView(table: dict):
    """A table."""


@solara.component
def ReportTable(table: Table) -> None:
    """A table of a report."""
    columns = {name: sorted(getattr(table, name)) for name in ("right", "unbroken")}
    ReportTableView(table={**asdict(table), **columns})


@solara.component
def ReportBlocks(blocks: Iterable[Block]) -> None:
    """Tables and paragraphs of a report."""
    for block in blocks:
        if isinstance(block, Table):
            ReportTable(block)
        elif isinstance(block, Paragraph):
            rv.Html(tag="p", class_="hint", children=[block.text])


@solara.component
def ChartFigure(chart: Chart, wide: bool = False) -> None:
    """A chart, in words for those who do not see it, and its table for those who want the numbers."""
    with rv.Html(tag="figure", class_="wide" if wide else ""):
        rv.Html(tag="h2", children=[chart.title])
        EChart(option=chart.option, words=f"{chart.title}: {chart.words}", height=chart.height)
        rv.Html(tag="figcaption", children=[chart.words])
        if chart.table is not None:
            with rv.Html(tag="details", class_="behind"):
                rv.Html(tag="summary", children=[say("shown_as_table")])
                ReportTable(chart.table)


@solara.component
def StatusMessage(text: str, fault: bool = False) -> None:
    """What stands where nothing else can be shown: how things are, or what went wrong."""
    rv.Html(
        tag="p",
        class_="state fault" if fault else "state",
        attributes={"role": "alert" if fault else "status"},
        children=[text],
    )


@solara.component
def DownloadButton(label: str, name: str, kind: str, content: Callable[[], bytes]) -> None:
    """A button that hands out a file, which is made when it is asked for."""
    with solara.FileDownload(content, name, mime_type=kind):
        rv.Html(tag="button", attributes={"type": "button"}, children=[label])


def bar_option(
    names: Sequence[str],
    series: Sequence[tuple[str, Sequence[float]]],
    colors: Sequence[str],
    stacked: bool = False,
) -> dict[str, Any]:
    """Values side by side or in one line, a group for each name, the first on top."""
    stack = {"stack": "all"} if stacked else {"barGap": "10%"}
    return {
        "grid": {"right": 60, "top": 28},
        "legend": {},
        "tooltip": {"trigger": "axis", "axisPointer": {"type": "shadow"}},
        "xAxis": {"type": "value", "axisLabel": {"hideOverlap": True}},
        "yAxis": {
            "type": "category",
            "data": list(names),
            "inverse": True,
            "axisLabel": {"color": INK, "width": WIDEST, "overflow": "truncate"},
        },
        "series": [
            {
                "name": name,
                "type": "bar",
                "data": round_values(values),
                "color": color,
                "barCategoryGap": "30%",
                **stack,
            }
            for (name, values), color in zip(series, colors, strict=True)
        ],
    }


def round_values(values: Iterable[float]) -> list[float | None]:
    """Numbers as short as a screen can show them; what is missing is left out."""
    return [None if isnan(value) else float(f"{value:.5g}") for value in values]


def choice_items(
    names: Iterable[str], title: Callable[[str], tuple[str, str]]
) -> list[dict[str, str]]:
    """Choices with their titles."""
    return [{"value": name, "text": text_in_language(title(name))} for name in names]


def template_words(*ids: str) -> dict[str, str]:
    """Words of a template, by what stands after the first _ of their ids."""
    return {id.split("_", 1)[1]: say(id) for id in ids}


def nature_choices() -> list[dict[str, str]]:
    """Where a visitor's runs may have their natural parameters from."""
    return [
        {"value": CHINA, "text": say("choose_nature_china")},
        {"value": CENTRAL, "text": say("choose_nature_central")},
    ]


def current_language() -> str:
    """The visitor's language, for what must be made anew when it changes."""
    return language.value
