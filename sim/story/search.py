"""Which lives went a certain way: "reached high-tech, then closed" or "成为高企，后来关闭".

A search is a row of happenings in their order; "never" (从未) before one asks that it did not happen
at all.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sim.story.events import EventRecord, phrases
from sim.words.catalogue import spoken_language, user_error
from sim.words.suggestions import suggestion

BETWEEN = re.compile(r"\s*(?:,\s*then|，?后来|，?然后|,\s*and|->|→|[,，;；]|\bthen\b)\s*")
NEVER = re.compile(r"^(?:never|从未|未曾)\s*")


@dataclass(frozen=True)
class Clause:
    """One happening asked for, or excluded."""

    events: frozenset[str]
    never: bool


def clauses(text: str) -> list[Clause]:
    """A search as its clauses; UserError where one is not a happening the model knows."""
    known = phrases()
    found = []
    for part in BETWEEN.split(text.strip().lower()):
        if not part:
            continue
        wish = NEVER.sub("", part)
        if wish not in known:
            raise user_error(
                "story_unknown_clause",
                given=part,
                help=suggestion(wish, known),
                all=vocabulary(),
            )
        found.append(Clause(frozenset(known[wish]), wish != part))
    if not found:
        raise user_error("story_empty_search", all=vocabulary())
    return found


def vocabulary() -> str:
    """What can be searched for, in the chosen language."""
    chinese = spoken_language() == "zh"
    return ("、" if chinese else ", ").join(p for p in phrases() if p.isascii() != chinese)


def matches(asked: Iterable[Clause], life: Iterable[EventRecord]) -> bool:
    """Whether a life, its notes in order, went that way."""
    notes, place = list(life), 0
    for clause in asked:
        if clause.never:
            if any(note.event in clause.events for note in notes):
                return False
            continue
        at = next((k for k in range(place, len(notes)) if notes[k].event in clause.events), None)
        if at is None:
            return False
        place = at + 1
    return True
