"""The first page of a report: will the plan meet its targets, what binds, what it costs, what is
not known.
"""

from collections import Counter
from collections.abc import Sequence

from sim.core.records import Row
from sim.report.document import (
    STANDINGS,
    Blocks,
    Bullets,
    Facts,
    Heading,
    Paragraph,
    Section,
    Table,
    band_cell,
    chance_rating,
    table_blocks,
    table_format,
    table_row,
)
from sim.report.numbers import (
    format_band,
    format_number,
    format_percent,
    format_probability_interval,
    format_quantity,
    format_wan,
    join_texts,
    row_name,
    target_number,
)
from sim.report.subjects.exposure import exposure_sentences
from sim.results.plan_contents import KINDS, assumption_kind
from sim.words.catalogue import say, spoken_language, text_in_language

MOST_LINES = 12  # targets with a line of their own on the first page
MOST_NAMED = 6  # targets named in a sentence
MOST_YEARS = 8
LARGEST = 3  # payments named on the first page
NAMED_STOCKS = 4
LIVED = ("startups", "jobs")  # told first of a plan whose targets cannot be measured


def run_front_page(about: Row) -> Section:
    """The page for those who read one page."""
    data = about["summary"]
    blocks: Blocks = [Paragraph(verdict_sentence(data), "verdict"), run_facts(about)]
    if targets_by_role(data):
        blocks += [
            *target_overview(data),
            *table_blocks("front-undecided", undecided_targets(data)),
            Heading(say("front_binds")),
            binding_paragraph(data),
        ]
    else:
        blocks += table_blocks("front-undecided", undecided_targets(data))
        inputs = targets_by_role(data, "input")
        blocks += table_blocks("front-inputs", inputs, note=verdict_legend(data))
    exposed = exposure_bullets(data) or [
        Heading(say("front_exposed")),
        Bullets((say("exposure_untried"),)),
    ]
    unsure = Heading(say("front_unsure")), Bullets(tuple(uncertainty_sentences(about)))
    blocks += [Heading(say("front_cost")), *outlay_overview(data), *exposed, *unsure]
    return Section("front", say("front"), tuple(blocks))


def exposure_bullets(data: Row) -> Blocks:
    """What the answer hangs on, where it was tried."""
    if "exposure" not in data:
        return []
    return [Heading(say("front_exposed")), Bullets(tuple(exposure_sentences(data["exposure"])))]


def run_conclusion(about: Row) -> Blocks:
    """What the runs come to, for those who have just seen the tables."""
    data = about["summary"]
    binds = [binding_paragraph(data)] if targets_by_role(data) else []
    verdict = Paragraph(verdict_sentence(data), "verdict")
    return [verdict, run_facts(about), *binds, *exposure_bullets(data)]


def join_sentences(sentences: Sequence[str]) -> str:
    """Sentences one after another: Chinese ones need no space between."""
    return ("" if spoken_language() == "zh" else " ").join(sentences)


def targets_by_role(data: Row, role: str = "outcome") -> list[Row]:
    """The targets of a role (those that count are outcomes) that can be measured and are decided
    here, in the reading that was chosen.
    """
    return [r for r in measured_targets(data, role) if r["decided"]]


def undecided_targets(data: Row) -> list[Row]:
    """The outcome targets, in the reading that was chosen, that the model does not decide."""
    return [r for r in measured_targets(data) if not r["decided"]]


def measured_targets(data: Row, role: str = "outcome") -> list[Row]:
    """The targets of a role that can be measured, in the reading that was chosen."""
    return [r for r in data["targets"] if r["measured"] and r["chosen"] and r["role"] == role]


def verdict_sentence(data: Row) -> str:
    """The verdict."""
    together, rows = data["all_met"], targets_by_role(data)
    left_out = undecided_sentences(data)
    if not rows:
        none = left_out or [say("no_outcomes")]
        return join_sentences([*none, say("verdict_other_facts"), *caveats(data)])
    counts: Counter[str] = Counter(chance_rating(r["probability"]) for r in rows)
    said = [
        say(f"verdict_count.{level}", count=counts[level]) for level in STANDINGS if counts[level]
    ]
    probability = together["probability"]
    verdict = say(
        f"verdict.{chance_rating(probability)}" if probability else "verdict_none",
        targets=together["targets"],
        runs=data["runs"],
        share=format_percent(probability),
    )
    singly = say("verdict_counts", counts=join_texts(said))
    usual = say(
        "verdict_met",
        met=format_number(together["met"]["mean"]),
        targets=together["targets"],
    )
    return join_sentences([verdict, usual, singly, *left_out, *caveats(data)])


