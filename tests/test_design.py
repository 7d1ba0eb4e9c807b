"""Designs and the files that ask for them: every point within its bounds, each once, in an order that is even from the start."""

from __future__ import annotations

import json
import tomllib
import tracemalloc
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator as Validator

from sim.core.errors import UserError
from sim.plan.files import plans_folder
from sim.study.design.json_schema import all_schemas, study_schema
from sim.study.design.points import Axis, axis_steps, grid_points, list_points, space_filling_points
from sim.study.design.study_file import VARIED, StudyRequest, read_study
from sim.study.design.task import Case, task_of
from sim.study.design.task_table import KeyIndex
from sim.study.store.create import KEPT, monthly_fields
from sim.study.store.snapshot import design_table
from sim.words import catalogue

EXPERIMENTS = sorted((plans_folder().parent / "experiments").glob("*.toml"))
GOOD = """[study]
id = "mine"
zh = "我的"
en = "mine"
plan = "xuchang"
policies = ["plan", "no-policy"]
runs = 3
last = "2022-02"

[vary]
local_multiple = [0, 1, 2]
culture = { low = 0.8, high = 1.2, steps = 2 }
"""


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """English."""
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "en")


def asked(tmp_path: Path, text: str = GOOD) -> StudyRequest:
    """A study file read."""
    file = tmp_path / "mine.toml"
    file.write_text(text, "utf-8")
    return read_study(file)


def axes(*names: str, **values: tuple[float, ...]) -> list[Axis]:
    """Axes over declared bounds, or through values."""
    return [Axis(n, VARIED[n], (), VARIED[n].low, VARIED[n].high) for n in names] + [
        Axis(n, VARIED[n], v) for n, v in values.items()
    ]


# designs


@settings(deadline=None)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=4), st.integers(0, 2**53))
def test_a_grid_holds_every_combination_once_in_an_order_of_its_own(
    lengths: list[int], seed: int
) -> None:
    made = [
        Axis(f"a{k}", VARIED["culture"], tuple(map(float, range(n)))) for k, n in enumerate(lengths)
    ]
    points = grid_points(made, seed)
    assert sorted(k for k, _ in points) == list(range(np.prod(lengths)))
    for k, values in points:
        assert np.ravel_multi_index(tuple(int(v) for v in values.values()), lengths) == k
    assert list(points) == list(grid_points(made, seed))


def test_the_beginning_of_a_grid_is_even() -> None:
    made = axes(culture=tuple(np.linspace(0.5, 2, 20)), necessity=tuple(np.linspace(0, 4, 20)))
    first = [values for _, values in grid_points(made, 1)[:100]]
    for name, middle in (("culture", 1.25), ("necessity", 2.0)):
        assert 35 <= sum(values[name] < middle for values in first) <= 65


@settings(deadline=None)
@given(st.integers(1, 40), st.integers(0, 2**31))
def test_a_latin_hypercube_has_one_point_in_every_slice(count: int, seed: int) -> None:
    made = axes("culture", "necessity")
    points = space_filling_points(made, count, "latin", seed)
    for axis in made:
        shares = [(values[axis.name] - axis.low) / (axis.high - axis.low) for _, values in points]
        assert sorted(int(share * count - 1e-9) for share in shares) == list(range(count))
    assert list(points) == list(space_filling_points(made, count, "latin", seed))


@settings(deadline=None)
@given(st.integers(0, 7), st.integers(0, 2**31))
def test_a_sobol_sequence_halves_every_axis(power: int, seed: int) -> None:
    made = axes("culture", "necessity", "local_multiple")
    points = space_filling_points(made, 2**power, "sobol", seed)
    for axis in made:
        values = [v[axis.name] for _, v in points]
        assert all(axis.low <= v <= axis.high for v in values)
        assert power == 0 or sum(v < (axis.low + axis.high) / 2 for v in values) == 2 ** (power - 1)


def test_what_is_counted_in_ones_or_listed_keeps_its_values() -> None:
    made = axes(
        "operator_tender", "evaluation_consequence", "culture", local_multiple=(0.0, 1.5, 3.0)
    )
    points = [values for _, values in space_filling_points(made, 256, "sobol", 1)]
    assert Counter(v["operator_tender"] for v in points) == {0: 128, 1: 128}
    assert Counter(v["evaluation_consequence"] for v in points) == dict.fromkeys(range(4), 64)
    assert set(Counter(v["local_multiple"] for v in points)) == {0.0, 1.5, 3.0}
    assert len({v["culture"] for v in points}) == 256


