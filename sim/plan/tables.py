"""What a person may write: the tables of a plan's and a policy's file, derived from the parts they
become.

A number is a plain value or a small table that also says where it comes from: `section` of the
document, another `source`, or `assumed` with the reason.  A table may say it once for all its
numbers.  Unit, bounds and names go from a number's Field into the JSON Schema that pydantic makes
of these tables.
"""

import re
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    GetJsonSchemaHandler,
    WithJsonSchema,
    create_model,
    model_validator,
)
from pydantic import Field as Key
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from typing_extensions import TypeAliasType

from sim.core.fields import Field
from sim.model.levers import Lever
from sim.plan.parts import (
    AMOUNT,
    KEY,
    MONTH,
    MONTH_OF_PLAN,
    NAMED_MEASURE,
    ONE_OR_MORE,
    Article,
    Baseline,
    ChecklistPlan,
    DistrictPlan,
    FacilityPlan,
    FundPlan,
    InstitutionPlan,
    Instrument,
    MissingPart,
    Part,
    SectorPlan,
    Target,
    TenderPlan,
    Term,
)
from sim.plan.quantities import LEVERS, MEASURES, NATURE
from sim.plan.units import pattern, plain_number

# A month is checked by sim.plan.units, which also says what a number or a date in its place must have meant
MONTH_TEXT: dict[str, Any] = {
    "type": "string",
    "pattern": "^[0-9]{4}([-./][0-9]{1,2}|年[0-9]{1,2}月)$",
}
MonthText = TypeAliasType("MonthText", Annotated[Any, WithJsonSchema(MONTH_TEXT)])
measure = TypeAliasType("measure", Annotated[str, WithJsonSchema({"enum": list(MEASURES)})])
ANY_AMOUNT = Annotated[Any, WithJsonSchema({"type": ["number", "string", "boolean"]})]
DATES: dict[str, Any] = {"propertyNames": MONTH_TEXT, "minProperties": 1}


class Entry(BaseModel):
    """A table of a plan; a key it does not know is a fault."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Origin(Entry):
    """Where numbers come from."""

    section: str | None = Key(None, description="文件条款 / article of the document")
    source: str | None = Key(None, description="其他出处 / another source")
    assumed: str | None = Key(None, description="假设及其理由 / an assumption and its reason")

    def has_origin(self) -> bool:
        """Whether any origin is given."""
        return any(text and text.strip() for text in (self.section, self.source, self.assumed))


class SourcedNumber(Origin):
    """One number with its origin, or the number alone."""

    value: Any

    @model_validator(mode="before")
    @classmethod
    def _wrap(cls, raw: object) -> object:
        return raw if isinstance(raw, dict) else {"value": raw}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        table = handler.resolve_ref_schema(handler(core))
        return {"anyOf": [table["properties"]["value"], table]}


class DatedValue(SourcedNumber):
    """A lever's value, from a month on or on several dates; `ramp` draws straight lines between
    dates.
    """

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": ["value"]}, {"required": ["dates"]}]}
    )
    value: Any = None
    since: MonthText | None = Key(None, alias="from")
    dates: dict[str, Any] | None = None
    ramp: bool = Key(False, description="各日期之间连直线 / straight lines between dates")


class AlternativeTable(Entry):
    """[reading.ID.alternative.NAME]: what another reading changes in the tables of the plan."""

    zh: str
    en: str


@dataclass(frozen=True)
class FieldMark:
    """Beside a number's type: what the quantity is, in both languages, with unit and bounds."""

    field: Field

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        f = self.field
        low, high = ("…" if x is None else plain_number(x) for x in (f.low, f.high))
        parts = [f.unit, "" if low == high == "…" else f"[{low} - {high}]"]
        if isinstance(f, Lever):
            parts.append(f"neutral {plain_number(f.neutral)}")
        words = {"title": f"{f.zh} / {f.en}", "description": " ".join(p for p in parts if p)}
        ends = {"minimum": f.low, "maximum": f.high}
        bounds = {name: end for name, end in ends.items() if end is not None}
        return {**words, **self.within(bounds), **handler(core)}

    def within(self, bounds: JsonSchemaValue) -> JsonSchemaValue:
        """Where bounds hold in what may be written for the number."""
        inner: JsonSchemaValue = {"value": bounds}
        if isinstance(self.field, Lever):
            inner["dates"] = {"additionalProperties": bounds}
        return {**bounds, "properties": inner} if bounds else {}


def slug(unit: str) -> str:
    """A unit as a name."""
    plain = unit.replace("万元", "wan").replace("²", "2").replace("1/", "per/")
    return re.sub(r"[^A-Za-z0-9]+", "_", plain) or "bare"


@cache
def value_type(unit: str) -> Any:
    """A plain value in a unit: a number, or text with a unit."""
    kinds = ["number", "string", *(["boolean"] if unit == "flag" else [])]
    schema = WithJsonSchema({"type": kinds, "pattern": pattern(unit)})
    return TypeAliasType(f"value_{slug(unit)}", Annotated[Any, schema])


