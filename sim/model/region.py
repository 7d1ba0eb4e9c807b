"""The region as a month finds it: who is there, what is written down, and who has business with
whom.

Phases take a Region and change it; `sim.model.ecosystem` makes it a Mesa model.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy import ndarray

from sim.core import ledger
from sim.core.fields import blank_table
from sim.core.population import Population
from sim.model.agents.payments import FACILITIES, FUNDS, INSTITUTIONS, POOL, STARTUPS, Book
from sim.model.agents.payments import PROGRAMMES as PURSES
from sim.model.calendar import month_name
from sim.model.codes import OF_FACILITY, OF_OPERATOR, PROGRAMMES, TEAM
from sim.model.measures import Census, FacilityCensus, SectorCensus
from sim.model.residents import Residents
from sim.model.rules import leave
from sim.model.world import Market


class Tables(NamedTuple):
    """The rows of every kind, as kernels take them; take them afresh after an `append`."""

    startups: ndarray
    incubators: ndarray
    funds: ndarray
    talents: ndarray
    stakes: ndarray
    loans: ndarray
    sectors: ndarray
    districts: ndarray
    programmes: ndarray
    operators: ndarray
    checklists: ndarray
    criteria: ndarray
    candidacies: ndarray
    institutions: ndarray


class DeskRound(NamedTuple):
    """Applications for desks: startup, facility, the selection's score, what came of it (a code)."""

    who: ndarray
    place: ndarray
    score: ndarray
    outcome: ndarray


class GrantRound(NamedTuple):
    """Applications to programmes: startup, programme, 万元 asked for and paid."""

    who: ndarray
    what: ndarray
    claim: ndarray
    grant: ndarray


class LoanRound(NamedTuple):
    """Applications to banks: startup, 万元 wanted, the loss it expects and its line."""

    who: ndarray
    amount: ndarray
    loss: ndarray
    line: ndarray


class EquityRound(NamedTuple):
    """Meetings: startup, fund, its impression and its bar; stakes bought begin at `first`."""

    first: int
    who: ndarray
    whom: ndarray
    score: ndarray
    bar: ndarray


@dataclass
class Decisions:
    """What phases of this month decided among many, for whoever watches; None: nobody asked."""

    desks: DeskRound | None = None
    grants: GrantRound | None = None
    loans: LoanRound | None = None
    equity: EquityRound | None = None


def no_rows() -> ndarray:
    """An empty list of row numbers."""
    return np.empty(0, np.int64)


@dataclass
class Agenda:
    """Who has business with whom: lists of row numbers that one phase makes and a later one reads."""

    living: ndarray
    """Startups alive; newcomers join as they come, `Region.bury` takes out who left."""
    teams: ndarray
    """Startups not yet registered; kept by `found_firms`, which reads it a month later."""
    hirers: ndarray
    """Startups with posts to fill; `trade_pay_and_plan` to the next month's `hire_people`."""
    running_loans: ndarray
    """Loans that run; kept by `run_banks`."""
    flats_open: bool
    """Whether a talent flat may be let; kept by `move_people_and_firms`."""
    residents: Residents
    """People by what is due; kept by `move_people_and_firms` and `hire_people`."""
    lists_open: bool
    """Whether a firm may stand on a list of candidates; kept by `enact_policy`."""
    left: ndarray = field(default_factory=no_rows)
    """Firms that left since people last looked around; `Region.bury` to `move_people_and_firms`."""
    dreamers: ndarray = field(default_factory=no_rows)
    """Talents whose turn to think of founding it is; `move_people_and_firms` to `found_firms`."""
    searchers: ndarray = field(default_factory=no_rows)
    """Talents who look for work; `move_people_and_firms` to `hire_people`."""
    fund_visits: ndarray = field(default_factory=no_rows)
    """Fund visits a district, shape (district,); `move_people_and_firms` to `raise_equity`."""
    filers: ndarray = field(default_factory=no_rows)
    """Startups that file with programmes; `trade_pay_and_plan` to `grant_and_tax`."""
    needy: ndarray = field(default_factory=no_rows)
    """Startups that ask a bank; `trade_pay_and_plan` to `run_banks`."""
    seekers: ndarray = field(default_factory=no_rows)
    """Startups that look for equity; `trade_pay_and_plan` to `raise_equity`."""
    exchange_places: ndarray = field(default_factory=no_rows)
    """Firms that exchanges can serve, shape (market,); `run_institutions` to `transfer_technology`."""
    decisions: Decisions = field(default_factory=Decisions)
    """What was decided among many this month; new each month, read by watchers only."""


def districts_of_subjects(t: Tables) -> ndarray:
    """The districts of those who are marked by checklists: a facility's, an operator's, or itself."""
    subject, kept_of = t.candidacies["subject"], t.candidacies["kept_of"]
    districts: ndarray = subject.astype(np.int64)
    for kind, rows in ((OF_FACILITY, t.incubators), (OF_OPERATOR, t.operators)):
        of_kind = kept_of == kind
        districts[of_kind] = rows["district"][subject[of_kind]]
    return districts


