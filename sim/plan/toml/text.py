"""Reads a TOML file as a person may have saved it: its text, its content, and every slip in it with
line and column.
"""

import re
import tomllib
from dataclasses import dataclass, field
from typing import Any

from sim.core.errors import UserError
from sim.plan.toml.slips import (
    PIECES,
    close_brackets,
    key_of_line,
    mend_line,
    open_bracket_line,
)
from sim.words.catalogue import say, user_error

COORDINATES = re.compile(r"\(at line (\d+), column (\d+)\)")
TWICE = (
    "Cannot declare",
    "Cannot overwrite",
    "Duplicate inline",
    "Cannot mutate",
    "Cannot redefine",
)
LONGEST = 1_000_000  # bytes
MENDABLE = 200_000  # characters; beyond, only the first slip is told
MOST_SLIPS = 30
DEEPEST = 12  # tables in tables


@dataclass
class TomlText:
    """A file's text (mended where it had slips), its content, and what was wrong: ((line, column),
    message).
    """

    text: str
    content: dict[str, Any] = field(default_factory=dict)
    faults: list[tuple[tuple[int, int], str]] = field(default_factory=list)
    readable: bool = False

    def note(self, line: int, column: int, message: str, shape: str | None = None) -> bool:
        """Note a fault of a line with the key it sets; false, for nothing is mended by that."""
        shape = key_of_line(self.text.split("\n"), line) if shape is None else shape
        self.faults.append(((line, column), f"{shape[:100] or say('slip_this_line')} {message}"))
        return False

    def replace(self, line: int, column: int, mended: str, told: list[str]) -> bool:
        """Put a mended line in its place and note what was wrong with it; false where the line
        stays what it was.
        """
        self.note(line, column, say("between").join(told) + say("slip_write", line=mended))
        lines = self.text.split("\n")
        if lines[line - 1] == mended or len(self.text) > MENDABLE:
            return False
        lines[line - 1] = mended
        self.text = "\n".join(lines)
        return True


