"""What many runs will take before they are lived: months, memory and room on the disk; what cannot end
is refused.
"""

import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sim.core.fields import dtype_of
from sim.model.agents.payments import Book
from sim.model.measures import Census, FacilityCensus, SectorCensus
from sim.runs.streams import IN_MEMORY
from sim.scenario.scenario import Scenario
from sim.words.catalogue import user_error

ON_DISK = 0.45  # of their bytes in memory: the spool and history.parquet, measured with Xuchang
AT_ONCE = 4  # times a measure of all runs stands in memory, while it is summed up
NUMBER = 8  # bytes
LIST_BYTES = 4096  # that a run takes in lists: its task, seed, targets
GB = 1e9


@dataclass(frozen=True)
class RunSize:
    """What one run's months take: bytes of all measures, and of the largest of them."""

    every: int
    largest: int

    @classmethod
    def of(cls, scenario: Scenario, months: int) -> "RunSize":
        """The size of a scenario's runs of so many months."""
        rows = {
            Census: (districts := len(scenario.districts)),
            Book: districts,
            SectorCensus: len(scenario.sectors) * len(scenario.market_names),
            FacilityCensus: len(scenario.named_facilities),
        }
        every = sum(dtype_of(kind).itemsize * many for kind, many in rows.items())
        return cls(months * every, months * NUMBER * max(rows.values()))

    def on_disk(self, runs: int) -> float:
        """Bytes on the disk that so many runs take, while they are lived and written."""
        return ON_DISK * runs * self.every

    def in_memory(self, runs: int) -> float:
        """Bytes that grow with the number of runs, when they are summed up."""
        return runs * float(AT_ONCE * self.largest + LIST_BYTES)


def check_room(size: RunSize, runs: int, folder: Path | None = None) -> None:
    """UserError where so many runs find no room on the disk, in the place of their folder, or in
    memory.
    """
    if runs * size.every <= IN_MEMORY:
        return
    place = Path(folder or tempfile.gettempdir()).absolute()
    place = next(p for p in (place, *place.parents) if p.exists())
    for error, need, there in (
        ("runs_no_disk", size.on_disk(runs), shutil.disk_usage(place).free),
        ("runs_no_memory", size.in_memory(runs), memory_there()),
    ):
        if there is not None and need > there:
            raise user_error(
                error,
                runs=runs,
                need=f"{need / GB:.1f}",
                there=f"{there / GB:.1f}",
                place=place,
                most=max(1, int(runs * there / need)),
            )


def memory_there() -> int | None:
    """Bytes of memory that this process may have; None where the system does not tell."""
    if sys.platform == "win32":
        return None
    import resource

    machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    return machine if limit == resource.RLIM_INFINITY else min(machine, limit)
