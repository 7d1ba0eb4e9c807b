"""What a plan is made of, declared once: frozen models in declared units, months as year * 12 +
month - 1.

A number is annotated with its Field (unit, bounds, meaning in both languages, source).  What a
person writes in its place - "1亿元", a table with its origin, "2022-09" - is derived from the same
line in `sim.plan.tables`.
"""

from dataclasses import dataclass
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Key

from sim.core.fields import Field
from sim.model.agents.fund import Fund
from sim.model.agents.incubator import Incubator
from sim.model.agents.institution import Institution
from sim.model.agents.place import District, Sector

MONTH, MONTH_OF_PLAN = "month", "month of the plan"  # a month is written as text
KEY = "key"  # the name of the table itself
AMOUNT = "amount"  # a quantity whose unit depends on its neighbours
NAMED_MEASURE = "measure"  # the name of a measure
SECTOR, FACILITY, MONEY = (
    "sector.",
    "facility.",
    "money.",
)  # what names of measures of these begin with
NUMBERED = "."  # between the id of facilities alike and the number of each
ONE_OR_MORE = "one or more"  # a single name may stand for a list


class NamedEntry(NamedTuple):
    """The id of another table of the plan, and what is said where it is none."""

    table: str
    message: str


class NotAbove(NamedTuple):
    """A number that may not be above another of its table, and what is said where it is."""

    other: str
    message: str


class NotBefore(NamedTuple):
    """A month that may not be before another of its table, and what is said where it is."""

    other: str
    message: str


IN_DISTRICT = NamedEntry("district", "plan_unknown_district")
IN_SECTOR = NamedEntry("sector", "plan_unknown_sector")
Comparator = Literal[">=", ">", "<=", "<", "="]
Reckoning = Literal["stock", "flow", "share", "state", "change"]


@dataclass(frozen=True)
class AssumedNumber:
    """A number the document does not give: its key, value in the declared unit, unit and the reason
    for it.
    """

    key: str
    value: float
    unit: str
    reason: str


@dataclass(frozen=True)
class Series:
    """A lever over time: values from dates on, or straight lines between them."""

    points: tuple[tuple[int, float], ...]
    ramp: bool = False


