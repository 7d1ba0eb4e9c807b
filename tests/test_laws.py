"""Laws of the whole model: what must hold in every month of every run, whatever the numbers are."""

from __future__ import annotations

import ast
import gc
import os
import subprocess
import sys
import weakref
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import worlds

import sim
from sim import load, run, run_all
from sim.core import digests
from sim.core.errors import LedgerError
from sim.core.fields import fields_of
from sim.core.ledger import flows_of, incidence, totals
from sim.model import codes
from sim.model import ecosystem as modelling
from sim.model.agents.payments import BANKS, GOVERNMENT, PROGRAMMES, Book
from sim.model.ecosystem import Ecosystem
from sim.model.measures import Census
from sim.model.world import World
from sim.runs.ensemble import common_random_seed
from sim.runs.workers import Workers
from sim.scenario.public_money import programme_money

MONTHS = 28
TESTS, SOURCE = Path(__file__).parent, Path(sim.__file__).parent
REFERENCES = {
    "startups": ("founder", "loan", "investor"),
    "talents": ("employer", "venture", "insured_firm"),
}  # row numbers, not facts

# terms of a rule that only mean something together with the money, or the act, they belong to
TERMS = {
    "rent_subsidy_envelope": ("rent_subsidy_share", "rent_subsidy_months", "rent_subsidy_area"),
    "voucher_envelope": ("voucher_share", "voucher_cap"),
    "digital_envelope": ("digital_share",),
    "joint_research_envelope": ("joint_research_share",),
    "research_grant_envelope": ("research_grant_share", "research_grant_cap", "grant_to_equity"),
    "founder_grant_envelope": ("founder_grant",),
    "award_envelope": ("tech_sme_award", "high_tech_award", "strong_award", "patent_award"),
    "interest_envelope": ("interest_share",),
    "talent_award_envelope": ("talent_award",),
    "settlement_envelope": ("settlement_subsidy", "settlement_months"),
    "relocation_envelope": ("relocation_grant",),
    "guidance_commitment": ("guidance_share", "local_multiple", "profit_concession"),
    "microloan_cap": ("microloan_guarantee",),
    "pool_funding": ("pool_share", "pool_leverage", "pool_stop_loss"),
    "operator_tender": ("operator_team", "operator_chain"),
    "operating_subsidy_envelope": ("operating_subsidy_share",),
    "upgrade_grant_envelope": ("upgrade_grant_share",),
    "fiscal_pot": ("upper_transfer",),
    "operator_fee": ("host_cofunding",),
    "founder_insurance": ("founder_premium_subsidy",),
    "evaluation_consequence": ("performance_award",),
}
OTHER_THAN_NEUTRAL = {
    **worlds.PLAN,
    "rent_subsidy_months": 48.0,
    "settlement_months": 12.0,
    "pool_leverage": 5.0,
}


BRANCHES = {
    "review_good": 30.0,
    "chain_full": 0.1,
    "branch_least": 1.0,
}  # small and middling houses branch out


def busy_path(months: int = MONTHS, where: int | None = None) -> np.ndarray:
    """Every lever on; facilities of one district live in want, of the other in plenty; later flats are taken back."""
    table = worlds.path(months, worlds.PLAN, where=where, lease_months=12.0, **BRANCHES)
    if where is None:
        table["operator_fee"][:, 1] = 750.0
    table["talent_flats"][15:, slice(None) if where is None else where] = 2.0
    return table


@pytest.fixture(scope="module")
def busy() -> list[dict[str, Any]]:
    """Month by month, the tables of a run with every lever on."""
    eco = Ecosystem(worlds.world(), busy_path(), seed=3)
    seen = []
    for _ in range(MONTHS):
        balances = dict(eco.balances)
        eco.step()
        tables = {name: population.rows.copy() for name, population in eco.populations.items()}
        seen.append(
            {
                **tables,
                "book": eco.book.copy(),
                "census": eco.measures.copy(),
                "before": balances,
                "after": dict(eco.balances),
            }
        )
    return seen


# money


def test_every_kind_of_payment_occurs_in_the_busy_run(busy: list[dict[str, Any]]) -> None:
    silent = [
        name
        for name in flows_of(Book)
        if not any(np.abs(month["book"][name]).sum() for month in busy)
    ]
    # the rest where institutions act, facilities have floor to make fit, and the public and the boards are eager
    path = busy_path()
    path["crowd_money"], path["neeq_rate"], path["regional_board_rate"] = 1e4, 0.1, 0.1
    path["pitch_rate"] = 0.2
    world = worlds.governed(worlds.with_institutions())
    company = world.tables["institutions"]["kind"] == codes.PLATFORM_COMPANY
    world.tables["institutions"]["debt"][company] = 200.0
    world.tables["institutions"]["ventures"][company] = 10.0
    governed = worlds.lived(Ecosystem(world, path, seed=3)).books
    silent = [name for name in silent if not governed[name].any()]
    assert set(silent) <= {"taken_over"}  # rare: shown by the next test


