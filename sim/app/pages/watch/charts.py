"""What the live page draws: each chart as ECharts' option, and in words for those who do not see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.app.components.widgets import INK, Chart, round_values
from sim.app.pages.watch.live_run import CAME, FOUNDED, GONE, LiveRun
from sim.core.fields import fields_of
from sim.model import codes
from sim.model.agents.payments import Book
from sim.report.numbers import format_number, format_quantity, unit_name
from sim.words.catalogue import name_in_language, say

LADDER = (
    "#c3ccd5",
    "#a1dab4",
    "#41b6c4",
    "#2c7fb8",
    "#253494",
)  # team to strong: light to dark, so also in grey
IN, OUT, LEVEL = "#0072b2", "#b34700", "#00563b"
STOCKS = ("teams", "micro", "tech_sme", "high_tech", "strong")
MOST_PAYMENTS = 8
HUNDRED_MILLION = 1e4  # yuan, in 万元
PAYMENTS = fields_of(Book)


def live_ladder_chart(run: LiveRun) -> Chart:
    """Firms by rung, one rung above the other."""
    series = [
        {
            "name": measure_label(name),
            "type": "line",
            "stack": "all",
            "lineStyle": {"width": 0},
            "areaStyle": {"opacity": 1},
            "color": color,
            "data": run.measure(name).tolist(),
        }
        for name, color in zip(STOCKS, LADDER, strict=True)
    ]
    return Chart(
        say("chart_ladder"),
        latest_values_text(run, *STOCKS),
        monthly_option(run, series, unit_name("firm")),
    )


def live_flow_chart(run: LiveRun) -> Chart:
    """Where the firms of a year ago stand now: rungs climbed and lost, who came and who left."""
    counts = run.flows()
    left, right = sorted({a for a, _ in counts}), sorted({b for _, b in counts})
    nodes = [
        {
            "name": f"<{k}",
            "depth": 0,
            "itemStyle": {"color": standing_color(k)},
            "label": {"formatter": standing_label(k)},
        }
        for k in left
    ]
    nodes += [
        {
            "name": f">{k}",
            "depth": 1,
            "itemStyle": {"color": standing_color(k)},
            "label": {"formatter": standing_label(k), "position": "left"},
        }
        for k in right
    ]
    links = [{"source": f"<{a}", "target": f">{b}", "value": n} for (a, b), n in counts.items()]
    climbed = sum(n for (a, b), n in counts.items() if a < b < GONE)
    fell = sum(n for (a, b), n in counts.items() if b < a < GONE)
    left_for_good = sum(n for (_, b), n in counts.items() if GONE <= b < FOUNDED)
    came = sum(n for (a, _), n in counts.items() if a >= FOUNDED)
    option = {
        "series": [
            {
                "type": "sankey",
                "data": nodes,
                "links": links,
                "left": 4,
                "right": 4,
                "top": 14,
                "bottom": 10,
                "nodeWidth": 14,
                "nodeGap": 13,
                "layoutIterations": 0,
                "draggable": False,
                "emphasis": {"disabled": True},
                "lineStyle": {"color": "source", "opacity": 0.35},
                "label": {
                    "fontSize": 12,
                    "color": INK,
                    "textBorderColor": "#ffffff",
                    "textBorderWidth": 3,
                },
            }
        ]
    }
    words = say(
        "chart_flows_words",
        climbed=format_number(climbed),
        fell=format_number(fell),
        came=format_number(came),
        left=format_number(left_for_good),
    )
    return Chart(say("chart_flows"), words, option)


def live_birth_chart(run: LiveRun) -> Chart:
    """Firms that begin above the line, firms that end below it."""
    begun, ended = ("founded", "attracted"), ("closed", "gave_up", "sold", "moved")
    colors = ("#0072b2", "#56b4e9", "#b34700", "#e69f00", "#8c6d31", "#cc79a7")
    series = [
        bar_series(run, name, color, sign)
        for name, sign, color in zip((*begun, *ended), (1, 1, -1, -1, -1, -1), colors, strict=True)
    ]
    return Chart(
        say("chart_births"),
        latest_values_text(run, *begun, *ended),
        monthly_option(run, series, unit_name("firm")),
    )


def live_fund_chart(run: LiveRun) -> Chart:
    """Money funds have left to invest, and how many deals they make."""
    series = [
        {**line_series(run, "fund_money", LEVEL, 1 / HUNDRED_MILLION), "yAxisIndex": 0},
        {**bar_series(run, "deals", IN, 1), "yAxisIndex": 1},
    ]
    option = monthly_option(run, series, say("unit_hundred_million"))
    option["yAxis"] = [
        option["yAxis"],
        {**option["yAxis"], "name": unit_name("deal"), "splitLine": {"show": False}},
    ]
    option["grid"] = {"right": 44}
    left = say(
        "chart_funds_words",
        money=format_number(
            float(run.measure("fund_money")[-1]) / HUNDRED_MILLION if run.lived else 0.0
        ),
    )
    return Chart(
        say("chart_funds"),
        latest_values_text(run, "deals", "funds") + (left if run.lived else ""),
        option,
    )


def live_talent_chart(run: LiveRun) -> Chart:
    """People who come above the line, people who leave below it."""
    series = [bar_series(run, "talent_came", IN, 1), bar_series(run, "talent_left", OUT, -1)]
    return Chart(
        say("chart_talent"),
        latest_values_text(run, "talent_came", "talent_left", "talent"),
        monthly_option(run, series, unit_name("person")),
    )


def live_money_chart(run: LiveRun) -> Chart:
    """Public money paid since the beginning, by what it was paid for."""
    spent = run.spent()
    largest = list(spent.items())[:MOST_PAYMENTS][::-1]
    rest = sum(spent.values()) - sum(amount for _, amount in largest)
    if rest > 0:
        largest.insert(0, ("", rest))
    names = [
        name_in_language(PAYMENTS[name]) if name else say("chart_money_rest") for name, _ in largest
    ]
    told = [
        {"value": round(amount, 1), "label": {"formatter": format_number(amount, whole=True)}}
        for _, amount in largest
    ]
    option = {
        "grid": {"right": 64, "top": 6},
        "xAxis": {"type": "value", "show": False},
        "yAxis": {
            "type": "category",
            "data": names,
            "axisLabel": {"color": INK, "width": 190, "overflow": "truncate"},
            "axisLine": {"show": False},
        },
        "series": [
            {
                "type": "bar",
                "data": told,
                "color": IN,
                "barCategoryGap": "25%",
                "label": {"show": True, "position": "right", "color": INK},
            }
        ],
    }
    total = say("chart_money_words", total=format_quantity(run.outlay(), "万元"))
    return Chart(say("chart_money"), total, option)


ALL = (
    live_ladder_chart,
    live_flow_chart,
    live_birth_chart,
    live_fund_chart,
    live_talent_chart,
    live_money_chart,
)


def measure_label(measure: str) -> str:
    """A measure's name, short enough for a legend."""
    return say(f"short.{measure}")


