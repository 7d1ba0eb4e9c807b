"""The scenario files as JSON Schema, so that an editor completes keys, shows what they mean and
marks mistakes.

Pydantic makes them of the tables in `sim.plan.tables`.  What no schema can say (shares that add up,
months within the plan, names of the plan's own districts) is left to `fuhua check`.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, create_model
from pydantic import Field as Key
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from sim.core.files import read_declarations
from sim.plan.parts import (
    ChecklistPlan,
    FacilityPlan,
    InstitutionPlan,
    PlanHead,
    PolicyHead,
    ReadingTable,
    Start,
    TenderPlan,
)
from sim.plan.tables import (
    BY_ID,
    CHANGED,
    LEVERS_TABLE,
    NATURE_TABLE,
    Entry,
    alternative_table,
    changes_of,
    table_of,
)
from sim.words.catalogue import user_error

FILES = {"plan": "plan.schema.json", "policy": "policy.schema.json"}
TITLES: Mapping[str, Sequence[str]] = read_declarations(__file__, "schema_titles.toml")
NEEDED = ("plan", "start", "district", "sector")
LINE = 400  # characters


class PlainSchema(GenerateJsonSchema):
    """JSON Schema without what TOML has not (null) and what says nothing (titles made of names)."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """A key that may be left out."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """A key with a default."""
        return self.generate_inner(schema["schema"])

    def field_title_should_be_set(self, schema: object) -> bool:
        """Keys are titled where their meaning is declared."""
        return False


def schemas() -> dict[str, str]:
    """The schemas as text, by file name."""
    return {
        FILES["plan"]: schema_text(plan_schema()),
        FILES["policy"]: schema_text(policy_schema()),
    }


def schema_text(schema: Mapping[str, Any]) -> str:
    """A schema as it is written to a file: a key a line, so that changes can be read."""

    def lay_out(x: object, margin: str) -> str:
        line = json.dumps(x, ensure_ascii=False)
        if not isinstance(x, dict) or len(line) <= LINE:
            return line
        inner = (
            f"{margin} {json.dumps(k, ensure_ascii=False)}: {lay_out(v, margin + ' ')}"
            for k, v in x.items()
        )
        return "{\n" + ",\n".join(inner) + f"\n{margin}}}"

    return lay_out(schema, "") + "\n"


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
        raise user_error("cannot_write", path=place, detail=error.strerror) from None
    return list(wanted)


def plan_schema() -> dict[str, Any]:
    """What may stand in a plan.toml."""
    levers, by_id = dict[str, LEVERS_TABLE], {n: dict[str, table_of(k)] for n, k in BY_ID.items()}  # type: ignore[misc]
    changes: dict[str, Any] = {"start": changes_of(Start), "nature": NATURE_TABLE}
    changes |= dict.fromkeys(("standing", "levers"), levers)
    changes |= {name: dict[str, changes_of(kind)] for name, kind in CHANGED.items()}  # type: ignore[misc]
    other: Any = alternative_table(changes)
    reading: Any = create_model(
        "Reading", __base__=table_of(ReadingTable), alternative=(dict[str, other], {})
    )
    tables = {
        "plan": table_of(PlanHead),
        "start": table_of(Start),
        "nature": NATURE_TABLE,
        "standing": levers,
        "levers": levers,
        **by_id,
        "reading": dict[str, reading],
    }
    return file_schema("方案文件 / plan file", tables, NEEDED)


def policy_schema() -> dict[str, Any]:
    """What may stand in a policy's file."""
    tables = {
        "policy": table_of(PolicyHead),
        "levers": dict[str, LEVERS_TABLE],
        "facility": dict[str, table_of(FacilityPlan)],  # type: ignore[misc]
        "tender": dict[str, table_of(TenderPlan)],  # type: ignore[misc]
        "checklist": dict[str, table_of(ChecklistPlan)],  # type: ignore[misc]
        "institution": dict[str, table_of(InstitutionPlan)],  # type: ignore[misc]
    }
    return file_schema("政策文件 / policy file", tables, ("policy",))


def file_schema(title: str, tables: Mapping[str, Any], needed: tuple[str, ...]) -> dict[str, Any]:
    """The schema of a file of these tables, each with its title, some of which it must have."""
    keys: dict[str, Any] = {
        name: (kind, Key(... if name in needed else None, title=" / ".join(TITLES[name])))
        for name, kind in tables.items()
    }
    file: type[BaseModel] = create_model("File", __base__=Entry, **keys)
    found = file.model_json_schema(schema_generator=PlainSchema)
    return {"$schema": PlainSchema.schema_dialect, **found, "title": title}
