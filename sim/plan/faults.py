"""Faults of structure in a planner's words: what is not known, what is missing and how it would be
written.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

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


def fault_path(item: Mapping[str, Any]) -> Where:
    """Where a fault stands, as keys of the file."""
    return tuple(part for part in item["loc"] if part not in BRANCHES)


def fault_sentence(item: Mapping[str, Any], model: type[BaseModel]) -> str:
    """A fault of structure in our words."""
    kind, given, where = item["type"], item.get("input"), fault_path(item)
    if kind == "extra_forbidden":
        if where[-1] in LEVERS:
            return say("plan_lever_elsewhere")
        return say("plan_unknown_key", help=suggestion(str(where[-1]), keys_at(model, where[:-1])))
    if kind == "missing":
        return say(
            "plan_missing_key", sample=key_example(model_at(model, where[:-1]), str(where[-1]))
        )
    if kind == "literal_error":
        return say(
            "plan_not_one_of",
            given=value_excerpt(given),
            help=suggestion(str(given), re.findall(r"'([^']*)'", item["ctx"]["expected"])),
        )
    if any(part in BRANCHES for part in item["loc"]):
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


def key_example(model: type[BaseModel] | None, key: str) -> str:
    """How a missing key could be written."""
    field = model.model_fields.get(key) if model else None
    return f"{key} = {value_example(field) if field else '...'}"


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


def drop_misspelt_keys(
    errors: Sequence[Mapping[str, Any]], model: type[BaseModel]
) -> list[Mapping[str, Any]]:
    """The faults without those keys that are only missing because they stand there misspelt."""
    meant = {
        (
            *fault_path(item)[:-1],
            *nearest_name(str(fault_path(item)[-1]), keys_at(model, fault_path(item)[:-1])),
        )
        for item in errors
        if item["type"] == "extra_forbidden"
    }
    return [item for item in errors if item["type"] != "missing" or fault_path(item) not in meant]
