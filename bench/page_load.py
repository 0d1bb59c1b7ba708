"""One view in a real browser: how long until the last mark is drawn, and what it costs."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page
from subjects import BENCH, Server, Subject

WATCH = (BENCH / "page_watch.js").read_text(encoding="utf-8")
QUIET = 400
LONGEST = 30_000
SIZE = {"width": 1920, "height": 1080}
SLOW_LINE = {
    "offline": False,
    "latency": 40,
    "downloadThroughput": 4e6 / 8,
    "uploadThroughput": 1e6 / 8,
}


@dataclass
class View:
    """A page that is drawn."""

    page: Page
    tools: CDPSession
    ready: float
    """Milliseconds from the request to the last mark."""
    usable: float
    """Milliseconds from the request until the page answers to choices."""
    kilobytes: float
    requests: int
    cpu: float
    """Processor seconds of the server."""
    shift: float
    """How much the layout jumped, as browsers count it."""


def context_of(browser: Browser, subject: Subject) -> BrowserContext:
    """A browser with an empty cache."""
    context = browser.new_context(viewport=SIZE, locale="vi-VN")
    wanted = json.dumps({**asdict(subject.look), "quiet": QUIET, "longest": LONGEST})
    context.add_init_script(f"{WATCH.rstrip()}({wanted});")
    return context


def load(
    context: BrowserContext, server: Server, subject: Subject, *, slower: int = 1, line: Any = None
) -> View:
    """Opens the page and waits until it is drawn. The caller closes the page."""
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    if line:
        tools.send("Network.emulateNetworkConditions", line)
    if slower > 1:
        tools.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    received, asked = [0.0], [0]

    def finished(event: dict[str, Any]) -> None:
        received[0] += event["encodedDataLength"]

    def frame(event: dict[str, Any]) -> None:
        binary = event["response"]["opcode"] == 2
        size = len(event["response"]["payloadData"])
        received[0] += size * 3 / 4 if binary else size

    def request(event: dict[str, Any]) -> None:
        asked[0] += event["request"]["url"].startswith("http")

    tools.on("Network.loadingFinished", finished)
    tools.on("Network.webSocketFrameReceived", frame)
    tools.on("Network.requestWillBeSent", request)
    before = server.cpu()
    page.goto(server.base + subject.path, wait_until="commit")
    ready = waited(page, "ready")
    usable = waited(page, "usable")
    shift = page.evaluate(
        """() => new Promise((done) => {
            let sum = 0;
            new PerformanceObserver((list) => list.getEntries().forEach((e) => (sum += e.value)))
                .observe({ type: "layout-shift", buffered: true });
            setTimeout(() => done(sum), 50);
        })"""
    )
    cpu = server.cpu() - before
    return View(page, tools, ready, usable, received[0] / 1000, asked[0], cpu, shift)


def choose(view: View, server: Server, subject: Subject, choice: str) -> tuple[float, float]:
    """Makes a choice; milliseconds until its last mark is drawn, CPU seconds of the server."""
    page = view.page
    *first, last = subject.steps
    for step in first:
        act(page, step, choice)
    page.wait_for_timeout(200)
    before = server.cpu()
    page.evaluate("() => benchWatch.expect()")
    act(page, last, choice)
    return waited(page, "chosen"), server.cpu() - before


def waited(page: Page, event: str) -> float:
    """Milliseconds that page_watch.js tells of `event`."""
    told = page.evaluate("(event) => benchWatch[event]", event)
    if told is None:
        raise TimeoutError(f"{page.url}: not {event} after {LONGEST} ms")
    return float(told)


def act(page: Page, step: tuple[str, str], choice: str) -> None:
    kind, what = step[0], step[1].format(choice)
    if kind == "click":
        page.locator(what).first.click()
    elif kind == "press":
        page.keyboard.press(what)
    elif kind == "type":
        page.keyboard.type(what)
    else:
        where, _, value = what.partition("=")
        page.select_option(where, label=value)
