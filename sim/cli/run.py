"""Run a plan, write its report, tell one firm's life."""

from __future__ import annotations

from pathlib import Path

import click

from sim.cli import options
from sim.cli.help import Command, Whole
from sim.cli.options import chosen, command, put_json
from sim.core.errors import UserError
from sim.words.catalogue import say

HEADING = "topic_running"


def run(
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
    from sim.cli.progress import reporter
    from sim.report.render import terminal
    from sim.report.subjects import exposure as exposure_document
    from sim.results import run_folder
    from sim.results.summary import summary
    from sim.runs.ensemble import checked_months, run_all
    from sim.scenario.scenario import load
    from sim.study.methods import exposure as assumptions

    scenario = load(plan, policy, readings=chosen(readings), nature=nature)
    checked_months(scenario, months)
    if exposure and runs < assumptions.LEAST:
        raise UserError(say("exposure_too_few", least=assumptions.LEAST, runs=runs))
    folder = Path(out) if out else run_folder.default_folder(scenario, runs, seed, months)
    run_folder.check_place(folder)
    with reporter(quiet) as progress:
        ensemble = run_all(scenario, runs, seed, months, jobs, progress)
        data = summary(ensemble)
        if exposure:
            data["exposure"] = exposure_document.named(
                assumptions.exposure(ensemble, jobs, progress), scenario
            )
    written = run_folder.write(ensemble, folder, not no_figures, data, not no_report)
    if as_json:
        return put_json({**data, "folder": str(written)})
    if quiet:
        return click.echo(str(written))
    terminal.show(data)
    click.echo("\n" + say("written_to", folder=written))


def report(folder: str, out: str | None) -> None:
    """Write the report of a folder of results."""
    from sim.report.render import files

    for path in files.report(Path(folder), Path(out) if out else None):
        click.echo(say("written_to", folder=path))


def story(
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
    from sim.cli.progress import reporter
    from sim.report.subjects import story as story_document
    from sim.runs.ensemble import checked_months
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
        load(plan, name, readings=chosen(readings), nature=nature)
        for name in ([policy, versus] if versus else [policy])
    ]
    checked_months(scenarios[0], months)
    with reporter(as_json) as progress:
        starting_world(scenarios[0], progress)
    which = (seed, run, months)
    if not (firm or search):
        data = story_document.overview(scenarios[0], *which)
        return put_json(data) if as_json else story_document.show_overview(data)
    found = (
        lives.search(scenarios[0], search, *which)
        if search
        else [lives.key_of(scenarios[0], str(firm), *which)]
    )
    if not found:
        raise UserError(say("story_none_found", text=search))
    told = [lives.life(s, found[0], *which) for s in scenarios]
    if as_json:
        return put_json(
            {
                "found": [lives.firm_name(k) for k in found],
                "lives": [story_document.data(life) for life in told],
            }
        )
    if search:
        story_document.show_found(found, search)
    story_document.show(told, seed, run)


def commands() -> list[Command]:
    """run, report, story."""
    return [
        command(
            "run",
            run,
            say("help_run"),
            options.plan(),
            options.policy(),
            options.reading(),
            options.runs(),
            options.seed(),
            options.months(),
            options.jobs(),
            options.out(),
            options.quiet(),
            options.as_json(),
            click.Option(["--no-figures"], is_flag=True, help=say("option_no_figures")),
            click.Option(["--no-report"], is_flag=True, help=say("option_no_report")),
            click.Option(["--exposure"], is_flag=True, help=say("option_exposure")),
            options.nature(),
        ),
        command(
            "report",
            report,
            say("help_report"),
            click.Argument(["folder"], metavar="FOLDER"),
            click.Option(["--out"], metavar="DIR", help=say("option_report_out")),
        ),
        command(
            "story",
            story,
            say("help_story"),
            options.plan(),
            options.policy(),
            options.reading(),
            click.Option(["--firm"], metavar="K", help=say("option_firm")),
            click.Option(["--search"], metavar="TEXT", help=say("option_life")),
            click.Option(["--versus"], metavar="NAME", help=say("option_versus")),
            options.seed(),
            click.Option(["--run"], type=Whole(0), default=0, help=say("option_run")),
            options.months(),
            options.as_json(),
            options.nature(),
        ),
    ]
