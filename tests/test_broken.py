"""Broken files and the exact words said about each, in both languages; and files mutated at random, which never bring it down.

The files are in tests/broken: plans/ are plans, policies/ are policies of base.toml.  What is said about each is in
tests/broken/expected.toml; after a change of wording it is written anew by

    python tests/test_broken.py         (then read the difference)
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.cli import main
from sim.core.errors import UserError
from sim.plan.files import plans, plans_folder
from sim.plan.toml.text import LONGEST
from sim.report.subjects import plan
from sim.scenario.scenario import Scenario, load
from sim.words import catalogue

HERE = Path(__file__).parent / "broken"
FILES = sorted(
    (f for kind in ("plans", "policies") for f in (HERE / kind).glob("*.toml")),
    key=lambda f: f.name,
)
PLACED = re.compile(r"(plan|policies/trial)\.toml:[0-9]+:[0-9]+: \S")
SLOWEST = 5.0  # seconds of this thread's own work, whatever else the machine does


def laid_out(file: Path, folder: Path) -> str:
    """A plan's folder with one broken file; the policy to load."""
    (folder / "policies").mkdir(parents=True)
    trial = file.parent.name == "policies"
    shutil.copyfile(HERE / "base.toml" if trial else file, folder / "plan.toml")
    if trial:
        shutil.copyfile(file, folder / "policies" / "trial.toml")
    return "trial" if trial else "plan"


def said(folder: Path, policy: str = "plan") -> list[str]:
    """What `fuhua check` says, a line a fault; nothing where the file has none."""
    try:
        plan.read_validated_scenario(str(folder), policy, {})
    except UserError as fault:
        return str(fault).split("\n")
    return []


def expected() -> dict[str, dict[str, list[str]]]:
    """What is to be said, by file and language."""
    return tomllib.loads((HERE / "expected.toml").read_text("utf-8"))


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
@pytest.mark.parametrize("file", FILES, ids=[f.stem for f in FILES])
def test_a_broken_file_is_told_word_for_word(
    file: Path, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue.AUDIENCE, "language", language)
    policy = laid_out(file, tmp_path / "base")
    lines = said(tmp_path / "base", policy)
    assert lines == expected()[file.stem][language]
    assert all(PLACED.match(line) for line in lines)
    assert (lines == []) == file.stem.endswith("-ok")


def test_the_corpus_is_whole() -> None:
    assert list(expected()) == [f.stem for f in FILES] and len(FILES) >= 70
    assert [f.name[:3] for f in FILES] == [f"{k:03d}" for k in range(1, len(FILES) + 1)]
    assert said(HERE / "base.toml") == []


def test_no_message_of_one_language_slips_into_the_other() -> None:
    for stem, told in expected().items():
        for zh, en in zip(told["zh"], told["en"], strict=True):
            assert re.search("[一-鿿]", zh) and "请" not in en, stem


# what cannot be kept as a file


def test_a_folder_instead_of_a_file(tmp_path: Path, english: None) -> None:
    (tmp_path / "plan.toml").mkdir()
    assert said(tmp_path) == [
        "plan.toml: is a folder, not a file; give the folder that holds plan.toml, or the .toml file itself."
    ]


def test_a_file_that_may_not_be_read(
    tmp_path: Path, english: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copyfile(HERE / "base.toml", tmp_path / "plan.toml")

    def refused(*_: object) -> bytes:
        raise PermissionError(13, "Zugriff verweigert")

    monkeypatch.setattr(Path, "read_bytes", refused)
    assert said(tmp_path) == [
        "plan.toml: cannot be read (permission denied); check path and permissions."
    ]


def test_a_huge_file_is_not_read(tmp_path: Path, english: None) -> None:
    with (tmp_path / "plan.toml").open("wb") as file:
        file.truncate(LONGEST * 50)
    assert said(tmp_path) == [
        "plan.toml: is longer than 1000000 bytes, which no plan is; give the plan's .toml file."
    ]


def test_a_policy_called_plan(tmp_path: Path, english: None) -> None:
    shutil.copytree(plans_folder() / "xuchang", tmp_path / "x")
    shutil.copyfile(HERE / "base.toml", tmp_path / "x" / "policies" / "plan.toml")
    assert said(tmp_path / "x", "no-policy") == [
        "policies/plan.toml: plan means the plan itself; give this policy another name."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a." * 3000 + "b = 1",
        "[" + "a." * 3000 + "b]",
        "x = " + "{ a = " * 2000,
        "x = '''" * 2000,
        '"' * 20_000,
        "[[a]]\n" * 20_000,
        "a = 30%\n" * 5000,
        "#" * 900_000,
        "x = " + "9" * 4000 + "\n",
        "é" * 100_000,
        "x = [" + "1," * 200_000 + "]",
    ],
)
def test_monsters_are_refused_in_time(tmp_path: Path, text: str) -> None:
    (tmp_path / "plan.toml").write_text(text, "utf-8")
    began = time.thread_time()
    assert said(tmp_path) and time.thread_time() - began < SLOWEST


