"""Rules of people on plain values: what founders risk, who comes and from where, what it costs the others, options.

As in test_rules.py each example names what it depends on and is worked by hand beside it.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from plainly import NOW, Rows, book, counts, district, law, luck, month, paid, startup, talent
from worlds import plain

from sim.model import codes
from sim.model.law import Law
from sim.model.rules import (
    arrive,
    attract_firms,
    career,
    common,
    found,
    founding_risk,
    hire,
    housing_market,
    settle,
)

pytestmark = pytest.mark.usefixtures("plain_python")

# what founders risk

RISK = {
    "deregistration_days": 240,
    "deregistration_days_saved": 0,
    "founder_rest": 4,
    "unemployed_pay": 0.5,
    "safety_net": 0.0,
    "post_loss": 0.5,
    "employee_leave": 0.0,
    "career_loss": 1.5,
    "career_title_part": 0.4,
    "leave_rule": 0.0,
    "title_for_transfer": 0.0,
    "believed_failure": 0.6,
    "licence_years": 3,
    "rights_share": 0.5,
    "achievement_rights": 0.0,
    "risk_weight": 2.0,
}


def test_papers_and_a_rest_cost_a_failed_founder_time() -> None:
    m = month(**RISK)
    assert founding_risk.retry_pause(m) == pytest.approx(1.0)  # 8 months of papers and 4 of rest
    m.deregistration_days_saved = 120
    assert founding_risk.retry_pause(m) == pytest.approx(8 / 12)
    m.deregistration_days_saved = 300
    assert founding_risk.retry_pause(m) == pytest.approx(4 / 12)


def test_without_policy_nothing_is_taken_off_a_founders_risk() -> None:
    for post in (codes.NO_POST, codes.POST, codes.CAREER):
        assert (
            founding_risk.loss_relief(post, month(**RISK)) == 0.0
            and founding_risk.boldness(post, True, month(**RISK)) == 1.0
        )
    low = month(**RISK | {"safety_net": 0.4})  # less than they live on anyway
    assert founding_risk.loss_relief(codes.NO_POST, low) == 0.0


def test_a_safety_net_is_worth_what_it_adds_while_a_founder_rests() -> None:
    m = month(**RISK | {"safety_net": 0.75})
    # a year on three quarters of a wage instead of half, and failure is 60 % likely
    for post in (codes.NO_POST, codes.POST, codes.CAREER):
        assert founding_risk.loss_relief(post, m) == pytest.approx(0.6 * 0.25)


def test_a_post_kept_counts_for_those_who_have_one() -> None:
    m = month(**RISK | {"employee_leave": 0.8, "leave_rule": 0.5, "title_for_transfer": 0.5})
    assert founding_risk.loss_relief(codes.NO_POST, m) == 0.0
    assert founding_risk.loss_relief(codes.POST, m) == pytest.approx(0.6 * 0.5 * 0.8)
    # half of posts kept, titles make good a fifth of the rest: 1 - 0.5 x 0.8 of a year and a half
    assert founding_risk.loss_relief(codes.CAREER, m) == pytest.approx(0.6 * 1.5 * 0.6)


def test_rights_to_an_invention_count_for_scientists_up_to_all_of_it() -> None:
    m = month(**RISK | {"achievement_rights": 0.2})
    assert founding_risk.rights_gain(codes.POST, m) == 0.0
    assert founding_risk.rights_gain(codes.CAREER, m) == pytest.approx(0.4 * 3 * 0.2)
    m.rights_share, m.achievement_rights = 0.9, 0.5
    assert founding_risk.rights_gain(codes.CAREER, m) == pytest.approx(0.4 * 3 * 0.1)


def test_less_to_lose_makes_bolder() -> None:
    m = month(**RISK | {"leave_rule": 0.5, "achievement_rights": 0.2})
    assert founding_risk.boldness(codes.CAREER, False, m) == pytest.approx(
        math.exp(2 * (0.6 * 0.75 + 0.24))
    )
    bold = np.zeros((6, 3))
    founding_risk.embolden(Rows([district(), district()]), [month(**RISK), m], bold)
    assert bold[codes.POST].tolist() == [1, 1, 1]
    assert bold[codes.CAREER] == pytest.approx([1, math.exp(1.38), math.exp(1.38)])
    assert bold[3:].tolist() == bold[:3].tolist()


INSURED = {
    **RISK,
    "founder_insurance": 2.0,
    "founder_premium_rate": 0.3,
    "founder_insurance_term": 36,
    "payout_part": 0.5,
}


def test_insurance_against_failure_makes_talent_bolder_and_nobody_else() -> None:
    m = month(**INSURED)
    # two years of income with a chance of 60 %, for three tenths of them; half of that is public
    assert common.insurance_worth(m) == pytest.approx(2 * (0.6 - 0.3))
    m.founder_premium_subsidy = 0.5
    assert common.insurance_worth(m) == pytest.approx(2 * (0.6 - 0.15))
    m.founder_premium_rate = 2.0  # costs more than a founder expects of it
    assert common.insurance_worth(m) == 0
    m = month(**INSURED)
    for post in (codes.NO_POST, codes.POST):
        assert founding_risk.boldness(post, False, m) == 1
        assert founding_risk.boldness(post, True, m) == pytest.approx(math.exp(2 * 0.6))
    engineer, student = talent(kind=codes.ENGINEER), talent(kind=codes.STUDENT)
    back = talent(kind=codes.YOUNG_PROFESSIONAL, origin=codes.RETURNED)
    assert [common.is_talent(t) for t in (engineer, student, back)] == [True, False, True]
    assert found.stake_of(student, codes.POST) == codes.POST
    assert found.stake_of(engineer, codes.POST) == 3 + codes.POST


def test_an_insured_founder_pays_a_premium_and_is_paid_when_the_firm_closes_in_time() -> None:
    m, b = month(**INSURED, founder_premium_subsidy=0.5), book()
    s, t = startup(outside_wage=1.0, cash=50.0), talent(kind=codes.ENGINEER)
    found.insure_founder(s, t, m, b)
    # two years of 1 万元 a month: 24; the premium is 7.2, half of it public
    assert (s.founder_cover, s.insured_until) == (24, NOW + 36)
    assert (s.cash, s.costs_year) == pytest.approx((46.4, 3.6))
    assert paid(b) == pytest.approx({"founder_premium": 3.6, "founder_premium_public": 3.6})
    assert common.founder_claim(s, NOW + 36) == 24
    assert common.founder_claim(s, NOW + 37) == 0
    s.acquired = NOW + 1  # sold, and no longer the founder's
    assert common.founder_claim(s, NOW + 2) == 0
    other, b = startup(outside_wage=1.0), book()
    found.insure_founder(other, talent(kind=codes.STUDENT), m, b)
    assert other.founder_cover == 0 and paid(b) == {}


def test_a_failed_founder_puts_part_of_what_insurance_paid_into_the_next_firm() -> None:
    m, b = month(**INSURED, leave_months=36), book()
    s = startup(alive=False, exit_kind=codes.CLOSED, exit_month=NOW, deregistered=NOW + 3)
    s.founder_cover, s.insured_until = 24.0, NOW
    t, staff = talent(venture=7, employer=7), talent(employer=7)
    for person in (t, staff):
        arrive.set_free(person, s, m)
    assert (t.insured_firm, staff.insured_firm) == (7, -1)
    again = startup(cash=10.0, paid_in=20.0)
    found.reinvest_payout(again, t, s.founder_cover, m, b)
    assert (again.cash, again.paid_in, t.insured_firm) == (22, 32, -1)
    assert paid(b) == {"founders_equity": 12}


def test_what_a_founder_leaves() -> None:
    assert found.post_of(talent(employer=codes.SEEKING, kind=codes.SCIENTIST)) == codes.NO_POST
    assert found.post_of(talent(employer=3, kind=codes.ENGINEER)) == codes.NO_POST
    assert found.post_of(talent(kind=codes.ENGINEER)) == codes.POST
    assert found.post_of(talent(kind=codes.LEADING)) == codes.CAREER


def test_posts_are_kept_by_the_rule_for_the_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    m = month(leave_rule=0.6, employee_leave=0.3)
    luck(monkeypatch, found, 0.4, 0, 0, 0)
    assert found.keeps_post(talent(kind=codes.SCIENTIST), m) and not found.keeps_post(
        talent(kind=codes.ENGINEER), m
    )
    assert not found.keeps_post(talent(kind=codes.SCIENTIST, employer=codes.SEEKING), m)
    luck(monkeypatch, found, 0.2, 0, 0, 0)
    assert found.keeps_post(talent(kind=codes.ENGINEER), m)


def test_students_see_opportunities_in_part_unless_schooled() -> None:
    m, student = month(student_awareness=0.5), talent(kind=codes.STUDENT)
    assert found.sees_opportunity(student, 0.49, m) and not found.sees_opportunity(student, 0.51, m)
    assert found.sees_opportunity(talent(kind=codes.STUDENT, schooled=True), 0.99, m)
    assert found.sees_opportunity(talent(kind=codes.ENGINEER), 0.99, m)


def failed(**given: object) -> object:
    """A firm that closed last month after two years; its papers take until seven months from now."""
    return startup(
        alive=False,
        exit_kind=codes.CLOSED,
        born=NOW - 24,
        deregistered=NOW + 7,
        district=2,
        **given,
    )


def test_a_failed_founder_rests_from_when_the_papers_are_through() -> None:
    t, m = talent(employer=0, venture=0), month(founder_rest=4, leave_months=36)
    arrive.set_free(t, failed(), m)
    assert (t.employer, t.venture, t.rest_until, t.sheltered) == (codes.SEEKING, -1, NOW + 11, 3)


def test_a_post_that_was_kept_takes_a_failed_founder_back_while_its_term_lasts() -> None:
    m = month(founder_rest=4, leave_months=36)
    back, late = (
        talent(employer=0, venture=0, post_kept=True),
        talent(employer=0, venture=0, post_kept=True),
    )
    arrive.set_free(back, failed(), m)
    assert (back.employer, back.sheltered, back.post_kept) == (codes.OUTSIDE, 0, False)
    old = failed()
    old.born = NOW - 37
    arrive.set_free(late, old, m)
    assert (late.employer, late.sheltered, late.post_kept) == (codes.SEEKING, 3, False)


def test_the_net_pays_founders_without_work_while_they_rest() -> None:
    months, x = (
        [month(safety_net=0.0), month(safety_net=0.7, unemployed_pay=0.5)],
        plain("sectors", wage=0.8),
    )
    t = talent(employer=codes.SEEKING, sheltered=2, rest_until=NOW + 1, skill=1.5)
    assert arrive.safety_net_pay(t, x, months, months[1]) == pytest.approx(0.84)  # 0.7 of 1.2
    assert arrive.pay_of(t, x, months, months[1]) == pytest.approx(0.84)
    t.rest_until = NOW
    assert arrive.safety_net_pay(t, x, months, months[1]) == 0.0
    assert arrive.pay_of(t, x, months, months[1]) == pytest.approx(0.6)  # family and savings: half
    t.rest_until, t.employer = NOW + 9, codes.OUTSIDE
    assert arrive.safety_net_pay(t, x, months, months[1]) == 0.0
    assert arrive.pay_of(t, x, months, months[1]) == pytest.approx(1.2)
    t.employer, t.wage = 4, 1.1
    assert arrive.pay_of(t, x, months, months[1]) == 1.1
    t.employer, t.sheltered = codes.SEEKING, 0
    assert arrive.safety_net_pay(t, x, months, months[1]) == 0.0


def test_the_net_is_paid_by_the_district_where_the_firm_failed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    luck(monkeypatch, arrive, 0.999, 0.999, 0.999, 0.0)  # stays, and finds no work
    t, scene = (
        talent(employer=0, venture=0, skill=2.0, kind=codes.ENGINEER),
        {"outside_hiring": 0.0, "founder_rest": 4, "leave_months": 36},
    )
    leaving = {
        "leaving_rate": 0.01,
        "leaving_choice": 1.0,
        "seeker_unrest": 5,
        "graduate_unrest": 2,
        "unemployed_pay": 0.5,
    }
    pull = {
        "housing_cost": 0.2,
        "flat_discount": 0.5,
        "outside_pay": 1.5,
        "outside_housing": 0.4,
        "amenity_value": 0.3,
    }
    months = [month(**scene, **leaving, **pull, safety_net=net) for net in (0.0, 0.7)]
    gone, books, census, people = (
        failed(),
        [book(), book()],
        [counts(), counts()],
        np.zeros((2, 6), int),
    )
    gone.district = 1
    trades, places = (
        Rows([plain("sectors", wage=0.8)]),
        Rows([district(amenity=1.0), district(amenity=1.0)]),
    )
    size, none = [0, 0, 0, 0], [0]
    arrive.stay_or_go(
        Rows([t]),
        [0],
        [0],
        Rows([gone]),
        trades,
        places,
        months,
        [0],
        books,
        census,
        people,
        none,
        none,
        none,
        none,
        size,
    )
    assert t.employer == codes.SEEKING and t.sheltered == 2
    assert paid(books[0]) == {} and paid(books[1]) == pytest.approx({"safety_net": 0.7 * 1.6})
    assert (census[0].talent_seeking, census[1].founders_back, size[1:3]) == (1, 0, [1, 1])
    assert people.tolist() == [[0] * 6] * 2  # counted when they come, not each month


def test_the_law_gave_inventors_a_fifth_and_from_october_2015_a_half() -> None:
    assert [
        Law.rights_share.at(year, when)
        for year, when in ((2014, 1), (2015, 9), (2015, 10), (2022, 1))
    ] == [
        0.2,
        0.2,
        0.5,
        0.5,
    ]


def test_researchers_firms_pay_the_institute_for_the_rights_it_holds() -> None:
    m, b = law(2022, 12, licence_rate=0.04, achievement_rights=0.3), book()
    s = startup(origin=codes.RESEARCHER, sales_year=200.0, cash=5.0)
    settle.pay_licence(s, m, b)  # 4 % of 200, and the institute holds a fifth of the rights
    assert s.cash == pytest.approx(3.4) and s.costs_year == pytest.approx(1.6)
    assert paid(b) == pytest.approx({"licence_fees": 1.6})
    other = startup(origin=codes.EMPLOYEE, sales_year=200.0)
    settle.pay_licence(other, m, b)
    assert other.cash == 0 and b.licence_fees == pytest.approx(1.6)
    m.achievement_rights = 0.5
    settle.pay_licence(s, m, b)
    assert s.cash == pytest.approx(3.4)


# careers

LADDER = {"engineer_share": 0.4, "manager_share": 0.2, "scientist_share": 0.2, "career_years": 5}
LONG_AGO = NOW - 60
ABOVE = (codes.ENGINEER, codes.MANAGER, codes.SCIENTIST)


def test_a_graduate_is_a_student_for_two_years() -> None:
    m = month(student_months=24)
    kinds_after = []
    for kind, arrived in (
        (codes.STUDENT, NOW - 23),
        (codes.STUDENT, NOW - 24),
        (codes.ENGINEER, NOW - 99),
    ):
        t = talent(kind=kind, born=arrived)
        career.settles_in(t, m)
        kinds_after.append(t.kind)
    assert kinds_after == [codes.STUDENT, codes.YOUNG_PROFESSIONAL, codes.ENGINEER]
    here, gone = (
        talent(kind=codes.STUDENT, born=NOW - 99, sector=1, alive=alive) for alive in (True, False)
    )
    months, kinds = [month(student_months=999), m], np.zeros((2, 6), int)
    people, students = Rows([here, gone, talent(kind=codes.STUDENT, born=NOW)]), [0, 1, 2]
    assert career.settle_graduates(people, students, months, [0, 1], kinds) == 1
    assert (here.kind, gone.kind) == (codes.YOUNG_PROFESSIONAL, codes.STUDENT)
    assert students[0] == 2 and kinds.tolist() == [[0] * 6, [-1, 1, 0, 0, 0, 0]]


def test_people_rise_from_the_step_below_after_years_at_work() -> None:
    m = month(**LADDER)

    def may(**given: int) -> list[bool]:
        return [
            career.is_qualified(talent(**{"born": LONG_AGO, **given}), kind, m) for kind in ABOVE
        ]

    assert may(kind=codes.YOUNG_PROFESSIONAL) == [True, False, False]
    assert may(kind=codes.ENGINEER) == [False, True, True]
    assert may(kind=codes.ENGINEER, employer=3) == [
        False,
        True,
        False,
    ]  # institutes choose among people outside startups
    for kind in (codes.STUDENT, codes.MANAGER, codes.SCIENTIST, codes.LEADING):
        assert may(kind=kind) == [False, False, False]
    for held_back in (
        {"employer": codes.SEEKING},
        {"employer": 3, "venture": 3},
        {"born": LONG_AGO + 1},
    ):
        assert may(kind=codes.YOUNG_PROFESSIONAL, **held_back) == [False, False, False]


def staff() -> Rows:
    """Ten people of a market: four young professionals, one of them new, three engineers, a manager, a leading person, a
    graduate; and one who has left."""
    young = [
        talent(kind=codes.YOUNG_PROFESSIONAL, born=LONG_AGO, skill=skill)
        for skill in (0.5, 1.0, 1.5)
    ]
    new = talent(kind=codes.YOUNG_PROFESSIONAL, born=NOW)
    engineers = [
        talent(kind=codes.ENGINEER, born=LONG_AGO, employer=e)
        for e in (codes.OUTSIDE, codes.OUTSIDE, 4)
    ]
    others = [
        talent(kind=kind, born=LONG_AGO) for kind in (codes.MANAGER, codes.LEADING, codes.STUDENT)
    ]
    return Rows(
        [*young, new, *engineers, *others, talent(kind=codes.SCIENTIST, born=LONG_AGO, alive=False)]
    )


def reviewed(people: Rows) -> tuple[np.ndarray, np.ndarray]:
    """The posts free and the skill of those who can have them, of the market."""
    posts, skill = np.zeros((1, 6)), np.zeros((1, 6))
    career.count_free_posts(people, [month(**LADDER)], [0], posts, skill)
    return posts, skill


def test_posts_are_a_share_of_the_people_here_and_leading_people_hold_scientists() -> None:
    posts, skill = reviewed(staff())
    # 4, 2 and 2 posts for ten people, of which 3, 1 and 1 are held
    assert posts[0, list(ABOVE)] == pytest.approx([1, 1, 1])
    assert skill[0, list(ABOVE)] == pytest.approx([3.0, 3.0, 2.0])


def test_a_free_post_goes_to_the_abler_sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    # one engineer's post for a skill of 3 in all: chances 1/6, 1/3, 1/2; one manager's for three engineers, one
    # scientist's for the two outside startups
    for u, risen in ((0.16, [1, 1, 1]), (0.17, [0, 1, 1]), (0.34, [0, 0, 1]), (0.51, [0, 0, 0])):
        people = staff()
        luck(monkeypatch, career, u, 0.99, 0.99, 0.5)
        career.promote(people, [month(**LADDER)], [0], *reviewed(people), np.zeros((1, 6), int))
        assert [t.kind == codes.ENGINEER for t in people[:3]] == [bool(r) for r in risen]
        assert people[3].kind == codes.YOUNG_PROFESSIONAL and all(
            t.kind == codes.ENGINEER for t in people[4:7]
        )
    for v, w, after in (
        (0.49, 0.99, [codes.SCIENTIST, codes.SCIENTIST, codes.ENGINEER]),
        (0.51, 0.32, [codes.MANAGER] * 3),
        (0.51, 0.34, [codes.ENGINEER] * 3),
    ):
        people = staff()
        luck(monkeypatch, career, 0.99, v, w, 0.5)
        career.promote(people, [month(**LADDER)], [0], *reviewed(people), np.zeros((1, 6), int))
        assert [t.kind for t in people[4:7]] == after


def test_nobody_rises_where_no_post_is_free() -> None:
    able = talent(kind=codes.YOUNG_PROFESSIONAL, born=LONG_AGO, skill=2.0)
    skill = [0.0, 0.0, 8.0, 0.0, 0.0, 0.0]
    for free, gets in (
        (-3.0, False),
        (0.0, False),
        (1.0, True),
    ):  # a quarter of the skill: chance 1/4 a post
        assert (
            career.rises(0.24, able, codes.ENGINEER, [0, 0, free], skill, month(**LADDER)) == gets
        )
    assert not career.rises(0.26, able, codes.ENGINEER, [0, 0, 1.0], skill, month(**LADDER))
    people = staff()
    full = [month(**LADDER | {"engineer_share": 0.3, "manager_share": 0.1, "scientist_share": 0.0})]
    posts, skill = np.zeros((1, 6)), np.zeros((1, 6))
    career.count_free_posts(people, full, [0], posts, skill)
    before = [t.kind for t in people]
    career.promote(people, full, [0], posts, skill, np.zeros((1, 6), int))
    assert [t.kind for t in people] == before


# who comes, and from where


def test_a_budget_schools_part_of_a_years_graduates() -> None:
    m = month(education_seat=0.1)
    assert (
        arrive.schooled_share(3.0, 60, m) == pytest.approx(0.5)
        and arrive.schooled_share(0.0, 60, m) == 0.0
    )
    assert arrive.schooled_share(9.0, 60, m) == 1.0


def test_schooled_graduates_are_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    x = plain("sectors", share=1.0)
    for w, schooled in ((0.39, True), (0.41, False)):
        luck(monkeypatch, arrive, 0.5, 0.5, w, 0.5)
        t = talent()
        arrive.graduate(
            Rows([t]), 0, 1, 0, np.uint64(5), 0.4, Rows([x]), [month(skill_spread=0.0)], 0
        )
        assert t.schooled == schooled


def test_budgets_reach_people_abroad_outposts_and_lead_firms(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(attract_firms, "poisson", lambda u, rate: rate)  # the expected numbers
    spent = {"international_budget": 240, "outpost_budget": 720, "lead_firm_budget": 600}
    m = month(**spent, overseas_contact_cost=4, outpost_cost=30, lead_firm_cost=100)
    got = [[0.0] for _ in range(3)]
    attract_firms.reach_out(Rows([district()]), [m], *got)
    assert got == [[2.5], [2.0], [0.5]]  # half of 240 is for people


COMING = {
    "housing_cost": 0.2,
    "flat_discount": 0.5,
    "outside_pay": 1.5,
    "outside_housing": 0.4,
    "amenity_value": 0.3,
    "skill_spread": 0.0,
    "talent_award": 0.0,
    "award_horizon": 36,
    "home_pull": 1.0,
    "moving_cost": 1.0,
    "moving_choice": 1.0,
    "formality_share": 0.25,
    "mobility_reform": 0.0,
    "overseas_skill": 1.3,
}


def test_fewer_formalities_make_moving_easier() -> None:
    x, d, m = plain("sectors", wage=0.8), district(amenity=1.0), month(**COMING)
    assert [arrive.comes(talent(), u, 0.0, False, x, d, m) for u in (0.216, 0.217)] == [True, False]
    m.mobility_reform = 0.8  # a fifth off the trouble: 1 / (1 + exp(0.8) / 0.75)
    chance = 1 / (1 + math.exp(0.8) / 0.75)
    assert [arrive.comes(talent(), chance + e, 0.0, False, x, d, m) for e in (-0.001, 0.001)] == [
        True,
        False,
    ]


def test_strangers_of_each_way_have_names_of_their_own() -> None:
    m, d = month(), district()
    names = [
        int(arrive.stranger_key(d, j, 2, 1, m)) for j in range(5)
    ]  # two think of home, one was met, two are abroad
    assert len(set(names)) == 5
    assert [int(arrive.stranger_key(d, j, 0, 1, m)) for j in (0, 1)] == [names[2], names[3]]


def test_those_who_may_come_are_of_every_kind_but_managers_and_students() -> None:
    m = month(leading_people=0.03, engineer_people=0.47, scientist_share=0.1)
    found = [arrive.arrival_kind(v, m) for v in (0.02, 0.04, 0.49, 0.51, 0.59, 0.61)]
    young = codes.YOUNG_PROFESSIONAL
    assert found == [
        codes.LEADING,
        codes.ENGINEER,
        codes.ENGINEER,
        codes.SCIENTIST,
        codes.SCIENTIST,
        young,
    ]


def test_people_abroad_return_with_more_skill(monkeypatch: pytest.MonkeyPatch) -> None:
    luck(monkeypatch, arrive, 0.5, 0.5, 0.1, 0.2)
    t, c = talent(alive=False), counts()
    trades, purse = Rows([plain("sectors", share=1.0, wage=0.8)]), Rows([plain("programmes")])
    places, none = Rows([district(amenity=1.0)]), [0]
    came = arrive.approach(
        Rows([t]), 0, none, none, [1], places, trades, purse, none, [month(**COMING)], [book()], [c]
    )
    assert (
        came == 1 and c.talent_came == 1 and (t.origin, t.kind) == (codes.RETURNED, codes.ENGINEER)
    )
    assert t.skill == pytest.approx(1.3)


def trades() -> Rows:
    """A market's three sectors, the second and third of them clusters; and one of another market."""
    parts = ((0, 0.5, False), (0, 0.3, True), (0, 0.2, True), (1, 1.0, True))
    return Rows([plain("sectors", market=n, share=share, targeted=aim) for n, share, aim in parts])


