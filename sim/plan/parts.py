"""The parts of a compiled plan: frozen, in declared units, with months as month numbers (year * 12 + month - 1).

They are plain data without behaviour, so that the loader, the engine's tables and reports read the same thing.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AssumedNumber:
    """A number the document does not give: its key, value in the declared unit, unit and the reason for it."""

    key: str
    value: float
    unit: str
    reason: str


@dataclass(frozen=True)
class Series:
    """A lever over time: values from dates on, or straight lines between them."""

    points: tuple[tuple[int, float], ...]
    ramp: bool = False


@dataclass(frozen=True)
class BilingualText:
    """The same words in Chinese and English."""

    zh: str = ""
    en: str = ""


@dataclass(frozen=True)
class DistrictPlan:
    """A district as the plan has it; numbers are in the units of `sim.model.agents.place.District`."""

    id: str
    zh: str
    en: str
    market: str
    island: bool
    share: float
    market_rent: float
    amenity: float
    recognised_bodies: float


@dataclass(frozen=True)
class SectorPlan:
    """A sector; `demand` is of all markets together, 万元/month in the first month."""

    id: str
    zh: str
    en: str
    targeted: bool
    demand: float
    difficulty: float
    restricted: float
    wage: float
    incumbents: float
    share: float


@dataclass(frozen=True)
class FacilityPlan:
    """A facility: `opened` is the month it opened, or `opens` the month it is promised for (month numbers)."""

    id: str
    zh: str
    en: str
    kind: str
    owner: str
    level: str
    district: str
    sector: str | None
    opened: int | None
    opens: int | None
    built: str  # converted | new
    area: float
    main_building: float
    tenant_area: float
    staff: float


@dataclass(frozen=True)
class FundPlan:
    """A fund at work before the plan (万元; month numbers)."""

    id: str
    zh: str
    en: str
    kind: str
    district: str
    since: int
    invests_until: int
    ends: int
    target: float
    raised: float
    cash: float
    public_share: float
    ticket: float
    skill: float


@dataclass(frozen=True)
class Point:
    """One point of a checklist: a condition of its own, or (without a measure) why it cannot be checked."""

    zh: str
    en: str
    measure: str
    per: str | None
    comparator: str
    value: float
    reckon: str
    since: int | None
    why_not: BilingualText


@dataclass(frozen=True)
class Target:
    """A demand of the document under one reading; `value` is in the measure's unit (or a number of units, for counts)."""

    id: str
    zh: str
    en: str
    section: str
    role: str  # outcome | input | not_measured
    measure: str
    per: str | None
    over: tuple[str, ...]
    combine: str  # sum | each | count
    comparator: str
    value: float
    unit: str
    unit_comparator: str
    unit_value: float
    deadline: int
    since: int | None
    reckon: str  # stock | flow | share | state | change (since a month)
    variant: str
    chosen: bool
    reading: BilingualText
    why_not: BilingualText
    points: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Instrument:
    """Something the document says will be done, and the levers that stand for it here."""

    id: str
    zh: str
    en: str
    section: str
    rung: str
    channel: str
    levers: tuple[str, ...]
    build: bool
    not_modelled: BilingualText | None


@dataclass(frozen=True)
class Change:
    """What a reading changes in the plan's file: the key, and its value before and after as they are written."""

    key: str
    before: str
    after: str


@dataclass(frozen=True)
class Alternative:
    """Another way to read the document; `counts` and `leaves` name the targets that count, or no longer do, under it."""

    name: str
    zh: str
    en: str
    changes: tuple[Change, ...]
    counts: tuple[str, ...]
    leaves: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """A place of the document that can be read in more than one way, and which way was taken."""

    id: str
    zh: str
    en: str
    section: str
    default: BilingualText
    alternatives: tuple[Alternative, ...]
    chosen: str = "default"


@dataclass(frozen=True)
class MissingPart:
    """A part of the document that the copy at hand has not, and what is done without it."""

    id: str
    zh: str
    en: str
    section: str
    note: BilingualText


@dataclass(frozen=True)
class Term:
    """The plan's own name for a rung, a stage of facilities or a link of its chain."""

    id: str
    zh: str
    en: str
    means: str
    section: str
    note: BilingualText


@dataclass(frozen=True)
class Baseline:
    """A figure the document gives for the present."""

    id: str
    zh: str
    en: str
    value: float
    unit: str
    section: str
    note: BilingualText
