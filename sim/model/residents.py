"""Who lives in the region, listed by what is due.

Most people are looked at once or twice a year, so a month looks at those whose turn it is, at those
who look for work, and at the people of firms that have just left; it does not go through the table.
Lists hold rows in the order of the table.  What the model's own phases change is kept up here; who
changes people by hand between two months has them listed anew (`Ecosystem.step`).
"""

import numpy as np
from numpy import ndarray

from sim.core.chance import slot
from sim.core.kernel import kernel
from sim.core.prefetch import AHEAD, prefetch
from sim.model.codes import SEEKING, STUDENT, TALENT_KINDS

TURNS = 6  # half-years begin in as many months
NOBODY = np.iinfo(np.int32).max


def room(old: ndarray, used: int, needed: int) -> ndarray:
    """The same list with room for more, by a quarter at least, so that growing stays linear."""
    if needed <= old.shape[-1]:
        return old
    grown = np.empty((*old.shape[:-1], max(needed, used + used // 4) + TURNS), old.dtype)
    grown[..., :used] = old[..., :used]
    return grown


@kernel
def enlist(
    talents: ndarray,
    first: int,
    startups: ndarray,
    seat: ndarray,
    kinds: ndarray,
    turns: ndarray,
    turn_sizes: ndarray,
    seekers: ndarray,
    students: ndarray,
    orphans: ndarray,
    last_hire: ndarray,
    hired: ndarray,
    hired_before: ndarray,
    sizes: ndarray,
) -> None:
    """Everybody from a row on enters the lists; `sizes`: seekers, students, orphans, hires."""
    for r in range(first, talents.size):
        prefetch(startups, talents[min(r + AHEAD, talents.size - 1)].employer, "alive")
        t = talents[r]
        if not t.alive:
            continue
        kinds[seat[t.sector], t.kind] += 1
        turn = slot(t.key, 2 * TURNS) >> 1
        turns[turn, turn_sizes[turn]] = r
        turn_sizes[turn] += 1
        if t.kind == STUDENT:
            students[sizes[1]] = r
            sizes[1] += 1
        if t.employer == SEEKING:
            seekers[sizes[0]] = r
            sizes[0] += 1
        elif t.employer >= 0 and not startups[t.employer].alive:
            orphans[sizes[2]] = r
            sizes[2] += 1
        elif t.employer >= 0 and startups[t.employer].founder != r:
            hired[sizes[3]] = r
            hired_before[sizes[3]] = last_hire[t.employer]
            last_hire[t.employer] = sizes[3]
            sizes[3] += 1


@kernel
def note_hires(
    talents: ndarray, people: ndarray, last_hire: ndarray, hired: ndarray, before: ndarray, n: int
) -> None:
    """Each of some people joins the chain of those whom the same firm hired, the n-th hire first."""
    for j in range(people.size):
        firm = talents[people[j]].employer
        hired[n + j] = people[j]
        before[n + j] = last_hire[firm]
        last_hire[firm] = n + j


@kernel
def list_staff(
    talents: ndarray,
    startups: ndarray,
    firms: ndarray,
    last_hire: ndarray,
    hired: ndarray,
    before: ndarray,
    staff: ndarray,
) -> int:
    """Who works in some firms: the founder and those hired who are still there; how many.

    Whoever was hired twice by the same firm comes twice.
    """
    n = 0
    for j in range(firms.size):
        prefetch(startups, firms[min(j + AHEAD, firms.size - 1)], "founder")
        firm = firms[j]
        r = startups[firm].founder
        if r >= 0 and talents[r].alive and talents[r].employer == firm:
            staff[n] = r
            n += 1
        place = last_hire[firm] if firm < last_hire.size else -1
        while place >= 0:
            r = hired[place]
            if talents[r].alive and talents[r].employer == firm:
                staff[n] = r
                n += 1
            place = before[place]
    return n


@kernel
def merge_due(turn: ndarray, seekers: ndarray, orphans: ndarray, due: ndarray) -> int:
    """Whose turn it is, who looks for work and who has lost a firm: each once, in the order of the
    table; how many.
    """
    a, b, c, n = 0, 0, 0, 0
    while a < turn.size or b < seekers.size or c < orphans.size:
        in_turn = turn[a] if a < turn.size else NOBODY
        seeking = seekers[b] if b < seekers.size else NOBODY
        orphan = orphans[c] if c < orphans.size else NOBODY
        r = min(in_turn, seeking, orphan)
        a += in_turn == r
        b += seeking == r
        while c < orphans.size and orphans[c] == r:
            c += 1
        due[n] = r
        n += 1
    return n


class Residents:
    """The people of a region as lists: by turn, without work, whose firm has left, studying."""

    def __init__(self, districts: int):
        """Nobody is listed yet."""
        self.kinds = np.zeros((districts, len(TALENT_KINDS)), np.int64)
        """How many live here, shape (market's seat, kind of person)."""
        self.row_count = 0
        self.turns, self.turn_sizes = np.empty((TURNS, 0), np.int32), np.zeros(TURNS, np.int64)
        self.seekers, self.orphans = np.empty((2, 0), np.int32)
        self.students, self.entered = np.empty((2, 0), np.int32)
        self.last_hire, self.hired, self.hired_before = np.empty((3, 0), np.int32)
        self.hires = 0
        self.housed = np.empty(0, np.int64)
        """Who may live in a talent flat; some twice, and some who no longer do."""

    def enlist(self, talents: ndarray, startups: ndarray, seat: ndarray) -> None:
        """Whoever has come since is listed."""
        first, new = self.row_count, len(talents) - self.row_count
        if new == 0:
            return
        self.row_count = len(talents)
        most = int(self.turn_sizes.max())
        self.turns = room(self.turns, most, most + new)
        self._keep_room(len(startups), new)
        seekers, students, orphans = np.empty((3, new), np.int32)
        sizes = np.array([0, 0, 0, self.hires])
        enlist(
            talents,
            first,
            startups,
            seat,
            self.kinds,
            self.turns,
            self.turn_sizes,
            seekers,
            students,
            orphans,
            self.last_hire,
            self.hired,
            self.hired_before,
            sizes,
        )
        self.hires = int(sizes[3])
        self.seekers = np.concatenate([self.seekers, seekers[: sizes[0]]])
        if sizes[2]:
            self.orphans = np.concatenate([self.orphans, orphans[: sizes[2]]])
        self._house(first + np.flatnonzero(talents["housed"][first:]))
        if sizes[1]:
            students = np.concatenate([self.students, students[: sizes[1]]])
            entered = talents["born"][students]
            order = np.argsort(entered, kind="stable")
            self.students, self.entered = students[order], entered[order]

    def hire(self, talents: ndarray, people: ndarray, firms: int) -> None:
        """Some people have signed with firms, of which there are so many rows."""
        if len(people):
            self._keep_room(firms, len(people))
            note_hires(talents, people, self.last_hire, self.hired, self.hired_before, self.hires)
            self.hires += len(people)
            self._house(people[talents["housed"][people]])

    def lose(self, talents: ndarray, startups: ndarray, firms: ndarray) -> None:
        """Some firms have left: their people are due."""
        if len(firms):
            staff = np.empty(self.hires + len(firms), np.int32)
            n = list_staff(
                talents,
                startups,
                firms,
                self.last_hire,
                self.hired,
                self.hired_before,
                staff,
            )
            self.orphans = np.sort(np.concatenate([self.orphans, staff[:n]]))

    def in_turn(self, clock: int) -> ndarray:
        """Rows of people whose half-year begins in a month of this number, and of some who left."""
        turn = clock % TURNS
        return self.turns[turn, : self.turn_sizes[turn]]

    def due(self, clock: int) -> ndarray:
        """Rows of people who may be due this month: in turn, without work, or orphans."""
        turn = self.in_turn(clock)
        due = np.empty(len(turn) + len(self.seekers) + len(self.orphans), np.int32)
        return due[: merge_due(turn, self.seekers, self.orphans, due)]

    def take_students(self, since: float) -> ndarray:
        """Take those out of the students' list who came in a month or before."""
        n = int(np.searchsorted(self.entered, since, "right"))
        taken, self.students, self.entered = self.students[:n], self.students[n:], self.entered[n:]
        return taken

    def put_back(self, students: ndarray, talents: ndarray) -> None:
        """Put students who were taken out back to where they stood."""
        if len(students):
            self.students = np.concatenate([students, self.students])
            self.entered = np.concatenate([talents["born"][students], self.entered])

    def begin_next(self, clock: int, stayed: int, seekers: ndarray) -> None:
        """Turn to the next month: so many of those in turn stand first and stayed, who looks for
        work now, and nobody's firm has left yet.
        """
        self.turn_sizes[clock % TURNS] = stayed
        self.seekers, self.orphans = seekers, self.orphans[:0]

    def let_flats(self, talents: ndarray) -> ndarray:
        """Rows of those who live in talent flats, in the order of their keys."""
        self.housed = np.unique(self.housed[talents["housed"][self.housed]])
        return self.housed[np.argsort(talents["key"][self.housed])]

    def _house(self, people: ndarray) -> None:
        if len(people):
            self.housed = np.concatenate([self.housed, people])

    def _keep_room(self, firms: int, new: int) -> None:
        known = len(self.last_hire)
        if firms > known:
            self.last_hire = room(self.last_hire, known, firms)
            self.last_hire[known:] = -1
        self.hired = room(self.hired, self.hires, self.hires + new)
        self.hired_before = room(self.hired_before, self.hires, self.hires + new)
