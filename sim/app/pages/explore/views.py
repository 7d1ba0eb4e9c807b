"""What is drawn of a study: a measure over months, against what was varied, how it is spread, and
what moves it.

Each view gives a chart and the table it is drawn from, as `explore.toml` names them.  Bands hold the
middle 80 % of runs, as in reports.
"""

from collections.abc import Iterator, Sequence
from itertools import cycle
from typing import NamedTuple

import numpy as np

from sim.app.components.widgets import Chart, Option, bar_option, round_values, series_option
from sim.app.pages.explore.studies import StudyTables
from sim.core.files import read_declarations
from sim.report.colors import COLORS
from sim.report.document import Table, TableRow, labels, table_row
from sim.report.numbers import format_number, row_name, unit_title
from sim.study.methods.association import BAND, group_means, measure_associations
from sim.words.catalogue import say

OFFER = read_declarations(__file__, "explore.toml")
VIEWS = OFFER["views"]
MOST_DOTS = 2000  # points that are drawn; means are of all
BINS = 20
FEWEST = 8  # rows from which a correlation is told
HEIGHT = 430


class PolicyLook(NamedTuple):
    """A policy of a study, which rows are its, and how its line and its dots look."""

    policy: str
    mine: np.ndarray
    color: str
    dashes: str
    symbol: str


def policy_looks(study: StudyTables) -> Iterator[PolicyLook]:
    """Each policy of a study."""
    looks = zip(study.policies(), cycle(COLORS), cycle(OFFER["dashes"]), cycle(OFFER["symbols"]))
    for policy, *look in looks:
        yield PolicyLook(policy, study.rows["policy"] == policy, *look)


def column_title(study: StudyTables, column: str) -> str:
    """A column's name with its unit."""
    field = study.fields.get(column)
    if field is None:
        return column
    unit = unit_title(field["unit"])
    return say("compare_with_unit", name=row_name(field), unit=unit) if unit else row_name(field)


def axes_option(study: StudyTables, look: str, x: Option, y: str, series: list[Option]) -> Option:
    """A chart with two axes and a legend of policies."""
    legend = {"data": study.policies()}
    return {"look": look, "legend": legend, "xAxis": x, "yAxis": {"name": y}, "series": series}


def months_chart(study: StudyTables, measure: str) -> Chart:
    """A measure over the months: the middle run and the band of 80 % of runs, for each policy."""
    names, values = study.months(measure)
    series, rows = list[Option](), list[TableRow]()
    for policy, mine, color, dashes, _ in policy_looks(study):
        low, middle, high = np.nanquantile(values[mine], BAND, axis=0)
        series += [
            series_option("edge", f"{policy} low", low, color, stack=policy),
            series_option("band", f"{policy} band", high - low, color, stack=policy),
            series_option(dashes, policy, middle, color),
        ]
        rows += [
            table_row(month, policy, *map(format_number, numbers))
            for month, *numbers in zip(names, middle, low, high, strict=True)
        ]
    x = {"type": "category", "data": names}
    option = axes_option(study, "classes", x, column_title(study, measure), series)
    return view_chart("months", study, measure, option, rows)


def scatter_chart(study: StudyTables, measure: str, along: str) -> Chart:
    """A measure against a value that was varied: a dot for each run, and the means of groups of
    equal size or value.
    """
    x, y = study.rows[along].astype(float), study.rows[measure].astype(float)
    series, rows = list[Option](), list[TableRow]()
    for policy, mine, color, dashes, symbol in policy_looks(study):
        spots = np.flatnonzero(mine)
        some = np.linspace(0, len(spots) - 1, min(len(spots), MOST_DOTS)).round().astype(int)
        means = list(group_means(x[mine], y[mine]))
        dots = [round_values((x[j], y[j])) for j in spots[some]]
        line = [round_values((g.middle, g.mean)) for g in means]
        named = {"name": policy, "color": color}
        series += [
            {**named, "look": "dots", "symbol": symbol, "data": dots},
            {**named, "look": dashes, "data": line},
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
    axis = {"type": "value", "name": first, "scale": True}
    option = axes_option(study, "points", axis, column_title(study, measure), series)
    return view_chart(
        "against", study, measure, option, rows, [first], row_name(study.fields[along])
    )


def ends_text(low: float, high: float) -> str:
    """A range by its ends."""
    return f"{format_number(low)} .. {format_number(high)}"


def histogram_chart(study: StudyTables, measure: str) -> Chart:
    """How a measure is spread over the runs: the share of a policy's runs in each class."""
    y = study.rows[measure].astype(float)
    edges = np.histogram_bin_edges(y, BINS)
    series, rows = list[Option](), list[TableRow]()
    for policy, mine, color, *_ in policy_looks(study):
        values = y[mine]
        share = np.histogram(values, edges)[0] / len(values) * 100
        series.append(series_option("classes", policy, share, color))
        deviation = format_number(values.std(ddof=1)) if len(values) > 1 else "-"
        band = map(format_number, np.quantile(values, BAND))
        mean = format_number(values.mean())
        rows.append(table_row(policy, f"{len(values):,}", mean, deviation, *band))
    names = [format_number(v) for v in (edges[:-1] + edges[1:]) / 2]
    x = {"type": "category", "data": names, "name": column_title(study, measure)}
    option = axes_option(study, "classes", x, say("explore_share"), series)
    return view_chart("spread", study, measure, option, rows)


def rank_correlation_chart(study: StudyTables, measure: str) -> Chart:
    """How closely a measure goes with each value that was varied: rank correlations and a
    regression, by policy.
    """
    varied = varying_inputs(study)
    inputs = np.stack([study.rows[v].astype(float) for v in varied], 1)
    names, rows, series = [row_name(study.fields[v]) for v in varied], list[TableRow](), []
    for policy, mine, *_ in policy_looks(study):
        found, explained = measure_associations(
            inputs[mine], study.rows[measure][mine].astype(float)
        )
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
    return view_chart("moved", study, measure, option, rows)


def available_views(study: StudyTables, measure: str) -> list[str]:
    """The views there are of a measure."""
    rows = measure in study.rows and study.count > 0
    varied = rows and bool(varying_inputs(study))
    moved = varied and all(
        own.mine.sum() >= FEWEST and np.ptp(study.rows[measure][own.mine]) > 0
        for own in policy_looks(study)
    )
    found = {"months": measure in study.measures, "against": varied, "spread": rows, "moved": moved}
    return [view for view, there in found.items() if there]


def varying_inputs(study: StudyTables) -> list[str]:
    """What is varied in the rows of every policy."""
    masks = [own.mine for own in policy_looks(study)]
    return [v for v in study.varied if all(np.ptp(study.rows[v][mine]) > 0 for mine in masks)]


def view_chart(
    view: str,
    study: StudyTables,
    measure: str,
    option: Option,
    rows: Sequence[TableRow],
    first: Sequence[str] = (),
    along: str = "",
) -> Chart:
    """A view with its table; `first` are heads before the columns that all such tables have."""
    said = VIEWS[view]
    head = (*first, *labels(*said["head"]))
    how = say(said["how"], along=along)
    title = say("explore_title", measure=row_name(study.fields[measure]), how=how)
    right = frozenset(range(said["right_from"], len(head)))
    table = Table("view", title, head, tuple(rows), right=right)
    return Chart(title, say(said["words"]), option, table, HEIGHT)
