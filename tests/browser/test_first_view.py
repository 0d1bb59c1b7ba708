"""What screens show before Streamlit has loaded, in a real browser."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.conftest import Dashboard, StartDashboard

STREAMLIT = "**/static/js/index.*.js"
SIZES = [(1920, 1080), (1024, 768), (800, 900), (390, 844)]
# Where everything lies, in the first view or in Streamlit's; of that no more than the former has.
PLACES = """(inside) => {
    const own = (node) => Boolean(node.closest("#first-view")) === inside;
    const within = "h1, .aside, td, .bullet, .notes";
    const titles = [...document.querySelectorAll(
        inside ? "#first-view h3" : "[data-testid=stMain] h3")].filter(own);
    const drawings = [...document.querySelectorAll(".chart .main-svg text")].filter(own);
    const shadows = [...document.querySelectorAll("*")]
        .filter((node) => node.shadowRoot && own(node) && !node.closest("[data-testid=stSidebar]"))
        .flatMap((node) => [...node.shadowRoot.querySelectorAll(within)]);
    return [titles, drawings, shadows].map((nodes) => nodes.filter((node) => node.checkVisibility())
        .map((node) => {
            const { x, y, width, height } = node.getBoundingClientRect();
            return [node.textContent, ...[x, y, width, height].map(Math.round)].join(" ");
        }));
}"""
SCREENS = ["/", "/chi-tieu?ma=CT04", "/chi-tieu?ma=CT07&nam=2026", "/don-vi?ma=PKT", "/nhiem-vu"]


@pytest.fixture(scope="module")
def demo(start_dashboard: StartDashboard) -> Dashboard:
    return start_dashboard()


@pytest.fixture
def waiting(
    chromium: BrowserContext, demo: Dashboard, request: pytest.FixtureRequest
) -> Iterator[tuple[Page, list[Route]]]:
    """A page on which Streamlit's own script has not arrived; it goes on with `let_in`."""
    page, held = chromium.new_page(), list[Route]()
    page.route(STREAMLIT, lambda route: held.append(route))
    page.goto(f"{demo.base}{getattr(request, 'param', '/')}", wait_until="commit")
    expect(page.locator("#first-view table").first).to_be_visible()
    yield page, held
    page.close()


def let_in(page: Page, held: list[Route]) -> None:
    while not held:
        page.wait_for_timeout(20)
    for route in held:
        route.continue_()
    expect(page.locator("#first-view")).to_have_count(0)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("waiting", SCREENS, indirect=True)
def test_streamlit_takes_over_without_a_jump(
    waiting: tuple[Page, list[Route]], size: tuple[int, int]
) -> None:
    page, held = waiting
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.evaluate("document.fonts.ready")
    if "chi-tieu" in page.url:
        expect(page.locator("#first-view .main-svg").first).to_be_visible()
        page.wait_for_timeout(300)  # a resized window draws its charts anew
    before: list[list[str]] = page.evaluate(PLACES, True)

    let_in(page, held)

    assert len(before[2]) > 30
    assert bool(before[1]) == ("chi-tieu" in page.url)
    assert bool(before[0]) == (urlsplit(page.url).path != "/")
    after: list[list[str]] = page.evaluate(PLACES, False)
    assert [shown[: len(first)] for shown, first in zip(after, before, strict=True)] == before
    assert not page.evaluate("document.getElementById('root').inert")


def test_an_indicator_shows_its_charts_at_once(chromium: BrowserContext, demo: Dashboard) -> None:
    page = chromium.new_page()
    page.route(STREAMLIT, lambda route: None)
    page.goto(f"{demo.base}/chi-tieu?ma=CT04", wait_until="commit")

    charts = page.locator("#first-view .chart")
    expect(charts.locator(".main-svg").first).to_be_visible()
    expect(charts).to_have_count(2)
    expect(page.get_by_role("img", name="VietGAP").first).to_be_visible()
    page.close()


def test_it_is_read_alone_and_its_links_lead_on(waiting: tuple[Page, list[Route]]) -> None:
    page, _ = waiting

    assert page.evaluate("document.getElementById('root').inert")
    page.locator("#first-view a.row-link").first.click()

    page.wait_for_url("**/chi-tieu?ma=*", wait_until="commit")


def test_the_focus_and_the_scroll_stay(waiting: tuple[Page, list[Route]]) -> None:
    page, held = waiting
    page.set_viewport_size({"width": 1024, "height": 500})
    link = page.locator("#first-view a.row-link").nth(5)
    link.focus()
    opens = link.get_attribute("data-open")
    scrolled = page.evaluate("document.querySelector('#first-view main').scrollTop")

    let_in(page, held)

    active = "document.activeElement.shadowRoot.activeElement.dataset.open"
    assert scrolled > 0
    assert page.evaluate(active) == opens
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == scrolled


def test_the_overview_asks_for_no_plotly(chromium: BrowserContext, demo: Dashboard) -> None:
    page, asked = chromium.new_page(), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{demo.base}/")
    expect(page.locator("#first-view")).to_have_count(0)
    page.close()

    assert [url for url in asked if "Plotly" in url] == []
    assert any("BidiComponent" in url for url in asked)


def test_without_its_script_streamlit_is_seen(chromium: BrowserContext, demo: Dashboard) -> None:
    page = chromium.new_page()
    page.route("**/assets/first_view.*.js", lambda route: route.abort())
    page.goto(f"{demo.base}/")
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    assert not page.locator("#first-view").is_visible()
    page.close()
