"""Why the ladder's offices decided as they did: the same rules, asked again about copies of a few
firms.

Chance is addressed, so a rule asked twice answers twice the same; nothing of the run is touched.
"""

from sim.core.chance import four_uniforms
from sim.core.fields import Field, flag
from sim.core.kernel import kernel
from sim.model.codes import D_PANEL, INCUBATOR
from sim.model.rules.admit import has_graduated
from sim.model.rules.certify import (
    application_bill,
    certify,
    high_tech_date,
    innovation_score,
    panel_score,
    passes_high_tech_gates,
    required_intensity,
    research_points,
    rights_points,
    staff_points,
    title_benefit,
)
from sim.model.rules.leave import founder_income


class Reasons:
    """What the offices saw of one firm in one month."""

    filed = flag("was evaluated as tech SME", "参加科小评价")
    staff_points = Field("points for research staff", "科技人员得分", "point")
    research_points = Field("points for research", "研发得分", "point")
    rights_points = Field("points for rights", "知识产权得分", "point")
    considered = flag("had its date for the high-tech title", "到高企申报期")
    applied = flag("applied for the high-tech title", "申报高企")
    gates = flag("meets the gates of the title", "满足高企条件")
    age = Field("months since registration", "注册月数", "month")
    rights = Field("rights it holds", "知识产权数", "right")
    staff_share = Field("share of research staff", "科技人员占比", "share")
    intensity = Field("reported research against sales of three years", "三年研发占比", "share")
    required = Field("what the law asks of its size", "要求占比", "share")
    high_tech_share = Field("high-tech share of its sales", "高新收入占比", "share")
    panel_points = Field("the panel's points", "评审得分", "point")
    worth = Field("what the title is worth to it", "高企收益", "万元")
    price = Field("what applying costs it", "申报成本", "万元")
    income = Field("what its founder expects to earn with it", "创始人预期收入", "万元/month")


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
        why.staff_points = staff_points(s.research_heads / max(1, s.heads))
        why.research_points = research_points(
            reported / sales if sales > 0 else 0.0, reported / costs if costs > 0 else 0.0
        )
        why.rights_points = rights_points(s.patents, s.designs)
        years = s.sales_1 + s.sales_2 + s.sales_3
        why.gates = passes_high_tech_gates(s, m)
        why.age = m.clock - s.registered
        why.rights = s.patents + s.designs
        why.staff_share = s.research_heads / max(1, s.heads)
        why.intensity = (s.reported_1 + s.reported_2 + s.reported_3) / years if years > 0 else 0.0
        why.required = required_intensity(s.sales_1, m)
        why.high_tech_share = s.high_tech_share
        _, v, w, _ = four_uniforms(s.key, m, D_PANEL)
        why.panel_points = panel_score(
            innovation_score(s, w < reached or s.advised_until >= m.clock, m), v, m
        )
        why.worth = title_benefit(s, m)
        why.price = application_bill(d, m)
        why.income = founder_income(s, m)
        why.considered = high_tech_date(s, m)
        certify(s, d, reached, m, book[s.district], c)
        why.filed = c.tech_sme_filed > 0
        why.applied = c.high_tech_applied > 0
