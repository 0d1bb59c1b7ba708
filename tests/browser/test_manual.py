"""The manual in a browser: its pictures are today's screens, and it finds, links, prints."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from indicators.manual import PICTURES
from tests.browser import likeness
from tests.browser.conftest import (
    PICTURES as RESULTS,
)
from tests.browser.conftest import (
    Dashboard,
    StartDashboard,
    settle,
    sign_in_as,
)
from tests.browser.test_journeys import THIS_YEAR, csv_file
from tests.browser.test_second_word import PEOPLE
from tests.pictures import manual as pictures

RENEW = "RENEW_PICTURES"
FILE = csv_file(
    "2026;CT04;;chính thức;8,9;",
    "2026;CT10;;chính thức;0,97;",
    "2026;CT03;;chính thức;80,4;",
    "2026;CT08;;chính thức;khoảng 14;",
)
SENT = csv_file("2026;CT11;;chính thức;93;")


@pytest.fixture
def walker(chromium: BrowserContext) -> Iterator[Page]:
    """A window as wide as the manual's pictures, and as sharp."""
    assert chromium.browser is not None
    context = chromium.browser.new_context(
        locale="vi-VN",
        viewport={"width": pictures.WIDTH, "height": 3000},
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
