"""The official ladder: evaluation of tech SMEs, certification of high-tech enterprises, titles of
the strong; and the lists 培育库 of the firms nearest to each, which an authority keeps and serves.
"""

import math

from sim.core.chance import four_uniforms, normal, poisson, slot
from sim.core.kernel import kernel, rule
from sim.core.prefetch import AHEAD, prefetch
from sim.model.codes import D_CERTIFY, D_CULTIVATE, D_PANEL, HIGH_TECH, MICRO, STRONG, TECH_SME
from sim.model.rules.common import research_work, researchers, trailing_sales

# the offices' year: tech SMEs renew by March, titles are given in April, new tech SMEs file from then on, and applications
# for the high-tech title are open from October
MARCH, APRIL, OCTOBER = 3, 4, 10
# the lines of 国科发政〔2017〕115号: each that a share reaches brings as many points as the one before
STAFF_LINES = (0.10, 0.15, 0.20, 0.25, 0.30)
SALES_LINES = (0.02, 0.03, 0.04, 0.05, 0.06)
COST_LINES = (0.10, 0.15, 0.20, 0.25, 0.30)


@rule
def count_lines(share, lines):
    """How many of a table's lines a share reaches.

    Formula: sum(share >= line for line in lines)
    Source: definition.
    """
    reached = 0
    for line in lines:
        reached += share >= line
    return reached


@rule
def staff_points(share):
    """Points for the share of science and technology staff: 0 to 20, four a line.

    Formula: 4 * count_lines(share, STAFF_LINES)
    Source: 国科发政〔2017〕115号.
    """
    return 4 * count_lines(share, STAFF_LINES)


@rule
def research_points(of_sales, of_costs):
    """Points for research, by its share of sales or of costs, whichever serves the firm: 0 to 50,
    ten a line.

    Formula: 10 * max(count_lines(of_sales, SALES_LINES), count_lines(of_costs, COST_LINES))
    Source: 国科发政〔2017〕115号.
    """
    return 10 * max(count_lines(of_sales, SALES_LINES), count_lines(of_costs, COST_LINES))


@rule
def rights_points(patents, designs):
    """Points for intellectual property: one right of class I gives all 30, class II up to 24.

    Formula: 30 if patents >= 1 else 6 * min(4, designs)
    Source: 国科发政〔2017〕115号.
    """
    if patents >= 1:
        return 30
    return min(4, designs) * 6


@rule
def tech_sme_points(s, m):
    """A firm's points as tech SME, for staff, research and rights; none without research staff.

    Formula:
        staff + research_points(of_sales, of_costs) + rights_points(s.patents, s.designs) if staff >
            0 else 0
        staff = staff_points(researchers(s) / max(1, s.heads))
        of_sales = (s.reported_1 + s.research_year) / (s.sales_1 + s.sales_year)
        of_costs = (s.reported_1 + s.research_year) / (s.costs_1 + s.costs_year)
    Source: 国科发政〔2017〕115号.
    """
    staff = staff_points(researchers(s) / max(1, s.heads))
    if staff <= 0:
        return 0
    sales, costs = s.sales_1 + s.sales_year, s.costs_1 + s.costs_year
    reported = s.reported_1 + s.research_year
    of_sales = reported / sales if sales > 0 else 0.0
    of_costs = reported / costs if costs > 0 else 0.0
    return staff + research_points(of_sales, of_costs) + rights_points(s.patents, s.designs)


@rule
def passes_tech_sme(s, m):
    """Whether a firm passes as tech SME: size gates, then 60 points with some research staff; a
    high-tech certificate passes directly.

    Formula: s.heads <= sme_heads and s.sales_1 <= sme_sales and (s.high_tech_until >= clock or
        tech_sme_points(s) >= sme_score)
    Source: 国科发政〔2017〕115号.
    """
    if s.heads > m.sme_heads or s.sales_1 > m.sme_sales:
        return False
    if s.high_tech_until >= m.clock:
        return True
    return tech_sme_points(s, m) >= m.sme_score


@rule
def required_intensity(sales, m):
    """The share of sales research must reach for a high-tech certificate, by size of sales.

    Formula: intensity_small if sales <= sales_small else intensity_medium if sales <= sales_medium
        else intensity_large
    Source: 国科发火〔2016〕32号.
    """
    if sales <= m.sales_small:
        return m.intensity_small
    if sales <= m.sales_medium:
        return m.intensity_medium
    return m.intensity_large


