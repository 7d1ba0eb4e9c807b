"""Every sentence exists in every language, asks for the same values, and is said somewhere; a third language is a file."""

from __future__ import annotations

import io
import re
import shutil
import string
import subprocess
import sys
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from sim.cli.main import build_cli
from sim.cli.options import FILE
from sim.model import codes
from sim.plan import parts as plan_parts
from sim.plan.quantities import LEVERS, MEASURES, NATURE
from sim.plan.tables import quantities
from sim.plan.units import unit_phrase
from sim.words import catalogue
from sim.words.catalogue import LANGUAGES, bilingual_message, messages, name_in_language, say, speak

WORDS = Path(catalogue.__file__).parent
SIM = WORDS.parent
SAID = re.compile(
    r"""\b(?:(?:say|user_error)\(|fault\((?:\w+|\([^()]*\)),)\s*["']([a-z_0-9.]+)["']"""
)
QUOTED = re.compile(r"""["']([a-z][a-z_0-9]*)["']""")
IDS = sorted(set().union(*(messages(language).texts for language in LANGUAGES)))
CODES = {  # messages named after what a table of the model counts
    "rung": codes.RUNGS,
    "origin": codes.ORIGINS,
    "round": codes.ROUNDS[1:],
    "fund": codes.FUND_KINDS,
    "exit": codes.EXITS,
    "person": codes.TALENT_KINDS,
    "facility": codes.FACILITIES,
    "owner": codes.OWNERS,
    "level": codes.LEVELS,
}
FRENCH = r"""
msgid ""
msgstr ""
"Language: fr\n"
"Language-Team: français <fr@example.org>\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"
"Content-Type: text/plain; charset=utf-8\n"

msgid "usage"
msgstr "Usage : "

msgid "option_version"
msgstr "affiche "
"la version"

msgid "study_points"
msgid_plural "{points}"
msgstr[0] "{points} \"point\""
msgstr[1] "{points} \"points\""

#, fuzzy
msgid "options"
msgstr "Peut-être des options"

msgid "metavar_options"
msgstr ""

msgctxt "name"
msgid "high-tech enterprises"
msgstr "entreprises de haute technologie"
"""


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    """The text of every module of the package, of every template and of how tables are laid out."""
    paths = [*SIM.rglob("*.py"), *SIM.rglob("*.j2"), *(SIM / "report").rglob("*.toml")]
    texts = {p.relative_to(SIM).as_posix(): p.read_text("utf-8") for p in paths}
    for p in SIM.rglob("*.vue"):  # which name their words instead of saying them
        text = re.sub(r"\bwords\.(\w+)", r"say('\1')", p.read_text("utf-8"))
        texts[p.relative_to(SIM).as_posix()] = text
    return texts


@pytest.fixture(scope="module")
def quoted(sources: dict[str, str]) -> set[str]:
    """Every word in quotes in the package and its tables."""
    tables = [path.read_text("utf-8") for path in SIM.rglob("*.toml")]
    texts = [*sources.values(), *tables]
    return {word for text in texts for word in QUOTED.findall(text)}


def placeholders(text: str) -> set[str]:
    """The values a sentence asks for."""
    return {
        name.split(".")[0].split("[")[0] for _, name, _, _ in string.Formatter().parse(text) if name
    }


