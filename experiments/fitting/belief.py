"""What is believed of parameters once facts are seen: even beliefs before, and how likely the facts are at each point.

A fact differs from the emulated row by its published error, by what the emulator misses, and by the model being no region.  That
last error is, in parts of the published value, as large for every fact of a group (demography, size, finance), and is found out
with the parameters.  So a model that cannot meet a group of facts says so, leaves wide what only they would tell, and still
learns from the other groups.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import halfnorm

from fitting.emulator import Emulator

UNTRUE = 0.15           # scale of what is believed of the model's own error: three tenths of a published value


@dataclass(frozen=True)
class Belief:
    """Facts (rows) with their published errors and the group each belongs to, seen through an emulator."""

    emulator: Emulator
    facts: np.ndarray
    spread: np.ndarray
    group: np.ndarray

    @property
    def parameters(self) -> int:
        """How many parameters there are."""
        return self.emulator.design.shape[1]

    @property
    def dimensions(self) -> int:
        """The parameters, and behind them the model's own error in each group."""
        return self.parameters + int(self.group.max()) + 1

    def likelihood(self, points: np.ndarray) -> np.ndarray:
        """The log likelihood of the facts at points (n, dimensions), but for a constant."""
        places, untrue = np.split(points, [self.parameters], axis=1)
        own = np.eye(len(self.facts)) * (self.spread ** 2 + untrue[:, self.group] ** 2)[:, None]
        root = np.linalg.cholesky(self.emulator.missed + own)
        apart = np.linalg.solve(root, (self.facts - self.emulator.at(places))[:, :, None])[:, :, 0]
        return -0.5 * (apart ** 2).sum(1) - np.log(np.diagonal(root, axis1=1, axis2=2)).sum(1)

    def density(self, points: np.ndarray) -> np.ndarray:
        """The log density of what is believed, but for a constant; minus infinity out of range."""
        places, untrue = np.split(points, [self.parameters], axis=1)
        inside = ((places >= 0) & (places <= 1)).all(1) & (untrue >= 0).all(1)
        found = np.full(len(points), -np.inf)
        found[inside] = self.likelihood(points[inside]) + halfnorm.logpdf(untrue[inside], scale=UNTRUE).sum(1)
        return found

    def before(self, cube: np.ndarray) -> np.ndarray:
        """Points of the unit cube as points drawn from what is believed before."""
        places, untrue = np.split(cube, [self.parameters], axis=-1)
        return np.concatenate([places, halfnorm.ppf(untrue, scale=UNTRUE)], axis=-1)
