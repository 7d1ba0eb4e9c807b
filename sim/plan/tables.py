"""What may stand in a plan file: its tables, their keys, and the declared quantity behind every number.

A number is a plain value or a small table that also says where it comes from: `section` of the document,
another `source`, or `assumed` with the reason.  A table may say it once for all its numbers.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, WithJsonSchema, model_validator
from pydantic import Field as Key

from sim.core.fields import Field
from sim.model.agents.fund import Fund
from sim.model.agents.incubator import Incubator
from sim.model.agents.place import District, Sector

SHARE_OF_NEWCOMERS = Field(
    "part of newcomers trained for it", "新增人才所属比例", "share", 0.0, 0, 1
)
TENANT_SHARE = Field("part of the floor area for tenants", "可孵化面积比例", "share", 0.0, 0, 1)
DIFFICULTY = Field(
    "researcher-months to a sellable product", "产品研发工作量", "person-month", 10.0, 4, 24
)
DEMAND = Field(Sector.demand.en, Sector.demand.zh, Sector.demand.unit, 0.0, 1, 1e9)

# A month is checked by sim.units, which also says what a number or a date in its place must have meant
Month = Annotated[
    Any, WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}([-./][0-9]{1,2}|年[0-9]{1,2}月)$"})
]


class Start:
    """The region on the eve of the plan: what the spin-up has to meet."""

    startups = Field("firms alive", "存活企业", "firm", 0.0, 1, 1e6)
    tech_sme = Field("tech SMEs", "科技型中小企业", "firm", 0.0, 0, 1e6)
    high_tech = Field("high-tech enterprises", "高新技术企业", "firm", 0.0, 0, 1e6)
    talents = Field("technical people", "技术人才", "person", 0.0, 1, 1e7)
    spinup_years = Field("years lived before the first month", "预演年数", "year", 12.0, 1, 40)


class Entry(BaseModel):
    """A table of a plan; a key it does not know is a fault."""

    model_config = ConfigDict(extra="forbid", strict=True)
    numbers: ClassVar[dict[str, Field]] = {}


class Origin(Entry):
    """Where numbers come from."""

    section: str | None = None
    source: str | None = None
    assumed: str | None = None

    def told(self) -> bool:
        """Whether any origin is given."""
        return any(text and text.strip() for text in (self.section, self.source, self.assumed))


class SourcedNumber(Origin):
    """One number with its origin."""

    value: Any

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, raw: Any) -> Any:
        return raw if isinstance(raw, dict) else {"value": raw}


class DatedValue(SourcedNumber):
    """A lever's value, from a month on or on several dates; `ramp` draws straight lines between dates."""

    value: Any = None
    since: Any = Key(None, alias="from")
    dates: dict[str, Any] | None = None
    ramp: bool = False


class BilingualTable(Entry):
    """A text in both languages."""

    zh: str
    en: str


class Head(BilingualTable):
    """[plan]: what this is and which months it covers."""

    id: str
    document: str
    first: Month
    last: Month


class PolicyHead(BilingualTable):
    """[policy]: a small difference to the plan, or to nothing at all."""

    base: Literal["plan", "none"]


class StartTable(Origin):
    """[start]."""

    numbers = {name: field for name, field in vars(Start).items() if isinstance(field, Field)}
    startups: SourcedNumber
    tech_sme: SourcedNumber
    high_tech: SourcedNumber
    talents: SourcedNumber
    spinup_years: SourcedNumber


class DistrictTable(BilingualTable, Origin):
    """[district.ID]."""

    numbers = {
        n: getattr(District, n) for n in ("share", "market_rent", "amenity", "recognised_bodies")
    }
    market: str
    island: bool = False
    share: SourcedNumber
    market_rent: SourcedNumber
    amenity: SourcedNumber
    recognised_bodies: SourcedNumber


class SectorTable(BilingualTable, Origin):
    """[sector.ID]."""

    numbers = {
        "demand": DEMAND,
        "difficulty": DIFFICULTY,
        "share": SHARE_OF_NEWCOMERS,
        **{n: getattr(Sector, n) for n in ("restricted", "wage", "incumbents")},
    }
    targeted: bool = False
    demand: SourcedNumber
    difficulty: SourcedNumber
    restricted: SourcedNumber
    wage: SourcedNumber
    incumbents: SourcedNumber
    share: SourcedNumber


