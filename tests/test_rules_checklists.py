"""Checklists with consequences: each rule by a worked example, and a region with lists at work."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import worlds
from plainly import NOW, Rows, book, counts, district, luck, month, paid
from worlds import plain

from sim.core.fields import fields_of
from sim.model import codes
from sim.model.ecosystem import Ecosystem
from sim.model.measures import FacilityCensus
from sim.model.rules import checklists, common

plain_python = pytest.mark.usefixtures("plain_python")
MARKING = {
    "third_party_evaluation": 1,
    "evaluation_noise": 8,
    "leniency": 10,
    "title_bar": 24,
    "house_skill": 0.6,
    "reputation": 0.1,
    "reputation_base": 0.5,
    "revocation_fear": 0.2,
    "warning_fear": 2,
    "facility_reserve": 6,
    "staff_wage": 0.5,
    "social_rate": 0.2,
    "refurbish_cost": 0.05,
    "most_usable": 0.9,
    "operator_fee": 100,
}


def checklist(**given: Any) -> SimpleNamespace:
    """A checklist of two points that is marked this month and every twelve, all of it to be met."""
    return plain("checklists", **{"first": NOW, "full": 2.0, **given})


def candidate(**given: Any) -> SimpleNamespace:
    """A facility on the first checklist."""
    return plain("candidacies", **{"key": np.uint64(5), **given})


def criterion(**given: Any) -> SimpleNamespace:
    """A point that asks for three or more."""
    return plain("criteria", **{"value": 3.0, **given})


def house(**given: Any) -> SimpleNamespace:
    """An open incubator that has stood five years."""
    usual = {"kind": codes.INCUBATOR, "opened": NOW - 60, "area": 2000.0, "tenant_area": 1000.0}
    return plain("incubators", **{**usual, **given})


@plain_python
def test_a_checklist_is_marked_from_its_first_month_on_and_again_when_time_to_mend_is_over() -> (
    None
):
    k = checklist(first=NOW, every=12)
    due = [checklists.is_due(k, month(clock=NOW + n)) for n in (-12, 0, 1, 12)]
    assert due == [False, True, False, True]
    c = candidate(mend_by=NOW + 6)
    assert checklists.is_called(c, k, month(clock=NOW + 6))
    assert not checklists.is_called(c, checklist(relative=True), month(clock=NOW + 6))
    assert not checklists.is_called(candidate(), k, month(clock=NOW + 6))


@plain_python
def test_a_flow_counts_since_the_last_marking_and_a_change_since_the_start() -> None:
    k, m = checklist(every=3), month()
    flow, change = (criterion(reckon=r) for r in (codes.FLOW_POINT, codes.CHANGE_POINT))
    assert [checklists.first_row(q, k, 9, m) for q in (criterion(), flow, change)] == [9, 7, 0]
    since = criterion(reckon=codes.FLOW_POINT, since=NOW - 4)
    assert checklists.first_row(since, k, 9, m) == 5
    assert checklists.first_row(flow, k, 1, m) == 0  # no row before the first
    sums = np.arange(10.0).reshape(10, 1, 1)
    read = [checklists.read_sum(sums, 0, 0, q, 7, 9) for q in (criterion(), flow, change)]
    assert read == [9, 7 + 8 + 9, 9 - 7]


@plain_python
def test_a_point_is_reached_as_it_asks() -> None:
    kinds = {
        codes.AT_LEAST: [False, True, True],
        codes.ABOVE: [False, False, True],
        codes.AT_MOST: [True, True, False],
        codes.BELOW: [True, False, False],
    }
    for comparator, reached in kinds.items():
        q = criterion(comparator=comparator)
        assert [bool(checklists.is_reached(q, v)) for v in (2.0, 3.0, 4.0)] == reached
    assert checklists.is_reached(criterion(), 3 - 1e-10)  # a sum's last digit


@plain_python
def test_what_is_lacking_is_told_by_what_can_be_done_about_it() -> None:
    c = candidate()
    for work in (codes.FILLING, codes.RIGHTS, codes.FINANCING, codes.CERTIFICATES):
        checklists.note_lack(c, criterion(work=work, marks=2.0), 8.0, 1.0, 1.0)
    checklists.note_lack(c, criterion(work=codes.CHOOSING, value=0.75), 8.0, 0.2, 40.0)
    checklists.note_lack(c, criterion(work=codes.HIRING, value=0.1), 8.0, 0.05, 60.0)
    checklists.note_lack(c, criterion(work=codes.EQUIPPING), 8.0, 1.0, 1.0)
    checklists.note_lack(c, criterion(work=codes.ALLOTTING), 8.0, 2.5, 1.0)
    shares = (c.lacking_filling, c.lacking_rights, c.lacking_financing, c.lacking_certificates)
    assert shares == (0.25,) * 4 and c.lacking_choice == 0.75
    assert c.lacking_staff == pytest.approx(3) and c.lacking_equipment == 2
    assert c.lacking_area == 0.5
    checklists.clear_marks(c)
    assert not any(getattr(c, n) for n in vars(c) if n.startswith("lacking_"))


def marked(k: SimpleNamespace, values: list[list[float]]) -> Rows:
    """Facilities with these numbers of tenants and graduates, marked by two points of three each."""
    names = list(fields_of(FacilityCensus))
    houses = np.zeros((1, len(values), len(names)))
    columns = [names.index("tenants"), names.index("graduates")]
    houses[0][:, columns] = values
    candidates = Rows([candidate(subject=n) for n in range(len(values))])
    points = Rows([criterion(measure=c) for c in columns])
    none, at = np.zeros((1, 1, 200)), np.zeros(len(values), np.int64)
    values_read = np.zeros((len(values), 2))
    checklists.mark(
        candidates, Rows([k]), points, houses, none, none, none, Rows([month()]), at, 0, values_read
    )
    return candidates


@plain_python
def test_points_in_place_bring_their_marks() -> None:
    full, half, none = marked(checklist(), [[3, 9], [2, 9], [0, 0]])
    assert [(c.points, c.marks) for c in (full, half, none)] == [(2, 1.0), (1, 0.5), (0, 0.0)]


@plain_python
def test_in_a_race_each_point_is_measured_against_the_best() -> None:
    first, second = marked(checklist(relative=True), [[10, 2], [5, 8]])
    assert (first.marks, second.marks) == (0.5 + 0.125, 0.25 + 0.5)


@plain_python
def test_an_operator_is_marked_by_the_sum_over_its_facilities() -> None:
    houses, sums = np.arange(1.0, 4.0).reshape(1, 3, 1), np.ones((1, 2, 1))
    places = Rows([house(tender=1), house(owner=codes.PRIVATE), house(tender=1)])
    checklists.sum_operators(places, [0], houses, sums)
    assert sums[0, :, 0].tolist() == [0, 4]


@plain_python
def test_facilities_are_added_up_when_an_operator_is_marked() -> None:
    due, idle = checklist(), checklist(first=NOW + 1)
    for kept_of, k, marked_now in (
        (codes.OF_OPERATOR, due, True),
        (codes.OF_FACILITY, due, False),
        (codes.OF_OPERATOR, idle, False),
    ):
        candidates, months = Rows([candidate(kept_of=kept_of)]), Rows([month()])
        asked = checklists.are_operators_marked(candidates, Rows([k]), months, [0])
        assert asked == marked_now


@plain_python
def test_a_third_party_neither_errs_nor_flatters(monkeypatch: pytest.MonkeyPatch) -> None:
    luck(monkeypatch, checklists, 0.5, 0, 0, 0)  # no error of chance
    c, own = candidate(marks=0.5), month(**MARKING | {"third_party_evaluation": 0})
    assert checklists.told_marks(c, codes.GOVERNMENT, own) == pytest.approx(0.6)
    assert checklists.told_marks(c, codes.PRIVATE, own) == pytest.approx(0.5)
    assert checklists.told_marks(c, codes.GOVERNMENT, month(**MARKING)) == 0.5
    above = candidate(marks=0.5, kept_of=codes.OF_DISTRICT)
    assert checklists.told_marks(above, codes.GOVERNMENT, own) == 0.5


@plain_python
def test_who_fails_has_time_to_mend_and_then_loses_the_title(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    luck(monkeypatch, checklists, 0.5, 0.3, 0, 0)
    k, c = checklist(mend=6, withdraw=True, pace=0.4), candidate()
    steps = []
    for later, told in ((0, 0.4), (12, 1.0), (24, 0.9), (30, 1.0), (36, 0.5), (42, 0.5)):
        change = checklists.settle_standing(c, k, told, month(clock=NOW + later))
        steps.append((change, bool(c.filed), c.mend_by))
    mend = NOW + 30
    assert steps == [
        (0, False, -1),  # it has no title to lose
        (1, True, -1),
        (0, True, mend),
        (0, True, -1),  # mended in time
        (0, True, NOW + 42),
        (-1, False, -1),
    ]
    assert c.withdrawn
    slow = candidate()
    assert checklists.settle_standing(slow, checklist(pace=0.2), 1.0, month()) == 0  # not yet
    kept = candidate(filed=True)
    checklists.settle_standing(kept, checklist(), 0.0, month())
    assert kept.filed and kept.mend_by == -1  # nothing hangs on it


@plain_python
def test_titles_bring_money_and_losing_them_costs_level_and_operator() -> None:
    k = checklist(title=codes.CITY, award=50, bonus=5, withdraw=True, replace=True)
    i, b, m = house(skill=1.2, professional=True), book(), month(**MARKING)
    checklists.reward_facility(i, candidate(passed=True), k, 1, m, b)
    assert (i.level, i.cash, paid(b)) == (codes.CITY, 55, {"checklist_award": 55})
    checklists.reward_facility(i, candidate(), k, -1, m, b)
    assert (i.level, i.barred, i.professional) == (codes.UNRECOGNISED, NOW + 24, False)
    assert i.skill == 0.6 and i.cash == 55
    higher = house(level=codes.NATIONAL)
    checklists.reward_facility(higher, candidate(), k, -1, m, b)
    assert (higher.level, higher.barred) == (codes.NATIONAL, -1)  # nobody's to take away here
    common.dismiss(i, m)
    assert i.tender_from == NOW


def followed(k: SimpleNamespace, candidates: Rows, **more: Any) -> SimpleNamespace:
    """What follows after a marking in one district, with what took part."""
    world = {
        "incubators": Rows([house(), house(owner=codes.PRIVATE)]),
        "operators": Rows([plain("operators", by_lever=True)]),
        "districts": Rows([district()]),
        "book": Rows([book()]),
        "moves": Rows([counts()]),
        "houses": Rows([plain_house(), plain_house()]),
        **more,
    }
    checklists.follow_up(
        candidates,
        Rows([k]),
        world["incubators"],
        world["operators"],
        [0],
        world["districts"],
        Rows([month(**MARKING)]),
        world["book"],
        world["moves"],
        world["houses"],
        [0] * len(candidates),
    )
    return SimpleNamespace(**world)


@plain_python
def test_a_contracts_bonus_is_divided_by_floor_area() -> None:
    k, m, b = checklist(award=30, bonus=10, replace=True), month(**MARKING), book()
    o, i = plain("operators", area=8000.0), house(professional=True)
    checklists.reward_contract(i, o, candidate(passed=True, marks=0.9), k, 1, 1.2, m, b)
    assert i.money_weight == 1.2
    assert (i.cash, i.contract_met, paid(b)) == (
        10,
        0.9,
        {"checklist_award": 10},
    )  # 40 x 2000 / 8000
    checklists.reward_contract(i, o, candidate(marks=0.2), k, -1, 1.0, m, b)
    assert (i.professional, i.cash, i.tender_from) == (False, 10, -1)


@plain_python
def test_a_facility_on_several_lists_is_on_file_once() -> None:
    h = plain_house()
    for c in (candidate(filed=True, points=2), candidate(filed=True, points=5, mend_by=NOW)):
        checklists.note_standing(c, h)
    assert (h.filed, h.warned, h.withdrawn, h.points) == (1, 1, 0, 5)


@plain_python
def test_national_marks_ask_for_work_only_where_they_lead_to_something() -> None:
    i = house(lacking_space=30.0, list_stake=5.0)
    checklists.set_aside_lists(i, month(**MARKING, evaluation_consequence=1, level_award=0))
    assert (i.lacking_space, i.list_stake) == (30, 0)
    checklists.set_aside_lists(i, month(**MARKING, evaluation_consequence=0, level_award=0))
    assert i.lacking_space == 0


def plain_house() -> SimpleNamespace:
    """A facility's empty row of the month."""
    return SimpleNamespace(**dict.fromkeys(fields_of(FacilityCensus), 0.0))