@rule
def passes_high_tech_gates(s, m):
    """Whether a firm may apply for the high-tech title: age, rights, staff, research of three
    years, high-tech share of sales.

    Formula:
        clock - s.registered >= high_tech_age and s.patents + s.designs >= 1 and researchers(s) >=
            high_tech_staff * s.heads and reported >= required_intensity(s.sales_1) * sales and
            s.high_tech_share >= high_tech_sales
        sales = s.sales_1 + s.sales_2 + s.sales_3
        reported = s.reported_1 + s.reported_2 + s.reported_3
    Source: 国科发火〔2016〕32号.
    """
    if m.clock - s.registered < m.high_tech_age or s.patents + s.designs < 1:
        return False
    sales = s.sales_1 + s.sales_2 + s.sales_3
    reported = s.reported_1 + s.reported_2 + s.reported_3
    return (
        sales > 0
        and researchers(s) >= m.high_tech_staff * s.heads
        and reported >= required_intensity(s.sales_1, m) * sales
        and s.high_tech_share >= m.high_tech_sales
    )


@rule
def growth_points(now, before):
    """Points for a yearly growth rate: ten from 35 %, none without growth.

    Formula: min(10, 1 + 9 * (now / before - 1) / 0.35) if now > before > 0 else 0
    Source: 国科发火〔2016〕195号.
    """
    if before <= 0 or now <= before:
        return 0.0
    return min(10.0, 1.0 + 9.0 * (now / before - 1) / 0.35)


@rule
def innovation_score(s, coached, m):
    """Points out of 100 by the guideline: rights 30, use of results 30, management 20, growth 20.

    Formula:
        rights = 12 + (8 if s.patents > 0 else min(6, 1.2 * s.designs)) + min(6, 2 * s.patents)
        used = min(30, 6 * min(5, s.contracts) * (0.5 + 0.5 * min(1, s.patents + 0.5 * s.designs)))
        managed = min(20, management_points + 0.5 * researchers(s) + (coaching_points if coached) +
            (renewal_points if s.high_tech_until >= 0))
        rights + used + managed + 2 * growth_points(s.sales_1, s.sales_2)
    Source: 国科发火〔2016〕195号; assumed (points by what the model knows of a firm).
    """
    rights = (
        12.0 + (8.0 if s.patents > 0 else min(6.0, 1.2 * s.designs)) + min(6.0, 2.0 * s.patents)
    )
    used = min(
        30.0, 6.0 * min(5, s.contracts) * (0.5 + 0.5 * min(1.0, s.patents + 0.5 * s.designs))
    )
    managed = m.management_points + 0.5 * researchers(s)
    managed += m.coaching_points if coached else 0.0
    # who has held the title keeps its books in the order it asks for
    managed = min(20.0, managed + (m.renewal_points if s.high_tech_until >= 0 else 0.0))
    growth = 2 * growth_points(s.sales_1, s.sales_2)
    return rights + used + managed + growth


@rule
def title_chance(points, m):
    """A firm's own estimate of its chance with a panel: it can count its points, but panels differ.

    Formula: 0.5 * (1 + erf((points - high_tech_score) / (sqrt(2) * panel_noise)))
    Source: 67-85 % of applicants pass.
    """
    # the chance that normal noise lifts the points over the line
    return 0.5 * (
        1 + math.erf((points - m.high_tech_score) / (math.sqrt(2.0) * (m.panel_noise + 1e-9)))
    )


@rule
def title_benefit(s, m):
    """What the high-tech title is worth to a firm over its three years: tax, award, credit, name,
    in 万元.

    Formula:
        saved = years * profit * (income_tax_rate - high_tech_rate) if profit > small_limit else 0
        years = certificate_months / 12
        profit = max(0, s.sales_1 - s.costs_1)
        award = provincial_award + high_tech_award if s.high_tech_until < 0 else 0
        name = title_value * s.sales_1 if s.high_tech_until < 0 else title_sales * title_margin *
            years * s.sales_1
        saved + award + name
    Source: 企业所得税法第二十八条; usual provincial part of the stack: 10; assumed (the name).
    """
    profit = max(0.0, s.sales_1 - s.costs_1)
    years = m.certificate_months / 12
    saved = (
        years * profit * (m.income_tax_rate - m.high_tech_rate) if profit > m.small_limit else 0.0
    )
    if s.high_tech_until >= 0:
        # a holder knows what it would lose
        return saved + m.title_sales * m.title_margin * years * s.sales_1
    award = m.provincial_award + (m.high_tech_award if m.award_envelope > 0 else 0.0)
    return saved + award + m.title_value * s.sales_1


