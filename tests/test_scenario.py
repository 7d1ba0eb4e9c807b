"""Plans: what is loaded, what follows from it, and the exact words said about every kind of mistake."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.core.errors import UserError
from sim.core.fields import Field
from sim.model.levers import Levers
from sim.plan.files import plans, plans_folder
from sim.plan.toml.positions import key_positions, nearest_position
from sim.plan.units import amount, parse_month, quantity
from sim.scenario.public_money import programme_money
from sim.scenario.scenario import LEVERS, NATURE, load, policies
from sim.words import catalogue

SOURCE = plans_folder() / "xuchang"
TEXT = (SOURCE / "plan.toml").read_text(encoding="utf-8")
SHARE = 'rent_subsidy_share = "30%"'
CASH = 'cash = "2000万"'


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "en")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan folder of one's own."""
    return Path(shutil.copytree(SOURCE, tmp_path / "xuchang"))


def with_text(folder: Path, old: str, new: str, file: str = "plan.toml") -> Path:
    """The folder with one piece of a file replaced."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def place(piece: str, inside: str = "", text: str = TEXT) -> str:
    """line:column of a piece of the plan (of something inside it)."""
    at = text.index(piece) + (piece.index(inside) if inside else 0)
    return f"{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}"


def complaint(plan: object, policy: str = "plan") -> str:
    """What loading says."""
    with pytest.raises(UserError) as told:
        load(plan, policy)
    return str(told.value)


# what is said, word for word: (piece of the plan, what stands there instead, where in it, what is said)

MISTAKES = [
    (
        SHARE,
        "rent_subsidy_share = 1.4",
        "1.4",
        "levers.islands.rent_subsidy_share = 1.4 is above 1; give a share between 0 and 1.",
    ),
    (
        SHARE,
        "rent_subsidy_shar = 0.4",
        "",
        "levers.islands.rent_subsidy_shar is no lever; did you mean rent_subsidy_share?",
    ),
    (
        SHARE,
        'rent_subsidy_share = "3000m²"',
        '"3000m²"',
        'levers.islands.rent_subsidy_share = "3000m²" has the wrong unit; give a share, for example 0.3, "30%".',
    ),
    (
        SHARE,
        'rent_subsidy_share = "a third"',
        '"a',
        'levers.islands.rent_subsidy_share = "a third" is not a quantity; give a share, for example 0.3, "30%".',
    ),
    (
        SHARE,
        "rent_subsidy_share = true",
        "true",
        'levers.islands.rent_subsidy_share = true is not a quantity; give a share, for example 0.3, "30%".',
    ),
    (
        SHARE,
        "rent_subsidy_share = nan",
        "nan",
        "levers.islands.rent_subsidy_share = nan is not a finite number; give an ordinary one.",
    ),
    (
        SHARE,
        'rent_subsidy_share = { from = "2029-09", value = 0.3 }',
        '"2029',
        'levers.islands.rent_subsidy_share.from = "2029-09" is outside 2022-01 to 2025-12; give a month within.',
    ),
    (
        SHARE,
        "rent_subsidy_share = { from = 2022-09-01, value = 0.3 }",
        "2022",
        'levers.islands.rent_subsidy_share.from = 2022-09-01 is not a month; write "2022-09".',
    ),
    (
        SHARE,
        'rent_subsidy_share = { from = "2022-09" }',
        "",
        "levers.islands.rent_subsidy_share needs either value or dates, and not both.",
    ),
    (
        SHARE,
        "rent_subsidy_share = { dates = {} }",
        "",
        "levers.islands.rent_subsidy_share needs either value or dates, and not both.",
    ),
    (
        SHARE,
        "rent_subsidy_share = { valu = 0.3 }",
        "valu",
        "levers.islands.rent_subsidy_share.valu is not a known key; did you mean value?",
    ),
    (
        SHARE,
        "rent_subsidy_share = 30%",
        "30%",
        'levers.islands.rent_subsidy_share = 30% must stand in quotes; write: rent_subsidy_share = "30%"',
    ),
    (
        SHARE,
        "rent_subsidy_share ＝ 0.3",
        "＝",
        "levers.islands.rent_subsidy_share has the full-width character ＝; write: rent_subsidy_share = 0.3",
    ),
    (
        CASH,
        "cash = 2000万",
        "2000万",
        'fund.city_venture.cash = 2000万 must stand in quotes; write: cash = "2000万"',
    ),
    (
        CASH,
        "cash = -5",
        "-5",
        "fund.city_venture.cash = -5 is below 0; give a value (万元) of at least 0.",
    ),
    (
        CASH,
        'cash = "5万m²"',
        '"5',
        'fund.city_venture.cash = "5万m²" has the wrong unit; give 万元, for example 500, "500万元", "1亿元".',
    ),
    (
        '"6000家"',
        "0",
        "",
        "start.startups = 0 is below 1; give a value (firms) between 1 and 1000000.",
    ),
    (
        '"2.3万人"',
        "0",
        "",
        "start.talents = 0 is below 1; give a value (people) between 1 and 10000000.",
    ),
    (
        "[levers.island_weidu]",
        "[levers.island_weidoo]",
        "",
        "levers.island_weidoo is no district of this plan; did you mean island_weidu?",
    ),
    (
        'district = "island_weidu"',
        'district = "weidu"',
        '"weidu"',
        'facility.park_weidu.district = "weidu" is no district of this plan; known are island_shuangchuang, island_weidu, rest_of_city.',
    ),
    (
        'sector = "power"',
        'sector = "powr"',
        '"powr"',
        'facility.park_weidu.sector = "powr" is no sector of this plan; did you mean power?',
    ),
    (
        'measure = "floor_area"',
        'measure = "flor_area"',
        '"flor',
        'checklist.island.points.0.measure = "flor_area" is no measure; did you mean floor_area?',
    ),
    (
        "city_output",
        "city_outputt",
        "",
        "nature.city_outputt is no natural parameter; did you mean city_output?",
    ),
    (
        'kind = "accelerator"',
        'kind = "hub"',
        '"hub"',
        'facility.park_5g.kind = "hub" is not possible here; known are accelerator, incubator, makerspace, park.',
    ),
    (
        "share = 0.87",
        "share = 0.88",
        "",
        "district.rest_of_city.share and the others must add up to 1, but "
        "island_shuangchuang 0.07 + island_weidu 0.06 + rest_of_city 0.88 = 1.01; adjust them.",
    ),
    (
        "island = true",
        'island = "yes"',
        "",
        "district.island_shuangchuang.island must be true or false.",
    ),
    (
        'levers = ["amenity_budget"]',
        'levers = ["amenity_budgets"]',
        '"amenity_b',
        'instrument.amenity_provision.levers.0 = "amenity_budgets" is no lever; did you mean amenity_budget?',
    ),
    (
        'reckon = "flow"',
        'reckon = "stock"',
        '"stock"',
        'checklist.island_city.points.0.reckon = "stock" does not fit: area_opened is counted as it happens; write reckon = "flow".',
    ),
    (
        'opened = "2020-06"',
        'opened = "2023-06"',
        '"2023',
        'facility.park_5g.opened = "2023-06" is after the plan begins in 2022-01; if the plan promises it, write opens.',
    ),
    (
        'opened = "2020-06"',
        'wing = "east"',
        "",
        "facility.park_5g.wing is not a known key; known are area, assumed, built, count, district, en, kind, level, "
        "main_building, opened, opens, owner ….",
    ),
    (
        'main_building = "6000m²"',
        'main_building = "7000m²"',
        "",
        "facility.park_5g.main_building is larger than area; check both.",
    ),
]


@pytest.mark.parametrize(
    ("old", "new", "inside", "said"), MISTAKES, ids=[m[1][:40] for m in MISTAKES]
)
def test_a_mistake_is_told_with_its_place_and_remedy(
    folder: Path, old: str, new: str, inside: str, said: str
) -> None:
    changed = TEXT.replace(old, new, 1)
    at = changed.index(new, TEXT.index(old)) + (new.index(inside) if inside else 0)
    where = f"{changed.count(chr(10), 0, at) + 1}:{at - changed.rfind(chr(10), 0, at)}"
    assert complaint(with_text(folder, old, new)) == f"plan.toml:{where}: {said}"


def test_the_same_mistake_in_chinese(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "zh")
    told = complaint(with_text(folder, SHARE, "rent_subsidy_share = 1.4"))
    at = place(SHARE, '"30%')
    assert (
        told
        == f"plan.toml:{at}: levers.islands.rent_subsidy_share = 1.4 高于上限 1；请给出比例，在 0 与 1 之间。"
    )


def test_all_mistakes_are_told_at_once_in_the_order_of_the_files(folder: Path) -> None:
    with_text(folder, '"6000家"', "-1")
    with_text(folder, SHARE, "rent_subsidy_share = 1.4")
    with_text(folder, CASH, "csh = 3")
    with_text(
        folder, "platform_budget = 0", 'platform_budget = "30%"', "policies/subsidy-first.toml"
    )
    lines = complaint(folder, "subsidy-first").split("\n")
    assert [line.split(": ")[1].split(" ")[0] for line in lines] == [
        "start.startups",
        "fund.city_venture.csh",
        "levers.islands.rent_subsidy_share",
        "levers.islands.platform_budget",
    ]
    assert lines[-1].startswith(
        'policies/subsidy-first.toml:14:19: levers.islands.platform_budget = "30%" has the wrong unit'
    )


def test_a_last_month_before_the_first(folder: Path) -> None:
    told = complaint(with_text(folder, 'last = "2025-12"', 'last = "2021-12"'))
    at = place('last = "2025', '"2025')
    assert (
        told
        == f'plan.toml:{at}: plan.last = "2021-12" is before first = "2022-01"; let last be the same month or later.'
    )


def test_a_missing_table(folder: Path) -> None:
    lines = complaint(with_text(folder, "[start]", "[strat]")).split("\n")
    assert lines == [
        "plan.toml:1:1: start is missing; add a table [start].",
        f"plan.toml:{place('[start]')}: strat is not a known key; did you mean start?",
    ]


def test_an_id_given_twice(folder: Path) -> None:
    told = complaint(with_text(folder, "[sector.power]", "[sector.digital]"))
    second, first = place("[sector.power]"), place("[sector.digital]").split(":")[0]
    assert (
        told
        == f"plan.toml:{second}: sector.digital is given twice, first in line {first}; rename one or merge them."
    )


def test_a_number_without_origin(folder: Path) -> None:
    told = complaint(
        with_text(
            folder, ', assumed = "常住438万人、从业约230万人，技术人员按从业人员的1%至2%取低值"', ""
        )
    )
    assert (
        told
        == f"plan.toml:{place('talents = {')}: start.talents does not say where it comes from; "
        'add section, source or assumed = "reason".'
    )


def test_unknown_plans_and_policies() -> None:
    assert (
        complaint("xuchnag")
        == 'There is no plan "xuchnag"; did you mean xuchang? A folder with a plan.toml or a .toml file will also do.'
    )
    assert (
        complaint("xuchang", "no-polcy")
        == 'Plan xuchang has no policy "no-polcy"; did you mean no-policy?'
    )
    assert complaint("xuchang", "../plan").startswith('Plan xuchang has no policy "../plan"')


@pytest.mark.parametrize("plan", ["/dev/null", "a\0b", "x" * 5000, "pyproject.toml/x", ""])
def test_what_is_no_plan_is_refused(plan: str) -> None:
    assert complaint(plan).startswith("There is no plan")


def test_a_folder_or_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("x")
    assert complaint(str(tmp_path)).endswith(
        " has no plan.toml; name one that has, or make one with fuhua new."
    )
    assert (
        "plan.txt" in (told := complaint(str(tmp_path / "plan.txt"))) and "is no .toml file" in told
    )


def test_a_policy_may_not_lie_outside_the_folder(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.toml").write_text(
        "[policy]\nzh = ''\nen = ''\nbase = 'none'\n", encoding="utf-8"
    )
    try:
        (folder / "policies" / "link.toml").symlink_to(tmp_path / "elsewhere.toml")
    except OSError:
        pytest.skip("no symbolic links here")
    assert (
        complaint(folder, "link")
        == "policies/link.toml: lies outside the plan's folder; put the file itself into the folder."
    )


@pytest.mark.parametrize(
    "value",
    [
        "1" + "0" * 5000,
        "[" * 2000,
        "[" * 900 + "]" * 900,
        "1" + "0" * 400,
        '"' + "x" * 2_000_000 + '"',
    ],
)
def test_monstrous_values_are_refused(folder: Path, value: str) -> None:
    assert "plan.toml" in complaint(with_text(folder, SHARE, f"rent_subsidy_share = {value}"))


def test_changes_by_name_are_checked() -> None:
    with pytest.raises(UserError) as told:
        load(
            "xuchang", changes={"rent_subsidy_share": 3, "rent_subsidi_share": 1, "culture": "high"}
        )
    assert str(told.value).split("\n") == [
        'rent_subsidy_share = 3 is above 1; give a share between 0 and 1. Did you mean "3%"?',
        "rent_subsidi_share is no lever; did you mean rent_subsidy_share?",
        'culture = "high" is not a quantity; give an index, for example 25.',
    ]


# encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_encodings_of_chinese_windows(folder: Path, encoding: str, ending: str) -> None:
    (folder / "plan.toml").write_bytes(TEXT.replace("\n", ending).encode(encoding))
    assert load(folder).digest == load("xuchang").digest and load(folder).zh == "许昌智慧岛"


def test_a_file_in_no_known_encoding(folder: Path) -> None:
    (folder / "plan.toml").write_bytes(b"zh = '\xff\xff'")
    assert (
        complaint(folder) == "plan.toml:1:7: what stands here is neither UTF-8 nor GB18030; "
        "mend it in a text editor and save the file as UTF-8."
    )


# units


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("1亿元", "万元", 10000),
        ("5000万", "万元", 5000),
        ("5000万元", "万元/year", 5000),
        ("3000元", "万元", 0.3),
        ("1亿", "万元/year", 10000),
        ("5万m²", "m²", 50000),
        ("5万平方米", "m²", 50000),
        ("2760亩", "m²", 1840009.2),
        ("５万㎡", "m²", 50000),
        ("30%", "share", 0.3),
        ("30％", "share", 0.3),
        ("6%", "1/year", 0.06),
        ("14元/m²/月", "万元/m²/month", 0.0014),
        ("800元", "万元/month", 0.08),
        ("10万元/月", "万元/year", 120),
        ("24个月", "month", 24),
        ("25人", "person", 25),
        ("0.3", "share", 0.3),
        ("1,500", "万元", 1500),
        (7, "万元", 7),
        (True, "flag", 1),
        ("3万", "person", 30000),
        ("60工作日", "day", 60),
        ("2倍", "ratio", 2),
        ("3公顷", "m²", 30000),
        ("1.5平方公里", "m²", 1.5e6),
        ("2万平方米", "m²", 20000),
        ("500万元每年", "万元/year", 500),
        ("9.6万/年", "万元/month", 0.8),
        ("14元/㎡·月", "万元/m²/month", 0.0014),
        ("6000家", "firm", 6000),
        ("10家", "fund", 10),
        ("8个", "body", 8),
        ("3只", "fund", 3),
        ("2周", "day", 14),
        ("3年", "month", 36),
        ("25名", "person", 25),
        ("1，500万元", "万元", 1500),
        ("4000人/年", "person/year", 4000),
        ("1e-3", "share", 0.001),
        ("0.5%/月", "1/month", 0.005),
    ],
)
def test_quantities(text: object, unit: str, value: float) -> None:
    assert quantity(text, unit) == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("30%", "万元"),
        ("5m²", "万元"),
        ("5元", "m²"),
        ("5元/年", "万元"),
        ("5元/月", "万元/m²/month"),
        ("百", "万元"),
        ("", "万元"),
        ("1亿元", "share"),
        ([1], "万元"),
        (None, "万元"),
        ("1e999", "万元"),
        (True, "share"),
        ("三十", "person"),
        ("5-10万元", "万元"),
        ("10家", "person"),
        ("10人", "firm"),
        ("3个", "万元"),
        ("5亩", "万元"),
        ("30天", "month"),
        ("2个月", "day"),
    ],
)
def test_what_is_no_such_quantity(text: object, unit: str) -> None:
    with pytest.raises(UserError):
        quantity(text, unit)


def test_months_and_bounds() -> None:
    assert parse_month("2022-09") == parse_month("2022年9月") == 2022 * 12 + 8
    for wrong in ("2022", "2022-13", "22-09", 2022, "9999-01"):
        with pytest.raises(UserError):
            parse_month(wrong)
    with pytest.raises(UserError, match=r"= 2 is above 1; give a value \(万元\) between 0 and 1\."):
        amount(2, Field("", "", "万元", 0.0, 0, 1))


# places in a text


def test_every_key_of_the_plan_has_its_place() -> None:
    found = key_positions(TEXT)
    lines = TEXT.split("\n")

    def walk(content: dict, path: tuple) -> None:
        for key, value in content.items():
            if isinstance(value, list) and value and isinstance(value[0], dict):
                continue  # rows of [[double brackets]] have their places by number
            line, column = found[(*path, key)]
            rest = lines[line - 1][column - 1 :]
            dotted = [
                part.strip('" ') for part in rest.partition("=")[0].split(".")
            ]  # levers.all.x = 1 is where levers and all stand
            assert (
                rest.startswith(("[", key)) or rest.lstrip("\"'").startswith(key) or key in dotted
            ), (path, key, rest)
            if isinstance(value, dict):
                walk(value, (*path, key))

    walk(tomllib.loads(TEXT), ())


def test_places_in_awkward_toml() -> None:
    text = '# x = 1\na."b.c".d = """\n[no]\n"""  # [no]\n[[t]]\nk = [1, {z = "]", y = 2}]\n[[t]]\nk = \'#\'\n[t.u]\nv = 2020-01-01\n'
    found = key_positions(text)
    assert (
        found[("a", "b.c", "d")] == (2, 1)
        and found[("t", 0)] == (5, 1)
        and found[("t", 1, "k")] == (8, 1)
    )
    assert (
        found[("t", 0, "k", 1, "y")] == (6, 19)
        and found[("t", 1, "u", "v")] == (10, 1)
        and ("no",) not in found
    )
    assert nearest_position(found, ("t", 1, "u", "w", 3)) == (9, 1) and nearest_position(
        found, ("q",)
    ) == (1, 1)


@pytest.mark.parametrize(
    ("years", "enough"), [(1, False), ("7年", False), (7.99, False), (8, True)]
)
def test_a_plan_has_a_past_of_eight_years(folder: Path, years: float | str, enough: bool) -> None:
    told = f'spinup_years = {{ value = {json.dumps(years)}, assumed = "made up" }}'
    text = (folder / "plan.toml").read_text("utf-8")
    line = next(x for x in text.split("\n") if x.startswith("spinup_years"))
    with_text(folder, line, told)
    if enough:
        assert load(folder).start["spinup_years"] == years
    else:
        with pytest.raises(UserError, match=r"start\.spinup_years .*8"):
            load(folder)


# what a plan is compiled to


def test_plans_and_policies_are_listed() -> None:
    assert "xuchang" in plans()
    assert policies("xuchang") == [
        "plan",
        "fund-first",
        "no-policy",
        "subsidy-first",
        "talent-first",
    ]


def test_policies_cost_the_same() -> None:
    money = {name: load("xuchang", name).planned_public_money() for name in policies("xuchang")}
    assert money["no-policy"] == 0
    assert money["subsidy-first"] == pytest.approx(money["plan"], rel=1e-9)
    assert money["fund-first"] == pytest.approx(money["plan"], rel=1e-9)
    assert money["talent-first"] == pytest.approx(money["plan"], rel=1e-9)
    assert 30_000 < money["plan"] < 60_000  # about 120 m yuan a year over forty months


def test_lists_of_candidates_are_planned_as_if_full() -> None:
    none = load("xuchang", "no-policy")
    listed = none.with_levers({"high_tech_cultivation_places": 10})
    years = len(listed.path()) / 12
    planned = 3 * 10 * NATURE["high_tech_place_cost"].default * years  # three districts
    assert listed.planned_public_money() == pytest.approx(planned)


def test_new_building_costs_more_than_conversion(folder: Path) -> None:
    before, opens = load(folder), 'opens = "2024-06"\narea = "5万m²"'
    after = load(with_text(folder, opens, f'built = "new"\n{opens}'))
    dearer = 50_000 * (NATURE["building_cost"].default - NATURE["conversion_cost"].default)
    assert after.planned_public_money() - before.planned_public_money() == pytest.approx(dearer)
    assert (
        after.tables()["incubators"]["new_built"].sum() == 1
        and not before.tables()["incubators"]["new_built"].any()
    )


def test_the_pot_bounds_planned_money_and_is_no_outlay_itself() -> None:
    plan = load("xuchang")
    envelopes = programme_money(plan.path())
    assert (
        envelopes > 0
        and plan.with_levers({"upper_transfer": 1e6}).planned_public_money()
        == plan.planned_public_money()
    )
    tight = plan.with_levers({"fiscal_pot": 100.0, "upper_transfer": 20.0})
    assert 0 < programme_money(tight.path()) <= 120 * 2 * 4 < envelopes
    gap = plan.planned_public_money() - tight.planned_public_money()
    assert gap == pytest.approx(envelopes - programme_money(tight.path()))


def test_no_policy_is_neutral() -> None:
    scenario = load("xuchang", "no-policy")
    assert np.array_equal(scenario.path(), scenario.neutral_path())
    assert all(f.opened is not None for f in scenario.facilities)


def test_levers_follow_their_dates() -> None:
    scenario = load("xuchang")
    path, first = scenario.path(), scenario.first
    island, rest = 0, 2
    september = parse_month("2022-09") - first
    assert not path["rent_subsidy_envelope"][:september].any()
    assert list(
        path["rent_subsidy_envelope"][[september, september + 3, september + 4, -1], island]
    ) == [60, 60, 180, 180]
    assert path["rent_subsidy_envelope"][-1, rest] < 180
    assert path["registration_days_saved"][-1, rest] == 2
    flats = path["talent_flats"][:, island]
    begin, end = parse_month("2022-12") - first, parse_month("2024-01") - first
    assert flats[begin - 1] == 0 and flats[begin] == 100 and flats[end] == flats[-1] == 400
    assert np.allclose(np.diff(flats[begin : end + 1]), 300 / 13)
    assert path["pool_leverage"][0, island] == Levers.pool_leverage.default


def test_changes_act_everywhere_from_the_first_month() -> None:
    scenario = load("xuchang", changes={"rent_subsidy_share": "45%", "culture": 1.2})
    path = scenario.path()
    assert (path["rent_subsidy_share"] == 0.45).all() and (path["culture"] == 1.2).all()
    assert scenario.digest != load("xuchang").digest
    assert load("xuchang", changes={"voucher_cap": 20}).place_digest == load("xuchang").place_digest
    assert load("xuchang", changes={"culture": 1.2}).place_digest != load("xuchang").place_digest


def test_digests_change_with_numbers_and_not_with_words(folder: Path) -> None:
    built_in = load("xuchang")
    assert load(folder).digest == built_in.digest and len(built_in.digest) == 16
    with_text(folder, 'en = "Weidu high-tech park"', 'en = "the park"')
    assert load(folder).digest == built_in.digest
    with_text(folder, 'area = "2.8万m²"', 'area = "2.9万m²"')
    assert (
        load(folder).digest != built_in.digest
        and load(folder).place_digest != built_in.place_digest
    )
    assert len({load("xuchang", p).place_digest for p in policies("xuchang")}) == 1
    assert (
        len({load("xuchang", p).digest for p in policies("xuchang")})
        == len(policies("xuchang"))
        == 5
    )


def test_tables_have_their_rows() -> None:
    scenario = load("xuchang")
    tables, markets = scenario.tables(), scenario.markets()
    assert {name: len(table) for name, table in tables.items()} == {
        "districts": 3,
        "sectors": 6,
        "incubators": len(scenario.facilities),
        "funds": 2,
        "operators": len(scenario.tenders),
        "institutions": len(scenario.institutions),
        "checklists": len(scenario.checklists),
        "criteria": sum(bool(p.measure) for c in scenario.checklists for p in c.points),
        "candidacies": sum(len(c.over) for c in scenario.checklists),
    }
    assert (
        markets[0].seat == 2
        and list(markets[0].sectors) == list(range(6))
        and markets[0].chances.sum() == pytest.approx(1)
    )
    assert all(len(set(table["key"])) == len(table) for table in tables.values())
    assert tables["sectors"]["demand"].sum() == pytest.approx(1.7 * 6000 * 340 / 12, rel=0.01)
    hubs = tables["incubators"]
    assert ((hubs["opened"] >= 0) == [f.opened is not None for f in scenario.facilities]).all()
    islands = [k for k, d in enumerate(scenario.districts) if d.island]
    for k in islands:  # what the plan promises meets the province's standard
        mine = hubs[hubs["district"] == k]
        assert mine["area"].sum() >= 50_000 and mine["main_building"].max() >= 20_000
    early = scenario.tables(at=scenario.first - 144)
    assert len(early["funds"]) == 0 and (early["incubators"]["opened"] >= 0).sum() == 0
    promised = sum(f.opened is None for f in scenario.facilities)
    assert len(scenario.tables(promised=False)["incubators"]) == len(hubs) - promised


def test_every_target_and_instrument_of_the_document_is_there() -> None:
    scenario = load("xuchang")
    chosen = [t.id for t in scenario.targets if t.chosen]
    demands = list(dict.fromkeys(id.split("/")[0] for id in chosen))
    assert sorted(demands) == [f"X-T{k:02d}" for k in range(1, 19)]
    assert all(
        t.id.split("/")[0] in demands and t.variant == t.id.split("/")[1]
        for t in scenario.targets
        if not t.chosen
    )
    assert all(t.why_not.zh and t.why_not.en for t in scenario.targets if t.role == "not_measured")
    assert all(t.reading.zh and t.reading.en for t in scenario.targets if t.role != "not_measured")
    assert len(scenario.instruments) == 43 and len(scenario.baselines) == 6
    assert sum(i.not_modelled is not None for i in scenario.instruments) <= 2


def test_every_lever_the_plan_sets_belongs_to_an_instrument() -> None:
    scenario = load("xuchang")
    named = {lever for i in scenario.instruments for lever in i.levers}
    used = {lever for own in scenario.levers for lever in own}
    assert used <= named <= used and named <= set(LEVERS)


def test_every_number_of_the_plan_says_where_it_comes_from() -> None:
    told = ("section", "source", "assumed")
    content = tomllib.loads(TEXT)
    tables = [
        content["start"],
        content["nature"],
        *content["levers"].values(),
        *(t for kind in ("district", "sector", "facility", "fund") for t in content[kind].values()),
    ]
    for table in tables:
        for name, value in table.items():
            if isinstance(value, dict) or (
                isinstance(value, int | float) and not isinstance(value, bool)
            ):
                assert any(k in table for k in told) or (
                    isinstance(value, dict) and any(k in value for k in told)
                ), name
    notes = load("xuchang").notes
    assert len(notes) > 100 and all(n.reason.strip() for n in notes)
    assert not set(LEVERS) & set(NATURE)


# nothing but a UserError, whatever the file holds

PIECES = [
    "=",
    "[",
    "]",
    "{",
    "}",
    '"',
    "'",
    "\n",
    "#",
    ".",
    ",",
    "0",
    "-1",
    "1e400",
    "nan",
    "true",
    "万",
    "％",
    "“",
    "2022-13",
    "[[x]]",
    '"""',
    "\\",
    "\x00",
    "[levers.all]",
    "value = 1",
    "2022-09-01",
    "levers",
    "[target.x]",
    "assumed = 3",
    "\u2028",
]


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    edits=st.lists(
        st.tuples(st.integers(0, len(TEXT)), st.integers(0, 30), st.sampled_from(PIECES)),
        min_size=1,
        max_size=4,
    )
)
def test_no_file_brings_the_loader_down(folder: Path, edits: list[tuple[int, int, str]]) -> None:
    text = TEXT
    for at, cut, piece in edits:
        text = text[:at] + piece + text[at + cut :]
    (folder / "plan.toml").write_text(text, encoding="utf-8", newline="")
    try:
        assert load(folder).path().shape[1] >= 1
    except UserError as fault:
        assert all(line.startswith("plan.toml") for line in str(fault).split("\n"))


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    value=VALUES,
    unit=st.sampled_from(["万元", "share", "m²", "flag", "万元/m²/month", "", "person"]),
)
def test_no_value_brings_quantities_down(value: object, unit: str) -> None:
    try:
        assert np.isfinite(quantity(value, unit))
    except UserError as fault:
        assert str(fault).startswith("= ")


