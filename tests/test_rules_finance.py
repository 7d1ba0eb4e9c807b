"""Finance on plain values: banks, funds, rounds and exits, each with the example worked by hand beside it."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plainly import NOW, Rows, book, counts, district, luck, month, paid, startup
from worlds import plain

from sim.model import codes
from sim.model.calendar import month_number
from sim.model.rules import (
    boards,
    common,
    crowdfund,
    invest,
    leave,
    lend,
    measure,
    public_services,
    raise_money,
    seek_funding,
    settle,
)

pytestmark = pytest.mark.usefixtures("plain_python")

# banks


def test_a_banks_estimate_of_risk() -> None:
    m = month(risk_base=-2.0, risk_margin=4, risk_runway=0.1, risk_age=0.2)
    # margin 10 %, six months of cash, five years: -2 - 0.4 - 0.6 - 1
    assert lend.default_risk(startup(sales=11.0, costs=10.0, cash=60.0), m) == pytest.approx(
        1 / (1 + math.exp(4))
    )


def test_what_a_bank_cannot_see_it_takes_for_worse() -> None:
    # a quarter on top; where half is shown, an eighth; never above certainty
    assert lend.perceived_risk(0.1, 0.0, month(opacity=0.25)) == pytest.approx(0.125)
    assert lend.perceived_risk(0.1, 0.5, month(opacity=0.25)) == pytest.approx(0.1125)
    assert lend.perceived_risk(0.9, 0.0, month(opacity=0.25)) == 1


def test_officers_who_answer_for_losses_ask_for_more() -> None:
    m = {"bank_rate": 0.05, "bank_cost": 0.02, "officer_fear": 0.004}
    assert lend.tolerable_loss(month(**m, lender_exemption=0.0)) == pytest.approx(0.026)
    assert lend.tolerable_loss(month(**m, lender_exemption=0.75)) == pytest.approx(0.029)


PLEDGES = {
    "collateral_share": 0.1,
    "pledge_lending": 0.0,
    "patent_value": 30,
    "receivables_lending": 0.0,
    "linked_lending": 0.0,
    "liquidity_gain": 0.5,
}


def test_collateral_is_sales_patents_data_and_a_fresh_round() -> None:
    s = startup(
        sales_1=400.0,
        sales_year=300.0,
        patents=2,
        funding_round=codes.ANGEL,
        round_month=NOW - 12,
        round_amount=200.0,
    )
    assert lend.collateral(s, district(), month(**PLEDGES)) == pytest.approx(40)
    assert lend.collateral(
        s, district(), month(**PLEDGES | {"pledge_lending": 0.5})
    ) == pytest.approx(40 + 30)
    traded = month(**PLEDGES | {"pledge_lending": 0.5})
    assert lend.collateral(s, district(ip_liquidity=1.0), traded) == pytest.approx(
        40 + 45
    )  # rights can be sold
    # June: 300 so far and half of last year's 400; a fifth of 500
    assert lend.collateral(
        s, district(), month(**PLEDGES | {"receivables_lending": 0.2})
    ) == pytest.approx(40 + 100)
    linked = month(**PLEDGES | {"linked_lending": 0.3})
    assert lend.collateral(s, district(), linked) == pytest.approx(40 + 60)
    s.round_month = NOW - 13
    assert lend.collateral(s, district(), linked) == pytest.approx(40)


def test_the_loss_a_bank_expects() -> None:
    assert (
        lend.expected_loss(0.1, 100, 40) == pytest.approx(0.06)
        and lend.expected_loss(0.1, 100, 150) == 0
    )


def test_government_guarantees_small_loans_to_the_young_and_to_talent() -> None:
    m = month(microloan_cap=20.0, microloan_age=36, talent_loan_cap=50.0)
    assert (
        lend.guaranteed_cap(startup(born=NOW - 36), m) == 20
        and lend.guaranteed_cap(startup(born=NOW - 37), m) == 0
    )
    for origin, cap in ((codes.RETURNEE, 50), (codes.RESEARCHER, 50), (codes.EMPLOYEE, 0)):
        assert lend.guaranteed_cap(startup(origin=origin), m) == cap
    assert (
        lend.guaranteed_cap(
            startup(origin=codes.RETURNEE, born=NOW),
            month(microloan_cap=60.0, microloan_age=36, talent_loan_cap=50.0),
        )
        == 60
    )


WANTING = {
    "loan_trigger": 4,
    "loan_cap": 100,
    "loan_months": 5,
    "microloan_cap": 0.0,
    "microloan_age": 36,
    "talent_loan_cap": 0.0,
}


def test_who_wants_a_loan_and_how_much() -> None:
    m = month(**WANTING)
    assert lend.amount_wanted(startup(sales=5.0, costs=10.0, cash=40.0), m) == 50
    assert lend.amount_wanted(startup(sales=5.0, costs=30.0, cash=0.0), m) == 100
    for content in ({"cash": 41.0}, {"sales": 0.0}, {"debt": 1.0}):
        assert (
            lend.amount_wanted(startup(**{"sales": 5.0, "costs": 10.0, "cash": 0.0} | content), m)
            == 0
        )
    soft = month(
        **WANTING | {"talent_loan_cap": 30.0}
    )  # before it has customers, up to the guaranteed amount
    assert lend.amount_wanted(startup(costs=10.0, origin=codes.RESEARCHER), soft) == 30
    assert lend.amount_wanted(startup(costs=10.0, origin=codes.EMPLOYEE), soft) == 0


CREDIT = {
    "liquidity_gain": 0.5,
    "bank_rate": 0.05,
    "bank_cost": 0.02,
    "officer_fear": 0.0,
    "lender_exemption": 0.0,
    "opacity": 0.0,
    "credit_information": 0.0,
    "pool_share": 0.5,
    "pool_leverage": 10,
    "pool_stop_loss": 0.5,
    "insurance_share": 0.0,
    "insurance_premium": 0.02,
    "microloan_guarantee": 0.0,
    "loan_term": 24,
    "bank_visits": 0.2,
    "risk_base": 0.0,
    "risk_margin": 0,
    "risk_runway": 0,
    "risk_age": 0,
    **PLEDGES,
    **WANTING,
    "patent_value": 0,
}


def test_a_bank_takes_the_fewest_backers_that_make_a_loan_safe() -> None:
    # margin 3 %; the pool halves a loss, an insurer leaves two fifths of it
    m = month(**CREDIT | {"insurance_share": 0.6})
    assert lend.backing(0.03, 0.5, m) == (0.0, 0.0)
    assert lend.backing(0.06, 0.5, m) == (0.5, 0.0)
    assert lend.backing(0.06, 0.0, m) == (0.0, 0.6)  # where the pool is used up
    assert lend.backing(0.075, 0.5, m) == (0.0, 0.6)  # the insurer alone is enough: 0.03
    assert lend.backing(0.15, 0.5, m) == (0.5, 0.6)
    assert lend.backing(0.151, 0.5, m) == (-1.0, -1.0)


def test_terms_go_from_the_bank_alone_to_a_guaranteed_loan() -> None:
    # an even chance of failing, 50 wanted; sales of 460 cover 46 of it: 4 % are left
    m, s = month(**CREDIT), startup(sales=5.0, costs=10.0, sales_1=460.0)
    assert lend.loan_terms(s, district(), 50.0, m) == (50, 0.5, 0.0, 0.0) and lend.loan_terms(
        s, district(), 49.0, m
    ) == (0, 0, 0, 0)
    assert lend.loan_terms(s, district(), 0.0, month(**CREDIT | {"insurance_share": 0.25})) == (
        50,
        0.0,
        0.25,
        0.0,
    )
    # a young firm without sales: no collateral, and government takes 95 % of an even chance
    young = startup(costs=10.0, born=NOW - 6)
    helped = CREDIT | {"microloan_cap": 20.0, "microloan_guarantee": 0.95}
    assert lend.loan_terms(young, district(), 0.0, month(**helped)) == (20, 0, 0, 0.95)
    assert lend.loan_terms(
        young, district(), 0.0, month(**helped | {"microloan_guarantee": 0.9})
    ) == (
        0,
        0,
        0,
        0,
    )
    assert lend.loan_terms(young, district(), 0.0, month(**CREDIT)) == (0, 0, 0, 0)


def test_the_pool_backs_a_multiple_of_its_money_until_its_stop_loss() -> None:
    m = month(pool_leverage=10, pool_stop_loss=0.05)
    # what it has lost is measured by the 120 it has ever backed, though only 40 run
    assert (
        lend.pool_capacity(district(pool=20.0, pool_backed=40.0, pool_lent=120.0, pool_paid=6.0), m)
        == 160
    )
    assert (
        lend.pool_capacity(district(pool=20.0, pool_backed=40.0, pool_lent=120.0, pool_paid=6.1), m)
        == 0
    )
    assert lend.pool_capacity(district(pool=20.0, pool_backed=300.0), m) == 0


def test_a_bank_lists_borrowers_whose_loss_its_margin_covers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    luck(monkeypatch, lend, 0.5, 0, 0, 0)
    m = month(**CREDIT)
    # an even chance of failing: 50 wanted; collateral 48 leaves 2 %
    # 46 leaves 4 %, which only the pool makes 2 %; 40 leaves 10 %
    firms = Rows([startup(sales=5.0, costs=10.0, sales_1=sales) for sales in (480.0, 460.0, 400.0)])
    who, wanted, loss, line, possible = [0] * 3, [0.0] * 3, [0.0] * 3, [0.0] * 3, [False] * 3
    assert (
        lend.list_borrowers(
            firms, [0, 1, 2], Rows([district()]), [m], who, wanted, loss, line, possible
        )
        == 3
    )
    assert who == [0, 1, 2] and wanted == [50, 50, 50] and loss == pytest.approx([0.02, 0.04, 0.1])
    assert line == pytest.approx([0.03] * 3) and possible == [True, True, False]
    m.bank_visits = 0.16  # three months of it: nobody goes
    assert (
        lend.list_borrowers(
            firms, [0, 1, 2], Rows([district()]), [m], who, wanted, loss, line, possible
        )
        == 0
    )


def test_the_bank_serves_the_safe_alone_and_the_risky_with_the_pool() -> None:
    # margin 0.03: the first needs nobody; the second the pool, which backs 60; the third finds it used up
    firms = Rows(
        [
            startup(sales=5.0, costs=costs, sales_1=sales)
            for costs, sales in ((10.0, 480.0), (8.0, 370.0), (8.0, 370.0))
        ]
    )
    loans = Rows([plain("loans", alive=False) for _ in range(3)])
    d, b, c = district(pool=6.0), book(), counts()
    assert (
        lend.lend(firms, loans, 0, Rows([d]), [month(**CREDIT)], [b], [c], [0, 1, 2], [0, 1, 2])
        == 2
    )
    assert [s.debt for s in firms] == [50, 40, 0] and [s.cash for s in firms] == [50, 40, 0]
    assert (
        d.pool_backed == d.pool_lent == 40
        and (loans[0].pool_share, loans[1].pool_share) == (0, 0.5)
        and firms[1].loan == 1
    )
    assert loans[1].due == NOW + 24 and paid(b) == {"lending": 90} and c.loans_made == 2


def test_a_borrower_pays_the_insurer_when_the_loan_is_paid_out() -> None:
    # 2 % a year of the insured half of 100, for two years
    s, b = startup(cash=100.0), book()
    lend.insure(s, plain("loans", principal=100.0, insurance_share=0.5), month(**CREDIT), b)
    assert (
        s.cash == pytest.approx(98)
        and s.costs_year == pytest.approx(2)
        and paid(b) == pytest.approx({"insurance_premium": 2})
    )


def test_borrowers_pay_interest_and_instalments() -> None:
    s, d, b, c = startup(cash=10.0, debt=20.0, loan=0), district(pool_backed=20.0), book(), counts()
    loan = plain(
        "loans", startup=0, principal=24.0, balance=20.0, rate=0.06, pool_share=0.5, due=NOW + 9
    )
    lend.repay_loans(Rows([s]), Rows([loan]), [0], Rows([d]), [month(**CREDIT)], [b], [c])
    assert loan.balance == s.debt == pytest.approx(19) and s.cash == pytest.approx(8.9)
    assert s.costs_year == pytest.approx(0.1)
    assert d.pool_backed == pytest.approx(19) and paid(b) == pytest.approx(
        {"interest": 0.1, "repayment": 1.0}
    )
    loan.due = NOW
    lend.repay_loans(Rows([s]), Rows([loan]), [0], Rows([d]), [month(**CREDIT)], [b], [c])
    assert (
        loan.balance == s.debt == 0
        and loan.state == codes.REPAID
        and not loan.alive
        and s.loan == -1
    )


def test_the_pool_pays_its_share_of_a_loss() -> None:
    s, d, b, c = (
        startup(alive=False, debt=20.0),
        district(pool=7.0, pool_backed=20.0),
        book(),
        counts(),
    )
    loan = plain("loans", startup=0, principal=24.0, balance=20.0, pool_share=0.5)
    lend.repay_loans(Rows([s]), Rows([loan]), [0], Rows([d]), [month(**CREDIT)], [b], [c])
    assert loan.state == codes.DEFAULTED and s.debt == 0 and c.defaults == 1
    assert d.pool == 0 and d.pool_backed == 0 and d.pool_paid == 7
    assert paid(b) == {"pool_claims": 7, "loans_lost": 13}  # 10 was due, 7 was there


def test_each_backer_pays_its_share_of_what_the_one_before_leaves() -> None:
    # 100 owed: government 40, the pool half of 60, an insurer 60 % of 30; the bank loses 12
    d, b = district(pool=99.0, pool_backed=100.0), book()
    loan = plain("loans", balance=100.0, guarantee_share=0.4, pool_share=0.5, insurance_share=0.6)
    lend.call_guarantees(loan, d, b)
    assert paid(b) == pytest.approx(
        {"guarantee_claims": 40, "pool_claims": 30, "insurance_claims": 18, "loans_lost": 12}
    )
    assert loan.balance == 0 and d.pool == 69 and d.pool_backed == 0


def test_who_takes_a_firm_over_answers_for_its_debts() -> None:
    s, b = startup(cash=5.0, debt=20.0), book()
    assert (
        leave.take_over(s, 100.0, b) == 15.0 and s.cash == 20.0 and paid(b) == {"taken_over": 15.0}
    )
    assert leave.take_over(startup(cash=-3.0, debt=0.0), 2.0, b) == 2.0  # never more than the price
    assert leave.take_over(startup(cash=30.0, debt=20.0), 100.0, b) == 0.0


def test_a_firm_that_pays_its_bank_off_on_leaving_does_not_default() -> None:
    s, d, b, c = startup(cash=50.0, debt=20.0, loan=0), district(pool_backed=20.0), book(), counts()
    loans = Rows(
        [plain("loans", startup=0, principal=24.0, balance=20.0, pool_share=0.5, due=NOW + 9)]
    )
    leave.settle_debt(s, loans, d, b)
    s.alive = False
    assert s.cash == 30 and s.debt == 0 and loans[0].balance == 0 and paid(b) == {"repayment": 20}
    lend.repay_loans(Rows([s]), loans, [0], Rows([d]), [month(**CREDIT)], [b], [c])
    assert (loans[0].state, c.defaults, d.pool_backed) == (codes.REPAID, 0, 0)


# funds that raise

ROUNDS = {
    "round_gap": 12,
    "progress": 2.0,
    "first_contract": 2.0,
    "funded_pay": 0.8,
    "sales_a": 300,
    "sales_b": 2000,
    "sales_c": 8000,
    "amount_seed": 100,
    "amount_angel": 400,
    "amount_a": 1500,
    "amount_b": 5000,
    "amount_c": 12000,
}
RAISING = {
    "private_follow": 2.0,
    "private_pool": 1000.0,
    "raising_luck": 0.0,
    "private_success": 0.9,
    "first_closing": 0.4,
    "pipeline_half": 50,
    "multiple_drag": 0.5,
    "concession_gain": 0.4,
    "angel_supply": 2.0,
    "angel_tax_credit": 0.0,
    "income_tax_rate": 0.25,
    "raising_months": 12,
    "raising_spread": 1.0,
    "closing_floor": 0.35,
    "error_tolerance": 0.4,
}
FUNDS = {
    "seed_funds": 0.15,
    "angel_funds": 0.35,
    "venture_funds": 0.35,
    **RAISING,
    **ROUNDS,
    "guidance_share": 0.3,
    "seed_public_share": 0.6,
    "local_multiple": 1.2,
    "profit_concession": 0.3,
    "public_manager_skill": 0.8,
    "fund_life": 84,
    "fund_period": 48,
    "deals_a_fund": 10,
    "least_fund": 0,
    "management_fee": 0.024,
    "first_month": 4,
    **{name: 100.0 * (1 + line) for line, name in enumerate(codes.COMMITMENTS)},
}


def test_each_commitment_sets_up_a_fund_of_its_kind() -> None:
    m, lines = month(**FUNDS), range(len(codes.COMMITMENTS))
    assert [raise_money.commitment(line, m) for line in lines] == [
        100.0 * (1 + line) for line in lines
    ]
    assert [raise_money.fund_kind(line) for line in lines] == [
        codes.GUIDANCE_FUND,
        codes.ANGEL_FUND,
        codes.COINVESTMENT_FUND,
        codes.CORPORATE_FUND,
        codes.INHOUSE_FUND,
        codes.VENTURE_FUND,
        codes.MERGER_FUND,
    ]
    assert [raise_money.public_aim(line, m) for line in lines] == [0.3, 0.6, 1, 1, 1, 1, 0.3]
    b = book()
    for line in lines:
        raise_money.pay_in(line, 1.0 + line, b)
    assert paid(b) == {
        **{name: 1.0 + line for line, name in enumerate(codes.COMMITMENTS) if line != codes.UPPER},
        "upper_commitment": 6.0,
    }


def test_the_usual_deal_of_a_fund() -> None:
    m = month(**ROUNDS)
    assert [raise_money.usual_ticket(kind, m) for kind in range(8)] == [
        100,
        400,
        1500,
        5000,
        1500,
        1500,
        1500,
        100,
    ]
    assert raise_money.usual_ticket(codes.MERGER_FUND, m) == 5000


def test_a_fund_opens_with_its_terms() -> None:
    f = plain("funds", alive=False, kind=codes.GROWTH_FUND)
    raise_money.open_fund(f, district(market=3), 1, month(**FUNDS))
    assert f.alive and (f.district, f.market, f.ticket, f.born) == (1, 3, 5000, NOW)
    assert (f.raises_until, f.invests_until, f.ends) == (NOW + 12, NOW + 48, NOW + 84)


def founded(
    monkeypatch: pytest.MonkeyPatch, line: int, match: float = 0.0, **more: Any
) -> tuple[Any, dict[str, float]]:
    """A fund set up with a commitment, and what was paid for it."""
    monkeypatch.setattr(raise_money, "lognormal", lambda u, spread: 1.0)
    f, b = plain("funds", alive=False), book()
    home, sector = more.get("home", -1), more.get("sector", -1)
    raise_money.found_public_fund(
        Rows([f]),
        0,
        line,
        1,
        home,
        sector,
        match,
        Rows([district(), district()]),
        [None, month(**FUNDS)],
        [None, b],
    )
    return f, paid(b)


def test_public_money_is_a_funds_first_closing(monkeypatch: pytest.MonkeyPatch) -> None:
    # nine months are left of the year: 75 of 100; a share of 0.3 aims at 250
    f, flows = founded(monkeypatch, codes.GUIDED)
    assert (f.raised, f.cash, f.target, f.public_share) == pytest.approx((75, 75, 250, 1))
    assert (f.local_multiple, f.concession, f.skill) == (1.2, 0.3, 0.8) and flows == {
        "guidance_commitment": 75
    }
    # leading firms add one yuan a yuan, for their own sector
    f, flows = founded(monkeypatch, codes.CORPORATE, match=1.0, sector=4)
    assert (f.raised, f.target, f.public_share, f.sector) == pytest.approx((600, 600, 0.5, 4))
    assert flows == {"corporate_commitment": 300, "private_commitment": 300}
    # an owner adds half a yuan; strings are for those who could leave
    f, flows = founded(monkeypatch, codes.INHOUSE, match=0.5, home=7)
    assert (f.raised, f.home, f.local_multiple, f.concession) == (562.5, 7, 0, 0)
    f, flows = founded(monkeypatch, codes.UPPER)
    assert flows == {"upper_commitment": 450} and f.local_multiple == 0 and f.target == 450


def test_fund_institutions_settle_where_there_is_a_pipeline(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(raise_money, "lognormal", lambda u, spread: 1.0)
    for draw, came in ((0.49, 1), (0.51, 0)):
        luck(monkeypatch, raise_money, draw, 0.5, 0.5, 0.5)
        f, b = plain("funds", alive=False), book()
        assert (
            raise_money.settle_funds(
                Rows([f]), 0, 1, 0, Rows([district()]), 50.0, [month(**FUNDS)], [b]
            )
            == came
        )
        assert f.alive == bool(came)
    luck(monkeypatch, raise_money, 0.4, 0.5, 0.5, 0.5)
    raise_money.settle_funds(Rows([f]), 0, 1, 0, Rows([district()]), 50.0, [month(**FUNDS)], [b])
    # ten deals of 400, of which 40 % at the first closing
    assert (
        f.kind == codes.ANGEL_FUND
        and f.target == 4000
        and f.raised == f.cash == pytest.approx(1600)
    )
    assert paid(b) == pytest.approx({"private_commitment": 1600})


def test_private_money_follows_managers_pipelines_and_credits_not_strings() -> None:
    f, m = plain("funds", kind=codes.VENTURE_FUND, skill=1.2), month(**RAISING)
    assert (
        raise_money.fund_appeal(f, 50.0, m) == pytest.approx(0.6)
        and raise_money.fund_appeal(f, 0.0, m) == 0
    )  # half a pipeline
    f.local_multiple, f.concession = 2.0, 0.5
    assert raise_money.fund_appeal(f, 50.0, m) == pytest.approx(0.6 * 1.2 / math.e)
    credit = month(**RAISING | {"angel_tax_credit": 0.7})  # a cost lower by 17.5 % draws 35 % more
    assert raise_money.fund_appeal(
        plain("funds", kind=codes.SEED_FUND), 50.0, credit
    ) == pytest.approx(0.5 * 1.35)
    assert raise_money.fund_appeal(
        plain("funds", kind=codes.VENTURE_FUND), 50.0, credit
    ) == pytest.approx(0.5)


def test_a_month_of_subscriptions() -> None:
    m = month(**RAISING)
    public = plain(
        "funds", kind=codes.GUIDANCE_FUND, target=1000.0, raised=300.0, public_paid=300.0
    )
    # two of theirs for one of 300, out of 1000 in all: 1000 x (1 - e^-0.6); half a pipeline
    follows = 1000 * (1 - math.exp(-0.6)) * 0.5 / 12
    assert raise_money.subscription(public, 50.0, 1.0, m) == pytest.approx(follows)
    public.public_paid, public.target = 3000.0, 1e6  # ten times as much draws 2.2 times as much
    more = raise_money.subscription(public, 50.0, 1.0, m)
    assert more / follows == pytest.approx((1 - math.exp(-6)) / (1 - math.exp(-0.6)))
    public.public_paid = 1e9  # never more than the pool
    assert raise_money.subscription(public, 50.0, 1.0, m) == pytest.approx(1000 * 0.5 / 12)
    # a fund's luck is its own for life: in the middle a little less than usual, so that the mean is 1
    public.key, usual = np.uint64(65536), raise_money.subscription(public, 50.0, 1.0, m)
    lucky = month(**RAISING | {"raising_luck": 0.5})
    assert raise_money.subscription(public, 50.0, 1.0, lucky) == pytest.approx(
        usual * math.exp(-0.125)
    )
    public.key = np.uint64(0)  # the least lucky of all
    assert 0 < raise_money.subscription(public, 50.0, 1.0, lucky) < 0.1 * usual
    private = plain("funds", kind=codes.VENTURE_FUND, target=1000.0, raised=400.0)
    assert raise_money.subscription(private, 50.0, 2.0, m) == pytest.approx(
        1000 * 0.9 * 0.5 / 12 * 2
    )
    private.raised = 990.0
    assert raise_money.subscription(private, 50.0, 2.0, m) == pytest.approx(
        10
    )  # no more than the target


@given(raised=st.floats(0, 1e5), pipeline=st.floats(0, 1e4), noise=st.floats(0.01, 100))
def test_subscriptions_never_lead_past_the_target(
    raised: float, pipeline: float, noise: float
) -> None:
    f = plain("funds", kind=codes.SEED_FUND, target=1e5, raised=raised)
    assert 0 <= raise_money.subscription(f, pipeline, noise, month(**RAISING)) <= 1e5 - raised


def test_publicly_led_managers_shun_losses_they_must_answer_for() -> None:
    m = month(error_tolerance=0.4)
    for content, shy in (
        ({"kind": codes.GUIDANCE_FUND}, 0.6),
        ({"kind": codes.ANGEL_FUND, "public_share": 0.6}, 0.6),
        ({"kind": codes.ANGEL_FUND, "public_share": 0.5}, 0.0),
    ):
        assert raise_money.caution(plain("funds", **content), m) == pytest.approx(shy)


def test_a_fund_raises_month_by_month_and_one_that_falls_short_is_dissolved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(raise_money, "lognormal", lambda u, spread: 1.0)
    new = {
        "kind": codes.GUIDANCE_FUND,
        "target": 1000.0,
        "raised": 300.0,
        "cash": 300.0,
        "public_paid": 300.0,
    }
    follows = 1000 * (1 - math.exp(-0.6)) * 0.5 / 12
    f, b, c = plain("funds", **new, born=NOW - 1, raises_until=NOW + 11, deals=3), book(), counts()
    raise_money.raise_money(Rows([f]), [50.0], [month(**FUNDS)], [b], [c])
    assert (
        f.deals == 0
        and f.raised == f.cash == pytest.approx(300 + follows)
        and f.public_share == pytest.approx(300 / (300 + follows))
    )
    assert (
        f.caution == pytest.approx(0.6)
        and paid(b) == pytest.approx({"private_commitment": follows})
        and f.alive
    )
    f = plain("funds", **new, born=NOW - 12, raises_until=NOW, ends=NOW + 72)
    raise_money.raise_money(
        Rows([f]), [50.0], [month(**FUNDS)], [b], [c]
    )  # 319 of 1000 is less than 35 %
    assert f.dissolved and f.ends == NOW and c.funds_dissolved == 1
    raise_money.keep_books(Rows([f]), [month(**FUNDS)], [b])
    assert (
        not f.alive
        and f.cash == 0
        and b.fund_returned_public + b.fund_returned_private + b.management_fees
        == pytest.approx(300 + follows)
    )


def test_a_promise_of_local_investment_that_was_not_kept_forfeits_the_concession() -> None:
    f = plain("funds", concession=0.3, local_multiple=1.5, public_paid=400.0, local_invested=600.0)
    assert raise_money.conceded_share(f) == 0.3
    f.local_invested = 599.0
    assert raise_money.conceded_share(f) == 0


def test_a_fund_hands_back_capital_and_gain() -> None:
    # 1000 raised, 400 returned before; of 1498 now 898 is gain, half of whose public part is conceded
    content = {
        "raised": 1000.0,
        "cash": 1498.0,
        "returned": 400.0,
        "public_share": 0.4,
        "concession": 0.5,
    }
    f, b = plain("funds", **content), book()
    raise_money.hand_back(f, 1498.0, b)
    assert b.fund_returned_public == pytest.approx(0.4 * 600 + 0.4 * 898 * 0.5)
    assert (
        b.fund_returned_public + b.fund_returned_private == pytest.approx(1498)
        and f.cash == 0
        and f.returned == 1898
    )
    f, b = plain("funds", line=codes.UPPER, raised=100.0, cash=50.0, public_share=1.0), book()
    raise_money.hand_back(f, 50.0, b)
    assert paid(b) == {"fund_returned_province": 50}


def test_a_fund_that_ends_pays_its_manager_and_its_investors() -> None:
    f, b = plain("funds", raised=1000.0, cash=1500.0, ends=NOW, invests_until=NOW), book()
    raise_money.keep_books(Rows([f]), [month(**FUNDS)], [b])
    assert (
        paid(b) == pytest.approx({"management_fees": 2, "fund_returned_private": 1498})
        and not f.alive
    )


def test_a_fund_past_its_investment_period_keeps_what_its_fees_need() -> None:
    december = month_number(2022, 12)
    f, b = (
        plain("funds", raised=1000.0, cash=500.0, ends=december + 10, invests_until=december),
        book(),
    )
    raise_money.keep_books(Rows([f]), [month(december, **FUNDS)], [b])
    assert f.cash == pytest.approx(20) and b.fund_returned_private == pytest.approx(478) and f.alive


def test_the_kinds_of_funds_that_settle() -> None:
    # 15 % seed, 35 % angel, 35 % venture, the rest growth
    for u, kind in (
        (0.14, codes.SEED_FUND),
        (0.15, codes.ANGEL_FUND),
        (0.49, codes.ANGEL_FUND),
        (0.5, codes.VENTURE_FUND),
        (0.84, codes.VENTURE_FUND),
        (0.85, codes.GROWTH_FUND),
    ):
        assert raise_money.private_kind(u, month(**FUNDS)) == kind
    assert raise_money.private_kind(0.9, month(seed_funds=0.95)) == codes.SEED_FUND


def test_money_that_comes_back_after_a_fund_was_dissolved_reaches_its_investors() -> None:
    f, b = (
        plain("funds", raised=1000.0, cash=0.0, ends=NOW, invests_until=NOW, dissolved=True),
        book(),
    )
    stake = plain("stakes", fund=0, startup=0, share=0.2, founders_after=0.8, amount=100.0)
    s = startup(founder_share=0.8, valuation=1000.0)
    raise_money.keep_books(Rows([f]), [month(**FUNDS)], [b])
    s.alive = False  # sold a year later
    leave.pay_out(Rows([stake]), Rows([s]), Rows([f]), [b])
    raise_money.keep_books(Rows([f]), [month(NOW + 12, **FUNDS)], [b])
    assert b.exits == pytest.approx(200) and f.cash == 0
    assert b.fund_returned_private + b.fund_returned_public + b.management_fees == pytest.approx(
        200
    )


# rounds


def test_each_round_has_its_milestone() -> None:
    m = month(**ROUNDS)
    assert seek_funding.next_round(startup(), m) == codes.SEED
    angel = {
        "funding_round": codes.ANGEL,
        "round_month": NOW - 12,
        "ready": 1.0,
        "sales_1": 200.0,
        "sales_year": 100.0,
    }
    assert seek_funding.next_round(startup(**angel), m) == codes.ROUND_A
    for wrong in ({"round_month": NOW - 11}, {"ready": 0.9}, {"sales_year": 99.0}):
        assert seek_funding.next_round(startup(**angel | wrong), m) == 0
    # an established firm's first round fits its size
    late = [
        seek_funding.stage(startup(ready=1.0, sales_1=sales), m)
        for sales in (299.0, 300.0, 2000.0, 8000.0)
    ]
    assert late == [codes.ANGEL, codes.ROUND_A, codes.ROUND_B, codes.ROUND_C]
    assert seek_funding.next_round(startup(ready=1.0, sales_1=2000.0), m) == codes.ROUND_B
    assert (
        seek_funding.next_round(
            startup(funding_round=codes.ROUND_C, round_month=NOW - 99, sales_1=1e5), m
        )
        == 0
    )
    # one with investors shows progress instead: twice the contracts of then, or twice a first one where there were none
    for before, now, done in (
        (10.0, 20.0, True),
        (10.0, 19.9, False),
        (0.0, 4.0, True),
        (0.0, 3.9, False),
    ):
        s = startup(**angel | {"sales_year": 0.0}, round_contracts=before, contract_value=now)
        assert seek_funding.has_progressed(s, m) == done and seek_funding.next_round(s, m) == (
            codes.ROUND_A if done else 0
        )
    assert seek_funding.next_round(startup(contract_value=99.0, ready=1.0), m) == codes.SEED


def test_which_fund_buys_which_round() -> None:
    table = {kind: [r for r in range(1, 6) if invest.buys(kind, r)] for kind in range(8)}
    assert table == {
        codes.SEED_FUND: [1],
        codes.ANGEL_FUND: [1, 2],
        codes.VENTURE_FUND: [3, 4],
        codes.GROWTH_FUND: [4, 5],
        codes.GUIDANCE_FUND: [2, 3, 4],
        codes.COINVESTMENT_FUND: [2, 3, 4],
        codes.CORPORATE_FUND: [2, 3, 4],
        codes.INHOUSE_FUND: [1, 2],
    }
    assert [invest.usual_amount(r, month(**ROUNDS)) for r in range(1, 6)] == [
        100,
        400,
        1500,
        5000,
        12000,
    ]


def test_what_a_fund_sees_and_asks_for() -> None:
    m = month(
        investment_bar=1.0,
        caution_weight=0.5,
        traction_weight=0.4,
        screening_noise=0.9,
        market_weight=0.0,
        niche_least=5.0,
    )
    assert invest.required_promise(plain("funds", caution=0.6), m) == pytest.approx(1.3)
    s, one = startup(quality=math.e, contract_value=math.e - 1), 0.8413447460685429
    assert invest.impression(s, 1.0, 1.0, one, m) == pytest.approx(1 + 0.4 + 0.6)
    assert invest.impression(s, 2.5, 1.0, one, m) == pytest.approx(1.7)
    assert invest.impression(s, 1.0, 0.5, one, m) == pytest.approx(1.7)  # who is in sees better
    m.market_weight = 0.3
    s.niche = s.contract_value + 5 * (math.e - 1)  # what is left to win
    assert invest.impression(s, 1.0, 1.0, one, m) == pytest.approx(2.0 + 0.3)


def test_a_fund_is_open_while_it_invests_and_has_money() -> None:
    right = {"cash": 1.0, "invests_until": NOW + 1}
    assert invest.is_open(plain("funds", **right), month())
    for wrong in ({"cash": 0.0}, {"invests_until": NOW}, {"alive": False}, {"reserve": 1.0}):
        assert not invest.is_open(plain("funds", **right | wrong), month())


def test_mandates() -> None:
    f = plain("funds", local_multiple=1.5, public_paid=400.0, local_invested=599.0)
    assert invest.in_mandate(f, startup(district=0)) and not invest.in_mandate(
        f, startup(district=1)
    )
    f.local_invested = 601.0
    assert invest.in_mandate(f, startup(district=1)) and invest.in_mandate(
        plain("funds"), startup(district=1)
    )
    assert invest.in_mandate(plain("funds", home=3), startup(home=3)) and not invest.in_mandate(
        plain("funds", home=3), startup()
    )
    assert invest.in_mandate(plain("funds", sector=2), startup(sector=2))
    assert not invest.in_mandate(plain("funds", sector=2), startup(sector=1))


def fund(**content: Any) -> SimpleNamespace:
    """An open angel fund with money."""
    return plain(
        "funds",
        **{"kind": codes.ANGEL_FUND, "cash": 1000.0, "invests_until": NOW + 9, "ends": NOW + 40}
        | content,
    )


def test_what_a_fund_may_buy() -> None:
    m = month()
    assert invest.may_buy(fund(), startup(), codes.ANGEL, m)
    for wrong, deal in (
        ({"cash": 0.0}, codes.ANGEL),
        ({}, codes.ROUND_A),
        ({"sector": 5}, codes.ANGEL),
    ):
        assert not invest.may_buy(fund(**wrong), startup(), deal, m)


def test_a_fund_keeps_to_rounds_near_its_usual_deal() -> None:
    m = month(**ROUNDS, ticket_range=5)  # angel rounds of 400, A rounds of 1500, B rounds of 5000
    angel = [
        invest.fits(fund(ticket=ticket), codes.ANGEL, m)
        for ticket in (79.0, 80.0, 2000.0, 2001.0, 0.0)
    ]
    assert angel == [False, True, True, False, True]
    assert invest.may_buy(fund(ticket=200.0), startup(), codes.ANGEL, m)
    assert not invest.may_buy(fund(ticket=50.0), startup(), codes.ANGEL, m)
    for kind in range(8):  # a fund set up later may buy all rounds of its kind
        usual = fund(kind=kind, ticket=raise_money.usual_ticket(kind, m))
        assert all(
            invest.may_buy(usual, startup(), deal, m)
            for deal in range(1, 6)
            if invest.buys(kind, deal)
        )


def test_who_is_in_follows_on_if_it_can() -> None:
    m, s = month(**ROUNDS, lead_part=0.6, ticket_range=5), startup(investor=0)
    seed = {"kind": codes.SEED_FUND, "ticket": 100.0}
    assert (
        invest.insider(s, Rows([fund(cash=240.0, **seed)]), codes.ANGEL, m) == 0
    )  # it buys seeds, but knows this firm
    assert invest.insider(s, Rows([fund(cash=239.0, **seed)]), codes.ANGEL, m) == -1
    assert (
        invest.insider(s, Rows([fund(**seed)]), codes.ROUND_A, m) == -1
    )  # too large for it: 1500 is over five times 100
    assert invest.insider(startup(), Rows([fund()]), codes.ANGEL, m) == -1


def test_what_a_fund_can_put_into_a_round() -> None:
    m, f = month(follow_reserve=1.5), fund(cash=500.0, reserve=300.0, ends=NOW + 40)
    assert (invest.purse(f, False, m), invest.purse(f, True, m)) == (
        80,
        500,
    )  # 80 now and 120 to keep for it
    assert (
        invest.purse(fund(cash=500.0, home=2), False, m) == 500
    )  # a facility's own fund only helps firms to begin
    f.invests_until = NOW  # no new firms any more: what comes back from sales goes to its owners
    assert invest.purse(f, True, m) == 300
    f.cash = 100.0
    assert invest.purse(f, True, m) == 100
    f.ends = NOW
    assert invest.purse(f, True, m) == 0


def test_a_facilitys_own_fund_keeps_nothing_back() -> None:
    assert invest.follow_on_reserve(fund(), month(follow_reserve=1.5)) == 1.5
    assert invest.follow_on_reserve(fund(home=3), month(follow_reserve=1.5)) == 0


def test_a_fund_reserves_for_the_firms_it_still_holds() -> None:
    funds = Rows([plain("funds", reserve=9.0), plain("funds", reserve=9.0)])
    stakes = [("opening", 100.0), ("opening", 40.0), ("later", 30.0)]
    held = [
        plain("stakes", fund=0, opening=what == "opening", amount=amount) for what, amount in stakes
    ]
    gone = plain("stakes", fund=0, opening=True, amount=500.0, alive=False)
    raise_money.set_aside(funds, Rows([*held, gone]), [month(follow_reserve=1.5)])
    assert [f.reserve for f in funds] == pytest.approx(
        [1.5 * 140 - 30, 0]
    )  # of 210 set aside, 30 have followed
    funds[0].home = 3
    raise_money.set_aside(funds, Rows(held), [month(follow_reserve=1.5)])
    assert funds[0].reserve == 0
    funds[0].home, held[2].amount = -1, 999.0
    raise_money.set_aside(funds, Rows(held), [month(follow_reserve=1.5)])
    assert funds[0].reserve == 0


@given(
    st.floats(0, 4),
    st.lists(
        st.tuples(st.integers(0, 2), st.booleans(), st.booleans(), st.floats(0, 1e4)), max_size=12
    ),
)
def test_no_more_is_reserved_than_the_stakes_held_call_for(
    ratio: float, bought: list[tuple[int, bool, bool, float]]
) -> None:
    funds = Rows([plain("funds") for _ in range(3)])
    stakes = Rows(
        [
            plain("stakes", fund=k, alive=alive, opening=first, amount=paid_in)
            for k, alive, first, paid_in in bought
        ]
    )
    raise_money.set_aside(funds, stakes, [month(follow_reserve=ratio)])
    for k, f in enumerate(funds):
        assert (
            0
            <= f.reserve
            <= ratio * sum(a for fund_, alive, first, a in bought if fund_ == k and alive and first)
            + 1e-6
        )


def test_what_is_reserved_is_not_handed_back_before_the_end() -> None:
    december = month_number(2022, 12)
    f, b = (
        plain(
            "funds",
            raised=1000.0,
            cash=500.0,
            reserve=300.0,
            ends=december + 10,
            invests_until=december,
        ),
        book(),
    )
    raise_money.keep_books(Rows([f]), [month(december, **FUNDS)], [b])
    assert f.cash == pytest.approx(320) and b.fund_returned_private == pytest.approx(178)
    f.ends = december
    raise_money.keep_books(Rows([f]), [month(december, **FUNDS)], [b])
    assert f.cash == 0 and not f.alive


def test_operators_introduce_tenants() -> None:
    m, places = (
        month(incubator_link=0.5, hours_half=10),
        Rows([plain("incubators", contact_hours=10.0)]),
    )
    assert (
        seek_funding.introduction(startup(home=0), places, m) == 0.25
        and seek_funding.introduction(startup(), places, m) == 0
    )


def test_a_tenant_may_have_a_fund_in_the_house() -> None:
    m, funds = month(), Rows([fund(kind=codes.INHOUSE_FUND, home=1)])
    assert invest.own_fund(startup(home=1), funds, [-1, 0], codes.SEED, m) == 0
    assert invest.own_fund(startup(home=1), funds, [-1, 0], codes.ROUND_A, m) == -1
    assert invest.own_fund(startup(home=0), funds, [-1, 0], codes.SEED, m) == -1
    assert invest.own_fund(startup(), funds, [-1, 0], codes.SEED, m) == -1


MEETING = {
    "meeting_rate": 0.1,
    **ROUNDS,
    "incubator_link": 0.5,
    "investor_link": 0.2,
    "market_weight": 0.0,
    "niche_least": 6.0,
    "hours_half": 10,
    "investment_bar": 0.0,
    "caution_weight": 0,
    "traction_weight": 0,
    "screening_noise": 0,
    "insider_noise": 0.4,
    "inhouse_insight": 0.6,
    "lead_part": 0.6,
    "ticket_range": 5,
    "follow_reserve": 1.0,
}


def meeting(
    firms: Any, funds: Any, order: list[int], inhouse: list[int]
) -> list[tuple[int, int, int]]:
    """Who met whom over which round, in one district with a facility of ten hours."""
    who, whom, deal, score = (
        [0] * len(firms),
        [0] * len(firms),
        [0] * len(firms),
        [0.0] * len(firms),
    )
    asked = [9.0] * len(firms)
    d, places = district(meetings=0.1), Rows([plain("incubators", contact_hours=10.0)])
    firm, wanted, link, months = (
        [0] * len(firms),
        [0] * len(firms),
        [0.0] * len(firms),
        [month(**MEETING)],
    )
    n = seek_funding.seek_rounds(firms, range(len(firms)), places, months, firm, wanted, link)
    n = invest.meet(
        firms,
        np.array(firm[:n]),
        wanted,
        link,
        funds,
        order,
        [0],
        [len(order)],
        inhouse,
        Rows([d]),
        months,
        who,
        whom,
        deal,
        score,
        asked,
    )
    assert score[:n] == pytest.approx([1.0] * n) and asked[:n] == [0.0] * n
    return list(zip(who[:n], whom[:n], deal[:n], strict=True))


def test_startups_meet_funds_of_their_market(monkeypatch: pytest.MonkeyPatch) -> None:
    tenant, free = startup(home=0, quality=math.e), startup(quality=math.e)
    luck(
        monkeypatch, invest, 0.9, 0.5, 0.5, 0.5
    )  # a tenant: 3 x (0.1 + 0.9 x 0.25) = 0.975; others 0.3
    assert meeting(Rows([tenant, free]), Rows([fund()]), [0], [-1]) == [(0, 0, codes.SEED)]
    assert meeting(Rows([tenant]), Rows([fund()]), [], [-1]) == []


def test_the_fund_in_the_house_is_met_by_introduction_and_who_is_in_for_certain(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    funds = Rows([fund(), fund(kind=codes.INHOUSE_FUND, home=0), fund()])
    tenant = startup(home=0, quality=math.e)
    luck(monkeypatch, invest, 0.7, 0.0, 0.5, 0.5)  # 3 x 0.25 = 0.75
    assert meeting(Rows([tenant]), funds, [0], [1]) == [(0, 1, codes.SEED)]
    luck(monkeypatch, invest, 0.8, 0.0, 0.5, 0.5)
    assert meeting(Rows([tenant]), funds, [0], [1]) == [(0, 0, codes.SEED)]
    luck(monkeypatch, invest, 0.999, 0.0, 0.5, 0.5)
    funded = startup(quality=math.e, funding_round=codes.SEED, round_month=NOW - 12, investor=2)
    assert meeting(Rows([funded]), funds, [0], [1]) == [(0, 2, codes.ANGEL)]
    funded.round_month = NOW - 11  # not due yet
    assert meeting(Rows([funded]), funds, [0], [1]) == []


def test_who_would_join_a_round_queues_by_lot_behind_coinvestment_funds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    luck(monkeypatch, invest, 0.7, 0, 0, 0)
    assert invest.syndicate_rank(startup(), fund(key=np.uint64(5)), False, month()) == 0.7
    assert invest.syndicate_rank(
        startup(), fund(kind=codes.COINVESTMENT_FUND), False, month()
    ) == pytest.approx(-0.3)
    assert invest.syndicate_rank(startup(), fund(), True, month()) == pytest.approx(
        -1.3
    )  # holders before both


def test_holders_may_join_any_round_with_what_they_reserved() -> None:
    m = month(attention=1)
    closed = {"cash": 50.0, "reserve": 50.0, "invests_until": NOW, "ends": NOW + 9, "deals": 1}
    assert invest.may_join(fund(**closed), True, startup(), codes.ROUND_C, m)
    assert not invest.may_join(fund(**closed | {"cash": 0.0}), True, startup(), codes.ROUND_C, m)
    assert not invest.may_join(fund(**closed), False, startup(), codes.ANGEL, m)
    assert invest.may_join(fund(), False, startup(), codes.ANGEL, m) and not invest.may_join(
        fund(), False, startup(), codes.ROUND_C, m
    )


def test_what_a_fund_holds_is_diluted_by_later_rounds() -> None:
    stakes = [
        plain("stakes", fund=1, startup=0, share=0.2, founders_after=0.8),
        plain("stakes", fund=1, startup=0, share=0.1, founders_after=0.6),
        plain("stakes", fund=0, startup=1, share=0.3, founders_after=0.6),
    ]
    holds = np.zeros(2)
    invest.note_holders(Rows(stakes), [0, 1], startup(founder_share=0.6), holds)
    assert holds == pytest.approx([0, 0.2 * 0.6 / 0.8 + 0.1])
    invest.forget_holders(Rows(stakes), [0, 1], holds)
    assert not holds.any()


def test_holders_take_their_part_of_a_round_and_others_share_the_rest() -> None:
    # 1000, of which the leader takes 600: a holder of 15 % takes 150, two others 125 each
    funds, parts = Rows([fund(cash=500.0) for _ in range(3)]), [0.0] * 3
    m = month(follow_reserve=1.0)
    assert invest.share_out(funds, [0.15, 0.0, 0.0], [0, 1, 2], 3, 1000.0, 400.0, m, parts) == 400
    assert parts == pytest.approx([150, 125, 125])
    funds[1].reserve = 400.0  # one has 50 for new firms: the other takes what it leaves
    assert invest.share_out(funds, [0.15, 0.0, 0.0], [0, 1, 2], 3, 1000.0, 400.0, m, parts) == 400
    assert parts == pytest.approx([150, 50, 200])
    assert (
        invest.share_out(funds, [0.5, 0.0, 0.0], [0], 1, 1000.0, 400.0, m, parts) == 400
    )  # never more than is left


def test_a_round_gathers_partners_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invest, "syndicate_rank", lambda s, f, known, m: f.skill)
    m = month(attention=1, most_investors=3)
    funds = Rows(
        [
            fund(skill=0.1),
            fund(skill=0.9),
            fund(skill=0.3),
            fund(skill=0.2, deals=1),
            fund(skill=0.5),
        ]
    )
    args = (startup(), 0, funds, [0.0] * 5, codes.ANGEL)
    partners, ranks = [0] * 3, [0.0] * 3  # the leader and the busy do not join
    assert invest.gather(*args, range(5), 0, 5, m, partners, ranks) == 2
    assert (partners[:2], ranks[:2]) == ([2, 4], [0.3, 0.5])
    assert invest.gather(*args, range(5), 0, 2, m, partners, ranks) == 1 and partners[0] == 1
    all_three = month(attention=1, most_investors=4)
    assert invest.gather(*args, range(5), 0, 5, all_three, partners, ranks) == 3
    assert partners == [2, 4, 1]  # by place in the queue


def test_a_closed_round_dilutes_founders() -> None:
    s = startup(founder_share=0.8, seeking=True)
    invest.close_round(s, codes.ANGEL, 400.0, 1600.0, 7, month(funded_pay=0.8))  # 400 for a fifth
    assert (
        s.founder_share == pytest.approx(0.64)
        and s.valuation == 2000
        and s.cash == s.paid_in == s.raised == 400
    )
    assert (s.funding_round, s.round_month, s.round_amount, s.investor, s.seeking) == (
        codes.ANGEL,
        NOW,
        400,
        7,
        False,
    )


def test_investors_grant_the_founder_a_salary() -> None:
    s = startup(outside_wage=1.0, founder_wage=0.5, wage_bill=1.7, heads=1, research_heads=1)
    for pay in (0.8, 0.8, 0.6):  # once, and never less
        invest.close_round(s, codes.ANGEL, 400.0, 1600.0, 7, month(funded_pay=pay))
        assert (s.founder_wage, s.salary_rise) == pytest.approx((0.5, 0.3))
    assert settle.labour_cost(s, month(staff_wage=0.5, social_rate=0.25)) == pytest.approx(
        2.0 * 1.25
    )
    s.lean = True
    assert settle.labour_cost(s, month(staff_wage=0.5, social_rate=0.25)) == pytest.approx(
        1.2 * 1.25
    )


def test_a_startup_turns_to_the_next_fund_that_buys_its_round() -> None:
    funds = Rows(
        [fund(), fund(kind=codes.GROWTH_FUND, cash=2e4), fund(cash=500.0, reserve=300.0), fund()]
    )
    args, m = (
        (startup(), funds, codes.ANGEL, [0, 1, 2, 3], 0, 4),
        month(**ROUNDS, lead_part=0.6, follow_reserve=0.5),
    )
    assert [invest.outsider(*args, u, m) for u in (0.0, 0.25, 0.5, 0.75)] == [0, 3, 3, 3]
    assert (
        invest.outsider(startup(), funds, codes.ROUND_C, [0, 1, 2, 3], 0, 4, 0.9, m) == 1
    )  # from the last on to the first
    assert (
        invest.outsider(startup(), funds, codes.ANGEL, [1, 2], 0, 2, 0.0, m) == -1
    )  # 133 to lead a round of 400 with


def test_a_fund_pays_for_its_part_and_its_investors_deduct_it() -> None:
    s = startup(valuation=2000.0, founder_share=0.64, investor=7, funding_round=codes.ANGEL)
    f, stake, b = fund(public_share=0.5), plain("stakes", alive=False), book()
    m = month(angel_tax_credit=0.7, income_tax_rate=0.25, follow_reserve=1.5)
    invest.buy(stake, f, s, 7, 3, 400.0, False, m, b)
    assert (stake.share, stake.founders_after, stake.lead, stake.startup) == pytest.approx(
        (0.2, 0.64, True, 3)
    )
    assert f.cash == 600 and f.invested == f.local_invested == 400 and f.deals == 1
    assert paid(b) == pytest.approx({"equity": 400, "tax_forgone_angel": 400 * 0.5 * 0.7 * 0.25})
    assert stake.opening and f.reserve == 600
    invest.buy(
        stake, f, s, 7, 3, 250.0, True, m, b
    )  # following on: from the reserve, and no attention
    assert not stake.opening and f.reserve == 350 and f.cash == 350 and f.deals == 1


PRICING = {
    **ROUNDS,
    "attention": 1,
    "price_multiple": 4,
    "syndicate_from": 800,
    "lead_part": 0.6,
    "most_investors": 4,
    "follow_reserve": 0.0,
    "angel_tax_credit": 0.0,
    "income_tax_rate": 0.25,
}


def test_funds_with_money_are_listed_by_market_and_those_that_lead_rounds() -> None:
    funds = Rows(
        [
            fund(market=1, invests_until=NOW + 9, cash=5.0),
            fund(market=1, invests_until=NOW, cash=5.0),  # its investment period is over
            fund(market=0, invests_until=NOW + 9, cash=5.0, kind=codes.COINVESTMENT_FUND),
            fund(market=0, invests_until=NOW + 9, cash=5.0, home=1),
            fund(market=0, invests_until=NOW + 9, cash=5.0, kind=codes.MERGER_FUND),
            fund(market=0, invests_until=NOW + 9, cash=0.0),
        ]
    )
    able, leaders, inhouse, bounds = [9] * 6, [9] * 6, [-1, -1], np.full((4, 3), 9)
    invest.list_funds(funds, [5, 4, 3, 2, 1, 0], [month()], able, leaders, inhouse, bounds)
    assert (able[:4], leaders[:1], inhouse) == ([3, 2, 1, 0], [0], [-1, 3])
    assert bounds.tolist() == [[0, 2, 4], [2, 4, 4], [0, 0, 1], [0, 1, 1]]


def holders_of(stakes: Rows, firms: int) -> tuple[list[int], list[int], list[int]]:
    """Stakes still held, those in one firm side by side, and where each firm's begin and end."""
    held = [k for k, stake in enumerate(stakes) if stake.alive]
    held.sort(key=lambda k: stakes[k].startup)
    owned = [stakes[k].startup for k in held]
    begins = [sum(other < firm for other in owned) for firm in range(firms)]
    return held, begins, [sum(other <= firm for other in owned) for firm in range(firms)]