@rule
def application_bill(d, m):
    """What an application costs: an agency's fee and the management time that one-stop service does
    not save, in 万元.

    Formula: application_cost * d.service_price * (1 - d.saved_time)
    Source: 67-85 % of applicants pass, and the known stock of certificates.
    """
    return m.application_cost * d.service_price * (1 - d.saved_time)


@rule
def panel_score(points, v, m):
    """What a panel makes of a firm's points; panels differ.

    Formula: points + panel_noise * normal(v)
    Source: 67-85 % of applicants pass.
    """
    return points + m.panel_noise * normal(v)


@rule
def filing_reach(s, d, m):
    """The part of firms like this one that know the programmes and have their papers in order: it
    grows with size, with what the district tells, and with certified neighbours.

    Formula: filing_rate * d.aware * (1 + peer_effect * d.peers) * (max(1, s.heads) /
        capacity_heads) ** capacity_size / d.service_price
    Source: Currie 2006 (take-up); Zwick 2021 (small firms take up less); Bass 1969 (imitation);
        assumed (the form).
    """
    reach = m.filing_rate * d.aware * (1 + m.peer_effect * d.peers) / d.service_price
    return reach * math.exp(m.capacity_size * math.log(max(1, s.heads) / m.capacity_heads))


@rule
def can_file(s, d, m):
    """Whether a firm can file at all: its capacity lasts for life, so it is always the same firms
    that do.

    Formula: 1 - s.capacity < filing_reach(s, d)
    Source: assumed.
    """
    return 1 - s.capacity < filing_reach(s, d, m)


@rule
def listed_for_title(s, m):
    """How far a firm without a certificate is on its authority's list: for sure from some months in
    the registry on; else hardly.

    Formula: 1 if s.rung == TECH_SME and clock - s.rung_since >= registry_months else
        unlisted_filing
    Source: 国科发火〔2016〕32号; most first certificates come out of the registry.
    """
    listed = s.rung == TECH_SME and m.clock - s.rung_since >= m.registry_months
    return 1.0 if listed else m.unlisted_filing


@rule
def apply_tech_sme(s, d, m, c):
    """Once a year a firm has itself evaluated: holders renew by March, others who can file by
    September; for a firm on the list of candidates the papers are prepared, whatever its capacity.

    Formula:
        files = renewal_rate if s.tech_sme_until >= clock else filing_turnout * (s.cultivated ==
            MICRO or can_file(s, d))
        s.tech_sme_until = clock + 12 + MARCH - month if u < files and passes_tech_sme(s)
    Source: 国科发政〔2017〕115号 (a number lapses with the March after its year); fitted in the spin-up to
        the known stock of tech SMEs.
    """
    u, _, _, _ = four_uniforms(s.key, m, D_CERTIFY)
    held = s.tech_sme_until >= m.clock
    able = held or s.cultivated == MICRO or can_file(s, d, m)
    files = m.renewal_rate if held else m.filing_turnout * able
    if s.sales_1 + s.research_1 + s.research_year > 0 and u < files:
        c.tech_sme_filed += 1
        if not passes_tech_sme(s, m):
            c.tech_sme_failed += 1
            return
        if s.tech_sme_until < 0:
            s.award_due += m.tech_sme_award * (m.award_envelope > 0)
        # the number of a year stays good until the next year's renewals are over
        s.tech_sme_until = m.clock + (12 + MARCH - m.month)


@rule
def is_coached(s, w, reached, m):
    """Whether somebody puts an applicant's books in order: a coach of its district or house, an
    adviser it bought, or the list of candidates it is on.

    Formula: w < reached or s.advised_until >= clock or s.cultivated == TECH_SME
    Source: definition.
    """
    return w < reached or s.advised_until >= m.clock or s.cultivated == TECH_SME


