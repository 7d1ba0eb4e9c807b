"""A plan of one's own: a folder with a commented, valid plan and policies that cost the same, to be
filled in.

The templates in `sim/plan/templates/` are the files as they are read, with $names for the numbers
of the place.  The folder is made under another name, loaded by whoever says what it costs, and only
then given its own, so nothing half-written is ever there.
"""

import os
import re
import shutil
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from string import Template

from sim.core.files import read_declarations
from sim.model.calendar import month_name
from sim.plan import json_schema
from sim.plan.compile import ID, LONGEST_PLAN
from sim.plan.files import plans
from sim.plan.quantities import NATURE
from sim.plan.toml.positions import key_positions
from sim.plan.typical_places import (
    MONEY_PER_FIRM,
    PlanRequest,
    typical_values,
    usual_budget,
)
from sim.plan.units import plain_number
from sim.words.catalogue import user_error

TEMPLATES = Path(__file__).parent / "templates"
DEVICES = re.compile(r"con|prn|aux|nul|(com|lpt)[1-9]", re.IGNORECASE)  # no names for folders
SHORTEST = 12  # months
MOST_SCALES, NEARLY = 4, 0.02  # attempts to spend what there is, and how far rounding may miss it
MOST_BUILDING = 0.2  # of the money, so that a small budget is not all concrete

BUDGETS = read_declarations(__file__)
PLAN: dict[str, float] = BUDGETS["plan"]  # what the plan's yearly money goes to, in parts
INSTEAD: dict[str, tuple[dict[str, float], list[str]]] = {
    name: (policy["parts"], policy["dropped"]) for name, policy in BUDGETS["policies"].items()
}  # what each policy pays for, and what it no longer pays for
POLICIES = ("no-policy", *INSTEAD)
PlanCost = Callable[
    [Path, str], float
]  # what a folder's policy costs; UserError where it is faulty


@dataclass(frozen=True)
class NewPlan:
    """The folder made, what its plan costs (万元), and what to fill in first: (line, key, sentence)."""

    folder: Path
    total: float
    first: tuple[tuple[int, str, str], ...]


def create_plan(place: PlanRequest, parent: Path, cost: PlanCost) -> NewPlan:
    """Write a plan's folder, whose money is fitted by asking what it costs.

    Raises UserError where its name, months or money cannot be, or where it exists.
    """
    check_name(place.id)
    check_span(place.first, place.last)
    check_title(place.zh)
    check_title(place.en)
    folder = parent / place.id
    if folder.exists() or folder.is_symlink():
        raise user_error("new_exists", folder=folder)
    making = parent / f".{place.id}.{os.getpid()}"
    shutil.rmtree(making, ignore_errors=True)
    try:
        (making / "policies").mkdir(parents=True)
        total = fill_folder(making, place, cost)
        lines = key_positions((making / "plan.toml").read_text("utf-8"))
        making.rename(folder)
    except OSError as fault:
        raise user_error("new_failed", folder=folder, fault=fault.strerror or fault) from None
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return NewPlan(
        folder,
        total,
        tuple(
            (lines[tuple(key.split("."))][0], key, what)
            for key, what in BUDGETS["first_to_fill"].items()
        ),
    )


def check_span(first: int, last: int) -> None:
    """UserError where a plan would be too short or too long."""
    if last < first + SHORTEST - 1 or last >= first + 12 * LONGEST_PLAN:
        given = {"first": month_name(first), "last": month_name(last)}
        raise user_error("new_span", **given, months=SHORTEST, years=LONGEST_PLAN)


def check_title(text: str) -> str:
    """A plan's name in one language as it may stand in a file; UserError where it may not."""
    if not text.strip() or len(text) > 60 or re.search(r'["\\\x00-\x1f\x7f]', text):
        raise user_error("new_title", given=text[:60])
    return text


def check_name(name: str) -> None:
    """UserError where a name would not do for a folder, or is that of a plan of ours."""
    if not ID.fullmatch(name) or DEVICES.fullmatch(name):
        raise user_error("new_bad_name", given=name[:60])
    if name in plans():
        raise user_error("new_taken", name=name)


