"""Dispatch meetings: what is furthest behind is taken up first, and what is taken up is hurried."""

from sim.core.kernel import kernel, rule
from sim.model.rules.common import dispatch_attention, tender_delay


@rule
def note_delay(late, k, ledger):
    """A thing that is late enters its district's ledger by the months it is late.

    Formula: ledger[k, late] += 1 if late > 0
    Source: definition.
    """
    if late > 0:
        ledger[k, min(late, ledger.shape[1] - 1)] += 1


@rule
def draw_line(k, d, m, ledger):
    """A meeting goes down the ledger from what is latest as far as its time allows.

    Formula:
        d.dispatch_line = line
        d.dispatch_part = min(1, (dispatch_items - later) / max(1, ledger[k, line]))
        line -= 1 if line > 1 and later + ledger[k, line] < dispatch_items
    Source: assumed.
    """
    later, line = 0.0, ledger.shape[1] - 1
    while line > 1 and later + ledger[k, line] < m.dispatch_items:
        later += ledger[k, line]
        line -= 1
    d.dispatch_line = line
    d.dispatch_part = min(1.0, (m.dispatch_items - later) / max(1, ledger[k, line]))


@kernel
def call_meetings(incubators, operators, districts, months, ledger):
    """Each district's meetings list what is late: buildings, tenders, programmes that have not opened
    this year.

    Order: every thing that is late, in any order; then district by district.
    Formula: d.pressed += dispatch_attention(month - 1, d) if d.unopened
    Source: assumed.
    """
    for k in range(districts.size):
        if months[k].month == 1:
            districts[k].pressed = 0.0
    for i in incubators:
        m = months[i.district]
        if i.opened < 0 and i.opens >= 0:
            note_delay(m.clock - i.opens, i.district, ledger)
    for o in operators:
        if o.began >= 0 and o.brought < 0:
            note_delay(tender_delay(o, months[o.district]), o.district, ledger)
    for k in range(districts.size):
        d, m = districts[k], months[k]
        if m.dispatch_meetings <= 0:
            continue
        if d.unopened:
            note_delay(m.month - 1, k, ledger)
        draw_line(k, d, m, ledger)
        if d.unopened:
            d.pressed += dispatch_attention(m.month - 1, d, m)
