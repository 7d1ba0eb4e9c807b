"""The report of a comparison, from its meta.json alone: one page for those who read one, then the tables it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.report.document import (
    Block,
    Bullets,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Picture,
    ReportDocument,
    Section,
    TableRow,
    table_blocks,
    table_row,
)
from sim.report.numbers import format_number, name_with_unit, row_name
from sim.report.subjects import basis
from sim.report.subjects.basis import nature_line, nature_option
from sim.report.subjects.comparison import (
    COSTED,
    GROUPS,
    RANKED,
    best_policy_sentence,
    compared_policy_name,
    comparison_sentences,
    cost_cells,
    firm_turnover_cells,
    focal_policy,
    format_difference,
    format_difference_interval,
    format_incremental_cost,
    format_money_difference,
    loser_groups,
    outcome_of,
    policy_column_groups,
    policy_headings,
    ranking_cells,
    ranking_order,
    variance_reduction_sentences,
)
from sim.report.subjects.run import section_numeral
from sim.words import catalogue
from sim.words.catalogue import say

FILES = "outcomes.csv, differences.csv, costs.csv, losers.csv, districts.csv, ranking.csv, runs.parquet, meta.json"
About = Mapping[str, Any]


def comparison_report(about: About) -> ReportDocument:
    """The report; `about` is what meta.json holds."""
    data = about["summary"]
    parts: list[tuple[str, str, list[Block]]] = [
        ("differences", say("part_differences"), difference_tables(data)),
        ("costs", say("part_costs"), cost_tables(data)),
        ("losers", say("part_losers"), loser_tables(data)),
        ("assumptions", say("part_assumptions"), basis.assumptions_chapter(about)),
        ("method", say("part_method"), comparison_method(about)),
        ("provenance", say("part_provenance"), comparison_provenance(about)),
    ]
    sections = [
        Section(id, say("report_section", number=section_numeral(k), title=title), tuple(blocks))
        for k, (id, title, blocks) in enumerate(parts, 1)
    ]
    lines = (
        say("report_basis", document=data["plan"]["document"]),
        say(
            "compare_subtitle",
            baseline=compared_policy_name(data, 0),
            runs=data["runs"],
            first=data["first"],
            last=data["last"],
            seed=data["seed"],
        ),
    )
    properties = {
        "author": f"Fuhua {about['fuhua']}",
        "last_modified_by": "Fuhua",
        "subject": say("report_subtitle"),
        "keywords": say("report_keywords"),
        "comments": " ".join(lines),
    }
    return ReportDocument(
        catalogue.language,
        say("compare_title", plan=row_name(data["plan"])),
        say("report_subtitle"),
        lines,
        (comparison_front_page(data), *sections),
        say("report_made", version=about["fuhua"]),
        properties,
    )


def comparison_front_page(data: About) -> Section:
    """The page for those who read one page."""
    _, *others = comparison_sentences(data)

    def draw() -> Picture:
        from sim.report.figures.frontier import draw_frontier

        return draw_frontier(data)

    return Section(
        "front",
        say("front"),
        (
            Paragraph(best_policy_sentence(data), "verdict"),
            comparison_facts(data),
            *ranking_table(data),
            Heading(say("compare_meaning")),
            Bullets(tuple(others)),
            Figure("frontier", say("compare_frontier"), draw),
        ),
    )


def comparison_facts(data: About) -> Facts:
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


def ranking_table(data: About) -> list[Block]:
    """How likely each policy is the best."""
    found = data["ranking"]
    rows = (
        table_row(
            compared_policy_name(data, k),
            *ranking_cells(data, k),
            key=data["policies"][k]["policy"],
        )
        for k in ranking_order(data)
    )
    return table_blocks(
        "ranking",
        say(
            "compare_ranking", by=row_name(found), zone=format_number(found["zone"], found["unit"])
        ),
        [say("column_policy"), *map(say, RANKED)],
        rows,
        column_widths(4, 0.36),
        range(1, 5),
    )


def difference_tables(data: About) -> list[Block]:
    """Each policy's differences from the baseline."""
    blocks: list[Block] = []
    for some in policy_column_groups(data):
        rows = (
            table_row(
                name_with_unit(r),
                format_number(r["policies"][0]["mean"], r["unit"]),
                *(
                    (
                        format_difference(r["differences"][k]["mean"], r["unit"]),
                        format_difference_interval(r["differences"][k], r["unit"]),
                    )
                    for k in some
                ),
                key=r["name"],
            )
            for r in (outcome_of(data, id) for id in data["shown"])
        )
        blocks += table_blocks(
            f"differences-{some[0]}",
            say("compare_differences", baseline=compared_policy_name(data, 0)),
            [say("column_measure"), *(compared_policy_name(data, k) for k in (0, *some))],
            rows,
            column_widths(len(some) + 1, 0.34),
            range(1, len(some) + 2),
        )
    return [*blocks, *(Paragraph(sentence) for sentence in variance_reduction_sentences(data))]


