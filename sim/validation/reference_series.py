"""What the figures of the scorecard show of the reference city, as counts that add up over runs."""

import numpy as np

from sim.model import codes
from sim.validation.demography import closure_hazard, deregistration_hazard
from sim.validation.estimators import sales_growth, standardized_growth
from sim.validation.finance import exit_multiples, firms_reaching_round
from sim.validation.ladder import research_intensities
from sim.validation.reference_city import CityRun
from sim.validation.size import LEAST_HEADS

YEARS = 9
RATES = np.linspace(-6, 6, 61)  # growth in units of its spread
INTENSITIES = np.linspace(0, 0.15, 61)
MULTIPLES = (0.0, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)
SIZES = 200  # of the largest firms, those shown by rank


def figure_counts(lived: CityRun) -> dict[str, np.ndarray]:
    """Counts by name; those of different runs may be added."""
    heads, size, rate = sales_growth(lived)
    large = heads >= LEAST_HEADS
    reported, real, _ = research_intensities(lived)
    found = exit_multiples(lived)
    sales = np.sort(lived.years[max(lived.years)]["sales_year"])[::-1]
    return {
        "register": np.array([deregistration_hazard(year, lived) for year in range(1, YEARS + 1)]),
        "work": np.array([closure_hazard(year, lived) for year in range(1, YEARS + 1)]),
        "sizes": sales[:SIZES],
        "growth": np.histogram(standardized_growth(size[large], rate[large]), RATES)[0],
        "rounds": np.array(
            [
                firms_reaching_round(deal, lived).sum()
                for deal in (codes.SEED, codes.ROUND_A, codes.ROUND_B, codes.ROUND_C)
            ]
        ),
        "multiples": np.array([(found >= least).sum() for least in MULTIPLES]),
        "reported": np.histogram(reported, INTENSITIES)[0],
        "real": np.histogram(real, INTENSITIES)[0],
    }
