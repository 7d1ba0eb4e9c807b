"""No test watches the clock: what is waited for is a state, and there is one limit for all."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import waiting

CLOCKS = {"sleep", "monotonic", "perf_counter", "wait_for_timeout"}
FILES = sorted(set(Path(__file__).parent.glob("*.py")) - {Path(waiting.__file__)})


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_test_watches_the_clock(file: Path) -> None:
    found = []
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            limits = [k.value for k in node.keywords if k.arg == "timeout"]
            if name == "set_default_timeout":
                limits += node.args
            elif name in CLOCKS:
                found.append((node.lineno, name))
            found += [
                (limit.lineno, "a limit of its own")
                for limit in limits
                if "LIMIT" not in {n.id for n in ast.walk(limit) if isinstance(n, ast.Name)}
            ]
    assert found == []


def test_what_never_holds_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "LIMIT", 0.0)
    with pytest.raises(AssertionError, match="waited in vain for rain"):
        waiting.wait_until(lambda: False, "rain")
    waiting.wait_until(lambda: True, "rain")
