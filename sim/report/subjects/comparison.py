"""What a comparison of policies says in sentences and in cells: reports, screen and pages use the
same.

They read what `sim.study.compare.summary` gives and nothing else, so that a folder of results can
be told again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sim.core.records import Row
from sim.report.document import Cell, table_format
from sim.report.numbers import (
    format_number,
    format_percent,
    format_probability_interval,
    format_wan,
    join_texts,
    row_name,
)
from sim.runs.outcomes import ALL_MET
from sim.words.catalogue import say

GROUPS = ("district", "sector", "size")
PRICELESS = ("free", "fewer", "open", "same")  # kinds of a cost that is no number
ABREAST = 3
SAID = ("startups", "high_tech_valid", "strong")  # outcomes named of what a policy yields


def compared_policy_name(data: Row, row: int) -> str:
    """A policy in the chosen language."""
    return row_name(data["policies"][row])


def outcome_of(data: Row, id: str) -> Row:
    """One outcome's row."""
    return next(r for r in data["outcomes"] if r["name"] == id)


@table_format
def format_difference(value: float, unit: str = "") -> str:
    """A difference with its sign; none where it is written as nothing."""
    text = format_number(abs(value), unit)
    return text if not text.strip("0.% ") else f"{'+' if value > 0 else '-'}{text}"


def format_difference_interval(row: Row, unit: str = "") -> str:
    """An interval of a difference; nothing where one run cannot tell."""
    return (
        ""
        if row["low"] is None
        else f"{format_difference(row['low'], unit)} .. {format_difference(row['high'], unit)}"
    )


def is_significant(row: Row) -> bool:
    """Whether a difference is surely not nothing."""
    return row["low"] is not None and (row["low"] > 0 or row["high"] < 0)


@table_format
def difference_cell(row: Row, unit: str = "", interval: bool = True) -> Cell:
    """A difference with its interval below, faint where it may be nothing."""
    below = format_difference_interval(row, unit) if interval else ""
    return Cell(format_difference(row["mean"], unit), below, "" if is_significant(row) else "faint")


def level_cell(row: Row, unit: str) -> Cell:
    """A mean, which charts draw too."""
    return Cell(format_number(row["mean"], unit), numbers=(row["mean"],))


def chance_cell(met: Row, _unit: str) -> Cell:
    """A share of runs with Wilson's interval."""
    numbers = (met["mean"], met["low"], met["high"])
    return Cell(format_percent(met["mean"]), format_probability_interval(met), numbers=numbers)


def percentage_points_cell(gap: Row, _unit: str) -> Cell:
    """A difference of two shares in percentage points; an interval of no width is none."""
    points = {
        key: None if gap[key] is None else float(round(100 * min(1, max(-1, gap[key]))))
        for key in ("mean", "low", "high")
    }
    tone = difference_cell(gap).tone
    return replace(difference_cell(points, interval=gap["low"] != gap["high"]), tone=tone)


def format_money_difference(amount: float) -> str:
    """An amount of public money, more or less than the baseline's."""
    sign = "+" if amount > 0 else ""
    return say("money_amount", amount=sign + format_number(amount, whole=True))


@table_format
def format_incremental_cost(ratio: Row) -> tuple[str, str]:
    """What one more costs, in 万元, and where that lies; or why there is no such number."""
    kind = ratio["kind"]
    if kind in PRICELESS:
        return say(f"cost.{kind}"), ""
    low, high, value = (format_number(ratio[key]) for key in ("low", "high", "value"))
    if kind == "unbounded":
        least = say("cost_none") if ratio["low"] is None else say("cost_at_least", low=low)
        return say("cost_unbounded"), least
    return value if kind == "bounded" else say("cost_saves", value=value), f"{low} .. {high}"


def comparison_sentences(data: Row) -> list[str]:
    """What a mayor should know, the most important first."""
    subject = focal_policy(data)
    costs = next(r for r in data["costs"] if r["row"] == subject)
    found = [
        best_policy_sentence(data),
        spending_sentence(data, costs),
        incremental_cost_sentence(costs),
        *doubt_sentences(costs),
        losers_sentence(data, subject),
    ]
    found += [*binding_sentence(data, subject), *undecided_sentence(data)]
    found += [] if data["complete"] else [say("compare_cut_short", last=data["last"])]
    return [*found, say("runs_failed", failed=data["failed"])] if data["failed"] else found


def undecided_sentence(data: Row) -> list[str]:
    """Of how many outcome targets those met are counted, where some are not decided here."""
    if not (left_out := data.get("undecided", ())):
        return []
    ids = join_texts(t["id"] for t in left_out)
    return [say("compare_undecided", targets=len(data["decided"]), ids=ids)]


def binding_sentence(data: Row, policy: int) -> list[str]:
    """How likely a policy meets all targets that are decided here, and on which of them that hangs."""
    chances = [
        (outcome_of(data, f"met.{t['id']}")["policies"][policy]["mean"], t)
        for t in data.get("decided", ())
    ]
    if not chances:
        return []
    least, worst = min(chances, key=lambda pair: pair[0])
    return [
        say(
            "compare_hangs",
            policy=compared_policy_name(data, policy),
            targets=len(chances),
            share=format_percent(outcome_of(data, ALL_MET)["policies"][policy]["mean"]),
            met=format_number(sum(chance for chance, _ in chances)),
            id=worst["id"],
            name=row_name(worst),
            chance=format_percent(least),
        )
    ]


def focal_policy(data: Row) -> int:
    """The policy that sentences tell of: the best, or where that is the baseline the best of the
    others.
    """
    best = data["ranking"]["best"]
    return best or next(k for k in ranking_order(data) if k)


