"""The report of a comparison, from its meta.json alone: one page for those who read one, then the tables it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.report.document import (
    Block,
    Bullets,
    Document,
    Facts,
    Figure,
    Heading,
    Row,
    Section,
    Text,
    row,
    table,
)
from sim.report.figures.style import Picture
from sim.report.numbers import number
from sim.report.render.terminal import name, nature_line, nature_option
from sim.report.subjects import basis
from sim.report.subjects.comparison import (
    COSTED,
    GROUPS,
    RANKED,
    best,
    chances_of,
    grouped,
    heads,
    money,
    moved,
    ordered,
    outcome_of,
    parts_of,
    policy_name,
    price,
    reach,
    saved,
    sentences,
    side_by_side,
    signed,
    titled,
    told_of,
)
from sim.report.subjects.run import numeral
from sim.words import catalogue
from sim.words.catalogue import say

FILES = "outcomes.csv, differences.csv, costs.csv, losers.csv, districts.csv, ranking.csv, runs.parquet, meta.json"
About = Mapping[str, Any]


def document(about: About, drawn: Mapping[str, Picture]) -> Document:
    """The report; `about` is what meta.json holds."""
    data = about["summary"]
    parts: list[tuple[str, str, list[Block]]] = [
        ("differences", say("part_differences"), differences(data)),
        ("costs", say("part_costs"), costs(data)),
        ("losers", say("part_losers"), losers(data)),
        ("assumptions", say("part_assumptions"), basis.assumptions(about)),
        ("method", say("part_method"), method(about)),
        ("provenance", say("part_provenance"), provenance(about)),
    ]
    sections = [
        Section(id, say("report_section", number=numeral(k), title=title), tuple(blocks))
        for k, (id, title, blocks) in enumerate(parts, 1)
    ]
    lines = (
        say("report_basis", document=data["plan"]["document"]),
        say(
            "compare_subtitle",
            baseline=policy_name(data, 0),
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
    return Document(
        catalogue.language,
        say("compare_title", plan=name(data["plan"])),
        say("report_subtitle"),
        lines,
        (front(data, drawn), *sections),
        say("report_made", version=about["fuhua"]),
        properties,
    )


def front(data: About, drawn: Mapping[str, Picture]) -> Section:
    """The page for those who read one page."""
    _, *others = sentences(data)
    return Section(
        "front",
        say("front"),
        (
            Text(best(data), "verdict"),
            facts(data),
            *ranking(data),
            Heading(say("compare_meaning")),
            Bullets(tuple(others)),
            Figure("frontier", drawn["frontier"], say("compare_frontier"), say("compare_frontier")),
        ),
    )


def facts(data: About) -> Facts:
    """The numbers to remember of the policy that sentences tell of."""
    k = told_of(data)
    spent = next(r for r in data["costs"] if r["row"] == k)
    firms = next(r for r in spent["measures"] if r["name"] == "startups")
    cost, ends = price(firms["cost"])
    gone = next(r for r in data["losers"] if r["row"] == k)["all"]["lost"]
    return Facts(
        (
            (
                policy_name(data, k),
                say("fact_policy"),
                say("fact_against", baseline=policy_name(data, 0)),
            ),
            (
                money(spent["extra"]["mean"]),
                say("fact_extra"),
                say("fact_net", amount=money(spent["extra_net"]["mean"])),
            ),
            (cost, say("fact_one_more"), ends),
            (number(gone["mean"]), say("fact_lost"), reach(gone)),
        )
    )


def ranking(data: About) -> list[Block]:
    """How likely each policy is the best."""
    found = data["ranking"]
    rows = (
        row(policy_name(data, k), *chances_of(data, k), key=data["policies"][k]["policy"])
        for k in ordered(data)
    )
    return table(
        "ranking",
        say("compare_ranking", by=name(found), zone=number(found["zone"], found["unit"])),
        [say("column_policy"), *map(say, RANKED)],
        rows,
        columns(4, 0.36),
        range(1, 5),
    )


def differences(data: About) -> list[Block]:
    """Each policy's differences from the baseline."""
    blocks: list[Block] = []
    for some in side_by_side(data):
        rows = (
            row(
                titled(r),
                number(r["policies"][0]["mean"], r["unit"]),
                *(
                    (
                        signed(r["differences"][k]["mean"], r["unit"]),
                        reach(r["differences"][k], r["unit"]),
                    )
                    for k in some
                ),
                key=r["name"],
            )
            for r in (outcome_of(data, id) for id in data["shown"])
        )
        blocks += table(
            f"differences-{some[0]}",
            say("compare_differences", baseline=policy_name(data, 0)),
            [say("column_measure"), *(policy_name(data, k) for k in (0, *some))],
            rows,
            columns(len(some) + 1, 0.34),
            range(1, len(some) + 2),
        )
    return [*blocks, *(Text(sentence) for sentence in saved(data))]