def buying(
    monkeypatch: pytest.MonkeyPatch,
    firms: Any,
    funds: Any,
    deals: list[int],
    *held: Any,
    leaders: list[int] | None = None,
    **more: Any,
) -> tuple[Any, ...]:
    """The stakes the first fund leads in these firms in turn (or other leaders, those elsewhere with
    rows from the second on), with books and census.
    """
    luck(monkeypatch, invest, 0.5, 0.5, 0.5, 0.5)
    monkeypatch.setattr(invest, "lognormal", lambda u, spread: 1.0)
    monkeypatch.setattr(invest, "syndicate_rank", lambda s, f, known, m: f.skill)
    n, stakes, b, c = (
        len(firms),
        Rows([plain("stakes", alive=False) for _ in range(8)] + [*held]),
        book(),
        counts(),
    )
    made = invest.invest(
        firms,
        funds,
        stakes,
        0,
        range(len(funds)),
        [0],
        [len(funds)],
        Rows([district()]),
        [month(**PRICING | more)],
        [b],
        [c],
        range(n),
        range(n),
        leaders or [0] * n,
        deals,
        [0.0] * n,
        [0] * 4,
        [0.0] * 4,
        [0.0] * 4,
        *holders_of(stakes, n),
        np.zeros(len(funds)),
        1,
    )
    return made, stakes, b, c


