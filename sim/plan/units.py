"""Amounts as officials write them - "1亿元", "5万m²", "30%", "2022-09" - in the unit a field is
declared in.

A plain number is already in the declared unit.  A text without "per" ("1亿元" for 万元/year) leaves the
declared "per" alone; a text with one ("14元/m²/月") must agree in every part.
"""

import math
import re
import unicodedata
from datetime import date

from sim.core.errors import UserError
from sim.core.fields import Field
from sim.model.calendar import month_number
from sim.plan.unit_table import ATOMS, COUNTERS, EXAMPLES, MULTIPLES, ROWS
from sim.words.catalogue import say, text_in_language, user_error

NUMBER = re.compile(
    r"([+-]?(?:[0-9][0-9,]*\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?) *(千亿|百亿|十亿|亿|千万|百万|万|千|百)? *(.*)"
)
PER = re.compile("[/·*每]")
MONTH = re.compile(r"([0-9]{4})(?:-|年|\.|/)([0-9]{1,2})月?")
YEARS = range(1980, 2101)
HUGE = 1e300  # beyond it no number of a plan is meant

RANGE = re.compile(r"[0-9.,]+\D{0,4}?\s*(?:-|~|—|–|至|到)\s*[0-9.,]+.*")


def narrow_text(text: str) -> str:
    """A text with narrow letters, digits and signs, and nothing blank around it."""
    return unicodedata.normalize("NFKC", text).strip()


def unit_factor(unit: str) -> tuple[float, str, tuple[str, ...]]:
    """A unit as (factor, what it measures, per what); an unknown word measures itself."""
    above, *below = PER.split(narrow_text(unit).replace(" ", ""))
    factor, kind = ATOMS.get(above, (1.0, above))
    per: list[str] = []
    for word in below:
        size, of = ATOMS.get(word, (1.0, word))
        factor, per = factor / size, [*per, of]
    return factor, kind, tuple(sorted(per))


def quantity(value: object, unit: str) -> float:
    """A value from a plan, in the unit wanted.

    Numbers and, for flags, true and false are taken as they are.  Raises UserError naming the unit
    expected where the text is no quantity, is in another unit, or is not finite.
    """
    if isinstance(value, str):
        number = parse_quantity(value, unit)
    elif (isinstance(value, bool) and unit != "flag") or not isinstance(value, int | float):
        raise quantity_error("plan_not_a_quantity", value, unit)
    else:
        number = float(value) if abs(value) < HUGE else math.inf
    if not math.isfinite(number):
        raise user_error("plan_not_finite", given=value_excerpt(value))
    return number


def quantity_error(message: str, value: object, unit: str) -> UserError:
    """What to say of a value that is no quantity of a unit: how one is written."""
    given, how = value_excerpt(value), ", ".join(examples(unit))
    return user_error(message, given=given, unit=unit_phrase(unit), example=how)


def parse_quantity(text: str, unit: str) -> float:
    """A quantity written as text, in the unit wanted; UserError where it does not fit."""
    plain = narrow_text(text)
    found = NUMBER.fullmatch(plain)
    if RANGE.fullmatch(plain) and not (found and not found[3]):
        raise quantity_error("plan_a_range", text, unit)
    if not found:
        raise quantity_error("plan_not_a_quantity", text, unit)
    multiple, word = found[2], found[3].strip()
    number: float = float(found[1].replace(",", "")) * MULTIPLES[multiple or ""]
    wanted, kind, per = unit_factor(unit)
    if not word and not (multiple and kind == "money"):
        return number
    if not word or (kind == "money" and word[0] in "/·每"):
        word = "元" + word
    given, given_kind, given_per = unit_factor(word)
    if kind in COUNTERS.get(PER.split(word)[0], ()):
        given_kind = kind
    if not given_per:
        wanted, given_per = unit_factor(unit.split("/", maxsplit=1)[0])[0], per
    if (given_kind, given_per) != (kind, per):
        raise quantity_error("plan_wrong_unit", text, unit)
    return float(f"{number * given / wanted:.12g}")


def amount(value: object, field: Field) -> float:
    """A value in a field's unit and within its bounds; UserError tells fault and remedy."""
    unit = "share" if not field.unit and (field.low, field.high) == (0, 1) else field.unit
    number = quantity(value, unit)
    if not field.holds(number):
        below = field.low is not None and number < field.low
        bound = plain_number(field.low if below else field.high)
        message, given = "plan_below" if below else "plan_above", value_excerpt(value)
        told = say(message, given=given, bound=bound, remedy=remedy(field, unit))
        if unit == "share" and not (below or isinstance(value, str)) and 2 <= number <= 100:
            told += say("plan_maybe_percent", given=plain_number(number))
        raise UserError(told)
    return number


