"""Which module may import which: read from the source, so that the house keeps its shape."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import sim

SOURCE = Path(sim.__file__).parent
MODULES = {
    p.relative_to(SOURCE.parent)
    .with_suffix("")
    .as_posix()
    .replace("/", ".")
    .removesuffix(".__init__"): p
    for p in sorted(SOURCE.rglob("*.py"))
    if "scenarios" not in p.relative_to(SOURCE).parts
}
# The rooms of the house, a line each: which it may import beside itself.
MAY = {
    "core": "",
    "words": "core",
    "model": "core",
    "plan": "core words model",
    "scenario": "core words model plan",
    "runs": "core words model plan scenario",
    "story": "core words model plan scenario runs",
    "study": "core words model plan scenario runs story",
    "validation": "core words model plan scenario runs",
    "results": "core words model plan scenario runs story study validation",
    "report": "core words model plan scenario runs story study validation results",
    "cli": "core words model plan scenario runs story study validation results report app",
    "app": "core words model plan scenario runs story study validation results report",
}
NO_ROOM = ("scenarios", "__pycache__")
MESA = {"sim.core.population", "sim.core.agentset", "sim.model.ecosystem"}


def imports(path: Path) -> list[str]:
    """What a file imports, at its top or inside a function, as full module names."""
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.extend(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            full = [f"{node.module}.{alias.name}" for alias in node.names]
            found.extend(name if name in MODULES else str(node.module) for name in full)
    return found


def room_of(module: str) -> str:
    """The room a module of ours stands in; the package itself is no room."""
    return module.split(".")[1] if "." in module else ""


def circles() -> list[list[str]]:
    """Modules that import each other, directly or in a ring, imports inside functions counted."""
    graph = {
        m: {n for n in imports(path) if n in MODULES and n != m} for m, path in MODULES.items()
    }
    reach = {m: set(below) for m, below in graph.items()}
    changed = True
    while changed:
        changed = False
        for below in reach.values():
            more = set().union(*(reach[n] for n in below)) - below
            if more:
                below.update(more)
                changed = True
    rings = {frozenset(n for n in reach[m] if m in reach[n]) for m in reach if m in reach[m]}
    return sorted(sorted(ring) for ring in rings)


def test_the_house_has_thirteen_rooms_and_nothing_lies_flat() -> None:
    rooms = {p.name for p in SOURCE.iterdir() if p.is_dir() and p.name not in NO_ROOM}
    assert rooms == set(MAY) and len(rooms) == 13
    assert [p.name for p in SOURCE.glob("*.py")] == ["__init__.py"]


@pytest.mark.parametrize("room", list(MAY))
def test_a_room_imports_only_those_it_may(room: str) -> None:
    wrong = [
        (module, name)
        for module, path in MODULES.items()
        if room_of(module) == room
        for name in imports(path)
        if name.startswith("sim.") and room_of(name) not in (room, *MAY[room].split())
    ]
    assert wrong == [], f"{room} may import only {MAY[room] or 'nothing of ours'}"


def test_no_module_imports_itself_in_a_ring() -> None:
    assert circles() == []


TWICE: set[str] = set()  # public names defined in more than one module; the list only shrinks
PARTICIPLES = re.compile(
    "[a-z]{2,}ed|begun|born|built|chosen|done|drawn|given|gone|held|kept|known|left|lent|made|met|paid|seen|sent|shown|sold"
    "|spoken|taken|told|won|written"
)


def public_names(tree: ast.Module) -> list[str]:
    """The functions and classes a module offers."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return [n.name for n in tree.body if isinstance(n, kinds) and not n.name.startswith("_")]


def test_a_public_name_is_defined_once() -> None:
    homes: dict[str, list[str]] = {}
    for module, path in MODULES.items():
        for name in public_names(ast.parse(path.read_text(encoding="utf-8"))):
            homes.setdefault(name, []).append(module)
    assert {
        name: where for name, where in homes.items() if len(where) > 1 and name not in TWICE
    } == {}
    assert {name for name in TWICE if len(homes.get(name, [])) < 2} == set() and len(TWICE) <= 20