def test_a_project_is_chosen_among_all_sectors_or_the_clusters() -> None:
    assert (
        attract_firms.newcomer_share(trades()[0], 0, False) == 0.5
        and attract_firms.newcomer_share(trades()[0], 0, True) == 0.0
    )
    assert attract_firms.newcomer_share(trades()[3], 0, False) == 0.0
    assert [
        attract_firms.pick_branch(u, 0, trades(), False) for u in (0.1, 0.49, 0.51, 0.79, 0.81, 1.0)
    ] == [
        0,
        0,
        1,
        1,
        2,
        2,
    ]
    assert [attract_firms.pick_branch(u, 0, trades(), True) for u in (0.1, 0.59, 0.61, 1.0)] == [
        1,
        1,
        2,
        2,
    ]
    plain_market = Rows([plain("sectors", share=1.0)])
    assert attract_firms.pick_branch(0.5, 0, plain_market, True) == -1


def test_a_mix_of_projects_puts_clusters_first(monkeypatch: pytest.MonkeyPatch) -> None:
    s, m = startup(), month(project_mix=0.0)
    luck(monkeypatch, attract_firms, 0.3, 0.7, 0, 0)
    assert attract_firms.pick_project_sector(s, 0.1, 0, trades(), m) == 0
    m.project_mix = 0.4
    assert (
        attract_firms.pick_project_sector(s, 0.1, 0, trades(), m) == 2
    )  # 0.3 falls under the mix; 0.7 is the second cluster
    assert attract_firms.pick_project_sector(s, 0.1, 0, Rows([plain("sectors", share=1.0)]), m) == 0
    luck(monkeypatch, attract_firms, 0.5, 0.7, 0, 0)
    assert attract_firms.pick_project_sector(s, 0.1, 0, trades(), m) == 0