def undecided_sentences(data: Row) -> list[str]:
    """Which outcome targets are not decided here, where there are any."""
    rows = undecided_targets(data)
    ids = join_texts(dict.fromkeys(target_number(r) for r in rows))
    return [say("verdict_undecided", ids=ids)] if rows else []


def run_facts(about: Row) -> Facts:
    """The numbers to remember."""
    data, months = about["summary"], about["months"]
    spent = data["money"]["total"]
    return Facts(
        (
            *(chance_facts(data) if targets_by_role(data) else change_facts(data)),
            (
                format_wan(spent["median"]),
                say("fact_outlay", months=months),
                say("fact_band", band=format_band(spent["lower"], spent["upper"], whole=True)),
            ),
            (
                format_wan(spent["median"] * 12 / months),
                say("fact_yearly"),
                say("fact_planned", amount=format_wan(data["money"]["planned"])),
            ),
        )
    )


def chance_facts(data: Row) -> list[tuple[str, str, str]]:
    """How likely all is met together, and how much is likely to be met."""
    together = data["all_met"]
    likely = sum(chance_rating(r["probability"]) == "good" for r in targets_by_role(data))
    return [
        (
            format_percent(together["probability"]),
            say("fact_all"),
            say("fact_interval", interval=format_probability_interval(together)),
        ),
        (
            say("fact_of", good=likely, targets=together["targets"]),
            say("fact_likely"),
            say("fact_certain", count=together["certain"]),
        ),
    ]


def change_facts(data: Row) -> list[tuple[str, str, str]]:
    """Firms and jobs at the end, with what they were at first."""
    return [
        (
            format_number(r["last"]["median"], whole=True),
            say("fact_last", name=row_name(r), month=data["last"]),
            say(
                "fact_first",
                month=data["first"],
                value=format_number(r["first"]["median"], whole=True),
            ),
        )
        for r in data["region"]
        if r["name"] in LIVED
    ]


def target_overview(data: Row) -> Blocks:
    """One line a target; of many only those that are in doubt."""
    rows, note = targets_by_role(data), verdict_legend(data)
    sure = [r for r in rows if chance_rating(r["probability"]) == "good"]
    if len(rows) > MOST_LINES and 0 < len(sure) < len(rows):
        rows = [r for r in rows if r not in sure]
        ids = join_texts(r["id"] for r in sure)
        note = join_sentences([say("front_others", count=len(sure), ids=ids), note])
    return table_blocks("front-targets", rows, note=note)


def verdict_legend(data: Row) -> str:
    """How to read a line."""
    levels = {level: say(f"standing.{level}") for level in STANDINGS}
    return say("front_legend", runs=data["runs"], **levels)


@table_format
def band_line(r: Row) -> str:
    """A target's number with its band behind, where it has one."""
    value = band_cell(r, r["unit"])
    return value.text + ("" if value.text == value.below else f" ({value.below})")


def outlay_overview(data: Row) -> Blocks:
    """The outlay year by year, and what most of it goes to."""
    money = data["money"]
    if not money["rows"]:
        return [Paragraph(say("no_outlay"))]
    years = money["total"]["years"]
    found: Blocks = []
    if len(years) <= MOST_YEARS:
        total = band_cell(money["total"], whole=True)
        amounts = [format_number(v, whole=True) for v in years.values()]
        row = table_row(*amounts, f"{total.text} ({total.below})", key="total")
        widths = (*(0.7 / len(years) for _ in years), 0.3)
        head, right = (*years, say("cost_all")), frozenset(range(len(widths)))
        found.append(Table("front-cost", say("cost_years"), head, (row,), widths, right))
    items = join_texts(
        say("cost_item", name=row_name(r), amount=format_number(r["median"], whole=True))
        for r in money["rows"][:LARGEST]
    )
    return [*found, Paragraph(say("cost_largest", items=items))]