def test_steps_go_from_one_end_to_the_other() -> None:
    assert axis_steps(0, 1, 3) == (0.0, 0.5, 1.0) and axis_steps(0.1, 0.7, 4) == (
        0.1,
        0.3,
        0.5,
        0.7,
    )


def test_a_list_stands_side_by_side() -> None:
    made = axes(culture=(1.0, 2.0), necessity=(3.0, 4.0))
    assert list(list_points(made)) == [
        (0, {"culture": 1.0, "necessity": 3.0}),
        (1, {"culture": 2.0, "necessity": 4.0}),
    ]


# the file


def test_a_study_is_asked_as_written(tmp_path: Path) -> None:
    found = asked(tmp_path)
    assert (found.head.id, found.head.runs, found.head.seed, found.months, found.measures) == (
        "mine",
        3,
        1,
        2,
        KEPT,
    )
    assert len(found.points) == 6 and list(found.cases) == ["plan", "no-policy"]
    tasks = found.tasks()
    assert len(tasks) == len({task.place for task in tasks}) == 36
    first = tasks[
        :12
    ]  # any beginning is a study: every point under every policy, then the next run
    assert {task.run for task in first} == {0} and len(
        {(task.point, task.policy) for task in first}
    ) == 12
    assert len({task.seed for task in first}) == 1
    table = design_table(tasks, list(found.columns.values()))
    assert list(table) == ["policy", "point", "run", "seed", "local_multiple", "culture", "key"]


def test_months_are_named_all_or_none(tmp_path: Path) -> None:
    two = ("jobs", "money.rent_subsidy")
    for text, kept in (('"all"', tuple(monthly_fields())), ('"none"', ()), (json.dumps(two), two)):
        assert asked(tmp_path, GOOD.replace("runs = 3", f"months = {text}")).measures == kept


def test_numbers_are_written_as_in_plans(tmp_path: Path) -> None:
    found = asked(
        tmp_path,
        GOOD + 'guidance_commitment = ["3000万元/年", "1亿元"]\nrent_subsidy_share = ["30%"]\n',
    )
    assert [axis.values for axis in found.axes[2:]] == [(3000.0, 10000.0), (0.3,)]


def test_a_million_runs_are_made_when_they_are_looked_at(tmp_path: Path) -> None:
    """What a design holds are some dozen bytes a run; a task is as it would be on its own."""
    text = GOOD.split("[vary]", maxsplit=1)[0].replace("runs = 3", 'runs = 500\ndesign = "latin"')
    text = text.replace("runs = 500", "runs = 500\npoints = 1000") + "[vary]\nculture = {}\n"
    found = asked(tmp_path, text.replace("{}", "{ low = 0.8, high = 1.2 }"))
    tracemalloc.start()
    tasks = found.tasks()
    some = [tasks[k] for k in (0, 1999, 2000, 123_456, -1)]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(tasks) == found.run_count == 1_000_000 and most < 100e6
    assert [task.run for task in some] == [0, 0, 1, 61, 499]
    for task in some:
        alone = task_of(
            task.case, task.policy, task.run, 1, task.point, task.values, task.changes, 2
        )
        assert task == alone


def test_keys_are_the_same_one_by_one_and_all_together(tmp_path: Path) -> None:
    one, all_of_them = asked(tmp_path).tasks(), asked(tmp_path).tasks()
    assert [task.key for task in one] == [key.decode() for key in all_of_them.keys.tolist()]


def test_a_key_is_taken_once_by_all_who_wait_for_it() -> None:
    keys = np.array([b"c", b"a", b"b", b"a", b"c", b"a"])
    index = KeyIndex(keys, np.array([1, 2, 3, 4]))
    assert index.firsts().tolist() == [1, 2, 4]
    assert index.take(b"a") == [1, 3] and index.take(b"a") == [] and index.take(b"d") == []
    assert index.firsts().tolist() == [2, 4] and index.waiting_keys().tolist() == [b"b", b"c"]
    empty = KeyIndex(keys, np.array([], np.int64))
    assert empty.firsts().tolist() == [] and empty.take(b"a") == []


def test_nothing_varied_is_one_point(tmp_path: Path) -> None:
    found = asked(tmp_path, GOOD.split("[vary]", maxsplit=1)[0])
    assert list(found.points) == [(0, {})] and len(found.tasks()) == 6


