"""Question: what does each instrument of a plan do, and which do nothing at all?

    python experiments/effects.py [PLAN ...] [--runs 40] [--each 12] [--seed 1] [--jobs 2]

Switches off the policies of policies/main.toml (`--runs` paired runs) and every instrument by itself (`--each`, 0: none), and writes the
plans' tables in docs/effects.md anew, between their marks; the words around them are written by hand.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Sequence
from pathlib import Path

from marks import put

from sim.cli.progress import progress_reporter
from sim.core import digests
from sim.plan.instruments import DOCUMENTS
from sim.scenario.scenario import Scenario, load
from sim.study.methods.ablation import (
    SURE,
    Policy,
    PolicyEffect,
    Response,
    name_outcome,
    policy_effects,
    single_policies,
)

PAGE = Path(__file__).parent.parent / "docs" / "effects.md"
MAIN = Path(__file__).parent / "policies" / "main.toml"
LEFT = "\nThe instruments by themselves have not been lived yet. 各项政策工具尚未逐项运行。\n"
SHOWN = 4  # outcomes of a policy that are shown
HEAD = (
    "| {first} | sections 条款 | what answers 有响应的结果 | in standard errors 标准误倍数 | looked at 考察项 |",
    "|---|---|---|--:|--:|",
)


def main_policies(scenario: Scenario) -> list[Policy]:
    """The policies that the text stands or falls with; KeyError for an instrument that it has not."""
    own = {i.id: i for i in scenario.instruments}
    named = tomllib.loads(MAIN.read_text("utf-8"))[scenario.name]
    return [
        Policy(id, row["zh"], row["en"], tuple(own[name] for name in row["instruments"]))
        for id, row in named.items()
    ]


def response_text(r: Response, scenario: Scenario) -> str:
    """An outcome that answers, by how much, and where it does so against the text."""
    name = name_outcome(r.outcome, scenario)
    amount = f"{r.mean:+.3g}" + ("" if abs(r.part) == float("inf") else f" ({r.part:+.1%})")
    return f"{name.zh} {name.en} {amount}" + (
        "" if r.as_hoped else " **against the text 与原文相反**"
    )


def sureness_text(r: Response) -> str:
    """How many standard errors a response is from nothing; where all runs agree there is no error."""
    return f"{abs(r.mean) / r.error:.1f}" if r.error > 1e-9 * abs(r.mean) else "every run 各次相同"


def effect_line(e: PolicyEffect, scenario: Scenario) -> str:
    """A policy with what answers to it."""
    found = [r for r in e.responses if r.answers][:SHOWN]
    told = "<br>".join(response_text(r, scenario) for r in found) or "**nothing 无响应**"
    sure = "<br>".join(map(sureness_text, found)) or "–"
    sections = "；".join(dict.fromkeys(i.section for i in e.policy.instruments))
    cells = (f"{e.policy.zh} {e.policy.en}", sections, told, sure, str(len(e.responses)))
    return f"| {' | '.join(text.replace('|', '/') for text in cells)} |"


def effect_table(first: str, effects: Sequence[PolicyEffect], scenario: Scenario) -> str:
    """Policies with what answers to each."""
    head = [line.format(first=first) for line in HEAD]
    return "\n".join([*head, *(effect_line(e, scenario) for e in effects)])


def plan_text(
    scenario: Scenario, main: Sequence[PolicyEffect], each: Sequence[PolicyEffect]
) -> str:
    """A plan's part of the page."""
    silent = [e.policy for e in each if not e.answers]
    names = "、".join(f"{p.zh} {p.en}" for p in silent) or "none 无"
    runs = (main or each)[0].runs
    return (
        f"Source {digests.SOURCE_DIGEST}. The main policies over {runs} paired runs, each instrument over "
        f"{each[0].runs if each else 0}.\n\n"
        f"{effect_table('main policy 主要政策', main, scenario)}\n"
    ) + (each_text(each, silent, names, scenario) if each else LEFT)


def each_text(
    each: Sequence[PolicyEffect], silent: Sequence[Policy], names: str, scenario: Scenario
) -> str:
    """What every instrument does by itself, and those to which nothing answers."""
    return (
        "\n"
        f"**{len(each) - len(silent)} of {len(each)} instruments are answered to.** "
        f"Nothing answers to 无响应: {names}.\n\n"
        f"{effect_table('instrument 政策工具', each, scenario)}\n"
    )


def main() -> None:
    """Live every plan with and without each of its policies, and put the tables in their places."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("plans", nargs="*", default=[d.plan for d in DOCUMENTS.values()])
    ask.add_argument("--runs", type=int, default=40)
    ask.add_argument("--each", type=int, default=12)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--jobs", type=int, default=2)
    given = ask.parse_args()
    for plan in given.plans:
        scenario = load(plan)
        with progress_reporter(False) as progress:
            sizes = {"seed": given.seed, "jobs": given.jobs, "tell": progress}
            most = policy_effects(scenario, main_policies(scenario), given.runs, **sizes)
            each = (
                policy_effects(scenario, single_policies(scenario), given.each, **sizes)
                if given.each
                else []
            )
        put(PAGE, plan, plan_text(scenario, most, each))
        print(
            f"{plan}: beyond {SURE:g} standard errors {sum(e.answers for e in each)} of {len(each)}"
        )


if __name__ == "__main__":
    main()