def test_a_fund_buys_the_best_it_has_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    firms, funds = Rows([startup(cash=5.0, founder_share=0.8), startup()]), Rows([fund(cash=600.0)])
    made, stakes, b, c = buying(monkeypatch, firms, funds, [codes.ANGEL, codes.SEED])
    assert made == 1 and firms[0].cash == 405 and firms[0].founder_share == pytest.approx(0.64)
    assert stakes[0].share == pytest.approx(0.2) and funds[0].cash == 200
    assert paid(b) == {"equity": 400} and c.deals == 1 and firms[1].cash == 0  # one deal a month


def test_funds_elsewhere_look_at_rounds_from_a_to_c() -> None:
    m = month(outside_capital=0.03)  # asked once a quarter: 0.09
    rounds = (codes.SEED, codes.ANGEL, codes.ROUND_A, codes.ROUND_B, codes.ROUND_C)
    assert [invest.looks_elsewhere(deal, 0.089, m) for deal in rounds] == [
        False,
        False,
        True,
        True,
        True,
    ]
    assert not invest.looks_elsewhere(codes.ROUND_A, 0.091, m)


def test_a_fund_elsewhere_comes_with_just_its_part_and_leaves_with_what_it_gets() -> None:
    f, s, b = plain("funds", alive=False), startup(district=0), book()
    m = month(fund_life=84, outside_skill=1.2, follow_reserve=1.5, management_fee=0.024)
    invest.come_for(f, s, 900.0, m, b)
    assert (f.target, f.raised, f.cash) == (900, 900, 900) and paid(b) == {"outside_capital": 900}
    assert f.alive and f.elsewhere and (f.skill, f.ends, f.invests_until) == (1.2, NOW + 84, NOW)
    assert invest.follow_on_reserve(f, m) == 0
    # it raises nothing more, pays no manager out of nothing, and hands back what its stake brings
    raise_money.raise_money(Rows([f]), [50.0], [month(NOW + 1, **RAISING)], [b], [counts()])
    assert f.raised == 900
    f.cash, back = 0.0, book()
    raise_money.keep_books(Rows([f]), [m], [back])
    assert paid(back) == {}
    f.cash, m.clock = 1500.0, NOW + 84
    raise_money.keep_books(Rows([f]), [m], [back])
    assert paid(back) == pytest.approx({"management_fees": 1.8, "fund_returned_private": 1498.2})
    assert f.cash == 0 and not f.alive


