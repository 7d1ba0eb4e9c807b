"""Between which values an unknown is varied: decided here, once, for every study that explains a
plan.

The declared bounds of a natural parameter say what is possible, not what is likely (a founding rate
may lie between 0 and thirty times the usual).  Unless a range is given, an unknown is therefore
varied between its value in the plan divided and multiplied by one factor (1.5), within the declared
bounds.  Rates that the spin-up fits to the plan's known stocks are varied about the fitted value.
A lever is varied as a multiple of what the plan sets, month by month and district by district, so
that its dates and places stay the plan's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.core.fields import Field
from sim.plan.parts import Series
from sim.plan.quantities import LEVERS, NATURE
from sim.plan.source import check_values
from sim.scenario.scenario import Scenario
from sim.words.catalogue import user_error
from sim.words.suggestions import suggestion

FACTOR = 1.5  # how far a study goes from the plan's value where nobody says
TIMES = "times."  # stands before the name of a lever that is varied as a multiple of the plan's
SWITCHES = ("flag", "level")  # units of levers that have no multiples


@dataclass(frozen=True)
class Unknown:
    """A natural parameter or a multiple of a lever, its value in the plan and the range in which it
    is varied.
    """

    name: str
    field: Field
    value: float
    low: float
    high: float


def unknowns(
    scenario: Scenario,
    fitted: Mapping[str, float],
    names: Sequence[str] = (),
    given: Mapping[str, str] | None = None,
    factor: float = FACTOR,
    levers: bool = False,
) -> list[Unknown]:
    """What a study varies: natural parameters in the order of their declaration, then levers.

    `names` are names or words in them (none: all natural parameters, with `levers` also all that
    the plan sets), `given` ranges as {"founding_rate": "0.001..0.004"}, `fitted` the rates of the
    spin-up.  What is 0 in the plan has no range of its own and is varied only where one is given.
    Raises UserError for a name nothing carries and a range that is none.
    """
    known = {**parameter_ranges(scenario, fitted, factor), **lever_multiples(scenario, factor)}
    ranges = {name: parse_range(name, text, known) for name, text in (given or {}).items()}
    wanted = set(ranges).union(*(match_unknowns(word, known) for word in names))
    if not wanted:
        wanted = {name for name in known if levers or not name.startswith(TIMES)}
    for name, (low, high) in ranges.items():
        known[name] = replace(known[name], low=low, high=high)
    return [u for u in known.values() if u.name in wanted and u.low < u.high]


def parameter_ranges(
    scenario: Scenario, fitted: Mapping[str, float], factor: float
) -> dict[str, Unknown]:
    """Every natural parameter with its value in the plan and its plausible range."""
    found = {}
    for name, field in NATURE.items():
        value = float(fitted.get(name, scenario.nature.get(name, field.default)))
        low, high = sorted(
            float(np.clip(value * by, field.low, field.high)) for by in (1 / factor, factor)
        )
        found[name] = Unknown(name, field, value, low, high)
    return found


def lever_multiples(scenario: Scenario, factor: float) -> dict[str, Unknown]:
    """Every lever the plan sets to an amount, as a multiple of it."""
    there = {
        name
        for own in scenario.levers
        for name, series in own.items()
        if any(value for _, value in series.points)
    }
    found = {}
    for name, f in LEVERS.items():
        if name in there and f.unit not in SWITCHES:
            en, zh = f"{f.en}, times the plan's", f"{f.zh}（方案的倍数）"
            multiple = Field(en, zh, "ratio", 1.0, 0.0)
            found[TIMES + name] = Unknown(TIMES + name, multiple, 1.0, 1 / factor, factor)
    return found


def match_unknowns(word: str, known: Mapping[str, Unknown]) -> set[str]:
    """The unknown of that name, or all in whose names the word occurs; UserError where there is
    none.
    """
    if word in known:
        return {word}
    bare = word.casefold()
    found = {
        name
        for name, u in known.items()
        if bare in name or bare in u.field.en.casefold() or bare in u.field.zh
    }
    if not found:
        raise user_error("explain_unknown_parameter", given=word, help=suggestion(word, known))
    return found


def parse_range(name: str, text: str, known: Mapping[str, Unknown]) -> tuple[float, float]:
    """The ends of a range written low..high, in units as plans write them; UserError otherwise."""
    low, dots, high = text.partition("..")
    if not dots or name not in known:
        raise user_error("explain_bad_range", name=name, given=text)
    start, stop = (
        check_values({name: number_or_text(end)}, {name: known[name].field})[name]
        for end in (low, high)
    )
    if start >= stop:
        raise user_error("explain_empty_range", name=name, given=text)
    return start, stop


def number_or_text(text: str) -> float | str:
    """A number where the text is one; a text with a unit stays what it is."""
    try:
        return float(text)
    except ValueError:
        return text.strip()


def vary_scenario(scenario: Scenario, values: Mapping[str, float]) -> Scenario:
    """The scenario with natural parameters at these values and levers at these multiples of the
    plan's.
    """
    times = {LEVERS[name.removeprefix(TIMES)]: by for name, by in values.items() if TIMES in name}
    levers = tuple(
        {
            name: multiply_series(series, times[f], f.low, f.high)
            if (f := LEVERS[name]) in times
            else series
            for name, series in own.items()
        }
        for own in scenario.levers
    )
    return replace(scenario, levers=levers).vary(
        {name: v for name, v in values.items() if not name.startswith(TIMES)}
    )


def multiply_series(
    series: Series, by: float, low: float | None = None, high: float | None = None
) -> Series:
    """A lever over time at a multiple of itself, within its bounds."""
    ends = (-np.inf if low is None else low, np.inf if high is None else high)
    points = ((month, float(np.clip(value * by, *ends))) for month, value in series.points)
    return replace(series, points=tuple(points))


def scale_points(unknowns: Sequence[Unknown], places: np.ndarray) -> list[dict[str, float]]:
    """Points of the unit cube (points, unknowns) as values of the unknowns by name."""
    low, high = (np.array([getattr(u, end) for u in unknowns]) for end in ("low", "high"))
    names = [u.name for u in unknowns]
    values = low + np.asarray(places) * (high - low)
    return [dict(zip(names, row, strict=True)) for row in values.tolist()]


def latin_hypercube_sample(
    unknowns: Sequence[Unknown], count: int, seed: int
) -> list[dict[str, float]]:
    """So many futures as values of the unknowns by name, spread evenly over every range by Latin
    hypercube.
    """
    from scipy.stats import qmc

    sampler = qmc.LatinHypercube(len(unknowns), rng=np.random.default_rng(seed))
    return scale_points(unknowns, sampler.random(count))