def test_whoever_takes_a_firm_over_pays_what_it_owes() -> None:
    eco = Ecosystem(worlds.world(), worlds.path(3, moving_rate=1.0), seed=3)
    rows = eco.startups.rows
    eco.loans.append(
        1, startup=0, principal=500.0, balance=500.0, rate=0.05, due=eco.path["clock"][0, 0] + 20
    )
    eco.agenda.running_loans = eco.loans.ids
    row = eco.loans.row_count - 1
    rows["debt"][0], rows["loan"][0] = 500.0, row
    for _ in range(3):
        eco.step()  # the ledger closes, or it would stop
    left = eco.startups.rows["exit_kind"][0] == codes.MOVED
    assert (
        left and eco.books["taken_over"].sum() > 0 and eco.loans.rows["state"][row] == codes.REPAID
    )


def net_receipts(book: np.ndarray) -> dict[str, float]:
    """Receipts less payments of every holder in a month."""
    holders, signs = incidence(Book)
    return dict(zip(holders, (signs @ totals(Book, book)).tolist(), strict=True))


def test_every_holders_balance_moves_by_what_it_is_paid(busy: list[dict[str, Any]]) -> None:
    for month in busy:
        for holder, moved in net_receipts(month["book"]).items():
            if holder in month["after"]:
                gap = month["after"][holder] - month["before"][holder] - moved
                assert abs(gap) <= 1e-9 * max(1.0, abs(month["after"][holder]))


def test_what_holders_receive_others_pay(busy: list[dict[str, Any]]) -> None:
    for month in busy:
        assert sum(net_receipts(month["book"]).values()) == pytest.approx(0.0, abs=1e-6)


def test_no_payment_is_negative(busy: list[dict[str, Any]]) -> None:
    for month in busy:
        assert [n for n in flows_of(Book) if month["book"][n].min() < -1e-9] == []


def test_no_money_is_forgotten_in_the_rows_of_startups_that_left(
    busy: list[dict[str, Any]],
) -> None:
    gone = busy[-1]["startups"][~busy[-1]["startups"]["alive"]]
    assert len(gone) > 10
    left = {
        codes.EXITS[kind]: float(np.abs(gone["cash"][gone["exit_kind"] == kind]).sum())
        for kind in np.unique(gone["exit_kind"])
    }
    assert left == dict.fromkeys(left, 0.0)


def test_no_money_is_forgotten_in_funds_that_ended(busy: list[dict[str, Any]]) -> None:
    ended = busy[-1]["funds"][~busy[-1]["funds"]["alive"]]
    assert len(ended) > 0
    assert float(np.abs(ended["cash"]).sum()) == 0.0


def test_what_startups_owe_is_what_banks_are_owed(busy: list[dict[str, Any]]) -> None:
    for month in busy:
        running = month["loans"][month["loans"]["alive"]]
        assert month["startups"]["debt"].sum() == pytest.approx(
            running["balance"].sum(), rel=1e-9, abs=1e-9
        )
        debts = month["startups"]["debt"][running["startup"]]
        assert debts == pytest.approx(running["balance"], rel=1e-9, abs=1e-9)


def test_the_pool_stands_behind_the_balances_of_the_loans_it_backs(
    busy: list[dict[str, Any]],
) -> None:
    assert any(month["districts"]["pool_backed"].sum() > 0 for month in busy)
    for month in busy:
        loans = month["loans"][month["loans"]["alive"] & (month["loans"]["pool_share"] > 0)]
        backed = np.bincount(loans["district"], loans["balance"], 2)
        assert month["districts"]["pool_backed"] == pytest.approx(backed, rel=1e-9, abs=1e-6)


def test_a_loan_defaults_only_if_something_was_still_owed(busy: list[dict[str, Any]]) -> None:
    before: dict[int, float] = {}
    harmless = []
    for month in busy:
        loans = month["loans"]
        failed = np.flatnonzero(loans["state"] == codes.DEFAULTED)
        harmless += [int(k) for k in failed if before.get(int(k), 1.0) == 0.0]
        before = {
            k: float(balance) for k, balance in enumerate(loans["balance"]) if loans["alive"][k]
        }
    assert harmless == []


def test_purses_and_pools_never_overdraw(busy: list[dict[str, Any]]) -> None:
    for month in busy:
        assert month["programmes"]["purse"].min() >= -1e-9
        assert month["districts"]["pool"].min() >= -1e-9
        assert month["funds"]["cash"].min() >= -1e-9