def test_a_round_led_from_elsewhere_brings_money_into_the_region(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # 1500: 900 come with the leader from elsewhere; a fund here has 500 and puts in the other 600 as far as it can
    here, there = fund(kind=codes.VENTURE_FUND, cash=500.0), plain("funds", alive=False)
    firms = Rows([startup(district=0)])
    made, stakes, b, c = buying(
        monkeypatch,
        firms,
        Rows([here, there]),
        [codes.ROUND_A],
        leaders=[invest.ELSEWHERE],
        fund_life=84,
        outside_skill=1.2,
    )
    assert made == 2 and [(k.fund, k.amount) for k in stakes[:2]] == [(0, 500), (1, 900)]
    assert (here.cash, there.cash, firms[0].cash, firms[0].investor) == (0, 0, 1400, 1)
    assert there.elsewhere and there.market == 0 and c.deals == 1
    assert paid(b) == {"outside_capital": 900, "equity": 1400}


def test_who_meets_no_leader_here_may_meet_one_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    ready = {"quality": math.e, "ready": 1.0, "sales_1": 300.0, "niche": 0.0}
    elsewhere = {"outside_capital": 0.03, "outside_skill": 1.2, "outside_caution": 0.0}
    for name, value in elsewhere.items():
        monkeypatch.setitem(MEETING, name, value)
    for w, expected in ((0.089, [(0, invest.ELSEWHERE, codes.ROUND_A)]), (0.091, [])):
        luck(monkeypatch, invest, 0.9, 0.5, 0.5, w)
        assert meeting(Rows([startup(**ready)]), Rows([fund()]), [0], [-1]) == expected


def test_a_large_round_is_shared_and_shrinks_to_what_is_subscribed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # 1500: the leader takes 900; two partners are asked for 300 each, of whom one has 100
    funds = Rows([fund(kind=codes.VENTURE_FUND, cash=900.0, skill=s) for s in (0.1, 0.2, 0.3)])
    funds[2].cash = 100.0
    firms = Rows([startup()])
    made, stakes, b, c = buying(monkeypatch, firms, funds, [codes.ROUND_A])
    assert (
        made == 3
        and [k.amount for k in stakes[:3]] == [300, 100, 900]
        and [k.lead for k in stakes[:3]] == [0, 0, 1]
    )
    # 1300 into a firm worth 6000 before
    assert firms[0].valuation == 7300 and firms[0].founder_share == pytest.approx(6000 / 7300)
    assert (
        sum(k.share for k in stakes[:3]) == pytest.approx(1300 / 7300)
        and firms[0].round_amount == 1300
    )
    assert [f.cash for f in funds] == [0, 600, 0] and c.deals == 1 and paid(b) == {"equity": 1300}
    alone = Rows([fund(kind=codes.VENTURE_FUND, cash=899.0)])  # less than the leader's part
    assert buying(monkeypatch, Rows([startup()]), alone, [codes.ROUND_A])[0] == 0


def test_who_holds_some_follows_on_beside_a_new_lead(monkeypatch: pytest.MonkeyPatch) -> None:
    # the seed fund has 12 % left of its 20, buys no new firms any more and has 250 for those it holds: 12 % of 1500 is 180
    seed = fund(
        kind=codes.SEED_FUND, cash=400.0, reserve=250.0, invests_until=NOW, deals=1, skill=0.1
    )
    funds = Rows(
        [
            fund(kind=codes.VENTURE_FUND, cash=900.0, skill=0.3),
            seed,
            fund(kind=codes.VENTURE_FUND, skill=0.2),
        ]
    )
    held = plain(
        "stakes", fund=1, startup=0, share=0.2, founders_after=0.8, amount=100.0, opening=True
    )
    made, stakes, b, _ = buying(
        monkeypatch, Rows([startup(founder_share=0.48, investor=1)]), funds, [codes.ROUND_A], held
    )
    bought = {k.fund: (k.amount, k.opening) for k in stakes[:3]}
    assert made == 3 and bought == {
        0: (900, True),
        1: (pytest.approx(180), False),
        2: (pytest.approx(420), True),
    }
    assert (
        seed.cash == pytest.approx(220)
        and seed.reserve == pytest.approx(70)
        and paid(b) == pytest.approx({"equity": 1500})
    )


# sales to the public ahead

PRESALE = {
    "presale_ready": 0.8,
    "presale_sales": 100,
    "presale_amount": 20,
    "presale_spread": 1,
    "material_share": 0.5,
}


def test_who_can_sell_ahead() -> None:
    m, right = month(**PRESALE, crowdfunding_cap=50.0), {"ready": 0.8, "sales_1": 99.0}
    assert crowdfund.can_presell(startup(**right), m)
    for wrong in ({"ready": 0.7}, {"sales_1": 100.0}, {"presold": True}, {"rung": codes.TEAM}):
        assert not crowdfund.can_presell(startup(**right | wrong), m)
    assert not crowdfund.can_presell(startup(**right), month(**PRESALE, crowdfunding_cap=0.0))


def test_a_product_is_sold_ahead_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowdfund, "lognormal", lambda u, spread: 1.0)
    firms, b = Rows([startup(ready=1.0, quality=1.5), startup(ready=1.0, quality=9.0)]), book()
    for _ in range(2):
        crowdfund.presell(firms, [0, 1], [month(**PRESALE, crowdfunding_cap=50.0)], [b])
    # 20 x 1.5; 180 is more than the cap; half goes into material
    assert [s.sales_year for s in firms] == [30, 50] and [s.cash for s in firms] == [15, 25]
    assert firms[0].costs_year == 15 and paid(b) == {"crowdfunding": 80, "materials": 40}


