"""How readings are told: which were taken instead of the default, and what another one changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sim.words.catalogue import say, text_in_language


def readings_sentence(rows: Sequence[Mapping[str, str]]) -> str:
    """Which readings were taken; nothing where all are the default."""
    if not rows:
        return ""
    said = [
        say(
            "read_one",
            name=text_in_language((r["zh"], r["en"])),
            meaning=text_in_language((r["way_zh"], r["way_en"])),
            id=r["id"],
            way=r["way"],
        )
        for r in rows
    ]
    return say("read_so", readings=say("then").join(said))


def reading_effects(way: Mapping[str, Any]) -> list[str]:
    """What a way of reading changes, a line each."""
    found = [say("reading_change", **change) for change in way["changes"]]
    return (
        [*found, say("reading_counts", ids=say("between").join(way["counts"]))]
        if way["counts"]
        else found
    )
