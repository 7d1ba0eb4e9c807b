"""What stands behind the pages: addresses read with distrust, the guard, a run that is steered, its charts and stories, bounded work."""

from __future__ import annotations

import asyncio
import json
import re
import threading
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from waiting import LIMIT

pytest.importorskip("solara", reason='the pages need the extra viz: pip install ".[viz]"')

from sim.app.components import levers
from sim.app.pages.watch import cards, charts, district_map, live_run
from sim.app.pages.watch.live_run import GONE, STANDINGS, LiveRun, start_live_run
from sim.app.serve import access
from sim.app.serve.offline import ASSETS
from sim.app.serve.server import open_socket, server_address
from sim.app.session import jobs, url_state
from sim.app.session.url_state import LEVERS, UrlState, parse_query, plan_version
from sim.core.errors import UserError
from sim.model import codes
from sim.plan.files import plan_file_path, plans
from sim.runs.ensemble import common_random_seed, run
from sim.scenario.scenario import load
from sim.words import catalogue

DISHONEST = {
    "plan=xuchnag": 'there is no plan "xuchnag"; did you mean xuchang?',
    "plan=../../etc/passwd": 'there is no plan "../../etc/passwd"; known are chengguan, donghu, ruian, shijiazhuang, xuchang.',
    "policy=../plan": 'the plan xuchang has no policy "../plan"; did you mean plan?',
    "seed=-1": 'seed must be a whole number from 0 to 9223372036854775807, not "-1"',
    "seed=1e3": 'seed must be a whole number from 0 to 9223372036854775807, not "1e3"',
    "seed=٣": 'seed must be a whole number from 0 to 9223372036854775807, not "٣"',
    "rent_subsidy_share=3": "rent_subsidy_share: ",
    "rent_subsidy_share=nan": "rent_subsidy_share: ",
    "rent_subsidy_share=__import__('os')": "rent_subsidy_share: ",
    "<script>=1": 'nothing here is called "<script>"',
    "lang=fr": 'lang cannot be "fr"; choose from: zh, en',
    "nature=moon": 'nature cannot be "moon"; choose from: china, central',
    "x" * 4001: "it is longer than 4000 characters",
    "&".join(f"a{k}=1" for k in range(101)): "it asks for more than 100 things",
}


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "en")


@pytest.fixture(scope="module")
def lived() -> LiveRun:
    """Xuchang after fifteen months."""
    made = start_live_run(load("xuchang"), 1, lambda *_: None)
    for _ in range(15):
        made.step()
    return made


# addresses


@pytest.mark.parametrize("query", DISHONEST)
def test_a_dishonest_address_is_refused_in_one_sentence_and_the_default_stands(query):
    found, faults = parse_query("?" + query)
    assert found == UrlState(lang="en")
    assert len(faults) == 1 and faults[0].startswith(DISHONEST[query]) and "\n" not in faults[0]


def test_a_refusal_is_told_in_the_language_the_page_speaks(monkeypatch):
    monkeypatch.setattr(catalogue.AUDIENCE, "language", "zh")
    assert parse_query("plan=xuchnag")[1][0].startswith('没有方案 "xuchnag"；')


@given(st.text(max_size=300))
def test_no_address_breaks_the_page(query):
    found, _ = parse_query(query)
    assert found.plan in plans() and all(
        LEVERS[name].holds(value) for name, value in found.levers.items()
    )


@given(
    st.sampled_from(plans()),
    st.sampled_from(["zh", "en"]),
    st.integers(0, 2**63 - 1),
    st.dictionaries(
        st.sampled_from(["rent_subsidy_share", "voucher_share"]),
        st.floats(0, 1).map(lambda x: round(x, 6)),
    ),
)
def test_an_address_brings_back_what_it_was_written_from(plan, lang, seed, moved):
    asked = UrlState(lang, plan, "no-policy", seed, levers=moved)
    assert parse_query(asked.query()) == (asked, ())


def test_a_lever_in_an_address_is_set_as_the_command_line_would():
    found, faults = parse_query("plan=xuchang&rent_subsidy_share=30%25")
    assert (
        faults == ()
        and found.scenario().digest == load("xuchang", "plan", {"rent_subsidy_share": 0.3}).digest
    )