# exits


def test_brokers_and_coaches_spread_over_those_they_can_serve() -> None:
    # a budget of one unit cost a client reaches 1 - 1/e of them
    assert public_services.service_coverage(30.0, 3.0, 10) == pytest.approx(1 - 1 / math.e)
    m = month(listing_sales=3000, listing_profit=300, ambition=1.6)
    d, fit = district(), {"rung": codes.HIGH_TECH, "sales_1": 3000.0, "costs_1": 2700.0}
    for content in ({}, {"ready": 1.0, "capability": 2.0}, {"ready": 1.0}, {"listed": True}):
        leave.stand_out(startup(**fit | content), d, m)
    assert (d.able, d.listing_candidates) == (1, 3)
    assert leave.meets_line(startup(**fit), m) and not leave.meets_line(
        startup(**fit | {"listed": True}), m
    )
    assert leave.can_be_sold(startup(ready=1.0, sales_1=1.0)) and not leave.can_be_sold(
        startup(ready=1.0)
    )


def test_those_with_few_roots_move_soonest() -> None:
    m = month(moving_rate=0.01, rootless_months=12)
    for content, rootless in (
        ({}, False),
        ({"left_home": NOW - 11}, True),
        ({"left_home": NOW - 12}, False),
        ({"origin": codes.ATTRACTED}, True),
        ({"origin": codes.ATTRACTED, "rent_grant_until": NOW}, False),
    ):
        assert leave.is_rootless(startup(**content), m) == rootless
        assert leave.moves_on(startup(**content), 0.029, m) == rootless and leave.moves_on(
            startup(**content), 0.009, m
        )


