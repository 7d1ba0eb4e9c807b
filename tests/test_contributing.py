"""What CONTRIBUTING.md tells a stranger to do works: each worked example is followed in a copy of the checkout.

An example's diff is applied, the files it touches are counted against the bound that the page states, what commands
make is made by the commands it names, and one process, in the interpreter, shows that the thing is there.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
# what every check can use: the command line in this process, and a small world lived for some months
TOOLS = """
import hashlib, sys
sys.path.insert(0, "tests")
import worlds
from sim.cli.main import main
from sim.model.ecosystem import Ecosystem

def live(months, **levers):
    return worlds.lived(Ecosystem(worlds.world(), worlds.path(months, levers), seed=3))

def marks(eco, *new):
    tables = {"history": eco.history, "books": eco.books, "sectors": eco.sector_history}
    tables |= {name: p.rows for name, p in eco.populations.items()}
    return {
        f"{name}.{column}": hashlib.sha256(table[column].tobytes()).hexdigest()
        for name, table in tables.items()
        for column in table.dtype.names
        if column not in new
    }
"""


class Example(NamedTuple):
    """A recipe of the page: how many files it may touch, its diff, and the commands it names."""

    bound: int
    diff: str
    commands: list[str]


def recipe(heading: str) -> Example:
    """The recipe under a heading; the bound is the number in its first bold words, 0 where there is none."""
    (text,) = re.findall(rf"^### {heading}\n(.*?)(?=^##|\Z)", GUIDE, re.M | re.S)
    said = re.search(r"\*\*At most (\d+) files", text)
    blocks = FENCED.findall(text)
    commands = "".join(body for kind, body in blocks if kind == "bash").splitlines()
    diff = "".join(body for kind, body in blocks if kind == "diff")
    return Example(int(said[1]) if said else 0, diff, commands)


def tracked() -> list[str]:
    """Every file of the checkout that git keeps."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("this is no checkout: git knows its files")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """A command in a folder, whose `sim` is the one imported and whose rules run as plain Python."""
    there = os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(folder), "PYTHONUTF8": "1"}
    there |= {"GIT_CEILING_DIRECTORIES": str(folder.parent), "COLUMNS": "100"}
    return subprocess.run(
        arguments,
        cwd=folder,
        env=there,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def python(code: str, folder: Path) -> str:
    """What a program says that may use `TOOLS`; it must end well."""
    done = run([sys.executable, "-c", TOOLS + code], folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def follow(tmp_path: Path) -> Callable[[str, str], tuple[list[str], list[str], str]]:
    """Follow a recipe in a copy, then a check: files touched by hand, files its commands made, and what was said."""

    def act(heading: str, check: str) -> tuple[list[str], list[str], str]:
        example, copy, files = recipe(heading), tmp_path / "copy", tracked()
        for name in files:
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, copy / name)
        touched = re.findall(r"^\+\+\+ b/(.*)$", example.diff, re.M)
        if example.diff:
            patch = tmp_path / "example.diff"
            patch.write_text(example.diff, "utf-8", newline="\n")
            done = run(["git", "apply", "--recount", str(patch)], copy)
            assert done.returncode == 0, (
                f"the diff under '{heading}' in CONTRIBUTING.md no longer applies:\n{done.stderr}"
            )
            assert 0 < len(touched) <= example.bound, f"'{heading}' touches {touched}"
        asked = [shlex.split(line) for line in example.commands]
        assert all(words[0] == "fuhua" for words in asked)
        said = python("".join(f"main({words[1:]!r})\n" for words in asked) + check, copy)
        there = {p.relative_to(copy).as_posix() for p in copy.rglob("*") if p.is_file()}
        made = sorted(
            name
            for name in there - set(touched)
            if "__pycache__" not in name
            and not name.startswith(".hypothesis")
            and (name not in files or (copy / name).read_bytes() != (ROOT / name).read_bytes())
        )
        return touched, made, said

    return act


@pytest.fixture(scope="module")
def before() -> Callable[[int], str]:
    """The marks of a small world as it is without any example."""
    return lambda months: python(f"print(marks(live({months})))", ROOT)


def test_a_message_is_said_in_both_languages(follow) -> None:
    touched, made, said = follow(
        "A message", 'main(["plans", "--lang", "en"]); main(["plans", "--lang", "zh"])'
    )
    assert {"sim/words/en.po", "sim/words/zh.po"} < set(touched) and made == []
    assert "5 plans. `fuhua new NAME` begins one of your own." in said
    assert "共 5 个方案。`fuhua new NAME` 可新建自己的方案。" in said


def test_a_measure_is_in_the_history_and_the_catalogue_and_changes_no_other_number(
    follow, before
) -> None:
    _, made, said = follow(
        "A measure",
        """
eco = live(2)
young = eco.history["first_year"]
assert 0 < young.sum() < eco.history["startups"].sum(), young
main(["fields"])
print(marks(eco, "first_year"))
""",
    )
    assert made == [
        "docs/fields.md",
        "scenarios/plan.schema.json",
        "scenarios/policy.schema.json",  # policies' checklists name measures too
        "scenarios/study.schema.json",
    ]
    assert (
        "| `first_year` | 登记未满一年的企业 | firms in their first year on the register |" in said
    )
    assert said.splitlines()[-1] == before(2).strip()


def test_a_lever_is_listed_pays_closes_the_books_and_is_nothing_at_neutral(follow, before) -> None:
    touched, made, said = follow(
        "A lever",
        """
