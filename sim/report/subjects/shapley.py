"""What each part of a plan adds: as data, as a document with its figure."""

from collections.abc import Sequence
from functools import partial

import numpy as np
from matplotlib.axes import Axes

from sim.core.records import Record, Row
from sim.plan.instruments import CATEGORIES
from sim.plan.quantities import LEVERS
from sim.report.colors import GREY
from sim.report.document import Blocks, ReportDocument, table_blocks, table_format
from sim.report.figures.style import number_columns, panel_figures, plot_interval_bars, scale_of
from sim.report.numbers import percent_sign, row_name
from sim.report.subjects.explanation import (
    IN_FULL,
    ExplanationRuns,
    explanation_document,
    explanation_head,
    format_amount,
    format_change,
    format_signed_change,
    join_names,
    largest_changes,
    outcome_row,
)
from sim.results.folder import select_columns
from sim.results.plan_contents import pick
from sim.scenario.scenario import load
from sim.study.methods.shapley import (
    FACILITIES,
    OTHER,
    analyse_attribution,
    coalition_design,
    parts_of_plan,
)
from sim.study.questions import requested_outcomes
from sim.words.catalogue import bilingual_message, say, user_error

TOTAL = "total"
OTHERS = {FACILITIES: "attribute_facilities", OTHER: "attribute_other", TOTAL: "total"}


def part_names(name: str) -> dict[str, str]:
    """What a part is called: a kind of instrument, a lever, or what is neither."""
    if name in OTHERS:
        return dict(zip(("zh", "en"), bilingual_message(OTHERS[name]), strict=True))
    return pick(CATEGORIES.get(name) or LEVERS[name], "zh", "en")


def known_numbers(thing: object, *names: str) -> Record:
    """Some numbers of a thing by name; None where one is not known, for JSON knows no nan."""
    return {name: None if np.isnan(x) else x for name, x in pick(thing, *names).items()}


def share_records(data: Row, o: Row) -> list[Row]:
    """What each part adds to an outcome, then what all add together."""
    parts = {**data["parts"], TOTAL: {**part_names(TOTAL), "levers": []}}
    total = {"part": TOTAL, **select_columns(o, "total as value", "low", "high")}
    return [
        {
            **s,
            "outcome": o,
            "named": parts[s["part"]],
            "levers": " ".join(parts[s["part"]]["levers"]),
        }
        for s in (*o["shares"], total)
    ]


def attribution_document(data: Row) -> ReportDocument:
    """The parts of each outcome: in short where they are many."""
    how = (
        say("attribute_sampled", orders=data["orders"]) if data["orders"] else say("attribute_all")
    )
    shown = affected_outcomes(data)
    most = max((len(o["shares"]) for o in shown), default=0)
    return explanation_document(
        data,
        say("attribute_title"),
        say(
            "attribute_how", parts=len(data["parts"]), runs=data["runs"], seed=data["seed"], how=how
        ),
        changed_outcomes_table(data)
        if len(data["outcomes"]) > IN_FULL
        else [block for o in data["outcomes"] for block in shares_table(data, o)],
        attribution_sentences(data),
        panel_figures(
            "shares", say("attribute_figure"), shown, 0.7 + 0.18 * most, partial(plot_shares, data)
        ),
    )


def changed_outcomes_table(data: Row) -> Blocks:
    """One row an outcome with what the plan adds and the parts that add most of it."""

    def row(o: Row) -> Row:
        changes = ((data["parts"][s["part"]], s["value"]) for s in o["shares"] if s["value"])
        total = change_with_range(share_records(data, o)[-1])
        return {**o, "change": total, "most": largest_changes(changes, o["unit"])}

    return table_blocks("changed", map(row, affected_outcomes(data)))


def shares_table(data: Row, o: Row) -> Blocks:
    """What each part adds to one outcome, and what all add together."""
    rows = share_records(data, o)
    return table_blocks(f"shares-{o['name']}", rows, "shares", row_name(o))


