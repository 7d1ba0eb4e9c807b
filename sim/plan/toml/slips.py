"""The usual slips of a hand that writes TOML for the first time, each with the line as it should
be.

A slip is mended only where the mended line reads by itself, so reading can go on and tell all
faults of a file at once.  Nothing mended is ever run: a file with a slip is refused.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable
from functools import partial
from os.path import commonprefix
from typing import TypeAlias

STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})|\'\'\'.*?\'\'\'(?:\'{0,2})|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'',
    re.DOTALL,
)
PIECES = re.compile(f"({STRING.pattern}|#[^\n]*)", re.DOTALL)
NAME = r"(?:[A-Za-z0-9_-]+|\"[^\"\n]*\"|'[^'\n]*')"
KEY = re.compile(rf"\s*({NAME}(?:\s*\.\s*{NAME})*)\s*(?==)")
HEADER = re.compile(r"\s*(\[\[?)([^\[\]#]*?)(\]*)\s*(#.*)?")
VALUE = re.compile(r"(=\s*)([^\s\"'\[\]{},#=][^\[\]{},#=\"']*?)(?=\s*(?:[,}\]#]|$))")
GROUPED = re.compile(r"(=\s*)([0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?)([^,\]}\s#\"]*)(?=\s*(?:#|$))")
WHOLE = re.compile(r"(\s*[A-Za-z0-9_-]+\s*=\s*\")(.*)(\"\s*)")
QUOTES = {**dict.fromkeys("“”„‟＂「」", '"'), **dict.fromkeys("‘’＇", "'")}
WIDE = {**QUOTES, **dict(zip("。、【】〔〕\u3000\xa0", ".,[][]  ", strict=True))}
WORDS = {
    **dict.fromkeys(("是", "yes", "on", "true"), "true"),
    **dict.fromkeys(("否", "no", "off", "false"), "false"),
}
ODD_NUMBER = re.compile(r"\+?(-?)(?=\.[0-9]|0[0-9]|[0-9]+\.$)0*([0-9]*)\.?([0-9]*)")
FOREIGN_REMARK = re.compile(r"(\s*)(?://|--|;|/\*|\*)\s*(.*)")
PLAIN_WORDS = re.compile(r"\s*[^\s=＝:：#\[\]{}\"'“”][^=＝:：#\[\]{}\"'“”]*")
CLOSING = {"[": "]", "{": "}"}
LONGEST_LINE = 2000
Change: TypeAlias = str | Callable[[re.Match[str]], str]  # what stands in the place of a pattern


def mend_line(line: str) -> tuple[str, list[tuple[str, int, str]]] | None:
    """The line as it should be, and its slips: (message, column, what stands there); None where no
    remedy is known.
    """
    if len(line) > LONGEST_LINE or is_toml_line(line):
        return None
    if remark := FOREIGN_REMARK.fullmatch(line):
        return f"# {remark[2]}", [("slip_remark", len(remark[1]) + 1, "")]
    found, now = [], line
    for message, mend in SLIPS:
        after = mend(now)
        if after == now:
            continue
        at = len(commonprefix((now, after)))  # noqa: RUF071 - characters are meant
        tail = len(commonprefix((now[at:][::-1], after[at:][::-1])))  # noqa: RUF071
        end = at + 1 if message == "slip_wide" else len(now) - tail
        found.append((message, at + 1, now[at:end]))
        now = after
        if is_toml_line(now):
            return now.strip(), found
    if PLAIN_WORDS.fullmatch(line):
        return f"# {line.strip()}", [("slip_remark", len(line) - len(line.lstrip()) + 1, "")]
    return None


def is_toml_line(line: str) -> bool:
    """Whether a line is TOML by itself, or as part of a list over several lines."""
    return any(is_toml(text) for text in (line, f"x = [{line}\n]", f"{line}\n]", f"x = [{line}"))


def is_toml(text: str) -> bool:
    """Whether a text is TOML."""
    try:
        tomllib.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def substitute(pattern: str | re.Pattern[str], change: Change, line: str) -> str:
    """The line with a pattern changed everywhere but in strings and remarks."""
    return "".join(
        piece if k % 2 else re.sub(pattern, change, piece)
        for k, piece in enumerate(PIECES.split(line))
    )


def narrow_sign(found: re.Match[str]) -> str:
    """A full-width sign, digit or letter as TOML has it; words in Chinese stay."""
    narrow = WIDE.get(found[0]) or unicodedata.normalize("NFKC", found[0])
    return narrow if narrow.isascii() else found[0]


def mend_equals(line: str) -> str:
    """`key: value`, `key == value` or `key value` with its equals sign."""
    found = re.match(
        rf"(\s*{NAME}(?:\.{NAME})*)(?:\s*(?::=?|==)\s*(?=[^\s=])|\s+(?=[0-9\"'\[{{.+-]|true|false))",
        line,
    )
    line = f"{found[1]} = {line[found.end() :]}" if found else line
    return substitute(rf"([{{,]\s*{NAME})\s*:\s*", r"\1 = ", line)


def quote_names(line: str) -> str:
    """Keys and table names with letters that TOML wants quoted."""

    def names(text: str) -> str:
        parts = re.findall(r"\s*(\"[^\"]*\"|'[^']*'|[^.\"']+)\s*(?:\.|$)", text)
        return ".".join(p if re.fullmatch(NAME, p) else f'"{p}"' for p in map(str.strip, parts))

    if (head := HEADER.fullmatch(line)) and head[2].strip():
        return f"{head[1]}{names(head[2])}{head[3]}" + (f"  {head[4]}" if head[4] else "")
    if (key := re.match(r"(\s*)([^=\[\]{}#]+?)(\s*)=", line)) and not KEY.match(line):
        return f"{key[1]}{names(key[2])}{key[3]}{line[key.end() - 1 :]}"
    return line


def mend_number(found: re.Match[str]) -> str:
    """.5 and 5. and 007 as TOML writes numbers."""
    parts = ODD_NUMBER.fullmatch(found[2])
    if not parts:
        return found[0]
    return f"{found[1]}{parts[1]}{parts[2] or 0}" + (f".{parts[3]}" if parts[3] else "")


def mend_numbers(line: str) -> str:
    """6,000 and .5 and 007 as TOML writes numbers."""
    plain = GROUPED.sub(lambda m: m[1] + m[2].replace(",", "") + m[3], line)
    return substitute(VALUE, mend_number, plain)


def quote_value(found: re.Match[str]) -> str:
    """Text and quantities with units in quotes."""
    return found[0] if is_toml(f"x = {found[2]}") else f'{found[1]}"{found[2]}"'


def strip_line_end(line: str) -> str:
    """A value without a comma or semicolon behind it, also inside the braces of a table."""
    shorter = substitute(r"[,;，；]\s*\}", " }", line)
    return re.sub(r"\s*[,;]\s*(#.*)?$", lambda m: f"  {m[1]}" if m[1] else "", shorter)


def close_string(line: str) -> str:
    """A string with its closing quotation mark."""
    rest = PIECES.sub(lambda m: " " * len(m[0]), line)
    at = min((k for k in (rest.find('"'), rest.find("'")) if k >= 0), default=-1)
    if at < 0:
        return line
    end = len(re.sub(r"[\s\]},]*$", "", line))
    return f"{line[:end]}{line[at]}{line[end:]}"


def mend_inner_quotes(line: str) -> str:
    """A text with Chinese quotation marks inside its own."""
    if (whole := WHOLE.fullmatch(line)) and whole[2].count('"') % 2 == 0:
        turns = iter("“”" * whole[2].count('"'))
        return whole[1] + "".join(next(turns) if c == '"' else c for c in whole[2]) + whole[3]
    return line


def close_brackets(line: str) -> str:
    """A list, a table or a header with its closing brackets."""
    if (head := HEADER.fullmatch(line)) and head[2].strip():
        return f"{head[1]}{head[2].rstrip()}{']' * len(head[1])}" + (
            f"  {head[4]}" if head[4] else ""
        )
    still: list[str] = []
    code = PIECES.sub(lambda m: (" " if m[0].startswith("#") else "x") * len(m[0]), line)
    for c in code:
        if c in CLOSING:
            still.append(CLOSING[c])
        elif still and c == still[-1]:
            still.pop()
    end = len(code.rstrip())
    gap = " " if still and still[-1] == "}" else ""
    return line[:end] + gap + "".join(reversed(still)) + line[end:]


# in this order; the message of each, and what mends it
SLIPS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("slip_quotes", mend_inner_quotes),
    ("slip_wide", partial(substitute, f"[{''.join(QUOTES)}]", lambda m: QUOTES[m[0]])),
    ("slip_wide", partial(substitute, re.compile(".", re.DOTALL), narrow_sign)),
    ("slip_equals", mend_equals),
    ("slip_name", quote_names),
    ("slip_remark", partial(substitute, r"\s(?://|--|;|/\*)\s*(?=\S)(.*)", r"  # \1")),
    ("slip_end", strip_line_end),
    ("slip_number", mend_numbers),
    ("slip_yes_no", partial(substitute, VALUE, lambda m: m[1] + WORDS.get(m[2].lower(), m[2]))),
    ("slip_unquoted", partial(substitute, VALUE, quote_value)),
    ("slip_string", close_string),
    ("slip_bracket", close_brackets),
    ("slip_comma", partial(re.sub, rf"({STRING.pattern})\s*(?=[\"'])", r"\1, ")),
    ("slip_backslash", partial(STRING.sub, lambda m: re.sub(r"\\+", r"\\\\", m[0]))),
)


def open_bracket_line(lines: list[str], line: int) -> int:
    """The line (from 1) whose list or table is still open where a line begins; 0 where none is."""
    for k in range(line - 1, max(0, line - 60), -1):
        code = PIECES.sub("", lines[k - 1])
        if (opened := code.count("[") + code.count("{")) != (
            closed := code.count("]") + code.count("}")
        ):
            return k if opened > closed else 0
        if HEADER.fullmatch(lines[k - 1]):
            return 0
    return 0


def key_of_line(lines: list[str], line: int) -> str:
    """The key a line sets, with its table, as written; empty where it sets none."""
    if HEADER.fullmatch(lines[line - 1]):
        return ""
    key = re.match(r"\s*([^=＝:：\[\]{}#,]+?)\s*[=＝:：]", lines[line - 1])
    table = next(
        (head[2].strip() for k in range(line - 2, -1, -1) if (head := HEADER.fullmatch(lines[k]))),
        "",
    )
    return f"{table}.{key[1]}" if key and table else key[1] if key else ""
