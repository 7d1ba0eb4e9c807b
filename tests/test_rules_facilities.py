"""Worked examples of facilities: building, the operator's time and money, public money, chain of places, evaluation, race."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from plainly import (
    ENVELOPES,
    NOW,
    Rows,
    book,
    counts,
    district,
    law,
    luck,
    month,
    paid,
    startup,
)
from worlds import plain

from sim.core.fields import blank_table, fields_of
from sim.model import codes
from sim.model.agents.payments import Book
from sim.model.calendar import calendar, month_number
from sim.model.measures import Census
from sim.model.rules import (
    admit,
    build,
    common,
    district_race,
    evaluate_facilities,
    facility_grants,
    measure_places,
    operate,
    public_services,
)

pytestmark = pytest.mark.usefixtures("plain_python")


def place(**given: Any) -> SimpleNamespace:
    """An open incubator."""
    usual = {
        "kind": codes.INCUBATOR,
        "opened": NOW - 60,
        "tenant_area": 1000.0,
        "free": 1000.0,
        "sector": -1,
        "part": 0.5,
        "fee_part": 0.5,
    }
    return plain("incubators", **{**usual, **given})


# building

BUILD = {
    "delivery_rate": 0.4,
    "coordination_budget": 0,
    "coordination_cost": 100,
    "dispatch_meetings": 0,
    "conversion_cost": 0.1,
    "building_cost": 0.3,
    "operator_tender": 0,
    "most_usable": 0.9,
    "refurbish_cost": 0.05,
    "infrastructure_budget": 0,
}


def test_coordination_and_races_remove_delays() -> None:
    assert build.finish_chance(district(), month(**BUILD)) == pytest.approx(0.4)
    helped = month(**BUILD | {"coordination_budget": 100})
    assert build.finish_chance(district(), helped) == pytest.approx(1 - 0.6 / math.e)
    assert build.finish_chance(district(hurry=0.5), helped) == pytest.approx(1 - 0.3 / math.e)


def test_a_promised_building_opens_once_it_is_due_and_ready(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    m, b, d = month(**BUILD), book(), district()
    luck(monkeypatch, build, 0.39, 0, 0, 0)
    early, due, never = (place(opened=-1, opens=o, area=1000.0) for o in (NOW + 1, NOW, -1))
    for i in (early, due, never):
        build.finish(i, d, m, b)
    assert [i.opened for i in (early, due, never)] == [-1, NOW, -1] and paid(b) == pytest.approx(
        {"building": 100}
    )
    build.finish(place(opened=-1, opens=NOW, area=1000.0, new_built=True), d, m, b)
    assert b.building == pytest.approx(100 + 300)  # new building costs three times as much here
    luck(monkeypatch, build, 0.41, 0, 0, 0)
    late = place(opened=-1, opens=NOW - 5)
    build.finish(late, d, m, b)
    assert late.opened == -1


TENDER = BUILD | {
    "dispatch_meetings": 0,
    "delivery_rate": 1,
    "tender_months": 2,
    "operator_tender": 1,
    "bidder_fee": 100,
    "operator_skill": 1.0,
    "operator_spread": 0.3,
    "operator_team": 12,
    "operator_fee": 0,
}


def post(**given: Any) -> SimpleNamespace:
    """An operator's post."""
    return plain("operators", **given)


def test_a_larger_fee_attracts_better_bidders(monkeypatch: pytest.MonkeyPatch) -> None:
    luck(monkeypatch, build, 0.0, 0.25, 0, 0)
    alone, chosen, untouched = (post(by_lever=True, began=NOW - 2) for _ in range(3))
    build.hold_tender(alone, district(), month(**TENDER))
    # two bidders: the better has 0.25 ^ (1/2) = 0.5
    build.hold_tender(chosen, district(), month(**TENDER | {"operator_fee": 100}))
    assert chosen.skill == pytest.approx(1.0)
    assert alone.skill == pytest.approx(1 - 0.3 * 0.67449, abs=1e-4) and alone.brought == NOW
    build.hold_tender(untouched, district(), month(**TENDER | {"operator_tender": 0}))
    assert untouched.brought == -1


def test_a_tender_takes_its_time_from_the_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    luck(monkeypatch, build, 0.0, 0.5, 0, 0)
    early, late, silent = post(notice=NOW, team=25), post(notice=NOW + 1, team=25), post(team=25)
    for later in range(3):
        for o in (early, late, silent):
            build.hold_tender(o, district(), month(**TENDER, clock=NOW + later))
    assert (early.began, early.brought) == (
        NOW,
        NOW + 2,
    )  # no sooner than the months a tender takes
    assert (late.began, late.brought) == (NOW + 1, -1)
    assert (silent.began, silent.brought) == (-1, -1)  # nobody announced it
    slow = post(notice=NOW - 9, began=NOW - 9)
    luck(monkeypatch, build, 0.5, 0.5, 0, 0)
    build.hold_tender(slow, district(), month(**TENDER | {"delivery_rate": 0.4}))
    assert slow.brought == -1


def test_an_operator_is_sought_by_its_notice_or_by_the_lever() -> None:
    m = month(**TENDER)
    assert build.is_sought(post(notice=NOW), m) and not build.is_sought(post(notice=NOW + 1), m)
    assert build.is_sought(post(by_lever=True), m)
    assert not build.is_sought(post(by_lever=True), month(**TENDER | {"operator_tender": 0}))
    assert build.bid_skill(0.5, m) == pytest.approx(1.0)
    assert build.contract_team(place(area=1000.0), post(team=25, area=4000.0), m) == 7
    assert build.contract_team(place(area=1000.0), post(by_lever=True, area=2000.0), m) == 6
    assert common.tender_delay(post(due=NOW - 3), m) == 3
    assert common.tender_delay(post(began=NOW - 5), m) == 3  # it could have been chosen after two


