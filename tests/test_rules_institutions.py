"""Institutions that act: meetings, universities and exchanges; each rule by a worked example, and the laws with institutions at work."""

from __future__ import annotations

import math
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import worlds
from plainly import NOW, Rows, book, counts, district, luck, month, paid, startup
from worlds import plain

import sim
from sim.core.errors import UserError
from sim.model import codes
from sim.model.ecosystem import Ecosystem
from sim.model.rules import (
    build,
    common,
    dispatch,
    leading_firms,
    outposts,
    platform_company,
    public_services,
    raise_money,
    transfer,
)
from sim.model.world import World
from sim.plan import compile as compiling
from sim.scenario import spinup
from sim.scenario.scenario import load

plain_python = pytest.mark.usefixtures("plain_python")
MONTHS = 20


def institution(**given: Any) -> SimpleNamespace:
    """A university of the first market that acts."""
    usual = {"kind": codes.UNIVERSITY_BODY, "since": NOW, "alive": True}
    return plain("institutions", **{**usual, **given})


# dispatch meetings


@plain_python
def test_a_meeting_takes_up_the_latest_things_and_no_more_than_its_time_allows() -> None:
    m, d = month(dispatch_meetings=24, dispatch_items=3), district()
    ledger = np.zeros((1, 61), np.int64)
    for late in (0, 1, 2, 2, 2, 7, 100):
        dispatch.note_delay(late, 0, ledger)
    dispatch.draw_line(0, d, m, ledger)
    # nothing is later than sixty months here; two are later than two months, so one in three of those two months late is taken up
    assert (d.dispatch_line, d.dispatch_part) == (2, pytest.approx(1 / 3))
    assert [common.dispatch_attention(late, d, m) for late in (0, 1, 2, 7, 100)] == pytest.approx(
        [0, 0, 2 / 3, 2, 2]
    )
    assert common.dispatch_attention(7, d, month(dispatch_meetings=0)) == 0


@plain_python
def test_where_little_is_late_all_of_it_is_taken_up() -> None:
    m, d = month(dispatch_meetings=12, dispatch_items=3), district()
    ledger = np.zeros((1, 61), np.int64)
    dispatch.note_delay(1, 0, ledger)
    dispatch.draw_line(0, d, m, ledger)
    assert common.dispatch_attention(1, d, m) == 1


@plain_python
def test_meetings_list_buildings_operators_and_programmes_that_are_late() -> None:
    m = month(dispatch_meetings=12, dispatch_items=2, tender_months=2)
    d, ledger = district(unopened=True, pressed=0.0), np.zeros((1, 61), np.int64)
    places = Rows(
        [
            plain("incubators", opened=-1, opens=NOW - 3),
            plain("incubators", opened=-1, opens=NOW + 3),
        ]
    )
    tenders = Rows(
        [
            plain("operators", began=NOW - 9, due=NOW - 5),
            plain("operators", began=NOW - 9, due=NOW - 5, brought=NOW - 6),
            plain("operators", began=NOW, due=NOW + 2),
        ]
    )
    dispatch.call_meetings(places, tenders, Rows([d]), Rows([m]), ledger)
    late = {5: 1, 3: 1}
    if m.month > 1:
        late[m.month - 1] = late.get(m.month - 1, 0) + 1
    assert {n: k for n, k in enumerate(ledger[0]) if k} == late


@plain_python
def test_what_is_taken_up_is_done_sooner() -> None:
    m = month(dispatch_effect=math.log(2))
    assert common.press(0.4, 0.0, m) == 0.4
    assert common.press(0.4, 1.0, m) == pytest.approx(0.7)
    assert common.press(0.4, 2.0, m) == pytest.approx(0.85)


@plain_python
def test_a_late_building_that_a_meeting_takes_up_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    m = month(
        delivery_rate=0.4,
        coordination_budget=0,
        coordination_cost=100,
        dispatch_meetings=12,
        dispatch_effect=math.log(2),
        conversion_cost=0.1,
    )
    luck(monkeypatch, build, 0.6, 0, 0, 0)
    d = district(hurry=1.0, dispatch_line=1, dispatch_part=1.0)
    late = plain("incubators", opened=-1, opens=NOW - 3, area=100.0)
    due = plain("incubators", opened=-1, opens=NOW, area=100.0)
    for i in (late, due):
        build.finish(i, d, m, book())
    assert (late.opened, due.opened) == (NOW, -1)


