"""Hold the plans against what became of their places."""

from pathlib import Path

from sim.cli.options import show_data
from sim.cli.progress import progress_reporter


def backtest_command(
    facts: str | None,
    plans: str | None,
    runs: int,
    seed: int,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Run the plans that facts tell of, and show each fact beside the band of its runs."""
    from sim.plan.files import plan_file_path
    from sim.plan.files import plans as known_plans
    from sim.report.subjects import backtest as subject
    from sim.validation import backtest

    known = backtest.read_facts(Path(facts) if facts else backtest.FACTS)
    names = [name.strip() for name in plans.split(",") if name.strip()] if plans else known_plans()
    for name in names:
        plan_file_path(name)
    with progress_reporter(as_json) as progress:
        found = backtest.backtest_plans(known, names, runs, seed, jobs, progress)
    data = subject.backtest_data(found)
    show_data(data, lambda: subject.backtest_document(data), as_json)
