"""The sections on what the runs did: targets, ladder, money, districts, funds, talent, risks.

Which measures a table holds is read from their declarations (unit, payer, payee), so that a new
measure takes its place by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

import numpy as np

from sim.model.measures import Census
from sim.report.document import (
    Block,
    Bullets,
    Cell,
    Figure,
    Paragraph,
    Picture,
    TableRow,
    chance_rating,
    table_blocks,
    table_row,
    verdict_cell,
)
from sim.report.numbers import (
    format_band,
    format_deadline,
    format_number,
    format_percent,
    format_probability_interval,
    row_name,
    target_number_lines,
    target_requirement,
    unit_name,
    unit_title,
)
from sim.report.subjects.run_front_page import format_wan, outcome_target_rows
from sim.results.summary import LADDER, flow_total, measure_declaration
from sim.results.yearly import (
    FINANCE_MEASURES,
    OUTLAY,
    TALENT_MEASURES,
    bands_by_year,
    calendar_years,
    district_measure,
    financing_payments,
    is_flow,
    measures,
    measures_with_units,
    nonzero_measures,
)
from sim.runs.targets import target_scores
from sim.words.catalogue import name_in_language, say

MOST_YEARS = 6
PLACE_COLUMNS = ("startups", "high_tech", "jobs", "tenants", "incubating_area")
FINANCE_STOCKS = ("ever_funded", "fund_money", "debt", "pool")
RISKS = {
    "closed": "risk_closed",
    "moved": "risk_moved",
    "fell_back": "risk_fell_back",
    "gave_up": "risk_gave_up",
    "refused": "risk_refused",
    "defaults": "risk_defaults",
    "money.pool_claims": "risk_pool_claims",
    "talent_left": "risk_talent_left",
}


def run_figure(id: str, caption: str, ensemble: Any, data: Mapping[str, Any]) -> Figure:
    """A figure of the runs, drawn when a file shows it."""

    def draw() -> Picture:
        from sim.report.figures.run import draw_run_figure

        return draw_run_figure(id, ensemble, data)

    return Figure(id, caption, draw)


def targets_chapter(ensemble: Any, data: Mapping[str, Any]) -> list[Block]:
    """Every target with every reading, and how many are met together."""
    blocks: list[Block] = [Paragraph(say("targets_intro"))]
    for id, caption, role in (
        ("targets-outcome", "table_outcomes", "outcome"),
        ("targets-input", "table_inputs", "input"),
    ):
        found = [r for r in data["targets"] if r["measured"] and r["role"] == role]
        head = [
            say(h)
            for h in (
                "column_id",
                "head_target",
                "head_line_short",
                "head_then_short",
                "head_met_short",
                "head_standing",
                "head_short",
            )
        ]
        blocks += table_blocks(
            id,
            say(caption),
            head,
            target_table_rows(found),
            (0.08, 0.34, 0.14, 0.14, 0.11, 0.11, 0.08),
            (3, 4, 6),
            say("targets_note"),
        )
    if outcome_target_rows(data):
        blocks.append(run_figure("targets", say("caption_targets"), ensemble, data))
    blocks += joint_success_table(ensemble, data)
    unmeasured = [
        table_row(
            Cell(*target_number_lines(r)),
            (row_name(r), r["section"]),
            row_name(r["why_not"]),
            key=r["id"],
        )
        for r in data["targets"]
        if not r["measured"]
    ]
    return blocks + table_blocks(
        "targets-unmeasured",
        say("table_unmeasured"),
        [say("column_id"), say("head_target"), say("column_why")],
        unmeasured,
        (0.1, 0.4, 0.5),
    )


def target_table_rows(found: Iterable[Mapping[str, Any]]) -> Iterable[TableRow]:
    """Targets with their other readings below; a reading without its target above is told by the target's name."""
    above, told = ("", ""), {}
    for r in found:
        id, reading = r["id"].partition("/")[0], row_name(r["reading"])
        below = not r["chosen"] and (id, row_name(r)) == above
        if reading and r["chosen"]:
            said = say(
                "reading",
                reading=say("reading_as", id=told[reading]) if reading in told else reading,
            )
            told.setdefault(reading, id)
        else:
            said = say("other_reading", reading=reading) if reading else ""
        what = (
            Cell(said or row_name(r))
            if below
            else Cell(row_name(r), " ".join(t for t in (said, f"[{r['section']}]") if t))
        )
        above = id, row_name(r)
        yield target_row(r, "" if below else Cell(*target_number_lines(r)), what)


def target_row(r: Mapping[str, Any], number_of_it: Cell | str, what: Cell) -> TableRow:
    """A target under one reading."""
    return table_row(
        number_of_it,
        what,
        (target_requirement(r), format_deadline(r)),
        (format_number(r["median"], r["unit"]), format_band(r["lower"], r["upper"], r["unit"])),
        (format_percent(r["probability"]), format_probability_interval(r)),
        verdict_cell(r["probability"]),
        format_percent(r["short"]) if r["short"] else "",
        key=r["id"],
        style="" if r["chosen"] else "other",
    )


