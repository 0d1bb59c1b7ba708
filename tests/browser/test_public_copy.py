"""The public copy in a real browser, from a folder: with and without JavaScript, any width."""

import functools
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from indicators.board import Board
from indicators.demo import seed_demo
from indicators.plan_folder import read_plan
from indicators.public_copy import made_copy
from indicators.publication import write_copy
from indicators.settings import ROOT
from indicators.store import Store
from tests.conftest import COMMUNE

TODAY = date(2026, 11, 20)
PAGES = [
    "index.html",
    "chi-tieu-ct02.html",
    "chi-tieu-ct04.html",
    "chi-tieu-ct13.html",
    "don-vi.html",
    "don-vi-pkt.html",
    "don-vi-ca.html",
    "nhiem-vu.html",
    "cach-danh-gia.html",
    "du-lieu-mo.html",
    "404.html",
]
WIDTHS = (1920, 1024, 390, 320)
# What an accessibility checker looks at first; each finding is a sentence.
LOOK = """() => {
    const found = [];
    const shown = (node) => node.checkVisibility();
    const heads = [...document.querySelectorAll('h1, h2, h3, h4')];
    if (document.documentElement.lang !== 'vi') found.push('no language');
    if (!document.title) found.push('no title');
    if (heads.filter((h) => h.tagName === 'H1').length !== 1) found.push('not one h1');
    let level = 0;
    for (const h of heads) {
        const now = Number(h.tagName[1]);
        if (now > level + 1) found.push(`a level is left out before “${h.textContent}”`);
        if (!h.textContent.trim()) found.push('an empty heading');
        level = now;
    }
    if (document.querySelectorAll('main').length !== 1) found.push('not one main');
    for (const svg of document.querySelectorAll('svg')) {
        const named = svg.getAttribute('aria-label') || svg.closest('[aria-hidden=true]')
            || svg.closest('[role=img][aria-label]');
        if (!named) found.push('a drawing without words');
    }
    for (const table of document.querySelectorAll('table')) {
        if (!table.caption?.textContent.trim()) found.push('a table without a caption');
        for (const th of table.querySelectorAll('th')) {
            if (!th.textContent.trim()) found.push('an empty table heading');
            if (!th.scope) found.push('a table heading without a scope');
        }
    }
    for (const link of document.querySelectorAll('a')) {
        if (!link.textContent.trim()) found.push('an empty link');
    }
    const ids = [...document.querySelectorAll('[id]')].map((node) => node.id);
    if (new Set(ids).size !== ids.length) found.push('an id twice');
    for (const node of document.querySelectorAll('body :not(svg *)')) {
        const own = [...node.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
        if (own && shown(node) && parseFloat(getComputedStyle(node).fontSize) < 13)
            found.push(`small text: ${node.textContent.slice(0, 40)}`);
    }
    return found;
}"""
OUTSIDE = """() => [...document.querySelectorAll('body *')].filter((node) => {
    if (!node.checkVisibility() || node.closest('.skip')) return false;
    for (let above = node; above; above = above.parentElement)
        if (getComputedStyle(above).clipPath !== 'none') return false;
    return node.getBoundingClientRect().right > window.innerWidth + 1;
}).map((node) => `${node.tagName}.${node.getAttribute('class')}`)"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    plan = read_plan(ROOT / "data" / "plan")
    place = tmp_path_factory.mktemp("cổng xã") / "xanh" / "2030"
    with closing(Store(place.parent.parent / "dashboard.duckdb", COMMUNE)) as store:
        seed_demo(store, plan, ROOT / "data" / "demo")
        write_copy(made_copy(Board(plan, store), TODAY, None, with_explanations=False), place)
    return place


Open = Callable[..., Page]


@pytest.fixture
def open_page(chromium: BrowserContext, folder: Path) -> Iterator[Open]:
    """Opens a file of the copy; at the end nothing else may have been asked for."""
    contexts: list[BrowserContext] = []
    strangers: list[str] = []
    complaints: list[str] = []
    browser = chromium.browser
    assert browser is not None

    def open_page(name: str, *, width: int = 1280, script: bool = True) -> Page:
        context = browser.new_context(
            java_script_enabled=script, viewport={"width": width, "height": 844}, locale="vi-VN"
        )
        contexts.append(context)
        page = context.new_page()
        own = folder.as_uri()
        page.on(
            "request",
            lambda asked: (
                None if asked.url.startswith((own, "data:")) else strangers.append(asked.url)
            ),
        )
        page.on("requestfailed", lambda asked: strangers.append(f"missing {asked.url}"))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto((folder / name).as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert strangers == []
    assert complaints == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_read_by_everybody(open_page: Open, name: str) -> None:
    for script in (True, False):
        assert open_page(name, script=script).evaluate(LOOK) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_from_a_phone_to_a_wide_screen(open_page: Open, name: str) -> None:
    for width in WIDTHS:
        page = open_page(name, width=width, script=False)
        assert page.evaluate(OUTSIDE) == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_is_read_without_javascript(open_page: Open) -> None:
    page = open_page("index.html", script=False)
    page.get_by_text("SỐ LIỆU MINH HỌA").first.wait_for()
    row = page.get_by_role("row", name="Diện tích trồng trọt VietGAP")
    assert "14,6%" in row.inner_text()
    assert "Đúng tiến độ" in row.inner_text()
    row.get_by_role("link").click()
    page.get_by_role("heading", level=1, name="Diện tích trồng trọt VietGAP").wait_for()
    assert page.get_by_role("img", name="Ngưỡng từ 20% trở lên").count() == 1
    page.get_by_text("Biểu đồ bằng lời").first.click()
    page.get_by_text("Lộ trình tuyến tính là giả định của phần mềm").first.wait_for()
    page.get_by_role("link", name="Phòng Kinh tế").first.click()
    page.get_by_role("heading", level=1, name="Phòng Kinh tế").wait_for()


@pytest.mark.parametrize(("width", "form"), [(1280, "wide"), (390, "slim")])
def test_one_form_of_a_chart_is_seen(open_page: Open, width: int, form: str) -> None:
    page = open_page("chi-tieu-ct04.html", width=width)
    chart = page.locator(".chart.trajectory")
    other = {"wide": "slim", "slim": "wide"}[form]
    assert chart.locator(f".{form}").is_visible()
    assert not chart.locator(f".{other}").is_visible()
    for text in chart.locator(f".{form} text").all():
        box, frame = text.bounding_box(), page.locator("main").bounding_box()
        assert box is not None
        assert frame is not None
        assert box["x"] >= -1
        assert box["x"] + box["width"] <= page.viewport_size["width"] + 1


def test_the_house_font_is_used(open_page: Open) -> None:
    page = open_page("index.html")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('16px \"Source Sans\"')")
    assert page.evaluate("[...document.fonts].map((font) => font.status)") == ["loaded"]


def test_touch_finds_its_targets_on_a_phone(open_page: Open) -> None:
    page = open_page("index.html", width=390)
    for link in page.locator(".site-head li a").all():
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 44


def test_paper_carries_the_overview_without_the_navigation(open_page: Open) -> None:
    page = open_page("index.html")
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation").is_visible()
    assert page.get_by_text("SỐ LIỆU MINH HỌA").first.is_visible()
    assert page.get_by_role("table").is_visible()
    assert len(page.pdf(format="A4")) > 10_000


def test_it_works_below_any_address_of_a_portal(chromium: BrowserContext, folder: Path) -> None:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    handler = functools.partial(Quiet, directory=str(folder.parent.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = chromium.new_page()
        missing: list[str] = []
        page.on("response", lambda r: missing.append(r.url) if r.status >= 400 else None)
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/xanh/2030/")
        page.get_by_role("link", name="Dữ liệu mở").first.click()
        with page.expect_download() as download:
            page.get_by_role("link", name="so-lieu.csv").first.click()
        assert download.value.path().read_bytes().startswith(b"REF_AREA,INDICATOR,")
        page.close()
        server.shutdown()
    assert missing == []
