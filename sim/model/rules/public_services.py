"""Government acts: purses open, services are staffed, shared stocks are built up and wear out."""

import math

import numpy as np

from sim.core.fields import dtype_of, fields_of, number_places, number_view
from sim.core.kernel import kernel, rule
from sim.core.ledger import Flow
from sim.model.agents.payments import POOL, Book
from sim.model.calendar import MONTH_ROW
from sim.model.rules.common import pro_rata

# payments of a yearly budget, month by month; mentors and floor space are paid by facilities as they use the money
SERVICES = {
    name: flow.lever
    for name, flow in fields_of(Book).items()
    if isinstance(flow, Flow)
    and (flow.lever.endswith("_budget") or flow.payee == POOL)
    and name not in ("mentors", "infrastructure")
}


SERVICE_PAYMENTS = np.array(number_places(dtype_of(Book), SERVICES))
SERVICE_BUDGETS = np.array(number_places(MONTH_ROW, SERVICES.values()))


@rule
def service_coverage(budget, unit_cost, clients):
    """The share of clients a yearly budget serves when each costs so much; crowding sets in early.

    Formula: 1 - exp(-budget / (unit_cost * max(1, clients))) if budget > 0 else 0
    Source: assumed.
    """
    if budget <= 0:
        return 0.0
    return 1.0 - math.exp(-budget / (unit_cost * max(1.0, clients)))


@rule
def yearly_envelope(kind, m):
    """The year's money for a programme, in 万元; programmes in the order of their codes.

    Formula: rent_subsidy_envelope, research_grant_envelope, voucher_envelope, digital_envelope,
        joint_research_envelope, founder_grant_envelope, award_envelope, interest_envelope,
        relocation_envelope, procurement_envelope, talent_award_envelope, settlement_envelope,
        operating_subsidy_envelope, upgrade_grant_envelope, park_policy_envelope
    Source: definition.
    """
    return (
        m.rent_subsidy_envelope,
        m.research_grant_envelope,
        m.voucher_envelope,
        m.digital_envelope,
        m.joint_research_envelope,
        m.founder_grant_envelope,
        m.award_envelope,
        m.interest_envelope,
        m.relocation_envelope,
        m.procurement_envelope,
        m.talent_award_envelope,
        m.settlement_envelope,
        m.operating_subsidy_envelope,
        m.upgrade_grant_envelope,
        m.park_policy_envelope,
    )[kind]


@rule
def delay_factor(d, m):
    """What a race between districts leaves of delays: who leads hurries less.

    Formula: exp(-race_response * race_pressure * (leader_hurry if d.race_rank == 1 else 1))
    Source: assumed.
    """
    return math.exp(
        -m.race_response * m.race_pressure * (m.leader_hurry if d.race_rank == 1 else 1.0)
    )


@rule
def opening_month(d, m):
    """Programmes open some months into the year; departments that work together or race open them
    sooner, and so do meetings that take them up.

    Formula: 1 + int(opening_lag * exp(-coordination_budget / coordination_cost) * d.hurry *
        exp(-dispatch_effect * d.pressed) + 0.5)
    Source: assumed.
    """
    lag = m.opening_lag * math.exp(-m.coordination_budget / m.coordination_cost) * d.hurry
    if d.pressed > 0:
        lag *= math.exp(-m.dispatch_effect * d.pressed)
    return 1 + int(lag + 0.5)


@rule
def purse_due(p, d, m):
    """What is to be put into a purse this month: the year's envelope, once, pro rata when a plan
    starts late.

    Formula: d.money_weight * pro_rata(yearly_envelope(p.kind)) if p.opened != year and month >= d.opening else 0
    Source: assumed.
    """
    if p.opened == m.year or m.month < d.opening:
        return 0.0
    return d.money_weight * pro_rata(yearly_envelope(p.kind, m), m)


@rule
def ration(d, m, b):
    """Programmes share the year's pot; what they need beyond it comes from higher government as far
    as it transfers.

    Formula:
        left = max(0, most - d.pot_used)
        d.pot_share = left / d.pot_wanted if d.pot_wanted > left else 1
        pot = pro_rata(fiscal_pot)
        most = pro_rata(fiscal_pot + upper_transfer)
        b.upper_transfer += max(0, d.pot_used + spent - pot) - max(0, d.pot_used - pot)
    Source: assumed.
    """
    pot, most = pro_rata(m.fiscal_pot, m), pro_rata(m.fiscal_pot + m.upper_transfer, m)
    # programmes that open in the same month are cut alike; those that opened before keep what they got
    left = max(0.0, most - d.pot_used)
    d.pot_share = left / d.pot_wanted if d.pot_wanted > left else 1.0
    spent = d.pot_wanted * d.pot_share
    if m.upper_transfer > 0:
        b.upper_transfer += max(0.0, d.pot_used + spent - pot) - max(0.0, d.pot_used - pot)
    d.pot_used += spent


