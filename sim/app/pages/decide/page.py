"""Decide: two policies held against each other on the same luck, for a planner who moves a lever and sees what it does.

The comparison begins with the page and is shown as it grows; its numbers are those of `fuhua compare`.  What was shown
last stays in sight, greyed, until the first runs of what is asked now have come in.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import solara
from solara.alias import rv

from sim.app.components import levers
from sim.app.components.layout import Go, WorkStatus, use_address
from sim.app.components.levers import LeverList
from sim.app.components.widgets import (
    ChartFigure,
    DownloadButton,
    ReportBlocks,
    ReportTable,
    choice_items,
    current_language,
    nature_choices,
    template_words,
)
from sim.app.pages.decide import comparison, downloads, view
from sim.app.pages.decide.comparison import ComparisonSnapshot
from sim.app.pages.decide.policies import Side, comparison_sides, have_same_digest, policy_toml
from sim.app.session import jobs, url_state
from sim.app.session.url_state import UrlState
from sim.core.digests import SOURCE_DIGEST
from sim.core.errors import UserError
from sim.report.numbers import format_number
from sim.report.subjects.basis import nature_option
from sim.report.subjects.comparison import (
    compared_policy_name,
    comparison_sentences,
    variance_reduction_sentences,
)
from sim.report.subjects.comparison_document import cost_tables
from sim.words.catalogue import say, text_in_language

LEADING = 3  # sentences for those who read three
SIDES = ("against", "policy")
MARKS = ("one", "two")
FILES = {
    "report.html": "decide_file_html",
    "report.docx": "decide_file_docx",
    "differences.csv": "decide_file_csv",
    "comparison.zip": "decide_file_zip",
}


@solara.component
def DecidePage() -> None:
    """The page: both sides as the address asks for them."""
    now, _, go = use_address()
    moved = tuple(now.levers.items()), tuple(now.against_levers.items())
    pair = solara.use_memo(
        lambda: sides_or_fault(now), [now.plan, now.policy, now.against, moved, current_language()]
    )
    ComparisonControls(
        words=template_words(
            "decide_choose",
            "decide_plan",
            "decide_against",
            "decide_policy",
            "decide_swap",
            "decide_runs",
            "decide_seed",
            "decide_copy",
            "decide_copied",
            "choose_nature",
        ),
        plans=choice_items(url_state.available_plans(), url_state.plan_title),
        plan=now.plan,
        against=now.against,
        policy=now.policy,
        policies=choice_items(
            url_state.plan_policies(now.plan), lambda name: url_state.policy_title(now.plan, name)
        ),
        runs=now.runs,
        seed=str(now.seed),
        natures=nature_choices(),
        nature=now.nature,
        most=url_state.MOST_RUNS,
        event_choose=lambda chosen: go(**comparison_query_changes(now, chosen)),
    )
    if isinstance(pair, str):
        rv.Html(tag="div", class_="state fault", attributes={"role": "alert"}, children=[pair])
        return
    with rv.Html(tag="div", class_="live"):
        PolicyLeverPanel(pair, now, go)
        with rv.Html(tag="div", class_="found"):
            if have_same_digest(pair):
                with rv.Html(tag="div", class_="state", attributes={"role": "status"}):
                    rv.Html(tag="p", children=[say("decide_alike")])
            else:
                ComparisonPanel(pair, now)


def sides_or_fault(now: UrlState) -> tuple[Side, Side] | str:
    """Both sides, or why a plan cannot be read."""
    try:
        return comparison_sides(now)
    except UserError as fault:
        return str(fault)


def comparison_query_changes(now: UrlState, chosen: dict[str, Any]) -> dict[str, Any]:
    """What a choice changes of the address; what a browser sends that is none changes nothing."""
    if chosen.get("swap"):
        return {
            "policy": now.against,
            "against": now.policy,
            "levers": now.against_levers,
            "against_levers": now.levers,
        }
    if chosen.get("plan") in url_state.available_plans():
        return {
            "plan": chosen["plan"],
            "policy": UrlState().policy,
            "against": UrlState().against,
            "levers": {},
            "against_levers": {},
        }
    found = {}
    for name, reader in url_state.READERS.items():
        if name in chosen and name in (*SIDES, "runs", "seed", "nature"):
            try:
                found[name] = reader(str(chosen[name]), now)
            except UserError:
                continue
    return found


@solara.component_vue("choose.vue")
def ComparisonControls(
    words: dict,
    plans: list,
    plan: str,
    policies: list,
    against: str,
    policy: str,
    runs: int,
    seed: str,
    natures: list,
    nature: str,
    most: int,
    event_choose: Callable,
):
    """What is held against what."""


@solara.component_vue("standing.vue")
def RunProgressBar(
    words: dict, text: str, busy: bool, share: float, done: int, of: int, event_act: Callable
):
    """How far the runs are."""


@solara.component_vue("gauges.vue")
def GaugeList(words: dict, names: list, gauges: list):
    """How likely each target is met on either side."""


@solara.component
def PolicyLeverPanel(pair: tuple[Side, Side], now: UrlState, go: Go) -> None:
    """The levers of one side, which act in every district from the first month on."""
    which, look = solara.use_state(1)
    side, scenario = pair[which], pair[which].scenario
    path = solara.use_memo(scenario.path, [scenario.digest])
    groups = solara.use_memo(
        lambda: levers.lever_groups(path, now.plan), [scenario.digest, current_language()]
    )
    slot = "levers" if which else "against_levers"

    def move(what: dict[str, Any]) -> None:
        name, field = what["name"], levers.LEVERS.get(what["name"])
        if field is not None:
            value = float(np.clip(float(what["value"]), field.low, field.high))
            go(**{slot: {**side.moved, name: value}})

    words = {
        **template_words(
            "lever_title",
            "lever_find",
            "lever_used",
            "lever_none",
            "lever_bounds",
            "lever_neutral",
            "lever_district",
            "lever_all",
            "lever_back",
        ),
        "hint": say("decide_levers_hint"),
    }
    with rv.Html(tag="div", class_="panel"):
        with rv.Html(
            tag="div",
            class_="sides",
            attributes={"role": "group", "aria-label": say("decide_side")},
        ):
            for k, each in enumerate(pair):
                ToggleButton(side_title(each), MARKS[k], k == which, lambda k=k: look(k))
        LeverList(
            words=words,
            groups=groups,
            values=levers.lever_values(path[-1]),
            kept=list(side.moved),
            districts=[],
            district=-1,
            event_moved=move,
            event_look=lambda _: None,
            event_back=lambda name: go(
                **{slot: {n: v for n, v in side.moved.items() if n != name}}
            ),
        )


@solara.component
def ToggleButton(text: str, mark: str, pressed: bool, press: Callable[[], None]) -> None:
    """A button that stays pressed."""
    button = rv.Html(
        tag="button",
        attributes={"type": "button", "aria-pressed": str(pressed).lower()},
        children=[rv.Html(tag="span", class_=f"mark {mark}"), text],
    )
    rv.use_event(button, "click", lambda *_: press())


def side_title(side: Side) -> str:
    """A side's name."""
    return text_in_language((side.scenario.policy_zh, side.scenario.policy_en))


