"""Every payment has a payer, a payee and a kind; what a holder has must follow from what it was paid.

A Flow is a column of the book: rules add what they pay to it in the line that moves the money.
Holders inside the model keep balances of their own (cash, dry powder, a purse); at each month's
end the change of every such balance must equal receipts less payments.  The other holders
(households, the rest of the world) are known only by their flows.
"""
from __future__ import annotations

import numpy as np

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


def net_receipts(book: type, rows: np.ndarray) -> dict[str, float]:
    """Receipts less payments of every holder, summed over the rows of a month's book."""
    net: dict[str, float] = {}
    for name, flow in flows_of(book).items():
        amount = float(rows[name].sum())
        net[flow.payee] = net.get(flow.payee, 0.0) + amount
        net[flow.payer] = net.get(flow.payer, 0.0) - amount
    return net


def close(book: type, rows: np.ndarray, before: dict[str, float], after: dict[str, float], when: str) -> None:
    """Check that each holder's balance moved by its receipts less its payments.

    `before` and `after` are balances by holder in 万元.  Raises LedgerError naming the holder,
    the month and the kind of payment that best explains the gap.
    """
    net = net_receipts(book, rows)
    for holder, balance in after.items():
        touching = {n: float(rows[n].sum()) for n, f in flows_of(book).items() if holder in (f.payer, f.payee)}
        turnover = sum(abs(v) for v in touching.values())
        gap = balance - before[holder] - net.get(holder, 0.0)
        allowed = TOLERANCE * max(1.0, turnover, abs(balance), abs(before[holder]))
        if not abs(gap) <= allowed:
            kind = min(touching, key=lambda n: abs(abs(touching[n]) - abs(gap)), default="none")
            raise LedgerError(f"the ledger does not close: {holder} in {when} is off by {gap:.6g} 万元 "
                              f"(balance {balance:.6g}); look first at the kind {kind!r} ({touching.get(kind, 0):.6g})")
