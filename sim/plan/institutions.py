"""What a plan sets up beside levers, checked against the facilities it has: tenders, and checklists
with consequences.
"""

from collections.abc import Collection, Sequence

from sim.plan.faults import Where
from sim.plan.parts import (
    ChecklistPlan,
    CriterionPlan,
    DistrictPlan,
    FacilityPlan,
    TenderPlan,
)
from sim.plan.quantities import MEASURES
from sim.plan.source import SourceFile
from sim.plan.targets import (
    check_measure,
    district_groups,
    facility_groups,
    measured_table,
    measured_unit,
    plain_amount,
)

UNKNOWN = {
    "facility": "plan_unknown_facility",
    "operator": "plan_unknown_operator",
    "district": "plan_unknown_district",
}
POINT_OF = {"facility": "plan_point_of_facility", "district": "plan_point_of_district"}
OWN_BOOKS = ("leading_firm", "private")  # owners whom nobody can make put a facility out to tender


def read_tenders(
    plan: SourceFile, facilities: Sequence[FacilityPlan], others: Sequence[TenderPlan] = ()
) -> tuple[TenderPlan, ...]:
    """[tender.ID] with the facilities that each hands over: those it names, or what government owns
    in its district and no other tender names.  A policy's stand beside the plan's (`others`).
    """
    known, found = facility_groups(plan, facilities), plan.parts("tender", TenderPlan)
    owner = {id: t.id for t in others for id in t.houses}
    for t in found:
        if t.id in {other.id for other in others}:
            plan.fault(("tender", t.id), "plan_tender_known")
    named = {t.id: check_houses(plan, t, facilities, known, owner) for t in found}
    for t in found:
        if not t.houses:
            rest = (f.id for f in facilities if f.district == t.district)
            government = {f.id for f in facilities if f.owner == "government"}
            named[t.id] = tuple(id for id in rest if id in government and id not in owner)
            owner |= dict.fromkeys(named[t.id], t.id)
        if not named[t.id] and not plan.is_wrong("tender"):
            plan.fault(("tender", t.id), "plan_tender_of_nothing")
    return tuple(t.model_copy(update={"houses": named[t.id]}) for t in found)


def check_houses(
    plan: SourceFile,
    t: TenderPlan,
    facilities: Sequence[FacilityPlan],
    known: dict[str, tuple[str, ...]],
    owner: dict[str, str],
) -> tuple[str, ...]:
    """The facilities a tender names; each stands in its district, belongs to an owner who can put it
    out to tender, and is named once.
    """
    where, row = ("tender", t.id, "houses"), {f.id: f for f in facilities}
    ids = list(expand_names(plan, t.houses, known, where))
    for id in ids:
        if row[id].district != t.district:
            plan.fault(where, "plan_tender_elsewhere", id=id, district=row[id].district)
        if row[id].owner in OWN_BOOKS:
            plan.fault(where, "plan_tender_owner", id=id, owner=row[id].owner)
        if (other := owner.setdefault(id, t.id)) != t.id:
            plan.fault(where, "plan_tender_twice", id=id, other=other)
    return tuple(ids)


def expand_names(
    plan: SourceFile, names: Sequence[str], known: dict[str, tuple[str, ...]], where: Where
) -> Collection[str]:
    """The ids that names stand for, each once; a fault for a name that stands for none."""
    good = [n for n in names if plan.one_of(n, known, where, "plan_unknown_facility")]
    return dict.fromkeys(id for name in good for id in known[name])


def read_checklists(
    plan: SourceFile,
    districts: Sequence[DistrictPlan],
    facilities: Sequence[FacilityPlan],
    tenders: Sequence[TenderPlan],
) -> tuple[ChecklistPlan, ...]:
    """[checklist.ID] with the facilities, tenders or districts that each is kept of."""
    known = {
        "facility": facility_groups(plan, facilities),
        "operator": {"all": tuple(t.id for t in tenders), **{t.id: (t.id,) for t in tenders}},
        "district": {**district_groups(districts), **{d.id: (d.id,) for d in districts}},
    }
    found = []
    for c in plan.parts("checklist", ChecklistPlan):
        where, groups = ("checklist", c.id, "over"), known[c.kept_of]
        good = [n for n in c.over if plan.one_of(n, groups, where, UNKNOWN[c.kept_of])]
        over = tuple(dict.fromkeys(id for name in good for id in groups[name]))
        if good and not over:
            plan.fault(where, "plan_checklist_of_nobody")
        if not any(p.measure for p in c.points):
            plan.fault(("checklist", c.id, "points"), "plan_checklist_empty")
        points = tuple(
            read_criterion(plan, p, c.kept_of, ("checklist", c.id, "points", k))
            for k, p in enumerate(c.points)
        )
        found.append(c.model_copy(update={"over": over, "points": points}))
    return tuple(found)


def read_criterion(plan: SourceFile, p: CriterionPlan, kept_of: str, where: Where) -> CriterionPlan:
    """A point with its value in the unit of what is measured of a facility or a district, or why
    nothing is.
    """
    if not p.measure:
        if plan.raw((*where, "why_not")) is None:
            plan.fault(where, "plan_why_not_missing")
        return p
    if not check_measure(plan, p, where):
        return p
    wanted = "district" if kept_of == "district" else "facility"
    for key, name in (("measure", p.measure), ("per", p.per)):
        if name and measured_table(name) != wanted:
            plan.fault((*where, key), POINT_OF[wanted], names=example(wanted))
    return p.model_copy(update={"value": plain_amount(plan, (*where, "value"), measured_unit(p))})


def example(table: str) -> str:
    """A few measures of a table."""
    names = [n for n in MEASURES if measured_table(n) == table]
    return ", ".join(names[:3]) if table == "facility" else "floor_area, funds, operator_teams"
