"""What the page shows of a comparison of two: gauges of the targets, money by what it is paid for, who gains and loses.

Sentences and tables are those of `fuhua compare`; what is added here is drawn from the same plain data.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.app.components.widgets import Chart, bar_option
from sim.report.document import Table, table_row
from sim.report.numbers import format_number, format_percent, name_with_unit, row_name
from sim.report.subjects.comparison import (
    compared_policy_name,
    format_difference,
    format_difference_interval,
    outcome_of,
)
from sim.report.subjects.comparison_document import loser_tables
from sim.runs.outcomes import ALL_MET, public_outlays
from sim.words.catalogue import say

Row = Mapping[str, Any]
MOST_PAYMENTS = 10
PAIR, LINE = 34, 24  # pixels that a pair of bars and a line of one take
SIDES, MOVES = (
    ("#6b7580", "#0072b2"),
    ("#b34700", "#00563b"),
)  # grey and blue as in the gauges; loss and gain


def target_gauges(data: Row, roles: Mapping[str, str]) -> list[dict[str, Any]]:
    """For each target how likely it is met on either side, with Wilson's interval; `roles` has the targets shown by id.

    All outcome targets together come first, then each, then what the plan promises to put in.
    """
    found = (
        [target_gauge(data, outcome_of(data, ALL_MET), say("gauge_together"), "")]
        if "outcome" in roles.values()
        else []
    )
    for role in ("outcome", "input"):
        found += [
            target_gauge(
                data,
                outcome_of(data, f"met.{id}"),
                row_name(outcome_of(data, f"target.{id}")),
                id,
                role,
            )
            for id, its in roles.items()
            if its == role
        ]
    return found


def target_gauge(data: Row, met: Row, title: str, id: str, role: str = "outcome") -> dict[str, Any]:
    """One target: its chances as widths of bars and in words."""
    sides = [
        {
            "share": p["mean"],
            "low": p["low"],
            "high": p["high"],
            "text": format_percent(p["mean"]),
            "range": say(
                "gauge_range", low=format_percent(p["low"]), high=format_percent(p["high"])
            ),
        }
        for p in met["policies"]
    ]
    gap = met["differences"][1]
    reach = (
        ""
        if gap["low"] == gap["high"]
        else f"{percentage_points(max(-1, gap['low']))} .. {percentage_points(min(1, gap['high']))}"
    )
    return {
        "id": id,
        "title": title,
        "role": role,
        "sides": sides,
        "gap": percentage_points(gap["mean"]),
        "reach": reach,
    }


def percentage_points(share: float) -> str:
    """A difference of two shares, in percentage points."""
    return f"{share * 100:+.0f}" if round(share * 100) else "0"


def payment_chart(data: Row) -> Chart:
    """What each side pays for, the largest first."""
    paid = [
        r
        for r in (outcome_of(data, f"money.{payment}") for payment in public_outlays())
        if any(p["mean"] for p in r["policies"])
    ]
    paid.sort(key=lambda r: -max(p["mean"] for p in r["policies"]))
    names, shown = [compared_policy_name(data, k) for k in (0, 1)], paid[:MOST_PAYMENTS]
    option = bar_option(
        [row_name(r) for r in shown],
        [(names[k], [r["policies"][k]["mean"] for r in shown]) for k in (0, 1)],
        SIDES,
    )
    total = outcome_of(data, "public_outlay")
    rows = [
        *(table_row(row_name(r), *payment_cells(r), key=r["name"]) for r in paid),
        table_row(say("total"), *payment_cells(total), style="total"),
    ]
    table = Table(
        "money",
        say("decide_money"),
        (say("decide_paid_for"), *names, say("decide_gap")),
        tuple(rows),
        (0.4, 0.2, 0.2, 0.2),
        frozenset((1, 2, 3)),
    )
    words = say(
        "decide_money_words",
        first=format_number(total["policies"][0]["mean"], whole=True),
        baseline=names[0],
        policy=names[1],
        second=format_number(total["policies"][1]["mean"], whole=True),
    )
    return Chart(say("decide_money"), words, option, table, 60 + PAIR * max(1, len(shown)))


def payment_cells(r: Row) -> tuple[Any, ...]:
    """A payment on both sides and the difference with its interval."""
    gap = r["differences"][1]
    return (
        *(format_number(p["mean"], whole=True) for p in r["policies"]),
        (format_difference(gap["mean"]), format_difference_interval(gap)),
    )


def firm_change_chart(data: Row) -> Chart:
    """Where there are more firms and where fewer, by district and sector, with firms gone and new in the table."""
    groups = [g for g in data["losers"][0]["groups"] if g["group"] in ("district", "sector")]
    option = bar_option(
        [row_name(g) for g in groups],
        [
            (say("decide_gone"), [-g["lost"]["mean"] for g in groups]),
            (say("decide_new"), [g["gained"]["mean"] for g in groups]),
        ],
        MOVES,
        stacked=True,
    )
    whole = data["losers"][0]["all"]
    words = say(
        "decide_moves_words",
        lost=format_number(whole["lost"]["mean"]),
        gained=format_number(whole["gained"]["mean"]),
        net=format_difference(whole["net"]["mean"]),
    )
    table = next(block for block in loser_tables(data) if isinstance(block, Table))
    return Chart(say("decide_moves"), words, option, table, 60 + LINE * len(groups))


def difference_table(data: Row) -> Table:
    """The short table of differences: the ladder, jobs, sales and money, then what the targets count."""
    found = [(id, outcome_of(data, id)) for id in data["shown"] if id != ALL_MET]
    found.sort(key=lambda pair: pair[0].startswith("target."))
    rows = [
        table_row(
            name_with_unit(r),
            *(format_number(p["mean"], r["unit"]) for p in r["policies"]),
            (
                format_difference(r["differences"][1]["mean"], r["unit"]),
                format_difference_interval(r["differences"][1], r["unit"]),
            ),
            key=id,
        )
        for id, r in found
    ]
    first = next((k for k, (id, _) in enumerate(found) if id.startswith("target.")), len(rows))
    if first < len(rows):
        rows.insert(first, table_row(say("decide_counted"), style="group"))
    return Table(
        "gaps",
        say("decide_gaps"),
        (
            say("column_measure"),
            compared_policy_name(data, 0),
            compared_policy_name(data, 1),
            say("decide_gap"),
        ),
        tuple(rows),
        (0.4, 0.18, 0.18, 0.24),
        frozenset((1, 2, 3)),
    )
