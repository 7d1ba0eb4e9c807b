"""Amounts as officials write them - "1亿元", "5万m²", "30%", "2022-09" - in the unit a field is declared in.

A plain number is already in the declared unit.  A text without "per" ("1亿元" for 万元/year) leaves the
declared "per" alone; a text with one ("14元/m²/月") must agree in every part.
"""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date
from typing import Any

from sim.core.errors import UserError
from sim.core.fields import Field
from sim.model.calendar import month_number
from sim.words.catalogue import say, text_in_language

MULTIPLES = {
    "": 1.0,
    "百": 1e2,
    "千": 1e3,
    "万": 1e4,
    "百万": 1e6,
    "千万": 1e7,
    "亿": 1e8,
    "十亿": 1e9,
    "百亿": 1e10,
    "千亿": 1e11,
}
NUMBER = re.compile(
    r"([+-]?(?:[0-9][0-9,]*\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?) *(千亿|百亿|十亿|亿|千万|百万|万|千|百)? *(.*)"
)
MONTH = re.compile(r"([0-9]{4})(?:-|年|\.|/)([0-9]{1,2})月?")
YEARS = range(1980, 2101)

# What a unit word is worth, and in what: money in 万元, area in m², time in months
ATOMS: dict[str, tuple[float, str]] = {
    "元": (1e-4, "money"),
    "yuan": (1e-4, "money"),
    "万元": (1.0, "money"),
    "亿元": (1e4, "money"),
    "m2": (1.0, "area"),
    "平方米": (1.0, "area"),
    "平米": (1.0, "area"),
    "亩": (666.67, "area"),
    "公顷": (1e4, "area"),
    "平": (1.0, "area"),
    "平方公里": (1e6, "area"),
    "km2": (1e6, "area"),
    "year": (12.0, "time"),
    "年": (12.0, "time"),
    "month": (1.0, "time"),
    "月": (1.0, "time"),
    "个月": (1.0, "time"),
    "day": (1.0, "day"),
    "days": (1.0, "day"),
    "天": (1.0, "day"),
    "日": (1.0, "day"),
    "工作日": (1.0, "day"),
    "周": (7.0, "day"),
    "person": (1.0, "person"),
    "人": (1.0, "person"),
    "名": (1.0, "person"),
    "firm": (1.0, "firm"),
    "家": (1.0, "firm"),
    "flat": (1.0, "flat"),
    "套": (1.0, "flat"),
    "%": (0.01, ""),
    "‰": (0.001, ""),
    "share": (1.0, ""),
    "ratio": (1.0, ""),
    "倍": (1.0, ""),
    "1": (1.0, ""),
    "": (1.0, ""),
}

# Chinese counting words, each with what it may count; 个 counts anything that comes in ones
COUNTERS: dict[str, tuple[str, ...]] = {
    "家": ("firm", "fund", "body", "facility", "unit", "operator", "platform", "park"),
    "只": ("fund",),
    "支": ("fund", "team"),
    "处": ("facility", "park"),
    "座": ("facility",),
    "件": ("right", "application"),
    "项": ("component", "right", "application"),
    "次": ("evaluation", "deal"),
    "笔": ("deal", "loan"),
    "套": ("flat",),
    "人": ("person",),
    "名": ("person",),
}
ONES = {kind for kinds in COUNTERS.values() for kind in kinds} | {
    "district",
    "island",
    "sector",
    "cluster",
    "exit",
}

# A unit where a sentence names it; others are put together from their parts
NAMES: dict[str, tuple[str, str]] = {
    "": ("纯数", "a bare number"),
    "share": ("比例", "a share"),
    "ratio": ("倍数", "a multiple"),
    "flag": ("真假（true、false）", "true or false"),
    "level": ("级别（整数）", "a level"),
    "index": ("指数（纯数）", "an index"),
    "log": ("离散度（纯数）", "a spread"),
    "log odds": ("对数几率", "log odds"),
    "point": ("分数", "points"),
    "month": ("月", "months"),
    "day": ("天", "days"),
    "person": ("人", "people"),
    "firm": ("家", "firms"),
    "year": ("年", "years"),
    "1/month": ("每月比例", "a rate a month"),
    "1/year": ("每年比例", "a rate a year"),
}
PARTS_ZH = {
    "item": "项",
    "contract": "份",
    "year": "年",
    "month": "月",
    "day": "天",
    "hour": "小时",
    "person": "人",
    "firm": "家",
    "deal": "笔",
    "person-month": "人月",
    "flat": "套",
    "fund": "家",
    "facility": "家",
    "body": "个",
    "right": "件",
    "team": "个",
    "exit": "次",
    "loan": "笔",
    "district": "个",
    "component": "项",
    "evaluation": "次",
    "application": "件",
}
RANGE = re.compile(r"[0-9.,]+\D{0,4}?\s*(?:-|~|—|–|至|到)\s*[0-9.,]+.*")


