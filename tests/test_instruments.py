"""Every instrument of the five published plans has its place, and tables, page and command tell the same of it."""

from __future__ import annotations

import json
import re
import tomllib
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
    instruments_of_lever,
    sections,
    source,
)
from sim.report.render.markdown import markdown_page
from sim.report.subjects import instruments as catalogue
from sim.words import catalogue as words

ROOT = Path(__file__).parent.parent
LEVERS = fields_of(Levers)
NAMED_IN = {  # instrument -> the plans that name it
    "spatial_cluster_zoning": "XRLWS",
    "corporate_incubation": "RLWS",
    "new_space_build": "RLWS",
    "stock_space_conversion": "XRLW",
    "university_incubation": "RLWS",
    "amenity_provision": "XRW",
    "institute_incubation": "RLW",
    "low_cost_space": "XRL",
    "infrastructure_upgrade": "XW",
    "outpost_incubator": "RW",
    "plug_and_play_space": "XR",
    "chamber_incubation": "L",
    "industry_park_cultivation": "L",
    "special_policy_package": "XRLWS",
    "performance_award": "LWS",
    "special_purpose_fund": "LWS",
    "incubator_opex_subsidy": "LW",
    "loan_interest_subsidy": "LW",
    "service_procurement": "XW",
    "tax_relief": "LW",
    "upper_level_fiscal_transfer": "LW",
    "angel_tax_credit": "W",
    "founder_safety_net": "W",
    "grant_to_equity_conversion": "W",
    "host_cofunding": "S",
    "incubator_upgrade_grant": "W",
    "innovation_voucher": "W",
    "patent_award": "L",
    "project_grant": "W",
    "shared_tool_subsidy": "W",
    "startup_card": "W",
    "talent_award": "X",
    "guidance_fund": "XRLWS",
    "angel_seed_fund": "RLWS",
    "social_capital_leverage": "RLWS",
    "vc_attraction": "XRLW",
    "inclusive_loan_products": "LWS",
    "scitech_finance_reform": "XWS",
    "credit_risk_compensation": "LW",
    "crowdfunding": "LW",
    "fund_cluster_platform": "RW",
    "incubator_inhouse_fund": "RW",
    "investment_loan_linkage": "WS",
    "merger_exit_channel": "RW",
    "pledge_loan": "LW",
    "startup_insurance": "RW",
    "state_coinvestment": "RW",
    "capital_market_access": "W",
    "corporate_venture_platform": "S",
    "fintech_new_formats": "W",
    "guaranteed_microloan": "L",
    "ip_capital_contribution": "L",
    "lender_liability_exemption": "L",
    "talent_startup_loan": "R",
    "upper_level_fund_access": "L",
    "industry_university_collab": "XRLWS",
    "one_stop_service": "XRLWS",
    "tech_transfer_service": "XRLWS",
    "founder_training": "XLWS",
    "mentor_service": "RLWS",
    "public_tech_platform": "RLWS",
    "resource_info_platform": "XLWS",
    "digital_tools_cloud": "LWS",
    "equipment_sharing": "LWS",
    "hub_professionalisation": "RLW",
    "intermediary_services": "XLW",
    "international_cooperation": "RWS",
    "ip_trading_platform": "LWS",
    "policy_information_publishing": "LWS",
    "professional_operator": "XRW",
    "rd_platform_building": "XWS",
    "roadshow_matching": "RLW",
    "crowdsourcing_platform": "LW",
    "digital_transformation": "XL",
    "finance_matching_platform": "XS",
    "inter_region_cooperation": "LS",
    "value_added_services": "RW",
    "benefit_sharing": "R",
    "hardware_prototyping": "W",
    "mutual_aid_platform": "W",
    "open_government_data": "W",
    "operator_chain_expansion": "R",
    "operator_investment_attraction": "R",
    "supply_chain_opening": "S",
    "talent_attraction": "XRLWS",
    "entrepreneurship_education": "LWS",
    "researcher_spinoff": "LWS",
    "student_entrepreneurship": "LWS",
    "talent_mobility_reform": "LWS",
    "talent_settlement_support": "XRW",
    "employee_spinoff": "WS",
    "talent_evaluation_reform": "LW",
    "equity_incentive": "S",
    "talent_base": "W",
    "talent_service": "X",
    "error_tolerance": "XRLWS",
    "government_service_reform": "XLWS",
    "ip_protection": "XLWS",
    "policy_pilot_zone": "XLWS",
    "registration_reform": "XLW",
    "achievement_rights_reform": "WS",
    "credit_system": "LW",
    "market_access_reform": "LW",
    "simplified_deregistration": "L",
    "sector_targeting": "XRLWS",
    "investment_attraction": "XRW",
    "tiered_firm_cultivation": "XW",
    "first_use_procurement": "W",
    "lead_firm_attraction": "R",
    "project_mix_steering": "S",
    "events_competitions": "XRLWS",
    "culture_campaign": "RLWS",
    "display_landmark": "LW",
    "role_model_recognition": "LW",
    "dedicated_office": "XRLWS",
    "accountability_inspection": "XRLW",
    "dynamic_evaluation": "XRWS",
    "hub_certification_standard": "XRLS",
    "joint_conference": "XRLW",
    "expert_committee": "XWS",
    "incubator_level_certification": "XRW",
    "third_party_evaluation": "WS",
    "board_secretariat_governance": "X",
    "fund_use_supervision": "W",
    "inter_jurisdiction_competition": "R",
    "operator_target_contract": "X",
    "revocation": "S",
}


