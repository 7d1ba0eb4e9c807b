"""An emulator: Gaussian processes, one a row, that stand for the model between the points it was lived at.

How far each parameter reaches in a row is read off a quadratic regression, and one length common to all is fitted: with a length
fitted for each, a hundred points in sixteen dimensions were predicted no better, and errors taken for a quarter too small.
Whatever the processes miss is measured, not assumed: each tenth of the points is predicted from the others alone, and the
variance of what is missed is the error of the emulator and the luck of one life of the region together.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

SHORTEST, LONGEST = (
    0.05,
    50.0,
)  # lengths over which a row may change, in widths of the range that moves it most
LEAST = 0.05  # part of that range's stretch that a parameter has at least
PENALTIES = np.logspace(-2, 3, 20)  # of the regression
FOLDS = 10
MEASURED = 0.9  # share of points at which a row must have been measured to be emulated
BATCH = 16  # points predicted at once: more would not fit the processor's cache


@dataclass(frozen=True)
class Emulator:
    """What is needed to predict: the design, and for each row its middle, inverse squared lengths and weights of points."""

    design: np.ndarray
    middle: np.ndarray
    sharpness: np.ndarray
    weights: np.ndarray
    rows: np.ndarray  # which rows of the facts are emulated
    missed: np.ndarray  # variance of what is missed in each row

    def predict(self, places: np.ndarray) -> np.ndarray:
        """What rows would be at points of the unit cube: (points, rows)."""
        return np.concatenate(
            [self._predict_batch(places[k : k + BATCH]) for k in range(0, len(places) or 1, BATCH)]
        )

    def _predict_batch(self, places: np.ndarray) -> np.ndarray:
        """The same for a few points."""
        near = places @ self.stretched
        near += self.far
        near -= 0.5 * (places**2 @ self.sharpness.T).T[:, :, None]
        return self.middle + (np.exp(near, out=near) @ self.weights[:, :, None])[:, :, 0].T

    @cached_property
    def stretched(self) -> np.ndarray:
        """The design for each row, its lengths taken for units twice: (rows, dimensions, points)."""
        return np.ascontiguousarray((self.sharpness[:, None] * self.design).transpose(0, 2, 1))

    @cached_property
    def far(self) -> np.ndarray:
        """Half the squared distance of each of its points from the origin, negative: (rows, 1, points)."""
        return -0.5 * (self.design**2 @ self.sharpness.T).T[:, None]


def fit_emulator(places: np.ndarray, found: np.ndarray) -> Emulator:
    """Gaussian processes through what was found (points, rows) at places (points, dimensions); rows too rarely measured are left out."""
    from threadpoolctl import threadpool_limits

    rows = np.flatnonzero(np.isfinite(found).mean(0) >= MEASURED)
    with threadpool_limits(1):  # matrices this small are slower with threads
        fits = [fit_row(places, found[:, row]) for row in rows]
    middle, sharpness, weights, missed = (np.array(column) for column in zip(*fits, strict=True))
    return Emulator(places, middle, sharpness, weights, rows, missed.var(1))


def fit_row(
    places: np.ndarray, found: np.ndarray
) -> tuple[float, np.ndarray, np.ndarray, np.ndarray]:
    """One row's middle, inverse squared lengths, weight of each point, and how each point is missed by the others (0 where the
    row was not measured)."""
    there = np.isfinite(found)
    middle, scale = found[there].mean(), found[there].std() or 1.0
    near, aim = places[there], (found[there] - middle) / scale
    process, stretch = fit_process(near, aim)
    weights, missed = np.zeros(len(places)), np.zeros(len(places))
    weights[there] = process.alpha_ * process.kernel_.k1.k1.constant_value * scale
    fold, apart = np.arange(len(near)) % FOLDS, np.zeros(len(near))
    for out in (fold == number for number in range(FOLDS)):
        other, stretched = fit_process(near[~out], aim[~out])
        apart[out] = aim[out] - other.predict(near[out] * stretched)
    missed[there] = apart * scale
    return middle, (stretch / process.kernel_.k1.k2.length_scale) ** 2, weights, missed


def fit_process(places: np.ndarray, aim: np.ndarray) -> tuple[Any, np.ndarray]:
    """A Gaussian process through a row of mean 0 and spread 1, and by how much each parameter is stretched for it."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel
    from sklearn.linear_model import RidgeCV

    centred = 2 * places - 1
    slope, bend = np.split(
        RidgeCV(PENALTIES).fit(np.concatenate([centred, centred**2], axis=1), aim).coef_, 2
    )
    pull = np.sqrt(slope**2 + bend**2 / 2)
    stretch = np.clip(pull / (pull.max() or 1.0), LEAST, 1)
    kernel = ConstantKernel(1.0, (1e-3, 1e3)) * RBF(2.0, (SHORTEST, LONGEST)) + WhiteKernel(
        0.1, (1e-4, 2.0)
    )
    with warnings.catch_warnings():  # a row that is all luck has the longest length
        warnings.simplefilter("ignore", ConvergenceWarning)
        return GaussianProcessRegressor(kernel).fit(places * stretch, aim), stretch