def test_a_plan_may_lie_beside_the_study(tmp_path: Path) -> None:
    (tmp_path / "city").mkdir()
    (tmp_path / "city" / "plan.toml").write_bytes(
        (plans_folder() / "xuchang" / "plan.toml").read_bytes()
    )
    assert (
        asked(tmp_path, GOOD.replace('"xuchang"', '"city"').replace(', "no-policy"', "")).plan
        == tmp_path / "city" / "plan.toml"
    )


@pytest.mark.parametrize(
    "old, new, text",
    [
        (
            'plan = "xuchang"',
            'plan = "xuchnag"',
            '5:1: study.plan There is no plan "xuchnag"; did you mean xuchang?',
        ),
        (
            '"no-policy"]',
            '"no-polcy"]',
            '6:21: study.policies.1 = "no-polcy" is no policy of this plan; did you mean no-policy?',
        ),
        ('"no-policy"]', '"plan"]', "6:1: study.policies must name one policy or more, each once."),
        ("runs = 3", "runs = 2.5", "7:8: study.runs = 2.5 must be a whole number."),
        ("runs = 3", "runs = 0", "7:8: study.runs = 0 is below 1; give"),
        ("runs = 3", "rnus = 3", "7:1: study.rnus is not a known key; did you mean runs?"),
        (
            "runs = 3",
            'design = "sobl"',
            '7:10: study.design = "sobl" is not possible here; did you mean sobol?',
        ),
        (
            "runs = 3",
            'design = "latin"',
            "1:1: study lacks points: a latin design needs to know how many, for example points = 64.",
        ),
        ("runs = 3", "points = 8", "7:1: study.points has no use in a grid design"),
        (
            "runs = 3",
            'months = ["jbos"]',
            '7:11: study.months.0 = "jbos" is no measure; did you mean jobs?',
        ),
        (
            "runs = 3",
            'months = "usul"',
            '7:10: study.months = "usul" is not possible here; did you mean usual? Or list measures by name.',
        ),
        (
            'last = "2022-02"',
            'last = "2032-02"',
            '8:8: study.last = "2032-02" is outside 2022-01 to 2025-12',
        ),
        ('id = "mine"', 'id = "../mine"', "2:6: study.id = "),
        (
            "culture = {",
            "cultur = {",
            "12:1: vary.cultur is neither a lever nor a natural parameter; did you mean culture?",
        ),
        (
            "[0, 1, 2]",
            "[0, 9]",
            "11:22: vary.local_multiple.1 = 9 is above 4; give a multiple between 0 and 4.",
        ),
        ("[0, 1, 2]", '["2万元"]', '11:19: vary.local_multiple.0 = "2万元" has the wrong unit'),
        (
            "[0, 1, 2]",
            "[]",
            "11:1: vary.local_multiple needs values (one or more), or low, high and steps, and not both.",
        ),
        (
            "steps = 2",
            "values = [1]",
            "12:1: vary.culture needs values (one or more), or low, high and steps, and not both.",
        ),
        (
            ", steps = 2",
            "",
            "12:1: vary.culture lacks values: in a grid design write values = [...]; a grid also takes low, high and steps.",
        ),
        (
            "low = 0.8",
            "low = 1.3",
            "12:1: vary.culture goes from 1.3 to 1.2: low must be below high.",
        ),
        (
            "local_multiple = [0, 1, 2]",
            "guidance_commitment = { low = 0, steps = 3 }",
            "11:1: vary.guidance_commitment has no bounds of its own: "
            "the declared 0 to 10000000 only guards against slips; give low and high.",
        ),
        (
            "runs = 3",
            'design = "list"\nruns = 3',
            "13:1: vary.culture lacks values: in a list design write values = [...]",
        ),
        ("[study]", "[studdy]", "1:1: studdy is not a known key; did you mean study?"),
    ],
)
def test_a_fault_is_told_with_its_place_and_remedy(
    tmp_path: Path, old: str, new: str, text: str
) -> None:
    assert GOOD.count(old) == 1
    with pytest.raises(UserError) as fault:
        asked(tmp_path, GOOD.replace(old, new))
    assert f"mine.toml:{text}" in str(fault.value), str(fault.value)
    catalogue.speak("zh")
    with pytest.raises(UserError) as fault:
        asked(tmp_path, GOOD.replace(old, new))
    assert "mine.toml:" in str(fault.value) and any("一" <= c <= "鿿" for c in str(fault.value))


