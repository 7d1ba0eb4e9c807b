"""What a plan's document demands, does and states: targets, instruments and baselines, each reading a row of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sim.core.fields import fields_of
from sim.core.ledger import Flow
from sim.model.agents.payments import Book
from sim.model.levers import Levers
from sim.model.measures import Census, Measure, SectorCensus
from sim.plan.parts import (
    Baseline,
    BilingualText,
    DistrictPlan,
    Instrument,
    Point,
    SectorPlan,
    Target,
    Term,
)
from sim.plan.reader import Reader, Where
from sim.plan.tables import BaselineTable, InstrumentTable, PointTable, TargetTable, TermTable
from sim.plan.units import value_excerpt
from sim.words.catalogue import say

LEVERS = fields_of(Levers)
MEASURES: dict[str, Measure] = {
    **fields_of(Census),
    **{f"sector.{n}": m for n, m in fields_of(SectorCensus).items()},
    **{
        f"money.{n}": Measure(f.en, f.zh, "万元", "flow")
        for n, f in fields_of(Book).items()
        if isinstance(f, Flow)
    },
}


def read_targets(
    plan: Reader, districts: list[DistrictPlan], sectors: list[SectorPlan], first: int, last: int
) -> tuple[Target, ...]:
    """[target.ID], each reading of a demand a row of its own."""
    found = []
    for key, e in plan.entries("target", TargetTable).items():
        where = ("target", key)
        value = unit_value = 0.0
        measure = MEASURES.get(e.measure)
        if e.role == "not_measured":
            if e.why_not is None:
                plan.fault(where, say("plan_why_not_missing"))
        elif e.points:
            value = plan.plain(e.value, "", (*where, "value"))
            if e.measure or not 0 < value <= sum(bool(p.measure) for p in e.points):
                plan.fault(where, say("plan_checklist"))
        elif not e.measure or e.value is None:
            plan.fault(where, say("plan_nothing_measured"))
        elif check_measure(plan, e, where):
            unit = "share" if e.per else measure.unit
            value = plan.plain(e.value, "" if e.combine == "count" else unit, (*where, "value"))
            unit_value = (
                0.0
                if e.unit_value is None
                else plan.plain(e.unit_value, unit, (*where, "unit_value"))
            )
        found.append(
            Target(
                id=key,
                zh=e.zh,
                en=e.en,
                section=e.section,
                role=e.role,
                measure=e.measure,
                per=e.per,
                over=target_units(plan, e, where, districts, sectors),
                combine=e.combine,
                comparator=e.comparator,
                value=value,
                unit=e.unit
                or ("item" if e.points else "share" if e.per else measure.unit if measure else ""),
                unit_comparator=e.unit_comparator,
                unit_value=unit_value,
                deadline=plan.month(e.deadline, (*where, "deadline"), first, last),
                since=None
                if e.since is None
                else plan.month(e.since, (*where, "since"), first, last),
                reckon=e.reckon,
                variant=e.variant,
                chosen=e.chosen,
                reading=bilingual_or_empty(e.reading),
                why_not=bilingual_or_empty(e.why_not),
                points=tuple(
                    read_point(plan, p, (*where, "points", k), first, last)
                    for k, p in enumerate(e.points)
                ),
            )
        )
    return tuple(found)


def check_measure(plan: Reader, e: TargetTable | PointTable, where: Where) -> bool:
    """Whether what is asked of is measured, and reckoned as it is counted."""
    if not plan.one_of(e.measure, MEASURES, (*where, "measure"), "plan_unknown_measure"):
        return False
    if e.per is not None and not plan.one_of(
        e.per, MEASURES, (*where, "per"), "plan_unknown_measure"
    ):
        return False
    kind = MEASURES[e.measure].kind
    if (e.reckon == "flow") != (kind == "flow"):
        fits = "plan_is_flow" if kind == "flow" else "plan_is_stock"
        plan.fault((*where, "reckon"), say(fits, given=value_excerpt(e.reckon), measure=e.measure))
    return True


def read_point(plan: Reader, e: PointTable, where: Where, first: int, last: int) -> Point:
    """One point of a checklist; it says what is measured of a district, or why nothing is."""
    value = 0.0
    if not e.measure and e.why_not is None:
        plan.fault(where, say("plan_why_not_missing"))
    elif e.measure and e.measure.startswith("sector."):
        plan.fault((*where, "measure"), say("plan_point_of_districts"))
    elif e.measure and check_measure(plan, e, where):
        value = plan.plain(
            e.value, "share" if e.per else MEASURES[e.measure].unit, (*where, "value")
        )
    return Point(
        e.zh,
        e.en,
        e.measure,
        e.per,
        e.comparator,
        value,
        e.reckon,
        None if e.since is None else plan.month(e.since, (*where, "since"), first, last),
        bilingual_or_empty(e.why_not),
    )


def target_units(
    plan: Reader,
    e: TargetTable,
    where: tuple[str, ...],
    districts: Iterable[DistrictPlan],
    sectors: Iterable[SectorPlan],
) -> tuple[str, ...]:
    """The districts or sectors a target looks at: all, islands, clusters, or those named."""
    of_sectors = e.measure.startswith("sector.")
    every = [s.id for s in sectors] if of_sectors else [d.id for d in districts]
    groups = {
        "all": every,
        "clusters" if of_sectors else "islands": [
            x.id
            for x in (sectors if of_sectors else districts)
            if (x.targeted if of_sectors else x.island)
        ],
    }
    if isinstance(e.over, str) and e.over in groups:
        return tuple(groups[e.over])
    names = [e.over] if isinstance(e.over, str) else e.over
    known = [*plan.section("sector" if of_sectors else "district"), *groups]
    for name in names:
        plan.one_of(
            name,
            known,
            (*where, "over"),
            "plan_unknown_sector" if of_sectors else "plan_unknown_district",
        )
    return tuple(names)


def read_instruments(plan: Reader) -> tuple[Instrument, ...]:
    """[instrument.NAME], after the catalogue where it has the name; each must set levers, build, or say why it is left out."""
    found = []
    for key, e in plan.entries("instrument", InstrumentTable).items():
        for k, lever in enumerate(e.levers):
            plan.one_of(lever, LEVERS, ("instrument", key, "levers", k), "plan_unknown_lever")
        if not e.levers and not e.build and e.not_modelled is None:
            plan.fault(("instrument", key), say("plan_instrument_idle"))
        found.append(
            Instrument(
                key,
                e.zh,
                e.en,
                e.section,
                e.rung,
                e.channel,
                tuple(e.levers),
                e.build,
                bilingual_or_empty(e.not_modelled) if e.not_modelled else None,
            )
        )
    return tuple(found)


def read_baselines(plan: Reader) -> tuple[Baseline, ...]:
    """[baseline.ID]."""
    return tuple(
        Baseline(
            key,
            e.zh,
            e.en,
            plan.plain(e.value, e.unit, ("baseline", key, "value")),
            e.unit,
            e.section,
            bilingual_or_empty(e.note),
        )
        for key, e in plan.entries("baseline", BaselineTable).items()
    )


def read_terms(plan: Reader) -> tuple[Term, ...]:
    """[term.ID]."""
    return tuple(
        Term(key, e.zh, e.en, e.means, e.section, bilingual_or_empty(e.note))
        for key, e in plan.entries("term", TermTable).items()
    )


def bilingual_or_empty(both: Any) -> BilingualText:
    """A text in both languages, empty where there is none."""
    return BilingualText(both.zh, both.en) if both else BilingualText()
