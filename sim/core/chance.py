"""Chance without state: a draw is addressed by who draws, in which month, and what for.

So a run does not depend on the order of loops, and two policies meet the same luck firm by firm,
which is what makes their difference the policy's doing.  The generator is Philox4x32 (Salmon,
Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011) in its seven-round
form, the fewest rounds that pass every test of that paper.  The run's seed is the key, (agent key,
month, purpose) is the counter, and one address yields four uniforms.
"""

import math
from typing import TypeAlias

import numpy as np
from numpy import ndarray

from sim.core.kernel import kernel, rule

Words: TypeAlias = tuple[np.uint64, np.uint64, np.uint64, np.uint64]

BLOCK = 256  # agents whose draws are made together

MULTIPLY_A, MULTIPLY_B = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
WEYL_A, WEYL_B = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
ROUNDS = 7
LOW, HALF, SLOT_BITS = np.uint64(0xFFFFFFFF), np.uint64(32), np.uint64(17)
TRAIT_BITS = np.uint64(0x1FFFF)


@rule
def philox(
    c0: np.uint64, c1: np.uint64, c2: np.uint64, c3: np.uint64, k0: np.uint64, k1: np.uint64
) -> Words:
    """Philox4x32: four 32-bit words from a 128-bit counter and a 64-bit key, held in uint64."""
    for _ in range(ROUNDS):  # a constant, so that a loop over keys can take several at once
        a, b = MULTIPLY_A * c0, MULTIPLY_B * c2
        c0, c1, c2, c3 = (b >> HALF) ^ c1 ^ k0, b & LOW, (a >> HALF) ^ c3 ^ k1, a & LOW
        k0, k1 = (k0 + WEYL_A) & LOW, (k1 + WEYL_B) & LOW
    return c0, c1, c2, c3


@rule
def random_words(key: np.uint64, seed: np.uint64, when: int, what: int) -> Words:
    """The four 32-bit words at one address."""
    who, run, month, purpose = np.uint64(key), np.uint64(seed), np.uint64(when), np.uint64(what)
    return philox(who & LOW, who >> HALF, month & LOW, purpose & LOW, run & LOW, run >> HALF)


@rule
def to_uniform(word: np.uint64) -> float:
    """A 32-bit word as a number strictly between 0 and 1."""
    return (np.float64(np.int64(word)) + 0.5) * 2.3283064365386963e-10


@rule
def four_uniforms(key: np.uint64, m: np.record, what: int) -> tuple[float, float, float, float]:
    """Four uniforms in (0, 1): the same whenever asked for the same agent, month and purpose."""
    a, b, c, d = random_words(key, m.seed, m.clock, what)
    return to_uniform(a), to_uniform(b), to_uniform(c), to_uniform(d)


@rule
def draw_block(keys: ndarray, count: int, m: np.record, what: int, draws: ndarray) -> None:
    """Four uniforms for each of the first `count` keys, as `four_uniforms` gives them one by one; a
    loop over nothing else runs on several keys at once, in a fifth of the time.

    keys: uint64, at least `count`; draws: shape (4, at least `count`).
    """
    seed, when = m.seed, m.clock  # read once: the loop writes, and might have changed them
    for j in range(count):
        a, b, c, d = random_words(keys[j], seed, when, what)
        draws[0, j] = to_uniform(a)
        draws[1, j] = to_uniform(b)
        draws[2, j] = to_uniform(c)
        draws[3, j] = to_uniform(d)


@rule
def draws_at(draws: ndarray, j: int) -> tuple[float, float, float, float]:
    """The four uniforms of the j-th agent of a block."""
    return draws[0, j], draws[1, j], draws[2, j], draws[3, j]


@rule
def child_key(key: np.uint64, number: int, what: int) -> np.uint64:
    """The key of an agent's number-th offspring: the same under every policy, seed and month."""
    a, b, _, _ = random_words(key, np.uint64(0), number, what)
    return (a << HALF) | b


@kernel
def offspring_key(key: np.uint64, number: int, what: int) -> np.uint64:
    """The key of an agent's number-th offspring, for Python, which asks for many.

    Of one set of types only: two processes that keep a kernel for different ones lose one of them.
    """
    return child_key(key, number, what)


@rule
def slot(key: np.uint64, places: int) -> np.int64:
    """A fixed place in 0 .. places - 1 for an agent, such as the month it files its papers."""
    return np.int64((((key >> SLOT_BITS) & LOW) * np.uint64(places)) >> HALF)


@rule
def trait(key: np.uint64) -> float:
    """A fixed number in [0, 1) for an agent, told by bits of its key that no slot reads."""
    return np.float64(key & TRAIT_BITS) / 131072.0


@rule
def normal(u: float) -> float:
    """A standard normal number from a uniform (Acklam's inverse, relative error below 1.2e-9)."""
    if u < 0.02425 or u > 0.97575:
        q = math.sqrt(-2 * math.log(min(u, 1 - u)))
        x = (
            (
                (
                    ((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838)
                    * q
                    - 2.549732539343734
                )
                * q
                + 4.374664141464968
            )
            * q
            + 2.938163982698783
        ) / (
            (
                ((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996) * q
                + 3.754408661907416
            )
            * q
            + 1
        )
        return x if u < 0.5 else -x
    q = u - 0.5
    r = q * q
    return (
        (
            (
                (
                    ((-3.969683028665376e01 * r + 2.209460984245205e02) * r - 2.759285104469687e02)
                    * r
                    + 1.383577518672690e02
                )
                * r
                - 3.066479806614716e01
            )
            * r
            + 2.506628277459239
        )
        * q
        / (
            (
                (
                    ((-5.447609879822406e01 * r + 1.615858368580409e02) * r - 1.556989798598866e02)
                    * r
                    + 6.680131188771972e01
                )
                * r
                - 1.328068155288572e01
            )
            * r
            + 1
        )
    )


@rule
def lognormal(u: float, spread: float) -> float:
    """A positive number with mean 1 whose logarithm has the given standard deviation."""
    return math.exp(spread * normal(u) - 0.5 * spread * spread)


@rule
def poisson(u: float, rate: float) -> int:
    """How many events of a rate happen (by inversion; above 30 by the normal approximation)."""
    # the first terms of exp(-rate), which is not less: surely none, without an exponential
    if u < 1 - rate + rate * rate * (0.5 - rate / 6) or rate <= 0:
        return 0
    return events(u, rate)


@rule
def events(u: float, rate: float) -> int:
    """How many events of a positive rate happen."""
    if rate > 30:
        return max(0, int(math.floor(rate + math.sqrt(rate) * normal(u) + 0.5)))
    p = math.exp(-rate)
    n, reached = 0, p
    while u > reached and n < 200:
        n += 1
        p *= rate / n
        reached += p
    return n


@rule
def stochastic_round(u: float, amount: float) -> int:
    """A whole number whose expected value is the amount: 2.3 is 3 in three draws of ten."""
    floor = math.floor(amount)
    return int(floor) + (1 if u < amount - floor else 0)
