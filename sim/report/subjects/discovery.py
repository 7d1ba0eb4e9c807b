"""In which futures a plan fails, as data, as rules a planner can read, and as a figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from rich.text import Text

from sim.core.fields import Field
from sim.report.figures.style import BLUE, ORANGE, TITLE, format_number_ticks, panel_sheet
from sim.report.numbers import format_percent, row_name, wrap_text
from sim.report.render.terminal import screen_table
from sim.report.subjects.explanation import (
    Row,
    failed_runs_sentence,
    format_amount,
    join_names,
    quantity_names,
    show_explanation_head,
)
from sim.runs.outcomes import ALL_MET
from sim.study.questions import DiscoveryResult
from sim.words.catalogue import say


def discovery_summary(
    head: Row,
    unknowns: Mapping[str, Field],
    outcomes: Mapping[str, Field],
    found: Sequence[DiscoveryResult],
) -> dict[str, Any]:
    """All that is said of where it happens, ready for JSON."""
    return {
        **head,
        "unknowns": {key: quantity_names(key, f) for key, f in unknowns.items()},
        "found": [
            event_summary(quantity_names(f.condition.outcome, outcomes[f.condition.outcome]), f)
            for f in found
        ],
    }


def event_summary(outcome: Row, f: DiscoveryResult) -> dict[str, Any]:
    """What is said of one thing that may happen; the open side of a clause is none."""
    rules = [
        {
            **asdict(r),
            "box": {
                key: [end if np.isfinite(end) else None for end in ends]
                for key, ends in r.box.items()
            },
            "holds": r.holds,
        }
        for r in f.rules
    ]
    return {
        "outcome": outcome,
        "sign": f.condition.sign,
        "line": f.condition.line,
        "runs": f.runs,
        "share": f.share,
        "common": f.common,
        "rules": rules,
    }


def rule_rows(data: Row) -> list[Row]:
    """One row a clause of a rule."""
    return [
        {
            "outcome": f["outcome"]["name"],
            "happens_if": f["sign"] + str(f["line"]),
            "share_of_all": f["share"],
            "rule_is_about": "not happening" if f["common"] else "happening",
            "method": r["method"],
            "holds": r["holds"],
            "unknown": key,
            "zh": data["unknowns"][key]["zh"],
            "en": data["unknowns"][key]["en"],
            "unit": data["unknowns"][key]["unit"],
            "from": low,
            "to": high,
            "quasi_p": r["quasi_p"][key],
            "density": r["density"],
            "density_low_95": r["low"],
            "density_high_95": r["high"],
            "coverage": r["coverage"],
            "inside": r["inside"],
            "held_out": r["futures"],
            "chance": r["chance"],
        }
        for f in data["found"]
        for r in f["rules"]
        for key, (low, high) in r["box"].items()
    ]


def show_discovery(data: Row) -> None:
    """Print how often each thing happens and by which rule, and last what it comes to."""
    screen = show_explanation_head(
        data,
        say("discover_title"),
        say("discover_how", count=len(data["unknowns"]), runs=data["found"][0]["runs"]),
    )
    made = screen_table(
        "",
        say("discover_column_what"),
        say("discover_column_share"),
        say("discover_column_rule"),
        say("discover_column_density"),
        say("discover_column_coverage"),
        right=(1, 3, 4),
        kept=(1, 3, 4),
    )
    for f in [f for f in data["found"] if 0 < f["share"] < 1]:
        rules = f["rules"] or [None]
        for k, r in enumerate(rules):
            what = Text(event_text(f, True)) if k == 0 else Text("")
            share = Text(format_percent(f["share"])) if k == 0 else Text("")
            if r is None:
                made.add_row(what, share, Text(say("discover_no_rule"), "dim"), "", "")
                continue
            style = "" if r["holds"] else "dim"
            rule = Text(rule_text(data, r), style).append(
                "\n"
                + say("discover_by", method=r["method"])
                + ("" if r["holds"] else say("discover_by_chance")),
                "dim",
            )
            made.add_row(
                what,
                share,
                rule,
                Text(format_percent(r["density"]) + "\n", style).append(
                    f"{format_percent(r['low']).removesuffix(' %')}-{format_percent(r['high'])}",
                    "dim",
                ),
                Text(format_percent(r["coverage"]), style),
            )
    if made.row_count:
        screen.print(made)
    for sentence in discovery_sentences(data):
        screen.print(Text(sentence))


def discovery_sentences(data: Row) -> list[str]:
    """What it comes to: a rule for each thing that may happen, what has none, and what is the same in every future."""
    found, without = [], []
    for f in [f for f in data["found"] if 0 < f["share"] < 1]:
        best = next((r for r in f["rules"] if r["holds"]), None)
        if best is None:
            without.append(
                say("discover_share", what=event_text(f, True), share=format_percent(f["share"]))
            )
            continue
        found.append(
            say(
                "discover_rule",
                what=event_text(f, True),
                share=format_percent(f["share"]),
                rule=rule_text(data, best),
                then=event_text(f, not f["common"]),
                density=format_percent(best["density"]),
                coverage=format_percent(best["coverage"]),
            )
        )
    if without:
        found.append(say("discover_without", what=join_names(without)))
    for id, share in (("discover_always", 1), ("discover_never", 0)):
        if same := [event_text(f, True) for f in data["found"] if f["share"] == share]:
            found.append(say(id, what=join_names(same)))
    return [*found, *failed_runs_sentence(data), say("discover_caveat")]


def event_text(f: Row, happens: bool) -> str:
    """That something happens, or that it does not, in words."""
    outcome = f["outcome"]
    if outcome["name"] == ALL_MET:
        return say("discover_not_all" if happens else "discover_all")
    if outcome["name"].startswith("met."):
        return say("discover_missed" if happens else "discover_reached", target=target_of(outcome))
    below = (f["sign"] == "<") == happens
    return say(
        "discover_below" if below else "discover_above",
        what=row_name(outcome),
        line=format_amount(f["line"], outcome["unit"]),
    )


def target_of(outcome: Row) -> str:
    """What an outcome is about: the target, where it says whether one is reached."""
    return row_name(
        {
            lang: outcome[lang].removesuffix(end)
            for lang, end in (("zh", "：达到"), ("en", ": line reached"))
        }
    )


def quantity_of(outcome: str) -> str:
    """The outcome drawn where a rule has but one clause: a target's quantity, where the rule is about reaching it."""
    return outcome.replace("met.", "target.", 1) if outcome.startswith("met.") else outcome


