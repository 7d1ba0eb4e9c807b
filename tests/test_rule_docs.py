"""Every rule says its formula and its source, in names that the program has and words that the declarations have.

How a formula is written stands in docs/odd.md: `s.cash` is a column, a bare name a lever, a law, a natural parameter,
a function or a quantity of the rule itself, and a condition without an "else" leaves things as they are.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from sim.core import chance
from sim.core.fields import fields_of
from sim.model import codes, rules
from sim.model.agents.payments import Book
from sim.model.calendar import Clock
from sim.model.law import Law
from sim.model.levers import Levers
from sim.model.measures import Census
from sim.model.parameters import Nature
from sim.model.world import KINDS

MODULES = [
    importlib.import_module(f"sim.model.rules.{m.name}")
    for m in pkgutil.iter_modules(rules.__path__)
    if not m.name.startswith("measure")  # sums and counts alone: what each is, its measure says
]
OWNERS = {  # the letters that rules use for rows; a letter may stand for one kind in one module, another elsewhere
    "s": KINDS["startups"],
    "i": KINDS["incubators"],
    "other": KINDS["incubators"],
    "leader": KINDS["incubators"],
    "f": KINDS["funds"],
    "t": KINDS["talents"],
    "x": KINDS["sectors"],
    "d": KINDS["districts"],
    "e": KINDS["districts"],
    "p": KINDS["programmes"],
    "stake": KINDS["stakes"],
    "loan": KINDS["loans"],
    "o": KINDS["institutions"],
    "k": KINDS["checklists"],
    "q": KINDS["criteria"],
    "b": Book,
    "c": Census,
}
SECOND = {"o": KINDS["operators"], "c": KINDS["candidacies"], "other": KINDS["candidacies"]}
MONTHLY = {name for cls in (Nature, Levers, Law, Clock) for name in fields_of(cls)}
CONSTANTS = {name for name in vars(codes) if name.isupper()}
MATHS = {
    "exp",
    "log",
    "log1p",
    "sqrt",
    "erf",
    "min",
    "max",
    "sum",
    "int",
    "ceil",
    "if",
    "else",
    "and",
    "or",
    "not",
    "in",
    "for",
    "True",
    "False",
}
SPOKEN = {
    "first",
    "sum",
    "of",
    "with",
    "from",
    "on",
    "whose",
    "reaches",
    "the",
    "market",
    "fund",
    "sector",
    "district",
    "up",
}
SPOKEN |= {
    "above",
    "both",
    "line",
    "holders",
    "facilities",
    "chance",
    "closes",
    "applies",
    "asks",
    "looks",
    "stays",
}
KNOWN = "\n".join(
    [
        (Path(__file__).parent.parent / "docs" / "odd.md").read_text("utf-8"),
        *(f.source for cls in (Nature, Law) for f in fields_of(cls).values()),
    ]
)
NO_CLAIM = {"assumed", "definition"}  # nothing published behind it; nothing claimed of the world


def functions(module: ModuleType) -> Iterator[tuple[str, Callable]]:
    """A module's rules and kernels as the Python functions they were written as."""
    for node in ast.parse(Path(module.__file__ or "").read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.decorator_list:  # a rule or a kernel
            function = getattr(module, node.name)
            yield node.name, getattr(function, "py_func", function)


RULES = {
    f"{module.__name__.rsplit('.', 1)[1]}.{name}": function
    for module in MODULES
    for name, function in functions(module)
}
NAMES = {name.split(".")[1] for name in RULES} | {n for n in vars(chance) if n.islower()}


def is_kernel(function: Callable) -> bool:
    """Whether a function is a loop over rows rather than a rule about one agent."""
    path = Path(function.__code__.co_filename)
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name == function.__name__:
            return any(isinstance(d, ast.Name) and d.id == "kernel" for d in node.decorator_list)
    raise AssertionError(f"{function.__name__} is not in {path}")


def part(function: Callable, name: str) -> str:
    """What a docstring says under a heading, in one line; empty where it has none."""
    text = function.__doc__ or ""
    found = re.search(rf"^\s*{name}:(.*?)(?=^\s*(?:Order|Formula|Source):|\Z)", text, re.M | re.S)
    return " ".join(found[1].split()) if found else ""


def strange(function: Callable) -> list[str]:
    """Names in a rule's formula that neither the program nor the rule has."""
    formula = part(function, "Formula")
    said = set(re.findall(r"(?<![\w.])([a-z]\w*)(?= (?:[-+*]|\*\*)?= )", formula))
    own = {*function.__code__.co_varnames, *said}
    found = []
    for owner, name in re.findall(r"(?<![\w.])(?:([A-Za-z]\w*)\.)?([A-Za-z]\w*)", formula):
        if owner:
            kinds = (OWNERS.get(owner), SECOND.get(owner))
            if not any(name in fields_of(kind) for kind in kinds if kind):
                found.append(f"{owner}.{name}")
        elif (
            name not in MONTHLY | CONSTANTS | MATHS | SPOKEN | NAMES | own | set(OWNERS)
            and name not in function.__globals__
        ):
            found.append(name)
    return found


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_says_its_formula_and_a_loop_who_comes_in_which_order(name: str) -> None:
    function = RULES[name]
    first = (function.__doc__ or "").strip().split("\n\n")[0]
    assert first and first[0].isupper() and not first.startswith(("Formula", "Order", "Source"))
    if is_kernel(function):
        assert part(function, "Order"), "a kernel says who acts, and in which order"
    else:
        assert part(function, "Formula"), "a rule says its formula"


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_formula_speaks_of_what_there_is(name: str) -> None:
    assert strange(RULES[name]) == []


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_law_parameter_or_lever_of_a_formula_is_read_where_it_says(name: str) -> None:
    function = RULES[name]
    said = re.findall(r"(?<![\w.])([a-z]\w*)\b(?! = )", part(function, "Formula"))
    source = Path(function.__code__.co_filename).read_text("utf-8")
    own = {
        *function.__code__.co_varnames,
        *re.findall(r"(?<![\w.])([a-z]\w*) = ", part(function, "Formula")),
    }
    assert [n for n in said if n in MONTHLY - own and f".{n}" not in source] == []


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_source_is_one_that_the_declarations_or_the_description_name(name: str) -> None:
    source = part(RULES[name], "Source").removesuffix(".")
    assert source, "a rule names its source, or says assumed"
    for piece in source.split("; "):
        bare = re.sub(r" \([^()]*\)$", "", piece)
        assert bare in NO_CLAIM or bare in KNOWN, bare


def test_what_is_asked_is_more_than_nothing() -> None:
    assert len(RULES) > 300
    assert part(RULES["lend.tolerable_loss"], "Formula").startswith("bank_rate - bank_cost")
    assert strange(wrong_rule) == ["s.cahs", "no_such_lever"]


def wrong_rule(s, m):
    """Whether a slip is found.

    Formula: s.cahs > no_such_lever * savings
    Source: assumed.
    """
