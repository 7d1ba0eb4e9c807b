"""A run boiled down to named numbers: targets at their deadlines, stocks at the end, flows and
payments added up.

Studies store these, compare them and explain them; each is declared with its names and unit.  The
same function serves one run and an ensemble, so that a number is the same wherever it is shown.
"""

import numpy as np

from sim.core.fields import Field, fields_of
from sim.core.ledger import flows_of
from sim.model.agents.payments import GOVERNMENT, PROGRAMMES, Book
from sim.model.measures import Census
from sim.runs.histories import RunHistories, RunScenario
from sim.runs.targets import (
    is_counted,
    measurable_targets,
    target_outcome,
    target_reading_id,
)

OUTLAY = "public_outlay"
ALL_MET = "met_all"


def outcomes(ensemble: RunHistories) -> dict[str, np.ndarray]:
    """Every outcome of a scenario's runs, by name: an array with one number a run.

    `target.ID` is a target's quantity at its deadline and `met.ID` whether the line is reached (1
    or 0; a reading that was not chosen as ID/reading); a measure of the census stands under its own
    name (a stock at the last month, a flow summed over all); payments are `money.NAME`, 万元 over all
    months.
    """
    found: dict[str, np.ndarray] = {}
    joint = np.ones(len(ensemble.seeds))
    for target in measurable_targets(ensemble.scenario):
        values, met = target_outcome(target, ensemble)
        id = target_reading_id(target)
        found |= {f"target.{id}": values, f"met.{id}": met.astype(float)}
        if is_counted(target, ensemble, met):
            joint *= met
    found[ALL_MET] = joint
    for name, f in fields_of(Census).items():
        path = np.asarray(ensemble.history[name], float).sum(-1)
        found[name] = path.sum(-1) if getattr(f, "kind", "") == "flow" else path[:, -1]
    paid = {name: np.asarray(ensemble.books[name], float).sum(-1) for name in fields_of(Book)}
    found |= {f"money.{name}": path.sum(-1) for name, path in paid.items()}
    found[OUTLAY] = sum(
        (paid[name] for name in public_outlays()), np.zeros((len(ensemble.seeds), ensemble.months))
    ).sum(-1)
    return found


def outcome_fields(scenario: RunScenario) -> dict[str, Field]:
    """What each outcome of a scenario is called and counted in, in the order of `outcomes`."""
    fields: dict[str, Field] = {}
    for t in measurable_targets(scenario):
        id = target_reading_id(t)
        fields[f"target.{id}"] = Field(t.en, t.zh, t.unit)
        fields[f"met.{id}"] = Field(f"{t.en}: line reached", f"{t.zh}：达到", "share")
    fields[ALL_MET] = Field("all outcome targets met together", "成效目标全部达到", "share")
    fields |= fields_of(Census)
    fields |= {f"money.{name}": f for name, f in fields_of(Book).items()}
    fields[OUTLAY] = Field("public outlay", "财政支出", "万元")
    return fields


def public_outlays() -> list[str]:
    """Payments that are public money spent on a lever, in the order of the book."""
    return [n for n, f in flows_of(Book).items() if f.lever and f.payer in (GOVERNMENT, PROGRAMMES)]
