"""Three ways to draw from a posterior: an ensemble of walkers (emcee), nested sampling (dynesty), and no emulator at all.

Each is a function of a posterior and a seed, and gives equally likely draws (draws, dimensions).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.special import expit, logit

from fitting.emulator import PENALTIES
from fitting.posterior import TAILS, Posterior

WALKERS, SETTLING, STEPS, EVERY = 96, 300, 600, 10  # of emcee
LIVE = 250  # points of dynesty
EDGE = 1e-6  # how near to an end of a range a start may lie
NEAREST = 0.5  # part of the design that rejection keeps


def walkers(
    posterior: Posterior, seed: int, settling: int = SETTLING, steps: int = STEPS
) -> np.ndarray:
    """emcee's walkers (Foreman-Mackey et al. 2013) where nothing is out of range, with moves along the difference of two
    others, which cross narrow valleys."""
    import emcee

    k = posterior.parameters

    def density(free: np.ndarray) -> np.ndarray:
        points = to_bounded(free, k)
        inside = points[:, :k]
        return (
            posterior.log_density(points)
            + np.log(inside * (1 - inside)).sum(1)
            + free[:, k:].sum(1)
        )

    start = posterior.prior_transform(
        np.random.default_rng(seed).random((20 * WALKERS, posterior.dimensions))
    )
    start = start[np.argsort(-posterior.log_density(start))[:WALKERS]]
    moves = [
        (emcee.moves.DEMove(), 0.6),
        (emcee.moves.StretchMove(), 0.3),
        (emcee.moves.DESnookerMove(), 0.1),
    ]
    sampler = emcee.EnsembleSampler(
        WALKERS, posterior.dimensions, density, moves=moves, vectorize=True
    )
    state = emcee.State(
        to_unbounded(start, k), random_state=np.random.RandomState(seed).get_state()
    )
    sampler.run_mcmc(state, settling + steps)
    return to_bounded(sampler.get_chain(discard=settling, thin=EVERY, flat=True), k)


def nested(posterior: Posterior, seed: int) -> np.ndarray:
    """dynesty's nested sampling (Speagle 2020)."""
    import dynesty

    sampler = dynesty.NestedSampler(
        lambda point: float(posterior.log_likelihood(point[None])[0]),
        posterior.prior_transform,
        posterior.dimensions,
        nlive=LIVE,
        sample="rwalk",
        rstate=np.random.default_rng(seed),
    )
    sampler.run_nested(dlogz=0.5, print_progress=False)
    return sampler.results.samples_equal(rstate=np.random.default_rng(seed))


def nearest(posterior: Posterior, found: np.ndarray, seed: int) -> np.ndarray:
    """The design's own points whose rows (`found`) come nearest, moved by a ridge regression to where they would meet the
    facts (Beaumont, Zhang & Balding 2002): approximate Bayes without an emulator."""
    from sklearn.linear_model import RidgeCV

    dice, k = np.random.default_rng(seed), posterior.parameters
    design, there = posterior.emulator.design, np.isfinite(found).all(1)
    points = posterior.prior_transform(dice.random((len(design), posterior.dimensions)))
    points[:, :k] = design
    points, seen = points[there], found[there]
    seen = seen + dice.standard_t(TAILS, seen.shape) * np.hypot(
        posterior.spread, points[:, k:][:, posterior.group]
    )
    apart = (seen - posterior.facts) / seen.std(0)
    distance = np.sqrt((apart**2).sum(1))
    close = distance <= np.quantile(distance, NEAREST)
    weights = 1 - (distance[close] / distance[close].max()) ** 2 + 1e-6
    free = to_unbounded(points[close], k)
    trend = RidgeCV(PENALTIES).fit(apart[close], free, weights)
    free = free - trend.predict(apart[close]) + trend.predict(np.zeros((1, seen.shape[1])))
    return to_bounded(free[dice.choice(len(free), 1000, p=weights / weights.sum())], k)


def to_unbounded(points: np.ndarray, parameters: int) -> np.ndarray:
    """Points as numbers without bounds: log odds of the parameters' places, logarithms of the model discrepancies."""
    places, discrepancy = np.split(points, [parameters], axis=1)
    return np.concatenate(
        [logit(np.clip(places, EDGE, 1 - EDGE)), np.log(discrepancy + EDGE)], axis=1
    )


def to_bounded(free: np.ndarray, parameters: int) -> np.ndarray:
    """Numbers without bounds as points: the inverse of `to_unbounded`, never quite at an end of a range."""
    odds, logs = np.split(free, [parameters], axis=1)
    return np.concatenate([np.clip(expit(odds), EDGE**2, 1 - EDGE**2), np.exp(logs)], axis=1)


SAMPLERS: dict[str, Callable[[Posterior, np.ndarray, int], np.ndarray]] = {
    "emcee": lambda posterior, found, seed: walkers(posterior, seed),
    "dynesty": lambda posterior, found, seed: nested(posterior, seed),
    "regression": nearest,
}
