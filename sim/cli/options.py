"""What commands have in common: options that several take, and how data are put out."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli.help import BoundedInteger, Command, WordChoice
from sim.core.errors import UserError
from sim.words.catalogue import LANGUAGES, say

if TYPE_CHECKING:
    from sim.report.document import ReportDocument

NATURES = (
    "china",
    "central",
)  # of sim.fitted.ensemble, which takes longer to load than a command's help may
LARGEST_SEED = 2**63 - 1


def command_with_language(name: str, act: Any, help_text: str, *params: click.Parameter) -> Command:
    """A command that also takes --lang."""
    return Command(name, callback=act, help=help_text, params=[*params, language_option()])


def language_option() -> click.Option:
    """--lang, which is read before anything is said (`sim.cli.main.main`)."""
    return click.Option(
        ["--lang"],
        type=WordChoice(*LANGUAGES),
        metavar="|".join(LANGUAGES),
        expose_value=False,
        help=say("option_lang"),
    )


def plan_argument() -> click.Argument:
    """The plan: a name or a folder."""
    return click.Argument(["plan"], metavar="PLAN")


def policy_option() -> click.Option:
    """--policy NAME."""
    return click.Option(["--policy"], default="plan", metavar="NAME", help=say("option_policy"))


def reading_option() -> click.Option:
    """--reading ID=WAY, as often as wanted."""
    return click.Option(
        ["--reading", "readings"], multiple=True, metavar="ID=WAY", help=say("option_reading")
    )


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


def nature_source_option() -> click.Option:
    """--nature NAME."""
    return click.Option(
        ["--nature"],
        type=WordChoice(*NATURES),
        metavar="|".join(NATURES),
        default=NATURES[0],
        help=say("option_nature"),
    )


def json_option() -> click.Option:
    """--json."""
    return click.Option(["--json", "as_json"], is_flag=True, help=say("option_json"))


def runs_option(default: int = 100) -> click.Option:
    """--runs N."""
    return click.Option(["--runs"], type=BoundedInteger(), default=default, help=say("option_runs"))


def seed_option() -> click.Option:
    """--seed N."""
    return click.Option(
        ["--seed"], type=BoundedInteger(0, LARGEST_SEED), default=1, help=say("option_seed")
    )


def months_option() -> click.Option:
    """--months N."""
    return click.Option(["--months"], type=BoundedInteger(), help=say("option_months"))


def jobs_option() -> click.Option:
    """--jobs N."""
    return click.Option(["--jobs"], type=BoundedInteger(), help=say("option_jobs"))


def cluster_option() -> click.Option:
    """--cluster ADDRESS."""
    return click.Option(
        ["--cluster"], metavar="local|tcp://HOST:PORT|FILE", help=say("option_cluster")
    )


def dry_run_option() -> click.Option:
    """--dry-run."""
    return click.Option(["--dry-run"], is_flag=True, help=say("option_dry_run"))


def out_option() -> click.Option:
    """--out DIR."""
    return click.Option(["--out"], metavar="DIR", help=say("option_out"))


def quiet_option() -> click.Option:
    """--quiet."""
    return click.Option(["--quiet"], is_flag=True, help=say("option_quiet"))


def show_result(
    made: ReportDocument,
    data: Mapping[str, object],
    folder: Path,
    quiet: bool = False,
    as_json: bool = False,
    note: str = "",
) -> None:
    """What a command puts out that wrote a folder: its data, or its path, or its document, a note and where it all lies."""
    if as_json:
        return print_json({**data, "folder": str(folder)})
    if quiet:
        return click.echo(str(folder))
    from sim.report.render.terminal import show_document

    show_document(made)
    for line in (note, say("written_to", folder=folder)):
        if line:
            click.echo("\n" + line)


def print_json(data: Any) -> None:
    """Print data as JSON, in plain ASCII where the output could not carry Chinese."""
    click.echo(json.dumps(data, ensure_ascii=not output_is_utf8(), indent=1))


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