def best_policy_sentence(data: Row) -> str:
    """Which policy is best, and how sure that is."""
    ranking = data["ranking"]
    first = ranking["policies"][ranking["best"]]
    known = {
        "by": row_name(ranking),
        "best": compared_policy_name(data, ranking["best"]),
        "mean": format_number(first["mean"], ranking["unit"]),
    }
    if data["runs"] < ranking["needed"]:
        return say("compare_too_early", **known, needed=ranking["needed"])
    if not ranking["settled"]:
        return say(
            "compare_leads",
            **known,
            chance=format_percent(first["first"]),
            more=ranking["more"],
            most=ranking["most"],
        )
    if len(ranking["alike"]) == 1:
        return say("compare_best", **known, confidence=format_percent(ranking["confidence"]))
    names = say("compare_list").join(
        say("compare_quoted", name=compared_policy_name(data, k)) for k in ranking["alike"]
    )
    return say(
        "compare_equal", **known, names=names, zone=format_number(ranking["zone"], ranking["unit"])
    )


def spending_sentence(data: Row, costs: Row) -> str:
    """What a policy spends beyond the baseline, and what there is more or less of."""
    rows = {r["name"]: r for r in costs["measures"]}
    yields = say("compare_list").join(
        say(
            "compare_yield",
            measure=row_name(rows[id]),
            more=format_difference(rows[id]["additional"]["mean"]),
        )
        for id in SAID
    )
    extra = costs["extra"]["mean"]
    return say(
        "compare_costs" if extra >= 0 else "compare_saves",
        policy=compared_policy_name(data, costs["row"]),
        yields=yields,
        baseline=compared_policy_name(data, 0),
        amount=format_wan(abs(extra)),
    )


def incremental_cost_sentence(costs: Row) -> str:
    """What one more surviving firm costs, and what it would seem to cost."""
    row = next(r for r in costs["measures"] if r["name"] == SAID[0])
    ratio = row["cost"]
    if ratio["kind"] not in ("bounded", "saves"):
        cost, below = format_incremental_cost(ratio)
        return say(
            "compare_no_price", cost=say("compare_and", first=cost, second=below) if below else cost
        )
    ends = {end: format_number(ratio[end]) for end in ("value", "low", "high")}
    if ratio["kind"] == "saves":
        return say("compare_one_fewer", **ends)
    return say(
        "compare_one_more",
        **ends,
        claimed="-" if row["claimed_cost"] is None else format_number(row["claimed_cost"]),
    )


def doubt_sentences(costs: Row) -> list[str]:
    """The things counted of which there are not surely more, and those of which there are surely
    fewer.
    """
    rows = [(row_name(r), r["additional"]) for r in costs["measures"]]
    unsure = [n for n, more in rows if not is_significant(more)]
    fewer = [n for n, more in rows if is_significant(more) and more["mean"] < 0]
    return [
        say(id, measures=say("compare_list").join(names))
        for id, names in (("compare_not_more", unsure), ("compare_fewer", fewer))
        if names
    ]


def losers_sentence(data: Row, row: int) -> str:
    """Who loses: firms, and districts that surely have less of something."""
    losers = next(r for r in data["losers"] if r["row"] == row)
    falling = [
        (d, [row_name(m) for m in d["measures"] if is_significant(m) and m["mean"] < 0])
        for d in losers["districts"]
    ]
    falls = [
        say("compare_district_falls", place=row_name(d), measures=say("compare_list").join(names))
        for d, names in falling
        if names
    ]
    tail = (
        say("compare_lose_districts", names=say("compare_clauses").join(falls))
        if falls
        else say("compare_districts_none")
    )
    return say(
        "compare_lose",
        policy=compared_policy_name(data, row),
        baseline=compared_policy_name(data, 0),
        lost=format_number(losers["all"]["lost"]["mean"]),
        gained=format_number(losers["all"]["gained"]["mean"]),
        districts=tail,
    )


def variance_reduction_sentences(data: Row) -> list[str]:
    """By how much sharing luck narrowed the differences of the short table."""
    factors = sorted(
        d["reduction"]
        for id in data["shown"]
        for d in outcome_of(data, id)["differences"][1:]
        if d["reduction"]
    )
    if not factors:
        return []
    middle = factors[len(factors) // 2]
    return [
        say(
            "compare_reduction",
            factor=format_number(middle),
            runs=data["runs"],
            worth=format_number(middle * data["runs"], whole=True),
        )
    ]


def policy_titles(data: Row, some: Iterable[int]) -> list[str]:
    """The names of some policies."""
    return [compared_policy_name(data, k) for k in some]


def policy_column_groups(data: Row) -> list[range]:
    """The policies held against the baseline, as many at a time as stand beside each other with
    their intervals.
    """
    count = len(data["policies"])
    return [range(k, min(k + ABREAST, count)) for k in range(1, count, ABREAST)]


def ranking_order(data: Row) -> list[int]:
    """The policies by the outcome that the ranking goes by, the best first."""
    ranking = data["ranking"]
    sign = 1 if ranking["less_is_better"] else -1
    return sorted(range(len(data["policies"])), key=lambda k: sign * ranking["policies"][k]["mean"])


def firm_turnover_cell(row: Row) -> Cell:
    """Net change of firms, and those gone and new; faint where it may be nothing."""
    turnover = f"{format_number(row['lost']['mean'])} / {format_number(row['gained']['mean'])}"
    moves = (row["lost"]["mean"], row["gained"]["mean"])
    return replace(difference_cell(row["net"]), below=turnover, numbers=moves)


def loser_groups(data: Row, group: str) -> list[Sequence[Row]]:
    """The districts, sectors or sizes, each with its rows policy by policy."""
    return list(
        zip(*([g for g in r["groups"] if g["group"] == group] for r in data["losers"]), strict=True)
    )
