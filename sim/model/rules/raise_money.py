"""Funds are set up, raise money over time, pay their managers, and hand back what they hold."""

import math

from sim.core.chance import child_key, four_uniforms, lognormal, trait
from sim.core.kernel import kernel, rule
from sim.model.codes import (
    ANGEL_FUND,
    COINVESTED,
    COINVESTMENT_FUND,
    CORPORATE,
    CORPORATE_FUND,
    D_FUND,
    D_NEW_FUND,
    D_RAISE,
    GROWTH_FUND,
    GUIDANCE_FUND,
    GUIDED,
    INHOUSE,
    INHOUSE_FUND,
    MERGER,
    MERGER_FUND,
    SEED_FUND,
    SEEDED,
    UPPER,
    VENTURE_FUND,
)
from sim.model.rules.common import pro_rata, stake_value

MAJORITY = 0.5  # of a fund's money


@rule
def commitment(line, m):
    """Public money for a kind of fund this year, in 万元; lines in the order of their codes.

    Formula: guidance_commitment, seed_commitment, coinvestment_commitment, corporate_commitment,
        inhouse_commitment, upper_fund_commitment, merger_commitment
    Source: definition.
    """
    return (
        m.guidance_commitment,
        m.seed_commitment,
        m.coinvestment_commitment,
        m.corporate_commitment,
        m.inhouse_commitment,
        m.upper_fund_commitment,
        m.merger_commitment,
    )[line]


@rule
def pay_in(line, money, b):
    """Public money is paid in: the district's own, or the province's.

    Formula: b.guidance_commitment += money if line == GUIDED
    Source: definition.
    """
    if line == GUIDED:
        b.guidance_commitment += money
    elif line == SEEDED:
        b.seed_commitment += money
    elif line == COINVESTED:
        b.coinvestment_commitment += money
    elif line == CORPORATE:
        b.corporate_commitment += money
    elif line == INHOUSE:
        b.inhouse_commitment += money
    elif line == MERGER:
        b.merger_commitment += money
    else:
        b.upper_commitment += money


@rule
def fund_kind(line):
    """The kind of fund a commitment sets up, lines in the order of their codes; the province brings
    a venture fund.

    Formula: GUIDANCE_FUND, ANGEL_FUND, COINVESTMENT_FUND, CORPORATE_FUND, INHOUSE_FUND,
        VENTURE_FUND, MERGER_FUND
    Source: assumed.
    """
    return (
        GUIDANCE_FUND,
        ANGEL_FUND,
        COINVESTMENT_FUND,
        CORPORATE_FUND,
        INHOUSE_FUND,
        VENTURE_FUND,
        MERGER_FUND,
    )[line]


@rule
def public_aim(line, m):
    """The public share a fund aims at; those without private investors are public, but for a
    partner's match.

    Formula: guidance_share if line in (GUIDED, MERGER) else seed_public_share if line == SEEDED
        else 1
    Source: assumed.
    """
    if line in (GUIDED, MERGER):
        return m.guidance_share
    return m.seed_public_share if line == SEEDED else 1.0


@rule
def usual_ticket(kind, m):
    """The usual deal of a fund of a kind, in 万元.

    Formula: amount_seed if kind == SEED_FUND or kind == INHOUSE_FUND else amount_angel if kind ==
        ANGEL_FUND else amount_b if kind == GROWTH_FUND or kind == MERGER_FUND else amount_a
    Source: assumed.
    """
    if kind in (SEED_FUND, INHOUSE_FUND):
        return m.amount_seed
    if kind == ANGEL_FUND:
        return m.amount_angel
    return m.amount_b if kind in (GROWTH_FUND, MERGER_FUND) else m.amount_a


@rule
def open_fund(f, d, k, m):
    """A fund opens in a district with a term for raising, investing and ending.

    Formula:
        f.raises_until = clock + raising_months
        f.invests_until = clock + fund_period
        f.ends = clock + fund_life
    Source: 5+2 years; assumed (raising and investing).
    """
    f.alive = True
    f.born = m.clock
    f.market = d.market
    f.district = k
    f.ticket = usual_ticket(f.kind, m)
    f.raises_until = m.clock + int(m.raising_months)
    f.ends = m.clock + int(m.fund_life)
    f.invests_until = m.clock + int(m.fund_period)


