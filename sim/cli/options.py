"""Arguments and options as this command line declares them, and how data are put out.

Which there are stands in `commands.toml`.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from sim.core.files import read_declarations
from sim.words.catalogue import LANGUAGES, say, user_error

if TYPE_CHECKING:
    from sim.report.document import ReportDocument

Settings: TypeAlias = Mapping[str, Any]  # of a parameter, as the file of commands has them
FILE = read_declarations(__file__, "commands.toml")
FILE["options"]["--lang"]["words"] = LANGUAGES


def integer_reader(low: int, high: float = math.inf) -> Callable[[str], int]:
    """Reads a whole number within bounds."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            raise click.BadParameter(say("not_whole", given=text)) from None
        if not low <= number <= high:
            bounds = say("at_least" if high == math.inf else "within", low=low, high=high)
            raise click.BadParameter(say("out_of_bounds", given=number, bounds=bounds))
        return number

    return read


def number_reader(bound: float) -> Callable[[str], float]:
    """Reads a finite number above a bound."""

    def read(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not bound < number < math.inf:
            raise click.BadParameter(say("not_above", given=text, above=f"{bound:g}"))
        return number

    return read


def word_reader(*words: str) -> Callable[[str], str]:
    """Reads one of a few words."""

    def read(text: str) -> str:
        if text not in words:
            message = say("not_one_of", given=text, words=", ".join(words))
            raise click.BadParameter(message)
        return text

    return read


# what may be read, each with what is shown for it
READERS: Mapping[str, tuple[str, Callable[..., Callable[[str], object]]]] = {
    "whole": ("N", integer_reader),
    "above": ("X", number_reader),
    "words": ("", word_reader),
}


def command_parameters(given: Sequence[str | Settings]) -> list[click.Parameter]:
    """Parameters of a command as the file of commands lists them."""
    found: list[click.Parameter] = []
    for one in given:
        own = {"name": one} if isinstance(one, str) else one
        if own["name"].startswith("@"):
            found += command_parameters(FILE["sets"][own["name"][1:]])
        else:
            found.append(command_parameter(**{**FILE["options"].get(own["name"], {}), **own}))
    return found


def command_parameter(
    name: str, message: str = "", dest: str = "", **settings: Any
) -> click.Parameter:
    """An argument, shown in capitals unless settings say otherwise, or an option with its help."""
    is_option = name.startswith("--")
    text = say(message or "option_" + name[2:].replace("-", "_"), **settings) if is_option else ""
    for kind, (metavar, reader) in READERS.items():
        if (bounds := settings.pop(kind, None)) is not None:
            settings = {"metavar": metavar or "|".join(bounds), "type": reader(*bounds), **settings}
    if is_option:
        return click.Option([name, dest] if dest else [name], help=text, **settings)
    shown = say(message) if message else name.upper()
    return click.Argument([name], **{"metavar": shown, **settings})


def parse_readings(readings: Sequence[str]) -> dict[str, str]:
    """The readings chosen on the command line, by id."""
    found: dict[str, str] = {}
    for text in readings:
        id, sign, way = (part.strip() for part in text.partition("="))
        if not (id and sign and way):
            raise user_error("reading_not_a_choice", given=text, example="X-T12=per_cluster")
        if found.setdefault(id, way) != way:
            raise user_error("reading_chosen_twice", id=id)
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
    """What a command puts out that wrote a folder: its data, or its path, or its document, a note
    and where it all lies.
    """
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
        raise user_error("cannot_write", path=path, detail=error.strerror) from None
    click.echo(say("written_to", folder=path))
