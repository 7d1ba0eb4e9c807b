"""On which assumptions an answer hangs: what is tried, what counts as a change, and how it is told in both languages."""

from __future__ import annotations

import csv

import docx
import made_up
import numpy as np
import pytest

from sim.core.errors import UserError
from sim.plan.files import plans
from sim.report.numbers import format_band, format_number, format_percent
from sim.report.subjects import exposure as exposure_document
from sim.report.subjects.run_front_page import run_front_page
from sim.results import run_folder
from sim.results.summary import ensemble_summary
from sim.scenario.scenario import load
from sim.study.methods import exposure
from sim.words import catalogue


def verdicts(met: int, of: int = 20) -> np.ndarray:
    """So many runs that meet a line, the first ones."""
    return np.arange(of) < met


@pytest.mark.parametrize(
    "now, others, expected",
    [
        (18, [2], True),
        (2, [18], True),
        (10, [3], False),
        (11, [3], True),
        (5, [5], False),
        (18, [2, 3], True),
        (18, [2, 17], False),
        (10, [1, 19], False),
    ],
)
def test_a_change_tells_where_it_is_more_than_luck_and_than_another_draw(now, others, expected):
    assert exposure.verdicts_shift(verdicts(now), [verdicts(other) for other in others]) is expected


@pytest.mark.parametrize("plan", plans())
def test_every_assumed_stock_is_tried_both_ways_and_alone(plan):
    scenario = load(plan)
    stocks = {n.key for n in scenario.notes if n.key.startswith("start.")} - {"start.spinup_years"}
    tried = exposure.list_perturbations(scenario, {})
    factors = {
        id: {t.factor for t in tried if t.id == id}
        for id in exposure.testable_assumptions(scenario)
    }
    assert stocks <= set(factors) and all(factors[id] == set(exposure.STEPS) for id in stocks)
    for t in tried:
        own, new = scenario.start, t.scenario.start
        if t.id in stocks:
            name = t.id.removeprefix("start.")
            assert new[name] == own[name] * t.factor and {
                k: v for k, v in new.items() if k != name
            } == {k: v for k, v in own.items() if k != name}
        elif t.id != exposure.REDRAWN:
            assert new == own
        assert t.past == (t.scenario.place_digest != scenario.place_digest)
    assert len({t.scenario.digest for t in tried}) == len(tried)


@pytest.mark.parametrize(
    "met, expected",
    [((1, 3, 8, 14), True), ((0, 0, 0), False), ((20, 20), False), ((9, 10, 11), False)],
)
def test_starting_populations_differ_where_it_is_more_than_luck(met, expected):
    assert exposure.draws_differ([verdicts(k) for k in met]) is expected


def test_a_region_drawn_again_has_the_same_people_under_other_keys():
    scenario = load("xuchang")
    again = exposure.redraw_population(scenario, 1)
    assert (
        int(again.start["talents"]) == int(scenario.start["talents"])
        and again.place_digest != scenario.place_digest
    )


def test_only_what_is_assumed_is_changed():
    scenario = load("xuchang")
    keys = exposure.testable_assumptions(scenario)[exposure.AMOUNTS]
    less = exposure.perturb_assumption(scenario, exposure.AMOUNTS, keys, 0.7)
    names = {key.rpartition(".")[2] for key in keys}
    for own, new in zip(scenario.levers, less.levers, strict=True):
        for name, series in own.items():
            factor = 0.7 if name in names else 1.0
            assert new[name].points == tuple(
                (month, value * factor) for month, value in series.points
            )
    some = exposure.testable_assumptions(scenario)["facility.area"][:1]
    changed = {
        f.id
        for f, new in zip(
            scenario.facilities,
            exposure.perturb_assumption(scenario, "facility.area", some, 1.3).facilities,
            strict=True,
        )
        if f != new
    }
    assert changed == {some[0].split(".")[1]}


def rows() -> list[dict]:
    """The made-up plan under trials whose verdicts are known: with fewer people no run meets M-1, with more every one."""
    ensemble = made_up.ensemble(notes=(*made_up.scenario().notes,))
    base = exposure.perturbation_result(ensemble, 4)
    base = exposure.PerturbationResult(
        {id: np.repeat(v, 5) for id, v in base.values.items()},
        {id: np.repeat(m, 5) for id, m in base.met.items()},
    )
    found = []
    for factor, met in ((0.7, False), (1.3, True)):
        now = exposure.PerturbationResult(
            {**base.values, "M-1": base.values["M-1"] * factor},
            {**base.met, "M-1": np.full(20, met)},
            0.01,
        )
        trial = exposure.Perturbation("start.talents", factor, ensemble.scenario, True)
        found += [
            exposure.exposure_row(trial, ("start.talents",), t, now, [base])
            for t in exposure.assessed_targets(ensemble.scenario)
        ]
    again = exposure.PerturbationResult(base.values, {**base.met, "M-2": ~base.met["M-2"]})
    drawn = exposure.Perturbation(exposure.REDRAWN, 1.0, ensemble.scenario, True)
    found += [
        exposure.exposure_row(drawn, (), t, again, [base, again])
        for t in exposure.assessed_targets(ensemble.scenario)
    ]
    return exposure_document.assumption_rows(found, ensemble.scenario)