class FacilityTable(BilingualTable, Origin):
    """[facility.ID]: one that stands (`opened`) or one that is promised (`opens`)."""

    numbers = {
        "tenant_area": TENANT_SHARE,
        "staff": Field("resident staff", "驻地团队", "person", 0.0, 0, 1000),
        **{n: getattr(Incubator, n) for n in ("area", "main_building")},
    }
    district: str
    kind: Literal["makerspace", "incubator", "accelerator", "park"]
    owner: Literal["government", "university", "institute", "leading_firm", "private"]
    sector: str | None = None
    level: Literal["none", "city", "provincial", "national"] = "none"
    opened: Month = None
    opens: Month = None
    built: Literal["converted", "new"] = "converted"
    count: int = Key(1, ge=1, le=1000)
    area: SourcedNumber
    main_building: SourcedNumber
    tenant_area: SourcedNumber
    staff: SourcedNumber


class FundTable(BilingualTable, Origin):
    """[fund.ID]: a fund at work before the plan."""

    numbers = {
        n: getattr(Fund, n) for n in ("target", "raised", "public_share", "ticket", "skill")
    } | {"cash": Field("money not yet invested", "可投资金", "万元", 0.0, 0)}
    kind: Literal["seed", "angel", "venture", "growth", "guidance_fund"]
    district: str
    since: Month
    invests_until: Month
    ends: Month
    target: SourcedNumber
    raised: SourcedNumber
    cash: SourcedNumber
    public_share: SourcedNumber
    ticket: SourcedNumber
    skill: SourcedNumber


class PointTable(BilingualTable):
    """One point of a checklist."""

    measure: str = ""
    per: str | None = None
    comparator: Literal[">=", ">", "<=", "<", "="] = ">="
    value: Any = None
    since: Month = None
    reckon: Literal["stock", "flow", "share", "state", "change"] = "stock"
    why_not: BilingualTable | None = None


class TargetTable(BilingualTable):
    """[target.ID]: a demand of the document, or another reading of one (`variant`)."""

    section: str
    role: Literal["outcome", "input", "not_measured"]
    reading: BilingualTable | None = None
    why_not: BilingualTable | None = None
    measure: str = ""
    per: str | None = None
    over: str | list[str] = "all"
    combine: Literal["sum", "each", "count"] = "sum"
    comparator: Literal[">=", ">", "<=", "<", "="] = ">="
    value: Any = None
    unit: str | None = None
    unit_comparator: Literal[">=", ">", "<=", "<"] = ">="
    unit_value: Any = None
    deadline: Month
    since: Month = None
    reckon: Literal["stock", "flow", "share", "state", "change"] = "stock"
    variant: str = ""
    chosen: bool = True
    points: list[PointTable] = []


class InstrumentTable(BilingualTable):
    """[instrument.ID]: something the document says will be done, and the levers it sets here."""

    section: str
    rung: str
    channel: str
    levers: list[str] = []
    build: bool = False
    not_modelled: BilingualTable | None = None


class TermTable(BilingualTable):
    """[term.ID]: the plan's own name for a rung of firms, a stage of facilities or a link of its chain."""

    section: str
    means: Literal[
        "team",
        "micro",
        "tech_sme",
        "high_tech",
        "strong",
        "gazelle",
        "champion",
        "leading",
        "listed",
        "makerspace",
        "incubator",
        "accelerator",
        "park",
        "other",
    ]
    note: BilingualTable | None = None


class BaselineTable(BilingualTable):
    """[baseline.ID]: a figure the document gives for the present."""

    value: Any
    unit: str
    section: str
    note: BilingualTable | None = None


class ReadingTable(BilingualTable):
    """[reading.ID]: a place that can be read in more than one way; the plan's file follows the default."""

    section: str
    default: BilingualTable
    alternative: dict[str, Any] = {}


class AlternativeTable(BilingualTable):
    """[reading.ID.alternative.NAME]: what another reading changes in the tables of the plan."""

    start: dict[str, Any] = {}
    nature: dict[str, Any] = {}
    levers: dict[str, dict[str, Any]] = {}
    district: dict[str, dict[str, Any]] = {}
    sector: dict[str, dict[str, Any]] = {}
    facility: dict[str, dict[str, Any]] = {}
    fund: dict[str, dict[str, Any]] = {}
    target: dict[str, dict[str, Any]] = {}


class MissingPartTable(BilingualTable):
    """[lost.ID]: a part of the document that the copy at hand has not, and what is done without it."""

    section: str
    note: BilingualTable


PLAN_KEYS = (
    "plan",
    "start",
    "nature",
    "levers",
    "district",
    "sector",
    "facility",
    "fund",
    "target",
    "instrument",
    "baseline",
    "term",
    "reading",
    "lost",
)
POLICY_KEYS = ("policy", "levers", "facility")
