"""Decide and Explore in a real browser: a lever moved, a link reproduced, files taken away, ten visitors, hostile addresses."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import studying
from studying import StandIn, tasks
from test_browser import CHROMIUM, Visitor, served
from waiting import wait_until

from sim.plan.files import plans_folder as plans_home
from sim.scenario.scenario import load
from sim.study.run.sweep import run_tasks

psutil = pytest.importorskip(
    "psutil", reason="who works is seen with psutil, which comes with the extra cluster or test"
)
playwright = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium here: apt-get install chromium"
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server is started: a folder with a sweep in its results."""
    found = tmp_path_factory.mktemp("started")
    run_tasks(tasks(runs=3, points=4), studying.study(found / "results" / "trial"), make=StandIn())
    return found


@pytest.fixture(scope="module")
def home(place: Path) -> Iterator[str]:
    yield from served("sim.cli", "serve", folder=place)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        made = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield made
        made.close()


@pytest.fixture
def visitor(browser: Any, home: str) -> Iterator[Visitor]:
    made = Visitor(browser, home)
    yield made
    made.leave()


def decide(visitor: Visitor, query: str = "?lang=en&runs=2") -> Any:
    """The desk, with all runs done."""
    visitor.page.goto(visitor.home + "decide" + query)
    visitor.page.wait_for_selector(".files")
    return visitor.page


def shown(page: Any) -> str:
    """What the desk says, without what it is reached by."""
    return str(page.inner_text(".results"))


def test_three_sentences_then_tables_then_charts_in_both_languages(visitor: Visitor) -> None:
    page = decide(visitor)
    assert page.locator(".lead p").count() == 3 and "the plan as written" in page.inner_text(
        ".lead"
    )
    assert (
        page.locator(".gauges .gauge").count()
        == 2 * page.locator(".gauges tbody tr:not(.group)").count()
        > 20
    )
    assert re.fullmatch(r"\d+ %", page.inner_text(".gauge b >> nth=0"))
    wait_until(lambda: page.locator("canvas").count() == 2, "two charts")
    assert (
        page.locator("[role=img]")
        .nth(0)
        .get_attribute("aria-label")
        .startswith("What public money is spent on")
    )
    page.click(".behind summary >> nth=0")
    page.wait_for_selector(".behind[open] table")
    page.click(".languages >> text=中文")
    page.wait_for_selector(".lead:has-text('按方案实施')")
    assert page.locator(".fuhua").get_attribute(
        "lang"
    ) == "zh-CN" and "各项目标达到的概率" in shown(page)
    assert "lang=zh" in visitor.address() and "runs=2" in visitor.address()


def test_a_lever_moved_compares_anew_and_the_link_shows_another_the_same(
    visitor: Visitor, browser: Any, home: str
) -> None:
    page = decide(visitor)
    before = shown(page)
    page.fill("input[type=search]", "share of rent paid")
    box = page.locator(".lever input[type=number]")
    box.fill("0.9")
    box.press("Enter")
    wait_until(lambda: "rent_subsidy_share=0.9" in visitor.address(), "the lever in the address")
    page.wait_for_selector(".files button:has-text('Policy file')")
    after = shown(page)
    assert after != before and "the plan as written, changed" in after
    other = Visitor(browser, home)
    assert shown(decide(other, visitor.address().split("/decide")[1])) == after
    assert other.page.inner_text(".origin") == page.inner_text(".origin")
    other.leave()
    page.click("text=As in the policy")
    wait_until(
        lambda: "rent_subsidy_share" not in visitor.address() and shown(page) == before,
        "what was there before",
    )


def taken(page: Any, label: str, to: Path) -> Path:
    """A file taken away."""
    with page.expect_download() as waiting:
        page.click(f".files button:has-text('{label}')")
    waiting.value.save_as(to / waiting.value.suggested_filename)
    return to / waiting.value.suggested_filename


def test_what_is_taken_away_can_be_opened(visitor: Visitor, tmp_path: Path) -> None:
    import docx

    page = decide(visitor, "?lang=zh&runs=2&rent_subsidy_share=0.9")
    leading = page.inner_text(".lead p >> nth=0")
    letter = docx.Document(str(taken(page, "Word", tmp_path)))
    assert leading in [p.text for p in letter.paragraphs]
    text = taken(page, "网页", tmp_path).read_text("utf-8")
    HTMLParser().feed(text)
    assert leading in text and "<script" not in text
    assert (
        taken(page, "CSV", tmp_path)
        .read_bytes()
        .startswith(b"\xef\xbb\xbfoutcome,zh,en,unit,policy")
    )
    with zipfile.ZipFile(taken(page, "ZIP", tmp_path)) as packed:
        assert {"meta.json", "runs.parquet", "costs.csv", "report.html", "frontier.png"} <= set(
            packed.namelist()
        )
    shutil.copytree(plans_home() / "xuchang", tmp_path / "xuchang")
    policy = taken(page, "政策文件", tmp_path / "xuchang" / "policies")
    assert load(tmp_path / "xuchang", policy.stem).digest in page.inner_text(".origin")