@kernel
def found_public_fund(funds, row, line, k, home, sector, match, districts, months, book):
    """A fund is set up around a year's public money and a partner's match; its first closing is
    that money. Returns whether a manager judged well gets it, which an owner who judges looks for
    first.

    Order: one fund: its key comes from its district, year and line.
    Formula:
        money = pro_rata(commitment(line))
        f.raised = money * (1 + match)
        f.target = max(f.raised, money / public_aim(line))
        kept = v < post_evaluation and best_manager(funds) >= 0
        f.skill = public_manager_skill * lognormal(u, public_manager_spread) if not kept
    Source: assumed.
    """
    f, d, m, b = funds[row], districts[k], months[k], book[k]
    money = pro_rata(commitment(line, m), m)
    f.key = child_key(d.key, m.year * 8 + line, D_NEW_FUND)
    u, v, _, _ = four_uniforms(f.key, m, D_FUND)
    best = best_manager(funds, fund_kind(line), k)
    kept = v < m.post_evaluation and best >= 0
    f.kind = fund_kind(line)
    f.line = line
    f.home = home
    f.sector = sector
    f.skill = m.public_manager_skill * lognormal(u, m.public_manager_spread)
    if kept:
        f.skill = funds[best].skill
    f.public_paid = money
    f.raised = money * (1 + match)
    f.cash = f.raised
    f.public_share = money / f.raised
    f.target = max(f.raised, money / public_aim(line, m))
    if line <= CORPORATE:
        f.local_multiple = m.local_multiple
        f.concession = m.profit_concession
    open_fund(f, d, k, m)
    pay_in(line, money, b)
    b.private_commitment += f.raised - money
    return kept


@rule
def private_kind(u, m):
    """The kind of a fund that settles by itself: seed, angel, venture, and the rest growth.

    Formula: SEED_FUND if u < seed_funds else ANGEL_FUND if u < seed_funds + angel_funds else
        VENTURE_FUND if u < seed_funds + angel_funds + venture_funds else GROWTH_FUND
    Source: assumed.
    """
    if u < m.seed_funds:
        return SEED_FUND
    if u < m.seed_funds + m.angel_funds:
        return ANGEL_FUND
    return VENTURE_FUND if u < m.seed_funds + m.angel_funds + m.venture_funds else GROWTH_FUND


@kernel
def settle_funds(funds, first, n, k, districts, candidates, months, book):
    """Fund institutions that look at a district settle where they see a pipeline; returns how many
    do.

    Order: institutions that look at the district this month, in the order of contact.
    Formula:
        stays = u <= candidates / (candidates + pipeline_half)
        f.target = max(least_fund, f.ticket * deals_a_fund * lognormal(z, fund_size_spread))
        f.raised = f.target * min(1, first_closing * lognormal(y, closing_spread))
        f.skill = lognormal(w, manager_spread)
    Source: managers' fees are 2 % a year; few funds on file are below 30 m yuan; assumed (the
        rest).
    """
    d, m, b = districts[k], months[k], book[k]
    came = 0
    for j in range(n):
        f = funds[first + came]
        f.key = child_key(d.key, m.clock * 100 + j, D_FUND)
        u, _, _, _ = four_uniforms(f.key, m, D_NEW_FUND)
        if u > candidates / (candidates + m.pipeline_half):
            continue
        came += 1
        v, w, z, y = four_uniforms(f.key, m, D_FUND)
        f.kind = private_kind(v, m)
        f.skill = lognormal(w, m.manager_spread)
        open_fund(f, d, k, m)
        f.target = max(m.least_fund, f.ticket * m.deals_a_fund * lognormal(z, m.fund_size_spread))
        f.raised = f.target * min(1.0, m.first_closing * lognormal(y, m.closing_spread))
        f.cash = f.raised
        b.private_commitment += f.raised
    return came


