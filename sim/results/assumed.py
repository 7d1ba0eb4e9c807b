"""The assumptions of a plan in words: which kind each is of, and what its key stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.core.fields import Field, fields_of
from sim.model.levers import Levers
from sim.model.parameters import Nature
from sim.plan.parts import DistrictPlan, FacilityPlan, FundPlan, SectorPlan, Start
from sim.plan.tables import quantities
from sim.words.catalogue import WORDS

DECLARED: dict[str, Mapping[str, Field]] = {
    "start": quantities(Start),
    "levers": fields_of(Levers),
    "nature": fields_of(Nature),
    "sector": quantities(SectorPlan),
    "district": quantities(DistrictPlan),
    "facility": quantities(FacilityPlan),
    "fund": quantities(FundPlan),
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
    zh, en = WORDS[SCOPES[id]] if id in SCOPES else (id, id)
    return {"zh": zh, "en": en}
