"""Every sentence a planner sees, in Chinese and English, from one catalogue.

A message is named by an id and filled with values: `say("unknown_plan", name="xuchnag")`.  The
language is the user's (`--lang`, FUHUA_LANG, or the system's), one for the whole process.
"""
from __future__ import annotations

import locale
import os
from typing import Any

from sim import words_new, words_report, words_run, words_scenario, words_scorecard, words_story, words_toml

WORDS: dict[str, tuple[str, str]] = {
    **words_scenario.WORDS, **words_toml.WORDS, **words_run.WORDS, **words_report.WORDS, **words_story.WORDS, **words_new.WORDS,
    **words_scorecard.WORDS}
LANGUAGES = ("zh", "en")


def system_language() -> str:
    """zh where FUHUA_LANG or the system's locale says Chinese, otherwise en."""
    named = os.environ.get("FUHUA_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    return "zh" if named.lower().startswith(("zh", "chinese")) else "en"


language = system_language()


def speak(name: str) -> None:
    """Choose the language of everything said from now on."""
    global language
    if name not in LANGUAGES:
        raise ValueError(f"language {name!r} is not one of {', '.join(LANGUAGES)}")
    language = name


def say(id: str, /, **values: Any) -> str:
    """The sentence of an id in the chosen language."""
    zh, en = WORDS[id]
    return (zh if language == "zh" else en).format(**values)


def name_of(thing: Any) -> str:
    """The name of anything that carries `zh` and `en`, in the chosen language."""
    return of_two((thing.zh, thing.en))


def of_two(both: tuple[str, str]) -> str:
    """One of a Chinese and an English text, in the chosen language."""
    return both[0] if language == "zh" else both[1]
