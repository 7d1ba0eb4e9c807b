"""The report of a comparison, from its meta.json alone: one page for those who read one, then the tables it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sim.report.document import (
    Block,
    Bullets,
    Cell,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Picture,
    ReportDocument,
    RowStyle,
    Section,
    TableRow,
    assemble_report,
    labels,
    table_blocks,
    table_row,
)
from sim.report.numbers import Row, format_number, name_with_unit, row_name
from sim.report.subjects import basis
from sim.report.subjects.comparison import (
    COSTED,
    GROUPS,
    RANKED,
    chance_cell,
    compared_policy_name,
    comparison_sentences,
    cost_cells,
    difference_cell,
    firm_turnover_cell,
    focal_policy,
    format_difference_interval,
    format_incremental_cost,
    format_money_difference,
    level_cell,
    loser_groups,
    outcome_of,
    percentage_points_cell,
    policy_column_groups,
    policy_titles,
    ranking_cells,
    ranking_order,
    variance_reduction_sentences,
)
from sim.runs.outcomes import ALL_MET, OUTLAY, public_outlays
from sim.words.catalogue import say

FILES = "outcomes.csv, differences.csv, costs.csv, losers.csv, districts.csv, ranking.csv, runs.parquet, meta.json"


def comparison_report(about: Row) -> ReportDocument:
    """The report; `about` is what meta.json holds."""
    data = about["summary"]
    parts: list[tuple[str, str, list[Block]]] = [
        (
            "differences",
            say("part_differences"),
            [*chance_tables(about), *difference_tables(data)],
        ),
        ("costs", say("part_costs"), [*cost_tables(data), *payment_tables(data)]),
        ("losers", say("part_losers"), [*loser_tables(data), *district_tables(data)]),
        ("assumptions", say("part_assumptions"), basis.assumptions_chapter(about)),
        ("method", say("part_method"), comparison_method(about)),
        ("provenance", say("part_provenance"), comparison_provenance(about)),
    ]
    lines = (
        say("report_basis", document=data["plan"]["document"]),
        say(
            "compare_subtitle",
            baseline=compared_policy_name(data, 0),
            **{key: data[key] for key in ("runs", "first", "last", "seed")},
        ),
    )
    title = say("compare_title", plan=row_name(data["plan"]))
    front = comparison_front_page(data)
    return assemble_report(title, lines, front, parts, about["fuhua"], comparison_brief(data))


def comparison_brief(data: Row) -> list[Block]:
    """What a screen shows, what a mayor reads first: sentences, then what differs, what it costs and who loses."""
    best, *others = comparison_sentences(data)
    return [
        Paragraph(basis.nature_line(data["nature"]), "faint"),
        Paragraph(best, "verdict"),
        Bullets(tuple(others)),
        *ranking_table(data),
        *difference_tables(data),
        *cost_tables(data, net=False),
        *loser_tables(data),
        *district_overview(data),
        Paragraph(say("compare_method"), "faint"),
    ]


def comparison_front_page(data: Row) -> Section:
    """The page for those who read one page."""
    best, *others = comparison_sentences(data)

    def draw() -> Picture:
        from sim.report.figures.frontier import draw_frontier

        return draw_frontier(data)

    return Section(
        "front",
        say("front"),
        (
            Paragraph(best, "verdict"),
            comparison_facts(data),
            *ranking_table(data),
            Heading(say("compare_meaning")),
            Bullets(tuple(others)),
            Figure("frontier", say("compare_frontier"), draw),
        ),
    )


def comparison_facts(data: Row) -> Facts:
    """The numbers to remember of the policy that sentences tell of."""
    k = focal_policy(data)
    spent = next(r for r in data["costs"] if r["row"] == k)
    firms = next(r for r in spent["measures"] if r["name"] == "startups")
    cost, ends = format_incremental_cost(firms["cost"])
    gone = next(r for r in data["losers"] if r["row"] == k)["all"]["lost"]
    return Facts(
        (
            (
                compared_policy_name(data, k),
                say("fact_policy"),
                say("fact_against", baseline=compared_policy_name(data, 0)),
            ),
            (
                format_money_difference(spent["extra"]["mean"]),
                say("fact_extra"),
                say("fact_net", amount=format_money_difference(spent["extra_net"]["mean"])),
            ),
            (cost, say("fact_one_more"), ends),
            (format_number(gone["mean"]), say("fact_lost"), format_difference_interval(gone)),
        )
    )


def number_table(
    id: str,
    caption: str,
    head: Sequence[str],
    rows: Sequence[TableRow],
    first: float,
    note: str = "",
    gauges: Iterable[int] = (),
) -> list[Block]:
    """A table of names and numbers: the first column takes a part of the width, the others share the rest."""
    count = len(head) - 1
    widths = (first, *([(1 - first) / count] * count))
    return table_blocks(id, caption, head, rows, widths, range(1, count + 1), note, gauges=gauges)


def ranking_table(data: Row) -> list[Block]:
    """How likely each policy is the best; those that are as good as the best stand out."""
    found = data["ranking"]
    rows = [
        table_row(
            Cell(compared_policy_name(data, k), tone="strong" if k in found["alike"] else ""),
            *ranking_cells(data, k),
            key=data["policies"][k]["policy"],
        )
        for k in ranking_order(data)
    ]
    zone = format_number(found["zone"], found["unit"])
    caption = say("compare_ranking", by=row_name(found), zone=zone)
    return number_table("ranking", caption, labels("column_policy", *RANKED), rows, 0.36)


def chance_tables(about: Row) -> list[Block]:
    """How likely each policy meets each target: all outcome targets together, each, then what is to be put in."""
    data, blocks = about["summary"], list[Block]()
    pair = is_pair(data)
    chosen = [t for t in about["contents"]["targets"] if t["chosen"]]
    aims, inputs = ([t for t in chosen if t["role"] == role] for role in ("outcome", "input"))

    def chance_row(id: str, title: str, some: range, style: RowStyle = "") -> TableRow:
        met = outcome_of(data, id)
        gap = [percentage_points_cell(met["differences"][1])] if pair else []
        chances = (chance_cell(met["policies"][k]) for k in (0, *some))
        return table_row(title, *chances, *gap, key=id, style=style)

    for some in policy_column_groups(data):
        rows = [chance_row(ALL_MET, say("gauge_together"), some, "total")] if aims else []
        for targets in (aims, inputs):
            if targets is inputs and inputs:
                rows.append(table_row(say("gauge_inputs"), style="group"))
            rows += [
                chance_row(f"met.{t['id']}", f"{t['id']} {row_name(t)}", some) for t in targets
            ]
        names = policy_titles(data, (0, *some))
        head = [say("gauge_target"), *names, *([say("gauge_gap")] if pair else [])]
        note, gauges = say("gauge_note"), range(1, len(names) + 1)
        blocks += number_table(
            f"chances-{some[0]}", say("gauge_title"), head, rows, 0.34, note, gauges
        )
    return blocks


def difference_tables(data: Row) -> list[Block]:
    """Each policy's differences from the baseline, as many policies to a table as stand beside each other."""
    caption = say("compare_differences", baseline=compared_policy_name(data, 0))
    tables = outcome_tables(data, "differences", caption, say("column_measure"), data["shown"])
    return [*tables, *map(Paragraph, variance_reduction_sentences(data))]