def test_a_tender_hands_over_what_it_names_and_a_lever_what_government_owns() -> None:
    named = place(tender=5, owner=codes.PRIVATE)
    assert common.charge_of(named, 0) == 5
    owners = {codes.GOVERNMENT: 0, codes.UNIVERSITY: -1, codes.LEADING_FIRM: -1, codes.PRIVATE: -1}
    for owner, charge in owners.items():
        assert common.charge_of(place(owner=owner), 0) == charge


def test_a_contracts_team_is_divided_by_floor_area() -> None:
    m, o = month(**TENDER), post(team=25, brought=NOW, area=4000.0, skill=1.1)
    small, able = place(area=1000.0, staff=2, skill=0.6), place(area=3000.0, staff=30, skill=1.4)
    for i in (small, able):
        build.entrust(i, o, district(), m)
    assert small.professional and (small.staff, small.skill) == (7, pytest.approx(1.1))  # 25 / 4
    assert (able.staff, able.team_asked, able.skill) == (30, 19, pytest.approx(1.4))
    waiting = place(area=1000.0, skill=0.6)
    build.entrust(waiting, post(team=25, area=4000.0), district(), m)
    assert not waiting.professional and waiting.team_asked == 0  # nobody has a contract yet


def test_who_lost_its_operator_is_put_out_to_tender_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    luck(monkeypatch, build, 0.0, 0.5, 0, 0)
    m, o = month(**TENDER, house_skill=0.6), post(team=10, brought=NOW - 20, area=1000.0, skill=1.3)
    i = place(area=1000.0, professional=True, skill=1.3)
    common.dismiss(i, m)
    assert (i.professional, i.skill, i.tender_from) == (False, pytest.approx(0.6), NOW)
    build.entrust(i, o, district(), m)
    assert not i.professional  # a tender takes its time
    build.entrust(i, o, district(), month(**TENDER, clock=NOW + 2))
    assert i.professional and i.skill == pytest.approx(1.0) and i.tender_from == -1


def test_a_facilitys_part_of_its_district_is_by_floor_area() -> None:
    assert build.floor_share(place(area=1000.0), district(floor_area=4000.0)) == 0.25
    # the first to open
    assert build.floor_share(place(area=1000.0), district(floor_area=0.0)) == 1.0


def test_money_for_floor_space_is_shared_by_the_room_to_grow() -> None:
    m, b, d = month(**BUILD | {"infrastructure_budget": 120}), book(), district(refurbishable=800.0)
    i = place(area=2000.0, tenant_area=1200.0)
    assert (
        common.room_to_grow(i, m) == 600
        and common.room_to_grow(place(area=1000.0, tenant_area=950.0), m) == 0
    )
    build.refurbish(i, d, m, b)  # 10 a month pay for 200 of 800 m2: a quarter of 600
    assert i.tenant_area == pytest.approx(1350) and paid(b) == pytest.approx(
        {"infrastructure": 7.5}
    )
    rich = month(**BUILD | {"infrastructure_budget": 1e5})
    build.refurbish(i, district(refurbishable=450.0), rich, b)
    assert i.tenant_area == pytest.approx(1800)  # no further than nine tenths
    build.refurbish(i, d, month(**BUILD), b)
    assert i.tenant_area == pytest.approx(1800)


