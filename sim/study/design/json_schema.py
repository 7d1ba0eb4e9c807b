"""The study file as JSON Schema, for editors, beside those of plans and policies; read from the same declarations as the reader's."""

from __future__ import annotations

from typing import Any

from sim.core.fields import Field, fields_of
from sim.plan import json_schema
from sim.plan.json_schema import Maker, field_description, file_schema, slug
from sim.study.design.study_file import VARIED, WORDS_FOR_MONTHS, StudyHead, StudyNumbers
from sim.study.store.create import monthly_fields

FILES = {**json_schema.FILES, "study": "study.schema.json"}
TITLES = {
    "study": ("试验：方案、政策、设计与次数", "the study: plan, policies, design and runs"),
    "vary": ("变动的政策杠杆与自然参数", "the levers and natural parameters that are varied"),
}


def all_schemas() -> dict[str, str]:
    """All schemas as text, by file name."""
    return {**json_schema.schemas(), FILES["study"]: json_schema.schema_text(study_schema())}


def study_schema() -> dict[str, Any]:
    """What may stand in a study's file."""
    made = Maker()
    made.defs["kept"] = {"enum": list(monthly_fields())}
    head = made.table(StudyHead)
    head["properties"] |= {
        name: whole_number_schema(fields_of(StudyNumbers)[name]) for name in StudyHead.numbers
    }
    head["properties"]["months"] = {
        "anyOf": [
            {"enum": list(WORDS_FOR_MONTHS)},
            {"type": "array", "items": {"$ref": "#/$defs/kept"}},
        ]
    }
    vary = {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: vary_schema(made, f) for name, f in VARIED.items()},
    }
    return file_schema(
        made, {"study": head, "vary": vary}, ("study",), ("试验文件", "study file"), TITLES
    )


def vary_schema(made: Maker, field: Field) -> dict[str, Any]:
    """A list of values, or values or bounds in a table."""
    name, one = f"vary_{slug(field.unit)}", made.text(field)
    listed = {"type": "array", "minItems": 1, "items": one}
    made.defs[name] = {
        "anyOf": [
            listed,
            {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "values": listed,
                    "low": one,
                    "high": one,
                    "steps": whole_number_schema(fields_of(StudyNumbers)["steps"]),
                },
            },
        ]
    }
    bounds = {
        key: bound
        for key, bound in (("minimum", field.low), ("maximum", field.high))
        if bound is not None
    }
    inner = {"values": {"items": bounds}, "low": bounds, "high": bounds}
    return {
        **field_description(field),
        "items": bounds,
        "properties": inner,
        "$ref": f"#/$defs/{name}",
    }


def whole_number_schema(field: Field) -> dict[str, Any]:
    """A whole number within bounds."""
    return {
        "title": f"{field.zh} / {field.en}",
        "type": "integer",
        "minimum": field.low,
        "maximum": field.high,
    }