def test_a_stake_gets_its_diluted_part_of_the_price() -> None:
    # bought 20 % when founders kept 80 %; founders now have 60 %: the stake is 15 %
    stake = plain("stakes", share=0.2, founders_after=0.8, amount=100.0, fund=0, startup=0)
    for worth, proceeds, lost in ((1000.0, 150.0, 0.0), (0.0, 0.0, 100.0)):
        f, b, s = plain("funds"), book(), startup(alive=False, founder_share=0.6, valuation=worth)
        stake.alive = True
        assert common.stake_value(stake, s) == pytest.approx(proceeds)
        leave.pay_out(Rows([stake]), Rows([s]), Rows([f]), [b])
        assert f.cash == f.proceeds == b.exits == pytest.approx(proceeds)
        assert f.written_off == pytest.approx(lost) and not stake.alive


def test_a_stake_is_cashed_in() -> None:
    f, b, stake = plain("funds"), book(), plain("stakes", amount=100.0)
    leave.cash_in(stake, f, 60.0, b)
    assert (f.cash, f.proceeds, f.written_off, stake.proceeds, stake.alive) == (
        60,
        60,
        40,
        60,
        False,
    ) and b.exits == 60


def test_a_fund_at_its_end_sells_at_what_the_firm_is_worth_by_then() -> None:
    # June: 120 this year and half of last year's 160 at five times less 40 %; a stake of a fifth
    firm = startup(founder_share=0.8, valuation=9999.0, sales_year=120.0, sales_1=160.0)
    m = month(secondary_discount=0.4, listing_multiple=5)
    stakes = Rows([plain("stakes", fund=f, share=0.2, founders_after=0.8) for f in (0, 1)])
    funds, b = Rows([plain("funds", ends=NOW), plain("funds", ends=NOW + 1)]), book()
    assert (
        common.secondary_value(firm, m) == pytest.approx(600)
        and common.secondary_value(startup(cash=700.0), m) == 700
    )
    leave.sell_out(stakes, Rows([firm]), funds, [m], [b])
    assert funds[0].cash == b.exits == pytest.approx(120) and funds[1].cash == 0
    assert not stakes[0].alive and stakes[1].alive