@rule
def apply_high_tech(s, d, reached, m, b, c):
    """A firm that passes the gates applies if its chance of the title is worth the price; so many
    are coached, and all on the list of candidates.

    Formula:
        applies = u < will and title_chance(points) * title_benefit(s) > application_bill(d)
        will = renewal_will if s.high_tech_until >= 0 else high_tech_filing * (1 if coached else
            listed_for_title(s))
        s.high_tech_until = clock + certificate_months - 1 if applies and panel_score(points, v) >
            high_tech_score
    Source: 国科发火〔2016〕32号; 国科发火〔2016〕195号; fitted in the spin-up to the known stock of certificates.
    """
    if not passes_high_tech_gates(s, m):
        return
    u, v, w, _ = four_uniforms(s.key, m, D_PANEL)
    coached = is_coached(s, w, reached, m)
    listed = 1.0 if coached else listed_for_title(s, m)
    will = m.renewal_will if s.high_tech_until >= 0 else m.high_tech_filing * listed
    points = innovation_score(s, coached, m)
    if u < will and title_chance(points, m) * title_benefit(s, m) > application_bill(d, m):
        c.high_tech_applied += 1
        if panel_score(points, v, m) <= m.high_tech_score:
            c.high_tech_refused += 1
            return
        if s.high_tech_until < 0:
            s.award_due += m.high_tech_award * (m.award_envelope > 0)
            s.cash += m.provincial_award
            s.grants_year += m.provincial_award
            b.provincial_awards += m.provincial_award
        # the month of the certificate counts
        s.high_tech_until = m.clock + int(m.certificate_months) - 1


@rule
def award_titles(s, m):
    """Spring: growth titles and the specialised champion title are judged on the last full years.

    Formula:
        s.gazelle = clock - s.registered >= gazelle_age and s.sales_4 >= gazelle_base and s.sales_1
            >= s.sales_4 * (1 + gazelle_growth) ** 3 and s.sales_1 > s.sales_2 and s.research_1 >=
            gazelle_research * s.sales_1
        s.champion = champion_open > 0 and s.high_tech_until >= clock and clock - s.registered >=
            champion_age and s.sales_1 >= champion_floor and s.research_1 >= line * s.sales_1 and
            s.sales_1 >= (1 + champion_growth) * s.sales_2 and s.patents >= champion_rights and
            s.capability * s.quality > champion_skill
        line = champion_small if s.sales_1 < champion_sales else champion_large
    Source: 科技部火炬中心口径; 工信部企业〔2022〕63号; assumed (skill for a share of the niche).
    """
    s.gazelle = (
        m.clock - s.registered >= m.gazelle_age
        and s.sales_4 >= m.gazelle_base
        and s.sales_1 >= s.sales_4 * (1 + m.gazelle_growth) ** 3
        and s.sales_1 > s.sales_2
        and s.research_1 >= m.gazelle_research * s.sales_1
    )
    line = m.champion_small if s.sales_1 < m.champion_sales else m.champion_large
    s.champion = (
        m.champion_open > 0
        and s.high_tech_until >= m.clock
        and m.clock - s.registered >= m.champion_age
        and s.sales_1 >= m.champion_floor
        and s.research_1 >= line * s.sales_1
        and s.sales_1 >= (1 + m.champion_growth) * s.sales_2
        and s.patents >= m.champion_rights
        and s.capability * s.quality > m.champion_skill
    )


@rule
def rung_of(s, m):
    """The rung a firm stands on by what it holds today.

    Formula: STRONG if s.gazelle or s.champion or s.leading or s.listed else HIGH_TECH if
        s.high_tech_until >= clock else TECH_SME if s.tech_sme_until >= clock else MICRO
    Source: 国科发政〔2017〕115号; 国科发火〔2016〕32号.
    """
    if s.gazelle or s.champion or s.leading or s.listed:
        return STRONG
    if s.high_tech_until >= m.clock:
        return HIGH_TECH
    if s.tech_sme_until >= m.clock:
        return TECH_SME
    return MICRO


@rule
def count_fall(rung, c):
    """A firm that falls back is counted by the rung it leaves.

    Formula:
        c.fell_back += 1
        c.left_tech_sme += rung == TECH_SME
        c.left_high_tech += rung == HIGH_TECH
        c.left_strong += rung == STRONG
    Source: definition.
    """
    c.fell_back += 1
    if rung == TECH_SME:
        c.left_tech_sme += 1
    elif rung == HIGH_TECH:
        c.left_high_tech += 1
    elif rung == STRONG:
        c.left_strong += 1


