"""The report of a comparison, from its meta.json alone: one page for those who read one, then the
tables it rests on.
"""

from collections.abc import Sequence

from sim.core.records import Row
from sim.report.document import (
    Block,
    Blocks,
    Bullets,
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
from sim.report.numbers import format_number, name_with_unit, row_name
from sim.report.subjects import basis
from sim.report.subjects.comparison import (
    GROUPS,
    chance_cell,
    compared_policy_name,
    comparison_sentences,
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
    ranking_order,
    variance_reduction_sentences,
)
from sim.results.comparison_folder import ranking_rows
from sim.runs.outcomes import ALL_MET, OUTLAY, public_outlays
from sim.words.catalogue import say

FILES = "outcomes.csv, differences.csv, costs.csv, losers.csv, districts.csv, ranking.csv, runs.parquet, meta.json"

TOTALS = {"chances": ALL_MET, "payments": OUTLAY}  # the rows of tables that sum the others up
GAPS = {"chances": "gauge_gap", "payments": "decide_gap", "differences": "decide_gap"}


def comparison_report(about: Row) -> ReportDocument:
    """The report; `about` is what meta.json holds."""
    data = about["summary"]
    parts: list[tuple[str, Blocks]] = [
        (
            "differences",
            [*chance_tables(about), *difference_tables(data)],
        ),
        ("costs", [*cost_tables(data), *payment_tables(data)]),
        ("losers", [*loser_tables(data), *district_tables(data)]),
        ("assumptions", basis.assumptions_chapter(about)),
        ("method", comparison_method(about)),
        ("provenance", comparison_provenance(about)),
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
    found, rows = data["ranking"], ranking_rows(data)
    gaps = outcome_of(data, found["name"])["differences"]
    ranked = ({**rows[k], "gap": gaps[k]} for k in ranking_order(data))
    zone = format_number(found["zone"], found["unit"])
    return table_blocks("ranking", ranked, by=row_name(found), zone=zone)


def chance_tables(about: Row) -> Blocks:
    """How likely each policy meets each target: all outcome targets together, each, then what is to
    be put in.
    """
    data = about["summary"]
    chosen = [t for t in about["contents"]["targets"] if t["chosen"]]
    aims, inputs = (
        [(f"met.{t['id']}", f"{t['id']} {row_name(t)}") for t in chosen if t["role"] == role]
        for role in ("outcome", "input")
    )
    left_out = {f"met.{t['id']}" for t in data.get("undecided", ())}
    together = [(ALL_MET, say("gauge_together"))] if aims else []
    apart = [(id, title) for id, title in aims if id in left_out]
    decided = [(id, title) for id, title in aims if id not in left_out]
    below = [("", say("gauge_undecided")), *apart] if apart else []
    below += [("", say("gauge_inputs")), *inputs] if inputs else []
    return outcome_tables(data, "chances", [*together, *decided, *below])


def difference_tables(data: Row) -> Blocks:
    """Each policy's differences from the baseline, as many policies to a table as stand beside each
    other.
    """
    shown = [(id, name_with_unit(outcome_of(data, id))) for id in data["shown"]]
    tables = outcome_tables(data, "differences", shown)
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
    titles = [(id, row_name(outcome_of(data, id))) for id in (*paid, OUTLAY)]
    return outcome_tables(data, "payments", titles, note)


def is_pair(data: Row) -> bool:
    """Whether one policy is held against the baseline, whose own numbers then have room beside the
    differences.
    """
    return len(data["policies"]) == 2


def outcome_tables(
    data: Row, layout: str, titles: Sequence[tuple[str, str]], note: str = ""
) -> Blocks:
    """Outcomes, by id and title, under the baseline and what they differ by under each policy,
    chances under each policy too; a title without an id stands over those that follow.
    """
    pair, chances, blocks = is_pair(data), layout == "chances", list[Block]()
    level, gap = (chance_cell, percentage_points_cell) if chances else (level_cell, difference_cell)
    for some in policy_column_groups(data):
        levels = (0, *some) if pair or chances else (0,)
        gaps = some if pair or not chances else ()
        rows = []
        for id, title in titles:
            style: RowStyle = "total" if id == TOTALS.get(layout) else "" if id else "group"
            r = outcome_of(data, id) if id else {}
            numbers = [level(r["policies"][k], r["unit"]) for k in levels if id]
            numbers += [gap(r["differences"][k], r["unit"]) for k in gaps if id]
            rows.append(table_row(title, *numbers, key=id, style=style))
        differences = [say(GAPS[layout])] if pair else policy_titles(data, gaps)
        blocks += table_blocks(
            f"{layout}-{some[0]}",
            rows,
            layout,
            columns=[*policy_titles(data, levels), *differences],
            note=note,
            gauges=range(1, len(levels) + 1) if chances else (),
            baseline=compared_policy_name(data, 0),
        )
    return blocks


def cost_tables(data: Row, net: bool = True) -> Blocks:
    """For each policy what is claimed, what of it the policy did, and what one more costs, also net
    of taxes.
    """
    blocks: Blocks = [Paragraph(say("compare_identity"))]
    for spent in data["costs"]:
        blocks += table_blocks(
            f"costs-{row_policy_id(data, spent)}",
            spent["measures"],
            "costs-net" if net else "costs",
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
    for group in GROUPS:
        rows.append(table_row(say(f"group.{group}"), style="group"))
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
    return [Bullets(tuple(said)), *table_blocks("limits", about["limits"])]


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
