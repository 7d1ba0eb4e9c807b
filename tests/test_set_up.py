"""What a plan sets up beside levers: tenders, checklists, and levers in force before it; what is read, and what is said of mistakes."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from sim.core.errors import UserError
from sim.plan.files import plans_folder
from sim.runs.probes import at_full_weight, without_policy
from sim.scenario.scenario import load
from sim.words import catalogue

TENDER = """
[tender.{id}]
zh = "选聘"
en = "an operator"
section = "一"
district = "island_weidu"
{houses}notice = "2022-03"
due = "{due}"
team = {{ value = "10人", assumed = "一试" }}
"""
CHECKLIST = """
[checklist.trial]
zh = "标准"
en = "a standard"
section = "一"
kept_of = "{of}"
over = {over}
first = "2022-06"
marks_to_pass = {{ value = 0.5, assumed = "一试" }}
{more}
[[checklist.trial.points]]
zh = "一项"
en = "a point"
{point}
"""


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "en")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """Xuchang without tenders and checklists of its own, and without what hangs on them."""
    folder = Path(shutil.copytree(plans_folder() / "xuchang", tmp_path / "xuchang"))
    text, kept, skip = (folder / "plan.toml").read_text("utf-8"), [], False
    for line in text.splitlines():
        if line.startswith("["):
            skip = line.lstrip("[").startswith(
                ("tender.", "checklist.", "instrument.", "reading.", "article.", "target.")
            )
        if not skip:
            kept.append(line)
    (folder / "plan.toml").write_text("\n".join(kept) + "\n", "utf-8")
    return folder


def add(folder: Path, text: str, file: str = "plan.toml") -> Path:
    """The folder with text at the end of a file."""
    path = folder / file
    path.write_text(path.read_text("utf-8") + text, "utf-8")
    return folder


def tender(id: str = "weidu", houses: str = "", due: str = "2022-08") -> str:
    """A tender of Weidu's facilities."""
    return TENDER.format(id=id, houses=f"houses = {houses}\n" if houses else "", due=due)


def checklist(
    of: str = "facility",
    over: str = '["park_weidu"]',
    more: str = "",
    point: str = 'measure = "facility.tenants"\nvalue = 5',
) -> str:
    """A checklist of one point."""
    return CHECKLIST.format(of=of, over=over, more=more, point=point)


def complaint(folder: Path, policy: str = "plan") -> str:
    """What loading says, without line and column."""
    with pytest.raises(UserError) as told:
        load(folder, policy)
    return str(told.value).partition(": ")[2]


def test_a_tender_of_no_name_hands_over_what_government_owns(bare: Path) -> None:
    (found,) = load(add(bare, tender())).tenders
    assert {"park_weidu", "main_weidu"} <= {*found.houses} and found.team == 10
    plan = load(bare)
    tables = plan.tables()
    named = tables["incubators"]["tender"]
    assert set(np.flatnonzero(named == len(plan.districts))) == {
        k for k, f in enumerate(plan.facilities) if f.id in found.houses
    }
    none = load(bare, "no-policy")
    assert none.tenders == () and (none.tables()["incubators"]["tender"] == -1).all()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            tender(due="2022-02"),
            'tender.weidu.due = "2022-02" is before notice; a tender is announced before it is due.',
        ),
        (
            tender(houses='["base_kunpeng"]'),
            "tender.weidu.houses names base_kunpeng, which stands in island_shuangchuang; "
            "write a tender for each district.",
        ),
        (
            tender(houses='["park_wedu"]'),
            'tender.weidu.houses = "park_wedu" is no facility of this plan; did you mean park_weidu?',
        ),
        (
            tender() + tender(id="again"),
            "tender.again hands nothing over: name facilities in houses, or give the district one "
            "that government owns.",
        ),
        (
            tender(houses='["park_weidu"]') + tender(id="again", houses='["park_weidu"]'),
            "tender.again.houses names park_weidu, which weidu hands over already; leave it out of "
            "one of them.",
        ),
        (
            checklist(over='["park_wedu"]'),
            'checklist.trial.over = "park_wedu" is no facility of this plan; did you mean park_weidu?',
        ),
        (
            checklist(of="operator", over='["weidu"]'),
            'checklist.trial.over = "weidu" is no tender of this plan;',
        ),
        (
            checklist(of="district", over='["islands"]'),
            "checklist.trial.points.0.measure is not measured of a district; use one of "
            "floor_area, funds, operator_teams …",
        ),
        (
            checklist(point='measure = "tenants"\nvalue = 5'),
            "checklist.trial.points.0.measure is not measured of a facility; use one of "
            "facility.open, facility.area, facility.main_building …",
        ),
        (
            checklist(point='why_not = { zh = "无", en = "none" }'),
            "checklist.trial.points no point is measured; give one point a measure at least.",
        ),
        (
            checklist(point='measure = "facility.tenants"\nvalue = 5\nreckon = "flow"'),
            "checklist.trial.points.0.reckon",
        ),
    ],
)
def test_what_is_said_of_a_faulty_tender_or_checklist(bare: Path, text: str, said: str) -> None:
    assert complaint(add(bare, text)).startswith(said)


