"""How fast the projector's show loads and changes slides, and what eight hours of it cost.

Run from the top folder: python bench/show_speed.py [--hours 8] [--seconds 20]

A real Chromium in front of the real dashboard on the invented figures. The hours are played on a
clock that is turned forward: every slide is drawn and every question for new figures is asked of
the server, and between them a clerk uploads new figures four times.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

import psutil
from playwright.sync_api import BrowserContext, CDPSession, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.chromium import ensure_chromium  # noqa: E402
from tests.browser.conftest import FLAGS  # noqa: E402
from tests.browser.test_journeys import UPLOAD, confirm, csv_file, hand_in  # noqa: E402
from tests.serving import Serving, free_port, serving, settings  # noqa: E402

SIZE = {"width": 1920, "height": 1080}
UPLOADS = 4
CHANGES = """async (times) => {
    const taken = [];
    for (let i = 0; i < times; i += 1) {
        const begin = performance.now();
        document.dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowRight"}));
        // A frame begins, is painted, and the next one begins.
        await new Promise((next) => requestAnimationFrame(() => setTimeout(next, 0)));
        taken.push(performance.now() - begin);
    }
    return taken;
}"""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--hours", type=float, default=8)
    parser.add_argument("--seconds", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        port = free_port()
        command = [sys.executable, "-m", "indicators.command", "run", "--port", str(port)]
        environment = settings(database=folder / "dashboard.duckdb", today="2026-11-20")
        browser = playwright.chromium.launch(executable_path=ensure_chromium(), args=list(FLAGS))
        with serving(command, port, folder / "log.txt", environment=environment) as site:
            measure_load(browser.new_context(viewport=SIZE), site)
            measure_changes(browser.new_context(viewport=SIZE), site)
            if options.hours:
                hall = browser.new_context(viewport=SIZE)
                measure_hours(hall, site, options.hours, options.seconds)
        browser.close()


def measure_load(context: BrowserContext, site: Serving) -> None:
    """Bytes and time of the first load and of one with everything kept."""
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    received = [0.0]
    tools.on("Network.loadingFinished", lambda event: add(received, event["encodedDataLength"]))
    for kind in ("cold", "warm"):
        received[0] = 0
        begin = time.perf_counter()
        page.goto(f"{site.base}/trinh-chieu")
        page.locator(".slide").wait_for()
        shown = time.perf_counter() - begin
        page.evaluate("document.fonts.ready")
        page.wait_for_timeout(300)
        print(f"load, {kind}: {received[0] / 1000:.0f} kB, slide after {shown * 1000:.0f} ms")
    page.close()


def measure_changes(context: BrowserContext, site: Serving) -> None:
    """From key to paint, on this machine and on one four times slower."""
    page = context.new_page()
    tools = context.new_cdp_session(page)
    page.goto(f"{site.base}/trinh-chieu")
    page.locator(".slide").wait_for()
    for slower in (1, 4):
        tools.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        taken = sorted(page.evaluate(CHANGES, 200))
        print(
            f"key to paint, processor {slower}x slower: median {statistics.median(taken):.0f} ms, "
            f"p95 {taken[190 - 1]:.0f} ms, most {taken[-1]:.0f} ms"
        )
    page.close()


def measure_hours(context: BrowserContext, site: Serving, hours: float, seconds: int) -> None:
    """Heap and nodes of the browser, memory of the server, over hours of play."""
    page = context.new_page()
    page.clock.install()
    tools = context.new_cdp_session(page)
    tools.send("Performance.enable")
    server = psutil.Process(site.process.pid)
    page.goto(f"{site.base}/trinh-chieu?giay={seconds}")
    page.locator(".slide").wait_for()
    answers = [0.0]
    page.on("response", lambda answer: add(answers, "trinh-chieu.json" in answer.url))
    polls = int(hours * 3600 / 10)
    # One round of all slides and the first upload load what a server loads once.
    upload(context, site, 0)
    play(page, 60)
    report("begin", page, tools, server)
    for part in range(1, 5):
        if part < UPLOADS:
            upload(context, site, part)
        play(page, polls // 4)
        report(f"after {hours * part / 4:g} h", page, tools, server)
    print(f"questions answered by the server: {answers[0]:.0f}")


def play(page: Page, polls: int) -> None:
    """Turns the clock on, ten seconds at a time, and lets every question be answered."""
    for _ in range(polls):
        page.clock.run_for(10_000)
        page.wait_for_timeout(15)


def upload(context: BrowserContext, site: Serving, number: int) -> None:
    clerk = context.new_page()
    clerk.goto(site.base + UPLOAD)
    hand_in(clerk, f"{number}.csv", csv_file(f"2026;CT04;;chính thức;{11 + number},3;"))
    confirm(clerk, 1)
    clerk.close()


def report(when: str, page: Page, tools: CDPSession, server: psutil.Process) -> None:
    tools.send("HeapProfiler.collectGarbage")
    metrics = {m["name"]: m["value"] for m in tools.send("Performance.getMetrics")["metrics"]}
    place = page.locator("#place").inner_text()
    print(
        f"{when}: heap {metrics['JSHeapUsedSize'] / 1e6:.2f} MB, nodes {metrics['Nodes']:.0f}, "
        f"server {server.memory_info().rss / 1e6:.0f} MB, slide {place}"
    )


def add(total: list[float], amount: float) -> None:
    total[0] += amount


if __name__ == "__main__":
    main()