def payment_tables(data: Row) -> list[Block]:
    """What public money is spent on under the baseline and each policy, the largest first."""
    names, total = {f"money.{payment}" for payment in public_outlays()}, outcome_of(data, OUTLAY)
    largest = {
        r["name"]: max(p["mean"] for p in r["policies"])
        for r in data["outcomes"]
        if r["name"] in names
    }
    paid = sorted((id for id, most in largest.items() if most), key=lambda id: -largest[id])
    spent = [format_number(p["mean"], whole=True) for p in total["policies"]]
    note = (
        say(
            "decide_money_words",
            first=spent[0],
            second=spent[1],
            baseline=compared_policy_name(data, 0),
            policy=compared_policy_name(data, 1),
        )
        if is_pair(data)
        else ""
    )
    title, first = say("decide_money"), say("decide_paid_for")
    return outcome_tables(data, "payments", title, first, [*paid, OUTLAY], note, total=True)


def is_pair(data: Row) -> bool:
    """Whether one policy is held against the baseline, whose own numbers then have room beside the differences."""
    return len(data["policies"]) == 2


def outcome_tables(
    data: Row,
    id: str,
    caption: str,
    first: str,
    names: Sequence[str],
    note: str = "",
    total: bool = False,
) -> list[Block]:
    """Outcomes under the baseline and what they differ by under each policy; of a `total`, which is last, all have the unit."""
    levels, blocks = (0, 1) if is_pair(data) else (0,), list[Block]()
    for some in policy_column_groups(data):
        rows = [
            table_row(
                row_name(r) if total else name_with_unit(r),
                *(level_cell(r["policies"][k]["mean"], r["unit"]) for k in levels),
                *(difference_cell(r["differences"][k], r["unit"]) for k in some),
                key=r["name"],
                style="total" if total and r["name"] == names[-1] else "",
            )
            for r in (outcome_of(data, name) for name in names)
        ]
        differences = [say("decide_gap")] if is_pair(data) else policy_titles(data, some)
        head = [first, *policy_titles(data, levels), *differences]
        blocks += number_table(f"{id}-{some[0]}", caption, head, rows, 0.34, note)
    return blocks


