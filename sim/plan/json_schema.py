"""The scenario files as JSON Schema, so that an editor completes keys, shows what they mean and marks mistakes.

Everything is read from the declarations: tables from the models of `sim.plan.tables`, names, units and bounds from
levers, natural parameters and measures.  What no schema can say (shares that add up, months within the plan, names
of the plan's own districts) is left to `fuhua check`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from sim.core.errors import UserError
from sim.core.fields import Field
from sim.model.levers import Lever
from sim.plan.compile import NATURE
from sim.plan.tables import (
    AlternativeTable,
    BaselineTable,
    DistrictTable,
    FacilityTable,
    FundTable,
    Head,
    InstrumentTable,
    MissingPartTable,
    Month,
    Origin,
    PolicyHead,
    ReadingTable,
    SectorTable,
    StartTable,
    TargetTable,
    TermTable,
)
from sim.plan.targets import LEVERS, MEASURES
from sim.plan.units import pattern, plain_number
from sim.words.catalogue import say

DRAFT = "https://json-schema.org/draft/2020-12/schema"
FILES = {"plan": "plan.schema.json", "policy": "policy.schema.json"}
TITLES = {
    "plan": ("方案：名称、文件与起止月份", "the plan: its names, document and months"),
    "policy": ("政策：与方案的差别", "the policy: what differs from the plan"),
    "start": ("起始存量", "stocks on the eve of the plan"),
    "nature": ("自然参数", "natural parameters"),
    "levers": (
        "政策杠杆：all 全部片区，islands 各岛，或片区编号",
        "levers: of all districts, of islands, or of one district by its id",
    ),
    "district": ("片区", "districts"),
    "sector": ("行业", "sectors"),
    "facility": ("载体", "facilities"),
    "fund": ("已有基金", "funds at work before the plan"),
    "target": ("目标", "targets"),
    "instrument": ("措施", "instruments of the document"),
    "baseline": ("现状数字", "figures the document gives for the present"),
    "term": ("方案自己的名称", "the plan's own names of rungs and stages"),
    "reading": ("可有两种读法之处", "places that can be read in more than one way"),
    "lost": ("文件中遗失的部分", "parts lost from the copy"),
}
KINDS: dict[str, type[BaseModel]] = {
    "district": DistrictTable,
    "sector": SectorTable,
    "facility": FacilityTable,
    "fund": FundTable,
    "target": TargetTable,
    "instrument": InstrumentTable,
    "baseline": BaselineTable,
    "term": TermTable,
    "lost": MissingPartTable,
}
TOLD = {
    "section": ("文件条款", "article of the document"),
    "source": ("其他出处", "another source"),
    "assumed": ("假设及其理由", "an assumption and its reason"),
}
LINE = 400  # characters
NEEDED = ("plan", "start", "district", "sector")


def schemas() -> dict[str, str]:
    """The schemas as text, by file name."""
    return {
        FILES["plan"]: schema_text(plan_schema()),
        FILES["policy"]: schema_text(policy_schema()),
    }


def schema_text(schema: Mapping[str, Any]) -> str:
    """A schema as it is written to a file: a key a line, so that changes can be read."""

    def laid(x: Any, margin: str) -> str:
        line = json.dumps(x, ensure_ascii=False)
        if not isinstance(x, dict) or len(line) <= LINE:
            return line
        inner = (
            f"{margin} {json.dumps(k, ensure_ascii=False)}: {laid(v, margin + ' ')}"
            for k, v in x.items()
        )
        return "{\n" + ",\n".join(inner) + f"\n{margin}}}"

    return laid(schema, "") + "\n"


def write_schemas(place: Path, texts: Mapping[str, str], one: str) -> list[Path]:
    """Write one schema to a file, or all into a folder; UserError where that cannot be."""
    wanted = (
        {place / name: content for name, content in texts.items()}
        if place.is_dir()
        else {place: texts[one]}
    )
    try:
        for path, content in wanted.items():
            path.write_text(content, "utf-8", newline="\n")
    except OSError as error:
        raise UserError(say("cannot_write", path=place, detail=error.strerror)) from None
    return list(wanted)


def plan_schema() -> dict[str, Any]:
    """What may stand in a plan.toml."""
    made = Maker()
    tables = {
        "plan": made.table(Head),
        "start": made.table(StartTable),
        "nature": made.named(NATURE, "nature"),
        "levers": made.levers(),
        **{name: made.by_id(model) for name, model in KINDS.items()},
        "reading": made.readings(),
    }
    return file_schema(made, tables, NEEDED, ("方案文件", "plan file"), TITLES)


def policy_schema() -> dict[str, Any]:
    """What may stand in a policy's file."""
    made = Maker()
    tables = {
        "policy": made.table(PolicyHead),
        "levers": made.levers(),
        "facility": made.by_id(FacilityTable),
    }
    return file_schema(made, tables, ("policy",), ("政策文件", "policy file"), TITLES)


