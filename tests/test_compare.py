"""Policies compared on the same luck: what must hold of pairs, intervals, costs and rankings."""

from __future__ import annotations

import csv
import json
import math
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace as Thing
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import ttest_rel

from sim.core.errors import UserError
from sim.core.fields import Field
from sim.report.numbers import display_width
from sim.report.render import files
from sim.report.stored import write_folder_report
from sim.report.subjects import comparison
from sim.report.subjects.comparison import format_difference
from sim.report.subjects.comparison_document import comparison_report
from sim.results import comparison_folder
from sim.runs.ensemble import run_all
from sim.runs.outcomes import ALL_MET, outcomes
from sim.runs.targets import outcome_targets
from sim.runs.workers import Workers
from sim.scenario.scenario import Scenario, load
from sim.study.compare import cache
from sim.study.compare.comparison import Comparison, compare_policies, extend_comparison
from sim.study.compare.firm_pairs import COUNTED, PARTS, SIZES, Firms, pair_firms
from sim.study.compare.outcomes import MET
from sim.study.compare.reach import policies_move
from sim.study.compare.summary import comparison_data, policy_ranking
from sim.study.methods.paired_difference import cost_per_unit, mean_of, paired_difference
from sim.study.methods.ranking import BATCH, FIRST, posterior_best_chances, select_best
from sim.words import catalogue

MONTHS = 30
SMALL = {"talents": 1500.0, "spinup_years": 1.0}


def small(policy: str) -> Scenario:
    """Xuchang with few people, after one year."""
    return replace(load("xuchang", policy), start=SMALL)


@pytest.fixture(scope="module")
def found() -> Comparison:
    """Five runs of three policies of a small region."""
    return compare_policies(
        [small("no-policy"), small("plan"), small("subsidy-first")], runs=5, months=MONTHS, jobs=1
    )


@pytest.fixture(scope="module")
def data(found: Comparison) -> dict[str, Any]:
    """What they say."""
    return comparison_data(found)


def test_numbers_of_a_policy_are_those_of_its_own_runs(found: Comparison) -> None:
    for k, scenario in enumerate(found.scenarios):
        alone = outcomes(run_all(scenario, runs=5, months=MONTHS, jobs=1))
        assert all(
            found.outcome(name)[:, k].tobytes() == values.tobytes()
            for name, values in alone.items()
            if name != ALL_MET  # whose targets are those that any of the policies decides
        )


def test_what_firms_add_up_to_is_the_difference_of_the_region(found: Comparison) -> None:
    for run in found.runs:
        claimed, anyway, others, displaced = np.moveaxis(run.parts, -1, 0)
        for j, name in enumerate(COUNTED):
            at = list(found.fields).index(name)
            assert np.allclose(
                (claimed - anyway + others - displaced)[:, j],
                run.values[:, at] - run.values[0, at],
                rtol=1e-9,
                atol=1e-6,
            )


def test_firms_lost_and_gained_are_the_difference_in_firms_alive(found: Comparison) -> None:
    groups = [len(found.scenarios[0].districts), len(found.scenarios[0].sectors), len(SIZES)]
    alive = list(found.fields).index("startups")
    for run in found.runs:
        for part in np.split(run.moves, np.cumsum(groups)[:-1], axis=1):
            there, lost, gained = np.moveaxis(part.sum(1), -1, 0)
            assert (there == run.values[0, alive]).all() and (
                gained - lost == run.values[:, alive] - run.values[0, alive]
            ).all()


def test_districts_add_up_to_the_region(found: Comparison, data: dict[str, Any]) -> None:
    for losers in data["losers"]:
        for j, name in enumerate(COUNTED):
            whole = found.outcome(name)[:, losers["row"]] - found.outcome(name)[:, 0]
            parts = sum(d["measures"][j]["mean"] for d in losers["districts"])
            assert math.isclose(parts, whole.mean(), rel_tol=1e-9, abs_tol=1e-6), name


