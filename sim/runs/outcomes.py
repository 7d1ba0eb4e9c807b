"""A run boiled down to named numbers: targets at their deadlines, stocks at the end, flows and payments added up.

Studies store these, compare them and explain them; each is declared with its names and unit.  The same function
serves one run and an ensemble, so that a number is the same wherever it is shown.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.core.fields import Field, fields_of
from sim.core.ledger import flows_of
from sim.model.agents.payments import GOVERNMENT, PROGRAMMES, Book
from sim.model.measures import Census
from sim.runs.targets import target_outcome

OUTLAY = "public_outlay"
ALL_MET = "met_all"


def outcomes(ensemble: Any) -> dict[str, np.ndarray]:
    """Every outcome of a scenario's runs, by name: an array with one number a run.

    `target.ID` is a target's quantity at its deadline and `met.ID` whether the line is reached (1 or 0; a reading that
    was not chosen as ID/reading); a measure of the census stands under its own name (a stock at the last month, a flow
    summed over all); payments are `money.NAME`, 万元 over all months.
    """
    found = {}
    joint = np.ones(len(ensemble.seeds))
    for target in measurable_targets(ensemble.scenario):
        values, met = target_outcome(target, ensemble)
        found[f"target.{target_reading_id(target)}"], found[f"met.{target_reading_id(target)}"] = (
            values,
            met.astype(float),
        )
        if target.chosen and target.role == "outcome":
            joint *= met
    found[ALL_MET] = joint
    for name, f in fields_of(Census).items():
        path = np.asarray(ensemble.history[name], float).sum(-1)
        found[name] = path.sum(-1) if f.kind == "flow" else path[:, -1]
    paid = {name: np.asarray(ensemble.books[name], float).sum(-1) for name in fields_of(Book)}
    found |= {f"money.{name}": path.sum(-1) for name, path in paid.items()}
    found[OUTLAY] = sum(
        (paid[name] for name in public_outlays()), np.zeros((len(ensemble.seeds), ensemble.months))
    ).sum(-1)
    return found


def outcome_fields(scenario: Any) -> dict[str, Field]:
    """What each outcome of a scenario is called and counted in, in the order of `outcomes`."""
    fields = {}
    for t in measurable_targets(scenario):
        fields[f"target.{target_reading_id(t)}"] = Field(t.en, t.zh, t.unit)
        fields[f"met.{target_reading_id(t)}"] = Field(
            f"{t.en}: line reached", f"{t.zh}：达到", "share"
        )
    fields[ALL_MET] = Field("all outcome targets met together", "成效目标全部达到", "share")
    fields |= fields_of(Census)
    fields |= {f"money.{name}": f for name, f in fields_of(Book).items()}
    fields[OUTLAY] = Field("public outlay", "财政支出", "万元")
    return fields


def measurable_targets(scenario: Any) -> list[Any]:
    """The targets that the model can measure, in the plan's order."""
    return [t for t in scenario.targets if t.role != "not_measured"]


def target_reading_id(target: Any) -> str:
    """A target's id; of a reading that was not chosen, with the reading."""
    return target.id if target.chosen else f"{target.id}/{target.variant}"


def public_outlays() -> list[str]:
    """Payments that are public money spent on a lever, in the order of the book."""
    return [n for n, f in flows_of(Book).items() if f.lever and f.payer in (GOVERNMENT, PROGRAMMES)]
