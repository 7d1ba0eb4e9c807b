"""Question: what became of the places of the shipped plans, and did their runs say so?

    python experiments/backtest_page.py [--runs 40] [--seed 1] [--jobs 2]

Runs what `fuhua backtest` runs, and writes the table of docs/backtest.md anew, between its marks; the words around it are
written by hand.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from marks import put

from sim.cli.progress import progress_reporter
from sim.core import digests
from sim.core.records import Row
from sim.plan.files import plans
from sim.report.subjects.backtest import backtest_data, fact_cells
from sim.validation.backtest import FACTS, backtest_plans, read_facts
from sim.words import catalogue

PAGE = Path(__file__).parent.parent / "docs" / "backtest.md"
HEAD = (
    "| place 地方 | fact 事实 | month 月份 | published 公开值 | runs 模拟 | result 结果 | source 出处 |",
    "|---|---|---|--:|--:|---|---|",
)


def table_line(fact: Row) -> str:
    """A fact beside the band of its runs, its name in both languages."""
    place, name, *rest = fact_cells(fact)
    cells = (place, f"{name} {fact['zh']}", *rest, fact["source"])
    return f"| {' | '.join(text.replace('|', '/') for text in cells)} |"


def headline(data: Row) -> str:
    """What the facts that count come to together."""
    told = f"{data['runs']} runs a plan (from {data['seed']}), source {digests.SOURCE_DIGEST}. "
    if not data["counted"]:
        return f"{told}No fact counts."
    inside = sum(bool(fact["inside"]) for fact in data["facts"] if fact["counted"])
    told += (
        f"**{inside} of {data['counted']} facts that count lie inside ({data['coverage']:.0%}); "
    )
    told += f"mean interval score {data['interval_score']:.2f}.** "
    brier = data["brier"]
    if brier["model"] is None:
        return f"{told}None of them decides a target that the model decides, so there is no Brier score."
    return (
        f"{told}Brier score of P(met) {brier['model']:.3f}; of a coin {brier['coin']:.3f}; "
        f'of "all targets are met" {brier["all_met"]:.3f}.'
    )


def main() -> None:
    """Run the plans, hold them against the facts and put the table in its place."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--runs", type=int, default=40)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--jobs", type=int)
    asked = ask.parse_args()
    catalogue.speak("en")
    facts = read_facts(FACTS)
    with progress_reporter(False) as progress:
        found = backtest_plans(facts, plans(), asked.runs, asked.seed, asked.jobs, progress)
    data = backtest_data(found)
    rows = (table_line(fact) for fact in data["facts"])
    put(PAGE, "table", "\n".join([headline(data), "", *HEAD, *rows, ""]))


if __name__ == "__main__":
    main()