def cost_tables(data: Row, net: bool = True) -> list[Block]:
    """For each policy what is claimed, what of it the policy did, and what one more costs, also net of taxes."""
    blocks: list[Block] = [Paragraph(say("compare_identity"))]
    for spent in data["costs"]:
        rows = [
            table_row(
                name_with_unit(m),
                *cost_cells(m),
                *([format_incremental_cost(m["net_cost"])] if net else []),
                key=m["name"],
            )
            for m in spent["measures"]
        ]
        caption = say(
            "compare_cost_table",
            policy=compared_policy_name(data, spent["row"]),
            extra=format_money_difference(spent["extra"]["mean"]),
            net=format_money_difference(spent["extra_net"]["mean"]),
        )
        head = labels(*COSTED, *(["column_cost_net"] if net else []))
        blocks += number_table(f"costs-{row_policy_id(data, spent)}", caption, head, rows, 0.22)
    return blocks


def row_policy_id(data: Row, row: Row) -> str:
    """The policy that a row is of, as its file is called."""
    return data["policies"][row["row"]]["policy"]


def loser_tables(data: Row) -> list[Block]:
    """Firms gone and new by district, sector and size."""
    rows: list[TableRow] = []
    for group, title in GROUPS.items():
        rows.append(table_row(say(title), style="group"))
        rows += [
            table_row(
                row_name(found[0]),
                *map(firm_turnover_cell, found),
                key=f"{group}-{found[0]['id']}",
            )
            for found in loser_groups(data, group)
        ]
    whole = (firm_turnover_cell(r["all"]) for r in data["losers"])
    rows.append(table_row(say("total"), *whole, key="all", style="total"))
    caption = say("compare_losers", baseline=compared_policy_name(data, 0))
    head = [say("column_group"), *policy_titles(data, range(1, len(data["policies"])))]
    return number_table("losers", caption, head, rows, 0.34)


def district_tables(data: Row) -> list[Block]:
    """What each district gains or loses with its interval, a table a policy."""
    return [
        block
        for r in data["losers"]
        for block in number_table(
            f"districts-{row_policy_id(data, r)}",
            say("compare_districts_of", policy=compared_policy_name(data, r["row"])),
            district_head(data),
            changes_by_district(r),
            0.22,
        )
    ]


def district_overview(data: Row) -> list[Block]:
    """What each district gains or loses, all policies in one table without intervals."""
    rows: list[TableRow] = []
    for r in data["losers"]:
        rows.append(table_row(compared_policy_name(data, r["row"]), style="group"))
        rows += changes_by_district(r, interval=False)
    return number_table("districts", say("compare_districts"), district_head(data), rows, 0.22)


def district_head(data: Row) -> list[str]:
    """What is counted in districts."""
    counted = data["losers"][0]["districts"][0]["measures"]
    return [say("group_district"), *map(name_with_unit, counted)]


def changes_by_district(losers: Row, interval: bool = True) -> list[TableRow]:
    """A row a district with what a policy changes there."""
    return [
        table_row(
            row_name(d),
            *(difference_cell(m, interval=interval) for m in d["measures"]),
            key=d["id"],
        )
        for d in losers["districts"]
    ]


def comparison_method(about: Row) -> list[Block]:
    """How the numbers came about, and where the model is simpler than the world."""
    said = labels("method_agents", "method_rules", "method_pairs", "compare_method", "method_not")
    return [Bullets(tuple(said)), *basis.simplification_table(about["limits"])]


def comparison_provenance(about: Row) -> list[Block]:
    """What it takes to make these numbers again."""
    data = about["summary"]
    months = "" if data["complete"] else f" --months {about['months']}"
    command = (
        f"fuhua compare {data['plan']['name']} {' '.join(about['policies'])} --runs {data['runs'] + data['failed']} "
        f"--seed {about['seed']} --by {data['ranking']['name']}{basis.nature_option(about['nature']['name'])}{months}"
    )
    return basis.provenance_blocks(
        command,
        {
            "entry_document": data["plan"]["document"],
            "entry_policies": ", ".join(about["policies"]),
            "entry_version": about["fuhua"],
            "entry_source": about["source_digest"],
            "entry_scenario": ", ".join(about["scenario_digests"]),
            "entry_span": f"{data['first']} .. {data['last']}",
            "entry_runs": str(data["runs"]),
            "entry_seed": str(about["seed"]),
            "entry_nature": basis.nature_line(about["nature"]),
            "entry_files": FILES,
        },
    )
