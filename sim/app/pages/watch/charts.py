"""What the live page draws: each chart as ECharts' option, and in words for those who do not see
it.
"""

from collections.abc import Callable, Iterable
from functools import partial

from sim.app.components.widgets import Chart, Option, series_option
from sim.app.pages.watch.live_run import CAME, FOUNDED, GONE, LiveRun
from sim.core.fields import fields_of
from sim.core.files import read_declarations
from sim.model import codes
from sim.model.agents.payments import Book
from sim.model.calendar import month_name
from sim.report import colors
from sim.report.numbers import format_number, format_quantity, unit_name
from sim.words.catalogue import name_in_language, say

MONTHLY = read_declarations(__file__)
LADDER: dict[str, str] = MONTHLY["ladder"]["up"]  # a colour for each rung
STOCKS, SHADES = list(LADDER), list(LADDER.values())
MOST_PAYMENTS = 8
HUNDRED_MILLION = 1e4  # yuan, in 万元
PAYMENTS = fields_of(Book)


def monthly_chart(id: str, run: LiveRun) -> Chart:
    """Measures by month as `charts.toml` declares them."""
    chart = MONTHLY[id]
    up, down = chart["up"], chart.get("down", {})
    series = [
        series_option(
            chart["look"],
            measure_label(name),
            run.measure(name) * sign,
            vars(colors).get(color, color),
        )
        for sign, colored in ((1, up), (-1, down))
        for name, color in colored.items()
    ]
    words = latest_values_text(run, (*up, *down, *chart.get("told", ())))
    return Chart(say(chart["title"]), words, monthly_option(run, series, unit_name(chart["unit"])))


def live_flow_chart(run: LiveRun) -> Chart:
    """Where the firms of a year ago stand now: rungs climbed and lost, who came and who left."""
    counts = run.flows()
    # a standing a year ago is called <k, one now >k
    links = [{"source": f"<{a}", "target": f">{b}", "value": n} for (a, b), n in counts.items()]
    nodes = [
        {
            "name": f"{sign}{k}",
            "depth": side,
            "itemStyle": {"color": standing_color(k)},
            "label": {"formatter": standing_label(k), "position": ("right", "left")[side]},
        }
        for side, sign in enumerate("<>")
        for k in sorted({ends[side] for ends in counts})
    ]
    option = {"look": "flows", "series": [{"look": "flows", "data": nodes, "links": links}]}
    moves = {
        "climbed": sum(n for (a, b), n in counts.items() if a < b < GONE),
        "fell": sum(n for (a, b), n in counts.items() if b < a < GONE),
        "came": sum(n for (a, _), n in counts.items() if a >= FOUNDED),
        "left": sum(n for (_, b), n in counts.items() if GONE <= b < FOUNDED),
    }
    words = say("chart_flows_words", **{name: format_number(n) for name, n in moves.items()})
    return Chart(say("chart_flows"), words, option)


def live_fund_chart(run: LiveRun) -> Chart:
    """Money funds have left to invest, and how many deals they make."""
    money = run.measure("fund_money") / HUNDRED_MILLION
    series = [
        series_option("line", measure_label("fund_money"), money, colors.GREEN, yAxisIndex=0),
        series_option(
            "monthly", measure_label("deals"), run.measure("deals"), colors.BLUE, yAxisIndex=1
        ),
    ]
    option = monthly_option(run, series, say("unit_hundred_million"))
    deals = {"name": unit_name("deal"), "splitLine": {"show": False}}
    option |= {"yAxis": [option["yAxis"], deals], "grid": {"right": 44}}
    words = latest_values_text(run, ("deals", "funds"))
    if run.steps:
        words += say("chart_funds_words", money=format_number(float(money[-1])))
    return Chart(say("chart_funds"), words, option)


def live_money_chart(run: LiveRun) -> Chart:
    """Public money paid since the beginning, by what it was paid for."""
    payments = run.payments()
    spent = {name_in_language(PAYMENTS[name]): amount for name, amount in payments.items()}
    largest = dict(list(spent.items())[:MOST_PAYMENTS])
    total = sum(payments.values())
    if (rest := total - sum(largest.values())) > 0:
        largest[say("chart_money_rest")] = rest
    bars = [
        {"value": round(v, 1), "label": {"formatter": format_number(v, whole=True)}}
        for v in largest.values()
    ]
    option = {
        "look": "amounts",
        "yAxis": {"data": list(largest)},
        "series": [{"look": "amount", "color": colors.BLUE, "data": bars}],
    }
    words = say("chart_money_words", total=format_quantity(total, "万元"))
    return Chart(say("chart_money"), words, option)


ALL: dict[str, Callable[[LiveRun], Chart]] = {
    "ladder": partial(monthly_chart, "ladder"),
    "flows": live_flow_chart,
    "births": partial(monthly_chart, "births"),
    "funds": live_fund_chart,
    "talent": partial(monthly_chart, "talent"),
    "money": live_money_chart,
}


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
    return SHADES[k] if k < GONE else colors.ORANGE if k < FOUNDED else colors.BLUE


def monthly_option(run: LiveRun, series: list[Option], unit: str) -> Option:
    """A chart over the months of the scenario, those to come left empty."""
    months = {"data": [month_name(int(clock)) for clock in run.eco.path["clock"][:, 0]]}
    return {"look": "months", "xAxis": months, "yAxis": {"name": unit}, "series": series}


def latest_values_text(run: LiveRun, measures: Iterable[str]) -> str:
    """Measures of the month just lived, in words."""
    if not run.steps:
        return say("chart_not_begun")
    told = (
        f"{measure_label(name)} {format_number(float(run.measure(name)[-1]))}" for name in measures
    )
    return say("chart_now", month=run.month, now=say("between").join(told))
