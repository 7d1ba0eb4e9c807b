"""The schemas that editors read: fresh, true to the loader on what is right, and strict on what is wrong."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator as Validator

from sim.cli import main
from sim.plan.files import plans_folder
from sim.plan.json_schema import plan_schema, policy_schema, schemas
from sim.plan.new import create_plan
from sim.plan.quantities import LEVERS, MEASURES, NATURE
from sim.plan.tables import PLAN_KEYS, POLICY_KEYS
from sim.plan.typical_places import PlanRequest
from sim.plan.units import parse_month, pattern
from sim.scenario.scenario import plan_cost
from sim.words import catalogue

HERE = Path(__file__).parent / "broken"
SCHEMAS = {"plans": Validator(plan_schema()), "policies": Validator(policy_schema())}
PLANS = sorted(plans_folder().glob("*/plan.toml"))

# faults an editor can see without the rest of the plan
SEEN = [
    "unknown-table",
    "unknown-key",
    "unknown-key-in-number",
    "missing-key",
    "missing-several",
    "missing-plan",
    "no-district",
    "district-without-id",
    "table-in-rows",
    "unknown-lever",
    "unknown-lever-far",
    "lever-outside-levers",
    "lever-without-scope",
    "start-in-a-policy",
    "unknown-base",
    "no-policy-table",
    "unknown-nature",
    "unknown-measure",
    "unknown-kind",
    "text-for-flag",
    "number-for-text",
    "list-for-number",
    "text-for-list",
    "number-for-over",
    "flag-for-number",
    "out-of-bounds",
    "percent-as-number",
    "negative",
    "wrong-unit",
    "percent-for-money",
    "money-for-share",
    "wrong-per",
    "days-for-months",
    "a-range",
    "words-for-number",
    "area-in-money",
    "share-of-wage",
    "month-as-decimal",
    "month-as-date",
    "year-alone",
    "no-value-no-dates",
    "value-and-dates",
    "dates-empty",
    "dates-as-list",
    "ramp-as-text",
    "neither-opened-nor-opens",
]


def faults(kind: str, file: Path) -> list[str]:
    """What a schema finds wrong with a file."""
    return [
        e.message for e in SCHEMAS[kind].iter_errors(tomllib.loads(file.read_text("utf-8-sig")))
    ]


def test_the_schemas_are_valid_and_those_beside_the_plans_are_fresh() -> None:
    for name, text in schemas().items():
        Validator.check_schema(json.loads(text))
        shipped = (plans_folder() / name).read_text("utf-8")
        assert shipped == text, (
            f"{name} is stale: write it anew with  fuhua schema --write scenarios"
        )


@pytest.mark.parametrize("plan", PLANS, ids=lambda p: p.parent.name)
def test_the_plans_we_ship_validate_and_name_their_schema(plan: Path) -> None:
    assert faults("plans", plan) == []
    for kind, file in (
        ("plans", plan),
        *(("policies", p) for p in (plan.parent / "policies").glob("*.toml")),
    ):
        assert faults(kind, file) == []
        named = file.read_text("utf-8").split("\n")[0]
        assert (
            named.startswith("#:schema ")
            and (file.parent / named.removeprefix("#:schema ")).resolve().is_file()
        )


def test_a_new_plan_validates_and_brings_its_schemas(tmp_path: Path) -> None:
    folder = create_plan(
        PlanRequest(
            "mine", "我", "mine", "zone", 1e5, parse_month("2024-01"), parse_month("2026-12")
        ),
        tmp_path,
        plan_cost,
    ).folder
    assert faults("plans", folder / "plan.toml") == []
    for file in (folder / "policies").glob("*.toml"):
        assert faults("policies", file) == []
        assert (
            (file.parent / file.read_text("utf-8").split("\n")[0].removeprefix("#:schema "))
            .resolve()
            .is_file()
        )
    assert all((folder / name).read_text("utf-8") == text for name, text in schemas().items())


@pytest.mark.parametrize("stem", SEEN)
def test_what_an_editor_can_see_is_marked(stem: str) -> None:
    (file,) = HERE.glob(f"*/???-{stem}.toml")
    assert faults(file.parent.name, file)


def test_what_loads_validates() -> None:
    for file in [HERE / "base.toml", *HERE.glob("*/*-ok.toml")]:
        if "gb18030" not in file.name:
            assert faults("policies" if file.parent.name == "policies" else "plans", file) == [], (
                file.name
            )


def test_every_declaration_is_in_the_schema_with_both_names_unit_and_bounds() -> None:
    plan, policy = plan_schema(), policy_schema()
    assert set(plan["properties"]) == set(PLAN_KEYS) and set(policy["properties"]) == set(
        POLICY_KEYS
    )
    for found in (plan["$defs"]["levers"]["properties"], policy["$defs"]["levers"]["properties"]):
        assert set(found) == {*LEVERS, "from", "section", "source", "assumed"}
    for name, field in {**LEVERS, **NATURE}.items():
        key = plan["$defs"]["levers" if name in LEVERS else "nature"]["properties"][name]
        assert (
            field.zh in key["title"]
            and field.en in key["title"]
            and field.unit in key["description"]
        )
        assert (key.get("minimum"), key.get("maximum")) == (field.low, field.high)
    assert plan["$defs"]["measure"]["enum"] == list(MEASURES)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("1亿元", "万元"),
        ("5000万", "万元"),
        ("5万m²", "m²"),
        ("５万㎡", "m²"),
        ("2760亩", "m²"),
        ("5公顷", "m²"),
        ("1.2平方公里", "m²"),
        ("30％", "share"),
        ("14元/m²/月", "万元/m²/month"),
        ("800元", "万元/month"),
        ("24个月", "month"),
        ("3年", "month"),
        ("6000家", "firm"),
        ("3只", "fund"),
        ("8个", "body"),
        ("1,500", "万元"),
        ("4000人/年", "person/year"),
        ("2倍", "ratio"),
        ("25名", "person"),
        ("500万元每年", "万元/year"),
        ("40套", "flat"),
    ],
)
def test_quantities_as_people_write_them_match(text: str, unit: str) -> None:
    assert re.search(pattern(unit), text)


def test_the_command_prints_and_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "en")
    main.main(["schema"])
    assert json.loads(capsys.readouterr().out)["title"].endswith("plan file")
    main.main(["schema", "policy", "--write", str(tmp_path / "p.json")])
    assert json.loads((tmp_path / "p.json").read_text("utf-8"))["title"].endswith("policy file")
    main.main(["schema", "--write", str(tmp_path)])
    assert {"plan.schema.json", "policy.schema.json"} <= {p.name for p in tmp_path.iterdir()}
    for wrong in (["schema", "plans"], ["schema", "--write", str(tmp_path / "no" / "where.json")]):
        with pytest.raises(SystemExit) as end:
            main.main(wrong)
        assert end.value.code == 2
