"""The panel of levers, made from their declarations: name, unit, bounds, the value in force, and which plan names them."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.app.pages.watch.live_run import LEVERS, LiveRun
from sim.plan.instruments.named import DOCUMENTS
from sim.report.numbers import unit_title
from sim.report.subjects.instruments import grouped, levers
from sim.words.catalogue import name_of, say


def panel(path: np.ndarray, plan: str) -> list[dict[str, Any]]:
    """Every lever by topic; `used` are those the plan or the visitor has moved from neutral in some month."""
    return [
        {
            "title": name_of(title),
            "levers": [
                {
                    "name": r["name"],
                    "title": name_of(LEVERS[r["name"]]),
                    "unit": unit_title(r["unit"]),
                    "low": r["low"],
                    "high": r["high"],
                    "neutral": r["neutral"],
                    "whole": r["unit"] in ("flag", "level", "month", "day", "flat", "person"),
                    "source": source(r, plan),
                    "used": bool((path[r["name"]] != r["neutral"]).any()),
                }
                for r in rows
            ],
        }
        for title, rows in grouped(levers(), "topic").items()
    ]


def source(r: dict[str, Any], plan: str) -> str:
    """Where the plan names a lever, else the other published plans that do."""
    named = {code: places for code, places in r["sections"].items() if DOCUMENTS[code].plan == plan}
    if named:
        return say("lever_in_plan", places=say("between").join(named.values()))
    others = say("between").join(name_of(DOCUMENTS[code]) for code in r["sections"])
    return say("lever_in_others", plans=others) if others else say("lever_assumed")


def values(run: LiveRun, district: int | None) -> dict[str, float]:
    """The value of every lever in the month to come."""
    return {name: float(f"{run.lever(name, district):.4g}") for name in LEVERS}


def means(path: np.ndarray) -> dict[str, float]:
    """The value of every lever in the last month, the mean of the districts."""
    return {name: float(f"{path[name][-1].mean():.4g}") for name in LEVERS}
