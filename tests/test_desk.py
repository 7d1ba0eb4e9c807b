"""What stands behind the page Decide: an address says all, a changed policy is a file that says the same, runs are lived once,
and its numbers are those of `fuhua compare`."""

from __future__ import annotations

import io
import shutil
import threading
import zipfile
from concurrent import futures
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("solara", reason='the pages need the extra viz: pip install ".[viz]"')

from sim.app.pages.decide import charts, comparison, downloads
from sim.app.pages.decide import policies as policy_files
from sim.app.session import jobs, url_state
from sim.app.session.url_state import LEVERS, UrlState, parse_query
from sim.app.session.workers import PAGE_WORKERS
from sim.core.errors import UserError
from sim.plan.files import plans, plans_folder
from sim.plan.units import plain_number
from sim.report.render.files import document_writers
from sim.report.subjects.comparison_document import comparison_report
from sim.results import comparison_folder
from sim.results.defaults import LARGEST_SEED, MOST_RUNS
from sim.runs.workers import WorkerPlace
from sim.scenario.scenario import load, policies
from sim.study.compare.comparison import compare_policies
from sim.study.compare.summary import comparison_data
from sim.words import catalogue

SETTABLE = {name: field for name, field in LEVERS.items() if field.high is not None}
FEW = 3


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "en")


def moved() -> Any:
    """A few levers, each somewhere within its bounds, as an address can carry them."""

    def values(names: list[str]) -> Any:
        return st.fixed_dictionaries(
            {
                n: st.floats(SETTABLE[n].low, SETTABLE[n].high)
                .map(plain_number)
                .map(float)
                .filter(SETTABLE[n].holds)
                for n in names
            }
        )

    return st.lists(st.sampled_from(sorted(SETTABLE)), max_size=4, unique=True).flatmap(values)


def states() -> Any:
    """Addresses of the desk."""
    return st.sampled_from(plans()).flatmap(
        lambda plan: st.builds(
            UrlState,
            lang=st.sampled_from(["zh", "en"]),
            plan=st.just(plan),
            policy=st.sampled_from(policies(plan)),
            seed=st.integers(0, LARGEST_SEED),
            levers=moved(),
            against=st.sampled_from(policies(plan)),
            against_levers=moved(),
            runs=st.integers(1, MOST_RUNS),
            nature=st.sampled_from(["china", "central"]),
        )
    )


@settings(max_examples=60, deadline=None)
@given(states())
def test_an_address_says_all_that_is_shown(now: UrlState) -> None:
    assert parse_query(now.query()) == (now, ())


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("runs=0", 'runs must be a whole number from 1 to 1000, not "0"'),
        ("runs=100000", 'runs must be a whole number from 1 to 1000, not "100000"'),
        (
            "against=../../etc/passwd",
            'the plan xuchang has no policy "../../etc/passwd"; known are ',
        ),
        ("against.rent_subsidy_share=2", 'rent_subsidy_share: = "2" is above 1'),
        (
            "against.against.rent_subsidy_share=1",
            'nothing here is called "against.against.rent_subsidy_share"',
        ),
        ("against.plan=ruian", 'nothing here is called "against.plan"'),
        ("study=../secret", '"../secret" is no name'),
        ("study=/etc", '"/etc" is no name'),
        ("study=..", '".." is no name'),
        ("study=a%00b", '"a·b" is no name'),
        ("study=a&jobs.low=nan", '"jobs.low" must be a number, not "nan"'),
        ("jobs.low=1", 'nothing here is called "jobs.low"'),
    ],
)
def test_what_an_address_cannot_ask_for_is_said(query: str, fault: str) -> None:
    now, faults = parse_query("?lang=en&" + query)
    assert len(faults) == 1 and faults[0].startswith(fault)
    assert replace(now, study="") == replace(UrlState(), lang="en")


