"""Rows on how large firms are and how they grow."""

from sim.validation.estimators import (
    pareto_tail,
    sales_growth,
    size_variance_exponent,
    subbotin_shape,
)
from sim.validation.facts import Parts
from sim.validation.reference_city import CityRun

LEAST_HEADS = 20  # the studies of the shape of growth have no smaller firms


def sales_tail(lived: CityRun) -> Parts:
    """The tail of sales in the last December."""
    return pareto_tail(lived.years[max(lived.years)]["sales_year"])


def growth_shape(lived: CityRun) -> Parts:
    """The shape of yearly log growth of firms with twenty people and more."""
    heads, size, rate = sales_growth(lived)
    large = heads >= LEAST_HEADS
    return subbotin_shape(size[large], rate[large])


def growth_spread_slope(lived: CityRun) -> Parts:
    """How the spread of growth falls with sales, all firms that sell."""
    _, size, rate = sales_growth(lived)
    return size_variance_exponent(size, rate)