def test_founders_and_funds_together_own_each_firm(busy: list[dict[str, Any]]) -> None:
    for month in busy:
        startups, stakes = month["startups"], month["stakes"]
        assert (startups["founder_share"] > 0).all() and (startups["founder_share"] <= 1).all()
        diluted = (
            stakes["share"]
            * startups["founder_share"][stakes["startup"]]
            / stakes["founders_after"]
        )
        # a merger fund has all shares, which says nothing of those who sold them
        diluted[stakes["fund"] == startups["buyer"][stakes["startup"]]] = 0.0
        owned = startups["founder_share"] + np.bincount(stakes["startup"], diluted, len(startups))
        assert owned == pytest.approx(np.ones(len(startups)), rel=1e-9)


def test_no_fund_raises_more_than_it_aimed_at_and_public_money_is_a_true_part_of_it(
    busy: list[dict[str, Any]],
) -> None:
    for month in busy:
        funds = month["funds"]
        assert (funds["raised"] <= funds["target"] * (1 + 1e-12)).all()
        assert funds["public_share"] * funds["raised"] == pytest.approx(
            funds["public_paid"], rel=1e-9, abs=1e-9
        )
        assert (funds["raised"] >= funds["public_paid"] * (1 - 1e-12)).all()


def test_the_stakes_of_a_round_sum_to_the_round_and_one_of_them_led_it(
    busy: list[dict[str, Any]],
) -> None:
    startups, stakes = busy[-1]["startups"], busy[-1]["stakes"]
    stakes = stakes[stakes["fund"] != startups["buyer"][stakes["startup"]]]  # bought whole
    funded = np.flatnonzero(startups["investor"] >= 0)
    last = stakes[stakes["born"] == startups["round_month"][stakes["startup"]]]
    sums = np.bincount(last["startup"], last["amount"], len(startups))
    assert sums[funded] == pytest.approx(startups["round_amount"][funded], rel=1e-9)
    led = last[last["lead"]]
    assert (
        sorted(led["startup"]) == funded.tolist()
        and (led["fund"] == startups["investor"][led["startup"]]).all()
    )
    assert len(last) > len(led) > 10  # some rounds are shared
    assert startups["raised"] == pytest.approx(
        np.bincount(stakes["startup"], stakes["amount"], len(startups)), rel=1e-9
    )