@rule
def fund_appeal(f, pipeline, m):
    """What draws private money to a fund: its manager, a pipeline, profit conceded; strings put it
    off.

    Formula:
        drawn = f.skill * pipeline / (pipeline + pipeline_half) * exp(-multiple_drag *
            f.local_multiple) * (1 + concession_gain * f.concession)
        drawn *= 1 + angel_supply * angel_tax_credit * income_tax_rate if f.kind <= ANGEL_FUND else
            1
    Source: Colonnelli, Li & Liu 2024 (sign); Denes et al. 2023 (sign).
    """
    drawn = f.skill * pipeline / (pipeline + m.pipeline_half)
    drawn *= math.exp(-m.multiple_drag * f.local_multiple) * (1 + m.concession_gain * f.concession)
    if f.kind <= ANGEL_FUND:  # a tax credit lowers what early-stage money costs its owners
        drawn *= 1 + m.angel_supply * m.angel_tax_credit * m.income_tax_rate
    return drawn


@rule
def subscription(f, pipeline, noise, m):
    """What private investors put in this month: they follow public money, though less and less of
    it, or a private manager's plan; some funds are luckier than others all along.

    Formula:
        max(0, min(f.target - f.raised, base * fund_appeal(f, pipeline) * luck * noise /
            raising_months))
        base = private_pool * (1 - exp(-private_follow * f.public_paid / private_pool)) if
            f.public_paid > 0 else private_success * f.target
        luck = lognormal(trait(f.key), raising_luck)
    Source: 0.88-0.93 private per public unit; assumed (private plans).
    """
    if f.public_paid > 0:
        base = m.private_pool * (1 - math.exp(-m.private_follow * f.public_paid / m.private_pool))
    else:
        base = m.private_success * f.target
    # a trait can be 0, which no draw of a spread may be
    luck = lognormal(max(1e-9, trait(f.key)), m.raising_luck)
    drawn = base * fund_appeal(f, pipeline, m) * luck
    return max(0.0, min(f.target - f.raised, drawn * noise / m.raising_months))


@rule
def caution(f, m):
    """How far a manager shuns losses: publicly led funds answer for them deal by deal, as far as
    nobody forgives them and the owner does not judge the portfolio as a whole.

    Formula: (1 - error_tolerance) * (1 - post_evaluation) if f.public_share > MAJORITY or f.kind ==
        GUIDANCE_FUND else 0
    Source: assumed.
    """
    if f.public_share > MAJORITY or f.kind == GUIDANCE_FUND:
        return (1 - m.error_tolerance) * (1 - m.post_evaluation)
    return 0.0


@rule
def is_due_for_judgement(f, m):
    """Whether the public owner of a fund judges it this month: each January, once its portfolio is
    old enough to tell.

    Formula: f.alive and f.public_paid > 0 and f.invested > 0 and month == 1 and clock - f.born >=
        evaluation_months and post_evaluation > 0
    Source: assumed.
    """
    return (
        f.alive
        and f.public_paid > 0
        and f.invested > 0
        and m.month == 1
        and m.post_evaluation > 0
        and m.clock - f.born >= m.evaluation_months
    )


@kernel
def judge_funds(funds, stakes, startups, months):
    """Owners of public money judge their funds by the whole portfolio: what has come back and what
    is held, at its last valuation, against what was paid.

    Order: funds due, in any order.
    Formula: f.verdict = (f.proceeds + sum(stake_value(stake, s))) / f.invested
    Source: assumed.
    """
    for k in range(funds.size):
        f = funds[k]
        if is_due_for_judgement(f, months[f.district]):
            held = 0.0
            for stake in stakes:
                if stake.alive and stake.fund == k:
                    held += stake_value(stake, startups[stake.startup])
            f.verdict = (f.proceeds + held) / f.invested


@rule
def best_manager(funds, kind, k):
    """The public fund of a kind judged best in a district, if it kept its money together; else -1.

    Formula: fund with max(f.verdict) of f.kind == kind and f.public_paid > 0 and f.verdict >= 1
    Source: assumed.
    """
    best = -1
    for j in range(funds.size):
        f = funds[j]
        ours = f.kind == kind and f.public_paid > 0 and f.district == k
        if ours and f.verdict >= 1 and (best < 0 or f.verdict > funds[best].verdict):
            best = j
    return best


