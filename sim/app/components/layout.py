"""The frame of every page: its name, the way to the others, the language, and what was refused of
the address.

Solara draws a component again when a reactive value it read has changed.  The visitor's language is
such a value and every sentence is said in it, so switching it draws anew exactly what speaks.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import reacton.core
import solara

from sim import __version__, report
from sim.app.components.widgets import element
from sim.app.serve.offline import TITLE
from sim.app.session import url_state
from sim.app.session.jobs import WorkState
from sim.app.session.url_state import UrlState
from sim.core.digests import SOURCE_DIGEST
from sim.words.catalogue import LANGUAGES, hear_visitors, language_name, language_tag, say

LOOK = Path(__file__).parent / "look.css"
FONTS = Path(report.__file__).parent / "fonts"
STAGES = ("compile", "spinup", "populations", "runs", "waiting")  # before them the page is loading
Go = Callable[..., None]
language = solara.reactive("")  # of this visitor; Solara keeps one a session


def use_address() -> tuple[UrlState, tuple[str, ...], Go]:
    """What the address asks for, what of it was refused, and the way to another:
    `go(policy="no-policy")`.
    """
    router = solara.use_router()
    now, faults = solara.use_memo(
        lambda: url_state.parse_query(router.search), [router.search, language.value]
    )

    def go(to: str | None = None, **changes: Any) -> None:
        router.push((router.path if to is None else to) + now.query(**changes))

    return now, faults, go


def name_page(id: str) -> None:
    """Say in the browser's tab which page this is; what Solara takes from the route is an id."""
    solara.Title(f"{say(id)} · {TITLE}")


@solara.component
def PageFrame(children: list[reacton.core.Element]) -> None:
    """A page within its frame."""
    router = solara.use_router()
    language.set(url_state.query_language(router.search))
    now, faults, _ = use_address()
    solara.Style(LOOK)
    with element("div", class_="fuhua", lang=language_tag(now.lang)):
        with element("header", class_="bar"):
            element("a", TITLE, class_="name", href="/" + now.query())
            with element("nav", aria_label=say("shell_pages")):
                for route in router.routes:
                    path = "/" + route.path.strip("/")
                    here = {"aria_current": "page"} if path == router.path else {}
                    with solara.Link(path + now.query()):
                        element("span", say(route.label), **here)
            with element("div", class_="languages", role="group", aria_label=say("shell_language")):
                for name in LANGUAGES:  # each is named in itself
                    spoken = {"aria_current": "true"} if name == now.lang else {}
                    with solara.Link(router.path + now.query(lang=name)):
                        element("span", language_name(name), lang=name, **spoken)
        for fault in faults:
            element("p", say("address_refused", fault=fault), class_="fault", role="alert")
        element("main", *children)
        element("footer", say("shell_foot", version=__version__, digest=SOURCE_DIGEST))


@solara.component
def WorkStatus(work: WorkState) -> None:
    """A page whose work is not done yet, or went wrong: what is being done, how far it is, or what
    to do.
    """
    if work.fault:
        element("div", work.fault, class_="state fault", role="alert")
        return
    with element("div", class_="state", role="status"):
        element("p", say(f"stage.{work.stage if work.stage in STAGES else 'loading'}"))
        element("progress", max="1", **({"value": f"{work.share:.3f}"} if work.share else {}))


hear_visitors(lambda: language.value or None)  # None in a thread that works for nobody