class Part(BaseModel):
    """A part of a plan."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class NamedPart(Part):
    """A part with an id, the name of its table, and a name in both languages."""

    id: Annotated[str, KEY]
    zh: str
    en: str


class BilingualText(Part):
    """The same words in Chinese and English."""

    model_config = ConfigDict(strict=True)
    zh: str
    en: str


NO_TEXT = BilingualText(zh="", en="")


class PlanHead(Part):
    """[plan]: what this is and which months it covers."""

    zh: str
    en: str
    id: str
    document: str
    first: Annotated[int, MONTH]
    last: Annotated[int, MONTH]


class PolicyHead(Part):
    """[policy]: a small difference to the plan, or to nothing at all."""

    zh: str
    en: str
    base: Literal["plan", "none"]


class Start(Part):
    """[start]: the region on the eve of the plan, which the spin-up has to meet."""

    startups: Annotated[float, Field("firms alive", "存活企业", "firm", 0.0, 1, 1e6)]
    tech_sme: Annotated[float, Field("tech SMEs", "科技型中小企业", "firm", 0.0, 0, 1e6)]
    high_tech: Annotated[float, Field("high-tech enterprises", "高新技术企业", "firm", 0.0, 0, 1e6)]
    talents: Annotated[float, Field("technical people", "技术人才", "person", 0.0, 1, 1e7)]
    sales: Annotated[
        float,
        Field(
            "their sales; 0: a usual part of the demand stated",
            "营业收入（0：按需求折算）",
            "万元/year",
            0.0,
            0,
            1e10,
        ),
    ] = 0.0
    startups_growth: Annotated[
        float | None,
        Field(
            "mean yearly growth of firms over the last three years",
            "企业数近三年年均增速",
            "1/year",
            0.0,
            -0.3,
            1.0,
        ),
    ] = None
    tech_sme_growth: Annotated[
        float | None,
        Field(
            "mean yearly growth of tech SMEs over the last three years",
            "科技型中小企业近三年年均增速",
            "1/year",
            0.0,
            -0.3,
            1.0,
        ),
    ] = None
    high_tech_growth: Annotated[
        float | None,
        Field(
            "mean yearly growth of high-tech enterprises over the last three years",
            "高新技术企业近三年年均增速",
            "1/year",
            0.0,
            -0.3,
            1.0,
        ),
    ] = None
    spinup_years: Annotated[
        float,
        Field(
            "years lived before the first month, eight or more",
            "预演年数（至少八年）",
            "year",
            12.0,
            1,
            40,
        ),
    ]


class DistrictPlan(NamedPart):
    """[district.ID]: a district as the plan has it."""

    market: str
    island: bool = False
    share: Annotated[float, District.share]
    market_rent: Annotated[float, District.market_rent]
    amenity: Annotated[float, District.amenity]
    recognised_bodies: Annotated[float, District.recognised_bodies]


class SectorPlan(NamedPart):
    """[sector.ID]: a sector; `demand` is of all markets together, 万元/month in the first month."""

    targeted: bool = False
    demand: Annotated[
        float, Field(Sector.demand.en, Sector.demand.zh, Sector.demand.unit, 0.0, 1, 1e9)
    ]
    difficulty: Annotated[
        float,
        Field(
            "researcher-months to a sellable product", "产品研发工作量", "person-month", 10.0, 4, 24
        ),
    ]
    share: Annotated[
        float, Field("part of newcomers trained for it", "新增人才所属比例", "share", 0.0, 0, 1)
    ]
    restricted: Annotated[float, Sector.restricted]
    wage: Annotated[float, Sector.wage]
    incumbents: Annotated[float, Sector.incumbents]


class FacilityPlan(NamedPart):
    """[facility.ID]: a facility that stands (`opened`) or that is promised (`opens`)."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["opened"]}, {"required": ["opens"]}]}
    )
    district: Annotated[str, IN_DISTRICT]
    kind: Literal["makerspace", "incubator", "accelerator", "park"]
    owner: Literal["government", "university", "institute", "leading_firm", "private"]
    sector: Annotated[str | None, IN_SECTOR] = None
    level: Literal["none", "city", "provincial", "national"] = "none"
    opened: Annotated[int | None, MONTH] = None
    opens: Annotated[int | None, MONTH_OF_PLAN] = None
    built: Literal["converted", "new"] = "converted"
    count: int = Key(1, ge=1, le=1000, exclude=True)  # so many alike stand for one entry
    tenant_area: Annotated[
        float,
        Field("part of the floor area for tenants", "可孵化面积比例", "share", 0.0, 0, 1),
    ]
    staff: Annotated[float, Field("resident staff", "驻地团队", "person", 0.0, 0, 1000)]
    area: Annotated[float, Incubator.area]
    main_building: Annotated[
        float, Incubator.main_building, NotAbove("area", "plan_building_too_large")
    ]


class TenderPlan(NamedPart):
    """[tender.ID]: a tender by which facilities get a professional operator: one team, chosen by a
    month.
    """

    section: str
    district: Annotated[str, IN_DISTRICT]
    houses: Annotated[tuple[str, ...], ONE_OR_MORE] = ()  # none: what government owns there
    notice: Annotated[int, MONTH]
    due: Annotated[int, MONTH_OF_PLAN, NotBefore("notice", "plan_tender_order")]
    team: Annotated[
        float,
        Field("resident team the contract asks for", "合同要求驻地团队", "person", 0.0, 0, 1000),
    ]