@solara.component
def ComparisonPanel(pair: tuple[Side, Side], now: UrlState) -> None:
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
    if made.fault or (standing is None and made.stage != "runs"):
        WorkStatus(made)
        return
    busy = not (made.ready and fresh)
    with rv.Html(tag="div", class_="state" if standing is None else "above"):
        RunProgressBar(
            words=template_words("decide_stop", "decide_on"),
            text=progress_text(found if fresh else None, made, now.runs, busy),
            busy=busy,
            share=made.share,
            done=found.done if fresh else 0,
            of=now.runs,
            event_act=lambda what: halt.set() if what == "stop" else set_again(again + 1),
        )
    if standing is not None:
        with rv.Html(
            tag="div",
            class_="results" if fresh else "results stale",
            attributes={} if fresh else {"aria-busy": "true"},
        ):
            ComparisonResults(standing, current_language())
        if not busy:
            ComparisonDownloads(pair, standing, now, current_language())
        ComparisonProvenance(pair, now)


def progress_text(
    standing: ComparisonSnapshot | None, made: jobs.WorkState, runs: int, busy: bool
) -> str:
    """How far it is, in words."""
    if standing is not None and not busy:
        return say(
            "decide_whole" if standing.whole else "decide_halted", done=standing.done, of=runs
        )
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
def ComparisonResults(standing: ComparisonSnapshot, language: str) -> None:
    """Three sentences, then what differs, then the charts."""
    data = standing.data
    leading, *rest = solara.use_memo(lambda: comparison_sentences(data), [id(data), language])
    roles = {
        t.id: t.role
        for t in standing.found.scenarios[0].targets
        if t.chosen and t.role != "not_measured"
    }
    with rv.Html(tag="section", class_="lead", attributes={"aria-label": say("decide_short")}):
        for sentence in (leading, *rest[: LEADING - 1]):
            rv.Html(tag="p", children=[sentence])
    if roles:
        GaugeList(
            words=template_words(
                "gauge_title", "gauge_target", "gauge_gap", "gauge_inputs", "gauge_note"
            ),
            names=[compared_policy_name(data, k) for k in (0, 1)],
            gauges=view.target_gauges(data, roles),
        )
    ReportTable(view.difference_table(data))
    for sentence in (*rest[LEADING - 1 :], *variance_reduction_sentences(data)):
        rv.Html(tag="p", class_="hint", children=[sentence])
    with rv.Html(tag="div", class_="charts"):
        ChartFigure(view.payment_chart(data))
        ChartFigure(view.firm_change_chart(data))
    ReportBlocks(cost_tables(data))