def test_a_plan_without_the_usual_baseline_is_held_against_itself_as_written(
    tmp_path: Path,
) -> None:
    shutil.copytree(plans_folder() / "ruian", tmp_path / "own")
    shutil.rmtree(tmp_path / "own" / "policies")
    url_state.offer_plans([str(tmp_path / "own")])
    try:
        now, faults = parse_query("?plan=own")
        assert (now.against, now.policy, faults) == ("plan", "plan", ())
        first, second = policy_files.comparison_sides(now)
        assert first.scenario.digest == second.scenario.digest
        moved = replace(now, levers={"rent_subsidy_share": 0.7})
        first, second = policy_files.comparison_sides(moved)
        assert first.scenario.digest != second.scenario.digest
    finally:
        url_state.offer_plans([])


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders of all plans, to be written into."""
    place = tmp_path_factory.mktemp("plans")
    for plan in plans():
        shutil.copytree(plans_folder() / plan, place / plan)
    return place


@settings(max_examples=40, deadline=None)
@given(states())
def test_a_side_as_a_file_is_the_same_policy(copies: Path, now: UrlState) -> None:
    for side in policy_files.comparison_sides(now):
        file = copies / now.plan / "policies" / "from-the-page.toml"
        file.write_bytes(policy_files.policy_toml(now.plan, side))
        found = load(copies / now.plan, "from-the-page", nature=now.nature)
        assert found.digest == side.scenario.digest
        assert (found.policy_zh, found.policy_en) == (
            side.scenario.policy_zh,
            side.scenario.policy_en,
        )
        file.unlink()


def test_a_changed_side_is_told_from_the_one_it_began_as() -> None:
    changed = {"rent_subsidy_share": 0.5}
    first, second = policy_files.comparison_sides(
        UrlState(levers=changed, against="plan", against_levers={"rent_subsidy_share": 0.1})
    )
    assert (first.scenario.policy, second.scenario.policy) == (
        "plan-changed-baseline",
        "plan-changed",
    )
    assert (
        first.scenario.policy_en != second.scenario.policy_en
        and first.scenario.policy_zh != second.scenario.policy_zh
    )
    same = policy_files.comparison_sides(UrlState())[1].scenario
    assert (same.policy, same.digest) == ("plan", load("xuchang").digest)


@pytest.fixture(scope="module")
def asked() -> tuple[policy_files.Side, policy_files.Side]:
    """No policy against the plan with a lever moved."""
    return policy_files.comparison_sides(UrlState(levers={"rent_subsidy_share": 0.6}))


def quiet(stage: str, done: int, of: int, so_far: Any = None) -> None:
    """Nobody listens."""


@pytest.fixture(scope="module")
def standing(asked: tuple[policy_files.Side, policy_files.Side]) -> comparison.ComparisonSnapshot:
    return comparison.run_comparison(asked, FEW, 1, threading.Event(), quiet)


def test_its_numbers_are_those_of_compare(
    asked: tuple[policy_files.Side, policy_files.Side],
    standing: comparison.ComparisonSnapshot,
    copies: Path,
) -> None:
    file = copies / "xuchang" / "policies" / "plan-changed.toml"
    file.write_bytes(policy_files.policy_toml("xuchang", asked[1]))
    try:
        scenarios = [load(copies / "xuchang", name) for name in ("no-policy", "plan-changed")]
        found = comparison_data(compare_policies(scenarios, FEW, jobs=1))
    finally:
        file.unlink()
    assert found == standing.data and standing.complete


def test_runs_are_lived_once(
    asked: tuple[policy_files.Side, policy_files.Side],
    standing: comparison.ComparisonSnapshot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        WorkerPlace,
        "submit",
        lambda self, act, item: pytest.fail(f"run {item[2]} is lived again"),
    )
    for runs in (FEW, FEW - 1):
        again = comparison.run_comparison(asked, runs, 1, threading.Event(), quiet)
        assert (again.done, again.complete) == (runs, True)
    assert comparison.run_comparison(asked, FEW, 1, threading.Event(), quiet).data == standing.data


def test_a_visitor_who_halts_keeps_what_there_is(
    asked: tuple[policy_files.Side, policy_files.Side], standing: comparison.ComparisonSnapshot
) -> None:
    halt = threading.Event()
    halt.set()
    found = comparison.run_comparison(asked, FEW, 1, halt, quiet)
    assert (found.done, found.of, found.complete) == (
        1,
        FEW,
        False,
    ) and found.question == comparison.comparison_key(asked, 1, FEW)


def test_a_visitor_who_leaves_has_his_waiting_runs_taken_off_the_line_and_nobody_elses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line = Line()
    monkeypatch.setattr(PAGE_WORKERS, "pool", lambda: line)
    mine, other = PAGE_WORKERS(), PAGE_WORKERS()
    own, theirs = [mine.submit(abs, k) for k in range(3)], [other.submit(abs, k) for k in range(2)]
    mine.shutdown(wait=False, cancel_futures=True)
    assert all(f.cancelled() for f in own) and not any(f.cancelled() for f in theirs) and line.open


class Line:
    """Workers that are busy for ever."""

    open = True

    def submit(self, act: Any, *arguments: Any) -> futures.Future:
        """It waits."""
        return futures.Future()

    def shutdown(self, wait: bool = True) -> None:
        """They go home."""
        self.open = False


def test_who_left_is_not_worked_for_any_more(
    asked: tuple[policy_files.Side, policy_files.Side],
) -> None:
    ended, told = threading.Event(), []

    def task(tell: jobs.ProgressCallback) -> Any:
        def listening(stage: str, done: int, of: int, so_far: Any = None) -> None:
            told.append((stage, done))
            if stage == "runs" and done == 1:
                ended.set()
            tell(stage, done, of, so_far)

        return comparison.run_comparison(asked, 50, 7, threading.Event(), listening)

    shown: list[jobs.WorkState] = []
    jobs.run_task(task, ended, shown.append)
    assert told[-1] == ("runs", 1) and shown[-1].result is None and shown[-1].fault == ""
    with ExitStack() as slots:  # every one is free again
        for _ in range(jobs.MOST_AT_ONCE):
            slots.enter_context(jobs.work_slot())


@pytest.mark.parametrize("runs", [450, 1000])
def test_what_is_too_much_for_a_page_is_refused_before_it_begins(runs: int) -> None:
    pair = policy_files.comparison_sides(UrlState(plan="donghu"))
    with pytest.raises(UserError, match=f"{runs} runs are not within the 1 to"):
        comparison.run_comparison(pair, runs, 1, threading.Event(), quiet)


def test_files_hold_what_is_on_the_screen(
    standing: comparison.ComparisonSnapshot, tmp_path: Path
) -> None:
    about = comparison_folder.comparison_metadata(standing.found, standing.data)
    writers = document_writers(comparison_report(about))
    written = comparison_folder.write_comparison(standing.found, tmp_path / "there", about, writers)
    report = comparison_report(standing.about)

    def taken(name: str) -> bytes:
        return downloads.download_bytes(standing, report, name)

    with zipfile.ZipFile(io.BytesIO(taken("comparison.zip"))) as packed:
        assert packed.namelist() == sorted(p.name for p in written.iterdir())
        assert {name: packed.read(name) for name in packed.namelist()} == {
            p.name: p.read_bytes() for p in written.iterdir()
        }
    for name in downloads.FILES:
        if name != "comparison.zip":
            assert taken(name) == (written / name).read_bytes()


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
def test_charts_are_drawn_from_the_tables_of_the_report(
    standing: comparison.ComparisonSnapshot, language: str
) -> None:
    catalogue.speak(language)
    report, outcomes = (
        comparison_report(standing.about),
        {r["name"]: r for r in standing.data["outcomes"]},
    )
    (payments,) = report.section("costs").tables("payments")
    drawn = charts.payment_chart(payments)
    for k, series in enumerate(drawn.option["series"]):
        paid = [outcomes[r.key]["policies"][k]["mean"] for r in payments.rows if not r.style]
        assert series["data"] == [float(f"{v:.5g}") for v in paid[: charts.MOST_PAYMENTS]]
    assert sum(outcomes[r.key]["policies"][1]["mean"] for r in payments.rows[:-1]) == pytest.approx(
        outcomes["public_outlay"]["policies"][1]["mean"]
    )
    (losers,) = report.section("losers").tables("losers")
    gone, new = charts.firm_change_chart(losers).option["series"]
    groups = [g for g in standing.data["losers"][0]["groups"] if g["group"] != "size"]
    assert gone["data"] == [float(f"{-g['lost']['mean']:.5g}") for g in groups]
    assert new["data"] == [float(f"{g['gained']['mean']:.5g}") for g in groups]


def test_every_target_has_its_chance_on_both_sides(
    standing: comparison.ComparisonSnapshot,
) -> None:
    (table,) = comparison_report(standing.about).section("differences").tables("chances")
    outcomes = {r["name"]: r for r in standing.data["outcomes"]}
    chosen = [
        t for t in standing.found.scenarios[0].targets if t.chosen and t.role != "not_measured"
    ]
    told = [r for r in table.rows if r.style != "group"]
    assert {r.key for r in told} == {"met_all", *(f"met.{t.id}" for t in chosen)}
    for row in told:
        for cell, met in zip(row.cells[1:3], outcomes[row.key]["policies"], strict=True):
            assert cell.numbers == (met["mean"], met["low"], met["high"])


def test_no_more_comparisons_are_kept_than_there_is_room_for() -> None:
    for k in range(comparison.MOST_KEPT + 5):
        comparison.answer_cache(k)[0] = k
    assert comparison.answer_cache.cache_info().currsize == comparison.MOST_KEPT
    assert comparison.answer_cache(comparison.MOST_KEPT)[0] == comparison.MOST_KEPT
    assert comparison.answer_cache(0) == {}
