"""The panel of levers, made from their declarations: name, unit, bounds, the value in force, and
which plan names them.
"""

from collections.abc import Callable

import numpy as np
import reacton.core
import solara

from sim.app.components.widgets import State, Words, template_words
from sim.core.records import Row
from sim.plan.instruments import DOCUMENTS
from sim.plan.quantities import LEVERS
from sim.report.numbers import unit_title
from sim.report.subjects.instruments import lever_rows, rows_by_category
from sim.words.catalogue import name_in_language, say

LeverValues = dict[str, float]  # by lever
WHOLE = ("flag", "level", "month", "day", "flat", "person")  # units counted in whole numbers


@solara.component_vue("levers.vue")
def LeverList(
    words: Words, state: State, values: LeverValues, event_choose: Callable[[State], None]
) -> None:
    """Every lever, by topic."""


def LeverPanel(
    state: State, values: LeverValues, choose: Callable[[State], None]
) -> reacton.core.Element:
    """The levers with what is in force; their state is a hint and `groups`, which levers are `kept`
    and can be put back, and of several `districts` the `district` that is looked at.
    """
    return LeverList(
        words=template_words("components/levers.vue"),
        state={"kept": [], "districts": [], "district": -1, **state},
        values=values,
        event_choose=choose,
    )


def lever_groups(path: np.ndarray, plan: str) -> list[State]:
    """Every lever by topic; `used` are those the plan or the visitor has moved from neutral in some
    month.
    """
    return [
        {
            "title": name_in_language(title),
            "levers": [
                {
                    **{key: r[key] for key in ("name", "low", "high", "neutral")},
                    "title": name_in_language(LEVERS[r["name"]]),
                    "unit": unit_title(r["unit"]),
                    "whole": r["unit"] in WHOLE,
                    "source": lever_source(r, plan),
                    "used": bool((path[r["name"]] != r["neutral"]).any()),
                }
                for r in rows
            ],
        }
        for title, rows in rows_by_category(lever_rows(), "topic").items()
    ]


def lever_source(r: Row, plan: str) -> str:
    """Where the plan names a lever, else the other published plans that do."""
    named = {code: places for code, places in r["sections"].items() if DOCUMENTS[code].plan == plan}
    if named:
        return say("lever_in_plan", places=say("between").join(named.values()))
    others = say("between").join(name_in_language(DOCUMENTS[code]) for code in r["sections"])
    return say("lever_in_others", plans=others) if others else say("lever_assumed")


def lever_values(levers: np.ndarray, district: int | None = None) -> LeverValues:
    """The value of every lever in a month of a path; without a district, the mean over districts."""
    where = slice(None) if district is None else district
    return {name: float(f"{np.mean(levers[name][where]):.4g}") for name in LEVERS}