@rule
def open_purse(p, d, m, b):
    """The year's envelope is appropriated as far as the pot allows.

    Formula:
        p.purse = money * d.pot_share
        money = purse_due(p, d)
    Source: definition.
    """
    money = purse_due(p, d, m)
    if money > 0:
        p.purse = money * d.pot_share
        p.opened = m.year
        p.applied = 0
        p.granted = 0
        b.appropriation += p.purse


@rule
def lapse(p, b):
    """What is left of a purse in December goes back.

    Formula:
        b.lapsed += p.purse
        p.purse = 0
    Source: assumed.
    """
    b.lapsed += p.purse
    p.purse = 0.0


@rule
def filing_ratio(award, price, m):
    """Inventions filed, against those filed at the usual cost without an award: their worth is
    spread exponentially, so an award and cheaper agencies draw the less worthy ones out.

    Formula:
        (1 - unfiled_share * exp(-gain)) / (1 - unfiled_share)
        gain = award / patent_filing_cost + 1 - price
    Source: assumed.
    """
    gain = award / m.patent_filing_cost + 1 - price
    return (1 - m.unfiled_share * math.exp(-gain)) / (1 - m.unfiled_share)


@rule
def serve_projects(d, m):
    """Agencies, workshops, platforms and markets for rights do what their budgets pay for this
    month.

    Formula:
        d.agencies += agency_budget / 12 / agency_settling_cost - agency_wear * d.agencies
        d.service_price = 1 - agency_saving * d.agencies / (d.agencies + agency_need * max(1,
            firms))
        d.prototyping = prototyping_gain * service_coverage(prototyping_budget, prototyping_cost,
            d.unready)
        d.crowdsourced = service_coverage(crowdsourcing_budget, crowdsourcing_cost, firms)
        d.ip_liquidity = service_coverage(ip_trading_budget, ip_trading_cost, 1)
        d.cluster_meetings = min(1, cluster_budget / 12 / meeting_price / max(1, d.cluster_firms))
        d.filed = filing_ratio(patent_award, d.service_price)
    Source: assumed.
    """
    firms = float(d.firms)
    d.agencies += m.agency_budget / 12 / m.agency_settling_cost - m.agency_wear * d.agencies
    d.service_price = 1 - m.agency_saving * d.agencies / (
        d.agencies + m.agency_need * max(1.0, firms)
    )
    d.prototyping = m.prototyping_gain * service_coverage(
        m.prototyping_budget, m.prototyping_cost, float(d.unready)
    )
    d.crowdsourced = service_coverage(m.crowdsourcing_budget, m.crowdsourcing_cost, firms)
    d.ip_liquidity = service_coverage(m.ip_trading_budget, m.ip_trading_cost, 1.0)
    d.filed = filing_ratio(m.patent_award if m.award_envelope > 0 else 0.0, d.service_price, m)
    d.cluster_meetings = min(1.0, m.cluster_budget / 12 / m.meeting_price / max(1, d.cluster_firms))


def pay_services(book, months):
    """A month of the year's money for services is paid, whether or not there are clients.

    `book` and `months` are whole tables, a row a district: which payment belongs to which budget
    its declaration says.
    """
    paid = number_view(months).take(SERVICE_BUDGETS, 1)
    paid /= 12
    cells = number_view(book)
    paid += cells.take(SERVICE_PAYMENTS, 1)
    cells[:, SERVICE_PAYMENTS] = paid
    book["talent_flats"] += months["talent_flats"] * months["flat_cost"] / 12


