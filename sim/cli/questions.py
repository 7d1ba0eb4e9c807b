"""Questions to someone who begins a plan: each with a default and the reason why it is asked.

Only a terminal is asked; elsewhere nothing waits.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import click

from sim.core.errors import UserError
from sim.model.calendar import month_name
from sim.plan.new import SHORTEST, NewPlan, check_name, check_span, check_title
from sim.plan.typical_places import (
    BUDGET,
    FIRMS,
    KINDS,
    POPULATION,
    PlanRequest,
    usual_budget,
)
from sim.plan.units import amount, parse_month, plain_number
from sim.words.catalogue import say, user_error

Reader = Callable[[str], Any]
OPTIONS = "--kind --population --zh --en --first --last --budget"


def ask_place(name: str, given: Mapping[str, str | None], ask: bool) -> PlanRequest:
    """The place meant: from options, from answers where a terminal may be asked, else from
    defaults.
    """
    check_name(name)
    if ask:
        click.echo(say("ask_begin", name=name))
    asked = Asker(given, ask)
    kind = asked("kind", "city", read_place_kind)
    usual_size = "10万" if kind == "zone" else "100万"
    population = asked("population", usual_size, partial(amount, field=POPULATION))
    zh, en = asked("zh", name, check_title), asked("en", name, check_title)
    first = asked("first", "2024-01", parse_month)

    def read_last(text: str) -> int:
        last = parse_month(text)
        check_span(first, last)
        return last

    last, firms = asked("last", month_name(first + 3 * SHORTEST - 1), read_last), given["firms"]
    if firms is not None:
        firms = read_option("firms", firms, partial(amount, field=FIRMS))
    known = PlanRequest(name, zh, en, kind, population, first, last, firms)
    usual = usual_budget(known)
    budget = asked("budget", f"{plain_number(usual)}万元", partial(amount, field=BUDGET))
    return replace(known, budget=None if given["budget"] is None and budget == usual else budget)


def is_interactive() -> bool:
    """Whether someone is there to answer."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


class Asker:
    """Takes an option, an answer or a default, whichever comes first, and reads it."""

    def __init__(self, given: Mapping[str, str | None], ask: bool):
        self.given, self.ask = given, ask

    def __call__(self, name: str, default: str, read: Reader) -> Any:
        """The value of one question; a UserError of an option names the option, an answer is asked
        again.
        """
        if (text := self.given[name]) is not None:
            return read_option(name, text, read)
        while self.ask:
            try:
                answer = input(f"{say(f'ask.{name}')} [{default}]: ").strip()
            except EOFError:
                raise user_error("ask_end", options=OPTIONS) from None
            try:
                return read(answer or default)
            except UserError as fault:
                click.echo(f"  {fault}")
        return read(default)


def read_option(name: str, text: str, read: Reader) -> Any:
    """An option's value; a UserError names the option."""
    try:
        return read(text)
    except UserError as fault:
        raise user_error("new_option", option=f"--{name}", fault=fault) from None


def read_place_kind(text: str) -> str:
    """A kind of place."""
    if text.lower() not in KINDS:
        raise user_error("not_one_of", given=text, words=", ".join(KINDS))
    return text.lower()


def show_new_plan(made: NewPlan, taken: PlanRequest) -> None:
    """Say what was written, what to fill in first and where, and what to do then."""
    click.echo(say("new_made", folder=made.folder, total=plain_number(made.total)))
    click.echo(
        say(
            "new_taken_as",
            kind=taken.kind,
            population=plain_number(taken.population),
            first=month_name(taken.first),
            last=month_name(taken.last),
        )
    )
    click.echo("\n" + say("new_fill", file=made.folder / "plan.toml"))
    for line, key, what in made.first:
        click.echo(say("new_line", line=line, key=key, what=say(what)))
    folder = str(made.folder)
    folder = folder if made.folder.is_absolute() or made.folder.parent.name else f"./{folder}"
    click.echo("\n" + say("new_next", folder=f'"{folder}"' if " " in folder else folder))
