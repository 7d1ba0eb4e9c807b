"""One run to live: which scenario, which point of a design, whose luck, and the key by which the
run is known everywhere.

A sweep has thousands of runs of few scenarios, so a scenario is packed and digested once (`Case`)
and shared by its tasks; a worker unpacks it once.
"""

import hashlib
import pickle
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from sim.core import digests
from sim.plan.parts import Series
from sim.runs.ensemble import Ensemble, common_random_seed, ensemble_of, months_to_live, run
from sim.runs.outcomes import outcomes
from sim.scenario.scenario import Scenario

KEY = 24  # hex digits
UNPACKED = 64  # scenarios a worker keeps at hand


class Case:
    """A scenario as many tasks share it."""

    def __init__(self, scenario: Scenario):
        self.scenario = scenario

    @cached_property
    def payload(self) -> bytes:
        """The scenario as it is sent to workers."""
        return zlib.compress(pickle.dumps(self.scenario, pickle.HIGHEST_PROTOCOL))

    @cached_property
    def digest(self) -> str:
        """The digest of all that points of a design do not change."""
        return replace(self.scenario, levers=(), later={}).digest


@dataclass(frozen=True)
class Task:
    """One run to live; `values` are what a reader sees of the point, `changes` what is set on top
    of the case (`Scenario.vary`).
    """

    case: Case
    policy: str
    run: int
    seed: int
    key: str
    point: int = 0
    values: Mapping[str, float] = field(default_factory=dict)
    changes: Mapping[str, float] = field(default_factory=dict)
    months: int | None = None

    @property
    def place(self) -> tuple[str, int, int]:
        """Which row of its study this is."""
        return self.policy, self.point, self.run


def task_of(
    case: Case,
    policy: str,
    run: int,
    study_seed: int,
    point: int = 0,
    values: Mapping[str, float] | None = None,
    changes: Mapping[str, float] | None = None,
    months: int | None = None,
) -> Task:
    """The run of a number under a policy at a point: the same number meets the same luck
    everywhere.

    Its key is the digest of all that decides its numbers: the engine's source, scenario with
    nature, seed, months.
    """
    seed, changes = common_random_seed(study_seed, run), dict(changes or {})
    compiled = case_digest(case, tuple(sorted(changes.items())))
    length = months_to_live(case.scenario, months)
    decides = f"{digests.SOURCE_DIGEST} {compiled} {seed} {length}"
    key = hashlib.sha256(decides.encode()).hexdigest()[:KEY]
    return Task(case, policy, run, seed, key, point, dict(values or changes), changes, months)


@lru_cache(65536)
def case_digest(case: Case, changes: tuple[tuple[str, float], ...]) -> str:
    """The digest of a case with changes: the same for the same scenario, however it was come by."""
    scenario = case.scenario.vary(dict(changes)) if changes else case.scenario
    levers = [
        "|".join(f"{name}={series_text(series)}" for name, series in sorted(own.items()))
        for own in scenario.levers
    ]
    later = [f"{name}={float(value)!r}" for name, value in sorted(scenario.later.items())]
    return hashlib.sha256("\n".join([case.digest, *levers, *later]).encode()).hexdigest()


def series_text(series: Series) -> str:
    """A lever's dated values as text."""
    return ",".join(f"{month}:{float(value)!r}" for month, value in series.points) + (
        "~" if series.ramp else ""
    )


class RunOrder(NamedTuple):
    """What a worker is told of a task."""

    number: int
    payload: bytes
    changes: dict[str, float]
    seed: int
    months: int | None
    measures: tuple[str, ...]
    source: str


class RunResult(NamedTuple):
    """What a run leaves in a study: its outcomes in declared order, and months by (measure, month)."""

    outcomes: np.ndarray
    months: np.ndarray


def order_of(task: Task, number: int, measures: Sequence[str]) -> RunOrder:
    """The order for a task."""
    return RunOrder(
        number,
        task.case.payload,
        dict(task.changes),
        task.seed,
        task.months,
        tuple(measures),
        digests.SOURCE_DIGEST,
    )


def execute_order(order: RunOrder) -> RunResult:
    """Live one run, in whichever process; RuntimeError in a worker of another version."""
    if order.source != digests.SOURCE_DIGEST:
        raise RuntimeError(
            f"this worker runs engine {digests.SOURCE_DIGEST}, the study {order.source}: install one version everywhere"
        )
    case = unpack_scenario(order.payload)
    scenario = case.vary(order.changes) if order.changes else case
    ensemble = ensemble_of(scenario, 0, [run(scenario, order.seed, order.months)])
    numbers = np.array([values[0] for values in outcomes(ensemble).values()])
    return RunResult(
        numbers,
        np.array([path_of(ensemble, name) for name in order.measures]).reshape(
            len(order.measures), ensemble.months
        ),
    )


def path_of(ensemble: Ensemble, measure: str) -> np.ndarray:
    """A measure or payment of a single run, month by month, all districts together."""
    table = ensemble.books if measure.startswith("money.") else ensemble.history
    values = np.asarray(table[measure.removeprefix("money.")][0], float)
    return np.asarray(values.sum(-1))


@lru_cache(UNPACKED)
def unpack_scenario(payload: bytes) -> Scenario:
    """A scenario as it was sent."""
    scenario: Scenario = pickle.loads(zlib.decompress(payload))
    return scenario
