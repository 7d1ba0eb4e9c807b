"""Explore: a study from `results/`, filtered, drawn and handed out, for a researcher who has run
one.

What is shown follows from the address alone: which study, which measure, how it is looked at, and
which runs are kept.
"""

import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import solara

from sim.app.components.layout import Go, WorkStatus, language, name_page, use_address
from sim.app.components.widgets import (
    Button,
    Chart,
    ChartFigure,
    Downloads,
    State,
    StatusMessage,
    choice_items,
    element,
    vue_template,
)
from sim.app.pages.explore import studies, views
from sim.app.pages.explore.studies import StudyTables
from sim.app.pages.explore.views import OFFER
from sim.app.session import jobs
from sim.app.session.url_state import HIGH, LOW, UrlState
from sim.plan.units import plain_number
from sim.report.numbers import format_number, row_name
from sim.report.subjects.studies import write_answer
from sim.study.store.parts import write_parquet
from sim.words.catalogue import say

StudyControls = vue_template("pages/explore/ask.vue")  # what is asked of a study


@solara.component
def ExplorePage() -> None:
    """The page: the list of studies, or the one the address asks for."""
    now, _, go = use_address()
    name_page("page_explore")
    made = jobs.use_work(
        lambda tell: (
            now.study,
            studies.load_study_tables(now.study) if now.study else studies.available_studies(),
        ),
        [now.study],
    )
    if made.ready and made.result[0] == now.study:
        if now.study:
            StudyPanel(made.result[1], now, go)
        else:
            StudyList(made.result[1], now)
        return
    if made.fault:
        StudyHeader(go)
    WorkStatus(made)


@solara.component
def StudyHeader(go: Go, study: studies.StudyEntry | None = None) -> None:
    """The way back to the list, and which study is seen."""
    with element("div", class_="head"):
        Button(say("explore_back"), lambda: go(**OFFER["nothing"]))
        if study is not None:
            element("h1", study.name)
            element("span", study_caption(study))


@solara.component
def StudyList(found: list[studies.StudyEntry], now: UrlState) -> None:
    """The studies there are, or how to make one."""
    folder = str(studies.results_root())
    if not found:
        with element("div", class_="state", role="status"):
            element("p", say("explore_none", folder=folder))
            for command in OFFER["commands"]:
                element("pre", command)
        return
    element("h2", say("explore_list"))
    element("p", say("explore_list_hint", folder=folder), class_="hint")
    with element("ul", class_="studies"):
        for study in found:
            with element("li"):
                with solara.Link("/explore" + now.query(study=study.name)):
                    element("b", study.name)
                element("span", study_caption(study))


def study_caption(study: studies.StudyEntry) -> str:
    """What a study is, in words."""
    kind, runs = say(OFFER["kinds"][study.kind]), f"{study.runs:,}"
    return say("explore_about", kind=kind, title=row_name(study.title), runs=runs)


@solara.component
def StudyPanel(study: StudyTables, now: UrlState, go: Go) -> None:
    """A study: what is asked of it beside what is seen."""
    policies = study.policies()
    only = [p for p in now.only.split(",") if p in policies]
    kept = solara.use_memo(lambda: study.select(only, now.between), [id(study), only, now.between])
    if not study.count:
        StudyHeader(go)
        StatusMessage(say("explore_no_rows"))
        return
    there = measure_names(study)
    first = next((m for m in OFFER["preferred"] if m in there), there[0])
    measure = now.measure if now.measure in there else first
    offered = views.available_views(kept, measure)
    view = now.view if now.view in offered else next(iter(offered), "")
    along = now.along if now.along in study.varied else next(iter(study.varied), "")
    StudyHeader(go, study.found)
    with element("div", class_="live"):
        StudyControls(
            {
                "measures": measure_choices(study),
                "measure": measure,
                "views": choice_items({v: say(views.VIEWS[v]["label"]) for v in offered}),
                "view": view,
                "values": [range_control(study, v, now.between) for v in study.varied],
                "along": along,
                "policies": policies,
                "only": only,
                "kept": say("explore_kept", kept=f"{kept.count:,}", runs=f"{study.count:,}"),
            },
            lambda what: go(**study_query_changes(study, now, what)),
        )
        with element("div", class_="found"):
            if not kept.count or not view:
                StatusMessage(say("explore_no_view" if kept.count else "explore_nothing_kept"))
            else:
                StudyChart(kept, view, measure, along, language.value)
                StudyDownloads(kept)
            origin = say("explore_origin", source=study.source, folder=study.found.name)
            element("p", origin, class_="hint origin")


@solara.component
def StudyChart(kept: StudyTables, view: str, measure: str, along: str, spoken: str) -> None:
    """The view."""
    charts: dict[str, Callable[[StudyTables, str], Chart]] = {
        "months": views.months_chart,
        "against": partial(views.scatter_chart, along=along),
        "spread": views.histogram_chart,
        "moved": views.rank_correlation_chart,
    }
    asked = [id(kept), view, measure, along, spoken]
    ChartFigure(solara.use_memo(lambda: charts[view](kept, measure), asked))


@solara.component
def StudyDownloads(kept: StudyTables) -> None:
    """The rows that are kept, to take away."""
    files = {
        f"{kept.found.name}.{kind}": (say(label), mime, partial(row_file_bytes, kept, kind))
        for kind, (label, mime) in OFFER["files"].items()
    }
    with element("div", class_="files"):
        Downloads(say("explore_files"), files)


def row_file_bytes(study: StudyTables, kind: str) -> bytes:
    """The rows as a file; it is made in a folder of its own that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="fuhua-") as own:
        file = Path(own) / f"rows.{kind}"
        if kind == "csv":
            write_answer(study.rows, file, kind)
        else:
            write_parquet(file, study.rows, {"source_digest": study.source})
        return file.read_bytes()


def measure_names(study: StudyTables) -> list[str]:
    """What can be looked at: outcomes and measures with months, but not what was varied."""
    return [
        m
        for m in study.fields
        if (m in study.rows or m in study.measures) and m not in study.varied
    ]


def measure_choices(study: StudyTables) -> list[State]:
    """The measures by kind."""
    found: dict[str, dict[str, str]] = {title: {} for title, _ in OFFER["groups"]}
    for measure in measure_names(study):
        title = next(t for t, begins in OFFER["groups"] if measure.startswith(tuple(begins)))
        found[title][measure] = views.column_title(study, measure)
    return [{"title": say(id), "choices": choice_items(own)} for id, own in found.items() if own]


def range_control(study: StudyTables, varied: str, asked: Mapping[str, float]) -> State:
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


def study_query_changes(study: StudyTables, now: UrlState, what: Mapping[str, Any]) -> State:
    """What a choice changes of the address; what a browser sends that is none changes nothing."""
    known = {"measure": measure_names(study), "view": views.VIEWS, "along": study.varied}
    found = {key: what[key] for key, names in known.items() if what.get(key) in names}
    if isinstance(what.get("only"), list):
        found["only"] = ",".join(p for p in what["only"] if isinstance(p, str))
    if what.get("end") in {v + end for v in study.varied for end in (LOW, HIGH)}:
        found["between"] = {k: v for k, v in now.between.items() if k != what["end"]}
        with suppress(TypeError, ValueError):
            found["between"] |= {what["end"]: float(what["value"])}
    return found