def columns(count: int, first: float) -> tuple[float, ...]:
    """Widths: the first column, and the rest alike."""
    return (first, *([(1 - first) / count] * count))


def costs(data: About) -> list[Block]:
    """For each policy what is claimed, what of it the policy did, and what one more costs."""
    blocks: list[Block] = [Text(say("compare_identity"))]
    for spent in data["costs"]:
        rows = (
            row(titled(m), *parts_of(m), price(m["net_cost"]), key=m["name"])
            for m in spent["measures"]
        )
        title = say(
            "compare_cost_table",
            policy=policy_name(data, spent["row"]),
            extra=money(spent["extra"]["mean"]),
            net=money(spent["extra_net"]["mean"]),
        )
        blocks += table(
            f"costs-{id_of(data, spent)}",
            title,
            [*map(say, COSTED), say("column_cost_net")],
            rows,
            columns(6, 0.22),
            range(1, 7),
        )
    return blocks


def id_of(data: About, row: About) -> str:
    """The policy that a row is of, as its file is called."""
    return data["policies"][row["row"]]["policy"]


def losers(data: About) -> list[Block]:
    """Firms gone and new by district, sector and size; then what each district gains or loses, policy by policy."""
    others = heads(data)
    rows: list[Row] = []
    for group, title in GROUPS.items():
        rows.append(row(say(title), style="group"))
        rows += [
            row(name(found[0]), *map(moved, found), key=f"{group}-{found[0]['id']}")
            for found in grouped(data, group)
        ]
    rows.append(
        row(say("total"), *(moved(r["all"]) for r in data["losers"]), key="all", style="total")
    )
    blocks = table(
        "losers",
        say("compare_losers", baseline=policy_name(data, 0)),
        [say("column_group"), *others],
        rows,
        columns(len(others), 0.34),
        range(1, len(others) + 1),
    )
    for r in data["losers"]:
        measures = r["districts"][0]["measures"]
        places = (
            row(name(d), *((signed(m["mean"]), reach(m)) for m in d["measures"]), key=d["id"])
            for d in r["districts"]
        )
        blocks += table(
            f"districts-{id_of(data, r)}",
            say("compare_districts_of", policy=policy_name(data, r["row"])),
            [say("group_district"), *map(titled, measures)],
            places,
            columns(len(measures), 0.22),
            range(1, len(measures) + 1),
        )
    return blocks


def method(about: About) -> list[Block]:
    """How the numbers came about, and where the model is simpler than the world."""
    said = (
        say("method_agents"),
        say("method_rules"),
        say("method_pairs"),
        say("compare_method"),
        say("method_not"),
    )
    return [Bullets(said), *basis.simpler(about["limits"])]


def provenance(about: About) -> list[Block]:
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
        Text(say("provenance_intro", command=command)),
        *table(
            "provenance",
            say("table_provenance"),
            [say("head_thing"), say("head_entry")],
            (row(say(id), text, key=id) for id, text in entries),
            (0.34, 0.66),
        ),
    ]
