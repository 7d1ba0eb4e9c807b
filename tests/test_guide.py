"""The planner's guide does what it says: its commands run in order in an empty folder, its mistakes are told in its words.

What a fenced block of docs/planner.zh.md is for stands behind its language:

    sh              commands that work, run at small size
    sh 错误命令      one that is refused; text 错误示例 below is what is said (line and column numbers may differ)
    toml 填写 PATH   tables to be changed in mycity/plan.toml or another file; toml 追加: to be added at the plan's end
    toml 错误写法    the same, but wrong: check refuses it in the words of text 错误示例 below, and it is undone
    toml 文件 PATH   a file to write
    anything else   only shown
"""

from __future__ import annotations

import io
import json
import re
import shlex
import sys
from pathlib import Path

import pytest

from sim.cli import main
from sim.words import catalogue

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs" / "planner.zh.md").read_text("utf-8")
BLOCK = re.compile(r"^ *```(\w+) ?([^\n]*)\n(.*?)^ *```$", re.M | re.S)
START = "python3 start.py "
PLAN = Path("mycity/plan.toml")
PROMISED = re.compile(r"`((?:results|mycity)/[^`…]*)`")


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """A line of the guide in a folder, small and in this process: (exit code, output, errors)."""
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "zh")
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))

    def call(line: str, folder: Path = tmp_path) -> tuple[int, str, str]:
        assert line.startswith(START), line
        monkeypatch.chdir(folder)
        catalogue.speak("zh")
        code = 0
        try:
            main.main(small(shlex.split(line[len(START) :])))
        except SystemExit as end:
            code = end.code
        return code, *capsys.readouterr()

    return call


def small(arguments: list[str]) -> list[str]:
    """A command with two runs, and no report where the guide reads none of its files."""
    if arguments[0] not in ("run", "compare"):
        return arguments
    if "--runs" in arguments:
        arguments[arguments.index("--runs") + 1] = "2"
    else:
        arguments += ["--runs", "2"]
    told = "--out" in arguments and f"`{arguments[arguments.index('--out') + 1]}/" in GUIDE
    return [*arguments, "--jobs", "1", *(() if told else ("--no-figures", "--no-report"))]


def changed(text: str, block: str) -> str:
    """A plan with the keys of a block's tables set, or added where the table lacks them."""
    for header, body in re.findall(r"^(\[[^\n]*\])\n(.*?)(?=^\[|\Z)", block, re.M | re.S):
        before, found, after = text.partition(f"\n{header}")
        assert found, f"mycity/plan.toml has no {header}"
        end = after.find("\n[")
        table, rest = (after[:end], after[end:]) if end >= 0 else (after, "")
        for line in filter(None, body.split("\n")):
            key = re.match(r"[^=＝: ]+", line)[0]
            table, count = re.subn(
                rf"^{key} *=.*$", lambda _, line=line: line, table, count=1, flags=re.M
            )
            if not count:
                head, _, more = table.partition("\n")
                table = f"{head}\n{line}\n{more}"
        text = before + found + table + rest
    return text


def plain(text: str) -> str:
    """A message without line and column numbers."""
    return re.sub(r"toml:\d+:\d+:", "toml:", text).strip()


def test_the_guide_does_what_it_says(tmp_path: Path, start) -> None:
    said = None
    for language, use, body in BLOCK.findall(GUIDE):
        at = f"{language} {use}\n{body}"
        assert said is None or use == "错误示例", f"no 错误示例 before\n{at}"
        if (language, use) in (("sh", ""), ("sh", "错误命令")):
            for line in body.strip().split("\n"):
                code, out, err = start(line)
                assert code == (2 if use else 0), f"{line}\n{out}{err}"
                said = err if use else None
        elif use.startswith("填写"):
            file = tmp_path / (use[3:] or PLAN)
            file.write_text(changed(file.read_text("utf-8"), body), "utf-8")
        elif use == "追加":
            (tmp_path / PLAN).write_text(
                (tmp_path / PLAN).read_text("utf-8") + "\n" + body, "utf-8"
            )
        elif use == "错误写法":
            right = (tmp_path / PLAN).read_text("utf-8")
            (tmp_path / PLAN).write_text(changed(right, body), "utf-8")
            code, _, said = start(START + "check mycity")
            (tmp_path / PLAN).write_text(right, "utf-8")
            assert code == 2, at
        elif use.startswith("文件 "):
            (tmp_path / use[3:]).write_text(body, "utf-8")
        elif use == "错误示例":
            assert said is not None and plain(body) == plain(said), (
                f"the guide says\n{body}\nbut what is said is\n{said}"
            )
            said = None
        else:
            assert not use, f"no such use: {at}"
    costs = json.loads(start(START + "policies mycity --json")[1])
    assert {row["planned_public_money"] for row in costs if row["name"] != "no-policy"} == {9000}
    promised = PROMISED.findall(GUIDE)
    assert len(promised) > 10 and not [path for path in promised if not (tmp_path / path).exists()]


def test_links_of_the_guide_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", GUIDE)
    assert links and not [link for link in links if not (ROOT / "docs" / link).exists()]
    anchors = {
        re.sub(r"[^\w\- ]", "", title).strip().replace(" ", "-").lower()
        for title in re.findall(r"^#+ (.*)$", GUIDE, re.M)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", GUIDE)) <= anchors