def test_spread_designs_have_faults_of_their_own(tmp_path: Path) -> None:
    sobol = GOOD.replace("runs = 3", 'design = "sobol"\npoints = 100')
    with pytest.raises(UserError) as fault:
        asked(tmp_path, sobol)
    assert str(fault.value).split("\n") == [
        "mine.toml:8:10: study.points = 100: a sobol design is even only with a power of two; take 64 or 128.",
        "mine.toml:13:36: vary.culture.steps has no use in a sobol design, which takes points; leave it out.",
    ]
    with pytest.raises(
        UserError, match=r'study.design = "sobol" needs something to vary; write \[vary.NAME\]'
    ):
        asked(tmp_path, sobol.split("[vary]")[0].replace("100", "64"))
    with pytest.raises(
        UserError,
        match="side by side in a list design, so all need as many values: local_multiple 3, culture 2",
    ):
        asked(
            tmp_path,
            GOOD.replace("runs = 3", 'design = "list"').replace(
                "{ low = 0.8, high = 1.2, steps = 2 }", "[0.8, 1.2]"
            ),
        )


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    wrong = (
        GOOD.replace("runs = 3", "runs = 0")
        .replace('"no-policy"', '"no"')
        .replace("[0, 1, 2]", "[9]")
        .replace("culture", "cultur")
    )
    with pytest.raises(UserError) as fault:
        asked(tmp_path, wrong)
    assert len(str(fault.value).split("\n")) == 4


# keys


def test_a_key_is_of_what_is_lived_not_of_how_it_was_asked(tmp_path: Path) -> None:
    case = asked(tmp_path).cases["plan"]
    plain = task_of(case, "plan", 0, 1)
    assert task_of(case, "other name", 0, 1, point=7, values={"x": 1.0}).key == plain.key
    assert task_of(case, "plan", 0, 1, months=48).key == plain.key  # the plan has 48
    changed = {"local_multiple": 2.0, "culture": 1.1}
    by_change = task_of(case, "plan", 0, 1, changes=changed).key
    assert task_of(Case(case.scenario.vary(changed)), "plan", 0, 1).key == by_change
    grown_up_so = Case(case.scenario.with_levers({"culture": 1.1}))
    others = [
        task_of(case, "plan", 1, 1),
        task_of(case, "plan", 0, 2),
        task_of(case, "plan", 0, 1, months=47),
        task_of(case, "plan", 0, 1, changes={"culture": 1.1}),
        task_of(grown_up_so, "plan", 0, 1),
    ]
    keys = [plain.key, by_change, *(task.key for task in others)]
    assert len(set(keys)) == len(keys)


# schema and examples


def test_the_schema_is_fresh_valid_and_knows_what_the_reader_knows() -> None:
    Validator.check_schema(study_schema())
    assert (plans_folder() / "study.schema.json").read_text("utf-8") == all_schemas()[
        "study.schema.json"
    ], "fuhua schema --write scenarios"
    assert set(study_schema()["$defs"]["Vary"]["properties"]) == set(VARIED)


@pytest.mark.parametrize("file", EXPERIMENTS, ids=lambda p: p.stem)
def test_the_studies_we_ship_are_read_and_name_their_schema(file: Path) -> None:
    found = read_study(file)
    assert 0 < len(found.points) * len(found.cases) * found.head.runs <= 2000
    named = file.read_text("utf-8").split("\n")[0]
    assert (
        named.startswith("#:schema ")
        and (file.parent / named.removeprefix("#:schema ")).resolve()
        == plans_folder() / "study.schema.json"
    )
    assert list(Validator(study_schema()).iter_errors(tomllib.loads(file.read_text("utf-8")))) == []


@pytest.mark.parametrize(
    "old, new",
    [
        ("runs = 3", "runs = 2.5"),
        ("[0, 1, 2]", "[0, 9]"),
        ("culture", "cultur"),
        ("runs", "rnus"),
        ("runs = 3", 'design = "sobl"'),
        ("runs = 3", 'months = "al"'),
        ("low = 0.8", "low = 9"),
    ],
)
def test_an_editor_sees_what_can_be_seen(old: str, new: str) -> None:
    validator = Validator(json.loads(all_schemas()["study.schema.json"]))
    assert list(validator.iter_errors(tomllib.loads(GOOD))) == []
    assert list(validator.iter_errors(tomllib.loads(GOOD.replace(old, new))))
