"""Question: is one loop over records faster than columns, or a data frame, for the same rule?

    python experiments/peers.py [--json] [--firms 100000]

The trade rule alone (contracts end, contracts are won, work is delivered and billed), on the firms of a month that Xuchang's
region lives: as here, a compiled loop over records; in C over the same records (`yardstick.c`); over
NumPy's columns; and in mesa-frames, where agents are rows of a data frame.  All draw the same random
numbers and must leave the same firms.  Counted is CPU time of all threads, the best of some repeats.
C is skipped without a compiler, mesa-frames where it is not installed: both are said.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import speed
import yardstick
from numpy import ndarray
from speed_side import cpu_seconds

from sim.core import chance
from sim.core.chance import BLOCK, draw_block, draws_at
from sim.core.kernel import kernel
from sim.core.prefetch import NEXT, prefetch_row
from sim.model import codes
from sim.model.ecosystem import Ecosystem
from sim.model.phases import passes
from sim.model.rules.trade import deliver, trade

FIRMS, REPEATS = 100_000, 7
TOLERANCE = 1e-9
LEFT = ("contracts", "contract_value", "sales", "sales_year")  # what the rule changes
KNOWN = ("key", "district", "sector", "weight", "usual", "heads")  # what it asks for besides
NORMAL_INNER = (  # Acklam's coefficients as sim.core.chance has them
    (-3.969683028665376e01, 2.209460984245205e02, -2.759285104469687e02),
    (1.383577518672690e02, -3.066479806614716e01, 2.506628277459239e00),
    (-5.447609879822406e01, 1.615858368580409e02, -1.556989798598866e02),
    (6.680131188771972e01, -1.328068155288572e01, 1.0),
)
NORMAL_OUTER = (
    (-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e00),
    (-2.549732539343734e00, 4.374664141464968e00, 2.938163982698783e00),
    (7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e00),
    (3.754408661907416e00, 1.0),
)


class AbsentError(Exception):
    """A peer cannot be measured here; the text says why and what to do."""


@kernel
def trade_records(
    startups: ndarray, living: ndarray, sectors: ndarray, districts: ndarray, months: ndarray
) -> None:
    """Every living startup trades and delivers."""
    keys, draws = np.empty(BLOCK, np.uint64), np.empty((4, BLOCK))
    for first in range(0, len(living), BLOCK):
        block = living[first : first + BLOCK]
        passes.read_keys(startups, block, keys)
        draw_block(keys, len(block), months[0], codes.D_TRADE, draws)
        for j in range(len(block)):
            prefetch_row(startups, block[min(j + NEXT, len(block) - 1)])
            s = startups[block[j]]
            d, m = districts[s.district], months[s.district]
            trade(s, sectors[s.sector], d, draws_at(draws, j), m)
            deliver(s, d, m)


@dataclass(frozen=True)
class State:
    """The firms of a month before they trade, and what they meet."""

    startups: ndarray
    living: ndarray
    sectors: ndarray
    districts: ndarray
    months: ndarray

    def columns(self) -> dict[str, ndarray]:
        """The living firms by column, each a block of its own."""
        rows = self.startups[self.living]
        return {name: np.ascontiguousarray(rows[name]) for name in (*KNOWN, *LEFT)}


def state_of(firms: int) -> tuple[Ecosystem, State]:
    """A region of so many startups before the trade of its last month."""
    world, path = speed.region(firms, speed.WARM + 1)
    eco = Ecosystem(world, path, seed=1)
    states: list[State] = []
    own = passes.run_trade_pass

    def look(startups, living, incubators, sectors, districts, months, *others):  # type: ignore[no-untyped-def]
        tables = (startups, living, sectors, districts, months)
        states.append(State(*(table.copy() for table in tables)))
        return own(startups, living, incubators, sectors, districts, months, *others)

    passes.run_trade_pass = look  # type: ignore[assignment]
    try:
        eco.live()
    finally:
        passes.run_trade_pass = own
    return eco, states[-1]


# over columns


def uniforms(key: ndarray, months: ndarray) -> list[ndarray]:
    """The four uniforms of every firm's trade, as `sim.core.chance` draws them one by one."""
    low, half = chance.LOW, chance.HALF
    seed, clock = np.uint64(months["seed"][0]), np.uint64(months["clock"][0])
    c0, c1 = key & low, key >> half
    c2, c3 = np.full_like(key, clock), np.full_like(key, codes.D_TRADE)
    k0, k1 = seed & low, seed >> half
    for _ in range(chance.ROUNDS):
        a, b = chance.MULTIPLY_A * c0, chance.MULTIPLY_B * c2
        c0, c1, c2, c3 = (b >> half) ^ c1 ^ k0, b & low, (a >> half) ^ c3 ^ k1, a & low
        k0, k1 = (k0 + chance.WEYL_A) & low, (k1 + chance.WEYL_B) & low
    return [(word + 0.5) * 2.3283064365386963e-10 for word in (c0, c1, c2, c3)]


