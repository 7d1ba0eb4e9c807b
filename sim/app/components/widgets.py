"""What several pages show alike: elements of HTML, the blocks of a document, and a chart with its
words and the table behind it.
"""

import re
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from math import isnan
from pathlib import Path
from typing import Any, assert_never

import reacton.core
import solara
from solara.alias import rv

from sim.app.session import url_state
from sim.app.session.url_state import UrlState
from sim.report.document import Block, Bullets, Facts, Figure, Heading, Paragraph, Table
from sim.report.render.html import svg_data_uri
from sim.scenario.parameter_sets import CENTRAL, CHINA
from sim.scenario.scenario import Scenario
from sim.words.catalogue import name_in_language, say, text_in_language

APP = Path(__file__).parents[1]
DRAWING = threading.Lock()  # Matplotlib's settings are those of the whole process

Choice = dict[str, str]  # what a list offers: its value and its text
Words = dict[str, str]  # of a template
State = dict[str, Any]  # what a template shows, and what is sent back when something is chosen
Download = tuple[str, str, Callable[[], bytes]]  # its label, its kind, and what makes it
Option = dict[str, Any]  # what ECharts draws in one of the looks of chart.vue


@dataclass(frozen=True)
class Chart:
    """A chart with its title, its words and, where they are not shown beside it, the numbers it is
    drawn from.
    """

    title: str
    words: str
    option: Option
    table: Table | None = None
    height: int = 232  # pixels


def element(
    tag: str, *children: str | reacton.core.Element, class_: str = "", **attributes: str
) -> reacton.core.Element:
    """An element of HTML: a tag, what stands in it, its class and attributes, whose names have _
    for -.  `with` puts into it what is made meanwhile.
    """
    named = {name.replace("_", "-"): value for name, value in attributes.items()}
    return rv.Html(tag=tag, class_=class_, attributes=named, children=list(children))


@solara.component_vue("chart.vue")
def EChart(option: Option, words: str, height: int) -> None:
    """What ECharts draws of an option."""


@solara.component_vue("table.vue")
def ReportTableView(table: dict[str, Any]) -> None:
    """A table."""


@solara.component
def ReportBlocks(blocks: Iterable[Block]) -> None:
    """Blocks of a document, whatever their kind."""
    for block in blocks:
        match block:
            case Table():
                columns = {"right": sorted(block.right), "gauges": sorted(block.gauges)}
                ReportTableView(table={**asdict(block), "unbroken": [], **columns})
            case Paragraph(text, style):
                element("p", text, class_=style or "hint")
            case Heading(text):
                element("h3", text)
            case Bullets(items):
                with element("ul", class_="bullets"):
                    for item in items:
                        element("li", item)
            case Facts(facts):
                with element("dl", class_="facts"):
                    for value, what, small in facts:
                        with element("div"):
                            element("dt", what)
                            element("dd", value, element("small", small))
            case Figure():
                with DRAWING:
                    picture = block.picture
                with element("figure"):
                    element("img", src=svg_data_uri(picture.svg), alt=block.caption)
                    element("figcaption", block.caption)
            case _:
                assert_never(block)


@solara.component
def ChartFigure(chart: Chart, wide: bool = False) -> None:
    """A chart, in words for those who do not see it, and its table for those who want the numbers."""
    with element("figure", class_="wide" if wide else ""):
        element("h2", chart.title)
        EChart(option=chart.option, words=f"{chart.title}: {chart.words}", height=chart.height)
        element("figcaption", chart.words)
        if chart.table is not None:
            with element("details", class_="behind"):
                element("summary", say("shown_as_table"))
                ReportBlocks([chart.table])


@solara.component
def StatusMessage(text: str, fault: bool = False) -> None:
    """What stands where nothing else can be shown: how things are, or what went wrong."""
    role, class_ = ("alert", "state fault") if fault else ("status", "state")
    element("div", element("p", text), class_=class_, role=role)


@solara.component
def Button(label: str, press: Callable[[], None], mark: str = "", **attributes: str) -> None:
    """A button, where asked for with a side's mark before its label."""
    marked = [element("span", class_=f"mark {mark}")] if mark else []
    made = element("button", *marked, label, type="button", **attributes)
    rv.use_event(made, "click", lambda *_: press())


@solara.component
def Downloads(label: str, files: Mapping[str, Download]) -> None:
    """Files to take away by their names, made when they are asked for."""
    with element("div", class_="buttons", role="group", aria_label=label):
        for name, (text, kind, content) in files.items():
            with solara.FileDownload(content, name, mime_type=kind):
                element("button", text, type="button")


def bar_option(
    names: Sequence[str],
    series: Sequence[tuple[str, Sequence[float]]],
    colors: Sequence[str],
    look: str = "beside",
) -> Option:
    """Values beside each other or `inline`, a group for each name, the first on top."""
    bars = [
        series_option(look, name, values, color)
        for (name, values), color in zip(series, colors, strict=True)
    ]
    return {"look": "bars", "xAxis": {}, "yAxis": {"data": list(names)}, "series": bars}


def series_option(look: str, name: str, values: Iterable[float], color: str, **more: Any) -> Option:
    """A series of a chart: how it looks, its name, numbers and colour."""
    return {"look": look, "name": name, "color": color, "data": round_values(values), **more}


def round_values(values: Iterable[float]) -> list[float | None]:
    """Numbers as short as a screen can show them; what is missing is left out."""
    return [None if isnan(value) else float(f"{value:.5g}") for value in values]


def plan_choices(now: UrlState) -> State:
    """What a visitor may choose from, and has: plans, policies, where natural parameters are from."""
    offered = url_state.offered_scenario
    plans = {name: name_in_language(offered(name)) for name in url_state.available_plans()}
    policies = {
        name: policy_title(offered(now.plan, name)) for name in url_state.plan_policies(now.plan)
    }
    natures = {CHINA: say("choose_nature_china"), CENTRAL: say("choose_nature_central")}
    return {
        "plans": choice_items(plans),
        "plan": now.plan,
        "policies": choice_items(policies),
        "policy": now.policy,
        "natures": choice_items(natures),
        "nature": now.nature,
    }


def policy_title(scenario: Scenario) -> str:
    """What a scenario's policy is called."""
    return text_in_language((scenario.policy_zh, scenario.policy_en))


def choice_items(texts: Mapping[str, str]) -> list[Choice]:
    """Choices with their texts, as a list offers them."""
    return [{"value": value, "text": text} for value, text in texts.items()]


def vue_template(file: str) -> Callable[[State, Callable[[State], None]], reacton.core.Element]:
    """A Vue file of the pages as a component: it shows a state with the messages it names as words,
    and what a visitor chooses there comes back as a state.
    """

    @solara.component_vue(str(APP / file))
    def show(words: Words, state: State, event_choose: Callable[[State], None]) -> None:
        """What the file shows."""

    return lambda state, choose: show(words=template_words(file), state=state, event_choose=choose)


def template_words(file: str) -> Words:
    """The messages that a Vue file names, by their ids."""
    return {id: say(id) for id in template_word_ids(file)}


@cache
def template_word_ids(file: str) -> set[str]:
    """What a Vue file names as words."""
    return set(re.findall(r"\bwords\.(\w+)", (APP / file).read_text("utf-8")))