TERMS = {"moving_bill": 80, "rent_weight": 1.0, "outside_rent": 0.006, "firm_choice": 2.0}


def test_what_a_district_is_worth_to_a_firm_from_outside() -> None:
    m, d, x = month(**TERMS), district(market_rent=0.003), plain("sectors", firms=10)
    assert attract_firms.location_value(40.0, x, d, m) == pytest.approx(
        0.5 + math.log(2) + math.log(11) / 10
    )
    chance = 1 / (1 + math.exp(3 - 2 * 0.7))
    assert attract_firms.settles(chance - 0.001, 3.0, 0.7, m) and not attract_firms.settles(
        chance + 0.001, 3.0, 0.7, m
    )


def test_a_firm_that_moves_takes_its_grant_along() -> None:
    s, p, b = startup(paid_in=60.0, cash=60.0), plain("programmes", purse=50.0), book()
    attract_firms.relocate(s, 40.0, p, b)
    assert (s.cash, s.support, s.grants_year, p.purse, p.granted) == (100, 40, 40, 10, 1)
    assert paid(b) == {"founders_equity": 60, "relocation": 40}
    attract_firms.relocate(s, 0.0, p, b)
    assert p.purse == 10 and b.founders_equity == 120


VISIT = TERMS | {
    "mover_sales": 6,
    "mover_certified": 0.0,
    "relocation_grant": 0.0,
    "firm_inertia": 4.0,
    "project_mix": 0.0,
    "outpost_tie": 1.5,
    "outpost_size": 0.5,
    "capability_spread": 0.3,
    "first_contract": 2.0,
    "patience": 30,
    "output_per_head": 1.0,
    "area_per_head": 20,
    "savings": 10,
}