def uncertainty_sentences(about: Row) -> list[str]:
    """What the numbers rest on and do not say."""
    data, contents = about["summary"], about["contents"]
    assumed = contents["assumed"]
    counts = Counter(assumption_kind(r["key"]) for r in assumed)
    kinds = join_texts(
        say("unsure_kind", kind=assumption_kind_name(kind), count=n)
        for kind, n in counts.most_common()
    )
    found = [say("unsure_assumed", count=len(assumed), kinds=kinds)] if assumed else []
    if "exposure" not in data:  # what was tried has been told above
        found += untried_sentences(assumed)
    if doubtful := other_verdicts(data, contents["readings"]):
        found.append(say("unsure_readings", ids=join_texts(doubtful)))
    if left_out := {r["id"] for r in data["targets"] if not r["measured"]}:
        found.append(say("unsure_unmeasured", count=len(left_out)))
    nature = data["nature"]
    chances = "unsure_nature" if nature["drawn"] else "unsure_luck"
    return [*found, say(chances, count=len(nature["drawn"]), sets=nature["sets"])]


def untried_sentences(assumed: Sequence[Row]) -> list[str]:
    """The assumptions on stocks and on demand that most hangs on, where it has not been tried what
    hangs on them.
    """
    kinds = {r["key"]: assumption_kind(r["key"]) for r in assumed}
    stocks = [r for r in assumed if kinds[r["key"]] == "start" and r["unit"] != "year"]
    demand = [r for r in assumed if kinds[r["key"]] == "sector" and r["key"].endswith(".demand")]
    found = []
    if stocks:
        said = (
            say(
                "unsure_stock",
                name=row_name(r),
                count=text_in_language(
                    (format_quantity(r["value"], r["unit"]), format_number(r["value"]))
                ),
            )
            for r in stocks[:NAMED_STOCKS]
        )
        found.append(say("unsure_start", stocks=join_texts(said)))
    if demand:
        whole = format_wan(sum(r["value"] for r in demand))
        found.append(say("unsure_demand", sectors=len(demand), demand=whole))
    return found


@table_format
def assumption_kind_name(kind: str) -> str:
    """What a kind of assumption is called."""
    return say(f"assumed.{kind}") if kind in KINDS else kind


def other_verdicts(data: Row, readings: Sequence[Row]) -> list[str]:
    """The readings under which outcome targets that could be counted instead have another verdict."""
    told = {
        r["id"]: chance_rating(r["probability"]) if r["decided"] else ""
        for r in data["targets"]
        if r["measured"] and r["role"] == "outcome"
    }
    numbers = {target_number(r) for r in data["targets"]}
    return [
        r["id"] if target_number(r) in numbers else row_name(r)
        for r in readings
        if len({told[id] for w in r["ways"] for id in (*w["counts"], *w["leaves"]) if id in told})
        > 1
    ]


def binding_paragraph(data: Row) -> Paragraph:
    """What stands between the plan and its targets, or that nothing does."""
    return Paragraph(join_sentences(binding_sentences(data)) or say("nothing_binds"))


def binding_sentences(data: Row) -> list[str]:
    """What stands between the plan and its targets."""
    worst = data["binds"]
    if worst is None:
        return []
    known = {
        "id": worst["id"],
        "name": row_name(worst),
        "share": format_percent(worst["probability"]),
    }
    found = [
        say("least_likely_short", **known, short=format_percent(worst["short"]))
        if worst["short"] > 0
        else say("least_likely", **known)
    ]
    rare = [
        target_number(r)
        for r in targets_by_role(data)
        if r["probability"] < 0.5 and r["id"] != worst["id"]
    ]
    if len(rare) > MOST_NAMED:
        found.append(say("also_rare_many", count=len(rare)))
    elif rare:
        found.append(say("also_rare", ids=join_texts(dict.fromkeys(rare))))
    if rest := worst["rest"]["targets"]:
        share = format_percent(worst["rest"]["probability"])
        found.append(say("without_it", targets=rest, share=share))
    return found


def caveats(data: Row) -> list[str]:
    """What is wrong with the runs: some cut short, some failed."""
    found = [] if data["complete"] else [say("cut_short", last=data["last"])]
    return [*found, say("runs_failed", failed=data["failed"])] if data["failed"] else found
