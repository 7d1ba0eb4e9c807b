"""Readings: every default is the plan bit for bit, every other way is another plan, and what the documents leave open is dealt with.

`OPEN` follows the list of 38 ambiguities and gaps that was drawn up when the five documents were read, in its numbers.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim import load, run
from sim.cli import main
from sim.core.errors import UserError
from sim.plan.files import plans
from sim.plan.readings import DEFAULT
from sim.report.subjects import plan as plan_report
from sim.report.subjects.basis import reading_effects
from sim.results import limits
from sim.results.plan_contents import scenario_contents
from sim.scenario.scenario import Scenario
from sim.words import catalogue

PLANS = plans()
EVALUATION = tuple(f"{plan}:consequence" for plan in PLANS)
# what each open point came to: "plan:reading", "plan:reading=way", "plan:lost.id", "plan:baseline.id",
# or a topic of docs/simplified.md that says why no reading is needed
OPEN: dict[int, tuple[str, ...]] = {
    1: ("thresholds of rungs", "donghu:W-T03=strong"),
    2: ("strength of measures",),
    3: ("amounts", "chengguan:upper_money", "donghu:makerspace_fund"),
    4: ("amounts", "donghu:W-T10=planned"),
    5: ("strength of measures",),
    6: ("chengguan:lost.targets",),
    7: (
        "ruian:lost.annex_1",
        "ruian:lost.annex_2",
        "ruian:lost.annex_3",
        "ruian:R-T17a=equal_split",
        "ruian:R-T17b=equal_split",
    ),
    8: ("ruian:operators_2024=hold", "ruian:operators_2024=extend"),
    9: ("ruian:bases=upgraded",),
    10: ("ruian:R-T03b=yearly", "ruian:R-T04c=yearly", "ruian:R-T05c=yearly", "ruian:since=issue"),
    11: ("ruian:R-T16=literal",),
    12: ("ruian:base_funds=separate",),
    13: ("ruian:R-T07=every_space",),
    14: ("ruian:lost.scoring", "ruian:R-T01a=space"),
    15: (
        "xuchang:operator_team=total",
        "xuchang:island_area=total",
        "xuchang:X-T11=per_cluster",
        "xuchang:X-T12=per_cluster",
    ),
    16: ("xuchang:undated=by_2022",),
    17: (
        "xuchang:city_scale",
        "xuchang:second_cluster",
        "xuchang:X-T10=startups_only",
        "xuchang:X-T13=startups_only",
    ),
    18: ("xuchang:X-T14=any_level",),
    19: ("xuchang:fund_promotion=only_2022",),
    20: ("donghu:lost.years", "donghu:lost.headings", "donghu:lost.title_page"),
    21: (
        "donghu:W-T07=incubators_only",
        "donghu:W-T09=separate",
        "donghu:W-T12=inventions_all",
        "donghu:innovative_incubators",
    ),
    22: ("donghu:stock=low", "donghu:stock=high"),
    23: ("donghu:baseline.W-B06",),
    24: ("shijiazhuang:research_line=province",),
    25: ("shijiazhuang:S-T02=by_value", "shijiazhuang:S-T04=startups_only"),
    26: (
        "shijiazhuang:pass_mark=all",
        "shijiazhuang:pass_mark=eighty",
        "shijiazhuang:failing_marks",
    ),
    27: ("shijiazhuang:ten_bases",),
    28: (*EVALUATION, "ruian:race"),
    29: ("strength of measures", "ruian:race"),
    30: ("names",),
    31: ("size and time",),
    32: ("size and time", "xuchang:begins", "shijiazhuang:begins", "chengguan:first_year"),
    33: ("market entities", "donghu:entities=enterprises", "chengguan:stock"),
    34: ("who acts",),
    35: ("people and teams",),
    36: ("names",),
    37: ("chengguan:lost.targets", "donghu:lost.figures"),
    38: ("amounts", "donghu:state_money=refused"),
}


@cache
def plan_of(name: str) -> Scenario:
    """A plan as written."""
    return load(name)


def ways() -> list[tuple[str, str, str]]:
    """Every other reading of every plan: (plan, reading, way)."""
    return [
        (plan, r.id, w.name)
        for plan in PLANS
        for r in plan_of(plan).readings
        for w in r.alternatives
    ]


def changing() -> list[tuple[str, str, str]]:
    """Those that change more than which targets count."""
    return [
        (plan, r.id, w.name)
        for plan in PLANS
        for r in plan_of(plan).readings
        for w in r.alternatives
        if w.changes
    ]


def test_every_open_point_is_dealt_with() -> None:
    assert sorted(OPEN) == list(range(1, 39))
    topics = {row["topic_en"] for row in limits.simplifications()}
    there = {f"{p}:{r}" for p, r, _ in ways()} | {f"{p}:{r}={w}" for p, r, w in ways()}
    there |= {f"{p}:lost.{x.id}" for p in PLANS for x in plan_of(p).lost}
    there |= {f"{p}:baseline.{b.id}" for p in PLANS for b in plan_of(p).baselines if b.note.zh}
    assert [
        (number, found)
        for number, all_found in OPEN.items()
        for found in all_found
        if found not in topics | there
    ] == []


def test_every_plan_has_readings_of_more_than_targets() -> None:
    tables = {
        plan: {
            c.key.split(".")[0]
            for p, r, w in changing()
            if p == plan
            for x in plan_of(p).readings
            if x.id == r
            for a in x.alternatives
            if a.name == w
            for c in a.changes
        }
        for plan in PLANS
    }
    assert set().union(*tables.values()) == {
        "levers",
        "nature",
        "start",
        "sector",
        "facility",
        "tender",
        "checklist",
        "tender",
        "target",
    }
    assert all(found - {"target"} for found in tables.values()) and len(changing()) >= 45


def test_readings_and_losses_are_told_in_both_languages() -> None:
    for plan in PLANS:
        scenario = plan_of(plan)
        texts = [(t.zh, t.en) for r in scenario.readings for t in (r, r.default, *r.alternatives)]
        texts += [(t.zh, t.en) for x in scenario.lost for t in (x, x.note)]
        assert [
            both
            for both in texts
            if not re.search("[一-鿿]", both[0]) or not both[1] or re.search("[一-鿿]", both[1])
        ] == []


@pytest.mark.parametrize("plan", PLANS)
def test_all_defaults_are_the_plan_bit_for_bit(plan: str) -> None:
    same = load(plan, readings={r.id: DEFAULT for r in plan_of(plan).readings})
    assert (
        same == plan_of(plan)
        and same.digest == plan_of(plan).digest
        and same.nondefault_readings == {}
    )
    assert same.path().tobytes() == plan_of(plan).path().tobytes()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(data=st.data())
def test_another_reading_is_another_plan_and_order_does_not_matter(data: Any) -> None:
    plan = data.draw(st.sampled_from(PLANS))
    readings = {r.id: [DEFAULT, *(w.name for w in r.alternatives)] for r in plan_of(plan).readings}
    ids = data.draw(
        st.lists(st.sampled_from(sorted(readings)), min_size=1, max_size=3, unique=True)
    )
    chosen = {id: data.draw(st.sampled_from(readings[id])) for id in ids}
    other = {id: way for id, way in chosen.items() if way != DEFAULT}
    try:
        found = load(plan, readings=chosen)
    except UserError as fault:
        assert len(other) > 1 and re.search("both change|都改动", str(fault))
        return
    assert found.nondefault_readings == other and (found.digest != plan_of(plan).digest) == bool(
        other
    )
    assert load(plan, readings=dict(reversed(chosen.items()))) == found
    assert found.readings == tuple(
        replace(r, chosen=chosen.get(r.id, DEFAULT)) for r in plan_of(plan).readings
    )


def test_each_way_alone_has_a_digest_of_its_own() -> None:
    for plan in PLANS:
        digests = [load(plan, readings={r: w}).digest for p, r, w in ways() if p == plan]
        assert len({*digests, plan_of(plan).digest}) == len(digests) + 1


@pytest.mark.parametrize(("plan", "reading", "way"), changing(), ids=lambda x: x)
def test_a_region_can_be_lived_under_every_reading(plan: str, reading: str, way: str) -> None:
    few = replace(
        load(plan, readings={reading: way}), start={"talents": 1500.0, "spinup_years": 1.0}
    )
    assert run(few, seed=3, months=3).history["talent"].sum() > 0


def test_a_plain_value_keeps_the_month_a_lever_held_from_and_comes_from_its_article() -> None:
    told = (
        plan_of("xuchang").levers[0]["evaluation_consequence"].points,
        load("xuchang", readings={"consequence": "revoke"}).levers[0],
    )
    assert told[0] == ((2022 * 12 + 8, 1.0),) and told[1]["evaluation_consequence"].points == (
        (2022 * 12 + 8, 3.0),
    )
    assert "levers.islands.evaluation_consequence" not in {
        n.key for n in load("xuchang", readings={"consequence": "revoke"}).notes
    }


def test_a_reading_that_assumes_a_number_says_so() -> None:
    notes = {n.key: n for n in load("chengguan", readings={"stock": "three_years"}).notes}
    assert (notes["start.startups"].value, "三年" in notes["start.startups"].reason) == (
        6600.0,
        True,
    )


@pytest.mark.parametrize(
    ("chosen", "text"),
    [
        ({"X-T99": "total"}, 'There is no reading "X-T99"; did you mean X-T'),
        ({"X-T12": "districts"}, 'Reading X-T12 has no way "districts"; did you mean district?'),
        (
            {"operator_team": "total", "X-T01": "total"},
            "both change target.X-T01/total.chosen; choose one of them.",
        ),
        ({"a": "b", "X-T12": "c"}, 'There is no reading "a"; '),
    ],
)
def test_a_choice_that_cannot_be_is_told(english: None, chosen: dict[str, str], text: str) -> None:
    with pytest.raises(UserError, match=re.escape(text)):
        load("xuchang", readings=chosen)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (
            ["--reading", "X-T12"],
            '--reading "X-T12" is not a choice; write --reading ID=WAY, for example --reading X-T12=per_cluster.',
        ),
        (
            ["--reading", "X-T12=islands", "--reading", "X-T12=by_2022"],
            "--reading names two ways for X-T12; give one.",
        ),
        (["--reading", "X-T12=nowhere"], 'Reading X-T12 has no way "nowhere"; '),
    ],
)
def test_the_command_line_tells_a_wrong_choice_in_one_line(
    english: None, capsys: Any, arguments: list[str], text: str
) -> None:
    for command in ("check", "run", "story"):
        with pytest.raises(SystemExit) as end:
            main.main([command, "xuchang", *arguments])
        said = capsys.readouterr().err
        assert (
            end.value.code == 2
            and text in said
            and "Traceback" not in said
            and said.count("\n") == 1
        )


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
def test_check_lists_every_way_with_what_it_changes(
    monkeypatch: pytest.MonkeyPatch, capsys: Any, language: str
) -> None:
    monkeypatch.setattr(catalogue.AUDIENCE, "language", language)
    main.main(["check", "chengguan", "--reading", "registration=measure"])
    shown = "".join(capsys.readouterr().out.split())
    texts = {
        "zh": (
            "所取读法：企业注册由15天缩至3天",
            "measure（已取）",
            "算方案的措施",
            "目标表（只剩标题）",
        ),
        "en": (
            "readas:registrationin3daysinsteadof15",
            "measure(taken)",
            "fromJanuary2017",
            "thetableofconcretetargets",
        ),
    }
    assert [text for text in texts[language] if text not in shown] == []
    data = scenario_contents(
        plan_report.read_validated_scenario("chengguan", "plan", {"registration": "measure"})
    )
    (way,) = next(r["ways"] for r in data["readings"] if r["id"] == "registration")
    assert (
        reading_effects(way)
        == {
            "zh": [
                "standing.all.registration_days_saved：12 改为 0",
                "levers.all.registration_days_saved：13 改为 12",
            ],
            "en": [
                "standing.all.registration_days_saved: 0 instead of 12",
                "levers.all.registration_days_saved: 12 instead of 13",
            ],
        }[language]
    )


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages in English."""
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "en")
