"""What the live page draws: each chart as ECharts' option, and in words for those who do not see
it.
"""

from collections.abc import Sequence

from sim.app.components.widgets import Chart, Option, series_option
from sim.app.pages.watch.live_run import CAME, FOUNDED, GONE, LiveRun
from sim.core.fields import fields_of
from sim.model import codes
from sim.model.agents.payments import Book
from sim.report.colors import AMBER, BLUE, BROWN, GREEN, ORANGE, PINK, SKY
from sim.report.numbers import format_number, format_quantity, unit_name
from sim.words.catalogue import name_in_language, say

LADDER = (
    "#c3ccd5",
    "#a1dab4",
    "#41b6c4",
    "#2c7fb8",
    "#253494",
)  # team to strong: light to dark, so also in grey
STOCKS = ("teams", "micro", "tech_sme", "high_tech", "strong")
MOST_PAYMENTS = 8
HUNDRED_MILLION = 1e4  # yuan, in 万元
PAYMENTS = fields_of(Book)


def live_ladder_chart(run: LiveRun) -> Chart:
    """Firms by rung, one rung above the other."""
    series = [
        measure_series(run, "layer", name, color)
        for name, color in zip(STOCKS, LADDER, strict=True)
    ]
    return monthly_chart(run, say("chart_ladder"), series, "firm", STOCKS)


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
    climbed = sum(n for (a, b), n in counts.items() if a < b < GONE)
    fell = sum(n for (a, b), n in counts.items() if b < a < GONE)
    left_for_good = sum(n for (_, b), n in counts.items() if GONE <= b < FOUNDED)
    came = sum(n for (a, _), n in counts.items() if a >= FOUNDED)
    option = {"look": "flows", "series": [{"look": "flows", "data": nodes, "links": links}]}
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
    begun = {"founded": BLUE, "attracted": SKY}
    ended = {"closed": ORANGE, "gave_up": AMBER, "sold": BROWN, "moved": PINK}
    series = [measure_series(run, "monthly", name, color, 1) for name, color in begun.items()]
    series += [measure_series(run, "monthly", name, color, -1) for name, color in ended.items()]
    return monthly_chart(run, say("chart_births"), series, "firm", (*begun, *ended))


def live_fund_chart(run: LiveRun) -> Chart:
    """Money funds have left to invest, and how many deals they make."""
    money = run.measure("fund_money") / HUNDRED_MILLION
    label = measure_label("fund_money")
    series = [
        series_option("line", label, money, GREEN, yAxisIndex=0),
        {**measure_series(run, "monthly", "deals", BLUE, 1), "yAxisIndex": 1},
    ]
    option = monthly_option(run, series, say("unit_hundred_million"))
    deals = {"name": unit_name("deal"), "splitLine": {"show": False}}
    option |= {"yAxis": [option["yAxis"], deals], "grid": {"right": 44}}
    words = latest_values_text(run, ("deals", "funds"))
    if run.steps:
        words += say("chart_funds_words", money=format_number(float(money[-1])))
    return Chart(say("chart_funds"), words, option)


def live_talent_chart(run: LiveRun) -> Chart:
    """People who come above the line, people who leave below it."""
    series = [
        measure_series(run, "monthly", "talent_came", BLUE, 1),
        measure_series(run, "monthly", "talent_left", ORANGE, -1),
    ]
    told = ("talent_came", "talent_left", "talent")
    return monthly_chart(run, say("chart_talent"), series, "person", told)


def live_money_chart(run: LiveRun) -> Chart:
    """Public money paid since the beginning, by what it was paid for."""
    spent = {name_in_language(PAYMENTS[name]): amount for name, amount in run.payments().items()}
    largest = dict(list(spent.items())[:MOST_PAYMENTS])
    total = run.outlay()
    if (rest := total - sum(largest.values())) > 0:
        largest[say("chart_money_rest")] = rest
    bars = [
        {"value": round(v, 1), "label": {"formatter": format_number(v, whole=True)}}
        for v in largest.values()
    ]
    option = {
        "look": "amounts",
        "yAxis": {"data": list(largest)},
        "series": [{"look": "amount", "color": BLUE, "data": bars}],
    }
    words = say("chart_money_words", total=format_quantity(total, "万元"))
    return Chart(say("chart_money"), words, option)


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
    return LADDER[k] if k < GONE else ORANGE if k < FOUNDED else BLUE


def measure_series(run: LiveRun, look: str, name: str, color: str, sign: int = 1) -> Option:
    """A measure by month as a series."""
    return series_option(look, measure_label(name), run.measure(name) * sign, color)


def monthly_option(run: LiveRun, series: Sequence[Option], unit: str) -> Option:
    """A chart over the months of the scenario, those to come left empty."""
    months = {"data": run.month_names()}
    return {"look": "months", "xAxis": months, "yAxis": {"name": unit}, "series": list(series)}


def monthly_chart(
    run: LiveRun, title: str, series: Sequence[Option], unit: str, told: Sequence[str]
) -> Chart:
    """A chart over the months with one axis; some measures are told in words."""
    option = monthly_option(run, series, unit_name(unit))
    return Chart(title, latest_values_text(run, told), option)


def latest_values_text(run: LiveRun, measures: Sequence[str]) -> str:
    """Measures of the month just lived, in words."""
    if not run.steps:
        return say("chart_not_begun")
    told = (
        f"{measure_label(name)} {format_number(float(run.measure(name)[-1]))}" for name in measures
    )
    return say("chart_now", month=run.month, now=say("between").join(told))
