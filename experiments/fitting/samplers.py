"""Three ways to draw from what is believed: an ensemble of walkers (emcee), nested sampling (dynesty), and no emulator at all.

Each is a function of a belief and a seed, and gives equally likely draws (draws, dimensions).
"""
from __future__ import annotations

from collections.abc import Callable

import numpy as np

from fitting.belief import UNTRUE, Belief

WALKERS, SETTLING, STEPS, EVERY = 96, 300, 600, 10      # of emcee
LIVE = 250                                              # points of dynesty
NEAREST = 0.25                                          # part of the design that rejection keeps


def walkers(belief: Belief, seed: int, settling: int = SETTLING, steps: int = STEPS) -> np.ndarray:
    """emcee's walkers (Foreman-Mackey et al. 2013), with moves along the difference of two others, which cross narrow valleys."""
    import emcee

    dice = np.random.default_rng(seed)
    start = belief.before(dice.random((20 * WALKERS, belief.dimensions)))
    start = start[np.argsort(-belief.density(start))[:WALKERS]]
    moves = [(emcee.moves.DEMove(), 0.6), (emcee.moves.StretchMove(), 0.3), (emcee.moves.DESnookerMove(), 0.1)]
    sampler = emcee.EnsembleSampler(WALKERS, belief.dimensions, belief.density, moves=moves, vectorize=True)
    state = emcee.State(start, random_state=np.random.RandomState(seed).get_state())
    sampler.run_mcmc(state, settling + steps)
    return sampler.get_chain(discard=settling, thin=EVERY, flat=True)


def nested(belief: Belief, seed: int) -> np.ndarray:
    """dynesty's nested sampling (Speagle 2020)."""
    import dynesty

    sampler = dynesty.NestedSampler(lambda point: float(belief.likelihood(point[None])[0]), belief.before, belief.dimensions, nlive=LIVE,
                                    sample="rwalk", rstate=np.random.default_rng(seed))
    sampler.run_nested(dlogz=0.5, print_progress=False)
    return sampler.results.samples_equal(rstate=np.random.default_rng(seed))


def nearest(belief: Belief, found: np.ndarray, seed: int) -> np.ndarray:
    """The design's own points whose rows (`found`) come nearest, moved by a linear regression to where they would meet the
    facts (Beaumont, Zhang & Balding 2002): approximate Bayes without an emulator."""
    from sklearn.linear_model import LinearRegression

    dice = np.random.default_rng(seed)
    design, there = belief.emulator.design, np.isfinite(found).all(1)
    points = belief.before(dice.random((len(design), belief.dimensions)))
    points[:, :-1] = design
    points, seen = points[there], found[there]
    seen = seen + dice.standard_normal(seen.shape) * np.hypot(belief.spread, points[:, -1:])
    apart = (seen - belief.facts) / seen.std(0)
    distance = np.sqrt((apart ** 2).sum(1))
    close = distance <= np.quantile(distance, NEAREST)
    weights = 1 - (distance[close] / distance[close].max()) ** 2 + 1e-6
    free = np.concatenate([logit(points[close, :-1]), np.log(points[close, -1:] / UNTRUE + 1e-6)], axis=1)
    free = free - LinearRegression().fit(apart[close], free, weights).predict(apart[close]) \
        + LinearRegression().fit(apart[close], free, weights).predict(np.zeros((1, seen.shape[1])))
    drawn = free[dice.choice(len(free), 1000, p=weights / weights.sum())]
    return np.concatenate([1 / (1 + np.exp(-drawn[:, :-1])), UNTRUE * np.exp(drawn[:, -1:])], axis=1)


def logit(shares: np.ndarray) -> np.ndarray:
    """Log odds, of shares a little inside 0 and 1."""
    inside = np.clip(shares, 1e-4, 1 - 1e-4)
    return np.log(inside / (1 - inside))


SAMPLERS: dict[str, Callable[[Belief, np.ndarray, int], np.ndarray]] = {
    "emcee": lambda belief, found, seed: walkers(belief, seed),
    "dynesty": lambda belief, found, seed: nested(belief, seed),
    "regression": nearest}