@rule
def climb(s, m, c):
    """Move to the rung one stands on, and count the step; a certificate that lapses takes its
    tenders along, on whatever rung.

    Formula:
        s.rung = rung_of(s)
        s.contract_value *= 1 - title_sales if s.high_tech_until == clock - 1
        s.award_due += strong_award if new == STRONG and not s.was_strong
    Source: definition.
    """
    if s.high_tech_until == m.clock - 1:
        # tenders that ask for the title go to others
        s.contract_value *= 1 - m.title_sales
    new = rung_of(s, m)
    if new != s.rung:
        if new > s.rung:
            if new == TECH_SME:
                c.to_tech_sme += 1
            elif new == HIGH_TECH:
                c.to_high_tech += 1
            elif new == STRONG:
                c.to_strong += 1
                s.award_due += m.strong_award * (m.award_envelope > 0 and not s.was_strong)
                s.was_strong = True
        else:
            count_fall(s.rung, c)
        s.rung = new
        s.rung_since = m.clock


@rule
def high_tech_date(s, m):
    """Whether this is the autumn month in which a firm without a valid certificate may apply.

    Formula: month >= OCTOBER and slot(s.key, 3) + OCTOBER == month and s.high_tech_until < clock +
        3
    Source: 国科发火〔2016〕32号; assumed (which autumn month).
    """
    return (
        m.month >= OCTOBER
        and slot(s.key, 3) + OCTOBER == m.month
        and s.high_tech_until < m.clock + 3
    )


@rule
def certify(s, d, reached, m, b, c):
    """A firm that has a date with an office this month keeps it, and moves to the rung it stands
    on.

    The leading line is read every month; a high-tech date goes before a tech-SME date, titles are
    given in April.

    Formula: s.leading = trailing_sales(s) > leading_sales
    Source: 许昌方案三（九）; 国科发政〔2017〕115号; assumed (which month within the window).
    """
    s.leading = trailing_sales(s, m) > m.leading_sales
    if high_tech_date(s, m):
        apply_high_tech(s, d, reached, m, b, c)
    elif m.month <= MARCH and s.tech_sme_until >= m.clock:
        if slot(s.key, 3) + 1 == m.month:
            apply_tech_sme(s, d, m, c)
    elif m.month >= APRIL and s.tech_sme_until < m.clock and slot(s.key, 6) + APRIL == m.month:
        apply_tech_sme(s, d, m, c)
    if m.month == APRIL:
        was = s.gazelle
        award_titles(s, m)
        c.to_gazelle += s.gazelle and not was
    climb(s, m, c)


@rule
def list_places(rung, m):
    """How many firms of a rung a district keeps on its list for the next one.

    Formula: micro_cultivation_places if rung == MICRO else high_tech_cultivation_places if rung ==
        TECH_SME else strong_cultivation_places if rung == HIGH_TECH else 0
    Source: definition.
    """
    if rung == MICRO:
        return m.micro_cultivation_places
    if rung == TECH_SME:
        return m.high_tech_cultivation_places
    return m.strong_cultivation_places if rung == HIGH_TECH else 0.0


@rule
def place_cost(rung, m):
    """What a firm on a list costs its authority in a year, in 万元.

    Formula: micro_place_cost if rung == MICRO else high_tech_place_cost if rung == TECH_SME else
        strong_place_cost
    Source: assumed.
    """
    if rung == MICRO:
        return m.micro_place_cost
    return m.high_tech_place_cost if rung == TECH_SME else m.strong_place_cost


@rule
def nearness_to_tech_sme(s, m):
    """How near a micro firm is to a tech SME's number: its points against the line, within the size
    gates.

    Formula: tech_sme_points(s) / sme_score if s.heads <= sme_heads and s.sales_1 <= sme_sales else
        0
    Source: 国科发政〔2017〕115号.
    """
    if s.heads > m.sme_heads or s.sales_1 > m.sme_sales:
        return 0.0
    return tech_sme_points(s, m) / m.sme_score


