"""Commands, arguments and options as this command line declares them, and how data are put out.

An option's help is the message `option_NAME`, a command's `help_NAME`; options that several
commands take are declared here once, and named by a command as in `"--policy"`.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli.help import Command
from sim.core.errors import UserError
from sim.results.defaults import LARGEST_SEED
from sim.words.catalogue import LANGUAGES, say

if TYPE_CHECKING:
    from sim.report.document import ReportDocument


def integer_type(low: int = 1, high: int | None = None) -> dict[str, Any]:
    """Settings of an option that takes a whole number within bounds."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            raise click.BadParameter(say("not_whole", given=text)) from None
        if number < low or (high is not None and number > high):
            bounds = say("at_least", low=low) if high is None else say("within", low=low, high=high)
            raise click.BadParameter(say("out_of_bounds", given=number, bounds=bounds))
        return number

    return {"type": read, "metavar": "N"}


def number_type(bound: float) -> dict[str, Any]:
    """Settings of an option that takes a finite number above a bound."""

    def read(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not bound < number < math.inf:
            raise click.BadParameter(say("not_above", given=text, above=f"{bound:g}"))
        return number

    return {"type": read, "metavar": "X"}


def word_type(*words: str) -> dict[str, Any]:
    """Settings of an option or argument that takes one of a few words."""

    def read(text: str) -> str:
        if text not in words:
            message = say("not_one_of", given=text, words=", ".join(words))
            raise click.BadParameter(message)
        return text

    return {"type": read, "metavar": "|".join(words)}


FLAG: dict[str, Any] = {"is_flag": True}
NATURES = ("china", "central")  # of sim.scenario.parameter_sets, which loads longer than help may
SHARED: Mapping[str, Mapping[str, Any]] = {
    "--cluster": {"metavar": "local|tcp://HOST:PORT|FILE"},
    "--dry-run": FLAG,
    "--jobs": integer_type(),
    "--json": FLAG | {"dest": "as_json"},
    "--lang": word_type(*LANGUAGES) | {"expose_value": False},  # `sim.cli.main` has read it already
    "--months": integer_type(),
    "--nature": word_type(*NATURES) | {"default": NATURES[0]},
    "--no-figures": FLAG,
    "--no-report": FLAG,
    "--out": {"metavar": "DIR"},
    "--policy": {"default": "plan", "metavar": "NAME"},
    "--quiet": FLAG,
    "--reading": {"dest": "readings", "multiple": True, "metavar": "ID=WAY"},
    "--runs": integer_type() | {"default": 100},
    "--search": {"metavar": "WORD"},
    "--seed": integer_type(0, LARGEST_SEED) | {"default": 1},
    "--write": {"metavar": "FILE"},
}


RESULTS = ("--out", "--quiet", "--json", "--no-figures", "--no-report")  # of what writes a report


def option(name: str, message: str = "", dest: str = "", **settings: Any) -> click.Option:
    """An option, with what is declared of it for all commands; another message than its own may explain it."""
    known = {"dest": dest, **SHARED.get(name, {}), **settings}
    names = [name, known.pop("dest")]
    text = say(message or "option_" + name.strip("-").replace("-", "_"), **settings)
    return click.Option([n for n in names if n], help=text, **known)


def argument(name: str, **settings: Any) -> click.Argument:
    """An argument, shown in capitals unless settings say otherwise."""
    return click.Argument([name], **{"metavar": name.upper(), **settings})


def make_command(name: str, act: Callable[..., None], *params: str | click.Parameter) -> Command:
    """A command with its parameters: an option named is one of those shared, a word an argument; each takes --lang."""
    made = [
        p if isinstance(p, click.Parameter) else option(p) if p.startswith("--") else argument(p)
        for p in (*params, "--lang")
    ]
    return Command(name, callback=act, help=say(f"help_{name}"), params=made)


def parse_readings(readings: Sequence[str]) -> dict[str, str]:
    """The readings chosen on the command line, by id."""
    found: dict[str, str] = {}
    for text in readings:
        id, sign, way = (part.strip() for part in text.partition("="))
        if not (id and sign and way):
            raise UserError(say("reading_not_a_choice", given=text, example="X-T12=per_cluster"))
        if found.setdefault(id, way) != way:
            raise UserError(say("reading_chosen_twice", id=id))
    return found


def print_json(data: object) -> None:
    """Print data as JSON, in plain ASCII where the output could not carry Chinese."""
    click.echo(json.dumps(data, ensure_ascii=not output_is_utf8(), indent=1))


def show_data(data: object, document: Callable[[], ReportDocument], as_json: bool) -> None:
    """Show a document, or print the data it was made of."""
    from sim.report.render.terminal import show_document

    if as_json:
        print_json(data)
    else:
        show_document(document())


def show_result(
    document: ReportDocument,
    data: Mapping[str, object],
    folder: Path,
    quiet: bool = False,
    as_json: bool = False,
    note: str = "",
) -> None:
    """What a command puts out that wrote a folder: its data, or its path, or its document, a note and where it all lies."""
    if quiet and not as_json:
        click.echo(str(folder))
        return
    show_data({**data, "folder": str(folder)}, lambda: document, as_json)
    for line in (note, say("written_to", folder=folder)):
        if line and not as_json:
            click.echo("\n" + line)


def escape_json(text: str) -> str:
    """A text of JSON in plain ASCII."""
    return re.sub(r"[^\x00-\x7f]", lambda m: json.dumps(m[0])[1:-1], text)


def output_is_utf8() -> bool:
    """Whether the output can carry every character."""
    return (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf8")


def write_page(path: str, text: str) -> None:
    """Write a page to a file."""
    try:
        Path(path).write_text(text, "utf-8", newline="\n")
    except OSError as error:
        raise UserError(say("cannot_write", path=path, detail=error.strerror)) from None
    click.echo(say("written_to", folder=path))
