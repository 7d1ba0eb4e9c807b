"""What a plan's document demands and states: targets, instruments and baselines, checked against
what is measured.
"""

from collections.abc import Mapping, Sequence

from sim.core.fields import Field
from sim.plan.faults import Where
from sim.plan.parts import (
    FACILITY,
    NUMBERED,
    SECTOR,
    Baseline,
    CriterionPlan,
    DistrictPlan,
    FacilityPlan,
    Instrument,
    Point,
    SectorPlan,
    Target,
)
from sim.plan.quantities import LEVERS, MEASURES
from sim.plan.source import SourceFile
from sim.plan.tables import BY_ID
from sim.plan.units import value_excerpt

# tables that tell what the document says; the others are what happens in the model
WORDS_OF_A_PLAN = ("target", "instrument", "article", "baseline", "term", "lost")
# by table and word: the districts or sectors that a target may name by one word
Groups = Mapping[str, Mapping[str, tuple[str, ...]]]


def read_targets(
    plan: SourceFile,
    districts: Sequence[DistrictPlan],
    sectors: Sequence[SectorPlan],
    facilities: Sequence[FacilityPlan],
) -> tuple[Target, ...]:
    """[target.ID], each reading of a demand a row of its own."""
    groups = {
        "facility": facility_groups(plan, facilities),
        "district": district_groups(districts),
        "sector": {
            "all": tuple(s.id for s in sectors),
            "clusters": tuple(s.id for s in sectors if s.targeted),
        },
    }
    return tuple(read_target(plan, target, groups) for target in plan.parts("target", Target))


def district_groups(districts: Sequence[DistrictPlan]) -> dict[str, tuple[str, ...]]:
    """What several districts are called by one word."""
    return {
        "all": tuple(d.id for d in districts),
        "islands": tuple(d.id for d in districts if d.island),
    }


def facility_groups(
    plan: SourceFile, facilities: Sequence[FacilityPlan]
) -> dict[str, tuple[str, ...]]:
    """What a target may call facilities by: all, an id, and the id of an entry of several alike; one
    with faults of its own is known too, so that they are told alone.
    """
    found = {"all": [f.id for f in facilities]}
    found |= {id: [] for id in plan.plan.section("facility") if plan.plan.is_wrong("facility")}
    for f in facilities:
        for name in dict.fromkeys((f.id, f.id.partition(NUMBERED)[0])):
            found.setdefault(name, []).append(f.id)
    return {name: tuple(ids) for name, ids in found.items()}


def read_target(plan: SourceFile, t: Target, groups: Groups) -> Target:
    """A demand with its value in the unit of what is measured."""
    where, unit, value, unit_value = ("target", t.id), measured_unit(t), 0.0, 0.0
    at, unit_at = (*where, "value"), (*where, "unit_value")
    if t.role == "not_measured":
        if plan.raw((*where, "why_not")) is None:
            plan.fault(where, "plan_why_not_missing")
    elif t.points:
        value, unit = plain_amount(plan, at, ""), "item"
        if t.measure or not 0 < value <= sum(bool(p.measure) for p in t.points):
            plan.fault(where, "plan_checklist")
    elif not t.measure or plan.raw(at) is None:
        plan.fault(where, "plan_nothing_measured")
    elif check_measure(plan, t, where):
        value = plain_amount(plan, at, "" if t.combine == "count" else unit)
        if plan.raw(unit_at) is not None:
            unit_value = plain_amount(plan, unit_at, unit)
    table = subject_table(t)
    table = "district" if table == "sector" and t.points else table
    points = (read_point(plan, p, table, (*where, "points", k)) for k, p in enumerate(t.points))
    return t.model_copy(
        update={
            "value": value,
            "unit": t.unit or ("item" if t.points else unit),
            "unit_value": unit_value,
            "over": target_units(plan, t, groups),
            "points": tuple(points),
        }
    )


def plain_amount(plan: SourceFile, where: Where, unit: str) -> float:
    """What stands at a place, in a unit and not negative."""
    return plan.amount(plan.raw(where), Field("", "", unit, 0.0, 0), where)


