"""What does each plan's answer hang on?  Every natural parameter without a source at both ends of what is believed of it.

    python experiments/answers.py [xuchang ...] [--runs 40] [--screened 2] [--seed 1] [--jobs 2] [--folder results/answers]

The ends are the 5th and 95th percentile of the fitted ensemble, and of its range for a parameter that was not fitted.  All are
taken alone, with few runs each, and those that move the outcome targets most are lived again with more runs; all meet the
same luck, and the other parameters are drawn as in any run.  Writes docs/answers.md between its marks for the plans named
(default: all).  Every run is kept in the folder: the same command goes on where it was stopped.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from fitting.prior import free_parameters, values_at
from fitting.stages import way_to
from marks import put
from scipy.stats import norm

from sim.core.digests import fingerprint
from sim.plan.files import plans
from sim.plan.parts import Target
from sim.report.numbers import format_number
from sim.runs.ensemble import months_to_live
from sim.runs.targets import measurable_targets, target_reading_id
from sim.scenario.parameter_sets import CHINA, parameter_draws
from sim.scenario.scenario import Scenario, load
from sim.scenario.spinup import starting_world
from sim.study.compare.reach import FirstRuns, beyond_reach_alone
from sim.study.design.ranges import Unknown
from sim.study.design.task import Case
from sim.study.design.variations import RunSettings, Variation, run_variations

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "answers.md"
ENDS = (0.05, 0.95)
KEPT = 12  # parameters lived again
SEED = 1  # of the runs that tell which targets are decided
SMALL = 1e-3  # of a line: the least spread of a quantity


@dataclass(frozen=True)
class Answer:
    """A plan at both ends of one parameter (none: the plan itself): each target's quantity and whether its line is reached, both
    (targets, points, runs)."""

    unknown: Unknown | None
    quantity: np.ndarray
    met: np.ndarray

    @property
    def joint(self) -> np.ndarray:
        """Whether all targets are met together (points, runs)."""
        return self.met.min(0)

    @property
    def chance(self) -> np.ndarray:
        """How likely all are met, at each point."""
        return self.joint.mean(1)

    @property
    def count(self) -> np.ndarray:
        """How many targets are met on the average, at each point."""
        return self.met.sum(0).mean(1)

    @property
    def apart(self) -> float:
        """How many targets lie between the ends."""
        return float(abs(self.count[1] - self.count[0]))

    def pull(self, usual: Answer, lines: np.ndarray) -> float:
        """By how much the targets' chances differ between the ends, were their quantities spread as those of the plan itself.

        Few runs tell a quantity well and a chance badly: so the screening goes by the quantities.
        """
        spread = np.maximum(usual.quantity.std(axis=-1), SMALL * np.abs(lines[:, None]))
        chances = norm.cdf((self.quantity.mean(-1) - lines[:, None]) / spread)
        return float(np.abs(chances[:, 1] - chances[:, 0]).sum())


def at_ends(scenario: Scenario, fitted: dict[str, float]) -> list[Unknown]:
    """Every free parameter with the ends of what is believed of it."""
    unknowns, sets = free_parameters(scenario, fitted), parameter_draws(CHINA)
    low, high = values_at(unknowns, np.array([[end] * len(unknowns) for end in ENDS]))
    found = [
        replace(u, low=float(a), high=float(b)) for u, a, b in zip(unknowns, low, high, strict=True)
    ]
    return [
        replace(u, low=ends[0], high=ends[1]) if (ends := percentiles(u.name, sets)) else u
        for u in found
    ]


def percentiles(name: str, sets: Sequence[dict[str, float]]) -> tuple[float, float] | None:
    """The ends of a fitted parameter; None for one that was not fitted."""
    if name not in sets[0]:
        return None
    return tuple(float(x) for x in np.quantile([one[name] for one in sets], ENDS))


def answers(
    name: str, scenario: Scenario, unknowns: Sequence[Unknown], way: RunSettings
) -> list[Answer]:
    """The plan itself, and at both ends of each parameter."""
    case = Case(scenario)
    points = [{}, *({u.name: end} for u in unknowns for end in (u.low, u.high))]
    variations = [Variation(case, scenario.policy, k, {}, point) for k, point in enumerate(points)]
    about = {"seed": way.seed, "digest": fingerprint([scenario.digest, points])}
    _, found = run_variations(f"{scenario.name}-{name}", scenario, {}, variations, way, about)
    names = [target_reading_id(target) for target in counted(scenario)]
    quantity, met = (
        np.stack([found[f"{kind}.{name}"] for name in names]) for kind in ("target", "met")
    )

    def answer(unknown: Unknown | None, at: slice) -> Answer:
        return Answer(unknown, quantity[:, at], met[:, at])

    return [
        answer(None, slice(0, 1)),
        *(answer(u, slice(2 * k + 1, 2 * k + 3)) for k, u in enumerate(unknowns)),
    ]


def table(plan: str, runs: int, screened: int, seed: int, folder: Path, jobs: int | None) -> str:
    """A plan's part of the page."""
    scenario = load(plan)
    few, many = way_to(folder, screened, seed, jobs), way_to(folder, runs, seed, jobs)
    unknowns = at_ends(scenario, starting_world(scenario, few.progress)[1]["nature"])
    usual, lines = (
        answers("usual", scenario, [], many)[0],
        np.array([t.value for t in counted(scenario)]),
    )
    pulls = {
        a.unknown.name: a.pull(usual, lines)
        for a in answers("screening", scenario, unknowns, few)[1:]
    }
    strongest = sorted(pulls, key=lambda name: -pulls[name])[:KEPT]
    found = answers(
        "ends", scenario, [u for u in unknowns if u.name in strongest and pulls[u.name] > 0], many
    )[1:]
    return markdown(
        scenario, len(unknowns), screened, runs, usual, sorted(found, key=lambda a: -a.apart)
    )


