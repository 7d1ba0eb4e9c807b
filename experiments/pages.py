"""How fast the pages are and whether they keep what they should let go: python experiments/pages.py [RESETS]

Starts the server, opens the live page in Chromium, and measures: seconds until the server answers and until the page can be
used; months a second with all charts, for Xuchang and for Wuhan; memory of the server and of the page over many resets.
Memory of the server is read from /proc, so on Linux only.
"""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

HOUSE = Path(__file__).parent.parent
CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
EVERY = 50  # resets between two looks at memory


def lived(page: Any) -> int:
    """How many months the page shows as lived."""
    return int(re.findall(r"\d+", page.inner_text(".month span"))[0])


def opened(browser: Any, home: str, plan: str) -> tuple[Any, float]:
    """A page with a plan in it, and the seconds until it could be used."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.set_default_timeout(300_000)
    began = time.perf_counter()
    page.goto(f"{home}?lang=en&plan={plan}")
    page.wait_for_selector(".live canvas")
    return page, time.perf_counter() - began


def pace(page: Any, months: int) -> float:
    """Months a second, as fast as it goes."""
    page.locator(".controls select").nth(2).select_option("1000")
    page.click("button.main")
    while lived(page) < 2:
        pass
    began, first = time.perf_counter(), lived(page)
    while lived(page) < months:
        pass
    found = (lived(page) - first) / (time.perf_counter() - began)
    page.click("button.main")
    return found


def memory(process: int, page: Any) -> tuple[float, float]:
    """Megabytes of the server's process and of the page's objects."""
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    held = session.send("Runtime.getHeapUsage")["usedSize"]
    session.detach()
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024, held / 2**20


def main(resets: int) -> None:
    """Print every figure."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    began, home = time.perf_counter(), f"http://127.0.0.1:{port}/"
    server = subprocess.Popen(
        [sys.executable, "-m", "sim.cli", "serve", "--no-open", "--port", str(port)],
        cwd=HOUSE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        while home not in server.stdout.readline():
            pass
        print(f"server answers after {time.perf_counter() - began:.1f} s")
        with sync_playwright() as driver:
            browser = driver.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
            )
            for number in range(3):
                page, seconds = opened(browser, home, "xuchang")
                print(f"page {number + 1} can be used after {seconds:.1f} s")
                page.close(run_before_unload=True)
            for plan, months in (("xuchang", 40), ("donghu", 30)):
                page, _ = opened(browser, home, plan)
                print(f"{plan}: {pace(page, months):.1f} months a second")
                page.close(run_before_unload=True)
            page, _ = opened(browser, home, "xuchang")
            for number in range(resets + 1):
                if number % EVERY == 0:
                    print(
                        "after {:3d} resets: server {:.0f} MB, page {:.1f} MB".format(
                            number, *memory(server.pid, page)
                        ),
                        flush=True,
                    )
                page.click("text=Step")
                while lived(page) < 1:
                    pass
                page.click("text=Reset")
                while lived(page) > 0:
                    pass
            browser.close()
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