def test_teams_hatched_in_outposts_come_more_easily_younger_and_smaller(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(attract_firms, "lognormal", lambda u, spread: 1.0)
    m, x, p = month(**VISIT), plain("sectors", wage=0.9, share=1.0), Rows([plain("programmes")])
    worth = 2 * math.log(2)
    usual, tied = (1 / (1 + math.exp(hard - worth)) for hard in (4.0, 2.5))
    for movers, hatched, will, expected in (
        (1, 0, usual + 0.01, 0),
        (0, 1, tied - 0.01, 1),
        (0, 1, tied + 0.01, 0),
    ):
        luck(monkeypatch, attract_firms, 0.5, will, 0.5, 0.5)
        firms = Rows([plain("startups", alive=False)])
        d = Rows([district(market_rent=0.003)])
        came = attract_firms.visit(firms, 0, movers, hatched, 0, d, Rows([x]), p, 0, [m], [book()])
        assert came == expected
    luck(monkeypatch, attract_firms, 0.5, 0.0, 0.5, 0.5)
    firms = Rows([plain("startups", alive=False), plain("startups", alive=False)])
    assert (
        attract_firms.visit(
            firms, 0, 1, 1, 0, Rows([district(market_rent=0.003)]), Rows([x]), p, 0, [m], [book()]
        )
        == 2
    )
    mover, team = firms
    assert mover.key != team.key and team.origin == codes.ATTRACTED
    assert (mover.born, mover.contracts, mover.heads) == (NOW - 36, 4, 12)
    assert (team.born, team.contracts, team.heads) == (NOW - 18, 2, 6)


def test_a_lead_firm_settles_for_rent_and_neighbours_and_buys_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    m = month(**TERMS, lead_firm_inertia=3.0, lead_firm_sales=6000.0, local_purchases=0.02)
    chance = 1 / (1 + math.exp(3.0 - 2 * math.log(2)))
    for will, came in ((chance - 0.01, 1), (chance + 0.01, 0)):
        luck(monkeypatch, attract_firms, 0.1, will, 0, 0)
        there, c = trades(), counts()
        attract_firms.welcome_leads([1], Rows([district(market_rent=0.003)]), there, [m], [c])
        assert c.lead_firms_came == came and there[0].incumbents == 0
        assert there[1].incumbents == 6000 * came and there[1].demand == pytest.approx(10 * came)


# what it costs the others


def test_a_price_follows_those_who_want_space_and_eases_as_building_follows() -> None:
    assert housing_market.price_level(1.0, 110, 100, 0.5, 0.02) == pytest.approx(math.sqrt(1.1))
    assert housing_market.price_level(1.2, 100, 100, 0.5, 0.02) == pytest.approx(1.2**0.98)
    assert housing_market.price_level(1.0, 50, 0, 0.5, 0.02) == 1.0  # nobody was counted before
    assert housing_market.price_level(1.0, 100, 100, 0.5, 0.02) == 1.0


def test_housing_follows_people_of_the_market_and_rent_the_districts_own_firms() -> None:
    m = month(housing_response=1.0, housing_supply=0.0, rent_response=0.5, rent_supply=0.0)
    here = district(market=0, residents=100, renters=50, firms=80, tenants=8, market_rent=0.003)
    there = district(market=1, residents=100, renters=50, firms=50, tenants=0, market_rent=0.003)
    housing_market.crowd(Rows([here, there]), [120, 100], [m, m])
    assert here.housing == pytest.approx(1.2) and here.residents == 120
    assert (
        here.market_rent == pytest.approx(0.003 * 1.2) and here.renters == 72
    )  # the root of 72 / 50
    assert (there.housing, there.market_rent) == (1.0, 0.003)


# options


def test_options_are_worth_what_the_firms_prospects_are() -> None:
    s, m = startup(cash=30.0, costs=10.0), month(option_value=0.2, equity_incentive=0.5)
    assert hire.prospects(s, m) == pytest.approx(0.5)
    assert hire.prospects(startup(cash=-1.0, costs=10.0), m) == 0.0
    assert hire.option_benefit(hire.prospects(s, m), 0.8, m) == pytest.approx(0.2 * 0.5 * 0.5 * 0.8)
    assert hire.option_benefit(0.0, 0.8, m) == 0.0
    m.equity_incentive = 0.0
    assert hire.option_benefit(hire.prospects(s, m), 0.8, m) == 0.0


def test_who_moves_in_brings_declared_multiples_of_a_founders_money_and_patience() -> None:
    from test_rules import VISIT

    for savings, patience in ((2.0, 2.0), (1.0, 3.0)):
        s = startup(alive=False)
        m = month(**VISIT | {"mover_savings": savings, "mover_patience": patience})
        attract_firms.settle_firm(s, 2, 0.5, 0.5, 1.0, plain("sectors", wage=0.9), m)
        assert s.cash == m.savings * s.heads * savings and s.patience == patience * m.patience
