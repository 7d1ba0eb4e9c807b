"""Watch: one run, month by month, with its levers at hand.

The run lives in a thread of its own while it plays, one month for each picture the browser has
drawn: neither a slow screen nor a hidden tab is ever left behind, and a closed tab ends it.
"""

from collections.abc import Callable
from typing import Any

import solara

from sim.app.components.layout import Go, WorkStatus, language, name_page, use_address
from sim.app.components.levers import LeverPanel, lever_groups, lever_values
from sim.app.components.widgets import (
    Button,
    ChartFigure,
    ReportBlocks,
    State,
    choice_items,
    element,
    plan_choices,
    vue_template,
)
from sim.app.pages.watch import cards, charts, district_map
from sim.app.pages.watch.cards import Card
from sim.app.pages.watch.live_run import LiveRun, Player, start_live_run
from sim.app.session import jobs
from sim.app.session.url_state import UrlState
from sim.plan.quantities import LEVERS
from sim.report.numbers import percent_sign
from sim.words.catalogue import name_in_language, say

SPEEDS = (1.0, 2.0, 5.0, 10.0, 1000.0)  # months a second; the last as fast as the screen goes
FASTEST = SPEEDS[-1]
WIDE = "money"  # the chart over all columns
BEFORE_PLACES = 3  # charts before the scheme of places
CHOSEN = ("plan", "policy", "nature")
RunControls = vue_template("pages/watch/controls.vue")  # choose, play, pause, step, reset
FacilityMap = vue_template("pages/watch/places.vue")  # districts and facilities
CardView = vue_template("pages/watch/card.vue")  # what a visitor looks at, and ties to others


@solara.component
def WatchPage() -> None:
    """The page: the run the address asks for, made anew when it asks for another or on reset."""
    now, _, go = use_address()
    name_page("page_watch")
    resets, set_resets = solara.use_state(0)
    held: Any = solara.use_ref(None)
    which = (now.plan, now.policy, now.seed, now.nature, tuple(now.levers.items()))
    made = jobs.use_work(
        lambda tell: (which, start_live_run(now.scenario(), now.seed, tell)), [which, resets]
    )
    if made.ready:
        held.current = made.result
    run = held.current[1] if held.current and held.current[0] == which and not made.fault else None
    LiveRunPanel(run, made, now, go, lambda: set_resets(resets + 1))


@solara.component
def LiveRunPanel(
    run: LiveRun | None, made: jobs.WorkState, now: UrlState, go: Go, reset: Callable[[], None]
) -> None:
    """A run that can be played, or how far its making is.

    On reset another run takes its place and the charts stay where they are.
    """
    pictures, set_pictures = solara.use_state(0)
    playing, set_playing = solara.use_state(False)
    speed, set_speed = solara.use_state(5.0)
    selected, select = solara.use_state(None)
    player = solara.use_memo(lambda: Player(set_pictures), [])
    player.speed = speed

    def play() -> Callable[[], None]:
        return player.play(run, set_playing) if playing and run is not None else lambda: None

    def choose(what: State) -> None:
        match what:
            case {"drawn": int(picture)}:
                player.see(picture)
            case {"press": "play"}:
                set_playing(not playing)
            case {"press": "step"} if run is not None and not playing:
                run.step()
                player.draw()
            case {"press": "reset"}:
                begin_anew()
                reset()
            case {"speed": named}:
                set_speed(next((s for s in SPEEDS if f"{s:g}" == named), speed))
            case {"policy": _} | {"nature": _}:
                begin_anew()
                chosen = {name: str(value) for name, value in what.items() if name in CHOSEN}
                go(**chosen, levers=now.levers if "nature" in chosen else {})

    def begin_anew() -> None:
        set_playing(False)
        select(None)

    solara.use_effect(play, [playing, run])
    speeds = {f"{s:g}": say("watch_pace", months=f"{s:g}") for s in SPEEDS}
    speeds[f"{FASTEST:g}"] = say("watch_fastest")
    progress = say("watch_progress", lived=run.steps, months=run.months) if run else ""
    RunControls(
        {
            **plan_choices(now),
            "speeds": choice_items(speeds),
            "speed": f"{speed:g}",
            "playing": playing,
            "over": run is None or run.over,
            "month": run.month if run else "",
            "progress": progress,
            "frame": pictures,
        },
        choose,
    )
    if run is None:
        WorkStatus(made)
        return
    with element("div", class_="live"):
        RunLeverPanel(run, pictures, player.draw)
        with element("div", class_="charts"):
            for place, chart in enumerate(charts.ALL):
                if place == BEFORE_PLACES:
                    with run.lock:
                        scheme = district_map.facility_map(run)
                    FacilityMap(
                        scheme, lambda what: select(known_link(run, "facility", what.get("row")))
                    )
                LiveFigure(chart, run, run.steps, language.value)
            CardPanel(run, run.steps, selected, language.value, select)


