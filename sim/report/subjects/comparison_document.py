"""The report of a comparison, from its meta.json alone: one page for those who read one, then the
tables it rests on.
"""

from collections.abc import Sequence

from sim.report.document import (
    Block,
    Blocks,
    Bullets,
    Cell,
    Facts,
    Heading,
    Paragraph,
    ReportDocument,
    RowStyle,
    Section,
    TableRow,
    assemble_report,
    labels,
    table_blocks,
    table_row,
)
from sim.report.figures import subject_figure
from sim.report.numbers import Row, format_number, name_with_unit, row_name
from sim.report.subjects import basis
from sim.report.subjects.comparison import (
    GROUPS,
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
    parts: list[tuple[str, str, Blocks]] = [
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


def comparison_brief(data: Row) -> Blocks:
    """What a screen shows, what a mayor reads first: sentences, then what differs, what it costs
    and who loses.
    """
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

    return Section(
        "front",
        say("front"),
        (
            Paragraph(best, "verdict"),
            comparison_facts(data),
            *ranking_table(data),
            Heading(say("compare_meaning")),
            Bullets(tuple(others)),
            subject_figure("comparison", "frontier", data),
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


def ranking_table(data: Row) -> Blocks:
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
    return table_blocks("ranking", rows, by=row_name(found), zone=zone)


def chance_tables(about: Row) -> Blocks:
    """How likely each policy meets each target: all outcome targets together, each, then what is to
    be put in.
    """
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
        heads, gauges = [*names, *([say("gauge_gap")] if pair else [])], range(1, len(names) + 1)
        blocks += table_blocks(f"chances-{some[0]}", rows, "chances", columns=heads, gauges=gauges)
    return blocks


def difference_tables(data: Row) -> Blocks:
    """Each policy's differences from the baseline, as many policies to a table as stand beside each
    other.
    """
    tables = outcome_tables(data, "differences", data["shown"])
    return [*tables, *map(Paragraph, variance_reduction_sentences(data))]


def payment_tables(data: Row) -> Blocks:
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
    return outcome_tables(data, "payments", [*paid, OUTLAY], note)


def is_pair(data: Row) -> bool:
    """Whether one policy is held against the baseline, whose own numbers then have room beside the
    differences.
    """
    return len(data["policies"]) == 2


def outcome_tables(data: Row, layout: str, names: Sequence[str], note: str = "") -> Blocks:
    """Outcomes under the baseline and what they differ by under each policy; of payments the last
    is their total.
    """
    levels, blocks = (0, 1) if is_pair(data) else (0,), list[Block]()
    total, baseline = layout == "payments", compared_policy_name(data, 0)
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
        heads = [*policy_titles(data, levels), *differences]
        blocks += table_blocks(
            f"{layout}-{some[0]}", rows, layout, columns=heads, note=note, baseline=baseline
        )
    return blocks


def cost_tables(data: Row, net: bool = True) -> Blocks:
    """For each policy what is claimed, what of it the policy did, and what one more costs, also net
    of taxes.
    """
    blocks: Blocks = [Paragraph(say("compare_identity"))]
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
        blocks += table_blocks(
            f"costs-{row_policy_id(data, spent)}",
            rows,
            "costs",
            columns=[say("column_cost_net")] if net else [],
            policy=compared_policy_name(data, spent["row"]),
            extra=format_money_difference(spent["extra"]["mean"]),
            net=format_money_difference(spent["extra_net"]["mean"]),
        )
    return blocks


def row_policy_id(data: Row, row: Row) -> str:
    """The policy that a row is of, as its file is called."""
    return data["policies"][row["row"]]["policy"]


def loser_tables(data: Row) -> Blocks:
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
    baseline = compared_policy_name(data, 0)
    return table_blocks(
        "losers",
        rows,
        columns=policy_titles(data, range(1, len(data["policies"]))),
        baseline=baseline,
    )


def district_tables(data: Row) -> Blocks:
    """What each district gains or loses with its interval, a table a policy."""
    return [
        block
        for r in data["losers"]
        for block in table_blocks(
            f"districts-{row_policy_id(data, r)}",
            changes_by_district(r),
            "districts-of",
            columns=district_head(data),
            policy=compared_policy_name(data, r["row"]),
        )
    ]


def district_overview(data: Row) -> Blocks:
    """What each district gains or loses, all policies in one table without intervals."""
    rows: list[TableRow] = []
    for r in data["losers"]:
        rows.append(table_row(compared_policy_name(data, r["row"]), style="group"))
        rows += changes_by_district(r, interval=False)
    return table_blocks("districts", rows, columns=district_head(data))


def district_head(data: Row) -> list[str]:
    """What is counted in districts."""
    counted = data["losers"][0]["districts"][0]["measures"]
    return list(map(name_with_unit, counted))


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


def comparison_method(about: Row) -> Blocks:
    """How the numbers came about, and where the model is simpler than the world."""
    said = labels("method_agents", "method_rules", "method_pairs", "compare_method", "method_not")
    return [Bullets(tuple(said)), *basis.simplification_table(about["limits"])]


def comparison_provenance(about: Row) -> Blocks:
    """What it takes to make these numbers again."""
    data = about["summary"]
    months = "" if data["complete"] else f" --months {about['months']}"
    command = (
        f"fuhua compare {data['plan']['name']} {' '.join(about['policies'])} --runs {data['runs'] + data['failed']} "
        f"--seed {about['seed']} --by {data['ranking']['name']}{basis.nature_option(about['nature']['name'])}{months}"
    )
    return basis.provenance_blocks(
        about,
        command,
        {"entry_policies": ", ".join(about["policies"])},
        ", ".join(about["scenario_digests"]),
        f"{data['first']} .. {data['last']}",
        {"entry_files": FILES},
    )
