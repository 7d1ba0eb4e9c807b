"""The commands that explain a plan, on runs that are made up: what they print, write and refuse, and that no run is lived twice."""

from __future__ import annotations

import csv
import importlib
import inspect
import json
import re
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from sim import load
from sim.cli.explanation_session import ExplanationOptions
from sim.cli.main import build_cli
from sim.plan.parts import Series
from sim.runs.ensemble import ensemble_of, run
from sim.runs.outcomes import outcome_fields, outcomes
from sim.scenario import spinup
from sim.study.design.task import RunResult, unpack_scenario
from sim.study.methods import shapley, study_methods
from sim.study.run import sweep
from sim.words import catalogue


@pytest.fixture
def lived(monkeypatch) -> list:
    """Runs that take no time: high-tech firms grow with savings, graduates and two parts of the plan; a list of those lived."""
    orders = []

    def live(order):
        orders.append(order)
        scenario, found = (
            unpack_scenario(order.payload),
            dict.fromkeys(outcome_fields(load("xuchang")), 0.0),
        )
        given = {**{"savings": 20.0, "graduates": 4000.0}, **order.changes}
        finance = any("guidance_commitment" in own for own in scenario.levers)
        facilities = any(f.opens is not None for f in scenario.facilities)
        luck = np.random.default_rng(order.seed).normal()
        found["high_tech"] = (
            10 * given["savings"]
            + 0.02 * given["graduates"]
            + luck
            + 50 * finance
            + 30 * facilities
        )
        found["met.X-T15"] = found["met_all"] = float(given["savings"] > 20)
        found["public_outlay"] = 2000.0 * finance
        return RunResult(np.array(list(found.values())), np.zeros((0, 48)))

    monkeypatch.setattr(sweep, "execute_order", live)
    monkeypatch.setattr(sweep, "grow_populations", lambda *_: {"nature": {}})
    monkeypatch.setattr(spinup, "starting_world", lambda *_: (None, {"nature": {}}))
    return orders


@pytest.fixture
def fuhua(fuhua, monkeypatch):
    """The command in English, what it said in one line."""
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "en")

    def call(*arguments: str) -> tuple[int, str, str]:
        code, *said = fuhua(*arguments)
        return code, *(re.sub(r"\s+", " ", text) for text in said)

    return call


def table(folder) -> dict[str, list[dict[str, str]]]:
    """The CSV files of a folder by name."""
    return {
        p.stem: list(csv.DictReader(p.open(encoding="utf-8-sig"))) for p in folder.glob("*.csv")
    }


def bare(text: str) -> str:
    """Chinese without the blanks that breaking lines leaves."""
    return re.sub(r"\s", "", text)


ONE = ("--jobs", "1")
THREE = ("--vary", "savings=13.3333333333..30", "--vary", "graduates", "--vary", "culture")


def test_sensitivity_tells_what_moves_the_outcome_and_goes_on_where_it_was(fuhua, lived, tmp_path):
    asked = ("sensitivity", "xuchang", *THREE, "--outcome", "high_tech", "--size", "16", *ONE)
    code, out, err = fuhua(*asked)
    assert code == 0, err
    assert (
        'high-tech enterprises: moved most by "savings put in per head of the team"; from 13.3 万元 a person to 30 万元 a person '
        "it rises by 167 firms on the average."
    ) in out
    assert len({order.seed for order in lived}) == 2  # all points the same luck
    folder = tmp_path / "results" / "xuchang-plan-sensitivity-2runs-seed1"
    found = table(folder)
    strength = {r["unknown"]: float(r["strength"]) for r in found["screening"]}
    assert strength["savings"] == pytest.approx(10 * (30 - 20 / 1.5))
    assert (
        strength["graduates"] == pytest.approx(0.02 * 4000 * (1.5 - 1 / 1.5))
        and strength["culture"] < 1e-9
    )
    last = {r["unknown"]: float(r["in_all"]) for r in found["indices"] if r["design"] == "16"}
    assert last["savings"] > 0.7 and last["savings"] + last["graduates"] == pytest.approx(
        1, abs=0.25
    )
    assert {p.name for p in folder.glob("*.png")} == {"screening.png", "indices.png"}
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    assert set(meta["kept"]) == {"savings", "graduates"}
    assert meta["source_digest"] and meta["seed"] == 1 and len(meta["studies"]) == 2
    before = len(lived)
    code, again, _ = fuhua(*asked, "--lang", "zh")
    assert code == 0 and len(lived) == before + 2  # the two by which the cost is told
    assert (
        "高新技术企业：影响最大的是“人均创业本金”，由13.3万元/人升到30万元/人时平均增加167家"
        in bare(again)
    )
    assert (tmp_path / "results" / "xuchang-plan-sensitivity-2runs-seed1-2").is_dir()


