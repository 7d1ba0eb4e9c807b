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

from sim.app.components.layout import Go, WorkStatus, use_address
from sim.app.components.widgets import ChartFigure, DownloadButton, current_language, template_words
from sim.app.pages.explore import studies, views
from sim.app.pages.explore.studies import StudyTables
from sim.app.session import jobs
from sim.app.session.url_state import HIGH, LOW, UrlState
from sim.plan.units import plain_number
from sim.report.numbers import format_number, row_name
from sim.report.subjects.studies import answer_records
from sim.results.folder import write_csv
from sim.study.store.parts import write_parquet
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
def ExplorePage() -> None:
    """The page: the list of studies, or the one the address asks for."""
    now, _, go = use_address()
    made = jobs.use_work(
        lambda tell: (
            now.study,
            studies.load_study_tables(now.study) if now.study else studies.available_studies(),
        ),
        [now.study],
    )
    if made.ready and made.result[0] == now.study and now.study:
        StudyPanel(made.result[1], now, go)
    elif made.ready and made.result[0] == now.study:
        StudyList(made.result[1], now, go)
    else:
        if made.fault:
            with rv.Html(tag="div", class_="head"):
                BackButton(go)
        WorkStatus(made)


@solara.component
def BackButton(go: Go) -> None:
    """The way back to the list."""
    button = rv.Html(tag="button", attributes={"type": "button"}, children=[say("explore_back")])
    rv.use_event(
        button, "click", lambda *_: go(study="", measure="", view="", along="", only="", between={})
    )


@solara.component
def StudyList(found: list[studies.StudyEntry], now: UrlState, go: Go) -> None:
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
                rv.Html(tag="span", children=[study_caption(study)])


def study_caption(study: studies.StudyEntry) -> str:
    """What a study is, in words."""
    return say(
        "explore_about",
        kind=say(studies.KINDS[study.kind]),
        title=row_name(study.title),
        runs=f"{study.runs:,}",
    )


