"""The known name that a misspelt one most likely meant."""

import difflib
from collections.abc import Collection


def nearest_name(name: str, known: Collection[str], cutoff: float = 0.6) -> list[str]:
    """The known name most like this one, if any is."""
    return difflib.get_close_matches(str(name)[:80], list(known), 1, cutoff)
