"""Life stories: they change nothing, agree with what the census counts, and find the lives that were asked for."""

from __future__ import annotations

import string
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
import worlds

from sim import load
from sim.cli import main
from sim.core.errors import UserError
from sim.model import codes
from sim.model.ecosystem import Ecosystem
from sim.model.month import MONTH
from sim.report.subjects import story
from sim.story import lives
from sim.story.events import EVENTS, EventRecord, phrases
from sim.story.search import clauses, matches
from sim.story.watcher import READERS, Watcher
from sim.words import catalogue

MONTHS = 34


@pytest.fixture(scope="module")
def busy() -> tuple[Ecosystem, Watcher]:
    """A lively small region with every lever on, all of its firms watched."""
    eco, watcher = Ecosystem(worlds.world(), worlds.path(MONTHS, worlds.PLAN), seed=3), Watcher()
    eco.watch(watcher)
    return worlds.lived(eco), watcher


@pytest.fixture(scope="module")
def small() -> object:
    """The plan of Xuchang with few people."""
    return replace(load("xuchang"), start={"talents": 3000.0, "spinup_years": 3.0})


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "en")


def test_a_watched_run_is_the_same_run(busy: tuple[Ecosystem, Watcher]) -> None:
    alone = worlds.lived(Ecosystem(worlds.world(), worlds.path(MONTHS, worlds.PLAN), seed=3))
    assert worlds.everything(alone) == worlds.everything(busy[0])


def test_every_phase_that_is_read_is_one_of_the_month() -> None:
    assert set(READERS) <= set(MONTH) and "admit_tenants" in {p.__name__ for p in READERS}
    assert Ecosystem(worlds.world(), worlds.path(2), seed=3).watcher is None


def test_notes_are_what_the_census_counts(busy: tuple[Ecosystem, Watcher]) -> None:
    eco, watcher = busy
    told = Counter(note.event for note in watcher.notes)
    counted = {name: int(eco.history[name].sum()) for name in eco.history.dtype.names}
    assert told["founded"] == counted["founded"] and told["moved_in"] == counted["attracted"]
    assert told["closed_broke"] + told["closed_tired"] == counted["closed"]
    assert (told["sold"], told["moved_away"], told["gave_up"]) == (
        counted["sold"],
        counted["moved"],
        counted["gave_up"],
    )
    assert told["listed"] == counted["listed_now"] and told["loan"] == counted["loans_made"]
    assert (
        told["graduated"] == counted["graduates_now"] and told["fell_back"] == counted["fell_back"]
    )
    assert [told[f"to_{rung}"] for rung in codes.RUNGS[2:]] == [
        counted[f"to_{rung}"] for rung in codes.RUNGS[2:]
    ]
    assert told["tech_sme_failed"] + told["tech_sme_large"] == counted["tech_sme_failed"]
    assert told["tech_sme_passed"] + counted["tech_sme_failed"] == counted["tech_sme_filed"]
    assert told["high_tech_passed"] + told["high_tech_failed"] == counted["high_tech_applied"]
    assert told["high_tech_failed"] == counted["high_tech_refused"]
    rounds = {(n.row, n.month) for n in watcher.notes if n.event == "invested"}
    assert len(rounds) == counted["deals"]


def test_every_happening_occurs_in_the_lively_region(busy: tuple[Ecosystem, Watcher]) -> None:
    rare = {"tech_sme_large", "refused_loan"}
    yearly = {"year"}  # books are for those told by name
    assert set(EVENTS) - {note.event for note in busy[1].notes} - rare == yearly


def test_the_money_told_is_the_money_paid(busy: tuple[Ecosystem, Watcher]) -> None:
    eco, watcher = busy
    granted = Counter()
    for note in watcher.notes:
        if note.event == "granted":
            granted[codes.PROGRAMMES[int(note.values["programme"])]] += note.values["amount"]
    for name, flow in (
        ("voucher", "voucher"),
        ("research_grant", "research_grant"),
        ("award", "awards"),
    ):
        assert granted[name] == pytest.approx(eco.books[flow].sum()) and granted[name] > 0
    equity = sum(note.values["amount"] for note in watcher.notes if note.event == "invested")
    assert equity == pytest.approx(eco.books["equity"].sum())


def test_the_numbers_told_decided(busy: tuple[Ecosystem, Watcher]) -> None:
    for note in busy[1].notes:
        v = note.values
        if note.event == "high_tech_passed":
            assert v["panel"] > v["panel_line"] and v["intensity"] >= v["required"]
        if note.event == "high_tech_failed":
            assert v["panel"] <= v["panel_line"]
        if note.event == "tech_sme_failed":
            assert v["points"] < v["asked"] or v["staff_points"] == 0
        if note.event == "refused_loan":
            assert v["loss"] > v["line"] or v["amount"] > 0
        if note.event == "closed_tired":
            assert v["income"] < v["outside"]


