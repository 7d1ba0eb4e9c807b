"""Watches a run and notes what happens to its firms, without touching anything.

Most happenings are read off the table: a column differs after a phase.  What a phase decided among
many (desks, grants, loans, equity) stands on the region's agenda (`sim.model.region.Decisions`).
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy import ndarray

from sim.core.fields import blank_table
from sim.model import codes
from sim.model.measures import Census
from sim.model.month import PhaseFunction
from sim.model.phases import firms, money, people, places
from sim.model.region import Region
from sim.story.events import EVENTS, EventRecord
from sim.story.reasons import Reasons, departures, explain

DESKS = {
    codes.TAKEN: "admitted",
    codes.FULL: "no_room",
    codes.RESERVED: "room_reserved",
    codes.REFUSED: "not_promising",
}
# columns remembered from phase to phase: those of events, and what readers compare beside them
SEEN = {
    *(event.column for event in EVENTS.values() if event.column),
    *("admitted", "tax_paid", "tech_sme_until", "high_tech_until"),
}


class Watcher:
    """Keeps the notes of a run: of the firms told by key, or without keys of all of them (then
    without yearly books).
    """

    def __init__(self, keys: Collection[int] | None = None):
        self.keys = None if keys is None else np.array(sorted(keys), np.uint64)
        self.notes: list[EventRecord] = []
        # firm, programme and year already told of an empty purse
        self.empty: set[tuple[int, int, int]] = set()

    def begin(self, region: Region) -> None:
        """Those who are there before the first month."""
        self.region, self.m = region, region.path[0]
        self.month = int(self.m["clock"][0]) - 1
        self.look()
        self.peak = dict(enumerate(self.rows["contract_value"].tolist()))
        for r in self.told[self.rows["alive"][self.told]]:
            self.note("there", r)

    def look(self) -> None:
        """Remember the firms as they stand, and which of them are to be told."""
        self.rows = self.region.tables.startups
        self.seen = {name: self.rows[name].copy() for name in SEEN}
        self.told = self.rows_to_tell(0)

    def rows_to_tell(self, first: int) -> ndarray:
        """The rows of firms that are to be told, from one row on."""
        rows = np.arange(first, len(self.rows))
        return rows if self.keys is None else rows[np.isin(self.rows["key"][rows], self.keys)]

    def note(self, event: str, row: int, *records: np.void, **values: float) -> None:
        """One happening: its columns are read in `records`, then in the firm's row and its
        district's month; `values` are what is reckoned beside them.
        """
        declared, s = EVENTS[event], self.rows[row]
        sources = (*records, s, self.m[s["district"]])
        for name, column in declared.reads.items():
            if column:
                values[name] = next(r[column] for r in sources if column in (r.dtype.names or ()))
        for name, column in declared.since.items():
            values[name] = self.month - s[column]
        told = {name: float(values[name]) for name in (*declared.reads, *values)}
        self.notes.append(EventRecord(event, self.month, int(row), told))

    def before(self, phase: PhaseFunction, region: Region, m: ndarray) -> None:
        """Before a phase: the ladder's reasons must be asked while firms stand as the offices see
        them.
        """
        self.m, self.month = m, int(m["clock"][0])
        if phase is places.admit_tenants:
            self.graduated = np.zeros(len(self.told), bool)
            t = region.tables
            departures(t.startups, self.told, t.incubators, m, self.graduated)
        if phase is firms.certify_exit_and_measure:
            self.ask()

    def after(self, phase: PhaseFunction, region: Region, m: ndarray) -> None:
        """After a phase: what has changed."""
        self.rows = region.tables.startups
        for read in READERS.get(phase, ()):
            if callable(read):
                read(self)
            else:
                for r in self.find_changes(read):
                    self.note(read, r)
        self.look()

    def find_changes(self, event: str) -> ndarray:
        """The rows in which an event's column has changed in the phase as it declares; newcomers
        for an event without a column.
        """
        declared = EVENTS[event]
        if not declared.column:
            return self.rows_to_tell(len(self.seen["admitted"]))
        old, new = (table[declared.column][self.told] for table in (self.seen, self.rows))
        happens = old != new
        if declared.into:
            low, high = declared.into
            before, now = ((low <= values) & (values <= high) for values in (old, new))
            happens &= now & ~before
        if declared.rises is not None:
            happens &= (new > old) == declared.rises
        if declared.living:
            happens &= self.rows["alive"][self.told]
        return self.told[happens]

    def applications(self, columns: Sequence[ndarray] | None) -> Iterator[tuple[Any, ...]]:
        """What was decided about the firms told, of columns that begin with who applied."""
        if columns is not None:
            mine = np.isin(columns[0], self.told)
            yield from zip(*(column[mine] for column in columns), strict=True)

    # readers of what no column tells

    def note_departures(self) -> None:
        """Desks left."""
        for r in self.find_changes("left_desk"):
            graduated = self.graduated[np.searchsorted(self.told, r)]
            place, since = self.seen["home"][r], self.seen["admitted"][r]
            if place >= 0:
                event = "graduated" if graduated else "left_desk"
                self.note(event, r, place=place, stayed=self.month - since)

    def note_desks(self) -> None:
        """Desks given and refused."""
        if (asked := self.region.agenda.decisions.desks) is None:
            return
        for r, place, score, outcome in self.applications(asked):
            rivals = asked.score[asked.place == place]
            rank, count = 1 + int((rivals > score).sum()), len(rivals)
            self.note(DESKS[outcome], r, place=place, score=score, rank=rank, applicants=count)

    def note_growth(self) -> None:
        """Business that has doubled since it was last told."""
        for r in self.find_changes("doubled"):
            value = self.rows["contract_value"][r]
            if value > 2 * max(10.0, self.peak.get(r, 0.0)):
                self.peak[r] = value
                self.note("doubled", r)

    def note_grants(self) -> None:
        """Public money asked for; an empty purse is told once a year and programme."""
        asked = self.region.agenda.decisions.grants
        for r, programme, amount, paid in self.applications(asked):
            year = (r, programme, self.month // 12)
            if paid > 0 or year not in self.empty:
                event = "granted" if paid > 0 else "refused_grant"
                self.note(event, r, amount=amount, programme=programme)
            if paid <= 0:
                self.empty.add(year)

    def note_year(self) -> None:
        """In December the year of those told by key."""
        if self.keys is None or self.m["month"][0] != 12:
            return
        for r in self.told:
            s = self.rows[r]
            if s["alive"] and s["rung"] > codes.TEAM:
                profit = s["sales_year"] + s["grants_year"] - s["costs_year"]
                self.note("year", r, profit=profit, tax=s["tax_paid"] - self.seen["tax_paid"][r])

    def note_loans(self) -> None:
        """Loans made and refused."""
        asked = self.region.agenda.decisions.loans
        for r, wanted, loss, line in self.applications(asked):
            s, backers = self.rows[r], dict.fromkeys(("pool", "insurance", "guarantee"), 0.0)
            if s["debt"] > 0:
                loan = self.region.tables.loans[s["loan"]]
                backers = {who: loan[f"{who}_share"] for who in backers}
                self.note("loan", r, amount=s["debt"], loss=loss, line=line, **backers)
            else:
                self.note("refused_loan", r, amount=wanted, loss=loss, line=line, **backers)

    def note_equity(self) -> None:
        """Equity bought, and meetings without a deal."""
        if (met := self.region.agenda.decisions.equity) is None:
            return
        stakes = self.region.tables.stakes[met.first :]
        for stake in stakes[np.isin(stakes["startup"], self.told)]:
            self.note("invested", stake["startup"], stake)
        for r, fund, score, bar in self.applications(met[1:]):
            if self.rows["round_month"][r] != self.month:
                self.note("passed_over", r, fund=fund, score=score, bar=bar)

    def ask(self) -> None:
        """Have the rules explain themselves on copies of the firms told."""
        t, told = self.region.tables, self.told
        self.asked = told[t.startups["alive"][told] & (t.startups["rung"][told] > codes.TEAM)]
        self.reasons = blank_table(len(self.asked), Reasons)
        if len(self.asked):
            explain(
                t.startups[self.asked],
                t.incubators,
                t.districts,
                self.m,
                self.region.book.copy(),
                blank_table(len(self.asked), Census),
                self.reasons,
            )

    def note_verdicts(self) -> None:
        """What the ladder's offices decided, with their numbers."""
        for r, why in zip(self.asked, self.reasons, strict=True):
            s = self.rows[r]
            law = self.m[s["district"]]
            if why["filed"] and (s["heads"] > law["sme_heads"] or s["sales_1"] > law["sme_sales"]):
                self.note("tech_sme_large", r)
            elif why["filed"]:
                points = why["staff_points"] + why["research_points"] + why["rights_points"]
                passed = s["tech_sme_until"] > self.seen["tech_sme_until"][r]
                self.note("tech_sme_passed" if passed else "tech_sme_failed", r, why, points=points)
            if not why["considered"]:
                continue
            if not why["gates"]:
                self.note("high_tech_gates", r, why)
            elif not why["applied"]:
                self.note("high_tech_waived", r, why)
            else:
                passed = s["high_tech_until"] > self.seen["high_tech_until"][r]
                self.note("high_tech_passed" if passed else "high_tech_failed", r, why)

    def note_closures(self) -> None:
        """Firms that closed, and what they leave unpaid."""
        for r in self.find_changes("closed_tired"):
            s = self.rows[r]
            if self.seen["debt"][r] > 0 and s["debt"] > 0:
                self.note("defaulted", r)
            if s["short"] >= self.m["grace_months"][s["district"]]:
                self.note("closed_broke", r)
            else:
                self.note("closed_tired", r, self.reasons[np.searchsorted(self.asked, r)])


Reader = Callable[[Watcher], None]
# what is looked for after each phase: events as their columns declare them, or what more it takes
READERS: Mapping[PhaseFunction, Sequence[str | Reader]] = {
    people.move_people_and_firms: ["moved_in"],
    firms.found_firms: ["founded", "registered", "gave_up"],
    places.admit_tenants: [Watcher.note_departures, Watcher.note_desks],
    firms.do_research_and_marketing: ["ready", "first_patent"],
    firms.trade_pay_and_plan: ["first_customer", "lost_customers", Watcher.note_growth, "lean"],
    firms.grant_and_tax: [Watcher.note_grants, Watcher.note_year],
    money.run_banks: ["repaid", Watcher.note_loans],
    money.raise_equity: [Watcher.note_equity],
    firms.certify_exit_and_measure: [
        Watcher.note_verdicts,
        *("fell_back", "to_tech_sme", "to_high_tech", "to_strong", "listed"),
        *("sold", "moved_away"),
        Watcher.note_closures,
    ],
}
