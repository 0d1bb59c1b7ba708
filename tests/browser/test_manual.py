"""The manual in a browser: its pictures are today's screens, and it finds, links, prints."""

import io
import os
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from indicators import wording
from indicators.manual import PICTURES, read_manual, words
from indicators.plan import Plan
from tests.browser import likeness
from tests.browser.conftest import (
    PICTURES as RESULTS,
)
from tests.browser.conftest import (
    Dashboard,
    StartDashboard,
    Visit,
    settle,
    sign_in_as,
)
from tests.browser.test_journeys import THIS_YEAR, csv_file, hand_in
from tests.browser.test_second_word import PEOPLE
from tests.pictures import manual as pictures

MANUAL = "/huong-dan"
RENEW = "RENEW_PICTURES"
FILE = csv_file(
    "2026;CT04;;chính thức;8,9;",
    "2026;CT10;;chính thức;0,97;",
    "2026;CT03;;chính thức;80,4;",
    "2026;CT08;;chính thức;khoảng 14;",
)
SENT = csv_file("2026;CT11;;chính thức;93;")


@pytest.fixture(scope="module")
def demo(start_dashboard: StartDashboard) -> Dashboard:
    """A first start, for tests that store nothing."""
    return start_dashboard()


@pytest.fixture
def walker(chromium: BrowserContext) -> Iterator[Page]:
    """A window as wide as the manual's pictures, and as sharp."""
    assert chromium.browser is not None
    context = chromium.browser.new_context(
        locale="vi-VN",
        viewport={"width": pictures.WIDTH, "height": 1500},
        device_scale_factor=pictures.SHARPNESS,
    )
    page = context.new_page()
    yield page
    context.close()


def compare_or_renew(taken: pictures.Taken) -> list[str]:
    """What differs from the shipped pictures; where they are to be renewed, nothing does."""
    if os.environ.get(RENEW):
        kept = [pictures.keep(name, picture) for name, picture in taken]
        sizes = {place.name: place.stat().st_size for place in kept}
        return [f"{name}: {size}" for name, size in sizes.items() if size > pictures.MOST_BYTES]
    return [
        fault
        for name, picture in taken
        for fault in likeness.faults(picture, PICTURES / f"{name}.webp", RESULTS)
    ]


def going(page: Page, dashboard: Dashboard) -> pictures.Go:
    def go(address: str, login: str) -> Page:
        sign_in_as(page, dashboard, login)
        page.goto(dashboard.base + address)
        if address.startswith("/trinh-chieu"):
            page.locator(".slide").wait_for()
        elif not address.startswith("/dang-nhap"):
            settle(page)
        return page

    return go


def test_what_was_typed_is_found_marked_and_leads_there(demo: Dashboard, visit: Visit) -> None:
    page = visit(demo.base + MANUAL, signed_in=False)
    field = page.get_by_role("textbox", name=words.SEARCH)
    field.fill("hoan tac nham")
    field.press("Enter")
    settle(page)
    assert page.url.endswith("?tim=hoan+tac+nham")
    found = page.get_by_role("link", name="Hoàn tác nhầm").first
    row = page.get_by_role("row").filter(has=found)
    expect(row.locator(".is-hit")).to_have_text("Hoàn tác nhầm")
    found.click()
    settle(page)
    heading = page.get_by_role("heading", name="Hoàn tác nhầm")
    expect(heading).to_be_in_viewport()
    page.reload()
    settle(page)
    expect(heading).to_be_in_viewport()


def test_what_is_not_there_is_said_and_stays_text(demo: Dashboard, visit: Visit) -> None:
    asked = "<img src=x onerror=alert(1)> **đậm** [a](http://a.example)"
    page = visit(f"{demo.base}{MANUAL}?tim={quote(asked)}", signed_in=False)
    expect(page.get_by_text(words.nothing_found(asked))).to_be_visible()
    expect(page.locator("img[src=x], a[href^='http://a.example']")).to_have_count(0)


def test_contents_show_one_role_and_a_phone_scrolls_only_down(
    demo: Dashboard, visit: Visit
) -> None:
    page = visit(f"{demo.base}{MANUAL}?vai=phong-hop", signed_in=False, width=390)
    contents = page.get_by_role("table", name=words.CONTENTS)
    expect(contents.get_by_text("Phòng họp", exact=True)).to_be_visible()
    expect(contents.get_by_text("Sửa và hoàn tác")).to_have_count(0)
    contents.get_by_text("Phòng họp", exact=True).click()
    settle(page)
    expect(page.get_by_role("img", name=re.compile("^Một trang trình chiếu"))).to_be_visible()
    wide = page.evaluate(
        "() => [document.documentElement, document.querySelector('[data-testid=stMain]')].some("
        "(node) => node.scrollWidth > node.clientWidth)"
    )
    assert not wide


def test_a_section_is_reached_by_its_anchor(demo: Dashboard, visit: Visit) -> None:
    page = visit(f"{demo.base}{MANUAL}?muc=nap-so-lieu", signed_in=False)
    page.get_by_role("link", name="Sửa ngay trên màn hình").click()
    expect(page.get_by_role("heading", name="Sửa ngay trên màn hình")).to_be_in_viewport()


def test_the_whole_of_it_prints_with_every_chapter_and_the_mark(
    demo: Dashboard, visit: Visit, plan: Plan
) -> None:
    page = visit(f"{demo.base}{MANUAL}?xem=tat-ca", signed_in=False)
    expect(page.get_by_role("button", name=words.PRINT, exact=True)).to_be_visible()
    page.wait_for_function("() => [...document.images].every((each) => each.complete)")
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    texts = [" ".join(each.extract_text().split()) for each in printed.pages]
    whole = " ".join(texts)
    for chapter in read_manual(plan):
        assert chapter.title in whole, chapter.title
    assert words.PRINT_ALL not in whole
    # In the margins of every page, where no reader of PDF files finds text.
    styles = page.evaluate(
        "() => [...document.querySelectorAll('style')].map((each) => each.textContent).join(' ')"
    )
    assert f"@bottom-left {{ content: '{wording.DEMO_MARK}' }}" in styles
    assert wording.DEMO_MARK in texts[0]
    assert sum(len(each.images) for each in printed.pages) >= len(list(PICTURES.iterdir()))


def test_a_fault_on_the_screen_leads_to_its_answer(
    start_dashboard: StartDashboard, visit: Visit
) -> None:
    page = visit(start_dashboard(THIS_YEAR).base + "/nap-so-lieu")
    hand_in(page, "thang-11.csv", FILE)
    page.get_by_role("link", name="Không phải một con số cụ thể").click()
    settle(page)
    expect(page.get_by_role("heading", name="Không phải một con số cụ thể")).to_be_in_viewport()


def test_the_pictures_of_the_first_start_are_those_of_todays_screens(
    start_dashboard: StartDashboard, walker: Page
) -> None:
    dashboard = start_dashboard(people=PEOPLE)
    taken = pictures.of_invented_figures(going(walker, dashboard))
    assert compare_or_renew(taken) == []


def test_the_pictures_of_an_upload_are_those_of_todays_screens(
    start_dashboard: StartDashboard, walker: Page
) -> None:
    dashboard = start_dashboard(THIS_YEAR, people=PEOPLE)
    taken = pictures.of_an_upload(
        going(walker, dashboard), ("thang-11.csv", FILE), ("VHXH.csv", SENT)
    )
    assert compare_or_renew(taken) == []