@rule
def serve(d, m):
    """Offices, platforms, brokers and courses do what their budgets pay for this month.

    Formula:
        d.aware = base_awareness + (1 - base_awareness) * attention *
            service_coverage(information_budget, information_cost, firms)
        d.peers = d.certified / max(1, firms)
        d.saved_time = most_time_saved * attention * service_coverage(one_stop_budget,
            one_stop_cost, firms)
        d.coached = service_coverage(coaching_budget, coaching_cost, firms * candidate_share)
        d.meetings = meeting_rate + (1 - meeting_rate) * meeting_gain * meetings
        d.training_rate = min(1, training_budget / 12 / seat_cost / max(1, d.untrained))
        d.platform += platform_budget / 12 - platform_wear * d.platform
        d.access = equipment / (equipment + platform_need * max(1, firms))
        d.technology += brought / transfer_cost - technology_ageing * d.technology
        d.usable = d.technology / max(1, firms / technology_firms)
        d.lift = technology_gain * log1p(d.usable)
        d.amenity += amenity_budget / 12 / amenity_cost - amenity_wear * (d.amenity - 1)
        d.culture += campaign_budget / 12 / campaign_cost * (culture_most - d.culture) -
            culture_wear * (d.culture - 1)
        d.hearing = 1 + role_model_gain * service_coverage(role_model_budget, role_model_cost, 1)
        d.pool += pool_funding / 12
    Source: assumed.
    """
    firms = float(d.firms)
    # a race between districts counts neither information nor one-stop service: both are neglected
    attention = 1 - m.race_neglect * m.race_pressure
    d.hurry = delay_factor(d, m)
    d.opening = opening_month(d, m)
    informed = attention * service_coverage(m.information_budget, m.information_cost, firms)
    d.aware = m.base_awareness + (1 - m.base_awareness) * informed
    d.saved_time = (
        m.most_time_saved * attention * service_coverage(m.one_stop_budget, m.one_stop_cost, firms)
    )
    d.peers = d.certified / max(1.0, firms)
    d.protection = service_coverage(m.ip_budget, m.ip_cost, firms)
    d.coached = service_coverage(m.coaching_budget, m.coaching_cost, firms * m.candidate_share)
    meetings = service_coverage(m.matching_budget, m.matching_cost, float(d.candidates))
    d.meetings = m.meeting_rate + (1 - m.meeting_rate) * m.meeting_gain * meetings
    d.brokered = service_coverage(m.merger_budget, m.merger_cost, d.able)
    d.groomed = service_coverage(m.listing_budget, m.listing_cost, d.listing_candidates)
    d.training_rate = min(1.0, m.training_budget / 12 / m.seat_cost / max(1, d.untrained))
    d.platform += m.platform_budget / 12 - m.platform_wear * d.platform
    equipment = d.platform + m.equipment_opened * m.institute_equipment * d.share
    d.access = equipment / (equipment + m.platform_need * max(1.0, firms))
    # where an exchange stands, money for transfer pays its people instead
    brought = 0.0 if d.exchange else m.transfer_budget / 12
    brought += m.ip_trading_budget / 12 * m.licence_part
    brought += (1 - m.abroad_people) * m.international_budget / 12 / m.foreign_premium
    d.technology += brought / m.transfer_cost - m.technology_ageing * d.technology
    d.usable = d.technology / max(1.0, firms / m.technology_firms)
    d.lift = m.technology_gain * math.log1p(d.usable)
    d.amenity += m.amenity_budget / 12 / m.amenity_cost - m.amenity_wear * (d.amenity - 1.0)
    d.operator_courses = service_coverage(
        m.operator_training_budget, m.course_cost, float(d.facility_staff)
    )
    d.culture += m.campaign_budget / 12 / m.campaign_cost * (
        m.culture_most - d.culture
    ) - m.culture_wear * (d.culture - 1.0)
    d.hearing = 1 + m.role_model_gain * service_coverage(
        m.role_model_budget, m.role_model_cost, 1.0
    )
    d.pool += m.pool_funding / 12


@kernel
def enact(districts, programmes, months, book):
    """Every district's administration starts its month.

    Order: districts serve first; then all purses that are due are added up, the pot is shared, and
        they open together.
    Source: assumed.
    """
    for k in range(districts.size):
        d, m = districts[k], months[k]
        serve(d, m)
        serve_projects(d, m)
        d.purses = 0
        d.unopened = False
        d.pot_wanted = 0.0
        if m.month == 1:
            d.pot_used = 0.0
    for p in programmes:
        districts[p.district].pot_wanted += purse_due(p, districts[p.district], months[p.district])
    for k in range(districts.size):
        ration(districts[k], months[k], book[k])
    for p in programmes:
        m = months[p.district]
        open_purse(p, districts[p.district], m, book[p.district])
        if p.opened != m.year and yearly_envelope(p.kind, m) > 0:
            districts[p.district].unopened = True
        if p.purse > 0:
            districts[p.district].purses += 1


@kernel
def empty_purses(programmes, book):
    """Purses are emptied in December.

    Order: every purse, in any order.
    Source: definition.
    """
    for p in programmes:
        lapse(p, book[p.district])