@solara.component_vue("ask.vue")
def StudyControls(
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
def StudyPanel(study: StudyTables, now: UrlState, go: Go) -> None:
    """A study: what is asked of it beside what is seen."""
    if not len(study.rows["policy"]):
        with rv.Html(tag="div", class_="head"):
            BackButton(go)
        rv.Html(
            tag="p",
            class_="state",
            attributes={"role": "status"},
            children=[say("explore_no_rows")],
        )
        return
    policies = list(dict.fromkeys(study.rows["policy"].astype(str).tolist()))
    only = [p for p in now.only.split(",") if p in policies]
    between = filter_bounds(study, now.between)
    keep = studies.row_mask(study, only, between)
    measure = now.measure if now.measure in measure_names(study) else default_measure(study)
    there = views.available_views(study, measure, keep)
    view = now.view if now.view in there else next(iter(there), "")
    along = now.along if now.along in study.varied else next(iter(study.varied), "")

    def choose(what: dict[str, Any]) -> None:
        go(**study_query_changes(study, now, what))

    with rv.Html(tag="div", class_="head"):
        BackButton(go)
        rv.Html(tag="h1", children=[study.found.name])
        rv.Html(tag="span", children=[study_caption(study.found)])
    with rv.Html(tag="div", class_="live"):
        StudyControls(
            words=template_words(
                "explore_ask",
                "explore_measure",
                "explore_view",
                "explore_along",
                "explore_policies",
                "explore_least",
                "explore_most",
            ),
            measures=measure_choices(study),
            measure=measure,
            views=[{"value": v, "text": say(VIEWS[v])} for v in there],
            view=view,
            values=[range_control(study, v, now.between) for v in study.varied],
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
                StudyChart(study, view, measure, along, keep, current_language())
                StudyDownloads(study, keep, now)
            rv.Html(
                tag="p",
                class_="hint origin",
                children=[say("explore_origin", source=study.source, folder=study.found.name)],
            )


@solara.component
def StudyChart(
    study: StudyTables, view: str, measure: str, along: str, keep: np.ndarray, language: str
) -> None:
    """The view."""
    made = {
        "months": lambda: views.months_chart(study, measure, keep),
        "against": lambda: views.scatter_chart(study, measure, along, keep),
        "spread": lambda: views.histogram_chart(study, measure, keep),
        "moved": lambda: views.rank_correlation_chart(study, measure, keep),
    }
    chart = solara.use_memo(made[view], [id(study), view, measure, along, keep.tobytes(), language])
    ChartFigure(chart)


@solara.component
def StudyDownloads(study: StudyTables, keep: np.ndarray, now: UrlState) -> None:
    """The rows that are kept, to take away."""
    which = [id(study), keep.tobytes()]
    csv = solara.use_memo(lambda: lambda: row_file_bytes(study, keep, "csv"), which)
    parquet = solara.use_memo(lambda: lambda: row_file_bytes(study, keep, "parquet"), which)
    with (
        rv.Html(
            tag="div",
            class_="files",
            attributes={"role": "group", "aria-label": say("explore_files")},
        ),
        rv.Html(tag="div", class_="buttons"),
    ):
        DownloadButton(say("explore_csv"), f"{study.found.name}.csv", "text/csv", csv)
        DownloadButton(
            say("explore_parquet"),
            f"{study.found.name}.parquet",
            "application/vnd.apache.parquet",
            parquet,
        )


def row_file_bytes(study: StudyTables, keep: np.ndarray, kind: str) -> bytes:
    """The kept rows as a file; it is made in a folder of its own that is gone afterwards."""
    columns = studies.filter_columns(study, keep)
    with tempfile.TemporaryDirectory(prefix="fuhua-") as own:
        file = Path(own) / f"rows.{kind}"
        if kind == "csv":
            write_csv(file, answer_records(columns))
        else:
            write_parquet(file, columns, {"source_digest": study.source})
        return file.read_bytes()


def measure_names(study: StudyTables) -> list[str]:
    """What can be looked at: outcomes and measures with months, but not what was varied."""
    return [
        m
        for m in study.fields
        if (m in study.rows or m in study.measures) and m not in study.varied
    ]


def default_measure(study: StudyTables) -> str:
    """The measure looked at first."""
    there = measure_names(study)
    return next((m for m in PREFERRED if m in there), there[0])


def measure_choices(study: StudyTables) -> list[dict[str, Any]]:
    """The measures by kind."""
    found: dict[str, list[dict[str, str]]] = {title: [] for title, _ in GROUPS}
    for measure in measure_names(study):
        title = next(title for title, begins in GROUPS if measure.startswith(begins))
        found[title].append({"value": measure, "text": views.column_title(study, measure)})
    return [{"title": say(title), "choices": rows} for title, rows in found.items() if rows]


def filter_bounds(study: StudyTables, asked: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """Between what each varied value is kept: as asked, else all there is."""
    return {
        v: (
            asked.get(v + LOW, float(study.rows[v].min())),
            asked.get(v + HIGH, float(study.rows[v].max())),
        )
        for v in study.varied
    }


def range_control(study: StudyTables, varied: str, asked: Mapping[str, float]) -> dict[str, Any]:
    """A varied value with the ends that are asked for, and those there are."""
    values = study.rows[varied]
    return {
        "name": varied,
        "text": views.column_title(study, varied),
        "least": format_number(float(values.min())),
        "most": format_number(float(values.max())),
        "low": plain_number(asked.get(varied + LOW)),
        "high": plain_number(asked.get(varied + HIGH)),
    }


def study_query_changes(
    study: StudyTables, now: UrlState, what: Mapping[str, Any]
) -> dict[str, Any]:
    """What a choice changes of the address; what a browser sends that is none changes nothing."""
    found: dict[str, Any] = {}
    for key, known in (
        ("measure", measure_names(study)),
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