@pytest.fixture(autouse=True)
def english(monkeypatch):
    """English, on a screen of a hundred columns."""
    monkeypatch.setattr(words.AUDIENCE, "language", "en")


def test_the_instruments_are_those_the_plans_name():
    assert len(NAMED_IN) == 127
    assert {name: "".join(i.documents) for name, i in INSTRUMENTS.items()} == NAMED_IN
    counts = {code: sum(code in i.documents for i in INSTRUMENTS.values()) for code in DOCUMENTS}
    assert counts == {"X": 43, "R": 49, "L": 69, "W": 97, "S": 53}


@pytest.mark.parametrize("name", NAMED_IN)
def test_an_instrument_has_its_place(name):
    i = INSTRUMENTS[name]
    assert bool(i.levers or i.builds) != bool(i.not_modelled), (
        "it sets something, or is left out for a reason"
    )
    assert bool(i.how) != bool(i.not_modelled)
    words = i.how or i.not_modelled
    for text in (i.zh, i.en, words.zh, words.en, *i.documents.values()):
        assert text.strip()
    assert i.category in CATEGORIES and set(i.channel.split(", ")) <= set(CHANNELS)
    assert set(i.levers) <= set(LEVERS) and len(set(i.levers)) == len(i.levers)


def test_few_are_left_out():
    assert {n for n, i in INSTRUMENTS.items() if i.not_modelled} == {
        "fintech_new_formats",
        "ip_capital_contribution",
        "open_government_data",
        "display_landmark",
        "fund_use_supervision",
    }


def test_no_two_instruments_are_called_alike():
    for language in ("zh", "en"):
        said = [getattr(i, language) for i in INSTRUMENTS.values()]
        assert sorted({s for s in said if said.count(s) > 1}) == []


def test_a_lever_is_in_a_plan_or_assumed():
    for name, lever in LEVERS.items():
        assert lever.source == "", f"{name}: the source is the plans that name it"
        assert (source(name) == ASSUMED) == (not instruments_of_lever(name))
        assert lever.receiver in RECEIVERS and set(lever.channel.split(", ")) <= set(CHANNELS), name
    assert [name for name in LEVERS if not instruments_of_lever(name)] == []


def test_the_plans_of_a_lever_are_those_of_its_instruments():
    assert [i.name for i in instruments_of_lever("pledge_lending")] == [
        "pledge_loan",
        "scitech_finance_reform",
    ]
    assert sections("pledge_lending") == {
        "X": "四（十三）、附件三",
        "L": "三（三）、三，举措12",
        "W": "三（三）",
        "S": "附件一（三）",
    }
    assert source("operator_contract_share") == "X 二（八）"
    assert source("furnished_share") == "X 四（十五）; R 三（五）"
    assert source("no_such_lever") == ASSUMED and sections("no_such_lever") == {}


def test_the_instruments_of_a_plan_file_are_in_the_catalogue():
    files = {code: ROOT / "scenarios" / d.plan / "plan.toml" for code, d in DOCUMENTS.items()}
    assert files["X"].exists()
    for code, file in files.items():
        if file.exists():
            named = tomllib.loads(file.read_text("utf-8"))["instrument"]
            assert set(named) == {name for name, i in INSTRUMENTS.items() if code in i.documents}, (
                file
            )


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
        "source": "X 四（十五）; R 三（五）",
        "topic": "space",
        "documents": ["X", "R"],
        "sections": {"X": "四（十五）", "R": "三（五）"},
        "instruments": ["plug_and_play_space"],
    }


def test_instruments_as_data(fuhua):
    rows = {r["name"]: r for r in json.loads(fuhua("instruments", "--json")[1])}
    assert list(rows) == list(INSTRUMENTS)
    assert rows["revocation"]["levers"] == ["evaluation_consequence"] and rows["revocation"][
        "sections"
    ] == {"S": "四（四）"}
    assert (
        rows["display_landmark"]["how"] is None and rows["display_landmark"]["not_modelled"]["en"]
    )
    assert len(json.loads(fuhua("instruments", "--plan", "xuchang", "--json")[1])) == 43


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
                "Instruments that published plans name: 127",
                "sets",
                "facilities promised",
                "left out: The text names an alliance",
            ],
        ),
        (
            "zh",
            ["公开方案提到的政策工具：127 项", "设定", "承诺的载体", "未纳入：文件只提联盟与业态"],
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
        "知识产权质押贷款" in out
        and "专利按估值的一部分作押品" in out
        and "兰州城关 三（三）" in out
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
    assert json.loads(fuhua("levers", "--instrument", "corporate_incubation", "--json")[1]) == []
    assert "机制" in fuhua("levers", "--instrument", "corporate_incubation", "--lang", "zh")[1]


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