# mutated plans

PLAN = (plans_folder() / "xuchang" / "plan.toml").read_text("utf-8")
LINES = PLAN.split("\n")
PIECES = [
    "=",
    "＝",
    "[",
    "]",
    "{",
    "}",
    '"',
    "'",
    "“",
    "”",
    "，",
    "#",
    ".",
    ",",
    " ",
    "\t",
    "%",
    "％",
    "万",
    "亿元",
    "\\",
    "\x00",
    "\r",
    "0",
    "-",
    "nan",
    "true",
    "是",
    "2022-13",
    '"""',
    "[[x]]",
    "[levers.all]",
    "assumed = 3",
    "\u2028",
    "\ufeff",
]
VALUES = [
    "30%",
    "5000万",
    '"5000万"',
    "2022.9",
    "-1",
    "1e400",
    "nan",
    "[]",
    "{}",
    "[[1]]",
    '""',
    "''",
    "true",
    "“x”",
    "{ value = 1 }",
    "2022-09-01",
    '"2022-13"',
    '{ dates = { "2023-01" = 1 } }',
    "{ dates = {}, ramp = true }",
    "0x10",
    "1_000",
    "",
    "9" * 50,
    '"' + "长" * 500 + '"',
]
ROW = st.integers(0, len(LINES) - 1)
EDITS = st.one_of(
    st.tuples(st.just("delete"), ROW, st.just("")),
    st.tuples(st.just("double"), ROW, st.just("")),
    st.tuples(st.just("swap"), ROW, ROW),
    st.tuples(st.just("value"), ROW, st.sampled_from(VALUES)),
    st.tuples(st.just("insert"), ROW, st.sampled_from(PIECES)),
    st.tuples(
        st.just("key"), ROW, st.sampled_from(["x", "share", "房租", "a.b", '"a b"', "value"])
    ),
    st.tuples(st.just("cut"), ROW, st.integers(0, 40)),
)


def mutated(edits: list[tuple[str, int, object]]) -> str:
    """The Xuchang plan with a few accidents."""
    lines = list(LINES)
    for what, at, more in edits:
        row = min(at, len(lines) - 1)
        line = lines[row]
        if what == "delete":
            del lines[row]
        elif what == "double":
            lines.insert(row, line)
        elif what == "swap":
            other = min(int(str(more)), len(lines) - 1)
            lines[row], lines[other] = lines[other], line
        elif what == "value":
            lines[row] = re.sub(r"=.*", lambda _, value=more: f"= {value}", line, count=1)
        elif what == "key":
            lines[row] = re.sub(r"[^=\[\]]+", lambda _, name=more: f"{name} ", line, count=1)
        elif what == "insert":
            place = (row * 7919) % (len(line) + 1)
            lines[row] = f"{line[:place]}{more}{line[place:]}"
        else:
            lines = [*lines[:row], line[: int(str(more))]]
        lines = lines or [""]
    return "\n".join(lines)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(edits=st.lists(EDITS, min_size=1, max_size=6))
