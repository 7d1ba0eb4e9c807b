"""Waiting on states, never on the clock: a file appears, an address is printed, a process ends.

No test says how long a thing may take, for that is for the machine and its other work to decide.  What stands here is
the one limit all waits share, so that a test that would hang for ever ends with a word.
"""

from __future__ import annotations

import time
from collections.abc import Callable

LIMIT = 1800.0  # seconds; a broken wait ends after it, and no sound one comes near it
PAUSE = 0.02  # seconds between two looks at a state that nobody announces


def wait_until(holds: Callable[[], bool], what: str) -> None:
    """Look until something holds; AssertionError naming it where it never does."""
    end = time.monotonic() + LIMIT
    while not holds():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(PAUSE)