@plain_python
def test_ranks_are_told_and_a_share_of_the_money_follows_the_marks() -> None:
    k = checklist(rank=True, money_share=0.4, marks_to_pass=0.7)
    candidates = Rows([candidate(subject=0, marks=0.25), candidate(subject=1, marks=0.75)])
    after = followed(k, candidates)
    assert [c.place for c in candidates] == [2, 1]
    assert [i.behind for i in after.incubators] == [1, 0]
    assert [i.money_weight for i in after.incubators] == pytest.approx([0.8, 1.2])
    assert [h.filed for h in after.houses] == [0, 1] and after.moves[0].facilities_filed == 1


@plain_python
def test_an_operator_that_misses_its_targets_is_replaced() -> None:
    k = checklist(kept_of=codes.OF_OPERATOR, mend=0, replace=True)
    team = plain("operators", by_lever=True, brought=NOW - 12, began=NOW - 15)
    fails = Rows([candidate(kept_of=codes.OF_OPERATOR, marks=0.5)])
    run = house(professional=True, skill=1.3)
    after = followed(k, fails, operators=Rows([team]), incubators=Rows([run, run]))
    assert (team.brought, team.began, team.replaced) == (-1, -1, 1)
    assert (run.professional, run.skill, run.contract_met) == (False, 0.6, 0.5)
    assert after.moves[0].contracts_met == 0
    keeps = Rows([candidate(kept_of=codes.OF_OPERATOR, marks=1.0)])
    team.brought = NOW - 12
    after = followed(k, keeps, operators=Rows([team]))
    assert team.brought == NOW - 12 and after.moves[0].contracts_met == 1


