"""Every sentence a planner sees, in Chinese and English, from one catalogue.

A message is named by an id and filled with values: `say("unknown_plan", name="xuchnag")`.  The
language is the user's (`--lang`, FUHUA_LANG, or the system's); a server with visitors of its own
says through `hear_visitors` whom it is speaking to.
"""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

from sim.words import (
    app,
    compare,
    decide,
    explain,
    explore,
    exposure,
    nature,
    new,
    reading,
    report,
    run,
    scenario,
    scorecard,
    story,
    study,
    toml,
)

WORDS: dict[str, tuple[str, str]] = {
    **scenario.WORDS,
    **toml.WORDS,
    **reading.WORDS,
    **run.WORDS,
    **report.WORDS,
    **exposure.WORDS,
    **story.WORDS,
    **new.WORDS,
    **study.WORDS,
    **compare.WORDS,
    **explain.WORDS,
    **scorecard.WORDS,
    **app.WORDS,
    **decide.WORDS,
    **explore.WORDS,
    **nature.WORDS,
}
LANGUAGES = ("zh", "en")


def system_language() -> str:
    """zh where FUHUA_LANG or the system's locale says Chinese, otherwise en."""
    named = (
        os.environ.get("FUHUA_LANG")
        or os.environ.get("LC_ALL")
        or os.environ.get("LANG")
        or locale.getlocale()[0]
        or ""
    )
    return "zh" if named.lower().startswith(("zh", "chinese")) else "en"


def no_visitor() -> None:
    """Nobody is served: the user of this process is spoken to."""


process_language = system_language()
visitor_language: Callable[[], str | None] = no_visitor


class Words(ModuleType):
    """This module: `words.language` is the language of whoever is spoken to now, so it is asked for anew each time."""

    @property
    def language(self) -> str:
        return spoken_language()

    @language.setter
    def language(self, name: str) -> None:
        speak(name)


sys.modules[__name__].__class__ = Words


def spoken_language() -> str:
    """The language of whoever is spoken to: a server's visitor, else the user of this process."""
    return visitor_language() or process_language


def speak(name: str) -> None:
    """Choose the language of everything said from now on, but to visitors of a server."""
    global process_language
    if name not in LANGUAGES:
        raise ValueError(f"language {name!r} is not one of {', '.join(LANGUAGES)}")
    process_language = name


def hear_visitors(ask: Callable[[], str | None]) -> None:
    """Have a server tell, before each sentence, the language of the visitor it serves (None: nobody's)."""
    global visitor_language
    visitor_language = ask


def say(id: str, /, **values: Any) -> str:
    """The sentence of an id in the chosen language."""
    return text_in_language(WORDS[id]).format(**values)


def name_in_language(thing: Any) -> str:
    """The name of anything that carries `zh` and `en`, in the chosen language."""
    return text_in_language((thing.zh, thing.en))


def text_in_language(both: tuple[str, str]) -> str:
    """One of a Chinese and an English text, in the chosen language."""
    return both[0] if spoken_language() == "zh" else both[1]
