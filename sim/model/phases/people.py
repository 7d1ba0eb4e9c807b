"""Phases of people: they come, look around, leave, and find work; outside firms come too."""

import numpy as np
from numpy import ndarray

from sim.model import codes
from sim.model.phases.sorting import block_bounds, block_sort_key, row_buffers, skill_sort_key
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
    dreamers, searchers = row_buffers(2, len(t.talents))
    (counts,) = row_buffers(1, 2)
    there = np.zeros((size, len(codes.TALENT_KINDS)), np.int64)
    stands = np.zeros(len(t.startups), bool)
    stands[agenda.living] = True
    arrive.stay_or_go(
        t.talents,
        t.startups,
        stands,
        t.sectors,
        t.districts,
        m,
        region.seat,
        region.book,
        region.measures,
        there,
        dreamers,
        searchers,
        counts,
    )
    agenda.dreamers, agenda.searchers = dreamers[: counts[0]], searchers[: counts[1]]
    count_people(region.measures, there)
    in_work = (region.measures["talent"] - region.measures["talent_seeking"]).astype(np.int64)
    housing_market.crowd(t.districts, in_work[[market.seat for market in region.markets]], m)


def advance_careers(region: Region, m: ndarray) -> None:
    """Graduates settle in; in December posts that are free above people are filled."""
    t = region.tables
    career.settle_graduates(t.talents, m, region.seat)
    if m["month"][0] == 12:
        posts, skill = np.zeros((2, len(t.districts), len(codes.TALENT_KINDS)))
        career.count_free_posts(t.talents, m, region.seat, posts, skill)
        career.promote(t.talents, m, region.seat, posts, skill)


def let_flats(region: Region, m: ndarray) -> None:
    """Talent flats are let again, and it is known how many stand free."""
    offered = bool(m["talent_flats"].any())
    if offered or region.agenda.flats_open:
        t = region.tables
        housed = np.flatnonzero(t.talents["housed"])
        order = housed[np.argsort(t.talents["key"][housed])]
        hire.assign_flats(t.talents, order, t.startups, t.districts, m)
        region.agenda.flats_open = offered


def count_people(measures: ndarray, there: ndarray) -> None:
    """People by kind, shape (district, kind), enter the census of their market's seat."""
    measures["talent"] = there.sum(1)
    for kind, name in enumerate(codes.TALENT_KINDS):
        measures[f"talent_{name}"] = there[:, kind]


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
    (firms,) = row_buffers(1, len(agenda.hirers))
    firms = firms[: hire.list_hirers(t.startups, agenda.hirers, t.sectors, firms)]
    firms = firms[np.argsort(block_sort_key(t.startups["sector"][firms], t.startups["key"][firms]))]
    (people,) = row_buffers(1, len(agenda.searchers))
    people = people[: hire.list_job_seekers(t.talents, agenda.searchers, t.sectors, m, people)]
    order = np.argsort(skill_sort_key(t.talents["skill"][people], t.talents["key"][people]))
    hire.match_people(
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
        order,
        firms,
        *block_bounds(t.startups["sector"][firms], len(t.sectors)),
    )
    hire.update_wages(t.sectors, m, region.seat)
