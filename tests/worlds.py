"""A small region under full control: every test builds its world here, so all share the compiled kernels.

Everything follows from names: an agent's key is a hash of its kind and number, and what is drawn for it
once (skill, capability, cash) is drawn from that key, so a row may stand anywhere in its table.
"""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.core.fields import concatenate_tables, fields_of
from sim.model import codes
from sim.model.calendar import calendar, month_number
from sim.model.ecosystem import Ecosystem
from sim.model.levers import Levers
from sim.model.world import KINDS, Market, World, operator_posts, starting_table
from sim.plan.parts import ChecklistPlan, CriterionPlan
from sim.scenario.checklists import checklist_tables

FIRST = month_number(2021, 9)
LEVERS = fields_of(Levers)
NEUTRAL = {name: lever.neutral for name, lever in LEVERS.items()}

# a region so lively that a few dozen firms meet every phase within two years
LIVELY = {
    "founding_rate": 0.02,
    "graduates": 60.0,
    "returnees": 40.0,
    "firm_visits": 6.0,
    "fund_visits": 6.0,
    "firm_inertia": 1.5,
    "moving_cost": 0.5,
    "bank_visits": 0.9,
    "risk_base": -2.7,
    "meeting_rate": 0.5,
    "investment_bar": -1.0,
    "filing_rate": 0.9,
    "high_tech_filing": 0.9,
    "panel_noise": 8.0,
    "sale_rate": 0.004,
    "moving_rate": 0.004,
    "application_rate": 0.3,
    "insolvency_rate": 0.5,
    "patience": 15.0,
    "grace_months": 1.0,
    "savings": 5.0,
    "loan_trigger": 24.0,
    "risk_runway": 0.0,
    "risk_margin": 0.0,
    "outside_search": 0.1,
    "pipeline_half": 5.0,
    "opening_lag": 2.0,
    "delivery_rate": 0.5,
    "registration_days": 20.0,
    "approval_days": 90.0,
    "team_doubt": 0.15,
    "service_value": 3.0,
    "amount_angel": 200.0,
    "sales_a": 200.0,
    "provincial_award": 10.0,
    "fund_period": 24.0,
    "service_need": 16.0,
    "review_good": 20.0,
    "listing_rate": 0.2,
    "loan_term": 24.0,
    "connections": 2.0,
    "purchase_share": 0.5,
    "review_pass": 60.0,
    "makerspace_tenants": 1.0,
    "facility_patience": 12.0,
    "recruiting_hours": 60.0,
    "risk_weight": 1.5,
    "career_title_part": 0.8,
    "lead_firm_inertia": 1.0,
    "lead_firm_sales": 5000.0,
    "amount_seed": 40.0,
    "syndicate_from": 40.0,
    "raising_months": 6.0,
    "presale_ready": 0.5,
    "outside_capital": 0.3,
    "admission_bar": -1.0,
    "tolerance": 0.9,
}

# how each lever is tested, and every lever at work at once
LEVER_TESTS: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("levers.toml").read_text("utf-8")
)
PLAN: dict[str, float] = {name: test["busy"] for name, test in LEVER_TESTS.items()}


def key_of(kind: str, number: int) -> int:
    """The key of an agent: a hash of its name."""
    return int.from_bytes(
        hashlib.blake2b(f"{kind}/{number}".encode(), digest_size=8).digest(), "little"
    )


