"""What is asked of many runs' months, whether they have just been lived or are read back from their
folder.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from sim.plan.parts import Target


class MeasureTable(Protocol):
    """Measures by name, each an array of run, month and place."""

    @property
    def dtype(self) -> np.dtype:
        """The measures' names."""

    def __getitem__(self, name: str, /) -> np.ndarray:
        """One measure."""


class RunTable(MeasureTable, Protocol):
    """Measures of runs just lived, an array (run, month, place) of records or what answers like one."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Runs, months and places."""


class RunScenario(Protocol):
    """What reports ask of a scenario whose runs they tell of."""

    @property
    def targets(self) -> Sequence[Target]:
        """The plan's list of targets."""

    @property
    def districts(self) -> Sequence[Any]:
        """The districts, each with its id, zh and en."""

    @property
    def named_facilities(self) -> Sequence[Any]:
        """The facilities told of one by one, each with its id, zh, en and district."""


class RunHistories(Protocol):
    """The months of many runs of a scenario, live (`sim.runs.ensemble.Ensemble`) or read back from
    their folder.
    """

    @property
    def scenario(self) -> RunScenario:
        """What was lived."""

    @property
    def seeds(self) -> Sequence[object]:
        """One a run."""

    @property
    def first(self) -> int:
        """The number of the first month."""

    @property
    def months(self) -> int:
        """How many months were lived."""

    @property
    def reach(self) -> Mapping[str, float] | None:
        """How far the levers move each outcome target's quantity; None where nobody asked."""

    @property
    def history(self) -> MeasureTable:
        """The measures of every month."""

    @property
    def books(self) -> MeasureTable:
        """The payments of every month."""

    @property
    def sectors(self) -> MeasureTable:
        """The measures of sectors in every month."""

    @property
    def facilities(self) -> MeasureTable:
        """The measures of named facilities in every month."""

    @property
    def houses(self) -> Sequence[str]:
        """The ids of the named facilities, in the order of the last axis."""

    @property
    def places(self) -> Sequence[str]:
        """The ids of the districts, in the order of the last axis."""

    @property
    def branches(self) -> Sequence[str]:
        """The ids of the sectors, in the order of the last axis."""
