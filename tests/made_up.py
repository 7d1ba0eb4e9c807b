"""A made-up ensemble with numbers known by heart: two districts, two sectors, four runs of eighteen months."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace as Thing

import numpy as np

from sim.core.fields import blank_table
from sim.model.agents.payments import Book
from sim.model.calendar import month_number
from sim.model.measures import Census, FacilityCensus, SectorCensus
from sim.plan.parts import (
    NO_TEXT,
    Alternative,
    BilingualText,
    Change,
    Instrument,
    MissingPart,
    Reading,
    Target,
)
from sim.report.render import files
from sim.report.subjects.run import run_report
from sim.results import run_folder
from sim.results.summary import ensemble_summary
from sim.runs.ensemble import Ensemble
from sim.scenario.scenario import Scenario

FIRST, LAST = month_number(2022, 8), month_number(2024, 1)
__all__ = ["ensemble", "replace", "scenario", "target"]
RUNS, MONTHS = 4, 18


def target(id: str, zh: str, en: str, measure: str, value: float, unit: str, **more) -> Target:
    """A target; what is not said is usual."""
    usual = {
        "section": "一(二)",
        "role": "outcome",
        "per": None,
        "over": (),
        "combine": "sum",
        "comparator": ">=",
        "unit_comparator": ">=",
        "unit_value": 0.0,
        "deadline": LAST,
        "since": None,
        "reckon": "stock",
        "variant": "",
        "chosen": True,
        "reading": NO_TEXT,
        "why_not": NO_TEXT,
    }
    return Target(id=id, zh=zh, en=en, measure=measure, value=value, unit=unit, **{**usual, **more})


TARGETS = (
    target("M-1", "存活企业达到一百家", "a hundred firms alive", "startups", 100.0, "firm"),
    target("M-2", "引进基金机构", "funds that came", "funds_came", 18.0, "fund", reckon="flow"),
    target(
        "M-3",
        "孵化面积占比",
        "share of area in incubation",
        "incubating_area",
        0.6,
        "share",
        per="floor_area",
        reading=BilingualText(zh="两区合计", en="both districts together"),
    ),
    target(
        "M-3",
        "孵化面积占比",
        "share of area in incubation",
        "incubating_area",
        0.6,
        "share",
        per="floor_area",
        combine="each",
        variant="each",
        chosen=False,
        reading=BilingualText(zh="每区分别", en="each district"),
    ),
    target(
        "M-4",
        "运营团队[甲]",
        "operator's team [a]",
        "operator_staff",
        25.0,
        "person",
        role="input",
        deadline=month_number(2022, 12),
    ),
    target(
        "M-5",
        "每周例会",
        "weekly meetings",
        "",
        0.0,
        "",
        role="not_measured",
        why_not=BilingualText(zh="短于一月", en="shorter than a month"),
    ),
)


AREA = Reading(
    "area",
    "五万平方米按哪个口径",
    "which area is meant",
    "一(一)",
    BilingualText(zh="总建筑面积", en="floor area"),
    (
        Alternative(
            "let",
            "可出租面积",
            "area to let",
            (Change("facility.hall.area", "5万m²", "6万m²"),),
            ("M-2",),
            ("M-1",),
        ),
    ),
)
TABLE = MissingPart(
    id="annex",
    zh="附件一",
    en="annex one",
    section="三(一)",
    note=BilingualText(zh="不推测", en="nothing is invented"),
)


def scenario(**more) -> Scenario:
    """A made-up plan as the reports see it."""
    places = (Thing(id="east", zh="东区", en="east"), Thing(id="west", zh="西区", en="west"))
    trades = (
        Thing(id="parts", zh="零部件", en="parts"),
        Thing(id="software", zh="软件", en="software"),
    )
    done = Instrument(
        id="M-L1",
        zh="补贴房租",
        en="subsidise rent",
        section="二(一)",
        rung="",
        channel="fixcost",
        levers=("rent_subsidy_envelope",),
    )
    undone = Instrument(
        id="M-L2",
        zh="加强宣传",
        en="publicity",
        section="二(二)",
        rung="",
        channel="",
        not_modelled=BilingualText(zh="无机制", en="no mechanism"),
    )
    note = Thing(key="start.talents", value=1000.0, unit="person", reason="scale of a county")
    given = Thing(
        id="M-B1",
        zh="企业",
        en="firms",
        value=90.0,
        unit="firm",
        section="一(一)",
        note=NO_TEXT,
    )
    return Thing(
        **{
            "name": "made-up",
            "zh": "某地",
            "en": "Somewhere",
            "document": "〔2022〕1号",
            "policy": "plan",
            "policy_zh": "原方案",
            "policy_en": "as published",
            "first": FIRST,
            "last": LAST,
            "districts": places,
            "sectors": trades,
            "targets": TARGETS,
            "instruments": (done, undone),
            "baselines": (given,),
            "terms": (),
            "notes": (note,),
            "readings": (AREA,),
            "tenders": (),
            "checklists": (),
            "named_facilities": (Thing(id="house", zh="一号楼", en="house one", district="one"),),
            "nondefault_readings": {},
            "lost": (TABLE,),
            "natures": (),
            "market_names": ["one"],
            "digest": "0123456789abcdef",
            "planned_public_money": lambda: 5000.0,
            **more,
        }
    )


def ensemble(**more) -> Ensemble:
    """Runs that end with 95, 99, 100 and 120 firms; a fund comes a month; rent subsidy is 10 万元 a month and district."""
    history = blank_table((RUNS, MONTHS, 2), Census)
    books = blank_table((RUNS, MONTHS, 2), Book)
    sectors = blank_table((RUNS, MONTHS, 2), SectorCensus)
    facilities = blank_table((RUNS, MONTHS, 1), FacilityCensus)
    ends = np.array([95.0, 99.0, 100.0, 120.0])
    path = 90 + (ends[:, None] - 90) * np.arange(MONTHS) / (MONTHS - 1)
    history["startups"] = path[..., None] * np.array([0.75, 0.25])
    for name, part in (("micro", 0.7), ("tech_sme", 0.2), ("high_tech", 0.08), ("strong", 0.02)):
        history[name] = history["startups"] * part
    history["funds_came"][..., 0] = 1
    history["floor_area"], history["incubating_area"] = [30000.0, 10000.0], [24000.0, 4000.0]
    history["operator_staff"] = [30.0, 0.0]
    books["rent_subsidy"], books["guidance_commitment"], books["tax_forgone_high_tech"] = (
        10.0,
        [5.0, 0.0],
        1.0,
    )
    sectors["sales_12"] = [100.0, 50.0]
    return Ensemble(
        scenario(**more),
        1,
        (11, 12, 13, 14),
        history,
        books,
        sectors,
        facilities,
        (),
        {"nature": {}, "stocks": {"startups": {"known": 90.0, "met": 91.0}}, "gap": 0.01},
    )


def write_report(ensemble, folder, figures=False, **more):
    """A folder of results with its report and, where wanted, its figures; `more` goes into the summary."""
    about = run_folder.run_metadata(ensemble, {**ensemble_summary(ensemble), **more})
    report = files.document_writers(run_report(ensemble, about), figures)
    return run_folder.write_results(ensemble, folder, about, report)
