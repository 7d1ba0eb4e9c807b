"""Explore: a study from `results/`, filtered, drawn and handed out, for a researcher who has run one.

What is shown follows from the address alone: which study, which measure, how it is looked at, and which runs are kept.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import solara
from solara.alias import rv

from sim.app.components.layout import Go, Waiting, use_address
from sim.app.components.widgets import Download, Figure, said, spoken
from sim.app.pages.explore import studies, views
from sim.app.pages.explore.studies import Opened
from sim.app.session import jobs
from sim.app.session.url_state import HIGH, LOW, State
from sim.plan.units import plain
from sim.report.numbers import number
from sim.report.render.terminal import name
from sim.report.subjects.studies import records
from sim.results.run_folder import write_csv
from sim.study.store.parts import write_table
from sim.words.catalogue import say

PREFERRED = ("startups", "jobs")  # what is looked at first
VIEWS = {
    "months": "explore_view_months",
    "against": "explore_view_against",
    "spread": "explore_view_spread",
    "moved": "explore_view_moved",
}
GROUPS = (
    ("explore_targets", ("target.", "met.", "met_all", "targets_met")),
    ("explore_money", ("money.", "public_outlay", "net_outlay")),
    ("explore_census", ("",)),
)  # by how names begin; a name belongs to the first that fits


@solara.component
def Explore() -> None:
    """The page: the list of studies, or the one the address asks for."""
    now, _, go = use_address()
    made = jobs.use_work(
        lambda tell: (now.study, studies.opened(now.study) if now.study else studies.there()),
        [now.study],
    )
    if made.ready and made.result[0] == now.study and now.study:
        One(made.result[1], now, go)
    elif made.ready and made.result[0] == now.study:
        Listing(made.result[1], now, go)
    else:
        if made.fault:
            with rv.Html(tag="div", class_="head"):
                Back(go)
        Waiting(made)


@solara.component
def Back(go: Go) -> None:
    """The way back to the list."""
    button = rv.Html(tag="button", attributes={"type": "button"}, children=[say("explore_back")])
    rv.use_event(
        button, "click", lambda *_: go(study="", measure="", view="", along="", only="", between={})
    )


@solara.component
def Listing(found: list[studies.Found], now: State, go: Go) -> None:
    """The studies there are, or how to make one."""
    if not found:
        with rv.Html(tag="div", class_="state", attributes={"role": "status"}):
            rv.Html(tag="p", children=[say("explore_none", folder=str(studies.RESULTS.resolve()))])
            for command in (
                "fuhua sweep experiments/fund_size.toml",
                "fuhua compare xuchang no-policy plan",
                "fuhua run xuchang",
            ):
                rv.Html(tag="pre", children=[command])
        return
    rv.Html(tag="h2", children=[say("explore_list")])
    rv.Html(
        tag="p",
        class_="hint",
        children=[say("explore_list_hint", folder=str(studies.RESULTS.resolve()))],
    )
    with rv.Html(tag="ul", class_="studies"):
        for study in found:
            with rv.Html(tag="li"):
                with solara.Link("/explore" + now.query(study=study.name)):
                    rv.Html(tag="b", children=[study.name])
                rv.Html(tag="span", children=[about(study)])


def about(study: studies.Found) -> str:
    """What a study is, in words."""
    return say(
        "explore_about",
        kind=say(studies.KINDS[study.kind]),
        title=name(study.title),
        runs=f"{study.runs:,}",
    )


@solara.component_vue("ask.vue")
def Ask(
    words: dict,
    measures: list,
    measure: str,
    views: list,
    view: str,
    values: list,
    along: str,
    policies: list,
    only: list,
    kept: str,
    event_choose: Callable,
):
    """What is asked of a study."""


@solara.component
def One(study: Opened, now: State, go: Go) -> None:
    """A study: what is asked of it beside what is seen."""
    if not len(study.rows["policy"]):
        with rv.Html(tag="div", class_="head"):
            Back(go)
        rv.Html(
            tag="p",
            class_="state",
            attributes={"role": "status"},
            children=[say("explore_no_rows")],
        )
        return
    policies = list(dict.fromkeys(study.rows["policy"].astype(str).tolist()))
    only = [p for p in now.only.split(",") if p in policies]
    between = ends(study, now.between)
    keep = studies.kept(study, only, between)
    measure = now.measure if now.measure in shown_measures(study) else usual(study)
    there = views.possible(study, measure, keep)
    view = now.view if now.view in there else next(iter(there), "")
    along = now.along if now.along in study.varied else next(iter(study.varied), "")

    def choose(what: dict[str, Any]) -> None:
        go(**choice(study, now, what))

    with rv.Html(tag="div", class_="head"):
        Back(go)
        rv.Html(tag="h1", children=[study.found.name])
        rv.Html(tag="span", children=[about(study.found)])
    with rv.Html(tag="div", class_="live"):
        Ask(
            words=said(
                "explore_ask",
                "explore_measure",
                "explore_view",
                "explore_along",
                "explore_policies",
                "explore_least",
                "explore_most",
            ),
            measures=choices(study),
            measure=measure,
            views=[{"value": v, "text": say(VIEWS[v])} for v in there],
            view=view,
            values=[limits(study, v, now.between) for v in study.varied],
            along=along,
            policies=policies,
            only=only,
            kept=say("explore_kept", kept=f"{int(keep.sum()):,}", runs=f"{len(keep):,}"),
            event_choose=choose,
        )
        with rv.Html(tag="div", class_="found"):
            if not keep.any() or not view:
                rv.Html(
                    tag="p",
                    class_="state",
                    attributes={"role": "status"},
                    children=[say("explore_nothing_kept" if not keep.any() else "explore_no_view")],
                )
            else:
                Seen(study, view, measure, along, keep, spoken())
                Files(study, keep, now)
            rv.Html(
                tag="p",
                class_="hint origin",
                children=[say("explore_origin", source=study.source, folder=study.found.name)],
            )


@solara.component
def Seen(
    study: Opened, view: str, measure: str, along: str, keep: np.ndarray, language: str
) -> None:
    """The view."""
    made = {
        "months": lambda: views.months(study, measure, keep),
        "against": lambda: views.against(study, measure, along, keep),
        "spread": lambda: views.spread(study, measure, keep),
        "moved": lambda: views.moved_by(study, measure, keep),
    }
    chart = solara.use_memo(made[view], [id(study), view, measure, along, keep.tobytes(), language])
    Figure(chart)


@solara.component
def Files(study: Opened, keep: np.ndarray, now: State) -> None:
    """The rows that are kept, to take away."""
    which = [id(study), keep.tobytes()]
    csv = solara.use_memo(lambda: lambda: handed(study, keep, "csv"), which)
    parquet = solara.use_memo(lambda: lambda: handed(study, keep, "parquet"), which)
    with rv.Html(
        tag="div", class_="files", attributes={"role": "group", "aria-label": say("explore_files")}
    ):
        with rv.Html(tag="div", class_="buttons"):
            Download(say("explore_csv"), f"{study.found.name}.csv", "text/csv", csv)
            Download(
                say("explore_parquet"),
                f"{study.found.name}.parquet",
                "application/vnd.apache.parquet",
                parquet,
            )


def handed(study: Opened, keep: np.ndarray, kind: str) -> bytes:
    """The kept rows as a file; it is made in a folder of its own that is gone afterwards."""
    columns = studies.columns_of(study, keep)
    with tempfile.TemporaryDirectory(prefix="fuhua-") as own:
        file = Path(own) / f"rows.{kind}"
        if kind == "csv":
            write_csv(file, records(columns))
        else:
            write_table(file, columns, {"source_digest": study.source})
        return file.read_bytes()


def shown_measures(study: Opened) -> list[str]:
    """What can be looked at: outcomes and measures with months, but not what was varied."""
    return [
        m
        for m in study.fields
        if (m in study.rows or m in study.measures) and m not in study.varied
    ]


def usual(study: Opened) -> str:
    """The measure looked at first."""
    there = shown_measures(study)
    return next((m for m in PREFERRED if m in there), there[0])


def choices(study: Opened) -> list[dict[str, Any]]:
    """The measures by kind."""
    found: dict[str, list[dict[str, str]]] = {title: [] for title, _ in GROUPS}
    for measure in shown_measures(study):
        title = next(title for title, begins in GROUPS if measure.startswith(begins))
        found[title].append({"value": measure, "text": views.title_of(study, measure)})
    return [{"title": say(title), "choices": rows} for title, rows in found.items() if rows]


def ends(study: Opened, asked: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """Between what each varied value is kept: as asked, else all there is."""
    return {
        v: (
            asked.get(v + LOW, float(study.rows[v].min())),
            asked.get(v + HIGH, float(study.rows[v].max())),
        )
        for v in study.varied
    }


def limits(study: Opened, varied: str, asked: Mapping[str, float]) -> dict[str, Any]:
    """A varied value with the ends that are asked for, and those there are."""
    values = study.rows[varied]
    return {
        "name": varied,
        "text": views.title_of(study, varied),
        "least": number(float(values.min())),
        "most": number(float(values.max())),
        "low": plain(asked.get(varied + LOW)),
        "high": plain(asked.get(varied + HIGH)),
    }


def choice(study: Opened, now: State, what: Mapping[str, Any]) -> dict[str, Any]:
    """What a choice changes of the address; what a browser sends that is none changes nothing."""
    found: dict[str, Any] = {}
    for key, known in (
        ("measure", shown_measures(study)),
        ("view", list(VIEWS)),
        ("along", study.varied),
    ):
        if what.get(key) in known:
            found[key] = what[key]
    if isinstance(what.get("only"), list):
        found["only"] = ",".join(p for p in what["only"] if isinstance(p, str))
    if what.get("end") in {v + end for v in study.varied for end in (LOW, HIGH)}:
        rest = {k: v for k, v in now.between.items() if k != what["end"]}
        try:
            found["between"] = {**rest, what["end"]: float(what["value"])}
        except (TypeError, ValueError):
            found["between"] = rest
    return found
