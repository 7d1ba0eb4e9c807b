"""Phases of people: they come, look around, leave, and find work; outside firms come too."""

import numpy as np
from numpy import ndarray

from sim.model import codes
from sim.model.phases.sorting import row_buffers
from sim.model.region import Region
from sim.model.rules import arrive, attract_firms, career, hire, housing_market
from sim.model.world import Market


def move_people_and_firms(region: Region, m: ndarray) -> None:
    """People get on; people and firms come, look around, and go; housing and rents move."""
    t, agenda = region.tables, region.agenda
    advance_careers(region, m)
    if m["month"][0] == 7:
        for market in region.markets:
            welcome_graduates(region, market, m)
    size = len(t.districts)
    people, wanted, firms, funds, abroad, hatched, leads = row_buffers(7, size)
    arrive.draw_contacts(t.districts, m, people, wanted, firms, funds)
    agenda.fund_visits = funds
    attract_firms.reach_out(t.districts, m, abroad, hatched, leads)
    let_flats(region, m)
    approach_people(region, people, wanted, abroad, m)
    for k in np.flatnonzero(firms + hatched).tolist():
        receive_firms(region, k, m, int(firms[k]), int(hatched[k]))
    attract_firms.welcome_leads(leads, t.districts, t.sectors, m, region.measures)
    t = region.tables
    look_round(region, m)
    in_work = (region.measures["talent"] - region.measures["talent_seeking"]).astype(np.int64)
    housing_market.crowd(t.districts, in_work[[market.seat for market in region.markets]], m)


def look_round(region: Region, m: ndarray) -> None:
    """Those who are due weigh staying; who thinks of founding or looks for work is listed."""
    t, agenda, people = region.tables, region.agenda, region.agenda.residents
    people.enlist(t.talents, t.startups, region.seat)
    people.lose(t.talents, t.startups, agenda.left)
    agenda.left = agenda.left[:0]
    clock = int(m["clock"][0])
    due = people.due(clock)
    dreamers, searchers = row_buffers(2, len(due))
    seekers, counts = np.empty(len(due), due.dtype), np.zeros(4, np.int64)
    arrive.stay_or_go(
        t.talents,
        due,
        people.orphans,
        t.startups,
        t.sectors,
        t.districts,
        m,
        region.seat,
        region.book,
        region.measures,
        people.kinds,
        dreamers,
        searchers,
        seekers,
        people.in_turn(clock),
        counts,
    )
    agenda.dreamers, agenda.searchers = dreamers[: counts[0]], searchers[: counts[1]]
    people.begin_next(clock, int(counts[3]), seekers[: counts[2]])
    arrive.count_people(people.kinds, region.measures)


def advance_careers(region: Region, m: ndarray) -> None:
    """Graduates settle in; in December posts that are free above people are filled."""
    t, people = region.tables, region.agenda.residents
    people.enlist(t.talents, t.startups, region.seat)
    long_enough = m["clock"][0] - m["student_months"].min()
    students = people.take_students(long_enough)
    if len(students):
        n = career.settle_graduates(t.talents, students, m, region.seat, people.kinds)
        people.put_back(students[:n], t.talents)
    if m["month"][0] == 12:
        posts, skill = np.zeros((2, len(t.districts), len(codes.TALENT_KINDS)))
        career.count_free_posts(t.talents, m, region.seat, posts, skill)
        career.promote(t.talents, m, region.seat, posts, skill, people.kinds)


def let_flats(region: Region, m: ndarray) -> None:
    """Talent flats are let again, and it is known how many stand free."""
    offered = bool(m["talent_flats"].any())
    if offered or region.agenda.flats_open:
        t = region.tables
        housed = region.agenda.residents.let_flats(t.talents)
        hire.assign_flats(t.talents, housed, t.startups, t.districts, m)
        region.agenda.flats_open = offered


def welcome_graduates(region: Region, market: Market, m: ndarray) -> None:
    """A year's graduates enter the market's pool of people."""
    districts, seat = region.districts.rows, market.seat
    n, first = int(m["graduates"][seat] * market.share), region.talents.row_count
    budget = float(m["education_budget"][districts["market"] == market.number].sum())
    region.talents.append(n)
    schooled = arrive.schooled_share(budget, n, m[seat])
    t = region.tables
    arrive.graduate(t.talents, first, n, market.number, market.key, schooled, t.sectors, m, seat)
    region.measures["talent_came"][seat] += n


def approach_people(
    region: Region, people: ndarray, wanted: ndarray, abroad: ndarray, m: ndarray
) -> None:
    """People who think of home, whom recruiters met, or who are abroad, decide whether to come."""
    first, n = region.talents.row_count, int((people + wanted + abroad).sum())
    region.talents.append(n, alive=False)
    t = region.tables
    came = arrive.approach(
        t.talents,
        first,
        people,
        wanted,
        abroad,
        t.districts,
        t.sectors,
        t.programmes,
        region.purse_of[:, codes.TALENT_AWARD].copy(),
        m,
        region.book,
        region.measures,
    )
    region.talents.drop_last(n - came)


def receive_firms(region: Region, k: int, m: ndarray, movers: int, hatched: int) -> None:
    """Outside firms, and teams hatched in outposts, look at the district; some move in."""
    first, n = region.startups.row_count, movers + hatched
    region.startups.append(n, alive=False, district=k)
    t = region.tables
    came = attract_firms.visit(
        t.startups,
        first,
        movers,
        hatched,
        k,
        t.districts,
        t.sectors,
        t.programmes,
        region.purse_of[k, codes.RELOCATION],
        m,
        region.book,
    )
    region.startups.drop_last(n - came)
    region.agenda.living = np.concatenate([region.agenda.living, np.arange(first, first + came)])
    region.measures["attracted"][k] += came
    region.measures["outpost_landed"][k] += t.startups["hatched"][first : first + came].sum()


def hire_people(region: Region, m: ndarray) -> None:
    """Posts are listed, people look, the ablest choose first; wages follow."""
    t, agenda = region.tables, region.agenda
    firms, ranks = np.empty(len(agenda.hirers), np.int64), np.empty(len(agenda.hirers), np.uint64)
    last = np.empty(len(t.sectors), np.int64)
    n = hire.list_hirers(t.startups, agenda.hirers, t.sectors, firms, ranks, last)
    firms = firms[np.argsort(ranks[:n])]
    room = len(agenda.searchers)
    people, ranks = np.empty(room, np.int64), np.empty(room, np.uint64)
    n = hire.list_job_seekers(t.talents, agenda.searchers, t.sectors, m, people, ranks)
    people = people[np.argsort(ranks[:n])]
    signed = np.empty(n, np.int64)
    n = hire.match_people(
        t.talents,
        t.startups,
        t.sectors,
        t.districts,
        t.programmes,
        region.purse_of,
        m,
        region.book,
        region.measures,
        people,
        firms,
        last,
        signed,
    )
    agenda.residents.hire(t.talents, signed[:n], len(t.startups))
    hire.update_wages(t.sectors, m, region.seat)
