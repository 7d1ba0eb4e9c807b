"""Run a plan, write its report, tell one firm's life."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sim.cli.options import parse_readings, show_data, show_result
from sim.cli.progress import progress_reporter
from sim.words.catalogue import say, user_error

if TYPE_CHECKING:
    from sim.runs.forecast import RunSize
    from sim.scenario.scenario import Scenario

MANY = 300  # runs from which on it is said how long they will take


def run_command(
    plan: str,
    policy: str,
    readings: tuple[str, ...],
    runs: int,
    seed: int,
    months: int | None,
    jobs: int | None,
    out: str | None,
    quiet: bool,
    as_json: bool,
    no_figures: bool,
    no_report: bool,
    exposure: bool,
    nature: str,
) -> None:
    """Run a plan many times, show how its targets fare, and write the results."""
    from sim.report.render.files import document_writers
    from sim.report.subjects import exposure as exposure_document
    from sim.report.subjects.run import run_report
    from sim.results import folder as results_folder
    from sim.results import run_folder
    from sim.results.summary import ensemble_summary
    from sim.runs.ensemble import months_to_live, run_all
    from sim.runs.forecast import RunSize, check_room
    from sim.runs.workers import close_own_workers
    from sim.scenario.scenario import load
    from sim.study.methods import exposure as assumptions

    scenario = load(plan, policy, readings=parse_readings(readings), nature=nature)
    size = RunSize.of(scenario, months_to_live(scenario, months))
    if exposure and runs < assumptions.LEAST:
        raise user_error("exposure_too_few", least=assumptions.LEAST, runs=runs)
    folder = Path(out or run_folder.default_results_folder(scenario, runs, seed, months))
    results_folder.check_results_place(folder)
    check_room(size, runs, folder)
    there = next(p for p in folder.absolute().parents if p.exists())
    if runs >= MANY and not quiet:
        click.echo(forecast_sentence(scenario, size, runs, seed, months, jobs), err=True)
    with progress_reporter(quiet) as progress:
        ensemble = run_all(scenario, runs, seed, months, jobs, progress, folder=there)
        data = ensemble_summary(ensemble)
        if exposure:
            data["exposure"] = exposure_document.assumption_rows(
                assumptions.assumption_exposure(ensemble, jobs, progress), scenario
            )
    close_own_workers()  # what follows needs the memory and none of them
    about = run_folder.run_metadata(ensemble, data)
    made = run_report(ensemble, about)
    writers = document_writers(made, not no_figures, not no_report)
    written = run_folder.write_results(ensemble, folder, about, writers)
    show_result(made, data, written, quiet, as_json)


def forecast_sentence(
    scenario: Scenario, size: RunSize, runs: int, seed: int, months: int | None, jobs: int | None
) -> str:
    """How long so many runs take about, from one of them, and how large they are."""
    from sim.report.numbers import format_bytes, format_duration
    from sim.runs.ensemble import common_random_seed, grow_populations, time_run
    from sim.runs.workers import map_parallel, own_workers

    first, processes = common_random_seed(seed, 0), jobs or os.cpu_count() or 1
    with progress_reporter(False) as progress:
        grow_populations(scenario, [first], jobs, progress)
    make = own_workers(jobs) if processes > 1 else None  # warm ones for the runs that follow
    ((_, seconds),) = map_parallel(time_run, [(scenario, first, months)], jobs, make)
    if isinstance(seconds, BaseException):
        raise seconds
    return say(
        "run_forecast",
        runs=runs,
        jobs=processes,
        each=f"{seconds:.2f}",
        time=format_duration(runs * seconds / processes),
        size=format_bytes(int(size.on_disk(runs))),
    )


def report_command(folder: str, out: str | None) -> None:
    """Write the report of a folder of results."""
    from sim.report.stored import write_folder_report

    for path in write_folder_report(Path(folder), Path(out) if out else None):
        click.echo(say("written_to", folder=path))


def story_command(
    plan: str,
    policy: str,
    readings: tuple[str, ...],
    firm: str | None,
    search: str | None,
    versus: str | None,
    seed: int,
    run: int,
    months: int | None,
    as_json: bool,
    nature: str,
) -> None:
    """Tell a firm's life, alone or beside its life under another policy."""
    from sim.report.subjects import story
    from sim.runs.ensemble import common_random_seed, grow_populations, months_to_live
    from sim.scenario.scenario import load
    from sim.story import lives
    from sim.story.search import clauses

    if firm and search:
        raise user_error("story_firm_or_search")
    if versus and not (firm or search):
        raise user_error("story_versus_alone")
    if search:
        clauses(search)
    scenarios = [
        load(plan, name, readings=parse_readings(readings), nature=nature)
        for name in ([policy, versus] if versus else [policy])
    ]
    months_to_live(scenarios[0], months)
    with progress_reporter(as_json) as progress:
        grow_populations(scenarios[0], [common_random_seed(seed, run)], 1, progress)
    which = (seed, run, months)
    if not (firm or search):
        overview = story.lives_overview(scenarios[0], *which)
        show_data(overview, lambda: story.lives_overview_document(overview), as_json)
        return
    found = (
        lives.search_lives(scenarios[0], search, *which)
        if search
        else [lives.firm_key(scenarios[0], str(firm), *which)]
    )
    if not found:
        raise user_error("story_none_found", text=search)
    told = [lives.firm_life(s, found[0], *which) for s in scenarios]
    data = {
        "found": [lives.firm_name(k) for k in found],
        "lives": [story.life_data(life) for life in told],
    }
    matching = found if search else ()
    show_data(data, lambda: story.story_document(told, seed, run, matching, search or ""), as_json)