def horner(x: Any, *coefficients: float) -> Any:
    """A polynomial, the highest power first; for columns and expressions alike."""
    value = coefficients[0]
    for c in coefficients[1:]:
        value = value * x + c
    return value


def inner_normal(u: Any) -> Any:
    """A standard normal number from a uniform between the tails."""
    q = u - 0.5
    top, bottom = NORMAL_INNER[0] + NORMAL_INNER[1], NORMAL_INNER[2] + NORMAL_INNER[3]
    return horner(q * q, *top) * q / horner(q * q, *bottom)


def outer_normal(q: Any) -> Any:
    """A standard normal number in the lower tail, from the root of its logarithm."""
    top, bottom = NORMAL_OUTER[0] + NORMAL_OUTER[1], NORMAL_OUTER[2] + NORMAL_OUTER[3]
    return horner(q, *top) / horner(q, *bottom)


def normal(u: ndarray) -> ndarray:
    """Standard normal numbers from uniforms."""
    found: ndarray = inner_normal(u)
    tails = np.flatnonzero((u < 0.02425) | (u > 0.97575))
    if len(tails):
        v = u[tails]
        x = outer_normal(np.sqrt(-2 * np.log(np.minimum(v, 1 - v))))
        found[tails] = np.where(v < 0.5, x, -x)
    return found


def lognormal(u: ndarray, spread: ndarray) -> ndarray:
    """Positive numbers with mean 1."""
    return np.exp(spread * normal(u) - 0.5 * spread * spread)


def poisson(u: ndarray, rate: ndarray) -> ndarray:
    """How many events of each rate happen, by inversion."""
    found = np.zeros(len(u), np.int64)
    many = np.flatnonzero(rate > 30)
    if len(many):
        x = rate[many] + np.sqrt(rate[many]) * normal(u[many]) + 0.5
        found[many] = np.maximum(0, np.floor(x).astype(np.int64))
    open_ = np.flatnonzero((u >= 1 - rate) & (rate > 0) & (rate <= 30))
    p = np.exp(-rate[open_])
    reached, n = p.copy(), 0
    while len(open_) and n < 200:
        more = u[open_] > reached
        open_, p, reached = open_[more], p[more], reached[more]
        n += 1
        found[open_] = n
        p = p * (rate[open_] / n)
        reached = reached + p
    return found


def trade_columns(c: dict[str, ndarray], state: State) -> None:
    """The trade rule over columns, step by step for all firms."""
    u, v, w, z = uniforms(c["key"], state.months)
    m, d, x = state.months, state.districts, state.sectors
    at = c["district"]
    contracts, value = c["contracts"], c["contract_value"]
    lost = m["contract_end"] * (1 + m["imitation"] * (1 - d["protection"]))
    ended = np.minimum(contracts, poisson(u, contracts * lost[at]))
    few = np.flatnonzero(ended)
    left = (1 - ended[few] / contracts[few]) ** lognormal(v[few], m["end_spread"][at[few]])
    value[few] *= left
    contracts[few] -= ended[few]
    value[few[contracts[few] == 0]] = 0.0
    won_here = x["tendered"] * x["appeal"] / (x["appeal"] + x["rivals"] + 1e-12)
    sector, weight = c["sector"], c["weight"]
    rate = won_here[sector] * weight / ((x["attraction"][sector] + 1e-12) * c["usual"])
    won = poisson(w, np.where(weight > 0, rate, 0.0))
    few = np.flatnonzero(won)
    contracts[few] += won[few]
    sizes = lognormal(z[few], m["contract_spread"][at[few]])
    value[few] += won[few] * c["usual"][few] * sizes
    drawn = (c["key"] & chance.TRAIT_BITS) / 131072.0 < d["crowdsourced"][at]
    stretch = m["stretch"][at] + np.where(drawn, m["crowdsourcing_stretch"][at], 0.0)
    c["sales"] = np.minimum(value, c["heads"] * m["output_per_head"][at] * stretch)
    c["sales_year"] += c["sales"]


