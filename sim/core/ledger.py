"""Every payment has a payer, a payee and a kind; what a holder has must follow from what it was
paid.

A Flow is a column of the book: rules add what they pay to it in the line that moves the money.
Holders inside the model keep balances of their own (cash, dry powder, a purse); at each month's end
the change of every such balance must equal receipts less payments.  The other holders (households,
the rest of the world) are known only by their flows.
"""

from functools import cache

import numpy as np
from numpy import ndarray

from sim.core.errors import LedgerError
from sim.core.fields import Field, fields_of

TOLERANCE = 1e-9


class Flow(Field):
    """Money of one kind in one month, from the payer to the payee, in 万元."""

    def __init__(self, en: str, zh: str, payer: str, payee: str, lever: str = ""):
        super().__init__(en, zh, "万元")
        self.payer, self.payee, self.lever = payer, payee, lever


def flows_of(book: type) -> dict[str, Flow]:
    """The payments a book records, in order."""
    return {n: f for n, f in fields_of(book).items() if isinstance(f, Flow)}


@cache
def incidence(book: type) -> tuple[list[str], ndarray]:
    """Who is touched by what: holders, and a matrix (holder, column of the book) of +1 received, -1
    paid.
    """
    columns, flows = fields_of(book), flows_of(book)
    holders = sorted({f.payer for f in flows.values()} | {f.payee for f in flows.values()})
    signs = np.zeros((len(holders), len(columns)))
    for place, name in enumerate(columns):
        if name in flows:
            signs[holders.index(flows[name].payee), place] += 1
            signs[holders.index(flows[name].payer), place] -= 1
    return holders, signs


@cache
def turnover_signs(book: type) -> ndarray:
    """What adds to whose turnover: 1 where a holder pays or receives, shape (holder, column)."""
    return np.asarray(np.abs(incidence(book)[1]))


def totals(book: type, rows: ndarray) -> ndarray:
    """A month's payments by column of the book, summed over its rows."""
    cells = np.ascontiguousarray(rows).view(np.float64).reshape(len(rows), len(fields_of(book)))
    return np.asarray(np.add.reduce(cells))


def check_balances(
    book: type, rows: ndarray, before: dict[str, float], after: dict[str, float], when: str
) -> None:
    """Check that each holder's balance moved by its receipts less its payments.

    `before` and `after` are balances by holder in 万元.  Raises LedgerError naming the holder,
    the month and the kind of payment that best explains the gap.
    """
    (holders, signs), touched = incidence(book), turnover_signs(book)
    flows = totals(book, rows)
    received = (signs @ flows).tolist()
    turned_over = (touched @ np.abs(flows)).tolist()
    for holder, balance in after.items():
        place = holders.index(holder)
        gap, turnover = balance - before[holder] - received[place], turned_over[place]
        if not abs(gap) <= TOLERANCE * max(1.0, turnover, abs(balance), abs(before[holder])):
            sign = signs[place]
            touching = {
                n: float(f) for n, f, s in zip(fields_of(book), flows, sign, strict=True) if s
            }
            kind = min(touching, key=lambda n: abs(abs(touching[n]) - abs(gap)), default="none")
            raise LedgerError(
                f"the ledger does not close: {holder} in {when} is off by {gap:.6g} 万元 "
                f"(balance {balance:.6g}); look first at the kind {kind!r} ({touching.get(kind, 0):.6g})"
            )