def test_the_listed_stop_looking_for_equity() -> None:
    plans = {
        "shortage_months": 3,
        "output_per_head": 4.0,
        "lean_heads": 3,
        "idle_share": 0.15,
        "staff_wage": 0.5,
        "social_rate": 0.26,
        "lab_cost": 0.3,
        "hiring_buffer": 36,
        "hiring_runway": 15,
        "area_per_head": 20,
        "funding_runway": 9,
        "ambition": 1.6,
        "research_intensity": 0.05,
        "threshold_reach": 0.5,
        "intensity_small": 0.05,
        "intensity_medium": 0.04,
        "sales_small": 5000,
    }
    for listed in (False, True):
        s = startup(
            listed=listed, ready=1.0, weight=1.0, capability=2.0, heads=9, cash=1e4, costs=1e3
        )
        settle.plan_staff(s, month(**plans))
        assert s.seeking != listed


# merger funds

MERGERS = {
    "meeting_rate": 0.04,
    "merger_gain": 1.0,
    "sale_multiple": 1.5,
    "reservation_years": 5,
    "own_pay_counted": 0.5,
    "profit_counted": 0.5,
    "profit_months": 18,
    "attention": 2,
    "ambition": 1.6,
    "ticket_range": 3,
}


def able_firm(**given: Any) -> SimpleNamespace:
    """A firm twice as able as others that sold 1000 last year and made 18 in eighteen months."""
    return startup(
        **{
            "ready": 1.0,
            "quality": 2.0,
            "sales_1": 1000.0,
            "costs_1": 982.0,
            "outside_wage": 1.0,
            "founder_share": 0.8,
            "cash": 100.0,
            "debt": 50.0,
            **given,
        }
    )


def test_merger_funds_look_at_able_firms_that_can_be_sold() -> None:
    m = next(  # their month of the quarter
        m
        for m in (month(NOW + k, **MERGERS) for k in range(3))
        if leave.is_quarter_turn(startup(), m)
    )
    firms = [
        able_firm(),
        able_firm(quality=1.0),
        able_firm(listed=True),
        able_firm(acquired=NOW - 3),
        able_firm(sales_1=0.0),
    ]
    who = [9] * 5
    assert leave.list_targets(Rows(firms), range(5), [m], who) == 1 and who[0] == 0


def test_who_is_still_here_comes_first_in_the_order_of_the_list() -> None:
    firms, staying = Rows([startup(), startup(alive=False), startup(), startup()]), [9] * 3
    assert leave.list_staying(firms, [3, 1, 0], staying) == 2 and staying == [3, 0, 1]


def test_firms_that_left_stay_on_paper_until_they_are_struck_off() -> None:
    firms = Rows([startup(deregistered=NOW + 1), startup(), startup(deregistered=NOW + 9)])
    papers = np.zeros((4, 1), int)
    leave.count_papers(firms, [0, 2], [month()], papers)
    assert papers[:, 0].tolist() == [0, 1, 0, 1]


def test_all_shares_change_hands_at_once() -> None:
    m, s = month(**MERGERS), able_firm(seeking=True, lean=True, founder_wage=1.0, salary_rise=0.5)
    leave.hand_over(s, m)
    assert (s.valuation, s.acquired) == (leave.price_of_shares(s, m), NOW)
    assert not s.seeking and not s.lean and s.founder_wage == s.salary_rise == 0


def test_the_ablest_firm_is_bought_first(monkeypatch: pytest.MonkeyPatch) -> None:
    m = month(**MERGERS)
    firms, b, c = Rows([able_firm(), able_firm(quality=3.0)]), book(), counts()
    d = district(meetings=0.04)
    funds = Rows([plain("funds", kind=codes.MERGER_FUND, cash=3000.0, invests_until=NOW + 9)])
    stakes = Rows([plain("stakes", alive=False) for _ in range(2)])
    for u, bought in ((0.5, 0), (0.1, 1)):  # of an eighth who meet, the money is enough for one
        luck(monkeypatch, leave, u, 0, 0, 0)
        made = leave.buy_out(firms, [1, 0], [0, 1], funds, [0], stakes, 0, Rows([d]), [m], [b], [c])
        assert made == bought
    assert [s.buyer for s in firms] == [-1, 0] and (c.buyouts, d.recent_exits) == (1, 1)


def test_a_founder_sells_for_more_than_some_years_of_what_the_firm_pays() -> None:
    m = month(**MERGERS)
    # 1.5 times sales, times the root of 2, and 50 more in the bank than owed
    price = 1500 * math.sqrt(2) + 50
    assert leave.price_of_shares(able_firm(), m) == pytest.approx(price)
    # half an outside wage and 0.8 of half a 万元 of profit a month: 0.9, of which 60 months are 54
    assert leave.founder_income(able_firm(), m) == pytest.approx(0.9)
    assert leave.would_sell(able_firm(), m)
    m.reservation_years = 0.8 * price / 12 / 0.9 * 1.01
    assert not leave.would_sell(able_firm(), m)
    d = district(meetings=0.04, brokered=1.0)
    assert leave.meets_buyer(d, 0.23, m) and not leave.meets_buyer(d, 0.25, m)


def test_a_merger_fund_pays_all_owners_and_holds_the_firm() -> None:
    m, b, s = month(**MERGERS), book(), able_firm()
    f = plain("funds", kind=codes.MERGER_FUND, cash=5000.0, invests_until=NOW + 9, ends=NOW + 9)
    other = plain("funds", cash=0.0)
    old = plain("stakes", fund=1, startup=0, amount=90.0, share=0.2, founders_after=0.8)
    new = plain("stakes", alive=False)
    price = leave.price_of_shares(s, m)
    leave.buy_control(new, f, s, 0, 0, m, b)
    assert f.cash == pytest.approx(5000 - price) and f.invested == pytest.approx(price)
    assert paid(b) == pytest.approx({"buyout_founders": 0.8 * price, "buyout_owners": 0.2 * price})
    assert (s.buyer, s.acquired, s.seeking, s.cash) == (0, NOW, False, 100)
    # the other owners' stakes are settled at this price, the buyer's own is held
    leave.pay_out(Rows([old, new]), Rows([s]), Rows([f, other]), [b])
    assert other.cash == pytest.approx(0.2 * price) == b.exits
    assert new.alive and not old.alive
    assert common.stake_value(new, s) == pytest.approx(price)