def world(markets: int = 1, people: int = 160, firms: int = 48, sectors: int = 2) -> World:
    """Two districts in one market, or each in a market of its own."""
    districts = starting_table("districts", 2)
    for k, d in enumerate(districts):
        d.key, d.market, d.share, d.market_rent = (
            key_of("district", k),
            k % markets,
            markets / 2,
            0.003,
        )
        d.amenity, d.island, d.born = 1.0, True, FIRST
    trades = starting_table("sectors", markets * sectors)
    for k, x in enumerate(trades):
        x.key, x.market, x.targeted, x.born = (
            key_of("sector", k),
            k // sectors,
            k % sectors == 0,
            FIRST,
        )
        x.demand, x.wage, x.difficulty, x.restricted, x.incumbents = (
            600.0 / markets,
            0.75,
            10.0,
            0.1,
            5000.0,
        )
    places = [
        Market(
            n,
            np.uint64(key_of("market", n)),
            n,
            1 / markets,
            np.arange(n * sectors, (n + 1) * sectors),
            np.full(sectors, 1 / sectors),
        )
        for n in range(markets)
    ]
    startups, talents = starting_table("startups", firms), starting_table("talents", people)
    for r, t in enumerate(talents):
        luck = np.random.default_rng(key_of("talent", r))
        t.key, t.born, t.skill = (
            key_of("talent", r),
            FIRST - 60,
            np.exp(0.35 * luck.standard_normal() - 0.06),
        )
        t.sector, t.kind = (
            luck.integers(len(trades)),
            luck.integers(codes.YOUNG_PROFESSIONAL, codes.LEADING),
        )
    for r, s in enumerate(startups):
        furnish(s, r, talents[r], int(districts[r % 2].market) * sectors + r // 2 % sectors)
    loans = debts(startups)
    districts["pool_backed"] = districts["pool_lent"] = np.bincount(
        loans["district"], loans["balance"], 2
    )
    return World(
        places,
        {
            "districts": districts,
            "loans": loans,
            "sectors": trades,
            "talents": talents,
            "startups": startups,
            "incubators": facilities(sectors, markets),
            "funds": funds(markets),
        },
    )


def governed(there: World) -> World:
    """The same region with a tender, and with checklists of its facilities, the tender's operator and
    its districts from which everything follows that can.
    """
    points = (
        CriterionPlan(zh="", en="", measure="facility.tenants", value=6.0, marks=2.0),
        CriterionPlan(
            zh="",
            en="",
            measure="facility.leading_tenants",
            per="facility.tenants",
            comparator=">",
            value=0.6,
        ),
        CriterionPlan(zh="", en="", measure="facility.staff", value=7.0),
        CriterionPlan(zh="", en="", measure="facility.area_allotted", value=1600.0),
        CriterionPlan(zh="", en="", measure="facility.graduates", value=1.0, reckon="change"),
    )
    places = (
        CriterionPlan(zh="", en="", measure="founded", value=2.0, reckon="flow"),
        CriterionPlan(zh="", en="", measure="money.wages", value=1.0, reckon="flow"),
    )
    usual = {"zh": "", "en": "", "section": "", "first": FIRST + 2, "every": 4, "withdraw": True}
    lists = (
        ChecklistPlan(
            **usual,
            id="houses",
            kept_of="facility",
            over=("0", "2", "4"),
            marks_to_pass=0.5,
            mend=3,
            title="city",
            award=20.0,
            bonus=2.0,
            standing=True,
            replace=True,
            points=points,
        ),
        ChecklistPlan(
            **usual,
            id="contract",
            kept_of="operator",
            over=("tender",),
            marks_to_pass=0.9,
            mend=0,
            replace=True,
            points=points,
        ),
        ChecklistPlan(
            **usual,
            id="race",
            kept_of="district",
            over=("0", "1"),
            marks_to_pass=0.4,
            mend=0,
            relative=True,
            rank=True,
            money_share=0.3,
            title="provincial",
            points=places,
        ),
    )
    tender = starting_table("operators", 1)
    tender["key"], tender["notice"], tender["team"] = key_of("tender", 0), FIRST, 9
    posts = operator_posts(there.tables["districts"])
    houses = there.tables["incubators"].copy()
    houses["tender"][[0, 2]] = len(posts)
    subjects = {
        "facility": {str(k): k for k in range(len(houses))},
        "operator": {"tender": len(posts)},
        "district": {str(k): k for k in range(len(there.tables["districts"]))},
    }
    named = checklist_tables(lists, subjects, lambda kind, id: np.uint64(key_of(f"{kind}/{id}", 0)))
    own = {"operators": concatenate_tables(posts, tender), "incubators": houses}
    return World(there.markets, there.tables | own | named)


def acting(kinds: str = "all") -> np.ndarray:
    """A university and an exchange in the first market, an institute in the second; a company there
    and an established firm here with money for startups; an outpost and a partner city.
    """
    table = starting_table("institutions", 7)
    table["key"] = [key_of("institution", k) for k in range(7)]
    table["kind"] = [
        codes.UNIVERSITY_BODY,
        codes.TECHNOLOGY_MARKET,
        codes.INSTITUTE_BODY,
        codes.PLATFORM_COMPANY,
        codes.LEAD_ENTERPRISE,
        codes.OUTPOST,
        codes.PARTNER_CITY,
    ]
    table["district"], table["market"] = [0, 0, 1, 0, 1, 0, 1], [0, 0, 1, 0, 1, 0, 1]
    table["sector"], table["staff"], table["follows"] = (
        [-1, -1, -1, -1, 3, -1, -1],
        [400, 6, 300, 0, 50, 0, 0],
        0.5,
    )
    table["cash"], table["debt_limit"] = [0, 0, 0, 300, 20000, 0, 0], [0, 0, 0, 20000, 0, 0, 0]
    table["capital"], table["ventures"] = [0, 0, 0, 600, 0, 0, 0], [0, 0, 0, 3000, 6000, 0, 0]
    table["hatches"], table["purchases"], table["opening"] = [0, 0, 0, 0, 0, 20, 40], 3000.0, 0.5
    table["since"] = FIRST + 2
    return table


def with_institutions(order: list[int] | None = None) -> World:
    """Two markets and their institutions, in some order."""
    there, table = world(markets=2), acting()
    rows = table if order is None else table[order]
    places = there.tables["incubators"].copy()
    carried = np.flatnonzero((places["owner"] == codes.GOVERNMENT) | (places["opened"] < 0))
    carrier = 3 if order is None else order.index(3)
    places["carrier"][carried] = np.where(places["district"][carried] == 0, carrier, -1)
    return World(there.markets, there.tables | {"institutions": rows, "incubators": places})


def furnish(s: Any, r: int, t: Any, sector: int) -> None:
    """A firm with a history, run by its founder alone in research."""
    luck = np.random.default_rng(key_of("startup", r))
    s.key, s.district, s.sector, s.founder = key_of("startup", r), r % 2, sector, r
    s.born = s.registered = s.rung_since = FIRST - 6 - 6 * (r % 9)
    unready = r % 8 == 7 or r % 16 == 6  # without a product or much money
    s.origin = (
        codes.RETURNEE if unready and r % 9 > 5 else codes.EMPLOYEE
    )  # too old for a loan to the young
    s.rung, s.quality, s.capability = codes.MICRO, 1.0, np.exp(0.35 * luck.standard_normal())
    s.ready, s.niche, s.contracts = (0.7 if unready else 1.0), 120.0, 3
    s.contract_value = 0.0 if s.ready < 1 else 25 * np.exp(luck.standard_normal() - 0.5)
    s.heads, s.research_heads, s.research_skill = 3 + r % 10, 1, t.skill
    s.wage_bill = s.founder_wage = 0.4
    s.effort, s.area, s.cash, s.paid_in = (
        1.0,
        60.0 + 20 * (r % 10),
        (10 if unready else 10 + 150 * luck.random()),
        100.0,
    )
    s.sales_1, s.sales_2, s.sales_3 = (
        11 * s.contract_value,
        8 * s.contract_value,
        5 * s.contract_value,
    )
    s.costs_1 = 0.9 * s.sales_1
    s.research_1 = s.reported_1 = 0.08 * s.sales_1 + 5
    s.reported_2, s.reported_3 = 0.08 * s.sales_2, 0.08 * s.sales_3
    s.patents, s.designs, s.high_tech_share = r % 3, r % 5, 0.4 + 0.1 * (r % 6)
    s.patience, s.outside_wage = 20.0 + r % 20, 0.75 * t.skill
    s.researching, s.capacity = r % 5 != 4, luck.random()
    if r % 6 == 5:
        s.tech_sme_until, s.rung = FIRST + 6, codes.TECH_SME
    if r % 12 == 3 or r == 14:
        s.high_tech_until, s.rung = FIRST + 14, codes.HIGH_TECH
    if r == 14:  # one leading firm
        s.sales_1, s.sales_2, s.sales_3, s.costs_1 = 14000.0, 9000.0, 5000.0, 9000.0
        s.contracts, s.contract_value, s.niche, s.heads, s.cash = 60, 1200.0, 6000.0, 260, 2000.0
        s.research_1, s.reported_1, s.patents, s.capability = 900.0, 900.0, 4, 2.0
    if r % 8 == 2:  # fresh money from friends, already spent
        s.funding_round, s.round_month, s.round_amount, s.cash = codes.SEED, FIRST - 2, 60.0, 10.0
    if r % 5 < 2:
        s.home, s.admitted = r % 2, FIRST - 12
    t.employer = t.venture = r
    t.sector, t.wage, t.attempts = sector, s.wage_bill, 1


def debts(startups: np.ndarray) -> np.ndarray:
    """A few firms that lost their customers owe a bank, which the pool stands behind."""
    owing = [r for r in range(len(startups)) if r % 9 == 4]
    table = starting_table("loans", len(owing))
    for k, (loan, r) in enumerate(zip(table, owing, strict=True)):
        s = startups[r]
        s.contracts, s.contract_value, s.cash, s.loan, s.debt = 0, 0.0, -5.0 + 2 * k, k, 12.0
        loan.key, loan.startup, loan.district, loan.born, loan.due = (
            key_of("loan", k),
            r,
            s.district,
            FIRST - 2,
            FIRST + 28,
        )
        loan.principal, loan.balance, loan.rate, loan.pool_share, loan.insurance_share = (
            14.0,
            12.0,
            0.05,
            0.5,
            0.3,
        )
    return table


def facilities(sectors: int, markets: int) -> np.ndarray:
    """In each district an incubator, a makerspace, an accelerator that a plan promises, and a park."""
    table = starting_table("incubators", 8)
    for k, i in enumerate(table):
        i.key, i.kind, i.district = key_of("facility", k), k // 2, k % 2
        i.kind = (codes.INCUBATOR, codes.MAKERSPACE, codes.ACCELERATOR, codes.PARK)[k // 2]
        i.owner = (
            (codes.GOVERNMENT, codes.UNIVERSITY, codes.LEADING_FIRM, codes.GOVERNMENT)[k // 2]
            if k % 2 == 0
            else (codes.PRIVATE, codes.PRIVATE, codes.INSTITUTE, codes.PRIVATE)[k // 2]
        )
        i.opens, i.opened = (FIRST + 3, -1) if k // 2 == 2 else (FIRST - 40, FIRST - 40)
        i.area, i.main_building, i.tenant_area, i.staff = (
            4000.0,
            4000.0,
            (1500.0, 120.0, 600.0, 800.0)[k // 2],
            5,
        )
        i.sector = k % 2 % markets * sectors if k < 2 or k == 4 else -1
        i.new_built = k == 4
    return table


def funds(markets: int) -> np.ndarray:
    """In each market an angel fund, a venture fund, and an old half-public fund that ends soon."""
    table = starting_table("funds", 3 * markets)
    for k, f in enumerate(table):
        f.key, f.market, f.district, f.born = key_of("fund", k), k // 3, k // 3, FIRST - 30
        f.kind = (codes.ANGEL_FUND, codes.VENTURE_FUND, codes.GUIDANCE_FUND)[k % 3]
        f.skill, f.target, f.raised, f.cash, f.ticket = (
            1.0,
            6000.0,
            6000.0,
            5000.0,
            (200.0, 1800.0, 600.0)[k % 3],
        )
        f.invested = 1000.0
        f.ends, f.invests_until = FIRST + 60, FIRST + 30
        if k % 3 == 2:
            f.public_share, f.concession, f.local_multiple, f.caution = 0.4, 0.2, 1.0, 0.5
            f.public_paid = 2400.0
            f.ends, f.invests_until = FIRST + 14, FIRST + 12
    return table


def path(
    months: int = 16,
    levers: dict[str, float] | None = None,
    where: int | None = None,
    since: int = 0,
    until: int | None = None,
    first: int = FIRST,
    **nature: float,
) -> np.ndarray:
    """Months by district under neutral levers, but for those given (everywhere, or in one district)."""
    table = calendar(first, first + months - 1, 2, {**LIVELY, **nature})
    for name, value in (levers or {}).items():
        table[name][since:until, slice(None) if where is None else where] = value
    return table


def lived(eco: Ecosystem) -> Ecosystem:
    """The ecosystem after all its months."""
    eco.live()
    return eco


def everything(eco: Ecosystem) -> dict[str, bytes]:
    """All that a run leaves, byte for byte: populations, history and books."""
    tables = {name: population.rows.tobytes() for name, population in eco.populations.items()}
    return tables | {
        "history": eco.history.tobytes(),
        "books": eco.books.tobytes(),
        "sector_history": eco.sector_history.tobytes(),
        "facility_history": eco.facility_history.tobytes(),
    }


def plain(table: str, /, **given: Any) -> SimpleNamespace:
    """An agent as a plain object: declared defaults, and what is given."""
    return SimpleNamespace(**{n: f.default for n, f in fields_of(KINDS[table]).items()} | given)