# in a data frame


def frame_model(columns: Mapping[str, ndarray], state: State) -> Any:
    """A model of mesa-frames with the firms; AbsentError where it is not installed."""
    try:
        import polars as pl
        from mesa_frames import AgentSetPolars, ModelDF
    except ImportError as fault:
        raise AbsentError(
            f"{fault.name or 'mesa_frames'} is not installed (pip install --no-deps mesa-frames, and polars)"
        ) from None

    m, d, x = state.months, state.districts, state.sectors

    def of(values: ndarray, at: str) -> Any:
        return pl.lit(pl.Series(values)).gather(pl.col(at))

    def normal_of(u: Any) -> Any:
        tail = outer_normal((-2 * pl.min_horizontal(u, 1 - u).log()).sqrt())
        outside = pl.when(u < 0.5).then(tail).otherwise(-tail)
        return pl.when((u < 0.02425) | (u > 0.97575)).then(outside).otherwise(inner_normal(u))

    def lognormal_of(u: Any, spread: Any) -> Any:
        return (spread * normal_of(u) - 0.5 * spread * spread).exp()

    class Firms(AgentSetPolars):  # type: ignore[misc]  # mesa-frames has no types
        """The firms, a row each."""

        def __init__(self, model: Any):
            super().__init__(model)
            rows = {name: column.copy() for name, column in columns.items()}
            self += pl.DataFrame({"unique_id": np.arange(len(rows["key"])), **rows})

        def step(self) -> None:
            """A month of contracts."""
            self.do("trade")

        def poisson(self, into: str, u: str, rate: Any) -> None:
            """How many events of each firm's rate happen, as a column."""
            frame = self.agents.with_columns(rate.alias("rate"))
            many = (pl.col("rate") + pl.col("rate").sqrt() * normal_of(pl.col(u)) + 0.5).floor()
            some = (pl.col(u) >= 1 - pl.col("rate")) & (pl.col("rate") > 0) & (pl.col("rate") <= 30)
            frame = frame.with_columns(
                pl.when(pl.col("rate") > 30)
                .then(pl.max_horizontal(pl.lit(0.0), many))
                .otherwise(0.0)
                .cast(pl.Int64)
                .alias(into),
                pl.when(some).then((-pl.col("rate")).exp()).otherwise(2.0).alias("p"),
            ).with_columns(pl.col("p").alias("reached"))
            for n in range(1, 201):
                more = pl.col(u) > pl.col("reached")
                if not frame.select(more.any()).item():
                    break
                next_p = pl.col("p") * (pl.col("rate") / n)
                frame = frame.with_columns(
                    pl.when(more).then(n).otherwise(pl.col(into)).alias(into),
                    next_p.alias("p"),
                    pl.when(more)
                    .then(pl.col("reached") + next_p)
                    .otherwise(2.0)  # has its number: above any uniform
                    .alias("reached"),
                )
            self.agents = frame

        def trade(self) -> None:
            """Contracts end, then some are won; what people can deliver is billed."""
            draws = uniforms(self.agents["key"].to_numpy(), m)
            names = ("u", "v", "w", "z")
            self.agents = self.agents.with_columns(
                **{name: pl.Series(draw) for name, draw in zip(names, draws, strict=True)}
            )
            lost = m["contract_end"] * (1 + m["imitation"] * (1 - d["protection"]))
            contracts, value = pl.col("contracts"), pl.col("contract_value")
            self.poisson("ended", "u", contracts * of(lost, "district"))
            ended = pl.min_horizontal(contracts, pl.col("ended"))
            power = lognormal_of(pl.col("v"), of(m["end_spread"], "district"))
            self.agents = self.agents.with_columns(
                pl.when(ended <= 0)
                .then(value)
                .when(ended == contracts)
                .then(0.0)
                .otherwise(value * (1 - ended / contracts) ** power)
                .alias("contract_value"),
                (contracts - ended).alias("contracts"),
            )
            won_here = x["tendered"] * x["appeal"] / (x["appeal"] + x["rivals"] + 1e-12)
            weight, usual = pl.col("weight"), pl.col("usual")
            rate = of(won_here, "sector") * weight / (of(x["attraction"] + 1e-12, "sector") * usual)
            self.poisson("won", "w", pl.when(weight > 0).then(rate).otherwise(0.0))
            size = lognormal_of(pl.col("z"), of(m["contract_spread"], "district"))
            drawn = (pl.col("key") & int(chance.TRAIT_BITS)) / 131072.0
            beyond = pl.when(drawn < of(d["crowdsourced"], "district"))
            stretch = of(m["stretch"], "district") + beyond.then(
                of(m["crowdsourcing_stretch"], "district")
            ).otherwise(0.0)
            most = pl.col("heads") * of(m["output_per_head"], "district") * stretch
            won = pl.col("won")
            self.agents = (
                self.agents.with_columns(
                    (contracts + won).alias("contracts"),
                    pl.when(won > 0)
                    .then(value + won * usual * size)
                    .otherwise(value)
                    .alias("contract_value"),
                )
                .with_columns(pl.min_horizontal(value, most).alias("sales"))
                .with_columns((pl.col("sales_year") + pl.col("sales")).alias("sales_year"))
            )

    class Region(ModelDF):  # type: ignore[misc]
        """The firms' region."""

        def __init__(self) -> None:
            super().__init__()
            self.firms = Firms(self)
            self.agents += self.firms

        def left(self) -> dict[str, ndarray]:
            """What the rule left."""
            frame = next(iter(self.agents.agents.values()))
            return {name: frame[name].to_numpy() for name in LEFT}

    return Region()