@solara.component
def ComparisonDownloads(
    pair: tuple[Side, Side], standing: ComparisonSnapshot, now: UrlState, language: str
) -> None:
    """What can be taken away."""
    makers = solara.use_memo(
        lambda: {
            name: lambda name=name: downloads.download_bytes(standing, name)
            for name in downloads.KINDS
        },
        [id(standing), language],
    )
    scenarios = solara.use_memo(
        lambda: [(s, lambda s=s: policy_toml(now.plan, s).encode()) for s in pair if s.moved],
        [id(standing)],
    )
    with rv.Html(
        tag="div", class_="files", attributes={"role": "group", "aria-label": say("decide_files")}
    ):
        rv.Html(tag="h2", children=[say("decide_files")])
        with rv.Html(tag="div", class_="buttons"):
            for name, kind in downloads.KINDS.items():
                DownloadButton(say(FILES[name]), f"{now.plan}-{name}", kind, makers[name])
            for side, maker in scenarios:
                DownloadButton(
                    say("decide_file_toml", policy=side_title(side)),
                    f"{side.scenario.policy}.toml",
                    "application/toml",
                    maker,
                )
        if scenarios:
            rv.Html(tag="p", class_="hint", children=[say("decide_toml_hint", plan=now.plan)])


@solara.component
def ComparisonProvenance(pair: tuple[Side, Side], now: UrlState) -> None:
    """What it takes to get these numbers again."""
    rv.Html(
        tag="p",
        class_="hint origin",
        children=[
            say(
                "decide_origin",
                source=SOURCE_DIGEST,
                first=f"{pair[0].scenario.policy} {pair[0].scenario.digest}",
                second=f"{pair[1].scenario.policy} {pair[1].scenario.digest}",
                command=f"fuhua compare {now.plan} {pair[0].scenario.policy} {pair[1].scenario.policy} --runs {now.runs} --seed {now.seed}"
                + nature_option(now.nature),
            )
        ],
    )
