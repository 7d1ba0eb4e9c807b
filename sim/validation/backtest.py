"""The plans held against what became of their places.

A fact is a measure of a place in a month; the model's answer is the band of its runs there.  Facts
that set a starting stock prove nothing: they are shown, and count in no score.
"""

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from sim.core.errors import UserError
from sim.core.fields import fields_of
from sim.model.calendar import month_name, month_number
from sim.model.measures import Census
from sim.plan.files import plans
from sim.runs.ensemble import Ensemble, run_all
from sim.runs.targets import score_target
from sim.runs.workers import Progress
from sim.scenario.scenario import Scenario, load
from sim.words.catalogue import say, user_error
from sim.words.suggestions import suggestion

FACTS = Path(__file__).with_name("afterwards.csv")
COLUMNS = (
    "place",
    "measure",
    "reading",
    "month",
    "value",
    "low",
    "high",
    "input",
    "target",
    "met",
    "source",
)
OPTIONAL = ("low", "high", "target", "met")
NATION = "china"  # a fact of the nation is held against every plan that covers its year
READINGS = ("level", "year", "growth")  # of a month; summed over twelve; against a year before
YES, NO = ("yes", "是"), ("no", "否")
BAND = (0.1, 0.5, 0.9)
MISS = 2 / (1 - (BAND[2] - BAND[0]))  # what a unit outside the band costs in the interval score


@dataclass(frozen=True)
class PastFact:
    """What was published of a place afterwards; `low` and `high` are how far it is known."""

    place: str
    measure: str
    reading: str
    month: int
    value: float
    low: float
    high: float
    used: bool
    """Whether a starting stock was set by it."""
    target: str
    """The target that it decides, and whether that was `met`; empty and None where it decides none."""
    met: bool | None
    source: str


@dataclass(frozen=True)
class FactVerdict:
    """How the runs of a plan stand beside a fact; NaN and None where the plan does not cover it."""

    fact: PastFact
    plan: str
    lower: float = math.nan
    median: float = math.nan
    upper: float = math.nan
    inside: bool | None = None
    score: float = math.nan
    """Interval score of the 80 % band, in parts of the fact (Gneiting & Raftery 2007)."""
    probability: float = math.nan
    """The chance the runs gave the target that the fact decides; NaN where the model decides it not."""
    undecided: bool = False
    """Whether the fact decides a target that the model does not."""

    @property
    def counts(self) -> bool:
        """Whether it is evidence: the plan covers the fact, and it was no input."""
        return self.inside is not None and not self.fact.used


@dataclass(frozen=True)
class Backtest:
    """Every fact's verdict, and what they come to together."""

    verdicts: tuple[FactVerdict, ...]
    runs: int
    seed: int

    @property
    def evidence(self) -> list[FactVerdict]:
        """Those that count."""
        return [v for v in self.verdicts if v.counts]

    @property
    def coverage(self) -> float:
        """The part of the facts that counts inside the 80 % band."""
        return mean_or_nan([bool(v.inside) for v in self.evidence])

    @property
    def interval_score(self) -> float:
        """Their mean interval score: the smaller the better."""
        return mean_or_nan([v.score for v in self.evidence])

    @property
    def brier_scores(self) -> dict[str, float]:
        """Mean squared error of P(met), of a coin's and of the claim that all targets are met."""
        told = [(v.probability, float(bool(v.fact.met))) for v in self.evidence if has_target(v)]
        return {
            "model": mean_or_nan([(p - met) ** 2 for p, met in told]),
            "coin": mean_or_nan([(0.5 - met) ** 2 for _, met in told]),
            "all_met": mean_or_nan([(1 - met) ** 2 for _, met in told]),
        }


def has_target(verdict: FactVerdict) -> bool:
    """Whether a fact decided a target that the runs gave a chance."""
    return verdict.fact.met is not None and not math.isnan(verdict.probability)


def mean_or_nan(values: Sequence[float]) -> float:
    """A mean; NaN of nothing."""
    return float(np.mean(values)) if values else math.nan