def test_public_money_sets_up_one_fund_a_year_and_a_facility_has_one_of_its_own(
    busy: list[dict[str, Any]],
) -> None:
    funds, places = busy[-1]["funds"], busy[-1]["incubators"]
    public = funds[funds["line"] >= 0]
    years = list(zip(public["line"], public["district"], public["born"] // 12, strict=True))
    assert len(years) == len(set(years)) and {line for line, _, _ in years} == set(
        range(len(codes.COMMITMENTS))
    )
    own = funds[funds["home"] >= 0]
    assert (
        len(set(own["home"])) == len(own)
        and (places["district"][own["home"]] == own["district"]).all()
    )
    assert (places["kind"][own["home"]] < codes.PARK).all() and (own["line"] == codes.INHOUSE).all()


def test_a_fund_dissolved_gives_its_money_back_and_its_stakes_wait_for_exits() -> None:
    eco = worlds.lived(
        Ecosystem(
            worlds.world(),
            worlds.path(20, worlds.PLAN, closing_floor=1.0, private_follow=0.1),
            seed=3,
        )
    )
    funds, stakes = eco.funds.rows, eco.stakes.rows
    assert funds["dissolved"].sum() == eco.history["funds_dissolved"].sum() > 3
    assert (
        not funds["alive"][funds["dissolved"]].any()
        and (funds["raised"] < funds["target"])[funds["dissolved"]].all()
    )
    held, startups = stakes[funds["dissolved"][stakes["fund"]]], eco.startups.rows
    there = startups["alive"] & ~startups["listed"]
    bought = (
        startups["buyer"][held["startup"]] == held["fund"]
    )  # a merger fund keeps what it bought
    kept = there[held["startup"]] & ((startups["acquired"] < 0)[held["startup"]] | bought)
    assert len(held) > 0 and (held["alive"] == kept).all()
    assert float(funds["cash"][funds["dissolved"]].sum()) == pytest.approx(0.0, abs=1e-9)


def test_a_fund_that_reached_its_end_holds_no_open_stake(busy: list[dict[str, Any]]) -> None:
    ended = 0
    for month in busy:
        funds, stakes = month["funds"], month["stakes"]
        over = ~funds["alive"] & ~funds["dissolved"]
        ended += over.sum()
        assert not over[stakes["fund"][stakes["alive"]]].any()
    assert ended > 0


def test_a_funds_stakes_account_for_its_money(busy: list[dict[str, Any]]) -> None:
    funds, stakes = busy[-1]["funds"], busy[-1]["stakes"]
    came = funds["born"] >= worlds.FIRST
    bought = np.bincount(stakes["fund"], stakes["amount"], len(funds))
    assert funds["invested"][came] == pytest.approx(bought[came], rel=1e-9, abs=1e-9)
    keepers = stakes[funds["home"][stakes["fund"]] >= 0]
    assert len(keepers) > 0  # facilities' own funds buy; co-investment funds never lead
    assert not stakes["lead"][funds["kind"][stakes["fund"]] == codes.COINVESTMENT_FUND].any()


def test_whoever_backs_a_loan_never_pays_more_than_its_balance(busy: list[dict[str, Any]]) -> None:
    balances: dict[int, float] = {}
    backed = set()
    for month in busy:
        loans, book = month["loans"], month["book"]
        failed = [
            k
            for k in np.flatnonzero(loans["state"] == codes.DEFAULTED)
            if balances.get(int(k), 0) > 0
        ]
        owed = np.bincount(loans["district"][failed], [balances[int(k)] for k in failed], 2)
        paid = book["pool_claims"] + book["insurance_claims"] + book["guarantee_claims"]
        assert (paid <= owed * (1 + 1e-9)).all()
        assert paid + book["loans_lost"] == pytest.approx(owed, rel=1e-9)
        backed |= {
            name
            for name in ("pool_claims", "insurance_claims", "guarantee_claims")
            if book[name].any()
        }
        balances = {
            k: float(loan["balance"]) if loan["alive"] else 0.0 for k, loan in enumerate(loans)
        }
        for k in np.flatnonzero(loans["alive"] & (loans["guarantee_share"] > 0)):
            assert loans["pool_share"][k] == loans["insurance_share"][k] == 0
    assert len(backed) == 3


def test_the_listed_look_for_no_equity(busy: list[dict[str, Any]]) -> None:
    assert any(month["startups"]["listed"].any() for month in busy)
    for month in busy:
        assert not (month["startups"]["listed"] & month["startups"]["seeking"]).any()
        assert not month["startups"]["listed"][
            month["stakes"]["startup"][month["stakes"]["alive"]]
        ].any()


def test_a_ledger_that_does_not_close_stops_the_run_and_says_where(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def pocket(eco: Ecosystem, m: np.ndarray) -> None:
        if eco.steps == 3:
            eco.startups.rows["cash"][0] -= eco.book["wages"].sum() + 1e-4

    *phases, last = modelling.MONTH
    monkeypatch.setattr(modelling, "MONTH", (*phases, pocket, last))
    with pytest.raises(
        LedgerError,
        match=r"^the ledger does not close: startups in 2021-11 is off by -\d+.* 万元 \(balance .*\); "
        r"look first at the kind 'wages' \(\d",
    ):
        worlds.lived(Ecosystem(worlds.world(), worlds.path(6), seed=3))


def test_a_few_cents_among_millions_are_enough_to_stop_the_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def lose(eco: Ecosystem, m: np.ndarray) -> None:
        eco.funds.rows["cash"][0] += 1e-3

    *phases, last = modelling.MONTH
    monkeypatch.setattr(modelling, "MONTH", (*phases, lose, last))
    with pytest.raises(LedgerError, match=r"funds in 2021-09 is off by 0\.001 万元"):
        Ecosystem(worlds.world(), worlds.path(2), seed=3).step()


# people and places


def test_nobody_is_counted_twice_and_no_firm_has_more_researchers_than_people(
    busy: list[dict[str, Any]],
) -> None:
    for month in busy:
        firms = month["startups"][month["startups"]["alive"]]
        wrong = np.flatnonzero(
            (firms["heads"] < firms["research_heads"]) | (firms["research_heads"] < 0)
        )
        assert [(int(firms["heads"][k]), int(firms["research_heads"][k])) for k in wrong] == []


def test_a_firms_researchers_are_the_people_employed_there(busy: list[dict[str, Any]]) -> None:
    for month in busy:
        startups, people = (
            month["startups"],
            month["talents"][month["talents"]["alive"] & (month["talents"]["employer"] >= 0)],
        )
        n = len(startups)
        alive = startups["alive"]
        assert (startups["research_heads"] == np.bincount(people["employer"], minlength=n))[
            alive
        ].all()
        for column, held in (("research_skill", "skill"), ("wage_bill", "wage")):
            total = np.bincount(people["employer"], people[held], n)
            assert startups[column][alive] == pytest.approx(total[alive], rel=1e-9, abs=1e-9)


def test_a_founder_stays_with_the_firm_and_runs_only_one(busy: list[dict[str, Any]]) -> None:
    for month in busy:
        talents, startups = month["talents"], month["startups"]
        bound = talents[talents["venture"] >= 0]
        assert (bound["employer"] == bound["venture"]).all() and bound["alive"].all()
        assert (
            startups["founder"][bound["venture"]] == np.flatnonzero(talents["venture"] >= 0)
        ).all()


def test_the_area_a_facility_lets_is_the_area_its_tenants_use(busy: list[dict[str, Any]]) -> None:
    for month in busy:
        there = month["startups"][month["startups"]["alive"] & (month["startups"]["home"] >= 0)]
        area = np.bincount(there["home"], there["area"], len(month["incubators"]))
        assert month["incubators"]["occupied"] == pytest.approx(area, rel=1e-9)
        assert (
            month["incubators"]["tenants"]
            == np.bincount(there["home"], minlength=len(month["incubators"]))
        ).all()
        assert (month["incubators"]["opened"][there["home"]] >= 0).all()


def test_an_operators_time_adds_up_to_one(busy: list[dict[str, Any]]) -> None:
    shares = [
        f"time_{use}"
        for use in ("service", "filling", "rights", "money", "graduates", "recruiting")
    ]
    for month in busy:
        houses = month["incubators"][month["incubators"]["opened"] >= 0]
        assert sum(houses[name] for name in shares) == pytest.approx(
            np.ones(len(houses)), abs=1e-12
        )
        assert min(houses[name].min() for name in shares) >= 0
        assert (houses["pressure"] >= 0).all() and (houses["pressure"] <= 1).all()
    assert any((month["incubators"]["time_filling"] > 0).any() for month in busy)


def test_what_is_scored_gains_time_and_lessons_pay_for_it() -> None:
    def houses(**levers: float) -> np.ndarray:
        eco = worlds.lived(
            Ecosystem(worlds.world(people=600, firms=200), worlds.path(24, levers), seed=3)
        )
        return eco.incubators.rows[eco.incubators.rows["opened"] >= 0]

    free = houses(operator_fee=240.0)
    judged = houses(operator_fee=240.0, evaluation_consequence=3.0, performance_award=100.0)
    shared = houses(
        operator_fee=240.0, evaluation_consequence=3.0, performance_award=100.0, benefit_sharing=0.3
    )
    assert (free["time_service"] == 1).all() and judged["time_service"].max() < 1
    assert (
        judged["coached"].mean() > free["coached"].mean()
        and judged["lesson"].mean() < free["lesson"].mean()
    )
    assert judged["pressure"].mean() > shared["pressure"].mean() > 0
    assert judged["time_service"].mean() < shared["time_service"].mean()


def test_a_firm_sits_only_where_it_was_admitted_and_goes_when_its_time_is_up(
    busy: list[dict[str, Any]],
) -> None:
    before = None
    for t, month in enumerate(busy):
        startups, houses, clock = month["startups"], month["incubators"], worlds.FIRST + t
        seated = np.flatnonzero(startups["alive"] & (startups["home"] >= 0))
        home = startups["home"][seated]
        assert (houses["district"][home] == startups["district"][seated]).all()
        assert (startups["left_home"][seated] == -1).all()
        assert (startups["left_home"][startups["alive"] & (startups["home"] < 0)] <= clock).all()
        stay = clock - startups["admitted"][seated]
        term = np.array([24, 48, 60, 10**6])[houses["kind"][home]]
        assert (stay >= 0).all() and (stay <= term).all()
        assert (
            startups["rung"][seated][houses["kind"][home] != codes.MAKERSPACE] > codes.TEAM
        ).all()
        if before is not None:
            old = np.full(len(startups), -1)
            old[: len(before)] = before
            moved = seated[old[seated] != home]
            assert (startups["admitted"][moved] == clock).all()
        before = startups["home"].copy()


def test_those_who_lose_a_desk_are_told_apart_by_where_they_go(busy: list[dict[str, Any]]) -> None:
    census = sum(month["census"]["incubator_up"].sum() for month in busy)
    assert census > 0 and sum(month["census"]["incubator_out"].sum() for month in busy) > 0
    assert (
        sum(m["census"]["graduates_now"].sum() for m in busy)
        == busy[-1]["census"]["graduates"].sum()
    )


def test_programmes_open_with_no_more_than_pot_and_transfers(busy: list[dict[str, Any]]) -> None:
    most = worlds.PLAN["fiscal_pot"] + worlds.PLAN["upper_transfer"]
    for year, months in ((2021, 4), (2022, 12), (2023, 12)):
        rows = [month for t, month in enumerate(busy) if (worlds.FIRST + t) // 12 == year]
        opened = sum(month["book"]["appropriation"] for month in rows)
        passed_on = sum(month["book"]["upper_transfer"] for month in rows)
        assert (opened <= most * months / 12 + 1e-9).all() and (opened > 0).all()
        beyond = np.maximum(0.0, opened - worlds.PLAN["fiscal_pot"] * months / 12)
        assert passed_on == pytest.approx(beyond)
    planned = programme_money(busy_path())
    assert planned == pytest.approx(sum(month["book"]["appropriation"].sum() for month in busy))


def test_a_facility_that_closes_has_no_tenants_and_private_ones_alone_close() -> None:
    eco = worlds.lived(
        Ecosystem(worlds.world(), worlds.path(20, upkeep=0.004, facility_patience=6.0), seed=3)
    )
    houses, startups = eco.incubators.rows, eco.startups.rows
    closed = np.flatnonzero(houses["closed"] >= 0)
    assert len(closed) and (houses["owner"][closed] == codes.PRIVATE).all()
    assert (houses["tenants"][closed] == 0).all() and not np.isin(
        startups["home"][startups["alive"]], closed
    ).any()
    assert eco.history["facilities_closed"][-1].sum() == len(closed)


def test_a_pot_that_is_never_empty_is_no_pot() -> None:
    with_pot = worlds.path(
        20, {n: v for n, v in worlds.PLAN.items() if n not in ("fiscal_pot", "upper_transfer")}
    )
    other = with_pot.copy()
    other["fiscal_pot"] = 5000.0
    kept, same = (
        worlds.everything(worlds.lived(Ecosystem(worlds.world(), p, seed=3)))
        for p in (with_pot, other)
    )
    assert kept == same


def test_no_more_flats_are_let_than_there_are(busy: list[dict[str, Any]]) -> None:
    for t, month in enumerate(busy):
        housed = month["talents"][
            month["talents"]["housed"]
            & month["talents"]["alive"]
            & (month["talents"]["employer"] >= 0)
        ]
        let = np.bincount(month["startups"]["district"][housed["employer"]], minlength=2)
        assert (let <= (6 if t < 15 else 2)).all()


def test_the_census_counts_what_is_there(busy: list[dict[str, Any]]) -> None:
    for month in busy:
        census, living = month["census"], month["startups"][month["startups"]["alive"]]
        firms = living[living["rung"] > codes.TEAM]
        assert census["startups"].sum() == len(firms) and census["teams"].sum() == len(
            living
        ) - len(firms)
        assert sum(census[rung].sum() for rung in codes.RUNGS[1:]) == len(firms)
        assert census["jobs"].sum() == firms["heads"].sum()
        assert census["debt"].sum() == pytest.approx(firms["debt"].sum(), rel=1e-9)
        assert census["talent"].sum() == np.count_nonzero(month["talents"]["alive"])
        assert census["tenants"].sum() == np.count_nonzero(firms["home"] >= 0)


# a run is a function of its inputs


def test_the_same_inputs_give_the_same_bytes() -> None:
    first, again = (
        worlds.everything(worlds.lived(Ecosystem(worlds.world(), busy_path(16), seed=9)))
        for _ in range(2)
    )
    assert first == again
    other = worlds.everything(worlds.lived(Ecosystem(worlds.world(), busy_path(16), seed=10)))
    assert other["history"] != first["history"]


def test_stepping_and_living_are_the_same() -> None:
    lived, stepped = (Ecosystem(worlds.world(), busy_path(8), seed=9) for _ in range(2))
    lived.live()
    while stepped.running:
        stepped.step()
    assert worlds.everything(lived) == worlds.everything(stepped)


@pytest.fixture(scope="module")
def small_plan() -> Any:
    """The plan of Xuchang with few people, after one year."""
    scenario = load("xuchang")
    return replace(scenario, start={"talents": 1500.0, "spinup_years": 1.0})


def test_one_process_and_two_give_the_same_bytes(small_plan: Any, two_workers: Workers) -> None:
    alone = run_all(small_plan, runs=3, months=3, jobs=1)
    together = run_all(small_plan, runs=3, months=3, workers=two_workers)
    assert alone.failures == together.failures == () and alone.seeds == together.seeds
    for table in ("history", "books", "sectors"):
        assert getattr(alone, table).tobytes() == getattr(together, table).tobytes()
    last = run(small_plan, seed=common_random_seed(1, 2), months=3)
    assert last.history.tobytes() == alone.history[2].tobytes()


def shuffled(there: World, seed: int) -> World:
    """The same world with its startups and its people in another order."""
    luck = np.random.default_rng(seed)
    order = {name: luck.permutation(len(there.tables[name])) for name in ("startups", "talents")}
    place = {name: np.argsort(o) for name, o in order.items()}
    tables = {name: table.copy() for name, table in there.tables.items()}
    for name, o in order.items():
        tables[name] = there.tables[name][o].copy()
    for name, column, other in (
        ("startups", "founder", "talents"),
        ("talents", "employer", "startups"),
        ("talents", "venture", "startups"),
        ("loans", "startup", "startups"),
    ):
        old = tables[name][column]
        tables[name][column] = np.where(old >= 0, place[other][old], old)
    return World(there.markets, tables)


def same_agents(a: Ecosystem, b: Ecosystem, tolerance: float) -> None:
    """Agents are the same key by key, but for the numbers of rows."""
    for name in ("startups", "talents", "incubators", "funds", "sectors", "districts"):
        left, right = (eco.populations[name].rows for eco in (a, b))
        left, right = left[np.argsort(left["key"])], right[np.argsort(right["key"])]
        assert (left["key"] == right["key"]).all(), name
        for column in left.dtype.names:
            if column not in REFERENCES.get(name, ()):
                np.testing.assert_allclose(
                    left[column].astype(float),
                    right[column].astype(float),
                    rtol=tolerance,
                    atol=tolerance,
                    err_msg=f"{name}.{column}",
                )


@pytest.mark.parametrize("months", [8, 20])
def test_the_order_of_rows_does_not_matter(months: int) -> None:
    there = worlds.governed(worlds.world())
    usual = worlds.lived(Ecosystem(there, busy_path(months), seed=3))
    other = worlds.lived(Ecosystem(shuffled(there, 5), busy_path(months), seed=3))
    same_agents(usual, other, 1e-9)
    for name in fields_of(Census):
        np.testing.assert_allclose(
            usual.history[name], other.history[name], rtol=1e-9, atol=1e-9, err_msg=name
        )


INTERPRETED = """
import sys, warnings
warnings.simplefilter("ignore")
import numpy as np, worlds, test_laws
there = worlds.governed(worlds.world(people=60, firms=16))
eco = worlds.lived(worlds.Ecosystem(there, test_laws.busy_path(16), seed=3))
tables = {name: np.array(p.rows) for name, p in eco.populations.items()}
tables["facility_history"] = eco.facility_history
np.savez(sys.argv[1], history=eco.history, books=eco.books, sector_history=eco.sector_history, **tables)
"""


def test_the_interpreter_and_the_compiler_agree(tmp_path: Path) -> None:
    file = tmp_path / "interpreted.npz"
    way = os.pathsep.join([str(TESTS), str(SOURCE.parent)])
    subprocess.run(
        [sys.executable, "-c", INTERPRETED, str(file)],
        check=True,
        env=os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": way},
    )
    there = worlds.governed(worlds.world(people=60, firms=16))
    eco = worlds.lived(Ecosystem(there, busy_path(16), seed=3))
    compiled = {name: population.rows for name, population in eco.populations.items()}
    compiled |= {"history": eco.history, "books": eco.books, "sector_history": eco.sector_history}
    compiled["facility_history"] = eco.facility_history
    with np.load(file) as interpreted:
        for name, table in compiled.items():
            for column in table.dtype.names:
                other = interpreted[name][column]
                if table.dtype[column].kind == "f":
                    np.testing.assert_allclose(
                        other, table[column], rtol=1e-12, atol=1e-12, err_msg=f"{name}.{column}"
                    )
                else:
                    assert (other == table[column]).all(), f"{name}.{column}"


# policy


@pytest.fixture(scope="module")
def no_policy() -> dict[str, bytes]:
    """What a run without any lever leaves."""
    return worlds.everything(worlds.lived(Ecosystem(worlds.world(), worlds.path(16), seed=3)))


def test_the_busy_plan_pulls_every_lever() -> None:
    assert set(worlds.PLAN) == set(worlds.LEVERS)
    assert [
        n
        for n, v in OTHER_THAN_NEUTRAL.items()
        if v == worlds.NEUTRAL[n] or not worlds.LEVERS[n].holds(v)
    ] == []


def test_levers_at_neutral_are_no_policy_bit_for_bit(no_policy: dict[str, bytes]) -> None:
    assert (
        worlds.everything(
            worlds.lived(Ecosystem(worlds.world(), worlds.path(16, worlds.NEUTRAL), seed=3))
        )
        == no_policy
    )
    plan = load("xuchang", "no-policy")
    assert plan.path().tobytes() == plan.neutral_path().tobytes()


def test_without_policy_government_pays_nothing_and_nobody_claims() -> None:
    eco = worlds.lived(Ecosystem(worlds.world(), worlds.path(16), seed=3))
    paid = [
        n
        for n, f in flows_of(Book).items()
        if f.payer in (GOVERNMENT, PROGRAMMES) and n != "building" and eco.books[n].any()
    ]
    assert paid == [] and not eco.history["refused"].any()
    assert not [
        n
        for n, f in flows_of(Book).items()
        if f.payee in (PROGRAMMES, BANKS) and f.payer == GOVERNMENT and eco.books[n].any()
    ]


@pytest.mark.parametrize("term", [term for terms in TERMS.values() for term in terms])
def test_terms_without_money_change_nothing(term: str, no_policy: dict[str, bytes]) -> None:
    eco = worlds.lived(
        Ecosystem(worlds.world(), worlds.path(16, {term: OTHER_THAN_NEUTRAL[term]}), seed=3)
    )
    changed = [
        name for name, content in worlds.everything(eco).items() if content != no_policy[name]
    ]
    assert changed == []


def island(eco: Ecosystem, k: int) -> dict[str, bytes]:
    """Everything about one district and its market, by key, without the numbers of rows."""
    found = {
        "history": eco.history[:, k].tobytes(),
        "books": eco.books[:, k].tobytes(),
        "sectors": eco.sector_history[:, eco.sectors.rows["market"] == k].tobytes(),
    }
    for name in ("startups", "incubators", "funds", "districts", "talents"):
        rows = eco.populations[name].rows
        if name == "talents":
            rows = rows[eco.sectors.rows["market"][rows["sector"]] == k]
        elif name != "districts":
            rows = rows[rows["district"] == k]
        else:
            rows = rows[k : k + 1]
        rows = rows[np.argsort(rows["key"])]
        for column in rows.dtype.names:
            if column not in REFERENCES.get(name, ()):
                found[f"{name}.{column}"] = rows[column].tobytes()
    return found


@pytest.fixture(scope="module")
def full_island() -> Ecosystem:
    """Two unconnected islands; the plan is for the first."""
    return worlds.lived(
        Ecosystem(worlds.world(markets=2), worlds.path(22, worlds.PLAN, where=0), seed=3)
    )


def test_a_whole_plan_leaves_an_unconnected_island_alone(full_island: Ecosystem) -> None:
    empty = worlds.lived(Ecosystem(worlds.world(markets=2), worlds.path(22), seed=3))
    assert island(full_island, 0) != island(empty, 0)
    apart, alone = island(full_island, 1), island(empty, 1)
    assert [name for name in apart if apart[name] != alone[name]] == []


def test_common_luck_shrinks_the_noise_of_a_comparison() -> None:
    there = worlds.world(people=600, firms=300)
    there.tables["sectors"]["demand"] *= 6

    def capability(seed: int, **levers: float) -> float:
        eco = worlds.lived(Ecosystem(there, worlds.path(12, levers), seed=seed))
        return float(eco.history["sales"][-1].sum())

    plain = [capability(seed) for seed in range(24)]
    mentored = [capability(seed, mentor_budget=60.0) for seed in range(12)]
    paired = np.std([a - b for a, b in zip(mentored, plain[:12], strict=True)])
    unpaired = np.std([a - b for a, b in zip(mentored, plain[12:], strict=True)])
    assert paired < unpaired / 3


# the program


def test_a_thousand_models_leak_nothing() -> None:
    there, months = worlds.world(people=12, firms=4), worlds.path(1)

    def one() -> weakref.ref:
        eco = Ecosystem(there, months, seed=1)
        eco.step()
        eco.startups.do(lambda s: s.unique_id)
        return weakref.ref(eco)

    def blocks() -> int:
        gc.collect()
        return sys.getallocatedblocks()

    ghosts = [one() for _ in range(100)]
    early = blocks()
    ghosts += [one() for _ in range(900)]
    assert (
        blocks() - early < 5_000
    )  # 900 weak references are among them; a model is thousands of blocks
    assert not any(ghost() for ghost in ghosts)


def test_a_startup_ever_born_takes_less_than_a_kilobyte() -> None:
    assert worlds.world().tables["startups"].dtype.itemsize * 1.25 < 1000


def test_chance_comes_from_one_place_only() -> None:
    offenders = []
    for file in digests.source_files(digests.NUMBER_ROOMS):
        name = file.relative_to(SOURCE).as_posix()
        if file.suffix != ".py":
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            drawn = (
                isinstance(node, ast.Attribute)
                and node.attr == "random"
                and isinstance(node.value, ast.Name)
                and (node.value.id in ("np", "numpy"))
            )
            if isinstance(node, ast.Import):
                drawn = any(
                    a.name.split(".")[0] in ("random", "secrets", "uuid")
                    or a.name == "numpy.random"
                    for a in node.names
                )
            if isinstance(node, ast.ImportFrom):
                drawn = node.module in ("random", "secrets", "uuid", "numpy.random") or (
                    node.module == "numpy" and any(a.name == "random" for a in node.names)
                )
            if drawn and name != "scenario/spinup.py":
                offenders.append(f"{name}:{node.lineno}")
    assert offenders == []