@plain_python
def test_a_district_on_a_provincial_list_is_recognised_and_can_lose_it() -> None:
    k = checklist(kept_of=codes.OF_DISTRICT, title=codes.PROVINCIAL, mend=0, withdraw=True)
    c = candidate(kept_of=codes.OF_DISTRICT, marks=1.0, points=2)
    place = district()
    after = followed(k, Rows([c]), districts=Rows([place]))
    assert place.recognised and after.moves[0].recognised and after.moves[0].list_points == 2
    c.marks = 0.5
    after = followed(k, Rows([c]), districts=Rows([place]))
    assert not place.recognised and not after.moves[0].recognised


@plain_python
def test_what_hangs_on_a_checklist_moves_the_operator() -> None:
    m = month(**MARKING)
    k = checklist(award=30, bonus=5, money_share=0.5, withdraw=True)
    i = house(fee_part=0.2)
    assert checklists.list_stake(i, candidate(), k, m) == 30 + 5 + 0.5 * 100 * 0.2
    assert checklists.list_stake(i, candidate(filed=True), k, m) == 5 + 10
    assert checklists.list_name(i, candidate(), k, m) == 0.1  # a title to be gained
    assert checklists.list_name(i, candidate(filed=True), k, m) == 0.2
    assert checklists.list_name(i, candidate(filed=True, mend_by=NOW), k, m) == 0.4
    ranked, last = checklist(rank=True), house(behind=1.0)
    assert checklists.list_name(last, candidate(filed=True), ranked, m) == pytest.approx(0.1)


