"""The pages in a real browser: Debian's Chromium, driven by Playwright; whatever leaves this machine or goes wrong fails the test."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from waiting import LIMIT, wait_until

pytest.importorskip("solara", reason='the pages need the extra viz: pip install ".[viz]"')
playwright = pytest.importorskip(
    "playwright.sync_api", reason='browser tests need the extra test: pip install ".[test]"'
)

HERE = Path(__file__).parent.parent
CHROMIUM = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (found := shutil.which(name))
    ),
    None,
)
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium here: apt-get install chromium"
)
LAPTOP = {"width": 1366, "height": 768}


# Press what pauses when so many months have been lived: in the page, since a run ends before a slow visitor could.
PAUSE_AT = """months => new Promise(done => {
    const lived = document.querySelector(".month span");
    const look = () => {
        if (parseInt(lived.textContent.match(/\\d+/)) < months) return;
        seen.disconnect();
        document.querySelector("button.main").click();
        done();
    };
    const seen = new MutationObserver(look);
    seen.observe(document.querySelector(".month"), { subtree: true, childList: true, characterData: true });
    look();
})"""


class Visitor:
    """A visitor with a browser profile of his own, and everything that went wrong on the way."""

    def __init__(self, browser: Any, home: str):
        self.home, self.faults, self.context = home, [], browser.new_context(viewport=LAPTOP)
        self.page = self.context.new_page()
        self.page.set_default_timeout(1000 * LIMIT)
        self.page.on(
            "console", lambda message: message.type == "error" and self.faults.append(message.text)
        )
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("requestfailed", lambda request: self.faults.append(f"failed: {request.url}"))
        self.page.on(
            "response",
            lambda answer: (
                answer.status >= 400 and self.faults.append(f"{answer.status}: {answer.url}")
            ),
        )
        self.page.on(
            "request",
            lambda request: (
                request.url.startswith((home, "data:", "blob:"))
                or self.faults.append(f"outside: {request.url}")
            ),
        )

    def open(self, query: str = "?lang=en") -> Any:
        """The live page, ready to be played."""
        self.page.goto(self.home + query)
        self.page.wait_for_selector(".live")
        return self.page

    def address(self) -> str:
        """What stands in the address bar."""
        return str(self.page.evaluate("location.href"))

    @property
    def lived(self) -> int:
        """How many months the page says have been lived."""
        return int(re.findall(r"\d+", self.page.inner_text(".month span"))[0])

    def until(self, months: int) -> None:
        """Wait until so many months have been lived."""
        wait_until(lambda: self.lived >= months, f"month {months}, the page stands at {self.lived}")

    def leave(self) -> None:
        """Close the tab as a visitor does, who is missed at once; nothing may have gone wrong."""
        if not self.page.is_closed():
            with self.page.expect_event("close"):
                self.page.close(run_before_unload=True)
        self.context.close()
        assert self.faults == []


def served(*command: str, folder: Path = HERE) -> Iterator[str]:
    """A server in a process of its own, started in a folder, at a free port; its address, once it says that it serves."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", *command, "--port", str(port), "--no-open"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(HERE), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        said = []
        for line in process.stdout:
            said.append(line)
            if f":{port}" in line:
                break
        else:
            pytest.fail(f"the server ended: {said}")
        threading.Thread(target=process.stdout.read, daemon=True).start()

        def answers() -> bool:  # Solara's own command says so a moment before
            assert process.poll() is None, "the server ended"
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", port)) == 0

        wait_until(answers, "the server")
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.kill()  # Solara's own command would wait for pages that were open
        process.wait()


@pytest.fixture(scope="module")
def home() -> Iterator[str]:
    yield from served("sim.cli", "serve")


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


def test_play_pause_step_and_reset(visitor: Visitor) -> None:
    page = visitor.open()
    assert visitor.lived == 0 and "Not begun yet" in page.inner_text("figcaption >> nth=0")
    page.click("text=Step")
    visitor.until(1)
    page.locator(".controls select").nth(3).select_option("1000")
    page.click("button.main")
    page.evaluate(PAUSE_AT, 6)
    page.wait_for_selector("button.main:has-text('Play')")
    stands = visitor.lived
    assert 6 <= stands < 48
    for _ in range(2):  # the month under way when it was paused may still come in, one at most
        page.keyboard.press("ArrowRight")
    visitor.until(stands + 2)
    month, lived = re.match(r"(\d{4}-\d\d)\D+(\d+)", page.inner_text(".month")).groups()
    assert month == f"{2022 + (int(lived) - 1) // 12}-{(int(lived) - 1) % 12 + 1:02d}"
    page.click("text=Reset")
    wait_until(lambda: visitor.lived == 0, "the first month again")
    wait_until(lambda: page.locator("canvas").count() == 6, "six charts")


def test_the_page_speaks_the_language_asked_for_and_keeps_the_run_when_it_is_switched(
    visitor: Visitor,
) -> None:
    page = visitor.open("?lang=zh&plan=ruian")
    assert page.locator(".fuhua").get_attribute(
        "lang"
    ) == "zh-CN" and "政策杠杆" in page.inner_text(".levers")
    wait_until(lambda: page.title() == "观看 · Fuhua 孵化", "the page's name in the tab")
    page.click("text=单步")
    visitor.until(1)
    page.click(".languages >> text=English")
    page.wait_for_selector("text=A lever acts from the next month on.")
    assert (
        visitor.lived == 1 and "lang=en" in visitor.address() and "plan=ruian" in visitor.address()
    )
    assert not re.search(
        "[一-鿿]",
        page.inner_text(".controls label >> nth=0").replace(
            page.inner_text(".controls select >> nth=0"), ""
        ),
    )
    page.click(".languages >> text=中文")
    page.wait_for_selector("text=移动后从下一个月起生效。")