@rule
def nearness_to_high_tech(s, m):
    """How near a tech SME is to the high-tech title: its points as coached, less what its research
    of three years lacks; none where age, staff or products do not serve.

    Formula:
        0 if clock - s.registered < high_tech_age or researchers(s) < high_tech_staff * s.heads or
            s.high_tech_share < high_tech_sales
        innovation_score(s, True) / high_tech_score * min(1, reported / line)
        line = required_intensity(s.sales_1) * (s.sales_1 + s.sales_2 + s.sales_3)
        reported = s.reported_1 + s.reported_2 + s.reported_3
    Source: 国科发火〔2016〕32号; 国科发火〔2016〕195号.
    """
    line = required_intensity(s.sales_1, m) * (s.sales_1 + s.sales_2 + s.sales_3)
    if (
        line <= 0
        or m.clock - s.registered < m.high_tech_age
        or researchers(s) < m.high_tech_staff * s.heads
        or s.high_tech_share < m.high_tech_sales
    ):
        return 0.0
    reported = s.reported_1 + s.reported_2 + s.reported_3
    return innovation_score(s, True, m) / m.high_tech_score * min(1.0, reported / line)


@rule
def nearness_to_champion(s, m):
    """How near a firm is to the specialised champion title: by what it lacks most.

    Formula:
        0 if champion_open <= 0 or s.sales_1 <= 0 or clock - s.registered < champion_age
        min(1, s.sales_1 / champion_floor, s.research_1 / (line * s.sales_1), s.patents /
            champion_rights, s.capability * s.quality / champion_skill)
        line = champion_small if s.sales_1 < champion_sales else champion_large
    Source: 工信部企业〔2022〕63号.
    """
    if m.champion_open <= 0 or s.sales_1 <= 0 or m.clock - s.registered < m.champion_age:
        return 0.0
    line = m.champion_small if s.sales_1 < m.champion_sales else m.champion_large
    books = min(s.sales_1 / m.champion_floor, s.research_1 / (line * s.sales_1))
    skill = s.capability * s.quality / m.champion_skill
    return min(1.0, books, s.patents / m.champion_rights, skill)


@rule
def nearness_to_strong(s, m):
    """How near a high-tech enterprise is to a strong firm: by the shorter way, a leading firm's
    sales or the champion title.

    Formula: max(trailing_sales(s) / leading_sales, nearness_to_champion(s))
    Source: 许昌方案三（九）; 工信部企业〔2022〕63号.
    """
    return max(trailing_sales(s, m) / m.leading_sales, nearness_to_champion(s, m))


@rule
def nearness(s, m):
    """How near a firm is to the next rung's line, about 1 where it is reached.

    Formula: nearness_to_tech_sme(s) if s.rung == MICRO else nearness_to_high_tech(s) if s.rung ==
        TECH_SME else nearness_to_strong(s)
    Source: definition.
    """
    if s.rung == MICRO:
        return nearness_to_tech_sme(s, m)
    if s.rung == TECH_SME:
        return nearness_to_high_tech(s, m)
    return nearness_to_strong(s, m)


@rule
def may_enter(s, m):
    """Whether a firm may be put on its rung's list: once while it stands on the rung.

    Formula: MICRO <= s.rung <= HIGH_TECH and s.cultivated == 0 and s.cultivated_since <
        s.rung_since and list_places(s.rung) > 0
    Source: assumed.
    """
    return (
        MICRO <= s.rung <= HIGH_TECH
        and s.cultivated == 0
        and (s.cultivated_since < 0 or s.cultivated_since < s.rung_since)
        and list_places(s.rung, m) > 0
    )


@rule
def leave_list(s, m):
    """A firm leaves the list when it stands on another rung, when its term is over, or when there
    is no list any more.

    Formula: s.cultivated = 0 if s.rung != s.cultivated or clock - s.cultivated_since >=
        cultivation_term or list_places(s.cultivated) <= 0
    Source: assumed.
    """
    if (
        s.rung != s.cultivated
        or m.clock - s.cultivated_since >= m.cultivation_term
        or list_places(s.cultivated, m) <= 0
    ):
        s.cultivated = 0