def test_a_dry_run_tells_the_cost_and_leaves_nothing(fuhua, lived, tmp_path):
    for arguments, runs in (
        (("sensitivity", *THREE, "--size", "16"), 2 * (4 * 4 + 16 * 5)),
        (("discover", *THREE), 400),
        (("attribute", "--by", "kind"), None),
        (("voi", *THREE, "--policies", "plan,no-policy"), 400),
    ):
        code, out, err = fuhua(arguments[0], "xuchang", *arguments[1:], "--dry-run", *ONE)
        assert code == 0, err
        assert runs is None or out.startswith(f"{runs:,} runs of about")
    assert list(tmp_path.iterdir()) == []


def test_discovery_finds_where_it_fails_and_serves_a_study_that_is_there(fuhua, lived, tmp_path):
    code, out, err = fuhua(
        "discover", "xuchang", *THREE, "--when", "X-T15", "--futures", "120", *ONE
    )
    assert code == 0, err
    assert (
        'is missed in 40 % of all futures. Where "savings put in per head of the team" is below'
        in out
    )
    folder = tmp_path / "results" / "xuchang-plan-discovery-1runs-seed1"
    rules = table(folder)["rules"]
    assert {r["unknown"] for r in rules if r["holds"] == "True"} == {"savings"}
    assert all(
        float(r["to"]) == pytest.approx(20, abs=1) and r["from"] == "" and float(r["density"]) > 0.8
        for r in rules
    )
    assert (folder / "futures.png").is_file()
    (study,) = (tmp_path / "results").glob("xuchang-plan-futures-*")
    before = len(lived)
    code, out, err = fuhua("discover", str(study), "--when", "high_tech < 1", "--lang", "zh")
    assert code == 0 and len(lived) == before, err
    assert "没有一种未来出现：“高新技术企业”低于1家。" in bare(out)
    code, out, err = fuhua("discover", str(study), "--futures", "90", "--lang", "en")
    assert code == 2 and f"{study} is a study that is there, so --futures can do nothing" in err
    code, out, err = fuhua("discover", str(study), "--policy", "plam")
    assert code == 2 and f"{study} has no policy plam; choose from plan" in err


def test_attribution_gives_parts_what_they_add_and_idle_ones_nothing(fuhua, lived, tmp_path):
    code, out, err = fuhua(
        "attribute", "xuchang", "--outcome", "high_tech", "--orders", "4", "--runs", "3", *ONE
    )
    assert code == 0, err
    shares = {
        r["part"]: r
        for r in table(tmp_path / "results" / "xuchang-plan-attribution-kind-3runs-seed1")["shares"]
    }
    assert float(shares["facilities"]["adds"]) == pytest.approx(30) and float(
        shares["total"]["adds"]
    ) == pytest.approx(80)
    fund = next(r for r in shares.values() if "guidance_commitment" in r["levers"])
    assert float(fund["adds"]) == pytest.approx(50)
    assert all(
        float(r["adds"]) == 0
        for r in shares.values()
        if r not in (fund, shares["facilities"], shares["total"])
    )
    assert (
        "with it, it rises by 80 firms" in out
        and "Parts that do nothing for these outcomes:" in out
    )


def test_voi_tells_which_unknown_would_change_the_choice(fuhua, lived, tmp_path):
    asked = ("voi", "xuchang", *THREE, "--policies", "plan,no-policy", "--futures", "60", *ONE)
    code, out, err = fuhua(*asked)
    assert code == 0, err
    met = Counter(
        order.seed for order in lived[2:]
    )  # each future its own luck, met by both policies
    assert len(met) == 120 and set(met.values()) == {2}
    assert (
        "As things are known, choose the plan as written" in out
        and "No single unknown is worth more than chance" in out
    )
    found = table(tmp_path / "results" / "xuchang-plan-voi-2runs-seed1")
    assert {r["policy"]: float(r["mean"]) for r in found["policies"]}["plan"] == pytest.approx(
        300 + 80, rel=0.1
    )
    before = len(lived)
    code, out, err = fuhua(
        *asked, "--price", "10", "--lang", "zh"
    )  # 80 firms for 20 million: nothing is the better
    assert code == 0 and len(lived) == before + 2, err
    assert "高新技术企业（每单位10万元）减财政支出" in bare(
        out
    ) and "按现有了解应选“无政策”" in bare(out)