def test_a_starting_population_that_missed_its_stocks_tells_nothing():
    target, base = (
        made_up.TARGETS[0],
        exposure.PerturbationResult({"M-1": np.zeros(20)}, {"M-1": verdicts(0)}),
    )
    for gap, expected in ((0.01, True), (0.2, False)):
        now = exposure.PerturbationResult({"M-1": np.zeros(20)}, {"M-1": verdicts(20)}, gap)
        assert (
            exposure.exposure_row(
                exposure.Perturbation("x", 0.7, None, True), (), target, now, [base]
            )["tells"]
            is expected
        )


@pytest.mark.parametrize(
    "language, luck, sentence, rest",
    [
        (
            "zh",
            "起始人口的运气（存量相同，另抽 1 次）：M-2 的达到概率在 0-100% 之间。",
            "技术人才（现取 1,000 人）：减三成，M-1 由 50% 变为 0%；增三成，M-1 由 50% 变为 100%。",
            "其余 1 项目标的达到概率，1 项假设逐一增减三成均无明显变化。",
        ),
        (
            "en",
            "The luck of the starting population (same stocks, drawn 1 more times): P(met) of M-2 ranges over 0-100 %.",
            "technical people (here 1,000 people): less by three tenths, M-1 goes from 50 % to 0 %; more by three tenths, "
            "M-1 goes from 50 % to 100 %.",
            "Targets whose chance none of 1 assumptions changes clearly: 1.",
        ),
    ],
)
def test_the_first_page_names_the_assumption_and_what_it_does(
    monkeypatch, language, luck, sentence, rest
):
    monkeypatch.setattr(catalogue.AUDIENCE, "language", language)
    assert exposure_document.exposure_sentences(rows()) == [luck, sentence, rest]
    assert exposure_document.exposure_sentences([r for r in rows() if not r["tells"]])[
        0
    ].startswith(("1 项假设", "None of 1"))


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
def test_the_table_has_the_numbers_of_the_csv_file(monkeypatch, tmp_path, language):
    monkeypatch.setattr(catalogue.AUDIENCE, "language", language)
    ensemble = made_up.ensemble()
    folder = made_up.write_report(ensemble, tmp_path / "out", exposure=rows())
    with open(folder / "exposure.csv", encoding="utf-8-sig", newline="") as file:
        expected = [
            [
                catalogue.say(
                    "exposure_arrow",
                    before=format_percent(float(r["before"])),
                    after=format_percent(float(r["after"])),
                ),
                catalogue.say(
                    "exposure_arrow",
                    before=format_number(float(r["median_before"]), r["unit"]),
                    after=format_number(float(r["median_after"]), r["unit"]),
                ),
            ]
            for r in csv.DictReader(file)
            if r["tells"] == "True" and r["id"] != exposure.REDRAWN
        ]
    tables = docx.Document(folder / "report.docx").tables
    told = next(t for t in tables if t.rows[0].cells[0].text == catalogue.say("head_assumption"))
    assert [[c.text for c in r.cells[4:]] for r in told.rows[2:]] == expected
    assert told.rows[1].cells[4].text == catalogue.say(
        "exposure_arrow", before=format_percent(1), after=format_band(0, 1, "share")
    )
    assert all(
        cell.replace(">", "&gt;") in (folder / "report.html").read_text("utf-8")
        for r in expected
        for cell in r
    )


def test_a_report_says_where_nothing_was_tried(monkeypatch):
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "en")
    ensemble = made_up.ensemble()
    about = run_folder.json.loads(
        run_folder.json.dumps(run_folder.run_metadata(ensemble, ensemble_summary(ensemble)))
    )
    assert "Not tried. With --exposure" in str(run_front_page(about))


def test_few_runs_are_refused(monkeypatch):
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "en")
    with pytest.raises(UserError, match="--exposure needs at least 10 runs, here are 4"):
        exposure.assumption_exposure(made_up.ensemble())


def test_a_trial_that_does_not_come_through_is_named(monkeypatch):
    def broken(item):
        raise ValueError("no people")

    monkeypatch.setattr(catalogue.AUDIENCE, "language", "en")
    monkeypatch.setattr(exposure, "run_perturbation", broken)
    with pytest.raises(UserError, match="the model did not come through: no people"):
        exposure.assumption_exposure(
            made_up.replace(
                made_up.ensemble(),
                seeds=tuple(range(10)),
                scenario=load("xuchang"),
                spinup={"nature": {}},
            ),
            jobs=1,
        )
