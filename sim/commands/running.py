"""Run a plan, write its report, tell one firm's life."""

from __future__ import annotations

from pathlib import Path

import click

from sim.commands import shared
from sim.commands.shared import chosen, command, put_json
from sim.core.errors import UserError
from sim.report.shell import Command, Whole
from sim.words import say

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
    from sim.report import exposed, results, tables
    from sim.report.progress import reporter
    from sim.report.summary import summary
    from sim.runs import checked_months, run_all
    from sim.scenario import load
    from sim.study import exposure as assumptions

    scenario = load(plan, policy, readings=chosen(readings), nature=nature)
    checked_months(scenario, months)
    if exposure and runs < assumptions.LEAST:
        raise UserError(say("exposure_too_few", least=assumptions.LEAST, runs=runs))
    folder = Path(out) if out else results.default_folder(scenario, runs, seed, months)
    results.check_place(folder)
    with reporter(quiet) as progress:
        ensemble = run_all(scenario, runs, seed, months, jobs, progress)
        data = summary(ensemble)
        if exposure:
            data["exposure"] = exposed.named(
                assumptions.exposure(ensemble, jobs, progress), scenario
            )
    written = results.write(ensemble, folder, not no_figures, data, not no_report)
    if as_json:
        return put_json({**data, "folder": str(written)})
    if quiet:
        return click.echo(str(written))
    tables.show(data)
    click.echo("\n" + say("written_to", folder=written))


def report(folder: str, out: str | None) -> None:
    """Write the report of a folder of results."""
    from sim.report import publish

    for path in publish.report(Path(folder), Path(out) if out else None):
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
    from sim.report import stories
    from sim.report.progress import reporter
    from sim.runs import checked_months
    from sim.scenario import load
    from sim.spinup import starting_world
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
        data = stories.overview(scenarios[0], *which)
        return put_json(data) if as_json else stories.show_overview(data)
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
                "lives": [stories.data(life) for life in told],
            }
        )
    if search:
        stories.show_found(found, search)
    stories.show(told, seed, run)


def commands() -> list[Command]:
    """run, report, story."""
    return [
        command(
            "run",
            run,
            say("help_run"),
            shared.plan(),
            shared.policy(),
            shared.reading(),
            shared.runs(),
            shared.seed(),
            shared.months(),
            shared.jobs(),
            shared.out(),
            shared.quiet(),
            shared.as_json(),
            click.Option(["--no-figures"], is_flag=True, help=say("option_no_figures")),
            click.Option(["--no-report"], is_flag=True, help=say("option_no_report")),
            click.Option(["--exposure"], is_flag=True, help=say("option_exposure")),
            shared.nature(),
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
            shared.plan(),
            shared.policy(),
            shared.reading(),
            click.Option(["--firm"], metavar="K", help=say("option_firm")),
            click.Option(["--search"], metavar="TEXT", help=say("option_life")),
            click.Option(["--versus"], metavar="NAME", help=say("option_versus")),
            shared.seed(),
            click.Option(["--run"], type=Whole(0), default=0, help=say("option_run")),
            shared.months(),
            shared.as_json(),
            shared.nature(),
        ),
    ]
