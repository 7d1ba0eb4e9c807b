"""A plan of one's own: what fuhua new writes loads, costs the same under every policy, runs, and leaves nothing when it fails."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path

import pytest

from sim.cli import questions
from sim.core.errors import UserError
from sim.core.fields import fields_of
from sim.model.levers import Levers
from sim.plan.new import INSTEAD, PLAN, POLICIES, create_plan
from sim.plan.typical_places import FILE, KINDS, PlanRequest, national_growth
from sim.plan.units import parse_month
from sim.scenario.rates import stock_gap
from sim.scenario.scenario import load, plan_cost, policies
from sim.scenario.spinup import SpinupSetting, fit
from sim.words import catalogue

USUAL = PlanRequest(
    "mycity", "某市", "Some City", "city", 1.5e6, parse_month("2024-01"), parse_month("2026-12")
)


@pytest.fixture
def fuhua(fuhua, monkeypatch: pytest.MonkeyPatch):
    """The command in English with nobody at the terminal."""
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "en")
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    return fuhua


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"kind": "district", "population": 5e3},
        {"kind": "zone", "population": 1e5},
        {"population": 2e7},
        {"firms": 777.0},
        {"budget": 50.0},
        {"budget": 5e5},
        {"first": parse_month("2023-09"), "last": parse_month("2024-08")},
        {"first": parse_month("1999-01")},
        {"first": parse_month("2024-05")},  # ends in spring, just after programmes open
        {"id": "我的城市", "zh": "我的城市（新区）", "en": "it's 5 $ & <x>"},
        {"first": parse_month("2031-05"), "last": parse_month("2040-04")},
    ],
    ids=lambda c: " ".join(f"{k}={v}" for k, v in c.items()) or "usual",
)
def test_every_policy_of_a_new_plan_loads_and_costs_the_same(changes: dict, tmp_path: Path) -> None:
    place = PlanRequest(
        **{
            **vars(USUAL),
            **({"last": changes["first"] + 35} if "first" in changes else {}),
            **changes,
        }
    )
    made = create_plan(place, tmp_path, plan_cost)
    assert policies(made.folder) == ["plan", *sorted(POLICIES)]
    money = {name: load(made.folder, name).planned_public_money() for name in policies(made.folder)}
    assert money.pop("no-policy") == 0
    assert all(value == pytest.approx(made.total, abs=0.5) for value in money.values()), money
    scenario = load(made.folder)
    assert (scenario.name, scenario.first, scenario.last) == (place.id, place.first, place.last)
    assert sum(s.demand for s in scenario.sectors) == pytest.approx(
        1.7 * scenario.start["startups"] * 340 / 12, rel=0.02
    )
    text = (made.folder / "plan.toml").read_text("utf-8")
    assert "$" not in text.replace("5 $ &", "") and all(
        isinstance(n.reason, str) and " / " in n.reason for n in scenario.notes
    )
    assert sorted(p.name for p in tmp_path.iterdir()) == [place.id]
    for line, key, _ in made.first:
        assert text.split("\n")[line - 1].lstrip("[").startswith((key, key.rsplit(".", 1)[1])), key


def test_stocks_grow_with_inhabitants_and_density(tmp_path: Path) -> None:
    def start(**more: object) -> dict[str, float]:
        place = PlanRequest(**{**vars(USUAL), "id": f"x{len(list(tmp_path.iterdir()))}", **more})
        return load(create_plan(place, tmp_path, plan_cost).folder).start

    usual, twice, dense, early = (
        start(),
        start(population=3e6),
        start(kind="zone"),
        start(first=parse_month("2019-01"), last=parse_month("2021-12")),
    )
    for name in ("startups", "tech_sme", "high_tech", "talents"):
        assert (
            twice[name] == pytest.approx(2 * usual[name], rel=0.1)
            and dense[name] > 10 * usual[name]
            and early[name] < usual[name]
        )
    assert usual["tech_sme"] + usual["high_tech"] < usual["startups"] and set(KINDS) == {
        "district",
        "city",
        "zone",
    }


@pytest.mark.parametrize("first", ["1999-01", "2018-01", "2022-01", "2031-05"])
def test_growth_is_the_nations_over_three_years(first: str, tmp_path: Path) -> None:
    begin = parse_month(first)
    place = PlanRequest(**{**vars(USUAL), "first": begin, "last": begin + 35})
    start = load(create_plan(place, tmp_path, plan_cost).folder).start
    assert 0.1 < start["startups_growth"] < start["high_tech_growth"] < start["tech_sme_growth"]
    for name in ("high_tech", "tech_sme"):
        found = national_growth(name, begin // 12)
        assert found["until"] - found["since"] == 3 and found["since"] >= 2016
        before, after = (FILE[name][str(int(found[k]))] for k in ("since", "until"))
        assert before * (1 + start[f"{name}_growth"]) ** 3 == pytest.approx(after, rel=0.02)


NEAR = 0.03  # a typical region's stocks come from national scales, which no one region has to the last firm


def slow(*case: object) -> object:
    """A size that takes its time."""
    return pytest.param(*case, marks=pytest.mark.slow)


@pytest.mark.parametrize(
    ("kind", "population", "first"),
    [
        ("city", 3e5, "2031-05"),
        ("district", 2e5, "2024-01"),
        ("zone", 4e4, "2019-01"),
        slow("district", 8e5, "2018-01"),
        slow("city", 5e5, "2020-01"),
        slow("city", 2e6, "2017-01"),
        slow("zone", 1e5, "2024-01"),
        slow("zone", 5e5, "2022-01"),
        slow("city", 4.4e6, "2022-01"),
        slow("city", 1e7, "2025-01"),
    ],
)
def test_the_stocks_of_a_new_plan_are_met(
    kind: str, population: float, first: str, tmp_path: Path
) -> None:
    place = PlanRequest(
        "mine", "我", "mine", kind, population, parse_month(first), parse_month(first) + 35
    )
    scenario = load(create_plan(place, tmp_path, plan_cost).folder)
    _, found = fit(SpinupSetting.of(scenario, 0), None, lambda *_: None)
    assert len(found["stocks"]) == 5 and found["gap"] <= NEAR, found["stocks"]


def test_one_firm_more_or_less_is_near_enough() -> None:
    assert stock_gap(49.0, 50.0) == stock_gap(51.0, 50.0) == 0.0 and stock_gap(
        47.0, 50.0
    ) == pytest.approx(0.06)


def test_the_templates_set_only_levers_there_are() -> None:
    known = fields_of(Levers)
    assert {
        *PLAN,
        *(lever for parts, dropped in INSTEAD.values() for lever in (*parts, *dropped)),
    } <= set(known)
    assert all(known[name].unit == "万元/year" for name in PLAN)


def test_new_with_nobody_to_ask_takes_defaults_and_says_what_to_fill_in(
    fuhua, tmp_path: Path
) -> None:
    code, out, err = fuhua("new", "mycity")
    assert (code, err) == (0, "") and (tmp_path / "mycity" / "plan.toml").is_file()
    assert re.search(r"line \d+  start\.startups: ", out) and "fuhua check ./mycity" in out
    assert "Taken: city, 1000000 inhabitants, 2024-01 to 2026-12." in out
    code, out, _ = fuhua("check", "./mycity")
    assert code == 0 and "The file has no faults." in " ".join(out.split())
    code, out, _ = fuhua("--lang", "zh", "new", "second", "--out", "deep/er", "--yes")
    assert (
        code == 0
        and "先填这些" in out
        and (tmp_path / "deep" / "er" / "second" / "policies" / "fund-first.toml").is_file()
    )


def test_new_takes_options(fuhua, tmp_path: Path) -> None:
    code, _, _ = fuhua(
        "new",
        "mycity",
        "--kind",
        "district",
        "--population",
        "80万人",
        "--zh",
        "某区",
        "--en",
        "Some District",
        "--first",
        "2023年1月",
        "--last",
        "2024-12",
        "--firms",
        "900",
        "--budget",
        "0.2亿元",
    )
    scenario = load(tmp_path / "mycity")
    assert code == 0 and (scenario.zh, scenario.en, scenario.start["startups"]) == (
        "某区",
        "Some District",
        900,
    )
    assert scenario.planned_public_money() == pytest.approx(4000, abs=0.5)


@pytest.mark.parametrize(
    "arguments, text",
    [
        (["../up"], 'the name "../up" will not do for a folder'),
        (["con"], "will not do for a folder"),
        ([""], "will not do for a folder"),
        (
            ["xuchang"],
            "xuchang is the name of a plan that comes with Fuhua: choose another, such as my-xuchang",
        ),
        (
            ["taken"],
            "taken exists: choose another name or another place with --out; nothing was changed",
        ),
        (["c", "--kind", "town"], "--kind town is not one of city, district, zone"),
        (
            ["c", "--population", "many"],
            '--population = "many" is not a quantity; give people, for example 25, "25人".',
        ),
        (["c", "--population", "30"], '--population = "30" is below 5000'),
        (["c", "--budget", "30%"], '--budget = "30%" has the wrong unit; give 万元/year'),
        (["c", "--firms", "3"], '--firms = "3" is below 50'),
        (["c", "--first", "2024-13"], '--first = "2024-13" is not a month'),
        (
            ["c", "--first", "2024-01", "--last", "2024-06"],
            "--last 2024-01 to 2024-06 will not do: a plan has 12 months or more",
        ),
        (["c", "--zh", '"'], "--zh the name"),
        (["c", "--out", "taken/plan.toml"], "nothing incomplete was left"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_written(
    fuhua, tmp_path: Path, arguments: list[str], text: str
) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "plan.toml").write_text("mine", "utf-8")
    code, out, err = fuhua("new", *arguments)
    assert (code, out) == (2, "") and text in err and "Traceback" not in err
    assert [p.relative_to(tmp_path).as_posix() for p in sorted(tmp_path.rglob("*"))] == [
        "taken",
        "taken/plan.toml",
    ]
    assert (tmp_path / "taken" / "plan.toml").read_text("utf-8") == "mine"


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(UserError, match="No space left on device"):
        create_plan(USUAL, tmp_path, plan_cost)
    assert list(tmp_path.iterdir()) == []


def test_questions_have_defaults_and_wrong_answers_are_asked_again(
    monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "en")
    answers = iter(
        ["town", "district", "30", "80万", "某区", "", "2023-01", "2023-02", "", "3000万元"]
    )
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return next(answers)

    monkeypatch.setattr("builtins.input", answer)
    given = dict.fromkeys(("kind", "population", "zh", "en", "first", "last", "firms", "budget"))
    place = questions.ask_place("mycity", given, True)
    assert (place.kind, place.population, place.zh, place.en) == ("district", 8e5, "某区", "mycity")
    assert (place.first, place.last, place.budget) == (
        parse_month("2023-01"),
        parse_month("2025-12"),
        3000,
    )
    assert len(asked) == 10 and all(
        re.search(r": .* \[.+\]: $", q) or "Kind of place" in q for q in asked
    )
    assert capsys.readouterr().out.count("\n  ") == 3  # three answers were refused
    monkeypatch.setattr("builtins.input", lambda _: (_ for _ in ()).throw(EOFError()))
    with pytest.raises(UserError, match="add --yes for defaults, or give options"):
        questions.ask_place("mycity", given, True)


def test_a_new_plan_runs(fuhua, tmp_path: Path) -> None:
    fuhua("new", "small", "--kind", "district", "--population", "2万", "--last", "2024-12")
    code, out, err = fuhua(
        "run", "./small", "--runs", "2", "--jobs", "1", "--quiet", "--json", "--no-figures"
    )
    assert code == 0, err
    data = json.loads(out)
    assert data["failed"] == 0 and len(data["targets"]) == 8