def fill_folder(making: Path, place: PlanRequest, cost: PlanCost) -> float:
    """Write every file of the folder, with amounts that add up; the plan's money in 万元."""
    words, total = template_values(place)
    for name, content in json_schema.schemas().items():
        write_template(making / name, content)

    def cost_of_file(name: str, dropped: Collection[str], money: Mapping[str, float]) -> float:
        file = making / ("plan.toml" if name == "plan" else f"policies/{name}.toml")
        write_template(file, template_text(name, words, {**dict.fromkeys(dropped, 0.0), **money}))
        return cost(making, name)

    for name, (parts, dropped) in {"plan": (PLAN, ()), **INSTEAD}.items():
        fit_amounts(partial(cost_of_file, name, dropped), parts, total)
    cost_of_file("no-policy", (), {})
    return total


def template_values(place: PlanRequest) -> tuple[dict[str, object], float]:
    """What stands in a template for each of its names, and the plan's money in 万元."""
    typical, months = typical_values(place), place.last - place.first + 1
    yearly = usual_budget(place) if place.budget is None else place.budget
    total = float(round(yearly * months / 12))
    price = NATURE["conversion_cost"].default
    most = int(MOST_BUILDING * total / price / 100) * 100
    area = max(100, min(typical["area_accelerator"], most))
    why = BUDGETS["why"]["given" if place.budget else "usual"]
    later = {name: place.first + months for name, months in BUDGETS["months"].items()}
    return {
        "id": place.id,
        "zh": place.zh,
        "en": place.en,
        "population": f"{place.population:,.0f}",
        "population_zh": people_text(place.population),
        "total": plain_number(total),
        "building": plain_number(area * price),
        "yearly": plain_number(round((total - area * price) / months * 12)),
        "why_money": why["zh"].format(MONEY_PER_FIRM),
        "why_money_en": why["en"].format(MONEY_PER_FIRM),
        "last": month_name(place.last),
        **{name: month_name(month) for name, month in later.items()},
        **typical,
        "area_accelerator": area,
    }, total


def fit_amounts(
    cost: Callable[[Mapping[str, float]], float], parts: Mapping[str, float], total: float
) -> None:
    """Find yearly amounts in these parts that cost the total; the last takes what rounding leaves,
    to 0.01 万元.

    Programmes open sooner where more is paid for coordination, so a plan that ends in spring may
    cost another year of them: the scale is then found anew.
    """
    *_, last = parts
    none, one = (cost({name: part * k for name, part in parts.items()}) for k in (0.0, 1.0))
    scale = (total - none) / (one - none)
    for _ in range(MOST_SCALES):
        money = {name: budget_figure(part * scale) for name, part in parts.items()}
        if (spent := cost(money)) <= (1 + NEARLY) * total:
            break
        scale *= (total - none) / (spent - none)
    unit = cost({**money, last: 1.0}) - (without := cost({**money, last: 0.0}))
    money[last] = round((total - without) / unit, 2)
    cost(money)


def budget_figure(amount: float) -> float:
    """An amount as a budget would have it: to two figures, tenths where it is small."""
    return round(amount, 1) if amount < 10 else float(f"{amount:.2g}")


def template_text(name: str, words: Mapping[str, object], money: Mapping[str, float]) -> str:
    """A plan's or a policy's file with its amounts, each by its name and all as levers."""
    amounts = {lever: plain_number(value) for lever, value in money.items()}
    levers = "\n".join(
        f'{lever} = "{amount}万元/年"' if money[lever] else f"{lever} = 0"
        for lever, amount in amounts.items()
    )
    return template(name).substitute(words, levers=levers, **amounts)


def template(name: str) -> Template:
    """A template by name."""
    return Template((TEMPLATES / f"{name}.toml").read_text("utf-8"))


def write_template(path: Path, text: str) -> None:
    """Write a file the same on every system."""
    path.write_text(text, "utf-8", newline="\n")


def people_text(number: float) -> str:
    """A number of people as a planner writes it."""
    return (
        f"{plain_number(round(number / 1e4, 2))}万人"
        if number >= 1e4
        else f"{plain_number(number)}人"
    )
