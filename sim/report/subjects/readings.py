"""How readings are told: which were taken instead of the default, and what another one changes."""

from collections.abc import Iterable

from sim.report.numbers import Row, join_texts, row_name
from sim.words.catalogue import say


def readings_sentence(rows: Iterable[Row]) -> str:
    """Which readings were taken; nothing where all are the default."""
    said = [
        say(
            "read_one",
            name=row_name(r),
            meaning=row_name({"zh": r["way_zh"], "en": r["way_en"]}),
            id=r["id"],
            way=r["way"],
        )
        for r in rows
    ]
    return say("read_so", readings=say("then").join(said)) if said else ""


def reading_effects(way: Row) -> list[str]:
    """What a way of reading changes, a line each."""
    found = [say("reading_change", **change) for change in way["changes"]]
    counts = join_texts(way["counts"])
    return [*found, say("reading_counts", ids=counts)] if counts else found