@rule
def serve_place(s, m, b, c):
    """A month of a place on a list is paid; on the list for the high-tech title the money works out
    and files the rights a firm lacks.

    What else a place brings is done where it acts: papers and an adviser in the offices' dates
    (certify), research planned to the line (settle), and for who is to become strong a manager's
    mentor (learn), customers (trade) and funds (seek_funding).

    Formula:
        month = place_cost(s.cultivated) / 12
        s.designs += poisson(u, month / right_fee * work / (work + filing_half)) if s.cultivated ==
            TECH_SME and s.patents == 0 and s.designs < rights_wanted
        work = research_work(s)
    Source: 国科发火〔2016〕195号; assumed (the order of needs).
    """
    month = place_cost(s.cultivated, m) / 12
    if s.cultivated == MICRO:
        b.micro_cultivation += month
    elif s.cultivated == TECH_SME:
        b.high_tech_cultivation += month
        if s.patents == 0 and s.designs < m.rights_wanted:
            u, _, _, _ = four_uniforms(s.key, m, D_CULTIVATE)
            work = research_work(s)
            filed = poisson(u, month / m.right_fee * work / (work + m.filing_half))
            s.designs += filed
            c.designs_filed += filed
    else:
        b.strong_cultivation += month


@kernel
def keep_lists(startups, living, months, book, moves, count, who, near):
    """Firms on a list are served or leave it; each quarter it is seen who might enter.

    `count` gets how many firms stand on each list, shape (district, rung); returns how many
    candidates for lists with places left stand in `who` and `near`.

    Order: living startups, in any order.
    Source: assumed.
    """
    n = 0
    for j in range(len(living)):
        later = living[min(j + AHEAD, len(living) - 1)]
        prefetch(startups, later, "district")
        prefetch(startups, later, "cultivated")
        if months[0].month % 3 == 1:  # what candidates are ranked by
            prefetch(startups, later, "heads")
            prefetch(startups, later, "sales_year")
            prefetch(startups, later, "sales_1")
            prefetch(startups, later, "patents")
        r = living[j]
        s = startups[r]
        m = months[s.district]
        if s.cultivated > 0:
            leave_list(s, m)
        if s.cultivated > 0:
            count[s.district, s.cultivated] += 1
            serve_place(s, m, book[s.district], moves[s.district])
        elif m.month % 3 == 1 and may_enter(s, m):
            close = nearness(s, m)
            if close > 0:
                who[n], near[n] = r, close
                n += 1
    left = 0
    for k in range(n):
        prefetch(startups, who[min(k + AHEAD, n - 1)], "rung")
        s = startups[who[k]]
        if count[s.district, s.rung] + 1 <= list_places(s.rung, months[s.district]):
            who[left], near[left] = who[k], near[k]
            left += 1
    return left


@kernel
def enter_lists(startups, months, count, who, order):
    """The nearest firms enter their lists while there are places.

    Order: candidates, the nearest first; of equal nearness by key.
    Formula: s.cultivated = s.rung if count + 1 <= list_places(s.rung)
    Source: assumed.
    """
    left = 0
    for d in range(len(months)):
        for rung in range(MICRO, HIGH_TECH + 1):
            left += max(0, math.floor(list_places(rung, months[d])) - count[d, rung])
    for k in order:
        if left <= 0:
            break  # every list is full
        s = startups[who[k]]
        m = months[s.district]
        if count[s.district, s.rung] + 1 <= list_places(s.rung, m):
            s.cultivated = s.rung
            s.cultivated_since = m.clock
            count[s.district, s.rung] += 1
            left -= 1


@rule
def turn_year(s):
    """January: this year's figures become last year's.

    Formula:
        s.sales_2 = s.sales_1
        s.sales_1 = s.sales_year
        s.costs_1 = s.costs_year
        s.reported_1 = s.reported_year
        s.research_1 = s.research_year
    Source: definition.
    """
    s.sales_4 = s.sales_3
    s.sales_3 = s.sales_2
    s.sales_2 = s.sales_1
    s.sales_1 = s.sales_year
    s.reported_3 = s.reported_2
    s.reported_2 = s.reported_1
    s.reported_1 = s.reported_year
    s.costs_1 = s.costs_year
    s.research_1 = s.research_year
    s.sales_year = 0.0
    s.costs_year = 0.0
    s.research_year = 0.0
    s.reported_year = 0.0
    s.grants_year = 0.0


@kernel
def turn_years(startups, living):
    """Every living startup opens new books.

    Order: every living startup, in any order.
    Source: definition.
    """
    for r in living:
        turn_year(startups[r])
