"""Terms that several topics share: each is worked out here and nowhere else."""

import math

from sim.core.chance import slot
from sim.core.kernel import rule
from sim.model.codes import ENGINEER, GOVERNMENT, RETURNED


@rule
def is_running(i):
    """Whether a facility stands open: from its opening to its closing.

    Formula: i.opened >= 0 and i.closed < 0
    Source: definition.
    """
    return i.opened >= 0 and i.closed < 0


@rule
def charge_of(i, own):
    """The operator, or its post, in whose charge a facility is: the one whose tender names it; else
    of what government owns the one that the district's lever seeks; -1 none.

    Formula: i.tender if i.tender >= 0 else own if i.owner == GOVERNMENT else -1
    Source: 招标投标法 (who owns a facility may put it out to tender).
    """
    if i.tender >= 0:
        return i.tender
    return own if i.owner == GOVERNMENT else -1


@rule
def dismiss(i, m):
    """A facility loses its operator; what its owner's own team can do is left, and it is put out to
    tender anew.

    Formula:
        i.professional = False
        i.skill = min(i.skill, house_skill)
        i.tender_from = clock
    Source: assumed (what is left without the operator).
    """
    i.professional = False
    i.skill = min(i.skill, m.house_skill)
    i.tender_from = m.clock


@rule
def is_acting(o, m):
    """Whether an institution takes part this month: from the month the plan names.

    Formula: o.alive and clock >= o.since
    Source: definition.
    """
    return o.alive and m.clock >= o.since


@rule
def borrowing_room(o):
    """What an institution can pay: its cash, and what it may still borrow.

    Formula: max(0, o.cash) + max(0, o.debt_limit - o.debt)
    Source: definition.
    """
    return max(0.0, o.cash) + max(0.0, o.debt_limit - o.debt)


@rule
def spend_or_borrow(o, amount, b):
    """An institution pays; what its cash lacks it borrows.

    Formula:
        o.cash -= amount
        o.debt += max(0, -o.cash)
        o.cash = max(0, o.cash)
    Source: definition.
    """
    o.cash -= amount
    borrowed = max(0.0, -o.cash)
    o.debt += borrowed
    o.cash += borrowed
    b.institution_borrowing += borrowed


@rule
def is_quarter_turn(s, m):
    """Whether it is a firm's turn this month: once a quarter, in a month its key fixes, so that no
    month is crowded.

    Formula: slot(s.key, 3) == clock % 3
    Source: assumed.
    """
    return slot(s.key, 3) == m.clock % 3


@rule
def trailing_sales(s, m):
    """Sales of twelve months: this year's so far, and last year's part for the months that are
    lacking.

    Formula: s.sales_year + s.sales_1 * (12 - month) / 12
    Source: definition.
    """
    return s.sales_year + s.sales_1 * (12 - m.month) / 12


@rule
def founders_part(s):
    """The founders' part of what a firm pays its owners: none once an established firm has bought
    it.

    Formula: 0 if s.acquired >= 0 else s.founder_share
    Source: definition.
    """
    return 0.0 if s.acquired >= 0 else s.founder_share


@rule
def log_ability(s):
    """What a firm is worth to those who choose among firms: its idea times its skill, as a
    logarithm.

    Formula: log(s.quality * s.capability)
    Source: definition.
    """
    return math.log(s.quality * s.capability + 1e-9)


@rule
def manages(s):
    """Whether a founder has turned from research to managing: the product sells, and the firm does
    no research of its own; 1 or 0.

    A firm that moved in or was there before has no founder on its payroll, and one that was bought
    has a manager of its owner's.

    Formula: 1 if s.ready >= 1 and not s.researching and s.founder >= 0 and s.acquired < 0 else 0
    Source: assumed.
    """
    return 1 if s.ready >= 1 and not s.researching and s.founder >= 0 and s.acquired < 0 else 0


@rule
def researchers(s):
    """A firm's people in research, its founder only while he does research.

    Formula: s.research_heads - manages(s)
    Source: definition.
    """
    return s.research_heads - manages(s)


@rule
def research_work(s):
    """The research a firm's people do in a month, in researcher-months of usual skill.

    Formula: max(0, s.research_skill) * s.effort * researchers(s) / max(1, s.research_heads)
    Source: definition.
    """
    return max(0.0, s.research_skill) * s.effort * researchers(s) / max(1, s.research_heads)


@rule
def niche(u, m):
    """The market a product can serve, in 万元 a month: most are small, a few are very large (Pareto).

    Formula: min(niche_most, niche_least * u ** (-1 / niche_tail))
    Source: Zipf: firm sizes have exponent about 1.06.
    """
    return min(m.niche_most, m.niche_least * u ** (-1 / m.niche_tail))


@rule
def tenders_won(x):
    """What of a month's tenders comes to startups here, 万元 a month; suppliers elsewhere get the
    rest.

    It answers to what firms here can do with elasticity x.rivals / (x.appeal + x.rivals).

    Formula: x.tendered * x.appeal / (x.appeal + x.rivals)
    Source: Berry 1994 (a logit choice with an outside good, firms here in one nest).
    """
    return x.tendered * x.appeal / (x.appeal + x.rivals + 1e-12)


@rule
def registration_wait(m):
    """The days from a founder's first paper to a firm that may work; reforms take days off.

    Formula: max(0, registration_days - registration_days_saved + approval_days -
        approval_days_saved)
    Source: assumed.
    """
    return max(
        0.0,
        m.registration_days - m.registration_days_saved + m.approval_days - m.approval_days_saved,
    )


@rule
def deregistration_wait(m):
    """The months for which a firm that has ended stays on the register; reforms take days off.

    Formula: max(0, deregistration_days - deregistration_days_saved) / 30
    Source: simplified deregistration since 2017.
    """
    return max(0.0, m.deregistration_days - m.deregistration_days_saved) / 30


