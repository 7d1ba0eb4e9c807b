"""History matching: points that cannot be right are ruled out, and the next wave of lives is spread over the rest.

Implausibility is the distance of an emulated row from its fact in joint errors.  A point is judged not by its worst row (Vernon,
Goldstein & Bower 2010) but by the one that a fifth of the rows are worse than, so that facts which the model meets nowhere do
not decide.
"""
from __future__ import annotations

import numpy as np
from scipy.stats import qmc

from fitting.belief import UNTRUE, Belief

CUT = 3.0               # errors
WORSE = 0.2             # part of the rows that may lie farther off than the one that decides
CANDIDATES = 2 ** 15


def implausibility(belief: Belief, places: np.ndarray) -> np.ndarray:
    """How implausible points of the unit cube are."""
    error = np.sqrt(belief.emulator.missed + belief.spread ** 2 + UNTRUE ** 2)
    apart = np.abs(belief.emulator.at(places) - belief.facts) / error
    return np.quantile(apart, 1 - WORSE, axis=1, method="lower")


def next_wave(belief: Belief, count: int, seed: int) -> tuple[np.ndarray, float]:
    """So many points evenly over what is not implausible, and the part of the ranges that is left; where that is too little
    for so many points, the least implausible."""
    places = qmc.Sobol(belief.emulator.design.shape[1], rng=seed).random(CANDIDATES)
    score = implausibility(belief, places)
    left = float((score <= CUT).mean())
    return places[score <= max(CUT, np.partition(score, count - 1)[count - 1])][:count], left