def test_a_policy_against_itself_differs_in_nothing() -> None:
    same = [small("plan"), small("plan")]
    data = comparison_data(compare_policies(same, runs=2, months=14, jobs=1))
    for row in data["outcomes"]:
        gap = row["differences"][1]
        assert (gap["mean"], gap["low"], gap["high"], gap["more"], gap["less"]) == (
            0,
            0,
            0,
            0,
            0,
        ), row["name"]
    assert {m["cost"]["kind"] for m in data["costs"][0]["measures"]} == {"same"}
    assert (
        data["losers"][0]["all"]["lost"]["mean"] == data["losers"][0]["all"]["gained"]["mean"] == 0
    )


def test_swapping_policies_flips_signs(found: Comparison, data: dict[str, Any]) -> None:
    swapped = [found.scenarios[1], found.scenarios[0]]
    back = comparison_data(compare_policies(swapped, runs=5, months=MONTHS, jobs=1))
    for there, here in zip(data["outcomes"], back["outcomes"], strict=True):
        one, other = there["differences"][1], here["differences"][1]
        assert (
            one["mean"] == -other["mean"]
            and one["low"] == -other["high"]
            and one["more"] == other["less"]
        )
    assert data["losers"][0]["all"]["lost"] == back["losers"][0]["all"]["gained"]


def test_one_process_and_two_give_the_same_bytes(
    found: Comparison, tmp_path: Path, two_workers: Workers
) -> None:
    together = compare_policies(found.scenarios, runs=5, months=MONTHS, workers=two_workers)
    folders = [
        comparison_folder.write_comparison(c, tmp_path / str(k))
        for k, c in enumerate((found, together))
    ]
    files = sorted(p.name for p in folders[0].iterdir())
    assert files == [
        "costs.csv",
        "differences.csv",
        "districts.csv",
        "losers.csv",
        "meta.json",
        "outcomes.csv",
        "pairs.npz",
        "ranking.csv",
        "runs.parquet",
    ]
    for name in files:
        assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes(), name


def test_a_comparison_grows_and_may_be_stopped(found: Comparison) -> None:
    growing = Comparison(found.scenarios, months=MONTHS)
    for done in growing.extend(5, jobs=1):
        if done == 2:
            break
    assert growing.count == len(growing.runs) == 2
    assert comparison_data(growing)["runs"] == 2
    assert list(growing.extend(3, jobs=1)) == [3, 4, 5]
    assert comparison_data(growing) == comparison_data(found)


def test_paying_for_what_is_done_anyway_is_no_bargain() -> None:
    without = load("xuchang", "no-policy", nature="central")
    awards = without.with_levers(
        {"award_envelope": 5000.0, "strong_award": 100.0}
    )  # no founder reckons with it
    costs = comparison_data(compare_policies([without, awards], runs=6, jobs=1))["costs"][0]
    strong = next(m for m in costs["measures"] if m["name"] == "strong")
    assert costs["extra"]["low"] > 5_000
    assert strong["claimed"]["mean"] > 25 and strong["claimed_cost"] < 300
    assert strong["anyway"]["mean"] > 0.97 * strong["claimed"]["mean"]
    assert strong["cost"]["kind"] == "unbounded" and strong["cost"]["high"] is None
    assert strong["cost"]["low"] is None or strong["cost"]["low"] > 20 * strong["claimed_cost"]


def test_policies_of_different_places_cannot_be_paired() -> None:
    with pytest.raises(
        UserError,
        match=r"no-policy and plan differ in place, starting population, nature or months",
    ):
        Comparison([load("xuchang", "no-policy"), load("ruian")])
    with pytest.raises(UserError, match="needs two policies or more"):
        Comparison([load("xuchang")])
    with pytest.raises(UserError, match="there is no outcome called strongs; did you mean strong"):
        Comparison([load("xuchang", "no-policy"), load("xuchang")], by="strongs")


