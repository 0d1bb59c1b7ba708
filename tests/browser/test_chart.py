"""Charts in a real browser: one form at a time, on paper too, and words where there is none."""

import io
import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from indicators import wording
from indicators.chart_library import ADDRESS
from tests.browser.conftest import Dashboard, StartDashboard, Visit, settle

BESIDE, BELOW = "20% năm 2030", "lộ trình tuyến tính – giả định"
"""Words beside the plot in the wide form alone, and below it, in one line, in the slim one."""


@pytest.fixture(scope="module")
def demo(start_dashboard: StartDashboard) -> Dashboard:
    return start_dashboard()


def forms(page: Page) -> list[int]:
    """How wide each drawn chart is."""
    drawn = page.locator(".chart .main-svg:first-child")
    return [int(svg.get_attribute("width") or 0) for svg in drawn.all()]


def test_each_chart_is_drawn_once_and_fills_its_place(demo: Dashboard, visit: Visit) -> None:
    page = visit(f"{demo.base}/chi-tieu?ma=CT04", width=1920)
    assert page.locator(".js-plotly-plot").count() == 2
    places = page.locator(".chart").evaluate_all("nodes => nodes.map(n => n.clientWidth)")
    assert forms(page) == places


def test_a_narrower_window_gets_the_other_form(demo: Dashboard, visit: Visit) -> None:
    page = visit(f"{demo.base}/chi-tieu?ma=CT04", width=1920)
    chart = page.get_by_role("img", name="VietGAP").first
    expect(chart.get_by_text(BESIDE)).to_be_visible()

    page.set_viewport_size({"width": 390, "height": 844})

    expect(chart.get_by_text(BESIDE)).to_have_count(0)
    assert max(forms(page)) <= 390


def test_paper_gets_the_slim_form_whole(demo: Dashboard, visit: Visit) -> None:
    page = visit(f"{demo.base}/chi-tieu?ma=CT04", width=1920)
    before = forms(page)

    printed = PdfReader(io.BytesIO(page.pdf(format="A4")))

    text = re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in printed.pages))
    assert BELOW in text
    assert BESIDE not in text
    assert text.count(wording.DEMO_MARK) >= 3
    expect(page.get_by_text(BESIDE).first).to_be_visible()
    assert forms(page) == before


def test_the_library_is_fetched_once(chromium: BrowserContext, demo: Dashboard) -> None:
    page, asked = chromium.new_page(), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{demo.base}/chi-tieu?ma=CT04")
    settle(page)
    page.close()
    assert [url for url in asked if "plotly" in url.lower()] == [f"{demo.base}{ADDRESS}"]


def test_without_the_library_its_words_are_read(chromium: BrowserContext, demo: Dashboard) -> None:
    page = chromium.new_page()
    page.route(f"**{ADDRESS}", lambda route: route.abort())
    page.goto(f"{demo.base}/chi-tieu?ma=CT04")
    expect(page.locator("#first-view")).to_have_count(0)
    words = page.locator(".chart .undrawn")
    expect(words).to_have_count(2)
    expect(words.first).to_contain_text("VietGAP")
    page.close()


@pytest.mark.parametrize("width", [1920, 390])
def test_every_row_of_the_units_has_its_name_and_figures_beside_it(
    demo: Dashboard, visit: Visit, width: int
) -> None:
    page = visit(f"{demo.base}/chi-tieu?ma=CT04", width=width)
    chart = page.get_by_role("img", name="Thôn Mẫu").last
    place = chart.bounding_box()
    assert place
    said = ""
    for text in chart.locator(".textpoint text").all():
        box = text.bounding_box()
        assert box
        assert box["x"] >= place["x"] - 1.5
        assert box["x"] + box["width"] <= place["x"] + place["width"] + 1.5
        said += f"{text.inner_html()} "
    assert all(f"Thôn Mẫu {number}" in said for number in range(1, 11))
    assert re.findall(r"\d+,\d / \d+,\d", said)[-1] == "2,9 / 28,6"
    assert len(re.findall(r"\d+,\d%", said)) == 10
    assert chart.get_by_text("ngưỡng 20%").is_visible()
    assert chart.locator(".point").count() >= 20