def test_a_plan_of_ones_own_is_offered_by_its_name_only(tmp_path):
    folder = tmp_path / "mycity"
    folder.mkdir()
    (folder / "plan.toml").write_text(plan_file_path("xuchang").read_text("utf-8"), "utf-8")
    try:
        url_state.offer_plans([str(folder)])
        assert (
            parse_query("plan=mycity")[0].plan
            == "mycity"
            == url_state.available_plans()[0]
            == parse_query("")[0].plan
        )
        assert (
            parse_query(UrlState(lang="en").query())[0].plan == "xuchang"
        )  # the usual plan has its address here too
        assert (
            parse_query(urlencode({"plan": str(folder)}))[0].plan == "mycity"
            and len(parse_query(urlencode({"plan": str(folder)}))[1]) == 1
        )
        (folder / "plan.toml").write_text("[plan]\n", "utf-8")
        with pytest.raises(UserError):
            url_state.offer_plans([str(folder)])
    finally:
        url_state.offer_plans([])


# the guard


def asked(
    path: str = "/", token: str | None = None, kind: str = "http", **headers: str
) -> list[dict]:
    """What the guard answers; the application behind it says 200."""
    sent: list[dict] = []

    async def behind(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def send(message):
        sent.append(message)

    where, _, query = path.partition("?")
    scope = {
        "type": kind,
        "path": where,
        "query_string": query.encode(),
        "headers": [
            (name.encode(), value.encode())
            for name, value in {"host": "127.0.0.1:8765", **headers}.items()
        ],
    }
    asyncio.run(access.AccessGuard(behind, token)(scope, None, send))
    return sent


def status(sent: list[dict]) -> int:
    """The answer's number; a websocket that is closed before it opened counts as 403."""
    return sent[0].get("status", 403 if sent[0]["type"] == "websocket.close" else 0)


def test_only_this_servers_own_pages_are_answered():
    assert status(asked()) == 200
    assert status(asked(host="localhost:8765")) == 200
    assert status(asked(host="[::1]:8765")) == 200
    assert status(asked(host="evil.example")) == 403  # a name that was made to mean 127.0.0.1
    assert status(asked(origin="http://127.0.0.1:8765")) == 200
    for kind in ("http", "websocket"):
        assert status(asked(kind=kind, origin="http://evil.example")) == 403
        assert status(asked(kind=kind, origin="http://127.0.0.1:9999")) == 403


def test_every_answer_forbids_the_browser_to_ask_elsewhere():
    headers = dict(asked()[0]["headers"])
    assert headers[b"content-security-policy"].startswith(b"default-src 'self'")


def test_from_other_machines_the_token_is_asked_for():
    open_office = {"host": "10.0.0.7:8765"}
    for kind in ("http", "websocket"):
        assert status(asked(token="right", kind=kind, **open_office)) == 403
        assert (
            status(asked(token="right", kind=kind, cookie="fuhua-token=wrong", **open_office))
            == 403
        )
        assert (
            status(asked(token="right", kind=kind, cookie="fuhua-token=right", **open_office))
            == 200
        )
    assert status(asked("/?token=wrong", token="right", **open_office)) == 403
    assert b"token" in asked(token="right", **open_office)[1]["body"]


def test_a_token_in_the_address_is_kept_in_a_cookie_and_taken_out_of_it():
    sent = asked("//evil.example/decide?lang=zh&token=right", token="right", host="10.0.0.7:8765")
    headers = dict(sent[0]["headers"])
    assert sent[0]["status"] == 303 and headers[b"location"] == b"/evil.example/decide?lang=zh"
    assert headers[b"set-cookie"] == b"fuhua-token=right; HttpOnly; SameSite=Strict; Path=/"


# the server's place


def test_a_port_that_is_taken_is_told_and_the_next_is_found():
    with open_socket("127.0.0.1", None) as first:
        taken = first.getsockname()[1]
        with pytest.raises(UserError, match=f"port {taken} cannot be used .*choose another --port"):
            open_socket("127.0.0.1", taken)
        with open_socket("127.0.0.1", None) as second:
            assert second.getsockname()[1] > taken
    with pytest.raises(UserError, match=r"this machine has no address nowhere\.invalid"):
        open_socket("nowhere.invalid", 8765)


def test_the_address_that_is_shown():
    assert server_address("127.0.0.1", 8765, None) == "http://127.0.0.1:8765/"
    assert server_address("::1", 80, "abc") == "http://[::1]:80/?token=abc"


def test_every_web_file_that_solara_asks_for_is_in_the_package():
    import solara.server

    template = Path(solara.server.__path__[0], "templates", "solara.html.j2").read_text("utf-8")
    old_vue = template.replace("{{ipywidget_major_version}}", "8").replace(
        "{{assets.fontawesome_path}}", ""
    )
    asked = {
        path
        for path in re.findall(r"{{cdn}}/([^\"' ]+)", old_vue)
        if "vuetify3" not in path and not path.endswith("app8.js")
    }
    assert asked and {path for path in asked if not (ASSETS / path).is_file()} == set()
    fonts = ASSETS / "@widgetti/solara-vuetify-app@10.1.1/dist"
    named = re.findall(r"url\(([0-9a-f]+\.woff2)", (fonts / "fonts.css").read_text("utf-8"))
    assert len(named) > 10 and [name for name in named if not (fonts / name).is_file()] == []


# a run that is steered


def test_a_run_that_nobody_steers_is_the_first_run_of_the_study(lived):
    told = run(load("xuchang"), common_random_seed(1, 0), months=15)
    assert np.array_equal(lived.eco.history[:15], told.history) and np.array_equal(
        lived.eco.books[:15], told.books
    )


def test_a_moved_lever_acts_from_the_next_month_on_and_not_before():
    still, moved = (
        start_live_run(load("xuchang", "no-policy"), 1, lambda *_: None) for _ in range(2)
    )
    for _ in range(3):
        still.step()
        moved.step()
    moved.move("founder_grant_envelope", 5000.0)
    moved.move("founder_grant", 50.0)
    moved.move("rent_subsidy_share", 7.0, district=0)
    assert moved.levers()["rent_subsidy_share"][:2].tolist() == [1.0, 0.0]  # cut to its bounds
    for _ in range(12):
        still.step()
        moved.step()
    paid = moved.books["founder_grant"].sum(-1)
    assert (
        np.array_equal(still.history[:3], moved.history[:3])
        and paid[:3].sum() == 0 < paid[3:].sum()
    )
    assert (
        moved.payments()["founder_grant"] == pytest.approx(paid.sum())
        and "founder_grant" not in still.payments()
    )


def test_everybody_who_was_there_or_came_is_somewhere_in_the_flows(lived):
    counts = lived.flows()
    then, rows = lived.standings[0], lived.eco.startups.rows
    assert sum(n for (a, _), n in counts.items() if a < GONE) == np.count_nonzero(then < GONE)
    assert sum(n for (a, _), n in counts.items() if a > GONE) == len(rows) - len(then)
    for rung in range(GONE):
        assert sum(n for (_, b), n in counts.items() if b == rung) == np.count_nonzero(
            rows["alive"] & (rows["rung"] == rung)
        )
    assert all(a < STANDINGS and b < STANDINGS for a, b in counts)


def test_a_firms_story_is_that_of_the_run_on_the_screen_moved_levers_included():
    steered = start_live_run(load("xuchang"), 1, lambda *_: None)
    for month in range(14):
        if month == 4:
            steered.move("award_envelope", 9000.0)
            steered.move("tech_sme_award", 60.0)
        steered.step()
    rows = steered.eco.startups.rows
    row = int(np.flatnonzero(rows["alive"] & (rows["support"] > 0))[0])
    told = steered.story(row, lambda *_: None)
    assert np.array_equal(told.end, rows[row])
    granted = sum(n.values["amount"] for n in told.notes if n.event == "granted")
    table, *rest = cards.life_blocks(steered, told)
    assert granted > 0 and any("万元" in row.cells[1].text for row in table.rows) and rest


def test_a_story_nobody_waits_for_ends(lived):
    def leave(stage: str, done: int, of: int) -> None:
        if done == 3:
            raise jobs.WorkCancellation

    with pytest.raises(jobs.WorkCancellation):
        lived.story(0, leave)


# what is shown


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("chart", charts.ALL.values(), ids=charts.ALL)
def test_every_chart_has_words_and_can_be_sent(lived, chart, language):
    catalogue.speak(language)
    made = chart(lived)
    json.dumps(made.option, allow_nan=False)
    assert made.title and made.words and "{" not in made.words and made.option["series"]
    assert chart(
        start_live_run(load("xuchang"), 1, lambda *_: None)
    ).words  # before the first month as well


def test_every_facility_stands_in_its_district_as_full_as_it_is(lived):
    made, rows = district_map.facility_map(lived), lived.eco.incubators.rows
    boxes = [box for district in made["districts"] for box in district["facilities"]]
    assert sorted(box["row"] for box in boxes) == list(range(len(rows)))
    for box in boxes:
        row = rows[box["row"]]
        assert box["full"] == pytest.approx(
            min(1.0, row["occupied"] / row["tenant_area"]) if box["open"] else 0.0, abs=0.001
        )
        assert lived.scenario.districts[row["district"]].en in [
            d["name"] for d in made["districts"] if box in d["facilities"]
        ]


def test_a_chart_of_the_largest_plan_stays_small(lived):
    sizes = {name: len(json.dumps(chart(lived).option)) for name, chart in charts.ALL.items()}
    assert max(sizes.values()) < 12_000, sizes


def test_the_panel_is_made_from_the_declarations(lived):
    groups = levers.lever_groups(lived.eco.path, lived.scenario.name)
    shown = {r["name"]: r for g in groups for r in g["levers"]}
    assert set(shown) == set(LEVERS) == set(levers.lever_values(lived.levers()))
    assert shown["rent_subsidy_share"]["used"] and shown["rent_subsidy_share"]["source"].startswith(
        "this plan "
    )
    assert (shown["rent_subsidy_share"]["low"], shown["rent_subsidy_share"]["high"]) == (0.0, 1.0)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", list(cards.KINDS))
def test_everybody_can_be_looked_at(lived, kind, language):
    catalogue.speak(language)
    rows = getattr(lived.eco, cards.KINDS[kind]["table"]).rows
    for row in {0, len(rows) // 2, len(rows) - 1}:
        card = cards.entity_card(lived, kind, row)
        assert card.title and all(label and value for label, value in card.facts)
        assert all(link["kind"] in cards.KINDS for group in card.links for link in group["links"])
        assert all(cell.text for table in card.story for row in table.rows for cell in row.cells)


def test_a_funds_story_is_what_it_bought(lived):
    stakes = lived.eco.stakes.rows
    card = cards.entity_card(lived, "fund", int(stakes["fund"][0]))
    (table,) = card.story
    assert (
        len(table.rows) == np.count_nonzero(stakes["fund"] == stakes["fund"][0])
        and "buys" in table.rows[0].cells[1].text
    )


def test_a_persons_story_tells_the_firms_it_founded(lived):
    startups = lived.eco.startups.rows
    row = int(
        np.flatnonzero(
            (startups["founder"] >= 0)
            & (startups["exit_kind"] == codes.CLOSED)
            & (startups["born"] > 0)
        )[-1]
    )
    card = cards.entity_card(lived, "person", int(startups["founder"][row]))
    told = [row.cells[1].text for table in card.story for row in table.rows]
    assert any("founds Firm" in text for text in told) and any("closed in" in t for t in told)


# work in the background


def done(task) -> list[jobs.WorkState]:
    """What a page is shown of a task."""
    shown: list[jobs.WorkState] = []
    jobs.run_task(task, threading.Event(), shown.append)
    return shown


def test_work_shows_how_far_it_is_and_what_came_out():
    shown = done(lambda tell: [tell("runs", k, 4) for k in range(4)] and "result")
    assert [round(w.share, 2) for w in shown] == [0.0, 0.0, 0.25, 0.5, 0.75, 1.0] and shown[
        -1
    ].result == "result"


def test_a_users_fault_is_told_and_any_other_is_told_as_ours(capsys):
    def wrong(tell):
        raise UserError("there is no such thing")

    assert done(wrong)[-1].fault == "there is no such thing"
    assert done(lambda tell: 1 / 0)[-1].fault.endswith("ZeroDivisionError: division by zero")
    assert "Traceback" in capsys.readouterr().err


def test_work_nobody_waits_for_is_ended_and_shows_nothing_more():
    shown, ended = [], threading.Event()

    def task(tell):
        ended.set()
        tell("runs", 1, 2)
        raise AssertionError("it should have ended")

    jobs.run_task(task, ended, shown.append)
    assert [w.stage for w in shown] == ["waiting"]


def test_work_is_bounded(monkeypatch):
    monkeypatch.setattr(jobs, "LONGEST", -1.0)
    assert done(lambda tell: None)[-1].fault.startswith("it took more than 0 minutes")
    small, large = load("xuchang"), load("donghu")
    jobs.check_size(small, 1000)
    for scenario, runs in ((small, 1001), (small, 0), (large, 1000)):
        with pytest.raises(UserError, match=f"{runs} runs are not within the 1 to"):
            jobs.check_size(scenario, runs)


def test_so_many_works_at_once_and_no_more(monkeypatch):
    monkeypatch.setattr(jobs, "MOST_AT_ONCE", 1)
    monkeypatch.setattr(jobs, "_slots", threading.Semaphore(1))
    with jobs.work_slot():
        assert (
            done(lambda tell: 1)[-1].fault
            == "the server is busy with 1 pieces of work; try again later"
        )
    assert done(lambda tell: 1)[-1].result == 1


def test_a_server_holds_so_many_runs_and_lets_go_of_those_whose_visitors_have_gone(monkeypatch):
    scenario = load("xuchang")
    held = [start_live_run(scenario, 1, lambda *_: None) for _ in range(2)]
    monkeypatch.setattr(live_run, "MOST_HELD", len(live_run._runs))
    with pytest.raises(UserError, match="this server holds"):
        start_live_run(scenario, 1, lambda *_: None)
    held.pop()
    assert start_live_run(scenario, 1, lambda *_: None).steps == 0 == held[0].steps


# languages


def test_two_visitors_are_spoken_to_in_two_languages(monkeypatch):
    spoken = {}
    monkeypatch.setattr(
        catalogue.AUDIENCE, "visitor_language", lambda: spoken.get(threading.get_ident())
    )

    def visit(language: str, heard: list[str], together: threading.Barrier) -> None:
        spoken[threading.get_ident()] = language
        together.wait(LIMIT)
        heard.append(catalogue.say("page_watch"))

    heard: dict[str, list[str]] = {"zh": [], "en": []}
    together = threading.Barrier(2)
    threads = [threading.Thread(target=visit, args=(name, heard[name], together)) for name in heard]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == {"zh": ["观看"], "en": ["Watch"]} and catalogue.say("page_watch") == "Watch"


def test_every_sentence_of_a_query_survives_the_round_trip():
    assert dict(parse_qsl(UrlState(levers={"rent_subsidy_share": 0.25}).query()[1:])) == {
        "lang": "zh",
        "plan": "xuchang",
        "rent_subsidy_share": "0.25",
        "made": plan_version("xuchang"),
    }


def test_a_link_of_another_version_or_another_file_says_so(monkeypatch, tmp_path):
    link = UrlState(lang="en", seed=7).query()
    assert parse_query(link) == (UrlState(lang="en", seed=7), ())
    old = link.replace(plan_version("xuchang"), "0123456789ab")
    assert parse_query(old) == (
        UrlState(lang="en", seed=7),
        (
            "the link was made by another version of the program or of the plan's files "
            f'("0123456789ab", here {plan_version("xuchang")}); numbers may differ',
        ),
    )
    before = plan_version("xuchang")
    monkeypatch.setattr("sim.app.session.url_state.SOURCE_DIGEST", "0" * 12)
    assert plan_version("xuchang") != before != plan_version("ruian")