def test_nobody_can_make_a_private_owner_put_its_facility_out(bare: Path) -> None:
    text = tender(houses='["base_kunpeng"]').replace("island_weidu", "island_shuangchuang")
    assert complaint(add(bare, text)) == (
        "tender.weidu.houses names base_kunpeng, whose owner (leading_firm) nobody can make put it "
        "out to tender; leave it out."
    )


def test_a_checklist_becomes_tables(bare: Path) -> None:
    more = 'every = 6\nmend = 3\nwithdraw = true\ntitle = "city"\naward = { value = "50万元", assumed = "一试" }'
    point = (
        'measure = "facility.leading_tenants"\nper = "facility.tenants"\nvalue = "75%"\nmarks = 2'
    )
    plan = load(add(bare, checklist(over='["park_weidu", "main_weidu"]', more=more, point=point)))
    tables = plan.tables()
    (row,), (asked,), named = (tables[n] for n in ("checklists", "criteria", "candidacies"))
    assert (row["every"], row["mend"], row["withdraw"], row["title"]) == (6, 3, True, 1)
    assert (row["award"], row["full"]) == (50, 2) and (asked["value"], asked["marks"]) == (0.75, 2)
    ids = [plan.facilities[k].id for k in named["subject"]]
    assert ids == ["park_weidu", "main_weidu"]
    none = load(bare, "no-policy")
    assert not len(none.tables()["candidacies"]) and without_policy(plan).digest == none.digest
    assert at_full_weight(none).digest == at_full_weight(plan).digest


def test_a_policy_may_set_up_tenders_and_checklists_of_its_own(bare: Path) -> None:
    head = '[policy]\nzh = "一试"\nen = "trial"\nbase = "none"\n'
    (bare / "policies" / "trial.toml").write_text(
        head + tender(houses='["park_weidu"]') + checklist(), "utf-8"
    )
    found = load(bare, "trial")
    assert [t.houses for t in found.tenders] == [("park_weidu",)] and len(found.checklists) == 1
    add(bare, tender())
    (bare / "policies" / "trial.toml").write_text(head.replace("none", "plan") + tender(), "utf-8")
    assert "is a tender of the plan already" in complaint(bare, "trial")


def test_what_was_in_force_before_holds_with_and_without_the_plan(bare: Path) -> None:
    before = load(bare, "no-policy")
    standing = '\n[standing.all]\nassumed = "一试"\nregistration_days_saved = { value = 3, from = "2020-03" }\n'
    none, plan = load(add(bare, standing), "no-policy"), load(bare)
    assert (none.path()["registration_days_saved"] == 3).all()
    grown = none.neutral_path(3)["registration_days_saved"][:, 0]
    assert not grown[:14].any() and (grown[14:] == 3).all()  # from March 2020
    assert none.place_digest != before.place_digest
    saved = plan.path()["registration_days_saved"][:, 0]
    assert saved[0] == 3 and saved[-1] == 2  # the plan's own value from its month on
    assert (without_policy(plan).path()["registration_days_saved"] == 3).all()
    late = standing.replace("2020-03", "2031-03").replace("registration", "approval")
    assert "2031-03" in complaint(add(bare, late.replace("[standing.all]", "[standing.islands]")))