# pairs of firms


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Firms, Firms]:
    """Firms of a run without a policy and under it: keys from a small range, so that many are shared."""

    def firms() -> Firms:
        keys = np.array(sorted(draw(st.sets(st.integers(0, 30)))), np.uint64)
        number = len(keys)
        counts = np.array(
            draw(
                st.lists(
                    st.lists(st.integers(0, 9), min_size=6, max_size=6),
                    min_size=number,
                    max_size=number,
                )
            ),
            float,
        )
        among = [
            np.array(draw(st.lists(st.integers(0, most), min_size=number, max_size=number)), int)
            for most in (2, 3, 3)
        ]
        theirs = np.array(draw(st.lists(st.booleans(), min_size=number, max_size=number)), bool)
        return Firms(keys, *among, theirs, counts.reshape(number, 6))

    return firms(), firms()


@given(worlds())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_claims_less_deadweight_and_displacement_are_what_is_added(
    pair: tuple[Firms, Firms],
) -> None:
    without, under = pair
    found = pair_firms(without, under, 3, 2)
    parts = dict(zip(PARTS, found.parts.T, strict=True))
    assert (
        parts["claimed"] - parts["anyway"] + parts["others"] - parts["displaced"]
        == under.counts.sum(0) - without.counts.sum(0)
    ).all()
    assert (found.parts >= 0).all() and (parts["anyway"] <= parts["claimed"]).all()
    there, lost, gained = found.moves[:3].sum(0)
    assert there == len(without.key) and there - lost + gained == len(under.key)


def test_a_firm_that_reaches_it_anyway_is_deadweight_and_one_that_only_does_without_is_displaced() -> (
    None
):
    def firms(keys: list[int], strong: list[int], theirs: list[bool]) -> Firms:
        counts = np.zeros((len(keys), 6))
        counts[:, 0] = strong
        zero = np.zeros(len(keys), int)
        return Firms(np.array(keys, np.uint64), zero, zero, zero, np.array(theirs), counts)

    # firm 1 is strong either way, 2 only with support, 3 without support but thanks to 2, 4 only without the policy
    without = firms([1, 2, 4], [1, 0, 1], [False] * 3)
    under = firms([1, 2, 3], [1, 1, 1], [True, True, False])
    assert pair_firms(without, under, 1, 1).parts[0].tolist() == [2, 1, 1, 1]


# intervals and costs


@given(st.lists(st.tuples(st.integers(-999, 999), st.integers(-999, 999)), min_size=3, max_size=12))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_the_interval_of_a_difference_is_students(runs: list[tuple[int, int]]) -> None:
    under, without = np.array(runs, float).T / 10
    assume(np.ptp(under - without) > 0)
    gap, theirs = paired_difference(under, without), ttest_rel(under, without).confidence_interval()
    assert math.isclose(gap.low, theirs.low, rel_tol=1e-6, abs_tol=1e-9) and math.isclose(
        gap.high, theirs.high, rel_tol=1e-6, abs_tol=1e-9
    )
    assert gap.more + gap.less <= 1


def test_one_run_tells_no_interval() -> None:
    assert (
        cost_per_unit(np.array([5.0]), np.array([1.0])).kind == "open"
        and posterior_best_chances(np.ones((1, 2)), 1.0) is None
    )
    found = mean_of(np.array([3.0]))
    assert (found.mean, found.low, found.high, found.sure) == (3.0, None, None, False)


def test_shared_luck_is_told_as_a_factor() -> None:
    luck = np.array([1.0, 5.0, 9.0, 13.0])
    gap = paired_difference(luck + np.array([1.0, 2.0, 1.0, 2.0]), luck)
    assert gap.reduction > 100 and paired_difference(luck + 1, luck).reduction is None


COST = np.array([90.0, 100.0, 110.0, 100.0, 95.0, 105.0])


def test_a_sure_gain_has_a_cost_within_bounds() -> None:
    ratio = cost_per_unit(COST, np.array([9.0, 10.0, 11.0, 10.0, 10.0, 10.0]))
    assert (
        ratio.kind == "bounded"
        and math.isclose(ratio.value, 10.0)
        and 9 < ratio.low < 10 < ratio.high < 11
    )