def test_what_opens_is_measured_handed_over_and_refurbished(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    luck(monkeypatch, build, 0.0, 0.5, 0, 0)
    houses = Rows(
        [
            place(area=1000.0, tenant_area=500.0),
            place(area=500.0, closed=NOW),
            place(area=3000.0, tenant_area=1500.0, opened=-1, opens=NOW),
        ]
    )
    d, b, m = (
        district(floor_area=1000.0, refurbishable=9.0),
        book(),
        month(**BUILD | {"infrastructure_budget": 480}),
    )
    build.build(houses, Rows([post(by_lever=True)]), [0], Rows([d]), [m], [b])
    assert houses[0].fee_part == 0.25 and d.contracted_area == 4000
    assert (
        houses[0].part == 1.0
        and houses[2].opened == NOW
        and d.refurbishable == pytest.approx(400 + 1200)
    )
    assert houses[0].tenant_area == pytest.approx(700)  # 40 a month pay for 800 of 1600 m2
    assert b.building == pytest.approx(300) and b.infrastructure == pytest.approx(40)


# the operator's time

OPERATE = {
    "operator_fee": 240,
    "operator_contract_share": 0.25,
    "fee_cut": 0.2,
    "performance_award": 20,
    "level_award": 30,
    "evaluation_consequence": 0,
    "reputation": 0.2,
    "revocation_fear": 0.3,
    "stake_response": 1.0,
    "benefit_sharing": 0.0,
    "benefit_half": 0.1,
    "operator_recruiting": 0.0,
    "recruiting_hours": 30,
    "staff_wage": 0.5,
    "social_rate": 0.2,
    "upkeep": 0.001,
    "mentor_budget": 72,
    "mentor_cost": 36,
    "service_hours": 60,
    "mentor_hours": 12,
    "mentoring": 0.01,
    "hours_half": 10,
    "park_spill": 0,
    "congestion": 0,
    "filing_help": 0.5,
    "introduction_weight": 4,
    "tenant_coaching": 0.5,
    "technology_gain": 0.001,
    "institute_technology": 3,
    "platform_wear": 0.1,
    "platform_need": 5,
    "campus_access": 0.3,
    "host_reach": 0.25,
    "selection_noise": 1.2,
    "expert_budget": 60,
    "expert_cost": 60,
    "lowered_bar": 1.0,
    "incubator_rent": 0.002,
    "posted_rent_discount": 0.25,
    "advertising_value": 0.2,
    "reputation_value": 0.1,
    "facility_reserve": 6,
    "facility_patience": 24,
    "host_cofunding": 0.0,
    "course_gain": 0.1,
    "skill_ceiling": 1.2,
    "operator_team": 12,
    "tenants_per_member": 10,
}


def at(consequence: int = 0, **given: Any) -> SimpleNamespace:
    """A month of an operator under an evaluation."""
    return month(**OPERATE | {"evaluation_consequence": consequence} | given)


def test_what_a_facility_costs_in_a_month() -> None:
    assert operate.running_cost(place(staff=5, area=1000.0), at()) == pytest.approx(
        5 * 0.5 * 1.2 + 1
    )


def test_a_part_of_the_fee_follows_the_score() -> None:
    # half of 240 a year: 10 a month; a quarter of it at stake with 60 points: 10 % less
    assert operate.fee(place(score=60.0), at()) == pytest.approx(9)
    assert operate.fee(place(score=60.0, warnings=1), at(codes.RANKING)) == pytest.approx(9)
    assert operate.fee(place(score=60.0, warnings=1), at(codes.MONEY)) == pytest.approx(9 * 0.8)


def test_what_is_at_stake_for_an_operator() -> None:
    # fee of a year 120: a quarter 30; level award 30 x 50 points = 15
    i = place(score=50.0)
    assert operate.money_at_stake(i, at()) == pytest.approx(30 + 15)
    assert operate.money_at_stake(i, at(codes.RANKING)) == pytest.approx(45 + 20)
    assert operate.money_at_stake(i, at(codes.MONEY)) == pytest.approx(45 + 20 + 24)
    assert operate.money_at_stake(place(score=50.0, level=codes.PROVINCIAL), at()) == pytest.approx(
        30 + 30
    )
    assert operate.money_at_stake(place(score=50.0, level=codes.NATIONAL), at()) == pytest.approx(
        30
    )
    # the best has half of its name at stake, the last all of it; a warning doubles the fear of removal
    assert operate.name_at_stake(place(), at()) == 0
    assert operate.name_at_stake(place(behind=0.0), at(codes.RANKING)) == pytest.approx(0.1)
    assert operate.name_at_stake(place(behind=1.0), at(codes.REVOCATION)) == pytest.approx(
        0.2 + 0.3
    )
    assert operate.name_at_stake(
        place(behind=1.0, warnings=1), at(codes.REVOCATION)
    ) == pytest.approx(0.2 + 0.6)


def test_pressure_saturates_and_shared_benefits_ease_it() -> None:
    i = place(score=50.0)  # 45 of a year's cost 60 at stake
    assert operate.pressure(i, 5.0, at()) == pytest.approx(1 - math.exp(-0.75))
    assert operate.pressure(i, 5.0, at(benefit_sharing=0.1)) == pytest.approx(
        (1 - math.exp(-0.75)) / 2
    )
    assert operate.pressure(i, 1e-6, at()) <= 1
    assert operate.pressure(i, 5.0, at(operator_contract_share=0, level_award=0)) == 0


def test_what_is_scored_draws_time_and_service_pays_for_it() -> None:
    lacking = {
        "lacking_space": 20.0,
        "lacking_rights": 10.0,
        "lacking_money": 15.0,
        "lacking_graduates": 5.0,
    }
    i, m = place(score=50.0, **lacking), at(operator_recruiting=0.2)
    operate.divide(i, 5.0, m)
    p = 1 - math.exp(-0.75)
    assert i.pressure == pytest.approx(p) and i.time_filling == pytest.approx(0.8 * p * 0.2)
    assert i.time_rights == pytest.approx(0.08 * p) and i.time_money == pytest.approx(0.12 * p)
    assert i.time_graduates == pytest.approx(0.04 * p) and i.time_recruiting == 0.2
    assert i.time_service == pytest.approx(0.8 - 0.4 * p)


def test_hours_teach_with_diminishing_returns_and_a_desk_teaches_nothing() -> None:
    m = at()
    assert operate.hours_per_tenant(place(skill=0.5, staff=4, tenants=6), 0.5, m) == pytest.approx(
        10
    )
    assert operate.hours_per_tenant(place(skill=0.5, staff=4, tenants=0), 0.5, m) == pytest.approx(
        60
    )
    assert operate.effect(10, m) == 0.5 and operate.effect(0, m) == 0
    assert operate.teaching(0, m) == 0 and operate.teaching(30, m) == pytest.approx(0.0075)


def test_neighbours_teach_until_they_crowd() -> None:
    m = month(park_spill=0.001, congestion=1.0)
    assert operate.peer_learning(place(research=math.e - 1, occupied=500.0), m) == pytest.approx(
        0.00075
    )
    assert operate.peer_learning(place(research=100.0, occupied=1000.0), m) == 0
    assert operate.peer_learning(place(research=0.0), m) == 0


def test_an_institute_brings_technology_beyond_the_districts() -> None:
    d = district(usable=2.0)  # ln(1 + 2 + 3) - ln(1 + 2) = ln 2
    assert operate.institute_teaching(place(owner=codes.INSTITUTE), d, at()) == pytest.approx(
        0.001 * math.log(2)
    )
    assert operate.institute_teaching(place(owner=codes.PRIVATE), d, at()) == 0


def test_tenants_are_taught_and_helped_with_what_is_scored() -> None:
    i = place(
        skill=0.5,
        staff=4,
        tenants=6,
        time_service=0.5,
        time_rights=0.5,
        time_money=0.25,
        time_graduates=0.5,
    )
    operate.assist(i, district(coached=0.2), at())
    # one mentor: 0.5 x 12 / 6 = 1 hour; service 10, rights 10, introductions 5, certificates 10 hours
    assert (
        i.mentors == 1
        and i.hours == pytest.approx(11)
        and i.lesson == pytest.approx(0.01 * 11 / 21)
    )
    assert i.filing == pytest.approx(0.25) and i.contact_hours == pytest.approx(11 + 4 * 5)
    assert i.coached == pytest.approx(1 - 0.8 * 0.75)


def test_tenants_use_what_the_place_and_its_owner_have() -> None:
    d = district(access=0.5)
    i = place(equipment=100.0, tenants=18)  # 90 left, against 18 x 5: half
    operate.equip(i, d, at())
    assert i.equipment == pytest.approx(90) and i.access == pytest.approx(0.75) and i.reach == 1
    campus, host = place(owner=codes.UNIVERSITY), place(owner=codes.LEADING_FIRM)
    operate.equip(campus, d, at())
    operate.equip(host, d, at())
    assert (
        campus.access == pytest.approx(1 - 0.5 * 0.7) and host.access == 0.5 and host.reach == 1.25
    )


def test_what_applicants_see() -> None:
    i = place(skill=0.5, staff=4, tenants=6, time_filling=0.5, occupied=300.0, score=80.0)
    operate.invite(i, at())
    # 1.2 / 1.5 / 2 = 0.4, half as much again because half of the time goes to filling; advertising 10 hours
    assert (
        i.free == 700
        and i.rent == pytest.approx(0.0015)
        and i.selection_noise == pytest.approx(0.6)
    )
    assert i.appeal == pytest.approx(0.1)
    operate.invite(i, at(codes.RANKING))
    assert i.appeal == pytest.approx(0.1 + 0.08)


def test_time_for_outside_firms_and_for_courses() -> None:
    d, i = (
        district(operator_contacts=1.0, operator_courses=0.5),
        place(staff=4, time_recruiting=0.25, skill=0.8),
    )
    operate.recruit(i, d, at())
    assert d.operator_contacts == pytest.approx(1 + 60 / 30)
    operate.train_operator(i, d, at())
    assert i.skill == pytest.approx(0.8 + 0.1 * 0.5 * 0.4)
    able = place(skill=1.5)
    operate.train_operator(able, d, at())
    assert able.skill == 1.5


# the operator's money


def test_fee_and_cofunding_come_in_and_costs_are_paid() -> None:
    i, b = place(score=60.0, staff=5, area=1000.0, cash=20.0), book()
    operate.earn(i, 4.0, at(host_cofunding=0.5), b)
    assert i.cash == pytest.approx(20 + 9 + 4.5 - 4) and i.costs_year == 4
    assert paid(b) == pytest.approx(
        {
            "operator_fee": 9,
            "host_cofunding": 4.5,
            "mentors": 3,
            "facility_wages": 3,
            "facility_upkeep": 1,
        }
    )


def test_owners_take_surpluses_and_cover_losses() -> None:
    i, b = place(cash=25.0, cash_last=20.0, months_lost=3), book()
    operate.close_books(i, 4.0, at(), b)  # the reserve is 24
    assert (
        i.cash == i.cash_last == 24
        and i.result_year == 5
        and i.months_lost == 2
        and paid(b) == {"owner_income": 1}
    )
    i, b = place(cash=-2.0, cash_last=3.0, months_lost=3), book()
    operate.close_books(i, 4.0, at(), b)
    assert i.cash == 0 and i.result_year == -5 and i.support_year == 2 and i.months_lost == 4
    assert paid(b) == {"owner_support": 2}


def test_teams_follow_the_money() -> None:
    assert (
        operate.least_staff(place()) == 1
        and operate.least_staff(place(professional=True, team_asked=6)) == 6
    )
    # a member costs 12 x 0.6 = 7.2 a year
    cases = [
        ({"result_year": 14.4, "tenants": 31, "staff": 3}, 4),
        ({"result_year": 14.3, "tenants": 31, "staff": 3}, 3),
        ({"result_year": 14.4, "tenants": 30, "staff": 3}, 3),
        ({"support_year": 1.0, "staff": 3}, 2),
        ({"support_year": 1.0, "staff": 1}, 1),
        ({"support_year": 1.0, "staff": 6, "professional": True, "team_asked": 6}, 6),
        ({"result_year": -1.0, "staff": 3}, 3),
        ({"result_year": -1.0, "staff": 3, "owner": codes.PRIVATE}, 2),
    ]
    for given, staff in cases:
        i = place(costs_year=50.0, **given)
        operate.adjust_staff(i, at())
        assert (i.staff, i.costs_1, i.costs_year, i.result_year, i.support_year) == (
            staff,
            50,
            0,
            0,
            0,
        ), given


def test_private_owners_lose_patience() -> None:
    for owner, lost, closed in (
        (codes.PRIVATE, 24, NOW),
        (codes.PRIVATE, 23, -1),
        (codes.UNIVERSITY, 99, -1),
    ):
        i = place(owner=owner, months_lost=lost)
        operate.close_down(i, at())
        assert i.closed == closed and i.free == (0 if closed > 0 else 1000)


def test_an_operators_month() -> None:
    i, b = (
        place(skill=0.5, staff=5, area=1000.0, tenants=4, score=60.0, cash=20.0, cash_last=20.0),
        book(),
    )
    operate.run_facility(i, district(), at(level_award=0), b)
    assert i.pressure == pytest.approx(1 - math.exp(-30 / 48)) and i.time_service == 1
    assert i.hours == pytest.approx(0.5 * (300 + 12) / 4) and i.access == 0 and i.reach == 1
    # 20 + 9 - 4 = 25; the reserve is 24; 1 goes to the owner
    assert (
        i.cash == pytest.approx(24)
        and i.result_year == pytest.approx(5)
        and b.owner_income == pytest.approx(1)
    )
    january = month(month_number(2022, 1), **OPERATE)
    operate.run_facility(i, district(), january, book())
    assert i.result_year == 0 and i.costs_1 == pytest.approx(8)


def test_only_open_facilities_work(monkeypatch: pytest.MonkeyPatch) -> None:
    done = []
    monkeypatch.setattr(operate, "run_facility", lambda i, d, m, b: done.append(i.key))
    d = district(operator_contacts=3.0)
    operate.operate(
        Rows([place(key=1), place(key=2, closed=NOW), place(opened=-1)]),
        Rows([d]),
        [at()],
        [book()],
    )
    assert done == [1] and d.operator_contacts == 0


def test_operators_share_in_what_founders_are_paid() -> None:
    i, b = place(cash=1.0), book()
    bought = {"founder_share": 0.5, "valuation": 200.0}
    operate.share_benefit(startup(**bought, acquired=NOW), i, at(benefit_sharing=0.1), b)
    assert i.cash == pytest.approx(11) and paid(b) == pytest.approx({"benefit_share": 10})
    for acquired in (-1, NOW - 1):  # nobody's, or bought in an earlier month
        operate.share_benefit(startup(**bought, acquired=acquired), i, at(benefit_sharing=0.1), b)
    assert i.cash == pytest.approx(11)


# public money for facilities

AID = {
    "operating_subsidy_share": 0.25,
    "upgrade_grant_share": 0.4,
    "upgrade_project": 100,
    "upgrade_gap": 36,
}


def test_what_facilities_may_ask() -> None:
    m = month(**AID)  # June: costs so far 20, and seven twelfths of last year's 24
    i = place(owner=codes.PRIVATE, costs_year=20.0, costs_1=24.0)
    assert facility_grants.running_claim(i, m) == pytest.approx(0.25 * 34)
    assert facility_grants.running_claim(place(owner=codes.GOVERNMENT, costs_year=20.0), m) == 0
    assert (
        facility_grants.upgrade_claim(i, m) == 40
        and facility_grants.upgrade_claim(place(upgraded=NOW - 36), m) == 40
    )
    assert facility_grants.upgrade_claim(place(upgraded=NOW - 35), m) == 0
    assert facility_grants.upgrade_claim(place(owner=codes.PRIVATE, months_lost=1), m) == 0
    assert facility_grants.upgrade_claim(place(owner=codes.GOVERNMENT, months_lost=1), m) == 40


def test_a_purse_pays_until_it_is_empty() -> None:
    p, c = plain("programmes", purse=10.0), counts()
    assert common.draw_on_purse(p, 8.0, c) and not common.draw_on_purse(p, 8.0, c)
    assert (p.purse, p.applied, p.granted, p.refused, c.refused) == (2, 2, 1, 1, 1)


def test_facilities_apply_once_a_year_when_the_purse_has_opened() -> None:
    m, b, c = month(**AID), book(), counts()
    i = place(owner=codes.PRIVATE, costs_year=40.0)
    p = plain("programmes", purse=50.0, opened=2021)
    facility_grants.claim_running_costs(i, p, m, b, c)
    facility_grants.upgrade(i, p, m, b, c)
    assert i.cash == 0 and i.aided == i.upgrade_asked == -1
    p.opened = 2022
    for _ in range(2):
        facility_grants.claim_running_costs(i, p, m, b, c)
        facility_grants.upgrade(i, p, m, b, c)
    assert i.cash == 10 and p.purse == 0 and i.equipment == 100 and i.upgraded == NOW
    assert paid(b) == {
        "operating_subsidy": 10,
        "upgrade_grant": 40,
        "owner_upgrade": 60,
        "facility_equipment": 100,
    }


def test_facilities_are_served_in_order() -> None:
    m, b, c = month(**AID), book(), counts()
    houses = Rows(
        [place(owner=codes.PRIVATE, costs_year=40.0) for _ in range(3)]
        + [place(closed=NOW, costs_year=1.0)]
    )
    purses = Rows(
        [plain("programmes", purse=12.0, opened=2022), plain("programmes", purse=0.0, opened=2021)]
    )
    purse_of = np.zeros((1, len(codes.PROGRAMMES)), int)
    purse_of[0, [codes.UPGRADE_GRANT, codes.PARK_POLICY]] = 1
    facility_grants.aid(houses, purses, purse_of, [m], [b], [c], [2, 0, 1, 3])
    assert [i.cash for i in houses] == [0, 0, 10, 0] and c.refused == 2


# the chain


def test_a_tenant_that_must_go_applies_to_the_next_stage() -> None:
    m, d = (
        law(2022, 6, service_value=0.0, hours_half=10, neighbour_value=0.0, campus_value=0.0),
        district(),
    )
    chain = Rows([place(kind=kind, rent=0.001) for kind in range(4)])
    firm = {"area": 50.0, "born": m.clock - 40}
    young, ripe = startup(**firm), startup(**firm, rung=codes.HIGH_TECH)
    assert (
        admit.next_place(young, chain[codes.MAKERSPACE], chain, range(len(chain)), d, m)
        == codes.INCUBATOR
    )  # whatever its age
    assert (
        admit.next_place(ripe, chain[codes.MAKERSPACE], chain, range(len(chain)), d, m)
        == codes.ACCELERATOR
    )
    assert (
        admit.next_place(
            startup(rung=codes.TEAM), chain[codes.MAKERSPACE], chain, range(len(chain)), d, m
        )
        == -1
    )
    assert (
        admit.next_place(ripe, chain[codes.INCUBATOR], chain, range(len(chain)), d, m)
        == codes.ACCELERATOR
    )
    chain[codes.ACCELERATOR].free = 0.0
    assert (
        admit.next_place(ripe, chain[codes.INCUBATOR], chain, range(len(chain)), d, m) == codes.PARK
    )
    assert (
        admit.next_place(ripe, chain[codes.ACCELERATOR], chain, range(len(chain)), d, m)
        == codes.PARK
    )
    chain[codes.PARK].closed = NOW
    assert admit.next_place(ripe, chain[codes.ACCELERATOR], chain, range(len(chain)), d, m) == -1
    assert (
        admit.next_place(
            startup(area=50.0, born=m.clock - 3), chain[codes.PARK], chain, range(len(chain)), d, m
        )
        == codes.MAKERSPACE
    )


def test_moves_are_counted_by_where_they_begin() -> None:
    c = counts()
    for kind in (-1, codes.MAKERSPACE, codes.INCUBATOR, codes.ACCELERATOR, codes.PARK):
        admit.note_move(c, kind, True)
        admit.note_move(c, kind, False)
    names = (
        "makerspace_up",
        "makerspace_out",
        "incubator_up",
        "incubator_out",
        "accelerator_up",
        "accelerator_out",
        "park_out",
    )
    assert [getattr(c, name) for name in names] == [1] * 7 and sum(vars(c).values()) == 7


def test_graduates_do_not_go_back_to_a_makerspace() -> None:
    m, ripe = law(2022, 6), startup(rung=codes.HIGH_TECH)
    assert not admit.accepts(place(kind=codes.MAKERSPACE), ripe, 3, m)


def test_those_who_move_up_compete_and_the_rest_go_to_the_market(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    luck(monkeypatch, admit, 0.99, 0.5, 0.5, 0.5)
    m = law(
        2022,
        6,
        service_value=0.0,
        hours_half=10,
        neighbour_value=0.0,
        campus_value=0.0,
        fit_weight=0,
        campus_fit=0,
        connections=0,
        application_rate=0.1,
        management_separation=0,
        leading_sector_rule=0,
        customer_weight=0.0,
        research_weight=0.0,
        lease_months=12,
        long_development=20,
        admission_bar=-1.0,
    )
    houses = Rows([place(rent=0.001), place(kind=codes.ACCELERATOR, rent=0.001, tenant_area=100.0)])
    firms = Rows(
        [
            startup(rung=codes.HIGH_TECH, home=0, area=80.0, capability=k, admitted=NOW - 12)
            for k in (1.0, 2.0)
        ]
    )
    houses[0].occupied, houses[0].tenants, c = 160.0, 2, counts()
    who, where, score, came = [9, 9], [9, 9], [9.0, 9.0], [9, 9]
    n = admit.move_desks(
        firms,
        [0, 1],
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
        [False] * 2,
    )
    assert (
        n == 2
        and came == [codes.INCUBATOR] * 2
        and score == pytest.approx([0.0, math.log(2)], abs=1e-8)
    )
    assert c.graduates_now == 2 and all(s.left_home == m.clock for s in firms)
    admit.seat_applicants(
        firms, houses, [m], [c], who, where, score, came, [1, 0], [0, 0]
    )  # the better first
    assert [s.home for s in firms] == [-1, 1] and [s.left_home for s in firms] == [m.clock, -1]
    assert (c.incubator_up, c.incubator_out) == (1, 1)


def test_a_universitys_place_is_for_its_own() -> None:
    m = month(
        fit_weight=0.0,
        campus_fit=0.4,
        campus_value=0.2,
        connections=0.5,
        management_separation=0,
        customer_weight=0.0,
        service_value=0,
        hours_half=10,
        neighbour_value=0,
    )
    i = place(owner=codes.UNIVERSITY, appeal=0.05, rent=0.003)
    student, other = startup(origin=codes.STUDENT_FOUNDER), startup(origin=codes.EMPLOYEE)
    assert admit.is_of_campus(i, student) and admit.is_of_campus(
        i, startup(origin=codes.RESEARCHER)
    )
    assert not admit.is_of_campus(i, other) and not admit.is_of_campus(place(), student)
    assert admit.merit(student, i, 0.5, 0.5, m) - admit.merit(
        other, i, 0.5, 0.5, m
    ) == pytest.approx(0.4)
    assert admit.attraction(i, student, district(), m) == pytest.approx(0.25)
    assert admit.attraction(i, other, district(), m) == pytest.approx(0.05)


# evaluation

REVIEW = {
    "review_tenants": 40,
    "review_graduates": 5,
    "review_people": 20,
    "review_pass": 40,
    "review_good": 70,
    "leniency": 10,
    "evaluation_noise": 4,
    "third_party_evaluation": 0,
    "makerspace_tenants": 20,
    "level_award": 30,
    "operator_chain": 1,
}


def test_marks_item_by_item_and_what_is_lacking() -> None:
    m = month(**REVIEW)
    i = place(occupied=375.0, tenants=20, protected=3, funded=1, graduates_year=2)
    marks = [
        evaluate_facilities.space_marks(i, m),
        evaluate_facilities.rights_marks(i),
        evaluate_facilities.equity_marks(i),
        evaluate_facilities.graduate_marks(i, m),
    ]
    assert marks == pytest.approx([12.5 + 7.5, 5, 7.5, 8])
    evaluate_facilities.note_lacking_marks(i, m)
    assert [
        i.lacking_space,
        i.lacking_rights,
        i.lacking_money,
        i.lacking_graduates,
    ] == pytest.approx([20, 5, 7.5, 12])


def test_government_flatters_its_own_unless_third_parties_judge(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    luck(monkeypatch, evaluate_facilities, 0.8413447460685429, 0, 0, 0)  # one spread above the mean
    monkeypatch.setattr(evaluate_facilities, "score", lambda i, m: 60.0)
    for owner, third, points in (
        (codes.GOVERNMENT, 0.0, 74),
        (codes.PRIVATE, 0.0, 64),
        (codes.GOVERNMENT, 0.5, 67),
        (codes.GOVERNMENT, 1.0, 60),
    ):
        assert evaluate_facilities.reported_score(
            place(owner=owner), month(**REVIEW | {"third_party_evaluation": third})
        ) == pytest.approx(points)
    monkeypatch.setattr(evaluate_facilities, "score", lambda i, m: 99.0)
    assert evaluate_facilities.reported_score(place(), month(**REVIEW)) == 100


def test_recognition_brings_an_award(monkeypatch: pytest.MonkeyPatch) -> None:
    for before, earned, award in (
        (codes.CITY, codes.PROVINCIAL, 30),
        (codes.CITY, codes.NATIONAL, 60),
        (codes.PROVINCIAL, codes.NATIONAL, 60),
        (codes.UNRECOGNISED, codes.CITY, 0),
        (codes.PROVINCIAL, codes.CITY, 0),
    ):
        monkeypatch.setattr(evaluate_facilities, "earned_level", lambda i, m, earned=earned: earned)
        i, b = place(level=before), book()
        evaluate_facilities.rise(i, month(**REVIEW), b)
        assert i.level == max(before, earned) and i.cash == b.level_award == award


def test_ranks_are_published_within_a_market() -> None:
    houses = Rows([place(score=50.0), place(score=99.0), place(score=70.0), place(score=60.0)])
    evaluate_facilities.publish(houses, [0, 2, 3])
    assert [i.behind for i in houses] == [1.0, 0.0, 0.0, 0.5]


def test_the_best_operator_takes_over_those_that_fail() -> None:
    m = month(**REVIEW | {"chain_dilution": 0.8})
    leader = place(score=80.0, professional=True, skill=1.5)
    failed = place(score=30.0, professional=True, skill=0.9)
    weak, fair = place(score=45.0, skill=0.6), place(score=60.0, skill=0.6)
    able = place(score=30.0, professional=True, skill=1.4)
    assert evaluate_facilities.needs_a_better_operator(
        failed, 50.0, m
    ) and evaluate_facilities.needs_a_better_operator(weak, 50.0, m)
    assert not evaluate_facilities.needs_a_better_operator(fair, 50.0, m)
    assert not evaluate_facilities.needs_a_better_operator(
        failed, 50.0, month(**REVIEW | {"operator_chain": 0})
    )
    houses = Rows([leader, failed, weak, fair, able])
    evaluate_facilities.form_chain(houses, [m], [0, 1, 2, 3, 4], 0, 50.0)
    assert [i.skill for i in houses] == pytest.approx([1.5, 1.2, 1.2, 0.6, 1.4])
    assert [i.professional for i in houses] == [True, True, True, False, True]


# the race and the pot


def test_districts_are_ranked_by_what_the_race_counts() -> None:
    first = district(
        floor_area=100.0, operators=2, recognised_facilities=1, funds=4, tenants=10, firms=50
    )
    second = district(
        floor_area=200.0, operators=1, recognised_facilities=1, funds=0, tenants=5, firms=100
    )
    apart = district(market=1)
    assert [district_race.race_count(first, item) for item in range(district_race.ITEMS)] == [
        100,
        2,
        1,
        4,
        10,
        50,
    ]
    district_race.race(Rows([first, second, apart]))
    assert first.race_points == pytest.approx(0.5 + 1 + 1 + 1 + 1 + 0.5)
    assert second.race_points == pytest.approx(1 + 0.5 + 1 + 0 + 0.5 + 1)
    assert [d.race_rank for d in (first, second, apart)] == [1, 2, 1]


def test_those_who_do_not_lead_hurry_twice_as_much() -> None:
    m = month(race_response=0.8, race_pressure=0.5)
    assert public_services.delay_factor(district(race_rank=1), m) == pytest.approx(math.exp(-0.2))
    assert (
        public_services.delay_factor(district(race_rank=2), m)
        == public_services.delay_factor(district(), m)
        == pytest.approx(math.exp(-0.4))
    )
    assert public_services.delay_factor(district(), month(race_response=0.8, race_pressure=0)) == 1


def test_a_purse_is_due_once_a_year() -> None:
    m = month(**ENVELOPES | {"voucher_envelope": 120.0}, first_month=4)
    p = plain("programmes", kind=codes.VOUCHER)
    assert (
        public_services.purse_due(p, district(opening=6), m) == pytest.approx(90)
        and public_services.purse_due(p, district(opening=7), m) == 0
    )
    p.opened = 2022
    assert public_services.purse_due(p, district(opening=6), m) == 0


def test_programmes_share_the_pot_and_higher_government_adds_what_is_needed_beyond_it() -> None:
    m = month(fiscal_pot=100.0, upper_transfer=30.0, first_month=1)
    for used, wanted, share, transfer in (
        (0.0, 80.0, 1.0, 0.0),
        (0.0, 120.0, 1.0, 20.0),
        (0.0, 260.0, 0.5, 30.0),
        (90.0, 80.0, 0.5, 30.0),
        (110.0, 10.0, 1.0, 10.0),
        (130.0, 50.0, 0.0, 0.0),
        (0.0, 0.0, 1.0, 0.0),
    ):
        d, b = district(pot_used=used, pot_wanted=wanted), book()
        public_services.ration(d, m, b)
        assert (d.pot_share, b.upper_transfer) == pytest.approx((share, transfer)), (used, wanted)
        assert d.pot_used == pytest.approx(used + share * wanted)
    d = district(pot_wanted=60.0)
    public_services.ration(
        d, month(fiscal_pot=100.0, upper_transfer=20.0, first_month=10), book()
    )  # a quarter of 120
    assert d.pot_share == pytest.approx(0.5)
    p, b = plain("programmes", kind=codes.VOUCHER), book()
    public_services.open_purse(
        p, d, month(**ENVELOPES | {"voucher_envelope": 120.0}, first_month=1), b
    )
    assert p.purse == b.appropriation == 60


def test_an_open_facility_enters_the_sums_of_its_district() -> None:
    c = counts()
    for kind, level in enumerate(
        (codes.UNRECOGNISED, codes.CITY, codes.PROVINCIAL, codes.NATIONAL)
    ):
        i = place(
            kind=kind,
            level=level,
            occupied=10.0 * (kind + 1),
            score=50.0,
            staff=3,
            graduates=2,
            warnings=kind % 2,
        )
        measure_places.measure_facility(i, month(), c)
    assert (c.facilities, c.makerspaces, c.incubators, c.accelerators, c.parks) == (4, 1, 1, 1, 1)
    assert (c.makerspace_area, c.incubator_area, c.accelerator_area, c.park_area) == (
        10,
        20,
        30,
        40,
    )
    assert (c.facilities_provincial, c.facilities_national, c.facilities_failed, c.graduates) == (
        2,
        1,
        2,
        8,
    )
    assert (c.facility_marks, c.facility_staff, c.provincial_bodies, c.bodies_any_level) == (
        200,
        12,
        2,
        4,
    )


def test_a_line_of_recognition_asks_for_months_area_tenants_and_graduates_alike() -> None:
    line = (24, 5000, 30, 5)
    right = {"area": 5000.0, "tenants": 30, "graduates": 5}
    assert evaluate_facilities.reaches(place(**right), 24, line)
    assert not evaluate_facilities.reaches(place(**right), 23, line)
    for name, value in right.items():
        assert not evaluate_facilities.reaches(place(**right | {name: value - 1}), 24, line), name


def test_what_a_year_has_brought_about_is_added_up_district_by_district() -> None:
    year, d, e = blank_table((2, 2), Census), district(flats_free=4), district(flats_free=9)
    year["talent_awarded"], year["deals_matched"] = [[1, 0], [2, 5]], [[0, 3], [0, 4]]
    year["access_founded"][1, 0] = 6
    rows = year.view(np.recarray)
    evaluate_facilities.look_back(Rows([d, e]), rows, [month(talent_flats=6)] * 2)
    assert (d.housed_talent, d.awarded_year, d.matched_year, d.admitted_year) == (2, 3, 0, 6)
    assert (e.housed_talent, e.awarded_year, e.matched_year, e.admitted_year) == (0, 5, 7, 0)


def test_services_are_paid_month_by_month_whether_or_not_there_are_clients() -> None:
    months, books = calendar(NOW, NOW, 2, {"flat_cost": 1.2})[0], blank_table(2, Book)
    months["event_budget"], months["pool_funding"] = (120.0, 0.0), (0.0, 24.0)
    months["mentor_budget"] = months["infrastructure_budget"] = 99.0  # facilities pay these
    months["talent_flats"] = 100.0
    public_services.pay_services(books, months)
    paid = {n: books[n].tolist() for n in fields_of(Book) if books[n].any()}
    assert paid == {"events": [10, 0], "pool_funding": [0, 2], "talent_flats": [10, 10]}


# what rules once said as a plain number is declared, and decides


def test_a_facility_that_failed_fears_more_and_by_how_much_is_declared() -> None:
    for fear, stake in ((2.0, 0.4), (5.0, 1.0)):
        m = month(
            evaluation_consequence=codes.REVOCATION,
            reputation=0.0,
            reputation_base=0.5,
            revocation_fear=0.2,
            warning_fear=fear,
        )
        assert operate.name_at_stake(place(warnings=1), m) == pytest.approx(stake)
        assert operate.name_at_stake(place(warnings=0), m) == pytest.approx(0.2)


def test_the_national_level_pays_a_declared_multiple_and_draws_as_much() -> None:
    line = {"area": 10000.0, "tenants": 50, "graduates": 20, "funded": 5, "protected": 15}
    for multiple in (2.0, 3.0):
        m = month(level_award=50.0, national_award=multiple, makerspace_tenants=20)
        i, b = place(**line, opened=NOW - 36, level=codes.PROVINCIAL), book()
        evaluate_facilities.rise(i, m, b)
        assert i.level == codes.NATIONAL and b.level_award == 50 * multiple
        m = month(
            operator_fee=0.0,
            operator_contract_share=0.0,
            evaluation_consequence=codes.NO_CONSEQUENCE,
            level_award=50.0,
            national_award=multiple,
        )
        near = place(level=codes.PROVINCIAL, score=60.0)
        assert operate.money_at_stake(near, m) == pytest.approx(30 * multiple)