@solara.component
def RunLeverPanel(run: LiveRun, picture: int, draw: Callable[[], None]) -> None:
    """The levers, whose values are those of the month to come."""
    district, set_district = solara.use_state(-1)
    moved, set_moved = solara.use_state(0)
    districts = [name_in_language(d) for d in run.scenario.districts]
    where = None if district < 0 else district
    groups = solara.use_memo(
        lambda: lever_groups(run.eco.path, run.scenario.name), [id(run), moved, language.value]
    )

    def choose(what: State) -> None:
        match what:
            case {"name": str(name), "value": int() | float() as value} if name in LEVERS:
                run.move(name, float(value), where)
                set_moved(moved + 1)
                draw()
            case {"district": int(chosen)}:
                set_district(chosen if chosen in range(len(districts)) else -1)

    state = {"hint": say("lever_hint"), "groups": groups}
    state |= {"districts": districts, "district": district}
    LeverPanel(state, lever_values(run.levers(), where), choose)


@solara.component
def LiveFigure(chart: str, run: LiveRun, month: int, spoken: str) -> None:
    """One chart of a run as it stands."""
    with run.lock:
        made = charts.ALL[chart](run)
    ChartFigure(made, wide=chart == WIDE)


@solara.component
def CardPanel(
    run: LiveRun,
    month: int,
    selected: cards.Link | None,
    spoken: str,
    select: Callable[[cards.Link | None], None],
) -> None:
    """What the visitor looks at, and a firm's whole story when it is asked for."""
    asked, ask = solara.use_state(None)  # the selection and month a story was asked for
    wanted = asked if selected and asked == (selected, month) else None
    row = selected[1] if selected else -1
    told = jobs.use_work(lambda tell: run.story(row, tell) if wanted else (), [wanted])
    with run.lock:
        card = cards.entity_card(run, *selected) if selected else Card(say("looked_title"))
        starts = cards.starting_links(run)

    def look(what: State) -> None:
        select(known_link(run, what.get("kind"), what.get("row")))

    with element("section", class_="card whole", aria_label=card.title, aria_live="polite"):
        hint = "" if selected else say("looked_hint")
        about = {"title": card.title, "hint": hint, "facts": card.facts, "links": card.links}
        CardView(about, look)
        if card.story or (selected and selected[0] == "firm"):
            element("h3", say("looked_story"))
        if wanted and told.result:
            ReportBlocks(cards.life_blocks(run, told.result))
        elif wanted:
            share = f"{told.share * 100:.0f}{percent_sign()}"
            telling = told.fault or say("looked_telling", share=share)
            element("p", telling, class_="hint", role="status")
        elif card.story:
            ReportBlocks(card.story)
        elif selected and selected[0] == "firm":
            Button(say("looked_tell"), lambda: ask((selected, month)), class_="main")
        CardView({"title": "", "hint": "", "facts": [], "links": starts}, look)


def known_link(run: LiveRun, kind: object, row: object) -> cards.Link | None:
    """What a browser asks to look at; None where there is no such row."""
    if not isinstance(kind, str) or not isinstance(row, int) or kind not in cards.KINDS:
        return None
    return (kind, row) if 0 <= row < cards.entities_of_kind(run, kind).row_count else None