@plain_python
def test_what_a_list_lacks_joins_what_the_national_marks_ask() -> None:
    m, i = month(**MARKING), house(lacking_space=10.0, lacking_rights=40.0)
    c = candidate(lacking_filling=0.5, lacking_rights=0.3, lacking_choice=0.75, filed=True)
    checklists.aim(i, c, checklist(), m)
    assert (i.lacking_space, i.lacking_rights, i.kept_share, i.name_value) == (50, 40, 0.75, 1)
    i.lacking_money = 110.0
    checklists.cap_lacking(i)
    assert (i.lacking_space, i.lacking_rights, i.lacking_money) == pytest.approx((25, 20, 55))


@plain_python
def test_a_facility_spends_what_it_can_spare_on_what_is_lacking() -> None:
    m = month(**MARKING)
    # half of what stands above half a year's cost of 20: 0.5 x (34 - 10) = 12
    able = {"pressure": 0.5, "cash": 34.0, "costs_1": 20.0}
    i, b = house(staff=3, **able), book()
    checklists.work_off(i, candidate(lacking_staff=2.0), m, b)  # a member costs 7.2 a year
    assert i.staff == 4 and not paid(b)
    i, b = house(**able), book()
    checklists.work_off(i, candidate(lacking_equipment=100.0), m, b)
    assert (i.equipment, i.cash, paid(b)) == (12, 22, {"facility_equipment": 12})
    i, b = house(**able), book()
    checklists.work_off(i, candidate(lacking_area=500.0), m, b)  # 12 pay for 240 m2
    assert i.tenant_area == pytest.approx(1240) and paid(b) == pytest.approx(
        {"owner_refurbishing": 12}
    )
    poor, b = house(pressure=1.0, cash=9.0, costs_1=20.0), book()
    checklists.work_off(poor, candidate(lacking_equipment=100.0), m, b)
    assert not paid(b)


