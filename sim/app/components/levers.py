"""The panel of levers, made from their declarations: name, unit, bounds, the value in force, and which plan names them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import solara

from sim.core.fields import fields_of
from sim.model.levers import Levers
from sim.plan.instruments import DOCUMENTS
from sim.report.numbers import unit_title
from sim.report.subjects.instruments import lever_rows, rows_by_category
from sim.words.catalogue import name_in_language, say

LEVERS = fields_of(Levers)


@solara.component_vue("levers.vue")
def LeverList(
    words: dict[str, str],
    groups: list[dict[str, Any]],
    values: dict[str, float],
    kept: list[str],
    districts: list[str],
    district: int,
    event_moved: Callable[[dict[str, Any]], None],
    event_back: Callable[[str], None],
    event_look: Callable[[int], None],
) -> None:
    """Every lever, by topic."""


def lever_groups(path: np.ndarray, plan: str) -> list[dict[str, Any]]:
    """Every lever by topic; `used` are those the plan or the visitor has moved from neutral in some month."""
    return [
        {
            "title": name_in_language(title),
            "levers": [
                {
                    "name": r["name"],
                    "title": name_in_language(LEVERS[r["name"]]),
                    "unit": unit_title(r["unit"]),
                    "low": r["low"],
                    "high": r["high"],
                    "neutral": r["neutral"],
                    "whole": r["unit"] in ("flag", "level", "month", "day", "flat", "person"),
                    "source": lever_source(r, plan),
                    "used": bool((path[r["name"]] != r["neutral"]).any()),
                }
                for r in rows
            ],
        }
        for title, rows in rows_by_category(lever_rows(), "topic").items()
    ]


def lever_source(r: dict[str, Any], plan: str) -> str:
    """Where the plan names a lever, else the other published plans that do."""
    named = {code: places for code, places in r["sections"].items() if DOCUMENTS[code].plan == plan}
    if named:
        return say("lever_in_plan", places=say("between").join(named.values()))
    others = say("between").join(name_in_language(DOCUMENTS[code]) for code in r["sections"])
    return say("lever_in_others", plans=others) if others else say("lever_assumed")


def lever_values(levers: np.ndarray, district: int | None = None) -> dict[str, float]:
    """The value of every lever in a month of a path; without a district, the mean over districts."""
    where = slice(None) if district is None else district
    return {name: float(f"{np.mean(levers[name][where]):.4g}") for name in LEVERS}
