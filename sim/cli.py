"""The command `fuhua`: run a plan, look into it, list what can be set.  Thin: each command calls one thing and shows it.

Nothing heavy is imported before a command needs it, so that `fuhua --help` answers at once.
"""
from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from sim import __version__, words
from sim.core.errors import UserError
from sim.report.shell import Command, Group, OneOf, Whole, told
from sim.words import LANGUAGES, say

LARGEST_SEED = 2 ** 63 - 1


def run(plan: str, policy: str, runs: int, seed: int, months: int | None, jobs: int | None, out: str | None, quiet: bool,
        as_json: bool, no_figures: bool, no_report: bool) -> None:
    """Run a plan many times, show how its targets fare, and write the results."""
    from sim.report import results, tables
    from sim.report.progress import reporter
    from sim.report.summary import summary
    from sim.runs import checked_months, run_all
    from sim.scenario import load

    scenario = load(plan, policy)
    checked_months(scenario, months)
    folder = Path(out) if out else results.default_folder(scenario, runs, seed, months)
    results.check_place(folder)
    with reporter(quiet) as progress:
        ensemble = run_all(scenario, runs, seed, months, jobs, progress)
    data = summary(ensemble)
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


def story(plan: str, policy: str, firm: str | None, search: str | None, versus: str | None, seed: int, run: int,
          months: int | None, as_json: bool) -> None:
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
    scenarios = [load(plan, name) for name in ([policy, versus] if versus else [policy])]
    checked_months(scenarios[0], months)
    with reporter(as_json) as progress:
        starting_world(scenarios[0], progress)
    which = (seed, run, months)
    if not (firm or search):
        data = stories.overview(scenarios[0], *which)
        return put_json(data) if as_json else stories.show_overview(data)
    found = lives.search(scenarios[0], search, *which) if search else [lives.key_of(scenarios[0], str(firm), *which)]
    if not found:
        raise UserError(say("story_none_found", text=search))
    told = [lives.life(s, found[0], *which) for s in scenarios]
    if as_json:
        return put_json({"found": [lives.firm_name(k) for k in found], "lives": [stories.data(life) for life in told]})
    if search:
        stories.show_found(found, search)
    stories.show(told, seed, run)


def plans(as_json: bool) -> None:
    """List the plans there are."""
    from sim.report import listing

    data = listing.plans()
    put_json(data) if as_json else listing.show_plans(data)


def policies(plan: str, as_json: bool) -> None:
    """List a plan's policies."""
    from sim.report import listing

    data = listing.policies(plan)
    put_json(data) if as_json else listing.show_policies(data)


def check(plan: str, policy: str, as_json: bool) -> None:
    """Read a plan, and say what of it is the document's, what is assumed and what cannot be measured."""
    from sim.report.checking import contents, show_contents
    from sim.scenario import load

    data = contents(load(plan, policy))
    put_json(data) if as_json else show_contents(data)


def levers(search: str | None, instrument: str | None, write: str | None, as_json: bool) -> None:
    """List what a plan can set, in full where few are asked for, or write the page on it."""
    from sim.report import instruments as catalogue
    from sim.report import showing

    if write is not None:
        return put_page(write, catalogue.markdown())
    data = catalogue.levers(search, instrument)
    if as_json:
        return put_json(data)
    showing.show_levers(data, instrument, search is not None or instrument is not None)


def instruments(plan: str | None, search: str | None, as_json: bool) -> None:
    """List the instruments that published plans name."""
    from sim.report import instruments as catalogue
    from sim.report import showing

    data = catalogue.instruments(plan, search)
    put_json(data) if as_json else showing.show_instruments(data, plan, search is not None)


def fields(write: str | None, as_json: bool) -> None:
    """Print the catalogue of every quantity in the model, or write it to a file."""
    from sim.report.catalogue import catalogue, markdown

    if as_json:
        return put_json(catalogue())
    if write is None:
        return click.echo(markdown(), nl=False)
    put_page(write, markdown())


def put_page(path: str, text: str) -> None:
    """Write a page to a file."""
    try:
        Path(path).write_text(text, "utf-8", newline="\n")
    except OSError as error:
        raise UserError(say("cannot_write", path=path, detail=error.strerror)) from None
    click.echo(say("written_to", folder=path))