def counted(scenario: Scenario) -> list[Target]:
    """The targets that an answer is about: of outcome that the model decides, or all where the plan sets no outcome that
    can be measured.
    """
    chosen = [t for t in measurable_targets(scenario) if t.chosen]
    left_out = beyond_reach_alone(FirstRuns(scenario, SEED, months_to_live(scenario, None)))
    aims = [t for t in chosen if t.role == "outcome"]
    return [t for t in aims if t.id not in left_out] or aims or chosen


def markdown(
    scenario: Scenario, tried: int, screened: int, runs: int, usual: Answer, found: Sequence[Answer]
) -> str:
    """A plan's answers as a table."""
    kind = (
        "outcome targets"
        if any(t.role == "outcome" for t in counted(scenario))
        else "targets, all of them inputs"
    )
    table = [
        "| parameter 参数 | fitted 已拟合 | 5 % | 95 % | all met 全部达到, 5 % | 95 % | targets met 达到项数, 5 % | 95 % |",
        "|---|---|--:|--:|--:|--:|--:|--:|",
        *map(line, found),
    ]
    return "\n".join(
        [
            f"### {scenario.zh} · {scenario.en}\n",
            f"{len(counted(scenario))} {kind}; {tried} parameters screened with runs at each end: {screened}; those "
            f"that move a target lived again: {runs}. As the plan stands all are met in {usual.chance[0]:.0%} of runs, "
            f"{usual.count[0]:.1f} on the average.\n",
            *(
                table
                if found
                else ["No parameter moves any of them. 没有哪一项参数能改变其中任何一项。"]
            ),
            "",
        ]
    )


def line(a: Answer) -> str:
    """One parameter as a row."""
    field, fitted = a.unknown.field, "yes" if a.unknown.name in parameter_draws(CHINA)[0] else "no"
    return (
        f"| `{a.unknown.name}` {field.zh} / {field.en} | {fitted} | {format_number(a.unknown.low)} | {format_number(a.unknown.high)} | "
        f"{a.chance[0]:.0%} | {a.chance[1]:.0%} | {a.count[0]:.1f} | {a.count[1]:.1f} |"
    )


def main() -> None:
    """Write the table of each plan."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("plans", nargs="*", default=plans())
    ask.add_argument("--runs", type=int, default=40)
    ask.add_argument("--screened", type=int, default=2, help="runs at each end in the screening")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--jobs", type=int)
    ask.add_argument("--folder", type=Path, default=ROOT / "results" / "answers")
    asked = ask.parse_args()
    for plan in asked.plans:
        put(
            PAGE,
            plan,
            table(plan, asked.runs, asked.screened, asked.seed, asked.folder, asked.jobs),
        )


if __name__ == "__main__":
    main()
