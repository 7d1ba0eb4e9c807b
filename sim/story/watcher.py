"""Watches a run and notes what happens to its firms, without touching anything.

Most happenings are read off the table: a column differs after a phase.  What a phase decided among
many (desks, grants, loans, equity) stands on the region's agenda (`sim.model.region.Decisions`).
"""

from collections.abc import Callable, Collection, Mapping

import numpy as np

from sim.core.fields import blank_table
from sim.model import codes
from sim.model.measures import Census
from sim.model.month import PhaseFunction
from sim.model.phases import firms, money, people, places
from sim.model.region import Region
from sim.story.events import EVENTS, EventRecord
from sim.story.reasons import Reasons, departures, explain

SEEN = (
    "rung",
    "home",
    "ready",
    "contracts",
    "contract_value",
    "patents",
    "lean",
    "debt",
    "loan",
    "listed",
    "exit_kind",
    "tech_sme_until",
    "high_tech_until",
    "tax_paid",
    "admitted",
    "funding_round",
)


DESKS = {codes.TAKEN: "admitted", codes.FULL: "no_room", codes.RESERVED: "room_reserved"}


class Watcher:
    """Keeps the notes of a run: of the firms told by key, or without keys of all of them (then
    without yearly books).
    """

    def __init__(self, keys: Collection[int] | None = None):
        self.keys = None if keys is None else np.array(sorted(keys), np.uint64)
        self.notes: list[EventRecord] = []
        self.empty: set[tuple[int, int, int]] = (
            set()
        )  # firm, programme and year already told of an empty purse

    def begin(self, region: Region) -> None:
        """Those who are there before the first month."""
        self.month = int(region.path["clock"][0, 0]) - 1
        self.look(region)
        rows = region.tables.startups
        self.peak = rows["contract_value"].copy()
        for r in self.mine(rows, np.flatnonzero(rows["alive"])):
            self.note("there", r, rows[r])

    def look(self, region: Region) -> None:
        """Remember the table as it stands."""
        rows = region.tables.startups
        self.seen = {name: rows[name].copy() for name in SEEN}
        self.told = self.mine(rows, np.arange(len(rows)))

    def mine(self, rows: np.ndarray, chosen: np.ndarray) -> np.ndarray:
        """Those of some rows that are to be told."""
        return chosen if self.keys is None else chosen[np.isin(rows["key"][chosen], self.keys)]

    def note(self, event: str, row: int, *records: np.void, **values: float) -> None:
        """One happening: `records` are where its columns are read, `values` what is reckoned beside
        them.
        """
        reads = EVENTS[event].reads
        for name, column in reads.items():
            if column:
                values[name] = next(r[column] for r in records if column in (r.dtype.names or ()))
        told = {name: float(values[name]) for name in (*reads, *values)}
        self.notes.append(EventRecord(event, self.month, int(row), told))

    def before(self, phase: PhaseFunction, region: Region, m: np.ndarray) -> None:
        """Before a phase: the ladder's reasons must be asked while firms stand as the offices see
        them.
        """
        self.month = int(m["clock"][0])
        if phase is places.admit_tenants:
            self.graduated = np.zeros(len(self.told), bool)
            t = region.tables
            departures(t.startups, self.told, t.incubators, m, self.graduated)
        if phase is firms.certify_exit_and_measure:
            self.ask(region, m)

    def after(self, phase: PhaseFunction, region: Region, m: np.ndarray) -> None:
        """After a phase: what has changed."""
        if (read := READERS.get(phase)) is not None:
            read(self, region, region.tables.startups, m)
        self.look(region)

    def find_changes(
        self, rows: np.ndarray, name: str
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Rows of a column that differ from before the phase, with the value before and now."""
        old = self.seen[name]
        chosen = self.told if self.keys is not None else np.arange(len(old))
        chosen = chosen[chosen < len(old)]
        moved = chosen[rows[name][chosen] != old[chosen]]
        return moved, old[moved], rows[name][moved]

    def newcomers(self, rows: np.ndarray) -> np.ndarray:
        """Rows that were not there before the phase."""
        return self.mine(rows, np.arange(len(self.seen["rung"]), len(rows)))

    # one reader a phase

    def note_movers(self, region: Region, rows: np.ndarray, m: np.ndarray) -> None:
        """Firms that moved in."""
        for r in self.newcomers(rows):
            self.note("moved_in", r, rows[r])

    def note_founders(self, region: Region, rows: np.ndarray, m: np.ndarray) -> None:
        """Teams founded, registered, given up."""
        for r in self.newcomers(rows):
            self.note("founded", r, rows[r])
        for r in self.find_changes(rows, "rung")[0]:
            self.note("registered", r, waited=self.month - rows["born"][r])
        for r in self.find_changes(rows, "exit_kind")[0]:
            self.note("gave_up", r)

    def note_desks(self, region: Region, rows: np.ndarray, m: np.ndarray) -> None:
        """Desks given, refused, left."""
        moved, old, _ = self.find_changes(rows, "home")
        for r, place in zip(moved[old >= 0], old[old >= 0], strict=True):
            stayed = self.month - self.seen["admitted"][r]
            graduated = self.graduated[np.searchsorted(self.told, r)]
            self.note("graduated" if graduated else "left_desk", r, place=place, stayed=stayed)
        if (asked := region.agenda.decisions.desks) is None:
            return
        who, place, score = asked.who, asked.place, asked.score
        for k in np.flatnonzero(np.isin(who, self.told)):
            rivals = np.flatnonzero(place == place[k])
            self.note(
                DESKS[asked.outcome[k]],
                who[k],
                place=place[k],
                score=score[k],
                rank=1 + int(np.count_nonzero(score[rivals] > score[k])),
                applicants=len(rivals),
            )

    def note_research(self, region: Region, rows: np.ndarray, m: np.ndarray) -> None:
        """Products and patents."""
        moved, old, new = self.find_changes(rows, "ready")
        for r in moved[(old < 1) & (new >= 1)]:
            self.note("ready", r, rows[r])
        moved, old, _ = self.find_changes(rows, "patents")
        for r in moved[old == 0]:
            self.note("first_patent", r)

    def note_trade(self, region: Region, rows: np.ndarray, m: np.ndarray) -> None:
        """Customers won and lost, pay foregone."""
        moved, old, new = self.find_changes(rows, "contracts")
        for r in moved[(old == 0) & (new > 0)]:
            self.note("first_customer", r, rows[r])
        for r in moved[(old > 0) & (new == 0)]:
            self.note("lost_customers", r)
        self.peak = np.concatenate([self.peak, np.zeros(len(rows) - len(self.peak))])
        moved, _, new = self.find_changes(rows, "contract_value")
        for r, value in zip(moved, new, strict=True):
            if value > 2 * max(10.0, self.peak[r]):
                self.peak[r] = value
                self.note("doubled", r, value_month=value)
        for r in self.find_changes(rows, "lean")[0]:
            if rows["lean"][r]:
                self.note("lean", r)

    def note_programmes(self, region: Region, rows: np.ndarray, m: np.ndarray) -> None:
        """Public money asked for; in December the year."""
        if (asked := region.agenda.decisions.grants) is not None:
            for k in np.flatnonzero(np.isin(asked.who, self.told)):
                self.answer(asked.who[k], asked.what[k], asked.claim[k], asked.grant[k] > 0)
        if self.keys is not None and m["month"][0] == 12:
            for r in self.told:
                s = rows[r]
                if s["alive"] and s["rung"] > codes.TEAM:
                    profit = s["sales_year"] + s["grants_year"] - s["costs_year"]
                    tax = s["tax_paid"] - self.seen["tax_paid"][r]
                    self.note("year", r, s, m[0], profit=profit, tax=tax)

    def answer(self, r: int, programme: int, amount: float, paid: bool) -> None:
        """An application's answer; an empty purse is told once a year and programme."""
        if paid:
            self.note("granted", r, amount=amount, programme=programme)
        elif (r, programme, self.month // 12) not in self.empty:
            self.empty.add((r, programme, self.month // 12))
            self.note("refused_grant", r, amount=amount, programme=programme)

    def note_loans(self, region: Region, rows: np.ndarray, m: np.ndarray) -> None:
        """Loans made, refused, repaid."""
        moved, old, new = self.find_changes(rows, "debt")
        for r in moved[(old > 0) & (new <= 0) & (rows["alive"][moved])]:
            self.note("repaid", r)
        if (asked := region.agenda.decisions.loans) is None:
            return
        for k in np.flatnonzero(np.isin(asked.who, self.told)):
            r = asked.who[k]
            made = rows["debt"][r] > 0
            with_whom = {"pool": 0.0, "insurance": 0.0, "guarantee": 0.0}
            if made:
                loan = region.tables.loans[rows["loan"][r]]
                with_whom = {who: loan[f"{who}_share"] for who in with_whom}
            self.note(
                "loan" if made else "refused_loan",
                r,
                amount=rows["debt"][r] if made else asked.amount[k],
                loss=asked.loss[k],
                line=asked.line[k],
                **with_whom,
            )

    def note_equity(self, region: Region, rows: np.ndarray, m: np.ndarray) -> None:
        """Equity bought, and meetings without a deal."""
        if (met := region.agenda.decisions.equity) is None:
            return
        stakes = region.tables.stakes[met.first :]
        for stake in stakes[np.isin(stakes["startup"], self.told)]:
            r = stake["startup"]
            self.note("invested", r, stake, rows[r])
        for k in np.flatnonzero(np.isin(met.who, self.told)):
            if rows["round_month"][met.who[k]] != self.month:
                self.note(
                    "passed_over",
                    met.who[k],
                    fund=met.whom[k],
                    score=met.score[k],
                    bar=met.bar[k],
                )

    def ask(self, region: Region, m: np.ndarray) -> None:
        """Have the rules explain themselves on copies of the firms told."""
        rows = region.tables.startups
        self.asked = self.told[rows["alive"][self.told] & (rows["rung"][self.told] > codes.TEAM)]
        self.reasons = blank_table(len(self.asked), Reasons)
        if len(self.asked):
            explain(
                rows[self.asked].copy(),
                region.tables.incubators,
                region.tables.districts,
                m,
                region.book.copy(),
                blank_table(len(self.asked), Census),
                self.reasons,
            )

    def note_ladder(self, region: Region, rows: np.ndarray, m: np.ndarray) -> None:
        """The ladder and the end."""
        for k in np.flatnonzero(self.reasons["filed"] | self.reasons["considered"]):
            r = self.asked[k]
            self.offices(r, rows[r], self.reasons[k], m[rows["district"][r]])
        moved, old, new = self.find_changes(rows, "rung")
        for r, was, now in zip(moved, old, new, strict=True):
            s = rows[r]
            if now < was:
                self.note("fell_back", r, rung=now)
            elif now == codes.STRONG:
                self.note("to_strong", r, s)
            else:
                self.note("to_tech_sme" if now == codes.TECH_SME else "to_high_tech", r)
        for r in self.find_changes(rows, "listed")[0]:
            self.note("listed", r, rows[r])
        for r in self.find_changes(rows, "exit_kind")[0]:
            self.end(
                r,
                rows[r],
                m[rows["district"][r]],
                self.reasons["income"][np.searchsorted(self.asked, r)],
            )

    def offices(self, r: int, s: np.void, why: np.void, law: np.void) -> None:
        """What the ladder's offices decided about one firm, with their numbers."""
        if why["filed"] and (s["heads"] > law["sme_heads"] or s["sales_1"] > law["sme_sales"]):
            self.note("tech_sme_large", r, s)
        elif why["filed"]:
            points = why["staff_points"] + why["research_points"] + why["rights_points"]
            passed = s["tech_sme_until"] > self.seen["tech_sme_until"][r]
            self.note(
                "tech_sme_passed" if passed else "tech_sme_failed", r, why, law, points=points
            )
        if not why["considered"]:
            return
        if not why["gates"]:
            self.note("high_tech_gates", r, why, law)
        elif not why["applied"]:
            self.note("high_tech_waived", r, why)
        else:
            passed = s["high_tech_until"] > self.seen["high_tech_until"][r]
            self.note("high_tech_passed" if passed else "high_tech_failed", r, why, law)

    def end(self, r: int, s: np.void, law: np.void, income: float) -> None:
        """How a firm left."""
        if self.seen["debt"][r] > 0 and s["exit_kind"] == codes.CLOSED and s["debt"] > 0:
            self.note("defaulted", r, s)
        if s["exit_kind"] == codes.SOLD:
            self.note("sold", r, s)
        elif s["exit_kind"] == codes.MOVED:
            self.note("moved_away", r)
        elif s["short"] >= law["grace_months"]:
            self.note("closed_broke", r, s)
        else:
            self.note("closed_tired", r, s, income=income)


Reader = Callable[[Watcher, Region, np.ndarray, np.ndarray], None]
READERS: Mapping[PhaseFunction, Reader] = {
    people.move_people_and_firms: Watcher.note_movers,
    firms.found_firms: Watcher.note_founders,
    places.admit_tenants: Watcher.note_desks,
    firms.do_research_and_marketing: Watcher.note_research,
    firms.trade_pay_and_plan: Watcher.note_trade,
    firms.grant_and_tax: Watcher.note_programmes,
    money.run_banks: Watcher.note_loans,
    money.raise_equity: Watcher.note_equity,
    firms.certify_exit_and_measure: Watcher.note_ladder,
}
