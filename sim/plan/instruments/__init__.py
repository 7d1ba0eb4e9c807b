"""Every instrument that the five published plans name (catalogue.toml), and what each plan makes of it.

A plan's text says "venture funds shall be attracted"; a lever is what that sets in the model.  What
an instrument sets, builds or is carried out by, or why it is left out, stands in the plans' own
[instrument.ID] alone, so the same name may do one thing here and another there.  No plan gives
rates: numbers are a scenario's.
"""

import math
import re
import tomllib
from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict

from sim.core.files import read_declarations
from sim.plan.files import plans_folder
from sim.plan.parts import BilingualText, Instrument
from sim.plan.quantities import LEVERS

ASSUMED = "assumed"  # the source of a lever that no plan names
TABLES = re.compile(r"^\[instrument\.[^\]\n]*\]\n(?:(?!\[).*\n?)*", re.MULTILINE)


class PublishedPlan(BilingualText):
    """A published plan: its name as a scenario, its region in two languages, and its title."""

    plan: str
    title: str


class Channel(BilingualText):
    """What an instrument is meant to act on, and the measures that its text hopes to change by that:
    upwards, or down where the name begins with a minus.
    """

    model_config = ConfigDict(strict=False)
    hopes: tuple[str, ...] = ()


class NamedInstrument(BaseModel):
    """An instrument as the field names it.

    `channel` is what the plans mean it to act on, `how` the mechanism it acts through here, if any
    plan models it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    zh: str
    en: str
    category: str
    channel: str
    how: BilingualText | None = None

    @property
    def plans(self) -> dict[str, Instrument]:
        """What each plan that names it makes of it, by the plan's letter."""
        return {
            code: named[self.name]
            for code, named in plan_instruments().items()
            if self.name in named
        }

    @property
    def documents(self) -> dict[str, str]:
        """Which plans name it, by their letter, and where."""
        return {code: i.section for code, i in self.plans.items()}

    @property
    def levers(self) -> tuple[str, ...]:
        """The levers it sets in any plan, in the order they are declared."""
        found = {lever for i in self.plans.values() for lever in i.levers}
        return tuple(lever for lever in LEVERS if lever in found)


class Catalogue(BaseModel):
    """The catalogue's file."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    documents: dict[str, PublishedPlan]
    categories: dict[str, BilingualText]
    channels: dict[str, Channel]
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
def plan_instruments() -> dict[str, dict[str, Instrument]]:
    """What each published plan makes of its instruments, by the plan's letter and the instrument
    (read it, do not change it).
    """
    found = {}
    for code, document in DOCUMENTS.items():
        text = (plans_folder() / document.plan / "plan.toml").read_text("utf-8")
        tables = tomllib.loads("".join(TABLES.findall(text)))["instrument"]
        found[code] = {name: Instrument(id=name, **table) for name, table in tables.items()}
    return found


@cache
def instruments_of_lever(lever: str) -> tuple[NamedInstrument, ...]:
    """The instruments that set a lever in some plan; first those of which it is the larger part over
    the plans that name them, of these what most plans set it with.
    """

    def order(i: NamedInstrument) -> tuple[float, int]:
        parts = [1 / len(own.levers) for own in i.plans.values() if lever in own.levers]
        return -math.fsum(parts) / len(i.plans), -len(parts)

    return tuple(sorted((i for i in INSTRUMENTS.values() if lever in i.levers), key=order))


def sections(lever: str) -> dict[str, str]:
    """Where each plan names an instrument that sets a lever there."""
    found: dict[str, dict[str, None]] = {}
    for code in DOCUMENTS:
        for i in instruments_of_lever(lever):
            if (own := i.plans.get(code)) and lever in own.levers:
                found.setdefault(code, {}).update(dict.fromkeys(own.section.split("、")))
    return {code: "、".join(places) for code, places in found.items()}


def source(lever: str) -> str:
    """Plans and sections in one line, or that a lever is assumed."""
    return "; ".join(f"{code} {places}" for code, places in sections(lever).items()) or ASSUMED