def test_a_mutated_plan_loads_or_is_told(edits: list[tuple[str, int, object]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "xuchang"
        folder.mkdir()
        (folder / "plan.toml").write_bytes(mutated(edits).encode("utf-8", "surrogatepass"))
        began = time.thread_time()
        try:
            assert usable(load(folder))
        except UserError as fault:
            assert all(PLACED.match(line) for line in str(fault).split("\n")), str(fault)
        assert time.thread_time() - began < SLOWEST


def usable(scenario: Scenario) -> bool:
    """Whether what was loaded can be made into the tables that a run begins with."""
    path, tables = scenario.path(), {**scenario.tables(), "past": scenario.neutral_path()}
    return (
        len(path) == scenario.last - scenario.first + 1
        and len(tables["districts"]) == len(scenario.districts)
        and bool(np.isfinite(scenario.planned_public_money()) and scenario.markets())
    )


NUMBERS = [
    "0",
    "-1",
    "1e9",
    "1e300",
    "1e-300",
    '"1e308万元"',
    '"100%"',
    '"0万元"',
    '"1900-01"',
    '"2100-12"',
    '"2022-01"',
    "10000000000",
]
PUBLISHED = {
    plan: (plans_folder() / plan / "plan.toml").read_text("utf-8").split("\n") for plan in plans()
}
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16"]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    plan=st.sampled_from(sorted(PUBLISHED)),
    encoding=st.sampled_from(ENCODINGS),
    byte=st.none() | st.integers(0, 255),
    changes=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.sampled_from(NUMBERS)),
        min_size=1,
        max_size=4,
    ),
)
def test_every_plan_with_other_numbers_bytes_and_encodings_loads_or_is_told(
    plan: str, encoding: str, byte: int | None, changes: list[tuple[float, str]]
) -> None:
    lines = list(PUBLISHED[plan])
    numbered = [k for k, line in enumerate(lines) if re.search(r"= .*[0-9]", line)]
    for where, value in changes:
        row = numbered[int(where * len(numbered))]
        lines[row] = re.sub(
            r"= (\{ value = )?[^,}]*",
            lambda m, new=value: f"= {m[1] or ''}{new}",
            lines[row],
            count=1,
        )
    raw = bytearray("\n".join(lines).encode(encoding))
    if byte is not None:
        raw[int(changes[0][0] * len(raw))] = byte
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "我的 城市"
        folder.mkdir()
        (folder / "plan.toml").write_bytes(raw)
        try:
            assert usable(load(folder))
        except UserError as fault:
            assert all(PLACED.match(line) for line in str(fault).split("\n")), str(fault)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(edits=st.lists(EDITS, min_size=1, max_size=4))
def test_check_never_prints_a_traceback(edits: list[tuple[str, int, object]]) -> None:
    with tempfile.TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue.AUDIENCE, "language", "en")
        folder = Path(place) / "xuchang"
        shutil.copytree(plans_folder() / "xuchang", folder)
        (folder / "plan.toml").write_text(mutated(edits), "utf-8")
        before = sorted(os.listdir(folder))
        with (Path(place) / "shown").open("w", encoding="utf-8") as shown:
            patch.setattr("sys.stdout", shown)
            patch.setattr("sys.stderr", shown)
            with pytest.raises(SystemExit) if said(folder) else tempfile.TemporaryDirectory():
                main.main(["check", str(folder)])
        text = (Path(place) / "shown").read_text("utf-8")
        assert "Traceback" not in text and text.strip() and sorted(os.listdir(folder)) == before


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages in English."""
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "en")


def write() -> None:
    """Write down what is said about every file."""
    rows = ["# Written by python tests/test_broken.py; one table a file, one line a fault.\n"]
    for file in FILES:
        rows.append(f"\n[{file.stem}]\n")
        for language in catalogue.LANGUAGES:
            catalogue.speak(language)
            with tempfile.TemporaryDirectory() as place:
                policy = laid_out(file, Path(place) / "base")
                lines = said(Path(place) / "base", policy)
            rows.append(
                f"{language} = ["
                + "".join(f"\n    {quoted(line)}," for line in lines)
                + ("\n]\n" if lines else "]\n")
            )
    (HERE / "expected.toml").write_text("".join(rows), "utf-8", newline="\n")


def quoted(line: str) -> str:
    """A line as TOML text, plain where it can be."""
    if "'" not in line:
        return f"'{line}'"
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'


if __name__ == "__main__":
    write()
