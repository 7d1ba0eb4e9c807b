"""Phases of places: government acts, facilities open and take tenants, January judges, the month
closes.
"""

import numpy as np
from numpy import ndarray

from sim.core.fields import number_view
from sim.model.codes import STRONG
from sim.model.phases.sorting import is_set, row_buffers, sort_rows
from sim.model.region import DeskRound, Region
from sim.model.rules import (
    admit,
    build,
    certify,
    checklists,
    district_race,
    evaluate_facilities,
    facility_grants,
    measure_institutions,
    measure_places,
    operate,
    platform_company,
    public_services,
)

FACILITY_ENVELOPES = (
    "operating_subsidy_envelope",
    "upgrade_grant_envelope",
    "park_policy_envelope",
)
CULTIVATION_PLACES = (
    "micro_cultivation_places",
    "high_tech_cultivation_places",
    "strong_cultivation_places",
)


def enact_policy(region: Region, m: ndarray) -> None:
    """In January firms' books turn; levers take their values, purses open, services do their month."""
    t = region.tables
    if m["month"][0] == 1:
        certify.turn_years(t.startups, region.agenda.living)
    public_services.enact(t.districts, t.programmes, m, region.book)
    public_services.pay_services(region.book, m)
    keep_cultivation_lists(region, m)


def keep_cultivation_lists(region: Region, m: ndarray) -> None:
    """Firms on the lists of candidates are served; each quarter the nearest to a line fill them up."""
    offered = is_set(m, *CULTIVATION_PLACES)
    if offered or region.agenda.lists_open:
        t, living = region.tables, region.agenda.living
        (who,) = row_buffers(1, len(living))
        near, count = np.empty(len(living)), np.zeros((len(t.districts), STRONG + 1), np.int64)
        n = certify.keep_lists(
            t.startups, living, m, region.book, region.measures, count, who, near
        )
        if n:
            order = sort_rows(-near[:n], t.startups["key"][who[:n]])
            certify.enter_lists(t.startups, m, count, who, order)
        region.agenda.lists_open = offered


def run_facilities(region: Region, m: ndarray) -> None:
    """Floor space and operators come on line, operators do their month, facilities ask for grants."""
    t, book = region.tables, region.book
    carried = bool((t.incubators["carrier"] >= 0).any())
    if carried:
        order = np.lexsort((t.incubators["key"], t.incubators["opens"]))
        build.build_for_companies(
            t.incubators, t.institutions, order, t.districts, m, book, region.measures
        )
    build.build(t.incubators, t.operators, region.own_operator, t.districts, m, book)
    operate.operate(t.incubators, t.districts, m, book)
    if carried:
        order = np.argsort(t.incubators["key"])
        platform_company.carry_facilities(t.incubators, t.institutions, order, m, book)
    if is_set(m, *FACILITY_ENVELOPES):
        order = np.lexsort((t.incubators["key"], -t.incubators["score"]))
        facility_grants.aid(
            t.incubators, t.programmes, region.purse_of, m, book, region.measures, order
        )


def admit_tenants(region: Region, m: ndarray) -> None:
    """Facilities let graduates and over-stayers go and take the best applicants."""
    t, living, moves = region.tables, region.agenda.living, region.measures
    who, place, came = row_buffers(3, len(living))
    score, linked = np.empty(len(living)), np.empty(len(living), bool)
    (rooms,) = row_buffers(1, len(t.incubators))
    rooms = rooms[: admit.list_rooms(t.incubators, rooms)]
    n = admit.move_desks(
        t.startups,
        living,
        t.incubators,
        rooms,
        t.sectors,
        t.districts,
        m,
        moves,
        who,
        place,
        score,
        came,
        linked,
    )
    order = sort_rows(-score[:n], t.startups["key"][who[:n]])
    if linked[:n].any():
        order = order[np.argsort(~linked[order], kind="stable")]
    (outcome,) = row_buffers(1, n)
    admit.seat_applicants(
        t.startups, t.incubators, m, moves, who, place, score, came, order, outcome
    )
    region.agenda.decisions.desks = DeskRound(who[:n], place[:n], score[:n], outcome)


def review_places(region: Region, m: ndarray) -> None:
    """January judges facilities and districts; every month the province looks at the islands."""
    t = region.tables
    january = m["month"][0] == 1
    if january:
        evaluate_facilities.review(t.incubators, t.districts, m, region.book)
        for market in region.markets:
            rank_facilities(t.incubators, t.districts, market.number, m)
    evaluate_facilities.inspect(t.incubators, t.districts, t.funds, m)
    now = region.month_index
    year = region.history[max(0, now - 11) : now + 1]
    evaluate_facilities.look_back(t.districts, year, m)
    if january:
        district_race.race(t.districts)
    evaluate_facilities.count_components(t.districts, m)
    if len(t.candidacies):
        checklists.prepare(
            t.candidacies, t.checklists, t.incubators, region.own_operator, m, region.book
        )


def rank_facilities(incubators: ndarray, districts: ndarray, market: int, m: ndarray) -> None:
    """A market's facilities are ranked; its best professional operator may take over others."""
    here = districts["market"][incubators["district"]] == market
    standing = np.flatnonzero(here & (incubators["opened"] >= 0) & (incubators["closed"] < 0))
    evaluate_facilities.publish(incubators, standing)
    able = standing[incubators["professional"][standing]]
    if len(able) and is_set(m, "operator_chain"):
        leader = able[np.lexsort((incubators["key"][able], -incubators["score"][able]))[0]]
        median = float(np.median(incubators["score"][standing]))
        evaluate_facilities.form_chain(incubators, m, standing, leader, median)


def keep_checklists(region: Region, m: ndarray) -> None:
    """The month's checklists are marked from the sums just taken, and what follows is done."""
    t, own = region.tables, region.own_operator
    candidacies, operators = t.candidacies, t.operators
    houses, census, books = map(
        number_view, (region.facility_history, region.history, region.books)
    )
    district_of = region.candidacy_district
    teams = np.empty((len(houses), len(operators), houses.shape[2]))
    if checklists.are_operators_marked(candidacies, t.checklists, m, district_of):
        checklists.sum_operators(t.incubators, own, houses, teams)
    checklists.mark(
        candidacies,
        t.checklists,
        t.criteria,
        houses,
        teams,
        census,
        books,
        m,
        district_of,
        region.month_index,
        np.zeros((len(candidacies), len(t.criteria))),
    )
    checklists.follow_up(
        candidacies,
        t.checklists,
        t.incubators,
        operators,
        own,
        t.districts,
        m,
        region.book,
        region.measures,
        region.facility_measures,
        district_of,
    )


def close_month(region: Region, m: ndarray) -> None:
    """Places are measured and the ledger must close."""
    t = region.tables
    measure_places.take_census(
        t.incubators,
        t.sectors,
        t.districts,
        t.funds,
        t.programmes,
        t.operators,
        m,
        region.measures,
        region.facility_measures,
    )
    if len(t.candidacies):
        keep_checklists(region, m)
    measure_places.sector_census(t.sectors, region.seat, m, region.sector_measures, region.measures)
    if len(t.institutions):
        measure_institutions.institution_census(t.institutions, m, region.measures)
    region.close_books()