def measured_unit(asked: Target | Point | CriterionPlan) -> str:
    """The unit of what is asked of, empty where nothing is measured."""
    measure = MEASURES.get(asked.measure)
    return "share" if asked.per else measure.unit if measure else ""


def check_measure(plan: SourceFile, asked: Target | Point | CriterionPlan, where: Where) -> bool:
    """Whether what is asked of is measured, and reckoned as it is counted."""
    for key, name in (("measure", asked.measure), ("per", asked.per)):
        if name is not None and not plan.one_of(
            name, MEASURES, (*where, key), "plan_unknown_measure"
        ):
            return False
    kind = MEASURES[asked.measure].kind
    if (asked.reckon == "flow") != (kind == "flow"):
        fits = "plan_is_flow" if kind == "flow" else "plan_is_stock"
        given = value_excerpt(asked.reckon)
        plan.fault((*where, "reckon"), fits, given=given, measure=asked.measure)
    return True


def read_point(plan: SourceFile, p: Point, table: str, where: Where) -> Point:
    """One point of a checklist; it says what is measured of a district, or of a facility where all
    points are, or why nothing is.
    """
    value = 0.0
    if not p.measure and plan.raw((*where, "why_not")) is None:
        plan.fault(where, "plan_why_not_missing")
    elif p.measure and measured_table(p.measure) != table:
        plan.fault((*where, "measure"), "plan_point_of_districts")
    elif p.measure and check_measure(plan, p, where):
        value = plain_amount(plan, (*where, "value"), measured_unit(p))
    return p.model_copy(update={"value": value})


def target_units(plan: SourceFile, t: Target, groups: Groups) -> tuple[str, ...]:
    """The districts, sectors or facilities a target looks at: all, islands, clusters, or those
    named.
    """
    table = subject_table(t)
    where = ("target", t.id, "over")
    known = groups[table]
    if table == "facility":
        names = [n for n in t.over if plan.one_of(n, known, where, "plan_unknown_facility")]
        return tuple(dict.fromkeys(id for name in names for id in known[name]))
    if len(t.over) == 1 and t.over[0] in known and plan.raw(where) != [*t.over]:
        return known[t.over[0]]
    for name in t.over:
        plan.one_of(name, [*plan.section(table), *known], where, f"plan_unknown_{table}")
    return t.over


def subject_table(t: Target) -> str:
    """What a target is asked of: sectors, facilities or districts; a checklist by its first measure."""
    return measured_table(t.measure or next((p.measure for p in t.points if p.measure), ""))


def measured_table(measure: str) -> str:
    """What a measure is told of: a sector, a facility, or a district."""
    if measure.startswith(SECTOR):
        return "sector"
    return "facility" if measure.startswith(FACILITY) else "district"


def read_instruments(plan: SourceFile) -> tuple[Instrument, ...]:
    """[instrument.NAME]; each must set levers, build, be carried out by other tables, or say why it
    is left out.
    """
    found = plan.parts("instrument", Instrument)
    tables = [
        f"{table}.{id}"
        for table in BY_ID
        if table not in WORDS_OF_A_PLAN
        for id in plan.section(table)
    ]
    for i in found:
        for k, lever in enumerate(i.levers):
            plan.one_of(lever, LEVERS, ("instrument", i.id, "levers", k), "plan_unknown_lever")
        for k, name in enumerate(i.by):
            plan.one_of(name, tables, ("instrument", i.id, "by", k), "plan_unknown_table")
        if not (i.levers or i.build or i.by) and i.not_modelled is None:
            plan.fault(("instrument", i.id), "plan_instrument_idle")
    return found


def read_baselines(plan: SourceFile) -> tuple[Baseline, ...]:
    """[baseline.ID], each in its own unit."""
    return tuple(
        b.model_copy(update={"value": plain_amount(plan, ("baseline", b.id, "value"), b.unit)})
        for b in plan.parts("baseline", Baseline)
    )
