"""What is drawn of a study: a measure over months, against what was varied, how it is spread, and what moves it.

Each view gives a chart and the table it is drawn from.  Bands hold the middle 80 % of runs, as in reports.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.stats import spearmanr

from sim.app.components.widgets import (
    COLORS,
    DASHES,
    Chart,
    bar_option,
    round_values,
)
from sim.app.pages.explore.studies import StudyTables
from sim.report.document import Table, table_row
from sim.report.numbers import format_number, row_name, unit_title
from sim.words.catalogue import say

BAND = (0.1, 0.5, 0.9)
MOST_DOTS = 2000  # points that are drawn; means are of all
GROUPS = 8  # of a varied value, in the table behind the dots
BINS = 20
FEWEST = 8  # rows from which a correlation is told
HEIGHT = 430


def column_title(study: StudyTables, column: str) -> str:
    """A column's name with its unit."""
    field = study.fields.get(column)
    if field is None:
        return column
    unit = unit_title(field["unit"])
    return say("compare_with_unit", name=row_name(field), unit=unit) if unit else row_name(field)


def policy_masks(study: StudyTables, keep: np.ndarray) -> list[tuple[str, np.ndarray]]:
    """Each policy and which of the kept rows are its."""
    given = study.rows["policy"].astype(str)
    return [
        (policy, keep & (given == policy))
        for policy in dict.fromkeys(given.tolist())
        if (keep & (given == policy)).any()
    ]


def axes_option(
    x: dict[str, Any], y: str, series: Sequence[dict[str, Any]], names: Sequence[str]
) -> dict[str, Any]:
    """A chart with two axes."""
    return {
        "grid": {"left": 12, "right": 24, "top": 52, "bottom": 30},
        "legend": {"data": list(names), "textStyle": {"fontSize": 13}},
        "tooltip": {"trigger": "axis" if x["type"] == "category" else "item"},
        "xAxis": {"nameLocation": "middle", "nameGap": 28, **x},
        "yAxis": {"type": "value", "name": y, "scale": True, "nameTextStyle": {"align": "left"}},
        "series": list(series),
    }


def policy_style(k: int) -> tuple[str, str]:
    """The colour and dashes of a policy."""
    return COLORS[k % len(COLORS)], DASHES[k % len(DASHES)]


def months_chart(study: StudyTables, measure: str, keep: np.ndarray) -> Chart:
    """A measure over the months: the middle run and the band of 80 % of runs, for each policy."""
    names, values, of = study.months(measure)
    series, rows, groups = [], [], policy_masks(study, keep)
    for k, (policy, mine) in enumerate(groups):
        low, middle, high = np.nanquantile(values[mine[of]], BAND, axis=0)
        color, dashes = policy_style(k)
        line = {"type": "line", "color": color}
        series += [
            {
                **line,
                "name": f"{policy} low",
                "stack": policy,
                "lineStyle": {"opacity": 0},
                "data": round_values(low),
                "tooltip": {"show": False},
            },
            {
                **line,
                "name": f"{policy} band",
                "stack": policy,
                "lineStyle": {"opacity": 0},
                "data": round_values(high - low),
                "areaStyle": {"color": color, "opacity": 0.18},
                "tooltip": {"show": False},
            },
            {
                **line,
                "name": policy,
                "lineStyle": {"width": 2, "type": dashes},
                "data": round_values(middle),
            },
        ]
        rows += [
            table_row(month, policy, *(format_number(v[m]) for v in (middle, low, high)))
            for m, month in enumerate(names)
        ]
    option = axes_option(
        {"type": "category", "data": names},
        column_title(study, measure),
        series,
        [policy for policy, _ in groups],
    )
    head = (
        say("explore_month"),
        say("column_policy"),
        say("explore_middle"),
        say("explore_low"),
        say("explore_high"),
    )
    return view_chart(
        study,
        measure,
        say("explore_over_months"),
        option,
        head,
        rows,
        say("explore_band"),
        (2, 3, 4),
    )


def scatter_chart(study: StudyTables, measure: str, along: str, keep: np.ndarray) -> Chart:
    """A measure against a value that was varied: a dot for each run, and the means of groups of equal size or value."""
    x, y, series, rows = study.rows[along].astype(float), study.rows[measure].astype(float), [], []
    groups = policy_masks(study, keep)
    for k, (policy, mine) in enumerate(groups):
        color, dashes = policy_style(k)
        spots = np.flatnonzero(mine)
        drawn = spots[
            np.linspace(0, len(spots) - 1, min(len(spots), MOST_DOTS)).round().astype(int)
        ]
        series.append(
            {
                "name": policy,
                "type": "scatter",
                "symbolSize": 6,
                "color": color,
                "itemStyle": {"opacity": 0.55},
                "symbol": ("circle", "rect", "triangle", "diamond")[k % 4],
                "data": [round_values((x[j], y[j])) for j in drawn],
            }
        )
        means = list(bin_means(x[mine], y[mine]))
        series.append(
            {
                "name": policy,
                "type": "line",
                "color": color,
                "lineStyle": {"width": 2, "type": dashes},
                "data": [round_values((centre, mean)) for _, _, centre, mean, _, _, _ in means],
            }
        )
        rows += [
            table_row(
                format_number(low)
                if low == high
                else f"{format_number(low)} .. {format_number(high)}",
                policy,
                f"{count:,}",
                format_number(mean),
                f"{format_number(below)} .. {format_number(above)}",
            )
            for low, high, _, mean, below, above, count in means
        ]
    option = axes_option(
        {
            "type": "value",
            "name": column_title(study, along),
            "scale": True,
        },
        column_title(study, measure),
        series,
        [policy for policy, _ in groups],
    )
    head = (
        column_title(study, along),
        say("column_policy"),
        say("head_runs"),
        say("column_mean"),
        say("explore_band_short"),
    )
    how = say("explore_against", along=row_name(study.fields[along]))
    return view_chart(study, measure, how, option, head, rows, say("explore_dots"), (2, 3, 4))


