"""What a plan says, as data: its document's rows, its readings, and what it assumes, with what each key stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sim.core.fields import Field, fields_of
from sim.model.calendar import month_name
from sim.model.levers import Levers
from sim.model.parameters import Nature
from sim.plan.tables import DistrictTable, FacilityTable, FundTable, SectorTable, StartTable
from sim.plan.targets import MEASURES
from sim.words.catalogue import bilingual_message

DECLARED: dict[str, Mapping[str, Field]] = {
    "start": StartTable.numbers,
    "levers": fields_of(Levers),
    "nature": fields_of(Nature),
    "sector": SectorTable.numbers,
    "district": DistrictTable.numbers,
    "facility": FacilityTable.numbers,
    "fund": FundTable.numbers,
}
KINDS = {
    "start": "assumed_start",
    "levers": "assumed_levers",
    "sector": "assumed_sector",
    "nature": "assumed_nature",
    "district": "assumed_district",
    "facility": "assumed_facility",
    "fund": "assumed_fund",
}

SCOPES = {"all": "places_all", "islands": "places_islands"}  # what stands for several districts
PARTS = {"sector": "sectors", "facility": "facilities", "fund": "funds"}


def assumption_kind(key: str) -> str:
    """What kind of assumption a key is, the first part of it."""
    return key.partition(".")[0]


def assumption_label(key: str, scenario: Any) -> dict[str, str]:
    """What a key stands for in both languages: the quantity, and whose it is."""
    kind, *between, last = key.split(".")
    field = DECLARED.get(kind, {}).get(last)
    said = {"zh": field.zh, "en": field.en} if field else {"zh": last, "en": last}
    owner = assumption_owner(between[0], kind, scenario) if between else None
    return (
        {k: f"{owner[k]}: {said[k]}" if k == "en" else f"{owner[k]}：{said[k]}" for k in said}
        if owner
        else said
    )


def assumption_owner(id: str, kind: str, scenario: Any) -> dict[str, str]:
    """The name of the district, sector, facility or fund with an id; several districts have a name of their own."""
    for thing in getattr(scenario, PARTS.get(kind, "districts")):
        if thing.id == id:
            return {"zh": thing.zh, "en": thing.en}
    zh, en = bilingual_message(SCOPES[id]) if id in SCOPES else (id, id)
    return {"zh": zh, "en": en}


def bilingual_record(text: Any) -> dict[str, str]:
    """A text in both languages."""
    return {"zh": text.zh, "en": text.en}


def nondefault_readings(scenario: Any) -> list[dict[str, str]]:
    """The readings of a scenario that are not the default, as data."""
    return [
        {"id": r.id, "way": w.name, "zh": r.zh, "en": r.en, "way_zh": w.zh, "way_en": w.en}
        for r in scenario.readings
        for w in r.alternatives
        if w.name == r.chosen
    ]


def scenario_contents(scenario: Any) -> dict[str, Any]:
    """A scenario's content by origin, as data."""
    measured = [t for t in scenario.targets if t.role != "not_measured"]
    return {
        "plan": {
            "name": scenario.name,
            "zh": scenario.zh,
            "en": scenario.en,
            "policy": scenario.policy,
            "policy_zh": scenario.policy_zh,
            "policy_en": scenario.policy_en,
            "document": scenario.document,
            "read_as": nondefault_readings(scenario),
            "digest": scenario.digest,
            "first": month_name(scenario.first),
            "last": month_name(scenario.last),
            "districts": [{"id": d.id, **bilingual_record(d)} for d in scenario.districts],
            "sectors": [{"id": s.id, **bilingual_record(s)} for s in scenario.sectors],
            "planned_public_money": scenario.planned_public_money(),
        },
        "baselines": [
            {**document_reference(b), "value": b.value, "unit": b.unit} for b in scenario.baselines
        ],
        "terms": [{**document_reference(t), "means": t.means} for t in scenario.terms],
        "targets": [
            {
                **document_reference(t),
                "role": t.role,
                "variant": t.variant,
                "chosen": t.chosen,
                "measure": t.measure,
                "comparator": t.comparator,
                "value": t.value,
                "unit": t.unit,
                "deadline": month_name(t.deadline),
                "reading": bilingual_record(t.reading),
            }
            for t in measured
        ],
        "points": [
            {
                "id": t.id,
                **bilingual_record(p),
                "section": t.section,
                "measure": p.measure,
                "per": p.per,
                "comparator": p.comparator,
                "value": p.value,
                "unit": target_unit(p),
                "why": bilingual_record(p.why_not),
            }
            for t in scenario.targets
            for p in t.points
        ],
        "instruments": [
            {**document_reference(i), "levers": list(i.levers), "build": i.build}
            for i in scenario.instruments
            if not i.not_modelled
        ],
        "assumed": [
            {
                "key": n.key,
                **assumption_label(n.key, scenario),
                "value": n.value,
                "unit": n.unit,
                "reason": n.reason,
            }
            for n in scenario.notes
        ],
        "readings": [
            {
                **document_reference(r),
                "default": bilingual_record(r.default),
                "chosen": r.chosen,
                "ways": [
                    {
                        "name": w.name,
                        **bilingual_record(w),
                        "counts": list(w.counts),
                        "leaves": list(w.leaves),
                        "changes": [asdict(c) for c in w.changes],
                    }
                    for w in r.alternatives
                ],
            }
            for r in scenario.readings
        ],
        "lost": [
            {**document_reference(x), "note": bilingual_record(x.note)} for x in scenario.lost
        ],
        "not_measured": [
            {**document_reference(t), "why": bilingual_record(t.why_not)}
            for t in scenario.targets
            if t.role == "not_measured"
        ],
        "not_modelled": [
            {**document_reference(i), "why": bilingual_record(i.not_modelled)}
            for i in scenario.instruments
            if i.not_modelled
        ],
    }


def target_unit(point: Any) -> str:
    """The unit of a point of a checklist; none where it is not measured."""
    return "" if not point.measure else "share" if point.per else MEASURES[point.measure].unit


def document_reference(thing: Any) -> dict[str, str]:
    """What names a row of the document, and where it stands."""
    return {"id": thing.id, **bilingual_record(thing), "section": thing.section}