@plain_python
def test_meetings_open_programmes_sooner() -> None:
    m = month(
        opening_lag=4, coordination_budget=0, coordination_cost=100, dispatch_effect=math.log(2)
    )
    assert public_services.opening_month(district(hurry=1.0), m) == 5
    assert public_services.opening_month(district(hurry=1.0, pressed=1.0), m) == 3


# transfer


REFORM = {"leave_rule": 0.5, "title_for_transfer": 0.2, "achievement_rights": 0.25}
LAW = {"rights_share": 0.5, "usual_offer": 0.3}


@plain_python
def test_a_university_offers_more_as_far_as_it_follows_the_reforms() -> None:
    reform = 1 - 0.5 * 0.8 * 0.5
    willing, stubborn = institution(follows=0.5), institution(follows=0.0)
    m = month(**REFORM, **LAW)
    assert transfer.offered_share(stubborn, m) == 0.3
    assert transfer.offered_share(willing, m) == pytest.approx(0.3 + 0.7 * 0.5 * reform)


@plain_python
def test_researchers_and_what_was_earned_bring_forth_results() -> None:
    o, b = institution(staff=120, results=10.0, cash=160.0), book()
    nature = {"result_rate": 0.5, "result_cost": 80, "technology_ageing": 0.02}
    none = dict.fromkeys(REFORM, 0)
    transfer.bring_forth(o, month(**none, **LAW, **nature), b)
    assert o.results == pytest.approx(10 * 0.98 + 0.3 * (5 + 2))
    assert o.cash == 0 and paid(b) == pytest.approx({"institution_research": 160})