# measuring


def timed(prepare: Callable[[], Any], act: Callable[[Any], Any]) -> tuple[float, Any]:
    """CPU seconds of the best of some repeats, each on what is prepared anew, and the last of those."""
    best, prepared = float("inf"), None
    for _ in range(REPEATS):
        prepared = prepare()
        begun = cpu_seconds()
        act(prepared)
        best = min(best, cpu_seconds() - begun)
    return best, prepared


def check(what: str, left: Mapping[str, ndarray], expected: Mapping[str, ndarray]) -> None:
    """ValueError where a peer leaves other firms."""
    for name in LEFT:
        if not np.allclose(left[name], expected[name], rtol=TOLERANCE, atol=TOLERANCE):
            raise ValueError(f"{what} leaves another {name}: its time would not count")


def measured(firms: int = FIRMS) -> dict[str, Any]:
    """Every peer: nanoseconds a firm-month, or why it was skipped."""
    eco, state = state_of(firms)
    count = len(state.living)
    others = (state.living, state.sectors, state.districts, state.months)
    trade_records(state.startups.copy(), *others)
    seconds, rows = timed(state.startups.copy, lambda t: trade_records(t, *others))
    expected = {name: rows[name][state.living] for name in LEFT}
    found: list[dict[str, Any]] = []

    def add(what: str, seconds: float | None, skipped: str = "") -> None:
        ns = None if seconds is None else seconds / count * 1e9
        found.append({"what": what, "ns": ns, "skipped": skipped})

    add("compiled loop over records (as here)", seconds)
    what = "C loop over records"
    try:
        with yardstick.built(eco) as c:
            tables = vars(state)
            seconds, rows = timed(
                state.startups.copy, lambda t: c.run("trade_all", tables | {"startups": t})
            )
        check(what, {name: rows[name][state.living] for name in LEFT}, expected)
        add(what, seconds)
    except yardstick.NoCompilerError as fault:
        add(what, None, str(fault))
    what = "NumPy columns"
    seconds, columns = timed(state.columns, lambda c: trade_columns(c, state))
    check(what, columns, expected)
    add(what, seconds)
    what = "mesa-frames (Polars)"
    try:
        seconds, model = timed(
            lambda: frame_model(state.columns(), state), lambda model: model.step()
        )
        check(what, model.left(), expected)
        add(what, seconds)
    except AbsentError as fault:
        add(what, None, str(fault))
    return {"firms": count, "rows": found}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--firms", type=int, default=FIRMS, help="how many firms (default 100000)")
    given = parser.parse_args()
    if given.firms < 100:
        parser.error("--firms is at least 100")
    found = measured(given.firms)
    if given.json:
        print(json.dumps(found))
        return 0
    print(f"the trade rule on {found['firms']:,} firms: ns of CPU a firm-month")
    for row in found["rows"]:
        said = f"not measured: {row['skipped']}" if row["ns"] is None else f"{row['ns']:8.1f}"
        print(f"{row['what']:40}{said}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
