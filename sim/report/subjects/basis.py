"""The sections on what the numbers rest on: assumptions, method and limits, provenance."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sim import __version__
from sim.core.records import Row
from sim.plan.readings import DEFAULT
from sim.report.document import (
    Blocks,
    Bullets,
    Paragraph,
    TableRow,
    labels,
    table_blocks,
    table_format,
    table_row,
)
from sim.report.numbers import format_number, format_percent, join_texts, row_name
from sim.report.subjects.exposure import exposure_chapter
from sim.report.subjects.run_front_page import assumption_kind_name
from sim.results.plan_contents import DECLARED, KINDS, assumption_kind
from sim.scenario.parameter_sets import CHINA
from sim.words.catalogue import name_in_language, say

SEEDS_SHOWN = 3
FILES = "targets.csv, money.csv, ladder.csv, years.csv, districts.csv, facilities.csv, history.parquet, meta.json"


def assumptions_chapter(about: Row) -> Blocks:
    """What the plan does not say and was assumed, and how its measures are carried out in the
    model.
    """
    contents, exposure = about["contents"], about["summary"].get("exposure")
    assumed = contents["assumed"]
    intro = say("assumptions_intro", count=len(assumed)) if assumed else say("assumptions_none")
    return [
        Paragraph(intro),
        *(exposure_chapter(exposure) if exposure is not None else []),
        *assumption_tables(assumed),
        *table_blocks("instruments", contents["instruments"], "measures"),
        *table_blocks("not-modelled", contents["not_modelled"]),
        *readings_blocks(contents),
    ]


def assumption_tables(assumed: Sequence[Row]) -> Blocks:
    """How many assumptions are of each kind, and each with its reason."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for r in assumed:
        groups.setdefault((assumption_kind(r["key"]), r["reason"]), []).append(r)
    order = [*KINDS, *(kind for kind, _ in groups if kind not in KINDS)]
    ordered = sorted(groups.items(), key=lambda group: order.index(group[0][0]))
    counts: Counter[str] = Counter()
    rows: list[TableRow | Row] = []
    for (kind, reason), group in ordered:
        counts[kind] += len(group)
        because = say("assumed_because", kind=assumption_kind_name(kind), reason=reason)
        rows.append(table_row(because, style="group"))
        rows += group
    return [*table_blocks("assumed-kinds", counts.items()), *table_blocks("assumed", rows)]


def readings_blocks(contents: Row) -> Blocks:
    """What can be read in more than one way and how it was read, and what the copy of the document
    has lost.
    """
    rows = []
    for r in contents["readings"]:
        ways = [{"name": DEFAULT, **r["default"]}, *r["ways"]]
        taken = next(w for w in ways if w["name"] == r["chosen"])
        others = say("then").join(row_name(w) for w in ways if w is not taken)
        rows.append({**r, "taken": taken, "others": others})
    return [*table_blocks("readings", rows), *table_blocks("lost", contents["lost"])]


def readings_sentence(rows: Iterable[Row]) -> str:
    """Which readings were taken; nothing where all are the default."""
    said = [
        say(
            "read_one",
            name=row_name(r),
            meaning=row_name(r, "way_"),
            id=r["id"],
            way=r["way"],
        )
        for r in rows
    ]
    return say("read_so", readings=say("then").join(said)) if said else ""


def reading_effects(way: Row) -> list[str]:
    """What a way of reading changes, a line each."""
    found = [say("reading_change", **change) for change in way["changes"]]
    counts = join_texts(way["counts"])
    return [*found, say("reading_counts", ids=counts)] if counts else found


@table_format
def instrument_lever_names(instrument: Row) -> str:
    """The levers of an instrument by name."""
    known = DECLARED["levers"]
    named = [
        name_in_language(known[lever]) if lever in known else lever
        for lever in instrument["levers"]
    ]
    return join_texts([*named, *([say("builds")] if instrument["build"] else [])])


