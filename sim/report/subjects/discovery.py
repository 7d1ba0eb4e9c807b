"""In which futures a plan fails: as data, as a document with rules a planner can read, and its
figure.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from sim.core.fields import Field
from sim.core.records import Record, Row
from sim.report.colors import BLUE, ORANGE
from sim.report.document import (
    Cell,
    ReportDocument,
    TableRow,
    table_blocks,
    table_row,
)
from sim.report.figures.style import TITLE, format_number_ticks, panel_figures
from sim.report.numbers import format_percent, row_name, wrap_text
from sim.report.subjects.explanation import (
    ExplanationRuns,
    explanation_document,
    explanation_head,
    failed_runs_sentence,
    format_amount,
    join_names,
    quantity_names,
)
from sim.results.plan_contents import pick
from sim.runs.outcomes import ALL_MET, outcome_fields
from sim.scenario.scenario import load
from sim.study.design.variations import unknown_columns
from sim.study.methods.scenario_discovery import (
    Condition,
    Rule,
    discover_futures,
    live_futures,
    missed_target_conditions,
    parse_condition,
)
from sim.study.questions import require_futures
from sim.study.store.study import Study
from sim.words.catalogue import say, user_error

# options that serve where runs are there already
OF_A_STUDY = ("where", "policy", "when", "seed", "out", "quiet", "as_json", "lang")


def rule_record(rule: Rule) -> Record:
    """A rule as data; the open side of a clause is none."""
    box = {
        key: [end if np.isfinite(end) else None for end in ends] for key, ends in rule.box.items()
    }
    return {**asdict(rule), "box": box, "holds": rule.holds}


def rule_records(data: Row) -> list[Row]:
    """One row a clause of a rule."""
    return [
        {
            **r,
            "from": low,
            "to": high,
            "quasi_p": r["quasi_p"][key],
            "outcome": f["outcome"]["name"],
            "happens_if": f["sign"] + str(f["line"]),
            "share_of_all": f["share"],
            "rule_is_about": "not happening" if f["common"] else "happening",
            "unknown": data["unknowns"][key],
        }
        for f in data["found"]
        for r in f["rules"]
        for key, (low, high) in r["box"].items()
    ]


def discovery_document(data: Row, futures: Mapping[str, np.ndarray]) -> ReportDocument:
    """How often each thing happens and by which rule; `futures` are columns of every future, for
    the figure.
    """
    return explanation_document(
        data,
        say("discover_title"),
        say("discover_how", count=len(data["unknowns"]), runs=data["found"][0]["runs"]),
        table_blocks("rules", (row for f in undecided_events(data) for row in event_rows(data, f))),
        discovery_sentences(data),
        panel_figures(
            "futures",
            say("discover_figure"),
            [(f, r) for f in data["found"] for r in f["rules"][:1] if r["holds"]],
            2.7,
            partial(plot_futures, data, futures),
        ),
    )


def undecided_events(data: Row) -> list[Row]:
    """What happens in some futures and not in others."""
    return [f for f in data["found"] if 0 < f["share"] < 1]


def event_rows(data: Row, f: Row) -> Iterator[TableRow | Row]:
    """An event with its rules, or that it has none; one that does not stand the test is faint."""
    what, share = event_text(f, True), format_percent(f["share"])
    if not f["rules"]:
        yield table_row(what, share, Cell(say("discover_no_rule"), tone="faint"), "", "")
    for r in f["rules"]:
        by = say("discover_by", method=r["method"])
        test = "" if r["holds"] else say("discover_by_chance")
        yield {**r, "what": what, "share": share, "rule": rule_text(data, r), "by": by + test}
        what = share = ""


def discovery_sentences(data: Row) -> list[str]:
    """What it comes to: a rule for each thing that may happen, what has none, and what is the same
    in every future.
    """
    found, without = [], []
    for f in undecided_events(data):
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
    """The outcome drawn where a rule has but one clause: a target's quantity, where the rule is
    about reaching it.
    """
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


def plot_futures(
    data: Row, futures: Mapping[str, np.ndarray], axes: Axes, shown: tuple[Row, Row]
) -> None:
    """Futures by two unknowns (by one and the outcome, where the rule has but one), crosses where
    it happens, and the box.
    """
    f, r = shown
    keys = list(r["box"])[:2]
    x, y = (
        np.asarray(futures[key], float) for key in (*keys, quantity_of(f["outcome"]["name"]))[:2]
    )
    values = np.asarray(futures[f["outcome"]["name"]], float)
    happens = values < f["line"] if f["sign"] == "<" else values > f["line"]
    axes.scatter(x[~happens], y[~happens], s=9, facecolors="none", edgecolors=BLUE, linewidths=0.6)
    axes.scatter(x[happens], y[happens], s=11, marker="x", color=ORANGE, linewidths=0.8)
    boxes = [*(r["box"][key] for key in keys), (None, None)][:2]
    (left, right), (bottom, top) = (
        (side.min() if low is None else low, side.max() if high is None else high)
        for side, (low, high) in zip((x, y), boxes, strict=True)
    )
    size = (right - left, top - bottom)
    axes.add_patch(Rectangle((left, bottom), *size, fill=False, edgecolor="black", linewidth=1.2))
    below, *beside = [row_name(data["unknowns"][key]) for key in keys]
    axes.set_xlabel(wrap_text(below, 44))
    axes.set_ylabel(wrap_text((*beside, target_of(f["outcome"]))[0], 34))
    axes.set_title(wrap_text(event_text(f, True), TITLE))
    format_number_ticks(axes.xaxis)
    format_number_ticks(axes.yaxis)


def explain_discover(
    session: ExplanationRuns,
    where: str,
    policy: str,
    when: Sequence[str],
    futures: int,
    nature: str,
) -> None:
    """Find the futures in which a plan fails, among new ones or those of a study."""
    if (Path(where) / "study.json").is_file():
        explain_study(session, where, policy, when)
        return
    require_futures(futures)
    scenario = load(where, policy, nature=nature)
    known = outcome_fields(scenario)
    conditions = [parse_condition(text, known) for text in when] or missed_target_conditions(
        scenario
    )
    with session.begin(scenario, "discovery"):
        unknowns = session.unknowns(scenario)
        session.forecast(scenario, futures)
        study = live_futures(scenario, unknowns, futures, session.way)
    head = explanation_head("discovery", scenario, session.way, [study])
    columns = unknown_columns(scenario, unknowns)
    end_discovery(session, study, head, columns, known, conditions, policy)


def explain_study(session: ExplanationRuns, where: str, policy: str, when: Sequence[str]) -> None:
    """The same among the runs of a study that is there."""
    if given := [f"--{name}".replace("_", "-") for name in session.given if name not in OF_A_STUDY]:
        raise user_error("explain_study_has", folder=where, options=", ".join(given))
    study = Study(Path(where))
    fields, outcomes = (
        {name: Field(f["en"], f["zh"], f["unit"]) for name, f in study.spec[kind].items()}
        for kind in ("varied", "outcomes")
    )
    if not fields:
        raise user_error("explain_no_design", folder=where)
    there = sorted({place[0] for place in study.places()})
    if policy not in there:
        known = ", ".join(there)
        raise user_error("explain_no_policy", folder=where, given=policy, known=known)
    conditions = [parse_condition(text, outcomes) for text in when] or [
        Condition(name, "<", 0.5) for name in outcomes if name.startswith("met") and "/" not in name
    ]
    session.begin_in(f"{study.folder.resolve().name}-{policy}")
    names = dict.fromkeys(("zh", "en"), study.spec["study"])
    policies = dict.fromkeys(("policy", "policy_zh", "policy_en"), policy)
    head = {
        "kind": "discovery",
        "plan": {"name": study.spec["scenario"], **names, **policies},
        "seed": session.way.seed,
        "studies": [study.folder.name],
        "failed": len(study.failures()),
    }
    end_discovery(session, study, head, fields, outcomes, conditions, policy)


def end_discovery(
    session: ExplanationRuns,
    study: Study,
    head: Row,
    fields: Mapping[str, Field],
    outcomes: Mapping[str, Field],
    conditions: Sequence[Condition],
    policy: str,
) -> None:
    """Find, write and show the rules of a study's runs under a policy."""
    wanted = [name for c in conditions for name in (c.outcome, quantity_of(c.outcome))]
    rows = study.rows(list(dict.fromkeys(wanted)), "numpy")
    rows = {name: values[rows["policy"] == policy] for name, values in rows.items()}
    found = discover_futures(rows, list(fields), conditions, session.way.seed)
    data = {
        **head,
        "unknowns": {key: quantity_names(key, f) for key, f in fields.items()},
        "found": [
            {
                "outcome": quantity_names(f.condition.outcome, outcomes[f.condition.outcome]),
                **pick(f.condition, "sign", "line"),
                **pick(f, "runs", "share", "common"),
                "rules": list(map(rule_record, f.rules)),
            }
            for f in found
        ],
    }
    session.end(data, {"rules": rule_records(data)}, discovery_document(data, rows), [study])
