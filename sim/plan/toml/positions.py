"""Where in a TOML text a key stands, so that every fault can be told with line and column.

The text has already been read by tomllib, so this scanner only walks well-formed TOML: it needs no
rules of its own about what is allowed.
"""

import re
import tomllib
from bisect import bisect_right
from itertools import count

from sim.plan.toml.slips import STRING

Path = tuple[str | int, ...]
VALUE = 0  # after an assigned key: where its value begins (in an array: its first element)
NAME = rf"(?:[A-Za-z0-9_-]+|{STRING.pattern})"
KEY = re.compile(rf"{NAME}(?:[ \t]*\.[ \t]*{NAME})*", re.DOTALL)
SPACE = re.compile(r"[ \t]*")
GAP = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
BETWEEN = re.compile(r"(?:[ \t\r\n,]|#[^\n]*)*")  # what stands between elements
PLAIN = re.compile(r"[^,\]}#\n]*")


def key_positions(text: str) -> dict[Path, tuple[int, int]]:
    """The line and column (from 1) of every key, table and array element of a valid TOML text."""
    return Scanner(text).document()


def nearest_position(found: dict[Path, tuple[int, int]], path: Path) -> tuple[int, int]:
    """The place of a key path, or of the nearest table above it that is in the text."""
    for k in range(len(path), 0, -1):
        if path[:k] in found:
            return found[path[:k]]
    return 1, 1


class Scanner:
    """A walk through the text that writes down where things begin."""

    def __init__(self, text: str):
        self.text, self.at = text, 0
        self.found: dict[Path, tuple[int, int]] = {}
        self.rows: dict[Path, int] = {}  # arrays of tables: index of the latest row
        self.starts = [0, *(m.end() for m in re.finditer("\n", text))]

    def document(self) -> dict[Path, tuple[int, int]]:
        """Tables and assignments, one after another."""
        here: Path = ()
        self.skip(GAP)
        while self.at < len(self.text):
            begin = self.at
            if self.text[self.at] == "[":
                rows = self.text.startswith("[[", self.at)
                self.at += 2 if rows else 1
                here = self.header_path(self.key(), rows, begin)
                self.at += 2 if rows else 1
            else:
                self.assignment(here)
            self.skip(GAP)
        return self.found

    def assignment(self, here: Path) -> None:
        """`key = value`."""
        begin = self.at
        path = here + self.key()
        self.at += 1  # the equals sign
        self.skip(SPACE)
        for k in range(len(here) + 1, len(path) + 1):
            self.note(path[:k], begin)
        if self.text[self.at] != "[":
            self.note((*path, VALUE), self.at)
        self.value(path)

    def key(self) -> Path:
        """A dotted key."""
        self.skip(SPACE)
        inner, path = tomllib.loads(f"{self.skip(KEY)} = 0"), tuple[str | int, ...]()
        while isinstance(inner, dict):
            ((name, inner),) = inner.items()
            path = (*path, name)
        self.skip(SPACE)
        return path

    def value(self, path: Path) -> None:
        """A string, an array, an inline table, or anything else up to where it must end."""
        start = self.text[self.at]
        if start not in "[{":
            self.skip(STRING if start in "\"'" else PLAIN)
            return
        self.at += 1
        for k in count():
            self.skip(BETWEEN)
            if self.text[self.at] in "]}":
                break
            if start == "{":
                self.assignment(path)
            else:
                self.note((*path, k), self.at)
                self.value((*path, k))
        self.at += 1

    def header_path(self, path: Path, rows: bool, begin: int) -> Path:
        """A header's path with the row numbers of the arrays of tables on its way."""
        full: Path = ()
        for k, name in enumerate(path):
            full = (*full, name)
            if rows and k == len(path) - 1:
                self.rows[full] = self.rows.get(full, -1) + 1
            if full in self.rows:
                full = (*full, self.rows[full])
            self.note(full, begin)
        return full

    def note(self, path: Path, at: int) -> None:
        """Write down the first place of a path."""
        if path not in self.found:
            line = bisect_right(self.starts, at)
            self.found[path] = (line, at - self.starts[line - 1] + 1)

    def skip(self, pattern: re.Pattern[str]) -> str:
        """Go past what a pattern matches here, and give it."""
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return found[0] if found else ""