def rule_text(data: Row, rule: Row) -> str:
    """A rule's clauses in words."""
    clauses = []
    for key, (low, high) in rule["box"].items():
        u = data["unknowns"][key]
        ends = [None if end is None else format_amount(end, u["unit"]) for end in (low, high)]
        if low is None:
            clauses.append(say("discover_below", what=row_name(u), line=ends[1]))
        elif high is None:
            clauses.append(say("discover_above", what=row_name(u), line=ends[0]))
        else:
            clauses.append(say("discover_within", what=row_name(u), low=ends[0], high=ends[1]))
    return say("discover_and").join(clauses)


def futures_figure(data: Row, rows: Mapping[str, np.ndarray]) -> Figure | None:
    """A panel a rule that holds: every future by the rule's first two unknowns, the box, and where it happens."""
    shown = [(f, r) for f in data["found"] for r in f["rules"][:1] if r["holds"]]
    return panel_sheet(
        shown, say("discover_figure"), 2.7, lambda axes, pair: plot_futures(axes, data, rows, *pair)
    )


def plot_futures(axes: Any, data: Row, rows: Mapping[str, np.ndarray], f: Row, r: Row) -> None:
    """Futures by two unknowns (by one and the outcome, where the rule has but one), crosses where it happens."""
    keys, upright = list(r["box"])[:2], quantity_of(f["outcome"]["name"])
    x, y = (np.asarray(rows[key], float) for key in (*keys, upright)[:2])
    values = np.asarray(rows[f["outcome"]["name"]], float)
    happens = values < f["line"] if f["sign"] == "<" else values > f["line"]
    axes.scatter(x[~happens], y[~happens], s=9, facecolors="none", edgecolors=BLUE, linewidths=0.6)
    axes.scatter(x[happens], y[happens], s=11, marker="x", color=ORANGE, linewidths=0.8)
    edges = []
    for key, values in zip(keys, (x, y), strict=False):
        low, high = r["box"][key]
        edges.append((values.min() if low is None else low, values.max() if high is None else high))
    if len(keys) == 1:
        edges.append((y.min(), y.max()))
    (left, right), (bottom, top) = edges
    axes.add_patch(
        Rectangle(
            (left, bottom), right - left, top - bottom, fill=False, edgecolor="black", linewidth=1.2
        )
    )
    axes.set_xlabel(wrap_text(row_name(data["unknowns"][keys[0]]), 44), fontsize=7)
    axes.set_ylabel(
        wrap_text(
            row_name(data["unknowns"][keys[1]]) if len(keys) > 1 else target_of(f["outcome"]), 34
        ),
        fontsize=7,
    )
    axes.set_title(wrap_text(event_text(f, True), TITLE), loc="left", fontsize=7.5)
    axes.tick_params(labelsize=7)
    format_number_ticks(axes.xaxis)
    format_number_ticks(axes.yaxis)
