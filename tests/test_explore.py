"""What stands behind the page Explore: studies are found by name and nowhere else, and what is drawn of them is what they hold."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np
import pytest
import studying
from studying import StandIn, tasks

pytest.importorskip("solara", reason='the pages need the extra viz: pip install ".[viz]"')

from sim.app.pages.explore import page, studies, views
from sim.app.session.url_state import UrlState
from sim.core.errors import UserError
from sim.results import comparison_folder, run_folder
from sim.runs.ensemble import run_all
from sim.scenario.scenario import load
from sim.study.compare.comparison import compare_policies
from sim.study.run.sweep import run_tasks
from sim.words import catalogue


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "en")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Results of all kinds: a sweep, one that has only begun, a comparison, runs, and what is none."""
    place = tmp_path_factory.mktemp("there") / "results"
    run_tasks(tasks(runs=3, points=4), studying.study(place / "sweep"), make=StandIn())
    studying.study(place / "begun")
    scenarios = [load("xuchang", name) for name in ("no-policy", "plan")]
    found = compare_policies(scenarios, 2, months=3, jobs=1)
    comparison_folder.write_comparison(found, place / "comparison")
    run_folder.write_results(run_all(scenarios[1], 2, months=3, jobs=1), place / "runs")
    (place / "notes").mkdir()
    (place / ".hidden").mkdir()
    (place / "damaged").mkdir()
    (place / "damaged" / "study.json").write_text("{", "utf-8")
    return place


@pytest.fixture(autouse=True)
def here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(studies, "RESULTS", folder)


def test_the_list_holds_what_can_be_opened() -> None:
    assert [(f.name, f.kind, f.runs) for f in studies.available_studies()] == [
        ("begun", "sweep", 0),
        ("comparison", "comparison", 2),
        ("runs", "runs", 2),
        ("sweep", "sweep", 24),
    ]


@pytest.mark.parametrize(
    "name", ["..", ".", "", "../results/sweep", "sweep/runs", "/etc", "nothing", ".hidden", "C:\\"]
)
def test_a_study_is_named_and_never_a_path(name: str) -> None:
    with pytest.raises(UserError, match=r"^there is no study"):
        studies.load_study_tables(name)


def test_a_link_leads_nowhere_outside(folder: Path, tmp_path: Path) -> None:
    run_tasks(tasks(runs=1, points=1), studying.study(tmp_path / "secret"), make=StandIn())
    link = folder / "link"
    try:
        link.symlink_to(tmp_path / "secret", target_is_directory=True)
    except OSError:
        pytest.skip("this system lets nobody make links")
    try:
        assert "link" not in [f.name for f in studies.available_studies()]
        with pytest.raises(UserError, match=r"^there is no study"):
            studies.load_study_tables("link")
    finally:
        link.unlink()


def test_what_is_damaged_is_told(folder: Path) -> None:
    with pytest.raises(UserError, match=r"study\.json"):
        studies.load_study_tables("damaged")
    with pytest.raises(UserError, match=r"^the study notes cannot be read"):
        studies.load_study_tables("notes")


def test_a_sweep_is_opened_as_it_was_written(folder: Path) -> None:
    study = studies.load_study_tables("sweep")
    assert study.varied == ("culture",) and set(study.measures) == set(studying.KEPT)
    names, values = study.months("jobs")
    by_place = {(t.policy, t.point, t.run): t for t in tasks(runs=3, points=4)}
    assert len(values) == 24
    for k in range(24):
        place = tuple(study.rows[c][k] for c in ("policy", "point", "run"))
        told = studying.made_up(studying_order(by_place[place]), len(study.fields))
        assert values[k].tolist() == told.months[0].tolist()
    assert names == ["2022-01", "2022-02"]


def studying_order(task: object) -> object:
    """The order of a task, with the months that the study keeps."""
    from sim.study.design.task import order_of

    return order_of(task, 0, studying.KEPT)  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "rows"), [("comparison", 4), ("runs", 2)])
def test_comparisons_and_runs_are_opened_as_they_were_written(
    folder: Path, name: str, rows: int
) -> None:
    study = studies.load_study_tables(name)
    assert len(study.rows["policy"]) == rows and study.varied == ()
    plan = study.rows["jobs"][study.rows["policy"].astype(str) == "plan"]
    assert (
        plan.tolist()
        == run_all(load("xuchang"), 2, months=3, jobs=1).history["jobs"][:, -1].sum(-1).tolist()
    )
    if name == "runs":
        months, values = study.months("jobs")
        assert (
            months == ["2022-01", "2022-02", "2022-03"] and values[:, -1].tolist() == plan.tolist()
        )


