"""Lists of what there is: plans and their policies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.text import Text

from sim.model.calendar import month_name
from sim.report.numbers import row_name
from sim.report.render.terminal import console, screen_table
from sim.words.catalogue import say


def plan_list() -> list[dict[str, Any]]:
    """The plans that come with the program, as data."""
    from sim.plan.files import plans as names
    from sim.scenario.scenario import load

    found = []
    for plan in names():
        s = load(plan)
        found.append(
            {
                "name": plan,
                "zh": s.zh,
                "en": s.en,
                "document": s.document,
                "first": month_name(s.first),
                "last": month_name(s.last),
                "policies": [p["name"] for p in policy_list(plan)],
            }
        )
    return found


def policy_list(plan: str) -> list[dict[str, Any]]:
    """A plan's policies with the public money each sets aside, as data."""
    from sim.scenario.scenario import load
    from sim.scenario.scenario import policies as names

    found = []
    for policy in names(plan):
        s = load(plan, policy)
        found.append(
            {
                "name": policy,
                "zh": s.policy_zh,
                "en": s.policy_en,
                "planned_public_money": s.planned_public_money(),
            }
        )
    return found


def show_plans(data: Sequence[dict[str, Any]]) -> None:
    """Print the plans."""
    made = screen_table(
        say("list_plans"),
        say("column_plan"),
        say("column_name"),
        say("column_months"),
        say("column_policies"),
        kept=(0, 2),
    )
    for r in data:
        made.add_row(
            Text(r["name"]),
            Text(row_name(r)).append("\n" + r["document"], "dim"),
            Text(f"{r['first']}\n{r['last']}"),
            Text(", ".join(r["policies"])),
        )
    console().print(made)


def show_policies(data: Sequence[dict[str, Any]]) -> None:
    """Print a plan's policies."""
    made = screen_table(
        say("list_policies"),
        say("column_policy"),
        say("column_name"),
        say("column_planned"),
        right=(2,),
        kept=(0,),
    )
    for r in data:
        made.add_row(Text(r["name"]), Text(row_name(r)), Text(f"{r['planned_public_money']:,.0f}"))
    console().print(made)
