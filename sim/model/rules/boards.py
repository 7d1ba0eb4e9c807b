"""Firms have their shares quoted: four boards, each with a line of its own.

Where a firm is quoted is counted beside its life: by itself it changes neither its money nor what others think
of it.  What it is worth with banks and funds, levers say.
"""

from sim.core.chance import four_uniforms
from sim.core.kernel import rule
from sim.model.codes import D_QUOTE, GROWTH_BOARD, MAIN_BOARD, NEEQ, NO_BOARD, REGIONAL_BOARD
from sim.model.rules.common import is_quarter_turn


@rule
def board_cost(board, m):
    """What a firm pays to come to a board: sponsors, auditors and entrance; those of a listing are
    paid out of what it raises.

    Formula: neeq_cost if board == NEEQ else regional_board_cost if board == REGIONAL_BOARD else 0
    Source: assumed.
    """
    if board == NEEQ:
        return m.neeq_cost
    return m.regional_board_cost if board == REGIONAL_BOARD else 0.0


@rule
def board_award(board, m):
    """What the public pays a firm that comes to one of the two lower boards.

    Formula: neeq_award if board == NEEQ else regional_board_award if board == REGIONAL_BOARD else 0
    Source: definition.
    """
    if board == NEEQ:
        return m.neeq_award
    return m.regional_board_award if board == REGIONAL_BOARD else 0.0


@rule
def bears_cost(s, board, m):
    """Whether a firm bears what a board costs beyond the award: it is no more than a part of its
    yearly sales.

    Formula: board_cost(board) - board_award(board) <= quotation_effort * s.sales_1
    Source: assumed.
    """
    return board_cost(board, m) - board_award(board, m) <= m.quotation_effort * s.sales_1


@rule
def meets_main_line(s, m):
    """Whether a firm meets the line of the main boards: age, sales of three years, and profit.

    Formula: clock - s.registered >= ipo_age and s.sales_1 + s.sales_2 + s.sales_3 >=
        main_board_sales and s.sales_1 - s.costs_1 >= main_board_profit
    Source: 证监会令第32号.
    """
    return (
        m.clock - s.registered >= m.ipo_age
        and s.sales_1 + s.sales_2 + s.sales_3 >= m.main_board_sales
        and s.sales_1 - s.costs_1 >= m.main_board_profit
    )


@rule
def meets_growth_line(s, m):
    """Whether a firm meets the line of the growth board: age, last year's sales, and a profit.

    Formula: clock - s.registered >= ipo_age and s.sales_1 >= growth_board_sales and s.sales_1 >
        s.costs_1
    Source: 证监会令第99号.
    """
    return (
        m.clock - s.registered >= m.ipo_age
        and s.sales_1 >= m.growth_board_sales
        and s.sales_1 > s.costs_1
    )


@rule
def highest_board(s, m):
    """The strictest board that is open to a firm: the two upper ones to those whose shares are
    listed, the NEEQ to any that is old enough and bears the cost, a regional one to almost any.

    Formula:
        MAIN_BOARD if s.listed and meets_main_line(s) else GROWTH_BOARD if s.listed and
            meets_growth_line(s) else lower
        lower = NEEQ if s.listed or age >= neeq_age and bears_cost(s, NEEQ) else REGIONAL_BOARD if
            age >= regional_board_age and bears_cost(s, REGIONAL_BOARD) else NO_BOARD
        age = clock - s.registered
    Source: 全国中小企业股份转让系统业务规则（试行）; assumed (costs, regional boards).
    """
    if s.listed:
        if meets_main_line(s, m):
            return MAIN_BOARD
        return GROWTH_BOARD if meets_growth_line(s, m) else NEEQ
    age = m.clock - s.registered
    if age >= m.neeq_age and bears_cost(s, NEEQ, m):
        return NEEQ
    if age >= m.regional_board_age and bears_cost(s, REGIONAL_BOARD, m):
        return REGIONAL_BOARD
    return NO_BOARD


@rule
def quotation_rate(board, d, m):
    """The monthly chance that a firm open to a board comes to it; coaching speeds all but the
    regional one up.

    Formula: regional_board_rate * regional_board_open if board == REGIONAL_BOARD else rate * (1 +
        listing_gain * d.groomed)
        rate = neeq_rate * neeq_open if board == NEEQ else listing_rate * listing_window
    Source: incubators' graduates listed or quoted, mostly on the lower boards, rose from 180 in 2012 to
        6 534 in 2021; assumed.
    """
    if board == REGIONAL_BOARD:
        return m.regional_board_rate * m.regional_board_open
    rate = m.neeq_rate * m.neeq_open if board == NEEQ else m.listing_rate * m.listing_window
    return rate * (1 + m.listing_gain * d.groomed)


@rule
def enter_board(s, board, m, b, c):
    """A firm comes to a board. Where the public pays an award, the cost is paid out of it and the
    firm keeps the rest; without one the cost is neglected.

    Formula:
        s.board = board
        spent = min(board_award(board), board_cost(board))
        s.cash += board_award(board) - spent
    Source: assumed.
    """
    c.quotations += s.board == NO_BOARD
    s.board = board
    award = board_award(board, m)
    if award > 0:
        spent = min(award, board_cost(board, m))
        s.cash += award - spent
        s.grants_year += award
        s.costs_year += spent
        s.support += award
        if board == NEEQ:
            b.neeq_award += award
        else:
            b.regional_board_award += award
        b.quotation_costs += spent


@rule
def quote(s, d, m, b, c):
    """A firm comes to the strictest board open to it, or at first to a regional one: once a quarter
    by chance, and at once when it has been listed. One that was bought stays where it is.

    What happens once a quarter has three times the monthly chance.

    Formula:
        board = highest_board(s)
        enters = u < 3 * quotation_rate(board) if board > s.board
    Source: assumed.
    """
    if s.listed and s.board < NEEQ:
        enter_board(s, highest_board(s, m), m, b, c)
    elif s.acquired < 0 and is_quarter_turn(s, m):
        board = highest_board(s, m)
        if board > s.board:
            u, v, _, _ = four_uniforms(s.key, m, D_QUOTE)
            at_first = s.board == NO_BOARD and board == NEEQ and bears_cost(s, REGIONAL_BOARD, m)
            if u < 3 * quotation_rate(board, d, m):
                enter_board(s, board, m, b, c)
            elif at_first and v < 3 * quotation_rate(REGIONAL_BOARD, d, m):
                enter_board(s, REGIONAL_BOARD, m, b, c)