def test_the_merger_fund_with_most_money_buys_while_it_has_attention_and_means() -> None:
    m = month(**MERGERS)
    terms = {"kind": codes.MERGER_FUND, "invests_until": NOW + 9}
    funds = Rows(
        [plain("funds", cash=c, market=k // 2, **terms) for k, c in enumerate((500, 900, 2000))]
    )
    buyers = range(3)
    assert leave.find_buyer(funds, buyers, able_firm(), 0, 400.0, m) == 1
    assert leave.find_buyer(funds, buyers, able_firm(), 0, 1000.0, m) == -1
    funds[1].deals = 2
    assert leave.find_buyer(funds, buyers, able_firm(), 0, 400.0, m) == 0
    funds[0].ticket = 1203.0  # of which a third is more
    assert leave.find_buyer(funds, buyers, able_firm(), 0, 400.0, m) == -1
    funds[0].ticket = 1200.0
    assert leave.find_buyer(funds, buyers, able_firm(), 0, 400.0, m) == 0
    funds[0].invests_until = NOW
    assert leave.find_buyer(funds, buyers, able_firm(), 0, 400.0, m) == -1
    assert not any(invest.buys(codes.MERGER_FUND, deal) for deal in range(6))


# judged afterwards


def test_managers_judged_by_the_whole_shun_losses_less() -> None:
    f = plain("funds", kind=codes.GUIDANCE_FUND)
    for tolerance, judged, shy in (
        (0.0, 0.0, 1.0),
        (0.5, 0.0, 0.5),
        (0.0, 0.5, 0.5),
        (0.5, 0.5, 0.25),
    ):
        m = month(error_tolerance=tolerance, post_evaluation=judged)
        assert raise_money.caution(f, m) == shy
    private = plain("funds", kind=codes.VENTURE_FUND)
    assert raise_money.caution(private, month(post_evaluation=0.5)) == 0


def test_a_fund_is_judged_each_january_by_all_it_got_back_and_holds() -> None:
    m = month(month_number(2022, 1), post_evaluation=1.0, evaluation_months=24)
    terms = {"public_paid": 100.0, "invested": 400.0, "proceeds": 100.0, "born": m.clock - 24}
    old, young = plain("funds", **terms), plain("funds", **terms | {"born": m.clock - 23})
    private = plain("funds", **terms | {"public_paid": 0.0})
    held = [
        plain("stakes", fund=0, startup=0, share=0.2, founders_after=0.8),
        plain("stakes", fund=0, startup=0, share=0.2, founders_after=0.8, alive=False),
        plain("stakes", fund=1, startup=0, share=0.2, founders_after=0.8),
    ]
    s = startup(founder_share=0.4, valuation=3000.0)  # a later round has halved every part
    raise_money.judge_funds(Rows([old, young, private]), Rows(held), Rows([s]), [m])
    assert old.verdict == pytest.approx((100 + 300) / 400)
    assert young.verdict == private.verdict == -1
    assert raise_money.is_due_for_judgement(old, m)
    for other in ({"post_evaluation": 0.0}, {"month": 2}):
        assert not raise_money.is_due_for_judgement(old, SimpleNamespace(**vars(m) | other))


def test_who_was_judged_well_gets_the_next_fund(monkeypatch: pytest.MonkeyPatch) -> None:
    terms = {"kind": codes.GUIDANCE_FUND, "district": 0, "public_paid": 10.0}
    funds = [
        plain("funds", verdict=0.9, skill=0.5, **terms),
        plain("funds", verdict=1.2, skill=1.5, **terms),
        plain("funds", verdict=1.4, skill=2.5, **terms | {"district": 1}),
        plain("funds", verdict=1.4, skill=3.5, **terms | {"kind": codes.ANGEL_FUND}),
        plain("funds", verdict=1.4, skill=4.5, **terms | {"public_paid": 0.0}),
    ]
    assert raise_money.best_manager(Rows(funds), codes.GUIDANCE_FUND, 0) == 1
    assert raise_money.best_manager(Rows(funds[:1]), codes.GUIDANCE_FUND, 0) == -1
    monkeypatch.setattr(raise_money, "lognormal", lambda u, spread: 1.0)
    for v, skill in ((0.4, 1.5), (0.6, 0.8)):
        luck(monkeypatch, raise_money, 0.5, v, 0, 0)
        new = plain("funds", alive=False)
        kept = raise_money.found_public_fund(
            Rows([*funds, new]),
            5,
            codes.GUIDED,
            0,
            -1,
            -1,
            0.0,
            Rows([district()]),
            [month(**FUNDS, post_evaluation=0.5)],
            [book()],
        )
        assert (new.skill, kept) == (skill, skill == 1.5)


# shares for the public

CROWD = {
    **ROUNDS,
    "equity_crowdfunding_cap": 60.0,
    "crowd_money": 200.0,
    "pitch_rate": 0.1,
    "presale_spread": 1.0,
    "price_multiple": 5,
    "amount_spread": 0.4,
    "insight_base": 0.5,
    "screening_noise": 0.7,
    "investment_bar": 1.0,
    "traction_weight": 0.35,
    "market_weight": 0.0,
    "niche_least": 5,
    "sales_a": 2000,
}


def test_small_firms_without_an_investor_offer_shares_once() -> None:
    m = month(**CROWD)
    assert crowdfund.can_offer_shares(startup(), m)
    for content in (
        {"pitched": True},
        {"rung": codes.TEAM},
        {"funding_round": codes.ANGEL},
        {"sales_1": 2000.0},
    ):
        assert not crowdfund.can_offer_shares(startup(**content), m)
    assert not crowdfund.can_offer_shares(
        startup(), month(**CROWD | {"equity_crowdfunding_cap": 0})
    )


def test_who_meets_the_bar_convinces_half_of_the_public() -> None:
    m = month(**CROWD)
    assert crowdfund.crowd_share(startup(quality=math.e), m) == pytest.approx(0.5)
    # one more on the scale of promise is 1 x 0.5 / 0.7 of a standard deviation
    better = crowdfund.crowd_share(startup(quality=math.e**2), m)
    assert better == pytest.approx(0.5 * (1 + math.erf(0.5 / 0.7 / math.sqrt(2))))
    assert common.promise(startup(contract_value=math.e - 1), m) == pytest.approx(0.35)


def test_an_offer_of_shares_is_all_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    m, b, c = month(**CROWD), book(), counts()
    monkeypatch.setattr(crowdfund, "lognormal", lambda u, spread: u)
    firms = Rows([startup(quality=math.e, cash=10.0, founder_share=0.8, raised=0.0)])
    luck(monkeypatch, crowdfund, 0.9, 1.0, 0.31, 0)  # three tenths offer
    crowdfund.offer_shares(firms, [0], [m], [b], [c])
    assert not firms[0].pitched
    luck(monkeypatch, crowdfund, 0.59, 1.0, 0.29, 0)  # 59 pledged of 60 asked
    crowdfund.offer_shares(firms, [0], [m], [b], [c])
    assert (firms[0].pitched, firms[0].cash, paid(b), c.crowd_rounds) == (True, 10, {}, 0)
    luck(monkeypatch, crowdfund, 0.61, 1.0, 0, 0)
    crowdfund.offer_shares(firms, [0], [m], [b], [c])
    assert paid(b) == {}  # once
    firms[0].pitched = False
    crowdfund.offer_shares(firms, [0], [m], [b], [c])
    s = firms[0]  # 60 for a sixth of 360
    assert (s.cash, s.paid_in, s.valuation) == (70, 60, 360) and c.crowd_rounds == 1
    assert s.founder_share == pytest.approx(0.8 * 5 / 6)
    assert (s.raised, s.funding_round, s.investor) == (0, codes.NO_ROUND, -1)
    assert paid(b) == {"equity_crowdfunding": 60}
    # an earlier stake of a fifth is diluted with the founders'
    stake = plain("stakes", share=0.2, founders_after=0.8)
    assert common.stake_value(stake, s) == pytest.approx(0.2 * 5 / 6 * 360)


def test_shares_for_the_public_cost_what_a_round_does() -> None:
    m, b = month(**CROWD), book()
    s = startup(cash=10.0, founder_share=1.0)
    crowdfund.sell_shares(s, 20.0, m, b)  # five times as much before the money
    assert (s.valuation, s.cash, s.founder_share) == pytest.approx((120, 30, 5 / 6))
    rich = startup(cash=180.0, founder_share=1.0)  # worth no less than it has in the bank
    crowdfund.sell_shares(rich, 20.0, m, b)
    assert (rich.valuation, rich.founder_share) == pytest.approx((200, 0.9))
    assert paid(b) == {"equity_crowdfunding": 40}


# boards

BOARDS = {
    "neeq_cost": 150,
    "regional_board_cost": 10,
    "quotation_effort": 0.05,
    "regional_board_age": 12,
    "neeq_rate": 0.003,
    "regional_board_rate": 0.0005,
    "neeq_open": 1,
    "regional_board_open": 1,
    "neeq_age": 24,
    "ipo_age": 36,
    "main_board_sales": 30000,
    "main_board_profit": 1000,
    "growth_board_sales": 5000,
    "listing_rate": 0.003,
    "listing_window": 2.0,
    "listing_gain": 0.5,
}


def test_each_board_has_a_line_of_its_own() -> None:
    m = month(**BOARDS)

    def board(**content: Any) -> int:
        return boards.highest_board(startup(**content), m)

    # a regional board: a year, and 10 of cost are a twentieth of 200
    assert board(sales_1=200.0) == codes.REGIONAL_BOARD
    assert board(sales_1=199.0) == codes.NO_BOARD
    assert board(sales_1=200.0, registered=NOW - 11) == codes.NO_BOARD
    # the NEEQ: two years, and 150 are a twentieth of 3000
    assert board(sales_1=3000.0) == codes.NEEQ
    assert board(sales_1=2999.0) == codes.REGIONAL_BOARD
    assert board(sales_1=3000.0, registered=NOW - 23) == codes.REGIONAL_BOARD
    # who is listed stands where its sales and profit allow
    listed = {"listed": True, "sales_2": 10000.0, "sales_3": 9000.0}
    assert board(**listed, sales_1=11000.0, costs_1=10000.0) == codes.MAIN_BOARD
    assert board(**listed, sales_1=11000.0, costs_1=10001.0) == codes.GROWTH_BOARD
    assert board(**listed, sales_1=10999.0, costs_1=9000.0) == codes.GROWTH_BOARD
    assert board(**listed, sales_1=5000.0, costs_1=4999.0) == codes.GROWTH_BOARD
    assert board(**listed, sales_1=5000.0, costs_1=5000.0) == codes.NEEQ
    assert board(**listed, sales_1=50000.0, registered=NOW - 35) == codes.NEEQ
    firm = startup(sales_1=30000.0, costs_1=1.0)  # without listing none of the upper boards
    assert boards.meets_main_line(firm, m) and boards.meets_growth_line(firm, m)
    assert boards.highest_board(firm, m) == codes.NEEQ


def test_an_award_bears_the_cost_of_a_board() -> None:
    m = month(**BOARDS, neeq_award=100.0, regional_board_award=12.0)
    assert [boards.board_cost(k, m) for k in range(5)] == [0, 10, 150, 0, 0]
    assert [boards.board_award(k, m) for k in range(5)] == [0, 12, 100, 0, 0]
    assert boards.bears_cost(startup(sales_1=1000.0), codes.NEEQ, m)
    assert not boards.bears_cost(startup(sales_1=999.0), codes.NEEQ, m)
    assert boards.bears_cost(startup(), codes.REGIONAL_BOARD, m)
    s, b, c = startup(cash=5.0), book(), counts()
    boards.enter_board(s, codes.REGIONAL_BOARD, m, b, c)
    assert (s.cash, s.support, s.grants_year, s.costs_year) == (7, 12, 12, 10)
    assert paid(b) == {"regional_board_award": 12, "quotation_costs": 10} and c.quotations == 1
    boards.enter_board(s, codes.NEEQ, m, b, c)
    assert b.neeq_award == 100 and b.quotation_costs == 110 and c.quotations == 1
    unpaid, b = startup(), book()
    boards.enter_board(unpaid, codes.NEEQ, month(**BOARDS), b, c)
    assert unpaid.board == codes.NEEQ and unpaid.cash == 0 and paid(b) == {}


def test_firms_come_to_boards_by_chance_and_when_listed_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    m = next(
        m
        for m in (month(NOW + k, **BOARDS) for k in range(3))
        if leave.is_quarter_turn(startup(), m)
    )
    d = district(groomed=1.0)
    assert boards.quotation_rate(codes.REGIONAL_BOARD, d, m) == 0.0005
    assert boards.quotation_rate(codes.NEEQ, d, m) == pytest.approx(0.0045)
    assert boards.quotation_rate(codes.MAIN_BOARD, d, m) == pytest.approx(0.009)
    for u, v, board in (
        (0.0134, 0.9, codes.NEEQ),
        (0.0136, 0.0014, codes.REGIONAL_BOARD),
        (0.0136, 0.0016, codes.NO_BOARD),
    ):
        luck(monkeypatch, boards, u, v, 0, 0)
        s = startup(sales_1=3000.0)
        boards.quote(s, d, m, book(), counts())
        assert s.board == board
    luck(monkeypatch, boards, 0.0, 0.0, 0, 0)
    bought = startup(sales_1=3000.0, acquired=NOW - 3)
    boards.quote(bought, d, m, book(), counts())
    assert bought.board == codes.NO_BOARD
    luck(monkeypatch, boards, 0.9, 0.9, 0, 0)
    listed = startup(sales_1=6000.0, listed=True)
    boards.quote(listed, d, m, book(), counts())
    assert listed.board == codes.GROWTH_BOARD


def test_quoted_firms_are_counted_by_board() -> None:
    c = counts()
    for board in (1, 1, 2, 3, 4):
        measure.count_quoted(startup(board=board), c)
    assert (c.quoted, c.on_regional_board, c.on_neeq) == (5, 2, 1)
    assert (c.on_growth_board, c.on_main_board) == (1, 1)


def test_a_board_shows_its_firms_to_banks_and_funds() -> None:
    m = month(credit_information=0.3, board_disclosure=0.5, board_link=0.2)
    quoted = startup(board=codes.REGIONAL_BOARD)
    assert lend.seen_by_banks(startup(), m) == 0.3 and lend.seen_by_banks(quoted, m) == 0.5
    m.credit_information = 0.6
    assert lend.seen_by_banks(quoted, m) == 0.6
    assert seek_funding.introduction(quoted, [], m) == pytest.approx(0.1)
    assert seek_funding.introduction(startup(), [], m) == 0


def test_founders_pledge_their_shares_at_the_last_valuation_or_the_markets() -> None:
    m = month(
        **PLEDGES | {"equity_pledge_lending": 0.2}, secondary_discount=0.4, listing_multiple=5
    )
    terms = {"founder_share": 0.6, "valuation": 1000.0, "sales_1": 800.0, "sales_year": 0.0}
    # June: half of last year's 800 at five times, less two fifths: 1200
    for content, worth in (
        ({}, 1000),
        ({"board": codes.REGIONAL_BOARD}, 1000),
        ({"board": codes.NEEQ}, 1200),
        ({"board": codes.NEEQ, "valuation": 1500.0}, 1500),
        ({"acquired": NOW - 1}, 0),
    ):
        s = startup(**terms | content)
        assert lend.pledge_of_shares(s, m) == pytest.approx(0.2 * 0.6 * worth)
        assert lend.collateral(s, district(), m) == pytest.approx(80 + 0.2 * 0.6 * worth)
