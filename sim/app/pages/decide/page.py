"""Decide: two policies held against each other on the same luck, for a planner who moves a lever
and sees what it does.

The comparison begins with the page and is shown as it grows; it is the report that `fuhua compare`
writes.  What was shown last stays in sight, greyed, until the first runs of what is asked now have
come in.
"""

import threading
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import Any

import numpy as np
import solara

from sim.app.components.layout import Go, WorkStatus, language, name_page, use_address
from sim.app.components.levers import LeverPanel, lever_groups, lever_values
from sim.app.components.widgets import (
    Button,
    ChartFigure,
    Download,
    Downloads,
    ReportBlocks,
    State,
    StatusMessage,
    element,
    plan_choices,
    policy_title,
    vue_template,
)
from sim.app.pages.decide import charts, comparison
from sim.app.pages.decide.comparison import ComparisonSnapshot
from sim.app.pages.decide.downloads import FILES, download_bytes
from sim.app.pages.decide.policies import Side, comparison_sides, policy_toml
from sim.app.session import jobs, url_state
from sim.app.session.url_state import UrlState
from sim.core.errors import UserError
from sim.plan.quantities import LEVERS
from sim.report.document import Bullets, Paragraph, ReportDocument
from sim.report.numbers import format_number
from sim.report.subjects.comparison_document import comparison_report
from sim.results.defaults import MOST_RUNS
from sim.words.catalogue import say

LEADING = 3  # sentences for those who read three
CHOSEN = {"against", "policy", "runs", "seed", "nature"}  # what is chosen above the levers
ComparisonControls = vue_template("pages/decide/choose.vue")  # what is held against what
RunProgressBar = vue_template("pages/decide/standing.vue")  # how far the runs are
Pair = tuple[Side, Side]


@solara.component
def DecidePage() -> None:
    """The page: both sides as the address asks for them."""
    now, _, go = use_address()
    name_page("page_decide")
    moved = tuple(now.levers.items()), tuple(now.against_levers.items())
    pair = solara.use_memo(
        lambda: sides_or_fault(now),
        [now.plan, now.policy, now.against, now.nature, moved, language.value],
    )
    ComparisonControls(
        {
            **plan_choices(now),
            "against": now.against,
            "runs": now.runs,
            "seed": str(now.seed),
            "most": MOST_RUNS,
        },
        lambda chosen: go(**comparison_query_changes(now, chosen)),
    )
    if isinstance(pair, str):
        StatusMessage(pair, fault=True)
        return
    with element("div", class_="live"):
        PolicyLeverPanel(pair, now, go)
        with element("div", class_="found"):
            if pair[0].scenario.digest == pair[1].scenario.digest:
                StatusMessage(say("decide_alike"))
            else:
                ComparisonPanel(pair, now)


def sides_or_fault(now: UrlState) -> Pair | str:
    """Both sides, or why a plan cannot be read."""
    try:
        return comparison_sides(now)
    except UserError as fault:
        return str(fault)


def comparison_query_changes(now: UrlState, chosen: Mapping[str, Any]) -> State:
    """What a choice changes of the address; what a browser sends that is none changes nothing."""
    usual = UrlState()
    if chosen.get("swap"):
        return {
            "policy": now.against,
            "against": now.policy,
            "levers": now.against_levers,
            "against_levers": now.levers,
        }
    if chosen.get("plan") in url_state.available_plans():
        again = {"policy": usual.policy, "against": usual.against}
        return {"plan": chosen["plan"], **again, "levers": {}, "against_levers": {}}
    found = {}
    for name in CHOSEN & set(chosen):
        with suppress(UserError):
            found[name] = url_state.READERS[name](str(chosen[name]), now)
    return found


@solara.component
def PolicyLeverPanel(pair: Pair, now: UrlState, go: Go) -> None:
    """The levers of one side, which act in every district from the first month on."""
    which, look = solara.use_state(1)
    side, scenario = pair[which], pair[which].scenario
    path = solara.use_memo(scenario.path, [scenario.digest])
    groups = solara.use_memo(
        lambda: lever_groups(path, now.plan), [scenario.digest, language.value]
    )
    slot = "levers" if which else "against_levers"

    def choose(what: State) -> None:
        match what:
            case {"name": str(name), "value": int() | float() as value} if name in LEVERS:
                field = LEVERS[name]
                moved = {**side.moved, name: float(np.clip(value, field.low, field.high))}
                go(**{slot: moved})
            case {"back": back}:
                go(**{slot: {n: v for n, v in side.moved.items() if n != back}})

    with element("div", class_="panel"):
        with element("div", class_="sides", role="group", aria_label=say("decide_side")):
            for k, (each, mark) in enumerate(zip(pair, ("one", "two"), strict=True)):
                pressed = str(k == which).lower()
                Button(policy_title(each.scenario), lambda k=k: look(k), mark, aria_pressed=pressed)
        state = {"hint": say("decide_levers_hint"), "groups": groups, "kept": list(side.moved)}
        LeverPanel(state, lever_values(path[-1]), choose)


