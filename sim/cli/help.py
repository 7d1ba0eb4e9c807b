"""The command line's manners: help and mistakes in the user's language, one line for a mistake, no
traceback.

click's own sentences are English, so headings and usage errors are said from the catalogue instead.
"""

import codecs
import textwrap
import unicodedata
from collections.abc import Collection, Iterable
from typing import Any

import click
from click import Context, HelpFormatter

from sim.core.suggest import nearest_name
from sim.report.numbers import display_width, wrap_text
from sim.words.catalogue import say

PLAINER = "fuhua.plainer"


def replace_unencodable(fault: UnicodeError) -> tuple[str, int]:
    """What stands for characters that a stream cannot carry: m2 for m², a question mark where there
    is nothing plainer.
    """
    assert isinstance(fault, UnicodeEncodeError)
    said = unicodedata.normalize("NFKC", fault.object[fault.start : fault.end])
    return said.encode(fault.encoding, "replace").decode(fault.encoding), fault.end


codecs.register_error(PLAINER, replace_unencodable)


class HelpPage(HelpFormatter):
    """A page of help, its lines broken by the columns they take on a screen: a Chinese character
    takes two.
    """

    def write_heading(self, heading: str) -> None:
        """Write what a part of the page is called."""
        self.write(f"{'':>{self.current_indent}}{say('help_heading', heading=heading)}\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs; one that is indented is kept as it is."""
        room = self.width - self.current_indent
        paragraphs = [
            paragraph
            if paragraph.startswith(" ")
            else wrap_text(paragraph.replace("\n", " "), room, len(paragraph))
            for paragraph in text.split("\n\n")
        ]
        self.write(textwrap.indent("\n\n".join(paragraphs), " " * self.current_indent) + "\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write terms with their meanings beside them; below a term that is longer than its column."""
        rows = list(rows)
        column = (
            min(max((display_width(term) for term, _ in rows), default=0), col_max) + col_spacing
        )
        for term, meaning in rows:
            lines = wrap_text(
                meaning, self.width - self.current_indent - column, len(meaning)
            ).splitlines()
            beside = lines.pop(0) if lines and display_width(term) + col_spacing <= column else ""
            told = [
                term + " " * (column - display_width(term)) + beside,
                *(" " * column + line for line in lines),
            ]
            self.write(
                textwrap.indent(
                    "\n".join(line.rstrip() for line in told), " " * self.current_indent
                )
                + "\n"
            )


class HelpContext(Context):
    """The state of a command, whose help is such a page."""

    formatter_class = HelpPage


class Command(click.Command):
    """A command whose help and mistakes are told in the user's language."""

    context_class = HelpContext

    def __init__(self, name: str, **kwargs: Any):
        manners = {"max_content_width": 100, "allow_extra_args": True}
        metavar = say("metavar_options")
        super().__init__(name, context_settings=manners, options_metavar=metavar, **kwargs)

    def get_help_option(self, ctx: Context) -> click.Option | None:
        """--help, described in the user's language."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say("option_help")
        return option

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the usage line under its heading."""
        formatter.write_usage(
            ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=say("usage")
        )

    def format_help_text(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write what the command does, examples with the indent they have."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.help or "")

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the options under their heading."""
        records = [
            r
            for p in self.get_params(ctx)
            if isinstance(p, click.Option) and (r := p.get_help_record(ctx)) is not None
        ]
        with formatter.section(say("options")):
            formatter.write_dl(records)

    def invoke(self, ctx: Context) -> Any:
        """Do the command; a usage error where more was given than it takes."""
        if ctx.args and not isinstance(self, click.Group):
            ctx.fail(say("extra_arguments", given=" ".join(ctx.args)))
        return super().invoke(ctx)


class Group(Command, click.Group):
    """The commands by topic, listed with a word on each; an unknown one is told its nearest."""

    def __init__(self, name: str, topics: dict[str, list[Command]], **kwargs: Any):
        super().__init__(name, commands=[c for found in topics.values() for c in found], **kwargs)
        self.topics = topics

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the commands under the heading of their topic, then the options."""
        longest = max(map(len, self.commands))
        for heading, commands in self.topics.items():
            with formatter.section(heading):
                formatter.write_dl(
                    [(str(c.name).ljust(longest), c.get_short_help_str(200)) for c in commands]
                )
        super().format_options(ctx, formatter)

    def list_commands(self, ctx: Context) -> list[str]:
        """The commands in the order they are used, not of the alphabet."""
        return list(self.commands)

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named; a usage error with the nearest name where there is none."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            ctx.fail(
                say(
                    "unknown_command", given=args[0], help=nearest_name_hint(args[0], self.commands)
                )
            )
        return super().resolve_command(ctx, args)


def nearest_name_hint(given: str, known: Collection[str]) -> str:
    """A suggestion: the nearest name, or all of them."""
    close = nearest_name(given, known, 0.5)
    return (
        say("did_you_mean", name=close[0]) if close else say("choose_from", names=", ".join(known))
    )


def usage_error_message(error: click.UsageError) -> str:
    """A usage error as one message in the user's language."""
    param, context = getattr(error, "param", None), error.ctx
    label = ""
    if param is not None:
        label = param.opts[0] if isinstance(param, click.Option) else param.human_readable_name
    if isinstance(error, click.NoSuchOption):
        params = context.command.get_params(context) if context else []
        known = [name for p in params for name in p.opts if name.startswith("--")]
        hint = nearest_name_hint(error.option_name, known)
        message = say("unknown_option", given=error.option_name, help=hint)
    elif isinstance(error, click.MissingParameter):
        message = say("missing_argument", name=label)
    elif isinstance(error, click.BadParameter) and label:
        message = f"{label}: {error.message}"
    elif isinstance(error, click.BadOptionUsage):
        message = say("option_needs_value", name=error.option_name)
    else:
        message = error.format_message()
    where = context.command_path if context else "fuhua"
    return f"{message}\n{say('see_help', command=where)}"