def joint_success_table(ensemble: Any, data: Mapping[str, Any]) -> list[Block]:
    """In how many runs so many of the outcome targets are met."""
    met = [s.met for s in target_scores(ensemble) if s.target.chosen and s.target.role == "outcome"]
    if len(met) < 2:
        return []
    counts = Counter(np.sum(met, axis=0).tolist())
    rows = (
        table_row(f"{k} / {len(met)}", f"{n:,}", format_percent(n / data["runs"]))
        for k, n in sorted(counts.items(), reverse=True)
    )
    return table_blocks(
        "targets-together",
        say("table_together"),
        [say("head_together"), say("head_runs"), say("head_share")],
        rows,
        (0.4, 0.3, 0.3),
        (1, 2),
    )


def ladder_chapter(ensemble: Any, data: Mapping[str, Any]) -> list[Block]:
    """Firms by rung, and how they come, go and climb."""
    blocks: list[Block] = [run_figure("ladder", say("caption_ladder"), ensemble, data)]
    blocks += yearly_table("ladder", say("table_ladder"), ensemble, LADDER)
    head = [
        say("head_measure"),
        say("head_unit"),
        say("head_first", month=data["first"]),
        say("head_last", month=data["last"]),
    ]
    rows = (
        table_row(
            row_name(r),
            unit_name(r["unit"]),
            format_number(r["first"]["median"], whole=True),
            (
                format_number(r["last"]["median"], whole=True),
                format_band(r["last"]["lower"], r["last"]["upper"], whole=True),
            ),
            key=r["name"],
        )
        for r in [*data["rungs"], *data["region"]]
    )
    blocks += table_blocks("state", say("table_state"), head, rows, (0.4, 0.15, 0.2, 0.25), (2, 3))
    flows = [n for n in measures_with_units(ensemble, "firm", "team") if is_flow(n)]
    return blocks + yearly_table("flows", say("table_flows"), ensemble, flows)


def yearly_table(id: str, caption: str, ensemble: Any, names: Iterable[str]) -> list[Block]:
    """Measures by year with their bands; of many years, some from the first to the last."""
    every = calendar_years(ensemble)
    spans = (
        every
        if len(every) <= MOST_YEARS
        else [
            every[k]
            for k in sorted(
                {round(k * (len(every) - 1) / (MOST_YEARS - 1)) for k in range(MOST_YEARS)}
            )
        ]
    )
    head = [
        say("head_measure"),
        say("head_unit"),
        *(y if months == 12 else say("years_part", year=y, months=months) for y, months in spans),
    ]
    rows = []
    for measure in nonzero_measures(ensemble, names):
        f, found = measure_declaration(measure), bands_by_year(ensemble, measure)
        values = (
            (
                format_number(found[y]["median"], whole=True),
                format_band(found[y]["lower"], found[y]["upper"], whole=True),
            )
            for y, _ in spans
        )
        rows.append(table_row(name_in_language(f), unit_name(f.unit), *values, key=measure))
    note = say("years_note") + ("" if len(spans) == len(every) else say("years_left_out"))
    wide = 0.62 / len(spans)
    return table_blocks(
        id, caption, head, rows, (0.26, 0.12, *(wide for _ in spans)), range(2, len(head)), note
    )


def money_chapter(ensemble: Any, data: Mapping[str, Any]) -> list[Block]:
    """What each lever costs, by year; what is not outlay stands apart."""
    spent = data["money"]
    held = ""
    if not spent["total"]["lower"] <= spent["planned"] <= spent["total"]["upper"]:
        held = say("money_held" if spent["planned"] > spent["total"]["upper"] else "money_beyond")
    blocks: list[Block] = [
        Paragraph(
            say(
                "money_intro",
                planned=format_wan(spent["planned"]),
                spent=format_wan(spent["total"]["median"]),
                held=held,
            )
        )
    ]
    if spent["rows"]:
        blocks.append(run_figure("money", say("caption_money"), ensemble, data))
    every = list(spent["total"]["years"])
    shown = every if len(every) <= MOST_YEARS else every[-MOST_YEARS:]

    def line_of(title: str, r: Mapping[str, Any], key: str, style: str = "") -> TableRow:
        return table_row(
            title,
            format_number(r["median"], whole=True),
            format_band(r["lower"], r["upper"], whole=True),
            *(format_number(r["years"][y], whole=True) for y in shown),
            key=key,
            style=style,
        )

    rows = [line_of(row_name(r), r, r["name"]) for r in spent["rows"]]
    rows += [
        line_of(say("total"), spent["total"], "total", "total"),
        table_row(say("apart"), style="group"),
    ]
    rows += [line_of(row_name(r), r, r["name"]) for r in spent["apart"]]
    note = say("money_note") + ("" if len(shown) == len(every) else say("years_left_out"))
    return blocks + table_blocks(
        "money",
        say("table_money"),
        [say("head_item"), say("head_median"), say("head_band"), *shown],
        rows,
        (0.34, 0.12, 0.16, *(0.38 / len(shown) for _ in shown)),
        range(1, len(shown) + 3),
        note,
    )