main(["levers", "--search", "opening_allowance", "--lang", "en"])
eco = live(6, opening_allowance=2.0)
paid = eco.books["opening_allowance"]
assert paid.sum() > 0 and not (paid % 2.0).any(), paid
assert paid.sum() <= eco.startups.rows["support"].sum()
print(marks(live(6), "opening_allowance"))
""",
    )
    assert made == [
        "docs/fields.md",
        "docs/levers.md",
        "scenarios/plan.schema.json",
        "scenarios/policy.schema.json",
        "scenarios/study.schema.json",
    ]
    assert "paid to a team when it registers" in said and "assumed" in said
    assert said.splitlines()[-1] == before(6).strip()
    assert "tests/levers.toml" in touched


def test_a_rule_does_what_its_worked_example_says(follow) -> None:
    touched, made, said = follow(
        "A rule",
        """
import pytest
files = ["tests/test_rules.py", "tests/test_rule_docs.py"]
name = "spring_festival or working_time"
assert not pytest.main(["-q", "-n", "0", "-p", "no:cacheprovider", *files, "-k", name])
""",
    )
    assert "5 passed" in said, said
    assert made == ["docs/fields.md", "scenarios/plan.schema.json", "scenarios/study.schema.json"]
    assert "docs/odd.md" in touched


def test_a_plan_is_a_folder_that_passes_the_check(follow) -> None:
    touched, made, said = follow("A plan", 'main(["plans", "--lang", "en"])')
    assert touched == [] and "northport" in said.rpartition("Plans")[2]
    assert "scenarios/northport/plan.toml" in made
    assert all(name.startswith("scenarios/northport/") for name in made)


def test_a_method_is_a_command_that_answers(follow) -> None:
    touched, made, said = follow(
        "A study method",
        """
import numpy as np
from sim import load
from sim.runs.outcomes import outcome_fields
from sim.scenario import spinup
from sim.study.design.task import RunResult
from sim.study.run import sweep

known = list(outcome_fields(load("xuchang")))

def made_up(order):
    found = dict.fromkeys(known, 0.0)
    given = {"savings": 26.0, "graduates": 4000.0, **order.changes}
    found["high_tech"] = 10 * given["savings"] + given["graduates"] / 100
    return RunResult(np.array(list(found.values())), np.zeros((0, 48)))

sweep.execute_order = made_up
sweep.grow_populations = lambda *_: {"nature": {}}
spinup.starting_world = lambda *_: (None, {"nature": {}})
vary = ["--vary", "savings=15..30", "--vary", "graduates=3000..5000"]
main(["tornado", "--help", "--lang", "zh"])
main(["tornado", "xuchang", *vary, "--runs", "2", "--jobs", "1", "--out", "results/it", "--lang", "en"])
""",
    )
    assert "sim/study/methods/tornado.py" in touched
    assert "逐一变动各未知数" in said and "fuhua tornado" in said
    assert "savings put in per head of the team: 190 firms at its low end, 340 firms" in said
    assert "technical graduates a year: 290 firms at its low end, 310 firms" in said
    assert said.index("savings put in") < said.index("technical graduates")
    assert "results/it/swings.csv" in made
    assert all(name.startswith("results/") for name in made)


def names_in(page: str) -> set[str]:
    """Paths and modules that a page names in code or in a diff, without what examples make up."""
    text = "".join(part for k, part in enumerate(FENCED.split(page)) if k % 3 == 0)
    spans = re.findall(r"`([^`\n]+)`", text)
    paths = {
        s for s in spans if re.fullmatch(r"\.?[\w*-]+(/[\w.*-]*)+|[\w.-]+\.(md|toml|py|txt)", s)
    }
    modules = {s.replace(".", "/") for s in spans if re.fullmatch(r"sim(\.\w+)+", s)}
    diffs = {
        name for _, body in FENCED.findall(page) for name in re.findall(r"^--- a/(.*)$", body, re.M)
    }
    return paths | modules | diffs


@pytest.mark.parametrize("page", [GUIDE, ARCHITECTURE], ids=["CONTRIBUTING", "architecture"])
def test_every_path_that_a_page_names_is_there(page: str) -> None:
    named = names_in(page)
    assert len(named) > 15
    missing = [
        name
        for name in sorted(named)
        if not any(ROOT.glob(name.rstrip("/")))
        and not any((ROOT / "sim").glob(f"*/{name.rstrip('/')}"))
        and not (ROOT / f"{name}.py").exists()
        and not any((ROOT / "scenarios" / "xuchang").glob(name.rstrip("/")))
    ]
    assert missing == []


def test_every_dotted_name_of_the_architecture_is_the_programs() -> None:
    words = set(re.findall(r"`([a-z]+(?:_[a-z0-9]+)+)(?:\([^`]*\))?`", ARCHITECTURE)) - {
        "batch_run"
    }  # Mesa's
    source = "\n".join(
        path.read_text("utf-8")
        for kind in ("*.py", "*.csv")
        for path in (ROOT / "sim").rglob(kind)
        if "assets" not in path.parts
    )
    assert [word for word in sorted(words) if not re.search(rf"\b{word}\b", source)] == []
