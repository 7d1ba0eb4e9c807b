"""Rows on how large firms are and how they grow."""

from __future__ import annotations

from sim.validation.estimators import (
    pareto_tail,
    sales_growth,
    size_variance_exponent,
    subbotin_shape,
)
from sim.validation.facts import Fact, Parts, ScorecardRow
from sim.validation.reference_city import CityRun, city

LEAST_HEADS = 20  # the studies of the shape of growth have no smaller firms


def sales_tail(lived: CityRun) -> Parts:
    """The tail of sales in the last December."""
    return pareto_tail(lived.years[max(lived.years)]["sales_year"])


def growth_shape(lived: CityRun) -> Parts:
    """The shape of yearly log growth of firms with twenty people and more."""
    heads, size, rate = sales_growth(lived.years)
    large = heads >= LEAST_HEADS
    return subbotin_shape(size[large], rate[large])


def growth_spread_slope(lived: CityRun) -> Parts:
    """How the spread of growth falls with sales, all firms that sell."""
    _, size, rate = sales_growth(lived.years)
    return size_variance_exponent(size, rate)


ROWS = (
    ScorecardRow(
        "size_tail",
        "size",
        "规模分布尾指数（齐普夫）",
        "tail exponent of firm sizes (Zipf)",
        "index",
        Fact("Axtell, Science 293 (2001)", "R", 1.06, 0.05),
        "末年营收最大的一成企业，希尔估计",
        "sales of the largest tenth in the last year, Hill's estimator",
        city,
        sales_tail,
        given_by=("niche_tail",),
    ),
    ScorecardRow(
        "growth_shape",
        "size",
        "增长率分布形状 b（1为尖塔）",
        "shape b of growth rates (1 is a tent)",
        "index",
        Fact(
            "Stanley et al., Nature 379 (1996); Bottazzi & Secchi, RAND 37 (2006)",
            "R",
            band=(0.8, 1.2),
        ),
        "20人以上企业营收年对数增长，按规模十等分标准化，极大似然",
        "yearly log growth of sales, firms of 20 people and more, scaled within tenths by size, maximum likelihood",
        city,
        growth_shape,
    ),
    ScorecardRow(
        "growth_spread",
        "size",
        "增长率离散度随规模下降的指数",
        "how the spread of growth falls with size (beta)",
        "index",
        Fact("Amaral et al., J. Phys. I France 7 (1997)", "V", 0.20, 0.03),
        "全部有营收企业按规模十等分，对数回归",
        "all firms that sell, in tenths by sales, regression in logs",
        city,
        growth_spread_slope,
        given_by=("size_slope",),
    ),
)
