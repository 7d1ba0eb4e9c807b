"""Every sentence a planner sees, from one file a language: `zh.po`, `en.po`, and any laid beside
them.

A message is named by an id and filled with values: `say("runs_failed", failed=3)`.  The
language is the user's (`--lang`, FUHUA_LANG, or the system's); a server with visitors of its own
says through `hear_visitors` whom it is speaking to.  What a language lacks is said in English.
"""

import gettext
import locale
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from sim.core.errors import UserError

FOLDER = Path(__file__).parent
ENGLISH = "en"
LANGUAGES = tuple(sorted((p.stem for p in FOLDER.glob("*.po")), key=lambda n: (n == ENGLISH, n)))
ENTRY = re.compile(r'\n(#,.*fuzzy|msg[a-z_]+)[\d\[\]]*((?:\s+".*")*)')
ESCAPE, ESCAPES = re.compile(r"\\(.)"), {"n": "\n", "t": "\t"}
NAME = "name\4"  # a name that data carry in Chinese and English stands under `msgctxt "name"`


class NamedThing(Protocol):
    """Anything with a name in Chinese and in English."""

    @property
    def zh(self) -> str:
        """Its name in Chinese."""

    @property
    def en(self) -> str:
        """Its name in English."""


@dataclass(frozen=True)
class Messages:
    """The messages of one language: by id (behind its context and \\4, if it has one) the text of
    each plural form, and the name of the value that a message with several forms counts."""

    texts: Mapping[str, list[str]]
    counts: Mapping[str, str]
    plural: Callable[[int], int]
    header: Mapping[str, str]

    def text(self, id: str, values: Mapping[str, object]) -> str:
        """A message in the form that the number it counts asks for; a fraction takes that of 2."""
        forms = self.texts[id]
        if len(forms) == 1:
            return forms[0]
        written = str(values[self.counts[id]]).replace(",", "")
        return forms[self.plural(int(written) if written.isdecimal() else 2)]


@cache
def messages(language: str) -> Messages:
    """The messages of a language, read from its file; entries that are empty or fuzzy are left out."""
    texts: dict[str, list[str]] = {}
    counts: dict[str, str] = {}
    context, id, fuzzy, doubted = "", "", False, False
    written = (FOLDER / f"{language}.po").read_text(encoding="utf-8")
    for keyword, quoted in ENTRY.findall("\n" + written):
        text = "".join(line.strip()[1:-1] for line in quoted.splitlines())
        if "\\" in text:
            text = ESCAPE.sub(lambda found: ESCAPES.get(found[1], found[1]), text)
        if keyword == "msgctxt":
            context = f"{text}\4"
        elif keyword == "msgid":
            id, context = context + text, ""
            fuzzy, doubted = doubted, False
        elif keyword == "msgid_plural":
            counts[id] = text.strip("{}")
        elif keyword != "msgstr":
            doubted = True
        elif text and not fuzzy:
            texts.setdefault(id, []).append(text)
    lines = (line.partition(": ") for line in texts.pop("", [""])[0].splitlines())
    header = {name: value for name, _, value in lines}
    rule = header.get("Plural-Forms", "nplurals=1; plural=0;").partition("plural=")[2]
    return Messages(texts, counts, gettext.c2py(rule.rstrip("; ")), header)


def system_language() -> str:
    """The language that FUHUA_LANG or the system's locale names, otherwise English."""
    named = (
        os.environ.get("FUHUA_LANG")
        or os.environ.get("LC_ALL")
        or os.environ.get("LANG")
        or locale.getlocale()[0]
        or ""
    )
    word = re.split(r"[\W_]", named.lower())[0]
    code = "zh" if word == "chinese" else locale.normalize(word).partition("_")[0]
    return code if code in LANGUAGES else ENGLISH


@dataclass
class Audience:
    """Whom is spoken to: the user of this process, and the visitor of a server, if there is one
    now.
    """

    language: str
    visitor_language: Callable[[], str | None] = lambda: None


AUDIENCE = Audience(system_language())


def spoken_language() -> str:
    """The language of whoever is spoken to: a server's visitor, else the user of this process."""
    return AUDIENCE.visitor_language() or AUDIENCE.language


def home_language() -> str:
    """The language of the user of this process."""
    return AUDIENCE.language


def speak(name: str) -> None:
    """Choose the language of everything said from now on, but to visitors of a server."""
    if name not in LANGUAGES:
        raise ValueError(f"language {name!r} is not one of {', '.join(LANGUAGES)}")
    AUDIENCE.language = name


def hear_visitors(ask: Callable[[], str | None]) -> None:
    """Have a server tell, before each sentence, the language of the visitor it serves (None:
    nobody's).
    """
    AUDIENCE.visitor_language = ask


def say(id: str, /, **values: object) -> str:
    """The sentence of an id in the chosen language."""
    return say_in(spoken_language(), id, **values)


def user_error(id: str, /, **values: object) -> UserError:
    """A mistake of the user, told in the sentence of an id."""
    return UserError(say(id, **values))


def say_in(language: str, id: str, /, **values: object) -> str:
    """The sentence of an id in a language, in English where that lacks it."""
    known = messages(language)
    if id not in known.texts:
        known = messages(ENGLISH)
    return known.text(id, values).format(**values)


def bilingual_message(id: str, /, **values: object) -> tuple[str, str]:
    """The sentence of an id in Chinese and in English, for data that carry both."""
    return say_in("zh", id, **values), say_in(ENGLISH, id, **values)


def name_in_language(thing: NamedThing) -> str:
    """The name of anything that carries `zh` and `en`, in the chosen language."""
    return text_in_language((thing.zh, thing.en))


def text_in_language(both: tuple[str, str]) -> str:
    """One of a Chinese and an English text in the chosen language; a third translates the English."""
    chinese, english = both
    language = spoken_language()
    if language == "zh":
        return chinese
    return messages(language).texts.get(NAME + english, [english])[0]


def language_tag(language: str) -> str:
    """A language as HTML and Word call it, such as zh-CN."""
    return messages(language).header.get("Language", language).replace("_", "-")


def language_name(language: str) -> str:
    """What a language calls itself."""
    return messages(language).header.get("Language-Team", language).partition("<")[0].strip()
