"""Every instrument that the five published plans name, and its place here (catalogue.toml).

A plan's text says "venture funds shall be attracted"; a lever is what that sets in the model.  An
instrument sets levers, promises facilities, or is left out for a reason.  No plan gives rates:
numbers are a scenario's. Which section of which plan names an instrument is read from the plans'
own [instrument.ID].
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict

from sim.core.files import read_declarations
from sim.plan.files import plans_folder
from sim.plan.parts import BilingualText

ASSUMED = "assumed"  # the source of a lever that no plan names
TABLES = re.compile(r"^\[instrument\.[^\]\n]*\]\n(?:(?!\[).*\n?)*", re.MULTILINE)


class PublishedPlan(BilingualText):
    """A published plan: its name as a scenario, its region in two languages, and its title."""

    plan: str
    title: str


class NamedInstrument(BaseModel):
    """An instrument as the field names it, and its place here: levers it sets, facilities it
    promises, or why neither.

    `channel` is what the plans mean it to act on, `how` the mechanism it acts through here.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    zh: str
    en: str
    category: str
    channel: str
    levers: tuple[str, ...] = ()
    builds: bool = False
    how: BilingualText | None = None
    not_modelled: BilingualText | None = None

    @property
    def documents(self) -> dict[str, str]:
        """Which plans name it, by their letter, and where."""
        return {code: named[self.name] for code, named in citations().items() if self.name in named}


class Catalogue(BaseModel):
    """The catalogue's file."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    documents: dict[str, PublishedPlan]
    categories: dict[str, BilingualText]
    channels: dict[str, BilingualText]
    receivers: dict[str, BilingualText]
    instruments: dict[str, NamedInstrument]


def read_catalogue() -> Catalogue:
    """The catalogue as it stands in its file."""
    raw = read_declarations(__file__, "catalogue.toml")
    for name, table in raw["instruments"].items():
        table["name"] = name
    return Catalogue.model_validate(raw)


CATALOGUE = read_catalogue()
DOCUMENTS: Mapping[str, PublishedPlan] = CATALOGUE.documents
CATEGORIES, CHANNELS, RECEIVERS = CATALOGUE.categories, CATALOGUE.channels, CATALOGUE.receivers
INSTRUMENTS: Mapping[str, NamedInstrument] = CATALOGUE.instruments


@cache
def citations() -> dict[str, dict[str, str]]:
    """Where each published plan names its instruments, by the plan's letter and the instrument
    (read it, do not change it).
    """
    found = {}
    for code, document in DOCUMENTS.items():
        text = (plans_folder() / document.plan / "plan.toml").read_text("utf-8")
        tables = tomllib.loads("".join(TABLES.findall(text)))["instrument"]
        found[code] = {name: str(table["section"]) for name, table in tables.items()}
    return found


@cache
def instruments_of_lever(lever: str) -> tuple[NamedInstrument, ...]:
    """The instruments that set a lever; first those that set little else, of these what most plans
    name.
    """
    found = [i for i in INSTRUMENTS.values() if lever in i.levers]
    return tuple(sorted(found, key=lambda i: (len(i.levers), -len(i.documents))))


def sections(lever: str) -> dict[str, str]:
    """Where each plan names an instrument that sets a lever."""
    found: dict[str, dict[str, None]] = {}
    for code in DOCUMENTS:
        for i in instruments_of_lever(lever):
            if code in i.documents:
                found.setdefault(code, {}).update(dict.fromkeys(i.documents[code].split("、")))
    return {code: "、".join(places) for code, places in found.items()}


def source(lever: str) -> str:
    """Plans and sections in one line, or that a lever is assumed."""
    return "; ".join(f"{code} {places}" for code, places in sections(lever).items()) or ASSUMED
