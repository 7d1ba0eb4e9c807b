"""What a plan says, as data: its document's rows, its readings, and what it assumes, with what each
key stands for.
"""

from collections.abc import Mapping
from dataclasses import asdict

from sim.core.fields import Field
from sim.core.records import Record
from sim.model.calendar import month_name
from sim.plan.parts import (
    BilingualText,
    ChecklistPlan,
    CriterionPlan,
    DistrictPlan,
    FacilityPlan,
    FundPlan,
    InstitutionPlan,
    Point,
    SectorPlan,
    Start,
    TenderPlan,
)
from sim.plan.quantities import LEVERS, MEASURES, NATURE
from sim.plan.tables import quantities
from sim.scenario.scenario import Scenario
from sim.words.catalogue import bilingual_message

DECLARED: dict[str, Mapping[str, Field]] = {
    "start": quantities(Start),
    "levers": LEVERS,
    "nature": NATURE,
    "sector": quantities(SectorPlan),
    "district": quantities(DistrictPlan),
    "facility": quantities(FacilityPlan),
    "fund": quantities(FundPlan),
    "tender": quantities(TenderPlan),
    "checklist": quantities(ChecklistPlan),
    "institution": quantities(InstitutionPlan),
    "standing": LEVERS,
}
# of assumptions
KINDS = (
    "start",
    "levers",
    "sector",
    "nature",
    "district",
    "facility",
    "fund",
    "tender",
    "checklist",
    "institution",
    "standing",
)

SCOPES = ("all", "islands")  # what stands for several districts
# what may follow from a checklist
FOLLOWS = (
    "title",
    "award",
    "bonus",
    "mend",
    "withdraw",
    "replace",
    "rank",
    "money_share",
)
PARTS = {
    "sector": "sectors",
    "facility": "facilities",
    "fund": "funds",
    "tender": "tenders",
    "checklist": "checklists",
    "institution": "institutions",
}


def assumption_kind(key: str) -> str:
    """What kind of assumption a key is, the first part of it."""
    return key.partition(".")[0]


def assumption_label(key: str, scenario: Scenario) -> dict[str, str]:
    """What a key stands for in both languages: the quantity, and whose it is."""
    kind, *between, last = key.split(".")
    field = DECLARED.get(kind, {}).get(last)
    said = pick(field, "zh", "en") if field else {"zh": last, "en": last}
    if not between:
        return said
    owner = assumption_owner(between[0], kind, scenario)
    return {"zh": f"{owner['zh']}：{said['zh']}", "en": f"{owner['en']}: {said['en']}"}


def assumption_owner(id: str, kind: str, scenario: Scenario) -> dict[str, str]:
    """The name of the district, sector, facility or fund with an id; several districts have a name
    of their own.
    """
    for thing in getattr(scenario, PARTS.get(kind, "districts")):
        if thing.id == id:
            return pick(thing, "zh", "en")
    zh, en = bilingual_message(f"places.{id}") if id in SCOPES else (id, id)
    return {"zh": zh, "en": en}


def nondefault_readings(scenario: Scenario) -> list[dict[str, str]]:
    """The readings of a scenario that are not the default, as data."""
    return [
        pick(r, "id", "chosen as way", "zh", "en") | pick(w, "zh as way_zh", "en as way_en")
        for r in scenario.readings
        for w in r.alternatives
        if w.name == r.chosen
    ]


def pick(thing: object, *names: str) -> Record:
    """Some attributes of a thing by name, or `NAME as ANOTHER`: a text in two languages as a record
    of both, several things as a list.
    """
    found: Record = {}
    for name in names:
        own, _, other = name.partition(" as ")
        value = getattr(thing, own)
        if isinstance(value, BilingualText):
            value = value.model_dump()
        found[other or own] = list(value) if isinstance(value, tuple) else value
    return found


def scenario_contents(scenario: Scenario) -> Record:
    """A scenario's content by origin, as data."""
    measured = [t for t in scenario.targets if t.role != "not_measured"]
    names = ("name", "zh", "en", "policy", "policy_zh", "policy_en", "document", "digest")
    asked = ("measure", "comparator", "value", "unit")
    return {
        "plan": {
            **pick(scenario, *names),
            "read_as": nondefault_readings(scenario),
            "first": month_name(scenario.first),
            "last": month_name(scenario.last),
            "districts": [pick(d, "id", "zh", "en") for d in scenario.districts],
            "sectors": [pick(s, "id", "zh", "en") for s in scenario.sectors],
            "facilities": [
                pick(f, "id", "zh", "en", "district") for f in scenario.named_facilities
            ],
            "planned_public_money": scenario.planned_public_money(),
        },
        "baselines": [document_row(b, "value", "unit") for b in scenario.baselines],
        "terms": [document_row(t, "means") for t in scenario.terms],
        "targets": [
            {
                **document_row(t, "role", "variant", "chosen", *asked, "reading"),
                "deadline": month_name(t.deadline),
            }
            for t in measured
        ],
        "points": [
            {
                **pick(p, "zh", "en", "measure", "per", "comparator", "value"),
                **pick(t, "id", "section"),
                "unit": target_unit(p),
                **pick(p, "why_not as why"),
            }
            for t in scenario.targets
            for p in t.points
        ],
        "instruments": [
            document_row(i, "build", "levers") for i in scenario.instruments if not i.not_modelled
        ],
        "tenders": [
            {
                **document_row(t, "district", "houses", "team"),
                **{name: month_name(getattr(t, name)) for name in ("notice", "due")},
            }
            for t in scenario.tenders
        ],
        "checklists": [
            {
                **document_row(c, "kept_of", "over", "every", "marks_to_pass", *FOLLOWS),
                "first": month_name(c.first),
                "points": [
                    {
                        **pick(p, "zh", "en", "measure", "per", "comparator", "value", "marks"),
                        "unit": target_unit(p),
                        **pick(p, "why_not as why"),
                    }
                    for p in c.points
                ],
            }
            for c in scenario.checklists
        ],
        "assumed": [
            {**pick(n, "key", "value", "unit", "reason"), **assumption_label(n.key, scenario)}
            for n in scenario.notes
        ],
        "readings": [
            {
                **document_row(r, "default", "chosen"),
                "ways": [
                    {
                        **pick(w, "name", "zh", "en", "counts", "leaves"),
                        "changes": [asdict(c) for c in w.changes],
                    }
                    for w in r.alternatives
                ],
            }
            for r in scenario.readings
        ],
        "lost": [document_row(x, "note") for x in scenario.lost],
        "not_measured": [
            document_row(t, "why_not as why") for t in scenario.targets if t.role == "not_measured"
        ],
        "not_modelled": [
            document_row(i, "not_modelled as why") for i in scenario.instruments if i.not_modelled
        ],
    }


def target_unit(point: Point | CriterionPlan) -> str:
    """The unit of a point of a checklist; none where it is not measured."""
    return "" if not point.measure else "share" if point.per else MEASURES[point.measure].unit


def document_row(thing: object, *more: str) -> Record:
    """What names a row of the document and where it stands, with more of it."""
    return pick(thing, "id", "zh", "en", "section", *more)