def unit_factor(unit: str) -> tuple[float, str, tuple[str, ...]]:
    """A unit as (factor, what it measures, per what); an unknown word measures itself."""
    above, *below = re.sub(
        "[·*每]", "/", unicodedata.normalize("NFKC", unit).replace(" ", "")
    ).split("/")
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
            raise UserError(
                say(
                    "plan_not_a_quantity",
                    given=value_excerpt(value),
                    unit=unit_phrase(unit),
                    example=example(unit),
                )
            )
        return float(value)
    if isinstance(value, int | float):
        number = float(value) if abs(value) < 1e300 else math.inf
    elif isinstance(value, str):
        number = parse_quantity(value, unit)
    else:
        raise UserError(
            say(
                "plan_not_a_quantity",
                given=value_excerpt(value),
                unit=unit_phrase(unit),
                example=example(unit),
            )
        )
    if not math.isfinite(number):
        raise UserError(say("plan_not_finite", given=value_excerpt(value)))
    return number


def parse_quantity(text: str, unit: str) -> float:
    """A quantity written as text, in the unit wanted; UserError where it does not fit."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = NUMBER.fullmatch(plain)
    if RANGE.fullmatch(plain) and not (found and not found[3]):
        raise UserError(say("plan_a_range", given=value_excerpt(text), example=example(unit)))
    if not found:
        raise UserError(
            say(
                "plan_not_a_quantity",
                given=value_excerpt(text),
                unit=unit_phrase(unit),
                example=example(unit),
            )
        )
    number, multiple, word = (
        float(found[1].replace(",", "")) * MULTIPLES[found[2] or ""],
        found[2],
        found[3].strip(),
    )
    wanted, kind, per = unit_factor(unit)
    if not word and not (multiple and kind == "money"):
        return number
    if not word or (kind == "money" and word[0] in "/·每"):
        word = "元" + word
    given, given_kind, given_per = unit_factor(word)
    if (numerator_unit(word) == "个" and kind in ONES) or kind in COUNTERS.get(
        numerator_unit(word), ()
    ):
        given_kind = kind
    if not given_per:
        wanted, given_per = unit_factor(unit.split("/", maxsplit=1)[0])[0], per
    if (given_kind, given_per) != (kind, per):
        raise UserError(
            say(
                "plan_wrong_unit",
                given=value_excerpt(text),
                unit=unit_phrase(unit),
                example=example(unit),
            )
        )
    return float(f"{number * given / wanted:.12g}")


def numerator_unit(word: str) -> str:
    """The part of a unit before the first "per"."""
    return re.split("[/·*每]", word)[0]


def amount(value: Any, field: Field) -> float:
    """A value in a field's unit and within its bounds; UserError tells fault and remedy."""
    unit = "share" if not field.unit and (field.low, field.high) == (0, 1) else field.unit
    number = quantity(value, unit)
    if not field.holds(number):
        below = field.low is not None and number < field.low
        percent = (
            unit == "share" and not below and not isinstance(value, str) and 2 <= number <= 100
        )
        told = say(
            "plan_below" if below else "plan_above",
            given=value_excerpt(value),
            bound=plain_number(field.low if below else field.high),
            remedy=remedy(field, unit),
        )
        raise UserError(
            told + (say("plan_maybe_percent", given=plain_number(number)) if percent else "")
        )
    return number


def remedy(field: Field, unit: str) -> str:
    """What may be given for a field, as a phrase."""
    what = say(
        "plan_a_value" if has_unit_phrase(unit) else "plan_a_value_in", unit=unit_phrase(unit)
    )
    if field.high is None:
        return say("plan_from_up", what=what, low=plain_number(field.low))
    if field.low is None:
        return say("plan_at_most", what=what, high=plain_number(field.high))
    return say(
        "plan_between", what=what, low=plain_number(field.low), high=plain_number(field.high)
    )


def parse_month(value: Any) -> int:
    """A calendar month written as "2022-09" or "2022年9月", as year * 12 + month - 1; UserError otherwise."""
    found = (
        MONTH.fullmatch(unicodedata.normalize("NFKC", value).strip())
        if isinstance(value, str)
        else None
    )
    if not found or int(found[1]) not in YEARS or not 1 <= int(found[2]) <= 12:
        if isinstance(value, float) and re.fullmatch(r"[0-9]{4}\.1", str(value)):
            raise UserError(
                say("plan_month_either", given=value_excerpt(value), year=str(value)[:4])
            )
        known = guess_month(value)
        raise UserError(
            say("plan_month_meant", given=value_excerpt(value), month=known)
            if known
            else say("plan_not_a_month", given=value_excerpt(value))
        )
    return month_number(int(found[1]), int(found[2]))