def test_rows_are_kept_by_policy_and_by_value() -> None:
    study = studies.load_study_tables("sweep")
    assert study.select([], {}).count == 24 and study.select(["plan"], {}).count == 12
    some = study.select(["plan"], {"culture.low": 0.95, "culture.high": 1.1})
    assert set(some.rows["culture"].round(1)) == {1.0, 1.1} and some.count == 6
    assert study.select([], {"culture.low": 5.0, "culture.high": 9.0}).count == 0


def test_rows_that_are_kept_have_their_own_months() -> None:
    study = studies.load_study_tables("sweep")
    _, values = study.months("jobs")
    _, kept = study.select(["plan"], {"culture.low": 0.95}).months("jobs")
    there = (study.rows["policy"] == "plan") & (study.rows["culture"] >= 0.95)
    assert kept.tolist() == values[there].tolist() and len(kept) == 9


def test_every_view_has_the_numbers_it_is_drawn_from() -> None:
    study = studies.load_study_tables("sweep")
    assert views.available_views(study, "jobs") == ["months", "against", "spread", "moved"]
    mine = (study.rows["policy"].astype(str) == "plan") & (study.rows["culture"] < 0.95)
    chart = views.scatter_chart(study, "jobs", "culture")
    row = next(
        r for r in chart.table.rows if r.cells[0].text == "0.9" and r.cells[1].text == "plan"
    )
    assert (
        row.cells[3].text == f"{study.rows['jobs'][mine].mean():,.0f}" and row.cells[2].text == "3"
    )
    dots = [s for s in chart.option["series"] if s["look"] == "dots"]
    assert sum(len(s["data"]) for s in dots) == 24
    months = views.months_chart(study, "jobs")
    assert len(months.table.rows) == 4 and len(months.option["series"]) == 6
    spread = views.histogram_chart(study, "jobs")
    assert all(abs(sum(s["data"]) - 100) < 0.1 for s in spread.option["series"])


def test_what_moves_a_measure_is_found_and_what_does_not_is_not() -> None:
    draw = np.random.default_rng(1)
    x, z = draw.uniform(size=400), draw.uniform(size=400)
    names = {name: {"zh": name, "en": name, "unit": ""} for name in ("x", "z", "y")}
    rows = {
        "policy": np.array(["plan"] * 400, object),
        "x": x,
        "z": z,
        "y": np.exp(3 * x) + 0.01 * draw.normal(size=400),
    }
    study = replace(studies.load_study_tables("sweep"), rows=rows, fields=names, varied=("x", "z"))
    found = views.rank_correlation_chart(study, "y")
    (_, _, rank, chance, slope, fit), (_, _, other, luck, flat, _) = [
        [c.text for c in r.cells] for r in found.table.rows
    ]
    assert float(rank) > 0.99 and chance == "<0.001" and float(slope) > 0.9 and 0.8 < float(fit) < 1
    assert abs(float(other)) < 0.15 and float(luck) > 0.001 and abs(float(flat)) < 0.1


@pytest.mark.parametrize("name", ["sweep", "comparison", "runs"])
def test_what_is_handed_out_is_what_is_kept(name: str, tmp_path: Path) -> None:
    study = studies.load_study_tables(name)
    kept, keep = study.select(["plan"], {}), study.rows["policy"] == "plan"
    text = page.row_file_bytes(kept, "csv")
    assert text.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
    (tmp_path / "rows.parquet").write_bytes(page.row_file_bytes(kept, "parquet"))
    table = duckdb.sql(
        f"SELECT policy, jobs FROM read_parquet('{(tmp_path / 'rows.parquet').as_posix()}')"
    ).fetchall()
    assert (
        [(r["policy"], float(r["jobs"])) for r in rows]
        == table
        == [("plan", v) for v in study.rows["jobs"][keep]]
    )


def test_what_a_browser_sends_that_is_no_choice_changes_nothing() -> None:
    study, now = studies.load_study_tables("sweep"), UrlState(study="sweep")
    for what in (
        {"measure": "__class__"},
        {"view": "eval"},
        {"along": "jobs"},
        {"end": "jobs.low", "value": 1},
        {"only": "plan"},
        {},
    ):
        assert page.study_query_changes(study, now, what) == {}
    assert page.study_query_changes(study, now, {"end": "culture.low", "value": "0.95"}) == {
        "between": {"culture.low": 0.95}
    }
    assert page.study_query_changes(
        study, replace(now, between={"culture.low": 0.95}), {"end": "culture.low", "value": ""}
    ) == {"between": {}}
    assert page.study_query_changes(study, now, {"only": ["plan"]}) == {"only": "plan"}
