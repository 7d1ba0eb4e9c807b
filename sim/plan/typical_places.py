"""What a place of a kind and size usually has, where nobody has counted it yet.

Stocks follow published national figures per inhabitant; every number carries its reason into the plan, as an
assumption to be replaced.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.core.fields import Field

# China, thousands at the end of the year.  High-tech enterprises: Torch statistics and press (2015, 2019 and 2021 read in
# public texts, the others as remembered, right to a few per cent); tech SMEs: registry of the year (2023, 2024 right to 15 %)
HIGH_TECH = {
    2016: 104,
    2017: 136,
    2018: 181,
    2019: 225,
    2020: 275,
    2021: 330,
    2022: 400,
    2023: 463,
    2024: 500,
}
TECH_SME = {2017: 25, 2018: 131, 2019: 151, 2020: 223, 2021: 328, 2022: 454, 2023: 557, 2024: 600}
INHABITANTS = 1.41e9
YOUNG_HIGH_TECH = (
    0.5  # of high-tech enterprises; the others are older than twelve years and outside the model
)
SME_TO_HIGH_TECH = 1.2  # tech SMEs against high-tech enterprises where the registry is younger than the plan (2022-24)
NEW_FUNDS = 6979  # funds raised in China in 2021 (清科)
RETURNED, TECHNICAL = (
    580300,
    1 / 3,
)  # people back in China from study abroad in 2019 (教育部); assumed part with technical training
DISTRICTS = 2  # of a plan written by `fuhua new`
TENANTS, TENANT_AREA = (
    42,
    600,
)  # firms an incubator, m² gross a firm: China 2019 (217 000 tenants in 5 206 incubators)
FIRM_SALES, DEMAND_PER_SALES = 250, 1.7  # 万元 a year; see the comment on demand in the plan
TENANT_SHARE = 0.09  # firms in facilities, as in the Xuchang plan

KINDS: dict[
    str, tuple[float, str, str]
] = {  # density of technology firms against the nation, and why
    "city": (0.5, "一般地级市的密度按全国人均的一半", "a usual city has half the national density"),
    "district": (
        0.8,
        "城区或县的密度按全国人均的八成",
        "a district or county has 0.8 of the national density",
    ),
    "zone": (
        8.0,
        "国家高新区2020年平均976家企业、14万从业人员，密度按全国人均的八倍",
        "national zones had 976 firms and 141 000 staff each in 2020: eight times the national density",
    ),
}
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
    unit = 10 ** max(0, len(str(int(value))) - digits)
    return max(least, round(value / unit) * unit)


def national_firms(table: Mapping[int, int], year: int) -> tuple[int, int]:
    """The year read and the number of firms in the nation: the year before the plan, or the nearest there is."""
    known = min(max(year - 1, min(table)), max(table))
    return known, table[known] * 1000


def stocks(place: PlanRequest) -> dict[str, object]:
    """Firms and people at the start, each with its reason in both languages."""
    density, why_zh, why_en = KINDS[place.kind]
    per_head = density * place.population / INHABITANTS
    (high_year, high), (sme_year, sme) = (
        national_firms(HIGH_TECH, place.first // 12),
        national_firms(TECH_SME, place.first // 12),
    )
    typical = 5 * (high + max(sme, SME_TO_HIGH_TECH * high)) * per_head
    scale = 1.0 if place.firms is None else place.firms / typical
    startups = round_to_digits(typical) if place.firms is None else round(place.firms)
    found: dict[str, object] = {
        "startups": max(startups, 50),
        "high_tech": round_to_digits(YOUNG_HIGH_TECH * high * per_head * scale),
        "tech_sme": round_to_digits(sme * per_head * scale),
    }
    given = "；再按所给企业数折算" if scale != 1 else ""
    too = ", scaled to the firms given" if scale != 1 else ""
    reason = "{year}年末全国{n:.4g}万家；{zh}{given} / {n10:.4g} 000 in China at the end of {year}; {en}{too}"
    older = (
        "；成立十二年以上的老企业按一半计，在模型之外",
        "; half are older than twelve years and outside the model",
    )
    for name, year, count, (part, part_en) in (
        ("high_tech", high_year, high, older),
        ("tech_sme", sme_year, sme, ("", "")),
    ):
        found["why_" + name] = reason.format(
            year=year,
            n=count / 1e4,
            n10=count / 1e3,
            zh=why_zh + part,
            en=why_en + part_en,
            given=given,
            too=too,
        )
    found["why_startups"] = (
        "科技型创业企业存量：约为科小与高企之和的五倍，入库制度初期科小按高企的1.2倍 / five times tech SMEs "
        "and high-tech enterprises together; 1.2 tech SMEs a high-tech one while the registry was young"
        if place.firms is None
        else "由 --firms 给出，请注明出处 / given as --firms; say where it is from"
    )
    firms = int(found["startups"])
    return found | {
        "talents": round_to_digits(5 * firms),
        "graduates": round_to_digits(firms * 2 / 3),
        "fund_visits": round_to_digits(NEW_FUNDS * per_head * scale / DISTRICTS),
        "returnees": round_to_digits(RETURNED * TECHNICAL * per_head),
        "why_talents": "约每家企业五人：在孵企业平均13.6人（2019），三分之一强从事技术 / "
        "five a firm: tenants had 13.6 people in 2019, a good third of them technical",
        "why_fund_visits": f"按片区计；全国2021年新募基金6979只（清科）；{why_zh}{given} / "
        f"a district; 6 979 new funds in China in 2021; {why_en}{too}",
        "why_returnees": f"2019年全国留学回国58.03万人（教育部），按三分之一为技术类；{why_zh} / "
        f"580 300 came back to China from study abroad in 2019, a third of them technical; {why_en}",
        "why_graduates": "每年约为企业数的三分之二，与许昌同量级（技术类约占本地毕业生四分之一） / "
        "two for three firms a year, the scale of Xuchang (a quarter of local graduates)",
    }


def usual_budget(firms: int) -> float:
    """What such a place usually spends a year, 万元."""
    return max(BUDGET.low, round(MONEY_PER_FIRM * firms, -1))


def surroundings(place: PlanRequest, firms: int, high_tech: int) -> dict[str, object]:
    """Rents, wages, demand, facilities and the fund that go with so many firms."""
    demand = DEMAND_PER_SALES * firms * FIRM_SALES / 12
    shares = {"digital": 0.25, "equipment": 0.3, "materials_health": 0.2, "services": 0.25}
    established = {
        "digital": 0.06,
        "equipment": 1.0,
        "materials_health": 0.6,
        "services": 0.07,
    }  # 万元 a head, as in Xuchang
    large = place.kind == "zone" or place.population >= 5e6
    tenants = TENANT_SHARE * firms
    size = firms / 6000  # against Xuchang's fund
    area = round_to_digits(tenants * TENANT_AREA, least=1200)
    bodies = (
        0.03 * high_tech / YOUNG_HIGH_TECH
    )  # provincial research bodies, of all high-tech enterprises
    return {
        "demand": round_to_digits(demand, 3),
        **{f"demand_{n}": round_to_digits(demand * s, 3) for n, s in shares.items()},
        **{
            f"incumbents_{n}": round_to_digits(established[n] * place.population / 1e4)
            for n in established
        },
        "wage_high": 9000 if large else 7500,
        "wage_usual": 8000 if large else 6800,
        "wage_low": 7000 if large else 6000,
        "rent_core": 50 if large else 32,
        "rent_rest": 42 if large else 28,
        "bodies_core": round_to_digits(0.15 * bodies),
        "bodies_rest": round_to_digits(0.85 * bodies),
        "area_incubator": round_to_digits(area * 0.5),
        "area_rest": round_to_digits(area * 0.4),
        "area_makerspace": round_to_digits(area * 0.1, least=300),
        "area_accelerator": round_to_digits(area * 0.4, least=300),
        "staff_incubator": round_to_digits(tenants * 0.5 / 10 * 2, least=3),
        "staff_rest": round_to_digits(tenants * 0.4 / 10 * 2, least=3),
        "staff_makerspace": round_to_digits(12 * min(1, size), least=3),
        "staff_accelerator": round_to_digits(tenants * 0.4 / 10, least=3),
        "fund_target": round_to_digits(max(2000, 10000 * size)),
        "fund_raised": round_to_digits(max(1200, 6000 * size)),
        "fund_cash": round_to_digits(max(400, 2000 * size)),
        "fund_ticket": 800 if size >= 0.5 else 200,
    }


def demands(startups: int, tech_sme: int, high_tech: int, bodies: int) -> dict[str, object]:
    """Example targets: what plans of this kind usually ask for."""
    return {
        "target_tech_sme": round_to_digits(tech_sme * 1.5),
        "target_high_tech": round_to_digits(high_tech * 1.4),
        "target_bodies": bodies + 3 + max(1, round(bodies * 0.2)),
        "target_jobs": round_to_digits(startups * 10),
    }
