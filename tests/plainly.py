"""Plain agents, months and books for worked examples: rules run on them as plain Python."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from worlds import NEUTRAL, plain

from sim.core.fields import blank_table, fields_of
from sim.model import codes
from sim.model.agents.payments import Book
from sim.model.calendar import calendar, month_number
from sim.model.law import Law
from sim.model.levers import Levers
from sim.model.measures import Census
from sim.model.parameters import Nature
from sim.model.rules import public_services

NOW = month_number(2022, 6)


class Rows(list):
    """A table of plain agents."""

    size = property(len)


# declared parameters that most worked examples take as they usually are
USUAL = {
    name: fields_of(Nature)[name].default
    for name in (
        "most_opportunity",
        "heads_spread",
        "least_high_tech",
        "leading_people",
        "leading_skill",
        "mover_patience",
        "mover_savings",
        "warning_fear",
        "team_surplus",
        "national_award",
        "joint_least",
        "absorption_half",
        "filing_half",
        "tries_counted",
        "short_cut",
        "research_delivery",
        "fresh_months",
        "founder_grant_age",
        "engineer_people",
        "scientist_share",
        "researcher_premium",
        "prospect_months",
        "abroad_people",
        "learning_luck",
        "intensity_base",
        "intensity_tech",
        "intensity_other",
        "holder_reach",
        "least_research_share",
        "threshold_margin",
        "least_effort",
        "effort_step",
        "hiring_room",
        "hired_ahead",
        "idle_cut",
        "relabel_margin",
        "runway_counted",
        "age_counted",
        "insight_base",
        "price_spread",
        "price_for_promise",
        "amount_spread",
        "seed_funds",
        "angel_funds",
        "venture_funds",
        "fund_size_spread",
        "manager_spread",
        "closing_spread",
        "public_manager_spread",
        "reputation_base",
        "leader_hurry",
        "own_pay_counted",
        "profit_counted",
        "profit_months",
        "listing_echo",
        "rootless_unrest",
        "neighbour_pull",
        "mover_age",
        "mover_capability",
        "mover_contracts",
        "mover_sales",
        "mover_spread",
        "mover_niche",
        "mover_heads",
        "mover_high_tech",
    )
}

# the year's money of every programme: none
ENVELOPES = {name: 0.0 for name in fields_of(Levers) if name.endswith("_envelope")}


def month(clock: int = NOW, **given: Any) -> SimpleNamespace:
    """A month that knows only its date, levers at neutral, what is usual and what is given."""
    return SimpleNamespace(
        **{
            "clock": clock,
            "year": clock // 12,
            "month": clock % 12 + 1,
            "seed": 1,
            **NEUTRAL,
            **USUAL,
            **given,
        }
    )


def law(year: int, when: int = 12, **given: Any) -> SimpleNamespace:
    """A month under the law of its date."""
    return month(
        month_number(year, when),
        **{n: f.at(year, when) for n, f in fields_of(Law).items()},
        **given,
    )


def startup(**given: Any) -> SimpleNamespace:
    """A micro firm registered five years ago."""
    return plain(
        "startups",
        **{
            "key": np.uint64(12345678901234567890),
            "rung": codes.MICRO,
            "registered": NOW - 60,
            "born": NOW - 60,
            "quality": 1.0,
            "capability": 1.0,
            "effort": 1.0,
            **given,
        },
    )


def talent(**given: Any) -> SimpleNamespace:
    """A person in work outside."""
    return plain("talents", **{"key": np.uint64(98765432109876543210 % 2**64), **given})


def district(**given: Any) -> SimpleNamespace:
    """A district with nothing in it."""
    return plain("districts", **{"key": np.uint64(77), **given})


def book() -> SimpleNamespace:
    """Empty books."""
    return SimpleNamespace(**dict.fromkeys(fields_of(Book), 0.0))


def pay_for_services(given: Mapping[str, float]) -> SimpleNamespace:
    """The books of a month whose budgets are as given."""
    months, books = calendar(NOW, NOW, 1, {})[0], blank_table(1, Book)
    for name, value in given.items():
        months[name] = value
    public_services.pay_services(books, months)
    return SimpleNamespace(**{name: float(books[name][0]) for name in fields_of(Book)})


def counts() -> SimpleNamespace:
    """An empty census."""
    return SimpleNamespace(**dict.fromkeys(fields_of(Census), 0))


def paid(b: SimpleNamespace) -> dict[str, float]:
    """What stands in the books."""
    return {name: value for name, value in vars(b).items() if value}


def luck(monkeypatch: pytest.MonkeyPatch, module: Any, *draws: float) -> None:
    """Every draw of a topic gives these four numbers."""
    monkeypatch.setattr(module, "four_uniforms", lambda key, m, what: draws)