@plain_python
def test_an_exchange_serves_as_many_firms_as_its_people_can(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    luck(monkeypatch, transfer, 0.4, 0, 0, 0)
    m = month(transfer_budget=60, staff_wage=0.4, social_rate=0.25, transfer_cases=36)
    o, d, b = institution(kind=codes.TECHNOLOGY_MARKET, staff=2), district(), book()
    assert transfer.exchange_staff(o, m) == pytest.approx(2 + 10)
    assert transfer.open_exchange(o, d, m, b) == 36
    assert d.exchange and paid(b) == pytest.approx({"exchange_wages": 1.0})


@plain_python
def test_institutions_and_exchanges_prepare_their_month(monkeypatch: pytest.MonkeyPatch) -> None:
    luck(monkeypatch, transfer, 0.5, 0, 0, 0)
    nature = {"result_rate": 0.5, "result_cost": 80, "technology_ageing": 0.02, "staff_wage": 0.4}
    m = month(
        **dict.fromkeys(REFORM, 0),
        **LAW,
        **nature,
        transfer_budget=0,
        social_rate=0,
        transfer_cases=36,
    )
    body, market = institution(staff=240), institution(kind=codes.TECHNOLOGY_MARKET, staff=4)
    later, d = institution(staff=240, since=NOW + 1), district(exchange=True)
    places = np.zeros(1, np.int64)
    assert transfer.does_research(body) and not transfer.does_research(market)
    transfer.prepare_transfer(
        Rows([body, market, later]), Rows([d]), Rows([m]), Rows([book()]), places
    )
    assert (body.results, later.results, places[0], d.exchange) == (pytest.approx(3), 0, 12, True)


@plain_python
def test_those_who_look_are_listed_and_what_was_bought_ages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    luck(monkeypatch, transfer, 0.01, 0.7, 0, 0)
    m, who, lot = (
        month(technology_search=0.02, technology_ageing=0.1),
        np.zeros(2, int),
        np.zeros(2),
    )
    firms = Rows(
        [
            startup(rung=codes.MICRO, researching=False, technology=2.0),
            startup(rung=codes.MICRO, researching=True),
        ]
    )
    assert transfer.list_technology_seekers(firms, np.arange(2), Rows([m]), who, lot) == 1
    assert (who[0], lot[0], firms[0].technology) == (1, 0.7, pytest.approx(1.8))


@plain_python
def test_a_contract_pays_the_institution_and_its_inventors_and_the_result_is_in_use() -> None:
    m, b, c, d = month(achievement_rights=0.2, rights_share=0.5), book(), counts(), district()
    s, o = startup(cash=50.0), institution(results=3.0)
    transfer.buy_result(s, o, d, 40.0, m, b, c)
    assert (s.cash, s.technology, s.costs_year) == (10, 1, 40)
    assert (o.cash, o.results, d.technology) == (pytest.approx(12), 2, 1)
    assert paid(b) == pytest.approx({"technology_contracts": 40, "inventors_share": 28})
    assert (c.transfer_contracts, c.transfer_value) == (1, 40)
    transfer.buy_result(s, o, d, 40.0, m, b, c)  # more than it has
    assert (s.cash, c.transfer_contracts) == (10, 1)


@plain_python
def test_few_meet_without_an_exchange() -> None:
    m = month(acquaintance=0.15, result_fit_half=200)
    assert transfer.find_chance(200.0, True, m) == 0.5
    assert transfer.find_chance(200.0, False, m) == pytest.approx(0.075)


@plain_python
def test_a_firm_is_offered_results_of_its_trade_and_market() -> None:
    s, d, m = startup(sector=2), district(market=0), month()
    theirs = {"results": 1.0, "sector": -1, "market": 0}
    assert transfer.offers_to(institution(**theirs), s, d, m)
    for other in (
        {"results": 0.0},
        {"sector": 1},
        {"market": 1},
        {"since": NOW + 1},
        {"kind": codes.TECHNOLOGY_MARKET},
    ):
        assert not transfer.offers_to(institution(**theirs | other), s, d, m)


@plain_python
def test_firms_with_research_look_for_technology() -> None:
    m = month(technology_search=0.02)
    firm = {"rung": codes.MICRO, "researching": True}
    assert transfer.seeks_technology(startup(**firm), 0.01, m)
    assert not transfer.seeks_technology(startup(**firm), 0.03, m)
    assert not transfer.seeks_technology(startup(**firm | {"researching": False}), 0.01, m)
    assert not transfer.seeks_technology(startup(**firm | {"rung": codes.TEAM}), 0.01, m)


@plain_python
def test_what_a_firm_bought_teaches_it_beyond_what_all_have() -> None:
    m, d = month(technology_gain=0.001), district(usable=1.0)
    assert common.own_technology(startup(technology=2.0), d, m) == pytest.approx(
        0.001 * math.log(2)
    )


@plain_python
def test_by_lot_firms_are_served_while_the_exchange_has_people(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    luck(monkeypatch, transfer, 0.0, 0.0, 0.4, 0.5)
    m = month(
        acquaintance=0.1,
        result_fit_half=10,
        result_price=30,
        result_spread=0.0,
        achievement_rights=0,
        rights_share=0.5,
    )
    firms = Rows([startup(cash=100.0) for _ in range(3)])
    rivals = Rows([institution(results=5.0), institution(results=15.0)])
    c = Rows([counts()])
    transfer.transfer(
        firms,
        np.arange(3),
        np.array([2, 0, 1]),
        rivals,
        Rows([district()]),
        Rows([m]),
        np.array([2]),
        Rows([book()]),
        c,
    )
    assert [s.technology for s in firms] == [1, 0, 1]  # the third is not served, and knows nobody
    assert [o.results for o in rivals] == [5, 13] and c[0].transfer_contracts == 2


@plain_python
def test_an_institution_acts_from_its_month_on() -> None:
    assert common.is_acting(institution(), month())
    assert not common.is_acting(institution(since=NOW + 1), month())


# platform companies

COMPANY = {"kind": codes.PLATFORM_COMPANY}
SITE = {"opened": -1, "opens": NOW - 1, "area": 1000.0, "carrier": 0}
DELIVERY = {
    "delivery_rate": 0.4,
    "coordination_budget": 0,
    "coordination_cost": 100,
    "dispatch_meetings": 0,
    "conversion_cost": 0.1,
    "building_cost": 0.3,
}


@plain_python
def test_what_cash_lacks_an_institution_borrows() -> None:
    o, b = institution(cash=30.0, debt=10.0, debt_limit=100.0), book()
    assert common.borrowing_room(o) == 120
    common.spend_or_borrow(o, 50.0, b)
    assert (o.cash, o.debt, common.borrowing_room(o)) == (0, 30, 70)
    assert paid(b) == {"institution_borrowing": 20}


@plain_python
def test_a_company_gets_capital_pays_interest_and_pays_debt_off() -> None:
    o, b, m = (
        institution(**COMPANY, capital=1200, debt=600, ventures=40),
        book(),
        month(company_rate=0.06),
    )
    platform_company.finance_company(o, m, b)
    # 100 of capital less 3 of interest, of which 40 are kept for startups
    assert (o.cash, o.debt) == (pytest.approx(40), pytest.approx(543))
    assert paid(b) == pytest.approx(
        {"company_capital": 100, "institution_interest": 3, "institution_repayment": 57}
    )
    other = institution(capital=1200.0)
    platform_company.run_companies(Rows([o, other]), Rows([m]), Rows([b]))
    assert other.cash == 0 and o.debt < 543  # a university is no company


@plain_python
def test_a_building_waits_until_the_company_can_pay(monkeypatch: pytest.MonkeyPatch) -> None:
    luck(monkeypatch, build, 0.3, 0, 0, 0)
    m, d, b, c = month(**DELIVERY), district(hurry=1.0), book(), counts()
    o, i = institution(**COMPANY, cash=60.0, debt_limit=30.0), plain("incubators", **SITE)
    assert build.is_ready(i, d, m) and build.building_bill(i, m) == 100
    build.finish_by_company(i, o, d, m, b, c)
    assert (i.opened, c.held_up, paid(b)) == (-1, 1, {})
    o.debt_limit = 50.0
    build.finish_by_company(i, o, d, m, b, c)
    assert (i.opened, o.cash, o.debt) == (NOW, 0, 40)
    assert paid(b) == {"company_building": 100, "institution_borrowing": 40}


@plain_python
def test_what_was_promised_first_is_built_first(monkeypatch: pytest.MonkeyPatch) -> None:
    luck(monkeypatch, build, 0.3, 0, 0, 0)
    m, c = month(**DELIVERY), Rows([counts()])
    o = institution(**COMPANY, cash=150.0)
    places = Rows([plain("incubators", **SITE), plain("incubators", **SITE | {"opens": NOW - 5})])
    build.build_for_companies(
        places,
        Rows([o]),
        np.array([1, 0]),
        Rows([district(hurry=1.0)]),
        Rows([m]),
        Rows([book()]),
        c,
    )
    assert [i.opened for i in places] == [-1, NOW] and c[0].held_up == 1


@plain_python
def test_a_company_stands_in_for_the_owner_as_far_as_its_credit_goes() -> None:
    b, o = book(), institution(**COMPANY, cash=5.0, debt_limit=10.0)
    b.owner_support, b.owner_income = 20.0, 4.0
    platform_company.carry_facility(plain("incubators", from_owner=20.0), o, b)
    assert (o.cash, o.debt) == (0, 10)
    platform_company.carry_facility(plain("incubators", from_owner=-4.0), o, b)
    assert o.cash == 4
    assert paid(b) == {
        "company_support": 15,
        "institution_borrowing": 10,
        "owner_support": 5,
        "company_income": 4,
    }
    free, own = (
        plain("incubators", opened=1, from_owner=3.0),
        plain("incubators", opened=1, carrier=0, from_owner=3.0),
    )
    platform_company.carry_facilities(
        Rows([free, own]), Rows([o]), np.arange(2), Rows([month()]), Rows([b])
    )
    assert (o.cash, free.from_owner, own.from_owner) == (1, 3, 0)


@plain_python
def test_own_money_for_startups_becomes_a_fund_that_hands_all_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    luck(monkeypatch, platform_company, 0.5, 0, 0, 0)
    m = month(
        public_manager_skill=0.8,
        public_manager_spread=0.0,
        fund_life=84,
        fund_period=48,
        first_month=1,
    )
    o, f, b = institution(**COMPANY, cash=500.0, ventures=800.0), plain("funds"), book()
    assert platform_company.venture_money(o, m) == 500
    platform_company.found_own_fund(
        Rows([f]), 0, Rows([o]), 0, Rows([district()]), Rows([m]), Rows([b])
    )
    assert (o.cash, f.cash, f.public_share, f.institution) == (0, 500, 1, 0)
    assert paid(b) == {"institution_ventures": 500}
    raise_money.hand_back(f, 120.0, b)
    platform_company.take_returns(Rows([f]), Rows([o]))
    assert (o.cash, f.cash, f.handed, b.institution_returns) == (120, 380, 0, 120)


@plain_python
def test_a_year_has_one_own_fund_of_an_institution_with_money() -> None:
    rich = institution(**COMPANY, cash=500.0, ventures=800.0)
    late = institution(**COMPANY | {"since": NOW + 1}, cash=500.0, ventures=800.0)
    told, who = Rows([rich, institution(**COMPANY), late]), [9] * 3
    months = Rows([month(first_month=1)])
    others = [plain("funds", institution=0, born=NOW - 12), plain("funds", born=NOW)]
    assert platform_company.list_founders(told, [2, 1, 0], Rows(others), months, who) == 1
    assert who[0] == 0
    done = Rows([*others, plain("funds", institution=0, born=NOW - 5)])
    assert platform_company.list_founders(told, [2, 1, 0], done, months, who) == 0


# outposts and partner cities


@plain_python
def test_outposts_share_the_districts_money_and_partners_bring_their_own() -> None:
    m, d = month(outpost_budget=600, outpost_cost=30), district(outposts=2)
    assert outposts.intake(institution(kind=codes.OUTPOST, hatches=4.0), d, m) == 14
    assert outposts.intake(institution(kind=codes.PARTNER_CITY, hatches=4.0), d, m) == 4


@plain_python
def test_teams_come_when_they_are_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outposts, "poisson", lambda u, rate: round(rate))
    m = month(outpost_budget=360, outpost_cost=30, outpost_stay=4)
    o, d = institution(kind=codes.OUTPOST, teams=20, hatches=12.0), district(outposts=1)
    assert outposts.hatches_teams(o) and not outposts.hatches_teams(institution())
    outposts.host_teams(o, d, m)
    assert (o.teams, d.landing) == (17, 5)
    later = institution(kind=codes.OUTPOST, teams=20, since=NOW + 1)
    outposts.run_outposts(Rows([o, later]), Rows([d]), Rows([m]))
    assert (d.outposts, d.landing, o.teams, later.teams) == (1, 4, 15, 20)


# established firms

FIRM = {"kind": codes.LEAD_ENTERPRISE, "sector": 0}


@plain_python
def test_a_firm_opens_what_it_promises_beyond_what_all_open() -> None:
    o = institution(**FIRM, purchases=1200.0, opening=0.2, ventures=240.0)
    assert leading_firms.opened_beyond(o, 0.05) == pytest.approx(15)
    assert leading_firms.opened_beyond(o, 0.3) == 0
    x, b = plain("sectors", opened=7.0), book()
    leading_firms.open_chains(Rows([o]), Rows([x]), Rows([month(supply_opening=0.0)]), Rows([b]))
    assert (x.opened, o.cash) == (pytest.approx(20), 20)
    assert paid(b) == {"business_money": 20}


@plain_python
def test_a_firm_backs_its_own_people_while_its_money_lasts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    luck(monkeypatch, leading_firms, 0.5, 0.3, 0, 0)
    m, c, b = month(employee_leave=0.4, backing_amount=20), Rows([counts()]), Rows([book()])
    firms = Rows([startup(origin=codes.EMPLOYEE, sector=0, cash=5.0) for _ in range(3)])
    firms[0].origin = codes.STUDENT_FOUNDER
    near, far = (
        institution(**FIRM, staff=40.0, cash=30.0),
        institution(**FIRM, staff=30.0, cash=50.0),
    )
    # of a hundred in the trade the first forty are of the first firm, the next thirty of the other
    leading_firms.back_founders(
        firms, np.arange(3), Rows([near, far]), np.arange(2), np.array([100.0]), Rows([m]), b, c
    )
    assert [s.cash for s in firms] == [5, 25, 25] and (near.cash, far.cash) == (30, 10)
    leading_firms.back_founder(firms[1], far, m, b[0], c[0])  # no money left
    assert c[0].backed_teams == 2 and paid(b[0]) == {"backing": 40}


# laws


def busy_path() -> np.ndarray:
    """Every lever pulled, and firms that look for technology often."""
    return worlds.path(MONTHS, worlds.PLAN, technology_search=0.2)


def test_money_is_conserved_and_contracts_come_about() -> None:
    eco = worlds.lived(
        Ecosystem(worlds.with_institutions(), busy_path(), seed=3)
    )  # the ledger checks
    assert eco.history["transfer_contracts"].sum() > 10
    assert eco.history["transfer_contracts"][:2].sum() == 0  # nobody acts before its month
    assert eco.history["transfer_value"].sum() == pytest.approx(
        eco.books["technology_contracts"].sum()
    )


def test_a_company_builds_and_institutions_invest() -> None:
    eco = worlds.lived(Ecosystem(worlds.with_institutions(), busy_path(), seed=3))
    for name in ("company_building", "company_capital", "institution_ventures"):
        assert eco.books[name].sum() > 0
    own = eco.funds.rows["institution"]
    assert sorted(set(own[own >= 0])) == [3, 4]
    assert (eco.funds.rows["invested"][own >= 0] > 0).any()
    company = eco.institutions.rows[3]
    assert 0 <= company["debt"] <= company["debt_limit"] * 1.1  # beyond it only unpaid interest


def test_outposts_send_teams_and_firms_open_purchases_and_back_their_people() -> None:
    eco = worlds.lived(Ecosystem(worlds.with_institutions(), busy_path(), seed=3))
    assert eco.history["outpost_teams"][-1].sum() > 0 < eco.history["outpost_landed"].sum()
    assert eco.startups.rows["hatched"].sum() == eco.history["outpost_landed"].sum()
    assert eco.sectors.rows["opened"][3] > 0 and eco.history["backed_teams"].sum() > 0


def test_the_order_of_institutions_is_irrelevant() -> None:
    one, other = (
        worlds.lived(Ecosystem(worlds.with_institutions(order), busy_path(), seed=3))
        for order in (None, [4, 2, 6, 0, 3, 5, 1])
    )
    assert np.array_equal(one.history, other.history) and np.array_equal(one.books, other.books)


def test_an_institution_that_does_not_act_yet_changes_nothing() -> None:
    table = worlds.acting()
    table["since"] = worlds.FIRST + MONTHS
    world = worlds.world(markets=2)
    later = World(world.markets, world.tables | {"institutions": table})
    without, with_it = (
        worlds.lived(Ecosystem(w, busy_path(), seed=3)) for w in (worlds.world(markets=2), later)
    )
    a, b = worlds.everything(without), worlds.everything(with_it)
    del a["institutions"], b["institutions"]
    assert a == b


# plan files

INSTITUTION = """
[institution.market]
zh = "大市场"
en = "technology market"
kind = "technology_market"
district = "core"
since = "2022-09"
staff = { value = 8, assumed = "未给出" }
"""


@pytest.fixture
def plan_folder(tmp_path: Any) -> Any:
    """A copy of the reference city with an institution."""
    source = Path(sim.__file__).parent / "validation" / "reference"
    folder = tmp_path / "reference"
    shutil.copytree(source, folder)
    with open(folder / "plan.toml", "a", encoding="utf-8") as file:
        file.write(INSTITUTION)
    return folder


def test_a_plan_names_institutions_and_no_policy_has_none(plan_folder: Any) -> None:
    scenario, none = load(plan_folder), load(plan_folder, "no-policy")
    (row,) = scenario.institution_table()
    assert (row["kind"], row["staff"], row["sector"]) == (codes.TECHNOLOGY_MARKET, 8, -1)
    assert none.institutions == () and len(none.institution_table()) == 0
    assert scenario.place_digest == none.place_digest  # the past is the same
    assert any(note.key == "institution.market.staff" for note in scenario.notes)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("follows = { value = 1, assumed = 'x' }", "is no number of a technology_market"),
        ("over = ['nowhere']", "is no district of this plan"),
        ("since = '2010-01'", "is outside"),
    ],
)
def test_a_faulty_institution_is_told(plan_folder: Any, line: str, said: str) -> None:
    file = plan_folder / "plan.toml"
    text = file.read_text("utf-8")
    if line.startswith("since"):
        text = text.replace('since = "2022-09"\nstaff', f"{line}\nstaff")
    else:
        text += line + "\n"
    file.write_text(text, "utf-8")
    with pytest.raises(UserError, match=said):
        load(plan_folder)


