"""What several test files share."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import sim.model
import sim.runs
import sim.scenario
import sim.story
import sim.study.design
from sim.cli import main
from sim.core import chance
from sim.model import rules
from sim.model.phases import passes
from sim.model.rules import measure, measure_places

# rooms that call rules and kernels
USERS = (sim.model, sim.scenario, sim.runs, sim.story, sim.study.design)


@pytest.fixture(scope="module")
def plain_python() -> Iterator[None]:
    """Rules and kernels as the Python functions they were written as.

    Whoever imports one while this lasts would hold the slow function ever after, so all who might are imported before.
    """
    for room in USERS:
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            importlib.import_module(module.name)
    modules = [
        importlib.import_module(f"sim.model.rules.{m.name}")
        for m in pkgutil.iter_modules(rules.__path__)
    ]
    with pytest.MonkeyPatch.context() as patch:
        for module in (*modules, measure, measure_places, passes, chance):
            for name, value in list(vars(module).items()):
                if hasattr(value, "py_func"):
                    patch.setattr(module, name, value.py_func)
        yield


@pytest.fixture
def fuhua(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., tuple[int, str, str]]:
    """The command as a function, in a folder of its own: exit code, what it said on stdout and on stderr."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        code = 0
        try:
            main.main(list(arguments))
        except SystemExit as end:
            code = end.code
        return code, *capsys.readouterr()

    return call