class Point(Part):
    """One point of a checklist: a condition of its own, or (without a measure) why it cannot be checked."""

    zh: str
    en: str
    measure: Annotated[str, NAMED_MEASURE] = ""
    per: Annotated[str | None, NAMED_MEASURE] = None
    comparator: Comparator = ">="
    value: Annotated[float, AMOUNT] = 0.0
    reckon: Reckoning = "stock"
    since: Annotated[int | None, MONTH_OF_PLAN] = None
    why_not: BilingualText = NO_TEXT


class CriterionPlan(Point):
    """One point of a checklist that is kept of facilities, operators or districts."""

    marks: float = Key(1.0, gt=0, le=1000)


class ChecklistPlan(NamedPart):
    """[checklist.ID]: points that an authority marks facilities, operators or districts by, and what
    follows.
    """

    section: str
    kept_of: Literal["facility", "operator", "district"]
    over: Annotated[tuple[str, ...], ONE_OR_MORE] = ("all",)
    first: Annotated[int, MONTH_OF_PLAN]
    every: int = Key(12, ge=1, le=120)  # months
    relative: bool = False  # each point against the best of the list
    standing: bool = False  # on file from the start
    title: Literal["none", "city", "provincial", "national"] = "none"
    mend: int | None = Key(None, ge=0, le=120)  # months; none: failing has no consequence
    withdraw: bool = False
    replace: bool = False
    rank: bool = False
    marks_to_pass: Annotated[
        float,
        Field(
            "marks that pass, as a share of all marks", "合格线（占满分比例）", "share", 1.0, 0, 1
        ),
    ]
    pace: Annotated[
        float,
        Field(
            "chance that the authority acts on a pass", "达标后批复概率（每次）", "share", 1.0, 0, 1
        ),
    ] = 1.0
    award: Annotated[
        float, Field("paid when it first passes", "首次达标奖励", "万元", 0.0, 0, 10000)
    ] = 0.0
    bonus: Annotated[
        float, Field("paid at each marking that it passes", "每次达标奖励", "万元", 0.0, 0, 10000)
    ] = 0.0
    money_share: Annotated[
        float,
        Field(
            "part of the next year's money that follows the marks",
            "次年资金中随得分分配的比例",
            "share",
            0.0,
            0,
            1,
        ),
    ] = 0.0
    points: tuple[CriterionPlan, ...]


class FundPlan(NamedPart):
    """[fund.ID]: a fund at work before the plan."""

    kind: Literal["seed", "angel", "venture", "growth", "guidance_fund", "merger"]
    district: Annotated[str, IN_DISTRICT]
    since: Annotated[int, MONTH]
    invests_until: Annotated[int, MONTH, NotBefore("since", "plan_fund_order")]
    ends: Annotated[int, MONTH, NotBefore("invests_until", "plan_fund_order")]
    target: Annotated[float, Fund.target]
    raised: Annotated[float, Fund.raised, NotAbove("target", "plan_fund_too_much")]
    public_share: Annotated[float, Fund.public_share]
    ticket: Annotated[float, Fund.ticket]
    skill: Annotated[float, Fund.skill]
    cash: Annotated[
        float,
        Field("money not yet invested", "可投资金", "万元", 0.0, 0),
        NotAbove("raised", "plan_fund_too_much"),
    ]


class InstitutionPlan(NamedPart):
    """[institution.ID]: a body that acts in its own name, from a month of the plan; which numbers it
    needs depends on its kind.
    """

    kind: Literal[
        "platform_company",
        "university",
        "institute",
        "technology_market",
        "outpost",
        "partner_city",
        "leading_firm",
    ]
    district: Annotated[str, IN_DISTRICT]
    sector: Annotated[str | None, IN_SECTOR] = None
    since: Annotated[int, MONTH_OF_PLAN]
    over: Annotated[tuple[str, ...], ONE_OR_MORE] = ("all",)
    staff: Annotated[float, Institution.staff] = 0.0
    follows: Annotated[float, Institution.follows] = 0.0
    cash: Annotated[float, Institution.cash] = 0.0
    debt: Annotated[float, Institution.debt, NotAbove("debt_limit", "plan_debt_too_large")] = 0.0
    debt_limit: Annotated[float, Institution.debt_limit] = 0.0
    capital: Annotated[float, Institution.capital] = 0.0
    ventures: Annotated[float, Institution.ventures] = 0.0
    hatches: Annotated[float, Institution.hatches] = 0.0
    purchases: Annotated[float, Institution.purchases] = 0.0
    opening: Annotated[float, Institution.opening] = 0.0


