"""What the page draws of the comparison's tables: money by what it is paid for, where firms are
gone and new.
"""

from sim.app.components.widgets import Chart, bar_option
from sim.report.colors import BLUE, GREEN, ORANGE
from sim.report.document import Table
from sim.report.numbers import format_number
from sim.words.catalogue import say

MOST_PAYMENTS = 10
PAIR, LINE, AROUND = 34, 24, 60  # pixels that a pair of bars, a line of one and the rest take
SIDES, MOVES = ("#6b7580", BLUE), (ORANGE, GREEN)  # as in the gauges; loss and gain


def payment_chart(table: Table) -> Chart:
    """What each side pays for, the largest first."""
    paid = [r.cells for r in table.rows if not r.style][:MOST_PAYMENTS]
    series = [(table.head[k], [row[k].numbers[0] for row in paid]) for k in (1, 2)]
    option = bar_option([row[0].text for row in paid], series, SIDES)
    return Chart(table.caption, table.note, option, table, AROUND + PAIR * max(1, len(paid)))


def firm_change_chart(table: Table) -> Chart:
    """Where there are more firms and where fewer, by district and sector, with the sizes in the
    table.
    """
    rows = {row.key: row.cells for row in table.rows}
    groups = [cells for key, cells in rows.items() if key.startswith(("district-", "sector-"))]
    lost, gained = zip(*(cells[1].numbers for cells in groups), strict=True)
    series = [(say("decide_gone"), [-count for count in lost]), (say("decide_new"), gained)]
    option = bar_option([cells[0].text for cells in groups], series, MOVES, "inline")
    whole = rows["all"][1]
    gone, new = map(format_number, whole.numbers)
    words = say("decide_moves_words", lost=gone, gained=new, net=whole.text)
    return Chart(say("decide_moves"), words, option, table, AROUND + LINE * len(groups))