def run_method(about: Row) -> Blocks:
    """How the numbers came about, and where the model is simpler than the world."""
    data = about["summary"]
    stocks, drawn = known_stocks(data), data["nature"]["drawn"]
    said = [
        *labels("method_agents", "method_rules"),
        say("method_start", stocks=stocks) if stocks else say("method_start_plain"),
        *stocks_out_of_reach(data),
        say("method_runs_nature" if drawn else "method_runs", runs=data["runs"]),
        *nature_sentences(data["nature"]),
    ]
    if data["failed"]:
        said.append(say("method_failed", failed=data["failed"]))
    return [Bullets((*said, say("method_not"))), *table_blocks("limits", about["limits"])]


def nature_sentences(nature: Row) -> list[str]:
    """Which natural parameters differ between the runs."""
    names = join_texts(map(row_name, nature["drawn"]))
    return [say("method_nature", sets=nature["sets"], names=names)] if names else []


def known_stocks(data: Row) -> str:
    """The stocks known before the first month, with what the starting population has of them."""

    def told(r: Row) -> str:
        met, known = format_number(r["met"]), format_number(r["known"])
        if "growth_known" not in r:
            return say("stock_met", name=row_name(r), met=met, known=known)
        grown, growth = format_percent(r["growth_met"]), format_percent(r["growth_known"])
        return say(
            "stock_grown", name=row_name(r), met=met, known=known, grown=grown, growth=growth
        )

    return join_texts(map(told, data["started_from"]))


def stocks_out_of_reach(data: Row) -> list[str]:
    """A warning where no rate within its bounds could meet a known stock."""
    names = join_texts(map(row_name, data.get("out_of_reach", [])))
    return [say("stocks_out_of_reach", names=names)] if names else []


def run_provenance(about: Row) -> Blocks:
    """What it takes to make these numbers again."""
    data, plan = about["summary"], about["summary"]["plan"]
    libraries = (f"{name} {version}" for name, version in about["libraries"].items())
    return provenance_blocks(
        about,
        reproduction_command(about),
        {"entry_plan": f"{plan_heading(plan)} ({plan['name']}, {plan['policy']})"},
        about["scenario_digest"],
        f"{data['first']} .. {data['last']} ({about['months']})",
        {
            "entry_seeds": ", ".join(about["seeds"][:SEEDS_SHOWN]),
            "entry_python": ", ".join([f"Python {about['python']}", *libraries]),
            "entry_files": FILES,
        },
    )


def provenance_blocks(
    about: Row,
    command: str,
    subject: dict[str, str],
    scenario: str,
    span: str,
    more: dict[str, str],
) -> Blocks:
    """The command that makes the numbers again, and a table of what they were made of: entries by
    their messages.
    """
    data = about["summary"]
    newer = {"entry_report_version": __version__} if about["fuhua"] != __version__ else {}
    entries = {
        "entry_document": data["plan"]["document"],
        **subject,
        "entry_version": about["fuhua"],
        **newer,
        "entry_source": about["source_digest"],
        "entry_scenario": scenario,
        "entry_span": span,
        "entry_runs": str(data["runs"]),
        "entry_seed": str(about["seed"]),
        "entry_nature": nature_line(data["nature"]),
        **more,
    }
    intro = Paragraph(say("provenance_intro", command=command))
    return [intro, *table_blocks("provenance", entries.items())]


def plan_heading(plan: Row) -> str:
    """A plan and the policy it is under."""
    policy = row_name(plan, "policy_")
    return say("title", plan=row_name(plan), policy=policy)


def nature_line(nature: Row) -> str:
    """Which natural parameters the runs have."""
    return (
        say("nature_drawn", count=len(nature["drawn"]), sets=nature["sets"])
        if nature["drawn"]
        else say("nature_central")
    )


def nature_option(name: str) -> str:
    """What a command says to have runs with these natural parameters again."""
    return "" if name == CHINA else f" --nature {name}"


def reproduction_command(about: Row) -> str:
    """The command that makes these numbers again."""
    data, plan = about["summary"], about["summary"]["plan"]
    readings = "".join(f" --reading {id}={way}" for id, way in about["readings"].items())
    months = "" if data["complete"] else f" --months {about['months']}"
    return (
        f"fuhua run {plan['name']} --policy {plan['policy']}{readings}"
        f"{nature_option(data['nature']['name'])} --runs {data['runs'] + data['failed']} "
        f"--seed {about['seed']}{months}"
    )
