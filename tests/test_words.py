"""Every sentence exists in both languages, asks for the same values, and is said somewhere."""

from __future__ import annotations

import importlib
import pathlib
import re
import string

import pytest

from sim.plan import tables as plan_tables
from sim.plan.compile import NATURE
from sim.plan.targets import LEVERS, MEASURES
from sim.plan.units import unit_phrase
from sim.words import catalogue
from sim.words.catalogue import WORDS, name_in_language, say, speak

SIM = pathlib.Path(catalogue.__file__).parents[1]
CATALOGUE = "words/catalogue.py"  # tells how a sentence is said
PARTS = {
    p.relative_to(SIM).as_posix(): part.WORDS
    for p in (SIM / "words").glob("[!_]*.py")
    if hasattr(part := importlib.import_module(f"sim.words.{p.stem}"), "WORDS")
    and part is not catalogue
}
SAID = re.compile(r"""\bsay\(\s*["']([a-z_0-9]+)["']""")
QUOTED = re.compile(r"""["']([a-z][a-z_0-9]*)["']""")


def sources() -> dict[str, str]:
    """The text of every module of the package but the sentences themselves."""
    return {
        p.relative_to(SIM).as_posix(): p.read_text("utf-8")
        for p in SIM.rglob("*.py")
        if p.relative_to(SIM).as_posix() not in PARTS
    }


def placeholders(text: str) -> set[str]:
    """The values a sentence asks for."""
    return {
        name.split(".")[0].split("[")[0] for _, name, _, _ in string.Formatter().parse(text) if name
    }


def test_a_sentence_has_both_languages_and_the_same_values():
    for id, (zh, en) in WORDS.items():
        assert zh.strip() and en.strip(), id
        assert placeholders(zh) == placeholders(en), id


def test_every_catalogue_is_in_the_whole_and_no_sentence_hides_another():
    told = {
        id: [name for name, part in PARTS.items() if part.get(id) == both]
        for id, both in WORDS.items()
    }
    assert set().union(*PARTS.values()) == set(WORDS)
    assert {id: names for id, names in told.items() if not names} == {}
    for name, part in PARTS.items():
        assert {id for id in part if WORDS[id] != part[id]} == set(), name


def test_chinese_sentences_are_chinese_and_english_ones_are_not():
    chinese = re.compile("[一-鿿]")
    for id, (zh, en) in WORDS.items():
        bare = re.sub(r"\{[^}]*\}", "", zh)
        assert chinese.search(zh) or not re.search("[a-z]{3} [a-z]{3}", bare), id
        assert not re.search("[，。；：！？]", re.sub("“[^”]*”", "", en)), id


def test_every_declared_unit_is_named_in_chinese(monkeypatch):
    monkeypatch.setattr(catalogue, "language", "zh")
    tables = [
        getattr(model, "numbers", {})
        for model in vars(plan_tables).values()
        if isinstance(model, type)
    ]
    units = {f.unit for known in (LEVERS, NATURE, MEASURES, *tables) for f in known.values()}
    assert {
        u: unit_phrase(u)
        for u in units
        if re.search("[a-zA-Z]{2}", re.sub("true|false", "", unit_phrase(u)))
    } == {}


def test_every_sentence_said_exists():
    said = {id: file for file, text in sources().items() for id in SAID.findall(text)}
    assert {id: file for id, file in said.items() if id not in WORDS and file != CATALOGUE} == {}


def test_no_sentence_is_idle():
    named = {word for text in sources().values() for word in QUOTED.findall(text)}
    assert sorted(set(WORDS) - named) == []


def test_the_language_is_chosen_for_all(monkeypatch):
    monkeypatch.setattr(catalogue, "language", "en")
    speak("zh")
    assert say("runs_too_few", runs=0).startswith("运行次数 0")
    assert name_in_language(type("Thing", (), {"zh": "企业", "en": "firm"})) == "企业"
    speak("en")
    assert say("runs_too_few", runs=0).startswith("0 runs are too few")
    with pytest.raises(ValueError, match="language 'de' is not one of zh, en"):
        speak("de")
