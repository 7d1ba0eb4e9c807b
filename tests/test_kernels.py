"""Kernels compile side by side, once, and what a month calls is compiled for one set of types."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.core import chance, kernel
from sim.core.kernel import write_once
from sim.model.month import MONTH
from sim.runs import kernels
from sim.runs.kernels import compile_kernels, compiled_note, phases_by_rules
from sim.runs.workers import ignore_progress
from sim.scenario.scenario import load

EACH_PHASE_ALONE = """
import sys
from numba.core.dispatcher import Dispatcher
from sim.model.month import MONTH
from sim.runs.kernels import SmallRegion, live_phase_alone
from sim.scenario.scenario import load
from sim.scenario.spinup import small_region

region = SmallRegion(*small_region(load("xuchang", nature="central")))
for number in range(len(MONTH)):
    live_phase_alone((region, number))
kept = {
    value
    for name, module in sys.modules.items()
    if name.startswith("sim.model.")
    for value in vars(module).values()
    if isinstance(value, Dispatcher)
}
print(len(kept), sum(1 for x in kept if x.signatures), max(len(x.signatures) for x in kept))
"""


def test_phases_by_themselves_call_nearly_all_kernels_each_for_one_set_of_types() -> None:
    """What two processes kept of one kernel for different types would be lost or, worse, mixed up."""
    out = subprocess.run(
        [sys.executable, "-c", EACH_PHASE_ALONE], capture_output=True, text=True, check=True
    ).stdout
    kernels_there, called, most_signatures = map(int, out.split())
    assert called >= 0.85 * kernels_there, "phases alone come to too few kernels"
    assert most_signatures == 1


@pytest.fixture
def compilations(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[list[list[tuple[Any, int]]]]:
    """What was handed to processes to compile, in an empty cache; nothing is compiled."""
    handed: list[list[tuple[Any, int]]] = []

    def hand_over(task: Any, items: list[tuple[Any, int]], *_: Any) -> Iterator[Any]:
        handed.append(items)
        yield from ((item, None) for item in items)

    monkeypatch.setattr(kernel, "KERNELS", tmp_path)
    monkeypatch.setattr(kernels, "map_parallel", hand_over)
    monkeypatch.setattr(kernels, "may_have_workers", lambda: True)
    monkeypatch.setattr(kernels.numba.config, "DISABLE_JIT", 0)
    yield handed


def test_kernels_of_a_plan_are_compiled_once_and_told(compilations: list[Any]) -> None:
    scenario, told = load("xuchang", nature="central"), []
    for _ in range(2):
        compile_kernels(scenario, 2, lambda *step: told.append(step))
    (items,) = compilations
    assert sorted(number for _, number in items) == list(range(len(MONTH)))
    assert len({id(region) for region, _ in items}) == 1
    assert told == [("compile", done, len(MONTH)) for done in range(len(MONTH) + 1)]
    assert compiled_note(scenario).exists()


def test_a_worker_leaves_compiling_to_the_process_that_made_it(
    compilations: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernels, "may_have_workers", lambda: False)
    compile_kernels(load("xuchang", nature="central"), 2, ignore_progress)
    assert compilations == []


def test_the_phases_of_most_rules_begin_first() -> None:
    lengths = [len(list(MONTH.values())[number]) for number in phases_by_rules()]
    assert lengths == sorted(lengths, reverse=True)


def test_an_offspring_has_the_same_key_for_rules_and_for_python() -> None:
    plain = getattr(chance.offspring_key, "py_func", chance.offspring_key)
    for key, number, what in ((0, 0, 0), (12345678901234567890, 7, 3), (2**64 - 1, 10**9, 61)):
        expected = int(plain(np.uint64(key), number, what))
        assert int(chance.offspring_key(np.uint64(key), number, what)) == expected


def test_a_record_s_text_is_put_together_once() -> None:
    class Record:
        key = "a key"

    asked: list[Any] = []
    text = write_once(lambda record: f"text {asked.append(record)}")
    assert text(Record()) == text(Record()) == "text None"
    assert len(asked) == 1
