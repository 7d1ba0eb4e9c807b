"""Every instrument of the five published plans has its place, and tables, page and command tell the same of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sim.core.fields import fields_of
from sim.model.levers import Levers
from sim.plan.instruments import (
    ASSUMED,
    CATEGORIES,
    CHANNELS,
    DOCUMENTS,
    INSTRUMENTS,
    RECEIVERS,
    NamedInstrument,
    instruments_of_lever,
    sections,
    source,
)
from sim.report.render.markdown import markdown_page
from sim.report.subjects import instruments as catalogue
from sim.scenario.scenario import load
from sim.words import catalogue as words

ROOT = Path(__file__).parent.parent
LEVERS = fields_of(Levers)


@pytest.fixture(autouse=True)
def english(monkeypatch):
    """English, on a screen of a hundred columns."""
    monkeypatch.setattr(words.AUDIENCE, "language", "en")


def test_the_catalogue_tells_only_what_belongs_to_a_name():
    """What an instrument sets is said once, in the plan that names it."""
    assert set(NamedInstrument.model_fields) == {"name", "zh", "en", "category", "channel", "how"}


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_an_instrument_has_its_place(name):
    i = INSTRUMENTS[name]
    assert i.plans, "some plan names it"
    modelled = any(own.not_modelled is None for own in i.plans.values())
    assert bool(i.how) == modelled, "its mechanism is told where a plan models it"
    for text in (i.zh, i.en, *((i.how.zh, i.how.en) if i.how else ()), *i.documents.values()):
        assert text.strip()
    assert i.category in CATEGORIES and set(i.channel.split(", ")) <= set(CHANNELS)
    assert set(i.levers) <= set(LEVERS)
    assert set(i.levers) == {lever for own in i.plans.values() for lever in own.levers}


@pytest.mark.parametrize("code", DOCUMENTS)
def test_an_instrument_of_a_plan_does_something_there_or_says_why_not(code):
    """A lever named is really set by the plan, and some of them differ from neutral in some month,
    if only before the plan;
    facilities promised are there; or a reason is given, and nothing else.
    """
    scenario = load(DOCUMENTS[code].plan)
    given = {name for own in (*scenario.standing, *scenario.levers) for name in own}
    moved = {
        name
        for own in (*scenario.standing, *scenario.levers)
        for name, series in own.items()
        if any(value != LEVERS[name].neutral for _, value in series.points)
    }
    for i in scenario.instruments:
        does = bool(i.levers or i.build or i.by)
        assert does != bool(i.not_modelled), i.id
        assert len({*i.levers}) == len(i.levers) and {*i.levers} <= given, i.id
        assert not i.levers or {*i.levers} & moved, f"{i.id}: all its levers stay neutral"
        assert not i.build or any(f.opens is not None for f in scenario.facilities), i.id
    named = {lever for i in scenario.instruments for lever in i.levers}
    assert given <= named, "every lever the plan sets stands for something its text says"


def test_few_are_left_out():
    left = {
        (n, code) for n, i in INSTRUMENTS.items() for code in i.plans if i.plans[code].not_modelled
    }
    assert len(left) <= 0.05 * sum(len(i.plans) for i in INSTRUMENTS.values()), sorted(left)


def test_no_two_instruments_are_called_alike():
    for language in ("zh", "en"):
        said = [getattr(i, language) for i in INSTRUMENTS.values()]
        assert sorted({s for s in said if said.count(s) > 1}) == []


def test_a_lever_is_in_a_plan_or_assumed():
    for name, lever in LEVERS.items():
        assert lever.source == "", f"{name}: the source is the plans that name it"
        assert (source(name) == ASSUMED) == (not instruments_of_lever(name))
        assert lever.receiver in RECEIVERS and set(lever.channel.split(", ")) <= set(CHANNELS), name


def test_the_plans_of_a_lever_are_those_of_its_instruments():
    assert [i.name for i in instruments_of_lever("pledge_lending")] == [
        "pledge_loan",
        "scitech_finance_reform",
    ]
    assert sections("pledge_lending") == {
        "X": "四（十三）、附件三·金融局",
        "L": "三（三）、三，举措12（2）",
        "W": "三（三）·产品服务",
    }, "S names technology finance too, but sets other levers with it"
    assert source("operator_contract_share") == "X 二（八）"
    assert source("furnished_share") == "X 四（十五）; R 三（五）·招引运营; W [四丙]·专项政策"
    assert source("no_such_lever") == ASSUMED and sections("no_such_lever") == {}


def test_the_instruments_of_a_plan_file_are_in_the_catalogue():
    for code, d in DOCUMENTS.items():
        own = {i.id: i for i in load(d.plan).instruments}
        assert own == {name: i.plans[code] for name, i in INSTRUMENTS.items() if code in i.plans}


def test_the_page_is_up_to_date(fuhua, tmp_path):
    page = markdown_page(catalogue.instruments_page())
    assert (ROOT / "docs" / "levers.md").read_text("utf-8") == page, (
        "fuhua levers --write docs/levers.md"
    )
    assert all(f"| `{name}` |" in page for name in (*LEVERS, *INSTRUMENTS))
    code, out, _ = fuhua("levers", "--write", "levers.md", "--lang", "zh")
    assert code == 0 and "levers.md" in out and (tmp_path / "levers.md").read_text("utf-8") == page


def test_levers_as_data_say_where_they_come_from(fuhua):
    rows = json.loads(fuhua("levers", "--json")[1])
    assert sorted(r["name"] for r in rows) == sorted(LEVERS)
    found = next(r for r in rows if r["name"] == "furnished_share")
    assert found == {
        "name": "furnished_share",
        "zh": "拎包入住（装修节省比例）",
        "en": "share of fitting out that furnished space saves",
        "unit": "share",
        "default": 0.0,
        "low": 0.0,
        "high": 1.0,
        "neutral": 0.0,
        "receiver": "startups",
        "channel": "fixcost, regdelay",
        "source": "X 四（十五）; R 三（五）·招引运营; W [四丙]·专项政策",
        "topic": "space",
        "documents": ["X", "R", "W"],
        "sections": {"X": "四（十五）", "R": "三（五）·招引运营", "W": "[四丙]·专项政策"},
        "instruments": ["plug_and_play_space", "startup_card"],
    }


def test_instruments_as_data(fuhua):
    rows = {r["name"]: r for r in json.loads(fuhua("instruments", "--json")[1])}
    assert list(rows) == list(INSTRUMENTS)
    assert rows["revocation"]["plans"]["S"]["by"] == [
        f"checklist.{kind}" for kind in ("region", "university", "enterprise")
    ]
    assert rows["revocation"]["sections"] == {"S": "四（四）"}
    tolerance = rows["error_tolerance"]["plans"]
    assert tolerance["R"]["levers"] == ["error_tolerance"], "managers are freed of blame"
    assert tolerance["S"]["levers"] == ["campaign_budget"], "a matter of culture"
    relief = rows["tax_relief"]["plans"]
    assert relief["L"]["not_modelled"]["en"] and relief["W"]["levers"] == ["tax_rebate"]
    of_xuchang = json.loads(fuhua("instruments", "--plan", "xuchang", "--json")[1])
    assert {r["name"] for r in of_xuchang} == {i.id for i in load("xuchang").instruments}


@pytest.mark.parametrize(
    "language, said",
    [
        (
            "en",
            [
                "Levers a plan can set: ",
                "key",
                "bounds",
                "acts on",
                "space",
                "房租补贴额度",
                "rent subsidy, envelope",
                "0 .. 10,000,000",
                "neutral 24",
                "fixed costs",
                "X R L W S",
                "Plans: X Xuchang, R Rui'an",
            ],
        ),
        (
            "zh",
            [
                "可设定的政策杠杆：",
                "键",
                "范围",
                "作用于",
                "空间",
                "房租补贴额度",
                "rent subsidy, envelope",
                "0 .. 10,000,000",
                "中性 24",
                "固定成本",
                "X R L W S",
                "方案：X 许昌，R 瑞安",
            ],
        ),
    ],
)
def test_levers_on_the_screen(fuhua, language, said):
    code, out, _ = fuhua("levers", "--lang", language)
    assert code == 0 and [s for s in said if s not in out] == []
    assert [name for name in LEVERS if name not in out] == []


@pytest.mark.parametrize(
    "language, said",
    [
        (
            "en",
            [
                "Instruments that published plans name: ",
                "sets",
                "facilities promised",
                "W: left out: drains change no state",
            ],
        ),
        (
            "zh",
            ["公开方案提到的政策工具：", "设定", "承诺的载体", "W：未纳入：雨洪与市政管网"],
        ),
    ],
)
def test_instruments_on_the_screen(fuhua, language, said):
    code, out, _ = fuhua("instruments", "--lang", language)
    assert code == 0 and [s for s in said if s not in out] == []
    assert [name for name in INSTRUMENTS if name not in out] == []


def test_a_plans_instruments_come_with_its_sections(fuhua):
    out = fuhua("instruments", "--plan", "xuchang")[1]
    assert "四（十五）" in out and "revocation" not in out and "X R" not in out


def test_a_search_tells_all_there_is(fuhua):
    out = fuhua("levers", "--search", "装修")[1]
    assert (
        "furnished_share" in out
        and re.search("received by +startups", out)
        and re.search("instruments +plug_and_play_space", out)
    )
    assert "Xuchang 四（十五）" in out and "Rui'an 三（五）" in out and "voucher_cap" not in out
    out = fuhua("instruments", "--search", "PLEDGE", "--lang", "zh")[1]
    assert (
        "知识产权质押贷款" in out and "按估值的一部分作押品" in out and "兰州城关 三（三）" in out
    )


def test_a_lever_of_no_plan_is_said_to_be_assumed():
    row = {
        **catalogue.lever_row("furnished_share"),
        "documents": [],
        "sections": {},
        "instruments": [],
    }
    assert catalogue.plan_letters(row) == "assumed"
    for page in (False, True):
        told = catalogue.lever_facts(row, page)
        assert told["source"] == "assumed" == told["instruments"]


def test_levers_of_an_instrument(fuhua):
    code, out, _ = fuhua("levers", "--instrument", "pledge_loan")
    assert (
        code == 0
        and out.index("pledge_loan") < out.index("pledge_lending")
        and "serves as collateral" in out
    )
    assert json.loads(fuhua("levers", "--instrument", "chamber_incubation", "--json")[1]) == []
    assert "机制" in fuhua("levers", "--instrument", "chamber_incubation", "--lang", "zh")[1]


@pytest.mark.parametrize(
    "arguments, text",
    [
        (
            ["levers", "--instrument", "vc_atraction"],
            "Error: there is no instrument vc_atraction; did you mean vc_attraction?\n",
        ),
        (
            ["levers", "--search", "rent_subsidi_share"],
            "Error: nothing has rent_subsidi_share in its name; did you mean rent_subsidy_share?\n",
        ),
        (
            ["instruments", "--plan", "xuchnag"],
            "Error: there is no published plan xuchnag; did you mean xuchang?\n",
        ),
        (
            ["instruments", "--plan", "?"],
            "Error: there is no published plan ?; known are chengguan, donghu, ruian, shijiazhuang, xuchang.\n",
        ),
        (
            ["instruments", "--search", "pledge_lone"],
            "Error: nothing has pledge_lone in its name; did you mean pledge_loan?\n",
        ),
        (
            ["levers", "--write", "no/such/folder/levers.md"],
            "cannot write no/such/folder/levers.md",
        ),
        (
            ["levers", "--instrument", "vc_atraction", "--lang", "zh"],
            "错误：没有名为 vc_atraction 的政策工具；是不是 vc_attraction。\n",
        ),
        (
            ["instruments", "--search", "质押物", "--lang", "zh"],
            "错误：没有名称含 质押物 的条目；可用的有：",
        ),
        (
            ["instruments", "--plan", "xuchnag", "--lang", "zh"],
            "错误：没有名为 xuchnag 的公开方案；是不是 xuchang。\n",
        ),
    ],
)
def test_a_mistake_is_one_message(fuhua, arguments, text):
    code, out, err = fuhua(*arguments)
    assert (code, out) == (2, "") and err.startswith(("Error", "错误")) and text in err