@rule
def pro_rata(amount, m):
    """A yearly sum as far as the plan covers the year: nine twelfths where it begins in April.

    Formula: amount * (13 - first_month) / 12
    Source: definition.
    """
    return amount * (13 - m.first_month) / 12


@rule
def take_off_payroll(t, s):
    """A researcher leaves a startup's payroll: one head, with its skill and wage.

    Formula:
        s.heads -= 1
        s.research_heads -= 1
        s.research_skill -= t.skill
        s.wage_bill -= t.wage
    Source: definition.
    """
    s.research_heads -= 1
    s.heads -= 1
    s.research_skill -= t.skill
    s.wage_bill -= t.wage


@rule
def draw_on_purse(p, amount, c):
    """Whether a purse pays an application: in full while it holds so much, else not at all.

    Formula:
        p.purse >= amount
        p.purse -= amount
        p.granted += 1 if p.purse >= amount else 0
    Source: assumed.
    """
    p.applied += 1
    if p.purse < amount:
        p.refused += 1
        c.refused += 1
        return False
    p.purse -= amount
    p.granted += 1
    return True


@rule
def tender_delay(o, m):
    """By how many months the choice of an operator is late: from the month it is due, or where none
    is named from the earliest at which it could be chosen.

    Formula: clock - (o.due if o.due >= 0 else o.began + tender_months)
    Source: definition.
    """
    return int(m.clock - (o.due if o.due >= 0 else o.began + m.tender_months))


@rule
def dispatch_attention(late, d, m):
    """How often this month's meetings take up a thing that is so many months late: each meeting takes
    up few things, the latest first.

    Formula: 0 if dispatch_meetings <= 0 or late <= 0 else dispatch_meetings / 12 * (1 if late >
        d.dispatch_line else d.dispatch_part if late == d.dispatch_line else 0)
    Source: assumed.
    """
    if m.dispatch_meetings <= 0 or late <= 0:
        return 0.0
    part = d.dispatch_part if late == d.dispatch_line else 0.0
    return m.dispatch_meetings / 12 * (1.0 if late > d.dispatch_line else part)


@rule
def press(chance, taken_up, m):
    """The chance that a thing is done this month once meetings have taken it up so many times.

    Formula: 1 - (1 - chance) * exp(-dispatch_effect * taken_up) if taken_up > 0 else chance
    Source: assumed.
    """
    if taken_up <= 0:
        return chance
    return 1 - (1 - chance) * math.exp(-m.dispatch_effect * taken_up)


@rule
def own_technology(s, d, m):
    """What results that a firm bought teach it, beyond what the district's technology teaches all.

    Formula: technology_gain * (log1p(d.usable + s.technology) - log1p(d.usable))
    Source: assumed.
    """
    return m.technology_gain * (math.log1p(d.usable + s.technology) - math.log1p(d.usable))


@rule
def is_talent(t):
    """Whether a person counts as talent: an engineer, manager, scientist or leading person, or
    someone back from abroad.

    Formula: t.kind >= ENGINEER or t.origin == RETURNED
    Source: assumed.
    """
    return t.kind >= ENGINEER or t.origin == RETURNED


@rule
def insurance_worth(m):
    """Years of own income that insurance against the firm's failure is worth to a founder with
    talent, after the part of the premium that is not public: who expects less than it costs takes
    none out.

    Formula: max(0, founder_insurance * (believed_failure - founder_premium_rate * (1 -
        founder_premium_subsidy)))
    Source: Hombert et al. 2020 (sign).
    """
    if m.founder_insurance <= 0:
        return 0.0
    own = m.founder_premium_rate * (1 - m.founder_premium_subsidy)
    return max(0.0, m.founder_insurance * (m.believed_failure - own))


@rule
def founder_claim(s, clock):
    """What insurance pays the founder of a firm that has closed within its term.

    Formula: s.founder_cover if clock <= s.insured_until and s.acquired < 0 else 0
    Source: assumed.
    """
    return s.founder_cover if clock <= s.insured_until and s.acquired < 0 else 0.0


@rule
def room_to_grow(i, m):
    """Floor area of an open facility that could still be made fit for tenants.

    Formula: max(0, most_usable * i.area - i.tenant_area)
    Source: assumed.
    """
    return max(0.0, m.most_usable * i.area - i.tenant_area)


@rule
def stake_value(stake, s):
    """What a stake's part of a firm is worth at the firm's valuation, after later rounds have
    diluted it.

    Formula: stake.share * s.founder_share / stake.founders_after * s.valuation
    Source: definition.
    """
    return stake.share * s.founder_share / stake.founders_after * s.valuation


@rule
def promise(s, m):
    """What a startup promises those who would own a part: team, product, customers and the market
    left to win.

    Formula: log_ability(s) + traction_weight * log1p(s.contract_value) + market_weight * log1p(max(0,
        s.niche - s.contract_value) / niche_least)
    Source: assumed.
    """
    seen = log_ability(s) + m.traction_weight * math.log1p(s.contract_value)
    return seen + m.market_weight * math.log1p(max(0.0, s.niche - s.contract_value) / m.niche_least)


@rule
def secondary_value(s, m):
    """What a firm's shares are worth before anybody takes it over: sales at the price of listed
    firms' less a discount for shares that are hard to sell, or what it has in the bank.

    Formula: max(0, s.cash, listing_multiple * trailing_sales(s) * (1 - secondary_discount))
    Source: shares that cannot be sold freely fetch 20-40 % less than listed ones.
    """
    return max(0.0, s.cash, m.listing_multiple * trailing_sales(s, m) * (1 - m.secondary_discount))
