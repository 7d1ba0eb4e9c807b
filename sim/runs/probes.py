"""What a plan's levers can move at most: the same region without them, and with them at full weight.

Where the runs of an ensemble leave a target far from its line, two more lives of each of its first
seeds tell whether the plan could have any say in it: one under no policy, one under the plan's
levers with twice their money.  They depend on the scenario, the seeds and the engine alone, and
stand beside the starting populations under their content, so that they are lived once.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np

from sim.core import kernel
from sim.core.digests import fingerprint
from sim.core.files import atomic_write
from sim.plan.parts import Series
from sim.plan.quantities import LEVERS
from sim.scenario.scenario import Scenario

PROBED = 2  # first runs of an ensemble whose seeds are lived again
MONEY, TIMES = "万元", 2.0  # levers counted in money, and what they are multiplied by


def without_policy(scenario: Scenario) -> Scenario:
    """The same region with every lever at neutral, nothing of what is promised built or set up, and
    no institution that the plan brings.
    """
    standing = tuple(f for f in scenario.facilities if f.opened is not None)
    neutral = tuple(dict[str, Series]() for _ in scenario.districts)
    nothing = replace(scenario, tenders=(), checklists=(), institutions=())
    return replace(nothing, facilities=standing, levers=neutral)


def at_full_weight(scenario: Scenario) -> Scenario:
    """The same region under all levers of the plan as it is written and of the policy, with twice
    their money, and all that either promises built or set up.
    """
    own = {f.id for f in scenario.facilities}
    more = tuple(f for f in scenario.written_facilities if f.id not in own)
    set_levers = scenario.written_levers or tuple({} for _ in scenario.districts)
    levers = tuple(
        {name: double_money(name, stronger(name, *both)) for name in sorted({*both[0], *both[1]})}
        for both in zip(set_levers, scenario.levers, strict=True)
    )
    acting = {o.id for o in scenario.institutions}
    written = scenario.written_set_up
    others = tuple(o for o in written.institutions if o.id not in acting)
    full = replace(
        scenario,
        tenders=scenario.tenders or written.tenders,
        checklists=scenario.checklists or written.checklists,
        institutions=scenario.institutions + others,
    )
    return replace(full, facilities=scenario.facilities + more, levers=levers)


def stronger(name: str, written: Mapping[str, Series], own: Mapping[str, Series]) -> Series:
    """The one of two courses of a lever that goes farther from neutral."""
    courses = [some[name] for some in (written, own) if name in some]
    neutral = LEVERS[name].default
    return max(courses, key=lambda s: max(abs(value - neutral) for _, value in s.points))


def double_money(name: str, series: Series) -> Series:
    """A lever at twice its money within its bounds; one that is no money as it is."""
    field = LEVERS[name]
    if not field.unit.startswith(MONEY):
        return series
    points = (
        (month, float(np.clip(TIMES * v, field.low, field.high))) for month, v in series.points
    )
    return replace(series, points=tuple(points))


def reach_file(probes: Sequence[Scenario], seeds: Sequence[int], months: int) -> Path:
    """Where the reach of a scenario's levers is kept: its name is all that decides it."""
    decides = [[s.digest for s in probes], [str(s) for s in seeds], months]
    return kernel.WORLDS / f"reach-{fingerprint(decides)}.json"


def load_reach(file: Path) -> dict[str, float] | None:
    """A reach that was kept; None where there is none or it is damaged."""
    try:
        found = json.loads(file.read_text("utf-8"))
        return {str(id): float(value) for id, value in found.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return None


def save_reach(file: Path, reach: Mapping[str, float]) -> None:
    """Keep a reach."""
    with suppress(OSError):  # without a cache it is only slower
        atomic_write(file, json.dumps(reach))
