"""A comparison of policies on a screen: a few sentences, then what differs, what it costs, who loses and which is best."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from sim.report.numbers import number
from sim.report.render.terminal import console, name, nature_line, table, two_lines
from sim.report.subjects.comparison import (
    COSTED,
    GROUPS,
    RANKED,
    chances_of,
    grouped,
    heads,
    money,
    moved,
    ordered,
    outcome_of,
    parts_of,
    policy_name,
    reach,
    saved,
    sentences,
    side_by_side,
    signed,
    sure,
    titled,
)
from sim.words.catalogue import say

Row = Mapping[str, Any]


def show(data: Row, screen: Console | None = None) -> None:
    """Print a comparison, what a mayor reads first."""
    screen = screen or console()
    screen.print()
    screen.print(Text(say("compare_title", plan=name(data["plan"])), "bold"))
    screen.print(
        Text(
            say(
                "compare_subtitle",
                baseline=policy_name(data, 0),
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
    for sentence in sentences(data):
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
    for sentence in (*saved(data), say("compare_method")):
        screen.print(Text(sentence, "dim"))


def show_ranking(data: Row, screen: Console) -> None:
    """Print how likely each policy is the best."""
    ranking = data["ranking"]
    made = table(
        say("compare_ranking", by=name(ranking), zone=number(ranking["zone"], ranking["unit"])),
        say("column_policy"),
        *map(say, RANKED),
        right=(1, 2, 3, 4),
    )
    for k in ordered(data):
        made.add_row(
            Text(policy_name(data, k), "bold" if k in ranking["alike"] else ""),
            *chances_of(data, k),
        )
    screen.print(made)


def show_differences(data: Row, screen: Console) -> None:
    """Print each policy's differences from the baseline; those that may be nothing are dimmed."""
    for some in side_by_side(data):
        made = table(
            say("compare_differences", baseline=policy_name(data, 0)),
            say("column_measure"),
            *(policy_name(data, k) for k in (0, *some)),
            right=range(1, 2 + len(some)),
            kept=range(1, 2 + len(some)),
        )
        for row in (outcome_of(data, id) for id in data["shown"]):
            made.add_row(
                Text(titled(row)),
                number(row["policies"][0]["mean"], row["unit"]),
                *(cell(row["differences"][k], row["unit"]) for k in some),
            )
        screen.print(made)


def cell(row: Row, unit: str = "") -> Text:
    """A difference with its interval below, dimmed where it may be nothing."""
    return two_lines(signed(row["mean"], unit), reach(row, unit), "" if sure(row) else "dim")


def show_costs(data: Row, costs: Row, screen: Console) -> None:
    """Print what officials would claim, what of it the policy did, and what one more costs."""
    made = table(
        say(
            "compare_cost_table",
            policy=policy_name(data, costs["row"]),
            extra=money(costs["extra"]["mean"]),
            net=money(costs["extra_net"]["mean"]),
        ),
        *map(say, COSTED),
        right=range(1, 6),
        kept=range(1, 6),
    )
    made.columns[0].min_width = 16
    for r in costs["measures"]:
        made.add_row(Text(titled(r)), *(two_lines(*pair, "") for pair in parts_of(r)))
    screen.print(made)


def show_losers(data: Row, screen: Console) -> None:
    """Print firms gone and firms new, by district, sector and size."""
    made = table(
        say("compare_losers", baseline=policy_name(data, 0)),
        "",
        *heads(data),
        right=range(1, len(data["policies"])),
        kept=range(1, len(data["policies"])),
    )
    for group, title in GROUPS.items():
        made.add_row(Text(say(title), "bold"))
        for rows in grouped(data, group):
            made.add_row(
                Text(name(rows[0])),
                *(two_lines(*moved(r), "" if sure(r["net"]) else "dim") for r in rows),
            )
        made.add_section()
    made.add_row(
        Text(say("total"), "bold"),
        *(
            two_lines(*moved(r["all"]), "" if sure(r["all"]["net"]) else "dim")
            for r in data["losers"]
        ),
    )
    screen.print(made)


def show_districts(data: Row, screen: Console) -> None:
    """Print what each district gains or loses, policy by policy."""
    measures = data["losers"][0]["districts"][0]["measures"]
    made = table(
        say("compare_districts"),
        say("group_district"),
        *(titled(m) for m in measures),
        right=range(1, 1 + len(measures)),
    )
    for losers in data["losers"]:
        made.add_row(Text(policy_name(data, losers["row"]), "bold"))
        for d in losers["districts"]:
            made.add_row(
                Text(name(d)),
                *(Text(signed(m["mean"]), "" if sure(m) else "dim") for m in d["measures"]),
            )
        made.add_section()
    screen.print(made)