@pytest.mark.parametrize(
    "gain, kind",
    [
        ([1.0, -1.0, 2.0, -1.0, 0.0, 1.0], "unbounded"),
        ([0.0] * 6, "unbounded"),
        ([-9.0, -10.0, -11.0, -10.0, -9.0, -11.0], "fewer"),
    ],
)
def test_money_without_a_sure_gain_has_no_upper_bound(gain: list[float], kind: str) -> None:
    ratio = cost_per_unit(COST, np.array(gain))
    assert ratio.kind == kind and (kind == "fewer" or (ratio.value is None and ratio.high is None))
    if any(gain) and kind == "unbounded":
        assert ratio.low > COST.mean() / 2


def test_less_money_is_told_apart() -> None:
    gain = np.array([9.0, 10.0, 11.0, 10.0, 9.0, 11.0])
    assert cost_per_unit(-COST, gain).kind == "free"
    saved = cost_per_unit(-COST, -gain)
    assert (
        saved.kind == "saves"
        and math.isclose(saved.value, 10.0)
        and 9 < saved.low < 10 < saved.high < 11
    )


def test_neither_cost_nor_gain_tells_nothing() -> None:
    assert (
        cost_per_unit(COST - COST.mean(), np.array([1.0, -1.0, 1.0, -1.0, 1.0, -1.0])).kind
        == "open"
    )
    assert cost_per_unit(np.zeros(4), np.zeros(4)).kind == "same"


def test_fiellers_interval_covers_the_true_cost_as_often_as_it_says() -> None:
    luck, inside, bounded = np.random.default_rng(4), 0, 0
    for _ in range(400):
        gain = 5 + luck.normal(size=20) * 4
        cost = 50 + luck.normal(size=20) * 10 + 3 * (gain - 5)
        ratio = cost_per_unit(cost, gain)
        if ratio.kind == "bounded":
            bounded += 1
            inside += ratio.low <= 10 <= ratio.high
    assert bounded > 350 and 0.91 < inside / bounded < 0.985


# ranking


def normal_runs(
    luck: np.random.Generator, means: list[float], runs: int, shared: float = 2.0
) -> np.ndarray:
    """Runs of policies with these means: common luck, and a little of their own."""
    return (
        np.array(means)
        + shared * luck.normal(size=(runs, 1))
        + luck.normal(size=(runs, len(means)))
    )


def test_looking_again_and_again_rarely_chooses_wrongly() -> None:
    luck, wrong = np.random.default_rng(5), 0
    for _ in range(200):
        values = normal_runs(luck, [0.0, 0.0, 0.5], 400)
        for runs in range(FIRST, 401, BATCH):
            choice = select_best(values[:runs], 0.5)
            if choice.settled:
                wrong += choice.best != 2
                break
        else:
            raise AssertionError("400 runs must settle it")
    assert wrong <= 16  # 5 % of 200 is 10; more than 16 would be chance once in forty such tests


def test_a_settled_choice_stays_settled_and_more_runs_need_no_more() -> None:
    values = normal_runs(np.random.default_rng(1), [0.0, 1.0], 200)
    settled = [select_best(values[:runs], 0.2).settled for runs in range(FIRST, 201, BATCH)]
    assert settled == sorted(settled) and settled[-1]
    assert select_best(values, 0.2).more == select_best(values, 0.2).most == 0


def test_it_says_about_how_many_more_runs_would_settle_it() -> None:
    values = normal_runs(np.random.default_rng(3), [0.0, 0.3], 3000, shared=0.0)
    early = select_best(values[:FIRST], 0.1)
    assert not early.settled and early.left == (0, 1) and BATCH <= early.more <= early.most
    assert select_best(values[: FIRST + early.most], 0.1).settled
    assert select_best(values[:5], 0.1).more == FIRST - 5


