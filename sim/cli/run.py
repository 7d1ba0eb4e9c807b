"""Run a plan, write its report, tell one firm's life."""

from __future__ import annotations

from pathlib import Path

import click

from sim.cli import options
from sim.cli.help import BoundedInteger, Command, Topic
from sim.cli.options import command_with_language, parse_readings, print_json
from sim.core.errors import UserError
from sim.words.catalogue import say


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
    from sim.cli.progress import progress_reporter
    from sim.report.render import terminal
    from sim.report.render.files import document_writers
    from sim.report.subjects import exposure as exposure_document
    from sim.report.subjects.run import run_report
    from sim.results import run_folder
    from sim.results.summary import ensemble_summary
    from sim.runs.ensemble import months_to_live, run_all
    from sim.scenario.scenario import load
    from sim.study.methods import exposure as assumptions

    scenario = load(plan, policy, readings=parse_readings(readings), nature=nature)
    months_to_live(scenario, months)
    if exposure and runs < assumptions.LEAST:
        raise UserError(say("exposure_too_few", least=assumptions.LEAST, runs=runs))
    folder = Path(out) if out else run_folder.default_results_folder(scenario, runs, seed, months)
    run_folder.check_results_place(folder)
    with progress_reporter(quiet) as progress:
        ensemble = run_all(scenario, runs, seed, months, jobs, progress)
        data = ensemble_summary(ensemble)
        if exposure:
            data["exposure"] = exposure_document.assumption_rows(
                assumptions.assumption_exposure(ensemble, jobs, progress), scenario
            )
    about = run_folder.run_metadata(ensemble, data)
    written = run_folder.write_results(
        ensemble,
        folder,
        about,
        document_writers(run_report(ensemble, about), not no_figures, not no_report),
    )
    if as_json:
        return print_json({**data, "folder": str(written)})
    if quiet:
        return click.echo(str(written))
    terminal.show_summary(data)
    click.echo("\n" + say("written_to", folder=written))


def report_command(folder: str, out: str | None) -> None:
    """Write the report of a folder of results."""
    from sim.report.render import files

    for path in files.write_folder_report(Path(folder), Path(out) if out else None):
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
    from sim.cli.progress import progress_reporter
    from sim.report.subjects import story as story_document
    from sim.runs.ensemble import months_to_live
    from sim.scenario.scenario import load
    from sim.scenario.spinup import starting_world
    from sim.story import lives
    from sim.story.search import clauses

    if firm and search:
        raise UserError(say("story_firm_or_search"))
    if versus and not (firm or search):
        raise UserError(say("story_versus_alone"))
    if search:
        clauses(search)
    scenarios = [
        load(plan, name, readings=parse_readings(readings), nature=nature)
        for name in ([policy, versus] if versus else [policy])
    ]
    months_to_live(scenarios[0], months)
    with progress_reporter(as_json) as progress:
        starting_world(scenarios[0], progress)
    which = (seed, run, months)
    if not (firm or search):
        data = story_document.lives_overview(scenarios[0], *which)
        return print_json(data) if as_json else story_document.show_lives_overview(data)
    found = (
        lives.search_lives(scenarios[0], search, *which)
        if search
        else [lives.firm_key(scenarios[0], str(firm), *which)]
    )
    if not found:
        raise UserError(say("story_none_found", text=search))
    told = [lives.firm_life(s, found[0], *which) for s in scenarios]
    if as_json:
        return print_json(
            {
                "found": [lives.firm_name(k) for k in found],
                "lives": [story_document.life_data(life) for life in told],
            }
        )
    if search:
        story_document.show_matching_firms(found, search)
    story_document.show_lives(told, seed, run)


def running_commands() -> list[Command]:
    """run, report, story."""
    return [
        command_with_language(
            "run",
            run_command,
            say("help_run"),
            options.plan_argument(),
            options.policy_option(),
            options.reading_option(),
            options.runs_option(),
            options.seed_option(),
            options.months_option(),
            options.jobs_option(),
            options.out_option(),
            options.quiet_option(),
            options.json_option(),
            click.Option(["--no-figures"], is_flag=True, help=say("option_no_figures")),
            click.Option(["--no-report"], is_flag=True, help=say("option_no_report")),
            click.Option(["--exposure"], is_flag=True, help=say("option_exposure")),
            options.nature_source_option(),
        ),
        command_with_language(
            "report",
            report_command,
            say("help_report"),
            click.Argument(["folder"], metavar="FOLDER"),
            click.Option(["--out"], metavar="DIR", help=say("option_report_out")),
        ),
        command_with_language(
            "story",
            story_command,
            say("help_story"),
            options.plan_argument(),
            options.policy_option(),
            options.reading_option(),
            click.Option(["--firm"], metavar="K", help=say("option_firm")),
            click.Option(["--search"], metavar="TEXT", help=say("option_life")),
            click.Option(["--versus"], metavar="NAME", help=say("option_versus")),
            options.seed_option(),
            click.Option(["--run"], type=BoundedInteger(0), default=0, help=say("option_run")),
            options.months_option(),
            options.json_option(),
            options.nature_source_option(),
        ),
    ]


TOPIC = Topic("topic_running", running_commands)
