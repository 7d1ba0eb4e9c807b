"""A comparison of policies on a screen: a few sentences, then what differs, what it costs, who loses and which is best."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from sim.report.numbers import format_number, name_with_unit, row_name
from sim.report.render.terminal import console, screen_table, value_over_range
from sim.report.subjects.basis import nature_line
from sim.report.subjects.comparison import (
    COSTED,
    GROUPS,
    RANKED,
    compared_policy_name,
    comparison_sentences,
    cost_cells,
    firm_turnover_cells,
    format_difference,
    format_difference_interval,
    format_money_difference,
    is_significant,
    loser_groups,
    outcome_of,
    policy_column_groups,
    policy_headings,
    ranking_cells,
    ranking_order,
    variance_reduction_sentences,
)
from sim.words.catalogue import say

Row = Mapping[str, Any]


def show_comparison(data: Row, screen: Console | None = None) -> None:
    """Print a comparison, what a mayor reads first."""
    screen = screen or console()
    screen.print()
    screen.print(Text(say("compare_title", plan=row_name(data["plan"])), "bold"))
    screen.print(
        Text(
            say(
                "compare_subtitle",
                baseline=compared_policy_name(data, 0),
                runs=data["runs"],
                first=data["first"],
                last=data["last"],
                seed=data["seed"],
            ),
            "dim",
        )
    )
    screen.print(Text(nature_line(data["nature"]), "dim"))
    screen.print()
    for sentence in comparison_sentences(data):
        screen.print(Text(sentence))
    screen.print()
    show_ranking(data, screen)
    show_differences(data, screen)
    for costs in data["costs"]:
        show_costs(data, costs, screen)
    screen.print(Text(say("compare_identity"), "dim"))
    screen.print()
    show_losers(data, screen)
    show_districts(data, screen)
    for sentence in (*variance_reduction_sentences(data), say("compare_method")):
        screen.print(Text(sentence, "dim"))


def show_ranking(data: Row, screen: Console) -> None:
    """Print how likely each policy is the best."""
    ranking = data["ranking"]
    made = screen_table(
        say(
            "compare_ranking",
            by=row_name(ranking),
            zone=format_number(ranking["zone"], ranking["unit"]),
        ),
        say("column_policy"),
        *map(say, RANKED),
        right=(1, 2, 3, 4),
    )
    for k in ranking_order(data):
        made.add_row(
            Text(compared_policy_name(data, k), "bold" if k in ranking["alike"] else ""),
            *ranking_cells(data, k),
        )
    screen.print(made)


def show_differences(data: Row, screen: Console) -> None:
    """Print each policy's differences from the baseline; those that may be nothing are dimmed."""
    for some in policy_column_groups(data):
        made = screen_table(
            say("compare_differences", baseline=compared_policy_name(data, 0)),
            say("column_measure"),
            *(compared_policy_name(data, k) for k in (0, *some)),
            right=range(1, 2 + len(some)),
            kept=range(1, 2 + len(some)),
        )
        for row in (outcome_of(data, id) for id in data["shown"]):
            made.add_row(
                Text(name_with_unit(row)),
                format_number(row["policies"][0]["mean"], row["unit"]),
                *(difference_cell(row["differences"][k], row["unit"]) for k in some),
            )
        screen.print(made)


def difference_cell(row: Row, unit: str = "") -> Text:
    """A difference with its interval below, dimmed where it may be nothing."""
    return value_over_range(
        format_difference(row["mean"], unit),
        format_difference_interval(row, unit),
        "" if is_significant(row) else "dim",
    )


def show_costs(data: Row, costs: Row, screen: Console) -> None:
    """Print what officials would claim, what of it the policy did, and what one more costs."""
    made = screen_table(
        say(
            "compare_cost_table",
            policy=compared_policy_name(data, costs["row"]),
            extra=format_money_difference(costs["extra"]["mean"]),
            net=format_money_difference(costs["extra_net"]["mean"]),
        ),
        *map(say, COSTED),
        right=range(1, 6),
        kept=range(1, 6),
    )
    made.columns[0].min_width = 16
    for r in costs["measures"]:
        made.add_row(
            Text(name_with_unit(r)), *(value_over_range(*pair, "") for pair in cost_cells(r))
        )
    screen.print(made)


def show_losers(data: Row, screen: Console) -> None:
    """Print firms gone and firms new, by district, sector and size."""
    made = screen_table(
        say("compare_losers", baseline=compared_policy_name(data, 0)),
        "",
        *policy_headings(data),
        right=range(1, len(data["policies"])),
        kept=range(1, len(data["policies"])),
    )
    for group, title in GROUPS.items():
        made.add_row(Text(say(title), "bold"))
        for rows in loser_groups(data, group):
            made.add_row(
                Text(row_name(rows[0])),
                *(
                    value_over_range(
                        *firm_turnover_cells(r), "" if is_significant(r["net"]) else "dim"
                    )
                    for r in rows
                ),
            )
        made.add_section()
    made.add_row(
        Text(say("total"), "bold"),
        *(
            value_over_range(
                *firm_turnover_cells(r["all"]), "" if is_significant(r["all"]["net"]) else "dim"
            )
            for r in data["losers"]
        ),
    )
    screen.print(made)


def show_districts(data: Row, screen: Console) -> None:
    """Print what each district gains or loses, policy by policy."""
    measures = data["losers"][0]["districts"][0]["measures"]
    made = screen_table(
        say("compare_districts"),
        say("group_district"),
        *(name_with_unit(m) for m in measures),
        right=range(1, 1 + len(measures)),
    )
    for losers in data["losers"]:
        made.add_row(Text(compared_policy_name(data, losers["row"]), "bold"))
        for d in losers["districts"]:
            made.add_row(
                Text(row_name(d)),
                *(
                    Text(format_difference(m["mean"]), "" if is_significant(m) else "dim")
                    for m in d["measures"]
                ),
            )
        made.add_section()
    screen.print(made)
