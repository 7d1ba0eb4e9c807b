"""Worked examples of the lists of candidates, linked stages of the chain, branches, and one park one policy."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from plainly import NOW, Rows, book, counts, district, law, luck, month, paid, startup
from worlds import plain

from sim.model import codes
from sim.model.rules import (
    admit,
    certify,
    facility_grants,
    found,
    invest,
    operate,
    seek_funding,
    settle,
    trade,
)

pytestmark = pytest.mark.usefixtures("plain_python")

PLACES = {
    "micro_cultivation_places": 3,
    "high_tech_cultivation_places": 2,
    "strong_cultivation_places": 1,
    "micro_place_cost": 0.6,
    "high_tech_place_cost": 4.8,
    "strong_place_cost": 12.0,
    "cultivation_term": 24,
    "right_fee": 2.0,
    "rights_wanted": 5,
    "champion_skill": 1.6,
    "management_points": 8,
    "coaching_points": 6,
    "renewal_points": 5,
}
# the rung a firm stands on: who serves it on the list for the next one
RUNGS = (codes.MICRO, codes.TECH_SME, codes.HIGH_TECH)


def at(year: int = 2022, when: int = 7, **given: Any) -> SimpleNamespace:
    """A month under the law of its date, with lists open."""
    return law(year, when, **PLACES | given)


def house(**given: Any) -> SimpleNamespace:
    """An open incubator."""
    usual = {"kind": codes.INCUBATOR, "opened": NOW - 60, "tenant_area": 1000.0, "free": 1000.0}
    return plain("incubators", **{**usual, "sector": -1, "part": 0.5, **given})


# the lists


def test_each_rung_has_places_and_a_price() -> None:
    m = at()
    assert [certify.list_places(rung, m) for rung in range(5)] == [0, 3, 2, 1, 0]
    assert [certify.place_cost(rung, m) for rung in RUNGS] == [0.6, 4.8, 12]


SME = {"heads": 20, "research_heads": 4, "sales_1": 1000.0, "reported_1": 30.0, "designs": 2}


def test_points_and_nearness_of_a_tech_sme() -> None:
    m = at()
    # a fifth of staff 12, 3 % of sales 20, two rights 12
    assert certify.tech_sme_points(startup(**SME), m) == 44
    assert certify.nearness_to_tech_sme(startup(**SME), m) == pytest.approx(44 / 60)
    assert certify.tech_sme_points(startup(**SME | {"research_heads": 0}), m) == 0
    assert certify.nearness_to_tech_sme(startup(**SME | {"sales_1": 30000.0}), m) == 0


TITLE = {
    "rung": codes.TECH_SME,
    "heads": 20,
    "research_heads": 4,
    "patents": 1,
    "contracts": 3,
    "sales_1": 1000.0,
    "sales_2": 1000.0,
    "reported_1": 50.0,
    "reported_2": 40.0,
    "high_tech_share": 0.7,
}


def test_nearness_of_a_high_tech_enterprise() -> None:
    m = at()
    # coached: rights 22, use 18, management 8 + 2 + 6, no growth: 56 of 70; research 90 of 100
    s = startup(**TITLE)
    assert certify.nearness_to_high_tech(s, m) == pytest.approx(56 / 70 * 0.9)
    for wrong in (
        {"registered": m.clock - 11},
        {"research_heads": 1},
        {"high_tech_share": 0.5},
        {"sales_1": 0.0, "sales_2": 0.0},
    ):
        assert certify.nearness_to_high_tech(startup(**TITLE | wrong), m) == 0, wrong


def test_nearness_of_a_strong_firm_is_by_the_shorter_way() -> None:
    m = at(when=12)
    s = startup(
        rung=codes.HIGH_TECH,
        sales_1=4000.0,
        sales_year=4000.0,
        research_1=192.0,
        patents=2,
        capability=1.6,
    )
    # sales four fifths of 50 m, research 4.8 % of the 6 %; a leading firm sells 100 m
    assert certify.nearness_to_champion(s, m) == pytest.approx(0.8)
    assert certify.nearness_to_strong(s, m) == pytest.approx(0.8)
    s.patents = 0
    assert certify.nearness_to_champion(s, m) == 0
    assert certify.nearness_to_strong(s, m) == pytest.approx(0.4)
    assert certify.nearness_to_champion(startup(sales_1=9e9), at(2018)) == 0  # no such title yet


def test_nearness_asks_of_each_rung_what_the_next_one_asks() -> None:
    m = at()
    assert certify.nearness(startup(**SME), m) == pytest.approx(44 / 60)
    assert certify.nearness(startup(**TITLE), m) == pytest.approx(56 / 70 * 0.9)
    leading = startup(rung=codes.HIGH_TECH, sales_1=10000.0)
    assert certify.nearness(leading, m) == pytest.approx(5 / 12)  # five months of last year


def test_a_firm_is_put_on_a_list_once_while_it_stands_on_a_rung() -> None:
    m = at()
    assert certify.may_enter(startup(rung_since=m.clock - 5), m)
    assert not certify.may_enter(startup(rung=codes.STRONG), m)
    assert not certify.may_enter(startup(rung=codes.TEAM), m)
    assert not certify.may_enter(startup(cultivated=codes.MICRO), m)
    assert not certify.may_enter(startup(), at(micro_cultivation_places=0))
    before = startup(rung_since=m.clock - 30, cultivated_since=m.clock - 25)
    assert not certify.may_enter(before, m)
    before.rung_since = m.clock - 3  # it has moved since
    assert certify.may_enter(before, m)


def test_a_firm_leaves_its_list_when_it_has_climbed_or_its_term_is_over() -> None:
    m = at()
    on = {"cultivated": codes.MICRO, "cultivated_since": m.clock - 23}
    for given, stays in (
        ({}, True),
        ({"rung": codes.TECH_SME}, False),
        ({"cultivated_since": m.clock - 24}, False),
    ):
        s = startup(**on | given)
        certify.leave_list(s, m)
        assert (s.cultivated == codes.MICRO) == stays, given
    s = startup(**on)
    certify.leave_list(s, at(micro_cultivation_places=0))
    assert s.cultivated == 0


def test_a_place_is_paid_by_the_month_and_files_the_rights_a_firm_lacks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # 0.4 a month buys 0.2 rights, half of them worked out: one where the draw is above exp(-0.1)
    luck(monkeypatch, certify, 0.95, 0, 0, 0)
    m, b, c = at(), book(), counts()
    work = {"research_heads": 1, "research_skill": m.filing_half}
    for rung in RUNGS:
        s = startup(cultivated=rung, **work)
        certify.serve_place(s, m, b, c)
        assert s.designs == (rung == codes.TECH_SME)
    assert c.designs_filed == 1
    assert paid(b) == pytest.approx(
        {"micro_cultivation": 0.05, "high_tech_cultivation": 0.4, "strong_cultivation": 1.0}
    )
    for enough in ({"patents": 1}, {"designs": 5}):
        s = startup(cultivated=codes.TECH_SME, **work | enough)
        certify.serve_place(s, m, b, c)
        assert c.designs_filed == 1


def test_the_nearest_fill_free_places_once_a_quarter() -> None:
    m, b, c = at(micro_cultivation_places=2), book(), counts()
    firms = Rows(
        [
            startup(**SME, cultivated=codes.MICRO, cultivated_since=m.clock - 3),
            startup(**SME | {"designs": 1}, key=2),
            startup(**SME, key=3),
            startup(**SME | {"research_heads": 0}, key=4),
        ]
    )
    count, who, near = np.zeros((1, 5), int), [9] * 4, [9.0] * 4
    n = certify.keep_lists(firms, range(4), [m], [b], [c], count, who, near)
    assert (n, who[:2], near[:2]) == (2, [1, 2], pytest.approx([38 / 60, 44 / 60]))
    assert count[0, codes.MICRO] == 1 and b.micro_cultivation == pytest.approx(0.05)
    certify.enter_lists(firms, [m], count, who, [1, 0])
    assert [s.cultivated for s in firms] == [1, 0, 1, 0] and firms[2].cultivated_since == m.clock
    august = law(2022, 8, **PLACES)
    assert (
        certify.keep_lists(firms, range(4), [august], [b], [c], np.zeros((1, 5), int), who, near)
        == 0
    )


# what a place brings


def test_papers_are_prepared_for_a_micro_firm_on_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    luck(monkeypatch, certify, 0.6, 0, 0, 0)
    m = at(filing_turnout=0.65, renewal_rate=0.9, filing_rate=0.0, capacity_size=0.0)
    vars(m).update(capacity_heads=8, peer_effect=0.0)
    for cultivated, filed in ((0, 0), (codes.MICRO, 1), (codes.TECH_SME, 0)):
        s, c = startup(**SME | {"patents": 1}, capacity=0.5, cultivated=cultivated), counts()
        certify.apply_tech_sme(s, district(aware=1.0), m, c)
        assert c.tech_sme_filed == filed and (s.tech_sme_until > 0) == bool(filed)


def test_who_is_coached_before_the_panel() -> None:
    m = at()
    assert certify.is_coached(startup(), 0.3, 0.4, m)
    assert not certify.is_coached(startup(), 0.5, 0.4, m)
    assert certify.is_coached(startup(cultivated=codes.TECH_SME), 0.5, 0.4, m)
    assert not certify.is_coached(startup(cultivated=codes.MICRO), 0.5, 0.4, m)
    assert certify.is_coached(startup(advised_until=m.clock), 0.5, 0.4, m)


def test_research_is_planned_to_the_line_from_further_off() -> None:
    m = at(research_intensity=0.02, threshold_reach=0.75, holder_reach=0.15, threshold_margin=1.1)
    vars(m).update(intensity_base=1.0, intensity_tech=0.0)
    s = startup(rung=codes.TECH_SME, sales_1=1000.0, researching=True)
    assert settle.intensity_wanted(s, m) == pytest.approx(0.02)
    s.cultivated = codes.TECH_SME
    assert settle.intensity_wanted(s, m) == pytest.approx(0.055)


def test_a_firm_that_is_to_become_strong_meets_customers_and_funds() -> None:
    m = month(strong_place_cost=12.0, mentor_cost=3.0, meeting_price=1.5, incubator_link=0.5)
    vars(m).update(investor_link=0.2, introduction_weight=1, mentor_hours=10, hours_half=10)
    assert trade.place_meetings(m) == pytest.approx(0.5)
    assert trade.place_meetings(month(**vars(m) | {"strong_place_cost": 2.0})) == 0
    assert trade.place_meetings(month(**vars(m) | {"strong_place_cost": 90.0})) == 1
    places = Rows([])
    assert seek_funding.introduction(startup(), places, m) == 0
    listed = startup(cultivated=codes.HIGH_TECH)
    assert seek_funding.introduction(listed, places, m) == pytest.approx(0.25)
    listed.investor = 3
    assert seek_funding.introduction(listed, places, m) == pytest.approx(0.2 + 0.8 * 0.25)
    vars(m).update(advantage=1.0, first_contract=5.0, size_slope=0.5, scale=0.5, cluster_reach=2.0)
    vars(m).update(title_reach=0.0, selling_gain=3.0)
    x, d = plain("sectors"), district(cluster_meetings=0.0)
    firm = {"ready": 1.0, "rung": codes.HIGH_TECH, "niche": 100.0}
    weights = []
    for on, lucky in ((0, 0.6), (codes.HIGH_TECH, 0.4), (codes.HIGH_TECH, 0.6)):
        s = startup(**firm, cultivated=on)
        trade.show(s, x, d, 1.0, lucky, m)
        weights.append(s.weight)
    assert weights[0] == weights[1] and weights[2] == pytest.approx(3 * weights[0])


# the chain of places

DESKS = {
    "service_value": 0.0,
    "hours_half": 10,
    "neighbour_value": 0.0,
    "campus_value": 0.0,
    "fit_weight": 0,
    "campus_fit": 0,
    "connections": 0,
    "application_rate": 0.0,
    "management_separation": 0,
    "leading_sector_rule": 0,
    "customer_weight": 0.0,
    "research_weight": 0.0,
    "lease_months": 36,
    "long_development": 20,
    "admission_bar": -1.0,
    "pipeline_reserve": 0.2,
}


def test_who_has_outgrown_its_place() -> None:
    m = law(2022, 6)
    desk, house_, park = (house(kind=k) for k in (codes.MAKERSPACE, codes.INCUBATOR, codes.PARK))
    ripe = startup(rung=codes.HIGH_TECH)
    assert admit.has_outgrown(startup(), desk, m)
    assert not admit.has_outgrown(startup(rung=codes.TEAM), desk, m)
    assert admit.has_outgrown(ripe, house_, m) and not admit.has_outgrown(startup(), house_, m)
    assert not admit.has_outgrown(ripe, park, m)
    fast = house(kind=codes.ACCELERATOR)
    for stayed, outgrown in ((36, True), (35, False)):
        s = startup(admitted=m.clock - stayed)
        assert admit.has_outgrown(s, fast, law(2022, 6, lease_months=36)) == outgrown


def test_linked_houses_hand_on_and_keep_room(monkeypatch: pytest.MonkeyPatch) -> None:
    luck(monkeypatch, admit, 0.0, 0.5, 0.5, 0.4)
    for share, handed in ((0.0, False), (0.4, False), (0.41, True)):
        assert admit.is_handed_on(startup(), month(pipeline_linking=share)) == handed
    m = month(pipeline_linking=0.5, pipeline_reserve=0.2)
    assert admit.kept_for_graduates(house(), m) == pytest.approx(100)
    assert admit.kept_for_graduates(house(kind=codes.MAKERSPACE), m) == 0


def test_a_graduate_of_a_linked_chain_moves_up_before_its_time_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    luck(monkeypatch, admit, 0.99, 0.9, 0.9, 0.5)
    firm = {"rung": codes.HIGH_TECH, "area": 80.0, "admitted": NOW - 10}
    for share, applies in ((0.0, 0), (0.6, 1)):
        m = law(2022, 6, **DESKS, pipeline_linking=share)
        monkeypatch.setattr(admit, "is_quarter_turn", lambda s, m: True)
        s = startup(**firm, home=0)
        houses = Rows(
            [
                house(rent=0.001, occupied=80.0, tenants=1),
                house(kind=codes.ACCELERATOR, rent=0.001, tenant_area=100.0, selection_noise=1.0),
            ]
        )
        c, who, where, score, came, linked = counts(), [9], [9], [9.0], [9], [False]
        n = admit.move_desks(
            Rows([s]),
            [0],
            houses,
            range(len(houses)),
            Rows([plain("sectors", difficulty=10.0)]),
            Rows([district()]),
            [m],
            [c],
            who,
            where,
            score,
            came,
            linked,
        )
        assert n == applies and s.home == 0 and houses[0].tenants == 1  # it has not gone yet
        if applies:  # and what its house knows is seen without noise
            assert (where, came, linked) == ([1], [codes.INCUBATOR], [True])
            assert score == pytest.approx([0.0], abs=1e-8)
            outcome = [-1]
            admit.seat_applicants(
                Rows([s]), houses, [m], [c], who, where, score, came, [0], outcome
            )
            assert s.home == 1 and outcome == [codes.TAKEN] and c.incubator_up == 1
            assert houses[0].tenants == 0 and houses[0].graduates == 1 == houses[1].tenants


def test_who_is_not_taken_keeps_its_desk_and_room_is_kept_for_those_who_come_up() -> None:
    m = law(2022, 6, **DESKS, pipeline_linking=1.0)
    full = house(kind=codes.ACCELERATOR, tenant_area=100.0, occupied=70.0, tenants=1)
    start = house(occupied=20.0, tenants=1)
    mover, newcomer = startup(area=20.0, home=0, rung=codes.HIGH_TECH), startup(area=20.0)
    outcome, c = [-1, -1], counts()
    admit.seat_applicants(
        Rows([newcomer, mover]),
        Rows([start, full]),
        [m],
        [c],
        [0, 1],
        [1, 1],
        [9.0, 1.0],
        [-1, codes.INCUBATOR],
        [0, 1],
        outcome,
    )  # 20 of the 30 left are kept
    assert outcome == [codes.RESERVED, codes.TAKEN] and (newcomer.home, mover.home) == (-1, 1)
    late = startup(area=20.0, home=0, rung=codes.HIGH_TECH)
    admit.seat_applicants(
        Rows([late]),
        Rows([start, full]),
        [m],
        [c],
        [0],
        [1],
        [9.0],
        [codes.INCUBATOR],
        [0],
        outcome,
    )
    assert outcome[0] == codes.FULL and late.home == 0 and c.incubator_out == 0


# branches

BRANCH = {
    "operator_chain": 1,
    "review_good": 75,
    "chain_full": 0.8,
    "branch_market": 0.1,
    "branch_least": 200,
    "area_per_head": 10,
    "first_heads": 4,
    "conversion_cost": 0.1,
    "upkeep": 0.001,
    "most_usable": 0.9,
    "chain_dilution": 0.8,
}


def test_operators_that_do_well_rent_further_floor() -> None:
    m, d = month(**BRANCH), district(market_rent=0.003, renters=1000)
    good = {"professional": True, "score": 80.0, "occupied": 800.0, "area": 1200.0, "rent": 0.002}
    good |= {"result_year": 60.0, "cash": 60.0, "skill": 1.2}
    # 60 fit out 600 m²; a m² loses 0.003 + 0.001 - 0.9 x 0.002 = 0.0022 a month, so 60 carry more
    assert operate.branch_wanted(house(**good), d, m) == pytest.approx(600)
    assert operate.branch_wanted(house(**good), district(market_rent=0.01, renters=1000), m) == (
        pytest.approx(60 / 12 / 0.0092)
    )
    assert operate.branch_wanted(house(**good), district(market_rent=0.003, renters=100), m) == 400
    for wrong in (
        {"professional": False},
        {"score": 74.0},
        {"occupied": 799.0},
        {"result_year": 0.0},
        {"cash": 0.0},
    ):
        assert operate.branch_wanted(house(**good | wrong), d, m) == 0, wrong
    assert operate.branch_wanted(house(**good), d, month(**BRANCH | {"operator_chain": 0})) == 0
    i, b = house(**good), book()
    operate.branch_out(i, d, m, b)
    assert (i.area, i.tenant_area, i.branch_area) == pytest.approx((1800, 1540, 600))
    assert i.skill == pytest.approx(1.2 * (1200 + 0.8 * 600) / 1800)
    assert i.cash == pytest.approx(0) and paid(b) == pytest.approx({"branch_fit_out": 60})
    operate.pay_branch_rent(i, d, m, b)
    assert i.cash == pytest.approx(-1.8) and b.branch_rent == pytest.approx(1.8)
    small = house(**good | {"cash": 19.0})
    operate.branch_out(small, d, m, book())
    assert small.branch_area == 0  # 190 m² are not worth opening


# one park one policy

NEEDS = {
    "platform_need": 5,
    "tenants_per_member": 10,
    "crowded_share": 0.75,
    "funded_line": 0.1,
    "most_usable": 0.9,
    "refurbish_cost": 0.05,
    "park_policy_project": 30,
    "mentor_cost": 3,
    "staff_wage": 0.5,
    "social_rate": 0.25,
}


def test_what_a_house_lacks_most() -> None:
    m = month(**NEEDS)
    i = house(area=2000.0, tenants=20, staff=1, mentors=0.5, equipment=100.0, occupied=900.0)
    i.funded = 1
    lacks = [facility_grants.lack_of(what, i, m) for what in range(4)]
    assert lacks == pytest.approx([0.5, 0.25, 0.6, 0.5])
    assert facility_grants.bottleneck(i, m) == codes.SPACE
    i.tenant_area = 1800.0  # all that can be let is
    assert facility_grants.lack_of(codes.SPACE, i, m) == 0
    assert facility_grants.bottleneck(i, m) == codes.FINANCING
    i.funded = 2
    assert facility_grants.bottleneck(i, m) == codes.EQUIPMENT
    i.staff = 0
    assert facility_grants.bottleneck(i, m) == codes.PEOPLE


def test_what_a_house_asks_for_its_bottleneck() -> None:
    m = month(**NEEDS)
    i = house(area=2000.0, tenant_area=1500.0)
    assert facility_grants.park_policy_claim(codes.SPACE, i, m) == pytest.approx(15)
    assert facility_grants.park_policy_claim(codes.PEOPLE, i, m) == 30


def test_the_money_is_spent_on_what_is_lacking() -> None:
    m = month(**NEEDS)
    i = house(area=2000.0)
    for what in range(4):
        facility_grants.relieve(what, i, 30.0, m)
        if what == codes.PEOPLE:
            assert (i.lent_mentors, i.lent_brokers) == (10, 0) and i.lent_until == NOW + 12
    assert i.equipment == 30 and i.tenant_area == pytest.approx(1600)
    assert i.lent_mentors == 0 and i.lent_brokers == pytest.approx(30 / 7.5)


def test_a_house_asks_once_a_year_while_the_purse_lasts() -> None:
    m, b, c = month(**NEEDS), book(), counts()
    p = plain("programmes", purse=40.0, opened=2022)
    first, second = (house(area=1000.0, tenants=5, staff=1) for _ in range(2))
    for i in (first, first, second):
        facility_grants.claim_for_bottleneck(i, p, m, b, c)
    assert (first.mended, p.purse, c.refused) == (2022, 10, 1)
    assert paid(b) == {"park_policy": 30, "park_policy_work": 30} and first.cash == 0


def test_lent_people_serve_tenants_for_a_year() -> None:
    m = month(
        mentor_budget=0,
        mentor_cost=3,
        service_hours=60,
        mentor_hours=10,
        introduction_weight=4,
        hours_half=10,
        mentoring=0.01,
        park_spill=0.0,
        congestion=0.0,
        filing_help=0.0,
        tenant_coaching=0.0,
    )
    i = house(
        tenants=20, staff=0, skill=1.0, lent_mentors=4.0, lent_brokers=1.0, lent_until=NOW + 1
    )
    operate.assist(i, district(), m)
    assert i.mentors == 4 and i.hours == pytest.approx(2)
    assert i.contact_hours == pytest.approx(2 + 4 * 60 / 20)
    i.lent_until = NOW
    operate.assist(i, district(), m)
    assert i.mentors == i.contact_hours == 0


# what is brought about


def test_a_deal_is_matchings_when_the_meeting_would_not_have_been_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    m = month(meeting_rate=0.1, insider_noise=1.0, investment_bar=0.0, caution_weight=0.0)
    vars(m).update(lead_part=1.0, amount_seed=10.0, ticket_range=3, follow_reserve=0.0)
    vars(m).update(traction_weight=0, market_weight=0, niche_least=1, screening_noise=0)
    vars(m).update(insight_base=1, outside_capital=0.0, amount_angel=30.0)
    vars(m).update(amount_a=99.0, amount_b=99.0, amount_c=99.0)
    fund = plain("funds", kind=codes.SEED_FUND, cash=100.0, alive=True, invests_until=NOW + 9)
    for a, matched in ((0.29, -1), (0.31, NOW), (0.61, -1)):
        luck(monkeypatch, invest, a, 0.5, 0.5, 0.5)
        s = startup(niche=10.0)
        out = [[9], [9], [9], [9.0], [9.0]]
        invest.meet(
            Rows([s]),
            np.array([0]),
            [codes.SEED],
            [0.0],
            Rows([fund]),
            [0],
            [0],
            [1],
            [-1],
            Rows([district(meetings=0.2)]),
            [m],
            *out,
        )
        assert s.matched == matched, a


def test_what_opened_access_adds() -> None:
    x = plain("sectors", restricted=0.5)
    assert found.closed_part(x, month()) == 1
    assert found.closed_part(x, month(market_access_opened=0.6)) == pytest.approx(0.5 / 0.8)
    assert found.closed_part(plain("sectors"), month(market_access_opened=0.6)) == 1
    assert math.isclose(found.closed_part(x, month(market_access_opened=1.0)), 0.5)
