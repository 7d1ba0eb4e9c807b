"""Government acts: purses open, services are staffed, shared stocks are built up and wear out."""
import math

from sim.core.kernel import kernel, rule
from sim.kinds import (
    AWARD,
    DIGITAL_GRANT,
    FOUNDER_GRANT,
    INTEREST_GRANT,
    JOINT_RESEARCH,
    PROCUREMENT,
    RELOCATION,
    RENT_GRANT,
    RESEARCH_GRANT,
    SETTLEMENT,
    TALENT_AWARD,
    VOUCHER,
)


@rule
def reached(budget, unit_cost, clients):
    """The share of clients a yearly budget serves when each costs so much; crowding sets in early."""
    if budget <= 0:
        return 0.0
    return 1.0 - math.exp(-budget / (unit_cost * max(1.0, clients)))


@rule
def envelope(kind, m):
    """The year's money for a programme, in 万元."""
    if kind == RENT_GRANT:
        return m.rent_subsidy_envelope
    if kind == RESEARCH_GRANT:
        return m.research_grant_envelope
    if kind == VOUCHER:
        return m.voucher_envelope
    if kind == DIGITAL_GRANT:
        return m.digital_envelope
    if kind == JOINT_RESEARCH:
        return m.joint_research_envelope
    if kind == FOUNDER_GRANT:
        return m.founder_grant_envelope
    if kind == AWARD:
        return m.award_envelope
    if kind == INTEREST_GRANT:
        return m.interest_envelope
    if kind == RELOCATION:
        return m.relocation_envelope
    if kind == PROCUREMENT:
        return m.procurement_envelope
    if kind == TALENT_AWARD:
        return m.talent_award_envelope
    if kind == SETTLEMENT:
        return m.settlement_envelope
    return 0.0


@rule
def opening_month(m):
    """Programmes open some months into the year; departments that work together open them sooner."""
    return 1 + int(m.opening_lag * math.exp(-m.coordination_budget / m.coordination_cost) + 0.5)


@rule
def open_purse(p, d, m, b):
    """The year's envelope is appropriated once, pro rata of the months left when a plan starts late."""
    if p.opened != m.year and m.month >= d.opening:
        money = envelope(p.kind, m)
        if money > 0:
            p.purse = money * (13 - m.first_month) / 12
            p.opened = m.year
            p.applied = 0
            p.granted = 0
            b.appropriation += p.purse


@rule
def lapse(p, b):
    """What is left of a purse in December goes back."""
    b.lapsed += p.purse
    p.purse = 0.0


@rule
def serve(d, m, b):
    """Offices, platforms, brokers and courses do what their budgets pay for this month."""
    firms = float(d.firms)
    d.opening = opening_month(m)
    d.aware = m.base_awareness + (1 - m.base_awareness) * reached(m.information_budget, m.information_cost, firms)
    d.saved_time = m.most_time_saved * reached(m.one_stop_budget, m.one_stop_cost, firms)
    d.protection = reached(m.ip_budget, m.ip_cost, firms)
    d.coached = reached(m.coaching_budget, m.coaching_cost, firms * m.candidate_share)
    meetings = reached(m.matching_budget, m.matching_cost, firms * m.candidate_share)
    d.meetings = m.meeting_rate + (1 - m.meeting_rate) * m.meeting_gain * meetings
    d.brokered = reached(m.merger_budget, m.merger_cost, d.able)
    d.groomed = reached(m.listing_budget, m.listing_cost, d.listing_candidates)
    d.training_rate = min(1.0, m.training_budget / 12 / m.seat_cost / max(1, d.untrained))
    d.platform += m.platform_budget / 12 - m.platform_wear * d.platform
    d.access = d.platform / (d.platform + m.platform_need * max(1.0, firms))
    d.technology += m.transfer_budget / 12 / m.transfer_cost - m.technology_ageing * d.technology
    d.lift = m.technology_gain * math.log1p(d.technology)
    d.cluster_reach = 1 + m.cluster_reach * (1 - math.exp(-m.cluster_budget / m.cluster_cost))
    d.amenity += m.amenity_budget / 12 / m.amenity_cost - m.amenity_wear * (d.amenity - 1.0)
    d.pool += m.pool_funding / 12
    b.information += m.information_budget / 12
    b.one_stop += m.one_stop_budget / 12
    b.ip_protection += m.ip_budget / 12
    b.coaching += m.coaching_budget / 12
    b.matching += m.matching_budget / 12
    b.merger_brokerage += m.merger_budget / 12
    b.listing_coaching += m.listing_budget / 12
    b.training += m.training_budget / 12
    b.platforms += m.platform_budget / 12
    b.technology_transfer += m.transfer_budget / 12
    b.amenities += m.amenity_budget / 12
    b.pool_funding += m.pool_funding / 12
    b.coordination += m.coordination_budget / 12
    b.talent_flats += m.talent_flats * m.flat_cost / 12
    b.events += m.event_budget / 12
    b.recruiting += m.recruiting_budget / 12
    b.promotion += m.promotion_budget / 12
    b.fund_promotion += m.fund_promotion_budget / 12
    b.clusters += m.cluster_budget / 12
    b.experts += m.expert_budget / 12
    b.talent_services += m.talent_service_budget / 12


@kernel
def enact(districts, programmes, months, book):
    """Every district's administration starts its month."""
    for k in range(districts.size):
        serve(districts[k], months[k], book[k])
        districts[k].purses = 0
    for p in programmes:
        open_purse(p, districts[p.district], months[p.district], book[p.district])
        if p.purse > 0:
            districts[p.district].purses += 1


@kernel
def year_end(programmes, book):
    """Purses are emptied in December."""
    for p in programmes:
        lapse(p, book[p.district])