@solara.component
def ComparisonPanel(pair: Pair, now: UrlState) -> None:
    """The comparison as it grows."""
    again, set_again = solara.use_state(0)
    which = comparison.comparison_key(pair, now.seed, now.runs)
    halt = solara.use_memo(threading.Event, [which, again])
    held: Any = solara.use_ref(None)
    made = jobs.use_work(
        lambda tell: comparison.run_comparison(pair, now.runs, now.seed, halt, tell), [which, again]
    )
    found = made.result or made.so_far
    fresh = found is not None and found.question == which
    if fresh:
        held.current = now.plan, found
    standing = held.current[1] if held.current and held.current[0] == now.plan else None
    report = solara.use_memo(
        lambda: standing and comparison_report(standing.about), [id(standing), language.value]
    )
    if made.fault or (standing is None and made.stage != "runs"):
        WorkStatus(made)
        return
    busy = not (made.ready and fresh)
    with element("div", class_="state" if standing is None else "above"):
        RunProgressBar(
            {
                "text": progress_text(found if fresh else None, made, now.runs, busy),
                "busy": busy,
                "share": made.share,
                "done": found.done if fresh else 0,
                "of": now.runs,
            },
            lambda what: halt.set() if "stop" in what else set_again(again + 1),
        )
    if standing is not None:
        stale = {} if fresh else {"aria_busy": "true"}
        with element("div", class_="results" if fresh else "results stale", **stale):
            ComparisonResults(report)
        if not busy:
            ComparisonDownloads(pair, standing, report, now.plan)
        with element("div", class_="origin"):
            ReportBlocks(report.section("provenance").blocks)


def progress_text(
    standing: ComparisonSnapshot | None, made: jobs.WorkState, runs: int, busy: bool
) -> str:
    """How far it is, in words."""
    if standing is not None and not busy:
        id = "decide_whole" if standing.complete else "decide_halted"
        return say(id, done=standing.done, of=runs)
    if made.stage != "runs":
        return say("decide_preparing")
    done = round(made.share * runs)
    if standing is None or standing.left is None:
        return say("decide_running", done=done, of=runs)
    return say("decide_running_left", done=done, of=runs, left=duration_text(standing.left))


def duration_text(seconds: float) -> str:
    """About how long, in words."""
    id, count = ("decide_minutes", seconds / 60) if seconds >= 100 else ("decide_seconds", seconds)
    return say(id, count=format_number(count, whole=True))


@solara.component
def ComparisonResults(report: ReportDocument) -> None:
    """Three sentences, then what differs, then the charts, then what it costs."""
    front, costs = report.section("front"), report.section("costs")
    verdict = next(b.text for b in front.blocks if isinstance(b, Paragraph))
    others = next(b.items for b in front.blocks if isinstance(b, Bullets))
    with element("section", class_="lead", aria_label=say("decide_short")):
        for sentence in (verdict, *others[: LEADING - 1]):
            element("p", sentence)
    ReportBlocks(report.section("differences").blocks)
    ReportBlocks([Paragraph(sentence) for sentence in others[LEADING - 1 :]])
    ReportBlocks(front.tables("ranking"))
    payments, losers = costs.tables("payments"), report.section("losers").tables("losers")
    with element("div", class_="charts"):
        ChartFigure(charts.payment_chart(payments[0]))
        ChartFigure(charts.firm_change_chart(losers[0]))
    ReportBlocks([block for block in costs.blocks if block not in payments])


@solara.component
def ComparisonDownloads(
    pair: Pair, standing: ComparisonSnapshot, report: ReportDocument, plan: str
) -> None:
    """What can be taken away."""
    changed = [side for side in pair if side.moved]
    files: dict[str, Download] = {
        f"{plan}-{name}": (say(label), kind, partial(download_bytes, standing, report, name))
        for name, (label, kind) in FILES.items()
    }
    for side in changed:
        label = say("decide_file_toml", policy=policy_title(side.scenario))
        made = partial(policy_toml, plan, side)
        files[f"{side.scenario.policy}.toml"] = label, "application/toml", made
    with element("div", class_="files"):
        element("h2", say("decide_files"))
        Downloads(say("decide_files"), files)
        if changed:
            element("p", say("decide_toml_hint", plan=plan), class_="hint")