@cache
def number_type(unit: str) -> type[SourcedNumber]:
    """A number in a unit, plain or with its origin."""
    value: Any = (value_type(unit), ...)
    return create_model(f"number_{slug(unit)}", __base__=SourcedNumber, value=value)


@cache
def lever_type(unit: str) -> type[DatedValue]:
    """A lever's value in a unit, plain or dated, with its origin."""
    one = value_type(unit)
    dates: Any = dict.__class_getitem__((str, one))
    keys: dict[str, Any] = {
        "value": (one | None, None),
        "dates": (dates | None, Key(None, json_schema_extra=DATES)),
    }
    return create_model(f"lever_{slug(unit)}", __base__=DatedValue, **keys)


@cache
def quantities(part: type[Part]) -> dict[str, Field]:
    """The declared numbers of a part, by name (read it, do not change it)."""
    fields = part.model_fields.items()
    return {name: m for name, f in fields for m in f.metadata if isinstance(m, Field)}


@cache
def table_of(part: type[Part]) -> type[Entry]:
    """The table that a person writes where a part of the plan will stand."""
    numbers, keys = quantities(part), dict[str, Any]()
    for name, f in part.model_fields.items():
        kind: Any = f.annotation
        if KEY in f.metadata:
            continue
        if name in numbers:
            kind = Annotated[number_type(numbers[name].unit), FieldMark(numbers[name])]
        elif MONTH in f.metadata or MONTH_OF_PLAN in f.metadata:
            kind = MonthText
        elif AMOUNT in f.metadata:
            kind = ANY_AMOUNT
        elif NAMED_MEASURE in f.metadata:
            kind = measure
        elif ONE_OR_MORE in f.metadata:
            kind = str | list[str]
        elif str(kind).startswith("tuple"):
            inner = get_args(kind)[0]
            kind = list[table_of(inner) if issubclass(inner, Part) else inner]  # type: ignore[misc]
        kind = Annotated[(kind, *f.metadata)] if f.metadata else kind
        keys[name] = (kind, ...) if f.is_required() else (kind | None, None)
    return create_model(
        part.__name__,
        __base__=Origin if numbers else Entry,
        __doc__=part.__doc__,
        __cls_kwargs__={"json_schema_extra": part.model_config.get("json_schema_extra")},
        **keys,
    )


@cache
def changes_of(part: type[Part]) -> type[Entry]:
    """The table of a part with every key left to choice, as a reading changes it."""
    keys: dict[str, Any] = {}
    for name, f in table_of(part).model_fields.items():
        keys[name] = (f.annotation, free := copy(f))
        free.default = None
    return create_model(f"{part.__name__}Change", __base__=Entry, **keys)


class ScopeTable(Origin):
    """[levers.SCOPE]: what a table of levers says for all of them."""

    since: MonthText | None = Key(
        None, alias="from", description="此表各项的起始月份 / from which month this table holds"
    )


def table_of_quantities(
    name: str,
    base: type[Entry],
    known: Mapping[str, Field],
    kind: Callable[[str], Any],
    mark: type[FieldMark] = FieldMark,
) -> Any:
    """A table whose keys are quantities, each of which may be left out."""
    keys: dict[str, Any] = {
        key: (Annotated[kind(f.unit), mark(f)] | None, None) for key, f in known.items()
    }
    return create_model(name, __base__=base, **keys)


LEVERS_TABLE = table_of_quantities("levers", ScopeTable, LEVERS, lever_type)
NATURE_TABLE = table_of_quantities("nature", Origin, NATURE, number_type)
CHANGED: dict[str, type[Part]] = {  # what a reading may change, by id
    "district": DistrictPlan,
    "sector": SectorPlan,
    "facility": FacilityPlan,
    "fund": FundPlan,
    "tender": TenderPlan,
    "checklist": ChecklistPlan,
    "institution": InstitutionPlan,
    "target": Target,
}
FLAT = ("start", "nature")  # tables without ids
RAW: Any = dict[str, Any]


def alternative_table(tables: Mapping[str, Any]) -> type[AlternativeTable]:
    """[reading.ID.alternative.NAME] with the tables it may change."""
    keys: dict[str, Any] = {name: (kind, {}) for name, kind in tables.items()}
    return create_model("Alternative", __base__=AlternativeTable, **keys)


ALTERNATIVE = alternative_table(
    {**dict.fromkeys(FLAT, RAW), **dict.fromkeys(("standing", "levers", *CHANGED), dict[str, RAW])}
)
BY_ID: dict[str, type[Part]] = {
    **CHANGED,
    "instrument": Instrument,
    "article": Article,
    "baseline": Baseline,
    "term": Term,
    "lost": MissingPart,
}
PLAN_KEYS = ("plan", "start", "nature", "standing", "levers", *BY_ID, "reading")
POLICY_KEYS = ("policy", "levers", "facility", "tender", "checklist", "institution")
