"""Which module may import which: read from the source, so that the house keeps its shape."""

from __future__ import annotations

import ast
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
RUN_BY = {"sim": ()}

WORDS = tuple(name for name in MODULES if name == "sim.words" or name.startswith("sim.words_"))
PLACES = ("sim.agents", "sim.policy", "sim.nature", "sim.census", "sim.fitted")
PLAN = (
    "sim.scenario",
    "sim.plan_parts",
    "sim.plan_file",
    "sim.plan_money",
    "sim.plan_reader",
    "sim.plan_readings",
    "sim.plan_compile",
    "sim.units",
    "sim.plan_document",
    "sim.plan_schema",
    "sim.plan_told",
    "sim.plan_typical",
    "sim.toml_place",
    "sim.toml_read",
    "sim.toml_slips",
)
# what each may import of ours; a name stands for all below it; the longest name that fits a module counts
MAY = {
    "sim": (),
    "sim.kinds": (),
    "sim.core": ("sim.core",),
    "sim.agents": ("sim.core", "sim.kinds"),
    "sim.nature": ("sim.core",),
    "sim.fitted": (*WORDS, "sim.core", "sim.fitted"),
    "sim.policy": ("sim.core", "sim.kinds"),
    "sim.policy.instruments": ("sim.core", "sim.kinds", "sim.policy"),
    "sim.policy.clock": ("sim.core", "sim.kinds", "sim.nature", "sim.policy"),
    "sim.census": ("sim.core",),
    "sim.counting": ("sim.rules", "sim.core", "sim.kinds"),
    "sim.rules": ("sim.core", "sim.kinds"),
    "sim.places_counted": ("sim.core", "sim.kinds"),
    "sim.passes": ("sim.rules", "sim.counting", "sim.core", "sim.kinds"),
    "sim.phases": (
        "sim.phases",
        "sim.rules",
        "sim.counting",
        "sim.places_counted",
        "sim.passes",
        "sim.core",
        "sim.kinds",
    ),
    "sim.month": (
        "sim.phases",
        "sim.rules",
        "sim.census",
        "sim.counting",
        "sim.passes",
        "sim.core",
        "sim.kinds",
    ),
    "sim.model": ("sim.month", "sim.agents", "sim.policy", "sim.census", "sim.core", "sim.kinds"),
    **{name: (*WORDS, *PLACES, *PLAN, "sim.core", "sim.kinds") for name in PLAN},
    **{name: WORDS for name in WORDS},
    "sim.scenario": (*WORDS, *PLACES, *PLAN, "sim.core", "sim.kinds", "sim.model"),
    "sim.plan_new": (*WORDS, *PLACES, *PLAN, "sim.core", "sim.scenario"),
    "sim.target": (*PLACES, *PLAN, "sim.core", "sim.runs"),
    "sim.outcome": (*PLACES, "sim.core", "sim.target"),
    "sim.pool": (),
    "sim.spinup": (*PLACES, "sim.core", "sim.kinds", "sim.model", "sim.scenario", "sim.words"),
    "sim.runs": (
        *PLACES,
        *WORDS,
        "sim.core",
        "sim.model",
        "sim.scenario",
        "sim.target",
        "sim.pool",
        "sim.spinup",
    ),
    "sim.story": (
        *PLACES,
        *WORDS,
        "sim.core",
        "sim.kinds",
        "sim.rules",
        "sim.model",
        "sim.plan_told",
        "sim.runs",
        "sim.scenario",
        "sim.spinup",
        "sim.story",
    ),
    "sim.study": (
        *PLACES,
        *PLAN,
        *WORDS,
        "sim.core",
        "sim.kinds",
        "sim.outcome",
        "sim.pool",
        "sim.runs",
        "sim.scenario",
        "sim.spinup",
        "sim.story",
        "sim.study",
        "sim.target",
    ),
    "sim.scorecard": (
        *PLACES,
        *WORDS,
        "sim.core",
        "sim.kinds",
        "sim.model",
        "sim.plan_told",
        "sim.pool",
        "sim.runs",
        "sim.scenario",
        "sim.scorecard",
        "sim.spinup",
    ),
    "sim.report": ("sim",),
    "sim.app": ("sim",),
    "sim.commands": ("sim",),
    "sim.cli": ("sim",),
}
ENDS = ("sim.report", "sim.app", "sim.commands", "sim.cli")  # nothing but themselves imports these
INSIDE_A_FUNCTION = {("sim.model", "sim.spinup")}  # the one named exception
NAMES_A_VERSION = {
    ("sim.runs", "sim"),
    ("sim.cli", "sim"),
    ("sim.study.begin", "sim"),
}  # `from sim import __version__` and the like: the package itself
MESA = {"sim.core.population", "sim.core.gathering", "sim.model"}
LONG = {"sim.nature"}  # pure declarations