def own(tmp_path, **changes):
    """Xuchang's plan with lines changed, loaded."""
    text = (plans_folder() / "xuchang" / "plan.toml").read_text("utf-8")
    for old, new in changes.values():
        assert old in text
        text = text.replace(old, new, 1)
    (tmp_path / "plan.toml").write_text(text, "utf-8")
    return load(str(tmp_path))


def test_one_entry_may_stand_for_several_facilities_alike(tmp_path):
    one, many = (
        load("xuchang"),
        own(
            tmp_path,
            count=("[facility.incubator_counties]\n", "[facility.incubator_counties]\ncount = 5\n"),
        ),
    )
    alike = [f for f in many.facilities if f.id.startswith("incubator_counties.")]
    (alone,) = [f for f in one.facilities if f.id == "incubator_counties"]
    assert [f.id for f in alike] == [f"incubator_counties.{k}" for k in range(1, 6)]
    assert sum(f.area for f in alike) == pytest.approx(alone.area) and {
        f.tenant_area for f in alike
    } == {alone.tenant_area}
    assert len({f.zh for f in alike}) == 5 and len({many.key("facility", f.id) for f in alike}) == 5


def test_a_target_may_ask_for_money_of_a_line(tmp_path):
    changed = own(
        tmp_path,
        money=(
            "[instrument.stock_space_conversion]",
            """[target."X-T99"]
zh = "创新券支出"
en = "money for vouchers"
section = "三"
role = "input"
measure = "money.voucher"
value = "10万元"
since = "2023-01"
reckon = "flow"
deadline = "2023-12"

[instrument.stock_space_conversion]""",
        ),
    )
    (asked,) = [t for t in changed.targets if t.id == "X-T99"]
    assert (asked.measure, asked.value, asked.unit) == ("money.voucher", 10.0, "万元")


def test_a_plan_may_have_names_of_its_own(tmp_path):
    term = '[term.seedling]\nzh = "苗圃"\nen = "nursery"\nsection = "一"\nmeans = "makerspace"\n\n'
    changed = own(
        tmp_path,
        term=("[instrument.stock_space_conversion]", term + "[instrument.stock_space_conversion]"),
    )
    assert [
        (t.id, t.zh, t.means)
        for t in changed.terms
        if t.id not in {t.id for t in load("xuchang").terms}
    ] == [("seedling", "苗圃", "makerspace")]
    assert changed.digest == load("xuchang").digest  # words change no number