@pytest.mark.parametrize(
    "arguments, told",
    [
        (
            ["sensitivity", "xuchang", "--vary", "savngs"],
            "no natural parameter or lever has savngs in its name; did you mean savings?",
        ),
        (
            ["sensitivity", "xuchang", "--vary", "savings=30..15"],
            "savings: 30..15 is empty; the lower end comes first",
        ),
        (
            ["sensitivity", "xuchang", "--size", "48"],
            "--size 48 is no power of 2; take 32, for example",
        ),
        (["sensitivity", "xuchang", "--vary", "savings"], "only 1 unknown varies, and it takes 2"),
        (["sensitivity", "xuchang", "--outcome", "high-tech"], "there is no high-tech"),
        (["sensitivity", "xuchang", "--factor", "0.5"], "--factor: 0.5 is no number above 1"),
        (
            ["discover", "xuchang", "--when", "jobs"],
            "jobs is not understood; write a target's id, as X-T15",
        ),
        (["discover", "xuchang", "--when", "jobs < many"], "jobs < many is not understood"),
        (
            ["discover", "xuchang", "--futures", "10"],
            "10 futures are too few to be halved; it takes 40",
        ),
        (
            ["attribute", "xuchang", "--policy", "no-policy"],
            "xuchang (no-policy) sets no lever and promises no facility",
        ),
        (
            ["attribute", "xuchang", "--by", "lever", "--orders", "0"],
            "parts have too many combinations, 12 are the most",
        ),
        (["voi", "xuchang", "--policies", "plan"], "there is but one policy to choose"),
        (["voi", "xuchang", "--by", "high-tech"], "there is no high-tech"),
        (["voi", "xuchang", "--months", "900"], "900"),
    ],
)
def test_mistakes_are_told_in_one_line_and_leave_nothing(fuhua, lived, tmp_path, arguments, told):
    code, out, err = fuhua(*arguments)
    assert code == 2 and out == "" and err.startswith("Error: ") and told in err
    assert lived == [] and list(tmp_path.iterdir()) == []


def test_a_missing_library_is_named(fuhua, lived, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    for command, library in (("sensitivity", "SALib"), ("discover", "ema_workbench")):
        code, _, err = fuhua(command, "xuchang")
        assert code == 2 and f'this command needs {library}: pip install "fuhua[research]"' in err


def test_a_run_that_fails_costs_its_future_or_stops_the_explanation(fuhua, lived, monkeypatch):
    whole, count = sweep.execute_order, []

    def live(order):
        count.append(order)
        if len(count) == 7:
            raise ArithmeticError("cash is nan")
        return whole(order)

    monkeypatch.setattr(sweep, "execute_order", live)
    asked = ("voi", "xuchang", *THREE, "--policies", "plan,no-policy", "--futures", "40", *ONE)
    code, out, err = fuhua(*asked)
    assert code == 0 and "1 run failed; its future is left out" in out, err
    monkeypatch.setattr(sweep, "execute_order", whole)
    code, out, err = fuhua(*asked)
    assert code == 0 and "failed" not in out, err  # the same command tries again
    count.clear()
    monkeypatch.setattr(sweep, "execute_order", live)
    code, _, err = fuhua(
        "sensitivity", "xuchang", *THREE, "--outcome", "high_tech", "--size", "0", *ONE
    )
    assert (
        code == 2
        and "1 run failed and nothing can be worked out without it; it said: ArithmeticError: cash is nan"
        in err
    )


def test_a_lever_at_neutral_adds_exactly_nothing_in_the_model_itself():
    plan = load("xuchang", "subsidy-first")
    plan = replace(
        plan,
        levers=tuple({**own, "talent_flats": Series(((plan.first, 0.0),))} for own in plan.levers),
    )
    parts = [
        shapley.PlanPart("idle", ("talent_flats",)),
        shapley.PlanPart("grants", ("founder_grant_envelope", "founder_grant")),
        shapley.PlanPart("rent", ("rent_subsidy_envelope",)),
    ]
    names = [p.name for p in parts]
    coalitions = shapley.all_coalitions(names)
    jobs = [
        outcomes(
            ensemble_of(
                plan,
                1,
                [run(shapley.coalition_scenario(plan, parts, c), seed, 15) for seed in (1, 2)],
            )
        )["jobs"]
        for c in coalitions
    ]
    value = dict(zip(coalitions, np.array(jobs), strict=True)).__getitem__
    shares = {s.name: s for s in shapley.shapley_values(names, value)}
    total = value(frozenset(names)) - value(frozenset())
    assert shares["idle"].value == 0 and (shares["idle"].runs == 0).all()
    assert (total != 0).any()
    assert np.sum([s.runs for s in shares.values()], axis=0) == pytest.approx(total, rel=1e-13)


def test_a_method_is_a_command_answered_by_its_subject():
    # a method is its file and its subject; what `fuhua` shows of it is declared there
    methods = study_methods()
    commands = build_cli().commands
    assert [method.command for method in methods] == [
        name for name in commands if name in {method.command for method in methods}
    ]
    for method in methods:
        subject = importlib.import_module(f"sim.report.subjects.{method.subject}")
        asked = set(inspect.signature(getattr(subject, f"explain_{method.command}")).parameters)
        given = {p.name for p in commands[method.command].params if p.expose_value}
        assert asked - {"session"} == given - set(ExplanationOptions.__annotations__)