def remedy(field: Field, unit: str) -> str:
    """What may be given for a field, as a phrase."""
    # the English phrase of a unit such as "a share" needs no "value in"
    alone = ROWS.get(unit, {}).get("phrase", ["", ""])[1].startswith(("a ", "an "))
    what = say("plan_a_value" if alone else "plan_a_value_in", unit=unit_phrase(unit))
    message = "plan_from_up" if field.high is None else "plan_between"
    if field.low is None:
        message = "plan_at_most"
    return say(message, what=what, low=plain_number(field.low), high=plain_number(field.high))


def parse_month(value: object) -> int:
    """A calendar month written as "2022-09" or "2022年9月", as year * 12 + month - 1; UserError
    otherwise.
    """
    found = MONTH.fullmatch(narrow_text(value)) if isinstance(value, str) else None
    if found and int(found[1]) in YEARS and 1 <= int(found[2]) <= 12:
        return month_number(int(found[1]), int(found[2]))
    given, year, meant = value_excerpt(value), str(value)[:4], guess_month(value)
    if isinstance(value, float) and re.fullmatch(r"[0-9]{4}\.1", str(value)):
        raise user_error("plan_month_either", given=given, year=year)
    message = "plan_month_meant" if meant else "plan_not_a_month"
    raise user_error(message, given=given, month=meant)


def guess_month(value: object) -> str:
    """The month a date, a number or a text must have meant, as 2022-09; empty where that is not
    clear (2022.1 may be October).
    """
    text = narrow_text(str(value)) if isinstance(value, str | int | float | date) else ""
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


def value_excerpt(value: object) -> str:
    """A value as the file has it, cut short where it is long."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return plain_number(value) if isinstance(value, float) or abs(value) < HUGE else "1e300…"
    text = "".join(
        c if c.isprintable() else "·"
        for c in (f'"{value}"' if isinstance(value, str) else str(value))[:70]
    )
    return text if len(text) <= 60 else text[:57] + "…"


def unit_phrase(unit: str) -> str:
    """A unit for a message, in the chosen language; one without a phrase is put together from its
    parts.
    """
    if phrase := ROWS.get(unit, {}).get("phrase"):
        return text_in_language((phrase[0], phrase[1]))
    rows = ((part, ROWS.get(part, {})) for part in unit.split("/"))
    return text_in_language(
        ("/".join(row.get("part", row.get("zh", part)) for part, row in rows), unit)
    )


def examples(unit: str) -> list[str]:
    """Ways to write a quantity of this unit, as they stand in a file."""
    _, kind, per = unit_factor(unit)
    tried = [unit, "/".join((kind, *per)), kind if kind in ("money", "area") else ""]
    found = (EXAMPLES[key] for key in tried if key and key in EXAMPLES)
    return next(found, EXAMPLES["counted" if kind else ""])


def pattern(unit: str) -> str:
    """A regular expression of the texts that may stand for a quantity of this unit, for editors."""
    _, kind, per = unit_factor(unit)
    heads = {w for w, (_, of) in ATOMS.items() if of == kind} | {
        w for w, kinds in COUNTERS.items() if kind in kinds
    }
    tails = {w for w, (_, of) in ATOMS.items() if of in per}
    below = f"(?:[/·每](?:{spelling_pattern(tails)})){{{len(per)}}}" if per else ""
    number = r"\s*[+-]?(?:[0-9０-９][0-9０-９,，]*[.．]?[0-9０-９]*|[.][0-9]+)(?:[eE][+-]?[0-9]+)?"
    return rf"^{number}\s*(?:{spelling_pattern(set(MULTIPLES))})?\s*(?:{spelling_pattern(heads)})?(?:{below})?\s*$"


def spelling_pattern(names: set[str]) -> str:
    """Words as alternatives, longest first, in the spellings people use."""
    square = {w.replace("km2", "㎢").replace("m2", "㎡") for w in names}
    forms = names | square | {w.replace("m2", "m²").replace("%", "％") for w in names}
    return "|".join(sorted(forms - {""}, key=lambda w: (-len(w), w)))