def test_stop_keeps_what_there_is_and_going_on_goes_on(visitor: Visitor) -> None:
    page = visitor.page
    page.goto(visitor.home + "decide?lang=en&runs=400&seed=5")
    page.wait_for_selector(".gauges")  # from two runs on
    page.click(".standing >> text=Stop")
    page.wait_for_selector(".standing:has-text('Stopped after')")
    done = int(re.findall(r"\d+", page.inner_text(".standing"))[0])
    page.wait_for_selector(".files")
    assert 2 <= done < 400 and page.locator(".files").count() == 1
    page.click("text=Go on")
    page.wait_for_selector("progress")


def test_sides_that_are_the_same_are_not_compared(visitor: Visitor) -> None:
    page = visitor.page
    page.goto(visitor.home + "decide?lang=en&against=plan")
    page.wait_for_selector(".state:has-text('Both sides are the same')")
    page.locator(".controls select").nth(1).select_option("no-policy")
    page.wait_for_selector(".standing")


@pytest.mark.parametrize(
    "path",
    [
        "decide?lang=en&runs=99999",
        "decide?lang=en&against=..%2fplan&runs=2",
        "decide?lang=en&runs=2&against.x=1",
        "explore?lang=en&study=..%2f..%2fetc",
        "explore?lang=en&study=a%00b",
        "explore?lang=en&study=trial&culture.low=1e999",
    ],
)
def test_a_hostile_address_is_refused_with_a_word(visitor: Visitor, path: str) -> None:
    page = visitor.page
    page.goto(visitor.home + path)
    page.wait_for_selector("[role=alert]")
    assert page.inner_text("[role=alert]").startswith("About this address: ")
    page.wait_for_selector(".standing, .studies, figure")


def test_more_than_a_page_may_ask_for_is_refused_before_it_begins(visitor: Visitor) -> None:
    page = visitor.page
    page.goto(visitor.home + "decide?lang=en&plan=donghu&runs=1000")
    page.wait_for_selector(".fault:has-text('1000 runs are not within the 1 to')")


def worked(server: Any) -> float:
    """Seconds that the processes which live a server's runs have worked."""
    return sum(sum(p.cpu_times()[:2]) for p in server.children(recursive=True) if p.is_running())


def test_a_closed_tab_stops_its_work(browser: Any, home: str) -> None:
    port = home.rsplit(":", 1)[1].strip("/")
    server = next(p for p in psutil.process_iter(["cmdline"]) if port in (p.info["cmdline"] or []))
    visitor = Visitor(browser, home)
    visitor.page.goto(home + "decide?lang=en&runs=400&seed=9")
    visitor.page.wait_for_selector(".gauges")
    visitor.leave()

    def idle() -> bool:
        """Whether the workers did nothing while the server made a page for somebody else."""
        before, other = worked(server), Visitor(browser, home)
        other.page.goto(home + "explore?lang=en")
        other.page.wait_for_selector(".studies")
        other.leave()
        return worked(server) == before

    assert worked(server) > 0
    wait_until(idle, "idle workers")


def test_ten_visitors_at_once_compare_what_each_asked_for(browser: Any, home: str) -> None:
    visitors = [Visitor(browser, home) for _ in range(10)]
    asked = [("en" if k % 2 else "zh", ("plan", "fund-first")[k % 3 == 0]) for k in range(10)]
    for one, (lang, policy) in zip(visitors, asked, strict=True):
        one.page.goto(f"{home}decide?lang={lang}&policy={policy}&runs=2")
    for one, (lang, policy) in zip(visitors, asked, strict=True):
        one.page.wait_for_selector(".files")
        title = load("xuchang", policy)
        assert (title.policy_en if lang == "en" else title.policy_zh) in one.page.inner_text(
            ".lead"
        )
        one.leave()


def test_a_study_is_opened_filtered_drawn_and_taken_away(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.page
    page.goto(visitor.home + "explore?lang=en")
    page.click("text=trial")
    page.wait_for_selector("figure canvas")
    assert "24 of 24 runs are shown." in page.inner_text(".ask")
    for view, words in (
        ("Against a value", 'against "'),
        ("How it is spread", "how it is spread"),
        ("What moves it", "what moves it"),
    ):
        page.click(f".ask >> text={view}")
        page.wait_for_selector(f"figure h2:has-text('{words}')")
    page.locator(".ask .check", has_text="no-policy").locator("input").uncheck()
    page.wait_for_selector(".ask:has-text('12 of 24 runs are shown.')")
    box = page.locator(".ends input").nth(0)
    box.fill("0.95")
    box.press("Enter")
    page.wait_for_selector(".ask:has-text('9 of 24 runs are shown.')")
    assert "only=plan" in visitor.address() and "culture.low=0.95" in visitor.address()
    assert len(taken(page, "CSV", tmp_path).read_text("utf-8-sig").splitlines()) == 10
    assert taken(page, "Parquet", tmp_path).read_bytes().startswith(b"PAR1")
    page.click(".languages >> text=中文")
    page.wait_for_selector(".ask:has-text('显示 9 次运行，共 24 次。')")
    page.click("text=全部研究")
    page.wait_for_selector(".studies")


def test_where_there_is_no_study_the_page_says_how_to_make_one(
    browser: Any, tmp_path: Path
) -> None:
    for home in served("sim.cli", "serve", folder=tmp_path):
        visitor = Visitor(browser, home)
        visitor.page.goto(home + "explore?lang=zh")
        visitor.page.wait_for_selector(".state:has-text('还没有可查阅的结果')")
        visitor.leave()