def test_a_lever_that_is_moved_acts(visitor: Visitor) -> None:
    page = visitor.open("?lang=en&policy=no-policy")
    page.fill("input[type=search]", "one-stop")
    box = page.locator(".lever input[type=number]")
    box.fill("1200")
    box.press("Enter")
    page.click("text=Step")
    visitor.until(1)
    page.wait_for_selector(
        "figcaption:has-text('300 万元 since the plan began')"
    )  # three districts, a twelfth of a year
    slider = page.locator(".lever input[type=range]")
    slider.focus()
    slider.press("Home")
    wait_until(lambda: box.input_value() == "0", "the lever at its lower end")


def test_what_is_clicked_on_tells_its_state_and_its_story(visitor: Visitor) -> None:
    page = visitor.open()
    page.click("text=Step")
    visitor.until(1)
    page.click(".card .links button:has-text('Firm') >> nth=0")
    page.wait_for_selector(".card h2:has-text('Firm')")
    page.click(".card button.main")
    page.wait_for_selector(".card td:has-text('is there when the run begins')")
    page.click(".places button >> nth=0")
    page.wait_for_selector(".card h2:has-text('main building of Shuangchuang island')")
    for kind in ("fund", "fund", "park"):
        page.locator(f".card .links button:has-text('{kind}')").first.click()
        page.wait_for_selector(f".card h2:has-text('{kind}')")


def test_a_plan_is_chosen_and_the_address_says_so(visitor: Visitor) -> None:
    page = visitor.open()
    page.locator(".controls select").nth(1).select_option("talent-first")
    wait_until(lambda: "policy=talent-first" in visitor.address(), "the policy in the address")
    page.get_by_label("Natural parameters").select_option("central")
    wait_until(
        lambda: (
            "nature=central" in visitor.address() and "policy=talent-first" in visitor.address()
        ),
        "the nature in the address",
    )
    page.locator(".controls select").nth(0).select_option("ruian")
    wait_until(
        lambda: "plan=ruian" in visitor.address() and "policy" not in visitor.address(),
        "the plan in the address",
    )
    page.wait_for_selector(".controls option[value=ruian]:checked", state="attached")
    page.go_back()
    wait_until(lambda: "plan=xuchang" in visitor.address(), "the plan before")


@pytest.mark.parametrize(
    "query",
    [
        "plan=%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "seed=__import__('os')",
        "%3Cscript%3Ealert(1)%3C%2Fscript%3E=1",
        "rent_subsidy_share=1e999",
        "x=" + "y" * 5000,
    ],
)
def test_a_hostile_address_is_refused_with_a_word_and_the_page_works(
    visitor: Visitor, query: str
) -> None:
    page = visitor.open("?lang=en&" + query)
    assert page.locator("[role=alert]").count() == 1
    assert page.inner_text("[role=alert]").startswith("About this address: ")
    assert page.locator("script:has-text('alert(1)')").count() == 0


def test_ten_visitors_at_once_have_ten_runs(browser: Any, home: str) -> None:
    visitors = [Visitor(browser, home) for _ in range(10)]
    for k, one in enumerate(visitors):
        one.page.goto(home + ("?lang=zh" if k % 2 else "?lang=en"))
    for k, one in enumerate(visitors):
        one.page.wait_for_selector(".live")
        assert ("Levers" if k % 2 == 0 else "政策杠杆") in one.page.inner_text(".levers")
        for _ in range(k % 3):
            one.page.click("text=单步" if k % 2 else "text=Step")
    for k, one in enumerate(visitors):
        one.until(k % 3)
        assert one.lived == k % 3
        one.leave()


def test_a_closed_tab_ends_its_work(visitor: Visitor, browser: Any) -> None:
    page = visitor.open()
    others = browser.new_context().request

    def working() -> int:
        return int(others.get(visitor.home + "resourcez").json()["kernels"]["total"])

    page.click("button.main")
    visitor.until(1)
    wait_until(lambda: working() == 1, "earlier visitors to be missed")
    page.close(run_before_unload=True)
    wait_until(lambda: working() == 0, "the run to end")


def test_nothing_can_be_reached_but_pages_and_their_files(visitor: Visitor) -> None:
    page = visitor.page
    for path in (
        "_solara/cdn/..%2f..%2fserver.py",
        "fuhua/fonts/..%2fhtml.py",
        "_solara/cdn/echarts@5.4.0/dist/other.js",
        "etc/passwd",
    ):
        assert page.request.get(visitor.home + path).status == 404, path
    assert page.request.get(visitor.home, headers={"host": "evil.example"}).status == 403


def test_mesas_own_page_steps_and_resets(browser: Any) -> None:
    for home in served("solara", "run", "app.py", "--no-check-version", "--production"):
        visitor = Visitor(browser, home)
        page = visitor.page
        page.goto(home)
        page.click("button:has-text('Step')")
        page.wait_for_selector("text=/(Step|Time): 1/")  # as Mesa calls it, from 3.5 on the time
        page.wait_for_selector("img, svg")
        page.click("button:has-text('Reset')")
        page.wait_for_selector("text=/(Step|Time): 0/")
        visitor.leave()
