"""Terms that several topics share: each is worked out here and nowhere else."""

import math

from sim.core.chance import slot
from sim.core.kernel import rule


@rule
def is_running(i):
    """"""
    return i.opened >= 0 and i.closed < 0


@rule
def is_quarter_turn(s, m):
    """"""
    return slot(s.key, 3) == m.clock % 3


@rule
def trailing_sales(s, m):
    """"""
    return s.sales_year + s.sales_1 * (12 - m.month) / 12


@rule
def log_ability(s):
    """"""
    return math.log(s.quality * s.capability + 1e-9)


@rule
def research_work(s):
    """"""
    return max(0.0, s.research_skill) * s.effort


@rule
def registration_wait(m):
    """"""
    return max(
        0.0,
        m.registration_days - m.registration_days_saved + m.approval_days - m.approval_days_saved,
    )


@rule
def deregistration_wait(m):
    """"""
    return max(0.0, m.deregistration_days - m.deregistration_days_saved) / 30


@rule
def pro_rata(amount, m):
    """"""
    return amount * (13 - m.first_month) / 12


@rule
def take_off_payroll(t, s):
    """"""
    s.research_heads -= 1
    s.heads -= 1
    s.research_skill -= t.skill
    s.wage_bill -= t.wage


@rule
def draw_on_purse(p, amount, c):
    """"""
    p.applied += 1
    if p.purse < amount:
        p.refused += 1
        c.refused += 1
        return False
    p.purse -= amount
    p.granted += 1
    return True