def test_equals_are_settled_as_equals_and_share_the_chance_of_being_best() -> None:
    values = np.repeat(np.random.default_rng(2).normal(size=(30, 1)), 2, axis=1)
    choice = select_best(values, 0.1)
    assert choice.settled and choice.left == (0, 1)
    first, good = posterior_best_chances(values, 0.1)
    assert first == [0.5, 0.5] and good == [1.0, 1.0]


def test_a_share_that_never_came_true_so_far_is_not_taken_for_certain() -> None:
    never = np.zeros((FIRST, 2))
    assert select_best(never, 0.05).settled and not select_best(never, 0.05, shares=True).settled


def test_the_chance_of_being_best_is_students_for_two() -> None:
    from scipy.stats import t

    values = normal_runs(np.random.default_rng(8), [0.0, 0.3], 25)
    gap = values[:, 1] - values[:, 0]
    exact = t.cdf(gap.mean() / (gap.std(ddof=1) / 5), 24)
    assert abs(posterior_best_chances(values, 0.1)[0][1] - exact) < 0.012


def test_runs_stop_when_it_is_settled_or_the_budget_is_spent(found: Comparison) -> None:
    by_outlay = extend_comparison(
        Comparison(found.scenarios[:2], months=4, by="public_outlay"),
        40,
        jobs=1,
        until_settled=True,
    )
    assert by_outlay.count == FIRST and by_outlay.choice().settled and by_outlay.choice().best == 0
    by_strong = Comparison(found.scenarios[:2], months=4, by="strong")
    assert extend_comparison(by_strong, 3, jobs=1, until_settled=True).count == 3
    assert extend_comparison(by_strong, 1000, jobs=1, seconds=0.0).count == 4


# what is written


def write_report(found: Comparison, folder: Path) -> Path:
    """A folder with a comparison, its report and its figure."""
    about = comparison_folder.comparison_metadata(found, comparison_data(found))
    report = files.document_writers(comparison_report(about))
    return comparison_folder.write_comparison(found, folder, about, report)


def test_a_folder_holds_what_is_shown(
    found: Comparison, data: dict[str, Any], tmp_path: Path
) -> None:
    folder = write_report(found, tmp_path / "x")
    assert json.loads((folder / "meta.json").read_text("utf-8"))["summary"] == json.loads(
        json.dumps(data)
    )
    with open(folder / "costs.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (
        len(rows) == 2 * len(COUNTED)
        and rows[0]["policy"] == "plan"
        and rows[0]["outcome"] == "strong"
    )
    assert (
        float(rows[3]["additional_mean"]) == data["costs"][0]["measures"][3]["additional"]["mean"]
    )
    assert (folder / "frontier.png").stat().st_size > 20_000


