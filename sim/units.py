"""Amounts as officials write them - "1亿元", "5万m²", "30%", "2022-09" - in the unit a field is declared in.

A plain number is already in the declared unit.  A text without "per" ("1亿元" for 万元/year) leaves the
declared "per" alone; a text with one ("14元/m²/月") must agree in every part.
"""
from __future__ import annotations

import math
import re
import unicodedata
from typing import Any

from sim import words
from sim.core.errors import UserError
from sim.core.fields import Field
from sim.policy.clock import month_number
from sim.words import say

MULTIPLES = {"": 1.0, "百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "十亿": 1e9, "百亿": 1e10, "千亿": 1e11}
NUMBER = re.compile(r"([+-]?(?:[0-9][0-9,]*\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?) *(千亿|百亿|十亿|亿|千万|百万|万|千|百)? *(.*)")
MONTH = re.compile(r"([0-9]{4})(?:-|年|\.|/)([0-9]{1,2})月?")
YEARS = range(1980, 2101)

# What a unit word is worth, and in what: money in 万元, area in m², time in months
ATOMS: dict[str, tuple[float, str]] = {
    "元": (1e-4, "money"), "yuan": (1e-4, "money"), "万元": (1.0, "money"), "亿元": (1e4, "money"),
    "m2": (1.0, "area"), "平方米": (1.0, "area"), "平米": (1.0, "area"), "亩": (666.67, "area"), "公顷": (1e4, "area"),
    "平方公里": (1e6, "area"), "km2": (1e6, "area"),
    "year": (12.0, "time"), "年": (12.0, "time"), "month": (1.0, "time"), "月": (1.0, "time"), "个月": (1.0, "time"),
    "day": (1.0, "day"), "days": (1.0, "day"), "天": (1.0, "day"), "日": (1.0, "day"), "工作日": (1.0, "day"),
    "person": (1.0, "person"), "人": (1.0, "person"), "名": (1.0, "person"), "firm": (1.0, "firm"), "家": (1.0, "firm"),
    "flat": (1.0, "flat"), "套": (1.0, "flat"), "%": (0.01, ""), "‰": (0.001, ""), "share": (1.0, ""), "ratio": (1.0, ""),
    "倍": (1.0, ""), "1": (1.0, ""), "": (1.0, ""),
}

UNITS_ZH = {"share": "比例", "ratio": "倍数", "firm": "家", "person": "人", "month": "月", "year": "年", "day": "天", "flat": "套",
            "flag": "是否", "level": "级别", "index": "指数", "1/month": "每月", "1/year": "每年", "person/year": "人/年",
            "万元/month": "万元/月", "万元/year": "万元/年", "万元/m²/month": "万元/m²/月", "person-month": "人月"}


def worth(unit: str) -> tuple[float, str, tuple[str, ...]]:
    """A unit as (factor, what it measures, per what); an unknown word measures itself."""
    above, *below = unicodedata.normalize("NFKC", unit).replace(" ", "").split("/")
    factor, kind = ATOMS.get(above, (1.0, above))
    per = []
    for word in below:
        size, of = ATOMS.get(word, (1.0, word))
        factor, per = factor / size, [*per, of]
    return factor, kind, tuple(sorted(per))


def quantity(value: Any, unit: str) -> float:
    """A value from a plan, in the unit wanted.

    Numbers and, for flags, true and false are taken as they are.  Raises UserError naming the unit
    expected where the text is no quantity, is in another unit, or is not finite.
    """
    if isinstance(value, bool):
        if unit != "flag":
            raise UserError(say("plan_not_a_quantity", given=shown(value), unit=named(unit), example=example(unit)))
        return float(value)
    if isinstance(value, int | float):
        number = float(value) if abs(value) < 1e300 else math.inf
    elif isinstance(value, str):
        number = written(value, unit)
    else:
        raise UserError(say("plan_not_a_quantity", given=shown(value), unit=named(unit), example=example(unit)))
    if not math.isfinite(number):
        raise UserError(say("plan_not_finite", given=shown(value)))
    return number


def written(text: str, unit: str) -> float:
    """A quantity written as text, in the unit wanted; UserError where it does not fit."""
    found = NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found:
        raise UserError(say("plan_not_a_quantity", given=shown(text), unit=named(unit), example=example(unit)))
    number, multiple, word = float(found[1].replace(",", "")) * MULTIPLES[found[2] or ""], found[2], found[3].strip()
    wanted, kind, per = worth(unit)
    if not word and not (multiple and kind == "money"):
        return number
    given, given_kind, given_per = worth(word or "元")
    if "/" not in word:
        wanted, given_per = worth(unit.split("/")[0])[0], per
    if (given_kind, given_per) != (kind, per):
        raise UserError(say("plan_wrong_unit", given=shown(text), unit=named(unit), example=example(unit)))
    return float(f"{number * given / wanted:.12g}")


def amount(value: Any, field: Field) -> float:
    """A value in a field's unit and within its bounds; UserError tells fault and remedy."""
    number = quantity(value, field.unit)
    if not field.holds(number):
        below = field.low is not None and number < field.low
        raise UserError(say("plan_below" if below else "plan_above", given=shown(value), bound=plain(field.low if below else field.high),
                            remedy=remedy(field)))
    return number


def remedy(field: Field) -> str:
    """What may be given for a field, as a phrase."""
    what = say("plan_a_share") if field.unit == "share" else say("plan_a_value_in", unit=named(field.unit))
    if field.high is None:
        return say("plan_from_up", what=what, low=plain(field.low))
    if field.low is None:
        return say("plan_at_most", what=what, high=plain(field.high))
    return say("plan_between", what=what, low=plain(field.low), high=plain(field.high))


def month(value: Any) -> int:
    """A calendar month written as "2022-09" or "2022年9月", as year * 12 + month - 1; UserError otherwise."""
    found = MONTH.fullmatch(unicodedata.normalize("NFKC", value).strip()) if isinstance(value, str) else None
    if not found or int(found[1]) not in YEARS or not 1 <= int(found[2]) <= 12:
        raise UserError(say("plan_not_a_month", given=shown(value)))
    return month_number(int(found[1]), int(found[2]))


def plain(number: float | None) -> str:
    """A number without needless digits."""
    return "" if number is None else f"{number:.10g}" if abs(number) < 1e10 else f"{number:g}"


def shown(value: Any) -> str:
    """A value as the file has it, cut short where it is long."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return plain(value) if isinstance(value, float) or abs(value) < 1e300 else "1e300…"
    text = "".join(c if c.isprintable() else "·" for c in (f'"{value}"' if isinstance(value, str) else str(value))[:70])
    return text if len(text) <= 60 else text[:57] + "…"


def named(unit: str) -> str:
    """A unit for a message, in the chosen language; a bare number has none."""
    if not unit:
        return say("plan_bare_number")
    return UNITS_ZH.get(unit, unit) if words.language == "zh" else unit


def example(unit: str) -> str:
    """How a quantity of this unit is written."""
    kind, per = worth(unit)[1:]
    if kind == "money":
        return '500, "500万元", "1亿元"' if "area" not in per else '0.0014, "14元/m²/月"'
    if kind == "area":
        return '50000, "5万m²", "75亩"'
    if unit == "flag":
        return "true, false"
    return '0.3, "30%"' if unit in ("share", "ratio", "1/year", "1/month") else "25"
