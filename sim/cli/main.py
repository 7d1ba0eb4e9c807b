"""The command `fuhua`: which commands there are, in which language they speak, and how they end.

Nothing heavy is imported before a command needs it, so that `fuhua --help` answers at once.
"""

import gc
import sys
from collections.abc import Sequence

import click

from sim import __version__
from sim.cli import backtest, compare, explain, lookup, plans, run, serve, study, validate
from sim.cli.help import PLAINER, Command, Group, usage_error_message
from sim.cli.options import FILE, command_parameters
from sim.core.errors import UserError
from sim.study.methods import study_methods
from sim.words.catalogue import LANGUAGES, say, speak

ACTIONS = {
    name: action
    for module in (run, compare, serve, plans, study, explain, validate, backtest, lookup)
    for name, action in vars(module).items()
    if name.endswith("_command")
}
METHODS = study_methods()
ACTIONS |= {f"{method.command}_command": explain.explain_action(method) for method in METHODS}
FILE["topics"]["topic_explain"] = {method.command: method.parameters for method in METHODS}
RINGS = (50_000, 20, 20)  # a command makes many things and few rings of them: look for rings rarely


def build_cli() -> Group:
    """The command with its subcommands by topic, described in the chosen language."""
    topics = {
        say(topic): [
            Command(
                name,
                callback=ACTIONS[f"{name}_command"],
                help=say(f"help_{name}"),
                params=command_parameters([*given, "--lang"]),
            )
            for name, given in commands.items()
        ]
        for topic, commands in FILE["topics"].items()
    }
    return Group(
        "fuhua",
        help=say("help_fuhua"),
        invoke_without_command=True,
        subcommand_metavar=say("metavar_command"),
        callback=root_command,
        params=command_parameters(["--lang", "--version"]),
        topics=topics,
    )


def root_command(version: bool) -> None:
    """Without a command, say what there is."""
    context = click.get_current_context()
    if version:
        click.echo(f"fuhua {__version__}")
        context.exit()
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def language_argument(arguments: Sequence[str]) -> str | None:
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
    gc.set_threshold(*RINGS)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(
                errors=PLAINER
            )  # a Chinese Windows pipe cannot carry every character
    if (language := language_argument(arguments)) is not None:
        speak(language)
    try:
        build_cli().main(arguments, prog_name="fuhua", standalone_mode=False)
    except UserError as error:
        click.echo(say("mistake", text=error), err=True)
        sys.exit(2)
    except click.UsageError as error:
        click.echo(say("mistake", text=usage_error_message(error)), err=True)
        sys.exit(2)
    except (KeyboardInterrupt, click.Abort):
        click.echo(say("interrupted"), err=True)
        sys.exit(130)


if __name__ == "__main__":
    main()
