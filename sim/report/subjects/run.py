"""The report of a plan's runs: the first page, then its sections; a screen shows the tables and
what they come to.
"""

from collections.abc import Callable, Sequence

from sim.core.records import Row
from sim.report.document import (
    Block,
    Blocks,
    Heading,
    Paragraph,
    ReportDocument,
    assemble_report,
    table_blocks,
)
from sim.report.subjects import basis, run_chapters
from sim.report.subjects.run_front_page import run_conclusion, run_front_page
from sim.runs.histories import RunHistories
from sim.words.catalogue import say

OF_RUNS: dict[str, Callable[[RunHistories, Row], Sequence[Block]]] = {
    "targets": run_chapters.targets_chapter,
    "ladder": run_chapters.ladder_chapter,
    "money": run_chapters.money_chapter,
    "districts": run_chapters.districts_chapter,
    "finance": run_chapters.finance_chapter,
    "talent": run_chapters.talent_chapter,
    "risks": run_chapters.risks_chapter,
}
OF_BASIS: dict[str, Callable[[Row], Sequence[Block]]] = {
    "assumptions": basis.assumptions_chapter,
    "method": basis.run_method,
    "provenance": basis.run_provenance,
}
PARTS = ("front", *OF_RUNS, *OF_BASIS)


def run_report(runs: RunHistories, about: Row) -> ReportDocument:
    """The report of runs, live or read back; `about` is what their meta.json holds."""
    data = about["summary"]
    plan = data["plan"]
    read = basis.readings_sentence(plan["read_as"])
    lines = (
        say("report_basis", document=plan["document"]),
        *([read] if read else []),
        say("subtitle", **{key: data[key] for key in ("runs", "first", "last", "seed")}),
    )
    parts = [
        *((id, make(runs, data)) for id, make in OF_RUNS.items()),
        *((id, make(about)) for id, make in OF_BASIS.items()),
    ]
    return assemble_report(
        basis.plan_heading(plan),
        lines,
        run_front_page(about),
        parts,
        about["fuhua"],
        run_brief(about),
    )


def run_brief(about: Row) -> Blocks:
    """What a screen shows: targets, firms and jobs, public money, and last, where a reader's eye
    is, what it comes to.
    """
    data = about["summary"]
    stocks = basis.known_stocks(data)
    return [
        Paragraph(basis.nature_line(data["nature"]), "faint"),
        *run_chapters.target_tables(data),
        *run_chapters.unmeasured_table(data),
        *run_chapters.state_table(data),
        *table_blocks("horizon", data["over_horizon"], **run_chapters.span(data)),
        *run_chapters.outlay_table(data),
        Paragraph(run_chapters.outlay_sentence(data)),
        *([Paragraph(say("started_from", stocks=stocks))] if stocks else []),
        *map(Paragraph, basis.stocks_out_of_reach(data)),
        Heading(say("front")),
        *run_conclusion(about),
    ]
