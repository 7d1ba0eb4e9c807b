"""What a place of a kind and size usually has, where nobody has counted it yet.

Stocks follow published national figures per inhabitant; every number carries its reason into the
plan, as an assumption to be replaced.
"""

from dataclasses import dataclass
from typing import Any

from sim.core.fields import Field
from sim.core.files import read_declarations

FILE = read_declarations(__file__)
KINDS = FILE["kinds"]
INHABITANTS = 1.41e9
YOUNG_HIGH_TECH = 0.5  # of high-tech enterprises; the others are older than twelve years
SME_TO_HIGH_TECH = 1.2  # tech SMEs against high-tech enterprises where the registry is younger than the plan (2022-24)
SMALL_FUND = 0.5  # against Xuchang's; below it, tickets are small
LARGE = 5e6  # inhabitants of a place with the prices of a large one
FIRMS_GROWTH = 0.12  # a year: 23.25 for 1 000 inhabitants in mid-2018, 30.0 in September 2020
GROWTH_YEARS = 3  # before the first month
FIRM_SALES, DEMAND_PER_SALES = 340, 1.7  # 万元 a year; see the comment on demand in the plan
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


def national_firms(table: str, year: int) -> dict[str, float]:
    """The firms in the nation, in thousands and in 万, the year before the plan or the nearest there
    is.
    """
    known = {int(year): float(count) for year, count in FILE[table].items()}
    nearest = min(max(year - 1, min(known)), max(known))
    return {"year": nearest, "thousands": known[nearest], "wan": known[nearest] / 10}


def national_growth(table: str, year: int) -> dict[str, float]:
    """The mean yearly growth of the nation's firms over the three years before the plan, in whole
    percent, or over the nearest three years that are known.
    """
    known = {int(year): float(count) for year, count in FILE[table].items()}
    until = min(max(year - 1, FILE["whole_since"][table] + GROWTH_YEARS), max(known))
    since = until - GROWTH_YEARS
    growth = (known[until] / known[since]) ** (1 / GROWTH_YEARS) - 1
    return {"since": since, "until": until, "percent": round(100 * growth)}


def typical_values(place: PlanRequest) -> dict[str, Any]:
    """What stands in the plan of a place by the names of the template: firms and people with their
    reasons, prices, demand, facilities, a fund and example targets.
    """
    kind, year, given = KINDS[place.kind], place.first // 12, place.firms
    nation = {name: national_firms(name, year) for name in ("high_tech", "tech_sme")}
    growths = {f"{name}_growth": national_growth(name, year) for name in nation}
    high, sme = (1000 * firms["thousands"] for firms in nation.values())
    per_head = kind["density"] * place.population / INHABITANTS
    usual = 5 * (high + max(sme, SME_TO_HIGH_TECH * high)) * per_head
    scale = 1.0 if given is None else given / usual
    firms = max(round_to_digits(usual) if given is None else round(given), 50)
    high_tech = round_to_digits(YOUNG_HIGH_TECH * high * per_head * scale)
    of = {
        "nation": per_head,
        "nation, scaled": per_head * scale,
        "firms": firms,
        "young high-tech": high_tech,
        "bodies": 0.03 * high_tech / YOUNG_HIGH_TECH,  # provincial, of all high-tech enterprises
        "tenants": TENANT_SHARE * firms,
        "tech SMEs": sme * per_head * scale,
        "size": firms / 6000,  # against Xuchang's fund
        "size up to 1": min(1, firms / 6000),
    }
    found: dict[str, Any] = {"startups": firms}
    for name, (base, times, *least) in FILE["proportions"].items():
        found[name] = of[name] = round_to_digits(of[base] * times, 2, *least)
    demand = DEMAND_PER_SALES * firms * FIRM_SALES / 12
    for name, (share, established) in FILE["sectors"].items():
        found[f"demand_{name}"] = round_to_digits(demand * share, 3)
        found[f"incumbents_{name}"] = round_to_digits(established * place.population / 1e4)
    bodies = found["bodies_core"] + found["bodies_rest"]
    large = place.kind == "zone" or place.population >= LARGE
    words = {**kind, **nation, **growths, **FILE["scaled"]["no" if scale == 1 else "yes"]}
    reasons = {**FILE["reasons"], **(FILE["reasons_given"] if given else {})}
    return {
        **found,
        **{name: prices[0 if large else 1] for name, prices in FILE["prices"].items()},
        "startups_growth": round(100 * FIRMS_GROWTH),
        **{name: growth["percent"] for name, growth in growths.items()},
        "demand": round_to_digits(demand, 3),
        "fund_ticket": 800 if of["size"] >= SMALL_FUND else 200,
        "target_bodies": bodies + 3 + max(1, round(bodies * 0.2)),
        **{f"why_{name}": text.format(**words) for name, text in reasons.items()},
    }


def usual_budget(place: PlanRequest) -> float:
    """What such a place usually spends a year, 万元."""
    usual: float = round(MONEY_PER_FIRM * typical_values(place)["startups"], -1)
    return max(float(BUDGET.low or 0), usual)
