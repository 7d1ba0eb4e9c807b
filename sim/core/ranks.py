"""Ranks: one whole number a row, so that rows that stand anywhere are put in order by numbers alone.

Equal ranks would need two keys equal in 48 bits.
"""

import numpy as np

from sim.core.kernel import rule

STEPS, MOST = 4096.0, 65535.0  # of 1, and in all, so that a step takes 16 bits
STEP_PLACE, KEY_PLACE = np.uint64(48), np.uint64(16)


@rule
def rank_by_value(value: float, key: np.uint64) -> np.uint64:
    """The rank of a row by a positive value, the highest first, and then by key."""
    step = MOST - np.floor(min(MOST, max(0.0, value * STEPS)))
    return (np.uint64(step) << STEP_PLACE) | (np.uint64(key) >> KEY_PLACE)


@rule
def rank_in_block(block: int, key: np.uint64) -> np.uint64:
    """The rank of a row by block, and then by key."""
    return (np.uint64(block) << STEP_PLACE) | (np.uint64(key) >> KEY_PLACE)