@plain_python
def test_facilities_look_at_all_lists_they_are_on() -> None:
    i, alone = (
        house(list_stake=9.0, tender=0),
        house(list_stake=9.0, tender=-1, owner=codes.PRIVATE),
    )
    lists = Rows([checklist(award=20), checklist(kept_of=codes.OF_OPERATOR, bonus=3)])
    candidates = Rows([candidate(), candidate(checklist=1, kept_of=codes.OF_OPERATOR, filed=True)])
    m = month(**MARKING)
    checklists.prepare(candidates, lists, Rows([i, alone]), [0], Rows([m]), Rows([book()]))
    assert (i.list_stake, i.list_name) == (23, pytest.approx(0.1))
    assert alone.list_stake == 9  # on no list, so nobody looked


# a region with a tender and lists at work


@pytest.fixture(scope="module")
def region() -> Ecosystem:
    """Two years of a lively region that is governed by lists; the ledger closes every month."""
    return worlds.lived(Ecosystem(worlds.governed(worlds.world()), worlds.path(24), seed=3))


def test_lists_bite_in_a_lively_region(region: Ecosystem) -> None:
    """Titles are lost, an operator is chosen and judged, districts are ranked."""
    houses, census = region.facility_history, region.history
    assert region.books["checklist_award"].sum() > 0
    assert houses["warned"].any() and houses["withdrawn"].any()
    assert census["operator_teams"][-1].sum() + region.operators.rows["replaced"].sum() > 0
    assert sorted(region.candidacies.rows["place"][-2:]) == [1, 2]
    assert (region.districts.rows["money_weight"] != 1).all()
    assert census["recognised"].any()


def test_who_is_on_no_list_lives_as_without_lists(region: Ecosystem) -> None:
    """Lists of nobody change nothing, bit for bit."""
    there, none = worlds.world(), worlds.governed(worlds.world())
    none.tables["candidacies"] = none.tables["candidacies"][:0]
    none.tables["operators"]["notice"], none.tables["incubators"]["tender"] = -1, -1
    ways = (worlds.lived(Ecosystem(w, worlds.path(14), seed=3)) for w in (there, none))
    usual, unlisted = (eco.history.tobytes() + eco.books.tobytes() for eco in ways)
    assert usual == unlisted


def test_a_facilitys_rows_add_up_to_its_districts(region: Ecosystem) -> None:
    """What is measured of facilities one by one is what their district counts."""
    rows, here = region.facility_history, region.incubators.rows["district"]
    for own, whole in (
        ("area", "floor_area"),
        ("area_allotted", "lettable_area"),
        ("graduates", "graduates"),
        ("titled", "facilities_titled"),
        ("filed", "facilities_filed"),
        ("operator", "operators"),
        ("leading_tenants", "leading_tenants"),
    ):
        for k in range(2):
            mine = rows[own][:, here == k].sum(1)
            np.testing.assert_allclose(mine, region.history[whole][:, k], err_msg=own)
