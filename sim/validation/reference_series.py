"""What the figures of the scorecard show of the reference city, as counts that add up over runs."""

from __future__ import annotations

import numpy as np

from sim.model import codes
from sim.validation.demography import at_work, on_register
from sim.validation.estimators import growth, scaled
from sim.validation.finance import multiples, reached
from sim.validation.ladder import intensity
from sim.validation.reference_city import Lived
from sim.validation.size import LEAST_HEADS

YEARS = 9
RATES = np.linspace(-6, 6, 61)  # growth in units of its spread
INTENSITIES = np.linspace(0, 0.15, 61)
MULTIPLES = (0.0, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)
SIZES = 200  # of the largest firms, those shown by rank


def pictured(lived: Lived) -> dict[str, np.ndarray]:
    """Counts by name; those of different runs may be added."""
    heads, size, rate = growth(lived.years)
    large = heads >= LEAST_HEADS
    reported, real, _ = intensity(lived)
    found = multiples(lived)
    sales = np.sort(lived.years[max(lived.years)]["sales_year"])[::-1]
    return {
        "register": np.array([on_register(year, lived) for year in range(1, YEARS + 1)]),
        "work": np.array([at_work(year, lived) for year in range(1, YEARS + 1)]),
        "sizes": sales[:SIZES],
        "growth": np.histogram(scaled(size[large], rate[large]), RATES)[0],
        "rounds": np.array(
            [
                reached(deal, lived).sum()
                for deal in (codes.SEED, codes.ROUND_A, codes.ROUND_B, codes.ROUND_C)
            ]
        ),
        "multiples": np.array([(found >= least).sum() for least in MULTIPLES]),
        "reported": np.histogram(reported, INTENSITIES)[0],
        "real": np.histogram(real, INTENSITIES)[0],
    }
