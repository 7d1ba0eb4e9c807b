"""How numbers, units, shares and months are written, the same on screen, in files and in figures.

Numbers are shown in the unit they are declared in.  Only plain characters are used, because a
Chinese Windows console knows no others (no U+2212 minus, no superscripts).
"""

import math
import unicodedata
from collections.abc import Iterable

from sim.core.records import Row
from sim.plan.unit_table import BARE, UNITS
from sim.words.catalogue import say, spoken_language, text_in_language

BYTE_UNITS = ("B", "kB", "MB", "GB", "TB")
SIGNS = {">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< ", "=": ""}


def unit_title(unit: str) -> str:
    """A unit as it stands in a column of its own."""
    return text_in_language(BARE[unit]) if unit in BARE else unit_name(unit)


def unit_name(unit: str) -> str:
    """A declared unit in the chosen language; one without a translation stands as it is."""
    return text_in_language(UNITS.get(unit, (unit, unit)))


def percent_sign() -> str:
    """The sign of a percentage: Chinese puts it at the number."""
    return text_in_language(("%", " %"))


def format_percent(share: float) -> str:
    """A share as a percentage that says 0 and 100 only where it is exactly so."""
    whole = round(share * 100)
    if whole in (0, 100) and share not in (0, 1):
        return ("<1" if whole == 0 else ">99") + percent_sign()
    return f"{whole}{percent_sign()}"


def format_number(value: float, unit: str = "", whole: bool = False) -> str:
    """A value to about three figures, or to a whole number; a share becomes a percentage."""
    if value is None or not math.isfinite(value):
        return "-"
    if unit == "calendar year":
        return f"{value:.0f}"
    if unit == "share":
        whole = abs(value) >= 0.995 or round(value * 1000) % 10 == 0
        return (f"{value * 100:,.0f}" if whole else f"{value * 100:.1f}") + percent_sign()
    if whole or abs(value) >= 100 or float(value).is_integer():
        return f"{value:,.0f}".replace("-0", "0") if round(value) == 0 else f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 1 else f"{value:.2g}"


def format_quantity(value: float, unit: str) -> str:
    """A value with its unit; declared units are English singulars."""
    one = (
        value == 1
        and spoken_language() == "en"
        and unit_name(unit)
        and unit.isalpha()
        and unit.isascii()
    )
    return f"{format_number(value, unit)} {unit if one else unit_name(unit)}".strip()


def format_band(lower: float, upper: float, unit: str = "", whole: bool = False) -> str:
    """A range; a single number where both ends are written alike."""
    low, high = format_number(lower, unit, whole), format_number(upper, unit, whole)
    if low == high:
        return low
    if unit != "share" and ("." in low) != ("." in high) and abs(lower) < 100 and abs(upper) < 100:
        low, high = (f"{x:.1f}" if x else "0" for x in (lower, upper))
    return f"{low.removesuffix(percent_sign())}-{high}" if lower >= 0 else f"{low} .. {high}"


def format_duration(seconds: float) -> str:
    """A duration as 1:05."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def format_long_duration(seconds: float) -> str:
    """A duration that may be days, as people say it: 45 s, 12 min, 3 h 20 min, 2 d 5 h."""
    whole = round(seconds)
    if whole < 60:
        return say("duration_seconds", seconds=whole)
    minutes = round(seconds / 60)
    if minutes < 60:
        return say("duration_minutes", minutes=minutes)
    if minutes < 48 * 60:
        return say("duration_hours", hours=minutes // 60, minutes=minutes % 60)
    hours = round(seconds / 3600)
    return say("duration_days", days=hours // 24, hours=hours % 24)


def format_bytes(size: float) -> str:
    """A number of bytes as people say it."""
    power = 0
    while size >= 1000 and power < len(BYTE_UNITS) - 1:
        size, power = size / 1000, power + 1
    return f"{size:.1f} GB" if BYTE_UNITS[power] == "GB" else f"{size:.0f} {BYTE_UNITS[power]}"


def display_width(text: str) -> int:
    """Columns a text takes on a screen: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def wrap_text(text: str, columns: int, lines: int = 2) -> str:
    """Break a text into lines of at most so many columns, words kept whole; the last line ends in
    ... if cut.
    """
    pieces: list[str] = []
    for word in text.split(" "):
        start = " " if pieces else ""
        for k, c in enumerate(word):
            chinese = display_width(c) == 2
            if k == 0:
                pieces.append(start + c)
            elif chinese or display_width(word[k - 1]) == 2:
                pieces.append(c)
            else:
                pieces[-1] += c
    found = [""]
    for piece in pieces:
        hangs = piece[0] in "，。；：、）》”,;:.)"
        if display_width(found[-1] + piece) > columns and found[-1] and not hangs:
            found.append(piece.lstrip())
        else:
            found[-1] += piece
    if len(found) > lines:
        found = found[:lines]
        while display_width(found[-1]) > columns - 3:
            found[-1] = found[-1][:-1]
        found[-1] = found[-1].rstrip() + "..."
    return "\n".join(found)


def row_name(row: Row, of: str = "") -> str:
    """The name of a row of data in the chosen language, or that of its policy, topic and so on."""
    return text_in_language((row[f"{of}zh"], row[f"{of}en"]))


def join_texts(texts: Iterable[str]) -> str:
    """Texts one after the other, as the chosen language does in a list."""
    return say("between").join(texts)


def name_with_unit(row: Row) -> str:
    """The name of something counted, with its unit where it has one."""
    unit = unit_name(row["unit"])
    return say("compare_with_unit", name=row_name(row), unit=unit) if unit else row_name(row)


def format_wan(amount: float) -> str:
    """An amount of money with its unit."""
    return say("money_amount", amount=format_number(amount, whole=True))


def target_number(row: Row) -> str:
    """A target's number, whichever of several rows of that number it is."""
    return row["id"].partition("/")[0]


def target_requirement(row: Row) -> str:
    """What a target asks for."""
    return SIGNS[row["comparator"]] + format_quantity(row["value"], quantity_unit(row["unit"]))


def quantity_unit(unit: str) -> str:
    """What a target's quantity is counted in: the points of a checklist are things in place, not
    marks.
    """
    return "component" if unit == "point" else unit


def format_deadline(row: Row) -> str:
    """A target's deadline, marked where the runs stopped before it."""
    return row["deadline"] + ("" if row["read_at"] == row["deadline"] else "*")


def format_probability_interval(row: Row) -> str:
    """Where a probability lies."""
    low, high = format_percent(row["low"]), format_percent(row["high"])
    return f"{low.removesuffix(percent_sign())}-{high}"