# searching


def life(*events: str) -> list[EventRecord]:
    return [EventRecord(event, k, 0) for k, event in enumerate(events)]


def test_a_search_asks_for_an_order() -> None:
    asked = clauses("Reached high-tech, then closed")
    assert matches(asked, life("founded", "to_high_tech", "fell_back", "closed_broke"))
    assert not matches(asked, life("closed_broke", "to_high_tech")) and not matches(
        asked, life("to_high_tech")
    )
    assert clauses("成为高企，后来关闭") == asked == clauses("reached high-tech -> closed")


def test_never_excludes() -> None:
    asked = clauses("funded, never reached high-tech")
    assert matches(asked, life("invested")) and not matches(asked, life("invested", "to_high_tech"))
    assert clauses("获投，从未成为高企") == asked


def test_an_unknown_happening_is_told_with_the_nearest(english: None) -> None:
    with pytest.raises(
        UserError,
        match="nothing in a life is called 'reched high-tech'; did you mean reached high-tech",
    ):
        clauses("reched high-tech, then closed")
    with pytest.raises(
        UserError, match="the search is empty; there is: there at the start, founded"
    ):
        clauses(" , ")


def test_both_languages_can_search_for_everything() -> None:
    for event in EVENTS.values():
        assert not event.words or {p.isascii() for p in event.words} == {True, False}
    assert all(phrases().values())


def test_sentences_name_the_same_values_in_both_languages() -> None:
    for name, event in EVENTS.items():
        fields = [
            {f for _, f, _, _ in string.Formatter().parse(text) if f}
            for text in (event.en, event.zh)
        ]
        assert fields[0] == fields[1], name


# telling


def test_the_same_firm_lives_under_two_policies(small: object) -> None:
    none = replace(small, levers=tuple({} for _ in small.levers))
    key = int(lives.survey(small)[0].startups.rows["key"][5])
    one, other = lives.firm_life(small, key), lives.firm_life(none, key)
    assert one.name == other.name == f"{key:016x}"[:8] and one.notes[0] == other.notes[0]
    assert lives.firm_key(small, "5") == key == lives.firm_key(small, one.name)
    assert one.end["key"] == np.uint64(key)


def test_a_fund_of_the_plan_is_told_by_its_name_in_whichever_row_it_stands(
    small: object, english: None
) -> None:
    table = small.tables()["funds"][::-1]
    told = lives.Life(small, 1, (), None, table)
    assert [story.fund_name(row, told) for row in range(len(table))] == [
        fund.en for fund in small.funds[::-1]
    ]
    stranger = table.copy()
    stranger["key"] = 7
    assert story.fund_name(0, lives.Life(small, 1, (), None, stranger)).endswith("no. 0")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_note_can_be_told(
    small: object, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue.AUDIENCE, "language", language)
    eco, found = lives.survey(small)
    for row in list(found)[:60]:
        told = lives.Life(small, 1, tuple(found[row]), eco.startups.rows[row], eco.funds.rows)
        for note in told.notes:
            text = story.note_sentence(note, told)
            assert text and "{" not in text and (language == "en" or not text.isascii())
        assert story.life_ending(told) and story.receipts_sentence(told)


def test_a_life_that_never_began_is_said_to_be_none(small: object, english: None) -> None:
    nobody = lives.firm_life(small, 12345)
    assert (
        nobody.end is None and nobody.notes == () and "never founded" in story.life_ending(nobody)
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--firm", "1", "--search", "closed"], "use either --firm or --search, not both"),
        (["--versus", "no-policy"], "--versus needs --firm or --search"),
        (["--search", "became rich"], "nothing in a life is called 'became rich'"),
    ],
)
def test_mistakes_are_told(
    arguments: list[str], said: str, english: None, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main.main(["story", "xuchang", *arguments])
    assert left.value.code == 2 and said in capsys.readouterr().err


def test_a_firm_that_is_not_there_is_told(small: object, english: None) -> None:
    with pytest.raises(UserError, match="there is no firm 999999 in this run; rows are 0 to"):
        lives.firm_key(small, "999999")
    with pytest.raises(
        UserError, match="zzz is no firm's name: 8 to 16 hex digits, or a row number"
    ):
        lives.firm_key(small, "zzz")
