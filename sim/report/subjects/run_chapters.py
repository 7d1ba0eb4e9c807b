"""The sections on what the runs did: targets, ladder, money, districts, funds, talent, risks.

Which measures a table holds is read from their declarations (unit, payer, payee), so that a new
measure takes its place by itself.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from sim.core.fields import fields_of
from sim.core.records import Row
from sim.model.measures import Census, FacilityCensus
from sim.report.document import (
    Blocks,
    Bullets,
    Paragraph,
    RowStyle,
    TableRow,
    band_cell,
    chance_rating,
    table_blocks,
    table_row,
    target_number_cell,
)
from sim.report.figures import subject_figure
from sim.report.numbers import (
    format_number,
    format_percent,
    format_wan,
    join_texts,
    row_name,
    target_number,
    unit_name,
    unit_title,
)
from sim.report.subjects.run_front_page import measured_targets, targets_by_role
from sim.results.summary import (
    LADDER,
    MEASURES,
    OUTLAY,
    flow_total,
    measure_declaration,
    median_with_band,
)
from sim.results.yearly import (
    bands_by_year,
    calendar_years,
    district_band,
    facility_values,
    financing_payments,
    is_flow,
    measures,
    measures_with_units,
    nonzero_measures,
)
from sim.runs.histories import RunHistories
from sim.runs.targets import target_scores
from sim.words.catalogue import name_in_language, say

Year = tuple[str, int]  # and how many of its months were lived
MOST_YEARS = 6


def targets_chapter(runs: RunHistories, data: Row) -> Blocks:
    """Every target with every reading, and how many are met together."""
    blocks: Blocks = [Paragraph(say("targets_intro")), *target_tables(data)]
    if measured_targets(data):
        blocks.append(subject_figure("run", "targets", runs, data))
    return [*blocks, *joint_success_table(runs, data), *unmeasured_table(data)]


def target_tables(data: Row) -> Blocks:
    """Outcomes and inputs: what each asks for, what comes, and how likely it is met; apart from
    them the outcomes that are not decided here, and why.
    """
    measured = [r for r in data["targets"] if r["measured"]]
    left_out = [r for r in measured if not r["decided"]]
    outcomes, inputs = (
        [r for r in measured if r["role"] == role and r["decided"]] for role in ("outcome", "input")
    )
    parts = {"outcome": outcomes, "undecided": left_out, "input": inputs}
    return [
        block
        for name, rows in parts.items()
        for block in table_blocks(f"targets-{name}", target_table_rows(rows))
    ]


def unmeasured_table(data: Row) -> Blocks:
    """The targets that cannot be measured, and why."""
    return table_blocks("targets-unmeasured", (r for r in data["targets"] if not r["measured"]))


def target_table_rows(found: Iterable[Row]) -> Iterable[Row]:
    """Targets with their other readings below; a reading without its target above is told by the
    target's name.
    """
    above, told = ("", ""), dict[str, str]()
    for r in found:
        id, reading = target_number(r), row_name(r["reading"])
        below = not r["chosen"] and (id, row_name(r)) == above
        said = ""
        if reading and r["chosen"]:
            known = say("reading_as", id=told[reading]) if reading in told else reading
            said = say("reading", reading=known)
            told.setdefault(reading, id)
        elif reading:
            said = say("other_reading", reading=reading)
        above = id, row_name(r)
        what = row_name(r), " ".join(t for t in (said, f"[{r['section']}]") if t)
        yield {
            **r,
            "number": "" if below else target_number_cell(r),
            "what": said or row_name(r) if below else what,
        }


def joint_success_table(runs: RunHistories, data: Row) -> Blocks:
    """In how many runs so many of the outcome targets that are decided here are met."""
    met = [s.met for s in target_scores(runs) if s.counts]
    if len(met) < 2:
        return []
    counts = Counter(np.sum(met, axis=0).tolist())
    rows = (
        {"met": f"{k} / {len(met)}", "count": f"{n:,}", "share": n / data["runs"]}
        for k, n in sorted(counts.items(), reverse=True)
    )
    return table_blocks("targets-together", rows)


def ladder_chapter(runs: RunHistories, data: Row) -> Blocks:
    """Firms by rung, and how they come, go and climb."""
    flows = [n for n in measures_with_units(runs, "firm", "team") if is_flow(n)]
    return [
        subject_figure("run", "ladder", runs, data),
        *yearly_table("ladder", runs, LADDER),
        *state_table(data),
        *yearly_table("flows", runs, flows),
    ]


def span(data: Row) -> Row:
    """The months of the runs, as messages ask for them."""
    return {key: data[key] for key in ("first", "last")}


def state_table(data: Row) -> Blocks:
    """Rungs, jobs, sales and money raised at the end of the first month and of the last."""
    return table_blocks("state", [*data["rungs"], *data["region"]], **span(data))


def thin_years(every: Sequence[Year]) -> list[Year]:
    """Of many years some from the first to the last, as many as a table holds."""
    most = min(MOST_YEARS, len(every))
    step = (len(every) - 1) / max(1, most - 1)
    return [every[round(k * step)] for k in range(most)]


def yearly_table(id: str, runs: RunHistories, names: Iterable[str]) -> Blocks:
    """Measures by year with their bands; of many years, some from the first to the last."""
    every = calendar_years(runs)
    spans = thin_years(every)
    head = [y if months == 12 else say("years_part", year=y, months=months) for y, months in spans]
    rows = []
    for measure in nonzero_measures(runs, names):
        f, found = measure_declaration(measure), bands_by_year(runs, measure)
        values = (band_cell(found[y], whole=True) for y, _ in spans)
        rows.append(table_row(name_in_language(f), unit_name(f.unit), *values, key=measure))
    note = say("years_note") + ("" if len(spans) == len(every) else say("years_left_out"))
    return table_blocks(id, rows, columns=head, note=note)


def money_chapter(runs: RunHistories, data: Row) -> Blocks:
    """What each lever costs, by year; what is not outlay stands apart."""
    blocks: Blocks = [Paragraph(outlay_sentence(data))]
    if data["money"]["rows"]:
        blocks.append(subject_figure("run", "money", runs, data))
    return [*blocks, *outlay_table(data)]


def outlay_sentence(data: Row) -> str:
    """What the plan sets aside and what the runs pay."""
    planned, total = data["money"]["planned"], data["money"]["total"]
    held = ""
    if not total["lower"] <= planned <= total["upper"]:
        held = say("money_held" if planned > total["upper"] else "money_beyond")
    spent = format_wan(total["median"])
    return say("money_intro", planned=format_wan(planned), spent=spent, held=held)


def outlay_table(data: Row) -> Blocks:
    """What each lever costs over the horizon and by year, and apart from it what is forgone, comes
    back and is lost.
    """
    money = data["money"]
    every = list(money["total"]["years"])
    shown = every[-MOST_YEARS:]

    def line_of(title: str, r: Row, key: str, style: RowStyle = "") -> TableRow:
        band = band_cell(r, whole=True)
        years = (format_number(r["years"][y], whole=True) for y in shown)
        return table_row(title, band.text, band.below, *years, key=key, style=style)

    rows = [
        *(line_of(row_name(r), r, r["name"]) for r in money["rows"]),
        line_of(say("total"), money["total"], "total", "total"),
        table_row(say("apart"), style="group"),
        *(line_of(row_name(r), r, r["name"]) for r in money["apart"]),
    ]
    note = say("money_note") + ("" if len(shown) == len(every) else say("years_left_out"))
    return table_blocks("money", rows, columns=shown, note=note)


def districts_chapter(runs: RunHistories, data: Row) -> Blocks:
    """How each district stands at the end."""
    columns = [n for n in MEASURES["districts"] if n in measures(runs)]
    shown = [(name_in_language(f), f.unit) for f in map(measure_declaration, columns)]
    head = [
        say("head_with_unit", name=name, unit=unit_title(unit))
        for name, unit in (*shown, (say("name_outlay"), data["money"]["unit"]))
    ]
    rows = (
        table_row(
            name_in_language(place),
            *(band_cell(district_band(runs, n, k), whole=True) for n in (*columns, OUTLAY)),
            key=place.id,
        )
        for k, place in enumerate(runs.scenario.districts)
    )
    return [
        subject_figure("run", "districts", runs, data),
        *table_blocks("districts", rows, "places", columns=head, month=data["last"]),
        *facility_table(runs, data),
    ]


def facility_table(runs: RunHistories, data: Row) -> Blocks:
    """How each named facility stands at the end, as far as any run has it."""
    shown = {name: fields_of(FacilityCensus)[name] for name in MEASURES["facilities"]}
    head = [
        say("head_with_unit", name=name_in_language(f), unit=unit_title(f.unit))
        for f in shown.values()
    ]
    there = {name: facility_values(runs, name) for name in shown}
    rows = (
        table_row(
            name_in_language(house),
            *(band_cell(median_with_band(there[n][:, k]), whole=True) for n in there),
            key=house.id,
        )
        for k, house in enumerate(runs.scenario.named_facilities)
        if there["area"][:, k].any()
    )
    return table_blocks("named-facilities", rows, columns=head, month=data["last"])


def finance_chapter(runs: RunHistories, data: Row) -> Blocks:
    """Funds, deals, loans, and what passes between those who give money and those who use it."""
    there = measures(runs)
    names = [
        *measures_with_units(runs, "fund", "deal", "loan"),
        *(n for n in MEASURES["finance_stocks"] if n in there),
        *financing_payments(runs),
    ]
    return figure_and_years("finance", runs, data, names)


def talent_chapter(runs: RunHistories, data: Row) -> Blocks:
    """People who come, leave, look for work and have it."""
    names = measures_with_units(runs, fields_of(Census)["talent"].unit)
    return figure_and_years("talent", runs, data, names)


def figure_and_years(id: str, runs: RunHistories, data: Row, names: list[str]) -> Blocks:
    """The figure and the years of a section, the measures drawn first."""
    names.sort(key=lambda n: n not in MEASURES[id])
    return [subject_figure("run", id, runs, data), *yearly_table(id, runs, names)]


def risks_chapter(runs: RunHistories, data: Row) -> Blocks:
    """Where the plan falls short, and what is lost on the way."""
    doubtful = sorted(targets_by_role(data), key=lambda r: r["probability"])
    said = []
    for level in ("poor", "open"):
        some = [r for r in doubtful if chance_rating(r["probability"]) == level]
        if some:
            names = (f"{target_number(r)} {row_name(r)}" for r in some)
            said.append(say(f"risk.{level}", names=join_texts(names)))
    if data["all_met"]["targets"] > 1:
        said.append(say("risk_joint", share=format_percent(data["all_met"]["probability"])))
    spent = data["money"]
    if spent["planned"] > spent["total"]["upper"]:
        share = format_percent(1 - spent["total"]["median"] / spent["planned"])
        said.append(say("risk_unspent", share=share))
    there, risks = measures(runs), MEASURES["risks"]
    lost = (flow_total(runs, n) for n in nonzero_measures(runs, (n for n in risks if n in there)))
    rows = ({**r, "risk": risks[r["name"]]} for r in lost)
    return [
        Paragraph(say("risks_intro")),
        *([Bullets(tuple(said))] if said else []),
        *table_blocks("risks", rows, **span(data)),
    ]
