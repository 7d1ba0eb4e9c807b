"""The backtest: facts as files tell them, what runs say of them, and the scores worked by hand."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.core.errors import UserError
from sim.core.fields import blank_table
from sim.model.calendar import month_number
from sim.model.measures import Census
from sim.plan.files import plans
from sim.report.render.terminal import console
from sim.report.subjects.backtest import backtest_data, backtest_document
from sim.validation import backtest
from sim.validation.backtest import Backtest, FactVerdict, PastFact, judge_fact, read_facts
from sim.words import catalogue

FACT = PastFact(
    "xuchang", "startups", "level", month_number(2022, 12), 100, 100, 100, False, "", None, "a page"
)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """English."""
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "en")


class Lived:
    """Runs whose stock of firms is given, month by month."""

    first = month_number(2022, 1)

    def __init__(self, startups: list[list[float]]):
        table = blank_table((len(startups), len(startups[0]), 1), Census)
        table["startups"] = np.array(startups)[..., None]
        self.history, self.months = table, len(startups[0])


class Place:
    """A plan without targets."""

    targets = ()


def verdict(fact: PastFact, startups: list[list[float]]) -> FactVerdict:
    """What so many runs say of a fact."""
    return judge_fact(fact, "xuchang", Place(), Lived(startups))


def file_of(tmp_path: Path, *lines: str, head: str = ",".join(backtest.COLUMNS)) -> Path:
    """A file of facts."""
    path = tmp_path / "facts.csv"
    path.write_text("\n".join((head, *lines)) + "\n", "utf-8-sig")
    return path


def test_the_shipped_facts_are_read_and_name_plans_measures_and_sources() -> None:
    facts = read_facts(backtest.FACTS)
    assert {f.place for f in facts} == {*plans(), "china"}
    assert all(f.source and f.low <= f.value <= f.high for f in facts)
    assert any(f.used for f in facts) and any(not f.used for f in facts)


def test_a_file_of_ones_own_may_lack_what_is_not_known(tmp_path: Path) -> None:
    head = "place,measure,reading,month,value,input,source"
    (fact,) = read_facts(
        file_of(tmp_path, 'ruian,jobs,level,2023-06,"12,000",否,统计公报', head=head)
    )
    assert (fact.value, fact.low, fact.high, fact.used, fact.met) == (
        12000,
        12000,
        12000,
        False,
        None,
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("ruan,jobs,level,2023-06,1,,,no,,,x", "line 2: place 'ruan' is not known."),
        ("ruian,job,level,2023-06,1,,,no,,,x", "line 2: measure 'job' is not known."),
        ("ruian,jobs,stock,2023-06,1,,,no,,,x", "line 2: reading 'stock' is not known."),
        (
            "ruian,jobs,level,2023.6,1,,,no,,,x",
            "line 2: month '2023.6' is none. Write it as 2019-12",
        ),
        ("ruian,jobs,level,2023-06,many,,,no,,,x", "line 2: value 'many' is not a number."),
        (
            "ruian,jobs,level,2023-06,1,,,perhaps,,,x",
            "line 2: input 'perhaps' is neither yes nor no",
        ),
        ("ruian,jobs,level,2023-06,1,,,no,R-T01,,x", "line 2: target and met go together"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(UserError) as told:
        read_facts(file_of(tmp_path, line))
    assert said in str(told.value)


def test_all_faults_are_told_at_once_and_so_are_lacking_columns(tmp_path: Path) -> None:
    with pytest.raises(UserError) as told:
        read_facts(
            file_of(tmp_path, "a,jobs,level,2023-06,1,,,no,,,x", "b,jobs,level,2023-06,1,,,no,,,x")
        )
    assert "line 2" in str(told.value) and "line 3" in str(told.value)
    with pytest.raises(UserError, match="lacks the columns value, input"):
        read_facts(
            file_of(
                tmp_path, "ruian,jobs,level,2023-06,x", head="place,measure,reading,month,source"
            )
        )
    with pytest.raises(UserError, match="cannot read the facts"):
        read_facts(tmp_path / "none.csv")


def test_a_level_is_read_in_its_month_and_a_growth_against_the_year_before() -> None:
    path = [float(k) for k in range(100, 126)]
    assert verdict(FACT, [path]).median == 111
    grown = replace(FACT, reading="growth", month=month_number(2023, 6))
    assert verdict(grown, [path]).median == pytest.approx(117 / 105 - 1)
    assert verdict(replace(FACT, reading="year"), [[1.0] * 12]).median == 12


def test_what_the_runs_do_not_cover_counts_in_no_score() -> None:
    for fact in (
        replace(FACT, month=month_number(2021, 12)),
        replace(FACT, month=month_number(2030, 1)),
    ):
        found = verdict(fact, [[100.0] * 12])
        assert found.inside is None and not found.counts and math.isnan(found.score)


def test_the_interval_score_is_the_width_and_ten_times_what_is_missed() -> None:
    runs = [[float(90 + k)] * 12 for k in range(11)]  # the band is 91 to 99
    missed = verdict(FACT, runs)
    assert missed.inside is False and missed.score == pytest.approx((8 + 10 * 1) / 100)
    near = verdict(replace(FACT, low=98.0), runs)
    assert near.inside is True and near.score == pytest.approx(8 / 100)


def test_inputs_prove_nothing_and_brier_scores_stand_beside_a_coin() -> None:
    hit = FactVerdict(FACT, "xuchang", 90, 95, 105, inside=True, score=0.15)
    given = replace(hit, fact=replace(FACT, used=True))
    told = replace(
        hit, fact=replace(FACT, target="X-T01", met=False), inside=False, probability=0.25
    )
    found = Backtest((hit, given, told), 8, 1)
    assert found.coverage == 0.5 and len(found.evidence) == 2
    assert found.brier_scores == {"model": 0.0625, "coin": 0.25, "all_met": 1.0}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_fact_is_shown_hits_and_misses_alike(
    language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from sim.report.render.terminal import show_document

    monkeypatch.setattr(catalogue.AUDIENCE, "language", language)
    runs = [[float(90 + k)] * 12 for k in range(11)]
    verdicts = tuple(
        verdict(f, runs) for f in (FACT, replace(FACT, low=98.0), replace(FACT, used=True))
    )
    data = backtest_data(Backtest(verdicts, 11, 1))
    assert data["counted"] == 2 and data["coverage"] == 0.5
    show_document(backtest_document(data), console())
    shown = capsys.readouterr().out
    for word in {
        "en": ("outside", "inside", "input", "1 of 2 facts"),
        "zh": ("在区间外", "在区间内", "输入", "2项事实中1项"),
    }[language]:
        assert word in shown
