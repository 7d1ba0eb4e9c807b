"""What a place of a kind and size usually has, where nobody has counted it yet.

Stocks follow published national figures per inhabitant; every number carries its reason into the
plan, as an assumption to be replaced.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.core.fields import Field

FILE: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "templates" / "typical.toml").read_text("utf-8")
)
KINDS = FILE["kinds"]
INHABITANTS = 1.41e9
YOUNG_HIGH_TECH = (
    0.5  # of high-tech enterprises; the others are older than twelve years and outside the model
)
SME_TO_HIGH_TECH = 1.2  # tech SMEs against high-tech enterprises where the registry is younger than the plan (2022-24)
NEW_FUNDS = 6979  # funds raised in China in 2021 (清科)
# people back in China from study abroad in 2019 (教育部); assumed part with technical training
RETURNED, TECHNICAL = 580300, 1 / 3
DISTRICTS = 2  # of a plan written by `fuhua new`
TENANT_AREA = 600  # m² gross a firm
SMALL_FUND = 0.5  # against Xuchang's; below it, tickets are small
LARGE = 5e6  # inhabitants of a place with the prices of a large one
FIRM_SALES, DEMAND_PER_SALES = 250, 1.7  # 万元 a year; see the comment on demand in the plan
TENANT_SHARE = 0.09  # firms in facilities, as in the Xuchang plan

MONEY_PER_FIRM = (
    1.2  # 万元 a year: Xuchang paid 400 m yuan in 2017-22, 70 m a year, for about 6 000 startups
)
POPULATION = Field("inhabitants", "常住人口", "person", 1e6, 5e3, 5e7)
FIRMS = Field("startups", "创业企业", "firm", 1000.0, 50, 1e5)
BUDGET = Field("public money a year", "每年财政投入", "万元/year", 1000.0, 50, 1e6)


@dataclass(frozen=True)
class PlanRequest:
    """What has been asked of a new plan: who, where, when (month numbers), how large."""

    id: str
    zh: str
    en: str
    kind: str
    population: float
    first: int
    last: int
    firms: float | None = None
    budget: float | None = None


def round_to_digits(value: float, digits: int = 2, least: int = 1) -> int:
    """A whole number to two figures, because the guess is no better."""
    if value < least:
        return least
    unit = int(10 ** max(0, len(str(int(value))) - digits))
    return max(least, round(value / unit) * unit)


def national_firms(table: str, year: int) -> tuple[int, int]:
    """The year read and the number of firms in the nation: the year before the plan, or the nearest
    there is.
    """
    known = {int(year): int(count) for year, count in FILE[table].items()}
    nearest = min(max(year - 1, min(known)), max(known))
    return nearest, known[nearest] * 1000


def stocks(place: PlanRequest) -> dict[str, object]:
    """Firms and people at the start, each with its reason in both languages."""
    kind, reasons, year = KINDS[place.kind], FILE["reasons"], place.first // 12
    per_head = kind["density"] * place.population / INHABITANTS
    (high_year, high), (sme_year, sme) = (
        national_firms(n, year) for n in ("high_tech", "tech_sme")
    )
    typical = 5 * (high + max(sme, SME_TO_HIGH_TECH * high)) * per_head
    scale = 1.0 if place.firms is None else place.firms / typical
    startups = round_to_digits(typical) if place.firms is None else round(place.firms)
    firms = max(startups, 50)
    zh, en = str(kind["zh"]), str(kind["en"])
    given, too = ("", "") if scale == 1 else (reasons["scaled_zh"], reasons["scaled_en"])
    why = {
        name: str(reasons[name]).format(zh=zh, en=en, given=given, too=too)
        for name in ("talents", "fund_visits", "returnees", "graduates")
    }
    why["startups"] = reasons["startups" if place.firms is None else "startups_given"]
    for name, at, count, older_zh, older_en in (
        ("high_tech", high_year, high, reasons["older_zh"], reasons["older_en"]),
        ("tech_sme", sme_year, sme, "", ""),
    ):
        counts = {"year": at, "n": count / 1e4, "n10": count / 1e3}
        words = {"zh": zh + older_zh, "en": en + older_en, "given": given, "too": too}
        why[name] = reasons["firms"].format(**counts, **words)
    return {
        "startups": firms,
        "high_tech": round_to_digits(YOUNG_HIGH_TECH * high * per_head * scale),
        "tech_sme": round_to_digits(sme * per_head * scale),
        **in_proportion("stocks", {"firms": firms}),
        "fund_visits": round_to_digits(NEW_FUNDS * per_head * scale / DISTRICTS),
        "returnees": round_to_digits(RETURNED * TECHNICAL * per_head),
        **{f"why_{name}": words for name, words in why.items()},
    }


def usual_budget(firms: int) -> float:
    """What such a place usually spends a year, 万元."""
    return max(float(BUDGET.low or 0), round(MONEY_PER_FIRM * firms, -1))


def in_proportion(table: str, to: Mapping[str, float]) -> dict[str, float]:
    """The numbers of a table that follow from others, to two figures."""
    return {
        name: round_to_digits(to[base] * times, least=least[0] if least else 1)
        for name, (base, times, *least) in FILE[table].items()
    }


def surroundings(place: PlanRequest, firms: int, high_tech: int) -> dict[str, float]:
    """Rents, wages, demand, facilities and the fund that go with so many firms."""
    demand = DEMAND_PER_SALES * firms * FIRM_SALES / 12
    large = place.kind == "zone" or place.population >= LARGE
    tenants, size = TENANT_SHARE * firms, firms / 6000  # against Xuchang's fund
    to = {
        "tenants": tenants,
        "area": round_to_digits(tenants * TENANT_AREA, least=1200),
        "bodies": 0.03 * high_tech / YOUNG_HIGH_TECH,  # provincial, of all high-tech enterprises
        "size": size,
        "size up to 1": min(1, size),
    }
    found: dict[str, float] = {"demand": round_to_digits(demand, 3)}
    for name, (share, established) in FILE["sectors"].items():
        found[f"demand_{name}"] = round_to_digits(demand * share, 3)
        found[f"incumbents_{name}"] = round_to_digits(established * place.population / 1e4)
    prices = {name: both[0 if large else 1] for name, both in FILE["prices"].items()}
    ticket = 800 if size >= SMALL_FUND else 200
    return {**found, **prices, **in_proportion("surroundings", to), "fund_ticket": ticket}


def demands(startups: int, tech_sme: int, high_tech: int, bodies: int) -> dict[str, float]:
    """Example targets: what plans of this kind usually ask for."""
    to = {"firms": startups, "tech_sme": tech_sme, "high_tech": high_tech}
    target = bodies + 3 + max(1, round(bodies * 0.2))
    return {**in_proportion("demands", to), "target_bodies": target}