def column_widths(count: int, first: float) -> tuple[float, ...]:
    """Widths: the first column, and the rest alike."""
    return (first, *([(1 - first) / count] * count))


def cost_tables(data: About) -> list[Block]:
    """For each policy what is claimed, what of it the policy did, and what one more costs."""
    blocks: list[Block] = [Paragraph(say("compare_identity"))]
    for spent in data["costs"]:
        rows = (
            table_row(
                name_with_unit(m),
                *cost_cells(m),
                format_incremental_cost(m["net_cost"]),
                key=m["name"],
            )
            for m in spent["measures"]
        )
        title = say(
            "compare_cost_table",
            policy=compared_policy_name(data, spent["row"]),
            extra=format_money_difference(spent["extra"]["mean"]),
            net=format_money_difference(spent["extra_net"]["mean"]),
        )
        blocks += table_blocks(
            f"costs-{row_policy_id(data, spent)}",
            title,
            [*map(say, COSTED), say("column_cost_net")],
            rows,
            column_widths(6, 0.22),
            range(1, 7),
        )
    return blocks


def row_policy_id(data: About, row: About) -> str:
    """The policy that a row is of, as its file is called."""
    return data["policies"][row["row"]]["policy"]


def loser_tables(data: About) -> list[Block]:
    """Firms gone and new by district, sector and size; then what each district gains or loses, policy by policy."""
    others = policy_headings(data)
    rows: list[TableRow] = []
    for group, title in GROUPS.items():
        rows.append(table_row(say(title), style="group"))
        rows += [
            table_row(
                row_name(found[0]),
                *map(firm_turnover_cells, found),
                key=f"{group}-{found[0]['id']}",
            )
            for found in loser_groups(data, group)
        ]
    rows.append(
        table_row(
            say("total"),
            *(firm_turnover_cells(r["all"]) for r in data["losers"]),
            key="all",
            style="total",
        )
    )
    blocks = table_blocks(
        "losers",
        say("compare_losers", baseline=compared_policy_name(data, 0)),
        [say("column_group"), *others],
        rows,
        column_widths(len(others), 0.34),
        range(1, len(others) + 1),
    )
    for r in data["losers"]:
        measures = r["districts"][0]["measures"]
        places = (
            table_row(
                row_name(d),
                *(
                    (format_difference(m["mean"]), format_difference_interval(m))
                    for m in d["measures"]
                ),
                key=d["id"],
            )
            for d in r["districts"]
        )
        blocks += table_blocks(
            f"districts-{row_policy_id(data, r)}",
            say("compare_districts_of", policy=compared_policy_name(data, r["row"])),
            [say("group_district"), *map(name_with_unit, measures)],
            places,
            column_widths(len(measures), 0.22),
            range(1, len(measures) + 1),
        )
    return blocks


def comparison_method(about: About) -> list[Block]:
    """How the numbers came about, and where the model is simpler than the world."""
    said = (
        say("method_agents"),
        say("method_rules"),
        say("method_pairs"),
        say("compare_method"),
        say("method_not"),
    )
    return [Bullets(said), *basis.simplification_table(about["limits"])]


def comparison_provenance(about: About) -> list[Block]:
    """What it takes to make these numbers again."""
    data = about["summary"]
    entries = (
        ("entry_document", data["plan"]["document"]),
        ("entry_policies", ", ".join(about["policies"])),
        ("entry_version", about["fuhua"]),
        ("entry_source", about["source_digest"]),
        ("entry_scenario", ", ".join(about["scenario_digests"])),
        ("entry_span", f"{data['first']} .. {data['last']}"),
        ("entry_runs", str(data["runs"])),
        ("entry_seed", str(about["seed"])),
        ("entry_nature", nature_line(about["nature"])),
        ("entry_files", FILES),
    )
    months = "" if data["complete"] else f" --months {about['months']}"
    command = (
        f"fuhua compare {data['plan']['name']} {' '.join(about['policies'])} --runs {data['runs'] + data['failed']} "
        f"--seed {about['seed']} --by {data['ranking']['name']}{nature_option(about['nature']['name'])}{months}"
    )
    return [
        Paragraph(say("provenance_intro", command=command)),
        *table_blocks(
            "provenance",
            say("table_provenance"),
            [say("head_thing"), say("head_entry")],
            (table_row(say(id), text, key=id) for id, text in entries),
            (0.34, 0.66),
        ),
    ]
