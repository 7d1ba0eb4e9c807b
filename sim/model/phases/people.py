"""Phases of people: they come, look around, leave, and find work."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.model import codes
from sim.model.phases.sorting import block_bounds, block_sort_key, row_buffer, skill_sort_key
from sim.model.rules import arrive as arrivals
from sim.model.rules import attract_firms as visiting
from sim.model.rules import career as careers
from sim.model.rules import hire as hiring
from sim.model.rules import housing_market as crowding


def move_people(eco: Any, m: np.ndarray) -> None:
    """People get on, people and firms come, look around, and go."""
    advance_careers(eco, m)
    if m["month"][0] == 7:
        for market in eco.markets:
            welcome_graduates(eco, market, m)
    size = eco.districts.filled
    people, wanted, firms, eco.fund_visits = (
        row_buffer(size),
        row_buffer(size),
        row_buffer(size),
        row_buffer(size),
    )
    abroad, hatched, leads = row_buffer(size), row_buffer(size), row_buffer(size)
    arrivals.draw_contacts(eco.districts.rows, m, people, wanted, firms, eco.fund_visits)
    visiting.reach_out(eco.districts.rows, m, abroad, hatched, leads)
    let_flats(eco, m)
    approach_people(eco, people, wanted, abroad, m)
    for k in np.flatnonzero(firms + hatched):
        receive_firms(eco, k, m, int(firms[k]), int(hatched[k]))
    visiting.welcome_leads(leads, eco.districts.rows, eco.sectors.rows, m, eco.measures)
    startups, talents = eco.startups.rows, eco.talents.rows
    dreamers, searchers, counts = row_buffer(len(talents)), row_buffer(len(talents)), row_buffer(2)
    there, stands = (
        np.zeros((size, len(codes.TALENT_KINDS)), np.int64),
        np.zeros(len(startups), bool),
    )
    stands[eco.living] = True
    arrivals.stay_or_go(
        talents,
        startups,
        stands,
        eco.sectors.rows,
        eco.districts.rows,
        m,
        eco.seat,
        eco.book,
        eco.measures,
        there,
        dreamers,
        searchers,
        counts,
    )
    eco.dreamers, eco.searchers = dreamers[: counts[0]], searchers[: counts[1]]
    count_people(eco, there)
    in_work = (eco.measures["talent"] - eco.measures["talent_seeking"]).astype(np.int64)
    crowding.crowd(eco.districts.rows, in_work[[market.seat for market in eco.markets]], m)


def advance_careers(eco: Any, m: np.ndarray) -> None:
    """Graduates settle in; in December posts that are free above people are filled."""
    size = eco.districts.filled
    careers.settle_graduates(eco.talents.rows, m, eco.seat)
    if m["month"][0] == 12:
        posts, skill = (
            np.zeros((size, len(codes.TALENT_KINDS))),
            np.zeros((size, len(codes.TALENT_KINDS))),
        )
        careers.count_free_posts(eco.talents.rows, m, eco.seat, posts, skill)
        careers.promote(eco.talents.rows, m, eco.seat, posts, skill)


def let_flats(eco: Any, m: np.ndarray) -> None:
    """Talent flats are let again, and it is known how many stand free."""
    if m["talent_flats"].any() or eco.flats_let:
        talents = eco.talents.rows
        housed = np.flatnonzero(talents["housed"])
        hiring.assign_flats(
            talents,
            housed[np.argsort(talents["key"][housed])],
            eco.startups.rows,
            eco.districts.rows,
            m,
        )
        eco.flats_let = bool(m["talent_flats"].any())


def count_people(eco: Any, there: np.ndarray) -> None:
    """People by kind enter the census of their market's seat."""
    eco.measures["talent"] = there.sum(1)
    for kind, name in enumerate(codes.TALENT_KINDS):
        eco.measures[f"talent_{name}"] = there[:, kind]


def welcome_graduates(eco: Any, market: Any, m: np.ndarray) -> None:
    """A year's graduates enter the market's pool of people."""
    n, first = int(m["graduates"][market.seat] * market.share), eco.talents.filled
    budget = float(m["education_budget"][eco.districts.rows["market"] == market.number].sum())
    eco.talents.append(n)
    schooled = arrivals.schooled_share(budget, n, m[market.seat])
    arrivals.graduate(
        eco.talents.rows,
        first,
        n,
        market.number,
        market.key,
        schooled,
        eco.sectors.rows,
        m,
        market.seat,
    )
    eco.measures["talent_came"][market.seat] += n


def approach_people(
    eco: Any, people: np.ndarray, wanted: np.ndarray, abroad: np.ndarray, m: np.ndarray
) -> None:
    """People who think of home, whom recruiters met, or who are abroad, decide whether to come."""
    first, n = eco.talents.filled, int((people + wanted + abroad).sum())
    eco.talents.append(n, alive=False)
    came = arrivals.approach(
        eco.talents.rows,
        first,
        people,
        wanted,
        abroad,
        eco.districts.rows,
        eco.sectors.rows,
        eco.programmes.rows,
        eco.purse_of[:, codes.TALENT_AWARD].copy(),
        m,
        eco.book,
        eco.measures,
    )
    eco.talents.drop_last(n - came)


def receive_firms(eco: Any, k: int, m: np.ndarray, movers: int, hatched: int) -> None:
    """Outside firms, and teams hatched in outposts, look at the district; some move in."""
    first, n = eco.startups.filled, movers + hatched
    eco.startups.append(n, alive=False, district=k)
    came = visiting.visit(
        eco.startups.rows,
        first,
        movers,
        hatched,
        k,
        eco.districts.rows,
        eco.sectors.rows,
        eco.programmes.rows,
        eco.purse_of[k, codes.RELOCATION],
        m,
        eco.book,
    )
    eco.startups.drop_last(n - came)
    eco.living = np.concatenate([eco.living, np.arange(first, first + came)])
    eco.measures["attracted"][k] += came


def hire(eco: Any, m: np.ndarray) -> None:
    """Posts are listed, people look, the ablest choose first; wages follow."""
    startups, talents, sectors = eco.startups.rows, eco.talents.rows, eco.sectors.rows
    firms = row_buffer(len(eco.hirers))
    firms = firms[: hiring.list_hirers(startups, eco.hirers, sectors, firms)]
    firms = firms[np.argsort(block_sort_key(startups["sector"][firms], startups["key"][firms]))]
    people = row_buffer(len(eco.searchers))
    people = people[: hiring.list_job_seekers(talents, eco.searchers, sectors, m, people)]
    order = np.argsort(skill_sort_key(talents["skill"][people], talents["key"][people]))
    first, last = block_bounds(startups["sector"][firms], len(sectors))
    hiring.match_people(
        talents,
        startups,
        sectors,
        eco.districts.rows,
        eco.programmes.rows,
        eco.purse_of,
        m,
        eco.book,
        eco.measures,
        people,
        order,
        firms,
        first,
        last,
    )
    hiring.update_wages(sectors, m, eco.seat)