def file_schema(
    made: Maker,
    tables: dict[str, Any],
    needed: tuple[str, ...],
    title: tuple[str, str],
    titles: Mapping[str, tuple[str, str]],
) -> dict[str, Any]:
    """A file's tables, each with its title, and the definitions they use."""
    return {
        "$schema": DRAFT,
        "title": " / ".join(title),
        "type": "object",
        "required": list(needed),
        "additionalProperties": False,
        "properties": {
            name: {"title": " / ".join(titles[name]), **table} for name, table in tables.items()
        },
        "$defs": dict(sorted(made.defs.items())),
    }


class Maker:
    """Builds tables and gathers the definitions they share."""

    def __init__(self) -> None:
        self.defs: dict[str, Any] = {"month": Month.__metadata__[0].json_schema}

    def table(self, model: type[BaseModel]) -> dict[str, Any]:
        """A table with its keys; numbers come with unit and bounds."""
        raw = model.model_json_schema(by_alias=True)
        inner = raw.get("$defs", {})
        found: dict[str, Any] = {}
        for name, key in raw["properties"].items():
            if field := getattr(model, "numbers", {}).get(name):
                found[name] = self.number(field)
            else:
                found[name] = self.bare(name, key, inner)
        table = {
            "type": "object",
            "properties": found,
            "required": raw.get("required", []),
            "additionalProperties": False,
        }
        if issubclass(model, FacilityTable):
            table["oneOf"] = [{"required": ["opened"]}, {"required": ["opens"]}]
        if issubclass(model, TargetTable):
            found["measure"] = found["per"] = {
                "description": "见 docs/fields.md / see docs/fields.md",
                "$ref": self.measures(),
            }
        return table

    def bare(self, name: str, key: Mapping[str, Any], inner: Mapping[str, Any]) -> dict[str, Any]:
        """A key that is no declared number, without what TOML has not (null) and what says nothing."""
        if "$ref" in key:
            return self.inner(key["$ref"], inner)
        if "$ref" in key.get("items", {}):
            return {"type": "array", "items": self.inner(key["items"]["$ref"], inner)}
        kinds = [k for k in key.get("anyOf", []) if k.get("type") != "null"]
        if len(kinds) == 1:
            return self.bare(name, kinds[0], inner)
        found = {k: v for k, v in key.items() if k not in ("title", "default", "anyOf")} | (
            {"anyOf": kinds} if kinds else {}
        )
        if found == self.defs["month"]:
            return {"$ref": "#/$defs/month"}
        if not found:  # a value whose unit depends on its neighbours
            return {"type": ["number", "string", "boolean"]}
        return found | ({"description": " / ".join(TOLD[name])} if name in TOLD else {})

    def inner(self, ref: str, inner: Mapping[str, Any]) -> dict[str, Any]:
        """A small table: a text in both languages, a point of a checklist."""
        name = ref.rsplit("/", 1)[1]
        keys = {
            k: {"$ref": self.measures()} if k in ("measure", "per") else self.bare(k, v, inner)
            for k, v in inner[name]["properties"].items()
        }
        self.defs[name.lower()] = {
            k: v for k, v in inner[name].items() if k not in ("title", "description")
        } | {"properties": keys}
        return {"$ref": f"#/$defs/{name.lower()}"}

    def by_id(self, model: type[BaseModel]) -> dict[str, Any]:
        """Tables by an id of the planner's choice."""
        return {"type": "object", "additionalProperties": self.table(model)}

    def readings(self) -> dict[str, Any]:
        """[reading.ID]: each alternative changes some keys of the plan's other tables."""
        alternative = self.table(AlternativeTable)
        parts = {
            name: self.by_id(model)
            for name, model in KINDS.items()
            if name in AlternativeTable.model_fields
        }
        for part in parts.values():
            inner = part["additionalProperties"]
            part["additionalProperties"] = {
                k: v for k, v in inner.items() if k not in ("required", "oneOf")
            }
        start = {k: v for k, v in self.table(StartTable).items() if k != "required"}
        alternative["properties"] |= {
            "start": start,
            **{n: {"$ref": f"#/properties/{n}"} for n in ("nature", "levers")},
            **parts,
        }
        found = self.by_id(ReadingTable)
        found["additionalProperties"]["properties"]["alternative"] = {
            "type": "object",
            "additionalProperties": alternative,
        }
        return found

    def measures(self) -> str:
        """The names of measures."""
        self.defs["measure"] = {"enum": list(MEASURES)}
        return "#/$defs/measure"

    def text(self, field: Field) -> dict[str, Any]:
        """A plain value in a field's unit: a number, or text with a unit; bounds stand with each key."""
        name = f"value_{slug(field.unit)}"
        kinds = ["number", "string", *(["boolean"] if field.unit == "flag" else [])]
        self.defs[name] = {"type": kinds, "pattern": pattern(field.unit)}
        return {"$ref": f"#/$defs/{name}"}

    def number(self, field: Field) -> dict[str, Any]:
        """A number, plain or with its origin."""
        name, one = f"number_{slug(field.unit)}", self.text(field)
        self.defs[name] = {
            "anyOf": [
                one,
                {
                    "type": "object",
                    "properties": {"value": one, **origin_schema()},
                    "required": ["value"],
                    "additionalProperties": False,
                },
            ]
        }
        return {**field_description(field), **bounds_schema(field), "$ref": f"#/$defs/{name}"}

    def lever(self, field: Field) -> dict[str, Any]:
        """A lever's value, plain or dated, with its origin."""
        name, one = f"lever_{slug(field.unit)}", self.text(field)
        dated = {
            "value": one,
            "from": {"$ref": "#/$defs/month"},
            "dates": {
                "type": "object",
                "minProperties": 1,
                "propertyNames": {"$ref": "#/$defs/month"},
                "additionalProperties": one,
            },
            "ramp": {
                "type": "boolean",
                "description": "各日期之间连直线 / straight lines between dates",
            },
            **origin_schema(),
        }
        self.defs[name] = {
            "anyOf": [
                one,
                {
                    "type": "object",
                    "properties": dated,
                    "additionalProperties": False,
                    "oneOf": [{"required": ["value"]}, {"required": ["dates"]}],
                },
            ]
        }
        return {**field_description(field), **bounds_schema(field), "$ref": f"#/$defs/{name}"}

    def levers(self) -> dict[str, Any]:
        """[levers.SCOPE]: every lever by name."""
        self.defs["levers"] = {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "from": {
                    "description": "此表各项的起始月份 / from which month this table holds",
                    "$ref": "#/$defs/month",
                },
                **origin_schema(),
                **{name: self.lever(f) for name, f in LEVERS.items()},
            },
        }
        return {"type": "object", "additionalProperties": {"$ref": "#/$defs/levers"}}

    def named(self, known: Mapping[str, Field], title: str) -> dict[str, Any]:
        """A table whose keys are declared quantities."""
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                **origin_schema(),
                **{name: self.number(f) for name, f in known.items()},
            },
        }


