"""What can happen in a firm's life: read from events.toml, where each is declared once.

A sentence names the values it is filled with; how a value is written (money, share, place, fund)
follows from its name, in `sim.report.subjects.story`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sim.core.files import read_declarations


@dataclass(frozen=True)
class Event:
    """One kind of happening.

    It happens where `column` of a firm changes: at all, or into a range (`into`, ends included),
    only up or down (`rises`), only of a firm that lives on (`living`).
    """

    en: str
    zh: str
    words: Sequence[str] = ()  # what a searcher may write for it, in either language
    turning: bool = False  # a turning point of a life, shown in bold
    reads: dict[str, str] = field(default_factory=dict)  # values by their columns
    since: dict[str, str] = field(default_factory=dict)  # months since that of a column
    column: str = ""
    into: Sequence[float] = ()
    rises: bool | None = None
    living: bool = False


@dataclass(frozen=True)
class EventRecord:
    """One happening: when, to which firm (row), and the numbers that decided it."""

    event: str
    month: int
    row: int
    values: dict[str, float] = field(default_factory=dict)


def read_events() -> dict[str, Event]:
    """Every event by its name, in the order of the file."""
    data = read_declarations(__file__)
    return {name: Event(**entry) for name, entry in data.items()}


EVENTS = read_events()


def phrases() -> dict[str, set[str]]:
    """What can be searched: each phrase and the events it means."""
    found: dict[str, set[str]] = {}
    for name, event in EVENTS.items():
        for phrase in event.words:
            found.setdefault(phrase, set()).add(name)
    return found
