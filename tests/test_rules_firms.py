"""Services to firms, the price of rights, repayable money, opened purchases, and what the ladder counts: worked."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plainly import (
    NOW,
    Rows,
    book,
    counts,
    district,
    law,
    luck,
    month,
    paid,
    pay_for_services,
    startup,
    talent,
)
from worlds import plain

from sim.core import chance
from sim.model import codes
from sim.model.calendar import month_number
from sim.model.rules import (
    certify,
    common,
    firm_grants,
    learn,
    lend,
    measure,
    public_services,
    settle,
    trade,
)

pytestmark = pytest.mark.usefixtures("plain_python")


# what budgets buy

PROJECTS = {
    "agency_budget": 240.0,
    "agency_settling_cost": 10.0,
    "agency_wear": 0.1,
    "agency_need": 0.04,
    "agency_saving": 0.3,
    "prototyping_budget": 60.0,
    "prototyping_cost": 3.0,
    "prototyping_gain": 0.5,
    "crowdsourcing_budget": 50.0,
    "crowdsourcing_cost": 0.5,
    "ip_trading_budget": 120.0,
    "ip_trading_cost": 120.0,
    "patent_award": 2.0,
    "award_envelope": 0.0,
    "patent_filing_cost": 2.0,
    "unfiled_share": 0.4,
    "cluster_budget": 60.0,
    "meeting_price": 2.0,
}


def test_agencies_workshops_platforms_and_brokers_do_what_their_budgets_pay_for() -> None:
    d, third = district(firms=100, agencies=2.0, unready=20, cluster_firms=25), 1 - math.exp(-1)
    public_services.serve_projects(d, month(**PROJECTS))
    # two agencies come, a fifth of one leaves: 3.8 for 100 firms, of which 4 would give half of the saving
    assert d.agencies == pytest.approx(3.8) and d.service_price == pytest.approx(
        1 - 0.3 * 3.8 / 7.8
    )
    assert d.prototyping == pytest.approx(0.5 * third) and d.crowdsourced == pytest.approx(third)
    assert d.ip_liquidity == pytest.approx(third)
    assert d.cluster_meetings == pytest.approx(0.1)  # 2.5 meetings a month for 25 firms
    money = {
        "agencies": 240,
        "prototyping": 60,
        "crowdsourcing": 50,
        "ip_trading": 120,
        "clusters": 60,
    }
    assert paid(pay_for_services(PROJECTS)) == pytest.approx(
        {name: year / 12 for name, year in money.items()}
    )


def test_without_money_services_cost_what_they_cost() -> None:
    d = district(firms=100, unready=20, cluster_firms=25)
    none = PROJECTS | {n: 0.0 for n in PROJECTS if n.endswith("_budget")}
    public_services.serve_projects(d, month(**none))
    assert (d.service_price, d.prototyping, d.crowdsourced, d.ip_liquidity, d.cluster_meetings) == (
        1,
        0,
        0,
        0,
        0,
    )
    assert (
        d.filed == 1 and paid(pay_for_services(none)) == {}
    )  # an award without its envelope is none


def test_an_award_draws_out_inventions_not_worth_filing() -> None:
    m = month(unfiled_share=0.4, patent_filing_cost=2.0)
    assert public_services.filing_ratio(0.0, 1.0, m) == 1
    assert public_services.filing_ratio(2.0, 1.0, m) == pytest.approx(
        (1 - 0.4 * math.exp(-1)) / 0.6
    )
    assert public_services.filing_ratio(0.0, 0.8, m) == pytest.approx(
        (1 - 0.4 * math.exp(-0.2)) / 0.6
    )  # agencies a fifth cheaper


@given(award=st.floats(0, 20), more=st.floats(0, 20), unfiled=st.floats(0, 0.95))
def test_no_award_files_more_than_is_invented(award: float, more: float, unfiled: float) -> None:
    m = month(unfiled_share=unfiled, patent_filing_cost=1.5)
    little, much = sorted((award, more))
    assert (
        1
        <= public_services.filing_ratio(little, 1.0, m)
        <= public_services.filing_ratio(much, 1.0, m)
        <= 1 / (1 - unfiled) + 1e-12
    )


# research


def test_shared_equipment_quickens_every_product_and_prototyping_what_is_built() -> None:
    m, d = month(platform_gain=0.4, hardware_half=10.0), district(access=0.5, prototyping=0.3)
    assert learn.development_speed(
        plain("sectors", difficulty=30.0), d, d.access, m
    ) == pytest.approx(1 + 0.2 + 0.3 * 0.75)
    assert learn.development_speed(
        plain("sectors", difficulty=2.5), d, d.access, m
    ) == pytest.approx(1 + 0.2 + 0.3 * 0.2)  # software


def test_opened_equipment_is_used_like_a_platform() -> None:
    # test_rules.py has the platform alone: 100 of equipment and 100 firms that need 1 each give access 0.5
    from test_rules import SERVE

    d = district(firms=100, platform=100.0, share=0.5, technology=4.0)
    m = month(
        **SERVE
        | {
            "equipment_opened": 0.2,
            "institute_equipment": 1000.0,
            "ip_trading_budget": 240.0,
            "international_budget": 0.0,
        }
    )
    public_services.serve(d, m)
    assert d.access == pytest.approx(200 / 300)  # a fifth of the half of 1000
    assert d.technology == pytest.approx(
        4 + 2 + 1 - 2
    )  # licences add half of what the transfer service brings


def test_filed_patents_may_claim_their_award() -> None:
    m = month(award_envelope=50.0, patent_award=1.5)
    s = startup(patents=1)
    learn.file_patents(s, 2, m)
    assert s.patents == 3 and s.award_due == 3
    m.award_envelope = 0.0
    learn.file_patents(s, 1, m)
    assert s.patents == 4 and s.award_due == 3


def test_established_firms_open_purchases_by_the_size_of_districts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    luck(monkeypatch, learn, 0.5, 0, 0, 0)
    districts = Rows(
        [
            district(market=0, share=0.75),
            district(market=0, share=0.25),
            district(market=1, share=1.0),
        ]
    )
    months = [month(supply_opening=x) for x in (0.2, 0.0, 0.3)]
    assert learn.open_purchase_share(0, districts, months) == pytest.approx(0.15)
    assert learn.open_purchase_share(1, districts, months) == pytest.approx(0.3)
    # 15 % of the 5 % of 24 000 a year that startups could deliver: 15 a month on top of a demand of 100
    x = plain("sectors", demand=100.0, contracted=40.0, incumbents=24000.0)
    for m in months:
        vars(m).update(demand_growth=0.0, demand_shock=0.0, tender_rate=0.1, purchase_share=0.05)
        vars(m).update(contract_end=0.0, imitation=0.0, outside_share=0.0, outside_standing=0.0)
    learn.spill_over(Rows([x]), districts, months, [0])
    assert x.demand == 100 and x.tendered == pytest.approx(0.1 * (115 - 40))
    x.contracted = 115.0  # it is finite: what is won is gone
    learn.spill_over(Rows([x]), districts, months, [0])
    assert x.tendered == 0


# vouchers and grants


def service(**given: Any) -> SimpleNamespace:
    """A firm after it has bought 8 of services; tests cost 2 a researcher-month, a right 1."""
    s = startup(**given)
    m = month(service_need=8.0, test_cost=2.0, right_fee=1.0, rights_wanted=5)
    firm_grants.buy_services(s, plain("sectors", difficulty=10.0), m)
    return s


def test_services_go_to_what_a_firm_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(firm_grants, "poisson", lambda u, rate: rate)
    s = service(ready=0.5, research_skill=3.0, research_heads=3)
    assert (s.ready, s.designs, s.advised_until) == (0.9, 0, -1)  # 4 months of tests of 10
    s = service(ready=1.0, research_skill=3.0, research_heads=3, designs=4)
    assert s.designs == pytest.approx(4 + 8 * 0.75) and s.advised_until == -1
    s = service(ready=1.0, designs=4)
    assert s.designs == 4  # who does no research has nothing to file
    for enough in ({"designs": 5}, {"patents": 1}):
        s = service(ready=1.0, research_skill=3.0, research_heads=3, **enough)
        assert s.advised_until == NOW + 11 and s.designs == enough.get("designs", 0)


def test_bought_research_brings_the_product_nearer_and_teaches() -> None:
    x, m = plain("sectors", difficulty=10.0), month(learning=0.01)
    s = startup(ready=0.9, capability=1.0)
    firm_grants.advance(s, x, 3.0, m)
    assert s.ready == 1 and s.capability == pytest.approx(
        1 + 0.12 * math.log(1.25)
    )  # a quarter of a researcher for a year
    firm_grants.advance(s, x, 0.0, m)
    assert s.capability == pytest.approx(1 + 0.12 * math.log(1.25))
    s = startup(
        ready=1.0, research_skill=4.0, research_heads=4
    )  # it teaches least where there is most
    firm_grants.advance(s, x, 3.0, m)
    assert s.capability == pytest.approx(1 + 0.12 * math.log(5.25 / 5))


def test_part_of_a_grant_is_new_research() -> None:
    s, b = startup(ready=1.0, cash=10.0), book()
    m = month(grant_additionality=0.6, test_cost=1.5, learning=0.01)
    firm_grants.research_more(s, plain("sectors"), 10.0, m, b)
    assert (s.cash, s.research_year, s.costs_year) == pytest.approx((4, 6, 6))
    assert paid(b) == {"laboratory": 6.0} and s.capability == pytest.approx(
        1 + 0.12 * math.log(4 / 3)
    )


# advice and dense agencies


def test_agencies_and_advice_lower_administration() -> None:
    m = month(
        office_cost=0.4,
        office_per_head=0.1,
        training_saving=0.1,
        agency_part=0.2,
        advice_saving=0.1,
    )
    usual, cheap = district(), district(service_price=0.75)
    assert settle.administration_bill(startup(heads=6), usual, m) == pytest.approx(1.0)
    assert settle.administration_bill(startup(heads=6), cheap, m) == pytest.approx(
        0.95
    )  # a quarter off a fifth of it
    assert settle.administration_bill(
        startup(heads=6, advised_until=NOW), cheap, m
    ) == pytest.approx(0.855)
    assert settle.administration_bill(
        startup(heads=6, advised_until=NOW - 1), cheap, m
    ) == pytest.approx(0.95)


def test_advice_counts_as_coaching_for_the_high_tech_title(monkeypatch: pytest.MonkeyPatch) -> None:
    luck(monkeypatch, certify, 0.0, 0.5, 0.9, 0.5)
    m = law(
        2022,
        10,
        high_tech_filing=1.0,
        coaching_points=6,
        panel_noise=1,
        provincial_award=0,
        award_envelope=0,
    )
    vars(m).update(high_tech_award=0, title_value=0.02, application_cost=8.0, management_points=8)
    vars(m).update(renewal_points=5, registry_months=9, unlisted_filing=0.0)
    right = {
        "registered": m.clock - 24,
        "patents": 1,
        "heads": 20,
        "research_heads": 4,
        "sales_1": 700.0,
    }
    right |= {
        "sales_2": 500.0,
        "reported_1": 50.0,
        "reported_2": 30.0,
        "high_tech_share": 0.8,
        "contracts": 3,
    }
    for until, passed in (
        (m.clock, True),
        (m.clock - 1, False),
    ):  # 70 points, and 6 for order in the books
        s, c = startup(**right, advised_until=until), counts()
        certify.apply_high_tech(s, district(aware=0.0), 0.0, m, book(), c)
        assert (s.high_tech_until > 0, c.high_tech_applied, c.high_tech_refused) == (
            passed,
            int(passed),
            0,
        )


def test_a_firm_knows_its_points_but_not_its_panel() -> None:
    m = month(high_tech_score=70, panel_noise=4)
    assert certify.title_chance(70.0, m) == pytest.approx(0.5)
    assert certify.title_chance(74.0, m) == pytest.approx(
        0.8413447, abs=1e-6
    )  # one spread above the line
    assert certify.title_chance(62.0, m) == pytest.approx(0.0227501, abs=1e-6)
    m.panel_noise = 0
    assert (certify.title_chance(69.0, m), certify.title_chance(71.0, m)) == (0, 1)


# crowdsourcing


def test_a_firm_on_the_platform_delivers_more_and_pays_those_who_take_its_work() -> None:
    m = month(output_per_head=4, stretch=1.25, crowdsourcing_stretch=0.25, crowdsourcing_saving=0.1)
    vars(m).update(material_share=0.5, digital_saving=0.0, overload_price=0.3)
    s = startup(heads=10, contract_value=100.0)
    nobody, everybody = district(), district(crowdsourced=1.0)
    trade.deliver(s, nobody, m)
    assert s.sales == 50 and settle.materials_bill(s, nobody, m) == pytest.approx(25)
    trade.deliver(s, everybody, m)
    # 60 instead of 50: materials of 30 less a tenth, and 0.3 for each of the 10 handed out
    assert s.sales == 60 and settle.materials_bill(s, everybody, m) == pytest.approx(27 + 3)
    s.contract_value = 20.0  # no overload: only parts are cheaper
    trade.deliver(s, everybody, m)
    assert settle.materials_bill(s, everybody, m) == pytest.approx(9)


def test_a_trait_is_a_fixed_number_that_slots_do_not_tell() -> None:
    keys = [np.uint64(k * 0x9E3779B97F4A7C15 % 2**64) for k in range(1, 4001)]
    traits = np.array([chance.trait(k) for k in keys])
    assert traits.min() >= 0 and traits.max() < 1 and abs(traits.mean() - 0.5) < 0.02
    slots = np.array([chance.slot(k, 12) for k in keys])
    assert abs(np.corrcoef(traits, slots)[0, 1]) < 0.05


# tax returned and grants repaid


def test_young_firms_get_the_local_part_of_their_tax_back() -> None:
    m = law(2022, 12, tax_rebate=0.5, rebate_age=60)
    young, old = startup(registered=m.clock - 59), startup(registered=m.clock - 60)
    for s, returned in ((young, 2.0), (old, 0.0)):  # half of 40 % of 10
        b = book()
        settle.give_back(s, 10.0, m, b)
        assert s.cash == s.support == b.tax_returned == pytest.approx(returned)


def test_repayable_grants_come_back_out_of_profit() -> None:
    m = month(repay_share=0.1)
    for kept, cash, owed, rung, expected in (
        (50.0, 100.0, 8.0, codes.MICRO, 5.0),  # a tenth of profit
        (200.0, 100.0, 8.0, codes.MICRO, 8.0),  # no more than is owed
        (50.0, 3.0, 8.0, codes.MICRO, 3.0),  # no more than there is
        (50.0, 100.0, 8.0, codes.STRONG, 8.0),  # a strong firm clears it
        (-5.0, 100.0, 8.0, codes.STRONG, 0.0),  # out of profit only
        (50.0, 100.0, 0.0, codes.MICRO, 0.0),
        (50.0, -9.0, 8.0, codes.MICRO, 0.0),
    ):
        s, b = startup(cash=cash, owed_to_public=owed, rung=rung), book()
        settle.repay_grants(s, kept, m, b)
        assert (
            b.grants_repaid == expected
            and s.cash == cash - expected
            and s.owed_to_public == owed - expected
        )


def test_the_assessment_returns_tax_and_collects_what_is_owed() -> None:
    m = law(
        2022, reserve_months=6, dividend_share=0, tax_rebate=1.0, rebate_age=60, repay_share=0.1
    )
    s, b = (
        startup(
            heads=20,
            costs=50.0,
            sales_year=500.0,
            costs_year=400.0,
            cash=100.0,
            owed_to_public=50.0,
        ),
        book(),
    )
    s.registered = m.clock - 24
    settle.assess(s, m, b)
    # profit 100, tax 2.5, of which 1.0 returned; a tenth of 97.5 repaid
    assert paid(b) == pytest.approx({"income_tax": 2.5, "tax_returned": 1.0, "grants_repaid": 9.75})
    assert s.cash == pytest.approx(100 - 2.5 + 1 - 9.75)
    s, b = (
        startup(
            sales_year=500.0, costs_year=400.0, reported_year=200.0, cash=100.0, owed_to_public=50.0
        ),
        book(),
    )
    settle.assess(s, m, b)
    assert b.grants_repaid == 10 and b.income_tax == 0  # deductions wipe out the tax, not the debt


# what the ladder and the years count


def test_falls_are_counted_by_the_rung_they_leave() -> None:
    c = counts()
    for rung in (codes.STRONG, codes.HIGH_TECH, codes.HIGH_TECH, codes.TECH_SME):
        certify.count_fall(rung, c)
    assert (c.fell_back, c.left_strong, c.left_high_tech, c.left_tech_sme) == (4, 1, 2, 1)


def test_twelve_months_sales_are_worked_out_in_one_place() -> None:
    assert measure.trailing_sales is common.trailing_sales is certify.trailing_sales
    assert lend.trailing_sales is common.trailing_sales


def test_a_running_facility_has_opened_and_not_closed() -> None:
    stood = [
        common.is_running(plain("incubators", opened=opened, closed=closed))
        for opened, closed in ((-1, -1), (NOW, -1), (NOW - 9, NOW))
    ]
    assert stood == [False, True, False]


def test_every_firm_has_one_turn_a_quarter() -> None:
    turns = [common.is_quarter_turn(startup(), month(month_number(2022, n))) for n in range(1, 13)]
    assert sum(turns) == 4 and turns[:3] * 4 == turns


def test_what_a_firm_can_do_and_what_its_researchers_do_in_a_month() -> None:
    assert common.log_ability(startup(quality=2.0, capability=0.5)) == pytest.approx(0, abs=1e-8)
    assert common.research_work(startup(research_skill=3.0, research_heads=2, effort=0.5)) == 1.5
    assert common.research_work(startup(research_skill=-1e-12)) == 0  # skills added and taken off


def test_offices_take_the_days_that_reforms_leave_and_no_fewer_than_none() -> None:
    days = {"registration_days": 5.0, "approval_days": 20.0, "deregistration_days": 90.0}
    m = month(
        **days, registration_days_saved=3, approval_days_saved=8, deregistration_days_saved=30
    )
    assert common.registration_wait(m) == 14 and common.deregistration_wait(m) == 2
    m = month(
        **days, registration_days_saved=9, approval_days_saved=99, deregistration_days_saved=99
    )
    assert common.registration_wait(m) == 0 and common.deregistration_wait(m) == 0


def test_a_year_that_begins_late_has_a_part_of_its_money() -> None:
    assert common.pro_rata(120.0, month(first_month=1)) == 120
    assert common.pro_rata(120.0, month(first_month=10)) == 30


def test_who_leaves_takes_the_own_head_skill_and_wage_off_the_payroll() -> None:
    s = startup(heads=5, research_heads=2, research_skill=2.5, wage_bill=3.0)
    common.take_off_payroll(talent(skill=1.5, wage=2.0), s)
    assert (s.heads, s.research_heads, s.research_skill, s.wage_bill) == (4, 1, 1.0, 1.0)


def test_firms_are_counted_on_their_birthdays_and_when_they_close() -> None:
    m = month(course_age=24, body_heads=9, body_research=300)
    c = counts()
    for age in (0, 1, 12, 24, 36, 48, 60, 60, 72):
        firm = startup(registered=NOW - age, rung_since=NOW - min(age, 5), rung=1 + age % 5)
        measure.count_startup(firm, plain("sectors"), m, c)
    reached = [getattr(c, f"reached_age_{k}") for k in range(6)]
    assert reached == [1, 1, 1, 1, 1, 2]
    assert (
        c.months_micro + c.months_tech_sme + c.months_high_tech + c.months_strong
        <= c.months_on_rung
        == 36
    )
    for age in (0, 11, 12, 30, 40, 50, 60, 200):
        measure.count_closure(startup(registered=NOW - age, exit_kind=codes.CLOSED), m, c)
    measure.count_closure(startup(registered=NOW, exit_kind=codes.MOVED), m, c)
    assert [getattr(c, f"closed_age_{k}") for k in range(6)] == [2, 1, 1, 1, 1, 2]


def test_months_on_each_rung_and_firms_that_brokers_and_workshops_serve() -> None:
    m, c, d = month(course_age=24, body_heads=9, body_research=300), counts(), district()
    for rung, stood in (
        (codes.MICRO, 3),
        (codes.TECH_SME, 4),
        (codes.HIGH_TECH, 5),
        (codes.STRONG, 6),
    ):
        s = startup(rung=rung, rung_since=NOW - stood, ready=0.5 if stood < 5 else 1.0)
        measure.measure_startup(s, plain("sectors", targeted=True), d, Rows([]), m, c)
    measure.measure_startup(
        startup(rung=codes.TEAM, ready=0.5), plain("sectors", targeted=True), d, Rows([]), m, c
    )
    assert (
        c.months_micro,
        c.months_tech_sme,
        c.months_high_tech,
        c.months_strong,
        c.months_on_rung,
    ) == (3, 4, 5, 6, 18)
    assert (d.unready, d.cluster_firms) == (3, 4)


# what rules once said as a plain number is declared, and decides


def test_a_joint_project_is_for_firms_whose_research_reaches_a_part_of_it() -> None:
    s, d = startup(rung=codes.TECH_SME, research_1=20.0), district()
    claims = {"joint_project": 30.0, "joint_research_share": 0.5}
    for least, claim in ((0.5, 15.0), (0.7, 0.0)):
        m = month(**claims | {"joint_least": least})
        assert firm_grants.grant_claim(codes.JOINT_RESEARCH, s, 0.0, d, m) == claim


def test_a_founders_grant_is_for_firms_up_to_an_age() -> None:
    s, d = startup(registered=NOW - 10), district()
    for age, claim in ((12, 3.0), (9, 0.0)):
        m = month(founder_grant=3.0, founder_grant_age=age)
        assert firm_grants.grant_claim(codes.FOUNDER_GRANT, s, 0.0, d, m) == claim


def test_how_much_a_firm_takes_up_depends_on_the_skill_that_takes_up_half() -> None:
    s = startup(research_skill=6.0)
    for half, part in ((6.0, 0.5), (2.0, 0.75)):
        assert firm_grants.absorptive_capacity(s, month(absorption_half=half)) == part


def test_a_round_is_fresh_for_so_many_months() -> None:
    given = {
        "collateral_share": 0.0,
        "pledge_lending": 0.0,
        "patent_value": 0.0,
        "liquidity_gain": 0.0,
        "receivables_lending": 0.0,
        "linked_lending": 0.5,
    }
    s = startup(funding_round=codes.ANGEL, round_month=NOW - 8, round_amount=200.0)
    for months, pledge in ((8, 100.0), (7, 0.0)):
        m = month(**given | {"fresh_months": months})
        assert lend.collateral(s, district(), m) == pledge


def test_a_firm_short_of_cash_lets_go_a_part_at_once() -> None:
    for part, change in ((0.5, -4), (0.25, -2), (0.0, -1)):
        m = month(short_cut=part, idle_share=0.15)
        assert settle.staff_change(8, 3, 1, True, m) == change


def test_a_certificate_is_worth_the_tax_of_the_months_it_is_good_for() -> None:
    s = startup(sales_1=900.0, costs_1=500.0, high_tech_until=NOW - 1)
    short, usual = (
        SimpleNamespace(
            **vars(law(2022, title_sales=0.0, title_margin=0.0))
            | {"certificate_months": months, "award_envelope": 0}
        )
        for months in (12, 36)
    )
    assert certify.title_benefit(s, usual) == pytest.approx(120)  # three years of ten points of 400
    assert certify.title_benefit(s, short) == pytest.approx(40)