@kernel
def raise_money(funds, pipelines, months, book, moves):
    """Funds in their raising term take subscriptions; those that stay below their floor are
    dissolved.

    Order: every fund, in any order.
    Formula:
        f.raised += money
        money = subscription(f, pipelines, lognormal(u, raising_spread))
        f.dissolved = f.raised < closing_floor * f.target if clock == f.raises_until
    Source: assumed.
    """
    for f in funds:
        f.deals = 0
        if not f.alive:
            continue
        m = months[f.district]
        if f.born < m.clock <= f.raises_until:
            u, _, _, _ = four_uniforms(f.key, m, D_RAISE)
            money = subscription(f, pipelines[f.market], lognormal(u, m.raising_spread), m)
            f.raised += money
            f.cash += money
            f.public_share = f.public_paid / f.raised
            book[f.district].private_commitment += money
            if m.clock == f.raises_until and f.raised < m.closing_floor * f.target:
                f.dissolved = True
                f.ends = m.clock
                moves[f.district].funds_dissolved += 1
        f.caution = caution(f, m)


@rule
def conceded_share(f):
    """The part of the public gain left to private investors: forfeited where the local multiple was
    not met.

    Formula: f.concession if f.local_invested >= f.local_multiple * f.public_paid else 0
    Source: assumed.
    """
    return f.concession if f.local_invested >= f.local_multiple * f.public_paid else 0.0


@rule
def hand_back(f, back, b):
    """A fund pays its investors; the public concedes part of its gain. One that an institution owns
    hands it all.

    Formula:
        gain = min(back, max(0, f.returned + back - f.raised))
        public = f.public_share * (back - gain * conceded_share(f))
        f.handed += back if f.institution >= 0
    Source: assumed.
    """
    # capital is returned first; what comes after it is gain
    gain = min(back, max(0.0, f.returned + back - f.raised))
    public = f.public_share * (back - gain * conceded_share(f))
    f.cash -= back
    f.returned += back
    if f.institution >= 0:
        f.handed += back
        b.institution_returns += back
        return
    if f.line == UPPER:
        b.fund_returned_province += public
    else:
        b.fund_returned_public += public
    b.fund_returned_private += back - public


@kernel
def set_aside(funds, stakes, months):
    """Funds keep money for later rounds of firms they hold: so much for a yuan of the first stake,
    less what has followed.

    A facility's own fund keeps nothing: it only helps firms to begin.

    Order: every stake that is still held, in any order.
    Formula: f.reserve = max(0, sum(follow_reserve * stake.amount if stake.opening else
        -stake.amount))
    Source: venture funds reserve 40 to 60 % of their capital.
    """
    for f in funds:
        f.reserve = 0.0
    for stake in stakes:
        f = funds[stake.fund]
        if stake.alive and f.home < 0 and not f.elsewhere:
            f.reserve += (
                months[f.district].follow_reserve * stake.amount if stake.opening else -stake.amount
            )
    for f in funds:
        f.reserve = max(0.0, f.reserve)


@kernel
def keep_books(funds, months, book):
    """Funds pay their managers, and hand back what they hold when they end or no longer invest; so
    does what comes back to a fund that has ended.

    Order: every fund, in any order: the manager's fee first, then what is handed back.
    Formula:
        fee = f.raised * management_fee / 12
        keep = f.reserve + f.raised * management_fee * (f.ends - clock) / 12 if clock < f.ends else
            0
    Source: usual 2 %; assumed (what is kept).
    """
    for f in funds:
        if not f.alive and f.cash <= 0:
            continue
        m, b = months[f.district], book[f.district]
        fee = min(max(0.0, f.cash), f.raised * m.management_fee / 12) if f.alive else 0.0
        f.cash -= fee
        b.management_fees += fee
        over = m.clock >= f.ends
        if over or (m.clock >= f.invests_until and m.month == 12):
            keep = (
                0.0 if over else f.reserve + f.raised * m.management_fee * (f.ends - m.clock) / 12
            )
            hand_back(f, max(0.0, f.cash - keep), b)
        if over:
            f.alive = False
