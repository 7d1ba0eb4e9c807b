"""How institutions are measured: one rule enters each into the month's sums of its district."""

from sim.core.kernel import kernel, rule
from sim.model.rules.common import is_acting


@rule
def measure_institution(o, c):
    """One institution that acts enters the sums of its district."""
    c.institutions += 1
    c.institution_cash += o.cash
    c.institution_debt += o.debt
    c.outpost_teams += o.teams
    c.results_on_offer += o.results


@kernel
def institution_census(institutions, months, moves):
    """Measure what institutions have."""
    for o in institutions:
        if is_acting(o, months[o.district]):
            measure_institution(o, moves[o.district])