def babel_catalogue(language: str) -> Catalog:
    """A language's file as Babel reads it, which refuses what no translator's tool could."""
    with (WORDS / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def test_every_sentence_is_there_in_chinese_and_in_english():
    for language in ("zh", "en"):
        assert set(IDS) - set(messages(language).texts) == set(), language


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_has_every_form_and_asks_for_the_same_values(language):
    known, english = messages(language), messages("en")
    plurals = babel_catalogue(language).num_plurals
    for id, forms in known.texts.items():
        counted = english.counts.get(id)
        assert known.counts.get(id) == counted, id
        assert len(forms) == (plurals if counted else 1), id
        asked = {frozenset(placeholders(form)) for form in (*forms, *english.texts[id])}
        assert len(asked) == 1, id
        assert counted is None or counted in asked.pop(), id


def test_chinese_sentences_are_chinese_and_english_ones_are_not():
    chinese = re.compile("[一-鿿]")
    for id in IDS:
        for zh in messages("zh").texts[id]:
            bare = re.sub(r"\{[^}]*\}", "", zh)
            assert chinese.search(zh) or not re.search("[a-z]{3} [a-z]{3}", bare), id
        for en in messages("en").texts[id]:
            assert not re.search("[，。；：！？]", re.sub("“[^”]*”", "", en)), id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_is_read_and_written_by_translators_tools_as_it_is(language):
    written, file = io.BytesIO(), (WORDS / f"{language}.po").read_bytes()
    write_po(written, babel_catalogue(language), width=100, omit_header=True)
    assert file.partition(b"\n\n")[2].decode().strip() == written.getvalue().decode().strip()
    assert b"\r" not in file


@pytest.mark.parametrize("language", LANGUAGES)
def test_babel_reads_the_same_messages(language):
    known, theirs = messages(language), babel_catalogue(language)
    assert {
        (m.id if isinstance(m.id, str) else m.id[0]): (
            [m.string] if isinstance(m.string, str) else list(m.string)
        )
        for m in theirs
        if m.id
    } == known.texts
    assert all(m.auto_comments for m in theirs if m.id), "a message says where it is said"
    for number in (0, 1, 2, 5, 11, 21):
        assert known.plural(number) in range(theirs.num_plurals)
    assert theirs.language_team == catalogue.language_name(language)


def test_every_declared_unit_is_named_in_chinese():
    speak("zh")
    tables = [
        quantities(model)
        for model in vars(plan_parts).values()
        if isinstance(model, type) and issubclass(model, plan_parts.Part)
    ]
    units = {f.unit for known in (LEVERS, NATURE, MEASURES, *tables) for f in known.values()}
    assert {
        u: unit_phrase(u)
        for u in units
        if re.search("[a-zA-Z]{2}", re.sub("true|false", "", unit_phrase(u)))
    } == {}


def test_every_sentence_said_exists(sources):
    said = {id: file for file, text in sources.items() for id in SAID.findall(text)}
    assert {id: file for id, file in said.items() if id not in IDS} == {}


def test_no_sentence_is_idle(quoted):
    cli = build_cli()
    commands = [cli, *cli.commands.values()]
    flags = {p.opts[0] for c in commands for p in c.params if isinstance(p, click.Option)}
    helps = {f"help_{c.name}" for c in commands}
    helps |= FILE["topics"].keys()
    helps |= {"option_" + flag.strip("-").replace("-", "_") for flag in flags}
    plain = {id for id in IDS if "." not in id}
    assert sorted(plain - quoted - helps) == [], "say it, or take it out of every file of sim/words"


def test_messages_named_after_a_code_are_said_and_complete(sources, quoted):
    text = "\n".join(sources.values())
    for prefix, names in CODES.items():
        found = {id.partition(".")[2] for id in IDS if id.startswith(f"{prefix}.")}
        assert found == set(names), prefix
    dotted = {tuple(id.split(".")) for id in IDS if "." in id}
    for prefix, name in sorted(dotted):
        assert re.search(rf"""["']{prefix}(\.\{{|["'])""", text), f"{prefix} is idle"
        assert name in quoted | {"A", "B", "C"} or name.isdigit(), f"{prefix}.{name} is idle"


def test_a_number_chooses_the_form():
    speak("en")
    assert say("runs_failed", failed=1) == "1 run failed and is not counted; meta.json says why."
    for failed in (0, 2, "1,001", "1.5", 1.0):
        assert say("runs_failed", failed=failed).startswith(f"{failed} runs failed and are")
    speak("zh")
    assert say("runs_failed", failed=1).startswith("1 次运行出错")


def test_the_language_is_chosen_for_all():
    speak("zh")
    assert say("runs_too_few", runs=0).startswith("运行次数 0")
    assert name_in_language(type("Thing", (), {"zh": "企业", "en": "firm"})) == "企业"
    speak("en")
    assert say("runs_too_few", runs=0).startswith("0 runs are too few")
    assert bilingual_message("column_plan") == ("方案", "plan")
    with pytest.raises(ValueError, match="language 'de' is not one of zh, en"):
        speak("de")


@pytest.mark.parametrize(
    ("named", "language"),
    [
        ("zh_CN.UTF-8", "zh"),
        ("zh-TW", "zh"),
        ("Chinese (Simplified)_China.936", "zh"),
        ("en_GB.UTF-8", "en"),
        ("fr_FR.UTF-8", "en"),
        ("C", "en"),
        ("", "en"),
    ],
)
def test_the_systems_language_is_understood_on_every_system(monkeypatch, named, language):
    for name in ("FUHUA_LANG", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(catalogue.locale, "getlocale", lambda: (named or None, None))
    assert catalogue.system_language() == language
    monkeypatch.setenv("FUHUA_LANG", named or "en")
    assert catalogue.system_language() == language


def test_a_third_language_is_a_new_file_and_nothing_else(tmp_path):
    shutil.copytree(
        SIM, tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__", "assets", "fonts")
    )
    shutil.copytree(SIM.parent / "scenarios", tmp_path / "scenarios")
    (tmp_path / "sim" / "words" / "fr.po").write_text(FRENCH, "utf-8")

    def python(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    shown = python("-X", "utf8", "-m", "sim.cli", "--help", "--lang", "fr")
    assert shown.startswith("Usage : fuhua [OPTIONS]")  # one of its own, one it leaves empty
    assert "affiche la version" in shown and "--lang fr|zh|en" in shown
    assert "\nOptions:" in shown  # one it is unsure of
    shown = python(
        "-X",
        "utf8",
        "-c",
        "from sim.words.catalogue import *; speak('fr');"
        "print(say('study_points', points=0), say('study_points', points=2), language_name('fr'));"
        "print(text_in_language(('高企', 'high-tech enterprises')), text_in_language(('人', 'p')))",
    )
    assert shown.splitlines() == [
        '0 "point" 2 "points" français',
        "entreprises de haute technologie p",
    ]
    shown = python("-X", "utf8", "-m", "sim.cli", "fields", "--lang", "fr")
    assert "|" in shown
