"""Rows on equity: how few climb the ladder of rounds, what stakes return, and what public money draws."""

from __future__ import annotations

from functools import partial

import numpy as np

from sim.model import codes
from sim.validation.facts import Fact, Parts, ScorecardRow, share
from sim.validation.reference_city import CityRun, city

CARTA = "Carta: 4 369 US start-ups founded 2018, at 1 January 2025"
RETURNS = "Correlation Ventures: 21 000 US financings 2004-14 (via secondary pages)"
SEEN = 84  # months for which Carta's cohort was seen
COHORTS = 5  # years of founding whose firms the run sees so long
EARLY = 36  # months of the run in which stakes were bought that funds have sold before it ends
LARGE = 10.0
ROUNDS = (
    1.0,
    0.64,
    0.405,
    0.30,
)  # of those with one round, the part that closes the next: first, A, B, C
MULTIPLES_OVER = {
    1.0: 0.35,
    5.0: 0.10,
    10.0: 0.04,
    50.0: 0.005,
}  # the part of financings that return so many times


def firms_reaching_round(deal: int, lived: CityRun) -> np.ndarray:
    """Which firms founded in the run's first years closed this round or a later one within seven years."""
    stakes, firms = lived.stakes, lived.firms
    in_time = (stakes["deal"] >= deal) & (stakes["born"] - firms["born"][stakes["startup"]] <= SEEN)
    found = np.zeros(len(firms), bool)
    found[stakes["startup"][in_time]] = True
    return found & (firms["born"] >= lived.first) & (firms["born"] < lived.first + 12 * COHORTS)


def round_graduation_rate(lower: int, upper: int, lived: CityRun) -> Parts:
    """Of the firms that closed one round, those that closed a higher one."""
    return share(firms_reaching_round(upper, lived).sum(), firms_reaching_round(lower, lived).sum())


def follow_on_rate(lived: CityRun) -> Parts:
    """Of the firms that closed a round, those that closed another."""
    stakes = lived.stakes[lived.stakes["lead"]]
    rounds = np.bincount(stakes["startup"], minlength=len(lived.firms))
    once = firms_reaching_round(codes.SEED, lived)
    return share((rounds[once] > 1).sum(), once.sum())


def exit_multiples(lived: CityRun) -> np.ndarray:
    """Money back for money in, of the stakes of the run's first years that have been settled."""
    stakes = lived.stakes[(lived.stakes["born"] < lived.first + EARLY) & ~lived.stakes["alive"]]
    return stakes["proceeds"] / stakes["amount"]


def multiple_share(low: float, high: float, lived: CityRun) -> Parts:
    """Stakes whose multiple lies in a range."""
    found = exit_multiples(lived)
    return share(((found >= low) & (found < high)).sum(), len(found))


def tail_of_returns(lived: CityRun) -> Parts:
    """The exponent of the tail of multiples above ten, as 1 / mean log excess."""
    found = exit_multiples(lived)
    large = found[found > LARGE]
    return float(len(large)), float(np.log(large / LARGE).sum())


def funded_tenant_share(lived: CityRun) -> Parts:
    """Firms that are or were tenants, and have raised equity."""
    firms = lived.firms[lived.firms["admitted"] >= 0]
    return share((firms["funding_round"] > 0).sum(), len(firms))


def equity_per_firm(lived: CityRun) -> Parts:
    """Equity raised by those that raised any, a firm."""
    firms = lived.firms[(lived.firms["admitted"] >= 0) & (lived.firms["raised"] > 0)]
    return float(firms["raised"].sum()), float(len(firms))


def graduation_row(
    id: str, zh: str, en: str, value: float, error: float, lower: int, upper: int
) -> ScorecardRow:
    """A step of the ladder of rounds."""
    return ScorecardRow(
        id,
        "finance",
        zh,
        en,
        "share",
        Fact(CARTA, "D", value, error),
        "前五年创办、七年内达到的轮次",
        "rounds closed within seven years by firms founded in the first five",
        city,
        partial(round_graduation_rate, lower, upper),
    )


def multiple_row(id: str, zh: str, en: str, value: float, low: float, high: float) -> ScorecardRow:
    """A class of returns."""
    return ScorecardRow(
        id,
        "finance",
        zh,
        en,
        "share",
        Fact(RETURNS, "V", value),
        "前三年买入并已了结的股权",
        "stakes bought in the first three years and settled since",
        city,
        partial(multiple_share, low, high),
    )


ROWS = (
    graduation_row(
        "priced_to_a", "首轮到A轮", "first round to A", ROUNDS[1], 0.010, codes.SEED, codes.ROUND_A
    ),
    graduation_row("a_to_b", "A轮到B轮", "A to B", ROUNDS[2], 0.012, codes.ROUND_A, codes.ROUND_B),
    graduation_row("b_to_c", "B轮到C轮", "B to C", ROUNDS[3], 0.018, codes.ROUND_B, codes.ROUND_C),
    ScorecardRow(
        "second_round",
        "finance",
        "首轮后再获融资",
        "a second round after the first",
        "share",
        Fact("CB Insights, three cuts of US seed cohorts", "V", band=(0.40, 0.54)),
        "同上",
        "as above",
        city,
        follow_on_rate,
    ),
    multiple_row(
        "returns_loss", "退出低于本金", "stakes that lose money", 1 - MULTIPLES_OVER[1.0], -1.0, 1.0
    ),
    multiple_row(
        "returns_1_5",
        "回报1至5倍",
        "return 1 to 5 times",
        MULTIPLES_OVER[1.0] - MULTIPLES_OVER[5.0],
        1.0,
        5.0,
    ),
    multiple_row(
        "returns_5_10",
        "回报5至10倍",
        "return 5 to 10 times",
        MULTIPLES_OVER[5.0] - MULTIPLES_OVER[10.0],
        5.0,
        10.0,
    ),
    multiple_row(
        "returns_10",
        "回报10倍以上",
        "return more than 10 times",
        MULTIPLES_OVER[10.0],
        10.0,
        np.inf,
    ),
    ScorecardRow(
        "returns_tail",
        "finance",
        "10倍以上回报的尾指数",
        "tail exponent of multiples above 10",
        "index",
        Fact(RETURNS, "D", band=(1.3, 1.4)),
        "同上，极大似然",
        "as above, maximum likelihood",
        city,
        tail_of_returns,
    ),
    ScorecardRow(
        "tenants_funded",
        "finance",
        "在孵及毕业企业获投比例",
        "tenants and graduates that have raised equity",
        "share",
        Fact("火炬中心：2017年累计4万家获投，在孵及毕业28.6万家", "D", 0.14),
        "曾入驻载体的全部企业",
        "all that ever were tenants",
        city,
        funded_tenant_share,
        ("china",),
    ),
    ScorecardRow(
        "money_a_firm",
        "finance",
        "获投企业平均融资额",
        "equity a funded tenant has raised",
        "万元",
        Fact("火炬中心：2017年4万家累计获投1940亿元", "D", 485.0),
        "同上",
        "as above",
        city,
        equity_per_firm,
        ("china",),
    ),
)