def decode(data: bytes, name: str) -> str:
    """The text of a file: UTF-8 with or without a byte order mark, else GB18030, as Chinese Windows
    writes.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[1:400:2].count(0) > 150:
        raise user_error("plan_utf16", file=name)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as fault:
            if encoding == "utf-8-sig":
                line, column = undecodable_position(data, fault.start)
    raise UserError(f"{name}:{line}:{column}: " + say("plan_not_text_file"))


def undecodable_position(data: bytes, at: int) -> tuple[int, int]:
    """Line and column of a byte that is no UTF-8."""
    before = data[:at].removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").split("\n")
    return len(before), len(before[-1]) + 1


def read_toml(text: str, name: str) -> TomlText:
    """A text's content; slips with a known remedy are mended and noted, one without ends the
    reading.
    """
    refuse_deep_nesting(text, name)
    found = TomlText(text if text.endswith("\n") else text + "\n")
    for _ in range(MOST_SLIPS):
        try:
            found.content, found.readable = tomllib.loads(found.text), True
            break
        except tomllib.TOMLDecodeError as fault:
            if not mend(found, str(fault)):
                break
        except (RecursionError, ValueError, OverflowError):
            raise UserError(
                f"{name}:{long_number_line(found.text)}:1: " + say("plan_number_too_long")
            ) from None
    if nesting_depth(found.content) > DEEPEST:
        raise UserError(f"{name}:1:1: " + say("plan_too_deep", levels=DEEPEST))
    return found


def mend(found: TomlText, fault: str) -> bool:
    """Note what tomllib stumbled over; whether the text could be mended there."""
    lines, place = found.text.split("\n"), COORDINATES.search(fault)
    line, column = (int(place[1]), int(place[2])) if place else (len(lines), 1)
    line = min(line, len(lines))
    while line > 1 and not lines[line - 1].strip():  # the end of the document: its last line
        line, column = line - 1, len(lines[line - 2]) + 1
    if fault.startswith(TWICE):
        return note_duplicate(found, lines, line)
    if "Unterminated string" in fault or "Expected \"'''\"" in fault:
        line, column = unclosed_quotes_line(lines) or (line, column)
    row = lines[line - 1]
    if found.text.lstrip().startswith("{"):
        return found.note(line, column, say("slip_json"))
    if opens_inline_table(lines, line):
        return found.note(line, row.index("{") + 1, say("slip_inline"))
    known = mend_line(row)
    if known is None and (begun := open_bracket_line(lines, line)):
        row = lines[begun - 1]
        if row.count("{") > row.count("}"):
            return found.note(begun, row.index("{") + 1, say("slip_inline"))
        closed = close_brackets(row.rstrip().removesuffix(","))
        return found.replace(begun, len(row) + 1, closed, [say("slip_bracket")])
    if known is None:
        if empty := re.search(r"=\s*(#.*)?$", row):
            return found.note(line, empty.start() + 1, say("slip_no_value"))
        control = "character" in fault and ("Illegal" in fault or "Found invalid" in fault)
        return found.note(line, column, say("slip_control" if control else "slip_unknown"))
    mended, slips = known
    wide = ("\u3000", "\xa0")
    told = dict.fromkeys(
        say("slip_wide_space" if given in wide else id, given=given) for id, _, given in slips
    )
    first, *others = told
    return found.replace(
        line, slips[0][1], mended, [first, *(words.removeprefix("= ") for words in others)]
    )


def note_duplicate(found: TomlText, lines: list[str], line: int) -> bool:
    """Note a table or key that is given twice, and where it is given first."""
    here, shape = lines[line - 1], key_of_line(lines, line)
    sign = "=" if shape else "#"
    key = here.split(sign)[0].strip()
    same = (k for k in range(line - 1, 0, -1) if lines[k - 1].split(sign)[0].strip() == key)
    first = next(same, 0)
    message = say("plan_twice_since", line=first) if first else say("plan_twice")
    column = len(here) - len(here.lstrip()) + 1
    return found.note(line, column, message, shape or key.strip("[] "))


def opens_inline_table(lines: list[str], line: int) -> bool:
    """Whether a line opens a { } that a line further down closes, which TOML does not allow."""
    code = [PIECES.sub("", row) for row in lines[line - 1 : line + 20]]
    if code[0].count("{") <= code[0].count("}"):
        return False
    return next(
        (
            row.count("}") > row.count("{")
            for row in code[1:]
            if "{" in row or "}" in row or row.lstrip().startswith("[")
        ),
        False,
    )


def unclosed_quotes_line(lines: list[str]) -> tuple[int, int] | None:
    """Where a text in three quotation marks begins that never ends."""
    for mark in ('"""', "'''"):
        at = [(k, line.index(mark) + 1) for k, line in enumerate(lines, 1) if line.count(mark) % 2]
        if len(at) % 2:
            return at[-1]
    return None


def refuse_deep_nesting(text: str, name: str) -> None:
    """Refuse a text whose brackets are nested as no plan's are, before anything recurses into it."""
    level = line = 0
    for line, row in enumerate(text.split("\n"), 1):
        if "[" in row or "{" in row or level:
            code = PIECES.sub("", row)
            for c in code:
                level = max(0, level + (c in "[{") - (c in "]}"))
                if level > DEEPEST:
                    raise UserError(f"{name}:{line}:1: " + say("plan_too_deep", levels=DEEPEST))


def nesting_depth(content: dict[str, Any]) -> int:
    """How many tables stand in one another."""
    deepest, layer = 0, list[Any]([content])
    while layer and deepest <= DEEPEST + 1:
        deepest += 1
        layer = [
            inner
            for x in layer
            for inner in (x.values() if isinstance(x, dict) else x)
            if isinstance(inner, dict | list)
        ]
    return deepest


def long_number_line(text: str) -> int:
    """The line with a number of thousands of digits."""
    found = re.search(r"[0-9_]{1000}", text)
    return text.count("\n", 0, found.start()) + 1 if found else 1
