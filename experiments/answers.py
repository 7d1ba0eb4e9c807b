"""What does each plan's answer hang on?  Every natural parameter without a source at both ends of what is believed of it.

    python experiments/answers.py [xuchang ...] [--runs 40] [--seed 1] [--jobs 2] [--folder results/answers]

The ends are the 5th and 95th percentile of the fitted ensemble, and of its range for a parameter that was not fitted.  All are
taken alone, two runs each, and those that move the outcome targets most are lived again with more runs; all meet the
same luck, and the other parameters are drawn as in any run.  Writes docs/answers.md between its marks for the plans named
(default: all).  Every run is kept in the folder: the same command goes on where it was stopped.
"""
from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from fitting.free import free, values_at
from fitting.stages import way_to

from sim.fitted.ensemble import CHINA, sets_of
from sim.outcome import ALL_MET, measured, name_of
from sim.report.writing import number
from sim.scenario import Scenario, fingerprint, load, plans
from sim.spinup import starting_world
from sim.study.ranges import Unknown
from sim.study.task import Case
from sim.study.variations import Variation, Way, lived

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "answers.md"
ENDS = (0.05, 0.95)
SCREENED, KEPT = 2, 12          # runs at each end in the screening; parameters lived again


@dataclass(frozen=True)
class Answer:
    """A plan at both ends of one parameter (none: the plan itself): the chance that all outcome targets are met, and how many are."""

    unknown: Unknown | None
    chance: np.ndarray
    met: np.ndarray

    @property
    def move(self) -> float:
        """How many outcome targets lie between the ends."""
        return float(abs(self.met[1] - self.met[0]))


def at_ends(scenario: Scenario, fitted: dict[str, float]) -> list[Unknown]:
    """Every free parameter with the ends of what is believed of it."""
    unknowns, sets = free(scenario, fitted), sets_of(CHINA)
    low, high = values_at(unknowns, np.array([[end] * len(unknowns) for end in ENDS]))
    found = [replace(u, low=float(a), high=float(b)) for u, a, b in zip(unknowns, low, high, strict=True)]
    return [replace(u, low=ends[0], high=ends[1]) if (ends := percentiles(u.name, sets)) else u for u in found]


def percentiles(name: str, sets: Sequence[dict[str, float]]) -> tuple[float, float] | None:
    """The ends of a fitted parameter; None for one that was not fitted."""
    if name not in sets[0]:
        return None
    return tuple(float(x) for x in np.quantile([one[name] for one in sets], ENDS))


def answers(name: str, scenario: Scenario, unknowns: Sequence[Unknown], way: Way) -> list[Answer]:
    """The plan itself, and at both ends of each parameter."""
    case = Case(scenario)
    points = [{}, *({u.name: end} for u in unknowns for end in (u.low, u.high))]
    variations = [Variation(case, scenario.policy, k, {}, point) for k, point in enumerate(points)]
    about = {"seed": way.seed, "digest": fingerprint([scenario.digest, points])}
    _, found = lived(f"{scenario.name}-{name}", scenario, {}, variations, way, about)
    chance, met = found[ALL_MET].mean(1), np.sum([found[f"met.{id}"] for id in outcome_targets(scenario)], axis=0).mean(1)
    pairs = (np.array([2 * k + 1, 2 * k + 2]) for k in range(len(unknowns)))
    return [Answer(None, chance[:1], met[:1]), *(Answer(u, chance[at], met[at]) for u, at in zip(unknowns, pairs, strict=True))]


def table(plan: str, runs: int, seed: int, folder: Path, jobs: int | None) -> str:
    """A plan's part of the page."""
    scenario = load(plan)
    way = way_to(folder, SCREENED, seed, jobs)
    unknowns = at_ends(scenario, starting_world(scenario, way.progress)[1]["nature"])
    first = sorted(answers("screening", scenario, unknowns, way)[1:], key=lambda a: -a.move)[:KEPT]
    kept = [u for u in unknowns if u.name in {a.unknown.name for a in first if a.move > 0}]
    usual, *found = answers("ends", scenario, kept, replace(way, runs=runs))
    return markdown(scenario, len(unknowns), runs, usual, sorted(found, key=lambda a: -a.move))


def outcome_targets(scenario: Scenario) -> list[str]:
    """The targets that count, by name."""
    return [name_of(t) for t in measured(scenario) if t.chosen and t.role == "outcome"]


def markdown(scenario: Scenario, screened: int, runs: int, usual: Answer, found: Sequence[Answer]) -> str:
    """A plan's answers as a table."""
    return "\n".join([
        f"### {scenario.zh} · {scenario.en}\n",
        f"{len(outcome_targets(scenario))} outcome targets; {screened} parameters screened with {SCREENED} runs at each end, these lived "
        f"again with {runs}. As the plan stands all are met in {usual.chance[0]:.0%} of runs, {usual.met[0]:.1f} on the average.\n",
        "| parameter 参数 | fitted 已拟合 | 5 % | 95 % | all met 全部达到, 5 % | 95 % | targets met 达到项数, 5 % | 95 % |",
        "|---|---|--:|--:|--:|--:|--:|--:|", *map(line, found), ""])


def line(a: Answer) -> str:
    """One parameter as a row."""
    field, fitted = a.unknown.field, "yes" if a.unknown.name in sets_of(CHINA)[0] else "no"
    return (f"| `{a.unknown.name}` {field.zh} / {field.en} | {fitted} | {number(a.unknown.low)} | {number(a.unknown.high)} | "
            f"{a.chance[0]:.0%} | {a.chance[1]:.0%} | {a.met[0]:.1f} | {a.met[1]:.1f} |")


def put(plan: str, text: str) -> None:
    """Put a plan's table in its place on the page."""
    begins, ends = f"<!-- {plan} begins -->", f"<!-- {plan} ends -->"
    before, _, rest = PAGE.read_text("utf-8").partition(begins)
    PAGE.write_text(f"{before}{begins}\n\n{text}\n{ends}{rest.partition(ends)[2]}", "utf-8", newline="\n")


def main() -> None:
    """Write the table of each plan."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("plans", nargs="*", default=plans())
    ask.add_argument("--runs", type=int, default=40)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--jobs", type=int)
    ask.add_argument("--folder", type=Path, default=ROOT / "results" / "answers")
    asked = ask.parse_args()
    for plan in asked.plans:
        put(plan, table(plan, asked.runs, asked.seed, asked.folder, asked.jobs))


if __name__ == "__main__":
    main()
