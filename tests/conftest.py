"""What several test files share."""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

import sim.model
import sim.runs
import sim.scenario
import sim.story
import sim.study.design
from sim.cli import main
from sim.core import chance
from sim.core.digests import fingerprint
from sim.core.kernel import WORLDS
from sim.model import rules
from sim.model.ecosystem import Ecosystem
from sim.model.phases import passes
from sim.model.rules import measure, measure_places
from sim.runs.workers import Workers
from sim.scenario import spinup
from sim.scenario.spinup import Progress, SpinupFit, SpinupSetting
from sim.words import catalogue

# A suite begun in the background ignores Ctrl-C, and what it starts would inherit that; what a user starts does not.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def same_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """The language that a test chose ends with it."""
    monkeypatch.setattr(catalogue.AUDIENCE, "language", catalogue.AUDIENCE.language)


# rooms that call rules and kernels
USERS = (sim.model, sim.scenario, sim.runs, sim.story, sim.study.design)


@pytest.fixture(scope="session", autouse=True)
def made_once() -> Iterator[None]:
    """Kernels and starting populations are made by one process of the suite; the others wait and load them.

    Without it each process of a suite on a new machine compiles all kernels at the same time.
    """
    live, fit, makes = Ecosystem.live_month, spinup.fit, FileLock(WORLDS / "suite.lock")

    def first_month(eco: Ecosystem, index: int) -> None:
        Ecosystem.live_month = live
        with makes:
            live(eco, index)

    def fit_once(setting: SpinupSetting, begin: SpinupFit | None, tell: Progress) -> Any:
        past = hashlib.sha256(setting.past.tobytes()).hexdigest()
        what = [
            int(setting.root),
            past,
            setting.known,
            setting.growths,
            setting.people,
            setting.firms,
            begin,
        ]
        file = WORLDS / f"start-{fingerprint(what)}.npz"
        there = file.exists()
        with makes:
            if not there and file.exists():  # made by another process in the meantime
                return spinup.load_world(file, setting.markets) or fit(setting, begin, tell)
            found = fit(setting, begin, tell)
            if not there:
                spinup.save_world(file, *found)
            return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Ecosystem, "live_month", first_month)
        patch.setattr(spinup, "fit", fit_once)
        yield


@pytest.fixture(scope="module")
def two_workers() -> Iterator[Workers]:
    """Two processes, which load all they need once; what is given to them is not done here."""
    with Workers(2) as workers:
        yield workers


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