@table_format
def part_of_total(s: Row) -> str:
    """Which part of an outcome's change a part of the plan adds; nothing of what all add."""
    total = s["outcome"]["total"]
    if s["part"] == TOTAL or not total:
        return ""
    return f"{100 * s['value'] / total:.0f}{percent_sign()}"


@table_format
def change_with_range(s: Row) -> tuple[str, str]:
    """A change with its interval, where there is one."""
    value, *ends = (
        "" if s[key] is None else format_signed_change(s[key], s["outcome"]["unit"])
        for key in ("value", "low", "high")
    )
    return value, " .. ".join(filter(None, ends))


def affected_outcomes(data: Row) -> list[Row]:
    """The outcomes that some part changes."""
    return [o for o in data["outcomes"] if any(s["value"] for s in o["shares"])]


def attribution_sentences(data: Row) -> list[str]:
    """What it comes to: the first outcomes that the plan surely changes, then what it leaves alone
    and which parts are idle.
    """
    found, shown = [], affected_outcomes(data)
    sure = [o for o in shown if o["low"] is None or o["low"] > 0 or o["high"] < 0]
    for o in (sure or shown)[:IN_FULL]:
        first = o["shares"][0]
        found.append(
            say(
                "attribute_adds",
                outcome=row_name(o),
                nothing=format_amount(o["nothing"], o["unit"]),
                total=format_change(o["total"], o["unit"]),
                first=row_name(data["parts"][first["part"]]),
                value=format_signed_change(first["value"], o["unit"]),
            )
        )
    if still := [row_name(o) for o in data["outcomes"] if o not in shown]:
        found.append(say("attribute_still", outcomes=join_names(still)))
    idle = [
        row_name(p)
        for key, p in data["parts"].items()
        if all(s["value"] == 0 for o in data["outcomes"] for s in o["shares"] if s["part"] == key)
    ]
    if idle:
        found.append(say("attribute_idle", parts=join_names(idle)))
    return [*found, say("attribute_caveat")]


def plot_shares(data: Row, axes: Axes, o: Row) -> None:
    """A bar a part with its interval, hatched where it takes away."""
    by, unit = scale_of(o["unit"])
    values, low, high = number_columns(o["shares"], "value", "low", "high") * by
    parts = (data["parts"][s["part"]] for s in o["shares"])
    title = f"{row_name(o)}  {format_signed_change(o['total'], o['unit'])}"
    plot_interval_bars(axes, parts, values, values < 0, low, high, title, unit)
    axes.axvline(0, color=GREY, linewidth=0.8)


def explain_attribute(
    session: ExplanationRuns,
    plan: str,
    policy: str,
    outcome: Sequence[str],
    by: str,
    orders: int,
    nature: str,
) -> None:
    """Share the changes a plan makes out among its parts."""
    scenario = load(plan, policy, nature=nature)
    outcomes = requested_outcomes(scenario, outcome)
    parts = parts_of_plan(scenario, by)
    if not parts:
        raise user_error("explain_no_parts", plan=scenario.name, policy=policy)
    with session.begin(scenario, f"attribution-{by}"):
        coalitions, walked = coalition_design([p.name for p in parts], orders, session.way.seed)
        session.forecast(scenario, len(coalitions))
        found, study = analyse_attribution(scenario, parts, outcomes, session.way, orders)
    data = {
        **explanation_head("attribution", scenario, session.way, [study]),
        "orders": len(walked),
        "parts": {
            p.name: {"name": p.name, **part_names(p.name), **pick(p, "levers")} for p in parts
        },
        "outcomes": [
            {
                **outcome_row(scenario, a.outcome),
                **known_numbers(a, "total", "low", "high", "nothing"),
                "shares": [
                    {"part": s.name, **known_numbers(s, "value", "low", "high")}
                    for s in sorted(a.shares, key=lambda s: -abs(s.value))
                ],
            }
            for a in found
        ],
    }
    shares = [r for o in data["outcomes"] for r in share_records(data, o)]
    session.end(data, {"shares": shares}, attribution_document(data), [study])