def within(module: str, names: tuple[str, ...] | list[str]) -> bool:
    """Whether a module is one of these or below one."""
    return any(module == name or module.startswith(name + ".") for name in names)


def imports(path: Path, top: bool = False) -> list[tuple[str, bool]]:
    """What a file imports, as full module names, and whether inside a function."""
    found: list[tuple[str, bool]] = []

    def visit(node: ast.AST, inside: bool) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                found.extend((alias.name, inside) for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                assert child.level == 0, f"{path}: a relative import"
                for alias in child.names:
                    full = f"{child.module}.{alias.name}"
                    found.append((full if full in MODULES else str(child.module), inside))
            visit(child, inside or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef))

    visit(ast.parse(path.read_text(encoding="utf-8")), False)
    return [f for f in found if not (top and f[1])]


def allowed(module: str) -> tuple[str, ...]:
    """The rule for a module: that of the longest name that fits."""
    return MAY[max((name for name in MAY if within(module, (name,))), key=len)]


@pytest.mark.parametrize("module", list(MODULES))
def test_a_module_imports_only_what_stands_below_it(module: str) -> None:
    rule = allowed(module)
    wrong = [
        name
        for name, inside in imports(MODULES[module])
        if within(name, ["sim"])
        and not within(name, rule)
        and not (inside and (module, name) in INSIDE_A_FUNCTION)
        and (module, name) not in NAMES_A_VERSION
    ]
    assert wrong == [], f"{module} may import only {', '.join(rule) or 'nothing of ours'}"


def test_every_module_has_a_rule_of_its_own_family() -> None:
    strangers = [
        m
        for m in MODULES
        if m != "sim" and max((n for n in MAY if within(m, (n,))), key=len) == "sim"
    ]
    assert strangers == []


def test_rules_do_not_import_each_other() -> None:
    for module, path in MODULES.items():
        if module.startswith("sim.rules."):
            assert [name for name, _ in imports(path) if within(name, ["sim.rules"])] == [], module


def test_nothing_imports_what_shows() -> None:
    for module, path in MODULES.items():
        if not within(module, ENDS):
            shown = [
                name
                for name, _ in imports(path)
                if within(name, ENDS) and (module, name) not in INSIDE_A_FUNCTION
            ]
            assert shown == [], module


def test_the_exceptions_are_inside_functions() -> None:
    for module, name in INSIDE_A_FUNCTION:
        assert (name, False) not in imports(MODULES[module])


def test_mesa_is_imported_in_three_places() -> None:
    users = {
        m
        for m, path in MODULES.items()
        if any(name.split(".")[0] == "mesa" for name, _ in imports(path))
    }
    assert users - {m for m in users if within(m, ("sim.app",))} == MESA


def test_the_engine_does_without_pandas_pydantic_and_charts() -> None:
    heavy = {"pandas", "pydantic", "matplotlib", "duckdb", "scipy", "rich", "click"}
    for module, path in MODULES.items():
        if within(
            module,
            [
                "sim.core",
                "sim.agents",
                "sim.rules",
                "sim.policy",
                "sim.passes",
                "sim.phases",
                "sim.month",
                "sim.model",
                "sim.census",
                "sim.nature",
                "sim.kinds",
            ],
        ):
            assert [name for name, _ in imports(path) if name.split(".")[0] in heavy] == [], module


def test_the_command_line_imports_nothing_heavy_before_a_command_needs_it() -> None:
    code = "import sys, sim.cli; print(*sorted({m.split('.')[0] for m in sys.modules}))"
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


def test_a_module_holds_one_idea() -> None:
    long = {
        m: lines
        for m, path in MODULES.items()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert {m: lines for m, lines in long.items() if m not in LONG} == {}


def test_every_module_says_what_it_is_for() -> None:
    assert [
        m
        for m, path in MODULES.items()
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ] == []


PLAIN, CALENDAR = (
    {0, 1, 2, 12, 100},
    {3, 6, 30},
)  # the second as whole numbers: quarters, half-years, days of a month
LEFT = {  # what other numbers in rules are
    "admit": {1e9},  # no limit of stay
    "aid": {13},  # months to December
    "arrive": {0.05, 10000, 1000000},  # least incomes, keys
    "enact": {0.5, 13},  # rounding, months to December
    "hire": {1e9},  # worse than any offer
    "learn": {0.05, 0.5},  # least capability; the middle of a draw
    "race": {4},  # items
    "raise_money": {0.5, 8, 13},  # a public majority, keys, months to December
    "support": {0.5, 11},  # the middle of a draw; a year with this month
    "visit": {10000},  # keys
}


@pytest.mark.parametrize("name", sorted(n for n in MODULES if n.startswith("sim.rules.")))
def test_a_number_that_decides_is_declared(name: str) -> None:
    if (short := name.rsplit(".", 1)[1]) in ("certify", "review"):  # the tables of points are law
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
