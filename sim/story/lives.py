"""Lives of firms: found by name, by row or by what happened to them, told alone or beside the same
firm's other life.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.model.ecosystem import Ecosystem
from sim.runs.ensemble import common_random_seed, live_scenario
from sim.scenario.scenario import Scenario
from sim.story.events import EventRecord
from sim.story.search import clauses, matches
from sim.story.watcher import Watcher
from sim.words.catalogue import user_error

NAME = re.compile(r"[0-9a-f]{8,16}")


@dataclass(frozen=True)
class Life:
    """One firm's life under one policy: its notes, and its row at the end (None where it was never
    founded).
    """

    scenario: Scenario
    key: int
    notes: tuple[EventRecord, ...]
    end: np.void | None
    funds: np.ndarray

    name = property(lambda self: firm_name(self.key))


def firm_name(key: int) -> str:
    """A firm's name: the beginning of its key, the same under every policy."""
    return f"{int(key):016x}"[:8]


def survey(
    scenario: Scenario, seed: int = 1, run: int = 0, months: int | None = None
) -> tuple[Ecosystem, dict[int, list[EventRecord]]]:
    """A whole run, every firm's notes by row."""
    watcher = Watcher()
    eco = live_scenario(scenario, common_random_seed(seed, run), months, watcher)
    lives: dict[int, list[EventRecord]] = defaultdict(list)
    for note in watcher.notes:
        lives[note.row].append(note)
    return eco, lives


def search_lives(
    scenario: Scenario, text: str, seed: int = 1, run: int = 0, months: int | None = None
) -> list[int]:
    """Keys of the firms whose lives went as asked, in the order of their rows; UserError for words
    it does not know.
    """
    asked = clauses(text)
    eco, lives = survey(scenario, seed, run, months)
    return [
        int(eco.startups.rows["key"][row]) for row in sorted(lives) if matches(asked, lives[row])
    ]


def firm_key(
    scenario: Scenario, firm: str, seed: int = 1, run: int = 0, months: int | None = None
) -> int:
    """The key of a firm named by row number or by the beginning of its key; UserError where there
    is none.
    """
    eco = live_scenario(scenario, common_random_seed(seed, run), months)
    keys = eco.startups.rows["key"].tolist()
    if NAME.fullmatch(firm.lower()):
        found = [k for k in keys if f"{k:016x}".startswith(firm.lower())]
    elif firm.isdecimal():
        found = keys[int(firm) : int(firm) + 1]
    else:
        raise user_error("story_no_name", given=firm[:40])
    if not found:
        raise user_error("story_no_firm", given=firm[:40], last=len(keys) - 1)
    return found[0]


def firm_life(
    scenario: Scenario, key: int, seed: int = 1, run: int = 0, months: int | None = None
) -> Life:
    """One firm's life with the reasons behind it."""
    watcher = Watcher((key,))
    eco = live_scenario(scenario, common_random_seed(seed, run), months, watcher)
    rows = np.flatnonzero(eco.startups.rows["key"] == np.uint64(key))
    end = eco.startups.rows[rows[0]].copy() if len(rows) else None
    return Life(scenario, key, tuple(watcher.notes), end, eco.funds.rows.copy())


def support_received(of: Life) -> dict[str, Any]:
    """What a firm received from whom, over its whole life."""
    grants: dict[int, float] = defaultdict(float)
    totals = {"invested": 0.0, "loan": 0.0}
    for note in of.notes:
        if note.event == "granted":
            grants[int(note.values["programme"])] += note.values["amount"]
        elif note.event in totals:
            totals[note.event] += note.values["amount"]
    return {
        "grants": dict(grants),
        "equity": totals["invested"],
        "loans": totals["loan"],
        "refused": sum(note.event == "refused_grant" for note in of.notes),
    }
