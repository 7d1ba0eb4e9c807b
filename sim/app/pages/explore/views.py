"""What is drawn of a study: a measure over months, against what was varied, how it is spread, and
what moves it.

Each view gives a chart and the table it is drawn from.  Bands hold the middle 80 % of runs, as in
reports.
"""

from collections.abc import Sequence

import numpy as np

from sim.app.components.widgets import Chart, Option, bar_option, round_values, series_option
from sim.app.pages.explore.studies import StudyTables
from sim.report.colors import COLORS
from sim.report.document import Table, TableRow, labels, table_row
from sim.report.numbers import format_number, row_name, unit_title
from sim.study.methods.association import BAND, group_means, measure_associations
from sim.words.catalogue import say

DASHES = ("solid", "dashed", "dotted")
SYMBOLS = ("circle", "rect", "triangle", "diamond")
MOST_DOTS = 2000  # points that are drawn; means are of all
BINS = 20
FEWEST = 8  # rows from which a correlation is told
HEIGHT = 430

Group = tuple[str, np.ndarray]  # a policy and which rows are its


def column_title(study: StudyTables, column: str) -> str:
    """A column's name with its unit."""
    field = study.fields.get(column)
    if field is None:
        return column
    unit = unit_title(field["unit"])
    return say("compare_with_unit", name=row_name(field), unit=unit) if unit else row_name(field)


def policy_masks(study: StudyTables, keep: np.ndarray) -> list[Group]:
    """Each policy and which of the kept rows are its."""
    given = study.rows["policy"].astype(str)
    found = ((policy, keep & (given == policy)) for policy in dict.fromkeys(given.tolist()))
    return [(policy, mine) for policy, mine in found if mine.any()]


def policy_color(k: int) -> str:
    """The colour of a policy."""
    return COLORS[k % len(COLORS)]


def policy_dashes(k: int) -> str:
    """How the line of a policy looks."""
    return DASHES[k % len(DASHES)]


def axes_option(
    look: str, x: Option, y: str, series: list[Option], groups: Sequence[Group]
) -> Option:
    """A chart with two axes and a legend of policies."""
    legend = {"data": [policy for policy, _ in groups]}
    return {"look": look, "legend": legend, "xAxis": x, "yAxis": {"name": y}, "series": series}


def months_chart(study: StudyTables, measure: str, keep: np.ndarray) -> Chart:
    """A measure over the months: the middle run and the band of 80 % of runs, for each policy."""
    names, values, of = study.months(measure)
    series, rows, groups = list[Option](), list[TableRow](), policy_masks(study, keep)
    for k, (policy, mine) in enumerate(groups):
        low, middle, high = np.nanquantile(values[mine[of]], BAND, axis=0)
        color = policy_color(k)
        series += [
            series_option("edge", f"{policy} low", low, color, stack=policy),
            series_option("band", f"{policy} band", high - low, color, stack=policy),
            series_option(policy_dashes(k), policy, middle, color),
        ]
        rows += [
            table_row(month, policy, *map(format_number, numbers))
            for month, *numbers in zip(names, middle, low, high, strict=True)
        ]
    x = {"type": "category", "data": names}
    option = axes_option("classes", x, column_title(study, measure), series, groups)
    head = labels("explore_month", "column_policy", "explore_middle", "explore_low", "explore_high")
    how, words = labels("explore_over_months", "explore_band")
    return view_chart(study, measure, how, option, head, rows, words)


def scatter_chart(study: StudyTables, measure: str, along: str, keep: np.ndarray) -> Chart:
    """A measure against a value that was varied: a dot for each run, and the means of groups of
    equal size or value.
    """
    x, y = study.rows[along].astype(float), study.rows[measure].astype(float)
    series, rows, groups = list[Option](), list[TableRow](), policy_masks(study, keep)
    for k, (policy, mine) in enumerate(groups):
        spots = np.flatnonzero(mine)
        some = np.linspace(0, len(spots) - 1, min(len(spots), MOST_DOTS)).round().astype(int)
        means = list(group_means(x[mine], y[mine]))
        named = {"name": policy, "color": policy_color(k)}
        series += [
            {
                **named,
                "look": "dots",
                "symbol": SYMBOLS[k % len(SYMBOLS)],
                "data": [round_values((x[j], y[j])) for j in spots[some]],
            },
            {
                **named,
                "look": policy_dashes(k),
                "data": [round_values((g.middle, g.mean)) for g in means],
            },
        ]
        rows += [
            table_row(
                format_number(g.low) if g.low == g.high else ends_text(g.low, g.high),
                policy,
                f"{g.count:,}",
                format_number(g.mean),
                ends_text(g.lower, g.upper),
            )
            for g in means
        ]
    first = column_title(study, along)
    option = axes_option(
        "points",
        {"type": "value", "name": first, "scale": True},
        column_title(study, measure),
        series,
        groups,
    )
    head = [first, *labels("column_policy", "head_runs", "column_mean", "explore_band_short")]
    how = say("explore_against", along=row_name(study.fields[along]))
    return view_chart(study, measure, how, option, head, rows, say("explore_dots"))