def guess_month(value: Any) -> str:
    """The month a date, a number or a text must have meant, as 2022-09; empty where that is not clear (2022.1 may be October)."""
    text = (
        unicodedata.normalize("NFKC", str(value)).strip()
        if isinstance(value, str | int | float | date)
        else ""
    )
    if isinstance(value, float) and not re.fullmatch(r"[0-9]{4}\.(?:[2-9]|1[1-2])", text):
        return ""
    found = re.fullmatch(r"([0-9]{4})(?:[^0-9]{1,2}([0-9]{1,2})|([0-9]{2}))(?:\D.*)?", text)
    if not found:
        return ""
    year, which = int(found[1]), int(found[2] or found[3])
    return f"{year}-{which:02d}" if year in YEARS and 1 <= which <= 12 else ""


def plain_number(number: float | None) -> str:
    """A number without needless digits."""
    return "" if number is None else f"{number:.10g}" if abs(number) < 1e10 else f"{number:g}"


def value_excerpt(value: Any) -> str:
    """A value as the file has it, cut short where it is long."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return plain_number(value) if isinstance(value, float) or abs(value) < 1e300 else "1e300…"
    text = "".join(
        c if c.isprintable() else "·"
        for c in (f'"{value}"' if isinstance(value, str) else str(value))[:70]
    )
    return text if len(text) <= 60 else text[:57] + "…"


def has_unit_phrase(unit: str) -> bool:
    """Whether a unit has words of its own that need no "value in"."""
    return NAMES.get(unit, ("", ""))[1].startswith(("a ", "an "))


def unit_phrase(unit: str) -> str:
    """A unit for a message, in the chosen language."""
    if unit in NAMES:
        return text_in_language(NAMES[unit])
    return text_in_language(("/".join(PARTS_ZH.get(part, part) for part in unit.split("/")), unit))


def example(unit: str) -> str:
    """How a quantity of this unit is written."""
    return ", ".join(examples(unit))


def examples(unit: str) -> tuple[str, ...]:
    """Ways to write a quantity of this unit, as they stand in a file."""
    kind, per = unit_factor(unit)[1:]
    if kind == "money":
        if "area" in per:
            return ("0.0014", '"14元/m²/月"') if "time" in per else ("0.05", '"500元/m²"')
        return ("0.8", '"8000元/月"') if unit == "万元/month" else ("500", '"500万元"', '"1亿元"')
    if kind == "area":
        return "50000", '"5万m²"', '"75亩"'
    if kind == "flag":
        return "true", "false"
    if unit in ("share", "ratio", "1/year", "1/month"):
        return ("1.5",) if unit == "ratio" else ("0.3", '"30%"')
    words_for = {
        "firm": ("25", '"25家"'),
        "person": ("25", '"25人"'),
        "time": ("24", '"24个月"'),
        "day": ("10", '"10天"'),
        "flat": ("100", '"100套"'),
        "person/year": ("4000", '"4000人/年"'),
    }
    if unit == "year":
        return "12", '"12年"'
    return words_for.get(unit if per else kind, ("0.4",) if kind == "" else ("25",))


def pattern(unit: str) -> str:
    """A regular expression of the texts that may stand for a quantity of this unit, for editors."""
    _, kind, per = unit_factor(unit)
    heads = {w for w, (_, of) in ATOMS.items() if of == kind} | {
        w for w, kinds in COUNTERS.items() if kind in kinds
    }
    heads |= {"个"} if kind in ONES else set()
    tails = {w for w, (_, of) in ATOMS.items() if of in per}
    below = f"(?:[/·每](?:{spelling_pattern(tails)})){{{len(per)}}}" if per else ""
    number = r"\s*[+-]?(?:[0-9０-９][0-9０-９,，]*[.．]?[0-9０-９]*|[.][0-9]+)(?:[eE][+-]?[0-9]+)?"
    return rf"^{number}\s*(?:{spelling_pattern(set(MULTIPLES))})?\s*(?:{spelling_pattern(heads)})?(?:{below})?\s*$"


def spelling_pattern(names: set[str]) -> str:
    """Words as alternatives, longest first, in the spellings people use."""
    forms = {
        form
        for w in names
        if w
        for form in (
            w,
            w.replace("m2", "m²"),
            w.replace("km2", "㎢").replace("m2", "㎡"),
            w.replace("%", "％"),
        )
    }
    return "|".join(sorted(forms, key=lambda w: (-len(w), w)))