def read_facts(path: Path) -> list[PastFact]:
    """The facts of a CSV file, UTF-8 with or without a mark; UserError with a line for every fault."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.DictReader(file))
            head = list(lines[0]) if lines else []
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise user_error("facts_unreadable", file=path, why=error) from None
    if lacking := [name for name in COLUMNS if name not in head and name not in OPTIONAL]:
        columns = ", ".join(COLUMNS)
        raise user_error("facts_columns", file=path, lacking=", ".join(lacking), columns=columns)
    found: list[PastFact] = []
    faults: list[str] = []
    for number, line in enumerate(lines, 2):
        try:
            found.append(fact_of_line({name: (line.get(name) or "").strip() for name in COLUMNS}))
        except UserError as error:
            faults.append(say("facts_line", file=path.name, line=number, fault=error))
    if faults:
        raise UserError("\n".join(faults))
    return found


def fact_of_line(line: Mapping[str, str]) -> PastFact:
    """One fact as its line tells it; UserError names the column, the fault and the remedy."""
    places, measures = [NATION, *plans()], list(fields_of(Census))
    for name, known in (("place", places), ("measure", measures), ("reading", READINGS)):
        if line[name] not in known:
            given, help = line[name][:40], suggestion(line[name], known)
            raise user_error("facts_unknown", column=name, given=given, help=help)
    value = number_in(line, "value")
    target, met = line["target"], line["met"]
    if bool(target) != bool(met):
        raise user_error("facts_target_and_met")
    return PastFact(
        place=line["place"],
        measure=line["measure"],
        reading=line["reading"],
        month=month_in(line["month"]),
        value=value,
        low=number_in(line, "low") if line["low"] else value,
        high=number_in(line, "high") if line["high"] else value,
        used=answer_in(line, "input"),
        target=target,
        met=answer_in(line, "met") if met else None,
        source=line["source"],
    )


def number_in(line: Mapping[str, str], column: str) -> float:
    """A finite number of a line."""
    try:
        number = float(line[column].replace(",", ""))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise user_error("facts_number", column=column, given=line[column][:40])
    return number


def answer_in(line: Mapping[str, str], column: str) -> bool:
    """Yes or no, in either language."""
    if line[column].lower() not in YES + NO:
        raise user_error("facts_answer", column=column, given=line[column][:40])
    return line[column].lower() in YES


def month_in(text: str) -> int:
    """A month as 2019-12."""
    year, _, month = text.partition("-")
    if not (year.isdecimal() and month.isdecimal() and len(year) == 4 and 1 <= int(month) <= 12):
        raise user_error("facts_month", given=text[:40])
    return month_number(int(year), int(month))


def backtest_plans(
    facts: Sequence[PastFact],
    names: Sequence[str],
    runs: int,
    seed: int,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Backtest:
    """Live the plans to the last month that a fact tells, and hold them against the facts."""
    verdicts: list[FactVerdict] = []
    for name in names:
        own = [fact for fact in facts if fact.place in (name, NATION)]
        if not own:
            continue
        scenario = load(name)
        within = [fact.month for fact in own if fact.place == name or fact.month <= scenario.last]
        longer = replace(scenario, last=max([scenario.last, *within]))
        ensemble = run_all(longer, runs, seed, jobs=jobs, progress=progress)
        verdicts += [
            judge_fact(fact, name, scenario, ensemble)
            for fact in own
            if fact.place == name or scenario.first <= fact.month <= scenario.last
        ]
    return Backtest(tuple(verdicts), runs, seed)


def judge_fact(fact: PastFact, plan: str, scenario: Scenario, ensemble: Ensemble) -> FactVerdict:
    """Hold one fact against the runs of its place."""
    values = fact_values(fact, ensemble)
    if values is None:
        return FactVerdict(fact, plan)
    lower, median, upper = map(float, np.quantile(values, BAND))
    missed = max(0.0, lower - fact.high) + max(0.0, fact.low - upper)
    scores = [score_target(t, ensemble) for t in scenario.targets if t.id == fact.target]
    return FactVerdict(
        fact,
        plan,
        lower,
        median,
        upper,
        inside=missed == 0,
        score=(upper - lower + MISS * missed) / max(abs(fact.value), 1e-12),
        probability=scores[0].probability if scores and scores[0].within_reach else math.nan,
        undecided=bool(scores) and not scores[0].within_reach,
    )


def fact_values(fact: PastFact, ensemble: Ensemble) -> np.ndarray | None:
    """What each run says of a fact, shape (run,); None where the runs do not cover it.

    A year's growth from the eve of the first month is counted from that month.
    """
    at = fact.month - ensemble.first
    path = np.asarray(ensemble.history[fact.measure], float).sum(-1)
    before = 11 if fact.reading == "year" else 11 if fact.reading == "growth" else 0
    if not before <= at < ensemble.months:
        return None
    if fact.reading == "year":
        return np.asarray(path[:, at - 11 : at + 1].sum(1))
    if fact.reading == "growth":
        since = path[:, max(0, at - 12)]
        return np.asarray(path[:, at] / np.maximum(since, 1) - 1)
    return np.asarray(path[:, at])


def fact_month(fact: PastFact) -> str:
    """The month of a fact, as 2019-12."""
    return month_name(fact.month)
