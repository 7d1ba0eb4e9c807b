"""Phases of institutions: those that the plan names do their month; firms buy results of research."""

import numpy as np
from numpy import ndarray

from sim.model.phases.sorting import is_set, row_buffers, sort_rows
from sim.model.region import Region
from sim.model.rules import dispatch, leading_firms, outposts, platform_company, transfer


def run_institutions(region: Region, m: ndarray) -> None:
    """Meetings take up what is late; universities find, exchanges open."""
    t = region.tables
    if is_set(m, "dispatch_meetings"):
        ledger = np.zeros((len(t.districts), len(region.path) + 12), np.int64)
        dispatch.call_meetings(t.incubators, t.operators, t.districts, m, ledger)
    if len(t.institutions):
        places = np.zeros(len(region.markets), np.int64)
        transfer.prepare_transfer(t.institutions, t.districts, m, region.book, places)
        region.agenda.exchange_places = places
        outposts.run_outposts(t.institutions, t.districts, m)
        leading_firms.open_chains(t.institutions, t.sectors, m, region.book)
        platform_company.run_companies(t.institutions, m, region.book)


def transfer_technology(region: Region, m: ndarray) -> None:
    """Firms that look for technology meet what universities and institutes have on offer."""
    t, living = region.tables, region.agenda.living
    if not len(t.institutions):
        return
    (who,), lot = row_buffers(1, len(living)), np.empty(len(living))
    n = transfer.list_technology_seekers(t.startups, living, m, who, lot)
    order = sort_rows(lot[:n], t.startups["key"][who[:n]])
    transfer.transfer(
        t.startups,
        who,
        order,
        t.institutions,
        t.districts,
        m,
        region.agenda.exchange_places,
        region.book,
        region.measures,
    )
