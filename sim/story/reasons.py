"""Why the ladder's offices decided as they did: the same rules, asked again about copies of a few
firms.

Chance is addressed, so a rule asked twice answers twice the same; nothing of the run is touched.
"""

from pathlib import Path

from sim.core.chance import four_uniforms
from sim.core.kernel import kernel
from sim.model.codes import D_PANEL, INCUBATOR
from sim.model.declarations import declare_fields
from sim.model.rules.admit import has_graduated
from sim.model.rules.certify import (
    application_bill,
    certify,
    high_tech_date,
    innovation_score,
    is_coached,
    panel_score,
    passes_high_tech_gates,
    required_intensity,
    research_points,
    rights_points,
    staff_points,
    title_benefit,
)
from sim.model.rules.common import researchers
from sim.model.rules.leave import founder_income


@declare_fields(str(Path(__file__).with_suffix("")))
class Reasons:
    """What the offices saw of one firm in one month: the quantities of reasons.csv."""


@kernel
def departures(startups, rows, incubators, months, graduated):
    """Fill in which tenants would leave their desks as graduates this month."""
    for k in range(rows.size):
        s = startups[rows[k]]
        graduated[k] = (
            s.home >= 0
            and incubators[s.home].kind <= INCUBATOR
            and has_graduated(s, months[s.district])
        )


@kernel
def explain(copies, incubators, districts, months, book, counts, reasons):
    """Fill the reasons of each copied firm, then let the rule decide on the copy."""
    for k in range(copies.size):
        s, why, c = copies[k], reasons[k], counts[k]
        d, m = districts[s.district], months[s.district]
        reached = incubators[s.home].coached if s.home >= 0 else d.coached
        sales, costs = s.sales_1 + s.sales_year, s.costs_1 + s.costs_year
        reported = s.reported_1 + s.research_year
        why.staff_points = staff_points(researchers(s) / max(1, s.heads))
        why.research_points = research_points(
            reported / sales if sales > 0 else 0.0, reported / costs if costs > 0 else 0.0
        )
        why.rights_points = rights_points(s.patents, s.designs)
        years = s.sales_1 + s.sales_2 + s.sales_3
        why.gates = passes_high_tech_gates(s, m)
        why.age = m.clock - s.registered
        why.rights = s.patents + s.designs
        why.staff_share = researchers(s) / max(1, s.heads)
        why.intensity = (s.reported_1 + s.reported_2 + s.reported_3) / years if years > 0 else 0.0
        why.required = required_intensity(s.sales_1, m)
        why.high_tech_share = s.high_tech_share
        _, v, w, _ = four_uniforms(s.key, m, D_PANEL)
        coached = is_coached(s, w, reached, m)
        why.panel_points = panel_score(innovation_score(s, coached, m), v, m)
        why.worth = title_benefit(s, m)
        why.price = application_bill(d, m)
        why.income = founder_income(s, m)
        why.considered = high_tech_date(s, m)
        certify(s, d, reached, m, book[s.district], c)
        why.filed = c.tech_sme_filed > 0
        why.applied = c.high_tech_applied > 0