# the numbers that a kind of institution needs, and those it may have
NUMBERS_OF: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "platform_company": (("debt_limit",), ("cash", "debt", "capital", "ventures")),
    "university": (("staff", "follows"), ()),
    "institute": (("staff", "follows"), ()),
    "technology_market": (("staff",), ()),
    "outpost": ((), ("hatches",)),
    "partner_city": (("hatches",), ()),
    "leading_firm": (("staff", "purchases", "opening"), ("cash", "ventures")),
}


class Target(NamedPart):
    """[target.ID]: a demand of the document under one reading; `value` is in the measure's unit (or
    a number of units).
    """

    section: str
    role: Literal["outcome", "input", "not_measured"]
    measure: Annotated[str, NAMED_MEASURE] = ""
    per: Annotated[str | None, NAMED_MEASURE] = None
    over: Annotated[tuple[str, ...], ONE_OR_MORE] = ("all",)
    combine: Literal["sum", "each", "count"] = "sum"
    comparator: Comparator = ">="
    value: Annotated[float, AMOUNT] = 0.0
    unit: str = ""
    unit_comparator: Literal[">=", ">", "<=", "<"] = ">="
    unit_value: Annotated[float, AMOUNT] = 0.0
    deadline: Annotated[int, MONTH_OF_PLAN]
    since: Annotated[int | None, MONTH_OF_PLAN] = None
    reckon: Reckoning = "stock"
    variant: str = ""
    chosen: bool = True
    reading: BilingualText = NO_TEXT
    why_not: BilingualText = NO_TEXT
    points: tuple[Point, ...] = ()


class Instrument(NamedPart):
    """[instrument.ID]: something the document says will be done, and what stands for it here: levers,
    promised facilities (`build`), or other tables of the plan that carry it out (`by`).
    """

    section: str
    rung: str
    channel: str
    levers: tuple[str, ...] = ()
    build: bool = False
    by: tuple[str, ...] = ()
    not_modelled: BilingualText | None = None


class Article(NamedPart):
    """[article.ID]: an article or paragraph of the document.  What answers it is found by its
    section; where nothing does, the reason is told.
    """

    section: str
    not_modelled: BilingualText | None = None


class Term(NamedPart):
    """[term.ID]: the plan's own name for a rung of firms, a stage of facilities or a link of its
    chain.
    """

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
    note: BilingualText = NO_TEXT


class Baseline(NamedPart):
    """[baseline.ID]: a figure the document gives for the present."""

    value: Annotated[float, AMOUNT]
    unit: str
    section: str
    note: BilingualText = NO_TEXT


class MissingPart(NamedPart):
    """[lost.ID]: a part of the document that the copy at hand has not, and what is done without it."""

    section: str
    note: BilingualText


class ReadingTable(NamedPart):
    """[reading.ID]: a place that can be read in more than one way; the plan's file follows the
    default.
    """

    section: str
    default: BilingualText
    alternative: dict[str, Any] = {}


@dataclass(frozen=True)
class Change:
    """What a reading changes in the plan's file: the key, and its value before and after as they
    are written.
    """

    key: str
    before: str
    after: str


@dataclass(frozen=True)
class Alternative:
    """Another way to read the document; `counts` and `leaves` name the targets that count, or no
    longer do, under it.
    """

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