def ends_text(low: float, high: float) -> str:
    """A range by its ends."""
    return f"{format_number(low)} .. {format_number(high)}"


def histogram_chart(study: StudyTables, measure: str, keep: np.ndarray) -> Chart:
    """How a measure is spread over the runs: the share of a policy's runs in each class."""
    y = study.rows[measure].astype(float)
    edges, groups = np.histogram_bin_edges(y[keep], BINS), policy_masks(study, keep)
    series, rows = list[Option](), list[TableRow]()
    for k, (policy, mine) in enumerate(groups):
        values = y[mine]
        share = np.histogram(values, edges)[0] / len(values) * 100
        series.append(series_option("classes", policy, share, policy_color(k)))
        deviation = format_number(values.std(ddof=1)) if len(values) > 1 else "-"
        band = map(format_number, np.quantile(values, BAND))
        mean = format_number(values.mean())
        rows.append(table_row(policy, f"{len(values):,}", mean, deviation, *band))
    names = [format_number(v) for v in (edges[:-1] + edges[1:]) / 2]
    x = {"type": "category", "data": names, "name": column_title(study, measure)}
    option = axes_option("classes", x, say("explore_share"), series, groups)
    head = labels(
        "column_policy",
        "head_runs",
        "column_mean",
        "explore_deviation",
        "explore_low",
        "explore_middle",
        "explore_high",
    )
    how, words = labels("explore_spread", "explore_classes")
    return view_chart(study, measure, how, option, head, rows, words)


def rank_correlation_chart(study: StudyTables, measure: str, keep: np.ndarray) -> Chart:
    """How closely a measure goes with each value that was varied: rank correlations and a
    regression, by policy.
    """
    y, varied = study.rows[measure].astype(float), varying_inputs(study, keep)
    names, rows, series = [row_name(study.fields[v]) for v in varied], list[TableRow](), []
    for policy, mine in policy_masks(study, keep):
        x = np.stack([study.rows[v][mine].astype(float) for v in varied], 1)
        found, explained = measure_associations(x, y[mine])
        series.append((policy, [a.rank for a in found]))
        rows += [
            table_row(
                name,
                policy,
                f"{a.rank:+.2f}",
                "<0.001" if a.chance < 0.001 else f"{a.chance:.3f}",
                f"{a.slope:+.2f}",
                f"{explained:.2f}",
            )
            for name, a in zip(names, found, strict=True)
        ]
    option = bar_option(names, series, COLORS[: len(series)])
    option["xAxis"] |= {"min": -1, "max": 1}
    head = labels(
        "explore_value",
        "column_policy",
        "explore_rank",
        "explore_chance",
        "explore_slope",
        "explore_fit",
    )
    how, words = labels("explore_moved_by", "explore_moved_note")
    return view_chart(study, measure, how, option, head, rows, words)


def available_views(study: StudyTables, measure: str, keep: np.ndarray) -> list[str]:
    """The views there are of a measure."""
    rows = measure in study.rows
    varied = rows and bool(varying_inputs(study, keep))
    moved = varied and all(
        mine.sum() >= FEWEST and has_variation(study.rows[measure][mine])
        for _, mine in policy_masks(study, keep)
    )
    found = {"months": measure in study.measures, "against": varied, "spread": rows, "moved": moved}
    return [view for view, there in found.items() if there]


def varying_inputs(study: StudyTables, keep: np.ndarray) -> list[str]:
    """What is varied in the kept rows of every policy."""
    groups = policy_masks(study, keep)
    return [
        v for v in study.varied if all(has_variation(study.rows[v][mine]) for _, mine in groups)
    ]


def has_variation(values: np.ndarray) -> bool:
    """Whether there are values and they are not all the same."""
    return len(values) > 0 and bool(np.ptp(values) > 0)


def view_chart(
    study: StudyTables,
    measure: str,
    how: str,
    option: Option,
    head: Sequence[str],
    rows: Sequence[TableRow],
    words: str,
) -> Chart:
    """A view with its table, in which numbers stand behind the policy."""
    title = say("explore_title", measure=row_name(study.fields[measure]), how=how)
    numbers = range(head.index(say("column_policy")) + 1, len(head))
    table = Table("view", title, tuple(head), tuple(rows), right=frozenset(numbers))
    return Chart(title, words, option, table, HEIGHT)
