"""Compare policies on the same luck."""

import re
from pathlib import Path

from sim.cli.options import show_result
from sim.cli.progress import progress_reporter
from sim.results.defaults import MOST_RUNS
from sim.words.catalogue import say, user_error

MOST_IN_TIME = 100_000
BUDGET = re.compile(r"(\d+)\s*(min|分钟)?")


def compare_command(
    plan: str,
    policies: tuple[str, ...],
    baseline: str | None,
    by: str | None,
    zone: float | None,
    runs: int | None,
    until: str | None,
    budget: str | None,
    seed: int,
    months: int | None,
    jobs: int | None,
    out: str | None,
    quiet: bool,
    as_json: bool,
    no_figures: bool,
    no_report: bool,
    nature: str,
) -> None:
    """Live every policy on the same luck, show what differs, and write the results."""
    from sim.report.render.files import document_writers
    from sim.report.subjects.comparison_document import comparison_report
    from sim.results import comparison_folder
    from sim.results import folder as results_folder
    from sim.scenario.scenario import load
    from sim.study.compare import cache
    from sim.study.compare.comparison import Comparison, extend_comparison
    from sim.study.compare.summary import comparison_data

    most, seconds = run_budget(runs, until, budget)
    scenarios = [load(plan, name, nature=nature) for name in order_policies(policies, baseline)]
    found = Comparison(scenarios, seed, months, by, zone)
    goal = None if until else most
    named = comparison_folder.default_comparison_folder(scenarios, goal, seed, months)
    folder = Path(out or named)
    results_folder.check_results_place(folder)
    found.answers |= (known := cache.find_pairs(found, folder.parent))
    with progress_reporter(quiet) as progress:
        extend_comparison(found, most, jobs, progress, until is not None, seconds)
    data = comparison_data(found)
    about = comparison_folder.comparison_metadata(found, data)
    made = comparison_report(about)
    writers = document_writers(made, not no_figures, not no_report)
    written = comparison_folder.write_comparison(found, folder, about, writers)
    reused = sum(k < found.count for k in known)
    note = say("compare_reused", count=reused, folder=folder.parent) if reused else ""
    show_result(made, data, written, quiet, as_json, note)


def order_policies(policies: tuple[str, ...], baseline: str | None) -> list[str]:
    """The policies with the baseline first; UserError where one is named twice or the baseline is
    not among them.
    """
    for k, name in enumerate(policies):
        if name in policies[:k]:
            raise user_error("compare_twice", name=name)
    first = policies[0] if baseline is None else baseline
    if first not in policies:
        raise user_error("compare_no_baseline", name=first, names=", ".join(policies))
    return [first, *(name for name in policies if name != first)]


def run_budget(runs: int | None, until: str | None, budget: str | None) -> tuple[int, float | None]:
    """How many runs there may be at most, and how many seconds."""
    if until is None:
        if budget is not None:
            raise user_error("compare_budget_alone")
        return runs or 100, None
    if runs is not None:
        raise user_error("compare_runs_until")
    found = BUDGET.fullmatch((budget or str(MOST_RUNS)).strip())
    if not found or int(found[1]) < 1:
        raise user_error("compare_budget", given=budget)
    return (MOST_IN_TIME, 60.0 * int(found[1])) if found[2] else (int(found[1]), None)
