"""A policy's checklists as tables: what each asks and brings, its points, and who stands on it."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from sim.core.fields import fields_of
from sim.model import codes
from sim.model.agents.payments import Book
from sim.model.measures import Census, FacilityCensus
from sim.model.world import starting_table
from sim.plan.parts import FACILITY, MONEY, ChecklistPlan, CriterionPlan

# what a checklist's table says as the plan does
SAME = (
    "first",
    "every",
    "relative",
    "withdraw",
    "replace",
    "rank",
    "marks_to_pass",
    "pace",
    "award",
    "bonus",
    "money_share",
)
SUMS = {FACILITY: FacilityCensus, MONEY: Book, "": Census}
WORK = {  # what a facility can do about a point that it lacks, by what is measured
    "area_used": codes.FILLING,
    "tenants": codes.FILLING,
    "protected_tenants": codes.RIGHTS,
    "funded_tenants": codes.FINANCING,
    "tenant_equity": codes.FINANCING,
    "own_funds": codes.FINANCING,
    "partner_funds": codes.FINANCING,
    "certified_tenants": codes.CERTIFICATES,
    "graduates": codes.CERTIFICATES,
    "leading_tenants": codes.CHOOSING,
    "staff": codes.HIRING,
    "equipment": codes.EQUIPPING,
    "area_allotted": codes.ALLOTTING,
}
RECKONINGS = {"flow": codes.FLOW_POINT, "change": codes.CHANGE_POINT}


def checklist_tables(
    checklists: Sequence[ChecklistPlan],
    subjects: Mapping[str, Mapping[str, int]],
    key: Callable[[str, str], np.uint64],
) -> dict[str, np.ndarray]:
    """The tables of checklists, criteria and candidacies; `subjects` gives the rows of facilities,
    tenders and districts by id.  A facility that the policy does not build stands on no list.
    """
    points = [(k, p) for k, c in enumerate(checklists) for p in c.points if p.measure]
    names = [
        (k, c, id) for k, c in enumerate(checklists) for id in c.over if id in subjects[c.kept_of]
    ]
    lists = starting_table("checklists", len(checklists))
    for row, c in zip(lists, checklists, strict=True):
        row["key"] = key("checklist", c.id)
        row["kept_of"] = codes.SUBJECTS.index(c.kept_of)
        row["title"] = codes.LEVELS.index(c.title)
        row["mend"] = -1 if c.mend is None else c.mend
        row["full"] = sum(p.marks for p in c.points if p.measure)
        for name in SAME:
            row[name] = getattr(c, name)
    criteria = starting_table("criteria", len(points))
    for number, (row, (k, p)) in enumerate(zip(criteria, points, strict=True)):
        row["key"] = key("criterion", f"{checklists[k].id}/{number}")
        fill_criterion(row, k, p)
    candidacies = starting_table("candidacies", len(names))
    for row, (k, c, id) in zip(candidacies, names, strict=True):
        row["key"], row["checklist"] = key("candidacy", f"{c.id}/{id}"), k
        row["kept_of"], row["subject"] = codes.SUBJECTS.index(c.kept_of), subjects[c.kept_of][id]
        row["filed"] = c.standing
    return {"checklists": lists, "criteria": criteria, "candidacies": candidacies}


def fill_criterion(row: np.void, checklist: int, p: CriterionPlan) -> None:
    """One point as a row: the columns of the sums it is read from, and what is asked."""
    row["checklist"], row["marks"], row["value"] = checklist, p.marks, p.value
    row["money"], row["measure"] = p.measure.startswith(MONEY), sum_column(p.measure)
    if p.per:
        row["per"], row["per_money"] = sum_column(p.per), p.per.startswith(MONEY)
    row["comparator"] = codes.COMPARATORS.index(p.comparator)
    row["reckon"] = RECKONINGS.get(p.reckon, codes.STOCK_POINT)
    row["since"] = -1 if p.since is None else p.since
    row["work"] = WORK.get(p.measure.removeprefix(FACILITY), codes.NO_WORK)


def sum_column(measure: str) -> int:
    """The number of a measure's column in its sums."""
    before = next(b for b in SUMS if measure.startswith(b))
    return list(fields_of(SUMS[before])).index(measure.removeprefix(before))
