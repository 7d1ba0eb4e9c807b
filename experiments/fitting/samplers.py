"""Three ways to draw from what is believed: an ensemble of walkers (emcee), nested sampling (dynesty), and no emulator at all.

Each is a function of a belief and a seed, and gives equally likely draws (draws, dimensions).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.special import expit, logit

from fitting.belief import TAILS, Belief
from fitting.emulator import PENALTIES

WALKERS, SETTLING, STEPS, EVERY = 96, 300, 600, 10  # of emcee
LIVE = 250  # points of dynesty
EDGE = 1e-6  # how near to an end of a range a start may lie
NEAREST = 0.5  # part of the design that rejection keeps


def walkers(belief: Belief, seed: int, settling: int = SETTLING, steps: int = STEPS) -> np.ndarray:
    """emcee's walkers (Foreman-Mackey et al. 2013) where nothing is out of range, with moves along the difference of two
    others, which cross narrow valleys."""
    import emcee

    k = belief.parameters

    def density(free: np.ndarray) -> np.ndarray:
        points = bound(free, k)
        inside = points[:, :k]
        return belief.density(points) + np.log(inside * (1 - inside)).sum(1) + free[:, k:].sum(1)

    start = belief.before(np.random.default_rng(seed).random((20 * WALKERS, belief.dimensions)))
    start = start[np.argsort(-belief.density(start))[:WALKERS]]
    moves = [
        (emcee.moves.DEMove(), 0.6),
        (emcee.moves.StretchMove(), 0.3),
        (emcee.moves.DESnookerMove(), 0.1),
    ]
    sampler = emcee.EnsembleSampler(
        WALKERS, belief.dimensions, density, moves=moves, vectorize=True
    )
    state = emcee.State(unbound(start, k), random_state=np.random.RandomState(seed).get_state())
    sampler.run_mcmc(state, settling + steps)
    return bound(sampler.get_chain(discard=settling, thin=EVERY, flat=True), k)


def nested(belief: Belief, seed: int) -> np.ndarray:
    """dynesty's nested sampling (Speagle 2020)."""
    import dynesty

    sampler = dynesty.NestedSampler(
        lambda point: float(belief.likelihood(point[None])[0]),
        belief.before,
        belief.dimensions,
        nlive=LIVE,
        sample="rwalk",
        rstate=np.random.default_rng(seed),
    )
    sampler.run_nested(dlogz=0.5, print_progress=False)
    return sampler.results.samples_equal(rstate=np.random.default_rng(seed))


def nearest(belief: Belief, found: np.ndarray, seed: int) -> np.ndarray:
    """The design's own points whose rows (`found`) come nearest, moved by a ridge regression to where they would meet the
    facts (Beaumont, Zhang & Balding 2002): approximate Bayes without an emulator."""
    from sklearn.linear_model import RidgeCV

    dice, k = np.random.default_rng(seed), belief.parameters
    design, there = belief.emulator.design, np.isfinite(found).all(1)
    points = belief.before(dice.random((len(design), belief.dimensions)))
    points[:, :k] = design
    points, seen = points[there], found[there]
    seen = seen + dice.standard_t(TAILS, seen.shape) * np.hypot(
        belief.spread, points[:, k:][:, belief.group]
    )
    apart = (seen - belief.facts) / seen.std(0)
    distance = np.sqrt((apart**2).sum(1))
    close = distance <= np.quantile(distance, NEAREST)
    weights = 1 - (distance[close] / distance[close].max()) ** 2 + 1e-6
    free = unbound(points[close], k)
    trend = RidgeCV(PENALTIES).fit(apart[close], free, weights)
    free = free - trend.predict(apart[close]) + trend.predict(np.zeros((1, seen.shape[1])))
    return bound(free[dice.choice(len(free), 1000, p=weights / weights.sum())], k)


def unbound(points: np.ndarray, parameters: int) -> np.ndarray:
    """Points as numbers without bounds: log odds of the parameters' places, logarithms of the model's own errors."""
    places, untrue = np.split(points, [parameters], axis=1)
    return np.concatenate([logit(np.clip(places, EDGE, 1 - EDGE)), np.log(untrue + EDGE)], axis=1)


def bound(free: np.ndarray, parameters: int) -> np.ndarray:
    """Numbers without bounds as points: the inverse of `unbound`, never quite at an end of a range."""
    odds, logs = np.split(free, [parameters], axis=1)
    return np.concatenate([np.clip(expit(odds), EDGE**2, 1 - EDGE**2), np.exp(logs)], axis=1)


SAMPLERS: dict[str, Callable[[Belief, np.ndarray, int], np.ndarray]] = {
    "emcee": lambda belief, found, seed: walkers(belief, seed),
    "dynesty": lambda belief, found, seed: nested(belief, seed),
    "regression": nearest,
}
