"""The description of the model names what the program has, and nothing that it does not have."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sim.core import chance
from sim.core.fields import fields_of
from sim.model import codes, month, rules
from sim.model.agents.payments import HOLDERS, Book
from sim.model.calendar import Clock
from sim.model.law import Law
from sim.model.levers import Levers
from sim.model.measures import Census, SectorCensus
from sim.model.parameters import Nature
from sim.model.phases import passes
from sim.model.rules import measure
from sim.model.world import KINDS
from sim.plan.parts import Start

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "odd.md").read_text(encoding="utf-8")
FENCED = re.compile(r"^```\n(.*?)^```$", re.M | re.S)
EQUATIONS = [line for block in FENCED.findall(TEXT) for line in block.splitlines()]
SPANS = re.findall(r"`([^`\n]+)`", FENCED.sub("", TEXT))

RULES = [
    importlib.import_module(f"sim.model.rules.{m.name}")
    for m in pkgutil.iter_modules(rules.__path__)
    if not m.name.startswith("measure")
]
OWNERS = {  # the letters that rules use for rows
    "s": "startups",
    "i": "incubators",
    "f": "funds",
    "t": "talents",
    "x": "sectors",
    "d": "districts",
    "p": "programmes",
    "stake": "stakes",
    "loan": "loans",
    "o": "institutions",
    "c": "candidacies",
    "k": "checklists",
    "q": "criteria",
}
OPERATOR = "operators"  # the letter `o` where operators are spoken of
MONTHLY = {name for cls in (Nature, Levers, Law, Clock) for name in fields_of(cls)}
DECLARED = (
    MONTHLY
    | {name for cls in (*KINDS.values(), Book, Census, SectorCensus) for name in fields_of(cls)}
    | set(Start.model_fields)
)
FUNCTIONS = {
    name
    for module in (*RULES, measure, passes, chance)
    for name, value in vars(module).items()
    if callable(getattr(value, "py_func", value)) and not name.startswith("_")
}
MODULES = {module.__name__.rsplit(".", 1)[1] for module in RULES}
CONSTANTS = {name for name in vars(codes) if name.isupper()}
LISTS = {name for names in vars(codes).values() if isinstance(names, tuple) for name in names}
KNOWN = (
    DECLARED
    | FUNCTIONS
    | MODULES
    | set(KINDS)
    | set(HOLDERS)
    | LISTS
    | {phase.__name__ for phase in month.MONTH}
)
SPOKEN = {"u", "premises", "hatched", "people_in_work", "subsidy"}  # said in words
MATHS = {"exp", "log", "log1p", "sqrt", "erf", "min", "max", "int", "if", "else", "and", "or"}
HEAD = re.compile(r"^([a-z]\w*)(?:\(([^)]*)\))? [-+*]?= ")


def defined() -> set[str]:
    """Quantities that an equation of the text says on its left, and the arguments of those that are functions."""
    found: set[str] = set()
    for line in EQUATIONS:
        if head := HEAD.match(line):
            found |= {head[1], *re.findall(r"\w+", head[2] or "")}
    return found


def unknown(equation: str) -> Iterator[str]:
    """Names in an equation that neither the program nor the text has."""
    for owner, name in re.findall(r"(?<![\w.])(?:([A-Za-z]\w*)\.)?([A-Za-z]\w*)", equation):
        if owner:
            kinds = (OWNERS.get(owner), OPERATOR if owner == "o" else None)
            if not any(name in fields_of(KINDS[kind]) for kind in kinds if kind):
                yield f"{owner}.{name}"
        elif name not in MONTHLY | FUNCTIONS | CONSTANTS | MATHS | SPOKEN | defined() | set(OWNERS):
            yield name


@pytest.mark.parametrize(
    ("what", "names"),
    [
        ("phase", [phase.__name__ for phase in month.MONTH]),
        ("module of rules", sorted(MODULES)),
        ("population", list(KINDS)),
        ("holder of the book", list(HOLDERS)),
        ("purpose of chance", [name for name in vars(codes) if name.startswith("D_")]),
    ],
)
def test_everything_of_a_kind_is_named(what: str, names: list[str]) -> None:
    assert [name for name in names if name not in SPANS] == [], (
        f"docs/odd.md does not name every {what}"
    )


def test_every_module_of_rules_is_a_submodel() -> None:
    headings = re.findall(r"^#### (\w+): ", TEXT, re.M)
    assert sorted(headings) == sorted(MODULES)


def test_the_months_phases_stand_in_their_order() -> None:
    table = TEXT.split("### 1.3")[1].split("### 2.1")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.M) == [phase.__name__ for phase in month.MONTH]


def test_the_table_of_phases_names_the_topics_whose_rules_decide_in_each() -> None:
    table = TEXT.split("### 1.3")[1].split("### 2.1")[0]
    said = {}
    for line in table.splitlines():
        if re.match(r"\| `\w+` \|", line):
            name, _, topics, _ = (cell.strip() for cell in line.strip("| ").split(" | "))
            said[name.strip("`")] = set(re.findall(r"`(\w+)`", topics))
    lived = {
        phase.__name__: {rule.__module__.rsplit(".", 1)[1] for rule in rules} & MODULES
        for phase, rules in month.MONTH.items()
    }
    assert said == lived


def test_every_lower_case_name_is_one_of_the_program() -> None:
    names = {span for span in SPANS if re.fullmatch(r"[a-z][a-z0-9_]*", span)}
    assert sorted(names - KNOWN - SPOKEN - set(OWNERS) - defined()) == []


def test_every_constant_is_one_of_the_program() -> None:
    names = {span for span in SPANS if re.fullmatch(r"[A-Z][A-Z0-9_]*", span)} - {
        "NUMBA_DISABLE_JIT=1"
    }
    assert sorted(names - CONSTANTS) == []


def test_every_path_is_one_of_the_checkout() -> None:
    paths = {span for span in SPANS if re.fullmatch(r"[\w./-]+/[\w./-]+", span)}
    assert sorted(path for path in paths if not (ROOT / path).exists()) == []
    links = {link for link in re.findall(r"\]\(([^)#]+)\)", TEXT) if "://" not in link}
    assert sorted(link for link in links if not (ROOT / "docs" / link).is_file()) == []


@pytest.mark.parametrize("equation", EQUATIONS)
def test_an_equation_speaks_of_what_there_is(equation: str) -> None:
    assert list(unknown(equation)) == []


def test_expressions_within_the_text_speak_of_what_there_is() -> None:
    spans = [
        s
        for s in SPANS
        if re.search(r" [-+*/<>=]+ |\w\.\w+$|\(", s) and "/" not in s.replace(" / ", "")
    ]
    wrong: dict[str, Any] = {
        s: found for s in spans if not s.endswith(".md") and (found := list(unknown(s)))
    }
    assert wrong == {}


def test_a_law_parameter_or_lever_in_an_equation_is_read_by_the_rules() -> None:
    source = "\n".join(inspect.getsource(module) for module in (*RULES, measure, passes))
    used = {
        name for line in EQUATIONS for name in re.findall(r"(?<![\w.])[a-z]\w*", line)
    } & MONTHLY
    assert sorted(name for name in used if f".{name}" not in source) == []


def test_the_contents_lead_to_headings() -> None:
    anchors = set()
    for heading in re.findall(r"^#+ (.*)$", FENCED.sub("", TEXT), re.M):
        anchors.add(re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-"))
    assert [link for link in re.findall(r"\]\(#([^)]+)\)", TEXT) if link not in anchors] == []