def bin_means(x: np.ndarray, y: np.ndarray) -> Any:
    """Values in groups along x: each value where there are few, else groups of about equal size.

    Yields least and largest x, their middle, the mean of y, its band, and how many.
    """
    each = np.unique(x)
    edges = each if len(each) <= GROUPS else np.quantile(x, np.linspace(0, 1, GROUPS + 1)[:-1])
    of = np.searchsorted(edges, x, "right") - 1
    for k in np.unique(of):
        mine = of == k
        low, _, high = np.quantile(y[mine], BAND)
        yield (
            x[mine].min(),
            x[mine].max(),
            float(np.median(x[mine])),
            y[mine].mean(),
            low,
            high,
            int(mine.sum()),
        )


def histogram_chart(study: StudyTables, measure: str, keep: np.ndarray) -> Chart:
    """How a measure is spread over the runs: the share of a policy's runs in each class."""
    y = study.rows[measure].astype(float)
    edges, groups = np.histogram_bin_edges(y[keep], BINS), policy_masks(study, keep)
    names, series, rows = [format_number(v) for v in (edges[:-1] + edges[1:]) / 2], [], []
    for k, (policy, mine) in enumerate(groups):
        share = np.histogram(y[mine], edges)[0] / mine.sum() * 100
        series.append(
            {
                "name": policy,
                "type": "bar",
                "color": policy_style(k)[0],
                "barGap": "0%",
                "barCategoryGap": "10%",
                "data": round_values(share),
            }
        )
        low, middle, high = np.quantile(y[mine], BAND)
        rows.append(
            table_row(
                policy,
                f"{int(mine.sum()):,}",
                format_number(y[mine].mean()),
                format_number(y[mine].std(ddof=1)) if mine.sum() > 1 else "-",
                format_number(low),
                format_number(middle),
                format_number(high),
            )
        )
    option = axes_option(
        {"type": "category", "data": names, "name": column_title(study, measure)},
        say("explore_share"),
        series,
        [policy for policy, _ in groups],
    )
    head = (
        say("column_policy"),
        say("head_runs"),
        say("column_mean"),
        say("explore_deviation"),
        say("explore_low"),
        say("explore_middle"),
        say("explore_high"),
    )
    return view_chart(
        study,
        measure,
        say("explore_spread"),
        option,
        head,
        rows,
        say("explore_classes"),
        range(1, 7),
    )


def rank_correlation_chart(study: StudyTables, measure: str, keep: np.ndarray) -> Chart:
    """How closely a measure goes with each value that was varied: rank correlations and regression on ranks, by policy."""
    y, rows, series = study.rows[measure].astype(float), [], []
    varied = varying_inputs(study, keep)
    for policy, mine in policy_masks(study, keep):
        x = np.stack([study.rows[v][mine].astype(float) for v in varied], 1)
        ranks = [spearmanr(column, y[mine]) for column in x.T]
        slopes, explained = standardised_regression(x, y[mine])
        series.append((policy, [float(r.statistic) for r in ranks]))
        rows += [
            table_row(
                row_name(study.fields[v]),
                policy,
                f"{r.statistic:+.2f}",
                p_value_text(float(r.pvalue)),
                f"{slope:+.2f}",
                f"{explained:.2f}",
            )
            for v, r, slope in zip(varied, ranks, slopes, strict=True)
        ]
    option = bar_option([row_name(study.fields[v]) for v in varied], series, COLORS[: len(series)])
    option["xAxis"] |= {"min": -1, "max": 1}
    head = (
        say("explore_value"),
        say("column_policy"),
        say("explore_rank"),
        say("explore_chance"),
        say("explore_slope"),
        say("explore_fit"),
    )
    return view_chart(
        study,
        measure,
        say("explore_moved_by"),
        option,
        head,
        rows,
        say("explore_moved_note"),
        range(2, 6),
    )


def standardised_regression(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, float]:
    """Standardised slopes of y on all columns of x together, and the share of variance they account for."""
    scaled = (x - x.mean(0)) / x.std(0)
    target = (y - y.mean()) / y.std()
    slopes = np.linalg.lstsq(scaled, target, rcond=None)[0]
    return slopes, float(1 - np.var(target - scaled @ slopes))


def p_value_text(p: float) -> str:
    """How likely so close a relation is by luck alone."""
    return "<0.001" if p < 0.001 else f"{p:.3f}"


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
    return [
        v
        for v in study.varied
        if all(has_variation(study.rows[v][mine]) for _, mine in policy_masks(study, keep))
    ]


def has_variation(values: np.ndarray) -> bool:
    """Whether there are values and they are not all the same."""
    return len(values) > 0 and bool(np.ptp(values) > 0)


def view_chart(
    study: StudyTables,
    measure: str,
    how: str,
    option: dict[str, Any],
    head: Sequence[str],
    rows: Sequence[Any],
    words: str,
    right: Sequence[int],
) -> Chart:
    """A view with its table."""
    title = say("explore_title", measure=row_name(study.fields[measure]), how=how)
    table = Table(
        "view",
        title,
        tuple(head),
        tuple(rows),
        tuple(1 / len(head) for _ in head),
        frozenset(right),
    )
    return Chart(title, words, option, table, HEIGHT)
