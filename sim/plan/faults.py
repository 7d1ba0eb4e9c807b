"""Faults of structure in a planner's words: what is not known, what is missing and how it would be
written.
"""

import re
from typing import Literal, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from sim.core.fields import Field
from sim.core.suggest import nearest_name
from sim.plan.parts import BilingualText
from sim.plan.quantities import LEVERS
from sim.plan.tables import MonthText
from sim.plan.units import examples, value_excerpt
from sim.words.catalogue import say
from sim.words.suggestions import suggestion

WRONG_TYPE = {"bool_type": "plan_not_true_false", "list_type": "plan_not_a_list"}
BRANCHES = ("str", "list[str]")  # what pydantic adds to a place where one of two types may stand
Where = tuple[str | int, ...]


def structure_faults(error: ValidationError, model: type[BaseModel]) -> list[tuple[Where, str]]:
    """Where a table's structure has faults, and each in our words; a key that is only missing
    because it stands there misspelt is none.
    """
    items = [
        (tuple(part for part in item["loc"] if part not in BRANCHES), item)
        for item in error.errors(include_url=False)
    ]
    meant = {
        (*where[:-1], *nearest_name(str(where[-1]), keys_at(model, where[:-1])))
        for where, item in items
        if item["type"] == "extra_forbidden"
    }
    return [
        (where, fault_sentence(where, item, model))
        for where, item in items
        if item["type"] != "missing" or where not in meant
    ]


def fault_sentence(where: Where, item: ErrorDetails, model: type[BaseModel]) -> str:
    """A fault of structure in our words."""
    kind, given = item["type"], item["input"]
    if kind == "extra_forbidden":
        if where[-1] in LEVERS:
            return say("plan_lever_elsewhere")
        return say("plan_unknown_key", help=suggestion(str(where[-1]), keys_at(model, where[:-1])))
    if kind == "missing":
        key, table = str(where[-1]), model_at(model, where[:-1])
        how = value_example(table.model_fields[key]) if table else "..."
        return say("plan_missing_key", sample=f"{key} = {how}")
    if kind == "literal_error":
        known = re.findall(r"'([^']*)'", item["ctx"]["expected"])
        help = suggestion(str(given), known)
        return say("plan_not_one_of", given=value_excerpt(given), help=help)
    if where != item["loc"]:  # one of two types may stand there
        return say("plan_not_text_or_list")
    if kind == "string_type":
        if isinstance(given, int | float) and not isinstance(given, bool):
            return say("plan_not_text_write", given=value_excerpt(given))
        return say("plan_not_text")
    return say(WRONG_TYPE.get(kind, "plan_not_a_table"))


def model_at(model: type[BaseModel], loc: Where) -> type[BaseModel] | None:
    """The declaration of an inner table, found by walking down; None where there is none."""
    for part in loc:
        field = model.model_fields.get(str(part))
        inner = inner_models(field.annotation) if field else []
        if not inner:
            return None
        model = inner[0]
    return model


def inner_models(kind: object) -> list[type[BaseModel]]:
    """The tables that a type is made of."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return [kind]
    return [model for inner in get_args(kind) for model in inner_models(inner)]


def keys_at(model: type[BaseModel], loc: Where) -> list[str]:
    """The keys a table may have."""
    found = model_at(model, loc)
    return [field.alias or name for name, field in found.model_fields.items()] if found else []


def value_example(field: FieldInfo) -> str:
    """A value of a field's kind as TOML has it."""
    kind = field.annotation
    for mark in field.metadata:
        if isinstance(mark, Field):
            return examples(mark.unit)[-1]
    if get_origin(kind) is Literal:
        return f'"{get_args(kind)[0]}"'
    if kind is BilingualText:
        return '{ zh = "...", en = "..." }'
    if str(kind) == MonthText.__name__:
        return '"2024-01"'
    return '"..."' if kind is str else "0"
