"""What commands have in common: options that several take, and how data are put out."""
from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from sim.core.errors import UserError
from sim.report.shell import Command, OneOf, Whole
from sim.words import LANGUAGES, say

LARGEST_SEED = 2 ** 63 - 1


def command(name: str, act: Any, help_text: str, *params: click.Parameter) -> Command:
    """A command that also takes --lang."""
    return Command(name, callback=act, help=help_text, params=[*params, lang()])


def lang() -> click.Option:
    """--lang, which is read before anything is said (`sim.cli.main`)."""
    return click.Option(["--lang"], type=OneOf(*LANGUAGES), metavar="|".join(LANGUAGES), expose_value=False, help=say("option_lang"))


def plan() -> click.Argument:
    """The plan: a name or a folder."""
    return click.Argument(["plan"], metavar="PLAN")


def policy() -> click.Option:
    """--policy NAME."""
    return click.Option(["--policy"], default="plan", metavar="NAME", help=say("option_policy"))


def as_json() -> click.Option:
    """--json."""
    return click.Option(["--json", "as_json"], is_flag=True, help=say("option_json"))


def runs(default: int = 100) -> click.Option:
    """--runs N."""
    return click.Option(["--runs"], type=Whole(), default=default, help=say("option_runs"))


def seed() -> click.Option:
    """--seed N."""
    return click.Option(["--seed"], type=Whole(0, LARGEST_SEED), default=1, help=say("option_seed"))


def months() -> click.Option:
    """--months N."""
    return click.Option(["--months"], type=Whole(), help=say("option_months"))


def jobs() -> click.Option:
    """--jobs N."""
    return click.Option(["--jobs"], type=Whole(), help=say("option_jobs"))


def cluster() -> click.Option:
    """--cluster ADDRESS."""
    return click.Option(["--cluster"], metavar="local|tcp://HOST:PORT|FILE", help=say("option_cluster"))


def dry_run() -> click.Option:
    """--dry-run."""
    return click.Option(["--dry-run"], is_flag=True, help=say("option_dry_run"))


def out() -> click.Option:
    """--out DIR."""
    return click.Option(["--out"], metavar="DIR", help=say("option_out"))


def quiet() -> click.Option:
    """--quiet."""
    return click.Option(["--quiet"], is_flag=True, help=say("option_quiet"))


def put_json(data: Any) -> None:
    """Print data as JSON, in plain ASCII where the output could not carry Chinese."""
    utf8 = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf8")
    click.echo(json.dumps(data, ensure_ascii=not utf8, indent=1))


def put_page(path: str, text: str) -> None:
    """Write a page to a file."""
    try:
        Path(path).write_text(text, "utf-8", newline="\n")
    except OSError as error:
        raise UserError(say("cannot_write", path=path, detail=error.strerror)) from None
    click.echo(say("written_to", folder=path))