def test_a_kind_needs_its_numbers(plan_folder: Any) -> None:
    file = plan_folder / "plan.toml"
    text = file.read_text("utf-8").replace('staff = { value = 8, assumed = "未给出" }\n', "")
    file.write_text(text, "utf-8")
    with pytest.raises(UserError, match="needs staff"):
        load(plan_folder)


def test_every_kind_has_its_numbers() -> None:
    assert tuple(compiling.NUMBERS_OF) == codes.INSTITUTION_KINDS


COMPANY_TABLE = """
[institution.company]
zh = "投资集团"
en = "investment group"
kind = "platform_company"
district = "core"
over = "islands"
since = "2023-01"
debt_limit = { value = "3亿元", assumed = "未给出" }
capital = { value = "5000万元/年", assumed = "未给出" }
"""


def test_a_company_carries_governments_facilities_of_the_districts_named(plan_folder: Any) -> None:
    file = plan_folder / "plan.toml"
    before = load(plan_folder)
    file.write_text(file.read_text("utf-8") + COMPANY_TABLE, "utf-8")
    scenario = load(plan_folder)
    islands = {d.id for d in scenario.districts if d.island}
    places = scenario.tables()["incubators"]
    for row, f in zip(places, scenario.facilities, strict=True):
        carried = f.owner == "government" and f.district in islands
        assert row["carrier"] == (1 if carried else -1)  # the second of the institutions
    standing = spinup.standing_facilities(places)
    standing["carrier"] = -1
    planned = scenario.tables()
    old = {name: table for name, table in planned.items() if name not in spinup.SET_UP}
    world = World(scenario.markets(), old | {"incubators": standing})
    joined = spinup.add_policy(world, planned).tables
    assert np.array_equal(joined["incubators"]["carrier"], places["carrier"])
    assert len(joined["institutions"]) == 2
    # what it builds is no longer government's money, but the capital it gets is: eleven years of it
    cost = scenario.path()[0, 0]
    built = sum(
        f.area * float(cost["conversion_cost" if f.built == "converted" else "building_cost"])
        for f in scenario.facilities
        if f.opens is not None and f.owner == "government" and f.district in islands
    )
    money = before.planned_public_money() - built + 5000 * 11
    assert scenario.planned_public_money() == pytest.approx(money)


def test_an_established_firm_has_a_trade(plan_folder: Any) -> None:
    file = plan_folder / "plan.toml"
    firm = """
[institution.firm]
zh = "龙头"
en = "leading firm"
kind = "leading_firm"
district = "rest"
since = "2022-09"
assumed = "未给出"
staff = 800
purchases = "10亿元/年"
opening = "10%"
"""
    file.write_text(file.read_text("utf-8") + firm, "utf-8")
    with pytest.raises(UserError, match="needs sector"):
        load(plan_folder)
    text = file.read_text("utf-8").replace(
        'kind = "leading_firm"\n', 'kind = "leading_firm"\nsector = "equipment"\n'
    )
    file.write_text(text, "utf-8")
    (row,) = load(plan_folder).institution_table()[1:]
    assert (row["purchases"], row["sector"]) == (100000, 1)