def origin_schema() -> dict[str, Any]:
    """Where a number comes from."""
    return {
        name: {"type": "string", "description": " / ".join(TOLD[name])}
        for name in Origin.model_fields
    }


def field_description(field: Field) -> dict[str, str]:
    """What a quantity is, in both languages, with unit and bounds."""
    bounds = " - ".join(plain_number(x) if x is not None else "…" for x in (field.low, field.high))
    neutral = getattr(field, "neutral", None)
    parts = [
        field.unit,
        f"[{bounds}]" if (field.low, field.high) != (None, None) else "",
        f"neutral {plain_number(neutral)}" if neutral is not None else "",
    ]
    return {"title": f"{field.zh} / {field.en}", "description": " ".join(p for p in parts if p)}


def bounds_schema(field: Field) -> dict[str, Any]:
    """Bounds as they hold for a plain number and for one with its origin."""
    bounds = {
        name: bound
        for name, bound in (("minimum", field.low), ("maximum", field.high))
        if bound is not None
    }
    inner = {
        "value": bounds,
        **({"dates": {"additionalProperties": bounds}} if isinstance(field, Lever) else {}),
    }
    return {**bounds, "properties": inner} if bounds else {}


def slug(unit: str) -> str:
    """A unit as a name."""
    return (
        re.sub(
            r"[^A-Za-z0-9]+",
            "_",
            unit.replace("万元", "wan").replace("²", "2").replace("1/", "per/"),
        )
        or "bare"
    )