class Region:
    """All that a month acts on: agents, the path of levers and law, the agenda, the records."""

    def __init__(
        self, populations: dict[str, Population], markets: Sequence[Market], path: ndarray
    ):
        """Take the agents as they stand before the first month; `path` has shape (month, district)."""
        self.populations, self.markets, self.path = populations, markets, path
        (
            self.startups,
            self.incubators,
            self.funds,
            self.talents,
            self.stakes,
            self.loans,
            self.sectors,
            self.districts,
            self.programmes,
            self.operators,
            self.checklists,
            self.criteria,
            self.candidacies,
            self.institutions,
        ) = populations.values()
        self._tables: Tables | None = None
        for kind in populations.values():
            kind.on_change = self._forget_tables
        months, size = path.shape
        self.history = blank_table((months, size), Census)
        self.books = blank_table((months, size), Book)
        t = self.tables
        self.sector_history = blank_table((months, len(t.sectors)), SectorCensus)
        self.facility_history = blank_table((months, len(t.incubators)), FacilityCensus)
        self.seat = np.array([markets[k].seat for k in t.sectors["market"]], np.int64)
        """The district that stands for a sector's market, shape (sector,)."""
        self.purse_of = np.arange(size * len(PROGRAMMES)).reshape(size, len(PROGRAMMES))
        """The row of a programme's purse, shape (district, programme)."""
        own = np.flatnonzero(t.operators["by_lever"])
        self.own_operator = own[np.argsort(t.operators["district"][own], kind="stable")]
        """The row of the operator that a district's lever seeks, shape (district,)."""
        self.candidacy_district = districts_of_subjects(t)
        """The district that a candidate for a checklist answers to, shape (candidacy,)."""
        self.papers = np.zeros((months + 1, size), np.int64)
        """Firms to be struck off the register, shape (month, district); the last row: later."""
        closed = ~t.startups["alive"] & (t.startups["deregistered"] >= path["clock"][0, 0])
        self._note_papers(np.flatnonzero(closed))
        self.balances = self._holdings()
        living = np.flatnonzero(t.startups["alive"])
        self.agenda = Agenda(
            living=living,
            teams=living[t.startups["rung"][living] == TEAM],
            hirers=living[t.startups["vacancies"][living] > 0],
            running_loans=np.flatnonzero(t.loans["alive"]),
            flats_open=bool(t.talents["housed"].any()),
            residents=Residents(size),
            lists_open=bool(t.startups["cultivated"].any()),
        )
        self.begin_month(0)

    @property
    def tables(self) -> Tables:
        """Every row ever filled, by kind."""
        if self._tables is None:
            self._tables = Tables(*[kind.rows for kind in self.populations.values()])
        return self._tables

    def begin_month(self, index: int) -> None:
        """Turn to the month of a row of the path: its records, and nothing decided yet."""
        self.month_index, self.measures, self.book = index, self.history[index], self.books[index]
        self.sector_measures = self.sector_history[index]
        self.facility_measures = self.facility_history[index]
        self.agenda.decisions = Decisions()

    def list_residents(self) -> None:
        """List people anew: somebody may have changed them by hand."""
        self.agenda.residents = Residents(len(self.districts.rows))
        self.agenda.left = no_rows()

    def bury(self) -> None:
        """Take those who left this month out of the living; note when they leave the register."""
        startups, living = self.startups.rows, self.agenda.living
        staying = np.empty_like(living)
        n = leave.list_staying(startups, living, staying)
        if n < len(living):
            gone = staying[n:][::-1]  # in the order of the list
            self._note_papers(gone)
            self.agenda.left = np.concatenate([self.agenda.left, gone])
            self.agenda.living = staying[:n]

    def close_books(self) -> None:
        """Each holder's balance must have moved by what it was paid; the register is counted.

        Raises LedgerError where money appeared or vanished.
        """
        after, month = self._holdings(), month_name(int(self.path["clock"][self.month_index, 0]))
        ledger.check_balances(Book, self.book, self.balances, after, month)
        self.balances = after
        still_on_paper = np.add.reduce(self.papers[self.month_index + 1 :])
        self.measures["registered"] = self.measures["startups"] + still_on_paper

    def _forget_tables(self) -> None:
        self._tables = None

    def _holdings(self) -> dict[str, float]:
        t = self.tables
        kept = {
            STARTUPS: t.startups["cash"],
            FACILITIES: t.incubators["cash"],
            FUNDS: t.funds["cash"],
            PURSES: t.programmes["purse"],
            POOL: t.districts["pool"],
            INSTITUTIONS: t.institutions["cash"],
        }
        return {holder: float(np.add.reduce(column)) for holder, column in kept.items()}

    def _note_papers(self, gone: ndarray) -> None:
        leave.count_papers(self.startups.rows, gone, self.path[0], self.papers)
