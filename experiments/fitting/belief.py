"""What is believed of parameters once facts are seen: even beliefs before, and how likely the facts are at each point.

A fact differs from the emulated row by its published error, by what the emulator misses, and by the model being no region: that
last error is as large for every fact, in parts of the published value, and is found out with the parameters.  So a model that
cannot meet its facts says so, and leaves its parameters wide.
"""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.stats import halfnorm

from fitting.emulator import Emulator

UNTRUE = 0.15           # scale of what is believed of the model's own error: three tenths of a published value


@dataclass(frozen=True)
class Belief:
    """Facts (rows) with their published errors, seen through an emulator."""

    emulator: Emulator
    facts: np.ndarray
    spread: np.ndarray

    @property
    def dimensions(self) -> int:
        """The parameters, and the model's own error as the last."""
        return self.emulator.design.shape[1] + 1

    @cached_property
    def known_error(self) -> tuple[np.ndarray, np.ndarray]:
        """The error that does not depend on the point, as variances along its axes, and the axes."""
        return np.linalg.eigh(self.emulator.missed + np.diag(self.spread ** 2))

    def likelihood(self, points: np.ndarray) -> np.ndarray:
        """The log likelihood of the facts at points (n, dimensions)."""
        variances, axes = self.known_error
        apart = (self.facts - self.emulator.at(points[:, :-1])) @ axes
        whole = variances + points[:, -1:] ** 2
        return -0.5 * (apart ** 2 / whole + np.log(whole)).sum(1)

    def density(self, points: np.ndarray) -> np.ndarray:
        """The log density of what is believed, but for a constant; minus infinity out of range."""
        inside = ((points[:, :-1] >= 0) & (points[:, :-1] <= 1)).all(1) & (points[:, -1] >= 0)
        found = np.full(len(points), -np.inf)
        found[inside] = self.likelihood(points[inside]) + halfnorm.logpdf(points[inside, -1], scale=UNTRUE)
        return found

    def before(self, cube: np.ndarray) -> np.ndarray:
        """Points of the unit cube as points drawn from what is believed before."""
        return np.concatenate([cube[..., :-1], halfnorm.ppf(cube[..., -1:], scale=UNTRUE)], axis=-1)