def test_a_participle_names_nothing_public() -> None:
    wrong = []
    for module, path in MODULES.items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        methods = [
            m
            for n in tree.body
            if isinstance(n, ast.ClassDef)
            for m in public_names(ast.Module(n.body, []))
        ]
        wrong += [
            (module, n) for n in (*public_names(tree), *methods) if PARTICIPLES.fullmatch(n.lower())
        ]
    assert [
        found for found in wrong if found[1] not in ("embed", "feed", "seed", "need", "proceed")
    ] == []


def test_rules_import_of_each_other_only_what_several_topics_share() -> None:
    for module, path in MODULES.items():
        if module.startswith("sim.model.rules."):
            others = {n for n in imports(path) if n.startswith("sim.model.rules")}
            assert others <= {"sim.model.rules.common"}, module


def test_mesa_is_imported_in_three_places() -> None:
    users = {
        m for m, path in MODULES.items() if any(n.split(".")[0] == "mesa" for n in imports(path))
    }
    assert {m for m in users if room_of(m) != "app"} == MESA


def test_the_engine_does_without_pandas_pydantic_and_charts() -> None:
    heavy = {"pandas", "pydantic", "matplotlib", "duckdb", "scipy", "rich", "click"}
    for module, path in MODULES.items():
        if room_of(module) in ("core", "model"):
            assert [n for n in imports(path) if n.split(".")[0] in heavy] == [], module


def test_the_command_line_imports_nothing_heavy_before_a_command_needs_it() -> None:
    code = "import sys, sim.cli.main; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=SOURCE.parent
    ).stdout.split()
    assert (
        set(loaded)
        & {
            "numpy",
            "numba",
            "mesa",
            "scipy",
            "matplotlib",
            "duckdb",
            "pydantic",
            "pandas",
            "networkx",
        }
        == set()
    )


def test_every_module_says_what_it_is_for() -> None:
    assert [
        m
        for m, path in MODULES.items()
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ] == []


PLAIN, CALENDAR = (
    {0, 1, 12, 100},
    {3, 6, 30},
)  # the second as whole numbers: quarters, half-years, days of a month
LEFT = {  # what other numbers in rules are
    "admit": {1e9},  # no limit of stay
    "common": {13},  # months to December
    "crowdfund": {2},  # the normal distribution
    "facility_grants": {13},  # months to December
    "arrive": {2, 0.05, 10000, 1000000},  # halves of a year, least incomes, keys
    "found": {2},  # the median of a Pareto law
    "invest": {2},  # places in a queue
    "public_services": {0.5},  # rounding
    "measure": {2, 4, 24, 36, 48, 60},  # ages in months and years
    "hire": {1e9},  # worse than any offer
    "learn": {0.05, 0.5},  # least capability; the middle of a draw
    "raise_money": {0.5, 8},  # a public majority, keys
    "firm_grants": {0.5, 11},  # the middle of a draw; a year with this month
    "attract_firms": {2, 10000},  # half of a certificate's life, keys
}


@pytest.mark.parametrize("name", sorted(n for n in MODULES if n.startswith("sim.model.rules.")))
def test_a_number_that_decides_is_declared(name: str) -> None:
    if (short := name.rsplit(".", 1)[1]) in (
        "certify",
        "evaluate_facilities",
    ):  # the tables of points are law
        return
    nodes = ast.walk(ast.parse(MODULES[name].read_text("utf-8")))
    numbers = [
        n.value for n in nodes if isinstance(n, ast.Constant) and type(n.value) in (int, float)
    ]
    bare = {
        n
        for n in numbers
        if n not in PLAIN and not (type(n) is int and n in CALENDAR) and not 0 < n <= 1e-9
    }
    assert bare <= LEFT.get(short, set())