def standing_label(k: int) -> str:
    """Where a firm stands, or how it came or left, in words."""
    if k in (FOUNDED, CAME):
        return measure_label("founded" if k == FOUNDED else "attracted")
    return measure_label(STOCKS[k]) if k < GONE else say(f"exit.{codes.EXITS[k - GONE]}")


def standing_color(k: int) -> str:
    """The colour of a standing: its rung's, or that of coming and leaving."""
    return LADDER[k] if k < GONE else OUT if k < FOUNDED else IN


def line_series(run: LiveRun, name: str, color: str, factor: float = 1.0) -> dict[str, Any]:
    """A measure as a line."""
    return {
        "name": measure_label(name),
        "type": "line",
        "color": color,
        "data": round_values(run.measure(name) * factor),
    }


def bar_series(run: LiveRun, name: str, color: str, sign: int) -> dict[str, Any]:
    """A measure as stacked bars, above the line or below it."""
    return {
        "name": measure_label(name),
        "type": "bar",
        "stack": "all",
        "color": color,
        "barCategoryGap": "10%",
        "data": round_values(run.measure(name) * sign),
    }


def monthly_option(run: LiveRun, series: Sequence[dict[str, Any]], unit: str) -> dict[str, Any]:
    """A chart over the months of the scenario, those to come left empty."""
    return {
        "legend": {},
        "tooltip": {"trigger": "axis"},
        "xAxis": {"type": "category", "data": run.month_names()},
        "yAxis": {"type": "value", "name": unit, "nameTextStyle": {"align": "left"}, "nameGap": 5},
        "series": list(series),
    }


def latest_values_text(run: LiveRun, *measures: str) -> str:
    """Measures of the month just lived, in words."""
    if not run.lived:
        return say("chart_not_begun")
    told = (
        f"{measure_label(name)} {format_number(float(run.measure(name)[-1]))}" for name in measures
    )
    return say("chart_now", month=run.month, now=say("between").join(told))
