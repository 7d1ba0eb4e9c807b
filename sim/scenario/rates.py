"""The rates of a region's past and what is known of it: stocks on the eve of the plan, and how some
of them grew.

Nobody counts how readily people found, file or leave, but the stocks these make are known.  So the
rates are sought under which the years before the plan end with those stocks, by Newton steps whose
table of answers learns from every attempt (Broyden 1965).
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy

import numpy as np
from numpy import ndarray

from sim.core.fields import Field, fields_of
from sim.model.parameters import Nature

CLOSE, CLOSE_LOOSE = (
    0.02,
    0.03,
)  # how near the stocks must be met, by the first population and others
GROWTH_CLOSE = 0.02  # a year, how near their growth
ROUGH = 2.0  # times as far is near enough in a part of a region before the whole is tried
GROWTH_MONTHS = 36  # over which growth is told
GROWTH_BOUNDS = -0.1, 0.4  # a year, of rates that are fitted to it
FITTED = {
    "startups": "founding_rate",
    "tech_sme_valid": "filing_rate",
    "high_tech_valid": "high_tech_filing",
    "talent": "leaving_rate",
    "sales_12": "outside_standing",
}
KNOWN = {
    "startups": "startups",
    "tech_sme_valid": "tech_sme",
    "high_tech_valid": "high_tech",
    "talent": "talents",
    "sales_12": "sales",
}
GROWING = {  # rates that grow from year to year
    "founding_rate": "entry_growth",
    "filing_rate": "filing_growth",
    "high_tech_filing": "title_growth",
}
LASTING = {"founding_rate": "lasting_entry_growth"}  # growth that does not fade
# How strongly the logarithm of a stock answers to that of a rate, or to the growth of one, where a
# search begins; measured in a prefecture's past.
ANSWERS = {
    "startups": {
        "founding_rate": 0.8,
        "leaving_rate": -0.6,
        "outside_standing": -0.3,
        "entry_growth": -3.3,
    },
    "tech_sme_valid": {
        "founding_rate": 0.7,
        "filing_rate": 1.0,
        "leaving_rate": -0.5,
        "outside_standing": -0.3,
        "entry_growth": -3.0,
        "filing_growth": -1.2,
    },
    "high_tech_valid": {
        "founding_rate": 0.3,
        "filing_rate": 0.6,
        "high_tech_filing": 0.6,
        "leaving_rate": -0.3,
        "outside_standing": -1.0,
        "entry_growth": -3.0,
        "filing_growth": -2.0,
        "title_growth": -1.0,
    },
    "talent": {"leaving_rate": -0.8, "outside_standing": -0.15, "entry_growth": -0.5},
    "sales_12": {"founding_rate": 0.1, "leaving_rate": -0.2, "outside_standing": -0.9},
    "startups growth": {"entry_growth": 0.7},
    "tech_sme_valid growth": {"entry_growth": 0.5, "filing_growth": 1.2},
    "high_tech_valid growth": {
        "leaving_rate": -0.2,
        "outside_standing": -0.2,
        "filing_growth": 0.3,
        "title_growth": 0.8,
    },
}
LONGEST_STEP = 0.08, 0.9  # of a growth, of the logarithm of a rate
SHY = 0.5  # of the longest step: one so long for a fact counts like missing it by what is near
LEAST_LESSON = 0.02  # a shorter step teaches chance
DULL = 0.2  # of the first answer of a stock to its own rate: below, what was learnt is forgotten
FAR = 0.25  # beyond, one miss is as bad as another
LUCK = 0.5  # standard deviations by which a count may miss by chance
LEAST_PART = 1e-6  # of its upper bound: a rate of nothing has no logarithm
LEAST_STOCK = 0.5  # stands for none, which has no logarithm


class RateSearch:
    """A search for the rates under which a region's past ends with what is known of it."""

    def __init__(
        self,
        known: Mapping[str, float],
        growths: Mapping[str, float],
        loose: bool = False,
    ):
        """`known` are stocks and `growths` the yearly growth of some of them, by measure.  A `loose`
        search comes less near, and does not mind what luck does to a small stock; no search minds
        what it does to growth.
        """
        self.stocks, self.growths = list(known), list(growths)
        self.facts = [*self.stocks, *(f"{name} growth" for name in growths)]
        own = [FITTED[name] for name in known]
        self.rates = [*own, *(GROWING[FITTED[name]] for name in growths)]
        self.is_growth = np.array([k >= len(own) for k in range(len(self.rates))])
        # the stock that each fact is of, by row
        owner = [*range(len(own)), *(self.stocks.index(name) for name in growths)]
        self.owner = np.array(owner)
        self.far = np.where(self.is_growth, *LONGEST_STEP)
        self.target = np.array([*(np.log(v) for v in known.values()), *growths.values()])
        luck = [LUCK / np.sqrt(max(1.0, known[name])) for name in (*known, *growths)]
        spread = np.array(luck) * np.where(self.is_growth, np.sqrt(2) * 12 / GROWTH_MONTHS, loose)
        near = np.where(self.is_growth, GROWTH_CLOSE, CLOSE_LOOSE if loose else CLOSE)
        self.near = np.maximum(near, spread)
        fields = fields_of(Nature)
        ends = [
            GROWTH_BOUNDS if grows else tuple(np.log(bounds_of(fields[n])))
            for n, grows in zip(self.rates, self.is_growth, strict=True)
        ]
        self.low, self.high = np.array(ends, float).T
        self.first = np.array(
            [[ANSWERS[fact].get(n, 0.0) for n in self.rates] for fact in self.facts]
        )
        self.learnt = self.first.copy()
        self.last: tuple[ndarray, ndarray] | None = None
        self.begun = np.zeros(len(self.rates))

    def answers(self) -> dict[str, dict[str, float]]:
        """How each fact is held to answer to each rate, by now."""
        return {
            fact: dict(zip(self.rates, row.tolist(), strict=True))
            for fact, row in zip(self.facts, self.learnt, strict=True)
        }

    def recall(self, answers: Mapping[str, Mapping[str, float]]) -> None:
        """Begin with what another search has learnt."""
        for k, fact in enumerate(self.facts):
            for n, rate in enumerate(self.rates):
                self.learnt[k, n] = answers.get(fact, {}).get(rate, self.learnt[k, n])

    def divide(self, by: int) -> RateSearch:
        """The same search in a part of the region, where all stocks are so many times smaller."""
        part = copy(self)
        part.target = self.target - np.where(self.is_growth, 0.0, np.log(by))
        part.learnt = self.learnt.copy()
        return part

    def aim(self, further: ndarray) -> None:
        """Seek facts further from those sought so far, by so much each."""
        self.target = self.target + further

    def place(self, rates: Mapping[str, float]) -> ndarray:
        """Rates as a point: logarithms, and growths as they are."""
        at = [
            rates[name] if grows else np.log(max(1e-300, rates[name]))
            for name, grows in zip(self.rates, self.is_growth, strict=True)
        ]
        found: ndarray = np.clip(np.array(at), self.low, self.high)
        return found

    def short(self, met: Mapping[str, float], growths: Mapping[str, float]) -> ndarray:
        """By how much each fact was missed; one firm more or less is no miss."""
        seen = [np.log(max(LEAST_STOCK, met[name])) for name in self.stocks]
        missed: ndarray = self.target - np.array([*seen, *(growths[name] for name in self.growths)])
        for k, name in enumerate(self.stocks):
            if abs(met[name] - np.exp(self.target[k])) <= 1:
                missed[k] = 0.0
        return missed

    def at_bounds(self, rates: Mapping[str, float], missed: ndarray) -> ndarray:
        """Which facts are out of reach: their rate is at its bound and would have to go beyond it.

        The growth of a stock that is out of reach is not sought either.
        """
        at, wish = self.place(rates), missed * np.sign(np.diag(self.first))
        out: ndarray = ((at >= self.high - 1e-9) & (wish > 0)) | (
            (at <= self.low + 1e-9) & (wish < 0)
        )
        out &= np.abs(missed) > self.near
        out |= out[self.owner]
        return out

    def is_met(self, rates: Mapping[str, float], missed: ndarray) -> bool:
        """Whether all that can be met is."""
        return bool(((np.abs(missed) <= self.near) | self.at_bounds(rates, missed)).all())

    def loss(self, missed: ndarray) -> float:
        """How bad it is to have missed by so much; stocks count more than their growth."""
        weight = np.where(self.is_growth, 0.25, 1.0)
        return float((weight * np.minimum(np.abs(missed), FAR) ** 2).sum())

    def step(
        self, rates: Mapping[str, float], missed: ndarray, part: float = 1.0
    ) -> dict[str, float]:
        """The rates to try next, having lived under some and missed by so much; `part` of the way."""
        at = self.place(rates)
        if self.last is None:
            self.begun = at
        self.learn(at, missed)
        wish = np.where(np.abs(missed) > self.near / 2, missed, 0.0)
        least, most = np.maximum(self.low - at, -self.far), np.minimum(self.high - at, self.far)
        free, move = ~self.at_bounds(rates, missed), np.zeros(len(at))
        # the growth of a rate whose stock is out of reach goes back: it was bent for nothing
        back = self.is_growth & ~free[self.owner]
        move[back] = np.clip(self.begun - at, least, most)[back]
        for (
            _
        ) in self.rates:  # one that would go too far goes as far as it may, and the others with it
            rest = wish[free] - self.learnt[np.ix_(free, ~free)] @ move[~free]
            # a rate that hardly moves its fact is not moved far for it
            slope = self.learnt[np.ix_(free, free)] / self.near[free, None]
            held = np.diag(1 / (SHY * self.far[free]))
            move[free] = np.linalg.lstsq(
                np.vstack([slope, held]),
                np.concatenate([rest / self.near[free], np.zeros(free.sum())]),
                rcond=None,
            )[0]
            beyond = free & ((move > most) | (move < least))
            if not beyond.any():
                break
            move[beyond] = np.clip(move, least, most)[beyond]
            free &= ~beyond
        new = np.clip(at + part * move, self.low, self.high)
        values = np.where(self.is_growth, new, np.exp(new))
        return {**rates, **dict(zip(self.rates, values.tolist(), strict=True))}

    def learn(self, at: ndarray, missed: ndarray) -> None:
        """Take note of what the last step did; forget what would no longer let a rate move
        its own fact.
        """
        if self.last is not None:
            step, change = at - self.last[0], self.last[1] - missed
            if np.abs(step).max() > LEAST_LESSON:
                surprise = change - self.learnt @ step
                self.learnt += np.outer(surprise, step) / (step @ step)
            dull = np.diag(self.learnt) / np.diag(self.first) < DULL
            self.learnt[dull] = self.first[dull]
        self.last = at, missed


