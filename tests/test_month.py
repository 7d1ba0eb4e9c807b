"""The month says what it does: each phase names the rules its code calls, and the agenda its readers."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any

import pytest

from sim.model import month, region
from sim.model.phases import passes


def source_of(function: Callable[..., Any]) -> tuple[ast.AST, dict[str, Any]]:
    """A function's syntax tree and the names of its module."""
    plain = getattr(function, "py_func", function)
    return ast.parse(inspect.getsource(plain)), plain.__globals__


def rules_called(function: Callable[..., Any], seen: set[object] | None = None) -> Iterator[object]:
    """The rules that a phase calls, also through functions of `sim.model.phases`."""
    seen = set() if seen is None else seen
    if function in seen:
        return
    seen.add(function)
    tree, names = source_of(function)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        target = node.func
        if isinstance(target, ast.Name):
            called = names.get(target.id)
        elif isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
            called = getattr(names.get(target.value.id), target.attr, None)
        else:
            continue
        module = getattr(getattr(called, "py_func", called), "__module__", "") or ""
        if module.startswith("sim.model.rules.") and module != "sim.model.rules.common":
            yield called  # common holds terms, which decide nothing by themselves
        elif module.startswith("sim.model.phases."):
            yield from rules_called(called, seen)


@pytest.mark.parametrize("phase", month.MONTH, ids=lambda phase: phase.__name__)
def test_a_phase_names_the_rules_that_decide_in_it(phase: FunctionType) -> None:
    named = month.MONTH[phase]
    assert len(set(named)) == len(named) and set(named) == set(rules_called(phase))


def test_every_loop_over_startups_belongs_to_a_phase() -> None:
    loops = {name for name in vars(passes) if name.startswith("run_")}
    called = {
        node.func.attr
        for phase in month.MONTH
        for node in ast.walk(source_of(phase)[0])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert loops <= called


def test_each_list_of_the_agenda_says_who_is_on_it_and_which_phases_hand_it_on() -> None:
    (tree,) = ast.parse(inspect.getsource(region.Agenda)).body
    assert isinstance(tree, ast.ClassDef)
    phases = {phase.__name__ for phase in month.MONTH}
    for declared, said in zip(tree.body[1::2], tree.body[2::2], strict=True):
        assert isinstance(declared, ast.AnnAssign) and isinstance(said, ast.Expr)
        text = ast.literal_eval(said.value)
        named = {word for word in text.replace("`", " ").split() if "_" in word}
        assert text.endswith(".") and named <= phases | {"Region.bury"}, text


def test_phases_create_nothing_that_no_class_declares() -> None:
    kept = {*vars(region.Agenda)["__dataclass_fields__"], *region.Decisions.__annotations__}
    for phase in month.MONTH:
        module = inspect.getmodule(phase)
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                assert node.attr in kept, f"{phase.__module__}: {node.attr}"
