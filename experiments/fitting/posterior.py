"""The posterior of parameters given the facts: even priors, and the likelihood of the facts at each point.

A fact differs from the emulated row by its published error, by what the emulator misses, and by the model being no region:
the model discrepancy.  How large that usually is, in parts of the published value, is found out with the parameters for each
group of facts (demography, size, finance).  Errors have the long tails of Student's t: a fact that the model cannot meet, for
want of a mechanism, is given up; with normal errors, parameters were bent until every fact was missed by a little.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import halfnorm

from fitting.emulator import Emulator

DISCREPANCY = 0.15  # scale of the prior of the model discrepancy: three tenths of a published value
TAILS = 2.0  # degrees of freedom: one fact in ten lies beyond three usual errors


@dataclass(frozen=True)
class Posterior:
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
        """The parameters, and behind them the model discrepancy of each group."""
        return self.parameters + int(self.group.max()) + 1

    def log_likelihood(self, points: np.ndarray) -> np.ndarray:
        """The log likelihood of the facts at points (n, dimensions), but for a constant."""
        places, discrepancy = np.split(points, [self.parameters], axis=1)
        whole = self.emulator.missed + self.spread**2 + discrepancy[:, self.group] ** 2
        apart = (self.facts - self.emulator.predict(places)) ** 2 / whole
        return -0.5 * ((TAILS + 1) * np.log1p(apart / TAILS) + np.log(whole)).sum(1)

    def log_density(self, points: np.ndarray) -> np.ndarray:
        """The log density of the posterior, but for a constant; minus infinity out of range."""
        places, discrepancy = np.split(points, [self.parameters], axis=1)
        inside = ((places >= 0) & (places <= 1)).all(1) & (discrepancy >= 0).all(1)
        found = np.full(len(points), -np.inf)
        found[inside] = self.log_likelihood(points[inside]) + halfnorm.logpdf(
            discrepancy[inside], scale=DISCREPANCY
        ).sum(1)
        return found

    def prior_transform(self, cube: np.ndarray) -> np.ndarray:
        """Points of the unit cube as draws from the prior."""
        places, discrepancy = np.split(cube, [self.parameters], axis=-1)
        return np.concatenate([places, halfnorm.ppf(discrepancy, scale=DISCREPANCY)], axis=-1)