def bounds_of(field: Field) -> tuple[float, float]:
    """The bounds of a rate, above nothing."""
    assert field.low is not None and field.high is not None  # every natural parameter has bounds
    return max(LEAST_PART * field.high, field.low), field.high


def mean_growth(series: ndarray) -> float:
    """Mean yearly growth of a stock over its last three years, none where it has a shorter past."""
    if len(series) <= GROWTH_MONTHS:
        return 0.0
    then, now = max(1.0, float(series[-1 - GROWTH_MONTHS])), max(LEAST_STOCK, float(series[-1]))
    return float((now / then) ** (12 / GROWTH_MONTHS) - 1)


def stock_gap(met: float, known: float) -> float:
    """How far a stock is from the known one, as a part of it; one firm more or less is near enough
    in a small region.
    """
    return 0.0 if abs(met - known) <= 1 else abs(met / known - 1)


def grow_rates(path: ndarray, first: int) -> None:
    """Let the rates that grow be in each month what they are in the first one, shrunk before it and
    grown after it, up to their bound.

    The growth of the past goes on and fades towards one that lasts, which founding has and the
    spread of programmes has not: rate * exp(growth * t) for years t before the first month, and
    rate * exp(lasting * t + (growth - lasting) * (1 - exp(-growth_fading * t)) / growth_fading)
    after it.
    """
    years = (path["clock"] - first) / 12
    past, ahead = np.minimum(years, 0.0), np.maximum(years, 0.0)
    fading = np.maximum(path["growth_fading"], 1e-9)
    faded = -np.expm1(-fading * ahead) / fading
    for rate, growth in GROWING.items():
        lasting = path[LASTING[rate]] if rate in LASTING else 0.0
        grown = path[growth] * past + lasting * ahead + (path[growth] - lasting) * faded
        path[rate] = np.clip(path[rate] * np.exp(grown), None, fields_of(Nature)[rate].high)