def test_a_known_run_is_not_lived_again(
    found: Comparison, data: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = comparison_folder.write_comparison(found, tmp_path / "first")
    again, part = (
        Comparison(scenarios, months=MONTHS)
        for scenarios in (found.scenarios, found.scenarios[::2])
    )
    for other in (again, part):
        other.answers |= cache.find_pairs(other, tmp_path)
    monkeypatch.setattr("sim.study.compare.comparison.run_paired_policies", None)
    assert comparison_data(extend_comparison(again, 5, jobs=1)) == data
    assert (
        comparison_data(extend_comparison(part, 5, jobs=1))["outcomes"][0]["differences"][1]
        == data["outcomes"][0]["differences"][2]
    )
    other_seed, other_baseline = (
        Comparison(found.scenarios, 2, MONTHS),
        Comparison(found.scenarios[::-1], months=MONTHS),
    )
    assert (
        cache.find_pairs(other_seed, tmp_path) == cache.find_pairs(other_baseline, tmp_path) == {}
    )
    (folder / cache.FILE).write_bytes((folder / cache.FILE).read_bytes()[:-900])
    assert cache.find_pairs(again, tmp_path) == {}


@pytest.mark.parametrize("lead, said", [(2.0, "the best is"), (0.3, "are as good as each other")])
def test_a_lead_too_small_to_matter_is_not_called_the_best(
    lead: float, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "en")
    values = normal_runs(np.random.default_rng(6), [0.0, 0.0, lead], 600)
    three = [Thing(policy=name, targets=()) for name in ("no-policy", "plan", "fund-first")]
    made_up = Comparison.__new__(Comparison)
    vars(made_up).update(
        scenarios=three,
        by="jobs",
        zone=0.5,
        fields={"jobs": Field("jobs", "就业", "person")},
        outcome=lambda name: values,
    )
    rank = policy_ranking(made_up)
    assert rank["settled"] and rank["best"] == 2
    policies = [{"policy": s.policy, "zh": s.policy, "en": s.policy} for s in three]
    assert said in comparison.best_policy_sentence(
        {"policies": policies, "ranking": rank, "runs": 600}
    )


# the command


@pytest.fixture
def fuhua(fuhua: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The command in English."""
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "en")
    return lambda *arguments: fuhua("compare", *arguments)


def test_the_command_shows_and_writes_in_both_languages_what_json_says(fuhua: Any) -> None:
    few = (
        "xuchang",
        "plan",
        "no-policy",
        "--baseline",
        "no-policy",
        "--months",
        "14",
        "--runs",
        "2",
        "--jobs",
        "1",
    )
    code, said, _ = fuhua(*few)
    flowing = " ".join(said.split())
    assert (
        code == 0
        and "surviving firm that would not be there otherwise costs" in flowing
        and "20 runs are needed to tell" in flowing
    )
    assert all(
        display_width(line) <= 100
        for line in said.splitlines()
        if not line.startswith("Written to")
    )
    folder = Path("results/compare-xuchang-no-policy+plan-2runs-seed1-14months")
    assert {"report.html", "report.docx", "frontier.png"} < {p.name for p in folder.iterdir()}
    code, chinese, _ = fuhua(*few, "--lang", "zh")
    assert (
        code == 0
        and "谁受损：" in chinese
        and "其中 2 次已在 results 的比较中运行过，直接取用。" in chinese
    )
    assert all(
        display_width(line) <= 100
        for line in chinese.splitlines()
        if not line.startswith("结果写入")
    )
    alone = [*few[:-3], "1", *few[-2:]]
    assert alone[-3:] == ["1", "--jobs", "1"] and fuhua(*alone)[0] == 0
    code, said, _ = fuhua(*few, "--json", "--no-figures", "--no-report")
    data = json.loads(said)
    assert code == 0 and [p["policy"] for p in data["policies"]] == ["no-policy", "plan"]
    assert {k: v for k, v in data.items() if k != "folder"} == json.loads(
        (folder / "meta.json").read_text("utf-8")
    )["summary"]


@pytest.mark.parametrize(
    "arguments, message",
    [
        (
            ["plan"],
            "a comparison needs two policies or more, such as fuhua compare xuchang no-policy plan",
        ),
        (["plan", "no-policy", "plan"], "the policy plan is named twice: leave one out"),
        (
            ["plan", "no-policy", "--baseline", "fund"],
            "the baseline fund is not among the policies compared; choose from plan, no-policy",
        ),
        (
            ["plan", "no-policy", "--by", "jobz"],
            "there is no outcome called jobz; did you mean jobs",
        ),
        (
            ["plan", "no-policy", "--zone", "0"],
            "--zone: 0 is no number above 0",
        ),
        (
            ["plan", "no-policy", "--budget", "9"],
            "--budget goes with --until settled; for a fixed number use --runs",
        ),
        (
            ["plan", "no-policy", "--until", "settled", "--runs", "9"],
            "--runs and --until settled exclude each other: say with --budget how many runs at most",
        ),
        (
            ["plan", "no-policy", "--until", "settled", "--budget", "2h"],
            "2h is no budget: give a number of runs (500) or a time (30min)",
        ),
    ],
)
def test_a_mistake_is_told_before_anything_runs(
    fuhua: Any, arguments: list[str], message: str
) -> None:
    code, _, said = fuhua("xuchang", *arguments)
    assert code == 2 and message in said and not list(Path().iterdir())


def test_a_report_is_written_again_from_the_folder_alone(
    found: Comparison, data: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_report(found, tmp_path / "x")
    again = write_folder_report(folder, tmp_path / "again")
    assert [p.name for p in again] == ["report.html", "report.docx"]
    assert all(p.read_bytes() == (folder / p.name).read_bytes() for p in again)
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "zh")
    page = write_folder_report(folder, tmp_path / "zh")[0].read_text("utf-8")
    shown = data["costs"][0]["measures"][3]
    assert "许昌智慧岛：政策比较" in page and format_difference(shown["additional"]["mean"]) in page


def test_a_comparison_of_an_earlier_version_is_told(
    found: Comparison, data: dict[str, Any], tmp_path: Path
) -> None:
    folder = comparison_folder.write_comparison(found, tmp_path / "x")
    about = json.loads((folder / "meta.json").read_text("utf-8"))
    del about["nature"]
    (folder / "meta.json").write_text(json.dumps(about), "utf-8")
    with pytest.raises(
        UserError, match=r"its meta\.json lacks nature: run the plan again with fuhua compare"
    ):
        write_folder_report(folder)


def test_a_run_that_fails_under_one_policy_counts_for_none_and_is_noted(
    found: Comparison, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fails(item: Any) -> Any:
        if item[2] == 1:
            raise ValueError("a bad month")
        return found.answers[item[2]]

    monkeypatch.setattr("sim.study.compare.comparison.run_paired_policies", fails)
    left = extend_comparison(Comparison(found.scenarios, months=MONTHS), 3, jobs=1)
    assert left.count == 3 and [run.seed for run in left.runs] == [
        found.runs[0].seed,
        found.runs[2].seed,
    ]
    number, why = left.failures[0]
    assert number == 1 and why.endswith("ValueError: a bad month\n")
    about = json.loads(
        (comparison_folder.write_comparison(left, tmp_path / "x") / "meta.json").read_text("utf-8")
    )
    assert (
        about["failures"] == [[1, why]]
        and about["summary"]["failed"] == 1
        and len(about["seeds"]) == 2
    )
    monkeypatch.setattr(
        "sim.study.compare.comparison.run_paired_policies", lambda item: fails((0, 0, 1))
    )
    with pytest.raises(
        RuntimeError, match=r"none of 2 runs came through; the first said:(.|\n)*a bad month"
    ):
        extend_comparison(Comparison(found.scenarios, months=MONTHS), 2, jobs=1)


def test_a_target_that_no_policy_decides_counts_in_no_joint_chance(found: Comparison) -> None:
    aims = [t.id for t in outcome_targets(found.scenarios[0])]
    assert "X-T13" in found.beyond_reach  # a share of the whole city's industry, which is assumed
    counted = [id for id in aims if id not in found.beyond_reach]
    met = np.stack([found.outcome(f"met.{id}") for id in counted])
    assert found.outcome(MET).tolist() == met.sum(0).tolist()
    assert found.outcome(ALL_MET).tolist() == met.min(0).tolist()
    said = comparison_data(found)
    assert [t["id"] for t in said["decided"]] == counted
    assert {t["id"] for t in said["undecided"]} == found.beyond_reach
    assert any("X-T13" in line for line in comparison.comparison_sentences(said))


def test_policies_that_differ_by_a_tenth_of_the_distance_decide_a_target() -> None:
    aim = next(t for t in load("xuchang").targets if t.id == "X-T13")
    still = np.full((5, 2), aim.value - 0.2)
    never = np.zeros((5, 2), bool)
    assert not policies_move(aim, still, never)
    assert policies_move(aim, still + np.array([0.0, 0.025]), never)
    assert not policies_move(aim, still + np.array([0.0, 0.015]), never)
    assert policies_move(aim, still, np.eye(5, 2, dtype=bool))
