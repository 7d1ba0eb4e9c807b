"""Cultivation lists 培育库: for each rung the firms nearest to the next, which an authority keeps and
serves.
"""

from sim.core.chance import four_uniforms, poisson
from sim.core.kernel import kernel, rule
from sim.model.codes import D_CULTIVATE, HIGH_TECH, MICRO, TECH_SME
from sim.model.rules.certify import (
    innovation_score,
    required_intensity,
    tech_sme_points,
)
from sim.model.rules.common import research_work, researchers, trailing_sales


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
    candidates stand in `who` and `near`.

    Order: living startups, in any order.
    Source: assumed.
    """
    n = 0
    for r in living:
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
    return n


@kernel
def enter_lists(startups, months, count, who, order):
    """The nearest firms enter their lists while there are places.

    Order: candidates, the nearest first; of equal nearness by key.
    Formula: s.cultivated = s.rung if count + 1 <= list_places(s.rung)
    Source: assumed.
    """
    for k in order:
        s = startups[who[k]]
        m = months[s.district]
        if count[s.district, s.rung] + 1 <= list_places(s.rung, m):
            s.cultivated = s.rung
            s.cultivated_since = m.clock
            count[s.district, s.rung] += 1
