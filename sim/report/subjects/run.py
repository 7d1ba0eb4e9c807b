"""The report of a study, put together once for every format: the first page, then its sections in order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.report.document import Block, ReportDocument, Section
from sim.report.numbers import row_name
from sim.report.subjects import basis, run_chapters
from sim.report.subjects.read_as import readings_sentence
from sim.report.subjects.run_front_page import run_front_page
from sim.words import catalogue
from sim.words.catalogue import say

OF_RUNS = {
    "targets": ("part_targets", run_chapters.targets_chapter),
    "ladder": ("part_ladder", run_chapters.ladder_chapter),
    "money": ("part_money", run_chapters.money_chapter),
    "districts": ("part_districts", run_chapters.districts_chapter),
    "finance": ("part_finance", run_chapters.finance_chapter),
    "talent": ("part_talent", run_chapters.talent_chapter),
    "risks": ("part_risks", run_chapters.risks_chapter),
}
OF_GROUNDS = {
    "assumptions": ("part_assumptions", basis.assumptions_chapter),
    "method": ("part_method", basis.run_method),
    "provenance": ("part_provenance", basis.run_provenance),
}
PARTS = ("front", *OF_RUNS, *OF_GROUNDS)


def run_report(ensemble: Any, about: Mapping[str, Any]) -> ReportDocument:
    """The report of runs, live or read back; `about` is what their meta.json holds."""
    data = about["summary"]
    plan = data["plan"]
    title = say(
        "report_title",
        plan=row_name(plan),
        policy=row_name({"zh": plan["policy_zh"], "en": plan["policy_en"]}),
    )
    parts: list[tuple[str, str, list[Block]]] = [
        (id, say(part), make(ensemble, data)) for id, (part, make) in OF_RUNS.items()
    ]
    parts += [(id, say(part), make(about)) for id, (part, make) in OF_GROUNDS.items()]
    sections = [
        Section(id, say("report_section", number=section_numeral(k), title=part), tuple(blocks))
        for k, (id, part, blocks) in enumerate(parts, 1)
    ]
    read = readings_sentence(plan["read_as"])
    lines = (
        say("report_basis", document=plan["document"]),
        *([read] if read else []),
        say("report_runs", runs=data["runs"], first=data["first"], last=data["last"]),
    )
    made = say("report_made", version=about["fuhua"])
    properties = {
        "author": f"Fuhua {about['fuhua']}",
        "last_modified_by": "Fuhua",
        "subject": say("report_subtitle"),
        "keywords": say("report_keywords"),
        "comments": " ".join(lines),
    }
    return ReportDocument(
        catalogue.language,
        title,
        say("report_subtitle"),
        lines,
        (run_front_page(about), *sections),
        made,
        properties,
    )


def section_numeral(number: int) -> str:
    """A section's number: Chinese reports count in characters."""
    if catalogue.language != "zh":
        return str(number)
    digits = "一二三四五六七八九十"
    return digits[number - 1] if number <= 10 else f"十{digits[number - 11]}"