def districts_chapter(ensemble: Any, data: Mapping[str, Any]) -> list[Block]:
    """How each district stands at the end."""
    columns = [n for n in PLACE_COLUMNS if n in measures(ensemble)]
    head = [say("head_district")]
    head += [
        say(
            "head_with_unit",
            name=name_in_language(measure_declaration(n)),
            unit=unit_title(measure_declaration(n).unit),
        )
        for n in columns
    ]
    head.append(
        say("head_with_unit", name=say("name_outlay"), unit=unit_title(data["money"]["unit"]))
    )
    rows = []
    for k, place in enumerate(ensemble.scenario.districts):
        found = [district_measure(ensemble, n, k)["last"] for n in (*columns, OUTLAY)]
        rows.append(
            table_row(
                name_in_language(place),
                *(
                    (
                        format_number(v["median"], whole=True),
                        format_band(v["lower"], v["upper"], whole=True),
                    )
                    for v in found
                ),
                key=place.id,
            )
        )
    return [
        run_figure("districts", say("caption_districts"), ensemble, data),
        *table_blocks(
            "districts",
            say("table_districts"),
            head,
            rows,
            (0.22, *(0.78 / (len(head) - 1) for _ in head[1:])),
            range(1, len(head)),
            say("districts_note", month=data["last"]),
        ),
    ]


def finance_chapter(ensemble: Any, data: Mapping[str, Any]) -> list[Block]:
    """Funds, deals, loans, and what passes between those who give money and those who use it."""
    there = measures(ensemble)
    names = [
        *measures_with_units(ensemble, "fund", "deal", "loan"),
        *(n for n in FINANCE_STOCKS if n in there),
        *financing_payments(ensemble),
    ]
    names.sort(key=lambda n: n not in FINANCE_MEASURES)
    return [
        run_figure("finance", say("caption_finance"), ensemble, data),
        *yearly_table("finance", say("table_finance"), ensemble, names),
    ]


def talent_chapter(ensemble: Any, data: Mapping[str, Any]) -> list[Block]:
    """People who come, leave, look for work and have it."""
    names = sorted(
        measures_with_units(ensemble, Census.talent.unit), key=lambda n: n not in TALENT_MEASURES
    )
    return [
        run_figure("talent", say("caption_talent"), ensemble, data),
        *yearly_table("talent", say("table_talent"), ensemble, names),
    ]


def risks_chapter(ensemble: Any, data: Mapping[str, Any]) -> list[Block]:
    """Where the plan falls short, and what is lost on the way."""
    levels = {
        level: list(rows)
        for level, rows in groupby(
            sorted(outcome_target_rows(data), key=lambda r: r["probability"]),
            lambda r: chance_rating(r["probability"]),
        )
    }
    said = [
        say(
            id,
            names=say("between").join(
                f"{r['id'].partition('/')[0]} {row_name(r)}" for r in levels[level]
            ),
        )
        for id, level in (("risk_poor", "poor"), ("risk_open", "open"))
        if level in levels
    ]
    if data["all_met"]["targets"] > 1:
        said.append(say("risk_joint", share=format_percent(data["all_met"]["probability"])))
    spent = data["money"]
    if spent["planned"] > spent["total"]["upper"]:
        said.append(
            say(
                "risk_unspent",
                share=format_percent(1 - spent["total"]["median"] / spent["planned"]),
            )
        )
    losses = [
        flow_total(ensemble, n)
        for n in nonzero_measures(ensemble, (n for n in RISKS if n in measures(ensemble)))
    ]
    rows = (
        table_row(
            row_name(r),
            unit_name(r["unit"]),
            (
                format_number(r["median"], whole=True),
                format_band(r["lower"], r["upper"], whole=True),
            ),
            say(RISKS[r["name"]]),
            key=r["name"],
        )
        for r in losses
    )
    head = [
        say("head_measure"),
        say("head_unit"),
        f"{say('head_median')}\n{say('head_band')}",
        say("head_risk"),
    ]
    return [
        Paragraph(say("risks_intro")),
        *([Bullets(tuple(said))] if said else []),
        *table_blocks(
            "risks",
            say("table_risks", first=data["first"], last=data["last"]),
            head,
            rows,
            (0.28, 0.12, 0.18, 0.42),
            (2,),
        ),
    ]