def put_json(data: Any) -> None:
    """Print data as JSON, in plain ASCII where the output could not carry Chinese."""
    utf8 = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf8")
    click.echo(json.dumps(data, ensure_ascii=not utf8, indent=1))


def build() -> Group:
    """The command with its subcommands, described in the chosen language."""
    plan = click.Argument(["plan"], metavar="PLAN")
    policy = click.Option(["--policy"], default="plan", metavar="NAME", help=say("option_policy"))
    as_json = click.Option(["--json", "as_json"], is_flag=True, help=say("option_json"))
    search = click.Option(["--search"], metavar="WORD", help=say("option_search"))
    page = click.Option(["--write"], metavar="FILE", help=say("option_write"))

    def lang() -> click.Option:       # read before anything is said; see `main`
        return click.Option(["--lang"], type=OneOf(*LANGUAGES), metavar="|".join(LANGUAGES), expose_value=False, help=say("option_lang"))

    def command(name: str, act: Any, help_text: str, *params: click.Parameter) -> Command:
        return Command(name, callback=act, help=help_text, params=[*params, lang()])

    count = click.Option(["--runs"], type=Whole(), default=100, help=say("option_runs"))
    return Group("fuhua", help=say("help_fuhua"), invoke_without_command=True, subcommand_metavar=say("metavar_command"), callback=start,
                 params=[
        lang(), click.Option(["--version"], is_flag=True, help=say("option_version"))], commands=[
        command("run", run, say("help_run"), plan, policy, count,
                click.Option(["--seed"], type=Whole(0, LARGEST_SEED), default=1, help=say("option_seed")),
                click.Option(["--months"], type=Whole(), help=say("option_months")),
                click.Option(["--jobs"], type=Whole(), help=say("option_jobs")),
                click.Option(["--out"], metavar="DIR", help=say("option_out")),
                click.Option(["--quiet"], is_flag=True, help=say("option_quiet")), as_json,
                click.Option(["--no-figures"], is_flag=True, help=say("option_no_figures")),
                click.Option(["--no-report"], is_flag=True, help=say("option_no_report"))),
        command("report", report, say("help_report"), click.Argument(["folder"], metavar="FOLDER"),
                click.Option(["--out"], metavar="DIR", help=say("option_report_out"))),
        command("story", story, say("help_story"), plan, policy,
                click.Option(["--firm"], metavar="K", help=say("option_firm")),
                click.Option(["--search"], metavar="TEXT", help=say("option_life")),
                click.Option(["--versus"], metavar="NAME", help=say("option_versus")),
                click.Option(["--seed"], type=Whole(0, LARGEST_SEED), default=1, help=say("option_seed")),
                click.Option(["--run"], type=Whole(0), default=0, help=say("option_run")),
                click.Option(["--months"], type=Whole(), help=say("option_months")), as_json),
        command("plans", plans, say("help_plans"), as_json),
        command("policies", policies, say("help_policies"), plan, as_json),
        command("check", check, say("help_check"), plan, policy, as_json),
        command("levers", levers, say("help_levers"), search,
                click.Option(["--instrument"], metavar="NAME", help=say("option_instrument")), page, as_json),
        command("instruments", instruments, say("help_instruments"),
                click.Option(["--plan"], metavar="NAME", help=say("option_document")), search, as_json),
        command("fields", fields, say("help_fields"), page, as_json)])


def start(version: bool) -> None:
    """Without a command, say what there is."""
    context = click.get_current_context()
    if version:
        click.echo(f"fuhua {__version__}")
        context.exit()
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def language_in(arguments: Sequence[str]) -> str | None:
    """The language asked for anywhere in the arguments."""
    for k, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--lang":
            value = value or (arguments[k + 1] if k + 1 < len(arguments) else "")
            return value if value in LANGUAGES else None
    return None


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit code: 0 done, 2 the user's mistake, 130 stopped."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")       # a Chinese Windows pipe cannot carry every character
    if (language := language_in(arguments)) is not None:
        words.speak(language)
    try:
        build().main(arguments, prog_name="fuhua", standalone_mode=False)
    except UserError as error:
        click.echo(say("mistake", text=error), err=True)
        sys.exit(2)
    except click.UsageError as error:
        click.echo(say("mistake", text=told(error)), err=True)
        sys.exit(2)
    except (KeyboardInterrupt, click.Abort):
        click.echo(say("interrupted"), err=True)
        sys.exit(130)


if __name__ == "__main__":
    main()
