"""The study file as JSON Schema, for editors, beside those of plans and policies; read from the
same declarations as the reader's.
"""

from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field as Key
from pydantic import GetJsonSchemaHandler, WithJsonSchema, create_model
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from sim.plan import json_schema
from sim.plan.tables import Entry, FieldMark, slug, table_of_quantities, value_type
from sim.study.design.study_file import (
    VARIED,
    WORDS_FOR_MONTHS,
    StudyHead,
    VaryTable,
)
from sim.study.store.create import monthly_fields

FILES = {**json_schema.FILES, "study": "study.schema.json"}


def all_schemas() -> dict[str, str]:
    """All schemas as text, by file name."""
    return {**json_schema.schemas(), FILES["study"]: json_schema.schema_text(study_schema())}


def study_schema() -> dict[str, Any]:
    """What may stand in a study's file."""
    kept = WithJsonSchema({"enum": list(monthly_fields())})
    months: Any = Literal[WORDS_FOR_MONTHS] | list[Annotated[str, kept]]
    head: Any = create_model("Study", __base__=StudyHead, months=(months, "usual"))
    vary = table_of_quantities("Vary", Entry, VARIED, vary_type, VariedField)
    tables = {"study": head, "vary": vary}
    return json_schema.file_schema("试验文件 / study file", tables, ("study",))


@cache
def vary_type(unit: str) -> type[VaryTable]:
    """Values in a unit, or bounds of them."""
    one = value_type(unit)
    keys: dict[str, Any] = {
        "values": (Annotated[list.__class_getitem__(one), Key(min_length=1)] | None, None),
        "low": (one | None, None),
        "high": (one | None, None),
    }
    return create_model(f"vary_{slug(unit)}", __base__=ValuesOrTable, **keys)


class ValuesOrTable(VaryTable):
    """[vary.NAME] as a list of values, or as a table of values or bounds."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        table = handler.resolve_ref_schema(handler(core))
        return {"anyOf": [table["properties"]["values"], table]}


class VariedField(FieldMark):
    """Beside the type of a quantity that is varied: what it is and within which bounds."""

    def within(self, bounds: JsonSchemaValue) -> JsonSchemaValue:
        """Where bounds hold in a list of values or a table."""
        inner = {"values": {"items": bounds}, "low": bounds, "high": bounds}
        return {"items": bounds, "properties": inner}
